//! Scores one CV record against what its file shows, field by field.

use super::count::{Table, pair, set};
use super::values::{self, When, alike, date, norm, same, same_date, similarity, squash};
use serde_json::Value;

/// The fields of the macro F1.
pub const FIELDS: [&str; 15] = [
    "name", "email", "phone", "location", "work.company", "work.position", "work.start", "work.end",
    "education.institution", "education.degree", "education.dates", "skills", "languages", "languages.level",
    "certificates",
];

/// Reported beside it.
pub const BESIDE: [&str; 4] = ["work.entry", "x.nationality", "x.dateOfBirth", "x.availability"];

/// What was wrong, for a person who looks for the reason.
pub type Misses = Vec<String>;

pub fn score(read: &Value, truth: &Value) -> (Table, Misses) {
    let mut table = Table::default();
    let mut misses = Vec::new();
    basics(&mut table, &mut misses, read, truth);
    work(&mut table, &mut misses, read, truth);
    education(&mut table, &mut misses, read, truth);
    skills(&mut table, &mut misses, read, truth);
    languages(&mut table, &mut misses, read, truth);
    certificates(&mut table, &mut misses, read, truth);
    extras(&mut table, read, truth);
    (table, misses)
}

pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or("").trim()
}

pub fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn strings(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned).collect()
}

struct Field<'a> {
    table: &'a mut Table,
    misses: &'a mut Misses,
}

impl Field<'_> {
    fn text(&mut self, field: &'static str, read: &str, truth: &str, same: impl Fn(&str, &str) -> bool) -> bool {
        let right = !read.is_empty() && !truth.is_empty() && same(read, truth);
        self.table.of(field).scalar(!read.is_empty(), !truth.is_empty(), right);
        let neither = read.is_empty() && truth.is_empty();
        if !right && !neither {
            self.misses.push(format!("{field}: read \"{read}\", shown \"{truth}\""));
        }
        right || (read.is_empty() && truth.is_empty())
    }

    fn date(&mut self, field: &'static str, read: Option<When>, truth: Option<When>) -> bool {
        let right = same_date(read, truth);
        self.table.of(field).scalar(read.is_some(), truth.is_some(), right);
        if !right && (read.is_some() || truth.is_some()) {
            self.misses.push(format!("{field}: read {read:?}, shown {truth:?}"));
        }
        right || truth.is_none()
    }
}

fn basics(table: &mut Table, misses: &mut Misses, read: &Value, truth: &Value) {
    let mut field = Field { table, misses };
    for (name, pointer, same) in [
        ("name", "/basics/name", values::same_name as fn(&str, &str) -> bool),
        ("email", "/basics/email", values::same_email),
        ("phone", "/basics/phone", values::same_phone),
        ("location", "/basics/location/city", values::same_town),
    ] {
        field.text(name, text(read, pointer), text(truth, pointer), same);
    }
}

/// The end of an entry; in a record read, no end beside a start means that it goes on unless it is marked.
fn end(entry: &Value) -> Option<When> {
    if entry["x_current"] == true { Some(When::Present) } else { date(text(entry, "/endDate")) }
}

fn start(entry: &Value) -> Option<When> {
    date(text(entry, "/startDate"))
}

/// JSON Resume: no end beside a start means that it goes on.
fn read_end(entry: &Value, start: Option<When>, truth: Option<When>) -> Option<When> {
    let read = end(entry);
    if read.is_none() && truth == Some(When::Present) && start.is_some() { Some(When::Present) } else { read }
}

const ENTRY_MIN: f64 = 0.45;

