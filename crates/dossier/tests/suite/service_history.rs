//! The history, notices, clients and profiles of the service, and pictures of pages.

use crate::service_support::{Desk, caller, desk};
use dossier::core::correct::Edit;
use dossier::core::formats::read::pdf::PreviewSize;
use dossier::core::sample::CV_TXT;
use dossier::service::ServiceError;
use dossier::service::privacy::EraseReason;
use dossier::service::runs::{ClientChange, NewProfile, ProfileChoice, RevisionOptions, RunOptions};
use dossier::workspace::Storage;
use dossier_db::erasures::Subject;
use dossier_db::history::Query;
use dossier_db::queue::Outcome;
use dossier_db::rows::{InputRole, RecordKind, Role, RunState, Submission, SubmissionState};
use dossier_db::submissions;
use uuid::Uuid;

fn change(name: &str) -> ClientChange {
    ClientChange { name: name.into(), settings: serde_json::json!({}) }
}

async fn found(desk: &Desk, text: &str) -> Vec<Uuid> {
    let query = Query { text: Some(text.into()), ..Query::default() };
    let (items, _) = desk.service.list_runs(&desk.editor, &query).await.expect("a list");
    items.into_iter().map(|run| run.id).collect()
}

#[tokio::test]
async fn runs_are_found_by_words_and_listed_in_pages() {
    let desk = desk(Storage::memory()).await;
    let client = desk.service.create_client(&desk.editor, &change("Müller & Söhne AG")).await.expect("a client");
    let options = RunOptions { client: Some(client.id), ..RunOptions::default() };
    let first = desk.start(options).await;
    let second = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done, Outcome::Done]);
    assert_eq!(found(&desk, "muller sohne").await, [first]);
    assert_eq!(found(&desk, "kowalenko network").await, [second, first]);
    assert!(found(&desk, "nobody").await.is_empty());
    let query = Query { limit: 1, ..Query::default() };
    let (page, next) = desk.service.list_runs(&desk.editor, &query).await.expect("a page");
    assert_eq!(page[0].id, second);
    let query = Query { after: Some(next.expect("a further page")), ..query };
    let (page, next) = desk.service.list_runs(&desk.editor, &query).await.expect("a page");
    assert_eq!((page[0].id, page[0].client_name.as_deref(), next), (first, Some("Müller & Söhne AG"), None));
    let query = Query { states: vec![RunState::Failed], ..Query::default() };
    assert!(desk.service.list_runs(&desk.editor, &query).await.expect("a list").0.is_empty());
    let (foreign, _) = desk.service.list_runs(&desk.stranger, &Query::default()).await.expect("a list");
    assert!(foreign.is_empty());
    let counts = desk.service.run_counts(&desk.editor).await.expect("counts");
    assert_eq!((counts.runs, counts.open), (vec![(RunState::Sealed, 2)], 0));
}

#[tokio::test]
async fn the_same_candidate_and_an_earlier_submission_are_told() {
    let desk = desk(Storage::memory()).await;
    let client = desk.service.create_client(&desk.editor, &change("Muster AG")).await.expect("a client");
    let options = RunOptions { client: Some(client.id), ..RunOptions::default() };
    let first = desk.start(options.clone()).await;
    let second = desk.start(options).await;
    assert_eq!(desk.work().await, [Outcome::Done, Outcome::Done]);
    let notices = desk.service.notices(&desk.editor, second).await.expect("notices");
    assert_eq!((notices.same_person, notices.submitted), (vec![first], Vec::new()));
    let person = desk.service.run(&desk.editor, first).await.expect("a run").run.person;
    let now = desk.service.now();
    let mut tx = desk.service.db().write(&desk.editor.ctx()).await.expect("a transaction");
    let year = 366 * 24 * 3_600_000_000;
    for (id, sent_at) in [(1, now - 1_000), (2, now - year)] {
        let sent = Submission {
            id: Uuid::from_u128(id),
            person,
            client: client.id,
            profile: None,
            run: Some(first),
            revision: None,
            state: SubmissionState::Sent,
            recipient: None,
            hashes: None,
            sent_at: Some(sent_at),
            closed_at: None,
            created_by: None,
            created_at: sent_at,
            updated_at: sent_at,
            without_consent: None,
        };
        submissions::create(&mut tx, &sent).await.expect("a submission");
    }
    tx.commit().await.expect("kept");
    let notices = desk.service.notices(&desk.editor, second).await.expect("notices");
    assert_eq!(notices.submitted, [Uuid::from_u128(1)]);
}

