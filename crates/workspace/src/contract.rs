//! The contract that every back end keeps, as one suite with one entry point: [`check`]. A new test is added to the list
//! in there and so reaches every back end. Panics where a promise is broken; for tests.

use crate::commit::Area;
use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::name::FileName;
use crate::runs::{current_revision, list_runs};
use crate::sealed::SealedRevision;
use crate::storage::Storage;
use crate::sweep::{SweepOptions, sweep};
use crate::verify::verify_zip;
use crate::write::{Budget, NewRevision, RunWorkspace};
use bytes::Bytes;
use futures::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use uuid::Uuid;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const BYTES_MAX: u64 = 1 << 20;

/// Runs the whole suite, each test on a storage of its own.
pub async fn check<F, Fut>(mut fresh: F)
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Storage>,
{
    a_sealed_revision_reads_back(&fresh().await).await;
    nothing_is_visible_before_the_seal(&fresh().await).await;
    a_name_is_saved_once(&fresh().await).await;
    budgets_hold(&fresh().await).await;
    reads_have_a_maximum(&fresh().await).await;
    inputs_are_kept_once(&fresh().await).await;
    teams_do_not_see_each_other(&fresh().await).await;
    delete_is_idempotent(&fresh().await).await;
    bundles_are_equal_and_exact(&fresh().await).await;
    ranges_are_parts_of_the_whole(&fresh().await).await;
    the_newest_sealed_revision_is_current(&fresh().await).await;
    sweeping_takes_only_what_is_dead(&fresh().await).await;
    many_writers_do_not_meet(&fresh().await).await;
    prefixes_that_share_a_beginning_stay_apart(&fresh().await).await;
    a_thousand_files_list_and_bundle(&fresh().await).await;
}

fn team(n: u128) -> TeamId {
    TeamId::new(Uuid::from_u128(n))
}

fn run(n: u128) -> RunId {
    RunId::new(Uuid::from_u128(0x100 + n))
}

fn revision(n: u128) -> RevisionId {
    RevisionId::new(Uuid::from_u128(0x200 + n))
}

fn time() -> Timestamp {
    Timestamp::now()
}

/// A new revision begun now, with default limits.
pub fn new_revision() -> NewRevision {
    NewRevision {
        based_on: None,
        label: "Probe".into(),
        created_at: time(),
        expires_at: None,
        budget: Budget::default(),
    }
}

async fn begin(storage: &Storage, t: u128, r: u128, v: u128) -> RunWorkspace {
    RunWorkspace::create(storage, team(t), run(r), revision(v), new_revision()).await.expect("a fresh revision")
}

fn name(text: &str) -> FileName {
    FileName::parse(text).expect("a sound name")
}

async fn fill(workspace: &mut RunWorkspace) {
    workspace
        .save_primary("02-offer.docx", name("Angebot Müller.docx"), DOCX, Bytes::from_static(b"offer"))
        .await
        .expect("saved");
    workspace.save_primary("01-cv.docx", name("CV 李明.docx"), DOCX, Bytes::from_static(b"cv")).await.expect("saved");
    workspace
        .save_artifact("cv.json", name("cv.json"), "application/json", Bytes::from_static(b"{}"))
        .await
        .expect("saved");
    workspace.save_artifact("empty.json", name("empty.json"), "application/json", Bytes::new()).await.expect("saved");
}

async fn sealed(storage: &Storage, t: u128, r: u128, v: u128) -> SealedRevision {
    let mut workspace = begin(storage, t, r, v).await;
    fill(&mut workspace).await;
    workspace.seal(time()).await.expect("sealed")
}

async fn open(storage: &Storage, t: u128, r: u128, v: u128) -> Option<SealedRevision> {
    SealedRevision::open(storage, team(t), run(r), revision(v)).await.expect("readable")
}

