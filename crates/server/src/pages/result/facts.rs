//! What the match of a run says, ready for the page: musts and knock-outs first, then the score with its arithmetic, then every
//! criterion with its verdict, reason and quotes.

use super::super::words::{Words, key};
use dossier::core::generate::said::Said;
use dossier::core::records::Match;
use dossier::core::records::job::Class;
use dossier::core::records::matching::{Evidence, JudgedCriterion, Recommendation, Verdict};
use dossier::core::time::Day;

/// Characters of a quote.
const QUOTE_CHARS_MAX: usize = 220;

/// Quotes of one criterion.
const QUOTES_MAX: usize = 4;

/// A criterion in a few words, with its verdict.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) text: String,
    /// How its badge looks.
    pub(super) badge: &'static str,
    pub(super) verdict: String,
    /// 0 to 100; empty where it is left out.
    pub(super) points: String,
    pub(super) reason: String,
    pub(super) ruled: Option<String>,
    pub(super) quotes: Vec<String>,
    /// Whether it is a must that is ruled out.
    pub(super) knockout: bool,
}

/// The criteria of a class.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// A match on the page.
pub(super) struct MatchView {
    pub(super) badge: &'static str,
    pub(super) recommendation: String,
    pub(super) why: String,
    pub(super) musts: String,
    pub(super) shoulds: String,
    pub(super) knockouts: String,
    /// The score in words; a dash where there is nothing to judge.
    pub(super) score_text: String,
    pub(super) arithmetic: String,
    pub(super) weights: String,
    pub(super) evaluated_on: String,
    /// Musts that are ruled out or not met yet, gravest first.
    pub(super) first: Vec<Line>,
    pub(super) groups: Vec<Group>,
    pub(super) steps: Vec<String>,
    /// How grave, and what.
    pub(super) risks: Vec<(String, String)>,
}

/// How the badge of a verdict looks.
pub(super) fn badge(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet | Verdict::PotentiallyMet => "part",
        Verdict::NotMet => "not",
        Verdict::NotStated => "open",
        Verdict::NeedsReview => "review",
    }
}

/// What needs a person's eye first.
fn urgency(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::NeedsReview => 1,
        Verdict::NotStated => 2,
        Verdict::PotentiallyMet => 3,
        Verdict::PartlyMet => 4,
        Verdict::Met => 5,
    }
}

fn quotes(said: &Said, reason: &str, evidence: &[Evidence]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in evidence {
        let quoted = said.quote(&one.quote, QUOTE_CHARS_MAX);
        // Some reasons are a quotation themselves; nothing is quoted twice.
        if out.len() < QUOTES_MAX && !reason.contains(one.quote.as_str()) && !out.contains(&quoted) {
            out.push(quoted);
        }
    }
    out
}

fn line(said: &Said, matching: &Match, criterion: &JudgedCriterion) -> Line {
    let reason = said.reason(&criterion.reason);
    Line {
        id: criterion.id.clone(),
        text: criterion.text.clone(),
        badge: badge(criterion.verdict),
        verdict: said.verdict(criterion.verdict),
        points: criterion.points.map(|points| points.to_string()).unwrap_or_default(),
        quotes: quotes(said, &reason, &criterion.evidence),
        ruled: said.ruled(criterion),
        knockout: matching.knockouts.contains(&criterion.id),
        reason,
    }
}

fn sorted(mut lines: Vec<&JudgedCriterion>) -> Vec<&JudgedCriterion> {
    lines.sort_by_key(|criterion| urgency(criterion.verdict));
    lines
}

impl MatchView {
    /// In the words of a reader.
    pub(super) fn of(words: &Words, matching: &Match) -> Self {
        let said = Said::new(words.locale());
        let of_class = |class: Class| matching.criteria.iter().filter(move |criterion| criterion.class == class);
        let met = |class: Class| {
            let all = of_class(class).count();
            if all == 0 {
                return "–".to_owned();
            }
            let met = of_class(class).filter(|criterion| criterion.verdict == Verdict::Met).count();
            words.with(key::result::MET_OF, &[("met", &met.to_string()), ("all", &all.to_string())])
        };
        let open = of_class(Class::Must)
            .filter(|criterion| criterion.verdict != Verdict::Met || matching.knockouts.contains(&criterion.id));
        let groups = [Class::Must, Class::Should, Class::Soft, Class::Other].into_iter().filter_map(|class| {
            let lines = sorted(of_class(class).collect());
            let lines: Vec<Line> = lines.into_iter().map(|criterion| line(&said, matching, criterion)).collect();
            (!lines.is_empty()).then(|| Group { title: said.class(class), lines })
        });
        let weights = matching.score.weights;
        Self {
            badge: match matching.recommendation {
                Recommendation::Go => "met",
                Recommendation::Maybe => "part",
                Recommendation::NoGo => "not",
                Recommendation::NotAssessable => "open",
            },
            recommendation: said.recommendation(matching.recommendation),
            why: said.why(matching),
            musts: met(Class::Must),
            shoulds: met(Class::Should),
            knockouts: matching.knockouts.len().to_string(),
            score_text: match matching.score.total {
                Some(total) => words.fill(key::result::SCORE_OF, "score", total),
                None => "–".to_owned(),
            },
            arithmetic: matching.score.arithmetic.clone(),
            weights: words.with(
                key::result::WEIGHTS,
                &[("must", &weights.must.to_string()), ("should", &weights.should.to_string())],
            ),
            evaluated_on: match matching.evaluated_on.parse::<Day>() {
                Ok(day) => words.locale().day(day),
                Err(_) => matching.evaluated_on.clone(),
            },
            first: sorted(open.collect()).into_iter().map(|criterion| line(&said, matching, criterion)).collect(),
            groups: groups.collect(),
            steps: said.steps(matching),
            risks: said.risks(matching),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    #[test]
    fn what_is_ruled_out_comes_first_and_every_verdict_has_a_badge() {
        let all = [
            Verdict::Met,
            Verdict::PartlyMet,
            Verdict::PotentiallyMet,
            Verdict::NotMet,
            Verdict::NotStated,
            Verdict::NeedsReview,
        ];
        let mut by_urgency = all;
        by_urgency.sort_by_key(|verdict| urgency(*verdict));
        assert_eq!((by_urgency[0], by_urgency[5]), (Verdict::NotMet, Verdict::Met));
        let badges: Vec<&str> = by_urgency.into_iter().map(badge).collect();
        assert_eq!(badges, ["not", "review", "open", "part", "part", "met"]);
    }

    #[test]
    fn nothing_is_quoted_twice() {
        let said = Said::new(Locale::DeCh);
        let evidence = |quote: &str| Evidence { quote: quote.into(), span: None, place: None, entry: None };
        let all = [evidence("Java seit 2019"), evidence("Java seit 2019"), evidence("Spring")];
        assert_eq!(quotes(&said, "Gefunden: Spring", &all), ["«Java seit 2019»"]);
    }
}
