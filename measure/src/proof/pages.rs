//! Geometry of pages: margins, lines over each other, white space, a last page with next to nothing on it.
//! Sees where text stands and not what it says; what belongs together is the business of `flow`.

use super::Fault;
use dossier_core::formats::write::doc::Rgb;
use dossier_core::formats::{Cell, Line, PageSize, Place, SourceText};
use dossier_core::sheet::{Look, Sheet};

/// Distance in points by which text may miss a margin.
const TOLERANCE: f32 = 2.0;
/// Distance of the page's head from its upper edge, and of its foot from the lower one, in points.
const HEAD_EDGE: f32 = 28.35;
const FOOT_EDGE: f32 = 25.5;
/// Share of the smaller height by which two lines may overlap; accents reach into the line above.
const OVERLAP_MAX: f32 = 0.35;
/// Distance of base lines in points beyond which no lines overlap.
const REACH: f32 = 40.0;
/// Share of a page's height that may stay white.
const WHITE_MAX: f32 = 0.25;
/// Share of the text's height that the last of several pages is filled to, at least.
const LAST_PAGE_MIN: f32 = 0.15;

/// A stretch of text on a page, in points from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub page: u32,
    pub x0: f32,
    pub x1: f32,
    /// Where its letters stand.
    pub base: f32,
    pub size: f32,
    pub text: String,
}

impl Piece {
    pub fn top(&self) -> f32 {
        self.base - 0.8 * self.size
    }

    pub fn bottom(&self) -> f32 {
        self.base + 0.2 * self.size
    }
}

/// Where the text of a page goes, in points from the upper left corner.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    page_height: f32,
}

impl Zone {
    pub fn new(look: Look, page: PageSize) -> Self {
        let margins = Sheet::new(look, Rgb(0, 0, 0), "", "").margins;
        let points = |twips: u32| twips as f32 / 20.0;
        Self {
            left: points(margins.left),
            top: points(margins.top),
            right: page.width - points(margins.right),
            bottom: page.height - points(margins.bottom),
            page_height: page.height,
        }
    }

    /// Whether a piece is neither of the page's head nor of its foot.
    pub fn holds(&self, piece: &Piece) -> bool {
        (self.top - TOLERANCE..=self.bottom + TOLERANCE).contains(&piece.base)
    }
}

