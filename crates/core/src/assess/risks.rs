//! Risks that a person should weigh: what is ruled out, what is open, gaps, a document without recent dates.

use super::station_months;
use crate::records::cv::Cv;
use crate::records::job::{Class, Kind};
use crate::records::matching::{JudgedCriterion, Reason, Risk, RiskKind, RiskSeverity, Verdict};
use crate::time::{Day, Month, Months, PartialDate, union};
use crate::understand::demand::claimed_months;

/// A gap of more months than these is worth a question, between two stations as well as up to today.
pub(crate) const GAP_MONTHS: i32 = 6;

pub(super) fn risks(criteria: &[JudgedCriterion], cv: &Cv, evaluated_on: Day) -> Vec<Risk> {
    let mut out = Vec::new();
    for criterion in criteria.iter().filter(|criterion| criterion.class == Class::Must) {
        let risk = match criterion.verdict {
            Verdict::NotMet if criterion.kind == Kind::ExperienceYears => {
                Some((RiskKind::Experience, RiskSeverity::High))
            }
            Verdict::NotMet => Some((RiskKind::Knockout, RiskSeverity::High)),
            Verdict::PotentiallyMet if criterion.kind == Kind::Skill => Some((RiskKind::Skill, RiskSeverity::Medium)),
            Verdict::NotStated | Verdict::NeedsReview | Verdict::PotentiallyMet => {
                Some((RiskKind::OpenMust, RiskSeverity::Medium))
            }
            Verdict::PartlyMet if criterion.kind == Kind::ExperienceYears => {
                Some((RiskKind::Experience, RiskSeverity::Medium))
            }
            Verdict::PartlyMet => Some((RiskKind::Skill, RiskSeverity::Low)),
            _ => None,
        };
        if let Some((kind, severity)) = risk {
            out.push(Risk { kind, text: criterion.id.clone(), severity });
        }
    }
    for criterion in criteria {
        if let Reason::Months { found, asked, .. } = &criterion.reason
            && criterion.verdict == Verdict::Met
            && *found >= asked * 3
            && *asked >= 24
        {
            out.push(Risk {
                kind: RiskKind::Overqualification,
                text: criterion.id.clone(),
                severity: RiskSeverity::Low,
            });
        }
    }
    for entry in contradictions(cv, evaluated_on) {
        out.push(Risk { kind: RiskKind::Contradiction, text: entry, severity: RiskSeverity::Medium });
    }
    for (start, end) in gaps(cv, evaluated_on) {
        out.push(Risk {
            kind: RiskKind::Gap,
            text: format!("{}/{}", start.date(), end.date()),
            severity: RiskSeverity::Low,
        });
    }
    let newest = stations(cv, evaluated_on).last().map(|range| range.end);
    if newest.is_some_and(|end| end.plus(12) < Month::of(evaluated_on)) {
        out.push(Risk {
            kind: RiskKind::Recency,
            text: newest.map(|end| end.date().to_string()).unwrap_or_default(),
            severity: RiskSeverity::Medium,
        });
    }
    out.sort_by_key(|risk| (risk.severity, risk.kind));
    out
}

/// Entries that end before they begin; and `basics/summary` where the profile claims more years than the stations hold.
fn contradictions(cv: &Cv, evaluated_on: Day) -> Vec<String> {
    let backwards = |start: Option<PartialDate>, end: Option<PartialDate>| {
        start.zip(end).is_some_and(|(start, end)| end.last_month() < start.first_month())
    };
    let work = cv.work.iter().filter(|one| backwards(one.start_date, one.end_date)).map(|one| one.id.clone());
    let schools = cv.education.iter().filter(|one| backwards(one.start_date, one.end_date)).map(|one| one.id.clone());
    let mut found: Vec<String> = work.chain(schools).collect();
    let claimed = cv.basics.summary.as_deref().and_then(claimed_months);
    let held = super::employment_months(cv, evaluated_on);
    // A year is what rounding and a first internship explain.
    if claimed.is_some_and(|claimed| held > 0 && i32::try_from(claimed).unwrap_or(0) > held + 12) {
        found.push("basics/summary".into());
    }
    found
}

fn stations(cv: &Cv, evaluated_on: Day) -> Vec<Months> {
    let work =
        cv.work.iter().filter_map(|work| station_months(cv, &work.id, work.start_date, work.end_date, evaluated_on));
    let projects = cv
        .projects
        .iter()
        .filter_map(|project| station_months(cv, &project.id, project.start_date, project.end_date, evaluated_on));
    let schools = cv.education.iter().filter_map(|school| {
        school.start_date.and_then(|start| station_months(cv, &school.id, Some(start), school.end_date, evaluated_on))
    });
    union(work.chain(projects).chain(schools).collect())
}

/// First and last month of every gap of more than six months between stations or schools.
pub(crate) fn gaps(cv: &Cv, evaluated_on: Day) -> Vec<(Month, Month)> {
    // Two printed years say nothing about the months between them.
    let year_only = cv.work.iter().any(|work| work.start_date.is_some_and(PartialDate::is_year_only));
    if year_only {
        return Vec::new();
    }
    stations(cv, evaluated_on)
        .windows(2)
        .map(|pair| (pair[0].end.plus(1), pair[1].start.plus(-1)))
        .filter(|(start, end)| end.number() - start.number() + 1 > GAP_MONTHS)
        .collect()
}
