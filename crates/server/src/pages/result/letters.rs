//! The messages that go with the papers: to the client and to the candidate, to copy or as a draft for a mail program. Nothing
//! is sent from here.

use super::super::frame::{Frame, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::key;
use crate::app::App;
use crate::extract::{ApiForm, ApiPath};
use crate::problem::Problem;
use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use dossier::core::generate::mail::{Mail, Sender};
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

/// A message on the page.
struct Letter {
    /// What its fields are called, in addresses of the page.
    id: &'static str,
    title: String,
    hint: String,
    subject: String,
    text: String,
}

#[derive(Template)]
#[template(path = "result_mail.html")]
struct MailPage {
    frame: Frame,
    back: String,
    action: String,
    /// Tag of the messages' language.
    language: &'static str,
    letters: Vec<Letter>,
}

/// Both messages.
pub(super) async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
) -> Result<Response, Problem> {
    let mails = app.service.mails(&guest.caller, run, None, None).await?;
    let frame = Frame::of(&guest, None);
    let letter = |id, (title, hint), mail: Mail| Letter {
        id,
        title: frame.t(title),
        hint: frame.t(hint),
        subject: mail.subject,
        text: mail.text,
    };
    let letters = vec![
        letter("cover", (key::result::MAIL_COVER, key::result::MAIL_COVER_HINT), mails.cover),
        letter("candidate", (key::result::MAIL_CANDIDATE, key::result::MAIL_CANDIDATE_HINT), mails.candidate),
    ];
    let view = MailPage {
        back: format!("/runs/{run}"),
        action: format!("/runs/{run}/mail.eml"),
        language: mails.locale.tag(),
        letters,
        frame,
    };
    page(&view)
}

/// A message as it was edited.
#[derive(Deserialize)]
pub(super) struct Draft {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    language: String,
}

/// The message as a file, written by the user who asks.
pub(super) async fn eml(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(draft): ApiForm<Draft>,
) -> Result<Response, Problem> {
    app.service.run_standing(&guest.caller, run).await?;
    let user = guest.user.as_ref();
    let sender = Sender {
        name: user.map(|user| user.name.as_str().to_owned()).unwrap_or_default(),
        email: user.map(|user| user.email.as_str().to_owned()).unwrap_or_default(),
    };
    let mail = Mail { subject: draft.subject, text: draft.text };
    let at = Timestamp::from_microsecond(app.service.now()).map_err(|_| Problem::internal())?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("message/rfc822")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"dossier.eml\"")),
        (HeaderName::from_static("content-security-policy"), HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, mail.eml(&sender, &draft.language, at)).into_response())
}
