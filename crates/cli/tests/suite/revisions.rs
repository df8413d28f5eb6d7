//! What people change in a run, many CVs on one profile, and the audit of fairness, through the program.

use crate::program::dossier;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn failed(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A run of the German example in a storage of its own: the folder, its storage and its id.
struct Desk {
    folder: tempfile::TempDir,
    storage: String,
    run: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let storage = format!("file://{}", folder.path().join("store").display());
        let example = |name: &str| root().join("examples/de").join(name).to_string_lossy().into_owned();
        let (cv, job) = (example("lebenslauf.pdf"), example("stellenprofil.docx"));
        let args = ["run", &cv, "--job", &job, "--storage", &storage, "--init", "--date", "2026-06-01", "--json"];
        let made: Value = serde_json::from_str(&out(&dossier(folder.path(), &args))).expect("JSON");
        let run = made["run"].as_str().expect("an id").to_owned();
        Self { folder, storage, run }
    }

    fn call(&self, args: &[&str]) -> Output {
        dossier(self.folder.path(), &[args, &["--storage", &self.storage]].concat())
    }

    /// A record of the current revision.
    fn record(&self, name: &str) -> Value {
        let zip = self.folder.path().join("pack.zip");
        out(&self.call(&["bundle", &self.run, "--out", "pack.zip"]));
        out(&dossier(self.folder.path(), &["verify", "pack.zip"]));
        let bytes = std::fs::read(zip).expect("the bundle");
        let members = dossier::workspace::verify_zip(&bytes).expect("a sound bundle");
        let member = members.iter().find(|member| member.path == format!("artifacts/{name}")).expect(name);
        serde_json::from_slice(&member.content).expect("JSON")
    }
}

impl Desk {
    /// The HTML document whose name begins like this.
    fn paper(&self, name: &str) -> String {
        out(&self.call(&["bundle", &self.run, "--out", "papers.zip"]));
        let bytes = std::fs::read(self.folder.path().join("papers.zip")).expect("the bundle");
        let members = dossier::workspace::verify_zip(&bytes).expect("a sound bundle");
        let prefix = format!("primary_outputs/{name}");
        let member = members.iter().find(|member| member.path.starts_with(&prefix)).expect(name);
        String::from_utf8_lossy(&member.content).into_owned()
    }
}

#[test]
fn a_person_decides_and_the_rules_stay_visible() {
    let desk = Desk::new();
    let before = desk.record("match.json");
    let (first, verdict) = (&before["criteria"][0], before["criteria"][0]["verdict"].clone());
    assert_eq!(verdict, "met");
    let id = first["id"].as_str().expect("an id").to_owned();
    let set = format!("{id}=not-met");
    let (code, message) = failed(&desk.call(&["correct", &desk.run, "--verdict", &set]));
    assert!(code == Some(2) && message.contains("correct.no_reason"), "{message}");
    let decide = ["correct", &desk.run, "--verdict", &set, "--reason", "Referenz abgesagt", "--by", "R. Muster"];
    let told: Value = serde_json::from_str(&out(&desk.call(&[&decide[..], &["--json"]].concat()))).expect("JSON");
    assert_eq!(told["papers"], serde_json::json!({ "made": 3, "copied": 3 }));
    let after = desk.record("match.json");
    let decided = &after["criteria"][0];
    assert_eq!((&decided["verdict"], &decided["ruled"]["verdict"]), (&Value::from("not-met"), &verdict));
    assert_eq!(decided["reason"]["name"], "R. Muster");
    assert!(after["knockouts"].as_array().is_some_and(|list| list.contains(&Value::from(id.as_str()))));
    assert!(after["score"]["total"].as_i64() < before["score"]["total"].as_i64());
    // The desk's papers show both.
    let page = desk.paper("Dashboard");
    assert!(page.contains("R. Muster") && page.contains("Urteil der Regeln: erfüllt"), "both verdicts");
    // A correction of a field keeps the decision, and both are in the log.
    out(&desk.call(&["correct", &desk.run, "--set", "basics/phone=+41 44 555 00 00"]));
    let log = desk.record("changes.json");
    assert_eq!(log["decisions"][0]["reason"], "Referenz abgesagt");
    assert_eq!(log["fields"][0]["after"], "+41 44 555 00 00");
    assert_eq!(desk.record("match.json")["criteria"][0]["verdict"], "not-met");
    let (code, message) = failed(&desk.call(&["correct", &desk.run, "--set", "w99/name=X"]));
    assert!(code == Some(2) && message.contains("no entry w99"), "{message}");
}

