//! Persons, holds and clocks: who is found, what is kept, and what goes when its time has come.

use crate::sharing_desk::{DAY, Desk, OLE, ROSA, TEAM_B, admin, code, member, of};
use dossier::service::privacy::{EraseReason, NewHold, PersonQuery, Retention, RetentionChoice, RetentionSweep};
use dossier::service::sharing::{ConsentScope, NewConsent, Recipients};
use dossier_db::erasures::Subject;
use dossier_db::rows::Role;
use dossier_db::{PersonKeyKind, runs};
use uuid::Uuid;

fn hold(person: Uuid, run: Option<Uuid>) -> NewHold {
    NewHold { person, run, reason: "dispute on a fee".into() }
}

#[tokio::test]
async fn persons_are_found_by_what_they_are_known_by() {
    let desk = Desk::new().await;
    let rosa = desk.case(ROSA, None).await;
    desk.case(OLE, None).await;
    for (query, by) in [
        (PersonQuery { email: Some("ROSA.Kestenmair@example.org".into()), ..Default::default() }, PersonKeyKind::Email),
        (PersonQuery { phone: Some("0041 79 555 01 02".into()), ..Default::default() }, PersonKeyKind::Phone),
        (
            PersonQuery {
                name: Some("kestenmair rosa".into()),
                birth_date: Some("1990-02-01".into()),
                ..Default::default()
            },
            PersonKeyKind::NameBirth,
        ),
    ] {
        let found = desk.service.find_persons(&member(Role::Viewer), &query).await.expect("looked up");
        assert_eq!(
            found.iter().map(|one| (one.person.id, one.by.clone())).collect::<Vec<_>>(),
            [(rosa.person, vec![by])]
        );
        assert!(desk.service.find_persons(&of(TEAM_B), &query).await.expect("looked up").is_empty());
    }
    let name_only = PersonQuery { name: Some("Rosa Kestenmair".into()), ..Default::default() };
    assert_eq!(code(&desk.service.find_persons(&admin(), &name_only).await), "persons.query");
    let log = desk.log().await.to_lowercase();
    assert!(!log.contains("kestenmair") && !log.contains("555"));
}

#[tokio::test]
async fn two_persons_become_one() {
    let desk = Desk::new().await;
    let (first, second) = (desk.case(ROSA, None).await, desk.case(ROSA, None).await);
    let merged = desk.service.merge_persons(&member(Role::Editor), second.person, first.person).await;
    assert_eq!(code(&merged), "auth.forbidden");
    desk.service.merge_persons(&admin(), second.person, first.person).await.expect("merged");
    let told = desk.service.person_holdings(&admin(), first.person).await.expect("told");
    assert_eq!(told.holdings.runs, [first.run, second.run]);
    assert!(told.shared_runs.is_empty() && !told.is_held);
    assert_eq!(code(&desk.service.person_holdings(&admin(), second.person).await), "not_found");
    assert_eq!(code(&desk.service.merge_persons(&admin(), first.person, first.person).await), "persons.same");
    let third = desk.case(OLE, None).await;
    let subject = Subject::Person(third.person);
    desk.service.request_erasure(&admin(), subject, EraseReason::Candidate).await.expect("asked for");
    let merged = desk.service.merge_persons(&admin(), third.person, first.person).await;
    assert_eq!(code(&merged), "persons.being_erased");
}

#[tokio::test]
async fn a_hold_stops_clocks_and_erasures() {
    let desk = Desk::new().await;
    let (rosa, ole) = (desk.case(ROSA, None).await, desk.case(OLE, None).await);
    let placed = desk.service.place_hold(&admin(), hold(rosa.person, None)).await.expect("placed");
    assert_eq!(code(&desk.service.place_hold(&admin(), hold(rosa.person, Some(ole.run))).await), "not_found");
    assert_eq!(code(&desk.service.place_hold(&of(TEAM_B), hold(rosa.person, None)).await), "not_found");
    assert_eq!(code(&desk.service.place_hold(&member(Role::Editor), hold(rosa.person, None)).await), "auth.forbidden");
    for subject in [Subject::Run(rosa.run), Subject::Person(rosa.person)] {
        assert!(desk.service.preview_erasure(&admin(), subject).await.expect("told").is_held);
        assert_eq!(code(&desk.service.erase(&admin(), subject, EraseReason::Desk).await), "db.held");
    }
    let sweep = desk.service.sweep_retention().await.expect("swept");
    assert_eq!(sweep, RetentionSweep { dated: 2, ..Default::default() });
    desk.wait(185 * DAY);
    let coming = desk.service.coming_erasures(&admin(), 0).await.expect("told");
    assert_eq!(
        coming.iter().map(|one| (one.run, one.is_held)).collect::<Vec<_>>(),
        [(rosa.run, true), (ole.run, false)]
    );
    let sweep = desk.service.sweep_retention().await.expect("swept");
    assert_eq!(sweep, RetentionSweep { requested: 1, ..Default::default() });
    desk.wait(DAY);
    assert_eq!(desk.service.resume_erasures().await.expect("resumed"), 1);
    assert_eq!(
        code(&desk.service.person_holdings(&admin(), ole.person).await),
        "not_found",
        "nobody needs him any more"
    );
    assert_eq!(code(&desk.service.person_holdings(&admin(), rosa.person).await), "fine");
    desk.service.release_hold(&admin(), placed.id).await.expect("released");
    assert_eq!(code(&desk.service.release_hold(&admin(), placed.id).await), "not_found");
    assert_eq!(desk.service.sweep_retention().await.expect("swept").requested, 1);
    desk.wait(DAY);
    assert_eq!(desk.service.resume_erasures().await.expect("resumed"), 1);
    assert_eq!(code(&desk.service.person_holdings(&admin(), rosa.person).await), "not_found");
}

