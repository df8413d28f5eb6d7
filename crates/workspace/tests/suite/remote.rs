//! The contract suite against services: S3 in both styles, `moto` as a second opinion, Supabase by both doors with and
//! without the newer form of listings; users kept apart by row-level security; what is said when something is wrong.

use dossier_stand_ins::moto::Moto;
use dossier_stand_ins::s3::S3Endpoint;
use dossier_stand_ins::supabase::{PROJECT, Supabase};
use dossier_stand_ins::trouble::{Trouble, Troubled};
use dossier_stand_ins::{jwt, s3};
use dossier_workspace::testing::contract::{check, check_sessions, teams};
use dossier_workspace::testing::{config, mode, open};
use dossier_workspace::{Credentials, Finding, LOCAL_TEAM, Patience, Secret, Storage, StorageError, probe};
use std::cell::Cell;
use std::time::Duration;

/// Keys of the S3 stand-in; `moto` takes any.
fn s3_keys() -> Credentials {
    Credentials {
        access_key_id: Some(Secret::new(s3::ACCESS_KEY)),
        secret_access_key: Some(Secret::new(s3::SECRET_KEY)),
        ..Credentials::default()
    }
}

async fn check_s3(style: &str) {
    let endpoint = S3Endpoint::start().await;
    let address = if style == "virtual" { endpoint.host_url() } else { endpoint.url() };
    let number = Cell::new(0);
    check(|| {
        number.set(number.get() + 1);
        let bucket = format!("bucket-{}", number.get());
        endpoint.bucket(&bucket);
        let url = format!("s3://{bucket}/some/folder?endpoint={address}&style={style}");
        async move { open(&url, &s3_keys()).await }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_in_the_path() {
    check_s3("path").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_in_the_host_name() {
    check_s3("virtual").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_by_moto() {
    let moto = Moto::start().await;
    let number = Cell::new(0);
    check(|| {
        number.set(number.get() + 1);
        let (moto, bucket) = (&moto, format!("bucket-{}", number.get()));
        async move {
            moto.bucket(&bucket).await;
            open(&format!("s3://{bucket}?endpoint={}", moto.url()), &s3_keys()).await
        }
    })
    .await;
}

/// An upload in parts that nobody finished shows in the listing of the service, and a sweep aborts it.
#[tokio::test(flavor = "multi_thread")]
async fn unfinished_uploads_are_swept() {
    let moto = Moto::start().await;
    moto.bucket("uploads").await;
    moto.begin_upload("uploads", "folder/t/x/runs/y").await;
    moto.begin_upload("uploads", "elsewhere/t/x").await;
    let storage = open(&format!("s3://uploads/folder?endpoint={}", moto.url()), &s3_keys()).await;
    let now = jiff::Timestamp::now();
    let sweep = |hours, dry_run| dossier_workspace::SweepOptions {
        dry_run,
        ..dossier_workspace::SweepOptions::at(now + jiff::SignedDuration::from_hours(hours))
    };
    // `moto` says of every upload that it was begun in 2010.
    for (options, uploads) in [(sweep(0, true), 1), (sweep(0, false), 1), (sweep(0, false), 0)] {
        assert_eq!(dossier_workspace::sweep(&storage, options).await.expect("swept").uploads, uploads);
    }
    assert_eq!(moto.uploads("uploads").await, 1, "what is not below the storage's folder stays");
    // An erasure does not wait for a sweep: parts of an upload are personal data too.
    let run = dossier_workspace::RunId::new(uuid::Uuid::from_u128(4));
    let team = LOCAL_TEAM;
    moto.begin_upload("uploads", &format!("folder/t/{team}/runs/{run}/x/incoming")).await;
    let key = format!("folder/t/{team}/runs/{run}/inputs/x");
    moto.put("uploads", &key).await;
    let erased = dossier_workspace::erase_run(&storage, team, run, now).await.expect("erased");
    assert_eq!(erased.expect("it was there").objects.len(), 1);
    assert_eq!(moto.uploads("uploads").await, 1);
}

fn supabase_keys() -> Credentials {
    Credentials {
        access_key_id: Some(Secret::new(s3::ACCESS_KEY)),
        secret_access_key: Some(Secret::new(s3::SECRET_KEY)),
        service_key: Some(Secret::new(&jwt::service_key())),
        anon_key: Some(Secret::new(&jwt::anon_key())),
        ..Credentials::default()
    }
}

async fn check_supabase(older: bool, door: &str) {
    let service = Supabase::start(older).await;
    let number = Cell::new(0);
    check(|| {
        number.set(number.get() + 1);
        let bucket = format!("bucket-{}", number.get());
        service.bucket(&bucket);
        let url = format!("supabase://{}/{bucket}/folder?tls=off&door={door}&project={PROJECT}", service.host());
        async move { open(&url, &supabase_keys()).await }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn supabase_by_rest() {
    check_supabase(false, "rest").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn supabase_by_rest_of_an_older_server() {
    check_supabase(true, "rest").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn supabase_by_s3() {
    check_supabase(false, "s3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn users_reach_only_their_teams() {
    for (older, door) in [(false, "rest"), (true, "rest"), (false, "s3")] {
        let service = Supabase::start(older).await;
        service.bucket("shared");
        let url = format!("supabase://{}/shared/folder?tls=off&door={door}&project={PROJECT}", service.host());
        let storage = open(&url, &supabase_keys()).await;
        let view = |team: &str| storage.with_session(&Secret::new(&jwt::user(&[team]))).expect("a view");
        let [first, second] = teams();
        check_sessions(&storage, &view(&first), &view(&second)).await;
    }
}

/// In a user's session the S3 door signs nothing: the token would travel in the link.
#[tokio::test(flavor = "multi_thread")]
async fn the_s3_door_signs_nothing_for_a_user() {
    let service = Supabase::start(false).await;
    service.bucket("shared");
    for (door, signs) in [("rest", true), ("s3", false)] {
        let url = format!("supabase://{}/shared/{door}?tls=off&door={door}&project={PROJECT}", service.host());
        let storage = open(&url, &supabase_keys()).await;
        let [first, _] = teams();
        let user = storage.with_session(&Secret::new(&jwt::user(&[&first]))).expect("a view");
        let link = dossier_workspace::testing::contract::link_of_a_sealed_file(&user).await;
        assert_eq!(link.is_ok(), signs, "{door}: {link:?}");
        if let Err(error) = link {
            assert_eq!(error.code(), "storage.not_supported");
        }
    }
}

#[tokio::test]
async fn sessions_need_users() {
    let token = Secret::new("x");
    assert!(matches!(Storage::memory().with_session(&token), Err(StorageError::NotSupported { .. })));
    let endpoint = S3Endpoint::start().await;
    endpoint.bucket("bucket");
    let storage = open(&format!("s3://bucket?endpoint={}", endpoint.url()), &s3_keys()).await;
    assert!(matches!(storage.with_session(&token), Err(StorageError::NotSupported { .. })));
    assert!(Patience::BACKGROUND.total > Patience::REQUEST.total);
    storage.background().expect("a view");
}

/// A wrong storage is told from a broken one, and nothing that is said names a place, a key or a secret.
#[tokio::test(flavor = "multi_thread")]
async fn errors_say_why_and_name_nothing() {
    let endpoint = S3Endpoint::start().await;
    endpoint.bucket("known");
    let service = Supabase::start(false).await;
    service.bucket("known");
    let host = service.host();
    let (s3_url, keys) = (endpoint.url(), s3_keys());
    let wrong = Credentials { secret_access_key: Some(Secret::new("canary-secret")), ..keys.clone() };
    let unknown = Credentials { access_key_id: Some(Secret::new("canary-id")), ..keys.clone() };
    let stranger = Credentials { service_key: Some(Secret::new("canary-token")), ..Credentials::default() };
    let cases = [
        (format!("s3://canary-bucket?endpoint={s3_url}"), &keys, "storage.no_bucket"),
        (format!("s3://known?endpoint={s3_url}"), &wrong, "storage.bad_keys"),
        (format!("s3://known?endpoint={s3_url}"), &unknown, "storage.bad_keys"),
        ("s3://known?endpoint=http://127.0.0.1:1".into(), &keys, "storage.unreachable"),
        ("s3://known?endpoint=http://canary-host.invalid".into(), &keys, "storage.unreachable"),
        (format!("supabase://{host}/canary-bucket?tls=off"), &supabase_keys(), "storage.no_bucket"),
        (format!("supabase://{host}/known?tls=off"), &stranger, "storage.bad_keys"),
        (format!("supabase://{host}/known"), &supabase_keys(), "storage.unreachable"),
    ];
    for (url, keys, code) in cases {
        let error = Storage::open(&config(&url, keys), mode(false)).await.expect_err(&url);
        assert_eq!(error.code(), code, "{url}: {error:?}");
        let said = format!("{error} {error:?} {}", error.hint());
        for secret in ["canary", "127.0.0.1", "localhost", s3::ACCESS_KEY, "known"] {
            assert!(!said.contains(secret), "{url}: {said}");
        }
        let table = probe(&config(&url, keys), mode(false), LOCAL_TEAM).await;
        assert!(!table.is_sound(), "{url}");
        let failed = table.checks.iter().find(|check| check.finding == Finding::Fails).expect("one fails");
        assert!(failed.name == "connect" && !failed.cure.is_empty(), "{url}: {failed:?}");
        assert!(!format!("{table:?}").contains("canary"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_probe_finds_every_promise() {
    let endpoint = S3Endpoint::start().await;
    endpoint.bucket("bucket");
    let service = Supabase::start(false).await;
    service.bucket("bucket");
    let host = service.host();
    for url in [
        format!("s3://bucket/folder?endpoint={}", endpoint.url()),
        format!("supabase://{host}/bucket/rest?tls=off"),
        format!("supabase://{host}/bucket/s3?tls=off&door=s3"),
        "memory:".into(),
    ] {
        let table = probe(&config(&url, &supabase_keys()), mode(false), LOCAL_TEAM).await;
        assert!(table.is_sound(), "{url}: {table:#?}");
        let storage = open(&url, &supabase_keys()).await;
        assert!(dossier_workspace::list_runs(&storage, LOCAL_TEAM).await.expect("listed").is_empty());
        let again = probe(&config(&url, &supabase_keys()), mode(false), LOCAL_TEAM).await;
        assert!(again.is_sound(), "the probe leaves nothing that would disturb the next: {again:#?}");
    }
}

/// A few tries, quickly.
const QUICK: Patience = Patience {
    answer: Duration::from_millis(300),
    retries_max: 3,
    total: Duration::from_secs(10),
    first_wait: Duration::from_millis(5),
};

/// The marker of a storage whose server is in trouble, seen through a patience.
async fn through(trouble: Trouble, door: &str, patience: Patience) -> (Result<bool, StorageError>, usize) {
    let (endpoint, service) = (S3Endpoint::start().await, Supabase::start(false).await);
    endpoint.bucket("bucket");
    service.bucket("bucket");
    // The troubled server stands where the healthy one stood when the storage was opened.
    let behind = if door == "s3" { endpoint.url().trim_start_matches("http://").to_owned() } else { service.host() };
    let troubled = Troubled::start(trouble, behind).await;
    let url = match door {
        "s3" => format!("s3://bucket?endpoint=http://{}", troubled.host()),
        _ => format!("supabase://{}/bucket?tls=off", troubled.host()),
    };
    let opened = Storage::connect_with(&config(&url, &supabase_keys()), patience).expect("no request yet");
    let runs = dossier_workspace::list_runs(&opened, LOCAL_TEAM).await;
    (runs.map(|runs| runs.is_empty()), troubled.requests())
}

#[tokio::test(flavor = "multi_thread")]
async fn troubles_that_pass_are_waited_for_and_others_named() {
    for door in ["s3", "rest"] {
        for status in [500, 503] {
            let (listed, _) = through(Trouble::Refuses { first: 2, status }, door, QUICK).await;
            assert!(matches!(listed, Ok(true)), "{door} {status}: {listed:?}");
        }
        let (listed, requests) = through(Trouble::Refuses { first: 100, status: 503 }, door, QUICK).await;
        assert_eq!(listed.expect_err("it never gets better").code(), "storage.busy", "{door}");
        assert_eq!(requests, 4, "{door}: one try and three more");
        let (listed, requests) = through(Trouble::Refuses { first: 100, status: 403 }, door, QUICK).await;
        assert_eq!(listed.expect_err("refused").code(), "storage.denied", "{door}");
        assert_eq!(requests, 1, "{door}: what does not pass is not tried again");
        let (listed, _) = through(Trouble::Silent, door, QUICK).await;
        let error = listed.expect_err("it never answers");
        assert_eq!((error.code(), error.retryable()), ("storage.timed_out", true), "{door}");
    }
    let (listed, _) = through(Trouble::Breaks { first: 2 }, "rest", QUICK).await;
    assert!(matches!(listed, Ok(true)), "a connection that broke is tried again: {listed:?}");
}

/// Answers to GET and HEAD without a length are those of empty objects, by either door.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_object_without_a_length_is_an_empty_object() {
    let bare = Troubled::start(Trouble::Lengthless, String::new()).await;
    for url in
        [format!("s3://bucket?endpoint=http://{}", bare.host()), format!("supabase://{}/bucket?tls=off", bare.host())]
    {
        let storage = Storage::connect_with(&config(&url, &supabase_keys()), QUICK).expect("no request yet");
        let (found, size) = dossier_workspace::testing::get_and_head(&storage, "x").await.expect(&url);
        assert_eq!((found, size), (0, 0), "{url}");
    }
}
