//! Threats of docs/security.md that belong to no single part: another team's member with every id of ours in hand, and a
//! thief of the database.

use crate::sharing_desk::{CLIENT, Case, Desk, OLE, ROSA, TEAM_B, admin, code, of, pack_of};
use dossier::Pack;
use dossier::service::Scope;
use dossier::service::accounts::{NewAccount, NewInvitation, NewToken};
use dossier::service::privacy::{EraseReason, NewHold};
use dossier::service::runs::{ClientChange, RevisionOptions, Selection};
use dossier::service::sharing::{ConsentScope, NewConsent, NewSubmission, Recipients, SendOrder};
use dossier::service::webhooks::{WebhookEvent, WebhookSettings};
use dossier_db::erasures::Subject;
use dossier_db::rows::{RecordKind, Role, SubmissionState};
use std::time::Duration;
use uuid::Uuid;

/// What the first team has written about somebody, by id.
struct Known {
    case: Case,
    comment: Uuid,
    link: Uuid,
    submission: Uuid,
    consent: Uuid,
    hold: Uuid,
    erasure: Uuid,
}

fn consent(desk: &Desk, person: Uuid) -> NewConsent {
    NewConsent {
        person,
        scope: ConsentScope::NamedPack,
        recipients: Recipients::All,
        evidence: None,
        given_at: desk.now(),
        expires_at: None,
    }
}

fn submission(case: &Case) -> NewSubmission {
    NewSubmission { person: case.person, client: CLIENT, profile: None, run: Some(case.run) }
}

fn hold(case: &Case) -> NewHold {
    NewHold { person: case.person, run: None, reason: "dispute on a fee".into() }
}

async fn known(desk: &Desk) -> Known {
    let (case, other) = (desk.case(ROSA, None).await, desk.case(OLE, None).await);
    let (service, ours) = (&desk.service, admin());
    let comment = service.comment(&ours, case.run, "called her".into()).await.expect("written").id;
    let link = service.create_share(&ours, pack_of(desk, case.run)).await.expect("made").share.id;
    let begun = service.draft_submission(&ours, submission(&case)).await.expect("begun").submission.id;
    let given = service.give_consent(&ours, consent(desk, case.person)).await.expect("given").id;
    let placed = service.place_hold(&ours, hold(&case)).await.expect("placed").id;
    let subject = Subject::Run(other.run);
    let erasure = service.request_erasure(&ours, subject, EraseReason::Desk).await.expect("asked for").id;
    Known { case, comment, link, submission: begun, consent: given, hold: placed, erasure }
}

