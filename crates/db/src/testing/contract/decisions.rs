//! Promises about links, consents, submissions, decisions and comments.

use super::*;
use crate::error::DbError;
use crate::rows::{Comment, Consent, Override, ShareLink, ShareView, Submission, SubmissionState, ViewOutcome};
use crate::testing::HOUR;
use crate::{consents, notes, shares, submissions};

pub(super) fn link(n: u128, token: u8, uses_max: Option<i64>) -> ShareLink {
    ShareLink {
        id: id(n),
        run: id(10),
        revision: id(20),
        person: id(1),
        pack: "client".to_owned(),
        token_hash: hash(token),
        password_hash: None,
        created_by: Some(id(0xa1)),
        created_at: NOON,
        expires_at: NOON + HOUR,
        uses: 0,
        uses_max,
        used_at: None,
        revoked_at: None,
        label: Some("for Rosa".into()),
    }
}

async fn follow(db: &Db, token: u8, now: i64) -> bool {
    let mut tx = db.system(SystemCtx::Share).await.expect("begun");
    let followed = shares::follow(&mut tx, hash(token), now).await.expect("looked up");
    tx.commit().await.expect("kept");
    followed.is_some()
}

pub(super) async fn a_link_works_as_often_as_it_may(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for (n, uses_max) in [(1_u8, Some(2)), (2, None)] {
        shares::create(&mut tx, &link(u128::from(n), n, uses_max)).await.expect("made");
    }
    tx.commit().await.expect("kept");
    let mut tx = db.system_read(SystemCtx::Share).await.expect("begun");
    let (team, found) = shares::find(&mut tx, hash(1), NOON).await.expect("looked up").expect("works");
    assert_eq!((team, found.run, found.uses), (id(0xa), id(10), 0));
    drop(tx);
    let used = tokio::join!(follow(db, 1, NOON), follow(db, 1, NOON), follow(db, 1, NOON), follow(db, 1, NOON));
    let used = [used.0, used.1, used.2, used.3];
    assert_eq!(used.iter().filter(|worked| **worked).count(), 2, "{used:?}");
    assert!(!follow(db, 9, NOON).await, "an unknown secret");
    assert!(!follow(db, 2, NOON + HOUR).await, "its time is over");
    assert!(follow(db, 2, NOON).await);
    let mut tx = db.write(&a()).await.expect("begun");
    shares::revoke(&mut tx, id(2), NOON + 1).await.expect("revoked");
    shares::revoke(&mut tx, id(2), NOON + 2).await.expect("revoked again");
    let listed = shares::of_run(&mut tx, id(10)).await.expect("listed");
    assert_eq!(listed.iter().map(|link| link.uses).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(listed.first().and_then(|link| link.revoked_at), Some(NOON + 1));
    shares::create(&mut tx, &link(3, 3, None)).await.expect("made");
    tx.commit().await.expect("kept");
    assert!(!follow(db, 2, NOON).await, "it was taken back");
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(shares::revoke_of_person(&mut tx, id(1), NOON).await, Ok(2));
    tx.commit().await.expect("kept");
    assert!(!follow(db, 3, NOON).await);
}

pub(super) async fn visits_with_a_link_are_noted(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let guarded = ShareLink { password_hash: Some("$argon2id$..".into()), ..link(1, 1, Some(1)) };
    shares::create(&mut tx, &guarded).await.expect("made");
    tx.commit().await.expect("kept");
    assert_ne!(db.key().of_network(id(0xa), "192.0.2.0/24"), db.key().of_network(id(0xb), "192.0.2.0/24"));
    let network = db.key().of_network(id(0xa), "192.0.2.0/24");
    let view = |n: u128, outcome: ViewOutcome| {
        let at = NOON + i64::try_from(n).expect("a small number");
        ShareView { id: id(n), link: id(1), at, network, outcome }
    };
    let mut tx = db.system(SystemCtx::Share).await.expect("begun");
    let (team, found) = shares::find(&mut tx, hash(1), NOON).await.expect("looked up").expect("works");
    assert_eq!(found.password_hash, Some("$argon2id$..".into()));
    shares::viewed(&mut tx, team, &view(1, ViewOutcome::WrongPassword)).await.expect("noted");
    assert!(shares::follow(&mut tx, hash(1), NOON).await.expect("looked up").is_some());
    shares::viewed(&mut tx, team, &view(2, ViewOutcome::Downloaded)).await.expect("noted");
    assert_eq!(shares::find(&mut tx, hash(1), NOON).await, Ok(None), "it is used up");
    let (team, used) = shares::known(&mut tx, hash(1)).await.expect("looked up").expect("it is known");
    assert_eq!((team, used.uses), (id(0xa), 1));
    assert_eq!(shares::known(&mut tx, hash(9)).await, Ok(None));
    shares::viewed(&mut tx, team, &view(3, ViewOutcome::Refused)).await.expect("noted");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Share).await.expect("begun");
    let elsewhere = shares::viewed(&mut tx, id(0xb), &view(4, ViewOutcome::Shown)).await;
    assert_eq!(elsewhere, Err(DbError::Conflict { what: "reference" }), "team B has no such link");
    drop(tx);
    let mut tx = db.read(&a()).await.expect("begun");
    let told: Vec<_> = shares::views(&mut tx, id(1)).await.expect("listed").iter().map(|view| view.outcome).collect();
    assert_eq!(told, [ViewOutcome::Refused, ViewOutcome::Downloaded, ViewOutcome::WrongPassword]);
    drop(tx);
    let mut tx = db.read(&b()).await.expect("begun");
    assert!(shares::views(&mut tx, id(1)).await.expect("listed").is_empty());
}

