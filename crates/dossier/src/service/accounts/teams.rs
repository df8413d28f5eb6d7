//! Teams as their members see them: made, named, set, archived, and brought back.

use super::super::error::ServiceError;
use super::super::{Action, Caller, Office, Via, policy};
use super::input;
use super::login::in_session;
use dossier_db::audit::Detail;
use dossier_db::rows::{Membership, Role};
use dossier_db::{Actor, DbError, Micros, SystemCtx, TenantCtx, resets, teams, users};
use uuid::Uuid;

/// Longest settings.
const SETTINGS_BYTES_MAX: usize = 64 * 1024;

/// Most teams of one user.
const TEAMS_MAX: usize = 50;

/// A team as a member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamInfo {
    /// Id.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Settings of the layers above, as JSON.
    pub settings: String,
    /// How long runs are kept, in months after closing or the last activity.
    pub retention_months: i64,
    /// Why that long.
    pub retention_reason: String,
    /// When it was made.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

/// A team in the list of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTeam {
    /// Id.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// What the user may do there.
    pub role: Role,
}

/// What of a team is to be changed; absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamChanges {
    /// What people call it.
    pub name: Option<String>,
    /// Settings of the layers above: a JSON object.
    pub settings: Option<String>,
    /// When the team was last changed as far as the caller has seen; absent overwrites whatever is there.
    pub seen: Option<Micros>,
}

impl Office {
    /// The caller's team.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn team(&self, caller: &Caller) -> Result<TeamInfo, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = teams::get(&mut tx).await?;
        Ok(TeamInfo {
            id: caller.team,
            name: row.name,
            settings: row.settings,
            retention_months: row.retention_months,
            retention_reason: row.retention_reason,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }

    /// Teams that the caller's user is a member of, by age of the membership. A token tells its own only.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn own_teams(&self, caller: &Caller) -> Result<Vec<OwnTeam>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let Some(user) = caller.user else { return Ok(Vec::new()) };
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let mut places = users::teams_of(&mut tx, user).await?;
        drop(tx);
        if matches!(caller.via, Via::Token(..)) {
            places.retain(|(team, _)| *team == caller.team);
        }
        let mut found = Vec::with_capacity(places.len());
        for (team, membership) in places {
            let mut tx = self.db.read(&TenantCtx { team, actor: caller.ctx().actor }).await?;
            found.push(OwnTeam { id: team, name: teams::get(&mut tx).await?.name, role: membership.role });
        }
        Ok(found)
    }

    /// Makes another team; the caller is its owner. Whoever manages members of a team may.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for the name, [`ServiceError::Conflict`] for a member of too many teams,
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn create_team(&self, caller: &Caller, name: &str) -> Result<Uuid, ServiceError> {
        caller.may(Action::ManageMembers)?;
        let user = caller.user.ok_or(ServiceError::Forbidden { action: Action::ManageMembers })?;
        let name = input::name("name", name)?;
        let (id, now) = (self.id(), self.now());
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let many = users::teams_of(&mut tx, user).await?.len() >= TEAMS_MAX;
        drop(tx);
        if many {
            return Err(ServiceError::Conflict {
                what: "account",
                code: "team.too_many",
                hint: "leave or archive teams that are not used",
            });
        }
        let mut tx = self.db.system(SystemCtx::Setup).await?;
        teams::create(&mut tx, id, &self.new_team(name, now)).await?;
        users::join(&mut tx, id, &Membership { user_id: user, role: Role::Owner, created_at: now }).await?;
        tx.commit().await?;
        // A link for a new password was made by a team that did not reckon with this one.
        let mut tx = self.db.system(SystemCtx::Login).await?;
        resets::withdraw(&mut tx, user).await?;
        tx.commit().await?;
        let ctx = TenantCtx { team: id, actor: caller.ctx().actor };
        self.audit_alone(&ctx, "team.created", Some(("team", id)), &[("owner", Detail::Id(user))]).await?;
        Ok(id)
    }

