//! The brand as a form beside a preview: the first page of an invented candidate's CV. The preview button works without script;
//! with it the picture follows what is typed. What is saved is a new file of the library.

use super::super::fault::Faults;
use super::super::frame::{Choice, Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::key;
use super::{Asked, Tab, head};
use crate::app::App;
use crate::extract::{ApiForm, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dossier::Error;
use dossier::core::brand::{BrandError, BrandFile};
use dossier::core::formats::write::doc::Rgb;
use dossier::core::sheet::LOOKS;
use dossier::service::brands::TeamBrand;
use dossier::service::{Action, ServiceError};
use serde::Deserialize;
use uuid::Uuid;

/// Fields of a brand that a check may find wrong, as the form calls them, with the code of what to say.
static FIELDS: [(&str, &str, &str); 5] = [
    ("country", "country", "brand.country"),
    ("web", "web", "brand.web"),
    ("contact.email", "email", "brand.email"),
    ("time_zone", "time_zone", "brand.time_zone"),
    ("style.accent", "accent", "brand.accent"),
];

/// Countries that have customs of their own here.
const COUNTRIES: [&str; 6] = ["CH", "DE", "AT", "FR", "LI", "GB"];

/// The colour of papers where a brand says nothing.
const ACCENT: &str = "#1F4E79";

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/team/brand", get(show).post(save))
        .route("/team/brand/preview", post(preview))
        .route("/team/brand/preview.png", post(picture))
}

/// The form. What it does not name, such as rates and legal words, stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct BrandForm {
    base: String,
    name: String,
    street: String,
    postal_code: String,
    town: String,
    country: String,
    web: String,
    vat_id: String,
    time_zone: String,
    contact: String,
    role: String,
    email: String,
    phone: String,
    accent: String,
    body_font: String,
    heading_font: String,
    look: String,
    logo: String,
}

impl BrandForm {
    fn of(brand: &TeamBrand) -> Self {
        let file = &brand.file;
        let accent = if file.style.accent.is_empty() { ACCENT } else { file.style.accent.as_str() };
        Self {
            base: brand.base.map(|base| base.to_string()).unwrap_or_default(),
            name: file.name.clone(),
            street: file.street.clone(),
            postal_code: file.postal_code.clone(),
            town: file.town.clone(),
            country: file.country.clone(),
            web: file.web.clone(),
            vat_id: file.vat_id.clone(),
            time_zone: file.time_zone.clone(),
            contact: file.contact.name.clone(),
            role: file.contact.role.clone(),
            email: file.contact.email.clone(),
            phone: file.contact.phone.clone(),
            accent: accent.to_owned(),
            body_font: file.style.body_font.clone(),
            heading_font: file.style.heading_font.clone(),
            look: file.style.look.clone(),
            logo: file.style.logo.clone(),
        }
    }

    /// The brand with what the form says.
    fn over(&self, brand: TeamBrand) -> TeamBrand {
        let mut file: BrandFile = brand.file;
        let pairs = [
            (&mut file.name, &self.name),
            (&mut file.street, &self.street),
            (&mut file.postal_code, &self.postal_code),
            (&mut file.town, &self.town),
            (&mut file.country, &self.country),
            (&mut file.web, &self.web),
            (&mut file.vat_id, &self.vat_id),
            (&mut file.time_zone, &self.time_zone),
            (&mut file.contact.name, &self.contact),
            (&mut file.contact.role, &self.role),
            (&mut file.contact.email, &self.email),
            (&mut file.contact.phone, &self.phone),
            (&mut file.style.accent, &self.accent),
            (&mut file.style.body_font, &self.body_font),
            (&mut file.style.heading_font, &self.heading_font),
            (&mut file.style.look, &self.look),
            (&mut file.style.logo, &self.logo),
        ];
        for (field, typed) in pairs {
            typed.trim().clone_into(field);
        }
        TeamBrand { base: Uuid::parse_str(&self.base).ok(), name: brand.name, file }
    }
}

#[derive(Template)]
#[template(path = "team/brand.html")]
struct BrandPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    form: BrandForm,
    countries: Vec<Choice>,
    looks: Vec<Choice>,
    /// Contrast of the accent on white, in words, and whether it is enough.
    contrast: String,
    contrast_fine: bool,
    fonts: String,
    /// The preview in base64; absent where the brand cannot be drawn.
    picture: Option<String>,
}

