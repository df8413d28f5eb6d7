//! How a candidate stands to a profile, as it stands in a run's row: what the table of a profile's candidates shows without
//! asking the storage. It is that of the revision that is shown, as the score is.

use dossier_core::records::job::Class;
use dossier_core::records::matching::Verdict;
use dossier_core::records::{Cv, Match};
use dossier_db::Personal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A must criterion with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Must {
    /// Its id in the profile, such as `M1`.
    pub id: String,
    /// Its verdict.
    pub verdict: Verdict,
}

/// How a candidate stands to a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Standing {
    /// Number of musts and shoulds with each verdict; those of none are left out.
    pub verdicts: BTreeMap<Verdict, u32>,
    /// The musts, in printed order.
    pub musts: Vec<Must>,
    /// Availability as the CV prints it.
    pub availability: Option<String>,
}

impl Standing {
    /// Of a match and the CV that was judged.
    pub(super) fn of(matching: &Match, cv: &Cv) -> Self {
        let mut out = Self { availability: cv.x.availability.clone(), ..Self::default() };
        for criterion in &matching.criteria {
            match criterion.class {
                Class::Must => out.musts.push(Must { id: criterion.id.clone(), verdict: criterion.verdict }),
                Class::Should => {}
                // Shown, not scored.
                Class::Soft | Class::Other => continue,
            }
            *out.verdicts.entry(criterion.verdict).or_default() += 1;
        }
        out
    }

    /// As it stands in a row.
    pub(super) fn stored(&self) -> Personal {
        Personal::new(serde_json::to_string(self).expect("verdicts are plain JSON"))
    }

    /// From a row; `None` for what another version of the program has written.
    pub(super) fn read(stored: &Personal) -> Option<Self> {
        serde_json::from_str(stored.as_str()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        let musts = vec![Must { id: "M1".into(), verdict: Verdict::PartlyMet }];
        let verdicts = BTreeMap::from([(Verdict::PartlyMet, 1), (Verdict::NotStated, 2)]);
        let standing = Standing { verdicts, musts, availability: Some("ab sofort".into()) };
        assert_eq!(Standing::read(&standing.stored()), Some(standing));
        assert_eq!(Standing::read(&Personal::new("{\"verdicts\": 7}")), None);
    }
}
