//! What every request meets: methods, hosts, other sites, panics, limits, headers, the log and the metrics.

use crate::client::Client;
use crate::server::{CANARY, Running, Setup};
use dossier_server::telemetry::Metrics;

#[tokio::test]
async fn unknown_paths_and_methods_are_told_as_problems() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let missing = client.ask("GET", "/nowhere", "").await;
    assert_eq!((missing.status, missing.code().as_str()), (404, "http.not_found"));
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
        let answer = client.ask(method, "/plain", "Content-Length: 0\r\n").await;
        assert_eq!((answer.status, answer.code().as_str()), (405, "http.method"), "{method}");
        let allowed = answer.header("allow").unwrap_or_default();
        assert!(allowed.contains("GET") && allowed.contains("HEAD"), "{method}: {allowed}");
    }
    let head = client.ask("HEAD", "/plain", "").await;
    assert_eq!((head.status, head.header("content-length")), (200, Some("5")));
    assert_eq!(client.ask("GET", "/numbers/7", "").await.text(), "7");
    assert_eq!(client.ask("GET", "/numbers/seven", "").await.code(), "http.not_found");
    assert_eq!(client.ask("GET", "/query?rate_cents=x", "").await.code(), "query.invalid");
}

#[tokio::test]
async fn only_our_hosts_are_served() {
    let running = Running::start(Setup::default()).await;
    let table = [
        ("Host: localhost\r\n", 200),
        ("Host: LOCALHOST:8080\r\n", 200),
        ("Host: 127.0.0.1:1\r\n", 200),
        ("Host: [::1]:1\r\n", 200),
        ("Host: evil.example\r\n", 421),
        ("Host: localhost.evil.example\r\n", 421),
        ("Host: localhost\r\nHost: localhost\r\n", 400),
        ("", 400),
    ];
    for (lines, status) in table {
        let mut client = Client::connect(running.address).await;
        client.send(format!("GET /plain HTTP/1.1\r\n{lines}\r\n")).await;
        assert_eq!(client.answer(false).await.unwrap().status, status, "{lines}");
        let mut probe = Client::connect(running.address).await;
        probe.send(format!("GET /livez HTTP/1.1\r\n{lines}\r\n")).await;
        assert_eq!(probe.answer(false).await.unwrap().status, 200, "{lines}");
    }
}

#[tokio::test]
async fn writes_from_other_sites_are_refused() {
    let running = Running::start(Setup::default()).await;
    let table = [
        ("", 200),
        ("Sec-Fetch-Site: same-origin\r\n", 200),
        ("Sec-Fetch-Site: none\r\n", 200),
        ("Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n", 403),
        ("Sec-Fetch-Site: same-site\r\nOrigin: https://other.dossier.example\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\nOrigin: https://dossier.example\r\n", 200),
        ("Origin: http://localhost\r\n", 200),
        ("Origin: https://evil.example\r\n", 403),
        ("Origin: null\r\n", 403),
    ];
    for (lines, status) in table {
        let mut client = Client::connect(running.address).await;
        let answer = client.post("/write", lines, b"").await;
        assert_eq!(answer.status, status, "{lines}");
        if status == 403 {
            assert_eq!(answer.code(), "http.cross_site");
        }
        let mut reader = Client::connect(running.address).await;
        assert_eq!(reader.ask("GET", "/plain", lines).await.status, 200, "{lines}");
    }
}

#[tokio::test]
async fn a_panic_is_a_problem_with_the_id_of_the_request() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let answer = client.ask("GET", "/panic", "").await;
    assert_eq!((answer.status, answer.code().as_str()), (500, "http.internal"));
    assert!(!answer.text().contains(CANARY), "{}", answer.text());
    let id = answer.header("x-request-id").unwrap().to_owned();
    assert_eq!(answer.json()["instance"], id.as_str());
    assert!(id.starts_with("request-"), "{id}");
    let log = running.log.clone();
    running.stop().await;
    let line =
        format!("\"id\":\"{id}\",\"method\":\"GET\",\"path\":\"/panic\",\"status\":500,\"code\":\"http.internal\"");
    assert!(log.text().contains(&line), "{}", log.text());
    assert!(!log.text().contains(CANARY), "{}", log.text());
}

