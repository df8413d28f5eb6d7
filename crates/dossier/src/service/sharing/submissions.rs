//! Submissions: a candidate shown to a client. Sending a pack that names the candidate asks for the candidate's consent or the
//! client's interest; the end of a run's last open submission closes the run and starts its retention clock.

use super::links::shown;
use super::{ShareWhat, consents, is_named, run_and_revision, sealed};
use crate::request::Pack;
use crate::service::error::ServiceError;
use crate::service::privacy::after_months;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::rows::{Submission, SubmissionState};
use dossier_db::submissions::{self, Sending};
use dossier_db::{Micros, Personal, TeamTx, clients, persons, profiles, runs, teams};
use serde_json::json;
use uuid::Uuid;

/// Longest recipient and reason, in characters.
const TEXT_CHARS_MAX: usize = 500;

/// A submission to be begun as a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubmission {
    /// The candidate.
    pub person: Uuid,
    /// The client.
    pub client: Uuid,
    /// The profile.
    pub profile: Option<Uuid>,
    /// The run whose papers are to go; it must be about the candidate.
    pub run: Option<Uuid>,
}

/// What is sent to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendOrder {
    /// The submission, a draft with a run.
    pub submission: Uuid,
    /// The revision whose papers go; absent means the run's current one.
    pub revision: Option<Uuid>,
    /// Which of its files.
    pub pack: Pack,
    /// To whom, in words: at most 500 characters.
    pub recipient: Personal,
    /// Why named papers go although nobody has agreed: at most 500 characters. Kept with the submission; the log has its hash.
    pub without_consent: Option<Personal>,
}

/// An earlier submission of the same candidate to the same client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The submission.
    pub submission: Uuid,
    /// Its profile.
    pub profile: Option<Uuid>,
    /// Where it stands.
    pub state: SubmissionState,
    /// When it was sent.
    pub sent_at: Option<Micros>,
}

/// A submission with a notice of what was sent before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The submission.
    pub submission: Submission,
    /// Whether the candidate was shown to this client already, latest first.
    pub earlier: Vec<Earlier>,
}

