//! Labels that forms print in front of a value or in a column of their own, in three languages with the words of Europass.

use super::fold::label;
use super::lexicon::table;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a label in front of a value or in a label column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    Name,
    FirstName,
    LastName,
    Address,
    Town,
    Phone,
    Email,
    Web,
    BirthDate,
    BirthPlace,
    Nationality,
    MaritalStatus,
    Permit,
    DrivingLicence,
    Availability,
    Workload,
    Period,
    Start,
    End,
    Employer,
    Function,
    Tasks,
    Sector,
    Place,
    School,
    Degree,
    Field,
    Grade,
    Thesis,
    Client,
    Project,
    Technologies,
    Team,
    Reason,
    /// Personal facts that are read by nothing: children, gender, religion, home town.
    Private,
}

impl Label {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "name" => Self::Name,
            "first-name" => Self::FirstName,
            "last-name" => Self::LastName,
            "address" => Self::Address,
            "town" => Self::Town,
            "phone" => Self::Phone,
            "email" => Self::Email,
            "web" => Self::Web,
            "birth-date" => Self::BirthDate,
            "birth-place" => Self::BirthPlace,
            "nationality" => Self::Nationality,
            "marital-status" => Self::MaritalStatus,
            "permit" => Self::Permit,
            "driving-licence" => Self::DrivingLicence,
            "availability" => Self::Availability,
            "workload" => Self::Workload,
            "period" => Self::Period,
            "start" => Self::Start,
            "end" => Self::End,
            "employer" => Self::Employer,
            "function" => Self::Function,
            "tasks" => Self::Tasks,
            "sector" => Self::Sector,
            "place" => Self::Place,
            "school" => Self::School,
            "degree" => Self::Degree,
            "field" => Self::Field,
            "grade" => Self::Grade,
            "thesis" => Self::Thesis,
            "client" => Self::Client,
            "project" => Self::Project,
            "technologies" => Self::Technologies,
            "team" => Self::Team,
            "reason" => Self::Reason,
            "children" | "gender" | "religion" | "hometown" => Self::Private,
            _ => return None,
        })
    }

    /// Whether it stands in an entry of a section.
    pub fn is_of_entry(self) -> bool {
        (Self::Period..=Self::Reason).contains(&self)
    }

    /// Whether its words are headings of sections too: `Kenntnisse`, `Tätigkeiten`.
    pub fn is_vague(self) -> bool {
        matches!(self, Self::Tasks | Self::Technologies | Self::Field | Self::Project | Self::Thesis)
    }

    /// Whether an entry may have several of it.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Tasks | Self::Technologies | Self::Place | Self::Sector | Self::Team | Self::Thesis)
    }
}

static LABELS: LazyLock<BTreeMap<String, Label>> = LazyLock::new(|| {
    let lines = table(include_str!("lexicon/labels.txt"));
    let known = lines.filter_map(|(kind, names)| Label::parse(kind).map(|kind| (kind, names)));
    known.flat_map(|(kind, names)| names.into_iter().map(move |name| (plain_label(&label(name)), kind))).collect()
});

/// What a folded label says (see [`label`]), if its words are known.
pub(crate) fn label_kind(folded: &str) -> Option<Label> {
    LABELS.get(&plain_label(folded)).copied()
}

/// A label without the hyphens and slashes that forms print in many ways: `von–bis`, `von - bis`.
pub(crate) fn plain_label(folded: &str) -> String {
    folded.replace(['-', '/'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
