//! Storage URLs: which storage, where in it, and by which door. Settings that belong together and are only half there are
//! refused here, naming what is missing, so that nothing fails later in the middle of a run.

use super::secret::{Credentials, Secret};
use crate::error::StorageError;
use std::path::{Path, PathBuf};
use url::Url;

/// Where revisions live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageConfig {
    /// In this process; gone when it ends.
    Memory,
    /// In a directory of its own below the given one; removed when the last handle is dropped.
    Temp {
        /// The directory for temporary files.
        base: PathBuf,
    },
    /// In a directory that stays.
    Local {
        /// The root directory.
        root: PathBuf,
        /// Whether each object is flushed to the disk before `put` returns. Slower, survives power loss.
        fsync: bool,
    },
    /// In a bucket of a service that speaks S3.
    S3(S3Config),
    /// In a bucket of Supabase Storage.
    Supabase(SupabaseConfig),
}

/// A bucket behind the S3 protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Config {
    /// Name of the bucket.
    pub bucket: String,
    /// Folder within the bucket; empty for all of it.
    pub prefix: String,
    /// Address of the service without the bucket, such as `http://127.0.0.1:3900`; `None` is AWS.
    pub endpoint: Option<Url>,
    /// Region that signatures name.
    pub region: String,
    /// Whether the bucket stands in the path or in the host name.
    pub style: Style,
    /// Keys.
    pub keys: S3Keys,
}

/// Keys of the S3 protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Keys {
    /// Id of the access key.
    pub id: Secret,
    /// Its secret.
    pub secret: Secret,
    /// Token of temporary credentials.
    pub token: Option<Secret>,
}

/// Where the bucket's name stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `https://host/bucket/key`.
    Path,
    /// `https://bucket.host/key`.
    Virtual,
}

/// By which of Supabase Storage's two interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Its own REST interface.
    Rest,
    /// The S3 protocol.
    S3,
}

/// A bucket of Supabase Storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupabaseConfig {
    /// Scheme, host and port, such as `https://abc.supabase.co`.
    pub origin: Url,
    /// Path below which the storage service answers. Default `/storage/v1`.
    pub base: String,
    /// Name of the bucket.
    pub bucket: String,
    /// Folder within the bucket; empty for all of it.
    pub prefix: String,
    /// Which interface. Default REST.
    pub door: Door,
    /// Region that S3 signatures name. Default `us-east-1`.
    pub region: String,
    /// Reference of the project, which user sessions by the S3 door sign with. Default: the first label of a
    /// `supabase.co` host.
    pub project: Option<String>,
    /// Secrets, checked to be enough for the door.
    pub keys: Credentials,
}

