//! The database: opened, checked, asked for transactions, closed. Which rows a transaction sees is decided here once.

use crate::changes::{After, Change, Signals};
use crate::config::{DbConfig, Place};
use crate::context::{SystemCtx, TenantCtx};
use crate::engine::postgres::Scope;
use crate::engine::{migrations, postgres, sqlite};
use crate::error::DbError;
use crate::keys::LookupKey;
use crate::sql::{Micros, values};
use crate::tx::{Open, SystemTx, TeamTx, Tx};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::broadcast;
use uuid::Uuid;

/// What a new database is marked with. A database that has a mark keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Birth {
    /// Id of the instance; the storage's marker must have the same.
    pub instance: Uuid,
    /// Now.
    pub now: Micros,
}

/// A database of either engine. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    key: LookupKey,
    instance: Uuid,
    signals: Arc<Signals>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::Pools),
    Postgres(postgres::Pool),
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("engine", &self.engine()).field("instance", &self.instance).finish_non_exhaustive()
    }
}

impl Db {
    /// Connects, brings the schema up to date where the settings allow it, refuses a PostgreSQL that would not keep teams
    /// apart, and marks a new database.
    ///
    /// # Errors
    /// [`DbError::SchemaOlder`], [`DbError::SchemaNewer`], [`DbError::SchemaDiffers`], [`DbError::RowSecurity`], or a failure
    /// of the database.
    pub async fn open(config: &DbConfig, key: LookupKey, birth: Birth) -> Result<Self, DbError> {
        let engine = Engine::connect(config).await?;
        let mut db = Self { engine, key, instance: birth.instance, signals: Signals::new() };
        if config.migrate {
            db.engine.migrate().await?;
        } else {
            db.check_schema().await?;
        }
        db.check_row_security().await?;
        db.instance = db.marked(birth).await?;
        Ok(db)
    }

