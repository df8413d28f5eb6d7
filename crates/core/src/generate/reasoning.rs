//! Why a match suggests what it suggests, as a sentence.

use crate::i18n::{Messages, key};
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Recommendation, Verdict};
use num_rational::Ratio;

/// The criteria of a class, in printed order.
pub(super) fn of_class(matching: &Match, class: Class) -> impl Iterator<Item = &JudgedCriterion> {
    matching.criteria.iter().filter(move |criterion| criterion.class == class)
}

/// Their ids.
pub(super) fn ids<'m>(criteria: impl Iterator<Item = &'m JudgedCriterion>) -> Vec<String> {
    criteria.map(|criterion| criterion.id.clone()).collect()
}

/// Why the figures suggest what they suggest, as a sentence.
pub(super) fn why(matching: &Match, messages: &Messages) -> String {
    let musts = || of_class(matching, Class::Must);
    let failed = ids(musts().filter(|criterion| criterion.verdict == Verdict::NotMet));
    let open = ids(musts().filter(|criterion| {
        matches!(criterion.verdict, Verdict::NotStated | Verdict::NeedsReview | Verdict::PotentiallyMet)
    }));
    let fine = musts().filter(|criterion| matches!(criterion.verdict, Verdict::Met | Verdict::PartlyMet)).count();
    let (go, maybe) = (matching.settings.go_from.to_string(), matching.settings.maybe_from.to_string());
    let counted = |list: &[String], key| {
        let n = i64::try_from(list.len()).unwrap_or(i64::MAX);
        messages.count(key, n, &[("ids", &messages.locale.list(list))])
    };
    let bounded = |bound: &str, key| messages.with(key, &[("bound", bound)]);
    let listed = |list: &[String], bound: &str, key| {
        messages.with(key, &[("ids", &messages.locale.list(list)), ("bound", bound)])
    };
    match (matching.recommendation, failed.len()) {
        (Recommendation::NotAssessable, _) => messages.get(key::WHY_NOT_ASSESSABLE),
        (Recommendation::Go, _) => bounded(&go, key::WHY_GO),
        (Recommendation::Maybe, 0) if open.is_empty() => bounded(&go, key::WHY_MAYBE_BELOW),
        (Recommendation::Maybe, 0) if reaches(matching, matching.settings.maybe_from) => {
            counted(&open, key::WHY_MAYBE_OPEN)
        }
        (Recommendation::Maybe, 0) => listed(&open, &go, key::WHY_MAYBE_REACH),
        (Recommendation::Maybe, _) => listed(&failed, &maybe, key::WHY_MAYBE_ONE),
        (Recommendation::NoGo, 0) if musts().next().is_none() => bounded(&maybe, key::WHY_NO_GO_BELOW),
        (Recommendation::NoGo, 0) if fine * 2 < musts().count() => bounded(&maybe, key::WHY_NO_GO_FEW),
        (Recommendation::NoGo, 0) => bounded(&go, key::WHY_NO_GO_REACH),
        (Recommendation::NoGo, 1) => listed(&failed, &maybe, key::WHY_NO_GO_ONE),
        (Recommendation::NoGo, _) => counted(&failed, key::WHY_NO_GO_SEVERAL),
    }
}

/// Whether the exact score is at least a bound; the rounded one may reach it from below.
fn reaches(matching: &Match, bound: u8) -> bool {
    let exact: Option<Ratio<i64>> = matching.score.exact.as_ref().and_then(|exact| exact.parse().ok());
    exact.is_some_and(|exact| exact >= Ratio::from_integer(i64::from(bound)))
}
