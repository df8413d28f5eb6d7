//! The candidates of a profile, or of a batch, as a table: where each run stands, its score, verdicts and musts, and when the
//! candidate is available. And how far a batch is. Asks the database only.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::history::{Listed, client_names, listed};
use super::missing;
use super::standing::Standing;
use dossier_db::history::{self, Query};
use dossier_db::rows::{RunKind, RunState};
use dossier_db::{Cursor, TeamTx, profiles, runs};
use uuid::Uuid;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The run.
    pub run: Listed,
    /// How the candidate stands to the profile; absent before the run has been judged. Availability is there only for those
    /// who may see persons.
    pub standing: Option<Standing>,
}

/// How far a batch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchView {
    /// Id.
    pub id: Uuid,
    /// Its runs by state; states without runs are left out.
    pub states: Vec<(RunState, i64)>,
    /// Number of its runs.
    pub total: i64,
    /// Those that nothing more happens to by itself.
    pub at_rest: i64,
}

impl BatchView {
    /// Whether all of its runs have come to rest.
    pub fn is_done(&self) -> bool {
        self.at_rest == self.total
    }
}

impl Office {
    /// A page of the candidates of a profile: runs about one candidate, shortlists apart.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for the profile, or a failure of the database.
    pub async fn candidates(
        &self,
        caller: &Caller,
        profile: Uuid,
        query: &Query,
    ) -> Result<(Vec<Candidate>, Option<Cursor>), ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        profiles::get(&mut tx, profile).await?.ok_or(missing("job profile"))?;
        let query = Query { profile: Some(profile), sees_persons: caller.sees_persons(), ..query.clone() };
        let table = table(&mut tx, query).await?;
        tx.commit().await?;
        Ok(table)
    }

    /// How far a batch is.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn batch(&self, caller: &Caller, batch: Uuid) -> Result<BatchView, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let states = runs::counts_of_batch(&mut tx, batch).await?;
        tx.commit().await?;
        if states.is_empty() {
            return Err(missing("batch"));
        }
        let sum = |rest_only: bool| {
            let counted = states.iter().filter(|(state, _)| !rest_only || state.is_at_rest());
            counted.map(|(_, number)| *number).sum::<i64>()
        };
        let (total, at_rest) = (sum(false), sum(true));
        Ok(BatchView { id: batch, states, total, at_rest })
    }

    /// A page of the candidates of a batch.
    ///
    /// # Errors
    /// As [`Office::batch`].
    pub async fn batch_candidates(
        &self,
        caller: &Caller,
        batch: Uuid,
        query: &Query,
    ) -> Result<(Vec<Candidate>, Option<Cursor>), ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        if runs::counts_of_batch(&mut tx, batch).await?.is_empty() {
            return Err(missing("batch"));
        }
        let query = Query { batch: Some(batch), sees_persons: caller.sees_persons(), ..query.clone() };
        let table = table(&mut tx, query).await?;
        tx.commit().await?;
        Ok(table)
    }
}

async fn table(tx: &mut TeamTx, query: Query) -> Result<(Vec<Candidate>, Option<Cursor>), ServiceError> {
    let sees = query.sees_persons;
    let page = history::find(tx, &Query { kind: Some(RunKind::Single), ..query }).await?;
    let names = client_names(tx, &page.items).await?;
    let line = |run: dossier_db::rows::Run| {
        let standing = run.verdicts.as_ref().and_then(Standing::read);
        let standing = standing.map(|told| if sees { told } else { Standing { availability: None, ..told } });
        Candidate { run: listed(run, &names, sees), standing }
    };
    Ok((page.items.into_iter().map(line).collect(), page.next))
}
