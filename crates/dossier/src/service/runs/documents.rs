//! Documents, packs and pictures of pages on their way out: each belongs to a sealed revision of a run that the caller may
//! see. Whoever takes a paper that names the candidate stands in the log. Knows no headers and no ranges of a request.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::finish::Made;
use super::{found, missing};
use crate::error::Error;
use crate::render::{Mails, Records, RenderOptions, mails, previews};
use crate::request::{Pack, in_pack};
use bytes::Bytes;
use dossier_core::formats::read::pdf::{self, PreviewSize};
use dossier_core::generate::{DOCUMENTS, DocumentKind, Format};
use dossier_db::audit::Detail;
use dossier_db::rows::{Document, Revision, RevisionState, Run, RunKind};
use dossier_db::{revisions, rows};
use dossier_workspace::{Area, Bundle, Collection, SealedRevision, StorageError};
use futures::stream::BoxStream;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use uuid::Uuid;

/// Size of a paper of which pictures are drawn.
const PAPER_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Records that papers are made of.
const RECORDS: [&str; 5] = ["cv.json", "job-profile.json", "match.json", "offer.json", "manifest.json"];

/// Most runs whose papers go into one ZIP.
pub const RUNS_MAX: usize = 50;

/// What is wanted of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// One document or record, by its id.
    Document(Uuid),
    /// All that belong to a pack, as a ZIP.
    Pack(Pack),
}

/// Where the bytes come from.
#[derive(Clone, Debug)]
pub enum Content {
    /// One file.
    File(dossier_workspace::Download),
    /// A ZIP, made as it is sent.
    Zip(Bundle),
}

/// Something that can be sent, whole or in part.
#[derive(Clone)]
pub struct Download {
    /// Name for people.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Exact length.
    pub bytes: u64,
    /// SHA-256 in hexadecimal, of a single file.
    pub sha256: Option<String>,
    /// Strong entity tag without quotes.
    pub etag: String,
    /// Its bytes.
    pub content: Content,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name of the file may be that of a person.
        f.debug_struct("Download").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Download {
    /// Streams a part. On a failure the connection must be cut.
    ///
    /// # Errors
    /// [`ServiceError::Run`] with [`StorageError::BadRange`] for a range outside.
    pub fn stream(&self, range: Range<u64>) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, ServiceError> {
        Ok(match &self.content {
            Content::File(file) => file.stream(range)?,
            Content::Zip(bundle) => bundle.stream(range)?,
        })
    }
}

/// The first pages of a document as pictures.
#[derive(Clone, Debug)]
pub struct Preview {
    /// PNG, one a page.
    pub pages: Vec<Vec<u8>>,
    /// Strong entity tag without quotes.
    pub etag: String,
}

/// A revision of a run with the rows that lead to it.
struct Opened {
    run: Run,
    row: Revision,
    sealed: SealedRevision,
}

impl Office {
    /// Opens a document, a record or a pack of a revision; of the current one where none is named.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for what is not the caller's team's, or a failure of storage or
    /// database.
    pub async fn download(
        &self,
        caller: &Caller,
        run: Uuid,
        revision: Option<Uuid>,
        selection: Selection,
    ) -> Result<Download, ServiceError> {
        let document = match selection {
            Selection::Document(id) => Some(self.document_row(caller, run, id).await?),
            Selection::Pack(_) => None,
        };
        let revision = revision.or(document.as_ref().map(|document| document.revision));
        let opened = self.opened_revision(caller, run, revision).await?;
        let anonymous = Made::read(&opened.row.options)?.options.is_coded();
        let (download, named, details) = match (selection, document) {
            (Selection::Document(id), Some(document)) => {
                if document.revision != opened.row.id {
                    return Err(missing("document"));
                }
                let is_record = document.area == rows::Area::Artifacts;
                let download = file(&opened.sealed, &document).await?;
                (download, is_record || !anonymous, vec![("document", Detail::Id(id))])
            }
            (Selection::Pack(pack), _) => {
                let named = pack == Pack::Full || !anonymous;
                let details = vec![("pack", Detail::Code(pack_code(pack)))];
                (zip(&opened.sealed, pack).await?, named, details)
            }
            (Selection::Document(_), None) => return Err(missing("document")),
        };
        if named {
            self.paper_taken(caller, &opened, "document.downloaded", details).await?;
        }
        Ok(download)
    }

