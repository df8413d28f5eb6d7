//! What a CV says, before any look: texts in the output language, periods in words and figures, entries in order. Looks and
//! the customer's template are both filled from this.

use super::super::choices::{Arrange, Choices, Order, Section};
use super::super::tongue::Tongue;
use super::super::{Inputs, candidate_name, neutral, words};
use super::portrait;
use crate::i18n::{Messages, key};
use crate::records::cv::{Cv, Project, Work, Workload};
use crate::time::{Month, PartialDate};
use crate::understand::dates_in;
use dossier_formats::write::doc::{Image, Run};

/// Text with its looks: marks, languages.
pub type Text = Vec<Run>;

/// A CV's content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CvContent {
    /// Name or code; a mark where there is neither.
    pub name: Text,
    /// Role or headline; a mark where there is none.
    pub role: Text,
    /// Photo, where the run shows it.
    pub photo: Option<Image>,
    /// Label and value of each fact.
    pub facts: Vec<(String, String)>,
    /// Short profile.
    pub profile: Option<Text>,
    /// Name of each group of skills, and the skills.
    pub skills: Vec<(Option<String>, Vec<String>)>,
    /// Stations.
    pub experience: Vec<Entry>,
    /// Projects and assignments.
    pub projects: Vec<Entry>,
    /// Degrees and diplomas.
    pub education: Vec<Entry>,
    /// Certificates and courses.
    pub certificates: Vec<Certificate>,
    /// Language, level in letters and in words.
    pub languages: Vec<Spoken>,
    /// The desk's contact, on one line.
    pub contact: String,
    /// Required facts that are missing and were marked.
    pub marks: u32,
    /// Running texts that tell the candidate's gender where the paper's own words must not.
    pub gendered: u32,
    /// What the choices have left out, by field.
    pub left_out: Vec<(&'static str, u32)>,
}

/// A station, project or degree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Function, project or degree.
    pub title: Text,
    /// Employer, client or school.
    pub organisation: Text,
    /// Town.
    pub place: Option<String>,
    /// Period in words and in figures; a mark where a required one is missing.
    pub period: Option<(Run, Run)>,
    /// Workload, or that it is in progress.
    pub note: Option<String>,
    /// Summary.
    pub summary: Option<Text>,
    /// Tasks and results, one each.
    pub tasks: Vec<Text>,
    /// Technologies and methods.
    pub technologies: Vec<String>,
    /// Last month that it covers; `i32::MAX` while it is open, `i32::MIN` without a date.
    pub last: i32,
}

/// A certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Name as printed.
    pub name: String,
    /// Issuer, empty where unknown.
    pub issuer: String,
    /// Date in words, empty where unknown.
    pub date: String,
    /// Date in figures, empty where unknown.
    pub figures: String,
}

impl Certificate {
    /// Issuer and date in words.
    pub fn detail(&self) -> String {
        joined(&self.issuer, &self.date)
    }

    /// Issuer and date in figures.
    pub fn detail_in_figures(&self) -> String {
        joined(&self.issuer, &self.figures)
    }
}

