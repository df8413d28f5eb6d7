//! Writing: text to the terminal, errors, files that appear whole or not at all.

use crate::failure::Failure;
use dossier::core::records::manifest::{Failure as Missing, Warning};
use dossier::workspace::Bundle;
use dossier::{Class, Error};
use futures::TryStreamExt;
use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Prints a line of data.
///
/// # Errors
/// When it cannot be written. A closed pipe is no error: whoever reads has enough.
pub fn line(text: impl Display) -> Result<(), Error> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(cannot_write(Path::new("-"), &error)),
        _ => Ok(()),
    }
}

/// Prints a line for people beside the data.
pub fn note(text: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints each warning with its stable code beside the data, whether the data is for people or for machines.
pub fn warnings(list: &[Warning]) {
    for one in list {
        let meaning = dossier::meaning(one).map(|text| format!("; {text}")).unwrap_or_default();
        note(format_args!("warning[{}]: {}, {}x in {}{meaning}", one.code, one.field, one.count, one.document));
    }
}

/// Prints what is known of documents that could not be made, beside the data.
pub fn failures(list: &[Missing]) {
    for one in list {
        if let Some(detail) = &one.detail {
            note(format_args!("warning[{}]: {} is missing; {detail}", one.code, one.document));
        }
    }
}

/// Prints an error: for people on standard error, for machines as JSON on standard output.
pub fn error(error: &Failure, json: bool) {
    if json {
        let class = format!("{:?}", error.class()).to_lowercase();
        let mut said = serde_json::json!({
            "code": error.code(), "class": class, "message": error.to_string(), "hint": error.hint(),
        });
        if let (Some(document), Some(members)) = (error.document(), said.as_object_mut()) {
            members.insert("document".to_owned(), document.into());
            members.insert("places".to_owned(), error.places().into());
        }
        let _ = line(serde_json::json!({ "error": said }));
    } else {
        note(format_args!("error[{}]: {error}\n  hint: {}", error.code(), error.hint()));
    }
}

/// Whether a path means standard output.
pub fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    use std::io::ErrorKind;
    let place = if is_stdout(path) { "standard output".to_owned() } else { path.display().to_string() };
    Error::Usage {
        code: "cli.cannot_write",
        message: format!("{place} cannot be written"),
        hint: match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on that disk, or choose another place",
            _ => "choose a directory that exists and that you may write to",
        },
    }
}

/// Reads a file given on the command line; - is standard input.
///
/// # Errors
/// A usage error that names the file.
pub fn read_file(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Error> {
    use std::io::Read;
    let missing = |_| {
        // Only some systems open a directory and then fail to read it, so the error itself does not tell.
        let (what, hint) = if path.is_dir() {
            ("is a directory, and a file is needed", "name the file itself")
        } else {
            ("cannot be opened", "check the name and that you may read it")
        };
        Error::Usage { code: "cli.no_file", message: format!("{} {what}", path.display()), hint }
    };
    let mut bytes = Vec::new();
    // One byte more than allowed tells the reader that the file is too large, without taking it in whole.
    let read = if is_stdout(path) {
        std::io::stdin().lock().take(bytes_max + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).map_err(missing)?.take(bytes_max + 1).read_to_end(&mut bytes)
    };
    read.map_err(missing)?;
    Ok(bytes)
}

/// The lower-case extension of a path.
pub fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

/// A file that is being written: it appears whole or not at all. A device, a pipe or standard output is written as it comes.
enum Sink<'a> {
    Stream(Box<dyn Write>, &'a Path),
    File(tempfile::NamedTempFile, PathBuf),
}

impl<'a> Sink<'a> {
    fn open(path: &'a Path) -> Result<Self, Error> {
        if is_stdout(path) {
            return Ok(Self::Stream(Box::new(std::io::stdout()), path));
        }
        let failed = |error: std::io::Error| cannot_write(path, &error);
        // What a link points to is replaced, not the link.
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if real.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let device = std::fs::File::options().write(true).open(&real).map_err(failed)?;
            return Ok(Self::Stream(Box::new(device), path));
        }
        let directory = real.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
        Ok(Self::File(file, real))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::Stream(stream, path) => stream.write_all(bytes).map_err(|error| cannot_write(path, &error)),
            Self::File(file, path) => file.write_all(bytes).map_err(|error| cannot_write(path, &error)),
        }
    }

    fn close(self) -> Result<(), Error> {
        match self {
            Self::Stream(mut stream, path) => stream.flush().map_err(|error| cannot_write(path, &error)),
            Self::File(file, path) => {
                #[cfg(unix)]
                {
                    use std::os::unix::fs::PermissionsExt;
                    // Temporary files are private; what a person asked for has ordinary permissions.
                    let _ = file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
                }
                file.persist(&path).map(|_| ()).map_err(|error| cannot_write(&path, &error.error))
            }
        }
    }
}

