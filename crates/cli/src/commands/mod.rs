//! One file a verb, and what several of them share: storages, brands, offers.

pub mod audit;
pub mod backup;
pub mod batch;
pub mod bundle;
pub mod copy;
pub mod correct;
pub mod doctor;
pub mod erase;
mod explain;
pub mod healthcheck;
pub mod lexicon;
pub mod matching;
pub mod migrate;
pub mod people;
pub mod read;
pub mod render;
pub mod restore;
pub mod run;
pub mod runs;
pub mod serve;
pub mod shortlist;
pub mod sweep;
pub mod template;
pub mod verify;
mod visit;

use crate::args::{Cli, PaperArgs, StorageArgs};
use crate::{host, output, settings};
use clap::CommandFactory;
use dossier::core::brand::Brand;
use dossier::core::generate::template::{Templates, kind_of};
use dossier::core::generate::{DocumentKind, Format};
use dossier::core::offer::OfferFile;
use dossier::core::records::matching::{Settings, Weights};
use dossier::core::time::Day;
use dossier::core::understand::{LEXICON_BYTES_MAX, Lexicon};
use dossier::furnish::{self, TEMPLATE_BYTES_MAX, TOML_BYTES_MAX, template_error};
use dossier::workspace::{Credentials, OpenMode, RunId, Storage, StorageConfig, StorageError};
use dossier::{Env, Error, Pack};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Size of a record given as JSON.
const RECORD_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dossier", &mut script);
    output::write_file(Path::new("-"), &script)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a manual page for the program and for each of its commands. The same version writes the same bytes.
pub fn manual(folder: &Path) -> Result<ExitCode, Error> {
    output::make_folder(folder)?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    manual_of(&command, folder)?;
    Ok(ExitCode::SUCCESS)
}

fn manual_of(command: &clap::Command, folder: &Path) -> Result<(), Error> {
    for further in command.get_subcommands().filter(|further| !further.is_hide_set()) {
        manual_of(further, folder)?;
    }
    let page = clap_mangen::Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text).map_err(|_| Error::Internal { step: "printing" })?;
    output::write_file(&folder.join(page.get_filename()), &text)
}

/// Verbs of the contract that come with later versions.
const LATER: [&str; 1] = ["persons"];

/// The error for a verb that is not there.
pub fn later(words: &[String]) -> Error {
    let verb = words.first().map(String::as_str).unwrap_or_default();
    if LATER.contains(&verb) {
        not_yet(&format!("the command {verb}"))
    } else {
        Error::Usage {
            code: "cli.unknown_command",
            message: format!("there is no command {verb}"),
            hint: "see `dossier --help`",
        }
    }
}

/// Today where no brand says in which time zone.
fn brand_date(env: &Env) -> Day {
    env.today("Europe/Zurich")
}

/// The default settings with other weights.
fn settings_of(weights: Option<Weights>) -> Settings {
    weights.map_or_else(Settings::default, |weights| Settings { weights, ..Settings::default() })
}

/// The recognition program for `--ocr`.
fn recognition(wanted: bool) -> Result<Option<PathBuf>, Error> {
    if !wanted {
        return Ok(None);
    }
    host::recognition().map(Some).ok_or_else(|| Error::Usage {
        code: "cli.recognition",
        message: "--ocr needs the program tesseract, which is not in the PATH".to_owned(),
        hint: "install tesseract with the languages deu, fra and eng",
    })
}

/// The error for something that has not landed.
fn not_yet(what: &str) -> Error {
    Error::Usage {
        code: "cli.not_yet",
        message: format!("this version does not have {what} yet"),
        hint: "see CHANGELOG.md for what it has",
    }
}

/// Pack and formats of papers of one candidate, whose code is checked too.
fn check_paper(paper: &PaperArgs) -> Result<(Pack, Vec<Format>), Error> {
    let chosen = check_choice(paper, paper.anonymous.is_some())?;
    paper.anonymous.as_deref().map_or(Ok(()), check_code)?;
    Ok(chosen)
}

