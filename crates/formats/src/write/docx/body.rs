//! Blocks to WordprocessingML, and back to a text projection for tests.

use super::styles::style_id;
use super::xml::Xml;
use crate::read::xml::{self, Element};
use crate::write::doc::{
    Block, Cell, Doc, Field, Image, Keep, PAGE_WIDTH, Paragraph, ParagraphStyle, Run, Table, TableLook,
};
use std::io::Read;

pub(super) fn block(xml: &mut Xml, block: &Block, doc: &Doc) {
    match block {
        Block::Paragraph(one) => paragraph(xml, one, doc),
        Block::Table(one) => table(xml, one, doc),
        Block::Band(paragraphs) => band(xml, paragraphs, doc),
        Block::Gap(height) => gap(xml, *height),
    }
}

/// White space as a paragraph of an exact height.
fn gap(xml: &mut Xml, height: u32) {
    xml.scope("w:p", &[], |xml| {
        xml.scope("w:pPr", &[], |xml| {
            xml.value("w:pStyle", "Spacer");
            xml.empty("w:keepNext", &[]);
            let line = height.to_string();
            xml.empty("w:spacing", &[("w:line", &line), ("w:lineRule", "exact")]);
        });
    });
}

/// A shaded cell as wide as the page. A table, because the ground of a paragraph ends at the margins.
fn band(xml: &mut Xml, paragraphs: &[Paragraph], doc: &Doc) {
    let margins = doc.sheet.margins;
    let (width, accent) = (PAGE_WIDTH.to_string(), doc.sheet.accent.hex());
    xml.scope("w:tbl", &[], |xml| {
        xml.scope("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "DossierPlain");
            xml.empty("w:tblW", &[("w:w", &width), ("w:type", "dxa")]);
            xml.empty("w:tblInd", &[("w:w", &format!("-{}", margins.left)), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.scope("w:tblCellMar", &[], |xml| {
                for (side, twips) in
                    [("w:top", 200), ("w:left", margins.left), ("w:bottom", 220), ("w:right", margins.right)]
                {
                    xml.empty(side, &[("w:w", &twips.to_string()), ("w:type", "dxa")]);
                }
            });
        });
        xml.scope("w:tblGrid", &[], |xml| xml.empty("w:gridCol", &[("w:w", &width)]));
        xml.scope("w:tr", &[], |xml| {
            xml.scope("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
            xml.scope("w:tc", &[], |xml| {
                xml.scope("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
                    xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &accent)]);
                });
                for one in paragraphs {
                    write_paragraph(xml, one, doc, Setting { on_accent: true, ..Setting::default() });
                }
            });
        });
    });
}

/// A table must be followed by a paragraph at the end of a story or before another table.
pub(super) fn blocks(xml: &mut Xml, content: &[Block], doc: &Doc) {
    for (at, one) in content.iter().enumerate() {
        block(xml, one, doc);
        let table = matches!(one, Block::Table(_) | Block::Band(_));
        let ends = table && !matches!(content.get(at + 1), Some(Block::Paragraph(_) | Block::Gap(_)));
        if ends {
            spacer(xml);
        }
    }
    if content.is_empty() {
        spacer(xml);
    }
}

fn spacer(xml: &mut Xml) {
    xml.scope("w:p", &[], |xml| {
        xml.scope("w:pPr", &[], |xml| xml.value("w:pStyle", "Spacer"));
    });
}

/// What the surroundings of a paragraph change in it.
#[derive(Clone, Copy, Default)]
struct Setting {
    align: Option<&'static str>,
    on_accent: bool,
    keep_next: bool,
}

fn paragraph(xml: &mut Xml, one: &Paragraph, doc: &Doc) {
    write_paragraph(xml, one, doc, Setting::default());
}

