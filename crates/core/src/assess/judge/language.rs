//! Languages and their levels.

use super::super::passages::Dossier;
use super::{best, combine, decided, fact, line_of};
use crate::records::job::{Join, Part};
use crate::records::matching::{Judgement, Reason, Verdict};
use crate::understand::fold::fold;
use crate::understand::lexicon;

pub(super) fn language(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let judged: Vec<Judgement> = part.demand.terms.iter().map(|term| one(term, part, dossier)).collect();
    if part.join == Join::Any {
        return best(judged);
    }
    combine(&judged)
}

fn one(term: &str, part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let wanted = lexicon::language_code(term);
    let spoken =
        dossier.cv.languages.iter().find(|language| {
            language.language.as_deref().and_then(lexicon::language_code) == wanted && wanted.is_some()
        });
    let Some(spoken) = spoken else { return Judgement::not_stated(Reason::Silent) };
    let name = spoken.language.clone().unwrap_or_default();
    let asked = part.demand.level.clone().unwrap_or_default();
    // "Deutsch und Serbisch: Muttersprachen": the level may stand for several.
    let in_line = || {
        let line = line_of(dossier, &fact(dossier, &format!("{}/language", spoken.id), &name))?;
        lexicon::level(&line).map(str::to_owned)
    };
    let found = spoken.fluency.clone().or_else(in_line).unwrap_or_default();
    let key = format!("{}/{}", spoken.id, if found.is_empty() { "language" } else { "fluency" });
    let mut evidence = fact(dossier, &key, &format!("{name} {found}"));
    if !fold(&evidence.quote).contains(&fold(&name)) {
        evidence.quote = line_of(dossier, &evidence).unwrap_or(evidence.quote);
    }
    let reason = Reason::Level { language: name, found: found.clone(), asked: asked.clone() };
    let found_rank = lexicon::rank(&found).or_else(|| lexicon::level(&found).and_then(lexicon::rank));
    let verdict = match (found_rank, lexicon::rank(&asked)) {
        (_, None) => Verdict::Met,
        (None, Some(_)) => Verdict::PotentiallyMet,
        (Some(found), Some(asked)) if found >= asked => Verdict::Met,
        // C2 is as high as a demand for a native speaker can be read.
        (Some(found), Some(asked)) if asked == lexicon::CEFR.len() - 1 && found == asked - 1 => Verdict::PartlyMet,
        _ => Verdict::NotMet,
    };
    decided(verdict, vec![evidence], reason)
}
