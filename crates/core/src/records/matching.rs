//! The `match` record: verdicts with evidence, score with its arithmetic, recommendation.
//!
//! A [`Verdict`] that claims something cannot be built without evidence, and `not-stated` cannot be built with one:
//! [`Judgement`] has no public fields and two constructors.

use super::job::{Class, Join, Kind};
use dossier_formats::{Place, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be said of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Fulfilled.
    Met,
    /// Fulfilled in part.
    PartlyMet,
    /// Something related is there.
    PotentiallyMet,
    /// The CV says something that rules it out.
    NotMet,
    /// The CV is silent.
    NotStated,
    /// A person must decide; left out of the score.
    NeedsReview,
}

impl Verdict {
    /// Points out of 100; `None` where the criterion is left out.
    pub fn points(self) -> Option<i64> {
        match self {
            Self::Met => Some(100),
            Self::PartlyMet => Some(50),
            Self::PotentiallyMet => Some(40),
            Self::NotMet | Self::NotStated => Some(0),
            Self::NeedsReview => None,
        }
    }
}

/// A quote that a verdict rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Verbatim text.
    pub quote: String,
    /// Range in the CV's text; absent for a record that came without its text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Place>,
    /// Entry id or JSON pointer in the record.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<String>,
}

/// A verdict together with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    verdict: Verdict,
    evidence: Vec<Evidence>,
    reason: Reason,
}

impl Judgement {
    /// A verdict that rests on evidence. `None` for `not-stated`, and without any evidence.
    pub fn on_evidence(verdict: Verdict, evidence: Vec<Evidence>, reason: Reason) -> Option<Self> {
        (verdict != Verdict::NotStated && !evidence.is_empty()).then_some(Self { verdict, evidence, reason })
    }

    /// The CV is silent.
    pub fn not_stated(reason: Reason) -> Self {
        Self { verdict: Verdict::NotStated, evidence: Vec::new(), reason }
    }

    /// A person must decide.
    pub fn needs_review(reason: Reason) -> Self {
        Self { verdict: Verdict::NeedsReview, evidence: Vec::new(), reason }
    }

    /// A person's verdict. It rests on the quotes of the rules, or on the person's own words where there are none.
    pub fn decided(decision: &Decision, quotes: &[Evidence]) -> Self {
        let own = || Evidence { quote: decision.reason.clone(), span: None, place: None, entry: Some("person".into()) };
        let evidence = match decision.verdict {
            Verdict::NotStated | Verdict::NeedsReview => Vec::new(),
            _ if quotes.is_empty() => vec![own()],
            _ => quotes.to_vec(),
        };
        let reason = Reason::Person { name: decision.by.clone(), text: decision.reason.clone() };
        Self { verdict: decision.verdict, evidence, reason }
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The quotes; empty for `not-stated`.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Why, as data that prints in any language.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// Takes it apart.
    pub fn into_parts(self) -> (Verdict, Vec<Evidence>, Reason) {
        (self.verdict, self.evidence, self.reason)
    }
}

/// Why a verdict was given, without words, so that each document says it in its own language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Reason {
    /// Terms were found.
    Found {
        /// What was found.
        terms: Vec<String>,
        /// What was asked for and not found.
        missing: Vec<String>,
    },
    /// Something related was found instead.
    Related {
        /// What was found.
        found: String,
        /// What was asked for.
        asked: String,
    },
    /// Months were counted.
    Months {
        /// Months found.
        found: u32,
        /// Months asked for.
        asked: u32,
        /// Printed periods, as `2021-03/2024-04`.
        periods: Vec<String>,
        /// Whether at least one period prints years only.
        year_precision: bool,
        /// Where years only are printed: the months at the least and at the most.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        bounds: Option<(u32, u32)>,
        /// Months if the open stations go on to the evaluation date, where the CV's own date is old and they count to
        /// that only.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        if_still_open: Option<u32>,
        /// Workloads in percent that the CV prints for these stations, where below full time.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        workload_percent: Vec<u8>,
    },
    /// Only named in a list or claimed, without a dated station.
    Undated {
        /// Months asked for.
        asked: u32,
    },
    /// A level was compared.
    Level {
        /// Language name as printed in the CV.
        language: String,
        /// Level found.
        found: String,
        /// Level asked for; empty if none.
        asked: String,
    },
    /// A degree was compared.
    Degree {
        /// Degree found, as printed.
        found: String,
        /// How it compares.
        relation: DegreeRelation,
    },
    /// A fact was found.
    Fact {
        /// The fact as printed.
        found: String,
    },
    /// A start date or notice was compared.
    Availability {
        /// As printed.
        found: String,
        /// Whether it is in time.
        in_time: bool,
    },
    /// A figure was compared.
    Count {
        /// What is counted.
        measure: Measure,
        /// The figure of the CV.
        found: u64,
        /// The figure asked for.
        asked: u64,
    },
    /// The CV denies it.
    Negated {
        /// The denial as printed.
        found: String,
    },
    /// Nothing was found.
    Silent,
    /// The rules cannot judge this kind of demand.
    Unclear,
    /// A person decided.
    Person {
        /// Who.
        name: String,
        /// Their words.
        text: String,
    },
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// People led.
    People,
    /// A sum of money, in whole units.
    Money,
    /// Months of notice; less is better.
    NoticeMonths,
}

