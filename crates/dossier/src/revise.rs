//! A new revision of an earlier run: the desk's corrections, the candidate's answers, and persons' verdicts on criteria.
//! The files are not read again; records, judgements and documents are made anew, and what changed is logged.

use crate::error::Error;
use crate::produce::{Filled, Kept, Made, Produced};
use crate::render::{run_allowed, run_choices, without_cv};
use crate::request::{Cancel, Event, Pack, RunOutcome, RunRequest, Step};
use crate::reuse::Base;
use crate::run::{Attempt, Dossier, options_of as asked_options, pack_of};
use dossier_core::assess::{AssessOptions, assess, decide, skills};
use dossier_core::brand::Brand;
use dossier_core::correct::{Applied, Change, CorrectError, apply};
use dossier_core::feedback::feedback;
use dossier_core::formats::SourceText;
use dossier_core::generate::{Format, Options};
use dossier_core::locale::Locale;
use dossier_core::offer::{OfferFile, OfferRecord, prepare};
use dossier_core::records::cv::SetBy;
use dossier_core::records::matching::{Decision, Match};
use dossier_core::records::{Cv, JobProfile, Manifest};
use dossier_core::time::Day;
use dossier_workspace::{
    Budget, NewRevision, RevisionId, RunId, RunWorkspace, SealedRevision, TeamId, current_revision,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Size of a record of a run.
const RECORD_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What a new revision changes.
#[derive(Clone, Debug)]
pub struct Revision {
    /// Values for fields.
    pub changes: Vec<Change>,
    /// Who gives them.
    pub by: SetBy,
    /// Verdicts of persons.
    pub decisions: Vec<Decision>,
    /// Who sends the papers.
    pub brand: Arc<Brand>,
    /// Offer data. Default: the run's.
    pub offer: Option<OfferFile>,
    /// Locale. Default: the run's.
    pub locale: Option<Locale>,
    /// Date of the documents and of the evaluation. Default: the run's.
    pub date: Option<Day>,
}

/// The log of what people changed in a run, over all its revisions: `artifacts/changes.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Form of this record: `dossier.changes/1`.
    pub schema: String,
    /// Values, oldest first.
    pub fields: Vec<Applied>,
    /// Verdicts, oldest first.
    pub decisions: Vec<Decision>,
}

/// The records of a revision.
struct Earlier {
    cv: Cv,
    job: Option<JobProfile>,
    matching: Option<Match>,
    offer: Option<OfferRecord>,
    manifest: Manifest,
    changes: Changes,
    cv_text: SourceText,
    job_text: Option<SourceText>,
}

pub(crate) async fn record<T: DeserializeOwned>(
    revision: &SealedRevision,
    name: &str,
    what: &'static str,
) -> Result<Option<T>, Error> {
    match revision.get_artifact(name, RECORD_BYTES_MAX).await? {
        Some(bytes) => {
            serde_json::from_slice(&bytes).map(Some).map_err(|error| Error::Record { what, reason: error.to_string() })
        }
        None => Ok(None),
    }
}

async fn earlier(revision: &SealedRevision) -> Result<Earlier, Error> {
    let missing = |what: &str| Error::NoDocument { what: what.to_owned() };
    Ok(Earlier {
        cv: record(revision, "cv.json", "cv").await?.ok_or_else(|| {
            let entries = &revision.commit().entries;
            without_cv(|name| entries.iter().any(|entry| entry.key == name))
        })?,
        job: record(revision, "job-profile.json", "job-profile").await?,
        matching: record(revision, "match.json", "match").await?,
        offer: record(revision, "offer.json", "offer").await?,
        manifest: record(revision, "manifest.json", "manifest").await?.ok_or_else(|| missing("manifest"))?,
        changes: record(revision, "changes.json", "changes").await?.unwrap_or_default(),
        cv_text: record(revision, "source-text.json", "source-text").await?.ok_or_else(|| missing("source text"))?,
        job_text: record(revision, "job-source-text.json", "source-text").await?,
    })
}

fn refused(error: &CorrectError) -> Error {
    Error::Usage {
        code: "correct.refused",
        message: error.to_string(),
        hint: "see the ids and fields in artifacts/cv.json",
    }
}

