//! Cuts a CV into sections: known headings in a line of their own, in a label column or before a colon; then unknown
//! headings in the style that the known ones have.

use super::lexicon::{self, SectionKind};
use super::lines::Line;
use super::{dates, labels};
use std::collections::{BTreeMap, BTreeSet};

/// A section with its lines, without the heading.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub kind: SectionKind,
    pub lines: Vec<Line>,
}

/// Cuts lines into sections in reading order.
pub(crate) fn sections(lines: &[Line]) -> Vec<Section> {
    // A word processor's header and foot are printed on every page and stand here once: they are letterhead.
    let (letterhead, lines): (Vec<&Line>, Vec<&Line>) =
        lines.iter().filter(|line| !line.running || is_letterhead(line)).partition(|line| line.running);
    let known: Vec<&Line> = lines
        .iter()
        .filter(|line| line.cells.len() == 1 && !line.bullet && lexicon::heading(&line.cells[0].text).is_some())
        .copied()
        .collect();
    let style = heading_style(&known);
    // A side bar has headings of its own look: those of the line's column tell what an unknown one looks like.
    let style_at = |line: &Line| {
        let flush: Vec<&Line> = known.iter().filter(|heading| (heading.x0 - line.x0).abs() < 4.0).copied().collect();
        if line.x1 > line.x0 { heading_style(&flush) } else { heading_style(&known) }
    };
    let mut out = vec![Section { kind: SectionKind::Lead, lines: Vec::new() }];
    // Where the heading of each section stands, and whether on a line of its own.
    let mut headings: Vec<Option<(u32, f32)>> = vec![None];
    let mut own_line = vec![false];
    let labels = label_style(&lines);
    let mut previous: Option<&Line> = None;
    let mut open = 0;
    let mut label_goes_on = false;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied();
        if std::mem::take(&mut label_goes_on) {
            // The rest of a heading that is broken over two lines of a label column.
            if line.cells.len() > 1 {
                out[open].lines.push(line.without_first_cell(line.cell_x0[1]));
            }
            previous = Some(line);
            continue;
        }
        let titles_the_paper = at == 0
            && ["resume", "curriculum vitae", "lebenslauf", "cv", "curriculum"]
                .contains(&super::fold::label(&line.text()).as_str());
        if titles_the_paper {
            previous = Some(line);
            continue;
        }
        let names_a_group = own_line[open] && out[open].kind == SectionKind::Skills && names_a_group(line);
        let opened = if names_a_group || is_fact(line, out[open].kind) {
            None
        } else {
            opens(line, next, style.as_ref(), style_at, Some(out[open].kind))
                .or_else(|| label_column(line, next, labels))
        };
        if let Some((kind, rest)) = opened {
            label_goes_on = next.is_some_and(|next| wrapped_label(line, next) == Some(kind));
            own_line.push(rest.is_none());
            out.push(Section { kind, lines: rest.into_iter().collect() });
            headings.push((line.x1 > line.x0).then_some((line.page, line.x0)));
            open = out.len() - 1;
        } else {
            if previous.is_some_and(|previous| new_column(previous, line)) {
                // A column that was left for a block beside it goes on in the section that was open there.
                let flush = |heading: &Option<(u32, f32)>| {
                    heading.is_some_and(|(page, x0)| page == line.page && (x0 - line.x0).abs() < 4.0)
                };
                let found = out.iter().rposition(|section| goes_on(section, line));
                // Nothing stands below the heading yet, because the block beside it was read first.
                let empty = (0..out.len()).rfind(|at| out[*at].lines.is_empty() && flush(&headings[*at]));
                open = found.max(empty).unwrap_or_else(|| {
                    out.push(Section { kind: SectionKind::Lead, lines: Vec::new() });
                    headings.push(None);
                    own_line.push(false);
                    out.len() - 1
                });
            }
            out[open].lines.push((*line).clone());
        }
        previous = Some(line);
    }
    for section in &mut out {
        if matches!(section.kind, SectionKind::Work | SectionKind::Projects | SectionKind::Education) {
            section.lines.retain(|line| !super::contact::is_contact_line(&line.text()));
        }
    }
    let letterhead = letterhead.into_iter().filter(|line| !is_page_number(&line.text())).cloned();
    let mut lead: Vec<Line> = letterhead.collect();
    lead.append(&mut out[0].lines);
    out[0].lines = lead;
    out.retain(|section| !section.lines.is_empty());
    out
}

