//! Trial of a trained segment model: records the parts of entries' heads with their features, and lets a model label them.

use super::piece::Piece;
use super::sides::{Scorer, Sides};
use super::towns;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};

/// A part of a head with what a model may look at.
#[derive(Clone, Debug)]
pub struct Segment {
    pub text: String,
    pub features: Vec<String>,
}

/// Labels the segments of one head.
pub type Labels = dyn Fn(&[Segment]) -> Vec<String> + Send + Sync;

static MODEL: RwLock<Option<Arc<Labels>>> = RwLock::new(None);

thread_local! {
    static RECORD: RefCell<Option<Vec<(Option<String>, Vec<Segment>)>>> = const { RefCell::new(None) };
}

/// Sets or takes away the model.
pub fn set_model(model: Option<Arc<Labels>>) {
    if let Ok(mut slot) = MODEL.write() {
        *slot = model;
    }
}

/// Begins to record heads on this thread.
pub fn record() {
    RECORD.with(|slot| *slot.borrow_mut() = Some(Vec::new()));
}

/// What was recorded since, with each entry's start.
pub fn recorded() -> Vec<(Option<String>, Vec<Segment>)> {
    RECORD.with(|slot| slot.borrow_mut().take()).unwrap_or_default()
}

/// A part with its look, for the trial.
pub(super) struct Seen<'a> {
    pub piece: &'a Piece,
    pub bold: bool,
    pub italic: bool,
    pub size: f32,
}

pub(super) fn assign(start: Option<String>, parts: &[Seen<'_>], rules: Sides, scorer: &Scorer) -> Sides {
    let mut pieces: Vec<(Piece, usize)> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        pieces.extend(part.piece.split_signs(&[',']).into_iter().map(|piece| (piece, number)));
    }
    let heaviest = parts.iter().map(|part| part.size).fold(0.0, f32::max);
    let any_bold = parts.iter().any(|part| part.bold);
    let segments: Vec<Segment> = pieces
        .iter()
        .enumerate()
        .map(|(at, (piece, number))| {
            let part = &parts[*number];
            let (subject, organisation) = ((scorer.subject)(&piece.text), (scorer.organisation)(&piece.text));
            let within = |side: &Option<Piece>| {
                side.as_ref().is_some_and(|side| side.span.start <= piece.span.start && piece.span.end <= side.span.end)
            };
            let rule = if within(&rules.subject) {
                "F"
            } else if within(&rules.organisation) {
                "E"
            } else if within(&rules.place) {
                "P"
            } else {
                "X"
            };
            let words: Vec<String> = super::fold::fold(&piece.text).split_whitespace().map(str::to_owned).collect();
            let mut features = vec![
                format!("rule={rule}"),
                format!("subject={}", subject.clamp(-1, 4)),
                format!("organisation={}", organisation.clamp(-1, 4)),
                format!("better={}", (subject - organisation).signum()),
                format!("place={}", towns::is_town(&piece.text)),
                format!("at={}/{}", at.min(4), pieces.len().min(5)),
                format!("part={}/{}", number.min(&4), parts.len().min(5)),
                format!("bold={}/{any_bold}", part.bold),
                format!("italic={}", part.italic),
                format!("large={}", part.size > 0.0 && part.size >= heaviest),
                format!("words={}", words.len().min(6)),
                format!("digits={}", piece.text.chars().any(|c| c.is_ascii_digit())),
                format!("inner={}", at > 0 && pieces[at - 1].1 == *number),
            ];
            features.extend(words.iter().map(|word| format!("w={word}")));
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                features.push(format!("first={first}"));
                features.push(format!("last={last}"));
                let tail: Vec<char> = last.chars().rev().take(4).collect();
                features.push(format!("tail={}", tail.iter().rev().collect::<String>()));
            }
            Segment { text: piece.text.clone(), features }
        })
        .collect();
    RECORD.with(|slot| {
        if let Some(list) = slot.borrow_mut().as_mut() {
            list.push((start, segments.clone()));
        }
    });
    let model = MODEL.read().ok().and_then(|slot| slot.clone());
    let Some(model) = model else { return rules };
    if segments.len() < 2 {
        return rules;
    }
    let labels = model(&segments);
    let side = |label: &str| {
        let first = labels.iter().position(|one| one == label)?;
        let run = labels[first..].iter().take_while(|one| *one == label).count();
        // Only neighbours of one part belong together.
        let run = (first..first + run).take_while(|at| pieces[*at].1 == pieces[first].1).count();
        let kept: Vec<Piece> = pieces[first..first + run].iter().map(|(piece, _)| piece.clone()).collect();
        if let [one] = kept.as_slice() {
            return Some(one.clone());
        }
        let whole = parts[pieces[first].1].piece;
        if run == pieces.iter().filter(|(_, number)| *number == pieces[first].1).count() {
            return Some(whole.clone());
        }
        Piece::join(&kept)
    };
    let found: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
    if !found.contains("E") && !found.contains("F") {
        return rules;
    }
    if side("E").is_some_and(|employer| towns::may_be_town(&employer.text)) {
        return rules;
    }
    Sides {
        organisation: side("E").or(rules.organisation),
        subject: side("F").or(rules.subject),
        place: side("P").or(rules.place),
        ..rules
    }
}
