//! What can go wrong at the storage. Messages name keys by their kind only, never a host path or candidate data.

/// A failure of the storage or of a promise made by it.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A storage URL that cannot be understood.
    #[error("storage URL is not valid: {reason}")]
    BadUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// The root of a local storage does not exist.
    #[error("storage root does not exist")]
    RootMissing,
    /// A directory that holds something else than a dossier storage.
    #[error("storage root holds other files and no marker of this program")]
    NotOurs,
    /// The storage belongs to another instance.
    #[error("storage belongs to another instance")]
    OtherInstance,
    /// An object that must exist does not.
    #[error("object {what} is missing")]
    NotFound {
        /// Slug or kind of the object.
        what: String,
    },
    /// Stored bytes differ from what the commit file says, or a commit file contradicts itself.
    #[error("object {what} does not hold what was committed: {reason}")]
    Corrupt {
        /// Slug or kind of the object.
        what: String,
        /// Which of size, hash or content differs.
        reason: String,
    },
    /// A second save under one name.
    #[error("name {name} is already taken in this revision")]
    NameTaken {
        /// The name people see.
        name: String,
    },
    /// More bytes than the budget or the caller's maximum.
    #[error("more than {bytes_max} bytes in {what}")]
    TooLarge {
        /// What was being written or read.
        what: String,
        /// The limit in bytes.
        bytes_max: u64,
    },
    /// More files than the budget.
    #[error("more than {files_max} files in a revision")]
    TooManyFiles {
        /// The limit.
        files_max: u32,
    },
    /// A file name that people should not see.
    #[error("file name is not acceptable: {0}")]
    Name(#[from] crate::name::NameError),
    /// A range outside the bundle.
    #[error("range is not within the {bytes} bytes of the bundle")]
    BadRange {
        /// Length of the bundle.
        bytes: u64,
    },
    /// The back end refused or failed.
    #[error("storage failed while it was asked to {action}")]
    Backend {
        /// `put`, `get`, `list` or `delete`.
        action: &'static str,
        /// The back end's own error; it may name paths, so it is for logs of the operator only.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl StorageError {
    /// Stable code for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "storage.bad_url",
            Self::RootMissing => "storage.root_missing",
            Self::NotOurs => "storage.not_ours",
            Self::OtherInstance => "storage.other_instance",
            Self::NotFound { .. } => "storage.not_found",
            Self::Corrupt { .. } => "storage.corrupt",
            Self::NameTaken { .. } => "storage.name_taken",
            Self::TooLarge { .. } => "storage.too_large",
            Self::TooManyFiles { .. } => "storage.too_many_files",
            Self::Name(_) => "storage.bad_name",
            Self::BadRange { .. } => "storage.bad_range",
            Self::Backend { .. } => "storage.backend",
        }
    }

    /// Whether the same call may succeed later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Backend { .. })
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "write memory:, temp: or file:///directory",
            Self::RootMissing => "create the directory, or pass --init to have it created",
            Self::NotOurs => "choose an empty directory or the root of an earlier storage",
            Self::OtherInstance => "check that the right volume is mounted",
            Self::NotFound { .. } => "list what exists with `dossier runs`",
            Self::Corrupt { .. } => "restore the object from a backup; the revision is not used as it is",
            Self::NameTaken { .. } => "choose another name",
            Self::TooLarge { .. } | Self::TooManyFiles { .. } => "raise the limit or make the content smaller",
            Self::Name(_) => "choose a shorter name without separators and control characters",
            Self::BadRange { .. } => "ask for a range that begins within the bundle",
            Self::Backend { .. } => "check that the storage is reachable and writable, then try again",
        }
    }

    pub(crate) fn backend(action: &'static str) -> impl Fn(object_store::Error) -> Self {
        move |source| match source {
            object_store::Error::NotFound { .. } => Self::NotFound { what: action.to_owned() },
            source => Self::Backend { action, source: Box::new(source) },
        }
    }

    pub(crate) fn missing(what: &str) -> Self {
        Self::NotFound { what: what.to_owned() }
    }

    pub(crate) fn corrupt(what: &str, reason: &str) -> Self {
        Self::Corrupt { what: what.to_owned(), reason: reason.to_owned() }
    }
}