impl StorageConfig {
    /// Reads a storage URL; the forms are in docs/storage.md. `temp_base` is where `temp:` goes.
    ///
    /// # Errors
    /// [`StorageError::BadUrl`] for an unknown scheme or setting, a relative path or credentials in the URL,
    /// [`StorageError::HalfSet`] when a secret is missing.
    pub fn from_url(text: &str, temp_base: &Path, credentials: &Credentials) -> Result<Self, StorageError> {
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => bad("it has no scheme such as file:"),
            _ => bad("it is not a well-formed URL"),
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad("credentials do not belong into a storage URL"));
        }
        if url.fragment().is_some() {
            return Err(bad("it has a part behind #"));
        }
        let settings = Settings::of(&url)?;
        match url.scheme() {
            "memory" | "temp" if !url.path().is_empty() || url.host_str().is_some() => {
                Err(bad("memory: and temp: name no place"))
            }
            "memory" => settings.none().map(|()| Self::Memory),
            "temp" => settings.none().map(|()| Self::Temp { base: temp_base.to_owned() }),
            "file" => {
                settings.only(&["fsync"])?;
                let root = url.to_file_path().map_err(|()| bad("file: needs an absolute path, as in file:///data"))?;
                if root.parent().is_none() {
                    return Err(bad("file: needs a directory below the root of the file system, as in file:///data"));
                }
                Ok(Self::Local { root, fsync: settings.switch("fsync")?.unwrap_or(false) })
            }
            "s3" => Self::s3(&url, &settings, credentials),
            "supabase" => Self::supabase(&url, &settings, credentials),
            _ => Err(bad("the scheme is none of memory, temp, file, s3, supabase")),
        }
    }

    fn s3(url: &Url, settings: &Settings, credentials: &Credentials) -> Result<Self, StorageError> {
        settings.only(&["endpoint", "region", "style"])?;
        let bucket = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("it names no bucket"))?;
        if url.port().is_some() {
            return Err(bad("a bucket has no port; the address of the service belongs into endpoint="));
        }
        let endpoint = settings.get("endpoint").map(endpoint).transpose()?;
        let style = match settings.get("style") {
            Some("path") => Style::Path,
            Some("virtual") => Style::Virtual,
            Some(_) => return Err(bad("style is neither path nor virtual")),
            None if endpoint.is_some() => Style::Path,
            None => Style::Virtual,
        };
        let keys = s3_keys(credentials)?.ok_or_else(|| half("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"))?;
        Ok(Self::S3(S3Config {
            bucket: bucket.to_owned(),
            prefix: prefix(url.path())?,
            endpoint,
            region: settings.word("region")?.unwrap_or("us-east-1").to_owned(),
            style,
            keys,
        }))
    }

    fn supabase(url: &Url, settings: &Settings, credentials: &Credentials) -> Result<Self, StorageError> {
        settings.only(&["tls", "base", "door", "region", "project"])?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("it names no host"))?;
        let scheme = if settings.switch("tls")?.unwrap_or(true) { "https" } else { "http" };
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let origin = Url::parse(&format!("{scheme}://{host}{port}")).map_err(|_| bad("its host is not valid"))?;
        let path = prefix(url.path())?;
        let (bucket, prefix) = path.split_once('/').unwrap_or((&path, ""));
        if bucket.is_empty() {
            return Err(bad("it names no bucket, as in supabase://host/bucket"));
        }
        if prefix.bytes().any(|byte| byte.is_ascii_uppercase() || byte == b'_') {
            // Older servers list without regard to case and take _ for any character: one desk would see another's runs.
            return Err(bad("a folder of a Supabase bucket has small letters, digits and - . only"));
        }
        let door = match settings.get("door") {
            None | Some("rest") => Door::Rest,
            Some("s3") => Door::S3,
            Some(_) => return Err(bad("door is neither rest nor s3")),
        };
        let hosted = host.strip_suffix(".supabase.co").or_else(|| host.strip_suffix(".supabase.in"));
        let project = settings.word("project")?.or(hosted.and_then(|rest| rest.split('.').next())).map(str::to_owned);
        let (base, region) = (settings.base()?, settings.word("region")?.unwrap_or("us-east-1").to_owned());
        supabase_keys(door, project.as_deref(), credentials)?;
        Ok(Self::Supabase(SupabaseConfig {
            origin,
            base,
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            door,
            region,
            project,
            keys: credentials.clone(),
        }))
    }
}

/// `Ok(None)` when no key is set at all.
pub(crate) fn s3_keys(credentials: &Credentials) -> Result<Option<S3Keys>, StorageError> {
    match (&credentials.access_key_id, &credentials.secret_access_key) {
        (Some(id), Some(secret)) => {
            let keys = S3Keys { id: id.clone(), secret: secret.clone(), token: credentials.session_token.clone() };
            let sound = keys.id.is_header_safe() && keys.token.as_ref().is_none_or(Secret::is_header_safe);
            if sound { Ok(Some(keys)) } else { Err(half("a well-formed AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN")) }
        }
        (Some(_), None) => Err(half("AWS_SECRET_ACCESS_KEY")),
        (None, Some(_)) => Err(half("AWS_ACCESS_KEY_ID")),
        (None, None) if credentials.session_token.is_some() => Err(half("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")),
        (None, None) => Ok(None),
    }
}

const SERVICE: &str = "DOSSIER_SUPABASE_SERVICE_KEY";
const ANON: &str = "DOSSIER_SUPABASE_ANON_KEY";
const JWT: &str = "DOSSIER_SUPABASE_JWT";

