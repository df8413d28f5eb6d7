//! Warnings of a revision in plain words: what is missing, what stands in its own language, what to look at before anything goes out.

use super::super::words::{Key, Words, key};
use dossier::core::generate::DOCUMENTS;
use dossier::core::generate::naming::kind_word;
use dossier::core::records::manifest::{Failure, Warning};

/// What codes mean. Others are shown by their code.
const TOLD: &[(&str, Key)] = &[
    ("brand.font_unknown", key::result::WARN_FONT_UNKNOWN),
    ("brand.font_unused", key::result::WARN_FONT_UNUSED),
    ("cv.left_out", key::result::WARN_LEFT_OUT),
    ("cv.marked", key::result::WARN_CV_MARKED),
    ("cv.other_name_replaced", key::result::WARN_OTHER_NAME),
    ("cv.tells_gender", key::result::WARN_GENDER),
    ("dashboard.no_profile", key::result::WARN_NO_PROFILE),
    ("offer.marked", key::result::WARN_OFFER_MARKED),
    ("offer.row_unused", key::result::WARN_ROW_UNUSED),
    ("offer.rate_ambiguous", key::result::WARN_RATE_AMBIGUOUS),
    ("offer.no_calendar", key::result::WARN_NO_CALENDAR),
    ("offer.region_missing", key::result::WARN_REGION_MISSING),
    ("offer.ceiling_without_total", key::result::WARN_CEILING),
    ("offer.expired", key::result::WARN_EXPIRED),
    ("offer.no_legal_text", key::result::WARN_NO_LEGAL_TEXT),
    ("offer.rate_below_buying", key::result::WARN_BELOW_BUYING),
    ("offer.candidate_named", key::result::WARN_CANDIDATE_NAMED),
    ("pdf.font_replaced", key::result::WARN_FONT_REPLACED),
    ("pdf.house_look", key::result::WARN_HOUSE_LOOK),
    ("photo.not_found", key::result::WARN_PHOTO),
    ("privacy.allowed_word", key::result::WARN_ALLOWED_WORD),
    ("privacy.replaced", key::result::WARN_REPLACED),
    ("template.draft_not_shown", key::result::WARN_DRAFT_NOT_SHOWN),
    ("template.photo_not_shown", key::result::WARN_PHOTO_NOT_SHOWN),
    ("template.unknown_tag", key::result::WARN_UNKNOWN_TAG),
    ("text.untranslated", key::result::WARN_UNTRANSLATED),
    ("understand.unplaced_lines", key::result::WARN_UNPLACED),
];

/// Codes after which a paper cannot go out as it is.
const GRAVE: [&str; 3] = ["cv.marked", "offer.marked", "text.untranslated"];

/// A warning on the page.
pub(super) struct Note {
    /// Documents that it stands in.
    pub(super) documents: String,
    pub(super) text: String,
    /// How often, where more than once.
    pub(super) count: Option<String>,
    pub(super) grave: bool,
}

fn document(words: &Words, name: &str) -> String {
    let kind = DOCUMENTS.into_iter().find(|kind| kind.name() == name);
    kind.map_or_else(|| name.to_owned(), |kind| kind_word(kind, words.locale()))
}

/// Warnings, those first that keep papers from going out; one line a code.
pub(super) fn notes(words: &Words, all: &[Warning]) -> Vec<Note> {
    let mut codes: Vec<&str> = Vec::new();
    for warning in all {
        if !codes.contains(&warning.code.as_str()) {
            codes.push(&warning.code);
        }
    }
    codes.sort_by_key(|code| !GRAVE.contains(code));
    let note = |code: &str| {
        let of_code = || all.iter().filter(|warning| warning.code == code);
        let mut documents: Vec<String> = Vec::new();
        for warning in of_code() {
            let named = document(words, &warning.document);
            if !documents.contains(&named) {
                documents.push(named);
            }
        }
        let most = of_code().map(|warning| warning.count).max().unwrap_or(1);
        let found = TOLD.iter().find(|(known, _)| *known == code);
        Note {
            documents: words.locale().list(&documents),
            text: found.map_or_else(|| code.to_owned(), |(_, key)| words.get(*key)),
            count: (most > 1).then(|| words.count(key::result::PLACES, i64::from(most), &[])),
            grave: GRAVE.contains(&code),
        }
    };
    codes.into_iter().map(note).collect()
}

/// Documents that could not be made.
pub(super) fn failures(words: &Words, all: &[Failure]) -> Vec<String> {
    let told = all.iter().map(|failure| {
        let name = document(words, &failure.document);
        let why = failure.detail.as_deref().unwrap_or(&failure.code);
        words.with(key::result::NOT_MADE, &[("document", &name), ("why", why)])
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    #[test]
    fn what_keeps_papers_back_stands_first_and_once() {
        let words = Words::new(Locale::DeCh, None);
        let warning = |document: &str, code: &str, count| Warning {
            document: document.into(),
            code: code.into(),
            field: "cv".into(),
            count,
        };
        let all = [
            warning("cv", "pdf.font_replaced", 1),
            warning("cv", "text.untranslated", 3),
            warning("offer", "text.untranslated", 2),
            warning("cv", "new.code", 1),
        ];
        let told = notes(&words, &all);
        assert_eq!(told.len(), 3);
        assert!(told[0].grave && !told[1].grave && !told[2].grave);
        assert_eq!(told[0].documents, "Lebenslauf und Angebot");
        assert!(told[0].count.as_ref().is_some_and(|count| count.contains('3')));
        assert_eq!(told[2].text, "new.code");
    }

    #[test]
    fn every_code_that_explains_itself_has_words_here() {
        for (code, _) in TOLD {
            let warning = Warning { document: "cv".into(), code: (*code).into(), field: String::new(), count: 1 };
            assert!(dossier::meaning(&warning).is_some(), "{code}");
        }
    }
}
