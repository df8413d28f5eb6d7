//! Problems as pages and as words beside fields. A page says what happened, what to do next, the code for those who help,
//! and of a defect the id of the request. What the use cases say in English stays in the API.

use super::frame::Frame;
use super::icon;
use super::visitor::Look;
use super::words::{Key, Words, key};
use crate::app::App;
use crate::problem::{Problem, Rendered};
use crate::telemetry::RequestId;
use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Paths of programs, which want problems as data.
const FOR_PROGRAMS: [&str; 4] = ["/api/", "/livez", "/readyz", "/metrics"];

/// What stable codes are called in words. A page that can run into another code adds a line.
const TOLD: &[(&str, Key)] = &[
    ("auth.needed", key::problems::AUTH_NEEDED),
    ("auth.bad_login", key::problems::AUTH_BAD_LOGIN),
    ("auth.forbidden", key::problems::AUTH_FORBIDDEN),
    ("auth.provider", key::problems::AUTH_PROVIDER),
    ("account.email", key::problems::ACCOUNT_EMAIL),
    ("account.email_taken", key::problems::ACCOUNT_EMAIL_TAKEN),
    ("account.name", key::problems::ACCOUNT_NAME),
    ("account.no_team", key::problems::ACCOUNT_NO_TEAM),
    ("account.unknown", key::problems::ACCOUNT_UNKNOWN),
    ("invitation.other_address", key::problems::INVITATION_OTHER_ADDRESS),
    ("member.already", key::problems::MEMBER_ALREADY),
    ("password.common", key::problems::PASSWORD_COMMON),
    ("password.long", key::problems::PASSWORD_LONG),
    ("password.short", key::problems::PASSWORD_SHORT),
    ("link.gone", key::problems::LINK_GONE),
    ("limit.rate", key::problems::LIMIT_RATE),
    ("rate.limited", key::problems::LIMIT_RATE),
    ("edit.stale", key::problems::EDIT_STALE),
    ("profile.nothing", key::profiles::FAULT_NOTHING),
    ("profile.title", key::profiles::FAULT_TITLE),
    ("text.length", key::profiles::FAULT_LENGTH),
    ("shortlist.nobody", key::profiles::FAULT_NOBODY),
    ("shortlist.person_twice", key::profiles::FAULT_TWICE),
    ("shortlist.not_sealed", key::profiles::FAULT_NOT_SEALED),
    ("persons.query", key::persons::FAULT_QUERY),
    ("persons.being_erased", key::persons::FAULT_BEING_ERASED),
    ("hold.reason", key::persons::FAULT_REASON),
    ("consent.future", key::persons::FAULT_FUTURE),
    ("consent.ended", key::persons::FAULT_ENDED),
    ("consent.recipients", key::persons::FAULT_RECIPIENTS),
    ("erase.word", key::erasures::FAULT_WORD),
    ("db.held", key::erasures::FAULT_HELD),
    ("http.cross_site", key::problems::HTTP_CROSS_SITE),
    ("http.host", key::problems::HTTP_HOST),
    // Of the start.
    ("read.file_too_large", key::problems::TOO_LARGE),
    ("upload.part_too_large", key::problems::TOO_LARGE),
    ("upload.kind", key::problems::UPLOAD_KIND),
    ("upload.twice", key::problems::UPLOAD_TWICE),
    ("upload.no_cv", key::problems::UPLOAD_NO_CV),
    ("upload.files", key::problems::UPLOAD_FILES),
    ("upload.broken", key::problems::UPLOAD_BROKEN),
    ("options.code", key::problems::OPTIONS_CODE),
    ("options.shared", key::problems::OPTIONS_SHARED),
    ("options.profile_twice", key::problems::OPTIONS_PROFILE_TWICE),
    ("idempotency.reused", key::problems::KEY_REUSED),
    ("idempotency.under_way", key::problems::KEY_UNDER_WAY),
    ("offer.value", key::problems::OFFER_VALUE),
    // The result of a run, and links to its papers.
    ("comment.text", key::result::BAD_COMMENT),
    ("comment.too_many", key::result::BAD_COMMENTS),
    ("run.busy", key::result::BAD_BUSY),
    ("share.consent_withdrawn", key::result::BAD_CONSENT_WITHDRAWN),
    ("share.expired", key::result::BAD_DAYS),
    ("share.lives_too_long", key::result::BAD_DAYS),
    ("share.label_long", key::result::BAD_LABEL),
    ("share.password", key::result::BAD_PASSWORD),
    ("share.uses", key::result::BAD_USES),
    ("share.password_needed", key::share::PASSWORD_NEEDED),
    ("share.password_wrong", key::share::PASSWORD_WRONG),
    ("submission.client", key::result::BAD_CLIENT),
    ("submission.consent_needed", key::result::BAD_CONSENT),
    ("submission.no_papers", key::result::BAD_NO_PAPERS),
    ("submission.state", key::result::BAD_STATE),
    ("submission.text", key::result::BAD_TEXT),
    // Of the account.
    ("account.wrong_password", key::account::WRONG_PASSWORD),
    ("account.login_again", key::account::LOGIN_AGAIN),
    ("account.archived_team", key::account::ARCHIVED_TEAM),
    ("team.last_owner", key::account::LAST_OWNER),
    // Of the team.
    ("account.own_reset", key::team::FAULT_OWN_RESET),
    ("account.other_teams", key::team::FAULT_OTHER_TEAMS),
    ("account.no_password", key::team::FAULT_NO_PASSWORD),
    ("invitation.too_many", key::team::FAULT_TOO_MANY),
    ("token.scopes", key::team::FAULT_SCOPES),
    ("token.lives", key::team::FAULT_LIVES),
    ("retention.months", key::team::FAULT_MONTHS),
    ("retention.reason", key::team::FAULT_REASON),
    ("webhook.no_events", key::team::FAULT_EVENTS),
    ("webhook.url", key::team::FAULT_ADDRESS),
    ("webhook.scheme", key::team::FAULT_ADDRESS),
    ("webhook.port", key::team::FAULT_ADDRESS),
    ("webhook.private", key::team::FAULT_ADDRESS),
    ("webhook.userinfo", key::team::FAULT_ADDRESS),
    // Of the library.
    ("library.name", key::library::FAULT_NAME),
    ("library.size", key::library::FAULT_SIZE),
    ("library.font", key::library::FAULT_FONT),
    ("library.missing", key::library::FAULT_MISSING),
    ("cli.lexicon", key::library::FAULT_LEXICON),
    ("cli.not_text", key::library::FAULT_TEXT),
    ("brand.logo_too_large", key::library::FAULT_PICTURE),
    ("brand.logo_kind", key::library::FAULT_PICTURE),
    ("brand.logo_pixels", key::library::FAULT_PICTURE),
    ("brand.logo_damaged", key::library::FAULT_PICTURE),
    ("brand.logo_svg", key::library::FAULT_PICTURE),
    ("brand.value", key::library::FAULT_VALUE),
    ("brand.country", key::library::FAULT_COUNTRY),
    ("brand.web", key::library::FAULT_WEB),
    ("brand.email", key::library::FAULT_EMAIL),
    ("brand.time_zone", key::library::FAULT_ZONE),
    ("brand.accent", key::library::FAULT_ACCENT),
    ("brand.rate", key::library::FAULT_RATE),
    ("upload.part_missing", key::library::FAULT_NO_FILE),
];

