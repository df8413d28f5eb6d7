//! Promises about runs, revisions, events and records.

use super::*;
use crate::changes::Change;
use crate::error::DbError;
use crate::rows::{Input, InputRole, Record, RecordKind, RecordSource, RunPerson, Step, StepState};
use crate::runs::{self as repository, Facts};
use crate::{erasures, records, steps};
use std::time::Duration;

pub(super) async fn a_run_keeps_what_it_was_made_of(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for n in 1..=2 {
        persons::create(&mut tx, &person(n)).await.expect("made");
    }
    let others = [RunPerson { run: Uuid::nil(), person: id(2), position: 1 }];
    let cv = Input {
        run: Uuid::nil(),
        sha256: hash(3),
        role: InputRole::Cv,
        position: 0,
        name: "CV Anna Müller.pdf".into(),
        media_type: "application/pdf".to_owned(),
        bytes: 5_000,
        created_at: NOON,
        dropped_at: None,
    };
    repository::create(&mut tx, &run(10, 1), &others, std::slice::from_ref(&cv)).await.expect("made");
    assert_eq!(repository::get(&mut tx, id(10)).await, Ok(Some(run(10, 1))));
    let people: Vec<Uuid> =
        repository::persons(&mut tx, id(10)).await.expect("listed").iter().map(|row| row.person).collect();
    assert_eq!(people, [id(1), id(2)]);
    assert_eq!(repository::inputs(&mut tx, id(10)).await, Ok(vec![Input { run: id(10), ..cv }]));
    assert_eq!(repository::drop_inputs(&mut tx, id(10), NOON + 1).await, Ok(1));
    let dropped = repository::inputs(&mut tx, id(10)).await.expect("listed");
    assert!(dropped.iter().all(|input| input.name.as_str().is_empty() && input.dropped_at == Some(NOON + 1)));
    let facts = Facts {
        label: Some("Java_Anna-Müller".into()),
        role: Some("Java".to_owned()),
        score: Some(78),
        recommendation: Some("maybe".to_owned()),
        plain_words: vec!["Meier AG".to_owned()],
        named_words: vec!["Anna Müller".into()],
        ..Facts::default()
    };
    repository::set_facts(&mut tx, id(10), &facts, NOON + 2).await.expect("written");
    let found = repository::get(&mut tx, id(10)).await.expect("read").expect("there");
    assert_eq!((found.search_plain.as_str(), found.score), ("java meier ag", Some(78)));
    assert_eq!(found.search_named.as_str(), "java_anna-muller anna muller");
    repository::set_closed(&mut tx, id(10), Some(NOON), Some(NOON + 9), NOON + 3).await.expect("closed");
    repository::set_expiry(&mut tx, id(10), None).await.expect("kept longer");
    let found = repository::get(&mut tx, id(10)).await.expect("read").expect("there");
    assert_eq!((found.closed_at, found.expires_at), (Some(NOON), None));
    assert_eq!(repository::counts(&mut tx).await, Ok(vec![(RunState::Queued, 1)]));
}

pub(super) async fn an_older_attempt_changes_nothing(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let first = repository::begin_attempt(&mut tx, id(10), 0, NOON).await.expect("begun");
    let second = repository::begin_attempt(&mut tx, id(10), first, NOON).await.expect("begun again");
    let gone = Err(DbError::Conflict { what: "run" });
    let step = (RunState::Reading, RunState::Understanding);
    assert_eq!(repository::advance(&mut tx, id(10), first, step, NOON).await, gone);
    assert_eq!(repository::fail(&mut tx, id(10), first, "read.scan", NOON).await, gone);
    repository::advance(&mut tx, id(10), second, step, NOON).await.expect("advanced");
    assert_eq!(repository::advance(&mut tx, id(10), second, step, NOON).await, gone, "it is there already");
    assert_eq!(repository::requeue(&mut tx, id(10), NOON).await, gone, "it is under way");
    repository::cancel(&mut tx, id(10), NOON).await.expect("cancelled");
    let end = (RunState::Understanding, RunState::Assessing);
    assert_eq!(
        repository::advance(&mut tx, id(10), second, end, NOON).await,
        gone,
        "a cancel is seen at the next step"
    );
    assert_eq!(repository::fail(&mut tx, id(10), second, "x", NOON).await, gone);
    assert_eq!(repository::cancel(&mut tx, id(10), NOON).await, gone);
    assert_eq!(repository::begin_attempt(&mut tx, id(10), second, NOON).await.map(|_| ()), gone);
    repository::requeue(&mut tx, id(10), NOON).await.expect("queued again");
    let third = repository::begin_attempt(&mut tx, id(10), second, NOON).await.expect("begun");
    repository::fail(&mut tx, id(10), third, "read.scan", NOON).await.expect("failed");
    let found = repository::get(&mut tx, id(10)).await.expect("read").expect("there");
    assert_eq!((found.state, found.failure.as_deref(), found.attempt), (RunState::Failed, Some("read.scan"), 3));
}

