//! The life of a run in the service: taken in, worked off, reviewed, corrected, made anew, stopped, repeated.

use crate::service_support::{Desk, caller, desk, over};
use bytes::Bytes;
use dossier::core::correct::Edit;
use dossier::core::generate::Format;
use dossier::core::locale::Locale;
use dossier::core::offer::{OfferFile, Recipient};
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::service::ServiceError;
use dossier::service::library::NewTeamFile;
use dossier::service::runs::{InputFileName, RevisionOptions, RunOptions, Selection};
use dossier::workspace::testing::faulty::{Fault, Faulty};
use dossier::workspace::{Storage, TeamId, list_runs};
use dossier::{Class, Pack, verify};
use dossier_db::audit::{self, Chain};
use dossier_db::queue::Outcome;
use dossier_db::rows::{FileKind, InputRole, RecordKind, RecordSource, RevisionKind, Role, RunState, StepState};
use futures::TryStreamExt;
use object_store::memory::InMemory;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use uuid::Uuid;

const BROKEN: &[u8] = b"%PDF-1.7 and nothing more";

fn set(field: &str, value: &str) -> Vec<Edit> {
    vec![Edit::Set { field: field.into(), value: value.into() }]
}

async fn state(desk: &Desk, run: Uuid) -> (RunState, Option<Uuid>) {
    let view = desk.service.run(&desk.editor, run).await.expect("a run");
    (view.run.state, view.run.current_revision)
}

async fn revise(desk: &Desk, run: Uuid, options: Option<RunOptions>) -> Uuid {
    let wanted = RevisionOptions { options, reread: false };
    desk.service.regenerate(&desk.editor, run, wanted).await.expect("asked for");
    assert_eq!(desk.work().await, [Outcome::Done]);
    let (state, revision) = state(desk, run).await;
    assert_eq!(state, RunState::Sealed);
    revision.expect("a revision")
}

#[tokio::test]
async fn a_run_is_reviewed_corrected_made_anew_and_compared() {
    let desk = desk(Storage::memory()).await;
    let (service, editor) = (&desk.service, &desk.editor);
    let run = desk.start(RunOptions { review: true, ..RunOptions::default() }).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let (standing, records) = state(&desk, run).await;
    assert_eq!(standing, RunState::Review);
    let records = records.expect("a revision of records");
    let view = service.run(editor, run).await.expect("a run");
    let kinds: Vec<&str> = view.documents.iter().map(|document| document.kind.as_str()).collect();
    assert_eq!(kinds, ["cv", "job-profile", "job-source-text", "manifest", "source-text"]);
    assert!(view.documents.iter().all(|document| document.is_record));

    let edited = service.edit_record(editor, run, (RecordKind::Cv, 1), set("basics/phone", "+41 79 555 00 99")).await;
    assert_eq!(edited.expect("a correction").version, 2);
    let again = service.edit_record(editor, run, (RecordKind::Cv, 1), set("basics/phone", "1")).await;
    assert!(matches!(again, Err(ServiceError::Stale { .. })), "{again:?}");
    let refused = service.edit_record(editor, run, (RecordKind::Cv, 2), set("w99/name", "X")).await;
    assert_eq!(refused.expect_err("no such entry").code(), "correct.refused");

    let first = revise(&desk, run, None).await;
    let revisions = service.run_revisions(editor, run).await.expect("revisions");
    assert_eq!(revisions.iter().map(|one| one.id).collect::<Vec<_>>(), [first, records]);
    assert_eq!((revisions[0].based_on, revisions[0].kind), (Some(records), RevisionKind::Documents));
    assert_eq!(revisions[0].versions.get("cv"), Some(&2));
    let shown = service.run_record(editor, run, RecordKind::Cv, None).await.expect("a record");
    assert_eq!((shown.version, shown.set_by, shown.revision), (2, RecordSource::Person, Some(first)));
    assert!(shown.body["basics"]["phone"].as_str().is_some_and(|phone| phone.ends_with("00 99")));

    let matching = service.run_record(editor, run, RecordKind::Match, None).await.expect("a match");
    let criterion = matching.body["criteria"][0]["id"].as_str().expect("a criterion").to_owned();
    let other = if matching.body["criteria"][0]["verdict"] == "not-met" { "met" } else { "not-met" };
    service.decide(editor, run, (&criterion, other), "asked by phone").await.expect("decided");
    let unknown = service.decide(editor, run, ("X99", "met"), "no").await;
    assert!(matches!(unknown, Err(ServiceError::NotFound { what: "criterion" })));
    let french = RunOptions { locale: Some(Locale::FrCh), review: true, ..RunOptions::default() };
    let second = revise(&desk, run, Some(french)).await;

    let compared = service.compare(editor, run, first, second).await.expect("compared");
    assert!(compared.cv.is_empty(), "{:?}", compared.cv);
    assert!(compared.options.iter().any(|change| change.field == "options/locale"));
    let changed: Vec<&str> = compared.criteria.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(changed, [criterion.as_str()]);
    assert!(!compared.documents.is_empty());
    let compared = service.compare(editor, run, records, second).await.expect("compared");
    let fields: Vec<&str> = compared.cv.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["basics/phone"]);

    let stale = service.make_current(editor, run, Some(records), first).await;
    assert!(matches!(stale, Err(ServiceError::Stale { .. })), "{stale:?}");
    service.make_current(editor, run, Some(second), first).await.expect("the first one again");
    assert_eq!(state(&desk, run).await, (RunState::Sealed, Some(first)));
    let undone = service.undo(editor, run, (RecordKind::Cv, 2), 1).await.expect("undone");
    assert_eq!(undone.version, 3);

    let events = service.run_events(editor, run, 0).await.expect("events");
    let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>(), "numbered without gaps");
    for kind in ["queued", "started", "step", "review", "sealed", "edited", "current"] {
        assert!(events.iter().any(|event| event.kind == kind), "{kind}");
    }
    assert!(events.iter().all(|event| !event.data.contains("Kowalenko") && !event.data.contains("555")));
    let mut tx = service.db().read(&editor.ctx()).await.expect("a transaction");
    assert!(matches!(audit::verify(&mut tx).await, Ok(Chain::Sound { entries, .. }) if entries > 8));
}

