//! Shortlists through the facade: what a pack holds, whom it names, and what an unreadable CV does to it.

use bytes::Bytes;
use dossier::core::formats::write::docx;
use dossier::core::offer::{OfferCandidate, OfferFile, OfferRecord, Rate, RateUnit};
use dossier::core::records::Manifest;
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::core::time::Day;
use dossier::workspace::{Area, LOCAL_TEAM, Storage, list_runs, verify_zip};
use dossier::{
    Cancel, Class, CpuPool, Dossier, Env, InputFile, ListedCv, Naming, Pack, ReaderHost, ShortlistOrder,
    ShortlistOutcome, ShortlistRequest, in_pack, verify,
};
use std::collections::BTreeSet;

/// Names somebody who is on the list as well.
pub const ANNA: &str = "Anna Müller
Network Engineer

Seeweg 4, 6003 Luzern | anna.mueller@post.example.org | +41 79 555 04 12

Berufserfahrung

Network Engineer, Rosenhof Netze AG, Luzern
03/2016 – heute
- Betrieb von Firewalls von Fortinet, zusammen mit Олена Kowalenko-Strößner
- Automatisierung mit Ansible und Python

Sprachen

Deutsch: Muttersprache
Französisch: B2
";

/// Another person of the same name.
const ANNA_TOO: &str = "Anna Müller
Systemadministratorin

Berufserfahrung

Systemadministratorin, Klinik Seeblick, Zug
05/2019 – heute
- Betrieb von Windows Server

Sprachen

Deutsch: Muttersprache
";

/// A family name that is an ordinary word of the profile.
const BERG: &[u8] = include_bytes!("../data/berg.txt");

const BROKEN: &[u8] = b"%PDF-1.7 and nothing more";

fn facade(storage: &Storage) -> Dossier {
    Dossier::new(Env::system(), storage.clone(), ReaderHost::InProcess, CpuPool::new(2))
}

fn file(extension: &str, bytes: &'static [u8]) -> InputFile {
    InputFile { extension: Some(extension.into()), bytes: Bytes::from_static(bytes) }
}

fn listed(name: &str, bytes: &'static [u8]) -> ListedCv {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ListedCv { name: name.into(), file: file(extension, bytes) }
}

fn request(cvs: Vec<ListedCv>) -> ShortlistRequest {
    let mut request = ShortlistRequest::new(cvs, file("txt", JOB_TXT));
    request.date = Day::new(2026, 1, 27).ok();
    request
}

/// Two people of one name, and one between them.
fn three() -> Vec<ListedCv> {
    vec![listed("a.txt", ANNA.as_bytes()), listed("b.txt", CV_TXT), listed("c.txt", ANNA_TOO.as_bytes())]
}

async fn made(request: ShortlistRequest) -> ShortlistOutcome {
    facade(&Storage::memory()).shortlist(request, &Cancel::default(), |_| {}).await.expect("a shortlist")
}

async fn zip(outcome: &ShortlistOutcome, pack: Pack) -> Vec<u8> {
    let bundle = outcome.revision.bundle(|entry| in_pack(pack, entry)).await.expect("a bundle");
    bundle.to_bytes(1 << 24).await.expect("bytes").to_vec()
}

async fn record<T: serde::de::DeserializeOwned>(outcome: &ShortlistOutcome, name: &str) -> T {
    let bytes = outcome.revision.get_artifact(name, 1 << 24).await.expect("read").expect("there");
    serde_json::from_slice(&bytes).expect("a record")
}

async fn refused(request: ShortlistRequest) -> &'static str {
    let storage = Storage::memory();
    let error = facade(&storage).shortlist(request, &Cancel::default(), |_| {}).await.expect_err("refused");
    for run in list_runs(&storage, LOCAL_TEAM).await.expect("listed") {
        assert!(run.revisions.is_empty(), "a failed shortlist left a revision");
    }
    error.code()
}

