//! The timeline of the dashboard: stations, projects and schools, newest first, with gaps and overlaps between them, each
//! in words and as a bar. Narrow screens show the words only. It finds gaps by the rules of feedback and invents no month.

use crate::assess::{GAP_MONTHS, gaps, station_months};
use crate::feedback::OVERLAP_MONTHS;
use crate::generate::{Inputs, words};
use crate::i18n::{Key, Messages, key};
use crate::records::Cv;
use crate::records::cv::{Education, EntryKind, Project, Work};
use crate::time::{Month, Months, PartialDate};
use dossier_formats::write::svg;
use std::cmp::Reverse;

/// Overlaps that are listed, so that a CV of parallel mandates stays readable.
const OVERLAPS_MAX: usize = 8;
/// Years that the axis names at the most.
const YEARS_MAX: usize = 10;

pub(super) struct TimelineView {
    pub(super) summary: String,
    pub(super) axis: String,
    pub(super) rows: Vec<Row>,
    pub(super) further: String,
}

pub(super) struct Row {
    pub(super) style: &'static str,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) when: String,
    pub(super) track: String,
}

/// A row before the scale of the axis is known.
struct Item {
    style: &'static str,
    kind: String,
    title: String,
    place: String,
    when: String,
    months: Option<Months>,
}

/// What an entry of the CV has for its row.
struct Entry<'a> {
    id: &'a str,
    style: &'static str,
    kind: Key,
    title: Option<&'a String>,
    place: [Option<&'a String>; 2],
    start: Option<PartialDate>,
    end: Option<PartialDate>,
}

pub(super) fn view(inputs: &Inputs<'_>, messages: &Messages) -> Option<TimelineView> {
    let mut items: Vec<Item> = entries(inputs.cv).iter().map(|entry| item(entry, inputs, messages)).collect();
    if items.is_empty() {
        return None;
    }
    let gaps = gap_items(inputs, messages);
    let mut overlaps = overlap_items(&items, messages);
    let is_dated = items.iter().any(|item| item.months.is_some());
    let summary = if is_dated { summary(inputs, messages, gaps.len(), overlaps.len()) } else { String::new() };
    let unlisted = overlaps.len().saturating_sub(OVERLAPS_MAX);
    overlaps.truncate(OVERLAPS_MAX);
    items.extend(gaps);
    items.extend(overlaps);
    // Newest first; what has no dates comes last.
    items.sort_by_key(|item| Reverse(item.months.map(|months| (months.end, months.start))));
    let scale = Scale::of(&items);
    Some(TimelineView {
        summary,
        axis: scale.as_ref().map(|scale| svg::axis(&scale.ticks())).unwrap_or_default(),
        rows: items.into_iter().map(|item| row(item, scale.as_ref())).collect(),
        further: if unlisted == 0 {
            String::new()
        } else {
            count(messages, key::DASHBOARD_OVERLAPS_MORE, unlisted, &[])
        },
    })
}

fn count(messages: &Messages, key: Key, number: usize, values: &[(&str, &str)]) -> String {
    messages.count(key, i64::try_from(number).unwrap_or(i64::MAX), values)
}

fn entries(cv: &Cv) -> Vec<Entry<'_>> {
    let work = cv.work.iter().map(|work| station(work, cv.x.entries.get(&work.id).and_then(|facts| facts.kind)));
    let projects = cv.projects.iter().map(project);
    let schools = cv.education.iter().map(school);
    work.chain(projects).chain(schools).collect()
}

fn station(work: &Work, kind: Option<EntryKind>) -> Entry<'_> {
    let position = work.position.as_ref();
    Entry {
        id: &work.id,
        style: "work",
        kind: match kind.unwrap_or(EntryKind::Employment) {
            EntryKind::Employment => key::DASHBOARD_EMPLOYMENT,
            EntryKind::Apprenticeship => key::DASHBOARD_APPRENTICESHIP,
            EntryKind::Internship => key::DASHBOARD_INTERNSHIP,
            EntryKind::StudentWork => key::DASHBOARD_STUDENT_WORK,
            EntryKind::Service => key::DASHBOARD_SERVICE,
        },
        title: position.or(work.name.as_ref()),
        place: [position.and(work.name.as_ref()), None],
        start: work.start_date,
        end: work.end_date,
    }
}

