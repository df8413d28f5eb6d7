//! Coverage-guided fuzzing of the readers, of understanding and of templates: `cargo xtask fuzz [TARGET..] [--minutes N]`.
//! Seeds are the hostile files of the tests, the committed part of the corpus, texts read from it, and starters of templates.

use crate::shell::{capture, command, files, has, root, say, target};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const TARGETS: &[&str] = &["pdf", "docx", "txt", "cv", "job", "template"];

/// Parts of templates in the small: every kind of tag, loops around paragraphs and rows, a picture; a NUL begins the next part.
const TEMPLATES: [&str; 5] = [
    "<w:document><w:body><w:p><w:r><w:t>{{ name|upper }} {# remark #}{% if role %}{{ role }}{% else %}-{% endif %}</w:t></w:r></w:p></w:body></w:document>",
    "<w:document><w:body><w:p><w:r><w:t>{% for e in experience %}</w:t></w:r></w:p><w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ e.title }}: {{ e.tasks|join(\"; \") }}</w:t></w:r></w:p><w:p><w:r><w:t>{% endfor %}</w:t></w:r></w:p></w:body></w:document>",
    "<w:document><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% for one in criteria %}{{ one.class }}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{ one.status }}{% endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    "<w:document><w:body><w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"2000\" cy=\"1000\"/><wp:docPr id=\"1\" descr=\"{{ logo }}\"/><pic:blipFill><a:blip r:embed=\"rId9\"/><a:srcRect l=\"5\"/></pic:blipFill><a:xfrm><a:ext cx=\"2000\" cy=\"1000\"/></a:xfrm></wp:inline></w:drawing></w:r></w:p></w:body></w:document>\0<w:hdr><w:p><w:r><w:t>{{ logo }}</w:t></w:r></w:p></w:hdr>",
    "<w:document><w:body><w:p><w:r><w:t>{% set a = name ~ name %}{% with b = a %}{{ b[1:3]|default(\"x\")|replace(\"a\", a) }}{% endwith %}{{ loop }}{{ range(9) }}</w:t></w:r></w:p></w:body></w:document>",
];

pub fn fuzz(args: impl Iterator<Item = String>) -> Result<()> {
    if !has("cargo-fuzz") {
        bail!("cargo-fuzz is missing: cargo install cargo-fuzz --locked");
    }
    let (mut targets, mut minutes) = (Vec::new(), 30u64);
    let mut args = args.peekable();
    while let Some(arg) = args.next() {
        if arg == "--minutes" {
            minutes = args.next().and_then(|given| given.parse().ok()).context("--minutes wants a number")?;
        } else if TARGETS.contains(&arg.as_str()) {
            targets.push(arg);
        } else {
            bail!("there is no target {arg}; there are {}", TARGETS.join(", "));
        }
    }
    if targets.is_empty() {
        targets = TARGETS.iter().map(|name| (*name).to_owned()).collect();
    }
    let mut failing = Vec::new();
    for name in targets {
        let (corpus, seeds) = (target().join("fuzz/corpus").join(&name), target().join("fuzz/seeds").join(&name));
        std::fs::create_dir_all(&corpus)?;
        self::seeds(&name, &seeds)?;
        let artifacts = target().join("fuzz/artifacts").join(&name);
        std::fs::create_dir_all(&artifacts)?;
        let run = format!("cargo fuzz run -s none {name}");
        say(&format!("$ {run} for {minutes} min"));
        // Sanitizer coverage is a nightly flag of a compiler that has it; there is no unsafe code here for a sanitizer to watch.
        let status = command("cargo")
            .args(["fuzz", "run", "--release", "-s", "none", &name])
            .args([corpus.as_os_str(), seeds.as_os_str()])
            .arg("--")
            .args([format!("-max_total_time={}", minutes * 60), format!("-artifact_prefix={}/", artifacts.display())])
            .args(["-fork=1", "-ignore_crashes=1", "-ignore_ooms=1", "-ignore_timeouts=1"])
            .args(["-timeout=10", "-rss_limit_mb=1024", "-max_len=200000", "-print_final_stats=1"])
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", target().join("fuzz/build"))
            .current_dir(root())
            .status()
            .with_context(|| format!("{run} cannot be started"))?;
        let kept: Vec<String> = std::fs::read_dir(&artifacts)?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        // Too much memory or time ends the reader's process; a crash there would be a fault of ours.
        let found = kept.iter().filter(|name| name.starts_with("crash")).count();
        say(&format!("{name}: {found} crash(es), {} at a limit of memory or time, {status}", kept.len() - found));
        if found > 0 {
            failing.push(artifacts.display().to_string());
        }
    }
    if failing.is_empty() { Ok(()) } else { bail!("inputs that fail lie in {}", failing.join(", ")) }
}

/// Fills a folder with what the target begins from.
fn seeds(name: &str, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let part = root().join("corpus/part");
    let hostile = root().join("crates/formats/tests/hostile");
    let take = |paths: Vec<PathBuf>| -> Result<()> {
        for path in paths {
            let file = path.file_name().context("a file has a name")?;
            std::fs::copy(&path, folder.join(file))?;
        }
        Ok(())
    };
    match name {
        "cv" => texts(&files(&part.join("files"), "pdf"), "cv", folder),
        "job" => texts(&files(&part.join("jobs"), "docx"), "job", folder),
        "template" => templates(folder),
        kind => {
            take(files(&part.join("files"), kind))?;
            take(files(&part.join("jobs"), kind))?;
            // Bombs are known: the reader's process ends at its limit of memory.
            take(files(&hostile, kind).into_iter().filter(|path| !path.to_string_lossy().contains("bomb")).collect())
        }
    }
}

/// Starters of all documents, and parts in the small.
fn templates(folder: &Path) -> Result<()> {
    for (number, parts) in TEMPLATES.iter().enumerate() {
        std::fs::write(folder.join(format!("parts-{number}.xml")), parts)?;
    }
    let program = crate::shell::program("dossier")?;
    for document in ["cv", "offer", "matchmaking", "feedback", "letter"] {
        let path = folder.join(document).with_extension("docx");
        capture(&program.to_string_lossy(), &["template", "init", document, &path.to_string_lossy()])?;
    }
    Ok(())
}

fn texts(paths: &[PathBuf], kind: &str, folder: &Path) -> Result<()> {
    let program = crate::shell::program("dossier")?;
    for path in paths {
        let text = capture(&program.to_string_lossy(), &["read", &path.to_string_lossy(), "--kind", kind, "--text"])?;
        let stem = path.file_stem().context("a file has a name")?;
        std::fs::write(folder.join(stem).with_extension("txt"), text)?;
    }
    Ok(())
}