fn write_paragraph(xml: &mut Xml, paragraph: &Paragraph, doc: &Doc, setting: Setting) {
    xml.scope("w:p", &[], |xml| {
        xml.scope("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style_id(paragraph.style));
            if paragraph.keep_next || setting.keep_next {
                xml.empty("w:keepNext", &[]);
            } else if paragraph.may_end {
                xml.value("w:keepNext", "0");
            }
            if paragraph.page_break_before {
                xml.empty("w:pageBreakBefore", &[]);
            }
            if let Some(align) = setting.align {
                xml.value("w:jc", align);
            }
        });
        for one in &paragraph.runs {
            run(xml, one, doc, setting);
        }
    });
}

fn run(xml: &mut Xml, run: &Run, doc: &Doc, setting: Setting) {
    match run.field {
        Some(field) => {
            let instruction = match field {
                Field::Page => " PAGE ",
                Field::Pages => " NUMPAGES ",
            };
            xml.scope("w:fldSimple", &[("w:instr", instruction)], |xml| {
                xml.scope("w:r", &[], |xml| xml.text_element("w:t", &[], &run.text));
            });
        }
        None => xml.scope("w:r", &[], |xml| {
            properties(xml, run, doc, setting);
            let mut first = true;
            for line in run.text.split('\n') {
                if !first {
                    xml.empty("w:br", &[]);
                }
                first = false;
                for (number, piece) in line.split('\t').enumerate() {
                    if number > 0 {
                        xml.empty("w:tab", &[]);
                    }
                    if !piece.is_empty() {
                        xml.text_element("w:t", &[("xml:space", "preserve")], piece);
                    }
                }
            }
        }),
    }
}

fn properties(xml: &mut Xml, run: &Run, doc: &Doc, setting: Setting) {
    let plain = !setting.on_accent
        && !run.regular
        && !run.bold
        && !run.italic
        && !run.accent
        && !run.muted
        && !run.marked
        && run.language.is_none();
    if plain {
        return;
    }
    xml.scope("w:rPr", &[], |xml| {
        if run.bold {
            xml.empty("w:b", &[]);
        } else if run.regular {
            xml.value("w:b", "0");
        }
        if run.italic {
            xml.empty("w:i", &[]);
        }
        if setting.on_accent {
            xml.value("w:color", "FFFFFF");
        } else if run.accent {
            xml.value("w:color", &doc.sheet.accent.hex());
        } else if run.muted {
            xml.value("w:color", super::SOFT);
        }
        if run.marked {
            xml.value("w:highlight", "yellow");
        }
        if let Some(language) = &run.language {
            xml.value("w:lang", language);
        }
    });
}

fn table(xml: &mut Xml, table: &Table, doc: &Doc) {
    let total: u32 = table.widths.iter().sum();
    let style = match table.look {
        TableLook::Data => "DossierData",
        TableLook::Facts => "DossierFacts",
        TableLook::Plain => "DossierPlain",
        TableLook::Form => "DossierForm",
    };
    xml.scope("w:tbl", &[], |xml| {
        xml.scope("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", style);
            xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            let head = if table.head.is_some() { "1" } else { "0" };
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", if table.head.is_some() { "0020" } else { "0000" }),
                    ("w:firstRow", head),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
        });
        xml.scope("w:tblGrid", &[], |xml| {
            for width in &table.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        if let Some(head) = &table.head {
            row(xml, head, table, doc, RowSetting { head: true, keep_next: true });
        }
        for (at, cells) in table.rows.iter().enumerate() {
            let last = at + 1 == table.rows.len();
            let keep_next = table.keep == Keep::Next || table.keep == Keep::Whole && !last;
            row(xml, cells, table, doc, RowSetting { head: false, keep_next });
        }
    });
}

/// What the place of a row changes in it.
#[derive(Clone, Copy)]
struct RowSetting {
    head: bool,
    keep_next: bool,
}

