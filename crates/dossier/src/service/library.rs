//! The team's library: brands with logos and fonts, templates, word lists and terms of offers, each checked when it is brought.
//! A run takes what was chosen for it, else the default for its client, else that of the team, else what is built in. A file
//! never changes; a new one takes its place.

use super::{Action, Caller, Office, ServiceError};
use crate::error::Error;
use crate::furnish::{self, TEMPLATE_BYTES_MAX, TOML_BYTES_MAX};
use dossier_core::brand::{Brand, BrandFile};
use dossier_core::formats::picture::{self, LOGO_BYTES_MAX};
use dossier_core::formats::write::pdf::{EXTRA_FONT_BYTES_MAX, font_family};
use dossier_core::generate::DocumentKind;
use dossier_core::generate::template::{self, TEMPLATED, Templates, kind_of};
use dossier_core::offer::OfferFile;
use dossier_core::understand::Lexicon;
use dossier_db::audit::{self, Detail, Entry};
use dossier_db::rows::{FileKind, TeamFile};
use dossier_db::{DbError, Hash, TeamTx, clients, files};
use dossier_workspace::FileName;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Bytes of a word list in the database; larger ones belong to the program's own settings.
const LEXICON_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Most fonts of a brand.
const FONTS_MAX: usize = 16;

/// Word lists that stay read: making one ready takes longer than a run.
const LEXICONS_KEPT: usize = 4;

/// A file that somebody brings.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTeamFile {
    /// What it is.
    pub kind: FileKind,
    /// What people call it; brands name their logos, fonts and templates by it.
    pub name: String,
    /// For which client; absent means for all.
    pub client: Option<Uuid>,
    /// For which document a template is; absent means what the template says itself.
    pub document: Option<DocumentKind>,
    /// Whether it is taken from now on where nobody chooses.
    pub make_default: bool,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl fmt::Debug for NewTeamFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewTeamFile").field("kind", &self.kind).field("bytes", &self.content.len()).finish()
    }
}

/// What is chosen for a run from the library. Stands in the run's options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Furnishing {
    /// The brand.
    pub brand: Option<Uuid>,
    /// The logo, where the brand names none.
    pub logo: Option<Uuid>,
    /// Templates, at most one a document; the later one of two counts.
    pub templates: Vec<Uuid>,
    /// The word list.
    pub lexicon: Option<Uuid>,
    /// Terms of the offer, where the run brings none.
    pub offer: Option<Uuid>,
}

/// What a run is furnished with.
#[derive(Clone, Debug)]
pub struct Furnished {
    /// The brand, with logo and templates.
    pub brand: Arc<Brand>,
    /// The lexicon.
    pub lexicon: Lexicon,
    /// Terms of the offer.
    pub offer: Option<OfferFile>,
    /// Files of the library that were taken, for the run's options.
    pub files: Vec<TeamFile>,
}

/// Word lists that were made ready, latest first.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Arc<Mutex<VecDeque<(Hash, Lexicon)>>>);

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

impl Shelf {
    fn find(&self, sha256: Hash) -> Option<Lexicon> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(hash, _)| *hash == sha256).map(|(_, lexicon)| lexicon.clone())
    }

    fn keep(&self, sha256: Hash, lexicon: &Lexicon) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(hash, _)| *hash != sha256);
        kept.push_front((sha256, lexicon.clone()));
        kept.truncate(LEXICONS_KEPT);
    }
}

