//! `dossier users` and `dossier teams`: what an operator does for people who do not come in any more.

use crate::failure::Failure;
use crate::operating::{PlaceArgs, TeamsAction, TeamsArgs, UsersAction, UsersArgs};
use crate::output;
use dossier::db::{Birth, Db};
use dossier::service::{Office, ServiceSettings};
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, ReaderHost};
use std::process::ExitCode;

pub async fn users(args: UsersArgs, json: bool) -> Result<ExitCode, Failure> {
    let UsersAction::Reset { email, place, public_url } = args.action;
    let service = open(&place).await?;
    let made = service.offer_reset_at_the_machine(&email).await;
    service.db().close().await;
    let made = made?;
    let link = format!("{}/reset#{}", public_url.trim().trim_end_matches('/'), made.secret.as_str());
    let until = jiff::Timestamp::from_microsecond(made.expires_at).map(|at| at.to_string()).unwrap_or_default();
    if json {
        output::line(serde_json::json!({
            "user": made.user, "link": link, "secret": made.secret.as_str(), "until": until,
        }))?;
    } else {
        output::line(&link)?;
        output::note(format_args!(
            "until {until} this link sets a new password, once; all sessions of the user end then"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn teams(args: TeamsArgs, json: bool) -> Result<ExitCode, Failure> {
    match args.action {
        TeamsAction::List { place } => {
            let service = open(&place).await?;
            let all = service.teams_at_the_machine().await;
            service.db().close().await;
            let all = all?;
            if json {
                let list: Vec<serde_json::Value> = all
                    .iter()
                    .map(|(id, name, archived)| serde_json::json!({ "id": id, "name": name, "archived": archived }))
                    .collect();
                output::line(serde_json::Value::from(list))?;
            } else {
                for (id, name, archived) in &all {
                    output::line(format_args!("{id}  {name}{}", if *archived { "  (archived)" } else { "" }))?;
                }
            }
        }
        TeamsAction::Unarchive { team, place } => {
            let service = open(&place).await?;
            let done = service.unarchive_at_the_machine(team).await;
            service.db().close().await;
            done?;
            output::note("the team is back; its members come in again");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The service over its database alone: nothing here looks into the storage.
async fn open(place: &PlaceArgs) -> Result<Office, Failure> {
    let env = Env::system();
    let place = place.place();
    let secret = place.known_secret()?;
    let birth = Birth { instance: env.id(), now: env.now().as_microsecond() };
    let db = Db::open(&place.existing_database()?, secret.lookup_key(), birth).await?;
    let dossier = Dossier::new(env, Storage::memory(), ReaderHost::InProcess, CpuPool::new(1));
    Ok(Office::new(dossier, db, secret.vault(), ServiceSettings::default()))
}
