//! Moving a run to another team: nothing is left behind, persons and consents go only as chosen, and an interruption is finished.

use crate::sharing_desk::{
    Case, DAY, Desk, HOUR, OLE, ROSA, TEAM_A, TEAM_B, admin, code, member, of, pack_of, text_of,
};
use dossier::service::privacy::{EraseReason, NewHold, PersonQuery};
use dossier::service::sharing::{ConsentScope, NewConsent, Recipients, ShareOrder, ShareWhat};
use dossier::service::{Caller, MoveOrder, MovePersons, Scope, Via};
use dossier_db::erasures::Subject;
use dossier_db::rows::Role;
use dossier_db::{moves, persons, runs};
use uuid::Uuid;

fn order(case: &Case) -> MoveOrder {
    MoveOrder { run: case.run, persons: MovePersons::AsNew, consents: false }
}

async fn runs_of(desk: &Desk, team: Uuid) -> Vec<Uuid> {
    let mut tx = desk.service.db().read(&of(team).ctx()).await.expect("begun");
    let query = dossier_db::history::Query::default();
    dossier_db::history::find(&mut tx, &query).await.expect("found").items.iter().map(|run| run.id).collect()
}

/// Whether a team's folder in the storage, or a file's content there, tells of Rosa.
fn folder_tells(desk: &Desk, team: Uuid) -> bool {
    let folder = desk.folder.path().join(format!("storage/objects/t/{team}"));
    ["Kestenmair", "paper about"].iter().any(|text| desk.holding(text).iter().any(|path| path.starts_with(&folder)))
}

#[tokio::test]
async fn a_moved_run_is_with_the_other_team_only() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    desk.service.comment(&admin(), case.run, "called her".into()).await.expect("written");
    let made = desk.service.create_share(&admin(), pack_of(&desk, case.run)).await.expect("made");
    assert!(folder_tells(&desk, TEAM_A) && !folder_tells(&desk, TEAM_B));
    let moved = desk.service.move_run(&admin(), &of(TEAM_B), &order(&case)).await.expect("moved");
    assert_eq!((moved.transferred.revisions, moved.transferred.objects, moved.is_erased), (1, 7, true));
    assert_eq!((runs_of(&desk, TEAM_A).await, runs_of(&desk, TEAM_B).await), (vec![], vec![case.run]));
    assert!(!folder_tells(&desk, TEAM_A) && folder_tells(&desk, TEAM_B));
    assert_eq!(code(&desk.service.comments_on(&admin(), case.run).await), "not_found");
    assert_eq!(code(&desk.service.person_holdings(&admin(), case.person).await), "not_found");
    let secret = made.secret.as_str();
    assert_eq!(code(&desk.service.open_share(secret, None, "192.0.2.0/24").await), "link.gone");

    let [(old, new)] = moved.persons[..] else { panic!("one person: {:?}", moved.persons) };
    assert!(old == case.person && new != old);
    let query = PersonQuery { email: Some(ROSA.email.into()), ..Default::default() };
    let found = desk.service.find_persons(&of(TEAM_B), &query).await.expect("looked up");
    assert_eq!(found.iter().map(|one| one.person.id).collect::<Vec<_>>(), [new], "found by the record's address");
    let comments = desk.service.comments_on(&of(TEAM_B), case.run).await.expect("listed");
    assert_eq!(comments.iter().map(|one| (one.person, one.body.as_str())).collect::<Vec<_>>(), [(new, "called her")]);
    let cv = ShareOrder { what: ShareWhat::Document("01-cv.docx".to_owned()), ..pack_of(&desk, case.run) };
    let made = desk.service.create_share(&of(TEAM_B), cv).await.expect("made there");
    let shared = desk.service.open_share(made.secret.as_str(), None, "192.0.2.0/24").await.expect("works");
    assert_eq!(text_of(shared.stream(0..shared.bytes).expect("whole")).await, "paper about Rosa Kestenmair");
    assert!(desk.log().await.contains("run.moved_out"));

    let list = desk.service.erasure_list().await.expect("listed");
    assert_eq!(list, "", "a restored backup has it where it was: a move is no erasure");
    let back = desk.service.move_run(&of(TEAM_B), &admin(), &order(&case)).await;
    assert_eq!(code(&back), "move.too_soon");
    assert_eq!((runs_of(&desk, TEAM_A).await, runs_of(&desk, TEAM_B).await), (vec![], vec![case.run]));
}

