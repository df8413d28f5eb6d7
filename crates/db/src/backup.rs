//! Whole tables as plain rows, read at one moment and written into an empty database of either engine. Which tables and columns
//! there are is asked of the database, so that none can be forgotten. Knows no file format.

use crate::context::SystemCtx;
use crate::db::Db;
use crate::engine::{OTHER_TABLES, TEAM_TABLES};
use crate::error::DbError;
use crate::rows::RevisionState;
use crate::sql::{Hash, Micros, Value, values};
use crate::tx::{SystemTx, Tx, places};
use std::fmt;
use uuid::Uuid;

/// Tables that are not kept: what lives for hours. Whoever was logged in logs in again, and nobody who was logged out is in.
pub const NOT_KEPT: &[&str] = &["throttles", "logins", "setup_links", "reset_links", "sessions", "idempotency"];

/// Rows of a page.
const ROWS_MAX: i64 = 100;

/// Rows of a page where each holds a file.
const FILES_MAX: i64 = 4;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Int,
    /// A text.
    Text,
    /// An id.
    Id,
    /// Bytes, such as a hash.
    Bytes,
}

impl Kind {
    /// Name of the kind.
    pub fn code(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Text => "text",
            Self::Id => "id",
            Self::Bytes => "bytes",
        }
    }
}

/// A value of a column. Texts may be about persons, so `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum Field {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// An id.
    Id(Uuid),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Field(..)")
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table: its name, its columns by name, and by which of them rows are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// Columns, by name.
    pub columns: Vec<Column>,
    /// Places of the columns of its primary key, in the key's order.
    key: Vec<usize>,
}

/// Every table that is kept, in an order in which rows can be written without breaking references.
///
/// # Errors
/// [`DbError::Corrupt`] where a table has no key or a column of another type, or a failure of the database.
pub async fn shapes(tx: &mut SystemTx) -> Result<Vec<Shape>, DbError> {
    tx.only("backup::shapes", &[SystemCtx::Backup])?;
    let sql = if tx.is_postgres() { POSTGRES_COLUMNS } else { SQLITE_COLUMNS };
    let mut shapes = Vec::new();
    for name in kept() {
        let (mut columns, mut key) = (Vec::new(), Vec::new());
        for row in tx.fetch(sql, values![name]).await? {
            let (column, stored, place): (String, String, i64) =
                (row.column("name")?, row.column("stored")?, row.column("place")?);
            if place >= 0 {
                key.push((place, columns.len()));
            }
            let kind = kind(&column, &stored).ok_or(DbError::Corrupt { what: "column" })?;
            columns.push(Column { name: column, kind });
        }
        if key.is_empty() {
            return Err(DbError::Corrupt { what: "table" });
        }
        key.sort_unstable();
        shapes.push(Shape { name, columns, key: key.into_iter().map(|(_, place)| place).collect() });
    }
    Ok(shapes)
}

/// Tables without a team come first: members are users.
fn kept() -> impl Iterator<Item = &'static str> {
    OTHER_TABLES.iter().chain(TEAM_TABLES).copied().filter(|name| !NOT_KEPT.contains(name))
}

const SQLITE_COLUMNS: &str = "SELECT name, type AS stored, pk - 1 AS place FROM pragma_table_info($1) ORDER BY name";

const POSTGRES_COLUMNS: &str = "SELECT a.attname::text AS name, format_type(a.atttypid, NULL) AS stored, \
     coalesce(array_position(i.indkey::smallint[], a.attnum), -1)::bigint AS place FROM pg_attribute a \
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
     LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary \
     WHERE n.nspname = 'dossier' AND c.relname::text = $1 AND a.attnum > 0 AND NOT a.attisdropped \
     ORDER BY a.attname::text COLLATE \"C\"";

