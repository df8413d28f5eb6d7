//! Promises about webhooks and about files of a team.

use super::*;
use crate::error::DbError;
use crate::rows::{DeliveryState, FileKind, TeamFile, Webhook};
use crate::testing::{HOUR, SECOND, count};
use crate::webhooks::{self, Tried};
use crate::{files, sweep};

fn webhook(n: u128, events: &str) -> Webhook {
    Webhook {
        id: id(n),
        url: "https://desk.example.org/hook".into(),
        secret: "sealed".into(),
        events: events.to_owned(),
        active: true,
        created_by: Some(id(0xa1)),
        created_at: NOON,
        disabled_at: None,
        failing_since: None,
    }
}

pub(super) async fn what_happens_is_told_to_those_who_want_it(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for (n, events) in [(1, r#"["run.finished","run.failed"]"#), (2, r#"["run.failed"]"#), (3, r#"["run.finished"]"#)] {
        webhooks::create(&mut tx, &webhook(n, events)).await.expect("made");
    }
    let mut change = webhooks::Change {
        url: "https://desk.example.org/other".into(),
        events: r#"["run.finished"]"#.to_owned(),
        active: false,
    };
    webhooks::set_failing(&mut tx, id(3), Some(NOON)).await.expect("noted");
    webhooks::set_failing(&mut tx, id(3), Some(NOON + 9)).await.expect("noted");
    webhooks::set(&mut tx, id(3), &change, NOON + 1).await.expect("set");
    let silent = webhooks::get(&mut tx, id(3)).await.expect("read").expect("there");
    assert_eq!((silent.active, silent.disabled_at, silent.failing_since), (false, Some(NOON + 1), Some(NOON)));
    tx.commit().await.expect("kept");
    let announce = async |first: u128, keep: bool| {
        let mut next = first;
        let mut tx = db.write(&a()).await.expect("begun");
        let next_id = || {
            next += 1;
            id(next)
        };
        let written =
            webhooks::announce(&mut tx, "run.finished", (Some(id(10)), None), NOON, next_id).await.expect("written");
        if keep {
            tx.commit().await.expect("kept");
        }
        written
    };
    assert_eq!(announce(0x100, false).await, [id(0x101)]);
    assert_eq!(announce(0x200, true).await, [id(0x201)], "the active one that wants it");
    let due = async |now: i64| {
        let mut tx = db.system_read(SystemCtx::Claim).await.expect("begun");
        let due = webhooks::due(&mut tx, now).await.expect("listed");
        due.into_iter().map(|(team, row)| (team, row.id, row.attempts)).collect::<Vec<_>>()
    };
    assert_eq!(due(NOON).await, [(id(0xa), id(0x201), 0)], "nothing of what was rolled back");
    let mut tx = db.write(&a()).await.expect("begun");
    let again = Tried::Again { status: Some(503), code: "webhook.status", from: NOON + SECOND };
    webhooks::mark(&mut tx, (id(0x201), 0), &again, NOON).await.expect("noted");
    let late = webhooks::mark(&mut tx, (id(0x201), 0), &Tried::Done { status: 200 }, NOON).await;
    assert_eq!(late, Err(DbError::Conflict { what: "delivery" }), "two have tried at once");
    tx.commit().await.expect("kept");
    assert!(due(NOON).await.is_empty());
    assert_eq!(due(NOON + SECOND).await, [(id(0xa), id(0x201), 1)]);
    let mut tx = db.write(&a()).await.expect("begun");
    webhooks::mark(&mut tx, (id(0x201), 1), &Tried::Done { status: 204 }, NOON + SECOND).await.expect("noted");
    let listed = webhooks::deliveries(&mut tx, id(1)).await.expect("listed");
    let told: Vec<_> = listed.iter().map(|row| (row.state, row.attempts, row.last_status, row.finished_at)).collect();
    assert_eq!(told, [(DeliveryState::Done, 2, Some(204), Some(NOON + SECOND))]);
    assert_eq!(webhooks::delivery(&mut tx, id(0x201)).await.expect("read").as_ref(), listed.first());
    change.active = true;
    webhooks::set(&mut tx, id(3), &change, NOON + 2).await.expect("set");
    webhooks::set_secret(&mut tx, id(3), &"sealed anew".into()).await.expect("set");
    let loud = webhooks::get(&mut tx, id(3)).await.expect("read").expect("there");
    assert_eq!((loud.active, loud.disabled_at, loud.failing_since), (true, None, None));
    assert_eq!(loud.secret.as_str(), "sealed anew");
    tx.commit().await.expect("kept");
    assert_eq!(announce(0x300, true).await.len(), 2);
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    assert_eq!(sweep::expired(&mut tx, NOON, NOON + HOUR).await.expect("swept").deliveries, 1, "only what has ended");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&a()).await.expect("begun");
    webhooks::delete(&mut tx, id(3)).await.expect("deleted");
    assert_eq!(webhooks::delete(&mut tx, id(3)).await, Err(DbError::NotFound { what: "webhook" }));
    assert_eq!(webhooks::all(&mut tx).await.expect("listed").len(), 2);
    for n in 0x50..0x50 + 18 {
        webhooks::create(&mut tx, &webhook(n, "[]")).await.expect("made");
    }
    assert!(matches!(webhooks::create(&mut tx, &webhook(0x90, "[]")).await, Err(DbError::Limit { max: 20, .. })));
    tx.commit().await.expect("kept");
    assert_eq!(count(db, "webhook_deliveries").await, Ok(1), "deliveries go with their webhook");
}

