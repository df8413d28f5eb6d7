//! Each rule's finding and question as a sentence.

use super::words;
use crate::i18n::{Key, Messages, key};
use crate::records::feedback::Finding;

/// Messages of a rule: what is wrong, and what to ask.
fn messages_of(rule: &str) -> Option<(Key, Option<Key>)> {
    Some(match rule {
        "certificate.no_date" => (key::RULE_CERTIFICATE_NO_DATE, Some(key::ASK_CERTIFICATE_NO_DATE)),
        "contact.email_missing" => (key::RULE_CONTACT_EMAIL_MISSING, Some(key::ASK_CONTACT_EMAIL_MISSING)),
        "contact.location_missing" => (key::RULE_CONTACT_LOCATION_MISSING, Some(key::ASK_CONTACT_LOCATION_MISSING)),
        "contact.name_missing" => (key::RULE_CONTACT_NAME_MISSING, Some(key::ASK_CONTACT_NAME_MISSING)),
        "contact.phone_missing" => (key::RULE_CONTACT_PHONE_MISSING, Some(key::ASK_CONTACT_PHONE_MISSING)),
        "date.end_unknown" => (key::RULE_DATE_END_UNKNOWN, Some(key::ASK_DATE_END_UNKNOWN)),
        "date.future" => (key::RULE_DATE_FUTURE, Some(key::ASK_DATE_FUTURE)),
        "date.gap" => (key::RULE_DATE_GAP, Some(key::ASK_DATE_GAP)),
        "date.old_document" => (key::RULE_DATE_OLD_DOCUMENT, Some(key::ASK_DATE_OLD_DOCUMENT)),
        "date.order" => (key::RULE_DATE_ORDER, Some(key::ASK_DATE_ORDER)),
        "date.overlap" => (key::RULE_DATE_OVERLAP, Some(key::ASK_DATE_OVERLAP)),
        "date.start_missing" => (key::RULE_DATE_START_MISSING, Some(key::ASK_DATE_START_MISSING)),
        "date.year_only" => (key::RULE_DATE_YEAR_ONLY, Some(key::ASK_DATE_YEAR_ONLY)),
        "education.degree_missing" => (key::RULE_EDUCATION_DEGREE_MISSING, Some(key::ASK_EDUCATION_DEGREE_MISSING)),
        "education.in_progress" => (key::RULE_EDUCATION_IN_PROGRESS, Some(key::ASK_EDUCATION_IN_PROGRESS)),
        "education.none" => (key::RULE_EDUCATION_NONE, Some(key::ASK_EDUCATION_NONE)),
        "education.school_missing" => (key::RULE_EDUCATION_SCHOOL_MISSING, Some(key::ASK_EDUCATION_SCHOOL_MISSING)),
        "language.level_missing" => (key::RULE_LANGUAGE_LEVEL_MISSING, Some(key::ASK_LANGUAGE_LEVEL_MISSING)),
        "language.none" => (key::RULE_LANGUAGE_NONE, Some(key::ASK_LANGUAGE_NONE)),
        "length.long" => (key::RULE_LENGTH_LONG, None),
        "personal.availability_missing" => {
            (key::RULE_PERSONAL_AVAILABILITY_MISSING, Some(key::ASK_PERSONAL_AVAILABILITY_MISSING))
        }
        "personal.sensitive" => (key::RULE_PERSONAL_SENSITIVE, None),
        "read.deceptive_characters" => (key::RULE_READ_DECEPTIVE_CHARACTERS, None),
        "read.europass_differs" => (key::RULE_READ_EUROPASS_DIFFERS, Some(key::ASK_READ_EUROPASS_DIFFERS)),
        "read.hidden_text" => (key::RULE_READ_HIDDEN_TEXT, Some(key::ASK_READ_HIDDEN_TEXT)),
        "read.recognised" => (key::RULE_READ_RECOGNISED, None),
        "read.unplaced_lines" => (key::RULE_READ_UNPLACED_LINES, None),
        "skills.none" => (key::RULE_SKILLS_NONE, Some(key::ASK_SKILLS_NONE)),
        "skills.unused" => (key::RULE_SKILLS_UNUSED, Some(key::ASK_SKILLS_UNUSED)),
        "summary.generic" => (key::RULE_SUMMARY_GENERIC, Some(key::ASK_SUMMARY_GENERIC)),
        "summary.missing" => (key::RULE_SUMMARY_MISSING, Some(key::ASK_SUMMARY_MISSING)),
        "work.employer_missing" => (key::RULE_WORK_EMPLOYER_MISSING, Some(key::ASK_WORK_EMPLOYER_MISSING)),
        "work.none" => (key::RULE_WORK_NONE, Some(key::ASK_WORK_NONE)),
        "work.tasks_missing" => (key::RULE_WORK_TASKS_MISSING, Some(key::ASK_WORK_TASKS_MISSING)),
        _ => return None,
    })
}

fn fill(messages: &Messages, key: Key, finding: &Finding) -> String {
    let value = |at: usize| finding.values.get(at).map(|text| words::partial_text(messages, text)).unwrap_or_default();
    let (a, b) = (value(0), value(1));
    messages.with(key, &[("a", &a), ("b", &b)])
}

/// What is wrong.
pub(in super::super) fn finding(messages: &Messages, finding: &Finding) -> String {
    messages_of(&finding.rule).map_or_else(|| finding.rule.clone(), |(rule, _)| fill(messages, rule, finding))
}

/// What to ask, if anything.
pub(in super::super) fn question(messages: &Messages, finding: &Finding) -> Option<String> {
    finding.ask_rank?;
    let (_, ask) = messages_of(&finding.rule)?;
    ask.map(|ask| fill(messages, ask, finding))
}

/// Suspicions are the desk's own business.
pub(super) fn may_be_asked(finding: &Finding) -> bool {
    !finding.rule.starts_with("read.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::RULE_IDS;

    #[test]
    fn every_rule_has_its_words() {
        for rule in RULE_IDS {
            assert!(messages_of(rule).is_some(), "{rule}");
        }
        assert_eq!(RULE_IDS.iter().filter(|rule| messages_of(rule).is_none()).count(), 0);
    }
}
