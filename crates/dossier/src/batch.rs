//! Many CVs against one profile: each file is read, understood and judged by itself, and only its row is kept.

use crate::error::Error;
use crate::pool::Priority;
use crate::request::InputFile;
use crate::run::Dossier;
use dossier_core::assess::{AssessOptions, assess};
use dossier_core::formats::ReadLimits;
use dossier_core::generate::ranking::{Ranking, Row, Unread};
use dossier_core::records::JobProfile;
use dossier_core::understand;
use futures::StreamExt;
use std::sync::Arc;

/// Files under way at the same time.
const FILES_AT_ONCE: usize = 8;

impl Dossier {
    /// Ranks the files of a list on a profile. A file that cannot be read is listed with its reason and stops nothing;
    /// memory holds a few files at a time. `load` fetches one, `settings` are those of matching and of the readers, `progress`
    /// hears of each that is done.
    pub async fn rank(
        &self,
        names: Vec<String>,
        load: impl Fn(&str) -> Result<InputFile, Error>,
        job: &JobProfile,
        settings: (AssessOptions, &ReadLimits),
        progress: impl Fn(&str),
    ) -> Ranking {
        let (options, limits) = settings;
        let job = Arc::new(job.clone());
        let (load, progress) = (&load, &progress);
        let work = futures::stream::iter(names).map(|name| {
            let job = Arc::clone(&job);
            async move {
                let row = match load(&name) {
                    Ok(file) => self.row(&name, file, job, options, limits).await,
                    Err(error) => Err(error),
                };
                progress(&name);
                row.map_err(|error| Unread { file: name, code: error.code().to_owned(), message: error.to_string() })
            }
        });
        let done: Vec<Result<Row, Unread>> = work.buffer_unordered(FILES_AT_ONCE).collect().await;
        let (mut rows, mut unread) = (Vec::new(), Vec::new());
        for result in done {
            match result {
                Ok(row) => rows.push(row),
                Err(failed) => unread.push(failed),
            }
        }
        Ranking::new(&job, options.evaluated_on.to_string(), rows, unread)
    }

    async fn row(
        &self,
        name: &str,
        file: InputFile,
        job: Arc<JobProfile>,
        options: AssessOptions,
        limits: &ReadLimits,
    ) -> Result<Row, Error> {
        let source = self.read("CV", file, limits).await?;
        let (lexicon, name) = (self.lexicon.clone(), name.to_owned());
        let work = move || {
            let cv = understand::cv(&source, &lexicon);
            Row::of(name, &assess(&cv, &job, &lexicon, &options))
        };
        self.pool.run(Priority::Batch, work).await.ok_or(Error::Internal { step: "ranking" })
    }
}
