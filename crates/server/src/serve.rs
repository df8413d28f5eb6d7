//! The accept loop: connections are counted, slow heads are cut, readers that stall are cut, and a stop drains within a
//! deadline. It speaks HTTP/1.1, as every proxy does to us; encryption is the proxy's.

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::Sleep;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

/// How long the loop waits when the system has no room for another connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long cut connections get to go away.
const CUT_PATIENCE: Duration = Duration::from_secs(1);

/// Bounds of the connections.
#[derive(Clone, Copy, Debug)]
pub struct ServeLimits {
    /// Connections at the same time; more wait in the system's queue. 1,024 by default.
    pub connections_max: u32,
    /// Time for the head of a request. It also runs while a kept connection is idle, so it must be longer than the
    /// proxy keeps one (60 s is usual). 75 s by default.
    pub header_read: Duration,
    /// How long a reader may take nothing of an answer. 30 s by default.
    pub write_stall: Duration,
    /// Buffer of one connection, which bounds the head and one frame of a body. At least 8 KiB; 64 KiB by default.
    pub buffer_bytes_max: usize,
    /// Time for running requests after the stop. 25 s by default.
    pub drain: Duration,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            connections_max: 1_024,
            header_read: Duration::from_secs(75),
            write_stall: Duration::from_secs(30),
            buffer_bytes_max: 64 * 1024,
            drain: Duration::from_secs(25),
        }
    }
}

/// How a stop went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drained {
    /// Connections that were cut at the deadline.
    pub cut: usize,
}

/// A bound listener that does not accept yet, so that its address can be told before the first request.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

impl Door {
    /// Every address of this host, both families where the system has both.
    pub const fn everywhere(port: u16) -> SocketAddr {
        SocketAddr::new(IpAddr::V6(Ipv6Addr::UNSPECIFIED), port)
    }

    /// Binds an address; port 0 takes a free one. Where `[::]` cannot be bound, `0.0.0.0` is.
    ///
    /// # Errors
    /// The address is taken or not allowed.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let listener = match TcpListener::bind(address).await {
            Ok(listener) => listener,
            Err(error) if address.ip() == IpAddr::V6(Ipv6Addr::UNSPECIFIED) => {
                let narrower = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), address.port());
                TcpListener::bind(narrower).await.map_err(|_| error)?
            }
            Err(error) => return Err(error),
        };
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The bound address, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop`, then lets running requests end within [`ServeLimits::drain`] and cuts the rest. Handlers get
    /// the peer as `ConnectInfo<SocketAddr>`.
    pub async fn serve(self, app: Router, limits: ServeLimits, stop: CancellationToken) -> Drained {
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(limits.header_read)
            .max_buf_size(limits.buffer_bytes_max.max(8 * 1024));
        let graceful = GracefulShutdown::new();
        let cut = CancellationToken::new();
        let places = Arc::new(Semaphore::new(usize::try_from(limits.connections_max).unwrap_or(usize::MAX >> 4)));
        loop {
            let place = tokio::select! {
                () = stop.cancelled() => break,
                place = Arc::clone(&places).acquire_owned() => match place {
                    Ok(place) => place,
                    Err(_) => break,
                },
            };
            let (io, peer) = tokio::select! {
                () = stop.cancelled() => break,
                accepted = self.listener.accept() => match accepted {
                    Ok(pair) => pair,
                    Err(_) => {
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                        continue;
                    }
                },
            };
            // A failure costs only speed.
            let _ = io.set_nodelay(true);
            let app = app.clone();
            let service = service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(ConnectInfo(peer));
                app.clone().call(request)
            });
            let connection = builder.serve_connection(TokioIo::new(Patient::new(io, limits.write_stall)), service);
            let watched = graceful.watch(connection);
            let cut = cut.clone();
            metrics::gauge!("connections_open").increment(1.0);
            tokio::spawn(async move {
                // How a connection ends is the client's affair; what matters is in the request's log line.
                tokio::select! {
                    _ = watched => {}
                    () = cut.cancelled() => {}
                }
                metrics::gauge!("connections_open").decrement(1.0);
                drop(place);
            });
        }
        drop(self.listener);
        let all = usize::try_from(limits.connections_max).unwrap_or(usize::MAX >> 4);
        let left = tokio::select! {
            () = graceful.shutdown() => 0,
            () = tokio::time::sleep(limits.drain) => all.saturating_sub(places.available_permits()),
        };
        cut.cancel();
        // Cut tasks end at once; waiting for them frees what they hold before the caller closes the stores.
        let _ = tokio::time::timeout(CUT_PATIENCE, places.acquire_many(limits.connections_max)).await;
        Drained { cut: left }
    }
}

/// A connection that fails when its reader takes nothing for too long.
struct Patient {
    io: TcpStream,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(io: TcpStream, patience: Duration) -> Self {
        Self { io, patience, waiting: None }
    }

    /// Passes on what a write came to, and turns a long wait into a failure.
    fn bounded<T>(&mut self, cx: &mut Context<'_>, tried: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if tried.is_ready() {
            self.waiting = None;
            return tried;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        ready!(waiting.as_mut().poll(cx));
        self.waiting = None;
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buf)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.bounded(cx, tried)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let tried = Pin::new(&mut self.io).poll_flush(cx);
        self.bounded(cx, tried)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.io).poll_write_vectored(cx, bufs);
        self.bounded(cx, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}