fn work(table: &mut Table, misses: &mut Misses, read: &Value, truth: &Value) {
    let (employer, function) = ("/name", "/position");
    let found: Vec<&Value> = list(read, "/work")
        .iter()
        .filter(|entry| [employer, function, "/startDate"].iter().any(|at| !text(entry, at).is_empty()))
        .collect();
    let shown = list(truth, "/work");
    let like = |i: usize, j: usize| {
        let (p, q) = (found[i], &shown[j]);
        let names = similarity(text(p, employer), text(q, employer));
        let functions = similarity(text(p, function), text(q, function));
        let same_start = match (start(p), start(q)) {
            (Some(When::At(year, month)), Some(When::At(true_year, true_month))) => {
                year == true_year && (month.is_none() || true_month.is_none() || month == true_month)
            }
            _ => false,
        };
        let turned =
            similarity(text(p, function), text(q, employer)).max(similarity(text(p, employer), text(q, function)));
        (0.45 * names + 0.35 * functions).max(0.3 * turned) + 0.2 * f64::from(u8::from(same_start))
    };
    let (pairs, surplus, missing) = pair(found.len(), shown.len(), ENTRY_MIN, like);
    for (i, j) in pairs {
        let (p, q) = (found[i], &shown[j]);
        let mut field = Field { table, misses };
        let mut whole = field.text("work.company", text(p, employer), text(q, employer), same);
        whole &= field.text("work.position", text(p, function), text(q, function), same);
        whole &= field.date("work.start", start(p), start(q));
        whole &= field.date("work.end", read_end(p, start(p), end(q)), end(q));
        table.of("work.entry").scalar(true, true, whole);
    }
    let mut neutral: Vec<String> = Vec::new();
    for project in list(truth, "/projects") {
        neutral.extend([text(project, "/name"), text(project, "/entity")].map(str::to_owned));
    }
    for volunteer in list(truth, "/volunteer") {
        neutral.extend([text(volunteer, "/organization"), text(volunteer, "/position")].map(str::to_owned));
    }
    for i in surplus {
        let p = found[i];
        let sides = [text(p, employer), text(p, function)];
        if sides.iter().any(|side| neutral.iter().any(|name| alike(side, name, 80.0, 0.5))) {
            continue;
        }
        misses.push(format!("work.entry: read \"{}\" / \"{}\" {:?}, not shown", sides[0], sides[1], start(p)));
        table.of("work.entry").surplus += 1;
        table.of("work.company").surplus += u32::from(!sides[0].is_empty());
        table.of("work.position").surplus += u32::from(!sides[1].is_empty());
        table.of("work.start").surplus += u32::from(start(p).is_some());
        table.of("work.end").surplus += u32::from(end(p).is_some());
    }
    for j in missing {
        let q = &shown[j];
        misses.push(format!("work.entry: shown \"{}\" / \"{}\", not read", text(q, employer), text(q, function)));
        table.of("work.entry").missing += 1;
        table.of("work.company").missing += u32::from(!text(q, employer).is_empty());
        table.of("work.position").missing += u32::from(!text(q, function).is_empty());
        table.of("work.start").missing += u32::from(start(q).is_some());
        table.of("work.end").missing += u32::from(end(q).is_some());
    }
}

fn degree(entry: &Value) -> String {
    [text(entry, "/studyType"), text(entry, "/area")].join(" ").trim().to_owned()
}

fn same_degree(read: &str, truth: &str, study: &str) -> bool {
    alike(read, truth, 80.0, 0.5)
        || (!study.is_empty() && same(read, study))
        || (norm(read).len() <= 2 * norm(truth).len() && values::token_set(&norm(read), &norm(truth)) >= 97.0)
}

fn education(table: &mut Table, misses: &mut Misses, read: &Value, truth: &Value) {
    let school = "/institution";
    let found: Vec<&Value> = list(read, "/education")
        .iter()
        .filter(|entry| !text(entry, school).is_empty() || !degree(entry).is_empty())
        .collect();
    let shown = list(truth, "/education");
    let year = |entry: &Value| match date(text(entry, "/endDate")).or_else(|| start(entry)) {
        Some(When::At(year, _)) => Some(year),
        _ => None,
    };
    let like = |i: usize, j: usize| {
        let (p, q) = (found[i], &shown[j]);
        let same_year = year(p).is_some() && year(p) == year(q);
        0.45 * similarity(text(p, school), text(q, school))
            + 0.4 * similarity(&degree(p), &degree(q))
            + 0.15 * f64::from(u8::from(same_year))
    };
    let (pairs, surplus, missing) = pair(found.len(), shown.len(), ENTRY_MIN, like);
    for (i, j) in pairs {
        let (p, q) = (found[i], &shown[j]);
        let mut field = Field { table, misses };
        field.text("education.institution", text(p, school), text(q, school), same);
        let study = text(q, "/studyType");
        field.text("education.degree", &degree(p), &degree(q), |a, b| same_degree(a, b, study));
        let (true_start, true_end) = (start(q), end(q));
        let (mut from, mut to) = (start(p), read_end(p, start(p), true_end));
        // A single year is a start or an end.
        if true_start.is_none() != true_end.is_none() && from.is_none() != to.is_none() {
            let one = from.or(to);
            (from, to) = if true_start.is_some() { (one, None) } else { (None, one) };
        }
        field.date("education.dates", from, true_start);
        field.date("education.dates", to, true_end);
    }
    let certificates: Vec<&str> = list(truth, "/certificates").iter().map(|one| text(one, "/name")).collect();
    for i in surplus {
        let p = found[i];
        let sides = [degree(p), text(p, school).to_owned()];
        if sides.iter().any(|side| certificates.iter().any(|name| alike(side, name, 80.0, 0.5))) {
            continue;
        }
        misses.push(format!("education: read \"{}\" / \"{}\", not shown", sides[1], sides[0]));
        table.of("education.institution").surplus += u32::from(!sides[1].is_empty());
        table.of("education.degree").surplus += u32::from(!sides[0].is_empty());
        table.of("education.dates").surplus += u32::from(start(p).is_some()) + u32::from(end(p).is_some());
    }
    for j in missing {
        let q = &shown[j];
        misses.push(format!("education: shown \"{}\" / \"{}\", not read", text(q, school), degree(q)));
        table.of("education.institution").missing += u32::from(!text(q, school).is_empty());
        table.of("education.degree").missing += u32::from(!degree(q).is_empty());
        table.of("education.dates").missing += u32::from(start(q).is_some()) + u32::from(end(q).is_some());
    }
}

