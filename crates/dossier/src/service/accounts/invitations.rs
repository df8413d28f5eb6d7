//! Invitations to a team: a link that works once and for seven days, for one address or for whoever has it, and only
//! while the one who invited may still invite so. Sending it is left to them; the secret is shown once.

use super::super::error::ServiceError;
use super::super::{Action, Caller, Office, policy};
use super::login::{NewSession, in_session};
use super::{email_taken, input, password};
use dossier_db::audit::Detail;
use dossier_db::rows::{Invitation, Membership, Role, User};
use dossier_db::{
    Actor, DbError, Hash, Micros, Personal, SystemCtx, SystemTx, TenantCtx, invitations, resets, teams, users,
};
use uuid::Uuid;

/// How long an invitation can be accepted.
const INVITATION_LIVES: Micros = 7 * 24 * 3_600 * 1_000_000;

/// Most invitations of a team that are open.
const OPEN_MAX: usize = 100;

/// An invitation to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// The one address that may accept it; absent means whoever has the link.
    pub email: Option<Personal>,
    /// What the new member may do.
    pub role: Role,
}

/// An invitation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationInfo {
    /// Id.
    pub id: Uuid,
    /// The one address that may accept it.
    pub email: Option<Personal>,
    /// What the new member may do.
    pub role: Role,
    /// Who invited.
    pub invited_by: Option<Uuid>,
    /// When it was made.
    pub created_at: Micros,
    /// Until when it can be accepted.
    pub expires_at: Micros,
}

impl InvitationInfo {
    fn of(row: Invitation) -> Self {
        Self {
            id: row.id,
            email: (!is_open(&row)).then_some(row.email),
            role: row.role,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

/// What somebody with the link is shown before accepting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What the team is called.
    pub team_name: String,
    /// What the new member may do.
    pub role: Role,
    /// The one address that may accept it.
    pub email: Option<Personal>,
    /// Until when it can be accepted.
    pub expires_at: Micros,
}

/// A user who accepts an invitation and has no account yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The address.
    pub email: Personal,
    /// The name.
    pub name: Personal,
    /// The password.
    pub password: Personal,
}

impl Office {
    /// Invites to the caller's team. The secret of the link is told here and never again.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], also for a role above one's own; [`ServiceError::Invalid`] for an address,
    /// [`ServiceError::Conflict`] where too many are open, or a failure of the database.
    pub async fn invite(
        &self,
        caller: &Caller,
        new: &NewInvitation,
    ) -> Result<(InvitationInfo, Personal), ServiceError> {
        caller.may(Action::ManageMembers)?;
        if new.role == Role::Owner {
            caller.may(Action::ManageTeam)?;
        }
        // Bound to nobody: an empty address, and a hash that no address has.
        let (email, email_hash) = match &new.email {
            Some(typed) => {
                let email = input::email(typed)?;
                let hash = self.key().of_user_email(email.as_str());
                (email, hash)
            }
            None => (Personal::default(), Hash::ZERO),
        };
        let (id, secret, now) = (self.id(), self.secret(), self.now());
        let row = Invitation {
            id,
            email,
            email_hash,
            role: new.role,
            token_hash: self.key().of_token(secret.as_bytes()),
            invited_by: caller.user,
            created_at: now,
            expires_at: now.saturating_add(INVITATION_LIVES),
            accepted_at: None,
            accepted_by: None,
            revoked_at: None,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        if invitations::open(&mut tx, now).await?.len() >= OPEN_MAX {
            return Err(ServiceError::Conflict {
                what: "team",
                code: "invitation.too_many",
                hint: "take back invitations that nobody accepts",
            });
        }
        invitations::create(&mut tx, &row).await?;
        let details = [("role", Detail::Code(new.role.code()))];
        self.audit(&mut tx, "invitation.created", Some(("invitation", id)), &details).await?;
        tx.commit().await?;
        Ok((InvitationInfo::of(row), secret.into()))
    }

    /// Invitations that can still be accepted, newest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn invitations(&self, caller: &Caller) -> Result<Vec<InvitationInfo>, ServiceError> {
        caller.may(Action::ManageMembers)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let found = invitations::open(&mut tx, self.now()).await?;
        let members = users::members(&mut tx).await?;
        let role = |user: Uuid| members.iter().find(|member| member.user_id == user).map(|member| member.role);
        let stand = found.into_iter().filter(|row| stands(row, row.invited_by.and_then(role)));
        Ok(stand.map(InvitationInfo::of).collect())
    }

    /// Takes an invitation back; its link does not work from then on.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it is not open, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn revoke_invitation(&self, caller: &Caller, invitation: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::ManageMembers)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        match invitations::revoke(&mut tx, invitation, self.now()).await {
            Err(DbError::NotFound { .. }) => return Err(ServiceError::NotFound { what: "invitation" }),
            other => other?,
        }
        self.audit(&mut tx, "invitation.revoked", Some(("invitation", invitation)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What an invitation offers, for whoever has its link.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] where it is unknown, used, expired or taken back, or the one who invited may not invite so
    /// any more; or a failure of the database.
    pub async fn invitation(&self, secret: &str) -> Result<Offered, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let (team, row) = self.offered(&mut tx, secret).await?;
        drop(tx);
        let mut tx = self.db.read(&Caller::system(team).ctx()).await?;
        let team_name = teams::get(&mut tx).await?.name;
        let info = InvitationInfo::of(row);
        Ok(Offered { team_name, role: info.role, email: info.email, expires_at: info.expires_at })
    }

