//! Users of a Supabase project, who come in with its access tokens. Nothing is decided by what a user can write
//! (`user_metadata`): teams and roles are memberships here, by issuer and subject. The verified token also opens the
//! view of a Supabase storage in which the user's own row-level security holds; it is handed on and never stored.

use super::super::error::ServiceError;
use super::super::{Caller, Office, Via};
use super::fetch::provider_url;
use super::identity::{Identity, unknown};
use super::invitations::make_user;
use super::jwt::{Claims, Rules, TokenKey, named};
use super::login::{enabled, place};
use dossier_db::rows::Role;
use dossier_db::{Micros, Personal, SystemCtx, sessions, users};
use dossier_workspace::Secret;
use jsonwebtoken::Algorithm;
use uuid::Uuid;

const SECOND: Micros = 1_000_000;

/// A Supabase project whose users may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupabaseAuth {
    /// The project's address, such as `https://abc.supabase.co`.
    pub url: String,
    /// The secret of projects that still sign with one (HS256); absent for those that publish their keys.
    pub jwt_secret: Option<Personal>,
}

/// A verified token.
struct Verified {
    identity: Identity,
    session: Uuid,
    expires_at: Micros,
}

impl Office {
    /// Whom a Supabase access token belongs to, in a team (absent means the one joined first), and the token for
    /// [`dossier_workspace::Storage::with_session`].
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] for what is no valid token of a user here, and for a session that was ended;
    /// [`ServiceError::Conflict`] for a user who is unknown here or without a team, [`ServiceError::NotFound`] for
    /// another's team, [`ServiceError::Outside`] where the keys cannot be fetched, or a failure of the database.
    pub async fn caller_of_supabase(&self, token: &str, team: Option<Uuid>) -> Result<(Caller, Secret), ServiceError> {
        let found = self.supabase_verified(token).await?;
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let user = users::by_subject(&mut tx, self.subject_hash(&found.identity)).await?.ok_or_else(unknown)?;
        let user = enabled(user)?;
        let (team, role) = place(&mut tx, user.id, team).await?;
        let token = Secret::new(token);
        let via = if self.settings.supabase_storage {
            Via::Supabase(found.session, token.clone())
        } else {
            Via::Session(found.session)
        };
        Ok((Caller { team, user: Some(user.id), role, via }, token))
    }

    /// Joins a team with an invitation, as the user of a Supabase access token; an unknown user is made.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for the link, [`ServiceError::Conflict`] for a member, an invitation for another
    /// address, or an address that another account has; those of [`Office::caller_of_supabase`].
    pub async fn supabase_join(&self, token: &str, invitation: &str) -> Result<(Uuid, Role), ServiceError> {
        let found = self.supabase_verified(token).await?;
        // Before a user is made, so that a used link says so.
        self.invitation(invitation).await?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        let user = match users::by_subject(&mut tx, self.subject_hash(&found.identity)).await? {
            Some(user) => enabled(user)?,
            None => {
                let user = self.identity_user(&found.identity);
                make_user(&mut tx, &user).await?;
                user
            }
        };
        let (team, role) = self.use_invitation(&mut tx, invitation, &user).await?;
        tx.commit().await?;
        self.audit_joined(team, user.id, role).await?;
        Ok((team, role))
    }

    /// Ends the session of a Supabase access token here. There it lasts until its token expires.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`], [`ServiceError::Outside`], or a failure of the database.
    pub async fn supabase_logout(&self, token: &str) -> Result<(), ServiceError> {
        let found = self.supabase_verified(token).await?;
        let hash = self.key().of_foreign_session(&found.identity.issuer, &found.session.to_string());
        // A refreshed token of the same session may live as long again; a day is longer than any of them.
        let until = found.expires_at.max(self.now().saturating_add(24 * 3_600 * SECOND));
        let mut tx = self.db.system(SystemCtx::Login).await?;
        sessions::deny(&mut tx, hash, until).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn supabase_verified(&self, token: &str) -> Result<Verified, ServiceError> {
        let none = ServiceError::NotFound { what: "identity provider" };
        let Some(settings) = &self.settings.supabase_auth else { return Err(none) };
        let issuer = format!("{}/auth/v1", settings.url.trim_end_matches('/'));
        let now = self.now();
        let (key_id, algorithm) = named(token)?;
        let key = match (&settings.jwt_secret, algorithm) {
            (Some(secret), Algorithm::HS256) => TokenKey::shared(secret),
            (None, Algorithm::HS256) => return Err(ServiceError::Unauthenticated),
            _ => {
                let url = provider_url(&format!("{issuer}/.well-known/jwks.json")).ok_or(none)?;
                let accounts = &self.accounts;
                accounts.supabase_keys.key(&*accounts.fetch, &url, key_id.as_deref(), now).await?
            }
        };
        let claims = key.verify(token, Rules { issuer: &issuer, audience: "authenticated", now })?;
        let found = user_of(issuer, &claims).ok_or(ServiceError::Unauthenticated)?;
        let hash = self.key().of_foreign_session(&found.identity.issuer, &found.session.to_string());
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        if sessions::is_denied(&mut tx, hash, now).await? {
            return Err(ServiceError::Unauthenticated);
        }
        Ok(found)
    }
}

/// A user with a session; neither anonymous nor one of the project's own keys.
fn user_of(issuer: String, claims: &Claims) -> Option<Verified> {
    if claims.text("role") != Some("authenticated") || claims.is_true("is_anonymous") {
        return None;
    }
    let session = Uuid::parse_str(claims.text("session_id")?).ok()?;
    let expires_at = claims.number("exp")?.checked_mul(SECOND)?;
    let identity = Identity {
        issuer,
        subject: Personal::new(claims.text("sub")?),
        email: claims.text("email").filter(|email| !email.is_empty()).map(Personal::new),
        // Only `user_metadata` has one, which is not to be believed.
        name: None,
    };
    Some(Verified { identity, session, expires_at })
}
