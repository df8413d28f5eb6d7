//! Two revisions of a run side by side, field by field and criterion by criterion: what is new, gone or different is said in
//! words. The revision that is shown can be chosen here.

use super::badges::{self, Badge};
use super::frame::{Frame, Place, page};
use super::icon;
use super::runs::Pick;
use super::visitor::Guest;
use super::words::{Key, Words, key};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use dossier::core::records::matching::Recommendation;
use dossier::service::Action;
use dossier::service::runs::{ChangeKind, Comparison, CriterionChange, FieldChange, Judged, RevisionView};
use serde::Deserialize;
use uuid::Uuid;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/runs/{run}/compare", get(show).post(make_current))
}

/// Sections by the first letter of their entries' ids.
const SECTIONS: [(char, Key); 8] = [
    ('w', key::compare::SECTION_WORK),
    ('p', key::compare::SECTION_PROJECTS),
    ('e', key::compare::SECTION_EDUCATION),
    ('c', key::compare::SECTION_CERTIFICATES),
    ('s', key::compare::SECTION_SKILLS),
    ('l', key::compare::SECTION_LANGUAGES),
    ('v', key::compare::SECTION_VOLUNTEER),
    ('i', key::compare::SECTION_INTERESTS),
];

/// Words for the fields that people know; others are shown by their keys.
const FIELDS: [(&str, Key); 24] = [
    ("name", key::compare::FIELD_NAME),
    ("label", key::compare::FIELD_LABEL),
    ("position", key::compare::FIELD_POSITION),
    ("entity", key::compare::FIELD_ENTITY),
    ("startDate", key::compare::FIELD_START),
    ("endDate", key::compare::FIELD_END),
    ("summary", key::compare::FIELD_SUMMARY),
    ("description", key::compare::FIELD_SUMMARY),
    ("highlights", key::compare::FIELD_HIGHLIGHTS),
    ("keywords", key::compare::FIELD_KEYWORDS),
    ("studyType", key::compare::FIELD_STUDY_TYPE),
    ("area", key::compare::FIELD_AREA),
    ("institution", key::compare::FIELD_INSTITUTION),
    ("issuer", key::compare::FIELD_ISSUER),
    ("date", key::compare::FIELD_DATE),
    ("language", key::compare::FIELD_LANGUAGE),
    ("fluency", key::compare::FIELD_FLUENCY),
    ("email", key::compare::FIELD_EMAIL),
    ("phone", key::compare::FIELD_PHONE),
    ("location.city", key::compare::FIELD_CITY),
    ("title", key::compare::FIELD_TITLE),
    ("text", key::compare::FIELD_TEXT),
    ("class", key::compare::FIELD_CLASS),
    ("locale", key::compare::FIELD_LOCALE),
];

/// A field, criterion or document that differs.
struct Change {
    /// What it is.
    title: String,
    /// Its key.
    code: String,
    /// New, gone or different.
    mark: Badge,
    before: Side,
    after: Side,
}

/// One side of a change.
#[derive(Default)]
struct Side {
    badge: Option<Badge>,
    /// Lines; none where there was nothing.
    lines: Vec<String>,
    is_there: bool,
}

impl Side {
    fn of(text: Option<String>) -> Self {
        Self { badge: None, is_there: text.is_some(), lines: text.into_iter().collect() }
    }

    fn judged(words: &Words, judged: Option<&Judged>) -> Self {
        let Some(judged) = judged else { return Self::default() };
        let mut lines: Vec<String> = Vec::new();
        lines.extend(judged.points.map(|points| words.count(key::compare::POINTS, points, &[])));
        lines.extend(judged.evidence.iter().map(|quote| words.fill(key::compare::QUOTE, "text", quote)));
        Self { badge: Some(badges::verdict(words, judged.verdict)), lines, is_there: true }
    }
}

/// Changes of one kind.
struct Group {
    title: String,
    changes: Vec<Change>,
}

/// Whether something is new, gone or different, in words.
fn mark(words: &Words, was: bool, is: bool) -> Badge {
    match (was, is) {
        (false, _) => Badge::new(words, "met", key::compare::MARK_ADDED),
        (_, false) => Badge::new(words, "not", key::compare::MARK_REMOVED),
        (true, true) => Badge::new(words, "part", key::compare::MARK_CHANGED),
    }
}

