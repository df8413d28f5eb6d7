//! Start, notice and workload.

use super::super::passages::{Clause, Dossier};
use super::super::wording::is_refused;
use super::{decided, fact, stated};
use crate::records::cv::Workload;
use crate::records::job::Part;
use crate::records::matching::{Evidence, Judgement, Measure, Reason, Verdict};
use crate::time::{Month, PartialDate};
use crate::understand::demand::{notice, words_in};
use crate::understand::{dates_in, fold::fold, percent};

const FREE: &[&str] = &[
    "verfugbar", "available", "availability", "disponib", "libre", "eintritt", "start", "kundigungsfrist", "notice",
    "delai de conge", "preavis", "frei ab", "ab sofort", "sofort", "immediate", "immediately", "de suite",
    "tout de suite", "kundigung", "resiliation", "free from", "antritt",
];

/// What the CV says of its person's start.
struct Free {
    /// First month of work.
    from: Option<Month>,
    notice: Option<u32>,
    printed: String,
    evidence: Vec<Evidence>,
}

fn free(dossier: &Dossier<'_>) -> Option<Free> {
    let now = Month::of(dossier.evaluated_on);
    let read = |text: &str, evidence: Vec<Evidence>| -> Option<Free> {
        let folded = fold(text);
        if words_in(
            &folded,
            &["sofort", "immediate", "immediately", "de suite", "tout de suite", "per sofort", "at once"],
        ) {
            return Some(Free { from: Some(now), notice: Some(0), printed: text.to_owned(), evidence });
        }
        let date = dates_in(text).into_iter().find(|date| !date.is_year_only()).map(PartialDate::first_month);
        let notice = if date.is_some() { None } else { notice(&folded) };
        // Notice runs to the end of a month, work begins with the next.
        let from =
            date.or_else(|| notice.and_then(|months| i32::try_from(months).ok()).map(|months| now.plus(months + 1)));
        from.map(|from| Free { from: Some(from), notice, printed: text.to_owned(), evidence })
    };
    let about = |clause: &&Clause| {
        words_in(&clause.folded, FREE)
            && clause.folded.len() < 120
            && !matches!(clause.section.as_str(), "work" | "projects" | "education")
    };
    // A printed day goes before a notice.
    let by_day = dossier
        .clauses
        .iter()
        .filter(about)
        .filter(|clause| dates_in(&clause.text).iter().any(|date| !date.is_year_only()))
        .find_map(|clause| read(&clause.text, vec![clause.evidence()]));
    if by_day.is_some() {
        return by_day;
    }
    if let Some(printed) = &dossier.cv.x.availability
        && let Some(found) = read(printed, vec![fact(dossier, "x-dossier/availability", printed)])
    {
        return Some(found);
    }
    dossier.clauses.iter().filter(about).find_map(|clause| read(&clause.text, vec![clause.evidence()]))
}

pub(super) fn availability(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let Some(free) = free(dossier) else { return Judgement::not_stated(Reason::Silent) };
    if let Some(months_max) = part.demand.notice_months_max {
        let now = Month::of(dossier.evaluated_on);
        let months =
            free.notice.or_else(|| free.from.map(|from| u32::try_from(from.number() - now.number()).unwrap_or(0)));
        return match months {
            Some(months) => {
                let verdict = if months <= months_max { Verdict::Met } else { Verdict::NotMet };
                let reason = Reason::Count {
                    measure: Measure::NoticeMonths,
                    found: u64::from(months),
                    asked: u64::from(months_max),
                };
                decided(verdict, free.evidence, reason)
            }
            None => Judgement::needs_review(Reason::Unclear),
        };
    }
    match (part.demand.until, free.from) {
        (Some(until), Some(from)) => {
            let in_time = from <= until.first_month();
            let verdict = if in_time { Verdict::Met } else { Verdict::NotMet };
            decided(verdict, free.evidence, Reason::Availability { found: free.printed, in_time })
        }
        _ => Judgement::needs_review(Reason::Unclear),
    }
}

const PENSUM: &[&str] = &[
    "pensum", "wunschpensum", "workload", "taux", "beschaftigungsgrad", "arbeitspensum", "temps plein", "plein temps",
    "vollzeit", "full-time", "full time", "teilzeit", "part-time", "temps partiel", "poste a", "stelle zu",
    "anstellung", "verfugbar zu",
];

fn wanted(dossier: &Dossier<'_>) -> Option<(Workload, Evidence, String)> {
    if let Some(range) = dossier.cv.x.workload {
        let printed = if range.min == range.max {
            format!("{} %", range.max)
        } else {
            format!("{}–{} %", range.min, range.max)
        };
        return Some((range, fact(dossier, "x-dossier/workload", &printed), printed));
    }
    let about = |clause: &&Clause| {
        words_in(&clause.folded, PENSUM)
            && clause.folded.len() < 160
            && !matches!(clause.section.as_str(), "work" | "projects" | "education")
    };
    dossier.clauses.iter().filter(about).find_map(|clause| {
        let full = words_in(&clause.folded, &["temps plein", "plein temps", "vollzeit", "full-time", "full time"]);
        let range = percent(&clause.text)
            .or((full && !is_refused(&clause.folded)).then_some(Workload { min: 100, max: 100 }))?;
        Some((range, clause.evidence(), clause.text.clone()))
    })
}

pub(super) fn workload(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let (Some((wanted, evidence, found)), Some(asked)) = (wanted(dossier), part.demand.percent) else {
        return Judgement::not_stated(Reason::Silent);
    };
    let overlaps = wanted.max >= asked.min && wanted.min <= asked.max;
    let verdict = if overlaps { Verdict::Met } else { Verdict::NotMet };
    decided(verdict, vec![evidence], Reason::Fact { found })
}

/// The clause as a verdict, for other facts with percents.
pub(super) fn percent_verdict(clause: &Clause, asked: Workload) -> Option<Judgement> {
    let found = percent(&clause.text)?;
    Some(stated(if found.max >= asked.min { Verdict::Met } else { Verdict::NotMet }, clause))
}
