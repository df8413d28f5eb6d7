//! Shortlists that last: made of runs of one profile, worked off like other runs, handed out, and gone with each of their people.
//! And the candidates of a profile, and of a batch, as a table.

use crate::service_support::{Desk, caller, desk};
use crate::shortlists::ANNA;
use bytes::Bytes;
use dossier::core::correct::Edit;
use dossier::core::offer::{OfferFile, Recipient};
use dossier::core::records::matching::Verdict;
use dossier::core::sample::CV_TXT;
use dossier::service::privacy::EraseReason;
use dossier::service::runs::{
    BatchView, Candidate, ProfileChoice, RevisionOptions, RunOptions, Selection, ShortlistWish, Standing,
};
use dossier::service::sharing::{ShareOrder, ShareWhat};
use dossier::service::{Caller, ServiceError};
use dossier::workspace::Storage;
use dossier::{Naming, Pack, ShortlistOrder, verify};
use dossier_db::audit::{self, Chain};
use dossier_db::erasures::Subject;
use dossier_db::history::{Query, Sort};
use dossier_db::queue::Outcome;
use dossier_db::rows::{InputRole, RecordKind, Role, RunKind, RunState};
use futures::TryStreamExt;
use uuid::Uuid;

const BROKEN: &[u8] = b"%PDF-1.7 and nothing more";

/// A profile of the team, and done runs of it about two people.
struct Case {
    desk: Desk,
    profile: Uuid,
    olena: Uuid,
    anna: Uuid,
}

impl Case {
    async fn new() -> Self {
        let desk = desk(Storage::memory()).await;
        let first = desk.start(RunOptions::default()).await;
        desk.work().await;
        let profile = desk.service.profile_of_run(&desk.editor, first, None).await.expect("a profile");
        let mut case = Self { desk, profile, olena: Uuid::nil(), anna: Uuid::nil() };
        case.olena = case.run(CV_TXT).await;
        case.anna = case.run(ANNA.as_bytes()).await;
        case
    }

    fn options(&self) -> RunOptions {
        RunOptions { profile: Some(ProfileChoice { id: self.profile, version: None }), ..RunOptions::default() }
    }

    /// A done run of the profile.
    async fn run(&self, cv: &'static [u8]) -> Uuid {
        let run = self.desk.start_with(&[(InputRole::Cv, cv)], self.options()).await[0];
        assert_eq!(self.desk.work().await, [Outcome::Done]);
        run
    }

    fn wish(&self, runs: &[Uuid]) -> ShortlistWish {
        let (naming, order) = (Naming::Names, ShortlistOrder::AsGiven);
        ShortlistWish { runs: runs.to_vec(), naming, order, options: RunOptions::default() }
    }

    async fn refused(&self, wish: ShortlistWish) -> &'static str {
        let desk = &self.desk;
        desk.service.make_shortlist(&desk.editor, self.profile, wish).await.expect_err("refused").code()
    }

    /// A finished shortlist of both.
    async fn both(&self, naming: Naming) -> Uuid {
        let wish = ShortlistWish { naming, ..self.wish(&[self.anna, self.olena]) };
        let desk = &self.desk;
        let run = desk.service.make_shortlist(&desk.editor, self.profile, wish).await.expect("asked for");
        assert_eq!(desk.work().await, [Outcome::Done]);
        let view = desk.service.run(&desk.editor, run).await.expect("a run");
        assert_eq!((view.run.kind, view.run.state), (RunKind::Shortlist, RunState::Sealed), "{:?}", view.run.failure);
        run
    }

    async fn person(&self, run: Uuid) -> Uuid {
        self.desk.service.run(&self.desk.editor, run).await.expect("a run").run.person
    }

    fn admin(&self) -> Caller {
        caller(self.desk.editor.team, Role::Admin)
    }

    async fn zip(&self, run: Uuid, pack: Pack) -> Vec<u8> {
        let download = self.desk.service.download(&self.desk.editor, run, None, Selection::Pack(pack)).await;
        let download = download.expect("a pack");
        let chunks = download.stream(0..download.bytes).expect("whole");
        let chunks: Vec<Bytes> = chunks.try_collect().await.expect("bytes");
        chunks.concat()
    }
}

