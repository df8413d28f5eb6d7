//! The rate card as a table: a line is changed in its cells, added in the empty ones at the end, and taken away by emptying its
//! role. It stands in the brand, so saving makes a new version of that.

use super::super::fault::Faults;
use super::super::frame::{Choice, Frame, form_again, page};
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
use dossier::Class;
use dossier::core::brand::CardRate;
use dossier::core::offer::{Level, RateUnit};
use dossier::core::time::Day;
use dossier::service::Action;
use uuid::Uuid;

/// Empty lines at the end.
const EMPTY: usize = 3;

/// Units with the words and names of forms.
static UNITS: [(RateUnit, &str, Key); 4] = [
    (RateUnit::Hour, "hour", key::library::UNIT_HOUR),
    (RateUnit::Day, "day", key::library::UNIT_DAY),
    (RateUnit::Month, "month", key::library::UNIT_MONTH),
    (RateUnit::Fee, "fee", key::library::UNIT_FEE),
];

/// Levels with the words and names of forms.
static LEVELS: [(Level, &str, Key); 4] = [
    (Level::Junior, "junior", key::library::LEVEL_JUNIOR),
    (Level::Professional, "professional", key::library::LEVEL_PROFESSIONAL),
    (Level::Senior, "senior", key::library::LEVEL_SENIOR),
    (Level::Expert, "expert", key::library::LEVEL_EXPERT),
];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/team/rates", get(show).post(save))
}

/// A line as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    role: String,
    level: String,
    client: String,
    unit: String,
    amount: String,
    from: String,
}

/// A line as the page shows it.
struct Shown {
    number: usize,
    line: Line,
    levels: Vec<Choice>,
    units: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "team/rates.html")]
struct RatesPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    base: String,
    lines: Vec<Shown>,
}

impl Line {
    fn of(rate: &CardRate) -> Self {
        Self {
            role: rate.role.clone(),
            level: LEVELS
                .iter()
                .find(|(level, ..)| Some(*level) == rate.level)
                .map(|(_, code, _)| *code)
                .unwrap_or_default()
                .to_owned(),
            client: rate.client.clone(),
            unit: UNITS
                .iter()
                .find(|(unit, ..)| *unit == rate.unit)
                .map(|(_, code, _)| *code)
                .unwrap_or_default()
                .to_owned(),
            amount: amount(rate.cents),
            from: rate.from.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// The line as a rate; none for what is no amount, unit or day. The currency is that of the line before the change.
    fn rate(&self, old: Option<&CardRate>) -> Option<CardRate> {
        let from = match self.from.trim() {
            "" => None,
            day => Some(day.parse::<Day>().ok()?),
        };
        Some(CardRate {
            role: self.role.trim().to_owned(),
            level: LEVELS.iter().find(|(_, code, _)| *code == self.level).map(|(level, ..)| *level),
            client: self.client.trim().to_owned(),
            unit: UNITS.iter().find(|(_, code, _)| *code == self.unit).map(|(unit, ..)| *unit)?,
            cents: cents(&self.amount)?,
            currency: old.and_then(|old| old.currency),
            from,
        })
    }
}

/// Minor units as people type an amount.
fn amount(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// An amount as people type it, in minor units: `1'234.50`, `1234,5`, `120`.
fn cents(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !matches!(c, '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (whole, part) = plain.split_once(['.', ',']).unwrap_or((plain.as_str(), ""));
    let digits = |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || part.len() > 2 || !(part.is_empty() || digits(part)) {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)
}

/// The lines of a form: fields come in the order of the page, and each line begins with its role.
fn lines(pairs: Vec<(String, String)>) -> (String, Vec<Line>) {
    let (mut base, mut lines) = (String::new(), Vec::<Line>::new());
    for (name, value) in pairs {
        if name == "base" {
            base = value;
        } else if name == "role" {
            lines.push(Line { role: value, ..Line::default() });
        } else if let Some(line) = lines.last_mut() {
            match name.as_str() {
                "level" => line.level = value,
                "client" => line.client = value,
                "unit" => line.unit = value,
                "amount" => line.amount = value,
                "from" => line.from = value,
                _ => {}
            }
        }
    }
    (base, lines)
}

fn filled(guest: &Guest, base: String, mut lines: Vec<Line>, done: Option<&str>) -> RatesPage {
    let (frame, tabs) = head(guest, "/team/rates", done);
    lines.extend(std::iter::repeat_n(Line { unit: "hour".to_owned(), ..Line::default() }, EMPTY));
    let choice = |code: &str, label: Key, current: &str| Choice {
        code: code.to_owned(),
        label: frame.t(label),
        current: code == current,
    };
    let shown = |(number, line): (usize, Line)| Shown {
        number: number + 1,
        levels: LEVELS.iter().map(|&(_, code, label)| choice(code, label, &line.level)).collect(),
        units: UNITS.iter().map(|&(_, code, label)| choice(code, label, &line.unit)).collect(),
        line,
    };
    let lines = lines.into_iter().enumerate().map(shown).collect();
    RatesPage { tabs, faults: Faults::default(), base, lines, frame }
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let brand = app.service.team_brand(&guest.caller).await?;
    let base = brand.base.map(|base| base.to_string()).unwrap_or_default();
    page(&filled(&guest, base, brand.file.rates.iter().map(Line::of).collect(), asked.done.as_deref()))
}

async fn save(
    State(app): State<App>,
    guest: Guest,
    ApiForm(pairs): ApiForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let (base, typed) = lines(pairs);
    let mut brand = app.service.team_brand(&guest.caller).await?;
    let old = std::mem::take(&mut brand.file.rates);
    let numbered = typed.iter().enumerate().filter(|(_, line)| !line.role.trim().is_empty());
    let rates: Option<Vec<CardRate>> = numbered.map(|(at, line)| line.rate(old.get(at))).collect();
    let problem = match rates {
        None => Problem::of(Class::Usage, "brand.rate"),
        Some(rates) => {
            brand.file.rates = rates;
            brand.base = Uuid::parse_str(&base).ok();
            match app.service.save_team_brand(&guest.caller, brand).await {
                Ok(_) => return Ok(Redirect::to("/team/rates?done=team-saved").into_response()),
                Err(error) => error.into(),
            }
        }
    };
    if problem.status().is_server_error() {
        return Err(problem);
    }
    let kept = typed.into_iter().filter(|line| !line.role.trim().is_empty()).collect();
    let mut page = filled(&guest, base, kept, None);
    page.faults = Faults::of(&page.frame.words, &problem, &[]);
    form_again(&page, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, read) in [
            ("120", Some(12_000)),
            ("1'234.50", Some(123_450)),
            ("1234,5", Some(123_450)),
            ("0.05", Some(5)),
            ("", None),
            ("12.345", None),
            ("-3", None),
            ("abc", None),
        ] {
            assert_eq!(cents(typed), read, "{typed}");
        }
        assert_eq!((amount(123_450), amount(5)), ("1234.50".to_owned(), "0.05".to_owned()));
    }

    #[test]
    fn a_form_gives_its_lines_in_order() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let (base, found) = lines(vec![
            pair("base", "x"),
            pair("role", "Java"),
            pair("unit", "day"),
            pair("amount", "900"),
            pair("role", ""),
        ]);
        assert_eq!((base.as_str(), found.len()), ("x", 2));
        let rate = found[0].rate(None).expect("a rate");
        assert_eq!((rate.cents, rate.unit), (90_000, RateUnit::Day));
        assert_eq!(Line::of(&rate).amount, "900.00");
    }
}
