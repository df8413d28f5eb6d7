//! Following a share link. Whoever has no working link learns nothing, not even whether there ever was one: unknown, used up,
//! expired, taken back and erased are all the same. Wrong passwords are counted for each link, on all replicas together.

use super::links::{ShareWhat, shown};
use super::{consents, sealed};
use crate::service::Office;
use crate::service::error::ServiceError;
use bytes::Bytes;
use dossier_db::audit::Detail;
use dossier_db::rows::{ShareLink, ShareView, ViewOutcome};
use dossier_db::throttle::{self, Rule, Try};
use dossier_db::{Actor, Hash, Micros, Personal, SystemCtx, TenantCtx, shares};
use dossier_workspace::{Area, Bundle, Download, StorageError};
use futures::stream::BoxStream;
use std::fmt;
use std::ops::Range;
use uuid::Uuid;

const SECOND: Micros = 1_000_000;

/// Five wrong passwords in a quarter of an hour; then a minute, two, four, at most an hour.
const PASSWORDS: Rule = Rule { failures_max: 5, window: 900 * SECOND, block: 60 * SECOND, block_max: 3_600 * SECOND };

/// Longest secret that is looked up.
const SECRET_BYTES_MAX: usize = 128;

/// What is told of a link before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareFace {
    /// Whether it asks for a password.
    pub needs_password: bool,
    /// Whether it shows several files as a ZIP.
    pub is_pack: bool,
    /// Until when it works.
    pub expires_at: Micros,
    /// How often it can still be used; absent means any number.
    pub uses_left: Option<i64>,
}

/// A file that a link shows, without its name for people, which may be that of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedFile {
    /// Name in addresses, such as `01-cv.docx`; tells kind and format.
    pub slug: String,
    /// Length.
    pub bytes: u64,
}

/// What a link shows, ready to be sent.
pub struct Shared {
    /// The link.
    pub link: Uuid,
    /// Name for people, for the header only.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Exact length.
    pub bytes: u64,
    /// Strong entity tag without quotes.
    pub etag: String,
    body: Body,
}

enum Body {
    File(Download),
    Pack(Bundle),
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name of the file may be that of a person.
        f.debug_struct("Shared").field("link", &self.link).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Shared {
    /// Streams a part of it. Sent whole it is hashed on the way; after an error the connection must be cut.
    ///
    /// # Errors
    /// [`StorageError::BadRange`].
    pub fn stream(&self, range: Range<u64>) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
        match &self.body {
            Body::File(download) => download.stream(range),
            Body::Pack(bundle) => bundle.stream(range),
        }
    }
}

/// A link that works, as far as the database knows.
struct Visit {
    team: Uuid,
    link: ShareLink,
    what: ShareWhat,
    token_hash: Hash,
    network: Hash,
}

impl Office {
    /// Looks at a link without using it, for the page before the download. `network` says where the visitor comes from; only a
    /// keyed hash of it is kept.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for a link that does not work or never was one, or a failure of the database.
    pub async fn peek_share(&self, secret: &str, network: &str) -> Result<ShareFace, ServiceError> {
        let visit = self.share_visit(secret, network).await?;
        self.note_visit(&visit, ViewOutcome::Shown).await?;
        Ok(face(&visit))
    }

    /// The same look, with the documents that the link shows. A link with a password tells of none.
    ///
    /// # Errors
    /// As [`Office::peek_share`], or a failure of the storage.
    pub async fn look_at_share(
        &self,
        secret: &str,
        network: &str,
    ) -> Result<(ShareFace, Vec<SharedFile>), ServiceError> {
        let visit = self.share_visit(secret, network).await?;
        self.note_visit(&visit, ViewOutcome::Shown).await?;
        let face = face(&visit);
        let files = if face.needs_password { Vec::new() } else { self.shared_files(&visit).await? };
        Ok((face, files))
    }

