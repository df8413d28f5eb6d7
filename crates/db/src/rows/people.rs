//! Who works here: teams, users, what they may, and how they come in.

use crate::sql::{Hash, Micros, Personal, codes, table};
use uuid::Uuid;

codes! {
    /// What a member may do, from most to least.
    Role {
        /// Everything, the team itself included.
        Owner = "owner",
        /// Members, settings, erasures.
        Admin = "admin",
        /// Runs and everything around them.
        Editor = "editor",
        /// Reading.
        Viewer = "viewer",
    }
}

table! {
    /// A team.
    Team in "teams" {
        /// What people call it.
        name: String,
        /// Settings of the layers above, as JSON.
        settings: String,
        /// How long runs are kept after closing or the last activity.
        retention_months: i64,
        /// Why that long.
        retention_reason: String,
        /// When it was made.
        created_at: Micros,
        /// Last change.
        updated_at: Micros,
        /// Since when nobody works in it.
        archived_at: Option<Micros>,
    }
}

table! {
    /// A user. One user may be a member of several teams.
    User in "users" {
        /// Id.
        id: Uuid,
        /// Address for messages.
        email: Personal,
        /// Keyed hash of the address; unique.
        email_hash: Hash,
        /// Name as shown to colleagues.
        name: Personal,
        /// Language of the pages; absent means the browser's.
        locale: Option<String>,
        /// Hash of the password with its parameters (PHC string); absent where another provider knows the user.
        password_hash: Option<Personal>,
        /// Keyed hash of issuer and subject at another provider; unique.
        subject_hash: Option<Hash>,
        /// When the user was made.
        created_at: Micros,
        /// Last change.
        updated_at: Micros,
        /// Since when the user may not log in.
        disabled_at: Option<Micros>,
    }
}

table! {
    /// A user's place in a team.
    Membership in "memberships" {
        /// The user.
        user_id: Uuid,
        /// What the user may do.
        role: Role,
        /// Since when.
        created_at: Micros,
    }
}

table! {
    /// An invitation to a team.
    Invitation in "invitations" {
        /// Id.
        id: Uuid,
        /// Where it was sent to.
        email: Personal,
        /// Keyed hash of that.
        email_hash: Hash,
        /// What the new member may do.
        role: Role,
        /// Keyed hash of the secret in the link; unique.
        token_hash: Hash,
        /// Who invited.
        invited_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Until when it can be accepted.
        expires_at: Micros,
        /// When it was accepted.
        accepted_at: Option<Micros>,
        /// By whom.
        accepted_by: Option<Uuid>,
        /// When it was taken back.
        revoked_at: Option<Micros>,
    }
}

table! {
    /// A session of a user in one team.
    Session in "sessions" {
        /// Id.
        id: Uuid,
        /// The user.
        user_id: Uuid,
        /// Keyed hash of the cookie's secret; unique.
        token_hash: Hash,
        /// When it began.
        created_at: Micros,
        /// Last request.
        seen_at: Micros,
        /// When it ends at the latest.
        expires_at: Micros,
    }
}

table! {
    /// A token with which programs act for a user.
    ApiToken in "api_tokens" {
        /// Id.
        id: Uuid,
        /// The user.
        user_id: Uuid,
        /// What the user calls it.
        name: String,
        /// Keyed hash of the secret; unique.
        token_hash: Hash,
        /// What it may be used for, as JSON.
        scopes: String,
        /// When it was made.
        created_at: Micros,
        /// When it ends; absent means when it is revoked.
        expires_at: Option<Micros>,
        /// Last use.
        used_at: Option<Micros>,
        /// When it was revoked.
        revoked_at: Option<Micros>,
    }
}

table! {
    /// A login that is under way at another provider.
    Login in "logins" {
        /// Keyed hash of the state that comes back; unique.
        state_hash: Hash,
        /// The secret that shows that the code was asked for here (PKCE).
        verifier: Personal,
        /// What the provider's token has to repeat.
        nonce: Personal,
        /// Keyed hash of a secret of the browser that has begun it.
        browser_hash: Hash,
        /// Where to go on afterwards, on this server.
        return_path: String,
        /// When it began.
        created_at: Micros,
        /// Until when it can end.
        expires_at: Micros,
    }
}

table! {
    /// A user as teams see their members: what colleagues may know, and nothing that only a login needs.
    Colleague in "users", "id IN (SELECT user_id FROM memberships WHERE team = $1)" {
        /// Id.
        id: Uuid,
        /// Address for messages.
        email: Personal,
        /// Name as shown to colleagues.
        name: Personal,
        /// Language of the pages; absent means the browser's.
        locale: Option<String>,
        /// When the user was made.
        created_at: Micros,
        /// Since when the user may not log in.
        disabled_at: Option<Micros>,
    }
}

table! {
    /// A link with which a user sets a new password.
    ResetLink in "reset_links" {
        /// Keyed hash of the secret in the link; unique.
        token_hash: Hash,
        /// Whose password; one link for each.
        user_id: Uuid,
        /// When it was made.
        created_at: Micros,
        /// Until when it works.
        expires_at: Micros,
    }
}

table! {
    /// A link with which the first user is made.
    SetupLink in "setup_links" {
        /// Keyed hash of the secret in the link; unique.
        token_hash: Hash,
        /// When it was made.
        created_at: Micros,
        /// Until when it works.
        expires_at: Micros,
    }
}
