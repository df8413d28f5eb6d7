//! Every rule of the feedback fires on a small record made for it, none on a sound CV, and none says what is private.

use dossier_core::feedback::{RULE_IDS, feedback};
use dossier_core::records::Cv;
use dossier_core::records::feedback::Finding;
use dossier_core::records::feedback::Severity::{self, Critical, Hint, Warning};
use dossier_core::time::Day;
use dossier_core::understand::Lexicon;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a record must make a rule say.
struct Case {
    rule: &'static str,
    severity: Severity,
    field: &'static str,
    ask_rank: Option<u8>,
    cv: Value,
}

fn case(rule: &'static str, severity: Severity, field: &'static str, ask_rank: Option<u8>, cv: Value) -> Case {
    Case { rule, severity, field, ask_rank, cv }
}

fn found(cv: &Value) -> Vec<Finding> {
    let cv: Cv = serde_json::from_value(cv.clone()).expect("a CV record");
    feedback(&cv, &Lexicon::builtin(), Day::new(2026, 1, 27).expect("a day of the calendar")).findings
}

fn fires(rule: &str, cv: &Value) -> bool {
    found(cv).iter().any(|finding| finding.rule == rule)
}

/// Lines with their sections, one a paragraph.
fn text(lines: &[(&str, &str)]) -> Value {
    let mut start = 0;
    let mut out = Vec::new();
    for (paragraph, (section, text)) in lines.iter().enumerate() {
        let end = start + text.chars().count();
        out.push(json!({
            "span": { "start": start, "end": end },
            "place": { "in": "part", "part": "text", "paragraph": paragraph, "offset": 0 },
            "text": text,
            "section": section
        }));
        start = end + 1;
    }
    Value::Array(out)
}

/// A CV of nothing but its lines.
fn printed(lines: &[(&str, &str)]) -> Value {
    json!({ "x-dossier": { "text": text(lines) } })
}

fn source(start: usize, quote: &str) -> Value {
    json!({
        "document": "cv",
        "place": { "in": "part", "part": "text", "paragraph": 0, "offset": 0 },
        "span": { "start": start, "end": start + quote.chars().count() },
        "quote": quote,
        "confidence": 90,
        "setBy": "rules"
    })
}

/// Stations with ids, employers and functions of their own, from pairs of dates; an empty one is left out.
fn stations(periods: &[(&str, &str)]) -> Value {
    let mut out = Vec::new();
    for (at, (start, end)) in periods.iter().enumerate() {
        let mut work = json!({ "id": format!("w{}", at + 1), "name": "Quux AG", "position": "Fizzbuzzerin" });
        for (key, date) in [("startDate", start), ("endDate", end)] {
            if !date.is_empty() {
                work[key] = json!(date);
            }
        }
        out.push(work);
    }
    json!({ "work": out })
}

fn school(mut fields: Value) -> Value {
    fields["id"] = json!("e1");
    json!({ "education": [fields] })
}

fn noticed(code: &str) -> Value {
    json!({ "x-dossier": { "findings": [{ "code": code, "count": 3 }] } })
}

fn summary(text: &str) -> Value {
    json!({ "basics": { "summary": text } })
}

fn skills(keywords: &[&str]) -> Value {
    json!({ "skills": [{ "id": "s1", "keywords": keywords }] })
}

/// A station that goes on, with one task.
fn task(text: &str) -> Value {
    json!({ "work": [
        { "id": "w1", "name": "Quux AG", "position": "Fizzbuzzerin", "startDate": "2021-02", "highlights": [text] }
    ] })
}

