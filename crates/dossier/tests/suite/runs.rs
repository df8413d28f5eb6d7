//! Runs through the facade: isolation, determinism, anonymous packs, failures that leave nothing behind.

use bytes::Bytes;
use dossier::core::formats::write::docx;
use dossier::core::generate::DOCUMENTS;
use dossier::core::photo;
use dossier::core::records::Cv;
use dossier::core::sample::{CV_TXT, HOSTILE_TXT, JOB_TXT, PORTRAIT_JPG};
use dossier::core::time::Day;
use dossier::workspace::{Area, LOCAL_TEAM, OpenMode, Storage, StorageConfig, list_runs};
use dossier::{
    Cancel, CpuPool, Dossier, Env, Error, Event, InputFile, Pack, PhotoSource, ReaderHost, RunRequest, Step, in_pack,
    verify,
};
use std::sync::Mutex;

fn facade(storage: &Storage) -> Dossier {
    Dossier::new(Env::system(), storage.clone(), ReaderHost::InProcess, CpuPool::new(2))
}

fn file(bytes: &'static [u8]) -> InputFile {
    InputFile { extension: Some("txt".into()), bytes: Bytes::from_static(bytes) }
}

fn request() -> RunRequest {
    let mut request = RunRequest::new(file(CV_TXT));
    request.job = Some(file(JOB_TXT));
    request.date = Day::new(2026, 1, 27).ok();
    request
}

async fn bundle(dossier: &Dossier, request: RunRequest, pack: Pack) -> Vec<u8> {
    let outcome = dossier.run(request, &Cancel::default(), |_| {}).await.expect("a run");
    let bundle = outcome.revision.bundle(|entry| in_pack(pack, entry)).await.expect("a bundle");
    bundle.to_bytes(1 << 24).await.expect("bytes").to_vec()
}

#[tokio::test]
async fn a_run_holds_all_documents_and_records() {
    let storage = Storage::memory();
    let events = Mutex::new(Vec::new());
    let note = |event: Event| events.lock().expect("no panic").push(event.step);
    let outcome = facade(&storage).run(request(), &Cancel::default(), note).await.expect("a run");
    assert_eq!(
        *events.lock().expect("no panic"),
        [Step::Reading, Step::Understanding, Step::Assessing, Step::Generating, Step::Sealing]
    );
    let entries = &outcome.revision.commit().entries;
    let keys = |area: Area| -> Vec<String> {
        entries.iter().filter(|entry| entry.area == area).map(|entry| entry.key.clone()).collect()
    };
    assert_eq!(keys(Area::PrimaryOutputs), DOCUMENTS.map(|kind| kind.slug(kind.formats()[0])));
    let name = |key: &str| entries.iter().find(|entry| entry.key == key).expect(key).name.as_str();
    assert_eq!(name("01-cv.docx"), "Lebenslauf_Олена-Kowalenko-Strößner-李明_Senior-Network-Engineer.docx");
    assert_eq!(name("02-offer.docx"), "Angebot_Олена-Kowalenko-Strößner-李明_Senior-Network-Engineer.docx");
    let label = &outcome.revision.commit().label;
    assert!(label.starts_with("Senior-Network-Engineer_Олена-Kowalenko-Strößner-李明_"), "{label}");
    assert_eq!(
        keys(Area::Artifacts),
        [
            "cv.json", "feedback.json", "job-profile.json", "job-source-text.json", "manifest.json", "match.json",
            "offer.json", "source-text.json"
        ]
    );
    let cv = outcome.revision.get_artifact("cv.json", 1 << 20).await.expect("read").expect("there");
    let cv: Cv = serde_json::from_slice(&cv).expect("a record");
    assert_eq!(cv, outcome.cv);
    assert!(outcome.failures.is_empty() && !outcome.partial);
}

#[tokio::test]
async fn equal_inputs_give_equal_bundles_on_any_storage() {
    let memory = bundle(&facade(&Storage::memory()), request(), Pack::Full).await;
    let base = tempfile::tempdir().expect("a scratch directory");
    let config = StorageConfig::Local { root: base.path().join("data"), fsync: false };
    let env = Env::system();
    let mode = OpenMode { init: true, expected: None, adopt: false, mark: true, instance: env.id(), now: env.now() };
    let (local, _) = Storage::open(&config, mode).await.expect("opened");
    assert_eq!(memory, bundle(&facade(&local), request(), Pack::Full).await);
    let sound = verify(&memory).expect("sound");
    assert!(sound.manifest);
    assert_eq!(sound.paths.len(), 14);
}

#[tokio::test]
async fn a_changed_member_is_found() {
    let mut zip = bundle(&facade(&Storage::memory()), request(), Pack::Full).await;
    let at = zip.windows(9).position(|window| window == b"\"schema\":").expect("a record is stored plainly");
    zip[at + 1] = b'S';
    assert_eq!(verify(&zip).expect_err("tampered").code(), "bundle.unsound");
    assert_eq!(verify(&zip[..zip.len() - 5]).expect_err("cut").code(), "bundle.unsound");
    assert_eq!(verify(b"").expect_err("empty").code(), "bundle.unsound");
}

#[tokio::test]
async fn sixteen_runs_at_once_do_not_meet() {
    let storage = Storage::memory();
    let dossier = facade(&storage);
    let runs = (0..16).map(|n| {
        let dossier = dossier.clone();
        let mut request = request();
        request.anonymous = Some(format!("K-{n:02}"));
        async move { (n, dossier.run(request, &Cancel::default(), |_| {}).await.expect("a run")) }
    });
    for (n, outcome) in futures::future::join_all(runs).await {
        let cv = outcome.revision.get_primary("01-cv.docx", 1 << 20).await.expect("read").expect("there");
        let text = docx::plain_text(&cv);
        assert!(text.contains(&format!("K-{n:02}")) && !text.contains(&format!("K-{:02}", (n + 1) % 16)));
    }
    assert_eq!(list_runs(&storage, LOCAL_TEAM).await.expect("listed").len(), 16);
}

