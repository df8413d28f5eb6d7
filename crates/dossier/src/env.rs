//! Time, randomness and ids: the only place where a run gets them from.

use dossier_core::time::Day;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

type Clock = dyn Fn() -> Timestamp + Send + Sync;
type Rng = dyn Fn(&mut [u8]) + Send + Sync;

/// Clock and source of randomness of a process, or fixed ones for tests.
#[derive(Clone)]
pub struct Env {
    clock: Arc<Clock>,
    rng: Arc<Rng>,
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Env")
    }
}

impl Env {
    /// The system's clock and randomness.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            rng: Arc::new(|bytes| getrandom::fill(bytes).expect("the system has a source of randomness")),
        }
    }

    /// A clock and a source of one's own.
    pub fn new(
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        rng: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self { clock: Arc::new(clock), rng: Arc::new(rng) }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Fills with fresh random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        (self.rng)(bytes);
    }

    /// A fresh id (UUID version 7), greater than earlier ones of other milliseconds.
    pub fn id(&self) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Today in a time zone (IANA name); in UTC where the zone is unknown.
    pub fn today(&self, zone: &str) -> Day {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        self.now().to_zoned_datetime(zone).date()
    }
}
