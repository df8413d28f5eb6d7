//! Spoken languages with their levels: one a line, several in a line, level on the next line, bars of five.

use super::fold::fold;
use super::lexicon;
use super::lines::Line;
use super::piece::Piece;

/// A language as found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub name: Piece,
    pub level: Option<(Piece, &'static str)>,
}

pub(crate) fn languages(lines: &[Line]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut below: Option<&Line> = None;
    for (line_at, line) in lines.iter().enumerate() {
        if below.take().is_some() {
            continue;
        }
        if let Some(found) = grid(line, lines.get(line_at + 1)) {
            out.extend(found);
            below = lines.get(line_at + 1);
            continue;
        }
        let whole = line.whole();
        // Folding keeps the number of characters for the letters that occur here, so places carry over by characters.
        let names = lexicon::languages(&fold(&whole.text));
        if names.is_empty() {
            // The level of the language on the line above, or the words beside its bar.
            if let Some(last) = out.last_mut()
                && last.level.as_ref().is_none_or(|(piece, _)| !piece.text.chars().any(char::is_alphanumeric))
                && let Some(level) = lexicon::level(&whole.text)
                && (last.level.is_none() || whole.text.chars().any(char::is_alphanumeric))
            {
                last.level = Some((whole.clone(), level));
            }
            continue;
        }
        let folded = fold(&whole.text);
        let byte = |folded_byte: usize| byte_of_char(&whole.text, folded[..folded_byte].chars().count());
        for (at, (start, end, _)) in names.iter().enumerate() {
            let stop = names.get(at + 1).map_or(whole.text.len(), |next| byte(next.0));
            let name = whole.sub(byte(*start), byte(*end));
            let rest = whole.sub(byte(*end), stop);
            // "Muttersprache: Deutsch" states the level before the name; "(fliessend), Italienisch" that of the line above.
            let before = if at == 0 { whole.sub(0, byte(*start)) } else { Piece::new("", 0) };
            let mut before = Some(before).filter(|piece| !piece.is_empty());
            if let Some(piece) = before.take_if(|piece| piece.text.ends_with([',', ')', ';']))
                && let Some(last) = out.last_mut().filter(|last| last.level.is_none())
            {
                last.level = graded(&piece);
            }
            let wrapped = lines.get(line_at + 1).filter(|_| at + 1 == names.len()).and_then(|next| joined(&rest, next));
            let level = [Some(rest), before, wrapped].into_iter().flatten().find_map(|piece| graded(&piece));
            match out.iter_mut().find(|known| fold(&known.name.text) == fold(&name.text)) {
                // A list of names above a table of levels.
                Some(known) => known.level = known.level.take().or(level),
                None => out.push(Found { name, level }),
            }
        }
    }
    out
}

/// The level that a piece states, with its words.
fn graded(piece: &Piece) -> Option<(Piece, &'static str)> {
    let level = lexicon::level(&piece.text)?;
    Some((piece.trim(&[':', ',', '(', ')', '-', '–', '|', '\t']), level))
}

/// A level whose words run on in the next line: "Englisch – mittlere" and "Kenntnisse".
fn joined(rest: &Piece, next: &Line) -> Option<Piece> {
    let next = next.whole();
    let goes_on = rest.text.chars().any(char::is_alphabetic)
        && next.text.split_whitespace().count() <= 4
        && lexicon::languages(&fold(&next.text)).is_empty();
    Piece::join(&[rest.clone(), next]).filter(|_| goes_on)
}

/// Languages side by side with their levels below.
fn grid(line: &Line, next: Option<&Line>) -> Option<Vec<Found>> {
    let next = next?;
    let one = |cell: &Piece| lexicon::languages(&fold(&cell.text)).len() == 1 && lexicon::level(&cell.text).is_none();
    let level = |cell: &Piece| lexicon::level(&cell.text).is_some() && lexicon::languages(&fold(&cell.text)).is_empty();
    let matches = line.cells.len() >= 2 && line.cells.len() == next.cells.len();
    if !matches || !line.cells.iter().all(one) || !next.cells.iter().all(level) {
        return None;
    }
    let pairs = line.cells.iter().zip(&next.cells);
    Some(
        pairs
            .map(|(name, level)| Found {
                name: name.clone(),
                level: lexicon::level(&level.text).map(|code| (level.clone(), code)),
            })
            .collect(),
    )
}

fn byte_of_char(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte)
}
