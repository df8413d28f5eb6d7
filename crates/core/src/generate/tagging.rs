//! A look over finished papers, whatever lays them out: texts of the client and quotes in another language are tagged with
//! it and counted, open marks are counted. Changes no word.

use super::Inputs;
use crate::locale::{Language, Locale};
use crate::records::JobProfile;
use dossier_formats::write::doc::{Block, Doc, ParagraphStyle, Run};
use std::collections::{BTreeMap, BTreeSet};

/// Letters of a quotation that is looked for at least.
const QUOTE_CHARS_MIN: usize = 4;

/// What was found in a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The profile's texts that stand there in another language than the paper's, each once.
    pub untranslated: u32,
    /// Required facts that are marked as missing.
    pub marks: u32,
    /// Whether the paper is stamped as a draft.
    pub stamped: bool,
}

/// Tags what the client and the candidate wrote, and counts what a person must look at.
pub(super) fn look_over(doc: &mut Doc, inputs: &Inputs<'_>) -> Found {
    let client = inputs.job.map(|job| texts_of(job, inputs.locale)).unwrap_or_default();
    let printed = tag(doc, &client);
    tag_quotes(doc, inputs);
    let mut found = Found { untranslated: count(printed.len()), ..Found::default() };
    each_run(&mut doc.body, &mut |run| found.marks += u32::from(run.marked));
    found.stamped = doc
        .body
        .iter()
        .any(|block| matches!(block, Block::Paragraph(paragraph) if paragraph.style == ParagraphStyle::Stamp));
    found
}

/// Number of the profile's texts that a page of another language shows.
pub(super) fn foreign_texts(job: &JobProfile, locale: Locale) -> u32 {
    count(texts_of(job, locale).len())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The language of a record where it is known and is not the output's.
fn foreign(language: Option<&str>, locale: Locale) -> Option<&'static str> {
    [Language::De, Language::En, Language::Fr]
        .map(Language::code)
        .into_iter()
        .find(|code| language == Some(*code) && *code != locale.language().code())
}

/// Title and criteria of a profile in another language.
fn texts_of(job: &JobProfile, locale: Locale) -> BTreeMap<String, &'static str> {
    let Some(language) = foreign(job.language.as_deref(), locale) else { return BTreeMap::new() };
    let criteria = job.criteria.iter().map(|criterion| &criterion.text);
    job.title.iter().chain(criteria).map(|text| (text.clone(), language)).collect()
}

/// Tags runs that are one of the texts and have no tag yet; returns the texts that were found.
pub(super) fn tag(doc: &mut Doc, texts: &BTreeMap<String, &'static str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if texts.is_empty() {
        return found;
    }
    each_run(&mut doc.body, &mut |run| {
        let text = run.text.trim().trim_end_matches(':');
        if let Some(language) = texts.get(text).filter(|_| run.language.is_none()) {
            found.insert(text.to_owned());
            run.language = Some((*language).to_owned());
        }
    });
    found
}

/// Tags runs that are a quotation of the CV and nothing else. Quotes are never translated, so they are not counted.
fn tag_quotes(doc: &mut Doc, inputs: &Inputs<'_>) {
    let Some(language) = foreign(inputs.cv.x.language.as_deref(), inputs.locale) else { return };
    let criteria = inputs.matching.iter().flat_map(|matching| &matching.criteria);
    let judged = criteria.flat_map(|criterion| &criterion.evidence).map(|evidence| evidence.quote.as_str());
    let findings = inputs.feedback.findings.iter().filter_map(|finding| finding.source.as_ref());
    let quotes: Vec<&str> = judged.chain(findings.map(|source| source.quote.as_str())).collect();
    let signs = inputs.locale.quote("\u{1}");
    let Some((open, close)) = signs.split_once('\u{1}') else { return };
    each_run(&mut doc.body, &mut |run| {
        let Some(inner) = run.text.trim_start().strip_prefix(open) else { return };
        // A place may stand behind, such as "(w1)".
        let Some((inner, _)) = inner.rsplit_once(close) else { return };
        let begun = inner.trim_end_matches('…').trim_end();
        let long = begun.chars().count() >= QUOTE_CHARS_MIN;
        if long && run.language.is_none() && quotes.iter().any(|quote| quote.starts_with(begun)) {
            run.language = Some(language.to_owned());
        }
    });
}

