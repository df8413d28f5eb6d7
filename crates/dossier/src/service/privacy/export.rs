//! Everything about one person as a ZIP: `data.json` with all rows, and the files of the person's runs. Of shortlists only what is
//! about this person alone; of clients' profiles nothing. Files are read as they are sent: memory is one file at a time.

use super::persons::shared_runs;
use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use bytes::Bytes;
use dossier_db::audit::Detail;
use dossier_db::persons::{self, Everything};
use dossier_db::rows::{
    Comment, Consent, Document, Hold, Input, InputRole, Override, Record, RecordKind, Revision, RevisionState, Run,
    RunPerson, ShareLink, Submission,
};
use dossier_db::{DbError, Micros, Personal, TeamTx, revisions, runs};
use dossier_workspace::{
    Bundle, Collection, Entry, FileName, InputRef, RevisionId, RunId, SealedRevision, Storage, TeamId,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// Something that is listed in `data.json` but is not in the ZIP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The run.
    pub run: Uuid,
    /// Its revision, or absent for an input.
    pub revision: Option<Uuid>,
}

/// An export, ready to be sent.
#[derive(Clone)]
pub struct Exported {
    /// The ZIP.
    pub bundle: Bundle,
    /// What the storage does not have any more; `data.json` says so too.
    pub left: Vec<Left>,
}

impl fmt::Debug for Exported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The names of the files are the person's.
        f.debug_struct("Exported").field("left", &self.left).finish_non_exhaustive()
    }
}

