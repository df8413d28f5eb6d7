//! All tests of this crate but the golden texts in one program, so that the crate is linked once. The golden texts stay a
//! program of their own, which runs in an empty root.

mod again;
mod europass;
mod feedback;
mod forms;
mod geometry;
mod postings;
mod privacy;
mod reads;
mod schemas;
mod support;
mod templates;
mod understanding;
mod verdicts;
