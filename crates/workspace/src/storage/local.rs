//! What only a file system needs: temporary roots, lock files of writers, and what interrupted writes leave behind. A lock
//! is freed by the system when its process dies, so whatever can be locked is dead.

use crate::error::{StorageError, io};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const PREFIX: &str = "dossier-";
const LOCK: &str = "owner.lock";

/// Objects of a local storage; its own directory, so that nothing else can be taken for an object.
pub(crate) fn objects(root: &Path) -> PathBuf {
    root.join("objects")
}

/// Lock files of a local storage.
pub(crate) fn locks(root: &Path) -> PathBuf {
    root.join("locks")
}

/// A temporary directory that is removed when dropped, and by [`sweep_temp`] when its process died.
#[derive(Debug)]
pub(crate) struct TempRoot {
    directory: tempfile::TempDir,
    /// Held as long as the directory is in use; the system frees it when the process dies.
    _lock: File,
}

impl TempRoot {
    pub(crate) fn create(base: &Path) -> Result<Self, StorageError> {
        loop {
            let mut builder = tempfile::Builder::new();
            // Papers of candidates, in a directory that everybody on the machine may write to.
            #[cfg(unix)]
            let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
            let directory = builder.prefix(PREFIX).tempdir_in(base).map_err(io("put"))?;
            let path = directory.path().join(LOCK);
            let lock = File::create(&path).map_err(io("put"))?;
            lock.lock().map_err(io("put"))?;
            // A sweep may have found the lock free in the moment before it was taken, and removed all of it.
            if is_at(&lock, &path) {
                return Ok(Self { directory, _lock: lock });
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// Removes temporary roots whose process is gone and returns their number; only counts them in a dry run. Takes only what
/// it can lock.
///
/// # Errors
/// When the base directory cannot be listed.
pub fn sweep_temp(base: &Path, dry_run: bool) -> Result<u64, StorageError> {
    let mut removed = 0;
    let entries = match std::fs::read_dir(base) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        entries => entries.map_err(io("list"))?,
    };
    for entry in entries {
        let path: PathBuf = match entry {
            Ok(entry) if entry.file_name().to_string_lossy().starts_with(PREFIX) => entry.path(),
            _ => continue,
        };
        // Anyone may put something there, such as a pipe that would never open.
        if !is_file(&path.join(LOCK)) {
            continue;
        }
        let Ok(lock) = File::open(path.join(LOCK)) else { continue };
        if lock.try_lock().is_ok() && (dry_run || std::fs::remove_dir_all(&path).is_ok()) {
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
        std::fs::create_dir_all(locks).map_err(io("put"))?;
        loop {
            if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
                return Err(StorageError::corrupt("lock", "it is not a file"));
            }
            let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(io("put"))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Some(Self { file, path })),
                // Someone removed the file between opening and locking it: this lock would guard nothing.
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
                Err(std::fs::TryLockError::Error(error)) => return Err(io("put")(error)),
            }
        }
    }
}

impl Drop for RevisionLock {
    fn drop(&mut self) {
        // Removed while still locked, so that nobody can hold a lock on the name that is about to vanish.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(named)) => held.ino() == named.ino() && held.dev() == named.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Removes lock files that nobody holds and staging files of writes that were interrupted, both only when they are older
/// than `before`; only counts them in a dry run. Returns the number of staging files.
pub(crate) fn sweep_leftovers(root: &Path, before: SystemTime, dry_run: bool) -> Result<u64, StorageError> {
    for entry in std::fs::read_dir(locks(root)).into_iter().flatten().flatten() {
        if dry_run || !is_older(&entry, before) || !is_file(&entry.path()) {
            continue;
        }
        if let Some(name) = entry.file_name().to_str() {
            drop(RevisionLock::take(&locks(root), name)?);
        }
    }
    let mut found = 0;
    sweep_directory(&objects(root), before, dry_run, &mut found)?;
    Ok(found)
}

/// Removes staging files below a key, whatever their age.
pub(crate) fn sweep_staging(root: &Path, key: &str) -> Result<(), StorageError> {
    let end_of_time = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(u32::MAX));
    sweep_directory(&objects(root).join(key), end_of_time, false, &mut 0).map(|_| ())
}

/// What stands at the root of a local storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// No such directory.
    Missing,
    /// A directory without anything in it.
    Empty,
    /// A storage, marked or with the folder of objects and nothing foreign beside it.
    Ours,
    /// Something else.
    Foreign,
}

impl Root {
    /// Looks without creating anything.
    pub(crate) fn of(root: &Path) -> Result<Self, StorageError> {
        if !root.is_dir() {
            return Ok(Self::Missing);
        }
        if is_file(&objects(root).join(crate::keys::MARKER)) {
            return Ok(Self::Ours);
        }
        let mut found = Self::Empty;
        for entry in std::fs::read_dir(root).map_err(io("list"))? {
            match entry.map_err(io("list"))?.file_name().to_str() {
                // A volume of its own has this one from the beginning.
                Some("lost+found") => {}
                Some("objects" | "locks") => found = Self::Ours,
                _ => return Ok(Self::Foreign),
            }
        }
        let marker = objects(root).join(crate::keys::MARKER);
        Ok(if marker.symlink_metadata().is_ok_and(|found| !found.is_file()) { Self::Foreign } else { found })
    }
}

/// Names of the directories directly below a key. The file system is asked itself, so that one name that no object could
/// have hides nothing else.
pub(crate) fn folders(root: &Path, key: &str) -> Result<Vec<String>, StorageError> {
    let entries = match std::fs::read_dir(objects(root).join(key)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(io("list"))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(io("list"))?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    Ok(names)
}

/// A regular file itself, not a link to one.
fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// Whether the directory is empty afterwards and has been so long enough.
fn sweep_directory(path: &Path, before: SystemTime, dry_run: bool, found: &mut u64) -> Result<bool, StorageError> {
    let Ok(entries) = std::fs::read_dir(path) else { return Ok(false) };
    let mut empty = true;
    for entry in entries.flatten() {
        let mut gone = false;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let old = is_older(&entry, before);
            // Only an empty directory can be removed; a writer that is about to fill it makes it again.
            gone = sweep_directory(&entry.path(), before, dry_run, found)?
                && old
                && std::fs::remove_dir(entry.path()).is_ok();
        } else if is_staging(&entry.file_name().to_string_lossy()) && is_older(&entry, before) {
            *found += 1;
            if !dry_run {
                std::fs::remove_file(entry.path()).map_err(io("delete"))?;
                gone = true;
            }
        }
        empty &= gone;
    }
    Ok(empty && !dry_run)
}

/// `object_store` writes to `name#1` and renames; it hides such names from listings.
fn is_staging(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(_, digits)| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_older(entry: &std::fs::DirEntry, before: SystemTime) -> bool {
    entry.metadata().and_then(|found| found.modified()).is_ok_and(|at| at < before)
}

/// Kind of the file system that holds a path, as the kernel names it; `None` where it does not say. Form: proc(5),
/// mountinfo.
pub(crate) fn file_system(path: &Path) -> Option<String> {
    let existing = path.ancestors().find(|path| path.exists())?.canonicalize().ok()?;
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((left, right)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (left.split(' ').nth(4), right.split(' ').next()) else { continue };
        // Later mounts hide earlier ones at the same place.
        if existing.starts_with(point.replace("\\040", " ")) && best.is_none_or(|(length, _)| point.len() >= length) {
            best = Some((point.len(), kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

/// File systems whose files end with the container or the machine.
const PASSING: [&str; 4] = ["tmpfs", "ramfs", "overlay", "aufs"];

/// The kind of the file system that holds a path, or will hold it, where it ends with the container or the machine. `None`
/// where it lasts, and where the system does not say.
pub fn passing_file_system(path: &Path) -> Option<&'static str> {
    let kind = file_system(path)?;
    PASSING.into_iter().find(|known| *known == kind)
}

/// A moment of the storage's clock as the file system's.
pub(crate) fn system_time(at: jiff::Timestamp) -> SystemTime {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
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
        assert_eq!(sweep_temp(base.path(), true).expect("counted"), 1);
        assert!(dead.exists());
        assert_eq!(sweep_temp(base.path(), false).expect("swept"), 1);
        assert!(!dead.exists() && live.path().exists());
        let path = live.path().to_owned();
        drop(live);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_temporary_root_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let base = tempfile::tempdir().expect("a scratch directory");
        let root = TempRoot::create(base.path()).expect("a root");
        let mode = std::fs::metadata(root.path()).expect("a directory").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_system_that_ends_with_the_machine_is_told() {
        // The kernel's own is of a kind that is neither a disk nor on the list; shared memory is a tmpfs wherever it is there.
        assert_eq!(passing_file_system(Path::new("/proc/self")), None);
        if Path::new("/dev/shm").is_dir() {
            assert_eq!(passing_file_system(Path::new("/dev/shm/not-there-yet")), Some("tmpfs"));
        }
    }

    #[test]
    fn what_an_interrupted_write_left_is_taken_and_a_held_lock_is_not() {
        let base = tempfile::tempdir().expect("a scratch directory");
        let root = base.path();
        let deep = objects(root).join("t/a/runs");
        std::fs::create_dir_all(&deep).expect("created");
        std::fs::create_dir_all(locks(root)).expect("created");
        std::fs::write(deep.join("01-cv.docx#1"), b"half").expect("written");
        std::fs::write(deep.join("#tag"), b"kept").expect("written");
        std::fs::create_dir_all(objects(root).join("t/b/runs")).expect("created");
        std::fs::write(locks(root).join("stale"), b"").expect("written");
        let held = RevisionLock::take(&locks(root), "held").expect("locked").expect("free");
        assert!(RevisionLock::take(&locks(root), "held").expect("asked").is_none());
        let later = SystemTime::now() + Duration::from_secs(60);
        assert_eq!(sweep_leftovers(root, SystemTime::UNIX_EPOCH, false).expect("swept"), 0, "all of it is young");
        assert_eq!(sweep_leftovers(root, later, true).expect("counted"), 1);
        std::fs::create_dir_all(objects(root).join("t/c")).expect("created");
        std::fs::write(objects(root).join("t/c/x#12"), b"half").expect("written");
        sweep_staging(root, "t/c").expect("swept");
        sweep_staging(root, "t/none").expect("nothing to sweep");
        assert!(!objects(root).join("t/c/x#12").exists());
        assert_eq!(sweep_leftovers(root, later, false).expect("swept"), 1);
        let locked: Vec<_> = std::fs::read_dir(locks(root)).expect("listed").flatten().map(|e| e.file_name()).collect();
        assert_eq!(locked, ["held"]);
        assert!(deep.join("#tag").exists());
        drop(held);
        assert_eq!(std::fs::read_dir(locks(root)).expect("listed").count(), 0);
    }
}
