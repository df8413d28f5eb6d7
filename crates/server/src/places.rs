//! Places for uploads: so many at the same time in one process. Each holds memory and a way to the storage for as long as its
//! client sends, so beyond them a client is told to come again instead of being taken in with all others getting slower.

use crate::problem::{Cause, Problem};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dossier::Class;
use std::num::NonZeroU32;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Seconds after which a client without a place may come again.
const RETRY_AFTER_S: u32 = 5;

/// Places of one process. Clones share them.
#[derive(Clone, Debug)]
pub struct UploadPlaces(Arc<Semaphore>);

impl UploadPlaces {
    /// So many.
    pub fn new(number: NonZeroU32) -> Self {
        Self(Arc::new(Semaphore::new(usize::try_from(number.get()).unwrap_or(1))))
    }

    fn take(&self) -> Option<Place> {
        let permit = Arc::clone(&self.0).try_acquire_owned().ok()?;
        metrics::gauge!("uploads_open").increment(1.0);
        Some(Place { _permit: permit })
    }
}

/// A place that is taken, until this is dropped.
struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("uploads_open").decrement(1.0);
    }
}

/// Lets an upload in where there is a place, before a byte of its body is read; else 503 with `Retry-After`. Put outside of
/// [`crate::body::guard_body`], which sees to it that a slow client gives its place back.
pub async fn bound_uploads(State(places): State<UploadPlaces>, request: Request, next: Next) -> Response {
    // A page that shows a form on the same path brings nothing.
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let Some(place) = places.take() else {
        let busy = Problem::new(Cause::Class(Class::Unavailable), "upload.busy");
        return busy.retry_after(RETRY_AFTER_S).into_response();
    };
    let response = next.run(request).await;
    drop(place);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::post;
    use tokio::sync::Notify;
    use tower::Service as _;

    fn request(method: &str) -> Request {
        Request::builder().method(method).uri("/").body(Body::empty()).unwrap()
    }

    #[tokio::test]
    async fn beyond_the_places_a_client_is_told_to_come_again() {
        let (inside, gate) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (inside, gate) = (Arc::clone(&inside), Arc::clone(&gate));
            move || async move {
                inside.notify_one();
                gate.notified().await;
                "taken"
            }
        };
        let places = UploadPlaces::new(NonZeroU32::MIN);
        let layer = from_fn_with_state(places, bound_uploads);
        let router: Router = Router::new().route("/", post(slow).get(|| async { "form" })).route_layer(layer);
        let first = tokio::spawn(router.clone().call(request("POST")));
        inside.notified().await;
        let second = router.clone().call(request("POST")).await.unwrap();
        assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(second.headers()["retry-after"], "5");
        assert_eq!(router.clone().call(request("GET")).await.unwrap().status(), StatusCode::OK, "forms need no place");
        gate.notify_one();
        assert_eq!(first.await.unwrap().unwrap().status(), StatusCode::OK);
        gate.notify_one();
        assert_eq!(router.clone().call(request("POST")).await.unwrap().status(), StatusCode::OK, "it is free again");
    }
}
