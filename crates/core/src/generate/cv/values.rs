//! A CV's content as the values of a customer's template. The names are a contract: templates of customers use them, so they
//! are only ever added to (docs/templates.md).

use super::content::{CvContent, Entry};
use crate::brand::Brand;
use crate::generate::fields;
use crate::i18n::{Key, Messages, key};
use crate::time::Day;
use dossier_formats::fill::Field;

/// Headings that a template can print in the output language.
const LABELS: [(&str, Key); 12] = [
    ("cv", key::CV_TITLE),
    ("profile", key::CV_PROFILE),
    ("skills", key::CV_SKILLS),
    ("experience", key::CV_EXPERIENCE),
    ("projects", key::CV_PROJECTS),
    ("education", key::CV_EDUCATION),
    ("certificates", key::CV_CERTIFICATES),
    ("languages", key::CV_LANGUAGES),
    ("technologies", key::CV_TECHNOLOGIES),
    ("contact", key::CV_YOUR_CONTACT),
    ("draft", key::DRAFT),
    ("role", key::CV_ROLE),
];

/// What stands around the content.
pub struct Setting<'a> {
    /// Who sends the paper.
    pub brand: &'a Brand,
    /// Date of the paper.
    pub date: Day,
    /// Whether it goes to a client, so that open marks make it a draft.
    pub client_pack: bool,
}

/// All values.
pub fn values(content: &CvContent, setting: &Setting<'_>, messages: &Messages) -> Field {
    let draft = content.marks > 0 && setting.client_pack;
    let own = [
        ("name", Field::Text(content.name.clone())),
        ("role", Field::Text(content.role.clone())),
        ("profile", Field::Text(content.profile.clone().unwrap_or_default())),
        ("facts", Field::List(content.facts.iter().map(|(label, value)| labelled(label, value)).collect())),
        ("skills", Field::List(content.skills.iter().map(|(name, list)| skills(name.as_deref(), list)).collect())),
        ("experience", entries(&content.experience)),
        ("projects", entries(&content.projects)),
        ("education", entries(&content.education)),
        (
            "certificates",
            Field::List(
                content
                    .certificates
                    .iter()
                    .map(|one| {
                        Field::map([("name", Field::text(one.name.clone())), ("detail", Field::text(one.detail()))])
                    })
                    .collect(),
            ),
        ),
        (
            "languages",
            Field::List(
                content
                    .languages
                    .iter()
                    .map(|one| {
                        Field::map([("name", Field::text(one.name.clone())), ("level", Field::text(one.level.clone()))])
                    })
                    .collect(),
            ),
        ),
        ("draft", Field::Flag(draft)),
        ("photo", if content.photo.is_some() { Field::Picture("photo".to_owned()) } else { Field::text("") }),
    ];
    Field::map(own.into_iter().chain(fields::shared(setting.brand, setting.date, &LABELS, messages)))
}

fn labelled(label: &str, value: &str) -> Field {
    Field::map([("label", Field::text(label)), ("value", Field::text(value))])
}

fn skills(name: Option<&str>, list: &[String]) -> Field {
    Field::map([
        ("name", Field::maybe(name)),
        ("items", Field::List(list.iter().map(Field::text).collect())),
        ("list", Field::text(list.join(" · "))),
    ])
}

fn entries(list: &[Entry]) -> Field {
    Field::List(list.iter().map(entry).collect())
}

fn entry(entry: &Entry) -> Field {
    let (period, figures) =
        entry.period.clone().map_or((Vec::new(), Vec::new()), |(long, short)| (vec![long], vec![short]));
    Field::map([
        ("title", Field::Text(entry.title.clone())),
        ("organisation", Field::Text(entry.organisation.clone())),
        ("place", Field::maybe(entry.place.clone())),
        ("period", Field::Text(period)),
        ("figures", Field::Text(figures)),
        ("note", Field::maybe(entry.note.clone())),
        ("summary", Field::Text(entry.summary.clone().unwrap_or_default())),
        ("tasks", Field::List(entry.tasks.iter().cloned().map(Field::Text).collect())),
        ("technologies", Field::text(entry.technologies.join(", "))),
    ])
}
