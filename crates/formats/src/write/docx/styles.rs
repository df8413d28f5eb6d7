//! The named styles of a document, with the measures of its sheet.

use super::xml::Xml;
use crate::write::doc::{Doc, ParagraphStyle};
use crate::write::sheet::{HAIRLINE_TINT, Ink, Padding, RULE_TINT, STRONG_TINT, STYLES, Spec, Tab};

pub(super) const NAMESPACE: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

pub(super) fn style_id(style: ParagraphStyle) -> &'static str {
    match style {
        ParagraphStyle::Body => "Normal",
        ParagraphStyle::Title => "Title",
        ParagraphStyle::Subtitle => "Subtitle",
        ParagraphStyle::Heading1 => "Heading1",
        ParagraphStyle::Heading2 => "Heading2",
        ParagraphStyle::Heading3 => "Heading3",
        ParagraphStyle::Meta => "Meta",
        ParagraphStyle::EntryText => "BodyText",
        ParagraphStyle::Bullet => "ListBullet",
        ParagraphStyle::EntryBullet => "ListBullet2",
        ParagraphStyle::Numbered => "ListNumber",
        ParagraphStyle::Quote => "Quote",
        ParagraphStyle::Note => "Note",
        ParagraphStyle::Sender => "ReturnAddress",
        ParagraphStyle::Address => "Address",
        ParagraphStyle::Subject => "Subject",
        ParagraphStyle::Cell => "TableText",
        ParagraphStyle::CellHead => "TableHead",
        ParagraphStyle::Figure => "Figure",
        ParagraphStyle::Letterhead => "Letterhead",
        ParagraphStyle::Header => "Header",
        ParagraphStyle::Footer => "Footer",
        ParagraphStyle::Stamp => "Stamp",
    }
}

/// Name that people see in a word processor; the names of built-in styles make the navigation pane work.
fn style_name(style: ParagraphStyle) -> &'static str {
    match style {
        ParagraphStyle::Heading1 => "heading 1",
        ParagraphStyle::Heading2 => "heading 2",
        ParagraphStyle::Heading3 => "heading 3",
        ParagraphStyle::EntryText => "Body Text",
        ParagraphStyle::Bullet => "List Bullet",
        ParagraphStyle::EntryBullet => "List Bullet 2",
        ParagraphStyle::Numbered => "List Number",
        // "Sender" would be taken for a style of LibreOffice.
        ParagraphStyle::Sender => "Return Address",
        ParagraphStyle::Cell => "Table Text",
        ParagraphStyle::CellHead => "Table Head",
        ParagraphStyle::Header => "header",
        ParagraphStyle::Footer => "footer",
        other => style_id(other),
    }
}

/// Style that a new paragraph takes after one of this style.
fn next_style(style: ParagraphStyle) -> Option<&'static str> {
    match style {
        ParagraphStyle::Title => Some("Subtitle"),
        ParagraphStyle::Heading2 => Some("Meta"),
        ParagraphStyle::Meta => Some("BodyText"),
        ParagraphStyle::Subtitle | ParagraphStyle::Heading1 | ParagraphStyle::Heading3 | ParagraphStyle::Subject => {
            Some("Normal")
        }
        _ => None,
    }
}

pub(super) fn write(doc: &Doc) -> String {
    let mut xml = Xml::part();
    let ignorable = [
        ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("mc:Ignorable", "w14"),
    ];
    let attributes: Vec<(&str, &str)> = [NAMESPACE].into_iter().chain(ignorable).collect();
    xml.scope("w:styles", &attributes, |xml| {
        defaults(xml, doc);
        for style in STYLES {
            paragraph(xml, style, doc);
        }
        spacer(xml);
        character(xml);
        tables(xml, doc);
    });
    xml.finish()
}