#[test]
fn the_candidates_answers_come_back_with_their_source() {
    let desk = Desk::new();
    let form = out(&desk.call(&["answer", &desk.run]));
    let field = form.lines().find_map(|line| line.strip_prefix("field = ")).expect("a question");
    assert_eq!(field, "\"l3/fluency\"", "the most urgent question of this example is about a level");
    let filled = form.replacen("value = \"\"", "value = \"C1\"", 1);
    std::fs::write(desk.folder.path().join("answers.toml"), filled).expect("written");
    out(&desk.call(&["answer", &desk.run, "answers.toml"]));
    let cv = desk.record("cv.json");
    let language = cv["languages"].as_array().expect("a list").iter().find(|one| one["id"] == "l3").expect("l3");
    assert_eq!(language["fluency"], "C1");
    assert_eq!(cv["x-dossier"]["sources"]["l3/fluency"]["setBy"], "candidate");
    assert!(!out(&desk.call(&["answer", &desk.run])).contains("\"l3/fluency\""), "what is answered is not asked again");
    std::fs::write(desk.folder.path().join("bad.toml"), "[[answer]]\nfield = \"l3/fluency\"\nvalue = \"somehow\"\n")
        .expect("written");
    let (code, message) = failed(&desk.call(&["answer", &desk.run, "bad.toml"]));
    assert!(code == Some(2) && message.contains("not a level"), "{message}");
}

#[test]
fn one_bad_file_does_not_stop_a_batch() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let people = root().join("corpus/pairs/a/people");
    let cvs = folder.path().join("cvs");
    std::fs::create_dir(&cvs).expect("made");
    for entry in std::fs::read_dir(people).expect("people").flatten() {
        std::fs::copy(entry.path(), cvs.join(entry.file_name())).expect("copied");
    }
    std::fs::write(cvs.join("broken.pdf"), b"%PDF-1.7 and nothing more").expect("written");
    let job = root().join("corpus/pairs/a/jobs/a1.txt").to_string_lossy().into_owned();
    let args = ["batch", "cvs", "--job", &job, "--out", "ranked", "--date", "2026-06-01"];
    let first = dossier(folder.path(), &args);
    assert_eq!(first.status.code(), Some(4), "done, with an open point");
    let text = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(text.contains("not read: broken.pdf"), "{text}");
    let ranked = |name: &str| std::fs::read_to_string(folder.path().join("ranked").join(name)).expect(name);
    let record: Value = serde_json::from_str(&ranked("ranking.json")).expect("JSON");
    assert_eq!(record["rows"].as_array().map(Vec::len), Some(6));
    assert_eq!(record["rows"][0]["file"], "ap1.txt", "the developer whom the profile asks for");
    assert_eq!(ranked("ranking.csv").lines().count(), 7);
    assert!(ranked("ranking.html").contains("ap1.txt"));
    // The order of files on the way does not show.
    dossier(folder.path(), &["batch", "cvs", "--job", &job, "--out", "again", "--date", "2026-06-01"]);
    let again = std::fs::read_to_string(folder.path().join("again/ranking.json")).expect("a ranking");
    assert_eq!(again, ranked("ranking.json"));
}

#[test]
fn swapping_who_somebody_is_moves_no_verdict() {
    for (set, job) in [("a", "a1"), ("b", "b1"), ("c", "c2"), ("d", "d1"), ("e", "e4"), ("f", "f3")] {
        let path = |name: String| root().join("corpus/pairs").join(set).join(name).to_string_lossy().into_owned();
        let (people, job) = (path("people".into()), path(format!("jobs/{job}.txt")));
        let args = ["audit", "fairness", &people, "--job", &job, "--date", "2026-06-01", "--json"];
        let found: Value = serde_json::from_str(&out(&dossier(&root(), &args))).expect("JSON");
        assert_eq!((&found["people"], &found["fair"]), (&Value::from(6), &Value::from(true)), "{found}");
    }
}

#[test]
fn a_match_prints_as_a_tree_and_replays_to_the_byte() {
    let desk = Desk::new();
    for name in ["cv.json", "job-profile.json"] {
        std::fs::write(desk.folder.path().join(name), desk.record(name).to_string()).expect("written");
    }
    let args = ["match", "--cv", "cv.json", "--job", "job-profile.json", "--date", "2026-06-01"];
    let record = dossier(desk.folder.path(), &args);
    assert_eq!(out(&record), out(&dossier(desk.folder.path(), &args)), "equal inputs, equal bytes");
    let tree = out(&dossier(desk.folder.path(), &[&args[..], &["--tree", "--locale", "de-CH"]].concat()));
    assert!(tree.contains("Monate belegt") && tree.contains("«Senior Java-Entwicklerin» (w1)"), "{tree}");
    let weighted = out(&dossier(desk.folder.path(), &[&args[..], &["--weights", "70:30"]].concat()));
    let weighted: Value = serde_json::from_str(&weighted).expect("JSON");
    assert_eq!(weighted["settings"]["weights"]["must"], 70);
    let (code, _) = failed(&dossier(desk.folder.path(), &[&args[..], &["--weights", "70:40"]].concat()));
    assert_eq!(code, Some(2));
}
