//! Why a file that was given as a photo cannot be one, with the limit that it passes. Told from its size and its header: a
//! failed decoder says no more than that it failed. Decodes nothing.

use super::portrait::SIDE_PIXELS_MIN;
use super::{PIXELS_MAX, SIDE_PIXELS_MAX};
use crate::read::{Sniffed, image_size, sniff};
use crate::source::FileKind;

/// Bytes in a MiB.
const MIB: u64 = 1024 * 1024;

/// Why a file is no photo.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// No bytes.
    #[error("the photo is an empty file")]
    Empty,
    /// Too many bytes.
    #[error("the photo has more than {mib_max} MiB")]
    TooLarge {
        /// The limit in MiB.
        mib_max: u64,
    },
    /// A format that is known and not shown.
    #[error("the photo is a {format} file, and papers show PNG and JPEG")]
    Kind {
        /// Name of the format.
        format: &'static str,
    },
    /// No picture at all, as far as its first bytes tell.
    #[error("the photo is neither PNG nor JPEG")]
    NoPicture,
    /// A document without a portrait.
    #[error("the document given as photo holds no picture that may be a portrait")]
    NoPortrait,
    /// Too many pixels.
    #[error("the photo has {width} × {height} pixels, and at most 8,000 a side and 16 million in all are read")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Too few pixels.
    #[error("the photo has {width} × {height} pixels, and at least 100 a side are needed")]
    TooFewPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// It cannot be decoded, or has no shades: a code mostly holds contact data.
    #[error("the photo is damaged, or a code or icon of at most two colours")]
    Damaged,
}

impl PhotoFault {
    /// What to do.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Empty => "give another file, or --photo alone for the picture in the CV",
            Self::TooLarge { .. } | Self::TooManyPixels { .. } => "save it smaller; 600 × 800 pixels are plenty",
            Self::Kind { .. } | Self::NoPicture => "save it as PNG or JPEG",
            Self::NoPortrait => "give a picture file: PNG or JPEG",
            Self::TooFewPixels { .. } => "give a larger picture; 600 × 800 pixels are plenty",
            Self::Damaged => "export it or download it again, or give the picture of a person",
        }
    }
}

/// Why a file of which no photo could be made is none; `bytes_max` is the size that a file may have.
pub fn photo_fault(bytes: &[u8], bytes_max: u64) -> PhotoFault {
    if bytes.is_empty() {
        return PhotoFault::Empty;
    }
    if bytes.len() as u64 > bytes_max {
        return PhotoFault::TooLarge { mib_max: bytes_max / MIB };
    }
    if let Some((_, width, height)) = image_size(bytes) {
        let pixels = u64::from(width) * u64::from(height);
        if width > SIDE_PIXELS_MAX || height > SIDE_PIXELS_MAX || pixels > PIXELS_MAX {
            return PhotoFault::TooManyPixels { width, height };
        }
        if width < SIDE_PIXELS_MIN || height < SIDE_PIXELS_MIN {
            return PhotoFault::TooFewPixels { width, height };
        }
        return PhotoFault::Damaged;
    }
    match sniff(bytes) {
        Sniffed::Document(FileKind::Pdf | FileKind::Docx) => PhotoFault::NoPortrait,
        Sniffed::Known("PNG" | "JPEG") => PhotoFault::Damaged,
        Sniffed::Known(format) => PhotoFault::Kind { format },
        Sniffed::Document(FileKind::Txt) | Sniffed::EncryptedOffice | Sniffed::Unknown => PhotoFault::NoPicture,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of a size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        out.extend_from_slice(&width.to_be_bytes());
        out.extend_from_slice(&height.to_be_bytes());
        out.extend_from_slice(b"\x08\x02\0\0\0");
        out
    }

    #[test]
    fn each_file_that_is_no_photo_is_told_why_and_its_limit() {
        let large = vec![0_u8; 3 * 1024 * 1024];
        let (wide, many, few, sound) = (png(9_000, 9_000), png(5_000, 5_000), png(90, 120), png(600, 800));
        let cases: [(&[u8], &str); 11] = [
            (b"", "empty"),
            (&large, "more than 2 MiB"),
            (b"GIF89a", "a GIF file, and papers show PNG and JPEG"),
            (b"RIFF\x10\0\0\0WEBPVP8 \xff", "neither PNG nor JPEG"),
            (b"Ada Muster, Bern", "neither PNG nor JPEG"),
            (b"%PDF-1.7", "no picture that may be a portrait"),
            (&wide, "9000 × 9000 pixels, and at most 8,000"),
            (&many, "16 million"),
            (&few, "90 × 120 pixels, and at least 100"),
            (&sound, "damaged"),
            (b"\xff\xd8\xff\xe0\0\x10JF", "damaged"),
        ];
        for (bytes, words) in cases {
            let fault = photo_fault(bytes, 2 * MIB);
            assert!(fault.to_string().contains(words), "{fault} for {words}");
            assert!(!fault.hint().is_empty());
        }
        assert_eq!(photo_fault(b"GIF89a", MIB).hint(), "save it as PNG or JPEG");
    }
}
