//! Verdicts, reasons, classes, periods and levels in words, the same in every document.

use crate::i18n::{Key, Messages, key};
use crate::locale::Language;
use crate::offer::{ContractForm, RateUnit};
use crate::records::Cv;
use crate::records::job::Class;
use crate::records::matching::{
    DegreeRelation, JudgedCriterion, Measure, Reason, Recommendation, Risk, RiskKind, RiskSeverity, Step, StepAction,
    Verdict,
};
use crate::time::PartialDate;
use crate::understand::lexicon;
use dossier_formats::write::doc::Run;

/// A verdict as a sign; never the only carrier of its meaning.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::PartlyMet => "◐",
        Verdict::PotentiallyMet => "◌",
        Verdict::NotMet => "✗",
        Verdict::NotStated => "–",
        Verdict::NeedsReview => "?",
    }
}

pub(super) fn verdict(messages: &Messages, verdict: Verdict) -> String {
    messages.get(match verdict {
        Verdict::Met => key::VERDICT_MET,
        Verdict::PartlyMet => key::VERDICT_PARTLY_MET,
        Verdict::PotentiallyMet => key::VERDICT_POTENTIALLY_MET,
        Verdict::NotMet => key::VERDICT_NOT_MET,
        Verdict::NotStated => key::VERDICT_NOT_STATED,
        Verdict::NeedsReview => key::VERDICT_NEEDS_REVIEW,
    })
}

pub(super) fn class(messages: &Messages, class: Class) -> String {
    messages.get(match class {
        Class::Must => key::CLASS_MUST,
        Class::Should => key::CLASS_SHOULD,
        Class::Soft => key::CLASS_SOFT,
        Class::Other => key::CLASS_OTHER,
    })
}

pub(super) fn recommendation(messages: &Messages, recommendation: Recommendation) -> String {
    messages.get(match recommendation {
        Recommendation::Go => key::RECOMMENDATION_GO,
        Recommendation::Maybe => key::RECOMMENDATION_MAYBE,
        Recommendation::NoGo => key::RECOMMENDATION_NO_GO,
        Recommendation::NotAssessable => key::RECOMMENDATION_NOT_ASSESSABLE,
    })
}

/// Months as years and months in words.
pub(super) fn months(messages: &Messages, count: u32) -> String {
    let (years, months) = (i64::from(count / 12), i64::from(count % 12));
    match (years, months) {
        (0, months) => messages.count(key::COUNT_MONTHS, months, &[]),
        (years, 0) => messages.count(key::COUNT_YEARS, years, &[]),
        (years, months) => format!(
            "{} {}",
            messages.count(key::COUNT_YEARS, years, &[]),
            messages.count(key::COUNT_MONTHS, months, &[])
        ),
    }
}

/// A verdict with its sign. What is met is quiet, so that the misses stand out.
pub(super) fn status(messages: &Messages, of: Verdict) -> Run {
    Run { bold: of != Verdict::Met, ..Run::new(format!("{}\u{a0}{}", sign(of), verdict(messages, of))) }
}

