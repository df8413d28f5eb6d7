//! The history: runs in pages, with search, filters and order. Names are there, and are searched, only for those who may see
//! persons.

use super::listing::limit_of;
use super::shape::{is_word, maybe, search, wrong_query};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::{Cursor, Filters, Page};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use dossier::db;
use dossier::db::Micros;
use dossier::db::history::{Query, Sort};
use dossier::db::rows::{RunKind, RunState};
use dossier::service::runs::Listed;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_runs))
}

/// A run in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct RunItem {
    /// Id.
    id: Uuid,
    /// Whether it is about one candidate (single) or about several (shortlist).
    kind: &'static str,
    /// Where it stands: queued, reading, understanding, review, assessing, generating, sealed, failed or cancelled.
    state: &'static str,
    /// Label for people, with the candidate's name; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// The role that is sought.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// Whom it is about; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Uuid>,
    /// The client.
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<Uuid>,
    /// The client's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_name: Option<String>,
    /// The profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Uuid>,
    /// The batch it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    batch: Option<Uuid>,
    /// Score, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<i64>,
    /// Recommendation: go, maybe, no-go or not-assessable.
    #[serde(skip_serializing_if = "Option::is_none")]
    recommendation: Option<String>,
    /// Code of its failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    /// The revision that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_revision: Option<Uuid>,
    /// Locale of the documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    /// Who started it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When it was started.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last activity.
    #[schema(format = DateTime)]
    updated_at: String,
    /// When the case was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    closed_at: Option<String>,
    /// When it is to be erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

impl RunItem {
    pub(super) fn of(run: Listed, sees_persons: bool) -> Self {
        Self {
            id: run.id,
            kind: run.kind.code(),
            state: run.state.code(),
            label: run.label,
            role: run.role,
            person: sees_persons.then_some(run.person),
            client: run.client,
            client_name: run.client_name,
            profile: run.profile,
            batch: run.batch,
            score: run.score,
            recommendation: run.recommendation,
            failure: run.failure,
            current_revision: run.current_revision,
            locale: run.locale,
            created_by: run.created_by,
            created_at: time(run.created_at),
            updated_at: time(run.updated_at),
            closed_at: maybe(run.closed_at),
            expires_at: maybe(run.expires_at),
        }
    }
}

/// What a list is sorted by, latest first.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum RunOrder {
    /// When the run was started.
    #[default]
    Created,
    /// Its last activity.
    Updated,
}

/// Which runs, and which page of them.
#[derive(Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RunsQuery {
    /// Words; a run must have all of them, each anywhere in role, client or code, and where persons may be seen in label or name.
    #[param(max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// States as runs tell them, joined by commas.
    #[param(max_length = 200, pattern = "^[a-z]+(,[a-z]+)*$")]
    state: Option<String>,
    /// About one candidate only (single), or shortlists only (shortlist).
    #[param(pattern = "^(single|shortlist)$")]
    kind: Option<String>,
    /// About this person, shortlists included.
    person: Option<Uuid>,
    /// For this client.
    client: Option<Uuid>,
    /// For this profile.
    profile: Option<Uuid>,
    /// Of this batch.
    batch: Option<Uuid>,
    /// With this recommendation.
    #[param(max_length = 40)]
    recommendation: Option<String>,
    /// Started by this user.
    created_by: Option<Uuid>,
    /// Started at or after.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Started before.
    #[param(format = DateTime)]
    until: Option<String>,
    /// Closed ones only, or open ones only.
    closed: Option<bool>,
    /// Order.
    #[param(inline)]
    sort: Option<RunOrder>,
    /// `next` of the page before.
    #[param(max_length = 256)]
    cursor: Option<String>,
    /// Most rows; 50 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// Longest word of a closed list, in characters.
const WORD_CHARS_MAX: usize = 40;

fn kind(text: Option<&str>) -> Result<Option<RunKind>, Problem> {
    text.map(|word| RunKind::from_code(word).ok_or_else(|| wrong_query("kind"))).transpose()
}

/// A code to look for, which is short and has no control character.
pub(super) fn word(field: &'static str, text: Option<String>) -> Result<Option<String>, Problem> {
    match text {
        Some(text) if !is_word(&text, WORD_CHARS_MAX) => Err(wrong_query(field)),
        text => Ok(text),
    }
}

pub(super) fn states(text: Option<&str>) -> Result<Vec<RunState>, Problem> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let words = text.split(',').map(|word| RunState::from_code(word.trim()).ok_or_else(|| wrong_query("state")));
    words.collect()
}

