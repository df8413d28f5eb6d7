//! Records fit their published schemas, and unknown members survive a round trip.

use dossier_core::formats::{ReadLimits, read};
use dossier_core::locale::Locale;
use dossier_core::records::{Cv, schema};
use dossier_core::sample::{CV_TXT, HOSTILE_TXT, sample};
use dossier_core::understand::{Lexicon, cv};
use serde_json::Value;

/// The standard's own schema; its licence stands beside it.
const JSON_RESUME: &str = include_str!("../data/json-resume-1.2.1.schema.json");

fn check(name: &str, record: &Value) {
    let (_, text) = schema::all().into_iter().find(|(file, _)| *file == name).expect(name);
    let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    let faults: Vec<String> =
        validator.iter_errors(record).map(|fault| format!("{} at {}", fault, fault.instance_path())).collect();
    assert!(faults.is_empty(), "{name}: {faults:?}");
}

#[test]
fn records_fit_their_schemas() {
    for bytes in [CV_TXT, HOSTILE_TXT] {
        let sample = sample(bytes, Locale::DeCh);
        let value = |record: Result<Value, serde_json::Error>| record.expect("a record is JSON");
        check("cv.schema.json", &value(serde_json::to_value(&sample.cv)));
        check("job-profile.schema.json", &value(serde_json::to_value(&sample.job)));
        check("match.schema.json", &value(serde_json::to_value(&sample.matching)));
        check("feedback.schema.json", &value(serde_json::to_value(&sample.feedback)));
        check("offer.schema.json", &value(serde_json::to_value(&sample.offer)));
    }
}

/// Faults of a record by the schema of JSON Resume, with or without the forms of addresses.
fn faults(record: &Value, formats: bool) -> Vec<String> {
    let schema: Value = serde_json::from_str(JSON_RESUME).expect("a schema is JSON");
    let validator = jsonschema::options().should_validate_formats(formats).build(&schema).expect("a sound schema");
    validator.iter_errors(record).map(|fault| format!("{} at {}", fault, fault.instance_path())).collect()
}

#[test]
fn a_cv_is_json_resume() {
    let examples: [(&[u8], &str); 3] = [
        (include_bytes!("../../../../examples/de/lebenslauf.pdf"), "pdf"),
        (include_bytes!("../../../../examples/en/cv.docx"), "docx"),
        (include_bytes!("../../../../examples/fr/cv.pdf"), "pdf"),
    ];
    for (bytes, extension) in examples.into_iter().chain([(CV_TXT, "txt"), (HOSTILE_TXT, "txt")]) {
        let source = read(bytes, Some(extension), &ReadLimits::default()).expect("readable");
        let record = serde_json::to_value(cv(&source, &Lexicon::builtin())).expect("JSON");
        // Links are strings as printed, which may lack their scheme or be no links at all.
        let formats = record["basics"]["url"].is_null();
        assert_eq!(faults(&record, formats), Vec::<String>::new());
        assert!(record.get("x-dossier").is_some(), "beside the standard's members stands ours");
    }
    let wrong =
        serde_json::json!({ "basics": { "email": "nobody" }, "work": [{ "startDate": "03/2019", "highlights": "x" }] });
    assert_eq!(faults(&wrong, true).len(), 3, "the schema is not empty");
}

#[test]
fn a_foreign_json_resume_keeps_what_we_do_not_know() {
    let foreign = serde_json::json!({
        "basics": { "name": "Anna Muster", "image": "x.png", "profiles": [{ "network": "x" }] },
        "work": [{ "name": "Bau AG", "startDate": "2019-03", "url": "https://bau.example" }],
        "publications": [{ "name": "Y" }],
        "meta": { "version": "v1" }
    });
    let cv: Cv = serde_json::from_value(foreign.clone()).expect("JSON Resume");
    let back = serde_json::to_value(&cv).expect("JSON");
    assert_eq!(back["basics"]["image"], foreign["basics"]["image"]);
    assert_eq!(back["work"][0]["url"], foreign["work"][0]["url"]);
    assert_eq!(back["publications"], foreign["publications"]);
    assert_eq!(back["meta"], foreign["meta"]);
}

#[test]
fn every_value_is_a_span_of_its_source() {
    let source = read(CV_TXT, Some("txt"), &ReadLimits::default()).expect("readable");
    let cv = cv(&source, &Lexicon::builtin());
    assert!(cv.x.sources.len() > 60, "{} sources", cv.x.sources.len());
    for (key, found) in &cv.x.sources {
        let printed = source.slice(found.span);
        let same = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(same(printed).contains(&same(&found.quote)), "{key}: {:?} is not in {printed:?}", found.quote);
    }
}
