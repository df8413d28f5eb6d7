//! The dashboard: one HTML file for the desk, without script and without network. First screen: musts, knock-outs,
//! decision, score with its parts; then criteria with quotes, questions, risks, findings, timeline and skills. It
//! decides nothing: every verdict and figure comes from the records.

mod concerns;
mod criteria;
mod facts;
mod skills;
mod timeline;
mod verdict;

use super::feedback as feedback_words;
use super::tagging::foreign_texts;
use super::tongue::Tongue;
use super::{GenerateError, Inputs, Notes, candidate_name, words};
use crate::i18n::{Messages, key};
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dossier_formats::write::doc::{Image, Rgb};

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    language: &'static str,
    /// Language tag of what the candidate wrote.
    cv_language: String,
    /// Language tag of what the client wrote.
    job_language: String,
    title: String,
    name: String,
    role: String,
    /// Language tag of the headline as it is printed.
    role_language: String,
    position: String,
    client: String,
    company: String,
    /// The logo as a data URI, and its words.
    logo: Option<(String, String)>,
    date: String,
    colours: Colours,
    labels: Labels,
    colon: &'static str,
    matching: Option<verdict::MatchView>,
    questions: Vec<concerns::QuestionGroup>,
    grade: String,
    findings: Vec<concerns::FindingView>,
    facts: Vec<(String, String)>,
    job_facts: Vec<(String, String)>,
    timeline: Option<timeline::TimelineView>,
    skills: Option<skills::SkillsView>,
    choices: Vec<String>,
}

struct Labels {
    skip: String,
    sections: String,
    overview: String,
    dashboard: String,
    job: String,
    candidate: String,
    suggestion: String,
    musts: String,
    shoulds: String,
    open_musts: String,
    knockouts: String,
    none: String,
    score: String,
    must: String,
    should: String,
    not_reached: String,
    bar_title: String,
    arithmetic: String,
    criteria: String,
    show: String,
    number: String,
    criterion: String,
    status: String,
    points: String,
    reason: String,
    parts: String,
    questions: String,
    risks: String,
    no_risks: String,
    next_steps: String,
    coverage: String,
    findings: String,
    no_findings: String,
    grade: String,
    facts: String,
    no_profile: String,
    timeline: String,
    skills: String,
    skills_title: String,
    skill: String,
    kind: String,
    chart: String,
    duration: String,
    last_use: String,
    decision: String,
    form_reason: String,
    form_place_date: String,
    form_name_signature: String,
    note: String,
}

pub(super) fn page(inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) -> Result<String, GenerateError> {
    let name = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::MARK));
    let job = inputs.job;
    let client = [job.and_then(|job| job.client.clone()), job.and_then(|job| job.id.clone())];
    let tag = |language: Option<&String>| language.cloned().unwrap_or_else(|| inputs.locale.tag().to_owned());
    let tongue = Tongue::new(inputs.cv, inputs.locale);
    let role = inputs.cv.basics.label.as_ref().map(|label| tongue.text("/basics/label", label)).unwrap_or_default();
    let page = Page {
        language: inputs.locale.tag(),
        cv_language: tag(inputs.cv.x.language.as_ref()),
        job_language: tag(job.and_then(|job| job.language.as_ref())),
        title: format!("{} · {name}", messages.get(key::DASHBOARD_TITLE)),
        name,
        role_language: role.language.unwrap_or_else(|| inputs.locale.tag().to_owned()),
        facts: facts::candidate(inputs, messages, &tongue, &role.text),
        role: role.text,
        position: job.and_then(|job| job.title.clone()).unwrap_or_default(),
        client: client.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        company: inputs.brand.file.name.clone(),
        logo: inputs.brand.logo.as_ref().map(|logo| (data_uri(logo), logo.alt.clone())),
        date: messages.locale.day(inputs.date),
        colours: colours(inputs.brand.accent),
        labels: labels(messages),
        colon: words::colon(messages),
        matching: inputs.matching.map(|matching| verdict::view(matching, inputs.cv, messages)),
        questions: concerns::questions(inputs, messages),
        grade: feedback_words::grade(messages, inputs.feedback.grade),
        findings: concerns::findings(inputs, messages),
        job_facts: facts::job(inputs, messages),
        timeline: timeline::view(inputs, messages),
        skills: skills::view(inputs.cv, messages),
        choices: [key::RECOMMENDATION_GO, key::RECOMMENDATION_MAYBE, key::RECOMMENDATION_NO_GO]
            .into_iter()
            .map(|choice| messages.get(choice))
            .collect(),
    };
    if inputs.matching.is_none() {
        notes.warn("dashboard.no_profile", "job", 1);
    }
    notes.warn("text.untranslated", "cv", tongue.untranslated());
    notes.warn("text.untranslated", "job", job.map_or(0, |job| foreign_texts(job, inputs.locale)));
    page.render().map_err(|_| GenerateError::Template)
}

