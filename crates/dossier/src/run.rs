//! A run from two files to a sealed revision: read, understand, assess, generate, seal. Each step is an event; a failing
//! generator fails its document, not the run.

use crate::env::Env;
use crate::error::Error;
use crate::pool::{CpuPool, Priority};
use crate::produce::{Filled, Kept, Made, Produced};
use crate::reader::{PagePicture, ReaderFigures, ReaderHost};
use crate::request::{Cancel, Event, InputFile, Pack, PhotoSource, RunOutcome, RunRequest, Step};
use crate::reuse::Base;
use bytes::Bytes;
use dossier_core::Brand;
use dossier_core::assess::{AssessOptions, assess, skills};
use dossier_core::feedback::feedback;
use dossier_core::formats::{FileKind, PageSize, ReadLimits, SourceText};
use dossier_core::generate::Options;
use dossier_core::generate::choices::Choices;
use dossier_core::locale::{Language, Locale};
use dossier_core::offer::prepare;
use dossier_core::photo;
use dossier_core::records::manifest::InputFile as ManifestInput;
use dossier_core::records::{Cv, JobProfile};
use dossier_core::time::Day;
use dossier_core::understand::{self, Lexicon};
use dossier_workspace::{
    Budget, InputRef, NewRevision, RevisionId, RunId, RunWorkspace, SealedRevision, Storage, TeamId, erase_run,
};
use std::sync::Arc;

/// The facade.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub(crate) env: Env,
    pub(crate) storage: Storage,
    reader: ReaderHost,
    pub(crate) pool: Arc<CpuPool>,
    pub(crate) lexicon: Lexicon,
}

impl Dossier {
    /// A facade over a storage and a reader host.
    pub fn new(env: Env, storage: Storage, reader: ReaderHost, pool: CpuPool) -> Self {
        Self { env, storage, reader, pool: Arc::new(pool), lexicon: Lexicon::builtin() }
    }

    /// The same with another lexicon.
    #[must_use]
    pub fn with_lexicon(self, lexicon: Lexicon) -> Self {
        Self { lexicon, ..self }
    }

    /// The storage.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// How the children that read files are doing; nothing where there are none.
    pub fn reader_figures(&self) -> Option<ReaderFigures> {
        self.reader.figures()
    }

