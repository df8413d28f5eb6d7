//! E-mail addresses that a narrow column broke over two or three lines, behind a sign of theirs or anywhere.

use super::contact::EMAIL;
use super::lines::Line;
use super::piece::Piece;
use dossier_formats::Span;

/// Ends of addresses that are complete.
const TOP_LEVELS: [&str; 24] = [
    "com", "org", "net", "ch", "de", "fr", "at", "uk", "eu", "io", "info", "ie", "li", "be", "lu", "it", "nl", "es",
    "pt", "biz", "name", "me", "dev", "co",
];
/// The longest rest of an address below its break, in characters.
const REST_MAX: usize = 24;

/// The first broken address of some lines.
pub(super) fn broken_email(lines: &[Line]) -> Option<Piece> {
    lines.windows(3).find_map(over_three).or_else(|| lines.windows(2).find_map(|pair| over_two(&pair[0], &pair[1])))
}

fn over_two(above: &Line, below: &Line) -> Option<Piece> {
    let (first, second) = (above.cells.last()?, below.cells.first()?);
    let in_column = above.column == below.column && (above.x0 - below.x0).abs() < 30.0;
    let head = &first.text;
    let joined = format!("{head}{}", second.text);
    let hit = EMAIL.find(&joined)?;
    let token = second.text.split_whitespace().next().unwrap_or_default();
    let one_word = second.text.split_whitespace().count() == 1;
    // A narrow column breaks an address anywhere: what goes on is one small word without blanks, no name or heading.
    let rest = one_word && goes_on(last_word(head), token)
        || head.contains('@') && head.ends_with('.') && TOP_LEVELS.contains(&token.to_lowercase().as_str());
    let broken = second.text.starts_with('@') || is_open(head) || token.contains('@') || rest;
    // At the end of a full line only a break at a hyphen of the name before the sign is told from two words.
    let lone = head.split_whitespace().count() <= 2
        || one_word && last_word(head).len() > 1 && head.ends_with('-') && token.contains('@');
    // Two whole addresses, or an address above a page's, are not one that is broken.
    let whole_below = EMAIL.find(&second.text).is_some_and(|hit| hit.start() == 0) && !head.ends_with(['-', '.', '_']);
    let whole_above = EMAIL.find(head).is_some_and(|hit| {
        hit.end() == head.len() && is_complete(hit.as_str()) && !(hit.as_str().ends_with(".co") && token == "m")
    });
    let spans_both = hit.start() < head.len() && hit.end() > head.len();
    (!whole_below && !whole_above && spans_both && broken && lone && in_column)
        .then(|| Piece { text: hit.as_str().to_owned(), span: Span::new(first.span.start, second.span.end) })
}

/// An address over three lines of a narrow column: `ANNA-`, `MUSTER@MAIL.EXAMPLE.`, `COM`; `E-Mail: anna-`,
/// `muster@mail.exampl`, `e.org`.
fn over_three(lines: &[Line]) -> Option<Piece> {
    let [above, middle, below] = lines else { return None };
    let alone = |line: &Line| line.cells.len() == 1 && !line.text().trim().contains(' ');
    let first = above.cells.last()?;
    let one_column = above.column == middle.column && middle.column == below.column;
    if !one_column || !alone(middle) || !alone(below) || first.text.split_whitespace().count() > 2 {
        return None;
    }
    let (middle_text, rest) = (middle.text(), below.text());
    let head = last_word(&first.text);
    let first_breaks =
        is_open(head) || head.contains('@') && !EMAIL.find(head).is_some_and(|hit| is_complete(hit.as_str()));
    let so_far = format!("{head}{middle_text}");
    let second_breaks = is_open(&middle_text)
        || so_far.contains('@')
            && goes_on(&so_far, rest.trim())
            && !EMAIL.find(&so_far).is_some_and(|hit| is_complete(hit.as_str()));
    let joined = format!("{so_far}{}", rest.trim());
    let whole = EMAIL.find(&joined).is_some_and(|hit| hit.start() == 0 && hit.end() == joined.len());
    (first_breaks && second_breaks && whole && is_complete(&joined))
        .then(|| Piece { text: joined, span: Span::new(first.span.start, below.cells[0].span.end) })
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

/// Whether no address ends like this.
fn is_open(text: &str) -> bool {
    text.ends_with(['@', '-', '.', '_'])
}

fn is_complete(address: &str) -> bool {
    let end = address.rsplit('.').next().unwrap_or_default().to_lowercase();
    TOP_LEVELS.contains(&end.as_str())
}

/// Whether a word below may be the rest of an address: of its signs, in its case.
fn goes_on(head: &str, word: &str) -> bool {
    let capitals = head.contains(|c: char| c.is_ascii_uppercase()) && !head.contains(|c: char| c.is_ascii_lowercase());
    let in_case = |c: char| if capitals { c.is_ascii_uppercase() } else { c.is_ascii_lowercase() };
    (1..=REST_MAX).contains(&word.chars().count())
        && word.chars().all(|c| in_case(c) || c.is_ascii_digit() || ".-_@".contains(c))
}
