//! Schools: what is missing of school, degree and dates, and what is not finished. Weighs no degree against another.

use super::{Rules, school_title};
use crate::records::feedback::Severity;

impl Rules<'_> {
    pub(super) fn schools(&mut self) {
        let cv = self.cv;
        if cv.education.is_empty() {
            self.add("education.none", Severity::Hint, "education", &[], Some(2));
        }
        for school in &cv.education {
            let name = school_title(school);
            if school.study_type.is_none() && school.area.is_none() {
                let field = format!("{}/studyType", school.id);
                self.add("education.degree_missing", Severity::Hint, &field, &[&name], Some(2));
            }
            if school.institution.is_none() {
                let field = format!("{}/institution", school.id);
                self.add("education.school_missing", Severity::Hint, &field, &[&name], Some(3));
            }
            let end_field = format!("{}/endDate", school.id);
            let goes_on =
                cv.x.entries.get(&school.id).is_some_and(|facts| facts.in_progress || facts.current == Some(true));
            if goes_on {
                self.add("education.in_progress", Severity::Hint, &end_field, &[&name], Some(2));
            }
            match (school.start_date, school.end_date) {
                (None, None) if !goes_on => {
                    self.add("education.date_missing", Severity::Hint, &end_field, &[&name], Some(2));
                }
                (Some(start), Some(end)) if end.last_month() < start.first_month() => {
                    self.add("date.education_order", Severity::Warning, &end_field, &[&name], Some(2));
                }
                _ => {}
            }
        }
    }
}