    /// Reads one file to its text.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn read(&self, role: &'static str, file: InputFile, limits: &ReadLimits) -> Result<SourceText, Error> {
        self.reader
            .read(file.bytes, file.extension, limits, &self.pool)
            .await
            .map_err(|source| Error::Read { role, source })
    }

    /// The pages of a PDF as pictures of `dpi` dots per inch, drawn where files are read.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn pictures(
        &self,
        role: &'static str,
        bytes: Bytes,
        limits: &ReadLimits,
        dpi: f32,
    ) -> Result<Vec<PagePicture>, Error> {
        let found = self.reader.pictures(bytes, limits, dpi, &self.pool).await;
        found.map_err(|source| Error::Read { role, source })
    }

    /// One page of a PDF, from 1, as PNG of a width in pixels, drawn where files are read; `None` where it has no such page.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn page(
        &self,
        role: &'static str,
        bytes: Bytes,
        limits: &ReadLimits,
        (width_px, page): (u16, u16),
    ) -> Result<Option<Vec<u8>>, Error> {
        let found = self.reader.page(bytes, limits, (width_px, page), &self.pool).await;
        found.map_err(|source| Error::Read { role, source })
    }

    /// Sizes of the pages of a PDF in points.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn page_sizes(
        &self,
        role: &'static str,
        bytes: Bytes,
        limits: &ReadLimits,
    ) -> Result<Vec<PageSize>, Error> {
        let found = self.reader.page_sizes(bytes, limits, &self.pool).await;
        found.map_err(|source| Error::Read { role, source })
    }

    /// Reads a CV to its record.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Internal`] when understanding panicked.
    pub async fn read_cv(&self, file: InputFile, limits: &ReadLimits) -> Result<(SourceText, Cv), Error> {
        let source = Arc::new(self.read("CV", file, limits).await?);
        let cv = self
            .step("understanding", {
                let (source, lexicon) = (Arc::clone(&source), self.lexicon.clone());
                move || {
                    let mut cv = understand::cv(&source, &lexicon);
                    cv.x.skills = skills(&cv, &lexicon, None);
                    cv
                }
            })
            .await?;
        Ok((Arc::unwrap_or_clone(source), cv))
    }

    /// Reads a profile to its record.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Internal`] when understanding panicked.
    pub async fn read_job(&self, file: InputFile, limits: &ReadLimits) -> Result<(SourceText, JobProfile), Error> {
        let source = Arc::new(self.read("profile", file, limits).await?);
        let job = self
            .step("understanding", {
                let (source, lexicon) = (Arc::clone(&source), self.lexicon.clone());
                move || understand::job_profile(&source, &lexicon)
            })
            .await?;
        Ok((Arc::unwrap_or_clone(source), job))
    }

    pub(crate) async fn step<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.pool.run(Priority::Interactive, work).await.ok_or(Error::Internal { step: name })
    }

    /// Makes a run in one sealed revision. `progress` hears of each finished step.
    ///
    /// # Errors
    /// Any [`Error`]; nothing visible is left behind, and what was written is deleted.
    pub async fn run(
        &self,
        request: RunRequest,
        cancel: &Cancel,
        progress: impl Fn(Event),
    ) -> Result<RunOutcome, Error> {
        let created_at = self.env.now();
        let (run, revision) = (RunId::new(self.env.id()), RevisionId::new(self.env.id()));
        let new = NewRevision {
            based_on: None,
            label: "run".into(),
            created_at,
            expires_at: request.keep_for.map(|keep| created_at + keep),
            budget: request.budget,
        };
        let mut workspace = RunWorkspace::create(&self.storage, request.team, run, revision, new).await?;
        match self.keep_and_fill(&mut workspace, &request, cancel, &progress).await {
            Ok(filled) => {
                let sealed = workspace.seal(self.env.now()).await?;
                progress(Event { step: Step::Sealing, at: self.env.now(), papers: None });
                Ok(filled.outcome(run, sealed, pack_of(&request)))
            }
            Err(error) => {
                self.give_up(workspace, (request.team, run), &error).await;
                Err(error)
            }
        }
    }

    /// Saves the files as inputs of the run and fills the workspace from them.
    async fn keep_and_fill(
        &self,
        workspace: &mut RunWorkspace,
        request: &RunRequest,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        let mut inputs = vec![("cv", self.keep(workspace, &request.cv, &request.limits).await?)];
        if let Some(job) = &request.job {
            inputs.push(("job", self.keep(workspace, job, &request.limits).await?));
        }
        self.fill(workspace, request, (&inputs, Until::Documents, None), cancel, progress).await
    }

    /// Makes one attempt of a run whose inputs are stored already, in a revision of a fresh id. `progress` hears of each
    /// finished step.
    ///
    /// # Errors
    /// Any [`Error`]; nothing visible is left behind, and what the attempt wrote is deleted unless the storage does not
    /// answer. The inputs stay: they are the run's.
    pub(crate) async fn run_as(
        &self,
        request: &RunRequest,
        attempt: Attempt,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<(Filled, SealedRevision), Error> {
        let based_on = match attempt.based_on {
            Some(base) => SealedRevision::open(&self.storage, request.team, attempt.run, base).await?,
            None => None,
        };
        let mut workspace = self.workspace_of((request.team, request.budget), &attempt).await?;
        let asked = (attempt.inputs.as_slice(), attempt.until, based_on);
        let filled = self.fill(&mut workspace, request, asked, cancel, progress).await;
        self.sealed(workspace, filled, progress).await
    }

    /// The workspace of an attempt, which refers to all inputs of its run.
    pub(crate) async fn workspace_of(
        &self,
        (team, budget): (TeamId, Budget),
        attempt: &Attempt,
    ) -> Result<RunWorkspace, Error> {
        let new = NewRevision {
            based_on: attempt.based_on,
            label: "run".into(),
            created_at: self.env.now(),
            expires_at: None,
            budget,
        };
        let mut workspace = RunWorkspace::create(&self.storage, team, attempt.run, attempt.revision, new).await?;
        for (_, input) in &attempt.inputs {
            workspace.keep_input(input.clone());
        }
        Ok(workspace)
    }

    /// Seals what an attempt has made, or deletes it.
    pub(crate) async fn sealed<T>(
        &self,
        workspace: RunWorkspace,
        filled: Result<T, Error>,
        progress: &impl Fn(Event),
    ) -> Result<(T, SealedRevision), Error> {
        match filled {
            Ok(filled) => {
                let sealed = workspace.seal(self.env.now()).await?;
                progress(Event { step: Step::Sealing, at: self.env.now(), papers: None });
                Ok((filled, sealed))
            }
            Err(error) => {
                if !matches!(&error, Error::Storage(storage) if storage.retryable()) {
                    let _ = workspace.delete().await;
                }
                Err(error)
            }
        }
    }

    /// Deletes what a failed run has written: the documents first, which also makes room on a full disk; then the inputs, under
    /// the run's mark. A storage that does not answer is not asked to delete either: whoever waits gets the error, the sweeper
    /// the rest.
    pub(crate) async fn give_up(&self, workspace: RunWorkspace, (team, run): (TeamId, RunId), error: &Error) {
        if !matches!(error, Error::Storage(storage) if storage.retryable()) {
            let _ = workspace.delete().await;
            let _ = erase_run(&self.storage, team, run, self.env.now()).await;
        }
    }

    async fn fill(
        &self,
        workspace: &mut RunWorkspace,
        request: &RunRequest,
        (inputs, until, based_on): (&[(&'static str, InputRef)], Until, Option<SealedRevision>),
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        let done = |step: Step| progress(Event { step, at: self.env.now(), papers: None });
        let job_text = async {
            match &request.job {
                Some(job) => self.read("profile", job.clone(), &request.limits).await.map(Some),
                None => Ok(None),
            }
        };
        let (cv_text, job_text) =
            futures::future::join(self.read("CV", request.cv.clone(), &request.limits), job_text).await;
        let (cv_text, job_text) = (Arc::new(cv_text?), job_text?.map(Arc::new));
        done(Step::Reading);
        cancel.check()?;

        let (cv, job) = self
            .step("understanding", {
                let (cv_text, job_text, lexicon) = (Arc::clone(&cv_text), job_text.clone(), self.lexicon.clone());
                move || {
                    let job = job_text.map(|text| understand::job_profile(&text, &lexicon));
                    (understand::cv(&cv_text, &lexicon), job)
                }
            })
            .await?;
        done(Step::Understanding);
        cancel.check()?;

        let cv = self.with_photo(cv, request).await?;
        let job = job.or_else(|| request.profile.clone());
        let brand = Arc::new(request.brand.for_client(job.as_ref().and_then(|job| job.client.as_deref())));
        let made = match until {
            Until::Records => self.unjudged(request, cv, job).await?,
            Until::Documents => {
                let made = self.assess(request, cv, job).await?;
                done(Step::Assessing);
                made
            }
        };
        cancel.check()?;

        let options = options_of(request, &brand, request.photo.is_some());
        let kinds = [Some(cv_text.kind), job_text.as_ref().map(|text| text.kind)];
        let kept = Kept {
            inputs: inputs
                .iter()
                .filter(|(role, _)| matches!(*role, "cv" | "job"))
                .zip(kinds.into_iter().flatten())
                .map(|((role, input), kind)| manifest_input(role, input, kind))
                .collect(),
            offer_given: request.offer.is_some(),
        };
        let produced = Produced {
            made,
            options,
            brand,
            formats: request.formats.clone(),
            pack: pack_of(request),
            texts: (cv_text, job_text),
            kept,
            log: None,
            base: match based_on {
                Some(base) => Base::of(base).await,
                None => None,
            },
        };
        match until {
            Until::Records => self.records_only(workspace, produced).await,
            Until::Documents => self.produce(workspace, produced, cancel, progress).await,
        }
    }

    /// The record with the photo that the request wants. One that is not in the CV is a warning of the paper; a file that is no
    /// photo is a wrong option.
    pub(crate) async fn with_photo(&self, mut cv: Cv, request: &RunRequest) -> Result<Cv, Error> {
        let Some(source) = request.photo.as_ref().filter(|_| request.anonymous.is_none()) else { return Ok(cv) };
        let bytes = match source {
            PhotoSource::Cv => request.cv.bytes.clone(),
            PhotoSource::File(bytes) => bytes.clone(),
        };
        let found = self.portrait(bytes, &request.limits).await;
        match (found, source) {
            (Some(jpeg), _) => photo::attach(&mut cv, &jpeg),
            (None, PhotoSource::Cv) => {}
            (None, PhotoSource::File(bytes)) => return Err(Error::no_photo(bytes, request.limits.file_bytes_max)),
        }
        Ok(cv)
    }

    /// The photo in a CV, or a picture file as a photo, found where files are read: JPEG of at most 600 × 800 pixels and 200 KB.
    /// `None` where there is none, or where nothing can be read.
    pub async fn portrait(&self, bytes: Bytes, limits: &ReadLimits) -> Option<Vec<u8>> {
        self.reader.portrait(bytes, limits, &self.pool).await.ok().flatten()
    }

    /// Keeps an input for as long as the run.
    pub(crate) async fn keep(
        &self,
        workspace: &mut RunWorkspace,
        file: &InputFile,
        limits: &ReadLimits,
    ) -> Result<InputRef, Error> {
        // Small chunks, so that hashing a large file does not hold an async worker.
        let bytes = file.bytes.clone();
        let starts = (0..bytes.len()).step_by(INPUT_CHUNK_BYTES);
        let stream =
            futures::stream::iter(starts.map(move |at| Ok(bytes.slice(at..(at + INPUT_CHUNK_BYTES).min(bytes.len())))));
        match workspace.save_input(stream, limits.file_bytes_max).await {
            Err(dossier_workspace::StorageError::TooLarge { .. }) => {
                let source = dossier_core::formats::ReadError::FileTooLarge { bytes_max: limits.file_bytes_max };
                Err(Error::Read { role: "file", source })
            }
            saved => Ok(saved?),
        }
    }

    /// Date and locale of the papers.
    fn occasion(&self, request: &RunRequest, cv: &Cv, job: Option<&JobProfile>) -> (Day, Locale) {
        let date = request.date.unwrap_or_else(|| self.env.today(&request.brand.file.time_zone));
        let locale = request.locale.unwrap_or_else(|| {
            let language = job.and_then(|job| job.language.as_deref()).or(cv.x.language.as_deref());
            usual_locale(language, &request.brand.file.country)
        });
        (date, locale)
    }

    /// The records before anything is judged: for a person's review.
    async fn unjudged(&self, request: &RunRequest, cv: Cv, job: Option<JobProfile>) -> Result<Made, Error> {
        let (date, locale) = self.occasion(request, &cv, job.as_ref());
        let lexicon = self.lexicon.clone();
        self.step("understanding", move || {
            let mut cv = cv;
            cv.x.skills = skills(&cv, &lexicon, Some(date));
            let feedback = feedback(&cv, &lexicon, date);
            Made { locale, date, cv, job, matching: None, feedback, offer: None }
        })
        .await
    }

    async fn assess(&self, request: &RunRequest, cv: Cv, job: Option<JobProfile>) -> Result<Made, Error> {
        let brand = Arc::clone(&request.brand);
        let (date, locale) = self.occasion(request, &cv, job.as_ref());
        let offer_file = request.offer.clone();
        let lexicon = self.lexicon.clone();
        self.step("assessing", move || {
            let mut cv = cv;
            cv.x.skills = skills(&cv, &lexicon, Some(date));
            let matching = job.as_ref().map(|job| assess(&cv, job, &lexicon, &AssessOptions::on(date)));
            let feedback = feedback(&cv, &lexicon, date);
            let wanted = job.is_some() || offer_file.is_some();
            let offer = wanted
                .then(|| prepare(&offer_file.unwrap_or_default(), &brand, job.as_ref(), matching.as_ref(), date))
                .transpose()?;
            Ok(Made { locale, date, cv, job, matching, feedback, offer })
        })
        .await?
    }
}

/// How far an attempt goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// To the records, which wait for a person.
    Records,
    /// To the documents.
    Documents,
}

/// Where an attempt of a run writes, and what is stored of the run already.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The run.
    pub run: RunId,
    /// A fresh id.
    pub revision: RevisionId,
    /// The revision that this one is made of.
    pub based_on: Option<RevisionId>,
    /// Stored inputs with their roles, the CV first.
    pub inputs: Vec<(&'static str, InputRef)>,
    /// How far it goes.
    pub until: Until,
}

/// The pack that is made: an anonymous one is for the client.
pub(crate) fn pack_of(request: &RunRequest) -> Pack {
    if request.anonymous.is_some() { Pack::Client } else { request.pack }
}

/// What the papers of a request are made with.
pub(crate) fn options_of(request: &RunRequest, brand: &Brand, photo: bool) -> Options {
    Options {
        anonymous: request.anonymous.clone(),
        client_pack: pack_of(request) == Pack::Client,
        choices: Choices {
            look: request.choices.look.or(Some(brand.look)),
            photo: photo && request.anonymous.is_none(),
            ..request.choices.clone()
        },
        archive: request.archive,
        allow_words: request.allow_words.clone(),
    }
}

/// The locale of documents where nobody chose one: the language of the profile or CV, in the desk's country.
pub(crate) fn usual_locale(language: Option<&str>, country: &str) -> Locale {
    let language = match language {
        Some("de") => Language::De,
        Some("fr") => Language::Fr,
        _ => Language::En,
    };
    Locale::of(language, country)
}

/// Bytes of an input that are hashed at a time.
const INPUT_CHUNK_BYTES: usize = 256 * 1024;

/// What the manifest says of an input.
pub(crate) fn manifest_input(role: &str, input: &InputRef, kind: FileKind) -> ManifestInput {
    let kind = match kind {
        FileKind::Pdf => "pdf",
        FileKind::Docx => "docx",
        FileKind::Txt => "txt",
    };
    ManifestInput { role: role.to_owned(), kind: kind.to_owned(), bytes: input.bytes, sha256: input.sha256.clone() }
}