/// A field in words: the section of its entry, and what it is of it.
fn title(words: &Words, field: &str) -> String {
    let (entry, rest) = field.split_once('/').unwrap_or((field, ""));
    let (first, number) = entry.split_at(entry.chars().next().map_or(0, char::len_utf8));
    let is_entry = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let section = match entry {
        "basics" => Some(words.get(key::compare::SECTION_BASICS)),
        "job" => Some(words.get(key::compare::SECTION_JOB)),
        "options" => Some(words.get(key::compare::SECTION_OPTIONS)),
        "x-dossier" => Some(words.get(key::compare::SECTION_FACTS)),
        _ if is_entry => SECTIONS.iter().find(|(letter, _)| first.starts_with(*letter)).map(|(_, section)| {
            let section = words.get(*section);
            format!("{section} {number}")
        }),
        _ => None,
    };
    let known = FIELDS.iter().find(|(name, _)| *name == rest).map(|(_, text)| words.get(*text));
    match (section, known) {
        (Some(section), Some(known)) => format!("{section}: {known}"),
        (Some(section), None) if !rest.is_empty() => format!("{section}: {rest}"),
        (Some(section), None) => section,
        (None, Some(known)) => format!("{entry}: {known}"),
        (None, None) if rest.is_empty() => words.fill(key::compare::ORDER, "section", entry),
        (None, None) => rest.to_owned(),
    }
}

fn field(words: &Words, change: FieldChange) -> Change {
    Change {
        title: title(words, &change.field),
        mark: mark(words, change.before.is_some(), change.after.is_some()),
        code: change.field,
        before: Side::of(change.before),
        after: Side::of(change.after),
    }
}

fn criterion(words: &Words, change: CriterionChange) -> Change {
    Change {
        mark: mark(words, change.before.is_some(), change.after.is_some()),
        before: Side::judged(words, change.before.as_ref()),
        after: Side::judged(words, change.after.as_ref()),
        title: change.text,
        code: change.id,
    }
}

/// Score and recommendation, where they differ.
fn result(words: &Words, found: &Comparison) -> Vec<Change> {
    let mut changes = Vec::new();
    if found.score.0 != found.score.1 {
        let told = |score: Option<i64>| Side::of(score.map(|score| words.number(score)));
        changes.push(Change {
            title: words.get(key::compare::SCORE),
            code: String::new(),
            mark: mark(words, found.score.0.is_some(), found.score.1.is_some()),
            before: told(found.score.0),
            after: told(found.score.1),
        });
    }
    if found.recommendation.0 != found.recommendation.1 {
        let told = |one: Option<Recommendation>| Side {
            badge: one.map(|one| badges::recommendation(words, one)),
            lines: Vec::new(),
            is_there: one.is_some(),
        };
        changes.push(Change {
            title: words.get(key::compare::RECOMMENDATION),
            code: String::new(),
            mark: mark(words, found.recommendation.0.is_some(), found.recommendation.1.is_some()),
            before: told(found.recommendation.0),
            after: told(found.recommendation.1),
        });
    }
    changes
}

fn groups(words: &Words, found: Comparison) -> Vec<Group> {
    let result = result(words, &found);
    let documents = found.documents.into_iter().map(|document| {
        let (was, is) = match document.change {
            ChangeKind::Added => (false, true),
            ChangeKind::Removed => (true, false),
            ChangeKind::Changed => (true, true),
        };
        let told = |there: bool| Side::of(there.then(|| words.get(key::compare::THERE)));
        Change {
            title: document.slug,
            code: document.kind,
            mark: mark(words, was, is),
            before: told(was),
            after: told(is),
        }
    });
    let fields = |all: Vec<FieldChange>| -> Vec<Change> { all.into_iter().map(|one| field(words, one)).collect() };
    let all = [
        (key::compare::GROUP_RESULT, result),
        (key::compare::GROUP_CRITERIA, found.criteria.into_iter().map(|one| criterion(words, one)).collect()),
        (key::compare::GROUP_CV, fields(found.cv)),
        (key::compare::GROUP_JOB, fields(found.job)),
        (key::compare::GROUP_OPTIONS, fields(found.options)),
        (key::compare::GROUP_DOCUMENTS, documents.collect()),
    ];
    let groups = all.into_iter().filter(|(_, changes): &(Key, Vec<Change>)| !changes.is_empty());
    groups.map(|(title, changes)| Group { title: words.get(title), changes }).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
    done: String,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    run: Uuid,
    from: Vec<Pick>,
    to: Vec<Pick>,
    /// The two that are compared.
    pair: Option<(Uuid, Uuid)>,
    from_name: String,
    to_name: String,
    groups: Vec<Group>,
    /// The revision that is shown.
    current: Option<Uuid>,
    /// Whether either may be made the one that is shown.
    may_show_from: bool,
    may_show_to: bool,
}

