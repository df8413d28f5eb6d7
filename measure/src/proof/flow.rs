//! How the text of a docx flows over pages: the same words in the same order, and what must not be torn apart.
//! Compares letters without white space, since readers and layouts differ in that; sees no margins.

use super::Fault;
use super::pages::{Piece, Zone, same_row};
use super::story::{Block, Chain, Taken, squeezed};
use dossier_core::formats::text::is_bullet;

/// Blocks that are looked at beyond the one that is not finished, to find where words go on.
const LOOK_AHEAD: usize = 6;
/// Letters that a piece needs to be looked for further on, unless it is a whole cell.
const AHEAD_LETTERS_MIN: usize = 4;
/// Places where words differ that are reported; one leads to the next.
const DIFFERENCES_MAX: usize = 3;
/// Lines up to which a paragraph is never split.
const WHOLE_LINES_MAX: usize = 3;
/// Lines of one word each, in one cell, from which on its column is too narrow.
const ONE_WORD_LINES: usize = 3;

/// Places blocks on pages; what is said of each is in its chains then. Returns where words differ.
pub fn align(blocks: &mut [Block], pieces: &[Piece], zone: &Zone) -> Vec<Fault> {
    let mut reading = Reading { blocks, at: 0, page: 0, repeated: Vec::new(), found: Vec::new() };
    for piece in pieces.iter().filter(|piece| zone.holds(piece)) {
        reading.piece(piece);
    }
    let (last, page) = (reading.blocks.len(), reading.page);
    reading.skip_to(last, page);
    let mut found = reading.found;
    let more = found.len().saturating_sub(DIFFERENCES_MAX);
    if more > 0 {
        found.truncate(DIFFERENCES_MAX);
        found.push(Fault::new(page, &format!("words differ in {more} more places"), ""));
    }
    found
}

struct Reading<'a> {
    blocks: &'a mut [Block],
    /// The first block that is not finished.
    at: usize,
    page: u32,
    /// What is left of a table's head that may stand again at the top of the page.
    repeated: Vec<Chain>,
    found: Vec<Fault>,
}

impl Reading<'_> {
    fn piece(&mut self, piece: &Piece) {
        if piece.text.chars().all(|c| c.is_whitespace() || is_bullet(c)) {
            return;
        }
        while self.blocks.get(self.at).is_some_and(|block| !is_open(block)) {
            self.at += 1;
        }
        if piece.page != self.page {
            self.page = piece.page;
            self.repeated = self.head_again();
        }
        if !self.repeated.is_empty() {
            if take(&mut self.repeated, piece) {
                return;
            }
            self.repeated.clear();
        }
        let text = squeezed(&piece.text);
        for at in self.at..self.blocks.len().min(self.at + 1 + LOOK_AHEAD) {
            let block = &mut self.blocks[at];
            let sure = text.chars().count() >= AHEAD_LETTERS_MIN || block.chains.iter().any(|chain| chain.text == text);
            if (at == self.at || sure) && take(&mut block.chains, piece) {
                self.skip_to(at, piece.page);
                return;
            }
        }
        self.found.push(Fault::new(piece.page, "words that the docx does not have here", &piece.text));
    }

    /// The head of the table whose rows go on, before the first of them is read on a new page.
    fn head_again(&self) -> Vec<Chain> {
        let Some(block) = self.blocks.get(self.at).filter(|block| block.table.is_some() && !block.head) else {
            return Vec::new();
        };
        let head = self.blocks[..self.at].iter().find(|head| head.head && head.table == block.table);
        let fresh = |chain: &Chain| Chain { done: 0, taken: Vec::new(), ..chain.clone() };
        head.map(|head| head.chains.iter().map(fresh).collect()).unwrap_or_default()
    }

    /// Goes on to a block; what is left of those before it is missing.
    fn skip_to(&mut self, to: usize, page: u32) {
        for block in &mut self.blocks[self.at..to] {
            if is_open(block) {
                let left: Vec<&str> = block.chains.iter().map(Chain::rest).filter(|rest| !rest.is_empty()).collect();
                self.found.push(Fault::new(page, "words of the docx that are not there", &left.join(" ")));
            }
            for chain in &mut block.chains {
                chain.done = chain.text.len();
            }
        }
        self.at = to;
    }
}

/// Whether some of a block's text has not been found. A dash alone is read as the mark of a list and may be missing.
fn is_open(block: &Block) -> bool {
    block.chains.iter().any(|chain| !chain.rest().chars().all(is_bullet))
}

/// Takes a piece's text from chains, if it goes on there.
fn take(chains: &mut [Chain], piece: &Piece) -> bool {
    let bare = piece.text.trim_start().trim_start_matches(is_bullet);
    for text in [piece.text.as_str(), bare] {
        let words: Vec<&str> = text.split_whitespace().collect();
        let rests: Vec<Option<&str>> = chains.iter().map(|chain| Some(chain.rest())).collect();
        let Some(shares) = shares(&rests, &words) else { continue };
        for share in shares {
            let chain = &mut chains[share.chain];
            chain.taken.push(Taken { start: chain.done, words: share.words, page: piece.page, base: piece.base });
            chain.done += share.bytes;
        }
        return true;
    }
    false
}

