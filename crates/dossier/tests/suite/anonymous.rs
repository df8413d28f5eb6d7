//! Anonymous packs through the facade: what is replaced, what stops a run, what a person lets stand, in docx and PDF.

use bytes::Bytes;
use dossier::core::formats::read::inside;
use dossier::core::generate::Format;
use dossier::core::generate::choices::Employers;
use dossier::core::offer::{OfferCandidate, OfferFile};
use dossier::core::sample::JOB_TXT;
use dossier::core::time::Day;
use dossier::workspace::{Area, Storage};
use dossier::{Cancel, Class, CpuPool, Dossier, Env, Error, InputFile, ReaderHost, RunOutcome, RunRequest};

/// A tour guide whose family name is an ordinary word that stands in the profile.
const BERG: &[u8] = include_bytes!("../data/berg.txt");
/// A founder with a firm of the family's name, an account in running text, a numbered certificate and a referee.
const KESTENMAIR: &[u8] = include_bytes!("../data/kestenmair.txt");

fn file(bytes: &'static [u8]) -> InputFile {
    InputFile { extension: Some("txt".into()), bytes: Bytes::from_static(bytes) }
}

fn request(cv: &'static [u8]) -> RunRequest {
    let mut request = RunRequest::new(file(cv));
    request.job = Some(file(JOB_TXT));
    request.date = Day::new(2026, 1, 27).ok();
    request.formats = vec![Format::Docx, Format::Pdf];
    request.anonymous = Some("K-0417".into());
    request
}

async fn run(request: RunRequest) -> Result<RunOutcome, Error> {
    let dossier = Dossier::new(Env::system(), Storage::memory(), ReaderHost::InProcess, CpuPool::new(2));
    dossier.run(request, &Cancel::default(), |_| {}).await
}

/// Everything that the client papers of a run hold, folded to lower case, with their names.
async fn papers(outcome: &RunOutcome) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for entry in &outcome.revision.commit().entries {
        let is_paper = ["01-cv", "02-offer"].iter().any(|stem| entry.key.starts_with(stem));
        if entry.area == Area::PrimaryOutputs && is_paper {
            let bytes = outcome.revision.get(entry.area, &entry.key, entry.bytes).await.expect("read").expect("there");
            let found = inside(&bytes).expect("a paper can be read back");
            let all: Vec<String> = found.layers.into_iter().map(|(_, text)| text).collect();
            out.push((entry.key.clone(), format!("{} {}", entry.name, all.join("\n"))));
        }
    }
    out
}

#[tokio::test]
async fn contact_data_in_running_text_is_replaced_where_the_client_knows_the_name() {
    const TOLD: &[u8] =
        b"Anna Quassel\nNetzwerktechnikerin\nE-Mail: anna.quassel@beispiel.example\nTelefon: +41 31 555 00 11\n\n\
        Berufserfahrung\n\n03/2019 - heute\nNetzwerktechnikerin, Bau AG, Bern\n\
        - Betrieb der Netze, erreichbar unter +41 31 555 00 11\n";
    let mut named = request(TOLD);
    named.anonymous = None;
    let outcome = run(named).await.expect("a run of somebody whose texts hold contact data");
    let papers = papers(&outcome).await;
    assert_eq!(papers.len(), 4);
    for (key, text) in &papers {
        assert!(text.contains("Quassel") && !text.contains("beispiel.example") && !text.contains("555 00 11"), "{key}");
    }
    assert!(papers[0].1.contains("erreichbar unter […]"), "{}", papers[0].1);
    assert!(
        outcome.warnings.iter().any(|one| one.code == "privacy.replaced" && one.count == 1),
        "{:?}",
        outcome.warnings
    );
    assert_eq!(outcome.cv.basics.email.as_deref(), Some("anna.quassel@beispiel.example"), "the record keeps it");
}

#[tokio::test]
async fn papers_of_an_anonymous_run_hold_no_token_in_docx_and_pdf() {
    let outcome = run(request(KESTENMAIR)).await.expect("a run");
    let papers = papers(&outcome).await;
    let keys: Vec<&str> = papers.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["01-cv.docx", "01-cv.pdf", "02-offer.docx", "02-offer.pdf"]);
    for (key, text) in &papers {
        let lower = text.to_lowercase();
        for token in ["zoë", "kestenmair", "zkest", "555 11 22", "linkedin", "csco7654321", "zurbriggen", "1986"] {
            assert!(!lower.contains(token), "{token} in {key}");
        }
        assert!(text.contains("K-0417"), "{key}");
    }
    let (_, cv) = &papers[0];
    assert!(cv.contains("Eigene Firma"), "the own firm has our words");
    assert!(cv.contains("K-0417 schreibt unter K-0417"), "name and account are the code: {cv}");
    assert!(cv.contains("Netzwerktechniker/in") && !cv.contains("Netzwerktechnikerin"), "a function: {cv}");
    assert!(outcome.warnings.iter().any(|warning| warning.code == "cv.tells_gender"), "the profile still does");
    assert!(!outcome.revision.commit().label.to_lowercase().contains("kestenmair"));
}

