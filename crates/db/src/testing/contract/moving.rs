//! Promises about moving a run to another team, about the end of a team, and about what is exported of a person.

use super::decisions::{link, submission};
use super::*;
use crate::erasures::{self, Subject};
use crate::error::DbError;
use crate::moves::{self, Moving};
use crate::rows::{
    Comment, Consent, Hold, Input, InputRole, Override, Record, RecordKind, RecordSource, RunPerson, ShareView, Step,
    StepState, ViewOutcome, Webhook,
};
use crate::testing::{HOUR, count};
use crate::{audit, consents, counters, holds, notes, records, runs, shares, steps, submissions, webhooks};

/// A run 10 with something of everything, still queued.
async fn a_full_run(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let input = Input {
        run: id(10),
        sha256: hash(3),
        role: InputRole::Cv,
        position: 0,
        name: "CV.pdf".into(),
        media_type: "application/pdf".to_owned(),
        bytes: 4,
        created_at: NOON,
        dropped_at: None,
    };
    runs::add_input(&mut tx, &input).await.expect("added");
    let record = Record {
        run: id(10),
        kind: RecordKind::Cv,
        slot: 0,
        version: 1,
        person: id(1),
        body: "{}".into(),
        set_by: RecordSource::Rules,
        revision: Some(id(20)),
        created_by: None,
        created_at: NOON,
    };
    records::save(&mut tx, &record).await.expect("saved");
    let step = Step {
        run: id(10),
        attempt: 1,
        name: "read".to_owned(),
        state: StepState::Done,
        engine: None,
        versions: None,
        code: None,
        started_at: NOON,
        ended_at: Some(NOON),
    };
    steps::start(&mut tx, &step).await.expect("begun");
    steps::tell(&mut tx, id(10), "sealed", "{}", NOON).await.expect("told");
    let comment = Comment {
        id: id(1),
        run: id(10),
        person: id(1),
        author: Some(id(0xa1)),
        body: "call Anna".into(),
        created_at: NOON,
        edited_at: None,
    };
    notes::comment(&mut tx, &comment).await.expect("written");
    let decision = Override {
        id: id(1),
        run: id(10),
        person: id(1),
        target: "c1".to_owned(),
        value: "met".to_owned(),
        reason: "seen".into(),
        decided_by: None,
        decided_at: NOON,
        withdrawn_at: None,
    };
    notes::decide(&mut tx, &decision).await.expect("decided");
    revisions::begin(&mut tx, &revision(21, 10)).await.expect("begun");
    shares::create(&mut tx, &link(1, 1, None)).await.expect("made");
    submissions::create(&mut tx, &submission(1)).await.expect("made");
    tx.commit().await.expect("kept");
}

async fn at_rest(db: &Db) {
    let mut tx = db.write(&a()).await.expect("begun");
    runs::cancel(&mut tx, id(10), NOON).await.expect("cancelled");
    tx.commit().await.expect("kept");
}

async fn taken(db: &Db) -> Result<Moving, DbError> {
    let mut tx = db.read(&a()).await.expect("begun");
    moves::take(&mut tx, id(10)).await
}

