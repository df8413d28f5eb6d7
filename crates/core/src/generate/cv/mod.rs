//! The branded CV for the client: name or code, role, facts, profile, skills, experience newest first, education,
//! certificates, languages. Never prints e-mail, phone, street, links, birth date, civil status or an asking rate: the
//! desk's contact stands instead.

use super::tongue::Tongue;
use super::{Inputs, Notes, blank, candidate_name, words};
use crate::i18n::{Messages, key};
use crate::records::cv::{Cv, Project, Work};
use crate::time::{Month, PartialDate};
use dossier_formats::write::doc::{Block, Cell, Doc, Paragraph, ParagraphStyle, Run, Table, TableLook};

pub(super) fn document(inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) -> Doc {
    let cv = inputs.cv;
    let tongue = Tongue::new(cv, inputs.locale);
    let name = candidate_name(cv, inputs.options);
    let title = messages.get(key::CV_TITLE);
    let shown = name.clone().unwrap_or_else(|| messages.get(key::MARK));
    let mut doc = blank(inputs, messages, &format!("{title} {shown}"), &format!("{title} · {shown}"));
    let mut marks = 0;
    let mut body = Vec::new();
    match name {
        Some(name) => body.push(Block::text(ParagraphStyle::Title, name)),
        None => {
            marks += 1;
            body.push(Block::runs(ParagraphStyle::Title, vec![words::mark(messages, key::CV_NAME)]));
        }
    }
    if let Some(run) = headline(cv, &tongue) {
        body.push(Block::runs(ParagraphStyle::Subtitle, vec![run]));
    } else {
        marks += 1;
        body.push(Block::runs(ParagraphStyle::Subtitle, vec![words::mark(messages, key::CV_ROLE)]));
    }
    facts(inputs, messages, &tongue, &mut body);
    if let Some(summary) = &cv.basics.summary {
        body.push(Block::text(ParagraphStyle::Heading1, messages.get(key::CV_PROFILE)));
        body.push(Block::runs(ParagraphStyle::Body, vec![tongue.text("/basics/summary", summary)]));
    }
    skills(cv, messages, &tongue, &mut body);
    marks += experience(inputs, messages, &tongue, &mut body);
    projects(inputs, messages, &tongue, &mut body);
    education(inputs, messages, &tongue, &mut body);
    certificates(cv, messages, &mut body);
    languages(cv, messages, &mut body);
    contact(inputs, messages, &mut body);
    if marks > 0 && inputs.options.client_pack {
        body.insert(0, Block::text(ParagraphStyle::Stamp, messages.get(key::DRAFT)));
    }
    keep_entries_together(&mut body);
    notes.warn("cv.marked", "cv", marks);
    notes.warn("text.untranslated", "cv", tongue.untranslated());
    doc.body = body;
    doc
}

/// The line below an entry's heading stays with the first line of its content, and with nothing where there is none.
fn keep_entries_together(body: &mut [Block]) {
    for at in 1..body.len() {
        let content = matches!(&body[at], Block::Paragraph(next) if matches!(next.style, ParagraphStyle::Body | ParagraphStyle::Bullet));
        if let (true, Block::Paragraph(meta)) = (content, &mut body[at - 1])
            && meta.style == ParagraphStyle::Meta
        {
            meta.keep_next = true;
        }
    }
}

fn headline(cv: &Cv, tongue: &Tongue<'_>) -> Option<Run> {
    if let Some(label) = &cv.basics.label {
        return Some(tongue.text("/basics/label", label));
    }
    newest(cv).and_then(|(at, work)| {
        work.position.as_ref().map(|position| tongue.text(&format!("/work/{at}/position"), position))
    })
}

fn newest(cv: &Cv) -> Option<(usize, &Work)> {
    order(&cv.work, |work| (work.start_date, work.end_date)).into_iter().next().map(|at| (at, &cv.work[at]))
}

