//! The command line as scripts see it: exit codes, streams, files that appear whole or not at all.

use dossier::core::formats::write::doc::{Block, Doc, ParagraphStyle};
use dossier::core::formats::write::docx;
use dossier::core::formats::write::sheet::{Look, Sheet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// Runs the program in an empty directory of its own, so that what it leaves behind can be seen.
struct Desk {
    directory: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a scratch directory") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dossier"))
            .args(args)
            .current_dir(self.directory.path())
            .env_remove("DOSSIER_STORAGE")
            .env_remove("DOSSIER_BRAND")
            .output()
            .expect("the program starts")
    }

    fn example(&self, name: &str) -> String {
        examples().join(name).to_string_lossy().into_owned()
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.directory.path())
            .expect("listed")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_run_writes_a_bundle_that_verifies() {
    let desk = Desk::new();
    let (cv, job) = (desk.example("de/lebenslauf.pdf"), desk.example("de/stellenprofil.docx"));
    let made = desk.run(&["run", &cv, "--job", &job, "--date", "2026-01-27", "--out", "x.zip"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(out(&made).contains("musts met"));
    assert_eq!(desk.files(), ["x.zip"]);
    let verified = desk.run(&["verify", "x.zip"]);
    assert_eq!(code(&verified), 0, "{}", err(&verified));
    let again = desk.run(&["run", &cv, "--job", &job, "--date", "2026-01-27", "--out", "y.zip", "--json"]);
    let summary: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON on standard output");
    assert_eq!(summary["locale"], "de-CH");
    assert_eq!(std::fs::read(desk.path("x.zip")).expect("read"), std::fs::read(desk.path("y.zip")).expect("read"));
}

#[test]
fn a_bundle_goes_to_standard_output_and_notes_do_not() {
    let desk = Desk::new();
    let made = desk.run(&["run", &desk.example("en/cv.docx"), "--date", "2026-01-27", "--out", "-"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(made.stdout.starts_with(b"PK\x03\x04"));
    assert!(desk.files().is_empty());
}

#[test]
fn a_directory_gets_the_two_folders() {
    let desk = Desk::new();
    let made = desk.run(&[
        "run",
        &desk.example("fr/cv.pdf"),
        "--job",
        &desk.example("fr/profil.docx"),
        "--locale",
        "en",
        "--out",
        "papers/",
    ]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(desk.path("papers/artifacts/manifest.json").exists());
    assert!(desk.path("papers/primary_outputs").read_dir().expect("listed").count() == 6);
    let only = desk.run(&["run", &desk.example("fr/cv.pdf"), "--formats", "html", "--out", "html/"]);
    assert_eq!(code(&only), 0, "{}", err(&only));
    assert_eq!(desk.path("html/primary_outputs").read_dir().expect("listed").count(), 1);
    let rendered = desk.run(&["render", "cv", "--run", "papers", "--locale", "fr-FR", "--out", "cv.docx"]);
    assert_eq!(code(&rendered), 0, "{}", err(&rendered));
    assert!(desk.path("cv.docx").exists());
    let draw = |options: &[&str]| {
        desk.run(
            &[&["render", "cv", "--run", "papers", "--formats", "png", "--preview-width", "400"], options].concat(),
        )
    };
    let drawn = draw(&["--out", "pages/"]);
    assert_eq!(code(&drawn), 0, "{}", err(&drawn));
    let page = std::fs::read(desk.path("pages/page-01.png")).expect("drawn");
    assert!(page.starts_with(b"\x89PNG"));
    assert_eq!(page[16..20], 400_u32.to_be_bytes(), "width in the header");
    let streamed = draw(&["--out", "-"]);
    assert_eq!((code(&streamed), err(&streamed).contains("cli.previews_folder")), (2, true));
    let one = draw(&["--preview-pages", "1", "--out", "one.png"]);
    assert_eq!((code(&one), out(&one).as_str()), (0, "1 page drawn to one.png\n"), "{}", err(&one));
    assert!(std::fs::read(desk.path("one.png")).expect("a file").starts_with(b"\x89PNG"));
    let ending = draw(&["--out", "pages.pdf"]);
    assert_eq!((code(&ending), err(&ending).contains("cli.out_ending")), (2, true), "{}", err(&ending));
    let wide = desk.run(&["render", "cv", "--run", "papers", "--formats", "png", "--preview-width", "5000"]);
    assert_eq!(code(&wide), 2);
}

#[test]
fn a_lasting_storage_keeps_runs() {
    let desk = Desk::new();
    let storage = format!("file://{}", desk.path("store").display());
    let cv = desk.example("en/cv.docx");
    let missing = desk.run(&["run", &cv, "--storage", &storage]);
    assert_eq!(code(&missing), 2, "a missing root is not created unasked");
    assert!(err(&missing).contains("storage.root_missing"));
    let made = desk.run(&["run", &cv, "--storage", &storage, "--init", "--json"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let summary: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let run = summary["run"].as_str().expect("an id").to_owned();
    let listed = desk.run(&["runs", "--storage", &storage, "--json"]);
    assert!(out(&listed).contains(&run));
    let bundled = desk.run(&["bundle", &run, "--storage", &storage, "--pack", "client", "--out", "c.zip"]);
    assert_eq!(code(&bundled), 0, "{}", err(&bundled));
    let rendered = desk.run(&["render", "feedback", "--run", &run, "--storage", &storage, "--out", "f.docx"]);
    assert_eq!(code(&rendered), 0, "{}", err(&rendered));
    let swept = desk.run(&["sweep", "--storage", &storage, "--dry-run"]);
    assert_eq!(code(&swept), 0, "{}", err(&swept));
    let unknown =
        desk.run(&["bundle", "00000000-0000-7000-8000-000000000009", "--storage", &storage, "--out", "n.zip"]);
    assert_eq!((code(&unknown), err(&unknown).contains("run.not_found")), (1, true));
    assert!(!desk.path("n.zip").exists());
}

#[test]
fn records_pipe_from_read_to_match() {
    let desk = Desk::new();
    let cv = desk.run(&["read", &desk.example("de/lebenslauf.pdf"), "--kind", "cv", "--explain", "explain.html"]);
    let job = desk.run(&["read", &desk.example("de/stellenprofil.docx"), "--kind", "job"]);
    assert_eq!((code(&cv), code(&job)), (0, 0), "{}{}", err(&cv), err(&job));
    assert!(std::fs::read_to_string(desk.path("explain.html")).expect("read").contains("basics/name"));
    std::fs::write(desk.path("cv.json"), &cv.stdout).expect("written");
    std::fs::write(desk.path("job.json"), &job.stdout).expect("written");
    let matched = desk.run(&["match", "--cv", "cv.json", "--job", "job.json", "--date", "2026-01-27"]);
    assert_eq!(code(&matched), 0, "{}", err(&matched));
    let record: serde_json::Value = serde_json::from_slice(&matched.stdout).expect("JSON");
    assert_eq!(record["criteria"].as_array().map(Vec::len), Some(10));
    std::fs::write(desk.path("empty.json"), "{}").expect("written");
    for (cv, job, said) in [
        ("empty.json", "job.json", "the cv record is not valid: it holds nothing about a candidate"),
        ("cv.json", "empty.json", "the job-profile record is not valid: it has neither the schema"),
    ] {
        let refused = desk.run(&["match", "--cv", cv, "--job", job]);
        assert_eq!((code(&refused), err(&refused).contains(said)), (3, true), "{}", err(&refused));
    }
    let text = desk.run(&["read", &desk.example("en/job.pdf"), "--kind", "job", "--text"]);
    assert!(out(&text).starts_with("Senior Data Engineer"));
}

#[test]
fn only_a_name_that_ends_in_zip_is_a_bundle() {
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    for name in ["papers.v2", "2026.01.27", "papers.pdf/"] {
        let made = desk.run(&["run", &cv, "--formats", "html", "--out", name]);
        assert_eq!(code(&made), 0, "{name}: {}", err(&made));
        assert!(desk.path(name).join("artifacts/manifest.json").exists(), "{name} is a folder");
    }
    let made = desk.run(&["run", &cv, "--formats", "html", "--out", "pack.ZIP"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(std::fs::read(desk.path("pack.ZIP")).expect("a bundle").starts_with(b"PK\x03\x04"));
}

#[test]
fn bad_files_have_their_class_and_leave_nothing() {
    let desk = Desk::new();
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/tests/hostile");
    std::fs::write(desk.path("empty.pdf"), b"").expect("written");
    std::fs::write(desk.path("notes.docx"), b"Anna Muster, Bern").expect("written");
    std::fs::write(desk.path("large.txt"), vec![b'x'; 26 * 1024 * 1024]).expect("written");
    let hostile = |name: &str| hostile.join(name).to_string_lossy().into_owned();
    for (file, exit, error) in [
        ("empty.pdf".to_owned(), 3, "read.empty"),
        ("notes.docx".to_owned(), 3, "read.wrong_type"),
        (hostile("encrypted.pdf"), 3, "read.encrypted"),
        (hostile("image-only.pdf"), 3, "read.no_text"),
        (hostile("flate-bomb.pdf"), 6, "read.stopped"),
        ("large.txt".to_owned(), 6, "read.file_too_large"),
        ("none.pdf".to_owned(), 2, "cli.no_file"),
    ] {
        let made = desk.run(&["run", &file, "--out", "x.zip"]);
        assert_eq!((code(&made), err(&made).contains(error)), (exit, true), "{file}: {}", err(&made));
        assert!(err(&made).contains("hint:") && !err(&made).contains("panicked"));
        let json = desk.run(&["run", &file, "--out", "x.zip", "--json"]);
        let said: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
        assert_eq!(said["error"]["code"], error);
    }
    assert_eq!(desk.files(), ["empty.pdf", "large.txt", "notes.docx"]);
}

#[test]
fn wrong_options_are_usage_errors() {
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    std::fs::write(desk.path("brand.toml"), "country = 'Schweiz'").expect("written");
    std::fs::write(desk.path("offer.toml"), "rate = 'much'").expect("written");
    std::fs::write(desk.path("photo.gif"), b"GIF89a\x01\0\x01\0").expect("written");
    for (args, error) in [
        (vec!["render", "dashboard", "--run", "no-such.zip", "--formats", "odt"], "cli.format"),
        (vec!["run", cv.as_str(), "--formats", "odt"], "cli.format"),
        (vec!["run", cv.as_str(), "--formats", "docx,png"], "drawn as png by `dossier render` only"),
        (vec!["render", "cv", "--run", "no-such.zip", "--formats", "png,pdf"], "cli.one_format"),
        (vec!["render", "dashboard", "--run", "no-such.zip", "--formats", "png"], "dashboard has no pages"),
        (vec!["run", cv.as_str(), "--anonymous", "K-1", "--pack", "full"], "cli.anonymous_full"),
        (vec!["run", cv.as_str(), "--anonymous", "../../etc/x"], "cli.anonymous_code"),
        (vec!["run", cv.as_str(), "--anonymous", "K-1", "--photo"], "cli.anonymous_photo"),
        (vec!["run", cv.as_str(), "--photo=offer.toml", "--out", "x.zip"], "photo.unusable"),
        (vec!["run", cv.as_str(), "--photo=offer.toml", "--out", "x.zip"], "the photo is neither PNG nor JPEG"),
        (vec!["run", cv.as_str(), "--photo=photo.gif", "--out", "x.zip"], "hint: save it as PNG or JPEG"),
        (vec!["run", cv.as_str(), "--photo=none.jpg", "--out", "x.zip"], "cli.no_file"),
        (vec!["run", cv.as_str(), "--brand", "brand.toml"], "brand.value"),
        (vec!["run", cv.as_str(), "--offer", "offer.toml"], "offer.syntax"),
        (vec!["run", cv.as_str(), "--storage", "ftp://x"], "storage.bad_url"),
        (vec!["run", cv.as_str(), "--out", "no/such/dir/x.zip"], "cli.cannot_write"),
        (vec!["run", cv.as_str(), "--out", "papers.docx"], "cli.out_ending"),
        (vec!["run", cv.as_str(), "--out", "photo.JPG"], "cli.out_ending"),
        (vec!["run", "."], ". is a directory"),
        (vec!["run", cv.as_str(), "--brand", "."], ". is a directory"),
        (vec!["persons"], "cli.not_yet"),
        (vec!["frobnicate"], "cli.unknown_command"),
        (vec!["runs"], "cli.no_storage"),
        (vec!["bundle", "x", "--storage", "memory:", "--out", "x.zip"], "cli.run_id"),
    ] {
        let made = desk.run(&args);
        assert_eq!((code(&made), err(&made).contains(error)), (2, true), "{args:?}: {}", err(&made));
    }
    for wrong in [["--locale", "it"], ["--look", "fancy"], ["--sections", "hobbies"], ["--pages", "0"]] {
        assert_eq!(code(&desk.run(&["run", &cv, wrong[0], wrong[1]])), 2, "{wrong:?}");
    }
    assert_eq!(code(&desk.run(&["run", &cv, "--date", "27.1.2026"])), 2);
    assert_eq!(desk.files(), ["brand.toml", "offer.toml", "photo.gif"], "nothing half-written");
}

#[test]
fn hostile_names_do_not_leave_the_directory() {
    let desk = Desk::new();
    let umlauts = "ü".repeat(300);
    let cv = format!(
        "Name: Ole Muster\n\n../../etc/{umlauts}\n\nBerufserfahrung\n\nEngineer, Bau AG, Bern\n01/2020 – heute\n"
    );
    std::fs::write(desk.path("cv.txt"), cv).expect("written");
    let made = desk.run(&["run", "cv.txt"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let files = desk.files();
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(files.iter().any(|name| name.ends_with(".zip") && name.len() <= 150));
}

#[test]
fn a_client_pack_with_open_marks_is_partial() {
    let desk = Desk::new();
    let (cv, job) = (desk.example("de/lebenslauf.pdf"), desk.example("de/stellenprofil.docx"));
    let marked = desk.run(&["run", &cv, "--job", &job, "--pack", "client", "--out", "m.zip"]);
    assert_eq!(code(&marked), 4, "{}", err(&marked));
    let filled = desk.run(&[
        "run",
        &cv,
        "--job",
        &job,
        "--anonymous",
        "K-7",
        "--offer",
        &desk.example("offer.toml"),
        "--brand",
        &desk.example("brand.toml"),
        "--out",
        "f.zip",
    ]);
    assert_eq!(code(&filled), 0, "{}", err(&filled));
}

#[test]
fn templates_are_begun_checked_and_used_for_each_document() {
    let desk = Desk::new();
    for document in ["cv", "offer", "matchmaking", "feedback", "letter"] {
        let file = format!("{document}.docx");
        let begun = desk.run(&["template", "init", document, "--locale", "de-CH", &file]);
        assert_eq!(code(&begun), 0, "{}", err(&begun));
        let checked = desk.run(&["template", "check", &file]);
        assert_eq!(code(&checked), 0, "{}{}", out(&checked), err(&checked));
        let kind = if document == "letter" { "candidate-letter" } else { document };
        assert!(out(&checked).starts_with(&format!("template for: {kind}\n")), "{}", out(&checked));
    }
    let plain = desk.run(&["template", "init", "plain.docx"]);
    assert_eq!(code(&plain), 0, "{}", err(&plain));
    // What the command line says goes before the file: a template of an offer has other fields than a CV.
    let wrong = desk.run(&["template", "check", "cv", "offer.docx", "--json"]);
    assert_eq!(code(&wrong), 2, "{}", err(&wrong));
    let said = out(&wrong);
    assert!(said.contains("\"kind\":\"cv\"") && said.contains("\"suggestion\""), "{said}");
    let unknown = desk.run(&["template", "init", "invoice", "x.docx"]);
    assert_eq!((code(&unknown), err(&unknown).contains("template.kind")), (2, true), "{}", err(&unknown));

    let (cv, job) = (desk.example("de/lebenslauf.pdf"), desk.example("de/stellenprofil.docx"));
    let made = desk.run(&[
        "run", &cv, "--job", &job, "--date", "2026-01-27", "--template", "offer.docx", "--template",
        "candidate-letter=letter.docx", "--out", "papers/",
    ]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let manifest = std::fs::read_to_string(desk.path("papers/artifacts/manifest.json")).expect("read");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let templates = manifest["options"]["templates"].as_object().expect("templates");
    assert_eq!(templates.keys().collect::<Vec<_>>(), ["candidate-letter", "offer"]);
    assert!(!manifest["warnings"].to_string().contains("template.unknown_tag"), "{}", manifest["warnings"]);
}

/// A template of one paragraph.
fn saying(text: &str) -> Vec<u8> {
    let accent = dossier::core::brand::Brand::default().accent;
    let doc = Doc {
        title: "T".to_owned(),
        author: "dossier".to_owned(),
        language: "en".to_owned(),
        date: "2026-01-01".to_owned(),
        sheet: Sheet::new(Look::Classic, accent, "Calibri", "Calibri"),
        logo: None,
        pictures: Vec::new(),
        first_header: Vec::new(),
        header: Vec::new(),
        footer: Vec::new(),
        body: vec![Block::text(ParagraphStyle::Body, text)],
    };
    docx::write(&doc)
}

#[test]
fn a_template_that_cannot_be_filled_says_which_tag_where_and_what_to_do() {
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    for (text, refused_as, fault, meant) in [
        ("{{ name|uper }}", "template.tag", "unknown-filter", "did you mean upper?"),
        ("{% iff name %}x{% endif %}", "template.tag", "broken", "did you mean if?"),
        ("{{ experience }}", "template.not_text", "not-text", "did you mean {% for one in experience %}"),
    ] {
        std::fs::write(desk.path("own.docx"), saying(text)).expect("written");
        let run = ["run", &cv, "--template", "own.docx", "--out", "x.zip"];
        let refused = desk.run(&run);
        let said = err(&refused);
        assert_eq!(code(&refused), 2, "{said}");
        for part in [refused_as, "own.docx", "in paragraph 1 of document", meant, "`dossier template check FILE`"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        let refused = out(&desk.run(&[&run[..], &["--json"]].concat()));
        assert!(refused.contains("in paragraph 1 of document") && refused.contains("template check FILE"), "{refused}");
        let checked = desk.run(&["template", "check", "own.docx"]);
        assert_eq!(code(&checked), 2, "{}", err(&checked));
        assert!(out(&checked).contains("document, paragraph 1: "), "{}", out(&checked));
        assert!(out(&checked).contains(fault) && out(&checked).contains(meant), "{}", out(&checked));
    }
    let untagged = desk.run(&["template", "check", &cv]);
    assert_eq!(
        (code(&untagged), out(&untagged).contains("no-tag: the file holds no tag")),
        (2, true),
        "{}",
        out(&untagged)
    );
    // A tag that only fails as it is filled in costs its paper, not the run.
    std::fs::write(desk.path("own.docx"), saying("{{ 1 / 0 }}")).expect("written");
    let made = desk.run(&["run", &cv, "--template", "own.docx", "--out", "x.zip", "--formats", "docx", "--json"]);
    assert_eq!(code(&made), 4, "{}", err(&made));
    let summary: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON on standard output");
    let detail = summary["failures"][0]["detail"].as_str().expect("a detail");
    assert!(detail.contains("{{ 1 / 0 }} in paragraph 1 of document"), "{detail}");
    assert!(detail.ends_with("run `dossier template check FILE`"), "{detail}");
    assert!(
        err(&made).contains("warning[generate.template_filling]: cv is missing; the tag {{ 1 / 0 }}"),
        "{}",
        err(&made)
    );
    let checked = desk.run(&["template", "check", "own.docx"]);
    assert_eq!((code(&checked), out(&checked).contains("paragraph 1: {{ 1 / 0 }}")), (2, true), "{}", out(&checked));
}

#[test]
fn two_templates_for_a_document_are_a_wrong_option() {
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    for file in ["a.docx", "b.docx"] {
        assert_eq!(code(&desk.run(&["template", "init", file])), 0);
    }
    let refused = desk.run(&["run", &cv, "--template", "a.docx", "--template", "b.docx", "--out", "x.zip"]);
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    let said = err(&refused);
    assert!(said.contains("error[cli.template_twice]: a.docx and b.docx are both for the cv"), "{said}");
    assert_eq!(desk.files(), ["a.docx", "b.docx"]);
}

#[test]
fn warnings_stand_in_the_manifest_and_once_on_standard_error() {
    let desk = Desk::new();
    let (cv, job) = (desk.example("de/lebenslauf.pdf"), desk.example("de/stellenprofil.docx"));
    let (formats, date) = (["--formats", "docx,pdf"], ["--date", "2026-01-27"]);
    let files: [&str; 8] = ["run", &cv, "--job", &job, "--out", "papers/", "--locale", "en"];
    let made = desk.run(&[&files[..], &formats, &date].concat());
    assert_eq!(code(&made), 0, "{}", err(&made));
    for warning in ["[text.untranslated]: cv, ", "[text.untranslated]: job, ", "[offer.marked]: offer, "] {
        assert!(err(&made).contains(warning), "{warning} in {}", err(&made));
    }
    assert_eq!(err(&made).matches("warning[offer.marked]").count(), 1, "two formats, one warning: {}", err(&made));
    assert!(!out(&made).contains("text.untranslated"), "data and warnings do not mix");
    let manifest = std::fs::read(desk.path("papers/artifacts/manifest.json")).expect("read");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let listed = manifest["warnings"].as_array().expect("a list");
    assert_eq!(listed.len(), err(&made).matches("warning[").count());
}

#[test]
fn a_photo_comes_from_a_file_or_the_cv_and_stays_in_the_bundle() {
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    let portrait = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/sample/portrait.jpg");
    let photo = format!("--photo={}", portrait.display());
    let made = desk.run(&["run", &cv, &photo, "--formats", "docx,pdf", "--out", "with.zip"]);
    assert_eq!((code(&made), err(&made).contains("photo.")), (0, false), "{}", err(&made));
    let record = |zip: &str, name: &str| {
        let bytes = std::fs::read(desk.path(zip)).expect("the bundle");
        let members = dossier::workspace::verify_zip(&bytes).expect("a sound bundle");
        members.into_iter().find(|member| member.path == name).map(|member| member.content).expect("a record")
    };
    let kept: serde_json::Value = serde_json::from_slice(&record("with.zip", "artifacts/cv.json")).expect("JSON");
    assert!(kept["basics"]["image"].as_str().is_some_and(|uri| uri.starts_with("data:image/jpeg;base64,")));
    let pictures = |file: &str| {
        let text = std::fs::read(desk.path(file)).expect("read");
        String::from_utf8_lossy(&text).matches("word/media/picture0.jpeg").count()
    };
    for (out, more) in [("again.docx", vec![]), ("bare.docx", vec!["--anonymous", "K-1"])] {
        let rendered = desk.run(&[&["render", "cv", "--run", "with.zip", "--out", out][..], more.as_slice()].concat());
        assert_eq!(code(&rendered), 0, "{}", err(&rendered));
        assert_eq!(pictures(out) > 0, more.is_empty(), "{out}");
    }
    let none = desk.run(&["run", &cv, "--photo", "--out", "none.zip"]);
    assert_eq!((code(&none), err(&none).matches("warning[photo.not_found]").count()), (0, 1), "{}", err(&none));
    let later = desk.run(&["render", "cv", "--run", "none.zip", &photo, "--out", "later.docx"]);
    assert_eq!((code(&later), pictures("later.docx") > 0), (0, true), "{}", err(&later));
}

#[test]
fn a_stored_run_with_open_marks_makes_a_client_pack_that_says_so() {
    let desk = Desk::new();
    let url = format!("file://{}", desk.path("store").display());
    let (cv, job) = (desk.example("de/lebenslauf.pdf"), desk.example("de/stellenprofil.docx"));
    let made = desk.run(&["run", &cv, "--job", &job, "--storage", &url, "--init", "--json"]);
    assert_eq!(code(&made), 0, "a full pack is the desk's own: {}", err(&made));
    let summary: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let run = summary["run"].as_str().expect("an id");
    let bundle = |pack: &str| desk.run(&["bundle", run, "--storage", &url, "--pack", pack, "--out", "b.zip"]);
    let (full, client) = (bundle("full"), bundle("client"));
    assert_eq!((code(&full), code(&client)), (0, 4), "{}", err(&client));
    assert!(err(&client).contains("warning[offer.marked]"), "{}", err(&client));
}

#[test]
fn help_and_completions_are_there() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]);
    assert!(out(&help).contains("Examples:") && out(&help).contains("Exit codes:"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&desk.run(&["completions", shell])).contains("dossier"), "{shell}");
    }
}

#[test]
fn each_command_has_a_page_in_the_manual() {
    let desk = Desk::new();
    let folder = desk.path("man/man1");
    let written = desk.run(&["manual", &folder.to_string_lossy()]);
    assert_eq!(code(&written), 0, "{}", err(&written));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let table = [
        ("dossier.1", "Exit codes"),
        ("dossier-run.1", "job"),
        ("dossier-serve.1", "database"),
        ("dossier-users-reset.1", "password"),
    ];
    for (name, word) in table {
        let page = read(name);
        assert!(page.contains(".TH ") && page.contains(word), "{name}: {page}");
    }
    let pages = std::fs::read_dir(&folder).expect("listed").count();
    assert!(pages > 25, "{pages}");
    let first = read("dossier-run.1");
    assert_eq!(code(&desk.run(&["manual", &folder.to_string_lossy()])), 0, "also over the older ones");
    assert_eq!(read("dossier-run.1"), first);
}

#[test]
fn what_cannot_be_written_is_said_before_the_work_and_costs_nothing() {
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    let url = format!("file://{}", desk.path("store").display());
    let refused = desk.run(&["run", &cv, "--storage", &url, "--init", "--out", "/nowhere/x.zip"]);
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    assert!(err(&refused).contains("cli.cannot_write"), "{}", err(&refused));
    assert_eq!(desk.files(), Vec::<String>::new(), "the storage was not even made");
}

/// Devices are written to, never replaced, and what they refuse is reported.
#[cfg(target_os = "linux")]
#[test]
fn devices_stay_devices() {
    use std::os::unix::fs::FileTypeExt;
    let desk = Desk::new();
    let cv = desk.example("en/cv.docx");
    // Links, so that a mistake replaces a link and not the machine's device.
    for (name, target) in [("null", "/dev/null"), ("full", "/dev/full")] {
        std::os::unix::fs::symlink(target, desk.path(name)).expect("linked");
    }
    let url = format!("file://{}", desk.path("store").display());
    let link = |name: &str| desk.path(name).to_string_lossy().into_owned();
    let made = desk.run(&["run", &cv, "--storage", &url, "--init", "--out", &link("null.zip"), "--json"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let id = serde_json::from_str::<serde_json::Value>(&out(&made)).expect("JSON")["run"]
        .as_str()
        .expect("an id")
        .to_owned();
    let bundle = desk.run(&["bundle", &id, "--storage", &url, "--out", &link("null")]);
    assert_eq!(code(&bundle), 0, "{}", err(&bundle));
    let full = desk.run(&["bundle", &id, "--storage", &url, "--out", &link("full")]);
    assert_eq!(code(&full), 2, "{}", err(&full));
    assert!(err(&full).contains("make room"), "{}", err(&full));
    for device in ["/dev/null", "/dev/full"] {
        assert!(std::fs::metadata(device).expect("there").file_type().is_char_device());
    }
    // What is said counts as written only when it is.
    let erased = std::fs::File::options().write(true).open("/dev/full").expect("opened");
    let status = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["erase", "--run", &id, "--storage", &url])
        .stdout(erased)
        .status()
        .expect("the program starts");
    assert_eq!(status.code(), Some(2));
}
