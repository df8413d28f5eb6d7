//! What the lives of the scenario are lived on: files (SQLite and a folder) or services (PostgreSQL and S3), and a look at
//! everything that lies there, past the program.

use crate::api_desk::database;
use dossier::db::{Db, DbConfig};
use dossier::workspace::testing::open;
use dossier::workspace::{Credentials, Secret, Storage};
use dossier_stand_ins::postgres::Postgres;
use dossier_stand_ins::s3::{ACCESS_KEY, S3Endpoint, SECRET_KEY};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Database and storage of one kind, any number of each by name.
pub enum Ground {
    /// SQLite files and folders below one.
    Files(PathBuf),
    /// Databases of a PostgreSQL and buckets of an S3 service.
    Services(Box<Postgres>, S3Endpoint),
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Self::Files(root) = self {
            let _ = std::fs::remove_dir_all(root);
        }
    }
}

/// Things that lie somewhere, by name.
pub type Lying = BTreeMap<String, Vec<u8>>;

impl Ground {
    pub fn files() -> Self {
        let root = std::env::temp_dir().join(format!("dossier-scenario-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).expect("a scratch folder");
        Self::Files(root)
    }

    pub async fn services() -> Self {
        Self::Services(Box::new(Postgres::start()), S3Endpoint::start().await)
    }

    /// An empty database and an empty storage.
    pub async fn place(&self, name: &str) -> (Db, Storage) {
        match self {
            Self::Files(root) => {
                let folder = root.join(name).join("database");
                std::fs::create_dir_all(&folder).expect("a folder");
                let db = database(&DbConfig::file(&folder.join("dossier.db"))).await;
                let url = format!("file://{}", root.join(name).join("storage").display());
                (db, open(&url, &Credentials::default()).await)
            }
            Self::Services(postgres, s3) => {
                let config = DbConfig::from_url(&postgres.create(name)).expect("a URL");
                let keys = Credentials {
                    access_key_id: Some(Secret::new(ACCESS_KEY)),
                    secret_access_key: Some(Secret::new(SECRET_KEY)),
                    ..Credentials::default()
                };
                s3.bucket(name);
                let url = format!("s3://{name}/papers?endpoint={}&style=path", s3.url());
                (database(&config).await, open(&url, &keys).await)
            }
        }
    }

    /// Everything that the database of a place has: its files as they lie on the disk, log included, or all that `pg_dump` writes.
    pub fn rows(&self, name: &str) -> Lying {
        match self {
            Self::Files(root) => lying(&root.join(name).join("database")),
            Self::Services(postgres, _) => Lying::from([("dump".to_owned(), postgres.dump(name).into_bytes())]),
        }
    }

    /// Every object of a place by its key.
    pub fn objects(&self, name: &str) -> Lying {
        match self {
            Self::Files(root) => without(lying(&root.join(name).join("storage")), "objects/"),
            Self::Services(_, s3) => without(s3.objects(name), "papers/"),
        }
    }
}

/// Things by their names without what the place puts before its keys.
fn without(lying: Lying, folder: &str) -> Lying {
    let key = |name: String| name.strip_prefix(folder).map(str::to_owned).unwrap_or(name);
    lying.into_iter().map(|(name, bytes)| (key(name), bytes)).collect()
}

/// All files below a folder by their paths from there.
fn lying(root: &Path) -> Lying {
    let (mut found, mut folders) = (Lying::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let name = entry.strip_prefix(root).expect("below it").to_string_lossy().into_owned();
            // What is gone since it was listed is not there.
            if let Ok(bytes) = std::fs::read(&entry) {
                found.insert(name, bytes);
            }
        }
    }
    found
}

/// Which texts stand in which things, whatever their case, as they are or in hexadecimal. Texts are in small letters.
pub fn traces(lying: &Lying, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in lying {
        let bytes = bytes.to_ascii_lowercase();
        for text in texts {
            let hexadecimal: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
            for form in [*text, hexadecimal.as_str()] {
                if bytes.windows(form.len()).any(|part| part == form.as_bytes()) {
                    found.push(format!("{text} in {name}"));
                }
            }
        }
    }
    found
}

#[test]
fn traces_are_found_in_any_case_and_in_hexadecimal() {
    let lying = Lying::from([
        ("a".to_owned(), b"x Anna\0".to_vec()),
        ("b".to_owned(), b"\\x616E6E61".to_vec()),
        ("c".to_owned(), b"nothing".to_vec()),
    ]);
    assert_eq!(traces(&lying, &["anna", "berta"]), ["anna in a", "anna in b"]);
}
