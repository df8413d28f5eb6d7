//! New passwords by a link, and teams that are archived and come back.

use crate::accounts_desk::{Desk, HOUR, OWNER, PASSWORD, code, desk};
use dossier::service::{Caller, Scope, Via};
use dossier_db::rows::Role;
use uuid::Uuid;

const ANNA: &str = "anna@example.org";
const NEW: &str = "ein anderer langer Satz";

async fn actions(desk: &Desk, owner: &Caller) -> Vec<String> {
    let rows = desk.service.audit_list(owner, None).await.expect("the log");
    rows.into_iter().map(|row| row.action).collect()
}

#[tokio::test]
async fn a_link_for_a_new_password_works_once_and_ends_all_sessions() {
    let (desk, _, owner) = desk().await;
    let (session, anna) = desk.member(&owner, ANNA, Role::Admin).await;
    let user = anna.user.expect("a user");
    let second = desk.login(ANNA, PASSWORD).await.expect("logged in");
    let old = desk.service.offer_reset(&owner, user).await.expect("made");
    let link = desk.service.offer_reset(&owner, user).await.expect("made again");
    assert_eq!((link.user, link.expires_at), (user, desk.service.now() + 24 * HOUR));
    assert!(!format!("{link:?}").contains(link.secret.as_str()), "the secret is not printed by chance");
    let secret = link.secret.as_str();
    assert_eq!(code(&desk.service.reset_password(old.secret.as_str(), &NEW.into()).await), "link.gone");
    assert_eq!(code(&desk.service.reset_password("x", &NEW.into()).await), "link.gone");
    assert_eq!(code(&desk.service.reset_password(secret, &"kurz".into()).await), "password.short");
    assert_eq!(code(&desk.service.reset_password(secret, &ANNA.into()).await), "password.common");
    assert_eq!(code(&desk.caller(&session).await), "fine", "nothing has happened yet");

    // Whoever has failed too often comes in at once.
    for _ in 0..6 {
        let _ = desk.login(ANNA, "ein ganz falscher Satz").await;
    }
    assert_eq!(code(&desk.login(ANNA, PASSWORD).await), "limit.rate");
    let new = NEW.into();
    let (one, two) = tokio::join!(desk.service.reset_password(secret, &new), desk.service.reset_password(secret, &new));
    assert!(one.is_ok() != two.is_ok(), "of two at once one is done: {one:?} {two:?}");
    assert_eq!(code(&one.and(two)), "link.gone");
    for ended in [&session, &second] {
        assert_eq!(code(&desk.caller(ended).await), "auth.needed");
    }
    assert_eq!(code(&desk.login(ANNA, NEW).await), "fine");
    assert_eq!(code(&desk.login(ANNA, PASSWORD).await), "auth.bad_login");
    let log = actions(&desk, &owner).await;
    for action in ["member.reset_offered", "account.password_reset"] {
        assert!(log.iter().any(|one| one == action), "{action}: {log:?}");
    }
}

#[tokio::test]
async fn a_link_for_a_new_password_ends_with_its_day_and_with_another_password() {
    let (desk, _, owner) = desk().await;
    let (_, anna) = desk.member(&owner, ANNA, Role::Editor).await;
    let user = anna.user.expect("a user");
    let link = desk.service.offer_reset(&owner, user).await.expect("made");
    desk.service.change_password(&anna, &PASSWORD.into(), &NEW.into()).await.expect("changed");
    let used = desk.service.reset_password(link.secret.as_str(), &PASSWORD.into()).await;
    assert_eq!(code(&used), "link.gone", "the user has come in without it");
    let link = desk.service.offer_reset(&owner, user).await.expect("made");
    desk.wait(24 * HOUR);
    let used = desk.service.reset_password(link.secret.as_str(), &PASSWORD.into()).await;
    assert_eq!(code(&used), "link.gone");
}

