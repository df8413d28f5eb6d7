//! Clients of the desk and their job profiles: made by hand or of a profile that a run has read, changed in versions, closed.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::finish::json;
use super::{found, missing, stale, unreadable};
use crate::request::InputFile;
use bytes::Bytes;
use dossier_core::correct::{Edit, edit_job};
use dossier_core::records::JobProfile as ProfileRecord;
use dossier_core::records::cv::SetBy;
use dossier_core::understand;
use dossier_db::audit::{self, Detail};
use dossier_db::records::RecordName;
use dossier_db::rows::{Client, InputRole, JobProfile, JobProfileVersion, RecordKind, RecordSource};
use dossier_db::{Personal, TeamTx, clients, profiles, records, runs};
use uuid::Uuid;

/// Longest name of a client or title of a profile, in characters.
const NAME_CHARS_MAX: usize = 200;
/// Longest settings of a client, in bytes.
const SETTINGS_BYTES_MAX: usize = 16 * 1024;

/// What a client is called and set to.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientChange {
    /// Name.
    pub name: String,
    /// Settings of the layers above: an object.
    pub settings: serde_json::Value,
}

/// A profile that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProfile {
    /// Whose it is.
    pub client: Option<Uuid>,
    /// The client's own number. Default: the one of the record.
    pub external_ref: Option<String>,
    /// The record.
    pub record: ProfileRecord,
}

/// A file that a profile is to be read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileFile {
    /// PDF, DOCX or text.
    pub bytes: Bytes,
    /// Title, in place of the one that is read.
    pub title: Option<String>,
    /// Whose it is.
    pub client: Option<Uuid>,
}

/// Where the record of a new profile comes from.
struct Origin {
    sha256: Option<dossier_db::Hash>,
    engine: Option<String>,
}

fn named(field: &'static str, text: &str) -> Result<String, ServiceError> {
    let text = text.trim();
    let sound = (1..=NAME_CHARS_MAX).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if sound {
        Ok(text.to_owned())
    } else {
        Err(ServiceError::invalid(field, "text.length", "it has 1 to 200 characters without control characters"))
    }
}

fn checked(change: &ClientChange) -> Result<(String, String), ServiceError> {
    let name = named("/name", &change.name)?;
    let settings = change.settings.to_string();
    if !change.settings.is_object() || settings.len() > SETTINGS_BYTES_MAX {
        return Err(ServiceError::invalid("/settings", "settings.form", "it must be an object of at most 16 KiB"));
    }
    Ok((name, settings))
}

