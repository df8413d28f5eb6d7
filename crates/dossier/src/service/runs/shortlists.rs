//! Shortlists that last: of runs of one profile that are done, a run of its own whose papers show all of their candidates. What
//! it is made of stands in its options as ids: revisions never change, and so it can be made again by any worker.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::privacy::being_erased;
use super::super::{Caller, Office};
use super::announce::RunEventKind;
use super::finish::Results;
use super::options::{ProfileChoice, RunOptions, ShortlistEntry, ShortlistPlan};
use super::work::{Begun, RUN};
use super::{found, missing};
use crate::request::{Cancel, Event};
use crate::run::{Attempt, Until};
use crate::shortlist::{Known, Naming, ShortlistOrder, ShortlistRequest};
use dossier_core::locale::Locale;
use dossier_core::records::matching::{Decision, Reason};
use dossier_core::records::{JobProfile, Match};
use dossier_db::audit::{self, Detail};
use dossier_db::rows::{Input, Lane, Run, RunKind, RunPerson, RunState};
use dossier_db::{Personal, TeamTx, TenantCtx, clients, erasures, jobs, profiles, runs};
use dossier_workspace::{Budget, RevisionId, RunId, SealedRevision, TeamId, erase_run};
use uuid::Uuid;

/// A shortlist to be made.
#[derive(Clone, Debug)]
pub struct ShortlistWish {
    /// Runs of the profile that are done, each about somebody else, in the order of the offer.
    pub runs: Vec<Uuid>,
    /// Names, or codes in the order of the runs; codes imply the client pack.
    pub naming: Naming,
    /// Order of the candidates in the offer.
    pub order: ShortlistOrder,
    /// Everything else. Profile, code and review are none of a shortlist's.
    pub options: RunOptions,
}

/// Whom a shortlist is to be made of.
struct Asked {
    profile: Uuid,
    runs: Vec<Uuid>,
    codes: Option<Vec<String>>,
    order: ShortlistOrder,
}

/// The same, looked up.
struct Chosen {
    plan: ShortlistPlan,
    /// In the order of the plan.
    persons: Vec<Uuid>,
    /// Newest version of the profile.
    version: i64,
    /// Whose profile it is.
    client: Option<Uuid>,
}

impl Asked {
    async fn chosen(&self, tx: &mut TeamTx) -> Result<Chosen, ServiceError> {
        let profile = profiles::get(tx, self.profile).await?.ok_or(missing("job profile"))?;
        let (mut entries, mut persons) = (Vec::with_capacity(self.runs.len()), Vec::with_capacity(self.runs.len()));
        for (at, id) in self.runs.iter().enumerate() {
            let refused = |code, reason: &str| Err(ServiceError::invalid(format!("/runs/{at}"), code, reason));
            let row = found(tx, *id).await?;
            if row.kind != RunKind::Single {
                return refused("shortlist.not_single", "it is a shortlist itself");
            }
            if row.profile != Some(self.profile) {
                return refused("shortlist.other_profile", "the run is not of this profile");
            }
            let Some(revision) = row.current_revision.filter(|_| row.state == RunState::Sealed) else {
                return refused("shortlist.not_sealed", "the run is not done");
            };
            if persons.contains(&row.person) {
                return refused("shortlist.person_twice", "the same person is on the list already");
            }
            let code = self.codes.as_ref().and_then(|codes| codes.get(at).cloned());
            entries.push(ShortlistEntry { run: row.id, revision, code });
            persons.push(row.person);
        }
        let plan = ShortlistPlan { entries, order: self.order };
        Ok(Chosen { plan, persons, version: profile.version, client: profile.client })
    }
}

