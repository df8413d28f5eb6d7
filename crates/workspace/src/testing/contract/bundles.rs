//! Promises about bundles.

use super::*;

pub(super) async fn bundles_are_equal_and_exact(storage: &Storage) {
    let first = sealed(storage, 1, 1, 1).await.bundle(|_| true).await.expect("planned");
    let second = sealed(storage, 1, 2, 2).await.bundle(|_| true).await.expect("planned");
    let (a, b) = (first.to_bytes(BYTES_MAX).await.expect("built"), second.to_bytes(BYTES_MAX).await.expect("built"));
    assert_eq!(a, b, "equal files give equal bundles");
    assert_eq!(first.etag(), second.etag());
    assert_eq!(a.len() as u64, first.bytes());
    let members = verify_zip(&a).expect("a sound bundle");
    let paths: Vec<&str> = members.iter().map(|member| member.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "artifacts/cv.json", "artifacts/empty.json", "primary_outputs/Angebot Müller.docx",
            "primary_outputs/CV 李明.docx"
        ]
    );
    let client =
        sealed(storage, 1, 3, 3).await.bundle(|entry| entry.area == Area::PrimaryOutputs).await.expect("planned");
    assert_eq!(client.members().len(), 2);

    let mut workspace = begin(storage, 1, 4, 4).await;
    for slug in ["a.docx", "b.docx", "c.docx"] {
        let visible = if slug == "b.docx" { "cv.docx" } else { "CV.docx" };
        workspace.save_primary(slug, name(visible), DOCX, Bytes::from_static(b"x")).await.expect("saved");
    }
    let twins = workspace.seal(time()).await.expect("sealed").bundle(|_| true).await.expect("planned");
    let paths: Vec<&str> = twins.members().iter().map(|member| member.path.as_str()).collect();
    assert_eq!(paths, ["primary_outputs/CV (3).docx", "primary_outputs/CV.docx", "primary_outputs/cv (2).docx"]);
}

pub(super) async fn ranges_are_parts_of_the_whole(storage: &Storage) {
    let bundle = sealed(storage, 1, 1, 1).await.bundle(|_| true).await.expect("planned");
    let whole = bundle.to_bytes(BYTES_MAX).await.expect("built");
    let length = bundle.bytes();
    for (start, end) in [(0, 1), (0, length), (29, 45), (length - 1, length), (40, length - 40)] {
        let parts: Vec<Bytes> = bundle.stream(start..end).expect("within").try_collect().await.expect("streamed");
        let range = usize::try_from(start).expect("small")..usize::try_from(end).expect("small");
        assert_eq!(parts.concat(), whole[range], "{start}..{end}");
    }
    assert!(matches!(bundle.stream(0..length + 1), Err(StorageError::BadRange { .. })));
    assert!(matches!(bundle.stream(5..5), Err(StorageError::BadRange { .. })));
}

pub(super) async fn a_thousand_files_list_and_bundle(storage: &Storage) {
    let mut new = new_revision();
    new.budget.files_max = 2_000;
    let mut workspace = RunWorkspace::create(storage, team(1), run(1), revision(1), new).await.expect("fresh");
    for n in 0..1_100 {
        let slug = format!("{n:04}.json");
        workspace
            .save_artifact(&slug, name(&slug), "application/json", Bytes::from(slug.clone()))
            .await
            .expect("saved");
    }
    let found = workspace.seal(time()).await.expect("sealed");
    let zip = found.bundle(|_| true).await.expect("planned").to_bytes(BYTES_MAX).await.expect("built");
    assert_eq!(verify_zip(&zip).expect("a sound bundle").len(), 1_100);
}