impl Dossier {
    /// Makes a new complete revision of a run with what people changed.
    ///
    /// # Errors
    /// [`Error::NoRun`]; [`Error::Usage`] for a change or a criterion that is not there; any failure of the storage. Nothing
    /// visible is left behind then.
    pub async fn revise(&self, team: TeamId, run: RunId, what: Revision) -> Result<RunOutcome, Error> {
        let current = current_revision(&self.storage, team, run).await?.ok_or(Error::NoRun)?;
        let old = earlier(&current).await?;
        let client = old.job.as_ref().and_then(|job| job.client.as_deref());
        let brand = Arc::new(what.brand.for_client(client));
        let shown = Arc::clone(&brand);
        let (options, formats) = options_of(&old.manifest);
        let pack = if options.client_pack { Pack::Client } else { Pack::Full };
        let inputs = current.commit().inputs.clone();
        let kept = Kept {
            inputs: old.manifest.inputs.clone(),
            offer_given: what.offer.is_some() || old.manifest.options["offerGiven"] == true,
        };
        let lexicon = self.lexicon.clone();
        let (made, changes, texts) = self
            .step("revising", move || {
                let date = what
                    .date
                    .or_else(|| old.manifest.document_date.parse().ok())
                    .ok_or(Error::Internal { step: "revising" })?;
                let locale = what.locale.or_else(|| old.manifest.locale.parse().ok()).unwrap_or(Locale::En);
                let (mut cv, applied) = apply(&old.cv, &what.changes, what.by).map_err(|error| refused(&error))?;
                cv.x.skills = skills(&cv, &lexicon, Some(date));
                let mut changes = old.changes;
                changes.schema = "dossier.changes/1".into();
                changes.fields.extend(applied);
                changes.decisions.extend(what.decisions);
                let settings = old.matching.as_ref().map(|matching| matching.settings).unwrap_or_default();
                let options = AssessOptions { evaluated_on: date, settings };
                let matching = match &old.job {
                    Some(job) => {
                        let found = assess(&cv, job, &lexicon, &options);
                        Some(decide(&found, &cv, &changes.decisions, &options).map_err(|id| no_criterion(&id))?)
                    }
                    None => match changes.decisions.first() {
                        Some(decision) => return Err(no_criterion(&decision.criterion)),
                        None => None,
                    },
                };
                let feedback = feedback(&cv, &lexicon, date);
                let offer = match &what.offer {
                    Some(file) => Some(prepare(file, &brand, old.job.as_ref(), matching.as_ref(), date)?),
                    None => old.offer.map(|offer| offer.with_match(matching.as_ref())),
                };
                let made = Made { locale, date, cv, job: old.job, matching, feedback, offer };
                Ok((made, changes, (Arc::new(old.cv_text), old.job_text.map(Arc::new))))
            })
            .await??;
        let created_at = self.env.now();
        let new = NewRevision {
            based_on: Some(current.commit().revision),
            label: "run".into(),
            created_at,
            expires_at: current.commit().expires_at,
            budget: Budget::default(),
        };
        let mut workspace = RunWorkspace::create(&self.storage, team, run, RevisionId::new(self.env.id()), new).await?;
        for input in inputs {
            workspace.keep_input(input);
        }
        let logged = serde_json::to_vec_pretty(&changes).map_err(|_| Error::Internal { step: "revising" })?;
        let produced = self
            .produce(
                &mut workspace,
                Produced {
                    made,
                    options,
                    brand: shown,
                    formats,
                    pack,
                    texts,
                    kept,
                    log: Some(logged),
                    base: Base::of(current).await,
                },
                &Cancel::default(),
                &|_| (),
            )
            .await;
        match produced {
            Ok(filled) => {
                let sealed = workspace.seal(self.env.now()).await?;
                Ok(filled.outcome(run, sealed, pack))
            }
            Err(error) => {
                if !matches!(&error, Error::Storage(storage) if storage.retryable()) {
                    let _ = workspace.delete().await;
                }
                Err(error)
            }
        }
    }
}

/// What a new revision is made of, where the caller keeps the records.
pub(crate) struct Remake {
    /// The revision that it is based on.
    pub base: SealedRevision,
    /// The CV, with what people changed.
    pub cv: Cv,
    /// The profile.
    pub job: Option<JobProfile>,
    /// Whether the profile is still the one that the base was made with.
    pub same_job: bool,
    /// Verdicts of persons; those on criteria that the profile does not have are left out.
    pub decisions: Vec<Decision>,
    /// What people changed since the base.
    pub applied: Vec<Applied>,
}

