//! The named styles: one accent colour, two weights, hairlines only. Sizes are half points, distances twentieths of a
//! point, as the format wants them.

use super::xml::Xml;
use crate::write::doc::{Doc, ParagraphStyle};

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
        ParagraphStyle::Bullet => "ListBullet",
        ParagraphStyle::Quote => "Quote",
        ParagraphStyle::Note => "Note",
        ParagraphStyle::Address => "Address",
        ParagraphStyle::Subject => "Subject",
        ParagraphStyle::Cell => "TableText",
        ParagraphStyle::CellHead => "TableHead",
        ParagraphStyle::Header => "Header",
        ParagraphStyle::Footer => "Footer",
        ParagraphStyle::Stamp => "Stamp",
    }
}

/// What a paragraph style sets, beyond what it inherits from the text.
#[derive(Default)]
struct Spec<'a> {
    id: &'a str,
    name: &'a str,
    next: Option<&'a str>,
    keep_next: bool,
    keep_lines: bool,
    before: u32,
    after: u32,
    line: Option<u32>,
    indent_left: u32,
    outline: Option<u32>,
    rule_below: bool,
    rule_above: bool,
    bar_left: bool,
    bullet: bool,
    tab_right: bool,
    half_points: Option<u32>,
    bold: bool,
    italic: bool,
    accent: bool,
    grey: bool,
    heading_font: bool,
}

pub(super) fn write(doc: &Doc) -> String {
    let size = doc.theme.body_half_points;
    let mut xml = Xml::part();
    xml.scope("w:styles", &[NAMESPACE], |xml| {
        defaults(xml, doc);
        normal(xml);
        for spec in specs(size) {
            paragraph(xml, &spec, doc);
        }
        tables(xml, doc);
    });
    xml.finish()
}

fn specs(size: u32) -> Vec<Spec<'static>> {
    let heading = |id, name, level, half_points, before| Spec {
        id,
        name,
        next: Some("Normal"),
        keep_next: true,
        keep_lines: true,
        before,
        after: 60,
        line: Some(252),
        outline: Some(level),
        half_points: Some(half_points),
        bold: true,
        heading_font: true,
        ..Spec::default()
    };
    vec![
        Spec { before: 0, after: 40, accent: true, ..heading("Title", "Title", 0, 44, 0) }.without_outline(),
        Spec {
            id: "Subtitle",
            name: "Subtitle",
            next: Some("Normal"),
            after: 160,
            half_points: Some(size + 4),
            grey: true,
            ..Spec::default()
        },
        Spec { accent: true, rule_below: true, after: 100, ..heading("Heading1", "heading 1", 0, 26, 280) },
        heading("Heading2", "heading 2", 1, size + 1, 140),
        Spec { accent: true, after: 30, ..heading("Heading3", "heading 3", 2, size, 80) },
        Spec {
            id: "Meta",
            name: "Meta",
            next: Some("Normal"),
            after: 50,
            tab_right: true,
            grey: true,
            ..Spec::default()
        },
        Spec { id: "ListBullet", name: "List Bullet", after: 30, bullet: true, ..Spec::default() },
        Spec {
            id: "Quote",
            name: "Quote",
            after: 60,
            indent_left: 170,
            bar_left: true,
            italic: true,
            grey: true,
            half_points: Some(size - 1),
            ..Spec::default()
        },
        Spec { id: "Note", name: "Note", after: 60, half_points: Some(size - 3), grey: true, ..Spec::default() },
        Spec { id: "Address", name: "Address", line: Some(252), ..Spec::default() },
        Spec {
            id: "Subject",
            name: "Subject",
            next: Some("Normal"),
            keep_next: true,
            before: 240,
            after: 200,
            bold: true,
            half_points: Some(size + 2),
            ..Spec::default()
        },
        Spec {
            id: "TableText",
            name: "Table Text",
            before: 40,
            after: 40,
            line: Some(252),
            half_points: Some(size - 1),
            ..Spec::default()
        },
        Spec {
            id: "TableHead",
            name: "Table Head",
            keep_next: true,
            before: 50,
            after: 50,
            line: Some(252),
            half_points: Some(size - 1),
            bold: true,
            accent: true,
            ..Spec::default()
        },
        Spec {
            id: "Header",
            name: "header",
            line: Some(252),
            half_points: Some(size - 3),
            grey: true,
            tab_right: true,
            ..Spec::default()
        },
        Spec {
            id: "Footer",
            name: "footer",
            line: Some(252),
            half_points: Some(size - 4),
            grey: true,
            tab_right: true,
            rule_above: true,
            ..Spec::default()
        },
        Spec {
            id: "Stamp",
            name: "Stamp",
            after: 160,
            bold: true,
            half_points: Some(size + 2),
            rule_below: true,
            rule_above: true,
            ..Spec::default()
        },
        Spec { id: "Spacer", name: "Spacer", line: Some(120), half_points: Some(8), ..Spec::default() },
    ]
}

impl Spec<'_> {
    fn without_outline(mut self) -> Self {
        self.outline = None;
        self
    }
}

