//! From records to a filled workspace: documents, checks of client papers, artifacts and the manifest. Shared by first runs
//! and by revisions of them.

use crate::error::Error;
use crate::papers::{Checked, Finished, check_papers};
use crate::pool::Priority;
use crate::request::{Cancel, Event, Pack, Papers, RunOutcome, Step};
use crate::reuse::{Anew, Base, Copied, PaperId};
use crate::run::Dossier;
use bytes::Bytes;
use dossier_core::brand::Brand;
use dossier_core::formats::SourceText;
use dossier_core::generate::naming::{distinct, label_part};
use dossier_core::generate::{
    DOCUMENTS, DocumentKind, Format, GenerateError, Inputs, Options, Output, candidate_name, file_name, generate,
};
use dossier_core::hash::sha256_hex;
use dossier_core::locale::Locale;
use dossier_core::offer::OfferRecord;
use dossier_core::privacy::Veil;
use dossier_core::records::manifest::{Failure, InputFile as ManifestInput, Manifest, OutputFile, Warning};
use dossier_core::records::matching::Match;
use dossier_core::records::{Cv, Feedback, JobProfile};
use dossier_core::time::Day;
use dossier_core::understand;
use dossier_workspace::{Area, FileName, NewFile, RunId, RunWorkspace, SealedRevision, safe_label};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The records that documents are made of.
pub(crate) struct Made {
    pub locale: Locale,
    pub date: Day,
    pub cv: Cv,
    pub job: Option<JobProfile>,
    pub matching: Option<Match>,
    pub feedback: Feedback,
    pub offer: Option<OfferRecord>,
}

/// Files on their way into a workspace, and what the manifest says of them.
#[derive(Default)]
struct Listing {
    listed: Vec<OutputFile>,
    files: Vec<NewFile>,
    taken: BTreeSet<String>,
}

impl Listing {
    fn paper(&mut self, output: &Output) -> Result<(), Error> {
        let slug = output.kind.slug(output.format);
        let name = FileName::parse(&distinct(&output.file_name, &mut self.taken))
            .or_else(|_| FileName::parse(&slug))
            .map_err(dossier_workspace::StorageError::from)?;
        let (kind, media_type) = (output.kind.name(), output.format.media_type());
        self.listed.push(output_file(Area::PrimaryOutputs, &name, kind, media_type, &output.bytes));
        self.files.push(new_file(Area::PrimaryOutputs, &slug, name, media_type, output.bytes.clone()));
        Ok(())
    }

    fn record(&mut self, slug: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let name = FileName::parse(slug).map_err(dossier_workspace::StorageError::from)?;
        self.listed.push(output_file(Area::Artifacts, &name, slug.trim_end_matches(".json"), JSON, &bytes));
        self.files.push(new_file(Area::Artifacts, slug, name, JSON, bytes));
        Ok(())
    }

    /// All files, the manifest with what it says of the others among them.
    fn with_manifest(mut self, manifest: Manifest) -> Result<Vec<NewFile>, Error> {
        self.listed.sort_by(|a, b| a.path.cmp(&b.path));
        let manifest = Manifest { outputs: self.listed, ..manifest };
        let name = FileName::parse("manifest.json").map_err(dossier_workspace::StorageError::from)?;
        self.files.push(new_file(Area::Artifacts, "manifest.json", name, JSON, json(&manifest)));
        Ok(self.files)
    }
}

/// What an anonymous run shows instead of its records.
struct Veiled {
    cv: Cv,
    matching: Option<Match>,
    /// Function in the name of the pack.
    role: Option<String>,
}

/// What the manifest says of a run's beginning.
pub(crate) struct Kept {
    pub inputs: Vec<ManifestInput>,
    pub offer_given: bool,
}

/// Everything that a workspace is filled from.
pub(crate) struct Produced {
    pub made: Made,
    pub options: Options,
    pub brand: Arc<Brand>,
    pub formats: Vec<Format>,
    pub pack: Pack,
    pub texts: (Arc<SourceText>, Option<Arc<SourceText>>),
    pub kept: Kept,
    /// The log of what people changed, where there is one.
    pub log: Option<Vec<u8>>,
    /// The revision before, from which unchanged documents are copied.
    pub base: Option<Base>,
}

