//! Pictures of all documents for people who look at a change: LibreOffice's pages left, ours right, one file a document, and
//! a sheet of first pages for each look. Of the CVs that strain layouts one sheet shows all. Checks nothing; that is the business
//! of `proof`.

use crate::pixels::{Colour, Pixels, decode, encode, pages};
use crate::shell::say;
use crate::stress;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const GROUND: Colour = [232; 3];
const BORDER: Colour = [184; 3];
const DPI: f32 = 50.0;
/// White space around pictures, in pixels.
const GAP: usize = 10;
/// Width of a first page on a contact sheet, in pixels.
const CONTACT_WIDTH: usize = 190;
/// Height of a dashboard on a contact sheet, in widths: as A4.
const CONTACT_SHAPE: (usize, usize) = (594, 420);
/// Bytes of a file at the most.
const BYTES_MAX: usize = 60_000;

/// The sheet of a look: first pages by language and document; or of the strained CVs, by look and case.
type Contact = BTreeMap<(String, String), Pixels>;

pub fn make(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let usage = "measure gallery FOLDER OUT";
    let (folder, out) = (arguments.next().context(usage)?, arguments.next().context(usage)?);
    std::fs::create_dir_all(&out)?;
    let mut contacts: BTreeMap<String, Contact> = BTreeMap::new();
    let mut files = 0;
    for directory in folders(Path::new(&folder))? {
        if let Some((look, case)) = strained(&directory) {
            for stem in stems(&directory)? {
                let (_, first) = drawn(&directory, &stem)?;
                let column = format!("{case} {stem}");
                contacts.entry(stress::PREFIX.to_owned()).or_default().insert((look.clone(), column), first);
                files += 1;
            }
            continue;
        }
        let Some((look, language)) = named(&directory) else { continue };
        for stem in stems(&directory)? {
            let kind = stem.split_once('-').map_or(stem.as_str(), |(_, kind)| kind);
            let (picture, first) = drawn(&directory, &stem)?;
            write(&Path::new(&out).join(format!("{look}-{language}-{kind}.png")), &picture)?;
            contacts.entry(look.clone()).or_default().insert((language.clone(), stem), first);
            files += 1;
        }
    }
    if files == 0 {
        bail!("{folder} holds no documents");
    }
    for (look, contact) in &contacts {
        write(&Path::new(&out).join(format!("contact-{look}.png")), &sheet(contact))?;
    }
    say(&format!("gallery: {files} documents on {} sheets drawn to {out}", contacts.len()));
    Ok(())
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort();
    Ok(found)
}

/// Look and language of a folder named `sample-de-CH-classic`.
fn named(directory: &Path) -> Option<(String, String)> {
    let (rest, look) = directory.file_name()?.to_str()?.rsplit_once('-')?;
    let (_, locale) = rest.split_once('-')?;
    let language = locale.split('-').next()?;
    Some((look.to_owned(), language.to_owned()))
}

/// Look and case of a folder named `stress-rtl-en-modern`.
fn strained(directory: &Path) -> Option<(String, String)> {
    let (rest, look) = directory.file_name()?.to_str()?.rsplit_once('-')?;
    let case = rest.strip_prefix(stress::PREFIX)?.strip_prefix('-')?.split('-').next()?;
    Some((look.to_owned(), case.to_owned()))
}

/// Documents of a folder by their slug without extension, such as `01-cv`.
fn stems(directory: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(directory)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".docx").or_else(|| name.strip_suffix(".html.png"));
        found.extend(stem.filter(|stem| stem.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned));
    }
    Ok(found)
}

/// A document's picture and its first page; the error names the document.
fn drawn(directory: &Path, stem: &str) -> Result<(Pixels, Pixels)> {
    document(directory, stem).with_context(|| format!("{stem} in {} cannot be drawn", directory.display()))
}

