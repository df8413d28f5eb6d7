//! Erasures: nothing is left in the database's files, the storage or the log; whatever a crash leaves is finished; late writers
//! are found; restored backups forget again.

use crate::sharing_desk::{Candidate, Case, DAY, Desk, HOUR, OLE, ROSA, TEAM_B, admin, code, member, of, pack_of};
use dossier::service::privacy::EraseReason;
use dossier::service::sharing::{ConsentScope, NewConsent, NewSubmission, Recipients};
use dossier::workspace::{RunId, TeamId, erase_run};
use dossier_db::erasures::{self, Subject};
use dossier_db::rows::{ErasureState, Role};
use jiff::Timestamp;
use std::path::PathBuf;
use uuid::Uuid;

/// What must not be found of somebody afterwards.
fn traces(candidate: Candidate) -> [&'static str; 3] {
    let family = candidate.name.split(' ').next_back().expect("a name");
    [family, candidate.email, candidate.phone]
}

/// Files that still hold something of somebody.
fn left(desk: &Desk, candidate: Candidate) -> Vec<(&'static str, Vec<PathBuf>)> {
    let found = traces(candidate).map(|trace| (trace, desk.holding(trace)));
    found.into_iter().filter(|(_, files)| !files.is_empty()).collect()
}

fn nothing_left(desk: &Desk, candidate: Candidate) {
    let left = left(desk, candidate);
    assert!(left.is_empty(), "{left:?}");
}

/// Everything that the desk may write about somebody.
async fn much_about(desk: &Desk, candidate: Candidate) -> Case {
    let case = desk.case(candidate, None).await;
    let about = |text: &str| format!("{text} {} {} {}", candidate.name, candidate.email, candidate.phone);
    let service = &desk.service;
    service.comment(&admin(), case.run, about("note on").into()).await.expect("written");
    let new = NewConsent {
        person: case.person,
        scope: ConsentScope::NamedPack,
        recipients: Recipients::All,
        evidence: Some(about("mail of").into()),
        given_at: desk.now(),
        expires_at: None,
    };
    service.give_consent(&admin(), new).await.expect("given");
    let mut link = pack_of(desk, case.run);
    link.label = Some(candidate.name.into());
    service.create_share(&admin(), link).await.expect("made");
    let new =
        NewSubmission { person: case.person, client: crate::sharing_desk::CLIENT, profile: None, run: Some(case.run) };
    service.draft_submission(&admin(), new).await.expect("begun");
    case
}

