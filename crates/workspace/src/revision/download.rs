//! One file of a sealed revision, to be sent as it is, whole or in part: the only member of a bundle, without the bundle around
//! it. Knows nothing of headers and names for browsers.

use super::bundle::Bundle;
use super::commit::{Area, Entry};
use super::sealed::SealedRevision;
use crate::error::StorageError;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use std::ops::Range;

/// Bytes before a member's path in a ZIP.
const HEADER_BYTES: u64 = 30;

/// A file that is there and will be read as it is sent.
#[derive(Clone, Debug)]
pub struct Download {
    entry: Entry,
    bundle: Bundle,
    /// Where the file begins in the bundle.
    start: u64,
}

impl Download {
    /// What the commit file says of it: name, media type, size and SHA-256, which also serves as a strong entity tag.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Streams a part of the file. Sent whole it is hashed on the way; on a mismatch the stream ends with
    /// [`StorageError::Corrupt`] and the connection must be cut. Memory is one chunk of the back end.
    ///
    /// # Errors
    /// [`StorageError::BadRange`] when the range reaches outside, or is empty where the file is not.
    pub fn stream(&self, range: Range<u64>) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
        let bytes = self.entry.bytes;
        if range == (0..0) && bytes == 0 {
            return Ok(stream::empty().boxed());
        }
        if range.start >= range.end || range.end > bytes {
            return Err(StorageError::BadRange { bytes });
        }
        self.bundle.stream(self.start + range.start..self.start + range.end)
    }
}

impl SealedRevision {
    /// A file by name or slug, to be streamed; `Ok(None)` when the revision never had one of that name. One listing proves that
    /// it is there.
    ///
    /// # Errors
    /// [`StorageError::NotFound`] or [`StorageError::Corrupt`] when it is not as committed, or a failure of the back end.
    pub async fn download(&self, area: Area, name: &str) -> Result<Option<Download>, StorageError> {
        let Some(entry) = self.commit().entry(area, name).cloned() else { return Ok(None) };
        let bundle = self.bundle(|one| one.area == entry.area && one.key == entry.key).await?;
        let path_bytes = bundle.members().iter().map(|member| member.path.len() as u64).sum::<u64>();
        Ok(Some(Download { entry, bundle, start: HEADER_BYTES + path_bytes }))
    }
}