fn row(xml: &mut Xml, cells: &[Cell], table: &Table, doc: &Doc, place: RowSetting) {
    xml.scope("w:tr", &[], |xml| {
        xml.scope("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if place.head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for (cell, width) in cells.iter().zip(&table.widths) {
            xml.scope("w:tc", &[], |xml| {
                xml.scope("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                    if cell.shaded {
                        let fill = doc.sheet.accent.tint(8).hex();
                        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &fill)]);
                    }
                    if cell.is_flush() {
                        xml.scope("w:tcMar", &[], |xml| xml.empty("w:right", &[("w:w", "0"), ("w:type", "dxa")]));
                    }
                });
                let setting =
                    Setting { align: cell.right.then_some("right"), keep_next: place.keep_next, ..Setting::default() };
                if let Some((number, image)) = cell.picture.and_then(|at| Some((at, doc.pictures.get(at)?))) {
                    xml.scope("w:p", &[], |xml| {
                        xml.scope("w:pPr", &[], |xml| {
                            xml.value("w:pStyle", "TableText");
                            xml.value("w:jc", setting.align.unwrap_or("left"));
                        });
                        picture(xml, image, &format!("rIdPicture{number}"), number + 2);
                    });
                }
                for one in &cell.paragraphs {
                    write_paragraph(xml, one, doc, setting);
                }
                if cell.paragraphs.is_empty() && cell.picture.is_none() {
                    paragraph(xml, &Paragraph::new(ParagraphStyle::Cell, ""), doc);
                }
            });
        }
    });
}

/// English Metric Units in a point.
const EMU_PER_POINT: u32 = 12_700;

/// The logo in a header, at the right.
pub(super) fn logo(xml: &mut Xml, image: &Image, relation: &str) {
    xml.scope("w:p", &[], |xml| {
        xml.scope("w:pPr", &[], |xml| {
            xml.value("w:pStyle", "Header");
            xml.value("w:jc", "right");
        });
        picture(xml, image, relation, 1);
    });
}

/// A run with a picture.
fn picture(xml: &mut Xml, image: &Image, relation: &str, id: usize) {
    xml.scope("w:r", &[], |xml| drawing(xml, image, relation, id));
}

/// A picture. `id` is unique among the pictures of the file.
pub(super) fn drawing(xml: &mut Xml, image: &Image, relation: &str, id: usize) {
    let (width, height) = ((image.width_pt * EMU_PER_POINT).to_string(), (image.height_pt * EMU_PER_POINT).to_string());
    let (id, name) = (id.to_string(), format!("Picture {id}"));
    xml.scope("w:drawing", &[], |xml| {
        xml.scope("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")], |xml| {
            xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
            xml.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", &image.alt)]);
            xml.scope("a:graphic", &[], |xml| {
                let uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
                xml.scope("a:graphicData", &[("uri", uri)], |xml| {
                    xml.scope("pic:pic", &[], |xml| {
                        xml.scope("pic:nvPicPr", &[], |xml| {
                            xml.empty("pic:cNvPr", &[("id", &id), ("name", &name)]);
                            xml.empty("pic:cNvPicPr", &[]);
                        });
                        xml.scope("pic:blipFill", &[], |xml| {
                            blip(xml, image, relation);
                            xml.scope("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
                        });
                        xml.scope("pic:spPr", &[], |xml| {
                            xml.scope("a:xfrm", &[], |xml| {
                                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
                            });
                            xml.scope("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
                        });
                    });
                });
            });
        });
    });
}

/// The raster, and beside it the drawing for programs that show drawings. Source: \[MS-ODRAWXML\], 2.3.3.
fn blip(xml: &mut Xml, image: &Image, relation: &str) {
    if image.svg.is_none() {
        xml.empty("a:blip", &[("r:embed", relation)]);
        return;
    }
    xml.scope("a:blip", &[("r:embed", relation)], |xml| {
        xml.scope("a:extLst", &[], |xml| {
            xml.scope("a:ext", &[("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}")], |xml| {
                let space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
                let drawing = drawing_relation(relation);
                xml.empty("asvg:svgBlip", &[("xmlns:asvg", space), ("r:embed", &drawing)]);
            });
        });
    });
}