pub(super) async fn the_latest_visits_with_a_link_are_kept(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    shares::create(&mut tx, &link(1, 1, None)).await.expect("made");
    shares::create(&mut tx, &link(2, 2, None)).await.expect("made");
    tx.commit().await.expect("kept");
    let network = db.key().of_network(id(0xa), "192.0.2.0/24");
    let visit = |n: i64, of: u128| ShareView {
        id: id(u128::try_from(n).expect("a small number") * 10 + of),
        link: id(of),
        at: NOON + n,
        network,
        outcome: ViewOutcome::Refused,
    };
    let mut tx = db.system(SystemCtx::Share).await.expect("begun");
    for n in 1..=shares::VIEWS_MAX + 3 {
        shares::viewed(&mut tx, id(0xa), &visit(n, 1)).await.expect("noted");
    }
    shares::viewed(&mut tx, id(0xa), &visit(1, 2)).await.expect("noted");
    tx.commit().await.expect("kept");
    for expected in [3, 0] {
        let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
        let swept = crate::sweep::expired(&mut tx, NOON, NOON).await.expect("swept");
        assert_eq!(swept.visits, expected);
        tx.commit().await.expect("kept");
    }
    let mut tx = db.read(&a()).await.expect("begun");
    let kept = shares::views(&mut tx, id(1)).await.expect("listed");
    assert_eq!(kept.last().map(|view| view.at), Some(NOON + 4), "the oldest ones go");
    assert_eq!(shares::views(&mut tx, id(2)).await.expect("listed").len(), 1);
}

pub(super) async fn a_consent_counts_until_it_is_withdrawn(db: &Db) {
    a_run(db).await;
    let consent = Consent {
        id: id(1),
        person: id(1),
        scope: "named-cv".to_owned(),
        recipients: r#"["all"]"#.to_owned(),
        evidence: Some("e-mail of Anna Müller".into()),
        given_at: NOON,
        expires_at: Some(NOON + HOUR),
        withdrawn_at: None,
        recorded_by: Some(id(0xa1)),
        created_at: NOON,
    };
    let mut tx = db.write(&a()).await.expect("begun");
    consents::give(&mut tx, &consent).await.expect("given");
    for (scope, now, counts) in [
        ("named-cv", NOON, true),
        ("named-cv", NOON + HOUR, false),
        ("named-cv", NOON - 1, false),
        ("photo", NOON, false),
    ] {
        let valid = consents::valid(&mut tx, id(1), scope, now).await.expect("asked");
        assert_eq!(!valid.is_empty(), counts, "{scope} {now}");
    }
    consents::withdraw(&mut tx, id(1), NOON).await.expect("withdrawn");
    assert!(consents::withdraw(&mut tx, id(1), NOON).await.is_err());
    assert!(consents::valid(&mut tx, id(1), "named-cv", NOON).await.expect("asked").is_empty());
    assert_eq!(consents::of_person(&mut tx, id(1)).await.expect("listed").len(), 1, "it stays as a record");
}