async fn a_sealed_revision_reads_back(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    let found = open(storage, 1, 1, 1).await.expect("visible");
    let keys: Vec<(Area, &str)> = found.commit().entries.iter().map(|entry| (entry.area, entry.key.as_str())).collect();
    assert_eq!(
        keys,
        [
            (Area::PrimaryOutputs, "01-cv.docx"),
            (Area::PrimaryOutputs, "02-offer.docx"),
            (Area::Artifacts, "cv.json"),
            (Area::Artifacts, "empty.json"),
        ]
    );
    assert_eq!(found.get_primary("CV 李明.docx", BYTES_MAX).await.expect("read").as_deref(), Some(&b"cv"[..]));
    assert_eq!(found.get_artifact("empty.json", BYTES_MAX).await.expect("read").as_deref(), Some(&b""[..]));
    assert_eq!(found.get_primary("none.docx", BYTES_MAX).await.expect("read"), None);
    let listed: Vec<String> = storage
        .list(&object_store::path::Path::from("t"))
        .await
        .expect("listed")
        .iter()
        .map(|meta| meta.location.to_string())
        .collect();
    let prefix = format!("t/{}/runs/{}/{}", team(1), run(1), revision(1));
    assert_eq!(
        listed,
        [
            format!("{prefix}/artifacts/cv.json"),
            format!("{prefix}/artifacts/empty.json"),
            format!("{prefix}/commit.json"),
            format!("{prefix}/primary_outputs/01-cv.docx"),
            format!("{prefix}/primary_outputs/02-offer.docx"),
        ]
    );
    let again = RunWorkspace::create(storage, team(1), run(1), revision(1), new_revision()).await;
    assert!(matches!(again, Err(StorageError::NameTaken { .. })), "a revision is never written twice");
}

async fn nothing_is_visible_before_the_seal(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    fill(&mut workspace).await;
    assert_eq!(workspace.get_primary("01-cv.docx", BYTES_MAX).await.expect("read").as_deref(), Some(&b"cv"[..]));
    assert_eq!(workspace.list().len(), 4);
    assert!(open(storage, 1, 1, 1).await.is_none());
    assert!(current_revision(storage, team(1), run(1)).await.expect("looked up").is_none());
    workspace.delete().await.expect("given up");
    assert!(open(storage, 1, 1, 1).await.is_none());
}

async fn a_name_is_saved_once(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    workspace.save_primary("a.docx", name("a.docx"), DOCX, Bytes::from_static(b"1")).await.expect("saved");
    let again = workspace.save_primary("a.docx", name("other.docx"), DOCX, Bytes::from_static(b"2")).await;
    assert!(matches!(again, Err(StorageError::NameTaken { .. })));
    workspace
        .save_artifact("a.docx", name("a.docx"), DOCX, Bytes::from_static(b"3"))
        .await
        .expect("the other area is free");
    let outside = workspace.save_artifact("../../x", name("x"), DOCX, Bytes::from_static(b"4")).await;
    outside.expect("a slug cannot leave its folder");
    assert!(workspace.list().iter().all(|entry| !entry.key.contains('/') && !entry.key.contains("..")));
}

async fn budgets_hold(storage: &Storage) {
    let mut new = new_revision();
    new.budget = Budget { bytes_max: 10, files_max: 2 };
    let mut workspace = RunWorkspace::create(storage, team(1), run(1), revision(1), new).await.expect("fresh");
    let too_large = workspace.save_primary("a", name("a"), DOCX, Bytes::from_static(b"01234567890")).await;
    assert!(matches!(too_large, Err(StorageError::TooLarge { bytes_max: 10, .. })));
    workspace.save_primary("a", name("a"), DOCX, Bytes::from_static(b"01")).await.expect("fits");
    let input = futures::stream::iter([Ok(Bytes::from_static(b"0123456789"))]);
    assert!(matches!(workspace.save_input(input, 100).await, Err(StorageError::TooLarge { bytes_max: 8, .. })));
    workspace.save_primary("b", name("b"), DOCX, Bytes::new()).await.expect("fits");
    let too_many = workspace.save_primary("c", name("c"), DOCX, Bytes::new()).await;
    assert!(matches!(too_many, Err(StorageError::TooManyFiles { files_max: 2 })));
    assert_eq!(workspace.seal(time()).await.expect("what fitted is sealed").commit().entries.len(), 2);
}

async fn reads_have_a_maximum(storage: &Storage) {
    let found = sealed(storage, 1, 1, 1).await;
    assert!(matches!(found.get_primary("02-offer.docx", 4).await, Err(StorageError::TooLarge { bytes_max: 4, .. })));
    assert!(found.get_primary("02-offer.docx", 5).await.expect("read").is_some());
}

