//! What kind of demand a clause states, by its words.

use super::super::concepts::Lexicon;
use super::super::fold::fold;
use super::super::lexicon::{self, contains_words};
use super::super::personal::percent;
use super::amounts;
use super::wording::words_in;
use crate::records::cv::Workload;
use crate::records::job::Kind;

/// The kind of a clause where its words tell it.
pub(super) fn marker(text: &str, concepts: &Lexicon) -> Option<Kind> {
    let folded = fold(text);
    let has = |list: &[&str]| words_in(&folded, list);
    if has(&[
        "fuhrerausweis", "fuhrerschein", "fahrausweis", "lenkberechtigung", "driving licen", "driver's licen",
        "driver licen", "permis de conduire", "pw-ausweis", "autofuhrer", "staplerschein kat",
    ]) {
        return Some(Kind::DrivingLicence);
    }
    if !super::super::themes::in_text(&folded, "clearance").is_empty() {
        return Some(Kind::Clearance);
    }
    if has(&[
        "arbeitsbewilligung", "arbeitserlaubnis", "aufenthaltsbewilligung", "niederlassungsbewilligung",
        "aufenthaltstitel", "work permit", "residence permit", "right to work", "permis de travail",
        "permis de sejour", "permis b ", "permis c", "permis d'etablissement", "autorisation d'etablissement",
        "autorisation de travail", "autorisation de sejour", "titre de sejour", "swiss permit", "valid permit",
        "bewilligung c", "ausweis c",
    ]) {
        return Some(Kind::Permit);
    }
    if has(&[
        "burgerrecht", "burgerschaft", "staatsburger", "staatsangehorig", "schweizerburger", "citizenship", "citizen",
        "nationalite", "nationality", "schweizer pass", "eu-burger", "schweizer oder eu",
    ]) {
        return Some(Kind::Citizenship);
    }
    if has(&[
        "referenzprojekt", "reference project", "projet de reference", "projets de reference", "chantier de reference",
        "referenzen von", "references from", "referenzen aus", "references verifiables", "nachweisbare referenzen",
    ]) {
        return Some(Kind::Reference);
    }
    if super::languages::is_about_languages(text, &folded) {
        return Some(Kind::LanguageLevel);
    }
    if amounts::years(&folded).is_some() {
        return Some(Kind::ExperienceYears);
    }
    if is_certificate(text, &folded, concepts) {
        return Some(Kind::Certificate);
    }
    if is_degree(text, &folded) {
        return Some(Kind::Degree);
    }
    if is_leadership(&folded) {
        return Some(Kind::Leadership);
    }
    if has(&[
        "arbeitspensum", "pensum", "beschaftigungsgrad", "workload", "taux d'activite", "taux d'occupation",
        "full-time", "full time", "vollzeit", "teilzeit", "part-time", "temps plein", "temps partiel",
    ]) && (percent(text).is_some() || has(&["full", "vollzeit", "temps plein", "available"]))
    {
        return Some(Kind::Workload);
    }
    if is_willingness(&folded) {
        return Some(Kind::Willingness);
    }
    if has(&[
        "verfugbar", "available", "availability", "disponible", "disponibilite", "eintritt per", "eintritt ab",
        "eintrittsdatum", "kundigungsfrist", "notice period", "delai de conge", "preavis", "entree en fonction",
        "stellenantritt", "start date",
    ]) {
        return Some(Kind::Availability);
    }
    if !folded.contains("a domicile")
        && has(&[
            "wohnsitz", "wohnort", "wohnhaft", "residence in", "residence within", "resident", "residing", "based in",
            "domicile", "domicilie", "living in", "living within", "lieu de residence", "habitant",
        ])
    {
        return Some(Kind::Location);
    }
    if is_industry_wording(&folded) && !industries(&folded).is_empty() {
        return Some(Kind::Industry);
    }
    if is_soft(text, &folded, concepts) {
        return Some(Kind::SoftSkill);
    }
    (!roles(text).is_empty()).then_some(Kind::Role)
}

