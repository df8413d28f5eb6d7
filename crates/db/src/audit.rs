//! The log of a team: what was done, by whom, to what. It holds ids, codes, figures and keyed hashes and nothing else, is only
//! ever added to, and each entry carries a keyed hash over itself and the one before.

use crate::error::DbError;
use crate::rows::AuditRow;
use crate::sql::{Hash, Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Longest code.
const CODE_BYTES_MAX: usize = 64;

/// Most details of an entry.
const DETAILS_MAX: usize = 32;

/// Most entries in one answer, and of one look of [`verify`].
pub const ENTRIES_MAX: i64 = 500;

/// Something that may stand in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// An id.
    Id(Uuid),
    /// A code: lower-case letters, digits, `.`, `_`, `-`.
    Code(&'static str),
    /// A figure.
    Number(i64),
    /// A hash, keyed where it is of somebody's data ([`crate::LookupKey::of_audit`]).
    Hash(Hash),
}

/// An entry to be written. Who acts is known to the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Micros,
    /// What was done: a code such as `run.started`.
    pub action: &'static str,
    /// Kind and id of what it was done to.
    pub subject: Option<(&'static str, Uuid)>,
    /// Further details by name.
    pub details: Vec<(&'static str, Detail)>,
}

/// How a look over the whole log ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Every entry fits the one before. Number of entries, and the last hash: kept elsewhere, it shows whether the end was
    /// cut off later.
    Sound {
        /// Number of entries.
        entries: i64,
        /// Hash of the last one.
        last: Hash,
    },
    /// An entry was changed, taken out or put in.
    Broken {
        /// Number of the first entry that does not fit.
        seq: i64,
    },
}

/// Writes an entry and tells its number. Entries of a team wait for each other until their transactions end, so it is best
/// written last.
///
/// # Errors
/// [`DbError::Invalid`] for what is no code, [`DbError::Limit`] for too many details, or a failure of the database.
pub async fn append(tx: &mut TeamTx, entry: &Entry) -> Result<i64, DbError> {
    let codes = [Some(entry.action), entry.subject.map(|(kind, _)| kind)];
    if !codes.iter().flatten().all(|code| is_code(code)) {
        return Err(DbError::Invalid { what: "code for the log" });
    }
    let details = details(&entry.details)?;
    let row = tx
        .first(
            "INSERT INTO audit_heads (team, seq, hash) VALUES ($1, 1, $2) \
             ON CONFLICT (team) DO UPDATE SET seq = audit_heads.seq + 1 RETURNING seq, hash",
            values![Hash::ZERO],
        )
        .await?
        .ok_or(DbError::Corrupt { what: "log" })?;
    let actor = tx.actor();
    let mut written = AuditRow {
        seq: row.column("seq")?,
        at: entry.at,
        actor_kind: actor.kind().to_owned(),
        actor: actor.id(),
        action: entry.action.to_owned(),
        subject_kind: entry.subject.map(|(kind, _)| kind.to_owned()),
        subject: entry.subject.map(|(_, id)| id),
        details,
        previous: row.column("hash")?,
        hash: Hash::ZERO,
    };
    written.hash = link(tx, &written);
    tx.add(&written).await?;
    tx.run("UPDATE audit_heads SET hash = $2 WHERE team = $1", values![written.hash]).await?;
    Ok(written.seq)
}

/// Entries after a number, in order, at most [`ENTRIES_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn after(tx: &mut TeamTx, seq: i64) -> Result<Vec<AuditRow>, DbError> {
    tx.rows("AND seq > $2 ORDER BY seq LIMIT $3", values![seq, ENTRIES_MAX]).await
}

/// Entries before a number, latest first, at most [`ENTRIES_MAX`]; all with `None`.
///
/// # Errors
/// A failure of the database.
pub async fn before(tx: &mut TeamTx, seq: Option<i64>) -> Result<Vec<AuditRow>, DbError> {
    tx.rows("AND seq < $2 ORDER BY seq DESC LIMIT $3", values![seq.unwrap_or(i64::MAX), ENTRIES_MAX]).await
}

/// Entries about something, oldest first, at most [`ENTRIES_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn about(tx: &mut TeamTx, subject: Uuid) -> Result<Vec<AuditRow>, DbError> {
    tx.rows("AND subject = $2 ORDER BY seq LIMIT $3", values![subject, ENTRIES_MAX]).await
}

/// Looks whether the whole log is as it was written. Asks in pages; memory does not grow with the log.
///
/// # Errors
/// A failure of the database.
pub async fn verify(tx: &mut TeamTx) -> Result<Chain, DbError> {
    let head = tx.first("SELECT seq, hash FROM audit_heads WHERE team = $1", values![]).await?;
    let (end, head_hash): (i64, Hash) = match head {
        Some(row) => (row.column("seq")?, row.column("hash")?),
        None => (0, Hash::ZERO),
    };
    let (mut seq, mut last) = (0, Hash::ZERO);
    loop {
        let entries = after(tx, seq).await?;
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            if entry.seq != seq + 1 || entry.previous != last || entry.hash != link(tx, entry) {
                return Ok(Chain::Broken { seq: seq + 1 });
            }
            seq = entry.seq;
            last = entry.hash;
        }
    }
    Ok(if seq == end && last == head_hash {
        Chain::Sound { entries: seq, last }
    } else {
        Chain::Broken { seq: seq + 1 }
    })
}

/// The keyed hash over an entry and the one before.
fn link(tx: &TeamTx, row: &AuditRow) -> Hash {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    // No field may hold the separator: ids, codes and figures do not.
    let text = format!(
        "{}|{}|{}|{}|{}|{}|{}|{}",
        row.seq,
        row.at,
        row.actor_kind,
        id(row.actor),
        row.action,
        row.subject_kind.as_deref().unwrap_or_default(),
        id(row.subject),
        row.details
    );
    tx.key().of_link_in_chain(tx.team(), &row.previous, &text)
}

fn details(details: &[(&'static str, Detail)]) -> Result<String, DbError> {
    if details.len() > DETAILS_MAX {
        return Err(DbError::Limit { what: "details of an entry", max: 32 });
    }
    let mut parts = Vec::with_capacity(details.len());
    for (name, detail) in details {
        let value = match detail {
            Detail::Id(id) => id.to_string(),
            Detail::Code(code) if is_code(code) => (*code).to_owned(),
            Detail::Code(_) => return Err(DbError::Invalid { what: "code for the log" }),
            Detail::Number(number) => number.to_string(),
            Detail::Hash(hash) => hash.to_string(),
        };
        if !is_code(name) {
            return Err(DbError::Invalid { what: "code for the log" });
        }
        parts.push(format!("{name}={value}"));
    }
    Ok(parts.join(";"))
}

fn is_code(text: &str) -> bool {
    (1..=CODE_BYTES_MAX).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_are_codes() {
        assert!(is_code("run.started") && is_code("db_1-x"));
        for text in ["", "Anna", "a b", "a|b", "ä", "a=b"] {
            assert!(!is_code(text), "{text}");
        }
    }

    #[test]
    fn details_are_ids_codes_figures_and_hashes() {
        let written = details(&[
            ("person", Detail::Id(Uuid::from_u128(1))),
            ("files", Detail::Number(5)),
            ("pack", Detail::Code("client")),
        ]);
        assert_eq!(written, Ok("person=00000000-0000-0000-0000-000000000001;files=5;pack=client".to_owned()));
        assert!(details(&[("name", Detail::Code("Anna Muster"))]).is_err());
    }
}
