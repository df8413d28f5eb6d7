//! The first start: a link with which the first owner is made where users have accounts, and the one team and user of a
//! program that listens on this machine only. There is no default password.

use super::super::error::ServiceError;
use super::super::settings::Access;
use super::super::{Caller, Office, Via};
use super::{input, password};
use dossier_db::audit::Detail;
use dossier_db::rows::{Membership, Role, SetupLink as SetupRow, Team, User};
use dossier_db::{Actor, DbError, Micros, Personal, SystemCtx, SystemTx, TenantCtx, setup, teams, users};
use dossier_workspace::LOCAL_TEAM;
use uuid::Uuid;

/// What the one team is called until somebody gives it a name.
pub const LOCAL_TEAM_NAME: &str = "dossier";

/// Address and name of the one local user. No message is ever sent there, and there is no password.
const LOCAL_EMAIL: &str = "owner@localhost";
const LOCAL_NAME: &str = "owner";

/// How long the link for the set-up works.
const SETUP_LIVES: Micros = 24 * 3_600 * 1_000_000;

/// A fresh link for the set-up. Whoever has it becomes the owner of the first team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupLink {
    /// The secret, to be shown once where only the operator looks.
    pub secret: Personal,
    /// Until when it works.
    pub expires_at: Micros,
}

/// The first team and its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOwner {
    /// What the team is called.
    pub team: String,
    /// The owner's address.
    pub email: Personal,
    /// The owner's name.
    pub name: Personal,
    /// The owner's password.
    pub password: Personal,
}

