//! Who and what the work is about: persons, clients, job profiles.

use crate::sql::{Hash, Micros, Personal, table};
use uuid::Uuid;

table! {
    /// A candidate. Everything about a person refers to this id, and erasing it takes everything along.
    Person in "persons" {
        /// Id.
        id: Uuid,
        /// Name for lists; absent until a CV was read.
        name: Option<Personal>,
        /// When the person was first met.
        created_at: Micros,
        /// Last change.
        updated_at: Micros,
    }
}

table! {
    /// A client of the desk.
    Client in "clients" {
        /// Id.
        id: Uuid,
        /// Name.
        name: String,
        /// The name, folded for search.
        folded: String,
        /// Settings of the layers above, as JSON.
        settings: String,
        /// When it was made.
        created_at: Micros,
        /// Last change.
        updated_at: Micros,
        /// Since when it is not offered in lists.
        archived_at: Option<Micros>,
    }
}

table! {
    /// A job profile; its content stands in versions.
    JobProfile in "job_profiles" {
        /// Id.
        id: Uuid,
        /// Whose it is.
        client: Option<Uuid>,
        /// Title, as printed.
        title: String,
        /// Title and reference, folded for search.
        folded: String,
        /// The client's own number.
        external_ref: Option<String>,
        /// The newest version, from 1.
        version: i64,
        /// Who made it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Last change.
        updated_at: Micros,
        /// Since when nobody is sought for it.
        closed_at: Option<Micros>,
    }
}

table! {
    /// One version of a job profile. Never changed.
    JobProfileVersion in "job_profile_versions" {
        /// The profile.
        profile: Uuid,
        /// Number, from 1.
        version: i64,
        /// The record, as JSON.
        body: Personal,
        /// SHA-256 of the file it was read from.
        source_sha256: Option<Hash>,
        /// Engine and rule-set that read it; absent where a person wrote it.
        engine: Option<String>,
        /// Who made it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
    }
}