fn joined(issuer: &str, date: &str) -> String {
    [issuer, date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Its name.
    pub name: String,
    /// Level in words with its letters.
    pub level: String,
}

/// A content in which nothing is empty: what templates are checked against.
pub fn example() -> CvContent {
    let text = || vec![Run::new("…")];
    let entry = Entry {
        title: text(),
        organisation: text(),
        place: Some("…".into()),
        period: Some((Run::new("…"), Run::new("…"))),
        note: Some("…".into()),
        summary: Some(text()),
        tasks: vec![text()],
        technologies: vec!["…".into()],
        last: 0,
    };
    CvContent {
        name: text(),
        role: text(),
        photo: None,
        facts: vec![("…".into(), "…".into())],
        profile: Some(text()),
        skills: vec![(Some("…".into()), vec!["…".into()])],
        experience: vec![entry.clone()],
        projects: vec![entry.clone()],
        education: vec![entry],
        certificates: vec![Certificate {
            name: "…".into(), issuer: "…".into(), date: "…".into(), figures: "…".into()
        }],
        languages: vec![Spoken { name: "…".into(), level: "…".into() }],
        contact: "…".into(),
        marks: 0,
        gendered: 0,
        left_out: Vec::new(),
    }
}

/// Collects the content, with the choices of the run applied.
pub fn collect(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>) -> CvContent {
    let cv = inputs.cv;
    let choices = &inputs.options.choices;
    let shown = choices.shown();
    let has = |section: Section| shown.contains(&section);
    let mut content = CvContent {
        contact: inputs.brand.contact_line(),
        photo: portrait::photo(inputs, messages),
        ..CvContent::default()
    };
    content.name = match candidate_name(cv, inputs.options) {
        Some(name) => vec![Run::new(name)],
        None => marked(&mut content.marks, messages, key::CV_NAME),
    };
    content.role = match headline(cv, tongue) {
        Some(run) => vec![titled(inputs, run)],
        None => marked(&mut content.marks, messages, key::CV_ROLE),
    };
    if has(Section::Facts) {
        content.facts = facts(inputs, messages, tongue);
    }
    if has(Section::Profile) {
        content.profile = cv.basics.summary.as_ref().map(|text| vec![tongue.text("/basics/summary", text)]);
    }
    if has(Section::Skills) {
        content.skills = skills(cv, tongue);
    }
    if has(Section::Experience) {
        experience(inputs, messages, tongue, &mut content);
    }
    if has(Section::Projects) {
        projects(inputs, messages, tongue, &mut content);
    }
    if has(Section::Education) {
        content.education = education(inputs, messages, tongue);
    }
    if has(Section::Certificates) {
        content.certificates = certificates(cv, messages, tongue);
    }
    if has(Section::Languages) {
        content.languages = languages(cv, messages);
    }
    if inputs.options.is_neutral() {
        content.gendered = gendered(&content, inputs);
    }
    content
}

/// Language of a text, as a code.
fn language_of(run: &Run, inputs: &Inputs<'_>) -> String {
    run.language.clone().unwrap_or_else(|| inputs.locale.language().code().to_owned())
}

/// A function or degree, in both forms where the paper's own words must not tell a gender.
fn titled(inputs: &Inputs<'_>, run: Run) -> Run {
    if !inputs.options.is_neutral() {
        return run;
    }
    let text = neutral::title(&run.text, &language_of(&run, inputs));
    Run { text, ..run }
}

/// How many running texts tell the candidate's gender.
fn gendered(content: &CvContent, inputs: &Inputs<'_>) -> u32 {
    let entries = content.experience.iter().chain(&content.projects).chain(&content.education);
    let of_entries = entries.flat_map(|entry| entry.summary.iter().chain(&entry.tasks));
    let texts = content.profile.iter().chain(of_entries);
    let count = texts.flatten().filter(|run| neutral::tells_gender(&run.text, &language_of(run, inputs))).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn marked(marks: &mut u32, messages: &Messages, key: crate::i18n::Key) -> Text {
    *marks += 1;
    vec![words::mark(messages, key)]
}

fn headline(cv: &Cv, tongue: &Tongue<'_>) -> Option<Run> {
    if let Some(label) = &cv.basics.label {
        return Some(tongue.text("/basics/label", label));
    }
    let newest = order(&cv.work, |work| (work.start_date, work.end_date), Order::Newest).into_iter().next()?;
    let position = cv.work[newest].position.as_ref()?;
    Some(tongue.text(&format!("/work/{newest}/position"), position))
}

/// Last month of a period: `i32::MAX` while it is open, `i32::MIN` without any date.
fn last_month(start: Option<PartialDate>, end: Option<PartialDate>) -> i32 {
    end.map_or(if start.is_some() { i32::MAX } else { i32::MIN }, |date| date.last_month().number())
}

/// Positions of entries, newest first unless chosen otherwise; undated ones last, in printed order.
fn order<T>(
    entries: &[T],
    dates: impl Fn(&T) -> (Option<PartialDate>, Option<PartialDate>),
    order: Order,
) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..entries.len()).collect();
    let key = |at: &usize| {
        let (start, end) = dates(&entries[*at]);
        (last_month(start, end), start.map_or(i32::MIN, |date| Month::number(date.first_month())))
    };
    match order {
        Order::Newest => positions.sort_by_key(|at| std::cmp::Reverse(key(at))),
        Order::Oldest => positions.sort_by_key(|at| (key(at).0 == i32::MIN, key(at))),
    }
    positions
}

