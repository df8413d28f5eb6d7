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
use std::collections::BTreeMap;

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
    /// Whether there is a verdict that can be overridden.
    pub(super) is_judged: bool,
    pub(super) verdicts: Vec<ChoiceView>,
    pub(super) classes: Vec<ChoiceView>,
    /// Quotes with the first line of each.
    pub(super) quotes: Vec<(String, Option<usize>)>,
    /// Id and reason of the decision that stands.
    pub(super) decision: Option<(String, String)>,
    pub(super) first: bool,
    pub(super) last: bool,
    /// Whether a form of it comes back.
    pub(super) is_open: bool,
    /// Reasons as they were typed: of a verdict, of a class.
    pub(super) reasons: [String; 2],
}

impl CriterionView {
    /// With a form of it that comes back.
    pub(super) fn with(&mut self, form: &BTreeMap<String, String>) {
        let typed = |name: &str| form.get(name).cloned().unwrap_or_default();
        let forms = [("verdict", &mut self.verdicts), ("class", &mut self.classes)];
        for ((name, choices), reason) in forms.into_iter().zip(&mut self.reasons) {
            let code = typed(name);
            if choices.iter().any(|choice| choice.code == code) {
                self.is_open = true;
                *reason = typed("reason");
                for choice in choices {
                    choice.chosen = choice.code == code;
                }
            }
        }
    }
}

/// The criteria of the newest profile in its order, with the verdicts of a match and the decisions that stand. What the profile
/// has and the match has not is judged with the next papers.
pub(super) fn criteria(
    words: &Words,
    (matching, job): (Option<&Match>, &Value),
    decisions: &[Override],
    lines: &Lines<'_>,
) -> Vec<CriterionView> {
    let all: &[Value] = job["criteria"].as_array().map_or(&[], Vec::as_slice);
    let view = |(at, one): (usize, &Value)| {
        let text = |name: &str| one[name].as_str().unwrap_or_default();
        let id = text("id");
        let judged = matching.and_then(|found| found.criteria.iter().find(|known| known.id == id));
        let decision = decisions.iter().rev().find(|row| row.target == id && row.withdrawn_at.is_none());
        let decided = decision.and_then(|row| VERDICTS.iter().find(|known| known.1 == row.value));
        let shown = decided.or_else(|| judged.and_then(|one| VERDICTS.iter().find(|known| known.0 == one.verdict)));
        let verdicts = VERDICTS.iter().map(|known| ChoiceView {
            code: known.1,
            word: words.get(known.3),
            chosen: shown.is_some_and(|shown| shown.1 == known.1),
        });
        let classes = CLASSES.iter().map(|known| ChoiceView {
            code: known.1,
            word: words.get(known.2),
            chosen: text("class") == known.1,
        });
        let evidence = judged.map(|one| one.evidence.as_slice()).unwrap_or_default();
        let quotes = evidence.iter().map(|evidence| {
            let line = evidence.span.and_then(|span| lines.of_span(span).first().copied());
            (evidence.quote.clone(), line)
        });
        CriterionView {
            id: id.to_owned(),
            text: text("text").to_owned(),
            kind: shown.map_or("open", |shown| shown.2),
            word: words.get(shown.map_or(key::review::NOT_JUDGED, |shown| shown.3)),
            is_judged: judged.is_some(),
            verdicts: verdicts.collect(),
            classes: classes.collect(),
            quotes: quotes.collect(),
            decision: decision.map(|row| (row.id.to_string(), row.reason.as_str().to_owned())),
            first: at == 0,
            last: at + 1 == all.len(),
            is_open: false,
            reasons: [String::new(), String::new()],
        }
    };
    all.iter().enumerate().map(view).collect()
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

    #[test]
    fn criteria_stand_in_the_order_of_the_profile_and_wait_for_their_verdicts() {
        let words = Words::new(Locale::En, None);
        let job = serde_json::json!({ "criteria": [
            { "id": "S1", "text": "German", "class": "should" }, { "id": "M1", "text": "Java", "class": "must" },
        ] });
        let lines = Lines { document: "cv", text: &[] };
        let mut shown = criteria(&words, (None, &job), &[], &lines);
        let told: Vec<(&str, bool, bool, bool)> =
            shown.iter().map(|one| (one.id.as_str(), one.first, one.last, one.is_judged)).collect();
        assert_eq!(told, [("S1", true, false, false), ("M1", false, true, false)]);
        assert_eq!(shown[0].word, words.get(key::review::NOT_JUDGED));
        let form = [("class", "soft"), ("reason", "asked")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        shown[1].with(&BTreeMap::from(form));
        let chosen: Vec<&str> = shown[1].classes.iter().filter(|one| one.chosen).map(|one| one.code).collect();
        assert_eq!((chosen, shown[1].is_open), (vec!["soft"], true));
        assert_eq!(shown[1].reasons, [String::new(), "asked".to_owned()]);
        assert!(criteria(&words, (None, &Value::Null), &[], &lines).is_empty());
    }
}
