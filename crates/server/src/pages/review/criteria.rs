//! Criteria with verdicts and classes to be decided by a person, and texts of a CV beside their confirmed translations.

use super::super::words::{Key, Words, key};
use super::place::Lines;
use dossier::core::generate::in_locale;
use dossier::core::locale::Locale;
use dossier::core::records::Cv;
use dossier::core::records::job::Class;
use dossier::core::records::matching::{Match, Verdict};
use dossier::db::rows::Override;
use serde_json::Value;

/// Verdicts: code, kind of badge, word.
pub(super) static VERDICTS: [(Verdict, &str, &str, Key); 6] = [
    (Verdict::Met, "met", "met", key::review::V_MET),
    (Verdict::PartlyMet, "partly-met", "part", key::review::V_PARTLY_MET),
    (Verdict::PotentiallyMet, "potentially-met", "part", key::review::V_POTENTIALLY_MET),
    (Verdict::NotMet, "not-met", "not", key::review::V_NOT_MET),
    (Verdict::NotStated, "not-stated", "open", key::review::V_NOT_STATED),
    (Verdict::NeedsReview, "needs-review", "review", key::review::V_NEEDS_REVIEW),
];

/// Classes: code and word.
pub(super) static CLASSES: [(Class, &str, Key); 4] = [
    (Class::Must, "must", key::review::C_MUST),
    (Class::Should, "should", key::review::C_SHOULD),
    (Class::Soft, "soft", key::review::C_SOFT),
    (Class::Other, "other", key::review::C_OTHER),
];

/// Members that hold running texts, by the end of their pointers. Names, dates and codes have no language.
const TEXTS: [&str; 11] = [
    "summary", "label", "position", "highlights", "description", "roles", "studyType", "area", "availability",
    "permit", "courses",
];

/// A choice of a list.
pub(super) struct ChoiceView {
    pub(super) code: &'static str,
    pub(super) word: String,
    pub(super) chosen: bool,
}

/// A criterion.
pub(super) struct CriterionView {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) kind: &'static str,
    pub(super) word: String,
    pub(super) verdicts: Vec<ChoiceView>,
    pub(super) classes: Vec<ChoiceView>,
    /// Quotes with the first line of each.
    pub(super) quotes: Vec<(String, Option<usize>)>,
    /// Id and reason of the decision that stands.
    pub(super) decision: Option<(String, String)>,
}

/// The criteria of a match, with the classes of the newest profile and the decisions that stand.
pub(super) fn criteria(
    words: &Words,
    (matching, job): (&Match, &Value),
    decisions: &[Override],
    lines: &Lines<'_>,
) -> Vec<CriterionView> {
    let of_job = |id: &str| job["criteria"].as_array().into_iter().flatten().find(|one| one["id"] == id);
    let judged = matching.criteria.iter().map(|one| {
        let decision = decisions.iter().rev().find(|row| row.target == one.id && row.withdrawn_at.is_none());
        let decided = decision.and_then(|row| VERDICTS.iter().find(|known| known.1 == row.value));
        let shown = decided.or_else(|| VERDICTS.iter().find(|known| known.0 == one.verdict));
        let newest = of_job(&one.id).and_then(|found| found["class"].as_str());
        let class = CLASSES.iter().find(|known| newest.map_or(known.0 == one.class, |code| known.1 == code));
        let verdicts = VERDICTS.iter().map(|known| ChoiceView {
            code: known.1,
            word: words.get(known.3),
            chosen: shown.is_some_and(|shown| shown.1 == known.1),
        });
        let classes = CLASSES.iter().map(|known| ChoiceView {
            code: known.1,
            word: words.get(known.2),
            chosen: class.is_some_and(|class| class.1 == known.1),
        });
        let quotes = one.evidence.iter().map(|evidence| {
            let line = evidence.span.and_then(|span| lines.of_span(span).first().copied());
            (evidence.quote.clone(), line)
        });
        CriterionView {
            id: one.id.clone(),
            text: one.text.clone(),
            kind: shown.map_or("open", |shown| shown.2),
            word: shown.map(|shown| words.get(shown.3)).unwrap_or_default(),
            verdicts: verdicts.collect(),
            classes: classes.collect(),
            quotes: quotes.collect(),
            decision: decision.map(|row| (row.id.to_string(), row.reason.as_str().to_owned())),
        }
    });
    judged.collect()
}

/// A text that papers in another language would print as it is.
pub(super) struct TextView {
    pub(super) pointer: String,
    pub(super) text: String,
    /// Confirmed, or proposed by a machine.
    pub(super) translation: String,
    pub(super) confirmed: bool,
}

/// Texts of a CV that need a translation for papers in a locale. Those that the lexicons translate are left out.
pub(super) fn texts(cv: &Cv, locale: Locale) -> Vec<TextView> {
    let language = locale.language().code();
    if cv.x.language.as_deref() == Some(language) {
        return Vec::new();
    }
    let mut bare = cv.clone();
    bare.x.translations.clear();
    let value = |cv: &Cv| serde_json::to_value(cv).unwrap_or(Value::Null);
    let (own, printed) = (value(&bare), value(&in_locale(&bare, locale)));
    let mut found = Vec::new();
    for member in ["basics", "work", "projects", "education"] {
        gather(&own[member], &format!("/{member}"), false, &mut found);
    }
    for member in ["availability", "permit"] {
        gather(&own["x-dossier"][member], &format!("/x-dossier/{member}"), true, &mut found);
    }
    let kept = found.into_iter().filter(|(pointer, text)| {
        printed.pointer(pointer).and_then(Value::as_str) == Some(text.as_str()) && text.chars().count() > 2
    });
    let view = |(pointer, text): (String, String)| {
        let known = cv.x.translations.iter().find(|one| one.pointer == pointer && one.language == language);
        TextView {
            translation: known.map(|one| one.text.clone()).unwrap_or_default(),
            confirmed: known.is_some_and(|one| one.state == dossier::core::records::cv::TranslationState::Person),
            pointer,
            text,
        }
    };
    kept.map(view).collect()
}

fn gather(value: &Value, pointer: &str, is_text: bool, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) if is_text && !text.is_empty() => out.push((pointer.to_owned(), text.clone())),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                gather(item, &format!("{pointer}/{at}"), is_text, out);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                gather(member, &format!("{pointer}/{name}"), TEXTS.contains(&name.as_str()), out);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::sample::{CV_TXT, sample};

    #[test]
    fn only_texts_of_another_language_need_a_translation() {
        let cv = sample(CV_TXT, Locale::DeCh).cv;
        assert!(texts(&cv, Locale::DeCh).is_empty());
        let french = texts(&cv, Locale::FrCh);
        assert!(french.iter().any(|text| text.pointer == "/basics/summary" && !text.confirmed));
        assert!(french.iter().all(|text| !text.pointer.contains("email")));
    }
}
