//! What the offer of a shortlist says of its candidates: why each of them, their criteria side by side, and the boxes that the
//! client ticks. Argues with met criteria only; scores stay at the desk.

use super::{argument, terms};
use crate::generate::frame::data_table;
use crate::generate::shortlist::Proposed;
use crate::generate::{Inputs, words};
use crate::i18n::{Messages, key};
use crate::offer::{OfferRecord, arguments as met_ids};
use crate::records::job::Class;
use crate::records::matching::JudgedCriterion;
use dossier_formats::write::doc::{Block, Cell, ParagraphStyle};
use dossier_formats::write::sheet::Sheet;

/// Candidates beside each other in one table; more make a further table.
const COLUMNS_MAX: usize = 4;
/// Arguments for each of few candidates, and for each of many, so that the letter stays one that is read.
const ARGUMENTS: (usize, usize) = (3, 2);
/// Candidates that still are few.
const FEW: usize = 3;
/// Longer quotes are cut, shorter than for a single candidate.
const QUOTE_CHARS_MAX: usize = 90;

/// What speaks for each candidate.
pub(super) fn arguments(people: &[Proposed<'_>], messages: &Messages, body: &mut Vec<Block>) {
    let most = if people.len() > FEW { ARGUMENTS.1 } else { ARGUMENTS.0 };
    for person in people {
        let ids = met_ids(person.matching);
        let met: Vec<&JudgedCriterion> = ids.iter().filter_map(|id| person.criterion(id)).take(most).collect();
        if met.is_empty() {
            continue;
        }
        let heading = messages.with(key::OFFER_WHY_PERSON, &[("name", person.label)]);
        body.push(Block::text(ParagraphStyle::Heading2, heading));
        body.extend(met.into_iter().map(|criterion| argument(criterion, QUOTE_CHARS_MAX, messages)));
    }
}

/// The criteria of the profile with the status of each candidate in sign and word.
pub(super) fn criteria(people: &[Proposed<'_>], messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    let Some(first) = people.first() else { return };
    let shown: Vec<&JudgedCriterion> = first
        .matching
        .criteria
        .iter()
        .filter(|criterion| matches!(criterion.class, Class::Must | Class::Should))
        .collect();
    if shown.is_empty() {
        return;
    }
    for group in people.chunks(COLUMNS_MAX) {
        let mut heading = messages.get(key::OFFER_CRITERIA);
        if people.len() > COLUMNS_MAX {
            let labels: Vec<String> = group.iter().map(|one| one.label.to_owned()).collect();
            heading.push_str(&format!(" – {}", messages.locale.list(&labels)));
        }
        body.push(Block::text(ParagraphStyle::Heading2, heading));
        let mut head = vec![Cell::head(messages.get(key::TABLE_CLASS)), Cell::head(messages.get(key::TABLE_CRITERION))];
        head.extend(group.iter().map(|one| Cell::head(one.label)));
        let rows = shown
            .iter()
            .map(|criterion| {
                let mut row =
                    vec![Cell::text(words::class(messages, criterion.class)), Cell::text(criterion.text.clone())];
                row.extend(group.iter().map(|one| status(one.criterion(&criterion.id), messages)));
                row
            })
            .collect();
        body.push(data_table(sheet, &shares(group.len()), head, rows));
    }
}

fn status(criterion: Option<&JudgedCriterion>, messages: &Messages) -> Cell {
    let Some(criterion) = criterion else { return Cell::text("") };
    let word = words::verdict(messages, criterion.verdict);
    Cell::bold(format!("{}\u{a0}{word}", words::sign(criterion.verdict)))
}

/// Hundredths of the width for class, criterion and all candidates but the last, who takes the rest.
fn shares(people: usize) -> Vec<u32> {
    let each: u32 = match people {
        0..=2 => 22,
        3 => 18,
        _ => 15,
    };
    let all = each * u32::try_from(people).unwrap_or(1);
    let mut shares = vec![10, 90_u32.saturating_sub(all)];
    shares.extend(std::iter::repeat_n(each, people.saturating_sub(1)));
    shares
}

/// A box to tick for each candidate, a line each; `None` in an offer of one candidate.
pub(super) fn boxes(inputs: &Inputs<'_>, offer: &OfferRecord, messages: &Messages) -> Option<String> {
    let lines: Vec<String> = offer
        .candidates
        .iter()
        .zip(1_i64..)
        .map(|(one, number)| format!("☐ {}", terms::label(inputs, messages, one, number)))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
