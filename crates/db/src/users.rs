//! Users and their memberships. Users are known across teams, so they are made and changed at login or set-up; a team sees
//! those that are its members.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::{Colleague, Membership, Role, User};
use crate::sql::{Hash, Micros, Personal, values};
use crate::teams;
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

const MAKERS: &[SystemCtx] = &[SystemCtx::Setup, SystemCtx::Login];

/// Makes a user.
///
/// # Errors
/// [`DbError::Conflict`] where the address or the subject is taken, or a failure of the database.
pub async fn create(tx: &mut SystemTx, user: &User) -> Result<(), DbError> {
    tx.only("users::create", MAKERS)?;
    tx.add_global(user).await
}

/// The user with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut SystemTx, user: Uuid) -> Result<Option<User>, DbError> {
    tx.only("users::get", MAKERS)?;
    Ok(tx.global("WHERE id = $1", values![user]).await?.into_iter().next())
}

/// The user with an address, disabled ones included: a login must take as long for them.
///
/// # Errors
/// A failure of the database.
pub async fn by_email(tx: &mut SystemTx, email_hash: Hash) -> Result<Option<User>, DbError> {
    tx.only("users::by_email", MAKERS)?;
    Ok(tx.global("WHERE email_hash = $1", values![email_hash]).await?.into_iter().next())
}

/// The user that another provider knows.
///
/// # Errors
/// A failure of the database.
pub async fn by_subject(tx: &mut SystemTx, subject_hash: Hash) -> Result<Option<User>, DbError> {
    tx.only("users::by_subject", MAKERS)?;
    Ok(tx.global("WHERE subject_hash = $1", values![subject_hash]).await?.into_iter().next())
}

/// Sets the hash of a new password.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_password(tx: &mut SystemTx, user: Uuid, hash: &Personal, now: Micros) -> Result<(), DbError> {
    tx.only("users::set_password", MAKERS)?;
    tx.must(
        "UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1",
        values![user, hash, now],
        DbError::missing("user"),
    )
    .await
}

/// Ties a user to another provider's subject.
///
/// # Errors
/// [`DbError::Conflict`] where it belongs to another user, [`DbError::NotFound`], or a failure of the database.
pub async fn set_subject(tx: &mut SystemTx, user: Uuid, subject_hash: Hash, now: Micros) -> Result<(), DbError> {
    tx.only("users::set_subject", MAKERS)?;
    tx.must(
        "UPDATE users SET subject_hash = $2, updated_at = $3 WHERE id = $1",
        values![user, subject_hash, now],
        DbError::missing("user"),
    )
    .await
}

/// Changes name and language.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_profile(
    tx: &mut SystemTx,
    user: Uuid,
    name: &Personal,
    locale: Option<&str>,
    now: Micros,
) -> Result<(), DbError> {
    tx.only("users::set_profile", MAKERS)?;
    tx.must(
        "UPDATE users SET name = $2, locale = $3, updated_at = $4 WHERE id = $1",
        values![user, name, locale, now],
        DbError::missing("user"),
    )
    .await
}

/// Lets a user no longer log in, or again (`None`). Sessions end by [`crate::sessions::end_all`].
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_disabled(tx: &mut SystemTx, user: Uuid, since: Option<Micros>, now: Micros) -> Result<(), DbError> {
    tx.only("users::set_disabled", MAKERS)?;
    tx.must(
        "UPDATE users SET disabled_at = $2, updated_at = $3 WHERE id = $1",
        values![user, since, now],
        DbError::missing("user"),
    )
    .await
}

/// Deletes a user who is no member anywhere, with all personal data: name, address, password, and invitations to the address.
/// The id stays in logs and in what the user has made.
///
/// # Errors
/// [`DbError::Conflict`] for a member, [`DbError::NotFound`], or a failure of the database.
pub async fn delete(tx: &mut SystemTx, user: Uuid) -> Result<(), DbError> {
    tx.only("users::delete", &[SystemCtx::Login])?;
    let found = get(tx, user).await?.ok_or(DbError::missing("user"))?;
    tx.must(
        "DELETE FROM users WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = $1)",
        values![user],
        DbError::conflict("member"),
    )
    .await?;
    tx.run("DELETE FROM invitations WHERE email_hash = $1", values![found.email_hash]).await.map(|_| ())
}

