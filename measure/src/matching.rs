//! Accuracy of matching: reads people and profiles of a folder of labelled pairs, matches them in this process and scores
//! verdicts and order against the labels. The form of such a folder is in corpus/pairs/README.md.

use crate::shell::{root, say};
use anyhow::{Context, Result, bail};
use dossier_core::assess::{AssessOptions, assess};
use dossier_core::formats::{ReadLimits, read};
use dossier_core::records::job::{Class, Criterion};
use dossier_core::records::matching::{JudgedCriterion, Verdict};
use dossier_core::records::{Cv, JobProfile};
use dossier_core::time::Day;
use dossier_core::understand::{self, Lexicon};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HELP: &str = "cargo xtask matching [DIR..] [--misses all|PAIR]

Without a directory: the pairs of corpus/pairs/.";

/// What the committed pairs must reach, so that a rule for one trade cannot ruin another unseen.
const ACCURACY_FLOOR: f64 = 0.83;
const ACROSS_FLOOR: f64 = 0.80;
const FALSE_FULFILLED_MAX: f64 = 0.03;
const MISSED_FULFILLED_MAX: f64 = 0.12;

#[derive(Deserialize)]
struct Pair {
    id: String,
    job: String,
    cv: String,
    rank: f64,
    labels: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    text: String,
    label: char,
    #[serde(default)]
    accept: Vec<char>,
    #[serde(default)]
    why: String,
}

/// Counts over all labels.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    labels: u32,
    right: u32,
    strict: u32,
    across: u32,
    across_right: u32,
    unmet: u32,
    false_fulfilled: u32,
    met: u32,
    missed: u32,
    not_found: u32,
}

impl Count {
    fn accuracy(self) -> f64 {
        share(self.right, self.labels)
    }

    fn across(self) -> f64 {
        share(self.across_right, self.across)
    }

    fn false_fulfilled(self) -> f64 {
        share(self.false_fulfilled, self.unmet)
    }

    fn missed(self) -> f64 {
        share(self.missed, self.met)
    }

    fn add(&mut self, other: Self) {
        self.labels += other.labels;
        self.right += other.right;
        self.strict += other.strict;
        self.across += other.across;
        self.across_right += other.across_right;
        self.unmet += other.unmet;
        self.false_fulfilled += other.false_fulfilled;
        self.met += other.met;
        self.missed += other.missed;
        self.not_found += other.not_found;
    }
}

fn share(part: u32, all: u32) -> f64 {
    if all == 0 { 0.0 } else { f64::from(part) / f64::from(all) }
}

pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (mut directories, mut misses) = (Vec::new(), None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--misses" => misses = Some(arguments.next().context("--misses needs a value")?),
            other if other.starts_with("--") => bail!("{HELP}"),
            directory => directories.push(PathBuf::from(directory)),
        }
    }
    if directories.is_empty() {
        directories = committed()?;
    }
    score(&directories, misses.as_deref()).map(|_| ())
}

/// The folders of pairs that are part of the tree.
fn committed() -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(root().join("corpus/pairs"))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("pairs.json").is_file())
        .collect();
    found.sort();
    Ok(found)
}

/// Fails when matching the committed pairs falls below the floors.
pub fn check() -> Result<()> {
    let count = score(&committed()?, None)?;
    let ok = count.accuracy() >= ACCURACY_FLOOR
        && count.across() >= ACROSS_FLOOR
        && count.false_fulfilled() <= FALSE_FULFILLED_MAX
        && count.missed() <= MISSED_FULFILLED_MAX;
    if !ok {
        bail!(
            "matching fell below accuracy {ACCURACY_FLOOR}, {ACROSS_FLOOR} across languages, or passed {FALSE_FULFILLED_MAX} false or {MISSED_FULFILLED_MAX} missed"
        );
    }
    Ok(())
}

fn score(directories: &[PathBuf], misses: Option<&str>) -> Result<Count> {
    let mut all = Count::default();
    let mut orders = Vec::new();
    for directory in directories {
        let (count, rho) = folder(directory, misses)?;
        line(&format!("{}", directory.file_name().unwrap_or_default().to_string_lossy()), count, &rho);
        all.add(count);
        orders.extend(rho);
    }
    line("all", all, &orders);
    Ok(all)
}

fn line(name: &str, count: Count, orders: &[f64]) {
    let order = orders.iter().sum::<f64>() / (orders.len().max(1)) as f64;
    say(&format!(
        "{name:16} labels {:4}  accuracy {:.3} (strict {:.3})  across languages {:.3} of {}  false fulfilled {:.3} of {}  missed fulfilled {:.3} of {}  Spearman {order:.3}  not found {}",
        count.labels,
        count.accuracy(),
        share(count.strict, count.labels),
        count.across(),
        count.across,
        count.false_fulfilled(),
        count.unmet,
        count.missed(),
        count.met,
        count.not_found
    ));
}

fn text(path: &Path) -> Result<dossier_core::formats::SourceText> {
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    read(&bytes, Some("txt"), &ReadLimits::default()).with_context(|| format!("{}", path.display()))
}

