//! The dashboard: one HTML file for the desk, without script and without network. First screen: musts, knock-outs,
//! decision; then score with its parts, criteria with quotes, timeline, coverage, risks, findings.

use super::feedback as feedback_words;
use super::matchmaking::{met_of, score_text};
use super::{GenerateError, Inputs, Notes, candidate_name, words};
use crate::assess::station_months;
use crate::i18n::{Messages, key};
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Recommendation, Verdict};
use askama::Template;
use dossier_formats::write::svg::{self, Period, Share};

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    language: &'static str,
    title: String,
    name: String,
    subtitle: String,
    company: String,
    accent: String,
    date: String,
    labels: Labels,
    matching: Option<MatchView>,
    facts: Vec<(String, String)>,
    timeline: String,
    grade: String,
    findings: Vec<FindingView>,
}

struct Labels {
    musts: String,
    shoulds: String,
    knockouts: String,
    suggestion: String,
    score: String,
    arithmetic: String,
    criteria: String,
    criterion: String,
    status: String,
    reason: String,
    quotes: String,
    coverage: String,
    risks: String,
    next_steps: String,
    questions: String,
    timeline: String,
    facts: String,
    findings: String,
    grade: String,
    note: String,
    no_profile: String,
}

struct MatchView {
    musts: String,
    shoulds: String,
    knockouts: String,
    has_knockouts: bool,
    suggestion: String,
    suggestion_class: &'static str,
    score: String,
    arithmetic: String,
    bar: String,
    criteria: Vec<CriterionView>,
    strong: Vec<String>,
    partial: Vec<String>,
    missing: Vec<String>,
    strong_label: String,
    partial_label: String,
    missing_label: String,
    risks: Vec<(String, &'static str, String)>,
    next_steps: Vec<String>,
    questions: Vec<String>,
}

struct CriterionView {
    id: String,
    class: String,
    text: String,
    sign: &'static str,
    status: String,
    style: &'static str,
    reason: String,
    quotes: Vec<(String, String)>,
}

struct FindingView {
    severity: String,
    style: &'static str,
    text: String,
    quote: Option<String>,
    ask: Option<String>,
}

pub(super) fn page(inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) -> Result<String, GenerateError> {
    let name = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::MARK));
    let job = inputs.job;
    let subtitle = [job.and_then(|job| job.title.clone()), job.and_then(|job| job.client.clone())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let page = Page {
        language: inputs.locale.tag(),
        title: format!("{} · {name}", messages.get(key::DASHBOARD_TITLE)),
        subtitle: if subtitle.is_empty() { inputs.cv.basics.label.clone().unwrap_or_default() } else { subtitle },
        name,
        company: inputs.brand.file.name.clone(),
        accent: format!("#{}", inputs.brand.accent.hex()),
        date: messages.locale.day(inputs.date),
        labels: labels(messages),
        matching: inputs.matching.map(|matching| match_view(matching, messages)),
        facts: facts(inputs, messages),
        timeline: timeline(inputs, messages),
        grade: feedback_words::grade(messages, inputs.feedback.grade),
        findings: findings(inputs, messages),
    };
    if inputs.matching.is_none() {
        notes.warn("dashboard.no_profile", "job", 1);
    }
    page.render().map_err(|_| GenerateError::Template)
}

fn labels(messages: &Messages) -> Labels {
    Labels {
        musts: messages.get(key::MATCH_MUSTS_MET),
        shoulds: messages.get(key::MATCH_SHOULDS_MET),
        knockouts: messages.get(key::MATCH_KNOCKOUTS),
        suggestion: messages.get(key::MATCH_SUGGESTION),
        score: messages.get(key::MATCH_SCORE),
        arithmetic: messages.get(key::MATCH_ARITHMETIC),
        criteria: messages.get(key::MATCH_CRITERIA),
        criterion: messages.get(key::TABLE_CRITERION),
        status: messages.get(key::TABLE_STATUS),
        reason: messages.get(key::TABLE_REASON),
        quotes: messages.get(key::DASHBOARD_QUOTES),
        coverage: messages.get(key::DASHBOARD_COVERAGE),
        risks: messages.get(key::MATCH_RISKS),
        next_steps: messages.get(key::MATCH_NEXT_STEPS),
        questions: messages.get(key::DASHBOARD_QUESTIONS),
        timeline: messages.get(key::DASHBOARD_TIMELINE),
        facts: messages.get(key::DASHBOARD_FACTS),
        findings: messages.get(key::DASHBOARD_FINDINGS),
        grade: messages.get(key::FEEDBACK_GRADE),
        note: messages.get(key::MATCH_NOTE),
        no_profile: messages.get(key::DASHBOARD_NO_PROFILE),
    }
}

