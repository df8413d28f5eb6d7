//! A container without an engine: a read-only root with one program, with processes, network and mounts of its own, an unprivileged user
//! and bounded memory, made of the system's own commands. What is tried inside is not known here.

use crate::shell::capture;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead as _, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// Memory of everything inside.
pub const MEMORY_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// Size of `/tmp`.
pub const TMP_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// User and group of the program, as in the image.
const USER: &str = "65532";

/// Port that the program listens on inside, as in the image.
pub const PORT: &str = "8080";

/// Said to ourselves where we run as a mapped root, with one user only.
const MAPPED: &str = "DOSSIER_XTASK_MAPPED";

/// The devices that every engine gives to a container (OCI runtime specification, default devices), less the terminals.
const DEVICES: [&str; 5] = ["null", "zero", "full", "random", "urandom"];

/// Mounts the root and then keeps the namespaces alive, whatever becomes of the program in them. Arguments: root, size of `/tmp`, devices.
const HOLD: &str = r#"set -eu
root=$1
tmp=$2
shift 2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc -o ro,nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o "size=$tmp,mode=1777,nosuid,nodev,noexec" tmpfs "$root/tmp"
for device; do mount --bind "/dev/$device" "$root/dev/$device"; done
mount -o remount,bind,ro,nosuid,nodev "$root"
ip link set lo up
echo up
exec sleep 900"#;

/// Joins a memory group and becomes the command behind it.
const JOIN: &str = r#"echo $$ > "$0" && exec "$@""#;

/// Whether this process may do what the sandbox needs.
pub fn is_privileged() -> Result<bool> {
    Ok(capture("id", &["-u"])?.trim() == "0")
}

/// Whether this process is [`again_as_mapped_root`].
pub fn is_mapped() -> bool {
    std::env::var_os(MAPPED).is_some()
}

/// Runs this program again as the root of a user namespace, for whoever is not root.
pub fn again_as_mapped_root<'a>(args: impl Iterator<Item = &'a str>) -> Result<()> {
    let status = Command::new("unshare")
        .args(["--user", "--map-root-user"])
        .arg(std::env::current_exe()?)
        .args(args)
        .env(MAPPED, "1")
        .status()
        .context("unshare cannot be started")?;
    if !status.success() {
        bail!("the sandbox failed as a user; it needs user namespaces, or root");
    }
    Ok(())
}

/// The sandbox. It ends when it is dropped, with all that runs in it.
pub struct Sandbox {
    holder: Child,
    /// Process 1 inside, as it is called outside.
    first: u32,
    root: PathBuf,
    group: Option<PathBuf>,
    is_mapped: bool,
    peak_bytes: u64,
}

/// The program while it runs inside.
pub struct Running {
    entered: Child,
    /// The program's own process, as it is called outside.
    pub pid: u32,
}

impl Sandbox {
    /// With a program as `/dossier` in an empty root below `scratch`.
    ///
    /// # Errors
    /// A command that fails, with what it said.
    pub fn make(program: &Path, scratch: &Path) -> Result<Self> {
        let root = scratch.join("root");
        for folder in ["proc", "tmp", "dev"] {
            std::fs::create_dir_all(root.join(folder))?;
        }
        for device in DEVICES {
            File::create(root.join("dev").join(device))?;
        }
        std::fs::copy(program, root.join("dossier"))?;
        let root = root.canonicalize()?;
        let mut holder = Command::new("unshare")
            .args(["--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child", "sh", "-c", HOLD, "hold"])
            .arg(&root)
            .arg(TMP_BYTES_MAX.to_string())
            .args(DEVICES)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("unshare cannot be started")?;
        let mut said = String::new();
        if let Some(out) = holder.stdout.take() {
            BufReader::new(out).read_line(&mut said)?;
        }
        if said.trim() != "up" {
            holder.wait()?;
            bail!("the sandbox could not be made");
        }
        let first = child_of(holder.id())?.context("the sandbox has no process")?;
        let is_mapped = std::env::var_os(MAPPED).is_some();
        Ok(Self { holder, first, root, group: group(), is_mapped, peak_bytes: 0 })
    }

