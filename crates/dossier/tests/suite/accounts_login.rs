//! Logins and sessions: pauses after failures, ends of sessions, and what ends them at once.

use crate::accounts_desk::{HOUR, OWNER, PASSWORD, SECOND, code, desk};
use dossier::service::{ServiceError, Via};
use dossier_db::SystemCtx;
use dossier_db::rows::Role;
use dossier_db::throttle::{self, Rule};
use futures::future::join_all;
use uuid::Uuid;

const WRONG: &str = "ein ganz anderer Satz";

fn pause<T>(outcome: &Result<T, ServiceError>) -> Option<u32> {
    outcome.as_ref().err().and_then(ServiceError::retry_after_s)
}

#[tokio::test]
async fn wrong_passwords_make_wait_and_nobody_is_locked_out() {
    let (desk, ..) = desk().await;
    for _ in 0..5 {
        assert_eq!(code(&desk.login(OWNER, WRONG).await), "auth.bad_login");
    }
    let blocked = desk.login(OWNER, PASSWORD).await;
    assert_eq!((code(&blocked), pause(&blocked)), ("limit.rate", Some(2)), "the right one has to wait too");
    let mut pauses = Vec::new();
    for _ in 0..12 {
        let waits = pause(&desk.login(OWNER, PASSWORD).await).expect("a pause");
        pauses.push(waits - 1);
        desk.wait(i64::from(waits) * SECOND);
        assert_eq!(code(&desk.login(OWNER, WRONG).await), "auth.bad_login", "after the pause it is looked at again");
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], "it doubles up to a quarter of an hour");
    desk.wait(901 * SECOND);
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "fine");
    assert_eq!(code(&desk.login(OWNER, WRONG).await), "auth.bad_login");
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "fine", "a success has cleared the count");
}

#[tokio::test]
async fn unknown_addresses_answer_as_known_ones_do() {
    let (desk, ..) = desk().await;
    for _ in 0..5 {
        assert_eq!(code(&desk.login("nobody@example.org", WRONG).await), "auth.bad_login");
    }
    let blocked = desk.login(" Nobody@example.org", WRONG).await;
    assert_eq!((code(&blocked), pause(&blocked)), ("limit.rate", Some(2)));
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "fine", "others are not held up");
}

#[tokio::test]
async fn one_network_cannot_try_many_addresses() {
    let (desk, ..) = desk().await;
    for n in 0..30 {
        let outcome = desk.login_from("198.51.100.0/24", &format!("n{n}@example.org"), WRONG).await;
        assert_eq!(code(&outcome), "auth.bad_login", "{n}");
    }
    assert_eq!(code(&desk.login_from("198.51.100.0/24", OWNER, PASSWORD).await), "limit.rate");
    assert_eq!(code(&desk.login_from("203.0.113.0/24", OWNER, PASSWORD).await), "fine");
}

#[tokio::test]
async fn many_logins_at_once_are_not_free() {
    let (desk, ..) = desk().await;
    let network = "198.51.100.0/24";
    // Of the network's thirty failures one is left.
    let key = desk.service.db().key().of_throttle("network", network);
    let rule = Rule { failures_max: 30, window: HOUR, block: SECOND, block_max: HOUR };
    let mut tx = desk.service.db().system(SystemCtx::Login).await.expect("begun");
    for _ in 0..29 {
        throttle::fail(&mut tx, key, desk.service.now(), rule).await.expect("counted");
    }
    tx.commit().await.expect("kept");
    let emails: Vec<String> = (0..6).map(|n| format!("n{n}@example.org")).collect();
    let wrong = join_all(emails.iter().map(|email| desk.login_from(network, email, WRONG)));
    let (wrong, right) = tokio::join!(wrong, desk.login_from(network, OWNER, PASSWORD));
    let looked_at = wrong.iter().filter(|outcome| code(outcome) == "auth.bad_login").count();
    assert_eq!(looked_at, 1, "whoever comes after the last free try learns nothing");
    assert_eq!(code(&right), "limit.rate", "nor does a right guess among them tell that it is one");
    assert_eq!(code(&desk.login_from("203.0.113.0/24", OWNER, PASSWORD).await), "fine");
}

#[tokio::test]
async fn a_session_ends_idle_and_at_the_latest() {
    let (desk, session, caller) = desk().await;
    let settings = desk.service.settings();
    assert_eq!((settings.session_idle.as_secs(), settings.session_lives.as_secs()), (8 * 3_600, 30 * 24 * 3_600));
    assert_eq!(caller.via, Via::Session(session.id));
    for _ in 0..3 {
        desk.wait(7 * HOUR);
        assert_eq!(code(&desk.caller(&session).await), "fine", "each request puts the idle end off");
    }
    desk.wait(8 * HOUR);
    assert_eq!(code(&desk.caller(&session).await), "auth.needed", "idle");
    let session = desk.login(OWNER, PASSWORD).await.expect("logged in");
    let mut hours = 0;
    while desk.caller(&session).await.is_ok() {
        desk.wait(6 * HOUR);
        hours += 6;
        assert!(hours <= 30 * 24, "it has an end whatever is done");
    }
    assert_eq!(hours, 30 * 24);
}