#[tokio::test]
async fn a_shortlist_is_a_run_of_its_own_with_everybodys_papers() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let recipient = Recipient { company: Some("Muster AG".into()), ..Recipient::default() };
    let offer = OfferFile { recipient, ..OfferFile::default() };
    let options = RunOptions { offer: Some(offer), number_offer: true, ..RunOptions::default() };
    let wish = ShortlistWish { options, order: ShortlistOrder::ByScore, ..case.wish(&[case.anna, case.olena]) };
    let run = service.make_shortlist(editor, case.profile, wish).await.expect("asked for");
    let view = service.run(editor, run).await.expect("a run");
    assert_eq!((view.run.state, view.run.profile, view.documents.len()), (RunState::Queued, Some(case.profile), 0));
    assert_eq!(case.desk.work().await, [Outcome::Done]);
    let view = service.run(editor, run).await.expect("a run");
    assert_eq!((view.run.kind, view.run.state), (RunKind::Shortlist, RunState::Sealed), "{:?}", view.run.failure);
    let papers: Vec<(&str, &str)> =
        view.documents.iter().filter(|one| !one.is_record).map(|one| (one.slug.as_str(), one.kind.as_str())).collect();
    assert_eq!(
        papers,
        [
            ("01-cv-01.docx", "cv"),
            ("01-cv-02.docx", "cv"),
            ("02-offer.docx", "offer"),
            ("07-comparison.html", "comparison")
        ]
    );
    let records: Vec<&str> = view.documents.iter().filter(|one| one.is_record).map(|one| one.slug.as_str()).collect();
    assert_eq!(
        records,
        [
            "cv-01.json", "cv-02.json", "job-profile.json", "manifest.json", "match-01.json", "match-02.json",
            "offer.json", "ranking.json"
        ]
    );
    let offer = service.run_record(editor, run, RecordKind::Offer, None).await.expect("an offer").body;
    assert_eq!(offer["candidates"].as_array().map(Vec::len), Some(2), "a row each");
    assert!(offer.to_string().contains("Muster AG") && offer["number"].as_str().is_some(), "{offer}");
    let first = service.run_record(editor, run, RecordKind::Cv, None).await.expect("the first candidate");
    assert_eq!(first.body["basics"]["name"], "Anna Müller", "in the order of the runs");
    assert!(verify(&case.zip(run, Pack::Full).await).expect("sound").manifest);
    assert_eq!(verify(&case.zip(run, Pack::Client).await).expect("sound").paths.len(), 3, "two CVs and an offer");
    let cv = view.documents.iter().find(|one| one.slug == "01-cv-02.docx").expect("a CV");
    let file = service.download(editor, run, None, Selection::Document(cv.id)).await.expect("a CV");
    assert!(file.name.contains("Kowalenko"), "each CV is named after its candidate");

    for word in ["muller", "kowalenko"] {
        let query = Query { text: Some(word.into()), kind: Some(RunKind::Shortlist), ..Query::default() };
        let (found, _) = service.list_runs(editor, &query).await.expect("a list");
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [run], "{word}");
    }
    let notices = service.notices(editor, case.anna).await.expect("notices");
    assert!(notices.same_person.is_empty(), "a shortlist is no second application: {notices:?}");
    let foreign = service.run(&case.desk.stranger, run).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
    let mut tx = service.db().read(&editor.ctx()).await.expect("a transaction");
    let entries = audit::after(&mut tx, 0).await.expect("listed");
    assert!(entries.iter().any(|entry| format!("{entry:?}").contains("shortlist.started")));
    assert!(matches!(audit::verify(&mut tx).await, Ok(Chain::Sound { .. })));
}

