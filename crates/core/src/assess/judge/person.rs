//! Facts about the person: driving licence, citizenship, permit; and readiness, clearances and soft skills by their themes.

use super::super::passages::{Clause, Dossier, Kind as PassageKind};
use super::super::wording::is_refused;
use super::{availability, combine, decided, fact, stated};
use crate::records::job::{Join, Kind, Part};
use crate::records::matching::{Evidence, Judgement, Reason, Verdict};
use crate::understand::demand::words_in;
use crate::understand::nations::{moves_freely, nations};
use crate::understand::{lexicon, themes};

const DRIVING: &[&str] = &[
    "fuhrerausweis", "fuhrerschein", "fahrausweis", "driving licen", "driver's licen", "driver licen",
    "permis de conduire", "permis b (voiture", "permis auto", "lenkberechtigung", "uk licence", "clean licence",
    "fuhrerausweise", "permis voiture", "voiture (cat", "vehicule leger",
];
const CATEGORIES: &[&str] = &["A", "A1", "A2", "B", "B1", "BE", "C", "C1", "CE", "D", "D1", "DE"];

/// Whether holding one category covers another.
fn covers(held: &str, asked: &str) -> bool {
    held == asked
        || asked == "B" && matches!(held, "BE" | "C" | "CE" | "C1" | "C1E" | "D" | "DE" | "D1")
        || asked == "C" && held == "CE"
        || asked == "C1" && matches!(held, "C" | "CE")
}

pub(super) fn driving(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let asked = part.demand.category.as_deref().unwrap_or("B");
    let held = &dossier.cv.x.driving_licence;
    if !held.is_empty() {
        let found = held.join(", ");
        let verdict = if held.iter().any(|held| covers(held, asked)) { Verdict::Met } else { Verdict::NotMet };
        return decided(verdict, vec![fact(dossier, "x-dossier/drivingLicence", &found)], Reason::Fact { found });
    }
    // "Permis B" alone is a licence in French; a permit to stay says so.
    let plain = |clause: &&Clause| {
        words_in(&clause.folded, &["permis b", "permis : b", "permis: b"])
            && clause.folded.split_whitespace().count() <= 5
            && !words_in(&clause.folded, &["sejour", "etablissement", "travail", "suisse"])
    };
    let named = dossier
        .clauses
        .iter()
        .find(|clause| words_in(&clause.folded, DRIVING))
        .or_else(|| dossier.clauses.iter().find(plain));
    let Some(clause) = named else {
        return Judgement::not_stated(Reason::Silent);
    };
    if is_refused(&clause.folded) {
        return stated(Verdict::NotMet, clause);
    }
    let categories: Vec<&str> =
        clause.text.split(|c: char| !c.is_alphanumeric()).filter(|word| CATEGORIES.contains(word)).collect();
    // A licence without a category is one for cars.
    let fits = categories.iter().any(|held| covers(held, asked)) || categories.is_empty() && asked == "B";
    stated(if fits { Verdict::Met } else { Verdict::NotMet }, clause)
}

const NATIONALITY: &[&str] =
    &["nationalit", "staatsangehor", "staatsburger", "burgerrecht", "citizen", "nationality", "heimatort"];