    /// Opens the papers of several runs as one ZIP, a folder a run, each in its current revision. Runs without papers are left
    /// out.
    ///
    /// # Errors
    /// As [`Office::download`]; [`ServiceError::Invalid`] for no run or more than [`RUNS_MAX`], [`ServiceError::NotFound`] where
    /// none of them has papers.
    pub async fn download_runs(&self, caller: &Caller, runs: &[Uuid], pack: Pack) -> Result<Download, ServiceError> {
        if runs.is_empty() || runs.len() > RUNS_MAX {
            return Err(ServiceError::invalid("/runs", "runs.number", "there are 1 to 50"));
        }
        let mut zip = Collection::new(&self.storage_of(caller)?);
        let (mut folders, mut taken) = (BTreeSet::new(), Vec::new());
        for run in runs {
            let opened = match self.opened_revision(caller, *run, None).await {
                Err(ServiceError::NotFound { what: "revision" }) => continue,
                opened => opened?,
            };
            let folder = free_folder(&opened.sealed.commit().label, &mut folders);
            zip.add_revision(&folder, &opened.sealed, |entry| in_pack(pack, entry)).await?;
            taken.push(opened);
        }
        if taken.is_empty() {
            return Err(missing("revision"));
        }
        let bundle = zip.bundle()?;
        for opened in &taken {
            if pack == Pack::Full || !Made::read(&opened.row.options)?.options.is_coded() {
                let details = vec![("pack", Detail::Code(pack_code(pack)))];
                self.paper_taken(caller, opened, "document.downloaded", details).await?;
            }
        }
        Ok(Download {
            name: "dossiers.zip".to_owned(),
            media_type: "application/zip".to_owned(),
            bytes: bundle.bytes(),
            sha256: None,
            etag: bundle.etag().to_owned(),
            content: Content::Zip(bundle),
        })
    }

    /// Draws the first pages of a document of a revision; of the current one where none is named.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for a document that the revision does not have, or a failure of
    /// storage or database.
    pub async fn preview(
        &self,
        caller: &Caller,
        run: Uuid,
        revision: Option<Uuid>,
        (kind, size): (&str, PreviewSize),
    ) -> Result<Preview, ServiceError> {
        let opened = self.opened_revision(caller, run, revision).await?;
        let kind = DOCUMENTS.into_iter().find(|one| one.name() == kind).ok_or(missing("document"))?;
        let entries = &opened.sealed.commit().entries;
        let of_kind = |entry: &&dossier_workspace::Entry| {
            entry.area == Area::PrimaryOutputs && entry.key.starts_with(kind.stem())
        };
        let shown = entries.iter().find(of_kind).ok_or(missing("document"))?;
        let etag = shown.sha256.clone();
        let slug = kind.slug(Format::Pdf);
        let pages = match opened.sealed.get_primary(&slug, PAPER_BYTES_MAX).await? {
            Some(paper) => {
                let drawn = move || pdf::previews(&paper, size).map_err(|_| Error::Internal { step: "drawing" });
                self.dossier.step("drawing", drawn).await??
            }
            // A shortlist has no records that one paper is made of.
            None if opened.run.kind == RunKind::Shortlist => return Err(missing("document")),
            None => self.pages_drawn(caller, &opened, kind, size).await?,
        };
        if !Made::read(&opened.row.options)?.options.is_coded() {
            self.paper_taken(caller, &opened, "document.previewed", Vec::new()).await?;
        }
        Ok(Preview { pages, etag })
    }

    /// Writes the messages that go with the papers of a revision; of the current one where none is named. `link` is where the
    /// client finds the papers. Nothing is sent.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of storage or database.
    pub async fn mails(
        &self,
        caller: &Caller,
        run: Uuid,
        revision: Option<Uuid>,
        link: Option<String>,
    ) -> Result<Mails, ServiceError> {
        let opened = self.opened_revision(caller, run, revision).await?;
        let options = Made::read(&opened.row.options)?.options;
        let material = self.attempt_material(caller, &opened.run, &options, false).await?;
        let records = records_of(&opened.sealed).await?;
        let render = RenderOptions {
            anonymous: options.anonymous,
            lexicon: material.dossier.lexicon.clone(),
            ..RenderOptions::default()
        };
        let brand = material.request.brand;
        let written = move || mails(&records, &brand, &render, link.as_deref());
        Ok(self.dossier.step("mails", written).await??)
    }