pub(super) async fn a_damaged_object_cuts_the_bundle(storage: &Storage) {
    let found = sealed(storage, 1, 1, 1).await;
    let key = object_store::path::Path::from(format!(
        "t/{}/runs/{}/{}/primary_outputs/02-offer.docx",
        team(1),
        run(1),
        revision(1)
    ));
    let bundle = found.bundle(|_| true).await.expect("planned");
    storage.put(&key, Bytes::from_static(b"OFFER")).await.expect("damaged");
    assert!(matches!(bundle.to_bytes(BYTES_MAX).await, Err(StorageError::Corrupt { .. })));
    assert!(matches!(found.get_primary("02-offer.docx", BYTES_MAX).await, Err(StorageError::Corrupt { .. })));
    storage.put(&key, Bytes::from_static(b"offers")).await.expect("damaged");
    assert!(matches!(found.bundle(|_| true).await, Err(StorageError::Corrupt { .. })));
    storage.delete(&key).await.expect("deleted");
    assert!(matches!(found.bundle(|_| true).await, Err(StorageError::NotFound { .. })));
    let others = found.bundle(|entry| entry.key != "02-offer.docx").await.expect("planned");
    assert_eq!(verify_zip(&others.to_bytes(BYTES_MAX).await.expect("built")).expect("sound").len(), 3);
}

pub(super) async fn files_of_several_runs_become_one_zip(storage: &Storage) {
    let first = sealed(storage, 1, 1, 1).await;
    let mut second = begin(storage, 1, 2, 2).await;
    let input = second.save_input(futures::stream::iter([Ok(Bytes::from_static(b"the cv"))]), 10).await.expect("saved");
    fill(&mut second).await;
    let second = second.seal(time()).await.expect("sealed");
    let mut all = Collection::new(storage);
    all.add_bytes("person", &name("data.json"), Bytes::from_static(b"{}"));
    let papers = |entry: &Entry| entry.area == Area::PrimaryOutputs;
    assert_eq!(all.add_revision("runs/1", &first, papers).await.expect("there"), 2);
    assert_eq!(all.add_revision("runs/2", &second, papers).await.expect("there"), 2);
    let of_second = (team(1), run(2));
    assert!(all.add_input("inputs", &name("cv.pdf"), of_second, &input).await.expect("there"));
    assert!(all.add_input("inputs", &name("CV.pdf"), of_second, &input).await.expect("there"));
    let gone = InputRef { sha256: "0".repeat(64), bytes: 1 };
    assert!(!all.add_input("inputs", &name("gone.pdf"), of_second, &gone).await.expect("looked up"));
    let bundle = all.bundle().expect("planned");
    let bytes = bundle.to_bytes(BYTES_MAX).await.expect("built");
    assert_eq!(bytes.len() as u64, bundle.bytes());
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes[..])).expect("a ZIP");
    let mut found = Vec::new();
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).expect("a member");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut content).expect("its sum is right");
        found.push((bundle.members()[index].path.clone(), content));
    }
    let told: Vec<(&str, &str)> =
        found.iter().map(|(path, content)| (path.as_str(), std::str::from_utf8(content).expect("text"))).collect();
    assert_eq!(
        told,
        [
            ("inputs/CV (2).pdf", "the cv"),
            ("inputs/cv.pdf", "the cv"),
            ("person/data.json", "{}"),
            ("runs/1/primary_outputs/Angebot Müller.docx", "offer"),
            ("runs/1/primary_outputs/CV 李明.docx", "cv"),
            ("runs/2/primary_outputs/Angebot Müller.docx", "offer"),
            ("runs/2/primary_outputs/CV 李明.docx", "cv"),
        ]
    );
}

pub(super) async fn a_single_file_is_streamed_in_parts(storage: &Storage) {
    let revision = sealed(storage, 1, 1, 1).await;
    let offer = revision.download(Area::PrimaryOutputs, "02-offer.docx").await.expect("looked up").expect("there");
    assert_eq!((offer.entry().bytes, offer.entry().name.as_str()), (5, "Angebot Müller.docx"));
    for (start, end, expected) in [(0, 5, "offer"), (1, 3, "ff"), (4, 5, "r")] {
        let parts: Vec<Bytes> = offer.stream(start..end).expect("within").try_collect().await.expect("streamed");
        assert_eq!(parts.concat(), expected.as_bytes(), "{start}..{end}");
    }
    assert!(matches!(offer.stream(0..6), Err(StorageError::BadRange { .. })));
    assert!(matches!(offer.stream(2..2), Err(StorageError::BadRange { .. })));
    let empty = revision.download(Area::Artifacts, "empty.json").await.expect("looked up").expect("there");
    let parts: Vec<Bytes> = empty.stream(0..0).expect("all of it").try_collect().await.expect("streamed");
    assert!(parts.is_empty());
    assert!(revision.download(Area::Artifacts, "01-cv.docx").await.expect("looked up").is_none());
}
