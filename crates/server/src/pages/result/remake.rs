//! New revisions from the page of a run: another language, look, brand, format or an anonymous variant; which revision is shown;
//! and what colleagues write to each other.

use super::super::frame::Choice;
use super::super::visitor::Guest;
use super::super::words::{Words, key};
use super::{Back, again, given};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath};
use crate::problem::Problem;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::Pack;
use dossier::core::generate::Format;
use dossier::core::locale::LOCALES;
use dossier::core::sheet::LOOKS;
use dossier::db::Personal;
use dossier::db::rows::TeamFile;
use dossier::service::runs::{RevisionOptions, RevisionView, RunOptions};
use serde::Deserialize;
use uuid::Uuid;

/// What a new revision is made with, as the form sends it. A box that is not ticked sends nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    locale: String,
    look: String,
    brand: String,
    /// `full` or `client`.
    pack: String,
    anonymous: String,
    docx: Option<String>,
    pdf: Option<String>,
    html: Option<String>,
    photo: Option<String>,
}

impl Wish {
    /// What the form shows for options.
    fn of(options: &RunOptions) -> Self {
        let usual = [Format::Docx, Format::Html];
        let formats = if options.formats.is_empty() { usual.as_slice() } else { options.formats.as_slice() };
        let ticked = |format: Format| formats.contains(&format).then(|| "on".to_owned());
        Self {
            locale: options.locale.map(|locale| locale.tag().to_owned()).unwrap_or_default(),
            look: options.choices.look.map(|look| look.name().to_owned()).unwrap_or_default(),
            brand: options.library.brand.map(|brand| brand.to_string()).unwrap_or_default(),
            pack: if options.pack == Pack::Client { "client".to_owned() } else { "full".to_owned() },
            anonymous: options.anonymous.clone().unwrap_or_default(),
            docx: ticked(Format::Docx),
            pdf: ticked(Format::Pdf),
            html: ticked(Format::Html),
            photo: options.choices.photo.then(|| "on".to_owned()),
        }
    }

    /// The options before with what the form says.
    fn over(&self, before: &RunOptions) -> RunOptions {
        let mut options = before.clone();
        options.locale = self.locale.parse().ok();
        options.choices.look = LOOKS.into_iter().find(|look| look.name() == self.look);
        options.library.brand = Uuid::parse_str(self.brand.trim()).ok();
        options.anonymous = given(&self.anonymous).map(str::to_owned);
        options.pack = if self.pack == "client" || options.anonymous.is_some() { Pack::Client } else { Pack::Full };
        let ticked = [(Format::Docx, &self.docx), (Format::Pdf, &self.pdf), (Format::Html, &self.html)];
        options.formats = ticked.into_iter().filter(|(_, box_)| box_.is_some()).map(|(format, _)| format).collect();
        options.choices.photo = self.photo.is_some();
        options.review = false;
        options
    }
}

/// The form.
pub(super) struct FormView {
    pub(super) locales: Vec<Choice>,
    pub(super) looks: Vec<Choice>,
    pub(super) brands: Vec<Choice>,
    pub(super) packs: Vec<Choice>,
    /// Name, words, whether ticked.
    pub(super) boxes: Vec<(&'static str, String, bool)>,
    pub(super) anonymous: String,
}

impl FormView {
    /// With what was sent, else with the options of the current revision.
    pub(super) fn new(words: &Words, options: &RunOptions, brands: &[TeamFile], kept: Option<Wish>) -> Self {
        let wish = kept.unwrap_or_else(|| Wish::of(options));
        let choice =
            |code: &str, label: String, now: &str| Choice { current: code == now, code: code.to_owned(), label };
        let usual = |now: &str| choice("", words.get(key::result::USUAL), now);
        let mut locales = vec![usual(&wish.locale)];
        let tongues = [
            key::result::LOCALE_DE_CH,
            key::result::LOCALE_DE_DE,
            key::result::LOCALE_DE_AT,
            key::result::LOCALE_EN,
            key::result::LOCALE_FR_CH,
            key::result::LOCALE_FR_FR,
        ];
        let named = LOCALES.into_iter().zip(tongues);
        locales.extend(named.map(|(locale, name)| choice(locale.tag(), words.get(name), &wish.locale)));
        let mut looks = vec![usual(&wish.look)];
        let names = [key::result::LOOK_CLASSIC, key::result::LOOK_MODERN, key::result::LOOK_COMPACT];
        let named = LOOKS.into_iter().zip(names);
        looks.extend(named.map(|(look, name)| choice(look.name(), words.get(name), &wish.look)));
        let mut all_brands = vec![usual(&wish.brand)];
        all_brands.extend(brands.iter().map(|file| choice(&file.id.to_string(), file.name.clone(), &wish.brand)));
        let packs = vec![
            choice("full", words.get(key::result::PACK_FULL), &wish.pack),
            choice("client", words.get(key::result::PACK_CLIENT), &wish.pack),
        ];
        let boxes = vec![
            ("docx", "Word (DOCX)".to_owned(), wish.docx.is_some()),
            ("pdf", "PDF".to_owned(), wish.pdf.is_some()),
            ("html", words.get(key::result::FORMAT_HTML), wish.html.is_some()),
            ("photo", words.get(key::result::WITH_PHOTO), wish.photo.is_some()),
        ];
        Self { locales, looks, brands: all_brands, packs, boxes, anonymous: wish.anonymous }
    }
}

/// A revision in the list.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) at: String,
    /// What it was made with, in words.
    pub(super) about: String,
    pub(super) by: Option<String>,
    pub(super) current: bool,
    /// Where it is compared with the one that is shown.
    pub(super) compare: Option<String>,
}

