//! Tests of `flow` on small texts made by hand: what it finds, and what it must let pass. Reads no file.

use super::flow::{align, narrow, torn};
use super::pages::{Zone, pieces};
use super::{Fault, made, story};
use dossier_core::sheet::Look;

/// A projection of paragraphs, where a tab begins a cell and such a paragraph is the row of a table; the first of those is the
/// table's head.
fn projection(rows: &[(u32, u8, &str)]) -> String {
    let mut out = String::from("== word/document.xml\n");
    let mut head = "head";
    for (_, _, text) in rows {
        if text.contains('\t') {
            out.push_str(&format!("{}  {head}\n", if head == "head" { "DossierData [1]\n" } else { "" }));
            head = "row";
            for cell in text.split('\t') {
                out.push_str(&format!("    cell\n      TableText: {cell}\n"));
            }
        } else {
            out.push_str(&format!("Normal: {text}\n"));
        }
    }
    out
}

/// Paragraphs of a docx by heading and text, numbered as the reader does.
fn said(docx: &[(u8, &str)], pages: &[(u32, f32, f32, &str)]) -> Vec<String> {
    let mut number = 0;
    let mut numbered = Vec::new();
    for (heading, text) in docx {
        numbered.push((number, *heading, *text));
        number += u32::try_from(text.split('\t').count()).expect("few cells");
    }
    let (docx, source) = (made::docx(&numbered), made::pages(pages));
    let mut blocks = story::blocks(&docx, &projection(&numbered));
    let (pieces, zone) = (pieces(&source), Zone::new(Look::Classic, source.pages[0]));
    let mut found = align(&mut blocks, &pieces, &zone);
    found.extend(torn(&blocks, &pieces, &zone));
    found.extend(narrow(&blocks));
    let show = |fault: Fault| format!("{} {} {}", fault.page, fault.what, fault.text).trim_end().to_owned();
    found.into_iter().map(show).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn the_same_words_in_other_lines_are_the_same() {
    let docx =
        [(1, "Netze"), (0, "Art\tGrund"), (0, "Muss sein oder nicht\tim Jahr 2024 belegt"), (0, "– Zürich-West")];
    let pages = [
        (1, 65.2, 90.0, "Netze"),
        (1, 65.2, 110.0, "Art\tGrund"),
        // Two cells that stand close are read as one.
        (1, 65.2, 130.0, "Muss sein im Jahr"),
        (1, 65.2, 142.0, "oder nicht\t2024 be-"),
        (1, 215.2, 154.0, "legt"),
        (1, 65.2, 170.0, "Zürich-"),
        (1, 65.2, 182.0, "West"),
    ];
    assert_eq!(said(&docx, &pages), NOTHING);
}

#[test]
fn words_that_differ_are_named() {
    let docx = [(0, "eins zwei"), (0, "drei vier"), (0, "fünf")];
    let pages = [(1, 65.2, 90.0, "eins"), (1, 65.2, 110.0, "drei vier"), (1, 65.2, 130.0, "sechs")];
    assert_eq!(
        said(&docx, &pages),
        [
            "1 words of the docx that are not there zwei",
            "1 words that the docx does not have here sechs",
            "1 words of the docx that are not there fünf",
        ]
    );
    let pages = [(1, 65.2, 90.0, "drei vier"), (1, 65.2, 110.0, "eins zwei"), (1, 65.2, 130.0, "fünf")];
    assert_eq!(said(&docx, &pages).len(), 2, "another order is a difference");
}

#[test]
fn a_head_may_stand_again_on_the_next_page() {
    let docx = [(0, "Art\tGrund"), (0, "Muss\tda"), (0, "Soll\tda")];
    let pages = [
        (1, 65.2, 90.0, "Art\tGrund"),
        (1, 65.2, 110.0, "Muss\tda"),
        (2, 65.2, 90.0, "Art\tGrund"),
        (2, 65.2, 110.0, "Soll\tda"),
    ];
    assert_eq!(said(&docx, &pages), NOTHING);
    let pages = [(1, 65.2, 90.0, "Art\tGrund"), (2, 65.2, 90.0, "Muss\tda"), (2, 65.2, 110.0, "Soll\tda")];
    assert_eq!(said(&docx, &pages), ["1 a heading alone at the foot Art Grund"]);
}

#[test]
fn rows_and_paragraphs_are_not_torn_apart() {
    let docx = [(0, "a b c d"), (0, "Art\tGrund"), (0, "Muss\tda und dort")];
    let lines = |pages: [u32; 4]| {
        let text = [(pages[0], 90.0, "a"), (pages[1], 102.0, "b"), (pages[2], 114.0, "c"), (pages[3], 126.0, "d")];
        let mut rows: Vec<(u32, f32, f32, &str)> = text.map(|(page, base, text)| (page, 65.2, base, text)).to_vec();
        rows.extend([(2, 65.2, 150.0, "Art\tGrund"), (2, 65.2, 170.0, "Muss\tda"), (2, 215.2, 182.0, "und dort")]);
        rows
    };
    assert_eq!(said(&docx, &lines([1, 1, 2, 2])), NOTHING);
    assert_eq!(said(&docx, &lines([1, 2, 2, 2])), ["1 one line of a paragraph alone at the foot a b c d"]);
    assert_eq!(said(&docx, &lines([1, 1, 1, 2])), ["1 one line of a paragraph alone on the next page a b c d"]);
    let mut rows = lines([1, 1, 1, 1]);
    rows[6].0 = 3;
    assert_eq!(said(&docx, &rows), ["2 a row of a table that is split Muss da und dort"]);
    let short = [(0, "a b")];
    let rows = [(1, 65.2, 90.0, "a"), (2, 65.2, 90.0, "b")];
    assert_eq!(said(&short, &rows), ["1 a short paragraph that is split a b"]);
}

#[test]
fn headings_stay_with_what_they_head() {
    let docx = [(1, "Netze"), (0, "eins"), (0, "zwei"), (2, "Kurs"), (0, "drei")];
    let rows = |breaks: usize| {
        let text = ["Netze", "eins", "zwei", "Kurs", "drei"];
        let row = |(at, text)| (if at < breaks { 1 } else { 2 }, 65.2, 90.0 + 12.0 * at as f32, text);
        text.into_iter().enumerate().map(row).collect::<Vec<_>>()
    };
    assert_eq!(said(&docx, &rows(1)), ["1 a heading alone at the foot Netze"]);
    assert_eq!(said(&docx, &rows(2)), ["1 a heading alone at the foot Netze"]);
    assert_eq!(said(&docx, &rows(3)), NOTHING);
    assert_eq!(said(&docx, &rows(4)), ["1 a heading alone at the foot Kurs"]);
    let docx = [(2, "Kurs"), (0, "eins"), (2, "Lehre"), (0, "zwei")];
    let pages = [(1, 65.2, 90.0, "Kurs"), (1, 65.2, 102.0, "eins"), (2, 65.2, 90.0, "Lehre"), (2, 65.2, 102.0, "zwei")];
    assert_eq!(said(&docx, &pages), NOTHING, "all that it heads stands below it");
}

#[test]
fn columns_hold_more_than_a_word_a_line() {
    let docx = [(0, "Art\tGrund"), (0, "nicht ganz erfüllt\tda")];
    let mut pages = vec![
        (1, 65.2, 90.0, "Art\tGrund"),
        (1, 65.2, 110.0, "nicht\tda"),
        (1, 65.2, 122.0, "ganz"),
        (1, 65.2, 134.0, "erfüllt"),
    ];
    assert_eq!(said(&docx, &pages), ["1 a column of single words nichtganzerfüllt"]);
    pages.truncate(3);
    pages[2].3 = "ganz erfüllt";
    assert_eq!(said(&docx, &pages), NOTHING);
}
