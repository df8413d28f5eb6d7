//! Logins by address and password, and sessions. Failures are counted in the database, where all replicas see them:
//! after a few, each further one doubles a pause from one second to a quarter of an hour; nobody is locked out for
//! ever.

use super::super::error::ServiceError;
use super::super::{Action, Caller, Office, Via};
use super::password::Fit;
use super::{input, micros, password, too_many};
use dossier_core::locale::Language;
use dossier_db::rows::{Role, Session, User};
use dossier_db::sessions::{self, SignedIn};
use dossier_db::throttle::{self, Rule, Try};
use dossier_db::{Actor, Micros, Personal, SystemCtx, SystemTx, TenantCtx, resets, users};
use uuid::Uuid;

const SECOND: Micros = 1_000_000;

/// Failures for one account: the fifth within an hour makes wait.
pub(super) const BY_ACCOUNT: Rule =
    Rule { failures_max: 5, window: 3_600 * SECOND, block: SECOND, block_max: 15 * 60 * SECOND };

/// Failures from one network, behind which many may sit.
const BY_NETWORK: Rule = Rule { failures_max: 30, window: 3_600 * SECOND, block: SECOND, block_max: 15 * 60 * SECOND };

/// How often the last request of a session or the last use of a token is written down.
const SEEN_EVERY: Micros = 60 * SECOND;

/// Characters of a secret: 32 bytes in base64url.
const SECRET_CHARS: usize = 43;

/// An attempt to log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginRequest {
    /// The address.
    pub email: Personal,
    /// The password.
    pub password: Personal,
    /// The network it comes from: an IPv4 /24 or an IPv6 /64, as text. Stored as keyed hash only.
    pub network: Personal,
    /// The team to work in; absent means the one that the user has joined first.
    pub team: Option<Uuid>,
}

/// A session that has just begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// What the cookie holds: 43 characters. Not stored, and not shown by `Debug`.
    pub secret: Personal,
    /// Id of the session.
    pub id: Uuid,
    /// The team.
    pub team: Uuid,
    /// The user.
    pub user: Uuid,
    /// When it ends at the latest.
    pub expires_at: Micros,
}

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInfo {
    /// Id.
    pub id: Uuid,
    /// The team it works in.
    pub team: Uuid,
    /// When it began.
    pub created_at: Micros,
    /// Last request, to about a minute.
    pub seen_at: Micros,
    /// When it ends at the latest.
    pub expires_at: Micros,
    /// Whether it is the one that asks.
    pub own: bool,
}

impl Office {
    /// Begins a session by address and password.
    ///
    /// # Errors
    /// [`ServiceError::BadLogin`] for an unknown address, a wrong password or a disabled user alike,
    /// [`ServiceError::TooMany`] after many failures, [`ServiceError::Conflict`] for a user without a team,
    /// [`ServiceError::NotFound`] for another's team, or a failure of the database.
    pub async fn login(&self, request: &LoginRequest) -> Result<NewSession, ServiceError> {
        let (account, network) = (
            self.key().of_throttle("account", request.email.as_str()),
            self.key().of_throttle("network", request.network.as_str()),
        );
        let now = self.now();
        let mut tx = self.db.system(SystemCtx::Login).await?;
        if let Some(until) = throttle::blocked(&mut tx, network, now).await? {
            return Err(too_many("failed logins", until, now));
        }
        // Counted before the password is looked at: of many tries at the same moment only the first few are free.
        let pause = match throttle::attempt(&mut tx, account, now, BY_ACCOUNT).await? {
            Try::Counted(pause) => pause,
            Try::Blocked(until) => return Err(too_many("failed logins", until, now)),
        };
        let email_hash = self.key().of_user_email(request.email.as_str());
        let found = users::by_email(&mut tx, email_hash).await?;
        tx.commit().await?;

        let stored = found.as_ref().and_then(|user| user.password_hash.as_ref());
        let fit = self.compare_password(&request.password, stored).await?;
        let user = match found {
            Some(user) if fit != Fit::Wrong && user.disabled_at.is_none() => user,
            other => {
                let mut tx = self.db.system(SystemCtx::Login).await?;
                let spent = throttle::blocked(&mut tx, network, self.now()).await?;
                throttle::fail(&mut tx, network, now, BY_NETWORK).await?;
                let team = match &other {
                    Some(user) if pause.is_some() => {
                        users::teams_of(&mut tx, user.id).await?.first().map(|found| found.0)
                    }
                    _ => None,
                };
                tx.commit().await?;
                if let (Some(team), Some(user)) = (team, other) {
                    let ctx = TenantCtx { team, actor: Actor::System };
                    self.audit_alone(&ctx, "login.throttled", Some(("user", user.id)), &[]).await?;
                }
                return Err(spent.map_or(ServiceError::BadLogin, |until| too_many("failed logins", until, now)));
            }
        };
        let anew = match fit {
            Fit::RightButOld => Some(self.hash_password(&request.password).await?),
            Fit::Right | Fit::Wrong => None,
        };
        let mut tx = self.db.system(SystemCtx::Login).await?;
        // Of many who came at the same moment others may have used the network's tries up: then not even a right one is told.
        if let Some(until) = throttle::blocked(&mut tx, network, self.now()).await? {
            return Err(too_many("failed logins", until, now));
        }
        throttle::clear(&mut tx, account).await?;
        if let Some(hash) = anew {
            users::set_password(&mut tx, user.id, &hash, now).await?;
        }
        let session = self.begin_session(&mut tx, user.id, request.team).await?;
        tx.commit().await?;
        self.audit_session("login.password", &session).await?;
        Ok(session)
    }

