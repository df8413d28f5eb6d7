//! The objects of a stand-in, in memory, and the part of S3 that storages use over them. `s3s` speaks the protocol;
//! its own `s3s-fs` cannot keep them, because it makes file names of keys and fails beyond 255 bytes.

use crate::holds::{Holds, Point};
use bytes::Bytes;
use futures::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One object.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) id: String,
    pub(crate) bytes: Bytes,
    pub(crate) updated_at: Timestamp,
}

impl Object {
    pub(crate) fn new(bytes: Bytes) -> Self {
        let digest = ring::digest::digest(&ring::digest::SHA256, &bytes);
        let id = digest.as_ref()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { id, bytes, updated_at: Timestamp::now() }
    }
}

/// An upload in parts that is under way.
#[derive(Debug)]
struct Upload {
    bucket: String,
    key: String,
    begun_at: Timestamp,
    parts: BTreeMap<i32, Bytes>,
}

pub(crate) type Bucket = BTreeMap<String, Object>;

/// Buckets and unfinished uploads.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) buckets: BTreeMap<String, Bucket>,
    uploads: BTreeMap<u64, Upload>,
    last_upload: u64,
}

/// Shared by all doors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Objects {
    kept: Arc<Mutex<Kept>>,
    /// Writes that are held back.
    pub(crate) holds: Holds,
}

impl Objects {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn make_bucket(&self, name: &str) {
        self.lock().buckets.entry(name.to_owned()).or_default();
    }

    /// Keys of a bucket, sorted.
    pub(crate) fn keys(&self, bucket: &str) -> Vec<String> {
        self.lock().buckets.get(bucket).into_iter().flat_map(Bucket::keys).cloned().collect()
    }

    /// Makes everything older.
    pub(crate) fn age(&self, by: SignedDuration) {
        for object in self.lock().buckets.values_mut().flat_map(Bucket::values_mut) {
            object.updated_at -= by;
        }
    }

    fn put(&self, bucket: &str, key: String, object: Object, create_only: bool) -> S3Result<()> {
        let mut kept = self.lock();
        let bucket = kept.bucket(bucket)?;
        if create_only && bucket.contains_key(&key) {
            return Err(s3_error!(PreconditionFailed));
        }
        bucket.insert(key, object);
        Ok(())
    }
}

impl Kept {
    fn bucket(&mut self, name: &str) -> S3Result<&mut Bucket> {
        self.buckets.get_mut(name).ok_or_else(|| s3_error!(NoSuchBucket))
    }

    fn object(&mut self, bucket: &str, key: &str) -> S3Result<Object> {
        self.bucket(bucket)?.get(key).cloned().ok_or_else(|| s3_error!(NoSuchKey))
    }

    fn upload(&mut self, id: &str) -> S3Result<&mut Upload> {
        id.parse().ok().and_then(|id: u64| self.uploads.get_mut(&id)).ok_or_else(|| s3_error!(NoSuchUpload))
    }
}

fn e_tag(object: &Object) -> Option<ETag> {
    Some(ETag::Strong(object.id.clone()))
}

fn moment(at: Timestamp) -> Option<s3s::dto::Timestamp> {
    let since = std::time::Duration::from_millis(u64::try_from(at.as_millisecond()).unwrap_or(0));
    Some((std::time::SystemTime::UNIX_EPOCH + since).into())
}

async fn whole(body: Option<StreamingBlob>) -> S3Result<Bytes> {
    let Some(body) = body else { return Ok(Bytes::new()) };
    let parts: Vec<Bytes> = body.try_collect().await.map_err(|_| s3_error!(IncompleteBody))?;
    Ok(parts.concat().into())
}

fn size(bytes: &Bytes) -> Option<i64> {
    i64::try_from(bytes.len()).ok()
}

