//! What many users share: lasting runs with their history, teams, rights, links, clocks. Every use case is a verb of
//! [`Office`] that takes the [`Caller`] first; it asks [`policy`] before anything else, touches only what is the caller's
//! team's, and ends its transaction with an entry in the audit log. Knows no HTTP; time, ids and secrets come from `Env`.

pub mod accounts;
pub mod audit;
pub mod backup;
pub mod brands;
mod caller;
mod error;
pub mod jobs;
pub mod library;
pub mod operator;
pub mod policy;
pub mod runs;
mod settings;
pub mod sweep;
mod vault;
pub mod webhooks;
mod worker;

mod moves;
pub mod privacy;
pub mod sharing;

pub use caller::{Caller, Scope, Via};
pub use error::ServiceError;
pub use moves::{MoveOrder, MovePersons, Moved};
pub use policy::Action;
pub use settings::{Access, ServiceSettings};
pub use vault::{Vault, read_secret, write_secret};
pub use worker::Worker;

use crate::env::Env;
use crate::run::Dossier;
use accounts::Accounts;
use accounts::fetch::Fetch;
use dossier_db::{Db, LookupKey, Micros};
use dossier_workspace::{Secret, Storage};
use std::sync::Arc;
use uuid::Uuid;

/// The use cases of the service. Cheap to clone; clones share everything.
#[derive(Clone, Debug)]
pub struct Office {
    pub(crate) dossier: Dossier,
    pub(crate) db: Db,
    pub(crate) vault: Vault,
    pub(crate) settings: Arc<ServiceSettings>,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) outgoing: webhooks::Outgoing,
    pub(crate) shelf: library::Shelf,
}

impl Office {
    /// The use cases over an open storage and an open database. Whoever opens them compares the storage's marker with
    /// [`Db::instance`].
    pub fn new(dossier: Dossier, db: Db, vault: Vault, settings: ServiceSettings) -> Self {
        let (accounts, outgoing, shelf) = (Arc::default(), webhooks::Outgoing::default(), library::Shelf::default());
        Self { dossier, db, vault, settings: Arc::new(settings), accounts, outgoing, shelf }
    }

    /// The same with another way to identity providers.
    #[must_use]
    pub fn with_fetch(self, fetch: Arc<dyn Fetch>) -> Self {
        Self { accounts: Arc::new(Accounts::over(fetch)), ..self }
    }

    /// The facade below.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The database below.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// What is set.
    pub fn settings(&self) -> &ServiceSettings {
        &self.settings
    }

    /// The storage as a caller may read it: with a Supabase token of the caller's own, where that is set, as the user whom the
    /// token names. Workers, sweeps, shares and whatever is written keep to the service's own key.
    pub(crate) fn storage_of(&self, caller: &Caller) -> Result<Storage, ServiceError> {
        match &caller.via {
            Via::Supabase(_, token) => Ok(self.dossier.storage.with_session(token)?),
            Via::Session(_) | Via::Token(..) | Via::Local | Via::System => Ok(self.dossier.storage.clone()),
        }
    }

    /// Looks whether the storage can do what the settings need.
    ///
    /// # Errors
    /// [`ServiceError::Run`] with the storage's failure where users' tokens are to be handed on, and the storage has no users or
    /// no public key.
    pub fn check_storage(&self) -> Result<(), ServiceError> {
        if self.settings.supabase_storage {
            // Nothing is asked with it.
            self.dossier.storage.with_session(&Secret::new("none"))?;
        }
        Ok(())
    }

    pub(crate) fn env(&self) -> &Env {
        &self.dossier.env
    }

    /// Now, as the database counts.
    pub fn now(&self) -> Micros {
        self.env().now().as_microsecond()
    }

    /// A fresh id.
    pub fn id(&self) -> Uuid {
        self.env().id()
    }

    pub(crate) fn key(&self) -> &LookupKey {
        self.db.key()
    }
}
