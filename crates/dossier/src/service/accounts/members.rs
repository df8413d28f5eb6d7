//! Members of a team: who they are, what they may do, and how they go. A team always has an owner; only owners give
//! and take ownership. Whoever goes loses sessions and tokens in the team at once.

use super::super::error::ServiceError;
use super::super::{Action, Caller, Office};
use super::login::{BY_ACCOUNT, in_session};
use super::password::Fit;
use super::{micros, too_many};
use dossier_db::audit::Detail;
use dossier_db::rows::{Membership, Role};
use dossier_db::throttle::{self, Try};
use dossier_db::{DbError, Micros, Personal, SystemCtx, TeamTx, TenantCtx, users};
use uuid::Uuid;

/// How old a login may be that stands for a password.
const FRESH: Micros = 10 * 60 * 1_000_000;

/// A member in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The user.
    pub user: Uuid,
    /// The name.
    pub name: Personal,
    /// The address; empty where the provider told none.
    pub email: Personal,
    /// What the member may do.
    pub role: Role,
    /// Since when.
    pub since: Micros,
    /// Whether the user may not log in at all.
    pub disabled: bool,
}

/// What the deletion of a user has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The user.
    pub user: Uuid,
    /// Memberships that ended.
    pub memberships: usize,
}

impl Office {
    /// Members of the caller's team, by age of the membership.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn members(&self, caller: &Caller) -> Result<Vec<Member>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let rows = users::members(&mut tx).await?;
        let known = users::of_team(&mut tx).await?;
        let member = |row: Membership| {
            known.iter().find(|user| user.id == row.user_id).map(|user| Member {
                user: user.id,
                name: user.name.clone(),
                email: user.email.clone(),
                role: row.role,
                since: row.created_at,
                disabled: user.disabled_at.is_some(),
            })
        };
        Ok(rows.into_iter().filter_map(member).collect())
    }

    /// Changes what a member may do. It counts from the member's next request on.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] for the last owner, [`ServiceError::Forbidden`] where only an owner may,
    /// [`ServiceError::NotFound`], or a failure of the database.
    pub async fn set_role(&self, caller: &Caller, user: Uuid, role: Role) -> Result<(), ServiceError> {
        caller.may(Action::ManageMembers)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let old = member(&mut tx, user).await?.role;
        if old == Role::Owner || role == Role::Owner {
            caller.may(Action::ManageTeam)?;
        }
        if old == role {
            return Ok(());
        }
        users::set_role(&mut tx, user, role).await.map_err(last_owner)?;
        let details = [("from", Detail::Code(old.code())), ("to", Detail::Code(role.code()))];
        self.audit(&mut tx, "member.role_changed", Some(("user", user)), &details).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a member out of the team. Sessions and tokens in it end with that; what the member has made stays.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] for the last owner, [`ServiceError::Forbidden`] where only an owner may,
    /// [`ServiceError::NotFound`], or a failure of the database.
    pub async fn remove_member(&self, caller: &Caller, user: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::ManageMembers)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        if member(&mut tx, user).await?.role == Role::Owner {
            caller.may(Action::ManageTeam)?;
        }
        users::remove(&mut tx, user).await.map_err(last_owner)?;
        self.audit(&mut tx, "member.removed", Some(("user", user)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The caller leaves the team.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] for the last owner, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn leave(&self, caller: &Caller) -> Result<(), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let (user, _) = in_session(caller)?;
        self.leave_team(&caller.ctx(), user, "member.left").await
    }

    /// Deletes the caller's own account with all personal data in it. Asks for the password, or where another provider knows
    /// the user for a login in the last ten minutes. Refused while the caller is the last owner of a team.
    ///
    /// # Errors
    /// [`ServiceError::BadLogin`] for a wrong password, [`ServiceError::TooMany`], [`ServiceError::Conflict`] for an old login
    /// or the last owner of a team, [`ServiceError::Forbidden`] without a session, or a failure of the database.
    pub async fn delete_account(&self, caller: &Caller, password: &Personal) -> Result<Erased, ServiceError> {
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
        match &row.password_hash {
            Some(stored) => {
                if self.compare_password(password, Some(stored)).await? == Fit::Wrong {
                    return Err(ServiceError::BadLogin);
                }
            }
            None => self.asks_for_a_new_login(user, session).await?,
        }
        let mut tx = self.db.system(SystemCtx::Login).await?;
        throttle::clear(&mut tx, key).await?;
        tx.commit().await?;
        self.erase_user(caller, user).await
    }

    /// Refuses a session that began long ago; going to another team makes none younger. One that is Supabase's is not known
    /// here, and its tokens are short-lived.
    async fn asks_for_a_new_login(&self, user: Uuid, session: Uuid) -> Result<(), ServiceError> {
        let found = self.sessions_of(user).await?.into_iter().find(|(_, row)| row.id == session);
        let lives = micros(self.settings.session_lives);
        let began = found.map(|(_, row)| row.expires_at.saturating_sub(lives));
        if began.is_none_or(|began| self.now().saturating_sub(began) <= FRESH) {
            return Ok(());
        }
        Err(ServiceError::Conflict {
            what: "account",
            code: "account.login_again",
            hint: "log out, log in again, and delete the account within ten minutes",
        })
    }

    /// Deletes a member's account with all personal data in it, on the member's demand to the team. Only an owner
    /// may, and only where the user is a member of no other team.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] for a member of another team or the last owner, [`ServiceError::NotFound`],
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn delete_member(&self, caller: &Caller, user: Uuid) -> Result<Erased, ServiceError> {
        caller.may(Action::ManageTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        member(&mut tx, user).await?;
        drop(tx);
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let teams = users::teams_of(&mut tx, user).await?;
        drop(tx);
        if teams.iter().any(|(team, _)| *team != caller.team) {
            return Err(ServiceError::Conflict {
                what: "account",
                code: "account.other_teams",
                hint: "remove the member; only the user can delete an account that other teams know",
            });
        }
        self.erase_user(caller, user).await
    }

    /// Takes a user out of all teams, each with its entry in the log, and deletes the row.
    async fn erase_user(&self, caller: &Caller, user: Uuid) -> Result<Erased, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let teams = users::teams_of(&mut tx, user).await?;
        drop(tx);
        let actor = caller.ctx().actor;
        // All are asked before one is left: nobody shall find out in the third team.
        for (team, membership) in &teams {
            if membership.role == Role::Owner {
                let mut tx = self.db.read(&TenantCtx { team: *team, actor }).await?;
                let others = users::members(&mut tx).await?;
                if !others.iter().any(|other| other.user_id != user && other.role == Role::Owner) {
                    return Err(last_owner(DbError::Conflict { what: "last owner" }));
                }
            }
        }
        for (team, _) in &teams {
            self.leave_team(&TenantCtx { team: *team, actor }, user, "account.deleted").await?;
        }
        let mut tx = self.db.system(SystemCtx::Login).await?;
        match users::delete(&mut tx, user).await {
            Err(DbError::Conflict { .. }) => {
                return Err(ServiceError::Conflict {
                    what: "account",
                    code: "account.archived_team",
                    hint: "an operator deletes the archived teams of this account first",
                });
            }
            other => other?,
        }
        tx.commit().await?;
        Ok(Erased { user, memberships: teams.len() })
    }

    async fn leave_team(&self, ctx: &TenantCtx, user: Uuid, action: &'static str) -> Result<(), ServiceError> {
        let mut tx = self.db.write(ctx).await?;
        users::remove(&mut tx, user).await.map_err(last_owner)?;
        self.audit(&mut tx, action, Some(("user", user)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn member(tx: &mut TeamTx, user: Uuid) -> Result<Membership, ServiceError> {
    users::member(tx, user).await?.ok_or(ServiceError::NotFound { what: "member" })
}

fn last_owner(error: DbError) -> ServiceError {
    match error {
        DbError::Conflict { .. } => {
            ServiceError::Conflict { what: "team", code: "team.last_owner", hint: "make another member an owner first" }
        }
        other => other.into(),
    }
}