/// Positions of entries, newest first; undated ones last, in printed order.
fn order<T>(entries: &[T], dates: impl Fn(&T) -> (Option<PartialDate>, Option<PartialDate>)) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| {
        let (start, end) = dates(&entries[*at]);
        let end = end.map_or(if start.is_some() { i32::MAX } else { i32::MIN }, |date| date.last_month().number());
        (std::cmp::Reverse(end), std::cmp::Reverse(start.map_or(i32::MIN, |date| Month::number(date.first_month()))))
    });
    order
}

fn heading(body: &mut Vec<Block>, text: String) {
    body.push(Block::text(ParagraphStyle::Heading1, text));
}

fn facts(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, body: &mut Vec<Block>) {
    let cv = inputs.cv;
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut add = |label, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            rows.push((messages.get(label), value));
        }
    };
    let role = inputs.job.and_then(|job| job.title.clone());
    add(key::CV_FOR_ROLE, role);
    add(key::CV_RESIDENCE, cv.basics.location.as_ref().and_then(|location| location.city.clone()));
    add(key::CV_NATIONALITY, cv.x.nationality.as_ref().map(|text| tongue.name(text)));
    add(key::CV_PERMIT, cv.x.permit.clone());
    add(key::CV_AVAILABILITY, cv.x.availability.as_ref().map(|text| tongue.name(text)));
    add(
        key::CV_WORKLOAD,
        cv.x.workload.map(|range| {
            if range.min == range.max {
                format!("{}\u{a0}%", range.max)
            } else {
                format!("{}–{}\u{a0}%", range.min, range.max)
            }
        }),
    );
    let months = crate::assess::employment_months(cv, inputs.date);
    add(
        key::CV_EXPERIENCE_TOTAL,
        u32::try_from(months / 12)
            .ok()
            .filter(|years| *years > 0)
            .map(|years| messages.count(key::COUNT_YEARS, i64::from(years), &[])),
    );
    let spoken: Vec<String> = cv
        .languages
        .iter()
        .filter_map(|language| {
            let name = words::language_name(messages, language.language.as_deref()?);
            Some(match language.fluency.as_deref() {
                Some("native") => format!("{name} ({})", messages.get(key::LEVEL_NATIVE)),
                Some(level) => format!("{name} ({level})"),
                None => name,
            })
        })
        .collect();
    add(key::CV_LANGUAGES, (!spoken.is_empty()).then(|| spoken.join(", ")));
    add(key::CV_DRIVING, (!cv.x.driving_licence.is_empty()).then(|| cv.x.driving_licence.join(", ")));
    if rows.is_empty() {
        return;
    }
    let width = super::MARGINS.text_width();
    let label = width * 26 / 100;
    let rows =
        rows.into_iter().map(|(label, value)| vec![Cell::runs(vec![Run::muted(label)]), Cell::text(value)]).collect();
    body.push(Block::Table(Table { look: TableLook::Facts, widths: vec![label, width - label], head: None, rows }));
}

fn skills(cv: &Cv, messages: &Messages, tongue: &Tongue<'_>, body: &mut Vec<Block>) {
    if cv.skills.iter().all(|group| group.keywords.is_empty()) {
        return;
    }
    heading(body, messages.get(key::CV_SKILLS));
    let width = super::MARGINS.text_width();
    let label = width * 26 / 100;
    let named = cv.skills.iter().any(|group| group.name.is_some());
    let list =
        |keywords: &[String]| keywords.iter().map(|keyword| tongue.name(keyword)).collect::<Vec<_>>().join(" · ");
    if !named {
        for group in &cv.skills {
            body.push(Block::text(ParagraphStyle::Body, list(&group.keywords)));
        }
        return;
    }
    let rows = cv
        .skills
        .iter()
        .filter(|group| !group.keywords.is_empty())
        .map(|group| {
            vec![
                Cell::bold(group.name.as_deref().map(|name| tongue.name(name)).unwrap_or_default()),
                Cell::text(list(&group.keywords)),
            ]
        })
        .collect();
    body.push(Block::Table(Table { look: TableLook::Facts, widths: vec![label, width - label], head: None, rows }));
}

