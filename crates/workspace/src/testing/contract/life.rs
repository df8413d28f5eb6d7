//! Promises about a run's whole life: current, swept, erased, copied, taken over.

use super::*;

pub(super) async fn the_newest_sealed_revision_is_current(storage: &Storage) {
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

pub(super) async fn sweeping_takes_only_what_is_dead(storage: &Storage) {
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
    assert_eq!((taken.unsealed, taken.in_use), if storage.locks().is_some() { (1, 1) } else { (2, 0) });
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

fn later(hours: i64) -> SweepOptions {
    SweepOptions::at(time() + SignedDuration::from_hours(hours))
}

async fn keys_below(storage: &Storage, prefix: &str) -> Vec<String> {
    let listed = storage.list(&object_store::path::Path::from(prefix)).await.expect("listed");
    listed.iter().map(|meta| meta.location.to_string()).collect()
}

pub(super) async fn a_swept_writer_cannot_seal(storage: &Storage) {
    let mut slow = begin(storage, 1, 1, 1).await;
    slow.save_input(futures::stream::iter([Ok(Bytes::from_static(b"cv"))]), 10).await.expect("saved");
    fill(&mut slow).await;
    sweep(storage, later(2)).await.expect("swept");
    let sealed = slow.seal(time()).await;
    if storage.locks().is_some() {
        sealed.expect("its lock kept it");
        return;
    }
    assert!(matches!(sealed, Err(StorageError::GivenUp { .. })), "{sealed:?}");
    assert!(open(storage, 1, 1, 1).await.is_none());
    let retried = RunWorkspace::create(storage, team(1), run(1), revision(2), new_revision()).await;
    assert!(matches!(retried, Err(StorageError::GivenUp { .. })), "the run was swept with its inputs");
    sealed_in(storage, 2).await;
}

async fn sealed_in(storage: &Storage, r: u128) {
    sealed(storage, 1, r, r).await;
    assert!(open(storage, 1, r, r).await.is_some(), "a new run is not affected");
}

pub(super) async fn marks_go_when_their_time_has_come(storage: &Storage) {
    for r in 1..=2 {
        let mut abandoned = begin(storage, 1, r, r).await;
        abandoned.save_input(futures::stream::iter([Ok(Bytes::from_static(b"cv"))]), 10).await.expect("saved");
        fill(&mut abandoned).await;
    }
    sealed(storage, 1, 2, 3).await;
    for hours in [2, 3, 24 * 8, 24 * 8 + 1, 24 * 16] {
        sweep(storage, later(hours)).await.expect("swept");
    }
    assert_eq!(keys_below(storage, &format!("t/{}/runs/{}", team(1), run(1))).await, Vec::<String>::new());
    let kept = keys_below(storage, &format!("t/{}/runs/{}", team(1), run(2))).await;
    assert_eq!(kept.len(), 6, "the sealed revision and the run's input: {kept:?}");
    assert!(open(storage, 1, 2, 3).await.is_some());
}

pub(super) async fn an_erased_run_is_gone_with_a_receipt(storage: &Storage) {
    let mut first = begin(storage, 1, 1, 1).await;
    first.save_input(futures::stream::iter([Ok(Bytes::from_static(b"abc"))]), 10).await.expect("saved");
    fill(&mut first).await;
    first.seal(time()).await.expect("sealed");
    let mut writing = begin(storage, 1, 1, 2).await;
    fill(&mut writing).await;
    sealed(storage, 1, 2, 3).await;
    sealed(storage, 2, 1, 1).await;
    assert_eq!(erase_run(storage, team(1), run(9), time()).await.expect("looked up"), None);
    let receipt = erase_run(storage, team(1), run(1), time()).await.expect("erased").expect("it was there");
    assert_eq!(receipt.objects.len(), 4 + 1 + 1 + 4, "two revisions, a commit file and an input");
    let input = receipt.objects.iter().find(|object| object.key.starts_with("inputs/")).expect("listed");
    assert_eq!(input.sha256.as_deref(), Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assert_eq!(receipt.objects.iter().filter(|object| object.sha256.is_some()).count(), 5);
    let text = serde_json::to_string(&receipt).expect("JSON");
    assert!(!text.contains("Müller") && !text.contains("Probe"), "a receipt names nobody");
    let again = erase_run(storage, team(1), run(1), time()).await.expect("erased again");
    assert_eq!(again, Some(receipt), "repeating it gives the same receipt");
    assert!(open(storage, 1, 1, 1).await.is_none());
    assert!(current_revision(storage, team(1), run(1)).await.expect("looked up").is_none());
    assert!(matches!(writing.seal(time()).await, Err(StorageError::GivenUp { .. } | StorageError::Corrupt { .. })));
    let retried = RunWorkspace::create(storage, team(1), run(1), revision(4), new_revision()).await;
    assert!(matches!(retried, Err(StorageError::GivenUp { .. })));
    assert!(open(storage, 1, 2, 3).await.is_some() && open(storage, 2, 1, 1).await.is_some(), "others are untouched");
    sweep(storage, later(24 * 8)).await.expect("swept");
    assert_eq!(keys_below(storage, &format!("t/{}/runs/{}", team(1), run(1))).await, Vec::<String>::new());
}

pub(super) async fn a_late_object_is_found_by_another_look(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    erase_run(storage, team(1), run(1), time()).await.expect("erased").expect("it was there");
    assert_eq!(recheck_erased(storage, team(1), run(1), time()).await.expect("looked"), 0);
    let prefix = crate::keys::run(team(1), run(1));
    let late = prefix.clone().join("inputs").join("late");
    storage.put(&late, Bytes::from_static(b"late")).await.expect("put");
    assert_eq!(recheck_erased(storage, team(1), run(1), time()).await.expect("looked"), 1);
    assert_eq!(keys_below(storage, prefix.as_ref()).await.len(), 1, "only the mark is left");
    let other = crate::keys::run(team(1), run(2)).join("inputs").join("late");
    storage.put(&other, Bytes::from_static(b"late")).await.expect("put");
    assert_eq!(recheck_erased(storage, team(1), run(2), time()).await.expect("looked"), 1, "without a mark too");
    assert_eq!(recheck_erased(storage, team(1), run(2), time()).await.expect("looked"), 0);
}

pub(super) async fn an_interrupted_erasure_is_finished_by_a_sweep(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    let prefix = crate::keys::run(team(1), run(1));
    let mark = br#"{"schema":"dossier.deleted/1","at":"2026-01-27T00:00:00Z","reason":"erased"}"#;
    storage.put(&prefix.clone().join(crate::keys::DELETED), Bytes::from_static(mark)).await.expect("marked");
    assert!(open(storage, 1, 1, 1).await.is_none(), "from the mark on nobody sees it");
    assert!(copy_run(storage, &Storage::memory(), team(1), run(1), time()).await.expect("looked up").is_none());
    let swept = sweep(storage, SweepOptions::at(time())).await.expect("swept");
    assert_eq!(swept.erased, 5);
    assert_eq!(keys_below(storage, prefix.as_ref()).await.len(), 1, "only the mark is left");
}

pub(super) async fn a_run_is_copied_to_another_storage_and_back(storage: &Storage) {
    let other = Storage::memory();
    let mut workspace = begin(storage, 1, 1, 1).await;
    workspace.save_input(futures::stream::iter([Ok(Bytes::from_static(b"cv"))]), 10).await.expect("saved");
    fill(&mut workspace).await;
    let first = workspace.seal(time()).await.expect("sealed");
    sealed(storage, 1, 1, 2).await;
    let report = copy_run(storage, &other, team(1), run(1), time()).await.expect("copied").expect("it is there");
    assert_eq!((report.copied, report.present, report.objects), (2, 0, 4 + 4 + 1));
    assert_eq!(copy_run(storage, &other, team(1), run(9), time()).await.expect("looked up"), None);
    let arrived = open(&other, 1, 1, 1).await.expect("sealed there");
    assert_eq!(arrived.commit(), first.commit());
    let (a, b) = (first.bundle(|_| true).await.expect("planned"), arrived.bundle(|_| true).await.expect("planned"));
    assert_eq!(a.to_bytes(BYTES_MAX).await.expect("built"), b.to_bytes(BYTES_MAX).await.expect("built"));
    let again = copy_run(storage, &other, team(1), run(1), time()).await.expect("copied").expect("it is there");
    assert_eq!((again.copied, again.present), (0, 2), "repeating it changes nothing");
    first.delete().await.expect("deleted");
    let back = copy_run(&other, storage, team(1), run(1), time()).await.expect("copied").expect("it is there");
    assert_eq!((back.copied, back.present), (1, 1));
    assert!(open(storage, 1, 1, 1).await.is_some());
    let mut foreign = begin(&other, 1, 2, 5).await;
    fill(&mut foreign).await;
    foreign.seal(time()).await.expect("sealed");
    sealed(storage, 1, 2, 5).await;
    let conflict = copy_run(&other, storage, team(1), run(2), time()).await;
    assert!(matches!(conflict, Err(StorageError::NameTaken { .. })), "other content under these ids stays");
}

pub(super) async fn a_run_of_another_team_can_be_taken_over(storage: &Storage) {
    let mut workspace = begin(storage, 2, 1, 1).await;
    workspace.save_input(futures::stream::iter([Ok(Bytes::from_static(b"cv"))]), 10).await.expect("saved");
    fill(&mut workspace).await;
    workspace.seal(time()).await.expect("sealed");
    sealed(storage, 1, 2, 2).await;
    let others = other_teams_runs(storage, team(1)).await.expect("listed");
    assert_eq!(others.iter().map(|(owner, run)| (*owner, run.run)).collect::<Vec<_>>(), [(team(2), run(1))]);
    assert_eq!(adopt_run(storage, team(2), run(1), team(1)).await.expect("adopted").revisions, 1);
    assert_eq!(
        adopt_run(storage, team(2), run(1), team(1)).await.expect("adopted").revisions,
        0,
        "repeating it is harmless"
    );
    let taken = open(storage, 1, 1, 1).await.expect("sealed");
    assert_eq!(taken.commit().team, team(1));
    assert_eq!(taken.get_primary("CV 李明.docx", BYTES_MAX).await.expect("read").as_deref(), Some(&b"cv"[..]));
    assert_eq!(taken.input(&taken.commit().inputs[0], 10).await.expect("read").as_ref(), b"cv");
    assert!(open(storage, 2, 1, 1).await.is_some(), "the original stays");
}

pub(super) async fn a_run_is_given_to_another_team_and_read_back(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    let input = workspace.save_input(futures::stream::iter([Ok(Bytes::from_static(b"cv"))]), 10).await.expect("saved");
    fill(&mut workspace).await;
    let first = workspace.seal(time()).await.expect("sealed");
    let late = InputRef { sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".into(), bytes: 3 };
    let teams = (team(1), team(2));
    let missing = transfer_run(storage, teams, run(1), std::slice::from_ref(&late)).await;
    assert!(matches!(missing, Err(StorageError::NotFound { .. })), "{missing:?}");
    let key = crate::keys::input(team(1), run(1), &late.sha256);
    storage.put(&key, Bytes::from_static(b"abc")).await.expect("put");
    let done = transfer_run(storage, teams, run(1), &[input, late]).await.expect("given");
    assert_eq!((done.revisions, done.objects), (1, 4 + 2));
    let again = transfer_run(storage, teams, run(1), &[]).await.expect("given again");
    assert_eq!((again.revisions, again.objects), (1, 4 + 1));
    let arrived = open(storage, 2, 1, 1).await.expect("sealed");
    assert_eq!(arrived.commit().entries, first.commit().entries);
    erase_run(storage, team(1), run(1), time()).await.expect("erased").expect("it was there");
    assert!(open(storage, 2, 1, 1).await.is_some(), "the copy stays");
    let back = transfer_run(storage, (team(2), team(1)), run(1), &[]).await;
    assert!(matches!(back, Err(StorageError::GivenUp { .. })), "{back:?}");
    take_transfer_back(storage, team(2), run(1)).await.expect("taken back");
    assert_eq!(keys_below(storage, &format!("t/{}", team(2))).await, Vec::<String>::new());
}