fn file(n: u128, name: &str, content: &[u8]) -> TeamFile {
    TeamFile {
        id: id(n),
        kind: FileKind::Logo,
        name: name.to_owned(),
        client: None,
        document: None,
        media_type: "image/png".to_owned(),
        sha256: Hash::sha256(content),
        is_default: false,
        created_by: Some(id(0xa1)),
        created_at: NOON,
        archived_at: None,
    }
}

async fn names(tx: &mut crate::TeamTx, kind: Option<FileKind>) -> Vec<(String, bool)> {
    let listed = files::list(tx, kind).await.expect("listed");
    listed.into_iter().map(|row| (row.name, row.is_default)).collect()
}

pub(super) async fn a_teams_file_never_changes(db: &Db) {
    a_run(db).await;
    let content = [0_u8, 1, 255, 0];
    let mut tx = db.write(&a()).await.expect("begun");
    for (n, name) in [(1, "b"), (2, "a")] {
        files::create(&mut tx, &file(n, name, &content), &content).await.expect("made");
    }
    let for_client = TeamFile { client: Some(id(5)), ..file(3, "c", b"") };
    files::create(&mut tx, &for_client, b"").await.expect("an empty one is one too");
    let wrong = files::create(&mut tx, &file(4, "d", b"other"), &content).await;
    assert_eq!(wrong, Err(DbError::Invalid { what: "new file" }));
    let (found, bytes) = files::get(&mut tx, id(1)).await.expect("read").expect("there");
    assert_eq!((found, bytes.as_slice()), (file(1, "b", &content), content.as_slice()));
    let told = |rows: &[(&str, bool)]| rows.iter().map(|(name, set)| ((*name).to_owned(), *set)).collect::<Vec<_>>();
    for n in [1, 3, 2] {
        files::set_default(&mut tx, id(n)).await.expect("set");
    }
    let expected = told(&[("a", true), ("b", false), ("c", true)]);
    assert_eq!(names(&mut tx, Some(FileKind::Logo)).await, expected, "each client has a default of its own");
    assert!(names(&mut tx, Some(FileKind::Brand)).await.is_empty());
    files::archive(&mut tx, id(2), NOON + 1).await.expect("archived");
    files::archive(&mut tx, id(2), NOON + 2).await.expect("archived again");
    assert_eq!(names(&mut tx, None).await, told(&[("b", false), ("c", true)]));
    assert_eq!(files::set_default(&mut tx, id(2)).await, Err(DbError::NotFound { what: "file" }));
    let (archived, _) = files::get(&mut tx, id(2)).await.expect("read").expect("runs may still ask for it");
    assert_eq!((archived.archived_at, archived.is_default), (Some(NOON + 1), false));
    tx.commit().await.expect("kept");
    let mut tx = db.read(&b()).await.expect("begun");
    assert_eq!(files::get(&mut tx, id(1)).await, Ok(None));
}