fn contact_and_reading() -> Vec<Case> {
    let named = |name: &str, email: &str| json!({ "basics": { "name": name, "email": email } });
    vec![
        case("contact.email_missing", Warning, "basics/email", Some(2), json!({})),
        case("contact.email_odd", Warning, "basics/email", Some(2), named("Ada Beispiel", "ada@localhost")),
        case(
            "contact.email_several",
            Hint,
            "basics/email",
            Some(3),
            json!({
                "basics": { "email": "ada@posten.example.org" },
                "x-dossier": { "text": text(&[("contact", "ada@posten.example.org, ada@quux.example.org")]) }
            }),
        ),
        case("contact.label_missing", Hint, "basics/label", Some(3), json!({})),
        case("contact.location_missing", Hint, "basics/location.city", Some(3), json!({})),
        case("contact.name_case", Hint, "basics/name", Some(3), named("ADA BEISPIEL", "ada@posten.example.org")),
        case(
            "contact.name_differs",
            Warning,
            "basics/name",
            Some(2),
            named("Ada Kestenholz", "ada.kestenholtz@posten.example.org"),
        ),
        case("contact.name_missing", Critical, "basics/name", Some(1), json!({})),
        case("contact.phone_format", Hint, "basics/phone", None, json!({ "basics": { "phone": "031 555 01 02" } })),
        case("contact.phone_missing", Hint, "basics/phone", Some(3), json!({})),
        case("length.long", Hint, "x-dossier/text", None, printed(&[("work", "Fizz ".repeat(2_300).as_str())])),
        case("length.short", Hint, "x-dossier/text", None, printed(&[("lead", "Ada Beispiel")])),
        case("personal.availability_missing", Hint, "x-dossier/availability", Some(2), json!({})),
        case(
            "personal.sensitive",
            Hint,
            "x-dossier/birthDate",
            None,
            json!({ "x-dossier": { "birthDate": "1986-09-04" } }),
        ),
        case(
            "personal.nationality_without_permit",
            Hint,
            "x-dossier/permit",
            Some(1),
            json!({ "x-dossier": { "nationality": "serbisch" } }),
        ),
        case("read.deceptive_characters", Warning, "x-dossier/text", None, noticed("read.deceptive_characters")),
        case("read.europass_differs", Critical, "x-dossier/text", Some(1), noticed("read.europass_differs")),
        case("read.hidden_text", Critical, "x-dossier/text", Some(1), noticed("read.hidden_text")),
        case("read.recognised", Warning, "x-dossier/text", None, noticed("read.ocr")),
        case("read.unplaced_lines", Hint, "x-dossier/text", None, noticed("understand.unplaced_lines")),
    ]
}

fn dates() -> Vec<Case> {
    let mut unknown = stations(&[("2018-03", "")]);
    unknown["x-dossier"] = json!({ "entries": { "w1": { "current": false } } });
    let (earlier, later) = (("2014-01", "2016-12"), ("2017-01", "2020-12"));
    vec![
        case(
            "date.education_order",
            Warning,
            "e1/endDate",
            Some(2),
            school(json!({ "institution": "Garply", "startDate": "2012-09", "endDate": "2010-06" })),
        ),
        case("date.end_unknown", Warning, "w1/endDate", Some(1), unknown),
        case("date.future", Warning, "w1/startDate", Some(1), stations(&[("2027-01", "")])),
        case("date.gap", Warning, "work", Some(1), stations(&[("2022-01", ""), ("2018-01", "2020-12")])),
        case("date.gap_now", Warning, "work", Some(1), stations(&[("2018-01", "2024-06")])),
        case("date.implausible", Warning, "w1/startDate", Some(1), stations(&[("1905-03", "2020-01")])),
        case("date.mixed_precision", Hint, "w1/endDate", Some(2), stations(&[("2018-03", "2020")])),
        case(
            "date.old_document",
            Warning,
            "x-dossier/documentDate",
            Some(1),
            json!({ "x-dossier": { "documentDate": "2024-05" } }),
        ),
        case("date.order", Critical, "w1/endDate", Some(1), stations(&[("2020-05", "2019-01")])),
        case("date.order_of_stations", Hint, "work", None, stations(&[earlier, later])),
        case("date.overlap", Hint, "work", Some(3), stations(&[("2018-01", "2020-12"), ("2019-01", "2020-06")])),
        case("date.start_missing", Critical, "w1/startDate", Some(1), stations(&[("", "")])),
        case("date.year_only", Hint, "work", Some(2), stations(&[("2018", "2020")])),
    ]
}