fn object_path(desk: &Desk, run: Uuid) -> PathBuf {
    desk.folder.path().join(format!("storage/objects/t/{}/runs/{run}", admin().team))
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_anywhere() {
    let desk = Desk::new().await;
    let rosa = much_about(&desk, ROSA).await;
    let ole = much_about(&desk, OLE).await;
    assert_eq!(left(&desk, ROSA).len(), 3, "the search finds what is there");
    let preview = desk.service.preview_erasure(&admin(), Subject::Person(rosa.person)).await.expect("told");
    assert_eq!((preview.runs, preview.is_held), (vec![rosa.run], false));
    assert!(preview.rows.contains(&("consents", 1)) && preview.rows.contains(&("comments", 1)));
    let subject = Subject::Person(rosa.person);
    assert_eq!(
        code(&desk.service.erase(&member(Role::Editor), subject, EraseReason::Candidate).await),
        "auth.forbidden"
    );
    assert_eq!(code(&desk.service.erase(&of(TEAM_B), subject, EraseReason::Candidate).await), "not_found");
    let erased = desk.service.erase(&admin(), subject, EraseReason::Candidate).await.expect("erased");
    assert_eq!((erased.persons, erased.runs, erased.log_emptied), (1, 1, true));
    nothing_left(&desk, ROSA);
    assert_eq!(left(&desk, OLE).len(), 3, "the other one stays");
    let log = desk.log().await.to_lowercase();
    for trace in traces(ROSA) {
        assert!(!log.contains(&trace.to_lowercase()), "{trace}");
    }

    let receipt: serde_json::Value = serde_json::from_str(&erased.erasure.receipt.expect("a receipt")).expect("JSON");
    assert_eq!(receipt["counts"]["runs"], 1);
    let objects = receipt["runs"][0]["objects"].as_array().expect("a list");
    assert_eq!(receipt["counts"]["objects"], objects.len());
    let cv = objects.iter().find(|object| object["key"].as_str().is_some_and(|key| key.ends_with("01-cv.docx")));
    assert!(cv.expect("listed")["sha256"].as_str().is_some_and(|hash| hash.len() == 64));
    assert_eq!(receipt["counts"]["rows"]["submissions"], 1);
    assert_eq!(code(&desk.service.person_holdings(&admin(), rosa.person).await), "not_found");
    assert_eq!(code(&desk.service.shares_of(&admin(), rosa.run).await), "not_found");
    assert_eq!(code(&desk.service.shares_of(&admin(), ole.run).await), "fine");
    let again = desk.service.perform_erasure(admin().team, erased.erasure.id).await.expect("harmless");
    assert_eq!((again.persons, again.runs), (0, 0));
}

#[tokio::test]
async fn an_editor_erases_a_run() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let other = desk.run_about(admin().team, &[(case.person, ROSA)], None).await;
    let subject = Subject::Run(case.run);
    let erased = desk.service.erase(&member(Role::Editor), subject, EraseReason::Mistake).await.expect("erased");
    assert_eq!((erased.persons, erased.runs), (0, 1), "the person has another run");
    let told = desk.service.person_holdings(&admin(), case.person).await.expect("there");
    assert_eq!(told.holdings.runs, [other.run]);
    assert_eq!(code(&desk.service.erase(&admin(), subject, EraseReason::Mistake).await), "not_found");
    let listed = desk.service.erasures(&admin()).await.expect("listed");
    assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [erased.erasure.id]);
    assert_eq!(code(&desk.service.erasure(&of(TEAM_B), erased.erasure.id).await), "not_found");
}

#[tokio::test]
async fn a_crash_at_any_point_is_finished_by_a_sweep() {
    // How far the worker came: the request; the objects; the note that they are gone.
    for point in 0..3 {
        let desk = Desk::new().await;
        let case = much_about(&desk, ROSA).await;
        let subject = Subject::Run(case.run);
        let erasure = desk.service.request_erasure(&admin(), subject, EraseReason::Desk).await.expect("asked for");
        let again = desk.service.request_erasure(&admin(), subject, EraseReason::Desk).await.expect("asked again");
        assert_eq!(again.id, erasure.id, "it is one erasure");
        let at = Timestamp::from_microsecond(desk.now()).expect("a time");
        if point > 0 {
            let storage = desk.service.dossier().storage();
            let gone = erase_run(storage, TeamId::new(admin().team), RunId::new(case.run), at).await.expect("erased");
            if point > 1 {
                let receipt = serde_json::to_string(&gone).expect("JSON");
                let mut tx = desk.service.db().write(&admin().ctx()).await.expect("begun");
                erasures::objects_gone(&mut tx, erasure.id, case.run, &receipt, desk.now()).await.expect("noted");
                tx.commit().await.expect("kept");
            }
        }
        assert_eq!(desk.service.resume_erasures().await.expect("looked"), 0, "its worker may still be at it");
        desk.wait(DAY);
        assert_eq!(desk.service.resume_erasures().await.expect("resumed"), 1, "at {point}");
        let done = desk.service.erasure(&admin(), erasure.id).await.expect("there");
        assert_eq!(done.state, ErasureState::Done);
        let receipt: serde_json::Value = serde_json::from_str(&done.receipt.expect("a receipt")).expect("JSON");
        assert_eq!(receipt["counts"]["objects"], 8, "the receipt lists everything, wherever it was interrupted");
        assert_eq!(desk.service.resume_erasures().await.expect("looked"), 0);
        // The consent and the open submission keep the person, the run's papers are gone.
        assert!(!desk.holding("paper about").iter().any(|path| path.starts_with(object_path(&desk, case.run))));
    }
}