impl Dossier {
    /// Makes a new complete revision from records that the caller keeps, as an attempt over stored inputs. Date and locale
    /// are those of the base unless the request names others.
    ///
    /// # Errors
    /// Any [`Error`]; nothing visible is left behind then.
    pub(crate) async fn remake(
        &self,
        request: &RunRequest,
        from: Remake,
        attempt: Attempt,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<(Filled, SealedRevision), Error> {
        let mut workspace = self.workspace_of((request.team, request.budget), &attempt).await?;
        let filled = self.refill(&mut workspace, request, from, cancel, progress).await;
        self.sealed(workspace, filled, progress).await
    }

    async fn refill(
        &self,
        workspace: &mut RunWorkspace,
        request: &RunRequest,
        from: Remake,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        let old = earlier(&from.base).await?;
        let Remake { base, cv, job, same_job, decisions, applied } = from;
        let cv = self.with_photo(cv, request).await?;
        let brand = Arc::new(request.brand.for_client(job.as_ref().and_then(|job| job.client.as_deref())));
        let options = asked_options(request, &brand, request.photo.is_some() || request.choices.photo);
        let date = request.date.or_else(|| old.manifest.document_date.parse().ok());
        let date = date.ok_or(Error::Internal { step: "revising" })?;
        let locale = request.locale.or_else(|| old.manifest.locale.parse().ok()).unwrap_or(Locale::En);
        let decisions = if same_job { decisions } else { still_meant(decisions, old.job.as_ref(), job.as_ref()) };
        let mut changes = Changes { schema: "dossier.changes/1".into(), ..old.changes };
        changes.fields.extend(applied);
        changes.decisions.clone_from(&decisions);
        let (lexicon, used, offer_file) = (self.lexicon.clone(), Arc::clone(&brand), request.offer.clone());
        let made = self
            .step("revising", move || {
                let mut cv = cv;
                cv.x.skills = skills(&cv, &lexicon, Some(date));
                let on = AssessOptions::on(date);
                let matching = match &job {
                    Some(job) => {
                        let found = assess(&cv, job, &lexicon, &on);
                        let has = |id: &str| found.criteria.iter().any(|criterion| criterion.id == id);
                        let decisions: Vec<Decision> =
                            decisions.into_iter().filter(|one| has(&one.criterion)).collect();
                        Some(decide(&found, &cv, &decisions, &on).map_err(|id| no_criterion(&id))?)
                    }
                    None => None,
                };
                let feedback = feedback(&cv, &lexicon, date);
                let wanted = job.is_some() || offer_file.is_some();
                let offer = wanted
                    .then(|| prepare(&offer_file.unwrap_or_default(), &used, job.as_ref(), matching.as_ref(), date))
                    .transpose()?;
                Ok::<Made, Error>(Made { locale, date, cv, job, matching, feedback, offer })
            })
            .await??;
        progress(Event { step: Step::Assessing, at: self.env.now(), papers: None });
        cancel.check()?;
        let inputs = old.manifest.inputs.into_iter().filter(|input| same_job || input.role != "job").collect();
        let job_text = if same_job { old.job_text.map(Arc::new) } else { None };
        let changed = !changes.fields.is_empty() || !changes.decisions.is_empty();
        let log = changed
            .then(|| serde_json::to_vec_pretty(&changes))
            .transpose()
            .map_err(|_| Error::Internal { step: "revising" })?;
        let produced = Produced {
            made,
            options,
            brand,
            formats: request.formats.clone(),
            pack: pack_of(request),
            texts: (Arc::new(old.cv_text), job_text),
            kept: Kept { inputs, offer_given: request.offer.is_some() },
            log,
            base: Base::of(base).await,
        };
        self.produce(workspace, produced, cancel, progress).await
    }
}

/// Decisions on criteria that the new profile has under the same id in the same words: `M1` of another profile is another demand.
fn still_meant(decisions: Vec<Decision>, old: Option<&JobProfile>, new: Option<&JobProfile>) -> Vec<Decision> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    decisions.into_iter().filter(|decision| is_same_demand(&decision.criterion, old, new)).collect()
}

/// Whether two profiles have the same demand under an id.
pub(crate) fn is_same_demand(id: &str, old: &JobProfile, new: &JobProfile) -> bool {
    let text = |job: &JobProfile| job.criteria.iter().find(|one| one.id == id).map(|one| one.text.clone());
    text(old).is_some_and(|before| text(new) == Some(before))
}

fn no_criterion(id: &str) -> Error {
    Error::Usage {
        code: "correct.no_criterion",
        message: format!("the match has no criterion {id}"),
        hint: "see the ids in artifacts/match.json",
    }
}

/// What the run was asked for, as its manifest says.
fn options_of(manifest: &Manifest) -> (Options, Vec<Format>) {
    let anonymous = manifest.options["anonymous"].as_str().map(str::to_owned);
    let client_pack = manifest.options["pack"] == "client";
    let formats = serde_json::from_value(manifest.options["formats"].clone())
        .unwrap_or_else(|_| vec![Format::Docx, Format::Html]);
    let archive = manifest.options["archive"] == true;
    let (choices, allow_words) = (run_choices(Some(manifest)), run_allowed(Some(manifest)));
    (Options { anonymous, client_pack, choices, archive, allow_words }, formats)
}