/// What a column holds. SQLite stores ids and hashes alike; their names tell them apart, as a test compares with PostgreSQL.
fn kind(name: &str, stored: &str) -> Option<Kind> {
    match stored {
        "INTEGER" | "bigint" => Some(Kind::Int),
        "TEXT" | "text" => Some(Kind::Text),
        "uuid" => Some(Kind::Id),
        "bytea" => Some(Kind::Bytes),
        "BLOB" if has_bytes(name) => Some(Kind::Bytes),
        "BLOB" => Some(Kind::Id),
        _ => None,
    }
}

fn has_bytes(name: &str) -> bool {
    matches!(name, "key" | "previous" | "content" | "network") || name.ends_with("hash") || name.ends_with("sha256")
}

/// Reads a table page by page, by its primary key.
#[derive(Debug)]
pub struct Pages<'a> {
    shape: &'a Shape,
    rows_max: i64,
    after: Option<Vec<Field>>,
    is_open: bool,
}

impl<'a> Pages<'a> {
    /// Begins before the first row.
    pub fn new(shape: &'a Shape) -> Self {
        let has_files = shape.columns.iter().any(|column| column.name == "content");
        Self { shape, rows_max: if has_files { FILES_MAX } else { ROWS_MAX }, after: None, is_open: false }
    }

    /// The next rows, each with its fields in the order of the columns; none at the end. All pages of one transaction are of
    /// one moment.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn next(&mut self, tx: &mut SystemTx) -> Result<Vec<Vec<Field>>, DbError> {
        tx.only("backup::next", &[SystemCtx::Backup])?;
        let rows = if tx.is_postgres() {
            if !self.is_open {
                let (cursor, order) = (self.cursor(), self.order(true));
                let sql = format!("DECLARE {cursor} NO SCROLL CURSOR FOR {} ORDER BY {order}", self.select());
                tx.run(sql, values![]).await?;
                self.is_open = true;
            }
            tx.fetch(format!("FETCH FORWARD {} FROM {}", self.rows_max, self.cursor()), values![]).await?
        } else {
            let order = self.order(false);
            let (condition, mut values) = match &self.after {
                Some(after) => {
                    (format!("WHERE ({order}) > ({})", places(2, after.len())), after.iter().map(value).collect())
                }
                None => (String::new(), Vec::new()),
            };
            values.insert(0, Value::Int(Some(self.rows_max)));
            tx.fetch(format!("{} {condition} ORDER BY {order} LIMIT $1", self.select()), values).await?
        };
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let fields: Result<Vec<Field>, DbError> =
                self.shape.columns.iter().enumerate().map(|(place, column)| field(row, place, column.kind)).collect();
            found.push(fields?);
        }
        match found.last() {
            Some(last) => {
                self.after = Some(self.shape.key.iter().filter_map(|place| last.get(*place).cloned()).collect());
            }
            None if self.is_open => {
                tx.run(format!("CLOSE {}", self.cursor()), values![]).await?;
                self.is_open = false;
            }
            None => {}
        }
        Ok(found)
    }

    /// One name a table: a statement stays prepared with the columns that it had first.
    fn cursor(&self) -> String {
        format!("pages_of_{}", self.shape.name)
    }

    fn select(&self) -> String {
        format!("SELECT {} FROM {}", names(&self.shape.columns).join(", "), self.shape.name)
    }

    /// The key's columns. PostgreSQL is told to order texts as SQLite does: by their bytes.
    fn order(&self, is_postgres: bool) -> String {
        let columns = self.shape.key.iter().filter_map(|place| self.shape.columns.get(*place));
        let ordered: Vec<String> = columns
            .map(|column| match column.kind {
                Kind::Text if is_postgres => format!("\"{}\" COLLATE \"C\"", column.name),
                _ => format!("\"{}\"", column.name),
            })
            .collect();
        ordered.join(", ")
    }
}

fn names(columns: &[Column]) -> Vec<String> {
    columns.iter().map(|column| format!("\"{}\"", column.name)).collect()
}

