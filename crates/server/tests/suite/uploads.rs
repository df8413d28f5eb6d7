//! Uploads: large ones that never lie in memory, and everything a client can do wrong.

use crate::client::Client;
use crate::server::{Running, Setup};
use std::sync::atomic::Ordering;

const BOUNDARY: &str = "Content-Type: multipart/form-data; boundary=xx\r\n";

const PART_HEAD: &str = "--xx\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"\r\n\r\n";

const END: &str = "\r\n--xx--\r\n";

/// The size that is promised for uploads.
const LARGE: usize = 25 * 1024 * 1024;

async fn send_large(client: &mut Client, bytes: usize) -> bool {
    let length = PART_HEAD.len() + bytes + END.len();
    client
        .send(format!("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{BOUNDARY}\r\n"))
        .await;
    client.send(PART_HEAD).await;
    let piece = vec![b'a'; 64 * 1024];
    let mut left = bytes;
    while left > 0 {
        let now = left.min(piece.len());
        if !client.send_if_taken(&piece[..now]).await {
            return false;
        }
        left -= now;
    }
    client.send_if_taken(END.as_bytes()).await
}

#[tokio::test]
async fn a_large_file_never_lies_whole_in_memory() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    assert!(send_large(&mut client, LARGE).await);
    let answer = client.answer(false).await.unwrap();
    assert_eq!((answer.status, answer.text()), (200, format!("cv:{LARGE}")));
    let peak = running.app.peak.load(Ordering::Relaxed);
    assert!(peak > 0 && peak <= 128 * 1024, "{peak} bytes lay unread");
}

#[tokio::test]
async fn one_byte_more_is_too_much() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    send_large(&mut client, LARGE + 1).await;
    let answer = client.answer(false).await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (413, "upload.part_too_large"));
}

#[tokio::test]
async fn two_gigabytes_are_refused_before_they_come() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let lines = format!("Expect: 100-continue\r\nContent-Length: 2147483648\r\n{BOUNDARY}");
    client.send(format!("POST /upload HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n")).await;
    let answer = client.answer(false).await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (413, "body.too_large"));
    assert_eq!(running.app.peak.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_head_of_a_part_that_never_ends_is_refused() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    client
        .send(format!("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n{BOUNDARY}\r\n"))
        .await;
    client.send("--xx\r\nX-Long: ").await;
    // Just beyond what may lie unread, so that the answer is not lost in a reset.
    client.send(vec![b'a'; 129 * 1024]).await;
    let answer = client.answer(false).await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (413, "upload.head_too_large"));
}

#[tokio::test]
async fn what_is_no_form_or_a_broken_one_is_refused() {
    let running = Running::start(Setup::default()).await;
    let whole = format!("{PART_HEAD}%PDF{END}");
    let cut = format!("{PART_HEAD}%PDF");
    let table = [
        ("Content-Type: application/pdf\r\n", whole.as_str(), 415, "upload.media_type"),
        ("", whole.as_str(), 415, "upload.media_type"),
        ("Content-Type: multipart/form-data\r\n", whole.as_str(), 400, "upload.boundary"),
        (BOUNDARY, cut.as_str(), 400, "upload.malformed"),
        (BOUNDARY, "", 400, "upload.malformed"),
        (BOUNDARY, "no form at all", 400, "upload.malformed"),
        (BOUNDARY, "--xx\r\nno header\r\n\r\nbytes\r\n--xx--\r\n", 400, "upload.malformed"),
    ];
    for (lines, body, status, code) in table {
        let mut client = Client::connect(running.address).await;
        let answer = client.post("/upload", lines, body.as_bytes()).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{lines} {body}");
    }
    let mut client = Client::connect(running.address).await;
    assert_eq!(client.post("/upload", BOUNDARY, whole.as_bytes()).await.text(), "cv:4");
}

#[tokio::test]
async fn json_has_its_limits_too() {
    let running = Running::start(Setup::default()).await;
    let json = "Content-Type: application/json\r\n";
    let large = vec![b' '; 65 * 1024];
    let table: [(&str, &[u8], u16, &str); 6] = [
        (json, b"{\"rate_cents\": 12000}", 200, ""),
        (json, b"{\"rate_cents\": \"many\"}", 422, "body.invalid"),
        (json, b"{\"rate_cents\": 1, \"other\": 2}", 422, "body.invalid"),
        (json, b"{", 400, "body.malformed"),
        (json, &large, 413, "body.too_large"),
        ("Content-Type: text/plain\r\n", b"{\"rate_cents\": 1}", 415, "body.media_type"),
    ];
    for (lines, body, status, code) in table {
        let mut client = Client::connect(running.address).await;
        let answer = client.post("/json", lines, body).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        if !code.is_empty() {
            assert_eq!(answer.code(), code);
        }
    }
    let mut client = Client::connect(running.address).await;
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    assert_eq!(client.post("/form", form, b"rate_cents=7").await.text(), "7");
    assert_eq!(client.post("/form", form, b"rate_cents=x").await.code(), "form.invalid");
    assert_eq!(client.post("/form", json, b"rate_cents=7").await.code(), "body.media_type");
}

#[tokio::test]
async fn a_body_that_comes_too_slowly_is_given_up() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let head =
        "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    client.send(head).await;
    let answer = client.answer(false).await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (408, "body.too_slow"));
}
