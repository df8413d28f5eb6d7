//! A client that sends exactly the bytes it is given, and reads answers without mercy.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connection.
pub struct Client {
    stream: TcpStream,
    read: Vec<u8>,
}

/// One answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The body came to its announced end.
    pub whole: bool,
}

impl Answer {
    /// The value of a header that stands once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} stands twice");
        value
    }

    /// All values of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The code of a problem, whose form is checked on the way.
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        problem["code"].as_str().expect("a code").to_owned()
    }
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.expect("connected"), read: Vec::new() }
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.expect("sent");
    }

    /// Sends bytes as long as the server takes them.
    pub async fn send_if_taken(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }

    /// Sends a request without a body. `lines` are headers beside `Host`, each with its line end.
    pub async fn ask(&mut self, method: &str, target: &str, lines: &str) -> Answer {
        self.send(format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n")).await;
        self.answer(method == "HEAD").await.expect("an answer")
    }

    /// Sends a request with a body, as much of it as the server takes.
    pub async fn post(&mut self, target: &str, lines: &str, body: &[u8]) -> Answer {
        let length = body.len();
        self.send(format!("POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{lines}\r\n"))
            .await;
        self.send_if_taken(body).await;
        self.answer(false).await.expect("an answer")
    }

    /// Sends a request with a JSON body.
    pub async fn send_json(&mut self, method: &str, target: &str, lines: &str, body: &serde_json::Value) -> Answer {
        let body = body.to_string();
        let length = body.len();
        self.send(format!(
            "{method} {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n{lines}\r\n{body}"
        ))
        .await;
        self.answer(false).await.expect("an answer")
    }

    /// Reads more; false at the end of the connection.
    pub async fn more(&mut self) -> bool {
        let mut chunk = vec![0; 64 * 1024];
        let taken = tokio::time::timeout(PATIENCE, self.stream.read(&mut chunk)).await.expect("bytes in time");
        let taken = taken.unwrap_or(0);
        self.read.extend_from_slice(&chunk[..taken]);
        taken > 0
    }

    /// Whether nothing comes for a while.
    pub async fn silent(&mut self, wait: Duration) -> bool {
        let mut byte = [0; 1];
        tokio::time::timeout(wait, self.stream.peek(&mut byte)).await.is_err()
    }

    /// Takes bytes up to and with a mark.
    async fn take_until(&mut self, mark: &[u8]) -> Option<Vec<u8>> {
        loop {
            if let Some(at) = self.read.windows(mark.len()).position(|window| window == mark) {
                return Some(self.read.drain(..at + mark.len()).collect());
            }
            if !self.more().await {
                return None;
            }
        }
    }

    /// Takes so many bytes, or fewer at the end of the connection.
    async fn take(&mut self, wanted: usize) -> Vec<u8> {
        while self.read.len() < wanted && self.more().await {}
        let taken = wanted.min(self.read.len());
        self.read.drain(..taken).collect()
    }

    /// Reads status and headers; none when the connection ends before.
    pub async fn head(&mut self) -> Option<Answer> {
        let head = String::from_utf8(self.take_until(b"\r\n\r\n").await?).expect("a head in ASCII");
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Some(Answer { status, headers, body: Vec::new(), whole: true })
    }

    /// Reads one answer; none when the connection ends before its head.
    pub async fn answer(&mut self, head_only: bool) -> Option<Answer> {
        let mut answer = self.head().await?;
        if head_only || matches!(answer.status, 204 | 304) {
            return Some(answer);
        }
        if answer.header("transfer-encoding").is_some() {
            while let Some(chunk) = self.chunk().await {
                if chunk.is_empty() {
                    return Some(answer);
                }
                answer.body.extend_from_slice(&chunk);
            }
            answer.whole = false;
            return Some(answer);
        }
        let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        answer.body = self.take(length).await;
        answer.whole = answer.body.len() == length;
        Some(answer)
    }

    /// One chunk of a chunked body; empty at its end, none when the connection breaks off.
    pub async fn chunk(&mut self) -> Option<Vec<u8>> {
        let line = String::from_utf8(self.take_until(b"\r\n").await?).expect("a length in ASCII");
        let length = usize::from_str_radix(line.trim(), 16).expect("a length");
        let bytes = self.take(length + 2).await;
        (bytes.len() == length + 2).then(|| bytes[..length].to_vec())
    }

    /// Takes so many bytes of a body with a known length.
    pub async fn body(&mut self, bytes: usize) -> Vec<u8> {
        self.take(bytes).await
    }
}
