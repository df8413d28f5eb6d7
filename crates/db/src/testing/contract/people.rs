//! Promises about teams, users and how they come in.

use super::*;
use crate::error::DbError;
use crate::rows::{ApiToken, Invitation, Login, ResetLink, Session, SetupLink};
use crate::testing::{HOUR, SECOND};
use crate::throttle::Try;
use crate::{invitations, logins, resets, sessions, setup, throttle};

async fn login(db: &Db) -> crate::SystemTx {
    db.system(SystemCtx::Login).await.expect("begun")
}

pub(super) async fn teams_and_users_are_found_again(db: &Db) {
    two_teams(db).await;
    let mut tx = login(db).await;
    let found = users::by_email(&mut tx, db.key().of_user_email(" USER161@example.org ")).await.expect("looked up");
    assert_eq!(found, Some(user(db, 0xa1)), "the address is normalised");
    let teams_of = users::teams_of(&mut tx, id(0xa1)).await.expect("listed");
    assert_eq!(teams_of.iter().map(|(team, row)| (*team, row.role)).collect::<Vec<_>>(), [(id(0xa), Role::Owner)]);
    let twin = User { id: id(0xa9), ..user(db, 0xa1) };
    assert!(matches!(users::create(&mut tx, &twin).await, Err(DbError::Conflict { .. })), "one user an address");
    drop(tx);
    let mut tx = login(db).await;
    users::set_password(&mut tx, id(0xa1), &"$argon2id$..".into(), NOON + 1).await.expect("set");
    users::set_subject(&mut tx, id(0xa1), hash(9), NOON + 1).await.expect("set");
    users::set_profile(&mut tx, id(0xa1), &"Rosa K.".into(), None, NOON + 1).await.expect("set");
    let changed = users::by_subject(&mut tx, hash(9)).await.expect("looked up").expect("found");
    assert_eq!((changed.name.as_str(), changed.locale.as_deref(), changed.updated_at), ("Rosa K.", None, NOON + 1));
    let nobody = users::set_disabled(&mut tx, id(0xdead), None, NOON).await;
    assert_eq!(nobody, Err(DbError::NotFound { what: "user" }));
    tx.commit().await.expect("kept");

    let mut tx = db.write(&a()).await.expect("begun");
    teams::set(&mut tx, "Desk A", r#"{"locale":"de-CH"}"#, NOON + 1).await.expect("set");
    assert!(teams::set_retention(&mut tx, 121, "for ever", NOON).await.is_err());
    assert!(teams::set_retention(&mut tx, 7, " ", NOON).await.is_err(), "a reason is asked for");
    teams::set_retention(&mut tx, 7, "as in AT", NOON + 2).await.expect("set");
    let found = teams::get(&mut tx).await.expect("there");
    assert_eq!((found.name.as_str(), found.retention_months), ("Desk A", 7));
    let colleagues = users::of_team(&mut tx).await.expect("listed");
    assert_eq!(colleagues.iter().map(|user| user.id).collect::<Vec<_>>(), [id(0xa1)], "members only");
}

fn session(n: u128, token: u8) -> Session {
    Session {
        id: id(n),
        user_id: id(0xa2),
        token_hash: hash(token),
        created_at: NOON,
        seen_at: NOON,
        expires_at: NOON + 8 * HOUR,
    }
}

/// A second member of team A, with a session.
async fn with_a_session(db: &Db) {
    two_teams(db).await;
    let mut tx = login(db).await;
    users::create(&mut tx, &user(db, 0xa2)).await.expect("made");
    let membership = Membership { user_id: id(0xa2), role: Role::Editor, created_at: NOON + 1 };
    users::join(&mut tx, id(0xa), &membership).await.expect("joined");
    sessions::start(&mut tx, id(0xa), &session(0x51, 1)).await.expect("begun");
    tx.commit().await.expect("kept");
}

async fn is_signed_in(db: &Db, token: u8, now: i64) -> bool {
    let mut tx = db.system_read(SystemCtx::Login).await.expect("begun");
    sessions::find(&mut tx, hash(token), now, now - HOUR).await.expect("looked up").is_some()
}

pub(super) async fn a_session_lasts_as_long_as_its_member(db: &Db) {
    with_a_session(db).await;
    let mut tx = login(db).await;
    let found = sessions::find(&mut tx, hash(1), NOON, NOON - HOUR).await.expect("looked up").expect("signed in");
    assert_eq!((found.team, found.user, found.role), (id(0xa), id(0xa2), Role::Editor));
    assert_eq!(
        sessions::start(&mut tx, id(0xb), &session(0x52, 2)).await,
        Err(DbError::Conflict { what: "reference" })
    );
    drop(tx);
    assert!(!is_signed_in(db, 1, NOON + 2 * HOUR).await, "idle for too long");
    let mut tx = login(db).await;
    sessions::touch(&mut tx, id(0xa), id(0x51), NOON + HOUR).await.expect("touched");
    sessions::touch(&mut tx, id(0xa), id(0x51), NOON).await.expect("touched");
    tx.commit().await.expect("kept");
    assert!(is_signed_in(db, 1, NOON + HOUR + HOUR / 2).await, "a late earlier request takes nothing back");
    assert!(!is_signed_in(db, 1, NOON + 8 * HOUR).await, "it ends");
    let mut tx = login(db).await;
    users::set_disabled(&mut tx, id(0xa2), Some(NOON), NOON).await.expect("disabled");
    tx.commit().await.expect("kept");
    assert!(!is_signed_in(db, 1, NOON).await, "a disabled user has none");
    let mut tx = login(db).await;
    users::set_disabled(&mut tx, id(0xa2), None, NOON).await.expect("enabled");
    tx.commit().await.expect("kept");
    assert!(is_signed_in(db, 1, NOON).await);
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(sessions::of_member(&mut tx, id(0xa2)).await.expect("listed").len(), 1);
    users::remove(&mut tx, id(0xa2)).await.expect("removed");
    tx.commit().await.expect("kept");
    assert!(!is_signed_in(db, 1, NOON).await, "neither has who left");

    let mut tx = login(db).await;
    let membership = Membership { user_id: id(0xa2), role: Role::Editor, created_at: NOON };
    users::join(&mut tx, id(0xa), &membership).await.expect("joined");
    for (n, token) in [(0x61, 3), (0x62, 4)] {
        sessions::start(&mut tx, id(0xa), &session(n, token)).await.expect("begun");
    }
    assert_eq!(sessions::end_all(&mut tx, id(0xa2), Some(id(0x61))).await.expect("ended"), 1);
    assert!(sessions::find(&mut tx, hash(3), NOON, 0).await.expect("looked up").is_some(), "the spared one stays");
    sessions::end(&mut tx, id(0xa), id(0x61)).await.expect("ended");
    assert!(sessions::find(&mut tx, hash(3), NOON, 0).await.expect("looked up").is_none());
}

pub(super) async fn the_last_owner_stays(db: &Db) {
    with_a_session(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let last = Err(DbError::Conflict { what: "last owner" });
    assert_eq!(users::remove(&mut tx, id(0xa1)).await, last);
    assert_eq!(users::set_role(&mut tx, id(0xa1), Role::Viewer).await, last);
    users::set_role(&mut tx, id(0xa2), Role::Owner).await.expect("promoted");
    users::set_role(&mut tx, id(0xa1), Role::Viewer).await.expect("stepped down");
    let roles: Vec<Role> = users::members(&mut tx).await.expect("listed").iter().map(|row| row.role).collect();
    assert_eq!(roles, [Role::Viewer, Role::Owner]);
    assert_eq!(users::remove(&mut tx, id(0xb1)).await, Err(DbError::NotFound { what: "member" }));
    assert_eq!(users::member(&mut tx, id(0xb1)).await, Ok(None));
}

pub(super) async fn an_invitation_is_accepted_once(db: &Db) {
    two_teams(db).await;
    let invitation = |n: u128, token: u8| Invitation {
        id: id(n),
        email: "new@example.org".into(),
        email_hash: db.key().of_user_email("new@example.org"),
        role: Role::Editor,
        token_hash: hash(token),
        invited_by: Some(id(0xa1)),
        created_at: NOON,
        expires_at: NOON + HOUR,
        accepted_at: None,
        accepted_by: None,
        revoked_at: None,
    };
    let mut tx = db.write(&a()).await.expect("begun");
    invitations::create(&mut tx, &invitation(1, 1)).await.expect("made");
    invitations::create(&mut tx, &invitation(2, 2)).await.expect("made");
    invitations::revoke(&mut tx, id(2), NOON).await.expect("revoked");
    assert_eq!(invitations::open(&mut tx, NOON).await.expect("listed").len(), 1);
    tx.commit().await.expect("kept");
    let mut tx = login(db).await;
    assert_eq!(invitations::find(&mut tx, hash(2), NOON).await, Ok(None), "it was revoked");
    assert_eq!(invitations::find(&mut tx, hash(1), NOON + HOUR).await, Ok(None), "it has expired");
    let (team, found) = invitations::find(&mut tx, hash(1), NOON).await.expect("looked up").expect("open");
    assert_eq!((team, found.role), (id(0xa), Role::Editor));
    users::create(&mut tx, &user(db, 0xa3)).await.expect("made");
    invitations::accept(&mut tx, team, found.id, id(0xa3), NOON).await.expect("accepted");
    let again = invitations::accept(&mut tx, team, found.id, id(0xa3), NOON).await;
    assert_eq!(again, Err(DbError::Conflict { what: "invitation" }));
}

pub(super) async fn a_token_works_until_it_is_revoked(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let token = ApiToken {
        id: id(1),
        user_id: id(0xa1),
        name: "import".to_owned(),
        token_hash: hash(1),
        scopes: r#"["runs"]"#.to_owned(),
        created_at: NOON,
        expires_at: Some(NOON + HOUR),
        used_at: None,
        revoked_at: None,
    };
    sessions::create_token(&mut tx, &token).await.expect("made");
    tx.commit().await.expect("kept");
    let mut tx = login(db).await;
    let found = sessions::find_token(&mut tx, hash(1), NOON).await.expect("looked up").expect("works");
    assert_eq!((found.team, found.scopes.as_deref(), found.seen_at), (id(0xa), Some(r#"["runs"]"#), None));
    sessions::touch_token(&mut tx, id(0xa), id(1), NOON + 1).await.expect("touched");
    assert_eq!(sessions::find_token(&mut tx, hash(1), NOON + HOUR).await, Ok(None), "it has expired");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&a()).await.expect("begun");
    let listed = sessions::tokens(&mut tx).await.expect("listed");
    assert_eq!(listed.first().and_then(|token| token.used_at), Some(NOON + 1));
    sessions::revoke_token(&mut tx, id(1), NOON).await.expect("revoked");
    assert!(sessions::revoke_token(&mut tx, id(1), NOON).await.is_err());
    tx.commit().await.expect("kept");
    let mut tx = login(db).await;
    assert_eq!(sessions::find_token(&mut tx, hash(1), NOON).await, Ok(None));
    drop(tx);
    for (old, swept) in [(NOON, 0), (NOON + 1, 1)] {
        let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
        let found = crate::sweep::expired(&mut tx, NOON, old).await.expect("swept");
        assert_eq!(found.tokens, swept, "one that has ended is shown for a while");
        tx.commit().await.expect("kept");
    }
}

pub(super) async fn failed_logins_block_for_longer_and_longer(db: &Db) {
    let rule = throttle::Rule { failures_max: 3, window: 60 * SECOND, block: 10 * SECOND, block_max: 30 * SECOND };
    let key = db.key().of_throttle("name", "Rosa");
    assert_eq!(key, db.key().of_throttle("name", "ROSA "));
    let mut blocks = Vec::new();
    for n in 0..6 {
        let mut tx = login(db).await;
        blocks.push(throttle::fail(&mut tx, key, NOON + n, rule).await.expect("counted").map(|until| until - NOON - n));
        tx.commit().await.expect("kept");
    }
    assert_eq!(blocks, [None, None, Some(10), Some(20), Some(30), Some(30)].map(|s| s.map(|s: i64| s * SECOND)));
    let mut tx = login(db).await;
    assert_eq!(throttle::blocked(&mut tx, key, NOON + 6).await, Ok(Some(NOON + 5 + 30 * SECOND)));
    assert_eq!(throttle::blocked(&mut tx, key, NOON + 40 * SECOND).await, Ok(None));
    let later = NOON + 61 * SECOND;
    assert_eq!(throttle::fail(&mut tx, key, later, rule).await, Ok(None), "the window is over");
    throttle::clear(&mut tx, key).await.expect("forgotten");
    assert_eq!(throttle::fail(&mut tx, key, later, rule).await, Ok(None));
}

pub(super) async fn of_many_tries_at_once_few_are_free(db: &Db) {
    let rule = throttle::Rule { failures_max: 3, window: HOUR, block: SECOND, block_max: HOUR };
    let key = db.key().of_throttle("name", "Rosa");
    let tried = async || {
        let mut tx = login(db).await;
        let tried = throttle::attempt(&mut tx, key, NOON, rule).await.expect("counted");
        match tried {
            Try::Counted(_) => tx.commit().await.expect("kept"),
            Try::Blocked(_) => assert!(tx.commit().await.is_err(), "what is blocked is not counted"),
        }
        tried
    };
    let all = tokio::join!(tried(), tried(), tried(), tried(), tried(), tried());
    let mut all = [all.0, all.1, all.2, all.3, all.4, all.5];
    all.sort_unstable();
    let blocks = Some(NOON + SECOND);
    let expected = [Try::Counted(None), Try::Counted(None), Try::Counted(blocks)];
    assert_eq!(all[..3], expected);
    assert_eq!(all[3..], [Try::Blocked(NOON + SECOND); 3]);
    let mut tx = login(db).await;
    assert_eq!(throttle::fail(&mut tx, key, NOON + SECOND, rule).await, Ok(Some(NOON + 3 * SECOND)), "the fourth");
}

pub(super) async fn purposes_are_kept_apart(db: &Db) {
    two_teams(db).await;
    for &purpose in SystemCtx::ALL {
        let mut tx = db.system(purpose).await.expect("begun");
        let found = users::by_email(&mut tx, hash(1)).await;
        let may = matches!(purpose, SystemCtx::Login | SystemCtx::Setup);
        assert_eq!(found.is_ok(), may, "{purpose:?}: {found:?}");
        let wrong = crate::jobs::waiting(&mut tx).await;
        assert_eq!(wrong.is_ok(), purpose == SystemCtx::Claim, "{purpose:?}: {wrong:?}");
    }
}

pub(super) async fn a_deleted_user_leaves_an_id(db: &Db) {
    two_teams(db).await;
    let mut tx = login(db).await;
    assert_eq!(users::delete(&mut tx, id(0xa1)).await, Err(DbError::Conflict { what: "member" }));
    assert_eq!(users::delete(&mut tx, id(0xdead)).await, Err(DbError::NotFound { what: "user" }));
    let leaving = user(db, 0xa2);
    users::create(&mut tx, &leaving).await.expect("made");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&a()).await.expect("begun");
    let invitation = Invitation {
        id: id(1),
        email: leaving.email.clone(),
        email_hash: leaving.email_hash,
        role: Role::Editor,
        token_hash: hash(1),
        invited_by: Some(id(0xa2)),
        created_at: NOON,
        expires_at: NOON + HOUR,
        accepted_at: None,
        accepted_by: None,
        revoked_at: None,
    };
    invitations::create(&mut tx, &invitation).await.expect("made");
    let other = Invitation { id: id(2), email_hash: hash(2), token_hash: hash(2), ..invitation };
    invitations::create(&mut tx, &other).await.expect("made");
    tx.commit().await.expect("kept");
    let mut tx = login(db).await;
    users::delete(&mut tx, id(0xa2)).await.expect("deleted");
    assert_eq!(users::get(&mut tx, id(0xa2)).await, Ok(None));
    tx.commit().await.expect("kept");
    let mut tx = db.read(&a()).await.expect("begun");
    let open = invitations::open(&mut tx, NOON).await.expect("listed");
    assert_eq!(open.iter().map(|row| (row.id, row.invited_by)).collect::<Vec<_>>(), [(id(2), Some(id(0xa2)))]);
}

pub(super) async fn a_login_comes_back_once(db: &Db) {
    let begun = Login {
        state_hash: hash(1),
        verifier: "verifier".into(),
        nonce: "nonce".into(),
        browser_hash: hash(2),
        return_path: "/runs".to_owned(),
        created_at: NOON,
        expires_at: NOON + HOUR,
    };
    let mut tx = login(db).await;
    logins::begin(&mut tx, &begun).await.expect("begun");
    logins::begin(&mut tx, &Login { state_hash: hash(3), ..begun.clone() }).await.expect("begun");
    tx.commit().await.expect("kept");
    let take = async |now: i64| {
        let mut tx = login(db).await;
        let taken = logins::take(&mut tx, hash(1), now).await.expect("looked up");
        tx.commit().await.expect("kept");
        taken
    };
    assert_eq!(take(NOON + HOUR).await, None, "its time is over");
    let (one, two) = tokio::join!(take(NOON), take(NOON));
    assert!(one.is_some() != two.is_some(), "{one:?} {two:?}");
    assert_eq!(one.or(two), Some(begun));
    let mut tx = login(db).await;
    sessions::deny(&mut tx, hash(4), NOON + HOUR).await.expect("refused");
    sessions::deny(&mut tx, hash(4), NOON).await.expect("refused again: the later time counts");
    assert_eq!(sessions::is_denied(&mut tx, hash(4), NOON).await, Ok(true));
    assert_eq!(sessions::is_denied(&mut tx, hash(5), NOON).await, Ok(false));
    assert_eq!(sessions::is_denied(&mut tx, hash(4), NOON + HOUR).await, Ok(false), "it is over there too");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    let swept = crate::sweep::expired(&mut tx, NOON + HOUR, NOON).await.expect("swept");
    assert_eq!((swept.logins, swept.denied_sessions), (1, 1));
}

pub(super) async fn a_link_makes_the_first_user_only(db: &Db) {
    let setup_tx = async || db.system(SystemCtx::Setup).await.expect("begun");
    let link = |n: u8, expires_at: i64| SetupLink { token_hash: hash(n), created_at: NOON, expires_at };
    let mut tx = setup_tx().await;
    assert_eq!(setup::is_open(&mut tx).await, Ok(true));
    for (n, expires_at) in [(1, NOON), (2, NOON + HOUR), (3, NOON + HOUR)] {
        setup::offer(&mut tx, &link(n, expires_at)).await.expect("made");
    }
    tx.commit().await.expect("kept");
    let gone = Err(DbError::NotFound { what: "link for the set-up" });
    let mut tx = setup_tx().await;
    assert_eq!(setup::accept(&mut tx, hash(1), NOON).await, gone, "it has expired");
    assert_eq!(setup::accept(&mut tx, hash(9), NOON).await, gone);
    drop(tx);
    let accept = async |n: u8| {
        let mut tx = setup_tx().await;
        let accepted = setup::accept(&mut tx, hash(n), NOON).await;
        tx.commit().await.expect("kept");
        accepted
    };
    let (one, two) = tokio::join!(accept(2), accept(3));
    assert!(one.is_ok() != two.is_ok(), "two links make one user: {one:?} {two:?}");
    let mut tx = setup_tx().await;
    setup::offer(&mut tx, &link(4, NOON + HOUR)).await.expect("nobody is there yet");
    users::create(&mut tx, &user(db, 0xa1)).await.expect("made");
    assert_eq!(setup::is_open(&mut tx).await, Ok(false));
    assert_eq!(setup::accept(&mut tx, hash(4), NOON).await, gone, "there is a user");
    assert_eq!(setup::offer(&mut tx, &link(5, NOON + HOUR)).await, Err(DbError::Conflict { what: "first user" }));
}

pub(super) async fn a_link_for_a_password_works_once(db: &Db) {
    two_teams(db).await;
    let link = |n: u8, user: u128, expires_at: i64| ResetLink {
        token_hash: hash(n),
        user_id: id(user),
        created_at: NOON,
        expires_at,
    };
    let mut tx = login(db).await;
    let nobodys = resets::offer(&mut tx, &link(9, 0xdead, NOON + HOUR)).await;
    assert!(matches!(nobodys, Err(DbError::Conflict { .. })), "{nobodys:?}");
    drop(tx);
    let mut tx = login(db).await;
    for (n, user) in [(1, 0xa1), (2, 0xa1), (3, 0xb1)] {
        resets::offer(&mut tx, &link(n, user, NOON + HOUR)).await.expect("made");
    }
    assert_eq!(resets::find(&mut tx, hash(1), NOON).await, Ok(None), "a newer one has replaced it");
    assert_eq!(resets::find(&mut tx, hash(2), NOON).await, Ok(Some(id(0xa1))));
    assert_eq!(resets::find(&mut tx, hash(2), NOON + HOUR).await, Ok(None), "its time is over");
    tx.commit().await.expect("kept");
    let take = async || {
        let mut tx = login(db).await;
        let taken = resets::take(&mut tx, hash(2), NOON).await;
        tx.commit().await.expect("kept");
        taken
    };
    let (one, two) = tokio::join!(take(), take());
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(one.or(two), Ok(id(0xa1)));
    let mut tx = login(db).await;
    resets::offer(&mut tx, &link(4, 0xa1, NOON + HOUR)).await.expect("made");
    resets::withdraw(&mut tx, id(0xa1)).await.expect("taken back");
    let gone = Err(DbError::NotFound { what: "link for a new password" });
    assert_eq!(resets::take(&mut tx, hash(4), NOON).await, gone);
    // A user who goes leaves none behind.
    users::create(&mut tx, &user(db, 0xa2)).await.expect("made");
    resets::offer(&mut tx, &link(5, 0xa2, NOON + HOUR)).await.expect("made");
    users::delete(&mut tx, id(0xa2)).await.expect("deleted");
    assert_eq!(resets::find(&mut tx, hash(5), NOON).await, Ok(None));
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    let swept = crate::sweep::expired(&mut tx, NOON + HOUR, NOON).await.expect("swept");
    assert_eq!(swept.reset_links, 1);
}

pub(super) async fn an_archived_team_is_found_by_its_members(db: &Db) {
    two_teams(db).await;
    let places = async || {
        let mut tx = login(db).await;
        let open = users::teams_of(&mut tx, id(0xa1)).await.expect("listed").len();
        let archived = users::archived_teams_of(&mut tx, id(0xa1)).await.expect("listed");
        (open, archived.into_iter().map(|(team, row)| (team, row.role)).collect::<Vec<_>>())
    };
    assert_eq!(places().await, (1, Vec::new()));
    for (since, expected) in [(Some(NOON), (0, vec![(id(0xa), Role::Owner)])), (None, (1, Vec::new()))] {
        let mut tx = db.write(&a()).await.expect("begun");
        teams::archive(&mut tx, since, NOON).await.expect("set");
        tx.commit().await.expect("kept");
        assert_eq!(places().await, expected);
    }
}
