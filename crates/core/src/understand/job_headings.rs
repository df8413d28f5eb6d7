//! Headings of job profiles: which part each opens, and the class of the criteria below it. Class comes from words only.

use super::fold::label;
use super::lexicon;
use super::lines::Line;
use super::piece::Piece;
use crate::records::job::Class;

/// A part of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Head,
    Intro,
    Tasks,
    Criteria(Class),
    Goal,
    Contact,
    Offer,
}

const MUST: &[&str] = &[
    "exigences imperatives", "criteres imperatifs", "criteres exiges", "prerequis", "eignungskriterien",
    "ko-kriterien", "k o kriterien", "anforderungen zwingend", "zwingende kriterien", "musskriterium", "dein rucksack",
    "wen wir suchen", "who you are", "what we are looking for", "your skills", "competences exigees",
    "exigences du poste", "muss-kriterien", "musskriterien", "muss kriterien", "muss", "muss-anforderungen",
    "zwingende anforderungen", "zwingend", "anforderungen", "ihr profil", "ihre qualifikationen",
    "das bringen sie mit", "das bringst du mit", "dein profil", "anforderungsprofil", "voraussetzungen",
    "must-have requirements", "must-have", "must have", "must-haves", "required", "requirements", "mandatory",
    "essential", "essential criteria", "required skills", "your profile", "qualifications", "what you bring", "exige",
    "exigences", "exigences obligatoires", "criteres obligatoires", "obligatoire", "votre profil", "profil recherche",
    "profil", "imperatif", "competences requises",
];
const SHOULD: &[&str] = &[
    "exigences souhaitees", "criteres souhaitables", "zuschlagskriterien", "anforderungen optional",
    "optionale anforderungen", "competences souhaitees", "wunschenswerte kenntnisse", "sollkriterium",
    "zusatzliche kenntnisse", "good to have", "pluspunkte", "les plus", "atouts supplementaires", "soll-kriterien",
    "sollkriterien", "soll kriterien", "soll", "soll-anforderungen", "kann-kriterien", "wunschkriterien",
    "wunschenswert", "von vorteil", "von vorteil sind", "erwunscht", "idealerweise", "nice to have", "nice-to-have",
    "nice-to-haves", "desirable", "desirable criteria", "preferred", "preferred qualifications", "should have",
    "bonus", "a plus", "souhaite", "souhaites", "souhaitee", "souhaitees", "optional", "optionale", "atouts",
    "un plus", "criteres souhaites", "serait un plus", "souhaitable", "optional", "optionnel", "un atout",
];
const SOFT: [&str; 10] = [
    "soft skills", "personliche kompetenzen", "sozialkompetenz", "personlichkeit", "personal skills", "savoir-etre",
    "qualites personnelles", "personliche eigenschaften", "sozialkompetenzen", "competences sociales",
];
const TASKS: &[&str] = &[
    "das erwartet dich", "was dich erwartet", "was sie erwartet", "your mission", "what you will be doing", "role",
    "deine mission", "votre mission", "role et responsabilites", "aufgaben", "ihre aufgaben", "deine aufgaben",
    "aufgabengebiet", "tatigkeiten", "ihr aufgabengebiet", "aufgabenbeschreibung", "hauptaufgaben", "das erwartet sie",
    "ihre tatigkeiten", "verantwortung", "responsibilities", "your responsibilities", "tasks", "your tasks",
    "what you will do", "duties", "the role", "key responsibilities", "missions", "vos missions", "taches",
    "vos taches", "responsabilites", "vos responsabilites", "activites", "mission", "description du poste",
    "cahier des charges", "your role", "ihre rolle", "what you do",
];
const GOAL: [&str; 9] = [
    "ziel", "zielsetzung", "ziel des einsatzes", "projektziel", "goal", "objective", "objectif", "but", "ausgangslage",
];
const OFFER: [&str; 14] = [
    "wir bieten", "unser angebot", "das bieten wir", "we offer", "benefits", "what we offer", "nous offrons",
    "notre offre", "avantages", "ihre vorteile", "bewerbung", "how to apply", "candidature", "uber uns",
];
const CONTACT: [&str; 6] = ["kontakt", "contact", "ansprechperson", "ihre ansprechperson", "interlocuteur", "auskunft"];