impl Office {
    /// Clients whose name holds a text, by name; all with an empty text.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn clients(&self, caller: &Caller, text: &str) -> Result<Vec<Client>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let all = clients::find(&mut tx, text).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// A client.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn client(&self, caller: &Caller, client: Uuid) -> Result<Client, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = clients::get(&mut tx, client).await?;
        tx.commit().await?;
        row.ok_or(missing("client"))
    }

    /// Makes a client.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::Invalid`], or a failure of the database.
    pub async fn create_client(&self, caller: &Caller, change: &ClientChange) -> Result<Client, ServiceError> {
        caller.may(Action::EditClients)?;
        let (name, settings) = checked(change)?;
        let now = self.now();
        let client = Client {
            id: self.id(),
            name,
            folded: String::new(),
            settings,
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        clients::create(&mut tx, &client).await?;
        self.client_noted(&mut tx, client.id, "client.created").await?;
        tx.commit().await?;
        Ok(client)
    }

    /// Changes a client, if nobody has changed it since the time that the caller has `seen`.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Stale`], [`ServiceError::Invalid`], or a
    /// failure of the database.
    pub async fn edit_client(
        &self,
        caller: &Caller,
        client: Uuid,
        seen: i64,
        change: &ClientChange,
    ) -> Result<(), ServiceError> {
        caller.may(Action::EditClients)?;
        let (name, settings) = checked(change)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let row = clients::get(&mut tx, client).await?.ok_or(missing("client"))?;
        // Two changes in one microsecond must not look like one.
        let now = self.now().max(row.updated_at.saturating_add(1));
        let loaded = Client { updated_at: seen, ..row };
        clients::set(&mut tx, &loaded, &name, &settings, now).await.map_err(stale("the client"))?;
        self.client_noted(&mut tx, client, "client.edited").await?;
        Ok(tx.commit().await?)
    }

    /// Takes a client out of lists, or puts it back.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn archive_client(&self, caller: &Caller, client: Uuid, archived: bool) -> Result<(), ServiceError> {
        caller.may(Action::EditClients)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        clients::get(&mut tx, client).await?.ok_or(missing("client"))?;
        clients::set_archived(&mut tx, client, archived.then_some(now), now).await?;
        self.client_noted(&mut tx, client, if archived { "client.archived" } else { "client.restored" }).await?;
        Ok(tx.commit().await?)
    }

    async fn client_noted(&self, tx: &mut TeamTx, client: Uuid, action: &'static str) -> Result<(), ServiceError> {
        let subject = Some(("client", client));
        audit::append(tx, &audit::Entry { at: self.now(), action, subject, details: Vec::new() }).await?;
        Ok(())
    }

    /// Open profiles whose title or number holds a text, newest first; all with an empty text.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn profiles(
        &self,
        caller: &Caller,
        text: &str,
        client: Option<Uuid>,
    ) -> Result<Vec<JobProfile>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let all = profiles::find(&mut tx, text, client).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// A profile with one version of its record; the newest where none is named.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn profile(
        &self,
        caller: &Caller,
        profile: Uuid,
        version: Option<i64>,
    ) -> Result<(JobProfile, i64, ProfileRecord), ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = profiles::get(&mut tx, profile).await?.ok_or(missing("job profile"))?;
        let (record, version) = super::material::profile(&mut tx, profile, version).await?;
        tx.commit().await?;
        Ok((row, version, record))
    }

    /// All versions of a profile, newest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn profile_versions(
        &self,
        caller: &Caller,
        profile: Uuid,
    ) -> Result<Vec<JobProfileVersion>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        profiles::get(&mut tx, profile).await?.ok_or(missing("job profile"))?;
        let all = profiles::versions(&mut tx, profile).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// Makes a profile.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::Invalid`] for one without a title, [`ServiceError::NotFound`] for a client
    /// that is not the team's, or a failure of the database.
    pub async fn create_profile(&self, caller: &Caller, new: NewProfile) -> Result<Uuid, ServiceError> {
        caller.may(Action::EditClients)?;
        self.written_profile(caller, new, Origin { sha256: None, engine: None }).await
    }

    /// Makes a profile of the one that a run has read, with what people corrected in it.
    ///
    /// # Errors
    /// As [`Office::create_profile`]; [`ServiceError::NotFound`] for a run without a profile.
    pub async fn profile_of_run(&self, caller: &Caller, run: Uuid, client: Option<Uuid>) -> Result<Uuid, ServiceError> {
        caller.may(Action::EditClients)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        let name = RecordName { run, kind: RecordKind::Job, slot: 0 };
        let newest = records::latest(&mut tx, name).await?.ok_or(missing("job profile"))?;
        let inputs = runs::inputs(&mut tx, run).await?;
        tx.commit().await?;
        let record: ProfileRecord = serde_json::from_str(newest.body.as_str()).map_err(unreadable("job-profile"))?;
        let by_rules = newest.set_by == RecordSource::Rules;
        let origin = Origin {
            sha256: inputs.iter().find(|input| input.role == InputRole::Job).map(|input| input.sha256),
            engine: by_rules.then(|| format!("rules {}", understand::RULES)),
        };
        let new = NewProfile { client: client.or(row.client), external_ref: None, record };
        self.written_profile(caller, new, origin).await
    }

    /// Makes a profile of a file. The file itself is not kept.
    ///
    /// # Errors
    /// As [`Office::create_profile`]; [`ServiceError::Run`] for a file that cannot be read.
    pub async fn read_profile(&self, caller: &Caller, file: ProfileFile) -> Result<Uuid, ServiceError> {
        caller.may(Action::EditClients)?;
        let origin = Origin {
            sha256: Some(dossier_db::Hash::sha256(&file.bytes)),
            engine: Some(format!("rules {}", understand::RULES)),
        };
        let input = InputFile { extension: None, bytes: file.bytes };
        let (_, mut record) = self.dossier.read_job(input, &self.settings.limits).await?;
        record.title = file.title.or(record.title);
        self.written_profile(caller, NewProfile { client: file.client, external_ref: None, record }, origin).await
    }

    async fn written_profile(&self, caller: &Caller, new: NewProfile, origin: Origin) -> Result<Uuid, ServiceError> {
        let title = named("/record/title", new.record.title.as_deref().unwrap_or_default())?;
        let now = self.now();
        let profile = JobProfile {
            id: self.id(),
            client: new.client,
            title,
            folded: String::new(),
            external_ref: new.external_ref.or_else(|| new.record.id.clone()),
            version: 1,
            created_by: caller.user,
            created_at: now,
            updated_at: now,
            closed_at: None,
        };
        let first = JobProfileVersion {
            profile: profile.id,
            version: 1,
            body: Personal::from(json(&new.record)?),
            source_sha256: origin.sha256,
            engine: origin.engine,
            created_by: caller.user,
            created_at: now,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        if let Some(client) = new.client {
            clients::get(&mut tx, client).await?.ok_or(missing("client"))?;
        }
        profiles::create(&mut tx, &profile, &first).await?;
        self.profile_noted(&mut tx, (profile.id, 1), "profile.created").await?;
        tx.commit().await?;
        Ok(profile.id)
    }

    /// Edits a profile: a new version on top of the one that the caller has `seen`. Runs keep the version they were made with.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Stale`], [`ServiceError::Invalid`] for an edit
    /// that cannot be made, or a failure of the database.
    pub async fn edit_profile(
        &self,
        caller: &Caller,
        profile: Uuid,
        seen: i64,
        edits: Vec<Edit>,
    ) -> Result<i64, ServiceError> {
        caller.may(Action::EditClients)?;
        let (row, version, record) = self.profile(caller, profile, None).await?;
        if version != seen {
            return Err(ServiceError::Stale { what: "the profile" });
        }
        let lexicon = self.dossier.lexicon.clone();
        let edited = move || edit_job(&record, &edits, SetBy::Person, &lexicon);
        let (record, _) = self
            .dossier
            .step("correcting", edited)
            .await?
            .map_err(|error| ServiceError::invalid("/edits", "correct.refused", error.to_string()))?;
        let title = named("/record/title", record.title.as_deref().unwrap_or(&row.title))?;
        let next = JobProfileVersion {
            profile,
            version: seen.saturating_add(1),
            body: Personal::from(json(&record)?),
            source_sha256: None,
            engine: None,
            created_by: caller.user,
            created_at: self.now(),
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        profiles::add_version(&mut tx, &next, &title).await.map_err(stale("the profile"))?;
        self.profile_noted(&mut tx, (profile, next.version), "profile.edited").await?;
        tx.commit().await?;
        Ok(next.version)
    }

    /// Closes a profile, or opens it again.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn close_profile(&self, caller: &Caller, profile: Uuid, closed: bool) -> Result<(), ServiceError> {
        caller.may(Action::EditClients)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let row = profiles::get(&mut tx, profile).await?.ok_or(missing("job profile"))?;
        profiles::set_closed(&mut tx, profile, closed.then_some(now), now).await?;
        let action = if closed { "profile.closed" } else { "profile.opened" };
        self.profile_noted(&mut tx, (profile, row.version), action).await?;
        Ok(tx.commit().await?)
    }

    async fn profile_noted(
        &self,
        tx: &mut TeamTx,
        (profile, version): (Uuid, i64),
        action: &'static str,
    ) -> Result<(), ServiceError> {
        let details = vec![("version", Detail::Number(version))];
        let entry = audit::Entry { at: self.now(), action, subject: Some(("profile", profile)), details };
        audit::append(tx, &entry).await?;
        Ok(())
    }
}
