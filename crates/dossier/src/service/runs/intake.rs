//! From uploads to runs that wait: files stream straight to the storage while they come in, are told by their bytes and never
//! by their names, and become runs, rows and jobs in one transaction. What comes to nothing leaves no file behind.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::announce::RunEventKind;
use super::options::RunOptions;
use super::work::RUN;
use super::{hash_of, missing, size};
use bytes::Bytes;
use dossier_core::formats::read::{Sniffed, sniff};
use dossier_core::formats::{FileKind, ReadError};
use dossier_core::offer::OfferFile;
use dossier_db::audit::{self, Detail};
use dossier_db::rows::{Input, InputRole, Job, Lane, Person, Run, RunKind, RunState};
use dossier_db::{Hash, Personal, TeamTx, clients, counters, jobs, persons, profiles, runs};
use dossier_workspace::{InputRef, RunId, StorageError, TeamId, copy_run_input, erase_run, save_run_input};
use futures::{Stream, StreamExt};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// Bytes of a file by which its kind is told.
const HEAD_BYTES: usize = 8 * 1024;
/// Longest name of an uploaded file that is kept, in characters.
const NAME_CHARS_MAX: usize = 150;

/// Name of an uploaded file, as somebody called it: only shown, never used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFileName(Personal);

impl InputFileName {
    /// Takes control characters and all folders off.
    pub fn new(name: &str) -> Self {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        Self(Personal::new(last.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect::<String>()))
    }
}

/// A request that is coming in: its files are stored, and nothing of it counts yet.
#[derive(Debug)]
#[must_use = "a draft that is neither started nor dropped leaves files for the sweeper"]
pub struct Draft {
    team: Uuid,
    /// The first run's id; files that are no CVs lie there.
    first: Uuid,
    /// The batch, should it have several CVs.
    batch: Uuid,
    /// One run each.
    cvs: Vec<(Uuid, Input)>,
    others: Vec<Input>,
    bytes: u64,
}

impl Draft {
    /// Files so far.
    pub fn files(&self) -> usize {
        self.cvs.len() + self.others.len()
    }

    /// The batch that it is: several CVs are one.
    pub fn batch(&self) -> Option<Uuid> {
        (self.cvs.len() > 1).then_some(self.batch)
    }

    /// Roles and SHA-256 of the files so far, CVs first: what makes two requests the same.
    pub fn hashes(&self) -> Vec<(InputRole, Hash)> {
        let cvs = self.cvs.iter().map(|(_, input)| input);
        cvs.chain(&self.others).map(|input| (input.role, input.sha256)).collect()
    }

    /// Bytes so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether it has a file of a role, CVs apart.
    fn has(&self, role: InputRole) -> bool {
        self.others.iter().any(|input| input.role == role)
    }
}

