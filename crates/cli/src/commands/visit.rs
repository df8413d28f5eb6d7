//! A look at a deployed service from outside, for `dossier doctor --url`: only reads, and nothing of what it holds. Details name
//! statuses, codes and figures, never what a body says beside them.

use crate::settings;
use dossier::Error;
use dossier::workspace::{Check, Finding, client_builder};
use serde_json::Value;
use std::time::{Duration, Instant};

/// How long one answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// Longest answer that is read.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;

/// An answer that takes longer is told as slow.
const SLOW: Duration = Duration::from_secs(1);

/// A job that has waited longer than this should have been taken.
const OLDEST_S: f64 = 300.0;

/// One answer.
#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    hsts: bool,
    body: String,
    took: Duration,
}

/// Looks at a service by its address, such as `https://dossier.example`.
///
/// # Errors
/// A usage error for an address that is none, or a failure to set HTTP up.
pub async fn look(url: &str) -> Result<Vec<Check>, Error> {
    let base = url.trim().trim_end_matches('/');
    let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@', ' '])) {
        return Err(Error::Usage {
            code: "cli.url",
            message: "the address of the service is not one".into(),
            hint: "write it as https://dossier.example, without a path",
        });
    }
    let token = settings::text("DOSSIER_METRICS_TOKEN")?;
    let live = ask(base, "/livez", None).await?;
    let ready = ask(base, "/readyz", None).await?;
    let me = ask(base, "/api/v1/me", None).await?;
    let metrics = ask(base, "/metrics", None).await?;
    let mut checks =
        vec![reached(live.as_ref()), is_ready(ready.as_ref()), closed(base, me.as_ref()), secure(base, me.as_ref())];
    checks.push(kept_figures(base, metrics.as_ref()));
    if let Some(token) = token {
        checks.extend(figures(ask(base, "/metrics", Some(token.trim())).await?.as_ref()));
    }
    Ok(checks)
}

async fn ask(base: &str, path: &str, token: Option<&str>) -> Result<Option<Answer>, Error> {
    let client = client_builder(base.starts_with("https:")).map_err(Error::Storage)?.timeout(ANSWER_MAX).build();
    let client = client.map_err(|_| Error::Internal { step: "http" })?;
    let mut request = client.get(format!("{base}{path}"));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let begun = Instant::now();
    let Ok(mut response) = request.send().await else { return Ok(None) };
    let (status, hsts) = (response.status().as_u16(), response.headers().contains_key("strict-transport-security"));
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= ANSWER_BYTES_MAX => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Ok(Some(_)) | Err(_) => return Ok(None),
        }
    }
    let body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some(Answer { status, hsts, body, took: begun.elapsed() }))
}

fn check(name: &'static str, finding: Finding, detail: impl Into<String>, cure: &str) -> Check {
    Check { name, finding, detail: detail.into(), cure: cure.into() }
}

fn reached(live: Option<&Answer>) -> Check {
    match live {
        Some(answer) if answer.status == 200 => {
            let ms = answer.took.as_millis();
            if answer.took < SLOW {
                check("reached", Finding::Holds, format!("answers in {ms} ms"), "")
            } else {
                check(
                    "reached",
                    Finding::Lacks,
                    format!("answers in {ms} ms"),
                    "look at the load, and at what lies between",
                )
            }
        }
        Some(answer) => {
            let cure = "compare the address with --public-url and --hosts, and the port with what the proxy asks";
            check("reached", Finding::Fails, format!("/livez answers {}", answer.status), cure)
        }
        None => check("reached", Finding::Fails, "no answer", "look at name, port, certificate and whether it runs"),
    }
}

