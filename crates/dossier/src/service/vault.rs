//! Secrets that must be read again, such as the key of a webhook: sealed for the database with a key that is not in it. And
//! fresh secrets for links, sessions and tokens.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use std::fmt;
use std::sync::Arc;

/// Seals and opens secrets. Made of the instance's secret, but no use of it tells anything about another use.
#[derive(Clone)]
pub struct Vault(Arc<LessSafeKey>);

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(..)")
    }
}

impl Vault {
    /// From the instance's 32 secret bytes.
    pub fn new(secret: &[u8; 32]) -> Self {
        let salt = Salt::new(HKDF_SHA256, b"dossier vault");
        let key = salt.extract(secret).expand(&[b"aead"], &CHACHA20_POLY1305).map(UnboundKey::from);
        let key = key.expect("the length is the algorithm's own");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// A secret, sealed for one purpose, as text. `nonce` is 12 fresh random bytes.
    pub fn seal(&self, purpose: &str, nonce: [u8; NONCE_LEN], secret: &[u8]) -> String {
        let mut bytes = secret.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose.as_bytes()), &mut bytes)
            .expect("a secret is far shorter than the cipher's limit");
        let mut out = nonce.to_vec();
        out.extend(bytes);
        STANDARD_NO_PAD.encode(out)
    }

    /// A sealed secret, opened. `None` for another purpose, another instance's secret, or a changed text.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, rest) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut rest = rest.to_vec();
        let opened =
            self.0.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(purpose.as_bytes()), &mut rest);
        opened.ok().map(|plain| plain.to_vec())
    }
}

/// The instance's secret from its text: base64 of 32 bytes in either alphabet, with or without signs of equality. `None` for
/// anything else.
pub fn read_secret(text: &str) -> Option<[u8; 32]> {
    let text = text.trim().trim_end_matches('=').replace('-', "+").replace('_', "/");
    STANDARD_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// The text of an instance's secret, as [`read_secret`] takes it.
pub fn write_secret(secret: &[u8; 32]) -> String {
    STANDARD_NO_PAD.encode(secret)
}

impl super::Office {
    /// Fresh random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.env().fill(&mut bytes);
        bytes
    }

    /// A fresh secret of 256 bits that fits into a URL: 43 characters.
    pub(crate) fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.random::<32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_for_its_purpose_only() {
        let vault = Vault::new(&[7; 32]);
        let sealed = vault.seal("webhook", [1; 12], b"whsec");
        assert_eq!(vault.open("webhook", &sealed).as_deref(), Some(&b"whsec"[..]));
        assert_eq!(vault.open("other", &sealed), None);
        assert_eq!(Vault::new(&[8; 32]).open("webhook", &sealed), None);
        assert_eq!(vault.open("webhook", &sealed.replace(sealed.chars().next().unwrap_or('A'), "b")), None);
    }

    #[test]
    fn a_secret_is_read_in_every_spelling_of_base64() {
        let secret = [0xfb; 32];
        let text = write_secret(&secret);
        assert_eq!(read_secret(&text), Some(secret));
        let url_safe = text.replace('+', "-").replace('/', "_");
        assert_ne!(url_safe, text);
        assert_eq!(read_secret(&format!("{url_safe}=\n")), Some(secret));
        for text in ["", "AAAA", "%%", &"A".repeat(44)] {
            assert_eq!(read_secret(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_sealed_secret_is_none() {
        let vault = Vault::new(&[7; 32]);
        for text in ["", "AA", "%%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(vault.open("webhook", text), None, "{text}");
        }
    }
}
