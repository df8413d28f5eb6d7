//! Share links: what they show, when they stop, and that whoever has none that works learns nothing.

use crate::sharing_desk::{CLIENT, DAY, Desk, HOUR, ROSA, SECOND, TEAM_B, admin, code, member, of, pack_of, text_of};
use dossier::service::ServiceError;
use dossier::service::privacy::EraseReason;
use dossier::service::sharing::{ConsentScope, NewConsent, Recipients, ShareOrder, ShareWhat};
use dossier_db::Personal;
use dossier_db::erasures::Subject;
use dossier_db::rows::{Role, ViewOutcome};
use futures::future::join_all;
use uuid::Uuid;

const NETWORK: &str = "192.0.2.0/24";

fn cv_of(desk: &Desk, run: Uuid) -> ShareOrder {
    ShareOrder { what: ShareWhat::Document("01-cv.docx".to_owned()), ..pack_of(desk, run) }
}

/// Makes a link and tells its id and secret.
async fn made(desk: &Desk, order: ShareOrder) -> (Uuid, String) {
    let made = desk.service.create_share(&admin(), order).await.expect("made");
    (made.share.id, made.secret.into_string())
}

async fn opened(desk: &Desk, secret: &str) -> &'static str {
    code(&desk.service.open_share(secret, None, NETWORK).await)
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

#[tokio::test]
async fn a_link_shows_its_document_as_often_as_it_may() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let (id, secret) = made(&desk, ShareOrder { uses_max: Some(2), ..cv_of(&desk, case.run) }).await;
    let face = desk.service.peek_share(&secret, NETWORK).await.expect("works");
    assert_eq!((face.needs_password, face.is_pack, face.uses_left), (false, false, Some(2)));
    for _ in 0..2 {
        let shared = desk.service.open_share(&secret, None, NETWORK).await.expect("works");
        assert_eq!((shared.file_name.as_str(), shared.bytes), ("CV Rosa Kestenmair.docx", 27));
        assert!(!format!("{shared:?}").contains("Kestenmair"));
        assert_eq!(text_of(shared.stream(0..shared.bytes).expect("whole")).await, "paper about Rosa Kestenmair");
        assert_eq!(text_of(shared.stream(6..11).expect("a part")).await, "about");
    }
    assert_eq!(opened(&desk, &secret).await, "link.gone");
    let told = desk.service.share_views(&member(Role::Viewer), case.run, id).await.expect("listed");
    let outcomes: Vec<ViewOutcome> = told.views.iter().map(|view| view.outcome).collect();
    for (outcome, times) in [(ViewOutcome::Shown, 1), (ViewOutcome::Downloaded, 2), (ViewOutcome::Refused, 1)] {
        assert_eq!(outcomes.iter().filter(|one| **one == outcome).count(), times, "{outcome:?}");
    }
    assert_eq!((told.share.uses, told.share.works), (2, false));
    assert!(desk.holding(&secret).is_empty(), "the secret stands nowhere");
    assert!(desk.holding(NETWORK).is_empty(), "nor where a visitor came from");
}

#[tokio::test]
async fn whoever_has_no_working_link_learns_nothing() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let (revoked, revoked_secret) = made(&desk, cv_of(&desk, case.run)).await;
    desk.service.revoke_share(&admin(), case.run, revoked).await.expect("revoked");
    desk.service.revoke_share(&admin(), case.run, revoked).await.expect("harmless");
    let (_, brief) = made(&desk, ShareOrder { expires_at: desk.now() + HOUR, ..cv_of(&desk, case.run) }).await;
    assert_eq!(opened(&desk, &brief).await, "fine");
    desk.wait(HOUR);
    let never = "A".repeat(43);
    let mut told = Vec::new();
    for secret in [revoked_secret.as_str(), &brief, &never, "", &"x".repeat(5_000)] {
        let opened = desk.service.open_share(secret, Some(&"a password".into()), NETWORK).await;
        told.push(format!("{:?}", opened.expect_err("does not work")));
        let peeked = desk.service.peek_share(secret, NETWORK).await;
        told.push(format!("{:?}", peeked.expect_err("does not work")));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
}

