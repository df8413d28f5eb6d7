//! Writers, sweepers, erasures and copies on one storage, in every order to a stated depth and in thousands of random
//! orders with failing calls: nothing that was reported as sealed is damaged, and nothing stays behind for ever. A failure
//! names the seed that repeats it.

use bytes::Bytes;
use dossier_workspace::testing::turns::{Task, TurnStore, Turns, every_order, play, roll};
use dossier_workspace::{
    Area, Budget, FileName, NewRevision, RevisionId, RunId, RunWorkspace, SealedRevision, Storage, StorageError,
    SweepOptions, TeamId, copy_run, current_revision, erase_run, sweep,
};
use futures::FutureExt;
use jiff::{SignedDuration, Timestamp};
use object_store::ObjectStore;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;
use uuid::Uuid;

const TEAM: TeamId = TeamId::new(Uuid::from_u128(1));
const RUN: RunId = RunId::new(Uuid::from_u128(2));
/// Where the fake clock begins.
const BEGIN_S: i64 = 1_800_000_000;

fn revision(n: usize) -> RevisionId {
    RevisionId::new(Uuid::from_u128(0x100 + n as u128))
}

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(BEGIN_S).expect("a moment") + SignedDuration::from_hours(hours)
}

/// One stage: a storage, its clock, and what was reported.
#[derive(Clone)]
struct Stage {
    store: Arc<TurnStore>,
    /// Which workers were told that their revision is sealed.
    sealed: Rc<RefCell<Vec<usize>>>,
    erased: Rc<Cell<bool>>,
    /// Whether someone tried; an erasure that failed half-way has hidden the run all the same.
    erasing: Rc<Cell<bool>>,
}

impl Stage {
    fn new(faults_per_mille: u64, seed: u64) -> Self {
        let store = Arc::new(TurnStore::new(BEGIN_S, faults_per_mille, seed));
        Self { store, sealed: Rc::default(), erased: Rc::default(), erasing: Rc::default() }
    }

    fn storage(&self) -> Storage {
        Storage::over(Arc::new(Turns(Arc::clone(&self.store))))
    }

    async fn begin(&self, n: usize) -> Result<RunWorkspace, StorageError> {
        let new = NewRevision {
            based_on: None,
            label: "Probe".into(),
            created_at: at(0),
            expires_at: None,
            budget: Budget::default(),
        };
        let mut workspace = RunWorkspace::create(&self.storage(), TEAM, RUN, revision(n), new).await?;
        let saved = async {
            workspace.save_input(futures::stream::iter([Ok(Bytes::from_static(b"the cv"))]), 100).await?;
            let name = FileName::parse("CV.docx").expect("a sound name");
            workspace.save_primary("01-cv.docx", name, "application/octet-stream", content(n)).await
        };
        match saved.await {
            Ok(()) => Ok(workspace),
            Err(error) => {
                let _ = workspace.delete().await;
                Err(error)
            }
        }
    }

    async fn seal(&self, n: usize, workspace: RunWorkspace) {
        if workspace.seal(at(0)).await.is_ok() {
            self.sealed.borrow_mut().push(n);
        }
    }

    fn worker(&self, n: usize) -> Task {
        let stage = self.clone();
        Box::pin(async move {
            if let Ok(workspace) = stage.begin(n).await {
                stage.seal(n, workspace).await;
            }
        })
    }

    /// A worker that has saved everything and has yet to seal.
    fn sealing(&self, n: usize) -> Task {
        let slot: Rc<RefCell<Option<RunWorkspace>>> = Rc::default();
        let (stage, filled) = (self.clone(), Rc::clone(&slot));
        play(
            vec![Box::pin(async move {
                *filled.borrow_mut() = Some(stage.begin(n).await.expect("nothing disturbs it"));
            })],
            |_| 0,
        );
        let workspace = slot.borrow_mut().take().expect("it was begun");
        let stage = self.clone();
        Box::pin(async move { stage.seal(n, workspace).await })
    }

    /// A sweep whose clock says that so many hours have passed.
    fn sweeper(&self, hours: i64) -> Task {
        let storage = self.storage();
        Box::pin(async move {
            let _ = sweep(&storage, SweepOptions::at(at(hours))).await;
        })
    }

    /// A copy of what another stage has, into this one.
    fn copier(&self, source: &Self, attempts: usize) -> Task {
        let (from, stage) = (source.storage(), self.clone());
        Box::pin(async move {
            for _ in 0..attempts {
                if copy_run(&from, &stage.storage(), TEAM, RUN, at(0)).await.is_ok() {
                    stage.sealed.borrow_mut().push(0);
                    return;
                }
            }
        })
    }

