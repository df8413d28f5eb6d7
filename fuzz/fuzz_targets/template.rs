//! Any bytes as a customer's template, as a package and as the parts of one: it is refused, or it is checked and filled within
//! its limits, and what comes out is a package.
#![no_main]

use dossier_core::generate::template::{TEMPLATED, sample};
use dossier_formats::fill::{Field, Properties, Template, TemplateLimits};
use dossier_formats::write::doc::Image;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::LazyLock;

const PARTS: [&str; 6] = [
    "word/document.xml", "word/header1.xml", "word/_rels/document.xml.rels", "word/footnotes.xml", "docProps/core.xml",
    "docProps/app.xml",
];

/// Characters of a paragraph's text that a finding repeats, with the sign that it was cut.
const TEXT_CHARS_MAX: usize = 92;

static SAMPLES: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut samples: Vec<Field> = TEMPLATED.into_iter().map(sample).collect();
    for sample in &mut samples {
        // Without a brand there is no logo.
        if let Field::Map(fields) = sample {
            fields.insert("logo", Field::Picture("logo".to_owned()));
        }
    }
    samples
});

static PICTURES: LazyLock<BTreeMap<String, Image>> = LazyLock::new(|| {
    let logo = Image { bytes: b"png".to_vec(), extension: "png", width_pt: 40, height_pt: 20, alt: "Logo".to_owned() };
    BTreeMap::from([("logo".to_owned(), logo)])
});

fuzz_target!(|bytes: &[u8]| {
    let limits = TemplateLimits {
        unpacked_bytes_max: 4 * 1024 * 1024,
        part_bytes_max: 1024 * 1024,
        ..TemplateLimits::default()
    };
    let Some(package) = dossier_fuzz::package(bytes, &PARTS) else { return };
    let Ok(template) = Template::parse(&package, &limits) else { return };
    // Each input goes with one document, so that it costs one filling.
    let Some(sample) = SAMPLES.get(bytes.len() % SAMPLES.len()) else { return };
    let (findings, _) = template.check(sample);
    assert!(findings.iter().all(|one| one.text.chars().count() <= TEXT_CHARS_MAX), "a finding repeats a whole text");
    if let Ok(filled) = template.fill(sample, &PICTURES, &Properties::default()) {
        assert!(zip::ZipArchive::new(Cursor::new(filled)).is_ok(), "what comes out is no package");
    }
});
