//! Put, get and list of 10,000 objects of 50 KB through a `RunWorkspace`, beside the raw object store in the same minute:
//! plain, and with the same hashing done by the caller, so that what is left is our own. Hashing alone is timed apart. `cargo bench -p dossier-workspace`; a number behind `--` sets
//! how many objects, and `TMPDIR` where the files of the local storage are: on a RAM disk the disk's own moods are out.

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

use bytes::Bytes;
use dossier_stand_ins::jwt;
use dossier_stand_ins::s3::{ACCESS_KEY, S3Endpoint, SECRET_KEY};
use dossier_stand_ins::supabase::Supabase;
use dossier_workspace::testing::open;
use dossier_workspace::{
    Budget, Credentials, FileName, NewRevision, RevisionId, RunId, RunWorkspace, SealedRevision, Secret, Storage,
    TeamId,
};
use futures::TryStreamExt;
use jiff::Timestamp;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

const OBJECT_BYTES: usize = 50_000;
const ROUNDS: usize = 3;
const TEAM: TeamId = TeamId::new(Uuid::from_u128(1));

/// Put, get and list.
type Times = [Duration; 3];

#[tokio::main]
async fn main() {
    let objects = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(10_000u32);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let content: Vec<Bytes> = (0..16u8).map(|n| Bytes::from(vec![n; OBJECT_BYTES])).collect();
    let hashing = median((0..ROUNDS).map(|_| hash(&content, objects)).collect());
    println!("{objects} objects of {OBJECT_BYTES} bytes, median of {ROUNDS} rounds, microseconds an object");
    println!("hashing (SHA-256 and CRC-32), once for a put: {:.1}", each(hashing, objects));
    println!(
        "{:14}{:>8}{:>8}{:>8}{:>12}{:>12}{:>12}",
        "", "put", "get", "list", "put - hash", "get - hash", "overhead"
    );
    let secrets = Credentials {
        access_key_id: Some(Secret::new(ACCESS_KEY)),
        secret_access_key: Some(Secret::new(SECRET_KEY)),
        service_key: Some(Secret::new(&jwt::service_key())),
        ..Credentials::default()
    };
    let base = tempfile::tempdir().expect("a scratch directory");
    let mut round = 0;
    for name in ["memory", "local", "s3", "supabase rest"] {
        let (mut raw, mut hashed, mut ours): (Vec<Times>, Vec<Times>, Vec<Times>) = Default::default();
        for _ in 0..ROUNDS {
            round += 1;
            let folder = base.path().join(round.to_string());
            let (endpoint, supabase) = (S3Endpoint::start().await, Supabase::start(false).await);
            endpoint.bucket("bucket");
            endpoint.bucket("raw");
            supabase.bucket("bucket");
            let (store, url): (Option<Arc<dyn ObjectStore>>, String) = match name {
                "memory" => (Some(Arc::new(InMemory::new())), String::new()),
                "local" => {
                    std::fs::create_dir_all(folder.join("raw")).expect("created");
                    let store = LocalFileSystem::new_with_prefix(folder.join("raw")).expect("a directory");
                    (Some(Arc::new(store)), format!("file://{}/ours", folder.display()))
                }
                "s3" => {
                    let store = AmazonS3Builder::new()
                        .with_bucket_name("raw")
                        .with_endpoint(endpoint.url())
                        .with_allow_http(true)
                        .with_access_key_id(ACCESS_KEY)
                        .with_secret_access_key(SECRET_KEY)
                        .build()
                        .expect("a client");
                    (Some(Arc::new(store)), format!("s3://bucket?endpoint={}", endpoint.url()))
                }
                _ => (None, format!("supabase://{}/bucket?tls=off", supabase.host())),
            };
            let storage = if url.is_empty() { Storage::memory() } else { open(&url, &secrets).await };
            // Whoever comes second finds a busier disk, so they take turns at being first.
            for turn in 0..3 {
                match ((turn + round) % 3, &store) {
                    (0, Some(store)) => raw.push(by_store(&**store, &content, objects, Hashing::None).await),
                    (1, Some(store)) => hashed.push(by_store(&**store, &content, objects, Hashing::ByCaller).await),
                    (2, _) => ours.push(by_workspace(&storage, &content, objects).await),
                    _ => {}
                }
            }
            let _ = std::fs::remove_dir_all(&folder);
        }
        print(name, &[&raw, &hashed, &ours], objects);
    }
}

