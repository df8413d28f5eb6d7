//! Candidates side by side: those of a profile or of a batch as a table, how far a batch is, and shortlists of the chosen ones.

use super::history::{RunItem, states, word};
use super::listing::limit_of;
use super::options::OptionsView;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::{Cursor, Filters, Page};
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::keys::{Asked, once_for};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::core::records::matching::Verdict;
use dossier::db;
use dossier::db::history::{Query, Sort};
use dossier::service::Caller;
use dossier::service::runs::{BatchView, Candidate, ShortlistWish, Standing};
use dossier::{Class, Naming, ShortlistOrder};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_candidates))
        .routes(routes!(create_shortlist))
        .routes(routes!(get_batch))
        .routes(routes!(list_batch_candidates))
}

/// Number of musts and shoulds with each verdict.
#[derive(Serialize, ToSchema)]
struct VerdictCounts {
    /// Fulfilled.
    met: u32,
    /// Fulfilled in part.
    partly_met: u32,
    /// Something related is there.
    potentially_met: u32,
    /// The CV says something that rules it out.
    not_met: u32,
    /// The CV is silent.
    not_stated: u32,
    /// A person must decide.
    needs_review: u32,
}

impl VerdictCounts {
    fn of(standing: &Standing) -> Self {
        let count = |verdict: Verdict| standing.verdicts.get(&verdict).copied().unwrap_or(0);
        Self {
            met: count(Verdict::Met),
            partly_met: count(Verdict::PartlyMet),
            potentially_met: count(Verdict::PotentiallyMet),
            not_met: count(Verdict::NotMet),
            not_stated: count(Verdict::NotStated),
            needs_review: count(Verdict::NeedsReview),
        }
    }
}

/// A must with its verdict.
#[derive(Serialize, ToSchema)]
struct MustItem {
    /// Its id in the profile.
    id: String,
    /// met, partly-met, potentially-met, not-met, not-stated or needs-review.
    #[schema(value_type = String)]
    verdict: Verdict,
}

/// A candidate in a table.
#[derive(Serialize, ToSchema)]
struct CandidateItem {
    /// The candidate's run.
    run: RunItem,
    /// Number of musts and shoulds with each verdict; absent before the run has been judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<VerdictCounts>,
    /// The musts, in printed order.
    musts: Vec<MustItem>,
    /// Availability as the CV prints it; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    availability: Option<String>,
}

impl CandidateItem {
    fn of(line: Candidate, sees_persons: bool) -> Self {
        let run = RunItem::of(line.run, sees_persons);
        let verdicts = line.standing.as_ref().map(VerdictCounts::of);
        let Standing { musts, availability, .. } = line.standing.unwrap_or_default();
        let musts = musts.into_iter().map(|must| MustItem { id: must.id, verdict: must.verdict }).collect();
        Self { run, verdicts, musts, availability }
    }
}

/// What the table is sorted by, best or latest first.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum CandidateOrder {
    /// The score; those without one come last.
    #[default]
    Score,
    /// When the run was started.
    Created,
    /// Its last activity.
    Updated,
}

/// Which candidates, and which page of them.
#[derive(Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CandidatesQuery {
    /// States of the runs, joined by commas.
    #[param(max_length = 200)]
    state: Option<String>,
    /// With this recommendation.
    #[param(max_length = 40)]
    recommendation: Option<String>,
    /// Order; the best first by default.
    #[param(inline)]
    sort: Option<CandidateOrder>,
    /// `next` of the page before.
    #[param(max_length = 256)]
    cursor: Option<String>,
    /// Most rows; 50 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

impl CandidatesQuery {
    /// What the database is asked, and the filters that cursors go with. `of` tells tables apart.
    fn query(mut self, of: (&str, Uuid)) -> Result<(Query, Filters), Problem> {
        let (cursor, limit) = (self.cursor.take(), limit_of(self.limit.take())?);
        let filters = Filters::of(&(of, &self))?;
        let after = cursor.as_deref().map(|text| Cursor::read(text, &filters)).transpose()?;
        let query = Query {
            states: states(self.state.as_deref())?,
            recommendation: word("recommendation", self.recommendation)?,
            sort: match self.sort.unwrap_or_default() {
                CandidateOrder::Score => Sort::Score,
                CandidateOrder::Created => Sort::Created,
                CandidateOrder::Updated => Sort::Updated,
            },
            after: after.map(|after| db::Cursor::new(after.micros, after.id)),
            limit,
            ..Query::default()
        };
        Ok((query, filters))
    }
}

/// A page of a table.
fn page(
    caller: &Caller,
    (lines, next): (Vec<Candidate>, Option<db::Cursor>),
    filters: &Filters,
) -> Json<Page<CandidateItem>> {
    let sees_persons = caller.sees_persons();
    let next = next.map(|last| {
        let (micros, id) = last.parts();
        Cursor { micros, id }.write(filters)
    });
    Json(Page { items: lines.into_iter().map(|line| CandidateItem::of(line, sees_persons)).collect(), next })
}

