//! API tokens: scopes, ends, and who may take one back.

use crate::accounts_desk::{Desk, HOUR, SECOND, code, desk};
use dossier::service::accounts::{NewToken, TokenInfo};
use dossier::service::{Action, Caller, Scope, Via};
use dossier_db::rows::{ApiToken, Role};
use dossier_db::{Hash, Personal, sessions};
use std::time::Duration;
use uuid::Uuid;

const DAY: Duration = Duration::from_secs(24 * 3_600);

fn wanted(scopes: &[Scope]) -> NewToken {
    NewToken { name: "import".to_owned(), scopes: scopes.to_vec(), lives: DAY }
}

async fn made(desk: &Desk, caller: &Caller, scopes: &[Scope]) -> (TokenInfo, Personal) {
    desk.service.make_token(caller, &wanted(scopes)).await.expect("made")
}

#[tokio::test]
async fn a_token_does_what_its_scopes_and_its_user_may() {
    let (desk, _, owner) = desk().await;
    let (info, token) = made(&desk, &owner, &[Scope::Write, Scope::Read, Scope::Read]).await;
    assert_eq!(info.scopes, [Scope::Read, Scope::Write]);
    assert!(token.as_str().starts_with(&format!("dsr_{}_", info.id.as_simple())), "scanners find it");
    let caller = desk.service.caller_of_token(token.as_str()).await.expect("it works");
    assert_eq!(caller.via, Via::Token(info.id, vec![Scope::Read, Scope::Write]));
    assert_eq!((caller.team, caller.user, caller.role), (owner.team, owner.user, Role::Owner));
    assert!(caller.may(Action::ReadRuns).is_ok() && caller.may(Action::StartRuns).is_ok());
    assert!(caller.may(Action::ManageMembers).is_err(), "its user may, its scopes do not");
    assert_eq!(code(&desk.service.members(&caller).await), "fine");
    assert_eq!(code(&desk.service.tokens(&caller).await), "auth.forbidden");
    let (_, viewer) = desk.member(&owner, "anna@example.org", Role::Viewer).await;
    let (_, token) = made(&desk, &viewer, &[Scope::Read, Scope::Write, Scope::Admin]).await;
    let caller = desk.service.caller_of_token(token.as_str()).await.expect("it works");
    assert!(caller.may(Action::StartRuns).is_err(), "its scopes would, its user may not");
}

#[tokio::test]
async fn a_token_ends_by_time_by_revocation_and_with_its_user() {
    let (desk, _, owner) = desk().await;
    let (first, token) = made(&desk, &owner, &[Scope::Read]).await;
    desk.wait(24 * HOUR - 1);
    assert_eq!(code(&desk.service.caller_of_token(token.as_str()).await), "fine");
    desk.wait(1);
    assert_eq!(code(&desk.service.caller_of_token(token.as_str()).await), "auth.needed");
    let owner = desk.login(crate::accounts_desk::OWNER, crate::accounts_desk::PASSWORD).await.expect("logged in");
    let owner = desk.caller(&owner).await.expect("a session");
    let (second, token) = made(&desk, &owner, &[Scope::Read]).await;
    desk.wait(90 * SECOND);
    desk.service.caller_of_token(token.as_str()).await.expect("it works");
    let listed = desk.service.tokens(&owner).await.expect("listed");
    assert_eq!(listed.iter().map(|token| token.id).collect::<Vec<_>>(), [second.id, first.id], "newest first");
    assert_eq!(listed[0].used_at, Some(listed[0].created_at + 90 * SECOND));
    desk.service.revoke_token(&owner, second.id).await.expect("revoked");
    assert_eq!(code(&desk.service.caller_of_token(token.as_str()).await), "auth.needed");
    assert_eq!(code(&desk.service.revoke_token(&owner, second.id).await), "not_found", "it works no more");
    let (_, anna) = desk.member(&owner, "anna@example.org", Role::Editor).await;
    let (_, token) = made(&desk, &anna, &[Scope::Read]).await;
    desk.service.remove_member(&owner, anna.user.expect("a user")).await.expect("removed");
    assert_eq!(code(&desk.service.caller_of_token(token.as_str()).await), "auth.needed");
}

#[tokio::test]
async fn a_token_makes_none_that_may_more() {
    let (desk, _, owner) = desk().await;
    let (_, token) = made(&desk, &owner, &[Scope::Admin]).await;
    let caller = desk.service.caller_of_token(token.as_str()).await.expect("it works");
    assert_eq!(code(&desk.service.make_token(&caller, &wanted(&[Scope::Write])).await), "auth.forbidden");
    assert_eq!(code(&desk.service.make_token(&caller, &wanted(&[Scope::Admin])).await), "fine");
    assert_eq!(code(&desk.service.logout(&caller).await), "auth.forbidden", "a token is no session");
    assert_eq!(code(&desk.service.leave(&caller).await), "auth.forbidden");
}

