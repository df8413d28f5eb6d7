//! The photo of a CV: the largest picture like a portrait on the first page of a docx or PDF, or a picture file itself. Tells by
//! proportions, printed size and shades only, so that no QR code becomes a photo; what it finds is encoded anew.

use super::docx::Package;
use super::xml::{self, Element};
use super::{ReadError, Sniffed, image_size, pdf, sniff};
use crate::limits::ReadLimits;
use crate::picture::{decode, is_like_a_code, is_like_a_portrait, is_shaded, may_be_a_portrait, normalise};
use crate::source::FileKind;
use std::collections::{BTreeMap, BTreeSet};

/// English Metric Units in a millimetre.
const EMU_PER_MM: i64 = 36_000;
/// Printed width of a photo in millimetres: icons are smaller, grounds of pages larger.
const WIDTH_MM: std::ops::RangeInclusive<i64> = 14..=90;
/// Printed height in millimetres.
const HEIGHT_MM: std::ops::RangeInclusive<i64> = 14..=110;
/// Pictures of a document that are looked at.
const PICTURES_MAX: usize = 40;

/// The photo of a CV, or a picture file as a photo: JPEG of at most 600 × 800 pixels and 200 KB. `None` where there is none: in a
/// CV a picture of up to three flat colours is no photo, and a file of up to two, such as a QR code or an icon, is none either.
/// Stack overflow and memory are the caller's concern.
///
/// # Errors
/// A [`ReadError`] for a document that cannot be opened.
pub fn portrait(bytes: &[u8], limits: &ReadLimits) -> Result<Option<Vec<u8>>, ReadError> {
    if bytes.len() as u64 > limits.file_bytes_max {
        return Err(ReadError::FileTooLarge { bytes_max: limits.file_bytes_max });
    }
    if image_size(bytes).is_some() {
        let picture = decode(bytes).ok().filter(|picture| !is_like_a_code(picture));
        return Ok(picture.and_then(|picture| normalise(&picture)));
    }
    match sniff(bytes) {
        Sniffed::Document(FileKind::Docx) => of_docx(bytes, limits),
        Sniffed::Document(FileKind::Pdf) => pdf::portrait(bytes, limits),
        _ => Ok(None),
    }
}

/// Whether a picture is printed as large as a photo.
pub(super) fn is_shown_like_a_photo(width_mm: i64, height_mm: i64) -> bool {
    WIDTH_MM.contains(&width_mm) && HEIGHT_MM.contains(&height_mm)
}

fn of_docx(bytes: &[u8], limits: &ReadLimits) -> Result<Option<Vec<u8>>, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let mut parts = vec![package.main_part()?];
    parts.extend(package.names_like("word/header"));
    let mut members = BTreeSet::new();
    for part in parts {
        let Some(text) = package.part(&part)? else { continue };
        let targets = targets(&mut package, &part, limits)?;
        let mut shown = Vec::new();
        first_page(&xml::parse(&text, limits.xml_depth_max)?, &mut shown);
        members.extend(shown.iter().filter_map(|id| targets.get(id)).cloned());
    }
    let mut found: Vec<(u64, Vec<u8>)> = Vec::new();
    for member in members.iter().take(PICTURES_MAX) {
        let Some(content) = package.bytes(member)? else { continue };
        if let Some((_, width, height)) = image_size(&content)
            && may_be_a_portrait(width, height)
        {
            found.push((u64::from(width) * u64::from(height), content));
        }
    }
    found.sort_by_key(|(pixels, _)| std::cmp::Reverse(*pixels));
    Ok(found.iter().find_map(|(_, content)| {
        let picture = decode(content).ok()?;
        let is_photo = is_like_a_portrait(picture.width(), picture.height()) && is_shaded(&picture);
        is_photo.then(|| normalise(&picture))?
    }))
}

