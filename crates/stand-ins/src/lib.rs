//! Services for tests and benches: an S3 endpoint that checks signatures, Supabase Storage as its published behaviour describes
//! it, quirks included, an OpenID provider, a PostgreSQL of its own, and a receiver of webhooks. Never part of the product.

pub mod holds;
pub mod identity;
pub mod jwt;
pub mod moto;
mod objects;
#[cfg(unix)]
pub mod postgres;
pub mod receiver;
pub mod s3;
pub mod supabase;
pub mod trouble;

use std::net::SocketAddr;
use tokio::net::TcpListener;

/// A listener on a free port of this machine alone.
pub(crate) async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    (listener, address)
}