#[tokio::test]
async fn documents_and_packs_are_sent_to_the_team_only() {
    let desk = desk(Storage::memory()).await;
    let run = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let (service, editor) = (&desk.service, &desk.editor);
    let pack = Selection::Pack(Pack::Full);
    let zip = service.download(editor, run, None, pack).await.expect("a pack");
    assert!(zip.name.ends_with(".zip") && zip.media_type == "application/zip");
    assert!(!format!("{zip:?}").contains(&zip.name), "the name is not printed by chance");
    let chunks: Vec<Bytes> = zip.stream(0..zip.bytes).expect("a range").try_collect().await.expect("bytes");
    assert!(verify(&chunks.concat()).expect("sound").manifest);
    let view = service.run(editor, run).await.expect("a run");
    let cv = view.documents.iter().find(|document| document.slug == "01-cv.docx").expect("a CV");
    let file = service.download(editor, run, None, Selection::Document(cv.id)).await.expect("a CV");
    assert_eq!((file.sha256.as_deref(), file.etag.as_str()), (Some(cv.sha256.as_str()), cv.sha256.as_str()));
    let part: Vec<Bytes> = file.stream(0..2).expect("a range").try_collect().await.expect("bytes");
    assert_eq!(part.concat(), b"PK");

    let stranger = &desk.stranger;
    let foreign = service.download(stranger, run, None, pack).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
    let foreign = service.download(stranger, run, None, Selection::Document(cv.id)).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
    assert!(matches!(service.run(stranger, run).await, Err(ServiceError::NotFound { .. })));
    assert!(matches!(service.cancel(stranger, run).await, Err(ServiceError::NotFound { .. })));
    let again = service.regenerate(stranger, run, RevisionOptions::default()).await;
    assert!(matches!(again, Err(ServiceError::NotFound { .. })));
    let edit = service.edit_record(stranger, run, (RecordKind::Cv, 1), set("basics/name", "X")).await;
    assert!(matches!(edit, Err(ServiceError::NotFound { .. })));

    let viewer = caller(desk.editor.team, Role::Viewer);
    assert!(matches!(service.begin(&viewer).await, Err(ServiceError::Forbidden { .. })));
    let edit = service.edit_record(&viewer, run, (RecordKind::Cv, 1), set("basics/name", "X")).await;
    assert!(matches!(edit, Err(ServiceError::Forbidden { .. })));
    assert!(service.run(&viewer, run).await.is_ok());
}

