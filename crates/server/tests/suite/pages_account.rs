//! The user's account, a new password by a link, and the operation page.

use crate::api_desk::{Api, OWNER, PASSWORD, cookie};
use crate::pages_frame::{check_page, get, post};
use dossier::service::ServiceSettings;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use serde_json::json;

#[tokio::test]
async fn name_language_password_and_sessions_are_changed_by_forms() {
    let (api, owner) = Api::owned().await;
    check_page(&get(&api, "/account", &owner).await);
    let other = cookie(&api.login(OWNER, PASSWORD).await);
    let profile = [("name", "Rosa K."), ("language", "fr")];
    assert_eq!(post(&api, "/account/profile", &owner, &profile).await.status, 303);
    let me = api.ask("GET", "/me", &owner).await.json();
    assert_eq!((&me["user"]["name"], &me["user"]["language"]), (&json!("Rosa K."), &json!("fr")));
    let empty = post(&api, "/account/profile", &owner, &[("name", " "), ("language", "")]).await;
    assert!(empty.status == 422 && empty.text().contains("name-fault"), "{}", empty.text());

    let wrong = [("old", "ein ganz falscher Satz"), ("password", "ein anderer langer Satz")];
    let refused = post(&api, "/account/password", &owner, &wrong).await;
    check_page(&refused);
    assert!(refused.status == 401 && refused.text().contains("old-fault"), "{}", refused.text());
    let right = [("old", PASSWORD), ("password", "ein anderer langer Satz")];
    assert_eq!(post(&api, "/account/password", &owner, &right).await.status, 303);
    assert_eq!(api.ask("GET", "/me", &other).await.status, 401, "other sessions have ended");

    let third = cookie(&api.login(OWNER, "ein anderer langer Satz").await);
    let id = api.ask("GET", "/session", &third).await.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(post(&api, &format!("/account/sessions/{id}/end"), &owner, &[]).await.status, 303);
    assert_eq!(api.ask("GET", "/me", &third).await.status, 401);
}

#[tokio::test]
async fn an_account_is_deleted_with_its_password_by_page_and_api() {
    let (api, owner) = Api::owned().await;
    let last = post(&api, "/account/delete", &owner, &[("proof", PASSWORD)]).await;
    assert!(last.status == 409 && last.text().contains("role=\"alert\""), "{}", last.text());
    let anna = api.member(&owner, "anna@example.org", "editor").await;
    let wrong = post(&api, "/account/delete", &anna, &[("proof", "ein ganz falscher Satz")]).await;
    assert!(wrong.status == 401 && wrong.text().contains("proof-fault"), "{}", wrong.text());
    let gone = post(&api, "/account/delete", &anna, &[("proof", PASSWORD)]).await;
    assert_eq!((gone.status, gone.header("location")), (303, Some("/login?done=account-deleted")));
    assert_eq!(api.login("anna@example.org", PASSWORD).await.status, 401);
    let berta = api.member(&owner, "berta@example.org", "editor").await;
    let edited = api.send("PATCH", "/me", &berta, &json!({ "name": "Berta", "language": "de" })).await;
    assert_eq!(edited.status, 204, "{}", edited.text());
    let gone = api.send("POST", "/me/delete", &berta, &json!({ "password": PASSWORD })).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let carla = api.member(&owner, "carla@example.org", "viewer").await;
    let id = api.ask("GET", "/me", &carla).await.json()["user"]["id"].as_str().expect("an id").to_owned();
    assert_eq!(api.ask("POST", &format!("/members/{id}/delete"), &owner).await.status, 204);
}

#[tokio::test]
async fn a_lost_password_is_replaced_by_the_page_of_the_link() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "editor").await;
    let id = api.ask("GET", "/me", &anna).await.json()["user"]["id"].as_str().expect("an id").to_owned();
    let made = api.ask("POST", &format!("/members/{id}/reset"), &owner).await.json();
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    let page = get(&api, "/reset", "").await;
    check_page(&page);
    assert!(page.text().contains("data-from-link"), "{}", page.text());
    let short = post(&api, "/reset", "", &[("secret", &secret), ("password", "kurz")]).await;
    assert!(short.status == 422 && short.text().contains("password-fault"), "{}", short.text());
    let whole = format!("http://localhost/reset#{secret}");
    let set = post(&api, "/reset", "", &[("secret", &whole), ("password", "ein anderer langer Satz")]).await;
    assert_eq!((set.status, set.header("location")), (303, Some("/login?done=password-set")), "{}", set.text());
    assert_eq!(api.login("anna@example.org", "ein anderer langer Satz").await.status, 201);
    let again = post(&api, "/reset", "", &[("secret", &secret), ("password", "ein anderer langer Satz")]).await;
    assert_eq!(again.status, 410);
}

#[tokio::test]
async fn only_who_runs_the_instance_sees_its_operation() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "admin").await;
    let page = get(&api, "/operator", &owner).await;
    assert_eq!(page.status, 200, "{}", page.text());
    check_page(&page);
    assert_eq!(get(&api, "/operator", &anna).await.status, 403);
    assert_eq!(post(&api, "/operator/sweep", &anna, &[]).await.status, 403);
    let other = cookie(&post(&api, "/team/new", &owner, &[("new", "Filiale")]).await);
    assert_eq!(get(&api, "/operator", &other).await.status, 403, "another team's owner is another");
    let local = Api::start(ServiceSettings::default(), WebSettings::of(Hosts::loopback())).await;
    let swept = post(&local, "/operator/sweep", "", &[]).await;
    assert_eq!(swept.status, 200, "{}", swept.text());
    check_page(&swept);
    check_page(&get(&local, "/account", "").await);
}
