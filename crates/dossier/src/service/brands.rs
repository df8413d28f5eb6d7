//! The team's brand as a form edits it: read, drawn on an invented candidate's CV, and kept as a new file of the library. Templates
//! are checked here with all that is found, where the library only takes or refuses.

use super::library::NewTeamFile;
use super::{Action, Caller, Office, ServiceError};
use crate::error::Error;
use crate::furnish;
use crate::render::{Records, RenderOptions, previews};
use dossier_core::brand::BrandFile;
use dossier_core::formats::read::pdf::PreviewSize;
use dossier_core::generate::DocumentKind;
use dossier_core::generate::template::{self, Report};
use dossier_core::locale::Locale;
use dossier_core::sample;
use dossier_db::rows::{FileKind, TeamFile};
use uuid::Uuid;

/// Width of a preview in pixels: sharp at twice the size of a column beside the form.
const PREVIEW_WIDTH_PX: u16 = 900;

/// Name of the first brand that is made by a form.
const FIRST_NAME: &str = "brand.toml";

/// The brand that is taken where nobody chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamBrand {
    /// The file of the library that it stands in; absent where the built-in brand is taken.
    pub base: Option<Uuid>,
    /// Name of that file.
    pub name: String,
    /// What it says, without defaults.
    pub file: BrandFile,
}

impl Office {
    /// The brand that is taken where nobody chooses.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn team_brand(&self, caller: &Caller) -> Result<TeamBrand, ServiceError> {
        let listed = self.team_files(caller, Some(FileKind::Brand)).await?;
        let Some(row) = listed.into_iter().find(|row| row.is_default && row.client.is_none()) else {
            return Ok(TeamBrand { base: None, name: FIRST_NAME.to_owned(), file: BrandFile::default() });
        };
        let (row, bytes) = self.team_file(caller, row.id).await?;
        let file = BrandFile::read(&furnish::utf8(bytes, "the brand")?).map_err(Error::from)?;
        Ok(TeamBrand { base: Some(row.id), name: row.name, file })
    }

    /// Keeps a brand as a new file, which takes the place of the one that it was made from. Comments of the old file are lost.
    ///
    /// # Errors
    /// [`ServiceError::Stale`] where another brand has taken that place meanwhile, [`ServiceError::Forbidden`], the brand's own
    /// error naming its field, or a failure of the database.
    pub async fn save_team_brand(&self, caller: &Caller, brand: TeamBrand) -> Result<TeamFile, ServiceError> {
        caller.may(Action::EditLibrary)?;
        if self.team_brand(caller).await?.base != brand.base {
            return Err(ServiceError::Stale { what: "brand" });
        }
        let new = NewTeamFile {
            kind: FileKind::Brand,
            name: brand.name,
            client: None,
            document: None,
            make_default: true,
            // What is empty says nothing: the country is there in any case, so the file is never without bytes.
            content: with_country(brand.file).to_toml().into_bytes(),
        };
        let made = self.add_team_file(caller, new).await?;
        if let Some(old) = brand.base {
            self.archive_team_file(caller, old).await?;
        }
        Ok(made)
    }

    /// Brings a logo or a font and has the brand name it: a logo takes the place of the old one, a font comes beside the others.
    ///
    /// # Errors
    /// As [`Office::add_team_file`] and [`Office::save_team_brand`]; [`ServiceError::Invalid`] for another kind of file.
    pub async fn add_to_team_brand(
        &self,
        caller: &Caller,
        kind: FileKind,
        name: String,
        content: Vec<u8>,
    ) -> Result<TeamFile, ServiceError> {
        if !matches!(kind, FileKind::Logo | FileKind::Font) {
            return Err(ServiceError::invalid("file", "library.kind", "it must be a logo or a font"));
        }
        let new = NewTeamFile { kind, name, client: None, document: None, make_default: false, content };
        let added = self.add_team_file(caller, new).await?;
        let mut brand = self.team_brand(caller).await?;
        if kind == FileKind::Logo {
            brand.file.style.logo.clone_from(&added.name);
        } else if !brand.file.style.fonts.contains(&added.name) {
            brand.file.style.fonts.push(added.name);
        }
        self.save_team_brand(caller, brand).await
    }

    /// The first page of an invented candidate's CV with a brand, as PNG. Nothing is kept.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], the brand's own error naming its field, or a failure of the database.
    pub async fn preview_team_brand(
        &self,
        caller: &Caller,
        file: BrandFile,
        locale: Locale,
    ) -> Result<Vec<u8>, ServiceError> {
        caller.may(Action::EditLibrary)?;
        let assets = self.assets_of(caller, &file).await?;
        let lexicon = self.dossier.lexicon.clone();
        let drawn = self.dossier.step("preview", move || {
            let brand = furnish::brand_of(file, |name, _| Ok(assets.get(name).cloned().unwrap_or_default()))?;
            let (cv, date) = sample::candidate(&lexicon);
            let records = Records { cv, job: None, matching: None, offer: None, manifest: None };
            let options = RenderOptions { locale: Some(locale), date: Some(date), lexicon, ..RenderOptions::default() };
            let size = PreviewSize::new(PREVIEW_WIDTH_PX, 1).ok_or(Error::Internal { step: "preview" })?;
            let (_, pages) = previews(DocumentKind::Cv, &records, &brand, &options, size)?;
            pages.into_iter().next().ok_or(Error::Internal { step: "preview" })
        });
        Ok(drawn.await??)
    }

    /// Checks a template against everything that its document can print. Nothing is kept.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a usage error for a file that is no template at all.
    pub async fn check_team_template(
        &self,
        caller: &Caller,
        content: Vec<u8>,
        wanted: Option<DocumentKind>,
    ) -> Result<Report, ServiceError> {
        caller.may(Action::EditLibrary)?;
        let checked = self.dossier.step("template", move || template::check(&content, wanted)).await?;
        Ok(checked.map_err(|error| furnish::template_error("the template", &error))?)
    }
}

/// The same with the country that it stands for anyway.
fn with_country(mut file: BrandFile) -> BrandFile {
    if file.country.is_empty() {
        "CH".clone_into(&mut file.country);
    }
    file
}
