//! Moving a run to another team: its rows are read from the one, written into the other with that team's persons, and then
//! erased from the first like any other run, so that its prefix goes too. The objects are copied by the service in between.
//!
//! Share links, jobs, submissions, consents and holds stay behind: they belong to what the first team has done. Persons are made
//! in the other team by choice of the caller, who says which one stands for which.

use crate::erasures::{self, Subject};
use crate::error::DbError;
use crate::holds;
use crate::rows::{
    Comment, Document, Erasure, Input, Override, Record, Revision, RevisionState, Run, RunEvent, RunPerson, Step,
};
use crate::runs;
use crate::sql::{Micros, Table, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Reason of an erasure that follows a move.
pub const REASON: &str = "moved";

/// A run on its way from one team to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// The run.
    pub run: Run,
    /// Everybody it is about.
    pub persons: Vec<RunPerson>,
    /// Its inputs.
    pub inputs: Vec<Input>,
    /// Its sealed revisions.
    pub revisions: Vec<Revision>,
    /// Their documents.
    pub documents: Vec<Document>,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Its events.
    pub events: Vec<RunEvent>,
    /// All versions of its records.
    pub records: Vec<Record>,
    /// Decisions on it.
    pub overrides: Vec<Override>,
    /// Comments on it.
    pub comments: Vec<Comment>,
}

/// Reads what moves with a run. Nothing is changed.
///
/// # Errors
/// [`DbError::NotFound`], [`DbError::Conflict`] while it is under way, [`DbError::Held`] where a hold keeps it in its team, or a
/// failure of the database.
pub async fn take(tx: &mut TeamTx, run: Uuid) -> Result<Moving, DbError> {
    let found = runs::get(tx, run).await?.ok_or(DbError::missing("run"))?;
    if !found.state.is_at_rest() {
        return Err(DbError::conflict("run"));
    }
    if holds::keep_run(tx, run).await? {
        return Err(DbError::Held { what: "run" });
    }
    let mut revisions: Vec<Revision> = of_run(tx, run, "id").await?;
    revisions.retain(|revision| revision.state == RevisionState::Sealed);
    Ok(Moving {
        run: found,
        persons: of_run(tx, run, "position, person").await?,
        inputs: of_run(tx, run, "role, position").await?,
        revisions,
        documents: of_run(tx, run, "revision, area, slug").await?,
        steps: of_run(tx, run, "attempt, started_at, name").await?,
        events: of_run(tx, run, "seq").await?,
        records: of_run(tx, run, "kind, slot, version").await?,
        overrides: of_run(tx, run, "decided_at, id").await?,
        comments: of_run(tx, run, "created_at, id").await?,
    })
}

async fn of_run<T: Table>(tx: &mut TeamTx, run: Uuid, order: &str) -> Result<Vec<T>, DbError> {
    tx.rows(&format!("AND run = $2 ORDER BY {order}"), values![run]).await
}

/// Writes a run into the team of the transaction, with the team's own persons in place of the first team's: pairs of old and
/// new. Client, profile and batch belong to the first team and are dropped.
///
/// # Errors
/// [`DbError::Invalid`] where nobody stands for a person, [`DbError::Conflict`] where the run is there already or a person is not,
/// or a failure of the database.
pub async fn put(tx: &mut TeamTx, moving: &Moving, persons: &[(Uuid, Uuid)]) -> Result<(), DbError> {
    let done = written(tx, moving, persons).await;
    if done.is_err() {
        tx.spoil();
    }
    done
}

async fn written(tx: &mut TeamTx, moving: &Moving, persons: &[(Uuid, Uuid)]) -> Result<(), DbError> {
    let whom = |old: Uuid| {
        let found = persons.iter().find(|(from, _)| *from == old).map(|(_, to)| *to);
        found.ok_or(DbError::Invalid { what: "persons of a move" })
    };
    let run = Run {
        person: whom(moving.run.person)?,
        client: None,
        profile: None,
        profile_version: None,
        batch: None,
        ..moving.run.clone()
    };
    tx.add(&run).await?;
    for row in &moving.persons {
        tx.add(&RunPerson { person: whom(row.person)?, ..row.clone() }).await?;
    }
    for row in &moving.inputs {
        tx.add(row).await?;
    }
    for row in &moving.revisions {
        tx.add(row).await?;
    }
    for row in &moving.documents {
        tx.add(&Document { person: whom(row.person)?, ..row.clone() }).await?;
    }
    for row in &moving.steps {
        tx.add(row).await?;
    }
    for row in &moving.events {
        tx.add(row).await?;
    }
    for row in &moving.records {
        tx.add(&Record { person: whom(row.person)?, ..row.clone() }).await?;
    }
    for row in &moving.overrides {
        tx.add(&Override { person: whom(row.person)?, ..row.clone() }).await?;
    }
    for row in &moving.comments {
        tx.add(&Comment { person: whom(row.person)?, ..row.clone() }).await?;
    }
    Ok(())
}

/// Makes the first team forget a run that was written into the other: nobody sees it any more from the commit on, and an erasure
/// takes its prefix and its rows, by [`erasures::objects_gone`] and [`erasures::finish`] as always. Repeating it gives the same
/// erasure.
///
/// # Errors
/// [`DbError::Held`] where a hold was placed meanwhile, [`DbError::NotFound`], or a failure of the database.
pub async fn leave(tx: &mut TeamTx, run: Uuid, erasure: Uuid, now: Micros) -> Result<Erasure, DbError> {
    erasures::request(tx, erasure, Subject::Run(run), REASON, now).await
}
