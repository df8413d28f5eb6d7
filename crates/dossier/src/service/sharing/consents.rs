//! What candidates have agreed to, and which clients have asked for somebody by name: both are written down as consents, because
//! either lets a named pack go to a client (Swiss law on staffing). A withdrawn one takes the links to named papers along.

use super::links::named_links;
use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::rows::Consent;
use dossier_db::{Micros, Personal, TeamTx, clients, consents, persons, runs, shares};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most clients that one consent names.
const RECIPIENTS_MAX: usize = 200;

/// Longest words on how a consent was given, in characters.
const EVIDENCE_CHARS_MAX: usize = 2_000;

/// To what somebody has agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentScope {
    /// The candidate: papers with the name may go to the recipients.
    NamedPack,
    /// The clients named as recipients: they are interested in this candidate by name.
    ClientInterest,
    /// The candidate: the desk may keep the papers for later openings.
    KeepForLater,
}

impl ConsentScope {
    /// Stable code, as stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::NamedPack => "named-pack",
            Self::ClientInterest => "client-interest",
            Self::KeepForLater => "keep-for-later",
        }
    }
}

/// For whom a consent counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recipients {
    /// Every client of the desk.
    All,
    /// These clients.
    Clients(Vec<Uuid>),
}

impl Recipients {
    /// Whether a client is among stored recipients. What cannot be read names nobody.
    fn stored_name(stored: &str, client: Uuid) -> bool {
        match serde_json::from_str(stored) {
            Ok(Self::All) => true,
            Ok(Self::Clients(ids)) => ids.contains(&client),
            Err(_) => false,
        }
    }
}

/// A consent to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// Who agreed, or whom the clients have asked for.
    pub person: Uuid,
    /// To what.
    pub scope: ConsentScope,
    /// For whom.
    pub recipients: Recipients,
    /// How it was given, in words: at most 2,000 characters.
    pub evidence: Option<Personal>,
    /// When it was given; not in the future.
    pub given_at: Micros,
    /// Until when it counts; absent means until it is withdrawn.
    pub expires_at: Option<Micros>,
}

/// What a withdrawal did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// Links to named papers that no longer work.
    pub links: i64,
}

impl Office {
    /// Writes a consent down.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a person or client that is not the team's, [`ServiceError::Invalid`] for times and words
    /// that are none, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn give_consent(&self, caller: &Caller, new: NewConsent) -> Result<Consent, ServiceError> {
        caller.may(Action::Submit)?;
        let now = self.now();
        check(&new, now)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        persons::get(&mut tx, new.person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
        if let Recipients::Clients(ids) = &new.recipients {
            for client in ids {
                clients::get(&mut tx, *client).await?.ok_or(ServiceError::NotFound { what: "client" })?;
            }
        }
        let consent = Consent {
            id: self.id(),
            person: new.person,
            scope: new.scope.code().to_owned(),
            recipients: serde_json::to_string(&new.recipients).expect("recipients are plain JSON"),
            evidence: new.evidence,
            given_at: new.given_at,
            expires_at: new.expires_at,
            withdrawn_at: None,
            recorded_by: caller.user,
            created_at: now,
        };
        consents::give(&mut tx, &consent).await?;
        let details = [("person", Detail::Id(consent.person)), ("scope", Detail::Code(new.scope.code()))];
        self.audit(&mut tx, "consent.given", Some(("consent", consent.id)), &details).await?;
        tx.commit().await?;
        Ok(consent)
    }

    /// Withdraws a consent: it stays as a record, and links to papers with the person's name stop at once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the person has no such consent that counts, [`ServiceError::Forbidden`], or a failure of
    /// the database.
    pub async fn withdraw_consent(
        &self,
        caller: &Caller,
        person: Uuid,
        consent: Uuid,
    ) -> Result<Withdrawn, ServiceError> {
        caller.may(Action::Submit)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let known = consents::of_person(&mut tx, person).await?;
        let found = known.iter().find(|one| one.id == consent && one.withdrawn_at.is_none());
        let found = found.ok_or(ServiceError::NotFound { what: "consent" })?;
        consents::withdraw(&mut tx, consent, now).await?;
        let mut links = 0;
        if found.scope == ConsentScope::NamedPack.code() {
            for run in persons::runs_of(&mut tx, person).await? {
                for link in named_links(&mut tx, run).await? {
                    shares::revoke(&mut tx, link, now).await?;
                    links += 1;
                }
            }
        }
        let details = [("person", Detail::Id(person)), ("links", Detail::Number(links))];
        self.audit(&mut tx, "consent.withdrawn", Some(("consent", consent)), &details).await?;
        tx.commit().await?;
        Ok(Withdrawn { links })
    }