/// Visits every run of the body.
fn each_run(blocks: &mut [Block], visit: &mut impl FnMut(&mut Run)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => paragraph.runs.iter_mut().for_each(&mut *visit),
            Block::Band(paragraphs) => {
                for paragraph in paragraphs {
                    paragraph.runs.iter_mut().for_each(&mut *visit);
                }
            }
            Block::Table(table) => {
                for cell in table.head.iter_mut().flatten().chain(table.rows.iter_mut().flatten()) {
                    for paragraph in &mut cell.paragraphs {
                        paragraph.runs.iter_mut().for_each(&mut *visit);
                    }
                }
            }
            Block::Gap(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::generate::{DocumentKind, Format, Options, Output, generate};
    use crate::locale::Locale;
    use crate::sample::{CV_TXT, Sample, sample};
    use dossier_formats::write::docx;

    fn paper(kind: DocumentKind, sample: &Sample, locale: Locale, client_pack: bool) -> Output {
        let options = Options { client_pack, ..Options::default() };
        generate(kind, kind.formats()[0], &sample.inputs(locale, &options)).expect("a paper")
    }

    fn counted(output: &Output, code: &str, field: &str) -> u32 {
        output.warnings.iter().filter(|one| one.code == code && one.field == field).map(|one| one.count).sum()
    }

    #[test]
    fn what_the_client_wrote_in_another_language_is_tagged_and_counted() {
        let sample = sample(CV_TXT, Locale::En);
        let english = paper(DocumentKind::Offer, &sample, Locale::En, false);
        assert!(counted(&english, "text.untranslated", "job") > 5, "{:?}", english.warnings);
        assert!(docx::projection(&english.bytes).contains("‹de "), "criteria are tagged");
        let german = paper(DocumentKind::Offer, &sample, Locale::DeCh, false);
        assert_eq!(counted(&german, "text.untranslated", "job"), 0);
        assert!(!docx::projection(&german.bytes).contains("‹de "));
        let dashboard = paper(DocumentKind::Dashboard, &sample, Locale::FrCh, false);
        assert!(counted(&dashboard, "text.untranslated", "job") > 10, "{:?}", dashboard.warnings);
        assert!(counted(&dashboard, "text.untranslated", "cv") > 0, "{:?}", dashboard.warnings);
        let page = String::from_utf8_lossy(&dashboard.bytes).into_owned();
        assert!(!page.contains("<dd dir=\"auto\">ukrainisch"), "what the lexicon knows is in the page's language");
    }

    #[test]
    fn quotes_are_tagged_and_not_counted() {
        let sample = sample(CV_TXT, Locale::FrCh);
        let report = paper(DocumentKind::Matchmaking, &sample, Locale::FrCh, false);
        assert!(docx::projection(&report.bytes).contains("‹de «\u{202f}"), "quotes carry their language");
        assert_eq!(counted(&report, "text.untranslated", "cv"), 0);
    }

    #[test]
    fn every_open_mark_of_a_client_paper_is_counted_and_stamped() {
        let mut sample = sample(CV_TXT, Locale::En);
        sample.cv.basics.name = None;
        for (locale, mark, draft) in [
            (Locale::DeCh, "bitte prüfen", "Entwurf –"),
            (Locale::En, "please check", "Draft –"),
            (Locale::FrFr, "à vérifier", "Projet –"),
        ] {
            for kind in [DocumentKind::Cv, DocumentKind::Offer] {
                let open = paper(kind, &sample, locale, true);
                let text = docx::plain_text(&open.bytes);
                assert!(text.contains(mark) && text.contains(draft), "{} in {locale}", kind.name());
                let code = format!("{}.marked", kind.name());
                assert!(counted(&open, &code, kind.name()) > 0, "{:?}", open.warnings);
                let desk = paper(kind, &sample, locale, false);
                assert!(!docx::plain_text(&desk.bytes).contains(draft), "only a client pack is stamped");
            }
        }
    }

    #[test]
    fn a_pdf_counts_the_same_as_the_docx() {
        let sample = sample(CV_TXT, Locale::En);
        let options = Options::default();
        let inputs = sample.inputs(Locale::En, &options);
        let warned = |format: Format| {
            let made = generate(DocumentKind::Offer, format, &inputs).expect("a paper");
            made.warnings.into_iter().filter(|one| one.code.starts_with("text.")).collect::<Vec<_>>()
        };
        assert_eq!(warned(Format::Docx), warned(Format::Pdf));
    }
}