#[tokio::test]
async fn a_shortlist_holds_a_cv_a_candidate_and_one_offer() {
    let outcome = made(request(three())).await;
    let entries = &outcome.revision.commit().entries;
    let keys = |area: Area| -> Vec<&str> {
        entries.iter().filter(|entry| entry.area == area).map(|entry| entry.key.as_str()).collect()
    };
    assert_eq!(
        keys(Area::PrimaryOutputs),
        ["01-cv-01.docx", "01-cv-02.docx", "01-cv-03.docx", "02-offer.docx", "07-comparison.html"]
    );
    assert_eq!(
        keys(Area::Artifacts),
        [
            "cv-01.json", "cv-02.json", "cv-03.json", "job-profile.json", "job-source-text.json", "manifest.json",
            "match-01.json", "match-02.json", "match-03.json", "offer.json", "ranking.json"
        ]
    );
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names.len(), entries.len(), "no two files of one name: {names:?}");
    for name in ["Lebenslauf_Anna-Müller", "Lebenslauf_Anna-Müller-2", "Angebot"] {
        assert!(names.contains(format!("{name}_Senior-Network-Engineer.docx").as_str()), "{name}: {names:?}");
    }
    assert!(names.contains("Vergleich_Senior-Network-Engineer.html"), "{names:?}");
    let labels: Vec<&str> = outcome.candidates.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["Anna Müller", "Олена Kowalenko-Strößner 李明", "Anna Müller (2)"]);
    assert!(outcome.failures.is_empty() && outcome.unread.is_empty() && !outcome.partial);

    let offer = outcome.revision.get_primary("02-offer.docx", 1 << 24).await.expect("read").expect("there");
    let text = docx::plain_text(&offer);
    for label in labels {
        assert!(text.contains(&format!("☐ {label}")), "{label} can be ticked: {text}");
    }
    let full = zip(&outcome, Pack::Full).await;
    let sound = verify(&full).expect("sound");
    assert!(sound.manifest && sound.paths.len() == entries.len());
    assert_eq!(full, zip(&made(request(three())).await, Pack::Full).await, "equal inputs, equal bytes");
}

#[tokio::test]
async fn a_client_pack_of_a_shortlist_holds_cvs_and_offer_only() {
    let mut request = request(three());
    request.pack = Pack::Client;
    let outcome = made(request).await;
    let client = zip(&outcome, Pack::Client).await;
    let sound = verify(&client).expect("sound");
    assert_eq!((sound.paths.len(), sound.manifest), (4, false), "{:?}", sound.paths);
    assert!(sound.paths.iter().all(|path| path.ends_with(".docx")));
    assert!(outcome.partial, "nobody said a rate, so the offer carries marks");
}

#[tokio::test]
async fn an_anonymous_shortlist_names_nobody() {
    let mut request = request(three());
    request.naming = Naming::Prefix("K-".into());
    let outcome = made(request).await;
    let labels: Vec<&str> = outcome.candidates.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["K-01", "K-02", "K-03"]);
    let members = verify_zip(&zip(&outcome, Pack::Client).await).expect("sound");
    assert_eq!(members.len(), 4);
    for member in &members {
        let text = docx::plain_text(&member.content);
        let lower = format!("{} {text}", member.path).to_lowercase();
        for token in ["müller", "mueller", "олена", "kowalenko", "strößner", "李明", "555 04 12", "555 03 91"]
        {
            assert!(!lower.contains(token), "{token} in {}", member.path);
        }
        assert!(text.contains("K-0"), "{}", member.path);
    }
    let page = outcome.revision.get_primary("07-comparison.html", 1 << 24).await.expect("read").expect("there");
    let page = String::from_utf8_lossy(&page).to_lowercase();
    assert!(page.contains("k-02") && !page.contains("kowalenko") && !page.contains("müller"));
    // In the first CV somebody else of the list is named.
    let replaced: Vec<&str> = outcome
        .warnings
        .iter()
        .filter(|warning| warning.code == "cv.other_name_replaced")
        .map(|warning| warning.document.as_str())
        .collect();
    assert_eq!(replaced, ["cv-01"]);
}

#[tokio::test]
async fn an_unreadable_cv_is_reported_and_stops_nothing() {
    let cvs = vec![listed("a.txt", ANNA.as_bytes()), listed("b.pdf", BROKEN), listed("c.txt", CV_TXT)];
    let outcome = made(request(cvs)).await;
    assert_eq!(outcome.candidates.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(outcome.unread.iter().map(|one| one.file.as_str()).collect::<Vec<_>>(), ["b.pdf"]);
    assert!(outcome.partial);
    let manifest: Manifest = record(&outcome, "manifest.json").await;
    assert_eq!(manifest.failures.len(), 1);
    assert_eq!(
        (manifest.failures[0].document.as_str(), &manifest.failures[0].code),
        ("cv-02", &outcome.unread[0].code)
    );
    assert_eq!(manifest.inputs.len(), 3, "the profile and two CVs");

    let none = request(vec![listed("a.pdf", BROKEN), listed("b.docx", BROKEN)]);
    assert_eq!(refused(none.clone()).await, "shortlist.none_readable");
    let error = facade(&Storage::memory()).shortlist(none, &Cancel::default(), |_| {}).await.expect_err("refused");
    assert_eq!(error.class(), Class::Unreadable);
    assert!(error.to_string().contains("1: read.") && !error.to_string().contains("a.pdf"), "{error}");
    let mut no_job = request(three());
    no_job.job = file("pdf", BROKEN);
    assert!(refused(no_job).await.starts_with("read."));
}

#[tokio::test]
async fn a_file_that_says_nothing_of_anybody_is_no_row() {
    let cvs = vec![listed("a.txt", ANNA.as_bytes()), listed("b.txt", b"hallo"), listed("c.txt", CV_TXT)];
    let outcome = made(request(cvs)).await;
    assert_eq!(outcome.candidates.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 3]);
    let unread: Vec<(&str, &str)> = outcome.unread.iter().map(|one| (one.file.as_str(), one.code.as_str())).collect();
    assert_eq!(unread, [("b.txt", "understand.nothing_found")]);
    assert!(outcome.partial);
    let offer: OfferRecord = record(&outcome, "offer.json").await;
    assert_eq!(offer.candidates.len(), 2);
    assert_eq!(refused(request(vec![listed("b.txt", b"hallo")])).await, "shortlist.none_readable");
}

