//! PostgreSQL: a pool, and transactions that give up the login's own rights before they do anything. Refuses to work where
//! the server would not keep teams apart. Also what needs a connection of its own: migrations, listening, the job engine.

use super::{OTHER_TABLES, TEAM_TABLES, migrations};
use crate::changes::{CHANNEL, Change};
use crate::config::DbConfig;
use crate::context::SystemCtx;
use crate::error::DbError;
use graphile_worker::WorkerUtils;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Row as _, Transaction};
use std::time::Duration;
use tokio::sync::broadcast;
use uuid::Uuid;

/// Schema of the job engine.
pub(crate) const JOBS_SCHEMA: &str = "dossier_jobs";

/// Lock under which the job engine's schema is migrated; a number that nobody else takes.
const JOBS_LOCK: i64 = 0x646f_7373_6a6f_6273;

/// Pauses between attempts to listen.
const LISTEN_PAUSE: Duration = Duration::from_millis(500);
const LISTEN_PAUSE_MAX: Duration = Duration::from_secs(10);

/// Role of one team's transactions.
const APP: &str = "dossier_app";

/// Role of transactions across teams.
const SYSTEM: &str = "dossier_system";

/// Statements that a connection keeps prepared; more than there are.
const STATEMENTS_KEPT: usize = 400;

/// All settings of a transaction in one go; they end with it. The role comes last, for it may not set the others.
const SETTINGS: &str = "SELECT set_config('search_path', 'dossier, pg_temp', true), \
     set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true), \
     set_config('dossier.team', $2, true), set_config('dossier.purpose', $3, true), set_config('role', $4, true)";

/// Whose rows a transaction is for.
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    Team(Uuid),
    Purpose(&'static str),
    /// The tables' owner, who writes a whole database: a restore.
    Owner,
}

/// The connections.
#[derive(Clone)]
pub(crate) struct Pool {
    pool: PgPool,
    options: Box<PgConnectOptions>,
    wait_max: Duration,
    statement_max: Duration,
}

impl Pool {
    pub(crate) async fn connect(config: &DbConfig, options: &PgConnectOptions) -> Result<Self, DbError> {
        let mut options = options.clone().statement_cache_capacity(STATEMENTS_KEPT);
        if options.get_application_name().is_none() {
            options = options.application_name("dossier");
        }
        let pool = PgPoolOptions::new()
            .max_connections(config.connections_max.max(1))
            .acquire_timeout(config.wait_max)
            .connect_with(options.clone())
            .await
            .map_err(DbError::of)?;
        Ok(Self { pool, options: Box::new(options), wait_max: config.wait_max, statement_max: config.statement_max })
    }

    /// A pool of its own with the login's rights: what is taken in a session, such as a lock, goes with it.
    async fn apart(&self, connections: u32) -> Result<PgPool, DbError> {
        PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(self.wait_max)
            .connect_with((*self.options).clone())
            .await
            .map_err(DbError::of)
    }

    /// A pool for the job engine, with the login's rights; it connects when it is used. A process that was stopped in the middle
    /// of a transaction, and with it of a look for lost workers, keeps others from looking for `idle_max` at most.
    pub(crate) fn for_jobs(&self, connections: u32, idle_max: Duration) -> PgPool {
        let idle_max = idle_max.as_millis().to_string();
        PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(self.wait_max)
            .after_connect(move |connection, _| {
                let idle_max = idle_max.clone();
                Box::pin(async move {
                    sqlx::query("SELECT set_config('idle_in_transaction_session_timeout', $1, false)")
                        .bind(idle_max)
                        .execute(connection)
                        .await
                        .map(|_| ())
                })
            })
            .connect_lazy_with((*self.options).clone())
    }

    /// Brings our schema and the job engine's up to date. One process does it, others wait.
    pub(crate) async fn migrate(&self) -> Result<(), DbError> {
        let alone = self.apart(1).await?;
        let done = migrations::postgres().run(&alone).await;
        alone.close().await;
        done.map_err(DbError::of_migration)?;
        self.migrate_jobs().await
    }

    /// The engine does not lock its own migrations, and two at once would not both get through.
    async fn migrate_jobs(&self) -> Result<(), DbError> {
        let pool = self.apart(2).await?;
        let done = Self::migrate_jobs_alone(&pool).await;
        pool.close().await;
        done
    }

