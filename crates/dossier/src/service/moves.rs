//! Moving a run to another team. The rows are written into the other team, the objects copied under its prefix and read back; then
//! the first team leaves the run, and its rows and bytes are erased like any other. Between the two writes both teams have the
//! run: by that a sweep finds a move whose worker has died, and finishes it.
//!
//! Persons and consents move only as the caller says. Links, submissions, holds and jobs stay behind and end with the erasure.

use super::error::ServiceError;
use super::privacy::{after_months, being_erased, keys_of_cv};
use super::{Action, Caller, Office};
use dossier_db::audit::{self, Detail};
use dossier_db::idempotency::{self, Known};
use dossier_db::moves::{self, Moving};
use dossier_db::rows::{Consent, Erasure, Person, RecordKind};
use dossier_db::{
    DbError, Hash, Micros, Personal, SystemCtx, TenantCtx, consents, erasures, holds, persons, runs, sweep, teams,
};
use dossier_workspace::{InputRef, RunId, StorageError, TeamId, Transferred, take_transfer_back, transfer_run};
use uuid::Uuid;

/// A move whose rows were written longer ago than this and that is not done has lost its worker.
const GRACE: Micros = 10 * 60 * 1_000_000;

/// How long a move may take. One that dies keeps others from the run for that long.
const LEASE: Micros = 60 * 60 * 1_000_000;

/// Who stands for the run's persons in the other team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MovePersons {
    /// New persons, with the names and look-up keys that the run's CV records give.
    AsNew,
    /// Persons that the other team knows already: pairs of this team's and the other team's.
    Named(Vec<(Uuid, Uuid)>),
}

/// A move to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveOrder {
    /// The run.
    pub run: Uuid,
    /// Who stands for its persons.
    pub persons: MovePersons,
    /// Whether their consents that count for every client are written down in the other team, too. Those that name clients
    /// cannot be: the clients are this team's.
    pub consents: bool,
}

/// A move that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What the other team has now, read back.
    pub transferred: Transferred,
    /// Persons of this team and who stands for them in the other.
    pub persons: Vec<(Uuid, Uuid)>,
    /// Whether rows and bytes of this team are gone; else a sweep goes on with it, and nobody sees them.
    pub is_erased: bool,
}

impl Office {
    /// The same user at work in another team, as a move needs it. A token is one team's.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the user has no place in that team, [`ServiceError::Forbidden`], or a failure of the
    /// database.
    pub async fn caller_in(&self, caller: &Caller, team: Uuid) -> Result<Caller, ServiceError> {
        caller.may(Action::MoveRuns)?;
        let places = self.own_teams(caller).await?;
        let place = places.into_iter().find(|place| place.id == team).ok_or(ServiceError::NotFound { what: "team" })?;
        Ok(Caller { team, role: place.role, ..caller.clone() })
    }

    /// Moves a run. Asking again after an interruption goes on, with the persons of the first time.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] where the caller is not an admin of both teams or comes in by another way to each,
    /// [`ServiceError::NotFound`] for a run or person that is not there, [`ServiceError::Invalid`] where nobody stands for a
    /// person or both teams are one, a conflict while the run is under way, on hold, or was with the other team lately, or a
    /// person is being erased there; [`ServiceError::Stale`] where somebody has changed it meanwhile; or a failure of database
    /// or storage.
    pub async fn move_run(&self, from: &Caller, to: &Caller, order: &MoveOrder) -> Result<Moved, ServiceError> {
        from.may(Action::MoveRuns)?;
        to.may(Action::MoveRuns)?;
        // A token is one team's: it brings nothing into another one, whoever its user is there.
        if from.user != to.user || from.via != to.via {
            return Err(ServiceError::Forbidden { action: Action::MoveRuns });
        }
        if from.team == to.team {
            return Err(ServiceError::invalid("team", "move.same_team", "the run is there already"));
        }
        self.move_taken(&from.ctx(), order.run).await?;
        if !self.move_lease(&from.ctx(), order.run).await? {
            return Err(ServiceError::Conflict {
                what: "another move of the run",
                code: "move.elsewhere",
                hint: "wait until it is done; one that was interrupted is finished by itself",
            });
        }
        let moved = self.move_under_lease(from, to, order).await;
        self.move_lease_end(&from.ctx(), order.run).await?;
        moved
    }