/// Pack and formats of papers, named or not.
fn check_choice(paper: &PaperArgs, anonymous: bool) -> Result<(Pack, Vec<Format>), Error> {
    let mut formats = Vec::new();
    for format in paper.formats.iter().flat_map(|list| list.split(',')).map(str::trim) {
        match format {
            "docx" => formats.push(Format::Docx),
            "html" => formats.push(Format::Html),
            "pdf" => formats.push(Format::Pdf),
            "png" => {
                return Err(Error::Usage {
                    code: "cli.format",
                    message: "pages are drawn as png by `dossier render` only".into(),
                    hint: "choose from docx, html and pdf, then draw a document with `dossier render --formats png`",
                });
            }
            other => {
                return Err(Error::Usage {
                    code: "cli.format",
                    message: format!("{other} is not a format"),
                    hint: "choose from docx, html and pdf",
                });
            }
        }
    }
    if !anonymous && !paper.allow_words.is_empty() {
        return Err(Error::Usage {
            code: "cli.allow_words",
            message: "--allow-words decides on words of anonymous papers, and these name the candidate".into(),
            hint: "add a code, or leave --allow-words out",
        });
    }
    if anonymous && paper.photo.is_some() {
        return Err(Error::Usage {
            code: "cli.anonymous_photo",
            message: "--anonymous hides who somebody is and does not go with --photo".into(),
            hint: "leave one of them out",
        });
    }
    if anonymous && paper.pack == Some(crate::args::PackArg::Full) {
        return Err(Error::Usage {
            code: "cli.anonymous_full",
            message: "--anonymous makes a client pack and does not go with --pack full".into(),
            hint: "leave --pack out",
        });
    }
    if formats.is_empty() {
        formats = vec![Format::Docx, Format::Html];
    }
    formats.sort();
    formats.dedup();
    Ok((paper.pack.map_or(Pack::Full, Pack::from), formats))
}

/// Whether a code can stand in papers and names of files.
fn check_code(code: &str) -> Result<(), Error> {
    let sound = (1..=40).contains(&code.chars().count())
        && code.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if sound {
        return Ok(());
    }
    Err(Error::Usage {
        code: "cli.anonymous_code",
        message: "the code must have 1 to 40 letters, digits, hyphens, dots or underscores".into(),
        hint: "choose a code such as K-0417",
    })
}

/// Reads the brand file and the files beside it.
fn brand(path: Option<&Path>) -> Result<Brand, Error> {
    let Some(path) = path else { return Ok(Brand::default()) };
    let text = utf8(path, output::read_file(path, TOML_BYTES_MAX)?)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    furnish::brand(&text, |name, bytes_max| output::read_file(&folder.join(name), bytes_max as u64))
}

/// The brand with templates named on the command line before its own.
fn branded(paper: &PaperArgs) -> Result<Brand, Error> {
    let brand = brand(paper.brand.as_deref())?;
    let mut named = Templates::default();
    let mut files: BTreeMap<DocumentKind, &Path> = BTreeMap::new();
    for given in &paper.template {
        let (kind, path) = named_template(given);
        let bytes = output::read_file(path, TEMPLATE_BYTES_MAX)?;
        let kind = named.add(&bytes, kind).map_err(|error| template_error(&path.display().to_string(), &error))?;
        if let Some(first) = files.insert(kind, path) {
            return Err(Error::Usage {
                code: "cli.template_twice",
                message: format!("{} and {} are both for the {}", first.display(), path.display(), kind.name()),
                hint: "give one template a document; where the file does not say what it is for, write offer=FILE",
            });
        }
    }
    Ok(furnish::with_templates(brand, &named))
}

/// A template with the document before it, as in `offer=FILE`; other signs of equality belong to the file's name.
fn named_template(given: &Path) -> (Option<DocumentKind>, &Path) {
    let split = given.to_str().and_then(|text| text.split_once('='));
    match split.and_then(|(name, file)| Some((kind_of(name)?, file))) {
        Some((kind, file)) => (Some(kind), Path::new(file)),
        None => (None, given),
    }
}

