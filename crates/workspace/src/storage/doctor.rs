//! The capability probe: tries on a storage what the product relies on, and says for each promise that does not hold what
//! to do about it. Leaves nothing behind; what a killed probe leaves, a sweep takes.

use super::local::{self, Root};
use super::{OpenMode, Storage, StorageConfig};
use crate::error::{Cause, StorageError};
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use bytes::Bytes;
use jiff::Timestamp;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutMode, PutOptions, PutPayload};
use std::time::Duration;

/// Seconds by which the storage's clock may differ from ours. S3 refuses signatures beyond 15 minutes.
const CLOCK_SKEW_S_MAX: i64 = 120;

/// Outcome of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The promise holds.
    Holds,
    /// It does not hold, and nothing here needs it.
    Lacks,
    /// It does not hold, and runs would be lost or damaged without it.
    Fails,
    /// Not tried, because something before it failed or this kind of storage has no such thing.
    Skipped,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Name of the promise.
    pub name: &'static str,
    /// Whether it holds.
    pub finding: Finding,
    /// What was seen; holds no address, path or key.
    pub detail: String,
    /// What to do; empty where nothing is to be done.
    pub cure: String,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// All checks, in the order in which they were made.
    pub checks: Vec<Check>,
}

impl Probe {
    /// Whether every promise that is needed holds.
    pub fn is_sound(&self) -> bool {
        self.checks.iter().all(|check| check.finding != Finding::Fails)
    }

    fn add(&mut self, name: &'static str, finding: Finding, detail: &str, cure: &str) {
        self.checks.push(Check { name, finding, detail: detail.to_owned(), cure: cure.to_owned() });
    }

    fn holds(&mut self, name: &'static str, detail: &str) {
        self.add(name, Finding::Holds, detail, "");
    }

    /// A check whose failure matters.
    fn needs(&mut self, name: &'static str, result: Result<&str, StorageError>) -> bool {
        match result {
            Ok(detail) => self.holds(name, detail),
            Err(error) => self.add(name, Finding::Fails, &error.to_string(), error.hint()),
        }
        self.checks.last().is_some_and(|check| check.finding == Finding::Holds)
    }

    /// A check whose failure only takes a convenience away.
    fn likes(&mut self, name: &'static str, result: Result<&str, StorageError>, cure: &str) {
        match result {
            Ok(detail) => self.holds(name, detail),
            Err(error) => self.add(name, Finding::Lacks, &error.to_string(), cure),
        }
    }