impl Office {
    /// Begins a request, unless too much of the team waits already.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::TooMany`], or a failure of the database.
    pub async fn begin(&self, caller: &Caller) -> Result<Draft, ServiceError> {
        caller.may(Action::StartRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        self.has_job_room(&mut tx, 1).await?;
        tx.commit().await?;
        Ok(Draft {
            team: caller.team,
            first: self.id(),
            batch: self.id(),
            cvs: Vec::new(),
            others: Vec::new(),
            bytes: 0,
        })
    }

    /// Stores a file of a request while it comes in. Each CV becomes a run of its own; all other files belong to every run.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a file that is none of its role or one too many, a limit of its size, or a failure of the
    /// storage or the stream. The request may go on without the file.
    pub async fn add_input<S>(
        &self,
        draft: &mut Draft,
        role: InputRole,
        name: InputFileName,
        stream: S,
    ) -> Result<(), ServiceError>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
    {
        if draft.files() >= self.settings.files_max {
            return Err(ServiceError::invalid("files", "upload.files", "the request has more files than are taken"));
        }
        let once = matches!(role, InputRole::Job | InputRole::Photo | InputRole::Offer | InputRole::Brand);
        if once && draft.has(role) {
            return Err(ServiceError::invalid(role.code(), "upload.twice", "there is one already"));
        }
        let run = if role == InputRole::Cv && !draft.cvs.is_empty() { self.id() } else { draft.first };
        let file_max = self.settings.limits.file_bytes_max;
        let room = self.settings.request_bytes_max.saturating_sub(draft.bytes).min(file_max);
        let (media_type, saved) = self.take_input(draft.team, run, role, stream, room).await?;
        draft.bytes = draft.bytes.saturating_add(saved.bytes);
        let position = draft.others.iter().filter(|input| input.role == role).count();
        let input = Input {
            run,
            sha256: hash_of(&saved.sha256).ok_or(missing("input"))?,
            role,
            position: i64::try_from(position).unwrap_or(0),
            name: name.0,
            media_type: media_type.to_owned(),
            bytes: size(saved.bytes),
            created_at: self.now(),
            dropped_at: None,
        };
        if role == InputRole::Cv {
            draft.cvs.push((run, Input { position: 0, ..input }));
        } else {
            draft.others.push(input);
        }
        Ok(())
    }

    /// Tells the kind of a stream by its first bytes and stores it.
    async fn take_input<S>(
        &self,
        team: Uuid,
        run: Uuid,
        role: InputRole,
        mut stream: S,
        bytes_max: u64,
    ) -> Result<(&'static str, InputRef), ServiceError>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
    {
        let broken = || ServiceError::invalid(role.code(), "upload.broken", "it did not come in whole");
        let mut held: Vec<Bytes> = Vec::new();
        while held.iter().map(Bytes::len).sum::<usize>() < HEAD_BYTES {
            match stream.next().await {
                Some(chunk) => held.push(chunk.map_err(|_| broken())?),
                None => break,
            }
        }
        let media_type = media_type(role, &held.concat())?;
        // Whether it was the stream that failed: the sender's fault, not the storage's.
        let cut = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&cut);
        let rest = stream.map(move |chunk: std::io::Result<Bytes>| {
            if chunk.is_err() {
                seen.store(true, Ordering::SeqCst);
            }
            chunk
        });
        let all = futures::stream::iter(held.into_iter().map(Ok)).chain(rest);
        let storage = &self.dossier.storage;
        match save_run_input(storage, TeamId::new(team), RunId::new(run), all, bytes_max).await {
            Ok(saved) => Ok((media_type, saved)),
            Err(_) if cut.load(Ordering::SeqCst) => Err(broken()),
            Err(StorageError::TooLarge { bytes_max, .. }) => {
                let source = ReadError::FileTooLarge { bytes_max };
                Err(ServiceError::Run(crate::error::Error::Read { role: "file", source }))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Drops a request with everything that was stored of it. What cannot be deleted now is the sweeper's.
    pub async fn drop_draft(&self, draft: Draft) {
        let mut runs: Vec<Uuid> = draft.cvs.iter().map(|(run, _)| *run).collect();
        if !runs.contains(&draft.first) {
            runs.push(draft.first);
        }
        for run in runs {
            let (team, run) = (TeamId::new(draft.team), RunId::new(run));
            let _ = erase_run(&self.dossier.storage, team, run, self.env().now()).await;
        }
    }

    /// Makes runs of a request: one for each CV, which then wait for a worker. Several are a batch. What fails leaves
    /// nothing behind.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for options or a request without a CV, [`ServiceError::NotFound`] for a client or profile,
    /// [`ServiceError::TooMany`], or a failure of storage or database.
    pub async fn start(
        &self,
        caller: &Caller,
        mut draft: Draft,
        options: RunOptions,
    ) -> Result<Vec<Uuid>, ServiceError> {
        let started = self.started_runs(caller, &mut draft, options).await;
        if started.is_err() {
            self.drop_draft(draft).await;
        }
        started
    }

    async fn started_runs(
        &self,
        caller: &Caller,
        draft: &mut Draft,
        mut options: RunOptions,
    ) -> Result<Vec<Uuid>, ServiceError> {
        caller.may(Action::StartRuns)?;
        if draft.team != caller.team {
            return Err(missing("draft"));
        }
        options.check()?;
        if options.shortlist.is_some() {
            let reason = "a shortlist is made of runs, not of files";
            return Err(ServiceError::invalid("/shortlist", "options.shortlist", reason));
        }
        if draft.cvs.is_empty() {
            return Err(ServiceError::invalid("cv", "upload.no_cv", "the request has no CV"));
        }
        if draft.cvs.len() > 1 && (options.anonymous.is_some() || draft.has(InputRole::Photo)) {
            let reason = "several CVs cannot share a code or a photo";
            return Err(ServiceError::invalid("/anonymous", "options.shared", reason));
        }
        if options.profile.is_some() && draft.has(InputRole::Job) {
            let reason = "a profile was given as a file and by its id";
            return Err(ServiceError::invalid("/profile", "options.profile_twice", reason));
        }
        if options.number_offer && draft.cvs.len() == 1 && !draft.has(InputRole::Offer) {
            let offer = options.offer.take().unwrap_or_default();
            options.offer = Some(self.numbered_offer(caller, offer).await?);
        }
        if let Some(offer) = options.offer.take() {
            let bytes = serde_json::to_vec(&offer).expect("an offer file is plain data");
            draft.others.retain(|input| input.role != InputRole::Offer);
            let name = InputFileName::new("offer.json");
            let stream = futures::stream::iter([Ok(Bytes::from(bytes))]);
            self.add_input(draft, InputRole::Offer, name, stream).await?;
        }
        self.share_inputs(draft).await?;

        let mut tx = self.db.write(&caller.ctx()).await?;
        self.has_job_room(&mut tx, draft.cvs.len()).await?;
        if let Some(client) = options.client {
            clients::get(&mut tx, client).await?.ok_or(missing("client"))?;
        }
        if let Some(choice) = &mut options.profile {
            let found = profiles::get(&mut tx, choice.id).await?.ok_or(missing("job profile"))?;
            let version = choice.version.unwrap_or(found.version);
            profiles::version(&mut tx, choice.id, version).await?.ok_or(missing("job profile"))?;
            choice.version = Some(version);
            options.client = options.client.or(found.client);
        }
        let batch = draft.batch();
        let mut out = Vec::with_capacity(draft.cvs.len());
        for (run, cv) in &draft.cvs {
            let mut inputs = vec![cv.clone()];
            inputs.extend(draft.others.iter().cloned());
            self.start_run(&mut tx, caller, (*run, batch), &inputs, &options).await?;
            out.push(*run);
        }
        tx.commit().await?;
        Ok(out)
    }

    /// Copies files that belong to every run to each of them.
    async fn share_inputs(&self, draft: &Draft) -> Result<(), ServiceError> {
        let storage = &self.dossier.storage;
        let (team, first) = (TeamId::new(draft.team), RunId::new(draft.first));
        for (run, _) in draft.cvs.iter().filter(|(run, _)| *run != draft.first) {
            for input in &draft.others {
                let stored = super::input_ref(input.sha256, input.bytes);
                copy_run_input(storage, team, first, RunId::new(*run), &stored).await?;
            }
        }
        Ok(())
    }

    async fn start_run(
        &self,
        tx: &mut TeamTx,
        caller: &Caller,
        (run, batch): (Uuid, Option<Uuid>),
        inputs: &[Input],
        options: &RunOptions,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let person = self.id();
        persons::create(tx, &Person { id: person, name: None, created_at: now, updated_at: now }).await?;
        let row = Run {
            id: run,
            kind: RunKind::Single,
            person,
            client: options.client,
            profile: options.profile.map(|profile| profile.id),
            profile_version: options.profile.and_then(|profile| profile.version),
            batch,
            state: RunState::Queued,
            attempt: 0,
            event_seq: 0,
            current_revision: None,
            label: None,
            role: None,
            search_plain: String::new(),
            search_named: Personal::default(),
            locale: options.locale.map(|locale| locale.tag().to_owned()),
            options: options.stored(),
            score: None,
            recommendation: None,
            verdicts: None,
            failure: None,
            created_by: caller.user,
            created_at: now,
            updated_at: now,
            closed_at: None,
            expires_at: None,
            erasing_at: None,
        };
        runs::create(tx, &row, &[], inputs).await?;
        let lane = if batch.is_some() { Lane::Batch } else { Lane::Interactive };
        jobs::enqueue(tx, &self.new_job(RUN, lane, run)).await?;
        self.announce(tx, (run, None), RunEventKind::Queued, "{}").await?;
        let mut details = vec![("files", Detail::Number(i64::try_from(inputs.len()).unwrap_or(0)))];
        details.extend(batch.map(|batch| ("batch", Detail::Id(batch))));
        audit::append(tx, &audit::Entry { at: now, action: "run.started", subject: Some(("run", run)), details })
            .await?;
        Ok(())
    }

    /// A job about a run that may be handed out at once.
    pub(super) fn new_job(&self, kind: &str, lane: Lane, run: Uuid) -> Job {
        Job { run: Some(run), ..Job::new(self.id(), kind, lane, self.now()) }
    }

    /// Whether so many further jobs of the team may wait.
    pub(super) async fn has_job_room(&self, tx: &mut TeamTx, more: usize) -> Result<(), ServiceError> {
        let open = jobs::open(tx).await?;
        if open.saturating_add(i64::try_from(more).unwrap_or(i64::MAX)) > self.settings.open_jobs_max {
            return Err(ServiceError::TooMany { what: "runs that wait", retry_after_s: 60 });
        }
        Ok(())
    }

    /// Offer data with a number of the team's own, where they have none. A number that was drawn is never drawn again.
    pub(super) async fn numbered_offer(
        &self,
        caller: &Caller,
        mut offer: OfferFile,
    ) -> Result<OfferFile, ServiceError> {
        if offer.number.is_none() {
            let mut tx = self.db.write(&caller.ctx()).await?;
            let number = counters::next(&mut tx, "offer").await?;
            tx.commit().await?;
            offer.number = Some(format!("{}-{number:04}", self.env().today("UTC").year()));
        }
        Ok(offer)
    }

    /// Stores offer data of the API as an input of a run.
    pub(super) async fn keep_offer(&self, team: Uuid, run: Uuid, offer: &OfferFile) -> Result<Input, ServiceError> {
        let bytes = serde_json::to_vec(offer).expect("an offer file is plain data");
        let stream = futures::stream::iter([Ok(Bytes::from(bytes))]);
        let room = self.settings.limits.file_bytes_max;
        let (media_type, saved) = self.take_input(team, run, InputRole::Offer, stream, room).await?;
        Ok(Input {
            run,
            sha256: hash_of(&saved.sha256).ok_or(missing("input"))?,
            role: InputRole::Offer,
            position: 0,
            name: Personal::new("offer.json"),
            media_type: media_type.to_owned(),
            bytes: size(saved.bytes),
            created_at: self.now(),
            dropped_at: None,
        })
    }
}

/// Media type of offer data from the API.
pub(super) const JSON: &str = "application/json";

/// The media type that a file of a role is, by its first bytes. The readers look closer.
fn media_type(role: InputRole, head: &[u8]) -> Result<&'static str, ServiceError> {
    let found = match (role, sniff(head)) {
        (InputRole::Cv | InputRole::Job, Sniffed::Document(kind)) => Some(of_kind(kind)),
        // The parts that tell a DOCX from other packages may stand behind the first bytes; the reader looks for them.
        (InputRole::Cv | InputRole::Job | InputRole::Template, Sniffed::Known("ZIP")) => Some(of_kind(FileKind::Docx)),
        (InputRole::Template, Sniffed::Document(FileKind::Docx)) => Some(of_kind(FileKind::Docx)),
        (InputRole::Photo | InputRole::Cv | InputRole::Job, Sniffed::Known("PNG")) => Some("image/png"),
        (InputRole::Photo | InputRole::Cv | InputRole::Job, Sniffed::Known("JPEG")) => Some("image/jpeg"),
        (InputRole::Offer, Sniffed::Known("JSON")) => Some(JSON),
        (InputRole::Offer, Sniffed::Document(FileKind::Txt)) if head.first() == Some(&b'{') => Some(JSON),
        (InputRole::Offer | InputRole::Brand, Sniffed::Document(FileKind::Txt)) => Some("application/toml"),
        _ => None,
    };
    let reason = "it is none of the kinds of files that are taken here";
    found.filter(|_| !head.is_empty()).ok_or_else(|| ServiceError::invalid(role.code(), "upload.kind", reason))
}

fn of_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "application/pdf",
        FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind::Txt => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_bytes() {
        let told = |role, head: &[u8]| media_type(role, head).ok();
        assert_eq!(told(InputRole::Cv, b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(told(InputRole::Cv, b"Anna Muster\nTechnikerin\n"), Some("text/plain"));
        assert_eq!(told(InputRole::Photo, b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(told(InputRole::Offer, b"number = 'A-1'\n"), Some("application/toml"));
        assert_eq!(told(InputRole::Offer, b"{\"number\":\"A-1\"}"), Some(JSON));
        for (role, head) in [
            (InputRole::Photo, &b"%PDF-1.7"[..]),
            (InputRole::Cv, b"MZ\x90\0\x03"),
            (InputRole::Cv, b"<html><body>x</body></html>"),
            (InputRole::Template, b"plain text"),
            (InputRole::Cv, b""),
        ] {
            assert_eq!(told(role, head), None, "{role:?}");
        }
    }

    #[test]
    fn names_of_files_lose_their_folders() {
        let name = |text: &str| InputFileName::new(text).0;
        assert_eq!(name("C:\\Users\\anna\\cv\u{7}.pdf").as_str(), "cv.pdf");
        assert_eq!(name("../../etc/passwd").as_str(), "passwd");
    }
}