    async fn move_under_lease(&self, from: &Caller, to: &Caller, order: &MoveOrder) -> Result<Moved, ServiceError> {
        let moving = self.move_taken(&from.ctx(), order.run).await?;
        if !self.run_is_there(to.team, order.run).await? {
            self.move_put(from, to, order, &moving).await?;
        }
        self.finish_move(&from.ctx(), &to.ctx(), moving).await
    }

    /// Finishes moves whose workers have died. One that fails does not keep the others waiting; tells how many were done.
    ///
    /// # Errors
    /// The first failure, after all were tried.
    pub async fn resume_moves(&self) -> Result<u64, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
        let found = sweep::twice(&mut tx).await?;
        drop(tx);
        let (mut done, mut failed) = (0, None);
        for (run, both) in found {
            match self.resume_move(run, both).await {
                Ok(moved) => done += u64::from(moved),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(done), Err)
    }

    async fn resume_move(&self, run: Uuid, [one, other]: [Uuid; 2]) -> Result<bool, ServiceError> {
        let came = (self.came_from(one, other, run).await?, self.came_from(other, one, run).await?);
        let (from, to, at) = match came {
            (Some(first), Some(second)) if first > second => (other, one, first),
            (_, Some(second)) => (one, other, second),
            (Some(first), None) => (other, one, first),
            (None, None) => return Ok(false),
        };
        if at > self.now().saturating_sub(GRACE) {
            return Ok(false);
        }
        let (from, to) = (Caller::system(from).ctx(), Caller::system(to).ctx());
        if !self.move_lease(&from, run).await? {
            return Ok(false);
        }
        let moved = match self.move_taken(&from, run).await {
            Ok(moving) => self.finish_move(&from, &to, moving).await.map(|_| true),
            Err(error) => Err(error),
        };
        self.move_lease_end(&from, run).await?;
        moved
    }

    /// Makes this the only move of a run for a while, on all replicas: of two at once, one could take back what the other has
    /// just left to the other team. `false` where another one is under way.
    async fn move_lease(&self, from: &TenantCtx, run: Uuid) -> Result<bool, ServiceError> {
        let now = self.now();
        let key = self.key().of_idempotency(from.team, run, "move");
        let mut tx = self.db.write(from).await?;
        let known = idempotency::begin(&mut tx, key, Hash::ZERO, now, now.saturating_add(LEASE)).await?;
        tx.commit().await?;
        Ok(known == Known::Fresh)
    }

    async fn move_lease_end(&self, from: &TenantCtx, run: Uuid) -> Result<(), ServiceError> {
        let key = self.key().of_idempotency(from.team, run, "move");
        let mut tx = self.db.write(from).await?;
        idempotency::give_back(&mut tx, key).await?;
        tx.commit().await?;
        Ok(())
    }

    /// When a team has got a run from another, as its log says.
    async fn came_from(&self, team: Uuid, from: Uuid, run: Uuid) -> Result<Option<Micros>, ServiceError> {
        let mut tx = self.db.read(&Caller::system(team).ctx()).await?;
        let from = format!("from={from}");
        let entries = audit::about(&mut tx, run).await?;
        let came = entries.iter().filter(|entry| entry.action == "run.moved_in");
        Ok(came.filter(|entry| entry.details.split(';').any(|detail| detail == from)).map(|entry| entry.at).max())
    }

    async fn move_taken(&self, ctx: &TenantCtx, run: Uuid) -> Result<Moving, ServiceError> {
        let mut tx = self.db.read(ctx).await?;
        match moves::take(&mut tx, run).await {
            Err(DbError::NotFound { .. }) => Err(ServiceError::NotFound { what: "run" }),
            Err(DbError::Conflict { .. }) => Err(ServiceError::Conflict {
                what: "the run",
                code: "move.under_way",
                hint: "wait until the run is done, or cancel it",
            }),
            moving => Ok(moving?),
        }
    }