fn papers() -> Vec<Case> {
    let adr = "ADR-Schein, 05/2018, gültig bis 05/2023";
    let dated = json!({ "startDate": "2010-09", "endDate": "2013-08" });
    let mut open = school(json!({ "institution": "Garply", "studyType": "Bachelor", "startDate": "2024-09" }));
    open["x-dossier"] = json!({ "entries": { "e1": { "current": true } } });
    vec![
        case(
            "certificate.expired",
            Warning,
            "c1/name",
            Some(2),
            json!({
                "certificates": [{ "id": "c1", "name": "ADR-Schein", "date": "2018-05" }],
                "x-dossier": {
                    "sources": { "c1/name": source(0, "ADR-Schein") },
                    "text": text(&[("certificates", adr)])
                }
            }),
        ),
        case(
            "certificate.no_date",
            Hint,
            "c1/date",
            Some(3),
            json!({ "certificates": [{ "id": "c1", "name": "ADR-Schein" }] }),
        ),
        case(
            "education.date_missing",
            Hint,
            "e1/endDate",
            Some(2),
            school(json!({ "institution": "Garply", "studyType": "Bachelor" })),
        ),
        case("education.degree_missing", Hint, "e1/studyType", Some(2), school(dated.clone())),
        case("education.in_progress", Hint, "e1/endDate", Some(2), open),
        case("education.none", Hint, "education", Some(2), json!({})),
        case("education.school_missing", Hint, "e1/institution", Some(3), school(dated)),
        case(
            "language.level_missing",
            Warning,
            "l1/fluency",
            Some(2),
            json!({ "languages": [{ "id": "l1", "language": "Deutsch" }] }),
        ),
        case(
            "language.level_not_cefr",
            Hint,
            "l1/fluency",
            Some(3),
            json!({
                "languages": [{ "id": "l1", "language": "Deutsch", "fluency": "C1" }],
                "x-dossier": { "sources": { "l1/fluency": source(9, "verhandlungssicher") } }
            }),
        ),
        case("language.none", Warning, "languages", Some(2), json!({})),
    ]
}

