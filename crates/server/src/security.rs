//! What every request passes before a handler and every answer gets after it: known hosts only (DNS rebinding), no writes
//! from other sites, headers that tell browsers to be strict. Who the caller is, is not asked here.

use crate::problem::{Cause, Problem};
use axum::extract::{Request, State};
use axum::http::header::{HOST, STRICT_TRANSPORT_SECURITY};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

/// Paths that are served under every host name, because those who ask for them know only an address.
const HOSTLESS: [&str; 2] = ["/livez", "/readyz"];

/// What pages may load: only what this server sends, no inline script or style.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
     connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer that has not set its own.
const HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", PAGE_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // `no-referrer` would make browsers send `Origin: null` with forms, which the check of other sites refuses.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cache-control", "no-store"),
];

/// Two years, as browsers ask for.
const STRICT_TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// The host names that are served.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// None where every name goes.
    names: Option<Arc<[String]>>,
}

impl Hosts {
    /// Names as they stand in URLs: `dossier.example`, `[::1]`, with a port where only that port is meant. A name without
    /// a port goes with every port.
    pub fn new<I, N>(names: I) -> Self
    where
        I: IntoIterator<Item = N>,
        N: AsRef<str>,
    {
        Self { names: Some(names.into_iter().map(|name| plain(name.as_ref())).collect()) }
    }

    /// Every name, for a server whose users log in and whose public address nobody has told. Cookies belong to the name
    /// under which they were set, so a foreign name that points here brings none.
    pub fn any() -> Self {
        Self { names: None }
    }

    /// Names of this computer, for the mode without a login.
    pub fn loopback() -> Self {
        Self::new(["127.0.0.1", "localhost", "[::1]"])
    }

    /// Whether a host as sent by a client, with or without a port, is one of these.
    pub fn contains(&self, host: &str) -> bool {
        let Some(names) = &self.names else { return true };
        let host = plain(host);
        let (name, _) = split_port(&host);
        names.iter().any(|known| *known == host || known == name)
    }
}

/// Lower case, without the dot of the root.
fn plain(host: &str) -> String {
    let lower = host.trim().to_ascii_lowercase();
    let (name, port) = split_port(&lower);
    let name = name.strip_suffix('.').unwrap_or(name);
    match port {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

/// Name and port; the colons of an address in brackets are no port.
fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// Refuses (421) requests for a host that is not ours, so that no foreign name can be pointed at this server. Outermost of
/// all that decide something.
pub async fn check_host(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if HOSTLESS.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let asked = asked_hosts(request.headers(), request.uri());
    let known = asked.map(|asked| asked.into_iter().all(|host| hosts.contains(host)));
    match known {
        Some(true) => next.run(request).await,
        Some(false) => Problem::new(Cause::Misdirected, "http.host")
            .hint("name this host in the setting of public addresses")
            .into_response(),
        None => Problem::new(Cause::Malformed, "http.host_missing").into_response(),
    }
}

/// The hosts that a request names: one header, and the authority of an absolute address.
fn asked_hosts<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<Vec<&'a str>> {
    let mut lines = headers.get_all(HOST).iter();
    let host = lines.next()?.to_str().ok().filter(|host| !host.is_empty())?;
    if lines.next().is_some() {
        return None;
    }
    Some(std::iter::once(host).chain(uri.authority().map(Authority::as_str)).collect())
}

/// The layer against writes from other sites.
pub type CrossSite = CsrfLayer<fn(ProtectionError) -> Response>;

/// Refuses (403) writes that a browser sends for another site. `public_origins` are those under which a proxy serves us
/// when it changes `Host`, as a browser writes them: `https://dossier.example`, no slash at the end.
///
/// # Errors
/// An origin that no browser would send.
pub fn cross_site<I, N>(public_origins: I) -> Result<CrossSite, ConfigError>
where
    I: IntoIterator<Item = N>,
    N: AsRef<str>,
{
    let mut layer = CsrfLayer::new();
    for origin in public_origins {
        layer = layer.add_trusted_origin(origin)?;
    }
    let refuse: fn(ProtectionError) -> Response = refuse_cross_site;
    Ok(layer.with_rejection_response(refuse))
}

fn refuse_cross_site(_: ProtectionError) -> Response {
    Problem::new(Cause::Forbidden, "http.cross_site").into_response()
}

/// Which headers answers get.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeaderRules {
    /// The public address is https, so browsers shall never come without it.
    pub https: bool,
}

/// Sets the headers that an answer has not set itself. Outside of all that may answer.
pub async fn protect(State(rules): State<HeaderRules>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if rules.https {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static(STRICT_TRANSPORT));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_compared_as_names() {
        let hosts = Hosts::new(["Dossier.example", "127.0.0.1", "[::1]", "intern.example:8443"]);
        let table = [
            ("dossier.example", true),
            ("DOSSIER.EXAMPLE:443", true),
            ("dossier.example.", true),
            ("dossier.example.:443", true),
            ("127.0.0.1:8080", true),
            ("[::1]", true),
            ("[::1]:8080", true),
            ("intern.example:8443", true),
            ("intern.example", false),
            ("intern.example:80", false),
            ("evil.example", false),
            ("dossier.example.evil.example", false),
            ("", false),
        ];
        for (host, expected) in table {
            assert_eq!(hosts.contains(host), expected, "{host}");
            assert!(Hosts::any().contains(host));
        }
    }

    #[test]
    fn one_host_is_asked_for() {
        let uri = Uri::from_static("/path");
        let mut headers = HeaderMap::new();
        assert_eq!(asked_hosts(&headers, &uri), None);
        headers.append(HOST, HeaderValue::from_static("a.example"));
        assert_eq!(asked_hosts(&headers, &uri), Some(vec!["a.example"]));
        let absolute = Uri::from_static("http://b.example/path");
        assert_eq!(asked_hosts(&headers, &absolute), Some(vec!["a.example", "b.example"]));
        headers.append(HOST, HeaderValue::from_static("c.example"));
        assert_eq!(asked_hosts(&headers, &uri), None);
    }

    #[test]
    fn an_origin_that_no_browser_sends_is_refused_at_start() {
        assert!(cross_site(["https://dossier.example"]).is_ok());
        assert!(cross_site(["https://dossier.example/start"]).is_err());
        assert!(cross_site(["dossier.example"]).is_err());
    }
}
