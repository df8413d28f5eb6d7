//! The source beside the fields: lines with numbers, on a picture of the page or as text, and which fields stand in which line.

use super::fields::FieldView;
use dossier::core::formats::{PageSize, Place, Span};
use dossier::core::records::cv::{Source, TextLine};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Width in pixels in which pages are drawn.
const WIDTH_PX: u16 = 900;

/// The lines of a document with what the record says of them.
pub(super) struct Lines<'a> {
    pub(super) document: &'a str,
    pub(super) text: &'a [TextLine],
}

impl Lines<'_> {
    /// Numbers, from 1, of the lines that a span touches.
    pub(super) fn of_span(&self, span: Span) -> Vec<usize> {
        let touched = |line: &TextLine| line.span.start < span.end && span.start < line.span.end;
        self.text.iter().enumerate().filter(|(_, line)| touched(line)).map(|(at, _)| at + 1).collect()
    }

    /// The same of a source; none where it is no place of this document.
    pub(super) fn of_source(&self, source: &Source) -> Vec<usize> {
        if source.document == self.document { self.of_span(source.span) } else { Vec::new() }
    }

    /// Number of the first line of an entry.
    pub(super) fn of_entry(&self, entry: &str) -> Option<usize> {
        self.text.iter().position(|line| line.entry.as_deref() == Some(entry)).map(|at| at + 1)
    }
}

/// A line as text.
pub(super) struct LineView {
    pub(super) number: usize,
    pub(super) text: String,
    /// Id and label of a field that stands there.
    pub(super) fields: Vec<(String, String)>,
}

/// A line on a page.
pub(super) struct BoxView {
    pub(super) line: usize,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    /// Id and label of the first field that stands there.
    pub(super) field: Option<(String, String)>,
}

/// A page.
pub(super) struct SheetView {
    pub(super) number: usize,
    pub(super) picture: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) boxes: Vec<BoxView>,
}

/// Fields by the lines in which they stand.
fn by_line(fields: &[&FieldView]) -> BTreeMap<usize, Vec<(String, String)>> {
    let mut out: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    for field in fields {
        for line in &field.lines {
            out.entry(*line).or_default().push((field.id.clone(), field.label.clone()));
        }
    }
    out
}

/// All lines as text.
pub(super) fn lines(text: &[TextLine], fields: &[&FieldView]) -> Vec<LineView> {
    let mut known = by_line(fields);
    let line = |(at, line): (usize, &TextLine)| LineView {
        number: at + 1,
        text: line.text.clone(),
        fields: known.remove(&(at + 1)).unwrap_or_default(),
    };
    text.iter().enumerate().map(line).collect()
}

/// The pages with their lines. Measures are in points, as the lines have them.
pub(super) fn sheets(
    (run, input): (Uuid, u16),
    sizes: &[PageSize],
    text: &[TextLine],
    fields: &[&FieldView],
) -> Vec<SheetView> {
    let known = by_line(fields);
    let sheet = |(at, size): (usize, &PageSize)| {
        let number = at + 1;
        let on_it = text.iter().enumerate().filter_map(|(at, line)| match &line.place {
            Place::Page { page, r#box: [left, top, right, bottom] } if usize::try_from(*page) == Ok(number) => {
                Some(BoxView {
                    line: at + 1,
                    x: format!("{:.1}", left - 1.5),
                    y: format!("{:.1}", top - 1.0),
                    width: format!("{:.1}", (right - left).max(1.0) + 3.0),
                    height: format!("{:.1}", (bottom - top).max(1.0) + 2.0),
                    field: known.get(&(at + 1)).and_then(|fields| fields.first().cloned()),
                })
            }
            _ => None,
        });
        SheetView {
            number,
            picture: format!("/api/v1/runs/{run}/inputs/{input}/pages/{number}?width={WIDTH_PX}"),
            width: format!("{:.1}", size.width),
            height: format!("{:.1}", size.height),
            boxes: on_it.collect(),
        }
    };
    sizes.iter().enumerate().map(sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(start: u32, end: u32, entry: Option<&str>) -> TextLine {
        TextLine {
            span: Span { start, end },
            place: Place::Page { page: 1, r#box: [10.0, 20.0, 110.0, 30.0] },
            text: "x".to_owned(),
            section: String::new(),
            entry: entry.map(str::to_owned),
        }
    }

    #[test]
    fn a_span_lights_up_every_line_that_it_touches() {
        let text = [line(0, 10, None), line(11, 20, Some("w1")), line(21, 30, None)];
        let lines = Lines { document: "cv", text: &text };
        assert_eq!(lines.of_span(Span { start: 5, end: 12 }), [1, 2]);
        assert_eq!(lines.of_span(Span { start: 10, end: 11 }), Vec::<usize>::new());
        assert_eq!((lines.of_entry("w1"), lines.of_entry("w2")), (Some(2), None));
    }

    #[test]
    fn boxes_stand_on_their_page() {
        let text = [line(0, 10, None)];
        let sizes = [PageSize { width: 595.0, height: 842.0 }; 2];
        let sheets = sheets((Uuid::nil(), 1), &sizes, &text, &[]);
        assert_eq!((sheets[0].boxes.len(), sheets[1].boxes.len()), (1, 0));
        assert_eq!((sheets[0].boxes[0].x.as_str(), sheets[0].boxes[0].width.as_str()), ("8.5", "103.0"));
    }
}
