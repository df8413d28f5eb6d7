//! What a review needs of the service: pages of the source as pictures, who changed what, and another class with a reason.

use crate::service_support::desk;
use dossier::core::correct::Edit;
use dossier::core::sample::JOB_TXT;
use dossier::service::ServiceError;
use dossier::service::runs::{NewProfile, ProfileChoice, RevisionOptions, RunOptions};
use dossier::workspace::Storage;
use dossier_db::queue::Outcome;
use dossier_db::rows::{InputRole, RecordKind, RecordSource};

const CV_PDF: &[u8] = include_bytes!("../../../../examples/de/lebenslauf.pdf");

#[tokio::test]
async fn pages_of_a_source_are_drawn_and_measured() {
    let desk = desk(Storage::memory()).await;
    let files = [(InputRole::Cv, CV_PDF), (InputRole::Job, JOB_TXT)];
    let run = desk.start_with(&files, RunOptions::default()).await[0];
    let view = desk.service.run(&desk.editor, run).await.expect("a run");
    let at = |role| view.inputs.iter().position(|input| input.role == role).expect("a file");
    let number = |role| u16::try_from(at(role) + 1).expect("few files");
    let cv = number(InputRole::Cv);
    let sizes = desk.service.input_page_sizes(&desk.editor, run, cv).await.expect("sizes");
    assert!(!sizes.is_empty() && sizes.iter().all(|size| size.width > 500.0 && size.height > 700.0), "{sizes:?}");
    let page = desk.service.input_page(&desk.editor, run, cv, (300, 1)).await.expect("a page");
    assert!(page.png.starts_with(b"\x89PNG") && page.etag.ends_with("-1-300"), "{}", page.etag);
    let job = number(InputRole::Job);
    for (caller, input, page) in
        [(&desk.editor, cv, 99), (&desk.editor, job, 1), (&desk.editor, 9, 1), (&desk.stranger, cv, 1)]
    {
        let none = desk.service.input_page(caller, run, input, (300, page)).await;
        assert!(matches!(none, Err(ServiceError::NotFound { .. })), "{input} {page}");
    }
}

#[tokio::test]
async fn it_is_told_who_changed_what_and_why_a_class_is_another() {
    let desk = desk(Storage::memory()).await;
    let (service, editor) = (&desk.service, &desk.editor);
    let run = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let edit = vec![Edit::Set { field: "basics/phone".into(), value: "+41 79 555 00 99".into() }];
    service.edit_record(editor, run, (RecordKind::Cv, 1), edit).await.expect("edited");
    let changes = service.record_changes(editor, run, (RecordKind::Cv, 1)).await.expect("changes");
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].version, changes[0].set_by), (2, RecordSource::Person));
    let fields: Vec<&str> = changes[0].fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["basics/phone"]);
    assert!(service.record_changes(editor, run, (RecordKind::Cv, 2)).await.expect("changes").is_empty());
    let all = service.record_changes(editor, run, (RecordKind::Cv, 0)).await.expect("changes");
    assert!(all.len() == 2 && all[1].fields.is_empty(), "the first one changed nothing");
    let follows = service.record_changes(editor, run, (RecordKind::Match, 0)).await;
    assert_eq!(follows.expect_err("not edited").code(), "record.follows");

    let silent = service.reclass(editor, run, 1, ("M1", "should", "  ")).await;
    assert_eq!(silent.expect_err("no reason").code(), "decision.reason");
    service.reclass(editor, run, 1, ("M1", "should", "said the client")).await.expect("another class");
    let stale = service.reclass(editor, run, 1, ("M1", "must", "x")).await;
    assert!(matches!(stale, Err(ServiceError::Stale { .. })));
    let job = service.run_record(editor, run, RecordKind::Job, None).await.expect("a profile");
    assert_eq!(job.body["criteria"][0]["class"], "should");
    let comments = service.comments_on(editor, run).await.expect("comments");
    let texts: Vec<&str> = comments.iter().map(|comment| comment.body.as_str()).collect();
    assert_eq!(texts, ["M1 → should: said the client"]);
    let foreign = service.record_changes(&desk.stranger, run, (RecordKind::Cv, 0)).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
}

#[tokio::test]
async fn a_decision_about_a_demand_does_not_pass_to_another_profile() {
    let desk = desk(Storage::memory()).await;
    let (service, editor) = (&desk.service, &desk.editor);
    let run = desk.start(RunOptions::default()).await;
    assert_eq!(desk.work().await, [Outcome::Done]);
    let verdict = async |id: &str| {
        let judged = service.run_record(editor, run, RecordKind::Match, None).await.expect("a match").body;
        let criteria = judged["criteria"].as_array().expect("criteria").clone();
        let found = criteria.into_iter().find(|criterion| criterion["id"] == id).expect("a criterion");
        found["verdict"].as_str().expect("a verdict").to_owned()
    };
    let found = [verdict("M1").await, verdict("M2").await];
    let other = |verdict: &str| if verdict == "not-met" { "met" } else { "not-met" };
    for (id, found) in ["M1", "M2"].iter().zip(&found) {
        service.decide(editor, run, (id, other(found)), "asked by phone").await.expect("decided");
    }
    let remade = async |options: Option<RunOptions>| {
        service.regenerate(editor, run, RevisionOptions { options, reread: false }).await.expect("asked for");
        assert_eq!(desk.work().await, [Outcome::Done]);
    };
    remade(None).await;
    assert_eq!([verdict("M1").await, verdict("M2").await], [other(&found[0]), other(&found[1])]);

    let profile = service.profile_of_run(editor, run, None).await.expect("a profile");
    let (_, _, mut record) = service.profile(editor, profile, None).await.expect("the profile");
    let first = record.criteria.iter_mut().find(|criterion| criterion.id == "M1").expect("a criterion");
    first.text = format!("{} (Zürich)", first.text);
    let new = NewProfile { client: None, external_ref: None, record };
    let profile = service.create_profile(editor, new).await.expect("another profile");
    let options = RunOptions { profile: Some(ProfileChoice { id: profile, version: None }), ..RunOptions::default() };
    remade(Some(options)).await;
    assert_eq!([verdict("M1").await, verdict("M2").await], [found[0].as_str(), other(&found[1])]);
    let edit = vec![Edit::Set { field: "basics/phone".into(), value: "+41 79 555 00 99".into() }];
    service.edit_record(editor, run, (RecordKind::Cv, 1), edit).await.expect("edited");
    remade(None).await;
    assert_eq!(verdict("M1").await, found[0], "nor does it come up again later");
    assert_eq!(verdict("M2").await, other(&found[1]));
}
