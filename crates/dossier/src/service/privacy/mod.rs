//! What candidates can ask for and what the law asks of the desk: finding a person, telling everything, erasing with a receipt,
//! holding back, and clocks that end a run's life. Nothing here shows a text about a person in a log, an error or a receipt.

mod erase;
mod export;
mod holds;
mod persons;
mod replay;
mod retention;

pub use erase::{EraseReason, Erased, Preview, Rechecked};
pub use export::{Exported, Left};
pub use holds::NewHold;
pub use persons::{FoundPerson, PersonHoldings, PersonQuery};
pub use replay::{ERASURE_LINE_SCHEMA, Replayed};
pub use retention::{CLOCKS, Clock, Coming, Retention, RetentionChoice, RetentionSweep};

pub(super) use persons::{being_erased, keys_of_cv};
pub(super) use retention::after_months;