/// A workspace that waits for its seal.
pub(crate) struct Filled {
    pub made: Made,
    pub warnings: Vec<Warning>,
    pub failures: Vec<Failure>,
    pub papers: Papers,
}

impl Filled {
    /// What callers learn of the sealed revision.
    pub fn outcome(self, run: RunId, revision: SealedRevision, pack: Pack) -> RunOutcome {
        let Self { made, warnings, failures, papers } = self;
        let marked = pack == Pack::Client && warnings.iter().any(|warning| warning.code.ends_with(".marked"));
        RunOutcome {
            run,
            revision,
            locale: made.locale,
            partial: marked || !failures.is_empty(),
            cv: made.cv,
            job: made.job,
            matching: made.matching,
            feedback: made.feedback,
            warnings,
            failures,
            papers,
        }
    }
}

impl Dossier {
    /// Fills a workspace.
    ///
    /// # Errors
    /// Any [`Error`]; the workspace is left to the caller.
    pub(crate) async fn produce(
        &self,
        workspace: &mut RunWorkspace,
        produced: Produced,
        cancel: &Cancel,
        progress: &impl Fn(Event),
    ) -> Result<Filled, Error> {
        let Produced { made, options, brand, formats, pack, texts: (cv_text, job_text), kept, log, base } = produced;
        let shared = Arc::new((made, options, brand));
        let (veiled, records) = self
            .step("veiling", {
                let shared = Arc::clone(&shared);
                move || (veiled(&shared.0, &shared.1), artifacts(&shared.0, &cv_text, job_text.as_deref()))
            })
            .await?;
        let veiled = veiled.map(Arc::new);
        let manifest = self.manifest(&shared.0, (&shared.1, &shared.2), (&formats, pack), kept);
        let wanted = wanted(&shared.0, &formats);
        let copies = match &base {
            Some(base) => {
                let (matching, cv_language) = (shared.0.matching.as_ref(), shared.0.cv.x.language.as_deref());
                let anew = Anew { manifest: &manifest, records: &records, matching, cv_language };
                base.copies(&anew, &wanted).await?
            }
            None => BTreeMap::new(),
        };
        let copied = copies.len();
        let label = self.label(&shared.0, &shared.1, veiled.as_deref());
        let hidden = veiled.as_deref().and_then(|veiled| replaced(&shared.0.cv, &veiled.cv, &shared.1));
        let (outputs, failures) = self.generate(&shared, veiled.clone(), (wanted, copies)).await;
        let (outputs, checked) = self
            .step("checking", {
                let shared = Arc::clone(&shared);
                let label = label.clone();
                move || {
                    let (made, options, brand) = &*shared;
                    let (cv, matching) = match veiled.as_deref() {
                        Some(veiled) => (&veiled.cv, veiled.matching.as_ref()),
                        None => (&made.cv, made.matching.as_ref()),
                    };
                    let papers: Vec<Finished<'_>> =
                        outputs.iter().map(|output| Finished::of(output, cv, matching)).collect();
                    let checked = check_papers(&Checked {
                        papers: &papers,
                        cvs: &[&made.cv],
                        job: made.job.as_ref(),
                        offer: made.offer.as_ref(),
                        brand,
                        date: made.date,
                        pack,
                        options,
                        label: &label,
                    });
                    drop(papers);
                    (outputs, checked)
                }
            })
            .await?;
        let allowed = checked?;
        let papers = Papers { made: outputs.len().saturating_sub(copied), copied };
        progress(Event { step: Step::Generating, at: self.env.now(), papers: Some(papers) });
        cancel.check()?;

        let of_papers = outputs.iter().flat_map(|output| &output.warnings);
        let mut warnings = each_once(shared.2.warnings.iter().chain(of_papers));
        warnings.extend(allowed);
        warnings.extend(hidden);
        workspace.set_label(label);
        let mut listing = Listing::default();
        for output in &outputs {
            listing.paper(output)?;
        }
        for (slug, bytes) in records.into_iter().chain(log.map(|bytes| ("changes.json", bytes))) {
            listing.record(slug, bytes)?;
        }
        let manifest = Manifest { warnings: warnings.clone(), failures: failures.clone(), ..manifest };
        let files = listing.with_manifest(manifest)?;
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
        Ok(Filled { made, warnings, failures, papers })
    }

