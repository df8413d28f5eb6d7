//! Submissions and what they ask for: consent or interest, a notice of what was sent before, and the clock that starts when the
//! last one of a run is closed. And the desk's comments.

use crate::sharing_desk::{ADMIN, CLIENT, Case, DAY, Desk, OLE, OTHER_CLIENT, ROSA, TEAM_B, admin, code, member, of};
use dossier::Pack;
use dossier::service::sharing::{ConsentScope, NewConsent, NewSubmission, Recipients, SendOrder};
use dossier_db::rows::{Comment, Role, SubmissionState};
use dossier_db::{Micros, notes, runs};
use jiff::Timestamp;
use uuid::Uuid;

async fn draft(desk: &Desk, case: &Case, client: Uuid) -> Uuid {
    let new = NewSubmission { person: case.person, client, profile: None, run: Some(case.run) };
    desk.service.draft_submission(&admin(), new).await.expect("begun").submission.id
}

fn order(submission: Uuid) -> SendOrder {
    SendOrder {
        submission,
        revision: None,
        pack: Pack::Client,
        recipient: "hr@beispiel.example".into(),
        without_consent: None,
    }
}

async fn consent(desk: &Desk, person: Uuid, scope: ConsentScope, clients: &[Uuid]) {
    let new = NewConsent {
        person,
        scope,
        recipients: Recipients::Clients(clients.to_vec()),
        evidence: Some("on the phone".into()),
        given_at: desk.now(),
        expires_at: Some(desk.now() + 30 * DAY),
    };
    desk.service.give_consent(&admin(), new).await.expect("given");
}

async fn expiry(desk: &Desk, run: Uuid) -> (Option<Micros>, Option<Micros>) {
    let mut tx = desk.service.db().read(&admin().ctx()).await.expect("begun");
    let run = runs::get(&mut tx, run).await.expect("read").expect("there");
    (run.closed_at, run.expires_at)
}

#[tokio::test]
async fn a_named_pack_asks_for_consent_or_interest() {
    let desk = Desk::new().await;
    for (case, scope) in [
        (desk.case(ROSA, None).await, ConsentScope::NamedPack),
        (desk.case(OLE, None).await, ConsentScope::ClientInterest),
    ] {
        let submission = draft(&desk, &case, CLIENT).await;
        let send = async || code(&desk.service.send_submission(&admin(), order(submission)).await);
        assert_eq!(send().await, "submission.consent_needed");
        consent(&desk, case.person, scope, &[OTHER_CLIENT]).await;
        assert_eq!(send().await, "submission.consent_needed", "it counts for another client");
        consent(&desk, case.person, scope, &[CLIENT]).await;
        desk.wait(31 * DAY);
        assert_eq!(send().await, "submission.consent_needed", "it has ended");
        consent(&desk, case.person, scope, &[CLIENT]).await;
        let sent = desk.service.send_submission(&admin(), order(submission)).await.expect("sent").submission;
        assert_eq!((sent.state, sent.revision), (SubmissionState::Sent, Some(case.revision)));
        assert_eq!(sent.without_consent, None);
        let hashes: serde_json::Value = serde_json::from_str(&sent.hashes.expect("hashes")).expect("JSON");
        let slugs: Vec<&str> =
            hashes.as_array().expect("a list").iter().filter_map(|one| one["slug"].as_str()).collect();
        assert_eq!(slugs, ["01-cv.docx", "02-offer.docx"]);
        assert!(hashes[0]["sha256"].as_str().is_some_and(|hash| hash.len() == 64));
        assert_eq!(send().await, "submission.not_a_draft");
    }
}

