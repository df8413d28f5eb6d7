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
    let logo =
        Image { bytes: b"png".to_vec(), extension: "png", width_pt: 10, height_pt: 5, alt: "Logo".into(), svg: None };
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

/// A picture of the template, 2,000 by 1,000 units, cut at its left, with a vector beside it.
fn placeholder(alternative: &str) -> String {
    format!(
        concat!(
            r#"<w:p><w:r><w:drawing xmlns:wp="wp" xmlns:a="a" xmlns:pic="pic" xmlns:r="r"><wp:inline>"#,
            r#"<wp:extent cx="2000" cy="1000"/><wp:docPr id="1" name="Picture 1" descr="{}"/><a:graphic><a:graphicData>"#,
            r#"<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x" descr="old"/></pic:nvPicPr><pic:blipFill>"#,
            r#"<a:blip r:embed="rId9"><a:extLst><a:ext uri="svg"/></a:extLst></a:blip><a:srcRect l="50"/>"#,
            r#"</pic:blipFill><pic:spPr><a:xfrm><a:ext cx="2000" cy="1000"/></a:xfrm></pic:spPr></pic:pic>"#,
            r#"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        ),
        alternative
    )
}

#[test]
fn pictures_take_the_place_of_those_whose_alternative_text_names_them() {
    for alternative in ["{{ logo }}", " {{logo}}", "logo"] {
        let bytes = fill(&template(&placeholder(alternative)));
        let xml = part(&bytes, "word/document.xml");
        assert!(xml.contains("r:embed=\"rIdDossier1\"") && !xml.contains("rId9"), "{alternative}: {xml}");
        // 10 by 5 points in a box of 2,000 by 1,000: it fills the box.
        assert_eq!(xml.matches("cx=\"2000\" cy=\"1000\"").count(), 2, "{xml}");
        assert_eq!(xml.matches("descr=\"Logo\"").count(), 2, "{xml}");
        assert!(!xml.contains("srcRect") && !xml.contains("extLst"), "{xml}");
        assert!(part(&bytes, "word/_rels/document.xml.rels").contains("media/dossier-logo.png"));
    }
    let square = placeholder("logo").replace("cx=\"2000\"", "cx=\"1000\"");
    let xml = part(&fill(&template(&square)), "word/document.xml");
    assert_eq!(xml.matches("cx=\"1000\" cy=\"500\"").count(), 2, "its proportions stay: {xml}");
    // What a tag leaves empty goes; other alternative texts are filled or stay.
    let gone = part(&fill(&template(&placeholder("{{ none }}"))), "word/document.xml");
    assert!(!gone.contains("drawing"), "{gone}");
    let named = part(&fill(&template(&placeholder("{{ role }}"))), "word/document.xml");
    assert!(named.contains("descr=\"Ingénieure / please check\"") && named.contains("rId9"), "{named}");
    let kept = part(&fill(&template(&placeholder("Our house"))), "word/document.xml");
    assert!(kept.contains("descr=\"Our house\"") && kept.contains("rId9"), "{kept}");
    let (findings, unused) = template(&placeholder("{{ lgo }}")).check(&values());
    assert_eq!(findings.first().and_then(|one| one.suggestion.as_deref()), Some("logo"), "{findings:?}");
    assert!(unused.contains(&"logo".to_owned()));
    assert!(!template(&placeholder("{{ logo }}")).check(&values()).1.contains(&"logo".to_owned()));
}

#[test]
fn faults_say_what_may_have_been_meant_and_where() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let body = [
        p("{% for e in entries %}"),
        p("Dear {{ e.titel }}, {{ titles }} and {{ loop.index }} {{ entris }}"),
        p("{% endfor %}"),
        format!("<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>", cell("x"), cell("{{ name|uper }} {{ title }}")),
        p("{{ entries.title }} {{ salary }}"),
    ];
    let (findings, _) = template(&body.concat()).check(&values());
    let found: Vec<(&str, Option<&str>, u32, u32)> =
        findings.iter().map(|one| (one.detail.as_str(), one.suggestion.as_deref(), one.paragraph, one.row)).collect();
    assert_eq!(
        found,
        [
            ("entries.titel", Some("entries.title"), 2, 0),
            ("titles", None, 2, 0),
            ("entris", Some("entries"), 2, 0),
            ("uper", Some("upper"), 5, 2),
            ("title", Some("entries.title"), 5, 2),
            ("entries.title", Some("{% for one in entries %}"), 6, 0),
            ("salary", None, 6, 0),
        ]
    );
    assert_eq!(findings[0].text, "Dear {{ e.titel }}, {{ titles }} and {{ loop.index }} {{ entris }}");
    assert_eq!(findings[3].text, "{{ name|uper }} {{ title }}");
    let unclosed = Template::parse(&docx(&(p("x") + &p("a {% if draft %}"))), &TemplateLimits::default());
    assert!(matches!(unclosed, Err(TemplateError::Tag { paragraph: 2, .. })), "{unclosed:?}");
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
        [(Fault::UnknownTag, 2, "naem"), (Fault::UnknownFilter, 2, "shout"), (Fault::UnknownTag, 4, "entries.titel")]
    );
    assert_eq!(unused, ["draft", "entries.tasks", "entries.title", "lines", "logo", "none", "role"]);
    let broken = |body: &str| match Template::parse(&docx(body), &TemplateLimits::default()) {
        Err(TemplateError::Tag { tag, .. }) => tag,
        other => panic!("{other:?}"),
    };
    assert_eq!(broken(&p("{% for e in entries %}")), "{% for e in entries %}");
    assert_eq!(broken(&(p("x") + &p("{% endif %}"))), "{% endif %}");
    assert_eq!(broken(&p("{{ name")), "{{ name");
    assert_eq!(broken(&p("{{ name | }}")), "{{ name | }}");
}