#[tokio::test]
async fn requests_are_noted_once_a_minute() {
    let (desk, session, caller) = desk().await;
    let seen = async || desk.service.sessions(&caller).await.expect("listed")[0].seen_at;
    let begun = seen().await;
    desk.wait(59 * SECOND);
    desk.caller(&session).await.expect("a session");
    assert_eq!(seen().await, begun);
    desk.wait(SECOND);
    desk.caller(&session).await.expect("a session");
    assert_eq!(seen().await, begun + 60 * SECOND);
}

#[tokio::test]
async fn sessions_are_listed_and_revoked_by_their_user_only() {
    let (desk, session, caller) = desk().await;
    let other = desk.login(OWNER, PASSWORD).await.expect("logged in");
    let (foreign, stranger) = desk.member(&caller, "anna@example.org", Role::Admin).await;
    let listed = desk.service.sessions(&caller).await.expect("listed");
    let mut ids: Vec<(Uuid, bool)> = listed.iter().map(|row| (row.id, row.own)).collect();
    ids.sort_unstable();
    let mut wanted = vec![(session.id, true), (other.id, false)];
    wanted.sort_unstable();
    assert_eq!(ids, wanted);
    assert_eq!(code(&desk.service.revoke_session(&stranger, other.id).await), "not_found", "an admin neither");
    assert_eq!(code(&desk.service.revoke_session(&caller, foreign.id).await), "not_found");
    desk.service.revoke_session(&caller, other.id).await.expect("revoked");
    assert_eq!(code(&desk.caller(&other).await), "auth.needed");
    assert_eq!(code(&desk.caller(&session).await), "fine");
    desk.service.logout(&caller).await.expect("ended");
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(code(&desk.caller(&foreign).await), "fine");
    for secret in ["", "x", &"A".repeat(43), &session.secret.as_str()[1..]] {
        assert_eq!(code(&desk.service.caller_of_session(secret, None).await), "auth.needed");
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let (desk, session, caller) = desk().await;
    let other = desk.login(OWNER, PASSWORD).await.expect("logged in");
    let new = "noch ein langer Satz".into();
    let wrong = desk.service.change_password(&caller, &WRONG.into(), &new).await;
    assert_eq!(code(&wrong), "auth.bad_login");
    let common = desk.service.change_password(&caller, &PASSWORD.into(), &OWNER.into()).await;
    assert_eq!(code(&common), "password.common");
    desk.service.change_password(&caller, &PASSWORD.into(), &new).await.expect("changed");
    assert_eq!(code(&desk.caller(&session).await), "fine");
    assert_eq!(code(&desk.caller(&other).await), "auth.needed");
    assert_eq!(code(&desk.login(OWNER, PASSWORD).await), "auth.bad_login");
    assert_eq!(code(&desk.login(OWNER, new.as_str()).await), "fine");
    for _ in 0..5 {
        let _ = desk.service.change_password(&caller, &WRONG.into(), &new).await;
    }
    let stolen = desk.service.change_password(&caller, &new, &PASSWORD.into()).await;
    assert_eq!(code(&stolen), "limit.rate", "a stolen session cannot try passwords either");
}

#[tokio::test]
async fn going_to_another_team_changes_the_secret() {
    let (desk, session, caller) = desk().await;
    let (_, anna) = desk.member(&caller, "anna@example.org", Role::Editor).await;
    desk.wait(SECOND);
    let second = desk.service.create_team(&caller, "Bureau Genève").await.expect("made");
    assert_eq!(code(&desk.service.create_team(&anna, "x").await), "auth.forbidden");
    assert_eq!(code(&desk.service.switch_team(&anna, second).await), "not_found");
    let there = desk.service.caller_of_session(session.secret.as_str(), Some(second)).await.expect("a member");
    assert_eq!((there.team, there.role), (second, Role::Owner));
    let strange = desk.service.caller_of_session(session.secret.as_str(), Some(Uuid::from_u128(9))).await;
    assert_eq!(code(&strange), "not_found");
    desk.wait(HOUR);
    let moved = desk.service.switch_team(&caller, second).await.expect("moved");
    assert_eq!((moved.team, moved.expires_at), (second, session.expires_at), "it does not live longer by that");
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(desk.caller(&moved).await.expect("a session").team, second);
    let teams = desk.service.own_teams(&desk.caller(&moved).await.expect("a session")).await.expect("listed");
    assert_eq!(teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>(), ["Büro Zürich", "Bureau Genève"]);
}

#[tokio::test]
async fn removal_and_roles_count_from_the_next_request_on() {
    let (desk, _, owner) = desk().await;
    let (session, anna) = desk.member(&owner, "anna@example.org", Role::Editor).await;
    desk.service.set_role(&owner, anna.user.expect("a user"), Role::Viewer).await.expect("changed");
    assert_eq!(desk.caller(&session).await.expect("a session").role, Role::Viewer);
    desk.service.remove_member(&owner, anna.user.expect("a user")).await.expect("removed");
    assert_eq!(code(&desk.caller(&session).await), "auth.needed");
    assert_eq!(code(&desk.login("anna@example.org", PASSWORD).await), "account.no_team");
    assert_eq!(code(&desk.login("anna@example.org", WRONG).await), "auth.bad_login", "told to its user only");
}
