//! A shortlist: several CVs on one profile, from the files to one sealed revision with a CV a candidate, one offer, and for
//! the desk a page that compares them. Each CV is read once; one that cannot be read is reported and stops nothing.

mod material;
mod papers;
mod request;

pub use request::{ListedCv, Naming, ShortlistOrder, ShortlistOutcome, ShortlistRequest, Shortlisted};

use crate::error::Error;
use crate::request::{Cancel, Event, InputFile, Step};
use crate::run::{Attempt, Dossier, manifest_input, usual_locale};
use dossier_core::assess::{AssessOptions, assess, decide, skills};
use dossier_core::feedback::feedback;
use dossier_core::formats::{FileKind, ReadLimits, SourceText};
use dossier_core::generate::choices::Choices;
use dossier_core::generate::ranking::Unread;
use dossier_core::generate::shortlist::labels;
use dossier_core::records::matching::Decision;
use dossier_core::records::{Cv, JobProfile};
use dossier_core::understand;
use dossier_workspace::{NewRevision, RevisionId, RunId, RunWorkspace};
use futures::StreamExt;
use material::{Candidate, Material, Setting, together};
use papers::Filled;
use std::sync::Arc;

/// CVs under way at the same time.
const FILES_AT_ONCE: usize = 8;

/// Code and words for a file that can be read but is no CV.
const NOTHING_FOUND: (&str, &str) = ("understand.nothing_found", "no name and no entry was found in it");

/// A CV that was read.
struct Understood {
    number: usize,
    file: InputFile,
    kind: FileKind,
    cv: Cv,
}

/// A candidate whose CV is understood.
pub(crate) struct Known {
    /// Number of the CV, from 1.
    pub number: usize,
    /// The CV.
    pub cv: Cv,
    /// Verdicts of persons, on criteria of the profile.
    pub decisions: Vec<Decision>,
}

/// A CV that was not, or that says nothing of anybody.
struct Failed {
    number: usize,
    unread: Unread,
}

/// Name of a candidate's record, and of the candidate in warnings: `cv-01`.
pub(crate) fn numbered(what: &str, number: usize) -> String {
    format!("{what}-{number:02}")
}

impl Dossier {
    /// Makes a shortlist in one sealed revision. `progress` hears of each finished step.
    ///
    /// # Errors
    /// [`Error::NoneReadable`] where not one CV can be read, [`Error::Read`] for the profile, [`Error::Leak`] where the name of
    /// any candidate would stand in an anonymous paper, or any other [`Error`]; nothing visible is left behind, and what was
    /// written is deleted.
    pub async fn shortlist(
        &self,
        request: ShortlistRequest,
        cancel: &Cancel,
        progress: impl Fn(Event),
    ) -> Result<ShortlistOutcome, Error> {
        request.check_size()?;
        let codes = request.naming.codes(request.cvs.len())?;
        let created_at = self.env.now();
        let (run, revision) = (RunId::new(self.env.id()), RevisionId::new(self.env.id()));
        let new = NewRevision {
            based_on: None,
            label: "shortlist".into(),
            created_at,
            expires_at: request.keep_for.map(|keep| created_at + keep),
            budget: request.budget,
        };
        let mut workspace = RunWorkspace::create(&self.storage, request.team, run, revision, new).await?;
        match self.fill_shortlist(&mut workspace, &request, codes, cancel, &progress).await {
            Ok(filled) => {
                let sealed = workspace.seal(self.env.now()).await?;
                progress(Event { step: Step::Sealing, at: self.env.now(), papers: None });
                Ok(filled.outcome(run, sealed))
            }
            Err(error) => {
                self.give_up(workspace, (request.team, run), &error).await;
                Err(error)
            }
        }
    }