fn is_letterhead(line: &Line) -> bool {
    matches!(&line.place, dossier_formats::Place::Part { part, .. } if part.starts_with("header") || part.starts_with("footer"))
}

fn is_page_number(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().any(|c| c.is_ascii_digit()) && letters <= 10 && text.chars().count() <= 20
}

/// Whether a line is set flush with the last line of a section above it on its page.
fn goes_on(section: &Section, line: &Line) -> bool {
    section.kind != SectionKind::Lead
        && section
            .lines
            .last()
            .is_some_and(|last| last.page == line.page && (last.x0 - line.x0).abs() < 4.0 && line.x1 > line.x0)
}

/// Whether a line stands in another column of the same page, so that the open section does not go on in it.
fn new_column(previous: &Line, line: &Line) -> bool {
    previous.column != line.column && previous.page == line.page && (previous.x0 - line.x0).abs() > 40.0
}

/// The look that most known headings share.
struct HeadingStyle {
    size: f32,
    bold: bool,
    heading: u8,
    capitals: bool,
}

fn heading_style(known: &[&Line]) -> Option<HeadingStyle> {
    let mut votes: BTreeMap<(i32, bool, u8, bool), usize> = BTreeMap::new();
    for line in known {
        let capitals = is_capitals(&line.cells[0].text);
        let key = ((line.style.size * 2.0).round() as i32, line.style.bold, line.style.heading, capitals);
        *votes.entry(key).or_default() += 1;
    }
    let (key, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2).then_some(HeadingStyle { size: key.0 as f32 / 2.0, bold: key.1, heading: key.2, capitals: key.3 })
}

/// Left edges of the headings in a label column and of what stands beside them, each with the headings' weight. Labels set
/// flush right share the second only.
#[derive(Clone, Copy)]
struct LabelStyle {
    labels: Option<(f32, bool)>,
    contents: Option<(f32, bool)>,
}

/// Place and look of the headings in a label column, where there are at least two.
fn label_style(lines: &[&Line]) -> Option<LabelStyle> {
    let mut votes: BTreeMap<(i32, bool), BTreeSet<SectionKind>> = BTreeMap::new();
    let mut contents: BTreeMap<(i32, bool), BTreeSet<SectionKind>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.cells.len() > 1 && line.x1 > line.x0) {
        if let Some(kind) = lexicon::heading(&line.cells[0].text) {
            votes.entry(((line.x0 * 2.0).round() as i32, line.style.bold)).or_default().insert(kind);
            contents.entry(((line.cell_x0[1] * 2.0).round() as i32, line.style.bold)).or_default().insert(kind);
        }
    }
    // Groups of skills are named by words of headings too, but all of one kind.
    let best = |votes: BTreeMap<(i32, bool), BTreeSet<SectionKind>>| {
        let (key, kinds) = votes.into_iter().max_by_key(|(_, kinds)| kinds.len())?;
        (kinds.len() >= 2).then_some((key.0 as f32 / 2.0, key.1))
    };
    let (labels, contents) = (best(votes), best(contents));
    (labels.is_some() || contents.is_some()).then_some(LabelStyle { labels, contents })
}