fn document(directory: &Path, stem: &str) -> Result<(Pixels, Pixels)> {
    let file = |extension: &str| directory.join(format!("{stem}.{extension}"));
    let screenshot = file("html.png");
    if screenshot.exists() {
        let whole = decode(&std::fs::read(screenshot)?)?;
        return Ok((on_ground(&whole.shrunk(whole.width / 2)), whole));
    }
    let drawn = |extension: &str| -> Result<Vec<Pixels>> {
        let path = file(extension);
        let bytes = std::fs::read(&path).with_context(|| format!("{} is missing", path.display()))?;
        pages(&bytes, DPI)
    };
    let (office, own) = (drawn("office.pdf")?, drawn("pdf")?);
    let first = own.first().context("no page")?.clone();
    Ok((side_by_side(&office, &own), first))
}

/// Pages of equal number beside each other.
fn side_by_side(left: &[Pixels], right: &[Pixels]) -> Pixels {
    let all = || left.iter().chain(right);
    let width = all().map(|page| page.width).max().unwrap_or(0) + 2 + GAP;
    let height = all().map(|page| page.height).max().unwrap_or(0) + 2 + GAP;
    let rows = left.len().max(right.len());
    let mut picture = Pixels::filled(2 * width + GAP, rows * height + GAP, GROUND);
    for (column, pages) in [left, right].into_iter().enumerate() {
        for (row, page) in pages.iter().enumerate() {
            picture.paste(&page.framed(BORDER), GAP + column * width, GAP + row * height);
        }
    }
    picture
}

fn on_ground(page: &Pixels) -> Pixels {
    side_by_side(std::slice::from_ref(page), &[]).cut(page.width + 2 + 2 * GAP, usize::MAX)
}

/// First pages of a look: a row for each language, a column for each document.
fn sheet(contact: &Contact) -> Pixels {
    let languages: BTreeSet<&str> = contact.keys().map(|(language, _)| language.as_str()).collect();
    let stems: BTreeSet<&str> = contact.keys().map(|(_, stem)| stem.as_str()).collect();
    let page_height = CONTACT_WIDTH * CONTACT_SHAPE.0 / CONTACT_SHAPE.1;
    let (width, height) = (CONTACT_WIDTH + 2 + GAP, page_height + 2 + GAP);
    let mut picture = Pixels::filled(stems.len() * width + GAP, languages.len() * height + GAP, GROUND);
    for (row, language) in languages.iter().enumerate() {
        for (column, stem) in stems.iter().enumerate() {
            let Some(page) = contact.get(&((*language).to_owned(), (*stem).to_owned())) else { continue };
            let small = page.shrunk(CONTACT_WIDTH).cut(CONTACT_WIDTH, page_height);
            picture.paste(&small.framed(BORDER), GAP + column * width, GAP + row * height);
        }
    }
    picture
}

fn write(path: &Path, picture: &Pixels) -> Result<()> {
    let file = encode(picture, BYTES_MAX)?;
    std::fs::write(path, file).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::WHITE;

    #[test]
    fn folders_say_look_and_language() {
        assert_eq!(named(Path::new("x/sample-de-CH-modern")), Some(("modern".into(), "de".into())));
        assert_eq!(named(Path::new("x/sample-en-classic")), Some(("classic".into(), "en".into())));
        assert_eq!(named(Path::new("x/staged")), None);
        assert_eq!(strained(Path::new("x/stress-rtl-en-modern")), Some(("modern".into(), "rtl".into())));
        assert_eq!(strained(Path::new("x/sample-en-classic")), None);
    }

    #[test]
    fn pages_stand_side_by_side_within_borders() {
        let page = Pixels::filled(20, 30, WHITE);
        let picture = side_by_side(&[page.clone(), page.clone()], std::slice::from_ref(&page));
        assert_eq!((picture.width, picture.height), (2 * 32 + 10, 2 * 42 + 10));
        let count = |colour: Colour| picture.colours.iter().filter(|found| **found == colour).count();
        assert_eq!(count(WHITE), 3 * 600);
        assert_eq!(count(BORDER), 3 * (22 * 32 - 600));
        assert_eq!(on_ground(&page).width, 42);
        let contact: Contact = [(("de".to_owned(), "01-cv".to_owned()), page)].into();
        assert_eq!(sheet(&contact).width, CONTACT_WIDTH + 2 + 2 * GAP);
    }
}
