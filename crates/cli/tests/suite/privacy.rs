//! Anonymous packs through the program: what stops a run and how, and where a person's decision is logged.

use crate::program::dossier;
use serde_json::Value;
use std::process::Output;

/// A candidate whose family name is an ordinary word that stands in the profile.
const BERG: &str = include_str!("../../../dossier/tests/data/berg.txt");
/// A candidate with a firm of the family's name and an account in running text.
const KESTENMAIR: &str = include_str!("../../../dossier/tests/data/kestenmair.txt");

fn desk(cv: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch directory");
    std::fs::write(folder.path().join("cv.txt"), cv).expect("written");
    folder
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_ordinary_word_is_a_decision_and_the_decision_is_logged() {
    let desk = desk(BERG);
    let run = ["run", "cv.txt", "--anonymous", "K-9", "--date", "2026-01-27"];
    let stopped = dossier(desk.path(), &[&run[..], &["--out", "x.zip", "--json"]].concat());
    assert_eq!(stopped.status.code(), Some(1), "{}", said(&stopped));
    let error: Value = serde_json::from_slice(&stopped.stdout).expect("JSON");
    assert_eq!(error["error"]["code"], "privacy.ordinary_word");
    let message = error["error"]["message"].as_str().expect("a message");
    assert!(message.contains("cv") && message.contains("name (1x): summary"), "{message}");
    assert_eq!(error["error"]["document"], "cv");
    assert_eq!(error["error"]["places"], serde_json::json!(["summary"]));
    let shown = String::from_utf8_lossy(&stopped.stdout).to_lowercase();
    assert!(!shown.contains("berg") && !shown.contains("rosa"), "{shown}");
    assert!(!desk.path().join("x.zip").exists());

    let store = format!("file://{}", desk.path().join("store").display());
    let rest = ["--allow-words", "berg", "--storage", &store, "--init", "--out", "x.zip", "--json"];
    let made = dossier(desk.path(), &[&run[..], &rest].concat());
    assert!(made.status.success(), "{}", said(&made));
    let summary: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let id = summary["run"].as_str().expect("an id");
    let bundled = dossier(desk.path(), &["bundle", id, "--storage", &store, "--out", "full.zip"]);
    assert!(bundled.status.success(), "{}", said(&bundled));
    let members = |name: &str| {
        let bytes = std::fs::read(desk.path().join(name)).expect("read");
        dossier::workspace::verify_zip(&bytes).expect("a sound bundle")
    };
    let full = members("full.zip");
    let manifest = full.iter().find(|member| member.path == "artifacts/manifest.json").expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest.content).expect("JSON");
    assert_eq!(manifest["options"]["allowWords"][0], "berg");
    let warnings = manifest["warnings"].as_array().expect("a list");
    assert!(warnings.iter().any(|one| one["code"] == "privacy.allowed_word" && one["field"] == "name (summary)"));
    let sent = members("x.zip");
    assert!(sent.iter().all(|member| member.path.starts_with("primary_outputs/")), "the log stays at the desk");

    let kind = ["--allow-words", "name", "--out", "y.zip"];
    assert!(dossier(desk.path(), &[&run[..], &kind].concat()).status.success(), "a kind decides too");
    let open = dossier(desk.path(), &["run", "cv.txt", "--allow-words", "berg", "--out", "z.zip"]);
    assert_eq!(open.status.code(), Some(2), "there is nothing to allow in a named run");
}

#[test]
fn a_pdf_pack_without_a_name_is_written_and_rendered_again() {
    let desk = desk(KESTENMAIR);
    let run = ["run", "cv.txt", "--formats", "docx,pdf", "--date", "2026-01-27", "--out", "papers/"];
    let made = dossier(desk.path(), &run);
    assert!(made.status.success(), "{}", said(&made));
    let render = ["render", "cv", "--run", "papers", "--anonymous", "K-9", "--formats", "pdf", "--out", "cv.pdf"];
    let rendered = dossier(desk.path(), &[&render[..], &["--pronouns", "kept", "--employers", "hidden"]].concat());
    assert!(rendered.status.success(), "{}", said(&rendered));
    let read = dossier(desk.path(), &["read", "cv.pdf", "--kind", "cv", "--text"]);
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(text.contains("K-9") && text.contains("Netzwerktechnikerin"), "{text}");
    for token in ["Kestenmair", "zkest86", "Mittelland Telekom", "CSCO7654321"] {
        assert!(!text.contains(token), "{token}: {text}");
    }
    let initials = ["run", "cv.txt", "--anonymous", "ZK-1", "--out", "x.zip"];
    let refused = dossier(desk.path(), &initials);
    assert_eq!(refused.status.code(), Some(1), "a code must not be the initials");
    assert!(said(&refused).contains("privacy.leak") && said(&refused).contains("initials"), "{}", said(&refused));
}
