//! Templates of customers for every document: they say what the house's paper says, with its marks, and nothing that the
//! document may not show; the documentation lists the fields that there are.

use dossier_core::brand::Brand;
use dossier_core::formats::read::inside;
use dossier_core::formats::write::docx;
use dossier_core::generate::template::{TEMPLATED, fields, starter};
use dossier_core::generate::{DocumentKind, Format, Options, Output, generate};
use dossier_core::i18n::{Messages, key};
use dossier_core::locale::{LOCALES, Locale};
use dossier_core::offer::{Mark, Rate, RateUnit};
use dossier_core::privacy::{Identity, Known, Paper, Veil, search};
use dossier_core::sample::{CV_TXT, Sample, sample};
use std::collections::BTreeSet;

const DOCS: &str = include_str!("../../../../docs/templates.md");

/// The sample's document, in the house's look or by the starter.
fn made(sample: &Sample, kind: DocumentKind, locale: Locale, options: &Options, templated: bool) -> Output {
    let mut sample = sample.clone();
    if templated {
        sample.brand.templates.add(&starter(kind, locale), None).expect("a template");
    }
    generate(kind, Format::Docx, &sample.inputs(locale, options)).expect("made")
}

fn text(output: &Output) -> String {
    docx::plain_text(&output.bytes)
}

/// Words of a text that are long enough to mean something.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 4).map(str::to_owned).collect()
}

#[test]
fn templates_say_what_the_papers_of_the_house_say() {
    let options = Options::default();
    for locale in LOCALES {
        let sample = sample(CV_TXT, locale);
        for kind in TEMPLATED.into_iter().filter(|kind| *kind != DocumentKind::Cv) {
            let house = text(&made(&sample, kind, locale, &options, false));
            let own = made(&sample, kind, locale, &options, true);
            assert!(own.warnings.iter().all(|warning| warning.code != "template.unknown_tag"), "{:?}", own.warnings);
            let said = words(&text(&own));
            // Sentences; labels and headings are the template's own choice, and the properties are one line without spaces.
            let sentences = house.lines().filter(|line| line.chars().count() > 40 && !line.contains("AGKornhaus"));
            for line in sentences {
                let missing: Vec<String> = words(line).into_iter().filter(|word| !said.contains(word)).collect();
                assert!(missing.is_empty(), "{} in {locale} does not say {missing:?} of: {line}", kind.name());
            }
        }
    }
}

#[test]
fn without_a_brand_no_dot_stands_alone() {
    let locale = Locale::DeCh;
    let mut sample = sample(CV_TXT, locale);
    sample.brand = Brand::default();
    let heading = Messages::new(locale).get(key::CV_YOUR_CONTACT);
    let heading = heading.trim_end_matches([':', ' ', '\u{a0}', '\u{202f}']);
    for kind in TEMPLATED {
        let text = text(&made(&sample, kind, locale, &Options::default(), true));
        for line in text.lines().map(str::trim) {
            assert!(
                !line.starts_with('·') && !line.ends_with('·') && !line.contains("·  ·"),
                "{}: {line}",
                kind.name()
            );
            assert!(!line.starts_with(&format!("{heading}:")), "{}: {line}", kind.name());
        }
    }
}

#[test]
fn an_offer_marks_what_is_missing_and_keeps_the_buying_rate_back() {
    let (locale, messages) = (Locale::DeCh, Messages::new(Locale::DeCh));
    let mut sample = sample(CV_TXT, locale);
    sample.offer.number = None;
    sample.offer.terms.rate = None;
    sample.offer.terms.estimate_cents = None;
    sample.offer.marks = vec![Mark::Number, Mark::Rate];
    sample.offer.buying_rate = Some(Rate { cents: 98_765, unit: RateUnit::Day, currency: None });
    let options = Options { client_pack: true, ..Options::default() };
    for templated in [false, true] {
        let output = made(&sample, DocumentKind::Offer, locale, &options, templated);
        let text = text(&output);
        for label in [key::OFFER_NUMBER, key::OFFER_RATE] {
            let mark = format!("[{}: {}]", messages.get(label), messages.get(key::MARK));
            assert!(text.contains(&mark), "{mark} in {text}");
        }
        assert!(text.contains(&messages.get(key::DRAFT)), "{text}");
        assert!(!text.contains("987.65"), "the buying rate: {text}");
        let marked = output.warnings.iter().find(|warning| warning.code == "offer.marked");
        assert_eq!(marked.map(|warning| warning.count), Some(2), "templated: {templated}");
    }
}

