//! Typed ids. They are made by the caller's id source; nothing here reads a clock or a random number.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID, normally of version 7 so that ids sort by time.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The UUID.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// Who owns runs.
    TeamId
);
id!(
    /// One case: a CV, perhaps with a profile.
    RunId
);
id!(
    /// One complete, immutable set of outputs of a run. Ids of later attempts are greater.
    RevisionId
);

/// The one team of a storage without a database.
pub const LOCAL_TEAM: TeamId = TeamId(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));
