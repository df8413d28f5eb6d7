//! Secrets: values that never print themselves.

use std::fmt;

/// A key, token or password. `Debug` shows nothing of it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret; blanks and line ends around it (as files have them) are dropped.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The secret itself, for headers and signatures only.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it can stand in an HTTP header.
    pub(crate) fn is_header_safe(&self) -> bool {
        !self.0.is_empty() && self.0.bytes().all(|byte| (0x21..0x7f).contains(&byte))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Secrets for the storages that need some. The caller takes them from its environment; a storage URL never has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// S3: id of the access key (`AWS_ACCESS_KEY_ID`).
    pub access_key_id: Option<Secret>,
    /// S3: the access key's secret (`AWS_SECRET_ACCESS_KEY`).
    pub secret_access_key: Option<Secret>,
    /// S3: token of temporary credentials (`AWS_SESSION_TOKEN`).
    pub session_token: Option<Secret>,
    /// Supabase: the service key, which row-level security does not bind (`DOSSIER_SUPABASE_SERVICE_KEY`).
    pub service_key: Option<Secret>,
    /// Supabase: the public key that user tokens go with (`DOSSIER_SUPABASE_ANON_KEY`).
    pub anon_key: Option<Secret>,
    /// Supabase: a user's token, so that row-level security decides (`DOSSIER_SUPABASE_JWT`).
    pub jwt: Option<Secret>,
}
