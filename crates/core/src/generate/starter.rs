//! Templates to begin from: a document with its fields once each and remarks on how tags work, in the house's plainest look.
//! Holds no facts of its own: all words are tags, headings included.

use super::DocumentKind;
use crate::brand::Brand;
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use dossier_formats::write::doc::ParagraphStyle::{
    Address, Body, Bullet, Footer, Header, Heading1, Heading2, Meta, Note, Stamp, Subject, Subtitle, Title,
};
use dossier_formats::write::doc::{Block, Cell, Doc, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::docx;
use dossier_formats::write::sheet::{Look, Sheet};

/// Writes a starter, its remarks in the words of a locale.
pub(super) fn write(kind: DocumentKind, locale: Locale) -> Vec<u8> {
    let messages = Messages::new(locale);
    let sheet = Sheet::new(Look::Classic, Brand::default().accent, "Calibri", "Calibri");
    let mut starter = Starter { sheet: &sheet, body: remarks(kind, &messages) };
    let running = match kind {
        DocumentKind::Offer => {
            starter.offer();
            "{{ subject }}"
        }
        DocumentKind::Matchmaking => {
            starter.matchmaking();
            "{{ label.matchmaking }} · {{ name }}"
        }
        DocumentKind::Feedback => {
            starter.feedback();
            "{{ label.feedback }} · {{ name }}"
        }
        DocumentKind::CandidateLetter => {
            starter.letter();
            "{{ subject }}"
        }
        DocumentKind::Cv | DocumentKind::Dashboard => {
            starter.cv();
            "{{ label.cv }} · {{ name }}"
        }
    };
    let body = starter.body;
    let doc = Doc {
        title: messages.get(key::TEMPLATE_TITLE),
        author: "dossier".to_owned(),
        language: locale.document_tag().to_owned(),
        date: "2026-01-01".to_owned(),
        sheet,
        logo: None,
        pictures: Vec::new(),
        first_header: vec![Block::text(Header, "{{ company.name }}\t{{ logo }}")],
        header: vec![Block::text(Header, format!("{running}\t{{{{ company.name }}}}"))],
        footer: vec![Block::text(
            Footer,
            "{{ company.name }} · {{ company.street }} · {{ company.town }} · {{ company.web }}\t{{ date }}",
        )],
        body,
    };
    docx::write(&doc)
}

fn remarks(kind: DocumentKind, messages: &Messages) -> Vec<Block> {
    let remark = |text: &str| Block::runs(Note, vec![Run { accent: true, ..Run::new(format!("{{# {text} #}}")) }]);
    let explained = [key::TEMPLATE_REMARK_TAGS, key::TEMPLATE_REMARK_LOOPS, key::TEMPLATE_REMARK_CHECK];
    let explained = explained.map(|key| remark(&messages.get(key)));
    [remark(&format!("dossier: {}", kind.name()))].into_iter().chain(explained).collect()
}

/// The desk's contact on one line.
const CONTACT: &str =
    "{{ label.contact }}: {{ contact.name }} · {{ contact.role }} · {{ contact.phone }} · {{ contact.email }}";
/// The same without a heading.
const CALLED: &str = "{{ contact.name }} · {{ contact.role }} · {{ contact.phone }} · {{ contact.email }}";

struct Starter<'a> {
    sheet: &'a Sheet,
    body: Vec<Block>,
}

