//! Fields of CV and profile as the review shows them: sections, entries, values as people edit them, and how sure each one is.

use super::super::words::{Key, Words, key};
use super::place::Lines;
use dossier::core::records::cv::{SetBy, Source};
use serde_json::Value;
use std::collections::BTreeMap;

/// From this confidence on a value is as good as certain.
const SURE_FROM: u8 = 90;
/// Below this one it is doubtful.
const DOUBT_BELOW: u8 = 80;

/// A field that people may set: name, label, whether it takes several lines.
type Named = (&'static str, Key, bool);

const BASICS: [Named; 8] = [
    ("name", key::review::F_NAME, false),
    ("label", key::review::F_LABEL, false),
    ("email", key::review::F_EMAIL, false),
    ("phone", key::review::F_PHONE, false),
    ("url", key::review::F_URL, false),
    ("location.postalCode", key::review::F_POSTAL_CODE, false),
    ("location.city", key::review::F_CITY, false),
    ("summary", key::review::F_SUMMARY, true),
];

const PERSONAL: [Named; 7] = [
    ("nationality", key::review::F_NATIONALITY, false),
    ("birthDate", key::review::F_BIRTH_DATE, false),
    ("permit", key::review::F_PERMIT, false),
    ("availability", key::review::F_AVAILABILITY, false),
    ("workload", key::review::F_WORKLOAD, false),
    ("drivingLicence", key::review::F_DRIVING_LICENCE, false),
    ("documentDate", key::review::F_DOCUMENT_DATE, false),
];

const PERIOD: [Named; 2] =
    [("startDate", key::review::F_START_DATE, false), ("endDate", key::review::F_END_DATE, false)];

/// Sections with entries: name, heading, fields.
const SECTIONS: [(&str, Key, &[Named]); 8] = [
    (
        "work",
        key::review::S_WORK,
        &[
            ("position", key::review::F_POSITION, false),
            ("name", key::review::F_EMPLOYER, false),
            ("location", key::review::F_CITY, false),
            PERIOD[0],
            PERIOD[1],
            ("summary", key::review::F_SUMMARY, true),
            ("highlights", key::review::F_HIGHLIGHTS, true),
            ("keywords", key::review::F_KEYWORDS, false),
        ],
    ),
    (
        "projects",
        key::review::S_PROJECTS,
        &[
            ("name", key::review::F_PROJECT, false),
            ("entity", key::review::F_CLIENT, false),
            PERIOD[0],
            PERIOD[1],
            ("description", key::review::F_SUMMARY, true),
            ("highlights", key::review::F_HIGHLIGHTS, true),
            ("keywords", key::review::F_KEYWORDS, false),
        ],
    ),
    (
        "education",
        key::review::S_EDUCATION,
        &[
            ("studyType", key::review::F_DEGREE, false),
            ("area", key::review::F_AREA, false),
            ("institution", key::review::F_SCHOOL, false),
            PERIOD[0],
            PERIOD[1],
        ],
    ),
    (
        "certificates",
        key::review::S_CERTIFICATES,
        &[
            ("name", key::review::F_CERTIFICATE, false),
            ("issuer", key::review::F_ISSUER, false),
            ("date", key::review::F_DATE, false),
        ],
    ),
    (
        "skills",
        key::review::S_SKILLS,
        &[("name", key::review::F_GROUP, false), ("keywords", key::review::F_KEYWORDS, false)],
    ),
    (
        "languages",
        key::review::S_LANGUAGES,
        &[("language", key::review::F_LANGUAGE, false), ("fluency", key::review::F_LEVEL, false)],
    ),
    (
        "volunteer",
        key::review::S_VOLUNTEER,
        &[
            ("organization", key::review::F_ORGANIZATION, false),
            ("position", key::review::F_POSITION, false),
            PERIOD[0],
            PERIOD[1],
        ],
    ),
    ("interests", key::review::S_INTERESTS, &[("name", key::review::F_INTEREST, false)]),
];

const JOB: [Named; 16] = [
    ("title", key::review::F_TITLE, false),
    ("id", key::review::F_REFERENCE, false),
    ("client", key::review::F_CLIENT, false),
    ("unit", key::review::F_UNIT, false),
    ("programme", key::review::F_PROGRAMME, false),
    ("summary", key::review::F_SUMMARY, true),
    ("goal", key::review::F_GOAL, true),
    ("places", key::review::F_PLACES, false),
    ("remote", key::review::F_REMOTE, false),
    ("start", key::review::F_START_DATE, false),
    ("end", key::review::F_END_DATE, false),
    ("duration", key::review::F_DURATION, false),
    ("workload", key::review::F_WORKLOAD, false),
    ("tasks", key::review::F_TASKS, true),
    ("contact", key::review::F_CONTACT, false),
    ("rate", key::review::F_RATE, false),
];

/// A field.
#[derive(Clone)]
pub(super) struct FieldView {
    /// Id in the page.
    pub(super) id: String,
    /// As edits name it, such as `w1/endDate`.
    pub(super) field: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) long: bool,
    /// Kind of badge.
    pub(super) kind: &'static str,
    /// How sure it is, in words; empty for a field without a value that needs none.
    pub(super) trust: String,
    pub(super) doubtful: bool,
    /// Numbers of its lines in the source.
    pub(super) lines: Vec<usize>,
    /// What is wrong with what was typed.
    pub(super) fault: Option<String>,
}