fn is_ready(ready: Option<&Answer>) -> Check {
    let Some(answer) = ready else { return check("ready", Finding::Skipped, "no answer", "") };
    let told: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let of = |check: &Value| Some(format!("{} {}", check["name"].as_str()?, check["code"].as_str()?));
    let wrong: Vec<String> = told["checks"].as_array().into_iter().flatten().filter_map(of).collect();
    match (answer.status, told["draining"] == true) {
        (200, _) => check("ready", Finding::Holds, "database, schema and storage answer", ""),
        (503, true) => check("ready", Finding::Lacks, "it is being stopped", "ask again when its successor is there"),
        (status, _) => {
            let detail = if wrong.is_empty() { format!("/readyz answers {status}") } else { wrong.join(", ") };
            check(
                "ready",
                Finding::Fails,
                detail,
                "look at what the code names; dossier doctor --storage tries the storage",
            )
        }
    }
}

/// Whether the service lets a stranger in; on this machine that may be meant.
fn closed(base: &str, me: Option<&Answer>) -> Check {
    match me.map(|answer| answer.status) {
        Some(401) => check("closed to strangers", Finding::Holds, "a login is needed", ""),
        Some(200) if is_here(base) => check("closed to strangers", Finding::Lacks, "local access on this machine", ""),
        Some(200) => check(
            "closed to strangers",
            Finding::Fails,
            "everybody is let in",
            "start it with --access accounts, at once",
        ),
        Some(status) => check("closed to strangers", Finding::Skipped, format!("/api/v1/me answers {status}"), ""),
        None => check("closed to strangers", Finding::Skipped, "no answer", ""),
    }
}

fn secure(base: &str, me: Option<&Answer>) -> Check {
    match me {
        _ if is_here(base) => check("https", Finding::Skipped, "on this machine", ""),
        _ if !base.starts_with("https:") => check(
            "https",
            Finding::Fails,
            "passwords and papers go in clear",
            "put a proxy with a certificate before it",
        ),
        Some(answer) if !answer.hsts => check(
            "https",
            Finding::Lacks,
            "browsers are not told to stay with it",
            "start it with --public-url https://..",
        ),
        Some(_) => check("https", Finding::Holds, "and browsers are told to stay with it", ""),
        None => check("https", Finding::Skipped, "no answer", ""),
    }
}

/// Whether figures are kept from strangers.
fn kept_figures(base: &str, metrics: Option<&Answer>) -> Check {
    match metrics.map(|answer| answer.status) {
        Some(200) if !is_here(base) => {
            check("figures kept", Finding::Fails, "/metrics is open", "set DOSSIER_METRICS_TOKEN, and use accounts")
        }
        Some(401 | 404) => check("figures kept", Finding::Holds, "/metrics asks for a token, or is off", ""),
        Some(status) => check("figures kept", Finding::Skipped, format!("/metrics answers {status}"), ""),
        None => check("figures kept", Finding::Skipped, "no answer", ""),
    }
}

/// What the figures say.
fn figures(metrics: Option<&Answer>) -> Vec<Check> {
    let Some(answer) = metrics.filter(|answer| answer.status == 200) else {
        return vec![check("figures", Finding::Lacks, "/metrics refuses the token", "compare DOSSIER_METRICS_TOKEN")];
    };
    let oldest = sum(&answer.body, "queue_oldest_seconds");
    let queue = match oldest {
        Some(oldest) if oldest > OLDEST_S => {
            let cure = "look at jobs_running and add a replica, or find what stops the workers";
            check("queue", Finding::Fails, format!("a job has waited {oldest:.0} s"), cure)
        }
        Some(oldest) => check("queue", Finding::Holds, format!("the oldest job waits {oldest:.0} s"), ""),
        None => check("queue", Finding::Skipped, "no figures yet", ""),
    };
    let (calls, failures) =
        (sum(&answer.body, "storage_call_seconds_count"), sum(&answer.body, "storage_failures_total"));
    let storage = match (calls, failures) {
        (Some(calls), Some(failures)) if failures > 0.0 => {
            let cure = "look at the storage's own log; the service tries again by itself";
            check(
                "storage calls",
                Finding::Lacks,
                format!("{failures:.0} of {calls:.0} have failed since the start"),
                cure,
            )
        }
        (Some(calls), _) => check("storage calls", Finding::Holds, format!("none of {calls:.0} has failed"), ""),
        (None, _) => check("storage calls", Finding::Skipped, "no figures yet", ""),
    };
    vec![queue, storage]
}

