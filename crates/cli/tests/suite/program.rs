//! The program as a person starts it in a folder, without settings from the tests' own environment.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn dossier(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(args)
        .current_dir(folder)
        .env_remove("DOSSIER_STORAGE")
        .env_remove("DOSSIER_BRAND")
        .env_remove("DOSSIER_DATA")
        .env_remove("DOSSIER_DATABASE")
        .env_remove("DATABASE_URL")
        .env_remove("DOSSIER_SECRET")
        .output()
        .expect("the program starts")
}
