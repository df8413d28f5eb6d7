//! How clients reach the desk: the forms of a web page and of an e-mail address in a brand file. Nothing is looked up.

/// Letters of a name of a host at the most (RFC 1035, section 2.3.4).
const HOST_CHARS_MAX: usize = 253;

/// A web page as papers print it: without `https://` and without a slash at its end. `None` for what is no web page.
pub(super) fn web_page(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = match text.split_once("://") {
        Some((scheme, rest)) if ["http", "https"].contains(&scheme.to_lowercase().as_str()) => rest,
        Some(_) => return None,
        None => text,
    };
    let plain = plain.trim_end_matches('/');
    let host = plain.split('/').next().unwrap_or_default();
    (is_host(host) && !plain.contains(char::is_whitespace)).then(|| plain.to_owned())
}

/// Whether a text is an e-mail address: a mailbox, one `@`, and a domain.
pub(super) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(mailbox, domain)| {
        let is_sign =
            |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')' | ',' | ';');
        !mailbox.is_empty() && mailbox.chars().all(is_sign) && is_host(domain)
    })
}

/// Whether a text is the name of a host with a domain: at least two parts of letters, digits and hyphens.
fn is_host(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.contains('.') && text.chars().count() <= HOST_CHARS_MAX && text.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_pages_lose_their_scheme() {
        for (given, shown) in [
            ("x.example", Some("x.example")),
            ("https://x.example", Some("x.example")),
            ("HTTP://www.x.example/", Some("www.x.example")),
            ("https://bücher.example/über-uns", Some("bücher.example/über-uns")),
            ("ftp://x.example", None),
            ("info@x.example", None),
            ("unsere Seite", None),
            ("x", None),
            ("https://", None),
            ("x..example", None),
        ] {
            assert_eq!(web_page(given).as_deref(), shown, "{given}");
        }
    }

    #[test]
    fn e_mail_addresses_have_a_mailbox_and_a_domain() {
        for sound in ["a@x.example", "livia.aeschlimann+crm@post.desk.example", "zoë@büro.example"] {
            assert!(is_email(sound), "{sound}");
        }
        for wrong in ["nomail", "@x.example", "a@x", "a@@x.example", "a b@x.example", "A <a@x.example>", "a@x.example."]
        {
            assert!(!is_email(wrong), "{wrong}");
        }
    }
}