pub(super) async fn a_run_moves_to_another_team(db: &Db) {
    a_full_run(db).await;
    assert_eq!(taken(db).await, Err(DbError::Conflict { what: "run" }), "it is under way");
    at_rest(db).await;
    let moving = taken(db).await.expect("read");
    let mut tx = db.write(&b()).await.expect("begun");
    assert_eq!(moves::put(&mut tx, &moving, &[]).await, Err(DbError::Invalid { what: "persons of a move" }));
    assert!(tx.commit().await.is_err(), "what was half done cannot be kept");
    let mut tx = db.write(&b()).await.expect("begun");
    persons::create(&mut tx, &person(0xb7)).await.expect("made");
    moves::put(&mut tx, &moving, &[(id(1), id(0xb7))]).await.expect("written");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&b()).await.expect("begun");
    let there = moves::take(&mut tx, id(10)).await.expect("read");
    let expected = Moving {
        run: Run { person: id(0xb7), ..moving.run.clone() },
        persons: moving.persons.iter().map(|row| RunPerson { person: id(0xb7), ..row.clone() }).collect(),
        documents: moving.documents.iter().map(|row| Document { person: id(0xb7), ..row.clone() }).collect(),
        records: moving.records.iter().map(|row| Record { person: id(0xb7), ..row.clone() }).collect(),
        overrides: moving.overrides.iter().map(|row| Override { person: id(0xb7), ..row.clone() }).collect(),
        comments: moving.comments.iter().map(|row| Comment { person: id(0xb7), ..row.clone() }).collect(),
        ..moving.clone()
    };
    assert_eq!(there, expected);
    assert_eq!(there.revisions.iter().map(|row| row.id).collect::<Vec<_>>(), [id(20)], "what is sealed");
    for (number, what) in [(there.inputs.len(), "inputs"), (there.steps.len(), "steps"), (there.events.len(), "events")]
    {
        assert_eq!(number, 1, "{what}");
    }
    assert!(shares::of_run(&mut tx, id(10)).await.expect("listed").is_empty(), "links stay behind");
    assert!(submissions::of_run(&mut tx, id(10)).await.expect("listed").is_empty());
    let twice = moves::put(&mut tx, &moving, &[(id(1), id(0xb7))]).await;
    assert_eq!(twice, Err(DbError::Conflict { what: "row" }));
    drop(tx);

    let mut tx = db.write(&a()).await.expect("begun");
    let erasure = moves::leave(&mut tx, id(10), id(9), NOON + 1).await.expect("left");
    assert_eq!(moves::leave(&mut tx, id(10), id(8), NOON + 2).await.map(|row| row.id), Ok(erasure.id));
    assert_eq!(runs::get(&mut tx, id(10)).await, Ok(None));
    erasures::objects_gone(&mut tx, erasure.id, id(10), "{}", NOON + 2).await.expect("noted");
    tx.commit().await.expect("kept");
    erasures::finish(db, &a(), erasure.id, "{}", NOON + 2).await.expect("done");
    let mut tx = db.read(&a()).await.expect("begun");
    let receipt = erasures::get(&mut tx, erasure.id).await.expect("read").expect("there");
    assert_eq!(receipt.reason, moves::REASON);
    assert!(persons::get(&mut tx, id(1)).await.expect("read").is_some(), "an open submission needs the person");
    drop(tx);
    assert_eq!(count(db, "runs").await, Ok(1), "it is in one team");
    let mut tx = db.read(&b()).await.expect("begun");
    assert_eq!(moves::take(&mut tx, id(10)).await, Ok(expected), "and whole there");
}

pub(super) async fn a_held_run_does_not_move(db: &Db) {
    a_full_run(db).await;
    at_rest(db).await;
    let hold = Hold {
        id: id(1),
        person: id(1),
        run: None,
        reason: "dispute".into(),
        placed_by: None,
        placed_at: NOON,
        released_by: None,
        released_at: None,
    };
    let mut tx = db.write(&a()).await.expect("begun");
    holds::place(&mut tx, &hold).await.expect("placed");
    tx.commit().await.expect("kept");
    assert_eq!(taken(db).await, Err(DbError::Held { what: "run" }));
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(moves::leave(&mut tx, id(10), id(9), NOON).await, Err(DbError::Held { what: "run" }));
}