#[tokio::test]
async fn a_batch_has_a_run_for_each_cv() {
    let desk = desk(Storage::memory()).await;
    let files = [(InputRole::Job, JOB_TXT), (InputRole::Cv, CV_TXT), (InputRole::Cv, CV_TXT), (InputRole::Cv, BROKEN)];
    let runs = desk.start_with(&files, RunOptions::default()).await;
    assert_eq!(runs.len(), 3);
    let outcomes = desk.work().await;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count(), 2);
    let mut batches = Vec::new();
    for run in &runs[..2] {
        let view = desk.service.run(&desk.editor, *run).await.expect("a run");
        assert_eq!(view.run.state, RunState::Sealed);
        assert!(view.run.score.is_some(), "each has the profile");
        batches.push(view.run.batch.expect("a batch"));
    }
    assert_eq!(batches[0], batches[1]);
    let failed = desk.service.run(&desk.editor, runs[2]).await.expect("a run");
    assert_eq!(failed.run.state, RunState::Failed);
    assert!(failed.run.failure.as_deref().is_some_and(|code| code.starts_with("read.")), "{:?}", failed.run.failure);
    assert!(failed.steps.iter().any(|step| step.state == StepState::Failed && step.code == failed.run.failure));
    let left = list_runs(desk.service.dossier().storage(), TeamId::new(desk.editor.team)).await.expect("listed");
    assert_eq!(left.iter().map(|run| run.revisions.len()).sum::<usize>(), 2);
    let first = desk.service.run(&desk.editor, runs[0]).await.expect("a run").run.person;
    let second = desk.service.run(&desk.editor, runs[1]).await.expect("a run").run.person;
    assert_eq!(first, second, "the same candidate is one person");
}

#[tokio::test]
async fn what_comes_to_nothing_leaves_nothing_behind() {
    let desk = desk(Storage::memory()).await;
    let (service, editor) = (&desk.service, &desk.editor);
    let mut draft = service.begin(editor).await.expect("a draft");
    let name = || InputFileName::new("x.pdf");
    let program = futures::stream::iter([Ok(Bytes::from_static(b"MZ\x90\0 not a CV"))]);
    let refused = service.add_input(&mut draft, InputRole::Cv, name(), program).await;
    assert_eq!(refused.expect_err("a program").code(), "upload.kind");
    let cut = [Ok(Bytes::from_static(CV_TXT)), Err(std::io::Error::other("gone"))];
    let broken = service.add_input(&mut draft, InputRole::Cv, name(), futures::stream::iter(cut)).await;
    assert_eq!(broken.expect_err("a broken upload").code(), "upload.broken");
    let chunk = Bytes::from(vec![b'a'; 1 << 20]);
    let large = futures::stream::iter(std::iter::repeat_n(chunk, 26).map(Ok));
    let large = service.add_input(&mut draft, InputRole::Cv, name(), large).await;
    assert_eq!(large.expect_err("more than 25 MiB").class(), Class::Limit);
    let job = futures::stream::iter([Ok(Bytes::from_static(JOB_TXT))]);
    service.add_input(&mut draft, InputRole::Job, name(), job).await.expect("a profile");
    assert_eq!(draft.files(), 1);
    let none = service.start(editor, draft, RunOptions::default()).await;
    assert_eq!(none.expect_err("no CV").code(), "upload.no_cv");
    let storage = service.dossier().storage();
    for run in list_runs(storage, TeamId::new(editor.team)).await.expect("listed") {
        assert!(run.deleted && run.revisions.is_empty());
    }
    let (listed, _) = service.list_runs(editor, &dossier_db::history::Query::default()).await.expect("a list");
    assert!(listed.is_empty());
    assert!(desk.hand_out().await.is_none(), "no job");
}