fn field(row: &crate::sql::Row, place: usize, kind: Kind) -> Result<Field, DbError> {
    Ok(match kind {
        Kind::Int => row.at::<Option<i64>>(place)?.map_or(Field::Null, Field::Int),
        Kind::Text => row.at::<Option<String>>(place)?.map_or(Field::Null, Field::Text),
        Kind::Id => row.at::<Option<Uuid>>(place)?.map_or(Field::Null, Field::Id),
        Kind::Bytes => row.at::<Option<Vec<u8>>>(place)?.map_or(Field::Null, Field::Bytes),
    })
}

/// A value that is there; places of keys are never empty.
fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Text(None),
        Field::Int(value) => Value::Int(Some(*value)),
        Field::Text(value) => Value::Text(Some(value.clone())),
        Field::Id(value) => Value::Id(Some(*value)),
        Field::Bytes(value) => Value::Bytes(Some(value.clone())),
    }
}

/// A value of a column, with the column's type where it is absent.
fn typed(field: &Field, kind: Kind) -> Result<Value, DbError> {
    match (field, kind) {
        (Field::Null, Kind::Int) => Ok(Value::Int(None)),
        (Field::Null, Kind::Text) => Ok(Value::Text(None)),
        (Field::Null, Kind::Id) => Ok(Value::Id(None)),
        (Field::Null, Kind::Bytes) => Ok(Value::Bytes(None)),
        (Field::Int(_), Kind::Int)
        | (Field::Text(_), Kind::Text)
        | (Field::Id(_), Kind::Id)
        | (Field::Bytes(_), Kind::Bytes) => Ok(value(field)),
        _ => Err(DbError::Invalid { what: "field of a row" }),
    }
}

/// Writes a whole database into an empty one, in one transaction: all of it or nothing.
#[must_use = "a restore that is not committed is rolled back"]
pub struct Restore {
    tx: Tx,
}

impl Restore {
    /// Begins, where nothing but the instance's mark is in the database.
    ///
    /// # Errors
    /// [`DbError::Conflict`] where there is anything, or a failure of the database.
    pub async fn begin(db: &Db) -> Result<Self, DbError> {
        let mut tx = db.owner().await?;
        for name in OTHER_TABLES.iter().chain(TEAM_TABLES).filter(|name| **name != "instance") {
            if !tx.fetch(format!("SELECT 1 AS one FROM {name} LIMIT 1").into(), values![]).await?.is_empty() {
                return Err(DbError::conflict("database"));
            }
        }
        tx.execute("DELETE FROM instance".into(), values![]).await?;
        Ok(Self { tx })
    }

    /// Writes a row of a table; its fields stand in the order of the columns.
    ///
    /// # Errors
    /// [`DbError::Invalid`] for fields of other types, [`DbError::Conflict`] for a row that is there or that refers to none, or a
    /// failure of the database. Then nothing can be kept.
    pub async fn add(&mut self, shape: &Shape, row: &[Field]) -> Result<(), DbError> {
        if row.len() != shape.columns.len() {
            return Err(DbError::Invalid { what: "row" });
        }
        let values: Result<Vec<Value>, DbError> =
            row.iter().zip(&shape.columns).map(|(field, column)| typed(field, column.kind)).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            shape.name,
            names(&shape.columns).join(", "),
            places(1, row.len())
        );
        self.tx.execute(sql.into(), values?).await.map(|_| ())
    }

    /// Keeps everything.
    ///
    /// # Errors
    /// A failure of the database; then nothing was kept.
    pub async fn commit(self) -> Result<(), DbError> {
        self.tx.commit().await
    }
}

/// A revision that the storage should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownRevision {
    /// The team.
    pub team: Uuid,
    /// The run.
    pub run: Uuid,
    /// The revision.
    pub revision: Uuid,
    /// Whether it is sealed; one that is not may still have its commit file.
    pub is_sealed: bool,
}

/// An input that the storage should have, or had until it was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownInput {
    /// The team.
    pub team: Uuid,
    /// The run.
    pub run: Uuid,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// Its length.
    pub bytes: i64,
    /// Whether its bytes were dropped.
    pub is_dropped: bool,
}

