//! Pictures of a filled part: those that a tag in the text names, in their own size, and those that take the place of a
//! picture of the template whose alternative text names them, within its box and in their own proportions.

use super::package::Package;
use super::render::{LOOKS, LOOKS_END, PICTURE, SLOT, is_sign};
use super::tree::{self, Element, Node};
use crate::read::image_size;
use crate::write::doc::Image;
use std::collections::BTreeMap;

/// English Metric Units in a point.
const EMU_PER_POINT: u32 = 12_700;

/// Puts pictures into one part of a package.
pub(super) struct Pictures<'p> {
    pub package: &'p mut Package,
    /// Name of the part.
    pub part: &'p str,
    /// Pictures by the names under which templates know them.
    pub named: &'p BTreeMap<String, Image>,
}

impl Pictures<'_> {
    /// The drawing of a picture in its own size.
    pub fn drawing(&mut self, name: &str) -> Option<Element> {
        Some(self.package.place(self.part, name, self.named.get(name)?))
    }

    /// Replaces the pictures of a part whose alternative text names another one: a tag, or the bare name of a picture that
    /// there is. What a tag leaves empty goes with its picture.
    pub fn replace(&mut self, element: &mut Element) {
        element.children.retain_mut(|node| match node {
            Node::Element(inner) if inner.local() == "drawing" => self.keeps(inner),
            _ => true,
        });
        for node in &mut element.children {
            if let Node::Element(inner) = node {
                self.replace(inner);
            }
        }
    }

    /// Whether a drawing stays, after it has become what its alternative text names.
    fn keeps(&mut self, drawing: &mut Element) -> bool {
        let Some(properties) = tree::find_mut(drawing, "docPr") else { return true };
        let Some(alternative) = tree::attribute(properties, "descr") else { return true };
        let tagged = alternative.contains(SLOT);
        let said = alternative.trim_matches(|c: char| c == SLOT || c.is_whitespace());
        if tagged && !said.starts_with(PICTURE) {
            // A text is an alternative text like any other.
            let text = without_signs(said);
            tree::set_attribute(properties, "descr", &text);
            return !text.is_empty();
        }
        let name = said.trim_matches(PICTURE);
        let named = self.named;
        match named.get(name) {
            Some(image) => {
                self.redraw(drawing, name, image);
                true
            }
            None => !tagged,
        }
    }

    fn redraw(&mut self, drawing: &mut Element, name: &str, image: &Image) {
        let relation = self.package.embed(self.part, name, image);
        let side = |element: &Element, name: &str| -> Option<u32> { tree::attribute(element, name)?.parse().ok() };
        let room =
            tree::find_mut(drawing, "extent").and_then(|extent| Some((side(extent, "cx")?, side(extent, "cy")?)));
        let own = (image.width_pt.saturating_mul(EMU_PER_POINT), image.height_pt.saturating_mul(EMU_PER_POINT));
        let proportions = image_size(&image.bytes).map_or(own, |(_, width, height)| (width, height));
        let (width, height) = room.map_or(own, |room| fit(proportions, room));
        let resize = |element: &mut Element| {
            tree::set_attribute(element, "cx", &width.to_string());
            tree::set_attribute(element, "cy", &height.to_string());
        };
        if let Some(extent) = tree::find_mut(drawing, "extent") {
            resize(extent);
        }
        if let Some(size) = tree::find_mut(drawing, "xfrm").and_then(|frame| tree::find_mut(frame, "ext")) {
            resize(size);
        }
        for described in ["docPr", "cNvPr"] {
            if let Some(element) = tree::find_mut(drawing, described) {
                tree::set_attribute(element, "descr", &image.alt);
            }
        }
        if let Some(fill) = tree::find_mut(drawing, "blipFill") {
            // The template's own picture was cut to its frame; this one is shown whole.
            fill.children.retain(|node| !matches!(node, Node::Element(one) if one.local() == "srcRect"));
        }
        if let Some(blip) = tree::find_mut(drawing, "blip") {
            tree::set_attribute(blip, "embed", &relation);
            // Extensions hold the same picture as vectors, which would be shown instead.
            blip.children.retain(|node| !matches!(node, Node::Element(one) if one.local() == "extLst"));
        }
    }
}

/// What a value says, without what it says of its looks.
fn without_signs(text: &str) -> String {
    let (mut out, mut described) = (String::new(), false);
    for c in text.chars() {
        match c {
            LOOKS => described = true,
            LOOKS_END => described = false,
            c if described || is_sign(c) => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// The largest size in given proportions within a box.
fn fit(proportions: (u32, u32), room: (u32, u32)) -> (u32, u32) {
    let wide = |value: u32| u64::from(value.max(1));
    let (width, height) = (wide(proportions.0), wide(proportions.1));
    let narrow = |value: u64| u32::try_from(value.max(1)).unwrap_or(u32::MAX);
    if width * wide(room.1) >= height * wide(room.0) {
        (room.0.max(1), narrow(wide(room.0) * height / width))
    } else {
        (narrow(wide(room.1) * width / height), room.1.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_their_proportions_within_the_box() {
        assert_eq!(fit((200, 100), (1_000, 1_000)), (1_000, 500));
        assert_eq!(fit((100, 200), (1_000, 1_000)), (500, 1_000));
        assert_eq!(fit((300, 100), (900, 100)), (300, 100));
        assert_eq!(fit((0, u32::MAX), (u32::MAX, u32::MAX)), (1, u32::MAX));
        assert_eq!(fit((u32::MAX, 1), (0, 0)), (1, 1));
    }
}
