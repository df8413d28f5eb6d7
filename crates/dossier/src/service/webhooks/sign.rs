//! Signatures as Standard Webhooks has them (standardwebhooks.com): `{id}.{seconds}.{body}` under HMAC-SHA256, with the bytes
//! behind `whsec_` as the key. While a receiver changes its secret, both the new and the old one sign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dossier_db::Micros;
use ring::hmac;
use serde::{Deserialize, Serialize};

/// What stands before the key.
const PREFIX: &str = "whsec_";

/// How long the old secret signs beside the new one: a day.
const BOTH_SIGN: Micros = 24 * 60 * 60 * 1_000_000;

/// The secrets of a webhook. There is no `Debug`: it would show them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Secrets {
    current: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    earlier: Option<Earlier>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Earlier {
    secret: String,
    until: Micros,
}

impl Secrets {
    /// A first secret of fresh random bytes.
    pub(crate) fn new(random: &[u8; 32]) -> Self {
        Self { current: format!("{PREFIX}{}", STANDARD.encode(random)), earlier: None }
    }

    /// A new secret; the one before signs too for a day.
    pub(crate) fn rotated(self, random: &[u8; 32], now: Micros) -> Self {
        let earlier = Earlier { secret: self.current, until: now.saturating_add(BOTH_SIGN) };
        Self { earlier: Some(earlier), ..Self::new(random) }
    }

    /// The secret that is shown once.
    pub(crate) fn shown(&self) -> &str {
        &self.current
    }

    /// The header with all signatures that count now, separated by blanks.
    pub(crate) fn signatures(&self, id: &str, now: Micros, body: &str) -> String {
        let seconds = now.div_euclid(1_000_000);
        let earlier = self.earlier.as_ref().filter(|earlier| now < earlier.until).map(|earlier| &earlier.secret);
        let all: Vec<String> = std::iter::once(&self.current)
            .chain(earlier)
            .filter_map(|secret| signature(secret, id, seconds, body))
            .collect();
        all.join(" ")
    }
}

/// One signature; `None` for a text that is no secret.
fn signature(secret: &str, id: &str, seconds: i64, body: &str) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let signed = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
    Some(format!("v1,{}", STANDARD.encode(signed.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the reference libraries.
    #[test]
    fn the_reference_signature_is_ours() {
        let found = signature(
            "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
            "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
            1_649_367_553,
            r#"{"email":"test@example.com","username":"test_user"}"#,
        );
        assert_eq!(found.as_deref(), Some("v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="));
    }

    #[test]
    fn both_secrets_sign_for_a_day() {
        let first = Secrets::new(&[1; 32]);
        assert!(first.shown().starts_with("whsec_"));
        let alone = first.signatures("id", 0, "{}");
        let both = first.clone().rotated(&[2; 32], 0);
        let header = both.signatures("id", BOTH_SIGN - 1, "{}");
        assert_eq!(header.split(' ').count(), 2);
        assert!(both.signatures("id", 0, "{}").ends_with(&alone), "the old one comes second");
        assert_eq!(both.signatures("id", BOTH_SIGN, "{}").split(' ').count(), 1);
        assert!(both.shown() != first.shown());
    }

    #[test]
    fn what_is_no_secret_signs_nothing() {
        for secret in ["", "whsec_", "C2FV", "whsec_%%"] {
            let found = signature(secret, "id", 0, "{}");
            assert_eq!(found.is_some(), secret == "whsec_", "{secret}");
        }
    }
}
