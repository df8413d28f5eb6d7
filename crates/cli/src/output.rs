//! Writing: text to the terminal, errors, files that appear whole or not at all.

use dossier::workspace::Bundle;
use dossier::{Class, Error};
use futures::TryStreamExt;
use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Prints a line of data.
pub fn line(text: impl Display) {
    // A closed pipe ends the output, not the program.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints a line for people beside the data.
pub fn note(text: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints an error: for people on standard error, for machines as JSON on standard output.
pub fn error(error: &Error, json: bool) {
    if json {
        let class = format!("{:?}", error.class()).to_lowercase();
        line(
            serde_json::json!({ "error": { "code": error.code(), "class": class, "message": error.to_string(), "hint": error.hint() } }),
        );
    } else {
        note(format_args!("error[{}]: {error}\n  hint: {}", error.code(), error.hint()));
    }
}

/// Whether a path means standard output.
pub fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn cannot_write(path: &Path) -> Error {
    Error::Usage {
        code: "cli.cannot_write",
        message: format!("{} cannot be written", path.display()),
        hint: "choose a directory that exists and that you may write to",
    }
}

/// Reads a file given on the command line; - is standard input.
///
/// # Errors
/// A usage error that names the file.
pub fn read_file(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Error> {
    use std::io::Read;
    let missing = |_| Error::Usage {
        code: "cli.no_file",
        message: format!("{} cannot be opened", path.display()),
        hint: "check the name and that you may read it",
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

/// Writes bytes so that the file appears whole or not at all.
///
/// # Errors
/// A usage error that names the file.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if is_stdout(path) {
        return std::io::stdout().lock().write_all(bytes).map_err(|_| cannot_write(path));
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory).map_err(|_| cannot_write(path))?;
    file.write_all(bytes).map_err(|_| cannot_write(path))?;
    persist(file, path)
}

fn persist(file: tempfile::NamedTempFile, path: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private; what a person asked for has ordinary permissions.
        let _ = file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    file.persist(path).map(|_| ()).map_err(|_| cannot_write(path))
}

/// Streams a bundle to a file or to standard output.
///
/// # Errors
/// A storage error, or a usage error that names the file.
pub async fn write_bundle(bundle: &Bundle, path: &Path) -> Result<(), Error> {
    let mut stream = bundle.stream(0..bundle.bytes())?;
    if is_stdout(path) {
        let mut out = std::io::stdout().lock();
        while let Some(chunk) = stream.try_next().await? {
            out.write_all(&chunk).map_err(|_| cannot_write(path))?;
        }
        return Ok(());
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory).map_err(|_| cannot_write(path))?;
    while let Some(chunk) = stream.try_next().await? {
        file.write_all(&chunk).map_err(|_| cannot_write(path))?;
    }
    persist(file, path)
}

/// Where a run's documents go.
pub enum Target {
    /// A bundle at a path, or standard output.
    Zip(PathBuf),
    /// Files below a directory.
    Directory(PathBuf),
}

impl Target {
    /// A path that is a directory, or ends like one, is a directory; anything else is a bundle.
    pub fn of(path: &Path) -> Self {
        let ends_like_one = path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
        if path.is_dir() || ends_like_one || (path.extension().is_none() && !is_stdout(path)) {
            Self::Directory(path.to_owned())
        } else {
            Self::Zip(path.to_owned())
        }
    }
}

/// The class as an exit code for outcomes that are done but not clean.
pub fn outcome(partial: bool) -> std::process::ExitCode {
    if partial { crate::exit::code(Class::Partial) } else { std::process::ExitCode::SUCCESS }
}
