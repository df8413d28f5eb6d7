//! Several candidates on one profile: what stands for each of them in all papers, the one offer with a row a candidate, and
//! for the desk a page that compares them. Their CVs are those of single runs.

use super::ranking::Unread;
use super::{DocumentKind, Format, GenerateError, Inputs, Notes, Output, comparison, filled, finish, naming, offer};
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use crate::records::matching::JudgedCriterion;
use crate::records::{JobProfile, Match};
use dossier_formats::write::doc::Doc;
use dossier_formats::write::{docx, pdf};
use std::collections::BTreeSet;

/// A candidate of a shortlist, as its papers show them.
#[derive(Clone, Copy, Debug)]
pub struct Proposed<'a> {
    /// What stands for the candidate; see [`labels`].
    pub label: &'a str,
    /// The candidate's match; in an anonymous shortlist without the names of people.
    pub matching: &'a Match,
}

impl<'a> Proposed<'a> {
    /// The candidate's verdict on a criterion.
    pub(super) fn criterion(&self, id: &str) -> Option<&'a JudgedCriterion> {
        self.matching.criteria.iter().find(|criterion| criterion.id == id)
    }
}

/// What stands for each candidate: the name or code, else the number of the proposal, which is the first of the pair. Equal
/// ones are told apart by a number behind them.
pub fn labels(people: &[(usize, Option<&str>)], locale: Locale) -> Vec<String> {
    let messages = Messages::new(locale);
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    for (number, name) in people {
        let own = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        let own = own
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| messages.with(key::OFFER_CANDIDATE_NUMBER, &[("number", &number.to_string())]));
        let mut label = own.clone();
        let mut next = 2;
        while !taken.insert(label.to_lowercase()) {
            label = format!("{own} ({next})");
            next += 1;
        }
        out.push(label);
    }
    out
}

/// Name of the file with a candidate's CV; `role` is the profile's title.
pub fn cv_file_name(label: &str, role: Option<&str>, format: Format, locale: Locale) -> String {
    let stem = naming::document_file_name(DocumentKind::Cv, locale, Some(label), role);
    format!("{stem}.{}", format.extension())
}

/// Makes the offer of a shortlist. The inputs hold the offer with its rows and neither CV nor match of a single candidate;
/// `people` are the candidates of the rows, in their order.
///
/// # Errors
/// [`GenerateError::NeedsProfile`] without an offer, [`GenerateError::NoSuchFormat`] for HTML.
pub fn shortlist_offer(format: Format, inputs: &Inputs<'_>, people: &[Proposed<'_>]) -> Result<Output, GenerateError> {
    let messages = Messages::new(inputs.locale);
    let mut notes = Notes { kind: DocumentKind::Offer, warnings: Vec::new() };
    let role = inputs.offer.and_then(|offer| offer.role.as_deref());
    let stem = naming::document_file_name(DocumentKind::Offer, inputs.locale, None, role);
    let template = inputs.brand.templates.get(DocumentKind::Offer);
    let laid_out = |notes: &mut Notes| -> Result<Doc, GenerateError> {
        let mut doc = offer::document(inputs, people, &messages, notes)?;
        finish(&mut doc, inputs, &messages, notes);
        Ok(doc)
    };
    let bytes = match (format, template) {
        (Format::Docx, Some(template)) => {
            let values = offer::filling(inputs, people, &messages, &mut notes)?;
            filled(template, &values, &stem, inputs, &mut notes)?
        }
        (Format::Docx, None) => docx::write(&laid_out(&mut notes)?),
        (Format::Pdf, _) => {
            let doc = laid_out(&mut notes)?;
            let settings = pdf::Settings { archive: inputs.options.archive, fonts: inputs.brand.fonts.clone() };
            let written = pdf::write(&doc, &settings).map_err(|_| GenerateError::Layout)?;
            notes.fonts(&doc, inputs.brand);
            notes.warn("pdf.house_look", "template", u32::from(template.is_some()));
            written.bytes
        }
        (Format::Html, _) => return Err(GenerateError::NoSuchFormat),
    };
    let file_name = format!("{stem}.{}", format.extension());
    Ok(Output { kind: DocumentKind::Offer, format, file_name, bytes, warnings: notes.warnings })
}