/// The person's nationalities, with where they are printed.
fn nationality(dossier: &Dossier<'_>) -> Option<(Vec<&'static str>, Evidence, String)> {
    if let Some(printed) = &dossier.cv.x.nationality {
        let codes = nations(printed);
        return Some((codes, fact(dossier, "x-dossier/nationality", printed), printed.clone()));
    }
    let is_personal = |clause: &&Clause| {
        matches!(
            clause.section.as_str(),
            "lead" | "contact" | "personal" | "other" | "languages" | "skills" | "interests" | "profile"
        )
    };
    let with_marker = dossier
        .clauses
        .iter()
        .filter(|clause| !matches!(clause.section.as_str(), "work" | "projects" | "education" | "certificates"))
        .filter(|clause| {
            let national =
                lexicon::contains_words(&clause.folded, "national") && clause.folded.split_whitespace().count() <= 6;
            clause.folded.len() < 140 && (words_in(&clause.folded, NATIONALITY) || national)
        })
        .find_map(|clause| {
            let codes = nations(&clause.text);
            (!codes.is_empty()).then_some((codes, clause))
        });
    // "Geboren 1993, Schweizerin": one word between signs.
    let alone = || {
        dossier.clauses.iter().filter(is_personal).find_map(|clause| {
            let country = [
                "schweiz", "switzerland", "deutschland", "germany", "osterreich", "france", "allemagne", "frankreich",
                "ireland", "irland", "italien", "espagne",
            ];
            let plain = clause.folded.trim();
            // "Schweizer, Anna" is a name.
            let is_name = dossier
                .cv
                .basics
                .name
                .as_deref()
                .is_some_and(|name| lexicon::contains_words(&crate::understand::fold::fold(name), plain));
            let one_word = !is_name && !plain.contains(' ') && !country.contains(&plain) && plain.len() > 3;
            let codes = if one_word { nations(plain) } else { Vec::new() };
            (!codes.is_empty() && !is_language_line(dossier, clause)).then_some((codes, clause))
        })
    };
    with_marker.or_else(alone).map(|(codes, clause)| (codes, clause.evidence(), clause.text.clone()))
}

/// "Französisch" in a list of languages is no nationality, "Suisse" behind a postal code no citizenship.
fn is_language_line(dossier: &Dossier<'_>, clause: &Clause) -> bool {
    let line = dossier
        .cv
        .x
        .text
        .iter()
        .find(|line| line.span.start <= clause.source.span.start && clause.source.span.start < line.span.end);
    let text = line.map(|line| line.text.as_str()).unwrap_or_default();
    clause.section == "languages"
        || text
            .split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.len() == 4 && !digits.starts_with("19") && !digits.starts_with("20"))
        || lexicon::language_code(&clause.folded).is_some()
}

pub(super) fn citizenship(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let Some((codes, evidence, printed)) = nationality(dossier) else { return Judgement::not_stated(Reason::Silent) };
    if codes.is_empty() {
        return Judgement::needs_review(Reason::Unclear);
    }
    let wanted = &part.demand.terms;
    let fits = wanted.is_empty()
        || wanted.iter().any(|term| {
            codes.iter().any(|code| term == code || matches!(term.as_str(), "EU" | "EFTA") && moves_freely(code))
        });
    decided(if fits { Verdict::Met } else { Verdict::NotMet }, vec![evidence], Reason::Fact { found: printed })
}

/// The printed permit: its letter where it has one, and where it stands.
fn printed_permit(dossier: &Dossier<'_>) -> Option<(Option<char>, Evidence, String)> {
    let letter = |text: &str| {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words
            .iter()
            .find(|word| matches!(**word, "B" | "C" | "L" | "G" | "F" | "N" | "S"))
            .and_then(|word| word.chars().next())
    };
    if let Some(printed) = &dossier.cv.x.permit {
        return Some((letter(printed), fact(dossier, "x-dossier/permit", printed), printed.clone()));
    }
    let words = [
        "permis de sejour", "permis d'etablissement", "permis de travail", "permis b", "permis c", "permis g",
        "permis l", "ausweis b", "ausweis c", "ausweis g", "ausweis l", "bewilligung", "niederlassungsbewilligung",
        "aufenthaltsbewilligung", "arbeitsbewilligung", "residence permit", "work permit", "settlement permit",
        "permit b", "permit c", "b permit", "c permit", "swiss c permit", "swiss b permit", "autorisation de sejour",
        "titre de sejour", "aufenthaltstitel", "settled status",
    ];
    dossier
        .clauses
        .iter()
        .filter(|clause| {
            clause.folded.len() < 140 && words_in(&clause.folded, &words) && !words_in(&clause.folded, DRIVING)
        })
        .find(|clause| !is_refused(&clause.folded))
        .map(|clause| (letter(&clause.text), clause.evidence(), clause.text.clone()))
}

