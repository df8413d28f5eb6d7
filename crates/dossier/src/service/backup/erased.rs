//! What of a backup must not come back: the runs that the list of erasures names. The list is made and replayed by
//! `service/privacy/replay.rs`; here only its ids are looked at, before anything is copied.

use crate::service::ServiceError;
use serde::Deserialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What is needed of a line.
#[derive(Deserialize)]
struct Line {
    team: Uuid,
    kind: String,
    subject: Uuid,
    runs: Vec<Uuid>,
}

/// Teams and runs that the list names.
///
/// # Errors
/// [`ServiceError::Invalid`] with the number of the line that is none.
pub(super) fn forgotten_runs(list: &str) -> Result<BTreeSet<(Uuid, Uuid)>, ServiceError> {
    let mut runs = BTreeSet::new();
    for (number, text) in list.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let line: Line = serde_json::from_str(text).map_err(|_| {
            ServiceError::invalid(format!("line {}", number + 1), "erasure_list.line", "it is no line of this list")
        })?;
        runs.extend(line.runs.iter().map(|run| (line.team, *run)));
        if line.kind == "run" {
            runs.insert((line.team, line.subject));
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn runs_of_persons_and_runs_alone_are_forgotten() {
        let line = |kind: &str, subject: u128, runs: &[u128]| {
            let runs: Vec<Uuid> = runs.iter().copied().map(id).collect();
            serde_json::json!({ "schema": "x", "team": id(1), "kind": kind, "subject": id(subject), "runs": runs })
                .to_string()
        };
        let list = format!("{}\n\n{}\n", line("person", 2, &[3, 4]), line("run", 5, &[]));
        let of = |n| (id(1), id(n));
        assert_eq!(forgotten_runs(&list).expect("a list"), BTreeSet::from([of(3), of(4), of(5)]));
        assert!(forgotten_runs("").expect("an empty list").is_empty());
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = forgotten_runs("\n{\"team\":1}\n").expect_err("no line");
        assert!(wrong.to_string().contains("line 2"), "{wrong}");
    }
}
