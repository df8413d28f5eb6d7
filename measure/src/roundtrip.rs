//! Round trip of the CV: every bundled CV is printed in every locale, look and format, read again by our own reader, and scored
//! against the record that it was printed from. What a paper does not print (e-mail, phone, birth date) is not compared.

use crate::accuracy::count::{Count, Table};
use crate::accuracy::cv::{Misses, list, score, text};
use crate::accuracy::values::norm;
use crate::shell::{root, say};
use anyhow::{Context, Result, bail};
use dossier_core::formats::{ReadLimits, read};
use dossier_core::generate::choices::Choices;
use dossier_core::generate::{DocumentKind, Format, Options, generate, in_locale};
use dossier_core::locale::{LOCALES, Locale};
use dossier_core::records::Cv;
use dossier_core::sample::{CV_TXT, Sample, sample};
use dossier_core::sheet::{LOOKS, Look};
use dossier_core::understand::{self, Lexicon};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What all papers together, and those of each look and format, must reach.
const FLOOR: f64 = 0.98;

/// CVs of `examples/`.
const EXAMPLES: [&str; 3] = ["de/lebenslauf.pdf", "en/cv.docx", "fr/cv.pdf"];

const FORMATS: [Format; 2] = [Format::Docx, Format::Pdf];

/// Sums up other fields and is no value of its own.
const NO_VALUE: &str = "work.entry";

/// Reads the values of a field from a record.
type Values = fn(&Value) -> Vec<String>;

/// Values that the scorer of the corpus leaves out, by field: each is compared as a list without order, up to spelling.
const LISTS: [(&str, Values); 23] = [
    ("label", |record| one(record, "/basics/label")),
    ("summary", |record| one(record, "/basics/summary")),
    ("work.location", |record| each(record, "/work", "/location")),
    ("work.summary", |record| each(record, "/work", "/summary")),
    ("work.highlights", |record| every(record, "/work", "/highlights")),
    ("work.keywords", |record| every(record, "/work", "/keywords")),
    ("work.workload", workloads),
    ("projects.name", |record| each(record, "/projects", "/name")),
    ("projects.entity", |record| each(record, "/projects", "/entity")),
    ("projects.roles", |record| every(record, "/projects", "/roles")),
    ("projects.start", |record| each(record, "/projects", "/startDate")),
    ("projects.end", |record| each(record, "/projects", "/endDate")),
    ("projects.description", |record| each(record, "/projects", "/description")),
    ("projects.highlights", |record| every(record, "/projects", "/highlights")),
    ("education.courses", |record| every(record, "/education", "/courses")),
    ("certificates.issuer", |record| each(record, "/certificates", "/issuer")),
    ("certificates.date", |record| each(record, "/certificates", "/date")),
    ("skills.groups", |record| each(record, "/skills", "/name")),
    ("x.nationality", |record| one(record, "/x-dossier/nationality")),
    ("x.permit", |record| one(record, "/x-dossier/permit")),
    ("x.availability", |record| one(record, "/x-dossier/availability")),
    ("x.workload", |record| record.pointer("/x-dossier/workload").map(Value::to_string).into_iter().collect()),
    ("x.drivingLicence", |record| strings(list(record, "/x-dossier/drivingLicence"))),
];

/// A paper that was read again.
struct Again {
    /// Sample and locale.
    row: String,
    /// Look and format.
    column: String,
    table: Table,
    misses: Misses,
}

/// Prints the scores and fails below the floor, or where a paper in the CV's own language is taken for another language.
pub fn run() -> Result<()> {
    let mut papers = Vec::new();
    for (name, cv) in cvs()? {
        for locale in LOCALES {
            let sample = Sample { cv: cv.clone(), ..sample(CV_TXT, locale) };
            for look in LOOKS {
                for format in FORMATS {
                    papers.push(again(&name, &sample, locale, (look, format))?);
                }
            }
        }
    }
    let (report, failing) = report(&papers);
    say(&report);
    let strangers: Vec<&str> = papers
        .iter()
        .flat_map(|paper| &paper.misses)
        .filter(|miss| miss.starts_with("x.language"))
        .map(String::as_str)
        .collect();
    if !strangers.is_empty() {
        bail!("{} papers are taken for another language: {}", strangers.len(), strangers.join(", "));
    }
    if !failing.is_empty() {
        bail!("round trip below {FLOOR}: {}", failing.join(", "));
    }
    Ok(())
}

/// Name and record of each bundled CV.
fn cvs() -> Result<Vec<(String, Cv)>> {
    let mut found = vec![("sample".to_owned(), record(CV_TXT, "txt")?)];
    for file in EXAMPLES {
        let path = root().join("examples").join(file);
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let extension = file.rsplit('.').next().unwrap_or_default();
        found.push((file.to_owned(), record(&bytes, extension)?));
    }
    Ok(found)
}