/// Words that alone name no skill.
const GENERIC: [&str; 12] =
    ["sap", "microsoft", "ms", "apache", "azure", "aws", "google", "oracle", "adobe", "cloud", "management", "web"];

/// Whether two texts name one skill.
pub fn same_skill(read: &str, truth: &str) -> bool {
    if alike(read, truth, 88.0, 0.75) {
        return true;
    }
    let (a, b) = (norm(read), norm(truth));
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    let (left, right) = (words(&a), words(&b));
    let small = if left.len() <= right.len() { &left } else { &right };
    !left.is_empty()
        && !right.is_empty()
        && (left.is_subset(&right) || right.is_subset(&left))
        && !small.iter().all(|word| GENERIC.contains(&word.as_str()))
        && a.len().min(b.len()) >= 3
        && left.len().abs_diff(right.len()) <= 2
}

fn skills(table: &mut Table, misses: &mut Misses, read: &Value, truth: &Value) {
    let mut found: Vec<String> = Vec::new();
    for group in list(read, "/skills") {
        let keywords = strings(list(group, "/keywords"));
        let all = if keywords.is_empty() { strings(&[group["name"].clone()]) } else { keywords };
        for skill in all {
            if !squash(&skill).is_empty() && !found.iter().any(|known| squash(known) == squash(&skill)) {
                found.push(skill);
            }
        }
    }
    let shown: Vec<String> =
        list(truth, "/skills").iter().flat_map(|group| strings(list(group, "/keywords"))).collect();
    let mut neutral = strings(list(truth, "/x/neutralSkills"));
    neutral.extend(list(truth, "/skills").iter().map(|group| text(group, "/name").to_owned()));
    neutral.extend(list(truth, "/languages").iter().map(|one| text(one, "/language").to_owned()));
    neutral.extend(list(truth, "/certificates").iter().map(|one| text(one, "/name").to_owned()));
    let is_neutral = |skill: &str| {
        neutral.iter().any(|name| squash(name) == squash(skill) || alike(skill, name, 88.0, 0.75))
            || shown.iter().any(|truth| same_skill(skill, truth))
    };
    let count = table.of("skills");
    let before = *count;
    set(count, &found, &shown, same_skill, is_neutral);
    if count.missing > before.missing || count.surplus > before.surplus {
        misses.push(format!("skills: read {found:?}, shown {shown:?}"));
    }
}

