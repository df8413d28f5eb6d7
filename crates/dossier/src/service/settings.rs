//! What an operator sets for the service. Everything has a default.

use super::accounts::oidc::OidcSettings;
use super::accounts::supabase::SupabaseAuth;
use dossier_core::formats::ReadLimits;
use dossier_core::locale::Locale;
use dossier_workspace::Budget;
use std::time::Duration;

/// Who may come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// One user of this machine, without a login. Only where the program listens on loopback.
    #[default]
    Local,
    /// Users with accounts.
    Accounts,
}

/// Settings of the service.
#[derive(Clone, Debug)]
pub struct ServiceSettings {
    /// Who may come in.
    pub access: Access,
    /// Address that people see, as `https://host`, for links.
    pub public_url: Option<String>,
    /// A session without requests ends after this.
    pub session_idle: Duration,
    /// A session ends after this at the latest.
    pub session_lives: Duration,
    /// Another identity provider that users may log in at.
    pub oidc: Option<OidcSettings>,
    /// A Supabase project whose users may come in with its tokens.
    pub supabase_auth: Option<SupabaseAuth>,
    /// Whether what such users read of a Supabase storage is read with their own tokens, so that its policies decide too.
    pub supabase_storage: bool,
    /// Limits of the readers.
    pub limits: ReadLimits,
    /// Bounds on a revision.
    pub budget: Budget,
    /// Files that one request may bring.
    pub files_max: usize,
    /// Bytes that one request may bring.
    pub request_bytes_max: u64,
    /// How often a job is tried before its run has failed.
    pub attempts_max: i64,
    /// Jobs of one team that may wait or be under way.
    pub open_jobs_max: i64,
    /// How long runs are kept after closing or the last activity, in months, for teams that set nothing else.
    pub retention_months: i64,
    /// Whether an input is deleted once its run is done; its text stays.
    pub drop_inputs: bool,
    /// Locale where neither the request nor the files tell one.
    pub locale: Option<Locale>,
    /// Longest life of a share link.
    pub share_lives_max: Duration,
    /// Whether webhooks may go to private addresses.
    pub private_webhooks: bool,
    /// Time between two sweeps. The whole storage is looked through by every sixtieth.
    pub sweep_every: Duration,
}

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

impl Default for ServiceSettings {
    fn default() -> Self {
        Self {
            access: Access::Local,
            public_url: None,
            session_idle: 8 * HOUR,
            session_lives: 30 * DAY,
            oidc: None,
            supabase_auth: None,
            supabase_storage: false,
            limits: ReadLimits::default(),
            budget: Budget::default(),
            files_max: 64,
            request_bytes_max: 256 * 1024 * 1024,
            attempts_max: 4,
            open_jobs_max: 5_000,
            retention_months: 6,
            drop_inputs: false,
            locale: None,
            share_lives_max: 90 * DAY,
            private_webhooks: false,
            sweep_every: Duration::from_secs(60),
        }
    }
}
