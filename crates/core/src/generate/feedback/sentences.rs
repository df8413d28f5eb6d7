//! Each rule's finding and question as a sentence.

use super::words;
use crate::i18n::{Key, Messages, key};
use crate::records::feedback::Finding;

/// Messages of a rule: what is wrong, and what to ask.
fn messages_of(rule: &str) -> Option<(Key, Option<Key>)> {
    Some(match rule {
        "certificate.expired" => (key::RULE_CERTIFICATE_EXPIRED, Some(key::ASK_CERTIFICATE_EXPIRED)),
        "certificate.no_date" => (key::RULE_CERTIFICATE_NO_DATE, Some(key::ASK_CERTIFICATE_NO_DATE)),
        "contact.email_missing" => (key::RULE_CONTACT_EMAIL_MISSING, Some(key::ASK_CONTACT_EMAIL_MISSING)),
        "contact.email_odd" => (key::RULE_CONTACT_EMAIL_ODD, Some(key::ASK_CONTACT_EMAIL_ODD)),
        "contact.email_several" => (key::RULE_CONTACT_EMAIL_SEVERAL, Some(key::ASK_CONTACT_EMAIL_SEVERAL)),
        "contact.label_missing" => (key::RULE_CONTACT_LABEL_MISSING, Some(key::ASK_CONTACT_LABEL_MISSING)),
        "contact.location_missing" => (key::RULE_CONTACT_LOCATION_MISSING, Some(key::ASK_CONTACT_LOCATION_MISSING)),
        "contact.name_case" => (key::RULE_CONTACT_NAME_CASE, Some(key::ASK_CONTACT_NAME_CASE)),
        "contact.name_differs" => (key::RULE_CONTACT_NAME_DIFFERS, Some(key::ASK_CONTACT_NAME_DIFFERS)),
        "contact.name_missing" => (key::RULE_CONTACT_NAME_MISSING, Some(key::ASK_CONTACT_NAME_MISSING)),
        "contact.phone_format" => (key::RULE_CONTACT_PHONE_FORMAT, None),
        "contact.phone_missing" => (key::RULE_CONTACT_PHONE_MISSING, Some(key::ASK_CONTACT_PHONE_MISSING)),
        "date.education_order" => (key::RULE_DATE_EDUCATION_ORDER, Some(key::ASK_DATE_EDUCATION_ORDER)),
        "date.end_unknown" => (key::RULE_DATE_END_UNKNOWN, Some(key::ASK_DATE_END_UNKNOWN)),
        "date.future" => (key::RULE_DATE_FUTURE, Some(key::ASK_DATE_FUTURE)),
        "date.gap" => (key::RULE_DATE_GAP, Some(key::ASK_DATE_GAP)),
        "date.gap_now" => (key::RULE_DATE_GAP_NOW, Some(key::ASK_DATE_GAP_NOW)),
        "date.implausible" => (key::RULE_DATE_IMPLAUSIBLE, Some(key::ASK_DATE_IMPLAUSIBLE)),
        "date.mixed_precision" => (key::RULE_DATE_MIXED_PRECISION, Some(key::ASK_DATE_MIXED_PRECISION)),
        "date.old_document" => (key::RULE_DATE_OLD_DOCUMENT, Some(key::ASK_DATE_OLD_DOCUMENT)),
        "date.order" => (key::RULE_DATE_ORDER, Some(key::ASK_DATE_ORDER)),
        "date.order_of_stations" => (key::RULE_DATE_ORDER_OF_STATIONS, None),
        "date.overlap" => (key::RULE_DATE_OVERLAP, Some(key::ASK_DATE_OVERLAP)),
        "date.start_missing" => (key::RULE_DATE_START_MISSING, Some(key::ASK_DATE_START_MISSING)),
        "date.year_only" => (key::RULE_DATE_YEAR_ONLY, Some(key::ASK_DATE_YEAR_ONLY)),
        "education.date_missing" => (key::RULE_EDUCATION_DATE_MISSING, Some(key::ASK_EDUCATION_DATE_MISSING)),
        "education.degree_missing" => (key::RULE_EDUCATION_DEGREE_MISSING, Some(key::ASK_EDUCATION_DEGREE_MISSING)),
        "education.in_progress" => (key::RULE_EDUCATION_IN_PROGRESS, Some(key::ASK_EDUCATION_IN_PROGRESS)),
        "education.none" => (key::RULE_EDUCATION_NONE, Some(key::ASK_EDUCATION_NONE)),
        "education.school_missing" => (key::RULE_EDUCATION_SCHOOL_MISSING, Some(key::ASK_EDUCATION_SCHOOL_MISSING)),
        "language.level_missing" => (key::RULE_LANGUAGE_LEVEL_MISSING, Some(key::ASK_LANGUAGE_LEVEL_MISSING)),
        "language.level_not_cefr" => (key::RULE_LANGUAGE_LEVEL_NOT_CEFR, Some(key::ASK_LANGUAGE_LEVEL_NOT_CEFR)),
        "language.none" => (key::RULE_LANGUAGE_NONE, Some(key::ASK_LANGUAGE_NONE)),
        "length.long" => (key::RULE_LENGTH_LONG, None),
        "length.short" => (key::RULE_LENGTH_SHORT, None),
        "personal.availability_missing" => {
            (key::RULE_PERSONAL_AVAILABILITY_MISSING, Some(key::ASK_PERSONAL_AVAILABILITY_MISSING))
        }
        "personal.children" => (key::RULE_PERSONAL_CHILDREN, None),
        "personal.civil_status" => (key::RULE_PERSONAL_CIVIL_STATUS, None),
        "personal.health" => (key::RULE_PERSONAL_HEALTH, None),
        "personal.nationality_without_permit" => {
            (key::RULE_PERSONAL_NATIONALITY_WITHOUT_PERMIT, Some(key::ASK_PERSONAL_NATIONALITY_WITHOUT_PERMIT))
        }
        "personal.referees" => (key::RULE_PERSONAL_REFEREES, Some(key::ASK_PERSONAL_REFEREES)),
        "personal.religion" => (key::RULE_PERSONAL_RELIGION, None),
        "personal.salary" => (key::RULE_PERSONAL_SALARY, None),
        "personal.sensitive" => (key::RULE_PERSONAL_SENSITIVE, None),
        "personal.social_security" => (key::RULE_PERSONAL_SOCIAL_SECURITY, None),
        "read.deceptive_characters" => (key::RULE_READ_DECEPTIVE_CHARACTERS, None),
        "read.europass_differs" => (key::RULE_READ_EUROPASS_DIFFERS, Some(key::ASK_READ_EUROPASS_DIFFERS)),
        "read.hidden_text" => (key::RULE_READ_HIDDEN_TEXT, Some(key::ASK_READ_HIDDEN_TEXT)),
        "read.recognised" => (key::RULE_READ_RECOGNISED, None),
        "read.unplaced_lines" => (key::RULE_READ_UNPLACED_LINES, None),
        "skills.duplicate" => (key::RULE_SKILLS_DUPLICATE, None),
        "skills.none" => (key::RULE_SKILLS_NONE, Some(key::ASK_SKILLS_NONE)),
        "skills.too_many" => (key::RULE_SKILLS_TOO_MANY, Some(key::ASK_SKILLS_TOO_MANY)),
        "skills.unused" => (key::RULE_SKILLS_UNUSED, Some(key::ASK_SKILLS_UNUSED)),
        "summary.generic" => (key::RULE_SUMMARY_GENERIC, Some(key::ASK_SUMMARY_GENERIC)),
        "summary.long" => (key::RULE_SUMMARY_LONG, Some(key::ASK_SUMMARY_LONG)),
        "summary.missing" => (key::RULE_SUMMARY_MISSING, Some(key::ASK_SUMMARY_MISSING)),
        "summary.short" => (key::RULE_SUMMARY_SHORT, Some(key::ASK_SUMMARY_SHORT)),
        "work.employer_missing" => (key::RULE_WORK_EMPLOYER_MISSING, Some(key::ASK_WORK_EMPLOYER_MISSING)),
        "work.none" => (key::RULE_WORK_NONE, Some(key::ASK_WORK_NONE)),
        "work.position_missing" => (key::RULE_WORK_POSITION_MISSING, Some(key::ASK_WORK_POSITION_MISSING)),
        "work.task_long" => (key::RULE_WORK_TASK_LONG, None),
        "work.tasks_generic" => (key::RULE_WORK_TASKS_GENERIC, Some(key::ASK_WORK_TASKS_GENERIC)),
        "work.tasks_missing" => (key::RULE_WORK_TASKS_MISSING, Some(key::ASK_WORK_TASKS_MISSING)),
        "work.technologies_missing" => (key::RULE_WORK_TECHNOLOGIES_MISSING, Some(key::ASK_WORK_TECHNOLOGIES_MISSING)),
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
pub(in super::super) fn may_be_asked(finding: &Finding) -> bool {
    !finding.rule.starts_with("read.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::RULE_IDS;
    use crate::locale::LOCALES;
    use crate::records::feedback::Severity;

    #[test]
    fn every_rule_has_its_words() {
        for rule in RULE_IDS {
            assert!(messages_of(rule).is_some(), "{rule}");
        }
        assert_eq!(RULE_IDS.iter().filter(|rule| messages_of(rule).is_none()).count(), 0);
    }

    #[test]
    fn every_sentence_is_filled_in_every_locale() {
        for (locale, rule) in LOCALES.into_iter().flat_map(|locale| RULE_IDS.map(|rule| (locale, rule))) {
            let messages = Messages::new(locale);
            let one = Finding {
                rule: rule.to_owned(),
                severity: Severity::Hint,
                field: "w1/name".into(),
                values: vec!["Alpha".into(), "Beta".into()],
                source: None,
                ask_rank: Some(1),
            };
            for text in [Some(finding(&messages, &one)), question(&messages, &one)].into_iter().flatten() {
                assert!(
                    !text.is_empty() && text != rule && !text.contains(['{', '}', '$']),
                    "{rule} in {locale}: {text}"
                );
            }
        }
    }
}
