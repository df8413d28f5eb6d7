//! The list of skills: none, too many, named twice, or nowhere used. Which skill is worth what is for the match to say.

use super::{Rules, SHOWN_MAX};
use crate::records::feedback::Severity;
use crate::understand::fold::fold;
use crate::understand::lexicon;
use std::collections::BTreeSet;

/// Unused skills from which on they are worth a question.
const UNUSED_MIN: usize = 3;
/// Skills from which on a list says nothing any more.
const SKILLS_MAX: usize = 60;

impl Rules<'_> {
    pub(super) fn skills(&mut self) {
        let cv = self.cv;
        if cv.skills.is_empty() {
            self.add("skills.none", Severity::Warning, "skills", &[], Some(2));
            return;
        }
        let listed: Vec<&str> = cv.skills.iter().flat_map(|group| &group.keywords).map(String::as_str).collect();
        if listed.len() > SKILLS_MAX {
            self.add("skills.too_many", Severity::Hint, "skills", &[&listed.len().to_string()], Some(3));
        }
        let twice = named_twice(&listed);
        if !twice.is_empty() {
            self.add("skills.duplicate", Severity::Hint, "skills", &[&shown(&twice)], None);
        }
        let unused = self.unused(&listed);
        if unused.len() >= UNUSED_MIN {
            self.add("skills.unused", Severity::Hint, "skills", &[&shown(&unused)], Some(3));
        }
    }

    /// Skills that no station and no project names. None where these say nothing at all.
    fn unused<'a>(&self, listed: &[&'a str]) -> Vec<&'a str> {
        let mut used = String::new();
        for work in &self.cv.work {
            for text in work.highlights.iter().chain(&work.keywords).chain(&work.summary).chain(&work.position) {
                used.push_str(&fold(text));
                used.push('\n');
            }
        }
        for project in &self.cv.projects {
            for text in
                project.highlights.iter().chain(&project.keywords).chain(&project.description).chain(&project.name)
            {
                used.push_str(&fold(text));
                used.push('\n');
            }
        }
        if used.is_empty() {
            return Vec::new();
        }
        let is_used = |skill: &str| match self.concepts.item(skill) {
            Some(concept) => concept.names.iter().any(|name| lexicon::contains_words(&used, name)),
            None => lexicon::contains_words(&used, &fold(skill)),
        };
        listed.iter().copied().filter(|skill| !is_used(skill)).collect()
    }
}

/// The first few, as a list.
fn shown(skills: &[&str]) -> String {
    skills.iter().take(SHOWN_MAX).copied().collect::<Vec<_>>().join(", ")
}

/// Skills that an earlier one repeats but for case, blanks and hyphens; each once.
fn named_twice<'a>(listed: &[&'a str]) -> Vec<&'a str> {
    let (mut seen, mut told) = (BTreeSet::new(), BTreeSet::new());
    let plain = |skill: &str| -> String {
        fold(skill).chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#')).collect()
    };
    let repeats = |skill: &&&str| {
        let key = plain(skill);
        !key.is_empty() && !seen.insert(key.clone()) && told.insert(key)
    };
    listed.iter().filter(repeats).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skill_is_named_twice_whatever_its_hyphens() {
        let listed = ["C", "C++", "C#", "CI/CD", "ci-cd", "Node.js", "NodeJS", "CI CD", "Java 8", "Java 17", "日本語"];
        assert_eq!(named_twice(&listed), ["ci-cd", "NodeJS"]);
    }
}
