//! Invented inputs that are compiled in: a candidate with many letters and many stations, a profile with fourteen
//! criteria, and a CV full of markup and formulas. For golden tests, benches, checks, and the preview of a brand.

use crate::assess::{AssessOptions, assess, skills};
use crate::brand::{Assets, Brand, BrandFile, ContactFile, StyleFile};
use crate::feedback::feedback;
use crate::generate::shortlist::{Proposed, labels, shortlist_offer};
use crate::generate::{DOCUMENTS, DocumentKind, Format, Inputs, Options, Output, generate};
use crate::locale::Locale;
use crate::offer::{
    ContractForm, Listed, OfferCandidate, OfferFile, OfferRecord, Rate, RateUnit, Recipient, prepare, rows_for,
};
use crate::records::{Cv, Feedback, JobProfile, Match};
use crate::time::Day;
use crate::understand;
use crate::understand::Lexicon;
use dossier_formats::{ReadLimits, SourceText, read};

/// The candidate's CV as a text file.
pub const CV_TXT: &[u8] = include_bytes!("cv.txt");
/// The profile as a text file.
pub const JOB_TXT: &[u8] = include_bytes!("job.txt");
/// A CV full of markup, templates, formulas and direction marks.
pub const HOSTILE_TXT: &[u8] = include_bytes!("hostile.txt");

/// A photo of nobody: a drawn head.
pub const PORTRAIT_JPG: &[u8] = include_bytes!("portrait.jpg");

/// Everything a generator needs, owned.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The candidate.
    pub cv: Cv,
    /// The profile.
    pub job: JobProfile,
    /// The match.
    pub matching: Match,
    /// Feedback on the CV.
    pub feedback: Feedback,
    /// The offer.
    pub offer: OfferRecord,
    /// An invented desk.
    pub brand: Brand,
    /// Date of everything.
    pub date: Day,
}

fn text(bytes: &[u8]) -> SourceText {
    read(bytes, Some("txt"), &ReadLimits::default()).expect("the samples are readable")
}

/// The candidate as a record, with the day on which it is right.
pub fn candidate(concepts: &Lexicon) -> (Cv, Day) {
    let date = Day::new(2026, 1, 27).expect("a day of the calendar");
    let mut cv = understand::cv(&text(CV_TXT), concepts);
    cv.x.skills = skills(&cv, concepts, Some(date));
    (cv, date)
}

/// Makes all records from a CV and the sample profile, for a desk in the country of a locale.
pub fn sample(cv: &[u8], locale: Locale) -> Sample {
    let date = Day::new(2026, 1, 27).expect("a day of the calendar");
    let concepts = Lexicon::builtin();
    let mut cv = understand::cv(&text(cv), &concepts);
    cv.x.skills = skills(&cv, &concepts, Some(date));
    let job = understand::job_profile(&text(JOB_TXT), &concepts);
    let matching = assess(&cv, &job, &concepts, &AssessOptions::on(date));
    let feedback = feedback(&cv, &concepts, date);
    let file = BrandFile {
        name: "Kornhaus Personal AG".into(),
        street: "Speichergasse 21".into(),
        postal_code: "3011".into(),
        town: "Bern".into(),
        country: locale.region().into(),
        web: "kornhaus-personal.example".into(),
        contact: ContactFile {
            name: "Livia Aeschlimann".into(),
            role: "Mandate".into(),
            email: "livia@kornhaus-personal.example".into(),
            phone: "+41 31 555 07 00".into(),
        },
        style: StyleFile { accent: "#0B5351".into(), ..StyleFile::default() },
        ..BrandFile::default()
    };
    let brand = Brand::new(file, &Assets::new()).expect("a sound brand");
    let offer_file = OfferFile {
        number: Some("2026-0113".into()),
        recipient: Recipient {
            salutation: Some(salutation(locale).into()),
            first_name: Some("Noëmi".into()),
            last_name: Some("Fankhauser".into()),
            ..Recipient::default()
        },
        contract_form: Some(ContractForm::Services),
        rate: Some(Rate { cents: 123_450, unit: RateUnit::Day, currency: None }),
        valid_until: Day::new(2026, 2, 28).ok(),
        payment_days: Some(30),
        ..OfferFile::default()
    };
    let offer = prepare(&offer_file, &brand, Some(&job), Some(&matching), date).expect("an allowed offer");
    Sample { cv, job, matching, feedback, offer, brand, date }
}

fn salutation(locale: Locale) -> &'static str {
    match locale.language() {
        crate::Language::De => "Frau",
        crate::Language::En => "Ms",
        crate::Language::Fr => "Madame",
    }
}

