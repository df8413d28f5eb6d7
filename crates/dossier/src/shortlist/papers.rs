//! The papers and records of a shortlist: made, read back for the name and contact data of every candidate on the list, and
//! saved under names that nobody shares.

use super::material::{Candidate, Material};
use super::request::{ShortlistOutcome, ShortlistRequest, Shortlisted};
use super::{Failed, numbered};
use crate::error::Error;
use crate::papers::{Checked, Finished, check_papers};
use crate::pool::Priority;
use crate::produce::{JSON, each_once, failure, json, new_file, output_file};
use crate::request::Pack;
use crate::run::Dossier;
use dossier_core::formats::SourceText;
use dossier_core::formats::read::{Inside, Layer};
use dossier_core::generate::naming::{distinct, label_part};
use dossier_core::generate::shortlist::{cv_file_name, shortlist_comparison, shortlist_offer};
use dossier_core::generate::{DocumentKind, Format, GenerateError, Inputs, Options, Output, generate};
use dossier_core::privacy::{Identity, Known, Paper, State, search};
use dossier_core::records::manifest::{Failure, InputFile as ManifestInput, Manifest, Warning};
use dossier_core::records::{Cv, Match};
use dossier_core::understand;
use dossier_workspace::{Area, FileName, RunId, RunWorkspace, SealedRevision, StorageError, safe_label};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Slug of the page that compares the candidates.
const COMPARISON_SLUG: &str = "07-comparison.html";
/// Its name in the manifest.
const COMPARISON: &str = "comparison";

/// A paper to be made.
#[derive(Clone, Copy)]
enum Task {
    /// The CV of a candidate, by index.
    Cv(usize, Format),
    Offer(Format),
}

/// Finished papers.
#[derive(Default)]
struct Papers {
    /// For the client, with their tasks and slugs in the same order.
    outputs: Vec<Output>,
    tasks: Vec<Task>,
    slugs: Vec<String>,
    /// For the desk: name of the file, and page.
    comparison: Option<(String, Vec<u8>)>,
    failures: Vec<Failure>,
}

/// A workspace that waits for its seal.
pub(super) struct Filled {
    material: Arc<Material>,
    warnings: Vec<Warning>,
    failures: Vec<Failure>,
    failed: Vec<Failed>,
}

impl Filled {
    /// What callers learn of the sealed revision.
    pub fn outcome(self, run: RunId, revision: SealedRevision) -> ShortlistOutcome {
        let Self { material, warnings, failures, failed } = self;
        let client = material.setting.pack == Pack::Client;
        let marked = client && warnings.iter().any(|warning| warning.code.ends_with(".marked"));
        let listed = |one: &Candidate| Shortlisted {
            number: one.number,
            label: one.label.clone(),
            cv: one.cv.clone(),
            matching: one.matching.clone(),
        };
        ShortlistOutcome {
            run,
            revision,
            locale: material.setting.locale,
            job: (*material.job).clone(),
            offer: material.offer.clone(),
            candidates: material.candidates.iter().map(listed).collect(),
            partial: marked || !failures.is_empty() || !failed.is_empty(),
            unread: failed.into_iter().map(|one| one.unread).collect(),
            warnings,
            failures,
        }
    }
}

impl Material {
    fn make(&self, task: Task) -> Result<Output, GenerateError> {
        match task {
            Task::Cv(at, format) => self.cv(at, format),
            Task::Offer(format) => {
                let first = self.candidates.first().ok_or(GenerateError::NeedsProfile)?;
                let options = self.options(first.code.as_deref());
                let nobody = Cv::default();
                let inputs = self.inputs((&nobody, first), None, &options);
                shortlist_offer(format, &inputs, &self.proposed())
            }
        }
    }

    fn cv(&self, at: usize, format: Format) -> Result<Output, GenerateError> {
        let (candidate, shown) = (&self.candidates[at], &self.shown[at]);
        let options = self.options(candidate.code.as_deref());
        let inputs = self.inputs((&shown.cv, candidate), Some(&shown.matching), &options);
        let mut output = generate(DocumentKind::Cv, format, &inputs)?;
        output.file_name = cv_file_name(&candidate.label, self.job.title.as_deref(), format, self.setting.locale);
        let document = numbered("cv", candidate.number);
        for warning in &mut output.warnings {
            warning.document.clone_from(&document);
        }
        if shown.others_replaced {
            let code = "cv.other_name_replaced".into();
            output.warnings.push(Warning { document, code, field: "text".into(), count: 1 });
        }
        Ok(output)
    }

