//! Prints the API document as it is checked in as `schemas/openapi.json`; `cargo xtask golden` writes it there.

use dossier_server::api_document;
use dossier_server::document::text;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let written = text(&api_document()).is_ok_and(|text| std::io::stdout().write_all(text.as_bytes()).is_ok());
    if written { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