pub(super) async fn a_revision_is_sealed_once_with_its_documents(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let sealed = Revision { state: RevisionState::Sealed, ..revision(20, 10) };
    assert!(matches!(revisions::begin(&mut tx, &sealed).await, Err(DbError::Invalid { .. })));
    assert_eq!(revisions::begin(&mut tx, &revision(20, 99)).await, Err(DbError::Conflict { what: "run" }));
    revisions::begin(&mut tx, &revision(20, 10)).await.expect("begun");
    revisions::begin(&mut tx, &revision(21, 10)).await.expect("begun");
    assert!(revisions::of_run(&mut tx, id(10)).await.expect("listed").is_empty(), "not before it is sealed");
    tx.commit().await.expect("kept");
    let mut sweep = db.system(SystemCtx::Sweep).await.expect("begun");
    assert_eq!(revisions::unsealed(&mut sweep, NOON + 1).await.expect("listed").len(), 2);
    assert!(revisions::unsealed(&mut sweep, NOON).await.expect("listed").is_empty());
    drop(sweep);
    let mut tx = db.write(&a()).await.expect("begun");
    let documents = [document(30, 1, "01-cv.docx"), document(31, 1, "02-offer.docx")];
    revisions::seal(&mut tx, id(20), SEALED, &documents).await.expect("sealed");
    revisions::seal(&mut tx, id(20), SEALED, &documents).await.expect("recovery may come later and changes nothing");
    let found = revisions::documents(&mut tx, id(20)).await.expect("listed");
    assert_eq!(found.iter().map(|row| row.slug.as_str()).collect::<Vec<_>>(), ["01-cv.docx", "02-offer.docx"]);
    assert!(found.iter().all(|row| row.run == id(10) && row.revision == id(20)));
    assert_eq!(revisions::document(&mut tx, id(31)).await.expect("read").as_ref(), found.get(1));
    assert_eq!(revisions::documents_of_person(&mut tx, id(1)).await.expect("listed").len(), 2);
    let kept = revisions::abandon(&mut tx, id(20)).await;
    assert_eq!(kept, Err(DbError::Conflict { what: "revision" }), "what is sealed stays");
    revisions::abandon(&mut tx, id(21)).await.expect("given up");
    let late = revisions::seal(&mut tx, id(21), SEALED, &[]).await;
    assert_eq!(late, Err(DbError::Conflict { what: "revision" }), "a swept writer cannot seal");
}

pub(super) async fn the_pointer_is_compared_before_it_is_swapped(db: &Db) {
    a_sealed_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let first = Err(DbError::Conflict { what: "current revision" });
    for n in [21, 22, 23] {
        revisions::begin(&mut tx, &revision(n, 10)).await.expect("begun");
    }
    assert_eq!(revisions::make_current(&mut tx, id(10), Some(id(20)), id(21), NOON).await, first, "it is not sealed");
    for n in [21, 22] {
        revisions::seal(&mut tx, id(n), SEALED, &[]).await.expect("sealed");
    }
    assert_eq!(revisions::make_current(&mut tx, id(10), None, id(21), NOON).await, first);
    tx.commit().await.expect("kept");
    // Two who have both seen 20: one gets through.
    let swap = async |to: u128| {
        let mut tx = db.write(&a()).await.expect("begun");
        let swapped = revisions::make_current(&mut tx, id(10), Some(id(20)), id(to), NOON).await;
        tx.commit().await.expect("kept");
        swapped
    };
    let (one, two) = tokio::join!(swap(21), swap(22));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let mut tx = db.write(&a()).await.expect("begun");
    let current = repository::get(&mut tx, id(10)).await.expect("read").expect("there").current_revision;
    assert_eq!(current, Some(id(if one.is_ok() { 21 } else { 22 })));
    revisions::make_current(&mut tx, id(10), current, id(20), NOON).await.expect("an old one may be current again");
}