    /// Whom a session's secret belongs to. With another team than the session's, as a member of that team. The role
    /// is looked up anew each time: a removed member and a lower role count at once.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] where the session is unknown or over, [`ServiceError::NotFound`] for
    /// another's team, or a failure of the database.
    pub async fn caller_of_session(&self, secret: &str, team: Option<Uuid>) -> Result<Caller, ServiceError> {
        if secret.len() != SECRET_CHARS {
            return Err(ServiceError::Unauthenticated);
        }
        let now = self.now();
        let idle_since = now.saturating_sub(micros(self.settings.session_idle));
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let hash = self.key().of_token(secret.as_bytes());
        let found = sessions::find(&mut tx, hash, now, idle_since).await?.ok_or(ServiceError::Unauthenticated)?;
        let (team, role) = match team {
            Some(team) if team != found.team => place(&mut tx, found.user, Some(team)).await?,
            _ => (found.team, found.role),
        };
        drop(tx);
        if seldom_seen(&found, now) {
            let mut tx = self.db.system(SystemCtx::Login).await?;
            sessions::touch(&mut tx, found.team, found.id, now).await?;
            tx.commit().await?;
        }
        Ok(Caller { team, user: Some(found.user), role, via: Via::Session(found.id) })
    }

    /// Ends the session that asks.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for what is no session, or a failure of the database.
    pub async fn logout(&self, caller: &Caller) -> Result<(), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let (user, session) = in_session(caller)?;
        self.end_session(user, session).await
    }

    /// The caller's own sessions in all teams, latest request first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn sessions(&self, caller: &Caller) -> Result<Vec<SessionInfo>, ServiceError> {
        caller.may(Action::OwnAccount)?;
        let own = match &caller.via {
            Via::Session(id) | Via::Supabase(id, _) => Some(*id),
            Via::Token(..) | Via::Local | Via::System => None,
        };
        let Some(user) = caller.user else { return Ok(Vec::new()) };
        let now = self.now();
        let idle_since = now.saturating_sub(micros(self.settings.session_idle));
        let mut found: Vec<SessionInfo> = self
            .sessions_of(user)
            .await?
            .into_iter()
            .filter(|(_, row)| row.expires_at > now && row.seen_at > idle_since)
            .map(|(team, row)| SessionInfo {
                id: row.id,
                team,
                created_at: row.created_at,
                seen_at: row.seen_at,
                expires_at: row.expires_at,
                own: own == Some(row.id),
            })
            .collect();
        found.sort_by_key(|session| (std::cmp::Reverse(session.seen_at), session.id));
        Ok(found)
    }

    /// Ends one of the caller's own sessions.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it is none of them, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn revoke_session(&self, caller: &Caller, session: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let user = caller.user.ok_or(ServiceError::NotFound { what: "session" })?;
        if self.sessions_of(user).await?.iter().all(|(_, row)| row.id != session) {
            return Err(ServiceError::NotFound { what: "session" });
        }
        self.end_session(user, session).await
    }

    /// Changes the caller's password; all other sessions of the user end, and a link for a new password. Wrong attempts
    /// make wait as those of a login do.
    ///
    /// # Errors
    /// [`ServiceError::BadLogin`] where the old password is wrong, [`ServiceError::TooMany`],
    /// [`ServiceError::Invalid`] for the new one, [`ServiceError::Conflict`] where another provider knows the user,
    /// [`ServiceError::Forbidden`] without a session, or a failure of the database.
    pub async fn change_password(&self, caller: &Caller, old: &Personal, new: &Personal) -> Result<(), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let (user, session) = in_session(caller)?;
        let now = self.now();
        let key = self.key().of_throttle("password", &user.to_string());
        let mut tx = self.db.system(SystemCtx::Login).await?;
        if let Try::Blocked(until) = throttle::attempt(&mut tx, key, now, BY_ACCOUNT).await? {
            return Err(too_many("failed logins", until, now));
        }
        let row = users::get(&mut tx, user).await?.ok_or(ServiceError::Unauthenticated)?;
        tx.commit().await?;
        let Some(stored) = &row.password_hash else {
            return Err(ServiceError::Conflict {
                what: "account",
                code: "account.no_password",
                hint: "change it where you log in",
            });
        };
        if self.compare_password(old, Some(stored)).await? == Fit::Wrong {
            return Err(ServiceError::BadLogin);
        }
        password::check(new, &[row.email.as_str(), row.name.as_str()])?;
        let hash = self.hash_password(new).await?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        throttle::clear(&mut tx, key).await?;
        users::set_password(&mut tx, user, &hash, now).await?;
        sessions::end_all(&mut tx, user, Some(session)).await?;
        resets::withdraw(&mut tx, user).await?;
        tx.commit().await?;
        self.audit_alone(&caller.ctx(), "account.password_changed", Some(("user", user)), &[]).await
    }

    /// Changes the caller's name and language (absent means the browser's).
    ///
    /// # Errors
    /// [`ServiceError::Invalid`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn set_profile(
        &self,
        caller: &Caller,
        name: &Personal,
        language: Option<Language>,
    ) -> Result<(), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let user = caller.user.ok_or(ServiceError::Forbidden { action: Action::OwnAccount })?;
        let name = input::name("name", name.as_str())?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        users::set_profile(&mut tx, user, &name.into(), language.map(Language::code), self.now()).await?;
        tx.commit().await?;
        self.audit_alone(&caller.ctx(), "account.profile_changed", Some(("user", user)), &[]).await
    }

    /// Goes on in another team of the user: a new session there, with a new secret; the old one ends.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for another's team, [`ServiceError::Forbidden`] without a session, or a failure of
    /// the database.
    pub async fn switch_team(&self, caller: &Caller, team: Uuid) -> Result<NewSession, ServiceError> {
        caller.may(Action::OwnAccount)?;
        let (user, old) = in_session(caller)?;
        let ended = self.sessions_of(user).await?.into_iter().find(|(_, row)| row.id == old);
        let (home, row) = ended.ok_or(ServiceError::Forbidden { action: Action::OwnAccount })?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        place(&mut tx, user, Some(team)).await?;
        // A session does not live longer by going from team to team.
        let session = self.write_session(&mut tx, user, team, row.expires_at).await?;
        sessions::end(&mut tx, home, old).await?;
        tx.commit().await?;
        self.audit_session("session.moved", &session).await?;
        Ok(session)
    }

    /// Begins a session in a team of the user, for whoever has proved to be that user.
    pub(super) async fn begin_session(
        &self,
        tx: &mut SystemTx,
        user: Uuid,
        team: Option<Uuid>,
    ) -> Result<NewSession, ServiceError> {
        let (team, _) = place(tx, user, team).await?;
        let expires_at = self.now().saturating_add(micros(self.settings.session_lives));
        self.write_session(tx, user, team, expires_at).await
    }

    async fn write_session(
        &self,
        tx: &mut SystemTx,
        user: Uuid,
        team: Uuid,
        expires_at: Micros,
    ) -> Result<NewSession, ServiceError> {
        let (secret, id, now) = (self.secret(), self.id(), self.now());
        let token_hash = self.key().of_token(secret.as_bytes());
        let row = Session { id, user_id: user, token_hash, created_at: now, seen_at: now, expires_at };
        sessions::start(tx, team, &row).await?;
        Ok(NewSession { secret: secret.into(), id, team, user, expires_at })
    }

    pub(super) async fn audit_session(&self, action: &'static str, session: &NewSession) -> Result<(), ServiceError> {
        let ctx = TenantCtx { team: session.team, actor: Actor::User(session.user) };
        self.audit_alone(&ctx, action, Some(("session", session.id)), &[]).await
    }

    pub(super) async fn sessions_of(&self, user: Uuid) -> Result<Vec<(Uuid, Session)>, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let teams = users::teams_of(&mut tx, user).await?;
        drop(tx);
        let mut found = Vec::new();
        for (team, _) in teams {
            let mut tx = self.db.read(&TenantCtx { team, actor: Actor::User(user) }).await?;
            found.extend(sessions::of_member(&mut tx, user).await?.into_iter().map(|row| (team, row)));
        }
        Ok(found)
    }

    async fn end_session(&self, user: Uuid, session: Uuid) -> Result<(), ServiceError> {
        let found = self.sessions_of(user).await?.into_iter().find(|(_, row)| row.id == session);
        // Ended already: by another window, or with the membership.
        let Some((team, _)) = found else { return Ok(()) };
        let mut tx = self.db.system(SystemCtx::Login).await?;
        sessions::end(&mut tx, team, session).await?;
        tx.commit().await?;
        let ctx = TenantCtx { team, actor: Actor::User(user) };
        self.audit_alone(&ctx, "session.ended", Some(("session", session)), &[]).await
    }
}

