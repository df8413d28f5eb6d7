//! A new revision of a run that is at rest: from the newest versions of its records, or from its files again, with the same
//! options or others. The wish is written here; a worker carries it out.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::announce::RunEventKind;
use super::finish::{Made, Versions};
use super::options::{ProfileChoice, RevisionOptions, RunOptions};
use super::work::{REVISE, RUN};
use super::{compare, follows_from_runs, found, missing, unreadable};
use crate::revise::Remake;
use dossier_core::Locale;
use dossier_core::correct::Applied;
use dossier_core::records::cv::SetBy;
use dossier_core::records::matching::{Decision, Verdict};
use dossier_core::records::{Cv, JobProfile};
use dossier_db::audit::{self, Detail};
use dossier_db::rows::{InputRole, Lane, RecordKind, Run, RunKind};
use dossier_db::{DbError, TeamTx, clients, jobs, notes, profiles, records, revisions, runs, users};
use dossier_workspace::SealedRevision;
use uuid::Uuid;

/// The newest versions of a run's records, with what people decided.
pub(super) struct Latest {
    cv: Cv,
    job: Option<JobProfile>,
    decisions: Vec<Decision>,
    /// The profile that the current revision was made with, where it is one of the team's.
    profile: Option<ProfileChoice>,
    /// Versions of CV and profile.
    pub versions: Versions,
}

impl Latest {
    /// Reads them.
    pub async fn read(tx: &mut TeamTx, run: &Run) -> Result<Self, ServiceError> {
        let mut out =
            Self { cv: Cv::default(), job: None, decisions: Vec::new(), profile: None, versions: Versions::new() };
        for record in records::all_latest(tx, run.id).await? {
            let body = record.body.as_str();
            match record.kind {
                RecordKind::Cv => out.cv = serde_json::from_str(body).map_err(unreadable("cv"))?,
                RecordKind::Job => out.job = Some(serde_json::from_str(body).map_err(unreadable("job-profile"))?),
                RecordKind::Match | RecordKind::Feedback | RecordKind::Offer => continue,
            }
            out.versions.insert(record.kind.code().to_owned(), record.version);
        }
        if !out.versions.contains_key(RecordKind::Cv.code()) {
            return Err(missing("record"));
        }
        if let Some(current) = run.current_revision
            && let Some(row) = revisions::get(tx, current).await?
        {
            out.profile = Made::read(&row.options)?.options.profile;
        }
        out.decisions = decisions(tx, run.id).await?;
        Ok(out)
    }

    /// What a new revision is made of. A profile that was chosen anew replaces the one of the run.
    pub fn remake(self, base: SealedRevision, before: &Cv, chosen: Option<JobProfile>, options: &RunOptions) -> Remake {
        let anew = chosen.filter(|_| options.profile != self.profile);
        let same_job = anew.is_none();
        Remake {
            base,
            applied: applied(before, &self.cv),
            cv: self.cv,
            job: anew.or(self.job),
            same_job,
            decisions: self.decisions,
        }
    }
}

/// What people changed between two versions of a CV, as the log of a revision has it.
fn applied(before: &Cv, after: &Cv) -> Vec<Applied> {
    let by = |field: &str| after.x.sources.get(field).map_or(SetBy::Person, |source| source.set_by);
    let changes = compare::cvs(before, after).into_iter();
    changes
        .map(|change| Applied {
            by: by(&change.field),
            field: change.field,
            before: change.before,
            after: change.after.unwrap_or_default(),
        })
        .collect()
}

