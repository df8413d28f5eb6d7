//! Invitations, roles, ownership, leaving, deletion, and what a team is called and keeps.

use crate::accounts_desk::{HOUR, OWNER, PASSWORD, SECOND, account, code, desk};
use dossier::service::accounts::{NewInvitation, TeamChanges};
use dossier_db::rows::Role;

fn open(role: Role) -> NewInvitation {
    NewInvitation { email: None, role }
}

fn bound(email: &str, role: Role) -> NewInvitation {
    NewInvitation { email: Some(email.into()), role }
}

#[tokio::test]
async fn an_invitation_works_once() {
    let (desk, _, owner) = desk().await;
    let (info, secret) = desk.service.invite(&owner, &open(Role::Editor)).await.expect("invited");
    assert_eq!((info.email, info.invited_by), (None, owner.user));
    let offered = desk.service.invitation(secret.as_str()).await.expect("open");
    assert_eq!((offered.team_name.as_str(), offered.role), ("Büro Zürich", Role::Editor));
    let session = desk.service.accept_invitation(secret.as_str(), &account("anna@example.org")).await;
    let caller = desk.caller(&session.expect("accepted")).await.expect("a session");
    assert_eq!((caller.team, caller.role), (owner.team, Role::Editor));
    let again = desk.service.accept_invitation(secret.as_str(), &account("berta@example.org")).await;
    assert_eq!(code(&again), "link.gone");
    assert_eq!(code(&desk.service.invitation(secret.as_str()).await), "link.gone");
    assert_eq!(code(&desk.login("berta@example.org", PASSWORD).await), "auth.bad_login", "nothing is left of it");
    assert_eq!(desk.service.invitations(&owner).await.expect("listed").len(), 0);
}

#[tokio::test]
async fn an_invitation_expires_and_can_be_taken_back() {
    let (desk, _, owner) = desk().await;
    let (info, taken) = desk.service.invite(&owner, &open(Role::Viewer)).await.expect("invited");
    let (_, old) = desk.service.invite(&owner, &open(Role::Viewer)).await.expect("invited");
    desk.service.revoke_invitation(&owner, info.id).await.expect("taken back");
    assert_eq!(code(&desk.service.revoke_invitation(&owner, info.id).await), "not_found");
    assert_eq!(code(&desk.service.accept_invitation(taken.as_str(), &account("a@example.org")).await), "link.gone");
    desk.wait(7 * 24 * HOUR - 1);
    assert_eq!(code(&desk.service.invitation(old.as_str()).await), "fine");
    desk.wait(1);
    assert_eq!(code(&desk.service.accept_invitation(old.as_str(), &account("a@example.org")).await), "link.gone");
    assert_eq!(code(&desk.service.accept_invitation("x", &account("a@example.org")).await), "link.gone");
}

#[tokio::test]
async fn an_invitation_ends_with_the_right_to_invite() {
    let (desk, _, owner) = desk().await;
    let (_, admin) = desk.member(&owner, "anna@example.org", Role::Admin).await;
    let anna = admin.user.expect("a user");
    let (_, secret) = desk.service.invite(&admin, &open(Role::Admin)).await.expect("invited");
    let works = async || code(&desk.service.invitation(secret.as_str()).await);
    assert_eq!(works().await, "fine");
    desk.service.set_role(&owner, anna, Role::Viewer).await.expect("set");
    assert_eq!(works().await, "link.gone", "a lower role must not make itself a higher one");
    assert_eq!(desk.service.invitations(&owner).await.expect("listed").len(), 0);
    desk.service.set_role(&owner, anna, Role::Admin).await.expect("set");
    assert_eq!(works().await, "fine");
    desk.service.remove_member(&owner, anna).await.expect("removed");
    assert_eq!(works().await, "link.gone");
    let back = desk.service.accept_invitation(secret.as_str(), &account("anna.again@example.org")).await;
    assert_eq!(code(&back), "link.gone", "whoever was removed does not come back by a link of their own");
    assert_eq!(code(&desk.service.join_team(&owner, secret.as_str()).await), "link.gone");
}

#[tokio::test]
async fn an_invitation_for_an_address_is_for_that_one() {
    let (desk, _, owner) = desk().await;
    let (_, secret) = desk.service.invite(&owner, &bound("Anna@example.org", Role::Viewer)).await.expect("invited");
    let other = desk.service.accept_invitation(secret.as_str(), &account("berta@example.org")).await;
    assert_eq!(code(&other), "invitation.other_address");
    let wrong = desk.service.invite(&owner, &bound("anna", Role::Viewer)).await;
    assert_eq!(code(&wrong), "account.email");
    let right = desk.service.accept_invitation(secret.as_str(), &account(" anna@EXAMPLE.org")).await;
    assert_eq!(code(&right), "fine");
}

#[tokio::test]
async fn a_user_of_one_team_joins_another() {
    let (desk, _, owner) = desk().await;
    let (_, anna) = desk.member(&owner, "anna@example.org", Role::Viewer).await;
    desk.wait(SECOND);
    let second = desk.service.create_team(&owner, "Bureau Genève").await.expect("made");
    let mut there = owner.clone();
    there.team = second;
    let (_, secret) = desk.service.invite(&there, &open(Role::Admin)).await.expect("invited");
    let taken = desk.service.accept_invitation(secret.as_str(), &account("anna@example.org")).await;
    assert_eq!(code(&taken), "account.email_taken");
    assert_eq!(desk.service.join_team(&anna, secret.as_str()).await.expect("joined"), (second, Role::Admin));
    assert_eq!(code(&desk.service.join_team(&anna, secret.as_str()).await), "link.gone");
    let (_, more) = desk.service.invite(&there, &open(Role::Viewer)).await.expect("invited");
    assert_eq!(code(&desk.service.join_team(&anna, more.as_str()).await), "member.already");
    assert_eq!(code(&desk.service.invitation(more.as_str()).await), "fine", "it is not used up by that");
}

