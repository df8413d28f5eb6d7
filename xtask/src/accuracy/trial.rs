//! Trial of a linear-chain CRF as scorer of the segments of entries' heads: trained on all renderers but one, measured on
//! that one, for each in turn.

use super::{Options, at_once, confidence, count::Table, cv, json, values};
use crate::shell::say;
use anyhow::{Context, Result};
use crfs::train::Trainer;
use crfs::{Attribute, Model};
use dossier_core::formats::{ReadLimits, SourceText, read};
use dossier_core::understand::{self, Lexicon, trial};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct File {
    key: String,
    source: SourceText,
    truth: Value,
    heads: Vec<(Vec<trial::Segment>, Vec<&'static str>)>,
}

pub fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let arguments: Vec<String> = arguments.collect();
    let directory = PathBuf::from(arguments.first().context("a corpus")?);
    let key = arguments.get(1).map_or("program", String::as_str);
    let with_rules = arguments.get(2).is_none_or(|word| word != "alone");
    let manifest = json(&directory.join("manifest.json"))?;
    let entries: Vec<&Value> = manifest.as_array().context("a manifest is a list")?.iter().collect();
    let files: Vec<File> = at_once(&entries, |entry| load(&directory, entry, key))?.into_iter().flatten().collect();
    let other: Vec<File> = match arguments.get(3) {
        Some(other) => {
            let other = PathBuf::from(other);
            let manifest = json(&other.join("manifest.json"))?;
            let entries: Vec<&Value> = manifest.as_array().context("a manifest is a list")?.iter().collect();
            at_once(&entries, |entry| load(&other, entry, key))?.into_iter().flatten().collect()
        }
        None => Vec::new(),
    };
    let trained_on = if other.is_empty() { &files } else { &other };
    let heads: usize = files.iter().map(|file| file.heads.len()).sum();
    say(&format!("{} files, {heads} heads whose parts are known", files.len()));
    let keys: BTreeSet<&String> = files.iter().map(|file| &file.key).collect();
    let (mut before, mut after) = (Table::default(), Table::default());
    for left_out in keys {
        let bytes = train(trained_on.iter().filter(|file| file.key != *left_out), with_rules)?;
        let size = bytes.len();
        let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
        let model = Model::new(bytes)?;
        let labels = move |segments: &[trial::Segment]| -> Vec<String> {
            let items: Vec<Vec<Attribute>> = segments.iter().map(|segment| attributes(segment, with_rules)).collect();
            let tagger = model.tagger().expect("a model just trained");
            tagger.tag(&items).expect("labels").into_iter().map(str::to_owned).collect()
        };
        let tested: Vec<&File> = files.iter().filter(|file| file.key == *left_out).collect();
        let without = score(&tested);
        trial::set_model(Some(Arc::new(labels)));
        let with = score(&tested);
        trial::set_model(None);
        let entry = |table: &Table| table.0.get("work.entry").and_then(|count| count.f1()).unwrap_or(0.0);
        say(&format!(
            "{left_out:24} entries: rules {:.3}, model {:.3} ({} files, {} KB)",
            entry(&without),
            entry(&with),
            tested.len(),
            size / 1024
        ));
        before.add(&without);
        after.add(&with);
    }
    for field in ["work.company", "work.position", "work.entry"] {
        let f1 = |table: &Table| table.0.get(field).and_then(|count| count.f1()).unwrap_or(0.0);
        say(&format!("{field:24} rules {:.4}, model {:.4}", f1(&before), f1(&after)));
    }
    Ok(())
}

fn attributes(segment: &trial::Segment, with_rules: bool) -> Vec<Attribute> {
    let features = segment.features.iter().filter(|feature| with_rules || !feature.starts_with("rule="));
    features.map(|feature| Attribute::new(feature.clone(), 1.0)).collect()
}

fn train<'a>(files: impl Iterator<Item = &'a File>, with_rules: bool) -> Result<Vec<u8>> {
    let mut trainer = Trainer::lbfgs();
    for file in files {
        for (segments, labels) in &file.heads {
            let items: Vec<Vec<Attribute>> = segments.iter().map(|segment| attributes(segment, with_rules)).collect();
            trainer.append(&items, labels)?;
        }
    }
    trainer.params_mut().set_c1(0.05)?;
    trainer.params_mut().set_c2(0.5)?;
    trainer.params_mut().set_max_iterations(80)?;
    let out = tempfile::NamedTempFile::new()?;
    trainer.train(out.path())?;
    Ok(std::fs::read(out.path())?)
}

fn score(files: &[&File]) -> Table {
    let mut table = Table::default();
    for file in files {
        let record = understand::cv(&file.source, &Lexicon::builtin());
        let record = serde_json::to_value(&record).expect("a record");
        let (scores, misses) = cv::score(&record, &file.truth);
        if std::env::var_os("TRIAL_MISSES").is_some() {
            for miss in misses.iter().filter(|miss| miss.starts_with("work.")) {
                say(&format!("  {miss}"));
            }
            say("  --");
        }
        table.add(&scores);
    }
    table
}

fn load(directory: &Path, entry: &Value, key: &str) -> Result<Option<File>> {
    let (stem, file) = (cv::text(entry, "/stem"), cv::text(entry, "/file"));
    let bytes = std::fs::read(directory.join("files").join(file))?;
    let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
    let truth = json(&directory.join("visible").join(format!("{stem}.json")))?;
    let Ok(source) = read(&bytes, extension, &ReadLimits::default()) else { return Ok(None) };
    trial::record();
    let record = understand::cv(&source, &Lexicon::builtin());
    let _ = confidence::stated(&record, &truth);
    let mut heads = Vec::new();
    for (start, segments) in trial::recorded() {
        if let Some(labels) = labels(start.as_deref(), &segments, &truth) {
            heads.push((segments, labels));
        }
    }
    Ok(Some(File { key: cv::text(entry, &format!("/{key}")).to_owned(), source, truth, heads }))
}

/// The labels of a head by the entry of the truth that it shows; nothing where no entry is like it.
fn labels(start: Option<&str>, segments: &[trial::Segment], truth: &Value) -> Option<Vec<&'static str>> {
    let whole: Vec<&str> = segments.iter().map(|segment| segment.text.as_str()).collect();
    let whole = whole.join(" ");
    let best = cv::list(truth, "/work")
        .iter()
        .max_by(|a, b| likeness(&whole, start, a).total_cmp(&likeness(&whole, start, b)))?;
    if likeness(&whole, start, best) < 1.2 {
        return None;
    }
    let within = |text: &str, pointer: &str| {
        let (a, b) = (values::norm(text), values::norm(cv::text(best, pointer)));
        !a.is_empty()
            && !b.is_empty()
            && (format!(" {b} ").contains(&format!(" {a} ")) || values::ratio(&a, &b) >= 85.0)
    };
    Some(
        segments
            .iter()
            .map(|segment| {
                if within(&segment.text, "/position") {
                    "F"
                } else if within(&segment.text, "/name") {
                    "E"
                } else if within(&segment.text, "/location") {
                    "P"
                } else {
                    "X"
                }
            })
            .collect(),
    )
}

fn likeness(whole: &str, start: Option<&str>, entry: &Value) -> f64 {
    let covered =
        |pointer: &str| values::token_set(&values::norm(cv::text(entry, pointer)), &values::norm(whole)) / 100.0;
    let same = start.is_some_and(|start| start.get(..4) == cv::text(entry, "/startDate").get(..4));
    covered("/name") + covered("/position") + 0.5 * f64::from(u8::from(same))
}

#[allow(dead_code)]
type Unused = (Options, BTreeMap<u8, u8>);
