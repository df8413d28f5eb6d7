//! Headings of job profiles: which part each opens, and the class of the criteria below it. Class comes from words only.

use super::fold::label;
use super::job_words::{self, Fact};
use super::lexicon;
use super::lines::Line;
use super::piece::Piece;
use crate::records::job::Class;

/// A part of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Head,
    Intro,
    Tasks,
    Criteria(Class),
    Goal,
    Contact,
    Offer,
}

/// The part that a heading opens. Class comes from the heading's words only.
pub(super) fn opens(line: &Line, next: Option<&Line>, open: Part) -> Option<(Part, Option<Line>)> {
    let whole = line.whole();
    let labelled = whole.text.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
    if line.bullet || line.cells.len() > 1 || labelled {
        return None;
    }
    let name = label(&whole.text);
    if let Some(part) = part_of(&name) {
        // "Muss" may also be a cell of a criteria table that was broken over lines.
        return Some((part, None));
    }
    // "Das bringen Sie zwingend mit:", "Von Vorteil sind:", "Nice to have (bonus):"
    let short = name.split(' ').count() <= 4 && !whole.text.ends_with(['.', ',', ';']);
    let introduces = (short || whole.text.trim_end().ends_with(':'))
        && next.is_some_and(|next| {
            next.bullet || matches!(open, Part::Criteria(_)) && whole.text.trim_end().ends_with(':')
        });
    // Plain text has no looks; there a short line below a blank one is a heading.
    let heading = line.style.heading > 0 || line.style.bold || (line.style.size == 0.0 && line.gap > 1.5 && short);
    if (introduces || heading) && name.split(' ').count() <= 8 {
        return class_in_words(&name)
            .map(|class| (Part::Criteria(class), None))
            .or_else(|| heading.then(|| loosely(&name)).flatten().map(|part| (part, None)));
    }
    None
}

pub(super) fn part_of(name: &str) -> Option<Part> {
    job_words::kind("heading", name).map(part)
}

fn part(kind: &str) -> Part {
    match kind {
        "should" => Part::Criteria(Class::Should),
        "soft" => Part::Criteria(Class::Soft),
        "tasks" => Part::Tasks,
        "goal" => Part::Goal,
        "contact" => Part::Contact,
        "must" => Part::Criteria(Class::Must),
        _ => Part::Offer,
    }
}

/// A heading that only contains a known one ("Unsere Anforderungen an Sie").
fn loosely(name: &str) -> Option<Part> {
    ["should", "soft", "tasks", "must", "offer"].into_iter().find_map(|kind| {
        let mut known = job_words::headings(kind).filter(|known| known.len() > 5);
        known.any(|known| lexicon::contains_words(name, known)).then(|| part(kind))
    })
}

pub(super) fn class_in_words(name: &str) -> Option<Class> {
    let has = |list: &[&str]| list.iter().any(|word| lexicon::contains_words(name, word));
    if has(&[
        "von vorteil", "wunschenswert", "idealerweise", "erwunscht", "nice to have", "plus", "desirable", "preferred",
        "souhaite", "souhaites", "souhaitee", "souhaitees", "optional", "optionale", "souhaitable", "atout", "atouts",
        "soll", "ideally", "advantage", "advantageous", "bonus", "asset", "beneficial", "idealement", "vorteilhaft",
        "appreciez", "apprecie", "apprecies", "bienvenu",
    ]) {
        Some(Class::Should)
    } else if has(&[
        "zwingend", "muss", "must", "mandatory", "required", "unbedingt", "imperativement", "obligatoire", "exige",
        "exigee", "exigees", "imperatif", "imperatifs", "imperatives", "indispensable", "essential",
    ]) {
        Some(Class::Must)
    } else {
        None
    }
}

/// The title: the largest or first heading-like line near the top.
pub(super) fn title(lines: &[&Line]) -> Option<usize> {
    let near = lines.iter().take(12).enumerate();
    let labelled = near.clone().find(|(_, line)| {
        let whole = line.whole();
        let labelled = whole.text.split_once([':', '\t']);
        labelled.is_some_and(|(head, rest)| job_words::fact(head) == Some(Fact::Title) && !rest.trim().is_empty())
    });
    if let Some((at, _)) = labelled {
        return Some(at);
    }
    let size_max = near.clone().map(|(_, line)| line.style.size).fold(0.0, f32::max);
    near.clone()
        .filter(|(_, line)| {
            line.style.heading == 1
                || line.style.heading == 7
                || (size_max > 0.0 && line.style.size >= size_max - 0.1 && lines.len() > 3)
        })
        .map(|(at, _)| at)
        .find(|at| !generic_title(&lines[*at].text()))
        .or_else(|| near.map(|(at, _)| at).find(|at| !generic_title(&lines[*at].text())))
}

pub(super) fn generic_title(text: &str) -> bool {
    job_words::kind("title", text).is_some() || text.trim().chars().count() < 3
}

pub(super) fn title_text(whole: &Piece) -> String {
    let generic =
        whole.text.split_once([':', '–', '-']).filter(|(head, rest)| generic_title(head) && !rest.trim().is_empty());
    if let Some((_, rest)) = generic {
        return rest.trim().to_owned();
    }
    match whole.text.split_once([':', '\t']) {
        Some((head, rest)) if head.split_whitespace().count() <= 2 && !rest.trim().is_empty() => rest.trim().to_owned(),
        _ => whole.text.clone(),
    }
}
