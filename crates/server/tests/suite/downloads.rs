//! Downloads: ranges and conditions as RFC 9110 has them, HEAD, and streams that break.

use crate::client::Client;
use crate::server::{FILE_BYTES, Running, Setup, file_bytes};

#[tokio::test]
async fn ranges_are_cut_out_of_the_file() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let whole = file_bytes();
    // Headers, status, bytes, `Content-Range`.
    let table: [(&str, u16, std::ops::Range<usize>, Option<&str>); 9] = [
        ("", 200, 0..1_000, None),
        ("Range: bytes=0-9\r\n", 206, 0..10, Some("bytes 0-9/1000")),
        ("Range: bytes=990-\r\n", 206, 990..1_000, Some("bytes 990-999/1000")),
        ("Range: bytes=-10\r\n", 206, 990..1_000, Some("bytes 990-999/1000")),
        ("Range: bytes=500-5000\r\n", 206, 500..1_000, Some("bytes 500-999/1000")),
        ("Range: bytes=0-1,5-6\r\n", 200, 0..1_000, None),
        ("Range: lines=0-1\r\n", 200, 0..1_000, None),
        ("Range: bytes=0-9\r\nIf-Range: \"abc\"\r\n", 206, 0..10, Some("bytes 0-9/1000")),
        ("Range: bytes=0-9\r\nIf-Range: \"old\"\r\n", 200, 0..1_000, None),
    ];
    for (lines, status, range, content_range) in table {
        let answer = client.ask("GET", "/file", lines).await;
        assert_eq!(answer.status, status, "{lines}");
        assert_eq!(answer.body, whole[range], "{lines}");
        assert_eq!(answer.header("content-range"), content_range, "{lines}");
        assert_eq!(answer.header("etag"), Some("\"abc\""));
        assert_eq!(answer.header("accept-ranges"), Some("bytes"));
    }
    let outside = client.ask("GET", "/file", "Range: bytes=1000-\r\n").await;
    assert_eq!((outside.status, outside.code().as_str()), (416, "download.range"));
    assert_eq!(outside.header("content-range"), Some("bytes */1000"));
}

#[tokio::test]
async fn conditions_are_kept() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let table = [
        ("If-None-Match: \"abc\"\r\n", 304),
        ("If-None-Match: W/\"abc\"\r\n", 304),
        ("If-None-Match: \"old\", \"abc\"\r\n", 304),
        ("If-None-Match: *\r\n", 304),
        ("If-None-Match: \"old\"\r\n", 200),
        ("If-Match: \"abc\"\r\n", 200),
        ("If-Match: *\r\n", 200),
        ("If-Match: \"old\"\r\n", 412),
        ("If-Match: W/\"abc\"\r\n", 412),
        ("If-Match: \"old\"\r\nIf-None-Match: \"abc\"\r\n", 412),
        ("If-Match: \"abc\"\r\nIf-None-Match: \"abc\"\r\n", 304),
    ];
    for (lines, status) in table {
        for method in ["GET", "HEAD"] {
            let answer = client.ask(method, "/file", lines).await;
            assert_eq!(answer.status, status, "{method} {lines}");
            if status == 304 {
                assert_eq!(answer.header("etag"), Some("\"abc\""));
            }
        }
    }
}

#[tokio::test]
async fn a_head_tells_what_a_get_would() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let got = client.ask("GET", "/file", "").await;
    let told = client.ask("HEAD", "/file", "Range: bytes=0-9\r\n").await;
    assert_eq!(told.status, 200);
    assert_eq!(told.header("content-length"), Some(FILE_BYTES.to_string().as_str()));
    for name in ["content-type", "content-length", "etag", "content-disposition", "x-robots-tag", "cache-control"] {
        assert_eq!(told.header(name), got.header(name), "{name}");
    }
    assert_eq!(got.header("cache-control"), Some("private, no-store"));
    assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(got.header("x-robots-tag"), Some("noindex, nofollow"));
    let name = "attachment; filename=\"Bewerbung M_ller.pdf\"; filename*=UTF-8''Bewerbung%20M%C3%BCller.pdf";
    assert_eq!(got.header("content-disposition"), Some(name));
}

#[tokio::test]
async fn a_stream_that_breaks_cuts_the_connection() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let answer = client.ask("GET", "/broken-file", "").await;
    assert_eq!(answer.status, 200);
    assert!(!answer.whole && answer.body.len() < 1_000, "{} bytes came", answer.body.len());
    assert!(!client.more().await);
}