/// A heading in a label column: known words where the others stand, or unknown ones that look like the others.
fn label_column(line: &Line, next: Option<&Line>, style: Option<LabelStyle>) -> Option<(SectionKind, Option<Line>)> {
    let style = style?;
    let first = &line.cells[0].text;
    let at = |edge: Option<(f32, bool)>, x0: f32| {
        edge.is_some_and(|(edge, bold)| (edge - x0).abs() < 1.5 && bold == line.style.bold)
    };
    // Labels of a form, and languages beside their levels, are no headings.
    let marked = line.style.bold || is_capitals(first);
    if labels::label_kind(&super::fold::label(first)).is_some_and(labels::Label::is_of_entry) && !marked
        || !lexicon::languages(&super::fold::fold(first)).is_empty()
    {
        return None;
    }
    let alike = line.cells.len() > 1 && at(style.labels, line.x0);
    let beside = line.cells.len() > 1 && at(style.contents, line.cell_x0[1]);
    let wrapped = next.and_then(|next| wrapped_label(line, next));
    if (alike || beside)
        && let Some(kind) = wrapped.or_else(|| lexicon::heading(first))
    {
        return Some((kind, Some(line.without_first_cell(line.cell_x0[1]))));
    }
    // A function beside its period is no heading.
    if !is_capitals(first) && line.cells[1..].iter().any(|cell| !dates::periods(&cell.text).is_empty()) {
        return None;
    }
    let short = first.split_whitespace().count() <= 4
        && !first.chars().any(|c| c.is_ascii_digit())
        && !first.ends_with(':')
        && labels::label_kind(&super::fold::label(first)).is_none();
    // In a column of dates or of plain labels nothing but weight or capitals tells a heading.
    (alike && short && marked).then(|| (SectionKind::Other, Some(line.without_first_cell(line.cell_x0[1]))))
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// The kind of section that a line opens, and what of the line belongs to its content.
fn opens(
    line: &Line,
    next: Option<&Line>,
    style: Option<&HeadingStyle>,
    style_at: impl Fn(&Line) -> Option<HeadingStyle>,
    open: Option<SectionKind>,
) -> Option<(SectionKind, Option<Line>)> {
    let first = line.cells.first()?;
    let words = first.text.split_whitespace().count();
    if line.cells.len() == 1 {
        let wrapped = next.and_then(|next| wrapped_label(line, next));
        if let Some(kind) = wrapped.or_else(|| lexicon::heading(&first.text))
            && !line.bullet
            && plausible(line, next, style, kind, open)
        {
            return Some((kind, None));
        }
        // "Sprachen: Deutsch (C1), Englisch (B2)"
        if let Some((head, rest)) = first.text.split_once(':')
            && !rest.trim().is_empty()
            && !line.bullet
            && let Some(kind) = lexicon::heading(head)
            && (is_set_off(line, head, style, open)
                || matches!(
                    kind,
                    SectionKind::Languages | SectionKind::Interests | SectionKind::Certificates | SectionKind::Profile
                ) && !matches!(
                    open,
                    Some(
                        SectionKind::Work
                            | SectionKind::Projects
                            | SectionKind::Skills
                            | SectionKind::Other
                            | SectionKind::Personal
                    )
                ))
        {
            let mut content = line.clone();
            content.set_only_cell(first.sub(head.len() + 1, first.text.len()));
            return Some((kind, Some(content)));
        }
        // A heading in words that the lexicon lacks, in the style of the others.
        let style = style_at(line)?;
        let alike = (line.style.size - style.size).abs() < 0.3
            && line.style.bold == style.bold
            && line.style.heading == style.heading
            && is_capitals(&first.text) == style.capitals;
        let distinct = style.capitals || style.heading > 0 || next.is_some_and(|next| !next.looks_like(line));
        let short = words <= 4
            && first.text.chars().count() <= 36
            && !first.text.contains([',', '@', ':', '|'])
            && !first.text.chars().any(|c| c.is_ascii_digit());
        let body_sized =
            next.is_some_and(|next| line.style.size <= next.style.size) && style.heading == 0 && !style.capitals;
        return (alike && distinct && short && !body_sized && !line.bullet && open != Some(SectionKind::Lead))
            .then_some((SectionKind::Other, None));
    }
    // A form's label is none: `Hauptfächer / berufliche Fähigkeiten`.
    let label = super::fold::label(&first.text);
    let part = labels::label_kind(&label).filter(|kind| kind.is_of_entry());
    if part.is_some_and(|kind| !lexicon::is_known_heading(&label) || !kind.is_vague()) {
        return None;
    }
    // "Muttersprache(n) | Deutsch" states a level too, which stays with its language.
    if lexicon::level(&first.text) == Some("native") && !lexicon::languages(&super::fold::fold(&line.text())).is_empty()
    {
        return Some((SectionKind::Languages, Some(line.clone())));
    }
    // A label column: the first cell is the heading, the others are content.
    let wrapped = next.and_then(|next| wrapped_label(line, next));
    let kind = wrapped.or_else(|| lexicon::heading(&first.text))?;
    let label_like =
        !matches!(open, Some(SectionKind::Skills | SectionKind::Other)) || is_capitals(&first.text) || line.style.bold;
    (label_like && words <= 4).then(|| (kind, Some(line.without_first_cell(line.cell_x0[1]))))
}

/// Whether a row below a heading for skills names one of their groups by words that could head a section too: `Methoden`
/// beside methods, `Languages` beside languages of programmers.
fn names_a_group(line: &Line) -> bool {
    let Some((first, rest)) = line.cells.split_first().filter(|(_, rest)| !rest.is_empty()) else { return false };
    let listed = rest.iter().any(|cell| cell.text.contains([',', ';', '·', '|']));
    let spoken = || rest.iter().any(|cell| !lexicon::languages(&super::fold::fold(&cell.text)).is_empty());
    let kind = lexicon::heading(&first.text);
    listed && (kind == Some(SectionKind::Skills) || (kind == Some(SectionKind::Languages) && !spoken()))
}

/// Whether a row above the first section is a fact about the person, although its label could head a section without a topic of its
/// own: `Availability` beside `1 month's notice`.
fn is_fact(line: &Line, open: SectionKind) -> bool {
    let first = &line.cells[0].text;
    line.cells.len() > 1
        && matches!(open, SectionKind::Lead | SectionKind::Contact | SectionKind::Personal)
        && lexicon::heading(first) == Some(SectionKind::Other)
        && labels::label_kind(&super::fold::label(first)).is_some()
}

/// Whether the words before a colon are set as headings are: in capitals where those are, or heavier than what follows.
fn is_set_off(line: &Line, head: &str, style: Option<&HeadingStyle>, open: Option<SectionKind>) -> bool {
    let capitals = is_capitals(head) && style.is_some_and(|style| style.capitals);
    let looks = line.looks(0);
    let heavier = looks.len() > 1
        && looks[0].1.bold
        && !looks[1].1.bold
        && looks[0].0.text.trim_end().trim_end_matches(':') == head.trim();
    // Where headings look otherwise, a heavy word before a colon names a group of skills or a task.
    let like_headings = style.map_or(open != Some(SectionKind::Skills), |style| {
        style.bold && (line.style.size - style.size).abs() < 0.6 && style.capitals == is_capitals(head)
    });
    (capitals || (heavier && like_headings)) && style.is_none_or(|style| style.heading == 0)
}

/// A heading that is broken over two lines, of a label column or of its own: `Aus- und` above `Weiterbildung`.
fn wrapped_label(line: &Line, next: &Line) -> Option<SectionKind> {
    let (first, below) = (&line.cells[0], &next.cells[0]);
    let flush = (next.x0 - line.x0).abs() < 2.0;
    // Labels set flush right end before the content.
    let in_column = match (line.cell_x0.get(1), next.cell_x0.get(1)) {
        (Some(content), None) => flush || next.x1 <= *content,
        (Some(content), Some(other)) => flush || (content - other).abs() < 2.0,
        (None, None) => flush && next.looks_like(line),
        (None, Some(_)) => false,
    };
    let geometry = next.x1 > next.x0 && next.gap < 1.8;
    let short = first.text.split_whitespace().count() <= 3 && below.text.split_whitespace().count() <= 3;
    if !in_column || !geometry || !short || line.bullet || next.bullet || line.style.bold != next.style.bold {
        return None;
    }
    let joined = super::piece::Piece::join(&[first.clone(), below.clone()])?;
    lexicon::heading(&joined.text)
}

/// Whether a line of known heading words really is a heading here, not a skill group or a word in a list.
fn plausible(
    line: &Line,
    next: Option<&Line>,
    style: Option<&HeadingStyle>,
    kind: SectionKind,
    open: Option<SectionKind>,
) -> bool {
    let strong = line.style.heading > 0 || is_capitals(&line.cells[0].text);
    let Some(style) = style else { return true };
    let alike = (line.style.size - style.size).abs() < 0.6
        && line.style.bold == style.bold
        && line.style.heading == style.heading;
    let inside =
        matches!(open, Some(SectionKind::Skills | SectionKind::Work | SectionKind::Projects | SectionKind::Education));
    let weaker = line.style.size + 0.6 < style.size
        || (style.bold && !line.style.bold)
        || (style.heading > 0 && line.style.heading > style.heading);
    if weaker && inside {
        return false;
    }
    if alike || strong || !inside {
        return true;
    }
    // Within skills, "Methoden" or "Technologien" name a group.
    !matches!(kind, SectionKind::Skills | SectionKind::Other) || next.is_some_and(|next| next.gap > 1.5)
}
