//! Content whose key is its hash, and so is known only when all of it has come: small content is held, large content goes
//! in parts to a staging key and is then copied.

use super::Storage;
use crate::error::{StorageError, io};
use crate::revision::write::hex;
use bytes::{Bytes, BytesMut};
use futures::{Stream, TryStreamExt};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

/// Size of a part; S3 wants 5 MiB at least.
const PART_BYTES: usize = 8 * 1024 * 1024;

impl Storage {
    /// Stores a stream under a key made from its SHA-256 and returns hash and size.
    pub(crate) async fn save_hashed<S>(
        &self,
        mut stream: S,
        bytes_max: u64,
        staging: &Path,
        key: impl Fn(&str) -> Path,
    ) -> Result<(String, u64), StorageError>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
    {
        let mut hasher = Sha256::new();
        let mut total = 0;
        let mut held = BytesMut::new();
        let mut upload: Option<Box<dyn MultipartUpload>> = None;
        // A user has no rights on the tables in which Supabase keeps uploads in parts; theirs are held whole.
        let part_bytes = if self.is_session() { usize::MAX } else { PART_BYTES };
        let received = async {
            while let Some(chunk) = stream.try_next().await.map_err(io("read"))? {
                total += chunk.len() as u64;
                if total > bytes_max {
                    return Err(StorageError::TooLarge { what: "an input".into(), bytes_max });
                }
                hasher.update(&chunk);
                held.extend_from_slice(&chunk);
                if held.len() >= part_bytes {
                    let part = PutPayload::from_bytes(held.split().freeze());
                    self.upload(&mut upload, staging)
                        .await?
                        .put_part(part)
                        .await
                        .map_err(StorageError::backend("put"))?;
                }
                // Hashing is work; whoever shares the thread gets a turn.
                tokio::task::yield_now().await;
            }
            Ok(())
        };
        let received: Result<(), StorageError> = received.await;
        let sha256 = hex(&hasher.finalize());
        let Some(mut upload) = upload else {
            received?;
            self.put(&key(&sha256), held.freeze()).await?;
            return Ok((sha256, total));
        };
        let stored = async {
            received?;
            if !held.is_empty() {
                upload.put_part(PutPayload::from_bytes(held.freeze())).await.map_err(StorageError::backend("put"))?;
            }
            upload.complete().await.map_err(StorageError::backend("put"))?;
            self.copy(staging, &key(&sha256)).await?;
            self.delete(staging).await
        };
        let stored: Result<(), StorageError> = stored.await;
        if let Err(error) = stored {
            // The sweeper takes what cannot be taken back now.
            let _ = upload.abort().await;
            let _ = self.delete(staging).await;
            return Err(error);
        }
        Ok((sha256, total))
    }

    async fn upload<'a>(
        &self,
        begun: &'a mut Option<Box<dyn MultipartUpload>>,
        staging: &Path,
    ) -> Result<&'a mut Box<dyn MultipartUpload>, StorageError> {
        if begun.is_none() {
            *begun = Some(self.raw().put_multipart(staging).await.map_err(StorageError::backend("put"))?);
        }
        Ok(begun.as_mut().expect("it was set just above"))
    }
}
