//! Promises about the history.

use super::*;
use crate::error::DbError;
use crate::history::{self, Query, Sort};
use crate::runs::Facts;

/// Team A with 25 runs of person 1, two a microsecond, number 7 with facts.
async fn many_runs(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(1)).await.expect("made");
    persons::create(&mut tx, &person(2)).await.expect("made");
    clients::create(&mut tx, &client(5, "Meier AG")).await.expect("made");
    for n in 0..25_i64 {
        let at = NOON + n / 2;
        let number = u128::try_from(n).expect("small") + 100;
        let row = Run { created_at: at, updated_at: at, ..run(number, if n == 7 { 2 } else { 1 }) };
        crate::runs::create(&mut tx, &row, &[], &[]).await.expect("made");
    }
    let facts = Facts {
        client: Some(id(5)),
        label: Some("Java-Entwickler_Anna-Müller_20260127".into()),
        role: Some("Java-Entwickler/in 100%".to_owned()),
        recommendation: Some("go".to_owned()),
        plain_words: vec!["Meier AG".to_owned()],
        named_words: vec!["Anna Müller".into()],
        ..Facts::default()
    };
    crate::runs::set_facts(&mut tx, id(107), &facts, NOON + 100).await.expect("written");
    tx.commit().await.expect("kept");
}

pub(super) async fn pages_are_whole_while_runs_come(db: &Db) {
    many_runs(db).await;
    let mut seen = Vec::new();
    let mut query = Query { limit: 10, ..Query::default() };
    loop {
        let mut tx = db.write(&a()).await.expect("begun");
        let page = history::find(&mut tx, &query).await.expect("found");
        seen.extend(page.items.iter().map(|run| run.id.as_u128()));
        // A run that comes in between is on no later page.
        let late = Run { created_at: NOON + 1_000, ..run(500 + seen.len() as u128, 1) };
        crate::runs::create(&mut tx, &late, &[], &[]).await.expect("made");
        tx.commit().await.expect("kept");
        match page.next {
            Some(next) => query.after = Some(next.to_string().parse().expect("a cursor")),
            None => break,
        }
    }
    assert_eq!(seen, (100..125).rev().collect::<Vec<u128>>());
    let mut tx = db.read(&a()).await.expect("begun");
    for limit in [0, history::PAGE_MAX + 1] {
        let refused = history::find(&mut tx, &Query { limit, ..Query::default() }).await;
        assert!(matches!(refused, Err(DbError::Limit { .. })));
    }
    let updated = history::find(&mut tx, &Query { sort: Sort::Updated, ..Query::default() }).await.expect("found");
    assert_eq!(updated.items.first().map(|run| run.id), Some(id(107)));
}

async fn number(db: &Db, query: &Query) -> usize {
    let mut tx = db.read(&a()).await.expect("begun");
    history::find(&mut tx, query).await.expect("found").items.len()
}

pub(super) async fn names_are_found_by_those_who_may_see_them(db: &Db) {
    many_runs(db).await;
    for (text, plain, named) in [
        ("java meier", 1, 1),
        ("MEIER  entwickler", 1, 1),
        ("100%", 1, 1),
        ("müller", 0, 1),
        ("Anna java", 0, 1),
        ("java huber", 0, 0),
    ] {
        let query = |sees_persons| Query { text: Some(text.to_owned()), sees_persons, ..Query::default() };
        assert_eq!(number(db, &query(false)).await, plain, "{text}");
        assert_eq!(number(db, &query(true)).await, named, "{text}");
    }
    let of_person = |sees_persons| Query { person: Some(id(2)), sees_persons, ..Query::default() };
    assert_eq!(number(db, &of_person(false)).await, 0);
    assert_eq!(number(db, &of_person(true)).await, 1);
}

pub(super) async fn filters_narrow(db: &Db) {
    many_runs(db).await;
    let all = Query::default();
    for (query, expected) in [
        (all.clone(), 25),
        (Query { client: Some(id(5)), ..all.clone() }, 1),
        (Query { recommendation: Some("go".to_owned()), ..all.clone() }, 1),
        (Query { states: vec![RunState::Queued, RunState::Failed], ..all.clone() }, 25),
        (Query { states: vec![RunState::Sealed], ..all.clone() }, 0),
        (Query { created_by: Some(id(0xa1)), ..all.clone() }, 25),
        (Query { created_by: Some(id(0xb1)), ..all.clone() }, 0),
        (Query { from: Some(NOON + 5), ..all.clone() }, 15),
        (Query { until: Some(NOON + 5), ..all.clone() }, 10),
        (Query { closed: Some(true), ..all.clone() }, 0),
        (Query { closed: Some(false), ..all.clone() }, 25),
        (Query { profile: Some(id(9)), ..all.clone() }, 0),
        (Query { batch: Some(id(9)), ..all.clone() }, 0),
        (Query { kind: Some(RunKind::Single), ..all.clone() }, 25),
        (Query { kind: Some(RunKind::Shortlist), ..all.clone() }, 0),
    ] {
        assert_eq!(number(db, &query).await, expected, "{query:?}");
    }
}

pub(super) async fn the_best_come_first(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(1)).await.expect("made");
    for (number, score) in [(101, Some(40)), (102, None), (103, Some(90)), (104, Some(0)), (105, Some(90)), (106, None)]
    {
        crate::runs::create(&mut tx, &run(number, 1), &[], &[]).await.expect("made");
        let facts = Facts { score, ..Facts::default() };
        crate::runs::set_facts(&mut tx, id(number), &facts, NOON).await.expect("written");
    }
    tx.commit().await.expect("kept");
    let (mut seen, mut query) = (Vec::new(), Query { sort: Sort::Score, limit: 2, ..Query::default() });
    loop {
        let mut tx = db.read(&a()).await.expect("begun");
        let page = history::find(&mut tx, &query).await.expect("found");
        seen.extend(page.items.iter().map(|run| run.id.as_u128()));
        match page.next {
            Some(next) => query.after = Some(next.to_string().parse().expect("a cursor")),
            None => break,
        }
    }
    assert_eq!(seen, [105, 103, 101, 104, 106, 102], "those without a score last");
}
