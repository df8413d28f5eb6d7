//! Promises about persons, clients and profiles.

use super::*;
use crate::error::DbError;
use crate::history::{self, Query};
use crate::profiles;
use crate::rows::{JobProfile, JobProfileVersion};

pub(super) async fn a_person_is_found_by_hashes(db: &Db) {
    two_teams(db).await;
    let team = a().team;
    let email = db.key().person_email(team, "anna@example.org").expect("an address");
    let phone = db.key().person_phone(team, "+41 79 123 45 67").expect("a number");
    let birth = db.key().person_name_birth(team, "Anna Müller", "1990-02-01").expect("both");
    let mut tx = db.write(&a()).await.expect("begun");
    for n in 1..=2 {
        persons::create(&mut tx, &person(n)).await.expect("made");
        persons::add_keys(&mut tx, id(n), &[phone]).await.expect("added");
    }
    persons::add_keys(&mut tx, id(2), &[email, birth, email]).await.expect("added");
    let found = persons::find(&mut tx, &[phone, email]).await.expect("found");
    assert_eq!(found.len(), 2, "a phone may be a family's");
    assert_eq!((found[0].person, found[0].by.len()), (id(2), 2), "who fits best comes first");
    let by_birth = db.key().person_name_birth(team, "MUELLER Anna", "1990-02-01").expect("both");
    assert_eq!(persons::find(&mut tx, &[by_birth]).await.expect("found").len(), 1);
    assert!(persons::find(&mut tx, &[]).await.expect("asked").is_empty());
    assert!(matches!(persons::find(&mut tx, &[email; 51]).await, Err(DbError::Limit { .. })));
    persons::set_name(&mut tx, id(2), None, NOON + 1).await.expect("set");
    assert_eq!(persons::get(&mut tx, id(2)).await.expect("read").map(|person| person.name), Some(None));
    persons::clear_keys(&mut tx, id(2)).await.expect("cleared");
    assert!(persons::find(&mut tx, &[email]).await.expect("asked").is_empty());
    assert_eq!(persons::get(&mut tx, id(9)).await, Ok(None));
}

pub(super) async fn two_persons_become_one(db: &Db) {
    a_sealed_run(db).await;
    let email = db.key().person_email(a().team, "anna@example.org").expect("an address");
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &Person { name: None, ..person(2) }).await.expect("made");
    persons::add_keys(&mut tx, id(1), &[email]).await.expect("added");
    persons::add_keys(&mut tx, id(2), &[email]).await.expect("added");
    let both = crate::rows::RunPerson { run: id(11), person: id(2), position: 1 };
    crate::runs::create(&mut tx, &run(11, 1), &[both], &[]).await.expect("made");
    persons::merge(&mut tx, id(1), id(2), NOON + 1).await.expect("merged");
    assert_eq!(persons::get(&mut tx, id(1)).await, Ok(None));
    let merged = persons::get(&mut tx, id(2)).await.expect("read").expect("there");
    assert_eq!(merged.name, person(1).name, "the name of the other fills the gap");
    assert_eq!(persons::find(&mut tx, &[email]).await.expect("found").len(), 1);
    let holdings = persons::holdings(&mut tx, id(2)).await.expect("listed");
    assert_eq!(holdings.runs, [id(10), id(11)]);
    assert!(holdings.rows.contains(&("documents", 1)), "{:?}", holdings.rows);
    assert_eq!(crate::runs::persons(&mut tx, id(11)).await.expect("listed").len(), 1);
    assert_eq!(crate::runs::get(&mut tx, id(10)).await.expect("read").map(|run| run.person), Some(id(2)));
    assert!(matches!(persons::merge(&mut tx, id(2), id(2), NOON).await, Err(DbError::Invalid { .. })));
    assert!(matches!(persons::merge(&mut tx, id(9), id(2), NOON).await, Err(DbError::NotFound { .. })));
}