/// Leaves out what is too old or too much; tells how many.
fn limit(entries: &mut Vec<Entry>, inputs: &Inputs<'_>) -> u32 {
    let choices: &Choices = &inputs.options.choices;
    let all = entries.len();
    if let Some(years) = choices.years_max {
        let now = Month::of(inputs.date).number();
        let months = i32::try_from(years).unwrap_or(i32::MAX / 12).saturating_mul(12);
        entries.retain(|entry| entry.last == i32::MIN || entry.last >= now.saturating_sub(months));
    }
    if let Some(most) = choices.entries_max {
        let most = most as usize;
        match choices.order {
            Order::Newest => entries.truncate(most),
            Order::Oldest => drop(entries.drain(..entries.len().saturating_sub(most))),
        }
    }
    u32::try_from(all - entries.len()).unwrap_or(u32::MAX)
}

fn facts(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>) -> Vec<(String, String)> {
    let cv = inputs.cv;
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut add = |label, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            rows.push((messages.get(label), value));
        }
    };
    add(key::CV_FOR_ROLE, inputs.job.and_then(|job| job.title.clone()));
    add(key::CV_RESIDENCE, cv.basics.location.as_ref().and_then(|location| location.city.clone()));
    add(key::CV_NATIONALITY, cv.x.nationality.as_ref().map(|text| tongue.name("/x-dossier/nationality", text)));
    add(key::CV_PERMIT, cv.x.permit.as_ref().map(|text| tongue.fact("/x-dossier/permit", text)));
    let free =
        |text: &str| free_from(text, messages, tongue).unwrap_or_else(|| tongue.fact("/x-dossier/availability", text));
    add(key::CV_AVAILABILITY, cv.x.availability.as_deref().map(free));
    // A workload that the availability names is not said twice.
    let said = |range: &Workload| {
        cv.x.availability.as_deref().is_some_and(|text| {
            let figures = format!("{}%", range.max);
            text.replace([' ', '\u{a0}', '\u{202f}'], "").contains(&figures)
        })
    };
    add(
        key::CV_WORKLOAD,
        cv.x.workload.filter(|range| !said(range)).map(|range| {
            if range.min == range.max {
                format!("{}\u{a0}%", range.max)
            } else {
                format!("{}–{}\u{a0}%", range.min, range.max)
            }
        }),
    );
    let years = u32::try_from(crate::assess::employment_months(cv, inputs.date) / 12).ok().filter(|years| *years > 0);
    add(key::CV_EXPERIENCE_TOTAL, years.map(|years| messages.count(key::COUNT_YEARS, i64::from(years), &[])));
    add(key::CV_DRIVING, (!cv.x.driving_licence.is_empty()).then(|| cv.x.driving_licence.join(", ")));
    rows
}

/// Words before the day from which someone is free.
const FROM: [&str; 12] = [
    "verfügbar ab dem", "verfügbar ab", "ab dem", "ab", "per", "available from", "from", "disponible dès le",
    "disponible dès", "dès le", "dès", "à partir du",
];

/// A day in a CV of another language, said in the document's; `None` where more is printed than the day.
fn free_from(text: &str, messages: &Messages, tongue: &Tongue<'_>) -> Option<String> {
    if !tongue.foreign() {
        return None;
    }
    let lower = text.trim().to_lowercase();
    let day = FROM.iter().find_map(|word| lower.strip_prefix(word)?.strip_prefix(' '))?;
    let dates = dates_in(day);
    let [date] = dates.as_slice() else { return None };
    let only = day.split_whitespace().count() <= 3 && date.month_number().is_some();
    let key = if date.day_number().is_some() { key::CV_FREE_FROM_DAY } else { key::CV_FREE_FROM_MONTH };
    only.then(|| messages.with(key, &[("date", &messages.locale.spelled(*date))]))
}

