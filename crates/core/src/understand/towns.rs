//! Names of towns, which tell places from employers and functions. Some are ordinary words or family names too.

use super::fold::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TOWNS: LazyLock<BTreeMap<String, bool>> = LazyLock::new(|| {
    let lines = include_str!("lexicon/towns.txt").lines().map(str::trim);
    let names = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.map(|name| (fold(name.trim_end_matches('*').trim()), name.ends_with('*'))).collect()
});

/// Whether a text is the name of a town and nothing else, perhaps with its country or canton behind.
pub(crate) fn is_town(text: &str) -> bool {
    town(text) == Some(false)
}

/// Whether a text is the name of a town, or a word or name that is also one.
pub(crate) fn may_be_town(text: &str) -> bool {
    town(text).is_some()
}

fn town(text: &str) -> Option<bool> {
    let folded = fold(text.trim());
    let plain = folded.split([',', '(', '/']).next().unwrap_or_default().trim();
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').trim();
    let tail = &folded[folded.find(plain).map_or(0, |at| at + plain.len())..];
    // Behind the town stands its country, canton or quarter, not a firm.
    let short_tail = tail.chars().filter(|c| c.is_alphabetic()).count() <= 16;
    if plain.is_empty() || !short_tail {
        return None;
    }
    TOWNS.get(plain).or_else(|| without_canton(plain).and_then(|town| TOWNS.get(town))).copied()
}

/// `Wil SG`, `Küsnacht ZH`: a town with the sign of its canton or Land.
fn without_canton(folded: &str) -> Option<&str> {
    let (town, sign) = folded.rsplit_once(' ')?;
    (sign.len() <= 3).then_some(town)
}
