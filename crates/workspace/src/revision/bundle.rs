//! The ZIP of a revision. Members are stored, never deflated (documents are compressed already), so its length and every
//! offset follow from the commit file alone: exact Content-Length, ETag and ranges without building it first.
//! Format: PKWARE APPNOTE 6.3, without data descriptors and without ZIP64.

use super::commit::Entry;
use super::write::hex;
use crate::error::StorageError;
use crate::storage::Storage;
use bytes::{BufMut, Bytes, BytesMut};
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use object_store::path::Path;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::ops::Range;

/// A file in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleMember {
    /// Path within the ZIP, such as `primary_outputs/CV.docx`.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A planned ZIP: everything is known but the members' bytes, which are read as they are sent.
#[derive(Clone, Debug)]
pub struct Bundle {
    storage: Storage,
    members: Vec<BundleMember>,
    segments: Vec<Segment>,
    bytes: u64,
    etag: String,
}

/// Where a member's bytes come from.
pub(super) enum Source {
    /// An object of the storage.
    Object(Path),
    /// Bytes that are here already.
    Bytes(Bytes),
}

#[derive(Clone, Debug)]
enum Segment {
    Literal(Bytes),
    Object { key: Path, slug: String, bytes: u64, sha256: String },
}

impl Segment {
    fn bytes(&self) -> u64 {
        match self {
            Self::Literal(literal) => literal.len() as u64,
            Self::Object { bytes, .. } => *bytes,
        }
    }
}

impl Bundle {
    pub(crate) fn plan(storage: Storage, chosen: Vec<(Entry, Path)>) -> Result<Self, StorageError> {
        let mut taken = BTreeSet::new();
        let named = chosen.into_iter().map(|(entry, key)| {
            let path = free_path(entry.area.folder(), entry.name.as_str(), &mut taken);
            (path, entry, Source::Object(key))
        });
        Self::assemble(storage, named.collect())
    }

    /// The ZIP of members with their paths, which must differ. Of an entry only size and sums count.
    pub(super) fn assemble(storage: Storage, mut named: Vec<(String, Entry, Source)>) -> Result<Self, StorageError> {
        named.sort_by(|a, b| a.0.cmp(&b.0));
        let total: u64 = named.iter().map(|(_, entry, _)| entry.bytes).sum();
        let bytes_max = u64::from(u32::MAX) - (1 << 24);
        if total > bytes_max || named.len() >= usize::from(u16::MAX) {
            return Err(StorageError::TooLarge { what: "a bundle".into(), bytes_max });
        }
        let mut segments = Vec::new();
        let mut directory = BytesMut::new();
        let mut offset = 0u64;
        for (path, entry, source) in &named {
            let header = local_header(path, entry);
            directory.put(central_header(path, entry, offset));
            offset += header.len() as u64 + entry.bytes;
            segments.push(Segment::Literal(header));
            segments.push(match source {
                Source::Object(key) => Segment::Object {
                    key: key.clone(),
                    slug: entry.key.clone(),
                    bytes: entry.bytes,
                    sha256: entry.sha256.clone(),
                },
                Source::Bytes(bytes) => Segment::Literal(bytes.clone()),
            });
        }
        let directory_bytes = directory.len();
        directory.put(end_record(named.len(), directory_bytes, offset));
        segments.push(Segment::Literal(directory.freeze()));
        let bytes = segments.iter().map(Segment::bytes).sum();
        let mut hasher = Sha256::new();
        for (path, entry, _) in &named {
            hasher.update(path.as_bytes());
            hasher.update([0]);
            hasher.update(entry.sha256.as_bytes());
        }
        let members = named
            .into_iter()
            .map(|(path, entry, _)| BundleMember { path, bytes: entry.bytes, sha256: entry.sha256 })
            .collect();
        Ok(Self { storage, members, segments, bytes, etag: hex(&hasher.finalize()) })
    }

    /// Exact length in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Strong entity tag without quotes: equal for equal content.
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// The members in the order in which they stand.
    pub fn members(&self) -> &[BundleMember] {
        &self.members
    }