/// Which two are compared: those that are asked for, else the one that is shown and the one before it.
fn pair(all: &[RevisionView], asked: &Asked) -> Option<(Uuid, Uuid)> {
    let named = |text: &str| {
        let id: Uuid = text.parse().ok()?;
        all.iter().position(|one| one.id == id)
    };
    let current = all.iter().position(|one| one.is_current).unwrap_or(0);
    let to = named(&asked.to).unwrap_or(current);
    // They come newest first; of the oldest the next one is compared.
    let before = if to + 1 < all.len() { to + 1 } else { to.checked_sub(1)? };
    let from = named(&asked.from).unwrap_or(before);
    Some((all.get(from)?.id, all.get(to)?.id))
}

fn name(words: &Words, all: &[RevisionView], at: usize, revision: &RevisionView) -> String {
    let number = i64::try_from(all.len().saturating_sub(at)).unwrap_or(i64::MAX);
    let time = words.moment(revision.sealed_at.unwrap_or(revision.created_at));
    let values = [("number", words.number(number)), ("time", time)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let text = if revision.is_current { key::compare::REVISION_CURRENT } else { key::compare::REVISION };
    words.with(text, &values)
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let words = &guest.look.words;
    let all = app.service.run_revisions(&guest.caller, run).await?;
    let names: Vec<(Uuid, String)> =
        all.iter().enumerate().map(|(at, one)| (one.id, name(words, &all, at, one))).collect();
    let pair = pair(&all, &asked);
    let picks = |chosen: Option<Uuid>| -> Vec<Pick> {
        let chosen = chosen.map(|id| id.to_string()).unwrap_or_default();
        names.iter().map(|(id, name)| Pick::new(id.to_string(), name.as_str(), &chosen)).collect()
    };
    let name_of = |id: Option<Uuid>| {
        let found = names.iter().find(|(known, _)| Some(*known) == id);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let (from, to) = (pair.map(|pair| pair.0), pair.map(|pair| pair.1));
    let groups = match pair {
        Some((from, to)) => groups(words, app.service.compare(&guest.caller, run, from, to).await?),
        None => Vec::new(),
    };
    let done = Some(asked.done.as_str()).filter(|done| !done.is_empty());
    let current = all.iter().find(|one| one.is_current).map(|one| one.id);
    let may_show = |id: Option<Uuid>| guest.may(Action::EditRuns) && id != current;
    page(&ComparePage {
        frame: Frame::of(&guest, Some(Place::Runs)).done(done),
        run,
        from: picks(from),
        to: picks(to),
        pair,
        from_name: name_of(from),
        to_name: name_of(to),
        groups,
        current,
        may_show_from: may_show(from),
        may_show_to: may_show(to),
    })
}

#[derive(Deserialize)]
struct Choice {
    /// The one that is to be shown.
    revision: Uuid,
    /// The one that was shown on the page.
    seen: Option<Uuid>,
    from: Uuid,
    to: Uuid,
}

async fn make_current(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(choice): ApiForm<Choice>,
) -> Result<Response, Problem> {
    app.service.make_current(&guest.caller, run, choice.seen, choice.revision).await?;
    let Choice { from, to, .. } = choice;
    let back = format!("/runs/{run}/compare?from={from}&to={to}&done=current");
    Ok(Redirect::to(&back).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    #[test]
    fn fields_have_names_or_keep_their_keys() {
        let words = Words::new(Locale::En, None);
        for (code, expected) in [
            ("w1/position", "Station 1: role"),
            ("basics/location.city", "Person: town"),
            ("w2/x-own", "Station 2: x-own"),
            ("M1/text", "M1: text"),
            ("options/pack", "Options: pack"),
        ] {
            assert_eq!(title(&words, code), expected, "{code}");
        }
        assert!(title(&words, "work").contains("work"));
    }

    #[test]
    fn marks_say_what_has_happened() {
        let words = Words::new(Locale::En, None);
        let kinds = [(false, true), (true, false), (true, true)].map(|(was, is)| mark(&words, was, is).word);
        assert_eq!(kinds, ["new", "gone", "changed"]);
    }
}
