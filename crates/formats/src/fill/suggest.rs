//! What a misspelt name may have meant: the known name with the fewest letters changed, left out, added or swapped.

/// Characters of a name beyond which nothing is suggested.
const CHARS_MAX: usize = 40;

/// The nearest of the known names, if one is near enough; the first of several that are equally near.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = letters(name);
    if wanted.len() > CHARS_MAX {
        return None;
    }
    let distances = known.map(|known| {
        let letters = letters(known);
        // A third of the letters may be wrong, and one in any case.
        let most = (wanted.len().max(letters.len()) / 3).max(1);
        (distance(&wanted, &letters), most, known)
    });
    distances
        .filter(|(distance, most, _)| distance <= most)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., known)| known)
}

fn letters(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).filter(|c| !matches!(c, '_' | '-')).collect()
}

/// Optimal string alignment: changed, missing and added letters and swapped neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, one) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let changed = above[column] + usize::from(one != other);
            let mut best = changed.min(above[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && a[row - 1] == *other && b[column - 1] == *one {
                best = best.min(before[column - 1] + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_nothing_far() {
        let known = ["name", "role", "profile", "facts", "experience", "valid_until"];
        let found = |name: &str| nearest(name, known.into_iter());
        assert_eq!(found("naem"), Some("name"), "swapped letters");
        assert_eq!(found("Profil"), Some("profile"));
        assert_eq!(found("experiences"), Some("experience"));
        assert_eq!(found("validUntil"), Some("valid_until"), "another way to join words");
        assert_eq!(found("salary"), None);
        assert_eq!(found("x"), None);
        assert_eq!(found(&"name".repeat(20)), None);
        assert_eq!(distance(&[], &['a', 'b']), 2);
    }
}
