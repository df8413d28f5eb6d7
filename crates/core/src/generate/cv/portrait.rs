//! The candidate's photo in the head of the CV, at the right of name, role and facts, in all looks. Shown only where the run asks
//! for it, never in anonymous papers.

use super::content::{CvContent, Text};
use crate::generate::choices::Section;
use crate::generate::frame::title_block;
use crate::generate::{Inputs, candidate_name};
use crate::i18n::{Messages, key};
use crate::photo;
use dossier_formats::write::doc::{Block, Cell, Doc, Image, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::sheet::{Look, Sheet};

/// White space between a logo and the photo below it, in twentieths of a point, besides what lies below every logo.
const BELOW_LOGO: u32 = 140;

/// Whether the run shows a photo, whatever the record has.
pub fn is_wanted(inputs: &Inputs<'_>) -> bool {
    inputs.options.choices.photo && inputs.options.anonymous.is_none()
}

/// The photo that the CV shows.
pub fn photo(inputs: &Inputs<'_>, messages: &Messages) -> Option<Image> {
    if !is_wanted(inputs) {
        return None;
    }
    let name = candidate_name(inputs.cv, inputs.options).unwrap_or_default();
    photo::of(inputs.cv, messages.with(key::CV_PHOTO, &[("name", &name)]).trim_end())
}

/// The head of the CV, and the sections that follow it. Beside a photo stand the facts too, where they come first, so that
/// its height is used.
pub fn head<'s>(content: &CvContent, sheet: &Sheet, sections: &'s [Section]) -> (Vec<Block>, &'s [Section]) {
    let title = || title_block(sheet, content.name.clone(), Some(content.role.clone()));
    let Some(photo) = &content.photo else { return (title(), sections) };
    let (facts, rest) = match sections {
        [Section::Facts, rest @ ..] => (content.facts.as_slice(), rest),
        all => (&[][..], all),
    };
    let mut body = Vec::new();
    let mut beside = Vec::new();
    if sheet.look == Look::Modern {
        // The band runs from edge to edge, so the photo stands below it.
        body.extend(title());
        body.push(Block::Gap(140));
    } else {
        beside.push(Paragraph::of(ParagraphStyle::Title, content.name.clone()));
        beside.push(Paragraph::of(ParagraphStyle::Subtitle, content.role.clone()));
    }
    beside.extend(facts.iter().map(|(label, value)| Paragraph::of(ParagraphStyle::Cell, fact(label, value))));
    if beside.is_empty() {
        beside.push(Paragraph::new(ParagraphStyle::Cell, ""));
    }
    // As wide as the photo, which ends where rules and logo end; the distance from the text is that of the text's column.
    let column = photo.width_pt * 20;
    // The picture of the document that `document` puts there.
    let picture = Cell { picture: Some(0), ..Cell::of(Vec::new()).at_right() };
    body.push(Block::Table(Table {
        look: TableLook::Plain,
        widths: vec![sheet.text_width().saturating_sub(column), column],
        head: None,
        rows: vec![vec![Cell::of(beside), picture]],
        keep: Keep::Whole,
    }));
    (body, rest)
}

/// Keeps a photo from touching the logo above it; in the modern look a band lies between them.
pub fn below_logo(doc: &mut Doc) {
    if doc.logo.is_some() && !doc.pictures.is_empty() && doc.sheet.look != Look::Modern {
        doc.body.insert(0, Block::Gap(BELOW_LOGO));
    }
}

fn fact(label: &str, value: &str) -> Text {
    vec![Run::muted(format!("{label}: ")), Run::new(value)]
}

#[cfg(test)]
mod tests {
    use crate::brand::{Assets, Brand};
    use crate::generate::choices::{Choices, Section};
    use crate::generate::template::starter;
    use crate::generate::{DocumentKind, Format, Options, Output, frame, generate};
    use crate::i18n::Messages;
    use crate::locale::Locale;
    use crate::photo;
    use crate::sample::{CV_TXT, PORTRAIT_JPG, Sample, sample};
    use dossier_formats::write::doc::{Block, ParagraphStyle};
    use dossier_formats::write::docx;
    use dossier_formats::write::sheet::{LOOKS, Look, Sheet};

    fn options(look: Look) -> Options {
        Options { choices: Choices { look: Some(look), photo: true, ..Choices::default() }, ..Options::default() }
    }

    fn with_photo() -> Sample {
        let mut sample = sample(CV_TXT, Locale::DeCh);
        photo::attach(&mut sample.cv, PORTRAIT_JPG);
        sample
    }

