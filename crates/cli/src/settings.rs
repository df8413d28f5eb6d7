//! Secrets from the environment: each by its name, or from a file named by the same name with `_FILE` behind it.

use dossier::Error;
use dossier::workspace::{Credentials, Secret};

/// Size of a file with a secret.
const SECRET_BYTES_MAX: u64 = 64 * 1024;

/// All secrets that storages may need.
pub fn credentials() -> Result<Credentials, Error> {
    Ok(Credentials {
        access_key_id: secret("AWS_ACCESS_KEY_ID")?,
        secret_access_key: secret("AWS_SECRET_ACCESS_KEY")?,
        session_token: secret("AWS_SESSION_TOKEN")?,
        service_key: secret("DOSSIER_SUPABASE_SERVICE_KEY")?,
        anon_key: secret("DOSSIER_SUPABASE_ANON_KEY")?,
        jwt: secret("DOSSIER_SUPABASE_JWT")?,
    })
}

fn secret(name: &str) -> Result<Option<Secret>, Error> {
    let wrong = |message: String, hint: &'static str| Error::Usage { code: "cli.secret", message, hint };
    let direct = std::env::var(name).ok().filter(|text| !text.is_empty());
    let file = std::env::var_os(format!("{name}_FILE")).filter(|path| !path.is_empty());
    match (direct, file) {
        (Some(_), Some(_)) => Err(wrong(format!("{name} and {name}_FILE are both set"), "unset one of them")),
        (Some(text), None) => Ok(Some(Secret::new(&text))),
        (None, Some(path)) => {
            let unreadable = || {
                wrong(
                    format!("the file that {name}_FILE names cannot be read"),
                    "check the path and that you may read it",
                )
            };
            let bytes = crate::output::read_file(path.as_ref(), SECRET_BYTES_MAX).map_err(|_| unreadable())?;
            String::from_utf8(bytes).map(|text| Some(Secret::new(&text))).map_err(|_| unreadable())
        }
        (None, None) => Ok(None),
    }
}
