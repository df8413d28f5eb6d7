//! A whole run as one process, from start to exit, with its reading children. `cargo bench -p dossier-cli`.

use criterion::{Criterion, criterion_group, criterion_main};
use std::path::Path;
use std::process::{Command, Stdio};

fn process(c: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let run = |cv: &Path, job: &Path| {
        let status = Command::new(env!("CARGO_BIN_EXE_dossier"))
            .arg("run")
            .arg(cv)
            .arg("--job")
            .arg(job)
            .args(["--date", "2026-01-27", "--out"])
            .arg(scratch.path().join("x.zip"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the program starts");
        assert!(status.success());
    };
    let (cv, job) = (root.join("crates/core/benches/three-pages.pdf"), root.join("examples/de/stellenprofil.docx"));
    c.bench_function("process/run-3-pages-pdf-and-profile", |b| b.iter(|| run(&cv, &job)));
    c.bench_function("process/start-and-exit", |b| {
        b.iter(|| {
            let output =
                Command::new(env!("CARGO_BIN_EXE_dossier")).arg("--version").output().expect("the program starts");
            assert!(output.status.success());
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(40);
    targets = process
}
criterion_main!(benches);