/// What a check tells: fault, paragraph, tag, what may have been meant.
fn checked(body: &str) -> Vec<(Fault, u32, String, Option<String>)> {
    let template = Template::inspect(&docx(body), &TemplateLimits::default()).expect("a package");
    let (findings, _) = template.check(&values());
    findings.into_iter().map(|one| (one.fault, one.paragraph, one.tag, one.suggestion)).collect()
}

#[test]
fn one_broken_statement_hides_no_other_fault() {
    let fault = |fault: Fault, paragraph: u32, tag: &str, meant: Option<&str>| {
        (fault, paragraph, tag.to_owned(), meant.map(str::to_owned))
    };
    let misspelt = [p("{% iff name %}x{% endif %}"), p("{{ naem }}")].concat();
    assert_eq!(
        checked(&misspelt),
        [
            fault(Fault::Broken, 1, "{% iff name %}", Some("if")),
            fault(Fault::UnknownTag, 2, "{{ naem }}", Some("name"))
        ]
    );
    let crossed = [p("{% for e in entries %}"), p("{{ e.titel }}"), p("{% endif %}"), p("{{ name|uper }}")].concat();
    assert_eq!(
        checked(&crossed),
        [
            fault(Fault::UnknownTag, 2, "{{ e.titel }}", Some("entries.title")),
            fault(Fault::Broken, 3, "{% endif %}", Some("{% endfor %}")),
            fault(Fault::UnknownFilter, 4, "{{ name|uper }}", Some("upper")),
        ]
    );
    let unclosed = [p("{% for e in entries %}{% if draft %}{{ e.title }}{% endfor %}"), p("{{ rle }}")].concat();
    assert_eq!(
        checked(&unclosed),
        [fault(Fault::Broken, 1, "{% if draft %}", None), fault(Fault::UnknownTag, 2, "{{ rle }}", Some("role"))]
    );
    let inner = [p("{% if draft %}{% for e in entries %}"), p("{{ e.titel }}"), p("{% endif %}{% endif %}")].concat();
    assert_eq!(
        checked(&inner),
        [
            fault(Fault::UnknownTag, 2, "{{ e.titel }}", Some("entries.title")),
            fault(Fault::Broken, 3, "{% endif %}", Some("{% endfor %}"))
        ]
    );
    let unreadable = [
        p("{% for e of entries %}{{ e.title }}{% endfor %}"),
        p("{{ name | }} {{ naem }}"),
        p("{% if draft %}a{% else if name %}b{% endif %}"),
        p("{{ name"),
        p("{% include name %}"),
        p("{% endwith %}{% else %}"),
    ];
    let found = checked(&unreadable.concat());
    let places: Vec<(Fault, u32, &str)> = found.iter().map(|(fault, at, tag, _)| (*fault, *at, tag.as_str())).collect();
    assert_eq!(
        places,
        [
            (Fault::Broken, 1, "{% for e of entries %}"),
            (Fault::Broken, 2, "{{ name | }}"),
            (Fault::UnknownTag, 2, "{{ naem }}"),
            (Fault::Broken, 3, "{% else if name %}"),
            (Fault::Broken, 4, "{{ name"),
            (Fault::Broken, 5, "{% include name %}"),
            (Fault::Broken, 6, "{% endwith %}"),
            (Fault::Broken, 6, "{% else %}"),
        ]
    );
    // What a check forgives is not filled.
    let template = Template::inspect(&docx(&misspelt), &TemplateLimits::default()).expect("a package");
    let refused = template.fill(&values(), &BTreeMap::new(), &Properties::default()).expect_err("refused");
    assert!(refused.to_string().contains("{% iff name %} in paragraph 1 of document"), "{refused}");
    assert!(refused.to_string().ends_with("did you mean if?"), "{refused}");
}

