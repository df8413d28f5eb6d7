//! A receiver of webhooks: keeps what it was sent, and answers with the statuses it was told, in their order.

use crate::listen;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Received {
    /// A header as text; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

#[derive(Debug, Default)]
struct Seen {
    requests: Vec<Received>,
    answers: VecDeque<u16>,
}

/// A running receiver; ends when dropped.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Starts one that answers with these statuses, and with 204 when there is none left. A 302 leads to itself.
    pub async fn start(answers: &[u16]) -> Self {
        let (listener, address) = listen().await;
        let seen = Arc::new(Mutex::new(Seen { requests: Vec::new(), answers: answers.iter().copied().collect() }));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&seen));
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a receiver serves until it is stopped");
        });
        Self { address, seen, task }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// What has come in so far, in order.
    pub fn received(&self) -> Vec<Received> {
        self.seen.lock().expect("no panic").requests.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(seen): State<Arc<Mutex<Seen>>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut seen = seen.lock().expect("no panic");
    seen.requests.push(Received { headers, body: String::from_utf8_lossy(&body).into_owned() });
    let status = StatusCode::from_u16(seen.answers.pop_front().unwrap_or(204)).expect("a status");
    if status.is_redirection() {
        return (status, [(header::LOCATION, "/elsewhere")]).into_response();
    }
    status.into_response()
}
