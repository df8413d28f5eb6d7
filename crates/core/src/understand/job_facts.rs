//! Facts of a job profile: behind labels, and out of running text where no label gave them.

use super::dates;
use super::fold::{fold, label};
use super::job::Reader;
use super::job_headings::Part;
use super::job_words::{self, Fact};
use super::personal::percent;
use super::piece::Piece;
use super::towns;

impl Reader<'_> {
    /// The line under a title that names client, place, start and workload without labels:
    /// `Muster Bau AG · Olten · ab sofort`. It is one only if a part of it is a town.
    pub(super) fn by_line(&mut self, whole: &Piece) -> bool {
        let parts = whole.split_signs(&['|', '·', '•']);
        if self.job.client.is_some()
            || !(2..=5).contains(&parts.len())
            || parts.iter().any(|part| part.text.split_whitespace().count() > 8)
            || !parts.iter().skip(1).any(|part| towns::may_be_town(&part.text))
        {
            return false;
        }
        self.job.client = parts.first().map(|first| first.text.clone());
        let mut placed = false;
        for part in &parts[1..] {
            if towns::may_be_town(&part.text) && !placed {
                placed = true;
                self.job.places = vec![part.text.clone()];
            } else if let Some(workload) = percent(&part.text) {
                self.job.workload = self.job.workload.or(Some(workload));
            } else if placed {
                // What follows the town says when.
                self.job.start = self.job.start.take().or_else(|| Some(date_or_words(&part.text)));
            } else {
                self.job.unit = self.job.unit.take().or_else(|| Some(part.text.clone()));
            }
        }
        true
    }

    /// A labelled fact, or several in one line. Returns whether the line was used up.
    pub(super) fn facts(&mut self, whole: &Piece, part: Part) -> bool {
        if !matches!(part, Part::Head | Part::Intro | Part::Contact) {
            return false;
        }
        let mut used = false;
        let pieces = if whole.text.matches(':').count() > 1 { sentences(whole) } else { vec![whole.clone()] };
        for piece in pieces {
            let Some(at) = piece.text.find([':', '\t']) else { continue };
            let value = piece.sub(at + 1, piece.text.len()).trim(&[':', '.', '\t']);
            if !value.is_empty() && label(&piece.text[..at]).split(' ').count() <= 5 {
                used |= self.fact(&piece.text[..at], &value);
            }
        }
        used
    }

    fn fact(&mut self, name: &str, value: &Piece) -> bool {
        let text = value.text.clone();
        let job = &mut self.job;
        let Some(kind) = job_words::fact(name) else { return false };
        match kind {
            Fact::Title => return false,
            Fact::Client => {
                job.client = Some(text);
            }
            Fact::Place => {
                let joints: Vec<(usize, usize)> = [" und ", " et ", " and ", " oder ", " ou "]
                    .iter()
                    .flat_map(|joint| value.text.match_indices(joint).map(|(at, found)| (at, at + found.len())))
                    .collect();
                let parts = value.split_at(&joints);
                job.places = parts
                    .iter()
                    .flat_map(|part| part.split_signs(&[',', ';', '/', '|']))
                    .map(|piece| piece.text)
                    .collect();
                let remote = |place: &String| {
                    ["remote", "homeoffice", "home office", "teletravail"].iter().any(|word| fold(place).contains(word))
                };
                job.remote = job.remote.take().or_else(|| job.places.iter().find(|place| remote(place)).cloned());
                job.places.retain(|place| !remote(place));
            }
            Fact::Start => job.start = Some(date_or_words(&text)),
            Fact::End => {
                job.end = Some(date_or_words(&text));
            }
            Fact::Workload => {
                job.workload = percent(&text).or_else(|| full_time(&text));
            }
            Fact::Duration => job.duration = Some(text),
            Fact::Period => {
                if let Some(period) = dates::periods(&text).first() {
                    job.start = period.start.map(|date| date.to_string());
                    job.end = period.end_date().map(|date| date.to_string());
                }
                job.duration = job.duration.take().or(Some(text));
            }
            Fact::Id => job.id = Some(text),
            Fact::Unit => job.unit = Some(text),
            Fact::Programme => job.programme = Some(text),
            Fact::Remote => job.remote = Some(text),
            Fact::Contact => {
                job.contact = Some(text);
            }
            Fact::Rate => job.rate = Some(text),
            Fact::Delivery => {
                job.delivery_model = Some(text);
            }
            Fact::Goal => job.goal = Some(text),
        }
        true
    }

    /// What labels did not give: from the introduction.
    pub(super) fn fill_from_running_text(&mut self) {
        if self.job.workload.is_none() {
            self.job.workload = self.job.title.as_deref().and_then(percent);
        }
        let Some(summary) = self.job.summary.clone() else { return };
        if self.job.workload.is_none() {
            self.job.workload = percent(&summary).or_else(|| full_time(&summary));
        }
        if self.job.start.is_none() {
            self.job.start = dates::periods(&summary)
                .into_iter()
                .find(|period| !period.is_range() && period.start.is_some_and(|date| !date.is_year_only()))
                .and_then(|period| period.start)
                .map(|date| date.to_string());
        }
        if self.job.duration.is_none() {
            let folded = fold(&summary);
            self.job.duration = ["unbefristet", "permanent", "duree indeterminee"]
                .iter()
                .find(|word| folded.contains(*word))
                .and_then(|word| original_words(&summary, word));
        }
        if self.job.client.is_none() {
            self.job.client = summary.split([',', '.', ';']).map(str::trim).find_map(|part| {
                let words: Vec<&str> = part.split_whitespace().collect();
                let at = words.iter().position(|word| {
                    ["AG", "SA", "GmbH", "SE", "KG", "Ltd", "SAS", "Sàrl", "SARL", "plc"].contains(word)
                })?;
                let start = (0..at)
                    .rev()
                    .take_while(|index| words[*index].chars().next().is_some_and(char::is_uppercase))
                    .last()?;
                let start = if ["Die", "Der", "Das", "The", "La", "Le", "Chez", "Bei", "Unsere", "Für"]
                    .contains(&words[start])
                {
                    start + 1
                } else {
                    start
                };
                (start < at).then(|| words[start..=at].join(" "))
            });
        }
    }
}

