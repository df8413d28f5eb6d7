//! Temporary roots: a directory with a locked file in it. What a dead process left is found by its free lock.

use crate::error::StorageError;
use crate::storage::io;
use std::fs::File;
use std::path::{Path, PathBuf};

const PREFIX: &str = "dossier-";
const LOCK: &str = "owner.lock";

/// A temporary directory that is removed when dropped, and by [`sweep_temp`] when its process died.
#[derive(Debug)]
pub(crate) struct TempRoot {
    directory: tempfile::TempDir,
    /// Held as long as the directory is in use; the system frees it when the process dies.
    _lock: File,
}

impl TempRoot {
    pub(crate) fn create(base: &Path) -> Result<Self, StorageError> {
        let directory = tempfile::Builder::new().prefix(PREFIX).tempdir_in(base).map_err(|source| io("put", source))?;
        let lock = File::create(directory.path().join(LOCK)).map_err(|source| io("put", source))?;
        lock.lock().map_err(|source| io("put", source))?;
        Ok(Self { directory, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// Removes temporary roots whose process is gone and returns their number. Takes only what it can lock.
///
/// # Errors
/// When the base directory cannot be listed.
pub fn sweep_temp(base: &Path) -> Result<u64, StorageError> {
    let mut removed = 0;
    for entry in std::fs::read_dir(base).map_err(|source| io("list", source))? {
        let path: PathBuf = match entry {
            Ok(entry) if entry.file_name().to_string_lossy().starts_with(PREFIX) => entry.path(),
            _ => continue,
        };
        let Ok(lock) = File::open(path.join(LOCK)) else { continue };
        if lock.try_lock().is_ok() && std::fs::remove_dir_all(&path).is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}

/// A lock of one revision on local storage, held by its writer.
#[derive(Debug)]
pub(crate) struct RevisionLock {
    file: File,
    path: PathBuf,
}

impl RevisionLock {
    /// `Ok(None)` when another process holds it.
    pub(crate) fn take(locks: &Path, name: &str) -> Result<Option<Self>, StorageError> {
        let path = locks.join(name);
        let file =
            File::options().create(true).truncate(false).write(true).open(&path).map_err(|source| io("put", source))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file, path })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(source)) => Err(io("put", source)),
        }
    }
}

impl Drop for RevisionLock {
    fn drop(&mut self) {
        // Removed while still locked: whoever opened it meanwhile holds a lock on a file without a name, which is harmless.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_root_survives_the_sweep_and_a_dead_one_does_not() {
        let base = tempfile::tempdir().expect("a scratch directory");
        let live = TempRoot::create(base.path()).expect("a root");
        let dead = base.path().join("dossier-dead");
        std::fs::create_dir(&dead).expect("created");
        std::fs::write(dead.join(LOCK), b"").expect("written");
        std::fs::write(dead.join("left"), b"candidate bytes").expect("written");
        assert_eq!(sweep_temp(base.path()).expect("swept"), 1);
        assert!(!dead.exists() && live.path().exists());
        let path = live.path().to_owned();
        drop(live);
        assert!(!path.exists());
    }
}
