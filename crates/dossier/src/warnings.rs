//! What warnings mean, for people. The codes are the contract; the sentences may change.

use dossier_core::offer::warning_reason;
use dossier_core::records::manifest::Warning;

/// What a warning means and what to do, as a sentence; `None` for a code that explains itself nowhere.
pub fn meaning(warning: &Warning) -> Option<&'static str> {
    Some(match warning.code.as_str() {
        "brand.font_unknown" => "the font is none of those that PDF papers know; a free one stands for it there",
        "brand.font_unused" => "a font file of the brand is named nowhere",
        "cv.left_out" => "the choices of the run leave entries out",
        "cv.marked" => "required facts are missing and marked; correct the record and render again",
        "cv.other_name_replaced" => "the CV names another candidate of the shortlist; the code stands there",
        "cv.tells_gender" => "texts of the candidate tell a gender; read them before the pack goes out",
        "dashboard.no_profile" => "without a job profile nothing is judged",
        "offer.marked" => "data of the offer is missing and marked; add it to the offer file",
        "offer.row_unused" => "a row of the offer file is nobody's",
        "pdf.font_replaced" => "PDF papers use a free font with the same widths",
        "pdf.house_look" => "PDF papers are in the house's look; the template fills docx papers",
        "photo.not_found" => "the CV holds no picture that may be a portrait; name a file with --photo=FILE",
        "privacy.allowed_word" => "an ordinary word of the candidate's identity stands in the paper, as decided",
        "privacy.replaced" => "contact data in the candidate's own words is replaced by […] in papers for the client",
        "template.draft_not_shown" => "the template does not show that the paper is a draft",
        "template.photo_not_shown" => "the template does not show the photo",
        "template.unknown_tag" => "the template has tags that are not known; `dossier template check` lists them",
        "text.untranslated" => "texts stand in their own language; confirm translations in the record",
        "understand.unplaced_lines" => "lines of the CV belong to no section that is known",
        code => return warning_reason(code),
    })
}