fn skills(cv: &Cv, tongue: &Tongue<'_>) -> Vec<(Option<String>, Vec<String>)> {
    cv.skills
        .iter()
        .enumerate()
        .filter(|(_, group)| !group.keywords.is_empty())
        .map(|(at, group)| {
            let name = group.name.as_deref().map(|name| tongue.fact(&format!("/skills/{at}/name"), name));
            (name, names(&group.keywords, &format!("/skills/{at}/keywords"), tongue))
        })
        .collect()
}

/// Names of products, methods and the like.
fn names(list: &[String], pointer: &str, tongue: &Tongue<'_>) -> Vec<String> {
    list.iter().enumerate().map(|(number, name)| tongue.name(&format!("{pointer}/{number}"), name)).collect()
}

/// A period in words and in figures.
fn period(
    messages: &Messages,
    cv: &Cv,
    id: &str,
    dates: (Option<PartialDate>, Option<PartialDate>),
) -> Option<(Run, Run)> {
    let long = words::period(messages, cv, id, dates, |date| messages.locale.partial(date))?;
    let short = words::period(messages, cv, id, dates, |date| messages.locale.in_figures(date))?;
    Some((Run::new(long), Run::new(short)))
}

fn experience(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, content: &mut CvContent) {
    let cv = inputs.cv;
    let choices = &inputs.options.choices;
    for at in order(&cv.work, |work: &Work| (work.start_date, work.end_date), choices.order) {
        let work = &cv.work[at];
        let title = match &work.position {
            Some(position) => vec![titled(inputs, tongue.text(&format!("/work/{at}/position"), position))],
            None => marked(&mut content.marks, messages, key::CV_ROLE),
        };
        let period = period(messages, cv, &work.id, (work.start_date, work.end_date)).unwrap_or_else(|| {
            let mark = marked(&mut content.marks, messages, key::CV_PERIOD).remove(0);
            (mark.clone(), mark)
        });
        let last = last_month(work.start_date, work.end_date);
        let named = choices.employers.shows(work.start_date, work.end_date, inputs.date);
        let organisation = match (&work.name, named) {
            (Some(name), true) => vec![Run::new(name.clone())],
            (Some(_), false) => vec![Run::new(messages.get(key::CV_EMPLOYER_HIDDEN))],
            (None, _) => Vec::new(),
        };
        let share = cv.x.entries.get(&work.id).and_then(|facts| facts.workload_percent).filter(|share| *share < 100);
        let mut entry = Entry {
            title,
            organisation,
            place: work.location.clone(),
            period: Some(period),
            note: share.map(|share| format!("{share}\u{a0}%")),
            last,
            ..Entry::default()
        };
        if choices.arrange == Arrange::Timeline || cv.projects.is_empty() {
            entry.summary = work.summary.as_ref().map(|text| vec![tongue.text(&format!("/work/{at}/summary"), text)]);
            entry.tasks = tasks(&work.highlights, &format!("/work/{at}/highlights"), tongue);
            entry.technologies = names(&work.keywords, &format!("/work/{at}/keywords"), tongue);
        }
        content.experience.push(entry);
    }
    let left_out = limit(&mut content.experience, inputs);
    content.left_out.push(("work", left_out));
}

fn tasks(lines: &[String], pointer: &str, tongue: &Tongue<'_>) -> Vec<Text> {
    lines.iter().enumerate().map(|(number, line)| vec![tongue.text(&format!("{pointer}/{number}"), line)]).collect()
}