impl FieldView {
    /// Its first line.
    pub(super) fn line(&self) -> Option<usize> {
        self.lines.first().copied()
    }

    /// Its lines, for the script.
    pub(super) fn all_lines(&self) -> String {
        self.lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// An entry of a section; the id is empty for fields that belong to no entry.
pub(super) struct EntryView {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) fields: Vec<FieldView>,
    pub(super) first: bool,
    pub(super) last: bool,
}

/// A section. Its name is empty where entries cannot be added.
pub(super) struct SectionView {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) entries: Vec<EntryView>,
    /// Fields of a new entry.
    pub(super) fresh: Vec<FreshView>,
    /// Whether the form of a new entry comes back.
    pub(super) is_adding: bool,
}

/// A field of an entry that is to be added.
pub(super) struct FreshView {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// Whether it takes several lines.
    pub(super) long: bool,
    /// What was typed.
    pub(super) value: String,
}

/// Id of a field in the page.
pub(super) fn id_of(field: &str) -> String {
    let sound = |sign: char| if sign.is_ascii_alphanumeric() { sign } else { '-' };
    format!("f-{}", field.chars().map(sound).collect::<String>())
}

/// A value as people edit it: lists one a line, or behind semicolons.
fn text_of(value: &Value, long: bool) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            items.join(if long { "\n" } else { "; " })
        }
        Value::Object(range) if range.contains_key("min") => format!("{}–{} %", range["min"], range["max"]),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => String::new(),
    }
}

/// What the fields of one record are made of.
pub(super) struct Maker<'a> {
    pub(super) words: &'a Words,
    pub(super) sources: &'a BTreeMap<String, Source>,
    pub(super) lines: Lines<'a>,
    /// Whether values of this record have places at all.
    pub(super) is_cv: bool,
}