/// What a status is called where the code has no words of its own: a heading, and what to do.
fn by_status(status: StatusCode) -> (Key, Key) {
    use key::problems as told;
    match status.as_u16() {
        401 => (told::TITLE_LOGIN, told::AUTH_NEEDED),
        403 => (told::TITLE_FORBIDDEN, told::AUTH_FORBIDDEN),
        404 | 405 => (told::TITLE_NOT_FOUND, told::NOT_FOUND),
        409 | 412 => (told::TITLE_CHANGED, told::EDIT_STALE),
        410 => (told::TITLE_GONE, told::LINK_GONE),
        413 => (told::TITLE_TOO_LARGE, told::TOO_LARGE),
        429 => (told::TITLE_RATE, told::LIMIT_RATE),
        503 => (told::TITLE_UNAVAILABLE, told::UNAVAILABLE),
        500..=599 => (told::TITLE_DEFECT, told::DEFECT),
        _ => (told::TITLE_REQUEST, told::REQUEST),
    }
}

/// A problem's code in words: what is wrong and what to do, in one or two sentences.
pub(crate) fn sentence(words: &Words, problem: &Problem) -> String {
    of_code(words, problem.code()).unwrap_or_else(|| words.get(by_status(problem.status()).1))
}

fn of_code(words: &Words, code: &str) -> Option<String> {
    TOLD.iter().find(|(known, _)| *known == code).map(|(_, key)| words.get(*key))
}