/// Refuses options that are none of a shortlist's, and more candidates than one can have.
fn check(options: &RunOptions, people: usize, budget: Budget) -> Result<(), ServiceError> {
    let refused = |field: &str| {
        let reason = "it is none of a shortlist's options";
        Err(ServiceError::invalid(format!("/options/{field}"), "shortlist.option", reason))
    };
    if options.anonymous.is_some() {
        return refused("anonymous");
    }
    if options.review {
        return refused("review");
    }
    if options.profile.is_some() {
        return refused("profile");
    }
    if options.shortlist.is_some() {
        return refused("shortlist");
    }
    let request = ShortlistRequest { formats: options.formats(), budget, ..ShortlistRequest::understood(people) };
    Ok(request.check_size()?)
}

impl Office {
    /// Makes a shortlist of runs of a profile: a run of its own, which waits for a worker. Its papers show the records of the
    /// runs' current revisions, judged on the newest version of the profile.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for a profile, run or client, [`ServiceError::Invalid`] for a run
    /// that is not done, not of the profile or about somebody who is on the list already, and for an option,
    /// [`ServiceError::Run`] for codes or a number of candidates that no shortlist can have, [`ServiceError::Conflict`] while
    /// one of them is being erased, [`ServiceError::TooMany`], or a failure of storage or database.
    pub async fn make_shortlist(
        &self,
        caller: &Caller,
        profile: Uuid,
        wish: ShortlistWish,
    ) -> Result<Uuid, ServiceError> {
        caller.may(Action::MakeShortlists)?;
        let ShortlistWish { runs, naming, order, mut options } = wish;
        check(&options, runs.len(), self.settings.budget)?;
        let codes = naming.codes(runs.len())?;
        let asked = Asked { profile, runs, codes, order };
        let mut tx = self.db.read(&caller.ctx()).await?;
        self.has_job_room(&mut tx, 1).await?;
        let chosen = asked.chosen(&mut tx).await?;
        if let Some(client) = options.client {
            clients::get(&mut tx, client).await?.ok_or(missing("client"))?;
        }
        tx.commit().await?;
        options.shortlist = Some(chosen.plan);
        options.check()?;

        // Offer data goes to the storage before any row says that it is there.
        let run = self.id();
        let offer = match (options.offer.take(), options.number_offer) {
            (None, false) => None,
            (offer, number) => {
                let offer = offer.unwrap_or_default();
                let offer = if number { self.numbered_offer(caller, offer).await? } else { offer };
                Some(self.keep_offer(caller.team, run, &offer).await?)
            }
        };
        let has_files = offer.is_some();
        let written = self.written_shortlist(caller, run, &asked, (options, offer.into_iter().collect())).await;
        if written.is_err() && has_files {
            // What cannot be deleted now is the sweeper's.
            let _ = erase_run(&self.dossier.storage, TeamId::new(caller.team), RunId::new(run), self.env().now()).await;
        }
        written.map(|()| run)
    }