pub(super) async fn a_text_with_a_nul_is_refused(db: &Db) {
    two_teams(db).await;
    let refused = DbError::Invalid { what: "text with a NUL" };
    let mut tx = db.write(&a()).await.expect("begun");
    let named = Person { name: Some("Anna\0Müller".into()), ..person(1) };
    assert_eq!(persons::create(&mut tx, &named).await, Err(refused.clone()));
    assert!(tx.commit().await.is_err(), "as after any other failure");
    let mut tx = db.read(&a()).await.expect("begun");
    let query = Query { recommendation: Some("go\0".to_owned()), ..Query::default() };
    assert_eq!(history::find(&mut tx, &query).await.err(), Some(refused), "nor is one looked for");
    drop(tx);
    let mut tx = db.read(&a()).await.expect("begun");
    assert_eq!(persons::get(&mut tx, id(1)).await, Ok(None));
}

pub(super) async fn clients_are_found_by_folded_names(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for (n, name) in [(1, "Müller & Söhne AG"), (2, "Société Générale"), (3, "100 % Holz")] {
        clients::create(&mut tx, &client(n, name)).await.expect("made");
    }
    for (text, number) in [("MULLER", 1), ("societe gen", 1), ("%", 1), ("_", 0), ("", 3)] {
        assert_eq!(clients::find(&mut tx, text).await.expect("found").len(), number, "{text}");
    }
    let loaded = clients::get(&mut tx, id(1)).await.expect("read").expect("there");
    clients::set(&mut tx, &loaded, "Meier AG", "{}", NOON + 1).await.expect("set");
    let stale = clients::set(&mut tx, &loaded, "Huber AG", "{}", NOON + 2).await;
    assert_eq!(stale, Err(DbError::Conflict { what: "client" }));
    assert_eq!(clients::find(&mut tx, "meier").await.expect("found").len(), 1);
    clients::set_archived(&mut tx, id(1), Some(NOON), NOON + 3).await.expect("archived");
    assert!(clients::find(&mut tx, "meier").await.expect("found").is_empty());
}

fn version(number: i64, at: i64) -> JobProfileVersion {
    JobProfileVersion {
        profile: id(7),
        version: number,
        body: r#"{"title":"Java"}"#.into(),
        source_sha256: Some(hash(1)),
        engine: Some("rules/1".to_owned()),
        created_by: Some(id(0xa1)),
        created_at: at,
    }
}

pub(super) async fn of_two_changes_of_a_profile_one_wins(db: &Db) {
    two_teams(db).await;
    let profile = JobProfile {
        id: id(7),
        client: Some(id(5)),
        title: "Entwickler/in Java".to_owned(),
        folded: String::new(),
        external_ref: Some("JP-4711".to_owned()),
        version: 1,
        created_by: None,
        created_at: NOON,
        updated_at: NOON,
        closed_at: None,
    };
    let mut tx = db.write(&a()).await.expect("begun");
    clients::create(&mut tx, &client(5, "Meier AG")).await.expect("made");
    assert!(matches!(profiles::create(&mut tx, &profile, &version(2, NOON)).await, Err(DbError::Invalid { .. })));
    profiles::create(&mut tx, &profile, &version(1, NOON)).await.expect("made");
    profiles::add_version(&mut tx, &version(2, NOON + 1), "Entwickler Kotlin").await.expect("added");
    let late = profiles::add_version(&mut tx, &version(2, NOON + 2), "Entwickler Go").await;
    assert_eq!(late, Err(DbError::Conflict { what: "job profile" }));
    let found = profiles::get(&mut tx, id(7)).await.expect("read").expect("there");
    assert_eq!((found.version, found.title.as_str()), (2, "Entwickler Kotlin"));
    let numbers: Vec<i64> =
        profiles::versions(&mut tx, id(7)).await.expect("listed").iter().map(|row| row.version).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(profiles::version(&mut tx, id(7), 1).await.expect("read"), Some(version(1, NOON)));
    for (text, client, number) in
        [("kotlin", None, 1), ("jp-4711", Some(id(5)), 1), ("java", None, 0), ("kotlin", Some(id(6)), 0)]
    {
        assert_eq!(profiles::find(&mut tx, text, client).await.expect("found").len(), number, "{text}");
    }
    profiles::set_closed(&mut tx, id(7), Some(NOON), NOON + 3).await.expect("closed");
    assert!(profiles::find(&mut tx, "kotlin", None).await.expect("found").is_empty());
}