/// Refuses sets of keys that cannot work by this door.
fn supabase_keys(door: Door, project: Option<&str>, keys: &Credentials) -> Result<(), StorageError> {
    if keys.jwt.is_some() && keys.anon_key.is_none() {
        return Err(half(ANON));
    }
    for (name, key) in [(SERVICE, &keys.service_key), (ANON, &keys.anon_key), (JWT, &keys.jwt)] {
        if key.as_ref().is_some_and(|key| !key.is_header_safe()) {
            return Err(half(&format!("a well-formed {name}")));
        }
    }
    let as_service = match door {
        Door::Rest => keys.service_key.is_some(),
        Door::S3 => s3_keys(keys)?.is_some(),
    };
    if door == Door::S3 && keys.jwt.is_some() && project.is_none() {
        return Err(half("the setting project= of the storage URL (the project's reference)"));
    }
    if as_service || keys.jwt.is_some() {
        return Ok(());
    }
    match (door, keys.anon_key.is_some()) {
        (_, true) => Err(half(JWT)),
        (Door::Rest, false) => Err(half(&format!("{SERVICE}, or {ANON} with {JWT}"))),
        (Door::S3, false) => Err(half(&format!("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or {ANON} with {JWT}"))),
    }
}

fn endpoint(text: &str) -> Result<Url, StorageError> {
    let url = Url::parse(text).map_err(|_| bad("endpoint is not an address such as https://host"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(bad("endpoint is not an address such as https://host"));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(bad("endpoint has more than scheme, host, port and path"));
    }
    Ok(url)
}

/// A folder within a bucket, in the alphabet that every service takes.
fn prefix(path: &str) -> Result<String, StorageError> {
    let trimmed = path.trim_matches('/');
    let sound = trimmed.split('/').all(|part| !matches!(part, "." | "..") && (!part.is_empty() || trimmed.is_empty()))
        && trimmed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte));
    if sound { Ok(trimmed.to_owned()) } else { Err(bad("its path has more than letters, digits and _ - . /")) }
}

/// The part of a URL behind the question mark.
struct Settings(Vec<(String, String)>);

impl Settings {
    fn of(url: &Url) -> Result<Self, StorageError> {
        let mut all: Vec<(String, String)> = Vec::new();
        for (name, value) in url.query_pairs() {
            if all.iter().any(|(known, _)| *known == name) {
                return Err(bad("it has a setting twice"));
            }
            all.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(all))
    }

    fn none(&self) -> Result<(), StorageError> {
        self.only(&[])
    }

    fn only(&self, known: &[&str]) -> Result<(), StorageError> {
        if self.0.iter().all(|(name, value)| known.contains(&name.as_str()) && !value.is_empty()) {
            Ok(())
        } else if known.is_empty() {
            Err(bad("it has a setting, and this scheme takes none"))
        } else {
            Err(bad(&format!("it has an empty setting, or another one than {}", known.join(", "))))
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A value that goes into headers and host names.
    fn word(&self, name: &str) -> Result<Option<&str>, StorageError> {
        let sound = |value: &&str| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        match self.get(name) {
            Some(value) if !sound(&value) => Err(bad(&format!("{name} has more than letters, digits, - and _"))),
            value => Ok(value),
        }
    }

    /// The path of a service. It must not be able to change the host, which keys are sent to.
    fn base(&self) -> Result<String, StorageError> {
        let base = self.get("base").unwrap_or("/storage/v1");
        let sound = base.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte));
        if base.starts_with('/') && sound {
            return Ok(base.trim_end_matches('/').to_owned());
        }
        Err(bad("base is not a path such as /storage/v1"))
    }

    fn switch(&self, name: &str) -> Result<Option<bool>, StorageError> {
        match self.get(name) {
            None => Ok(None),
            Some("on") => Ok(Some(true)),
            Some("off") => Ok(Some(false)),
            Some(_) => Err(bad(&format!("{name} is neither on nor off"))),
        }
    }
}

fn bad(reason: &str) -> StorageError {
    StorageError::BadUrl { reason: reason.to_owned() }
}