    /// How memory is bounded, for people.
    pub fn bound(&self) -> &'static str {
        match self.group {
            Some(_) => "a group of 512 MiB (cgroup v2)",
            None => {
                "no group can be made here: 512 MiB of data for each process (RLIMIT_DATA), and their sum is watched"
            }
        }
    }

    /// Whether it runs in a user namespace of somebody who is not root.
    pub fn is_mapped(&self) -> bool {
        self.is_mapped
    }

    /// Who the program is, for people.
    pub fn user(&self) -> &'static str {
        if self.is_mapped { "65532 in a user namespace" } else { "65532" }
    }

    /// The program inside, with arguments and the environment of the image.
    fn command(&self, args: &[&str]) -> Command {
        let joined = self.group.as_ref().map_or_else(|| PathBuf::from("/dev/null"), |group| group.join("cgroup.procs"));
        let mut command = Command::new("sh");
        command.args(["-c", JOIN]).arg(joined).args(["nsenter", "--target"]).arg(self.first.to_string());
        command.args(["--mount", "--net", "--pid", "--ipc", "--uts", "--", "setpriv", "--no-new-privs", "prlimit"]);
        command.arg("--core=0");
        if self.group.is_none() {
            command.arg(format!("--data={MEMORY_BYTES_MAX}"));
        }
        if self.is_mapped {
            command.args(["unshare", "--user"]).arg(format!("--map-user={USER}")).arg(format!("--map-group={USER}"));
            command.args(["--wd", "/", "--root"]).arg(&self.root);
        } else {
            command.arg("chroot").arg(format!("--userspec={USER}:{USER}")).arg("--groups=").arg(&self.root);
        }
        command.arg("/dossier").args(args).stdin(Stdio::null()).env_clear();
        command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("PORT", PORT);
        command
    }

    /// Starts the program; what it says goes to a file.
    ///
    /// # Errors
    /// A command that cannot be started.
    pub fn start(&self, args: &[&str], variables: &[(&str, &str)], log: &Path) -> Result<Running> {
        let mut command = self.command(args);
        command.envs(variables.iter().copied()).stdout(Stdio::null()).stderr(File::create(log)?);
        let mut entered = command.spawn().context("nsenter cannot be started")?;
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            if let Some(pid) = child_of(entered.id())? {
                return Ok(Running { entered, pid });
            }
            if entered.try_wait()?.is_some() || Instant::now() > deadline {
                bail!("the program does not start: {}", std::fs::read_to_string(log)?);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Runs the program to its end.
    ///
    /// # Errors
    /// A command that cannot be started.
    pub fn run(&self, args: &[&str]) -> Result<Output> {
        self.command(args).output().context("nsenter cannot be started")
    }

    /// Asks the program by HTTP, from outside but in its network. `None` where nothing answers with a status below 400.
    ///
    /// # Errors
    /// curl cannot be started.
    pub fn ask(&self, path: &str, further: &[&str]) -> Result<Option<Vec<u8>>> {
        let output = Command::new("nsenter")
            .arg("--target")
            .arg(self.first.to_string())
            .args(["--net", "--", "curl", "--silent", "--fail", "--max-time", "20"])
            .args(further)
            .arg(format!("http://127.0.0.1:{PORT}{path}"))
            .stdin(Stdio::null())
            .output()
            .context("curl cannot be started")?;
        Ok(output.status.success().then_some(output.stdout))
    }

    /// A place inside, as it is reached from outside.
    pub fn inside(&self, place: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{}{place}", self.first, self.root.display()))
    }

    /// Number and bytes of the files below `/tmp`.
    ///
    /// # Errors
    /// A folder that cannot be listed.
    pub fn in_tmp(&self) -> Result<(usize, u64)> {
        count(&self.inside("/tmp"))
    }

    /// Whether the root takes no file.
    pub fn is_read_only(&self) -> bool {
        File::create(self.inside("/written")).is_err_and(|error| error.kind() == ErrorKind::ReadOnlyFilesystem)
    }

    /// Processes inside beside the one that holds it, as they are called outside.
    ///
    /// # Errors
    /// `/proc` cannot be listed.
    pub fn processes(&self) -> Result<Vec<u32>> {
        let own = std::fs::read_link(format!("/proc/{}/ns/pid", self.first))?;
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let is_inside = std::fs::read_link(entry.path().join("ns/pid")).is_ok_and(|space| space == own);
            // What has ended and waits for its parent has no memory and no program any more.
            let lives = std::fs::read_link(entry.path().join("exe")).is_ok();
            if is_inside && lives && pid != self.first {
                found.push(pid);
            }
        }
        Ok(found)
    }

    /// Looks how much memory all processes inside have right now, shared pages counted once.
    ///
    /// # Errors
    /// `/proc` cannot be listed.
    pub fn watch(&mut self) -> Result<()> {
        let mut sum = 0;
        for pid in self.processes()? {
            let rolled = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
            let kib = rolled.lines().find_map(|line| line.strip_prefix("Pss:")).map(str::trim);
            sum += kib.and_then(|text| text.strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or(0) * 1024;
        }
        self.peak_bytes = self.peak_bytes.max(sum);
        Ok(())
    }

    /// The most memory that all processes together had: as the group tells, else as it was seen.
    pub fn peak_bytes(&self) -> u64 {
        let told = self.group.as_ref().and_then(|group| std::fs::read_to_string(group.join("memory.peak")).ok());
        told.and_then(|text| text.trim().parse().ok()).unwrap_or(self.peak_bytes)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
        if let Some(group) = &self.group {
            // The group cannot go before its last process has.
            for _ in 0..100 {
                if std::fs::remove_dir(group).is_ok() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

impl Running {
    /// Sends a signal to the program.
    ///
    /// # Errors
    /// There is no such process any more.
    pub fn signal(&self, name: &str) -> Result<()> {
        let status = Command::new("kill").args(["-s", name, &self.pid.to_string()]).status()?;
        if !status.success() {
            bail!("the program has ended by itself");
        }
        Ok(())
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// It does not end in time.
    pub fn ended(mut self, within: Duration) -> Result<ExitStatus> {
        let deadline = Instant::now() + within;
        loop {
            if let Some(status) = self.entered.try_wait()? {
                return Ok(status);
            }
            if Instant::now() > deadline {
                self.entered.kill()?;
                bail!("the program has not ended within {} s", within.as_secs());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// A line of the kernel's account of the process, such as `Uid`.
    ///
    /// # Errors
    /// The process has ended.
    pub fn fact(&self, name: &str) -> Result<String> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        Ok(line.with_context(|| format!("the kernel tells no {name}"))?.trim().to_owned())
    }
}

/// The first child of a process.
fn child_of(pid: u32) -> Result<Option<u32>> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    match children {
        Ok(text) => Ok(text.split_whitespace().next().and_then(|child| child.parse().ok())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A memory group of our own, where one above ours hands the limit on to its children and lets us make one.
fn group() -> Option<PathBuf> {
    let own = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    let path = own.lines().find_map(|line| line.strip_prefix("0::"))?;
    let top = Path::new("/sys/fs/cgroup");
    let here = top.join(path.trim_start_matches('/'));
    for above in here.ancestors().take_while(|above| above.starts_with(top)) {
        let handed = std::fs::read_to_string(above.join("cgroup.subtree_control")).unwrap_or_default();
        if !handed.split_whitespace().any(|name| name == "memory") {
            continue;
        }
        let group = above.join(format!("dossier-container-{}", std::process::id()));
        if std::fs::create_dir(&group).is_err() {
            continue;
        }
        let bounded = std::fs::write(group.join("memory.max"), MEMORY_BYTES_MAX.to_string()).is_ok();
        // Without swap the limit is one; where there is none there is no such file.
        let _ = std::fs::write(group.join("memory.swap.max"), "0");
        if bounded {
            return Some(group);
        }
        let _ = std::fs::remove_dir(&group);
    }
    None
}

/// Files and their bytes below a folder.
fn count(folder: &Path) -> Result<(usize, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // What goes away meanwhile is not there.
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() {
            let (more, size) = count(&entry.path()).unwrap_or_default();
            (files, bytes) = (files + more, bytes + size);
        } else {
            (files, bytes) = (files + 1, bytes + metadata.len());
        }
    }
    Ok((files, bytes))
}
