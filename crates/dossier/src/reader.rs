//! Reads foreign bytes behind a wall. A stack overflow or a failed allocation cannot be caught, so a child process of the
//! same program reads one file within limits that it sets itself; what it dies of becomes a typed error.
//!
//! The child gets one line of JSON ([`ReadRequest`]) and then the bytes on its standard input, and answers with one JSON
//! value on its standard output. Its environment is empty.

use crate::pool::{CpuPool, Priority};
use crate::recognition;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use dossier_core::formats::read::pdf::{page_sizes, picture_of, pictures};
use dossier_core::formats::read::portrait;
use dossier_core::formats::{PageSize, ReadError, ReadLimits, SourceText, read};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

/// Where files are read.
#[derive(Clone, Debug)]
pub enum ReaderHost {
    /// In child processes with limits.
    Child(Arc<ChildReader>),
    /// In this process: **no wall**. For embedders that trust their files, and for tests.
    InProcess,
}

/// Children and their limits.
#[derive(Debug)]
pub struct ChildReader {
    program: PathBuf,
    args: Vec<OsString>,
    address_space_bytes_max: u64,
    cpu_s_max: u64,
    recognition: Option<PathBuf>,
    children_max: usize,
    slots: Semaphore,
    spares: Mutex<Vec<Child>>,
    waiting: AtomicU64,
    read: AtomicU64,
    stopped: AtomicU64,
    failed: AtomicU64,
}

/// How children are doing, and how many files they have taken since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReaderFigures {
    /// Children that read a file right now.
    pub children: u64,
    /// Files that wait for a child.
    pub waiting: u64,
    /// Files that a child has answered for, be it that they cannot be read.
    pub read: u64,
    /// Files whose child was stopped at a limit of memory or time.
    pub stopped: u64,
    /// Files whose child could not be started, or died of something else.
    pub failed: u64,
}

/// A count that goes down again when this is dropped.
struct OneMore<'a>(&'a AtomicU64);

impl<'a> OneMore<'a> {
    fn of(count: &'a AtomicU64) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for OneMore<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What the child is told before the bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadRequest {
    /// Lower-case extension of the file's name.
    pub extension: Option<String>,
    /// Limits of the readers.
    pub limits: ReadLimits,
    /// Address space that the child allows itself, in bytes.
    pub address_space_bytes_max: u64,
    /// Processor time that the child allows itself, in seconds.
    pub cpu_s_max: u64,
    /// What is wanted of the file.
    pub task: ReadTask,
}

/// What is wanted of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadTask {
    /// Its text; scans by this recognition program, where given.
    Text {
        /// Full path of `tesseract`.
        recognition: Option<PathBuf>,
    },
    /// The pages of a PDF as pictures.
    Pictures {
        /// Dots per inch.
        dpi: f32,
    },
    /// One page of a PDF as a picture.
    Page {
        /// Width in pixels.
        width_px: u16,
        /// Number, from 1.
        page: u16,
    },
    /// Sizes of the pages of a PDF.
    PageSizes,
    /// The photo of a CV, or a picture as a photo.
    Portrait,
}

/// A page as a picture.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PagePicture {
    /// PNG in Base64.
    pub png: String,
    /// Size of the page in points.
    pub size: PageSize,
}

/// Size of an answer that is still believed.
const ANSWER_BYTES_MAX: u64 = 512 * 1024 * 1024;

impl ChildReader {
    /// Children are `program args…`, at most `children_max` at a time, each within its share of memory and time. Default
    /// limits: 512 MiB and 10 s.
    pub fn new(
        program: PathBuf,
        args: Vec<OsString>,
        children_max: usize,
        address_space_bytes_max: u64,
        cpu_s_max: u64,
    ) -> Self {
        let children_max = children_max.max(1);
        Self {
            program,
            args,
            address_space_bytes_max,
            cpu_s_max,
            recognition: None,
            children_max,
            slots: Semaphore::new(children_max),
            spares: Mutex::new(Vec::new()),
            waiting: AtomicU64::new(0),
            read: AtomicU64::new(0),
            stopped: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }
    }

    /// Scans are read by this recognition program (the full path of `tesseract`), under the same limits.
    #[must_use]
    pub fn with_recognition(self, program: Option<PathBuf>) -> Self {
        Self { recognition: program, ..self }
    }

    /// Starts children ahead of need, so that reading does not wait for them.
    pub fn warm(&self, children: usize) {
        for _ in 0..children {
            if let Ok(child) = self.spawn() {
                self.spares.lock().unwrap_or_else(PoisonError::into_inner).push(child);
            }
        }
    }

    fn spawn(&self) -> std::io::Result<Child> {
        Command::new(&self.program)
            .args(&self.args)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }

    /// How they are doing.
    pub fn figures(&self) -> ReaderFigures {
        let busy = self.children_max.saturating_sub(self.slots.available_permits());
        ReaderFigures {
            children: u64::try_from(busy).unwrap_or(u64::MAX),
            waiting: self.waiting.load(Ordering::Relaxed),
            read: self.read.load(Ordering::Relaxed),
            stopped: self.stopped.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
        }
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        bytes: Bytes,
        extension: Option<String>,
        limits: &ReadLimits,
        task: ReadTask,
    ) -> Result<T, ReadError> {
        let found = self.exchange(bytes, extension, limits, task).await;
        let count = match &found {
            Err(ReadError::Stopped { .. }) => &self.stopped,
            Err(ReadError::ReaderFailed) => &self.failed,
            _ => &self.read,
        };
        count.fetch_add(1, Ordering::Relaxed);
        found
    }

    async fn exchange<T: DeserializeOwned>(
        &self,
        bytes: Bytes,
        extension: Option<String>,
        limits: &ReadLimits,
        task: ReadTask,
    ) -> Result<T, ReadError> {
        // Recognition takes seconds a page, each in a process with the same limit of its own.
        let patience = if matches!(task, ReadTask::Text { recognition: Some(_) }) { 60 } else { 3 };
        let waits = OneMore::of(&self.waiting);
        let _slot = self.slots.acquire().await.map_err(|_| ReadError::ReaderFailed)?;
        drop(waits);
        let spare = self.spares.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut child = match spare {
            Some(child) => child,
            None => self.spawn().map_err(|_| ReadError::ReaderFailed)?,
        };
        let request = ReadRequest {
            extension,
            limits: limits.clone(),
            address_space_bytes_max: self.address_space_bytes_max,
            cpu_s_max: self.cpu_s_max,
            task,
        };
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ReadError::ReaderFailed);
        };
        let mut header = serde_json::to_vec(&request).map_err(|_| ReadError::ReaderFailed)?;
        header.push(b'\n');
        let feed = async move {
            // A child that refuses early closes its end; its answer tells why.
            let _ = stdin.write_all(&header).await;
            let _ = stdin.write_all(&bytes).await;
            drop(stdin);
        };
        let mut answer = Vec::new();
        let mut stdout = stdout.take(ANSWER_BYTES_MAX);
        let collect = async { stdout.read_to_end(&mut answer).await };
        // A child that sleeps uses no processor time, so the wall clock has a limit of its own.
        let deadline = Duration::from_secs(self.cpu_s_max * patience);
        let Ok(((), collected)) = tokio::time::timeout(deadline, async { tokio::join!(feed, collect) }).await else {
            let _ = child.kill().await;
            return Err(ReadError::Stopped { what: format!("{} s", self.cpu_s_max * patience) });
        };
        let status = child.wait().await.map_err(|_| ReadError::ReaderFailed)?;
        if collected.is_ok() && status.success() {
            return serde_json::from_slice::<Result<T, ReadError>>(&answer).unwrap_or(Err(ReadError::ReaderFailed));
        }
        Err(self.cause(status))
    }

    fn cause(&self, status: std::process::ExitStatus) -> ReadError {
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt;
            // SIGXCPU, or SIGKILL when the soft limit was not heeded.
            if matches!(status.signal(), Some(24 | 9)) {
                return ReadError::Stopped { what: format!("{} s of processor time", self.cpu_s_max) };
            }
            // SIGABRT follows a failed allocation and a stack overflow.
            if status.signal() == Some(6) {
                return ReadError::Stopped {
                    what: format!("{} MiB of memory", self.address_space_bytes_max / (1024 * 1024)),
                };
            }
        }
        let _ = status;
        ReadError::ReaderFailed
    }
}