    async fn fill_shortlist(
        &self,
        workspace: &mut RunWorkspace,
        request: &ShortlistRequest,
        codes: Option<Vec<String>>,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        let done = |step: Step| progress(Event { step, at: self.env.now(), papers: None });
        let job_text = self.read("profile", request.job.clone(), &request.limits);
        let (job_text, (people, failed)) = futures::future::join(job_text, self.understand_all(request)).await;
        let job_text = Arc::new(job_text?);
        if people.is_empty() {
            return Err(none_readable(&failed));
        }
        done(Step::Reading);
        cancel.check()?;

        let kept = self.keep(workspace, &request.job, &request.limits).await?;
        let mut inputs = vec![manifest_input("job", &kept, job_text.kind)];
        for one in &people {
            let kept = self.keep(workspace, &one.file, &request.limits).await?;
            inputs.push(manifest_input("cv", &kept, one.kind));
        }
        let job = self.understood_job(&job_text).await?;
        done(Step::Understanding);
        cancel.check()?;

        let known = people.into_iter();
        let known = known.map(|one| Known { number: one.number, cv: one.cv, decisions: Vec::new() }).collect();
        let material = Arc::new(self.judged(request, codes, (known, failed.as_slice()), job).await?);
        done(Step::Assessing);
        cancel.check()?;

        let filled = self.save_shortlist(workspace, request, &material, (Some(job_text), inputs, failed)).await?;
        done(Step::Generating);
        cancel.check()?;
        Ok(filled)
    }

