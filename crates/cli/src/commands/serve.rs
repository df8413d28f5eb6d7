//! `dossier serve`: the service of this program, from its settings to its stop.

use super::as_service;
use crate::failure::Failure;
use crate::serving::ServeArgs;
use crate::settings::{InstanceSecret, Place};
use crate::{host, output, settings};
use dossier::db::{Birth, Db, DbConfig, SystemCtx, setup};
use dossier::service::accounts::SetupLink;
use dossier::service::sweep::Sweep;
use dossier::service::{Access, Office, ServiceSettings, Worker};
use dossier::workspace::{OpenMode, Storage, StorageError, passing_file_system};
use dossier::{CpuPool, Dossier, Env, Error};
use dossier_server::figures::StorageFigures;
use dossier_server::log::{Level, Log};
use dossier_server::serve::ServeLimits;
use dossier_server::signals::stop_on_signals;
use dossier_server::telemetry::Metrics;
use dossier_server::{ServeError, ServeOptions, WebSettings};
use serde_json::{Map, Value, json};
use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub async fn serve(args: ServeArgs, json: bool) -> Result<ExitCode, Failure> {
    let env = Env::system();
    let access = args.access()?;
    let web = WebSettings {
        public_url: args.origin()?,
        proxies: args.proxies,
        runs_per_minute: args.runs_per_minute,
        batches_per_minute: args.batches_per_minute,
        visits_per_minute: args.visits_per_minute,
        uploads_at_once: args.uploads_at_once,
        ..WebSettings::of(args.served_hosts(access)?)
    };
    let (oidc, supabase_auth) = (args.oidc()?, args.supabase()?);
    let place = with_default_folder(args.place.place())?;
    let secret = match place.secret(true)? {
        Some(secret) => secret,
        None => place.known_secret()?,
    };
    // Before the stores are opened, so that a stop in the middle of that is orderly too.
    let stop = CancellationToken::new();
    stop_on_signals(stop.clone()).map_err(|_| Error::Internal { step: "signals" })?;
    let people = !json && std::io::stderr().is_terminal();
    let log = log_of(&env, args.log, people);
    log.take_panics();

    let (storage, db) = open(&place, &secret, &env).await?;
    let passing = is_passing(&storage, &place.database()?);
    if passing {
        log.line(Level::Warn, "storage_passing", &json!({}));
    }
    let web = WebSettings { passing, ..web };
    let settings = ServiceSettings {
        access,
        public_url: web.public_url.clone(),
        oidc,
        supabase_auth,
        attempts_max: args.attempts,
        sweep_every: Duration::from_secs(args.sweep_every),
        private_webhooks: args.private_webhooks,
        supabase_storage: args.supabase_storage,
        ..ServiceSettings::default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let queue = args.queue(cores);
    let reader = host::reader(cores, host::recognition());
    let storage = storage.watched(Arc::new(StorageFigures));
    let dossier = Dossier::new(env, storage, reader, CpuPool::of_machine());
    let service = Office::new(dossier, db, secret.vault(), settings);
    service.check_storage()?;
    let link = service.first_start().await?;

    let told = {
        let (log, base) = (log.clone(), web.public_url.clone());
        move |address| tell(&log, people, base, address, link.as_ref())
    };
    let options = ServeOptions {
        listen: args.address(),
        limits: ServeLimits::default(),
        web,
        queue,
        metrics: metrics(access)?,
        log: log.clone(),
        notice: Duration::from_secs(args.stop_notice),
    };
    let sweeps = {
        let (service, stop) = (service.clone(), stop.clone());
        async move {
            let report = move |swept: &Sweep| report(&log, swept);
            service.run_sweeps(&stop, &report).await;
        }
    };
    let worker = Arc::new(Worker::new(service.clone()));
    let served = dossier_server::serve(options, service, worker, sweeps, told, stop).await;
    served.map(|_| ExitCode::SUCCESS).map_err(|error| failure(&error).into())
}

/// A data folder for whoever names none and no database either.
fn with_default_folder(mut place: Place) -> Result<Place, Error> {
    if place.data.is_none() && !place.names_database()? {
        place.data = Some(default_folder());
    }
    if let Some(data) = place.data.as_deref().filter(|data| !data.exists()) {
        output::make_folder(data)?;
        keep_to_oneself(data);
    }
    Ok(place)
}

/// Where programs keep their data: `$XDG_DATA_HOME/dossier`, else `~/.local/share/dossier`, else `dossier-data` here.
fn default_folder() -> PathBuf {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    match (absolute("XDG_DATA_HOME"), absolute("HOME")) {
        (Some(data), _) => data.join("dossier"),
        (None, Some(home)) => home.join(".local/share/dossier"),
        (None, None) => PathBuf::from("dossier-data"),
    }
}

/// A folder with personal data is nobody else's. Where the system has no such right, its own rules have to do.
fn keep_to_oneself(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700));
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Opens storage and database, which must belong to each other. A new database takes over the mark of its storage; a new storage
/// is marked for its database while that has no user yet. A storage that has vanished looks like a new one, and is refused.
async fn open(place: &Place, secret: &InstanceSecret, env: &Env) -> Result<(Storage, Db), Failure> {
    let config = as_service(&place.storage()?)?;
    let look = OpenMode { init: false, expected: None, adopt: false, mark: false, instance: env.id(), now: env.now() };
    let found = match Storage::open(&config, look).await {
        Ok((_, marker)) => marker.map(|marker| marker.instance),
        Err(StorageError::RootMissing) => None,
        Err(error) => return Err(error.into()),
    };
    let birth = Birth { instance: found.unwrap_or(look.instance), now: env.now().as_microsecond() };
    let db = Db::open(&place.database()?, secret.lookup_key(), birth).await?;
    let instance = db.instance();
    let belong = match found {
        Some(found) => found == instance,
        None => is_new(&db).await?,
    };
    if !belong {
        return Err(StorageError::OtherInstance.into());
    }
    let mode = OpenMode { init: true, expected: found, mark: true, instance, ..look };
    let (storage, marker) = Storage::open(&config, mode).await?;
    if marker.is_none_or(|marker| marker.instance != instance) {
        return Err(StorageError::OtherInstance.into());
    }
    Ok((storage, db))
}