async fn inputs_are_kept_once(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    let chunks = || futures::stream::iter([Ok(Bytes::from_static(b"ab")), Ok(Bytes::from_static(b"c"))]);
    let first = workspace.save_input(chunks(), 10).await.expect("saved");
    let second = workspace.save_input(chunks(), 10).await.expect("saved");
    assert_eq!(first, second);
    assert_eq!(first.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(matches!(workspace.save_input(chunks(), 2).await, Err(StorageError::TooLarge { .. })));
    let found = workspace.seal(time()).await.expect("sealed");
    assert_eq!(found.commit().inputs.len(), 1);
    assert_eq!(found.input(&first, 10).await.expect("read").as_ref(), b"abc");
}

async fn teams_do_not_see_each_other(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    assert!(open(storage, 2, 1, 1).await.is_none());
    assert!(list_runs(storage, team(2)).await.expect("listed").is_empty());
    sealed(storage, 2, 1, 1).await.delete().await.expect("deleted");
    assert!(open(storage, 1, 1, 1).await.is_some(), "deleting one team's run leaves the other's");
}

async fn delete_is_idempotent(storage: &Storage) {
    let found = sealed(storage, 1, 1, 1).await;
    found.clone().delete().await.expect("deleted");
    found.clone().delete().await.expect("deleted again");
    assert!(open(storage, 1, 1, 1).await.is_none());
    assert!(matches!(found.get_primary("01-cv.docx", BYTES_MAX).await, Err(StorageError::NotFound { .. })));
    assert!(matches!(found.bundle(|_| true).await, Err(StorageError::NotFound { .. })));
}

async fn bundles_are_equal_and_exact(storage: &Storage) {
    let first = sealed(storage, 1, 1, 1).await.bundle(|_| true).await.expect("planned");
    let second = sealed(storage, 1, 2, 2).await.bundle(|_| true).await.expect("planned");
    let (a, b) = (first.to_bytes(BYTES_MAX).await.expect("built"), second.to_bytes(BYTES_MAX).await.expect("built"));
    assert_eq!(a, b, "equal files give equal bundles");
    assert_eq!(first.etag(), second.etag());
    assert_eq!(a.len() as u64, first.bytes());
    let members = verify_zip(&a).expect("a sound bundle");
    let paths: Vec<&str> = members.iter().map(|member| member.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "artifacts/cv.json", "artifacts/empty.json", "primary_outputs/Angebot Müller.docx",
            "primary_outputs/CV 李明.docx"
        ]
    );
    let client =
        sealed(storage, 1, 3, 3).await.bundle(|entry| entry.area == Area::PrimaryOutputs).await.expect("planned");
    assert_eq!(client.members().len(), 2);

    let mut workspace = begin(storage, 1, 4, 4).await;
    for slug in ["a.docx", "b.docx", "c.docx"] {
        let visible = if slug == "b.docx" { "cv.docx" } else { "CV.docx" };
        workspace.save_primary(slug, name(visible), DOCX, Bytes::from_static(b"x")).await.expect("saved");
    }
    let twins = workspace.seal(time()).await.expect("sealed").bundle(|_| true).await.expect("planned");
    let paths: Vec<&str> = twins.members().iter().map(|member| member.path.as_str()).collect();
    assert_eq!(paths, ["primary_outputs/CV (3).docx", "primary_outputs/CV.docx", "primary_outputs/cv (2).docx"]);
}

async fn ranges_are_parts_of_the_whole(storage: &Storage) {
    let bundle = sealed(storage, 1, 1, 1).await.bundle(|_| true).await.expect("planned");
    let whole = bundle.to_bytes(BYTES_MAX).await.expect("built");
    let length = bundle.bytes();
    for (start, end) in [(0, 1), (0, length), (29, 45), (length - 1, length), (40, length - 40)] {
        let parts: Vec<Bytes> = bundle.stream(start..end).expect("within").try_collect().await.expect("streamed");
        let range = usize::try_from(start).expect("small")..usize::try_from(end).expect("small");
        assert_eq!(parts.concat(), whole[range], "{start}..{end}");
    }
    assert!(matches!(bundle.stream(0..length + 1), Err(StorageError::BadRange { .. })));
    assert!(matches!(bundle.stream(5..5), Err(StorageError::BadRange { .. })));
}

