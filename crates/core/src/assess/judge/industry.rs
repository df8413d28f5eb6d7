//! Experience of an industry, shown by employers' names, functions and tasks.

use super::super::passages::{Dossier, Hit, Kind as PassageKind, Strength};
use super::{decided, quotes};
use crate::records::job::Part;
use crate::records::matching::{Judgement, Reason, Verdict};
use crate::understand::demand::words_in;
use crate::understand::lexicon;

/// Passages that show an industry; full where employer or function do.
pub(super) fn hits<'d>(industry: &str, dossier: &'d Dossier<'_>) -> Vec<Hit<'d>> {
    let Some((_, stems)) = lexicon::industries().iter().find(|(name, _)| name == industry) else { return Vec::new() };
    let shows = |folded: &str| {
        stems.iter().any(|stem| words_in(folded, &[stem.as_str()]) || stem.len() >= 8 && folded.contains(stem.as_str()))
    };
    let mut hits: Vec<Hit<'d>> = dossier
        .passages
        .iter()
        .filter(|passage| {
            matches!(
                passage.kind,
                PassageKind::Employer
                    | PassageKind::Task
                    | PassageKind::Position
                    | PassageKind::Summary
                    | PassageKind::Text
            )
        })
        .filter(|passage| shows(&passage.folded))
        .map(|passage| {
            let full = matches!(passage.kind, PassageKind::Employer | PassageKind::Position);
            Hit { passage, strength: if full { Strength::Full } else { Strength::Basic } }
        })
        .collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.strength), hit.passage.kind));
    hits
}

pub(super) fn industry(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let mut found: Vec<Hit<'_>> = part.demand.terms.iter().flat_map(|term| hits(term, dossier)).collect();
    found.sort_by_key(|hit| (std::cmp::Reverse(hit.strength), hit.passage.kind));
    let Some(best) = found.first() else { return Judgement::not_stated(Reason::Silent) };
    let tasks = found.iter().filter(|hit| hit.passage.kind == PassageKind::Task).count();
    let verdict = if best.strength == Strength::Full || tasks > 1 { Verdict::Met } else { Verdict::PartlyMet };
    let reason = Reason::Found { terms: vec![best.passage.text.clone()], missing: Vec::new() };
    decided(verdict, quotes(&found), reason)
}
