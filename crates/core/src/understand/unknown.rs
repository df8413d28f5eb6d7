//! Sections under headings in unknown words: what stands below tells what they are.

use super::concepts::{ConceptKind, Lexicon};
use super::cv::Builder;
use super::dates::{self, End};
use super::entries;
use super::fold::fold;
use super::lexicon::{self, SectionKind};
use super::lines::Line;
use super::piece::Piece;
use super::sections::Section;
use super::sides::{self, WORK};
use super::{labels, languages, skills};

/// Share of the items of a list that the lexicon must know as skills, where another section is headed as skills.
const KNOWN_SHARE_MIN: f32 = 0.3;

impl Builder<'_> {
    pub(super) fn other(&mut self, lines: &[Line]) {
        // A heading in unknown words: what stands below it tells what it is.
        let spoken = languages::languages(lines);
        if spoken.len() >= 2 && spoken.iter().filter(|one| one.level.is_some()).count() * 2 > lines.len() {
            self.languages(&spoken);
            return;
        }
        if is_skill_list(lines, self.concepts, if self.has_skills { KNOWN_SHARE_MIN } else { 0.0 }) {
            self.skills(lines);
            return;
        }
        let schools = entries::entries(lines, true);
        let taught = schools.iter().filter(|raw| {
            raw.head.iter().any(|part| lexicon::degree(&part.piece.text).is_some())
                || raw.head.iter().any(|part| lexicon::school_score(&part.piece.text) > 0)
        });
        if !schools.is_empty() && taught.count() * 2 > schools.len() && schools.iter().all(|raw| raw.period.is_some()) {
            self.education(lines);
            return;
        }
        let dated = entries::entries(lines, false);
        let sorted = sides::sort(&dated, &WORK);
        let stations = dated.iter().zip(&sorted).filter(|(raw, sides)| {
            let named = |side: &Option<Piece>, score: fn(&str) -> i32| {
                side.as_ref().is_some_and(|piece| score(&piece.text) > 0)
            };
            raw.start.is_some()
                && raw.end != End::Unknown
                && (named(&sides.subject, lexicon::role_score)
                    || named(&sides.organisation, lexicon::organisation_score))
        });
        if !dated.is_empty() && stations.count() * 2 > dated.len() {
            self.work(lines);
            return;
        }
        for line in lines {
            let whole = line.whole();
            let Some(at) = whole.text.find([':', '\t']) else { continue };
            let mut content = line.clone();
            content.set_only_cell(whole.sub(at + 1, whole.text.len()));
            match lexicon::heading(&whole.text[..at]) {
                Some(SectionKind::Certificates) => self.certificates(&[content]),
                Some(SectionKind::Languages) => {
                    let found = languages::languages(&[content]);
                    self.languages(&found);
                }
                Some(SectionKind::Interests) => self.interests(&[content]),
                _ => {}
            }
        }
    }

    /// Languages named in the head of the paper, where no section has any: `Deutsch, Englisch, Französisch`.
    pub(super) fn languages_of_head(&mut self, sections: &[Section]) {
        let head = sections.iter().filter(|section| matches!(section.kind, SectionKind::Lead | SectionKind::Contact));
        for line in head.flat_map(|section| &section.lines) {
            for cell in &line.cells {
                // What stands beside an address in one cell begins behind it.
                let from = cell
                    .text
                    .rfind('@')
                    .map_or(0, |at| cell.text[at..].find(' ').map_or(cell.text.len(), |end| at + end));
                let parts = cell.sub(from, cell.text.len()).split_signs(&[',', '/', '|', '·']);
                let one = |part: &Piece| {
                    part.text.split_whitespace().count() <= 3 && lexicon::languages(&fold(&part.text)).len() == 1
                };
                if parts.len() >= 2 && parts.iter().all(one) {
                    let mut list = line.clone();
                    for part in parts {
                        list.set_only_cell(part);
                        let found = languages::languages(std::slice::from_ref(&list));
                        self.languages(&found);
                    }
                    return;
                }
            }
        }
    }
}

/// Whether lines hold nothing but short items, of which the lexicon knows enough: groups of skills that are headings of
/// their own in a side bar.
fn is_skill_list(lines: &[Line], concepts: &Lexicon, known_min: f32) -> bool {
    let plain = |line: &Line| {
        let text = line.text();
        dates::periods(&text).is_empty()
            && !text.contains(['@', ':'])
            && !text.ends_with('.')
            && labels::label_kind(&super::fold::label(&line.cells[0].text)).is_none()
    };
    if lines.len() > 20 || !lines.iter().all(plain) {
        return false;
    }
    let items: Vec<Piece> = skills::skills(lines, concepts).into_iter().flat_map(|group| group.keywords).collect();
    let short = items.iter().all(|item| item.text.split_whitespace().count() <= 5);
    let known = items.iter().filter(|item| {
        concepts.item(&item.text).is_some_and(|concept| {
            !matches!(concept.kind, ConceptKind::Function | ConceptKind::Industry | ConceptKind::Credential)
        })
    });
    short && items.len() > 1 && known.count() as f32 >= items.len() as f32 * known_min
}
