//! What papers are furnished with, from bytes: the desk's brand with the files it names, templates, lexicons, offers. Whoever has
//! them in a folder or in a database reads them here, under the same rules.

use crate::error::Error;
use dossier_core::brand::{Assets, Brand, BrandFile};
use dossier_core::generate::template::{ShelfError, Templates};
use dossier_core::offer::OfferFile;
use dossier_core::understand::Lexicon;

/// Bytes of a brand or offer file.
pub const TOML_BYTES_MAX: u64 = 256 * 1024;

/// Bytes of a template.
pub const TEMPLATE_BYTES_MAX: u64 = 5 * 1024 * 1024;

/// Reads a brand file; `asset` gives the bytes of a file that it names, with the bytes that file may have.
///
/// # Errors
/// [`Error::Brand`] naming the field, or what `asset` says.
pub fn brand(toml: &str, asset: impl FnMut(&str, usize) -> Result<Vec<u8>, Error>) -> Result<Brand, Error> {
    brand_of(BrandFile::read(toml)?, asset).map_err(|error| match error {
        Error::Brand(error) => Error::Brand(error.placed(toml)),
        other => other,
    })
}

/// The same for a file that was read.
///
/// # Errors
/// As [`brand`].
pub fn brand_of(file: BrandFile, mut asset: impl FnMut(&str, usize) -> Result<Vec<u8>, Error>) -> Result<Brand, Error> {
    let mut assets = Assets::new();
    for (name, bytes_max) in file.assets() {
        assets.insert(name.to_owned(), asset(name, bytes_max)?);
    }
    Ok(Brand::new(file, &assets)?)
}

/// A brand with templates before its own, for clients too.
#[must_use]
pub fn with_templates(mut brand: Brand, named: &Templates) -> Brand {
    brand.templates = named.over(&brand.templates);
    for (_, _, templates) in &mut brand.clients {
        *templates = named.over(templates);
    }
    brand
}

/// The error for a file that cannot stand among the templates: a wrong option. `name` stands in it.
pub fn template_error(name: &str, error: &ShelfError) -> Error {
    let hint = if error.is_fault() {
        "run `dossier template check FILE`, which lists all its faults with their places"
    } else {
        "see docs/templates.md; `dossier template init` writes a template to begin from"
    };
    Error::Usage { code: error.code(), message: format!("{name}: {error}"), hint }
}

/// A lexicon with the concepts of a desk's file; `name` stands in the error.
///
/// # Errors
/// A usage error with the line that cannot be used.
pub fn extended(lexicon: &Lexicon, text: &str, name: &str) -> Result<Lexicon, Error> {
    lexicon.extended(text).map_err(|error| Error::Usage {
        code: "cli.lexicon",
        message: format!("{name}: {error}"),
        hint: "see docs/lexicon.md for the form of a line",
    })
}

/// Reads an offer file.
///
/// # Errors
/// [`Error::Offer`] with the parser's words.
pub fn offer(toml: &str) -> Result<OfferFile, Error> {
    Ok(OfferFile::parse(toml)?)
}

/// The text of a file; `name` stands in the error.
///
/// # Errors
/// A usage error where it is not UTF-8.
pub fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::Usage {
        code: "cli.not_text",
        message: format!("{name} is not UTF-8 text"),
        hint: "save it as UTF-8",
    })
}