impl Office {
    /// Brings a file into the library, after a check of everything that a run would later stumble over.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for another team's client, the file's own error naming field or
    /// line, or a failure of the database.
    pub async fn add_team_file(&self, caller: &Caller, new: NewTeamFile) -> Result<TeamFile, ServiceError> {
        caller.may(Action::EditLibrary)?;
        let name = FileName::parse(&new.name)
            .map_err(|error| ServiceError::invalid("name", "library.name", error.to_string()))?;
        if new.content.is_empty() || new.content.len() as u64 > bytes_max(new.kind) {
            let reason = format!("it must have 1 to {} bytes", bytes_max(new.kind));
            return Err(ServiceError::invalid("content", "library.size", reason));
        }
        let mut assets = BTreeMap::new();
        if new.kind == FileKind::Brand {
            let text = furnish::utf8(new.content.clone(), "the brand")?;
            let file = BrandFile::read(&text).map_err(Error::from)?;
            let mut tx = self.db.read(&caller.ctx()).await?;
            let listed = files::list(&mut tx, None).await?;
            assets =
                named_by(&mut tx, &file, &listed).await?.into_iter().map(|(name, (_, bytes))| (name, bytes)).collect();
        }
        let (kind, wanted, content) = (new.kind, new.document, new.content);
        let sha256 = Hash::sha256(&content);
        let (found, content) =
            self.dossier.step("library", move || (check(kind, wanted, &content, &assets), content)).await?;
        let found = found?;
        let (id, now) = (self.id(), self.now());
        let file = TeamFile {
            id,
            kind,
            name: name.as_str().to_owned(),
            client: new.client,
            document: found.document.map(|document| document.name().to_owned()),
            media_type: found.media_type.to_owned(),
            sha256,
            is_default: false,
            created_by: caller.user,
            created_at: now,
            archived_at: None,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        if let Some(client) = new.client {
            clients::get(&mut tx, client).await?.ok_or(ServiceError::NotFound { what: "client" })?;
        }
        files::create(&mut tx, &file, &content).await?;
        if new.make_default {
            files::set_default(&mut tx, id).await?;
        }
        let details = vec![("kind", Detail::Code(kind.code())), ("sha256", Detail::Hash(sha256))];
        audit::append(&mut tx, &Entry { at: now, action: "library.added", subject: Some(("file", id)), details })
            .await?;
        tx.commit().await?;
        Ok(TeamFile { is_default: new.make_default, ..file })
    }

    /// Files of the library without archived ones, of one kind or all, by kind and name.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn team_files(&self, caller: &Caller, kind: Option<FileKind>) -> Result<Vec<TeamFile>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        Ok(files::list(&mut tx, kind).await?)
    }

