//! Options of the verbs that keep storages and a service running: probing, sweeping, copying, backup, restore, migration, people who
//! do not come in any more, and the question whether it is ready.

use crate::args::StorageArgs;
use crate::settings::Place;
use clap::{Args, Subcommand};
use dossier::workspace::TeamId;
use std::path::PathBuf;
use uuid::Uuid;

/// Where the service's database, storage and secret are. The secret is DOSSIER_SECRET, or in the data folder.
#[derive(Clone, Debug, Args)]
pub struct PlaceArgs {
    /// Database: sqlite:FILE or postgres://user@host/database. Default: DOSSIER_DATABASE (or DOSSIER_DATABASE_FILE, or
    /// DATABASE_URL), else a file in the data folder.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Data folder with database, storage and secret, where they are not named.
    #[arg(long, value_name = "DIR", env = "DOSSIER_DATA")]
    pub data: Option<PathBuf>,
    /// Storage: file:///dir, s3://bucket or supabase://host/bucket; see docs/storage.md. Default: in the data folder.
    #[arg(long, value_name = "URL", env = "DOSSIER_STORAGE")]
    pub storage: Option<String>,
}

impl PlaceArgs {
    /// As settings.
    pub fn place(&self) -> Place {
        Place { database: self.database.clone(), data: self.data.clone(), storage: self.storage.clone() }
    }
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Storage that gets the backup; each backup needs a place of its own.
    #[arg(long, value_name = "URL", required_unless_present = "erasures")]
    pub to: Option<String>,
    /// Only write the list of everything that was erased, to be kept apart from the backups; - for standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    pub erasures: Option<PathBuf>,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// Storage that has the backup.
    #[arg(long, value_name = "URL")]
    pub from: String,
    #[command(flatten)]
    pub place: PlaceArgs,
    /// The list of everything that was erased since the backup, which is erased again.
    #[arg(long, value_name = "FILE")]
    pub erasures: Option<PathBuf>,
    /// Go on after an interrupted restore: the storage may hold objects of this backup.
    #[arg(long)]
    pub resume: bool,
    /// Only look through the backup: every hash, row and reference. Nothing is restored.
    #[arg(long, conflicts_with_all = ["erasures", "resume"])]
    pub verify: bool,
}

/// Options of `users`.
#[derive(Debug, Args)]
pub struct UsersArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: UsersAction,
}

/// What an operator does about users.
#[derive(Debug, Subcommand)]
pub enum UsersAction {
    /// Print a link with which a user sets a new password, once and within 24 hours. Whoever has it gets the account.
    Reset {
        /// Address of the user.
        #[arg(value_name = "EMAIL")]
        email: String,
        #[command(flatten)]
        place: PlaceArgs,
        /// Address of the service that people see, such as https://dossier.example.
        #[arg(long, value_name = "URL", env = "DOSSIER_PUBLIC_URL", default_value = "http://localhost:8080")]
        public_url: String,
    },
}

/// Options of `teams`.
#[derive(Debug, Args)]
pub struct TeamsArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: TeamsAction,
}

/// What an operator does about teams.
#[derive(Debug, Subcommand)]
pub enum TeamsAction {
    /// List all teams with their ids.
    List {
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// Bring an archived team back.
    Unarchive {
        /// The team.
        #[arg(value_name = "TEAM")]
        team: Uuid,
        #[command(flatten)]
        place: PlaceArgs,
    },
}

/// Options of `migrate`.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `healthcheck`.
#[derive(Debug, Args)]
pub struct HealthcheckArgs {
    /// Port on which the service listens.
    #[arg(long, value_name = "PORT", env = "PORT", default_value_t = 8080)]
    pub port: u16,
}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Look at a service that is deployed instead of a storage: ready, closed to strangers, by https. Nothing is changed there.
    /// With DOSSIER_METRICS_TOKEN its figures too.
    #[arg(long, value_name = "URL", conflicts_with = "init")]
    pub url: Option<String>,
}

/// Options of `sweep`.
#[derive(Debug, Args)]
pub struct SweepArgs {
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Only count.
    #[arg(long)]
    pub dry_run: bool,
}

/// Options of `copy`.
#[derive(Debug, Args)]
pub struct CopyArgs {
    /// Id of the run.
    pub run: String,
    /// Storage that has the run.
    #[arg(long, value_name = "URL")]
    pub from: String,
    /// Storage that gets it.
    #[arg(long, value_name = "URL")]
    pub to: String,
    /// Create a storage directory that does not exist.
    #[arg(long)]
    pub init: bool,
    /// Team that owns the run. Default: the one team of a storage without a database.
    #[arg(long, value_name = "ID", env = "DOSSIER_TEAM")]
    pub team: Option<TeamId>,
}