    /// Pages of a document that the revision does not have as PDF.
    async fn pages_drawn(
        &self,
        caller: &Caller,
        opened: &Opened,
        kind: DocumentKind,
        size: PreviewSize,
    ) -> Result<Vec<Vec<u8>>, ServiceError> {
        let options = Made::read(&opened.row.options)?.options;
        let material = self.attempt_material(caller, &opened.run, &options, false).await?;
        let records = records_of(&opened.sealed).await?;
        let render = RenderOptions {
            anonymous: options.anonymous,
            pack: options.pack,
            lexicon: material.dossier.lexicon.clone(),
            ..RenderOptions::default()
        };
        let brand = material.request.brand;
        let drawn = move || previews(kind, &records, &brand, &render, size);
        let (_, pages) = self.dossier.step("drawing", drawn).await??;
        Ok(pages)
    }

    /// A document of a run of the caller's team.
    async fn document_row(&self, caller: &Caller, run: Uuid, id: Uuid) -> Result<Document, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let document = revisions::document(&mut tx, id).await?;
        tx.commit().await?;
        document.filter(|document| document.run == run).ok_or(missing("document"))
    }

    async fn opened_revision(
        &self,
        caller: &Caller,
        run: Uuid,
        revision: Option<Uuid>,
    ) -> Result<Opened, ServiceError> {
        caller.may(Action::ReadRuns)?;
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let run = found(&mut tx, run).await?;
        let id = revision.or(run.current_revision).ok_or(missing("revision"))?;
        let row = revisions::get(&mut tx, id).await?;
        tx.commit().await?;
        let row = row.filter(|row| row.run == run.id && row.state == RevisionState::Sealed);
        let row = row.ok_or(missing("revision"))?;
        let sealed = self.read_revision(caller, run.id, row.id).await?;
        Ok(Opened { run, row, sealed })
    }

    async fn paper_taken(
        &self,
        caller: &Caller,
        opened: &Opened,
        action: &'static str,
        mut details: Vec<(&'static str, Detail)>,
    ) -> Result<(), ServiceError> {
        details.push(("revision", Detail::Id(opened.row.id)));
        let mut tx = self.db.write(&caller.ctx()).await?;
        self.run_noted(&mut tx, opened.run.id, action, details).await?;
        Ok(tx.commit().await?)
    }
}

/// The records that papers are made of.
async fn records_of(sealed: &SealedRevision) -> Result<Records, ServiceError> {
    let mut found: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for name in RECORDS {
        if let Some(bytes) = sealed.get_artifact(name, PAPER_BYTES_MAX).await? {
            found.insert(name, bytes.to_vec());
        }
    }
    Ok(Records::load(|name| found.remove(name))?)
}

async fn file(sealed: &SealedRevision, document: &Document) -> Result<Download, ServiceError> {
    let area = match document.area {
        rows::Area::PrimaryOutputs => Area::PrimaryOutputs,
        rows::Area::Artifacts => Area::Artifacts,
    };
    let file = sealed.download(area, &document.slug).await?.ok_or(missing("document"))?;
    let entry = file.entry();
    Ok(Download {
        name: entry.name.as_str().to_owned(),
        media_type: entry.media_type.clone(),
        bytes: entry.bytes,
        sha256: Some(entry.sha256.clone()),
        etag: entry.sha256.clone(),
        content: Content::File(file),
    })
}

async fn zip(sealed: &SealedRevision, pack: Pack) -> Result<Download, ServiceError> {
    let bundle = sealed.bundle(|entry| in_pack(pack, entry)).await?;
    Ok(Download {
        name: format!("{}.zip", sealed.commit().label),
        media_type: "application/zip".to_owned(),
        bytes: bundle.bytes(),
        sha256: None,
        etag: bundle.etag().to_owned(),
        content: Content::Zip(bundle),
    })
}

/// A folder of its own for each run, also where two have the same label.
fn free_folder(label: &str, taken: &mut BTreeSet<String>) -> String {
    let mut folder = label.to_owned();
    let mut number = 2;
    while !taken.insert(folder.to_lowercase()) {
        folder = format!("{label} ({number})");
        number += 1;
    }
    folder
}

fn pack_code(pack: Pack) -> &'static str {
    match pack {
        Pack::Full => "full",
        Pack::Client => "client",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_with_one_label_do_not_share_a_folder() {
        let mut taken = BTreeSet::new();
        let folders: Vec<String> = ["Muster", "muster", "Muster"].map(|label| free_folder(label, &mut taken)).into();
        assert_eq!(folders, ["Muster", "muster (2)", "Muster (3)"]);
    }
}
