//! Whole tables as plain rows: both engines tell the same columns of the same kinds, and nothing is written into a database that
//! holds something.

use crate::engines::{config, make_team, open};
use dossier_db::backup::{self, Field, Kind, NOT_KEPT, Pages, Restore, Shape};
use dossier_db::testing::{NOON, OTHER_TABLES, TEAM_TABLES};
use dossier_db::{Db, DbConfig, DbError, SystemCtx};
use dossier_stand_ins::postgres::Postgres;
use uuid::Uuid;

async fn shapes(db: &Db) -> Vec<Shape> {
    let mut tx = db.system_read(SystemCtx::Backup).await.expect("begun");
    backup::shapes(&mut tx).await.expect("asked")
}

/// All rows of a table, as it stands.
async fn rows_of(db: &Db, shape: &Shape) -> Vec<Vec<Field>> {
    let mut tx = db.system_read(SystemCtx::Backup).await.expect("begun");
    let (mut pages, mut all) = (Pages::new(shape), Vec::new());
    loop {
        let page = pages.next(&mut tx).await.expect("read");
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[tokio::test]
async fn both_engines_tell_the_same_columns_of_the_same_kinds() {
    let postgres = Postgres::start();
    let of_postgres = shapes(&open(&config(&postgres.create("shapes"))).await).await;
    let of_sqlite = shapes(&open(&DbConfig::memory()).await).await;
    assert_eq!(of_sqlite, of_postgres);
    assert_eq!(of_sqlite.len(), OTHER_TABLES.len() + TEAM_TABLES.len() - left_out());
    let teams = of_sqlite.iter().find(|shape| shape.name == "teams").expect("a table");
    assert!(teams.columns.iter().any(|column| column.name == "team" && column.kind == Kind::Id));
}

fn left_out() -> usize {
    NOT_KEPT.iter().filter(|name| OTHER_TABLES.contains(name) || TEAM_TABLES.contains(name)).count()
}

#[tokio::test]
async fn many_pages_are_read_in_order_on_both_engines() {
    let postgres = Postgres::start();
    let dbs = [open(&DbConfig::memory()).await, open(&config(&postgres.create("pages"))).await];
    let mut found = Vec::new();
    for db in &dbs {
        for n in (1..=250).rev() {
            make_team(db, n).await;
        }
        let shapes = shapes(db).await;
        let shape = shapes.iter().find(|shape| shape.name == "teams").expect("a table");
        found.push(rows_of(db, shape).await);
    }
    assert_eq!(found[0].len(), 250);
    assert!(found[0] == found[1]);
}

#[tokio::test]
async fn only_an_empty_database_is_written() {
    let postgres = Postgres::start();
    let source = open(&DbConfig::memory()).await;
    make_team(&source, 1).await;
    let target = open(&config(&postgres.create("target"))).await;
    let shapes = shapes(&source).await;
    let mut restore = Restore::begin(&target).await.expect("begun");
    for shape in &shapes {
        for row in rows_of(&source, shape).await {
            restore.add(shape, &row).await.expect("written");
        }
    }
    restore.commit().await.expect("kept");
    for shape in &shapes {
        assert!(rows_of(&source, shape).await == rows_of(&target, shape).await, "{}", shape.name);
    }
    assert_eq!(Restore::begin(&target).await.err(), Some(DbError::Conflict { what: "database" }));
}

#[tokio::test]
async fn what_contradicts_the_columns_is_refused() {
    let db = open(&DbConfig::memory()).await;
    let shapes = shapes(&db).await;
    let shape = shapes.iter().find(|shape| shape.name == "memberships").expect("a table");
    let mut restore = Restore::begin(&db).await.expect("begun");
    assert!(matches!(restore.add(shape, &[Field::Null]).await, Err(DbError::Invalid { .. })));
    let fields: Vec<Field> = shape
        .columns
        .iter()
        .map(|column| match (column.name.as_str(), column.kind) {
            ("role", _) => Field::Text("owner".to_owned()),
            (_, Kind::Int) => Field::Int(NOON),
            _ => Field::Id(Uuid::from_u128(1)),
        })
        .collect();
    assert_eq!(restore.add(shape, &fields).await, Err(DbError::Conflict { what: "reference" }));
}
