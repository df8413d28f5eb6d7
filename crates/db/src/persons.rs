//! Persons: looked up by keyed hashes, merged, and listed with everything that refers to them. Erasing is in
//! [`crate::erasures`].

use crate::error::DbError;
use crate::keys::{PersonKey, PersonKeyKind};
use crate::rows::{
    Comment, Consent, Document, Hold, Input, Override, Person, Record, Revision, Run, RunEvent, RunPerson, ShareLink,
    ShareView, Step, Submission,
};
use crate::sql::{Micros, Personal, Table, values};
use crate::tx::TeamTx;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tables whose rows name one person, apart from runs and who takes part in them.
pub(crate) const TABLES: &[&str] =
    &["documents", "records", "submissions", "share_links", "consents", "holds", "overrides", "comments"];

/// Most look-up keys in one question.
const KEYS_MAX: usize = 50;

/// Somebody whom look-up keys have found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub person: Uuid,
    /// By what, each kind once.
    pub by: Vec<PersonKeyKind>,
}

/// What refers to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Runs, shortlists included, oldest first.
    pub runs: Vec<Uuid>,
    /// Further rows by table, in a fixed order.
    pub rows: Vec<(&'static str, i64)>,
}

/// Writes a new person.
///
/// # Errors
/// [`DbError::Conflict`] where the id exists, or a failure of the database.
pub async fn create(tx: &mut TeamTx, person: &Person) -> Result<(), DbError> {
    tx.add(person).await
}

/// The person with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, person: Uuid) -> Result<Option<Person>, DbError> {
    tx.one("AND id = $2", values![person]).await
}

/// Sets the name for lists.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_name(tx: &mut TeamTx, person: Uuid, name: Option<&Personal>, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE persons SET name = $3, updated_at = $4 WHERE team = $1 AND id = $2",
        values![person, name.cloned(), now],
        DbError::missing("person"),
    )
    .await
}

/// Adds look-up keys; those that are there stay.
///
/// # Errors
/// [`DbError::Conflict`] where there is no such person, or a failure of the database.
pub async fn add_keys(tx: &mut TeamTx, person: Uuid, keys: &[PersonKey]) -> Result<(), DbError> {
    for key in keys {
        tx.run(
            "INSERT INTO person_keys (team, kind, hash, person) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            values![key.kind, key.hash, person],
        )
        .await?;
    }
    Ok(())
}

/// Takes all look-up keys of a person back, for a corrected CV.
///
/// # Errors
/// A failure of the database.
pub async fn clear_keys(tx: &mut TeamTx, person: Uuid) -> Result<(), DbError> {
    tx.run("DELETE FROM person_keys WHERE team = $1 AND person = $2", values![person]).await.map(|_| ())
}

/// Whom look-up keys belong to; best found first. More than one person may have a key: a family's phone.
///
/// # Errors
/// [`DbError::Limit`] for too many keys, or a failure of the database.
pub async fn find(tx: &mut TeamTx, keys: &[PersonKey]) -> Result<Vec<Found>, DbError> {
    if keys.len() > KEYS_MAX {
        return Err(DbError::Limit { what: "look-up keys", max: 50 });
    }
    let mut by_person: BTreeMap<Uuid, Vec<PersonKeyKind>> = BTreeMap::new();
    for key in keys {
        let rows = tx
            .fetch(
                "SELECT person FROM person_keys WHERE team = $1 AND kind = $2 AND hash = $3",
                values![key.kind, key.hash],
            )
            .await?;
        for row in rows {
            let kinds = by_person.entry(row.column("person")?).or_default();
            if !kinds.contains(&key.kind) {
                kinds.push(key.kind);
            }
        }
    }
    let mut found: Vec<Found> = by_person.into_iter().map(|(person, by)| Found { person, by }).collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.by.len()));
    Ok(found)
}

/// Makes one person of two: everything of `from` becomes that of `into`, and `from` is gone.
///
/// # Errors
/// [`DbError::NotFound`] where either is missing, [`DbError::Invalid`] for one person twice, or a failure of the database.
pub async fn merge(tx: &mut TeamTx, from: Uuid, into: Uuid, now: Micros) -> Result<(), DbError> {
    let done = merged(tx, from, into, now).await;
    if done.is_err() {
        tx.spoil();
    }
    done
}

async fn merged(tx: &mut TeamTx, from: Uuid, into: Uuid, now: Micros) -> Result<(), DbError> {
    if from == into {
        return Err(DbError::Invalid { what: "merge of a person with itself" });
    }
    tx.must(
        "UPDATE persons SET updated_at = $3, name = coalesce(name, (SELECT f.name FROM persons f \
         WHERE f.team = $1 AND f.id = $4)) WHERE team = $1 AND id = $2",
        values![into, now, from],
        DbError::missing("person"),
    )
    .await?;
    tx.run(
        "INSERT INTO person_keys (team, kind, hash, person) SELECT team, kind, hash, $3 FROM person_keys \
         WHERE team = $1 AND person = $2 ON CONFLICT DO NOTHING",
        values![from, into],
    )
    .await?;
    // A shortlist that had both keeps the place of the one that stays.
    tx.run(
        "DELETE FROM run_persons WHERE team = $1 AND person = $2 AND EXISTS (SELECT 1 FROM run_persons o \
         WHERE o.team = $1 AND o.run = run_persons.run AND o.person = $3)",
        values![from, into],
    )
    .await?;
    for table in TABLES.iter().chain(&["runs", "run_persons"]) {
        tx.run(format!("UPDATE {table} SET person = $3 WHERE team = $1 AND person = $2"), values![from, into]).await?;
    }
    tx.must("DELETE FROM persons WHERE team = $1 AND id = $2", values![from], DbError::missing("person")).await
}

