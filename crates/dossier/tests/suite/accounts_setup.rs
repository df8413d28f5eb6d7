//! The first start: one owner by one link, or the one user of this machine.

use crate::accounts_desk::{HOUR, OWNER, PASSWORD, code, empty, owner, with_accounts};
use dossier::service::accounts::NewOwner;
use dossier::service::{ServiceSettings, Via};
use dossier_db::rows::Role;

#[tokio::test]
async fn the_first_owner_is_made_once() {
    let desk = empty(with_accounts()).await;
    let first = desk.service.first_start().await.expect("started").expect("a link");
    let second = desk.service.first_start().await.expect("started").expect("a fresh link");
    assert_ne!(first.secret, second.secret);
    assert_eq!(first.secret.as_str().len(), 43);
    assert!(!format!("{first:?}").contains(first.secret.as_str()), "it is never printed by chance");
    let wrong = desk.service.claim_owner("x", &owner()).await;
    assert_eq!(code(&wrong), "link.gone");
    let short = NewOwner { password: "zu kurz".into(), ..owner() };
    assert_eq!(code(&desk.service.claim_owner(second.secret.as_str(), &short).await), "password.short");
    let nobody = NewOwner { email: "rosa".into(), ..owner() };
    assert_eq!(code(&desk.service.claim_owner(second.secret.as_str(), &nobody).await), "account.email");
    let (team, user) = desk.service.claim_owner(second.secret.as_str(), &owner()).await.expect("claimed");
    for secret in [&first.secret, &second.secret] {
        assert_eq!(code(&desk.service.claim_owner(secret.as_str(), &owner()).await), "link.gone");
    }
    assert_eq!(desk.service.first_start().await.expect("started"), None, "there is a user now");
    let session = desk.login(OWNER, PASSWORD).await.expect("logged in");
    assert_eq!((session.team, session.user), (team, user));
    let caller = desk.caller(&session).await.expect("a session");
    assert_eq!(caller.role, Role::Owner);
    assert_eq!(desk.service.team(&caller).await.expect("there").name, "Büro Zürich");
    assert_eq!(code(&desk.service.local_caller().await), "auth.needed");
}

#[tokio::test]
async fn a_link_of_yesterday_does_not_work() {
    let desk = empty(with_accounts()).await;
    let link = desk.service.first_start().await.expect("started").expect("a link");
    desk.wait(24 * HOUR);
    assert_eq!(code(&desk.service.claim_owner(link.secret.as_str(), &owner()).await), "link.gone");
    let fresh = desk.service.first_start().await.expect("started").expect("a link");
    assert_eq!(code(&desk.service.claim_owner(fresh.secret.as_str(), &owner()).await), "fine");
}

#[tokio::test]
async fn of_many_who_have_the_link_one_is_the_owner() {
    let desk = empty(with_accounts()).await;
    let link = desk.service.first_start().await.expect("started").expect("a link");
    let tries = (0..4).map(|n| {
        let other = NewOwner { email: format!("n{n}@example.org").into(), ..owner() };
        let (service, secret) = (desk.service.clone(), link.secret.clone());
        async move { code(&service.claim_owner(secret.as_str(), &other).await) }
    });
    let mut codes = futures::future::join_all(tries).await;
    codes.sort_unstable();
    assert_eq!(codes, ["fine", "link.gone", "link.gone", "link.gone"]);
}

#[tokio::test]
async fn a_machine_of_ones_own_needs_no_login() {
    let desk = empty(ServiceSettings::default()).await;
    assert_eq!(desk.service.first_start().await.expect("started"), None);
    let caller = desk.service.local_caller().await.expect("the local user");
    assert_eq!((caller.role, &caller.via), (Role::Owner, &Via::Local));
    assert_eq!(desk.service.local_caller().await.expect("again"), caller, "it is made once");
    assert_eq!(code(&desk.login("owner@localhost", "").await), "auth.bad_login", "there is no default password");
    assert_eq!(desk.service.audit_list(&caller, None).await.expect("listed").len(), 1);
}

#[tokio::test]
async fn the_team_of_a_machine_can_be_handed_to_an_owner() {
    let desk = empty(ServiceSettings::default()).await;
    let local = desk.service.local_caller().await.expect("the local user");
    let (team, user) = desk.service.adopt_local(&owner()).await.expect("handed over");
    assert_eq!(team, local.team, "what was made there stays");
    let desk = desk.with(with_accounts());
    let opened = &desk.service;
    assert_eq!(opened.first_start().await.expect("started"), None);
    let session = desk.login(OWNER, PASSWORD).await.expect("logged in");
    assert_eq!((session.team, session.user), (team, user));
    let caller = opened.caller_of_session(session.secret.as_str(), None).await.expect("a session");
    assert_eq!(opened.members(&caller).await.expect("listed").len(), 1, "the local user is no more");
    assert_eq!(code(&opened.adopt_local(&owner()).await), "not_found");
}