#[tokio::test]
async fn nobody_gets_in_as_somebody_who_may_more_or_elsewhere() {
    let (desk, _, owner) = desk().await;
    let (_, admin) = desk.member(&owner, ANNA, Role::Admin).await;
    let (_, editor) = desk.member(&owner, "berta@example.org", Role::Editor).await;
    let id = |caller: &Caller| caller.user.expect("a user");
    let offer = async |by: &Caller, of: Uuid| code(&desk.service.offer_reset(by, of).await);
    assert_eq!(offer(&editor, id(&admin)).await, "auth.forbidden");
    assert_eq!(offer(&admin, id(&owner)).await, "auth.forbidden", "an owner's is an owner's");
    assert_eq!(offer(&admin, id(&editor)).await, "fine");
    assert_eq!(offer(&admin, id(&admin)).await, "account.own_reset");
    assert_eq!(offer(&admin, Uuid::from_u128(7)).await, "not_found");
    let token = Caller { via: Via::Token(Uuid::from_u128(1), all_scopes()), ..admin.clone() };
    assert_eq!(offer(&token, id(&editor)).await, "auth.forbidden", "a token would get in by it");

    // A link that was made before does not reach into a team that is joined later.
    let link = desk.service.offer_reset(&owner, id(&admin)).await.expect("made");
    let elsewhere = desk.service.create_team(&admin, "Bureau Genève").await.expect("made");
    assert_eq!(code(&desk.service.reset_password(link.secret.as_str(), &NEW.into()).await), "link.gone");
    assert_eq!(offer(&owner, id(&admin)).await, "account.other_teams");
    let there = Caller { team: elsewhere, role: Role::Owner, ..admin.clone() };
    desk.service.archive_team(&there).await.expect("archived");
    assert_eq!(offer(&owner, id(&admin)).await, "account.other_teams", "it can be brought back");
}

#[tokio::test]
async fn the_operator_lets_the_only_owner_in_again() {
    let (desk, session, owner) = desk().await;
    let unknown = desk.service.offer_reset_at_the_machine("nobody@example.org").await;
    assert_eq!(code(&unknown), "not_found");
    let link = desk.service.offer_reset_at_the_machine(" ROSA@example.org ").await.expect("made");
    desk.service.reset_password(link.secret.as_str(), &NEW.into()).await.expect("set");
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(code(&desk.login(OWNER, NEW).await), "fine");
    let log = actions(&desk, &owner).await;
    assert!(log.iter().any(|action| action == "member.reset_offered"), "{log:?}");
}

#[tokio::test]
async fn an_archived_team_comes_back_by_its_owner_or_the_operator() {
    let (desk, _, owner) = desk().await;
    let second = desk.service.create_team(&owner, "Bureau Genève").await.expect("made");
    let there = Caller { team: second, ..owner.clone() };
    let (session, _) = desk.member(&there, ANNA, Role::Editor).await;
    assert_eq!(code(&desk.service.unarchive_team(&owner, second).await), "not_found", "it is not archived");
    desk.service.archive_team(&there).await.expect("archived");
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(code(&desk.login(ANNA, PASSWORD).await), "account.no_team");
    let archived = desk.service.archived_teams(&owner).await.expect("listed");
    assert_eq!(archived.iter().map(|team| (team.id, team.role)).collect::<Vec<_>>(), [(second, Role::Owner)]);

    // Neither others nor tokens bring it back.
    let (_, berta) = desk.member(&owner, "berta@example.org", Role::Admin).await;
    assert_eq!(desk.service.archived_teams(&berta).await.expect("listed").len(), 0);
    assert_eq!(code(&desk.service.unarchive_team(&berta, second).await), "not_found");
    let token = Caller { via: Via::Token(Uuid::from_u128(1), all_scopes()), ..owner.clone() };
    assert_eq!(desk.service.archived_teams(&token).await.expect("listed").len(), 0);
    assert_eq!(code(&desk.service.unarchive_team(&token, second).await), "auth.forbidden");

    desk.service.unarchive_team(&owner, second).await.expect("back");
    assert_eq!(code(&desk.login(ANNA, PASSWORD).await), "fine");
    assert!(actions(&desk, &there).await.iter().any(|action| action == "team.unarchived"));

    // The only team of everybody is brought back at the machine.
    desk.service.archive_team(&there).await.expect("archived");
    desk.service.archive_team(&owner).await.expect("archived");
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "account.no_team");
    let all = desk.service.teams_at_the_machine().await.expect("listed");
    assert!(all.len() == 2 && all.iter().all(|(_, _, archived)| *archived), "{all:?}");
    desk.service.unarchive_at_the_machine(owner.team).await.expect("back");
    assert_eq!(code(&desk.service.unarchive_at_the_machine(owner.team).await), "not_found");
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "fine");
}

fn all_scopes() -> Vec<Scope> {
    vec![Scope::Read, Scope::Write, Scope::Admin]
}
