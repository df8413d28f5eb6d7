//! The package around the parts: content types first, relationships, properties without personal data, fixed times.

use super::body;
use super::styles::{self, NAMESPACE};
use super::xml::Xml;
use crate::fill::Properties;
use crate::write::doc::{Block, Doc, Image, Margins, PAGE_HEIGHT, PAGE_WIDTH, ParagraphStyle};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Namespaces of parts that may hold pictures.
const SPACES: [(&str, &str); 5] = [
    NAMESPACE,
    ("xmlns:r", RELATIONS),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

pub(super) fn write(doc: &Doc) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, content: String| parts.push((name.to_owned(), content.into_bytes()));
    add("[Content_Types].xml", content_types(doc));
    add("_rels/.rels", package_relations());
    add("docProps/app.xml", app_properties());
    add(
        "docProps/core.xml",
        core_properties(&Properties {
            title: doc.title.clone(),
            author: doc.author.clone(),
            language: doc.language.clone(),
            date: doc.date.clone(),
        }),
    );
    add("word/document.xml", document(doc));
    add("word/_rels/document.xml.rels", document_relations(doc));
    add("word/styles.xml", styles::write(doc));
    add("word/numbering.xml", numbering(doc));
    add("word/settings.xml", settings(doc));
    add("word/fontTable.xml", font_table(doc));
    add("word/header1.xml", header("w:hdr", &doc.first_header, doc, true));
    if let Some(logo) = &doc.logo {
        add("word/_rels/header1.xml.rels", related(&picture_relations("rId1", "logo", logo)));
    }
    add("word/header2.xml", header("w:hdr", &doc.header, doc, false));
    add("word/footer1.xml", header("w:ftr", &doc.footer, doc, false));
    if let Some(logo) = &doc.logo {
        parts.extend(media("logo", logo));
    }
    for (number, picture) in doc.pictures.iter().enumerate() {
        parts.extend(media(&picture_stem(number), picture));
    }
    zip(&parts)
}

fn picture_stem(number: usize) -> String {
    format!("picture{number}")
}

/// The parts of a picture: its raster, and the drawing where it is one.
fn media(stem: &str, picture: &Image) -> Vec<(String, Vec<u8>)> {
    let raster = (format!("word/media/{stem}.{}", picture.extension), picture.bytes.clone());
    let drawing = picture.svg.iter().map(|svg| (format!("word/media/{stem}.svg"), svg.clone()));
    std::iter::once(raster).chain(drawing).collect()
}

/// A package of parts: deflated, fixed times.
pub(super) fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).expect("names are few and fixed");
        writer.write_all(content).expect("memory does not refuse bytes");
    }
    writer.finish().expect("memory does not refuse bytes").into_inner()
}

