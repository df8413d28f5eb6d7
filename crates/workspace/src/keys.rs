//! The layout of keys. They consist of ids and slugs only: no personal data ever stands in a key.

use crate::ids::{RevisionId, RunId, TeamId};
use object_store::path::Path;

pub(crate) const COMMIT: &str = "commit.json";
/// Mark of a sweeper that it has given an unsealed revision up; see [`crate::standing`].
pub(crate) const GIVEN_UP: &str = "given-up.json";
pub(crate) const DELETED: &str = "deleted.json";
pub(crate) const MARKER: &str = "dossier-instance.json";

pub(crate) fn runs(team: TeamId) -> Path {
    Path::from(format!("t/{team}/runs"))
}

pub(crate) fn run(team: TeamId, run: RunId) -> Path {
    Path::from(format!("t/{team}/runs/{run}"))
}

pub(crate) fn revision(team: TeamId, run: RunId, revision: RevisionId) -> Path {
    Path::from(format!("t/{team}/runs/{run}/{revision}"))
}

pub(crate) fn inputs(team: TeamId, run: RunId) -> Path {
    Path::from(format!("t/{team}/runs/{run}/inputs"))
}

pub(crate) fn input(team: TeamId, run: RunId, sha256: &str) -> Path {
    Path::from(format!("t/{team}/runs/{run}/inputs/{sha256}"))
}

/// A slug keeps `[a-z0-9._-]` of a document kind's file name; everything else becomes a hyphen.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9' | '.' | '_') => out.push(c),
            _ if !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_matches(['-', '.']).chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_stay_in_the_alphabet() {
        assert_eq!(slug("01-cv.docx"), "01-cv.docx");
        assert_eq!(slug("../../etc/Ä x"), "etc-x");
        assert_eq!(slug("李明"), "");
    }
}