impl Office {
    /// Plans the export of everything about a person.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of database or storage.
    pub async fn export_person(&self, caller: &Caller, person: Uuid) -> Result<Exported, ServiceError> {
        caller.may(Action::ExportPersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let mut all = match persons::everything(&mut tx, person).await {
            Err(DbError::NotFound { .. }) => return Err(ServiceError::NotFound { what: "person" }),
            all => all?,
        };
        let shared = self.shared_parts(&mut tx, &mut all).await?;
        drop(tx);

        let storage = self.storage_of(caller)?;
        let mut zip = Collection::new(&storage);
        let mut left = Vec::new();
        let team = TeamId::new(caller.team);
        for revision in all.revisions.iter().filter(|revision| revision.state == RevisionState::Sealed) {
            let parts = |entry: &Entry| is_about_the_person(&entry.key);
            if !add_to_export(&storage, &mut zip, (team, revision.run, revision.id), parts).await? {
                left.push(Left { run: revision.run, revision: Some(revision.id) });
            }
        }
        for part in &shared {
            for revision in &part.revisions {
                let parts = |entry: &Entry| has_number(&entry.key, part.place.position);
                if !add_to_export(&storage, &mut zip, (team, revision.run, revision.id), parts).await? {
                    left.push(Left { run: revision.run, revision: Some(revision.id) });
                }
            }
        }
        for input in all.inputs.iter().filter(|input| input.dropped_at.is_none()) {
            let reference = InputRef {
                sha256: input.sha256.to_string(),
                bytes: u64::try_from(input.bytes).map_err(|_| DbError::Corrupt { what: "input" })?,
            };
            let folder = format!("runs/{}/inputs", input.run);
            let run = (team, RunId::new(input.run));
            if !zip.add_input(&folder, &file_name(input), run, &reference).await? {
                left.push(Left { run: input.run, revision: None });
            }
        }
        let data = serde_json::to_vec_pretty(&data(caller.team, &all, &left, self.now())).expect("rows are plain JSON");
        let name = FileName::parse("data.json").map_err(dossier_workspace::StorageError::Name)?;
        zip.add_bytes("person", &name, Bytes::from(data));
        let bundle = zip.bundle()?;

        let mut tx = self.db.write(&caller.ctx()).await?;
        let files = i64::try_from(bundle.members().len()).unwrap_or(i64::MAX);
        let details = [("files", Detail::Number(files)), ("runs", Detail::Number(count(&all.places)))];
        self.audit(&mut tx, "person.exported", Some(("person", person)), &details).await?;
        tx.commit().await?;
        Ok(Exported { bundle, left })
    }

    /// Takes out of the rows what runs about several people tell of the others, and adds what they tell of this one.
    async fn shared_parts(&self, tx: &mut TeamTx, all: &mut Everything) -> Result<Vec<SharedPart>, ServiceError> {
        let everywhere: Vec<Uuid> = all.places.iter().map(|place| place.run).collect();
        let shared = shared_runs(tx, &everywhere).await?;
        let mut parts = Vec::with_capacity(shared.len());
        for place in all.places.iter().filter(|place| shared.contains(&place.run)) {
            if runs::get(tx, place.run).await?.is_none() {
                continue;
            }
            let inputs = runs::inputs(tx, place.run).await?;
            let own = |input: &Input| input.role == InputRole::Cv && input.position == place.position;
            all.inputs.extend(inputs.into_iter().filter(own));
            parts.push(SharedPart { place: place.clone(), revisions: revisions::of_run(tx, place.run).await? });
        }
        // The client's profile is not about anybody.
        all.inputs.retain(|row| is_the_persons(row.role));
        all.documents.retain(|row| is_about_the_person(&row.slug));
        all.records.retain(|row| row.kind != RecordKind::Job);
        let position = |run: Uuid| parts.iter().find(|part| part.place.run == run).map(|part| part.place.position);
        let is_shared = |run: Uuid| shared.contains(&run);
        // What is about a whole shortlist stands under its first candidate's id.
        all.documents
            .retain(|row| !is_shared(row.run) || position(row.run).is_some_and(|at| has_number(&row.slug, at)));
        all.records.retain(|row| {
            let own = matches!(row.kind, RecordKind::Cv | RecordKind::Match | RecordKind::Feedback);
            !is_shared(row.run) || (own && position(row.run) == Some(row.slot))
        });
        all.comments.retain(|row| !is_shared(row.run));
        all.links.retain(|row| !is_shared(row.run));
        let links: BTreeSet<Uuid> = all.links.iter().map(|link| link.id).collect();
        all.views.retain(|row| links.contains(&row.link));
        Ok(parts)
    }
}

/// Adds files of a revision; `false` where the storage has it no more.
async fn add_to_export(
    storage: &Storage,
    zip: &mut Collection,
    (team, run, revision): (TeamId, Uuid, Uuid),
    select: impl Fn(&Entry) -> bool,
) -> Result<bool, ServiceError> {
    let found = SealedRevision::open(storage, team, RunId::new(run), RevisionId::new(revision)).await?;
    let Some(found) = found else { return Ok(false) };
    zip.add_revision(&format!("runs/{run}/{revision}"), &found, select).await?;
    Ok(true)
}

/// What a run about several people tells of one of them.
struct SharedPart {
    place: RunPerson,
    revisions: Vec<Revision>,
}

/// Whether a file of a run about one person tells of that person: all do but the client's profile.
fn is_about_the_person(slug: &str) -> bool {
    !matches!(slug, "job-profile.json" | "job-source-text.json")
}

/// Whether an input is the candidate's own, or made for the candidate.
fn is_the_persons(role: InputRole) -> bool {
    match role {
        InputRole::Cv | InputRole::Photo | InputRole::Offer => true,
        InputRole::Job | InputRole::Brand | InputRole::Template => false,
    }
}

/// Whether a slug of a shortlist has the number of the candidate at a place: `01-cv-02.docx` and `match-02.json` at place 1.
fn has_number(slug: &str, position: i64) -> bool {
    let stem = slug.rsplit_once('.').map_or(slug, |(stem, _)| stem);
    let number = stem.rsplit_once('-').map(|(_, number)| number);
    number.is_some_and(|number| number.len() >= 2 && number.parse::<i64>().ok() == position.checked_add(1))
}

/// The name under which an input was given, or a plain one.
fn file_name(input: &Input) -> FileName {
    let plain = || FileName::parse(&format!("{}-{}", input.role.code(), input.position)).ok();
    let given = FileName::parse(input.name.as_str()).ok();
    given.or_else(plain).unwrap_or_else(|| FileName::parse("file").expect("a plain name"))
}

/// All rows, with the names that the API uses. Keyed hashes and secrets' hashes are of no use to anybody and stay out.
fn data(team: Uuid, all: &Everything, left: &[Left], now: Micros) -> Value {
    json!({
        "schema": "dossier.person-export/1",
        "team": team,
        "exportedAt": time(Some(now)),
        "person": {
            "id": all.person.id,
            "name": text(all.person.name.as_ref()),
            "createdAt": time(Some(all.person.created_at)),
            "updatedAt": time(Some(all.person.updated_at)),
            "knownBy": all.keys.iter().map(|key| key.kind.code()).collect::<BTreeSet<_>>(),
        },
        "runs": each(&all.runs, run),
        "places": each(&all.places, |row| json!({ "run": row.run, "position": row.position })),
        "inputs": each(&all.inputs, input),
        "revisions": each(&all.revisions, revision),
        "steps": each(&all.steps, |row| json!({
            "run": row.run, "attempt": row.attempt, "name": row.name, "state": row.state.code(), "engine": row.engine,
            "versions": parsed(row.versions.as_deref()), "code": row.code, "startedAt": time(Some(row.started_at)),
            "endedAt": time(row.ended_at),
        })),
        "events": each(&all.events, |row| json!({
            "run": row.run, "seq": row.seq, "at": time(Some(row.at)), "kind": row.kind, "data": parsed(Some(&row.data)),
        })),
        "documents": each(&all.documents, document),
        "records": each(&all.records, record),
        "submissions": each(&all.submissions, submission),
        "links": each(&all.links, link),
        "visits": each(&all.views, |row| json!({
            "link": row.link, "at": time(Some(row.at)), "outcome": row.outcome.code(),
        })),
        "consents": each(&all.consents, consent),
        "holds": each(&all.holds, hold),
        "decisions": each(&all.overrides, decision),
        "comments": each(&all.comments, comment),
        "notInStorage": each(left, |one| json!({ "run": one.run, "revision": one.revision })),
    })
}

fn each<T>(rows: &[T], told: impl Fn(&T) -> Value) -> Value {
    rows.iter().map(told).collect()
}

fn run(row: &Run) -> Value {
    json!({
        "id": row.id, "kind": row.kind.code(), "client": row.client, "profile": row.profile,
        "profileVersion": row.profile_version,
        "batch": row.batch, "state": row.state.code(), "currentRevision": row.current_revision,
        "label": text(row.label.as_ref()), "role": row.role, "locale": row.locale,
        "options": parsed(Some(&row.options)), "score": row.score, "recommendation": row.recommendation,
        "verdicts": parsed(row.verdicts.as_ref().map(Personal::as_str)),
        "failure": row.failure, "createdBy": row.created_by, "createdAt": time(Some(row.created_at)),
        "updatedAt": time(Some(row.updated_at)), "closedAt": time(row.closed_at), "expiresAt": time(row.expires_at),
    })
}

fn input(row: &Input) -> Value {
    json!({
        "run": row.run, "role": row.role.code(), "position": row.position, "name": row.name.as_str(),
        "mediaType": row.media_type, "bytes": row.bytes, "sha256": row.sha256.to_string(),
        "createdAt": time(Some(row.created_at)), "droppedAt": time(row.dropped_at),
    })
}

fn revision(row: &Revision) -> Value {
    json!({
        "id": row.id, "run": row.run, "basedOn": row.based_on, "kind": row.kind.code(), "state": row.state.code(),
        "label": text(row.label.as_ref()), "options": parsed(Some(&row.options)), "bytes": row.bytes,
        "files": row.files, "createdBy": row.created_by, "createdAt": time(Some(row.created_at)),
        "sealedAt": time(row.sealed_at),
    })
}

fn document(row: &Document) -> Value {
    json!({
        "id": row.id, "run": row.run, "revision": row.revision, "area": row.area.code(), "slug": row.slug,
        "kind": row.kind, "name": row.name.as_str(), "mediaType": row.media_type, "bytes": row.bytes,
        "sha256": row.sha256.to_string(),
    })
}

fn record(row: &Record) -> Value {
    json!({
        "run": row.run, "kind": row.kind.code(), "version": row.version, "setBy": row.set_by.code(),
        "revision": row.revision, "createdBy": row.created_by, "createdAt": time(Some(row.created_at)),
        "body": parsed(Some(row.body.as_str())),
    })
}

fn submission(row: &Submission) -> Value {
    json!({
        "id": row.id, "client": row.client, "profile": row.profile, "run": row.run, "revision": row.revision,
        "state": row.state.code(), "recipient": text(row.recipient.as_ref()), "hashes": parsed(row.hashes.as_deref()),
        "withoutConsent": text(row.without_consent.as_ref()), "createdBy": row.created_by,
        "createdAt": time(Some(row.created_at)), "updatedAt": time(Some(row.updated_at)), "sentAt": time(row.sent_at),
        "closedAt": time(row.closed_at),
    })
}

fn link(row: &ShareLink) -> Value {
    json!({
        "id": row.id, "run": row.run, "revision": row.revision, "pack": row.pack, "label": text(row.label.as_ref()),
        "createdBy": row.created_by, "createdAt": time(Some(row.created_at)), "expiresAt": time(Some(row.expires_at)),
        "uses": row.uses, "usesMax": row.uses_max, "usedAt": time(row.used_at), "revokedAt": time(row.revoked_at),
    })
}

fn consent(row: &Consent) -> Value {
    json!({
        "id": row.id, "scope": row.scope, "recipients": parsed(Some(&row.recipients)),
        "evidence": text(row.evidence.as_ref()), "givenAt": time(Some(row.given_at)), "expiresAt": time(row.expires_at),
        "withdrawnAt": time(row.withdrawn_at), "recordedBy": row.recorded_by, "createdAt": time(Some(row.created_at)),
    })
}

fn hold(row: &Hold) -> Value {
    json!({
        "id": row.id, "run": row.run, "reason": row.reason.as_str(), "placedBy": row.placed_by,
        "placedAt": time(Some(row.placed_at)), "releasedBy": row.released_by, "releasedAt": time(row.released_at),
    })
}

fn decision(row: &Override) -> Value {
    json!({
        "id": row.id, "run": row.run, "target": row.target, "value": row.value, "reason": row.reason.as_str(),
        "decidedBy": row.decided_by, "decidedAt": time(Some(row.decided_at)), "withdrawnAt": time(row.withdrawn_at),
    })
}

fn comment(row: &Comment) -> Value {
    json!({
        "id": row.id, "run": row.run, "author": row.author, "body": row.body.as_str(),
        "createdAt": time(Some(row.created_at)), "editedAt": time(row.edited_at),
    })
}

fn text(personal: Option<&Personal>) -> Option<&str> {
    personal.map(Personal::as_str)
}

fn time(at: Option<Micros>) -> Option<String> {
    at.and_then(|at| Timestamp::from_microsecond(at).ok()).map(|at| at.to_string())
}

/// Stored JSON as JSON; what is none as the text that it is.
fn parsed(stored: Option<&str>) -> Value {
    stored.map_or(Value::Null, |stored| serde_json::from_str(stored).unwrap_or_else(|_| Value::from(stored)))
}

fn count<T>(rows: &[T]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortlists_files_are_told_apart_by_number() {
        for (slug, position, own) in [
            ("01-cv-02.docx", 1, true),
            ("match-02.json", 1, true),
            ("cv-12.json", 11, true),
            ("01-cv-02.docx", 0, false),
            ("02-offer.docx", 1, false),
            ("ranking.json", 0, false),
            ("01-cv.docx", 0, false),
            ("job-profile.json", 0, false),
        ] {
            assert_eq!(has_number(slug, position), own, "{slug} {position}");
        }
    }

    #[test]
    fn what_is_no_json_stays_a_text() {
        assert_eq!(parsed(Some("[1]")), json!([1]));
        assert_eq!(parsed(Some("Anna")), json!("Anna"));
        assert_eq!(parsed(None), Value::Null);
    }
}
