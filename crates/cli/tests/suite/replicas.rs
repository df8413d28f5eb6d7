//! Two replicas of the service, as programs, over one PostgreSQL and one S3 stand-in; and what it takes to hold a run at a step of
//! its work, to find out who works on it, and to prove what has come of it. No hook in the product: rows are held by triggers that
//! the test adds to its database, objects by the stand-in.

use crate::program::dossier;
use crate::running::{Answer, Running, ask, serve, try_ask, until};
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier_stand_ins::holds::Hold;
use dossier_stand_ins::postgres::Postgres;
use dossier_stand_ins::s3::{ACCESS_KEY, S3Endpoint, SECRET_KEY};
use jiff::SignedDuration;
use serde_json::Value;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const DATABASE: &str = "desk";
const BUCKET: &str = "bucket";

/// 32 bytes of Base64, as every replica has them.
const SECRET: &str = "c2VjcmV0LW9mLXRoZS10ZXN0cy0zMi1ieXRlcyEhISE=";

/// A day of its own, so that papers are the same whenever they are made.
const OPTIONS: &str = r#"{"date":"2026-01-27"}"#;

const BOUNDARY: &str = "boundary-of-this-form";

/// How long a write may take to come to where it is held.
const HELD_WITHIN: Duration = Duration::from_secs(30);

/// Makes statements wait as long as their place is in a table. Places are such as `step assessing`, `revision sealed`,
/// `job run done` and `delivery done`.
const HOLDS: &str = "\
CREATE TABLE public.holds (place text PRIMARY KEY);
CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here text := TG_ARGV[0];
BEGIN
    FOR number IN 1 .. TG_NARGS - 1 LOOP
        here := here || ' ' || coalesce(to_jsonb(NEW) ->> TG_ARGV[number], '');
    END LOOP;
    WHILE EXISTS (SELECT FROM public.holds WHERE place = here) LOOP
        PERFORM pg_sleep(0.01);
    END LOOP;
    RETURN NEW;
END
$$;
CREATE TRIGGER hold BEFORE INSERT ON dossier.run_steps FOR EACH ROW EXECUTE FUNCTION public.hold('step', 'name');
CREATE TRIGGER hold BEFORE UPDATE ON dossier.revisions FOR EACH ROW EXECUTE FUNCTION public.hold('revision', 'state');
CREATE TRIGGER hold BEFORE UPDATE ON dossier.jobs FOR EACH ROW EXECUTE FUNCTION public.hold('job', 'kind', 'state');
CREATE TRIGGER hold BEFORE UPDATE ON dossier.webhook_deliveries
    FOR EACH ROW EXECUTE FUNCTION public.hold('delivery', 'state');
";

/// One replica.
struct Replica {
    running: Running,
    address: String,
}

/// An installation with two replicas, numbers 0 and 1. Both end before what they stand on.
pub(crate) struct Site {
    replicas: Vec<Replica>,
    args: Vec<&'static str>,
    pub(crate) postgres: Postgres,
    pub(crate) s3: S3Endpoint,
    database: String,
    home: TempDir,
    pub(crate) runtime: Runtime,
}

/// Starts a run of the sample at a service and tells its id, or what it answers instead.
pub(crate) fn try_upload(address: &str) -> Result<String, Answer> {
    let mut form = Vec::new();
    let parts: [(&str, &str, &[u8]); 3] = [
        ("cv", "; filename=\"cv.txt\"", CV_TXT),
        ("job", "; filename=\"job.txt\"", JOB_TXT),
        ("options", "", OPTIONS.as_bytes()),
    ];
    for (name, file, content) in parts {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        form.extend_from_slice(head.as_bytes());
        form.extend_from_slice(content);
        form.extend_from_slice(b"\r\n");
    }
    form.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let line = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n");
    let answer = try_ask(address, "POST", "/api/v1/runs", &line, &form).expect("an answer");
    if answer.status != 201 {
        return Err(answer);
    }
    Ok(answer.json()["runs"][0].as_str().expect("an id").to_owned())
}