/// What a piece takes from a chain.
struct Share {
    chain: usize,
    bytes: usize,
    words: usize,
}

/// How words go on in chains: all in one, or the first of them in one and the others in others, as where two cells stand so
/// close to each other that they are read as one piece. Each chain is gone on with once.
fn shares(rests: &[Option<&str>], words: &[&str]) -> Option<Vec<Share>> {
    for count in (1..=words.len()).rev() {
        let text = words[..count].concat();
        for (chain, rest) in rests.iter().enumerate() {
            let Some(bytes) = rest.and_then(|rest| goes_on(rest, &text)) else { continue };
            if count == words.len() {
                return Some(vec![Share { chain, bytes, words: count }]);
            }
            let mut others = rests.to_vec();
            others[chain] = None;
            if let Some(more) = shares(&others, &words[count..]) {
                return Some(std::iter::once(Share { chain, bytes, words: count }).chain(more).collect());
            }
        }
    }
    None
}

/// How many bytes of a chain's rest a text is. A hyphen at its end may be of the layout, and a dash before it may have been
/// read as the mark of a list.
fn goes_on(rest: &str, text: &str) -> Option<usize> {
    if rest.starts_with(text) {
        return Some(text.len());
    }
    if let Some(start) = text.strip_suffix('-').filter(|start| !start.is_empty())
        && rest.len() > start.len()
        && rest.starts_with(start)
    {
        return Some(start.len());
    }
    let bare = rest.trim_start_matches(is_bullet);
    (bare.len() < rest.len() && bare.starts_with(text)).then(|| rest.len() - bare.len() + text.len())
}

/// What is torn apart: rows of tables, paragraphs of few lines, single lines, headings without what they head.
pub fn torn(blocks: &[Block], pieces: &[Piece], zone: &Zone) -> Vec<Fault> {
    let placed: Vec<(&Block, Vec<Taken>)> =
        blocks.iter().map(|block| (block, block.lines())).filter(|(_, lines)| !lines.is_empty()).collect();
    let mut found = Vec::new();
    for (at, (block, lines)) in placed.iter().enumerate() {
        let (first, last) = (lines[0].page, lines[lines.len() - 1].page);
        if first == last {
            let next = placed[at + 1..].iter().find(|(_, lines)| lines[0].page > last).map(|(next, _)| *next);
            found.extend(next.and_then(|next| stranded(block, next, &lines[lines.len() - 1], pieces, zone)));
            continue;
        }
        let on = |page: u32| lines.iter().filter(|line| line.page == page).count();
        let what = if block.table.is_some() {
            "a row of a table that is split"
        } else if lines.len() <= WHOLE_LINES_MAX {
            "a short paragraph that is split"
        } else if on(first) == 1 {
            "one line of a paragraph alone at the foot"
        } else if on(last) == 1 {
            "one line of a paragraph alone on the next page"
        } else {
            continue;
        };
        found.push(Fault::new(first, what, &block.text));
    }
    found
}

/// A heading in the last two lines of a page, unless all that it heads stands there; a table's head in the last one. `next`
/// is the first block of the next page.
fn stranded(block: &Block, next: &Block, line: &Taken, pieces: &[Piece], zone: &Zone) -> Option<Fault> {
    let lines_max = match (block.head, block.heading) {
        (true, _) => 0,
        (_, 1..=6) => 1,
        _ => return None,
    };
    let heads_next = if block.head { next.table == block.table } else { !(1..=block.heading).contains(&next.heading) };
    let below: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| piece.page == line.page && zone.holds(piece) && piece.base > line.base + 0.3 * piece.size)
        .collect();
    let rows = below.chunk_by(|a, b| same_row(a, b)).count();
    (heads_next && rows <= lines_max).then(|| Fault::new(line.page, "a heading alone at the foot", &block.text))
}

/// Cells whose column is so narrow that line after line holds a single word.
pub fn narrow(blocks: &[Block]) -> Vec<Fault> {
    let mut found = Vec::new();
    for block in blocks.iter().filter(|block| block.table.is_some()) {
        for chain in block.chains.iter().filter(|chain| one_word_lines(chain) >= ONE_WORD_LINES) {
            let page = chain.taken.first().map_or(0, |taken| taken.page);
            found.push(Fault::new(page, "a column of single words", &chain.text));
        }
    }
    found
}

/// The longest sequence of lines with one word each that no line break of the document parts.
fn one_word_lines(chain: &Chain) -> usize {
    let (mut longest, mut sequence) = (0, 0);
    for line in chain.taken.chunk_by(|a, b| a.page == b.page && (a.base - b.base).abs() < 2.0) {
        let words: usize = line.iter().map(|taken| taken.words).sum();
        if words != 1 {
            sequence = 0;
        } else if chain.breaks.contains(&line[0].start) {
            sequence = 1;
        } else {
            sequence += 1;
        }
        longest = longest.max(sequence);
    }
    longest
}
