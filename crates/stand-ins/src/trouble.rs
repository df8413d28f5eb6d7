//! A server that is in trouble: it holds its answers back, or refuses the first few requests.

use crate::listen;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// What is wrong with it.
#[derive(Clone, Copy, Debug)]
pub enum Trouble {
    /// It takes requests and never answers.
    Silent,
    /// It answers so many requests with a status, then passes everything on to another server.
    Refuses {
        /// How many.
        first: usize,
        /// HTTP status.
        status: u16,
    },
    /// It leaves Content-Length out of every answer, as Supabase does for empty objects.
    Lengthless,
    /// It closes so many connections in the middle of the answer, then passes everything on.
    Breaks {
        /// How many.
        first: usize,
    },
}

/// A running server; ends when dropped.
#[derive(Debug)]
pub struct Troubled {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    server: JoinHandle<()>,
}

impl Troubled {
    /// Starts the server in front of another one, given by host and port.
    pub async fn start(trouble: Trouble, behind: String) -> Self {
        let (listener, address) = listen().await;
        let requests = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&requests);
        let server = tokio::spawn(async move {
            loop {
                let Ok((socket, _)) = listener.accept().await else { continue };
                tokio::spawn(serve(socket, trouble, behind.clone(), Arc::clone(&count)));
            }
        });
        Self { address, requests, server }
    }

    /// Host and port.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Connections so far; each carries one request, because every answer of ours closes it.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Drop for Troubled {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(mut socket: TcpStream, trouble: Trouble, behind: String, count: Arc<AtomicUsize>) {
    let number = count.fetch_add(1, Ordering::SeqCst) + 1;
    let mut buffer = [0; 16 * 1024];
    let answer = match trouble {
        Trouble::Silent => {
            // Read until the other side gives up.
            while socket.read(&mut buffer).await.is_ok_and(|bytes| bytes > 0) {}
            return;
        }
        Trouble::Refuses { first, status } if number <= first => {
            format!("HTTP/1.1 {status} Trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Trouble::Lengthless => {
            "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nLast-Modified: Tue, 27 Jan 2026 14:23:05 GMT\r\nConnection: close\r\n\r\n".to_owned()
        }
        Trouble::Breaks { first } if number <= first => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".to_owned(),
        Trouble::Refuses { .. } | Trouble::Breaks { .. } => {
            if let Ok(mut other) = TcpStream::connect(&behind).await {
                let _ = tokio::io::copy_bidirectional(&mut socket, &mut other).await;
            }
            return;
        }
    };
    if socket.read(&mut buffer).await.is_ok() {
        let _ = socket.write_all(answer.as_bytes()).await;
        let _ = socket.shutdown().await;
        while socket.read(&mut buffer).await.is_ok_and(|bytes| bytes > 0) {}
    }
}
