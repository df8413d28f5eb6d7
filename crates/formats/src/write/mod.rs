//! Writers. A document is described once as a [`doc::Doc`] and then written to a format; charts are inline SVG.
//! Knows nothing of candidates: texts, colours and dates come from the caller.

pub mod doc;
pub mod docx;
pub mod pdf;
pub mod sheet;
pub mod svg;
