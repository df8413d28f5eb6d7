//! Transactions: one team's or one purpose's. A statement of a team always has the team as its first value; the rest is the
//! same for both engines. A transaction that is dropped is rolled back.

use crate::changes::{After, CHANNEL};
use crate::context::{Actor, SystemCtx, TenantCtx};
use crate::error::DbError;
use crate::keys::LookupKey;
use crate::sql::{Row, Table, Value, values};
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use std::borrow::Cow;
use uuid::Uuid;

/// A query with its values, for one of the drivers.
macro_rules! bound {
    ($database:ty, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query::<$database>(AssertSqlSafe($sql));
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::Id(value) => query.bind(value),
            };
        }
        query
    }};
}

/// A text that consists of constants of this crate: values never go into it.
pub(crate) type Sql = Cow<'static, str>;

/// An open transaction of either engine.
pub(crate) enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction that knows whether a statement or a call of it has failed half way: PostgreSQL then keeps nothing and says so to nobody, SQLite
/// would keep the rest. Here neither keeps anything.
pub(crate) struct Tx {
    open: Open,
    failed: bool,
}

impl Tx {
    pub(crate) fn new(open: Open) -> Self {
        Self { open, failed: false }
    }

    pub(crate) async fn execute(&mut self, sql: Sql, values: Vec<Value>) -> Result<u64, DbError> {
        let touched = match storable(&values) {
            Ok(()) => self.open.execute(sql, values).await,
            Err(error) => Err(error),
        };
        self.failed |= touched.is_err();
        touched
    }

    pub(crate) async fn fetch(&mut self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        let found = match storable(&values) {
            Ok(()) => self.open.fetch(sql, values).await,
            Err(error) => Err(error),
        };
        self.failed |= found.is_err();
        found
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        if self.failed {
            return Err(DbError::Internal { what: "commit after a failed statement", state: String::new() });
        }
        match self.open {
            Open::Sqlite(tx) => tx.commit().await,
            Open::Postgres(tx) => tx.commit().await,
        }
        .map_err(DbError::of)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.open, Open::Postgres(_))
    }
}

/// PostgreSQL takes no text with a NUL. Refused here, so that both engines do, and as what it is: a bad value and no defect.
fn storable(values: &[Value]) -> Result<(), DbError> {
    let has_nul = |value: &Value| matches!(value, Value::Text(Some(text)) if text.contains('\0'));
    if values.iter().any(has_nul) { Err(DbError::Invalid { what: "text with a NUL" }) } else { Ok(()) }
}

impl Open {
    async fn execute(&mut self, sql: Sql, values: Vec<Value>) -> Result<u64, DbError> {
        Ok(match self {
            Self::Sqlite(tx) => {
                bound!(Sqlite, sql, values).execute(&mut **tx).await.map_err(DbError::of)?.rows_affected()
            }
            Self::Postgres(tx) => {
                bound!(Postgres, sql, values).execute(&mut **tx).await.map_err(DbError::of)?.rows_affected()
            }
        })
    }

    async fn fetch(&mut self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = bound!(Sqlite, sql, values).fetch_all(&mut **tx).await.map_err(DbError::of)?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let rows = bound!(Postgres, sql, values).fetch_all(&mut **tx).await.map_err(DbError::of)?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }
}

/// `$2, $3` and so on.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|place| format!("${place}")).collect();
    places.join(", ")
}

fn with_team<T: Table>(row: &Row) -> Result<(Uuid, T), DbError> {
    Ok((row.column("team")?, T::read(row)?))
}

/// A transaction of one team. Whatever is not committed is rolled back when it is dropped.
#[must_use = "a transaction that is not committed is rolled back"]
pub struct TeamTx {
    tx: Tx,
    ctx: TenantCtx,
    key: LookupKey,
    after: After,
}

impl TeamTx {
    pub(crate) fn new(tx: Tx, ctx: TenantCtx, key: LookupKey, after: After) -> Self {
        Self { tx, ctx, key, after }
    }

    /// The team.
    pub fn team(&self) -> Uuid {
        self.ctx.team
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.ctx.actor
    }

    /// Keeps what was done. After a statement that the database refused there is nothing to keep: begin anew.
    ///
    /// # Errors
    /// [`DbError::Internal`] after such a statement, or a failure of the database; then nothing was kept.
    pub async fn commit(self) -> Result<(), DbError> {
        self.tx.commit().await?;
        self.after.tell(self.ctx.team);
        Ok(())
    }

    /// Lets nothing of this transaction be kept: a call has changed rows and then found that it must not.
    pub(crate) fn spoil(&mut self) {
        self.tx.failed = true;
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.tx.is_postgres()
    }

    /// Tells those who watch a run, once this is kept.
    pub(crate) async fn changed(&mut self, run: Uuid) -> Result<(), DbError> {
        if self.is_postgres() {
            let told = "SELECT pg_notify($2, CAST($1 AS text) || '.' || CAST($3 AS text))";
            self.run(told, values![CHANNEL, run]).await?;
        } else {
            self.after.changed(run);
        }
        Ok(())
    }

    /// Wakes whoever works jobs off in this process, once this is kept.
    pub(crate) fn has_jobs(&mut self) {
        self.after.has_jobs();
    }

    pub(crate) fn key(&self) -> &LookupKey {
        &self.key
    }

    /// The team's own values, with the team before them.
    fn scoped(&self, values: Vec<Value>) -> Vec<Value> {
        let mut all = Vec::with_capacity(values.len() + 1);
        all.push(Value::Id(Some(self.ctx.team)));
        all.extend(values);
        all
    }