fn moment(field: &'static str, text: Option<&str>) -> Result<Option<Micros>, Problem> {
    let Some(text) = text else { return Ok(None) };
    match text.parse::<Timestamp>() {
        Ok(at) => Ok(Some(at.as_microsecond())),
        Err(_) => Err(wrong_query(field)),
    }
}

impl RunsQuery {
    /// What the database is asked, and the filters that cursors go with.
    fn query(mut self) -> Result<(Query, Filters), Problem> {
        let (cursor, limit) = (self.cursor.take(), limit_of(self.limit.take())?);
        let filters = Filters::of(&self)?;
        let after = cursor.as_deref().map(|text| Cursor::read(text, &filters)).transpose()?;
        let text = search(self.q.as_deref())?;
        let query = Query {
            text: (!text.trim().is_empty()).then(|| text.to_owned()),
            person: self.person,
            client: self.client,
            profile: self.profile,
            batch: self.batch,
            states: states(self.state.as_deref())?,
            kind: kind(self.kind.as_deref())?,
            recommendation: word("recommendation", self.recommendation)?,
            created_by: self.created_by,
            from: moment("from", self.from.as_deref())?,
            until: moment("until", self.until.as_deref())?,
            closed: self.closed,
            sort: match self.sort.unwrap_or_default() {
                RunOrder::Created => Sort::Created,
                RunOrder::Updated => Sort::Updated,
            },
            after: after.map(|after| db::Cursor::new(after.micros, after.id)),
            limit,
            // The use case decides by the caller whether names are searched.
            ..Query::default()
        };
        Ok((query, filters))
    }
}

/// Runs of the team, latest first.
#[utoipa::path(
    get,
    path = "/runs",
    operation_id = "list_runs",
    tag = "runs",
    params(RunsQuery),
    responses((status = 200, description = "A page of runs.", body = Page<RunItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_runs(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<RunsQuery>,
) -> Result<Json<Page<RunItem>>, Problem> {
    let (query, filters) = query.query()?;
    let (found, next) = app.service.list_runs(&caller, &query).await?;
    let sees_persons = caller.sees_persons();
    let next = next.map(|last| {
        let (micros, id) = last.parts();
        Cursor { micros, id }.write(&filters)
    });
    Ok(Json(Page { items: found.into_iter().map(|run| RunItem::of(run, sees_persons)).collect(), next }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(json: serde_json::Value) -> Result<Query, &'static str> {
        let query: RunsQuery = serde_json::from_value(json).expect("a query");
        query.query().map(|(query, _)| query).map_err(|problem| problem.code())
    }

    #[test]
    fn filters_become_a_question_or_are_refused() {
        let query = asked(serde_json::json!({
            "q": " Data ", "state": "review, sealed", "kind": "shortlist", "from": "2026-01-27T12:00:00Z", "sort": "updated", "limit": 7
        }))
        .expect("a question");
        assert_eq!(query.states, [RunState::Review, RunState::Sealed]);
        assert_eq!(query.kind, Some(RunKind::Shortlist));
        assert_eq!((query.from, query.sort, query.limit), (Some(1_769_515_200_000_000), Sort::Updated, 7));
        assert!(!query.sees_persons);
        for bad in [
            serde_json::json!({ "state": "done" }),
            serde_json::json!({ "kind": "both" }),
            serde_json::json!({ "recommendation": "a\u{7}" }),
            serde_json::json!({ "from": "yesterday" }),
            serde_json::json!({ "limit": 0 }),
            serde_json::json!({ "q": "a\u{0}" }),
            serde_json::json!({ "recommendation": "go".repeat(21) }),
        ] {
            assert_eq!(asked(bad.clone()).expect_err("no question"), "query.invalid", "{bad}");
        }
        assert_eq!(asked(serde_json::json!({ "cursor": "x" })).expect_err("no cursor"), "cursor.invalid");
    }

    #[test]
    fn a_cursor_goes_on_in_the_same_list_only() {
        let list = |state: &str, cursor: Option<String>| RunsQuery {
            state: Some(state.to_owned()),
            cursor,
            ..serde_json::from_str("{}").expect("nothing asked for")
        };
        let (_, filters) = list("sealed", None).query().expect("a question");
        let next = Cursor { micros: 5, id: Uuid::from_u128(7) }.write(&filters);
        let (query, _) = list("sealed", Some(next.clone())).query().expect("the next page");
        assert_eq!(query.after, Some(db::Cursor::new(5, Uuid::from_u128(7))));
        assert_eq!(list("failed", Some(next)).query().expect_err("another list").code(), "cursor.invalid");
    }
}
