//! Runs with their inputs, revisions, documents, steps, events and records.

use crate::sql::{Hash, Micros, Personal, codes, table};
use uuid::Uuid;

codes! {
    /// Where a run stands.
    RunState {
        /// Waits for a worker.
        Queued = "queued",
        /// Files are read.
        Reading = "reading",
        /// Texts become records.
        Understanding = "understanding",
        /// Waits for a person.
        Review = "review",
        /// Records are judged.
        Assessing = "assessing",
        /// Documents are made.
        Generating = "generating",
        /// Done.
        Sealed = "sealed",
        /// Ended without documents.
        Failed = "failed",
        /// Ended by a person.
        Cancelled = "cancelled",
    }
}

impl RunState {
    /// Whether nothing more happens by itself: ended, or waiting for a person.
    pub fn is_at_rest(self) -> bool {
        match self {
            Self::Review | Self::Sealed | Self::Failed | Self::Cancelled => true,
            Self::Queued | Self::Reading | Self::Understanding | Self::Assessing | Self::Generating => false,
        }
    }
}

codes! {
    /// How many people a run is about.
    RunKind {
        /// One candidate.
        Single = "single",
        /// Several, made of their own runs.
        Shortlist = "shortlist",
    }
}

table! {
    /// A run.
    Run in "runs" {
        /// Id.
        id: Uuid,
        /// Whether it is about one candidate or a shortlist of several.
        kind: RunKind,
        /// Whom it is about; of a shortlist the first one.
        person: Uuid,
        /// For which client.
        client: Option<Uuid>,
        /// For which profile.
        profile: Option<Uuid>,
        /// Which version of it.
        profile_version: Option<i64>,
        /// The batch it belongs to.
        batch: Option<Uuid>,
        /// Where it stands.
        state: RunState,
        /// How often it was begun.
        attempt: i64,
        /// Number of its last event.
        event_seq: i64,
        /// The revision that is shown; only `revisions::make_current` changes it.
        current_revision: Option<Uuid>,
        /// Label for people, with the person's name.
        label: Option<Personal>,
        /// The role that is sought.
        role: Option<String>,
        /// What everybody may search: role, client, code; folded.
        search_plain: String,
        /// What only those may search who may see persons: label and name; folded.
        search_named: Personal,
        /// Language and country of the outputs.
        locale: Option<String>,
        /// Options of the run, as JSON without personal data.
        options: String,
        /// Score of the match, 0 to 100.
        score: Option<i64>,
        /// Recommendation of the match, as its code.
        recommendation: Option<String>,
        /// How the candidate stands to the profile, as JSON: verdicts, musts, availability as printed.
        verdicts: Option<Personal>,
        /// Code of the failure.
        failure: Option<String>,
        /// Who started it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Last activity.
        updated_at: Micros,
        /// When the case was closed.
        closed_at: Option<Micros>,
        /// When it is to be erased.
        expires_at: Option<Micros>,
        /// Since when its erasure is under way; nobody sees it any more.
        erasing_at: Option<Micros>,
    }
}

table! {
    /// Somebody a run is about.
    RunPerson in "run_persons" {
        /// The run.
        run: Uuid,
        /// The person.
        person: Uuid,
        /// Place in the run, from 0.
        position: i64,
    }
}

codes! {
    /// What an input is.
    InputRole {
        /// A CV.
        Cv = "cv",
        /// A job profile.
        Job = "job",
        /// A photo.
        Photo = "photo",
        /// An offer file.
        Offer = "offer",
        /// A brand file.
        Brand = "brand",
        /// A template.
        Template = "template",
    }
}

table! {
    /// An input of a run. Its bytes are in the storage, under their hash.
    Input in "inputs" {
        /// The run.
        run: Uuid,
        /// SHA-256 of the bytes.
        sha256: Hash,
        /// What it is.
        role: InputRole,
        /// Place among those of its role, from 0.
        position: i64,
        /// Name of the file, as uploaded.
        name: Personal,
        /// Media type, as found.
        media_type: String,
        /// Length.
        bytes: i64,
        /// When it came.
        created_at: Micros,
        /// When its bytes were dropped before the run ended.
        dropped_at: Option<Micros>,
    }
}

codes! {
    /// What a revision holds.
    RevisionKind {
        /// Records only: it waits for review.
        Records = "records",
        /// Records and documents.
        Documents = "documents",
    }
}