    async fn migrate_jobs_alone(pool: &PgPool) -> Result<(), DbError> {
        let mut lock = pool.acquire().await.map_err(DbError::of)?;
        sqlx::query("SELECT pg_advisory_lock($1)").bind(JOBS_LOCK).execute(&mut *lock).await.map_err(DbError::of)?;
        let done = WorkerUtils::new(pool.clone(), JOBS_SCHEMA).migrate().await;
        // Where this fails the lock goes with the connection.
        let _ = sqlx::query("SELECT pg_advisory_unlock($1)").bind(JOBS_LOCK).execute(&mut *lock).await;
        done.map_err(|error| DbError::of_job_engine("migration of the job engine", &error))
    }

    /// Whether the job engine's schema is there. Asks the catalogue, for which nobody needs rights in the schema.
    pub(crate) async fn has_job_engine(&self) -> Result<bool, DbError> {
        let row = sqlx::query(
            "SELECT 1 AS one FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = $1 AND c.relname = '_private_jobs'",
        )
        .bind(JOBS_SCHEMA)
        .fetch_optional(&self.pool)
        .await
        .map_err(DbError::of)?;
        Ok(row.is_some())
    }

    /// Hears what all processes have changed and passes it on, for as long as this is polled.
    pub(crate) async fn hear(self, changes: broadcast::Sender<Change>) {
        let mut pause = LISTEN_PAUSE;
        loop {
            if let Ok(mut listener) = self.listener().await {
                pause = LISTEN_PAUSE;
                // What was told before the connection stood was missed. Sending fails where nobody watches.
                let _ = changes.send(Change::LOOK_AGAIN);
                while let Ok(heard) = listener.try_recv().await {
                    let change = heard.map_or(Change::LOOK_AGAIN, |message| Change::parse(message.payload()));
                    let _ = changes.send(change);
                }
            }
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(LISTEN_PAUSE_MAX);
        }
    }

    async fn listener(&self) -> Result<PgListener, DbError> {
        let alone = self.apart(1).await?;
        let mut listener = PgListener::connect_with(&alone).await.map_err(DbError::of)?;
        listener.listen(CHANNEL).await.map_err(DbError::of)?;
        Ok(listener)
    }

    /// Brings an empty database to an earlier schema, for tests of later migrations.
    pub(crate) async fn migrate_to(&self, version: i64) -> Result<(), DbError> {
        let alone = self.apart(1).await?;
        let done = migrations::postgres().run_to(version, &alone).await;
        alone.close().await;
        done.map_err(DbError::of_migration)
    }

    /// The newest migration that was applied.
    pub(crate) async fn version(&self) -> Result<Option<i64>, DbError> {
        let row = sqlx::query("SELECT to_regclass($1) IS NOT NULL AS known")
            .bind(migrations::POSTGRES_TABLE)
            .fetch_one(&self.pool)
            .await
            .map_err(DbError::of)?;
        if !row.try_get::<bool, _>("known").map_err(DbError::of)? {
            return Ok(None);
        }
        let row = sqlx::query("SELECT max(version) AS version FROM dossier._sqlx_migrations")
            .fetch_one(&self.pool)
            .await
            .map_err(DbError::of)?;
        row.try_get("version").map_err(DbError::of)
    }

    pub(crate) async fn begin(&self, scope: Scope, write: bool) -> Result<Transaction<'static, Postgres>, DbError> {
        let is_backup = matches!(scope, Scope::Purpose(purpose) if purpose == SystemCtx::Backup.code());
        let statement = match (write, is_backup) {
            (true, _) => "BEGIN",
            (false, false) => "BEGIN READ ONLY",
            // All tables as they were at one moment.
            (false, true) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut tx = self.pool.begin_with(statement).await.map_err(DbError::of)?;
        let (team, purpose, role) = match scope {
            Scope::Team(team) => (team.to_string(), "", APP),
            Scope::Purpose(purpose) => (String::new(), purpose, SYSTEM),
            Scope::Owner => (String::new(), "migrate", "none"),
        };
        // What copies everything takes its time, and waits for a storage in between.
        let has_time = is_backup || matches!(scope, Scope::Owner);
        let max_ms = if has_time { 0 } else { self.statement_max.as_millis() };
        sqlx::query(SETTINGS)
            .bind(max_ms.to_string())
            .bind(team)
            .bind(purpose)
            .bind(role)
            .execute(&mut *tx)
            .await
            .map_err(DbError::of)?;
        Ok(tx)
    }

