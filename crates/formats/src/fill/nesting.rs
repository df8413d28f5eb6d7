//! What is wrong with how the statements of a part nest, tag by tag: a part that the engine cannot read as a whole is mended, so
//! that one fault does not hide the others. What is mended is checked and never filled in.

use super::render::{self, Source};
use super::suggest;
use super::tags::{self, Kind, Paragraph};
use super::tree::{Element, Node};

/// A tag that cannot stay as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misplaced {
    /// Paragraph from 1 in the part; 0 where it is not known.
    pub paragraph: u32,
    /// The tag as written.
    pub tag: String,
    /// What is wrong with it.
    pub detail: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

/// Faults of a part; one with more of them is no template.
const FAULTS_MAX: usize = 300;
/// Characters of a tag that is never closed.
const TAG_CHARS_MAX: usize = 60;

/// First words of statements; of two that are equally near, the first is meant.
const WORDS: [&str; 9] = ["for", "if", "with", "elif", "else", "set", "endfor", "endif", "endwith"];

/// What opens and is closed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    For,
    If,
    With,
}

impl Block {
    fn end(self) -> &'static str {
        match self {
            Self::For => "endfor",
            Self::If => "endif",
            Self::With => "endwith",
        }
    }

    /// A statement that opens it and names nothing.
    fn plain(self) -> &'static str {
        match self {
            Self::For => "for one in []",
            Self::If => "if true",
            Self::With => "with one = 0",
        }
    }
}

/// What a tag does to the nesting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Value,
    Opens(Block),
    /// `else` and `elif`.
    Between,
    Closes(Block),
    /// `end` alone, which closes whatever is open.
    Ends,
    Sets,
    /// It belongs to a text box, whose statements nest among themselves.
    Apart,
}

fn role_of(word: &str) -> Option<Role> {
    Some(match word {
        "for" => Role::Opens(Block::For),
        "if" => Role::Opens(Block::If),
        "with" => Role::Opens(Block::With),
        "else" | "elif" => Role::Between,
        "endfor" => Role::Closes(Block::For),
        "endif" => Role::Closes(Block::If),
        "endwith" => Role::Closes(Block::With),
        "set" => Role::Sets,
        _ => return None,
    })
}

/// A tag on its way from the template to what is checked.
#[derive(Clone, Debug)]
struct Piece {
    role: Role,
    kind: Kind,
    /// The tag as written.
    tag: String,
    /// What the engine reads.
    inner: String,
    paragraph: u32,
}

/// A statement that waits for its end.
struct Open {
    block: Block,
    tag: String,
    paragraph: u32,
    /// Whether its `else` was there.
    turned: bool,
}

impl Open {
    /// Whether `else`, or `elif`, may stand in it now.
    fn takes(&mut self, elif: bool) -> bool {
        let may = !self.turned
            && match self.block {
                Block::If => true,
                Block::For => !elif,
                Block::With => false,
            };
        self.turned |= may && !elif;
        may
    }

    /// Its end, which the template does not have.
    fn closing(&self) -> Piece {
        let inner = self.block.end().to_owned();
        Piece {
            role: Role::Closes(self.block),
            kind: Kind::Statement,
            tag: self.tag.clone(),
            inner,
            paragraph: self.paragraph,
        }
    }
}

/// The faults of a part's statements, and its tags mended so that the engine can read them. `root` is the part as it was
/// written, with its paragraphs numbered.
pub(super) fn survey(root: &Element, paragraphs: Vec<Paragraph>) -> (Vec<Misplaced>, Source) {
    let mut survey = Survey { faults: Vec::new() };
    let pieces = survey.container(root);
    let mut source = Source { text: String::new(), spots: Vec::new(), paragraphs };
    for piece in pieces {
        render::put_tag(&piece.tag, &piece.inner, piece.kind, &mut source, piece.paragraph);
    }
    let mut faults = survey.faults;
    faults.sort_by_key(|fault| fault.paragraph);
    (faults, source)
}

struct Survey {
    faults: Vec<Misplaced>,
}