#[test]
fn statements_of_a_text_box_nest_among_themselves() {
    let around = |inner: &str| {
        format!(
            "<w:p><w:r><w:t>{{% for e in entries %}}{{{{ e.titel }}}}</w:t></w:r><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r><w:r><w:t>{{% endfor %}}</w:t></w:r></w:p>"
        )
    };
    let places = |body: &str| -> Vec<(Fault, u32, String)> {
        checked(body).into_iter().map(|(fault, at, tag, _)| (fault, at, tag)).collect()
    };
    let unknown = (Fault::UnknownTag, 1, "{{ e.titel }}".to_owned());
    assert_eq!(
        places(&around(&p("{% iff draft %}{{ e.title }}{% endif %}"))),
        [unknown.clone(), (Fault::Broken, 2, "{% iff draft %}".to_owned())]
    );
    assert_eq!(
        places(&around(&p("{{ e.title }}{% endfor %}"))),
        [unknown, (Fault::Broken, 2, "{% endfor %}".to_owned())],
        "the end of a loop outside of the box is none"
    );
}

#[test]
fn many_faults_end_soon() {
    let body = p(&"{% endif %}".repeat(5_000));
    assert_eq!(checked(&body).len(), 300);
    let body = p(&format!("{{% for e in entries %}}{}", "{% endif %}".repeat(5_000)));
    assert!((1..=300).contains(&checked(&body).len()));
}