/// Whether the last request is so long ago that the new one is written down.
pub(super) fn seldom_seen(found: &SignedIn, now: Micros) -> bool {
    found.seen_at.is_none_or(|seen| now.saturating_sub(seen) >= SEEN_EVERY)
}

/// The user's place in a team; in the first one where none is named. Archived teams have no members.
pub(super) async fn place(tx: &mut SystemTx, user: Uuid, team: Option<Uuid>) -> Result<(Uuid, Role), ServiceError> {
    let teams = users::teams_of(tx, user).await?;
    let wanted = team;
    let found = teams.into_iter().find(|(team, _)| wanted.is_none_or(|wanted| wanted == *team));
    match (found, wanted) {
        (Some((team, membership)), _) => Ok((team, membership.role)),
        (None, Some(_)) => Err(ServiceError::NotFound { what: "team" }),
        (None, None) => Err(no_team()),
    }
}

/// A user who can log in but is no member anywhere.
fn no_team() -> ServiceError {
    ServiceError::Conflict {
        what: "account",
        code: "account.no_team",
        hint: "ask an owner or admin of a team for an invitation",
    }
}

/// User and session of a caller who came in by a session.
pub(super) fn in_session(caller: &Caller) -> Result<(Uuid, Uuid), ServiceError> {
    match (caller.user, &caller.via) {
        (Some(user), Via::Session(session) | Via::Supabase(session, _)) => Ok((user, *session)),
        _ => Err(ServiceError::Forbidden { action: Action::OwnAccount }),
    }
}

/// A user who may come in.
///
/// # Errors
/// [`ServiceError::Unauthenticated`] for a disabled one.
pub(super) fn enabled(user: User) -> Result<User, ServiceError> {
    if user.disabled_at.is_some() { Err(ServiceError::Unauthenticated) } else { Ok(user) }
}