pub(super) async fn an_export_has_everything_about_one_person(db: &Db) {
    a_full_run(db).await;
    let email = db.key().person_email(a().team, "anna@example.org").expect("an address");
    let consent = Consent {
        id: id(1),
        person: id(1),
        scope: "named-cv".to_owned(),
        recipients: r#"["all"]"#.to_owned(),
        evidence: None,
        given_at: NOON,
        expires_at: None,
        withdrawn_at: Some(NOON),
        recorded_by: None,
        created_at: NOON,
    };
    let mut tx = db.write(&a()).await.expect("begun");
    persons::add_keys(&mut tx, id(1), &[email]).await.expect("added");
    consents::give(&mut tx, &consent).await.expect("given");
    persons::create(&mut tx, &person(2)).await.expect("made");
    let shortlisted = RunPerson { run: id(11), person: id(1), position: 1 };
    runs::create(&mut tx, &run(11, 2), &[shortlisted], &[]).await.expect("made");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Share).await.expect("begun");
    let view = ShareView { id: id(1), link: id(1), at: NOON, network: hash(1), outcome: ViewOutcome::Shown };
    shares::viewed(&mut tx, id(0xa), &view).await.expect("noted");
    tx.commit().await.expect("kept");
    let mut tx = db.read(&a()).await.expect("begun");
    let all = persons::everything(&mut tx, id(1)).await.expect("read");
    assert_eq!((all.person.id, all.keys.as_slice()), (id(1), [email].as_slice()));
    assert_eq!(all.places.iter().map(|row| row.run).collect::<Vec<_>>(), [id(10), id(11)]);
    assert_eq!(all.runs.iter().map(|row| row.id).collect::<Vec<_>>(), [id(10)], "a shortlist is about others too");
    let numbers = [
        all.inputs.len(),
        all.steps.len(),
        all.events.len(),
        all.documents.len(),
        all.records.len(),
        all.submissions.len(),
        all.links.len(),
        all.views.len(),
        all.consents.len(),
        all.overrides.len(),
        all.comments.len(),
    ];
    assert_eq!((numbers, all.revisions.len(), all.holds.len()), ([1; 11], 2, 0));
    let other = persons::everything(&mut tx, id(2)).await.expect("read");
    assert!(other.runs.is_empty() && other.records.is_empty(), "{other:?}");
    assert_eq!(persons::everything(&mut tx, id(9)).await, Err(DbError::NotFound { what: "person" }));
}

pub(super) async fn a_team_ends_after_its_persons(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let hook = Webhook {
        id: id(1),
        url: "https://desk.example.org".into(),
        secret: "sealed".into(),
        events: "[]".to_owned(),
        active: true,
        created_by: None,
        created_at: NOON,
        disabled_at: None,
        failing_since: None,
    };
    webhooks::create(&mut tx, &hook).await.expect("made");
    counters::next(&mut tx, "offer").await.expect("drawn");
    let entry = audit::Entry { at: NOON, action: "team.archived", subject: None, details: Vec::new() };
    audit::append(&mut tx, &entry).await.expect("written");
    teams::archive(&mut tx, Some(NOON), NOON).await.expect("archived");
    assert_eq!(teams::get(&mut tx).await.expect("there").archived_at, Some(NOON));
    let erasure = erasures::request(&mut tx, id(9), Subject::Run(id(10)), "asked", NOON).await.expect("asked for");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Login).await.expect("begun");
    assert!(users::teams_of(&mut tx, id(0xa1)).await.expect("listed").is_empty(), "nobody works in it");
    drop(tx);
    let delete = async |team: u128| {
        let mut tx = db.system(SystemCtx::Setup).await.expect("begun");
        let deleted = teams::delete(&mut tx, id(team)).await;
        if deleted.is_ok() {
            tx.commit().await.expect("kept");
        }
        deleted
    };
    assert_eq!(delete(0xa).await, Err(DbError::Conflict { what: "team" }), "a run and a person are left");
    let mut tx = db.write(&a()).await.expect("begun");
    erasures::objects_gone(&mut tx, erasure.id, id(10), "{}", NOON).await.expect("noted");
    tx.commit().await.expect("kept");
    erasures::finish(db, &a(), erasure.id, "{}", NOON + HOUR).await.expect("done");
    delete(0xa).await.expect("deleted");
    assert_eq!(delete(0xa).await, Err(DbError::NotFound { what: "team" }));
    for (table, left) in [("teams", 1), ("memberships", 1), ("clients", 0), ("counters", 0), ("webhooks", 0)] {
        assert_eq!(count(db, table).await, Ok(left), "{table}: the other team stays");
    }
    for table in ["audit", "erasures", "erased_prefixes", "users"] {
        assert!(count(db, table).await.expect("counted") > 0, "{table} stays");
    }
}
