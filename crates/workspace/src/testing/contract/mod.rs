//! The contract that every back end keeps, as one suite with one entry point: [`check`]. A new test is added to the list
//! of promises and so reaches every back end. Panics where a promise is broken; for tests.

mod bundles;
mod life;
mod model;
mod revisions;
mod sessions;

pub use sessions::{check_sessions, link_of_a_sealed_file, teams};

use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::life::{
    SweepOptions, adopt_run, copy_run, current_revision, erase_run, list_runs, other_teams_runs, recheck_erased, sweep,
    take_transfer_back, transfer_run,
};
use crate::name::FileName;
use crate::revision::SealedRevision;
use crate::revision::verify_zip;
use crate::revision::{Area, Collection, Entry, InputRef};
use crate::revision::{Budget, NewRevision, RunWorkspace};
use crate::storage::Storage;
use bytes::Bytes;
use futures::FutureExt;
use futures::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::panic::AssertUnwindSafe;
use uuid::Uuid;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const BYTES_MAX: u64 = 1 << 20;

macro_rules! promises {
    ($($module:ident :: $name:ident),* $(,)?) => {
        /// Names of all promises, in the order in which they are tried.
        pub const PROMISES: &[&str] = &[$(stringify!($name)),*];

        /// Tries every promise, each on a storage of its own, and says which hold. For tables; tests use [`check`].
        pub async fn report<F, Fut>(mut fresh: F) -> Vec<(&'static str, Result<(), String>)>
        where
            F: FnMut() -> Fut,
            Fut: Future<Output = Storage>,
        {
            let mut found = Vec::new();
            $(
                let storage = fresh().await;
                let tried = AssertUnwindSafe($module::$name(&storage)).catch_unwind().await;
                found.push((stringify!($name), tried.map_err(|panic| said(&*panic))));
                wipe(&storage).await;
            )*
            found
        }

        /// Runs the whole suite, each test on a storage of its own. Panics at the first promise that does not hold.
        pub async fn check<F, Fut>(mut fresh: F)
        where
            F: FnMut() -> Fut,
            Fut: Future<Output = Storage>,
        {
            $(
                let storage = fresh().await;
                // Boxed, so that the whole suite does not become one enormous state machine.
                Box::pin($module::$name(&storage)).await;
            )*
        }
    };
}

promises![
    revisions::a_sealed_revision_reads_back,
    revisions::nothing_is_visible_before_the_seal,
    revisions::a_name_is_saved_once,
    revisions::budgets_hold,
    revisions::reads_have_a_maximum,
    revisions::inputs_are_kept_once,
    revisions::a_large_input_goes_in_parts_and_leaves_none,
    revisions::teams_do_not_see_each_other,
    revisions::delete_is_idempotent,
    revisions::sixteen_writers_of_equal_names_do_not_meet,
    revisions::prefixes_that_share_a_beginning_stay_apart,
    bundles::bundles_are_equal_and_exact,
    bundles::ranges_are_parts_of_the_whole,
    bundles::a_thousand_files_list_and_bundle,
    bundles::a_damaged_object_cuts_the_bundle,
    bundles::files_of_several_runs_become_one_zip,
    bundles::a_single_file_is_streamed_in_parts,
    life::the_newest_sealed_revision_is_current,
    life::sweeping_takes_only_what_is_dead,
    life::a_swept_writer_cannot_seal,
    life::marks_go_when_their_time_has_come,
    life::an_erased_run_is_gone_with_a_receipt,
    life::a_late_object_is_found_by_another_look,
    life::an_interrupted_erasure_is_finished_by_a_sweep,
    life::a_run_is_copied_to_another_storage_and_back,
    life::a_run_of_another_team_can_be_taken_over,
    life::a_run_is_given_to_another_team_and_read_back,
    model::random_operations_agree_with_a_model,
];

/// Deletes everything of a storage, marker included: real services are left as they were found.
pub async fn wipe(storage: &Storage) {
    if let Ok(keys) = storage.list_everything().await {
        let _ = storage.delete_all(keys).await;
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_else(|| "it panicked".into())
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
