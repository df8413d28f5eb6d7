//! Files that belong to a team and not to a run.

use crate::sql::{Hash, Micros, codes, table};
use uuid::Uuid;

codes! {
    /// What a team's file is.
    FileKind {
        /// A brand: colours, fonts, footer.
        Brand = "brand",
        /// A template of the team's own.
        Template = "template",
        /// A list of words.
        Lexicon = "lexicon",
        /// A logo.
        Logo = "logo",
        /// Terms of an offer.
        Offer = "offer",
        /// A font that a brand names.
        Font = "font",
    }
}

table! {
    /// A file of the team, without its bytes.
    TeamFile in "team_files" {
        /// Id.
        id: Uuid,
        /// What it is.
        kind: FileKind,
        /// What people call it.
        name: String,
        /// For which client; absent means for all.
        client: Option<Uuid>,
        /// For which document, as its code; absent means for all.
        document: Option<String>,
        /// Media type, as found.
        media_type: String,
        /// SHA-256 of the bytes.
        sha256: Hash,
        /// Whether it is taken where nobody chooses.
        is_default: bool,
        /// Who brought it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Since when it is not offered any more.
        archived_at: Option<Micros>,
    }
}
