//! Tries the policies of docs/supabase-policies.sql on a PostgreSQL of its own: a cluster in a scratch directory that
//! listens on a socket there and is stopped by its own control file.

use crate::shell::{root, say, target};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian keeps the server's programs out of the path.
fn programs() -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is not installed: run `cargo xtask setup`")?
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|path| path.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().context("PostgreSQL is not installed: run `cargo xtask setup`")
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

fn done(command: &mut Command) -> Result<()> {
    let output = command.output().context("it cannot be started")?;
    if !output.status.success() {
        bail!("{:?}: {}{}", command, String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

pub fn check() -> Result<()> {
    let programs = programs()?;
    let scratch = std::env::temp_dir().join(format!("policies-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&scratch)?;
    std::fs::create_dir_all(target())?;
    done(Command::new("chmod").arg("777").arg(&scratch))?;
    let data = scratch.join("data");
    let tried = (|| {
        done(command(&programs.join("initdb")).arg("--auth=trust").arg("--no-sync").arg("-D").arg(&data))?;
        let options = format!("-c listen_addresses='' -c unix_socket_directories={}", scratch.display());
        let log = scratch.join("log");
        done(
            command(&programs.join("pg_ctl"))
                .args(["-w", "-o", &options, "-l"])
                .arg(&log)
                .arg("-D")
                .arg(&data)
                .arg("start"),
        )?;
        let answer = statements(&programs, &scratch);
        done(command(&programs.join("pg_ctl")).args(["-w", "-m", "immediate", "-D"]).arg(&data).arg("stop"))?;
        answer
    })();
    let _ = std::fs::remove_dir_all(&scratch);
    tried?;
    say("policies: two teams are kept apart");
    Ok(())
}

fn statements(programs: &Path, socket: &Path) -> Result<()> {
    let mut psql = command(&programs.join("psql"));
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-h"]).arg(socket).arg("-1");
    for file in [
        "crates/stand-ins/sql/storage-schema.sql",
        "docs/supabase-policies.sql",
        "crates/stand-ins/sql/policies-check.sql",
    ] {
        // Read here, because the server's account may not see the project.
        let copy = socket.join(Path::new(file).file_name().unwrap_or_default());
        std::fs::copy(root().join(file), &copy)?;
        done(Command::new("chmod").arg("644").arg(&copy))?;
        psql.arg("-f").arg(copy);
    }
    done(&mut psql)
}
