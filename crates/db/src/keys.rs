//! Keyed hashes: of what a person, a user or an address is looked up by, of tokens, and of the audit chain. Whoever has the
//! database but not the key can neither try names nor mend the chain.

use crate::fold::{fold, fold_name};
use crate::sql::{Hash, codes};
use ring::hmac;
use std::fmt;
use uuid::Uuid;

codes! {
    /// What a person can be looked up by.
    PersonKeyKind {
        /// An e-mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
        /// Name and date of birth.
        NameBirth = "name-birth",
    }
}

/// One thing that a person can be looked up by. Holds no plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonKey {
    /// Of what.
    pub kind: PersonKeyKind,
    /// Keyed hash of the normalised text.
    pub hash: Hash,
}

/// The secret behind all keyed hashes of an instance. Losing it means that nobody is found again.
#[derive(Clone)]
pub struct LookupKey(hmac::Key);

impl fmt::Debug for LookupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookupKey(..)")
    }
}

impl LookupKey {
    /// From 32 random bytes.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// What tells whether two keys are the same, and nothing else about them.
    pub fn fingerprint(&self) -> Hash {
        self.sign("fingerprint", &[])
    }

    /// Hash of a user's e-mail address, for logins and invitations.
    pub fn of_user_email(&self, email: &str) -> Hash {
        self.sign("user-email", &[normal_email(email).as_bytes()])
    }

    /// Hash of whom an identity provider names: issuer and subject.
    pub fn of_subject(&self, issuer: &str, subject: &str) -> Hash {
        self.sign("subject", &[issuer.as_bytes(), subject.as_bytes()])
    }

    /// Hash under which failures are counted: `what` tells names, addresses and the like apart.
    pub fn of_throttle(&self, what: &'static str, value: &str) -> Hash {
        self.sign("throttle", &[what.as_bytes(), fold(value).as_bytes()])
    }

    /// Hash of a session at another provider: issuer and the session's id there.
    pub fn of_foreign_session(&self, issuer: &str, session: &str) -> Hash {
        self.sign("foreign-session", &[issuer.as_bytes(), session.as_bytes()])
    }

    /// Hash of the secret in a cookie, an API token, an invitation, a share link, a link for the set-up, or of the state and the
    /// browser of a login.
    pub fn of_token(&self, secret: &[u8]) -> Hash {
        self.sign("token", &[secret])
    }

    /// Hash of the network that somebody with a share link comes from; teams have different hashes for equal networks.
    pub fn of_network(&self, team: Uuid, network: &str) -> Hash {
        self.sign("network", &[bytes(&team), network.as_bytes()])
    }

    /// Hash of an idempotency key, which belongs to one user of one team.
    pub fn of_idempotency(&self, team: Uuid, user: Uuid, key: &str) -> Hash {
        self.sign("idempotency", &[bytes(&team), bytes(&user), key.as_bytes()])
    }

    /// Hash of a request's own hash: from that alone, whoever has the database could guess what stood in a short request.
    pub(crate) fn of_request(&self, team: Uuid, request: &Hash) -> Hash {
        self.sign("request", &[bytes(&team), request.0.as_slice()])
    }

    /// Look-up key of an e-mail address. Teams have different hashes for equal addresses. `None` where it is none.
    pub fn person_email(&self, team: Uuid, email: &str) -> Option<PersonKey> {
        let normal = normal_email(email);
        normal.contains('@').then(|| self.person(team, PersonKeyKind::Email, &[normal.as_bytes()]))
    }

    /// Look-up key of a phone number, best in E.164: digits and a leading plus count. `None` for less than six digits.
    pub fn person_phone(&self, team: Uuid, phone: &str) -> Option<PersonKey> {
        let normal = normal_phone(phone);
        (normal.len() > 6).then(|| self.person(team, PersonKeyKind::Phone, &[normal.as_bytes()]))
    }