    fn inputs<'a>(
        &'a self,
        (cv, candidate): (&'a Cv, &'a Candidate),
        matching: Option<&'a Match>,
        options: &'a Options,
    ) -> Inputs<'a> {
        Inputs {
            cv,
            job: Some(&self.job),
            matching,
            feedback: &candidate.feedback,
            offer: Some(&self.offer),
            brand: &self.setting.brand,
            locale: self.setting.locale,
            date: self.setting.date,
            options,
        }
    }

    /// Slug of a paper, and its name in warnings.
    fn names(&self, task: Task) -> (String, String) {
        match task {
            Task::Cv(at, format) => {
                let number = self.candidates[at].number;
                let slug = format!("{}.{}", numbered(DocumentKind::Cv.stem(), number), format.extension());
                (slug, numbered(DocumentKind::Cv.name(), number))
            }
            Task::Offer(format) => (DocumentKind::Offer.slug(format), DocumentKind::Offer.name().to_owned()),
        }
    }

    /// A finished paper with the records that it shows.
    fn finished<'a>(&'a self, task: Task, output: &'a Output) -> Finished<'a> {
        let (_, document) = self.names(task);
        let pairs = self.candidates.iter().zip(&self.shown);
        let (cv, matches) = match task {
            Task::Cv(at, _) => (self.shown.get(at).map(|shown| &shown.cv), Vec::new()),
            Task::Offer(_) => (None, pairs.map(|(one, shown)| (numbered("cv", one.number), &shown.matching)).collect()),
        };
        Finished { output, document, cv, matches }
    }

    /// Reads the finished papers back and searches them for what must not be in them, of every candidate. Fails closed; answers
    /// with what a person let stand.
    fn check(&self, papers: &Papers, label: &str) -> Result<Vec<Warning>, Error> {
        let setting = &self.setting;
        let options = self.options(self.candidates.first().and_then(|one| one.code.as_deref()));
        let cvs: Vec<&Cv> = self.candidates.iter().map(|one| &one.cv).collect();
        let made = papers.outputs.iter().zip(&papers.tasks);
        let finished: Vec<Finished<'_>> = made.map(|(output, task)| self.finished(*task, output)).collect();
        let mut allowed = check_papers(&Checked {
            papers: &finished,
            cvs: &cvs,
            job: Some(&self.job),
            offer: Some(&self.offer),
            brand: &setting.brand,
            date: setting.date,
            pack: setting.pack,
            options: &options,
            label,
        })?;
        // The desk may see anything of a candidate but, where it asked for codes, the name.
        let mut page = Inside::default();
        if let Some((_, html)) = &papers.comparison {
            page.layers.push((Layer::Text, visible(&String::from_utf8_lossy(html))));
        }
        let known = Known::of(&setting.brand, Some(&self.job), Some(&self.offer));
        for one in self.candidates.iter().filter(|one| one.code.is_some()) {
            let identity = Identity::of_name(one.cv.basics.name.as_deref().unwrap_or_default());
            let paper = Paper { inside: &page, file_name: "", label: "", code: one.code.as_deref(), is_cv: false };
            for found in search(&paper, &[identity], &known, &setting.allow_words) {
                let kinds = format!("{} ({}x)", found.kind.name(), found.places);
                let (document, places) = (COMPARISON.to_owned(), Vec::new());
                match found.state {
                    State::Leak => return Err(Error::Leak { document, kinds, places }),
                    State::Undecided => return Err(Error::Undecided { document, kinds, places }),
                    State::Allowed => allowed.push(Warning {
                        document,
                        code: "privacy.allowed_word".to_owned(),
                        field: found.kind.name().to_owned(),
                        count: found.places,
                    }),
                }
            }
        }
        Ok(allowed)
    }

    /// The records, with their names, sorted.
    fn records(&self, job_text: Option<&SourceText>) -> Vec<(String, Vec<u8>)> {
        let mut out = vec![
            ("job-profile.json".to_owned(), json(&*self.job)),
            ("offer.json".to_owned(), json(&self.offer)),
            ("ranking.json".to_owned(), json(&self.ranking)),
        ];
        out.extend(job_text.map(|text| ("job-source-text.json".to_owned(), json(text))));
        for one in &self.candidates {
            out.push((format!("{}.json", numbered("cv", one.number)), json(&one.cv)));
            out.push((format!("{}.json", numbered("match", one.number)), json(&one.matching)));
        }
        out.sort();
        out
    }

    fn manifest(&self, request: &ShortlistRequest, lexicon: Option<&str>) -> Manifest {
        let codes: Option<Vec<&str>> = self.candidates.iter().map(|one| one.code.as_deref()).collect();
        let setting = &self.setting;
        Manifest {
            schema: "dossier.manifest/1".into(),
            engine: env!("CARGO_PKG_VERSION").into(),
            rules: understand::RULES.into(),
            document_date: setting.date.to_string(),
            locale: setting.locale.tag().into(),
            brand_sha256: setting.brand.digest.clone(),
            options: serde_json::json!({ "shortlist": { "candidates": self.candidates.len(), "order": setting.order }, "anonymous": codes, "pack": setting.pack, "formats": request.formats, "choices": setting.choices, "archive": setting.archive, "allowWords": setting.allow_words, "templates": setting.brand.templates.digests(), "offerGiven": request.offer.is_some(), "lexicon": lexicon }),
            inputs: Vec::new(),
            outputs: Vec::new(),
            warnings: Vec::new(),
            failures: Vec::new(),
        }
    }
}

