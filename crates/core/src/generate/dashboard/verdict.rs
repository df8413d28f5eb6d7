//! The first screen of the dashboard: what the figures suggest and why, musts, knock-outs, and the score with the share of
//! every criterion. The reason repeats the rules of [`crate::assess`] in words; it applies none.

use super::concerns::{self, RiskView};
use super::criteria::{self, CoverageView, CriterionView, Filter, style_of};
use crate::generate::matchmaking::met_of;
use crate::generate::reasoning::{ids, of_class, why};
use crate::generate::words;
use crate::i18n::{Messages, key};
use crate::records::Cv;
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Recommendation, Verdict};
use dossier_formats::write::svg::{self, Share};

/// Criteria that the first screen names in one list.
const NAMED_MAX: usize = 4;

pub(super) struct MatchView {
    pub(super) suggestion: String,
    pub(super) suggestion_style: &'static str,
    pub(super) why: String,
    pub(super) decided: String,
    pub(super) musts: String,
    pub(super) shoulds: String,
    pub(super) open_musts: Vec<Named>,
    pub(super) open_more: String,
    pub(super) knockouts: Vec<Named>,
    pub(super) knockouts_count: String,
    pub(super) knockouts_more: String,
    pub(super) score: String,
    pub(super) score_of: String,
    pub(super) bar: String,
    pub(super) bounds: Vec<String>,
    pub(super) shares: Vec<Contribution>,
    pub(super) arithmetic: String,
    pub(super) weights: String,
    pub(super) filters: Vec<Filter>,
    pub(super) criteria: Vec<CriterionView>,
    pub(super) coverage: Vec<CoverageView>,
    pub(super) risks: Vec<RiskView>,
    pub(super) next_steps: Vec<(String, String)>,
}

/// A criterion with its status in words.
pub(super) struct Named {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) sign: &'static str,
    pub(super) status: String,
    pub(super) style: &'static str,
}

/// What a criterion adds to the score.
pub(super) struct Contribution {
    pub(super) id: String,
    /// Points of the score out of those that it could add, in words.
    pub(super) figure: String,
    label: String,
    class: Class,
    percent: f64,
    percent_max: f64,
}

pub(super) fn view(matching: &Match, cv: &Cv, messages: &Messages) -> MatchView {
    let shares = contributions(matching, messages);
    let open: Vec<&JudgedCriterion> = of_class(matching, Class::Must)
        .filter(|criterion| criterion.verdict != Verdict::Met && !matching.knockouts.contains(&criterion.id))
        .collect();
    let knockouts: Vec<&JudgedCriterion> =
        matching.criteria.iter().filter(|criterion| matching.knockouts.contains(&criterion.id)).collect();
    let met = |class: Class| {
        if of_class(matching, class).next().is_some() { met_of(matching, class, messages) } else { String::new() }
    };
    let musts = Some(met(Class::Must)).filter(|text| !text.is_empty()).unwrap_or_else(|| messages.get(key::NONE));
    let scored = matching.score.total;
    let weights = matching.score.weights;
    MatchView {
        suggestion: words::recommendation(messages, matching.recommendation),
        suggestion_style: match matching.recommendation {
            Recommendation::Go => "met",
            Recommendation::Maybe => "partly",
            Recommendation::NoGo => "not-met",
            Recommendation::NotAssessable => "open",
        },
        why: why(matching, messages),
        decided: decided(matching, messages),
        musts,
        shoulds: met(Class::Should),
        open_more: more(&open, messages),
        open_musts: named(&open, messages),
        knockouts_count: messages.locale.number(i64::try_from(knockouts.len()).unwrap_or(i64::MAX)),
        knockouts_more: more(&knockouts, messages),
        knockouts: named(&knockouts, messages),
        score: scored
            .map_or_else(|| messages.get(key::RECOMMENDATION_NOT_ASSESSABLE), |total| messages.locale.number(total)),
        score_of: scored.map(|_| messages.get(key::DASHBOARD_OF_HUNDRED)).unwrap_or_default(),
        bar: scored.map(|_| bar(&shares, matching, messages)).unwrap_or_default(),
        bounds: bounds(matching, messages),
        arithmetic: matching.score.arithmetic.clone(),
        weights: messages
            .with(key::MATCH_WEIGHTS, &[("must", &weights.must.to_string()), ("should", &weights.should.to_string())]),
        filters: criteria::filters(matching, messages),
        criteria: criteria::rows(matching, &shares, cv, messages),
        coverage: criteria::coverage(matching, messages),
        risks: concerns::risks(matching, messages),
        next_steps: concerns::next_steps(matching, messages),
        shares,
    }
}