fn is_certificate(text: &str, folded: &str, concepts: &Lexicon) -> bool {
    // "Erfahrung mit ITIL" is about practice.
    let practice = words_in(
        folded,
        &[
            "erfahrung", "experience", "kenntnis", "knowledge", "connaissance", "praxis", "maitrise", "umgang",
            "conduite", "anwendung",
        ],
    );
    let credential = concepts
        .concepts_in(folded)
        .iter()
        .any(|(concept, ..)| concept.kind == super::super::concepts::ConceptKind::Credential)
        && lexicon::degree(text).is_none_or(|degree| degree.kind == "further");
    let names_paper = !folded.contains("certificat federal")
        && !folded.contains("certificats de salaire")
        && words_in(
            folded,
            &[
                "zertifizier", "zertifikat", "certificat", "certified", "certification", "habilitation", "attestation",
                "lizenz", "kursausweis", "fahigkeitsausweis fur", "staplerschein", "staplerausweis", "staplerprufung",
            ],
        );
    names_paper || credential && !practice || !practice && super::titles::certificate_family(folded).is_some()
}

fn is_degree(text: &str, folded: &str) -> bool {
    let stems = [
        "studium", "hochschulabschluss", "abschluss", "degree", "diplom", "bachelor", "master", "ausbildung",
        "grundbildung", "lehre", "licence", "lehrabschluss", "berufslehre", "hochschul", "fachhochschul",
        "fachausweis", "promotion", "doktorat", "doctorat", "phd", "cfc", "efz", "matura", "bsc", "msc",
        "weiterbildung", "nachdiplom",
    ];
    // "Abschluss" is also the closing of accounts, "master data" no degree.
    let closing = [
        "jahresabschluss", "monatsabschluss", "abschlusserstellung", "abschlussarbeiten", "vertragsabschluss",
        "quartalsabschl",
    ];
    let plain: String = closing
        .iter()
        .chain(&["master data", "scrum master", "ausbildung von", "diplomat", "masterplan"])
        .fold(folded.to_owned(), |text, word| text.replace(word, " "));
    let begins_plain = |stem: &str| plain.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(stem));
    let phrases = [
        "formation", "brevet federal", "hf", "ingenieur diplome", "cas", "das", "mas", "universitaire", "university",
        "apprenticeship", "titre", "qualified", "staatsexamen", "bts", "dut", "cap", "bac", "hes", "es",
    ];
    let has_phrase = phrases.iter().any(|phrase| contains_words(&plain, phrase));
    // "Formation d'apprentis" trains others.
    let own_course = !["formation d'", "formation de ", "formation des ", "ausbildung von", "ausbildung der"]
        .iter()
        .any(|phrase| plain.contains(phrase));
    stems.iter().any(|stem| begins_plain(stem) && (*stem != "abschluss" || !plain.contains("abschluss nach")))
        || has_phrase
            && (lexicon::degree(text).is_some()
                || contains_words(&plain, "formation") && own_course
                || contains_words(&plain, "titre"))
}

/// Whether a clause is about leading people.
pub(crate) fn is_leadership(folded: &str) -> bool {
    words_in(
        folded,
        &[
            "fuhrungserfahrung", "personalfuhrung", "mitarbeiterfuhrung", "teamfuhrung", "teamleitung", "teamleiter",
            "leitungserfahrung", "leadership", "team lead", "people management", "people leadership",
            "line management", "encadrement", "encadrer", "direction d'equipe", "direction d'une equipe",
            "conduite d'equipe", "conduite d'une equipe", "conduite de personnel", "conduite du personnel",
            "gestion d'equipe", "gestion d'une equipe", "management d'equipe", "management d'une equipe",
            "animation d'equipe", "fuhrung von", "fuhrung eines", "fuhrung einer", "leitung eines teams",
            "leitung einer gruppe", "leitung von teams", "leading a team", "leading teams",
            "leading interdisciplinary teams", "leading cross-functional teams", "managing a team", "managing teams",
            "management of a team", "supervision of", "supervising", "direct reports", "vorgesetztenfunktion",
            "fuhrungsverantwortung", "fuhrungsfunktion", "responsabilite hierarchique",
        ],
    ) && !words_in(
        folded,
        &[
            "encadrement d'apprenti", "encadrement d'etudiant", "encadrement de stagiaire", "supervision of student",
            "supervision of apprentice", "supervising student", "supervising apprentice", "fuhrung von lernenden",
            "fuhrung von projekt", "fuhrung von verhandlung", "fuhrung von gesprach", "fuhrung einer buchhaltung",
            "fuhrung der",
        ],
    )
}