#[tokio::test]
async fn a_cancelled_run_is_not_begun_and_may_be_started_again() {
    let desk = desk(Storage::memory()).await;
    let run = desk.start(RunOptions::default()).await;
    let (team, job) = desk.hand_out().await.expect("a job");
    desk.service.cancel(&desk.editor, run).await.expect("cancelled");
    assert_eq!(desk.service.work(team, &job).await, Outcome::Done, "there is nothing left to do");
    assert_eq!(state(&desk, run).await, (RunState::Cancelled, None));
    let twice = desk.service.cancel(&desk.editor, run).await;
    assert_eq!(twice.expect_err("it has ended").code(), "run.ended");
    let without = desk.service.regenerate(&desk.editor, run, RevisionOptions::default()).await;
    assert_eq!(without.expect_err("no records").code(), "run.no_records");
    let again = RevisionOptions { options: None, reread: true };
    desk.service.regenerate(&desk.editor, run, again.clone()).await.expect("once more");
    let busy = desk.service.regenerate(&desk.editor, run, again).await;
    assert_eq!(busy.expect_err("it waits already").code(), "run.busy");
    assert_eq!(desk.work().await, [Outcome::Done]);
    assert_eq!(state(&desk, run).await.0, RunState::Sealed);
}

#[tokio::test]
async fn a_job_that_is_handed_out_twice_makes_one_revision() {
    let desk = desk(Storage::memory()).await;
    let run = desk.start(RunOptions::default()).await;
    let (team, job) = desk.hand_out().await.expect("a job");
    let both = futures::future::join(desk.service.work(team, &job), desk.service.work(team, &job)).await;
    assert_eq!(both, (Outcome::Done, Outcome::Done));
    assert_eq!(state(&desk, run).await.0, RunState::Sealed);
    assert_eq!(desk.service.run_revisions(&desk.editor, run).await.expect("revisions").len(), 1);
    let stored = list_runs(desk.service.dossier().storage(), TeamId::new(team)).await.expect("listed");
    assert_eq!(stored.iter().map(|run| run.revisions.len()).sum::<usize>(), 1, "the loser's objects are gone");
}

/// Whatever call to the storage fails, the attempt is repeated and the run comes to its end with one revision.
#[tokio::test]
async fn an_attempt_is_repeated_after_a_fault_of_the_storage() {
    let inner: Arc<InMemory> = Arc::new(InMemory::new());
    let desk = desk(Storage::over(inner.clone())).await;
    let counting = Faulty::new(inner.clone(), 0, Fault::Before);
    let calls = counting.calls();
    let run = desk.start(RunOptions::default()).await;
    let (team, job) = desk.hand_out().await.expect("a job");
    let service = over(desk.service.db().clone(), Storage::over(Arc::new(counting)));
    assert_eq!(service.work(team, &job).await, Outcome::Done);
    desk.settle(team, &job, Outcome::Done).await;
    assert_eq!(state(&desk, run).await.0, RunState::Sealed);
    let count = calls.load(Ordering::SeqCst);
    assert!(count >= 12, "an attempt makes {count} calls");
    for fault in [Fault::Before, Fault::After] {
        for fail_at in (1..=count).step_by(4) {
            let case = format!("{fault:?} at call {fail_at} of {count}");
            let run = desk.start(RunOptions::default()).await;
            let (team, job) = desk.hand_out().await.expect("a job");
            let faulty = Faulty::new(inner.clone(), fail_at, fault);
            let service = over(desk.service.db().clone(), Storage::over(Arc::new(faulty)));
            let outcome = service.work(team, &job).await;
            assert!(matches!(outcome, Outcome::Done | Outcome::Again { .. }), "{case}: {outcome:?}");
            desk.settle(team, &job, outcome).await;
            if outcome != Outcome::Done {
                assert_eq!(state(&desk, run).await.0, RunState::Queued, "{case}");
                assert_eq!(desk.work().await, [Outcome::Done], "{case}");
            }
            assert_eq!(state(&desk, run).await.0, RunState::Sealed, "{case}");
            let revisions = desk.service.run_revisions(&desk.editor, run).await.expect("revisions");
            assert_eq!(revisions.len(), 1, "{case}");
        }
    }
}

