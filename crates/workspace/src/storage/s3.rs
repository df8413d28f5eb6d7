//! Buckets that speak S3, Supabase's S3 door among them: building the client of `object_store`, and the two things that it
//! does not have, listing unfinished uploads and saying when they began.

use super::config::{S3Config, S3Keys, Style, SupabaseConfig};
use super::http::{Http, Line, Patience, SharedPool};
use super::secret::Secret;
use crate::error::{Cause, StorageError};
use http::{Method, Request};
use jiff::Timestamp;
use object_store::aws::{AmazonS3, AmazonS3Builder, AwsAuthorizer};
use object_store::client::{HttpRequestBody, HttpService};
use object_store::{BackoffConfig, RetryConfig};
use std::fmt::Write as _;
use url::Url;

/// Unfinished uploads of one page.
const PAGE: usize = 1_000;
/// Pages that one sweep looks at; the next sweep takes the rest.
const PAGES_MAX: usize = 1_000;

/// An upload in parts that was begun and neither completed nor aborted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    /// Key within the bucket, the storage's prefix included.
    pub(crate) key: String,
    pub(crate) id: String,
    pub(crate) begun_at: Timestamp,
}

/// The S3 side of a Supabase storage: with a user's token, the project's reference and public key sign, and row-level
/// security decides.
pub(crate) fn of_supabase(config: &SupabaseConfig, jwt: Option<&Secret>) -> Result<S3Config, StorageError> {
    let keys = match jwt {
        Some(jwt) => {
            let (Some(project), Some(anon)) = (&config.project, &config.keys.anon_key) else {
                let missing = "DOSSIER_SUPABASE_ANON_KEY and the setting project= of the storage URL".to_owned();
                return Err(StorageError::HalfSet { missing });
            };
            S3Keys { id: Secret::new(project), secret: anon.clone(), token: Some(jwt.clone()) }
        }
        None => super::config::s3_keys(&config.keys)?.ok_or_else(|| StorageError::HalfSet {
            missing: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a user's token".to_owned(),
        })?,
    };
    let mut endpoint = config.origin.clone();
    endpoint.set_path(&format!("{}/s3", config.base));
    Ok(S3Config {
        bucket: config.bucket.clone(),
        prefix: config.prefix.clone(),
        endpoint: Some(endpoint),
        region: config.region.clone(),
        style: Style::Path,
        keys,
    })
}

pub(crate) fn connect(config: &S3Config, http: &Http, patience: Patience) -> Result<AmazonS3, StorageError> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&config.bucket)
        .with_region(&config.region)
        .with_access_key_id(config.keys.id.expose())
        .with_secret_access_key(config.keys.secret.expose())
        .with_virtual_hosted_style_request(config.style == Style::Virtual)
        // Not every service has bulk deletes, and Supabase passes over what the user may not delete.
        .with_disable_bulk_delete(true)
        .with_disable_tagging(true)
        .with_retry(retry(patience))
        .with_http_connector(SharedPool(http.line(patience)));
    if let Some(token) = &config.keys.token {
        builder = builder.with_token(token.expose());
    }
    if let Some(endpoint) = &config.endpoint {
        builder = builder
            .with_allow_http(endpoint.scheme() == "http")
            .with_endpoint(bucket_or_service(config, endpoint).as_str().trim_end_matches('/'));
    }
    builder.build().map_err(StorageError::backend("connect"))
}

/// The client wants the bucket's own address where the bucket stands in the host name.
fn bucket_or_service(config: &S3Config, endpoint: &Url) -> Url {
    let mut url = endpoint.clone();
    if config.style == Style::Virtual
        && let Some(host) = endpoint.host_str()
    {
        // An address in digits takes no bucket in front; the service will then say what it thinks of it.
        let _ = url.set_host(Some(&format!("{}.{host}", config.bucket)));
    }
    url
}

fn retry(patience: Patience) -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig { init_backoff: patience.first_wait, ..BackoffConfig::default() },
        max_retries: patience.retries_max,
        retry_timeout: patience.total,
    }
}

/// Uploads below a prefix that were never finished, oldest first; `Ok(None)` where the service does not list them.
/// Form: S3 API, ListMultipartUploads.
pub(crate) async fn uploads(config: &S3Config, prefix: &str, line: &Line) -> Result<Option<Vec<Upload>>, StorageError> {
    let mut found = Vec::new();
    let mut after: Option<(String, String)> = None;
    for _ in 0..PAGES_MAX {
        let Some(page) = page_of_uploads(config, prefix, after.as_ref(), line).await? else { return Ok(None) };
        found.extend(page.uploads.into_iter().filter_map(Listed::upload));
        let next = (page.next_key_marker, page.next_upload_id_marker);
        if !page.is_truncated || after.as_ref() == Some(&next) {
            break;
        }
        after = Some(next);
    }
    found.sort_by_key(|upload: &Upload| upload.begun_at);
    Ok(Some(found))
}

