//! What is done to accounts stands in the log of the team, as ids and codes, and the log can be verified and taken
//! along.

use crate::accounts_desk::{OWNER, PASSWORD, code, desk};
use dossier_db::audit::Chain;
use dossier_db::rows::Role;
use serde_json::Value;

#[tokio::test]
async fn what_happens_to_members_is_written_down() {
    let (desk, _, owner) = desk().await;
    let (_, anna) = desk.member(&owner, "anna@example.org", Role::Editor).await;
    let user = anna.user.expect("a user");
    desk.service.set_role(&owner, user, Role::Viewer).await.expect("changed");
    desk.service.remove_member(&owner, user).await.expect("removed");
    let listed = desk.service.audit_list(&owner, None).await.expect("listed");
    let actions: Vec<&str> = listed.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "team.created", "login.password", "invitation.created", "member.joined", "login.invitation",
            "member.role_changed", "member.removed"
        ]
    );
    assert_eq!(listed[1].details, "from=editor;to=viewer");
    assert_eq!((listed[1].actor, listed[1].subject), (owner.user, Some(user)));
    let about = desk.service.audit_about(&owner, user).await.expect("listed");
    assert_eq!(about.len(), 3);
    let earlier = desk.service.audit_list(&owner, Some(3)).await.expect("listed");
    assert_eq!(earlier.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(code(&desk.service.audit_list(&anna, None).await), "auth.forbidden");
}

#[tokio::test]
async fn the_log_is_verified_and_exported_without_names() {
    let (desk, _, owner) = desk().await;
    for n in 0..3 {
        desk.member(&owner, &format!("anna{n}@example.org"), Role::Editor).await;
    }
    let sound = desk.service.audit_verify(&owner).await.expect("verified");
    assert!(matches!(sound, Chain::Sound { entries: 11, .. }), "{sound:?}");
    let all = desk.service.audit_verify_all().await.expect("verified");
    assert_eq!(all, [(owner.team, sound)]);
    let exported = desk.service.audit_export(&owner, 0).await.expect("exported");
    assert_eq!(exported.next, None);
    let lines: Vec<Value> =
        exported.lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect();
    assert_eq!(lines.len(), 11);
    for (before, after) in lines.iter().zip(lines.iter().skip(1)) {
        assert_eq!(before["hash"], after["previous"], "a chain");
    }
    assert_eq!(lines[0]["action"], "team.created");
    assert_eq!(lines[0]["at"], "2026-01-27T12:00:00Z");
    for name in ["Rosa", "Anna", "example.org", OWNER, PASSWORD, "192.0.2"] {
        assert!(!exported.lines.contains(name), "{name}");
    }
    let last = desk.service.audit_list(&owner, None).await.expect("listed");
    assert_eq!(last[0].action, "audit.exported");
    let rest = desk.service.audit_export(&owner, 11).await.expect("exported");
    assert_eq!(rest.lines.lines().count(), 1, "only what came since, and no further entry");
}

#[tokio::test]
async fn guessing_at_an_account_is_written_down() {
    let (desk, _, owner) = desk().await;
    for _ in 0..5 {
        assert_eq!(code(&desk.login(OWNER, "ein ganz anderer Satz").await), "auth.bad_login");
    }
    let listed = desk.service.audit_list(&owner, None).await.expect("listed");
    assert_eq!((listed[0].action.as_str(), listed[0].subject), ("login.throttled", owner.user));
    assert_eq!(listed[0].actor, None, "nobody knows who it was");
}