impl Starter<'_> {
    fn add(&mut self, style: ParagraphStyle, texts: &[&str]) {
        self.body.extend(texts.iter().map(|text| Block::text(style, *text)));
    }

    /// Something that is left out where a value is empty.
    fn when(&mut self, value: &str, write: impl FnOnce(&mut Self)) {
        self.add(Body, &[&format!("{{% if {value} %}}")]);
        write(self);
        self.add(Body, &["{% endif %}"]);
    }

    /// Something that repeats.
    fn each(&mut self, item: &str, list: &str, write: impl FnOnce(&mut Self)) {
        self.add(Body, &[&format!("{{% for {item} in {list} %}}")]);
        write(self);
        self.add(Body, &["{% endfor %}"]);
    }

    /// A table of labels and values whose row repeats.
    fn labelled(&mut self, item: &str, list: &str, label: &str, value: &str) {
        let first = format!("{{% for {item} in {list} %}}{{{{ {item}.{label} }}}}");
        let second = format!("{{{{ {item}.{value} }}}}{{% endfor %}}");
        let widths = vec![self.sheet.label, self.sheet.text_width() - self.sheet.label];
        let rows = vec![vec![Cell::text(first), Cell::text(second)]];
        self.body.push(Block::Table(Table { look: TableLook::Facts, widths, head: None, rows, keep: Keep::Rows }));
    }

    /// A table of labels and values, each written once.
    fn facts(&mut self, rows: &[(&str, &str)]) {
        let widths = vec![self.sheet.label, self.sheet.text_width() - self.sheet.label];
        let rows = rows.iter().map(|(label, value)| vec![Cell::text(*label), Cell::text(*value)]).collect();
        self.body.push(Block::Table(Table { look: TableLook::Facts, widths, head: None, rows, keep: Keep::Rows }));
    }

    /// A table with a head whose row repeats: headings and paragraphs of each column.
    fn repeated(&mut self, item: &str, list: &str, columns: &[(&str, &[&str])]) {
        let count = u32::try_from(columns.len()).unwrap_or(1).max(1);
        let width = self.sheet.text_width() / count;
        let cell = |lines: Vec<String>| {
            Cell::of(lines.into_iter().map(|line| Paragraph::new(ParagraphStyle::Cell, line)).collect())
        };
        let mut cells: Vec<Vec<String>> =
            columns.iter().map(|(_, lines)| lines.iter().map(|line| (*line).to_owned()).collect()).collect();
        if let Some(line) = cells.first_mut().and_then(|lines| lines.first_mut()) {
            line.insert_str(0, &format!("{{% for {item} in {list} %}}"));
        }
        if let Some(line) = cells.last_mut().and_then(|lines| lines.last_mut()) {
            line.push_str("{% endfor %}");
        }
        self.body.push(Block::Table(Table {
            look: TableLook::Data,
            widths: vec![width; columns.len()],
            head: Some(columns.iter().map(|(heading, _)| Cell::head(*heading)).collect()),
            rows: vec![cells.into_iter().map(cell).collect()],
            keep: Keep::Rows,
        }));
    }

    fn stamp(&mut self) {
        self.when("draft", |starter| starter.add(Stamp, &["{{ label.draft }}"]));
    }

    /// What stands before the text of a letter.
    fn letter_head(&mut self) {
        self.add(Note, &["{{ sender }}"]);
        self.each("line", "address", |starter| starter.add(Address, &["{{ line }}"]));
        self.add(Address, &[CALLED, "{{ place_date }}"]);
        self.add(Subject, &["{{ subject }}"]);
        self.add(Body, &["{{ salutation }}"]);
    }

    /// What stands behind it.
    fn letter_foot(&mut self) {
        self.add(Body, &["{{ closing }}"]);
        self.each("one", "signatures", |starter| {
            starter.add(Address, &["{{ one.name }}{% if one.role %}, {{ one.role }}{% endif %}"]);
        });
    }

    fn cv(&mut self) {
        self.stamp();
        self.add(Title, &["{{ name }}"]);
        self.add(Subtitle, &["{{ role }}"]);
        self.labelled("fact", "facts", "label", "value");
        self.when("profile", |starter| {
            starter.add(Heading1, &["{{ label.profile }}"]);
            starter.add(Body, &["{{ profile }}"]);
        });
        self.when("skills", |starter| {
            starter.add(Heading1, &["{{ label.skills }}"]);
            starter.labelled("group", "skills", "name", "list");
        });
        for (list, detailed) in [("experience", true), ("projects", true), ("education", false)] {
            self.when(list, |starter| {
                starter.add(Heading1, &[&format!("{{{{ label.{list} }}}}")]);
                starter.each("entry", list, |starter| starter.entry(detailed));
            });
        }
        self.when("certificates", |starter| {
            starter.add(Heading1, &["{{ label.certificates }}"]);
            starter.each("one", "certificates", |starter| {
                starter.add(Bullet, &["{{ one.name }}{% if one.detail %} · {{ one.detail }}{% endif %}"]);
            });
        });
        self.when("languages", |starter| {
            starter.add(Heading1, &["{{ label.languages }}"]);
            starter.labelled("one", "languages", "name", "level");
        });
        self.add(Note, &[CONTACT]);
    }

    /// A station, project or degree.
    fn entry(&mut self, detailed: bool) {
        self.add(Heading2, &["{{ entry.title }}{% if entry.note %} ({{ entry.note }}){% endif %}"]);
        self.add(
            Meta,
            &["{{ entry.organisation }}{% if entry.place %}, {{ entry.place }}{% endif %}\t{{ entry.period }}"],
        );
        if detailed {
            self.when("entry.summary", |starter| starter.add(Body, &["{{ entry.summary }}"]));
        }
        self.each("task", "entry.tasks", |starter| starter.add(Bullet, &["{{ task }}"]));
        if detailed {
            self.when("entry.technologies", |starter| {
                starter.add(Body, &["{{ label.technologies }}: {{ entry.technologies }}"]);
            });
        }
    }

    fn offer(&mut self) {
        self.stamp();
        self.letter_head();
        self.add(Body, &["{{ introduction }}"]);
        self.when("shortlist", |starter| {
            starter.add(Heading2, &["{{ label.shortlist }}"]);
            starter.repeated(
                "one",
                "shortlist",
                &[
                    ("{{ label.candidate }}", &["{{ one.candidate }}"]),
                    ("{{ label.role }}", &["{{ one.role }}"]),
                    ("{{ label.workload }}", &["{{ one.workload }}"]),
                    ("{{ label.start }}", &["{{ one.start }}"]),
                    ("{{ label.rate }}", &["{{ one.rate }}"]),
                ],
            );
            starter.add(Note, &["{{ shortlist_note }}"]);
        });
        self.each("person", "people", |starter| {
            starter.when("person.arguments", |starter| {
                starter.add(Heading2, &["{{ person.why }}"]);
                starter.each("one", "person.arguments", |starter| {
                    starter.add(Bullet, &["{{ one.criterion }}: {{ one.text }}"]);
                });
            });
        });
        self.when("arguments", |starter| {
            starter.add(Heading2, &["{{ why }}"]);
            starter.each("one", "arguments", |starter| {
                starter.add(Bullet, &["{{ one.criterion }}: {{ one.text }}"]);
            });
        });
        self.when("open", |starter| starter.add(Body, &["{{ open }}"]));
        self.add(Heading2, &["{{ label.terms }}"]);
        self.labelled("one", "terms", "label", "value");
        self.add(Body, &["{{ validity }}"]);
        self.letter_foot();
        self.when("legal", |starter| {
            starter.add(Heading2, &["{{ label.legal }}"]);
            starter.add(Note, &["{{ legal }}"]);
        });
        self.add(Heading2, &["{{ label.acceptance }}"]);
        self.add(Body, &["{{ acceptance }}"]);
        self.each("box", "boxes", |starter| starter.add(Body, &["{{ box }}"]));
        self.facts(&[("{{ label.place_date }}", ""), ("{{ label.name }}", ""), ("{{ label.signature }}", "")]);
        self.when("criteria", |starter| {
            starter.add(Heading2, &["{{ criteria_title }}"]);
            starter.repeated(
                "one",
                "criteria",
                &[
                    ("{{ label.class }}", &["{{ one.class }}"]),
                    ("{{ label.criterion }}", &["{{ one.criterion }}"]),
                    ("{{ label.status }}", &["{{ one.status }}"]),
                    ("{{ label.reason }}", &["{{ one.reason }}"]),
                ],
            );
        });
        self.each("person", "people", |starter| {
            starter.when("person.criteria", |starter| {
                starter.add(Heading2, &["{{ label.criteria }} – {{ person.name }}"]);
                starter.repeated(
                    "one",
                    "person.criteria",
                    &[
                        ("{{ label.class }}", &["{{ one.class }}"]),
                        ("{{ label.criterion }}", &["{{ one.criterion }}"]),
                        ("{{ label.status }}", &["{{ one.status }}"]),
                    ],
                );
            });
        });
    }

    fn matchmaking(&mut self) {
        self.add(Title, &["{{ label.matchmaking }}"]);
        self.add(
            Subtitle,
            &["{{ name }}{% if role %} · {{ role }}{% endif %}{% if client %} · {{ client }}{% endif %}"],
        );
        self.facts(&[
            ("{{ label.musts_met }}", "{{ musts_met }}"),
            ("{{ label.shoulds_met }}", "{{ shoulds_met }}"),
            ("{{ label.knockouts }}", "{{ knockouts }}"),
            ("{{ label.suggestion }}", "{{ suggestion }}. {{ why }}"),
            ("{{ label.score }}", "{{ score }}"),
            ("{{ label.arithmetic }}", "{{ arithmetic }} ({{ weights }})"),
            ("{{ label.evaluated_on }}", "{{ evaluated_on }}"),
            ("{{ label.profile_id }}", "{{ profile_id }}"),
        ]);
        self.add(Heading1, &["{{ label.criteria }}"]);
        self.repeated(
            "one",
            "criteria",
            &[
                ("{{ label.class }}", &["{{ one.class }}"]),
                ("{{ label.id }}", &["{{ one.id }}"]),
                ("{{ label.criterion }}", &["{{ one.criterion }}"]),
                ("{{ label.status }}", &["{{ one.status }}", "{{ one.points }}"]),
                ("{{ label.reason }}", &["{{ one.reason }}"]),
                ("{{ label.evidence }}", &["{% for quote in one.evidence %}", "{{ quote }}", "{% endfor %}", ""]),
            ],
        );
        self.when("risks", |starter| {
            starter.add(Heading1, &["{{ label.risks }}"]);
            starter.each("one", "risks", |starter| starter.add(Bullet, &["{{ one.severity }}: {{ one.text }}"]));
        });
        self.when("next_steps", |starter| {
            starter.add(Heading1, &["{{ label.next_steps }}"]);
            starter.each("step", "next_steps", |starter| starter.add(Bullet, &["{{ step }}"]));
        });
        self.add(Heading1, &["{{ label.decision }}"]);
        self.each("choice", "choices", |starter| starter.add(Body, &["☐ {{ choice }}"]));
        self.facts(&[
            ("{{ label.decision_reason }}", ""),
            ("{{ label.place_date }}", ""),
            ("{{ label.signature }}", ""),
        ]);
        self.add(Note, &["{{ note }}", CALLED]);
    }

    fn feedback(&mut self) {
        self.add(Title, &["{{ label.feedback }}"]);
        self.add(Subtitle, &["{{ name }}"]);
        self.add(Body, &["{{ counts }}"]);
        self.facts(&[
            ("{{ label.grade }}", "{{ grade }}"),
            ("{{ label.critical }}", "{{ critical }}"),
            ("{{ label.warning }}", "{{ warnings }}"),
            ("{{ label.hint }}", "{{ hints }}"),
        ]);
        self.when("findings", |starter| {
            starter.repeated(
                "one",
                "findings",
                &[
                    ("", &["{{ one.severity }}"]),
                    (
                        "{{ label.finding }}",
                        &["{{ one.finding }}", "{% for detail in one.details %}", "{{ detail }}", "{% endfor %}"],
                    ),
                    ("{{ label.question }}", &["{{ one.question }}"]),
                ],
            );
        });
        self.add(Body, &["{{ nothing }}"]);
        self.add(Note, &[CALLED]);
    }

    fn letter(&mut self) {
        self.letter_head();
        self.add(Body, &["{{ introduction }}"]);
        self.each("question", "questions", |starter| starter.add(Bullet, &["{{ question }}"]));
        self.when("outlook", |starter| starter.add(Body, &["{{ outlook }}"]));
        self.letter_foot();
        self.add(Note, &[CONTACT]);
    }
}
