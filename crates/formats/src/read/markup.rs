//! Light markup in plain text: headings by `#` or by a rule beneath, emphasis, links, tables. The signs are taken off and
//! become looks, as a bullet does; the words stay as they are.

use crate::source::{DraftCell, Style};

/// What the signs of a line say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// 0 for ordinary text, 1 to 6 for a heading.
    pub heading: u8,
}

/// Whether a text uses such signs on purpose: a heading by `#`, or several stretches of emphasis.
pub(super) fn is_marked_up(text: &str) -> bool {
    let headings = text.lines().filter(|line| heading(line).0.heading > 0).count();
    let strong = text.lines().filter(|line| line.matches("**").count() >= 2).count();
    headings >= 2 || (headings >= 1 && strong >= 1) || strong >= 3
}

/// A heading by `#`, and the line without the signs.
pub(super) fn heading(line: &str) -> (Signs, &str) {
    let trimmed = line.trim_start();
    let level = trimmed.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &trimmed[level..];
    if (1..=6).contains(&level) && rest.starts_with(' ') && !rest.trim().is_empty() {
        let level = u8::try_from(level).unwrap_or(6);
        return (Signs { heading: level }, rest.trim().trim_end_matches('#').trim());
    }
    (Signs::default(), line)
}

/// The level of a heading whose text stands above a rule: 1 for `===`, 2 for `---`.
pub(super) fn underlined(line: &str, next: Option<&str>) -> u8 {
    let (text, Some(rule)) = (line.trim(), next.map(str::trim)) else { return 0 };
    let (length, width) = (rule.chars().count(), text.chars().count());
    let like = |sign: char| length >= 3 && rule.chars().all(|c| c == sign);
    if text.is_empty() || width > 60 || length * 2 < width || !text.chars().any(char::is_alphabetic) {
        return 0;
    }
    match rule.chars().next() {
        Some('=') if like('=') => 1,
        Some(sign @ ('-' | '~' | '─' | '^' | '_')) if like(sign) && length <= width + 8 => 2,
        _ => 0,
    }
}

/// The cells of a table row (`| a | b |`); an empty list for the row of rules under its head.
pub(super) fn table_row(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    if inner.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ')) {
        return Some(Vec::new());
    }
    Some(inner.split('|').map(str::trim).collect())
}

/// Takes emphasis and links off a cell's text; what was emphasised becomes a run of its own look.
pub(super) fn emphasis(text: &str) -> Vec<(String, Style)> {
    let text = links(text);
    let mut runs: Vec<(String, Style)> = Vec::new();
    let mut style = Style::default();
    let mut rest = text.as_str();
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let sign = ["**", "__", "*", "_"].into_iter().find(|sign| rest.starts_with(sign));
        if let Some(sign) = sign {
            let after = rest[sign.len()..].chars().next().unwrap_or(' ');
            let strong = sign.len() == 2;
            let open = if strong { style.bold } else { style.italic };
            // An opening sign stands before a word and not within one; a closing one behind a word.
            let opens =
                !open && !before.is_alphanumeric() && !after.is_whitespace() && rest[sign.len()..].contains(sign);
            let closes = open && !before.is_whitespace();
            if opens || closes {
                if strong {
                    style.bold = opens;
                } else {
                    style.italic = opens;
                }
                rest = &rest[sign.len()..];
                continue;
            }
        }
        // `\-` is a hyphen that starts no list.
        let (shown, used) = match (c, rest.chars().nth(1)) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => (next, 2),
            _ => (c, 1),
        };
        match runs.last_mut() {
            Some((run, look)) if *look == style => run.push(shown),
            _ => runs.push((shown.to_string(), style)),
        }
        before = shown;
        rest = rest.char_indices().nth(used).map_or("", |(at, _)| &rest[at..]);
    }
    runs
}

/// `[words](address)` as words, with the address behind them where it says more.
fn links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((start, middle)) = rest.find('[').and_then(|start| Some((start, rest[start..].find("](")? + start)))
    {
        let Some(end) = rest[middle..].find(')').map(|end| middle + end) else { break };
        let (words, address) = (&rest[start + 1..middle], &rest[middle + 2..end]);
        let address = address.trim_start_matches("mailto:").trim_start_matches("tel:");
        out.push_str(&rest[..start]);
        out.push_str(words);
        if !address.is_empty() && !words.contains(address) && !address.contains(words) {
            out.push(' ');
            out.push_str(address);
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// A cell of a marked-up text.
pub(super) fn cell(text: &str, number: usize, heading: u8) -> DraftCell {
    let runs = emphasis(text).into_iter().map(|(run, style)| (run, Style { heading, ..style })).collect();
    DraftCell { runs, x0: number as f32, x1: number as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, Vec<bool>) {
        let runs = emphasis(text);
        (runs.iter().map(|(run, _)| run.as_str()).collect(), runs.iter().map(|(_, style)| style.bold).collect())
    }

    #[test]
    fn emphasis_becomes_a_look_and_other_signs_stay() {
        assert_eq!(shown("**Werft AG**, Kiel"), ("Werft AG, Kiel".into(), vec![true, false]));
        assert_eq!(shown("a_b und 2 * 3 = 6"), ("a_b und 2 * 3 = 6".into(), vec![false]));
        assert_eq!(shown("*Feb. 2019–heute*").0, "Feb. 2019–heute");
        assert_eq!(shown("C\\# und \\- x").0, "C# und - x");
        assert_eq!(
            shown("[x@y.example](mailto:x@y.example) [Seite](https://a.example)").0,
            "x@y.example Seite https://a.example"
        );
    }

    #[test]
    fn headings_and_tables() {
        assert_eq!(heading("## Sprachen ##"), (Signs { heading: 2 }, "Sprachen"));
        assert_eq!(heading("#1 im Team").0, Signs::default());
        assert_eq!(underlined("Sprachen", Some("========")), 1);
        assert_eq!(underlined("Sprachen", Some("-----------------------------------------------")), 0);
        assert_eq!(table_row("| a | b |"), Some(vec!["a", "b"]));
        assert_eq!(table_row("|---|:-:|"), Some(vec![]));
        assert_eq!(table_row("a | b"), None);
        assert!(is_marked_up("# A\n## B") && !is_marked_up("C# und F#\n2 ** 3"));
    }
}
