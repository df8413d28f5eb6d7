//! Row-level security on a real PostgreSQL: what a statement without the team's condition sees, what the roles may not do, and
//! that a server which would not keep teams apart is refused.

use crate::engines::{birth, config, key, open, team};
use dossier_db::testing::{self, NOON, OTHER_TABLES, TEAM_TABLES};
use dossier_db::{Actor, Db, DbConfig, DbError, SystemCtx, TenantCtx, persons, rows, teams, users};
use dossier_stand_ins::postgres::Postgres;
use uuid::Uuid;

fn ctx(n: u128) -> TenantCtx {
    TenantCtx { team: Uuid::from_u128(n), actor: Actor::System }
}

/// Two teams with an owner and a person each.
async fn filled(config: &DbConfig) -> Db {
    let db = open(config).await;
    let mut tx = db.system(SystemCtx::Setup).await.expect("begun");
    for n in [1, 2] {
        teams::create(&mut tx, ctx(n).team, &team(n)).await.expect("made");
        let email = format!("owner{n}@example.org");
        let user = rows::User {
            id: Uuid::from_u128(10 + n),
            email_hash: db.key().of_user_email(&email),
            email: email.into(),
            name: "Rosa Kestenmair".into(),
            locale: None,
            password_hash: None,
            subject_hash: None,
            created_at: NOON,
            updated_at: NOON,
            disabled_at: None,
        };
        users::create(&mut tx, &user).await.expect("made");
        let owner = rows::Membership { user_id: user.id, role: rows::Role::Owner, created_at: NOON };
        users::join(&mut tx, ctx(n).team, &owner).await.expect("joined");
    }
    tx.commit().await.expect("kept");
    for n in [1, 2] {
        let mut tx = db.write(&ctx(n)).await.expect("begun");
        let person = rows::Person {
            id: Uuid::from_u128(100 + n),
            name: Some("Anna Müller".into()),
            created_at: NOON,
            updated_at: NOON,
        };
        persons::create(&mut tx, &person).await.expect("made");
        tx.commit().await.expect("kept");
    }
    db
}

/// Team B reads nothing of A, and A nothing of B, even where a statement forgets the team; nor does it write anything there.
#[tokio::test]
async fn teams_are_apart_without_the_applications_filter() {
    let postgres = Postgres::start();
    let db = filled(&config(&postgres.create("apart"))).await;
    let mut tx = db.write(&ctx(2)).await.expect("begun");
    for table in TEAM_TABLES {
        let seen = testing::visible(&mut tx, table).await.expect("asked");
        let own = i64::from(matches!(*table, "teams" | "memberships" | "persons"));
        assert_eq!(seen, own, "{table}");
    }
    assert_eq!(testing::visible(&mut tx, "users").await, Ok(1), "members only");
    drop(tx);
    for table in OTHER_TABLES.iter().filter(|table| **table != "users") {
        let mut tx = db.read(&ctx(2)).await.expect("begun");
        assert_eq!(testing::visible(&mut tx, table).await, Err(DbError::NotAllowed), "{table}");
    }
    for (sql, touched) in [
        ("UPDATE persons SET name = 'stolen' WHERE id <> $1", 1),
        ("DELETE FROM persons WHERE id <> $1", 1),
        ("UPDATE teams SET name = 'stolen' WHERE $1 IS NOT NULL", 1),
    ] {
        let mut tx = db.write(&ctx(2)).await.expect("begun");
        assert_eq!(testing::attempt(&mut tx, sql).await, Ok(touched), "the own row only: {sql}");
    }
    for sql in [
        "INSERT INTO persons (team, id, created_at, updated_at) \
         VALUES ('00000000-0000-0000-0000-000000000001', $1, 0, 0)",
        "UPDATE persons SET team = '00000000-0000-0000-0000-000000000001' WHERE team = $1",
        "INSERT INTO teams (team, name, settings, retention_months, retention_reason, created_at, updated_at) \
         VALUES (gen_random_uuid(), 'x', '{}', 6, 'x', 0, 0)",
        "DELETE FROM teams WHERE team = $1",
        "UPDATE users SET name = 'x' WHERE id <> $1",
        "SELECT password_hash FROM users WHERE id <> $1",
        "SELECT subject_hash FROM users WHERE id <> $1",
        "UPDATE audit SET at = 0 WHERE team = $1",
        "TRUNCATE persons",
        "ALTER TABLE persons DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_team ON persons",
        "CREATE TABLE mine (x int)",
        "SELECT enqueue_job('00000000-0000-0000-0000-000000000001', $1, 'batch', 0, 0)",
        "SELECT forget_job('00000000-0000-0000-0000-000000000001', $1)",
        "SELECT * FROM dossier_jobs.jobs WHERE key <> $1::text",
    ] {
        let mut tx = db.write(&ctx(2)).await.expect("begun");
        let refused = testing::attempt(&mut tx, sql).await;
        assert!(matches!(refused, Err(DbError::NotAllowed | DbError::Internal { .. })), "{sql}: {refused:?}");
    }
    let mut tx = db.write(&ctx(2)).await.expect("begun");
    testing::attempt(&mut tx, "SELECT set_config('row_security', 'off', true) WHERE $1 IS NOT NULL")
        .await
        .expect("set");
    let unbound = testing::visible(&mut tx, "persons").await;
    assert_eq!(unbound, Err(DbError::NotAllowed), "who switches it off reads nothing");
    drop(tx);
    assert_eq!(testing::count(&db, "persons").await, Ok(2));
    db.close().await;
}

