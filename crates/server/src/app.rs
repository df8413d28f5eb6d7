//! The whole application as one router: the API, its document and page, the pages that people use, the routes of logins at
//! another provider, what stands beside them (health, metrics), and the frame around all.

use crate::api;
use crate::cookies::{Cookie, Cookies};
use crate::document;
use crate::events::OpenStreams;
use crate::frame::Frame;
use crate::log::Log;
use crate::oidc;
use crate::pages;
use crate::places::UploadPlaces;
use crate::problem::Problem;
use crate::rate::{Limiter, Network, Tidy};
use crate::security::{HeaderRules, Hosts, cross_site};
use crate::telemetry::Telemetry;
use crate::upload::UploadLimits;
use axum::Router;
use axum::extract::FromRef;
use axum::http::HeaderValue;
use axum::middleware::from_fn_with_state;
use dossier::service::Office;
use dossier::service::accounts::NewSession;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

/// Runs that one user may start in a minute.
const RUNS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");

/// Batches that one team may upload in a minute.
const BATCHES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(6).expect("not zero");

/// Requests without a login (logins, set-up, invitations) from one network in a minute.
const VISITS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(60).expect("not zero");

/// Uploads at the same time in one process.
const UPLOADS_AT_ONCE: NonZeroU32 = NonZeroU32::new(64).expect("not zero");

/// What an operator sets for the server.
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// Address that people see, as browsers write origins: `https://dossier.example`, no slash at the end.
    pub public_url: Option<String>,
    /// Host names that are served.
    pub hosts: Hosts,
    /// How many proxies of ours stand before this server.
    pub proxies: usize,
    /// Runs that one user may start in a minute.
    pub runs_per_minute: NonZeroU32,
    /// Batches, uploads of several CVs, that one team may begin in a minute.
    pub batches_per_minute: NonZeroU32,
    /// Requests without a login from one network in a minute.
    pub visits_per_minute: NonZeroU32,
    /// Uploads at the same time; more are told to come again.
    pub uploads_at_once: NonZeroU32,
    /// Bounds of uploads.
    pub uploads: UploadLimits,
    /// Largest body of an upload, in bytes.
    pub upload_bytes_max: usize,
    /// Whether what is kept here ends with the process, the container or the machine, which every page then says.
    pub passing: bool,
}

impl WebSettings {
    /// The defaults for some host names.
    pub fn of(hosts: Hosts) -> Self {
        Self {
            public_url: None,
            hosts,
            proxies: 0,
            runs_per_minute: RUNS_PER_MINUTE,
            batches_per_minute: BATCHES_PER_MINUTE,
            visits_per_minute: VISITS_PER_MINUTE,
            uploads_at_once: UPLOADS_AT_ONCE,
            uploads: UploadLimits::default(),
            upload_bytes_max: 257 * 1024 * 1024,
            passing: false,
        }
    }

    /// Whether browsers come over https.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// Limits that are counted in this process.
#[derive(Debug)]
pub struct Limits {
    /// Runs by user.
    pub runs: Arc<Limiter<Uuid>>,
    /// Batches by team.
    pub batches: Arc<Limiter<Uuid>>,
    /// Requests without a login by network.
    pub visits: Arc<Limiter<Network>>,
    /// How many proxies of ours stand before this server.
    pub proxies: usize,
    /// Bounds of uploads.
    pub uploads: UploadLimits,
}

impl Limits {
    /// The limiters, for [`crate::rate::tidy`].
    pub fn tidied(&self) -> Vec<Arc<dyn Tidy>> {
        vec![
            Arc::clone(&self.runs) as Arc<dyn Tidy>,
            Arc::clone(&self.batches) as Arc<dyn Tidy>,
            Arc::clone(&self.visits) as Arc<dyn Tidy>,
        ]
    }
}

/// What all handlers share. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The use cases.
    pub service: Office,
    /// Cancelled when the server stops: streams end then.
    pub stop: CancellationToken,
    /// Limits that are counted in this process.
    pub limits: Arc<Limits>,
    /// How cookies are set.
    pub cookies: Cookies,
    /// Streams of events that are open, by user.
    pub streams: OpenStreams<Uuid>,
    /// As in [`WebSettings`].
    pub passing: bool,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("limits", &self.limits).field("cookies", &self.cookies).finish_non_exhaustive()
    }
}

impl App {
    /// Over a service.
    pub fn new(service: Office, settings: &WebSettings, stop: CancellationToken) -> Self {
        let limits = Limits {
            runs: Arc::new(Limiter::new("runs", settings.runs_per_minute)),
            batches: Arc::new(Limiter::new("batches", settings.batches_per_minute)),
            visits: Arc::new(Limiter::new("visits", settings.visits_per_minute)),
            proxies: settings.proxies,
            uploads: settings.uploads,
        };
        let (limits, cookies) = (Arc::new(limits), Cookies::new(settings.is_https()));
        Self { service, stop, limits, cookies, streams: OpenStreams::default(), passing: settings.passing }
    }
}

impl App {
    /// Header that gives a browser the cookie of a session that has just begun.
    ///
    /// # Errors
    /// A defect: a secret that no header can hold.
    pub fn session_cookie(&self, session: &NewSession) -> Result<HeaderValue, Problem> {
        let seconds = session.expires_at.saturating_sub(self.service.now()) / 1_000_000;
        self.cookies.set(Cookie::Session, session.secret.as_str(), seconds)
    }
}

impl FromRef<App> for UploadLimits {
    fn from_ref(app: &App) -> Self {
        app.limits.uploads
    }
}

/// The application cannot be put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppError {
    /// The public address is none that a browser would send.
    #[error("the public address is no origin such as https://dossier.example")]
    PublicUrl,
    /// A defect: the API document cannot be written.
    #[error("the API document cannot be written")]
    Document,
}

/// The API document, as it is checked in and served.
pub fn api_document() -> OpenApi {
    let (_, document) = api_parts(api::small().merge(api::large()));
    document
}

fn api_parts(routes: OpenApiRouter<App>) -> (Router<App>, OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(api::about()).nest("/api/v1", routes).split_for_parts();
    // The name with an https address: the text must not depend on a setting.
    document::complete(&mut document, Cookies::new(true).name(Cookie::Session));
    (router, document)
}

/// The router of everything. `beside` are routes that know nothing of the service: health and metrics.
///
/// # Errors
/// A public address that is none, or a defect of the document.
pub fn router(app: App, settings: &WebSettings, log: &Log, beside: Router<App>) -> Result<Router, AppError> {
    let (bytes_max, places) = (settings.upload_bytes_max, UploadPlaces::new(settings.uploads_at_once));
    let (routes, document) = api_parts(api::guarded(bytes_max, &places));
    let described = document::routes(&document).map_err(|_| AppError::Document)?;
    let ids = app.service.clone();
    let frame = Frame {
        hosts: settings.hosts.clone(),
        cross_site: cross_site(settings.public_url.iter()).map_err(|_| AppError::PublicUrl)?,
        headers: HeaderRules { https: settings.is_https() },
        telemetry: Telemetry::new(log.clone(), move || ids.id().to_string()),
    };
    let routes = routes.merge(described).merge(oidc::routes()).merge(pages::routes(bytes_max, &places)).merge(beside);
    let routes = frame.inside(routes).layer(from_fn_with_state(app.clone(), pages::told_as_pages));
    Ok(frame.outside(routes).with_state(app))
}