impl Office {
    /// Begins a submission. A run that was closed is open again.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is not the team's, [`ServiceError::Invalid`] for a run that is not about the candidate,
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn draft_submission(&self, caller: &Caller, new: NewSubmission) -> Result<Submitted, ServiceError> {
        caller.may(Action::Submit)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        persons::get(&mut tx, new.person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
        clients::get(&mut tx, new.client).await?.ok_or(ServiceError::NotFound { what: "client" })?;
        if let Some(profile) = new.profile {
            profiles::get(&mut tx, profile).await?.ok_or(ServiceError::NotFound { what: "profile" })?;
        }
        if let Some(run) = new.run {
            let found = runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
            let about = runs::persons(&mut tx, run).await?;
            if !about.iter().any(|row| row.person == new.person) {
                return Err(ServiceError::invalid("run", "submission.other_person", "it is about somebody else"));
            }
            if found.closed_at.is_some() {
                let expires_at = self.closing_date(&mut tx, now).await?;
                runs::set_closed(&mut tx, run, None, Some(expires_at), now).await?;
            }
        }
        let submission = Submission {
            id: self.id(),
            person: new.person,
            client: new.client,
            profile: new.profile,
            run: new.run,
            revision: None,
            state: SubmissionState::Draft,
            recipient: None,
            hashes: None,
            sent_at: None,
            closed_at: None,
            created_by: caller.user,
            created_at: now,
            updated_at: now,
            without_consent: None,
        };
        let earlier = earlier(&mut tx, &submission).await?;
        submissions::create(&mut tx, &submission).await?;
        let details = [("person", Detail::Id(new.person)), ("client", Detail::Id(new.client))];
        self.audit(&mut tx, "submission.begun", Some(("submission", submission.id)), &details).await?;
        tx.commit().await?;
        Ok(Submitted { submission, earlier })
    }

    /// Marks a submission as sent, with the SHA-256 of each file that goes out. Sends nothing itself.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] with the code `submission.consent_needed` where the papers name somebody who has not agreed, the
    /// client has not asked and no reason is given; `submission.no_papers` where there is nothing to send;
    /// `submission.not_a_draft`; [`ServiceError::NotFound`], [`ServiceError::Invalid`], [`ServiceError::Forbidden`], or a failure
    /// of database or storage.
    pub async fn send_submission(&self, caller: &Caller, order: SendOrder) -> Result<Submitted, ServiceError> {
        caller.may(Action::Submit)?;
        check_text("recipient", &order.recipient)?;
        if let Some(reason) = &order.without_consent {
            check_text("without_consent", reason)?;
        }
        let mut tx = self.db.read(&caller.ctx()).await?;
        let draft = draft(&mut tx, order.submission).await?;
        let run = draft.run.ok_or_else(no_papers)?;
        let (run, revision) = run_and_revision(&mut tx, run, order.revision).await?;
        drop(tx);
        let revision = revision.ok_or_else(no_papers)?;
        let papers = sealed(&self.storage_of(caller)?, caller.team, run.id, revision).await?;
        let files = shown(&papers, &ShareWhat::Pack(order.pack));
        if files.is_empty() {
            return Err(no_papers());
        }
        let hashes: Vec<_> = files
            .iter()
            .map(|entry| json!({ "area": entry.area, "slug": entry.key, "bytes": entry.bytes, "sha256": entry.sha256 }))
            .collect();
        let hashes = serde_json::Value::from(hashes).to_string();
        let named = is_named(&papers).await?;

        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        // The consents are looked at in the transaction that sends: one that is withdrawn at this moment is seen, or comes later.
        let agreed = !named || consents::agreed(&mut tx, run.id, draft.client, now).await?;
        let reason = order.without_consent.as_ref().filter(|_| !agreed);
        if !agreed && reason.is_none() {
            return Err(ServiceError::Conflict {
                what: "the candidate's consent",
                code: "submission.consent_needed",
                hint: "record the candidate's consent or the client's interest, send anonymous papers, or give a reason",
            });
        }
        let sending =
            Sending { revision: Some(revision), recipient: &order.recipient, hashes: &hashes, without_consent: reason };
        submissions::send(&mut tx, draft.id, &sending, now).await?;
        let submission = submission_of(&mut tx, draft.id).await?;
        let earlier = earlier(&mut tx, &submission).await?;
        let mut details = vec![
            ("person", Detail::Id(submission.person)),
            ("client", Detail::Id(submission.client)),
            ("run", Detail::Id(run.id)),
            ("revision", Detail::Id(revision)),
            ("named", Detail::Number(i64::from(named))),
            ("earlier", Detail::Number(i64::try_from(earlier.len()).unwrap_or(i64::MAX))),
        ];
        if let Some(reason) = reason {
            details.push(("without_consent", Detail::Hash(self.key().of_audit(caller.team, reason.as_str()))));
        }
        self.audit(&mut tx, "submission.sent", Some(("submission", submission.id)), &details).await?;
        tx.commit().await?;
        Ok(Submitted { submission, earlier })
    }

    /// Moves a submission on. Where it was the last open one of its run, the run is closed and its clock starts.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] where it does not stand where that is possible, [`ServiceError::NotFound`],
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn move_submission(
        &self,
        caller: &Caller,
        submission: Uuid,
        to: SubmissionState,
    ) -> Result<Submission, ServiceError> {
        caller.may(Action::Submit)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let found = submission_of(&mut tx, submission).await?;
        if !follows(found.state, to) {
            return Err(ServiceError::Conflict {
                what: "the submission",
                code: "submission.state",
                hint: "load it again; a draft is sent or withdrawn, a closed submission stays closed",
            });
        }
        submissions::advance(&mut tx, submission, found.state, to, now).await?;
        let closed = match found.run {
            Some(run) if to.is_closed() => self.close_if_last(&mut tx, run, now).await?,
            _ => false,
        };
        let details = [("state", Detail::Code(to.code())), ("run_closed", Detail::Number(i64::from(closed)))];
        self.audit(&mut tx, "submission.moved", Some(("submission", submission)), &details).await?;
        let moved = submission_of(&mut tx, submission).await?;
        tx.commit().await?;
        Ok(moved)
    }

    /// One submission.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn submission(&self, caller: &Caller, submission: Uuid) -> Result<Submission, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        submission_of(&mut tx, submission).await
    }