impl Office {
    /// What a start does about accounts: with [`Access::Local`] the one team and user are there afterwards; with
    /// [`Access::Accounts`] a fresh link is made while there is no user, and given back to be shown once. Links of
    /// earlier starts work until their 24 hours are over: each replica shows its own. All end with the first user.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn first_start(&self) -> Result<Option<SetupLink>, ServiceError> {
        match self.settings.access {
            Access::Local => self.local_caller().await.map(|_| None),
            Access::Accounts => self.offer_setup().await,
        }
    }

    /// Whether users have accounts and there is none yet: then only the link of the set-up leads in.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn awaits_owner(&self) -> Result<bool, ServiceError> {
        if self.settings.access == Access::Local {
            return Ok(false);
        }
        let mut tx = self.db.system_read(SystemCtx::Setup).await?;
        Ok(setup::is_open(&mut tx).await?)
    }

    async fn offer_setup(&self) -> Result<Option<SetupLink>, ServiceError> {
        let (secret, now) = (self.secret(), self.now());
        let mut tx = self.db.system(SystemCtx::Setup).await?;
        if !setup::is_open(&mut tx).await? {
            return Ok(None);
        }
        let expires_at = now.saturating_add(SETUP_LIVES);
        let token_hash = self.key().of_token(secret.as_bytes());
        match setup::offer(&mut tx, &SetupRow { token_hash, created_at: now, expires_at }).await {
            Err(DbError::Conflict { .. }) => return Ok(None),
            other => other?,
        }
        tx.commit().await?;
        Ok(Some(SetupLink { secret: secret.into(), expires_at }))
    }

    /// Makes the first team with its owner, who has the link of the set-up. It works once. Tells team and user.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`], [`ServiceError::Gone`] for a link that does not work, or a failure of the database.
    pub async fn claim_owner(&self, secret: &str, owner: &NewOwner) -> Result<(Uuid, Uuid), ServiceError> {
        let gone = || ServiceError::Gone { what: "link for the set-up" };
        let (row, team) = self.parsed_owner(owner)?;
        let mut tx = self.db.system_read(SystemCtx::Setup).await?;
        let open = setup::is_open(&mut tx).await?;
        drop(tx);
        if !open {
            return Err(gone());
        }
        let hash = self.hash_password(&owner.password).await?;
        let row = User { password_hash: Some(hash), ..row };
        let now = row.created_at;
        let mut tx = self.db.system(SystemCtx::Setup).await?;
        match setup::accept(&mut tx, self.key().of_token(secret.as_bytes()), now).await {
            Err(DbError::NotFound { .. }) => return Err(gone()),
            other => other?,
        }
        let id = self.id();
        make(&mut tx, id, &self.new_team(team, now), &row).await?;
        tx.commit().await?;
        let ctx = TenantCtx { team: id, actor: Actor::User(row.id) };
        self.audit_alone(&ctx, "team.created", Some(("team", id)), &[("owner", Detail::Id(row.id))]).await?;
        Ok((id, row.id))
    }

    /// The one user of a program that listens on this machine only; made at the first call.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] where users have accounts, or a failure of the database.
    pub async fn local_caller(&self) -> Result<Caller, ServiceError> {
        if self.settings.access != Access::Local {
            return Err(ServiceError::Unauthenticated);
        }
        let team = LOCAL_TEAM.uuid();
        let caller = |user| Caller { team, user: Some(user), role: Role::Owner, via: Via::Local };
        if let Some(user) = self.local_user().await? {
            return Ok(caller(user));
        }
        let now = self.now();
        let email = Personal::new(LOCAL_EMAIL);
        let user = User { name: LOCAL_NAME.into(), ..self.new_user(email, Personal::default(), now) };
        let mut tx = self.db.system(SystemCtx::Setup).await?;
        let team_row = self.new_team(LOCAL_TEAM_NAME.to_owned(), now);
        match make(&mut tx, team, &team_row, &user).await {
            // Another start was first.
            Err(DbError::Conflict { .. }) => {
                drop(tx);
                return self.local_user().await?.map(caller).ok_or(ServiceError::Unauthenticated);
            }
            other => other?,
        }
        tx.commit().await?;
        let caller = caller(user.id);
        self.audit_alone(&caller.ctx(), "team.created", Some(("team", team)), &[]).await?;
        Ok(caller)
    }

    /// Hands the team of a program that was local until now to an owner with an account. The local user then is no
    /// more. What the operator does at the machine when others shall come in; the server has no route to it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is no local user, [`ServiceError::Invalid`], or a failure of the
    /// database.
    pub async fn adopt_local(&self, owner: &NewOwner) -> Result<(Uuid, Uuid), ServiceError> {
        let (row, name) = self.parsed_owner(owner)?;
        let local = self.local_user().await?.ok_or(ServiceError::NotFound { what: "local user" })?;
        let hash = self.hash_password(&owner.password).await?;
        let row = User { password_hash: Some(hash), ..row };
        let (team, now) = (LOCAL_TEAM.uuid(), row.created_at);
        let mut tx = self.db.system(SystemCtx::Setup).await?;
        match users::create(&mut tx, &row).await {
            Err(DbError::Conflict { .. }) => return Err(super::email_taken()),
            other => other?,
        }
        users::join(&mut tx, team, &Membership { user_id: row.id, role: Role::Owner, created_at: now }).await?;
        tx.commit().await?;
        let mut tx = self.db.write(&TenantCtx { team, actor: Actor::User(row.id) }).await?;
        let settings = teams::get(&mut tx).await?.settings;
        teams::set(&mut tx, &name, &settings, now).await?;
        users::remove(&mut tx, local).await?;
        let details = [("from", Detail::Id(local)), ("to", Detail::Id(row.id))];
        self.audit(&mut tx, "team.handed_over", Some(("team", team)), &details).await?;
        tx.commit().await?;
        let mut tx = self.db.system(SystemCtx::Login).await?;
        users::delete(&mut tx, local).await?;
        tx.commit().await?;
        Ok((team, row.id))
    }

    async fn local_user(&self) -> Result<Option<Uuid>, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let found = users::by_email(&mut tx, self.key().of_user_email(LOCAL_EMAIL)).await?;
        Ok(found.map(|user| user.id))
    }

    /// A user without password and the name of the team, both parsed.
    fn parsed_owner(&self, owner: &NewOwner) -> Result<(User, String), ServiceError> {
        let team = input::name("team", &owner.team)?;
        let user = self.parsed_user(&owner.email, &owner.name)?;
        password::check(&owner.password, &[owner.email.as_str(), owner.name.as_str(), &owner.team])?;
        Ok((user, team))
    }

    /// A user without password, parsed.
    pub(super) fn parsed_user(&self, email: &Personal, name: &Personal) -> Result<User, ServiceError> {
        let email = input::email(email)?;
        let name = input::name("name", name.as_str())?;
        Ok(self.new_user(email, name.into(), self.now()))
    }

    /// A user who can not log in yet.
    pub(super) fn new_user(&self, email: Personal, name: Personal, now: Micros) -> User {
        User {
            id: self.id(),
            email_hash: self.key().of_user_email(email.as_str()),
            email,
            name,
            locale: None,
            password_hash: None,
            subject_hash: None,
            created_at: now,
            updated_at: now,
            disabled_at: None,
        }
    }

    /// A team with the defaults of this installation.
    pub(super) fn new_team(&self, name: String, now: Micros) -> Team {
        Team {
            name,
            settings: "{}".to_owned(),
            retention_months: self.settings.retention_months,
            retention_reason: "default".to_owned(),
            created_at: now,
            updated_at: now,
            archived_at: None,
        }
    }
}

/// A team with its first owner.
async fn make(tx: &mut SystemTx, team: Uuid, row: &Team, owner: &User) -> Result<(), DbError> {
    users::create(tx, owner).await?;
    teams::create(tx, team, row).await?;
    let membership = Membership { user_id: owner.id, role: Role::Owner, created_at: owner.created_at };
    users::join(tx, team, &membership).await
}
