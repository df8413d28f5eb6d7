//! Persons: found by what they are known by, shown with everything that refers to them, merged. What is asked for is hashed at
//! once and stands nowhere.

use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::persons::Holdings;
use dossier_db::rows::Person;
use dossier_db::{LookupKey, PersonKey, PersonKeyKind, Personal, TeamTx, erasures, holds, persons, runs};
use serde_json::Value;
use uuid::Uuid;

/// Whom to look for. What is given is looked up each for itself; a person who is found by more comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonQuery {
    /// E-mail address.
    pub email: Option<Personal>,
    /// Phone number, best with its country.
    pub phone: Option<Personal>,
    /// Name; counts together with the date of birth only.
    pub name: Option<Personal>,
    /// Date of birth, ISO.
    pub birth_date: Option<Personal>,
}

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPerson {
    /// The person.
    pub person: Person,
    /// By what.
    pub by: Vec<PersonKeyKind>,
}

/// A person with what refers to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHoldings {
    /// The person.
    pub person: Person,
    /// Runs, and numbers of further rows by table.
    pub holdings: Holdings,
    /// Those of the runs that are about others too: an erasure of the person takes them along.
    pub shared_runs: Vec<Uuid>,
    /// Whether a hold keeps the person.
    pub is_held: bool,
}

impl Office {
    /// Finds persons by address, phone, or name with date of birth.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] where nothing that can be looked up is given, [`ServiceError::Forbidden`], or a failure of the
    /// database.
    pub async fn find_persons(&self, caller: &Caller, query: &PersonQuery) -> Result<Vec<FoundPerson>, ServiceError> {
        caller.may(Action::SeePersons)?;
        let keys = keys_of_query(self.key(), caller.team, query);
        if keys.is_empty() {
            let reason = "give an address, a phone number, or a name with a date of birth";
            return Err(ServiceError::invalid("query", "persons.query", reason));
        }
        let mut tx = self.db.read(&caller.ctx()).await?;
        let mut found = Vec::new();
        for one in persons::find(&mut tx, &keys).await? {
            if let Some(person) = persons::get(&mut tx, one.person).await? {
                found.push(FoundPerson { person, by: one.by });
            }
        }
        Ok(found)
    }

    /// A person with what refers to them: the look before an erasure, a merge or an export.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn person_holdings(&self, caller: &Caller, person: Uuid) -> Result<PersonHoldings, ServiceError> {
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let found = persons::get(&mut tx, person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
        let holdings = persons::holdings(&mut tx, person).await?;
        let shared_runs = shared_runs(&mut tx, &holdings.runs).await?;
        let is_held = holds::keep_person(&mut tx, person).await?;
        Ok(PersonHoldings { person: found, holdings, shared_runs, is_held })
    }

    /// Makes one person of two: everything of `from` becomes that of `into`, and `from` is gone.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where either is missing, [`ServiceError::Conflict`] while one of them is being erased,
    /// [`ServiceError::Invalid`] for one person twice, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn merge_persons(&self, caller: &Caller, from: Uuid, into: Uuid) -> Result<(), ServiceError> {
        // Whoever may do away with a person may do away with one of two.
        caller.may(Action::ErasePersons)?;
        if from == into {
            return Err(ServiceError::invalid("into", "persons.same", "it is the same person"));
        }
        let mut tx = self.db.write(&caller.ctx()).await?;
        for person in [from, into] {
            persons::get(&mut tx, person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
            if erasures::is_asked_for(&mut tx, person).await? {
                return Err(being_erased());
            }
        }
        persons::merge(&mut tx, from, into, self.now()).await?;
        self.audit(&mut tx, "person.merged", Some(("person", into)), &[("from", Detail::Id(from))]).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Nothing may be given to somebody who is being erased: the erasure would not know of it.
pub(in crate::service) fn being_erased() -> ServiceError {
    ServiceError::Conflict {
        what: "the erasure of the person",
        code: "persons.being_erased",
        hint: "wait until the erasure is done",
    }
}

/// Those of some runs that are about more than one person.
pub(super) async fn shared_runs(tx: &mut TeamTx, all: &[Uuid]) -> Result<Vec<Uuid>, ServiceError> {
    let mut shared = Vec::new();
    for run in all {
        if runs::persons(tx, *run).await?.len() > 1 {
            shared.push(*run);
        }
    }
    Ok(shared)
}

fn keys_of_query(key: &LookupKey, team: Uuid, query: &PersonQuery) -> Vec<PersonKey> {
    let email = query.email.as_ref().and_then(|email| key.person_email(team, email.as_str()));
    let phone = query.phone.as_ref().and_then(|phone| key.person_phone(team, phone.as_str()));
    let named = query.name.as_ref().zip(query.birth_date.as_ref());
    let named = named.and_then(|(name, birth)| key.person_name_birth(team, name.as_str(), birth.as_str()));
    [email, phone, named].into_iter().flatten().collect()
}

/// Look-up keys that a CV record gives for a team, and the name in it. What is not in the record gives none.
pub(in crate::service) fn keys_of_cv(key: &LookupKey, team: Uuid, body: &str) -> (Vec<PersonKey>, Option<Personal>) {
    let cv: Value = serde_json::from_str(body).unwrap_or_default();
    let text = |pointer: &str| cv.pointer(pointer).and_then(Value::as_str);
    let email = text("/basics/email").and_then(|email| key.person_email(team, email));
    let phone = text("/basics/phone").and_then(|phone| key.person_phone(team, phone));
    let name = text("/basics/name").filter(|name| !name.trim().is_empty());
    let named = name.zip(text("/x-dossier/birthDate"));
    let named = named.and_then(|(name, birth)| key.person_name_birth(team, name, birth));
    ([email, phone, named].into_iter().flatten().collect(), name.map(Personal::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_and_a_query_give_the_same_keys() {
        let (key, team) = (LookupKey::new(&[7; 32]), Uuid::from_u128(1));
        let body = r#"{"basics":{"name":"Rosa Kestenmair","email":"rosa@example.org","phone":"+41 79 555 01 02"},
            "x-dossier":{"birthDate":"1990-02-01"}}"#;
        let (keys, name) = keys_of_cv(&key, team, body);
        let query = PersonQuery {
            email: Some("Rosa@Example.org".into()),
            phone: Some("0041795550102".into()),
            name: Some("Kestenmair, Rosa".into()),
            birth_date: Some("1990-02-01".into()),
        };
        assert_eq!(keys, keys_of_query(&key, team, &query));
        assert_eq!((keys.len(), name), (3, Some("Rosa Kestenmair".into())));
        assert_eq!(keys_of_cv(&key, team, "no JSON"), (Vec::new(), None));
        let named = PersonQuery { name: Some("Rosa Kestenmair".into()), ..PersonQuery::default() };
        assert!(keys_of_query(&key, team, &named).is_empty(), "a name alone is nobody's");
    }
}