fn content() -> Vec<Case> {
    let many: Vec<String> = (1..=61).map(|number| format!("Fizz {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut unused = task("Fizz und Buzz");
    unused["skills"] = skills(&["Ansible", "Python", "VMware"])["skills"].clone();
    let tools = unused.clone();
    let generic = "Motivierte und belastbare Fachfrau, teamfähig und flexibel in jeder Lage und zu jeder Zeit.";
    vec![
        case("skills.duplicate", Hint, "skills", None, skills(&["CI/CD", "Fortinet", "Ci-Cd"])),
        case("skills.none", Warning, "skills", Some(2), json!({})),
        case("skills.too_many", Hint, "skills", Some(3), skills(&many)),
        case("skills.unused", Hint, "skills", Some(3), unused),
        case("summary.generic", Hint, "basics/summary", Some(3), summary(generic)),
        case("summary.long", Hint, "basics/summary", Some(3), summary(&"Fizz ".repeat(130))),
        case("summary.missing", Hint, "basics/summary", Some(3), json!({})),
        case("summary.short", Hint, "basics/summary", Some(3), summary("Fachfrau für Fizz und Buzz")),
        case(
            "work.employer_missing",
            Warning,
            "w1/name",
            Some(1),
            json!({ "work": [{ "id": "w1", "position": "Fizzbuzzerin", "startDate": "2021-02" }] }),
        ),
        case("work.none", Critical, "work", Some(1), json!({})),
        case(
            "work.position_missing",
            Warning,
            "w1/position",
            Some(1),
            json!({ "work": [{ "id": "w1", "name": "Quux AG", "startDate": "2021-02" }] }),
        ),
        case("work.task_long", Hint, "w1/highlights.0", None, task(&"Fizz ".repeat(60))),
        case("work.tasks_generic", Warning, "w1/highlights", Some(2), task("Diverse Aufgaben im Betrieb")),
        case("work.tasks_missing", Warning, "w1/highlights", Some(2), stations(&[("2021-02", "")])),
        case("work.technologies_missing", Hint, "w1/keywords", Some(3), tools),
    ]
}

/// A line that a rule must notice, and what of it no finding may repeat.
struct PrivateLine {
    rule: &'static str,
    section: &'static str,
    line: &'static str,
    secret: &'static str,
}

const fn private(rule: &'static str, section: &'static str, line: &'static str, secret: &'static str) -> PrivateLine {
    PrivateLine { rule, section, line, secret }
}

const PRIVATE: [PrivateLine; 29] = [
    private("personal.civil_status", "personal", "Zivilstand: verheiratet", "verheiratet"),
    private("personal.civil_status", "personal", "Familienstand\tgeschieden", "geschieden"),
    private("personal.civil_status", "lead", "Geboren in Olten, ledig", "ledig"),
    private("personal.civil_status", "personal", "Zivilstand ledig", "ledig"),
    private("personal.civil_status", "personal", "État civil : pacsé", "pacsé"),
    private("personal.civil_status", "contact", "Olten | marié(e) | permis B", "marié"),
    private("personal.civil_status", "personal", "Marital status: single", "single"),
    private("personal.children", "personal", "Kinder: Lena und Max", "Lena"),
    private("personal.children", "personal", "Zivilstand: verheiratet, 2 Kinder (2012, 2015)", "2012"),
    private("personal.children", "lead", "Mère de deux enfants", "deux"),
    private("personal.children", "personal", "Children\tthree", "three"),
    private("personal.religion", "personal", "Konfession: römisch-katholisch", "katholisch"),
    private("personal.religion", "personal", "Olten, evang.-ref.", "evang"),
    private("personal.religion", "personal", "Religion : musulmane", "musulmane"),
    private("personal.health", "personal", "Grad der Behinderung (GdB): 50", "50"),
    private("personal.health", "personal", "Nichtraucherin, mobil", "Nichtraucherin"),
    private("personal.health", "other", "State of health: excellent", "excellent"),
    private("personal.social_security", "personal", "AHV-Nr.: 756.9217.0769.85", "756"),
    private("personal.social_security", "work", "756 9217 0769 85", "9217"),
    private("personal.social_security", "lead", "SV-Nummer\t15 070649 C 103", "070649"),
    private("personal.social_security", "lead", "Né à Lyon, 2 55 08 14 168 025 38", "168"),
    private("personal.social_security", "personal", "National insurance number: QQ 12 34 56 C", "QQ"),
    private("personal.salary", "personal", "Lohnvorstellung: CHF 115'000", "115"),
    private("personal.salary", "profile", "Meine Gehaltsvorstellung liegt bei 72.000 Euro.", "72"),
    private("personal.salary", "other", "TJM : 650 €", "650"),
    private("personal.referees", "references", "Eva Muster, Quux AG, eva.muster@quux.example.org", "muster"),
    private("personal.referees", "references", "Eva Muster, Tel. 031 555 01 02", "555"),
    private("personal.referees", "references", "Eva Muster, +41 79 555 01 02", "555"),
    private("personal.referees", "references", "Chef d'équipe, 06 12 34 56 78", "34"),
];

fn private_cases() -> Vec<Case> {
    PRIVATE
        .iter()
        .map(|one| {
            let grave = ["personal.religion", "personal.health", "personal.social_security"].contains(&one.rule);
            let ask_rank = (one.rule == "personal.referees").then_some(3);
            let severity = if grave { Warning } else { Hint };
            case(one.rule, severity, "x-dossier/text", ask_rank, printed(&[(one.section, one.line)]))
        })
        .collect()
}

fn cases() -> Vec<Case> {
    [contact_and_reading(), dates(), papers(), content(), private_cases()].into_iter().flatten().collect()
}

#[test]
fn every_rule_fires_on_its_case() {
    for case in cases() {
        let all = found(&case.cv);
        let Some(finding) = all.iter().find(|finding| finding.rule == case.rule && finding.field == case.field) else {
            panic!("{} at {} does not fire on {}: {all:?}", case.rule, case.field, case.cv);
        };
        assert_eq!((finding.severity, finding.ask_rank), (case.severity, case.ask_rank), "{}", case.rule);
    }
}

#[test]
fn every_rule_has_a_case() {
    let covered: BTreeSet<&str> = cases().iter().map(|case| case.rule).collect();
    let listed: BTreeSet<&str> = RULE_IDS.into_iter().collect();
    assert_eq!(covered, listed);
    assert!(RULE_IDS.is_sorted() && listed.len() == RULE_IDS.len());
}

/// A sound CV. Its lines hold words that mean something else outside the facts about a person.
fn sound() -> Value {
    let summary = "Ingenieurin mit zwölf Jahren Praxis in Netzen und Firewalls; hat 40 Filialen auf SD-WAN umgestellt.";
    let lines = [
        ("lead", "Ada Beispiel"),
        ("lead", "Netzwerkingenieurin"),
        ("contact", "Musterweg 3 | 4600 Olten | +41 31 555 01 02 | ada.beispiel@posten.example.org"),
        ("heading", "Persönliche Angaben"),
        ("personal", "Nationalität: ukrainisch"),
        ("personal", "Bewilligung: B"),
        ("personal", "Verfügbarkeit: ab 1. März 2026"),
        ("heading", "Kurzprofil"),
        ("profile", summary),
        ("heading", "Berufserfahrung"),
        ("work", "02/2021 – heute\tNetzwerkingenieurin, Quux AG, Olten"),
        ("work", "Ablösung der Firewalls durch Fortinet"),
        ("work", "Automatisierung mit Ansible und Python"),
        ("work", "Kinder: Aufbau des Netzes einer Tagesstätte mit drei Häusern und 120 Kindern"),
        ("work", "Gesundheit: Trennung der Geräte zweier Spitäler vom Netz der Verwaltung"),
        ("work", "Lohn: Anbindung von 3 Standorten an die Buchhaltung, Budget CHF 120'000 im Jahr"),
        ("work", "10/2013 – 01/2021\tNetzwerktechnikerin, Garply GmbH, Aarau"),
        ("work", "Betrieb von VMware und Windows Server, Zivilstand und Einwohnerkontrolle als Kunden"),
        ("heading", "Ausbildung"),
        ("education", "09/2010 – 08/2013\tBachelor of Science in Informatik, Hochschule Limmat, Religion: Note 5,5"),
        ("heading", "Zertifikate"),
        ("certificates", "ITIL 4 Foundation, PeopleCert, 11/2017, gültig bis 11/2027"),
        ("heading", "Kenntnisse"),
        ("skills", "Netzwerk: Fortinet, Ansible, Python, VMware"),
        ("heading", "Sprachen"),
        ("languages", "Deutsch: Muttersprache, Englisch: C1"),
        ("interests", "Schwimmen im Fluss, Kalligrafie, Wandern mit Freunden im Jura"),
        ("references", "Auf Anfrage gerne; Zeugnis der Garply GmbH vom 31.01.2021 liegt bei"),
    ];
    json!({
        "basics": {
            "name": "Ada Beispiel",
            "label": "Netzwerkingenieurin",
            "email": "ada.beispiel@posten.example.org",
            "phone": "+41 31 555 01 02",
            "summary": summary,
            "location": { "city": "Olten" }
        },
        "work": [
            {
                "id": "w1", "name": "Quux AG", "position": "Netzwerkingenieurin", "location": "Olten",
                "startDate": "2021-02",
                "highlights": ["Ablösung der Firewalls durch Fortinet", "Automatisierung mit Ansible und Python"]
            },
            {
                "id": "w2", "name": "Garply GmbH", "position": "Netzwerktechnikerin", "location": "Aarau",
                "startDate": "2013-10", "endDate": "2021-01",
                "highlights": ["Betrieb von VMware und Windows Server"]
            }
        ],
        "education": [{
            "id": "e1", "institution": "Hochschule Limmat", "studyType": "Bachelor of Science", "area": "Informatik",
            "startDate": "2010-09", "endDate": "2013-08"
        }],
        "certificates": [{ "id": "c1", "name": "ITIL 4 Foundation", "issuer": "PeopleCert", "date": "2017-11" }],
        "skills": [{ "id": "s1", "name": "Netzwerk", "keywords": ["Fortinet", "Ansible", "Python", "VMware"] }],
        "languages": [
            { "id": "l1", "language": "Deutsch", "fluency": "native" },
            { "id": "l2", "language": "Englisch", "fluency": "C1" }
        ],
        "x-dossier": {
            "schema": "dossier.cv/1",
            "nationality": "ukrainisch",
            "permit": "B",
            "availability": "ab 1. März 2026",
            "entries": { "w1": { "current": true, "kind": "employment" }, "w2": { "kind": "employment" } },
            "sources": {
                "l1/fluency": source(0, "Muttersprache"),
                "l2/fluency": source(0, "C1"),
                "c1/name": source(certificate_start(&lines), "ITIL 4 Foundation")
            },
            "text": text(&lines)
        }
    })
}

/// Where the line of the certificate begins.
fn certificate_start(lines: &[(&str, &str)]) -> usize {
    lines.iter().take_while(|(section, _)| *section != "certificates").map(|(_, line)| line.chars().count() + 1).sum()
}

#[test]
fn nothing_is_said_of_a_sound_cv() {
    let all = found(&sound());
    let said: Vec<&str> = all.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(said, Vec::<&str>::new(), "{all:?}");
}

#[test]
fn what_is_private_is_never_repeated() {
    for one in &PRIVATE {
        let all = found(&printed(&[(one.section, one.line)]));
        let record = serde_json::to_string(&all).expect("findings are plain JSON");
        assert!(!record.contains(one.secret), "{}: {record}", one.rule);
        let values = all.iter().find(|finding| finding.rule == one.rule).map(|finding| finding.values.len());
        assert_eq!(values, Some(0), "{} on {}", one.rule, one.line);
    }
    let sources = json!({ "x-dossier/nationality": source(13, "serbisch") });
    let foreign = json!({ "x-dossier": { "nationality": "serbisch", "sources": sources } });
    let record = serde_json::to_string(&found(&foreign)).expect("findings are plain JSON");
    assert!(record.contains("nationality_without_permit") && !record.contains("serbisch"), "{record}");
}

#[test]
fn words_of_a_trade_are_not_private() {
    for (rule, section, line) in [
        ("personal.civil_status", "lead", "Marie Ledig"),
        ("personal.civil_status", "personal", "Marie"),
        ("personal.civil_status", "heading", "État civil"),
        ("personal.civil_status", "work", "Zivilstand: Führung des Registers zweier Gemeinden"),
        ("personal.children", "work", "Kinder: Betreuung in Gruppen"),
        ("personal.children", "lead", "Betreuerin für 3 Kinder und Jugendliche"),
        ("personal.children", "skills", "Kinder, Jugendliche"),
        ("personal.religion", "education", "Religion: Note 5,5"),
        ("personal.religion", "lead", "Katholische Kirchgemeinde Olten"),
        ("personal.health", "skills", "Gesundheit: Triage, Wundpflege"),
        ("personal.health", "lead", "Pflegefachfrau, Gesundheit und Soziales"),
        ("personal.social_security", "contact", "+41 79 756 92 17 | 0769 85 555"),
        ("personal.social_security", "work", "Auftrag 756.9217.0769.84"),
        ("personal.social_security", "personal", "AHV: angemeldet"),
        ("personal.salary", "work", "Lohn: Abrechnung für 450 Mitarbeitende, CHF 40 Mio."),
        ("personal.salary", "personal", "Lohn: nach Vereinbarung"),
        ("personal.referees", "references", "Auf Anfrage"),
        ("personal.referees", "references", "Zeugnis der Quux AG, 01.2018 - 12.2020"),
        ("personal.referees", "contact", "+41 31 555 01 02"),
    ] {
        assert!(!fires(rule, &printed(&[(section, line)])), "{rule} fires on {line}");
    }
}

#[test]
fn a_permit_is_asked_for_only_where_none_is_printed_and_one_is_needed() {
    let with = |facts: Value| fires("personal.nationality_without_permit", &json!({ "x-dossier": facts }));
    assert!(with(json!({ "nationality": "serbisch" })));
    assert!(!with(json!({ "nationality": "serbisch", "permit": "C" })));
    assert!(!with(json!({ "nationality": "serbisch", "text": text(&[("personal", "C-Bewilligung seit 2019")]) })));
    for nationality in ["deutsch", "Schweizerin", "serbisch, schweizerisch", "quuxisch"] {
        assert!(!with(json!({ "nationality": nationality })), "{nationality}");
    }
}

#[test]
fn a_name_may_be_written_in_more_ways_than_one() {
    for (name, email, line) in [
        ("Lea Müller", "lea.mueller@posten.example.org", "Lea Mueller"),
        ("Jo Strößner", "j.stroessner@posten.example.org", "Jo Stroessner, Olten"),
        ("Ada Kestenholz", "akestenholz@posten.example.org", "ADA KESTENHOLZ"),
        ("Ada Kestenholz", "kestenholz2@posten.example.org", "Zeugnisse von Ada Kestenholz"),
        ("Ada Kestenholz", "fizzbuzz@posten.example.org", "Kestenholzer Weg 3"),
        ("Олена Kowalenko", "olena.kowalenko@posten.example.org", "Olena Kowalenko"),
        ("Li Wei", "li.wie@posten.example.org", "Li Wie"),
    ] {
        let cv = json!({
            "basics": { "name": name, "email": email },
            "x-dossier": { "text": text(&[("lead", name), ("lead", line)]) }
        });
        assert!(!fires("contact.name_differs", &cv), "{name}, {email}, {line}");
    }
    let line = json!({
        "basics": { "name": "Ada Kestenholz", "email": "ada@posten.example.org" },
        "x-dossier": { "text": text(&[("heading", "Lebenslauf von Ada Kestenholtz")]) }
    });
    assert!(fires("contact.name_differs", &line));
}

#[test]
fn what_may_go_on_is_no_gap_up_to_today() {
    let gap = |cv: &Value| fires("date.gap_now", cv);
    assert!(!gap(&stations(&[("2018-01", "")])));
    assert!(!gap(&stations(&[("2018-01", "2025-07")])), "six months are none");
    assert!(gap(&stations(&[("2018-01", "2025-06")])), "seven are one");
    let mut unknown = stations(&[("2018-01", "")]);
    unknown["x-dossier"] = json!({ "entries": { "w1": { "current": false } } });
    assert!(!gap(&unknown));
    let mut student = stations(&[("2018-01", "2024-06")]);
    student["education"] = json!([{ "id": "e1", "institution": "Garply", "startDate": "2024-09" }]);
    assert!(!gap(&student));
    let mut old = stations(&[("2018-01", "2024-06")]);
    old["x-dossier"] = json!({ "documentDate": "2024-08" });
    assert!(!gap(&old), "the paper is old, which is said by another rule");
}

#[test]
fn certificates_expire_only_by_what_is_printed_of_them() {
    let two = "ADR-Schein (2018); Staplerschein (2017, gültig bis 2022)";
    let with = |lines: &[(&str, &str)]| {
        let start = "ADR-Schein (2018); ".chars().count();
        let cv = json!({
            "certificates": [
                { "id": "c1", "name": "ADR-Schein", "date": "2018" },
                { "id": "c2", "name": "Staplerschein", "date": "2017" }
            ],
            "x-dossier": {
                "sources": { "c1/name": source(0, "ADR-Schein"), "c2/name": source(start, "Staplerschein") },
                "text": text(lines)
            }
        });
        let all = found(&cv);
        let expired = all.into_iter().filter(|finding| finding.rule == "certificate.expired");
        expired.map(|finding| finding.values.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(with(&[("certificates", two)]), ["Staplerschein 2022"]);
    assert_eq!(with(&[("certificates", "ADR-Schein (2018); Staplerschein (2017)")]), Vec::<String>::new());
    assert_eq!(
        with(&[("certificates", "ADR-Schein (2018); Staplerschein (gültig bis 02/2026)")]),
        Vec::<String>::new()
    );
}