pub(super) async fn events_have_no_gaps(db: &Db) {
    a_run(db).await;
    let tell = async |n: i64| {
        let mut tx = db.write(&a()).await.expect("begun");
        let seq = steps::tell(&mut tx, id(10), "step", "{}", NOON + n).await.expect("told");
        // Every third one comes to nothing.
        if n % 3 == 0 {
            drop(tx);
        } else {
            tx.commit().await.expect("kept");
        }
        seq
    };
    for n in [1, 4] {
        tokio::join!(tell(n), tell(n + 1), tell(n + 2));
    }
    let mut tx = db.read(&a()).await.expect("begun");
    let numbers: Vec<i64> =
        steps::after(&mut tx, id(10), 0).await.expect("listed").iter().map(|event| event.seq).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(steps::after(&mut tx, id(10), 3).await.expect("listed").len(), 1, "one goes on where one was");
    drop(tx);
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(steps::tell(&mut tx, id(99), "step", "{}", NOON).await, Err(DbError::Conflict { what: "run" }));
}

pub(super) async fn changes_are_told_once_they_are_kept(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    repository::create(&mut tx, &run(11, 1), &[], &[]).await.expect("made");
    tx.commit().await.expect("kept");
    let mut changes = db.changes();
    let tell = async |n: u128, keep: bool| {
        let mut tx = db.write(&a()).await.expect("begun");
        steps::tell(&mut tx, id(n), "step", "{}", NOON).await.expect("told");
        if keep {
            tx.commit().await.expect("kept");
        }
    };
    let wanted = Change { team: Some(id(0xa)), run: Some(id(10)) };
    let mut heard = Vec::new();
    // On PostgreSQL it takes a moment until this process listens.
    for _ in 0..100 {
        tell(11, false).await;
        tell(10, true).await;
        if let Ok(change) = tokio::time::timeout(Duration::from_millis(100), changes.recv()).await {
            heard.push(change.expect("it is not behind"));
        }
        if heard.contains(&wanted) {
            break;
        }
    }
    assert!(heard.contains(&wanted), "{heard:?}");
    assert!(heard.iter().all(|change| [wanted, Change::LOOK_AGAIN].contains(change)), "{heard:?}");
}