fn style_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet => "partly",
        Verdict::PotentiallyMet => "potentially",
        Verdict::NotMet => "not-met",
        Verdict::NotStated => "not-stated",
        Verdict::NeedsReview => "review",
    }
}

fn match_view(matching: &Match, messages: &Messages) -> MatchView {
    let text_of = |id: &str| {
        matching
            .criteria
            .iter()
            .find(|criterion| criterion.id == id)
            .map(|criterion| criterion.text.clone())
            .unwrap_or_default()
    };
    let named = |ids: &[String]| ids.iter().map(|id| format!("{id} {}", text_of(id))).collect::<Vec<_>>();
    let questions =
        matching.questions.iter().map(|step| words::step(messages, step, &text_of(&step.criterion))).collect();
    MatchView {
        musts: met_of(matching, Class::Must, messages),
        shoulds: met_of(matching, Class::Should, messages),
        has_knockouts: !matching.knockouts.is_empty(),
        knockouts: if matching.knockouts.is_empty() { messages.get(key::NONE) } else { matching.knockouts.join(", ") },
        suggestion: words::recommendation(messages, matching.recommendation),
        suggestion_class: match matching.recommendation {
            Recommendation::Go => "met",
            Recommendation::Maybe => "partly",
            Recommendation::NoGo => "not-met",
            Recommendation::NotAssessable => "not-stated",
        },
        score: score_text(matching, messages),
        arithmetic: format!(
            "{} ({})",
            matching.score.arithmetic,
            messages.with(
                key::MATCH_WEIGHTS,
                &[
                    ("must", &matching.score.weights.must.to_string()),
                    ("should", &matching.score.weights.should.to_string())
                ]
            )
        ),
        bar: bar(matching, messages),
        criteria: matching.criteria.iter().map(|criterion| criterion_view(criterion, messages)).collect(),
        strong: named(&matching.coverage.strong),
        partial: named(&matching.coverage.partial),
        missing: named(&matching.coverage.missing),
        strong_label: messages.get(key::COVERAGE_STRONG),
        partial_label: messages.get(key::COVERAGE_PARTIAL),
        missing_label: messages.get(key::COVERAGE_MISSING),
        risks: matching
            .risks
            .iter()
            .map(|risk| {
                let text = text_of(&risk.text);
                let style = match risk.severity {
                    crate::records::matching::RiskSeverity::High => "not-met",
                    crate::records::matching::RiskSeverity::Medium => "partly",
                    crate::records::matching::RiskSeverity::Low => "not-stated",
                };
                (
                    words::severity(messages, risk.severity),
                    style,
                    words::risk(messages, risk, (!text.is_empty()).then_some(text.as_str())),
                )
            })
            .collect(),
        next_steps: matching
            .next_steps
            .iter()
            .map(|step| words::step(messages, step, &text_of(&step.criterion)))
            .collect(),
        questions,
    }
}

/// Each criterion's share of the score, in the order of the table.
fn bar(matching: &Match, messages: &Messages) -> String {
    let count = |class: Class| {
        matching.criteria.iter().filter(|criterion| criterion.class == class && criterion.points.is_some()).count()
            as f64
    };
    let (musts, shoulds) = (count(Class::Must), count(Class::Should));
    let shares: Vec<Share> = matching
        .criteria
        .iter()
        .filter_map(|criterion| {
            let (weight, of) = match criterion.class {
                Class::Must => (f64::from(matching.score.weights.must), musts),
                Class::Should => (f64::from(matching.score.weights.should), shoulds),
                Class::Soft | Class::Other => return None,
            };
            let points = criterion.points? as f64;
            let value = weight * points / 100.0 / of;
            let label = format!("{} {}: {}", criterion.id, criterion.text, words::verdict(messages, criterion.verdict));
            Some(Share { label, value, class: if criterion.class == Class::Must { "bar-must" } else { "bar-should" } })
        })
        .collect();
    svg::stacked_bar(&messages.get(key::DASHBOARD_BAR_TITLE), &shares, 100.0)
}