fn defaults(xml: &mut Xml, doc: &Doc) {
    let size = doc.sheet.spec(ParagraphStyle::Body).size.to_string();
    xml.scope("w:docDefaults", &[], |xml| {
        xml.scope("w:rPrDefault", &[], |xml| {
            xml.scope("w:rPr", &[], |xml| {
                fonts(xml, &doc.sheet.body_font);
                xml.value("w:color", INK);
                xml.value("w:sz", &size);
                xml.value("w:szCs", &size);
                xml.empty("w:lang", &[("w:val", &doc.language), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
                xml.empty("w14:numForm", &[("w14:val", "lining")]);
                xml.empty("w14:numSpacing", &[("w14:val", "tabular")]);
            });
        });
        xml.scope("w:pPrDefault", &[], |xml| {
            xml.scope("w:pPr", &[], |xml| {
                xml.empty("w:widowControl", &[]);
                xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0")]);
            });
        });
    });
}

fn fonts(xml: &mut Xml, font: &str) {
    xml.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
}

fn character(xml: &mut Xml) {
    xml.scope(
        "w:style",
        &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")],
        |xml| {
            xml.value("w:name", "Default Paragraph Font");
            xml.value("w:uiPriority", "1");
            xml.empty("w:semiHidden", &[]);
        },
    );
}

/// A paragraph that only holds its place, as the format wants one after a table.
fn spacer(xml: &mut Xml) {
    xml.scope("w:style", &[("w:type", "paragraph"), ("w:styleId", "Spacer")], |xml| {
        xml.value("w:name", "Spacer");
        xml.value("w:basedOn", "Normal");
        xml.scope("w:pPr", &[], |xml| {
            xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", "20"), ("w:lineRule", "exact")]);
        });
        xml.scope("w:rPr", &[], |xml| {
            xml.value("w:sz", "2");
            xml.value("w:szCs", "2");
        });
    });
}

fn paragraph(xml: &mut Xml, style: ParagraphStyle, doc: &Doc) {
    let spec = doc.sheet.spec(style);
    let id = style_id(style);
    let mut attributes = vec![("w:type", "paragraph")];
    if style == ParagraphStyle::Body {
        attributes.push(("w:default", "1"));
    }
    attributes.push(("w:styleId", id));
    xml.scope("w:style", &attributes, |xml| {
        xml.value("w:name", style_name(style));
        if style != ParagraphStyle::Body {
            xml.value("w:basedOn", "Normal");
        }
        if let Some(next) = next_style(style) {
            xml.value("w:next", next);
        }
        xml.empty("w:qFormat", &[]);
        paragraph_properties(xml, style, &spec, doc);
        xml.scope("w:rPr", &[], |xml| run_properties(xml, &spec, doc));
    });
}

fn paragraph_properties(xml: &mut Xml, style: ParagraphStyle, spec: &Spec, doc: &Doc) {
    xml.scope("w:pPr", &[], |xml| {
        if spec.keep_next {
            xml.empty("w:keepNext", &[]);
        }
        if spec.keep_lines {
            xml.empty("w:keepLines", &[]);
        }
        if spec.bullet {
            let list = if style == ParagraphStyle::EntryBullet { "2" } else { "1" };
            xml.scope("w:numPr", &[], |xml| xml.value("w:numId", list));
        }
        borders(xml, spec, doc);
        let at = match spec.tab {
            Tab::None => None,
            Tab::Right => Some(("right", doc.sheet.text_width())),
            Tab::Label => Some(("left", doc.sheet.label)),
            Tab::Item => Some(("left", spec.left)),
        };
        if let Some((kind, at)) = at {
            xml.scope("w:tabs", &[], |xml| xml.empty("w:tab", &[("w:val", kind), ("w:pos", &at.to_string())]));
        }
        let (before, line) = (spec.before.to_string(), spec.line.to_string());
        xml.empty(
            "w:spacing",
            &[("w:before", &before), ("w:after", "0"), ("w:line", &line), ("w:lineRule", "atLeast")],
        );
        let (left, hanging) = (spec.left.to_string(), spec.hanging.to_string());
        if spec.hanging > 0 {
            xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        } else if spec.left > 0 {
            xml.empty("w:ind", &[("w:left", &left)]);
        }
        if spec.outline > 0 {
            xml.value("w:outlineLvl", &(spec.outline - 1).to_string());
        }
    });
}

fn borders(xml: &mut Xml, spec: &Spec, doc: &Doc) {
    if !(spec.rule_above || spec.rule_below || spec.bar_left) {
        return;
    }
    let rule = doc.sheet.accent.tint(RULE_TINT).hex();
    xml.scope("w:pBdr", &[], |xml| {
        let line = |xml: &mut Xml, name: &str, size: &str, space: &str| {
            xml.empty(name, &[("w:val", "single"), ("w:sz", size), ("w:space", space), ("w:color", &rule)]);
        };
        if spec.rule_above {
            line(xml, "w:top", "4", "4");
        }
        if spec.bar_left {
            line(xml, "w:left", "12", "8");
        }
        if spec.rule_below {
            line(xml, "w:bottom", "4", "2");
        }
    });
}

/// Text, almost black.
const INK: &str = "1F1F1F";

fn run_properties(xml: &mut Xml, spec: &Spec, doc: &Doc) {
    if spec.heading_font && doc.sheet.heading_font != doc.sheet.body_font {
        fonts(xml, &doc.sheet.heading_font);
    }
    if spec.bold {
        xml.empty("w:b", &[]);
    }
    if spec.italic {
        xml.empty("w:i", &[]);
    }
    match spec.ink {
        Ink::Text => {}
        Ink::Soft => xml.value("w:color", super::SOFT),
        Ink::Accent => xml.value("w:color", &doc.sheet.accent.hex()),
    }
    xml.value("w:sz", &spec.size.to_string());
    xml.value("w:szCs", &spec.size.to_string());
}

fn tables(xml: &mut Xml, doc: &Doc) {
    let hairline = doc.sheet.accent.tint(HAIRLINE_TINT).hex();
    let accent = doc.sheet.accent.tint(STRONG_TINT).hex();
    xml.scope("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
        xml.value("w:name", "Normal Table");
        xml.value("w:uiPriority", "99");
        xml.empty("w:semiHidden", &[]);
        xml.scope("w:tblPr", &[], |xml| cell_margins(xml, [0; 4]));
    });
    for (id, name, inside, around) in [
        ("DossierPlain", "Dossier Plain", false, false),
        ("DossierFacts", "Dossier Facts", true, false),
        ("DossierForm", "Dossier Form", true, true),
        ("DossierData", "Dossier Data", true, false),
    ] {
        xml.scope("w:style", &[("w:type", "table"), ("w:styleId", id)], |xml| {
            xml.value("w:name", name);
            xml.value("w:basedOn", "TableNormal");
            xml.empty("w:qFormat", &[]);
            xml.scope("w:tblPr", &[], |xml| {
                let line = |xml: &mut Xml, side: &str, color: &str| {
                    xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", color)]);
                };
                xml.scope("w:tblBorders", &[], |xml| {
                    let ends = if around {
                        Some(&hairline)
                    } else {
                        match id {
                            "DossierData" => Some(&accent),
                            "DossierFacts" => Some(&hairline),
                            _ => None,
                        }
                    };
                    // Above a data table stands its heading; a rule there would belong to that.
                    if let Some(color) = ends.filter(|_| around) {
                        line(xml, "w:top", color);
                    }
                    if around {
                        line(xml, "w:left", &hairline);
                    }
                    if let Some(color) = ends {
                        line(xml, "w:bottom", color);
                    }
                    if around {
                        line(xml, "w:right", &hairline);
                    }
                    if inside {
                        line(xml, "w:insideH", &hairline);
                    }
                    if around {
                        line(xml, "w:insideV", &hairline);
                    }
                });
                let Padding { above, below, gutter } = doc.sheet.padding();
                match (around, inside) {
                    (true, _) => cell_margins(xml, [above, gutter / 2, below, gutter / 2]),
                    (_, true) => cell_margins(xml, [above, 0, below, gutter]),
                    _ => cell_margins(xml, [0, 0, 0, gutter]),
                }
            });
            if id == "DossierData" {
                xml.scope("w:tblStylePr", &[("w:type", "firstRow")], |xml| {
                    xml.scope("w:tcPr", &[], |xml| {
                        xml.scope("w:tcBorders", &[], |xml| {
                            xml.empty(
                                "w:bottom",
                                &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", &accent)],
                            );
                        });
                    });
                });
            }
        });
    }
}

/// Margins of cells: top, left, bottom, right.
fn cell_margins(xml: &mut Xml, margins: [u32; 4]) {
    xml.scope("w:tblCellMar", &[], |xml| {
        for (side, margin) in ["w:top", "w:left", "w:bottom", "w:right"].into_iter().zip(margins) {
            xml.empty(side, &[("w:w", &margin.to_string()), ("w:type", "dxa")]);
        }
    });
}