    fn made(sample: &Sample, options: &Options, format: Format) -> Output {
        generate(DocumentKind::Cv, format, &sample.inputs(Locale::DeCh, options)).expect("a CV")
    }

    #[test]
    fn a_photo_stands_in_every_look_and_format_with_its_words() {
        let sample = with_photo();
        for look in LOOKS {
            let paper = made(&sample, &options(look), Format::Docx);
            let projection = docx::projection(&paper.bytes);
            assert_eq!(projection.matches("[picture]").count(), 1, "{look:?}: {projection}");
            let text = docx::plain_text(&paper.bytes);
            assert!(text.contains("Foto von Олена Kowalenko-Strößner 李明"), "{look:?}");
            assert_eq!(text.matches("Wohnort").count(), 1, "facts stand once in {look:?}");
            assert!(!paper.warnings.iter().any(|warning| warning.code.starts_with("photo.")));
            assert!(made(&sample, &options(look), Format::Pdf).bytes.starts_with(b"%PDF"), "{look:?}");
        }
        let mut later = options(Look::Classic);
        later.choices.sections = Some(vec![Section::Profile, Section::Facts]);
        let paper = made(&sample, &later, Format::Docx);
        assert_eq!(docx::plain_text(&paper.bytes).matches("Wohnort").count(), 1, "facts stay where they are wanted");
    }

    #[test]
    fn a_photo_ends_at_the_margin_and_below_the_logo() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"##;
        let assets = Assets::from([("logo.svg".to_owned(), svg.to_vec())]);
        let mut sample = with_photo();
        for logo in [false, true] {
            if logo {
                sample.brand = Brand::parse("[style]\nlogo = 'logo.svg'", &assets).expect("sound");
            }
            for look in LOOKS {
                let projection = docx::projection(&made(&sample, &options(look), Format::Docx).bytes);
                let width = Sheet::new(look, sample.brand.accent, "Calibri", "Calibri").text_width();
                // 85 points are 30 mm.
                let table = format!("DossierPlain [{} {}]\n", width - 1_700, 1_700);
                let (above, _) = projection.split_once(&table).expect("text and photo, as wide as the text");
                let apart = look == Look::Modern || logo;
                assert_eq!(above.ends_with("Spacer: \n"), apart, "{look:?}, logo {logo}: {projection}");
            }
        }
    }

    #[test]
    fn a_photo_is_opt_in_and_never_anonymous() {
        let sample = with_photo();
        let off = made(&sample, &Options::default(), Format::Docx);
        assert!(!docx::projection(&off.bytes).contains("[picture]"));
        let hidden = Options { anonymous: Some("K-1".into()), ..options(Look::Classic) };
        let paper = made(&sample, &hidden, Format::Docx);
        assert!(!docx::projection(&paper.bytes).contains("[picture]"));
        assert!(!paper.warnings.iter().any(|warning| warning.code == "photo.not_found"));
    }

    #[test]
    fn a_template_that_shows_less_than_it_should_is_a_warning() {
        let mut sample = with_photo();
        sample.cv.basics.label = None;
        sample.cv.work.clear();
        let client = Options { client_pack: true, ..options(Look::Classic) };
        let codes = |sample: &Sample| -> Vec<String> {
            made(sample, &client, Format::Docx).warnings.into_iter().map(|warning| warning.code).collect()
        };
        // The starter has the stamp of a draft and the photo.
        sample
            .brand
            .templates
            .add(&starter(DocumentKind::Cv, Locale::DeCh), Some(DocumentKind::Cv))
            .expect("a template");
        let found = codes(&sample);
        assert!(found.iter().any(|code| code == "cv.marked"), "{found:?}");
        assert!(!found.iter().any(|code| code.starts_with("template.")), "{found:?}");
        let mut bare = frame::blank(&sample.inputs(Locale::DeCh, &client), &Messages::new(Locale::DeCh), "", "");
        bare.body.push(Block::text(ParagraphStyle::Body, "{{ name }}"));
        sample.brand.templates.add(&docx::write(&bare), Some(DocumentKind::Cv)).expect("a template");
        let found = codes(&sample);
        assert!(found.iter().any(|code| code == "template.photo_not_shown"), "{found:?}");
        assert!(found.iter().any(|code| code == "template.draft_not_shown"), "{found:?}");
    }

    #[test]
    fn a_photo_that_is_not_there_is_a_warning() {
        let bare = sample(CV_TXT, Locale::DeCh);
        let paper = made(&bare, &options(Look::Modern), Format::Docx);
        assert!(paper.warnings.iter().any(|warning| warning.code == "photo.not_found" && warning.count == 1));
        assert!(!docx::projection(&paper.bytes).contains("[picture]"));
    }
}
