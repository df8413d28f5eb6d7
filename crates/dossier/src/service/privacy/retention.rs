//! How long runs are kept: a clock that starts when a case is closed, else with the last activity. Which law asks for what is a
//! table; docs/retention.md names the sources. When a run's date has come its erasure is asked for, unless a hold keeps it.

use super::erase::EraseReason;
use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::erasures::{self, Subject};
use dossier_db::history::{self, Query};
use dossier_db::rows::Run;
use dossier_db::{DbError, Micros, Personal, SystemCtx, TeamTx, holds, runs, sweep, teams};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long one country's desks keep applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// ISO 3166 code.
    pub country: &'static str,
    /// Months after closing, else after the last activity.
    pub months: i64,
    /// The rule behind it, in short.
    pub ground: &'static str,
}

/// The clocks. Sources: docs/retention.md.
pub const CLOCKS: &[Clock] = &[
    Clock {
        country: "AT",
        months: 7,
        ground: "GlBG § 15 (1), § 29 (1): claims within six months of the refusal, and one month to be served",
    },
    Clock { country: "CH", months: 6, ground: "DSG Art. 6 and OR Art. 328b: no longer than needed" },
    Clock {
        country: "DE",
        months: 6,
        ground: "AGG § 15 (4), ArbGG § 61b (1): two months and three more, and one month to be served",
    },
    Clock { country: "FR", months: 24, ground: "CNIL, recruitment: two years after the last contact" },
];

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 500;

/// Most days that a look ahead takes in.
const DAYS_MAX: i64 = 366;

const DAY: Micros = 24 * 3_600 * 1_000_000;

/// How long a team keeps its runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Months after closing, else after the last activity.
    pub months: i64,
    /// Why that long.
    pub reason: String,
}

/// How long a team wants to keep its runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetentionChoice {
    /// As usual in a country; see [`CLOCKS`].
    Country(String),
    /// Another time, with the reason.
    Months {
        /// 1 to 120.
        months: i64,
        /// Why that long: at most 500 characters.
        reason: String,
    },
}

/// A run that is to go soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// The run.
    pub run: Uuid,
    /// Its label, for those who may see persons.
    pub label: Option<Personal>,
    /// The role that was sought.
    pub role: Option<String>,
    /// When it goes.
    pub at: Micros,
    /// Whether its case is closed; else its clock started with the last activity.
    pub is_closed: bool,
    /// Whether a hold keeps it.
    pub is_held: bool,
}

/// What a look at all clocks did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionSweep {
    /// Runs that had no date and got one.
    pub dated: u64,
    /// Runs whose date had come, but that were used meanwhile.
    pub postponed: u64,
    /// Runs whose erasure was asked for.
    pub requested: u64,
    /// Persons whom nothing needs any more and whose erasure was asked for.
    pub persons: u64,
    /// Runs and persons that a hold keeps although it was placed at the last moment.
    pub held: u64,
}

/// How a request by a clock has gone.
enum Asked {
    Requested,
    Held,
    Gone,
}

