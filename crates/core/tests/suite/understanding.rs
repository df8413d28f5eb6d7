//! Understanding and matching survive any text: no panic, every value a span of the source, verdicts with evidence.

use dossier_core::assess::{AssessOptions, assess};
use dossier_core::feedback::feedback;
use dossier_core::formats::{ReadLimits, read};
use dossier_core::records::matching::Verdict;
use dossier_core::sample::{CV_TXT, JOB_TXT};
use dossier_core::time::Day;
use dossier_core::understand::{Lexicon, cv, job_profile};
use proptest::prelude::*;

fn day() -> Day {
    Day::new(2026, 1, 27).expect("a day of the calendar")
}

/// Lines of the samples in any order, some cut, some doubled, with foreign text between them.
fn shuffled(original: &'static [u8]) -> impl Strategy<Value = String> {
    let lines: Vec<&'static str> = std::str::from_utf8(original).expect("UTF-8").lines().collect();
    let line = prop_oneof![8 => prop::sample::select(lines), 1 => Just("\t"), 1 => Just("01/2020 – heute")];
    let cut = (line, 0..60usize, any::<bool>())
        .prop_map(|(line, at, whole)| if whole { line.to_owned() } else { line.chars().take(at).collect() });
    proptest::collection::vec(prop_oneof![9 => cut, 1 => "\\PC{0,60}"], 1..60).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_becomes_records_that_hold(cv_text in shuffled(CV_TXT), job_text in shuffled(JOB_TXT)) {
        let (Ok(cv_source), Ok(job_source)) =
            (read(cv_text.as_bytes(), None, &ReadLimits::default()), read(job_text.as_bytes(), None, &ReadLimits::default()))
        else {
            return Ok(());
        };
        let cv = cv(&cv_source, &Lexicon::builtin());
        let same = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for (key, found) in &cv.x.sources {
            prop_assert!(same(cv_source.slice(found.span)).contains(&same(&found.quote)), "{key}");
        }
        let job = job_profile(&job_source, &Lexicon::builtin());
        for criterion in &job.criteria {
            prop_assert!(same(&job_source.text).contains(&same(&criterion.text)), "criteria are verbatim: {}", criterion.text);
            prop_assert!(!criterion.parts.is_empty());
        }
        let found = assess(&cv, &job, &Lexicon::builtin(), &AssessOptions::on(day()));
        for criterion in &found.criteria {
            let silent = matches!(criterion.verdict, Verdict::NotStated | Verdict::NeedsReview);
            prop_assert_eq!(criterion.evidence.is_empty(), silent, "{:?}", criterion);
        }
        prop_assert!(found.score.total.is_none_or(|total| (0..=100).contains(&total)));
        let _ = feedback(&cv, &Lexicon::builtin(), day());
    }
}

/// Names, gender words, birth date and nationality do not move verdicts or score where the profile does not ask for them.
#[test]
fn a_changed_name_changes_nothing() {
    let text = std::str::from_utf8(CV_TXT).expect("UTF-8");
    let swapped = text
        .replace("Олена Kowalenko-Strößner 李明", "Peter Meier")
        .replace("olena.kowalenko@", "peter.meier@")
        .replace("04.09.1986", "11.02.1964");
    let read_cv =
        |text: &str| cv(&read(text.as_bytes(), None, &ReadLimits::default()).expect("readable"), &Lexicon::builtin());
    let job = job_profile(&read(JOB_TXT, None, &ReadLimits::default()).expect("readable"), &Lexicon::builtin());
    let options = AssessOptions::on(day());
    let verdicts = |text: &str| {
        let found = assess(&read_cv(text), &job, &Lexicon::builtin(), &options);
        (
            found.criteria.iter().map(|criterion| (criterion.id.clone(), criterion.verdict)).collect::<Vec<_>>(),
            found.score,
        )
    };
    assert_eq!(verdicts(text), verdicts(&swapped));
}

/// Months come from dated stations, denials are no skill, and what goes on has no last use.
#[test]
fn skills_are_counted_from_stations() {
    let text = "Anna Muster\n\nBerufserfahrung\n01/2020 – heute\tEntwicklerin, Beispiel AG, Bern\n• Dienste mit Java und Kafka\n01/2016 – 12/2017\tEntwicklerin, Muster GmbH, Bern\n• Dienste mit Java\n• Keine Erfahrung mit Kubernetes\n\nKenntnisse\nPython, Go\n";
    let source = read(text.as_bytes(), None, &ReadLimits::default()).expect("readable");
    let record = cv(&source, &Lexicon::builtin());
    let counted = |on: Option<Day>| -> Vec<(String, Option<u32>, Option<String>, bool)> {
        dossier_core::assess::skills(&record, &Lexicon::builtin(), on)
            .into_iter()
            .map(|skill| (skill.concept, skill.months, skill.last_use.map(|date| date.to_string()), skill.current))
            .collect()
    };
    let found = counted(Some(day()));
    let of = |concept: &str| found.iter().find(|(id, ..)| id == concept).cloned();
    assert_eq!(of("java"), Some(("java".into(), Some(73 + 24), None, true)));
    assert_eq!(of("kafka"), Some(("kafka".into(), Some(73), None, true)));
    assert_eq!(of("go"), Some(("go".into(), None, None, false)));
    assert_eq!(of("kubernetes"), None);
    let undated = counted(None);
    assert!(undated.contains(&("java".into(), Some(24), None, true)), "{undated:?}");
}

/// Inputs that fuzzing found: every quote still lies in its span.
#[test]
fn quotes_lie_in_their_spans() {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for text in [include_str!("../fuzzed/area-over-a-gap.txt")] {
        let source = read(text.as_bytes(), None, &ReadLimits::default()).expect("readable");
        for (key, found) in &cv(&source, &Lexicon::builtin()).x.sources {
            assert!(letters(source.slice(found.span)).contains(&letters(&found.quote)), "{key}");
        }
    }
}