/// The page, drawn.
async fn filled(
    app: &App,
    guest: &Guest,
    brand: TeamBrand,
    form: BrandForm,
    done: Option<&str>,
) -> Result<BrandPage, Problem> {
    let (frame, tabs) = head(guest, "/team/brand", done);
    let fonts = brand.file.style.fonts.join(", ");
    let locale = frame.words.locale();
    let picture = app.service.preview_team_brand(&guest.caller, form.over(brand).file, locale).await;
    let contrast = Rgb::parse(&form.accent).map(Rgb::contrast_on_white);
    let name = |look: &str| match look {
        "modern" => key::library::LOOK_MODERN,
        "compact" => key::library::LOOK_COMPACT,
        _ => key::library::LOOK_CLASSIC,
    };
    let country = |code: &str| Choice {
        code: code.to_owned(),
        label: code.to_owned(),
        current: form.country == code || (form.country.is_empty() && code == "CH"),
    };
    let mut countries: Vec<Choice> = COUNTRIES.iter().map(|code| country(code)).collect();
    if countries.iter().all(|choice| !choice.current) {
        countries.push(country(&form.country));
    }
    let looks = LOOKS.iter().map(|look| Choice {
        code: look.name().to_owned(),
        label: frame.t(name(look.name())),
        current: form.look == look.name(),
    });
    Ok(BrandPage {
        looks: looks.collect(),
        countries,
        contrast: contrast.map(|figure| format!("{:.1}", (figure * 10.0).floor() / 10.0)).unwrap_or_default(),
        contrast_fine: contrast.is_some_and(|figure| figure >= 4.5),
        fonts,
        picture: picture.ok().map(|png| STANDARD.encode(png)),
        tabs,
        faults: Faults::default(),
        form,
        frame,
    })
}

/// A failure of a brand, pointed at the form's field.
fn told(error: ServiceError) -> Problem {
    let field = match &error {
        ServiceError::Run(Error::Brand(BrandError::Value { field, .. })) => FIELDS.iter().find(|(of, ..)| of == field),
        _ => None,
    };
    let problem = Problem::from(error);
    match field {
        Some((_, name, code)) => problem.field(format!("/{name}"), code),
        None => problem,
    }
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let brand = app.service.team_brand(&guest.caller).await?;
    let form = BrandForm::of(&brand);
    page(&filled(&app, &guest, brand, form, asked.done.as_deref()).await?)
}

/// The page once more, with what was wrong.
async fn again(app: &App, guest: &Guest, form: BrandForm, error: ServiceError) -> Result<Response, Problem> {
    let problem = told(error);
    if problem.status().is_server_error() {
        return Err(problem);
    }
    let brand = app.service.team_brand(&guest.caller).await?;
    let mut page = filled(app, guest, brand, form, None).await?;
    page.faults = Faults::of(&page.frame.words, &problem, &FIELDS.map(|(_, name, _)| name));
    form_again(&page, problem)
}

async fn save(State(app): State<App>, guest: Guest, ApiForm(form): ApiForm<BrandForm>) -> Result<Response, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let brand = form.over(app.service.team_brand(&guest.caller).await?);
    match app.service.save_team_brand(&guest.caller, brand).await {
        Ok(_) => Ok(Redirect::to("/team/brand?done=team-saved").into_response()),
        Err(error) => again(&app, &guest, form, error).await,
    }
}

/// The page with a preview of what was typed and not saved.
async fn preview(State(app): State<App>, guest: Guest, ApiForm(form): ApiForm<BrandForm>) -> Result<Response, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let brand = app.service.team_brand(&guest.caller).await?;
    let checked = form.over(brand.clone()).file;
    match app.service.preview_team_brand(&guest.caller, checked, guest.look.words.locale()).await {
        Ok(_) => page(&filled(&app, &guest, brand, form, None).await?),
        Err(error) => again(&app, &guest, form, error).await,
    }
}

/// The preview alone, for the page's script.
async fn picture(State(app): State<App>, guest: Guest, ApiForm(form): ApiForm<BrandForm>) -> Result<Response, Problem> {
    let brand = app.service.team_brand(&guest.caller).await?;
    let drawn = app.service.preview_team_brand(&guest.caller, form.over(brand).file, guest.look.words.locale()).await;
    Ok(([(CONTENT_TYPE, "image/png")], drawn.map_err(told)?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_changes_what_it_names_and_nothing_else() {
        let file = BrandFile { region: "CH-ZH".into(), name: "Alt".into(), ..BrandFile::default() };
        let brand = TeamBrand { base: Some(Uuid::from_u128(7)), name: "brand.toml".into(), file };
        let form = BrandForm { name: " Neu ".into(), ..BrandForm::of(&brand) };
        let changed = form.over(brand.clone());
        assert_eq!((changed.file.name.as_str(), changed.file.region.as_str()), ("Neu", "CH-ZH"));
        assert_eq!((changed.base, changed.name.as_str()), (brand.base, "brand.toml"));
    }
}