fn named(criteria: &[&JudgedCriterion], messages: &Messages) -> Vec<Named> {
    criteria
        .iter()
        .take(NAMED_MAX)
        .map(|criterion| Named {
            id: criterion.id.clone(),
            text: criterion.text.clone(),
            sign: words::sign(criterion.verdict),
            status: words::verdict(messages, criterion.verdict),
            style: style_of(criterion.verdict),
        })
        .collect()
}

/// How many more there are than are named; empty if none.
fn more(criteria: &[&JudgedCriterion], messages: &Messages) -> String {
    let rest = criteria.len().saturating_sub(NAMED_MAX);
    if rest == 0 {
        return String::new();
    }
    messages.count(key::DASHBOARD_MORE, i64::try_from(rest).unwrap_or(i64::MAX), &[])
}

/// Which verdicts a person gave; empty if none.
fn decided(matching: &Match, messages: &Messages) -> String {
    let ids = ids(matching.criteria.iter().filter(|criterion| criterion.ruled.is_some()));
    if ids.is_empty() {
        return String::new();
    }
    messages.with(key::DASHBOARD_DECIDED, &[("ids", &messages.locale.list(&ids))])
}

/// The scored criteria, musts first, with what each adds to the score.
fn contributions(matching: &Match, messages: &Messages) -> Vec<Contribution> {
    let weights = matching.score.weights;
    let mut out = Vec::new();
    for (class, weight) in [(Class::Must, i64::from(weights.must)), (Class::Should, i64::from(weights.should))] {
        let scored: Vec<(&JudgedCriterion, i64)> = of_class(matching, class)
            .filter_map(|criterion| criterion.points.map(|points| (criterion, points)))
            .collect();
        let count = i64::try_from(scored.len()).unwrap_or(i64::MAX).max(1);
        // Tenths of a point of the score, rounded half up.
        let tenths = |points: i64| messages.locale.tenths((2 * weight * points + 10 * count) / (20 * count));
        let percent = |points: i64| (weight * points) as f64 / (100 * count) as f64;
        for (criterion, points) in scored {
            let figure = messages.with(key::MET_OF, &[("met", &tenths(points)), ("all", &tenths(100))]);
            let status = words::verdict(messages, criterion.verdict);
            out.push(Contribution {
                id: criterion.id.clone(),
                label: format!("{} {}{} {status}, {figure}", criterion.id, criterion.text, words::colon(messages)),
                figure,
                class,
                percent: percent(points),
                percent_max: percent(100),
            });
        }
    }
    out
}

/// What was reached, musts first; then what was not, in the same order.
fn bar(shares: &[Contribution], matching: &Match, messages: &Messages) -> String {
    let share = |one: &Contribution, percent: f64, class| Share {
        label: one.label.clone(),
        name: one.id.clone(),
        percent,
        class,
    };
    let reached =
        shares.iter().map(|one| share(one, one.percent, if one.class == Class::Must { "must" } else { "should" }));
    let lost = shares.iter().map(|one| share(one, one.percent_max - one.percent, "lost"));
    let marks =
        [matching.settings.maybe_from, matching.settings.go_from].map(|bound| (f64::from(bound), bound.to_string()));
    let segments: Vec<Share> = reached.chain(lost).collect();
    svg::stacked_bar(&messages.get(key::DASHBOARD_BAR_TITLE), &segments, &marks)
}

/// From which score on what is suggested, in words.
fn bounds(matching: &Match, messages: &Messages) -> Vec<String> {
    let settings = matching.settings;
    [(settings.maybe_from, Recommendation::Maybe), (settings.go_from, Recommendation::Go)]
        .into_iter()
        .map(|(bound, recommendation)| {
            let word = words::recommendation(messages, recommendation);
            messages.with(key::DASHBOARD_BOUND, &[("bound", &bound.to_string()), ("word", &word)])
        })
        .collect()
}