/// Returns the number of marks.
fn experience(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, body: &mut Vec<Block>) -> u32 {
    let cv = inputs.cv;
    let mut marks = 0;
    if cv.work.is_empty() {
        return 0;
    }
    heading(body, messages.get(key::CV_EXPERIENCE));
    for at in order(&cv.work, |work| (work.start_date, work.end_date)) {
        let work = &cv.work[at];
        let mut head = match &work.position {
            Some(position) => vec![tongue.text(&format!("/work/{at}/position"), position)],
            None => {
                marks += 1;
                vec![words::mark(messages, key::CV_ROLE)]
            }
        };
        if let Some(percent) =
            cv.x.entries.get(&work.id).and_then(|facts| facts.workload_percent).filter(|percent| *percent < 100)
        {
            head.push(Run::muted(format!(" ({percent}\u{a0}%)")));
        }
        body.push(Block::runs(ParagraphStyle::Heading2, head));
        let employer =
            [work.name.as_deref(), work.location.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let mut meta = vec![Run::new(format!("{employer}\t"))];
        match words::period(messages, cv, &work.id, work.start_date, work.end_date) {
            Some(period) => meta.push(Run::new(period)),
            None => {
                marks += 1;
                meta.push(words::mark(messages, key::CV_PERIOD));
            }
        }
        body.push(Block::runs(ParagraphStyle::Meta, meta));
        if let Some(summary) = &work.summary {
            body.push(Block::runs(ParagraphStyle::Body, vec![tongue.text(&format!("/work/{at}/summary"), summary)]));
        }
        for (number, task) in work.highlights.iter().enumerate() {
            body.push(Block::runs(
                ParagraphStyle::Bullet,
                vec![tongue.text(&format!("/work/{at}/highlights/{number}"), task)],
            ));
        }
        technologies(&work.keywords, messages, tongue, body);
    }
    marks
}

fn technologies(keywords: &[String], messages: &Messages, tongue: &Tongue<'_>, body: &mut Vec<Block>) {
    if keywords.is_empty() {
        return;
    }
    let list = keywords.iter().map(|keyword| tongue.name(keyword)).collect::<Vec<_>>().join(", ");
    body.push(Block::runs(
        ParagraphStyle::Body,
        vec![Run::muted(format!("{} ", messages.get(key::CV_TECHNOLOGIES))), Run::new(list)],
    ));
}

fn projects(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, body: &mut Vec<Block>) {
    let cv = inputs.cv;
    if cv.projects.is_empty() {
        return;
    }
    heading(body, messages.get(key::CV_PROJECTS));
    for at in order(&cv.projects, |project: &Project| (project.start_date, project.end_date)) {
        let project = &cv.projects[at];
        let head = project
            .name
            .as_ref()
            .map(|name| tongue.text(&format!("/projects/{at}/name"), name))
            .or_else(|| project.roles.first().map(Run::new))
            .unwrap_or_default();
        body.push(Block::runs(ParagraphStyle::Heading2, vec![head]));
        let mut meta: Vec<Run> = Vec::new();
        if let Some(entity) = &project.entity {
            meta.push(Run::new(entity.clone()));
        }
        if project.name.is_some() && !project.roles.is_empty() {
            let separator = if meta.is_empty() { "" } else { " · " };
            meta.push(Run::new(separator));
            for (number, role) in project.roles.iter().enumerate() {
                meta.push(tongue.text(&format!("/projects/{at}/roles/{number}"), role));
            }
        }
        let period = words::period(messages, cv, &project.id, project.start_date, project.end_date).unwrap_or_default();
        meta.push(Run::new(format!("\t{period}")));
        body.push(Block::runs(ParagraphStyle::Meta, meta));
        if let Some(description) = &project.description {
            body.push(Block::runs(
                ParagraphStyle::Body,
                vec![tongue.text(&format!("/projects/{at}/description"), description)],
            ));
        }
        for (number, task) in project.highlights.iter().enumerate() {
            body.push(Block::runs(
                ParagraphStyle::Bullet,
                vec![tongue.text(&format!("/projects/{at}/highlights/{number}"), task)],
            ));
        }
        technologies(&project.keywords, messages, tongue, body);
    }
}

fn education(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, body: &mut Vec<Block>) {
    let cv = inputs.cv;
    if cv.education.is_empty() {
        return;
    }
    heading(body, messages.get(key::CV_EDUCATION));
    for at in order(&cv.education, |school| (school.start_date, school.end_date)) {
        let school = &cv.education[at];
        let mut head: Vec<Run> = Vec::new();
        for (field, text) in [("studyType", &school.study_type), ("area", &school.area)] {
            if let Some(text) = text {
                if !head.is_empty() {
                    // "CAS Cyber Security", but "Master of Science, Informatik".
                    let short = school.study_type.as_ref().is_some_and(|degree| degree.chars().count() <= 4);
                    head.push(Run::new(if short { " " } else { ", " }));
                }
                head.push(tongue.text(&format!("/education/{at}/{field}"), text));
            }
        }
        if cv.x.entries.get(&school.id).is_some_and(|facts| facts.in_progress) {
            head.push(Run::muted(format!(" ({})", messages.get(key::CV_IN_PROGRESS))));
        }
        let institution = school.institution.clone().unwrap_or_default();
        let period = words::period(messages, cv, &school.id, school.start_date, school.end_date).unwrap_or_default();
        if head.is_empty() {
            body.push(Block::runs(ParagraphStyle::Heading2, vec![Run::new(institution)]));
            body.push(Block::text(ParagraphStyle::Meta, format!("\t{period}")));
        } else {
            body.push(Block::runs(ParagraphStyle::Heading2, head));
            body.push(Block::text(ParagraphStyle::Meta, format!("{institution}\t{period}")));
        }
        for (number, line) in school.courses.iter().enumerate() {
            body.push(Block::runs(
                ParagraphStyle::Bullet,
                vec![tongue.text(&format!("/education/{at}/courses/{number}"), line)],
            ));
        }
    }
}

fn certificates(cv: &Cv, messages: &Messages, body: &mut Vec<Block>) {
    if cv.certificates.is_empty() {
        return;
    }
    heading(body, messages.get(key::CV_CERTIFICATES));
    for certificate in &cv.certificates {
        let mut runs = vec![Run::new(certificate.name.clone().unwrap_or_default())];
        let detail = [certificate.issuer.clone(), certificate.date.map(|date| messages.locale.partial(date))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        if !detail.is_empty() {
            runs.push(Run::muted(format!(" · {detail}")));
        }
        body.push(Block::runs(ParagraphStyle::Bullet, runs));
    }
}

fn languages(cv: &Cv, messages: &Messages, body: &mut Vec<Block>) {
    if cv.languages.is_empty() {
        return;
    }
    heading(body, messages.get(key::CV_LANGUAGES));
    let width = super::MARGINS.text_width();
    let label = width * 26 / 100;
    let rows = cv
        .languages
        .iter()
        .map(|language| {
            let name = words::language_name(messages, language.language.as_deref().unwrap_or_default());
            let level = language.fluency.as_deref().map(|level| words::level(messages, level)).unwrap_or_default();
            vec![Cell::bold(name), Cell::text(level)]
        })
        .collect();
    body.push(Block::Table(Table { look: TableLook::Facts, widths: vec![label, width - label], head: None, rows }));
}

fn contact(inputs: &Inputs<'_>, messages: &Messages, body: &mut Vec<Block>) {
    let line = inputs.brand.contact_line();
    if line.is_empty() {
        return;
    }
    let mut paragraph = Paragraph::of(
        ParagraphStyle::Note,
        vec![Run::bold(format!("{} ", messages.get(key::CV_YOUR_CONTACT))), Run::new(line)],
    );
    paragraph.keep_next = false;
    body.push(Block::text(ParagraphStyle::Note, ""));
    body.push(Block::Paragraph(paragraph));
}