/// A purpose sees what its policies give it: nothing of the tables it does not need.
#[tokio::test]
async fn purposes_see_their_tables_only() {
    let postgres = Postgres::start();
    let db = filled(&config(&postgres.create("purposes"))).await;
    let mut tx = db.system(SystemCtx::Backup).await.expect("begun");
    assert_eq!(teams::all(&mut tx).await.expect("listed").len(), 2);
    drop(tx);
    // The policies count, not only the check in front of them.
    for purpose in SystemCtx::ALL {
        let seen = testing::visible_for(&db, *purpose, "persons").await;
        let expected = if *purpose == SystemCtx::Backup { Ok(2) } else { Ok(0) };
        assert_eq!(seen, expected, "{purpose:?}");
    }
    db.close().await;
}

async fn refusal(config: &DbConfig) -> String {
    match Db::open(config, key(), birth()).await {
        Err(DbError::RowSecurity { reason }) => reason,
        Err(error) => panic!("refused for another reason: {error}"),
        Ok(_) => panic!("opened"),
    }
}

/// Start refuses where row-level security is not active, for each way in which it may not be.
#[tokio::test]
async fn start_refuses_without_row_security() {
    let postgres = Postgres::start();
    open(&config(&postgres.create("sound"))).await.close().await;
    for (number, (sql, says)) in [
        ("ALTER TABLE dossier.runs DISABLE ROW LEVEL SECURITY", "runs"),
        ("ALTER TABLE dossier.persons NO FORCE ROW LEVEL SECURITY", "persons"),
        ("CREATE POLICY everybody ON dossier.comments USING (true)", "comments.everybody"),
        ("CREATE POLICY more ON dossier.comments TO dossier_app USING (true)", "comments.more"),
        ("CREATE TABLE dossier.forgotten (team uuid)", "forgotten"),
        ("ALTER TABLE dossier.comments OWNER TO dossier_app", "comments"),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("broken{number}");
        let url = postgres.copy("sound", &name);
        postgres.run(&name, sql);
        let reason = refusal(&config(&url)).await;
        assert!(reason.contains(says), "{sql}: {reason}");
    }
    let url = postgres.url("sound");
    postgres.run("postgres", "ALTER ROLE dossier_app BYPASSRLS");
    assert!(refusal(&config(&url)).await.contains("dossier_app"));
    postgres.run("postgres", "ALTER ROLE dossier_app NOBYPASSRLS");
    postgres.run("postgres", "CREATE ROLE powerful; GRANT powerful TO dossier_system");
    assert!(refusal(&config(&url)).await.contains("powerful"));
    postgres.run("postgres", "REVOKE powerful FROM dossier_system");
    // A login that an administrator has not granted the roles, against a schema that is there.
    postgres.run("sound", "CREATE ROLE plain LOGIN; GRANT USAGE ON SCHEMA dossier TO plain");
    postgres.run("sound", "GRANT SELECT ON dossier._sqlx_migrations TO plain");
    let mut plain = config(&postgres.url_as("plain", "sound"));
    plain.migrate = false;
    assert!(refusal(&plain).await.contains("may not take"));
    postgres.run("sound", "GRANT dossier_app, dossier_system TO plain");
    open(&plain).await.close().await;
    open(&config(&url)).await.close().await;
}