/// What refers to a person, for a look before an erasure and for an export.
///
/// # Errors
/// A failure of the database.
pub async fn holdings(tx: &mut TeamTx, person: Uuid) -> Result<Holdings, DbError> {
    let mut holdings = Holdings { runs: runs_of(tx, person).await?, rows: Vec::new() };
    for table in TABLES {
        let row = tx
            .first(format!("SELECT count(*) AS number FROM {table} WHERE team = $1 AND person = $2"), values![person])
            .await?;
        let number = row.map_or(Ok(0), |row| row.column("number"))?;
        holdings.rows.push((*table, number));
    }
    Ok(holdings)
}

/// Runs that are about a person, shortlists included, oldest first.
///
/// # Errors
/// A failure of the database.
pub async fn runs_of(tx: &mut TeamTx, person: Uuid) -> Result<Vec<Uuid>, DbError> {
    let rows =
        tx.fetch("SELECT run FROM run_persons WHERE team = $1 AND person = $2 ORDER BY run", values![person]).await?;
    rows.iter().map(|row| row.column("run")).collect()
}

/// All rows about one person, for an export. Of runs that are about others too (shortlists), only what is about this person
/// alone: the place in them, records, documents, decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Everything {
    /// The person.
    pub person: Person,
    /// What the person can be looked up by.
    pub keys: Vec<PersonKey>,
    /// Places in runs, shortlists included.
    pub places: Vec<RunPerson>,
    /// Runs about nobody else.
    pub runs: Vec<Run>,
    /// Inputs of these runs.
    pub inputs: Vec<Input>,
    /// Revisions of these runs.
    pub revisions: Vec<Revision>,
    /// Steps of these runs: which engine has done what.
    pub steps: Vec<Step>,
    /// Events of these runs.
    pub events: Vec<RunEvent>,
    /// Documents.
    pub documents: Vec<Document>,
    /// All versions of records.
    pub records: Vec<Record>,
    /// Submissions.
    pub submissions: Vec<Submission>,
    /// Share links.
    pub links: Vec<ShareLink>,
    /// Visits with these links.
    pub views: Vec<ShareView>,
    /// Consents, withdrawn ones included.
    pub consents: Vec<Consent>,
    /// Holds, released ones included.
    pub holds: Vec<Hold>,
    /// Decisions, withdrawn ones included.
    pub overrides: Vec<Override>,
    /// Comments.
    pub comments: Vec<Comment>,
}

/// Everything about a person.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn everything(tx: &mut TeamTx, person: Uuid) -> Result<Everything, DbError> {
    let found = get(tx, person).await?.ok_or(DbError::missing("person"))?;
    let keys = tx
        .fetch(
            "SELECT kind, hash FROM person_keys WHERE team = $1 AND person = $2 ORDER BY kind, hash",
            values![person],
        )
        .await?;
    let keys = keys
        .iter()
        .map(|row| -> Result<PersonKey, DbError> {
            Ok(PersonKey { kind: row.column("kind")?, hash: row.column("hash")? })
        })
        .collect::<Result<_, DbError>>()?;
    Ok(Everything {
        person: found,
        keys,
        places: about(tx, person, "person = $2", "run").await?,
        runs: about(tx, person, &format!("id {ALONE}"), "id").await?,
        inputs: about(tx, person, &format!("run {ALONE}"), "run, role, position").await?,
        revisions: about(tx, person, &format!("run {ALONE}"), "id").await?,
        steps: about(tx, person, &format!("run {ALONE}"), "run, attempt, started_at, name").await?,
        events: about(tx, person, &format!("run {ALONE}"), "run, seq").await?,
        documents: about(tx, person, "person = $2", "revision, area, slug").await?,
        records: about(tx, person, "person = $2", "run, kind, slot, version").await?,
        submissions: about(tx, person, "person = $2", "created_at, id").await?,
        links: about(tx, person, "person = $2", "created_at, id").await?,
        views: about(
            tx,
            person,
            "link IN (SELECT l.id FROM share_links l WHERE l.team = $1 AND l.person = $2)",
            "at, id",
        )
        .await?,
        consents: about(tx, person, "person = $2", "given_at, id").await?,
        holds: about(tx, person, "person = $2", "placed_at, id").await?,
        overrides: about(tx, person, "person = $2", "decided_at, id").await?,
        comments: about(tx, person, "person = $2", "created_at, id").await?,
    })
}

/// Runs that are about the person and nobody else.
const ALONE: &str = "IN (SELECT p.run FROM run_persons p WHERE p.team = $1 AND p.person = $2 AND NOT EXISTS \
     (SELECT 1 FROM run_persons o WHERE o.team = $1 AND o.run = p.run AND o.person <> $2))";

/// Rows of a table that a condition with the person as `$2` finds.
async fn about<T: Table>(tx: &mut TeamTx, person: Uuid, condition: &str, order: &str) -> Result<Vec<T>, DbError> {
    tx.rows(&format!("AND {condition} ORDER BY {order}"), values![person]).await
}
