//! Parses a criterion into demands by kind: languages with levels, years, degrees, certificates, licences, permits,
//! skills joined by any or all. Judges nothing.

use super::concepts::Lexicon;
use super::fold::fold;
use super::lexicon::{self, contains_words};
use super::personal::percent;
use super::terms::terms;
use crate::records::job::{Demand, Join, Kind, Part};

/// The demands of a criterion; at least one.
pub(crate) fn parts(text: &str, concepts: &Lexicon) -> Vec<Part> {
    let core = without_optional(text);
    let folded = fold(&core);
    if let Some(found) = languages(&core, &folded) {
        return found;
    }
    let one = |kind: Kind, demand: Demand, join: Join| vec![Part { text: text.to_owned(), kind, demand, join }];
    let has = |list: &[&str]| list.iter().any(|word| folded.contains(word));
    if has(&["fuhrerausweis", "fuhrerschein", "driving licen", "permis de conduire", "fahrausweis", "lenkberechtigung"])
    {
        return one(Kind::DrivingLicence, Demand { category: Some(category(&core)), ..Demand::default() }, Join::All);
    }
    if has(&[
        "burgerrecht", "staatsburger", "staatsangehorigkeit", "citizenship", "nationalite", "nationality",
        "schweizer pass",
    ]) {
        return one(Kind::Citizenship, Demand { terms: countries(&folded), ..Demand::default() }, Join::Any);
    }
    if has(&[
        "arbeitsbewilligung", "arbeitserlaubnis", "aufenthaltsbewilligung", "aufenthaltstitel", "work permit",
        "right to work", "permis de travail", "permis de sejour", "autorisation de travail", "titre de sejour",
    ]) {
        return one(Kind::Permit, Demand { terms: countries(&folded), ..Demand::default() }, Join::Any);
    }
    if has(&[
        "sicherheitsprufung", "security clearance", "sicherheitsuberprufung", "controle de securite",
        "habilitation secret", "strafregister", "criminal record", "casier judiciaire",
    ]) {
        return one(Kind::Clearance, Demand { terms: vec![core.clone()], ..Demand::default() }, Join::Any);
    }
    if let Some(months) = years(&folded) {
        let subject = terms(&core, true, concepts);
        let join = subject.join;
        let recent = recency(&folded);
        return one(
            Kind::ExperienceYears,
            Demand { terms: subject.terms, months_min: Some(months), recent_months: recent, ..Demand::default() },
            join,
        );
    }
    if !folded.contains("certificat federal")
        && has(&["zertifizier", "zertifikat", "certifi", "zertifiziert", "habilitation", "brevet de", "attestation"])
    {
        let found = terms(&core, false, concepts);
        return one(
            Kind::Certificate,
            Demand { terms: found.terms, or_equivalent: equivalent(&folded), ..Demand::default() },
            found.join,
        );
    }
    if let Some(demand) = degree(&core, &folded, concepts) {
        return one(Kind::Degree, demand, Join::Any);
    }
    if has(&[
        "bereitschaft", "bereit zu", "bereit,", "willingness", "willing to", "reisebereit", "pikett", "on-call",
        "on call", "disponibilite a", "pret a", "prete a", "mobilite", "disposition a", "service de piquet",
        "schichtarbeit", "shift work",
    ]) {
        return one(
            Kind::Willingness,
            Demand { terms: terms(&core, false, concepts).terms, ..Demand::default() },
            Join::Any,
        );
    }
    if has(&[
        "verfugbar ab", "verfugbarkeit", "available from", "availability", "disponible des", "disponibilite",
        "eintritt per", "eintritt ab",
    ]) {
        return one(Kind::Availability, Demand { terms: vec![core.clone()], ..Demand::default() }, Join::All);
    }
    if percent(&core).is_some() && has(&["pensum", "workload", "taux", "arbeitspensum", "auslastung"]) {
        return one(Kind::Workload, Demand { percent: percent(&core), ..Demand::default() }, Join::All);
    }
    if has(&["wohnsitz", "wohnort", "wohnhaft", "residence in", "based in", "domicile", "domicilie"]) {
        return one(
            Kind::Location,
            Demand { terms: terms(&core, false, concepts).terms, ..Demand::default() },
            Join::Any,
        );
    }
    if has(&[
        "fuhrungserfahrung", "personalfuhrung", "teamleitung", "leitung eines teams", "leitungserfahrung",
        "leadership", "team lead", "people management", "encadrement", "direction d'equipe", "conduite d'equipe",
        "gestion d'equipe", "fuhrung von",
    ]) {
        return one(Kind::Leadership, Demand { terms: vec![core.clone()], ..Demand::default() }, Join::Any);
    }
    if has(&["referenzprojekt", "reference project", "projets de reference", "referenzen von", "references from"]) {
        return one(
            Kind::Reference,
            Demand { terms: terms(&core, false, concepts).terms, ..Demand::default() },
            Join::Any,
        );
    }
    if let Some(industry) = industry(&folded) {
        return one(Kind::Industry, Demand { terms: vec![industry.to_owned()], ..Demand::default() }, Join::Any);
    }
    if is_soft(&folded) {
        return one(Kind::SoftSkill, Demand { terms: vec![core.clone()], ..Demand::default() }, Join::Any);
    }
    let role = role_phrase(&core);
    if let Some(role) = role {
        return one(Kind::Role, Demand { terms: vec![role], ..Demand::default() }, Join::Any);
    }
    let found = terms(&core, false, concepts);
    one(Kind::Skill, Demand { terms: found.terms, or_equivalent: equivalent(&folded), ..Demand::default() }, found.join)
}