    /// Fills a workspace with records only, for a person's review.
    ///
    /// # Errors
    /// Any [`Error`]; the workspace is left to the caller.
    pub(crate) async fn records_only(&self, workspace: &mut RunWorkspace, produced: Produced) -> Result<Filled, Error> {
        let Produced { made, options, brand, formats, pack, texts: (cv_text, job_text), kept, .. } = produced;
        let (made, options, veiled, records) = self
            .step("veiling", move || {
                let veiled = veiled(&made, &options);
                let records = artifacts(&made, &cv_text, job_text.as_deref());
                (made, options, veiled, records)
            })
            .await?;
        workspace.set_label(self.label(&made, &options, veiled.as_ref()));
        let mut listing = Listing::default();
        // Feedback, like everything that is judged, comes with the documents.
        for (slug, bytes) in records.into_iter().filter(|(slug, _)| *slug != "feedback.json") {
            listing.record(slug, bytes)?;
        }
        let manifest = self.manifest(&made, (&options, &brand), (&formats, pack), kept);
        workspace.save_all(listing.with_manifest(manifest)?).await?;
        Ok(Filled { made, warnings: Vec::new(), failures: Vec::new(), papers: Papers::default() })
    }

    /// The manifest without outputs, warnings and failures.
    fn manifest(
        &self,
        made: &Made,
        (options, brand): (&Options, &Brand),
        (formats, pack): (&[Format], Pack),
        kept: Kept,
    ) -> Manifest {
        Manifest {
            schema: "dossier.manifest/1".into(),
            engine: env!("CARGO_PKG_VERSION").into(),
            rules: understand::RULES.into(),
            document_date: made.date.to_string(),
            locale: made.locale.tag().into(),
            brand_sha256: brand.digest.clone(),
            options: serde_json::json!({ "anonymous": options.anonymous, "pack": pack, "formats": formats, "choices": options.choices, "archive": options.archive, "allowWords": options.allow_words, "templates": brand.templates.digests(), "offerGiven": kept.offer_given, "lexicon": self.lexicon.digest() }),
            inputs: kept.inputs,
            outputs: Vec::new(),
            warnings: Vec::new(),
            failures: Vec::new(),
        }
    }

    /// All documents that are wanted, copied or made; a panic in one fails that one.
    async fn generate(
        &self,
        shared: &Arc<(Made, Options, Arc<Brand>)>,
        veiled: Option<Arc<Veiled>>,
        (wanted, mut copies): (Vec<PaperId>, BTreeMap<PaperId, Copied>),
    ) -> (Vec<Output>, Vec<Failure>) {
        let wanted: Vec<(PaperId, Option<Copied>)> = wanted.into_iter().map(|id| (id, copies.remove(&id))).collect();
        let jobs = wanted.into_iter().map(|((kind, format), copied)| {
            let (shared, veiled) = (Arc::clone(shared), veiled.clone());
            let work = move || {
                let (made, options, brand) = &*shared;
                // What stays at the desk says all, unless it must not name the candidate.
                let veiled = veiled.as_deref().filter(|_| options.anonymous.is_some() || kind.is_client_paper());
                let (cv, matching) = match veiled {
                    Some(veiled) => (&veiled.cv, veiled.matching.as_ref()),
                    None => (&made.cv, made.matching.as_ref()),
                };
                let inputs = Inputs {
                    cv,
                    job: made.job.as_ref(),
                    matching,
                    feedback: &made.feedback,
                    offer: made.offer.as_ref(),
                    brand,
                    locale: made.locale,
                    date: made.date,
                    options,
                };
                match copied {
                    Some(Copied { bytes, warnings }) => {
                        let file_name = file_name(kind, format, &inputs);
                        Ok(Output { kind, format, file_name, bytes: bytes.into(), warnings })
                    }
                    None => generate(kind, format, &inputs),
                }
            };
            async move { (kind, self.pool.run(Priority::Interactive, work).await) }
        });
        let (mut outputs, mut failures) = (Vec::new(), Vec::new());
        for (kind, result) in futures::future::join_all(jobs).await {
            match result {
                Some(Ok(output)) => outputs.push(output),
                failed => failures.push(failure(kind.name().into(), failed.and_then(Result::err))),
            }
        }
        (outputs, failures)
    }