/// What is wrong with a form that comes back: words beside its fields, and words for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// For the whole form; none where a field says it all.
    pub(crate) whole: Option<String>,
    fields: Vec<(String, String)>,
}

impl Faults {
    /// Of a problem, for a form with these fields. What is wrong with another field is told for the whole.
    pub(crate) fn of(words: &Words, problem: &Problem, known: &[&str]) -> Self {
        let mut faults = Self::default();
        for error in problem.errors() {
            let name = error.pointer.trim_start_matches('/');
            if known.contains(&name) {
                let text = of_code(words, error.code).unwrap_or_else(|| words.get(key::problems::FIELD));
                faults.fields.push((name.to_owned(), text));
            }
        }
        if faults.fields.is_empty() {
            faults.whole = Some(sentence(words, problem));
        }
        faults
    }

    /// What is wrong with a field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }
}

/// A problem as a page.
#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    frame: Frame,
    title: String,
    text: String,
    code: &'static str,
    /// Id of the request, of a defect.
    id: Option<String>,
    /// Whether a login may help.
    to_login: bool,
}

/// Turns problems on their way to people into pages. Those of paths that programs ask for stay what they are.
pub(crate) async fn told_as_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if FOR_PROGRAMS.iter().any(|known| path.starts_with(known)) {
        return next.run(request).await;
    }
    let look = Look::read(&app, request.headers(), request.uri(), None);
    let id = RequestId::of(request.extensions());
    let response = next.run(request).await;
    let told = response.extensions().get::<Problem>().filter(|_| response.extensions().get::<Rendered>().is_none());
    match told.cloned() {
        Some(problem) => with_page(response, look, problem, &id),
        None => response,
    }
}

/// The same answer with a page for its body, and all its headers.
fn with_page(response: Response, look: Look, problem: Problem, id: &RequestId) -> Response {
    let (title, _) = by_status(problem.status());
    let page = FaultPage {
        title: look.words.get(title),
        text: sentence(&look.words, &problem),
        code: problem.code(),
        id: problem.status().is_server_error().then(|| id.as_str().to_owned()),
        to_login: problem.status() == StatusCode::UNAUTHORIZED,
        frame: Frame::open(look),
    };
    let Ok(html) = page.render() else { return response };
    let (mut parts, _) = response.into_parts();
    let (told, body) = rendered(problem, html).into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.extend(told.headers);
    parts.headers.remove(WWW_AUTHENTICATE);
    parts.extensions.extend(told.extensions);
    Response::from_parts(parts, body)
}

/// An answer with a problem's status and waiting time whose body is a page.
pub(crate) fn rendered(problem: Problem, html: String) -> Response {
    let mut response = problem.into_response();
    *response.body_mut() = Body::from(html);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(VARY, HeaderValue::from_static("Cookie, Accept-Language, HX-Request"));
    // Browsers would ask for a token.
    headers.remove(WWW_AUTHENTICATE);
    response.extensions_mut().insert(Rendered);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Cause;
    use dossier::Class;
    use dossier::core::locale::Locale;

    #[test]
    fn a_fault_stands_beside_its_field_or_over_the_whole() {
        let words = Words::new(Locale::En, None);
        let problem = Problem::of(Class::Usage, "password.short").field("/password", "password.short");
        let faults = Faults::of(&words, &problem, &["email", "password"]);
        assert!(faults.whole.is_none() && faults.field("email").is_none());
        assert_eq!(faults.field("password"), Some(words.get(key::problems::PASSWORD_SHORT).as_str()));
        let elsewhere = Faults::of(&words, &problem, &["email"]);
        assert_eq!(elsewhere.whole, Some(words.get(key::problems::PASSWORD_SHORT)));
    }

    #[test]
    fn every_status_has_words_even_under_an_unknown_code() {
        let words = Words::new(Locale::FrCh, None);
        for number in 400..600 {
            let status = StatusCode::from_u16(number).unwrap();
            let problem = Problem::new(Cause::Other(status), "some.code");
            assert!(!sentence(&words, &problem).is_empty());
        }
    }

    #[test]
    fn a_rendered_problem_keeps_its_status_and_asks_for_no_token() {
        let response = rendered(Problem::new(Cause::Unauthenticated, "auth.bad_login"), "<p>".to_owned());
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(!response.headers().contains_key(WWW_AUTHENTICATE));
        assert_eq!(response.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    }
}
