//! How far a value can be trusted: the share of values of its kind that were right on the corpus, told apart by whether the
//! value itself speaks for its field (a firm's legal form, a known job title, a degree). The shares are data, measured by
//! `cargo xtask accuracy --confidence`; docs/accuracy.md has the curve.

use super::concepts::Lexicon;
use super::fold::fold;
use super::lexicon::{self, table};
use crate::records::cv::Cv;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Measured shares by class, in percent.
static MEASURED: LazyLock<BTreeMap<&'static str, u8>> = LazyLock::new(|| {
    let rows = table(include_str!("lexicon/confidence.txt"));
    rows.filter_map(|(class, share)| Some((class, share.first()?.parse().ok()?))).collect()
});

/// Sets the confidence of every value of a record whose class was measured; the others keep what the rules said.
pub(super) fn calibrate(cv: &mut Cv, concepts: &Lexicon) {
    let classes: Vec<(String, &'static str)> =
        cv.x.sources
            .keys()
            .filter_map(|key| confidence_class(cv, key, concepts).map(|class| (key.clone(), class)))
            .collect();
    for (key, class) in classes {
        if let (Some(share), Some(source)) = (MEASURED.get(class), cv.x.sources.get_mut(&key)) {
            source.confidence = *share;
        }
    }
}

/// The class of a value by its key in `x-dossier.sources`; `None` for values that are not measured.
pub fn confidence_class(cv: &Cv, key: &str, concepts: &Lexicon) -> Option<&'static str> {
    let (entry, field) = key.split_once('/')?;
    let quote = cv.x.sources.get(key).map_or("", |source| source.quote.as_str());
    let pick = |speaks: bool, yes: &'static str, no: &'static str| Some(if speaks { yes } else { no });
    let list = entry.trim_end_matches(|c: char| c.is_ascii_digit());
    match (list, field) {
        ("basics", "name") => {
            let local = cv.basics.email.as_deref().map(|email| fold(email.split('@').next().unwrap_or_default()));
            let told =
                local.is_some_and(|local| fold(quote).split(' ').any(|word| word.len() > 2 && local.contains(word)));
            pick(told, "name-told-by-address", "name")
        }
        ("basics", "email") => Some("email"),
        ("basics", "phone") => Some("phone"),
        ("basics", "location.city") => pick(super::towns::may_be_town(quote), "town-known", "town"),
        ("w", "name") => pick(lexicon::organisation_score(quote) > 0, "employer-marked", "employer"),
        ("w", "position") => {
            pick(lexicon::role_score(quote) > 0 || concepts.is_function(quote), "function-known", "function")
        }
        ("w", "startDate") => Some("work-start"),
        ("w", "endDate") => Some("work-end"),
        ("e", "institution") => pick(lexicon::school_score(quote) > 0, "school-marked", "school"),
        ("e", "studyType") => pick(lexicon::degree(quote).is_some(), "degree-known", "degree"),
        ("s", keyword) if keyword.starts_with("keywords") => {
            pick(concepts.item(quote).is_some(), "skill-known", "skill")
        }
        ("l", "language") => Some("language"),
        ("l", "fluency") => Some("level"),
        ("c", "name") => {
            let dated = cv
                .certificates
                .iter()
                .any(|found| found.id == entry && (found.date.is_some() || found.issuer.is_some()));
            pick(dated, "certificate-dated", "certificate")
        }
        ("x-dossier", "nationality") => Some("nationality"),
        ("x-dossier", "birthDate") => Some("birth-date"),
        ("x-dossier", "availability") => Some("availability"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::MEASURED;

    #[test]
    fn shares_are_percents() {
        assert!(MEASURED.len() > 15 && MEASURED.values().all(|share| (1..=100).contains(share)));
    }
}