#[tokio::test]
async fn an_ordinary_word_is_told_with_its_cv_and_entry() {
    let mut coded = request(vec![listed("a.txt", CV_TXT), listed("b.txt", BERG), listed("c.txt", BERG)]);
    coded.naming = Naming::Prefix("K-".into());
    let error =
        facade(&Storage::memory()).shortlist(coded.clone(), &Cancel::default(), |_| {}).await.expect_err("Berg");
    assert_eq!((error.code(), error.document()), ("privacy.ordinary_word", Some("cv-02")));
    assert_eq!(error.places(), ["summary", "cv-03, summary"]);
    assert!(!format!("{error} {error:?}").to_lowercase().contains("berg"));
    coded.allow_words = vec!["berg".into()];
    let outcome = made(coded).await;
    let allowed = outcome.warnings.iter().filter(|one| one.code == "privacy.allowed_word");
    let told: Vec<(&str, &str)> = allowed.map(|one| (one.document.as_str(), one.field.as_str())).collect();
    assert_eq!(told, [("cv-02", "name (summary)"), ("cv-03", "name (summary)")]);
}

#[tokio::test]
async fn rows_go_to_their_candidates_in_the_order_asked_for() {
    let row = |name: &str, cents: i64| OfferCandidate {
        name: Some(name.into()),
        rate: Some(Rate { cents, unit: RateUnit::Hour, currency: None }),
        ..OfferCandidate::default()
    };
    let mut ranked = request(three());
    ranked.offer = Some(OfferFile {
        candidates: vec![row("Олена Kowalenko-Strößner 李明", 14_200), row("Somebody Else", 9_900)],
        ..OfferFile::default()
    });
    ranked.order = ShortlistOrder::ByScore;
    let outcome = made(ranked).await;
    let scores: Vec<Option<i64>> = outcome.candidates.iter().map(|one| one.matching.score.total).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert_eq!(outcome.candidates[0].number, 2, "best first");
    let offer: OfferRecord = record(&outcome, "offer.json").await;
    let rates: Vec<Option<i64>> = offer.candidates.iter().map(|one| one.rate.map(|rate| rate.cents)).collect();
    assert_eq!(rates, [Some(14_200), None, None], "nobody is offered at another one's rate");
    let names: Vec<Option<&str>> = offer.candidates.iter().map(|one| one.name.as_deref()).collect();
    let labels: Vec<Option<&str>> = outcome.candidates.iter().map(|one| Some(one.label.as_str())).collect();
    assert_eq!(names, labels);
    assert!(outcome.warnings.iter().any(|warning| warning.code == "offer.row_unused" && warning.count == 1));
}

#[tokio::test]
async fn what_cannot_be_a_shortlist_is_refused_before_the_work() {
    let many = |count: usize| (0..count).map(|_| listed("a.txt", CV_TXT)).collect::<Vec<_>>();
    assert_eq!(refused(request(Vec::new())).await, "shortlist.size");
    assert_eq!(refused(request(many(51))).await, "shortlist.size");
    assert_eq!(refused(request(many(20))).await, "storage.too_many_files");
    let mut short = request(three());
    short.naming = Naming::Codes(vec!["K-1".into()]);
    assert_eq!(refused(short).await, "shortlist.codes");
    let mut equal = request(three());
    equal.naming = Naming::Codes(vec!["K-1".into(), "K-2".into(), "k-1".into()]);
    assert_eq!(refused(equal).await, "shortlist.code_twice");
    let mut small = request(three());
    small.budget.bytes_max = 100;
    assert_eq!(refused(small).await, "storage.too_large");
}

#[tokio::test]
async fn what_a_row_says_of_a_person_is_not_in_an_anonymous_record_of_the_offer() {
    let mut anonymous = request(three());
    anonymous.naming = Naming::Codes(vec!["X1".into(), "X2".into(), "X3".into()]);
    anonymous.offer = Some(OfferFile {
        candidates: vec![OfferCandidate { name: Some("Anna Müller".into()), ..OfferCandidate::default() }],
        ..OfferFile::default()
    });
    let offer: OfferRecord = record(&made(anonymous).await, "offer.json").await;
    let named: Vec<_> = offer.candidates.iter().map(|one| (one.name.as_deref(), one.code.as_deref())).collect();
    assert_eq!(named, [(None, Some("X1")), (None, Some("X2")), (None, Some("X3"))]);
}