    /// Connects and brings the schema up to date, and nothing else: what `migrate` does.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn migrate_only(config: &DbConfig) -> Result<(), DbError> {
        let engine = Engine::connect(config).await?;
        let done = engine.migrate().await;
        engine.close().await;
        done
    }

    /// Connects and brings an empty database to an earlier schema. For tests of later migrations.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub(crate) async fn migrate_to(config: &DbConfig, version: i64) -> Result<(), DbError> {
        let engine = Engine::connect(config).await?;
        let done = match &engine {
            Engine::Sqlite(pools) => pools.migrate_to(version).await,
            Engine::Postgres(pool) => pool.migrate_to(version).await,
        };
        engine.close().await;
        done
    }

    /// Id of the instance that the database belongs to.
    pub fn instance(&self) -> Uuid {
        self.instance
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// The secret behind keyed hashes.
    pub fn key(&self) -> &LookupKey {
        &self.key
    }

    /// Begins a transaction of a team that may write. On SQLite it waits for the one writer.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn write(&self, ctx: &TenantCtx) -> Result<TeamTx, DbError> {
        let tx = self.engine.begin(Scope::Team(ctx.team), true).await?;
        Ok(TeamTx::new(tx, *ctx, self.key.clone(), After::new(Arc::clone(&self.signals))))
    }

    /// Begins a transaction of a team that only reads.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn read(&self, ctx: &TenantCtx) -> Result<TeamTx, DbError> {
        let tx = self.engine.begin(Scope::Team(ctx.team), false).await?;
        Ok(TeamTx::new(tx, *ctx, self.key.clone(), After::new(Arc::clone(&self.signals))))
    }

    /// Begins a transaction of the tables' owner, who writes a whole database: a restore.
    pub(crate) async fn owner(&self) -> Result<Tx, DbError> {
        self.engine.begin(Scope::Owner, true).await
    }

    /// Begins a transaction across teams, for one purpose of the closed list.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn system(&self, purpose: SystemCtx) -> Result<SystemTx, DbError> {
        let write = purpose != SystemCtx::Backup;
        let tx = self.engine.begin(Scope::Purpose(purpose.code()), write).await?;
        Ok(SystemTx::new(tx, purpose))
    }

    /// The same for a look only, which on SQLite does not wait for the one writer: each request looks up its session.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn system_read(&self, purpose: SystemCtx) -> Result<SystemTx, DbError> {
        let tx = self.engine.begin(Scope::Purpose(purpose.code()), false).await?;
        Ok(SystemTx::new(tx, purpose))
    }

    /// What changes from now on in runs, for those who watch: within this process on SQLite, in all processes on PostgreSQL. A
    /// receiver that is too far behind is told so by itself; after a connection to PostgreSQL was made, or made anew, a
    /// change without a run says that some may have been missed. Call it within a Tokio runtime.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        let receiver = self.signals.subscribe();
        if let Engine::Postgres(pool) = &self.engine {
            self.signals.listen(pool);
        }
        receiver
    }

    /// What this process's own transactions tell each other.
    pub(crate) fn signals(&self) -> &Signals {
        &self.signals
    }

    /// The connections to PostgreSQL, where it is one.
    pub(crate) fn postgres(&self) -> Option<&postgres::Pool> {
        match &self.engine {
            Engine::Sqlite(_) => None,
            Engine::Postgres(pool) => Some(pool),
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn ping(&self) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite(pools) => pools.ping().await,
            Engine::Postgres(pool) => pool.ping().await,
        }
    }

    /// Refuses a PostgreSQL whose row-level security is not active for this program's roles. SQLite has none: there, every
    /// statement of a team has the team in it.
    ///
    /// # Errors
    /// [`DbError::RowSecurity`] with what is missing, or a failure of the database.
    pub async fn check_row_security(&self) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(pool) => pool.check_row_security().await,
        }
    }

    /// Empties SQLite's log, so that nothing of what was erased is left in it. Nothing to do elsewhere.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] while long readers are in the way: try again later.
    pub async fn truncate_log(&self) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite(pools) => pools.truncate_log().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Writes a consistent copy of an SQLite database to a new file, while others work. A PostgreSQL is copied by its own
    /// tools.
    ///
    /// # Errors
    /// [`DbError::Conflict`] where the file exists, [`DbError::Invalid`] on PostgreSQL, or a failure of the database.
    pub async fn copy_to(&self, path: &Path) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite(pools) => pools.copy_to(path).await,
            Engine::Postgres(_) => Err(DbError::Invalid { what: "copy of a PostgreSQL to a file" }),
        }
    }

    /// Closes all connections after their transactions have ended.
    pub async fn close(&self) {
        self.signals.stop_listening();
        self.engine.close().await;
    }

    /// Refuses a database whose schema is not this program's.
    ///
    /// # Errors
    /// [`DbError::SchemaOlder`], [`DbError::SchemaNewer`], or a failure of the database.
    pub async fn check_schema(&self) -> Result<(), DbError> {
        let (found, known) = match &self.engine {
            Engine::Sqlite(pools) => (pools.version().await?, migrations::versions(false)),
            Engine::Postgres(pool) => (pool.version().await?, migrations::versions(true)),
        };
        match found.cmp(&known.last().copied()) {
            std::cmp::Ordering::Less => return Err(DbError::SchemaOlder),
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Greater => return Err(DbError::SchemaNewer),
        }
        match &self.engine {
            Engine::Postgres(pool) if !pool.has_job_engine().await? => Err(DbError::SchemaOlder),
            Engine::Sqlite(_) | Engine::Postgres(_) => Ok(()),
        }
    }

    /// The instance's id; a new database gets the given one. Of two processes that begin at once the first one counts.
    async fn marked(&self, birth: Birth) -> Result<Uuid, DbError> {
        let mut tx = self.system(SystemCtx::Setup).await?;
        tx.run(
            "INSERT INTO instance (slot, id, created_at) VALUES (1, $1, $2) ON CONFLICT (slot) DO NOTHING",
            values![birth.instance, birth.now],
        )
        .await?;
        let row = tx.first("SELECT id FROM instance WHERE slot = 1", values![]).await?;
        let found = row.ok_or(DbError::Corrupt { what: "instance" })?.column("id")?;
        tx.commit().await?;
        Ok(found)
    }
}

impl Engine {
    async fn connect(config: &DbConfig) -> Result<Self, DbError> {
        Ok(match &config.place {
            Place::Memory => Self::Sqlite(sqlite::Pools::connect(config, None).await?),
            Place::File(path) => Self::Sqlite(sqlite::Pools::connect(config, Some(path)).await?),
            Place::Postgres(options) => Self::Postgres(postgres::Pool::connect(config, options).await?),
        })
    }

    async fn migrate(&self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(pools) => pools.migrate().await,
            Self::Postgres(pool) => pool.migrate().await,
        }
    }

    async fn begin(&self, scope: Scope, write: bool) -> Result<Tx, DbError> {
        Ok(match self {
            Self::Sqlite(pools) => Tx::new(Open::Sqlite(pools.begin(write).await?)),
            Self::Postgres(pool) => Tx::new(Open::Postgres(pool.begin(scope, write).await?)),
        })
    }

    async fn close(&self) {
        match self {
            Self::Sqlite(pools) => pools.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