    /// Writes the run into the other team.
    async fn move_put(
        &self,
        from: &Caller,
        to: &Caller,
        order: &MoveOrder,
        moving: &Moving,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let mut tx = self.db.read(&from.ctx()).await?;
        let mut sources: Vec<(Person, Vec<Consent>)> = Vec::with_capacity(moving.persons.len());
        for row in &moving.persons {
            let person = persons::get(&mut tx, row.person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
            sources.push((person, consents::of_person(&mut tx, row.person).await?));
        }
        drop(tx);
        let mut tx = self.db.write(&to.ctx()).await?;
        let mut pairs: Vec<(Uuid, Uuid)> = Vec::with_capacity(sources.len());
        for (source, _) in &sources {
            let target = match &order.persons {
                MovePersons::Named(named) => {
                    let target = named.iter().find(|(old, _)| *old == source.id).map(|(_, new)| *new);
                    let target = target.ok_or_else(|| {
                        ServiceError::invalid(
                            "persons",
                            "move.person_missing",
                            "nobody stands for one of the run's persons",
                        )
                    })?;
                    let found = persons::get(&mut tx, target).await?;
                    if holds::keep_person(&mut tx, target).await? {
                        return Err(DbError::Held { what: "person" }.into());
                    }
                    if erasures::is_asked_for(&mut tx, target).await? {
                        return Err(being_erased());
                    }
                    found.ok_or(ServiceError::NotFound { what: "person" })?.id
                }
                MovePersons::AsNew => {
                    let (keys, name) = self.move_keys(to.team, moving, source.id);
                    let name = name.or_else(|| source.name.clone());
                    let person = Person { id: self.id(), name, created_at: now, updated_at: now };
                    persons::create(&mut tx, &person).await?;
                    persons::add_keys(&mut tx, person.id, &keys).await?;
                    person.id
                }
            };
            pairs.push((source.id, target));
        }
        moves::put(&mut tx, moving, &pairs).await?;
        let months = teams::get(&mut tx).await?.retention_months;
        let expires_at = after_months(moving.run.closed_at.unwrap_or(now), months);
        runs::set_closed(&mut tx, moving.run.id, moving.run.closed_at, Some(expires_at), now).await?;
        let mut taken_along = 0;
        for ((_, given), (_, target)) in sources.iter().zip(&pairs).filter(|_| order.consents) {
            for consent in given.iter().filter(|consent| counts_for_all(consent, now)) {
                let recorded_by = to.user;
                let copy = Consent { id: self.id(), person: *target, recorded_by, created_at: now, ..consent.clone() };
                consents::give(&mut tx, &copy).await?;
                taken_along += 1;
            }
        }
        let details = [
            ("from", Detail::Id(from.team)),
            ("persons", Detail::Number(i64::try_from(pairs.len()).unwrap_or(i64::MAX))),
            ("consents", Detail::Number(taken_along)),
        ];
        self.audit(&mut tx, "run.moved_in", Some(("run", moving.run.id)), &details).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Look-up keys and name that the newest CV record of a person gives.
    fn move_keys(&self, team: Uuid, moving: &Moving, person: Uuid) -> (Vec<dossier_db::PersonKey>, Option<Personal>) {
        let own = moving.records.iter().filter(|record| record.kind == RecordKind::Cv && record.person == person);
        match own.max_by_key(|record| record.version) {
            Some(record) => keys_of_cv(self.key(), team, record.body.as_str()),
            None => (Vec::new(), None),
        }
    }

    /// Copies the objects, and lets the first team leave the run.
    async fn finish_move(&self, from: &TenantCtx, to: &TenantCtx, moving: Moving) -> Result<Moved, ServiceError> {
        let run = moving.run.id;
        let both = (TeamId::new(from.team), TeamId::new(to.team));
        let transferred = match self.move_objects(both, &moving).await {
            Ok(transferred) => transferred,
            Err(error) if error.retryable() => return Err(error.into()),
            Err(StorageError::GivenUp { .. }) => {
                self.move_rows_back(to, run).await?;
                return Err(ServiceError::Conflict {
                    what: "the erased run of that team",
                    code: "move.too_soon",
                    hint: "the run was with that team within the last seven days; try again after that",
                });
            }
            Err(error) => {
                self.undo_move(from, to, run).await?;
                return Err(error.into());
            }
        };
        let left = match self.move_taken(to, run).await {
            Ok(there) if holds_all(&there, &moving) => {
                self.move_left(from, to, &moving).await.map(|erasure| (there, erasure))
            }
            Ok(_) => Err(stale()),
            Err(error) => Err(error),
        };
        let (there, erasure) = match left {
            Ok(left) => left,
            Err(error) if error.class() == crate::error::Class::Unavailable => return Err(error),
            Err(error) => {
                self.undo_move(from, to, run).await?;
                return Err(error);
            }
        };
        // Nobody sees it here any more; what cannot be deleted now is deleted by a sweep.
        let is_erased = self.perform_erasure(from.team, erasure.id).await.is_ok();
        let stand = |old: &dossier_db::rows::RunPerson| {
            let new = there.persons.iter().find(|new| new.position == old.position);
            new.map(|new| (old.person, new.person))
        };
        Ok(Moved { transferred, persons: moving.persons.iter().filter_map(stand).collect(), is_erased })
    }

    async fn move_objects(&self, both: (TeamId, TeamId), moving: &Moving) -> Result<Transferred, StorageError> {
        let inputs: Vec<InputRef> = moving
            .inputs
            .iter()
            .filter(|input| input.dropped_at.is_none())
            .map(|input| InputRef { sha256: input.sha256.to_string(), bytes: u64::try_from(input.bytes).unwrap_or(0) })
            .collect();
        transfer_run(self.dossier.storage(), both, RunId::new(moving.run.id), &inputs).await
    }

    /// Lets the first team leave the run, unless somebody has changed it since it was copied.
    async fn move_left(&self, from: &TenantCtx, to: &TenantCtx, moving: &Moving) -> Result<Erasure, ServiceError> {
        let run = moving.run.id;
        let mut tx = self.db.write(from).await?;
        // Takes the run's row first: whoever writes to the run comes before the comparison, or finds it gone.
        runs::set_expiry(&mut tx, run, moving.run.expires_at).await?;
        if moves::take(&mut tx, run).await? != *moving {
            return Err(stale());
        }
        let erasure = moves::leave(&mut tx, run, self.id(), self.now()).await?;
        self.audit(&mut tx, "run.moved_out", Some(("run", run)), &[("to", Detail::Id(to.team))]).await?;
        tx.commit().await?;
        Ok(erasure)
    }

    /// Takes everything back that the other team has got, as long as the first team has the run.
    async fn undo_move(&self, from: &TenantCtx, to: &TenantCtx, run: Uuid) -> Result<(), ServiceError> {
        if !self.run_is_there(from.team, run).await? {
            return Ok(());
        }
        self.move_rows_back(to, run).await?;
        take_transfer_back(self.dossier.storage(), TeamId::new(to.team), RunId::new(run)).await?;
        Ok(())
    }

    async fn move_rows_back(&self, to: &TenantCtx, run: Uuid) -> Result<(), ServiceError> {
        let mut tx = self.db.write(to).await?;
        erasures::take_back(&mut tx, run).await?;
        self.audit(&mut tx, "run.move_undone", Some(("run", run)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn stale() -> ServiceError {
    ServiceError::Stale { what: "run" }
}

/// Whether the other team has all that matters of a run.
fn holds_all(there: &Moving, source: &Moving) -> bool {
    let revisions = source.revisions.iter().all(|row| there.revisions.iter().any(|other| other.id == row.id));
    let documents = source.documents.iter().all(|row| there.documents.iter().any(|other| other.id == row.id));
    let records = source.records.iter().all(|row| {
        there.records.iter().any(|other| {
            (other.kind, other.slot, other.version, &other.body) == (row.kind, row.slot, row.version, &row.body)
        })
    });
    let overrides = source
        .overrides
        .iter()
        .all(|row| there.overrides.iter().any(|other| (other.id, other.withdrawn_at) == (row.id, row.withdrawn_at)));
    let comments = source
        .comments
        .iter()
        .all(|row| there.comments.iter().any(|other| (other.id, &other.body) == (row.id, &row.body)));
    revisions && documents && records && overrides && comments
}

/// Whether a consent counts at a time, for every client.
fn counts_for_all(consent: &Consent, now: Micros) -> bool {
    consent.withdrawn_at.is_none()
        && consent.expires_at.is_none_or(|expires_at| expires_at > now)
        && consent.recipients == "\"all\""
}
