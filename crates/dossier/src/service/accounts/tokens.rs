//! API tokens: `dsr_<id>_<secret>`, with which programs act for a user within scopes and for a time. Shown once; the
//! prefix lets scanners find those that were published by mistake.

use super::super::error::ServiceError;
use super::super::{Action, Caller, Office, Scope, Via};
use super::login::seldom_seen;
use super::{input, micros};
use dossier_db::audit::Detail;
use dossier_db::rows::ApiToken;
use dossier_db::sessions;
use dossier_db::{Micros, Personal, SystemCtx};
use std::time::Duration;
use uuid::Uuid;

/// What every token begins with.
pub const TOKEN_PREFIX: &str = "dsr_";

/// Longest life of a token.
pub const TOKEN_LIVES_MAX: Duration = Duration::from_secs(366 * 24 * 3_600);

/// Longest text that is looked at as a token.
const TOKEN_BYTES_MAX: usize = 128;

/// Most tokens of a user in a team that still work.
const TOKENS_MAX: usize = 50;

/// Most tokens of a user in a team, those included that have ended and are still shown.
const TOKENS_SHOWN_MAX: usize = 500;

/// A token to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What the user calls it.
    pub name: String,
    /// What it may be used for; at least one. The user's role bounds it further.
    pub scopes: Vec<Scope>,
    /// How long it works, up to [`TOKEN_LIVES_MAX`].
    pub lives: Duration,
}

/// A token in a list. Its secret is not known any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    /// Id, which is also a part of the token.
    pub id: Uuid,
    /// Whose it is.
    pub user: Uuid,
    /// What the user calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Micros,
    /// When it ends.
    pub expires_at: Option<Micros>,
    /// Last use, to about a minute.
    pub used_at: Option<Micros>,
    /// When it was revoked.
    pub revoked_at: Option<Micros>,
}

impl TokenInfo {
    fn of(row: ApiToken) -> Self {
        Self {
            id: row.id,
            user: row.user_id,
            name: row.name,
            scopes: scopes_of(&row.scopes),
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
            revoked_at: row.revoked_at,
        }
    }

    fn works(&self, now: Micros) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }
}

impl Office {
    /// Makes a token for the caller, in the caller's team. The token itself is told here and never again.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`], [`ServiceError::Forbidden`] for a token that would have scopes its maker has not,
    /// [`ServiceError::Conflict`] where the user has too many, or a failure of the database.
    pub async fn make_token(&self, caller: &Caller, new: &NewToken) -> Result<(TokenInfo, Personal), ServiceError> {
        caller.may(Action::OwnTokens)?;
        let forbidden = ServiceError::Forbidden { action: Action::OwnTokens };
        let Some(user) = caller.user else { return Err(forbidden) };
        let name = input::name("name", &new.name)?;
        let mut scopes = new.scopes.clone();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(ServiceError::invalid("scopes", "token.scopes", "it needs at least one scope"));
        }
        if let Via::Token(_, held) = &caller.via
            && scopes.iter().any(|scope| !held.contains(scope))
        {
            return Err(forbidden);
        }
        if new.lives.is_zero() || new.lives > TOKEN_LIVES_MAX {
            return Err(ServiceError::invalid("lives", "token.lives", "it can live for up to 366 days"));
        }
        let (id, secret, now) = (self.id(), self.secret(), self.now());
        let row = ApiToken {
            id,
            user_id: user,
            name,
            token_hash: self.key().of_token(secret.as_bytes()),
            scopes: serde_json::to_string(&scopes).unwrap_or_default(),
            created_at: now,
            expires_at: Some(now.saturating_add(micros(new.lives))),
            used_at: None,
            revoked_at: None,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        // Counted for each user: a viewer must not be able to use up what others need.
        let all = sessions::tokens(&mut tx).await?.into_iter().map(TokenInfo::of);
        let own: Vec<TokenInfo> = all.filter(|token| token.user == user).collect();
        let working = own.iter().filter(|token| token.works(now)).count();
        if working >= TOKENS_MAX || own.len() >= TOKENS_SHOWN_MAX {
            return Err(ServiceError::Conflict {
                what: "account",
                code: "token.too_many",
                hint: "revoke tokens that nobody uses; those that have ended are forgotten after 30 days",
            });
        }
        sessions::create_token(&mut tx, &row).await?;
        self.audit(&mut tx, "token.created", Some(("token", id)), &[("user", Detail::Id(user))]).await?;
        tx.commit().await?;
        Ok((TokenInfo::of(row), format!("{TOKEN_PREFIX}{}_{secret}", id.as_simple()).into()))
    }

