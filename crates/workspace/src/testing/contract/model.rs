//! Random sequences of operations against a map in memory: after each, storage and map say the same.

use super::*;
use std::collections::BTreeMap;

/// Sequences, and operations of each.
const SEQUENCES: u64 = 6;
const OPERATIONS: usize = 40;

type Key = (u128, u128, u128);
type Files = BTreeMap<(Area, String), Bytes>;

/// A small generator whose numbers follow from its seed (xorshift64*), so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % sides
    }
}

pub(super) async fn random_operations_agree_with_a_model(storage: &Storage) {
    let mut model: BTreeMap<Key, Files> = BTreeMap::new();
    let mut erased: Vec<(u128, u128)> = Vec::new();
    for seed in 1..=SEQUENCES {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut open_ones: Vec<(Key, RunWorkspace, Files)> = Vec::new();
        for step in 0..OPERATIONS {
            let case = format!("seed {seed}, step {step}");
            let (t, r) = (u128::from(dice.roll(2)), u128::from(seed) * 10 + u128::from(dice.roll(3)));
            match dice.roll(10) {
                0..=2 if !erased.contains(&(t, r)) => {
                    let v = u128::from(seed) * 1_000 + step as u128;
                    open_ones.push(((t, r, v), begin(storage, t, r, v).await, Files::new()));
                }
                3..=6 => {
                    if let Some((_, workspace, files)) = pick(&mut open_ones, &mut dice) {
                        write(workspace, files, &mut dice, &case).await;
                    }
                }
                7 if !open_ones.is_empty() => {
                    let at = usize::try_from(dice.roll(open_ones.len() as u64)).expect("small");
                    let (key, workspace, files) = open_ones.swap_remove(at);
                    let erased = erased.contains(&(key.0, key.1));
                    match workspace.seal(time()).await {
                        Ok(_) => {
                            assert!(!erased, "{case}: sealed in an erased run");
                            model.insert(key, files);
                        }
                        Err(error) => assert!(erased, "{case}: {error}"),
                    }
                }
                8 if !open_ones.is_empty() => {
                    let (_, workspace, _) = open_ones.swap_remove(0);
                    workspace.delete().await.expect(&case);
                }
                9 if dice.roll(3) == 0 => {
                    let there = erase_run(storage, team(t), run(r), time()).await.expect(&case);
                    if there.is_some() {
                        erased.push((t, r));
                        model.retain(|(owner, of, _), _| (*owner, *of) != (t, r));
                    }
                }
                _ => {}
            }
        }
        compare(storage, &model, seed).await;
    }
}

fn pick<'a, T>(all: &'a mut [T], dice: &mut Dice) -> Option<&'a mut T> {
    let sides = all.len() as u64;
    if sides == 0 { None } else { all.get_mut(usize::try_from(dice.roll(sides)).unwrap_or(0)) }
}

async fn write(workspace: &mut RunWorkspace, files: &mut Files, dice: &mut Dice, case: &str) {
    let area = if dice.roll(2) == 0 { Area::PrimaryOutputs } else { Area::Artifacts };
    let slug = format!("{:02}.bin", dice.roll(6));
    let bytes = usize::try_from(dice.roll(3) * dice.roll(4_000)).expect("small");
    let content = Bytes::from(vec![u8::try_from(dice.roll(256)).expect("a byte"); bytes]);
    let saved = match area {
        Area::PrimaryOutputs => workspace.save_primary(&slug, name(&slug), DOCX, content.clone()).await,
        Area::Artifacts => workspace.save_artifact(&slug, name(&slug), DOCX, content.clone()).await,
    };
    match saved {
        Ok(()) => assert!(files.insert((area, slug), content).is_none(), "{case}: saved twice"),
        Err(StorageError::NameTaken { .. }) => assert!(files.contains_key(&(area, slug)), "{case}: not taken"),
        Err(error) => panic!("{case}: {error}"),
    }
}

async fn compare(storage: &Storage, model: &BTreeMap<Key, Files>, seed: u64) {
    for t in 0..2 {
        let mut listed = Vec::new();
        for found in list_runs(storage, team(t)).await.expect("listed") {
            let sealed = found.revisions.into_iter().filter(|revision| revision.commit.is_some());
            listed.extend(sealed.map(|revision| (found.run, revision.revision)));
        }
        let expected: Vec<_> = model.keys().filter(|key| key.0 == t).map(|(_, r, v)| (run(*r), revision(*v))).collect();
        assert_eq!(listed, expected, "seed {seed}");
    }
    for ((t, r, v), files) in model {
        let found = open(storage, *t, *r, *v).await.expect("sealed");
        let entries: Vec<(Area, String)> =
            found.commit().entries.iter().map(|entry| (entry.area, entry.key.clone())).collect();
        assert_eq!(entries, files.keys().cloned().collect::<Vec<_>>(), "seed {seed}");
        for ((area, slug), content) in files {
            let read = found.get(*area, slug, BYTES_MAX).await.expect("read");
            assert_eq!(read.as_ref(), Some(content), "seed {seed}");
        }
    }
}
