//! `dossier migrate`: brings the schema of the database up to date, for installations whose service must not do that itself.

use crate::failure::Failure;
use crate::operating::MigrateArgs;
use crate::output;
use dossier::db::Db;
use std::process::ExitCode;

pub async fn migrate(args: MigrateArgs) -> Result<ExitCode, Failure> {
    let place = args.place.place();
    if let Some(data) = &place.data {
        output::make_folder(data)?;
    }
    Db::migrate_only(&place.database()?).await?;
    output::note("the database is up to date");
    Ok(ExitCode::SUCCESS)
}
