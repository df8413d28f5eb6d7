//! The log: one JSON object a line, for a collector. A line holds ids of requests, jobs and runs, matched paths, codes and numbers; never
//! a query, a header, a body, a name or an id of a person.

use serde::Serialize;
use std::fmt;
use std::io::Write;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

/// How much is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A defect or a loss.
    Error,
    /// Something that an operator should look at.
    Warn,
    /// One line a request.
    Info,
    /// More than anybody wants to read.
    Debug,
}

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, UnknownLevel> {
        match text {
            "error" => Ok(Self::Error),
            "warn" => Ok(Self::Warn),
            "info" => Ok(Self::Info),
            "debug" => Ok(Self::Debug),
            _ => Err(UnknownLevel),
        }
    }
}

/// The setting names no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the log level is one of error, warn, info, debug")]
pub struct UnknownLevel;

type Now = dyn Fn() -> String + Send + Sync;

/// Where lines go. Cheap to clone.
#[derive(Clone)]
pub struct Log {
    level: Level,
    now: Arc<Now>,
    sink: Arc<Mutex<Box<dyn Write + Send>>>,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("level", &self.level).finish_non_exhaustive()
    }
}

/// One line: what all have, then what this one has.
#[derive(Serialize)]
struct Line<'a, F> {
    time: String,
    level: Level,
    event: &'static str,
    #[serde(flatten)]
    fields: &'a F,
}

impl Log {
    /// A log with a clock that gives times in RFC 3339, and a sink.
    pub fn new(
        level: Level,
        now: impl Fn() -> String + Send + Sync + 'static,
        sink: impl Write + Send + 'static,
    ) -> Self {
        Self { level, now: Arc::new(now), sink: Arc::new(Mutex::new(Box::new(sink))) }
    }

    /// A log on standard error.
    pub fn stderr(level: Level, now: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self::new(level, now, std::io::stderr())
    }

    /// Writes a line when the level asks for it. `fields` is a struct or map of codes and numbers.
    pub fn line<F: Serialize>(&self, level: Level, event: &'static str, fields: &F) {
        if level > self.level {
            return;
        }
        let line = Line { time: (self.now)(), level, event, fields };
        let Ok(mut text) = serde_json::to_vec(&line) else { return };
        text.push(b'\n');
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the log cannot be written there is nowhere left to say so.
        let _ = sink.write_all(&text).and_then(|()| sink.flush());
    }

    /// Lets panics of this process write one line with their place. Their text is kept out: it may quote data.
    pub fn take_panics(&self) {
        #[derive(Serialize)]
        struct Place {
            file: String,
            line: u32,
        }
        let log = self.clone();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(|place| Place { file: place.file().to_owned(), line: place.line() });
            log.line(Level::Error, "panic", &place.unwrap_or(Place { file: String::new(), line: 0 }));
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sink that can be looked into.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_one_json_object_and_levels_hold_back() {
        let page = Page::default();
        let log = Log::new(Level::Warn, || "2026-11-30T18:00:00Z".to_owned(), page.clone());
        log.line(Level::Info, "request", &serde_json::json!({"status": 200}));
        log.line(Level::Error, "store", &serde_json::json!({"code": "storage.down"}));
        let text = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
        let expected =
            "{\"time\":\"2026-11-30T18:00:00Z\",\"level\":\"error\",\"event\":\"store\",\"code\":\"storage.down\"}\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn levels_are_read() {
        assert_eq!("warn".parse(), Ok(Level::Warn));
        assert_eq!("loud".parse::<Level>(), Err(UnknownLevel));
    }
}