#[tokio::test]
async fn one_user_does_not_use_up_the_tokens_of_others() {
    let (desk, _, owner) = desk().await;
    let (_, viewer) = desk.member(&owner, "anna@example.org", Role::Viewer).await;
    let new = NewToken { name: "script".to_owned(), scopes: vec![Scope::Read], lives: Duration::from_secs(3_600) };
    let mut made = Vec::new();
    for _ in 0..50 {
        made.push(desk.service.make_token(&viewer, &new).await.expect("made").0.id);
    }
    assert_eq!(code(&desk.service.make_token(&viewer, &new).await), "token.too_many");
    assert_eq!(code(&desk.service.make_token(&owner, &new).await), "fine");
    desk.service.revoke_token(&viewer, made[0]).await.expect("revoked");
    assert_eq!(code(&desk.service.make_token(&viewer, &new).await), "fine");
}

#[tokio::test]
async fn tokens_that_have_ended_are_not_without_number() {
    let (desk, _, owner) = desk().await;
    let user = owner.user.expect("a user");
    let mut tx = desk.service.db().write(&owner.ctx()).await.expect("begun");
    for n in 1..=499_u32 {
        let token = ApiToken {
            id: Uuid::from_u128(u128::from(n)),
            user_id: user,
            name: "script".to_owned(),
            token_hash: Hash::sha256(&n.to_be_bytes()),
            scopes: "[]".to_owned(),
            created_at: desk.service.now(),
            expires_at: None,
            used_at: None,
            revoked_at: Some(desk.service.now()),
        };
        sessions::create_token(&mut tx, &token).await.expect("made");
    }
    tx.commit().await.expect("kept");
    assert_eq!(code(&desk.service.make_token(&owner, &wanted(&[Scope::Read])).await), "fine");
    assert_eq!(code(&desk.service.make_token(&owner, &wanted(&[Scope::Read])).await), "token.too_many");
    desk.wait(31 * 24 * HOUR);
    desk.service.sweep_once(desk.service.now(), false).await;
    assert_eq!(code(&desk.service.make_token(&owner, &wanted(&[Scope::Read])).await), "fine");
}

#[tokio::test]
async fn others_tokens_are_seen_by_who_manages_members() {
    let (desk, _, owner) = desk().await;
    let (_, anna) = desk.member(&owner, "anna@example.org", Role::Editor).await;
    let (own, _) = made(&desk, &owner, &[Scope::Read]).await;
    let (hers, _) = made(&desk, &anna, &[Scope::Read]).await;
    let seen = desk.service.tokens(&anna).await.expect("listed");
    assert_eq!(seen.iter().map(|token| token.id).collect::<Vec<_>>(), [hers.id]);
    assert_eq!(desk.service.tokens(&owner).await.expect("listed").len(), 2);
    assert_eq!(code(&desk.service.revoke_token(&anna, own.id).await), "not_found");
    assert_eq!(code(&desk.service.revoke_token(&owner, hers.id).await), "fine");
}

#[tokio::test]
async fn what_is_no_token_or_no_wish_for_one_is_refused() {
    let (desk, _, owner) = desk().await;
    let (info, token) = made(&desk, &owner, &[Scope::Read]).await;
    let (other, second) = made(&desk, &owner, &[Scope::Read]).await;
    let mixed = token.as_str().replace(&info.id.as_simple().to_string(), &other.id.as_simple().to_string());
    let cut = &second.as_str()[..second.as_str().len() - 1];
    for text in ["", "dsr_", mixed.as_str(), cut, &"dsr_".repeat(100)] {
        assert_eq!(code(&desk.service.caller_of_token(text).await), "auth.needed");
    }
    for (new, wrong) in [
        (NewToken { scopes: Vec::new(), ..wanted(&[]) }, "token.scopes"),
        (NewToken { lives: Duration::ZERO, ..wanted(&[Scope::Read]) }, "token.lives"),
        (NewToken { lives: DAY * 367, ..wanted(&[Scope::Read]) }, "token.lives"),
        (NewToken { name: " ".to_owned(), ..wanted(&[Scope::Read]) }, "account.name"),
    ] {
        assert_eq!(code(&desk.service.make_token(&owner, &new).await), wrong);
    }
}