fn hash(content: &[Bytes], objects: u32) -> Duration {
    let start = Instant::now();
    for bytes in content.iter().cycle().take(objects as usize) {
        black_box((Sha256::digest(bytes), crc32fast::hash(bytes)));
    }
    start.elapsed()
}

fn key(n: u32) -> String {
    format!("{n:05}.bin")
}

#[derive(Clone, Copy, PartialEq)]
enum Hashing {
    None,
    ByCaller,
}

async fn by_store(store: &dyn ObjectStore, content: &[Bytes], objects: u32, hashing: Hashing) -> Times {
    // Keys as long as a workspace's; another revision for each kind.
    let revision = Uuid::from_u128(if hashing == Hashing::None { 4 } else { 5 });
    let folder = Path::from(format!("t/{}/runs/{}/{revision}/artifacts", TEAM, Uuid::from_u128(2)));
    let start = Instant::now();
    for (n, bytes) in (0..objects).zip(content.iter().cycle()) {
        if hashing == Hashing::ByCaller {
            black_box((Sha256::digest(bytes), crc32fast::hash(bytes)));
        }
        store.put(&folder.clone().join(key(n)), bytes.clone().into()).await.expect("put");
    }
    let put = start.elapsed();
    let start = Instant::now();
    for n in 0..objects {
        let bytes = store.get(&folder.clone().join(key(n))).await.expect("found").bytes().await.expect("read");
        if hashing == Hashing::ByCaller {
            black_box(Sha256::digest(&bytes));
        }
        black_box(bytes);
    }
    let get = start.elapsed();
    let start = Instant::now();
    let listed: Vec<_> = store.list(Some(&folder)).try_collect().await.expect("listed");
    assert_eq!(listed.len(), objects as usize);
    [put, get, start.elapsed()]
}

async fn by_workspace(storage: &Storage, content: &[Bytes], objects: u32) -> Times {
    let (run, revision) = (RunId::new(Uuid::from_u128(2)), RevisionId::new(Uuid::from_u128(3)));
    let new = NewRevision {
        based_on: None,
        label: "Bench".into(),
        created_at: Timestamp::UNIX_EPOCH,
        expires_at: None,
        budget: Budget { bytes_max: u64::MAX, files_max: objects },
    };
    let mut workspace = RunWorkspace::create(storage, TEAM, run, revision, new).await.expect("begun");
    let start = Instant::now();
    for (n, bytes) in (0..objects).zip(content.iter().cycle()) {
        let name = FileName::parse(&key(n)).expect("a sound name");
        workspace.save_artifact(&key(n), name, "application/octet-stream", bytes.clone()).await.expect("saved");
    }
    let put = start.elapsed();
    let sealed: SealedRevision = workspace.seal(Timestamp::UNIX_EPOCH).await.expect("sealed");
    let start = Instant::now();
    for n in 0..objects {
        black_box(sealed.get_artifact(&key(n), u64::MAX).await.expect("read").expect("found"));
    }
    let get = start.elapsed();
    let start = Instant::now();
    assert!(sealed.is_complete().await.expect("listed"));
    [put, get, start.elapsed()]
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn each(time: Duration, objects: u32) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(objects)
}

fn print(name: &str, [raw, hashed, ours]: &[&Vec<Times>; 3], objects: u32) {
    let medians = |rounds: &[Times]| {
        [0, 1, 2].map(|part| each(median(rounds.iter().map(|times| times[part]).collect()), objects))
    };
    let ours = medians(ours);
    if raw.is_empty() {
        println!("{name:22}{:8.1}{:8.1}{:8.2}", ours[0], ours[1], ours[2]);
        return;
    }
    for (label, times) in [("raw", medians(raw)), ("raw, caller hashes", medians(hashed))] {
        println!("{:22}{:8.1}{:8.1}{:8.2}", label, times[0], times[1], times[2]);
    }
    let beside = medians(hashed);
    let more = |part: usize| format!("{:+.0}%", (ours[part] / beside[part] - 1.0) * 100.0);
    println!(
        "{name:22}{:8.1}{:8.1}{:8.2}   put {} get {} list {}",
        ours[0],
        ours[1],
        ours[2],
        more(0),
        more(1),
        more(2)
    );
}