#[tokio::test]
async fn what_people_corrected_and_decided_stands_in_the_shortlist() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let edits = vec![Edit::Set { field: "basics/label".into(), value: "Netzwerkchefin".into() }];
    service.edit_record(editor, case.anna, (RecordKind::Cv, 1), edits).await.expect("corrected");
    let matching = service.run_record(editor, case.anna, RecordKind::Match, None).await.expect("a match").body;
    let criterion = matching["criteria"][0]["id"].as_str().expect("a criterion").to_owned();
    let other = if matching["criteria"][0]["verdict"] == "not-met" { "met" } else { "not-met" };
    service.decide(editor, case.anna, (&criterion, other), "asked by phone").await.expect("decided");
    service.regenerate(editor, case.anna, RevisionOptions::default()).await.expect("asked for");
    assert_eq!(case.desk.work().await, [Outcome::Done]);
    let run = case.both(Naming::Names).await;
    let cv = service.run_record(editor, run, RecordKind::Cv, None).await.expect("the first candidate").body;
    assert_eq!(cv["basics"]["label"], "Netzwerkchefin");
    let judged = service.run_record(editor, run, RecordKind::Match, None).await.expect("a match").body;
    assert_eq!((&judged["criteria"][0]["id"], &judged["criteria"][0]["verdict"]), (&criterion.into(), &other.into()));
    assert!(judged["criteria"][0]["reason"].to_string().contains("asked by phone"));

    // A shortlist follows from its runs, and can be made again of the same revisions.
    let edits = vec![Edit::Set { field: "basics/label".into(), value: "X".into() }];
    let refused = service.edit_record(editor, run, (RecordKind::Cv, 1), edits).await.expect_err("refused");
    assert_eq!(refused.code(), "run.is_shortlist");
    let refused = service.decide(editor, run, (criterion_of(&judged), "met"), "no").await.expect_err("refused");
    assert_eq!(refused.code(), "run.is_shortlist");
    let refused = service.regenerate(editor, run, RevisionOptions::default()).await.expect_err("refused");
    assert_eq!(refused.code(), "run.is_shortlist");
    let again = RevisionOptions { reread: true, options: None };
    service.regenerate(editor, run, again).await.expect("asked for");
    assert_eq!(case.desk.work().await, [Outcome::Done]);
    let revisions = service.run_revisions(editor, run).await.expect("revisions");
    assert_eq!(revisions.len(), 2);
    let compared = service.compare(editor, run, revisions[1].id, revisions[0].id).await.expect("compared");
    assert!(compared.cv.is_empty() && compared.job.is_empty());
    let current = Some(revisions[0].id);
    service.make_current(editor, run, current, revisions[1].id).await.expect("the first one again");
}

fn criterion_of(matching: &serde_json::Value) -> &str {
    matching["criteria"][0]["id"].as_str().expect("a criterion")
}

#[tokio::test]
async fn codes_name_nobody_and_links_know_it() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let run = case.both(Naming::Prefix("K-".into())).await;
    let pack = case.zip(run, Pack::Client).await;
    let paths = verify(&pack).expect("sound").paths;
    assert_eq!(paths.len(), 3);
    assert!(paths.iter().all(|path| !path.contains("ller") && !path.contains("Kowalenko")), "{paths:?}");
    let order = ShareOrder {
        run,
        revision: None,
        what: ShareWhat::Pack(Pack::Client),
        expires_at: service.now() + 3_600_000_000,
        password: None,
        uses_max: None,
        label: None,
    };
    let made = service.create_share(editor, order).await.expect("a link");
    assert!(!made.share.is_named);
    let shared = service.open_share(made.secret.as_str(), None, "192.0.2.0/24").await.expect("works");
    let chunks: Vec<Bytes> = shared.stream(0..shared.bytes).expect("whole").try_collect().await.expect("bytes");
    assert_eq!(verify(&chunks.concat()).expect("sound").paths, paths);
    let (found, _) =
        service.list_runs(editor, &Query { text: Some("k-02".into()), ..Query::default() }).await.expect("a list");
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [run], "it is found by its codes");
}

