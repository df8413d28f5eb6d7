//! Users whom another provider knows: by issuer and subject, never by their address. Who is not known yet needs an
//! invitation, or an address that the provider has verified in a domain whose people are members by the operator's
//! settings.

use super::super::Office;
use super::super::error::ServiceError;
use super::input;
use super::invitations::make_user;
use super::login::{NewSession, enabled};
use super::oidc::DomainRule;
use dossier_db::rows::{Membership, User};
use dossier_db::{Hash, Personal, SystemCtx, users};

/// Somebody as another provider knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// The provider.
    pub(super) issuer: String,
    /// Whom it means: an id of its own.
    pub(super) subject: Personal,
    /// The address, where the provider has verified it.
    pub(super) email: Option<Personal>,
    /// The name.
    pub(super) name: Option<Personal>,
}

impl Office {
    /// Begins a session for somebody whom another provider has proved to be who they are.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] for the unknown without an invitation, and whatever an invitation may be refused for;
    /// [`ServiceError::Unauthenticated`] for a disabled user, or a failure of the database.
    pub(super) async fn login_identity(
        &self,
        identity: &Identity,
        invitation: Option<&str>,
        domains: &[DomainRule],
    ) -> Result<NewSession, ServiceError> {
        let mut tx = self.db.system(SystemCtx::Login).await?;
        let Some(user) = users::by_subject(&mut tx, self.subject_hash(identity)).await? else {
            drop(tx);
            let user = self.identity_user(identity);
            return match invitation {
                Some(secret) => self.join_as_new(secret, user).await,
                None => self.join_by_domain(user, identity, domains).await,
            };
        };
        let user = enabled(user)?;
        let joined = match invitation {
            Some(secret) => match self.use_invitation(&mut tx, secret, &user).await {
                // The link was opened again; there is nothing to join.
                Err(ServiceError::Conflict { code: "member.already", .. }) => None,
                other => Some(other?),
            },
            None => None,
        };
        let session = self.begin_session(&mut tx, user.id, joined.map(|(team, _)| team)).await?;
        tx.commit().await?;
        if let Some((team, role)) = joined {
            self.audit_joined(team, user.id, role).await?;
        }
        self.audit_session("login.provider", &session).await?;
        Ok(session)
    }

    pub(super) fn subject_hash(&self, identity: &Identity) -> Hash {
        self.key().of_subject(&identity.issuer, identity.subject.as_str())
    }

    /// A new user after what the provider tells. Without a verified address there is none, and its hash is that of
    /// the subject.
    pub(super) fn identity_user(&self, identity: &Identity) -> User {
        let subject_hash = self.subject_hash(identity);
        let email = identity.email.as_ref().and_then(|email| input::email(email).ok());
        let name = identity.name.as_ref().and_then(|name| input::name("name", name.as_str()).ok());
        let name = name.map(Personal::new).or_else(|| email.clone()).unwrap_or_else(|| Personal::new("user"));
        let known = email.is_some();
        let user = self.new_user(email.unwrap_or_default(), name, self.now());
        let email_hash = if known { user.email_hash } else { subject_hash };
        User { subject_hash: Some(subject_hash), email_hash, ..user }
    }

    async fn join_by_domain(
        &self,
        user: User,
        identity: &Identity,
        domains: &[DomainRule],
    ) -> Result<NewSession, ServiceError> {
        let domain = identity.email.as_ref().and_then(|email| input::domain(email.as_str()));
        let rule = domain.and_then(|domain| domains.iter().find(|rule| rule.domain.eq_ignore_ascii_case(&domain)));
        let rule = rule.ok_or_else(unknown)?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        make_user(&mut tx, &user).await?;
        let membership = Membership { user_id: user.id, role: rule.role, created_at: user.created_at };
        users::join(&mut tx, rule.team, &membership).await?;
        // Archived teams take nobody in: there is no place to begin a session in.
        let session = self.begin_session(&mut tx, user.id, Some(rule.team)).await?;
        tx.commit().await?;
        self.audit_joined(rule.team, user.id, rule.role).await?;
        self.audit_session("login.provider", &session).await?;
        Ok(session)
    }
}

/// Somebody whom the provider knows and nobody here does.
pub(super) fn unknown() -> ServiceError {
    ServiceError::Conflict {
        what: "account",
        code: "account.unknown",
        hint: "ask an owner or admin of a team for an invitation, and open its link first",
    }
}