/// The revisions of a run, newest first.
pub(super) fn rows(
    words: &Words,
    run: Uuid,
    all: &[RevisionView],
    name: impl Fn(Option<Uuid>) -> Option<String>,
) -> Vec<Row> {
    let current = all.iter().find(|one| one.is_current).map(|one| one.id);
    let row = |one: &RevisionView| {
        let mut about: Vec<String> = one.options.locale.map(|locale| locale.tag().to_owned()).into_iter().collect();
        about.extend(one.options.choices.look.map(|look| look.name().to_owned()));
        about.extend(one.options.anonymous.as_ref().map(|code| words.fill(key::result::CODED, "code", code)));
        about.extend(one.files.map(|files| words.count(key::result::FILES, files, &[])));
        let other = current.filter(|current| *current != one.id);
        Row {
            id: one.id.to_string(),
            at: words.moment(one.sealed_at.unwrap_or(one.created_at)),
            about: about.join(" · "),
            by: name(one.created_by),
            current: one.is_current,
            compare: other.map(|current| format!("/runs/{run}/compare?from={}&to={current}", one.id)),
        }
    };
    all.iter().map(row).collect()
}

/// Asks for a new revision.
pub(super) async fn remake(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<Wish>,
) -> Result<Response, Problem> {
    let all = app.service.run_revisions(&guest.caller, run).await?;
    let before = all.into_iter().find(|one| one.is_current).map(|one| one.options);
    let wanted = RevisionOptions { options: Some(wish.over(&before.unwrap_or_default())), reread: false };
    match app.service.regenerate(&guest.caller, run, wanted).await {
        Ok(()) => Ok(Redirect::to(&format!("/runs/{run}?done=revision-asked")).into_response()),
        Err(error) => {
            let back = Back { form: "remake", remake: Some(wish), ..Back::default() };
            again(&app, &guest, run, back, error.into()).await
        }
    }
}

/// Which revision is to be shown, and which one was when the page was made.
#[derive(Deserialize)]
pub(super) struct Current {
    revision: Uuid,
    seen: Option<Uuid>,
}

/// Shows another revision.
pub(super) async fn make_current(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<Current>,
) -> Result<Response, Problem> {
    app.service.make_current(&guest.caller, run, wish.seen, wish.revision).await?;
    Ok(Redirect::to(&format!("/runs/{run}?done=revision-current")).into_response())
}

/// A comment, as the form sends it.
#[derive(Deserialize)]
pub(super) struct Text {
    #[serde(default)]
    text: String,
}

/// Writes a comment.
pub(super) async fn comment(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<Text>,
) -> Result<Response, Problem> {
    match app.service.comment(&guest.caller, run, Personal::from(wish.text.trim())).await {
        Ok(_) => Ok(Redirect::to(&format!("/runs/{run}?done=commented")).into_response()),
        Err(error) => {
            let back = Back { form: "comment", comment: wish.text, ..Back::default() };
            again(&app, &guest, run, back, error.into()).await
        }
    }
}

/// Deletes a comment.
pub(super) async fn delete_comment(
    State(app): State<App>,
    guest: Guest,
    ApiPath((run, comment)): ApiPath<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    app.service.delete_comment(&guest.caller, (run, comment)).await?;
    Ok(Redirect::to(&format!("/runs/{run}?done=comment-deleted")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;
    use dossier::core::sheet::Look;

    #[test]
    fn a_form_changes_what_it_shows_and_keeps_the_rest() {
        let mut before = RunOptions { number_offer: true, review: true, ..RunOptions::default() };
        before.choices.years_max = Some(12);
        let shown = Wish::of(&before);
        assert!(shown.docx.is_some() && shown.html.is_some() && shown.pdf.is_none());
        let same = shown.over(&before);
        assert_eq!(same.choices, before.choices);
        assert!(same.number_offer && !same.review, "nobody is asked to review what was reviewed");
        let wish = Wish {
            locale: "fr-CH".into(),
            look: "modern".into(),
            anonymous: " K-1 ".into(),
            pack: "full".into(),
            pdf: Some("on".into()),
            ..Wish::default()
        };
        let options = wish.over(&before);
        assert_eq!((options.locale, options.choices.look), (Some(Locale::FrCh), Some(Look::Modern)));
        assert_eq!((options.anonymous.as_deref(), options.pack), (Some("K-1"), Pack::Client));
        assert_eq!((options.formats, options.choices.years_max), (vec![Format::Pdf], Some(12)));
    }
}
