//! The photo of a candidate in a record: JSON Resume's `basics.image`, as a data URI. It is there only where a run was asked for
//! it, moves no verdict, and never stands in anonymous papers.

use crate::records::Cv;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dossier_formats::picture::PHOTO_BYTES_MAX;
use dossier_formats::read::image_size;
use dossier_formats::write::doc::Image;
use serde_json::Value;

/// Name of the member of `basics`.
const MEMBER: &str = "image";
/// What a photo of ours begins with.
const PREFIX: &str = "data:image/jpeg;base64,";
/// Largest printed size in points: 30 × 40 mm.
const PRINTED_PT_MAX: (f64, f64) = (85.0, 113.0);

/// Puts a photo into a record: JPEG, as `formats::read::portrait` makes it.
pub fn attach(cv: &mut Cv, jpeg: &[u8]) {
    let uri = format!("{PREFIX}{}", STANDARD.encode(jpeg));
    cv.basics.extra.insert(MEMBER.to_owned(), Value::String(uri));
}

/// Takes the photo, or whatever stands in its place, out of a record.
pub fn remove(cv: &mut Cv) {
    cv.basics.extra.remove(MEMBER);
}

/// The photo of a record with the size in which it is printed. A link to a picture elsewhere is none: nothing is fetched.
pub fn of(cv: &Cv, alt: &str) -> Option<Image> {
    let encoded = cv.basics.extra.get(MEMBER)?.as_str()?.strip_prefix(PREFIX)?;
    if encoded.len() > PHOTO_BYTES_MAX.div_ceil(3) * 4 {
        return None;
    }
    let bytes = STANDARD.decode(encoded).ok()?;
    let (extension, width, height) = image_size(&bytes).filter(|(extension, ..)| *extension == "jpeg")?;
    if width == 0 || height == 0 {
        return None;
    }
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = (PRINTED_PT_MAX.0 / width).min(PRINTED_PT_MAX.1 / height);
    let points = |pixels: f64| ((pixels * scale).round() as u32).max(1);
    let (width_pt, height_pt) = (points(width), points(height));
    Some(Image { bytes, extension, width_pt, height_pt, alt: alt.to_owned(), svg: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_goes_in_and_comes_out_and_links_are_none() {
        let jpeg = b"\xff\xd8\xff\xc0\0\x11\x08\x01\x90\x01\x2c\x03";
        let mut cv = Cv::default();
        assert_eq!(of(&cv, ""), None);
        attach(&mut cv, jpeg);
        let record = serde_json::to_value(&cv).expect("JSON");
        assert!(record["basics"]["image"].as_str().is_some_and(|uri| uri.starts_with("data:image/jpeg;base64,")));
        let back: Cv = serde_json::from_value(record).expect("a record");
        let photo = of(&back, "Photo").expect("a photo");
        assert_eq!((photo.bytes.as_slice(), photo.width_pt, photo.height_pt), (&jpeg[..], 85, 113));
        for foreign in ["https://example.com/x.jpg", "data:image/jpeg;base64,AAAA", "data:image/jpeg;base64,?", "x.png"]
        {
            cv.basics.extra.insert("image".into(), foreign.into());
            assert_eq!(of(&cv, ""), None, "{foreign}");
        }
        remove(&mut cv);
        assert_eq!(cv, Cv::default());
    }
}
