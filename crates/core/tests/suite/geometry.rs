//! What only the places on the page tell: parts of one value that a narrow column broke over two lines.

use crate::support::work;
use dossier_core::formats::{ReadLimits, read};
use dossier_core::records::Cv;
use dossier_core::understand::{Lexicon, cv};

/// Texts with the places of their left ends, in points from the lower left corner.
type Placed<'a> = (u32, u32, &'a str);

/// A PDF with one page of texts at their places.
fn pdf(texts: &[Placed<'_>]) -> Vec<u8> {
    let shown: String = texts.iter().map(|(x, y, text)| format!("1 0 0 1 {x} {y} Tm ({text}) Tj ")).collect();
    let content = format!("BT /F1 10 Tf {shown} ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut out = "%PDF-1.7\n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        out.push_str(&format!("{} 0 obj{object}endobj\n", number + 1));
    }
    out.push_str("trailer<</Root 1 0 R/Size 6>>\n");
    out.into_bytes()
}

fn record(texts: &[Placed<'_>]) -> Cv {
    let source = read(&pdf(texts), Some("pdf"), &ReadLimits::default()).expect("readable");
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
