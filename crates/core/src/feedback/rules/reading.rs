//! What reading the file noticed, how old the document is, and how long. Says nothing of what the CV claims.

use super::Rules;
use crate::assess::DOCUMENT_OLD_MONTHS;
use crate::records::feedback::Severity;
use crate::time::Month;

/// Words of a CV from which on it counts as long.
const WORDS_MAX: usize = 2_200;
/// Words of a CV below which it counts as short; a page of running text has about four hundred.
const WORDS_MIN: usize = 120;

impl Rules<'_> {
    pub(super) fn reading(&mut self) {
        let cv = self.cv;
        for finding in &cv.x.findings {
            let count = finding.count.to_string();
            match finding.code.as_str() {
                "read.hidden_text" => {
                    self.add("read.hidden_text", Severity::Critical, "x-dossier/text", &[&count], Some(1));
                }
                "read.deceptive_characters" => {
                    self.add("read.deceptive_characters", Severity::Warning, "x-dossier/text", &[&count], None);
                }
                "read.europass_differs" => {
                    self.add("read.europass_differs", Severity::Critical, "x-dossier/text", &[], Some(1));
                }
                "read.ocr" => self.add("read.recognised", Severity::Warning, "x-dossier/text", &[&count], None),
                "understand.unplaced_lines" => {
                    self.add("read.unplaced_lines", Severity::Hint, "x-dossier/text", &[&count], None);
                }
                _ => {}
            }
        }
        if let Some(date) = cv.x.document_date
            && date.last_month().plus(DOCUMENT_OLD_MONTHS) < Month::of(self.today)
        {
            self.add("date.old_document", Severity::Warning, "x-dossier/documentDate", &[&date.to_string()], Some(1));
        }
        let words: usize = cv.x.text.iter().map(|line| line.text.split_whitespace().count()).sum();
        let length = match words {
            // A record from elsewhere brings no text.
            0 => return,
            1..WORDS_MIN => "length.short",
            WORDS_MIN..=WORDS_MAX => return,
            _ => "length.long",
        };
        self.add(length, Severity::Hint, "x-dossier/text", &[&words.to_string()], None);
    }
}
