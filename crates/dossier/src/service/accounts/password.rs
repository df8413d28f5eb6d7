//! Passwords: argon2id with the parameters of OWASP's minimum, on the CPU pool, two at a time. Whoever has no
//! password is compared with a fixed hash, so that an unknown address takes as long as a known one.

use super::super::Office;
use super::super::error::ServiceError;
use crate::error::Error;
use argon2::password_hash::phc::PasswordHash;
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use dossier_db::Personal;
use std::time::Duration;
use tokio::sync::SemaphorePermit;

/// Least characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Most bytes of a password: more would only cost time.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// Memory in KiB, passes and lanes.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How long a login waits for its turn.
const TURN_MAX: Duration = Duration::from_secs(10);

/// A hash of nobody's password with the parameters above.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$\
                     VjM0gmN3ZKcUTnOZ3eQ2Z6c4m0h5lQbq3lq0F6Q1v2w";

/// The most common passwords that are long enough, in lower case, as leaked lists show them.
const COMMON: &[&str] = &[
    "1234567890123", "123456789012", "12345678901234", "123456789123", "1234567890123456", "0123456789012",
    "012345678910", "123123123123", "1q2w3e4r5t6y", "1q2w3e4r5t6z", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "abcdefghijkl",
    "abcdefghijklmnopqrstuvwxyz", "administrator", "changemechangeme", "correcthorsebatterystaple",
    "correct horse battery staple", "iloveyouiloveyou", "letmeinletmein", "motdepasse123", "passwort1234",
    "passwort12345", "passwortpasswort", "password1234", "password12345", "password123456", "passwordpassword",
    "qwerty123456", "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdfghjkl", "qwertz123456", "qwertzuiop12",
    "qwertzuiopasdfghjkl", "willkommen123", "willkommen1234",
];

/// How a password and a stored hash go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is not that password, or there is none.
    Wrong,
    /// It is.
    Right,
    /// It is, but its hash has weaker parameters than new ones.
    RightButOld,
}

/// Refuses what is too short, too long or on everybody's list. `about` are texts that the password must not be.
///
/// # Errors
/// [`ServiceError::Invalid`].
pub(super) fn check(password: &Personal, about: &[&str]) -> Result<(), ServiceError> {
    let text = password.as_str();
    if text.chars().count() < PASSWORD_CHARS_MIN {
        let reason = format!("it must have at least {PASSWORD_CHARS_MIN} characters");
        return Err(ServiceError::invalid("password", "password.short", reason));
    }
    if text.len() > PASSWORD_BYTES_MAX {
        let reason = format!("it must have at most {PASSWORD_BYTES_MAX} bytes");
        return Err(ServiceError::invalid("password", "password.long", reason));
    }
    let lower = text.to_lowercase();
    let mut signs = lower.chars();
    let first = signs.next();
    let one_sign = signs.all(|sign| Some(sign) == first);
    if one_sign || COMMON.contains(&lower.as_str()) || about.iter().any(|own| own.trim().to_lowercase() == lower) {
        return Err(ServiceError::invalid("password", "password.common", "it is one of those that are tried first"));
    }
    Ok(())
}

impl Office {
    /// The hash of a new password.
    pub(in crate::service) async fn hash_password(&self, password: &Personal) -> Result<Personal, ServiceError> {
        let _turn = self.turn().await?;
        let (password, salt) = (password.clone(), self.random::<16>());
        let made = self.dossier.step("password", move || hash(&password, &salt)).await?;
        made.ok_or(ServiceError::Run(Error::Internal { step: "password" }))
    }

    /// Whether a password is the one of a stored hash, for what is no login: a share link.
    pub(in crate::service) async fn verify_password(
        &self,
        stored: &Personal,
        password: &Personal,
    ) -> Result<bool, ServiceError> {
        Ok(self.compare_password(password, Some(stored)).await? != Fit::Wrong)
    }

