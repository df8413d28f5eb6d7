//! What the offer of a shortlist says of its candidates: why each of them, their criteria side by side, and the boxes that the
//! client ticks. Argues with met criteria only; scores stay at the desk.

use super::{argument, terms};
use crate::generate::frame::data_table;
use crate::generate::shortlist::Proposed;
use crate::generate::{Inputs, words};
use crate::i18n::{Messages, key};
use crate::offer::{OfferRecord, met};
use crate::records::job::Class;
use crate::records::matching::JudgedCriterion;
use dossier_formats::write::doc::{Block, Cell, ParagraphStyle, Run};
use dossier_formats::write::sheet::Sheet;

/// Candidates beside each other in one table; more make a further table.
const COLUMNS_MAX: usize = 4;
/// Musts, and musts and shoulds together, that are argued with their evidence.
struct Argued {
    musts_max: usize,
    all_max: usize,
}

/// For each of few candidates.
const ARGUED_OF_FEW: Argued = Argued { musts_max: 3, all_max: 5 };
/// For each of many, so that the letter stays one that is read.
const ARGUED_OF_MANY: Argued = Argued { musts_max: 2, all_max: 3 };
/// Criteria that are met besides are named, cut to this length.
const NAMED_CHARS_MAX: usize = 70;
/// Candidates that still are few.
const FEW: usize = 3;
/// Longer quotes are cut, shorter than for a single candidate.
const QUOTE_CHARS_MAX: usize = 90;

/// What speaks for each candidate: the first musts and the first shoulds that are met with their evidence, then the names of
/// all others that are met.
pub(super) fn arguments(people: &[Proposed<'_>], messages: &Messages, body: &mut Vec<Block>) {
    let most = if people.len() > FEW { ARGUED_OF_MANY } else { ARGUED_OF_FEW };
    for person in people {
        let (musts, shoulds): (Vec<&JudgedCriterion>, Vec<&JudgedCriterion>) =
            met(person.matching).into_iter().partition(|criterion| criterion.class == Class::Must);
        if musts.is_empty() && shoulds.is_empty() {
            continue;
        }
        let heading = messages.with(key::OFFER_WHY_PERSON, &[("name", person.label)]);
        body.push(Block::text(ParagraphStyle::Heading2, heading));
        let (musts, other_musts) = musts.split_at(musts.len().min(most.musts_max));
        let (shoulds, other_shoulds) = shoulds.split_at(shoulds.len().min(most.all_max - musts.len()));
        let argued = musts.iter().chain(shoulds);
        body.extend(argued.map(|criterion| argument(criterion, QUOTE_CHARS_MAX, messages)));
        let others: Vec<String> = other_musts.iter().chain(other_shoulds).map(|criterion| named(criterion)).collect();
        if !others.is_empty() {
            let label = Run::bold(messages.get(key::OFFER_ALSO_MET));
            let colon = Run::new(format!("{} ", words::colon(messages)));
            let text = Run::new(format!("{}.", others.join("; ")));
            body.push(Block::runs(ParagraphStyle::Bullet, vec![label, colon, text]));
        }
    }
}

/// A criterion in a row of others.
fn named(criterion: &JudgedCriterion) -> String {
    words::shorten(criterion.text.trim_end_matches('.'), NAMED_CHARS_MAX)
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
