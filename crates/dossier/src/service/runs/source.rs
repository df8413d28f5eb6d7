//! The files of a run as pictures of their pages, for whoever compares a record with its source. Foreign bytes are drawn where
//! they are read: behind the reader's wall, within its limits of memory and time.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::{found, missing};
use bytes::Bytes;
use dossier_core::formats::PageSize;
use dossier_db::rows::{Input, InputRole};
use dossier_db::runs;
use uuid::Uuid;

/// Media type of what has pages.
const PDF: &str = "application/pdf";

/// A page of a file as a picture.
#[derive(Clone, Debug)]
pub struct InputPage {
    /// PNG.
    pub png: Vec<u8>,
    /// Strong entity tag without quotes.
    pub etag: String,
}

impl Office {
    /// Draws a page, from 1, of a file of a run, counted from 1 as the run lists its files, in a width of 200 to 2,000 pixels. It
    /// shows what the record's lines tell, so it stands in the log no more than reading the record does.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`]; [`ServiceError::NotFound`] for a page or file that there is not, one that is no PDF, or one
    /// that was dropped; [`ServiceError::Run`] for a file that cannot be drawn; or a failure of storage or database.
    pub async fn input_page(
        &self,
        caller: &Caller,
        run: Uuid,
        input: u16,
        (width_px, page): (u16, u16),
    ) -> Result<InputPage, ServiceError> {
        let (file, bytes) = self.input_pdf(caller, run, input).await?;
        let drawn = self.dossier.page(role(file.role), bytes, &self.settings.limits, (width_px, page)).await?;
        let png = drawn.ok_or(missing("page"))?;
        Ok(InputPage { png, etag: format!("{}-{page}-{width_px}", file.sha256) })
    }

    /// Sizes of the pages of a file of a run in points.
    ///
    /// # Errors
    /// As [`Office::input_page`].
    pub async fn input_page_sizes(
        &self,
        caller: &Caller,
        run: Uuid,
        input: u16,
    ) -> Result<Vec<PageSize>, ServiceError> {
        let (file, bytes) = self.input_pdf(caller, run, input).await?;
        Ok(self.dossier.page_sizes(role(file.role), bytes, &self.settings.limits).await?)
    }

    async fn input_pdf(&self, caller: &Caller, run: Uuid, input: u16) -> Result<(Input, Bytes), ServiceError> {
        caller.may(Action::ReadRuns)?;
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let files = runs::inputs(&mut tx, run).await?;
        tx.commit().await?;
        let wanted = usize::from(input).checked_sub(1).and_then(|at| files.into_iter().nth(at));
        let wanted = wanted.filter(|file| file.dropped_at.is_none() && file.media_type == PDF);
        let file = wanted.ok_or(missing("file"))?;
        let bytes = self.input_bytes(caller, &file).await?;
        Ok((file, bytes))
    }
}

/// What errors call a file.
fn role(role: InputRole) -> &'static str {
    match role {
        InputRole::Cv => "CV",
        InputRole::Job => "profile",
        _ => "file",
    }
}