#[tokio::test]
async fn a_run_in_use_is_kept_on_and_its_date_is_foretold() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    desk.service.sweep_retention().await.expect("swept");
    assert!(desk.service.coming_erasures(&admin(), 30).await.expect("told").is_empty());
    desk.wait(160 * DAY);
    let coming = desk.service.coming_erasures(&member(Role::Viewer), 30).await.expect("told");
    assert_eq!(coming.iter().map(|one| (one.run, one.is_closed)).collect::<Vec<_>>(), [(case.run, false)]);
    assert_eq!(code(&desk.service.coming_erasures(&admin(), 400).await), "retention.days");
    assert!(desk.service.coming_erasures(&of(TEAM_B), 366).await.expect("told").is_empty());
    let mut tx = desk.service.db().write(&admin().ctx()).await.expect("begun");
    runs::requeue(&mut tx, case.run, desk.now()).await.expect("requeued");
    tx.commit().await.expect("kept");
    assert!(desk.service.coming_erasures(&admin(), 30).await.expect("told").is_empty(), "it is in use");
    desk.wait(30 * DAY);
    let sweep = desk.service.sweep_retention().await.expect("swept");
    assert_eq!(sweep, RetentionSweep { postponed: 1, ..Default::default() });
}

#[tokio::test]
async fn a_team_chooses_its_clock_with_a_reason() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    desk.service.sweep_retention().await.expect("swept");
    let country = RetentionChoice::Country("FR".to_owned());
    assert_eq!(code(&desk.service.set_retention(&member(Role::Editor), country.clone()).await), "auth.forbidden");
    assert_eq!(desk.service.set_retention(&admin(), country).await.expect("set").months, 24);
    desk.wait(185 * DAY);
    assert!(desk.service.coming_erasures(&admin(), 0).await.expect("told").is_empty());
    let short = RetentionChoice::Months { months: 3, reason: "the works council".to_owned() };
    desk.service.set_retention(&admin(), short).await.expect("set");
    let set = desk.service.retention(&member(Role::Viewer)).await.expect("told");
    assert_eq!(set, Retention { months: 3, reason: "the works council".to_owned() });
    let coming = desk.service.coming_erasures(&admin(), 0).await.expect("told");
    assert_eq!(coming.iter().map(|one| one.run).collect::<Vec<_>>(), [case.run], "its date has passed by that");
    assert_eq!(desk.service.sweep_retention().await.expect("swept").requested, 1);
}

#[tokio::test]
async fn a_person_outlives_the_last_run_only_as_long_as_something_needs_it() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let new = NewConsent {
        person: case.person,
        scope: ConsentScope::KeepForLater,
        recipients: Recipients::All,
        evidence: None,
        given_at: desk.now(),
        expires_at: None,
    };
    let consent = desk.service.give_consent(&admin(), new).await.expect("given");
    desk.service.erase(&admin(), Subject::Run(case.run), EraseReason::Desk).await.expect("erased");
    desk.wait(185 * DAY);
    assert_eq!(desk.service.sweep_retention().await.expect("swept"), RetentionSweep::default(), "the consent counts");
    desk.service.withdraw_consent(&admin(), case.person, consent.id).await.expect("withdrawn");
    let sweep = desk.service.sweep_retention().await.expect("swept");
    assert_eq!(sweep, RetentionSweep { persons: 1, ..Default::default() });
    desk.wait(DAY);
    assert_eq!(desk.service.resume_erasures().await.expect("resumed"), 1);
    assert_eq!(code(&desk.service.person_holdings(&admin(), case.person).await), "not_found");
    assert!(desk.holding("Kestenmair").is_empty());
}