#[tokio::test]
async fn an_anonymous_pack_holds_two_papers_and_no_name() {
    let mut anonymous = request();
    anonymous.anonymous = Some("K-0417".into());
    let zip = bundle(&facade(&Storage::memory()), anonymous, Pack::Client).await;
    let sound = verify(&zip).expect("sound");
    assert!(!sound.manifest);
    assert_eq!(sound.paths.len(), 2, "{:?}", sound.paths);
    for member in dossier::workspace::verify_zip(&zip).expect("sound") {
        let text = docx::plain_text(&member.content);
        let lower = format!("{} {text}", member.path).to_lowercase();
        for token in ["олена", "olena", "kowalenko", "strößner", "李明", "555 03 91", "çelebigasse", "04.09.1986"]
        {
            assert!(!lower.contains(token), "{token} in {}", member.path);
        }
        assert!(text.contains("K-0417"));
    }
}

#[tokio::test]
async fn a_photo_is_shown_where_it_is_asked_for_and_never_anonymous() {
    let dossier = facade(&Storage::memory());
    let mut wanted = request();
    wanted.photo = Some(PhotoSource::File(Bytes::from_static(PORTRAIT_JPG)));
    let shown = dossier.run(wanted.clone(), &Cancel::default(), |_| {}).await.expect("a run");
    let cv = shown.revision.get_primary("01-cv.docx", 1 << 20).await.expect("read").expect("there");
    assert!(docx::projection(&cv).contains("[picture]"));
    assert!(photo::of(&shown.cv, "").is_some(), "later revisions find it in the record");
    assert!(shown.warnings.iter().all(|warning| warning.code != "photo.not_found"));
    wanted.anonymous = Some("K-0417".into());
    let hidden = dossier.run(wanted.clone(), &Cancel::default(), |_| {}).await.expect("a run");
    let cv = hidden.revision.get_primary("01-cv.docx", 1 << 20).await.expect("read").expect("there");
    assert!(!docx::projection(&cv).contains("[picture]") && photo::of(&hidden.cv, "").is_none());
    wanted.anonymous = None;
    wanted.photo = Some(PhotoSource::Cv);
    let without = dossier.run(wanted.clone(), &Cancel::default(), |_| {}).await.expect("a text has no photo");
    assert!(without.warnings.iter().any(|warning| warning.code == "photo.not_found") && !without.partial);
    wanted.photo = Some(PhotoSource::File(Bytes::from_static(b"no picture")));
    let error = dossier.run(wanted, &Cancel::default(), |_| {}).await.expect_err("no photo");
    assert_eq!(error.code(), "photo.unusable");
}

#[tokio::test]
async fn what_fails_leaves_nothing_behind() {
    let storage = Storage::memory();
    let dossier = facade(&storage);
    let mut broken = request();
    broken.job = Some(InputFile { extension: Some("pdf".into()), bytes: Bytes::from_static(b"%PDF-1.4 cut") });
    let error = dossier.run(broken, &Cancel::default(), |_| {}).await.expect_err("a broken profile");
    assert!(matches!(error, Error::Read { role: "profile", .. }), "{error}");
    let cancel = Cancel::default();
    cancel.cancel();
    let error = dossier.run(request(), &cancel, |_| {}).await.expect_err("cancelled");
    assert_eq!(error.code(), "run.cancelled");
    for run in list_runs(&storage, LOCAL_TEAM).await.expect("listed") {
        assert!(run.revisions.is_empty(), "a failed run left a revision");
    }
}

#[tokio::test]
async fn a_hostile_cv_still_gives_documents() {
    let mut hostile = request();
    hostile.cv = file(HOSTILE_TXT);
    let outcome = facade(&Storage::memory()).run(hostile, &Cancel::default(), |_| {}).await.expect("a run");
    assert!(outcome.failures.is_empty());
}

#[tokio::test]
async fn errors_carry_no_candidate_data() {
    let mut broken = request();
    broken.cv = InputFile { extension: Some("docx".into()), bytes: Bytes::from_static(CV_TXT) };
    let error = facade(&Storage::memory()).run(broken, &Cancel::default(), |_| {}).await.expect_err("the wrong type");
    for said in [format!("{error}"), format!("{error:?}"), error.hint().to_owned()] {
        assert!(!said.contains("Kowalenko") && !said.contains('@'), "{said}");
    }
}

/// Of a run that failed nothing personal is left: not its documents, and not the CV itself.
#[tokio::test]
async fn a_failed_run_leaves_only_its_mark() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let env = Env::system();
    let config = StorageConfig::Local { root: base.path().join("data"), fsync: false };
    let mode = OpenMode { init: true, expected: None, adopt: false, mark: true, instance: env.id(), now: env.now() };
    let storage = Storage::open(&config, mode).await.expect("opened").0;
    let broken = RunRequest::new(file(b"%PDF-1.7 and nothing more"));
    assert!(facade(&storage).run(broken, &Cancel::default(), |_| {}).await.is_err());
    let mut left = Vec::new();
    let mut folders = vec![base.path().join("data")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                left.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    left.sort();
    assert_eq!(left, ["deleted.json", "dossier-instance.json"]);
    assert!(list_runs(&storage, LOCAL_TEAM).await.expect("listed").iter().all(|run| run.deleted));
}