#[tokio::test]
async fn a_shortlist_goes_with_each_of_its_people() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let run = case.both(Naming::Names).await;
    let (anna, olena) = (case.person(case.anna).await, case.person(case.olena).await);
    assert_eq!(case.person(run).await, anna);
    // Both are told of it, each of the own part only.
    for (person, own, other) in [(anna, "cv-01", "cv-02"), (olena, "cv-02", "cv-01")] {
        let exported = service.export_person(&case.admin(), person).await.expect("planned");
        let of_list = format!("runs/{run}/");
        let paths: Vec<String> = exported.bundle.members().iter().map(|member| member.path.clone()).collect();
        let told: Vec<&String> = paths.iter().filter(|path| path.starts_with(&of_list)).collect();
        assert!(told.iter().any(|path| path.ends_with(&format!("{own}.json"))), "{told:?}");
        assert!(told.iter().all(|path| !path.contains(other) && !path.contains("ranking")), "{told:?}");
    }
    service.erase(&case.admin(), Subject::Person(olena), EraseReason::Candidate).await.expect("erased");
    for gone in [run, case.olena] {
        assert!(matches!(service.run(editor, gone).await, Err(ServiceError::NotFound { .. })));
    }
    let left = service.run(editor, case.anna).await.expect("the other one's own run");
    assert_eq!(left.run.state, RunState::Sealed);
    assert_eq!(service.person_holdings(&case.admin(), anna).await.expect("there").holdings.runs, [case.anna]);
}

#[tokio::test]
async fn a_shortlist_whose_run_goes_meanwhile_fails_visibly() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let wish = case.wish(&[case.anna, case.olena]);
    let run = service.make_shortlist(editor, case.profile, wish).await.expect("asked for");
    let erased = service.erase(&case.admin(), Subject::Run(case.olena), EraseReason::Desk).await.expect("erased");
    assert_eq!(erased.runs, 1);
    assert_eq!(case.desk.work().await, [Outcome::Failed { code: "shortlist.run_gone" }]);
    let view = service.run(editor, run).await.expect("a run");
    assert_eq!((view.run.state, view.run.failure.as_deref()), (RunState::Failed, Some("shortlist.run_gone")));
    let gone = case.refused(case.wish(&[case.anna, case.olena])).await;
    assert_eq!(gone, "not_found");
}

#[tokio::test]
async fn what_cannot_be_on_a_shortlist_is_refused() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let list = case.both(Naming::Names).await;
    assert_eq!(case.refused(case.wish(&[case.anna, list])).await, "shortlist.not_single");
    let other = case.desk.start(RunOptions::default()).await;
    assert_eq!(case.refused(case.wish(&[other])).await, "shortlist.other_profile");
    let waiting = case.desk.start_with(&[(InputRole::Cv, CV_TXT)], case.options()).await[0];
    assert_eq!(case.refused(case.wish(&[waiting])).await, "shortlist.not_sealed");
    case.desk.work().await;
    assert_eq!(case.refused(case.wish(&[case.olena, waiting])).await, "shortlist.person_twice");
    assert_eq!(case.refused(case.wish(&[])).await, "shortlist.size");
    assert_eq!(case.refused(case.wish(&[case.anna, Uuid::from_u128(7)])).await, "not_found");
    let one_code = Naming::Codes(vec!["K-1".into()]);
    let codes = ShortlistWish { naming: one_code, ..case.wish(&[case.anna, case.olena]) };
    assert_eq!(case.refused(codes).await, "shortlist.codes");
    for options in [
        RunOptions { anonymous: Some("K-1".into()), ..RunOptions::default() },
        RunOptions { review: true, ..RunOptions::default() },
        case.options(),
    ] {
        assert_eq!(case.refused(ShortlistWish { options, ..case.wish(&[case.anna]) }).await, "shortlist.option");
    }
    let wish = || case.wish(&[case.anna]);
    let foreign = service.make_shortlist(&case.desk.stranger, case.profile, wish()).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { what: "job profile" })));
    let unknown = service.make_shortlist(editor, Uuid::from_u128(7), wish()).await;
    assert!(matches!(unknown, Err(ServiceError::NotFound { what: "job profile" })));
    let viewer = caller(editor.team, Role::Viewer);
    let forbidden = service.make_shortlist(&viewer, case.profile, wish()).await;
    assert!(matches!(forbidden, Err(ServiceError::Forbidden { .. })));
}

