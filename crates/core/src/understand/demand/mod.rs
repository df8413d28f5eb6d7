//! Parses a criterion into demands by kind: years, languages with levels, degrees, certificates, licences, permits, people
//! to lead, sums, places, dates, readiness and skills. Judges nothing.
//!
//! A criterion of one kind is one part; clauses of different kinds ("degree in X and five years of Y") and conjuncts of a
//! list of skills are parts of their own, joined by all or any.

mod amounts;
mod kinds;
mod languages;
mod terms;
mod titles;
mod wording;

use super::concepts::Lexicon;
use super::fold::fold;
use super::personal::percent;
use crate::records::cv::Workload;
use crate::records::job::{Demand, Join, Kind, Part};
pub(crate) use amounts::{claimed_months, money, notice, people};
use kinds::marker;
pub(crate) use kinds::{industries, is_leadership};
pub(crate) use titles::certificate_rungs;
use wording::plain_gender;
pub(crate) use wording::{first_of, starts_word, words_in};

/// The demands of a criterion, at least one, and how they combine.
pub(crate) fn demands(text: &str, concepts: &Lexicon) -> (Vec<Part>, Join) {
    let core = wording::without_optional(text);
    let core = plain_gender(&core);
    let groups = groups(&core, concepts);
    let mut join = Join::All;
    let mut out: Vec<Part> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if at > 0 && group.or {
            join = Join::Any;
        }
        let (mut parts, inner) = build(group, concepts);
        if groups.len() == 1 {
            join = inner;
            if let [only] = parts.as_mut_slice() {
                text.clone_into(&mut only.text);
            }
        }
        out.extend(parts);
    }
    if out.is_empty() {
        // Nothing but words that lead to a term: the words themselves are sought.
        let demand = Demand { terms: vec![text.to_owned()], ..Demand::default() };
        out.push(Part { text: text.to_owned(), kind: Kind::Skill, demand, join: Join::All });
    }
    (out, join)
}

/// Clauses that belong together: one demand.
#[derive(Debug)]
struct Group {
    text: String,
    kind: Kind,
    /// Whether "or" stands before it.
    or: bool,
}

/// Cuts a criterion where its kind changes.
fn groups(core: &str, concepts: &Lexicon) -> Vec<Group> {
    let whole_kind = marker(core, concepts);
    let mut groups: Vec<(String, Option<Kind>, bool)> = Vec::new();
    for clause in wording::clauses(core) {
        let kind = marker(&clause.text, concepts);
        let is_title = |kind: Option<Kind>| matches!(kind, Some(Kind::Degree | Kind::Certificate));
        let own_years = kind == Some(Kind::ExperienceYears) && clause.is_subset;
        match groups.last_mut() {
            Some((text, last, _))
                if !own_years
                    && (kind.is_none() || last.is_none() || *last == kind || is_title(*last) && is_title(kind)) =>
            {
                text.push_str(&clause.before);
                text.push_str(&clause.text);
                *last = if kind == Some(Kind::Degree) { kind } else { last.or(kind) };
            }
            _ => groups.push((clause.text, kind, clause.or)),
        }
    }
    let marked = groups.iter().filter(|(_, kind, _)| kind.is_some()).count();
    if marked < 2
        || groups.iter().any(|(_, kind, _)| *kind == Some(Kind::LanguageLevel))
            && whole_kind == Some(Kind::LanguageLevel)
    {
        let kind = whole_kind
            .or_else(|| groups.iter().find_map(|(_, kind, _)| *kind))
            .filter(|kind| *kind != Kind::SoftSkill || whole_kind == Some(*kind));
        return vec![Group { text: core.to_owned(), kind: kind.unwrap_or(Kind::Skill), or: false }];
    }
    groups
        .into_iter()
        .map(|(text, kind, or)| Group { text: text.trim().to_owned(), kind: kind.unwrap_or(Kind::Skill), or })
        .collect()
}

fn build(group: &Group, concepts: &Lexicon) -> (Vec<Part>, Join) {
    let (text, folded) = (group.text.as_str(), fold(&group.text));
    let one =
        |demand: Demand, join: Join| (vec![Part { text: text.to_owned(), kind: group.kind, demand, join }], Join::All);
    let named = |terms: Vec<String>| Demand { terms, ..Demand::default() };
    match group.kind {
        Kind::LanguageLevel => match languages::parts(text, &folded) {
            Some(parts) => (parts, Join::All),
            None => terms::parts(text, concepts),
        },
        Kind::DrivingLicence => one(Demand { category: Some(kinds::category(text)), ..Demand::default() }, Join::All),
        Kind::Citizenship => one(named(kinds::countries(&folded)), Join::Any),
        Kind::Permit => {
            let mut terms = kinds::countries(&folded);
            terms.extend(kinds::permit_letter(text));
            one(named(terms), Join::Any)
        }
        Kind::Clearance => {
            let themes = super::themes::in_text(&folded, "clearance");
            one(named(if themes.is_empty() { vec![text.to_owned()] } else { themes }), Join::All)
        }
        Kind::Willingness => {
            let themes = super::themes::in_text(&folded, "willing");
            let join = if kinds::is_or(&folded) { Join::Any } else { Join::All };
            let percent = percent(text).map(|range| Workload { min: range.max, max: range.max });
            one(Demand { percent, ..named(if themes.is_empty() { vec![text.to_owned()] } else { themes }) }, join)
        }
        Kind::SoftSkill => {
            let themes = super::themes::in_text(&folded, "soft");
            one(named(if themes.is_empty() { vec![text.to_owned()] } else { themes }), Join::All)
        }
        Kind::ExperienceYears | Kind::Recency => {
            let subject = terms::subject(text, concepts);
            let demand = Demand {
                months_min: amounts::years(&folded).filter(|_| !kinds::is_maximum(&folded)),
                months_max: amounts::years(&folded).filter(|_| kinds::is_maximum(&folded)),
                recent_months: amounts::recency(&folded),
                people_min: amounts::people_asked(&folded).filter(|_| is_leadership(&folded)),
                ..named(subject.terms)
            };
            one(demand, subject.join)
        }
        Kind::Leadership => {
            one(Demand { people_min: amounts::people_asked(&folded), ..named(vec![text.to_owned()]) }, Join::Any)
        }
        Kind::Availability => {
            let demand = Demand {
                until: amounts::until(text),
                notice_months_max: notice(&folded),
                ..named(vec![text.to_owned()])
            };
            one(demand, Join::All)
        }
        Kind::Workload => one(Demand { percent: kinds::workload(text, &folded), ..Demand::default() }, Join::All),
        Kind::Location => one(named(kinds::places(text)), Join::Any),
        Kind::Industry => {
            let industries: Vec<String> = industries(&folded).into_iter().map(str::to_owned).collect();
            one(named(industries), Join::Any)
        }
        Kind::Reference => {
            let found = terms::subject(text, concepts);
            let demand =
                Demand { recent_months: amounts::recency(&folded), amount_min: money(text), ..named(found.terms) };
            one(demand, Join::Any)
        }
        Kind::Degree | Kind::Certificate => titles::parts(text, group.kind, concepts),
        Kind::Role => one(named(kinds::roles(text)), Join::Any),
        Kind::Skill => match money(text) {
            Some(sum) if kinds::is_budget(&folded) => {
                one(Demand { amount_min: Some(sum), ..named(vec![text.to_owned()]) }, Join::Any)
            }
            _ => terms::parts(text, concepts),
        },
    }
}
