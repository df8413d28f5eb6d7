//! Score and recommendation in exact fractions.

use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Recommendation, Score, Settings, Verdict, Weights};
use num_rational::Ratio;

type Fraction = Ratio<i64>;

/// Weighted mean of must and should; an absent class passes its weight on; nothing to judge gives no score.
pub(super) fn score(criteria: &[JudgedCriterion], weights: Weights) -> Score {
    let must = mean(criteria, Class::Must);
    let should = mean(criteria, Class::Should);
    let applied = applied(must.is_some(), should.is_some(), weights);
    let exact = total(must, should, applied);
    Score {
        total: exact.map(round_half_up),
        exact: exact.map(|value| value.to_string()),
        must: must.map(|value| value.to_string()),
        should: should.map(|value| value.to_string()),
        weights: applied,
        arithmetic: arithmetic(criteria, applied, exact),
    }
}

fn applied(must: bool, should: bool, weights: Weights) -> Weights {
    match (must, should) {
        (true, true) => weights,
        (true, false) => Weights { must: 100, should: 0 },
        (false, true) => Weights { must: 0, should: 100 },
        (false, false) => Weights { must: 0, should: 0 },
    }
}

fn total(must: Option<Fraction>, should: Option<Fraction>, weights: Weights) -> Option<Fraction> {
    if must.is_none() && should.is_none() {
        return None;
    }
    let weighted = |mean: Option<Fraction>, weight: u8| {
        mean.unwrap_or_else(|| Fraction::from_integer(0)) * Fraction::new(i64::from(weight), 100)
    };
    Some(weighted(must, weights.must) + weighted(should, weights.should))
}

fn points(criteria: &[JudgedCriterion], class: Class) -> Vec<i64> {
    criteria.iter().filter(|criterion| criterion.class == class).filter_map(|criterion| criterion.points).collect()
}

fn mean(criteria: &[JudgedCriterion], class: Class) -> Option<Fraction> {
    let points = points(criteria, class);
    let count = i64::try_from(points.len()).ok()?;
    (count > 0).then(|| Fraction::new(points.iter().sum(), count))
}

fn round_half_up(value: Fraction) -> i64 {
    (value + Fraction::new(1, 2)).floor().to_integer()
}

fn arithmetic(criteria: &[JudgedCriterion], weights: Weights, exact: Option<Fraction>) -> String {
    let Some(exact) = exact else { return String::new() };
    let mut terms = Vec::new();
    for (class, weight) in [(Class::Must, weights.must), (Class::Should, weights.should)] {
        let points = points(criteria, class);
        if !points.is_empty() {
            terms.push(format!(
                "{}.{:02} × {}/{}",
                weight / 100,
                weight % 100,
                points.iter().sum::<i64>(),
                points.len()
            ));
        }
    }
    let decimal = exact * 10;
    let tenths = round_half_up(decimal);
    format!("{} = {}.{} → {}", terms.join(" + "), tenths / 10, tenths % 10, round_half_up(exact))
}

/// With the default settings, go: score of at least 80 and every must met or partly met. maybe: one must not met and a score of at least 60; or none
/// not met, at least half of the musts met or partly met, and at least 80 if the open musts were met. Else no-go.
pub(super) fn recommendation(criteria: &[JudgedCriterion], score: &Score, settings: &Settings) -> Recommendation {
    let musts: Vec<&JudgedCriterion> = criteria.iter().filter(|criterion| criterion.class == Class::Must).collect();
    let Some(exact) = exact_of(score) else { return Recommendation::NotAssessable };
    let review = musts.iter().any(|criterion| criterion.verdict == Verdict::NeedsReview);
    let fine = musts.iter().filter(|criterion| matches!(criterion.verdict, Verdict::Met | Verdict::PartlyMet)).count();
    let failed = musts.iter().filter(|criterion| criterion.verdict == Verdict::NotMet).count();
    let at_least = |value: Fraction, bound: u8| value >= Fraction::from_integer(i64::from(bound));
    if at_least(exact, settings.go_from) && fine == musts.len() && !review {
        return Recommendation::Go;
    }
    if failed <= 1 && at_least(exact, settings.maybe_from) {
        return Recommendation::Maybe;
    }
    let optimistic: Vec<JudgedCriterion> = criteria
        .iter()
        .map(|criterion| {
            let open = criterion.class == Class::Must
                && matches!(criterion.verdict, Verdict::NotStated | Verdict::NeedsReview | Verdict::PotentiallyMet);
            JudgedCriterion { points: if open { Some(100) } else { criterion.points }, ..criterion.clone() }
        })
        .collect();
    let best = exact_of(&self::score(&optimistic, settings.weights));
    if failed == 0 && fine * 2 >= musts.len() && best.is_some_and(|best| at_least(best, settings.go_from)) {
        Recommendation::Maybe
    } else {
        Recommendation::NoGo
    }
}

fn exact_of(score: &Score) -> Option<Fraction> {
    score.exact.as_ref()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::job::{Join, Kind};
    use crate::records::matching::Reason;

    fn judged(list: &[(Class, Verdict)]) -> Vec<JudgedCriterion> {
        list.iter()
            .enumerate()
            .map(|(at, (class, verdict))| JudgedCriterion {
                id: format!("X{at}"),
                text: String::new(),
                class: *class,
                kind: Kind::Skill,
                verdict: *verdict,
                points: verdict.points(),
                evidence: Vec::new(),
                reason: Reason::Silent,
                parts: Vec::new(),
                join: Join::All,
                ruled: None,
            })
            .collect()
    }

    fn check(list: &[(Class, Verdict)], total: Option<i64>, expected: Recommendation) {
        let criteria = judged(list);
        let score = score(&criteria, Weights::default());
        assert_eq!(score.total, total, "{list:?}: {}", score.arithmetic);
        assert_eq!(recommendation(&criteria, &score, &Settings::default()), expected, "{list:?}: {}", score.arithmetic);
    }

    #[test]
    fn score_and_recommendation() {
        use Class::{Must, Should, Soft};
        use Verdict::{Met, NeedsReview, NotMet, NotStated, PartlyMet, PotentiallyMet};
        check(&[], None, Recommendation::NotAssessable);
        check(&[(Soft, Met)], None, Recommendation::NotAssessable);
        check(&[(Must, Met), (Must, Met)], Some(100), Recommendation::Go);
        check(&[(Must, Met), (Should, NotStated)], Some(90), Recommendation::Go);
        check(&[(Must, Met), (Must, PartlyMet), (Should, Met)], Some(78), Recommendation::Maybe);
        check(&[(Must, Met), (Must, Met), (Must, NotMet)], Some(67), Recommendation::Maybe);
        check(&[(Must, Met), (Must, NotMet), (Must, NotMet)], Some(33), Recommendation::NoGo);
        check(&[(Must, Met), (Must, NotStated)], Some(50), Recommendation::Maybe);
        check(&[(Must, NotStated), (Must, NotStated), (Must, Met)], Some(33), Recommendation::NoGo);
        check(&[(Must, Met), (Must, NeedsReview)], Some(100), Recommendation::Maybe);
        check(&[(Must, PotentiallyMet)], Some(40), Recommendation::NoGo);
        check(&[(Should, Met)], Some(100), Recommendation::Go);
    }
}
