//! Pages of long lists by cursor: stable while rows come and go, and as fast at the end as at the beginning.

use crate::error::DbError;
use crate::sql::Micros;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Where a page ended: the time or number it was sorted by, and the id. Printed it is a short text without personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) at: Micros,
    pub(crate) id: Uuid,
}

impl Cursor {
    /// After a row with this time or number and this id.
    pub fn new(at: Micros, id: Uuid) -> Self {
        Self { at, id }
    }

    /// Time or number, and id of the last row.
    pub fn parts(self) -> (Micros, Uuid) {
        (self.at, self.id)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.id.as_simple())
    }
}

impl FromStr for Cursor {
    type Err = DbError;

    fn from_str(text: &str) -> Result<Self, DbError> {
        let parsed = text.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, Uuid::parse_str(id).ok()?)));
        parsed.map(|(at, id)| Self { at, id }).ok_or(DbError::Invalid { what: "cursor" })
    }
}

/// Some rows, and where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// What to ask with for the next page; absent at the end.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Of one row more than asked for the last is only a sign that there are more.
    pub(crate) fn cut(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_their_text() {
        let cursor = Cursor { at: -5, id: Uuid::from_u128(7) };
        assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        for text in ["", ".", "5", "5.x", "x.00000000000000000000000000000007"] {
            assert_eq!(text.parse::<Cursor>(), Err(DbError::Invalid { what: "cursor" }), "{text}");
        }
    }

    #[test]
    fn the_last_page_has_no_next() {
        let cursor = |n: &i64| Cursor { at: *n, id: Uuid::nil() };
        assert_eq!(Page::cut(vec![1, 2, 3], 2, cursor).next, Some(Cursor { at: 2, id: Uuid::nil() }));
        assert_eq!(Page::cut(vec![1, 2], 2, cursor).next, None);
    }
}