codes! {
    /// Where a revision stands.
    RevisionState {
        /// Its objects are being written, or its writer has died.
        Sealing = "sealing",
        /// Complete, for ever.
        Sealed = "sealed",
        /// Given up.
        Abandoned = "abandoned",
    }
}

table! {
    /// A revision of a run. A sealed one never changes.
    Revision in "revisions" {
        /// Id.
        id: Uuid,
        /// The run.
        run: Uuid,
        /// The revision it was made of.
        based_on: Option<Uuid>,
        /// The attempt of the run that made it.
        attempt: i64,
        /// What it holds.
        kind: RevisionKind,
        /// Where it stands.
        state: RevisionState,
        /// Label for people, with the person's name.
        label: Option<Personal>,
        /// What it was made with, as JSON without personal data.
        options: String,
        /// Sum of its objects.
        bytes: Option<i64>,
        /// Number of its objects.
        files: Option<i64>,
        /// Who had it made.
        created_by: Option<Uuid>,
        /// When it was begun.
        created_at: Micros,
        /// When it was sealed.
        sealed_at: Option<Micros>,
    }
}

codes! {
    /// Where an object of a revision lies.
    Area {
        /// Documents for people.
        PrimaryOutputs = "primary_outputs",
        /// Records and the manifest.
        Artifacts = "artifacts",
    }
}

table! {
    /// A document or record file of a sealed revision.
    Document in "documents" {
        /// Id.
        id: Uuid,
        /// The run.
        run: Uuid,
        /// The revision.
        revision: Uuid,
        /// Whom it is about.
        person: Uuid,
        /// Where it lies.
        area: Area,
        /// Name of its object.
        slug: String,
        /// Kind of document, as its code.
        kind: String,
        /// Name of the file for people.
        name: Personal,
        /// Media type.
        media_type: String,
        /// Length.
        bytes: i64,
        /// SHA-256 of the bytes.
        sha256: Hash,
    }
}

codes! {
    /// Where a step stands.
    StepState {
        /// It runs, or its worker has died.
        Running = "running",
        /// Done.
        Done = "done",
        /// It failed.
        Failed = "failed",
        /// It was stopped.
        Cancelled = "cancelled",
    }
}

table! {
    /// One step of an attempt of a run.
    Step in "run_steps" {
        /// The run.
        run: Uuid,
        /// The attempt.
        attempt: i64,
        /// Name of the step.
        name: String,
        /// Where it stands.
        state: StepState,
        /// Engine that did it.
        engine: Option<String>,
        /// Versions of engine and rules, as JSON.
        versions: Option<String>,
        /// Code of its failure or warning.
        code: Option<String>,
        /// When it began.
        started_at: Micros,
        /// When it ended.
        ended_at: Option<Micros>,
    }
}

table! {
    /// Something that happened in a run, numbered without gaps, for those who watch.
    RunEvent in "run_events" {
        /// The run.
        run: Uuid,
        /// Number, from 1.
        seq: i64,
        /// When.
        at: Micros,
        /// What, as a code.
        kind: String,
        /// Figures and codes, as JSON without personal data.
        data: String,
    }
}

codes! {
    /// Which record.
    RecordKind {
        /// The CV.
        Cv = "cv",
        /// The job profile.
        Job = "job",
        /// The match.
        Match = "match",
        /// The feedback.
        Feedback = "feedback",
        /// The offer.
        Offer = "offer",
    }
}

codes! {
    /// Who made a version of a record.
    RecordSource {
        /// The rules.
        Rules = "rules",
        /// A model.
        Model = "model",
        /// A person of the desk.
        Person = "person",
        /// The candidate.
        Candidate = "candidate",
    }
}

table! {
    /// One version of a record. Never changed.
    Record in "records" {
        /// The run.
        run: Uuid,
        /// Which record.
        kind: RecordKind,
        /// Which of its kind: the candidate's place in a shortlist, else 0.
        slot: i64,
        /// Number, from 1.
        version: i64,
        /// Whom it is about.
        person: Uuid,
        /// The record, as JSON.
        body: Personal,
        /// Who made it.
        set_by: RecordSource,
        /// The revision whose documents show it; absent for an autosaved edit.
        revision: Option<Uuid>,
        /// The user.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
    }
}
