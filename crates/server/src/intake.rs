//! From an upload to runs that wait, once for one key: what the API and the page do alike after they have read their forms.

use crate::app::App;
use crate::idempotency::Fingerprint;
use crate::keys::{Asked, once_for};
use crate::problem::Problem;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use dossier::core::offer::OfferFile;
use dossier::service::Caller;
use dossier::service::runs::{Draft, RunOptions};
use serde::Serialize;
use uuid::Uuid;

/// What an upload has brought beside its files.
pub(crate) struct Brought {
    /// What makes two uploads the same; of [`fingerprint`].
    pub(crate) body: [u8; 32],
    /// The options.
    pub(crate) options: RunOptions,
}

/// What makes two uploads the same: their files in order, and their options. The offer's data is no part of what options show.
///
/// # Errors
/// A defect: options that are no JSON.
pub(crate) fn fingerprint(
    draft: &Draft,
    options: &impl Serialize,
    offer: Option<&OfferFile>,
) -> Result<[u8; 32], Problem> {
    let files: Vec<(&str, String)> =
        draft.hashes().into_iter().map(|(role, hash)| (role.code(), hash.to_string())).collect();
    let text = serde_json::to_vec(&(files, options, offer)).map_err(|_| Problem::internal())?;
    Ok(Fingerprint::hash(&text))
}

/// Starts the runs of a draft, once for the key that the headers bring, and answers with their ids and that of their
/// batch. Without what was to be
/// brought, or where it was done before, nothing of the draft stays.
///
/// # Errors
/// What kept the upload from coming in, or the use case's refusal.
pub(crate) async fn started<A>(
    app: &App,
    caller: &Caller,
    (headers, path): (&HeaderMap, &str),
    draft: Draft,
    brought: Result<Brought, Problem>,
    answer: A,
) -> Result<Response, Problem>
where
    A: FnOnce(Vec<Uuid>, Option<Uuid>) -> Response + Send,
{
    let service = &app.service;
    let brought = brought.and_then(|brought| {
        if draft.batch().is_some() {
            app.limits.batches.check(&caller.team)?;
        }
        Ok(brought)
    });
    let Brought { body, options } = match brought {
        Ok(brought) => brought,
        Err(problem) => {
            service.drop_draft(draft).await;
            return Err(problem);
        }
    };
    let asked = Asked { method: Method::POST, path, body };
    let mut held = Some(draft);
    let work = async {
        let Some(draft) = held.take() else { return Err(Problem::internal()) };
        let batch = draft.batch();
        let runs = service.start(caller, draft, options).await?;
        Ok::<_, Problem>(answer(runs, batch))
    };
    let answered = once_for(service, caller, headers, asked, work).await;
    if let Some(draft) = held {
        // It was done before, or may not be done: nobody needs the files of this time.
        service.drop_draft(draft).await;
    }
    answered
}