/// Why a verdict was given, as a sentence.
pub(super) fn reason(messages: &Messages, reason: &Reason) -> String {
    let locale = messages.locale;
    let quote = |text: &str| locale.quote(&shorten(text, 110));
    match reason {
        Reason::Found { terms, missing } if missing.is_empty() => {
            messages.with(key::REASON_FOUND, &[("terms", &locale.list(terms))])
        }
        Reason::Found { terms, missing } => messages
            .with(key::REASON_FOUND_PARTLY, &[("terms", &locale.list(terms)), ("missing", &locale.list(missing))]),
        Reason::Related { found, asked } => {
            messages.with(key::REASON_RELATED, &[("found", &quote(found)), ("asked", asked)])
        }
        Reason::Months { found, asked, periods, year_precision, bounds, if_still_open, workload_percent } => {
            let periods: Vec<String> = periods.iter().map(|period| period_text(messages, period)).collect();
            let text = messages.with(
                key::REASON_MONTHS,
                &[
                    ("found", &found.to_string()),
                    ("asked", &asked.to_string()),
                    ("words", &months(messages, *found)),
                    ("periods", &locale.list(&periods)),
                ],
            );
            let mut text = text;
            if let Some((least, most)) = bounds.filter(|(least, most)| least != most) {
                let (least, most) = (least.to_string(), most.to_string());
                text.push_str(&format!(
                    " {}",
                    messages.with(key::REASON_BOUNDS, &[("least", &least), ("most", &most)])
                ));
            } else if *year_precision {
                text.push_str(&format!(" {}", messages.get(key::REASON_YEAR_PRECISION)));
            }
            if !workload_percent.is_empty() {
                let list: Vec<String> =
                    workload_percent.iter().map(|percent| locale.percent(i64::from(*percent) * 10)).collect();
                text.push_str(&format!(" {}", messages.with(key::REASON_WORKLOAD, &[("list", &locale.list(&list))])));
            }
            if let Some(months) = if_still_open {
                text.push_str(&format!(
                    " {}",
                    messages.with(key::REASON_IF_STILL_OPEN, &[("months", &months.to_string())])
                ));
            }
            text
        }
        Reason::Undated { asked } => messages.with(key::REASON_UNDATED, &[("words", &months(messages, *asked))]),
        Reason::Level { language, found, asked } => {
            let language = language_name(messages, language);
            let found = if found.is_empty() { messages.get(key::LEVEL_UNKNOWN) } else { level(messages, found) };
            if asked.is_empty() {
                messages.with(key::REASON_LEVEL_ANY, &[("language", &language), ("found", &found)])
            } else {
                messages.with(
                    key::REASON_LEVEL,
                    &[("language", &language), ("found", &found), ("asked", &level(messages, asked))],
                )
            }
        }
        Reason::Degree { found, relation } => {
            let relation = match relation {
                DegreeRelation::Fits => key::REASON_DEGREE_FITS,
                DegreeRelation::Lower => key::REASON_DEGREE_LOWER,
                DegreeRelation::OtherKind => key::REASON_DEGREE_OTHER_KIND,
                DegreeRelation::AdjacentField => key::REASON_DEGREE_ADJACENT_FIELD,
                DegreeRelation::OtherField => key::REASON_DEGREE_OTHER_FIELD,
                DegreeRelation::InProgress => key::REASON_DEGREE_IN_PROGRESS,
            };
            messages.with(relation, &[("found", &quote(found))])
        }
        Reason::Fact { found } => messages.with(key::REASON_FACT, &[("found", &quote(found))]),
        Reason::Availability { found, .. } => messages.with(key::REASON_FACT, &[("found", &quote(found))]),
        Reason::Count { measure, found, asked } => {
            let key = match measure {
                Measure::People => key::REASON_COUNT_PEOPLE,
                Measure::Money => key::REASON_COUNT_MONEY,
                Measure::NoticeMonths => key::REASON_COUNT_NOTICE,
            };
            let figure = |value: u64| locale.number(i64::try_from(value).unwrap_or(i64::MAX));
            messages.with(key, &[("found", &figure(*found)), ("asked", &figure(*asked))])
        }
        Reason::Negated { found } => messages.with(key::REASON_NEGATED, &[("found", &quote(found))]),
        Reason::Silent => messages.get(key::REASON_SILENT),
        Reason::Unclear => messages.get(key::REASON_UNCLEAR),
        Reason::Person { name, text } => messages.with(key::REASON_PERSON, &[("name", name), ("text", text)]),
    }
}

/// What the rules said where a person decided otherwise.
pub(super) fn ruled(messages: &Messages, criterion: &JudgedCriterion) -> Option<String> {
    let ruled = criterion.ruled.as_ref()?;
    let (said, why) = (verdict(messages, ruled.verdict), reason(messages, &ruled.reason));
    Some(messages.with(key::CRITERION_RULED, &[("verdict", &said), ("reason", &why)]))
}

/// A reason for client papers: without counts of what is missing or any doubt about the candidate beyond the status.
pub(super) fn client_reason(messages: &Messages, verdict: Verdict, why: &Reason) -> String {
    match (verdict, why) {
        (Verdict::NotStated | Verdict::NeedsReview, _) => messages.get(key::CLIENT_TO_BE_CLARIFIED),
        // Who decided and in which words is the desk's own business.
        (_, Reason::Person { .. }) => messages.get(key::CLIENT_CHECKED),
        // The client knows what was asked.
        (Verdict::Met, Reason::Level { language, found, .. }) if !found.is_empty() => {
            let (language, found) = (language_name(messages, language), level(messages, found));
            messages.with(key::REASON_LEVEL_ANY, &[("language", &language), ("found", &found)])
        }
        (_, why) => reason(messages, why),
    }
}

/// `2021-03/2024-04` in words.
pub(super) fn period_text(messages: &Messages, period: &str) -> String {
    let mut ends = period.split('/').map(str::parse::<PartialDate>);
    match (ends.next(), ends.next()) {
        (Some(Ok(start)), Some(Ok(end))) => {
            format!("{}\u{a0}–\u{a0}{}", messages.locale.partial(start), messages.locale.partial(end))
        }
        _ => period.to_owned(),
    }
}

/// Start and end of an entry, each date as `print` writes it; `None` where nothing is known.
pub(super) fn period(
    messages: &Messages,
    cv: &Cv,
    id: &str,
    dates: (Option<PartialDate>, Option<PartialDate>),
    print: impl Fn(PartialDate) -> String,
) -> Option<String> {
    let current = dates.1.is_none() && cv.x.entries.get(id).and_then(|facts| facts.current).unwrap_or(true);
    match dates {
        (Some(start), Some(end)) if start == end => Some(print(start)),
        (Some(start), Some(end)) => Some(format!("{}\u{a0}– {}", print(start), print(end))),
        (Some(start), None) if current => Some(messages.with(key::PERIOD_SINCE, &[("date", &print(start))])),
        (Some(start), None) => Some(print(start)),
        (None, Some(end)) => Some(print(end)),
        (None, None) => None,
    }
}

