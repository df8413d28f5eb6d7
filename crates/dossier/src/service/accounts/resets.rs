//! A new password for somebody who has lost the old one: a link that works once and for 24 hours, made by those who manage the
//! team, or by the operator at the machine. Handing it over is left to them; the secret is told once. Whoever gets a link gets
//! the account, so nobody makes one for somebody who may more, nor for a user whom other teams know.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::login::{enabled, in_session};
use super::password;
use dossier_db::rows::{ResetLink as ResetRow, Role, User};
use dossier_db::{Actor, DbError, Micros, Personal, SystemCtx, TenantCtx, resets, sessions, throttle, users};
use uuid::Uuid;

/// How long a link works.
const RESET_LIVES: Micros = 24 * 3_600 * 1_000_000;

/// A fresh link for a new password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetLink {
    /// Whose password.
    pub user: Uuid,
    /// The secret, to be told once.
    pub secret: Personal,
    /// Until when it works.
    pub expires_at: Micros,
}

impl Office {
    /// Makes a link with which a member sets a new password. An older one does not work from then on. Asks for a session: a
    /// token that could do this would get in by it.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], also for an owner's password where the caller is none; [`ServiceError::NotFound`],
    /// [`ServiceError::Conflict`] for oneself, for a user of other teams too and for one without a password here, or a failure
    /// of the database.
    pub async fn offer_reset(&self, caller: &Caller, user: Uuid) -> Result<ResetLink, ServiceError> {
        caller.may(Action::ResetPasswords)?;
        let (own, _) = in_session(caller)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let member = users::member(&mut tx, user).await?.ok_or(ServiceError::NotFound { what: "member" })?;
        drop(tx);
        if member.role == Role::Owner {
            caller.may(Action::ManageTeam)?;
        }
        if user == own {
            return Err(conflict("account.own_reset", "change your own password where you see your account"));
        }
        if self.places_of(user).await?.iter().any(|team| *team != caller.team) {
            return Err(conflict(
                "account.other_teams",
                "other teams know this user; only the operator resets the password, by `dossier users reset`",
            ));
        }
        let link = self.reset_link(user).await?;
        self.audit_alone(&caller.ctx(), "member.reset_offered", Some(("user", user)), &[]).await?;
        Ok(link)
    }

    /// The same for any user by the address, for the operator at the machine; the server has no route to it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is no user with the address, [`ServiceError::Conflict`] for one without a password
    /// here, or a failure of the database.
    pub async fn offer_reset_at_the_machine(&self, email: &str) -> Result<ResetLink, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let found = users::by_email(&mut tx, self.key().of_user_email(email)).await?;
        drop(tx);
        let user = found.ok_or(ServiceError::NotFound { what: "user" })?.id;
        let link = self.reset_link(user).await?;
        self.tell_teams(user, Actor::System, "member.reset_offered").await?;
        Ok(link)
    }

    /// Sets a new password by a link. All sessions of the user end, and earlier failures do not make wait any more.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for a link that does not work, [`ServiceError::Invalid`] for the password, or a failure of the
    /// database.
    pub async fn reset_password(&self, secret: &str, new: &Personal) -> Result<(), ServiceError> {
        let (token_hash, now) = (self.key().of_token(secret.as_bytes()), self.now());
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let found = match resets::find(&mut tx, token_hash, now).await? {
            Some(user) => users::get(&mut tx, user).await?,
            None => None,
        };
        drop(tx);
        let row = enabled(found.ok_or_else(gone)?).map_err(|_| gone())?;
        password::check(new, &[row.email.as_str(), row.name.as_str()])?;
        let hash = self.hash_password(new).await?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        let user = match resets::take(&mut tx, token_hash, now).await {
            // Of two who use it at the same moment the other was first.
            Err(DbError::NotFound { .. }) => return Err(gone()),
            taken => taken?,
        };
        users::set_password(&mut tx, user, &hash, now).await?;
        sessions::end_all(&mut tx, user, None).await?;
        let (account, old) = (
            self.key().of_throttle("account", row.email.as_str()),
            self.key().of_throttle("password", &user.to_string()),
        );
        throttle::clear(&mut tx, account).await?;
        throttle::clear(&mut tx, old).await?;
        tx.commit().await?;
        self.tell_teams(user, Actor::User(user), "account.password_reset").await
    }

    async fn reset_link(&self, user: Uuid) -> Result<ResetLink, ServiceError> {
        let (secret, now) = (self.secret(), self.now());
        let expires_at = now.saturating_add(RESET_LIVES);
        let mut tx = self.db.system(SystemCtx::Login).await?;
        let found: Option<User> = users::get(&mut tx, user).await?;
        if found.ok_or(ServiceError::NotFound { what: "user" })?.password_hash.is_none() {
            return Err(conflict("account.no_password", "the user logs in elsewhere, or without a password"));
        }
        let token_hash = self.key().of_token(secret.as_bytes());
        let row = ResetRow { token_hash, user_id: user, created_at: now, expires_at };
        resets::offer(&mut tx, &row).await?;
        tx.commit().await?;
        Ok(ResetLink { user, secret: secret.into(), expires_at })
    }

    /// All teams of a user, archived ones included: whoever comes in as an owner brings them back.
    async fn places_of(&self, user: Uuid) -> Result<Vec<Uuid>, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let mut found = users::teams_of(&mut tx, user).await?;
        found.extend(users::archived_teams_of(&mut tx, user).await?);
        Ok(found.into_iter().map(|(team, _)| team).collect())
    }

    /// Writes into the log of each of a user's teams.
    async fn tell_teams(&self, user: Uuid, actor: Actor, action: &'static str) -> Result<(), ServiceError> {
        for team in self.places_of(user).await? {
            let ctx = TenantCtx { team, actor };
            self.audit_alone(&ctx, action, Some(("user", user)), &[]).await?;
        }
        Ok(())
    }
}

fn conflict(code: &'static str, hint: &'static str) -> ServiceError {
    ServiceError::Conflict { what: "account", code, hint }
}

fn gone() -> ServiceError {
    ServiceError::Gone { what: "link for a new password" }
}
