//! The stations of a run, one by one, on a CV of three pages with eight stations and a profile with fourteen criteria.
//! `cargo bench -p dossier-core`; figures in docs/performance.md.

use criterion::{Criterion, criterion_group, criterion_main};
use dossier_core::assess::{AssessOptions, assess};
use dossier_core::formats::read::pdf::{PreviewSize, previews};
use dossier_core::formats::{ReadLimits, read};
use dossier_core::generate::{DOCUMENTS, DocumentKind, Format, Options, generate};
use dossier_core::locale::Locale;
use dossier_core::sample::{CV_TXT, Sample, sample};
use dossier_core::understand;
use std::hint::black_box;

const THREE_PAGES: &[u8] = include_bytes!("three-pages.pdf");

/// Documents of which each is laid out anew, more than the layout remembers.
const OTHERS: usize = 12;

/// The sample as another person's, with other words in every paragraph.
fn other(sample: &Sample, number: usize) -> Sample {
    let mut other = sample.clone();
    let cv = &mut other.cv;
    let texts = cv.basics.name.iter_mut().chain(&mut cv.basics.label).chain(&mut cv.basics.summary);
    let stations =
        cv.work.iter_mut().flat_map(|work| work.position.iter_mut().chain(&mut work.name).chain(&mut work.highlights));
    let schools = cv.education.iter_mut().flat_map(|school| school.area.iter_mut().chain(&mut school.institution));
    for text in texts.chain(stations).chain(schools) {
        text.push_str(&format!(" {number}"));
    }
    other
}

fn stations(c: &mut Criterion) {
    let limits = ReadLimits::default();
    let text = read(THREE_PAGES, Some("pdf"), &limits).expect("readable");
    let sample = sample(CV_TXT, Locale::DeCh);
    let options = Options::default();
    let inputs = sample.inputs(Locale::DeCh, &options);
    let assess_options = AssessOptions::on(sample.date);
    c.bench_function("read/pdf-3-pages", |b| b.iter(|| read(black_box(THREE_PAGES), Some("pdf"), &limits)));
    let concepts = understand::Lexicon::builtin();
    c.bench_function("understand/cv", |b| b.iter(|| understand::cv(black_box(&text), &concepts)));
    c.bench_function("assess/14-criteria", |b| {
        b.iter(|| assess(black_box(&sample.cv), &sample.job, &concepts, &assess_options));
    });
    c.bench_function("generate/cv-docx", |b| b.iter(|| generate(DocumentKind::Cv, Format::Docx, black_box(&inputs))));
    // The layout keeps what it computed for the last few documents, so that one document again and again would cost nothing.
    let others: Vec<Sample> = (0..OTHERS).map(|number| other(&sample, number)).collect();
    let mut turns = others.iter().cycle();
    c.bench_function("generate/cv-pdf", |b| {
        b.iter(|| {
            let other = turns.next().expect("turns never end");
            generate(DocumentKind::Cv, Format::Pdf, black_box(&other.inputs(Locale::DeCh, &options)))
        });
    });
    let pdf = generate(DocumentKind::Cv, Format::Pdf, &inputs).expect("a CV").bytes;
    let size = PreviewSize::new(900, 1).expect("within the limits");
    c.bench_function("previews/page-of-900-px", |b| b.iter(|| previews(black_box(&pdf), size)));
    c.bench_function("generate/all-six", |b| {
        b.iter(|| DOCUMENTS.map(|kind| generate(kind, kind.formats()[0], black_box(&inputs))));
    });
}

criterion_group!(benches, stations);
criterion_main!(benches);
