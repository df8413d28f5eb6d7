//! What both engines share below the repositories: values and rows, tables as structs, enums as codes. One SQL text serves
//! both: both know `$1`, `ON CONFLICT`, `RETURNING` and `IS NOT DISTINCT FROM`.

use crate::error::DbError;
use ring::digest;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Postgres, Row as _, Sqlite};
use std::fmt;
use uuid::Uuid;

/// Microseconds since 1970 in UTC.
pub type Micros = i64;

/// 32 bytes of a hash; shown in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Zeros: what stands before the first link of a chain.
    pub const ZERO: Self = Self([0; 32]);

    /// SHA-256 of bytes that are nobody's data, such as the form of a request.
    pub fn sha256(bytes: &[u8]) -> Self {
        Self::of_bytes(digest::digest(&digest::SHA256, bytes).as_ref())
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let mut out = [0; 32];
        for (to, from) in out.iter_mut().zip(bytes) {
            *to = *from;
        }
        Self(out)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// A text about a person, or one that may hold such: never shown by `Debug`, and there is no `Display`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal(String);

impl Personal {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(..)")
    }
}

impl From<&str> for Personal {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Personal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A value on its way into a statement. Typed when absent too, because PostgreSQL asks.
#[derive(Clone)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Id(Option<Uuid>),
}

/// Something that can go into a statement.
pub(crate) trait ToValue {
    fn to_value(&self) -> Value;
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(Some(self.to_owned()))
    }
}

impl ToValue for Option<&str> {
    fn to_value(&self) -> Value {
        Value::Text(self.map(str::to_owned))
    }
}

/// Something that can be read out of a column.
pub(crate) trait FromRow: Sized {
    fn from_row(row: &Row, name: &'static str) -> Result<Self, DbError>;
}

/// Both directions for a type and for its absence: how it is stored, how it is made of that, how it becomes that.
macro_rules! column {
    ($type:ty, $variant:ident($raw:ty), |$in:ident| $read:expr, |$out:ident| $write:expr) => {
        impl $crate::sql::ToValue for $type {
            fn to_value(&self) -> $crate::sql::Value {
                let $out = self;
                $crate::sql::Value::$variant(Some($write))
            }
        }

        impl $crate::sql::ToValue for Option<$type> {
            fn to_value(&self) -> $crate::sql::Value {
                match self {
                    Some(value) => $crate::sql::ToValue::to_value(value),
                    None => $crate::sql::Value::$variant(None),
                }
            }
        }

        impl $crate::sql::FromRow for $type {
            fn from_row(row: &$crate::sql::Row, name: &'static str) -> Result<Self, $crate::error::DbError> {
                let $in: $raw = row.get(name)?;
                $read
            }
        }

        impl $crate::sql::FromRow for Option<$type> {
            fn from_row(row: &$crate::sql::Row, name: &'static str) -> Result<Self, $crate::error::DbError> {
                match row.get::<Option<$raw>>(name)? {
                    Some($in) => {
                        let read: Result<$type, $crate::error::DbError> = $read;
                        read.map(Some)
                    }
                    None => Ok(None),
                }
            }
        }
    };
}

column!(i64, Int(i64), |raw| Ok(raw), |own| *own);
column!(bool, Int(i64), |raw| Ok(raw != 0), |own| i64::from(*own));
column!(String, Text(String), |raw| Ok(raw), |own| own.clone());
column!(Uuid, Id(Uuid), |raw| Ok(raw), |own| *own);
column!(Personal, Text(String), |raw| Ok(Personal(raw)), |own| own.0.clone());
column!(
    Hash,
    Bytes(Vec<u8>),
    |raw| <[u8; 32]>::try_from(raw).map(Hash).map_err(|_| DbError::Corrupt { what: "hash" }),
    |own| own.0.to_vec()
);

column!(Vec<u8>, Bytes(Vec<u8>), |raw| Ok(raw), |own| own.clone());

/// Values of a statement, in the order of their places.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::sql::ToValue::to_value(&$value)),*]
    };
}

/// A closed set of words, stored and told as their codes.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant),*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it is stored and told.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),*
                }
            }

            /// What a word stands for; `None` for others.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        $crate::sql::column!(
            $name,
            Text(String),
            |raw| $name::from_code(&raw).ok_or($crate::error::DbError::Corrupt { what: stringify!($name) }),
            |own| own.code().to_owned()
        );
    };
}

/// A table that is read and written whole.
pub(crate) trait Table: Sized + Send {
    /// Its name.
    const NAME: &'static str;
    /// Columns of the struct, without the team.
    const COLUMNS: &'static [&'static str];
    /// Which rows a team has, with the team as `$1`.
    const SCOPE: &'static str;

    fn read(row: &Row) -> Result<Self, DbError>;

    fn values(&self) -> Vec<Value>;

    /// Columns with commas between them.
    fn columns() -> String {
        Self::COLUMNS.join(", ")
    }
}

/// Declares a row: a struct whose fields are the table's columns.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $name:ident in $table:literal $(, $scope:literal)? {
            $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type),*
        }

        impl $crate::sql::Table for $name {
            const NAME: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            const SCOPE: &'static str = $crate::sql::scope!($($scope)?);

            fn read(row: &$crate::sql::Row) -> Result<Self, $crate::error::DbError> {
                Ok(Self { $($field: <$type as $crate::sql::FromRow>::from_row(row, stringify!($field))?),* })
            }

            fn values(&self) -> Vec<$crate::sql::Value> {
                vec![$($crate::sql::ToValue::to_value(&self.$field)),*]
            }
        }
    };
}

/// The given scope, or the usual one.
macro_rules! scope {
    () => {
        "team = $1"
    };
    ($scope:literal) => {
        $scope
    };
}

pub(crate) use {codes, column, scope, table, values};

/// A row of either engine.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// What a column holds, as one of the types that both drivers know.
    pub(crate) fn get<T>(&self, name: &'static str) -> Result<T, DbError>
    where
        T: for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
        T: for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(name),
            Self::Postgres(row) => row.try_get(name),
        }
        .map_err(DbError::of)
    }

    /// The same by the column's place, for columns whose names are not known when this is compiled.
    pub(crate) fn at<T>(&self, place: usize) -> Result<T, DbError>
    where
        T: for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
        T: for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(place),
            Self::Postgres(row) => row.try_get(place),
        }
        .map_err(DbError::of)
    }

    /// What a column holds, as one of our types.
    pub(crate) fn column<T: FromRow>(&self, name: &'static str) -> Result<T, DbError> {
        T::from_row(self, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_texts_do_not_show() {
        let text = Personal::new("canary");
        assert_eq!(format!("{:?} {:?}", text, Some(&text)), "Personal(..) Some(Personal(..))");
        assert_eq!(text.as_str(), "canary");
    }

    #[test]
    fn hashes_show_in_hexadecimal() {
        let mut bytes = [0; 32];
        bytes[0] = 0xab;
        assert!(Hash(bytes).to_string().starts_with("ab00"));
        assert_eq!(Hash(bytes).to_string().len(), 64);
    }
}