    fn eraser(&self) -> Task {
        let stage = self.clone();
        Box::pin(async move {
            stage.erasing.set(true);
            if let Ok(Some(_)) = erase_run(&stage.storage(), TEAM, RUN, at(0)).await {
                stage.erased.set(true);
            }
        })
    }

    /// What must be true at the end, whatever the order was.
    fn check(&self, case: &str) {
        // Calls fail no more, and there is nobody left to take turns with.
        let store = self.store.without_faults();
        let storage = Storage::over(Arc::new(Turns(Arc::clone(&store))));
        now(async {
            let sealed = self.sealed.borrow().clone();
            for n in &sealed {
                let found = SealedRevision::open(&storage, TEAM, RUN, revision(*n)).await.expect(case);
                match found {
                    Some(found) => whole(&found, *n, case).await,
                    None => {
                        assert!(self.erasing.get(), "{case}: worker {n} was told that it is sealed, and it is gone");
                    }
                }
            }
            if self.erased.get() {
                assert!(
                    current_revision(&storage, TEAM, RUN).await.expect(case).is_none(),
                    "{case}: erased, yet there"
                );
            }
            for n in 0..4 {
                if let Some(found) = SealedRevision::open(&storage, TEAM, RUN, revision(n)).await.expect(case) {
                    whole(&found, n, case).await;
                }
            }
            for hours in [2, 4, 200, 202, 400, 402] {
                sweep(&storage, SweepOptions::at(at(hours))).await.expect(case);
            }
            let mut visible = Vec::new();
            for n in 0..4 {
                if let Some(found) = SealedRevision::open(&storage, TEAM, RUN, revision(n)).await.expect(case) {
                    whole(&found, n, case).await;
                    visible.push(revision(n).to_string());
                }
            }
            for n in sealed.iter().filter(|_| !self.erasing.get()) {
                assert!(visible.contains(&revision(*n).to_string()), "{case}: a sweep took what worker {n} had sealed");
            }
            let left: Vec<_> = store.keys().await;
            for key in &left {
                let of_visible = visible.iter().any(|id| key.contains(id.as_str()));
                let needed = !visible.is_empty() && (key.contains("/inputs/") || key.ends_with("/deleted.json"));
                assert!(of_visible || needed, "{case}: {key} stays behind of {left:?}");
            }
        });
    }
}

/// A task that dies before its nth step, as its process would.
fn mortal(mut task: Task, dies_at: Option<u64>) -> Task {
    let mut step = 0;
    Box::pin(std::future::poll_fn(move |context| {
        step += 1;
        if dies_at == Some(step) { Poll::Ready(()) } else { task.as_mut().poll(context) }
    }))
}

fn content(n: usize) -> Bytes {
    Bytes::from(vec![u8::try_from(n).expect("small"); 100])
}

async fn whole(found: &SealedRevision, n: usize, case: &str) {
    assert_eq!(found.get(Area::PrimaryOutputs, "CV.docx", 1_000).await.expect(case), Some(content(n)), "{case}");
    let input = found.commit().inputs.first().expect(case);
    assert_eq!(found.input(input, 1_000).await.expect(case).as_ref(), b"the cv", "{case}");
}

/// Runs something alone.
fn now<T>(work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        if let Some(done) = work.as_mut().now_or_never() {
            return done;
        }
    }
}

#[test]
fn a_seal_and_a_sweep_in_every_order() {
    let orders = every_order(usize::MAX, |choose| {
        let stage = Stage::new(0, 1);
        play(vec![stage.sealing(0), stage.sweeper(2)], choose);
        stage.check("seal and sweep");
    });
    assert!(orders > 1_000, "only {orders} orders");
}

/// A writer may die right after its commit file, and so never look whether a sweep came in between.
#[test]
fn a_dying_seal_and_a_sweep_in_every_order() {
    for dies_at in 2..=9 {
        every_order(usize::MAX, |choose| {
            let stage = Stage::new(0, 1);
            play(vec![mortal(stage.sealing(0), Some(dies_at)), stage.sweeper(2)], choose);
            stage.check(&format!("a seal that dies at {dies_at} and a sweep"));
        });
    }
}

/// Depth: the first 14 turns of a copy, begun again after an interruption, and a sweep of its target.
#[test]
fn a_repeated_copy_and_a_sweep_to_a_depth() {
    for died_at in [6, 10, 14] {
        let source = Stage::new(0, 1);
        play(vec![source.worker(0)], |_| 0);
        every_order(14, |choose| {
            let target = Stage::new(0, 1);
            play(vec![mortal(target.copier(&source, 1), Some(died_at))], |_| 0);
            target.sealed.borrow_mut().clear();
            play(vec![target.copier(&source, 1), target.sweeper(2)], choose);
            target.check(&format!("a copy interrupted at {died_at}, repeated under a sweep"));
        });
    }
}

