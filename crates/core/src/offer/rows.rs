//! Which row of an offer file is whose: by name, else by code, else by place. A row that names somebody else is nobody's, so
//! that no candidate is offered at another one's rate.

use super::{OfferCandidate, OfferFile};
use crate::understand::fold::fold;

/// A candidate of a shortlist, as the papers call them.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// Place among the CVs given, from 1.
    pub number: usize,
    /// Name in the CV.
    pub name: Option<&'a str>,
    /// Code, in an anonymous shortlist.
    pub code: Option<&'a str>,
    /// What stands for the candidate in the papers.
    pub label: &'a str,
}

/// The offer file with exactly one row for each candidate, in their order, and how many of its rows are nobody's. In an
/// anonymous shortlist the rows hold no name.
pub fn rows_for(file: &OfferFile, people: &[Listed<'_>]) -> (OfferFile, usize) {
    let found = assign(&file.candidates, people);
    let unused = file.candidates.len() - found.iter().flatten().count();
    let candidates = people
        .iter()
        .zip(found)
        .map(|(person, row)| {
            let row = row.and_then(|at| file.candidates.get(at)).cloned().unwrap_or_default();
            match person.code {
                Some(_) => OfferCandidate { name: None, code: Some(person.label.to_owned()), ..row },
                None => OfferCandidate { name: Some(person.label.to_owned()), ..row },
            }
        })
        .collect();
    (OfferFile { candidates, ..file.clone() }, unused)
}

/// How surely a row is a candidate's, surest first. A name goes before a code, which may have been given anew.
const STEPS: [fn(usize, &OfferCandidate, &Listed<'_>) -> bool; 4] = [
    |_, row, person| same_name(row, person) == Some(true) && same_code(row, person) == Some(true),
    |_, row, person| same_name(row, person) == Some(true),
    |_, row, person| same_code(row, person) == Some(true) && same_name(row, person) != Some(false),
    |at, row, person| {
        let others = [same_name(row, person), same_code(row, person)].contains(&Some(false));
        at + 1 == person.number && !others
    },
];

/// For each candidate the index of their row.
fn assign(rows: &[OfferCandidate], people: &[Listed<'_>]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; people.len()];
    for fits in STEPS {
        for (number, person) in people.iter().enumerate() {
            if found[number].is_none() {
                let mut free = rows.iter().enumerate().filter(|(at, _)| !found.contains(&Some(*at)));
                let row = free.find(|(at, row)| fits(*at, row, person)).map(|(at, _)| at);
                found[number] = row;
            }
        }
    }
    found
}

fn same_name(row: &OfferCandidate, person: &Listed<'_>) -> Option<bool> {
    same(row.name.as_deref(), person.name)
}

fn same_code(row: &OfferCandidate, person: &Listed<'_>) -> Option<bool> {
    same(row.code.as_deref(), person.code)
}

/// Whether two texts say the same; `None` where one of them is missing.
fn same(a: Option<&str>, b: Option<&str>) -> Option<bool> {
    let folded = |text: &str| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(folded(a?) == folded(b?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, code: &str) -> OfferCandidate {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        OfferCandidate { name: some(name), code: some(code), role: Some(format!("{name}{code}")), ..Default::default() }
    }

    fn person<'a>(number: usize, name: &'a str, code: &'a str) -> Listed<'a> {
        let some = |text: &'a str| (!text.is_empty()).then_some(text);
        Listed { number, name: some(name), code: some(code), label: if code.is_empty() { name } else { code } }
    }

    /// The role of a made row tells which row it was.
    fn roles(rows: Vec<OfferCandidate>, people: &[Listed<'_>]) -> (Vec<Option<String>>, usize) {
        let file = OfferFile { candidates: rows, ..OfferFile::default() };
        let (made, unused) = rows_for(&file, people);
        (made.candidates.into_iter().map(|one| one.role).collect(), unused)
    }

    fn list(roles: &[&str]) -> Vec<Option<String>> {
        roles.iter().map(|role| (!role.is_empty()).then(|| (*role).to_owned())).collect()
    }

    #[test]
    fn rows_are_found_by_name_then_code_then_place() {
        let rows = || vec![row("Aline Tschanz", "K-17"), row("", "K-23"), row("Bo Li", "")];
        let named = [person(1, "Bo  LI", ""), person(2, "Cem Öz", ""), person(3, "Aline Tschanz", "")];
        assert_eq!(roles(rows(), &named), (list(&["Bo Li", "K-23", "Aline TschanzK-17"]), 0));
        let coded = [person(1, "Aline Tschanz", "K-17"), person(2, "Bo Li", "K-31"), person(3, "Cem Öz", "K-23")];
        assert_eq!(roles(rows(), &coded), (list(&["Aline TschanzK-17", "Bo Li", "K-23"]), 0));
    }

    #[test]
    fn a_row_that_names_somebody_else_is_nobodys() {
        let rows = vec![row("Aline Tschanz", ""), row("", "")];
        assert_eq!(roles(rows, &[person(1, "Bo Li", "")]), (list(&[""]), 2));
        let rows = vec![row("", "K-1")];
        assert_eq!(roles(rows, &[person(1, "Bo Li", "K-2")]), (list(&[""]), 1));
        // An unreadable CV leaves its place free, and the rows of the others where they are.
        let rows = vec![row("", "a"), row("", "b"), row("", "c")];
        assert_eq!(roles(rows, &[person(1, "Bo Li", ""), person(3, "Cem Öz", "")]), (list(&["a", "c"]), 1));
    }

    #[test]
    fn an_anonymous_row_holds_no_name() {
        let file = OfferFile { candidates: vec![row("Aline Tschanz", "K-17")], ..OfferFile::default() };
        let (made, _) = rows_for(&file, &[person(1, "Aline Tschanz", "K-17")]);
        assert_eq!((made.candidates[0].name.as_deref(), made.candidates[0].code.as_deref()), (None, Some("K-17")));
        let (made, _) = rows_for(&file, &[person(1, "Aline Tschanz", "")]);
        assert_eq!(made.candidates[0].name.as_deref(), Some("Aline Tschanz"));
    }
}