fn half(missing: &str) -> StorageError {
    StorageError::HalfSet { missing: missing.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Option<Secret> {
        Some(Secret::new(text))
    }

    fn aws() -> Credentials {
        Credentials { access_key_id: secret("id"), secret_access_key: secret("hidden"), ..Credentials::default() }
    }

    fn url(text: &str, keys: &Credentials) -> Result<StorageConfig, StorageError> {
        StorageConfig::from_url(text, Path::new("/scratch"), keys)
    }

    #[test]
    fn plain_urls() {
        let none = Credentials::default();
        assert_eq!(url("memory:", &none).ok(), Some(StorageConfig::Memory));
        assert_eq!(url("temp:", &none).ok(), Some(StorageConfig::Temp { base: "/scratch".into() }));
        let local = StorageConfig::Local { root: "/data".into(), fsync: true };
        assert_eq!(url("file:///data?fsync=on", &none).ok(), Some(local));
        for text in [
            "", "data", "ftp://x/y", "file:///data?sync=1", "memory:?x=1", "s3://user:hidden@bucket", "s3:///x",
            "s3://b:9/x", "s3://b?style=both", "s3://b?endpoint=host", "s3://b?region=", "s3://b?region=a&region=b",
            "s3://b?endpoint=http://u:hidden@h", "supabase://h", "supabase://h/b?door=back",
            "supabase://h/b?tls=maybe", "supabase:///b", "file:///data#x", "supabase://h/b?base=.evil.example",
            "supabase://h/b?base=x", "supabase://h/b?base=/%40evil", "s3://b?region=gar%0aage",
            "supabase://h/b?project=a%0ab", "file:", "file:///", "file:///data/..", "memory:data", "temp:/x",
            "memory://h", "supabase://h/b/Desk", "supabase://h/b/a_b",
        ] {
            let error = url(text, &aws()).expect_err(text);
            assert_eq!(error.code(), "storage.bad_url", "{text}");
            assert!(!format!("{error:?}{error}").contains("hidden"), "{text}");
        }
    }

    #[test]
    fn buckets() {
        let Ok(StorageConfig::S3(s3)) = url("s3://b/some/where?endpoint=http://127.0.0.1:3900&region=garage", &aws())
        else {
            panic!("not understood")
        };
        assert_eq!((s3.bucket.as_str(), s3.prefix.as_str(), s3.region.as_str()), ("b", "some/where", "garage"));
        assert_eq!(s3.style, Style::Path);
        let Ok(StorageConfig::S3(s3)) = url("s3://b", &aws()) else { panic!("not understood") };
        assert_eq!((s3.style, s3.prefix.as_str(), s3.region.as_str()), (Style::Virtual, "", "us-east-1"));
        let keys = Credentials { service_key: secret("hidden"), ..Credentials::default() };
        let Ok(StorageConfig::Supabase(found)) = url("supabase://abc.supabase.co/b/p", &keys) else {
            panic!("not understood")
        };
        assert_eq!(found.origin.as_str(), "https://abc.supabase.co/");
        assert_eq!((found.bucket.as_str(), found.prefix.as_str(), found.base.as_str()), ("b", "p", "/storage/v1"));
        assert_eq!(found.project.as_deref(), Some("abc"));
        assert!(!format!("{found:?}").contains("hidden"));
    }

    #[test]
    fn half_set_settings_name_what_is_missing() {
        let set = |names: &[&str]| {
            let get = |name: &str| names.contains(&name).then(|| Secret::new("x"));
            Credentials {
                access_key_id: get("id"),
                secret_access_key: get("secret"),
                session_token: get("token"),
                service_key: get("service"),
                anon_key: get("anon"),
                jwt: get("jwt"),
            }
        };
        for (text, keys, missing) in [
            ("s3://b", &[][..], "AWS_ACCESS_KEY_ID and"),
            ("s3://b", &["id"], "AWS_SECRET_ACCESS_KEY"),
            ("s3://b", &["secret"], "AWS_ACCESS_KEY_ID"),
            ("s3://b", &["token"], "AWS_ACCESS_KEY_ID and"),
            ("supabase://h/b", &[], SERVICE),
            ("supabase://h/b", &["anon"], JWT),
            ("supabase://h/b", &["jwt"], ANON),
            ("supabase://h/b", &["jwt", "service"], ANON),
            ("supabase://h/b?door=s3", &["service"], "AWS_ACCESS_KEY_ID and"),
            ("supabase://h/b?door=s3", &["anon", "jwt"], "project="),
            ("supabase://h/b?door=s3", &["anon", "id"], "AWS_SECRET_ACCESS_KEY"),
        ] {
            let error = url(text, &set(keys)).expect_err(text);
            assert_eq!(error.code(), "storage.half_set", "{text} {keys:?}");
            assert!(error.to_string().contains(missing), "{text} {keys:?}: {error}");
        }
        for (text, keys) in [
            ("supabase://h/b", &["service"][..]),
            ("supabase://h/b", &["anon", "jwt"]),
            ("supabase://h/b", &["service", "anon"]),
            ("supabase://h/b?door=s3", &["id", "secret"]),
            ("supabase://h/b?door=s3&project=p", &["anon", "jwt"]),
        ] {
            assert!(url(text, &set(keys)).is_ok(), "{text} {keys:?}");
        }
    }
}