    /// Makes an account with an invitation, and begins a session in the team.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for the link, [`ServiceError::Invalid`], [`ServiceError::Conflict`] where there is an
    /// account with the address or the invitation is for another one, or a failure of the database.
    pub async fn accept_invitation(&self, secret: &str, account: &NewAccount) -> Result<NewSession, ServiceError> {
        let user = self.parsed_user(&account.email, &account.name)?;
        password::check(&account.password, &[account.email.as_str(), account.name.as_str()])?;
        // Looked at before the work of a hash is done, and again when it is used.
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let (_, row) = self.offered(&mut tx, secret).await?;
        fits(&row, user.email_hash)?;
        drop(tx);
        let hash = self.hash_password(&account.password).await?;
        self.join_as_new(secret, User { password_hash: Some(hash), ..user }).await
    }

    /// Joins a team with an invitation, as the user of the session that asks. The session stays where it is.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for the link, [`ServiceError::Conflict`] for a member or an invitation for another
    /// address, [`ServiceError::Forbidden`] without a session, or a failure of the database.
    pub async fn join_team(&self, caller: &Caller, secret: &str) -> Result<(Uuid, Role), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let (user, _) = in_session(caller)?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        let row = users::get(&mut tx, user).await?.ok_or(ServiceError::Unauthenticated)?;
        let (team, role) = self.use_invitation(&mut tx, secret, &row).await?;
        tx.commit().await?;
        self.audit_joined(team, user, role).await?;
        Ok((team, role))
    }

    /// Makes a user with an invitation, whoever has proved what about the user before, and begins a session.
    pub(super) async fn join_as_new(&self, secret: &str, user: User) -> Result<NewSession, ServiceError> {
        let mut tx = self.db.system(SystemCtx::Login).await?;
        // Before the user is made, so that a used link says so and not that there is an account.
        self.offered(&mut tx, secret).await?;
        make_user(&mut tx, &user).await?;
        let (team, role) = self.use_invitation(&mut tx, secret, &user).await?;
        let session = self.begin_session(&mut tx, user.id, Some(team)).await?;
        tx.commit().await?;
        self.audit_joined(team, user.id, role).await?;
        self.audit_session("login.invitation", &session).await?;
        Ok(session)
    }

    /// Marks an invitation as accepted by a user and makes the user a member, in one transaction. Tells the team.
    pub(super) async fn use_invitation(
        &self,
        tx: &mut SystemTx,
        secret: &str,
        user: &User,
    ) -> Result<(Uuid, Role), ServiceError> {
        let now = self.now();
        let (team, row) = self.offered(tx, secret).await?;
        fits(&row, user.email_hash)?;
        if users::teams_of(tx, user.id).await?.iter().any(|(own, _)| *own == team) {
            return Err(ServiceError::Conflict {
                what: "membership",
                code: "member.already",
                hint: "you are a member of this team already",
            });
        }
        match invitations::accept(tx, team, row.id, user.id, now).await {
            // Of two who use it at the same moment the other was first.
            Err(DbError::Conflict { .. }) => return Err(gone()),
            other => other?,
        }
        users::join(tx, team, &Membership { user_id: user.id, role: row.role, created_at: now }).await?;
        // It was made by a team that did not reckon with this one.
        resets::withdraw(tx, user.id).await?;
        Ok((team, row.role))
    }

    pub(super) async fn audit_joined(&self, team: Uuid, user: Uuid, role: Role) -> Result<(), ServiceError> {
        let ctx = TenantCtx { team, actor: Actor::User(user) };
        let details = [("role", Detail::Code(role.code()))];
        self.audit_alone(&ctx, "member.joined", Some(("user", user)), &details).await
    }

    async fn offered(&self, tx: &mut SystemTx, secret: &str) -> Result<(Uuid, Invitation), ServiceError> {
        let hash = self.key().of_token(secret.as_bytes());
        let (team, row) = invitations::find(tx, hash, self.now()).await?.ok_or_else(gone)?;
        let inviter = match row.invited_by {
            Some(user) => users::teams_of(tx, user).await?.into_iter().find(|(own, _)| *own == team),
            None => None,
        };
        if stands(&row, inviter.map(|(_, membership)| membership.role)) { Ok((team, row)) } else { Err(gone()) }
    }
}

/// Writes a new user.
///
/// # Errors
/// [`ServiceError::Conflict`] where there is an account with the address, or a failure of the database.
pub(super) async fn make_user(tx: &mut SystemTx, user: &User) -> Result<(), ServiceError> {
    match users::create(tx, user).await {
        Err(DbError::Conflict { .. }) => Err(email_taken()),
        other => Ok(other?),
    }
}

/// Whether the one who invited may still invite so: somebody who was removed or has got a lower role must not come back
/// by a link that was made in time.
fn stands(row: &Invitation, inviter: Option<Role>) -> bool {
    let needed = if row.role == Role::Owner { Action::ManageTeam } else { Action::ManageMembers };
    inviter.is_some_and(|role| policy::may(role, needed))
}

/// Whether whoever has the link may accept.
fn is_open(row: &Invitation) -> bool {
    row.email_hash == Hash::ZERO
}

fn fits(row: &Invitation, email_hash: Hash) -> Result<(), ServiceError> {
    if is_open(row) || row.email_hash == email_hash {
        return Ok(());
    }
    Err(ServiceError::Conflict {
        what: "invitation",
        code: "invitation.other_address",
        hint: "it is for another address: use that one, or ask for a new invitation",
    })
}

fn gone() -> ServiceError {
    ServiceError::Gone { what: "invitation" }
}
