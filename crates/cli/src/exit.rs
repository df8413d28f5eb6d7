//! Exit codes by error class; nowhere else is an exit code chosen.

use dossier::Class;
use std::process::ExitCode;

/// The exit code of a class.
pub fn code(class: Class) -> ExitCode {
    ExitCode::from(number(class))
}

/// As a number, for the table of errors.
pub fn number(class: Class) -> u8 {
    match class {
        Class::Usage => 2,
        Class::Unreadable => 3,
        Class::Partial => 4,
        Class::Storage | Class::Unavailable => 5,
        Class::Limit => 6,
        Class::NotFound | Class::Conflict | Class::Denied | Class::Internal => 1,
    }
}
