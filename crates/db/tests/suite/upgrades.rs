//! Upgrades of a database in use: each earlier schema is filled as that version wrote it, brought up to date, and read by the
//! repositories of today, on both engines.

use crate::engines::{birth, config, key, open, queued_run};
use dossier_db::rows::{FileKind, Role, Run, RunKind, RunState, TeamFile};
use dossier_db::testing::{NOON, count, migrate_to, versions};
use dossier_db::{Actor, Db, DbConfig, Hash, Personal, SystemCtx, TenantCtx};
use dossier_db::{clients, files, revisions, runs, teams, users};
use dossier_stand_ins::postgres::Postgres;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use std::path::Path;
use uuid::Uuid;

const INSTANCE: u128 = 0x99;
const TEAM: u128 = 1;
const USER: u128 = 2;
const CLIENT: u128 = 3;
const PERSON: u128 = 4;
const FILE: u128 = 5;
const RUN: u128 = 6;
const REVISION: u128 = 7;
const FONT: u128 = 8;
const SHORTLIST: u128 = 9;

/// Since when a schema knows something: by its number on SQLite and on PostgreSQL.
const RESET_LINKS: (i64, i64) = (2, 4);
const FONTS: (i64, i64) = (3, 5);
const RUN_KINDS: (i64, i64) = (4, 7);

/// How an engine's older schema is written to.
#[derive(Clone, Copy)]
struct Old {
    is_postgres: bool,
    version: i64,
}

impl Old {
    fn knows(self, since: (i64, i64)) -> bool {
        self.version >= if self.is_postgres { since.1 } else { since.0 }
    }

    fn id(self, n: u128) -> String {
        if self.is_postgres { format!("'{}'::uuid", Uuid::from_u128(n)) } else { format!("x'{n:032x}'") }
    }

    /// Bytes, given in hexadecimal.
    fn bytes(self, hex: &str) -> String {
        if self.is_postgres { format!(r"'\x{hex}'::bytea") } else { format!("x'{hex}'") }
    }

    /// Rows of every kind that a later migration touches, and what they hang on.
    fn rows(self) -> String {
        let id = |n| self.id(n);
        let (one, two) = (self.bytes(&"01".repeat(32)), self.bytes(&"02".repeat(32)));
        let (of_one, of_two) = (Hash::sha256(&[1; 32]).to_string(), Hash::sha256(&[2; 32]).to_string());
        let (of_one, of_two) = (self.bytes(&of_one), self.bytes(&of_two));
        let (team, user, client) = (id(TEAM), id(USER), id(CLIENT));
        let (person, file, run, revision) = (id(PERSON), id(FILE), id(RUN), id(REVISION));
        let mut rows = vec![
            format!("INSERT INTO instance (slot, id, created_at) VALUES (1, {}, {NOON})", id(INSTANCE)),
            format!(
                "INSERT INTO teams (team, name, settings, retention_months, retention_reason, created_at, updated_at) \
                 VALUES ({team}, 'Desk', '{{}}', 6, 'usual', {NOON}, {NOON})"
            ),
            format!(
                "INSERT INTO users (id, email, email_hash, name, password_hash, created_at, updated_at) \
                 VALUES ({user}, 'rosa@example.org', {one}, 'Rosa Kestenmair', 'kept', {NOON}, {NOON})"
            ),
            format!(
                "INSERT INTO memberships (team, user_id, role, created_at) VALUES ({team}, {user}, 'owner', {NOON})"
            ),
            format!(
                "INSERT INTO clients (team, id, name, folded, settings, created_at, updated_at) \
                 VALUES ({team}, {client}, 'Client', 'client', '{{}}', {NOON}, {NOON})"
            ),
            format!(
                "INSERT INTO persons (team, id, name, created_at, updated_at) \
                 VALUES ({team}, {person}, 'Ana Owalenko', {NOON}, {NOON})"
            ),
            format!(
                "INSERT INTO team_files (team, id, kind, name, client, media_type, content, sha256, is_default, created_at) \
                 VALUES ({team}, {file}, 'template', 'Offer', {client}, 'text/plain', {two}, {of_two}, 1, {NOON})"
            ),
            format!(
                "INSERT INTO runs (team, id, person, client, state, attempt, event_seq, current_revision, label, \
                 search_plain, search_named, options, score, created_at, updated_at) VALUES ({team}, {run}, {person}, \
                 {client}, 'sealed', 1, 7, {revision}, 'Label', 'plain', 'named', '{{}}', 82, {NOON}, {NOON})"
            ),
            format!(
                "INSERT INTO revisions (team, id, run, attempt, kind, state, options, bytes, files, created_at, sealed_at) \
                 VALUES ({team}, {revision}, {run}, 1, 'documents', 'sealed', '{{}}', 1000, 9, {NOON}, {NOON})"
            ),
        ];
        if self.knows(RESET_LINKS) {
            rows.push(format!(
                "INSERT INTO reset_links (token_hash, user_id, created_at, expires_at) \
                 VALUES ({two}, {user}, {NOON}, {NOON})"
            ));
        }
        if self.knows(FONTS) {
            let font = id(FONT);
            rows.push(format!(
                "INSERT INTO team_files (team, id, kind, name, media_type, content, sha256, is_default, created_at) \
                 VALUES ({team}, {font}, 'font', 'Face', 'font/ttf', {one}, {of_one}, 0, {NOON})"
            ));
        }
        if self.knows(RUN_KINDS) {
            rows.push(format!("UPDATE runs SET verdicts = '[]' WHERE id = {run}"));
        }
        rows.join(";\n")
    }