    /// Documents of a link; records go along unnamed.
    async fn shared_files(&self, visit: &Visit) -> Result<Vec<SharedFile>, ServiceError> {
        let papers = match sealed(&self.dossier.storage, visit.team, visit.link.run, visit.link.revision).await {
            Ok(papers) => papers,
            // Whoever follows the link is told.
            Err(ServiceError::NotFound { .. }) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let entries = shown(&papers, &visit.what).into_iter().filter(|entry| entry.area == Area::PrimaryOutputs);
        Ok(entries.map(|entry| SharedFile { slug: entry.key.clone(), bytes: entry.bytes }).collect())
    }

    /// Uses a link once and gives what it shows. What cannot be given is not counted.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for a link that does not work or never was one; [`ServiceError::Invalid`] with the code
    /// `share.password_needed` or `share.password_wrong`; [`ServiceError::TooMany`] after too many wrong passwords; or a failure
    /// of database or storage.
    pub async fn open_share(
        &self,
        secret: &str,
        password: Option<&Personal>,
        network: &str,
    ) -> Result<Shared, ServiceError> {
        let visit = self.share_visit(secret, network).await?;
        self.check_share_password(&visit, password).await?;
        let Some(shared) = self.shared_if_there(&visit).await? else {
            self.note_visit(&visit, ViewOutcome::Refused).await?;
            return Err(gone());
        };
        let mut tx = self.db.system(SystemCtx::Share).await?;
        let followed = shares::follow(&mut tx, visit.token_hash, self.now()).await?.is_some();
        let outcome = if followed { ViewOutcome::Downloaded } else { ViewOutcome::Refused };
        shares::viewed(&mut tx, visit.team, &self.visit_row(&visit, outcome)).await?;
        tx.commit().await?;
        if !followed {
            return Err(gone());
        }
        let ctx = TenantCtx { team: visit.team, actor: Actor::Link(visit.link.id) };
        let mut tx = self.db.write(&ctx).await?;
        let details = [("run", Detail::Id(visit.link.run)), ("revision", Detail::Id(visit.link.revision))];
        self.audit(&mut tx, "share.used", Some(("share", visit.link.id)), &details).await?;
        tx.commit().await?;
        Ok(shared)
    }

    /// The link behind a secret. One that is known but does not work is noted.
    async fn share_visit(&self, secret: &str, network: &str) -> Result<Visit, ServiceError> {
        if secret.is_empty() || secret.len() > SECRET_BYTES_MAX {
            return Err(gone());
        }
        let token_hash = self.key().of_token(secret.as_bytes());
        let mut tx = self.db.system_read(SystemCtx::Share).await?;
        let works = shares::find(&mut tx, token_hash, self.now()).await?;
        let known = match &works {
            Some(_) => None,
            None => shares::known(&mut tx, token_hash).await?,
        };
        drop(tx);
        let (works, found) = (works.is_some(), works.or(known));
        let Some((team, link)) = found else { return Err(gone()) };
        let Some((named, what)) = ShareWhat::read(&link.pack) else { return Err(gone()) };
        let visit = Visit { network: self.key().of_network(team, network), team, link, what, token_hash };
        if !works || (named && self.share_is_withdrawn(&visit).await?) {
            self.note_visit(&visit, ViewOutcome::Refused).await?;
            return Err(gone());
        }
        Ok(visit)
    }

    /// Whether somebody whom the papers name has withdrawn the consent, after the link was made too.
    async fn share_is_withdrawn(&self, visit: &Visit) -> Result<bool, ServiceError> {
        let ctx = TenantCtx { team: visit.team, actor: Actor::Link(visit.link.id) };
        let mut tx = self.db.read(&ctx).await?;
        consents::withdrawn(&mut tx, visit.link.run, self.now()).await
    }

    async fn check_share_password(&self, visit: &Visit, password: Option<&Personal>) -> Result<(), ServiceError> {
        let Some(stored) = &visit.link.password_hash else { return Ok(()) };
        let Some(password) = password else {
            return Err(ServiceError::invalid("password", "share.password_needed", "this link asks for one"));
        };
        let counted = self.key().of_throttle("share", &visit.link.id.to_string());
        let now = self.now();
        let mut tx = self.db.system(SystemCtx::Login).await?;
        // Counted before the password is looked at: of many tries at the same moment only the first few are free.
        let blocked = match throttle::attempt(&mut tx, counted, now, PASSWORDS).await? {
            Try::Counted(blocked) => blocked,
            Try::Blocked(until) => return Err(too_many(until, now)),
        };
        tx.commit().await?;
        if self.verify_password(stored, password).await? {
            let mut tx = self.db.system(SystemCtx::Login).await?;
            throttle::clear(&mut tx, counted).await?;
            tx.commit().await?;
            return Ok(());
        }
        self.note_visit(visit, ViewOutcome::WrongPassword).await?;
        match blocked {
            Some(until) => Err(too_many(until, now)),
            None => Err(ServiceError::invalid("password", "share.password_wrong", "it is not this link's")),
        }
    }

    /// What the link shows; `None` where the storage has it no more.
    async fn shared_if_there(&self, visit: &Visit) -> Result<Option<Shared>, ServiceError> {
        match self.shared_body(visit).await {
            Err(ServiceError::NotFound { .. }) => Ok(None),
            Err(ServiceError::Run(crate::error::Error::Storage(StorageError::NotFound { .. }))) => Ok(None),
            body => body,
        }
    }

    async fn shared_body(&self, visit: &Visit) -> Result<Option<Shared>, ServiceError> {
        let (team, link) = (visit.team, &visit.link);
        let papers = sealed(self.dossier.storage(), team, link.run, link.revision).await?;
        if shown(&papers, &visit.what).is_empty() {
            return Ok(None);
        }
        Ok(match &visit.what {
            ShareWhat::Document(slug) => papers.download(Area::PrimaryOutputs, slug).await?.map(|download| {
                let entry = download.entry();
                Shared {
                    link: link.id,
                    file_name: entry.name.as_str().to_owned(),
                    media_type: entry.media_type.clone(),
                    bytes: entry.bytes,
                    etag: entry.sha256.clone(),
                    body: Body::File(download),
                }
            }),
            what @ ShareWhat::Pack(_) => {
                let bundle = papers.bundle(|entry| what.shows(entry)).await?;
                Some(Shared {
                    link: link.id,
                    file_name: format!("{}.zip", papers.commit().label),
                    media_type: "application/zip".to_owned(),
                    bytes: bundle.bytes(),
                    etag: bundle.etag().to_owned(),
                    body: Body::Pack(bundle),
                })
            }
        })
    }

    fn visit_row(&self, visit: &Visit, outcome: ViewOutcome) -> ShareView {
        ShareView { id: self.id(), link: visit.link.id, at: self.now(), network: visit.network, outcome }
    }

    async fn note_visit(&self, visit: &Visit, outcome: ViewOutcome) -> Result<(), ServiceError> {
        let mut tx = self.db.system(SystemCtx::Share).await?;
        shares::viewed(&mut tx, visit.team, &self.visit_row(visit, outcome)).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn face(visit: &Visit) -> ShareFace {
    ShareFace {
        needs_password: visit.link.password_hash.is_some(),
        is_pack: matches!(visit.what, ShareWhat::Pack(_)),
        expires_at: visit.link.expires_at,
        uses_left: visit.link.uses_max.map(|uses_max| uses_max.saturating_sub(visit.link.uses)),
    }
}

fn gone() -> ServiceError {
    ServiceError::Gone { what: "link" }
}

fn too_many(until: Micros, now: Micros) -> ServiceError {
    let seconds = until.saturating_sub(now).saturating_add(SECOND - 1) / SECOND;
    ServiceError::TooMany { what: "wrong passwords", retry_after_s: u32::try_from(seconds).unwrap_or(u32::MAX) }
}
