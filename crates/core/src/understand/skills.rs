//! Skills in their printed groups: `Group: a, b`, label columns, group lines with items below, tag rows.

use super::concepts::Lexicon;
use super::lexicon;
use super::lines::Line;
use super::piece::Piece;

/// A group as found.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub name: Option<Piece>,
    pub keywords: Vec<Piece>,
}

const SEPARATORS: &[char] = &[',', ';', '|', '·', '•', '\t', '/', '–', '—', '●', '▪'];

pub(crate) fn skills(lines: &[Line], concepts: &Lexicon) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut previous: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        let whole = line.whole();
        let (name, content) = split_group(line, &whole, concepts);
        let continues = previous.is_some_and(|previous| goes_on(previous, line)) && name.is_none();
        if name.is_none() && is_group_line(line, next, lines) {
            out.push(Group { name: Some(whole.trim(&[':'])), keywords: Vec::new() });
            previous = Some(line);
            continue;
        }
        if name.is_some() || out.is_empty() {
            out.push(Group { name, keywords: Vec::new() });
        }
        let Some(group) = out.last_mut() else { continue };
        let mut items: Vec<Piece> = items(&content).iter().flat_map(|item| run_together(item, concepts)).collect();
        if continues && let (Some(last), Some(first)) = (group.keywords.last().cloned(), items.first().cloned()) {
            // "Peritoneal" / "dialysis": an item that runs over the line's end.
            if let Some(joined) = Piece::join(&[last, first]) {
                group.keywords.pop();
                items[0] = joined;
            }
        }
        for item in items {
            if !group.keywords.iter().any(|known| known.text == item.text) {
                group.keywords.push(item);
            }
        }
        previous = Some(line);
    }
    out.retain(|group| !group.keywords.is_empty());
    out
}

/// Whether a line ends in the middle of an item that the next one finishes.
fn goes_on(previous: &Line, line: &Line) -> bool {
    let text = previous.text();
    let open = !text.trim_end().ends_with([',', ';', '.', '|', '·', '/']);
    let lower = line.text().chars().next().is_some_and(char::is_lowercase);
    let wide = previous.x1 > previous.x0;
    !line.bullet && wide && lower && open && line.cells.len() == 1 && text.contains([',', ';', ':'])
}

fn split_group(line: &Line, whole: &Piece, concepts: &Lexicon) -> (Option<Piece>, Piece) {
    if let Some(at) = whole.text.find(':') {
        let head = whole.sub(0, at);
        if head.text.chars().count() <= 40
            && head.text.split_whitespace().count() <= 5
            && !head.text.contains([',', ';', '\t'])
            && !whole.text[at..].starts_with("://")
        {
            return (Some(head), whole.sub(at + 1, whole.text.len()));
        }
    }
    if line.cells.len() == 2 {
        let (label, value) = (&line.cells[0], &line.cells[1]);
        let listed = value.text.contains([',', ';', '·', '|']);
        let short = label.text.split_whitespace().count() <= 4 && !label.text.contains(',');
        if short
            && (listed || (line.style.bold && lexicon::level(&value.text).is_none()))
            // "Programmierung" is a skill too, but not in bold before a list.
            && (concepts.item(&label.text).is_none() || (listed && line.style.bold))
        {
            return (Some(label.clone()), value.clone());
        }
    }
    (None, whole.clone())
}

/// A line that names a group whose items follow.
fn is_group_line(line: &Line, next: Option<&Line>, all: &[Line]) -> bool {
    let Some(next) = next else { return false };
    let text = line.text();
    if line.cells.len() > 1 || line.bullet || text.contains([',', ';', '·', '|']) || text.split_whitespace().count() > 4
    {
        return false;
    }
    if text.trim_end().ends_with(':') {
        return true;
    }
    let heavier = line.style.bold && !next.style.bold || line.style.heading > next.style.heading;
    let outdented = next.x0 > line.x0 + 4.0 && next.cells.len() == 1;
    let listed = next.cells.len() > 1 || next.text().contains([',', '·', '|', ';']) || next.bullet;
    let only_some = all.iter().filter(|other| other.looks_like(line)).count() < all.len();
    (heavier && only_some)
        || (line.style.bold && next.cells.len() > 1)
        || (outdented && only_some)
        || (listed && only_some && line.style.bold)
}

/// Tags that stand so close that they look like one item: names that the lexicon knows, one behind the other.
fn run_together(item: &Piece, concepts: &Lexicon) -> Vec<Piece> {
    let words: Vec<&str> = item.text.split(' ').collect();
    if words.len() < 2 || concepts.item(&item.text).is_some() {
        return vec![item.clone()];
    }
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut byte) = (0, 0);
    while at < words.len() {
        let longest = (at + 1..=words.len()).rev().find(|end| {
            let name = words[at..*end].join(" ");
            name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
                && concepts.item(&name).is_some()
        });
        let Some(end) = longest else { return vec![item.clone()] };
        byte += words[at..end].iter().map(|word| word.len() + 1).sum::<usize>();
        at = end;
        if at < words.len() {
            cuts.push((byte - 1, byte));
        }
    }
    item.split_at(&cuts)
}

fn items(content: &Piece) -> Vec<Piece> {
    let parts = if content.text.contains([',', ';', '|', '·', '•', '\t', '●', '▪']) {
        let mut parts = content.split_signs(&[',', ';', '|', '·', '•', '\t', '●', '▪']);
        if parts.len() == 1 {
            parts = content.split_signs(SEPARATORS);
        }
        parts
    } else {
        vec![content.clone()]
    };
    parts.iter().flat_map(split_slashes).flat_map(|part| clean(&part)).collect()
}

/// `HPLC / GC-MS / LIMS`: a stroke between blanks separates, one without joins (`CI/CD`).
fn split_slashes(part: &Piece) -> Vec<Piece> {
    let at: Vec<(usize, usize)> = part.text.match_indices(" / ").map(|(at, _)| (at, at + 3)).collect();
    let open = part.text.trim_end().ends_with(" /");
    if at.is_empty() && !open { vec![part.clone()] } else { part.trim(&['/']).split_at(&at) }
}

/// An item without its level, years or trailing conjunction; running text is no item.
fn clean(part: &Piece) -> Option<Piece> {
    let mut item = part.trim(&['.', '-', '–', ':', '*', '"', '“', '”']);
    for joint in ["und ", "and ", "et ", "sowie "] {
        if item.text.starts_with(joint) {
            item = item.sub(joint.len(), item.text.len());
        }
    }
    if item.text.ends_with(')')
        && let Some(open) = item.text.rfind('(')
    {
        let inner = &item.text[open + 1..item.text.len() - 1];
        let level = lexicon::level(inner).is_some()
            || inner.chars().any(|c| c.is_ascii_digit())
            || ["expert", "experte", "avancé", "sehr gut", "gut", "profi"].contains(&inner.to_lowercase().as_str());
        if level && open > 0 {
            item = item.sub(0, open);
        }
    }
    let graphic = item.text.chars().filter(|c| !c.is_alphanumeric()).count() * 2 > item.text.chars().count()
        && !matches!(item.text.as_str(), "C++" | "C#" | ".NET");
    let words = item.text.split_whitespace().count();
    let sentence = words > 8 || item.text.chars().count() > 70;
    (!item.is_empty() && !graphic && !sentence).then_some(item)
}

/// Items of a technology line within a station or project.
pub(crate) fn technologies(content: &Piece) -> Vec<Piece> {
    items(content)
}