fn folder(directory: &Path, misses: Option<&str>) -> Result<(Count, Vec<f64>)> {
    let lexicon = Lexicon::builtin();
    let pairs: Vec<Pair> = serde_json::from_slice(&std::fs::read(directory.join("pairs.json"))?)?;
    let (mut people, mut jobs): (BTreeMap<String, Cv>, BTreeMap<String, JobProfile>) = Default::default();
    let mut count = Count::default();
    let mut by_job: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for pair in &pairs {
        if !people.contains_key(&pair.cv) {
            let source = text(&directory.join(format!("people/{}.txt", pair.cv)))?;
            people.insert(pair.cv.clone(), understand::cv(&source, &lexicon));
        }
        if !jobs.contains_key(&pair.job) {
            let source = text(&directory.join(format!("jobs/{}.txt", pair.job)))?;
            jobs.insert(pair.job.clone(), understand::job_profile(&source, &lexicon));
        }
        let (cv, job) = (&people[&pair.cv], &jobs[&pair.job]);
        let day: Day = "2026-06-01".parse().map_err(|_| anyhow::anyhow!("a day"))?;
        let options = AssessOptions::on(day);
        let found = assess(cv, job, &lexicon, &options);
        let across = cv.x.language != job.language;
        for label in &pair.labels {
            let judged = find(&found.criteria, &label.text);
            let got = judged.map(|judged| letter(judged.verdict));
            let right = got.is_some_and(|got| got == label.label || label.accept.contains(&got));
            count.labels += 1;
            count.right += u32::from(right);
            count.strict += u32::from(got == Some(label.label));
            count.not_found += u32::from(got.is_none());
            count.across += u32::from(across);
            count.across_right += u32::from(across && right);
            let may = |letter: char| label.label == letter || label.accept.contains(&letter);
            if !may('F') && !may('P') {
                count.unmet += 1;
                count.false_fulfilled += u32::from(got == Some('F'));
            }
            if label.label == 'F' && label.accept.iter().all(|letter| *letter == 'F') {
                count.met += 1;
                count.missed += u32::from(matches!(got, Some('N' | 'U') | None));
            }
            if !right && misses.is_some_and(|wanted| wanted == "all" || wanted == pair.id) {
                miss(pair, label, judged, job);
            }
        }
        by_job.entry(&pair.job).or_default().push((pair.rank, value(&found.score)));
    }
    Ok((count, by_job.values().map(|list| spearman(list)).collect()))
}

fn value(score: &dossier_core::records::matching::Score) -> f64 {
    let exact = score.exact.as_deref().unwrap_or("0");
    let (above, below) = exact.split_once('/').unwrap_or((exact, "1"));
    above.parse::<f64>().unwrap_or(0.0) / below.parse::<f64>().unwrap_or(1.0)
}

fn miss(pair: &Pair, label: &Label, judged: Option<&JudgedCriterion>, job: &JobProfile) {
    let Some(judged) = judged else {
        say(&format!("{} {} NOT FOUND {:?}", pair.id, label.label, label.text));
        return;
    };
    say(&format!(
        "{} {} {}->{} {:?}\n    why: {}",
        pair.id,
        judged.id,
        label.label,
        letter(judged.verdict),
        label.text,
        label.why
    ));
    let demand: Option<&Criterion> = job.criteria.iter().find(|criterion| criterion.id == judged.id);
    for (part, asked) in judged.parts.iter().zip(demand.iter().flat_map(|criterion| &criterion.parts)) {
        let quotes: Vec<&str> = part.evidence.iter().map(|evidence| evidence.quote.as_str()).collect();
        let asked_for = serde_json::to_string(&asked.demand).unwrap_or_default();
        say(&format!(
            "    {:?} {:?} {:?} {asked_for} {:?} {quotes:?}",
            part.kind, asked.join, part.verdict, part.reason
        ));
    }
}

/// The criterion with a text, whatever its blanks and signs.
fn find<'a>(criteria: &'a [JudgedCriterion], text: &str) -> Option<&'a JudgedCriterion> {
    let squash = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let wanted = squash(text);
    criteria.iter().filter(|criterion| matches!(criterion.class, Class::Must | Class::Should)).find(|criterion| {
        let found = squash(&criterion.text);
        found == wanted || found.len() > 20 && (wanted.contains(&found) || found.contains(&wanted))
    })
}

fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Met => 'F',
        Verdict::PartlyMet | Verdict::PotentiallyMet => 'P',
        Verdict::NotMet => 'N',
        Verdict::NotStated | Verdict::NeedsReview => 'U',
    }
}

/// Rank correlation of labelled ranks (1 is best) and scores, ties at their mean.
fn spearman(list: &[(f64, f64)]) -> f64 {
    let a = ranks(&list.iter().map(|(rank, _)| -rank).collect::<Vec<_>>());
    let b = ranks(&list.iter().map(|(_, score)| *score).collect::<Vec<_>>());
    let mean = (list.len() as f64 + 1.0) / 2.0;
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(&b).map(|(x, y)| f(x - mean, y - mean)).sum::<f64>();
    let below = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    if below > 0.0 { sum(&|x, y| x * y) / below } else { 0.0 }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    values
        .iter()
        .map(|value| {
            let less = values.iter().filter(|other| *other < value).count() as f64;
            let equal = values.iter().filter(|other| *other == value).count() as f64;
            less + (equal + 1.0) / 2.0
        })
        .collect()
}