fn project(project: &Project) -> Entry<'_> {
    let name = project.name.as_ref().or(project.roles.first());
    Entry {
        id: &project.id,
        style: "project",
        kind: key::DASHBOARD_PROJECT,
        title: name.or(project.entity.as_ref()),
        place: [name.and(project.entity.as_ref()), None],
        start: project.start_date,
        end: project.end_date,
    }
}

fn school(school: &Education) -> Entry<'_> {
    let degree = school.study_type.as_ref();
    Entry {
        id: &school.id,
        style: "school",
        kind: key::DASHBOARD_SCHOOL,
        title: degree.or(school.institution.as_ref()),
        place: [school.area.as_ref(), degree.and(school.institution.as_ref())],
        start: school.start_date,
        end: school.end_date,
    }
}

fn item(entry: &Entry<'_>, inputs: &Inputs<'_>, messages: &Messages) -> Item {
    let cv = inputs.cv;
    let months = station_months(cv, entry.id, entry.start, entry.end, inputs.date);
    let year_only = [entry.start, entry.end].into_iter().flatten().any(PartialDate::is_year_only);
    // Two printed years say nothing about the months between them.
    let duration = months.filter(|_| !year_only).map(|months| length(messages, months));
    let workload = cv.x.entries.get(entry.id).and_then(|facts| facts.workload_percent).map(|percent| {
        let percent = messages.locale.percent(i64::from(percent) * 10);
        messages.with(key::DASHBOARD_WORKLOAD, &[("percent", &percent)])
    });
    let when = [Some(period(messages, cv, entry)), duration, workload];
    Item {
        style: entry.style,
        kind: messages.get(entry.kind),
        title: entry.title.cloned().unwrap_or_default(),
        place: entry.place.into_iter().flatten().cloned().collect::<Vec<_>>().join(", "),
        when: when.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        months,
    }
}

/// Start and end in words.
fn period(messages: &Messages, cv: &Cv, entry: &Entry<'_>) -> String {
    words::period(messages, cv, entry.id, (entry.start, entry.end), |date| messages.locale.spelled(date))
        .unwrap_or_else(|| messages.get(key::DASHBOARD_UNDATED))
}

fn length(messages: &Messages, months: Months) -> String {
    words::months(messages, u32::try_from(months.len()).unwrap_or(0))
}

fn span(messages: &Messages, months: Months) -> String {
    let locale = messages.locale;
    let (start, end) = (locale.spelled(months.start.date()), locale.spelled(months.end.date()));
    format!("{start} – {end} · {}", length(messages, months))
}

fn gap_items(inputs: &Inputs<'_>, messages: &Messages) -> Vec<Item> {
    let between =
        gaps(inputs.cv, inputs.date).into_iter().map(|(start, end)| (key::DASHBOARD_GAP, Months { start, end }));
    between
        .chain(gap_now(inputs).map(|months| (key::DASHBOARD_GAP_NOW, months)))
        .map(|(title, months)| Item {
            style: "gap",
            kind: String::new(),
            title: messages.get(title),
            place: String::new(),
            when: span(messages, months),
            months: Some(months),
        })
        .collect()
}

/// The months since the last thing on paper ended, where feedback found that to be long ago.
fn gap_now(inputs: &Inputs<'_>) -> Option<Months> {
    let finding = inputs.feedback.findings.iter().find(|finding| finding.rule == "date.gap_now")?;
    let newest: PartialDate = finding.values.first()?.parse().ok()?;
    let months = Months { start: newest.last_month().plus(1), end: Month::of(inputs.date) };
    (!months.is_empty()).then_some(months)
}