impl Sample {
    /// What a generator sees of the sample.
    pub fn inputs<'a>(&'a self, locale: Locale, options: &'a Options) -> Inputs<'a> {
        Inputs {
            cv: &self.cv,
            job: Some(&self.job),
            matching: Some(&self.matching),
            feedback: &self.feedback,
            offer: Some(&self.offer),
            brand: &self.brand,
            locale,
            date: self.date,
            options,
        }
    }
}

/// All documents of a sample in their usual formats.
pub fn documents(sample: &Sample, locale: Locale, options: &Options) -> Vec<Output> {
    in_format(sample, locale, options, |kind| Some(kind.formats()[0]))
}

/// All papers of a sample as PDF.
pub fn pdfs(sample: &Sample, locale: Locale, options: &Options) -> Vec<Output> {
    in_format(sample, locale, options, |kind| kind.formats().contains(&Format::Pdf).then_some(Format::Pdf))
}

fn in_format(
    sample: &Sample,
    locale: Locale,
    options: &Options,
    format: impl Fn(DocumentKind) -> Option<Format>,
) -> Vec<Output> {
    let inputs = sample.inputs(locale, options);
    DOCUMENTS
        .into_iter()
        .filter_map(|kind| Some((kind, format(kind)?)))
        .map(|(kind, format)| generate(kind, format, &inputs).expect("a sample has everything a document needs"))
        .collect()
}

/// The offer of a shortlist: the sample's candidate and whoever wrote the CV full of markup.
pub fn shortlist(locale: Locale, options: &Options, format: Format) -> Output {
    let (first, second) = (sample(CV_TXT, locale), sample(HOSTILE_TXT, locale));
    let named = [first.cv.basics.name.as_deref(), Some("Bo Li")];
    let labels = labels(&[(1, named[0]), (2, named[1])], locale);
    let people: Vec<Listed<'_>> = labels
        .iter()
        .zip(named)
        .zip(1..)
        .map(|((label, name), number)| Listed { number, name, code: None, label })
        .collect();
    let file = OfferFile {
        number: Some("2026-0114".into()),
        hours_planned: Some(800),
        valid_until: Day::new(2026, 2, 28).ok(),
        candidates: vec![OfferCandidate {
            name: first.cv.basics.name.clone(),
            rate: Some(Rate { cents: 14_850, unit: RateUnit::Hour, currency: None }),
            workload: Some("80 %".into()),
            ..OfferCandidate::default()
        }],
        ..OfferFile::default()
    };
    let (file, _) = rows_for(&file, &people);
    let offer = prepare(&file, &first.brand, Some(&first.job), None, first.date).expect("an allowed offer");
    let nobody = Cv::default();
    let inputs = Inputs { cv: &nobody, matching: None, offer: Some(&offer), ..first.inputs(locale, options) };
    let proposed = [
        Proposed { label: &labels[0], matching: &first.matching },
        Proposed { label: &labels[1], matching: &second.matching },
    ];
    shortlist_offer(format, &inputs, &proposed).expect("a sample has everything an offer needs")
}

/// The golden text of a locale: every document's projection with its warnings, and its hash.
pub fn golden(locale: Locale) -> String {
    let sample = sample(CV_TXT, locale);
    let options = Options::default();
    let mut out = String::new();
    let several = shortlist(locale, &options, Format::Docx);
    for output in documents(&sample, locale, &options).into_iter().chain([several]) {
        out.push_str(&format!(
            "#### {} · {} · sha256 {}\n",
            output.kind.name(),
            output.file_name,
            crate::hash::sha256_hex(&output.bytes)
        ));
        for warning in &output.warnings {
            out.push_str(&format!("warning {} {} {}\n", warning.code, warning.field, warning.count));
        }
        if output.format == Format::Html {
            let html = String::from_utf8_lossy(&output.bytes);
            // The style sheet is the same everywhere.
            let body = html.split_once("<body>").map_or(html.as_ref(), |(_, body)| body);
            out.push_str(body.trim());
            out.push('\n');
        } else {
            out.push_str(&dossier_formats::write::docx::projection(&output.bytes));
        }
    }
    out
}

/// The golden records: what is understood and matched, as JSON without places.
pub fn golden_records() -> String {
    let sample = sample(CV_TXT, Locale::DeCh);
    let mut cv = sample.cv.clone();
    cv.x.sources.clear();
    cv.x.text.clear();
    let mut job = sample.job.clone();
    job.text.clear();
    let mut out = String::new();
    for (name, record) in [
        ("cv", serde_json::to_string_pretty(&cv)),
        ("job-profile", serde_json::to_string_pretty(&job)),
        ("match", serde_json::to_string_pretty(&sample.matching)),
        ("feedback", serde_json::to_string_pretty(&sample.feedback)),
        ("offer", serde_json::to_string_pretty(&sample.offer)),
    ] {
        out.push_str(&format!("#### {name}\n{}\n", record.expect("a record is plain JSON")));
    }
    out
}