#[tokio::test]
async fn somebody_who_is_being_erased_gets_no_new_run() {
    let desk = desk(Storage::memory()).await;
    let first = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let person = desk.service.run(&desk.editor, first).await.expect("a run").run.person;
    let admin = caller(desk.editor.team, Role::Admin);
    let subject = Subject::Person(person);
    let erasure = desk.service.request_erasure(&admin, subject, EraseReason::Candidate).await.expect("asked for");
    // The same CV comes in again before the erasure has come to its end.
    let second = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let other = desk.service.run(&desk.editor, second).await.expect("a run").run.person;
    assert_ne!(other, person);
    let erased = desk.service.perform_erasure(admin.team, erasure.id).await.expect("erased");
    assert_eq!((erased.runs, erased.persons), (1, 1));
    let gone = desk.service.run(&desk.editor, first).await.expect_err("erased");
    assert_eq!(gone.code(), "not_found");
    assert_eq!(desk.service.run(&desk.editor, second).await.expect("a run").run.person, other);
}

#[tokio::test]
async fn a_profile_is_kept_edited_and_used_for_another_run() {
    let desk = desk(Storage::memory()).await;
    let (service, editor) = (&desk.service, &desk.editor);
    let run = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let profile = service.profile_of_run(editor, run, None).await.expect("a profile");
    let (row, version, record) = service.profile(editor, profile, None).await.expect("the profile");
    assert_eq!((row.version, version), (1, 1));
    let id = record.criteria.first().expect("criteria").id.clone();
    let edits = vec![Edit::Delete { entry: id.clone() }];
    assert_eq!(service.edit_profile(editor, profile, 1, edits.clone()).await.expect("edited"), 2);
    let stale = service.edit_profile(editor, profile, 1, edits).await;
    assert!(matches!(stale, Err(ServiceError::Stale { .. })));

    let choice = ProfileChoice { id: profile, version: None };
    let options = RunOptions { profile: Some(choice), ..RunOptions::default() };
    let other = desk.start_with(&[(InputRole::Cv, CV_TXT)], options.clone()).await[0];
    assert_eq!(desk.work().await, [Outcome::Done]);
    let judged = service.run_record(editor, other, RecordKind::Match, None).await.expect("a match");
    let criteria = judged.body["criteria"].as_array().expect("criteria");
    assert_eq!(criteria.len(), record.criteria.len() - 1);
    assert!(criteria.iter().all(|criterion| criterion["id"] != id.as_str()));

    let wanted = RevisionOptions { options: Some(options), reread: false };
    service.regenerate(editor, run, wanted).await.expect("asked for");
    assert_eq!(desk.work().await, [Outcome::Done]);
    let judged = service.run_record(editor, run, RecordKind::Match, None).await.expect("a match");
    assert_eq!(judged.body["criteria"].as_array().map(Vec::len), Some(criteria.len()), "the other profile counts");

    service.close_profile(editor, profile, true).await.expect("closed");
    assert!(service.profiles(editor, "", None).await.expect("a list").is_empty());
    let foreign = service.profile(&desk.stranger, profile, None).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
    let untitled = NewProfile { client: None, external_ref: None, record: Default::default() };
    assert_eq!(service.create_profile(editor, untitled).await.expect_err("no title").code(), "text.length");
}

#[tokio::test]
async fn clients_are_changed_by_whoever_has_seen_them() {
    let desk = desk(Storage::memory()).await;
    let (service, editor) = (&desk.service, &desk.editor);
    let client = service.create_client(editor, &change(" Muster AG ")).await.expect("a client");
    assert_eq!(client.name, "Muster AG");
    service.edit_client(editor, client.id, client.updated_at, &change("Muster GmbH")).await.expect("edited");
    let stale = service.edit_client(editor, client.id, client.updated_at, &change("Other")).await;
    assert!(matches!(stale, Err(ServiceError::Stale { .. })));
    let empty = service.create_client(editor, &change(" ")).await;
    assert_eq!(empty.expect_err("no name").code(), "text.length");
    service.archive_client(editor, client.id, true).await.expect("archived");
    assert!(service.clients(editor, "muster").await.expect("a list").is_empty());
    let foreign = service.archive_client(&desk.stranger, client.id, false).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
}

#[tokio::test]
async fn pages_are_drawn_of_any_paper() {
    let desk = desk(Storage::memory()).await;
    let run = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let size = PreviewSize::new(400, 2).expect("a size");
    let drawn = desk.service.preview(&desk.editor, run, None, ("cv", size)).await.expect("pages");
    assert!(!drawn.pages.is_empty() && drawn.pages.iter().all(|page| page.starts_with(b"\x89PNG")));
    let none = desk.service.preview(&desk.editor, run, None, ("letter", size)).await;
    assert!(matches!(none, Err(ServiceError::NotFound { .. })));
    let foreign = desk.service.preview(&desk.stranger, run, None, ("cv", size)).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
}
