//! Parsing of what people type about themselves and their teams: addresses and names. Never says what was typed.

use super::super::error::ServiceError;
use dossier_db::Personal;

/// Longest e-mail address in bytes (RFC 5321 allows no more in a path).
const EMAIL_BYTES_MAX: usize = 254;

/// Longest name of a person, a team or a token, in characters.
const NAME_CHARS_MAX: usize = 120;

/// An e-mail address as it is kept: trimmed. Whether it exists is seen when something is sent there.
///
/// # Errors
/// [`ServiceError::Invalid`].
pub(super) fn email(typed: &Personal) -> Result<Personal, ServiceError> {
    let text = typed.as_str().trim();
    let (local, domain) = text.rsplit_once('@').unwrap_or_default();
    let plain = text.len() <= EMAIL_BYTES_MAX && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if plain && !local.is_empty() && !domain.is_empty() && !domain.starts_with('.') && !domain.ends_with('.') {
        return Ok(Personal::new(text));
    }
    Err(ServiceError::invalid("email", "account.email", "it is no e-mail address"))
}

/// The domain of an address, in lower case.
pub(super) fn domain(email: &str) -> Option<String> {
    email.trim().rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).filter(|domain| !domain.is_empty())
}

/// A name of one line.
///
/// # Errors
/// [`ServiceError::Invalid`] with the field.
pub(super) fn name(field: &'static str, typed: &str) -> Result<String, ServiceError> {
    let text = typed.trim();
    let long = text.chars().count() > NAME_CHARS_MAX;
    if text.is_empty() || long || text.chars().any(char::is_control) {
        let reason = format!("it must be one line of 1 to {NAME_CHARS_MAX} characters");
        return Err(ServiceError::invalid(field, "account.name", reason));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for text in ["rosa@example.org", " Rosa.K+x@mail.example.org ", "ö@bücher.example"] {
            assert!(email(&text.into()).is_ok(), "{text}");
        }
        let long = format!("{}@example.org", "a".repeat(250));
        for text in
            ["", "rosa", "@example.org", "rosa@", "rosa@.org", "ro sa@example.org", "rosa@example.org\n.", &long]
        {
            let refused = email(&text.into()).map_err(|error| error.code());
            // A line end at the rim is trimmed; one inside is not.
            assert_eq!(refused.err(), Some("account.email"), "{text:?}");
        }
        assert_eq!(domain("Rosa@Example.ORG").as_deref(), Some("example.org"));
        assert_eq!(domain("rosa"), None);
    }

    #[test]
    fn names_are_one_line() {
        assert_eq!(name("name", " Çelebi 李明 ").ok().as_deref(), Some("Çelebi 李明"));
        for text in ["", "  ", "a\nb", "a\u{0}b", &"x".repeat(121)] {
            assert!(name("name", text).is_err(), "{text:?}");
        }
    }
}
