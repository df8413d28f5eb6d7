//! Templates of customers: tags over several runs, loops over paragraphs and rows, looks of texts, pictures, faults with their
//! places, and what is refused.

use dossier_formats::fill::{Fault, Field, Properties, Template, TemplateError, TemplateLimits};
use dossier_formats::read;
use dossier_formats::write::doc::{Image, Run};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn package(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name");
        zip.write_all(content.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    package(&[("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", &document)])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn template(body: &str) -> Template {
    Template::parse(&docx(body), &TemplateLimits::default()).expect("a template")
}

fn values() -> Field {
    let entry = |title: &str, tasks: &[&str]| {
        Field::map([
            ("title", Field::text(title)),
            ("tasks", Field::List(tasks.iter().copied().map(Field::text).collect())),
        ])
    };
    let marked = Run::marked("please check");
    Field::map([
        ("name", Field::text("Олена & <李明>")),
        ("role", Field::Text(vec![Run::new("Ingénieure").in_language(Some("fr")), Run::new(" / "), marked])),
        ("lines", Field::text("one\ntwo\tthree")),
        ("none", Field::maybe(None::<String>)),
        ("entries", Field::List(vec![entry("A", &["a1", "a2"]), entry("B", &[])])),
        ("logo", Field::Picture("logo".into())),
        ("draft", Field::Flag(false)),
    ])
}

fn fill(template: &Template) -> Vec<u8> {
    let logo = Image { bytes: b"png".to_vec(), extension: "png", width_pt: 10, height_pt: 5, alt: "Logo".into() };
    let properties =
        Properties { title: "T".into(), author: "Desk".into(), language: "en".into(), date: "2026-01-01".into() };
    template.fill(&values(), &BTreeMap::from([("logo".to_owned(), logo)]), &properties).expect("filled")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

fn lines(body: &str) -> Vec<String> {
    let bytes = fill(&template(body));
    let source = read(&bytes, Some("docx"), &Default::default()).expect("readable");
    source.text.lines().map(str::to_owned).collect()
}

#[test]
fn values_are_escaped_and_tags_are_joined_over_runs() {
    assert_eq!(lines(&p("Name: {{ name }}.")), ["Name: Олена & <李明>."]);
    let split = "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ na</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>me }</w:t></w:r><w:r><w:t>} here</w:t></w:r></w:p>";
    assert_eq!(lines(split), ["Олена & <李明> here"]);
    assert_eq!(lines(&p("a {# remark #}b {{ none }}c")), ["a b c"]);
    assert_eq!(lines(&p("{{ name|default(“x”)|upper }}")), ["ОЛЕНА & <李明>"], "bent quotes are quotes");
    assert_eq!(lines(&p("{ no tag } {{ name }}")), ["{ no tag } Олена & <李明>"]);
}

#[test]
fn paragraphs_between_statements_repeat_or_go() {
    let body = [
        p("{% for e in entries %}"),
        p("{{ e.title }}:"),
        p("{% for t in e.tasks %}"),
        p("- {{ t }}"),
        p("{% endfor %}"),
        p("{% endfor %}"),
        p("{% if draft %}"),
        p("draft"),
        p("{% else %}"),
        p("final"),
        p("{% endif %}"),
    ];
    assert_eq!(lines(&body.concat()), ["A:", "a1", "a2", "B:", "final"]);
    // Statements beside text move around the paragraph when their counterpart stands in another one.
    let beside = [p("{% for e in entries %}{{ e.title }}"), p("end of {{ e.title }}{% endfor %}"), p("after")];
    assert_eq!(lines(&beside.concat()), ["A", "end of A", "B", "end of B", "after"]);
    assert_eq!(lines(&p("{% for e in entries %}{{ e.title }} {% endfor %}.")), ["A B ."]);
}

#[test]
fn rows_repeat_with_the_loop_in_them() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let table = |rows: &[String]| {
        let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
        format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{}", p("x"))
    };
    let within = table(&[cell("{% for e in entries %}{{ e.title }}") + &cell("{{ e.tasks|length }}{% endfor %}")]);
    assert_eq!(lines(&within), ["A\t2", "B\t0", "x"]);
    let rows = table(&[
        cell("{% for e in entries %}") + &cell(""),
        cell("{{ e.title }}") + &cell("{{ e.tasks }}"),
        cell("{% endfor %}") + &cell(""),
    ]);
    assert_eq!(lines(&rows), ["A\ta1, a2", "B", "x"]);
    // A cell whose paragraphs all go keeps one, since the format wants it.
    let emptied = fill(&template(&table(&[format!(
        "<w:tc>{}</w:tc>",
        [p("{% if draft %}"), p("y"), p("{% endif %}")].concat()
    )])));
    assert!(part(&emptied, "word/document.xml").contains("<w:tc><w:p/></w:tc>"));
}

#[test]
fn looks_and_line_feeds_become_runs() {
    let bytes = fill(&template(
        "<w:p><w:r><w:rPr><w:b/><w:color w:val=\"FF0000\"/></w:rPr><w:t>{{ role }} {{ lines }}</w:t></w:r></w:p>",
    ));
    let xml = part(&bytes, "word/document.xml");
    assert!(
        xml.contains(
            "<w:b/><w:color w:val=\"FF0000\"/><w:lang w:val=\"fr\"/></w:rPr><w:t xml:space=\"preserve\">Ingénieure"
        ),
        "{xml}"
    );
    assert!(xml.contains("<w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">please check"), "{xml}");
    assert!(xml.contains("<w:br/>") && xml.contains("<w:tab/>"), "{xml}");
}

#[test]
fn pictures_come_with_their_relation_and_type() {
    let bytes = fill(&template(&(p("{{ logo }}") + &p("{% if logo %}has one{% endif %} {{ logo }}"))));
    let xml = part(&bytes, "word/document.xml");
    assert_eq!(xml.matches("r:embed=\"rIdDossier1\"").count(), 2, "{xml}");
    assert!(xml.contains("descr=\"Logo\""));
    assert!(part(&bytes, "word/_rels/document.xml.rels").contains("media/dossier-logo.png"));
    assert!(part(&bytes, "[Content_Types].xml").contains("Extension=\"png\""));
}

#[test]
fn faults_are_named_with_their_places() {
    let body = [
        p("{{ name }}"),
        p("{{ naem }} {{ name|shout }}"),
        p("{% for e in entries %}"),
        p("{{ e.titel }}"),
        p("{% endfor %}"),
    ];
    let (findings, unused) = template(&body.concat()).check(&values());
    let found: Vec<(Fault, u32, &str)> =
        findings.iter().map(|one| (one.fault, one.paragraph, one.detail.as_str())).collect();
    assert_eq!(
        found,
        [(Fault::UnknownTag, 2, "naem"), (Fault::UnknownFilter, 2, "shout"), (Fault::UnknownTag, 3, "entries.titel")]
    );
    assert_eq!(unused, ["draft", "entries.tasks", "entries.title", "lines", "logo", "none", "role"]);
    let broken = |body: &str| match Template::parse(&docx(body), &TemplateLimits::default()) {
        Err(TemplateError::Tag { tag, .. }) => tag,
        other => panic!("{other:?}"),
    };
    assert_eq!(broken(&p("{% for e in entries %}")), "{% for e in entries %}");
    assert_eq!(broken(&(p("x") + &p("{% endif %}"))), "{% endif %}");
    assert_eq!(broken(&p("{{ name")), "{{ name");
    let (findings, _) = template(&p("{{ name | }}")).check(&values());
    assert_eq!(findings.iter().map(|one| one.fault).collect::<Vec<_>>(), [Fault::Broken]);
}

#[test]
fn what_a_template_must_not_hold_is_refused() {
    let code = |bytes: &[u8], limits: &TemplateLimits| Template::parse(bytes, limits).expect_err("refused").code();
    let limits = TemplateLimits::default();
    assert_eq!(code(b"no package", &limits), "template.unreadable");
    assert_eq!(code(&package(&[("a.txt", "x")]), &limits), "template.unreadable");
    let small = TemplateLimits { unpacked_bytes_max: 100, ..TemplateLimits::default() };
    assert_eq!(code(&docx(&p("x")), &small), "template.limit");
    let shallow = TemplateLimits { depth_max: 3, ..TemplateLimits::default() };
    assert_eq!(code(&docx(&p("x")), &shallow), "template.limit");
    let fetched = RELS.replace("/officeDocument\" Target", "/attachedTemplate\" TargetMode=\"External\" Target");
    for (name, content) in
        [("word/vbaProject.bin", "x"), ("word/embeddings/a.bin", "x"), ("word/_rels/settings.xml.rels", &fetched)]
    {
        let bytes = package(&[("[Content_Types].xml", TYPES), ("word/document.xml", "<w:document/>"), (name, content)]);
        assert_eq!(code(&bytes, &limits), "template.active_content", "{name}");
    }
    let declared = package(&[("[Content_Types].xml", TYPES), ("word/document.xml", "<!DOCTYPE a><w:document/>")]);
    assert_eq!(code(&declared, &limits), "template.active_content");
}

#[test]
fn loops_without_end_and_flooding_are_stopped() {
    let flood =
        "{% for a in entries %}{% for b in entries %}{% for c in entries %}x{% endfor %}{% endfor %}{% endfor %}";
    let small = TemplateLimits { part_bytes_max: 150, ..TemplateLimits::default() };
    let read = Template::parse(&docx(&p(flood)), &small).expect("a template");
    let refused = read.fill(&values(), &BTreeMap::new(), &Properties::default()).expect_err("too large");
    assert_eq!(refused.code(), "template.limit");
    let nested = "{% for i in \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" %}";
    let body = nested.repeat(5) + &"{% endfor %}".repeat(5);
    let read = template(&p(&body));
    let refused = read.fill(&values(), &BTreeMap::new(), &Properties::default()).expect_err("too long");
    assert!(matches!(refused.code(), "template.limit" | "template.tag"), "{refused}");
}

#[test]
fn equal_inputs_give_equal_bytes() {
    let body = p("{{ name }} {{ logo }}");
    assert_eq!(fill(&template(&body)), fill(&template(&body)));
}
