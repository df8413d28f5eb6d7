//! Tests of pictures in written papers: drawings beside their rasters in docx, drawings in PDF. No code of the product.

use crate::picture::{decode, logo};
use crate::read::pdf::{PreviewSize, previews};
use crate::write::doc::{Block, Cell, Doc, Image, Keep, PAGE_WIDTH, ParagraphStyle, Rgb, Table, TableLook};
use crate::write::sheet::{Look, Sheet};
use crate::write::{docx, pdf};
use std::io::{Cursor, Read};

const DRAWING: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><path d="M0 0h80v20z" fill="#0b5351"/></svg>"##;

fn paper(logo: Option<Image>, pictures: Vec<Image>) -> Doc {
    let cells = (0..pictures.len()).map(|number| Cell { picture: Some(number), ..Cell::of(Vec::new()) }).collect();
    let table = Table {
        look: TableLook::Plain,
        widths: vec![4_000; pictures.len()],
        head: None,
        rows: vec![cells],
        keep: Keep::Rows,
    };
    let mut body = vec![Block::text(ParagraphStyle::Title, "Paper")];
    if !pictures.is_empty() {
        body.push(Block::Table(table));
    }
    Doc {
        title: "Paper".into(),
        author: "Desk".into(),
        language: "en-GB".into(),
        date: "2026-01-27".into(),
        sheet: Sheet::new(Look::Classic, Rgb(0x0b, 0x53, 0x51), "Calibri", "Calibri"),
        logo,
        pictures,
        first_header: Vec::new(),
        header: Vec::new(),
        footer: Vec::new(),
        body,
    }
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut bytes = Vec::new();
    archive.by_name(name).expect(name).read_to_end(&mut bytes).expect("read");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_drawing_stands_beside_its_raster() {
    let drawn = logo(DRAWING.as_bytes(), "Desk").expect("sound");
    let bytes = docx::write(&paper(Some(drawn.clone()), vec![drawn.clone()]));
    for (part_name, relation) in [("header1", "rId1"), ("document", "rIdPicture0")] {
        let xml = part(&bytes, &format!("word/{part_name}.xml"));
        assert!(xml.contains(&format!("<a:blip r:embed=\"{relation}\"><a:extLst>")), "{xml}");
        assert!(xml.contains(&format!("r:embed=\"{relation}Drawing\"")), "{xml}");
        let rels = part(&bytes, &format!("word/_rels/{part_name}.xml.rels"));
        assert!(rels.contains(&format!("Id=\"{relation}Drawing\"")) && rels.contains(".svg\""), "{rels}");
    }
    assert_eq!(part(&bytes, "word/media/logo.svg"), DRAWING);
    assert!(part(&bytes, "word/media/logo.png").contains("PNG"));
    let types = part(&bytes, "[Content_Types].xml");
    assert!(types.contains("image/svg+xml") && types.contains("Extension=\"png\""), "{types}");
    let written = pdf::write(&paper(Some(drawn.clone()), vec![drawn]), &pdf::Settings::default()).expect("laid out");
    assert_eq!(written.pages, 1);
    let archive = pdf::Settings { archive: true, ..pdf::Settings::default() };
    let drawn = logo(DRAWING.as_bytes(), "Desk").expect("sound");
    assert!(pdf::write(&paper(Some(drawn), Vec::new()), &archive).is_ok(), "PDF/A takes drawings too");
}

#[test]
fn the_first_pages_of_a_long_paper_are_drawn() {
    let mut doc = paper(None, Vec::new());
    doc.body.extend((0..4_000).map(|_| Block::text(ParagraphStyle::Body, "One of many lines.")));
    let written = pdf::write(&doc, &pdf::Settings::default()).expect("laid out");
    assert!(written.pages > 60, "more than a reader takes: {}", written.pages);
    let size = PreviewSize::new(200, 1).expect("within the limits");
    assert_eq!(previews(&written.bytes, size).expect("drawn").len(), 1);
}

#[test]
fn a_raster_needs_no_drawing() {
    let raster = Image { svg: None, ..logo(DRAWING.as_bytes(), "Desk").expect("sound") };
    let bytes = docx::write(&paper(Some(raster), Vec::new()));
    assert!(part(&bytes, "word/header1.xml").contains("<a:blip r:embed=\"rId1\"/>"));
    assert!(!part(&bytes, "[Content_Types].xml").contains("svg"));
}

#[test]
fn a_picture_at_the_right_ends_at_the_margin() {
    let picture = Image { svg: None, ..logo(DRAWING.as_bytes(), "Desk").expect("sound") };
    let mut doc = paper(None, Vec::new());
    let (text, column) = (doc.sheet.text_width(), picture.width_pt * 20);
    doc.body.push(Block::Table(Table {
        look: TableLook::Plain,
        widths: vec![text - column, column],
        head: None,
        rows: vec![vec![Cell::text("Beside it"), Cell { picture: Some(0), ..Cell::of(Vec::new()).at_right() }]],
        keep: Keep::Rows,
    }));
    doc.pictures.push(picture);
    let xml = part(&docx::write(&doc), "word/document.xml");
    assert_eq!(xml.matches("<w:tcMar><w:right w:w=\"0\" w:type=\"dxa\"/></w:tcMar>").count(), 1, "{xml}");
    let written = pdf::write(&doc, &pdf::Settings::default()).expect("laid out");
    let size = PreviewSize::new(1_190, 1).expect("within the limits");
    let pages = previews(&written.bytes, size).expect("drawn");
    let page = decode(&pages[0]).expect("a PNG").to_rgb8();
    let dark = page.enumerate_pixels().filter(|(.., pixel)| pixel.0[0] < 200).map(|(x, ..)| x).max();
    let margin = (PAGE_WIDTH - doc.sheet.margins.right) * 1_190 / PAGE_WIDTH;
    assert!(dark.is_some_and(|x| x.abs_diff(margin) <= 2), "{dark:?} beside {margin}");
}