    /// Tokens, newest first: the caller's own, and those of all members for whoever manages them.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn tokens(&self, caller: &Caller) -> Result<Vec<TokenInfo>, ServiceError> {
        caller.may(Action::OwnTokens)?;
        let all = caller.may(Action::ManageMembers).is_ok();
        let mut tx = self.db.read(&caller.ctx()).await?;
        let found = sessions::tokens(&mut tx).await?.into_iter().map(TokenInfo::of);
        Ok(found.filter(|token| all || caller.user == Some(token.user)).collect())
    }

    /// Revokes a token; it works no more from the next request on. One's own, or any of the team for whoever manages
    /// members.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is none that works, [`ServiceError::Forbidden`], or a failure of the
    /// database.
    pub async fn revoke_token(&self, caller: &Caller, token: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::OwnTokens)?;
        let all = caller.may(Action::ManageMembers).is_ok();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let found = sessions::tokens(&mut tx).await?.into_iter().find(|row| row.id == token);
        let works = |row: &ApiToken| row.revoked_at.is_none() && (all || caller.user == Some(row.user_id));
        if found.filter(works).is_none() {
            return Err(ServiceError::NotFound { what: "token" });
        }
        sessions::revoke_token(&mut tx, token, self.now()).await?;
        self.audit(&mut tx, "token.revoked", Some(("token", token)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whom an API token belongs to, while it works. Its team is that of the token.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`], or a failure of the database.
    pub async fn caller_of_token(&self, token: &str) -> Result<Caller, ServiceError> {
        let (id, secret) = parts(token).ok_or(ServiceError::Unauthenticated)?;
        let now = self.now();
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let found = sessions::find_token(&mut tx, self.key().of_token(secret.as_bytes()), now).await?;
        drop(tx);
        let found = found.filter(|found| found.id == id).ok_or(ServiceError::Unauthenticated)?;
        if seldom_seen(&found, now) {
            let mut tx = self.db.system(SystemCtx::Login).await?;
            sessions::touch_token(&mut tx, found.team, found.id, now).await?;
            tx.commit().await?;
        }
        let scopes = found.scopes.as_deref().map(scopes_of).unwrap_or_default();
        Ok(Caller { team: found.team, user: Some(found.user), role: found.role, via: Via::Token(id, scopes) })
    }
}

/// Stored scopes; what cannot be read allows nothing.
fn scopes_of(stored: &str) -> Vec<Scope> {
    serde_json::from_str(stored).unwrap_or_default()
}

/// Id and secret of a token.
fn parts(token: &str) -> Option<(Uuid, &str)> {
    if token.len() > TOKEN_BYTES_MAX {
        return None;
    }
    let (id, secret) = token.strip_prefix(TOKEN_PREFIX)?.split_once('_')?;
    Some((Uuid::parse_str(id).ok()?, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_three_parts() {
        let id = Uuid::from_u128(7);
        let token = format!("dsr_{}_a_b-c", id.as_simple());
        assert_eq!(parts(&token), Some((id, "a_b-c")), "the secret may have the sign that parts them");
        for text in ["", "dsr_", "dsr_x_y", "xyz_00000000000000000000000000000007_a", &"dsr_".repeat(40)] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn scopes_that_cannot_be_read_allow_nothing() {
        assert_eq!(scopes_of(r#"["read","write"]"#), [Scope::Read, Scope::Write]);
        assert!(scopes_of(r#"["read","everything"]"#).is_empty());
        assert!(scopes_of("").is_empty());
    }
}