/// A level in words with its letters.
pub(super) fn level(messages: &Messages, level: &str) -> String {
    let words = match level {
        "native" => return messages.get(key::LEVEL_NATIVE),
        "C2" => key::LEVEL_C2,
        "C1" => key::LEVEL_C1,
        "B2" => key::LEVEL_B2,
        "B1" => key::LEVEL_B1,
        "A2" => key::LEVEL_A2,
        "A1" => key::LEVEL_A1,
        other => return other.to_owned(),
    };
    format!("{} ({level})", messages.get(words))
}

/// A language's name in the output language.
pub(super) fn language_name(messages: &Messages, printed: &str) -> String {
    lexicon::language_code(printed)
        .and_then(|code| lexicon::language_name(code, messages.locale.language()))
        .map_or_else(|| printed.to_owned(), str::to_owned)
}

/// The mark for a required fact that is missing.
pub(super) fn mark(messages: &Messages, key: Key) -> Run {
    Run::marked(format!("[{}: {}]", messages.get(key), messages.get(key::MARK)))
}

pub(super) fn contract_form(messages: &Messages, form: ContractForm) -> String {
    messages.get(match form {
        ContractForm::Leasing => key::CONTRACT_LEASING,
        ContractForm::Services => key::CONTRACT_SERVICES,
        ContractForm::Work => key::CONTRACT_WORK,
        ContractForm::Placement => key::CONTRACT_PLACEMENT,
        ContractForm::Payroll => key::CONTRACT_PAYROLL,
    })
}

pub(super) fn rate_unit(messages: &Messages, unit: RateUnit) -> String {
    messages.get(match unit {
        RateUnit::Hour => key::RATE_HOUR,
        RateUnit::Day => key::RATE_DAY,
        RateUnit::Month => key::RATE_MONTH,
        RateUnit::Fee => key::RATE_FEE,
    })
}

/// A risk in words; criterion ids stand for their texts.
pub(super) fn risk(messages: &Messages, risk: &Risk, criterion: Option<&str>) -> String {
    let quoted = criterion.map(|text| messages.locale.quote(&shorten(text, 90))).unwrap_or_default();
    match risk.kind {
        RiskKind::Knockout => messages.with(key::RISK_KNOCKOUT, &[("id", &risk.text), ("text", &quoted)]),
        RiskKind::OpenMust => messages.with(key::RISK_OPEN_MUST, &[("id", &risk.text), ("text", &quoted)]),
        RiskKind::Experience => messages.with(key::RISK_EXPERIENCE, &[("id", &risk.text), ("text", &quoted)]),
        RiskKind::Skill => messages.with(key::RISK_SKILL, &[("id", &risk.text), ("text", &quoted)]),
        RiskKind::Contradiction => messages.with(key::RISK_CONTRADICTION, &[("entry", &risk.text)]),
        RiskKind::Recency => messages.with(key::RISK_RECENCY, &[("date", &partial_text(messages, &risk.text))]),
        RiskKind::Gap => messages.with(key::RISK_GAP, &[("period", &period_text(messages, &risk.text))]),
        RiskKind::Overqualification => {
            messages.with(key::RISK_OVERQUALIFICATION, &[("id", &risk.text), ("text", &quoted)])
        }
    }
}

pub(super) fn severity(messages: &Messages, severity: RiskSeverity) -> String {
    messages.get(match severity {
        RiskSeverity::High => key::SEVERITY_HIGH,
        RiskSeverity::Medium => key::SEVERITY_MEDIUM,
        RiskSeverity::Low => key::SEVERITY_LOW,
    })
}

pub(super) fn partial_text(messages: &Messages, iso: &str) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), |date| messages.locale.partial(date))
}

/// A step or question in words.
pub(super) fn step(messages: &Messages, step: &Step, criterion: &str) -> String {
    let quoted = messages.locale.quote(&shorten(criterion, 110));
    let key = match step.action {
        StepAction::AskCandidate => key::STEP_ASK_CANDIDATE,
        StepAction::AskForProof => key::STEP_ASK_FOR_PROOF,
        StepAction::ClearWithClient => key::STEP_CLEAR_WITH_CLIENT,
        StepAction::Decide => key::STEP_DECIDE,
    };
    messages.with(key, &[("id", &step.criterion), ("text", &quoted)])
}

/// A text cut at a word border, with an ellipsis.
pub(super) fn shorten(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(chars_max).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}\u{a0}…", cut[..end].trim_end_matches([',', ';', ' ']))
}

/// The colon with what stands before it in the output language.
pub(super) fn colon(messages: &Messages) -> &'static str {
    if messages.locale.language() == Language::Fr { "\u{a0}:" } else { ":" }
}

/// ISO 8601 dates in words; other texts as they are.
pub(super) fn start_text(messages: &Messages, start: &str) -> String {
    partial_text(messages, start)
}
