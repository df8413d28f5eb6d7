//! The branded CV for the client: name or code, role, facts, profile, skills, experience, education, certificates,
//! languages. Never prints e-mail, phone, street, links, birth date, civil status or an asking rate: the desk's contact
//! stands instead.

mod content;
mod layout;
mod length;
mod portrait;
mod values;

pub(super) use portrait::photo;

use super::frame::blank;
use super::tongue::Tongue;
use super::{Inputs, Notes, candidate_name};
use crate::brand::Brand;
use crate::i18n::{Messages, key};
use crate::time::Day;
use dossier_formats::fill::Field;
use dossier_formats::write::doc::{Block, Doc, ParagraphStyle};

/// The values of a customer's template.
pub(super) fn filling(inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) -> Field {
    let tongue = Tongue::new(inputs.cv, inputs.locale);
    let content = content::collect(inputs, messages, &tongue);
    notes.warn("photo.not_found", "photo", u32::from(portrait::is_wanted(inputs) && content.photo.is_none()));
    notes.warn("cv.marked", "cv", content.marks);
    notes.warn("cv.tells_gender", "text", content.gendered);
    notes.warn("text.untranslated", "cv", tongue.untranslated());
    for (field, count) in &content.left_out {
        notes.warn("cv.left_out", field, *count);
    }
    let setting = values::Setting { brand: inputs.brand, date: inputs.date, client_pack: inputs.options.client_pack };
    values::values(&content, &setting, messages)
}

/// A value for every field that a template can name.
pub(super) fn sample_values(messages: &Messages) -> Field {
    let brand = Brand::default();
    let setting = values::Setting { brand: &brand, date: Day::constant(2026, 1, 1), client_pack: false };
    values::values(&content::example(), &setting, messages)
}

pub(super) fn document(inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) -> Doc {
    let tongue = Tongue::new(inputs.cv, inputs.locale);
    let title = messages.get(key::CV_TITLE);
    let shown = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::MARK));
    let mut doc = blank(inputs, messages, &format!("{title} {shown}"), &format!("{title} · {shown}"));
    let mut content = content::collect(inputs, messages, &tongue);
    doc.pictures.extend(content.photo.clone());
    notes.warn("photo.not_found", "photo", u32::from(portrait::is_wanted(inputs) && content.photo.is_none()));
    let choices = &inputs.options.choices;
    let draft = content.marks > 0 && inputs.options.client_pack;
    let lay_out = |content: &content::CvContent, doc: &mut Doc| {
        doc.body = layout::blocks(content, &doc.sheet, choices, messages);
        portrait::below_logo(doc);
        if draft {
            doc.body.insert(0, Block::text(ParagraphStyle::Stamp, messages.get(key::DRAFT)));
        }
    };
    lay_out(&content, &mut doc);
    if let Some(most) = choices.pages_max {
        length::shorten(&mut content, most, |content| {
            lay_out(content, &mut doc);
            dossier_formats::write::pdf::pages(&doc, &Default::default()).ok()
        });
        lay_out(&content, &mut doc);
    }
    tongue.tag(&mut doc);
    notes.warn("cv.marked", "cv", content.marks);
    notes.warn("cv.tells_gender", "text", content.gendered);
    notes.warn("text.untranslated", "cv", tongue.untranslated());
    for (field, count) in content.left_out {
        notes.warn("cv.left_out", field, count);
    }
    doc
}
