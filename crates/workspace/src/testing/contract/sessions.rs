//! Promises about users on a storage whose rows know teams: what the back end itself keeps apart, below all our own checks.

use super::*;
use object_store::path::Path;
use std::time::Duration;

/// Checks that two users, of team 1 and of team 2, cannot read, list, overwrite, sign or delete each other's runs, and that
/// each can do all of it with the own ones. `service` reaches everything; the users' tokens name [`teams`].
pub async fn check_sessions(service: &Storage, first: &Storage, second: &Storage) {
    assert!(first.is_session() && second.is_session() && !service.is_session());
    let own = sealed(first, 1, 1, 1).await;
    sealed(second, 2, 1, 1).await;
    assert!(open(service, 1, 1, 1).await.is_some() && open(service, 2, 1, 1).await.is_some());
    assert_eq!(own.get_primary("01-cv.docx", BYTES_MAX).await.expect("read").as_deref(), Some(&b"cv"[..]));

    let prefix = Path::from(format!("t/{}/runs/{}/{}", team(1), run(1), revision(1)));
    let key = Path::from(format!("{prefix}/primary_outputs/01-cv.docx"));
    assert!(open(second, 1, 1, 1).await.is_none(), "a foreign revision reads as absent");
    assert_eq!(second.get(&key, BYTES_MAX).await.expect("asked"), None);
    assert!(second.list(&prefix).await.expect("asked").is_empty());
    assert!(list_runs(second, team(1)).await.expect("asked").is_empty());
    assert!(second.put(&key, Bytes::from_static(b"mine now")).await.is_err(), "no overwriting");
    let fresh = Path::from(format!("t/{}/runs/{}/x", team(1), run(1)));
    assert!(second.put(&fresh, Bytes::from_static(b"planted")).await.is_err(), "no planting");
    assert!(second.copy(&key, &Path::from(format!("t/{}/stolen", team(2)))).await.is_err(), "no copying out");
    assert!(second.sign(&key, Duration::from_secs(60)).await.is_err(), "no signing");
    let _ = second.delete(&key).await;
    let _ = second.delete_prefix(&prefix).await;
    let _ = erase_run(second, team(1), run(1), time()).await;
    let untouched = open(service, 1, 1, 1).await.expect("still sealed");
    let bundle = untouched.bundle(|_| true).await.expect("complete").to_bytes(BYTES_MAX).await.expect("intact");
    assert_eq!(verify_zip(&bundle).expect("sound").len(), 4);
    assert_eq!(
        service.list(&Path::from(format!("t/{}", team(1)))).await.expect("listed").len(),
        5,
        "nothing was planted"
    );

    // By the S3 door the link would carry the user's token; by REST it carries one of its own.
    match first.sign(&key, Duration::from_secs(60)).await {
        Ok(link) => assert_eq!(first.fetch(&link).await.expect("asked").as_deref(), Some(&b"cv"[..])),
        Err(StorageError::NotSupported { .. }) => {}
        Err(error) => panic!("{error}"),
    }

    own.delete().await.expect("one's own can be deleted");
    assert!(open(service, 1, 1, 1).await.is_none());
}

/// A link of the back end to a file of a run of team 1 that this seals.
///
/// # Errors
/// Those of [`SealedRevision::signed_url`].
pub async fn link_of_a_sealed_file(storage: &Storage) -> Result<String, StorageError> {
    let own = sealed(storage, 1, 7, 7).await;
    own.signed_url(Area::PrimaryOutputs, "01-cv.docx", Duration::from_secs(60)).await
}

/// Ids of the two teams that [`check_sessions`] writes as, for making tokens.
pub fn teams() -> [String; 2] {
    [team(1).to_string(), team(2).to_string()]
}
