//! Size of a PNG or JPEG picture from its header. Decodes no pixels.

/// Extension, width and height in pixels of a PNG (W3C, section 11.2.1) or JPEG (ITU T.81, B.2.2) picture.
pub fn image_size(bytes: &[u8]) -> Option<(&'static str, u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16)? == b"IHDR" {
        let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
        return Some(("png", number(16)?, number(20)?));
    }
    if !bytes.starts_with(b"\xff\xd8") {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let number = |at: usize| bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_be_bytes);
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some(("jpeg", u32::from(number(at + 7)?), u32::from(number(at + 5)?)));
        }
        at += 2 + usize::from(number(at + 2)?);
    }
}

#[cfg(test)]
mod tests {
    use super::image_size;

    #[test]
    fn sizes_from_headers_and_nothing_from_rubbish() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0";
        assert_eq!(image_size(png), Some(("png", 32, 16)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x10\0\x20\x03";
        assert_eq!(image_size(jpeg), Some(("jpeg", 32, 16)));
        for bytes in [&b""[..], b"\xff\xd8", b"\xff\xd8\xff\xe0\0\0", b"GIF89a", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(image_size(bytes), None);
        }
    }
}
