//! A match as plain text: every criterion with its verdict, why, its parts and quotes; then the arithmetic.

use super::words;
use crate::i18n::Messages;
use crate::locale::Locale;
use crate::records::matching::{Evidence, Match, Verdict};
use std::fmt::Write as _;

/// Quotes longer than this are cut.
const QUOTE_CHARS_MAX: usize = 140;

/// The match as an indented tree in a language.
pub fn match_tree(matching: &Match, locale: Locale) -> String {
    let messages = Messages::new(locale);
    let mut out = String::new();
    for criterion in &matching.criteria {
        let points = criterion.points.map_or_else(|| "–".to_owned(), |points| points.to_string());
        let _ = writeln!(
            out,
            "{} {} {}: {} ({points})",
            sign(criterion.verdict),
            criterion.id,
            words::verdict(&messages, criterion.verdict),
            criterion.text
        );
        let _ = writeln!(out, "   {}", words::reason(&messages, &criterion.reason));
        quotes(&mut out, "   ", &criterion.evidence, locale);
        if let Some(ruled) = &criterion.ruled {
            let _ = writeln!(
                out,
                "   [{}] {}",
                words::verdict(&messages, ruled.verdict),
                words::reason(&messages, &ruled.reason)
            );
        }
        if criterion.parts.len() > 1 {
            for part in &criterion.parts {
                let _ = writeln!(
                    out,
                    "   {} {}: {}",
                    sign(part.verdict),
                    part.text,
                    words::reason(&messages, &part.reason)
                );
                quotes(&mut out, "      ", &part.evidence, locale);
            }
        }
    }
    let _ = writeln!(out, "{}", matching.score.arithmetic);
    let settings = matching.settings;
    let _ = writeln!(
        out,
        "{} · {}/{} · {} ≥ {} · {} ≥ {}",
        words::recommendation(&messages, matching.recommendation),
        settings.weights.must,
        settings.weights.should,
        words::recommendation(&messages, crate::records::matching::Recommendation::Go),
        settings.go_from,
        words::recommendation(&messages, crate::records::matching::Recommendation::Maybe),
        settings.maybe_from
    );
    out
}

fn sign(verdict: Verdict) -> &'static str {
    words::sign(verdict)
}

fn quotes(out: &mut String, indent: &str, evidence: &[Evidence], locale: Locale) {
    for one in evidence {
        let entry = one.entry.as_deref().map(|entry| format!(" ({entry})")).unwrap_or_default();
        let _ = writeln!(out, "{indent}{}{entry}", locale.quote(&words::shorten(&one.quote, QUOTE_CHARS_MAX)));
    }
}