fn record(bytes: &[u8], extension: &str) -> Result<Cv> {
    let source = read(bytes, Some(extension), &ReadLimits::default())?;
    Ok(understand::cv(&source, &Lexicon::builtin()))
}

/// Prints a CV, reads the paper, scores what was read.
fn again(name: &str, sample: &Sample, locale: Locale, (look, format): (Look, Format)) -> Result<Again> {
    let options = Options { choices: Choices { look: Some(look), ..Choices::default() }, ..Options::default() };
    let (row, column) = (format!("{name} {locale}"), format!("{} {}", look.name(), format.extension()));
    let paper = generate(DocumentKind::Cv, format, &sample.inputs(locale, &options))
        .with_context(|| format!("{row} cannot be made as {column}"))?;
    let read = record(&paper.bytes, format.extension()).with_context(|| format!("{row} {column}"))?;
    let (mut read, mut truth) = (printed(&read)?, printed(&in_locale(&sample.cv, locale))?);
    if text(&truth, "/basics/label").is_empty() {
        // Then the newest function is the headline.
        take(&mut read, "/basics", &["label"]);
    }
    let own = text(&truth, "/x-dossier/language") == locale.language().code();
    if !own {
        // A day is said in the words of the paper's language.
        take(&mut read, "/x-dossier", &["availability"]);
        take(&mut truth, "/x-dossier", &["availability"]);
    }
    let (mut table, mut misses) = score(&read, &truth);
    for (field, values) in LISTS {
        compare(field, table.of(field), &mut misses, (values(&read), values(&truth)));
    }
    let (found, shown) = (text(&read, "/x-dossier/language"), text(&truth, "/x-dossier/language"));
    // A paper in another language than the CV's is a mixture of both.
    if own && found != shown {
        misses.push(format!("x.language: {row} {column} read \"{found}\", shown \"{shown}\""));
    }
    Ok(Again { row, column, table, misses })
}

/// A record in the form of the scorer, without what papers do not print. The desk's own contact stands there instead.
fn printed(cv: &Cv) -> Result<Value> {
    let mut record = serde_json::to_value(cv)?;
    take(&mut record, "/basics", &["email", "phone", "url"]);
    let current: Vec<bool> = list(&record, "/work")
        .iter()
        .map(|entry| facts(&record, entry).is_some_and(|facts| facts["current"] == true))
        .collect();
    if let Some(entries) = record.pointer_mut("/work").and_then(Value::as_array_mut) {
        for (entry, current) in entries.iter_mut().zip(current) {
            if current {
                entry["x_current"] = Value::Bool(true);
            }
        }
    }
    if let Some(languages) = record.pointer_mut("/languages").and_then(Value::as_array_mut) {
        for language in languages {
            language["x_level"] = language["fluency"].clone();
        }
    }
    Ok(record)
}

fn take(record: &mut Value, pointer: &str, keys: &[&str]) {
    if let Some(object) = record.pointer_mut(pointer).and_then(Value::as_object_mut) {
        for key in keys {
            object.remove(*key);
        }
    }
}

/// What the record says of an entry beyond JSON Resume.
fn facts<'a>(record: &'a Value, entry: &Value) -> Option<&'a Value> {
    record.pointer("/x-dossier/entries")?.get(text(entry, "/id"))
}

/// Workloads of stations in percent; a full one is not printed.
fn workloads(record: &Value) -> Vec<String> {
    let percent =
        |entry: &Value| facts(record, entry)?.get("workloadPercent")?.as_u64().filter(|percent| *percent < 100);
    list(record, "/work").iter().filter_map(percent).map(|percent| percent.to_string()).collect()
}

fn one(record: &Value, pointer: &str) -> Vec<String> {
    Some(text(record, pointer)).filter(|text| !text.is_empty()).map(str::to_owned).into_iter().collect()
}

/// A member of each entry that has it.
fn each(record: &Value, entries: &str, member: &str) -> Vec<String> {
    list(record, entries).iter().flat_map(|entry| one(entry, member)).collect()
}

/// The lists of all entries.
fn every(record: &Value, entries: &str, member: &str) -> Vec<String> {
    list(record, entries).iter().flat_map(|entry| strings(list(entry, member))).collect()
}