fn original_words(text: &str, folded_word: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let wanted = folded_word.split(' ').count();
    words
        .windows(wanted)
        .find(|window| fold(&window.join(" ")).contains(folded_word))
        .map(|window| window.join(" ").trim_matches([',', '.', '(', ')']).to_owned())
}

fn sentences(whole: &Piece) -> Vec<Piece> {
    let mut cuts: Vec<(usize, usize)> = whole
        .text
        .match_indices(". ")
        .map(|(at, _)| (at, at + 2))
        .filter(|(at, _)| {
            !whole.text[..*at].ends_with(|c: char| c.is_ascii_digit())
                || whole.text[at + 2..].contains(':') && !whole.text[..*at].ends_with("1")
                || whole.text[..*at].rsplit(' ').next().is_some_and(|word| word.len() > 4)
        })
        .collect();
    cuts.extend(whole.text.match_indices(" | ").map(|(at, text)| (at, at + text.len())));
    cuts.extend(whole.text.match_indices('\t').map(|(at, text)| (at, at + text.len())));
    cuts.sort_unstable();
    whole.split_at(&cuts)
}

/// Full time in words, or days a week out of five.
fn full_time(text: &str) -> Option<crate::records::cv::Workload> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let days = words
        .windows(2)
        .find(|pair| ["tage", "tag", "days", "jours"].contains(&pair[1]))
        .and_then(|pair| pair[0].parse::<u8>().ok());
    if let Some(days @ 1..=5) = days.filter(|_| ["woche", "week", "semaine"].iter().any(|word| folded.contains(word))) {
        return Some(crate::records::cv::Workload { min: days * 20, max: days * 20 });
    }
    ["vollzeit", "full-time", "full time", "temps plein", "plein temps"]
        .iter()
        .any(|word| folded.contains(word))
        .then_some(crate::records::cv::Workload { min: 100, max: 100 })
}

fn date_or_words(text: &str) -> String {
    let found = dates::periods(text);
    match found.first() {
        Some(period) if period.start.is_some_and(|date| !date.is_year_only()) => {
            period.start.map(|date| date.to_string()).unwrap_or_default()
        }
        _ => text.to_owned(),
    }
}
