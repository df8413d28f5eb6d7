//! `dossier shortlist` as scripts see it: packs, codes, exit codes.

use crate::program::dossier;
use dossier::core::formats::write::docx;
use dossier::workspace::verify_zip;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn path(name: &str) -> String {
    root().join(name).to_string_lossy().into_owned()
}

fn person(number: u32) -> String {
    path(&format!("corpus/pairs/a/people/ap{number}.txt"))
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// `shortlist` with the profile of the people, and more options.
fn shortlist(folder: &Path, cvs: &[String], more: &[&str]) -> Output {
    let job = path("corpus/pairs/a/jobs/a1.txt");
    let mut args = vec!["shortlist"];
    args.extend(cvs.iter().map(String::as_str));
    args.extend(["--job", &job, "--date", "2026-01-27"]);
    args.extend(more);
    dossier(folder, &args)
}

/// Text of every member of a bundle by its path.
fn texts(zip: &Path) -> Vec<(String, String)> {
    let members = verify_zip(&std::fs::read(zip).expect("the bundle")).expect("a sound bundle");
    members
        .into_iter()
        .map(|member| {
            let docx = member.path.ends_with(".docx");
            let plain = || String::from_utf8_lossy(&member.content).into_owned();
            (member.path.clone(), if docx { docx::plain_text(&member.content) } else { plain() })
        })
        .collect()
}

#[test]
fn a_full_pack_verifies_and_compares() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let (brand, offer) = (path("examples/brand.toml"), path("examples/offer.toml"));
    let more = ["--brand", &brand, "--offer", &offer, "--rank", "--out", "pack.zip", "--json"];
    let cvs = [person(2), person(1), person(4)];
    let made = shortlist(folder.path(), &cvs, &more);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let said: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    assert_eq!(said["candidates"][0]["number"], 2, "best first: {said}");
    assert_eq!(said["unread"], Value::Array(Vec::new()));
    let verified = dossier(folder.path(), &["verify", "pack.zip"]);
    assert_eq!(code(&verified), 0, "{}", err(&verified));
    let texts = texts(&folder.path().join("pack.zip"));
    let count = |start: &str| texts.iter().filter(|(path, _)| path.starts_with(start)).count();
    assert_eq!((count("primary_outputs/Lebenslauf_"), count("primary_outputs/Angebot_")), (3, 1));
    assert_eq!((count("artifacts/cv-"), count("artifacts/match-"), count("artifacts/manifest")), (3, 3, 1));
    let rendered = dossier(folder.path(), &["render", "cv", "--run", "pack.zip"]);
    assert_eq!(code(&rendered), 1, "a shortlist has no single CV to render");
    let said = err(&rendered);
    assert!(said.contains("run.is_shortlist") && said.contains("cv-01, cv-02, cv-03"), "{said}");
    let (_, page) = texts.iter().find(|(path, _)| path.starts_with("primary_outputs/Vergleich_")).expect("a page");
    assert!(page.contains("TOMASZ WIERZBNIAK") && page.contains("Fabian Rossacher"));
    // The same again, into a directory and to standard output.
    let directory = shortlist(folder.path(), &cvs, &["--formats", "docx,pdf", "--out", "papers/"]);
    assert_eq!(code(&directory), 0, "{}", err(&directory));
    assert_eq!(folder.path().join("papers/primary_outputs").read_dir().expect("listed").count(), 8);
    let streamed = shortlist(folder.path(), &cvs[..1], &["--out", "-"]);
    assert!(code(&streamed) == 0 && streamed.stdout.starts_with(b"PK\x03\x04"), "{}", err(&streamed));
}

#[test]
fn an_anonymous_pack_is_for_the_client() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let (brand, offer) = (path("examples/brand.toml"), path("examples/offer.toml"));
    for naming in [["--anonymous", "K-07, K-08"], ["--anonymous-prefix", "Profil-"]] {
        let more = [&naming[..], &["--brand", &brand, "--offer", &offer, "--out", "client.zip"]].concat();
        let made = shortlist(folder.path(), &[person(1), person(5)], &more);
        assert_eq!(code(&made), 0, "{}", err(&made));
        let texts = texts(&folder.path().join("client.zip"));
        assert_eq!(texts.len(), 3, "two CVs and an offer");
        for (path, text) in &texts {
            let lower = format!("{path} {text}").to_lowercase();
            for name in ["tomasz", "wierzbniak", "milena", "stojadin"] {
                assert!(!lower.contains(name), "{name} in {path}");
            }
        }
        let wanted = if naming[0] == "--anonymous" { ["K-07", "K-08"] } else { ["Profil-01", "Profil-02"] };
        let (_, offer) = texts.iter().find(|(path, _)| path.contains("Angebot")).expect("an offer");
        assert!(wanted.iter().all(|code| offer.contains(&format!("☐ {code}"))), "{offer}");
    }
}

#[test]
fn exit_codes_of_a_shortlist() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    std::fs::write(folder.path().join("broken.pdf"), b"%PDF-1.7 and nothing more").expect("written");
    let broken = "broken.pdf".to_owned();
    let partial = shortlist(folder.path(), &[person(1), broken.clone()], &["--out", "a.zip"]);
    assert_eq!(code(&partial), 4, "{}", err(&partial));
    let said = String::from_utf8_lossy(&partial.stdout).into_owned();
    assert!(said.contains("not read: broken.pdf"), "{said}");
    let none = shortlist(folder.path(), &[broken.clone(), broken], &["--out", "b.zip"]);
    assert_eq!(code(&none), 3, "{}", err(&none));
    assert!(err(&none).contains("shortlist.none_readable") && !folder.path().join("b.zip").exists());
    let marked = shortlist(folder.path(), &[person(1)], &["--pack", "client", "--out", "c.zip"]);
    assert_eq!(code(&marked), 4, "an offer without a rate is a draft: {}", err(&marked));
    let two = [person(1), person(2)];
    for (more, error) in [
        (vec!["--anonymous", "K-1"], "shortlist.codes"),
        (vec!["--anonymous", "K-1,K-1"], "shortlist.code_twice"),
        (vec!["--anonymous", "K-1,../x"], "cli.anonymous_code"),
        (vec!["--anonymous-prefix", "../"], "cli.anonymous_code"),
        (vec!["--anonymous-prefix", "K-", "--pack", "full"], "cli.anonymous_full"),
        (vec!["--anonymous-prefix", "K-", "--anonymous", "K-1,K-2"], "cannot be used with"),
        (vec!["--out", "no/such/dir/x.zip"], "cli.cannot_write"),
    ] {
        let refused = shortlist(folder.path(), &two, &more);
        assert_eq!((code(&refused), err(&refused).contains(error)), (2, true), "{more:?}: {}", err(&refused));
    }
    let alone = dossier(folder.path(), &["shortlist", &person(1)]);
    assert_eq!(code(&alone), 2, "without a profile there is nothing to compare: {}", err(&alone));
}