fn is_willingness(folded: &str) -> bool {
    let ready = words_in(
        folded,
        &[
            "bereitschaft", "bereit zu", "bereit,", "bereit fur", "willing", "readiness", "prepared to",
            "disposition a", "dispose a", "disposee a", "pret a", "prete a", "reisebereit", "reisetatigkeit",
            "mobilite", "mobilitat", "disponibilite pour", "acceptation", "flexibilitat bezuglich", "open to",
        ],
    );
    let mut themes = super::super::themes::in_text(folded, "willing");
    // Courses are asked for as such, unless readiness is.
    themes.retain(|theme| ready || theme != "willing.training");
    ready && (!themes.is_empty() || !folded.contains("bereitschaftsdienst"))
        || !themes.is_empty() && folded.split_whitespace().count() <= 9
}

fn is_industry_wording(folded: &str) -> bool {
    [
        "branche", "umfeld", "sektor", "sector", "industry", "industrie", "milieu", "secteur", "bereich", "domaine",
        "wesen", "verwaltung", "administration", "government", "environment", "environnement",
    ]
    .iter()
    .any(|word| folded.contains(word))
        && words_in(folded, &["erfahrung", "berufserfahrung", "experience", "vertraut", "familiar", "kenntnis", "connaissance", "knowledge", "branchen", "background", "pratique", "praxis"])
        // "Branchensoftware wie X" is about the product.
        && !words_in(folded, &["branchensoftware", "software", "logiciel", "tool"])
}

/// All industries that a text names.
pub(crate) fn industries(folded: &str) -> Vec<&'static str> {
    lexicon::industries()
        .iter()
        .filter(|(name, stems)| {
            name != "software"
                && stems
                    .iter()
                    .any(|stem| words_in(folded, &[stem.as_str()]) || stem.len() >= 6 && folded.contains(stem.as_str()))
        })
        .map(|(name, _)| name.as_str())
        .collect()
}

/// Soft skills and little else; a known skill in the clause makes it another demand.
fn is_soft(_text: &str, folded: &str, concepts: &Lexicon) -> bool {
    let themes = super::super::themes::in_text(folded, "soft");
    let skills = concepts
        .concepts_in(folded)
        .iter()
        .filter(|(concept, ..)| {
            matches!(
                concept.kind,
                super::super::concepts::ConceptKind::Tool | super::super::concepts::ConceptKind::Method
            )
        })
        .count();
    !themes.is_empty() && skills == 0 && folded.split_whitespace().count() <= 6 + 5 * themes.len()
}

/// The functions behind "experience as".
pub(super) fn roles(text: &str) -> Vec<String> {
    let (folded, offsets) = super::wording::folded_with_offsets(text);
    for marker in [
        "erfahrung als ", "experience as an ", "experience as a ", "experience as ", "experience comme ",
        "experience en tant que ", "experience en tant qu'", "tatigkeit als ", "praxis als ",
        "experience dans une fonction de ", "experience dans la fonction de ", "experience in a role as ",
        "experience in the role of ", "experience de ",
    ] {
        if let Some(at) = folded.find(marker) {
            let rest = text[offsets[at + marker.len()]..].trim().trim_end_matches('.').to_owned();
            let named: Vec<String> = split_or(&rest).into_iter().filter(|role| lexicon::role_score(role) > 0).collect();
            if !named.is_empty() {
                return named;
            }
        }
    }
    Vec::new()
}