    async fn written_shortlist(
        &self,
        caller: &Caller,
        run: Uuid,
        asked: &Asked,
        (mut options, inputs): (RunOptions, Vec<Input>),
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        self.has_job_room(&mut tx, 1).await?;
        // Looked up again: runs may have changed or gone since.
        let chosen = asked.chosen(&mut tx).await?;
        let first = *chosen.persons.first().ok_or(missing("run"))?;
        // In one order, so that two shortlists of the same people do not wait for each other.
        let mut locked = chosen.persons.clone();
        locked.sort_unstable();
        for person in locked {
            if erasures::is_asked_for(&mut tx, person).await? {
                return Err(being_erased());
            }
        }
        let candidates = i64::try_from(chosen.persons.len()).unwrap_or(i64::MAX);
        let places: Vec<RunPerson> =
            (0..).zip(&chosen.persons).map(|(position, person)| RunPerson { run, person: *person, position }).collect();
        options.client = options.client.or(chosen.client);
        options.profile = Some(ProfileChoice { id: asked.profile, version: Some(chosen.version) });
        options.shortlist = Some(chosen.plan);
        let row = Run {
            id: run,
            kind: RunKind::Shortlist,
            person: first,
            client: options.client,
            profile: Some(asked.profile),
            profile_version: Some(chosen.version),
            batch: None,
            state: RunState::Queued,
            attempt: 0,
            event_seq: 0,
            current_revision: None,
            label: None,
            role: None,
            search_plain: String::new(),
            search_named: Personal::default(),
            locale: options.locale.map(Locale::tag).map(str::to_owned),
            options: options.stored(),
            score: None,
            recommendation: None,
            verdicts: None,
            failure: None,
            created_by: caller.user,
            created_at: now,
            updated_at: now,
            closed_at: None,
            expires_at: None,
            erasing_at: None,
        };
        runs::create(&mut tx, &row, &places, &inputs).await?;
        jobs::enqueue(&mut tx, &self.new_job(RUN, Lane::Interactive, run)).await?;
        self.announce(&mut tx, (run, None), RunEventKind::Queued, "{}").await?;
        let details = vec![("profile", Detail::Id(asked.profile)), ("candidates", Detail::Number(candidates))];
        let entry = audit::Entry { at: now, action: "shortlist.started", subject: Some(("run", run)), details };
        audit::append(&mut tx, &entry).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the papers of a shortlist, for the worker that holds its attempt.
    pub(super) async fn shortlist_made(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<(SealedRevision, Results), ServiceError> {
        let options = &begun.made.options;
        let plan = options.shortlist.as_ref().ok_or(missing("shortlist"))?;
        let material = self.attempt_material(&Caller::system(ctx.team), &begun.run, options, false).await?;
        let from = material.request;
        let job = from.profile.ok_or(missing("job profile"))?;
        let mut people = Vec::with_capacity(plan.entries.len());
        for (number, entry) in (1..).zip(&plan.entries) {
            let sealed = match self.open_revision(ctx.team, entry.run, entry.revision).await {
                Err(ServiceError::NotFound { .. }) => return Err(run_gone()),
                sealed => sealed?,
            };
            let results = Results::load(RunKind::Single, &sealed).await?;
            let decisions = results.matching.map(|matching| decided(&matching, &job)).unwrap_or_default();
            people.push(Known { number, cv: results.cv, decisions });
        }
        let request = ShortlistRequest {
            team: from.team,
            locale: from.locale.or(self.settings.locale),
            brand: from.brand,
            offer: from.offer,
            naming: plan.naming(),
            order: plan.order,
            pack: from.pack,
            choices: from.choices,
            archive: from.archive,
            allow_words: from.allow_words,
            formats: from.formats,
            date: from.date,
            limits: from.limits,
            budget: from.budget,
            ..ShortlistRequest::understood(plan.entries.len())
        };
        let attempt = Attempt {
            run: RunId::new(begun.run.id),
            revision: RevisionId::new(begun.revision),
            based_on: begun.run.current_revision.map(RevisionId::new),
            inputs: material.inputs,
            until: Until::Documents,
        };
        let outcome = material.dossier.shortlist_as(&request, (people, job), attempt, cancel, progress).await?;
        Ok((outcome.revision.clone(), Results::of_list(outcome)?))
    }
}

fn run_gone() -> ServiceError {
    ServiceError::Conflict {
        what: "the shortlist",
        code: "shortlist.run_gone",
        hint: "one of its runs was erased or moved: make it again without that one",
    }
}

/// Verdicts of persons that stand in a match, on criteria that the profile still has in the same words.
fn decided(matching: &Match, job: &JobProfile) -> Vec<Decision> {
    let stands = |id: &str, text: &str| job.criteria.iter().any(|one| one.id == id && one.text == text);
    let criteria = matching.criteria.iter().filter(|one| one.ruled.is_some() && stands(&one.id, &one.text));
    let decisions = criteria.filter_map(|one| match &one.reason {
        Reason::Person { name, text } => {
            Some(Decision { criterion: one.id.clone(), verdict: one.verdict, reason: text.clone(), by: name.clone() })
        }
        _ => None,
    });
    decisions.collect()
}
