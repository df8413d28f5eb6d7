//! Settings from the environment. Secrets stand there by their names, or in a file named by the same name with `_FILE` behind it.
//! What the service needs is a database, a storage and its own secret; a data folder has all three.

use crate::output;
use dossier::db::{DbConfig, LookupKey};
use dossier::service::{Vault, read_secret, write_secret};
use dossier::workspace::{Credentials, Secret};
use dossier::{Env, Error};
use std::path::{Path, PathBuf};

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
    Ok(text(name)?.map(|text| Secret::new(&text)))
}

fn wrong(message: String, hint: &'static str) -> Error {
    Error::Usage { code: "cli.secret", message, hint }
}

/// A variable, or the content of the file that the one with `_FILE` behind it names.
///
/// # Errors
/// A usage error where both are set, or for a file that cannot be read.
pub fn text(name: &str) -> Result<Option<String>, Error> {
    let direct = std::env::var(name).ok().filter(|text| !text.is_empty());
    let file = std::env::var_os(format!("{name}_FILE")).filter(|path| !path.is_empty());
    match (direct, file) {
        (Some(_), Some(_)) => Err(wrong(format!("{name} and {name}_FILE are both set"), "unset one of them")),
        (Some(text), None) => Ok(Some(text)),
        (None, Some(path)) => {
            let unreadable = || {
                wrong(
                    format!("the file that {name}_FILE names cannot be read"),
                    "check the path and that you may read it",
                )
            };
            let bytes = output::read_file(path.as_ref(), SECRET_BYTES_MAX).map_err(|_| unreadable())?;
            String::from_utf8(bytes).map(Some).map_err(|_| unreadable())
        }
        (None, None) => Ok(None),
    }
}

/// Where the service's database, storage and secret are: named one by one, or all in a data folder.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// URL of the database, as an option named it.
    pub database: Option<String>,
    /// The data folder.
    pub data: Option<PathBuf>,
    /// URL of the storage.
    pub storage: Option<String>,
}

impl Place {
    /// The database: the option, else `DOSSIER_DATABASE`, else `DATABASE_URL`, else a file in the data folder.
    ///
    /// # Errors
    /// A usage error where there is none of them, or for a URL that is none.
    pub fn database(&self) -> Result<DbConfig, Error> {
        let url = match &self.database {
            Some(url) => Some(url.clone()),
            None => match text("DOSSIER_DATABASE")? {
                Some(url) => Some(url),
                None => text("DATABASE_URL")?,
            },
        };
        match (url, &self.data) {
            (Some(url), _) => DbConfig::from_url(url.trim()).map_err(|error| Error::Usage {
                code: "cli.database",
                message: error.to_string(),
                hint: error.hint(),
            }),
            (None, Some(data)) => Ok(DbConfig::file(&database_file(data))),
            (None, None) => Err(Error::Usage {
                code: "cli.no_database",
                message: "this command needs a database".into(),
                hint: "pass --database URL or --data DIR, or set DOSSIER_DATABASE",
            }),
        }
    }

    /// Whether a database is named beside the data folder's.
    ///
    /// # Errors
    /// A usage error for a file with the URL that cannot be read.
    pub fn names_database(&self) -> Result<bool, Error> {
        Ok(self.database.is_some() || text("DOSSIER_DATABASE")?.is_some() || text("DATABASE_URL")?.is_some())
    }

    /// The same for a command that must not make a database.
    ///
    /// # Errors
    /// As [`Place::database`], and for a data folder without one.
    pub fn existing_database(&self) -> Result<DbConfig, Error> {
        let mut config = self.database()?;
        config.migrate = false;
        match &self.data {
            Some(data) if !self.names_database()? && !database_file(data).exists() => Err(Error::Usage {
                code: "cli.no_database",
                message: format!("{} has no database", data.display()),
                hint: "check the folder; `dossier restore` fills an empty one",
            }),
            _ => Ok(config),
        }
    }

    /// URL of the storage: the option or `DOSSIER_STORAGE`, else a folder in the data folder.
    ///
    /// # Errors
    /// A usage error where there is neither.
    pub fn storage(&self) -> Result<String, Error> {
        match (&self.storage, &self.data) {
            (Some(url), _) => Ok(url.clone()),
            (None, Some(data)) => {
                let data = std::path::absolute(data).unwrap_or_else(|_| data.clone());
                Ok(format!("file://{}", data.join("storage").display()))
            }
            (None, None) => Err(Error::Usage {
                code: "cli.no_storage",
                message: "this command needs a storage".into(),
                hint: "pass --storage URL or --data DIR, or set DOSSIER_STORAGE",
            }),
        }
    }

