//! Certificates and courses: name, issuer, date, in the usual orders.

use super::dates::{self, End};
use super::fold::fold;
use super::lines::Line;
use super::piece::Piece;
use crate::time::PartialDate;

/// A certificate as found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub name: Piece,
    pub issuer: Option<Piece>,
    pub date: Option<PartialDate>,
}

pub(crate) fn certificates(lines: &[Line]) -> Vec<Found> {
    entries(lines).iter().filter_map(certificate).collect()
}

/// One piece a certificate: lines that run on are joined.
fn entries(lines: &[Line]) -> Vec<Piece> {
    let any_bullet = lines.iter().any(|line| line.bullet);
    let mut out: Vec<Vec<Piece>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let whole = line.whole();
        if is_issue_line(&whole.text) {
            continue;
        }
        let previous = at.checked_sub(1).and_then(|before| lines.get(before));
        let open_bracket = out
            .last()
            .and_then(|pieces| pieces.last())
            .is_some_and(|last| last.text.matches('(').count() > last.text.matches(')').count());
        let lower = whole.text.chars().next().is_some_and(char::is_lowercase);
        let hyphen = previous.is_some_and(|previous| previous.text().ends_with('-'));
        let comma = previous.is_some_and(|previous| previous.text().ends_with([',', ';', '–', '—']));
        let unfinished = previous.is_some_and(|previous| {
            let text = previous.text();
            previous.x1 > previous.x0
                && line.gap < 1.25
                && !has_date(&text)
                && has_date(&whole.text)
                && line.x0 <= previous.x0 + 4.0
                && !line.bullet
                && text.contains(',')
        });
        let date_only = dates::is_single(&whole.text).is_some()
            || dates::periods(&whole.text)
                .first()
                .is_some_and(|period| period.from == 0 && period.to == whole.text.len());
        let joins = previous.is_some()
            && (open_bracket
                || hyphen
                || comma
                || (any_bullet && !line.bullet)
                || (lower && !line.bullet)
                || unfinished
                || (date_only && !line.bullet));
        match out.last_mut() {
            Some(pieces) if joins => pieces.push(whole),
            _ => out.push(vec![whole]),
        }
    }
    let joined = out.iter().filter_map(|pieces| Piece::join(pieces));
    // Several in one paragraph: "ADR-Schein (2018); Staplerschein (2019)".
    joined
        .flat_map(|entry| {
            let parts = entry.split_signs(&[';']);
            if parts.len() > 1 { parts } else { vec![entry] }
        })
        .collect()
}

/// A line that only says who issued the certificate above, or when: `Issued by …`, `Délivré le …`.
fn is_issue_line(text: &str) -> bool {
    const STARTS: [&str; 14] = [
        "issued by", "issued on", "issued:", "ausgestellt von", "ausgestellt am", "ausgestellt durch", "verliehen von",
        "erhalten am", "delivre par", "delivree par", "delivre le", "emis par", "emis le", "obtenu le",
    ];
    let folded = fold(text.trim());
    STARTS.iter().any(|start| folded.starts_with(start))
}

fn has_date(text: &str) -> bool {
    !dates::periods(text).is_empty()
}

fn certificate(entry: &Piece) -> Option<Found> {
    let entry = without_label(entry);
    let found = dates::periods(&entry.text);
    // The last date is when; an earlier number may belong to the name.
    let period = found.iter().rev().find(|period| period.start.is_some());
    let mut date = None;
    let mut parts = vec![entry.clone()];
    if let Some(period) = period {
        let at_edge = period.from <= 2
            || entry.text[period.to..].trim_matches(['(', ')', ',', '.', ' ']).is_empty()
            || entry.text[..period.from].trim_end().ends_with(['(', ',', '|', '\t', '–', '-', ':']);
        if at_edge {
            date = match period.end {
                End::At(end) if period.start != Some(end) => Some(end),
                _ => period.start,
            };
            parts = dates::without(&entry, period);
        }
    }
    let first = parts.first()?.trim(&['(', ',', ':', '|', '-', '–', '\t']);
    let (name, mut issuer) = split_issuer(&first);
    if issuer.is_none() {
        issuer =
            parts.get(1).map(|rest| rest.trim(&['(', ')', ',', '|', '\t', '–', '-'])).filter(|rest| !rest.is_empty());
    }
    if name.is_empty() || name.text.chars().count() > 140 || fold(&name.text).starts_with("keine ") {
        return None;
    }
    Some(Found { name, issuer, date })
}

fn without_label(entry: &Piece) -> Piece {
    match entry.text.split_once(['\t', ':']) {
        Some((head, rest)) if !rest.trim().is_empty() && super::lexicon::heading(head).is_some() => {
            entry.sub(head.len() + 1, entry.text.len())
        }
        _ => entry.clone(),
    }
}

/// `Name, Issuer` or `Name (Issuer`: the issuer is what stands behind the last comma or bracket.
fn split_issuer(piece: &Piece) -> (Piece, Option<Piece>) {
    let separators = [" | ", "\t", " – ", " — ", ", ", " ("];
    for separator in separators {
        if let Some(at) = piece.text.rfind(separator) {
            let name = piece.sub(0, at).trim(&[',', '(', ')']);
            let issuer = piece.sub(at + separator.len(), piece.text.len()).trim(&[',', '(', ')']);
            let dash = separator.contains(['–', '—']);
            // A dash also stands within names ("Advanced Level – Test Automation Engineer").
            if !name.is_empty() && !issuer.is_empty() && !dash && issuer.text.split_whitespace().count() <= 6 {
                return (name, Some(issuer));
            }
        }
    }
    (piece.clone(), None)
}
