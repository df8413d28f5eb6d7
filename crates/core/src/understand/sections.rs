//! Cuts a CV into sections: known headings in a line of their own, in a label column or before a colon; then unknown
//! headings in the style that the known ones have.

use super::lexicon::{self, SectionKind};
use super::lines::Line;
use std::collections::BTreeMap;

/// A section with its lines, without the heading.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub kind: SectionKind,
    pub lines: Vec<Line>,
}

/// Cuts lines into sections in reading order.
pub(crate) fn sections(lines: &[Line]) -> Vec<Section> {
    let lines: Vec<&Line> = lines.iter().filter(|line| !line.running).collect();
    let style = heading_style(&lines);
    let mut out = vec![Section { kind: SectionKind::Lead, lines: Vec::new() }];
    let mut previous: Option<&Line> = None;
    let mut open = 0;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied();
        let titles_the_paper = at == 0
            && ["resume", "curriculum vitae", "lebenslauf", "cv", "curriculum"]
                .contains(&super::fold::label(&line.text()).as_str());
        if titles_the_paper {
            previous = Some(line);
            continue;
        }
        if let Some((kind, rest)) = opens(line, next, style.as_ref(), Some(out[open].kind)) {
            out.push(Section { kind, lines: rest.into_iter().collect() });
            open = out.len() - 1;
        } else {
            if previous.is_some_and(|previous| new_column(previous, line)) {
                // A column that was left for a block beside it goes on in the section that was open there.
                open = out.iter().rposition(|section| goes_on(section, line)).unwrap_or_else(|| {
                    out.push(Section { kind: SectionKind::Lead, lines: Vec::new() });
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
    out.retain(|section| !section.lines.is_empty());
    out
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

fn heading_style(lines: &[&Line]) -> Option<HeadingStyle> {
    let mut votes: BTreeMap<(i32, bool, u8, bool), usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.cells.len() == 1 && !line.bullet) {
        let text = &line.cells[0].text;
        if lexicon::heading(text).is_some() {
            let key = ((line.style.size * 2.0).round() as i32, line.style.bold, line.style.heading, is_capitals(text));
            *votes.entry(key).or_default() += 1;
        }
    }
    let (key, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2).then_some(HeadingStyle { size: key.0 as f32 / 2.0, bold: key.1, heading: key.2, capitals: key.3 })
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// The kind of section that a line opens, and what of the line belongs to its content.
fn opens(
    line: &Line,
    next: Option<&Line>,
    style: Option<&HeadingStyle>,
    open: Option<SectionKind>,
) -> Option<(SectionKind, Option<Line>)> {
    let first = line.cells.first()?;
    let words = first.text.split_whitespace().count();
    if line.cells.len() == 1 {
        if let Some(kind) = lexicon::heading(&first.text)
            && !line.bullet
            && plausible(line, next, style, kind, open)
        {
            return Some((kind, None));
        }
        // "Sprachen: Deutsch (C1), Englisch (B2)"
        if let Some((head, rest)) = first.text.split_once(':')
            && !rest.trim().is_empty()
            && !line.bullet
            && let Some(
                kind @ (SectionKind::Languages
                | SectionKind::Interests
                | SectionKind::Certificates
                | SectionKind::Profile),
            ) = lexicon::heading(head)
            && !matches!(
                open,
                Some(
                    SectionKind::Work
                        | SectionKind::Projects
                        | SectionKind::Skills
                        | SectionKind::Other
                        | SectionKind::Personal
                )
            )
        {
            let mut content = line.clone();
            content.cells = vec![first.sub(head.len() + 1, first.text.len())];
            return Some((kind, Some(content)));
        }
        // A heading in words that the lexicon lacks, in the style of the others.
        let style = style?;
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
    // A label column: the first cell is the heading, the others are content.
    let kind = lexicon::heading(&first.text)?;
    let label_like =
        !matches!(open, Some(SectionKind::Skills | SectionKind::Other)) || is_capitals(&first.text) || line.style.bold;
    let other_x0 = line.x0 + 10.0;
    (label_like && words <= 4).then(|| (kind, Some(line.without_first_cell(other_x0))))
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