#[tokio::test]
async fn an_id_from_a_proxy_is_kept_when_it_is_safe() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let kept = client.ask("GET", "/plain", "X-Request-Id: 0197a1b2-7c3d-7000\r\n").await;
    assert_eq!(kept.header("x-request-id"), Some("0197a1b2-7c3d-7000"));
    let replaced = client.ask("GET", "/plain", "X-Request-Id: \"quoted\" words\r\n").await;
    assert!(replaced.header("x-request-id").unwrap().starts_with("request-"));
}

#[tokio::test]
async fn the_log_holds_nothing_that_was_sent() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let lines = format!("X-Name: {CANARY}\r\nCookie: name={CANARY}\r\n");
    client.ask("GET", &format!("/plain?name={CANARY}"), &lines).await;
    client.ask("GET", &format!("/numbers/{CANARY}"), "").await;
    client.ask("GET", &format!("/nowhere/{CANARY}"), "").await;
    let json = "Content-Type: application/json\r\n";
    let refused = client.post("/json", json, format!("{{\"rate_cents\": \"{CANARY}\"}}").as_bytes()).await;
    assert_eq!(refused.json()["errors"][0]["pointer"], "/rate_cents");
    assert!(!refused.text().contains(CANARY), "{}", refused.text());
    let log = running.log.clone();
    running.stop().await;
    let text = log.text();
    assert!(!text.contains(CANARY), "{text}");
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&str, i64)> =
        lines.iter().map(|line| (line["path"].as_str().unwrap(), line["status"].as_i64().unwrap())).collect();
    assert_eq!(told, [("/plain", 200), ("/numbers/{number}", 404), ("none", 404), ("/json", 422)]);
    assert!(lines.iter().all(|line| line["whole"] == true && line["event"] == "request"), "{text}");
    assert_eq!(lines[0]["bytes"], 5);
}

#[tokio::test]
async fn too_many_requests_of_one_network_are_refused() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    for left in ["1", "0"] {
        let answer = client.ask("GET", "/limited", "").await;
        assert_eq!((answer.status, answer.header("ratelimit")), (200, Some(format!("\"test\";r={left}").as_str())));
    }
    let refused = client.ask("GET", "/limited", "").await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "rate.limited"));
    let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=31).contains(&wait), "{wait}");
    assert_eq!(refused.header("ratelimit-policy"), Some("\"test\";q=2;w=60"));
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_strict() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    for target in ["/plain", "/nowhere", "/panic", "/livez"] {
        let answer = client.ask("GET", target, "").await;
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{target}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{target}");
        }
        assert!(answer.header("x-request-id").is_some());
    }
}

#[tokio::test]
async fn readiness_ends_before_the_service_does() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let ready = client.ask("GET", "/readyz", "").await;
    assert_eq!((ready.status, ready.json()["checks"][0]["name"].as_str()), (200, Some("database")));
    running.health.drain();
    let draining = client.ask("GET", "/readyz", "").await;
    assert_eq!((draining.status, &draining.json()["draining"]), (503, &serde_json::Value::Bool(true)));
    assert_eq!(draining.header("content-type"), Some("application/json"));
    assert_eq!(client.ask("GET", "/livez", "").await.status, 200);
}

#[tokio::test]
async fn metrics_count_by_matched_path_behind_a_token() {
    let metrics = Metrics::install().unwrap();
    let running = Running::start(Setup { metrics: Some(metrics), ..Setup::default() }).await;
    let mut client = Client::connect(running.address).await;
    client.ask("GET", "/numbers/41", "").await;
    client.ask("BREW", "/numbers/42", "Content-Length: 0\r\n").await;
    let refused = client.ask("GET", "/metrics", "").await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "metrics.token"));
    assert!(refused.header("www-authenticate").is_some());
    assert_eq!(client.ask("GET", "/metrics", "Authorization: Bearer wrong\r\n").await.status, 401);
    let page = client.ask("GET", "/metrics", "Authorization: Bearer open sesame\r\n").await;
    let text = page.text();
    assert_eq!(page.status, 200);
    assert!(text.contains("http_requests_total{method=\"GET\",path=\"/numbers/{number}\",status=\"2xx\"}"), "{text}");
    assert!(text.contains("method=\"other\"") && text.contains("http_request_seconds_bucket"), "{text}");
    assert!(!text.contains("/numbers/41"), "{text}");
}
