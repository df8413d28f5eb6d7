//! What a desk chooses for a run's CV: look, sections, entries, names of employers, length. Absent choices mean the house's
//! custom; nothing chosen here adds a fact.

use crate::time::{Day, Month, PartialDate};
use dossier_formats::write::sheet::Look;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A section of the CV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Residence, nationality, permit, availability and the like.
    Facts,
    /// Short profile.
    Profile,
    /// Skills in groups.
    Skills,
    /// Stations.
    Experience,
    /// Projects and assignments.
    Projects,
    /// Degrees and diplomas.
    Education,
    /// Certificates and courses.
    Certificates,
    /// Languages with levels.
    Languages,
}

/// All sections in the order in which they stand unless chosen otherwise.
pub const SECTIONS: [Section; 8] = [
    Section::Facts,
    Section::Profile,
    Section::Skills,
    Section::Experience,
    Section::Projects,
    Section::Education,
    Section::Certificates,
    Section::Languages,
];

impl Section {
    /// Name in options and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Profile => "profile",
            Self::Skills => "skills",
            Self::Experience => "experience",
            Self::Projects => "projects",
            Self::Education => "education",
            Self::Certificates => "certificates",
            Self::Languages => "languages",
        }
    }
}

/// A word that is none of a set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is none of {known}")]
pub struct BadChoice {
    /// What was to be chosen.
    pub what: &'static str,
    /// The words that it may be.
    pub known: String,
}

impl FromStr for Section {
    type Err = BadChoice;
    fn from_str(text: &str) -> Result<Self, BadChoice> {
        SECTIONS
            .into_iter()
            .find(|section| section.name() == text)
            .ok_or_else(|| BadChoice { what: "section", known: SECTIONS.map(Section::name).join(", ") })
    }
}

/// Whose names of employers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Employers {
    /// All.
    #[default]
    Full,
    /// None.
    Hidden,
    /// Those of stations that ended in the last five years or are open.
    Recent,
}

/// Years that count as recent for [`Employers::Recent`].
pub const RECENT_YEARS: i32 = 5;

impl Employers {
    /// Whether the employer or client of a station or project with these dates is named on a day.
    pub fn shows(self, start: Option<PartialDate>, end: Option<PartialDate>, today: Day) -> bool {
        match self {
            Self::Full => true,
            Self::Hidden => false,
            Self::Recent => match (start, end) {
                (_, Some(end)) => end.last_month().number() >= Month::of(today).number() - RECENT_YEARS * 12,
                (start, None) => start.is_some(),
            },
        }
    }
}

/// Whether our own words tell the candidate's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pronouns {
    /// They do not: functions and degrees stand in both forms, and no title stands before the code.
    Neutral,
    /// As the candidate printed them.
    Kept,
}

/// What experience is told by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arrange {
    /// Stations with their tasks, then projects.
    #[default]
    Timeline,
    /// Projects first and in full, stations as a list.
    Projects,
}

/// Order of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

/// Choices for a run's papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    /// Look of all papers. Default: the brand's.
    pub look: Option<Look>,
    /// Sections shown, in this order. Default: all of [`SECTIONS`].
    pub sections: Option<Vec<Section>>,
    /// Stations and projects that ended before so many years are left out. Default: none are.
    pub years_max: Option<u32>,
    /// Stations at the most, and projects at the most, the newest. Default: all.
    pub entries_max: Option<u32>,
    /// Order of entries.
    pub order: Order,
    /// Names of employers.
    pub employers: Employers,
    /// Whether our own words tell the candidate's gender. Default: not in anonymous papers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<Pronouns>,
    /// Stations first, or projects first.
    pub arrange: Arrange,
    /// Pages at the most: old tasks are left out until it fits. Default: as many as it takes.
    pub pages_max: Option<u32>,
    /// Whether the CV shows the photo of the record; never in anonymous papers. Default: it does not.
    pub photo: bool,
}

impl Choices {
    /// The sections to print, in order.
    pub fn shown(&self) -> Vec<Section> {
        match (&self.sections, self.arrange) {
            (Some(sections), _) => sections.clone(),
            (None, Arrange::Timeline) => SECTIONS.to_vec(),
            (None, Arrange::Projects) => {
                let mut sections = SECTIONS.to_vec();
                sections.swap(3, 4);
                sections
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_employers_are_those_of_five_years() {
        let today = Day::constant(2026, 1, 27);
        let date = |text: &str| text.parse::<PartialDate>().ok();
        let recent = |start: &str, end: &str| Employers::Recent.shows(date(start), date(end), today);
        assert!(recent("2015-03", "2021-01") && recent("2010", ""), "ended five years ago, and open");
        assert!(!recent("2015-03", "2020-12") && !recent("", ""));
        assert!(Employers::Full.shows(None, None, today) && !Employers::Hidden.shows(date("2024"), None, today));
    }

    #[test]
    fn sections_are_named_and_projects_may_come_first() {
        for section in SECTIONS {
            assert_eq!(section.name().parse(), Ok(section));
        }
        assert!("hobbies".parse::<Section>().expect_err("no section").to_string().contains("experience"));
        let projects = Choices { arrange: Arrange::Projects, ..Choices::default() }.shown();
        let at = |section| projects.iter().position(|one| *one == section);
        assert!(at(Section::Projects) < at(Section::Experience));
    }
}
