//! The way to identity providers: two kinds of requests with small answers, as a trait, so that an embedder or a test
//! can answer them. Addresses come from the operator's settings or from the provider named there; private ones are
//! allowed therefore.

use super::super::error::ServiceError;
use bytes::{Bytes, BytesMut};
use dossier_db::Personal;
use dossier_workspace::client_builder;
use futures::future::BoxFuture;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder, Url};
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

/// Longest answer that is read.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// How long one request may take in all.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// An answer, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its body, at most [`ANSWER_BYTES_MAX`] bytes.
    pub body: Bytes,
}

/// No answer, or one that is longer than [`ANSWER_BYTES_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no answer")]
pub struct NoAnswer;

impl From<NoAnswer> for ServiceError {
    fn from(_: NoAnswer) -> Self {
        unreachable_provider()
    }
}

/// A form to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its fields, encoded.
    pub body: Personal,
    /// The header `Authorization`.
    pub authorization: Option<Personal>,
}

/// Asks identity providers. Follows no redirect, tries once, gives up in time, and reads at most [`ANSWER_BYTES_MAX`].
pub trait Fetch: Send + Sync + fmt::Debug {
    /// Gets a JSON document.
    fn get<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, Result<Answer, NoAnswer>>;

    /// Posts a form.
    fn post<'a>(&'a self, url: &'a Url, form: &'a Form) -> BoxFuture<'a, Result<Answer, NoAnswer>>;
}

/// Over HTTP. Connects to nobody before the first request.
#[derive(Debug, Default)]
pub struct Web {
    client: OnceLock<Option<Client>>,
}

impl Web {
    fn client(&self) -> Result<&Client, NoAnswer> {
        let made = || client_builder(true).ok()?.timeout(ANSWER_MAX).build().ok();
        self.client.get_or_init(made).as_ref().ok_or(NoAnswer)
    }
}

impl Fetch for Web {
    fn get<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, Result<Answer, NoAnswer>> {
        Box::pin(async move { answer(self.client()?.get(url.clone())).await })
    }

    fn post<'a>(&'a self, url: &'a Url, form: &'a Form) -> BoxFuture<'a, Result<Answer, NoAnswer>> {
        Box::pin(async move {
            let mut request = self
                .client()?
                .post(url.clone())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.body.as_str().to_owned());
            if let Some(authorization) = &form.authorization {
                request = request.header(AUTHORIZATION, authorization.as_str());
            }
            answer(request).await
        })
    }
}

async fn answer(request: RequestBuilder) -> Result<Answer, NoAnswer> {
    let mut answer = request.header(ACCEPT, "application/json").send().await.map_err(|_| NoAnswer)?;
    let status = answer.status().as_u16();
    let mut body = BytesMut::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| NoAnswer)? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(NoAnswer);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body: body.freeze() })
}

/// An address of a provider: https, or http on this machine only, where nobody listens on the way.
pub(super) fn provider_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    (plain && (url.scheme() == "https" || (url.scheme() == "http" && local))).then_some(url)
}

/// Fields as a form or a query has them.
pub(super) fn encoded(fields: &[(&str, &str)]) -> String {
    let Ok(mut url) = Url::parse("form:/") else { return String::new() };
    url.query_pairs_mut().extend_pairs(fields);
    url.query().unwrap_or_default().to_owned()
}

pub(super) fn unreachable_provider() -> ServiceError {
    ServiceError::Outside { what: "identity provider", code: "auth.provider" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_reached_safely_only() {
        for text in
            ["https://id.example.org/realms/a", "http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:1/"]
        {
            assert!(provider_url(text).is_some(), "{text}");
        }
        for text in
            ["http://id.example.org", "https://a:b@id.example.org", "https://id.example.org/#x", "ftp://localhost", ""]
        {
            assert!(provider_url(text).is_none(), "{text}");
        }
    }

    #[test]
    fn fields_are_encoded() {
        assert_eq!(
            encoded(&[("a", "b c&d"), ("redirect", "https://x/ä")]),
            "a=b+c%26d&redirect=https%3A%2F%2Fx%2F%C3%A4"
        );
    }
}