    /// A file of the library with its bytes, archived or not.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn team_file(&self, caller: &Caller, file: Uuid) -> Result<(TeamFile, Vec<u8>), ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        one(&mut tx, file).await
    }

    /// Has a file taken where nobody chooses, among those of its kind, client and document.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for an archived one too, or a failure of the database.
    pub async fn make_team_file_default(&self, caller: &Caller, file: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::EditLibrary)?;
        self.change_team_file(caller, file, "library.default", true).await
    }

    /// Takes a file out of the library. Runs that were made with it are not touched.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn archive_team_file(&self, caller: &Caller, file: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::EditLibrary)?;
        self.change_team_file(caller, file, "library.archived", false).await
    }

    async fn change_team_file(
        &self,
        caller: &Caller,
        file: Uuid,
        action: &'static str,
        to_default: bool,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let done =
            if to_default { files::set_default(&mut tx, file).await } else { files::archive(&mut tx, file, now).await };
        done.map_err(|error| match error {
            DbError::NotFound { .. } => ServiceError::NotFound { what: "file" },
            error => error.into(),
        })?;
        let entry = Entry { at: now, action, subject: Some(("file", file)), details: Vec::new() };
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What a run takes from the library: what is chosen, else the defaults for its client, else those of the team.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a chosen file that the team does not have, the file's own error, or a failure of the
    /// database.
    pub async fn furnish(
        &self,
        caller: &Caller,
        chosen: &Furnishing,
        client: Option<Uuid>,
    ) -> Result<Furnished, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let listed = files::list(&mut tx, None).await?;
        let pick = |kind, id: Option<Uuid>| id.or_else(|| default(&listed, kind, None, client));
        let mut taken = Vec::new();
        let brand = load(&mut tx, pick(FileKind::Brand, chosen.brand), FileKind::Brand, &mut taken).await?;
        let mut brand = match brand {
            Some(bytes) => BrandFile::read(&furnish::utf8(bytes, "the brand")?).map_err(Error::from)?,
            None => BrandFile::default(),
        };
        let mut assets: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (name, (file, bytes)) in named_by(&mut tx, &brand, &listed).await? {
            taken.push(file);
            assets.insert(name, bytes);
        }
        if brand.style.logo.is_empty()
            && let Some(bytes) = load(&mut tx, pick(FileKind::Logo, chosen.logo), FileKind::Logo, &mut taken).await?
        {
            // Its own name may be that of a template.
            "logo of the library".clone_into(&mut brand.style.logo);
            assets.insert(brand.style.logo.clone(), bytes);
        }
        // The team's come first, so that those for the client and then those that were chosen take their places.
        let mut ids: Vec<Uuid> = Vec::new();
        for kind in TEMPLATED {
            ids.extend(default(&listed, FileKind::Template, Some(kind), None));
            if client.is_some() {
                ids.extend(default(&listed, FileKind::Template, Some(kind), client));
            }
        }
        ids.extend(&chosen.templates);
        let mut templates: Vec<(Option<DocumentKind>, Vec<u8>)> = Vec::new();
        for id in ids {
            if let Some(bytes) = load(&mut tx, Some(id), FileKind::Template, &mut taken).await? {
                let document = taken.last().and_then(|file| file.document.as_deref()).and_then(kind_of);
                templates.push((document, bytes));
            }
        }
        let words = load(&mut tx, pick(FileKind::Lexicon, chosen.lexicon), FileKind::Lexicon, &mut taken).await?;
        let offer = load(&mut tx, pick(FileKind::Offer, chosen.offer), FileKind::Offer, &mut taken).await?;
        drop(tx);
        let (base, shelf) = (self.dossier.lexicon.clone(), self.shelf.clone());
        let made = self.dossier.step("library", move || {
            let brand = furnish::brand_of(brand, |name, _| Ok(assets.get(name).cloned().unwrap_or_default()))?;
            let mut named = Templates::default();
            for (document, bytes) in &templates {
                named.add(bytes, *document).map_err(|error| furnish::template_error("the template", &error))?;
            }
            let brand = furnish::with_templates(brand, &named);
            let lexicon = words.map_or(Ok(base.clone()), |bytes| with_words(&base, bytes, &shelf))?;
            let offer = offer.map(|bytes| furnish::offer(&furnish::utf8(bytes, "the offer")?)).transpose()?;
            Ok::<_, Error>((brand, lexicon, offer))
        });
        let (brand, lexicon, offer) = made.await??;
        Ok(Furnished { brand: Arc::new(brand), lexicon, offer, files: taken })
    }

    /// The library's files that a brand names which a run brings itself, by their names.
    pub(super) async fn assets_of(
        &self,
        caller: &Caller,
        brand: &BrandFile,
    ) -> Result<BTreeMap<String, Vec<u8>>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let listed = files::list(&mut tx, None).await?;
        let found = named_by(&mut tx, brand, &listed).await?;
        Ok(found.into_iter().map(|(name, (_, bytes))| (name, bytes)).collect())
    }
}

/// Bytes of a file by its kind.
fn bytes_max(kind: FileKind) -> u64 {
    match kind {
        FileKind::Brand | FileKind::Offer => TOML_BYTES_MAX,
        FileKind::Template => TEMPLATE_BYTES_MAX,
        FileKind::Lexicon => LEXICON_BYTES_MAX,
        FileKind::Logo => LOGO_BYTES_MAX as u64,
        FileKind::Font => EXTRA_FONT_BYTES_MAX as u64,
    }
}

/// What a check has found out.
struct Found {
    media_type: &'static str,
    document: Option<DocumentKind>,
}