impl Office {
    /// How long the team keeps its runs.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn retention(&self, caller: &Caller) -> Result<Retention, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let team = teams::get(&mut tx).await?;
        Ok(Retention { months: team.retention_months, reason: team.retention_reason })
    }

    /// Changes how long the team keeps its runs, and with that the date of each. A run whose date has passed by that goes with
    /// the next sweep.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for an unknown country, a time that is not 1 to 120 months or no reason,
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn set_retention(&self, caller: &Caller, choice: RetentionChoice) -> Result<Retention, ServiceError> {
        caller.may(Action::EditSettings)?;
        let chosen = chosen(choice)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        teams::set_retention(&mut tx, chosen.months, &chosen.reason, self.now()).await?;
        self.audit(&mut tx, "retention.set", None, &[("months", Detail::Number(chosen.months))]).await?;
        tx.commit().await?;
        self.date_all(caller, chosen.months).await?;
        Ok(chosen)
    }

    /// Runs of the team that go within some days, soonest first, at most [`sweep::DUE_MAX`]; those on hold are told, too.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for more than 366 days, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn coming_erasures(&self, caller: &Caller, days: i64) -> Result<Vec<Coming>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        if !(0..=DAYS_MAX).contains(&days) {
            return Err(ServiceError::invalid("days", "retention.days", "it is not 0 to 366"));
        }
        let before = self.now().saturating_add(days.saturating_mul(DAY));
        let mut tx = self.db.read(&caller.ctx()).await?;
        let months = teams::get(&mut tx).await?.retention_months;
        let mut coming = Vec::new();
        for run in sweep::coming(&mut tx, before).await? {
            // The stored date is that of an earlier activity; the sweep would move it on.
            let at = date_of(&run, months);
            if at < before {
                coming.push(Coming {
                    run: run.id,
                    label: run.label.filter(|_| caller.sees_persons()),
                    role: run.role,
                    at,
                    is_closed: run.closed_at.is_some(),
                    is_held: holds::keep_run(&mut tx, run.id).await?,
                });
            }
        }
        coming.sort_by_key(|one| (one.at, one.run));
        Ok(coming)
    }

    /// Gives runs of all teams that have no date one, and asks for the erasure of those whose date has come, and of persons whom
    /// nothing needs any more. The erasures themselves are done by [`Office::resume_erasures`].
    ///
    /// # Errors
    /// A failure of the database; repeating it goes on.
    pub async fn sweep_retention(&self) -> Result<RetentionSweep, ServiceError> {
        let now = self.now();
        let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
        let months: BTreeMap<Uuid, i64> =
            teams::all(&mut tx).await?.into_iter().map(|(team, row)| (team, row.retention_months)).collect();
        let undated = sweep::undated(&mut tx).await?;
        let due = sweep::due(&mut tx, now).await?;
        drop(tx);
        let all: Vec<Uuid> = months.keys().copied().collect();
        let months = |team: Uuid| months.get(&team).copied().unwrap_or(self.settings.retention_months);
        let mut done = RetentionSweep::default();
        for (team, run) in undated {
            let mut tx = self.db.write(&Caller::system(team).ctx()).await?;
            if set_date(&mut tx, run.id, date_of(&run, months(team))).await? {
                tx.commit().await?;
                done.dated += 1;
            }
        }
        for one in due {
            let mut tx = self.db.write(&Caller::system(one.team).ctx()).await?;
            let Some(run) = runs::get(&mut tx, one.run).await? else { continue };
            let date = date_of(&run, months(one.team));
            if date > now {
                set_date(&mut tx, run.id, date).await?;
                tx.commit().await?;
                done.postponed += 1;
                continue;
            }
            match self.time_is_over(tx, Subject::Run(run.id)).await? {
                Asked::Requested => done.requested += 1,
                Asked::Held => done.held += 1,
                Asked::Gone => {}
            }
        }
        for team in all {
            let ctx = Caller::system(team).ctx();
            let mut tx = self.db.read(&ctx).await?;
            // Somebody who was in no run since: kept by a consent or a hold that has ended meanwhile.
            let idle = sweep::idle_persons(&mut tx, after_months(now, -months(team)), now).await?;
            drop(tx);
            for person in idle {
                let tx = self.db.write(&ctx).await?;
                match self.time_is_over(tx, Subject::Person(person)).await? {
                    Asked::Requested => done.persons += 1,
                    Asked::Held => done.held += 1,
                    Asked::Gone => {}
                }
            }
        }
        Ok(done)
    }

    /// Asks for the erasure of what a clock has ended.
    async fn time_is_over(&self, mut tx: TeamTx, subject: Subject) -> Result<Asked, ServiceError> {
        let reason = EraseReason::Retention.code();
        let erasure = match erasures::request(&mut tx, self.id(), subject, reason, self.now()).await {
            Ok(erasure) => erasure,
            Err(DbError::Held { .. }) => return Ok(Asked::Held),
            Err(DbError::NotFound { .. }) => return Ok(Asked::Gone),
            Err(error) => return Err(error.into()),
        };
        let (kind, of) = match subject {
            Subject::Run(run) => ("run", run),
            Subject::Person(person) => ("person", person),
        };
        let details = [(kind, Detail::Id(of)), ("reason", Detail::Code(reason))];
        self.audit(&mut tx, "erasure.requested", Some(("erasure", erasure.id)), &details).await?;
        tx.commit().await?;
        Ok(Asked::Requested)
    }

    /// Sets the dates of all runs of a team anew, page by page.
    async fn date_all(&self, caller: &Caller, months: i64) -> Result<(), ServiceError> {
        let mut query = Query { limit: history::PAGE_MAX, ..Query::default() };
        loop {
            let mut tx = self.db.write(&caller.ctx()).await?;
            let page = history::find(&mut tx, &query).await?;
            for run in &page.items {
                let date = date_of(run, months);
                if run.expires_at != Some(date) {
                    set_date(&mut tx, run.id, date).await?;
                }
            }
            tx.commit().await?;
            match page.next {
                Some(next) => query.after = Some(next),
                None => return Ok(()),
            }
        }
    }
}