#[tokio::test]
async fn wrong_passwords_are_counted_for_each_link() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let password = || Some("Kastanienbaum 7".into());
    let (id, secret) = made(&desk, ShareOrder { password: password(), ..cv_of(&desk, case.run) }).await;
    let (_, other) = made(&desk, ShareOrder { password: password(), ..cv_of(&desk, case.run) }).await;
    let (secret, other) = (secret.as_str(), other.as_str());
    assert!(desk.service.peek_share(secret, NETWORK).await.expect("works").needs_password);
    assert_eq!(opened(&desk, secret).await, "share.password_needed");
    let open = async |secret: &str, password: &str| {
        desk.service.open_share(secret, Some(&password.into()), NETWORK).await.map(|shared| shared.bytes)
    };
    assert_eq!(code(&open(secret, "Kastanienbaum 7").await), "fine");
    for _ in 0..4 {
        assert_eq!(code(&open(secret, "Kastanienbaum 8").await), "share.password_wrong");
    }
    let blocked = open(secret, "Kastanienbaum 8").await.expect_err("blocked");
    assert_eq!((blocked.code(), blocked.retry_after_s()), ("limit.rate", Some(60)));
    assert_eq!(code(&open(secret, "Kastanienbaum 7").await), "limit.rate", "the right one too");
    assert_eq!(code(&open(other, "Kastanienbaum 7").await), "fine", "another link is not affected");
    desk.wait(61 * SECOND);
    assert_eq!(code(&open(secret, "Kastanienbaum 7").await), "fine");
    let told = desk.service.share_views(&admin(), case.run, id).await.expect("listed");
    let wrong = told.views.iter().filter(|view| view.outcome == ViewOutcome::WrongPassword).count();
    assert_eq!((wrong, told.share.uses), (5, 2), "only what was handed out is a use");
    assert!(desk.holding("Kastanienbaum").is_empty());
}

#[tokio::test]
async fn many_passwords_at_once_are_not_free() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let password = Some("Kastanienbaum 7".into());
    let (id, secret) = made(&desk, ShareOrder { password, ..cv_of(&desk, case.run) }).await;
    let guesses: Vec<Personal> = (0..12).map(|n| Personal::from(format!("Lindenbaum {n}"))).collect();
    let tries = guesses.iter().map(|guess| desk.service.open_share(&secret, Some(guess), NETWORK));
    let outcomes = join_all(tries).await;
    let refused = outcomes.iter().filter(|outcome| code(outcome) == "limit.rate").count();
    assert_eq!(refused, 8, "four are told that they are wrong");
    let told = desk.service.share_views(&admin(), case.run, id).await.expect("listed");
    let compared = told.views.iter().filter(|view| view.outcome == ViewOutcome::WrongPassword).count();
    assert_eq!(compared, 5, "the others were not even looked at");
}

#[tokio::test]
async fn a_link_to_something_erased_is_gone() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let (_, secret) = made(&desk, pack_of(&desk, case.run)).await;
    assert_eq!(opened(&desk, &secret).await, "fine");
    let subject = Subject::Run(case.run);
    let erasure = desk.service.request_erasure(&admin(), subject, EraseReason::Desk).await.expect("asked for");
    assert_eq!(opened(&desk, &secret).await, "link.gone", "from the request on");
    desk.service.perform_erasure(admin().team, erasure.id).await.expect("erased");
    assert_eq!(opened(&desk, &secret).await, "link.gone");
}

