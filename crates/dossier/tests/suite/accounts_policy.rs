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
    (Action::EditRuns, Scope::Write, [true, true, true, false]),
    (Action::CancelRuns, Scope::Write, [true, true, true, false]),
    (Action::Comment, Scope::Write, [true, true, true, false]),
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

/// Every public use case that takes a caller asks what the caller may before it waits for anything.
#[test]
fn every_use_case_asks_first() {
    let mut verbs = 0;
    let mut silent = Vec::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/service")) {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let (found, faults) = asked(&text);
        verbs += found;
        silent.extend(faults.into_iter().map(|name| format!("{}: {name}", path.display())));
    }
    assert!(silent.is_empty(), "these do not begin with caller.may(..):\n{}", silent.join("\n"));
    assert!(verbs >= 25, "only {verbs} were found: does the search still fit the sources?");
}

#[test]
fn a_use_case_that_does_not_ask_is_found() {
    let fine = "    pub async fn a(&self, caller: &Caller) -> R {\n        caller.may(Action::X)?;\n        self.b().await\n    }\n";
    let late = "    pub async fn b(\n        &self,\n        caller: &Caller,\n    ) -> R {\n        self.b().await?;\n        caller.may(Action::X)\n    }\n";
    let never = "    pub async fn c(&self, caller: &Caller) -> R {\n        Ok(())\n    }\n";
    let inner = "    pub(crate) async fn d(&self, caller: &Caller) -> R {\n        Ok(())\n    }\n";
    assert_eq!(asked(fine), (1, vec![]));
    assert_eq!(asked(&format!("{fine}{late}{never}{inner}")), (3, vec!["b".to_owned(), "c".to_owned()]));
}

/// How many public verbs take a caller, and the names of those that do not ask at once.
fn asked(text: &str) -> (usize, Vec<String>) {
    let mut verbs = 0;
    let mut silent = Vec::new();
    for part in text.split("\n    pub async fn ").skip(1).chain(text.strip_prefix("    pub async fn ")) {
        let Some((head, rest)) = part.split_once('{') else { continue };
        if !head.contains("caller: &Caller") {
            continue;
        }
        verbs += 1;
        let body = rest.split("\n    }").next().unwrap_or_default();
        let until = body.find(".await").unwrap_or(body.len());
        if !body.get(..until).is_some_and(|begin| begin.contains("caller.may(")) {
            silent.push(head.split('(').next().unwrap_or_default().to_owned());
        }
    }
    (verbs, silent)
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
