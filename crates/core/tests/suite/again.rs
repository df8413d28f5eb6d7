//! What our own CV prints is read again: in every look, as docx and as PDF. `cargo xtask roundtrip` scores all values; here
//! stand those that once were lost.

use dossier_core::formats::read::image_size;
use dossier_core::formats::read::pdf::{PreviewSize, previews};
use dossier_core::formats::{ReadLimits, read};
use dossier_core::generate::choices::Choices;
use dossier_core::generate::{DocumentKind, Format, Options, generate};
use dossier_core::locale::Locale;
use dossier_core::records::Cv;
use dossier_core::sample::{CV_TXT, Sample, sample};
use dossier_core::sheet::{LOOKS, Look};
use dossier_core::understand::{Lexicon, cv};

fn paper(sample: &Sample, look: Look, format: Format) -> Vec<u8> {
    let options = Options { choices: Choices { look: Some(look), ..Choices::default() }, ..Options::default() };
    generate(DocumentKind::Cv, format, &sample.inputs(Locale::DeCh, &options)).expect("a CV").bytes
}

fn again(sample: &Sample, look: Look, format: Format) -> Cv {
    let source =
        read(&paper(sample, look, format), Some(format.extension()), &ReadLimits::default()).expect("readable");
    cv(&source, &Lexicon::builtin())
}

fn groups(cv: &Cv) -> Vec<Option<String>> {
    cv.skills.iter().map(|group| group.name.clone()).collect()
}

fn tasks(cv: &Cv) -> Vec<String> {
    cv.work.iter().flat_map(|work| work.highlights.clone()).collect()
}

#[test]
fn names_groups_and_tasks_come_back() {
    let sample = sample(CV_TXT, Locale::DeCh);
    for look in LOOKS {
        for format in [Format::Docx, Format::Pdf] {
            let case = format!("{} {}", look.name(), format.extension());
            let found = again(&sample, look, format);
            assert_eq!(found.basics.name, sample.cv.basics.name, "{case}");
            assert_eq!(found.basics.label, sample.cv.basics.label, "{case}");
            assert_eq!(found.x.availability, sample.cv.x.availability, "{case}");
            let city = |cv: &Cv| cv.basics.location.as_ref().and_then(|location| location.city.clone());
            assert_eq!(city(&found), city(&sample.cv), "{case}: the desk's own town stands in the foot");
            assert_eq!(groups(&found), groups(&sample.cv), "{case}");
            assert_eq!(tasks(&found), tasks(&sample.cv), "{case}");
        }
    }
}

#[test]
fn pages_are_drawn_at_the_width_that_is_asked_for() {
    let pdf = paper(&sample(CV_TXT, Locale::DeCh), Look::Classic, Format::Pdf);
    let pages = read(&pdf, Some("pdf"), &ReadLimits::default()).expect("readable").pages;
    for width in [200, 901, 2_000] {
        let size = PreviewSize::new(width, 20).expect("within the limits");
        let drawn = previews(&pdf, size).expect("drawn");
        assert_eq!(drawn.len(), pages.len());
        for (png, page) in drawn.iter().zip(&pages) {
            let (kind, across, down) = image_size(png).expect("a picture");
            assert_eq!((kind, across), ("png", u32::from(width)));
            assert!((down as f32 / across as f32 - page.height / page.width).abs() < 0.01);
        }
        assert_eq!(drawn, previews(&pdf, size).expect("drawn"), "the same bytes again");
    }
    let one = PreviewSize::new(400, 1).expect("within the limits");
    assert_eq!(previews(&pdf, one).expect("drawn").len(), 1);
    for (width, count) in [(199, 1), (2_001, 1), (400, 0), (400, 21)] {
        assert_eq!(PreviewSize::new(width, count), None);
    }
    assert!(previews(b"%PDF-1.7 and nothing more", one).is_err());
}

/// A PDF of empty pages, with a table of its objects.
fn blank(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" ")),
    ];
    objects.extend((0..pages).map(|_| "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_owned()));
    let mut out = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.push_str(&format!("{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

#[test]
fn a_paper_with_more_pages_than_a_file_may_have_has_previews() {
    let size = PreviewSize::new(200, 2).expect("a size");
    assert_eq!(previews(&blank(70), size).expect("drawn").len(), 2);
}