    /// Changes name and settings of the team. How long runs are kept has a use case of its own, because their dates
    /// go with it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`], [`ServiceError::Stale`] where it has changed since the caller has seen it,
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn change_team(&self, caller: &Caller, changes: &TeamChanges) -> Result<(), ServiceError> {
        caller.may(Action::EditSettings)?;
        let name = changes.name.as_deref().map(|name| input::name("name", name)).transpose()?;
        if let Some(settings) = &changes.settings {
            let object = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(settings).is_ok();
            if !object || settings.len() > SETTINGS_BYTES_MAX || settings.contains("\\u0000") {
                return Err(ServiceError::invalid(
                    "settings",
                    "team.settings",
                    "they must be a JSON object of up to 64 KiB",
                ));
            }
        }
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let old = teams::get(&mut tx).await?;
        let settings = changes.settings.as_deref().unwrap_or(&old.settings);
        let name_now = name.as_deref().unwrap_or(&old.name);
        match changes.seen {
            None => teams::set(&mut tx, name_now, settings, now).await?,
            Some(seen) => {
                match teams::set_seen(&mut tx, name_now, settings, seen, now.max(seen.saturating_add(1))).await {
                    Err(DbError::Conflict { .. }) => return Err(ServiceError::Stale { what: "team" }),
                    other => other?,
                }
            }
        }
        let details = [
            ("named", Detail::Number(i64::from(name.is_some()))),
            ("set", Detail::Number(i64::from(changes.settings.is_some()))),
        ];
        self.audit(&mut tx, "team.changed", Some(("team", caller.team)), &details).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Archives the team: nobody comes in any more, sessions and tokens in it are of no use, clocks and holds go on.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn archive_team(&self, caller: &Caller) -> Result<(), ServiceError> {
        caller.may(Action::ManageTeam)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        match teams::archive(&mut tx, Some(now), now).await {
            Err(DbError::NotFound { .. }) => return Err(ServiceError::NotFound { what: "team" }),
            other => other?,
        }
        self.audit(&mut tx, "team.archived", Some(("team", caller.team)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Archived teams that the caller's user owns and may bring back, by age of the membership. A token sees none.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn archived_teams(&self, caller: &Caller) -> Result<Vec<OwnTeam>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let Some(user) = caller.user.filter(|_| !matches!(caller.via, Via::Token(..))) else { return Ok(Vec::new()) };
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let places = users::archived_teams_of(&mut tx, user).await?;
        drop(tx);
        let mut found = Vec::with_capacity(places.len());
        for (team, membership) in places {
            if policy::may(membership.role, Action::ManageTeam) {
                let mut tx = self.db.read(&TenantCtx { team, actor: caller.ctx().actor }).await?;
                found.push(OwnTeam { id: team, name: teams::get(&mut tx).await?.name, role: membership.role });
            }
        }
        Ok(found)
    }

    /// Brings an archived team back: its members come in again, and tokens in it that have not ended work again. Only an owner
    /// of that team may, from a session in another one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it is not archived or the user is no owner of it, [`ServiceError::Forbidden`] without a
    /// session, or a failure of the database.
    pub async fn unarchive_team(&self, caller: &Caller, team: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::OwnAccount)?;
        let (user, _) = in_session(caller)?;
        if self.archived_teams(caller).await?.iter().all(|own| own.id != team) {
            return Err(ServiceError::NotFound { what: "archived team" });
        }
        self.bring_back(&TenantCtx { team, actor: Actor::User(user) }).await
    }

    /// All teams of the instance, each with whether it is archived, by age; for the operator at the machine.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn teams_at_the_machine(&self) -> Result<Vec<(Uuid, String, bool)>, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Setup).await?;
        let all = teams::all(&mut tx).await?;
        Ok(all.into_iter().map(|(id, team)| (id, team.name, team.archived_at.is_some())).collect())
    }

    /// Brings an archived team back, for the operator at the machine: where its owners come in nowhere else.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is no such archived team, or a failure of the database.
    pub async fn unarchive_at_the_machine(&self, team: Uuid) -> Result<(), ServiceError> {
        let known = self.teams_at_the_machine().await?;
        if !known.iter().any(|(id, _, archived)| *id == team && *archived) {
            return Err(ServiceError::NotFound { what: "archived team" });
        }
        self.bring_back(&TenantCtx { team, actor: Actor::System }).await
    }

    async fn bring_back(&self, ctx: &TenantCtx) -> Result<(), ServiceError> {
        let mut tx = self.db.write(ctx).await?;
        match teams::archive(&mut tx, None, self.now()).await {
            Err(DbError::NotFound { .. }) => return Err(ServiceError::NotFound { what: "archived team" }),
            other => other?,
        }
        self.audit(&mut tx, "team.unarchived", Some(("team", ctx.team)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }
}