/// Revisions of all teams whose runs are not being erased, by team, run and revision.
///
/// # Errors
/// A failure of the database.
pub async fn revisions(tx: &mut SystemTx) -> Result<Vec<KnownRevision>, DbError> {
    tx.only("backup::revisions", &[SystemCtx::Backup])?;
    let rows = tx
        .fetch(
            "SELECT v.team, v.run, v.id, v.state FROM revisions v JOIN runs r ON r.team = v.team AND r.id = v.run \
             WHERE r.erasing_at IS NULL AND v.state <> $1 ORDER BY v.team, v.run, v.id",
            values![RevisionState::Abandoned],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<KnownRevision, DbError> {
            let state: RevisionState = row.column("state")?;
            Ok(KnownRevision {
                team: row.column("team")?,
                run: row.column("run")?,
                revision: row.column("id")?,
                is_sealed: state == RevisionState::Sealed,
            })
        })
        .collect()
}

/// Inputs of all teams whose runs are not being erased, by team, run and hash. What several roles of a run share stands there
/// more than once.
///
/// # Errors
/// A failure of the database.
pub async fn inputs(tx: &mut SystemTx) -> Result<Vec<KnownInput>, DbError> {
    tx.only("backup::inputs", &[SystemCtx::Backup])?;
    let rows = tx
        .fetch(
            "SELECT i.team, i.run, i.sha256, i.bytes, i.dropped_at FROM inputs i JOIN runs r ON r.team = i.team \
             AND r.id = i.run WHERE r.erasing_at IS NULL ORDER BY i.team, i.run, i.sha256",
            values![],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<KnownInput, DbError> {
            let dropped_at: Option<Micros> = row.column("dropped_at")?;
            Ok(KnownInput {
                team: row.column("team")?,
                run: row.column("run")?,
                sha256: row.column("sha256")?,
                bytes: row.column("bytes")?,
                is_dropped: dropped_at.is_some(),
            })
        })
        .collect()
}

/// Runs of all teams that are not being erased.
///
/// # Errors
/// A failure of the database.
pub async fn runs(tx: &mut SystemTx) -> Result<Vec<(Uuid, Uuid)>, DbError> {
    tx.only("backup::runs", &[SystemCtx::Backup])?;
    let rows = tx.fetch("SELECT team, id FROM runs WHERE erasing_at IS NULL ORDER BY team, id", values![]).await?;
    rows.iter().map(|row| -> Result<(Uuid, Uuid), DbError> { Ok((row.column("team")?, row.column("id")?)) }).collect()
}

/// Teams, in order.
///
/// # Errors
/// A failure of the database.
pub async fn teams(tx: &mut SystemTx) -> Result<Vec<Uuid>, DbError> {
    tx.only("backup::teams", &[SystemCtx::Backup])?;
    let rows = tx.fetch("SELECT team FROM teams ORDER BY team", values![]).await?;
    rows.iter().map(|row| row.column("team")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_ids_and_bytes_apart() {
        for name in ["hash", "email_hash", "previous", "sha256", "source_sha256", "token_hash", "content"] {
            assert_eq!(kind(name, "BLOB"), Some(Kind::Bytes), "{name}");
        }
        for name in ["id", "team", "run", "person", "created_by", "actor", "subject"] {
            assert_eq!(kind(name, "BLOB"), Some(Kind::Id), "{name}");
        }
        assert_eq!(kind("id", "real"), None);
    }

    #[test]
    fn a_field_has_its_columns_type() {
        assert!(typed(&Field::Int(1), Kind::Int).is_ok() && typed(&Field::Null, Kind::Bytes).is_ok());
        assert!(typed(&Field::Text("1".into()), Kind::Int).is_err());
        assert_eq!(format!("{:?}", Field::Text("canary".into())), "Field(..)");
    }

    #[test]
    fn members_come_after_users_and_teams() {
        let names: Vec<&str> = kept().collect();
        let place = |name: &str| names.iter().position(|found| *found == name).expect(name);
        assert!(place("users") < place("memberships") && place("teams") < place("memberships"));
        assert!(place("runs") < place("revisions") && !names.contains(&"sessions"));
    }
}
