//! A PostgreSQL of its own: a cluster in a scratch directory that listens on a socket there and nowhere else. Debian's package
//! has the server; `cargo xtask setup` installs it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Login that owns the databases: no superuser, so that row-level security is tried on what a hosting provider gives.
pub const LOGIN: &str = "service";

static STARTED: AtomicU32 = AtomicU32::new(0);

/// A running cluster; ends when dropped.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    scratch: PathBuf,
}

/// Debian keeps the server's programs out of the path.
fn programs() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is installed by `cargo xtask setup`");
    let mut found: Vec<PathBuf> =
        folders.flatten().map(|entry| entry.path().join("bin")).filter(|path| path.join("initdb").exists()).collect();
    found.sort();
    found.pop().expect("PostgreSQL is installed by `cargo xtask setup`")
}

/// The server refuses to run as root, so root hands it to the account that Debian's package made.
fn command(program: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if is_root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// Runs to the end. Output goes to a file, not to pipes: a server would keep those open.
fn done(command: &mut Command, log: &Path) {
    let file = std::fs::OpenOptions::new().create(true).append(true).open(log).expect("a log");
    let twin = file.try_clone().expect("a log");
    let status = command.stdin(Stdio::null()).stdout(file).stderr(twin).status().expect("it can be started");
    assert!(status.success(), "{command:?}: {}", std::fs::read_to_string(log).unwrap_or_default());
}

impl Postgres {
    /// Starts a cluster with the login [`LOGIN`].
    pub fn start() -> Self {
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let scratch = std::env::temp_dir().join(format!("dossier-postgres-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&scratch);
        std::fs::create_dir_all(&scratch).expect("a scratch directory");
        let open = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(&scratch, open).expect("the server's account may write there");
        let postgres = Self { programs: programs(), scratch };
        let (data, log) = (postgres.scratch.join("data"), postgres.scratch.join("out"));
        done(
            command(&postgres.programs.join("initdb"))
                .args(["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "-D"])
                .arg(&data),
            &log,
        );
        postgres.resume();
        postgres.run("postgres", &format!("CREATE ROLE {LOGIN} LOGIN CREATEROLE"));
        postgres
    }

    /// Starts the server again after [`Postgres::halt`].
    pub fn resume(&self) {
        // Nothing here survives the test, so nothing need reach the disk.
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories={} -c fsync=off -c full_page_writes=off \
             -c synchronous_commit=off -c max_connections=60",
            self.scratch.display()
        );
        done(
            command(&self.programs.join("pg_ctl"))
                .args(["-w", "-o", &options, "-l"])
                .arg(self.scratch.join("log"))
                .arg("-D")
                .arg(self.scratch.join("data"))
                .arg("start"),
            &self.scratch.join("out"),
        );
    }

    /// Stops the server: connections break off in the middle of what they do. Nothing that was kept is lost.
    pub fn halt(&self) {
        done(
            command(&self.programs.join("pg_ctl"))
                .args(["-w", "-m", "fast", "-D"])
                .arg(self.scratch.join("data"))
                .arg("stop"),
            &self.scratch.join("out"),
        );
    }

    /// Makes an empty database that the login owns.
    pub fn create(&self, name: &str) -> String {
        self.run("postgres", &format!("CREATE DATABASE {name} OWNER {LOGIN}"));
        self.url(name)
    }

    /// Makes a copy of a database that nobody is connected to.
    pub fn copy(&self, from: &str, name: &str) -> String {
        self.run("postgres", &format!("CREATE DATABASE {name} OWNER {LOGIN} TEMPLATE {from}"));
        self.url(name)
    }

    /// URL of a database for the login.
    pub fn url(&self, name: &str) -> String {
        self.url_as(LOGIN, name)
    }

    /// URL of a database for another login.
    pub fn url_as(&self, login: &str, name: &str) -> String {
        format!("postgres://{login}@localhost/{name}?sslmode=disable&host={}", self.scratch.display())
    }

    /// What a query tells its superuser: a line a row, columns with `|` between them.
    pub fn ask(&self, database: &str, sql: &str) -> String {
        let answer = command(&self.programs.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-c", sql, "-h"])
            .arg(&self.scratch)
            .stdin(Stdio::null())
            .output()
            .expect("it can be started");
        assert!(answer.status.success(), "{sql}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8_lossy(&answer.stdout).trim().to_owned()
    }

    /// Runs statements in a database as its superuser.
    pub fn run(&self, database: &str, sql: &str) {
        done(
            command(&self.programs.join("psql"))
                .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-c", sql, "-h"])
                .arg(&self.scratch),
            &self.scratch.join("out"),
        );
    }

    /// Everything in a database as its superuser sees it: what `pg_dump` writes. Bytes stand in it in hexadecimal.
    pub fn dump(&self, database: &str) -> String {
        let output = command(&self.programs.join("pg_dump"))
            .args(["-U", "postgres", "-d", database, "-h"])
            .arg(&self.scratch)
            .stdin(Stdio::null())
            .output()
            .expect("it can be started");
        assert!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = command(&self.programs.join("pg_ctl"))
            .args(["-w", "-m", "immediate", "-D"])
            .arg(self.scratch.join("data"))
            .arg("stop")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = std::fs::remove_dir_all(&self.scratch);
    }
}
