//! The short profile: whether there is one, how long it is, and whether it says anything. Judges words, not the person.

use super::Rules;
use crate::records::feedback::Severity;
use crate::understand::fold::fold;

/// Words of a profile below which it says too little.
const WORDS_MIN: usize = 10;
/// Words of a profile from which on nobody reads it to its end.
const WORDS_MAX: usize = 120;

impl Rules<'_> {
    pub(super) fn summary(&mut self) {
        let cv = self.cv;
        let Some(summary) = &cv.basics.summary else {
            self.add("summary.missing", Severity::Hint, "basics/summary", &[], Some(3));
            return;
        };
        let words = summary.split_whitespace().count();
        let length = match words {
            0..WORDS_MIN => Some("summary.short"),
            WORDS_MIN..=WORDS_MAX => None,
            _ => Some("summary.long"),
        };
        if let Some(rule) = length {
            self.add(rule, Severity::Hint, "basics/summary", &[&words.to_string()], Some(3));
        }
        let folded = fold(summary);
        let phrases = [
            "teamfahig", "teamplayer", "belastbar", "flexibel", "motiviert", "zuverlassig", "kommunikativ",
            "hard working", "hard-working", "team player", "passionate", "results-driven", "dynamic", "dynamique",
            "motive", "rigoureux", "polyvalent", "esprit d'equipe", "self-starter",
        ];
        let generic = phrases.iter().filter(|phrase| folded.contains(*phrase)).count();
        if generic >= 2 {
            self.add("summary.generic", Severity::Hint, "basics/summary", &[], Some(3));
        }
    }
}