/// What stands behind "idealerweise" does not count.
fn without_optional(text: &str) -> String {
    let folded = fold(text);
    for word in ["idealerweise", "ideally", "idealement", "de preference", "vorzugsweise", "preferably"] {
        if let Some(at) = folded.find(word).filter(|at| *at > 8) {
            let chars = folded[..at].chars().count();
            let cut: String = text.chars().take(chars).collect();
            return cut.trim_end_matches([' ', ',', ';', '(', '–', '-']).to_owned();
        }
    }
    text.trim_end_matches(['.', ';']).to_owned()
}

pub(super) fn equivalent(folded: &str) -> bool {
    [
        "gleichwertig", "vergleichbar", "aquivalent", "equivalent", "ahnlich", "similar", "comparable", "similaire",
        "oder ahnliche",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

/// Languages, when the bullet is about languages and nothing else.
fn languages(text: &str, folded: &str) -> Option<Vec<Part>> {
    let names = lexicon::languages(folded);
    if names.is_empty() {
        return None;
    }
    let rest: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !FILLERS.contains(word) && lexicon::language_code(word).is_none())
        .collect();
    let level_anywhere = lexicon::level(text);
    // "Englische Fachliteratur übersetzen" is not about a level.
    if rest.len() > 3 && level_anywhere.is_none() || rest.len() > 5 {
        return None;
    }
    let any = [" oder ", " or ", " ou ", "/"].iter().any(|word| folded.contains(word)) && !folded.contains("ecrit");
    let name_of = |start: usize, end: usize| -> String {
        let (from, to) = (folded[..start].chars().count(), folded[..end].chars().count());
        text.chars().skip(from).take(to - from).collect()
    };
    if any && names.len() > 1 {
        let terms = names.iter().map(|(start, end, _)| name_of(*start, *end)).collect();
        let demand = Demand { terms, level: level_anywhere.map(str::to_owned), ..Demand::default() };
        return Some(vec![Part { text: text.to_owned(), kind: Kind::LanguageLevel, demand, join: Join::Any }]);
    }
    let mut out = Vec::new();
    for (at, (start, end, _)) in names.iter().enumerate() {
        let stop = names.get(at + 1).map_or(folded.len(), |next| next.0);
        let segment = name_of(*start, stop);
        let before = if at == 0 { name_of(0, *start) } else { String::new() };
        let level = lexicon::level(&segment)
            .or_else(|| lexicon::level(&before))
            .or(if names.len() == 1 || at + 1 < names.len() { level_anywhere } else { None });
        let demand =
            Demand { terms: vec![name_of(*start, *end)], level: level.map(str::to_owned), ..Demand::default() };
        let part_text =
            if names.len() == 1 { text.to_owned() } else { segment.trim().trim_end_matches([',', ';']).to_owned() };
        out.push(Part { text: part_text, kind: Kind::LanguageLevel, demand, join: Join::All });
    }
    Some(out)
}

const FILLERS: [&str; 64] = [
    "mindestens", "niveau", "level", "kenntnisse", "sprachkenntnisse", "sehr", "gute", "gut", "auf", "stufe", "least",
    "the", "und", "and", "avec", "bonne", "bonnes", "connaissances", "maitrise", "moins", "wort", "schrift",
    "mundlich", "schriftlich", "verhandlungssicher", "fliessend", "fliessende", "fluent", "courant", "aise", "lu",
    "parle", "ecrit", "spoken", "written", "excellent", "good", "very", "native", "muttersprache", "stilsicher",
    "minimum", "langue", "sprache", "language", "skills", "sind", "ist", "sowie", "oder", "knowledge", "command",
    "working", "professional", "proficiency", "sicher", "sichere", "perfekt", "maternelle", "parfaite", "excellente",
    "tres", "grundkenntnisse", "notions",
];

fn category(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .rfind(|word| ["A", "A1", "B", "BE", "C", "C1", "CE", "D", "D1", "DE"].contains(word))
        .unwrap_or("B")
        .to_owned()
}

fn countries(folded: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (stem, code) in [
        ("schweiz", "CH"),
        ("swiss", "CH"),
        ("suisse", "CH"),
        ("deutsch", "DE"),
        ("german", "DE"),
        ("allemand", "DE"),
        ("osterreich", "AT"),
        ("austrian", "AT"),
        ("franzos", "FR"),
        ("french", "FR"),
        ("francais", "FR"),
        ("eu", "EU"),
        ("efta", "EFTA"),
        ("ue", "EU"),
        ("aele", "EFTA"),
    ] {
        let hit = if stem.len() <= 4 { contains_words(folded, stem) } else { folded.contains(stem) };
        if hit && !out.iter().any(|known| known == code) {
            out.push(code.to_owned());
        }
    }
    out
}

/// Number words up to fifteen in three languages.
pub(super) const NUMBERS: &[(&str, u32)] = &[
    ("ein", 1),
    ("eines", 1),
    ("one", 1),
    ("un", 1),
    ("une", 1),
    ("zwei", 2),
    ("two", 2),
    ("deux", 2),
    ("drei", 3),
    ("three", 3),
    ("trois", 3),
    ("vier", 4),
    ("four", 4),
    ("quatre", 4),
    ("funf", 5),
    ("five", 5),
    ("cinq", 5),
    ("sechs", 6),
    ("six", 6),
    ("sieben", 7),
    ("seven", 7),
    ("sept", 7),
    ("acht", 8),
    ("eight", 8),
    ("huit", 8),
    ("neun", 9),
    ("nine", 9),
    ("neuf", 9),
    ("zehn", 10),
    ("ten", 10),
    ("dix", 10),
    ("zwolf", 12),
    ("twelve", 12),
    ("douze", 12),
    ("funfzehn", 15),
    ("fifteen", 15),
    ("quinze", 15),
];

/// Months of experience asked for.
fn years(folded: &str) -> Option<u32> {
    let words: Vec<&str> = folded
        .split(|c: char| !(c.is_alphanumeric() || c == '+' || c == '-' || c == '–'))
        .filter(|word| !word.is_empty())
        .collect();
    let at = words.iter().position(|word| {
        ["jahre", "jahren", "jahr", "jahrige", "jahriger", "years", "year", "ans", "annees", "an"].contains(word)
            || word.ends_with("jahrige")
            || word.ends_with("jahriger")
    })?;
    let number = |word: &str| -> Option<u32> {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        digits
            .parse()
            .ok()
            .or_else(|| NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, n)| *n))
            .filter(|n| (1..=40).contains(n))
    };
    // "mehrjährige Erfahrung" asks for several years; the rules read it as three.
    if words[at].starts_with("mehr") {
        return Some(36);
    }
    if let Some(stem) = words[at].strip_suffix("jahrige").or(words[at].strip_suffix("jahriger"))
        && let Some(n) = number(stem.trim_end_matches('-'))
    {
        return Some(n * 12);
    }
    let back = (1..=3)
        .filter_map(|step| at.checked_sub(step))
        .find_map(|before| number(words[before].trim_end_matches(['+', '-'])));
    let found = back?;
    let about_age = folded.contains("nicht alter") || folded.contains("letzten") && !folded.contains("erfahrung");
    (!about_age).then_some(found * 12)
}

