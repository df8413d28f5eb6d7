//! A new revision copies the documents that it need not make again, and is in every byte what it would be from scratch.

use crate::service_support::{Desk, desk};
use dossier::core::correct::Edit;
use dossier::core::generate::Format;
use dossier::core::generate::choices::Choices;
use dossier::core::locale::Locale;
use dossier::core::sheet::Look;
use dossier::core::time::Day;
use dossier::service::runs::{RevisionOptions, RunOptions};
use dossier::workspace::Storage;
use dossier_db::queue::Outcome;
use dossier_db::rows::RecordKind;
use object_store::ObjectStoreExt;
use object_store::memory::InMemory;
use object_store::path::Path;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

fn day(day: i8) -> Option<Day> {
    Day::new(2026, 1, day).ok()
}

fn german() -> RunOptions {
    RunOptions { locale: Some(Locale::DeCh), date: day(27), ..RunOptions::default() }
}

async fn made(desk: &Desk, options: RunOptions) -> Uuid {
    let run = desk.start(options).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    run
}

/// Makes a revision and tells how many documents were made and copied, as the event of the step has it.
async fn revise(desk: &Desk, run: Uuid, options: Option<RunOptions>, reread: bool) -> (u64, u64) {
    let wanted = RevisionOptions { options, reread };
    desk.service.regenerate(&desk.editor, run, wanted).await.expect("asked for");
    assert_eq!(desk.work().await, [Outcome::Done]);
    counted(desk, run).await
}

async fn counted(desk: &Desk, run: Uuid) -> (u64, u64) {
    let events = desk.service.run_events(&desk.editor, run, 0).await.expect("events");
    let told = events.iter().rev().filter(|event| event.kind == "step");
    let told = told.map(|event| serde_json::from_str::<serde_json::Value>(&event.data).expect("JSON"));
    let papers = told.map(|data| data["papers"].clone()).find(serde_json::Value::is_object).expect("counted");
    (papers["made"].as_u64().expect("a number"), papers["copied"].as_u64().expect("a number"))
}

/// Name and hash of each file of the current revision, records and manifest among them.
async fn files(desk: &Desk, run: Uuid) -> BTreeMap<String, (Option<String>, String)> {
    let view = desk.service.run(&desk.editor, run).await.expect("a run");
    view.documents.into_iter().map(|one| (one.slug, (one.name, one.sha256))).collect()
}

#[tokio::test]
async fn a_format_more_makes_only_that_format() {
    let desk = desk(Storage::memory()).await;
    let run = made(&desk, german()).await;
    assert_eq!(counted(&desk, run).await, (6, 0), "a first revision has nothing to copy");
    let all = RunOptions { formats: vec![Format::Docx, Format::Pdf, Format::Html], ..german() };
    assert_eq!(revise(&desk, run, Some(all.clone()), false).await, (5, 6));
    let fresh = made(&desk, all).await;
    assert_eq!(counted(&desk, fresh).await, (11, 0));
    assert_eq!(files(&desk, run).await, files(&desk, fresh).await);
}

#[tokio::test]
async fn nothing_new_is_a_copy_and_another_language_is_not() {
    let desk = desk(Storage::memory()).await;
    let run = made(&desk, german()).await;
    let before = files(&desk, run).await;
    assert_eq!(revise(&desk, run, None, false).await, (0, 6));
    assert_eq!(files(&desk, run).await, before);
    assert_eq!(revise(&desk, run, None, true).await, (0, 6), "files that are read again say the same");
    assert_eq!(files(&desk, run).await, before);
    let french = RunOptions { locale: Some(Locale::FrCh), ..german() };
    assert_eq!(revise(&desk, run, Some(french.clone()), false).await, (6, 0));
    let fresh = made(&desk, french).await;
    assert_eq!(files(&desk, run).await, files(&desk, fresh).await);
}

#[tokio::test]
async fn another_look_leaves_the_dashboard_and_a_correction_nothing() {
    let desk = desk(Storage::memory()).await;
    let run = made(&desk, german()).await;
    let modern = RunOptions { choices: Choices { look: Some(Look::Modern), ..Choices::default() }, ..german() };
    assert_eq!(revise(&desk, run, Some(modern.clone()), false).await, (5, 1));
    let fresh = made(&desk, modern).await;
    assert_eq!(files(&desk, run).await, files(&desk, fresh).await);

    let edit = vec![Edit::Set { field: "basics/phone".into(), value: "+41 79 555 00 99".into() }];
    desk.service.edit_record(&desk.editor, run, (RecordKind::Cv, 1), edit).await.expect("a correction");
    assert_eq!(revise(&desk, run, None, false).await, (6, 0), "the CV stands behind every paper");
}

#[tokio::test]
async fn a_verdict_makes_the_papers_that_show_it() {
    let desk = desk(Storage::memory()).await;
    let one = made(&desk, german()).await;
    // From scratch: of this one's papers none is of that day.
    let other = made(&desk, RunOptions { date: day(26), ..german() }).await;
    for run in [one, other] {
        let matching = desk.service.run_record(&desk.editor, run, RecordKind::Match, None).await.expect("a match");
        let judged = &matching.body["criteria"][0];
        let value = if judged["verdict"] == "not-met" { "met" } else { "not-met" };
        let id = judged["id"].as_str().expect("an id");
        desk.service.decide(&desk.editor, run, (id, value), "asked by phone").await.expect("decided");
    }
    assert_eq!(revise(&desk, one, Some(german()), false).await, (3, 3));
    assert_eq!(revise(&desk, other, Some(german()), false).await, (6, 0));
    assert_eq!(files(&desk, one).await, files(&desk, other).await);
}

#[tokio::test]
async fn a_paper_that_was_changed_in_the_storage_is_made_again() {
    let store: Arc<InMemory> = Arc::new(InMemory::new());
    let desk = desk(Storage::over(store.clone())).await;
    let run = made(&desk, german()).await;
    let before = files(&desk, run).await;
    let revision = desk.service.run(&desk.editor, run).await.expect("a run").run.current_revision.expect("one");
    let paper = format!("t/{}/runs/{run}/{revision}/primary_outputs/01-cv.docx", desk.editor.team);
    let paper = Path::from(paper);
    store.head(&paper).await.expect("there");
    store.put(&paper, "something else".into()).await.expect("changed");
    assert_eq!(revise(&desk, run, None, false).await, (1, 5));
    assert_eq!(files(&desk, run).await, before);
}
