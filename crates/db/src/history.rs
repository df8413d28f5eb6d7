//! The history of a team: runs by filters and words, in pages. Names are searched only for those who may see persons.

use crate::error::DbError;
use crate::fold::{fold, pattern};
use crate::page::{Cursor, Page};
use crate::rows::{Run, RunKind, RunState};
use crate::sql::{Micros, ToValue, Value};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Most runs in a page.
pub const PAGE_MAX: usize = 200;

/// Words of a search that count; further ones are ignored.
const WORDS_MAX: usize = 8;

/// Stands for a score where there is none, behind all scores.
const NO_SCORE: i64 = -1;

/// What the list is sorted by, latest or best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// When the run was started.
    #[default]
    Created,
    /// Its last activity.
    Updated,
    /// Its score; those without one come last.
    Score,
}

/// Which runs. Absent filters let everything through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Words; a run must have all of them, each anywhere in role, client or code, and where persons may be seen in label or
    /// name.
    pub text: Option<String>,
    /// Whether who asks may see persons. Default false: then labels and names are not searched, and `person` finds nothing.
    pub sees_persons: bool,
    /// Of this kind.
    pub kind: Option<RunKind>,
    /// About this person, shortlists included.
    pub person: Option<Uuid>,
    /// For this client.
    pub client: Option<Uuid>,
    /// For this profile.
    pub profile: Option<Uuid>,
    /// Of this batch.
    pub batch: Option<Uuid>,
    /// In one of these states; none means all.
    pub states: Vec<RunState>,
    /// With this recommendation.
    pub recommendation: Option<String>,
    /// Started by this user.
    pub created_by: Option<Uuid>,
    /// Started at or after.
    pub from: Option<Micros>,
    /// Started before.
    pub until: Option<Micros>,
    /// Closed ones only, open ones only, or both.
    pub closed: Option<bool>,
    /// Order.
    pub sort: Sort,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Runs in a page, 1 to [`PAGE_MAX`].
    pub limit: usize,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: None,
            sees_persons: false,
            kind: None,
            person: None,
            client: None,
            profile: None,
            batch: None,
            states: Vec::new(),
            recommendation: None,
            created_by: None,
            from: None,
            until: None,
            closed: None,
            sort: Sort::default(),
            after: None,
            limit: 50,
        }
    }
}

/// Conditions with their values. Every text is a constant; each `?` becomes the next place.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn and(&mut self, text: &str, values: Vec<Value>) {
        self.sql.push_str(" AND ");
        self.add(text, values);
    }

    /// A condition that is there only where its value is.
    fn and_some<T: ToValue>(&mut self, text: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.and(text, vec![value.to_value()]);
        }
    }

    fn add(&mut self, text: &str, values: Vec<Value>) {
        // The team is the first value of every statement.
        let mut place = self.values.len() + 2;
        for (number, part) in text.split('?').enumerate() {
            if number > 0 {
                self.sql.push_str(&format!("${place}"));
                place += 1;
            }
            self.sql.push_str(part);
        }
        self.values.extend(values);
    }
}

/// A page of the history.
///
/// # Errors
/// [`DbError::Limit`] for more than [`PAGE_MAX`] at once, or a failure of the database.
pub async fn find(tx: &mut TeamTx, query: &Query) -> Result<Page<Run>, DbError> {
    if query.limit == 0 || query.limit > PAGE_MAX {
        return Err(DbError::Limit { what: "runs in a page", max: 200 });
    }
    if query.person.is_some() && !query.sees_persons {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let conditions = conditions(query);
    let items = tx.rows(&conditions.sql, conditions.values).await?;
    let sort = query.sort;
    Ok(Page::cut(items, query.limit, |run: &Run| Cursor {
        at: match sort {
            Sort::Created => run.created_at,
            Sort::Updated => run.updated_at,
            Sort::Score => run.score.unwrap_or(NO_SCORE),
        },
        id: run.id,
    }))
}

fn conditions(query: &Query) -> Conditions {
    let mut all = Conditions { sql: "AND erasing_at IS NULL".into(), values: Vec::new() };
    all.and_some("kind = ?", query.kind.as_ref());
    all.and_some("client = ?", query.client.as_ref());
    all.and_some("profile = ?", query.profile.as_ref());
    all.and_some("batch = ?", query.batch.as_ref());
    all.and_some("recommendation = ?", query.recommendation.as_ref());
    all.and_some("created_by = ?", query.created_by.as_ref());
    all.and_some("created_at >= ?", query.from.as_ref());
    all.and_some("created_at < ?", query.until.as_ref());
    all.and_some("id IN (SELECT run FROM run_persons WHERE team = $1 AND person = ?)", query.person.as_ref());
    match query.closed {
        Some(true) => all.and("closed_at IS NOT NULL", Vec::new()),
        Some(false) => all.and("closed_at IS NULL", Vec::new()),
        None => {}
    }
    if !query.states.is_empty() {
        let places = vec!["?"; query.states.len()].join(", ");
        all.and(&format!("state IN ({places})"), query.states.iter().map(ToValue::to_value).collect());
    }
    for word in
        fold(query.text.as_deref().unwrap_or_default()).split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX)
    {
        let pattern = pattern(word).to_value();
        if query.sees_persons {
            all.and(
                "(search_plain LIKE ? ESCAPE '!' OR search_named LIKE ? ESCAPE '!')",
                vec![pattern.clone(), pattern],
            );
        } else {
            all.and("search_plain LIKE ? ESCAPE '!'", vec![pattern]);
        }
    }
    let column = match query.sort {
        Sort::Created => "created_at",
        Sort::Updated => "updated_at",
        Sort::Score => "coalesce(score, -1)",
    };
    if let Some(after) = query.after {
        all.and(&format!("({column}, id) < (?, ?)"), vec![after.at.to_value(), after.id.to_value()]);
    }
    // One more than asked for tells whether there is a next page.
    let limit = i64::try_from(query.limit).unwrap_or(i64::MAX).saturating_add(1);
    all.add(&format!(" ORDER BY {column} DESC, id DESC LIMIT ?"), vec![limit.to_value()]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_the_values() {
        let query = Query {
            text: Some("Java 50%".into()),
            sees_persons: true,
            client: Some(Uuid::nil()),
            states: vec![RunState::Sealed, RunState::Failed],
            after: Some(Cursor { at: 5, id: Uuid::nil() }),
            ..Query::default()
        };
        let all = conditions(&query);
        assert_eq!(all.values.len(), 10);
        assert!(all.sql.ends_with("AND (created_at, id) < ($9, $10) ORDER BY created_at DESC, id DESC LIMIT $11"));
        assert!(all.sql.contains("state IN ($3, $4)"), "{}", all.sql);
        assert!(!all.sql.contains("Java"), "what people type is a value");
    }

    #[test]
    fn names_are_searched_only_for_those_who_may() {
        let query = Query { text: Some("muster".into()), ..Query::default() };
        assert!(!conditions(&query).sql.contains("search_named"));
    }
}