    /// Looks whether today's program finds all of it, and goes on writing.
    async fn is_read(self, db: &Db) {
        let about = format!("from {} on {}", self.version, db.engine());
        let id = Uuid::from_u128;
        assert_eq!(db.instance(), id(INSTANCE), "{about}");
        let mut login = db.system_read(SystemCtx::Login).await.expect("begun");
        let user = users::get(&mut login, id(USER)).await.expect("asked").expect("there");
        assert_eq!((user.name.as_str(), user.email_hash), ("Rosa Kestenmair", Hash([1; 32])), "{about}");
        assert_eq!(user.password_hash.as_ref().map(Personal::as_str), Some("kept"), "{about}");
        drop(login);

        let ctx = TenantCtx { team: id(TEAM), actor: Actor::System };
        let mut tx = db.write(&ctx).await.expect("begun");
        let team = teams::get(&mut tx).await.expect("asked");
        assert_eq!((team.name.as_str(), team.retention_months), ("Desk", 6), "{about}");
        let members = users::members(&mut tx).await.expect("asked");
        assert!(members.len() == 1 && members[0].role == Role::Owner, "{about}");
        assert_eq!(clients::get(&mut tx, id(CLIENT)).await.expect("asked").expect("there").name.as_str(), "Client");
        let (file, content) = files::get(&mut tx, id(FILE)).await.expect("asked").expect("there");
        assert_eq!((file.kind, file.client, file.is_default), (FileKind::Template, Some(id(CLIENT)), true), "{about}");
        assert_eq!(content, [2; 32], "{about}");

        let run = runs::get(&mut tx, id(RUN)).await.expect("asked").expect("there");
        assert_eq!((run.kind, run.state, run.score), (RunKind::Single, RunState::Sealed, Some(82)), "{about}");
        assert_eq!((run.current_revision, run.event_seq), (Some(id(REVISION)), 7), "{about}");
        assert_eq!(run.verdicts.is_some(), self.knows(RUN_KINDS), "{about}");
        let sealed = revisions::of_run(&mut tx, id(RUN)).await.expect("asked");
        assert!(sealed.len() == 1 && sealed[0].files == Some(9), "{about}");

        // What the newer schema allows is allowed now.
        let shortlist = Run { kind: RunKind::Shortlist, ..queued_run(id(SHORTLIST), id(PERSON)) };
        runs::create(&mut tx, &shortlist, &[], &[]).await.expect("made");
        if !self.knows(FONTS) {
            let sha256 = Hash::sha256(b"face");
            let font = TeamFile { id: id(FONT), kind: FileKind::Font, is_default: false, sha256, ..file };
            files::create(&mut tx, &font, b"face").await.expect("made");
        }
        tx.commit().await.expect("kept");
        for (table, rows) in [("team_files", 2), ("runs", 2), ("reset_links", i64::from(self.knows(RESET_LINKS)))] {
            assert_eq!(count(db, table).await.expect("counted"), rows, "{table}, {about}");
        }
    }
}

async fn write_sqlite(path: &Path, sql: String) {
    let options = SqliteConnectOptions::new().filename(path).foreign_keys(true);
    let mut connection = options.connect().await.expect("connected");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("written");
    connection.close().await.expect("closed");
}

#[tokio::test]
async fn sqlite_in_use_comes_from_every_schema() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    for version in versions(&DbConfig::memory()) {
        let path = folder.path().join(format!("{version}.db"));
        let file = DbConfig::file(&path);
        let old = Old { is_postgres: false, version };
        migrate_to(&file, version).await.expect("migrated");
        write_sqlite(&path, old.rows()).await;
        let db = open(&file).await;
        old.is_read(&db).await;
        db.close().await;
    }
}

#[tokio::test]
async fn postgres_in_use_comes_from_every_schema() {
    let postgres = Postgres::start();
    for version in versions(&config(&postgres.create("earlier"))) {
        let name = format!("used{version}");
        let url = config(&postgres.create(&name));
        let old = Old { is_postgres: true, version };
        migrate_to(&url, version).await.expect("migrated");
        postgres.run(&name, &format!("SET search_path TO dossier;\n{}", old.rows()));
        let db = open(&url).await;
        old.is_read(&db).await;
        db.close().await;
    }
}

/// Two replicas of the new version begin at once over a database in use.
#[tokio::test]
async fn replicas_upgrade_a_database_in_use_at_once() {
    let postgres = Postgres::start();
    let url = config(&postgres.create("rolling"));
    let all = versions(&url);
    let old = Old { is_postgres: true, version: all[all.len() - 2] };
    migrate_to(&url, old.version).await.expect("migrated");
    postgres.run("rolling", &format!("SET search_path TO dossier;\n{}", old.rows()));
    let (one, other) = tokio::join!(Db::open(&url, key(), birth()), Db::open(&url, key(), birth()));
    let (one, other) = (one.expect("opened"), other.expect("opened"));
    assert_eq!(one.instance(), other.instance());
    old.is_read(&one).await;
    one.check_schema().await.expect("the newest");
    other.check_schema().await.expect("the newest");
}
