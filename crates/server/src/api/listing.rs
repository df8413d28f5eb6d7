//! Pages of lists: what they are asked by, and lists that the service gives whole because they are short.

use crate::cursor::{Cursor, Filters, Page};
use crate::problem::{Cause, Problem};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

/// Rows of a page when nothing is asked for.
const LIMIT: usize = 50;

/// Most rows of a page.
const LIMIT_MAX: usize = 100;

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `next` of the page before.
    #[param(max_length = 256)]
    cursor: Option<String>,
    /// Most rows; 50 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

impl PageQuery {
    /// Of a query with further fields.
    pub(crate) fn new(cursor: Option<String>, limit: Option<usize>) -> Self {
        Self { cursor, limit }
    }

    /// Rows that are wanted.
    ///
    /// # Errors
    /// 400 for less than 1 or more than 100.
    pub(crate) fn limit(&self) -> Result<usize, Problem> {
        limit_of(self.limit)
    }

    /// Where the page begins; `None` at the beginning of the list.
    ///
    /// # Errors
    /// 400 for a cursor that was not written for this list.
    pub(crate) fn cursor(&self, filters: &Filters) -> Result<Option<Cursor>, Problem> {
        self.cursor.as_deref().map(|text| Cursor::read(text, filters)).transpose()
    }
}

/// A number of rows as asked for; 50 by default.
///
/// # Errors
/// 400 for less than 1 or more than 100.
pub(crate) fn limit_of(asked: Option<usize>) -> Result<usize, Problem> {
    let limit = asked.unwrap_or(LIMIT);
    if (1..=LIMIT_MAX).contains(&limit) {
        return Ok(limit);
    }
    Err(Problem::new(Cause::Malformed, "query.invalid").field("limit", "field.invalid"))
}

/// A page of a list that is there as a whole. `name` tells lists apart, with their filters where they have some; `id` rows.
///
/// # Errors
/// 400 for a limit or cursor that is none, also where the last row of the page before is gone.
pub(crate) fn page_of<T>(
    all: Vec<T>,
    query: &PageQuery,
    name: &(impl Serialize + ?Sized),
    id: impl Fn(&T) -> Uuid,
) -> Result<Page<T>, Problem> {
    let filters = Filters::of(&name)?;
    let limit = query.limit()?;
    let begin = match query.cursor(&filters)? {
        Some(cursor) => {
            let last = all.iter().position(|row| id(row) == cursor.id);
            last.ok_or_else(|| Problem::new(Cause::Malformed, "cursor.invalid").hint("begin again without a cursor"))?
                + 1
        }
        None => 0,
    };
    let rows: Vec<T> = all.into_iter().skip(begin).take(limit + 1).collect();
    Ok(Page::of(rows, limit, &filters, |row| Cursor { micros: 0, id: id(row) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(cursor: Option<String>, limit: usize) -> Result<Page<Uuid>, Problem> {
        let all: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
        page_of(all, &PageQuery { cursor, limit: Some(limit) }, "test", |id| *id)
    }

    #[test]
    fn pages_go_through_the_whole_list() {
        let (mut seen, mut next) = (Vec::new(), None);
        loop {
            let page = ask(next, 2).unwrap();
            assert!(page.items.len() <= 2);
            seen.extend(page.items);
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(seen, (1..=5).map(Uuid::from_u128).collect::<Vec<_>>());
    }

    #[test]
    fn bad_limits_and_cursors_are_refused() {
        for limit in [0, 101] {
            assert_eq!(ask(None, limit).unwrap_err().code(), "query.invalid");
        }
        let gone = Cursor { micros: 0, id: Uuid::from_u128(9) }.write(&Filters::of(&"test").unwrap());
        let other = Cursor { micros: 0, id: Uuid::from_u128(1) }.write(&Filters::of(&"other").unwrap());
        for cursor in [gone, other, "x".to_owned()] {
            assert_eq!(ask(Some(cursor), 2).unwrap_err().code(), "cursor.invalid");
        }
    }
}