    /// All consents of a person, newest first, withdrawn ones included.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn consents_of(&self, caller: &Caller, person: Uuid) -> Result<Vec<Consent>, ServiceError> {
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        persons::get(&mut tx, person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
        Ok(consents::of_person(&mut tx, person).await?)
    }
}

/// Whether everybody whom a run names has agreed to go to a client, or the client has asked for them.
pub(super) async fn agreed(tx: &mut TeamTx, run: Uuid, client: Uuid, now: Micros) -> Result<bool, ServiceError> {
    for row in runs::persons(tx, run).await? {
        let mut all = consents::valid(tx, row.person, ConsentScope::NamedPack.code(), now).await?;
        all.extend(consents::valid(tx, row.person, ConsentScope::ClientInterest.code(), now).await?);
        if !all.iter().any(|consent| Recipients::stored_name(&consent.recipients, client)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether somebody whom a run names has withdrawn the consent to named papers and not given it again.
pub(super) async fn withdrawn(tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<bool, ServiceError> {
    for row in runs::persons(tx, run).await? {
        let all = consents::of_person(tx, row.person).await?;
        let named = || all.iter().filter(|consent| consent.scope == ConsentScope::NamedPack.code());
        let counts = |consent: &Consent| {
            consent.withdrawn_at.is_none() && consent.expires_at.is_none_or(|expires_at| expires_at > now)
        };
        if named().any(|consent| consent.withdrawn_at.is_some()) && !named().any(counts) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn check(new: &NewConsent, now: Micros) -> Result<(), ServiceError> {
    if new.given_at > now {
        return Err(ServiceError::invalid("given_at", "consent.future", "it lies in the future"));
    }
    if new.expires_at.is_some_and(|expires_at| expires_at <= new.given_at) {
        return Err(ServiceError::invalid("expires_at", "consent.ended", "it comes before the consent was given"));
    }
    if new.evidence.as_ref().is_some_and(|evidence| evidence.as_str().chars().count() > EVIDENCE_CHARS_MAX) {
        return Err(ServiceError::invalid("evidence", "consent.evidence_long", "it has more than 2,000 characters"));
    }
    let Recipients::Clients(ids) = &new.recipients else {
        return match new.scope {
            ConsentScope::ClientInterest => {
                Err(ServiceError::invalid("recipients", "consent.recipients", "it names no client"))
            }
            ConsentScope::NamedPack | ConsentScope::KeepForLater => Ok(()),
        };
    };
    if ids.is_empty() || ids.len() > RECIPIENTS_MAX {
        return Err(ServiceError::invalid("recipients", "consent.recipients", "it names no client, or more than 200"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_told_from_what_is_stored() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let some = serde_json::to_string(&Recipients::Clients(vec![one])).expect("JSON");
        assert!(Recipients::stored_name(&some, one) && !Recipients::stored_name(&some, other));
        let all = serde_json::to_string(&Recipients::All).expect("JSON");
        assert!(Recipients::stored_name(&all, other));
        for unreadable in ["", "[]", "{}", "\"some\""] {
            assert!(!Recipients::stored_name(unreadable, one), "{unreadable}");
        }
    }

    #[test]
    fn only_what_can_be_a_consent_is_one() {
        let new = NewConsent {
            person: Uuid::from_u128(1),
            scope: ConsentScope::NamedPack,
            recipients: Recipients::All,
            evidence: None,
            given_at: 10,
            expires_at: None,
        };
        let code = |new: &NewConsent| check(new, 10).map_err(|error| error.code()).err();
        assert_eq!(code(&new), None);
        assert_eq!(code(&NewConsent { given_at: 11, ..new.clone() }), Some("consent.future"));
        assert_eq!(code(&NewConsent { expires_at: Some(10), ..new.clone() }), Some("consent.ended"));
        assert_eq!(
            code(&NewConsent { evidence: Some("ü".repeat(2_001).into()), ..new.clone() }),
            Some("consent.evidence_long")
        );
        assert_eq!(
            code(&NewConsent { recipients: Recipients::Clients(vec![]), ..new.clone() }),
            Some("consent.recipients")
        );
        assert_eq!(code(&NewConsent { scope: ConsentScope::ClientInterest, ..new }), Some("consent.recipients"));
    }
}
