//! Skills of the CV by duration and last use, longest first. What is only listed comes last and has no bar.

use crate::generate::words;
use crate::i18n::{Messages, key};
use crate::records::Cv;
use crate::records::cv::SkillFacts;
use crate::time::PartialDate;
use dossier_formats::write::svg;
use std::cmp::Reverse;

/// Skills that are shown at once; the others can be opened.
const TOP: usize = 20;

pub(super) struct SkillsView {
    pub(super) top: Vec<SkillView>,
    pub(super) rest: Vec<SkillView>,
    pub(super) rest_title: String,
}

pub(super) struct SkillView {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) bar: String,
    pub(super) months: String,
    pub(super) last: String,
}

pub(super) fn view(cv: &Cv, messages: &Messages) -> Option<SkillsView> {
    let mut skills: Vec<&SkillFacts> = cv.x.skills.iter().collect();
    let longest = skills.iter().filter_map(|skill| skill.months).max().unwrap_or(0);
    skills.sort_by_key(|skill| {
        (Reverse(skill.months), Reverse(skill.current), Reverse(skill.last_use.map(PartialDate::last_month)))
    });
    let mut top: Vec<SkillView> = skills.into_iter().map(|skill| row(skill, longest, messages)).collect();
    if top.is_empty() {
        return None;
    }
    let rest = top.split_off(top.len().min(TOP));
    let rest_title = messages.with(key::DASHBOARD_SKILLS_REST, &[("n", &rest.len().to_string())]);
    Some(SkillsView { top, rest, rest_title })
}

fn row(skill: &SkillFacts, longest: u32, messages: &Messages) -> SkillView {
    let kind = match skill.category.as_str() {
        "tool" => key::DASHBOARD_SKILL_TOOL,
        "method" => key::DASHBOARD_SKILL_METHOD,
        "task" => key::DASHBOARD_SKILL_TASK,
        "topic" => key::DASHBOARD_SKILL_TOPIC,
        _ => key::DASHBOARD_SKILL_OTHER,
    };
    let percent = f64::from(skill.months.unwrap_or(0)) / f64::from(longest.max(1)) * 100.0;
    SkillView {
        name: if skill.name.is_empty() { skill.concept.clone() } else { skill.name.clone() },
        kind: messages.get(kind),
        bar: svg::length(percent, if skill.current { "now" } else { "past" }),
        months: match skill.months {
            Some(months) => words::months(messages, months),
            None if skill.entries.is_empty() => messages.get(key::DASHBOARD_LISTED),
            None => messages.get(key::DASHBOARD_NO_DATES),
        },
        last: match skill.last_use {
            _ if skill.current => messages.get(key::DASHBOARD_IN_USE),
            Some(date) => messages.locale.spelled(date),
            None => "–".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn the_longest_and_newest_come_first_and_the_rest_can_be_opened() {
        let mut cv = Cv::default();
        assert!(view(&cv, &Messages::new(Locale::En)).is_none());
        for (at, months) in [None, Some(5), Some(40), Some(40)].into_iter().chain([None; 20]).enumerate() {
            let (concept, name) = (format!("c{at}"), format!("Skill {at}"));
            cv.x.skills.push(SkillFacts { concept, name, months, current: at == 3, ..SkillFacts::default() });
        }
        let view = view(&cv, &Messages::new(Locale::En)).expect("there are skills");
        let names: Vec<&str> = view.top.iter().take(4).map(|skill| skill.name.as_str()).collect();
        assert_eq!(names, ["Skill 3", "Skill 2", "Skill 1", "Skill 0"]);
        assert_eq!((view.top.len(), view.rest.len()), (20, 4));
        assert_eq!((view.top[0].months.as_str(), view.top[0].last.as_str()), ("3 years 4 months", "in use today"));
        assert_eq!(view.top[3].months, "named only");
    }
}