/// A time some calendar months later, in UTC: of the last day of a longer month the last day of the shorter one.
pub(in crate::service) fn after_months(from: Micros, months: i64) -> Micros {
    let later = || {
        let span = Span::new().try_months(months).ok()?;
        let from = Timestamp::from_microsecond(from).ok()?.to_zoned_datetime(TimeZone::UTC);
        Some(from.checked_add(span).ok()?.timestamp().as_microsecond())
    };
    // Beyond the calendar's end nothing expires.
    later().unwrap_or(Micros::MAX)
}

/// When a run is to be erased.
fn date_of(run: &Run, months: i64) -> Micros {
    after_months(run.closed_at.unwrap_or(run.updated_at), months)
}

/// Sets a run's date. Tells whether the run is still there.
async fn set_date(tx: &mut TeamTx, run: Uuid, date: Micros) -> Result<bool, ServiceError> {
    match runs::set_expiry(tx, run, Some(date)).await {
        Ok(()) => Ok(true),
        Err(DbError::NotFound { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn chosen(choice: RetentionChoice) -> Result<Retention, ServiceError> {
    match choice {
        RetentionChoice::Country(country) => {
            let clock = CLOCKS.iter().find(|clock| clock.country.eq_ignore_ascii_case(country.trim()));
            let clock = clock.ok_or_else(|| {
                ServiceError::invalid(
                    "country",
                    "retention.country",
                    "no clock is known for it; give months and a reason",
                )
            })?;
            Ok(Retention { months: clock.months, reason: format!("{}: {}", clock.country, clock.ground) })
        }
        RetentionChoice::Months { months, reason } => {
            if !(1..=120).contains(&months) {
                return Err(ServiceError::invalid("months", "retention.months", "it is not 1 to 120"));
            }
            if reason.trim().is_empty() || reason.chars().count() > REASON_CHARS_MAX {
                let told = "it is empty or has more than 500 characters";
                return Err(ServiceError::invalid("reason", "retention.reason", told));
            }
            Ok(Retention { months, reason })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(text: &str) -> Micros {
        text.parse::<Timestamp>().expect("a time").as_microsecond()
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (from, months, later) in [
            ("2026-01-27T12:00:00Z", 6, "2026-07-27T12:00:00Z"),
            ("2026-08-31T23:59:59Z", 6, "2027-02-28T23:59:59Z"),
            ("2024-02-29T00:00:00Z", 24, "2026-02-28T00:00:00Z"),
            ("2026-12-01T00:00:00Z", 1, "2027-01-01T00:00:00Z"),
        ] {
            assert_eq!(after_months(micros(from), months), micros(later), "{from} + {months}");
        }
        assert_eq!(after_months(Micros::MAX, 6), Micros::MAX);
    }

    #[test]
    fn countries_have_clocks_and_others_need_a_reason() {
        for (country, months) in [("DE", 6), ("at", 7), (" CH ", 6), ("FR", 24)] {
            let found = chosen(RetentionChoice::Country(country.to_owned())).expect("known");
            assert_eq!(found.months, months, "{country}");
            assert!(!found.reason.is_empty());
        }
        let code = |choice: RetentionChoice| chosen(choice).map_err(|error| error.code()).err();
        assert_eq!(code(RetentionChoice::Country("XX".to_owned())), Some("retention.country"));
        let months = |months: i64, reason: &str| RetentionChoice::Months { months, reason: reason.to_owned() };
        assert_eq!(code(months(0, "why")), Some("retention.months"));
        assert_eq!(code(months(121, "why")), Some("retention.months"));
        assert_eq!(code(months(9, " ")), Some("retention.reason"));
        assert_eq!(code(months(9, "agreed with the works council")), None);
    }
}