    /// Look-up key of a name with a date of birth (ISO). `None` where either is empty.
    pub fn person_name_birth(&self, team: Uuid, name: &str, birth_date: &str) -> Option<PersonKey> {
        let (name, birth_date) = (fold_name(name), birth_date.trim());
        (!name.is_empty() && !birth_date.is_empty())
            .then(|| self.person(team, PersonKeyKind::NameBirth, &[name.as_bytes(), birth_date.as_bytes()]))
    }

    /// Keyed hash for the audit log, of something that must not stand there itself.
    pub fn of_audit(&self, team: Uuid, value: &str) -> Hash {
        self.sign("audit", &[bytes(&team), value.as_bytes()])
    }

    pub(crate) fn of_link_in_chain(&self, team: Uuid, previous: &Hash, entry: &str) -> Hash {
        self.sign("chain", &[bytes(&team), previous.0.as_slice(), entry.as_bytes()])
    }

    fn person(&self, team: Uuid, kind: PersonKeyKind, parts: &[&[u8]]) -> PersonKey {
        let mut all: Vec<&[u8]> = vec![bytes(&team), kind.code().as_bytes()];
        all.extend(parts);
        PersonKey { kind, hash: self.sign("person", &all) }
    }

    /// Each part goes in with its length, so that parts cannot be shifted against each other.
    fn sign(&self, domain: &str, parts: &[&[u8]]) -> Hash {
        let mut context = hmac::Context::with_key(&self.0);
        for part in std::iter::once(&domain.as_bytes()).chain(parts) {
            context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(part);
        }
        Hash::of_bytes(context.sign().as_ref())
    }
}

fn bytes(id: &Uuid) -> &[u8] {
    id.as_bytes()
}

fn normal_email(email: &str) -> String {
    email.trim().trim_start_matches("mailto:").to_lowercase()
}

/// `+41791234567`; without a plus the digits as they are, 00 as plus.
fn normal_phone(phone: &str) -> String {
    // The trunk zero that people write behind the country, as in +41 (0)79.
    let phone = phone.replace("(0)", "");
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match (phone.trim_start().starts_with('+'), digits.strip_prefix("00")) {
        (true, _) => format!("+{digits}"),
        (false, Some(rest)) => format!("+{rest}"),
        (false, None) => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> LookupKey {
        LookupKey::new(&[7; 32])
    }

    #[test]
    fn spellings_of_one_thing_have_one_hash() {
        let (key, team) = (key(), Uuid::from_u128(1));
        assert_eq!(key.person_email(team, " Anna@Example.org "), key.person_email(team, "mailto:anna@example.org"));
        for phone in ["+41 79 123 45 67", "0041 79 123 45 67", "+41 (0)79 123 45 67"] {
            assert_eq!(key.person_phone(team, phone), key.person_phone(team, "+41791234567"), "{phone}");
        }
        assert_eq!(
            key.person_name_birth(team, "Müller Anna", "1990-02-01"),
            key.person_name_birth(team, "Anna Mueller", "1990-02-01")
        );
    }

    #[test]
    fn other_teams_kinds_and_keys_have_other_hashes() {
        let (key, team) = (key(), Uuid::from_u128(1));
        let of = |key: &LookupKey, team| key.person_email(team, "anna@example.org").map(|key| key.hash);
        assert_ne!(of(&key, team), of(&key, Uuid::from_u128(2)));
        assert_ne!(of(&key, team), of(&LookupKey::new(&[8; 32]), team));
        assert_ne!(key.of_user_email("anna@example.org"), key.of_token(b"anna@example.org"));
        assert_ne!(key.of_subject("ab", "c"), key.of_subject("a", "bc"), "parts cannot be shifted");
    }

    #[test]
    fn what_is_nothing_has_no_key() {
        let (key, team) = (key(), Uuid::from_u128(1));
        assert_eq!(key.person_email(team, "nobody"), None);
        assert_eq!(key.person_phone(team, "123"), None);
        assert_eq!(key.person_name_birth(team, "Anna", " "), None);
        assert!(!format!("{key:?}").contains('7'));
    }
}
