//! The command line: the only reader of environment, files and clock settings. Has no logic of its own beyond turning
//! options into a request and an outcome into text, files and an exit code.

mod args;
mod choices;
mod commands;
mod delivery;
mod exit;
mod failure;
mod host;
mod memory;
mod operating;
mod output;
mod serving;
mod settings;
mod shortlist;

use args::{Cli, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A child that reads one file starts nothing else: no runtime, no options, no environment.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == host::CHILD_VERB) {
        return host::child();
    }
    let cli = match arguments() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                _ => exit::code(dossier::Class::Usage),
            };
        }
    };
    let json = cli.json;
    let result = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(dispatch(cli)),
        Err(_) => Err(dossier::Error::Internal { step: "starting" }.into()),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            output::error(&error, json);
            exit::code(error.class())
        }
    }
}

/// The command line. A variable that is set to nothing counts as unset, as container settings have it.
fn arguments() -> Result<Cli, clap::Error> {
    let is_empty = |arg: &clap::Arg| arg.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    let without_empty = |arg: clap::Arg| if is_empty(&arg) { arg.env(clap::builder::Resettable::Reset) } else { arg };
    let command = Cli::command().mut_subcommands(|verb| {
        verb.mut_args(without_empty).mut_subcommands(|further| further.mut_args(without_empty))
    });
    Cli::from_arg_matches(&command.try_get_matches()?)
}

async fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let json = cli.json;
    Ok(match cli.command {
        Command::Run(options) => commands::run::run(options, json).await?,
        Command::Read(options) => commands::read::read(options).await?,
        Command::Match(options) => commands::matching::matching(&options)?,
        Command::Correct(options) => commands::correct::correct(options, json).await?,
        Command::Answer(options) => commands::correct::answer(options, json).await?,
        Command::Batch(options) => commands::batch::batch(options, json).await?,
        Command::Shortlist(options) => commands::shortlist::shortlist(options, json).await?,
        Command::Audit(options) => commands::audit::audit(options, json).await?,
        Command::Render(options) => commands::render::render(options).await?,
        Command::Verify(options) => commands::verify::verify(&options, json)?,
        Command::Runs(options) => commands::runs::runs(options, json).await?,
        Command::Bundle(options) => commands::bundle::bundle(options, json).await?,
        Command::Sweep(options) => commands::sweep::sweep(options, json).await?,
        Command::Copy(options) => commands::copy::copy(options, json).await?,
        Command::Erase(options) => commands::erase::erase(options).await?,
        Command::Doctor(options) => commands::doctor::doctor(options, json).await?,
        Command::Lexicon(options) => commands::lexicon::lexicon(&options)?,
        Command::Template(options) => commands::template::template(&options, json)?,
        Command::Completions { shell } => commands::completions(shell)?,
        Command::Manual { folder } => commands::manual(&folder)?,
        Command::Serve(options) => commands::serve::serve(*options, json).await?,
        Command::Backup(options) => commands::backup::backup(options, json).await?,
        Command::Restore(options) => commands::restore::restore(options, json).await?,
        Command::Users(options) => commands::people::users(options, json).await?,
        Command::Teams(options) => commands::people::teams(options, json).await?,
        Command::Migrate(options) => commands::migrate::migrate(options).await?,
        Command::Healthcheck(options) => commands::healthcheck::healthcheck(&options),
        Command::Later(words) => return Err(commands::later(&words).into()),
    })
}
