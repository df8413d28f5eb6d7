//! Accuracy of reading: reads every file of a corpus in this process and scores the records against what each file shows,
//! by field, language, format, layout and renderer; and job profiles. The form of a corpus is in corpus/README.md.

mod confidence;
pub mod count;
pub mod cv;
mod job;
pub mod values;

use crate::shell::{root, say};
use anyhow::{Context, Result, bail};
use count::Table;
use dossier_core::formats::{ReadLimits, read};
use dossier_core::understand::{self, Lexicon};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const HELP: &str =
    "cargo xtask accuracy [DIR..] [--layout NAME] [--lang de|en|fr] [--misses STEM|all] [--field NAME] [--jobs] [--confidence]

Without a directory: the committed part of corpus/.";

#[derive(Default)]
struct Options {
    directories: Vec<PathBuf>,
    layout: Option<String>,
    lang: Option<String>,
    misses: Option<String>,
    field: Option<String>,
    jobs_only: bool,
    confidence: bool,
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--layout" => options.layout = Some(value()?),
            "--lang" => options.lang = Some(value()?),
            "--misses" => options.misses = Some(value()?),
            "--field" => options.field = Some(value()?),
            "--jobs" => options.jobs_only = true,
            "--confidence" => options.confidence = true,
            other if other.starts_with("--") => bail!("{HELP}"),
            directory => options.directories.push(directory.into()),
        }
    }
    if options.directories.is_empty() {
        options.directories.push(root().join("corpus/part"));
    }
    Ok(options)
}

/// What the committed part of the corpus must reach, so that a change for one layout cannot ruin another unseen. The figures
/// that the product claims are in docs/accuracy.md.
const MACRO_FLOOR: f64 = 0.93;
const ENTRIES_FLOOR: f64 = 0.85;
const JOBS_FLOOR: f64 = 0.85;

/// Fails when reading the committed part falls below the floors, or a record holds what its source does not.
pub fn check() -> Result<()> {
    let directory = root().join("corpus/part");
    let scored = read_all(&directory, &Options::default())?;
    let mut all = Table::default();
    for file in &scored {
        all.add(&file.table);
    }
    let invented: usize = scored.iter().map(|file| file.invented.len()).sum();
    let entries = all.0.get("work.entry").and_then(|count| count.f1()).unwrap_or(0.0);
    let jobs = jobs(&directory, &Options::default())?;
    say(&format!(
        "{} files: macro F1 {:.3}, whole work entries {entries:.3}, profiles {jobs:.3}, invented values {invented}",
        scored.len(),
        all.macro_f1(&cv::FIELDS)
    ));
    if all.macro_f1(&cv::FIELDS) < MACRO_FLOOR || entries < ENTRIES_FLOOR || jobs < JOBS_FLOOR || invented > 0 {
        bail!("reading fell below {MACRO_FLOOR}, {ENTRIES_FLOOR} or {JOBS_FLOOR}, or a value was invented");
    }
    Ok(())
}

/// One file of a corpus and how it was read.
struct Scored {
    stem: String,
    keys: BTreeMap<&'static str, String>,
    table: Table,
    misses: Vec<String>,
    invented: Vec<String>,
    stated: Vec<confidence::Stated>,
}

pub fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let options = options(arguments)?;
    for directory in &options.directories {
        say(&format!("\n# {}", directory.display()));
        if !options.jobs_only {
            cvs(directory, &options)?;
        }
        jobs(directory, &options)?;
    }
    Ok(())
}

fn json(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

fn cvs(directory: &Path, options: &Options) -> Result<()> {
    report(&read_all(directory, options)?, options);
    Ok(())
}

fn read_all(directory: &Path, options: &Options) -> Result<Vec<Scored>> {
    let manifest = json(&directory.join("manifest.json"))?;
    let entries: Vec<&Value> = manifest
        .as_array()
        .context("a manifest is a list")?
        .iter()
        .filter(|entry| {
            let is = |key: &str, wanted: &Option<String>| wanted.as_ref().is_none_or(|wanted| entry[key] == **wanted);
            is("renderer", &options.layout) && is("lang", &options.lang) && entry["ocr"] != true
        })
        .collect();
    at_once(&entries, |entry| one(directory, entry))
}

/// Two threads, results in order.
fn at_once<T: Send>(entries: &[&Value], work: impl Fn(&Value) -> Result<T> + Sync) -> Result<Vec<T>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, Result<T>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(entry) = entries.get(at) else { break };
                    let result = work(entry);
                    done.lock().expect("no thread panics").insert(at, result);
                }
            });
        }
    });
    done.into_inner().expect("no thread panics").into_values().collect()
}

fn one(directory: &Path, entry: &Value) -> Result<Scored> {
    let (stem, file) = (cv::text(entry, "/stem").to_owned(), cv::text(entry, "/file"));
    let bytes = std::fs::read(directory.join("files").join(file))?;
    let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
    let truth = json(&directory.join("visible").join(format!("{stem}.json")))?;
    let (record, text, stated) = match read(&bytes, extension, &ReadLimits::default()) {
        Ok(source) => {
            let cv = understand::cv(&source, &Lexicon::builtin());
            (serde_json::to_value(&cv)?, source.text, confidence::stated(&cv, &truth))
        }
        Err(error) => (serde_json::json!({ "error": error.to_string() }), String::new(), Vec::new()),
    };
    let (table, misses) = cv::score(&record, &truth);
    let invented = cv::invented(&record, &text);
    let mut keys = BTreeMap::new();
    for key in ["lang", "format", "layout", "renderer", "program"] {
        keys.insert(key, cv::text(entry, &format!("/{key}")).to_owned());
    }
    Ok(Scored { stem, keys, table, misses, invented, stated })
}