async fn the_newest_sealed_revision_is_current(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    sealed(storage, 1, 1, 2).await;
    let mut unfinished = begin(storage, 1, 1, 3).await;
    fill(&mut unfinished).await;
    let current = current_revision(storage, team(1), run(1)).await.expect("looked up").expect("exists");
    assert_eq!(current.commit().revision, revision(2));
    let runs = list_runs(storage, team(1)).await.expect("listed");
    assert_eq!(runs.len(), 1);
    let sealed: Vec<bool> = runs[0].revisions.iter().map(|revision| revision.commit.is_some()).collect();
    assert_eq!(sealed, [true, true, false]);
}

async fn sweeping_takes_only_what_is_dead(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    let mut abandoned = begin(storage, 1, 2, 2).await;
    abandoned.save_input(futures::stream::iter([Ok(Bytes::from_static(b"cv"))]), 10).await.expect("saved");
    fill(&mut abandoned).await;
    drop(abandoned);
    let mut alive = begin(storage, 1, 3, 3).await;
    fill(&mut alive).await;
    let soon = sweep(storage, SweepOptions::at(time())).await.expect("swept");
    assert_eq!((soon.unsealed, soon.in_use), (0, 2), "within the grace time nothing is taken");
    let mut later = SweepOptions::at(time() + SignedDuration::from_hours(2));
    later.dry_run = true;
    let counted = sweep(storage, later).await.expect("counted");
    later.dry_run = false;
    let taken = sweep(storage, later).await.expect("swept");
    assert_eq!(counted.unsealed, taken.unsealed, "a dry run counts what a sweep takes");
    // Where the system has file locks the live writer keeps its revision even after the grace time.
    assert_eq!((taken.unsealed, taken.in_use), if storage.locks.is_some() { (1, 1) } else { (2, 0) });
    assert_eq!(taken.inputs, 1);
    assert!(open(storage, 1, 1, 1).await.is_some());

    let mut new = new_revision();
    new.expires_at = Some(time() + SignedDuration::from_hours(3));
    let brief = RunWorkspace::create(storage, team(1), run(4), revision(4), new).await.expect("fresh");
    brief.seal(time()).await.expect("sealed");
    let early = sweep(storage, SweepOptions::at(time() + SignedDuration::from_hours(2))).await.expect("swept");
    assert_eq!(early.expired, 0);
    let late = sweep(storage, SweepOptions::at(time() + SignedDuration::from_hours(4))).await.expect("swept");
    assert_eq!(late.expired, 1);
}

async fn many_writers_do_not_meet(storage: &Storage) {
    let writers = (0..16u128).map(|n| {
        let storage = storage.clone();
        tokio::spawn(async move {
            let mut workspace = begin(&storage, 1, n, n).await;
            let content = Bytes::from(vec![u8::try_from(n).expect("small"); 10_000]);
            workspace.save_primary("01-cv.docx", name("CV.docx"), DOCX, content).await.expect("saved");
            workspace.seal(time()).await.expect("sealed");
        })
    });
    for writer in writers {
        writer.await.expect("a writer that does not panic");
    }
    for n in 0..16u128 {
        let bytes =
            open(storage, 1, n, n).await.expect("sealed").get_primary("CV.docx", BYTES_MAX).await.expect("read");
        assert_eq!(bytes.as_deref(), Some(&vec![u8::try_from(n).expect("small"); 10_000][..]));
    }
}

async fn prefixes_that_share_a_beginning_stay_apart(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    for slug in ["a", "ab", "a-b", "a.b"] {
        workspace.save_primary(slug, name(slug), DOCX, Bytes::from(slug)).await.expect("saved");
    }
    let found = workspace.seal(time()).await.expect("sealed");
    for slug in ["a", "ab", "a-b", "a.b"] {
        assert_eq!(found.get_primary(slug, 10).await.expect("read").as_deref(), Some(slug.as_bytes()));
    }
}

async fn a_thousand_files_list_and_bundle(storage: &Storage) {
    let mut new = new_revision();
    new.budget.files_max = 2_000;
    let mut workspace = RunWorkspace::create(storage, team(1), run(1), revision(1), new).await.expect("fresh");
    for n in 0..1_100 {
        let slug = format!("{n:04}.json");
        workspace
            .save_artifact(&slug, name(&slug), "application/json", Bytes::from(slug.clone()))
            .await
            .expect("saved");
    }
    let found = workspace.seal(time()).await.expect("sealed");
    let zip = found.bundle(|_| true).await.expect("planned").to_bytes(BYTES_MAX).await.expect("built");
    assert_eq!(verify_zip(&zip).expect("a sound bundle").len(), 1_100);
}