/// Kinds and data of a run's events, from a stream that lasts until the run is at rest.
pub(crate) fn watch(address: &str, run: &str) -> Vec<(String, Value)> {
    let answer = ask(address, "GET", &format!("/api/v1/runs/{run}/events"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    let field = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
    };
    let told = text.split("\n\n").filter_map(|block| {
        let data = serde_json::from_str(&field(block, "data:")?).expect("JSON");
        Some((field(block, "event:")?, data))
    });
    told.collect()
}

/// The current revision of a run, and its bundle.
pub(crate) fn bundle(address: &str, run: &str) -> (String, Vec<u8>) {
    let current = ask(address, "GET", &format!("/api/v1/runs/{run}/current"));
    assert_eq!(current.status, 200, "{}", current.text());
    let current = current.json()["revision"].as_str().expect("an id").to_owned();
    let zip = ask(address, "GET", &format!("/api/v1/runs/{run}/revisions/{current}/bundle"));
    assert_eq!(zip.status, 200, "{}", zip.text());
    (current, zip.body)
}

/// Numbers of the attempts that an event tells of.
pub(crate) fn attempts(events: &[(String, Value)], kind: &str) -> Vec<i64> {
    events.iter().filter(|(known, _)| known == kind).filter_map(|(_, data)| data["attempt"].as_i64()).collect()
}

impl Site {
    /// Starts both replicas with some settings. Without another one, a replica that is silent for two seconds counts as lost.
    pub(crate) fn open(args: &[&'static str]) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let s3 = runtime.block_on(S3Endpoint::start());
        s3.bucket(BUCKET);
        let postgres = Postgres::start();
        let database = postgres.create(DATABASE);
        let home = tempfile::tempdir().expect("a scratch directory");
        let usual: &[&'static str] = if args.contains(&"--lost-after") { &[] } else { &["--lost-after", "2"] };
        let args = [&["--listen", "127.0.0.1:0"][..], usual, args].concat();
        let mut site = Self { replicas: Vec::new(), args, postgres, s3, database, home, runtime };
        let first = site.started(0);
        site.replicas.push(first);
        site.postgres.run(DATABASE, HOLDS);
        let second = site.started(1);
        site.replicas.push(second);
        site
    }

    fn started(&self, number: usize) -> Replica {
        let home = self.home.path().join(number.to_string());
        std::fs::create_dir_all(&home).expect("made");
        let mut command = serve(&home, &self.args);
        command
            .env("DOSSIER_DATABASE", &self.database)
            .env("DOSSIER_STORAGE", format!("s3://{BUCKET}/desk?endpoint={}", self.s3.url()))
            .env("DOSSIER_SECRET", SECRET)
            .env("AWS_ACCESS_KEY_ID", ACCESS_KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        let mut running = Running::start(&mut command);
        let address = running.address();
        Replica { running, address }
    }

    /// Where a replica listens.
    pub(crate) fn at(&self, replica: usize) -> &str {
        &self.replicas[replica].address
    }

    /// A replica as a program.
    pub(crate) fn program(&mut self, replica: usize) -> &mut Running {
        &mut self.replicas[replica].running
    }

    /// Starts another program in the place of one that has ended.
    pub(crate) fn restart(&mut self, replica: usize) {
        self.replicas[replica] = self.started(replica);
    }

    /// What the database tells.
    pub(crate) fn rows(&self, sql: &str) -> String {
        self.postgres.ask(DATABASE, sql)
    }

    /// Starts a run.
    pub(crate) fn upload(&self, replica: usize) -> String {
        try_upload(self.at(replica)).unwrap_or_else(|answer| panic!("{}", answer.text()))
    }

    /// Which replica a process is.
    fn of_pid(&self, pid: u32) -> Option<usize> {
        self.replicas.iter().position(|replica| replica.running.pid() == pid)
    }

    /// A run that nobody has disturbed: what its papers are.
    pub(crate) fn undisturbed(&self) -> Vec<u8> {
        let run = self.upload(0);
        let events = watch(self.at(1), &run);
        assert_eq!(events.last().map(|(kind, _)| kind.as_str()), Some("sealed"), "{events:?}");
        self.settled();
        let (_, zip) = bundle(self.at(1), &run);
        self.verify(&zip);
        zip
    }

    /// Holds rows at a place from now on.
    pub(crate) fn hold(&self, place: &str) {
        self.postgres.run(DATABASE, &format!("INSERT INTO public.holds VALUES ('{place}')"));
    }

    fn somebody_is_held(&self) -> bool {
        self.rows("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") != "0"
    }

    /// Waits until somebody is held.
    pub(crate) fn until_held(&self) {
        until("somebody is held", || self.somebody_is_held().then_some(()));
    }

    /// Lets everybody go who is held. Whose program is dead learns that now, and what it was about to write is gone.
    pub(crate) fn let_go(&self) {
        self.postgres.run(DATABASE, "DELETE FROM public.holds");
        until("nobody is held", || (!self.somebody_is_held()).then_some(()));
    }

    /// Waits until a write comes to where it is held.
    pub(crate) fn until_written(&self, hold: &Hold) {
        assert!(self.runtime.block_on(hold.reached(HELD_WITHIN)), "{hold:?}");
    }

    /// Which replica works on the one job of a kind.
    pub(crate) fn who(&self, kind: &str) -> usize {
        let sql = format!(
            "SELECT w.metadata ->> 'pid' FROM dossier_jobs._private_jobs e \
             JOIN dossier_jobs._private_workers w ON w.id = e.locked_by \
             JOIN dossier.jobs j ON e.key = j.team::text || ':' || j.id::text WHERE j.kind = '{kind}'"
        );
        until("somebody works", || {
            let pid: u32 = self.rows(&sql).parse().ok()?;
            self.of_pid(pid)
        })
    }

    /// Waits until the job engine knows a replica, or knows it again.
    pub(crate) fn until_known(&self, replica: usize) {
        let sql = "SELECT metadata ->> 'pid' FROM dossier_jobs._private_workers";
        let known =
            || self.rows(sql).lines().filter_map(|pid| pid.parse().ok()).any(|pid| self.of_pid(pid) == Some(replica));
        until("the replica is known", || known().then_some(()));
    }

    /// Waits until there is no job left, neither ours nor the engine's.
    pub(crate) fn settled(&self) {
        let sql = "SELECT (SELECT count(*) FROM dossier.jobs WHERE state IN ('waiting', 'handed')) \
                   + (SELECT count(*) FROM dossier_jobs._private_jobs)";
        until("no job is left", || (self.rows(sql) == "0").then_some(()));
    }

    /// The bundle is sound.
    pub(crate) fn verify(&self, zip: &[u8]) {
        let path = self.home.path().join("bundle.zip");
        std::fs::write(&path, zip).expect("written");
        let found = dossier(self.home.path(), &["verify", "bundle.zip"]);
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
    }

    /// A run has come to its one result after so many attempts: the papers of an undisturbed one, and one revision only.
    /// Tells which.
    pub(crate) fn proven(&self, replica: usize, run: &str, attempt: i64, papers: &[u8]) -> String {
        self.settled();
        let (current, zip) = bundle(self.at(replica), run);
        assert!(zip == papers, "other papers than those of an undisturbed run");
        self.verify(&zip);
        let state = self.rows(&format!("SELECT state, attempt, current_revision FROM dossier.runs WHERE id = '{run}'"));
        assert_eq!(state, format!("sealed|{attempt}|{current}"));
        let sealed = format!("SELECT id FROM dossier.revisions WHERE run = '{run}' AND state = 'sealed'");
        assert_eq!(self.rows(&sealed), current);
        current
    }

    /// Objects of a run's revisions but one. Marks that tell a late writer to stop stay for a while, and do not count.
    fn strays(&self, run: &str, current: &str) -> Vec<String> {
        let all = self.s3.keys(BUCKET).into_iter();
        let of_run = all.filter(|key| key.contains(run) && !key.contains("/inputs/"));
        of_run.filter(|key| !key.contains(current) && !key.ends_with("/given-up.json")).collect()
    }

    /// All objects of a run.
    pub(crate) fn objects(&self, run: &str) -> Vec<String> {
        self.s3.keys(BUCKET).into_iter().filter(|key| key.contains(run)).collect()
    }

    /// Whether dead attempts have left objects of these runs, given by id and current revision.
    pub(crate) fn has_strays(&self, runs: &[(String, String)]) -> bool {
        runs.iter().any(|(run, current)| !self.strays(run, current).is_empty())
    }

    /// Lets hours go by for what is stored, puts a new process in the place of a replica, and waits until the sweeps have taken
    /// what dead attempts have left. Needs `--sweep-every 1`.
    pub(crate) fn swept(&mut self, replica: usize, runs: &[(String, String)]) {
        self.s3.age(SignedDuration::from_hours(2));
        self.postgres.run(DATABASE, "UPDATE dossier.revisions SET created_at = created_at - 7200000000");
        // The whole storage is looked through by the first sweep of a process.
        self.program(replica).kill();
        self.restart(replica);
        until("objects of dead attempts are gone", || (!self.has_strays(runs)).then_some(()));
        for (run, current) in runs {
            assert_eq!(&bundle(self.at(replica), run).0, current);
        }
        let open = "SELECT count(*) FROM dossier.revisions WHERE state = 'sealing'";
        until("dead attempts are given up", || (self.rows(open) == "0").then_some(()));
    }

    /// A replica dies, at once and with everything it was about to write, and a new one comes in its place. Tells who is left.
    pub(crate) fn lose(&mut self, replica: usize) -> usize {
        self.program(replica).kill();
        self.let_go();
        self.restart(replica);
        1 - replica
    }
}