fn standing(line: &Candidate) -> &Standing {
    line.standing.as_ref().expect("judged")
}

#[tokio::test]
async fn candidates_of_a_profile_stand_in_a_table() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    case.both(Naming::Names).await;
    let waiting = case.desk.start_with(&[(InputRole::Cv, CV_TXT)], case.options()).await[0];
    let mut query = Query { sort: Sort::Score, limit: 2, ..Query::default() };
    let (page, next) = service.candidates(editor, case.profile, &query).await.expect("a page");
    assert_eq!(page.iter().map(|line| line.run.id).collect::<Vec<_>>(), [case.olena, case.anna], "best first");
    let matching = service.run_record(editor, case.olena, RecordKind::Match, None).await.expect("a match").body;
    let criteria = matching["criteria"].as_array().expect("criteria");
    let scored = criteria.iter().filter(|one| one["class"] == "must" || one["class"] == "should").count();
    let counted: u32 = standing(&page[0]).verdicts.values().sum();
    assert_eq!(usize::try_from(counted), Ok(scored));
    let met = criteria.iter().filter(|one| one["class"] == "must" && one["verdict"] == "met").count();
    let musts = &standing(&page[0]).musts;
    assert_eq!(musts.iter().filter(|must| must.verdict == Verdict::Met).count(), met);
    assert_eq!(musts.len(), criteria.iter().filter(|one| one["class"] == "must").count());
    assert!(standing(&page[0]).availability.as_deref().is_some_and(|text| text.contains("April")));
    assert_eq!(standing(&page[1]).availability, None, "nothing is stated");

    query.after = next;
    let (page, next) = service.candidates(editor, case.profile, &query).await.expect("the next page");
    assert_eq!((page[0].run.id, page[0].standing.is_none(), next), (waiting, true, None), "shortlists are no line");
    let foreign = service.candidates(&case.desk.stranger, case.profile, &Query::default()).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
}

#[tokio::test]
async fn a_batch_tells_how_far_it_is_and_ranks_at_the_end() {
    let case = Case::new().await;
    let (service, editor) = (&case.desk.service, &case.desk.editor);
    let files = [(InputRole::Cv, ANNA.as_bytes()), (InputRole::Cv, CV_TXT), (InputRole::Cv, BROKEN)];
    let runs = case.desk.start_with(&files, case.options()).await;
    let batch = service.run(editor, runs[0]).await.expect("a run").run.batch.expect("a batch");
    let view = service.batch(editor, batch).await.expect("a batch");
    assert_eq!(view, BatchView { id: batch, states: vec![(RunState::Queued, 3)], total: 3, at_rest: 0 });
    assert!(!view.is_done());
    case.desk.work().await;
    let view = service.batch(editor, batch).await.expect("a batch");
    assert_eq!(view.states, [(RunState::Failed, 1), (RunState::Sealed, 2)]);
    assert!(view.is_done());
    let query = Query { sort: Sort::Score, ..Query::default() };
    let (page, _) = service.batch_candidates(editor, batch, &query).await.expect("a table");
    assert_eq!(page.iter().map(|line| line.run.id).collect::<Vec<_>>(), [runs[1], runs[0], runs[2]]);
    for foreign in [service.batch(&case.desk.stranger, batch).await, service.batch(editor, Uuid::from_u128(7)).await] {
        assert!(matches!(foreign, Err(ServiceError::NotFound { what: "batch" })));
    }
    let foreign = service.batch_candidates(&case.desk.stranger, batch, &query).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound { what: "batch" })));
    let single = service.run(editor, case.anna).await.expect("a run");
    assert_eq!(single.run.batch, None, "one CV is no batch");
}