fn criterion_view(criterion: &JudgedCriterion, messages: &Messages) -> CriterionView {
    CriterionView {
        id: criterion.id.clone(),
        class: words::class(messages, criterion.class),
        text: criterion.text.clone(),
        sign: words::sign(criterion.verdict),
        status: words::verdict(messages, criterion.verdict),
        style: style_of(criterion.verdict),
        reason: [Some(words::reason(messages, &criterion.reason)), words::ruled(messages, criterion)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
        quotes: criterion
            .evidence
            .iter()
            .map(|evidence| (messages.locale.quote(&evidence.quote), place(evidence, messages)))
            .collect(),
    }
}

fn place(evidence: &crate::records::matching::Evidence, messages: &Messages) -> String {
    use dossier_formats::Place;
    let entry = evidence.entry.clone().unwrap_or_default();
    match &evidence.place {
        Some(Place::Page { page, .. }) => {
            format!("{entry} · {}", messages.with(key::DASHBOARD_PAGE, &[("page", &page.to_string())]))
        }
        _ => entry,
    }
}

fn facts(inputs: &Inputs<'_>, messages: &Messages) -> Vec<(String, String)> {
    let cv = inputs.cv;
    let mut rows = Vec::new();
    let mut add = |label, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            rows.push((messages.get(label), value));
        }
    };
    add(key::CV_ROLE, cv.basics.label.clone());
    add(key::CV_RESIDENCE, cv.basics.location.as_ref().and_then(|location| location.city.clone()));
    add(key::CV_NATIONALITY, cv.x.nationality.clone());
    add(key::CV_PERMIT, cv.x.permit.clone());
    add(key::CV_AVAILABILITY, cv.x.availability.clone());
    let months = crate::assess::employment_months(cv, inputs.date);
    add(
        key::CV_EXPERIENCE_TOTAL,
        u32::try_from(months).ok().filter(|months| *months > 0).map(|months| words::months(messages, months)),
    );
    let spoken: Vec<String> = cv
        .languages
        .iter()
        .filter_map(|language| {
            let name = words::language_name(messages, language.language.as_deref()?);
            Some(
                language
                    .fluency
                    .as_deref()
                    .map_or(name.clone(), |level| format!("{name}: {}", words::level(messages, level))),
            )
        })
        .collect();
    add(key::CV_LANGUAGES, (!spoken.is_empty()).then(|| spoken.join(", ")));
    rows
}

fn timeline(inputs: &Inputs<'_>, messages: &Messages) -> String {
    let cv = inputs.cv;
    let mut periods: Vec<Period> = Vec::new();
    let mut add = |id: &str, label: String, start, end, class| {
        if let Some(months) = station_months(cv, id, start, end, inputs.date) {
            let when = words::period(messages, cv, id, start, end).unwrap_or_default();
            periods.push(Period { label, when, start: months.start.number(), end: months.end.number(), class });
        }
    };
    let joined =
        |a: Option<&String>, b: Option<&String>| [a, b].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    for work in &cv.work {
        add(&work.id, joined(work.position.as_ref(), work.name.as_ref()), work.start_date, work.end_date, "line-work");
    }
    for project in &cv.projects {
        add(
            &project.id,
            joined(project.name.as_ref().or(project.roles.first()), project.entity.as_ref()),
            project.start_date,
            project.end_date,
            "line-project",
        );
    }
    for school in &cv.education {
        add(
            &school.id,
            joined(school.study_type.as_ref(), school.institution.as_ref()),
            school.start_date,
            school.end_date,
            "line-school",
        );
    }
    if periods.is_empty() {
        return String::new();
    }
    periods.sort_by_key(|period| std::cmp::Reverse((period.end, period.start)));
    svg::timeline(&messages.get(key::DASHBOARD_TIMELINE), &periods, |month| {
        (month.rem_euclid(12) == 0).then_some(month.div_euclid(12))
    })
}

fn findings(inputs: &Inputs<'_>, messages: &Messages) -> Vec<FindingView> {
    use crate::records::feedback::Severity;
    inputs
        .feedback
        .findings
        .iter()
        .map(|finding| FindingView {
            severity: feedback_words::severity(messages, finding.severity),
            style: match finding.severity {
                Severity::Critical => "not-met",
                Severity::Warning => "partly",
                Severity::Hint => "not-stated",
            },
            text: feedback_words::finding(messages, finding),
            quote: finding.source.as_ref().map(|source| messages.locale.quote(&words::shorten(&source.quote, 160))),
            ask: feedback_words::question(messages, finding),
        })
        .collect()
}
