//! The server of the Python package `moto`: a second opinion on S3, written by others. `cargo xtask setup` installs it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The server of the Python package `moto`, which `cargo xtask setup` installs; ends when dropped.
#[derive(Debug)]
pub struct Moto {
    child: Child,
    port: u16,
}

fn moto_program() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"));
    target.join("tools/moto/bin/moto_server")
}

impl Moto {
    /// Starts the server.
    pub async fn start() -> Self {
        let program = moto_program();
        assert!(program.exists(), "moto is not installed: run `cargo xtask setup`");
        let free = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let child = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto starts");
        let moto = Self { child, port };
        for _ in 0..300 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return moto;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("moto does not answer");
    }

    /// Address, for `endpoint=`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Makes a bucket.
    pub async fn bucket(&self, name: &str) {
        self.request("PUT", &format!("/{name}")).await;
    }

    /// Begins an upload in parts and forgets it.
    pub async fn begin_upload(&self, bucket: &str, key: &str) {
        self.request("POST", &format!("/{bucket}/{key}?uploads")).await;
    }

    /// Puts an empty object.
    pub async fn put(&self, bucket: &str, key: &str) {
        self.request("PUT", &format!("/{bucket}/{key}")).await;
    }

    /// Number of unfinished uploads.
    pub async fn uploads(&self, bucket: &str) -> usize {
        self.request("GET", &format!("/{bucket}?uploads")).await.matches("<UploadId>").count()
    }

    async fn request(&self, method: &str, path: &str) -> String {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).await.expect("moto answers");
        let text = format!("{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nContent-Length: 0\r\n\r\n", self.port);
        socket.write_all(text.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.expect("an answer in UTF-8");
        assert!(answer.split(' ').nth(1).is_some_and(|status| status.starts_with('2')), "{path}: {answer}");
        answer
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
