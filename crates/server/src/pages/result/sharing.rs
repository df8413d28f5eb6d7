//! Links to the papers of a run on its page: made, listed, taken back; and a page with the visits of one link. The secret of a link
//! is shown once, on the page that answers its making.

use super::super::frame::{Frame, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Key, Words, key};
use super::{Back, again, given, result_page};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath};
use crate::problem::Problem;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::Pack;
use dossier::db::rows::ViewOutcome;
use dossier::db::{Micros, Personal};
use dossier::service::sharing::{Share, ShareOrder, ShareWhat};
use serde::Deserialize;
use uuid::Uuid;

/// A day in microseconds.
const DAY: Micros = 24 * 3_600 * 1_000_000;

/// How long a link works, to choose from, in days.
pub(super) const LIVES_DAYS: [i64; 4] = [7, 14, 30, 90];

/// A link to be made, as the form sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    /// `full`, `client`, or the name of a document in addresses.
    pub(super) what: String,
    pub(super) days: String,
    pub(super) password: String,
    pub(super) uses_max: String,
    pub(super) label: String,
}

/// A link in the list.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) label: Option<String>,
    pub(super) until: String,
    pub(super) uses: String,
    pub(super) used_at: Option<String>,
    pub(super) badge: &'static str,
    pub(super) state: String,
    pub(super) visits: String,
    /// Where it is taken back, where that is possible.
    pub(super) revoke: Option<String>,
}

/// What a link shows.
fn what(words: &Words, share: &Share) -> String {
    match &share.what {
        Some(ShareWhat::Pack(Pack::Full)) => words.get(key::result::PACK_FULL),
        Some(ShareWhat::Pack(Pack::Client)) => words.get(key::result::PACK_CLIENT),
        Some(ShareWhat::Document(slug)) => slug.clone(),
        None => "–".to_owned(),
    }
}

/// Whether it works, and if not, why.
fn state(share: &Share, now: Micros) -> (&'static str, Key) {
    if share.works {
        return ("met", key::result::SHARE_WORKS);
    }
    if share.revoked_at.is_some() {
        return ("not", key::result::SHARE_REVOKED);
    }
    if share.expires_at <= now { ("open", key::result::SHARE_EXPIRED) } else { ("open", key::result::SHARE_USED_UP) }
}

/// The links of a run.
pub(super) fn rows(words: &Words, now: Micros, all: Vec<Share>) -> Vec<Row> {
    let row = |share: Share| {
        let (badge, state) = state(&share, now);
        let uses = match share.uses_max {
            Some(most) => words
                .with(key::result::SHARE_USES_OF, &[("uses", &share.uses.to_string()), ("most", &most.to_string())]),
            None => words.count(key::result::SHARE_USES, share.uses, &[]),
        };
        let here = format!("/runs/{}/shares/{}", share.run, share.id);
        Row {
            what: what(words, &share),
            until: words.moment(share.expires_at),
            uses,
            used_at: share.used_at.map(|at| words.moment(at)),
            badge,
            state: words.get(state),
            revoke: share.revoked_at.is_none().then(|| format!("{here}/revoke")),
            visits: here,
            label: share.label.map(Personal::into_string),
        }
    };
    all.into_iter().map(row).collect()
}

impl Wish {
    fn order(&self, run: Uuid, now: Micros) -> ShareOrder {
        let days: i64 = self.days.trim().parse().ok().filter(|days| LIVES_DAYS.contains(days)).unwrap_or(14);
        // What is no number is none that the use case takes.
        let uses = given(&self.uses_max).map(|uses| uses.parse().unwrap_or(0));
        ShareOrder {
            run,
            revision: None,
            what: match self.what.as_str() {
                "full" => ShareWhat::Pack(Pack::Full),
                "client" | "" => ShareWhat::Pack(Pack::Client),
                slug => ShareWhat::Document(slug.to_owned()),
            },
            expires_at: now.saturating_add(days.saturating_mul(DAY)),
            password: Some(self.password.as_str()).filter(|password| !password.is_empty()).map(Personal::from),
            uses_max: uses,
            label: given(&self.label).map(Personal::from),
        }
    }
}

/// Makes a link and shows it, once.
pub(super) async fn create(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<Wish>,
) -> Result<Response, Problem> {
    let order = wish.order(run, app.service.now());
    match app.service.create_share(&guest.caller, order).await {
        Ok(made) => {
            let root = app.service.settings().public_url.clone().unwrap_or_default();
            let link = format!("{root}/s/{}", made.secret.as_str());
            let back = Back { form: "share", made: Some(link), ..Back::default() };
            page(&result_page(&app, &guest, run, back).await?)
        }
        Err(error) => {
            // A password is typed again.
            let share = Wish { password: String::new(), ..wish };
            again(&app, &guest, run, Back { form: "share", share, ..Back::default() }, error.into()).await
        }
    }
}

/// Takes a link back.
pub(super) async fn revoke(
    State(app): State<App>,
    guest: Guest,
    ApiPath((run, share)): ApiPath<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    app.service.revoke_share(&guest.caller, run, share).await?;
    Ok(Redirect::to(&format!("/runs/{run}?done=link-revoked")).into_response())
}

/// A visit with a link.
struct Visit {
    at: String,
    /// The first signs of the keyed hash of the network, enough to tell visitors apart.
    network: String,
    badge: &'static str,
    outcome: String,
}

#[derive(Template)]
#[template(path = "result_visits.html")]
struct VisitsPage {
    frame: Frame,
    back: String,
    what: String,
    visits: Vec<Visit>,
}

/// The visits of a link.
pub(super) async fn visits(
    State(app): State<App>,
    guest: Guest,
    ApiPath((run, share)): ApiPath<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let found = app.service.share_views(&guest.caller, run, share).await?;
    let frame = Frame::of(&guest, None);
    let words = &frame.words;
    let visits = found.views.iter().map(|view| {
        let (badge, outcome) = match view.outcome {
            ViewOutcome::Shown => ("open", key::result::VISIT_SHOWN),
            ViewOutcome::Downloaded => ("met", key::result::VISIT_DOWNLOADED),
            ViewOutcome::WrongPassword => ("part", key::result::VISIT_WRONG_PASSWORD),
            ViewOutcome::Refused => ("not", key::result::VISIT_REFUSED),
        };
        let network: String = view.network.to_string().chars().take(8).collect();
        Visit { at: words.moment(view.at), network, badge, outcome: words.get(outcome) }
    });
    let visits = visits.collect();
    let what = what(words, &found.share);
    page(&VisitsPage { back: format!("/runs/{run}"), what, visits, frame })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_an_order_of_a_pack_or_a_document() {
        let wish = |what: &str, uses_max: &str, days: &str| Wish {
            what: what.into(),
            uses_max: uses_max.into(),
            days: days.into(),
            ..Wish::default()
        };
        let order = wish("", "", "7").order(Uuid::from_u128(1), 10);
        assert_eq!((order.what, order.expires_at), (ShareWhat::Pack(Pack::Client), 10 + 7 * DAY));
        assert_eq!((order.password, order.uses_max, order.label), (None, None, None));
        let order = wish("01-cv.pdf", " 3 ", "1000000").order(Uuid::from_u128(1), 0);
        assert_eq!(order.what, ShareWhat::Document("01-cv.pdf".into()));
        assert_eq!((order.uses_max, order.expires_at), (Some(3), 14 * DAY));
        assert_eq!(wish("full", "many", "").order(Uuid::from_u128(1), 0).uses_max, Some(0));
    }
}