#[test]
fn a_seal_and_an_erasure_in_every_order() {
    let orders = every_order(usize::MAX, |choose| {
        let stage = Stage::new(0, 1);
        play(vec![stage.sealing(0), stage.eraser()], choose);
        stage.check("seal and erasure");
    });
    assert!(orders > 1_000, "only {orders} orders");
}

/// Depth: the first 9 turns in every order, from the moment when both have saved everything.
#[test]
fn two_seals_and_a_sweep_to_a_depth() {
    every_order(9, |choose| {
        let stage = Stage::new(0, 1);
        play(vec![stage.sealing(0), stage.sealing(1), stage.sweeper(2)], choose);
        stage.check("two seals and a sweep");
    });
}

/// Depth: the first 9 turns in every order.
#[test]
fn a_seal_and_two_sweeps_to_a_depth() {
    every_order(9, |choose| {
        let stage = Stage::new(0, 1);
        play(vec![stage.sealing(0), stage.sweeper(2), stage.sweeper(3)], choose);
        stage.check("a seal and two sweeps");
    });
}

/// Depth: the first 9 turns of two whole workers and a sweep in every order.
#[test]
fn two_workers_and_a_sweep_to_a_depth() {
    every_order(9, |choose| {
        let stage = Stage::new(0, 1);
        play(vec![stage.worker(0), stage.worker(1), stage.sweeper(2)], choose);
        stage.check("two workers and a sweep");
    });
}

const SEEDS: u64 = 10_000;

fn one_in(sides: u64, dice: &mut u64) -> bool {
    roll(dice).is_multiple_of(sides)
}

#[test]
fn ten_thousand_random_orders_with_failing_calls() {
    let mut sealed = 0;
    for seed in 1..=SEEDS {
        let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let faults = if seed.is_multiple_of(2) { 0 } else { 30 };
        let stage = Stage::new(faults, seed);
        let mut tasks = vec![stage.worker(0), stage.worker(1)];
        for _ in 0..=roll(&mut dice) % 3 {
            tasks.push(stage.sweeper(2 + i64::try_from(roll(&mut dice) % 2).expect("small")));
        }
        if one_in(6, &mut dice) {
            tasks.push(stage.eraser());
        }
        // One in four dies on the way.
        let mut fate = || (one_in(4, &mut dice)).then(|| 1 + roll(&mut dice) % 20);
        let tasks = tasks.into_iter().map(|task| mortal(task, fate())).collect();
        let clock = Arc::clone(&stage.store);
        play(tasks, |left| {
            // Now and then hours pass between two turns: what was written before is then old to every sweep.
            if one_in(20, &mut dice) {
                clock.set_now(BEGIN_S + 3_600 * i64::try_from(roll(&mut dice) % 3).expect("small"));
            }
            usize::try_from(roll(&mut dice) % left as u64).expect("small")
        });
        sealed += stage.sealed.borrow().len();
        stage.check(&format!("seed {seed}"));
    }
    assert!(sealed as u64 > SEEDS / 4, "only {sealed} were sealed: the orders do not show much");
}

#[test]
fn random_orders_of_a_copy_and_a_sweep_of_its_target() {
    let mut copied = 0;
    for seed in 1..=SEEDS / 4 {
        let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let source = Stage::new(0, 1);
        play(vec![source.worker(0)], |_| 0);
        let target = Stage::new(if seed.is_multiple_of(2) { 0 } else { 40 }, seed);
        let fate = (one_in(3, &mut dice)).then(|| 1 + roll(&mut dice) % 12);
        let tasks = vec![mortal(target.copier(&source, 2), fate), target.sweeper(2), target.sweeper(2)];
        play(tasks, |left| usize::try_from(roll(&mut dice) % left as u64).expect("small"));
        copied += target.sealed.borrow().len();
        target.check(&format!("seed {seed}"));
    }
    assert!(copied as u64 > SEEDS / 20, "only {copied} copies arrived");
}

/// The stage itself: steps are given back, and the turn store is a store.
#[test]
fn turns_are_taken_one_at_a_time() {
    let orders = every_order(usize::MAX, |choose| {
        let said: Rc<RefCell<String>> = Rc::default();
        let speaker = |word: &'static str| -> Task {
            let (said, store) = (Rc::clone(&said), Turns(Arc::new(TurnStore::new(0, 0, 1))));
            Box::pin(async move {
                for letter in word.chars() {
                    let _ = store.list_with_delimiter(None).await;
                    said.borrow_mut().push(letter);
                }
            })
        };
        play(vec![speaker("ab"), speaker("xy")], choose);
        assert_eq!(said.borrow().len(), 4);
    });
    assert!(orders >= 6, "{orders}");
}