    /// Compares a password with a stored hash; takes as long where there is none.
    pub(super) async fn compare_password(
        &self,
        password: &Personal,
        stored: Option<&Personal>,
    ) -> Result<Fit, ServiceError> {
        // Whatever is longer was never taken as a password, and hashing it would only cost time.
        if password.as_str().len() > PASSWORD_BYTES_MAX {
            return Ok(Fit::Wrong);
        }
        let _turn = self.turn().await?;
        let (password, stored) = (password.clone(), stored.cloned());
        Ok(self.dossier.step("password", move || compare(&password, stored.as_ref())).await?)
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>, ServiceError> {
        let busy = || ServiceError::TooMany { what: "logins at once", retry_after_s: 5 };
        let turn = tokio::time::timeout(TURN_MAX, self.accounts.hashing.acquire()).await.map_err(|_| busy())?;
        turn.map_err(|_| busy())
    }
}

fn argon2() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &Personal, salt: &[u8; 16]) -> Option<Personal> {
    let hash: PasswordHash = argon2()?.hash_password_with_salt(password.as_str().as_bytes(), salt).ok()?;
    Some(Personal::new(hash.to_string()))
}

fn compare(password: &Personal, stored: Option<&Personal>) -> Fit {
    let Some(argon2) = argon2() else { return Fit::Wrong };
    let text = stored.map_or(DUMMY, Personal::as_str);
    let fits = argon2.verify_password(password.as_str().as_bytes(), text).is_ok();
    match (stored, fits) {
        (Some(_), true) if weaker(text) => Fit::RightButOld,
        (Some(_), true) => Fit::Right,
        _ => Fit::Wrong,
    }
}

/// Whether a stored hash has less memory or fewer passes than new ones, or another algorithm.
fn weaker(stored: &str) -> bool {
    let Ok(hash) = PasswordHash::new(stored) else { return true };
    let Ok(params) = Params::try_from(&hash) else { return true };
    hash.algorithm != ARGON2ID_IDENT || params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "ein langer Satz mit Umlauten: ä";

    #[test]
    fn a_hash_fits_its_password_only() {
        let stored = hash(&PASSWORD.into(), &[7; 16]).expect("hashed");
        assert!(stored.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(compare(&PASSWORD.into(), Some(&stored)), Fit::Right);
        assert_eq!(compare(&"ein langer Satz mit Umlauten: a".into(), Some(&stored)), Fit::Wrong);
        assert_eq!(compare(&PASSWORD.into(), None), Fit::Wrong);
        assert_eq!(compare(&PASSWORD.into(), Some(&"no hash".into())), Fit::Wrong);
    }

    #[test]
    fn the_dummy_costs_what_a_hash_costs() {
        let dummy = PasswordHash::new(DUMMY).expect("a hash");
        let params = Params::try_from(&dummy).expect("parameters");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, LANES));
        assert!(!weaker(DUMMY));
    }

    #[test]
    fn a_weaker_hash_is_made_anew() {
        let params = Params::new(8_192, 1, 1, None).expect("parameters");
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let stored: PasswordHash = old.hash_password_with_salt(PASSWORD.as_bytes(), &[7; 16]).expect("hashed");
        let stored = Personal::new(stored.to_string());
        assert_eq!(compare(&PASSWORD.into(), Some(&stored)), Fit::RightButOld);
    }

    #[test]
    fn short_long_and_common_passwords_are_refused() {
        let about = ["rosa.kestenmair@example.org"];
        let code = |text: &str| check(&text.into(), &about).map_err(|error| error.code()).err();
        assert_eq!(code("elf Zeichen"), Some("password.short"));
        assert_eq!(code("elf Zöichen"), Some("password.short"), "twelve bytes are no twelve characters");
        assert_eq!(code(&"x1".repeat(129)), Some("password.long"));
        for text in ["Password1234", "aaaaaaaaaaaaaaaa", "Rosa.Kestenmair@example.org", "QWERTZuiop12"] {
            assert_eq!(code(text), Some("password.common"), "{text}");
        }
        assert_eq!(code(PASSWORD), None);
    }
}
