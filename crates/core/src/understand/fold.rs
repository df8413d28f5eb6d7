//! Folding for comparison: lower case, without accents, sharp s as ss. Never used for what is shown.

use unicode_normalization::UnicodeNormalization;

/// Folds a text. Length may change; offsets into the result are not offsets into the source.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() && !text.contains('`') {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd() {
        if ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        match c {
            'ß' => out.push_str("ss"),
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            '’' | '‘' | 'ʼ' | '´' | '`' => out.push('\''),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            '·' | '•' => out.push('·'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Words of a folded text. `c++`, `c#`, `.net`, `node.js`, `802.1x` and `s&op` are words.
pub(crate) fn words(folded: &str) -> Vec<&str> {
    folded
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#' | '.' | '&' | '-' | '/')))
        .flat_map(|word| word.split('/'))
        .map(|word| word.trim_matches(['.', '-', '&']).trim_start_matches('+'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Words of a folded text, those with hyphens in their parts.
pub(crate) fn tokens(folded: &str) -> Vec<&str> {
    words(folded).into_iter().flat_map(|word| word.split('-')).filter(|word| !word.is_empty()).collect()
}

/// A heading or label without decoration: folded, without colon, numbers and outer signs, single blanks.
pub(crate) fn label(text: &str) -> String {
    let folded = fold(text);
    let kept: String = folded
        .chars()
        .map(|c| if c.is_alphabetic() || matches!(c, '\'' | '&' | '-' | '/') { c } else { ' ' })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['-', '/', '&', '\'']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_splits() {
        assert_eq!(fold("Größe Œuvre Éclair"), "grosse oeuvre eclair");
        assert_eq!(words("c++, c# und node.js (.net) 802.1x"), ["c++", "c#", "und", "node.js", "net", "802.1x"]);
        assert_eq!(label("  Berufserfahrung : "), "berufserfahrung");
        assert_eq!(label("Centres d’intérêt"), "centres d'interet");
    }
}