/// Whether papers or database end with the process, the container or the machine.
fn is_passing(storage: &Storage, database: &DbConfig) -> bool {
    let file = database.file_path().and_then(passing_file_system);
    !storage.lasts() || database.is_memory() || file.is_some()
}

async fn is_new(db: &Db) -> Result<bool, Failure> {
    let mut tx = db.system_read(SystemCtx::Setup).await?;
    Ok(setup::is_open(&mut tx).await?)
}

/// The recorder, where somebody may look at it: with a token, or without a login at all.
fn metrics(access: Access) -> Result<Option<(Metrics, Option<String>)>, Error> {
    let token = settings::text("DOSSIER_METRICS_TOKEN")?.map(|token| token.trim().to_owned());
    if token.is_none() && access == Access::Accounts {
        return Ok(None);
    }
    let metrics = Metrics::install().map_err(|_| Error::Internal { step: "metrics" })?;
    Ok(Some((metrics, token)))
}

fn failure(error: &ServeError) -> Error {
    match error {
        ServeError::Listen(cause) => Error::Usage {
            code: "cli.listen",
            message: match cause.kind() {
                std::io::ErrorKind::AddrInUse => "the address is taken by another program".into(),
                std::io::ErrorKind::PermissionDenied => "you may not listen on this address".into(),
                _ => "this address cannot be listened on".into(),
            },
            hint: "choose another address or port by --listen",
        },
        ServeError::App(dossier_server::app::AppError::PublicUrl) => Error::Usage {
            code: "cli.public_url",
            message: "the public address is not one".into(),
            hint: "write it as https://dossier.example, without a path",
        },
        ServeError::App(_) | ServeError::Ended { .. } => Error::Internal { step: "serving" },
    }
}

/// Lines for machines, unless people look on.
fn log_of(env: &Env, level: Level, people: bool) -> Log {
    let env = env.clone();
    let now = move || env.now().to_string();
    if people { Log::new(level, now, Readable) } else { Log::stderr(level, now) }
}

/// Turns lines of the log into text on standard error.
struct Readable;