pub(super) fn submission(n: u128) -> Submission {
    Submission {
        id: id(n),
        person: id(1),
        client: id(5),
        profile: None,
        run: Some(id(10)),
        revision: None,
        state: SubmissionState::Draft,
        recipient: None,
        hashes: None,
        sent_at: None,
        closed_at: None,
        created_by: None,
        created_at: NOON,
        updated_at: NOON,
        without_consent: None,
    }
}

pub(super) async fn a_submission_moves_on(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    submissions::create(&mut tx, &submission(1)).await.expect("made");
    let (recipient, reason) = (Personal::from("hr@example.org"), Personal::from("agreed on the phone"));
    let sending = submissions::Sending {
        revision: Some(id(20)),
        recipient: &recipient,
        hashes: "[]",
        without_consent: Some(&reason),
    };
    submissions::send(&mut tx, id(1), &sending, NOON + 1).await.expect("sent");
    let again = submissions::send(&mut tx, id(1), &sending, NOON + 1).await;
    let stale = Err(DbError::Conflict { what: "submission" });
    assert_eq!(again, stale);
    let (sent, interview, placed) = (SubmissionState::Sent, SubmissionState::Interview, SubmissionState::Placed);
    submissions::advance(&mut tx, id(1), sent, interview, NOON + 2).await.expect("moved");
    assert_eq!(submissions::advance(&mut tx, id(1), sent, interview, NOON + 2).await, stale);
    submissions::advance(&mut tx, id(1), interview, placed, NOON + 3).await.expect("moved");
    let found = submissions::get(&mut tx, id(1)).await.expect("read").expect("there");
    assert_eq!((found.sent_at, found.closed_at), (Some(NOON + 1), Some(NOON + 3)), "closing starts the clock");
    assert_eq!((found.revision, found.recipient), (Some(id(20)), Some(recipient.clone())));
    assert_eq!(found.without_consent.as_ref(), Some(&reason));
    assert_eq!(submissions::of_person(&mut tx, id(1)).await.expect("listed").len(), 1);
    assert_eq!(submissions::of_run(&mut tx, id(10)).await.expect("listed").len(), 1);
    assert_eq!(submissions::to_client(&mut tx, id(5)).await.expect("listed").len(), 1);
}

pub(super) async fn a_decision_replaces_the_one_before(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let decision = |n: u128, target: &str| Override {
        id: id(n),
        run: id(10),
        person: id(1),
        target: target.to_owned(),
        value: "met".to_owned(),
        reason: "seen in the interview".into(),
        decided_by: Some(id(0xa1)),
        decided_at: NOON + 1,
        withdrawn_at: None,
    };
    for (n, target) in [(1, "c1"), (2, "c2"), (3, "c1")] {
        notes::decide(&mut tx, &decision(n, target)).await.expect("decided");
    }
    notes::take_back(&mut tx, id(2), NOON + 2).await.expect("taken back");
    let found = notes::decisions(&mut tx, id(10)).await.expect("listed");
    let told: Vec<_> = found.iter().map(|row| row.withdrawn_at).collect();
    assert_eq!(told, [Some(NOON + 1), Some(NOON + 2), None]);

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
    let foreign = notes::edit_comment(&mut tx, id(1), id(0xa2), &"x".into(), NOON).await;
    assert_eq!(foreign, Err(DbError::NotFound { what: "comment" }), "only its author");
    notes::edit_comment(&mut tx, id(1), id(0xa1), &"called".into(), NOON + 1).await.expect("changed");
    let found = notes::comments(&mut tx, id(10)).await.expect("listed");
    assert_eq!(found.first().map(|row| (row.body.as_str(), row.edited_at)), Some(("called", Some(NOON + 1))));
    notes::delete_comment(&mut tx, id(1)).await.expect("deleted");
    assert!(notes::comments(&mut tx, id(10)).await.expect("listed").is_empty());
}
