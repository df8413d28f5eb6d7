//! The lines of a text with HTML marks, as forms and job boards keep free text. Marks are dropped, never run or fetched.

/// A line of marked-up text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HtmlLine {
    pub text: String,
    /// An item of a list.
    pub bullet: bool,
    /// A heading, or a paragraph that is bold as a whole.
    pub heading: bool,
}

/// The lines of a text; without marks they are its own.
pub(super) fn lines(html: &str) -> Vec<HtmlLine> {
    let mut walk = Walk::default();
    let mut rest = html;
    while let Some(open) = rest.find(['<', '\n']) {
        walk.add(&rest[..open]);
        if rest[open..].starts_with('\n') {
            walk.end_line();
            rest = &rest[open + 1..];
            continue;
        }
        let next = rest[open + 1..].chars().next();
        if !next.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!')) {
            walk.add("<");
            rest = &rest[open + 1..];
            continue;
        }
        let close = rest[open..].find('>').map_or(rest.len(), |close| open + close);
        walk.mark(&rest[open + 1..close]);
        rest = rest.get(close + 1..).unwrap_or("");
    }
    walk.add(rest);
    walk.end_line();
    walk.lines
}

#[derive(Default)]
struct Walk {
    lines: Vec<HtmlLine>,
    line: String,
    bullet: bool,
    /// Inside a heading mark.
    heading: bool,
    /// Inside a bold mark.
    bold: bool,
    /// Whether the line has text that is not bold.
    plain: bool,
    /// Inside a script or style.
    silent: bool,
}

impl Walk {
    fn add(&mut self, text: &str) {
        if self.silent {
            return;
        }
        self.plain |= !self.bold && text.chars().any(char::is_alphanumeric);
        self.line.push_str(text);
    }

    fn mark(&mut self, mark: &str) {
        let closes = mark.starts_with('/');
        let name: String =
            mark.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        match name.as_str() {
            "b" | "strong" => self.bold = !closes,
            "script" | "style" => self.silent = !closes,
            "p" | "br" | "div" | "ul" | "ol" | "tr" | "section" | "article" | "li" | "h1" | "h2" | "h3" | "h4"
            | "h5" => {
                self.end_line();
                self.bullet = name == "li" && !closes;
                self.heading = name.starts_with('h') && !closes;
            }
            "td" | "th" if !closes && !self.line.trim().is_empty() => self.line.push(' '),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let text = unescape(&std::mem::take(&mut self.line));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let heading = self.heading || !self.plain && !self.bullet;
            self.lines.push(HtmlLine { text, bullet: self.bullet, heading });
        }
        (self.bullet, self.plain) = (false, false);
    }
}

/// Character references as their characters; unknown ones stay as they are.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..].char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| at + end);
        let found = end.and_then(|end| {
            let whole = &rest[at..=end];
            quick_xml::escape::unescape_with(whole, quick_xml::escape::resolve_html5_entity)
                .ok()
                .map(|decoded| (decoded.into_owned(), end))
        });
        match found {
            Some((decoded, end)) => {
                out.push_str(&decoded);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn html_becomes_lines_items_and_headings() {
        let html = "<h3>Your profile</h3><p>Leads&nbsp;a <b>team</b></p><ul><li>Java &amp; Go</li><li>B&uuml;rgschaft</li></ul><p><strong>Tasks</strong></p>a &lt; b & c<script>x()</script>";
        let found: Vec<(String, bool, bool)> =
            lines(html).into_iter().map(|line| (line.text, line.bullet, line.heading)).collect();
        let expected = [
            ("Your profile", false, true),
            ("Leads a team", false, false),
            ("Java & Go", true, false),
            ("Bürgschaft", true, false),
            ("Tasks", false, true),
            ("a < b & c", false, false),
        ];
        assert_eq!(found, expected.map(|(text, bullet, heading)| (text.to_owned(), bullet, heading)));
        assert_eq!(lines("a < b")[0].text, "a < b", "a sign alone opens no mark");
        assert!(lines("<<<p").iter().all(|line| !line.text.is_empty()));
    }
}
