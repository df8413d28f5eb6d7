//! The reader host of the command line: this program again, as a child that reads one file within limits it sets itself.

use crate::memory;
use dossier::{ChildReader, ReaderHost, serve_read};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// The hidden verb of a child.
pub const CHILD_VERB: &str = "read-child";

const ADDRESS_SPACE_BYTES_MAX: u64 = 512 * 1024 * 1024;
const CPU_S_MAX: u64 = 10;

/// Children of this program; as many at a time as fit into half the memory. `recognition` reads scans.
pub fn reader(files: usize, recognition: Option<PathBuf>) -> ReaderHost {
    let Ok(program) = std::env::current_exe() else { return ReaderHost::InProcess };
    let children_max = usize::try_from(memory::bytes() / 2 / ADDRESS_SPACE_BYTES_MAX).unwrap_or(1).clamp(1, 64);
    let reader = ChildReader::new(program, vec![CHILD_VERB.into()], children_max, ADDRESS_SPACE_BYTES_MAX, CPU_S_MAX)
        .with_recognition(recognition);
    reader.warm(files.min(children_max));
    ReaderHost::Child(Arc::new(reader))
}

/// The full path of tesseract, from the PATH; children have no environment to look it up in.
pub fn recognition() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("tesseract")).find(|program| program.is_file())
}

/// Runs as a child.
pub fn child() -> ExitCode {
    // A panic would print text of the document's library; the parent needs the exit status only.
    std::panic::set_hook(Box::new(|_| {}));
    // Where memory runs out after all, the child goes and not the service. Other systems have no such file.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
    let mut input = std::io::stdin().lock();
    match serve_read(&mut input, limit) {
        Ok(answer) if std::io::stdout().lock().write_all(&answer).is_ok() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

#[cfg(unix)]
fn limit(request: &dossier::ReadRequest) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let bound = |resource: Resource, value: u64| {
        let _ = setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
    };
    bound(Resource::As, request.address_space_bytes_max);
    bound(Resource::Cpu, request.cpu_s_max);
    bound(Resource::Core, 0);
    bound(Resource::Fsize, 0);
    bound(Resource::Nofile, 16);
}

#[cfg(not(unix))]
fn limit(_: &dossier::ReadRequest) {}
