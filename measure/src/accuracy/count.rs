//! Counting: right, too much, missing; per field, merged over files.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Right, too much and missing values of a field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub right: u32,
    pub surplus: u32,
    pub missing: u32,
}

impl Count {
    /// F1; `None` where there is nothing to count.
    pub fn f1(self) -> Option<f64> {
        let all = 2 * self.right + self.surplus + self.missing;
        (all > 0).then(|| 2.0 * f64::from(self.right) / f64::from(all))
    }

    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.surplus)
    }

    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missing)
    }

    /// One value that may be told once.
    pub fn scalar(&mut self, read: bool, truth: bool, same: bool) {
        if read && truth && same {
            self.right += 1;
            return;
        }
        self.surplus += u32::from(read);
        self.missing += u32::from(truth);
    }
}

fn share(part: u32, all: u32) -> f64 {
    if all == 0 { 1.0 } else { f64::from(part) / f64::from(all) }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.surplus += other.surplus;
        self.missing += other.missing;
    }
}

/// Counts by field.
#[derive(Clone, Debug, Default)]
pub struct Table(pub BTreeMap<&'static str, Count>);

impl Table {
    pub fn of(&mut self, field: &'static str) -> &mut Count {
        self.0.entry(field).or_default()
    }

    pub fn add(&mut self, other: &Self) {
        for (field, count) in &other.0 {
            *self.of(field) += *count;
        }
    }

    /// Mean of the fields' F1.
    pub fn macro_f1(&self, fields: &[&str]) -> f64 {
        let found: Vec<f64> =
            fields.iter().filter_map(|field| self.0.get(field).and_then(|count| count.f1())).collect();
        if found.is_empty() { 0.0 } else { found.iter().sum::<f64>() / found.len() as f64 }
    }
}

/// Pairs the most alike first, each at most once, down to a threshold: pairs, then what is left on either side.
pub fn pair(
    read: usize,
    truth: usize,
    threshold: f64,
    similarity: impl Fn(usize, usize) -> f64,
) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
    let mut scored = Vec::new();
    for i in 0..read {
        for j in 0..truth {
            scored.push((similarity(i, j), i, j));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (score, i, j) in scored {
        if score >= threshold && !pairs.iter().any(|(a, b)| *a == i || *b == j) {
            pairs.push((i, j));
        }
    }
    let left = (0..read).filter(|i| !pairs.iter().any(|(a, _)| a == i)).collect();
    let right = (0..truth).filter(|j| !pairs.iter().any(|(_, b)| b == j)).collect();
    (pairs, left, right)
}

/// Counts a set of texts one to one, equal spellings first.
pub fn set(
    count: &mut Count,
    read: &[String],
    truth: &[String],
    same: impl Fn(&str, &str) -> bool,
    neutral: impl Fn(&str) -> bool,
) {
    let mut left: Vec<&String> = truth.iter().collect();
    let mut rest = Vec::new();
    for value in read {
        let equal = left.iter().position(|truth| super::values::norm(truth) == super::values::norm(value));
        match equal {
            Some(at) => {
                left.remove(at);
                count.right += 1;
            }
            None => rest.push(value),
        }
    }
    for value in rest {
        match left.iter().position(|truth| same(value, truth)) {
            Some(at) => {
                left.remove(at);
                count.right += 1;
            }
            None => count.surplus += u32::from(!neutral(value)),
        }
    }
    count.missing += u32::try_from(left.len()).unwrap_or(u32::MAX);
}