/// Checks a file as a run would read it.
fn check(
    kind: FileKind,
    wanted: Option<DocumentKind>,
    content: &[u8],
    assets: &BTreeMap<String, Vec<u8>>,
) -> Result<Found, ServiceError> {
    let found = |media_type| Found { media_type, document: None };
    match kind {
        FileKind::Brand => {
            let text = furnish::utf8(content.to_vec(), "the brand")?;
            furnish::brand(&text, |name, _| Ok(assets.get(name).cloned().unwrap_or_default()))?;
            Ok(found("application/toml"))
        }
        FileKind::Offer => {
            let offer = furnish::offer(&furnish::utf8(content.to_vec(), "the offer")?)?;
            offer.check().map_err(Error::from)?;
            Ok(found("application/toml"))
        }
        FileKind::Lexicon => {
            let text = furnish::utf8(content.to_vec(), "the lexicon")?;
            furnish::extended(&Lexicon::builtin(), &text, "the lexicon")?;
            Ok(found("text/plain"))
        }
        FileKind::Logo => {
            picture::logo(content, "Logo")
                .map_err(|error| ServiceError::invalid("content", error.code(), error.to_string()))?;
            Ok(found(match content {
                [0x89, b'P', b'N', b'G', ..] => "image/png",
                [0xff, 0xd8, ..] => "image/jpeg",
                _ => "image/svg+xml",
            }))
        }
        FileKind::Font => {
            let reason = "it must be a TTF or OTF file; unpack WOFF files and collections first";
            let no_font = || ServiceError::invalid("content", "library.font", reason);
            font_family(content).ok_or_else(no_font)?;
            Ok(found(if content.starts_with(b"OTTO") { "font/otf" } else { "font/ttf" }))
        }
        FileKind::Template => {
            let report =
                template::check(content, wanted).map_err(|error| furnish::template_error("the template", &error))?;
            if let Some(first) = report.findings.first() {
                let count = report.findings.len();
                let reason = format!(
                    "it has {count} faults; the first one in {}, paragraph {}: {} ({})",
                    first.part, first.paragraph, first.tag, first.detail
                );
                return Err(ServiceError::invalid("content", "template.faults", reason));
            }
            let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Ok(Found { media_type, document: Some(report.kind) })
        }
    }
}

/// The default among listed files: for the client, else for all.
fn default(listed: &[TeamFile], kind: FileKind, document: Option<DocumentKind>, client: Option<Uuid>) -> Option<Uuid> {
    let of = |client: Option<Uuid>| {
        let document = document.map(DocumentKind::name);
        listed
            .iter()
            .find(|file| {
                file.is_default
                    && file.kind == kind
                    && file.client == client
                    && (document.is_none() || file.document.as_deref() == document)
            })
            .map(|file| file.id)
    };
    client.and_then(|client| of(Some(client))).or_else(|| of(None))
}

async fn one(tx: &mut TeamTx, file: Uuid) -> Result<(TeamFile, Vec<u8>), ServiceError> {
    files::get(tx, file).await?.ok_or(ServiceError::NotFound { what: "file" })
}

/// Loads a file where there is one to load, and notes that it was taken.
async fn load(
    tx: &mut TeamTx,
    file: Option<Uuid>,
    kind: FileKind,
    taken: &mut Vec<TeamFile>,
) -> Result<Option<Vec<u8>>, ServiceError> {
    let Some(file) = file else { return Ok(None) };
    let (found, bytes) = one(tx, file).await?;
    if found.kind != kind {
        return Err(ServiceError::NotFound { what: "file" });
    }
    taken.push(found);
    Ok(Some(bytes))
}

/// The files that a brand names, by their names: the newest of each.
async fn named_by(
    tx: &mut TeamTx,
    brand: &BrandFile,
    listed: &[TeamFile],
) -> Result<BTreeMap<String, (TeamFile, Vec<u8>)>, ServiceError> {
    if brand.style.fonts.len() > FONTS_MAX {
        let reason = format!("style.fonts names more than {FONTS_MAX} files, which every run would load");
        return Err(ServiceError::invalid("content", "library.fonts", reason));
    }
    let mut found = BTreeMap::new();
    for (name, _) in brand.assets() {
        let kind = if name == brand.style.logo {
            FileKind::Logo
        } else if brand.style.fonts.iter().any(|font| font == name) {
            FileKind::Font
        } else {
            FileKind::Template
        };
        // Listed by kind, name and time.
        let Some(file) = listed.iter().rfind(|file| file.kind == kind && file.name == name) else {
            let reason = format!("it names a {} that is not in the library; bring that first", kind.code());
            return Err(ServiceError::invalid("content", "library.missing", reason));
        };
        found.insert(name.to_owned(), one(tx, file.id).await?);
    }
    Ok(found)
}