#[tokio::test]
async fn a_late_writer_is_found_for_a_day() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    desk.service.erase(&admin(), Subject::Run(case.run), EraseReason::Desk).await.expect("erased");
    nothing_left(&desk, ROSA);
    assert_eq!(desk.service.recheck_erased().await.expect("looked").prefixes, 0, "it was looked at just now");
    let late = object_path(&desk, case.run).join("inputs").join("late");
    std::fs::create_dir_all(late.parent().expect("a folder")).expect("made");
    std::fs::write(&late, "CV of Rosa Kestenmair").expect("written");
    desk.wait(2 * HOUR);
    let looked = desk.service.recheck_erased().await.expect("looked");
    assert_eq!((looked.prefixes, looked.late_objects), (1, 1));
    nothing_left(&desk, ROSA);
    assert!(desk.log().await.contains("erasure.late_objects"));
    desk.wait(2 * HOUR);
    assert_eq!(desk.service.recheck_erased().await.expect("looked").late_objects, 0);
    desk.wait(2 * DAY);
    assert_eq!(desk.service.recheck_erased().await.expect("looked").prefixes, 1, "a last look after its time");
    desk.wait(2 * HOUR);
    assert_eq!(desk.service.recheck_erased().await.expect("looked").prefixes, 0);
}

#[tokio::test]
async fn a_restored_backup_forgets_again() {
    let before = Desk::new().await;
    let list = {
        let (rosa, ole) = (before.case(ROSA, None).await, before.case(OLE, None).await);
        before.service.erase(&admin(), Subject::Person(rosa.person), EraseReason::Candidate).await.expect("erased");
        before.service.erase(&admin(), Subject::Run(ole.run), EraseReason::Desk).await.expect("erased");
        before.service.erasure_list().await.expect("listed")
    };
    assert_eq!(list.lines().count(), 2);
    for trace in traces(ROSA).iter().chain(&traces(OLE)) {
        assert!(!list.contains(trace), "{list}");
    }
    // The same steps with the same clock and the same draws: what a backup from before the erasures holds.
    let restored = Desk::new().await;
    let (rosa, ole) = (restored.case(ROSA, None).await, restored.case(OLE, None).await);
    let kept = restored.case(OLE, None).await;
    let held = restored
        .service
        .place_hold(
            &admin(),
            dossier::service::privacy::NewHold { person: ole.person, run: None, reason: "was released later".into() },
        )
        .await;
    let held = held.expect("placed");
    let replayed = restored.service.replay_erasures(&list).await.expect("replayed");
    assert_eq!((replayed.lines, replayed.erased, replayed.held.clone()), (2, 1, vec![ole.run]));
    nothing_left(&restored, ROSA);
    assert_eq!(code(&restored.service.person_holdings(&admin(), rosa.person).await), "not_found");
    assert_eq!(code(&restored.service.comments_on(&admin(), ole.run).await), "fine", "a hold keeps it");
    restored.service.release_hold(&admin(), held.id).await.expect("released");
    let replayed = restored.service.replay_erasures(&list).await.expect("replayed");
    assert_eq!((replayed.erased, replayed.held), (1, vec![]));
    assert_eq!(code(&restored.service.comments_on(&admin(), ole.run).await), "not_found");
    assert_eq!(code(&restored.service.comments_on(&admin(), kept.run).await), "fine");
    assert_eq!(restored.service.replay_erasures(&list).await.expect("harmless").erased, 0);
    assert_eq!(code(&restored.service.replay_erasures("{}").await), "erasure_list.line");
}