    fn skip(&mut self, names: &[&'static str], why: &str) {
        for name in names {
            self.add(name, Finding::Skipped, why, "");
        }
    }
}

const AFTER_MARKER: [&str; 13] = [
    "put", "get", "range", "list", "empty object", "create-only put", "clock", "parts and copy", "unfinished uploads",
    "signed link", "tampered link", "delete", "delete of a missing key",
];

/// Probes a storage as it would be opened. `mode.instance` names the probe's own objects, which lie with the runs of `team`:
/// a user may write nowhere else.
pub async fn probe(config: &StorageConfig, mode: OpenMode, team: TeamId) -> Probe {
    let mut probe = Probe { checks: Vec::new() };
    let StorageConfig::Local { root, .. } = config else {
        requests(&mut probe, config, mode, team).await;
        return probe;
    };
    disk(&mut probe, root, mode.init);
    // Nothing is written into what is not a storage.
    if matches!(Root::of(root), Ok(Root::Foreign)) {
        probe.needs("marker", Err(StorageError::NotOurs));
        probe.skip(&AFTER_MARKER, "nothing is tried in a place that holds something else");
        return probe;
    }
    let made: Vec<&std::path::Path> = root.ancestors().take_while(|path| !path.exists()).collect();
    requests(&mut probe, config, mode, team).await;
    // Only what is empty can be removed.
    let _ = std::fs::remove_dir(local::objects(root));
    for path in made {
        let _ = std::fs::remove_dir(path);
    }
    probe
}

async fn requests(probe: &mut Probe, config: &StorageConfig, mode: OpenMode, team: TeamId) {
    let mut names = vec!["marker"];
    names.extend(AFTER_MARKER);
    let storage = match Storage::connect(config, mode.init) {
        Ok(storage) => storage,
        Err(error) => {
            probe.needs("connect", Err(error));
            probe.skip(&names, "not connected");
            return;
        }
    };
    // The first request: address, TLS, clock, keys, bucket.
    let first = async {
        match storage.marker().await {
            Ok(_) | Err(StorageError::Corrupt { .. }) => storage.is_empty().await,
            Err(error) => Err(error),
        }
    };
    if !probe.needs("connect", first.await.map(|_| "it answers and accepts the keys")) {
        probe.skip(&names, "not connected");
        return;
    }
    marker(probe, &storage, mode).await;
    let (run, revision) = (RunId::new(mode.instance), RevisionId::new(mode.instance));
    let folder = keys::revision(team, run, revision).join("artifacts");
    objects(probe, &storage, &folder, mode.now).await;
    let own = keys::run(team, run);
    let cleaned = storage.delete_prefix(&own).await;
    // Also what a put that failed half-way has left; where that fails too, a sweep takes it.
    let _ = storage.purge_hidden(&own).await;
    if let Err(error) = cleaned
        && probe.is_sound()
    {
        probe.needs("clean up", Err(error));
    }
}

fn disk(probe: &mut Probe, root: &std::path::Path, init: bool) {
    if !root.is_dir() {
        let (finding, cure) =
            if init { (Finding::Holds, "") } else { (Finding::Fails, StorageError::RootMissing.hint()) };
        probe.add("directory", finding, if init { "it will be created" } else { "it does not exist" }, cure);
    } else {
        probe.holds("directory", "it exists");
    }
    match (local::passing_file_system(root), local::file_system(root)) {
        (Some(kind), _) => probe.add(
            "lasting disk",
            Finding::Lacks,
            &format!("it is on {kind}, which ends with the container or machine"),
            "mount a volume and point the storage at it, or use a bucket; on a plain container this is no storage for keeping",
        ),
        (None, Some(kind)) => probe.holds("lasting disk", &format!("it is on {kind}")),
        (None, None) => probe.skip(&["lasting disk"], "this system does not say"),
    }
}

async fn marker(probe: &mut Probe, storage: &Storage, mode: OpenMode) {
    let wrong_instance = || StorageError::OtherInstance;
    match (storage.marker().await, mode.expected) {
        (Ok(Some(marker)), Some(expected)) if marker.instance != expected => {
            probe.needs("marker", Err(wrong_instance()));
        }
        (Ok(Some(marker)), _) => probe.holds("marker", &format!("instance {}", marker.instance)),
        (Ok(None), Some(_)) => {
            probe.add(
                "marker",
                Finding::Fails,
                "there is none, although an instance is expected",
                "the volume is not mounted, or this is another bucket: attach the right one",
            );
        }
        (Ok(None), None) if storage.is_session() => probe.skip(&["marker"], "a user need not see it"),
        (Ok(None), None) => match storage.is_empty().await {
            Ok(true) => probe.holds("marker", "none yet; the storage is empty and will be marked"),
            Ok(false) => {
                probe.needs("marker", Err(StorageError::NotOurs));
            }
            Err(error) => {
                probe.needs("marker", Err(error));
            }
        },
        (Err(error), _) => {
            probe.needs("marker", Err(error));
        }
    }
}

fn differs(what: &str) -> StorageError {
    StorageError::corrupt(what, "it reads back differently")
}

async fn objects(probe: &mut Probe, storage: &Storage, folder: &Path, now: Timestamp) {
    let key = folder.clone().join("probe.bin");
    let content = Bytes::from((0..=255u8).cycle().take(10_000).collect::<Vec<u8>>());
    if !probe.needs("put", storage.put(&key, content.clone()).await.map(|()| "10 KB")) {
        probe.skip(&AFTER_MARKER[1..], "nothing could be written");
        return;
    }
    probe.needs(
        "get",
        match storage.get(&key, 20_000).await {
            Ok(Some(found)) if found == content => Ok("same bytes"),
            Ok(Some(_)) => Err(differs("probe")),
            Ok(None) => Err(StorageError::missing("probe")),
            Err(error) => Err(error),
        },
    );
    probe.needs(
        "range",
        match storage.raw().get_range(&key, 100..300).await {
            Ok(found) if found == content.slice(100..300) => Ok("same bytes"),
            Ok(_) => Err(differs("probe")),
            Err(error) => Err(StorageError::backend("get")(error)),
        },
    );
    let listed = storage.list(folder).await;
    probe.needs(
        "list",
        match &listed {
            Ok(found) if found.len() == 1 && found[0].location == key && found[0].size == 10_000 => Ok("name and size"),
            Ok(_) => Err(StorageError::corrupt("listing", "it does not show what was just written")),
            Err(_) => Err(StorageError::Backend { action: "list", cause: Cause::BadAnswer }),
        },
    );
    let empty = folder.clone().join("empty.bin");
    let put_empty = async {
        storage.put(&empty, Bytes::new()).await?;
        let found = storage.get(&empty, 10).await?.ok_or_else(|| StorageError::missing("empty object"))?;
        let listed = storage.list(folder).await?;
        let shown = listed.iter().any(|meta| meta.location == empty && meta.size == 0);
        if found.is_empty() && shown { Ok("kept and listed") } else { Err(differs("empty object")) }
    };
    probe.needs("empty object", put_empty.await);
    create_only(probe, storage, &key, &content).await;
    clock(probe, listed.ok().and_then(|found| found.first().map(|meta| meta.last_modified.timestamp())), now);
    parts(probe, storage, folder).await;
    let uploads = storage
        .abort_uploads(&Path::from("t"), Timestamp::UNIX_EPOCH, true)
        .await
        .map(|_| "they can be listed, so a sweep takes them");
    probe.likes("unfinished uploads", uploads, "set a rule of the bucket that aborts unfinished uploads after a day");
    links(probe, storage, &key, &content).await;
    let gone = async {
        storage.delete(&key).await?;
        match storage.get(&key, 20_000).await? {
            None => Ok("gone"),
            Some(_) => Err(StorageError::corrupt("probe", "it is still there after it was deleted")),
        }
    };
    probe.needs("delete", gone.await);
    probe.needs("delete of a missing key", storage.delete(&key).await.map(|()| "counts as deleted"));
}

async fn create_only(probe: &mut Probe, storage: &Storage, key: &Path, content: &Bytes) {
    let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
    let again = storage.raw().put_opts(key, PutPayload::from_bytes(content.clone()), options).await;
    match again {
        Err(object_store::Error::AlreadyExists { .. }) => probe.holds("create-only put", "a second put is refused"),
        Ok(_) => probe.add("create-only put", Finding::Lacks, "a second put is taken; nothing here relies on it", ""),
        Err(error) => {
            let error = StorageError::backend("put")(error);
            probe.add("create-only put", Finding::Lacks, &format!("{error}; nothing here relies on it"), "");
        }
    }
}

fn clock(probe: &mut Probe, written_at_s: Option<i64>, now: Timestamp) {
    match written_at_s.map(|at| at - now.as_second()) {
        Some(skew) if skew.abs() <= CLOCK_SKEW_S_MAX => probe.holds("clock", &format!("{} s apart", skew.abs())),
        Some(skew) => probe.add(
            "clock",
            Finding::Fails,
            &format!("{} s apart; sweeps would take living runs for dead, or never take dead ones", skew.abs()),
            Cause::ClockSkew.hint(),
        ),
        None => probe.skip(&["clock"], "the listing shows no time"),
    }
}

async fn parts(probe: &mut Probe, storage: &Storage, folder: &Path) {
    let staging = folder.clone().join("incoming");
    let target = folder.clone();
    // One part more than is held in memory.
    let chunks = (0..10).map(|_| Ok(Bytes::from(vec![7; 1 << 20])));
    let stored = async {
        let key = move |_: &str| target.clone().join("large.bin");
        let (_, bytes) = storage.save_hashed(futures::stream::iter(chunks), 1 << 30, &staging, key).await?;
        let listed = storage.list(folder).await?;
        let large = folder.clone().join("large.bin");
        let there = listed.iter().any(|meta| meta.location == large && meta.size == bytes);
        let left = listed.iter().any(|meta| meta.location == staging);
        if there && !left { Ok("10 MiB") } else { Err(differs("large object")) }
    };
    probe.needs("parts and copy", stored.await);
}

async fn links(probe: &mut Probe, storage: &Storage, key: &Path, content: &Bytes) {
    let link = match storage.sign(key, Duration::from_secs(60)).await {
        Ok(link) => link,
        Err(StorageError::NotSupported { what }) => {
            probe.skip(&["signed link", "tampered link"], &format!("this storage has no {what}"));
            return;
        }
        Err(error) => {
            probe.likes("signed link", Err(error), "leave links of the back end switched off; they are by default");
            probe.skip(&["tampered link"], "no signed link");
            return;
        }
    };
    let off = "leave links of the back end switched off; they are by default";
    match storage.fetch(&link).await {
        Ok(Some(found)) if found == *content => probe.holds("signed link", "reads without keys"),
        Ok(_) => probe.add("signed link", Finding::Lacks, "it does not give the object", off),
        Err(error) => probe.add("signed link", Finding::Lacks, &error.to_string(), off),
    }
    let last = if link.ends_with('0') { '1' } else { '0' };
    let mut tampered = link;
    tampered.pop();
    tampered.push(last);
    match storage.fetch(&tampered).await {
        Ok(None) => probe.holds("tampered link", "refused"),
        Ok(Some(_)) => probe.add("tampered link", Finding::Fails, "it is served all the same", off),
        Err(error) => probe.add("tampered link", Finding::Lacks, &error.to_string(), off),
    }
}