    /// Makes one attempt of a shortlist of candidates whose records the caller keeps, in a revision of a fresh id.
    /// `progress` hears of each finished step.
    ///
    /// # Errors
    /// As [`Dossier::shortlist`], but for what comes of reading; what the attempt wrote is deleted unless the storage does not
    /// answer.
    pub(crate) async fn shortlist_as(
        &self,
        request: &ShortlistRequest,
        (people, job): (Vec<Known>, JobProfile),
        attempt: Attempt,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<ShortlistOutcome, Error> {
        request.check_size()?;
        let codes = request.naming.codes(request.cvs.len())?;
        let mut workspace = self.workspace_of((request.team, request.budget), &attempt).await?;
        let filled = self.fill_known(&mut workspace, request, (codes, people, job), cancel, progress).await;
        let (filled, sealed) = self.sealed(workspace, filled, progress).await?;
        Ok(filled.outcome(attempt.run, sealed))
    }

    async fn fill_known(
        &self,
        workspace: &mut RunWorkspace,
        request: &ShortlistRequest,
        (codes, people, job): (Option<Vec<String>>, Vec<Known>, JobProfile),
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        // What takes time in these two steps was done in the candidates' own runs.
        progress(Event { step: Step::Reading, at: self.env.now(), papers: None });
        progress(Event { step: Step::Understanding, at: self.env.now(), papers: None });
        let material = Arc::new(self.judged(request, codes, (people, &[]), job).await?);
        progress(Event { step: Step::Assessing, at: self.env.now(), papers: None });
        cancel.check()?;
        let filled = self.save_shortlist(workspace, request, &material, (None, Vec::new(), Vec::new())).await?;
        progress(Event { step: Step::Generating, at: self.env.now(), papers: None });
        cancel.check()?;
        Ok(filled)
    }

    /// Reads and understands all CVs, some at a time, in their order.
    async fn understand_all(&self, request: &ShortlistRequest) -> (Vec<Understood>, Vec<Failed>) {
        let cvs: Vec<(usize, ListedCv)> = (1..).zip(request.cvs.iter().cloned()).collect();
        let work = cvs.into_iter().map(|(number, listed)| {
            let (dossier, limits) = (self.clone(), request.limits.clone());
            async move {
                let ListedCv { name, file } = listed;
                match dossier.understood(file.clone(), &limits).await {
                    Ok((_, cv)) if says_nothing(&cv) => {
                        let (code, message) = NOTHING_FOUND;
                        let unread = Unread { file: name, code: code.to_owned(), message: message.to_owned() };
                        Err(Failed { number, unread })
                    }
                    Ok((kind, cv)) => Ok(Understood { number, file, kind, cv }),
                    Err(error) => {
                        let unread = Unread { file: name, code: error.code().to_owned(), message: error.to_string() };
                        Err(Failed { number, unread })
                    }
                }
            }
        });
        let done: Vec<Result<Understood, Failed>> = futures::stream::iter(work).buffered(FILES_AT_ONCE).collect().await;
        let (mut people, mut failed) = (Vec::new(), Vec::new());
        for one in done {
            match one {
                Ok(understood) => people.push(understood),
                Err(error) => failed.push(error),
            }
        }
        (people, failed)
    }

    async fn understood(&self, file: InputFile, limits: &ReadLimits) -> Result<(FileKind, Cv), Error> {
        let source = self.read("CV", file, limits).await?;
        let (kind, lexicon) = (source.kind, self.lexicon.clone());
        let cv = self.step("understanding", move || understand::cv(&source, &lexicon)).await?;
        Ok((kind, cv))
    }

    async fn understood_job(&self, text: &Arc<SourceText>) -> Result<JobProfile, Error> {
        let (text, lexicon) = (Arc::clone(text), self.lexicon.clone());
        self.step("understanding", move || understand::job_profile(&text, &lexicon)).await
    }

    /// Judges every candidate and joins what their papers are made of.
    async fn judged(
        &self,
        request: &ShortlistRequest,
        codes: Option<Vec<String>>,
        (people, failed): (Vec<Known>, &[Failed]),
        job: JobProfile,
    ) -> Result<Material, Error> {
        let date = request.date.unwrap_or_else(|| self.env.today(&request.brand.file.time_zone));
        let of_cv = people.first().and_then(|one| one.cv.x.language.as_deref());
        let language = job.language.as_deref().or(of_cv);
        let locale = request.locale.unwrap_or_else(|| usual_locale(language, &request.brand.file.country));
        let code = |number: usize| codes.as_ref().and_then(|codes| codes.get(number - 1)).map(String::as_str);
        let named: Vec<(usize, Option<&str>)> =
            people.iter().map(|one| (one.number, code(one.number).or(one.cv.basics.name.as_deref()))).collect();
        let labels = labels(&named, locale);
        let brand = Arc::new(request.brand.for_client(job.client.as_deref()));
        let job = Arc::new(job);
        let work: Vec<_> = people
            .into_iter()
            .zip(labels)
            .map(|(one, label)| {
                let (job, lexicon) = (Arc::clone(&job), self.lexicon.clone());
                let code = code(one.number).map(str::to_owned);
                self.step("assessing", move || {
                    let mut cv = one.cv;
                    cv.x.skills = skills(&cv, &lexicon, Some(date));
                    let on = AssessOptions::on(date);
                    let found = assess(&cv, &job, &lexicon, &on);
                    let matching = decide(&found, &cv, &one.decisions, &on);
                    let matching = matching.map_err(|_| Error::Internal { step: "assessing" })?;
                    let feedback = feedback(&cv, &lexicon, date);
                    Ok::<Candidate, Error>(Candidate { number: one.number, label, code, cv, matching, feedback })
                })
            })
            .collect();
        let judged: Vec<Result<Candidate, Error>> = futures::future::try_join_all(work).await?;
        let candidates = judged.into_iter().collect::<Result<Vec<Candidate>, Error>>()?;
        let hidden = codes.is_some();
        // Names of files often hold names of people.
        let unread = |one: &Failed| {
            let file = if hidden { numbered("cv", one.number) } else { one.unread.file.clone() };
            Unread { file, ..one.unread.clone() }
        };
        let unread: Vec<Unread> = failed.iter().map(unread).collect();
        let setting = Setting {
            brand: Arc::clone(&brand),
            locale,
            date,
            choices: Choices { look: request.choices.look.or(Some(brand.look)), ..request.choices.clone() },
            archive: request.archive,
            allow_words: request.allow_words.clone(),
            pack: request.pack(),
            order: request.order,
        };
        let offer = request.offer.clone().unwrap_or_default();
        self.step("assessing", move || together(candidates, (job, unread), &offer, setting)).await?
    }
}

/// Whether nobody can be proposed by a CV: it has no name and no entry, as a file that was taken by mistake.
fn says_nothing(cv: &Cv) -> bool {
    let Cv { basics, work, projects, education, certificates, skills, languages, volunteer, .. } = cv;
    let is_nobody = basics.name.as_deref().is_none_or(|name| name.trim().is_empty());
    let has_stations = !(work.is_empty() && projects.is_empty() && education.is_empty() && volunteer.is_empty());
    let has_skills = !(certificates.is_empty() && skills.is_empty() && languages.is_empty());
    is_nobody && !has_stations && !has_skills
}

/// Numbers and codes only: names of files may be names of people.
fn none_readable(failed: &[Failed]) -> Error {
    let reasons: Vec<String> = failed.iter().map(|one| format!("{}: {}", one.number, one.unread.code)).collect();
    Error::NoneReadable { reasons: reasons.join(", ") }
}