#[tokio::test]
async fn ownership_is_given_and_taken_by_owners_only() {
    let (desk, _, owner) = desk().await;
    let (_, admin) = desk.member(&owner, "anna@example.org", Role::Admin).await;
    let (_, editor) = desk.member(&owner, "berta@example.org", Role::Editor).await;
    let (rosa, anna, berta) = (owner.user.expect("a user"), admin.user.expect("a user"), editor.user.expect("a user"));
    assert_eq!(code(&desk.service.invite(&admin, &open(Role::Owner)).await), "auth.forbidden");
    assert_eq!(code(&desk.service.set_role(&admin, anna, Role::Owner).await), "auth.forbidden");
    assert_eq!(code(&desk.service.set_role(&admin, rosa, Role::Viewer).await), "auth.forbidden");
    assert_eq!(code(&desk.service.remove_member(&admin, rosa).await), "auth.forbidden");
    assert_eq!(code(&desk.service.set_role(&editor, anna, Role::Viewer).await), "auth.forbidden");
    assert_eq!(code(&desk.service.set_role(&admin, berta, Role::Viewer).await), "fine");
    assert_eq!(code(&desk.service.set_role(&owner, uuid::Uuid::from_u128(9), Role::Viewer).await), "not_found");
    for outcome in [
        desk.service.set_role(&owner, rosa, Role::Admin).await,
        desk.service.remove_member(&owner, rosa).await,
        desk.service.leave(&owner).await,
    ] {
        assert_eq!(code(&outcome), "team.last_owner");
    }
    desk.service.set_role(&owner, anna, Role::Owner).await.expect("given");
    assert_eq!(code(&desk.service.leave(&owner).await), "fine");
    let members = desk.service.members(&editor).await.expect("listed");
    assert_eq!(members.len(), 2);
    assert!(members.iter().any(|member| member.user == anna && member.role == Role::Owner));
}

#[tokio::test]
async fn a_deleted_account_leaves_no_name_behind() {
    let (desk, _, owner) = desk().await;
    assert_eq!(code(&desk.service.delete_account(&owner, &PASSWORD.into()).await), "team.last_owner");
    let (session, anna) = desk.member(&owner, "anna@example.org", Role::Editor).await;
    assert_eq!(code(&desk.service.delete_account(&anna, &"ein anderer Satz".into()).await), "auth.bad_login");
    let erased = desk.service.delete_account(&anna, &PASSWORD.into()).await.expect("deleted");
    assert_eq!((Some(erased.user), erased.memberships), (anna.user, 1));
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(code(&desk.login("anna@example.org", PASSWORD).await), "auth.bad_login");
    let (_, berta) = desk.member(&owner, "berta@example.org", Role::Admin).await;
    let user = berta.user.expect("a user");
    assert_eq!(code(&desk.service.delete_member(&berta, user).await), "auth.forbidden", "owners only");
    desk.wait(SECOND);
    desk.service.create_team(&berta, "Andere").await.expect("made");
    assert_eq!(code(&desk.service.delete_member(&owner, user).await), "account.other_teams");
    let (_, carla) = desk.member(&owner, "carla@example.org", Role::Viewer).await;
    assert_eq!(code(&desk.service.delete_member(&owner, carla.user.expect("a user")).await), "fine");
    assert_eq!(desk.service.members(&owner).await.expect("listed").len(), 2);
}

#[tokio::test]
async fn a_team_is_named_set_and_archived() {
    let (desk, session, owner) = desk().await;
    let (_, editor) = desk.member(&owner, "anna@example.org", Role::Editor).await;
    let changes = TeamChanges {
        name: Some("Büro Bern".to_owned()),
        settings: Some(r#"{"locale":"de-CH"}"#.to_owned()),
        seen: None,
    };
    assert_eq!(code(&desk.service.change_team(&editor, &changes).await), "auth.forbidden");
    desk.service.change_team(&owner, &changes).await.expect("changed");
    let team = desk.service.team(&editor).await.expect("there");
    assert_eq!((team.name.as_str(), team.settings.as_str()), ("Büro Bern", r#"{"locale":"de-CH"}"#));
    assert_eq!((team.retention_months, team.retention_reason.as_str()), (6, "default"));
    desk.service
        .change_team(&owner, &TeamChanges { name: Some("B".to_owned()), ..TeamChanges::default() })
        .await
        .expect("changed");
    assert_eq!(desk.service.team(&owner).await.expect("there").settings, r#"{"locale":"de-CH"}"#, "the rest stays");
    let seen = Some(desk.service.team(&owner).await.expect("there").updated_at);
    let renamed = TeamChanges { name: Some("C".to_owned()), settings: None, seen };
    assert_eq!(code(&desk.service.change_team(&owner, &renamed).await), "fine");
    assert_eq!(code(&desk.service.change_team(&owner, &renamed).await), "edit.stale", "also in the same moment");
    let own = desk.service.own_user(&editor).await.expect("asked").expect("a user");
    assert_eq!((own.email.as_str(), own.has_password), ("anna@example.org", true));
    for (wrong, name) in [
        (TeamChanges { name: Some(String::new()), ..TeamChanges::default() }, "account.name"),
        (TeamChanges { settings: Some("[]".to_owned()), ..TeamChanges::default() }, "team.settings"),
    ] {
        assert_eq!(code(&desk.service.change_team(&owner, &wrong).await), name);
    }
    assert_eq!(code(&desk.service.archive_team(&editor).await), "auth.forbidden");
    desk.service.archive_team(&owner).await.expect("archived");
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "account.no_team");
}
