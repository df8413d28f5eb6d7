//! Share links: made, listed with their visits, taken back. The secret is told once, when the link is made; only its keyed hash
//! stays. Following a link is in `open.rs`.

use super::{consents, is_named, run_and_revision, sealed};
use crate::request::{Pack, in_pack};
use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::rows::{ShareLink, ShareView};
use dossier_db::{Micros, Personal, TeamTx, runs, shares};
use dossier_workspace::{Area, Entry, SealedRevision};
use uuid::Uuid;

/// Least characters of a link's password.
const PASSWORD_CHARS_MIN: usize = 8;

/// Most bytes of a link's password.
const PASSWORD_BYTES_MAX: usize = 256;

/// Longest label, in characters.
const LABEL_CHARS_MAX: usize = 200;

/// Most uses that a link may allow, where it has a number.
const USES_MAX: i64 = 10_000;

/// What a link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareWhat {
    /// A selection of the revision's files, as a ZIP.
    Pack(Pack),
    /// One document by its slug, such as `01-cv.docx`; see [`dossier_core::generate::DocumentKind::slug`].
    Document(String),
}

impl ShareWhat {
    /// As stored: whether it names candidates, and what it shows.
    fn stored(&self, named: bool) -> String {
        let named = if named { "named" } else { "coded" };
        match self {
            Self::Pack(Pack::Full) => format!("{named}/full"),
            Self::Pack(Pack::Client) => format!("{named}/client"),
            Self::Document(slug) => format!("{named}/document/{slug}"),
        }
    }

    /// What is stored, told apart again.
    pub(super) fn read(stored: &str) -> Option<(bool, Self)> {
        let (named, what) = stored.split_once('/')?;
        let named = match named {
            "named" => true,
            "coded" => false,
            _ => return None,
        };
        let what = match what.split_once('/') {
            None if what == "full" => Self::Pack(Pack::Full),
            None if what == "client" => Self::Pack(Pack::Client),
            Some(("document", slug)) => Self::Document(slug.to_owned()),
            _ => return None,
        };
        Some((named, what))
    }

    /// Whether an entry of a revision is shown.
    pub(super) fn shows(&self, entry: &Entry) -> bool {
        match self {
            Self::Pack(pack) => in_pack(*pack, entry),
            Self::Document(slug) => entry.area == Area::PrimaryOutputs && entry.key == *slug,
        }
    }
}

/// A link to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareOrder {
    /// The run.
    pub run: Uuid,
    /// Its revision; absent means the current one. The link stays with it.
    pub revision: Option<Uuid>,
    /// What it shows.
    pub what: ShareWhat,
    /// Until when it works; at most the longest life that is set.
    pub expires_at: Micros,
    /// What whoever follows it must know besides: 8 characters at least.
    pub password: Option<Personal>,
    /// How often it may be used, 1 to 10,000; absent means any number.
    pub uses_max: Option<i64>,
    /// What the desk calls it: at most 200 characters.
    pub label: Option<Personal>,
}

/// A link as the desk sees it, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Id.
    pub id: Uuid,
    /// The run.
    pub run: Uuid,
    /// The revision.
    pub revision: Uuid,
    /// What it shows; absent where a newer version of the program has made it.
    pub what: Option<ShareWhat>,
    /// Whether it shows the candidate's name.
    pub is_named: bool,
    /// What the desk calls it.
    pub label: Option<Personal>,
    /// Whether it asks for a password.
    pub has_password: bool,
    /// Who made it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: Micros,
    /// Until when it works.
    pub expires_at: Micros,
    /// How often it was used.
    pub uses: i64,
    /// How often it may be used.
    pub uses_max: Option<i64>,
    /// Last use.
    pub used_at: Option<Micros>,
    /// When it was taken back.
    pub revoked_at: Option<Micros>,
    /// Whether it works now, as far as the link itself says.
    pub works: bool,
}

/// A link that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeShare {
    /// The link.
    pub share: Share,
    /// What goes into its address. Never told again.
    pub secret: Personal,
}

/// A link with its visits, latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedViews {
    /// The link.
    pub share: Share,
    /// Who came, by keyed hash of the network, and how it went; at most [`shares::VIEWS_MAX`].
    pub views: Vec<ShareView>,
}

impl Office {
    /// Makes a link.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a run, revision or document that is not there, [`ServiceError::Conflict`] for papers with
    /// the name of somebody who has withdrawn the consent, [`ServiceError::Invalid`], [`ServiceError::Forbidden`], or a failure
    /// of database or storage.
    pub async fn create_share(&self, caller: &Caller, order: ShareOrder) -> Result<MadeShare, ServiceError> {
        caller.may(Action::Share)?;
        let now = self.now();
        self.check_share(&order, now)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let (run, revision) = run_and_revision(&mut tx, order.run, order.revision).await?;
        drop(tx);
        let revision = revision.ok_or(ServiceError::NotFound { what: "revision" })?;
        let papers = sealed(&self.storage_of(caller)?, caller.team, run.id, revision).await?;
        if !papers.commit().entries.iter().any(|entry| order.what.shows(entry)) {
            return Err(ServiceError::NotFound { what: "document" });
        }
        let named = is_named(&papers).await?;
        let password_hash = match &order.password {
            Some(password) => Some(self.hash_password(password).await?),
            None => None,
        };
        let secret = self.secret();
        let link = ShareLink {
            id: self.id(),
            run: run.id,
            revision,
            person: run.person,
            pack: order.what.stored(named),
            token_hash: self.key().of_token(secret.as_bytes()),
            password_hash,
            created_by: caller.user,
            created_at: now,
            expires_at: order.expires_at,
            uses: 0,
            uses_max: order.uses_max,
            used_at: None,
            revoked_at: None,
            label: order.label,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        if named && consents::withdrawn(&mut tx, run.id, now).await? {
            return Err(ServiceError::Conflict {
                what: "the candidate's consent",
                code: "share.consent_withdrawn",
                hint: "ask the candidate again, or make anonymous papers",
            });
        }
        shares::create(&mut tx, &link).await?;
        let details = [
            ("run", Detail::Id(run.id)),
            ("revision", Detail::Id(revision)),
            ("named", Detail::Number(i64::from(named))),
            ("password", Detail::Number(i64::from(link.password_hash.is_some()))),
            ("expires_at", Detail::Number(link.expires_at)),
        ];
        self.audit(&mut tx, "share.made", Some(("share", link.id)), &details).await?;
        tx.commit().await?;
        Ok(MadeShare { share: share(&link, now), secret: Personal::new(secret) })
    }

    /// Links of a run, newest first, those that no longer work included.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn shares_of(&self, caller: &Caller, run: Uuid) -> Result<Vec<Share>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let now = self.now();
        let mut tx = self.db.read(&caller.ctx()).await?;
        runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
        Ok(shares::of_run(&mut tx, run).await?.iter().map(|link| share(link, now)).collect())
    }

