//! The one HTTP client of a remote storage: a pool that all views share, TLS by rustls, and how long each path waits.
//! Knows the protocols of neither S3 nor Supabase.

use crate::error::{Cause, StorageError};
use bytes::Bytes;
use futures::TryStreamExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Uploads may take this long for each MiB on top of the wait for an answer.
const UPLOAD_PER_MIB: Duration = Duration::from_secs(8);

/// How long a path waits for a remote storage and how often it tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until the answer to one request begins; uploads get 8 s a MiB on top.
    pub answer: Duration,
    /// Further attempts after the first.
    pub retries_max: usize,
    /// No attempt begins later than this after the first.
    pub total: Duration,
    /// Wait before the second attempt; it doubles from there, with jitter.
    pub first_wait: Duration,
}

impl Patience {
    /// For someone who waits: 10 s for an answer, 3 retries within 20 s.
    pub const REQUEST: Self = Self {
        answer: Duration::from_secs(10),
        retries_max: 3,
        total: Duration::from_secs(20),
        first_wait: Duration::from_millis(100),
    };
    /// For sweeps, copies and erasure: 60 s for an answer, 8 retries within 4 minutes.
    pub const BACKGROUND: Self = Self {
        answer: Duration::from_secs(60),
        retries_max: 8,
        total: Duration::from_secs(240),
        first_wait: Duration::from_millis(500),
    };
}

/// What every HTTP client of the program begins with: rustls on ring with the certificates of the system (read only where `tls`
/// is wanted), no redirects, 5 s for a connection, and names below `localhost` at home.
///
/// # Errors
/// [`StorageError::Backend`] where TLS cannot be set up.
pub fn client_builder(tls: bool) -> Result<reqwest::ClientBuilder, StorageError> {
    let mut roots = rustls::RootCertStore::empty();
    if tls {
        // Those that cannot be parsed are skipped; with none left, every handshake fails and says so.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| cannot_connect())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .user_agent(concat!("dossier/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .dns_resolver(Arc::new(LocalNames)))
}

fn cannot_connect() -> StorageError {
    StorageError::Backend { action: "connect", cause: Cause::Unreachable }
}

/// A pool of connections.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: reqwest::Client,
}

impl Http {
    /// A client; the certificates of the system are read only where `tls` is wanted.
    pub(crate) fn new(tls: bool) -> Result<Self, StorageError> {
        let client = client_builder(tls)?
            .read_timeout(Duration::from_secs(60))
            .pool_idle_timeout(Duration::from_secs(60))
            .build()
            .map_err(|_| cannot_connect())?;
        Ok(Self { client })
    }

    /// The client for requests of our own.
    pub(crate) fn line(&self, patience: Patience) -> Line {
        Line { client: self.client.clone(), patience }
    }
}

/// A client that gives up in time.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    client: reqwest::Client,
    pub(crate) patience: Patience,
}

#[async_trait::async_trait]
impl HttpService for Line {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let head = request.method() == http::Method::HEAD;
        let mib = u32::try_from(request.body().content_length() >> 20).unwrap_or(u32::MAX);
        let limit = self.patience.answer.saturating_add(UPLOAD_PER_MIB.saturating_mul(mib));
        let answer = tokio::time::timeout(limit, HttpService::call(&self.client, request))
            .await
            .map_err(|late| HttpError::new(HttpErrorKind::Timeout, late))??;
        with_length(answer, head).await
    }
}

/// Answers without Content-Length up to this size are taken whole: listings, errors, empty objects.
const UNMEASURED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Supabase leaves Content-Length out for empty objects, which clients then take for a broken answer. An answer without it
/// is taken whole.
async fn with_length(answer: HttpResponse, head: bool) -> Result<HttpResponse, HttpError> {
    let (mut parts, body) = answer.into_parts();
    if !parts.status.is_success() || parts.headers.contains_key(http::header::CONTENT_LENGTH) {
        return Ok(HttpResponse::from_parts(parts, body));
    }
    if head {
        parts.headers.insert(http::header::CONTENT_LENGTH, 0.into());
        return Ok(HttpResponse::from_parts(parts, body));
    }
    let mut whole = Vec::new();
    let mut chunks = body.bytes_stream();
    while let Some(chunk) = chunks.try_next().await? {
        if whole.len() + chunk.len() > UNMEASURED_BYTES_MAX {
            return Err(HttpError::new(HttpErrorKind::Decode, Cause::BadAnswer));
        }
        whole.extend_from_slice(&chunk);
    }
    parts.headers.insert(http::header::CONTENT_LENGTH, whole.len().into());
    Ok(HttpResponse::from_parts(parts, Bytes::from(whole).into()))
}

/// Hands the shared pool to a client of `object_store` instead of letting it open one of its own.
#[derive(Debug)]
pub(crate) struct SharedPool(pub(crate) Line);

impl HttpConnector for SharedPool {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

/// Names below `localhost` are this machine (RFC 6761); not every system library knows that, and buckets in host names
/// need it.
struct LocalNames;

impl Resolve for LocalNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            if name.as_str() == "localhost" || name.as_str().ends_with(".localhost") {
                let local: Addrs = Box::new(std::iter::once(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0)));
                return Ok(local);
            }
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let found: Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}