/// Makes the page that compares the candidates criterion by criterion, in the order given, and names the files that could not
/// be read. For the desk only: it shows scores. Gives the page and the name of its file.
///
/// # Errors
/// [`GenerateError::Template`].
pub fn shortlist_comparison(
    job: &JobProfile,
    people: &[Proposed<'_>],
    unread: &[Unread],
    locale: Locale,
) -> Result<(String, Vec<u8>), GenerateError> {
    let messages = Messages::new(locale);
    let page = comparison::page(job, people, unread, &messages)?;
    let stem = naming::joined(&messages.get(key::FILE_COMPARISON), None, job.title.as_deref());
    Ok((format!("{stem}.{}", Format::Html.extension()), page.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::Brand;
    use crate::generate::Options;
    use crate::generate::template::starter;
    use crate::offer::{Listed, OfferFile, OfferRecord, Rate, RateUnit, prepare, rows_for};
    use crate::records::Cv;
    use crate::records::job::Class;
    use crate::records::matching::Verdict;
    use crate::sample::{CV_TXT, HOSTILE_TXT, Sample, sample};
    use crate::time::Day;

    fn offer_of(sample: &Sample, labels: &[&str], anonymous: bool) -> OfferRecord {
        let people: Vec<Listed<'_>> = labels
            .iter()
            .zip(1..)
            .map(|(&label, number)| Listed { number, name: None, code: anonymous.then_some(label), label })
            .collect();
        let file = OfferFile {
            number: Some("2026-0114".into()),
            rate: Some(Rate { cents: 14_500, unit: RateUnit::Hour, currency: None }),
            hours_planned: Some(800),
            ..OfferFile::default()
        };
        let (file, unused) = rows_for(&file, &people);
        assert_eq!(unused, 0);
        prepare(&file, &sample.brand, Some(&sample.job), None, sample.date).expect("an allowed offer")
    }

    fn inputs<'a>(
        sample: &'a Sample,
        nobody: &'a Cv,
        offer: &'a OfferRecord,
        locale: Locale,
        options: &'a Options,
    ) -> Inputs<'a> {
        Inputs { cv: nobody, matching: None, offer: Some(offer), ..sample.inputs(locale, options) }
    }

    #[test]
    fn labels_are_told_apart() {
        let people = [(1, Some("Anna Müller")), (2, None), (4, Some(" ANNA  müller")), (5, Some(""))];
        let found = labels(&people, Locale::DeCh);
        assert_eq!(found, ["Anna Müller", "Vorschlag 2", "ANNA müller (2)", "Vorschlag 5"]);
        let name = cv_file_name(&found[2], Some("Data Engineer (m/w/d)"), Format::Pdf, Locale::DeCh);
        assert_eq!(name, "Lebenslauf_ANNA-müller-2_Data-Engineer.pdf");
    }

    #[test]
    fn an_offer_shows_each_candidate_with_met_criteria_only() {
        for locale in crate::locale::LOCALES {
            let (one, other) = (sample(CV_TXT, locale), sample(HOSTILE_TXT, locale));
            let labels = ["Aline Tschanz", "Bo Li", "Cem Öz"];
            let offer = offer_of(&one, &labels, false);
            let people = [
                Proposed { label: labels[0], matching: &one.matching },
                Proposed { label: labels[1], matching: &other.matching },
                Proposed { label: labels[2], matching: &one.matching },
            ];
            let (nobody, options) = (Cv::default(), Options::default());
            let made = shortlist_offer(Format::Docx, &inputs(&one, &nobody, &offer, locale, &options), &people)
                .expect("an offer");
            let text = docx::plain_text(&made.bytes);
            let messages = Messages::new(locale);
            for label in labels {
                assert!(text.matches(label).count() >= 3, "{label}: row, table of criteria, box to tick: {text}");
                assert!(text.contains(&format!("☐ {label}")), "{label} can be ticked");
            }
            let why = messages.with(key::OFFER_WHY_PERSON, &[("name", labels[0])]);
            let (_, rest) = text.split_once(&why).expect("what speaks for the first");
            let (argued, _) = rest.split_once(&messages.get(key::OFFER_TERMS)).expect("the terms");
            for (criterion, same) in one.matching.criteria.iter().zip(&other.matching.criteria) {
                let met = [criterion.verdict, same.verdict].contains(&Verdict::Met);
                assert!(met || !argued.contains(&criterion.text), "{} is met by nobody", criterion.id);
            }
            assert!(argued.contains("Fortinet"), "{argued}");
            let why = messages.with(key::OFFER_WHY_PERSON, &[("name", labels[2])]);
            let (_, own) = argued.split_once(&why).expect("what speaks for the last");
            let met = |class: Class| {
                let of_class = one.matching.criteria.iter().filter(move |criterion| criterion.class == class);
                of_class.filter(|criterion| criterion.verdict == Verdict::Met).collect::<Vec<_>>()
            };
            let (musts, shoulds) = (met(Class::Must), met(Class::Should));
            for criterion in musts.iter().chain(&shoulds) {
                assert!(own.contains(&criterion.text), "{} is met: {own}", criterion.text);
            }
            assert!(own.find(&musts[0].text) < own.find(&shoulds[0].text), "musts first: {own}");
            let also = messages.get(key::OFFER_ALSO_MET);
            assert!(own.contains(&also) && own.find(&shoulds[0].text) < own.find(&also), "with evidence first: {own}");
            assert!(!text.contains("Олена"), "the name in the CV is not that of the row");
        }
    }

    #[test]
    fn an_offer_for_three_is_two_pages_and_its_tables() {
        let sample = sample(CV_TXT, Locale::DeCh);
        let offer = offer_of(&sample, &["K-1", "K-2", "K-3"], true);
        let people = ["K-1", "K-2", "K-3"].map(|label| Proposed { label, matching: &sample.matching });
        let (nobody, options) = (Cv::default(), Options { anonymous: Some("K-1".into()), ..Options::default() });
        let inputs = inputs(&sample, &nobody, &offer, Locale::DeCh, &options);
        let messages = Messages::new(Locale::DeCh);
        let pages = |people: &[Proposed<'_>]| {
            let mut notes = Notes { kind: DocumentKind::Offer, warnings: Vec::new() };
            let doc = offer::document(&inputs, people, &messages, &mut notes).expect("an offer");
            pdf::pages(&doc, &pdf::Settings::default()).expect("laid out")
        };
        assert!(pages(&people) <= 3, "{} pages", pages(&people));
    }

    #[test]
    fn an_estimate_says_the_workload_that_it_was_counted_with() {
        for locale in crate::locale::LOCALES {
            let sample = sample(CV_TXT, locale);
            let text = |workload: Option<&str>, hours_planned: Option<u32>| {
                let people = [Listed { number: 1, name: None, code: None, label: "Bo Li" }];
                let file = OfferFile {
                    rate: Some(Rate { cents: 14_500, unit: RateUnit::Hour, currency: None }),
                    workload: workload.map(str::to_owned),
                    hours_planned,
                    start_date: Day::new(2026, 3, 2).ok(),
                    end_date: Day::new(2026, 12, 31).ok(),
                    region: Some("CH-BE".into()),
                    ..OfferFile::default()
                };
                let (file, _) = rows_for(&file, &people);
                let offer = prepare(&file, &sample.brand, Some(&sample.job), None, sample.date).expect("an offer");
                let (nobody, options) = (Cv::default(), Options::default());
                let proposed = [Proposed { label: "Bo Li", matching: &sample.matching }];
                let inputs = inputs(&sample, &nobody, &offer, locale, &options);
                let made = shortlist_offer(Format::Docx, &inputs, &proposed).expect("an offer");
                docx::plain_text(&made.bytes)
            };
            let messages = Messages::new(locale);
            let note = messages.with(key::OFFER_ESTIMATE_WORKLOAD, &[("percent", &locale.percent(1_000))]);
            let ranged = text(None, None);
            assert!(ranged.contains(&note), "the profile says 80–100 %: {ranged}");
            assert!(!text(Some("100 %"), None).contains(&note), "the row says it already");
            assert!(!text(None, Some(800)).contains(&note), "stated hours are counted with no workload");
        }
    }

    #[test]
    fn a_template_says_of_each_candidate_what_the_house_says() {
        let locale = Locale::DeCh;
        let mut one = sample(CV_TXT, locale);
        let other = sample(HOSTILE_TXT, locale);
        let labels = ["Aline Tschanz", "Bo Li"];
        let offer = offer_of(&one, &labels, false);
        let matches = (one.matching.clone(), other.matching.clone());
        let people =
            [Proposed { label: labels[0], matching: &matches.0 }, Proposed { label: labels[1], matching: &matches.1 }];
        let (nobody, options) = (Cv::default(), Options::default());
        let text = |sample: &Sample| {
            let made = shortlist_offer(Format::Docx, &inputs(sample, &nobody, &offer, locale, &options), &people);
            docx::plain_text(&made.expect("an offer").bytes)
        };
        let house = text(&one);
        one.brand.templates.add(&starter(DocumentKind::Offer, locale), None).expect("a template");
        let own = text(&one);
        for line in house.lines().filter(|line| line.starts_with('☐') || line.contains(labels[0])) {
            assert!(own.contains(line), "{line} in {own}");
        }
        for criterion in one.matching.criteria.iter().filter(|criterion| criterion.class == Class::Must) {
            assert!(own.matches(&criterion.text).count() >= 2, "{} of both: {own}", criterion.id);
        }
    }

    #[test]
    fn what_a_row_lacks_is_marked() {
        let sample = sample(CV_TXT, Locale::En);
        let people = [Listed { number: 1, name: None, code: None, label: "Bo Li" }];
        let (file, _) = rows_for(&OfferFile::default(), &people);
        let offer = prepare(&file, &Brand::default(), None, None, sample.date).expect("an allowed offer");
        let (nobody, options) = (Cv::default(), Options { client_pack: true, ..Options::default() });
        let proposed = [Proposed { label: "Bo Li", matching: &sample.matching }];
        let made = shortlist_offer(Format::Docx, &inputs(&sample, &nobody, &offer, Locale::En, &options), &proposed)
            .expect("an offer");
        let text = docx::plain_text(&made.bytes);
        for mark in
            ["[Position: please check]", "[Workload: please check]", "[Start: please check]", "[Rate: please check]"]
        {
            assert!(text.contains(mark), "{mark}: {text}");
        }
        let marked = made.warnings.iter().find(|warning| warning.code == "offer.marked").expect("a warning");
        assert!(marked.count >= 6, "{marked:?}");
    }

    #[test]
    fn a_comparison_has_a_column_a_candidate() {
        let (one, other) = (sample(CV_TXT, Locale::FrCh), sample(HOSTILE_TXT, Locale::FrCh));
        let people = [
            Proposed { label: "K-1", matching: &one.matching },
            Proposed { label: "<b>K-2", matching: &other.matching },
        ];
        let unread =
            [Unread { file: "x.pdf".into(), code: "read.encrypted".into(), message: "it is encrypted".into() }];
        let (name, page) = shortlist_comparison(&one.job, &people, &unread, Locale::FrCh).expect("a page");
        let page = String::from_utf8(page).expect("HTML is UTF-8");
        assert!(name == "Comparaison_Senior-Network-Engineer.html", "{name}");
        assert_eq!(page.matches("<th scope=\"col\"").count(), 3, "criterion and two candidates");
        assert_eq!(page.matches("<td").count(), 2 * (one.job.criteria.len() + 3), "three rows of figures");
        assert!(page.contains("x.pdf") && !page.contains("<b>K-2"), "{page}");
        // Criteria stay beside whoever is scrolled to, and the page says that it scrolls.
        assert!(page.contains("tr > th:first-child { position: sticky"), "{page}");
        assert!(page.contains("<p class=\"scroll\">Le tableau défile latéralement.</p>"), "{page}");
        let (_, alone) = shortlist_comparison(&one.job, &people[..1], &[], Locale::FrCh).expect("a page");
        assert!(!String::from_utf8_lossy(&alone).contains("<p class=\"scroll\">"));
    }
}