fn labels(messages: &Messages) -> Labels {
    let get = |key| messages.get(key);
    Labels {
        skip: get(key::DASHBOARD_SKIP),
        sections: get(key::DASHBOARD_SECTIONS),
        overview: get(key::DASHBOARD_OVERVIEW),
        dashboard: get(key::DASHBOARD_TITLE),
        job: get(key::DASHBOARD_JOB),
        candidate: get(key::DASHBOARD_CANDIDATE),
        suggestion: get(key::MATCH_SUGGESTION),
        musts: get(key::MATCH_MUSTS_MET),
        shoulds: get(key::MATCH_SHOULDS_MET),
        open_musts: get(key::DASHBOARD_OPEN_MUSTS),
        knockouts: get(key::MATCH_KNOCKOUTS),
        none: get(key::NONE),
        score: get(key::MATCH_SCORE),
        must: get(key::CLASS_MUST),
        should: get(key::CLASS_SHOULD),
        not_reached: get(key::DASHBOARD_NOT_REACHED),
        bar_title: get(key::DASHBOARD_BAR_TITLE),
        arithmetic: get(key::MATCH_ARITHMETIC),
        criteria: get(key::MATCH_CRITERIA),
        show: get(key::DASHBOARD_SHOW),
        number: get(key::TABLE_ID),
        criterion: get(key::TABLE_CRITERION),
        status: get(key::TABLE_STATUS),
        points: get(key::DASHBOARD_POINTS),
        reason: get(key::TABLE_REASON_AND_QUOTES),
        parts: get(key::DASHBOARD_PARTS),
        questions: get(key::DASHBOARD_QUESTIONS),
        risks: get(key::MATCH_RISKS),
        no_risks: get(key::DASHBOARD_NO_RISKS),
        next_steps: get(key::MATCH_NEXT_STEPS),
        coverage: get(key::DASHBOARD_COVERAGE),
        findings: get(key::DASHBOARD_FINDINGS),
        no_findings: get(key::FEEDBACK_NOTHING),
        grade: get(key::FEEDBACK_GRADE),
        facts: get(key::DASHBOARD_FACTS),
        no_profile: get(key::DASHBOARD_NO_PROFILE),
        timeline: get(key::DASHBOARD_TIMELINE),
        skills: get(key::DASHBOARD_SKILLS),
        skills_title: get(key::DASHBOARD_SKILLS_TITLE),
        skill: get(key::DASHBOARD_SKILL),
        kind: get(key::DASHBOARD_KIND),
        chart: get(key::DASHBOARD_CHART),
        duration: get(key::DASHBOARD_DURATION),
        last_use: get(key::DASHBOARD_LAST_USE),
        decision: get(key::MATCH_DECISION),
        form_reason: get(key::FORM_REASON),
        form_place_date: get(key::FORM_PLACE_DATE),
        form_name_signature: get(key::FORM_NAME_SIGNATURE),
        note: get(key::MATCH_NOTE),
    }
}

/// A picture that needs no file and no network: the drawing where there is one.
fn data_uri(picture: &Image) -> String {
    let (kind, bytes) = match &picture.svg {
        Some(svg) => ("svg+xml", svg),
        None => (picture.extension, &picture.bytes),
    };
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}