impl Survey {
    fn fault(&mut self, paragraph: u32, tag: &str, detail: String, suggestion: Option<String>) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Misplaced { paragraph, tag: tag.to_owned(), detail, suggestion });
        }
    }

    /// The mended tags of a part, or of a text box.
    fn container(&mut self, element: &Element) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.gather(element, &mut pieces);
        self.nest(pieces)
    }

    fn gather(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        for inner in element.elements() {
            if tags::is_paragraph(inner) {
                self.paragraph(inner, pieces);
            } else if !tags::is_apart(inner) {
                self.gather(inner, pieces);
            }
        }
    }

    fn paragraph(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let number = element.paragraph;
        let mut whole = String::new();
        let mut beside = Vec::new();
        self.read(element, number, &mut whole, &mut beside);
        let (found, unclosed) = tags::find_some(&whole);
        let mut beside = beside.into_iter().peekable();
        for tag in found {
            while let Some((_, inner)) = beside.next_if(|(at, _)| *at <= tag.start) {
                pieces.extend(inner);
            }
            if tag.kind != Kind::Remark {
                pieces.extend(self.piece(tag.kind, &whole[tag.start..tag.end], number));
            }
        }
        pieces.extend(beside.flat_map(|(_, inner)| inner));
        if let Some(start) = unclosed {
            let tag: String = whole[start..].chars().take(TAG_CHARS_MAX).collect();
            self.fault(number, &tag, "its braces are never closed".to_owned(), None);
        }
    }

    /// The text of a paragraph, and what stands beside it with its position in the text: the tags of text boxes and of
    /// alternative texts.
    fn read(&mut self, element: &Element, number: u32, whole: &mut String, beside: &mut Vec<(usize, Vec<Piece>)>) {
        if let Some(tag) = render::alternative_tag(element) {
            let piece = self.piece(Kind::Value, &tag, number);
            beside.push((whole.len(), piece.into_iter().collect()));
        }
        for node in &element.children {
            match node {
                Node::Element(inner) if inner.local() == "txbxContent" => {
                    let pieces = self.container(inner);
                    let apart = pieces.into_iter().map(|piece| Piece { role: Role::Apart, ..piece });
                    beside.push((whole.len(), apart.collect()));
                }
                Node::Element(inner) if !tags::is_apart(inner) => self.read(inner, number, whole, beside),
                Node::Text(text) if tags::is_text(element) => whole.push_str(text),
                _ => {}
            }
        }
    }

    /// A tag by itself; what cannot be read gives way to something that nests alike, or goes.
    fn piece(&mut self, kind: Kind, tag: &str, paragraph: u32) -> Option<Piece> {
        let mut inner = tags::content(tag).replace(render::is_sign, "");
        let role = if kind == Kind::Value { Role::Value } else { self.role(tag, &mut inner, paragraph)? };
        if let Some(detail) = fault_in(role, &inner) {
            let else_if = role == Role::Between && inner.trim_matches(['-', '+', ' ']).starts_with("else if");
            self.fault(paragraph, tag, detail, else_if.then(|| "elif".to_owned()));
            inner = stand_in(role, &inner)?;
        }
        Some(Piece { role, kind, tag: tag.to_owned(), inner, paragraph })
    }

    /// What a statement does; a misspelt word becomes the one that is near.
    fn role(&mut self, tag: &str, inner: &mut String, paragraph: u32) -> Option<Role> {
        let word = tags::keyword(tag);
        if let Some(role) = role_of(&word) {
            return Some(role);
        }
        if word == "end" {
            self.fault(paragraph, tag, "statements end with endfor, endif or endwith".to_owned(), None);
            return Some(Role::Ends);
        }
        let near = suggest::nearest(&word, WORDS.into_iter());
        let others = if near.is_none() { "; templates have for, if, with and set only" } else { "" };
        self.fault(paragraph, tag, format!("unknown statement {word}{others}"), near.map(str::to_owned));
        let near = near?;
        *inner = inner.replacen(&word, near, 1);
        role_of(near)
    }

    /// Tells which statements have no counterpart or a wrong one, and gives them one.
    fn nest(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let roles: Vec<Role> = pieces.iter().map(|piece| piece.role).collect();
        let mut open: Vec<Open> = Vec::new();
        let mut out = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.into_iter().enumerate() {
            if self.faults.len() >= FAULTS_MAX {
                break;
            }
            match piece.role {
                Role::Opens(block) => {
                    open.push(Open { block, tag: piece.tag.clone(), paragraph: piece.paragraph, turned: false });
                    out.push(piece);
                }
                Role::Between => {
                    let elif = piece.inner.trim_matches(['-', '+', ' ']).starts_with("elif");
                    if open.last_mut().is_some_and(|top| top.takes(elif)) {
                        out.push(piece);
                    } else {
                        let detail = "it stands in no if or for that it may belong to".to_owned();
                        self.fault(piece.paragraph, &piece.tag, detail, None);
                    }
                }
                Role::Closes(block) => {
                    let rest = roles.get(at + 1..).unwrap_or_default();
                    self.close(block, piece, rest, &mut open, &mut out);
                }
                Role::Ends => out.extend(open.pop().map(|top| top.closing())),
                Role::Value | Role::Sets | Role::Apart => out.push(piece),
            }
        }
        while let Some(left) = open.pop() {
            self.unclosed(&left);
            out.push(left.closing());
        }
        out
    }

    fn unclosed(&mut self, open: &Open) {
        let detail = format!("it has no counterpart: {{% {} %}} is missing", open.block.end());
        self.fault(open.paragraph, &open.tag, detail, None);
    }

    /// The end of a statement: of the one that is open, of one around it, a wrong one, or one of nothing. What follows decides.
    fn close(&mut self, block: Block, piece: Piece, rest: &[Role], open: &mut Vec<Open>, out: &mut Vec<Piece>) {
        let count = |wanted: Block| open.iter().filter(|one| one.block == wanted).count();
        let Some(top) = open.last() else {
            self.fault(piece.paragraph, &piece.tag, "it has no counterpart".to_owned(), None);
            return;
        };
        let around = count(block);
        if top.block == block {
            open.pop();
            out.push(piece);
        } else if around > 0 && spare(block, rest) < around {
            // It closes one further out; those in between are never closed.
            while let Some(inner) = open.pop().filter(|inner| inner.block != block) {
                self.unclosed(&inner);
                out.push(inner.closing());
            }
            out.push(piece);
        } else if spare(top.block, rest) < count(top.block) {
            let detail = format!("it closes {} of paragraph {}, which ends otherwise", top.tag, top.paragraph);
            let suggestion = format!("{{% {} %}}", top.block.end());
            out.push(top.closing());
            open.pop();
            self.fault(piece.paragraph, &piece.tag, detail, Some(suggestion));
        } else {
            self.fault(piece.paragraph, &piece.tag, "it has no counterpart".to_owned(), None);
        }
    }
}

