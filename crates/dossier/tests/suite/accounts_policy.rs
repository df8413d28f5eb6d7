//! Who may what, written out, and that every use case asks.

use dossier::service::policy::{least, may, scope};
use dossier::service::{Action, Caller, Scope, Via};
use dossier_db::rows::Role;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Each action with its scope and whether owner, admin, editor and viewer may.
const TABLE: &[(Action, Scope, [bool; 4])] = &[
    (Action::ReadRuns, Scope::Read, [true, true, true, true]),
    (Action::SeePersons, Scope::Read, [true, true, true, true]),
    (Action::StartRuns, Scope::Write, [true, true, true, false]),
    (Action::MakeShortlists, Scope::Write, [true, true, true, false]),
    (Action::EditRuns, Scope::Write, [true, true, true, false]),
    (Action::CancelRuns, Scope::Write, [true, true, true, false]),
    (Action::Comment, Scope::Write, [true, true, true, false]),
    (Action::DeleteComments, Scope::Write, [true, true, false, false]),
    (Action::Share, Scope::Write, [true, true, true, false]),
    (Action::Submit, Scope::Write, [true, true, true, false]),
    (Action::EditClients, Scope::Write, [true, true, true, false]),
    (Action::EditLibrary, Scope::Admin, [true, true, false, false]),
    (Action::EraseRuns, Scope::Write, [true, true, true, false]),
    (Action::ErasePersons, Scope::Admin, [true, true, false, false]),
    (Action::ExportPersons, Scope::Admin, [true, true, false, false]),
    (Action::Hold, Scope::Admin, [true, true, false, false]),
    (Action::MoveRuns, Scope::Admin, [true, true, false, false]),
    (Action::ManageMembers, Scope::Admin, [true, true, false, false]),
    (Action::ResetPasswords, Scope::Admin, [true, true, false, false]),
    (Action::ManageTeam, Scope::Admin, [true, false, false, false]),
    (Action::EditSettings, Scope::Admin, [true, true, false, false]),
    (Action::ReadTeam, Scope::Read, [true, true, true, true]),
    (Action::OwnAccount, Scope::Admin, [true, true, true, true]),
    (Action::OwnTokens, Scope::Admin, [true, true, true, true]),
    (Action::ManageWebhooks, Scope::Admin, [true, true, false, false]),
    (Action::ReadAudit, Scope::Admin, [true, true, false, false]),
];

const ROLES: [Role; 4] = [Role::Owner, Role::Admin, Role::Editor, Role::Viewer];

#[test]
fn every_role_may_what_the_table_says() {
    let named: Vec<Action> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(named, Action::ALL, "a new action gets its line here");
    assert_eq!(ROLES, Role::ALL);
    for (action, needed, allowed) in TABLE {
        assert_eq!(scope(*action), *needed, "{}", action.code());
        for (role, allowed) in ROLES.into_iter().zip(*allowed) {
            assert_eq!(may(role, *action), allowed, "{role:?} {}", action.code());
            for via in [Via::Session(Uuid::nil()), Via::Local, Via::System] {
                assert_eq!(caller(role, via).may(*action).is_ok(), allowed, "{role:?} {}", action.code());
            }
            for held in [Scope::Read, Scope::Write, Scope::Admin] {
                let token = caller(role, Via::Token(Uuid::nil(), vec![held]));
                assert_eq!(
                    token.may(*action).is_ok(),
                    allowed && held == *needed,
                    "{role:?} {held:?} {}",
                    action.code()
                );
            }
            let bare = caller(role, Via::Token(Uuid::nil(), Vec::new()));
            assert!(bare.may(*action).is_err(), "a token without scopes does nothing");
        }
        assert!(may(least(*action), *action));
    }
}

#[test]
fn codes_of_actions_are_told_apart() {
    let mut codes: Vec<&str> = Action::ALL.iter().map(|action| action.code()).collect();
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

fn caller(role: Role, via: Via) -> Caller {
    Caller { team: Uuid::from_u128(1), user: Some(Uuid::from_u128(2)), role, via }
}

/// Every public use case that takes a caller asks what the caller may before it waits for anything, or hands the
/// caller to a function that does.
#[test]
fn every_use_case_asks_first() {
    let mut all = Vec::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/service")) {
        all.extend(functions(&std::fs::read_to_string(&path).expect("a source file")));
    }
    let silent = silent(&all);
    assert!(silent.is_empty(), "these do not begin with caller.may(..): {silent:?}");
    let verbs = all.iter().filter(|function| function.is_verb).count();
    assert!(verbs >= 25, "only {verbs} were found: does the search still fit the sources?");
}

#[test]
fn a_use_case_that_does_not_ask_is_found() {
    let text = "
impl Office {
    pub async fn asks(&self, caller: &Caller) -> R {
        caller.may(Action::X)?;
        self.b().await
    }

    pub async fn late(
        &self,
        caller: &Caller,
    ) -> R {
        self.b().await?;
        caller.may(Action::X)
    }

    pub async fn never(&self, caller: &Caller) -> R {
        Ok(())
    }

    pub async fn lets_ask(&self, caller: &Caller) -> R {
        self.inner(caller, 7).await
    }

    pub async fn lets_not_ask(&self, caller: &Caller) -> R {
        self.never(caller).await
    }

    pub(crate) async fn inner(&self, caller: &Caller, n: u8) -> R {
        may_see(caller)?;
        Ok(())
    }
}

fn may_see(caller: &Caller) -> R {
    caller.may(Action::X)
}
";
    let all = functions(text);
    assert_eq!(all.len(), 7);
    assert_eq!(silent(&all), ["late", "never", "lets_not_ask"]);
}

/// A function that takes a caller.
struct Function {
    name: String,
    /// Whether it is public and belongs to the service.
    is_verb: bool,
    /// Its body up to where it first waits.
    begin: String,
}

/// The functions of a file that take a caller.
fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let inside = line.trim_start();
        let indent = line.len() - inside.len();
        let Some((before, after)) = inside.split_once("fn ") else { continue };
        let declares = before.split_whitespace().all(|word| word == "async" || word.starts_with("pub"));
        if indent > 4 || !declares {
            continue;
        }
        let end = format!("{}}}", " ".repeat(indent));
        let whole: Vec<&str> = lines[at..].iter().take_while(|line| **line != end).copied().collect();
        let whole = whole.join("\n");
        let Some((head, body)) = whole.split_once("{\n") else { continue };
        if head.contains("caller: &Caller") {
            let name = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let begin = body.split(".await").next().unwrap_or_default().to_owned();
            found.push(Function { name, is_verb: before.starts_with("pub ") && head.contains("&self"), begin });
        }
    }
    found
}

/// Names of the use cases that do not ask.
fn silent(all: &[Function]) -> Vec<&str> {
    let verbs = all.iter().filter(|function| function.is_verb);
    verbs.filter(|function| !asks(function, all, 4)).map(|function| function.name.as_str()).collect()
}

fn asks(function: &Function, all: &[Function], depth: usize) -> bool {
    let hands_over = |name: &str| {
        let mut named = all.iter().filter(|other| other.name == name).peekable();
        named.peek().is_some() && depth > 0 && named.all(|other| asks(other, all, depth - 1))
    };
    function.begin.contains("caller.may(") || handed(&function.begin).into_iter().any(hands_over)
}

/// Names of the functions that are given the caller first.
fn handed(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("(caller") {
        let before = &text[..at];
        let begin = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |sign| sign + 1);
        if text[at + 7..].starts_with([',', ')']) {
            found.push(&before[begin..]);
        }
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