/// The brand's accent and a lighter tone of it, for light and for dark grounds, as CSS colours.
struct Colours {
    accent: String,
    accent_soft: String,
    dark_accent: String,
    dark_accent_soft: String,
}

/// Ground of the cards in the dark scheme; the template has it too.
const DARK_CARD: Rgb = Rgb(0x1C, 0x20, 0x24);
/// Contrast of the accent on dark cards. A little above the 4.5 of WCAG 2.2, so that dark text on it passes as well.
const DARK_CONTRAST_MIN: f64 = 5.5;

fn colours(accent: Rgb) -> Colours {
    let css = |colour: Rgb| format!("#{}", colour.hex());
    let dark = dark_accent(accent);
    Colours {
        accent: css(accent),
        accent_soft: css(accent.tint(35)),
        dark_accent: css(dark),
        dark_accent_soft: css(mix(dark, DARK_CARD, 45)),
    }
}

/// The fullest tone of the accent that can be read on dark cards.
fn dark_accent(accent: Rgb) -> Rgb {
    let readable = |tone: &Rgb| DARK_CARD.contrast_on_white() / tone.contrast_on_white() >= DARK_CONTRAST_MIN;
    (1..=20_u8).rev().map(|step| accent.tint(step * 5)).find(readable).unwrap_or(Rgb(u8::MAX, u8::MAX, u8::MAX))
}

/// `share` percent of one colour on another.
fn mix(colour: Rgb, ground: Rgb, share: u8) -> Rgb {
    let part = |colour: u8, ground: u8| {
        let mixed = u32::from(colour) * u32::from(share) + u32::from(ground) * u32::from(100 - share);
        u8::try_from(mixed / 100).unwrap_or(u8::MAX)
    };
    Rgb(part(colour.0, ground.0), part(colour.1, ground.1), part(colour.2, ground.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::{Assets, Brand};
    use crate::generate::{DocumentKind, Format, Options, generate};
    use crate::locale::Locale;
    use crate::sample::{CV_TXT, sample};

    #[test]
    fn a_logo_stands_in_the_page_itself() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"##;
        let assets = Assets::from([("logo.svg".to_owned(), svg.to_vec())]);
        let mut sample = sample(CV_TXT, Locale::En);
        sample.brand = Brand::parse("name = 'Desk & Co'\n[style]\nlogo = 'logo.svg'", &assets).expect("sound");
        let options = Options::default();
        let made = generate(DocumentKind::Dashboard, Format::Html, &sample.inputs(Locale::En, &options));
        let html = String::from_utf8(made.expect("a page").bytes).expect("HTML is UTF-8");
        assert!(html.contains(&format!("src=\"data:image/svg+xml;base64,{}\"", STANDARD.encode(svg))));
        assert!(!html.contains("alt=\"\"") && html.contains("alt=\"Desk &"), "it has words");
    }

    /// Contrast of two colours after WCAG 2.2.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let ratio = one.contrast_on_white() / other.contrast_on_white();
        ratio.max(1.0 / ratio)
    }

    #[test]
    fn every_brand_can_be_read_on_light_and_dark() {
        let steps = || (0..=255_u8).step_by(51);
        for (red, green, blue) in steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| (r, g, b)))) {
            let accent = Rgb(red, green, blue);
            if accent.contrast_on_white() < 4.5 {
                continue;
            }
            let dark = dark_accent(accent);
            for (name, one, other) in [
                ("accent on dark card", dark, DARK_CARD),
                ("text on dark accent", Rgb(0x10, 0x13, 0x16), dark),
                ("text on soft accent", Rgb(0x1A, 0x1D, 0x21), accent.tint(35)),
                ("text on soft dark accent", Rgb(0xE7, 0xE9, 0xEC), mix(dark, DARK_CARD, 45)),
            ] {
                assert!(contrast(one, other) >= 4.5, "{name} for {accent:?}: {}", contrast(one, other));
            }
        }
    }
}