fn projects(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, content: &mut CvContent) {
    let cv = inputs.cv;
    let choices = &inputs.options.choices;
    for at in order(&cv.projects, |project: &Project| (project.start_date, project.end_date), choices.order) {
        let project = &cv.projects[at];
        let roles: Text = project
            .roles
            .iter()
            .enumerate()
            .map(|(number, role)| titled(inputs, tongue.text(&format!("/projects/{at}/roles/{number}"), role)))
            .collect();
        let named = choices.employers.shows(project.start_date, project.end_date, inputs.date);
        let client = project.entity.as_ref().filter(|_| named);
        let mut organisation: Text = client.iter().map(|name| Run::new((*name).clone())).collect();
        let title = match &project.name {
            Some(name) => {
                if !organisation.is_empty() && !roles.is_empty() {
                    organisation.push(Run::new(" · "));
                }
                organisation.extend(roles);
                vec![tongue.text(&format!("/projects/{at}/name"), name)]
            }
            None => roles,
        };
        content.projects.push(Entry {
            title,
            organisation,
            period: period(messages, cv, &project.id, (project.start_date, project.end_date)),
            summary: project
                .description
                .as_ref()
                .map(|text| vec![tongue.text(&format!("/projects/{at}/description"), text)]),
            tasks: tasks(&project.highlights, &format!("/projects/{at}/highlights"), tongue),
            technologies: names(&project.keywords, &format!("/projects/{at}/keywords"), tongue),
            last: last_month(project.start_date, project.end_date),
            ..Entry::default()
        });
    }
    let left_out = limit(&mut content.projects, inputs);
    content.left_out.push(("projects", left_out));
}

fn education(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>) -> Vec<Entry> {
    let cv = inputs.cv;
    order(&cv.education, |school| (school.start_date, school.end_date), inputs.options.choices.order)
        .into_iter()
        .map(|at| {
            let school = &cv.education[at];
            let mut title: Text = Vec::new();
            for (field, text) in [("studyType", &school.study_type), ("area", &school.area)] {
                if let Some(text) = text {
                    if !title.is_empty() {
                        // "CAS Cyber Security", but "Master of Science, Informatik".
                        let short = school.study_type.as_ref().is_some_and(|degree| degree.chars().count() <= 4);
                        title.push(Run::new(if short { " " } else { ", " }));
                    }
                    title.push(titled(inputs, tongue.text(&format!("/education/{at}/{field}"), text)));
                }
            }
            let in_progress = cv.x.entries.get(&school.id).is_some_and(|facts| facts.in_progress);
            let mut organisation: Text = school.institution.iter().map(|name| Run::new(name.clone())).collect();
            if title.is_empty() {
                title = std::mem::take(&mut organisation);
            }
            Entry {
                title,
                organisation,
                period: period(messages, cv, &school.id, (school.start_date, school.end_date)),
                note: in_progress.then(|| messages.get(key::CV_IN_PROGRESS)),
                tasks: tasks(&school.courses, &format!("/education/{at}/courses"), tongue),
                last: last_month(school.start_date, school.end_date),
                ..Entry::default()
            }
        })
        .collect()
}

/// The newest first; those without a date follow as they are printed.
fn certificates(cv: &Cv, messages: &Messages, tongue: &Tongue<'_>) -> Vec<Certificate> {
    let mut sorted: Vec<_> = cv.certificates.iter().enumerate().collect();
    sorted.sort_by_key(|(_, one)| std::cmp::Reverse(one.date.map_or(i32::MIN, |date| date.last_month().number())));
    sorted
        .into_iter()
        .map(|(at, certificate)| Certificate {
            name: tongue.name(&format!("/certificates/{at}/name"), certificate.name.as_deref().unwrap_or_default()),
            issuer: certificate.issuer.clone().unwrap_or_default(),
            date: certificate.date.map(|date| messages.locale.partial(date)).unwrap_or_default(),
            figures: certificate.date.map(|date| messages.locale.in_figures(date)).unwrap_or_default(),
        })
        .collect()
}

fn languages(cv: &Cv, messages: &Messages) -> Vec<Spoken> {
    cv.languages
        .iter()
        .map(|language| Spoken {
            name: words::language_name(messages, language.language.as_deref().unwrap_or_default()),
            level: language.fluency.as_deref().map(|level| words::level(messages, level)).unwrap_or_default(),
        })
        .collect()
}