#[tokio::test]
async fn a_pack_holds_client_papers_only() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let (_, secret) = made(&desk, pack_of(&desk, case.run)).await;
    let shared = desk.service.open_share(&secret, None, NETWORK).await.expect("works");
    assert_eq!((shared.file_name.as_str(), shared.media_type.as_str()), ("Rosa-Kestenmair.zip", "application/zip"));
    let zip = text_of(shared.stream(0..shared.bytes).expect("whole")).await;
    assert!(zip.contains("paper about Rosa") && zip.contains("offer of Rosa"), "{zip}");
    assert!(!zip.contains("report on") && !zip.contains("manifest.json"), "{zip}");
}

#[tokio::test]
async fn a_withdrawn_consent_ends_links_to_named_papers() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let coded = desk.run_about(admin().team, &[(case.person, ROSA)], Some("K-0417")).await;
    let given = desk.service.give_consent(&admin(), consent(&desk, case.person)).await.expect("given");
    let (named_link, named) = made(&desk, pack_of(&desk, case.run)).await;
    let (_, anonymous) = made(&desk, pack_of(&desk, coded.run)).await;
    assert_eq!((opened(&desk, &named).await, opened(&desk, &anonymous).await), ("fine", "fine"));
    let done = desk.service.withdraw_consent(&admin(), case.person, given.id).await.expect("withdrawn");
    assert_eq!(done.links, 1);
    assert_eq!((opened(&desk, &named).await, opened(&desk, &anonymous).await), ("link.gone", "fine"));
    let shares = desk.service.shares_of(&admin(), case.run).await.expect("listed");
    assert!(shares.iter().any(|share| share.id == named_link && share.is_named && share.revoked_at.is_some()));
    let again = desk.service.create_share(&admin(), pack_of(&desk, case.run)).await;
    assert_eq!(code(&again), "share.consent_withdrawn");
    assert_eq!(code(&desk.service.create_share(&admin(), pack_of(&desk, coded.run)).await), "fine");
    desk.service.give_consent(&admin(), consent(&desk, case.person)).await.expect("given again");
    assert_eq!(code(&desk.service.create_share(&admin(), pack_of(&desk, case.run)).await), "fine");
    let only = NewConsent { recipients: Recipients::Clients(vec![CLIENT]), ..consent(&desk, case.person) };
    assert_eq!(code(&desk.service.give_consent(&of(TEAM_B), only).await), "not_found", "another team's person");
    assert_eq!(code(&desk.service.withdraw_consent(&admin(), case.person, given.id).await), "not_found", "it is over");
}

#[tokio::test]
async fn only_sound_links_are_made() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let order = cv_of(&desk, case.run);
    let now = desk.now();
    for (order, expected) in [
        (ShareOrder { expires_at: now, ..order.clone() }, "share.expired"),
        (ShareOrder { expires_at: now + 91 * DAY, ..order.clone() }, "share.lives_too_long"),
        (ShareOrder { uses_max: Some(0), ..order.clone() }, "share.uses"),
        (ShareOrder { password: Some("short".into()), ..order.clone() }, "share.password"),
        (ShareOrder { label: Some("x".repeat(201).into()), ..order.clone() }, "share.label_long"),
        (ShareOrder { what: ShareWhat::Document("03-none.html".to_owned()), ..order.clone() }, "not_found"),
        (ShareOrder { revision: Some(Uuid::from_u128(5)), ..order.clone() }, "not_found"),
        (ShareOrder { run: Uuid::from_u128(5), ..order.clone() }, "not_found"),
    ] {
        assert_eq!(code(&desk.service.create_share(&admin(), order).await), expected);
    }
    let foreign = desk.service.create_share(&of(TEAM_B), order.clone()).await;
    assert_eq!(code(&foreign), "not_found");
    let viewer = desk.service.create_share(&member(Role::Viewer), order.clone()).await;
    assert!(matches!(viewer, Err(ServiceError::Forbidden { .. })));
    let (id, _) = made(&desk, order).await;
    assert_eq!(code(&desk.service.revoke_share(&of(TEAM_B), case.run, id).await), "not_found");
}
