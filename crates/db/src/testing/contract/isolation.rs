//! Promises about teams: none reads, changes or refers to what is another's.

use super::*;
use crate::erasures::{self, Subject};
use crate::error::DbError;
use crate::history::{self, Query};
use crate::{audit, counters, notes, records, shares};

pub(super) async fn a_team_reads_nothing_of_another(db: &Db) {
    a_sealed_run(db).await;
    let email = db.key().person_email(a().team, "anna@example.org").expect("an address");
    let mut tx = db.write(&a()).await.expect("begun");
    persons::add_keys(&mut tx, id(1), &[email]).await.expect("added");
    counters::next(&mut tx, "offer").await.expect("drawn");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&b()).await.expect("begun");
    assert_eq!(crate::runs::get(&mut tx, id(10)).await, Ok(None));
    assert_eq!(persons::get(&mut tx, id(1)).await, Ok(None));
    assert_eq!(persons::find(&mut tx, &[email]).await, Ok(Vec::new()));
    assert_eq!(clients::get(&mut tx, id(5)).await, Ok(None));
    assert_eq!(clients::find(&mut tx, "").await, Ok(Vec::new()));
    assert_eq!(revisions::get(&mut tx, id(20)).await, Ok(None));
    assert_eq!(revisions::documents(&mut tx, id(20)).await, Ok(Vec::new()));
    assert_eq!(revisions::document(&mut tx, id(30)).await, Ok(None));
    assert_eq!(records::all_latest(&mut tx, id(10)).await, Ok(Vec::new()));
    assert_eq!(notes::comments(&mut tx, id(10)).await, Ok(Vec::new()));
    assert_eq!(shares::of_run(&mut tx, id(10)).await, Ok(Vec::new()));
    assert_eq!(audit::after(&mut tx, 0).await, Ok(Vec::new()));
    assert_eq!(counters::last(&mut tx, "offer").await, Ok(0));
    let all = Query { sees_persons: true, ..Query::default() };
    assert_eq!(history::find(&mut tx, &all).await.expect("found").items, Vec::new());
    let colleagues: Vec<Uuid> = users::of_team(&mut tx).await.expect("listed").iter().map(|user| user.id).collect();
    assert_eq!(colleagues, [id(0xb1)]);
    // Nor does it change anything.
    assert!(crate::runs::cancel(&mut tx, id(10), NOON).await.is_err());
    assert!(crate::runs::set_expiry(&mut tx, id(10), Some(0)).await.is_err());
    assert!(revisions::make_current(&mut tx, id(10), Some(id(20)), id(20), NOON).await.is_err());
    assert!(persons::set_name(&mut tx, id(1), None, NOON).await.is_err());
    let erased = erasures::request(&mut tx, id(1), Subject::Run(id(10)), "retention", NOON).await;
    assert_eq!(erased, Err(DbError::NotFound { what: "run" }));
}

pub(super) async fn a_team_cannot_refer_to_another(db: &Db) {
    a_sealed_run(db).await;
    let refused = Err(DbError::Conflict { what: "reference" });
    let mut tx = db.write(&b()).await.expect("begun");
    assert_eq!(crate::runs::create(&mut tx, &run(11, 1), &[], &[]).await, refused, "a foreign person");
    drop(tx);
    let mut tx = db.write(&b()).await.expect("begun");
    persons::create(&mut tx, &person(1)).await.expect("ids are each team's own");
    let row = Run { client: Some(id(5)), ..run(10, 1) };
    assert_eq!(crate::runs::create(&mut tx, &row, &[], &[]).await, refused, "a foreign client");
}

pub(super) async fn what_is_not_committed_is_not_there(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(1)).await.expect("made");
    drop(tx);
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(persons::get(&mut tx, id(1)).await, Ok(None));
    persons::create(&mut tx, &person(1)).await.expect("made");
    assert_eq!(persons::create(&mut tx, &person(1)).await, Err(DbError::Conflict { what: "row" }));
}

pub(super) async fn a_failed_transaction_keeps_nothing(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(1)).await.expect("made");
    assert_eq!(persons::create(&mut tx, &person(1)).await, Err(DbError::Conflict { what: "row" }));
    assert!(matches!(tx.commit().await, Err(DbError::Internal { .. })), "on both engines alike");
    let mut tx = db.read(&a()).await.expect("begun");
    assert_eq!(persons::get(&mut tx, id(1)).await, Ok(None));
}