fn split_or(text: &str) -> Vec<String> {
    let mut pieces = vec![text.to_owned()];
    for separator in [" oder ", " or ", " ou ", ", ", " bzw. "] {
        pieces = pieces.iter().flat_map(|piece| piece.split(separator)).map(|piece| piece.trim().to_owned()).collect();
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Whether a list needs any of its members only.
pub(super) fn is_or(folded: &str) -> bool {
    [" oder ", " or ", " ou ", " bzw", " beziehungsweise ", " resp"].iter().any(|word| folded.contains(word))
}

pub(super) fn is_budget(folded: &str) -> bool {
    words_in(
        folded,
        &[
            "budget", "projektvolumen", "volumen", "volume", "umsatz", "chiffre d'affaires", "revenue",
            "kostenverantwortung", "projekte", "projects", "projets", "contract", "auftrag",
        ],
    ) || folded.contains("budget")
}

/// Whether a figure is the most that is wanted.
pub(super) fn is_maximum(folded: &str) -> bool {
    words_in(
        folded,
        &[
            "hochstens", "maximal", "max.", "at most", "au plus", "au maximum", "maximum", "nicht mehr als",
            "no more than", "pas plus de", "up to",
        ],
    ) && !words_in(folded, &["mindestens", "at least", "au moins"])
}

pub(super) fn workload(text: &str, folded: &str) -> Option<Workload> {
    let full = words_in(folded, &["full-time", "full time", "vollzeit", "temps plein"]);
    let range = percent(text).or(full.then_some(Workload { min: 100, max: 100 }))?;
    let is_minimum = words_in(folded, &["mindestens", "min.", "at least", "au moins", "minimum", "ab "]);
    if is_maximum(folded) {
        return Some(Workload { min: 1, max: range.max });
    }
    Some(if is_minimum { Workload { min: range.min, max: 100 } } else { range })
}

/// The category of a driving licence; B where none is named.
pub(super) fn category(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .rfind(|word| ["A", "A1", "B", "BE", "C", "C1", "CE", "D", "D1", "DE"].contains(word))
        .unwrap_or("B")
        .to_owned()
}

/// The letter of a Swiss permit that is asked for.
pub(super) fn permit_letter(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    (words.contains(&"C") && !words.contains(&"B") && !words.contains(&"G")).then(|| "permit-C".to_owned())
}

/// Places of residence: the words behind the marker, split at signs and "or".
pub(super) fn places(text: &str) -> Vec<String> {
    text.split([',', '/', '(', ')'])
        .flat_map(split_or)
        .filter_map(|piece| {
            let words: Vec<&str> = piece.split_whitespace().collect();
            let start = words
                .iter()
                .position(|word| word.chars().next().is_some_and(char::is_uppercase) && !is_marker_word(word))?;
            let name = words[start..].iter().take_while(|word| {
                word.chars().next().is_some_and(char::is_uppercase)
                    || ["am", "im", "de", "la", "le", "sur", "bei"].contains(*word)
            });
            let name = name.copied().collect::<Vec<_>>().join(" ");
            (name.chars().count() > 1).then_some(name)
        })
        .collect()
}

fn is_marker_word(word: &str) -> bool {
    [
        "wohnsitz", "wohnort", "wohnhaft", "residence", "resident", "domicile", "domicilie", "based", "raum", "region",
        "kanton", "canton", "grossraum", "greater", "area", "living", "umkreis", "nahe", "lieu", "nord",
        "agglomeration", "umgebung", "environs",
    ]
    .contains(&fold(word).trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Codes of the countries that a text names; EU and EFTA as such.
pub(super) fn countries(folded: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (stem, code) in [
        ("schweiz", "CH"),
        ("swiss", "CH"),
        ("suisse", "CH"),
        ("switzerland", "CH"),
        ("deutsch", "DE"),
        ("german", "DE"),
        ("allemand", "DE"),
        ("osterreich", "AT"),
        ("austria", "AT"),
        ("autrich", "AT"),
        ("franzos", "FR"),
        ("french", "FR"),
        ("francais", "FR"),
        ("france", "FR"),
        ("eu", "EU"),
        ("efta", "EFTA"),
        ("ue", "EU"),
        ("aele", "EFTA"),
    ] {
        let hit = if stem.len() <= 4 { contains_words(folded, stem) } else { words_in(folded, &[stem]) };
        if hit && !out.iter().any(|known| known == code) {
            out.push(code.to_owned());
        }
    }
    out
}