/// How a degree compares with the one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DegreeRelation {
    /// As high or higher, in the field.
    Fits,
    /// Lower.
    Lower,
    /// As high, of another kind.
    OtherKind,
    /// As high, in a related field.
    AdjacentField,
    /// As high, in another field.
    OtherField,
    /// Not finished yet.
    InProgress,
}

/// A judged criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JudgedCriterion {
    /// Id in the profile.
    pub id: String,
    /// Verbatim text.
    pub text: String,
    /// Class.
    pub class: Class,
    /// Kind.
    pub kind: Kind,
    /// Verdict.
    pub verdict: Verdict,
    /// 0 to 100; absent where the criterion is left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub points: Option<i64>,
    /// Quotes.
    pub evidence: Vec<Evidence>,
    /// Why.
    pub reason: Reason,
    /// Judged sub-demands.
    pub parts: Vec<JudgedPart>,
    /// How they combine.
    #[serde(default)]
    pub join: Join,
    /// What the rules said, where a person decided otherwise.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ruled: Option<Ruled>,
}

/// A verdict of the rules that a person's decision stands before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ruled {
    /// Verdict of the rules.
    pub verdict: Verdict,
    /// Their quotes.
    pub evidence: Vec<Evidence>,
    /// Their reason.
    pub reason: Reason,
}

/// A person's verdict on a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Criterion id.
    pub criterion: String,
    /// Their verdict.
    pub verdict: Verdict,
    /// Their reason.
    pub reason: String,
    /// Their name.
    pub by: String,
}

/// Settings of a match, printed with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Weights of the classes in percent.
    pub weights: Weights,
    /// Score from which on a candidate is suggested.
    pub go_from: u8,
    /// Score from which on one unmet must may be talked about.
    pub maybe_from: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self { weights: Weights::default(), go_from: 80, maybe_from: 60 }
    }
}

/// A judged sub-demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JudgedPart {
    /// The words.
    pub text: String,
    /// Kind.
    pub kind: Kind,
    /// Verdict.
    pub verdict: Verdict,
    /// Quotes.
    pub evidence: Vec<Evidence>,
    /// Why.
    pub reason: Reason,
}

/// The score with everything needed to recompute it by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// 0 to 100, rounded half up; `null` where there is nothing to judge.
    pub total: Option<i64>,
    /// Exact value as a fraction, for ranking.
    pub exact: Option<String>,
    /// Mean of the must criteria as a fraction.
    pub must: Option<String>,
    /// Mean of the should criteria as a fraction.
    pub should: Option<String>,
    /// Weights in percent, as applied.
    pub weights: Weights,
    /// The sum in figures, such as `0.9 × 400/5 + 0.1 × 150/3 = 77`.
    pub arithmetic: String,
}

/// Weights of the two classes in percent; they add up to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Weights {
    /// Of the must criteria.
    pub must: u8,
    /// Of the should criteria.
    pub should: u8,
}

impl Default for Weights {
    fn default() -> Self {
        Self { must: 90, should: 10 }
    }
}

/// What the figures suggest; a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recommendation {
    /// Score of at least 80 and every must met or partly met.
    Go,
    /// Worth a conversation.
    Maybe,
    /// Neither.
    NoGo,
    /// Nothing to judge.
    NotAssessable,
}

/// Kind of a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskKind {
    /// A must that the CV rules out.
    Knockout,
    /// A must skill of which a part or a neighbour only is shown.
    Skill,
    /// A must on which the CV is silent.
    OpenMust,
    /// Fewer years than asked for.
    Experience,
    /// The document is old or undated stations remain.
    Recency,
    /// The CV says two things that cannot both be true.
    Contradiction,
    /// More than six months between two stations.
    Gap,
    /// A level above what is asked for.
    Overqualification,
}

/// How much a risk weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RiskSeverity {
    /// High.
    High,
    /// Medium.
    Medium,
    /// Low.
    Low,
}

/// A risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// Kind.
    pub kind: RiskKind,
    /// Criterion id, entry id or period it speaks of.
    pub text: String,
    /// Weight.
    pub severity: RiskSeverity,
}

/// Something to do next or to ask, bound to its criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// Criterion id.
    pub criterion: String,
    /// What.
    pub action: StepAction,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepAction {
    /// Ask the candidate whether and since when.
    AskCandidate,
    /// Ask for a document.
    AskForProof,
    /// Talk with the client about an exception.
    ClearWithClient,
    /// Decide by hand.
    Decide,
}

/// Criterion ids by strength.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Met.
    pub strong: Vec<String>,
    /// Partly or potentially met.
    pub partial: Vec<String>,
    /// Not met, not stated or to be reviewed.
    pub missing: Vec<String>,
}

/// A CV judged against a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Match {
    /// Form of this record: `dossier.match/1`.
    pub schema: String,
    /// Date to which open stations count.
    pub evaluated_on: String,
    /// Settings it was made with.
    #[serde(default)]
    pub settings: Settings,
    /// Criteria in printed order.
    pub criteria: Vec<JudgedCriterion>,
    /// Score.
    pub score: Score,
    /// Ids of must criteria with a part that is not met.
    pub knockouts: Vec<String>,
    /// What the figures suggest.
    pub recommendation: Recommendation,
    /// Criteria by strength.
    pub coverage: Coverage,
    /// Risks, gravest first.
    pub risks: Vec<Risk>,
    /// What to do next.
    pub next_steps: Vec<Step>,
    /// What to ask in an interview.
    pub questions: Vec<Step>,
}