/// "in den letzten 3 Jahren": experience within so many months.
fn recency(folded: &str) -> Option<u32> {
    for marker in ["letzten ", "last ", "past ", "derniers ", "dernieres "] {
        if let Some(at) = folded.find(marker) {
            let rest = &folded[at + marker.len()..];
            let word = rest.split_whitespace().next()?;
            let n =
                word.parse::<u32>().ok().or_else(|| NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, n)| *n))?;
            return Some(n * 12);
        }
    }
    None
}

fn degree(text: &str, folded: &str, concepts: &Lexicon) -> Option<Demand> {
    let begins = |stem: &str| folded.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(stem));
    let stems = [
        "studium", "abschluss", "degree", "diplom", "bachelor", "master", "ausbildung", "lehre", "licence",
        "universit", "hochschul", "fachhochschul", "fachausweis", "promotion", "doktorat", "cfc", "efz", "matura",
        "bsc", "msc",
    ];
    let phrases = ["formation", "brevet federal", "hf", "ingenieur diplome", "berufslehre"];
    if !stems.iter().any(|stem| begins(stem)) && !phrases.iter().any(|phrase| contains_words(folded, phrase)) {
        return None;
    }
    let level = lexicon::degree(text).map(|degree| degree.level).or_else(|| {
        if folded.contains("hochschul")
            || folded.contains("universit")
            || folded.contains("studium")
            || folded.contains("degree")
            || folded.contains("superieur")
        {
            Some(6)
        } else if folded.contains("ausbildung") || folded.contains("lehre") || folded.contains("formation") {
            Some(4)
        } else {
            None
        }
    })?;
    let mut fields: Vec<String> = terms(text, false, concepts).terms.iter().map(|term| field_of(term)).collect();
    fields.retain(|term| {
        lexicon::degree(term).is_none()
            && ![
                "abschluss", "ausbildung", "studium", "universitat", "fachhochschule", "fh", "uni", "eth",
                "hochschule", "formation", "degree", "diplome", "hf", "university", "abgeschlossenes",
                "abgeschlossene", "hochschulabschluss",
            ]
            .contains(&fold(term).as_str())
    });
    Some(Demand { terms: fields, degree_level: Some(level), or_equivalent: equivalent(folded), ..Demand::default() })
}