pub(super) async fn steps_begin_and_end(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    let step = |name: &str, at: i64| Step {
        run: id(10),
        attempt: 1,
        name: name.to_owned(),
        state: StepState::Running,
        engine: Some("rules".to_owned()),
        versions: Some(r#"{"rules":3}"#.to_owned()),
        code: None,
        started_at: at,
        ended_at: None,
    };
    steps::start(&mut tx, &step("read", NOON)).await.expect("begun");
    steps::start(&mut tx, &step("read", NOON + 1)).await.expect("begun anew");
    steps::start(&mut tx, &step("understand", NOON + 2)).await.expect("begun");
    steps::finish(&mut tx, (id(10), 1, "read"), StepState::Done, None, NOON + 2).await.expect("done");
    let missing = steps::finish(&mut tx, (id(10), 2, "read"), StepState::Failed, Some("x"), NOON).await;
    assert_eq!(missing, Err(DbError::NotFound { what: "step" }));
    let found = steps::of_run(&mut tx, id(10)).await.expect("listed");
    let told: Vec<_> = found.iter().map(|step| (step.name.as_str(), step.state, step.ended_at)).collect();
    assert_eq!(told, [("read", StepState::Done, Some(NOON + 2)), ("understand", StepState::Running, None)]);
}

fn record(version: i64, body: &str) -> Record {
    Record {
        run: id(10),
        kind: RecordKind::Cv,
        slot: 0,
        version,
        person: id(1),
        body: body.into(),
        set_by: RecordSource::Person,
        revision: None,
        created_by: Some(id(0xa1)),
        created_at: NOON + version,
    }
}

pub(super) async fn of_two_edits_of_a_record_one_is_refused(db: &Db) {
    a_sealed_run(db).await;
    let name = records::RecordName { run: id(10), kind: RecordKind::Cv, slot: 0 };
    let mut tx = db.write(&a()).await.expect("begun");
    records::save(&mut tx, &record(1, "{}")).await.expect("saved");
    records::save(&mut tx, &Record { kind: RecordKind::Match, ..record(1, "{}") }).await.expect("saved");
    assert_eq!(records::save(&mut tx, &record(3, "{}")).await, Err(DbError::Conflict { what: "record" }), "a gap");
    tx.commit().await.expect("kept");
    let edit = async |body: &str| {
        let mut tx = db.write(&a()).await.expect("begun");
        let saved = records::save(&mut tx, &record(2, body)).await;
        if saved.is_ok() {
            tx.commit().await.expect("kept");
        }
        saved
    };
    let (one, two) = tokio::join!(edit(r#"{"n":"李明"}"#), edit(r#"{"n":2}"#));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let mut tx = db.write(&a()).await.expect("begun");
    let latest = records::latest(&mut tx, name).await.expect("read").expect("there");
    assert_eq!(latest.body.as_str(), if one.is_ok() { r#"{"n":"李明"}"# } else { r#"{"n":2}"# }, "to the byte");
    assert_eq!(records::all_latest(&mut tx, id(10)).await.expect("listed").len(), 2);
    records::shown_by(&mut tx, id(10), id(20)).await.expect("noted");
    let versions = records::versions(&mut tx, name).await.expect("listed");
    let told: Vec<_> = versions.iter().map(|version| (version.version, version.revision)).collect();
    assert_eq!(told, [(2, Some(id(20))), (1, None)]);
    assert_eq!(
        records::get(&mut tx, name, 1).await.expect("read").map(|row| row.body.into_string()),
        Some("{}".into())
    );
}

pub(super) async fn a_shortlist_is_about_everybody_on_it(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(2)).await.expect("made");
    repository::create(&mut tx, &run(11, 2), &[], &[]).await.expect("made");
    let places = [(1, 0), (2, 1)].map(|(person, position)| RunPerson { run: id(12), person: id(person), position });
    let list = Run { kind: RunKind::Shortlist, ..run(12, 1) };
    repository::create(&mut tx, &list, &places, &[]).await.expect("made");
    let verdicts = Some(Personal::from(r#"{"met":3}"#));
    let facts = Facts { verdicts: verdicts.clone(), ..Facts::default() };
    repository::set_facts(&mut tx, id(11), &facts, NOON).await.expect("written");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&a()).await.expect("begun");
    let found = repository::get(&mut tx, id(12)).await.expect("read").expect("there");
    assert_eq!((found.kind, found.verdicts), (RunKind::Shortlist, None));
    let single = repository::get(&mut tx, id(11)).await.expect("read").expect("there");
    assert_eq!((single.kind, single.verdicts), (RunKind::Single, verdicts));
    for one in [1, 2] {
        assert!(persons::runs_of(&mut tx, id(one)).await.expect("listed").contains(&id(12)), "{one}");
    }
    // Whoever goes takes the shortlist along, and nobody else's run.
    let subject = erasures::Subject::Person(id(2));
    let erasure = erasures::request(&mut tx, id(40), subject, "candidate", NOON).await.expect("asked for");
    let prefixes = erasures::prefixes(&mut tx, erasure.id).await.expect("listed");
    assert_eq!(prefixes.iter().map(|prefix| prefix.run).collect::<Vec<_>>(), [id(11), id(12)]);
    tx.commit().await.expect("kept");
    let mut tx = db.read(&a()).await.expect("begun");
    assert!(repository::get(&mut tx, id(10)).await.expect("read").is_some());
    assert!(repository::get(&mut tx, id(12)).await.expect("read").is_none());
}

pub(super) async fn a_batch_tells_how_far_it_is(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for number in [11, 12, 13] {
        repository::create(&mut tx, &Run { batch: Some(id(9)), ..run(number, 1) }, &[], &[]).await.expect("made");
    }
    repository::cancel(&mut tx, id(12), NOON).await.expect("stopped");
    tx.commit().await.expect("kept");
    let mut tx = db.read(&a()).await.expect("begun");
    let counts = repository::counts_of_batch(&mut tx, id(9)).await.expect("counted");
    assert_eq!(counts, [(RunState::Cancelled, 1), (RunState::Queued, 2)]);
    assert!(repository::counts_of_batch(&mut tx, id(8)).await.expect("counted").is_empty());
    drop(tx);
    let mut tx = db.read(&b()).await.expect("begun");
    assert!(repository::counts_of_batch(&mut tx, id(9)).await.expect("counted").is_empty(), "another team's");
}
