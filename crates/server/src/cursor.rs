//! Cursors of pages: opaque texts that say after which row a list goes on, and for which filters. They hold a time and an
//! id, no secret; the rows behind them are guarded by the query as all others are.

use crate::problem::{Cause, Problem};
use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Longest cursor that is read, in bytes.
const TEXT_BYTES_MAX: usize = 256;

/// Bytes of the filters' hash that a cursor keeps: enough to notice a change, and nothing depends on more.
const FILTER_HASH_BYTES: usize = 8;

/// A list's filters, as far as cursors are concerned. Pages of one list share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters(String);

impl Filters {
    /// Of filters as they came, without cursor and limit. Equal filters must serialise equally.
    ///
    /// # Errors
    /// A defect: filters that are no JSON.
    pub fn of<F: Serialize>(filters: &F) -> Result<Self, Problem> {
        let text = serde_json::to_vec(filters).map_err(|_| Problem::internal())?;
        let hash = digest(&SHA256, &text);
        Ok(Self(URL_SAFE_NO_PAD.encode(hash.as_ref().get(..FILTER_HASH_BYTES).unwrap_or_default())))
    }
}

/// The last row of a page, in lists ordered by time and id, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Time of the row, microseconds since 1970.
    pub micros: i64,
    /// Its id.
    pub id: Uuid,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    k: (i64, Uuid),
    f: String,
}

impl Cursor {
    /// As text for the next page of a list with these filters.
    pub fn write(self, filters: &Filters) -> String {
        let written = Written { k: (self.micros, self.id), f: filters.0.clone() };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&written).unwrap_or_default())
    }

    /// Reads a cursor that was written for these filters.
    ///
    /// # Errors
    /// 400 `cursor.invalid` for anything else.
    pub fn read(text: &str, filters: &Filters) -> Result<Self, Problem> {
        let invalid = || Problem::new(Cause::Malformed, "cursor.invalid").hint("begin again without a cursor");
        if text.len() > TEXT_BYTES_MAX {
            return Err(invalid());
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| invalid())?;
        let written: Written = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
        if written.f != filters.0 {
            return Err(invalid());
        }
        let (micros, id) = written.k;
        Ok(Self { micros, id })
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page from `limit + 1` rows, or fewer where the list ends: the one too many says that there is a next page, which
    /// goes on after the last row that is shown.
    pub fn of(mut rows: Vec<T>, limit: usize, filters: &Filters, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| cursor(last).write(filters));
        Self { items: rows, next }
    }

    /// Value of `Link` for the next page; `address` is path and query without cursor.
    pub fn link(&self, address: &str) -> Option<HeaderValue> {
        let next = self.next.as_deref()?;
        let sign = if address.contains('?') { '&' } else { '?' };
        HeaderValue::from_str(&format!("<{address}{sign}cursor={next}>; rel=\"next\"")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        Cursor { micros: 1_790_000_000_000_000, id: Uuid::from_u128(7) }
    }

    #[test]
    fn a_cursor_goes_with_its_filters_only() {
        let open = Filters::of(&serde_json::json!({"state": "open"})).unwrap();
        let done = Filters::of(&serde_json::json!({"state": "done"})).unwrap();
        let text = cursor().write(&open);
        assert_eq!(Cursor::read(&text, &open), Ok(cursor()));
        assert!(text.len() <= TEXT_BYTES_MAX);
        assert_eq!(Cursor::read(&text, &done).unwrap_err().code(), "cursor.invalid");
        for bad in ["", "e30", "!!!!", &text[1..], &"A".repeat(10_000)] {
            assert_eq!(Cursor::read(bad, &open).unwrap_err().status().as_u16(), 400, "{bad}");
        }
    }

    #[test]
    fn a_page_names_the_next_one_when_there_is_more() {
        let filters = Filters::of(&()).unwrap();
        let page = Page::of(vec![1, 2, 3], 2, &filters, |_| cursor());
        assert_eq!((page.items.as_slice(), page.next.is_some()), ([1, 2].as_slice(), true));
        let link = page.link("/api/v1/runs?state=open").unwrap();
        assert!(link.to_str().unwrap().starts_with("</api/v1/runs?state=open&cursor="));
        let last = Page::of(vec![1, 2], 2, &filters, |_| cursor());
        assert_eq!((last.next.as_ref(), last.link("/")), (None, None));
    }
}