fn content_types(doc: &Doc) -> String {
    let mut xml = Xml::part();
    xml.scope("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let default = |xml: &mut Xml, extension: &str, kind: &str| {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        };
        default(xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
        default(xml, "xml", "application/xml");
        let extensions: std::collections::BTreeSet<&str> =
            doc.logo.iter().chain(&doc.pictures).map(|image| image.extension).collect();
        for extension in extensions {
            default(xml, extension, &format!("image/{extension}"));
        }
        if doc.logo.iter().chain(&doc.pictures).any(|image| image.svg.is_some()) {
            default(xml, "svg", "image/svg+xml");
        }
        let part = |xml: &mut Xml, name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part(xml, "/word/document.xml", &format!("{WORD}.document.main+xml"));
        for (name, kind) in [
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("header1", "header"),
            ("header2", "header"),
            ("footer1", "footer"),
        ] {
            part(xml, &format!("/word/{name}.xml"), &format!("{WORD}.{kind}+xml"));
        }
        part(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        part(xml, "/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    });
    xml.finish()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let mut xml = Xml::part();
    xml.scope("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in list {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.finish()
}

fn package_relations() -> String {
    relations(&[
        ("rId1", &format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        ("rId2", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        ("rId3", &format!("{RELATIONS}/extended-properties"), "docProps/app.xml"),
    ])
}

fn document_relations(doc: &Doc) -> String {
    let mut kinds = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "numbering", "numbering.xml"),
        ("rId3", "settings", "settings.xml"),
        ("rId4", "fontTable", "fontTable.xml"),
        ("rId5", "header", "header1.xml"),
        ("rId6", "header", "header2.xml"),
        ("rId7", "footer", "footer1.xml"),
    ]
    .map(|(id, kind, target)| (id.to_owned(), format!("{RELATIONS}/{kind}"), target.to_owned()))
    .to_vec();
    kinds.extend(doc.pictures.iter().enumerate().flat_map(|(number, picture)| {
        picture_relations(&format!("rIdPicture{number}"), &picture_stem(number), picture)
    }));
    related(&kinds)
}

fn related(list: &[(String, String, String)]) -> String {
    let list: Vec<(&str, &str, &str)> =
        list.iter().map(|(id, kind, target)| (id.as_str(), kind.as_str(), target.as_str())).collect();
    relations(&list)
}

/// The relations to a picture's raster and to its drawing.
fn picture_relations(id: &str, stem: &str, picture: &Image) -> Vec<(String, String, String)> {
    let relation =
        |id: String, extension: &str| (id, format!("{RELATIONS}/image"), format!("media/{stem}.{extension}"));
    let raster = relation(id.to_owned(), picture.extension);
    let drawing = picture.svg.iter().map(|_| relation(body::drawing_relation(id), "svg"));
    std::iter::once(raster).chain(drawing).collect()
}

fn app_properties() -> String {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.scope("Properties", &[("xmlns", namespace)], |xml| xml.text_element("Application", &[], "dossier"));
    xml.finish()
}

/// Properties that name no person.
pub(super) fn core_properties(doc: &Properties) -> String {
    let mut xml = Xml::part();
    let moment = format!("{}T00:00:00Z", doc.date);
    xml.scope(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
        |xml| {
            xml.text_element("dc:title", &[], &doc.title);
            xml.text_element("dc:creator", &[], &doc.author);
            xml.text_element("cp:lastModifiedBy", &[], &doc.author);
            xml.text_element("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &moment);
            xml.text_element("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], &moment);
            xml.text_element("dc:language", &[], &doc.language);
        },
    );
    xml.finish()
}

fn document(doc: &Doc) -> String {
    let mut xml = Xml::part();
    xml.scope("w:document", &SPACES, |xml| {
        xml.scope("w:body", &[], |xml| {
            body::blocks(xml, &doc.body, doc);
            section(xml, doc.sheet.margins);
        });
    });
    xml.finish()
}

fn section(xml: &mut Xml, margins: Margins) {
    xml.scope("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", "rId5")]);
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId6")]);
        xml.empty("w:footerReference", &[("w:type", "first"), ("r:id", "rId7")]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId7")]);
        xml.empty("w:pgSz", &[("w:w", &PAGE_WIDTH.to_string()), ("w:h", &PAGE_HEIGHT.to_string())]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &margins.top.to_string()),
                ("w:right", &margins.right.to_string()),
                ("w:bottom", &margins.bottom.to_string()),
                ("w:left", &margins.left.to_string()),
                ("w:header", "567"),
                ("w:footer", "510"),
                ("w:gutter", "0"),
            ],
        );
        xml.empty("w:titlePg", &[]);
    });
}

fn header(root: &str, content: &[Block], doc: &Doc, first: bool) -> String {
    let mut xml = Xml::part();
    xml.scope(root, &SPACES, |xml| match &doc.logo {
        Some(logo) if first => {
            body::logo(xml, logo, "rId1");
            if !content.is_empty() {
                body::blocks(xml, content, doc);
            }
        }
        _ => body::blocks(xml, content, doc),
    });
    xml.finish()
}

/// One list for each style of list items, both with a dash.
fn numbering(doc: &Doc) -> String {
    let mut xml = Xml::part();
    let lists = [("0", "1", ParagraphStyle::Bullet), ("1", "2", ParagraphStyle::EntryBullet)];
    xml.scope("w:numbering", &[NAMESPACE], |xml| {
        for (abstract_id, _, style) in lists {
            let spec = doc.sheet.spec(style);
            let (left, hanging) = (spec.left.to_string(), spec.hanging.to_string());
            xml.scope("w:abstractNum", &[("w:abstractNumId", abstract_id)], |xml| {
                xml.value("w:multiLevelType", "singleLevel");
                xml.scope("w:lvl", &[("w:ilvl", "0")], |xml| {
                    xml.value("w:start", "1");
                    xml.value("w:numFmt", "bullet");
                    xml.value("w:pStyle", styles::style_id(style));
                    xml.value("w:lvlText", "–");
                    xml.value("w:lvlJc", "left");
                    xml.scope("w:pPr", &[], |xml| xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]));
                    xml.scope("w:rPr", &[], |xml| xml.value("w:color", &doc.sheet.accent.hex()));
                });
            });
        }
        for (abstract_id, id, _) in lists {
            xml.scope("w:num", &[("w:numId", id)], |xml| xml.value("w:abstractNumId", abstract_id));
        }
    });
    xml.finish()
}

fn settings(doc: &Doc) -> String {
    let mut xml = Xml::part();
    xml.scope("w:settings", &[NAMESPACE], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.value("w:defaultTabStop", "709");
        xml.scope("w:compat", &[], |xml| {
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
        xml.value("w:themeFontLang", &doc.language);
    });
    xml.finish()
}

fn font_table(doc: &Doc) -> String {
    let mut fonts = vec![doc.sheet.body_font.as_str()];
    if doc.sheet.heading_font != doc.sheet.body_font {
        fonts.push(&doc.sheet.heading_font);
    }
    let mut xml = Xml::part();
    xml.scope("w:fonts", &[NAMESPACE], |xml| {
        for font in fonts {
            xml.scope("w:font", &[("w:name", font)], |xml| {
                xml.value("w:family", "swiss");
                xml.value("w:pitch", "variable");
            });
        }
    });
    xml.finish()
}