    /// The instance's secret: `DOSSIER_SECRET`, else a fresh one for a database in memory, else the file in the data folder; made
    /// where `make` allows it. `None` where there is none of them.
    ///
    /// # Errors
    /// A usage error for what is no secret, or a file that cannot be read or made.
    pub fn secret(&self, make: bool) -> Result<Option<InstanceSecret>, Error> {
        let hint = "it is 32 random bytes in base64; make one with `openssl rand -base64 32`";
        if let Some(text) = text("DOSSIER_SECRET")? {
            let secret = read_secret(&text).ok_or_else(|| wrong("DOSSIER_SECRET is not a secret".into(), hint))?;
            return Ok(Some(InstanceSecret(secret)));
        }
        if make && self.database().is_ok_and(|config| config.is_memory()) {
            // Nothing outlives the process that would have to be found again by it.
            return Ok(Some(InstanceSecret(fresh_secret())));
        }
        let Some(data) = &self.data else { return Ok(None) };
        let path = data.join("secret");
        if make && !path.exists() {
            output::make_folder(data)?;
            make_secret(&path)?;
        }
        if !path.exists() {
            return Ok(None);
        }
        let bytes = output::read_file(&path, SECRET_BYTES_MAX)?;
        let secret = String::from_utf8(bytes).ok().and_then(|text| read_secret(&text));
        let secret = secret.ok_or_else(|| wrong(format!("{} does not hold a secret", path.display()), hint))?;
        Ok(Some(InstanceSecret(secret)))
    }

    /// The instance's secret for a command that cannot do without.
    ///
    /// # Errors
    /// As [`Place::secret`], and where there is none.
    pub fn known_secret(&self) -> Result<InstanceSecret, Error> {
        self.secret(false)?.ok_or_else(|| {
            let hint = "set DOSSIER_SECRET or DOSSIER_SECRET_FILE, or pass the --data folder that has it";
            wrong("this command needs the instance's secret".into(), hint)
        })
    }
}

/// The 32 bytes behind all keys of an instance.
#[derive(Clone)]
pub struct InstanceSecret([u8; 32]);

impl InstanceSecret {
    /// The key behind keyed hashes.
    pub fn lookup_key(&self) -> LookupKey {
        LookupKey::new(&self.0)
    }

    /// What seals secrets for the database.
    pub fn vault(&self) -> Vault {
        Vault::new(&self.0)
    }
}

fn database_file(data: &Path) -> PathBuf {
    data.join("dossier.db")
}

fn fresh_secret() -> [u8; 32] {
    let mut secret = [0; 32];
    Env::system().fill(&mut secret);
    secret
}

/// Makes a file with a fresh secret that only its owner can read. Of two processes that begin at once the first one counts.
fn make_secret(path: &Path) -> Result<(), Error> {
    use std::io::Write as _;
    let secret = fresh_secret();
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let failed = |_| Error::Usage {
        code: "cli.cannot_write",
        message: format!("{} cannot be written", path.display()),
        hint: "choose a data folder that you may write to",
    };
    match options.open(path) {
        Ok(mut file) => {
            let written = file.write_all(format!("{}\n", write_secret(&secret)).as_bytes());
            written.and_then(|()| file.sync_all()).map_err(failed)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(data: &Path) -> Place {
        Place { data: Some(data.to_owned()), ..Place::default() }
    }

    #[test]
    fn a_data_folder_has_database_storage_and_secret() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let data = folder.path().join("data");
        let place = place(&data);
        assert!(place.secret(false).expect("looked").is_none(), "nothing is made without leave");
        let secret = place.secret(true).expect("made").expect("there");
        assert_eq!(place.secret(true).expect("read").expect("there").0, secret.0);
        assert!(secret.0 != [0; 32]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(data.join("secret")).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(place.storage().expect("a URL"), format!("file://{}/storage", data.display()));
        let named = Place { storage: Some("memory:".to_owned()), ..place };
        assert_eq!(named.storage().expect("a URL"), "memory:");
    }

    #[test]
    fn a_damaged_secret_is_told_and_not_replaced() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        std::fs::write(folder.path().join("secret"), "abc").expect("written");
        assert!(place(folder.path()).secret(true).is_err());
        assert_eq!(std::fs::read_to_string(folder.path().join("secret")).expect("there"), "abc");
    }
}