/// The field behind a degree: `Studium der Betriebswirtschaft`, `Diplôme d'ingénieur en génie civil`.
fn field_of(term: &str) -> String {
    let folded = fold(term);
    let cut = [" der ", " des ", " in ", " en ", " of ", " als ", " zum ", " zur "]
        .iter()
        .filter_map(|word| folded.find(word).map(|at| at + word.len()))
        .max();
    match cut {
        Some(at) if lexicon::degree(term).is_some() => term.chars().skip(folded[..at].chars().count()).collect(),
        _ => term.to_owned(),
    }
}

fn industry(folded: &str) -> Option<&'static str> {
    let marker = [
        "branche", "umfeld", "sektor", "sector", "industry", "industrie", "milieu", "secteur", "bereich", "domaine",
        "wesen", "verwaltung", "administration", "government",
    ];
    if !marker.iter().any(|word| folded.contains(word)) {
        return None;
    }
    lexicon::industries()
        .iter()
        .find(|(_, stems)| stems.iter().any(|stem| folded.contains(stem.as_str())))
        .map(|(name, _)| name.as_str())
}

fn is_soft(folded: &str) -> bool {
    let soft = [
        "teamfahig", "teamplayer", "team player", "teamgeist", "kommunikativ", "kommunikationsstark",
        "kommunikationsfahigkeit", "communication skills", "selbstandige arbeitsweise", "selbststandige arbeitsweise",
        "belastbar", "flexib", "zuverlassig", "reliable", "sens de la communication", "esprit d'equipe", "autonome",
        "autonomie", "rigoureu", "motivier", "motivated", "eigeninitiative", "proactive", "analytisch", "analytical",
        "esprit d'analyse", "durchsetzungs", "sozialkompetenz", "kundenorientier", "customer-oriented",
        "strukturierte arbeitsweise", "sens du service", "organise",
    ];
    soft.iter().any(|word| folded.contains(word))
}

