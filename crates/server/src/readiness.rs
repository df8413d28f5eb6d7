//! What has to work before this server takes requests: the database answers, its schema is this program's, and the storage
//! is there and is the instance's own.

use crate::health::{Check, Readiness};
use dossier::service::Office;
use futures::future::BoxFuture;
use std::time::Duration;

/// How long one check may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// Code of a check that took too long.
const TIMEOUT: &str = "ready.timeout";

/// Code of a storage that has no marker, or another instance's.
const OTHER_STORAGE: &str = "ready.other_storage";

/// Looks at what the service stands on.
#[derive(Clone, Debug)]
pub struct ServiceReadiness {
    service: Office,
}

impl ServiceReadiness {
    /// Of a service.
    pub fn new(service: Office) -> Self {
        Self { service }
    }

    async fn database(&self) -> Option<&'static str> {
        self.service.db().ping().await.err().map(|error| error.code())
    }

    async fn schema(&self) -> Option<&'static str> {
        self.service.db().check_schema().await.err().map(|error| error.code())
    }

    async fn storage(&self) -> Option<&'static str> {
        let storage = self.service.dossier().storage();
        match storage.marker().await {
            Ok(Some(marker)) if marker.instance == self.service.db().instance() => None,
            // What ends with the process belongs to nobody else.
            Ok(None) if !storage.is_durable() => None,
            Ok(_) => Some(OTHER_STORAGE),
            Err(error) => Some(error.code()),
        }
    }
}

async fn within(name: &'static str, check: impl Future<Output = Option<&'static str>> + Send) -> Check {
    Check { name, code: tokio::time::timeout(PATIENCE, check).await.unwrap_or(Some(TIMEOUT)) }
}

impl Readiness for ServiceReadiness {
    fn checks(&self) -> BoxFuture<'_, Vec<Check>> {
        Box::pin(async move {
            let (database, schema, storage) = tokio::join!(
                within("database", self.database()),
                within("schema", self.schema()),
                within("storage", self.storage())
            );
            vec![database, schema, storage]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_check_that_takes_too_long_has_failed() {
        let stuck = within("database", std::future::pending());
        assert_eq!(stuck.await, Check { name: "database", code: Some(TIMEOUT) });
        assert_eq!(within("database", async { None }).await.code, None);
    }
}
