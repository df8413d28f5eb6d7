//! The world that the layout sees: one source, one data file, pictures and fonts, all in memory. No clock, no folder, no
//! packages.

use super::fonts;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(id("paper.typ"), include_str!("paper.typ").to_owned()));

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("names of files in memory are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One document's world.
pub(super) struct Paper {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: BTreeMap<String, Bytes>,
}

impl Paper {
    /// A world with data, pictures and the brand's own fonts before the built-in ones.
    pub fn new(data: String, pictures: Vec<(String, Vec<u8>)>, extra: &[Vec<u8>]) -> Self {
        let mut fonts: Vec<Font> = extra.iter().flat_map(|bytes| Font::iter(Bytes::new(bytes.clone()))).collect();
        fonts.extend(fonts::built_in().iter().cloned());
        let mut book = FontBook::new();
        for font in &fonts {
            book.push(font.info().clone());
        }
        let mut files: BTreeMap<String, Bytes> =
            pictures.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        files.insert("paper.json".to_owned(), Bytes::from_string(data));
        Self { book: LazyHash::new(book), fonts, files }
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        SOURCE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SOURCE.id() { Ok(SOURCE.clone()) } else { Err(FileError::NotFound(PathBuf::new())) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        self.files.get(name).cloned().ok_or_else(|| FileError::NotFound(PathBuf::new()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
