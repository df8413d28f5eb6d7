//! What can go wrong at the storage. Messages name objects by their kind only: never a host path, an address, a key, a
//! secret or candidate data. The back end's own words, which hold all of these, are reduced to a [`Cause`].

use object_store::client::{HttpError, HttpErrorKind};
use std::error::Error as StdError;

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
    /// Settings that belong together, of which some are missing.
    #[error("storage needs {missing}")]
    HalfSet {
        /// Names of the missing settings.
        missing: String,
    },
    /// The root of a local storage does not exist.
    #[error("storage root does not exist")]
    RootMissing,
    /// A root that holds something else than a dossier storage.
    #[error("storage root holds other files and no marker of this program")]
    NotOurs,
    /// The storage belongs to another instance, or to none although one is expected.
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
    /// The revision was given up by a sweeper, or its run erased, while it was being written.
    #[error("revision was given up while it was written: {reason}")]
    GivenUp {
        /// By whom.
        reason: &'static str,
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
    /// Something that this kind of storage cannot do.
    #[error("this storage has no {what}")]
    NotSupported {
        /// What was asked for.
        what: &'static str,
    },
    /// The back end refused or failed.
    #[error("storage failed while it was asked to {action}: {cause}")]
    Backend {
        /// `put`, `get`, `list`, `copy`, `sign` or `delete`.
        action: &'static str,
        /// Why, as far as the back end said.
        cause: Cause,
    },
}

/// Why a back end failed, without anything that names a place, a person or a secret.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// No connection, no such host, or a broken TLS handshake.
    #[error("it cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("it did not answer in time")]
    TimedOut,
    /// Too many requests, or it asks to slow down.
    #[error("it is busy")]
    Busy,
    /// The keys are unknown or the signature is wrong.
    #[error("it does not accept the keys")]
    BadKeys,
    /// The keys are known but may not do this.
    #[error("it does not allow this")]
    Denied,
    /// Its clock and ours differ too much for signatures.
    #[error("its clock and ours differ too much")]
    ClockSkew,
    /// There is no such bucket.
    #[error("there is no such bucket")]
    NoBucket,
    /// The region of the signature is not the bucket's.
    #[error("the bucket is in another region")]
    WrongRegion,
    /// No room left.
    #[error("it is full")]
    Full,
    /// It can be read only.
    #[error("it is read-only")]
    ReadOnly,
    /// An object larger than the back end takes.
    #[error("the object is larger than it takes")]
    ObjectTooLarge,
    /// Create-only: the object exists.
    #[error("the object exists already")]
    Exists,
    /// Any other HTTP status.
    #[error("it answered with status {0}")]
    Status(u16),
    /// Any other failure of the operating system.
    #[error("the system reported: {0}")]
    System(std::io::ErrorKind),
    /// The back end cannot do what was asked.
    #[error("it cannot do this")]
    Unable,
    /// An answer that does not follow the protocol.
    #[error("its answer is not understood")]
    BadAnswer,
}

impl Cause {
    /// Whether the same call may succeed in a moment.
    pub fn passes(self) -> bool {
        match self {
            Self::Unreachable | Self::TimedOut | Self::Busy => true,
            Self::Status(status) => status >= 500,
            _ => false,
        }
    }

    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Unreachable => "check host, port and TLS of the storage, and that it is running",
            Self::TimedOut | Self::Busy | Self::Status(500..) => "try again in a moment",
            Self::BadKeys => "check the access key and its secret, or the token and its expiry",
            Self::Denied => "give this key, or this user, the right to read, write, list and delete there",
            Self::ClockSkew => "set this machine's clock, for example by NTP",
            Self::NoBucket => "create the bucket, or correct its name in the storage URL",
            Self::WrongRegion => "set region= in the storage URL to the bucket's region",
            Self::Full => "make room, or sweep what is no longer needed with `dossier sweep`",
            Self::ReadOnly => "mount the storage writable",
            Self::ObjectTooLarge => "raise the storage's limit on the size of a file",
            _ => "check that the storage can be reached and written, then try again",
        }
    }

    pub(crate) fn of_io(kind: std::io::ErrorKind) -> Self {
        use std::io::ErrorKind;
        match kind {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::TimedOut => Self::TimedOut,
            ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset | ErrorKind::NotConnected => Self::Unreachable,
            kind => Self::System(kind),
        }
    }

    /// From an HTTP status and the code that S3 services put into the body.
    pub(crate) fn of_answer(status: u16, code: &str) -> Self {
        match code {
            "NoSuchBucket" => return Self::NoBucket,
            "RequestTimeTooSkewed" => return Self::ClockSkew,
            "InvalidAccessKeyId" | "NotSignedUp" | "SignatureDoesNotMatch" | "InvalidToken" | "ExpiredToken" => {
                return Self::BadKeys;
            }
            "SlowDown" | "TooManyRequests" | "ServiceUnavailable" => return Self::Busy,
            "AuthorizationHeaderMalformed" | "PermanentRedirect" => return Self::WrongRegion,
            "EntityTooLarge" => return Self::ObjectTooLarge,
            "XMinioStorageFull" | "QuotaExceeded" | "InsufficientStorage" => return Self::Full,
            _ => {}
        }
        match status {
            301 | 307 => Self::WrongRegion,
            401 => Self::BadKeys,
            403 => Self::Denied,
            408 | 504 => Self::TimedOut,
            409 => Self::Exists,
            413 => Self::ObjectTooLarge,
            429 | 503 => Self::Busy,
            507 => Self::Full,
            status => Self::Status(status),
        }
    }

    /// Reads the cause out of a back end's error, whose text is then dropped.
    pub(crate) fn of(error: &object_store::Error) -> Self {
        let mut next: Option<&(dyn StdError + 'static)> = Some(error);
        while let Some(current) = next {
            if let Some(found) = current.downcast_ref::<Self>() {
                return *found;
            }
            if let Some(io) = current.downcast_ref::<std::io::Error>() {
                return Self::of_io(io.kind());
            }
            if let Some(http) = current.downcast_ref::<HttpError>() {
                return match http.kind() {
                    HttpErrorKind::Timeout => Self::TimedOut,
                    HttpErrorKind::Decode => Self::BadAnswer,
                    _ => Self::Unreachable,
                };
            }
            next = current.source();
        }
        let text = error.to_string();
        let code =
            text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code);
        let status = text
            .split_once("status code: ")
            .and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next())
            .and_then(|digits| digits.parse().ok());
        match (status, error) {
            (Some(status), _) => Self::of_answer(status, code),
            (None, object_store::Error::Unauthenticated { .. }) => Self::of_answer(401, code),
            (None, object_store::Error::PermissionDenied { .. }) => Self::of_answer(403, code),
            (None, object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {
                Self::Exists
            }
            (None, object_store::Error::NotImplemented { .. } | object_store::Error::NotSupported { .. }) => {
                Self::Unable
            }
            _ if text.contains("redirect without LOCATION") => Self::WrongRegion,
            _ => Self::BadAnswer,
        }
    }
}

