//! Templates to begin from: a document with its fields, remarks on how tags work and on the fields that it does not show, in
//! the house's plainest look. Holds no facts of its own: all words are tags, headings included.

use super::DocumentKind;
use super::frame::widths;
use super::template::sample;
use crate::brand::Brand;
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use dossier_formats::fill::{Template, TemplateLimits};
use dossier_formats::write::doc::ParagraphStyle::{
    Address, Body, Bullet, Footer, Header, Heading1, Heading2, Meta, Note, Stamp, Subject, Subtitle, Title,
};
use dossier_formats::write::doc::{Block, Cell, Doc, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::docx;
use dossier_formats::write::sheet::{Look, Sheet};

/// Writes a starter, its remarks in the words of a locale.
pub(super) fn write(kind: DocumentKind, locale: Locale) -> Vec<u8> {
    let without = docx::write(&document(kind, locale, &[]));
    // What the starter does not show is told by what it is filled from, so that its remark is always true.
    let further = Template::parse(&without, &TemplateLimits::default())
        .map(|template| template.check(&sample(kind)).1)
        .unwrap_or_default();
    docx::write(&document(kind, locale, &further))
}

/// A starter with a remark that names `further` fields.
fn document(kind: DocumentKind, locale: Locale, further: &[String]) -> Doc {
    let messages = Messages::new(locale);
    let sheet = Sheet::new(Look::Classic, Brand::default().accent, "Calibri", "Calibri");
    let mut starter = Starter { sheet: &sheet, body: remarks(kind, further, &messages) };
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
    Doc {
        title: messages.get(key::TEMPLATE_TITLE),
        author: "dossier".to_owned(),
        language: locale.document_tag().to_owned(),
        date: "2026-01-01".to_owned(),
        sheet,
        logo: None,
        pictures: Vec::new(),
        first_header: vec![Block::text(Header, "{{ company.name }}\t{{ logo }}")],
        header: vec![Block::text(Header, format!("{running}\t{{{{ company.name }}}}"))],
        footer: vec![Block::text(Footer, format!("{}\t{{{{ date }}}}", dotted(&COMPANY)))],
        body,
    }
}

fn remarks(kind: DocumentKind, further: &[String], messages: &Messages) -> Vec<Block> {
    let remark = |text: &str| Block::runs(Note, vec![Run { accent: true, ..Run::new(format!("{{# {text} #}}")) }]);
    let explained = [key::TEMPLATE_REMARK_TAGS, key::TEMPLATE_REMARK_LOOPS, key::TEMPLATE_REMARK_CHECK];
    let explained = explained.map(|key| remark(&messages.get(key)));
    let named = messages.with(key::TEMPLATE_REMARK_FURTHER, &[("fields", &further.join(", "))]);
    let named = (!further.is_empty()).then(|| remark(&named));
    [remark(&format!("dossier: {}", kind.name()))].into_iter().chain(explained).chain(named).collect()
}

/// What the desk's contact is.
const CONTACT: [&str; 4] = ["contact.name", "contact.role", "contact.phone", "contact.email"];
/// What the desk's company is.
const COMPANY: [&str; 4] = ["company.name", "company.street", "company.town", "company.web"];

/// What stands before the contact in papers that name it at their end.
const CONTACT_HEADING: &str = "{{ label.contact }}: ";

/// Values on one line, with dots between those that there are.
fn dotted(values: &[&str]) -> String {
    let one = |(at, value): (usize, &&str)| {
        if at == 0 {
            return format!("{{{{ {value} }}}}");
        }
        let before = values[..at].join(" or ");
        format!("{{% if {value} %}}{{% if {before} %}} · {{% endif %}}{{{{ {value} }}}}{{% endif %}}")
    };
    values.iter().enumerate().map(one).collect()
}

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

    /// A table with a head whose row repeats: headings and paragraphs of each column. `shares` are hundredths of the width as
    /// in the house's own papers; the last column takes the rest.
    fn repeated(&mut self, item: &str, list: &str, shares: &[u32], columns: &[(&str, &[&str])]) {
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
            widths: widths(self.sheet, shares),
            head: Some(columns.iter().map(|(heading, _)| Cell::head(*heading)).collect()),
            rows: vec![cells.into_iter().map(cell).collect()],
            keep: Keep::Rows,
        }));
    }

    /// The desk's contact on one line behind a heading, where there is one.
    fn contact(&mut self, style: ParagraphStyle, heading: &str) {
        let line = format!("{heading}{}", dotted(&CONTACT));
        self.when(&CONTACT.join(" or "), |starter| starter.add(style, &[line.as_str()]));
    }

    fn stamp(&mut self) {
        self.when("draft", |starter| starter.add(Stamp, &["{{ label.draft }}"]));
    }

    /// What stands before the text of a letter.
    fn letter_head(&mut self) {
        self.add(Note, &["{{ sender }}"]);
        self.each("line", "address", |starter| starter.add(Address, &["{{ line }}"]));
        self.contact(Address, "");
        self.add(Address, &["{{ place_date }}"]);
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
        self.when("photo", |starter| starter.add(Body, &["{{ photo }}"]));
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
        self.contact(Note, CONTACT_HEADING);
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
                &[22, 26, 14, 16],
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
                &[9, 36, 19],
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
                    &[9, 62],
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
        self.each("class", "classes", |starter| {
            starter.add(Heading2, &["{{ class.name }}"]);
            starter.repeated(
                "one",
                "class.criteria",
                &[7, 30, 19],
                &[
                    ("{{ label.id }}", &["{{ one.id }}"]),
                    ("{{ label.criterion }}", &["{{ one.criterion }}"]),
                    (
                        "{{ label.status }}",
                        &["{{ one.status }}", "{% if one.points %}", "{{ one.points }}", "{% endif %}"],
                    ),
                    (
                        "{{ label.evidence }}",
                        &["{{ one.reason }}", "{% for quote in one.evidence %}", "{{ quote }}", "{% endfor %}", ""],
                    ),
                ],
            );
        });
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
        self.add(Note, &["{{ note }}"]);
        self.contact(Note, "");
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
        self.each("group", "groups", |starter| {
            starter.add(Heading1, &["{{ group.name }}"]);
            starter.repeated(
                "one",
                "group.findings",
                &[56],
                &[
                    (
                        "{{ label.finding }}",
                        &["{{ one.finding }}", "{% for detail in one.details %}", "{{ detail }}", "{% endfor %}"],
                    ),
                    ("{{ label.question }}", &["{{ one.question }}"]),
                ],
            );
        });
        self.when("nothing", |starter| starter.add(Body, &["{{ nothing }}"]));
        self.contact(Note, "");
    }

    fn letter(&mut self) {
        self.letter_head();
        self.add(Body, &["{{ introduction }}"]);
        self.each("question", "questions", |starter| starter.add(Bullet, &["{{ question }}"]));
        self.when("outlook", |starter| starter.add(Body, &["{{ outlook }}"]));
        self.letter_foot();
        self.contact(Note, CONTACT_HEADING);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::template::TEMPLATED;

    #[test]
    fn the_tables_of_the_starters_have_the_widths_of_the_papers() {
        let mut seen = 0;
        for kind in TEMPLATED {
            let doc = document(kind, Locale::DeCh, &[]);
            for block in &doc.body {
                let Block::Table(table) = block else { continue };
                assert!(table.rows.iter().all(|row| row.len() == table.widths.len()), "{}", kind.name());
                assert_eq!(table.widths.iter().sum::<u32>(), doc.sheet.text_width(), "{}", kind.name());
                let (least, most) = (table.widths.iter().min(), table.widths.iter().max());
                assert!(least < most, "{}: columns of one width", kind.name());
                // A long word such as Weiterbildungen has its room beside a code or a class.
                assert!(most.is_some_and(|most| *most >= doc.sheet.text_width() / 5), "{}", kind.name());
                seen += usize::from(table.head.is_some());
            }
        }
        assert_eq!(seen, 5, "tables with a head");
    }

    #[test]
    fn dots_stand_only_between_values() {
        assert_eq!(
            dotted(&["a", "b", "c"]),
            concat!(
                "{{ a }}{% if b %}{% if a %} · {% endif %}{{ b }}{% endif %}",
                "{% if c %}{% if a or b %} · {% endif %}{{ c }}{% endif %}"
            )
        );
    }
}
