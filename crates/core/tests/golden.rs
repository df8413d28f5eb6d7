//! Golden texts of every document in every locale, compiled in, so that this program also passes in an empty root without
//! files or network. `cargo xtask golden` writes them anew after a change that is meant.

use dossier_core::formats::write::docx;
use dossier_core::generate::{DocumentKind, Options};
use dossier_core::locale::{LOCALES, Locale};
use dossier_core::privacy::{Identity, Known, Paper, search};
use dossier_core::sample::{CV_TXT, HOSTILE_TXT, documents, golden, golden_records, sample};

/// Size of a document without pictures.
const DOCX_BYTES_MAX: usize = 60 * 1024;
/// Size of a CV document.
const CV_BYTES_MAX: usize = 40 * 1024;

fn expected(locale: Locale) -> &'static str {
    match locale {
        Locale::DeCh => include_str!("golden/de-CH.txt"),
        Locale::DeDe => include_str!("golden/de-DE.txt"),
        Locale::DeAt => include_str!("golden/de-AT.txt"),
        Locale::En => include_str!("golden/en.txt"),
        Locale::FrCh => include_str!("golden/fr-CH.txt"),
        Locale::FrFr => include_str!("golden/fr-FR.txt"),
    }
}

/// Shows the first line that differs; a whole document would bury it.
fn check(name: &str, found: &str, expected: &str) {
    for (number, (a, b)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(a, b, "{name}, line {}: if this is meant, run `cargo xtask golden` and read the diff", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}: number of lines");
}

#[test]
fn documents_in_every_locale() {
    for locale in LOCALES {
        check(locale.tag(), &golden(locale), expected(locale));
    }
}

#[test]
fn records() {
    check("records", &golden_records(), include_str!("golden/records.txt"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for locale in LOCALES {
        let first = documents(&sample(CV_TXT, locale), locale, &Options::default());
        let second = documents(&sample(CV_TXT, locale), locale, &Options::default());
        assert_eq!(first, second);
    }
}

#[test]
fn documents_are_small_and_keep_every_script() {
    for locale in LOCALES {
        for output in documents(&sample(CV_TXT, locale), locale, &Options::default()) {
            let text = match output.kind {
                DocumentKind::Dashboard => String::from_utf8(output.bytes.clone()).expect("HTML is UTF-8"),
                _ => docx::plain_text(&output.bytes),
            };
            let limit = if output.kind == DocumentKind::Cv { CV_BYTES_MAX } else { DOCX_BYTES_MAX };
            assert!(output.bytes.len() <= limit, "{}: {} bytes", output.kind.name(), output.bytes.len());
            assert!(text.contains("Олена Kowalenko-Strößner 李明"), "{} in {locale}", output.kind.name());
            assert!(!text.contains(['\u{2068}', '\u{2069}']), "isolation marks in {}", output.kind.name());
        }
    }
}

#[test]
fn words_of_another_language_do_not_leak_in() {
    for (locale, foreign) in [
        (Locale::En, ["Berufserfahrung", "Sprachen", "erfüllt", "Exigé", "Langues"]),
        (Locale::FrCh, ["Professional experience", "Seite ", "erfüllt", "not met", "Ihre Kriterien"]),
        (Locale::DeDe, ["Professional experience", "Page ", "not met", "rempli", "Exigé"]),
    ] {
        for output in documents(&sample(CV_TXT, locale), locale, &Options::default()) {
            if output.kind == DocumentKind::Dashboard {
                continue;
            }
            // What the candidate or the client wrote stays as printed; only our own words are looked at.
            let text = docx::plain_text(&output.bytes);
            for word in foreign {
                assert!(!text.contains(word), "{word} in {} for {locale}", output.kind.name());
            }
        }
    }
}

#[test]
fn client_papers_keep_contact_data_back() {
    for locale in LOCALES {
        let sample = sample(CV_TXT, locale);
        for output in
            documents(&sample, locale, &Options::default()).iter().filter(|output| output.kind.is_client_paper())
        {
            let inside = dossier_core::formats::read::inside(&output.bytes).expect("a paper can be read back");
            let paper = Paper {
                inside: &inside,
                file_name: &output.file_name,
                label: "",
                code: None,
                is_cv: output.kind == DocumentKind::Cv,
            };
            let known = Known::of(&sample.brand, Some(&sample.job), Some(&sample.offer));
            let found = search(&paper, &[Identity::of(&sample.cv)], &known, &[]);
            assert_eq!(found, [], "{} for {locale}", output.kind.name());
        }
    }
}

#[test]
fn markup_formulas_and_direction_marks_do_no_harm() {
    for locale in LOCALES {
        let sample = sample(HOSTILE_TXT, locale);
        for output in documents(&sample, locale, &Options::default()) {
            assert!(!output.bytes.is_empty());
            let deceptive = ['\u{202e}', '\u{202c}', '\u{200b}'];
            match output.kind {
                DocumentKind::Dashboard => {
                    let html = String::from_utf8(output.bytes).expect("HTML is UTF-8");
                    for tag in ["<script", "<img", "<svg onload", "<!-- comment", "<b>Engineer"] {
                        assert!(!html.contains(tag), "{tag} in the dashboard");
                    }
                    assert!(
                        html.contains("b&gt;Engineer") || html.contains("b&#62;Engineer"),
                        "what is printed stays, escaped"
                    );
                    assert!(!html.contains(deceptive));
                }
                _ => {
                    let text = docx::plain_text(&output.bytes);
                    assert!(!text.is_empty(), "{} is well-formed", output.kind.name());
                    if output.kind == DocumentKind::Cv {
                        assert!(
                            text.contains("{{ config }}") && text.contains("#let x = 1"),
                            "templates in data are not evaluated: {text}"
                        );
                    }
                    assert!(!text.contains(deceptive));
                }
            }
        }
    }
}
