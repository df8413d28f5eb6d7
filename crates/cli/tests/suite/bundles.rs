//! Large bundles straight from storage: constant memory, and five ZIP readers that agree on what they hold.

use bytes::Bytes;
use dossier::workspace::testing::open;
use dossier::workspace::{
    Budget, Credentials, FileName, LOCAL_TEAM, NewRevision, RevisionId, RunId, RunWorkspace, Secret, Storage,
};
use dossier_stand_ins::s3::S3Endpoint;
use dossier_stand_ins::supabase::Supabase;
use dossier_stand_ins::{jwt, s3};
use jiff::Timestamp;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use uuid::Uuid;

const MIB: usize = 1 << 20;
/// What a large bundle may need on top of a small one.
const EXTRA_KIB_MAX: u64 = 16 * 1024;

fn run_id(n: u128) -> RunId {
    RunId::new(Uuid::from_u128(n))
}

/// Bytes that no compressor would shrink much and that differ from file to file.
fn noise(seed: u64, bytes: usize) -> Bytes {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let words = (0..bytes.div_ceil(8)).flat_map(|_| dossier::workspace::testing::turns::roll(&mut state).to_le_bytes());
    words.take(bytes).collect::<Vec<u8>>().into()
}

/// A run of equal files; returns its id as text.
async fn made(storage: &Storage, n: u128, files: u32, bytes: usize) -> String {
    let new = NewRevision {
        based_on: None,
        label: "Large".into(),
        created_at: Timestamp::UNIX_EPOCH,
        expires_at: None,
        budget: Budget { bytes_max: 1 << 30, files_max: 2_000 },
    };
    let id = run_id(n);
    let mut workspace =
        RunWorkspace::create(storage, LOCAL_TEAM, id, RevisionId::new(Uuid::from_u128(n)), new).await.expect("begun");
    for file in 0..files {
        let slug = format!("{file:04}.bin");
        let name = FileName::parse(&format!("Müller {file:04} 李.bin")).expect("a sound name");
        let content = noise(u64::from(file) + 1, bytes);
        workspace.save_primary(&slug, name, "application/octet-stream", content).await.expect("saved");
    }
    workspace.seal(Timestamp::UNIX_EPOCH).await.expect("sealed");
    id.to_string()
}

/// Streams a bundle out of the program; returns its length and the peak of the program's memory in KiB.
fn streamed(run: &str, url: &str, keys: &[(&str, String)], mut to: impl Write) -> (u64, u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["bundle", run, "--storage", url, "--out", "-"])
        .env_clear()
        .envs(keys.iter().map(|(name, value)| (*name, value.as_str())))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut out = child.stdout.take().expect("a pipe");
    let (mut total, mut peak_kib) = (0, 0);
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = out.read(&mut buffer).expect("read");
        if read == 0 {
            break;
        }
        to.write_all(&buffer[..read]).expect("written");
        total += read as u64;
        // The last bytes are still in the pipe: the program is alive and its peak can be asked for.
        peak_kib = peak_kib.max(peak(child.id()));
    }
    assert!(child.wait().expect("it ended").success());
    (total, peak_kib)
}

fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_bundle_needs_no_more_memory_than_a_small_one() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let (endpoint, supabase) = (S3Endpoint::start().await, Supabase::start(false).await);
    endpoint.bucket("bucket");
    supabase.bucket("bucket");
    let s3 =
        vec![("AWS_ACCESS_KEY_ID", s3::ACCESS_KEY.to_owned()), ("AWS_SECRET_ACCESS_KEY", s3::SECRET_KEY.to_owned())];
    let service = vec![("DOSSIER_SUPABASE_SERVICE_KEY", jwt::service_key())];
    let secrets = Credentials {
        access_key_id: Some(Secret::new(s3::ACCESS_KEY)),
        secret_access_key: Some(Secret::new(s3::SECRET_KEY)),
        service_key: Some(Secret::new(&jwt::service_key())),
        ..Credentials::default()
    };
    for (url, keys) in [
        (format!("file://{}/store", base.path().display()), vec![]),
        (format!("s3://bucket?endpoint={}", endpoint.url()), s3),
        (format!("supabase://{}/bucket?tls=off", supabase.host()), service),
    ] {
        let storage = open(&url, &secrets).await;
        let small = made(&storage, 1, 2, 1_000).await;
        let large = made(&storage, 2, 20, 10 * MIB).await;
        let many = made(&storage, 3, 1_000, 1_000).await;
        let (_, idle_kib) = streamed(&small, &url, &keys, std::io::sink());
        for run in [large, many] {
            let (total, peak_kib) = streamed(&run, &url, &keys, std::io::sink());
            assert!(total > 1_000_000);
            assert!(peak_kib > 0 && peak_kib < idle_kib + EXTRA_KIB_MAX, "{url}: {peak_kib} KiB beside {idle_kib} KiB");
        }
    }
}

fn output(program: &str, arguments: &[&str], input: Option<&Path>) -> String {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C.UTF-8");
    if let Some(path) = input {
        command.stdin(std::fs::File::open(path).expect("opened"));
    }
    let output = command.output().unwrap_or_else(|_| panic!("{program} is not there: run `cargo xtask setup`"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn five_zip_readers_agree() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let url = format!("file://{}/store", base.path().display());
    let storage = open(&url, &Credentials::default()).await;
    for (n, files, bytes) in [(1, 20, 10 * MIB), (2, 1_000, 1_000)] {
        let run = made(&storage, n, files, bytes).await;
        let zip = base.path().join(format!("{n}.zip"));
        streamed(&run, &url, &[], std::fs::File::create(&zip).expect("created"));
        let path = zip.to_string_lossy().into_owned();
        let expected: Vec<String> = (0..files).map(|file| format!("primary_outputs/Müller {file:04} 李.bin")).collect();
        let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
        output("unzip", &["-tqq", &path], None);
        let listed = output("7z", &["t", "-bso0", "-bsp0", &path], None);
        assert_eq!(listed, "", "7z finds nothing to say");
        let seven = output("7z", &["l", "-ba", "-slt", &path], None);
        let seven =
            lines(seven).iter().filter_map(|line| line.strip_prefix("Path = ").map(str::to_owned)).collect::<Vec<_>>();
        assert_eq!(seven, expected);
        // Read as a stream: only what stands before each member's bytes can be used.
        assert_eq!(lines(output("bsdtar", &["-tf", "-"], Some(&zip))), expected);
        let python = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(*z.namelist(), sep='\\n')";
        assert_eq!(lines(output("/usr/bin/python3", &["-c", python, &path], None)), expected);
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ReadZip.java");
        let java = output(
            "java",
            &["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", &program.to_string_lossy()],
            Some(&zip),
        );
        let expected_java: Vec<String> = expected.iter().map(|name| format!("{name} {bytes}")).collect();
        assert_eq!(lines(java), expected_java);
    }
}
