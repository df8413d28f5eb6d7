//! Prints which promise holds on which storage: `cargo run --release -p dossier-workspace --example matrix [-- URL..]`.
//! Further storages are named by their URLs, with keys from the environment; each promise then has a folder of its own
//! below the URL's, which is emptied afterwards. Ends with an error when a promise does not hold.

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]
#![expect(clippy::disallowed_methods, reason = "a program of its own reads its environment and makes its ids")]

use dossier_stand_ins::moto::Moto;
use dossier_stand_ins::s3::S3Endpoint;
use dossier_stand_ins::supabase::{PROJECT, Supabase};
use dossier_stand_ins::{jwt, s3};
use dossier_workspace::testing::contract::{PROMISES, check_sessions, report, teams, wipe};
use dossier_workspace::testing::open;
use dossier_workspace::{Credentials, Secret, Storage};
use futures::FutureExt;
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::time::Instant;

const USERS: &str = "users_reach_only_their_teams";

struct Column {
    name: String,
    found: Vec<(&'static str, Result<(), String>)>,
    seconds: f64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut columns = Vec::new();
    columns.push(plain("memory", || async { Storage::memory() }).await);
    let base = tempfile::tempdir().expect("a scratch directory");
    columns.push(by_url("temp", &Credentials::default(), |_| "temp:".into()).await);
    for (name, fsync) in [("local", "off"), ("local+fsync", "on")] {
        let root = base.path().join(name);
        let url = |n| format!("file://{}/{n}?fsync={fsync}", root.display());
        columns.push(by_url(name, &Credentials::default(), url).await);
    }
    let endpoint = S3Endpoint::start().await;
    for (name, style, address) in [("s3 path", "path", endpoint.url()), ("s3 host", "virtual", endpoint.host_url())] {
        let url = |n| {
            let bucket = format!("{style}-{n}");
            endpoint.bucket(&bucket);
            format!("s3://{bucket}?endpoint={address}&style={style}")
        };
        columns.push(by_url(name, &stand_in_keys(), url).await);
    }
    let moto = Moto::start().await;
    moto.bucket("matrix").await;
    let url = |n| format!("s3://matrix/{n}?endpoint={}", moto.url());
    columns.push(by_url("s3 moto", &stand_in_keys(), url).await);
    for (name, older, door) in [("supa rest", false, "rest"), ("supa old", true, "rest"), ("supa s3", false, "s3")] {
        let service = Supabase::start(older).await;
        service.bucket("matrix");
        let url = |n| format!("supabase://{}/matrix/{n}?tls=off&door={door}&project={PROJECT}", service.host());
        let mut column = by_url(name, &stand_in_keys(), url).await;
        let [first, second] = teams();
        let storage = open(&url(1_000), &stand_in_keys()).await;
        column.found.push((USERS, users(&storage, &jwt::user(&[&first]), &jwt::user(&[&second])).await));
        columns.push(column);
    }
    let mine = environment();
    for url in std::env::args().skip(1) {
        let (head, settings) = url.split_once('?').map_or((url.as_str(), String::new()), |(a, b)| (a, format!("?{b}")));
        let run = uuid::Uuid::now_v7();
        let below = |n| format!("{}/{run}-{n}{settings}", head.trim_end_matches('/'));
        let mut column = by_url(head.split(':').next().unwrap_or("url"), &mine, below).await;
        let tokens = (std::env::var("DOSSIER_MATRIX_JWT_1"), std::env::var("DOSSIER_MATRIX_JWT_2"));
        if let (Ok(first), Ok(second)) = tokens {
            let storage = open(&below(1_000), &mine).await;
            column.found.push((USERS, users(&storage, &first, &second).await));
            wipe(&storage).await;
        }
        columns.push(column);
    }
    print(&columns)
}

async fn users(service: &Storage, first: &str, second: &str) -> Result<(), String> {
    let view = |token: &str| service.with_session(&Secret::new(token)).map_err(|error| error.to_string());
    let (first, second) = (view(first)?, view(second)?);
    let tried = AssertUnwindSafe(check_sessions(service, &first, &second)).catch_unwind().await;
    tried.map_err(|_| "the users are not kept apart".into())
}

async fn plain<F, Fut>(name: &str, fresh: F) -> Column
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Storage>,
{
    let start = Instant::now();
    let found = report(fresh).await;
    Column { name: name.to_owned(), found, seconds: start.elapsed().as_secs_f64() }
}

async fn by_url(name: &str, keys: &Credentials, url: impl Fn(u32) -> String) -> Column {
    let number = Cell::new(0);
    plain(name, || {
        number.set(number.get() + 1);
        let url = url(number.get());
        async move { open(&url, keys).await }
    })
    .await
}

/// Keys of all stand-ins.
fn stand_in_keys() -> Credentials {
    Credentials {
        access_key_id: Some(Secret::new(s3::ACCESS_KEY)),
        secret_access_key: Some(Secret::new(s3::SECRET_KEY)),
        service_key: Some(Secret::new(&jwt::service_key())),
        anon_key: Some(Secret::new(&jwt::anon_key())),
        ..Credentials::default()
    }
}

fn environment() -> Credentials {
    let get = |name: &str| std::env::var(name).ok().map(|text| Secret::new(&text));
    Credentials {
        access_key_id: get("AWS_ACCESS_KEY_ID"),
        secret_access_key: get("AWS_SECRET_ACCESS_KEY"),
        session_token: get("AWS_SESSION_TOKEN"),
        service_key: get("DOSSIER_SUPABASE_SERVICE_KEY"),
        anon_key: get("DOSSIER_SUPABASE_ANON_KEY"),
        jwt: get("DOSSIER_SUPABASE_JWT"),
    }
}

fn print(columns: &[Column]) -> ExitCode {
    let head: Vec<String> = columns.iter().map(|column| format!("{:>12}", column.name)).collect();
    println!("{:54}{}", "promise", head.concat());
    let mut broken = Vec::new();
    for promise in PROMISES.iter().chain([&USERS]) {
        let mut line = format!("{promise:54}");
        for column in columns {
            let cell = match column.found.iter().find(|(name, _)| name == promise) {
                Some((_, Ok(()))) => "holds",
                Some((_, Err(why))) => {
                    broken.push(format!("{}: {promise}: {why}", column.name));
                    "BROKEN"
                }
                None => "-",
            };
            line.push_str(&format!("{cell:>12}"));
        }
        println!("{line}");
    }
    let seconds: Vec<String> = columns.iter().map(|column| format!("{:>12.1}", column.seconds)).collect();
    println!("{:54}{}", "seconds", seconds.concat());
    for line in &broken {
        println!("{line}");
    }
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