#[test]
fn the_letter_names_no_client_and_anonymous_papers_no_name() {
    let sample = sample(CV_TXT, Locale::DeCh);
    let letter = text(&made(&sample, DocumentKind::CandidateLetter, Locale::DeCh, &Options::default(), true));
    let client = sample.job.client.as_deref().expect("the profile names its client");
    assert!(!letter.contains(client) && !letter.contains("WE-2026-031"), "{letter}");
    let options = Options { anonymous: Some("K-0417".into()), ..Options::default() };
    let mut hidden = sample.clone();
    let veil = Veil::of(&sample.cv, &options, Locale::DeCh, sample.date).expect("an anonymous run");
    hidden.cv = veil.cv(&sample.cv);
    hidden.matching = veil.record(&sample.matching);
    let offer = made(&hidden, DocumentKind::Offer, Locale::DeCh, &options, true);
    let inside = inside(&offer.bytes).expect("a paper of ours");
    let paper = Paper { inside: &inside, file_name: &offer.file_name, label: "", code: Some("K-0417"), is_cv: false };
    let known = Known::of(&sample.brand, Some(&sample.job), Some(&sample.offer));
    assert_eq!(search(&paper, &[Identity::of(&sample.cv)], &known, &[]), []);
    let offer = text(&offer);
    assert!(offer.contains("K-0417"), "{offer}");
}

#[test]
fn a_shortlist_has_a_row_a_candidate() {
    let mut sample = sample(CV_TXT, Locale::En);
    let mut one = dossier_core::offer::OfferedCandidate {
        name: Some("Wanda Quux".into()),
        code: None,
        role: Some("Fizzbuzzer".into()),
        rate: Some(Rate { cents: 99_900, unit: RateUnit::Day, currency: None }),
        rate_from: None,
        workload: Some("80 %".into()),
        start: None,
        planned: None,
        estimate_cents: None,
    };
    sample.offer.candidates.push(one.clone());
    one.name = Some("Zelda Garply".into());
    sample.offer.candidates.push(one);
    let offer = text(&made(&sample, DocumentKind::Offer, Locale::En, &Options::default(), true));
    for said in ["Wanda Quux", "Zelda Garply", "Fizzbuzzer", "999.00"] {
        assert!(offer.contains(said), "{said} in {offer}");
    }
}

/// Names in back-ticks.
fn ticked(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Fields that a section of the documentation lists: what stands in the first column, with the names of the second below it.
fn documented(heading: &str) -> BTreeSet<String> {
    let section = DOCS.split("\n## ").find(|section| section.starts_with(heading)).expect("a section");
    let mut out = BTreeSet::new();
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.split('|').skip(1);
        let (names, content) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let members = ticked(content);
        for name in ticked(names) {
            if members.is_empty() || content.trim_start().starts_with("list") {
                out.insert(name.to_owned());
            }
            out.extend(members.iter().map(|member| format!("{name}.{member}")));
        }
    }
    out
}

#[test]
fn the_documentation_lists_all_fields_and_no_other() {
    let shared = documented("Fields of every document");
    assert!(shared.contains("company.town"), "{shared:?}");
    for (kind, heading) in [
        (DocumentKind::Cv, "Fields of the CV"),
        (DocumentKind::Offer, "Fields of the offer"),
        (DocumentKind::Matchmaking, "Fields of the matchmaking report"),
        (DocumentKind::Feedback, "Fields of the feedback report"),
        (DocumentKind::CandidateLetter, "Fields of the letter to the candidate"),
    ] {
        let listed: BTreeSet<String> = documented(heading).union(&shared).cloned().collect();
        let there = fields(kind);
        let unlisted: Vec<&String> = there.difference(&listed).collect();
        let invented: Vec<&String> = listed.difference(&there).collect();
        assert!(unlisted.is_empty() && invented.is_empty(), "{heading}: unlisted {unlisted:?}, invented {invented:?}");
    }
    assert!(fields(DocumentKind::Dashboard).is_empty());
}