#[tokio::test]
async fn persons_and_consents_go_as_chosen() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    for recipients in [Recipients::All, Recipients::Clients(vec![crate::sharing_desk::CLIENT])] {
        let new = NewConsent {
            person: case.person,
            scope: ConsentScope::NamedPack,
            recipients,
            evidence: None,
            given_at: desk.now(),
            expires_at: None,
        };
        desk.service.give_consent(&admin(), new).await.expect("given");
    }
    let known = desk.person(TEAM_B, ROSA).await;
    let named =
        |pairs: Vec<(Uuid, Uuid)>| MoveOrder { persons: MovePersons::Named(pairs), consents: true, ..order(&case) };
    let missing = desk.service.move_run(&admin(), &of(TEAM_B), &named(vec![])).await;
    assert_eq!(code(&missing), "move.person_missing");
    let unknown = desk.service.move_run(&admin(), &of(TEAM_B), &named(vec![(case.person, case.person)])).await;
    assert_eq!(code(&unknown), "not_found", "not that team's");
    assert_eq!(runs_of(&desk, TEAM_A).await, [case.run]);
    let moved = desk.service.move_run(&admin(), &of(TEAM_B), &named(vec![(case.person, known)])).await.expect("moved");
    assert_eq!(moved.persons, [(case.person, known)]);
    let consents = desk.service.consents_of(&of(TEAM_B), known).await.expect("listed");
    assert_eq!(consents.len(), 1, "the one that counts for every client");
    // What was agreed with the first team stays with it.
    assert_eq!(desk.service.consents_of(&admin(), case.person).await.expect("listed").len(), 2);

    let other = desk.case(OLE, None).await;
    let moved = desk.service.move_run(&admin(), &of(TEAM_B), &order(&other)).await.expect("moved");
    let [(_, new)] = moved.persons[..] else { panic!("one person: {:?}", moved.persons) };
    assert!(desk.service.consents_of(&of(TEAM_B), new).await.expect("listed").is_empty());
}

#[tokio::test]
async fn only_admins_of_both_move_what_may_move() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let editor = member(Role::Editor);
    assert_eq!(code(&desk.service.move_run(&editor, &of(TEAM_B), &order(&case)).await), "auth.forbidden");
    let viewer = Caller { role: Role::Viewer, ..of(TEAM_B) };
    assert_eq!(code(&desk.service.move_run(&admin(), &viewer, &order(&case)).await), "auth.forbidden");
    let somebody_else = Caller { user: Some(Uuid::from_u128(9)), ..of(TEAM_B) };
    assert_eq!(code(&desk.service.move_run(&admin(), &somebody_else, &order(&case)).await), "auth.forbidden");
    let token = Caller { via: Via::Token(Uuid::from_u128(5), vec![Scope::Admin]), ..admin() };
    assert_eq!(code(&desk.service.move_run(&token, &of(TEAM_B), &order(&case)).await), "auth.forbidden");
    assert_eq!(code(&desk.service.move_run(&admin(), &admin(), &order(&case)).await), "move.same_team");
    assert_eq!(code(&desk.service.move_run(&of(TEAM_B), &admin(), &order(&case)).await), "not_found");
    let mut tx = desk.service.db().write(&admin().ctx()).await.expect("begun");
    runs::requeue(&mut tx, case.run, desk.now()).await.expect("requeued");
    tx.commit().await.expect("kept");
    assert_eq!(code(&desk.service.move_run(&admin(), &of(TEAM_B), &order(&case)).await), "move.under_way");
    let mut tx = desk.service.db().write(&admin().ctx()).await.expect("begun");
    runs::cancel(&mut tx, case.run, desk.now()).await.expect("cancelled");
    tx.commit().await.expect("kept");
    let hold = NewHold { person: case.person, run: None, reason: "dispute on a fee".into() };
    desk.service.place_hold(&admin(), hold).await.expect("placed");
    assert_eq!(code(&desk.service.move_run(&admin(), &of(TEAM_B), &order(&case)).await), "db.held");
    assert_eq!((runs_of(&desk, TEAM_A).await, runs_of(&desk, TEAM_B).await), (vec![case.run], vec![]));
}

