//! Verdicts, recommendations and states as badges: a sign and a word, the same on every page.

use super::words::{Key, Words, key};
use dossier::core::records::matching::{Recommendation, Verdict};
use dossier::db::rows::{RunState, SubmissionState};
use dossier::service::runs::Standing;

/// A word with a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Badge {
    /// Class of the style sheet: `met`, `part`, `not`, `open` or `review`.
    pub(super) kind: &'static str,
    /// What it says.
    pub(super) word: String,
}

impl Badge {
    pub(super) fn new(words: &Words, kind: &'static str, text: Key) -> Self {
        Self { kind, word: words.get(text) }
    }
}

/// A verdict.
pub(super) fn verdict(words: &Words, verdict: Verdict) -> Badge {
    let (kind, text) = match verdict {
        Verdict::Met => ("met", key::badges::VERDICT_MET),
        Verdict::PartlyMet => ("part", key::badges::VERDICT_PARTLY_MET),
        Verdict::PotentiallyMet => ("part", key::badges::VERDICT_POTENTIALLY_MET),
        Verdict::NotMet => ("not", key::badges::VERDICT_NOT_MET),
        Verdict::NotStated => ("open", key::badges::VERDICT_NOT_STATED),
        Verdict::NeedsReview => ("review", key::badges::VERDICT_NEEDS_REVIEW),
    };
    Badge::new(words, kind, text)
}

/// A recommendation.
pub(super) fn recommendation(words: &Words, recommendation: Recommendation) -> Badge {
    let (kind, text) = match recommendation {
        Recommendation::Go => ("met", key::badges::RECOMMENDATION_GO),
        Recommendation::Maybe => ("part", key::badges::RECOMMENDATION_MAYBE),
        Recommendation::NoGo => ("not", key::badges::RECOMMENDATION_NO_GO),
        Recommendation::NotAssessable => ("open", key::badges::RECOMMENDATION_NOT_ASSESSABLE),
    };
    Badge::new(words, kind, text)
}

/// A recommendation by its code, as rows have it; none for a code of another version of the program.
pub(super) fn recommendation_of(words: &Words, code: &str) -> Option<Badge> {
    let found = serde_json::from_value(serde_json::Value::from(code)).ok()?;
    Some(recommendation(words, found))
}

/// Where a run stands.
pub(super) fn state(words: &Words, state: RunState) -> Badge {
    let (kind, text) = match state {
        RunState::Queued => ("open", key::badges::STATE_QUEUED),
        RunState::Reading | RunState::Understanding | RunState::Assessing | RunState::Generating => {
            ("open", key::badges::STATE_WORKING)
        }
        RunState::Review => ("review", key::badges::STATE_REVIEW),
        RunState::Sealed => ("met", key::badges::STATE_SEALED),
        RunState::Failed => ("not", key::badges::STATE_FAILED),
        RunState::Cancelled => ("open", key::badges::STATE_CANCELLED),
    };
    Badge::new(words, kind, text)
}

/// Where a submission stands.
pub(super) fn submission(words: &Words, state: SubmissionState) -> Badge {
    let (kind, text) = match state {
        SubmissionState::Draft => ("open", key::badges::SUBMISSION_DRAFT),
        SubmissionState::Sent => ("part", key::badges::SUBMISSION_SENT),
        SubmissionState::Interview => ("part", key::badges::SUBMISSION_INTERVIEW),
        SubmissionState::Placed => ("met", key::badges::SUBMISSION_PLACED),
        SubmissionState::Rejected => ("not", key::badges::SUBMISSION_REJECTED),
        SubmissionState::Withdrawn => ("open", key::badges::SUBMISSION_WITHDRAWN),
    };
    Badge::new(words, kind, text)
}

/// How many of the musts are met, in words; nothing where there are none.
pub(super) fn musts(words: &Words, standing: &Standing) -> Option<String> {
    let all = i64::try_from(standing.musts.len()).ok().filter(|all| *all > 0)?;
    let met = standing.musts.iter().filter(|must| must.verdict == Verdict::Met).count();
    let (met, of) = (i64::try_from(met).unwrap_or(all), words.number(all));
    Some(words.with(key::badges::MUSTS, &[("met", &words.number(met)), ("all", &of)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;
    use dossier::service::runs::Must;

    #[test]
    fn a_code_has_words_or_none() {
        let words = Words::new(Locale::En, None);
        let kinds = ["go", "maybe", "no-go", "not-assessable"]
            .map(|code| recommendation_of(&words, code).map(|badge| badge.kind));
        assert_eq!(kinds, [Some("met"), Some("part"), Some("not"), Some("open")]);
        assert_eq!(recommendation_of(&words, "perhaps"), None);
    }

    #[test]
    fn musts_are_counted() {
        let words = Words::new(Locale::En, None);
        let must = |verdict| Must { id: "M1".to_owned(), verdict };
        let musts_of = |list: Vec<Must>| musts(&words, &Standing { musts: list, ..Standing::default() });
        assert_eq!(musts_of(Vec::new()), None);
        let told = musts_of(vec![must(Verdict::Met), must(Verdict::NotStated)]).expect("two musts");
        assert!(told.contains('1') && told.contains('2'), "{told}");
    }
}
