//! Who may do what: one table of roles and actions, and the scope that an API token needs for each action.

use super::caller::Scope;
use dossier_db::rows::Role;

/// Makes the closed list of actions with their codes, the least role that may, and the scope a token needs.
macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $role:ident, $scope:ident;)*) => {
        /// Something that a role may or may not do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$meta])* $name,)*
        }

        impl Action {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Stable code, for errors and the log.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        /// The least role that may do something.
        pub fn least(action: Action) -> Role {
            match action { $(Action::$name => Role::$role,)* }
        }

        /// The scope that an API token needs for it.
        pub fn scope(action: Action) -> Scope {
            match action { $(Action::$name => Scope::$scope,)* }
        }
    };
}

actions! {
    /// See runs, documents, comments, history.
    ReadRuns = "runs.read", Viewer, Read;
    /// See and search names of candidates.
    SeePersons = "persons.see", Viewer, Read;
    /// Start runs, upload files.
    StartRuns = "runs.start", Editor, Write;
    /// Make shortlists of runs.
    MakeShortlists = "shortlists.write", Editor, Write;
    /// Correct records, decide verdicts, make revisions, choose the current one.
    EditRuns = "runs.edit", Editor, Write;
    /// Cancel a run.
    CancelRuns = "runs.cancel", Editor, Write;
    /// Write comments.
    Comment = "comments.write", Editor, Write;
    /// Delete comments of others.
    DeleteComments = "comments.delete", Admin, Write;
    /// Make and take back share links.
    Share = "shares.write", Editor, Write;
    /// Record submissions, consents and their ends.
    Submit = "submissions.write", Editor, Write;
    /// Clients and job profiles.
    EditClients = "clients.write", Editor, Write;
    /// Brands, templates, lexicons, rate cards of the team.
    EditLibrary = "library.write", Admin, Admin;
    /// Erase a run.
    EraseRuns = "runs.erase", Editor, Write;
    /// Erase a person with everything.
    ErasePersons = "persons.erase", Admin, Admin;
    /// Export everything about a person.
    ExportPersons = "persons.export", Admin, Admin;
    /// Put something on legal hold, or release it.
    Hold = "holds.write", Admin, Admin;
    /// Move a run to another team.
    MoveRuns = "runs.move", Admin, Admin;
    /// Invite, change and remove members.
    ManageMembers = "members.write", Admin, Admin;
    /// Make links with which members set new passwords.
    ResetPasswords = "members.reset", Admin, Admin;
    /// Give and take ownership, archive the team.
    ManageTeam = "team.own", Owner, Admin;
    /// Name, retention and other settings of the team.
    EditSettings = "settings.write", Admin, Admin;
    /// See the team's settings, members and library.
    ReadTeam = "team.read", Viewer, Read;
    /// One's own sessions, password, name and membership.
    OwnAccount = "account.own", Viewer, Admin;
    /// Make and revoke one's own API tokens.
    OwnTokens = "tokens.write", Viewer, Admin;
    /// Webhooks.
    ManageWebhooks = "webhooks.write", Admin, Admin;
    /// Read, verify and export the audit log.
    ReadAudit = "audit.read", Admin, Admin;
}

/// Whether a role may do something. The one place where this is decided.
pub fn may(role: Role, action: Action) -> bool {
    rank(role) >= rank(least(action))
}

fn rank(role: Role) -> u8 {
    match role {
        Role::Owner => 3,
        Role::Admin => 2,
        Role::Editor => 1,
        Role::Viewer => 0,
    }
}
