//! A run from two files to a sealed revision: read, understand, assess, generate, seal. Each step is an event; a failing
//! generator fails its document, not the run.

use crate::env::Env;
use crate::error::Error;
use crate::papers::{check_papers, hide_quotes};
use crate::pool::{CpuPool, Priority};
use crate::reader::{PagePicture, ReaderHost};
use crate::request::{Cancel, Event, InputFile, Pack, RunOutcome, RunRequest, Step};
use bytes::Bytes;
use dossier_core::assess::{AssessOptions, assess, skills};
use dossier_core::brand::Brand;
use dossier_core::feedback::feedback;
use dossier_core::formats::{FileKind, ReadLimits, SourceText};
use dossier_core::generate::{DOCUMENTS, DocumentKind, Format, Inputs, Options, Output, candidate_name, generate};
use dossier_core::hash::sha256_hex;
use dossier_core::locale::{Language, Locale};
use dossier_core::offer::{OfferRecord, prepare};
use dossier_core::privacy;
use dossier_core::records::manifest::{Failure, InputFile as ManifestInput, Manifest, OutputFile, Warning};
use dossier_core::records::matching::Match;
use dossier_core::records::{Cv, Feedback, JobProfile};
use dossier_core::time::Day;
use dossier_core::understand::{self, Lexicon};
use dossier_workspace::{
    Area, FileName, InputRef, NewFile, NewRevision, RevisionId, RunId, RunWorkspace, Storage, erase_run, safe_label,
};
use serde::Serialize;
use std::sync::Arc;

/// The facade.
#[derive(Clone, Debug)]
pub struct Dossier {
    env: Env,
    storage: Storage,
    reader: ReaderHost,
    pool: Arc<CpuPool>,
    lexicon: Lexicon,
}

struct Made {
    locale: Locale,
    date: Day,
    cv: Cv,
    job: Option<JobProfile>,
    matching: Option<Match>,
    feedback: Feedback,
    offer: Option<OfferRecord>,
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

