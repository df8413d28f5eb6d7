//! What the one who runs the instance sees of it without its shell: the database, the storage, the queue. That is the user of
//! this machine, or an owner of the instance's first team, which was made by the link that the log showed at the first start.

use super::sweep::Sweep;
use super::{Action, Caller, Office, ServiceError, Via};
use dossier_db::jobs::{self, QueueFigures};
use dossier_db::rows::Role;
use dossier_db::{SystemCtx, teams};

/// How the instance stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceState {
    /// Name of the database's engine.
    pub engine: &'static str,
    /// Code of what is wrong with the database; absent where nothing is.
    pub database: Option<&'static str>,
    /// Code of what is wrong with the storage; absent where nothing is.
    pub storage: Option<&'static str>,
    /// Whether the storage keeps anything beyond the process.
    pub is_durable: bool,
    /// The queue; absent where the database does not tell.
    pub queue: Option<QueueFigures>,
    /// Teams of the instance, archived ones included.
    pub teams: usize,
}

/// Code of a storage that has no marker, or another instance's.
const OTHER_STORAGE: &str = "ready.other_storage";

impl Office {
    /// Whether the caller runs the instance. Tokens never do.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn is_operator(&self, caller: &Caller) -> Result<bool, ServiceError> {
        if caller.may(Action::ManageTeam).is_err() {
            return Ok(false);
        }
        match caller.via {
            Via::Local => return Ok(true),
            Via::Session(_) | Via::Supabase(..) if caller.role == Role::Owner => {}
            Via::Session(_) | Via::Supabase(..) | Via::Token(..) | Via::System => return Ok(false),
        }
        let mut tx = self.db.system_read(SystemCtx::Setup).await?;
        // By age.
        Ok(teams::all(&mut tx).await?.first().is_some_and(|(team, _)| *team == caller.team))
    }

    /// How the queue of all teams stands, for the figures that a monitor collects: numbers only, so nobody is asked.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn queue_figures(&self) -> Result<QueueFigures, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Claim).await?;
        Ok(jobs::figures(&mut tx).await?)
    }

    /// How the instance stands.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for everybody else, or a failure of the database that already keeps from asking who that is.
    pub async fn instance_state(&self, caller: &Caller) -> Result<InstanceState, ServiceError> {
        self.must_operate(caller).await?;
        let number = async {
            let mut tx = self.db.system_read(SystemCtx::Setup).await?;
            teams::all(&mut tx).await.map(|all| all.len())
        };
        Ok(InstanceState {
            engine: self.db.engine(),
            database: self.db.check_schema().await.err().map(|error| error.code()),
            storage: self.storage_fault().await,
            is_durable: self.dossier.storage().is_durable(),
            queue: self.queue_figures().await.ok(),
            teams: number.await?,
        })
    }

    /// Sweeps now, the whole storage too.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for everybody else, or a failure of the database.
    pub async fn sweep_now(&self, caller: &Caller) -> Result<Sweep, ServiceError> {
        self.must_operate(caller).await?;
        Ok(self.sweep_once(self.now(), true).await)
    }

    /// Code of what is wrong with the storage, for members who would otherwise wonder why runs fail.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`].
    pub async fn storage_state(&self, caller: &Caller) -> Result<Option<&'static str>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        Ok(self.storage_fault().await)
    }

    async fn storage_fault(&self) -> Option<&'static str> {
        let storage = self.dossier.storage();
        match storage.marker().await {
            Ok(Some(marker)) if marker.instance == self.db.instance() => None,
            // What ends with the process belongs to nobody else.
            Ok(None) if !storage.is_durable() => None,
            Ok(_) => Some(OTHER_STORAGE),
            Err(error) => Some(error.code()),
        }
    }

    async fn must_operate(&self, caller: &Caller) -> Result<(), ServiceError> {
        if self.is_operator(caller).await? {
            Ok(())
        } else {
            Err(ServiceError::Forbidden { action: Action::ManageTeam })
        }
    }
}