async fn page_of_uploads(
    config: &S3Config,
    prefix: &str,
    after: Option<&(String, String)>,
    line: &Line,
) -> Result<Option<Listing>, StorageError> {
    let mut url = match &config.endpoint {
        Some(endpoint) => bucket_or_service(config, endpoint),
        None => {
            let host = format!("https://{}.s3.{}.amazonaws.com", config.bucket, config.region);
            Url::parse(&host)
                .map_err(|_| StorageError::BadUrl { reason: "its bucket or region is not valid".into() })?
        }
    };
    if config.style == Style::Path {
        let path = format!("{}/{}", url.path().trim_end_matches('/'), config.bucket);
        url.set_path(&path);
    }
    // In the order of the names, as the signature wants them.
    let mut query = Vec::new();
    if let Some((key, _)) = after {
        query.push(format!("key-marker={}", escaped(key)));
    }
    query.push(format!("max-uploads={PAGE}"));
    query.push(format!("prefix={}", escaped(prefix)));
    if let Some((_, id)) = after {
        query.push(format!("upload-id-marker={}", escaped(id)));
    }
    query.push("uploads=".to_owned());
    url.set_query(Some(&query.join("&")));
    let failed = |cause| StorageError::Backend { action: "list", cause };
    let mut request = Request::builder()
        .method(Method::GET)
        .uri(url.as_str())
        .body(HttpRequestBody::empty())
        .map_err(|_| failed(Cause::BadAnswer))?;
    let keys = object_store::aws::AwsCredential {
        key_id: config.keys.id.expose().to_owned(),
        secret_key: config.keys.secret.expose().to_owned(),
        token: config.keys.token.as_ref().map(|token| token.expose().to_owned()),
    };
    AwsAuthorizer::new(&keys, "s3", &config.region)
        .try_authorize(&mut request, None)
        .map_err(|error| failed(Cause::of(&error)))?;
    let answer = line.call(request).await.map_err(|_| failed(Cause::Unreachable))?;
    let status = answer.status();
    let body = answer.into_body().bytes().await.map_err(|_| failed(Cause::BadAnswer))?;
    if status == http::StatusCode::NOT_IMPLEMENTED || status == http::StatusCode::METHOD_NOT_ALLOWED {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&body);
    if !status.is_success() {
        let code =
            text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code);
        return match code {
            "NotImplemented" | "MethodNotAllowed" => Ok(None),
            code => Err(failed(Cause::of_answer(status.as_u16(), code))),
        };
    }
    quick_xml::de::from_str(&text).map(Some).map_err(|_| failed(Cause::BadAnswer))
}

/// A value of a query, with everything escaped that a signature escapes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(char::from(byte)),
            byte => {
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
    }
    escaped
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listing {
    #[serde(default)]
    is_truncated: bool,
    #[serde(default)]
    next_key_marker: String,
    #[serde(default)]
    next_upload_id_marker: String,
    #[serde(default, rename = "Upload")]
    uploads: Vec<Listed>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    key: String,
    upload_id: String,
    initiated: String,
}

impl Listed {
    fn upload(self) -> Option<Upload> {
        let begun_at = self.initiated.parse().ok()?;
        Some(Upload { key: self.key, id: self.upload_id, begun_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_of_uploads_is_read() {
        let text = "<?xml version=\"1.0\"?><ListMultipartUploadsResult xmlns=\"x\"><Bucket>b</Bucket><Upload><Key>a/b</Key>\
                    <UploadId>7</UploadId><Initiated>2026-01-27T14:23:05.000Z</Initiated></Upload><Upload><Key>c</Key>\
                    <UploadId>8</UploadId><Initiated>2026-01-27T14:23:06Z</Initiated></Upload></ListMultipartUploadsResult>";
        let parse = |text: &str| quick_xml::de::from_str::<Listing>(text);
        let page = parse(text).expect("understood");
        assert!(!page.is_truncated);
        let found: Vec<Upload> = page.uploads.into_iter().filter_map(Listed::upload).collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].key.as_str(), found[0].id.as_str()), ("a/b", "7"));
        let empty = parse("<ListMultipartUploadsResult></ListMultipartUploadsResult>").expect("understood");
        assert!(empty.uploads.is_empty());
        assert!(parse("not xml").is_err());
        let first = "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a b</NextKeyMarker>\
                     <NextUploadIdMarker>7+</NextUploadIdMarker></ListMultipartUploadsResult>";
        let page = parse(first).expect("understood");
        assert!(page.is_truncated);
        assert_eq!(
            (escaped(&page.next_key_marker), escaped(&page.next_upload_id_marker)),
            ("a%20b".into(), "7%2B".into())
        );
    }
}
