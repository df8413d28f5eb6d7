//! Place of residence: town, canton or country.

use super::super::passages::Dossier;
use super::{decided, fact};
use crate::records::job::Part;
use crate::records::matching::{Judgement, Reason, Verdict};
use crate::understand::demand::words_in;
use crate::understand::fold::fold;
use crate::understand::{lexicon, regions};

pub(super) fn location(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let Some(location) = &dossier.cv.basics.location else { return Judgement::not_stated(Reason::Silent) };
    let Some(city) = &location.city else { return Judgement::not_stated(Reason::Silent) };
    // "Murten FR": the sign of the canton may stand with the town.
    let town = city
        .rsplit_once(' ')
        .filter(|(_, sign)| {
            let sign = sign.trim_matches(['(', ')']);
            sign.len() == 2 && sign.chars().all(|c| c.is_ascii_uppercase())
        })
        .map_or(city.as_str(), |(town, _)| town);
    let evidence = || vec![fact(dossier, "basics/location.city", city)];
    let near = part.demand.terms.iter().any(|term| {
        let (term, city) = (fold(term), fold(city));
        lexicon::contains_words(&term, &city) || lexicon::contains_words(&city, &term)
    });
    if near {
        return decided(Verdict::Met, evidence(), Reason::Fact { found: city.clone() });
    }
    let line = dossier.clauses.iter().find(|clause| clause.text.contains(town)).map(|clause| clause.text.as_str());
    let home = regions::of_address(location.postal_code.as_deref(), town, line.unwrap_or_default());
    let wanted: Vec<&str> = part.demand.terms.iter().filter_map(|term| regions::named(term)).collect();
    match home {
        Some(home) if !wanted.is_empty() => {
            let fits = wanted.iter().any(|region| regions::within(home, region));
            // An area does not end at the border of its canton.
            if !fits
                && words_in(
                    &fold(&part.text),
                    &[
                        "raum", "region", "grossraum", "umkreis", "agglomeration", "area", "umgebung", "nahe", "near",
                        "environs", "proximite",
                    ],
                )
            {
                return Judgement::needs_review(Reason::Unclear);
            }
            let printed = line.unwrap_or(city).to_owned();
            decided(if fits { Verdict::Met } else { Verdict::NotMet }, evidence(), Reason::Fact { found: printed })
        }
        // Whether one town lies in a region is not known to the rules.
        _ => Judgement::needs_review(Reason::Unclear),
    }
}