#[tokio::test]
async fn anonymous_papers_need_no_consent_and_a_reason_is_kept() {
    let desk = Desk::new().await;
    let coded = desk.case(ROSA, Some("K-0417")).await;
    let submission = draft(&desk, &coded, CLIENT).await;
    let sent = desk.service.send_submission(&admin(), order(submission)).await.expect("sent").submission;
    assert_eq!(sent.without_consent, None);

    let named = desk.case(OLE, None).await;
    let submission = draft(&desk, &named, CLIENT).await;
    let reason = "Quittenbaum agreed at the fair";
    let with_reason = SendOrder { without_consent: Some(reason.into()), ..order(submission) };
    let sent = desk.service.send_submission(&admin(), with_reason).await.expect("sent").submission;
    assert_eq!(sent.without_consent, Some(reason.into()));
    let log = desk.log().await;
    assert!(log.contains("without_consent=") && !log.contains("Quittenbaum"), "{log}");
}

#[tokio::test]
async fn everybody_on_a_shortlist_must_agree() {
    let desk = Desk::new().await;
    let people = [(desk.person(admin().team, ROSA).await, ROSA), (desk.person(admin().team, OLE).await, OLE)];
    let case = desk.run_about(admin().team, &people, None).await;
    let submission = draft(&desk, &case, CLIENT).await;
    consent(&desk, people[0].0, ConsentScope::NamedPack, &[CLIENT]).await;
    let sent = desk.service.send_submission(&admin(), order(submission)).await;
    assert_eq!(code(&sent), "submission.consent_needed");
    consent(&desk, people[1].0, ConsentScope::NamedPack, &[CLIENT]).await;
    assert_eq!(code(&desk.service.send_submission(&admin(), order(submission)).await), "fine");
}

#[tokio::test]
async fn a_second_submission_to_the_same_client_is_noticed() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, Some("K-0417")).await;
    let first = draft(&desk, &case, CLIENT).await;
    let new = NewSubmission { person: case.person, client: CLIENT, profile: None, run: Some(case.run) };
    let second = desk.service.draft_submission(&admin(), new.clone()).await.expect("begun");
    assert!(second.earlier.is_empty(), "the other one is a draft");
    desk.service.send_submission(&admin(), order(first)).await.expect("sent");
    let third = desk.service.draft_submission(&admin(), new).await.expect("begun");
    assert_eq!(third.earlier.iter().map(|one| one.submission).collect::<Vec<_>>(), [first]);
    let sent = desk.service.send_submission(&admin(), order(second.submission.id)).await.expect("sent");
    assert_eq!(sent.earlier.len(), 1);
    let elsewhere = NewSubmission { person: case.person, client: OTHER_CLIENT, profile: None, run: None };
    let elsewhere = desk.service.draft_submission(&admin(), elsewhere).await.expect("begun");
    assert!(elsewhere.earlier.is_empty());
}

#[tokio::test]
async fn closing_the_last_submission_starts_the_clock() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, Some("K-0417")).await;
    let (first, second) = (draft(&desk, &case, CLIENT).await, draft(&desk, &case, OTHER_CLIENT).await);
    for submission in [first, second] {
        desk.service.send_submission(&admin(), order(submission)).await.expect("sent");
    }
    let moved = async |submission: Uuid, to: SubmissionState| {
        code(&desk.service.move_submission(&member(Role::Editor), submission, to).await)
    };
    assert_eq!(moved(first, SubmissionState::Interview).await, "fine");
    assert_eq!(moved(first, SubmissionState::Rejected).await, "fine");
    assert_eq!(expiry(&desk, case.run).await.0, None, "the other one is open");
    desk.wait(DAY);
    assert_eq!(moved(second, SubmissionState::Placed).await, "fine");
    let (closed_at, expires_at) = expiry(&desk, case.run).await;
    assert_eq!(closed_at, Some(desk.now()));
    let expires_at = Timestamp::from_microsecond(expires_at.expect("a date")).expect("a time").to_string();
    assert!(expires_at.starts_with("2026-07-28T12:00:00"), "six months later: {expires_at}");
    assert_eq!(moved(second, SubmissionState::Interview).await, "submission.state", "what is closed stays closed");
    draft(&desk, &case, CLIENT).await;
    assert_eq!(expiry(&desk, case.run).await.0, None, "a new submission opens the run again");
}

