//! Promises about one revision: what is saved, sealed and read.

use super::*;

pub(super) async fn a_sealed_revision_reads_back(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    let found = open(storage, 1, 1, 1).await.expect("visible");
    let keys: Vec<(Area, &str)> = found.commit().entries.iter().map(|entry| (entry.area, entry.key.as_str())).collect();
    assert_eq!(
        keys,
        [
            (Area::PrimaryOutputs, "01-cv.docx"),
            (Area::PrimaryOutputs, "02-offer.docx"),
            (Area::Artifacts, "cv.json"),
            (Area::Artifacts, "empty.json"),
        ]
    );
    assert_eq!(found.get_primary("CV 李明.docx", BYTES_MAX).await.expect("read").as_deref(), Some(&b"cv"[..]));
    assert_eq!(found.get_artifact("empty.json", BYTES_MAX).await.expect("read").as_deref(), Some(&b""[..]));
    assert_eq!(found.get_primary("none.docx", BYTES_MAX).await.expect("read"), None);
    let listed: Vec<String> = storage
        .list(&object_store::path::Path::from("t"))
        .await
        .expect("listed")
        .iter()
        .map(|meta| meta.location.to_string())
        .collect();
    let prefix = format!("t/{}/runs/{}/{}", team(1), run(1), revision(1));
    assert_eq!(
        listed,
        [
            format!("{prefix}/artifacts/cv.json"),
            format!("{prefix}/artifacts/empty.json"),
            format!("{prefix}/commit.json"),
            format!("{prefix}/primary_outputs/01-cv.docx"),
            format!("{prefix}/primary_outputs/02-offer.docx"),
        ]
    );
    let again = RunWorkspace::create(storage, team(1), run(1), revision(1), new_revision()).await;
    assert!(matches!(again, Err(StorageError::NameTaken { .. })), "a revision is never written twice");
}

pub(super) async fn nothing_is_visible_before_the_seal(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    fill(&mut workspace).await;
    assert_eq!(workspace.get_primary("01-cv.docx", BYTES_MAX).await.expect("read").as_deref(), Some(&b"cv"[..]));
    assert_eq!(workspace.list().len(), 4);
    assert!(open(storage, 1, 1, 1).await.is_none());
    assert!(current_revision(storage, team(1), run(1)).await.expect("looked up").is_none());
    workspace.delete().await.expect("given up");
    assert!(open(storage, 1, 1, 1).await.is_none());
}

pub(super) async fn a_name_is_saved_once(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    workspace.save_primary("a.docx", name("a.docx"), DOCX, Bytes::from_static(b"1")).await.expect("saved");
    let again = workspace.save_primary("a.docx", name("other.docx"), DOCX, Bytes::from_static(b"2")).await;
    assert!(matches!(again, Err(StorageError::NameTaken { .. })));
    workspace
        .save_artifact("a.docx", name("a.docx"), DOCX, Bytes::from_static(b"3"))
        .await
        .expect("the other area is free");
    let outside = workspace.save_artifact("../../x", name("x"), DOCX, Bytes::from_static(b"4")).await;
    outside.expect("a slug cannot leave its folder");
    assert!(workspace.list().iter().all(|entry| !entry.key.contains('/') && !entry.key.contains("..")));
}

pub(super) async fn budgets_hold(storage: &Storage) {
    let mut new = new_revision();
    new.budget = Budget { bytes_max: 10, files_max: 2 };
    let mut workspace = RunWorkspace::create(storage, team(1), run(1), revision(1), new).await.expect("fresh");
    let too_large = workspace.save_primary("a", name("a"), DOCX, Bytes::from_static(b"01234567890")).await;
    assert!(matches!(too_large, Err(StorageError::TooLarge { bytes_max: 10, .. })));
    workspace.save_primary("a", name("a"), DOCX, Bytes::from_static(b"01")).await.expect("fits");
    let input = futures::stream::iter([Ok(Bytes::from_static(b"0123456789"))]);
    assert!(matches!(workspace.save_input(input, 100).await, Err(StorageError::TooLarge { bytes_max: 8, .. })));
    workspace.save_primary("b", name("b"), DOCX, Bytes::new()).await.expect("fits");
    let too_many = workspace.save_primary("c", name("c"), DOCX, Bytes::new()).await;
    assert!(matches!(too_many, Err(StorageError::TooManyFiles { files_max: 2 })));
    assert_eq!(workspace.seal(time()).await.expect("what fitted is sealed").commit().entries.len(), 2);
}

pub(super) async fn reads_have_a_maximum(storage: &Storage) {
    let found = sealed(storage, 1, 1, 1).await;
    assert!(matches!(found.get_primary("02-offer.docx", 4).await, Err(StorageError::TooLarge { bytes_max: 4, .. })));
    assert!(found.get_primary("02-offer.docx", 5).await.expect("read").is_some());
}