    /// Submissions of a person, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn submissions_of_person(&self, caller: &Caller, person: Uuid) -> Result<Vec<Submission>, ServiceError> {
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        persons::get(&mut tx, person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
        Ok(submissions::of_person(&mut tx, person).await?)
    }

    /// Submissions with the papers of a run, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn submissions_of_run(&self, caller: &Caller, run: Uuid) -> Result<Vec<Submission>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
        Ok(submissions::of_run(&mut tx, run).await?)
    }

    /// Submissions to a client, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn submissions_to_client(&self, caller: &Caller, client: Uuid) -> Result<Vec<Submission>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        clients::get(&mut tx, client).await?.ok_or(ServiceError::NotFound { what: "client" })?;
        Ok(submissions::to_client(&mut tx, client).await?)
    }

    /// The date of a run whose clock starts now.
    async fn closing_date(&self, tx: &mut TeamTx, now: Micros) -> Result<Micros, ServiceError> {
        Ok(after_months(now, teams::get(tx).await?.retention_months))
    }

    async fn close_if_last(&self, tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<bool, ServiceError> {
        let all = submissions::of_run(tx, run).await?;
        if all.iter().any(|one| !one.state.is_closed()) || runs::get(tx, run).await?.is_none() {
            return Ok(false);
        }
        let expires_at = self.closing_date(tx, now).await?;
        runs::set_closed(tx, run, Some(now), Some(expires_at), now).await?;
        Ok(true)
    }
}

async fn submission_of(tx: &mut TeamTx, submission: Uuid) -> Result<Submission, ServiceError> {
    submissions::get(tx, submission).await?.ok_or(ServiceError::NotFound { what: "submission" })
}

async fn draft(tx: &mut TeamTx, submission: Uuid) -> Result<Submission, ServiceError> {
    let found = submission_of(tx, submission).await?;
    if found.state == SubmissionState::Draft {
        return Ok(found);
    }
    Err(ServiceError::Conflict {
        what: "the submission",
        code: "submission.not_a_draft",
        hint: "it was sent already; begin another one",
    })
}

async fn earlier(tx: &mut TeamTx, submission: &Submission) -> Result<Vec<Earlier>, ServiceError> {
    let all = submissions::of_person(tx, submission.person).await?;
    let same = all
        .into_iter()
        .filter(|one| one.id != submission.id && one.client == submission.client && one.sent_at.is_some());
    Ok(same
        .map(|one| Earlier { submission: one.id, profile: one.profile, state: one.state, sent_at: one.sent_at })
        .collect())
}

/// Whether a submission may move from one state to another. Sending is a use case of its own.
fn follows(from: SubmissionState, to: SubmissionState) -> bool {
    match from {
        SubmissionState::Draft => to == SubmissionState::Withdrawn,
        SubmissionState::Sent => to == SubmissionState::Interview || to.is_closed(),
        SubmissionState::Interview => to.is_closed(),
        SubmissionState::Placed | SubmissionState::Rejected | SubmissionState::Withdrawn => false,
    }
}

fn check_text(field: &'static str, text: &Personal) -> Result<(), ServiceError> {
    if text.as_str().trim().is_empty() || text.as_str().chars().count() > TEXT_CHARS_MAX {
        return Err(ServiceError::invalid(field, "submission.text", "it is empty or has more than 500 characters"));
    }
    Ok(())
}

fn no_papers() -> ServiceError {
    ServiceError::Conflict {
        what: "the submission",
        code: "submission.no_papers",
        hint: "make the run's documents first, or choose another pack",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_stays_closed_and_drafts_are_not_moved_on() {
        for from in SubmissionState::ALL {
            for to in SubmissionState::ALL {
                let may = follows(*from, *to);
                assert!(!may || !from.is_closed(), "{from:?} {to:?}");
                assert!(!may || *to != SubmissionState::Draft && *to != SubmissionState::Sent, "{from:?} {to:?}");
            }
        }
        assert!(follows(SubmissionState::Draft, SubmissionState::Withdrawn));
        assert!(follows(SubmissionState::Sent, SubmissionState::Placed));
        assert!(!follows(SubmissionState::Draft, SubmissionState::Placed));
    }
}