/// How many ends of a block follow that have no beginning there.
fn spare(block: Block, rest: &[Role]) -> usize {
    let (mut open, mut spare) = (0_usize, 0);
    for role in rest {
        if *role == Role::Opens(block) {
            open += 1;
        } else if *role == Role::Closes(block) {
            match open.checked_sub(1) {
                Some(less) => open = less,
                None => spare += 1,
            }
        }
    }
    spare
}

/// Why the engine cannot read a tag even where everything around it is right.
fn fault_in(role: Role, inner: &str) -> Option<String> {
    let statement = |inner: &str| render::code(Kind::Statement, inner);
    let text = match role {
        Role::Value => render::code(Kind::Value, inner),
        Role::Opens(block) => statement(inner) + &statement(block.end()),
        Role::Closes(block) => statement(block.plain()) + &statement(inner),
        Role::Between => statement(Block::If.plain()) + &statement(inner) + &statement(Block::If.end()),
        Role::Sets => statement(inner),
        Role::Ends | Role::Apart => return None,
    };
    render::unreadable(&text)
}

/// What nests like a statement that cannot be read; `None` for a tag that may go.
fn stand_in(role: Role, inner: &str) -> Option<String> {
    let inner = inner.trim_matches(['-', '+', ' ']);
    match role {
        Role::Opens(Block::For) => {
            // What it wanted to bind stays bound, so that the tags in the loop are no faults.
            let name = inner.split(' ').filter(|word| !word.is_empty()).nth(1).unwrap_or_default();
            let named = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let wanted = format!("for {name} in []");
            let fits = named && fault_in(role, &wanted).is_none();
            Some(if fits { wanted } else { Block::For.plain().to_owned() })
        }
        Role::Opens(block) => Some(block.plain().to_owned()),
        Role::Closes(block) => Some(block.end().to_owned()),
        Role::Between if inner.starts_with("else") && !inner.starts_with("else if") => Some("else".to_owned()),
        Role::Between => Some("elif true".to_owned()),
        Role::Value | Role::Sets | Role::Ends | Role::Apart => None,
    }
}