#[async_trait::async_trait]
impl S3 for Objects {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = request.input;
        self.lock().bucket(&input.bucket)?;
        let create_only = input.if_none_match.is_some();
        let object = Object::new(whole(input.body).await?);
        let output = PutObjectOutput { e_tag: e_tag(&object), ..PutObjectOutput::default() };
        self.holds.pass(Point::Before, &input.key).await;
        self.put(&input.bucket, input.key.clone(), object, create_only)?;
        self.holds.pass(Point::After, &input.key).await;
        Ok(S3Response::new(output))
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let input = request.input;
        let object = self.lock().object(&input.bucket, &input.key)?;
        let size_whole = object.bytes.len() as u64;
        let (bytes, content_range) = match input.range {
            None => (object.bytes.clone(), None),
            Some(range) => {
                let range = range.check(size_whole)?;
                let shown = format!("bytes {}-{}/{size_whole}", range.start, range.end - 1);
                let (start, end) = (usize::try_from(range.start), usize::try_from(range.end));
                let (Ok(start), Ok(end)) = (start, end) else { return Err(s3_error!(InvalidRange)) };
                (object.bytes.slice(start..end), Some(shown))
            }
        };
        let output = GetObjectOutput {
            content_length: size(&bytes),
            body: Some(s3s::Body::from(bytes).into()),
            content_range,
            e_tag: e_tag(&object),
            last_modified: moment(object.updated_at),
            ..GetObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let object = self.lock().object(&request.input.bucket, &request.input.key)?;
        let output = HeadObjectOutput {
            content_length: size(&object.bytes),
            e_tag: e_tag(&object),
            last_modified: moment(object.updated_at),
            ..HeadObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.lock().bucket(&request.input.bucket)?.remove(&request.input.key);
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn copy_object(&self, request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = request.input;
        let CopySource::Bucket { bucket, key, .. } = &input.copy_source else { return Err(s3_error!(NotImplemented)) };
        let mut kept = self.lock();
        let object = Object { updated_at: Timestamp::now(), ..kept.object(bucket, key)? };
        let result = CopyObjectResult {
            e_tag: e_tag(&object),
            last_modified: moment(object.updated_at),
            ..CopyObjectResult::default()
        };
        kept.bucket(&input.bucket)?.insert(input.key, object);
        let output = CopyObjectOutput { copy_object_result: Some(result), ..CopyObjectOutput::default() };
        Ok(S3Response::new(output))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        let prefix = input.prefix.clone().unwrap_or_default();
        let after = input.continuation_token.clone().or(input.start_after.clone()).unwrap_or_default();
        let page = usize::try_from(input.max_keys.unwrap_or(1_000)).unwrap_or(0).min(1_000);
        let mut kept = self.lock();
        // Objects and levels in one order, as S3 counts them.
        let mut entries: BTreeMap<String, Option<&Object>> = BTreeMap::new();
        for (key, object) in kept.bucket(&input.bucket)?.iter().filter(|(key, _)| key.starts_with(&prefix)) {
            let level = input.delimiter.as_ref().and_then(|delimiter| {
                key[prefix.len()..]
                    .find(delimiter.as_str())
                    .map(|at| key[..prefix.len() + at + delimiter.len()].to_owned())
            });
            match level {
                Some(level) => entries.insert(level, None),
                None => entries.insert(key.clone(), Some(object)),
            };
        }
        let mut left: Vec<_> = entries.into_iter().filter(|(key, _)| *key > after).collect();
        let truncated = left.len() > page;
        left.truncate(page);
        let next = truncated.then(|| left.last().map(|(key, _)| key.clone())).flatten();
        let contents = left.iter().filter_map(|(key, object)| {
            object.map(|object| s3s::dto::Object {
                key: Some(key.clone()),
                size: size(&object.bytes),
                e_tag: e_tag(object),
                last_modified: moment(object.updated_at),
                ..s3s::dto::Object::default()
            })
        });
        let levels = left.iter().filter(|(_, object)| object.is_none());
        let output = ListObjectsV2Output {
            contents: Some(contents.collect()),
            common_prefixes: Some(levels.map(|(key, _)| CommonPrefix { prefix: Some(key.clone()) }).collect()),
            key_count: i32::try_from(left.len()).ok(),
            max_keys: i32::try_from(page).ok(),
            is_truncated: Some(truncated),
            next_continuation_token: next,
            name: Some(input.bucket),
            prefix: input.prefix,
            delimiter: input.delimiter,
            continuation_token: input.continuation_token,
            start_after: input.start_after,
            ..ListObjectsV2Output::default()
        };
        Ok(S3Response::new(output))
    }

    async fn create_multipart_upload(
        &self,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let input = request.input;
        let mut kept = self.lock();
        kept.bucket(&input.bucket)?;
        kept.last_upload += 1;
        let id = kept.last_upload;
        let (bucket, key) = (input.bucket.clone(), input.key.clone());
        kept.uploads.insert(id, Upload { bucket, key, begun_at: Timestamp::now(), parts: BTreeMap::new() });
        let output = CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(id.to_string()),
            ..CreateMultipartUploadOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn upload_part(&self, request: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        let input = request.input;
        let object = Object::new(whole(input.body).await?);
        let output = UploadPartOutput { e_tag: e_tag(&object), ..UploadPartOutput::default() };
        self.lock().upload(&input.upload_id)?.parts.insert(input.part_number, object.bytes);
        Ok(S3Response::new(output))
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let input = request.input;
        let mut kept = self.lock();
        let parts: Vec<Bytes> = kept.upload(&input.upload_id)?.parts.values().cloned().collect();
        let object = Object::new(parts.concat().into());
        let output = CompleteMultipartUploadOutput {
            bucket: Some(input.bucket.clone()),
            key: Some(input.key.clone()),
            e_tag: e_tag(&object),
            ..CompleteMultipartUploadOutput::default()
        };
        kept.bucket(&input.bucket)?.insert(input.key, object);
        kept.uploads.remove(&input.upload_id.parse().unwrap_or(0));
        Ok(S3Response::new(output))
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let mut kept = self.lock();
        kept.upload(&request.input.upload_id)?;
        kept.uploads.remove(&request.input.upload_id.parse().unwrap_or(0));
        Ok(S3Response::new(AbortMultipartUploadOutput::default()))
    }

    async fn list_multipart_uploads(
        &self,
        request: S3Request<ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<ListMultipartUploadsOutput>> {
        let input = request.input;
        let prefix = input.prefix.unwrap_or_default();
        let kept = self.lock();
        let here =
            kept.uploads.iter().filter(|(_, upload)| upload.bucket == input.bucket && upload.key.starts_with(&prefix));
        let uploads = here.map(|(id, upload)| MultipartUpload {
            key: Some(upload.key.clone()),
            upload_id: Some(id.to_string()),
            initiated: moment(upload.begun_at),
            ..MultipartUpload::default()
        });
        let output = ListMultipartUploadsOutput {
            bucket: Some(input.bucket.clone()),
            uploads: Some(uploads.collect()),
            is_truncated: Some(false),
            ..ListMultipartUploadsOutput::default()
        };
        Ok(S3Response::new(output))
    }
}
