//! A CV of at most so many pages: what matters least is left out first, whole lines or whole entries, never a part of a
//! sentence, and what was left out is counted. Required facts always stay.

use super::content::{CvContent, Entry};

/// Stations, newest first, that keep their tasks longest.
const NEWEST: usize = 3;

/// Leaves something out and returns the field and how many lines or entries it took.
type Cut = fn(&mut CvContent) -> (&'static str, usize);

/// What is left out at each step, mildest first.
const STEPS: [Cut; 11] = [
    |content| ("education/courses", content.education.iter_mut().map(|entry| take_all(&mut entry.tasks)).sum()),
    |content| ("work/keywords", old(&mut content.experience).map(|entry| take_all(&mut entry.technologies)).sum()),
    |content| ("work/highlights", old(&mut content.experience).map(|entry| keep(&mut entry.tasks, 2)).sum()),
    |content| ("projects/highlights", old(&mut content.projects).map(|entry| keep(&mut entry.tasks, 2)).sum()),
    |content| ("work/highlights", old(&mut content.experience).map(|entry| take_all(&mut entry.tasks)).sum()),
    |content| ("projects/highlights", old(&mut content.projects).map(|entry| take_all(&mut entry.tasks)).sum()),
    |content| {
        ("work/summary", old(&mut content.experience).map(|entry| usize::from(entry.summary.take().is_some())).sum())
    },
    |content| ("work/highlights", content.experience.iter_mut().map(|entry| keep(&mut entry.tasks, 4)).sum()),
    |content| ("certificates", keep(&mut content.certificates, 8)),
    |content| ("projects", keep(&mut content.projects, 5)),
    |content| ("work/highlights", content.experience.iter_mut().map(|entry| keep(&mut entry.tasks, 2)).sum()),
];

/// Entries but the newest ones.
fn old(entries: &mut [Entry]) -> impl Iterator<Item = &mut Entry> {
    let mut lasts: Vec<i32> = entries.iter().map(|entry| entry.last).collect();
    lasts.sort_unstable_by(|a, b| b.cmp(a));
    let border = lasts.get(NEWEST - 1).copied().unwrap_or(i32::MIN);
    entries.iter_mut().filter(move |entry| entry.last < border)
}

fn take_all<T>(list: &mut Vec<T>) -> usize {
    keep(list, 0)
}

fn keep<T>(list: &mut Vec<T>, most: usize) -> usize {
    let taken = list.len().saturating_sub(most);
    list.truncate(most);
    taken
}

/// Leaves out step by step until `pages` tells no more than `most`; a content that does not fit after all steps stays as
/// short as it got and says so.
pub(super) fn shorten(content: &mut CvContent, most: u32, mut pages: impl FnMut(&CvContent) -> Option<usize>) {
    let mut fits = |content: &CvContent| pages(content).is_none_or(|pages| pages <= most as usize);
    if fits(content) {
        return;
    }
    for step in STEPS {
        let (field, count) = step(content);
        if count == 0 {
            continue;
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match content.left_out.iter_mut().find(|(known, _)| *known == field) {
            Some((_, sum)) => *sum += count,
            None => content.left_out.push((field, count)),
        }
        if fits(content) {
            return;
        }
    }
    content.left_out.push(("pages", 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_formats::write::doc::Run;

    fn content(stations: i32) -> CvContent {
        let entry = |last: i32| Entry {
            tasks: (0..6).map(|number| vec![Run::new(format!("task {number}"))]).collect(),
            technologies: vec!["Rust".into()],
            last,
            ..Entry::default()
        };
        CvContent { experience: (0..stations).rev().map(entry).collect(), ..CvContent::default() }
    }

    fn lines(content: &CvContent) -> usize {
        content.experience.iter().map(|entry| 1 + entry.tasks.len() + entry.technologies.len()).sum()
    }

    #[test]
    fn old_tasks_go_first_and_what_went_is_counted() {
        let mut short = content(10);
        shorten(&mut short, 1, |content| Some(if lines(content) <= 45 { 1 } else { 2 }));
        assert_eq!(short.experience.len(), 10, "stations stay");
        assert!(short.experience[..3].iter().all(|entry| entry.tasks.len() == 6), "the newest keep their tasks");
        let went: u32 = short.left_out.iter().map(|(_, count)| count).sum();
        assert_eq!(80 - lines(&short), went as usize);
        let mut same = content(2);
        shorten(&mut same, 3, |_| Some(2));
        assert_eq!(same, content(2));
        let mut never = content(4);
        shorten(&mut never, 1, |_| Some(2));
        assert!(never.left_out.contains(&("pages", 1)), "what cannot fit says so");
    }
}