fn defaults(xml: &mut Xml, doc: &Doc) {
    xml.scope("w:docDefaults", &[], |xml| {
        xml.scope("w:rPrDefault", &[], |xml| {
            xml.scope("w:rPr", &[], |xml| {
                fonts(xml, &doc.theme.body_font);
                xml.value("w:color", "1F1F1F");
                xml.value("w:sz", &doc.theme.body_half_points.to_string());
                xml.value("w:szCs", &doc.theme.body_half_points.to_string());
                xml.empty("w:lang", &[("w:val", &doc.language), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
            });
        });
        xml.scope("w:pPrDefault", &[], |xml| {
            xml.scope("w:pPr", &[], |xml| {
                xml.empty("w:widowControl", &[]);
                xml.empty(
                    "w:spacing",
                    &[("w:before", "0"), ("w:after", "0"), ("w:line", "288"), ("w:lineRule", "auto")],
                );
            });
        });
    });
}

fn fonts(xml: &mut Xml, font: &str) {
    xml.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
}

fn normal(xml: &mut Xml) {
    xml.scope("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
        xml.value("w:name", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.scope("w:pPr", &[], |xml| {
            xml.empty("w:spacing", &[("w:after", "100"), ("w:line", "288"), ("w:lineRule", "auto")]);
        });
    });
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

fn paragraph(xml: &mut Xml, spec: &Spec<'_>, doc: &Doc) {
    let rule = doc.theme.accent.tint(45).hex();
    xml.scope("w:style", &[("w:type", "paragraph"), ("w:styleId", spec.id)], |xml| {
        xml.value("w:name", spec.name);
        xml.value("w:basedOn", "Normal");
        if let Some(next) = spec.next {
            xml.value("w:next", next);
        }
        xml.empty("w:qFormat", &[]);
        xml.scope("w:pPr", &[], |xml| {
            if spec.keep_next {
                xml.empty("w:keepNext", &[]);
            }
            if spec.keep_lines {
                xml.empty("w:keepLines", &[]);
            }
            if spec.bullet {
                xml.scope("w:numPr", &[], |xml| xml.value("w:numId", "1"));
            }
            if spec.rule_above || spec.rule_below || spec.bar_left {
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
                        line(xml, "w:bottom", "4", "3");
                    }
                });
            }
            if spec.tab_right {
                xml.scope("w:tabs", &[], |xml| {
                    let at = doc.margins.text_width().to_string();
                    xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &at)]);
                });
            }
            let (before, after) = (spec.before.to_string(), spec.after.to_string());
            let line = spec.line.unwrap_or(288).to_string();
            xml.empty(
                "w:spacing",
                &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "auto")],
            );
            if spec.bullet {
                xml.empty("w:ind", &[("w:left", "284"), ("w:hanging", "227")]);
            } else if spec.indent_left > 0 {
                xml.empty("w:ind", &[("w:left", &spec.indent_left.to_string())]);
            }
            if let Some(level) = spec.outline {
                xml.value("w:outlineLvl", &level.to_string());
            }
        });
        xml.scope("w:rPr", &[], |xml| {
            if spec.heading_font {
                fonts(xml, &doc.theme.heading_font);
            }
            if spec.bold {
                xml.empty("w:b", &[]);
            }
            if spec.italic {
                xml.empty("w:i", &[]);
            }
            if spec.accent {
                xml.value("w:color", &doc.theme.accent.hex());
            } else if spec.grey {
                xml.value("w:color", "595959");
            }
            if let Some(half_points) = spec.half_points {
                xml.value("w:sz", &half_points.to_string());
                xml.value("w:szCs", &half_points.to_string());
            }
        });
    });
}

fn tables(xml: &mut Xml, doc: &Doc) {
    let hairline = doc.theme.accent.tint(28).hex();
    let accent = doc.theme.accent.tint(60).hex();
    xml.scope("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
        xml.value("w:name", "Normal Table");
        xml.value("w:uiPriority", "99");
        xml.empty("w:semiHidden", &[]);
        xml.scope("w:tblPr", &[], |xml| cell_margins(xml, "0", "0"));
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
                    if around || inside {
                        line(xml, "w:top", if around { &hairline } else { &accent });
                    }
                    if around {
                        line(xml, "w:left", &hairline);
                    }
                    if around || inside {
                        line(xml, "w:bottom", if around { &hairline } else { &accent });
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
                if inside { cell_margins(xml, "85", "85") } else { cell_margins(xml, "0", "113") }
            });
            if id == "DossierData" {
                xml.scope("w:tblStylePr", &[("w:type", "firstRow")], |xml| {
                    xml.scope("w:tcPr", &[], |xml| {
                        let fill = doc.theme.accent.tint(8).hex();
                        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &fill)]);
                    });
                });
            }
        });
    }
}

fn cell_margins(xml: &mut Xml, left: &str, right: &str) {
    xml.scope("w:tblCellMar", &[], |xml| {
        xml.empty("w:left", &[("w:w", left), ("w:type", "dxa")]);
        xml.empty("w:right", &[("w:w", right), ("w:type", "dxa")]);
    });
}
