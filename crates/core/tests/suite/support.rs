//! What several tests of understanding share.

use dossier_core::records::Cv;
use dossier_core::time::PartialDate;

/// The stations of a record, one a line: function, employer, start, end.
pub fn work(cv: &Cv) -> Vec<String> {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    cv.work
        .iter()
        .map(|work| {
            let (name, position) = (work.name.as_deref().unwrap_or("-"), work.position.as_deref().unwrap_or("-"));
            format!("{position} | {name} | {} | {}", date(work.start_date), date(work.end_date))
        })
        .collect()
}