fn report(scored: &[Scored], options: &Options) {
    let mut all = Table::default();
    for file in scored {
        all.add(&file.table);
    }
    say(&fields(&all, &[&cv::FIELDS[..], &cv::BESIDE[..]].concat()));
    say(&format!(
        "CV macro F1 over {} fields, {} files: {:.3}",
        cv::FIELDS.len(),
        scored.len(),
        all.macro_f1(&cv::FIELDS)
    ));
    for key in ["lang", "format", "layout", "program", "renderer"] {
        let mut groups: BTreeMap<&str, (Table, usize)> = BTreeMap::new();
        for file in scored {
            let group = groups.entry(&file.keys[key]).or_default();
            group.0.add(&file.table);
            group.1 += 1;
        }
        let mut line = format!("by {key}:");
        for (name, (table, count)) in &groups {
            let entries = table.0.get("work.entry").and_then(|count| count.f1()).unwrap_or(0.0);
            let shown = table.macro_f1(&cv::FIELDS);
            let _ = write!(line, "\n  {name:24} {shown:.3}  entries {entries:.3}  ({count})");
        }
        say(&line);
    }
    say(&programs(scored));
    let invented: usize = scored.iter().map(|file| file.invented.len()).sum();
    say(&format!("values that the source does not hold: {invented}"));
    for file in scored.iter().filter(|file| !file.invented.is_empty()).take(10) {
        say(&format!("  {}: {:?}", file.stem, file.invented));
    }
    if options.confidence {
        let stated: Vec<confidence::Stated> = scored.iter().flat_map(|file| file.stated.iter().copied()).collect();
        say(&confidence::report(&stated));
    }
    if let Some(wanted) = &options.misses {
        for file in scored.iter().filter(|file| wanted == "all" || *wanted == file.stem) {
            for miss in
                file.misses.iter().filter(|miss| options.field.as_ref().is_none_or(|field| miss.starts_with(field)))
            {
                say(&format!("{}: {miss}", file.stem));
            }
        }
    } else {
        let mut worst: Vec<(f64, &str)> =
            scored.iter().map(|file| (file.table.macro_f1(&cv::FIELDS), file.stem.as_str())).collect();
        worst.sort_by(|a, b| a.0.total_cmp(&b.0));
        let worst: Vec<String> = worst.iter().take(12).map(|(score, stem)| format!("{stem} {score:.2}")).collect();
        say(&format!("lowest: {}", worst.join(", ")));
    }
}

/// F1 of each field by the program that drew the file, so that one program's failure does not hide in the mean.
fn programs(scored: &[Scored]) -> String {
    let mut groups: BTreeMap<&str, Table> = BTreeMap::new();
    for file in scored {
        groups.entry(&file.keys["program"]).or_default().add(&file.table);
    }
    let mut out = format!("fields by program:\n{:24}", "");
    for name in groups.keys() {
        let _ = write!(out, "{name:>13}");
    }
    for field in [&cv::FIELDS[..], &cv::BESIDE[..]].concat() {
        let _ = write!(out, "\n  {field:22}");
        for table in groups.values() {
            match table.0.get(field).and_then(|count| count.f1()) {
                Some(f1) => {
                    let _ = write!(out, "{f1:>13.3}");
                }
                None => {
                    let _ = write!(out, "{:>13}", "-");
                }
            }
        }
    }
    out
}

fn fields(table: &Table, names: &[&str]) -> String {
    let mut out = format!("{:24}{:>8}{:>8}{:>8}{:>8}", "field", "P", "R", "F1", "n");
    for name in names {
        if let Some(count) = table.0.get(name)
            && let Some(f1) = count.f1()
        {
            let n = count.right + count.missing;
            let _ = write!(out, "\n{name:24}{:>8.3}{:>8.3}{f1:>8.3}{n:>8}", count.precision(), count.recall());
        }
    }
    out
}

fn jobs(directory: &Path, options: &Options) -> Result<f64> {
    let folder = directory.join("jobs");
    if !folder.is_dir() {
        return Ok(0.0);
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "json"))
        .collect();
    files.sort();
    let (mut all, mut by_lang): (Table, BTreeMap<String, Table>) = Default::default();
    let mut said = Vec::new();
    for file in &files {
        let truth = json(&file.with_extension("truth.json"))?;
        let extension = file.extension().and_then(|extension| extension.to_str());
        let record = match read(&std::fs::read(file)?, extension, &ReadLimits::default()) {
            Ok(source) => serde_json::to_value(understand::job_profile(&source, &Lexicon::builtin()))?,
            Err(error) => serde_json::json!({ "error": error.to_string() }),
        };
        let (table, misses) = job::score(&record, &truth);
        all.add(&table);
        by_lang.entry(cv::text(&truth, "/lang").to_owned()).or_default().add(&table);
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if options.misses.as_ref().is_some_and(|wanted| wanted == "all" || wanted == stem) {
            said.extend(misses.iter().map(|miss| format!("{stem}: {miss}")));
        }
    }
    say(&fields(&all, &job::FIELDS));
    let by: Vec<String> =
        by_lang.iter().map(|(lang, table)| format!("{lang} {:.3}", table.macro_f1(&job::FIELDS))).collect();
    say(&format!("job macro F1, {} profiles: {:.3} ({})", files.len(), all.macro_f1(&job::FIELDS), by.join(", ")));
    for line in said {
        say(&line);
    }
    Ok(all.macro_f1(&job::FIELDS))
}
