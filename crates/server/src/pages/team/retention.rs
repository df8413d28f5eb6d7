//! How long runs are kept: by the custom of a country, or another time with its reason; and what becomes of inputs.

use super::super::fault::Faults;
use super::super::frame::{Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Key, key};
use super::{Asked, Tab, head};
use crate::app::App;
use crate::extract::{ApiForm, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use dossier::service::Action;
use dossier::service::privacy::{CLOCKS, RetentionChoice};
use serde::Deserialize;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/team/retention", get(show).post(save))
}

/// A clock as the page shows it.
struct Shown {
    code: &'static str,
    name: String,
    months: String,
    ground: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "team/retention.html")]
struct RetentionPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    now: String,
    clocks: Vec<Shown>,
    months: String,
    reason: String,
    drops_inputs: bool,
    may_edit: bool,
    /// Whether no country's clock is in force.
    own: bool,
}

/// Name and ground of a country's clock.
fn words_of(country: &str) -> (Key, Key) {
    match country {
        "AT" => (key::team::CLOCK_AT, key::team::GROUND_AT),
        "DE" => (key::team::CLOCK_DE, key::team::GROUND_DE),
        "FR" => (key::team::CLOCK_FR, key::team::GROUND_FR),
        _ => (key::team::CLOCK_CH, key::team::GROUND_CH),
    }
}

async fn filled(app: &App, guest: &Guest, done: Option<&str>) -> Result<RetentionPage, Problem> {
    let (frame, tabs) = head(guest, "/team/retention", done);
    let found = app.service.retention(&guest.caller).await?;
    // A clock's reason begins with its country.
    let of = |country: &str| found.reason.starts_with(&format!("{country}: "));
    let clocks = CLOCKS.iter().map(|clock| {
        let (name, ground) = words_of(clock.country);
        Shown {
            code: clock.country,
            name: frame.t(name),
            months: frame.count(key::team::MONTHS_COUNT, clock.months),
            ground: frame.t(ground),
            current: of(clock.country) && found.months == clock.months,
        }
    });
    let clocks: Vec<Shown> = clocks.collect();
    let own = clocks.iter().all(|clock| !clock.current);
    Ok(RetentionPage {
        now: frame.count(key::team::MONTHS_COUNT, found.months),
        tabs,
        faults: Faults::default(),
        clocks,
        months: found.months.to_string(),
        reason: if own { found.reason } else { String::new() },
        drops_inputs: app.service.settings().drop_inputs,
        may_edit: guest.may(Action::EditSettings),
        own,
        frame,
    })
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, asked.done.as_deref()).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// A country's code; empty for another time.
    clock: String,
    months: String,
    reason: String,
}

async fn save(State(app): State<App>, guest: Guest, ApiForm(wish): ApiForm<Wish>) -> Result<Response, Problem> {
    let choice = if wish.clock.is_empty() {
        let months = wish.months.trim().parse().unwrap_or_default();
        RetentionChoice::Months { months, reason: wish.reason.trim().to_owned() }
    } else {
        RetentionChoice::Country(wish.clock.clone())
    };
    let Err(error) = app.service.set_retention(&guest.caller, choice).await else {
        return Ok(Redirect::to("/team/retention?done=team-saved").into_response());
    };
    let problem = Problem::from(error);
    if problem.errors().is_empty() {
        return Err(problem);
    }
    let mut page = filled(&app, &guest, None).await?;
    page.faults = Faults::of(&page.frame.words, &problem, &["months", "reason"]);
    (page.months, page.reason, page.own) = (wish.months, wish.reason, true);
    page.clocks.iter_mut().for_each(|clock| clock.current = false);
    form_again(&page, problem)
}
