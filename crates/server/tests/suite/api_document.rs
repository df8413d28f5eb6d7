//! The API document: as it is checked in, as it is served, and true: what it names answers, and nothing else does.

use crate::api_desk::Api;
use crate::client::Client;
use dossier_server::api_document;
use dossier_server::document::{DOCUMENT_PATH, PAGE_PATH, text};
use serde_json::{Map, Value, json};
use std::path::Path;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

#[test]
fn the_checked_in_document_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/openapi.json");
    let checked_in = std::fs::read_to_string(path).unwrap_or_default();
    assert!(checked_in == text(&api_document()).expect("a document"), "stale; run `cargo xtask golden`");
}

#[test]
fn every_operation_is_described() {
    let document = serde_json::to_value(api_document()).expect("a document");
    let known: Vec<&str> =
        document["tags"].as_array().expect("tags").iter().filter_map(|tag| tag["name"].as_str()).collect();
    let mut ids = Vec::new();
    for (path, item) in object(&document["paths"]) {
        for (method, operation) in object(item).iter().filter(|(method, _)| METHODS.contains(&method.as_str())) {
            let at = format!("{method} {path}");
            ids.push(operation["operationId"].as_str().expect("an id").to_owned());
            let tag = operation["tags"][0].as_str().expect("a tag");
            assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{at}");
            assert!(known.contains(&tag), "{at}: {tag}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{at}");
            assert!(operation["security"].is_array(), "{at} says who may");
            for (status, answer) in object(&operation["responses"]) {
                assert!(!answer["description"].as_str().unwrap_or_default().is_empty(), "{at} {status}");
                let problem = answer["content"]["application/problem+json"].is_object();
                assert_eq!(problem, status.as_str() >= "400", "{at} {status}");
            }
            for header in operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "header") {
                assert_eq!(header["schema"]["type"], "string", "{at}: headers are texts or absent");
                let is_edit = header["name"] == "If-Match";
                assert_eq!(header["required"].as_bool(), Some(is_edit), "{at}: {}", header["name"]);
            }
            let bodies = operation["requestBody"]["content"].as_object();
            for body in bodies.into_iter().flat_map(Map::values) {
                let name = body["schema"]["$ref"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
                let schema = &document["components"]["schemas"][name];
                assert_eq!(schema["additionalProperties"], false, "{at}: unknown fields are refused");
            }
        }
    }
    for (name, schema) in object(&document["components"]["schemas"]) {
        for one in schema["oneOf"].as_array().into_iter().flatten().filter(|one| one["properties"].is_object()) {
            assert_eq!(one["additionalProperties"], false, "{name}: a choice is one of its objects and nothing else");
        }
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids of operations stand once");
}

/// What schemathesis has found once.
#[tokio::test]
async fn bounds_of_the_document_are_kept() {
    let (api, owner) = Api::owned().await;
    let long = "x".repeat(257);
    for (path, expected) in [
        (format!("/runs?recommendation={}", &long[..41]), 400),
        (format!("/runs?recommendation={}", &long[..40]), 200),
        ("/runs?state=sealed,x".to_owned(), 400),
        ("/runs/0197a1b2-7c3d-7000-8000-00000000abcd/events?after=-1".to_owned(), 400),
    ] {
        let answer = api.ask("GET", &path, &owner).await;
        assert_eq!(answer.status, expected, "{path}: {}", answer.text());
    }
    for (path, body) in [
        ("/persons/find", json!({ "phone": &long[..61] })),
        ("/persons/find", json!({ "email": "rosa@example.org", "name": &long[..201] })),
        ("/s/abc", json!({ "password": long })),
    ] {
        let answer = api.send("POST", path, &owner, &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "body.invalid"), "{path}");
    }
}

#[tokio::test]
async fn what_is_documented_answers_and_other_methods_do_not() {
    let api = Api::empty().await;
    let mut client = Client::connect(api.address).await;
    let served = client.ask("GET", DOCUMENT_PATH, "").await;
    assert_eq!(served.text(), text(&api_document()).expect("a document"));
    assert!(client.ask("GET", PAGE_PATH, "").await.text().contains("/api/v1/session"));
    for (path, item) in object(&served.json()["paths"]) {
        let target = path
            .split('/')
            .map(|part| if part.starts_with('{') { "0197a1b2-7c3d-7000-8000-00000000abcd" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        for method in METHODS {
            let answer = client.ask(&method.to_ascii_uppercase(), &target, "Content-Length: 0\r\n").await;
            let operation = &item[method];
            if operation.is_null() {
                assert_eq!((answer.status, answer.code().as_str()), (405, "http.method"), "{method} {path}");
                continue;
            }
            // Nobody is logged in, and nothing is sent.
            let open = operation["security"].as_array().expect("a list").iter().any(|one| object(one).is_empty());
            let expected = match (open, operation["requestBody"].is_object()) {
                (false, _) => 401,
                (true, true) => 415,
                // A link that never was one.
                (true, false) => 410,
            };
            assert_eq!(answer.status, expected, "{method} {path}: {}", answer.text());
            assert!(operation["responses"][answer.status.to_string()].is_object(), "{method} {path}");
        }
    }
    let missing = client.ask("GET", "/api/v1/nowhere", "").await;
    assert_eq!((missing.status, missing.code().as_str()), (404, "http.not_found"));
}