/// Citizenship of the country, of the EU or EFTA, or a printed permit satisfy a demand for permission to work.
pub(super) fn permit(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let country = part.demand.terms.iter().find(|term| term.len() == 2).map_or("CH", String::as_str);
    let settled = part.demand.terms.iter().any(|term| term == "permit-C");
    if let Some((codes, evidence, printed)) = nationality(dossier)
        && codes.iter().any(|code| *code == country || moves_freely(code) && !settled)
    {
        return decided(Verdict::Met, vec![evidence], Reason::Fact { found: printed });
    }
    match printed_permit(dossier) {
        Some((letter, evidence, found)) => {
            let fits = !settled || letter == Some('C');
            decided(if fits { Verdict::Met } else { Verdict::NotMet }, vec![evidence], Reason::Fact { found })
        }
        None => Judgement::not_stated(Reason::Silent),
    }
}

/// Themes that come close to another without being it.
const CLOSE: [(&str, &[&str]); 5] = [
    ("willing.on-call", &["willing.weekend", "willing.irregular", "willing.night"]),
    ("willing.weekend", &["willing.irregular", "willing.shifts"]),
    ("willing.night", &["willing.irregular", "willing.shifts"]),
    ("willing.shifts", &["willing.irregular", "willing.night"]),
    ("willing.irregular", &["willing.weekend", "willing.shifts", "willing.on-call"]),
];

/// Readiness, clearances and soft skills: a printed phrase of the theme.
pub(super) fn themes(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let named: Vec<&String> =
        part.demand.terms.iter().filter(|term| term.contains('.') && !term.contains(' ')).collect();
    if named.is_empty() {
        let judged = super::skills::terms(part, dossier);
        return if judged.verdict() == Verdict::NeedsReview { Judgement::not_stated(Reason::Silent) } else { judged };
    }
    let judged: Vec<Judgement> = named.iter().map(|theme| theme_of(theme, part, dossier)).collect();
    if part.join == Join::Any { super::best(judged) } else { combine(&judged) }
}

fn theme_of(theme: &str, part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let soft = part.kind == Kind::SoftSkill;
    // The person's own words come before tasks that show it in passing.
    let own = |clause: &&Clause| !matches!(clause.section.as_str(), "work" | "projects");
    let mut found: Vec<&Clause> =
        dossier.clauses.iter().filter(own).filter(|clause| themes::find(&clause.folded, theme).is_some()).collect();
    found.sort_by_key(|clause| clause.folded.len());
    let asked = part.demand.percent.filter(|_| theme == "willing.travel");
    // "No convictions", "ohne Eintrag" are what a clearance is about.
    let may_deny = !soft && !matches!(theme, "clearance.criminal-record" | "clearance.debt-register");
    let refused = found.iter().find(|clause| may_deny && is_refused(&clause.folded));
    if let Some(clause) = found.iter().find(|clause| !may_deny || !is_refused(&clause.folded)) {
        if let Some(asked) = asked {
            let with_figure = found.iter().find_map(|clause| availability::percent_verdict(clause, asked));
            return with_figure.unwrap_or_else(|| stated(Verdict::Met, clause));
        }
        if refused.is_none() {
            return stated(Verdict::Met, clause);
        }
    }
    if let Some(clause) = refused {
        return stated(Verdict::NotMet, clause);
    }
    let shown = dossier.passages.iter().find(|passage| {
        matches!(passage.kind, PassageKind::Task | PassageKind::Position | PassageKind::Summary)
            && themes::find(&passage.folded, theme)
                .is_some_and(|at| !super::super::wording::is_denied(&passage.folded, at))
    });
    if let Some(passage) = shown {
        let verdict = Verdict::Met;
        return decided(verdict, vec![passage.evidence()], Reason::Fact { found: passage.text.clone() });
    }
    let close = CLOSE.iter().find(|(name, _)| *name == theme).map_or(&[][..], |(_, list)| list);
    let near = close.iter().find_map(|other| {
        dossier
            .clauses
            .iter()
            .filter(own)
            .find(|clause| themes::find(&clause.folded, other).is_some() && !is_refused(&clause.folded))
    });
    match near {
        Some(clause) => decided(
            Verdict::PartlyMet,
            vec![clause.evidence()],
            Reason::Related { found: clause.text.clone(), asked: part.text.clone() },
        ),
        None => Judgement::not_stated(Reason::Silent),
    }
}