/// The lexicon with a word list, from the shelf where it was made ready before.
fn with_words(base: &Lexicon, bytes: Vec<u8>, shelf: &Shelf) -> Result<Lexicon, Error> {
    let sha256 = Hash::sha256(&bytes);
    if let Some(ready) = shelf.find(sha256) {
        return Ok(ready);
    }
    let lexicon = furnish::extended(base, &furnish::utf8(bytes, "the lexicon")?, "the lexicon")?;
    shelf.keep(sha256, &lexicon);
    Ok(lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(n: u128, kind: FileKind, client: Option<u128>, document: Option<&str>, is_default: bool) -> TeamFile {
        TeamFile {
            id: Uuid::from_u128(n),
            kind,
            name: format!("file {n}"),
            client: client.map(Uuid::from_u128),
            document: document.map(str::to_owned),
            media_type: "text/plain".to_owned(),
            sha256: Hash::ZERO,
            is_default,
            created_by: None,
            created_at: 0,
            archived_at: None,
        }
    }

    #[test]
    fn a_client_goes_before_the_team() {
        let listed = [
            file(1, FileKind::Brand, None, None, true),
            file(2, FileKind::Brand, Some(9), None, true),
            file(3, FileKind::Brand, Some(8), None, false),
            file(4, FileKind::Template, None, Some("offer"), true),
        ];
        let brand = |client: Option<u128>| default(&listed, FileKind::Brand, None, client.map(Uuid::from_u128));
        assert_eq!(brand(None), Some(Uuid::from_u128(1)));
        assert_eq!(brand(Some(9)), Some(Uuid::from_u128(2)));
        assert_eq!(brand(Some(8)), Some(Uuid::from_u128(1)), "what is no default is not taken");
        assert_eq!(default(&listed, FileKind::Template, Some(DocumentKind::Cv), None), None);
        assert_eq!(default(&listed, FileKind::Template, Some(DocumentKind::Offer), None), Some(Uuid::from_u128(4)));
        assert_eq!(default(&listed, FileKind::Lexicon, None, None), None);
    }

    #[test]
    fn few_lexicons_stay_ready() {
        let shelf = Shelf::default();
        let hash = |n: u8| Hash([n; 32]);
        for n in 0..6 {
            shelf.keep(hash(n), &Lexicon::builtin());
        }
        assert!(shelf.find(hash(0)).is_none() && shelf.find(hash(1)).is_none());
        assert!(shelf.find(hash(2)).is_some() && shelf.find(hash(5)).is_some());
    }

    #[test]
    fn files_are_checked_by_their_kind() {
        let none = BTreeMap::new();
        let code = |kind, content: &[u8]| {
            check(kind, None, content, &none).map(|found| found.media_type).map_err(|e| e.code())
        };
        assert_eq!(code(FileKind::Brand, b"name = \"Muster AG\""), Ok("application/toml"));
        assert_eq!(code(FileKind::Brand, b"nmae = \"Muster AG\""), Err("brand.syntax"));
        assert_eq!(code(FileKind::Brand, b"country = \"Schweiz\""), Err("brand.value"));
        assert_eq!(code(FileKind::Offer, b"fee_tenths = 5000"), Err("offer.value"));
        assert_eq!(code(FileKind::Offer, b"fee_tenths = 200"), Ok("application/toml"));
        assert_eq!(code(FileKind::Lexicon, &[0xff, 0xfe]), Err("cli.not_text"));
        assert!(code(FileKind::Template, b"no docx").is_err());
        assert!(code(FileKind::Logo, b"no picture").is_err());
        assert_eq!(code(FileKind::Font, b"no font"), Err("library.font"));
    }
}
