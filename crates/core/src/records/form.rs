//! Whether a record in JSON is what it is taken for: of a form that this version knows, and with something in it. Every
//! member of a record may be left out, so that any JSON object would pass for one otherwise.

use super::cv::{Basics, Cv};
use super::job::JobProfile;

/// Form of `x-dossier` in a CV record.
const CV_FORM: &str = "dossier.cv/1";
/// Form of a profile record.
const JOB_FORM: &str = "dossier.job/1";

impl Cv {
    /// Whether the record can be judged: JSON Resume with anything about a candidate, with or without `x-dossier`.
    ///
    /// # Errors
    /// What is wrong, in words that hold nothing of the record.
    pub fn check_form(&self) -> Result<(), &'static str> {
        if !matches!(self.x.schema.as_str(), "" | CV_FORM) {
            return Err("x-dossier.schema is not dossier.cv/1");
        }
        let is_empty = self.basics == Basics::default()
            && self.work.is_empty()
            && self.projects.is_empty()
            && self.education.is_empty()
            && self.certificates.is_empty()
            && self.skills.is_empty()
            && self.languages.is_empty()
            && self.volunteer.is_empty()
            && self.x.text.is_empty();
        if is_empty { Err("it holds nothing about a candidate, such as basics, work or skills") } else { Ok(()) }
    }
}

impl JobProfile {
    /// Whether the record can be judged on: of our form, or with criteria.
    ///
    /// # Errors
    /// What is wrong, in words that hold nothing of the record.
    pub fn check_form(&self) -> Result<(), &'static str> {
        match self.schema.as_str() {
            JOB_FORM => Ok(()),
            "" if self.criteria.is_empty() => Err("it has neither the schema dossier.job/1 nor criteria"),
            "" => Ok(()),
            _ => Err("schema is not dossier.job/1"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv(json: &str) -> Cv {
        serde_json::from_str(json).expect("a record")
    }

    fn job(json: &str) -> JobProfile {
        serde_json::from_str(json).expect("a record")
    }

    #[test]
    fn a_record_of_nothing_is_none() {
        for empty in ["{}", r#"{"basics":{}}"#, r#"{"x-dossier":{"schema":"dossier.cv/1"}}"#, r#"{"title":"Java"}"#] {
            assert!(cv(empty).check_form().is_err_and(|reason| reason.contains("nothing")), "{empty}");
        }
        assert_eq!(cv(r#"{"basics":{"name":"Ada Muster"}}"#).check_form(), Ok(()));
        let newer = r#"{"basics":{"name":"Ada Muster"},"x-dossier":{"schema":"dossier.cv/2"}}"#;
        assert!(cv(newer).check_form().is_err_and(|reason| reason.contains("dossier.cv/1")));
        assert!(job("{}").check_form().is_err_and(|reason| reason.contains("criteria")));
        assert!(job(r#"{"schema":"dossier.job/2"}"#).check_form().is_err());
        assert_eq!(job(r#"{"schema":"dossier.job/1"}"#).check_form(), Ok(()));
    }

    #[test]
    fn what_is_read_has_the_form() {
        use crate::formats::{ReadLimits, read};
        use crate::understand::{self, Lexicon};
        let source = read(b"Ada Muster\nIngenieurin\n", Some("txt"), &ReadLimits::default()).expect("text");
        assert_eq!(understand::cv(&source, &Lexicon::builtin()).check_form(), Ok(()));
        assert_eq!(understand::job_profile(&source, &Lexicon::builtin()).check_form(), Ok(()));
    }
}