#[tokio::test]
async fn nothing_moves_to_somebody_who_is_being_erased() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    let known = desk.person(TEAM_B, ROSA).await;
    let asked = desk.service.request_erasure(&of(TEAM_B), Subject::Person(known), EraseReason::Candidate).await;
    let persons = MovePersons::Named(vec![(case.person, known)]);
    let moved = desk.service.move_run(&admin(), &of(TEAM_B), &MoveOrder { persons, ..order(&case) }).await;
    assert_eq!(code(&moved), "persons.being_erased");
    assert_eq!((runs_of(&desk, TEAM_A).await, runs_of(&desk, TEAM_B).await), (vec![case.run], vec![]));
    let erasure = asked.expect("asked for").id;
    assert_eq!(desk.service.perform_erasure(TEAM_B, erasure).await.expect("erased").persons, 1);
}

#[tokio::test]
async fn an_interrupted_move_is_finished_by_a_sweep() {
    let desk = Desk::new().await;
    let case = desk.case(ROSA, None).await;
    // What a worker leaves that dies behind its first commit: the rows are in the other team, the objects are not.
    let mut tx = desk.service.db().read(&admin().ctx()).await.expect("begun");
    let moving = moves::take(&mut tx, case.run).await.expect("taken");
    drop(tx);
    let person = desk.person(TEAM_B, ROSA).await;
    let mut tx = desk.service.db().write(&of(TEAM_B).ctx()).await.expect("begun");
    assert!(persons::get(&mut tx, person).await.expect("read").is_some());
    moves::put(&mut tx, &moving, &[(case.person, person)]).await.expect("put");
    let entry = dossier_db::audit::Entry {
        at: desk.now(),
        action: "run.moved_in",
        subject: Some(("run", case.run)),
        details: vec![("from", dossier_db::audit::Detail::Id(TEAM_A))],
    };
    dossier_db::audit::append(&mut tx, &entry).await.expect("noted");
    tx.commit().await.expect("kept");
    assert_eq!(desk.service.resume_moves().await.expect("looked"), 0, "its worker may still be at it");
    let (key, now) = (desk.service.db().key().of_idempotency(TEAM_A, case.run, "move"), desk.now());
    let mut tx = desk.service.db().write(&admin().ctx()).await.expect("begun");
    dossier_db::idempotency::begin(&mut tx, key, dossier_db::Hash::ZERO, now, now + HOUR).await.expect("taken");
    tx.commit().await.expect("kept");
    desk.wait(HOUR / 2);
    assert_eq!(desk.service.resume_moves().await.expect("looked"), 0, "its lease has not ended");
    assert_eq!(code(&desk.service.move_run(&admin(), &of(TEAM_B), &order(&case)).await), "move.elsewhere");
    desk.wait(HOUR / 2);
    assert_eq!(desk.service.resume_moves().await.expect("resumed"), 1);
    assert_eq!((runs_of(&desk, TEAM_A).await, runs_of(&desk, TEAM_B).await), (vec![], vec![case.run]));
    assert!(!folder_tells(&desk, TEAM_A) && folder_tells(&desk, TEAM_B));
    assert_eq!(desk.service.resume_moves().await.expect("looked"), 0);
    desk.wait(DAY);
    assert_eq!(desk.service.recheck_erased().await.expect("looked").late_objects, 0);
    assert!(folder_tells(&desk, TEAM_B), "the look at the old prefix touches nothing else");
}