impl Maker<'_> {
    /// Sources of a field, or of the items of its list.
    fn sources_of(&self, field: &str) -> Vec<&Source> {
        if let Some(source) = self.sources.get(field) {
            return vec![source];
        }
        let items = format!("{field}.");
        self.sources.iter().filter(|(name, _)| name.starts_with(&items)).map(|(_, source)| source).collect()
    }

    /// How sure a value is: kind of badge, words, whether somebody should look.
    fn trust(&self, value: &str, sources: &[&Source], needed: bool) -> (&'static str, String, bool) {
        use key::review as told;
        let said = |kind: &'static str, text: Key, doubtful: bool| (kind, self.words.get(text), doubtful);
        if value.is_empty() {
            return if needed { said("open", told::T_MISSING, true) } else { ("open", String::new(), false) };
        }
        if !self.is_cv {
            return ("open", String::new(), false);
        }
        let Some(least) = sources.iter().min_by_key(|source| source.confidence) else {
            return said("review", told::T_NO_PLACE, true);
        };
        match (least.set_by, least.confidence) {
            (SetBy::Person, _) => said("met", told::T_PERSON, false),
            (SetBy::Candidate, _) => said("met", told::T_CANDIDATE, false),
            (SetBy::Rules | SetBy::Model, SURE_FROM..) => said("met", told::T_SURE, false),
            (SetBy::Rules | SetBy::Model, DOUBT_BELOW..) => said("part", told::T_LIKELY, false),
            (SetBy::Rules | SetBy::Model, _) => said("review", told::T_DOUBTFUL, true),
        }
    }

    /// One field.
    fn field(&self, entry: &str, (name, label, long): Named, value: String, needed: bool) -> FieldView {
        let field = format!("{entry}/{name}");
        let sources = self.sources_of(&field);
        let (kind, trust, doubtful) = self.trust(&value, &sources, needed);
        let mut lines: Vec<usize> = sources.iter().flat_map(|source| self.lines.of_source(source)).collect();
        if lines.is_empty() && !value.is_empty() {
            lines.extend(self.lines.of_entry(entry));
        }
        lines.sort_unstable();
        lines.dedup();
        let id = id_of(&field);
        let label = self.words.get(label);
        FieldView { id, field, label, value, long, kind, trust, doubtful, lines, fault: None }
    }

    /// Fields that belong to no entry, such as `basics`.
    fn loose(&self, body: &Value, entry: &'static str, fields: &[Named]) -> EntryView {
        let of_field = |named: &Named| {
            let place = named.0.split('.').fold(body, |value, part| &value[part]);
            let needed = entry == "basics" && matches!(named.0, "name" | "label");
            self.field(entry, *named, text_of(place, named.2), needed)
        };
        let fields = fields.iter().map(of_field).collect();
        EntryView { id: String::new(), title: String::new(), fields, first: true, last: true }
    }

    /// A section with entries.
    fn section(&self, cv: &Value, (name, title, fields): (&'static str, Key, &[Named])) -> SectionView {
        let items: &[Value] = cv[name].as_array().map_or(&[], Vec::as_slice);
        let entry = |(at, item): (usize, &Value)| {
            let id = item["id"].as_str().unwrap_or_default();
            let goes_on = cv["x-dossier"]["entries"][id]["current"] == true;
            let of_field = |named: &Named| {
                let value = match named.0 {
                    "endDate" if goes_on => self.words.get(key::review::PRESENT),
                    _ => text_of(&item[named.0], named.2),
                };
                let needed = name == "work" && matches!(named.0, "position" | "startDate" | "endDate");
                self.field(id, *named, value, needed)
            };
            let fields: Vec<FieldView> = fields.iter().map(of_field).collect();
            let title: Vec<&str> =
                fields.iter().map(|field| field.value.as_str()).filter(|text| !text.is_empty()).take(2).collect();
            EntryView {
                id: id.to_owned(),
                title: title.join(" · "),
                fields,
                first: at == 0,
                last: at + 1 == items.len(),
            }
        };
        let fresh = fields.iter().map(|named| FreshView {
            name: named.0,
            label: self.words.get(named.1),
            long: named.2,
            value: String::new(),
        });
        let fresh = fresh.collect();
        let entries = items.iter().enumerate().map(entry).collect();
        SectionView { name, title: self.words.get(title), entries, fresh, is_adding: false }
    }

    /// All of a CV.
    pub(super) fn cv(&self, cv: &Value) -> Vec<SectionView> {
        let loose = |title: Key, entry: EntryView| SectionView {
            name: "",
            title: self.words.get(title),
            entries: vec![entry],
            fresh: Vec::new(),
            is_adding: false,
        };
        let mut out = vec![
            loose(key::review::S_BASICS, self.loose(&cv["basics"], "basics", &BASICS)),
            loose(key::review::S_PERSONAL, self.loose(&cv["x-dossier"], "x-dossier", &PERSONAL)),
        ];
        out.extend(SECTIONS.into_iter().map(|section| self.section(cv, section)));
        out
    }

    /// The profile, without its criteria.
    pub(super) fn job(&self, job: &Value) -> Vec<SectionView> {
        let entries = vec![self.loose(job, "job", &JOB)];
        let title = self.words.get(key::review::S_JOB);
        vec![SectionView { name: "", title, entries, fresh: Vec::new(), is_adding: false }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;
    use dossier::core::sample::{CV_TXT, sample};

    #[test]
    fn every_value_has_a_trust_and_a_place() {
        let cv = sample(CV_TXT, Locale::DeCh).cv;
        let body = serde_json::to_value(&cv).expect("a record");
        let words = Words::new(Locale::En, None);
        let lines = Lines { document: "cv", text: &cv.x.text };
        let sections = Maker { words: &words, sources: &cv.x.sources, lines, is_cv: true }.cv(&body);
        let fields = sections.iter().flat_map(|section| &section.entries).flat_map(|entry| &entry.fields);
        let known: BTreeMap<&str, &FieldView> = fields.map(|field| (field.field.as_str(), field)).collect();
        assert_eq!(known["w1/endDate"].value, "today");
        assert!(known["basics/name"].line().is_some());
        assert!(known.values().all(|field| field.value.is_empty() || !field.trust.is_empty()));
        assert_eq!(id_of("basics/location.city"), "f-basics-location-city");
    }
}
