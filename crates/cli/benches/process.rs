//! Whole processes from start to exit: a run with its reading children, and a large bundle; and a pack within a process, from
//! records to a ZIP. `cargo bench -p dossier-cli`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dossier::core::generate::Options;
use dossier::core::locale::Locale;
use dossier::core::sample::{CV_TXT, Sample, documents, sample};
use dossier::workspace::testing::open;
use dossier::workspace::{
    Budget, Credentials, FileName, LOCAL_TEAM, NewRevision, RevisionId, RunId, RunWorkspace, Storage,
};
use jiff::Timestamp;
use std::path::Path;
use std::process::{Command, Stdio};
use uuid::Uuid;

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

/// A bundle of 200 MB from files to standard output: throughput of the program with its start and its hashing.
fn large_bundle(c: &mut Criterion) {
    const FILES: u32 = 20;
    const FILE_BYTES: usize = 10 << 20;
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let url = format!("file://{}/store", scratch.path().display());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let run = RunId::new(Uuid::from_u128(1));
    runtime.block_on(async {
        let storage = open(&url, &Credentials::default()).await;
        let new = NewRevision {
            based_on: None,
            label: "Large".into(),
            created_at: Timestamp::UNIX_EPOCH,
            expires_at: None,
            budget: Budget { bytes_max: 1 << 30, files_max: FILES },
        };
        let revision = RevisionId::new(Uuid::from_u128(2));
        let mut workspace = RunWorkspace::create(&storage, LOCAL_TEAM, run, revision, new).await.expect("begun");
        for n in 0..FILES {
            let slug = format!("{n:02}.bin");
            let name = FileName::parse(&slug).expect("a sound name");
            let content = vec![u8::try_from(n).expect("small"); FILE_BYTES].into();
            workspace.save_primary(&slug, name, "application/octet-stream", content).await.expect("saved");
        }
        workspace.seal(Timestamp::UNIX_EPOCH).await.expect("sealed");
    });
    let mut group = c.benchmark_group("bundle");
    group.sample_size(20).throughput(Throughput::Bytes(u64::from(FILES) * FILE_BYTES as u64));
    group.bench_function("200-mb-from-files", |b| {
        b.iter(|| {
            let status = Command::new(env!("CARGO_BIN_EXE_dossier"))
                .args(["bundle", &run.to_string(), "--storage", &url, "--out", "-"])
                .stdout(Stdio::null())
                .status()
                .expect("the program starts");
            assert!(status.success());
        });
    });
}

/// Six documents (docx and html), a revision sealed in memory, and its ZIP.
fn pack(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let sample = sample(CV_TXT, Locale::DeCh);
    c.bench_function("pack/six-documents-and-zip", |b| b.iter(|| runtime.block_on(packed(&sample))));
}

async fn packed(sample: &Sample) -> usize {
    let storage = Storage::memory();
    let new = NewRevision {
        based_on: None,
        label: "Pack".into(),
        created_at: Timestamp::UNIX_EPOCH,
        expires_at: None,
        budget: Budget { bytes_max: 1 << 24, files_max: 20 },
    };
    let (run, revision) = (RunId::new(Uuid::from_u128(1)), RevisionId::new(Uuid::from_u128(2)));
    let mut workspace = RunWorkspace::create(&storage, LOCAL_TEAM, run, revision, new).await.expect("begun");
    for output in documents(sample, Locale::DeCh, &Options::default()) {
        let (slug, name) = (output.kind.slug(output.format), FileName::parse(&output.file_name).expect("a sound name"));
        let media_type = output.format.media_type();
        workspace.save_primary(&slug, name, media_type, output.bytes.into()).await.expect("saved");
    }
    let sealed = workspace.seal(Timestamp::UNIX_EPOCH).await.expect("sealed");
    let bundle = sealed.bundle(|_| true).await.expect("planned");
    bundle.to_bytes(1 << 24).await.expect("read").len()
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(40);
    targets = process, large_bundle, pack
}
criterion_main!(benches);