#[tokio::test]
async fn nothing_of_another_team_is_found() {
    let desk = Desk::new().await;
    let ours = known(&desk).await;
    let (s, b, case) = (&desk.service, of(TEAM_B), ours.case);
    let (run, revision, person) = (case.run, case.revision, case.person);
    let send = SendOrder {
        submission: ours.submission,
        revision: None,
        pack: Pack::Client,
        recipient: "HR".into(),
        without_consent: Some("none".into()),
    };
    let client = ClientChange { name: "Stolen AG".to_owned(), settings: serde_json::json!({}) };
    let told = [
        ("run", code(&s.run(&b, run).await)),
        ("run_events", code(&s.run_events(&b, run, 0).await)),
        ("run_revisions", code(&s.run_revisions(&b, run).await)),
        ("documents_of", code(&s.documents_of(&b, run, revision).await)),
        ("compare", code(&s.compare(&b, run, revision, revision).await)),
        ("download", code(&s.download(&b, run, Some(revision), Selection::Pack(Pack::Full)).await)),
        ("run_record", code(&s.run_record(&b, run, RecordKind::Cv, None).await)),
        ("record_versions", code(&s.record_versions(&b, run, RecordKind::Cv).await)),
        ("run_decisions", code(&s.run_decisions(&b, run).await)),
        ("notices", code(&s.notices(&b, run).await)),
        ("cancel", code(&s.cancel(&b, run).await)),
        ("make_current", code(&s.make_current(&b, run, None, revision).await)),
        ("regenerate", code(&s.regenerate(&b, run, RevisionOptions::default()).await)),
        ("profile_of_run", code(&s.profile_of_run(&b, run, None).await)),
        ("comments_on", code(&s.comments_on(&b, run).await)),
        ("comment", code(&s.comment(&b, run, "hello".into()).await)),
        ("edit_comment", code(&s.edit_comment(&b, (run, ours.comment), "hello".into()).await)),
        ("delete_comment", code(&s.delete_comment(&b, (run, ours.comment)).await)),
        ("create_share", code(&s.create_share(&b, pack_of(&desk, run)).await)),
        ("shares_of", code(&s.shares_of(&b, run).await)),
        ("share_views", code(&s.share_views(&b, run, ours.link).await)),
        ("revoke_share", code(&s.revoke_share(&b, run, ours.link).await)),
        ("draft_submission", code(&s.draft_submission(&b, submission(&case)).await)),
        ("send_submission", code(&s.send_submission(&b, send).await)),
        ("move_submission", code(&s.move_submission(&b, ours.submission, SubmissionState::Withdrawn).await)),
        ("submissions_of_person", code(&s.submissions_of_person(&b, person).await)),
        ("submissions_of_run", code(&s.submissions_of_run(&b, run).await)),
        ("submissions_to_client", code(&s.submissions_to_client(&b, CLIENT).await)),
        ("client", code(&s.client(&b, CLIENT).await)),
        ("edit_client", code(&s.edit_client(&b, CLIENT, desk.now(), &client).await)),
        ("archive_client", code(&s.archive_client(&b, CLIENT, true).await)),
        ("give_consent", code(&s.give_consent(&b, consent(&desk, person)).await)),
        ("withdraw_consent", code(&s.withdraw_consent(&b, person, ours.consent).await)),
        ("consents_of", code(&s.consents_of(&b, person).await)),
        ("place_hold", code(&s.place_hold(&b, hold(&case)).await)),
        ("release_hold", code(&s.release_hold(&b, ours.hold).await)),
        ("person_holdings", code(&s.person_holdings(&b, person).await)),
        ("export_person", code(&s.export_person(&b, person).await)),
        ("merge_persons", code(&s.merge_persons(&b, person, Uuid::from_u128(9)).await)),
        ("preview_erasure", code(&s.preview_erasure(&b, Subject::Run(run)).await)),
        ("request_erasure", code(&s.request_erasure(&b, Subject::Person(person), EraseReason::Desk).await)),
        ("erasure", code(&s.erasure(&b, ours.erasure).await)),
    ];
    let other: Vec<_> = told.iter().filter(|(_, code)| *code != "not_found").collect();
    assert!(other.is_empty(), "404 and nothing else, which would tell that it is there: {other:?}");
    assert!(s.audit_list(&b, None).await.expect("listed").is_empty(), "and nothing was done");
    let views = s.share_views(&admin(), run, ours.link).await.expect("there");
    assert!(views.share.works, "what is ours is as it was");
    assert_eq!(s.comments_on(&admin(), run).await.expect("listed").len(), 1);
    assert_eq!(s.standing_holds(&admin()).await.expect("listed").len(), 1);
}

#[tokio::test]
async fn a_stolen_database_opens_nothing() {
    const PASSWORD: &str = "zwölf Kastanien im Hof";
    let desk = Desk::new().await;
    let (s, ours) = (&desk.service, admin());
    let new = NewToken { name: "script".to_owned(), scopes: vec![Scope::Read], lives: Duration::from_secs(3_600) };
    let (_, token) = s.make_token(&ours, &new).await.expect("made");
    let token = token.as_str().splitn(3, '_').nth(2).expect("a secret");
    let wish = NewInvitation { email: None, role: Role::Viewer };
    let (_, open) = s.invite(&ours, &wish).await.expect("invited");
    let (_, used) = s.invite(&ours, &wish).await.expect("invited");
    let account =
        NewAccount { email: "berta@example.org".into(), name: "Berta Quendel".into(), password: PASSWORD.into() };
    let session = s.accept_invitation(used.as_str(), &account).await.expect("accepted");
    let settings = WebhookSettings {
        url: "https://93.184.216.34/hook".into(),
        events: vec![WebhookEvent::RunFinished],
        active: true,
    };
    let (_, webhook) = s.register_webhook(&ours, settings).await.expect("registered");
    let webhook = webhook.as_str().strip_prefix("whsec_").expect("a secret");
    assert!(!desk.holding("Berta Quendel").is_empty(), "the search finds what is there");
    for (what, secret) in [
        ("token", token),
        ("open invitation", open.as_str()),
        ("used invitation", used.as_str()),
        ("session", session.secret.as_str()),
        ("webhook", webhook),
        ("password", PASSWORD),
    ] {
        assert!(secret.len() > 20, "{what}");
        assert_eq!(desk.holding(secret), Vec::<std::path::PathBuf>::new(), "{what}");
    }
}
