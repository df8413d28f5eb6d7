//! Promises about holds and erasures.

use super::decisions::{link, submission};
use super::*;
use crate::erasures::{self, Finished, RECHECK, Subject};
use crate::error::DbError;
use crate::rows::{Erasure, ErasureState, Hold, Record, RecordKind, RecordSource, RunPerson};
use crate::testing::{HOUR, count};
use crate::{holds, records, shares, steps, submissions, sweep};

fn hold(n: u128, person: u128, run: Option<Uuid>) -> Hold {
    Hold {
        id: id(n),
        person: id(person),
        run,
        reason: "dispute on a fee".into(),
        placed_by: Some(id(0xa1)),
        placed_at: NOON,
        released_by: None,
        released_at: None,
    }
}

async fn request(db: &Db, n: u128, subject: Subject) -> Result<Erasure, DbError> {
    let mut tx = db.write(&a()).await.expect("begun");
    let requested = erasures::request(&mut tx, id(n), subject, "retention", NOON).await?;
    tx.commit().await.expect("kept");
    Ok(requested)
}

/// Notes for every prefix that its objects are gone.
async fn objects_gone(db: &Db, erasure: Uuid) -> usize {
    let mut tx = db.write(&a()).await.expect("begun");
    let prefixes = erasures::prefixes(&mut tx, erasure).await.expect("listed");
    for prefix in &prefixes {
        erasures::objects_gone(&mut tx, erasure, prefix.run, "{}", NOON).await.expect("noted");
    }
    tx.commit().await.expect("kept");
    prefixes.len()
}

pub(super) async fn holds_keep_what_they_cover(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(2)).await.expect("made");
    let both = RunPerson { run: id(11), person: id(2), position: 1 };
    crate::runs::create(&mut tx, &run(11, 1), &[both], &[]).await.expect("made");
    holds::place(&mut tx, &hold(1, 2, None)).await.expect("placed");
    holds::place(&mut tx, &hold(2, 1, Some(id(10)))).await.expect("placed");
    tx.commit().await.expect("kept");
    let held = |what| Err(DbError::Held { what });
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(erasures::request(&mut tx, id(1), Subject::Run(id(10)), "retention", NOON).await, held("run"));
    assert!(tx.commit().await.is_err(), "what was half done cannot be kept");
    assert_eq!(request(db, 1, Subject::Run(id(10))).await, held("run"));
    assert_eq!(request(db, 1, Subject::Run(id(11))).await, held("run"), "a hold on anybody in it counts");
    assert_eq!(request(db, 1, Subject::Person(id(2))).await, held("person"));
    assert_eq!(request(db, 1, Subject::Person(id(1))).await, held("person"));
    let mut tx = db.write(&a()).await.expect("begun");
    crate::runs::set_expiry(&mut tx, id(10), Some(NOON)).await.expect("set");
    assert!(crate::runs::get(&mut tx, id(11)).await.expect("read").is_some(), "a refused erasure leaves no trace");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert_eq!(sweep::due(&mut tx, NOON).await, Ok(Vec::new()), "the sweep passes by");
    drop(tx);
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(holds::standing(&mut tx).await.expect("listed").len(), 2);
    for n in [1, 2] {
        holds::release(&mut tx, id(n), None, NOON + 1).await.expect("released");
        assert!(holds::release(&mut tx, id(n), None, NOON + 1).await.is_err());
    }
    assert_eq!(holds::of_person(&mut tx, id(1)).await.expect("listed").len(), 1);
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    let due = sweep::due(&mut tx, NOON).await.expect("listed");
    assert_eq!(due.iter().map(|due| (due.team, due.run)).collect::<Vec<_>>(), [(id(0xa), id(10))]);
    drop(tx);
    request(db, 1, Subject::Person(id(1))).await.expect("asked for");
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(holds::place(&mut tx, &hold(3, 1, None)).await, Err(DbError::Conflict { what: "person" }), "too late");
}