/// Name of the relation to a picture's drawing, beside that to its raster.
pub(super) fn drawing_relation(relation: &str) -> String {
    format!("{relation}Drawing")
}

pub(super) fn plain_text(docx: &[u8]) -> Option<String> {
    fn collect(parent: &Element, out: &mut String) {
        for element in parent.elements() {
            match element.name.as_str() {
                "t" | "title" | "creator" | "lastModifiedBy" => out.push_str(&element.text()),
                "tab" | "br" | "p" => out.push('\n'),
                "docPr" => out.push_str(element.attribute("descr").unwrap_or_default()),
                _ => {}
            }
            collect(element, out);
        }
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).ok()?;
    let mut out = String::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        let mut content = String::new();
        if member.read_to_string(&mut content).is_ok() && content.starts_with("<?xml") {
            collect(&xml::parse(&content, 256).ok()?, &mut out);
            out.push('\n');
        }
    }
    Some(out)
}

pub(super) fn projection(docx: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).ok()?;
    let mut out = String::new();
    for part in ["word/header1.xml", "word/header2.xml", "word/document.xml", "word/footer1.xml"] {
        let mut content = String::new();
        archive.by_name(part).ok()?.read_to_string(&mut content).ok()?;
        let root = xml::parse(&content, 256).ok()?;
        out.push_str(&format!("== {part}\n"));
        project(&root, &mut out, "");
    }
    Some(out)
}

fn project(parent: &Element, out: &mut String, indent: &str) {
    for element in parent.elements() {
        match element.name.as_str() {
            "p" => {
                let style = element
                    .child("pPr")
                    .and_then(|p| p.child("pStyle"))
                    .and_then(|s| s.attribute("val"))
                    .unwrap_or("Normal");
                out.push_str(&format!("{indent}{style}: {}\n", inline(element)));
            }
            "tbl" => {
                let style = element
                    .child("tblPr")
                    .and_then(|p| p.child("tblStyle"))
                    .and_then(|s| s.attribute("val"))
                    .unwrap_or("");
                let widths: Vec<&str> = element
                    .child("tblGrid")
                    .into_iter()
                    .flat_map(Element::elements)
                    .filter_map(|column| column.attribute("w"))
                    .collect();
                out.push_str(&format!("{indent}{style} [{}]\n", widths.join(" ")));
                for row in element.elements().filter(|child| child.name == "tr") {
                    let head = row.child("trPr").is_some_and(|p| p.child("tblHeader").is_some());
                    out.push_str(&format!("{indent}  {}\n", if head { "head" } else { "row" }));
                    for cell in row.elements().filter(|child| child.name == "tc") {
                        out.push_str(&format!("{indent}    cell\n"));
                        project(cell, out, &format!("{indent}      "));
                    }
                }
            }
            "tcPr" | "sectPr" => {}
            _ => project(element, out, indent),
        }
    }
}

fn inline(parent: &Element) -> String {
    let mut text = String::new();
    for element in parent.elements() {
        match element.name.as_str() {
            "pPr" | "rPr" => {}
            "t" => text.push_str(&element.text()),
            "tab" => text.push('⇥'),
            "br" => text.push('⏎'),
            "drawing" => text.push_str("[picture]"),
            "fldSimple" => text.push_str(&format!("{{{}}}", element.attribute("instr").unwrap_or_default().trim())),
            "r" => {
                let properties = element.child("rPr");
                let has = |name: &str| properties.is_some_and(|p| p.child(name).is_some());
                let language = properties.and_then(|p| p.child("lang")).and_then(|l| l.attribute("val"));
                let mut piece = inline(element);
                if has("highlight") {
                    piece = format!("‹mark {piece}›");
                }
                if properties.and_then(|p| p.child("b")).is_some_and(|b| b.attribute("val").is_none()) {
                    piece = format!("*{piece}*");
                }
                if let Some(language) = language {
                    piece = format!("‹{language} {piece}›");
                }
                text.push_str(&piece);
            }
            _ => text.push_str(&inline(element)),
        }
    }
    text
}
