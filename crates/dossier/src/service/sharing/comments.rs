//! Comments of the desk on a run: never part of a paper. Authors change their own; admins also delete those of others.

use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::rows::Comment;
use dossier_db::{Personal, TeamTx, notes, runs};
use uuid::Uuid;

/// Longest comment, in characters.
const BODY_CHARS_MAX: usize = 5_000;

/// Most comments on a run.
const COMMENTS_MAX: usize = 1_000;

impl Office {
    /// Writes a comment.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Invalid`] for an empty text or more than 5,000 characters,
    /// [`ServiceError::Conflict`] where the run has 1,000, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn comment(&self, caller: &Caller, run: Uuid, body: Personal) -> Result<Comment, ServiceError> {
        caller.may(Action::Comment)?;
        check(&body)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let about = runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
        if notes::comments(&mut tx, run).await?.len() >= COMMENTS_MAX {
            return Err(ServiceError::Conflict {
                what: "run",
                code: "comment.too_many",
                hint: "delete comments that nobody needs",
            });
        }
        let comment = Comment {
            id: self.id(),
            run,
            person: about.person,
            author: caller.user,
            body,
            created_at: self.now(),
            edited_at: None,
        };
        notes::comment(&mut tx, &comment).await?;
        self.audit(&mut tx, "comment.written", Some(("comment", comment.id)), &[("run", Detail::Id(run))]).await?;
        tx.commit().await?;
        Ok(comment)
    }

    /// Changes one's own comment.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the run has no such comment, [`ServiceError::Forbidden`] for that of somebody else,
    /// [`ServiceError::Invalid`], or a failure of the database.
    pub async fn edit_comment(
        &self,
        caller: &Caller,
        (run, comment): (Uuid, Uuid),
        body: Personal,
    ) -> Result<Comment, ServiceError> {
        caller.may(Action::Comment)?;
        check(&body)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let found = comment_of(&mut tx, run, comment).await?;
        let author = found.author.filter(|author| caller.user == Some(*author));
        let author = author.ok_or(ServiceError::Forbidden { action: Action::Comment })?;
        notes::edit_comment(&mut tx, comment, author, &body, now).await?;
        self.audit(&mut tx, "comment.edited", Some(("comment", comment)), &[("run", Detail::Id(run))]).await?;
        tx.commit().await?;
        Ok(Comment { body, edited_at: Some(now), ..found })
    }

    /// Deletes a comment: one's own, or as an admin any.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the run has no such comment, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn delete_comment(&self, caller: &Caller, (run, comment): (Uuid, Uuid)) -> Result<(), ServiceError> {
        caller.may(Action::Comment)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let found = comment_of(&mut tx, run, comment).await?;
        if found.author.is_none() || found.author != caller.user {
            caller.may(Action::DeleteComments)?;
        }
        notes::delete_comment(&mut tx, comment).await?;
        self.audit(&mut tx, "comment.deleted", Some(("comment", comment)), &[("run", Detail::Id(run))]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Comments on a run, oldest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn comments_on(&self, caller: &Caller, run: Uuid) -> Result<Vec<Comment>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
        Ok(notes::comments(&mut tx, run).await?)
    }
}

async fn comment_of(tx: &mut TeamTx, run: Uuid, comment: Uuid) -> Result<Comment, ServiceError> {
    runs::get(tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
    let all = notes::comments(tx, run).await?;
    all.into_iter().find(|one| one.id == comment).ok_or(ServiceError::NotFound { what: "comment" })
}

fn check(body: &Personal) -> Result<(), ServiceError> {
    if body.as_str().trim().is_empty() || body.as_str().chars().count() > BODY_CHARS_MAX {
        return Err(ServiceError::invalid("body", "comment.text", "it is empty or has more than 5,000 characters"));
    }
    Ok(())
}