    /// Runs a statement that has the team as `$1` and tells how many rows it touched.
    pub(crate) async fn run(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<u64, DbError> {
        let values = self.scoped(values);
        self.tx.execute(sql.into(), values).await
    }

    /// Runs a statement that must touch a row.
    pub(crate) async fn must(
        &mut self,
        sql: impl Into<Sql>,
        values: Vec<Value>,
        otherwise: DbError,
    ) -> Result<(), DbError> {
        if self.run(sql, values).await? == 0 { Err(otherwise) } else { Ok(()) }
    }

    /// Rows of a statement that has the team as `$1`.
    pub(crate) async fn fetch(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        let values = self.scoped(values);
        self.tx.fetch(sql.into(), values).await
    }

    /// The first row of a statement that has the team as `$1`.
    pub(crate) async fn first(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.fetch(sql, values).await?.into_iter().next())
    }

    /// The team's rows of a table; `rest` goes on from the team's own condition.
    pub(crate) async fn rows<T: Table>(&mut self, rest: &str, values: Vec<Value>) -> Result<Vec<T>, DbError> {
        let sql = format!("SELECT {} FROM {} WHERE {} {rest}", T::columns(), T::NAME, T::SCOPE);
        self.fetch(sql, values).await?.iter().map(T::read).collect()
    }

    /// The first of the team's rows of a table.
    pub(crate) async fn one<T: Table>(&mut self, rest: &str, values: Vec<Value>) -> Result<Option<T>, DbError> {
        Ok(self.rows(rest, values).await?.into_iter().next())
    }

    /// Writes a new row.
    pub(crate) async fn add<T: Table>(&mut self, row: &T) -> Result<(), DbError> {
        let sql =
            format!("INSERT INTO {} (team, {}) VALUES ({})", T::NAME, T::columns(), places(1, T::COLUMNS.len() + 1));
        self.run(sql, row.values()).await.map(|_| ())
    }
}

/// A transaction across teams for one purpose.
#[must_use = "a transaction that is not committed is rolled back"]
pub struct SystemTx {
    tx: Tx,
    purpose: SystemCtx,
}

impl SystemTx {
    pub(crate) fn new(tx: Tx, purpose: SystemCtx) -> Self {
        Self { tx, purpose }
    }

    /// What for.
    pub fn purpose(&self) -> SystemCtx {
        self.purpose
    }

    /// Keeps what was done. After a statement that the database refused there is nothing to keep: begin anew.
    ///
    /// # Errors
    /// [`DbError::Internal`] after such a statement, or a failure of the database; then nothing was kept.
    pub async fn commit(self) -> Result<(), DbError> {
        self.tx.commit().await
    }

    /// Lets nothing of this transaction be kept: a call has changed rows and then found that it must not.
    pub(crate) fn spoil(&mut self) {
        self.tx.failed = true;
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.tx.is_postgres()
    }

    /// Refuses calls that do not belong to this transaction's purpose, on SQLite as on PostgreSQL.
    pub(crate) fn only(&self, call: &'static str, purposes: &[SystemCtx]) -> Result<(), DbError> {
        if purposes.contains(&self.purpose) {
            Ok(())
        } else {
            Err(DbError::WrongPurpose { call, purpose: self.purpose.code() })
        }
    }

    pub(crate) async fn run(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<u64, DbError> {
        self.tx.execute(sql.into(), values).await
    }

    pub(crate) async fn must(
        &mut self,
        sql: impl Into<Sql>,
        values: Vec<Value>,
        otherwise: DbError,
    ) -> Result<(), DbError> {
        if self.run(sql, values).await? == 0 { Err(otherwise) } else { Ok(()) }
    }

    pub(crate) async fn fetch(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        self.tx.fetch(sql.into(), values).await
    }

    pub(crate) async fn first(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.fetch(sql, values).await?.into_iter().next())
    }

    /// Rows of a table of any team, each with its team.
    pub(crate) async fn rows<T: Table>(&mut self, rest: &str, values: Vec<Value>) -> Result<Vec<(Uuid, T)>, DbError> {
        let sql = format!("SELECT team, {} FROM {} {rest}", T::columns(), T::NAME);
        let found = self.fetch(sql, values).await?;
        found.iter().map(with_team).collect()
    }

    /// Rows of a table that has no team.
    pub(crate) async fn global<T: Table>(&mut self, rest: &str, values: Vec<Value>) -> Result<Vec<T>, DbError> {
        let sql = format!("SELECT {} FROM {} {rest}", T::columns(), T::NAME);
        self.fetch(sql, values).await?.iter().map(T::read).collect()
    }

    /// Writes a new row of a team.
    pub(crate) async fn add<T: Table>(&mut self, team: Uuid, row: &T) -> Result<(), DbError> {
        let sql =
            format!("INSERT INTO {} (team, {}) VALUES ({})", T::NAME, T::columns(), places(1, T::COLUMNS.len() + 1));
        let mut values = vec![Value::Id(Some(team))];
        values.extend(row.values());
        self.run(sql, values).await.map(|_| ())
    }

    /// Writes a new row of a table that has no team.
    pub(crate) async fn add_global<T: Table>(&mut self, row: &T) -> Result<(), DbError> {
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", T::NAME, T::columns(), places(1, T::COLUMNS.len()));
        self.run(sql, row.values()).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted() {
        assert_eq!(places(1, 3), "$1, $2, $3");
        assert_eq!(places(2, 0), "");
    }
}