    pub(crate) async fn ping(&self) -> Result<(), DbError> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(|_| ()).map_err(DbError::of)
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    /// Refuses a server that would not keep teams apart: by its catalogue, and by trying.
    pub(crate) async fn check_row_security(&self) -> Result<(), DbError> {
        self.nothing("roles are missing or have too many rights", ROLES).await?;
        self.nothing("roles own something or belong to others", ROLES_OWN_NOTHING).await?;
        self.nothing("tables without it", TABLES).await?;
        self.nothing("policies that are not ours", POLICIES).await?;
        for scope in [Scope::Team(Uuid::nil()), Scope::Purpose("")] {
            self.try_as(scope).await?;
        }
        Ok(())
    }

    /// Fails with the names that a query of the catalogue finds.
    async fn nothing(&self, fault: &str, sql: &'static str) -> Result<(), DbError> {
        let rows = sqlx::query(sql).fetch_all(&self.pool).await.map_err(DbError::of)?;
        if rows.is_empty() {
            return Ok(());
        }
        let names: Result<Vec<String>, sqlx::Error> = rows.iter().map(|row| row.try_get("name")).collect();
        Err(DbError::RowSecurity { reason: format!("{fault}: {}", names.map_err(DbError::of)?.join(", ")) })
    }

    /// Takes a role for nobody's rows and looks whether it sees any.
    async fn try_as(&self, scope: Scope) -> Result<(), DbError> {
        let refused = |reason: &str| DbError::RowSecurity { reason: reason.to_owned() };
        let mut tx = match self.begin(scope, false).await {
            Err(DbError::NotAllowed) => return Err(refused("this login may not take the roles")),
            begun => begun?,
        };
        let mut looks: Vec<String> = Vec::new();
        for table in TEAM_TABLES.iter().chain(OTHER_TABLES) {
            // What the role has no right to read at all is no way around; elsewhere policies must count for it.
            looks.push(format!(
                "SELECT '{table}' AS name WHERE has_any_column_privilege('dossier.{table}', 'SELECT') \
                 AND NOT row_security_active('dossier.{table}')"
            ));
        }
        let rows =
            sqlx::query(AssertSqlSafe(looks.join(" UNION ALL "))).fetch_all(&mut *tx).await.map_err(DbError::of)?;
        if !rows.is_empty() {
            return Err(refused("it does not bind the roles"));
        }
        let seen = sqlx::query("SELECT 1 AS one FROM runs LIMIT 1").fetch_optional(&mut *tx).await;
        match seen.map_err(DbError::of) {
            Ok(None) => {}
            Ok(Some(_)) => return Err(refused("nobody's transaction sees runs")),
            Err(error) => return Err(error),
        }
        tx.rollback().await.map_err(DbError::of)
    }
}

/// Roles that are not there, or that no policy would bind.
const ROLES: &str = "SELECT wanted.name FROM (VALUES ('dossier_app'), ('dossier_system')) AS wanted (name) \
     LEFT JOIN pg_roles ON pg_roles.rolname = wanted.name \
     WHERE rolname IS NULL OR rolsuper OR rolbypassrls OR rolcreaterole";

/// What the roles own in the schema, and what they are members of.
const ROLES_OWN_NOTHING: &str = "SELECT c.relname::text AS name FROM pg_class c \
     JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner \
     WHERE n.nspname = 'dossier' AND r.rolname IN ('dossier_app', 'dossier_system') \
     UNION ALL SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member \
     JOIN pg_roles g ON g.oid = m.roleid WHERE r.rolname IN ('dossier_app', 'dossier_system')";

/// Tables of the schema that are not forced under row-level security.
const TABLES: &str = "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE n.nspname = 'dossier' AND c.relkind IN ('r', 'p') AND c.relname <> '_sqlx_migrations' \
     AND NOT (c.relrowsecurity AND c.relforcerowsecurity)";

/// Policies that open a table to everybody, or to the team role by another rule than ours.
const POLICIES: &str = "SELECT tablename || '.' || policyname AS name FROM pg_policies WHERE schemaname = 'dossier' \
     AND ('public' = ANY (roles) OR ('dossier_app' = ANY (roles) AND policyname NOT IN ('own_team', 'own_members')))";