#[tokio::test]
async fn what_is_not_the_teams_or_the_persons_is_not_submitted() {
    let desk = Desk::new().await;
    let (rosa, ole) = (desk.case(ROSA, None).await, desk.case(OLE, None).await);
    let new = NewSubmission { person: rosa.person, client: CLIENT, profile: None, run: Some(rosa.run) };
    let begun = async |new: NewSubmission| code(&desk.service.draft_submission(&admin(), new).await);
    assert_eq!(begun(NewSubmission { run: Some(ole.run), ..new.clone() }).await, "submission.other_person");
    assert_eq!(begun(NewSubmission { client: Uuid::from_u128(9), ..new.clone() }).await, "not_found");
    assert_eq!(begun(NewSubmission { profile: Some(Uuid::from_u128(9)), ..new.clone() }).await, "not_found");
    assert_eq!(code(&desk.service.draft_submission(&of(TEAM_B), new.clone()).await), "not_found");
    assert_eq!(code(&desk.service.draft_submission(&member(Role::Viewer), new.clone()).await), "auth.forbidden");
    let without_papers = NewSubmission { run: None, ..new };
    let begun = desk.service.draft_submission(&admin(), without_papers).await.expect("begun");
    let sent = desk.service.send_submission(&admin(), order(begun.submission.id)).await;
    assert_eq!(code(&sent), "submission.no_papers");
    let of_run = desk.service.submissions_of_run(&of(TEAM_B), rosa.run).await;
    assert_eq!(code(&of_run), "not_found");
}

#[tokio::test]
async fn comments_belong_to_their_authors() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let editor = member(Role::Editor);
    let own = desk.service.comment(&editor, case.run, "called her".into()).await.expect("written");
    let of_admin = desk.service.comment(&admin(), case.run, "please wait".into()).await.expect("written");
    assert_eq!((own.person, of_admin.author), (case.person, Some(ADMIN)));
    let (own, of_admin) = ((case.run, own.id), (case.run, of_admin.id));
    let edited = desk.service.edit_comment(&editor, own, "called her twice".into()).await.expect("edited");
    assert_eq!(edited.edited_at, Some(desk.now()));
    assert_eq!(code(&desk.service.edit_comment(&admin(), own, "no".into()).await), "auth.forbidden");
    assert_eq!(code(&desk.service.delete_comment(&editor, of_admin).await), "auth.forbidden");
    assert_eq!(code(&desk.service.comment(&member(Role::Viewer), case.run, "hm".into()).await), "auth.forbidden");
    assert_eq!(code(&desk.service.comment(&editor, case.run, " ".into()).await), "comment.text");
    assert_eq!(code(&desk.service.comments_on(&of(TEAM_B), case.run).await), "not_found");
    assert_eq!(code(&desk.service.delete_comment(&admin(), own).await), "fine", "an admin deletes any");
    assert_eq!(code(&desk.service.delete_comment(&admin(), own).await), "not_found");
    let left = desk.service.comments_on(&member(Role::Viewer), case.run).await.expect("listed");
    assert_eq!(left.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["please wait"]);
    assert!(!desk.log().await.contains("called"));
}

#[tokio::test]
async fn a_run_has_a_bounded_number_of_comments() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let editor = member(Role::Editor);
    let first = desk.service.comment(&editor, case.run, "one".into()).await.expect("written");
    let mut tx = desk.service.db().write(&editor.ctx()).await.expect("begun");
    for n in 1..1_000 {
        let more = Comment { id: Uuid::from_u128(0xc0_0000 + n), ..first.clone() };
        notes::comment(&mut tx, &more).await.expect("written");
    }
    tx.commit().await.expect("kept");
    assert_eq!(code(&desk.service.comment(&editor, case.run, "too many".into()).await), "comment.too_many");
    desk.service.delete_comment(&editor, (case.run, first.id)).await.expect("deleted");
    assert_eq!(code(&desk.service.comment(&editor, case.run, "again".into()).await), "fine");
}