#[test]
fn entries_and_groups_are_no_texts() {
    let mut fields = match values() {
        Field::Map(fields) => fields,
        other => panic!("{other:?}"),
    };
    fields.insert("contact", Field::map([("name", Field::text("Ada")), ("role", Field::text("Desk"))]));
    fields.insert("words", Field::list([Field::text("a"), Field::text("b")]));
    let values = Field::Map(fields);
    let each = "{% for one in entries %}{{ one.title }}{% endfor %}";
    for (tag, meant) in [
        ("{{ entries }}", Some(each)),
        ("{{ contact }}", Some("{{ contact.name }}")),
        ("{{ entries|first }}", None),
        ("{{ entries|join(', ') }}", Some(each)),
        ("{{ contact|upper }}", Some("{{ contact.name }}")),
        ("{{ words|upper }}", Some(r#"words|join(", ")"#)),
        ("{{ 'Contact: ' ~ contact }}", Some("{{ contact.name }}")),
        ("{{ contact if name else '' }}", Some("{{ contact.name }}")),
        ("{% for e in entries %}{{ e }}{% endfor %}", Some("{{ e.title }}")),
    ] {
        let template = template(&(p("x") + &p(tag)));
        let (findings, _) = template.check(&values);
        let found: Vec<(Fault, u32, Option<&str>)> =
            findings.iter().map(|one| (one.fault, one.paragraph, one.suggestion.as_deref())).collect();
        assert_eq!(found, [(Fault::NotText, 2, meant)], "{tag}");
    }
    // What no look at the tags finds is found when a text is made of it.
    for tag in [
        "{{ entries }}", "{{ entries|join(', ') }}", "{{ contact|upper }}", "{{ [contact]|string }}",
        "{{ 'x' ~ contact }}", "{{ entries|batch(1) }}",
    ] {
        let template = template(&(p("x") + &p(tag)));
        let refused = template.fill(&values, &BTreeMap::new(), &Properties::default()).expect_err(tag);
        assert_eq!(refused.code(), "template.not_text", "{tag}: {refused}");
        assert!(refused.to_string().contains("paragraph 2 of document"), "{tag}: {refused}");
        assert_eq!(
            template.rehearse(&values).map(|one| (one.fault, one.paragraph)),
            Some((Fault::NotText, 2)),
            "{tag}"
        );
    }
    for fine in
        ["{{ words }}", "{{ words|join(' / ') }}", "{{ entries|length }}", "{{ contact.name }}", "{{ words|first }}"]
    {
        let template = template(&p(fine));
        assert_eq!(template.check(&values).0, [], "{fine}");
        assert!(template.fill(&values, &BTreeMap::new(), &Properties::default()).is_ok(), "{fine}");
    }
}

#[test]
fn a_tag_that_fails_is_told_without_a_value() {
    let template = template(&(p("x") + &p("{{ name - 1 }}")));
    assert_eq!(template.check(&values()).0, []);
    let refused = template.fill(&values(), &BTreeMap::new(), &Properties::default()).expect_err("no number");
    assert!(refused.to_string().contains("{{ name - 1 }} in paragraph 2 of document"), "{refused}");
    assert!(!refused.to_string().contains("Олена"), "{refused}");
    let found = template.rehearse(&values()).expect("a finding");
    assert_eq!((found.fault, found.paragraph, found.tag.as_str()), (Fault::Broken, 2, "{{ name - 1 }}"));
}

#[test]
fn a_template_without_a_tag_is_none() {
    let faults = |body: &str| template(body).check(&values()).0.iter().map(|one| one.fault).collect::<Vec<_>>();
    assert_eq!(faults(&p("Dear reader")), [Fault::NoTag]);
    assert_eq!(faults(&p("{# dossier: cv #}")), [Fault::NoTag], "a remark prints nothing");
    assert_eq!(faults(&placeholder("Our house")), [Fault::NoTag]);
    assert_eq!(faults(&placeholder("logo")), [], "a picture that is named takes the place of a tag");
    assert_eq!(faults(&p("{{ name }}")), []);
    let (_, unused) = template(&placeholder("logo")).check(&values());
    assert!(!unused.contains(&"logo".to_owned()), "{unused:?}");
}

#[test]
fn what_a_template_must_not_hold_is_refused() {
    let code = |bytes: &[u8], limits: &TemplateLimits| Template::parse(bytes, limits).expect_err("refused").code();
    let limits = TemplateLimits::default();
    assert_eq!(code(b"no package", &limits), "template.unreadable");
    assert_eq!(code(&package(&[("a.txt", "x")]), &limits), "template.unreadable");
    let small = TemplateLimits { unpacked_bytes_max: 100, ..TemplateLimits::default() };
    assert_eq!(code(&docx(&p("x")), &small), "template.limit");
    let dense = docx(&p(&"x".repeat(2 * 1024 * 1024)));
    assert_eq!(code(&dense, &limits), "template.limit", "packed too densely");
    let twice = [("[Content_Types].xml", TYPES), ("word/document.xml", "<w:document/>"), ("WORD/document.xml", "x")];
    assert_eq!(code(&package(&twice), &limits), "template.unreadable");
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