/// Makes a directory where there is none.
///
/// # Errors
/// A usage error that names it.
pub fn make_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))
}

/// Writes bytes so that the file appears whole or not at all.
///
/// # Errors
/// A usage error that names the file.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut sink = Sink::open(path)?;
    sink.write(bytes)?;
    sink.close()
}

/// Streams a bundle to a file or to standard output.
///
/// # Errors
/// A storage error, or a usage error that names the file.
pub async fn write_bundle(bundle: &Bundle, path: &Path) -> Result<(), Error> {
    let mut stream = bundle.stream(0..bundle.bytes())?;
    let mut sink = Sink::open(path)?;
    while let Some(chunk) = stream.try_next().await? {
        sink.write(&chunk)?;
    }
    sink.close()
}

/// Where a run's documents go.
pub enum Target {
    /// A bundle at a path, or standard output.
    Zip(PathBuf),
    /// Files below a directory.
    Directory(PathBuf),
}

/// Endings that say that a path is one file and no folder.
const FILE_ENDINGS: [&str; 29] = [
    "7z", "bmp", "csv", "doc", "docm", "docx", "gif", "gz", "htm", "html", "jpeg", "jpg", "json", "md", "odt", "pdf",
    "png", "rar", "rtf", "svg", "tar", "tgz", "tif", "tiff", "toml", "txt", "xls", "xlsx", "zip",
];

/// The lower-case ending of a path that means one file; `None` for a path that is a folder, ends like one, or has no ending
/// that is known.
pub fn file_ending(path: &Path) -> Option<String> {
    let ends_like_a_folder = path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    let ending = extension(path).filter(|ending| FILE_ENDINGS.contains(&ending.as_str()));
    ending.filter(|_| !ends_like_a_folder && !path.is_dir())
}

impl Target {
    /// A name that ends in .zip is a bundle; a path that is a directory, or ends like one, and any other name is a
    /// directory.
    ///
    /// # Errors
    /// A usage error for the name of a single document or of another archive.
    pub fn of(path: &Path) -> Result<Self, Error> {
        if is_stdout(path) {
            return Ok(Self::Zip(path.to_owned()));
        }
        match file_ending(path).as_deref() {
            None => Ok(Self::Directory(path.to_owned())),
            Some("zip") => Ok(Self::Zip(path.to_owned())),
            Some(ending) => Err(Error::Usage {
                code: "cli.out_ending",
                message: format!("a run has several documents and is not written as one .{ending} file"),
                hint: "name a folder such as papers/ or a bundle such as pack.zip; `dossier render` writes one document",
            }),
        }
    }
}

impl Target {
    /// Whether something could be written there, before much work is done for it. Leaves nothing behind.
    ///
    /// # Errors
    /// A usage error that names the place.
    pub fn check(&self) -> Result<(), Error> {
        match self {
            Self::Zip(path) if is_stdout(path) => Ok(()),
            Self::Zip(path) => Sink::open(path).map(drop),
            Self::Directory(path) => {
                // It is made when it is needed; until then its nearest ancestor stands for it.
                let existing = path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
                let existing = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
                tempfile::tempfile_in(existing).map(drop).map_err(|error| cannot_write(path, &error))
            }
        }
    }
}

/// A size for people.
pub fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1024, bytes % 1024 * 10 / 1024)
}

/// The class as an exit code for outcomes that are done but not clean.
pub fn outcome(partial: bool) -> std::process::ExitCode {
    if partial { crate::exit::code(Class::Partial) } else { std::process::ExitCode::SUCCESS }
}
