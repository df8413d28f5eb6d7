//! What only the places on the page tell: parts of one value that a narrow column broke over two lines, heads of pages.

use crate::support::work;
use dossier_core::formats::{ReadLimits, read};
use dossier_core::records::Cv;
use dossier_core::understand::{Lexicon, cv};

/// Texts with the places of their left ends, in points from the lower left corner.
type Placed<'a> = (u32, u32, &'a str);

/// A PDF of pages with texts at their places, the very first text in large letters.
fn pdf(pages: &[&[Placed<'_>]]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut kids = String::new();
    for (number, texts) in pages.iter().enumerate() {
        let shown = |(at, (x, y, text)): (usize, &Placed<'_>)| {
            let size = if number == 0 && at == 0 { 20 } else { 10 };
            format!("/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ")
        };
        let content = format!("BT {} ET", texts.iter().enumerate().map(shown).collect::<String>());
        let page = objects.len() + 1;
        kids.push_str(&format!("{page} 0 R "));
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            page + 1
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.trim(), pages.len());
    let mut out = "%PDF-1.7\n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        out.push_str(&format!("{} 0 obj{object}endobj\n", number + 1));
    }
    out.push_str(&format!("trailer<</Root 1 0 R/Size {}>>\n", objects.len() + 1));
    out.into_bytes()
}

fn record(texts: &[Placed<'_>]) -> Cv {
    record_of(&[texts])
}

fn record_of(pages: &[&[Placed<'_>]]) -> Cv {
    let source = read(&pdf(pages), Some("pdf"), &ReadLimits::default()).expect("readable");
    cv(&source, &Lexicon::builtin())
}

#[test]
fn a_period_may_break_over_two_lines_of_its_column() {
    let found = record(&[
        (40, 760, "Ada Beispiel"),
        (40, 740, "ada@example.org"),
        (40, 700, "Work experience"),
        (40, 680, "Feb. 2016 - Nov."),
        (140, 680, "Project manager, Garply Ltd, Bristol"),
        (40, 668, "2021"),
        (140, 668, "Planned the works of two plants"),
        (40, 640, "Jan. 2012 - Dec."),
        (140, 640, "Site engineer, Waldo plc, Bath"),
        (40, 628, "2015"),
        (140, 628, "Checked drawings"),
    ]);
    assert_eq!(
        work(&found),
        ["Project manager | Garply Ltd | 2016-02 | 2021-11", "Site engineer | Waldo plc | 2012-01 | 2015-12"]
    );
}

#[test]
fn labels_of_a_form_may_break_and_end_flush() {
    // Labels end at 180, as in the older Europass form; the second line of a label is shorter than the first.
    let found = record(&[
        (200, 760, "Ada Beispiel"),
        (200, 745, "ada@example.org"),
        (100, 720, "Work experience"),
        (150, 700, "Dates"),
        (200, 700, "03/2019 - 02/2022"),
        (85, 686, "Occupation or posi-"),
        (200, 686, "Project manager"),
        (138, 674, "tion held"),
        (83, 660, "Name and address of"),
        (200, 660, "Garply Ltd, Bristol"),
        (135, 648, "employer"),
        (150, 620, "Dates"),
        (200, 620, "01/2015 - 02/2019"),
        (85, 606, "Occupation or posi-"),
        (200, 606, "Site engineer"),
        (138, 594, "tion held"),
        (83, 580, "Name and address of"),
        (200, 580, "Waldo plc, Bath"),
        (135, 568, "employer"),
    ]);
    assert_eq!(
        work(&found),
        ["Project manager | Garply Ltd | 2019-03 | 2022-02", "Site engineer | Waldo plc | 2015-01 | 2019-02"]
    );
}

/// The first page of a CV with one station and its tasks.
const FIRST: [Placed<'_>; 7] = [
    (40, 760, "Ada Beispiel"),
    (40, 740, "ada@example.org"),
    (40, 700, "Work experience"),
    (40, 680, "02/2016 - 11/2021"),
    (140, 680, "Project manager, Garply Ltd, Bristol"),
    (150, 664, "- Planned the works of two plants with forty persons from"),
    (158, 652, "Bristol and Bath"),
];

#[test]
fn the_continued_line_of_a_task_belongs_to_it() {
    let mut texts = FIRST.to_vec();
    texts.push((150, 636, "- Checked drawings"));
    texts.push((150, 624, "- Led a team"));
    let found = record(&texts);
    assert_eq!(
        found.work[0].highlights,
        ["Planned the works of two plants with forty persons from Bristol and Bath", "Checked drawings", "Led a team"]
    );
    // The word would have had room on the line above: a line of its own.
    let mut texts = FIRST.to_vec();
    texts.push((150, 636, "- Checked the drawings of all those plants and of the bridges in the north of the county"));
    let found = record(&texts);
    assert_eq!(found.work[0].highlights.len(), 3, "{:?}", found.work[0].highlights);
}

#[test]
fn the_head_of_the_second_page_is_no_task() {
    let second: [Placed<'_>; 5] = [
        (40, 770, "Curriculum vitae - Ada Beispiel"),
        (140, 700, "- Led a team"),
        (40, 660, "Education"),
        (40, 640, "09/2010 - 07/2015"),
        (140, 640, "Bachelor of Science, University of Bath"),
    ];
    let found = record_of(&[&FIRST, &second]);
    assert_eq!(found.work.len(), 1);
    let tasks = &found.work[0].highlights;
    assert!(tasks.iter().any(|task| task == "Led a team"), "{tasks:?}");
    assert!(!tasks.iter().any(|task| task.contains("Ada")), "{tasks:?}");
    assert_eq!(found.basics.name.as_deref(), Some("Ada Beispiel"));
}
