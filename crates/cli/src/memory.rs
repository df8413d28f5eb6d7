//! How much memory this program may use: the machine's, or what its group leaves it where it runs in a container. Sets no limit.

use std::path::Path;

/// Where the system shows groups of processes.
const GROUPS: &str = "/sys/fs/cgroup";

/// Where nothing says how much there is.
const UNKNOWN_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Bytes that all processes of this program may use together. 4 GiB where the system does not say.
pub fn bytes() -> u64 {
    let machine = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| machine(&text));
    let own = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let group = group(Path::new(GROUPS), &own);
    machine.into_iter().chain(group).min().unwrap_or(UNKNOWN_BYTES)
}

/// The machine's memory. Form: proc(5), meminfo.
fn machine(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    kib.checked_mul(1024)
}

/// The narrowest limit of a process's groups and of those above them. Form: cgroups(7), both versions.
fn group(root: &Path, own: &str) -> Option<u64> {
    let limits = own.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?);
        let (base, name) = match controllers {
            "" => (root.to_owned(), "memory.max"),
            many if many.split(',').any(|one| one == "memory") => (root.join("memory"), "memory.limit_in_bytes"),
            _ => return None,
        };
        // A container sees its own group as the root, whatever it is called outside.
        let within = Path::new(path.trim_start_matches('/'));
        within.ancestors().filter_map(|above| number(&base.join(above).join(name))).min()
    });
    limits.min()
}

/// The number in a file; none for `max`.
fn number(file: &Path) -> Option<u64> {
    std::fs::read_to_string(file).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, file: &str, text: &str) {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    #[test]
    fn the_narrowest_group_counts() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let root = folder.path();
        assert_eq!(group(root, "0::/a/b\n"), None, "nothing is shown");
        write(root, "a/b/memory.max", "max\n");
        assert_eq!(group(root, "0::/a/b\n"), None, "nothing is bounded");
        write(root, "a/memory.max", "536870912\n");
        assert_eq!(group(root, "0::/a/b\n"), Some(536_870_912));
        write(root, "memory.max", "268435456\n");
        assert_eq!(group(root, "0::/a/b\n"), Some(268_435_456));
        assert_eq!(group(root, "0::/elsewhere\n"), Some(268_435_456), "a container's own root");
    }

    #[test]
    fn the_older_groups_are_read_too() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let root = folder.path();
        write(root, "memory/desk/memory.limit_in_bytes", "1073741824\n");
        let own = "5:cpu,cpuacct:/desk\n4:memory:/desk\n0::/\n";
        assert_eq!(group(root, own), Some(1_073_741_824));
        assert_eq!(group(root, "5:cpu,cpuacct:/desk\n"), None);
    }

    #[test]
    fn the_machine_tells_kibibytes() {
        assert_eq!(machine("MemFree: 5 kB\nMemTotal:       24684084 kB\n"), Some(24_684_084 * 1_024));
        assert_eq!(machine("MemFree: 5 kB\n"), None);
        assert!(bytes() > 0);
    }
}