pub(super) async fn an_erased_run_leaves_a_receipt(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    crate::runs::create(&mut tx, &run(11, 1), &[], &[]).await.expect("made");
    steps::tell(&mut tx, id(10), "step", "{}", NOON).await.expect("told");
    tx.commit().await.expect("kept");
    let erasure = request(db, 1, Subject::Run(id(10))).await.expect("asked for");
    let again = request(db, 2, Subject::Run(id(10))).await.expect("asked for again");
    assert_eq!(again.id, erasure.id, "it is one erasure");
    let early = erasures::finish(db, &a(), erasure.id, "{}", NOON).await;
    assert_eq!(early, Err(DbError::Conflict { what: "erasure" }), "objects are left");
    assert_eq!(objects_gone(db, erasure.id).await, 1);
    let finished = erasures::finish(db, &a(), erasure.id, r#"{"objects":1}"#, NOON + 1).await;
    assert_eq!(finished, Ok(Finished { persons: 0, runs: 1, log_emptied: true }), "the person has another run");
    let repeated = erasures::finish(db, &a(), erasure.id, "{}", NOON + 2).await.expect("harmless");
    assert_eq!(repeated.runs, 0);
    for table in ["revisions", "documents", "run_events"] {
        assert_eq!(count(db, table).await, Ok(0), "{table}");
    }
    let mut tx = db.read(&a()).await.expect("begun");
    let receipt = erasures::get(&mut tx, erasure.id).await.expect("read").expect("there");
    assert_eq!((receipt.state, receipt.receipt.as_deref()), (ErasureState::Done, Some(r#"{"objects":1}"#)));
    assert_eq!(erasures::all(&mut tx).await.expect("listed").len(), 1);
    assert!(crate::runs::get(&mut tx, id(11)).await.expect("read").is_some());
    drop(tx);
    let last = request(db, 3, Subject::Run(id(11))).await.expect("asked for");
    objects_gone(db, last.id).await;
    let finished = erasures::finish(db, &a(), last.id, "{}", NOON).await.expect("done");
    assert_eq!((finished.persons, finished.runs), (1, 1), "nothing needs the person any more");
    assert_eq!(count(db, "persons").await, Ok(0));
    assert_eq!(request(db, 4, Subject::Run(id(11))).await, Err(DbError::NotFound { what: "run" }));
}

pub(super) async fn an_erased_person_is_nowhere(db: &Db) {
    a_sealed_run(db).await;
    let email = db.key().person_email(a().team, "anna@example.org").expect("an address");
    let mut tx = db.write(&a()).await.expect("begun");
    persons::add_keys(&mut tx, id(1), &[email]).await.expect("added");
    persons::create(&mut tx, &person(2)).await.expect("made");
    let shortlisted = RunPerson { run: id(11), person: id(1), position: 1 };
    crate::runs::create(&mut tx, &run(11, 2), &[shortlisted], &[]).await.expect("made");
    crate::runs::create(&mut tx, &run(12, 2), &[], &[]).await.expect("made");
    shares::create(&mut tx, &link(1, 1, None)).await.expect("made");
    submissions::create(&mut tx, &submission(1)).await.expect("made");
    let record = Record {
        run: id(10),
        kind: RecordKind::Cv,
        slot: 0,
        version: 1,
        person: id(1),
        body: "{}".into(),
        set_by: RecordSource::Rules,
        revision: None,
        created_by: None,
        created_at: NOON,
    };
    records::save(&mut tx, &record).await.expect("saved");
    tx.commit().await.expect("kept");
    let erasure = request(db, 1, Subject::Person(id(1))).await.expect("asked for");
    assert_eq!(objects_gone(db, erasure.id).await, 2, "the shortlist is about the person too");
    let finished = erasures::finish(db, &a(), erasure.id, "{}", NOON).await.expect("done");
    assert_eq!((finished.persons, finished.runs), (1, 2));
    for table in ["person_keys", "records", "documents", "share_links", "submissions", "revisions"] {
        assert_eq!(count(db, table).await, Ok(0), "{table}");
    }
    for (table, left) in [("persons", 1), ("runs", 1), ("run_persons", 1)] {
        assert_eq!(count(db, table).await, Ok(left), "{table}: the other one stays");
    }
    assert_eq!(request(db, 2, Subject::Person(id(1))).await, Err(DbError::NotFound { what: "person" }));
}

pub(super) async fn erased_prefixes_are_looked_at_again(db: &Db) {
    a_run(db).await;
    let erasure = request(db, 1, Subject::Run(id(10))).await.expect("asked for");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert_eq!(erasures::unfinished(&mut tx, NOON + 1).await.expect("listed").len(), 1);
    assert!(erasures::to_recheck(&mut tx, NOON + HOUR, NOON + HOUR).await.expect("listed").is_empty());
    drop(tx);
    objects_gone(db, erasure.id).await;
    erasures::finish(db, &a(), erasure.id, "{}", NOON).await.expect("done");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert!(erasures::unfinished(&mut tx, NOON + 1).await.expect("listed").is_empty());
    assert!(erasures::to_recheck(&mut tx, NOON, NOON).await.expect("listed").is_empty(), "it was looked at just now");
    for (now, found) in [(NOON + HOUR, 2), (NOON + RECHECK + HOUR, 0)] {
        let due = erasures::to_recheck(&mut tx, now - HOUR / 2, now).await.expect("listed");
        assert_eq!(due.iter().map(|(team, prefix)| (*team, prefix.run)).collect::<Vec<_>>(), [(id(0xa), id(10))]);
        erasures::rechecked(&mut tx, id(0xa), (erasure.id, id(10)), found, now).await.expect("noted");
    }
    let over = NOON + 2 * RECHECK;
    assert!(
        erasures::to_recheck(&mut tx, over, over).await.expect("listed").is_empty(),
        "the last look came after its time"
    );
    tx.commit().await.expect("kept");
    let mut tx = db.read(&a()).await.expect("begun");
    let prefixes = erasures::prefixes(&mut tx, erasure.id).await.expect("listed");
    assert_eq!(prefixes.iter().map(|prefix| prefix.found).collect::<Vec<_>>(), [2]);
}

pub(super) async fn a_run_being_erased_is_gone_for_everybody(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    shares::create(&mut tx, &link(1, 1, None)).await.expect("made");
    revisions::begin(&mut tx, &revision(21, 10)).await.expect("begun");
    tx.commit().await.expect("kept");
    request(db, 1, Subject::Run(id(10))).await.expect("asked for");
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(crate::runs::get(&mut tx, id(10)).await, Ok(None));
    let page = crate::history::find(&mut tx, &crate::history::Query::default()).await.expect("found");
    assert!(page.items.is_empty());
    let gone = Err(DbError::Conflict { what: "run" });
    assert_eq!(crate::runs::begin_attempt(&mut tx, id(10), 0, NOON).await.map(|_| ()), gone);
    assert_eq!(revisions::begin(&mut tx, &revision(22, 10)).await, gone);
    assert_eq!(revisions::seal(&mut tx, id(21), SEALED, &[]).await, gone, "a writer that is late");
    assert_eq!(steps::tell(&mut tx, id(10), "step", "{}", NOON).await.map(|_| ()), gone);
    drop(tx);
    let mut tx = db.system_read(SystemCtx::Share).await.expect("begun");
    assert_eq!(shares::find(&mut tx, hash(1), NOON).await, Ok(None), "links stop at once");
}

pub(super) async fn runs_at_rest_get_a_date_that_is_foretold(db: &Db) {
    a_run(db).await;
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert!(sweep::undated(&mut tx).await.expect("listed").is_empty(), "it waits for its worker");
    drop(tx);
    let mut tx = db.write(&a()).await.expect("begun");
    crate::runs::cancel(&mut tx, id(10), NOON).await.expect("cancelled");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    let undated = sweep::undated(&mut tx).await.expect("listed");
    assert_eq!(undated.iter().map(|(team, run)| (*team, run.id)).collect::<Vec<_>>(), [(id(0xa), id(10))]);
    drop(tx);
    let mut tx = db.write(&a()).await.expect("begun");
    crate::runs::set_expiry(&mut tx, id(10), Some(NOON + HOUR)).await.expect("set");
    assert!(sweep::coming(&mut tx, NOON + HOUR).await.expect("listed").is_empty());
    let coming = sweep::coming(&mut tx, NOON + HOUR + 1).await.expect("listed");
    assert_eq!(coming.iter().map(|run| run.id).collect::<Vec<_>>(), [id(10)]);
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert!(sweep::undated(&mut tx).await.expect("listed").is_empty());
    drop(tx);
    let mut tx = db.read(&b()).await.expect("begun");
    assert!(sweep::coming(&mut tx, NOON + 9 * HOUR).await.expect("listed").is_empty(), "another team's");
}

pub(super) async fn a_run_of_two_teams_is_found_and_taken_back(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert_eq!(sweep::twice(&mut tx).await, Ok(Vec::new()));
    drop(tx);
    let mut tx = db.write(&b()).await.expect("begun");
    persons::create(&mut tx, &person(7)).await.expect("made");
    crate::runs::create(&mut tx, &run(10, 7), &[], &[]).await.expect("made");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert_eq!(sweep::twice(&mut tx).await, Ok(vec![(id(10), [id(0xa), id(0xb)])]));
    drop(tx);
    let mut tx = db.write(&b()).await.expect("begun");
    assert_eq!(erasures::take_back(&mut tx, id(10)).await, Ok(1), "the person came with it");
    tx.commit().await.expect("kept");
    let mut tx = db.read(&b()).await.expect("begun");
    assert_eq!(crate::runs::get(&mut tx, id(10)).await, Ok(None));
    drop(tx);
    let mut tx = db.read(&a()).await.expect("begun");
    assert!(crate::runs::get(&mut tx, id(10)).await.expect("read").is_some(), "the other team's stays");
}

pub(super) async fn persons_whom_nothing_needs_are_named(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for n in [2, 3, 4] {
        persons::create(&mut tx, &person(n)).await.expect("made");
    }
    holds::place(&mut tx, &hold(1, 3, None)).await.expect("placed");
    let consent = crate::rows::Consent {
        id: id(1),
        person: id(4),
        scope: "named-pack".to_owned(),
        recipients: "\"all\"".to_owned(),
        evidence: None,
        given_at: NOON,
        expires_at: Some(NOON + HOUR),
        withdrawn_at: None,
        recorded_by: None,
        created_at: NOON,
    };
    crate::consents::give(&mut tx, &consent).await.expect("given");
    assert_eq!(sweep::idle_persons(&mut tx, NOON, NOON).await, Ok(vec![]), "they have just come");
    assert_eq!(sweep::idle_persons(&mut tx, NOON + 1, NOON).await, Ok(vec![id(2)]));
    let later = sweep::idle_persons(&mut tx, NOON + 1, NOON + HOUR).await;
    assert_eq!(later, Ok(vec![id(2), id(4)]), "the consent has ended");
}
