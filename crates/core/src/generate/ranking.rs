//! Many candidates on one profile: a matrix of criteria and candidates as JSON, CSV and one HTML page, best first.

use super::{GenerateError, words};
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use crate::records::JobProfile;
use crate::records::matching::{Match, Recommendation, Verdict};
use askama::Template;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A candidate's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Name of the file.
    pub file: String,
    /// Score 0 to 100; `null` where there is nothing to judge.
    pub score: Option<i64>,
    /// Exact score as a fraction, by which rows are ordered.
    pub exact: Option<String>,
    /// What the figures suggest.
    pub recommendation: Recommendation,
    /// Must criteria with a part that is not met.
    pub knockouts: Vec<String>,
    /// Verdicts in the order of the criteria.
    pub verdicts: Vec<Verdict>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unread {
    /// Name of the file.
    pub file: String,
    /// Stable code.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// A ranking of candidates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ranking {
    /// Form of this record: `dossier.ranking/1`.
    pub schema: String,
    /// Title of the profile.
    pub title: Option<String>,
    /// Date to which open stations count.
    pub evaluated_on: String,
    /// Criteria: id, class and text.
    pub criteria: Vec<Head>,
    /// Candidates, best first.
    pub rows: Vec<Row>,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
}

/// A criterion as the head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    /// Id.
    pub id: String,
    /// Verbatim text.
    pub text: String,
}

impl Row {
    /// The row of a match.
    pub fn of(file: String, matching: &Match) -> Self {
        Self {
            file,
            score: matching.score.total,
            exact: matching.score.exact.clone(),
            recommendation: matching.recommendation,
            knockouts: matching.knockouts.clone(),
            verdicts: matching.criteria.iter().map(|criterion| criterion.verdict).collect(),
        }
    }

    fn value(&self) -> num_rational::Ratio<i64> {
        self.exact
            .as_deref()
            .and_then(|exact| exact.parse().ok())
            .unwrap_or_else(|| num_rational::Ratio::from_integer(-1))
    }
}

impl Ranking {
    /// Orders rows by exact score, equal ones by file name.
    pub fn new(job: &JobProfile, evaluated_on: String, mut rows: Vec<Row>, mut unread: Vec<Unread>) -> Self {
        rows.sort_by(|a, b| b.value().cmp(&a.value()).then_with(|| a.file.cmp(&b.file)));
        unread.sort_by(|a, b| a.file.cmp(&b.file));
        let criteria = job
            .criteria
            .iter()
            .map(|criterion| Head { id: criterion.id.clone(), text: criterion.text.clone() })
            .collect();
        Self { schema: "dossier.ranking/1".into(), title: job.title.clone(), evaluated_on, criteria, rows, unread }
    }

    /// The matrix as CSV (RFC 4180, UTF-8): a row a candidate.
    pub fn csv(&self) -> String {
        let mut out = String::from("rank,file,score,recommendation,knockouts");
        for head in &self.criteria {
            out.push(',');
            out.push_str(&field(&format!("{} {}", head.id, head.text)));
        }
        out.push_str("\r\n");
        for (at, row) in self.rows.iter().enumerate() {
            let score = row.score.map(|score| score.to_string()).unwrap_or_default();
            let name = |value: &dyn erased::Named| value.name();
            out.push_str(&format!(
                "{},{},{score},{},{}",
                at + 1,
                field(&row.file),
                name(&row.recommendation),
                field(&row.knockouts.join(" "))
            ));
            for verdict in &row.verdicts {
                out.push(',');
                out.push_str(&name(verdict));
            }
            out.push_str("\r\n");
        }
        out
    }

    /// One HTML page without script and network.
    ///
    /// # Errors
    /// [`GenerateError::Template`].
    pub fn html(&self, locale: Locale) -> Result<String, GenerateError> {
        let messages = Messages::new(locale);
        let rows = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| RowView {
                rank: (at + 1).to_string(),
                file: row.file.clone(),
                score: row.score.map_or_else(|| "–".to_owned(), |score| score.to_string()),
                recommendation: words::recommendation(&messages, row.recommendation),
                knockouts: row.knockouts.join(" "),
                cells: row
                    .verdicts
                    .iter()
                    .map(|verdict| (tone(*verdict), words::sign(*verdict), words::verdict(&messages, *verdict)))
                    .collect(),
            })
            .collect();
        Page {
            language: locale.document_tag(),
            title: messages.get(key::RANKING_TITLE),
            subtitle: self.title.clone().unwrap_or_default(),
            date: self.evaluated_on.clone(),
            candidate: messages.get(key::RANKING_CANDIDATE),
            score: messages.get(key::RANKING_SCORE),
            suggestion: messages.get(key::RANKING_SUGGESTION),
            knockouts: messages.get(key::RANKING_KNOCKOUTS),
            unread_title: messages.get(key::RANKING_UNREAD),
            note: messages.get(key::RANKING_NOTE),
            criteria: &self.criteria,
            unread: &self.unread,
            rows,
        }
        .render()
        .map_err(|_| GenerateError::Template)
    }
}

/// Names of closed sets as they stand in records.
mod erased {
    use serde::Serialize;

    pub(super) trait Named {
        fn name(&self) -> String;
    }

    impl<T: Serialize> Named for T {
        fn name(&self) -> String {
            serde_json::to_value(self).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        }
    }
}

/// Class of a cell in the pages' style sheets.
pub(super) fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet | Verdict::PotentiallyMet => "part",
        Verdict::NotMet => "not",
        Verdict::NotStated => "open",
        Verdict::NeedsReview => "review",
    }
}

/// A field of CSV. What a spreadsheet would take for a formula is marked as text.
fn field(text: &str) -> String {
    let text = text.replace(['\r', '\n'], " ");
    let text = if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text };
    if text.contains([',', '"', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

struct RowView {
    rank: String,
    file: String,
    score: String,
    recommendation: String,
    knockouts: String,
    cells: Vec<(&'static str, &'static str, String)>,
}

#[derive(Template)]
#[template(path = "ranking.html")]
struct Page<'a> {
    language: &'static str,
    title: String,
    subtitle: String,
    date: String,
    candidate: String,
    score: String,
    suggestion: String,
    knockouts: String,
    unread_title: String,
    note: String,
    criteria: &'a [Head],
    unread: &'a [Unread],
    rows: Vec<RowView>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{CV_TXT, sample};

    #[test]
    fn rows_are_ordered_and_fields_are_safe() {
        let sample = sample(CV_TXT, Locale::DeCh);
        let best = Row::of("=b.pdf".into(), &sample.matching);
        let worst = Row { exact: Some("1/3".into()), ..Row::of("a, b.pdf".into(), &sample.matching) };
        let ranking = Ranking::new(&sample.job, "2026-01-27".into(), vec![worst, best], Vec::new());
        assert_eq!(ranking.rows[0].file, "=b.pdf");
        let csv = ranking.csv();
        assert!(csv.contains("1,'=b.pdf,") && csv.contains("2,\"a, b.pdf\","), "{csv}");
        let page = ranking.html(Locale::DeCh).expect("a page");
        assert!(page.contains("<table") && page.matches("<tr").count() == 3, "{page}");
    }
}