/// The sum of all rows of a metric; nothing where there is none.
fn sum(text: &str, name: &str) -> Option<f64> {
    let rows = text.lines().filter_map(|line| {
        let rest = line.strip_prefix(name)?;
        let value = if rest.starts_with('{') { rest.rsplit_once('}')?.1 } else { rest.strip_prefix(' ')? };
        value.trim().parse::<f64>().ok()
    });
    rows.fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
}

/// Whether an address is this machine's own.
fn is_here(base: &str) -> bool {
    let host = base.split_once("://").map_or(base, |(_, host)| host);
    let name = if host.starts_with('[') {
        host.split_once(']').map_or(host, |(name, _)| name)
    } else {
        host.split(':').next().unwrap_or(host)
    };
    matches!(name, "localhost" | "[::1") || name.starts_with("127.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, hsts: false, body: body.to_owned(), took: Duration::from_millis(3) }
    }

    #[test]
    fn what_is_open_to_strangers_is_told() {
        let open = answer(200, "");
        assert_eq!(closed("https://dossier.example", Some(&open)).finding, Finding::Fails);
        assert_eq!(closed("http://127.0.0.1:8080", Some(&open)).finding, Finding::Lacks);
        assert_eq!(closed("https://dossier.example", Some(&answer(401, ""))).finding, Finding::Holds);
        assert_eq!(kept_figures("https://dossier.example", Some(&open)).finding, Finding::Fails);
        assert_eq!(secure("http://dossier.example", Some(&open)).finding, Finding::Fails);
        assert_eq!(secure("https://dossier.example", Some(&open)).finding, Finding::Lacks);
        for here in ["http://localhost", "http://127.0.0.1:1", "http://[::1]:8080"] {
            assert!(is_here(here), "{here}");
        }
        for away in ["https://dossier.example", "http://localhost.example:80", "http://[2001:db8::1]:80"] {
            assert!(!is_here(away), "{away}");
        }
    }

    #[test]
    fn what_is_not_ready_is_named_by_its_code_alone() {
        let body = r#"{"ready":false,"draining":false,"checks":[{"name":"database"},{"name":"storage","code":"storage.unreachable"}]}"#;
        let told = is_ready(Some(&answer(503, body)));
        assert_eq!((told.finding, told.detail.as_str()), (Finding::Fails, "storage storage.unreachable"));
        assert_eq!(is_ready(Some(&answer(503, r#"{"draining":true}"#))).finding, Finding::Lacks);
        assert_eq!(is_ready(Some(&answer(502, "<html>Kowalenko"))).detail, "/readyz answers 502");
    }

    #[test]
    fn figures_are_summed_over_their_rows() {
        let text = "# TYPE storage_failures_total counter\nstorage_failures_total{call=\"put\"} 2\n\
                    storage_failures_total{call=\"get\"} 1\nstorage_call_seconds_count{call=\"put\"} 40\n\
                    queue_oldest_seconds 301.5\n";
        assert_eq!(sum(text, "storage_failures_total"), Some(3.0));
        assert_eq!(sum(text, "queue_oldest"), None, "a name is a whole one");
        let told = figures(Some(&answer(200, text)));
        let findings: Vec<Finding> = told.iter().map(|check| check.finding).collect();
        assert_eq!(findings, [Finding::Fails, Finding::Lacks]);
        assert_eq!(told[1].detail, "3 of 40 have failed since the start");
    }

    #[tokio::test]
    async fn an_address_with_a_path_is_refused() {
        for url in ["dossier.example", "https://", "https://dossier.example/runs", "https://me@dossier.example"] {
            assert_eq!(look(url).await.err().map(|error| error.code()), Some("cli.url"), "{url}");
        }
    }
}