impl Dossier {
    /// Makes, checks and saves papers and records.
    ///
    /// # Errors
    /// [`Error::Leak`], or a failure of the storage.
    pub(super) async fn save_shortlist(
        &self,
        workspace: &mut RunWorkspace,
        request: &ShortlistRequest,
        material: &Arc<Material>,
        (job_text, inputs, failed): (Option<Arc<SourceText>>, Vec<ManifestInput>, Vec<Failed>),
    ) -> Result<Filled, Error> {
        let papers = self.shortlist_papers(request, material).await;
        let role = material.job.title.clone().unwrap_or_default();
        let stamp = self.env.now().strftime("%Y%m%d-%H%M%S").to_string();
        let label = safe_label(&[&label_part(&role), "shortlist", &stamp]);
        let (papers, records, checked) = self
            .step("checking", {
                let (material, label) = (Arc::clone(material), label.clone());
                move || {
                    let checked = material.check(&papers, &label);
                    let records = material.records(job_text.as_deref());
                    (papers, records, checked)
                }
            })
            .await?;
        let allowed = checked?;

        let Papers { outputs, tasks: _, slugs, comparison, mut failures } = papers;
        let unread = |one: &Failed| Failure {
            document: numbered("cv", one.number),
            code: one.unread.code.clone(),
            detail: None,
        };
        failures.extend(failed.iter().map(unread));
        let of_papers = outputs.iter().flat_map(|output| &output.warnings);
        let mut warnings = each_once(material.setting.brand.warnings.iter().chain(of_papers));
        warnings.extend(allowed);
        if material.rows_unused > 0 {
            warnings.push(Warning {
                document: DocumentKind::Offer.name().into(),
                code: "offer.row_unused".into(),
                field: "candidate".into(),
                count: u32::try_from(material.rows_unused).unwrap_or(u32::MAX),
            });
        }
        workspace.set_label(label);

        let (mut listed, mut files, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (output, slug) in outputs.into_iter().zip(slugs) {
            let name = free_name(&output.file_name, &slug, &mut taken)?;
            let (kind, media_type) = (output.kind.name(), output.format.media_type());
            listed.push(output_file(Area::PrimaryOutputs, &name, kind, media_type, &output.bytes));
            files.push(new_file(Area::PrimaryOutputs, &slug, name, media_type, output.bytes));
        }
        if let Some((name, page)) = comparison {
            let name = free_name(&name, COMPARISON_SLUG, &mut taken)?;
            let media_type = Format::Html.media_type();
            listed.push(output_file(Area::PrimaryOutputs, &name, COMPARISON, media_type, &page));
            files.push(new_file(Area::PrimaryOutputs, COMPARISON_SLUG, name, media_type, page));
        }
        for (slug, bytes) in records {
            let name = FileName::parse(&slug).map_err(StorageError::from)?;
            listed.push(output_file(Area::Artifacts, &name, slug.trim_end_matches(".json"), JSON, &bytes));
            files.push(new_file(Area::Artifacts, &slug, name, JSON, bytes));
        }
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        let manifest = Manifest {
            inputs,
            outputs: listed,
            warnings: warnings.clone(),
            failures: failures.clone(),
            ..material.manifest(request, self.lexicon.digest())
        };
        let name = FileName::parse("manifest.json").map_err(StorageError::from)?;
        files.push(new_file(Area::Artifacts, "manifest.json", name, JSON, json(&manifest)));
        workspace.save_all(files).await?;
        Ok(Filled { material: Arc::clone(material), warnings, failures, failed })
    }

    /// All papers that can be made; a panic in one fails that one.
    async fn shortlist_papers(&self, request: &ShortlistRequest, material: &Arc<Material>) -> Papers {
        let people = material.candidates.len();
        let cvs =
            (0..people).flat_map(|at| request.formats_of(DocumentKind::Cv).map(move |format| Task::Cv(at, format)));
        let tasks: Vec<Task> = cvs.chain(request.formats_of(DocumentKind::Offer).map(Task::Offer)).collect();
        let jobs = tasks.into_iter().map(|task| {
            let material = Arc::clone(material);
            async move { (task, self.pool.run(Priority::Interactive, move || material.make(task)).await) }
        });
        let mut papers = Papers::default();
        for (task, result) in futures::future::join_all(jobs).await {
            let (slug, document) = material.names(task);
            match result {
                Some(Ok(output)) => {
                    papers.outputs.push(output);
                    papers.tasks.push(task);
                    papers.slugs.push(slug);
                }
                failed => papers.failures.push(failure(document, failed.and_then(Result::err))),
            }
        }
        if request.formats.contains(&Format::Html) {
            let material = Arc::clone(material);
            let work = move || {
                let (people, setting) = (material.ranked(), &material.setting);
                shortlist_comparison(&material.job, &people, &material.ranking.unread, setting.locale)
            };
            match self.pool.run(Priority::Interactive, work).await {
                Some(Ok(page)) => papers.comparison = Some(page),
                failed => papers.failures.push(failure(COMPARISON.into(), failed.and_then(Result::err))),
            }
        }
        papers
    }
}

/// A name that no earlier file has, compared without case, because some file systems do so.
fn free_name(wanted: &str, slug: &str, taken: &mut BTreeSet<String>) -> Result<FileName, Error> {
    let sound = if FileName::parse(wanted).is_ok() { wanted } else { slug };
    Ok(FileName::parse(&distinct(sound, taken)).map_err(StorageError::from)?)
}

/// The words of a page that people see.
fn visible(page: &str) -> String {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let mut out = String::new();
    let mut in_tag = false;
    for c in body.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                out.push(' ');
            }
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_nobody_elses() {
        let mut taken = BTreeSet::new();
        let mut name = |wanted: &str, slug: &str| {
            free_name(wanted, slug, &mut taken).map(|name| name.as_str().to_owned()).expect("a name")
        };
        assert_eq!(name("CV_Anna-Müller.docx", "01-cv-01.docx"), "CV_Anna-Müller.docx");
        assert_eq!(name("CV_ANNA-Müller.docx", "01-cv-02.docx"), "CV_ANNA-Müller_2.docx");
        assert_eq!(name(&format!("CV_{}.docx", "李".repeat(60)), "01-cv-03.docx"), "01-cv-03.docx");
    }

    #[test]
    fn only_what_people_see_is_searched() {
        let page = "<head><style>.koch{}</style></head><body><p class=\"koch\">K-01</p><b>Köchin</b></body>";
        assert_eq!(visible(page).split_whitespace().collect::<Vec<_>>(), ["K-01", "Köchin"]);
    }
}