    /// A link of a run with its visits.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn share_views(&self, caller: &Caller, run: Uuid, link: Uuid) -> Result<SharedViews, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let found = link_of(&mut tx, run, link).await?;
        let views = shares::views(&mut tx, link).await?;
        Ok(SharedViews { share: share(&found, self.now()), views })
    }

    /// Takes a link back: from now on it does not work. Repeating it is harmless.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn revoke_share(&self, caller: &Caller, run: Uuid, link: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::Share)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        link_of(&mut tx, run, link).await?;
        shares::revoke(&mut tx, link, self.now()).await?;
        self.audit(&mut tx, "share.revoked", Some(("share", link)), &[("run", Detail::Id(run))]).await?;
        tx.commit().await?;
        Ok(())
    }

    fn check_share(&self, order: &ShareOrder, now: Micros) -> Result<(), ServiceError> {
        let lives_max = i64::try_from(self.settings.share_lives_max.as_micros()).unwrap_or(Micros::MAX);
        if order.expires_at <= now {
            return Err(ServiceError::invalid("expires_at", "share.expired", "it lies in the past"));
        }
        if order.expires_at > now.saturating_add(lives_max) {
            let reason = "it lies behind the longest life of a link";
            return Err(ServiceError::invalid("expires_at", "share.lives_too_long", reason));
        }
        if order.uses_max.is_some_and(|uses| !(1..=USES_MAX).contains(&uses)) {
            return Err(ServiceError::invalid("uses_max", "share.uses", "it is not 1 to 10,000"));
        }
        if order.label.as_ref().is_some_and(|label| label.as_str().chars().count() > LABEL_CHARS_MAX) {
            return Err(ServiceError::invalid("label", "share.label_long", "it has more than 200 characters"));
        }
        let fits = |password: &Personal| {
            password.as_str().chars().count() >= PASSWORD_CHARS_MIN && password.as_str().len() <= PASSWORD_BYTES_MAX
        };
        if order.password.as_ref().is_some_and(|password| !fits(password)) {
            return Err(ServiceError::invalid(
                "password",
                "share.password",
                "it is not 8 characters to 256 bytes long",
            ));
        }
        Ok(())
    }
}

/// Links of a run that show names and have not been taken back.
pub(super) async fn named_links(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Uuid>, ServiceError> {
    let links = shares::of_run(tx, run).await?;
    // What cannot be told counts as named.
    let named = |link: &ShareLink| ShareWhat::read(&link.pack).is_none_or(|(named, _)| named);
    Ok(links.iter().filter(|link| link.revoked_at.is_none() && named(link)).map(|link| link.id).collect())
}

/// Which entries a link shows, those of a pack that is empty or of a document that is gone included.
pub(super) fn shown<'a>(papers: &'a SealedRevision, what: &ShareWhat) -> Vec<&'a Entry> {
    papers.commit().entries.iter().filter(|entry| what.shows(entry)).collect()
}

async fn link_of(tx: &mut TeamTx, run: Uuid, link: Uuid) -> Result<ShareLink, ServiceError> {
    runs::get(tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
    let links = shares::of_run(tx, run).await?;
    links.into_iter().find(|one| one.id == link).ok_or(ServiceError::NotFound { what: "share" })
}

fn share(link: &ShareLink, now: Micros) -> Share {
    let read = ShareWhat::read(&link.pack);
    Share {
        id: link.id,
        run: link.run,
        revision: link.revision,
        is_named: read.as_ref().is_none_or(|(named, _)| *named),
        what: read.map(|(_, what)| what),
        label: link.label.clone(),
        has_password: link.password_hash.is_some(),
        created_by: link.created_by,
        created_at: link.created_at,
        expires_at: link.expires_at,
        uses: link.uses,
        uses_max: link.uses_max,
        used_at: link.used_at,
        revoked_at: link.revoked_at,
        works: link.revoked_at.is_none()
            && link.expires_at > now
            && link.uses_max.is_none_or(|uses_max| link.uses < uses_max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_shows_survives_its_code() {
        for what in [
            ShareWhat::Pack(Pack::Full),
            ShareWhat::Pack(Pack::Client),
            ShareWhat::Document("01-cv-02.docx".to_owned()),
        ] {
            for named in [true, false] {
                assert_eq!(ShareWhat::read(&what.stored(named)), Some((named, what.clone())));
            }
        }
        for unknown in ["", "named", "named/other", "other/full", "named/full/more"] {
            assert_eq!(ShareWhat::read(unknown), None, "{unknown}");
        }
    }
}
