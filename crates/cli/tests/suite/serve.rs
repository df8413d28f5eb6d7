//! The service as the program starts it: with nothing configured, told to stop, and refused where it would not be safe.

use crate::running::{Running, ask, serve};
use std::path::Path;
use std::process::Output;

fn start(home: &Path, args: &[&str]) -> Running {
    Running::start(&mut serve(home, args))
}

/// Status and body of an answer.
fn get(address: &str, path: &str) -> (u16, String) {
    let answer = ask(address, "GET", path);
    (answer.status, answer.text())
}

fn refused(home: &Path, args: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = serve(home, args).output().expect("started");
    (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

#[test]
fn with_nothing_configured_it_serves_this_machine_and_ends_when_told() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let data = home.path().join(".local/share/dossier");
    // A second start finds what the first has made.
    for _ in 0..2 {
        let mut running = start(home.path(), &["--listen", "127.0.0.1:0"]);
        let address = running.address();
        let (status, body) = get(&address, "/readyz");
        assert_eq!(status, 200, "{body}");
        let (status, body) = get(&address, "/api/v1/me");
        assert!(status == 200 && body.contains("\"local\""), "{body}");
        assert_eq!(get(&address, "/metrics").0, 200, "nobody else can look at them");
        assert_eq!(running.stop().code(), Some(0));
        running.event("stopped");
    }
    for name in ["dossier.db", "secret", "storage"] {
        assert!(data.join(name).exists(), "{name}");
    }
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&data), mode(&data.join("secret"))), (0o700, 0o600));
}

#[test]
fn with_accounts_the_first_owner_comes_by_the_link_in_the_log() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let args = ["--listen", "127.0.0.1:0", "--access", "accounts", "--data", "data"];
    let mut running = start(home.path(), &args);
    let address = running.address();
    let link = running.event("setup")["link"].as_str().expect("a link").to_owned();
    let (place, secret) = link.split_once("/setup#").expect("a secret");
    assert_eq!((place, secret.len()), (format!("http://{address}").as_str(), 43));
    assert_eq!(get(&address, "/api/v1/me").0, 401);
    assert_eq!(get(&address, "/metrics").0, 404, "metrics need a token");
    assert_eq!(running.stop().code(), Some(0));
}

#[test]
fn what_would_not_be_safe_is_refused() {
    let home = tempfile::tempdir().expect("a scratch directory");
    for (args, code) in [
        (vec!["--listen", "0.0.0.0:0", "--access", "local"], "cli.unguarded"),
        (vec!["--listen", "127.0.0.1:0", "--public-url", "dossier.example"], "cli.public_url"),
        (
            vec!["--listen", "127.0.0.1:0", "--oidc-issuer", "https://id.example", "--oidc-client-id", "x"],
            "cli.oidc_public_url",
        ),
        (vec!["--listen", "127.0.0.1:0", "--database", "sqlite:x.db"], "cli.secret"),
    ] {
        let (status, said) = refused(home.path(), &args);
        assert!(status == Some(2) && said.contains(code), "{args:?}: {said}");
    }
    assert!(!home.path().join(".local").exists(), "nothing was made");
}

#[test]
fn a_storage_of_somebody_else_and_a_taken_address_are_told() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let mut one = start(home.path(), &["--listen", "127.0.0.1:0", "--data", "one"]);
    let address = one.address();
    let (status, said) = refused(home.path(), &["--listen", &address, "--data", "two"]);
    assert!(status == Some(2) && said.contains("cli.listen"), "{said}");
    assert_eq!(one.stop().code(), Some(0));
    let foreign = format!("file://{}", home.path().join("two/storage").display());
    let (status, said) = refused(home.path(), &["--listen", "127.0.0.1:0", "--data", "one", "--storage", &foreign]);
    assert!(status == Some(1) && said.contains("storage.other_instance"), "{said}");
}

#[test]
fn the_doctor_looks_at_a_service_from_outside() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let mut running = start(home.path(), &["--listen", "127.0.0.1:0", "--access", "accounts", "--data", "data"]);
    let url = format!("http://{}", running.address());
    let doctor = |url: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"));
        let command = command.args(["doctor", "--json", "--url", url]).env_clear().env("HOME", home.path());
        let Output { status, stdout, .. } = command.output().expect("started");
        (status.code(), serde_json::from_slice::<serde_json::Value>(&stdout).expect("JSON"))
    };
    let (code, told) = doctor(&url);
    assert!(code == Some(0) && told["sound"] == true, "{told}");
    let findings: Vec<&str> =
        told["checks"].as_array().expect("checks").iter().filter_map(|check| check["finding"].as_str()).collect();
    // The first is how fast it answers, which is the machine's affair.
    assert_eq!(findings[1..], ["ok", "ok", "-", "ok"], "{told}");
    assert_eq!(running.stop().code(), Some(0));
    let (code, told) = doctor(&url);
    assert!(code == Some(5) && told["sound"] == false, "{told}");
}