/// Makes a user a member of a team.
///
/// # Errors
/// [`DbError::Conflict`] where the user is one already, or a failure of the database.
pub async fn join(tx: &mut SystemTx, team: Uuid, membership: &Membership) -> Result<(), DbError> {
    tx.only("users::join", MAKERS)?;
    tx.add(team, membership).await
}

/// Teams of a user, without archived ones, by age of the membership.
///
/// # Errors
/// A failure of the database.
pub async fn teams_of(tx: &mut SystemTx, user: Uuid) -> Result<Vec<(Uuid, Membership)>, DbError> {
    tx.only("users::teams_of", MAKERS)?;
    tx.rows(
        "WHERE user_id = $1 AND team IN (SELECT team FROM teams WHERE archived_at IS NULL) ORDER BY created_at, team",
        values![user],
    )
    .await
}

/// Archived teams of a user, by age of the membership.
///
/// # Errors
/// A failure of the database.
pub async fn archived_teams_of(tx: &mut SystemTx, user: Uuid) -> Result<Vec<(Uuid, Membership)>, DbError> {
    tx.only("users::archived_teams_of", MAKERS)?;
    tx.rows(
        "WHERE user_id = $1 AND team IN (SELECT team FROM teams WHERE archived_at IS NOT NULL) \
         ORDER BY created_at, team",
        values![user],
    )
    .await
}

/// Members of the team, by age.
///
/// # Errors
/// A failure of the database.
pub async fn members(tx: &mut TeamTx) -> Result<Vec<Membership>, DbError> {
    tx.rows("ORDER BY created_at, user_id", values![]).await
}

/// One member's place.
///
/// # Errors
/// A failure of the database.
pub async fn member(tx: &mut TeamTx, user: Uuid) -> Result<Option<Membership>, DbError> {
    tx.one("AND user_id = $2", values![user]).await
}

/// The users who are members of the team, as their colleagues see them.
///
/// # Errors
/// A failure of the database.
pub async fn of_team(tx: &mut TeamTx) -> Result<Vec<Colleague>, DbError> {
    tx.rows("ORDER BY created_at, id", values![]).await
}

/// Changes what a member may do. The last owner stays one.
///
/// # Errors
/// [`DbError::Conflict`] for the last owner, [`DbError::NotFound`], or a failure of the database.
pub async fn set_role(tx: &mut TeamTx, user: Uuid, role: Role) -> Result<(), DbError> {
    if role != Role::Owner {
        another_owner(tx, user).await?;
    }
    tx.must(
        "UPDATE memberships SET role = $3 WHERE team = $1 AND user_id = $2",
        values![user, role],
        DbError::missing("member"),
    )
    .await
}

/// Takes a member out of the team; sessions and tokens in it end with that. The last owner stays.
///
/// # Errors
/// [`DbError::Conflict`] for the last owner, [`DbError::NotFound`], or a failure of the database.
pub async fn remove(tx: &mut TeamTx, user: Uuid) -> Result<(), DbError> {
    another_owner(tx, user).await?;
    tx.must("DELETE FROM memberships WHERE team = $1 AND user_id = $2", values![user], DbError::missing("member")).await
}

/// Fails where nobody else is an owner. Two owners who remove each other at once wait for each other here.
async fn another_owner(tx: &mut TeamTx, user: Uuid) -> Result<(), DbError> {
    teams::lock(tx).await?;
    let owners: Vec<Membership> = tx.rows("AND role = $2", values![Role::Owner]).await?;
    if owners.iter().any(|owner| owner.user_id == user) && owners.len() == 1 {
        return Err(DbError::conflict("last owner"));
    }
    Ok(())
}