/// Candidates of a profile: its runs side by side, the best first.
#[utoipa::path(
    get,
    path = "/profiles/{profile}/candidates",
    operation_id = "list_candidates",
    tag = "candidates",
    params(("profile" = Uuid, Path, description = "The profile."), CandidatesQuery),
    responses((status = 200, description = "A page of candidates.", body = Page<CandidateItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_candidates(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<CandidatesQuery>,
) -> Result<Json<Page<CandidateItem>>, Problem> {
    let (query, filters) = query.query(("profile", profile))?;
    let found = app.service.candidates(&caller, profile, &query).await?;
    Ok(page(&caller, found, &filters))
}

/// A shortlist to be made.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewShortlist {
    /// Runs of the profile that are done, each about somebody else, in the order of the offer.
    #[schema(min_items = 1, max_items = 50)]
    runs: Vec<Uuid>,
    /// Codes that stand for the candidates' names, in the order of the runs; they imply the client pack.
    codes: Option<Vec<String>>,
    /// In place of codes, what they begin with: `K-` gives K-01, K-02 and so on.
    #[schema(max_length = 37)]
    code_prefix: Option<String>,
    /// Whether the offer names the best first, by exact score. By default in the order of the runs.
    best_first: Option<bool>,
    /// Options as those of a run, but without profile, code and review.
    options: Option<OptionsView>,
}

impl NewShortlist {
    fn asked<'a>(&self, path: &'a str) -> Result<Asked<'a>, Problem> {
        Asked::post(path, &(self, self.options.as_ref().and_then(OptionsView::offer)))
    }

    fn wish(self) -> Result<ShortlistWish, Problem> {
        let naming = match (self.codes, self.code_prefix) {
            (None, None) => Naming::Names,
            (Some(codes), None) => Naming::Codes(codes),
            (None, Some(prefix)) => Naming::Prefix(prefix),
            (Some(_), Some(_)) => {
                let one =
                    Problem::of(Class::Usage, "shortlist.naming").hint("give either codes or what they begin with");
                return Err(one.field("/code_prefix", "field.invalid"));
            }
        };
        let order = if self.best_first == Some(true) { ShortlistOrder::ByScore } else { ShortlistOrder::AsGiven };
        Ok(ShortlistWish { runs: self.runs, naming, order, options: self.options.unwrap_or_default().into() })
    }
}

/// A shortlist that was begun.
#[derive(Serialize, ToSchema)]
struct MadeShortlist {
    /// Its run.
    run: Uuid,
}

/// Makes a shortlist of runs of a profile: a run of its own, with a CV each, one offer and a page that compares them.
#[utoipa::path(
    post,
    path = "/profiles/{profile}/shortlists",
    operation_id = "create_shortlist",
    tag = "candidates",
    params(
        ("profile" = Uuid, Path, description = "The profile."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = NewShortlist,
    responses((status = 201, description = "It waits for a worker.", body = MadeShortlist,
        headers(("Location" = String, description = "Its run.")))),
    security(("session" = []), ("token" = []))
)]
async fn create_shortlist(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<NewShortlist>,
) -> Result<Response, Problem> {
    app.limits.runs.check(&caller.user.unwrap_or(caller.team))?;
    let path = format!("/api/v1/profiles/{profile}/shortlists");
    let asked = body.asked(&path)?;
    let work = async {
        let run = app.service.make_shortlist(&caller, profile, body.wish()?).await?;
        let location = [(LOCATION, format!("/api/v1/runs/{run}"))];
        Ok::<_, Problem>((StatusCode::CREATED, location, Json(MadeShortlist { run })).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// Runs of a batch in one state.
#[derive(Serialize, ToSchema)]
struct StateCount {
    /// The state.
    state: &'static str,
    /// Number of runs.
    runs: i64,
}

/// How far a batch is.
#[derive(Serialize, ToSchema)]
struct BatchDetail {
    /// Id.
    id: Uuid,
    /// Number of its runs.
    total: i64,
    /// Those that nothing more happens to by itself.
    at_rest: i64,
    /// Whether all of them have come to rest.
    done: bool,
    /// Its runs by state; states without runs are left out.
    states: Vec<StateCount>,
}

impl BatchDetail {
    fn of(view: &BatchView) -> Self {
        let states = view.states.iter().map(|(state, runs)| StateCount { state: state.code(), runs: *runs });
        Self { id: view.id, total: view.total, at_rest: view.at_rest, done: view.is_done(), states: states.collect() }
    }
}

/// How far a batch is: the runs of one upload of several CVs.
#[utoipa::path(
    get,
    path = "/batches/{batch}",
    operation_id = "get_batch",
    tag = "candidates",
    params(("batch" = Uuid, Path, description = "The batch.")),
    responses((status = 200, description = "How far it is.", body = BatchDetail)),
    security(("session" = []), ("token" = []))
)]
async fn get_batch(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(batch): ApiPath<Uuid>,
) -> Result<Json<BatchDetail>, Problem> {
    let view = app.service.batch(&caller, batch).await?;
    Ok(Json(BatchDetail::of(&view)))
}

/// Candidates of a batch: its runs side by side, the best first.
#[utoipa::path(
    get,
    path = "/batches/{batch}/candidates",
    operation_id = "list_batch_candidates",
    tag = "candidates",
    params(("batch" = Uuid, Path, description = "The batch."), CandidatesQuery),
    responses((status = 200, description = "A page of candidates.", body = Page<CandidateItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_batch_candidates(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(batch): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<CandidatesQuery>,
) -> Result<Json<Page<CandidateItem>>, Problem> {
    let (query, filters) = query.query(("batch", batch))?;
    let found = app.service.batch_candidates(&caller, batch, &query).await?;
    Ok(page(&caller, found, &filters))
}