#[tokio::test]
async fn a_run_whose_attempts_are_used_up_fails_visibly() {
    let inner: Arc<InMemory> = Arc::new(InMemory::new());
    let desk = desk(Storage::over(inner.clone())).await;
    let run = desk.start(RunOptions::default()).await;
    let full = over(desk.service.db().clone(), Storage::over(Arc::new(Faulty::full(inner))));
    let mut outcomes = Vec::new();
    while let Some((team, job)) = desk.hand_out().await {
        let outcome = full.work(team, &job).await;
        desk.settle(team, &job, outcome).await;
        outcomes.push(outcome);
    }
    assert_eq!(outcomes.len(), 4, "as often as the settings say: {outcomes:?}");
    assert_eq!(outcomes.last(), Some(&Outcome::Failed { code: "run.gave_up" }));
    let view = desk.service.run(&desk.editor, run).await.expect("a run");
    assert_eq!((view.run.state, view.run.failure.as_deref()), (RunState::Failed, Some("run.gave_up")));
    let again = RevisionOptions { options: None, reread: true };
    desk.service.regenerate(&desk.editor, run, again).await.expect("its files are still there");
    assert_eq!(desk.work().await, [Outcome::Done]);
}

#[tokio::test]
async fn an_offer_with_names_is_an_input_and_no_option() {
    let desk = desk(Storage::memory()).await;
    let recipient = Recipient { company: Some("Muster AG".into()), ..Recipient::default() };
    let offer = OfferFile { number: Some("A-17".into()), recipient, ..OfferFile::default() };
    let options = RunOptions {
        offer: Some(offer),
        formats: vec![Format::Docx],
        anonymous: Some("K-0417".into()),
        ..RunOptions::default()
    };
    let run = desk.start(options).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let view = desk.service.run(&desk.editor, run).await.expect("a run");
    assert_eq!(view.options.offer, None);
    assert!(view.inputs.iter().any(|input| input.role == InputRole::Offer));
    let record = desk.service.run_record(&desk.editor, run, RecordKind::Offer, None).await.expect("an offer");
    assert_eq!(record.body["number"], "A-17");
    assert!(!view.run.label.expect("a label").contains("Kowalenko"));
    let another = OfferFile { number: Some("A-18".into()), ..OfferFile::default() };
    let wanted = RunOptions { offer: Some(another), anonymous: Some("K-0417".into()), ..RunOptions::default() };
    revise(&desk, run, Some(wanted)).await;
    let record = desk.service.run_record(&desk.editor, run, RecordKind::Offer, None).await.expect("an offer");
    assert_eq!((record.body["number"].as_str(), record.version), (Some("A-18"), 2));
}

#[tokio::test]
async fn offers_get_the_next_number_of_the_team() {
    let desk = desk(Storage::memory()).await;
    let options = RunOptions { number_offer: true, ..RunOptions::default() };
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let run = desk.start(options.clone()).await;
        assert_eq!(desk.work().await, [Outcome::Done]);
        let record = desk.service.run_record(&desk.editor, run, RecordKind::Offer, None).await.expect("an offer");
        numbers.push(record.body["number"].as_str().expect("a number").to_owned());
    }
    assert!(numbers[0].ends_with("-0001") && numbers[1].ends_with("-0002"), "{numbers:?}");
    let given = OfferFile { number: Some("A-17".into()), ..OfferFile::default() };
    let run = desk.start(RunOptions { offer: Some(given), ..options.clone() }).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let record = desk.service.run_record(&desk.editor, run, RecordKind::Offer, None).await.expect("an offer");
    assert_eq!(record.body["number"], "A-17");
    let terms = NewTeamFile {
        kind: FileKind::Offer,
        name: "offer.toml".into(),
        client: None,
        document: None,
        make_default: true,
        content: b"fee_tenths = 200".to_vec(),
    };
    desk.service.add_team_file(&caller(desk.editor.team, Role::Admin), terms).await.expect("added");
    let run = desk.start(options).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let record = desk.service.run_record(&desk.editor, run, RecordKind::Offer, None).await.expect("an offer");
    assert_eq!(record.body["terms"]["feeTenths"], 200, "a number alone hides no terms");
    assert!(record.body["number"].as_str().is_some_and(|number| number.ends_with("-0003")));
}
