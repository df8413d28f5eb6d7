//! `dossier read` on scans and with `--explain`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn read(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dossier")).arg("read").args(args).output().expect("the program starts")
}

fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).to_string_lossy().into_owned()
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A scan is refused; with `--ocr` its record is the one of the file it was scanned from, up to letters misread.
#[test]
fn scans_are_refused_or_recognised() {
    let scan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/scan.pdf").to_string_lossy().into_owned();
    let refused = read(&[&scan, "--kind", "cv"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--ocr"));
    let (recognised, original) =
        (json(&read(&[&scan, "--kind", "cv", "--ocr"])), json(&read(&[&example("de/lebenslauf.pdf"), "--kind", "cv"])));
    for field in ["name", "email"] {
        assert_eq!(recognised["basics"][field], original["basics"][field], "{field}");
    }
    let digits = |record: &serde_json::Value| -> String {
        record["basics"]["phone"].as_str().expect("a phone").chars().filter(char::is_ascii_digit).collect()
    };
    assert_eq!(digits(&recognised), digits(&original));
    let dates = |record: &serde_json::Value| -> Vec<serde_json::Value> {
        record["work"].as_array().expect("stations").iter().map(|work| work["startDate"].clone()).collect()
    };
    // The scan has the first page only.
    assert!(dates(&recognised).len() >= 3);
    assert_eq!(dates(&recognised)[..3], dates(&original)[..3]);
    let findings = recognised["x-dossier"]["findings"].to_string();
    assert!(findings.contains("read.ocr"), "{findings}");
}

/// Every value's box lies on its page; files without pages show their text.
#[test]
fn values_are_shown_where_they_stand() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let shown = |file: &str, kind: &str| -> String {
        let page: PathBuf = folder.path().join("explain.html");
        let output = read(&[&example(file), "--kind", kind, "--explain", &page.to_string_lossy()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read_to_string(page).expect("written")
    };
    for (file, kind, key) in [("de/lebenslauf.pdf", "cv", "basics/name"), ("en/job.pdf", "job", "title")] {
        let page = shown(file, kind);
        assert!(page.contains("src=\"data:image/png;base64,"), "{file}");
        assert!(page.contains(&format!("title=\"{key}")), "{file}");
        for style in page.split("style=\"left:").skip(1) {
            let numbers: Vec<f32> = style
                .split('"')
                .next()
                .expect("a style")
                .split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
                .filter_map(|number| number.parse().ok())
                .collect();
            let [left, top, width, height] = numbers[..] else { panic!("four numbers: {style:.80}") };
            assert!(left > -1.0 && top > -1.0 && left + width < 101.0 && top + height < 101.0, "{numbers:?}");
            assert!(width > 0.0 && height > 0.0, "{numbers:?}");
        }
    }
    for (file, kind) in [("en/cv.docx", "cv"), ("de/stellenprofil.docx", "job")] {
        let page = shown(file, kind);
        assert!(page.contains("<mark ") && !page.contains("<script"), "{file}");
    }
}

/// A release of ESCO becomes a lexicon file that the other verbs take.
#[test]
fn a_classification_is_imported() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let dossier =
        |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_dossier")).args(args).output().expect("the program starts");
    let refused = dossier(&["lexicon", "import", "esco", &path("")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("cli.esco"));
    let rows = "conceptUri,skillType,preferredLabel,altLabels\nhttp://data.europa.eu/esco/skill/ab-1,knowledge,beekeeping,apiculture\n";
    std::fs::write(path("skills_en.csv"), rows).expect("written");
    let made = dossier(&["lexicon", "import", "esco", &path(""), "--out", &path("esco.txt")]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::write(path("cv.txt"), "Anna Muster\n\nSkills\napiculture, Java\n").expect("written");
    let record = json(&read(&[&path("cv.txt"), "--kind", "cv", "--lexicon", &path("esco.txt")]));
    let skills = record["x-dossier"]["skills"].to_string();
    assert!(skills.contains("\"esco-ab-1\""), "{skills}");
}
