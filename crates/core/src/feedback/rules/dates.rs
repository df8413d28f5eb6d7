//! Periods of the stations: missing, unclear, impossible or unlikely dates, gaps, overlaps and their order on paper.
//! Reads no clock; the evaluation date is an argument.

use super::{Rules, project_title, school_title, station_title};
use crate::assess::{GAP_MONTHS, gaps, open_until, station_months};
use crate::records::cv::{EntryKind, Work};
use crate::records::feedback::Severity;
use crate::time::{Month, Months, PartialDate};

/// Two stations that overlap by more months than these are worth a question.
pub(crate) const OVERLAP_MONTHS: i32 = 3;
/// Year before which nobody's station of today began.
const YEAR_MIN: i16 = 1950;
/// Months that one station lasts at the most.
const STATION_MONTHS_MAX: i32 = 50 * 12;

impl Rules<'_> {
    pub(super) fn periods(&mut self) {
        let cv = self.cv;
        let mut year_only = 0;
        for work in &cv.work {
            year_only += usize::from(work.start_date.is_some_and(PartialDate::is_year_only));
            self.period(work);
        }
        if year_only > 0 {
            self.add("date.year_only", Severity::Hint, "work", &[&year_only.to_string()], Some(2));
        }
        for (start, end) in gaps(cv, self.today) {
            let (start, end) = (start.date().to_string(), end.date().to_string());
            self.add("date.gap", Severity::Warning, "work", &[&start, &end], Some(1));
        }
        self.gap_now();
        self.overlaps();
        self.order_of_stations();
        self.implausible();
    }

    fn period(&mut self, work: &Work) {
        let now = Month::of(self.today);
        let title = station_title(work);
        let (start_field, end_field) = (format!("{}/startDate", work.id), format!("{}/endDate", work.id));
        let Some(start) = work.start_date else {
            self.add("date.start_missing", Severity::Critical, &start_field, &[&title], Some(1));
            return;
        };
        let unknown =
            work.end_date.is_none() && self.cv.x.entries.get(&work.id).and_then(|facts| facts.current) == Some(false);
        if unknown {
            self.add("date.end_unknown", Severity::Warning, &end_field, &[&title], Some(1));
        }
        if start.first_month() > now {
            self.add("date.future", Severity::Warning, &start_field, &[&title, &start.to_string()], Some(1));
        }
        let Some(end) = work.end_date else { return };
        if end.last_month() < start.first_month() {
            self.add("date.order", Severity::Critical, &end_field, &[&title], Some(1));
        }
        if end.first_month() > now {
            self.add("date.future", Severity::Warning, &end_field, &[&title, &end.to_string()], Some(2));
        }
        if start.is_year_only() != end.is_year_only() {
            let field = if start.is_year_only() { &start_field } else { &end_field };
            self.add("date.mixed_precision", Severity::Hint, field, &[&title], Some(2));
        }
    }

    /// Nothing since: the last thing on paper ended long ago.
    fn gap_now(&mut self) {
        let cv = self.cv;
        let mut ends = Vec::new();
        let stations = cv.work.iter().map(|work| (true, work.end_date));
        let projects = cv.projects.iter().map(|project| (project.start_date.is_some(), project.end_date));
        let schools = cv.education.iter().map(|school| (school.start_date.is_some(), school.end_date));
        let volunteer = cv.volunteer.iter().map(|work| (work.start_date.is_some(), work.end_date));
        for (dated, end) in stations.chain(projects).chain(schools).chain(volunteer) {
            match end {
                Some(end) => ends.push(end),
                // What goes on, or ended nobody knows when, may reach up to today.
                None if dated => return,
                None => {}
            }
        }
        let newest = ends.into_iter().max_by_key(|end| end.last_month());
        let studies = cv.x.entries.values().any(|facts| facts.in_progress || facts.current == Some(true));
        let worked = !cv.work.is_empty() || !cv.projects.is_empty();
        if let Some(newest) = newest
            && worked
            && !studies
            && newest.last_month().plus(GAP_MONTHS) < open_until(cv, self.today)
        {
            self.add("date.gap_now", Severity::Warning, "work", &[&newest.to_string()], Some(1));
        }
    }

    fn overlaps(&mut self) {
        let ranges: Vec<(String, Months)> = self
            .cv
            .work
            .iter()
            .filter_map(|work| {
                station_months(self.cv, &work.id, work.start_date, work.end_date, self.today)
                    .map(|months| (station_title(work), months))
            })
            .collect();
        for (at, (title, months)) in ranges.iter().enumerate() {
            for (other_title, other) in &ranges[at + 1..] {
                let shared =
                    months.end.number().min(other.end.number()) - months.start.number().max(other.start.number()) + 1;
                if shared > OVERLAP_MONTHS {
                    self.add("date.overlap", Severity::Hint, "work", &[title, other_title], Some(3));
                }
            }
        }
    }

    /// A newer station printed below an older one. Names the first such pair; internships may stand apart.
    fn order_of_stations(&mut self) {
        let cv = self.cv;
        let employments: Vec<&Work> =
            cv.work.iter().filter(|work| self.kind(&work.id) == EntryKind::Employment).collect();
        let out_of_order = employments.windows(2).find(|pair| self.is_newer(pair[1], pair[0]) == Some(true));
        if let Some(pair) = out_of_order {
            let (below, above) = (station_title(pair[1]), station_title(pair[0]));
            self.add("date.order_of_stations", Severity::Hint, "work", &[&below, &above], None);
        }
    }

    /// Whether a station surely began and ended later than another; `None` where the dates do not tell.
    fn is_newer(&self, one: &Work, other: &Work) -> Option<bool> {
        let began_later = one.start_date?.first_month() > other.start_date?.last_month();
        Some(began_later && self.last_month(one)? > self.last_month(other)?)
    }

    /// The last month of a station, the present one for a station that goes on.
    fn last_month(&self, work: &Work) -> Option<Month> {
        let open = self.cv.x.entries.get(&work.id).and_then(|facts| facts.current).unwrap_or(true);
        work.end_date.map(PartialDate::last_month).or_else(|| open.then(|| Month::of(self.today)))
    }

    /// Dates that no station of today can have.
    fn implausible(&mut self) {
        let cv = self.cv;
        let stations = cv.work.iter().map(|work| (&work.id, station_title(work), work.start_date, work.end_date));
        let projects = cv
            .projects
            .iter()
            .map(|project| (&project.id, project_title(project), project.start_date, project.end_date));
        let schools =
            cv.education.iter().map(|school| (&school.id, school_title(school), school.start_date, school.end_date));
        for (id, title, start, end) in stations.chain(projects).chain(schools) {
            let early = [start, end].into_iter().flatten().find(|date| date.year_number() < YEAR_MIN);
            let long = start.filter(|_| {
                station_months(cv, id, start, end, self.today).is_some_and(|months| months.len() > STATION_MONTHS_MAX)
            });
            if let Some(date) = early.or(long) {
                let field = if start == Some(date) { "startDate" } else { "endDate" };
                let field = format!("{id}/{field}");
                self.add("date.implausible", Severity::Warning, &field, &[&title, &date.to_string()], Some(1));
            }
        }
    }
}
