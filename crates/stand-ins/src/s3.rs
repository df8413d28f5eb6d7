//! An S3 endpoint in this process: `s3s` speaks the protocol and checks signatures, the objects are kept in memory.

use crate::listen;
use crate::objects::Objects;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::host::SingleDomain;
use s3s::service::{S3Service, S3ServiceBuilder};
use std::collections::BTreeMap;
use std::net::SocketAddr;
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
    server: JoinHandle<()>,
}

impl S3Endpoint {
    /// Starts an endpoint without buckets on a free port.
    pub async fn start() -> Self {
        let objects = Objects::default();
        let (listener, address) = listen().await;
        let service = service(&objects, Some(address));
        let server = tokio::spawn(async move {
            loop {
                let Ok((socket, _)) = listener.accept().await else { continue };
                let _ = socket.set_nodelay(true);
                let service = service.clone();
                tokio::spawn(async move {
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { address, objects, server }
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