    fn label(&self, made: &Made, options: &Options, veiled: Option<&Veiled>) -> String {
        let role = match veiled {
            Some(veiled) => veiled.role.clone(),
            None => role(made),
        }
        .unwrap_or_default();
        let name = candidate_name(&made.cv, options).unwrap_or_default();
        let stamp = self.env.now().strftime("%Y%m%d-%H%M%S").to_string();
        safe_label(&[&label_part(&role), &label_part(&name), &stamp])
    }
}

/// The documents that can be made, in the order of their slugs.
fn wanted(made: &Made, formats: &[Format]) -> Vec<PaperId> {
    let kinds = DOCUMENTS.into_iter().filter(|kind| match kind {
        DocumentKind::Offer => made.offer.is_some(),
        kind => !kind.needs_job() || made.job.is_some(),
    });
    let all = kinds.flat_map(|kind| kind.formats().iter().map(move |format| (kind, *format)));
    all.filter(|(_, format)| formats.contains(format)).collect()
}

/// What client papers are made of, and in an anonymous run all papers.
fn veiled(made: &Made, options: &Options) -> Option<Veiled> {
    let veil = veil_of(&made.cv, options, made.locale, made.date)?;
    Some(Veiled {
        cv: veil.cv(&made.cv),
        matching: made.matching.as_ref().map(|matching| veil.record(matching)),
        role: role(made).map(|role| veil.text(&role)),
    })
}

/// The veil of a run's client papers.
pub(crate) fn veil_of(cv: &Cv, options: &Options, locale: Locale, date: Day) -> Option<Veil> {
    Veil::of(cv, options, locale, date).or_else(|| Veil::of_named(cv, options, locale, date))
}

/// Tells that contact data was replaced in the candidate's own words; in anonymous papers that is what they are for.
pub(crate) fn replaced(before: &Cv, after: &Cv, options: &Options) -> Option<Warning> {
    let count = if options.anonymous.is_some() { 0 } else { Veil::replaced(before, after) };
    (count > 0).then(|| Warning {
        document: DocumentKind::Cv.name().to_owned(),
        code: "privacy.replaced".to_owned(),
        field: "text".to_owned(),
        count,
    })
}

/// A document that could not be made; without an error its generator panicked.
pub(crate) fn failure(document: String, error: Option<GenerateError>) -> Failure {
    let (code, detail) = error.map_or(("generate.panicked", None), |error| (error.code(), error.detail()));
    Failure { document, code: code.to_owned(), detail }
}

/// The function that a pack is named by.
fn role(made: &Made) -> Option<String> {
    made.job.as_ref().and_then(|job| job.title.clone()).or_else(|| made.cv.basics.label.clone())
}

/// Media type of records.
pub(crate) const JSON: &str = "application/json";

/// Each warning once: a paper has the same doubtful places in each of its formats.
pub(crate) fn each_once<'a>(all: impl Iterator<Item = &'a Warning>) -> Vec<Warning> {
    let mut out: Vec<Warning> = Vec::new();
    for one in all {
        let same = |known: &&mut Warning| {
            (&known.document, &known.code, &known.field) == (&one.document, &one.code, &one.field)
        };
        match out.iter_mut().find(same) {
            Some(known) => known.count = known.count.max(one.count),
            None => out.push(one.clone()),
        }
    }
    out
}

/// A record as it is stored.
pub(crate) fn json<T: Serialize>(record: &T) -> Vec<u8> {
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

/// What the manifest says of a file.
pub(crate) fn output_file(area: Area, name: &FileName, kind: &str, media_type: &str, bytes: &[u8]) -> OutputFile {
    OutputFile {
        path: format!("{}/{name}", area.folder()),
        kind: kind.to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    }
}

/// A file for the workspace.
pub(crate) fn new_file(area: Area, slug: &str, name: FileName, media_type: &str, bytes: Vec<u8>) -> NewFile {
    NewFile { area, slug: slug.to_owned(), name, media_type: media_type.to_owned(), bytes: Bytes::from(bytes) }
}
