//! The stations of a run, one by one, on a CV of three pages with eight stations and a profile with fourteen criteria.
//! `cargo bench -p dossier-core`; figures in docs/performance.md.

use criterion::{Criterion, criterion_group, criterion_main};
use dossier_core::assess::{AssessOptions, assess};
use dossier_core::formats::{ReadLimits, read};
use dossier_core::generate::{DOCUMENTS, DocumentKind, Format, Options, generate};
use dossier_core::locale::Locale;
use dossier_core::sample::{CV_TXT, sample};
use dossier_core::understand;
use std::hint::black_box;

const THREE_PAGES: &[u8] = include_bytes!("three-pages.pdf");

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
    c.bench_function("generate/all-six", |b| {
        b.iter(|| DOCUMENTS.map(|kind| generate(kind, kind.formats()[0], black_box(&inputs))));
    });
}

criterion_group!(benches, stations);
criterion_main!(benches);
