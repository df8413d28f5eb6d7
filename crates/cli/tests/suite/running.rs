//! `dossier serve` as a program that runs beside the test: its log is read all the time, so that it never waits for us, and its
//! end is the end of that log. Children of its own do not hold the log open.

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How often something is looked at that tells nobody of itself.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The program in a home of its own, with an environment of nothing else.
pub(crate) fn serve(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    command.arg("serve").args(args).current_dir(home).env_clear().env("HOME", home).env("TMPDIR", home);
    command
}

/// Waits until something that tells nobody of itself is so.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "not in time: {what}");
        std::thread::sleep(LOOK_EVERY);
    }
}

#[derive(Default)]
struct Told {
    lines: Vec<Value>,
    is_over: bool,
}

/// What the program has written so far.
#[derive(Default)]
struct Log {
    told: Mutex<Told>,
    more: Condvar,
}

impl Log {
    fn lock(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads to the end of the program.
    fn read(&self, stderr: ChildStderr) {
        for line in BufReader::new(stderr).lines() {
            let line = line.unwrap_or_default();
            let line = serde_json::from_str(&line).unwrap_or(Value::String(line));
            self.lock().lines.push(line);
            self.more.notify_all();
        }
        self.lock().is_over = true;
        self.more.notify_all();
    }

    /// Waits for what is looked for in it.
    fn find<T>(&self, what: &str, mut look: impl FnMut(&Told) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        let mut told = self.lock();
        loop {
            if let Some(found) = look(&told) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!told.is_over && !left.is_zero(), "the log does not tell {what}: {:?}", told.lines);
            told = self.more.wait_timeout(told, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// A running service; killed when dropped.
pub(crate) struct Running {
    child: Child,
    log: Arc<Log>,
    /// Lines that were asked for already.
    seen: usize,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Running {
    /// Starts it.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child =
            command.stderr(Stdio::piped()).stdout(Stdio::null()).stdin(Stdio::null()).spawn().expect("started");
        let stderr = child.stderr.take().expect("a pipe");
        let log = Arc::new(Log::default());
        let reads = Arc::clone(&log);
        std::thread::spawn(move || reads.read(stderr));
        Self { child, log, seen: 0 }
    }

    /// The next line of an event, after those that were asked for before.
    pub(crate) fn event(&mut self, name: &str) -> Value {
        let seen = self.seen;
        let (at, line) = self.log.find(name, |told| {
            let mut new = told.lines.iter().enumerate().skip(seen);
            new.find(|(_, line)| line["event"] == name).map(|(at, line)| (at, line.clone()))
        });
        self.seen = at + 1;
        line
    }

    /// All that it has written so far.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.log.lock().lines.clone()
    }

    /// Where it serves.
    pub(crate) fn address(&mut self) -> String {
        self.event("serving")["address"].as_str().expect("an address").to_owned()
    }

    /// Number of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("told");
    }

    /// Tells it to stop and waits for its end.
    pub(crate) fn stop(&mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        self.ended()
    }

    /// Waits for its end, which is the end of its log.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        self.log.find("its end", |told| told.is_over.then_some(()));
        self.child.wait().expect("waited")
    }

    /// SIGKILL: nothing of it goes on after this returns.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
}

/// Asks a service; an error where it goes away or says nothing. HTTP/1.0, whose answers end with their connections.
pub(crate) fn try_ask(address: &str, method: &str, path: &str, lines: &str, body: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.0\r\nHost: {address}\r\nContent-Length: {length}\r\n{lines}\r\n")?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
    let body = answer.split_off(end + 4);
    let head = String::from_utf8_lossy(&answer).into_owned();
    let status =
        head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(std::io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head, body })
}

/// Asks a service that is there.
pub(crate) fn ask(address: &str, method: &str, path: &str) -> Answer {
    try_ask(address, method, path, "", b"").expect("an answer")
}
