//! Idempotency keys in the database, for one caller: the keys of others are never seen.

use crate::idempotency::{Fingerprint, Kept, Key, Keys, Known, once};
use crate::problem::Problem;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use dossier::db::{Hash, Micros, idempotency};
use dossier::service::{Caller, Office};
use serde::Serialize;

const MINUTE: Micros = 60 * 1_000_000;

/// How long the request of a key can be running: longer than any upload may take. Then another may take the key over.
const WORK_MAX: Micros = 15 * MINUTE;

/// How long an answer is told again.
const KEPT: Micros = 24 * 60 * MINUTE;

/// The keys of a caller.
pub struct StoredKeys<'a> {
    service: &'a Office,
    caller: &'a Caller,
}

impl<'a> StoredKeys<'a> {
    /// Of a caller.
    pub fn of(service: &'a Office, caller: &'a Caller) -> Self {
        Self { service, caller }
    }

    fn hash(&self, key: &Key) -> Hash {
        let user = self.caller.user.unwrap_or_default();
        self.service.db().key().of_idempotency(self.caller.team, user, key.as_str())
    }
}

impl Keys for StoredKeys<'_> {
    async fn begin(&self, key: &Key, fingerprint: &Fingerprint) -> Result<Known, Problem> {
        let now = self.service.now();
        let mut tx = self.service.db().write(&self.caller.ctx()).await?;
        let (key, request) = (self.hash(key), Hash(*fingerprint.bytes()));
        let known = idempotency::begin(&mut tx, key, request, now, now.saturating_add(WORK_MAX)).await?;
        tx.commit().await?;
        Ok(match known {
            idempotency::Known::Fresh => Known::Fresh,
            idempotency::Known::UnderWay => Known::UnderWay,
            idempotency::Known::OtherRequest => Known::OtherRequest,
            idempotency::Known::Answered { response, .. } => {
                Known::Answered(serde_json::from_str(&response).map_err(|_| Problem::internal())?)
            }
        })
    }

    async fn answer(&self, key: &Key, kept: &Kept) -> Result<(), Problem> {
        let text = serde_json::to_string(kept).map_err(|_| Problem::internal())?;
        let mut tx = self.service.db().write(&self.caller.ctx()).await?;
        let key = self.hash(key);
        idempotency::answer(&mut tx, key, i64::from(kept.status), &text).await?;
        idempotency::keep_until(&mut tx, key, self.service.now().saturating_add(KEPT)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn give_back(&self, key: &Key) -> Result<(), Problem> {
        let mut tx = self.service.db().write(&self.caller.ctx()).await?;
        idempotency::give_back(&mut tx, self.hash(key)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A request as its key is remembered by.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Method.
    pub method: Method,
    /// Path.
    pub path: &'a str,
    /// [`Fingerprint::hash`] of the body, or of what identifies an upload.
    pub body: [u8; 32],
}

impl<'a> Asked<'a> {
    /// A POST with a JSON body. Bodies that mean the same are the same.
    ///
    /// # Errors
    /// A defect: a body that is no JSON.
    pub fn post<B: Serialize>(path: &'a str, body: &B) -> Result<Self, Problem> {
        let text = serde_json::to_vec(body).map_err(|_| Problem::internal())?;
        Ok(Self { method: Method::POST, path, body: Fingerprint::hash(&text) })
    }
}

/// Does work once for the key that the request brings; without a key, each time. The answer must hold no secret and nothing
/// about a person, because it is kept.
///
/// # Errors
/// As [`once`].
pub async fn once_for<W>(
    service: &Office,
    caller: &Caller,
    headers: &HeaderMap,
    asked: Asked<'_>,
    work: W,
) -> Result<Response, Problem>
where
    W: Future<Output = Result<Response, Problem>> + Send,
{
    match Key::read(headers)? {
        Some(key) => {
            let fingerprint = Fingerprint::of(&asked.method, asked.path, &asked.body);
            once(&StoredKeys::of(service, caller), &key, &fingerprint, work).await
        }
        None => work.await,
    }
}