#[tokio::test]
async fn hidden_employers_stand_in_no_paper() {
    let mut hidden = request(KESTENMAIR);
    hidden.choices.employers = Employers::Hidden;
    let outcome = run(hidden).await.expect("a run");
    for (key, text) in papers(&outcome).await {
        assert!(!text.contains("Mittelland Telekom"), "{key}");
    }
    let shown = run(request(KESTENMAIR)).await.expect("a run");
    assert!(papers(&shown).await[0].1.contains("Mittelland Telekom"), "by default employers are named");
}

#[tokio::test]
async fn an_ordinary_word_stops_until_a_person_lets_it_stand() {
    let stopped = run(request(BERG)).await.expect_err("a surname that is a word");
    assert_eq!((stopped.code(), stopped.class()), ("privacy.ordinary_word", Class::Conflict));
    assert_eq!(stopped.to_string(), "the cv holds ordinary words that may disclose the candidate's name (1x): summary");
    assert_eq!((stopped.document(), stopped.places()), (Some("cv"), &["summary".to_owned()][..]));
    for said in [format!("{stopped:?}"), stopped.hint().to_owned()] {
        assert!(!said.to_lowercase().contains("berg"), "{said}");
    }
    let mut other = request(BERG);
    other.allow_words = vec!["rosa".into()];
    assert!(run(other).await.is_err(), "another word decides nothing");

    let mut decided = request(BERG);
    decided.allow_words = vec!["Berg".into()];
    let outcome = run(decided).await.expect("a person has decided");
    let bytes = outcome.revision.get_artifact("manifest.json", 1 << 20).await.expect("read").expect("there");
    let manifest: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(manifest["options"]["allowWords"], serde_json::json!(["Berg"]));
    let logged: Vec<&serde_json::Value> = manifest["warnings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["code"] == "privacy.allowed_word")
        .collect();
    assert_eq!(logged.len(), 2, "once for docx, once for pdf");
    assert!(logged.iter().all(|one| one["field"] == "name (summary)" && one["count"] == 1 && one["document"] == "cv"));
    assert!(papers(&outcome).await[0].1.contains("sicher auf den Berg"));
}

#[tokio::test]
async fn no_candidate_of_a_shortlist_is_named() {
    let mut listed = request(KESTENMAIR);
    let one = |name: &str, role: &str| OfferCandidate {
        name: Some(name.into()),
        code: Some("K-2".into()),
        role: Some(role.into()),
        ..OfferCandidate::default()
    };
    let offer = OfferFile { candidates: vec![one("Livia Zurflüeli", "Technikerin")], ..OfferFile::default() };
    listed.offer = Some(offer.clone());
    let outcome = run(listed.clone()).await.expect("names of a shortlist are not printed");
    assert!(papers(&outcome).await.iter().all(|(_, text)| !text.contains("Zurflüeli")));
    listed.offer =
        Some(OfferFile { candidates: vec![one("Livia Zurflüeli", "Vertretung von L. Zurflueeli")], ..offer });
    let error = run(listed).await.expect_err("a name in the role");
    assert_eq!(error.code(), "privacy.leak");
    assert!(error.to_string().starts_with("the offer would disclose the candidate's name ("), "{error}");
}

#[tokio::test]
async fn a_named_client_pack_keeps_to_its_own_list() {
    let mut named = request(KESTENMAIR);
    named.anonymous = None;
    named.pack = dossier::Pack::Client;
    let outcome = run(named).await.expect("a name may stand in a named pack");
    let papers = papers(&outcome).await;
    assert!(papers[0].1.contains("Zoë Kestenmair") && papers[0].1.contains("Kestenmair Consulting GmbH"));
    assert!(papers.iter().all(|(_, text)| !text.contains("555 11 22") && !text.contains("linkedin")));
    let found = inside(b"no paper");
    assert!(found.is_err_and(|error| error.code() == "read.unknown_type"), "what cannot be read is no empty paper");
}
