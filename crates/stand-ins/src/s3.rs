//! An S3 endpoint in this process: `s3s` speaks the protocol and checks signatures, the objects are kept in memory.

use crate::holds::{Hold, Point};
use crate::listen;
use crate::objects::Objects;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use jiff::SignedDuration;
use s3s::auth::SimpleAuth;
use s3s::host::SingleDomain;
use s3s::service::{S3Service, S3ServiceBuilder};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Id of the access key.
pub const ACCESS_KEY: &str = "stand-in-key";
/// Its secret.
pub const SECRET_KEY: &str = "stand-in-secret";

/// A running endpoint; ends when dropped.
#[derive(Debug)]
pub struct S3Endpoint {
    address: SocketAddr,
    objects: Objects,
    down: watch::Sender<bool>,
    server: JoinHandle<()>,
}

impl S3Endpoint {
    /// Starts an endpoint without buckets on a free port.
    pub async fn start() -> Self {
        let objects = Objects::default();
        let (listener, address) = listen().await;
        let service = service(&objects, Some(address));
        let (down, standing) = watch::channel(false);
        let server = tokio::spawn(async move {
            loop {
                let Ok((socket, _)) = listener.accept().await else { continue };
                let _ = socket.set_nodelay(true);
                let (service, mut standing) = (service.clone(), standing.clone());
                tokio::spawn(async move {
                    let builder = Builder::new(TokioExecutor::new());
                    let goes_down = async {
                        let _ = standing.wait_for(|down| *down).await;
                    };
                    // In this order, so that nothing is answered while it is down.
                    tokio::select! {
                        biased;
                        () = goes_down => {}
                        _ = builder.serve_connection(TokioIo::new(socket), service) => {}
                    }
                });
            }
        });
        Self { address, objects, down, server }
    }

    /// Goes down, or comes back: meanwhile connections are closed without an answer, those that are open as well.
    pub fn set_down(&self, is_down: bool) {
        self.down.send_replace(is_down);
    }

    /// Holds a write back: the one with this number, counted from one, of those from now on whose keys match.
    pub fn hold(&self, point: Point, number: usize, matches: impl Fn(&str) -> bool + Send + Sync + 'static) -> Hold {
        self.objects.holds.add(point, number, matches)
    }

    /// Keys of a bucket, sorted.
    pub fn keys(&self, bucket: &str) -> Vec<String> {
        self.objects.keys(bucket)
    }

    /// Makes all objects older, as if so much time had gone by.
    pub fn age(&self, by: SignedDuration) {
        self.objects.age(by);
    }

    /// Makes a bucket.
    pub fn bucket(&self, name: &str) {
        self.objects.make_bucket(name);
    }

    /// What lies in a bucket, by its keys.
    pub fn objects(&self, bucket: &str) -> BTreeMap<String, Vec<u8>> {
        let kept = self.objects.lock();
        let found = kept.buckets.get(bucket).into_iter().flatten();
        found.map(|(key, object)| (key.clone(), object.bytes.to_vec())).collect()
    }

    /// Address of the service, for `endpoint=`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same by a host name that takes buckets in front.
    pub fn host_url(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }
}

impl Drop for S3Endpoint {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The protocol over objects. With an address it checks signatures; without, whoever calls it has done so.
pub(crate) fn service(objects: &Objects, address: Option<SocketAddr>) -> S3Service {
    let mut builder = S3ServiceBuilder::new(objects.clone());
    if let Some(address) = address {
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let domain = format!("localhost:{}", address.port());
        builder.set_host(SingleDomain::new(&domain).expect("a sound domain"));
    }
    builder.build()
}
