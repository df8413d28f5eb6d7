//! The rules of verdicts (docs/method.md), one row a case: the sentence, lines of a CV, a criterion as printed, and the verdict
//! that the sentence gives. A table says all of its rows that miss.

use Language::{De, En, Fr};
use Verdict::{Met, NeedsReview, NotMet, NotStated, PartlyMet, PotentiallyMet};
use dossier_core::Language;
use dossier_core::assess::{AssessOptions, assess, decide};
use dossier_core::feedback::feedback;
use dossier_core::formats::{ReadLimits, SourceText, read};
use dossier_core::records::job::Class;
use dossier_core::records::matching::{
    Decision, Evidence, JudgedCriterion, Judgement, Match, Reason, Recommendation, RiskKind, RiskSeverity, Settings,
    StepAction, Verdict, Weights,
};
use dossier_core::records::{Cv, JobProfile};
use dossier_core::sample::{CV_TXT, JOB_TXT};
use dossier_core::time::Day;
use dossier_core::understand::{self, Lexicon};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Sentence, language, lines of the CV, criterion, verdict.
type Row<'a> = (&'a str, Language, &'a str, &'a str, Verdict);
/// Sentence, language, period and head of each station with Java, criterion, verdict, months.
type Years<'a> = (&'a str, Language, &'a [(&'a str, &'a str)], &'a str, Verdict, u32);
/// Verdicts of the musts and of the shoulds; with them total, exact value and weights.
type Verdicts<'a> = (&'a [Verdict], &'a [Verdict]);
type Scored<'a> = (Verdicts<'a>, Option<i64>, Option<&'a str>, (u8, u8));

const DAY: Day = Day::constant(2026, 6, 1);
const EACH: [Verdict; 6] = [Met, PartlyMet, PotentiallyMet, NotMet, NotStated, NeedsReview];
const SKILLS: [&str; 8] = ["Java", "Kotlin", "Docker", "Kubernetes", "Kafka", "Terraform", "Ansible", "Jenkins"];

fn source(text: &str) -> SourceText {
    read(text.as_bytes(), None, &ReadLimits::default()).expect("readable")
}

/// A person of nothing but some lines, and a sentence that tells the language.
fn person(language: Language, lines: &str) -> Cv {
    let leisure = match language {
        De => "Interessen\nIch wandere gern in den Bergen, lese abends viel und koche am Wochenende für meine Gäste",
        En => "Interests\nI like walking in the mountains, reading in the evening and cooking for my guests",
        Fr => "Loisirs\nJ'aime marcher en montagne, lire le soir et cuisiner le week-end pour mes invités",
    };
    let text = format!("Ada Beispiel\nada@example.org\n\n{lines}\n\n{leisure}\n");
    understand::cv(&source(&text), &Lexicon::builtin())
}

fn profile(language: Language, musts: &[&str], shoulds: &[&str]) -> JobProfile {
    let (intro, must, should) = match language {
        De => (
            "Fachperson gesucht\n\nFür ein kleines Haus suchen wir jemanden, der sorgfältig und gern mit uns arbeitet.",
            "Anforderungen (Muss)",
            "Anforderungen (Soll)",
        ),
        En => (
            "Specialist wanted\n\nOur small house is looking for somebody who works with us carefully and with pleasure.",
            "Requirements (must)",
            "Requirements (desirable)",
        ),
        Fr => (
            "Spécialiste recherché\n\nNotre petite maison cherche quelqu'un qui aime travailler avec nous et avec soin.",
            "Exigences (impératif)",
            "Exigences (souhaité)",
        ),
    };
    let list = |head: &str, items: &[&str]| {
        if items.is_empty() { String::new() } else { format!("\n{head}\n\n- {}\n", items.join("\n- ")) }
    };
    let text = format!("{intro}\n{}{}", list(must, musts), list(should, shoulds));
    let job = understand::job_profile(&source(&text), &Lexicon::builtin());
    assert_eq!(job.criteria.len(), musts.len() + shoulds.len(), "one criterion a bullet: {text}");
    job
}

fn judged_on(cv: &Cv, language: Language, criterion: &str, on: Day) -> Match {
    assess(cv, &profile(language, &[criterion], &[]), &Lexicon::builtin(), &AssessOptions::on(on))
}

fn judged(language: Language, lines: &str, criterion: &str) -> Match {
    judged_on(&person(language, lines), language, criterion, DAY)
}

