//! Sessions and API tokens: who a secret belongs to. Only keyed hashes of secrets are stored.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::{ApiToken, Role, Session};
use crate::sql::{Hash, Micros, Personal, Row, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Whom a secret belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The team.
    pub team: Uuid,
    /// Id of the session or of the token.
    pub id: Uuid,
    /// The user.
    pub user: Uuid,
    /// What the user may do in the team now.
    pub role: Role,
    /// The user's name.
    pub name: Personal,
    /// The user's language.
    pub locale: Option<String>,
    /// Last request of the session or last use of the token; the service writes it anew at most once a minute.
    pub seen_at: Option<Micros>,
    /// Scopes of a token, as JSON; absent for a session.
    pub scopes: Option<String>,
}

impl SignedIn {
    fn read(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            team: row.column("team")?,
            id: row.column("id")?,
            user: row.column("user_id")?,
            role: row.column("role")?,
            name: row.column("name")?,
            locale: row.column("locale")?,
            seen_at: row.column("seen_at")?,
            scopes: row.column("scopes")?,
        })
    }
}

/// Begins a session of a member.
///
/// # Errors
/// [`DbError::Conflict`] where the user is not a member, or a failure of the database.
pub async fn start(tx: &mut SystemTx, team: Uuid, session: &Session) -> Result<(), DbError> {
    tx.only("sessions::start", &[SystemCtx::Login])?;
    tx.add(team, session).await
}

/// Whom a session's secret belongs to, while it lasts and was used since `idle_since`. A removed member, a disabled user and
/// an archived team have no sessions.
///
/// # Errors
/// A failure of the database.
pub async fn find(
    tx: &mut SystemTx,
    token_hash: Hash,
    now: Micros,
    idle_since: Micros,
) -> Result<Option<SignedIn>, DbError> {
    tx.only("sessions::find", &[SystemCtx::Login])?;
    let row = tx
        .first(
            "SELECT s.team AS team, s.id AS id, s.user_id AS user_id, m.role AS role, u.name AS name, \
             u.locale AS locale, s.seen_at AS seen_at, CAST(NULL AS text) AS scopes FROM sessions s \
             JOIN memberships m ON m.team = s.team AND m.user_id = s.user_id JOIN users u ON u.id = s.user_id \
             JOIN teams t ON t.team = s.team WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3 \
             AND u.disabled_at IS NULL AND t.archived_at IS NULL",
            values![token_hash, now, idle_since],
        )
        .await?;
    row.as_ref().map(SignedIn::read).transpose()
}

/// Notes a request of a session.
///
/// # Errors
/// A failure of the database.
pub async fn touch(tx: &mut SystemTx, team: Uuid, session: Uuid, now: Micros) -> Result<(), DbError> {
    tx.only("sessions::touch", &[SystemCtx::Login])?;
    tx.run("UPDATE sessions SET seen_at = $3 WHERE team = $1 AND id = $2 AND seen_at < $3", values![team, session, now])
        .await
        .map(|_| ())
}

/// Ends a session; repeating it is harmless.
///
/// # Errors
/// A failure of the database.
pub async fn end(tx: &mut SystemTx, team: Uuid, session: Uuid) -> Result<(), DbError> {
    tx.only("sessions::end", &[SystemCtx::Login])?;
    tx.run("DELETE FROM sessions WHERE team = $1 AND id = $2", values![team, session]).await.map(|_| ())
}

/// Ends all sessions of a user in all teams, but for one (the one that changed the password). Tells how many.
///
/// # Errors
/// A failure of the database.
pub async fn end_all(tx: &mut SystemTx, user: Uuid, but: Option<Uuid>) -> Result<u64, DbError> {
    tx.only("sessions::end_all", &[SystemCtx::Login])?;
    tx.run("DELETE FROM sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2", values![user, but]).await
}

/// Refuses a session of another provider, by a keyed hash of its id there, until its tokens have expired by themselves.
///
/// # Errors
/// A failure of the database.
pub async fn deny(tx: &mut SystemTx, hash: Hash, until: Micros) -> Result<(), DbError> {
    tx.only("sessions::deny", &[SystemCtx::Login])?;
    tx.run(
        "INSERT INTO denied_sessions (hash, until) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE \
         SET until = CASE WHEN denied_sessions.until < $2 THEN $2 ELSE denied_sessions.until END",
        values![hash, until],
    )
    .await
    .map(|_| ())
}

/// Whether a session of another provider is refused.
///
/// # Errors
/// A failure of the database.
pub async fn is_denied(tx: &mut SystemTx, hash: Hash, now: Micros) -> Result<bool, DbError> {
    tx.only("sessions::is_denied", &[SystemCtx::Login])?;
    let row =
        tx.first("SELECT 1 AS one FROM denied_sessions WHERE hash = $1 AND until > $2", values![hash, now]).await?;
    Ok(row.is_some())
}

/// Sessions of a member in the team, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_member(tx: &mut TeamTx, user: Uuid) -> Result<Vec<Session>, DbError> {
    tx.rows("AND user_id = $2 ORDER BY created_at DESC, id DESC", values![user]).await
}

/// Makes an API token.
///
/// # Errors
/// [`DbError::Conflict`] where the user is not a member, or a failure of the database.
pub async fn create_token(tx: &mut TeamTx, token: &ApiToken) -> Result<(), DbError> {
    tx.add(token).await
}

/// Tokens of the team, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn tokens(tx: &mut TeamTx) -> Result<Vec<ApiToken>, DbError> {
    tx.rows("ORDER BY created_at DESC, id DESC", values![]).await
}

/// Revokes a token.
///
/// # Errors
/// [`DbError::NotFound`] where there is none that works, or a failure of the database.
pub async fn revoke_token(tx: &mut TeamTx, token: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE api_tokens SET revoked_at = $3 WHERE team = $1 AND id = $2 AND revoked_at IS NULL",
        values![token, now],
        DbError::missing("token"),
    )
    .await
}

/// Whom a token's secret belongs to, while it works.
///
/// # Errors
/// A failure of the database.
pub async fn find_token(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<Option<SignedIn>, DbError> {
    tx.only("sessions::find_token", &[SystemCtx::Login])?;
    let row = tx
        .first(
            "SELECT a.team AS team, a.id AS id, a.user_id AS user_id, m.role AS role, u.name AS name, \
             u.locale AS locale, a.used_at AS seen_at, a.scopes AS scopes FROM api_tokens a \
             JOIN memberships m ON m.team = a.team AND m.user_id = a.user_id JOIN users u ON u.id = a.user_id \
             JOIN teams t ON t.team = a.team WHERE a.token_hash = $1 AND a.revoked_at IS NULL \
             AND (a.expires_at IS NULL OR a.expires_at > $2) AND u.disabled_at IS NULL AND t.archived_at IS NULL",
            values![token_hash, now],
        )
        .await?;
    row.as_ref().map(SignedIn::read).transpose()
}

/// Notes a use of a token.
///
/// # Errors
/// A failure of the database.
pub async fn touch_token(tx: &mut SystemTx, team: Uuid, token: Uuid, now: Micros) -> Result<(), DbError> {
    tx.only("sessions::touch_token", &[SystemCtx::Login])?;
    tx.run(
        "UPDATE api_tokens SET used_at = $3 WHERE team = $1 AND id = $2 AND (used_at IS NULL OR used_at < $3)",
        values![team, token, now],
    )
    .await
    .map(|_| ())
}
