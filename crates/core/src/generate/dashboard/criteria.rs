//! The criteria table of the dashboard with its filters, quotes and their places, and the coverage by strength.

use super::verdict::Contribution;
use crate::generate::{places, words};
use crate::i18n::{Messages, key};
use crate::records::Cv;
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Verdict};

pub(super) struct CriterionView {
    pub(super) id: String,
    pub(super) class: String,
    pub(super) text: String,
    pub(super) parts: Vec<PartView>,
    pub(super) sign: &'static str,
    pub(super) status: String,
    pub(super) style: &'static str,
    pub(super) points: String,
    pub(super) share: String,
    pub(super) reason: String,
    pub(super) ruled: String,
    pub(super) quotes: Vec<Quote>,
    /// Style classes by which the filter finds it.
    pub(super) filter: String,
}

pub(super) struct PartView {
    pub(super) text: String,
    pub(super) sign: &'static str,
    pub(super) status: String,
    pub(super) style: &'static str,
}

#[derive(PartialEq)]
pub(super) struct Quote {
    pub(super) text: String,
    pub(super) place: String,
}

/// A choice of the filter; the template's style rules know its ids.
pub(super) struct Filter {
    pub(super) id: &'static str,
    pub(super) label: String,
    pub(super) count: usize,
    pub(super) checked: bool,
    pub(super) empty: bool,
}

pub(super) struct CoverageView {
    pub(super) title: String,
    pub(super) style: &'static str,
    pub(super) rows: Vec<(String, String)>,
}

/// Style class of a verdict.
pub(super) fn style_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet | Verdict::PotentiallyMet => "partly",
        Verdict::NotMet => "not-met",
        Verdict::NotStated | Verdict::NeedsReview => "open",
    }
}

fn is_open(criterion: &JudgedCriterion) -> bool {
    matches!(criterion.verdict, Verdict::NotMet | Verdict::NotStated | Verdict::NeedsReview)
}

fn is_met(criterion: &JudgedCriterion) -> bool {
    criterion.verdict == Verdict::Met
}

pub(super) fn filters(matching: &Match, messages: &Messages) -> Vec<Filter> {
    let count = |wanted: &dyn Fn(&JudgedCriterion) -> bool| {
        matching.criteria.iter().filter(|criterion| wanted(criterion)).count()
    };
    let all = matching.criteria.len();
    [
        ("show-all", key::DASHBOARD_SHOW_ALL, all),
        ("show-open", key::DASHBOARD_SHOW_OPEN, count(&is_open)),
        ("show-must", key::CLASS_MUST, count(&|criterion: &JudgedCriterion| criterion.class == Class::Must)),
        ("show-should", key::CLASS_SHOULD, count(&|criterion: &JudgedCriterion| criterion.class == Class::Should)),
        ("show-met", key::DASHBOARD_SHOW_MET, count(&is_met)),
    ]
    .into_iter()
    .map(|(id, label, count)| {
        let checked = id == "show-all";
        Filter { id, label: messages.get(label), count, checked, empty: count == 0 && !checked }
    })
    .collect()
}

pub(super) fn rows(matching: &Match, shares: &[Contribution], cv: &Cv, messages: &Messages) -> Vec<CriterionView> {
    matching
        .criteria
        .iter()
        .map(|criterion| {
            let share = shares.iter().find(|share| share.id == criterion.id);
            row(criterion, share, cv, messages)
        })
        .collect()
}

fn row(criterion: &JudgedCriterion, share: Option<&Contribution>, cv: &Cv, messages: &Messages) -> CriterionView {
    CriterionView {
        id: criterion.id.clone(),
        class: words::class(messages, criterion.class),
        text: criterion.text.clone(),
        parts: parts(criterion, messages),
        sign: words::sign(criterion.verdict),
        status: words::verdict(messages, criterion.verdict),
        style: style_of(criterion.verdict),
        points: criterion.points.map_or_else(|| "–".to_owned(), |points| messages.locale.number(points)),
        share: share.map(|share| messages.with(key::DASHBOARD_SHARE, &[("share", &share.figure)])).unwrap_or_default(),
        reason: words::reason(messages, &criterion.reason),
        ruled: words::ruled(messages, criterion).unwrap_or_default(),
        quotes: quotes(criterion, cv, messages),
        filter: filter_classes(criterion),
    }
}

/// The parts of a criterion that has several.
fn parts(criterion: &JudgedCriterion, messages: &Messages) -> Vec<PartView> {
    if criterion.parts.len() < 2 {
        return Vec::new();
    }
    criterion
        .parts
        .iter()
        .map(|part| PartView {
            text: part.text.clone(),
            sign: words::sign(part.verdict),
            status: words::verdict(messages, part.verdict),
            style: style_of(part.verdict),
        })
        .collect()
}

/// The quotes in their order, each once.
fn quotes(criterion: &JudgedCriterion, cv: &Cv, messages: &Messages) -> Vec<Quote> {
    let mut out: Vec<Quote> = Vec::new();
    for evidence in &criterion.evidence {
        let quote = Quote {
            text: messages.locale.quote(&evidence.quote),
            place: places::place(cv, messages, evidence.entry.as_deref(), evidence.place.as_ref()),
        };
        if !out.contains(&quote) {
            out.push(quote);
        }
    }
    out
}

fn filter_classes(criterion: &JudgedCriterion) -> String {
    let class = match criterion.class {
        Class::Must => "is-must",
        Class::Should => "is-should",
        Class::Soft | Class::Other => "is-other",
    };
    let status = if is_open(criterion) {
        " is-open"
    } else if is_met(criterion) {
        " is-met"
    } else {
        ""
    };
    format!("{class}{status}")
}

pub(super) fn coverage(matching: &Match, messages: &Messages) -> Vec<CoverageView> {
    let rows = |ids: &[String]| -> Vec<(String, String)> {
        matching
            .criteria
            .iter()
            .filter(|criterion| ids.contains(&criterion.id))
            .map(|criterion| (criterion.id.clone(), criterion.text.clone()))
            .collect()
    };
    let coverage = &matching.coverage;
    [
        (key::COVERAGE_STRONG, "met", &coverage.strong),
        (key::COVERAGE_PARTIAL, "partly", &coverage.partial),
        (key::COVERAGE_MISSING, "not-met", &coverage.missing),
    ]
    .into_iter()
    .map(|(title, style, ids)| CoverageView { title: messages.get(title), style, rows: rows(ids) })
    .collect()
}