fn strings(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Counts equal values and names the others, those read beside those shown.
fn compare(field: &str, count: &mut Count, misses: &mut Misses, (read, shown): (Vec<String>, Vec<String>)) {
    let (mut surplus, mut missing) = (Vec::new(), shown);
    for value in read {
        match missing.iter().position(|shown| norm(shown) == norm(&value)) {
            Some(at) => {
                missing.remove(at);
                count.right += 1;
            }
            None => surplus.push(value),
        }
    }
    for at in 0..surplus.len().max(missing.len()) {
        let side = |values: &[String]| values.get(at).cloned().unwrap_or_default();
        misses.push(format!("{field}: read \"{}\", shown \"{}\"", side(&surplus), side(&missing)));
    }
    count.surplus += u32::try_from(surplus.len()).unwrap_or(u32::MAX);
    count.missing += u32::try_from(missing.len()).unwrap_or(u32::MAX);
}

/// F1 over all values of a table.
fn f1(table: &Table) -> f64 {
    let mut sum = Count::default();
    for (_, count) in table.0.iter().filter(|(field, _)| **field != NO_VALUE) {
        sum += *count;
    }
    sum.f1().unwrap_or(1.0)
}

/// The table of scores with what was missed in columns below the floor, and those columns.
fn report(papers: &[Again]) -> (String, Vec<String>) {
    let mut rows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut columns: Vec<(&str, Table)> = Vec::new();
    let mut all = Table::default();
    for paper in papers {
        rows.entry(&paper.row).or_default().push(f1(&paper.table));
        all.add(&paper.table);
        match columns.iter_mut().find(|(name, _)| *name == paper.column) {
            Some((_, table)) => table.add(&paper.table),
            None => columns.push((&paper.column, paper.table.clone())),
        }
    }
    let line = |name: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>14}")).collect();
        format!("{name:26}{cells}")
    };
    let figures = |values: &mut dyn Iterator<Item = f64>| values.map(|value| format!("{value:.3}")).collect::<Vec<_>>();
    let mut out = line("", &columns.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
    for (name, values) in &rows {
        let _ = write!(out, "\n{}", line(name, &figures(&mut values.iter().copied())));
    }
    let _ = write!(out, "\n{}", line("all", &figures(&mut columns.iter().map(|(_, table)| f1(table)))));
    let mut failing: Vec<String> = columns
        .iter()
        .filter(|(_, table)| f1(table) < FLOOR)
        .map(|(name, table)| format!("{name} {:.3}", f1(table)))
        .collect();
    if f1(&all) < FLOOR {
        failing.push(format!("all {:.3}", f1(&all)));
    }
    let below = |column: &str| columns.iter().any(|(name, table)| *name == column && f1(table) < FLOOR);
    for paper in papers.iter().filter(|paper| below(&paper.column)) {
        for miss in &paper.misses {
            let _ = write!(out, "\n{} {}: {miss}", paper.row, paper.column);
        }
    }
    let _ = write!(out, "\nround trip: {} papers, F1 {:.3} over all values", papers.len(), f1(&all));
    (out, failing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(column: &str, right: u32, missing: u32) -> Again {
        let mut table = Table::default();
        *table.of("name") = Count { right, surplus: 0, missing };
        *table.of(NO_VALUE) = Count { right: 0, surplus: 9, missing: 9 };
        Again {
            row: "x de-CH".into(),
            column: column.into(),
            table,
            misses: vec!["name: read \"\", shown \"A\"".into()],
        }
    }

    #[test]
    fn values_are_compared_up_to_spelling_and_order() {
        let (mut count, mut misses) = (Count::default(), Vec::new());
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let values = (texts(&["b  c", "A", "Lebenslauf · x"]), texts(&["a", "B c", "d"]));
        compare("work.highlights", &mut count, &mut misses, values);
        assert_eq!((count.right, count.surplus, count.missing), (2, 1, 1));
        assert_eq!(misses, ["work.highlights: read \"Lebenslauf · x\", shown \"d\""]);
    }

    #[test]
    fn a_column_below_the_floor_fails_and_names_its_misses() {
        let (out, failing) = report(&[paper("classic docx", 99, 0), paper("modern pdf", 97, 3)]);
        assert!(failing.is_empty(), "{failing:?}");
        assert!(out.contains("round trip: 2 papers, F1 0.992"), "{out}");
        let (out, failing) = report(&[paper("classic docx", 99, 0), paper("modern pdf", 90, 10)]);
        assert_eq!(failing, ["modern pdf 0.947", "all 0.974"]);
        assert!(out.contains("x de-CH modern pdf: name: read") && !out.contains("classic docx: name"), "{out}");
    }

    #[test]
    fn what_papers_do_not_print_is_not_compared() {
        let found = printed(&sample(CV_TXT, Locale::DeCh).cv).expect("plain JSON");
        assert_eq!((text(&found, "/basics/email"), &found["work"][0]["x_current"]), ("", &Value::Bool(true)));
        assert_eq!(found["languages"][2]["x_level"], "C1");
    }
}