impl ReaderHost {
    /// How children are doing; nothing where there are none.
    pub fn figures(&self) -> Option<ReaderFigures> {
        match self {
            Self::Child(reader) => Some(reader.figures()),
            Self::InProcess => None,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A [`ReadError`]; nothing of the document's text is in it.
    pub async fn read(
        &self,
        bytes: Bytes,
        extension: Option<String>,
        limits: &ReadLimits,
        pool: &CpuPool,
    ) -> Result<SourceText, ReadError> {
        match self {
            Self::Child(reader) => {
                let task = ReadTask::Text { recognition: reader.recognition.clone() };
                reader.ask(bytes, extension, limits, task).await
            }
            Self::InProcess => {
                let limits = limits.clone();
                let found = pool.run(Priority::Interactive, move || read(&bytes, extension.as_deref(), &limits)).await;
                found.unwrap_or(Err(ReadError::ReaderFailed))
            }
        }
    }

    /// The photo of a CV, or a picture file as a photo: a small JPEG without notes of its camera. `None` where there is none.
    ///
    /// # Errors
    /// A [`ReadError`].
    pub async fn portrait(
        &self,
        bytes: Bytes,
        limits: &ReadLimits,
        pool: &CpuPool,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        match self {
            Self::Child(reader) => {
                let found: Option<String> = reader.ask(bytes, None, limits, ReadTask::Portrait).await?;
                found.map(|text| STANDARD.decode(text).map_err(|_| ReadError::ReaderFailed)).transpose()
            }
            Self::InProcess => {
                let limits = limits.clone();
                let found = pool.run(Priority::Interactive, move || portrait(&bytes, &limits)).await;
                found.unwrap_or(Err(ReadError::ReaderFailed))
            }
        }
    }

    /// One page of a PDF, from 1, as PNG of a width in pixels; `None` where it has no such page.
    ///
    /// # Errors
    /// A [`ReadError`].
    pub async fn page(
        &self,
        bytes: Bytes,
        limits: &ReadLimits,
        (width_px, page): (u16, u16),
        pool: &CpuPool,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        match self {
            Self::Child(reader) => {
                let task = ReadTask::Page { width_px, page };
                let found: Option<String> = reader.ask(bytes, Some("pdf".into()), limits, task).await?;
                found.map(|text| STANDARD.decode(text).map_err(|_| ReadError::ReaderFailed)).transpose()
            }
            Self::InProcess => {
                let limits = limits.clone();
                let drawn = move || picture_of(&bytes, &limits, width_px, page);
                pool.run(Priority::Interactive, drawn).await.unwrap_or(Err(ReadError::ReaderFailed))
            }
        }
    }

    /// Sizes of the pages of a PDF in points.
    ///
    /// # Errors
    /// A [`ReadError`].
    pub async fn page_sizes(
        &self,
        bytes: Bytes,
        limits: &ReadLimits,
        pool: &CpuPool,
    ) -> Result<Vec<PageSize>, ReadError> {
        match self {
            Self::Child(reader) => reader.ask(bytes, Some("pdf".into()), limits, ReadTask::PageSizes).await,
            Self::InProcess => {
                let limits = limits.clone();
                let found = pool.run(Priority::Interactive, move || page_sizes(&bytes, &limits)).await;
                found.unwrap_or(Err(ReadError::ReaderFailed))
            }
        }
    }

    /// The pages of a PDF as pictures of `dpi` dots per inch.
    ///
    /// # Errors
    /// A [`ReadError`].
    pub async fn pictures(
        &self,
        bytes: Bytes,
        limits: &ReadLimits,
        dpi: f32,
        pool: &CpuPool,
    ) -> Result<Vec<PagePicture>, ReadError> {
        match self {
            Self::Child(reader) => reader.ask(bytes, Some("pdf".into()), limits, ReadTask::Pictures { dpi }).await,
            Self::InProcess => {
                let limits = limits.clone();
                let found = pool.run(Priority::Interactive, move || drawn(&bytes, &limits, dpi)).await;
                found.unwrap_or(Err(ReadError::ReaderFailed))
            }
        }
    }
}

/// The child's side: reads request and bytes, and returns the answer to print. `limit` sets the child's own limits.
///
/// # Errors
/// When the request cannot be read; the parent then reports a failed reader.
pub fn serve_read(input: &mut impl std::io::BufRead, limit: impl FnOnce(&ReadRequest)) -> std::io::Result<Vec<u8>> {
    let mut header = String::new();
    input.read_line(&mut header)?;
    let request: ReadRequest = serde_json::from_str(&header)?;
    limit(&request);
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(input, request.limits.file_bytes_max + 1), &mut bytes)?;
    Ok(match &request.task {
        ReadTask::Text { recognition } => {
            let found = read(&bytes, request.extension.as_deref(), &request.limits);
            serde_json::to_vec(&match (found, recognition) {
                (Err(error), Some(program)) => recognition::instead(error, &bytes, &request.limits, program),
                (found, _) => found,
            })?
        }
        ReadTask::Pictures { dpi } => serde_json::to_vec(&drawn(&bytes, &request.limits, *dpi))?,
        ReadTask::Page { width_px, page } => {
            let found = picture_of(&bytes, &request.limits, *width_px, *page);
            serde_json::to_vec(&found.map(|found| found.map(|png| STANDARD.encode(png))))?
        }
        ReadTask::PageSizes => serde_json::to_vec(&page_sizes(&bytes, &request.limits))?,
        ReadTask::Portrait => {
            let found = portrait(&bytes, &request.limits);
            serde_json::to_vec(&found.map(|found| found.map(|jpeg| STANDARD.encode(jpeg))))?
        }
    })
}

fn drawn(bytes: &[u8], limits: &ReadLimits, dpi: f32) -> Result<Vec<PagePicture>, ReadError> {
    let pages = pictures(bytes, limits, dpi)?;
    Ok(pages.into_iter().map(|page| PagePicture { png: STANDARD.encode(&page.png), size: page.size }).collect())
}