fn offer(path: Option<&Path>) -> Result<Option<OfferFile>, Error> {
    let Some(path) = path else { return Ok(None) };
    furnish::offer(&utf8(path, output::read_file(path, TOML_BYTES_MAX)?)?).map(Some)
}

/// The built-in lexicon, extended by a file of the desk.
fn lexicon(path: Option<&Path>) -> Result<Lexicon, Error> {
    let Some(path) = path else { return Ok(Lexicon::builtin()) };
    let text = utf8(path, output::read_file(path, LEXICON_BYTES_MAX as u64)?)?;
    furnish::extended(&Lexicon::builtin(), &text, &path.display().to_string())
}

fn utf8(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    furnish::utf8(bytes, &path.display().to_string())
}

/// What the options and the environment say of the storage; memory by default.
fn storage_config(url: Option<&str>) -> Result<StorageConfig, Error> {
    config_with(url.unwrap_or("memory:"), |keys| keys)
}

/// The storage for work that no user does: a sweep or an erasure must see everything, whatever token is at hand.
fn as_service(url: &str) -> Result<StorageConfig, Error> {
    config_with(url, |keys| Credentials { jwt: None, anon_key: None, ..keys })
}

fn config_with(url: &str, choose: impl Fn(Credentials) -> Credentials) -> Result<StorageConfig, Error> {
    // A file with a key that is not there must not stand in the way of storages without keys.
    let remote = ["s3:", "supabase:"].iter().any(|scheme| url.trim_start().to_lowercase().starts_with(scheme));
    let keys = if remote { choose(settings::credentials()?) } else { Credentials::default() };
    Ok(StorageConfig::from_url(url, &std::env::temp_dir(), &keys)?)
}

fn open_mode(options: &StorageArgs, env: &Env) -> OpenMode {
    OpenMode {
        init: options.init,
        expected: options.instance,
        adopt: false,
        mark: true,
        instance: env.id(),
        now: env.now(),
    }
}

/// For verbs that begin nothing: an empty storage stays unmarked.
fn look_mode(options: &StorageArgs, env: &Env) -> OpenMode {
    OpenMode { mark: false, ..open_mode(options, env) }
}

/// Opens a storage for reading.
async fn look_at(options: &StorageArgs, env: &Env) -> Result<Storage, Error> {
    lasting(&storage_config(Some(required(options)?))?, look_mode(options, env)).await
}

/// What is said of commit files that cannot be read.
fn damaged(count: u64) -> String {
    format!("{count} revisions or runs cannot be read; restore their files from a backup")
}

/// Opens the storage that the options name.
async fn open_storage(options: &StorageArgs, env: &Env) -> Result<Storage, Error> {
    let config = storage_config(options.storage.as_deref())?;
    Ok(Storage::open(&config, open_mode(options, env)).await?.0)
}

/// The storage URL of a command that cannot do without.
fn required(options: &StorageArgs) -> Result<&str, Error> {
    options.storage.as_deref().ok_or(Error::Usage {
        code: "cli.no_storage",
        message: "this command needs a storage".into(),
        hint: "pass --storage URL or set DOSSIER_STORAGE",
    })
}

async fn lasting(config: &StorageConfig, mode: OpenMode) -> Result<Storage, Error> {
    if matches!(config, StorageConfig::Memory | StorageConfig::Temp { .. }) {
        let reason = "memory: and temp: end with the command that made them".into();
        return Err(Error::Storage(StorageError::BadUrl { reason }));
    }
    Ok(Storage::open(config, mode).await?.0)
}

fn run_id(text: &str) -> Result<RunId, Error> {
    text.parse().map_err(|_| Error::Usage {
        code: "cli.run_id",
        message: "this is not the id of a run".into(),
        hint: "list the runs with `dossier runs`",
    })
}