pub(super) async fn inputs_are_kept_once(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    let chunks = || futures::stream::iter([Ok(Bytes::from_static(b"ab")), Ok(Bytes::from_static(b"c"))]);
    let first = workspace.save_input(chunks(), 10).await.expect("saved");
    let second = workspace.save_input(chunks(), 10).await.expect("saved");
    assert_eq!(first, second);
    assert_eq!(first.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(matches!(workspace.save_input(chunks(), 2).await, Err(StorageError::TooLarge { .. })));
    let found = workspace.seal(time()).await.expect("sealed");
    assert_eq!(found.commit().inputs.len(), 1);
    assert_eq!(found.input(&first, 10).await.expect("read").as_ref(), b"abc");
}

pub(super) async fn teams_do_not_see_each_other(storage: &Storage) {
    sealed(storage, 1, 1, 1).await;
    assert!(open(storage, 2, 1, 1).await.is_none());
    assert!(list_runs(storage, team(2)).await.expect("listed").is_empty());
    sealed(storage, 2, 1, 1).await.delete().await.expect("deleted");
    assert!(open(storage, 1, 1, 1).await.is_some(), "deleting one team's run leaves the other's");
}

pub(super) async fn delete_is_idempotent(storage: &Storage) {
    let found = sealed(storage, 1, 1, 1).await;
    found.clone().delete().await.expect("deleted");
    found.clone().delete().await.expect("deleted again");
    assert!(open(storage, 1, 1, 1).await.is_none());
    assert!(matches!(found.get_primary("01-cv.docx", BYTES_MAX).await, Err(StorageError::NotFound { .. })));
    assert!(matches!(found.bundle(|_| true).await, Err(StorageError::NotFound { .. })));
}

pub(super) async fn a_large_input_goes_in_parts_and_leaves_none(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    let chunk = |n: u8| Ok(Bytes::from(vec![n; 1 << 20]));
    let input = workspace.save_input(futures::stream::iter((0..20).map(chunk)), 32 << 20).await.expect("saved");
    assert_eq!(input.bytes, 20 << 20);
    let too_large = workspace.save_input(futures::stream::iter((0..20).map(chunk)), 19 << 20).await;
    assert!(matches!(too_large, Err(StorageError::TooLarge { .. })));
    let broken = (0..12).map(chunk).chain([Err(std::io::Error::other("the sender went away"))]);
    assert!(workspace.save_input(futures::stream::iter(broken), 32 << 20).await.is_err());
    let listed = storage.list(&object_store::path::Path::from("t")).await.expect("listed");
    assert_eq!(listed.len(), 1, "only the input itself is there");
    let found = workspace.seal(time()).await.expect("sealed");
    let read = found.input(&input, 32 << 20).await.expect("read, and its hash is right");
    assert_eq!((read.len(), read[0], read[read.len() - 1]), (20 << 20, 0, 19));
}

pub(super) async fn sixteen_writers_of_equal_names_do_not_meet(storage: &Storage) {
    let content = |n: u128| Bytes::from(vec![u8::try_from(n).expect("small"); 10_000]);
    let writers = (0..16u128).map(|n| {
        let storage = storage.clone();
        tokio::spawn(async move {
            let mut workspace = begin(&storage, 1, 1, n).await;
            let input = futures::stream::iter([Ok(Bytes::from_static(b"the same cv"))]);
            workspace.save_input(input, BYTES_MAX).await.expect("saved");
            for slug in ["01-cv.docx", "02-offer.docx"] {
                workspace.save_primary(slug, name("CV.docx"), DOCX, content(n)).await.expect("saved");
            }
            workspace.seal(time()).await.expect("sealed");
        })
    });
    let writers: Vec<_> = writers.collect();
    for writer in writers {
        writer.await.expect("a writer that does not panic");
    }
    for n in 0..16u128 {
        let found = open(storage, 1, 1, n).await.expect("sealed");
        for slug in ["01-cv.docx", "02-offer.docx"] {
            assert_eq!(found.get_primary(slug, BYTES_MAX).await.expect("read"), Some(content(n)));
        }
    }
}

pub(super) async fn prefixes_that_share_a_beginning_stay_apart(storage: &Storage) {
    let mut workspace = begin(storage, 1, 1, 1).await;
    for slug in ["a", "ab", "a-b", "a.b"] {
        workspace.save_primary(slug, name(slug), DOCX, Bytes::from(slug)).await.expect("saved");
    }
    let found = workspace.seal(time()).await.expect("sealed");
    for slug in ["a", "ab", "a-b", "a.b"] {
        assert_eq!(found.get_primary(slug, 10).await.expect("read").as_deref(), Some(slug.as_bytes()));
    }
    let path = |text: &str| object_store::path::Path::from(text);
    for key in ["shared/a/x", "shared/ab/x", "shared/a.b"] {
        storage.put(&path(key), Bytes::from_static(b"x")).await.expect("put");
    }
    let listed = storage.list(&path("shared/a")).await.expect("listed");
    assert_eq!(listed.iter().map(|meta| meta.location.as_ref()).collect::<Vec<_>>(), ["shared/a/x"]);
    assert_eq!(storage.children(&path("shared")).await.expect("listed"), ["a", "ab"]);
    assert_eq!(storage.delete_prefix(&path("shared/a")).await.expect("deleted"), 1);
    assert_eq!(storage.list(&path("shared")).await.expect("listed").len(), 2);
    storage.delete_prefix(&path("shared")).await.expect("deleted");
}
