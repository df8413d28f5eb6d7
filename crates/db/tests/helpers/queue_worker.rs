//! A worker process for the tests that kill or stop one. It takes jobs from a database, tells in the run's events that it has
//! begun, holds the job for a while, and writes its result as whoever holds the run's attempt. Of no other use.
//!
//! `dossier-queue-worker URL NAME MILLISECONDS`

use async_trait::async_trait;
use dossier_db::queue::{self, Handler, Outcome, QueueSettings};
use dossier_db::rows::{Job, RunState};
use dossier_db::{Actor, Birth, Db, DbConfig, DbError, LookupKey, Micros, TenantCtx, runs, steps};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

fn now() -> Micros {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Micros::try_from(since.as_micros()).unwrap_or(Micros::MAX)
}

struct Holding {
    db: Db,
    name: String,
    hold: Duration,
}

impl Holding {
    async fn hold(&self, team: Uuid, run: Uuid) -> Result<(), DbError> {
        let ctx = TenantCtx { team, actor: Actor::System };
        let told = format!(r#"{{"by":"{}"}}"#, self.name);
        let mut tx = self.db.write(&ctx).await?;
        let seen = runs::get(&mut tx, run).await?.ok_or(DbError::NotFound { what: "run" })?;
        let attempt = runs::begin_attempt(&mut tx, run, seen.attempt, now()).await?;
        steps::tell(&mut tx, run, "begun", &told, now()).await?;
        tx.commit().await?;
        tokio::time::sleep(self.hold).await;
        let mut tx = self.db.write(&ctx).await?;
        runs::advance(&mut tx, run, attempt, (RunState::Reading, RunState::Sealed), now()).await?;
        steps::tell(&mut tx, run, "ended", &told, now()).await?;
        tx.commit().await
    }
}

#[async_trait]
impl Handler for Holding {
    async fn work(&self, team: Uuid, job: Job) -> Outcome {
        let Some(run) = job.run else { return Outcome::Failed { code: "job.no_run" } };
        match self.hold(team, run).await {
            // Somebody else has the attempt: what this one would write does not count, and it says so to nobody.
            Ok(()) | Err(DbError::Conflict { .. }) => Outcome::Done,
            Err(error) => Outcome::Again { code: error.code(), after: Duration::from_millis(100) },
        }
    }

    async fn gave_up(&self, team: Uuid, job: Job, code: &str) {
        let Some(run) = job.run else { return };
        let ctx = TenantCtx { team, actor: Actor::System };
        // Where this fails, the event is missing and the test says so.
        let _ = async {
            let mut tx = self.db.write(&ctx).await?;
            let seen = runs::get(&mut tx, run).await?.ok_or(DbError::NotFound { what: "run" })?;
            runs::fail(&mut tx, run, seen.attempt, code, now()).await?;
            steps::tell(&mut tx, run, "gave_up", "{}", now()).await?;
            tx.commit().await
        }
        .await;
    }
}

async fn work(url: &str, name: String, hold: Duration) -> Result<(), DbError> {
    let mut config = DbConfig::from_url(url)?;
    config.migrate = false;
    let birth = Birth { instance: Uuid::nil(), now: now() };
    let db = Db::open(&config, LookupKey::new(&[7; 32]), birth).await?;
    let settings = QueueSettings {
        slots: 1,
        interactive_slots: 0,
        attempts_max: 2,
        heartbeat: Duration::from_millis(200),
        sweep: Duration::from_millis(200),
        lost_after: Duration::from_secs(1),
        poll: Duration::from_millis(100),
        grace: Duration::from_millis(200),
    };
    let handler = Arc::new(Holding { db: db.clone(), name, hold });
    queue::run(db, settings, handler, Arc::new(now), CancellationToken::new()).await;
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(url), Some(name), Some(hold)) = (args.next(), args.next(), args.next()) else {
        return ExitCode::FAILURE;
    };
    let Ok(hold) = hold.parse::<u64>() else { return ExitCode::FAILURE };
    match work(&url, name, Duration::from_millis(hold)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