/// What breaks a rule that holds whatever the verdict is.
fn broken(criterion: &JudgedCriterion, cv: &Cv) -> Option<String> {
    let end = cv.x.text.iter().map(|line| line.span.end).max().unwrap_or(0);
    let placed = |quote: &Evidence| quote.span.is_some_and(|span| span.start < span.end && span.end <= end);
    let right = |verdict: Verdict, evidence: &[Evidence]| match verdict {
        NotStated => evidence.is_empty(),
        NeedsReview => true,
        Met | PartlyMet | PotentiallyMet | NotMet => !evidence.is_empty() && evidence.iter().all(placed),
    };
    let holds = right(criterion.verdict, &criterion.evidence)
        && criterion.parts.iter().all(|part| right(part.verdict, &part.evidence))
        && criterion.points == criterion.verdict.points();
    (!holds).then(|| format!("evidence or points of {criterion:?}"))
}

fn check(rows: &[Row<'_>]) {
    let mut wrong = Vec::new();
    for (sentence, language, lines, text, expected) in rows {
        let cv = person(*language, lines);
        let found = judged_on(&cv, *language, text, DAY);
        let criterion = &found.criteria[0];
        if criterion.verdict != *expected {
            wrong.push(format!(
                "{sentence}\n  {text:?} of {lines:?}: {expected:?}, found {:?}: {:?}",
                criterion.verdict, criterion.reason
            ));
        }
        wrong.extend(broken(criterion, &cv));
    }
    assert!(wrong.is_empty(), "{} of {} rows miss\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A CV of stations whose task is Java.
fn worked(language: Language, stations: &[(&str, &str)]) -> String {
    let (head, task) = match language {
        De => ("Berufserfahrung", "Dienste mit Java gebaut"),
        En => ("Experience", "Built services in Java"),
        Fr => ("Expérience professionnelle", "Développement de services en Java"),
    };
    let entries: Vec<String> = stations.iter().map(|(period, who)| format!("{period}\t{who}\n- {task}")).collect();
    format!("{head}\n{}", entries.join("\n\n"))
}

fn check_years(rows: &[Years<'_>]) {
    let mut wrong = Vec::new();
    for (sentence, language, stations, text, verdict, months) in rows {
        let criterion = judged(*language, &worked(*language, stations), text).criteria.remove(0);
        let counted = matches!(&criterion.reason, Reason::Months { found, .. } if found == months);
        if criterion.verdict != *verdict || !counted {
            let found = (criterion.verdict, &criterion.reason);
            wrong
                .push(format!("{sentence}\n  {text:?} of {stations:?}: {verdict:?}, {months} months, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows miss\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A match whose verdicts are given.
fn given((musts, shoulds): Verdicts<'_>, settings: Settings) -> Match {
    let names: Vec<String> = SKILLS.iter().map(|skill| format!("Kenntnisse in {skill}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (first, rest) = names.split_at(musts.len());
    let job = profile(De, first, &rest[..shoulds.len()]);
    let cv = person(De, "Kenntnisse\nExcel");
    let options = AssessOptions { evaluated_on: DAY, settings };
    let ruled = assess(&cv, &job, &Lexicon::builtin(), &options);
    let decisions: Vec<Decision> = ruled
        .criteria
        .iter()
        .zip(musts.iter().chain(shoulds))
        .map(|(criterion, verdict)| Decision {
            criterion: criterion.id.clone(),
            verdict: *verdict,
            reason: "nach Gespräch".into(),
            by: "Eva Muster".into(),
        })
        .collect();
    decide(&ruled, &cv, &decisions, &options).expect("criteria of the match")
}

#[test]
fn the_set_of_verdicts_is_closed() {
    let named: Vec<(Value, Option<i64>)> =
        EACH.iter().map(|verdict| (serde_json::to_value(verdict).expect("JSON"), verdict.points())).collect();
    let expected = [
        (json!("met"), Some(100)),
        (json!("partly-met"), Some(50)),
        (json!("potentially-met"), Some(40)),
        (json!("not-met"), Some(0)),
        (json!("not-stated"), Some(0)),
        (json!("needs-review"), None),
    ];
    assert_eq!(named, expected);
    let quote = || vec![Evidence { quote: "Java".into(), span: None, place: None, entry: None }];
    for verdict in EACH {
        assert!(Judgement::on_evidence(verdict, Vec::new(), Reason::Silent).is_none(), "{verdict:?} without evidence");
        let built = Judgement::on_evidence(verdict, quote(), Reason::Unclear);
        assert_eq!(built.is_some(), verdict != NotStated, "{verdict:?} on evidence");
    }
    assert!(Judgement::not_stated(Reason::Silent).evidence().is_empty());
    assert!(serde_json::from_value::<Verdict>(json!("fulfilled")).is_err());
}

#[test]
fn no_verdict_comes_from_a_part_of_a_word() {
    let rule = "Never derive a verdict by substring (\"nicht erfüllt\" contains \"erfüllt\").";
    let text = "Evidence is sought in the record and in x-dossier.text.";
    check(&[
        (rule, De, "Kenntnisse\nJavaScript, TypeScript", "Kenntnisse in Java", NotStated),
        (rule, En, "Skills\nC++, C#", "Knowledge of C", NotStated),
        (rule, En, "Skills\nReact, Ruby", "Knowledge of R", NotStated),
        (rule, Fr, "Compétences\nGoogle Analytics, Excel", "Connaissance de Go", NotStated),
        (rule, De, "Zertifikate\nSAP-Zertifizierung: nicht erfüllt", "SAP-Zertifizierung", NotMet),
        (rule, En, "Profile\nI do not meet the requirement for Kubernetes.", "Experience with Kubernetes", NotMet),
        (rule, Fr, "Profil\nJe ne remplis pas l'exigence Kubernetes.", "Expérience de Kubernetes", NotMet),
        (text, De, "Sonstiges\nErfahrung mit Kubernetes im Verein", "Erfahrung mit Kubernetes", Met),
    ]);
    // "A foreign JSON Resume without it is its own source."
    let foreign =
        json!({ "basics": { "name": "Ada" }, "skills": [{ "id": "s1", "name": "IT", "keywords": ["Java"] }] });
    let foreign: Cv = serde_json::from_value(foreign).expect("a CV record");
    let criterion = judged_on(&foreign, De, "Kenntnisse in Java", DAY).criteria.remove(0);
    assert_eq!((criterion.verdict, criterion.evidence[0].quote.as_str()), (Met, "Java"));
}

#[test]
fn absence_and_denial() {
    let silence = "Absence is never evidence against: silence is not-stated.";
    let denial = "Negation and wish are not evidence for.";
    check(&[
        (silence, De, "Kenntnisse\nJava, SQL", "Erfahrung mit Kubernetes", NotStated),
        (silence, En, "Skills\nJava, SQL", "Driving licence category B", NotStated),
        (silence, Fr, "Compétences\nJava, SQL", "Permis de travail valable en Suisse", NotStated),
        (denial, De, "Kurzprofil\nKeine Erfahrung mit SAP.", "Erfahrung mit SAP", NotMet),
        (denial, En, "Profile\nNo experience with Kubernetes.", "Experience with Kubernetes", NotMet),
        (denial, Fr, "Profil\nAucune expérience de SAP.", "Expérience de SAP", NotMet),
        (denial, De, "Kurzprofil\nDienste mit Java. Keine Erfahrung mit SAP.", "Erfahrung mit Java", Met),
        (denial, En, "Profile\nInterested in Kubernetes.", "Experience with Kubernetes", NotStated),
        (denial, Fr, "Profil\nJe m'intéresse à Kubernetes.", "Expérience de Kubernetes", NotStated),
    ]);
}

#[test]
fn a_demand_is_a_minimum() {
    let more = "A demand is a minimum; more is met.";
    let most = "A demand is a minimum unless it says höchstens/maximal.";
    let long = "Berufserfahrung\n01/2016 – 12/2025\tEntwicklerin, Beispiel AG, Bern\n- Dienste mit Java gebaut";
    let short = "Berufserfahrung\n01/2024 – 12/2025\tEntwicklerin, Beispiel AG, Bern\n- Dienste mit Java gebaut";
    check(&[
        (more, De, long, "Mindestens 3 Jahre Erfahrung mit Java", Met),
        (more, De, "Zertifikate\nCisco CCNP Enterprise (2024)", "Zertifizierung CCNA", Met),
        (
            more,
            En,
            "Education\n2012 – 2017\tMSc in Computer Science, Leeds",
            "Bachelor's degree in computer science",
            Met,
        ),
        (more, Fr, "Langues\nAnglais : C1", "Anglais, niveau B1 minimum", Met),
        (most, De, long, "Höchstens 3 Jahre Berufserfahrung", NotMet),
        (most, De, short, "Maximal 3 Jahre Erfahrung mit Java", Met),
        (most, De, "Persönliche Angaben\nPensum: 80–100 %", "Arbeitspensum maximal 60 %", NotMet),
        (most, De, "Persönliche Angaben\nPensum: 40 %", "Arbeitspensum maximal 60 %", Met),
        (most, De, "Persönliche Angaben\nKündigungsfrist: 1 Monat", "Kündigungsfrist höchstens 2 Monate", Met),
        (most, En, "Personal details\nNotice period: one month", "Notice period of at most two months", Met),
        (most, Fr, "Informations personnelles\nPréavis : trois mois", "Préavis de deux mois au maximum", NotMet),
    ]);
    // "Overqualification is at most a low risk."
    let senior = worked(De, &[("01/2008 – heute", "Entwicklerin, Beispiel AG, Bern")]);
    let found = judged(De, &senior, "Mindestens 5 Jahre Erfahrung mit Java");
    let risks: Vec<(RiskKind, RiskSeverity)> = found.risks.iter().map(|risk| (risk.kind, risk.severity)).collect();
    assert_eq!(risks, [(RiskKind::Overqualification, RiskSeverity::Low)]);
    assert_eq!((found.score.total, found.recommendation), (Some(100), Recommendation::Go));
    assert!(found.knockouts.is_empty());
}

#[test]
fn parts_are_joined() {
    let any = "Parts: any = the best.";
    let all = "All = met if all met, not-stated if all not-stated, else partly-met.";
    let example = "\"z. B.\", \"oder vergleichbar\" = any.";
    let ideal = "\"idealerweise\" inside a must does not count.";
    let denied = "Kurzprofil\nKeine Erfahrung mit SAP.\n\nKenntnisse\nJava";
    let licence = "Führerausweis Kategorie B und Englisch mindestens C1";
    check(&[
        (any, De, "Kenntnisse\nKotlin, SQL", "Kenntnisse in Java oder Kotlin", Met),
        (any, De, denied, "Kenntnisse in Java oder SAP", Met),
        (any, En, "Skills\nKotlin, SQL", "Knowledge of Java or Kotlin", Met),
        (any, Fr, "Compétences\nKotlin, SQL", "Connaissance de Java ou de Kotlin", Met),
        (any, En, "Skills\nPython, SQL", "Knowledge of Java or Kotlin", NotStated),
        (all, De, "Kenntnisse\nJava, Kubernetes", "Kenntnisse in Java und Kubernetes", Met),
        (all, De, "Kenntnisse\nJava, SQL", "Kenntnisse in Java und Kubernetes", PartlyMet),
        (all, En, "Skills\nExcel, SQL", "Knowledge of Java and Kubernetes", NotStated),
        (all, Fr, "Compétences\nJava, SQL", "Connaissance de Java et de Kubernetes", PartlyMet),
        (all, De, "Sprachen\nEnglisch: C1", licence, PartlyMet),
        // Nothing met is not partly met: record 14.
        (all, De, "Sprachen\nEnglisch: A2", licence, NotMet),
        (example, De, "Kenntnisse\nJenkins, Git", "Erfahrung mit CI/CD, z. B. Jenkins oder GitLab CI", Met),
        (example, De, "Kenntnisse\nGitLab CI, SQL", "Erfahrung mit Jenkins oder vergleichbar", Met),
        (example, En, "Skills\nJenkins, SQL", "Knowledge of a build server such as TeamCity or Jenkins", Met),
        (example, Fr, "Compétences\nGit, SQL", "Connaissance d'un outil de gestion de versions, p. ex. Git", Met),
        (ideal, De, "Kenntnisse\nJava, SQL", "Erfahrung mit Java, idealerweise mit Kubernetes", Met),
        (ideal, En, "Skills\nJava, SQL", "Experience with Java, ideally with Kubernetes", Met),
        (ideal, Fr, "Compétences\nJava, SQL", "Expérience de Java, idéalement de Kubernetes", Met),
    ]);
    // "Knock-out is tested per part." What is silent, or has a better alternative, knocks nobody out.
    let lacks_level = "Persönliche Angaben\nFührerausweis: B\n\nSprachen\nEnglisch: B1";
    let rows = [
        (lacks_level, licence, true),
        (denied, "Kenntnisse in Java und SAP", true),
        (denied, "Erfahrung mit SAP", true),
        (denied, "Kenntnisse in Java oder SAP", false),
        ("Kenntnisse\nJava", "Kenntnisse in Java und SAP", false),
        ("Kenntnisse\nJava", "Erfahrung mit SAP", false),
    ];
    let wrong: Vec<_> = rows
        .iter()
        .filter(|(lines, criterion, knocked)| judged(De, lines, criterion).knockouts.is_empty() == *knocked)
        .collect();
    assert!(wrong.is_empty(), "knock-outs: {wrong:?}");
}

#[test]
fn years_are_counted() {
    let union = "Years: inclusive calendar months of the union of dated stations that name the term.";
    let apart = "Apprenticeship, internship, student work apart.";
    let years = "Year-only dates count (end - start) x 12.";
    let met = "At least demand - 1 month: met.";
    let half = "At least half: partly-met; less: not-met.";
    let (three, de) = ("Mindestens 3 Jahre Erfahrung mit Java", "Entwicklerin, Beispiel AG, Bern");
    let (other, en) = ("Entwicklerin, Muster GmbH, Thun", "Developer, Example Ltd, Leeds");
    let fr = "Développeuse, Exemple SA, Lausanne";
    let (trainee, intern) =
        ("Lernende Informatikerin, Muster AG, Thun", "Software engineering intern, Sample Ltd, York");
    let (student, stage) = ("Werkstudentin Informatik, Muster AG, Thun", "Stagiaire développeuse, Modèle SA, Nyon");
    check_years(&[
        (union, De, &[("01/2020 – 12/2021", de), ("07/2021 – 12/2022", other)], three, Met, 36),
        (union, De, &[("01/2020 – 12/2022", de), ("03/2021 – 08/2021", other)], three, Met, 36),
        (union, En, &[("01/2022 – 12/2023", en)], "At least 2 years of experience with Java", Met, 24),
        (union, De, &[("01/2018 – 12/2020", de), ("01/2023 – 12/2024", other)], "5 Jahre Berufserfahrung", Met, 60),
        (apart, De, &[("08/2016 – 07/2020", trainee), ("01/2025 – 12/2025", de)], three, NotMet, 12),
        (
            apart,
            En,
            &[("01/2022 – 12/2022", intern), ("01/2023 – 06/2024", en)],
            "At least 3 years of experience with Java",
            PartlyMet,
            18,
        ),
        (apart, De, &[("01/2020 – 12/2021", student), ("01/2023 – 06/2024", de)], three, PartlyMet, 18),
        (
            apart,
            Fr,
            &[("01/2022 – 12/2022", stage), ("01/2024 – 06/2025", fr)],
            "Au moins 3 ans d'expérience avec Java",
            PartlyMet,
            18,
        ),
        (years, De, &[("2018 – 2021", de)], three, Met, 36),
        (years, En, &[("2020 – 2022", en)], "At least 3 years of experience with Java", PartlyMet, 24),
        (met, De, &[("02/2022 – 12/2024", de)], three, Met, 35),
        (met, De, &[("03/2022 – 12/2024", de)], three, PartlyMet, 34),
        (met, Fr, &[("02/2022 – 12/2024", fr)], "Au moins 3 ans d'expérience avec Java", Met, 35),
        (half, De, &[("07/2023 – 12/2024", de)], three, PartlyMet, 18),
        (half, De, &[("08/2023 – 12/2024", de)], three, NotMet, 17),
        (half, En, &[("01/2022 – 12/2023", en)], "At least 4 years of experience with Java", PartlyMet, 24),
    ]);
    let list = "Only a list or self-claim: potentially-met.";
    let related = "Otherwise potentially-met needs a named lexicon relation.";
    check(&[
        (list, De, "Kenntnisse\nJava, SQL", three, PotentiallyMet),
        (list, En, "Profile\nEight years of experience with Java.", "5 years of experience with Java", PotentiallyMet),
        (list, Fr, "Compétences\nJava, SQL", "Au moins 3 ans d'expérience avec Java", PotentiallyMet),
        (related, De, "Kenntnisse\nSAP, Excel", "Kenntnisse in SAP FI", PotentiallyMet),
        (related, En, "Skills\nSAP, Excel", "Knowledge of SAP FI", PotentiallyMet),
        (related, De, "Kenntnisse\nAngular, SQL", "Kenntnisse in React", NotStated),
        (related, Fr, "Compétences\nAngular, SQL", "Connaissance de React", NotStated),
    ]);
}

/// All numbers in a value.
fn figures(value: &Value) -> BTreeSet<u64> {
    match value {
        Value::Number(number) => number.as_u64().into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(figures).collect(),
        Value::Object(members) => members.values().flat_map(figures).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => BTreeSet::new(),
    }
}

#[test]
fn years_say_what_they_rest_on() {
    let demand = "Mindestens 2 Jahre Erfahrung mit Java";
    let reason = |lines: &str| judged(De, lines, demand).criteria.remove(0).reason;
    let stations = |list: &[(&str, &str)]| reason(&worked(De, list));
    // "The union of dated stations and projects."
    let project = format!(
        "{}\n\nProjekte\n01/2024 – 12/2024\tKundenportal, Muster GmbH\n- Dienste mit Java gebaut",
        worked(De, &[("01/2022 – 12/2022", "Entwicklerin, Beispiel AG, Bern")])
    );
    let with_project = reason(&project);
    assert!(matches!(with_project, Reason::Months { found: 24, .. }), "{with_project:?}");
    // "The stated workload stands beside."
    let part_time = stations(&[("01/2022 – 12/2023", "Entwicklerin (60 %), Beispiel AG, Bern")]);
    let Reason::Months { found, workload_percent, .. } = &part_time else { panic!("{part_time:?}") };
    assert_eq!((*found, workload_percent.as_slice()), (24, [60].as_slice()));
    // "Year-only dates count (end - start) x 12 with both bounds printed": December 2018 to January 2021 at the least.
    let years = stations(&[("2018 – 2021", "Entwicklerin, Beispiel AG, Bern")]);
    assert!(matches!(years, Reason::Months { found: 36, year_precision: true, .. }), "{years:?}");
    let printed = figures(&serde_json::to_value(&years).expect("JSON"));
    assert!([26, 36, 48].iter().all(|months| printed.contains(months)), "both bounds: {years:?}");
}

#[test]
fn languages_expiry_and_permits() {
    let listed = "A language missing from the list is not-stated.";
    let own = "The CV's own language is no evidence.";
    let expiry = "Expiry changes a verdict only if the CV prints it.";
    let permit = "EU/EFTA citizenship and residence satisfy permit demands by a data table.";
    let may_work = "Gültige Arbeitsbewilligung für die Schweiz";
    let either = "Swiss or EU/EFTA citizenship, or a valid Swiss work permit";
    check(&[
        (listed, De, "Sprachen\nDeutsch: Muttersprache", "Französisch mindestens B2", NotStated),
        (listed, Fr, "Langues\nFrançais : langue maternelle", "Allemand, niveau B2 minimum", NotStated),
        (listed, En, "Languages\nEnglish – C1\nGerman – B1", "German at least B2", NotMet),
        (own, De, "Kenntnisse\nJava, SQL", "Deutsch mindestens C1", NotStated),
        (own, En, "Skills\nJava, SQL", "English at least C1", NotStated),
        (own, Fr, "Compétences\nJava, SQL", "Français, niveau C1 minimum", NotStated),
        (expiry, De, "Zertifikate\nCisco CCNP Enterprise (2012)", "Zertifizierung CCNP", Met),
        (expiry, De, "Zertifikate\nCisco CCNP Enterprise, gültig bis 03/2028", "Zertifizierung CCNP", Met),
        (expiry, De, "Zertifikate\nCisco CCNP Enterprise, gültig bis 03/2024", "Zertifizierung CCNP", NotMet),
        (expiry, De, "Zertifikate\nPalo Alto PCNSE (abgelaufen 2023)", "Zertifizierung PCNSE", NotMet),
        (expiry, En, "Certificates\nBLS-AED (expired 2024)", "Valid BLS-AED certificate", NotMet),
        (expiry, Fr, "Certifications\nCisco CCNP Enterprise, expirée en 2023", "Certification CCNP", NotMet),
        (permit, De, "Persönliche Angaben\nNationalität: italienisch", may_work, Met),
        (permit, En, "Personal details\nNationality: Norwegian", "Valid work permit for Switzerland", Met),
        (permit, En, "Personal details\nNationality: Portuguese", either, Met),
        (permit, De, "Persönliche Angaben\nNationalität: indisch\nBewilligung: C", may_work, Met),
        (permit, Fr, "Divers\nPermis de séjour : C", "Permis de travail valable en Suisse", Met),
        (permit, De, "Persönliche Angaben\nNationalität: indisch", may_work, NotStated),
        (permit, En, "Personal details\nNationality: British", "Valid work permit for Switzerland", NotStated),
    ]);
    // "Usual validity gives a question."
    let found = judged(De, "Zertifikate\nCisco CCNP Enterprise (2012)", "Zertifizierung CCNP");
    assert!(found.questions.iter().any(|step| step.action == StepAction::AskForProof), "{:?}", found.questions);
}

#[test]
fn degrees_stand_on_a_ladder() {
    let lower = "Lower: not-met.";
    let kind = "Same level, other kind: partly-met, or met with \"gleichwertig\".";
    let field = "Right level, other field: not-met.";
    let near = "Right level, adjacent field: potentially-met.";
    let further = "CAS, DAS, MAS, NDS are further training.";
    let title = "A regulated occupation needs its title or recognition.";
    let (bachelor, nurse) = ("Bachelor in Informatik", "Dipl. Pflegefachfrau HF");
    let hf = "Ausbildung\n2012 – 2015\tDipl. Informatiker HF, Höhere Fachschule Bern";
    let es = "Formation\n2012 – 2015\tTechnicien ES en informatique, École supérieure, Bienne";
    let cfc = "Formation\n2010 – 2014\tCFC d'informaticien, École professionnelle, Lausanne";
    let health = "Ausbildung\n2012 – 2015\tBachelor of Science in Gesundheitswissenschaften, Universität Bern";
    let recognised =
        "Formation\n2009 – 2012\tDiplôme d'État d'infirmière, reconnu par la Croix-Rouge suisse, IFSI, Lyon";
    let mechatronics = "Ausbildung\n2012 – 2015\tBachelor of Science in Mechatronik, Fachhochschule Bern";
    let mathematics = "Education\n2012 – 2015\tBSc in Mathematics, University of Leeds";
    let science = "Education\n2012 – 2015\tBSc in Computer Science, University of Leeds";
    check(&[
        (lower, De, "Ausbildung\n2010 – 2014\tInformatiker EFZ, Gewerbeschule Bern", bachelor, NotMet),
        (lower, Fr, cfc, "Bachelor HES en informatique", NotMet),
        (lower, En, science, "Master's degree in computer science", NotMet),
        (kind, De, hf, bachelor, PartlyMet),
        (kind, De, hf, "Bachelor in Informatik oder gleichwertig", Met),
        (kind, Fr, es, "Bachelor en informatique", PartlyMet),
        (kind, Fr, es, "Bachelor en informatique ou titre équivalent", Met),
        (field, De, "Ausbildung\n2012 – 2015\tBachelor of Arts in Geschichte, Universität Bern", bachelor, NotMet),
        (
            field,
            Fr,
            "Formation\n2012 – 2015\tLicence de lettres, Université de Lyon",
            "Licence en informatique",
            NotMet,
        ),
        (near, De, mechatronics, "Bachelor in Maschinenbau", PotentiallyMet),
        (near, En, mathematics, "Bachelor's degree in computer science", PotentiallyMet),
        (further, De, "Ausbildung\n02/2019 – 09/2019\tCAS Informatik, Hochschule Limmat", bachelor, NotStated),
        (
            further,
            En,
            "Education\n2019\tMAS in Computer Science, Lucerne",
            "Master's degree in computer science",
            NotStated,
        ),
        (further, De, "Ausbildung\n2019\tCAS Informatik, Hochschule Limmat", "CAS Informatik", Met),
        (title, De, "Ausbildung\n2012 – 2015\tDipl. Pflegefachfrau HF, Bildungszentrum Bern", nurse, Met),
        (title, De, "Ausbildung\n2012 – 2015\tMaster of Science in Biologie, Universität Bern", nurse, NotMet),
        (title, De, health, nurse, NotMet),
        (title, Fr, recognised, "Infirmière diplômée, titre reconnu par la Croix-Rouge suisse", Met),
    ]);
}

#[test]
fn open_stations_count_to_the_evaluation_date() {
    let demand = "Mindestens 2 Jahre Erfahrung mit Java";
    let open = worked(De, &[("01/2024 – heute", "Entwicklerin, Beispiel AG, Bern")]);
    let undated = person(De, &open);
    let recent = person(De, &format!("Stand: Februar 2026\n\n{open}"));
    let old = person(De, &format!("Stand: März 2025\n\n{open}"));
    let early = Day::new(2025, 1, 31).expect("a day of the calendar");
    // "`read` stores intervals; months are computed at match": one record, counted on two days.
    let rows = [
        ("the date given", &undated, early, PartlyMet, 13, None),
        ("the date given", &undated, DAY, Met, 30, None),
        ("a document not older than 6 months", &recent, DAY, Met, 30, None),
        ("older than 6 months: open stations count to it, both figures shown", &old, DAY, PartlyMet, 15, Some(30)),
    ];
    for (sentence, cv, on, verdict, months, still) in rows {
        let found = judged_on(cv, De, demand, on);
        assert_eq!(found.evaluated_on, on.to_string());
        let criterion = &found.criteria[0];
        let Reason::Months { found: counted, if_still_open, .. } = &criterion.reason else { panic!("{criterion:?}") };
        assert_eq!((criterion.verdict, *counted, *if_still_open), (verdict, months, still), "{sentence}");
    }
    assert!(undated.x.document_date.is_none());
    let is_old = |cv: &Cv| {
        let said = feedback(cv, &Lexicon::builtin(), DAY).findings;
        said.iter().any(|finding| finding.rule == "date.old_document")
    };
    assert!(is_old(&old) && !is_old(&recent) && !is_old(&undated));
}

#[test]
fn score() {
    // Must 90 %, should 10 %; an absent class passes its weight on; nothing to judge: null; the page rounds half up.
    let rows: [Scored<'_>; 12] = [
        ((&[Met], &[NotStated]), Some(90), Some("90"), (90, 10)),
        ((&[Met], &[PartlyMet]), Some(95), Some("95"), (90, 10)),
        ((&[PartlyMet], &[Met]), Some(55), Some("55"), (90, 10)),
        ((&[NotMet, NotStated], &[Met]), Some(10), Some("10"), (90, 10)),
        ((&[PotentiallyMet], &[]), Some(40), Some("40"), (100, 0)),
        ((&[], &[PartlyMet]), Some(50), Some("50"), (0, 100)),
        ((&[Met, Met, NotMet], &[]), Some(67), Some("200/3"), (100, 0)),
        ((&[Met, Met, Met, Met, Met, Met, Met, NotMet], &[]), Some(88), Some("175/2"), (100, 0)),
        ((&[Met, NotMet, NotMet, NotMet, NotMet, NotMet, NotMet, NotMet], &[]), Some(13), Some("25/2"), (100, 0)),
        ((&[Met, NeedsReview], &[]), Some(100), Some("100"), (100, 0)),
        ((&[NeedsReview], &[]), None, None, (0, 0)),
        ((&[], &[]), None, None, (0, 0)),
    ];
    for (verdicts, total, exact, (must, should)) in rows {
        let found = given(verdicts, Settings::default());
        assert_eq!((found.score.total, found.score.exact.as_deref()), (total, exact), "{verdicts:?}");
        assert_eq!(found.score.weights, Weights { must, should }, "{verdicts:?}");
        let ends = total.map_or(String::new(), |total| format!("→ {total}"));
        assert!(found.score.arithmetic.ends_with(&ends), "{verdicts:?}: {}", found.score.arithmetic);
        assert_eq!(total.is_none(), found.recommendation == Recommendation::NotAssessable, "{verdicts:?}");
        let open = found.next_steps.iter().filter(|step| step.action == StepAction::Decide).count();
        let (musts, shoulds) = verdicts;
        assert_eq!(open, musts.iter().chain(shoulds).filter(|verdict| **verdict == NeedsReview).count(), "flagged");
    }
    // "Weights are settings, printed beside the number."
    let weights = Weights { must: 70, should: 30 };
    let found = given((&[Met], &[NotStated]), Settings { weights, ..Settings::default() });
    assert_eq!((found.score.total, found.score.weights, found.settings.weights), (Some(70), weights, weights));
    assert!(found.score.arithmetic.starts_with("0.70 × 100/1 + 0.30 × 0/1"), "{}", found.score.arithmetic);
    // "Soft and other are shown, not scored."
    for (class, total) in [(Class::Must, 50), (Class::Should, 90), (Class::Soft, 100), (Class::Other, 100)] {
        let mut job = profile(De, &["Kenntnisse in Java", "Kenntnisse in Kubernetes"], &[]);
        job.criteria[1].class = class;
        let found = assess(&person(De, "Kenntnisse\nJava, SQL"), &job, &Lexicon::builtin(), &AssessOptions::on(DAY));
        assert_eq!((found.criteria.len(), found.score.total), (2, Some(total)), "{class:?}");
    }
}

#[test]
fn recommendation() {
    use Recommendation::{Go, Maybe, NoGo};
    let go = "go: score >= 80 and every must met or partly-met";
    let one = "maybe: at most one must not-met and score >= 60";
    let open = "or none not-met, at least half of the musts met or partly-met, and with open musts as met >= 80";
    let review = "a must in needs-review bars go";
    let rows: [(&str, Verdicts<'_>, Recommendation); 15] = [
        (go, (&[Met, Met], &[]), Go),
        (go, (&[Met], &[NotStated]), Go),
        (go, (&[Met, Met, PartlyMet], &[]), Go),
        (go, (&[Met, Met, Met, PartlyMet, PartlyMet], &[]), Go),
        (go, (&[Met, Met, Met, PartlyMet, PartlyMet], &[Met, PartlyMet]), Maybe),
        (go, (&[Met, Met, Met, Met, NotStated], &[]), Maybe),
        (go, (&[Met, Met, Met, Met, PotentiallyMet], &[]), Maybe),
        (one, (&[Met, Met, Met, Met, NotMet], &[]), Maybe),
        (one, (&[Met, NotMet], &[]), NoGo),
        (one, (&[Met, Met, Met, NotMet, NotMet], &[]), NoGo),
        (open, (&[Met, NotStated], &[]), Maybe),
        (open, (&[Met, NotStated, NotStated], &[]), NoGo),
        (open, (&[PartlyMet, PartlyMet], &[]), NoGo),
        (review, (&[Met, NeedsReview], &[]), Maybe),
        (review, (&[NeedsReview, NotMet, NotMet], &[]), NoGo),
    ];
    for (sentence, verdicts, expected) in rows {
        let found = given(verdicts, Settings::default());
        assert_eq!(found.recommendation, expected, "{sentence}: {verdicts:?}, {}", found.score.arithmetic);
    }
    // "Room for a person's decision with a reason": what the rules said stays beside it.
    let decided = given((&[Met], &[]), Settings::default());
    let criterion = &decided.criteria[0];
    assert_eq!(criterion.ruled.as_ref().map(|ruled| ruled.verdict), Some(NotStated));
    assert!(matches!(&criterion.reason, Reason::Person { name, text } if name == "Eva Muster" && !text.is_empty()));
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let made = || {
        let of = |bytes: &[u8]| read(bytes, None, &ReadLimits::default()).expect("readable");
        let lexicon = Lexicon::builtin();
        let (cv, job) = (understand::cv(&of(CV_TXT), &lexicon), understand::job_profile(&of(JOB_TXT), &lexicon));
        serde_json::to_vec(&assess(&cv, &job, &lexicon, &AssessOptions::on(DAY))).expect("JSON")
    };
    let first = made();
    assert!((0..3).all(|_| made() == first));
}