    async fn step<T: Send + 'static>(
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
        let pack = if request.anonymous.is_some() { Pack::Client } else { request.pack };
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
        match self.fill(&mut workspace, &request, pack, cancel, &progress).await {
            Ok(filled) => {
                let sealed = workspace.seal(self.env.now()).await?;
                progress(Event { step: Step::Sealing, at: self.env.now() });
                let Filled { made, warnings, failures } = filled;
                let marked = pack == Pack::Client && warnings.iter().any(|warning| warning.code.ends_with(".marked"));
                Ok(RunOutcome {
                    run,
                    revision: sealed,
                    locale: made.locale,
                    partial: marked || !failures.is_empty(),
                    cv: made.cv,
                    job: made.job,
                    matching: made.matching,
                    feedback: made.feedback,
                    warnings,
                    failures,
                })
            }
            Err(error) => {
                // The documents first, which also makes room on a full disk; then the inputs, under the run's mark. A storage
                // that does not answer is not asked to delete either: whoever waits gets the error, the sweeper the rest.
                if !matches!(&error, Error::Storage(storage) if storage.retryable()) {
                    let _ = workspace.delete().await;
                    let _ = erase_run(&self.storage, request.team, run, self.env.now()).await;
                }
                Err(error)
            }
        }
    }

    async fn fill(
        &self,
        workspace: &mut RunWorkspace,
        request: &RunRequest,
        pack: Pack,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        let done = |step: Step| progress(Event { step, at: self.env.now() });
        let mut inputs = Vec::new();
        inputs.push(("cv", self.keep(workspace, &request.cv, &request.limits).await?));
        if let Some(job) = &request.job {
            inputs.push(("job", self.keep(workspace, job, &request.limits).await?));
        }
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

        let made = self.assess(request, cv, job).await?;
        done(Step::Assessing);
        cancel.check()?;

        let options = Options { anonymous: request.anonymous.clone(), client_pack: pack == Pack::Client };
        let shared = Arc::new((made, options, Arc::clone(&request.brand)));
        let (outputs, failures) = self.generate(&shared, &request.formats).await;
        let (outputs, records, checked) = self
            .step("checking", {
                let (shared, cv_text, job_text) = (Arc::clone(&shared), Arc::clone(&cv_text), job_text.clone());
                move || {
                    let checked = check_papers(&outputs, &shared.0.cv, pack, &shared.1);
                    (outputs, artifacts(&shared.0, &cv_text, job_text.as_deref()), checked)
                }
            })
            .await?;
        checked?;
        done(Step::Generating);
        cancel.check()?;

        let warnings: Vec<Warning> = outputs.iter().flat_map(|output| output.warnings.iter().cloned()).collect();
        let made = &shared.0;
        workspace.set_label(self.label(made, &shared.1));
        let (mut listed, mut files) = (Vec::new(), Vec::new());
        for output in &outputs {
            let name = FileName::parse(&output.file_name)
                .or_else(|_| FileName::parse(output.kind.slug()))
                .map_err(dossier_workspace::StorageError::from)?;
            listed.push(output_file(
                Area::PrimaryOutputs,
                &name,
                output.kind.name(),
                output.kind.media_type(),
                &output.bytes,
            ));
            files.push(new_file(
                Area::PrimaryOutputs,
                output.kind.slug(),
                name,
                output.kind.media_type(),
                output.bytes.clone(),
            ));
        }
        for (slug, bytes) in records {
            let name = FileName::parse(slug).map_err(dossier_workspace::StorageError::from)?;
            listed.push(output_file(Area::Artifacts, &name, slug.trim_end_matches(".json"), JSON, &bytes));
            files.push(new_file(Area::Artifacts, slug, name, JSON, bytes));
        }
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        let kinds = [Some(cv_text.kind), job_text.as_ref().map(|text| text.kind)];
        let manifest = Manifest {
            schema: "dossier.manifest/1".into(),
            engine: env!("CARGO_PKG_VERSION").into(),
            rules: understand::RULES.into(),
            document_date: made.date.to_string(),
            locale: made.locale.tag().into(),
            brand_sha256: request.brand.digest.clone(),
            options: serde_json::json!({ "anonymous": request.anonymous, "pack": pack, "formats": request.formats, "offerGiven": request.offer.is_some(), "lexicon": self.lexicon.digest() }),
            inputs: inputs
                .iter()
                .zip(kinds.into_iter().flatten())
                .map(|((role, input), kind)| manifest_input(role, input, kind))
                .collect(),
            outputs: listed,
            warnings: warnings.clone(),
            failures: failures.clone(),
        };
        let name = FileName::parse("manifest.json").map_err(dossier_workspace::StorageError::from)?;
        files.push(new_file(Area::Artifacts, "manifest.json", name, JSON, json(&manifest)));
        workspace.save_all(files).await?;
        let made = match Arc::try_unwrap(shared) {
            Ok((made, ..)) => made,
            Err(shared) => Made {
                locale: shared.0.locale,
                date: shared.0.date,
                cv: shared.0.cv.clone(),
                job: shared.0.job.clone(),
                matching: shared.0.matching.clone(),
                feedback: shared.0.feedback.clone(),
                offer: shared.0.offer.clone(),
            },
        };
        Ok(Filled { made, warnings, failures })
    }

    async fn keep(
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

    async fn assess(&self, request: &RunRequest, cv: Cv, job: Option<JobProfile>) -> Result<Made, Error> {
        let brand = Arc::clone(&request.brand);
        let date = request.date.unwrap_or_else(|| self.env.today(&brand.file.time_zone));
        let locale = request.locale.unwrap_or_else(|| {
            let language = match job.as_ref().and_then(|job| job.language.as_deref()).or(cv.x.language.as_deref()) {
                Some("de") => Language::De,
                Some("fr") => Language::Fr,
                _ => Language::En,
            };
            Locale::of(language, &brand.file.country)
        });
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

    /// All documents that can be made; a panic in one fails that one.
    async fn generate(
        &self,
        shared: &Arc<(Made, Options, Arc<Brand>)>,
        formats: &[Format],
    ) -> (Vec<Output>, Vec<Failure>) {
        let anonymous: Option<Arc<Cv>> =
            shared.1.anonymous.as_ref().map(|code| Arc::new(privacy::anonymise(&shared.0.cv, code)));
        let wanted = DOCUMENTS.into_iter().filter(|kind| formats.contains(&kind.format())).filter(|kind| match kind {
            DocumentKind::Offer => shared.0.offer.is_some(),
            kind => !kind.needs_job() || shared.0.job.is_some(),
        });
        let jobs = wanted.map(|kind| {
            let (shared, anonymous) = (Arc::clone(shared), anonymous.clone());
            let work = move || {
                let (made, options, brand) = &*shared;
                let matching = made.matching.as_ref().map(|matching| hide_quotes(matching, &made.cv, options));
                let inputs = Inputs {
                    cv: anonymous.as_deref().unwrap_or(&made.cv),
                    job: made.job.as_ref(),
                    matching: matching.as_ref(),
                    feedback: &made.feedback,
                    offer: made.offer.as_ref(),
                    brand,
                    locale: made.locale,
                    date: made.date,
                    options,
                };
                generate(kind, &inputs)
            };
            async move { (kind, self.pool.run(Priority::Interactive, work).await) }
        });
        let (mut outputs, mut failures) = (Vec::new(), Vec::new());
        for (kind, result) in futures::future::join_all(jobs).await {
            match result {
                Some(Ok(output)) => outputs.push(output),
                Some(Err(error)) => failures.push(Failure { document: kind.name().into(), code: error.code().into() }),
                None => failures.push(Failure { document: kind.name().into(), code: "generate.panicked".into() }),
            }
        }
        (outputs, failures)
    }

    fn label(&self, made: &Made, options: &Options) -> String {
        let role = made
            .job
            .as_ref()
            .and_then(|job| job.title.clone())
            .or_else(|| made.cv.basics.label.clone())
            .unwrap_or_default();
        let name = candidate_name(&made.cv, options).unwrap_or_default();
        let stamp = self.env.now().strftime("%Y%m%d-%H%M%S").to_string();
        safe_label(&[&role, &name, &stamp])
    }
}

struct Filled {
    made: Made,
    warnings: Vec<Warning>,
    failures: Vec<Failure>,
}

/// Bytes of an input that are hashed at a time.
const INPUT_CHUNK_BYTES: usize = 256 * 1024;

const JSON: &str = "application/json";

fn json<T: Serialize>(record: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(record).expect("a record is plain JSON");
    bytes.push(b'\n');
    bytes
}

/// The records of a run, sorted by name.
fn artifacts(made: &Made, cv_text: &SourceText, job_text: Option<&SourceText>) -> Vec<(&'static str, Vec<u8>)> {
    let mut out =
        vec![("cv.json", json(&made.cv)), ("feedback.json", json(&made.feedback)), ("source-text.json", json(cv_text))];
    if let Some(text) = job_text {
        out.push(("job-source-text.json", json(text)));
    }
    if let Some(job) = &made.job {
        out.push(("job-profile.json", json(job)));
    }
    if let Some(matching) = &made.matching {
        out.push(("match.json", json(matching)));
    }
    if let Some(offer) = &made.offer {
        out.push(("offer.json", json(offer)));
    }
    out.sort();
    out
}

fn output_file(area: Area, name: &FileName, kind: &str, media_type: &str, bytes: &[u8]) -> OutputFile {
    OutputFile {
        path: format!("{}/{name}", area.folder()),
        kind: kind.to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    }
}

fn manifest_input(role: &str, input: &InputRef, kind: FileKind) -> ManifestInput {
    let kind = match kind {
        FileKind::Pdf => "pdf",
        FileKind::Docx => "docx",
        FileKind::Txt => "txt",
    };
    ManifestInput { role: role.to_owned(), kind: kind.to_owned(), bytes: input.bytes, sha256: input.sha256.clone() }
}

fn new_file(area: Area, slug: &str, name: FileName, media_type: &str, bytes: Vec<u8>) -> NewFile {
    NewFile { area, slug: slug.to_owned(), name, media_type: media_type.to_owned(), bytes: Bytes::from(bytes) }
}