    /// Streams a part of the ZIP. Members sent whole are hashed on the way; on a mismatch the stream ends with
    /// [`StorageError::Corrupt`] and the connection must be cut. Memory is one chunk of the back end.
    ///
    /// # Errors
    /// [`StorageError::BadRange`] when the range is empty or reaches outside.
    pub fn stream(&self, range: Range<u64>) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
        if range.start >= range.end || range.end > self.bytes {
            return Err(StorageError::BadRange { bytes: self.bytes });
        }
        let mut parts = Vec::new();
        let mut at = 0;
        for segment in &self.segments {
            let (start, end) = (at, at + segment.bytes());
            at = end;
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                parts.push((segment.clone(), from - start..to - start));
            }
        }
        let storage = self.storage.clone();
        let sent = stream::iter(parts).then(move |(segment, part)| send(storage.clone(), segment, part)).try_flatten();
        // Nothing comes after a failure: a receiver that reads on must not get a ZIP with a hole.
        let until_failure = sent.scan(false, |failed, item| {
            let ended = std::mem::replace(failed, item.is_err());
            futures::future::ready((!ended).then_some(item))
        });
        Ok(until_failure.boxed())
    }

    /// Builds the whole ZIP in memory, for small bundles.
    ///
    /// # Errors
    /// As [`Bundle::stream`], and [`StorageError::TooLarge`] beyond `bytes_max`.
    pub async fn to_bytes(&self, bytes_max: u64) -> Result<Bytes, StorageError> {
        if self.bytes > bytes_max {
            return Err(StorageError::TooLarge { what: "a bundle".into(), bytes_max });
        }
        let mut out = BytesMut::with_capacity(usize::try_from(self.bytes).unwrap_or(0));
        let mut stream = self.stream(0..self.bytes)?;
        while let Some(chunk) = stream.try_next().await? {
            out.put(chunk);
        }
        Ok(out.freeze())
    }
}

async fn send(
    storage: Storage,
    segment: Segment,
    part: Range<u64>,
) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
    match segment {
        Segment::Literal(literal) => {
            let (start, end) = (usize::try_from(part.start).unwrap_or(0), usize::try_from(part.end).unwrap_or(0));
            Ok(stream::once(async move { Ok(literal.slice(start..end)) }).boxed())
        }
        Segment::Object { key, slug, bytes, sha256 } => {
            let whole = part == (0..bytes);
            let source = storage.stream(&key, part).await?;
            let state = (source, Sha256::new(), 0u64);
            Ok(stream::try_unfold(state, move |(mut source, mut hasher, mut sent)| {
                let (slug, sha256) = (slug.clone(), sha256.clone());
                async move {
                    match source.try_next().await? {
                        Some(chunk) => {
                            hasher.update(&chunk);
                            sent += chunk.len() as u64;
                            Ok(Some((chunk, (source, hasher, sent))))
                        }
                        None if whole && (sent != bytes || hex(&hasher.finalize()) != sha256) => {
                            Err(StorageError::corrupt(&slug, "its bytes differ"))
                        }
                        None => Ok(None),
                    }
                }
            })
            .boxed())
        }
    }
}

/// A path in a folder that no earlier member has, compared without case, because some file systems do so.
pub(super) fn free_path(folder: &str, name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, extension) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    let mut path = format!("{folder}/{name}");
    let mut number = 2;
    while !taken.insert(path.to_lowercase()) {
        path = format!("{folder}/{stem} ({number}){extension}");
        number += 1;
    }
    path
}

/// 1 January 1980, 00:00: the first moment that the format can name.
const DOS_DATE: u16 = (1 << 5) | 1;
/// Names are UTF-8 (bit 11).
const FLAGS: u16 = 1 << 11;
const VERSION: u16 = 20;

fn local_header(path: &str, entry: &Entry) -> Bytes {
    let mut out = BytesMut::with_capacity(30 + path.len());
    out.put_u32_le(0x0403_4b50);
    common(&mut out, path, entry);
    out.put_u16_le(0);
    out.put_slice(path.as_bytes());
    out.freeze()
}

fn central_header(path: &str, entry: &Entry, offset: u64) -> Bytes {
    let mut out = BytesMut::with_capacity(46 + path.len());
    out.put_u32_le(0x0201_4b50);
    // Made on a Unix system, so that the permission bits below are honoured.
    out.put_u16_le((3 << 8) | VERSION);
    common(&mut out, path, entry);
    out.put_bytes(0, 8);
    out.put_u32_le(0o100_644 << 16);
    out.put_u32_le(small(offset));
    out.put_slice(path.as_bytes());
    out.freeze()
}

fn common(out: &mut BytesMut, path: &str, entry: &Entry) {
    out.put_u16_le(VERSION);
    out.put_u16_le(FLAGS);
    out.put_u16_le(0);
    out.put_u16_le(0);
    out.put_u16_le(DOS_DATE);
    out.put_u32_le(entry.crc32);
    out.put_u32_le(small(entry.bytes));
    out.put_u32_le(small(entry.bytes));
    out.put_u16_le(u16::try_from(path.len()).expect("a path is some ids and folders, and a name of at most 150 bytes"));
}

fn end_record(members: usize, directory_bytes: usize, offset: u64) -> Bytes {
    let mut out = BytesMut::with_capacity(22);
    let members = u16::try_from(members).expect("the plan refuses more members");
    out.put_u32_le(0x0605_4b50);
    out.put_u32_le(0);
    out.put_u16_le(members);
    out.put_u16_le(members);
    out.put_u32_le(u32::try_from(directory_bytes).expect("the plan refuses more members"));
    out.put_u32_le(small(offset));
    out.put_u16_le(0);
    out.freeze()
}

fn small(bytes: u64) -> u32 {
    u32::try_from(bytes).expect("the plan refuses more than 4 GiB")
}
