//! What the rows say of records: look-up keys of a person, whether two are one, facts for lists, documents of a revision.
//! Pure but for the transaction it is given.

use super::super::error::ServiceError;
use super::finish::{ListedResult, Results};
use super::options::RunOptions;
use super::standing::Standing;
use super::{hash_of, size};
use dossier_core::generate::DOCUMENTS;
use dossier_core::records::Cv;
use dossier_db::persons::Found;
use dossier_db::rows::{self, Client, Document, Run};
use dossier_db::runs::Facts;
use dossier_db::{DbError, LookupKey, PersonKey, PersonKeyKind, Personal, TeamTx, clients, erasures, fold, persons};
use dossier_workspace::{Area, Commit};
use uuid::Uuid;

/// Everything that a CV's person can be looked up by. A year of birth alone tells nobody apart.
pub(super) fn keys(key: &LookupKey, team: Uuid, cv: &Cv) -> Vec<PersonKey> {
    let basics = &cv.basics;
    let email = basics.email.as_deref().and_then(|email| key.person_email(team, email));
    let phone = basics.phone.as_deref().and_then(|phone| key.person_phone(team, phone));
    let born = cv.x.birth_date.map(|date| date.to_string()).filter(|date| date.len() == 10);
    let named = basics.name.as_deref().zip(born.as_deref());
    let named = named.and_then(|(name, born)| key.person_name_birth(team, name, born));
    [email, phone, named].into_iter().flatten().collect()
}

/// Whether somebody whom keys have found is the same person, and not a relative with the same phone or a firm's address.
fn is_same(found: &Found, known: Option<&str>, name: Option<&str>) -> bool {
    let has = |kind: PersonKeyKind| found.by.contains(&kind);
    let named_alike = match (known, name) {
        (Some(known), Some(name)) => words(known) == words(name),
        _ => false,
    };
    has(PersonKeyKind::NameBirth) || named_alike && (has(PersonKeyKind::Email) || has(PersonKeyKind::Phone))
}

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
        .collect();
    words.sort();
    words
}

/// Writes name and keys of a run's person. One who is known already becomes one with them; whose id counts from now on.
pub(super) async fn person(
    tx: &mut TeamTx,
    keys: &[PersonKey],
    run: &Run,
    cv: &Cv,
    now: i64,
) -> Result<Uuid, ServiceError> {
    let name = cv.basics.name.as_deref();
    let mut person = run.person;
    let alone = persons::runs_of(tx, person).await?.len() <= 1;
    for found in persons::find(tx, keys).await? {
        if found.person == person || !alone {
            continue;
        }
        let known = persons::get(tx, found.person).await?.and_then(|row| row.name);
        // Whoever is being erased gets no new run: the erasure would not know of it.
        if is_same(&found, known.as_ref().map(Personal::as_str), name)
            && !erasures::is_asked_for(tx, found.person).await?
        {
            persons::merge(tx, person, found.person, now).await?;
            person = found.person;
            break;
        }
    }
    if person == run.person && alone {
        // A corrected address is looked up by its new spelling only.
        persons::clear_keys(tx, person).await?;
    }
    persons::add_keys(tx, person, keys).await?;
    if name.is_some() {
        persons::set_name(tx, person, name.map(Personal::from).as_ref(), now).await?;
    }
    Ok(person)
}

/// Names of a run's client: the one that was chosen, else the one that the profile prints.
async fn client(tx: &mut TeamTx, run: &Run, options: &RunOptions) -> Result<Option<Client>, DbError> {
    match options.client.or(run.client) {
        Some(client) => clients::get(tx, client).await,
        None => Ok(None),
    }
}

/// What a list calls a run: its code or codes, else whom it is about, else as its files are named.
fn shown_label(label: &str, options: &RunOptions, cv: &Cv, listed: &[ListedResult]) -> Personal {
    let codes: Vec<&str> = options.codes().collect();
    let all = std::iter::once(cv).chain(listed.iter().map(|one| &one.cv));
    let names: Vec<&str> = all.filter_map(|cv| cv.basics.name.as_deref()).collect();
    let shown = if codes.is_empty() { names } else { codes };
    if shown.is_empty() { Personal::from(label) } else { Personal::from(shown.join(", ")) }
}

/// What lists show and search of a run.
pub(super) async fn facts(
    tx: &mut TeamTx,
    run: &Run,
    options: &RunOptions,
    label: &str,
    results: &Results,
) -> Result<Facts, ServiceError> {
    let Results { cv, job, matching, listed, .. } = results;
    let (job, matching) = (job.as_ref(), matching.as_ref());
    let client = client(tx, run, options).await?;
    let mut plain_words: Vec<String> = Vec::new();
    plain_words.extend(client.as_ref().map(|client| client.name.clone()));
    plain_words.extend(job.and_then(|job| job.client.clone()));
    plain_words.extend(job.and_then(|job| job.id.clone()));
    plain_words.extend(options.codes().map(str::to_owned));
    let verdicts = matching.map(|matching| Standing::of(matching, cv).stored());
    let names = std::iter::once(cv).chain(listed.iter().map(|one| &one.cv));
    let recommendation = matching.map(|matching| matching.recommendation);
    let recommendation = recommendation.and_then(|one| serde_json::to_value(one).ok());
    Ok(Facts {
        client: client.map(|client| client.id),
        profile: options.profile.map(|choice| choice.id),
        profile_version: options.profile.and_then(|choice| choice.version),
        label: Some(shown_label(label, options, cv, listed)),
        role: job.and_then(|job| job.title.clone()).or_else(|| cv.basics.label.clone()),
        score: matching.and_then(|matching| matching.score.total),
        recommendation: recommendation.and_then(|one| one.as_str().map(str::to_owned)),
        verdicts,
        plain_words,
        named_words: names.filter_map(|cv| cv.basics.name.as_deref()).map(Personal::from).collect(),
    })
}