/// Members that a part's relations lead to, by their ids.
fn targets(package: &mut Package<'_>, part: &str, limits: &ReadLimits) -> Result<BTreeMap<String, String>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(text) = package.part(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(BTreeMap::new()) };
    let tree = xml::parse(&text, limits.xml_depth_max)?;
    let relations = tree.elements().flat_map(Element::elements);
    let inner = relations.filter(|one| one.attribute("TargetMode") != Some("External"));
    Ok(inner
        .filter_map(|one| {
            let target = one.attribute("Target")?;
            let member = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("{folder}/{target}"),
            };
            Some((one.attribute("Id")?.to_owned(), member))
        })
        .collect())
}

/// Collects the ids of pictures up to the end of the first page; tells whether it has ended.
fn first_page(parent: &Element, shown: &mut Vec<String>) -> bool {
    for element in parent.elements() {
        let ended = match element.name.as_str() {
            "lastRenderedPageBreak" => true,
            "br" => element.attribute("type") == Some("page"),
            "Fallback" | "del" | "moveFrom" => false,
            "drawing" => {
                drawing(element, shown);
                // A text box in a drawing may hold pictures of its own; they are among its descendants.
                false
            }
            // Drawings of older programs.
            "imagedata" => {
                shown.extend(element.attribute("id").map(str::to_owned));
                false
            }
            _ => first_page(element, shown),
        };
        if ended {
            return true;
        }
    }
    false
}

/// The pictures of a drawing that is printed as large as a photo.
fn drawing(element: &Element, shown: &mut Vec<String>) {
    let extent = element.elements().find_map(|frame| frame.child("extent"));
    let length = |name: &str| -> Option<i64> { extent?.attribute(name)?.parse().ok() };
    let large = match (length("cx"), length("cy")) {
        (Some(width), Some(height)) => is_shown_like_a_photo(width / EMU_PER_MM, height / EMU_PER_MM),
        _ => true,
    };
    let mut ids = Vec::new();
    blips(element, &mut ids);
    // Of a group of shapes only the whole is measured.
    if large || ids.len() > 1 {
        shown.extend(ids);
    }
}