/// The text of pages from top to bottom, each row from left to right, whatever columns the reader saw.
pub fn pieces(source: &SourceText) -> Vec<Piece> {
    let mut found: Vec<Piece> = source.lines.iter().flat_map(|line| of_line(source, line)).collect();
    found.sort_by(|a, b| a.page.cmp(&b.page).then(a.base.total_cmp(&b.base)));
    for row in found.chunk_by_mut(same_row) {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    found
}

fn of_line(source: &SourceText, line: &Line) -> Vec<Piece> {
    let Place::Page { page, r#box: [_, top, _, bottom] } = line.place else { return Vec::new() };
    let base = bottom - 0.2 * (bottom - top);
    let piece = |cell: &Cell| Piece {
        page,
        x0: cell.x0,
        x1: cell.x1,
        base,
        size: cell.style.size.max(1.0),
        text: source.slice(cell.span).to_owned(),
    };
    line.cells.iter().map(piece).collect()
}

/// Whether two pieces stand on one line.
pub fn same_row(a: &Piece, b: &Piece) -> bool {
    a.page == b.page && (a.base - b.base).abs() <= 0.3 * a.size.min(b.size)
}

/// What is wrong on the pages; `running` holds what heads and feet say, as [`super::masked`] gives it.
pub fn faults(pieces: &[Piece], zone: &Zone, running: &[String], pages: u32) -> Vec<Fault> {
    let mut found: Vec<Fault> = pieces.iter().filter_map(|piece| outside(piece, zone, running)).collect();
    found.extend(overlaps(pieces));
    for page in 1..=pages {
        let body: Vec<&Piece> = pieces.iter().filter(|piece| piece.page == page && zone.holds(piece)).collect();
        found.extend(white(&body, zone, page, pages));
    }
    found
}

fn outside(piece: &Piece, zone: &Zone, running: &[String]) -> Option<Fault> {
    let side = if piece.x0 < zone.left - TOLERANCE {
        "left"
    } else if piece.x1 > zone.right + TOLERANCE {
        "right"
    } else if zone.holds(piece) {
        let sticks_out = piece.top() < zone.top - TOLERANCE || piece.bottom() > zone.bottom + TOLERANCE;
        return sticks_out.then(|| Fault::new(piece.page, "text across the upper or lower margin", &piece.text));
    } else if piece.top() < HEAD_EDGE - TOLERANCE {
        "upper"
    } else if piece.bottom() > zone.page_height - FOOT_EDGE + TOLERANCE {
        "lower"
    } else {
        let text = super::masked(&piece.text);
        let known = running.iter().any(|line| line.contains(&text) || text.contains(line.as_str()));
        return (!known).then(|| Fault::new(piece.page, "text of the body in the head or foot", &piece.text));
    };
    Some(Fault::new(piece.page, &format!("text outside the {side} margin"), &piece.text))
}

fn overlaps(pieces: &[Piece]) -> Vec<Fault> {
    let mut found = Vec::new();
    for (at, one) in pieces.iter().enumerate() {
        let near = pieces[at + 1..].iter().take_while(|other| other.page == one.page && other.base - one.base < REACH);
        for other in near {
            let height = one.bottom().min(other.bottom()) - one.top().max(other.top());
            let width = one.x1.min(other.x1) - one.x0.max(other.x0);
            if height > OVERLAP_MAX * one.size.min(other.size) && width > TOLERANCE {
                found.push(Fault::new(one.page, &format!("«{}» over", super::short(&other.text)), &one.text));
            }
        }
    }
    found
}

/// White space in the body of a page, at its foot, or nearly all of a last page.
fn white(body: &[&Piece], zone: &Zone, page: u32, pages: u32) -> Vec<Fault> {
    let Some(last) = body.last() else { return vec![Fault::new(page, "a page without text", "")] };
    let mut found = Vec::new();
    let white_max = zone.page_height * WHITE_MAX;
    let mut above = zone.top;
    for piece in body {
        if piece.top() - above > white_max {
            found.push(Fault::new(page, "more than a quarter of the page white above", &piece.text));
        }
        above = above.max(piece.bottom());
    }
    if page < pages && zone.bottom - above > white_max {
        found.push(Fault::new(page, "more than a quarter of the page white below", &last.text));
    }
    let filled = (above - zone.top) / (zone.bottom - zone.top);
    if page == pages && pages > 1 && filled < LAST_PAGE_MIN {
        found.push(Fault::new(page, &format!("a last page filled to {:.0} %", filled * 100.0), &last.text));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::made;
    use super::*;

    fn said(rows: &[(u32, f32, f32, &str)]) -> Vec<String> {
        let source = made::pages(rows);
        let zone = Zone::new(Look::Classic, source.pages[0]);
        let pages = u32::try_from(source.pages.len()).expect("few pages");
        let found = faults(&pieces(&source), &zone, &["KornhausAG".to_owned(), "Seite0von0".to_owned()], pages);
        found.into_iter().map(|fault| format!("{} {} {}", fault.page, fault.what, fault.text)).collect()
    }

    #[test]
    fn a_sound_page_is_not_complained_of() {
        let rows = [
            (1, 65.2, 40.0, "Kornhaus AG"),
            (1, 65.2, 90.0, "Titel"),
            (1, 65.2, 104.0, "Text\tText"),
            (1, 65.2, 300.0, "mehr"),
            (1, 65.2, 810.0, "Seite 3 von 9"),
        ];
        assert_eq!(said(&rows), Vec::<String>::new());
    }

    #[test]
    fn margins_are_kept() {
        assert_eq!(said(&[(1, 60.0, 90.0, "links")]), ["1 text outside the left margin links"]);
        assert_eq!(said(&[(1, 529.0, 90.0, "rechts")]), ["1 text outside the right margin rechts"]);
        let rows = [(1, 65.2, 90.0, "da"), (1, 65.2, 805.0, "Fliesstext")];
        assert_eq!(said(&rows), ["1 text of the body in the head or foot Fliesstext"]);
        let rows = [(1, 65.2, 20.0, "Kornhaus AG"), (1, 65.2, 90.0, "da")];
        assert_eq!(said(&rows), ["1 text outside the upper margin Kornhaus AG"]);
    }

    #[test]
    fn lines_do_not_lie_over_each_other() {
        let rows = [(1, 65.2, 90.0, "eine Zeile"), (1, 65.2, 95.0, "darüber")];
        assert_eq!(said(&rows), ["1 «darüber» over eine Zeile"]);
        assert_eq!(said(&[(1, 65.2, 90.0, "eine Zeile"), (1, 300.0, 95.0, "daneben")]), Vec::<String>::new());
    }

    #[test]
    fn white_space_is_bounded() {
        let rows = [(1, 65.2, 90.0, "oben"), (1, 65.2, 400.0, "unten"), (2, 65.2, 90.0, "Rest")];
        assert_eq!(
            said(&rows),
            [
                "1 more than a quarter of the page white above unten",
                "1 more than a quarter of the page white below unten",
                "2 a last page filled to 2 % Rest",
            ]
        );
    }
}