impl StorageError {
    /// Stable code for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "storage.bad_url",
            Self::HalfSet { .. } => "storage.half_set",
            Self::RootMissing => "storage.root_missing",
            Self::NotOurs => "storage.not_ours",
            Self::OtherInstance => "storage.other_instance",
            Self::NotFound { .. } => "storage.not_found",
            Self::Corrupt { .. } => "storage.corrupt",
            Self::NameTaken { .. } => "storage.name_taken",
            Self::GivenUp { .. } => "storage.given_up",
            Self::TooLarge { .. } => "storage.too_large",
            Self::TooManyFiles { .. } => "storage.too_many_files",
            Self::Name(_) => "storage.bad_name",
            Self::BadRange { .. } => "storage.bad_range",
            Self::NotSupported { .. } => "storage.not_supported",
            Self::Backend { cause, .. } => match cause {
                Cause::Unreachable => "storage.unreachable",
                Cause::TimedOut => "storage.timed_out",
                Cause::Busy => "storage.busy",
                Cause::BadKeys => "storage.bad_keys",
                Cause::Denied => "storage.denied",
                Cause::ClockSkew => "storage.clock_skew",
                Cause::NoBucket => "storage.no_bucket",
                Cause::WrongRegion => "storage.wrong_region",
                Cause::Full => "storage.full",
                Cause::ReadOnly => "storage.read_only",
                Cause::ObjectTooLarge => "storage.object_too_large",
                _ => "storage.backend",
            },
        }
    }

    /// Whether the same call may succeed later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Backend { cause, .. } if cause.passes())
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "see docs/storage.md for the forms of storage URLs",
            Self::HalfSet { .. } => "set it in the environment (secrets may also stand in a file named by .._FILE)",
            Self::RootMissing => "create the directory, or pass --init to have it created",
            Self::NotOurs => {
                "choose an empty root or that of an earlier storage; `dossier runs --adopt` takes one over whose marker is lost"
            }
            Self::OtherInstance => "check that the right volume or bucket is attached",
            Self::NotFound { .. } => "list what exists with `dossier runs`",
            Self::Corrupt { .. } => "restore the object from a backup; the revision is not used as it is",
            Self::NameTaken { .. } => "choose another name",
            Self::GivenUp { .. } => "start the run again; a new revision is made",
            Self::TooLarge { .. } | Self::TooManyFiles { .. } => "raise the limit or make the content smaller",
            Self::Name(_) => "choose a shorter name without separators and control characters",
            Self::BadRange { .. } => "ask for a range that begins within the bundle",
            Self::NotSupported { .. } => "choose a storage that has it; docs/storage.md has a table",
            Self::Backend { cause, .. } => cause.hint(),
        }
    }

    pub(crate) fn backend(action: &'static str) -> impl Fn(object_store::Error) -> Self {
        move |error| {
            let cause = Cause::of(&error);
            match error {
                object_store::Error::NotFound { .. } if cause != Cause::NoBucket => Self::missing(action),
                _ => Self::Backend { action, cause },
            }
        }
    }

    pub(crate) fn missing(what: &str) -> Self {
        Self::NotFound { what: what.to_owned() }
    }

    pub(crate) fn corrupt(what: &str, reason: &str) -> Self {
        Self::Corrupt { what: what.to_owned(), reason: reason.to_owned() }
    }
}

pub(crate) fn io(action: &'static str) -> impl Fn(std::io::Error) -> StorageError {
    move |error| StorageError::Backend { action, cause: Cause::of_io(error.kind()) }
}