/// Rows of everything that a commit file names. `whose` tells by its slug whom a file is about.
pub(super) fn documents(
    commit: &Commit,
    whose: impl Fn(&str) -> Uuid,
    mut id: impl FnMut() -> Uuid,
) -> Option<Vec<Document>> {
    let of_entry = |entry: &dossier_workspace::Entry| {
        Some(Document {
            id: id(),
            run: commit.run.uuid(),
            revision: commit.revision.uuid(),
            person: whose(&entry.key),
            area: match entry.area {
                Area::PrimaryOutputs => rows::Area::PrimaryOutputs,
                Area::Artifacts => rows::Area::Artifacts,
            },
            slug: entry.key.clone(),
            kind: kind(entry.area, &entry.key),
            name: Personal::new(entry.name.as_str()),
            media_type: entry.media_type.clone(),
            bytes: size(entry.bytes),
            sha256: hash_of(&entry.sha256)?,
        })
    };
    commit.entries.iter().map(of_entry).collect()
}

/// Kind of a document or record by its slug.
pub(super) fn kind(area: Area, slug: &str) -> String {
    let document = DOCUMENTS.into_iter().find(|kind| slug.starts_with(kind.stem()));
    match (area, document) {
        (Area::PrimaryOutputs, Some(kind)) => kind.name().to_owned(),
        // The page that compares candidates has a number in front, and no document's stem.
        (Area::PrimaryOutputs, None) => {
            stem(slug).trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').to_owned()
        }
        (Area::Artifacts, _) => stem(slug).to_owned(),
    }
}

fn stem(slug: &str) -> &str {
    slug.rsplit_once('.').map_or(slug, |(stem, _)| stem)
}

/// Place of the candidate, from 0, whom a file of a shortlist is about by its number: `01-cv-02.docx` and `match-02.json` are
/// about the one at 1.
pub(super) fn place(slug: &str) -> Option<i64> {
    let (_, number) = stem(slug).rsplit_once('-')?;
    let is_number = number.len() >= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse::<i64>().ok().filter(|number| is_number && *number > 0).map(|number| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv(value: serde_json::Value) -> Cv {
        serde_json::from_value(value).expect("a record")
    }

    #[test]
    fn a_full_date_of_birth_and_addresses_are_keys() {
        let key = LookupKey::new(&[7; 32]);
        let team = Uuid::from_u128(1);
        let full = cv(serde_json::json!({
            "basics": { "name": "Anna Muster", "email": "anna@example.org", "phone": "+41 79 555 04 12" },
            "x-dossier": { "schema": "dossier.cv/1", "birthDate": "1990-02-01" }
        }));
        let kinds: Vec<PersonKeyKind> = keys(&key, team, &full).iter().map(|key| key.kind).collect();
        assert_eq!(kinds, [PersonKeyKind::Email, PersonKeyKind::Phone, PersonKeyKind::NameBirth]);
        let year = cv(serde_json::json!({
            "basics": { "name": "Anna Muster" }, "x-dossier": { "schema": "dossier.cv/1", "birthDate": "1990" }
        }));
        assert!(keys(&key, team, &year).is_empty());
    }

    #[test]
    fn a_shared_phone_is_not_one_person() {
        let by = |by: &[PersonKeyKind]| Found { person: Uuid::nil(), by: by.to_vec() };
        let phone = by(&[PersonKeyKind::Phone]);
        assert!(!is_same(&phone, Some("Anna Muster"), Some("Beat Muster")));
        assert!(is_same(&phone, Some("Müller Anna"), Some("Anna Mueller")));
        assert!(!is_same(&by(&[PersonKeyKind::Email]), None, Some("Anna Muster")));
        assert!(is_same(&by(&[PersonKeyKind::NameBirth]), Some("Anna Muster"), Some("Anna Keller")));
    }

    #[test]
    fn kinds_follow_from_slugs() {
        assert_eq!(kind(Area::PrimaryOutputs, "01-cv.docx"), "cv");
        assert_eq!(kind(Area::PrimaryOutputs, "06-candidate-letter.pdf"), "candidate-letter");
        assert_eq!(kind(Area::Artifacts, "job-profile.json"), "job-profile");
        assert_eq!(kind(Area::PrimaryOutputs, "01-cv-02.pdf"), "cv");
        assert_eq!(kind(Area::PrimaryOutputs, "07-comparison.html"), "comparison");
    }

    #[test]
    fn numbers_tell_whom_a_file_of_a_shortlist_is_about() {
        assert_eq!(place("01-cv-01.docx"), Some(0));
        assert_eq!(place("match-12.json"), Some(11));
        for whole in
            ["02-offer.docx", "07-comparison.html", "job-profile.json", "manifest.json", "cv-00.json", "cv-1.json"]
        {
            assert_eq!(place(whole), None, "{whole}");
        }
    }
}