/// The part that a heading opens. Class comes from the heading's words only.
pub(super) fn opens(line: &Line, next: Option<&Line>, open: Part) -> Option<(Part, Option<Line>)> {
    let whole = line.whole();
    let labelled = whole.text.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
    if line.bullet || line.cells.len() > 1 || labelled {
        return None;
    }
    let name = label(&whole.text);
    if let Some(part) = part_of(&name) {
        // "Muss" may also be a cell of a criteria table that was broken over lines.
        return Some((part, None));
    }
    // "Das bringen Sie zwingend mit:", "Von Vorteil sind:", "Nice to have (bonus):"
    let short = name.split(' ').count() <= 4 && !whole.text.ends_with(['.', ',', ';']);
    let introduces = (short || whole.text.trim_end().ends_with(':'))
        && next.is_some_and(|next| {
            next.bullet || matches!(open, Part::Criteria(_)) && whole.text.trim_end().ends_with(':')
        });
    // Plain text has no looks; there a short line below a blank one is a heading.
    let heading = line.style.heading > 0 || line.style.bold || (line.style.size == 0.0 && line.gap > 1.5 && short);
    if (introduces || heading) && name.split(' ').count() <= 8 {
        return class_in_words(&name)
            .map(|class| (Part::Criteria(class), None))
            .or_else(|| heading.then(|| loosely(&name)).flatten().map(|part| (part, None)));
    }
    None
}

pub(super) fn part_of(name: &str) -> Option<Part> {
    let has = |list: &[&str]| list.contains(&name);
    if has(SHOULD) {
        Some(Part::Criteria(Class::Should))
    } else if has(MUST) {
        Some(Part::Criteria(Class::Must))
    } else if has(&SOFT) {
        Some(Part::Criteria(Class::Soft))
    } else if has(TASKS) {
        Some(Part::Tasks)
    } else if has(&GOAL) {
        Some(Part::Goal)
    } else if has(&OFFER) {
        Some(Part::Offer)
    } else if has(&CONTACT) {
        Some(Part::Contact)
    } else {
        None
    }
}

/// A heading that only contains a known one ("Unsere Anforderungen an Sie").
fn loosely(name: &str) -> Option<Part> {
    for (list, part) in [
        (SHOULD, Part::Criteria(Class::Should)),
        (&SOFT[..], Part::Criteria(Class::Soft)),
        (TASKS, Part::Tasks),
        (MUST, Part::Criteria(Class::Must)),
        (&OFFER[..], Part::Offer),
    ] {
        if list.iter().any(|known| known.len() > 5 && lexicon::contains_words(name, known)) {
            return Some(part);
        }
    }
    None
}

fn class_in_words(name: &str) -> Option<Class> {
    let has = |list: &[&str]| list.iter().any(|word| lexicon::contains_words(name, word));
    if has(&[
        "von vorteil", "wunschenswert", "idealerweise", "erwunscht", "nice to have", "plus", "desirable", "preferred",
        "souhaite", "souhaites", "souhaitee", "souhaitees", "optional", "optionale", "souhaitable", "atout", "atouts",
        "soll",
    ]) {
        Some(Class::Should)
    } else if has(&[
        "zwingend", "muss", "must", "mandatory", "required", "unbedingt", "imperativement", "obligatoire", "exige",
        "exigee", "exigees", "imperatif", "imperatifs", "imperatives", "indispensable", "essential",
    ]) {
        Some(Class::Must)
    } else {
        None
    }
}

/// The title: the largest or first heading-like line near the top.
pub(super) fn title(lines: &[&Line]) -> Option<usize> {
    let near = lines.iter().take(12).enumerate();
    let labelled = near.clone().find(|(_, line)| {
        let whole = line.whole();
        whole.text.split_once([':', '\t']).is_some_and(|(head, rest)| {
            [
                "stelle", "position", "funktion", "rolle", "job title", "title", "titel", "poste", "fonction",
                "intitule", "role", "stellenbezeichnung", "intitule du poste",
            ]
            .contains(&label(head).as_str())
                && !rest.trim().is_empty()
        })
    });
    if let Some((at, _)) = labelled {
        return Some(at);
    }
    let size_max = near.clone().map(|(_, line)| line.style.size).fold(0.0, f32::max);
    near.clone()
        .filter(|(_, line)| {
            line.style.heading == 1
                || line.style.heading == 7
                || (size_max > 0.0 && line.style.size >= size_max - 0.1 && lines.len() > 3)
        })
        .map(|(at, _)| at)
        .find(|at| !generic_title(&lines[*at].text()))
        .or_else(|| near.map(|(at, _)| at).find(|at| !generic_title(&lines[*at].text())))
}

fn generic_title(text: &str) -> bool {
    [
        "stellenprofil", "stellenbeschrieb", "stellenausschreibung", "job description", "job profile",
        "description de poste", "profil de poste", "anforderungsprofil", "projektausschreibung", "stelleninserat",
        "cahier des charges", "pflichtenheft", "stellenangebot", "offre d'emploi", "position profile",
    ]
    .contains(&label(text).as_str())
        || text.trim().chars().count() < 3
}

pub(super) fn title_text(whole: &Piece) -> String {
    let generic =
        whole.text.split_once([':', '–', '-']).filter(|(head, rest)| generic_title(head) && !rest.trim().is_empty());
    if let Some((_, rest)) = generic {
        return rest.trim().to_owned();
    }
    match whole.text.split_once([':', '\t']) {
        Some((head, rest)) if head.split_whitespace().count() <= 2 && !rest.trim().is_empty() => rest.trim().to_owned(),
        _ => whole.text.clone(),
    }
}