fn languages(table: &mut Table, misses: &mut Misses, read: &Value, truth: &Value) {
    if truth["x"]["languagesNotScored"] == true {
        return;
    }
    let all = |record: &Value| -> Vec<(String, Value)> {
        let mut all: Vec<(String, Value)> = Vec::new();
        for one in list(record, "/languages").iter().filter(|one| !text(one, "/language").is_empty()) {
            let code = values::language(text(one, "/language"));
            all.retain(|(known, _)| *known != code);
            all.push((code, one.clone()));
        }
        all
    };
    let (found, shown) = (all(read), all(truth));
    for (code, one) in &found {
        let right = shown.iter().any(|(truth, _)| truth == code);
        table.of("languages").scalar(true, right, right);
        if !right {
            misses.push(format!("languages: read {one}, not shown"));
        }
    }
    for (code, one) in &shown {
        let reading = found.iter().find(|(read, _)| read == code).map(|(_, one)| text(one, "/fluency"));
        if reading.is_none() {
            table.of("languages").missing += 1;
            misses.push(format!("languages: shown {one}, not read"));
        }
        let level = text(one, "/x_level");
        if level.is_empty() {
            continue;
        }
        let right = reading.is_some_and(|reading| values::same_level(reading, level, text(one, "/fluency")));
        let count = table.of("languages.level");
        count.right += u32::from(right);
        count.missing += u32::from(!right);
        count.surplus += u32::from(!right && reading.and_then(values::level).is_some());
        if !right {
            misses.push(format!("languages.level: read {reading:?}, shown {one}"));
        }
    }
}

fn certificates(table: &mut Table, misses: &mut Misses, read: &Value, truth: &Value) {
    let names = |record: &Value| -> Vec<String> {
        list(record, "/certificates")
            .iter()
            .map(|one| text(one, "/name").to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    };
    let same = |read: &str, truth: &str| {
        let (a, b) = (norm(read), norm(truth));
        alike(read, truth, 80.0, 0.45)
            || (a.len() as f64 <= 2.5 * b.len() as f64 && b.len() >= 4 && format!(" {a} ").contains(&format!(" {b} ")))
            || (values::token_set(&a, &b) >= 95.0 && a.len() as f64 >= 0.4 * b.len() as f64)
    };
    let mut schools: Vec<String> = list(truth, "/education").iter().map(degree).collect();
    schools.extend(list(truth, "/education").iter().map(|one| text(one, "/institution").to_owned()));
    let (found, shown) = (names(read), names(truth));
    let count = table.of("certificates");
    let before = *count;
    set(count, &found, &shown, same, |name| schools.iter().any(|school| alike(name, school, 80.0, 0.5)));
    if count.missing > before.missing || count.surplus > before.surplus {
        misses.push(format!("certificates: read {found:?}, shown {shown:?}"));
    }
}

fn extras(table: &mut Table, read: &Value, truth: &Value) {
    for (field, theirs, ours) in [
        ("x.nationality", "/x/nationality", "/x-dossier/nationality"),
        ("x.dateOfBirth", "/x/dateOfBirth", "/x-dossier/birthDate"),
        ("x.availability", "/x/availability", "/x-dossier/availability"),
    ] {
        let (found, shown) = (text(read, ours), text(truth, theirs));
        if shown.is_empty() {
            continue;
        }
        let (a, b) = (norm(found), norm(shown));
        let start = |text: &str| text.chars().take(5).collect::<String>();
        let right = a == b
            || (field != "x.dateOfBirth"
                && (similarity(found, shown) >= 0.8 || a.contains(&b) || start(&a) == start(&b)));
        table.of(field).scalar(!found.is_empty(), true, right && !found.is_empty());
    }
}

/// Strings of the record that the file's text does not hold.
pub fn invented(read: &Value, source: &str) -> Vec<String> {
    let (whole, words) = (squash(source), norm(source));
    let words: std::collections::BTreeSet<&str> = words.split_whitespace().collect();
    let mut strings: Vec<String> = Vec::new();
    for pointer in ["/basics/name", "/basics/label", "/basics/email", "/basics/phone", "/basics/location/city"] {
        strings.push(text(read, pointer).to_owned());
    }
    for (entries, fields) in [
        ("/work", &["/name", "/position", "/location"][..]),
        ("/education", &["/institution", "/studyType", "/area"]),
        ("/certificates", &["/name", "/issuer"]),
        ("/projects", &["/name", "/entity"]),
    ] {
        for entry in list(read, entries) {
            strings.extend(fields.iter().map(|field| text(entry, field).to_owned()));
        }
    }
    for group in list(read, "/skills") {
        strings.extend(self::strings(list(group, "/keywords")));
    }
    strings.retain(|value| {
        let squashed = squash(value);
        !squashed.is_empty()
            && !whole.contains(&squashed)
            && !norm(value).split_whitespace().all(|word| words.contains(word))
    });
    strings
}
