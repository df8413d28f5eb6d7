//! Options that choose how a run's papers look and what its CV shows.

use clap::{Args, ValueEnum};
use dossier::core::generate::choices::{Arrange, Choices, Employers, Order, Pronouns, Section};
use dossier::core::sheet::Look;

/// Look, sections, entries and length of the papers.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Choices")]
pub struct ChoiceArgs {
    /// Look of the papers: classic, modern or compact. Default: the brand's, else classic.
    #[arg(long, value_name = "NAME")]
    pub look: Option<Look>,
    /// Sections of the CV in the order wanted, joined by commas: facts, profile, skills, experience, projects, education,
    /// certificates, languages. Default: all.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub sections: Option<Vec<Section>>,
    /// Leave out stations and projects that ended more than so many years ago.
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub years: Option<u32>,
    /// Stations at the most, and projects at the most: the newest.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub entries: Option<u32>,
    /// Order of stations, projects and degrees.
    #[arg(long, value_enum)]
    pub order: Option<OrderArg>,
    /// Names of employers in the CV: all, none, or those of the last five years.
    #[arg(long, value_enum)]
    pub employers: Option<EmployersArg>,
    /// Whether titles and functions tell the candidate's gender: neutral or kept. Default: neutral in anonymous papers, else
    /// kept.
    #[arg(long, value_enum)]
    pub pronouns: Option<PronounsArg>,
    /// What experience is told by: stations with their tasks, or projects.
    #[arg(long, value_enum)]
    pub arrange: Option<ArrangeArg>,
    /// Pages of the CV at the most: what matters least is left out, and named in the warnings.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=20))]
    pub pages: Option<u32>,
}

/// Order of entries.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OrderArg {
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
}

/// Names of employers.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum EmployersArg {
    /// All.
    Full,
    /// None.
    Hidden,
    /// Those of stations of the last five years.
    Recent,
}

/// Gender in our own words.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PronounsArg {
    /// Not told.
    Neutral,
    /// As printed.
    Kept,
}

/// What experience is told by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ArrangeArg {
    /// Stations with their tasks.
    Timeline,
    /// Projects first, stations as a list.
    Projects,
}

impl ChoiceArgs {
    /// Whether anything is chosen.
    pub fn any(&self) -> bool {
        let Self { look, sections, years, entries, order, employers, pronouns, arrange, pages } = self;
        look.is_some()
            || sections.is_some()
            || years.is_some()
            || entries.is_some()
            || order.is_some()
            || employers.is_some()
            || pronouns.is_some()
            || arrange.is_some()
            || pages.is_some()
    }

    /// These choices over others.
    pub fn over(&self, base: &Choices) -> Choices {
        Choices {
            look: self.look.or(base.look),
            sections: self.sections.clone().or_else(|| base.sections.clone()),
            years_max: self.years.or(base.years_max),
            entries_max: self.entries.or(base.entries_max),
            order: self.order.map_or(base.order, |order| match order {
                OrderArg::Newest => Order::Newest,
                OrderArg::Oldest => Order::Oldest,
            }),
            employers: self.employers.map_or(base.employers, |employers| match employers {
                EmployersArg::Full => Employers::Full,
                EmployersArg::Hidden => Employers::Hidden,
                EmployersArg::Recent => Employers::Recent,
            }),
            pronouns: self.pronouns.map_or(base.pronouns, |pronouns| {
                Some(match pronouns {
                    PronounsArg::Neutral => Pronouns::Neutral,
                    PronounsArg::Kept => Pronouns::Kept,
                })
            }),
            arrange: self.arrange.map_or(base.arrange, |arrange| match arrange {
                ArrangeArg::Timeline => Arrange::Timeline,
                ArrangeArg::Projects => Arrange::Projects,
            }),
            pages_max: self.pages.or(base.pages_max),
            photo: base.photo,
        }
    }
}