fn role_phrase(text: &str) -> Option<String> {
    let folded = fold(text);
    for marker in [
        "erfahrung als ", "experience as an ", "experience as a ", "experience as ", "experience comme ",
        "experience en tant que ", "tatigkeit als ", "experience de ",
    ] {
        if let Some(at) = folded.find(marker) {
            let skip = folded[..at + marker.len()].chars().count();
            let rest: String = text.chars().skip(skip).collect();
            let rest = rest.trim().trim_end_matches('.').to_owned();
            if lexicon::role_score(&rest) > 0 {
                return Some(rest);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Kind, terms: &[&str], join: Join) {
        let found = parts(text, &Lexicon::builtin());
        assert_eq!(found[0].kind, kind, "{text}");
        assert_eq!(found[0].demand.terms, terms, "{text}");
        assert_eq!(found[0].join, join, "{text}");
    }

    #[test]
    fn demands_by_kind() {
        check("Erfahrung in der öffentlichen Verwaltung", Kind::Industry, &["public"], Join::Any);
        check(
            "Mindestens fünf Jahre Erfahrung als Network Engineer",
            Kind::ExperienceYears,
            &["Network Engineer"],
            Join::All,
        );
        check("At least five years of test automation", Kind::ExperienceYears, &["test automation"], Join::All);
        check(
            "Trois ans d'expérience en conduite de projets informatiques",
            Kind::ExperienceYears,
            &["conduite de projets informatiques"],
            Join::All,
        );
        check("Zertifizierung auf Stufe CCNP oder gleichwertig", Kind::Certificate, &["CCNP"], Join::Any);
        check(
            "Erfahrung mit Firewalls von Fortinet oder Palo Alto",
            Kind::Skill,
            &["Fortinet", "Palo Alto"],
            Join::Any,
        );
        check("Automatisierung mit Ansible oder Python", Kind::Skill, &["Ansible", "Python"], Join::Any);
        check("Docker et Kubernetes", Kind::Skill, &["Docker", "Kubernetes"], Join::All);
        check("Développement d'interfaces en Java", Kind::Skill, &["Java"], Join::All);
        check("Maîtrise de SQL", Kind::Skill, &["SQL"], Join::All);
        check("APICS-Zertifizierung", Kind::Certificate, &["APICS"], Join::All);
        check(
            "Studium der Betriebswirtschaft, Logistik oder vergleichbar",
            Kind::Degree,
            &["Betriebswirtschaft", "Logistik"],
            Join::Any,
        );
        check("Führerausweis Kategorie B", Kind::DrivingLicence, &[], Join::All);
        check("Erfahrung in der Energiebranche", Kind::Industry, &["energy"], Join::Any);
        check("Expérience du milieu hospitalier", Kind::Industry, &["health"], Join::Any);
        check(
            "Experience with medical device software (IEC 62304)",
            Kind::Skill,
            &["medical device software", "IEC 62304"],
            Join::Any,
        );
        check("Sicherer Umgang mit SAP IBP", Kind::Skill, &["SAP IBP"], Join::All);
    }

    #[test]
    fn languages_with_their_levels() {
        let one = parts("Englisch verhandlungssicher (C1)", &Lexicon::builtin());
        assert_eq!((one[0].kind, one[0].demand.level.as_deref()), (Kind::LanguageLevel, Some("C1")));
        let two = parts("Deutsch C1 und Englisch B2", &Lexicon::builtin());
        let levels: Vec<Option<&str>> = two.iter().map(|part| part.demand.level.as_deref()).collect();
        assert_eq!(levels, [Some("C1"), Some("B2")]);
        let any = parts("Französisch oder Italienisch mindestens B1", &Lexicon::builtin());
        assert_eq!((any.len(), any[0].join, any[0].demand.terms.len()), (1, Join::Any, 2));
        assert_eq!(parts("Français à l'aise, B2 au moins", &Lexicon::builtin())[0].demand.level.as_deref(), Some("B2"));
    }

    #[test]
    fn years_asked_for() {
        for (text, months) in [
            ("Mindestens fünf Jahre", 60),
            ("5+ years of Java", 60),
            ("3-5 Jahre Erfahrung", 36),
            ("Mehrjährige Erfahrung in SAP", 36),
            ("dix ans d'expérience", 120),
        ] {
            assert_eq!(years(&fold(text)), Some(months), "{text}");
        }
        assert_eq!(years(&fold("Erfahrung mit Java")), None);
    }
}