fn blips(parent: &Element, ids: &mut Vec<String>) {
    for element in parent.elements() {
        match element.name.as_str() {
            "blip" => ids.extend(element.attribute("embed").map(str::to_owned)),
            "imagedata" => ids.extend(element.attribute("id").map(str::to_owned)),
            "Fallback" => {}
            _ => blips(element, ids),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::invented;
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        written(invented::photo(width, height), format)
    }

    fn written(pixels: RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(pixels).write_to(&mut out, format).expect("memory");
        out.into_inner()
    }

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a name");
            writer.write_all(content).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    /// A drawing of a printed size in millimetres.
    fn drawn(id: &str, width_mm: i64, height_mm: i64) -> String {
        let (cx, cy) = (width_mm * EMU_PER_MM, height_mm * EMU_PER_MM);
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"{cx}\" cy=\"{cy}\"/><a:graphic><pic:pic><a:blip r:embed=\"{id}\"/></pic:pic></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    }

    fn docx(body: &str, pictures: &[(&str, &[u8])]) -> Vec<u8> {
        let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        let relations: String =
            pictures.iter().map(|(id, _)| format!("<Relationship Id=\"{id}\" Target=\"media/{id}.bin\"/>")).collect();
        let relations = format!("<Relationships>{relations}</Relationships>");
        let names: Vec<String> = pictures.iter().map(|(id, _)| format!("word/media/{id}.bin")).collect();
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", &b"<Types/>"[..]),
            ("word/document.xml", document.as_bytes()),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
        ];
        parts.extend(names.iter().map(String::as_str).zip(pictures.iter().map(|(_, bytes)| *bytes)));
        package(&parts)
    }

    fn size(bytes: &[u8]) -> Option<(u32, u32)> {
        let found = portrait(bytes, &ReadLimits::default()).expect("readable")?;
        let (extension, width, height) = image_size(&found).expect("a picture");
        assert_eq!(extension, "jpeg");
        Some((width, height))
    }

    #[test]
    fn the_largest_portrait_of_the_first_page_is_the_photo() {
        let (small, photo) = (picture(120, 150, ImageFormat::Png), picture(300, 400, ImageFormat::Jpeg));
        let (wide, icon) = (picture(900, 200, ImageFormat::Png), picture(400, 400, ImageFormat::Png));
        let pictures: [(&str, &[u8]); 4] = [("a", &small), ("b", &photo), ("c", &wide), ("d", &icon)];
        let all = [drawn("a", 30, 38), drawn("b", 30, 40), drawn("c", 90, 20), drawn("d", 5, 5)].concat();
        assert_eq!(size(&docx(&all, &pictures)), Some((300, 400)));
        let next_page =
            format!("{}<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>{}", drawn("a", 30, 38), drawn("b", 30, 40));
        assert_eq!(size(&docx(&next_page, &pictures)), Some((120, 150)));
        assert_eq!(size(&docx(&drawn("c", 90, 20), &pictures)), None, "a logo is no photo");
        assert_eq!(size(&docx(&drawn("d", 5, 5), &pictures)), None, "nor is an icon");
        assert_eq!(size(&docx(&drawn("b", 210, 297), &pictures)), None, "nor is the ground of a page");
        assert_eq!(size(&docx("<w:p/>", &pictures)), None, "what no page shows is not looked at");
        let broken: [(&str, &[u8]); 2] = [("a", &small), ("b", &photo[..200])];
        assert_eq!(size(&docx(&all, &broken)), Some((120, 150)), "a damaged one is passed over");
    }

    #[test]
    fn codes_and_icons_are_no_photos_and_hide_none() {
        let (code, icon) = (invented::code(300), invented::icon(400));
        let (code, icon) = (written(code, ImageFormat::Png), written(icon, ImageFormat::Jpeg));
        let face = picture(120, 150, ImageFormat::Jpeg);
        let pictures: [(&str, &[u8]); 3] = [("a", &code), ("b", &icon), ("c", &face)];
        let flat = [drawn("a", 30, 30), drawn("b", 40, 40)].concat();
        assert_eq!(size(&docx(&flat, &pictures)), None, "a code would show contact data that nobody finds again");
        assert_eq!(size(&docx(&[flat, drawn("c", 30, 38)].concat(), &pictures)), Some((120, 150)));
        assert_eq!((size(&code), size(&icon)), (None, None), "nor are they where somebody names the file");
    }

    #[test]
    fn a_picture_file_is_a_photo_and_text_is_none() {
        assert_eq!(size(&picture(1200, 1600, ImageFormat::Jpeg)), Some((600, 800)));
        assert_eq!(size(&picture(50, 50, ImageFormat::Png)), None);
        assert_eq!(size(b"Anna Muster, Bern"), None);
    }

    #[test]
    fn a_pdf_shows_its_photo() {
        let photo = picture(300, 400, ImageFormat::Jpeg);
        let flat = written(RgbImage::from_pixel(300, 400, Rgb([10, 102, 194])), ImageFormat::Jpeg);
        let pdf_of = |photo: &[u8], matrix: &str| {
            let content = format!("q {matrix} cm /P Do Q");
            let mut out = format!(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>endobj\n4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n5 0 obj<</Type/XObject/Subtype/Image/Width 300/Height 400/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {}>>stream\n",
                content.len(),
                photo.len()
            )
            .into_bytes();
            out.extend_from_slice(photo);
            out.extend_from_slice(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n");
            out
        };
        let pdf = |matrix: &str| pdf_of(&photo, matrix);
        assert_eq!(size(&pdf("85 0 0 113 480 700")), Some((300, 400)));
        assert_eq!(size(&pdf_of(&flat, "85 0 0 113 480 700")), None, "what is flat is no photo");
        assert_eq!(size(&pdf("595 0 0 842 0 0")), None, "the ground of a page is no photo");
        assert_eq!(size(&pdf("85 0 0 113 980 700")), None, "what stands beside the page is not seen");
    }
}
