//! Text recognition by `tesseract`, in the process that reads one file and under its limits: the program inherits them.
//! Pictures go to its standard input, its table comes from its standard output; nothing is written to a disk.

use dossier_core::formats::read::pdf::pictures;
use dossier_core::formats::read::{Recognised, image_size, recognised};
use dossier_core::formats::{PageSize, ReadError, ReadLimits, SourceText};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

const DPI: f32 = 300.0;
const LANGUAGES: &str = "deu+fra+eng";
/// Width of a page of A4 in points: what a photographed page is taken for.
const PAGE_WIDTH: f32 = 595.0;
/// Size of a table that is still read.
const TABLE_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Reads a scan in place of `error`; any other error stays.
pub(crate) fn instead(
    error: ReadError,
    bytes: &[u8],
    limits: &ReadLimits,
    program: &Path,
) -> Result<SourceText, ReadError> {
    let pages: Vec<(Vec<u8>, PageSize, f32)> = match &error {
        ReadError::NoText { .. } => {
            pictures(bytes, limits, DPI)?.into_iter().map(|page| (page.png, page.size, page.dpi)).collect()
        }
        ReadError::Unsupported { .. } => match image_size(bytes) {
            Some((_, width, height)) if width > 0 => {
                let dpi = width as f32 * 72.0 / PAGE_WIDTH;
                let size = PageSize { width: PAGE_WIDTH, height: height as f32 * 72.0 / dpi };
                vec![(bytes.to_vec(), size, dpi)]
            }
            _ => return Err(error),
        },
        _ => return Err(error),
    };
    let mut found = Vec::new();
    for (picture, size, dpi) in pages {
        found.push(Recognised { tsv: table(&picture, dpi, program)?, size, dpi });
    }
    recognised(&found)
}

fn failed(reason: &str) -> ReadError {
    ReadError::Recognition { reason: reason.to_owned() }
}

fn table(picture: &[u8], dpi: f32, program: &Path) -> Result<String, ReadError> {
    let mut child = Command::new(program)
        .args(["stdin", "stdout", "-l", LANGUAGES, "--dpi", &format!("{dpi:.0}"), "tsv"])
        .env_clear()
        // One thread: more of them need more address space than they save time.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| failed("the program cannot be started"))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(failed("the program has no input"));
    };
    // The program reads all of its input before it prints.
    let fed = stdin.write_all(picture);
    drop(stdin);
    let mut answer = Vec::new();
    let read = stdout.take(TABLE_BYTES_MAX).read_to_end(&mut answer);
    let status = child.wait().map_err(|_| failed("the program was lost"))?;
    if fed.is_err() || read.is_err() || !status.success() {
        return Err(failed("the program ended with an error or at its limit"));
    }
    String::from_utf8(answer).map_err(|_| failed("the program's answer is no text"))
}