impl Write for Readable {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut stderr = std::io::stderr().lock();
        match serde_json::from_slice::<Map<String, Value>>(bytes) {
            Ok(line) => stderr.write_all(readable(&line).as_bytes())?,
            Err(_) => stderr.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}

/// `12:00:00 info request status=200 ..`.
fn readable(line: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let first = ["time", "level", "event"];
    let mut words: Vec<String> = first.iter().filter_map(|name| line.get(*name)).map(text).collect();
    let rest = line.iter().filter(|(name, _)| !first.contains(&name.as_str()));
    words.extend(rest.map(|(name, value)| format!("{name}={}", text(value))));
    words.join(" ") + "\n"
}

/// Tells where the service is, and how the first owner comes in.
fn tell(log: &Log, people: bool, base: Option<String>, address: SocketAddr, link: Option<&SetupLink>) {
    let base = base.unwrap_or_else(|| {
        if address.ip().is_unspecified() {
            format!("http://localhost:{}", address.port())
        } else {
            format!("http://{address}")
        }
    });
    let Some(link) = link else { return };
    // The one secret that is ever written: whoever reads the log of a new service is its operator.
    let shown = format!("{base}/setup#{}", link.secret.as_str());
    let until = jiff::Timestamp::from_microsecond(link.expires_at).map(|at| at.to_string()).unwrap_or_default();
    if people {
        output::note(format_args!(
            "there is no user yet; until {until} this link makes the first owner, once: {shown}"
        ));
    } else {
        // At the level that is always written.
        log.line(Level::Error, "setup", &json!({ "link": shown, "until": until }));
    }
}

fn report(log: &Log, swept: &Sweep) {
    for (duty, code) in &swept.failed {
        log.line(Level::Warn, "sweep_failed", &json!({ "duty": duty, "code": code }));
    }
    if swept.did_something() {
        let figures = json!({
            "completed": swept.completed, "unsealed": swept.unsealed, "stranded": swept.stranded,
            "retentionDue": swept.retention_due, "erasures": swept.erasures, "lateObjects": swept.late_objects,
            "delivered": swept.delivered, "notDelivered": swept.not_delivered, "jobsWaiting": swept.jobs_waiting,
        });
        log.line(Level::Info, "swept", &figures);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::workspace::{Credentials, Patience, Secret, StorageConfig};

    #[test]
    fn a_line_for_people_begins_with_when_and_what() {
        let line = json!({ "event": "request", "status": 200, "level": "info", "time": "12:00", "path": "/livez" });
        let text = readable(line.as_object().expect("an object"));
        assert!(text.starts_with("12:00 info request ") && text.ends_with('\n'), "{text}");
        assert!(text.contains("status=200") && text.contains("path=/livez"), "{text}");
    }

    fn place(data: &Path) -> Place {
        Place { data: Some(data.to_owned()), ..Place::default() }
    }

    #[tokio::test]
    async fn storage_and_database_that_do_not_belong_together_are_refused() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        let env = Env::system();
        for data in [&one, &two] {
            let place = with_default_folder(place(data)).expect("a folder");
            let secret = place.secret(true).expect("made").expect("there");
            for _ in 0..2 {
                let (storage, db) = open(&place, &secret, &env).await.expect("opened, also again");
                assert_eq!(storage.marker().await.expect("read").expect("there").instance, db.instance());
                db.close().await;
            }
        }
        let secret = place(&one).secret(false).expect("read").expect("there");
        let storage = place(&two).storage().expect("a URL");
        let mixed = Place { storage: Some(storage), ..place(&one) };
        let refused = open(&mixed, &secret, &env).await.err().map(|error| error.code());
        assert_eq!(refused, Some(StorageError::OtherInstance.code()));
    }

    #[tokio::test]
    async fn what_ends_with_the_process_is_known_as_passing() {
        let memory = DbConfig::memory();
        let postgres = DbConfig::from_url("postgres://desk@localhost/dossier").expect("a URL");
        assert!(is_passing(&Storage::memory(), &postgres), "papers end");
        let keys = Credentials {
            access_key_id: Some(Secret::new("id")),
            secret_access_key: Some(Secret::new("secret")),
            ..Credentials::default()
        };
        let bucket = StorageConfig::from_url("s3://desk?endpoint=http://127.0.0.1:9", Path::new("/tmp"), &keys);
        let lasting = Storage::connect_with(&bucket.expect("a URL"), Patience::REQUEST).expect("nothing is asked");
        assert!(is_passing(&lasting, &memory), "the database ends");
        assert!(!is_passing(&lasting, &postgres));
        #[cfg(target_os = "linux")]
        if Path::new("/dev/shm").is_dir() {
            assert!(is_passing(&lasting, &DbConfig::file(Path::new("/dev/shm/dossier.db"))), "the disk ends");
        }
        let place = Place { database: Some("memory:".to_owned()), ..Place::default() };
        assert!(
            place.secret(true).expect("looked").is_some(),
            "nothing outlives it that would need the same one again"
        );
        assert!(place.secret(false).expect("looked").is_none());
    }

    #[tokio::test]
    async fn a_storage_that_has_vanished_is_not_made_anew() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let data = folder.path().join("data");
        let env = Env::system();
        let place = with_default_folder(place(&data)).expect("a folder");
        let secret = place.secret(true).expect("made").expect("there");
        let (storage, db) = open(&place, &secret, &env).await.expect("opened");
        let dossier = Dossier::new(env.clone(), storage, dossier::ReaderHost::InProcess, CpuPool::new(1));
        let service = Office::new(dossier, db, secret.vault(), ServiceSettings::default());
        service.first_start().await.expect("a user");
        service.db().close().await;
        drop(service);
        std::fs::rename(data.join("storage"), data.join("elsewhere")).expect("moved");
        let refused = open(&place, &secret, &env).await.err().map(|error| error.code());
        assert_eq!(refused, Some(StorageError::OtherInstance.code()));
        assert!(!data.join("storage").exists(), "nothing was made");
        std::fs::rename(data.join("elsewhere"), data.join("storage")).expect("moved back");
        assert!(open(&place, &secret, &env).await.is_ok());
    }
}