/// Decisions of people that stand, with their names: they are printed beside the verdict.
pub(super) async fn decisions(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Decision>, ServiceError> {
    let rows = notes::decisions(tx, run).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let people = users::of_team(tx).await?;
    let name = |id: Option<Uuid>| {
        let user = people.iter().find(|user| Some(user.id) == id);
        user.map(|user| user.name.as_str().to_owned()).unwrap_or_default()
    };
    let standing = rows.iter().filter(|row| row.withdrawn_at.is_none());
    let decided = standing.filter_map(|row| {
        Some(Decision {
            criterion: row.target.clone(),
            verdict: verdict(&row.value)?,
            reason: row.reason.as_str().to_owned(),
            by: name(row.decided_by),
        })
    });
    Ok(decided.collect())
}

/// A verdict by its code, such as `partly-met`.
pub(super) fn verdict(code: &str) -> Option<Verdict> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

impl Office {
    /// Asks for a new revision of a run that is at rest. It is based on the current one, which is shown until the new one
    /// is there.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Invalid`] for an option,
    /// [`ServiceError::Conflict`] where the run is under way or has no records yet, [`ServiceError::TooMany`], or a failure
    /// of storage or database.
    pub async fn regenerate(&self, caller: &Caller, run: Uuid, wanted: RevisionOptions) -> Result<(), ServiceError> {
        caller.may(Action::EditRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        let is_list = row.kind == RunKind::Shortlist;
        let offer_gone = is_list && runs::inputs(&mut tx, run).await?.iter().any(|input| input.dropped_at.is_some());
        tx.commit().await?;
        if !row.state.is_at_rest() {
            return Err(busy());
        }
        if is_list && (!wanted.reread || wanted.options.is_some()) {
            return Err(follows_from_runs());
        }
        if offer_gone {
            return Err(ServiceError::Conflict {
                what: "the shortlist",
                code: "run.no_files",
                hint: "the data of its offer was dropped; make the shortlist again",
            });
        }
        if row.current_revision.is_none() && !wanted.reread {
            return Err(ServiceError::Conflict {
                what: "the run",
                code: "run.no_records",
                hint: "it has no records yet; have its files read again",
            });
        }
        // Offer data goes to the storage before any row says that it is there.
        let mut options = match wanted.options {
            Some(options) => options,
            None => self.options_of(caller, &row).await?,
        };
        options.check()?;
        if options.shortlist.is_some() && !is_list {
            return Err(ServiceError::invalid("/shortlist", "options.shortlist", "the run is about one candidate"));
        }
        let offer = match options.offer.take() {
            Some(offer) => {
                let number = options.number_offer;
                let offer = if number { self.numbered_offer(caller, offer).await? } else { offer };
                Some(self.keep_offer(caller.team, run, &offer).await?)
            }
            None => None,
        };

        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        self.has_job_room(&mut tx, 1).await?;
        let row = found(&mut tx, run).await?;
        if let Some(client) = options.client {
            clients::get(&mut tx, client).await?.ok_or(missing("client"))?;
        }
        if let Some(choice) = &mut options.profile {
            let profile = profiles::get(&mut tx, choice.id).await?.ok_or(missing("job profile"))?;
            let version = choice.version.unwrap_or(profile.version);
            profiles::version(&mut tx, choice.id, version).await?.ok_or(missing("job profile"))?;
            choice.version = Some(version);
        }
        match runs::requeue(&mut tx, run, now).await {
            Ok(()) => {}
            Err(DbError::Conflict { .. }) => return Err(busy()),
            Err(error) => return Err(error.into()),
        }
        runs::set_options(&mut tx, run, &options.stored(), options.locale.map(Locale::tag), now).await?;
        if let Some(mut input) = offer {
            let all = runs::inputs(&mut tx, run).await?;
            let places = all.iter().filter(|input| input.role == InputRole::Offer).map(|input| input.position + 1);
            input.position = places.max().unwrap_or(0);
            runs::add_input(&mut tx, &input).await?;
        }
        let kind = if wanted.reread { RUN } else { REVISE };
        let lane = if caller.user.is_some() { Lane::Interactive } else { Lane::Batch };
        jobs::enqueue(&mut tx, &self.new_job(kind, lane, run)).await?;
        self.announce(&mut tx, (run, None), RunEventKind::Queued, "{}").await?;
        let mut details = vec![("reread", Detail::Number(i64::from(wanted.reread)))];
        details.extend(row.current_revision.map(|base| ("based_on", Detail::Id(base))));
        let entry = audit::Entry { at: now, action: "run.regenerated", subject: Some(("run", run)), details };
        audit::append(&mut tx, &entry).await?;
        Ok(tx.commit().await?)
    }

    /// The options that a run's current revision was made with.
    pub(super) async fn options_of(&self, caller: &Caller, run: &Run) -> Result<RunOptions, ServiceError> {
        let Some(current) = run.current_revision else { return RunOptions::read(&run.options) };
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = revisions::get(&mut tx, current).await?;
        tx.commit().await?;
        match row {
            Some(row) => Ok(Made::read(&row.options)?.options),
            None => RunOptions::read(&run.options),
        }
    }
}

fn busy() -> ServiceError {
    ServiceError::Conflict { what: "the run", code: "run.busy", hint: "wait until it is done, or cancel it" }
}