/// Pairs of stations that run side by side for more than three months.
fn overlap_items(items: &[Item], messages: &Messages) -> Vec<Item> {
    let stations: Vec<(&Item, Months)> =
        items.iter().filter(|item| item.style == "work").filter_map(|item| Some((item, item.months?))).collect();
    let mut out = Vec::new();
    for (at, (one, months)) in stations.iter().enumerate() {
        for (other, other_months) in stations.iter().skip(at + 1) {
            let shared = Months { start: months.start.max(other_months.start), end: months.end.min(other_months.end) };
            if shared.len() > OVERLAP_MONTHS {
                let titles = [("a", one.title.as_str()), ("b", other.title.as_str())];
                out.push(Item {
                    style: "overlap",
                    kind: messages.get(key::DASHBOARD_OVERLAP),
                    title: messages.with(key::DASHBOARD_OVERLAP_OF, &titles),
                    place: String::new(),
                    when: span(messages, shared),
                    months: Some(shared),
                });
            }
        }
    }
    out
}

/// How many gaps and overlaps there are, as a sentence.
fn summary(inputs: &Inputs<'_>, messages: &Messages, gaps: usize, overlaps: usize) -> String {
    let year_only = inputs.cv.work.iter().any(|work| work.start_date.is_some_and(PartialDate::is_year_only));
    let gaps = if year_only && gaps == 0 {
        messages.get(key::DASHBOARD_GAPS_UNKNOWN)
    } else {
        count(messages, key::DASHBOARD_COUNT_GAPS, gaps, &[("months", &GAP_MONTHS.to_string())])
    };
    let overlaps = count(messages, key::DASHBOARD_COUNT_OVERLAPS, overlaps, &[("months", &OVERLAP_MONTHS.to_string())]);
    format!("{gaps}; {overlaps}.")
}

fn row(item: Item, scale: Option<&Scale>) -> Row {
    let class = match item.style {
        "work" => "line-work",
        "project" => "line-project",
        "school" => "line-school",
        "gap" => "line-gap",
        _ => "line-overlap",
    };
    let track = scale.zip(item.months).map(|(scale, months)| {
        svg::period(scale.percent(months.start.number()), scale.percent(months.end.number() + 1), class)
    });
    Row {
        style: item.style,
        kind: item.kind,
        title: item.title,
        place: item.place,
        when: item.when,
        track: track.unwrap_or_default(),
    }
}

/// First and last month of the axis, as numbers.
struct Scale {
    first: i32,
    last: i32,
}

impl Scale {
    /// `None` where nothing has dates. At least a year, so that one month does not fill the width.
    fn of(items: &[Item]) -> Option<Self> {
        let months = || items.iter().filter_map(|item| item.months);
        let first = months().map(|months| months.start.number()).min()?;
        let last = months().map(|months| months.end.number()).max()?;
        Some(Self { first, last: last.max(first + 11) })
    }

    fn percent(&self, month: i32) -> f64 {
        f64::from(month - self.first) / f64::from(self.last + 1 - self.first) * 100.0
    }

    /// Januaries with their years.
    fn ticks(&self) -> Vec<(f64, String)> {
        let years: Vec<i32> = (self.first..=self.last).filter(|month| month.rem_euclid(12) == 0).collect();
        let step = years.len() / YEARS_MAX + 1;
        years.into_iter().step_by(step).map(|month| (self.percent(month), month.div_euclid(12).to_string())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_names_at_most_ten_years() {
        let january = |year: i16| Month::new(year, 1).number();
        let short = Scale { first: january(2020), last: january(2020) + 11 };
        assert_eq!(short.ticks(), [(0.0, "2020".to_owned())]);
        let long = Scale { first: january(1980), last: january(2026) };
        assert!(long.ticks().len() <= YEARS_MAX, "{:?}", long.ticks());
        assert!((long.percent(january(2026) + 1) - 100.0).abs() < 1e-9);
    }
}
