//! What an attempt is made of: the run's options with the files and rows that they name, brought together as one request to
//! the facade. Changes nothing.

use super::super::error::ServiceError;
use super::super::{Caller, Office};
use super::intake::JSON;
use super::options::RunOptions;
use super::{input_ref, missing, unreadable};
use crate::error::Error;
use crate::furnish;
use crate::request::{InputFile, PhotoSource, RunRequest};
use crate::run::Dossier;
use bytes::Bytes;
use dossier_core::Brand;
use dossier_core::brand::BrandFile;
use dossier_core::generate::template::Templates;
use dossier_core::offer::OfferFile;
use dossier_core::records::JobProfile;
use dossier_db::rows::{Input, InputRole, Run};
use dossier_db::{TeamTx, profiles, runs};
use dossier_workspace::{InputRef, RunId, TeamId, read_run_input};
use std::sync::Arc;
use uuid::Uuid;

/// Everything that an attempt needs.
pub(super) struct Material {
    /// The facade, with the run's lexicon.
    pub dossier: Dossier,
    /// What is asked of it.
    pub request: RunRequest,
    /// Stored inputs by role, the CV first.
    pub inputs: Vec<(&'static str, InputRef)>,
    /// Whether the CV's bytes are there.
    pub has_files: bool,
}

impl Office {
    /// Brings an attempt's material together. `reads` tells whether the files are read again; else only those are fetched
    /// that papers need.
    pub(super) async fn attempt_material(
        &self,
        caller: &Caller,
        run: &Run,
        options: &RunOptions,
        reads: bool,
    ) -> Result<Material, ServiceError> {
        let furnished = self.furnish(caller, &options.library, options.client.or(run.client)).await?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let mut inputs = runs::inputs(&mut tx, run.id).await?;
        let profile = match options.profile {
            Some(choice) => Some(profile(&mut tx, choice.id, choice.version).await?.0),
            None => None,
        };
        tx.commit().await?;
        inputs.retain(|input| input.dropped_at.is_none());
        let of_role = |role: InputRole| inputs.iter().filter(move |input| input.role == role);
        let last = |role: InputRole| of_role(role).max_by_key(|input| input.position);

        let own = match last(InputRole::Brand) {
            Some(file) => Some(self.input_bytes(caller, file).await?),
            None => None,
        };
        let mut templates = Vec::new();
        let own_templates: Vec<&Input> = of_role(InputRole::Template).collect();
        for template in own_templates {
            templates.push(self.input_bytes(caller, template).await?);
        }
        let brand = self.own_brand(caller, furnished.brand, own, templates).await?;
        let offer = match last(InputRole::Offer) {
            Some(file) => {
                let own = offer_file(&self.input_bytes(caller, file).await?, file.media_type == JSON)?;
                Some(with_terms(own, furnished.offer))
            }
            None => furnished.offer,
        };
        let cv = last(InputRole::Cv);
        let photo = match last(InputRole::Photo) {
            Some(file) => Some(PhotoSource::File(self.input_bytes(caller, file).await?)),
            None if options.choices.photo && cv.is_some() => Some(PhotoSource::Cv),
            None => None,
        };
        let wants_cv = reads || matches!(photo, Some(PhotoSource::Cv));
        let cv_bytes = match cv {
            Some(file) if wants_cv => self.input_bytes(caller, file).await?,
            _ => Bytes::new(),
        };
        let mut request = RunRequest::new(InputFile { extension: None, bytes: cv_bytes });
        request.team = TeamId::new(caller.team);
        if let Some(file) = last(InputRole::Job).filter(|_| reads && profile.is_none()) {
            let bytes = self.input_bytes(caller, file).await?;
            request.job = Some(InputFile { extension: None, bytes });
        }
        request.profile = profile;
        request.locale = options.locale.or(if reads { self.settings.locale } else { None });
        request.brand = brand;
        request.offer = offer;
        request.anonymous.clone_from(&options.anonymous);
        request.allow_words.clone_from(&options.allow_words);
        request.pack = options.pack;
        request.choices = options.choices.clone();
        request.photo = photo;
        request.archive = options.archive;
        request.formats = options.formats();
        request.date = options.date;
        request.limits = self.settings.limits.clone();
        request.budget = self.settings.budget;

        let rank = |role: InputRole| match role {
            InputRole::Cv => 0,
            InputRole::Job => 1,
            _ => 2,
        };
        let mut kept: Vec<&Input> = inputs.iter().collect();
        kept.sort_by_key(|input| (rank(input.role), input.role, input.position));
        let stored = kept.iter().map(|input| (input.role.code(), input_ref(input.sha256, input.bytes))).collect();
        let dossier = self.dossier.clone().with_lexicon(furnished.lexicon);
        Ok(Material { dossier, request, inputs: stored, has_files: cv.is_some() })
    }

    /// The brand and the templates that a run brings itself, in place of the team's.
    async fn own_brand(
        &self,
        caller: &Caller,
        furnished: Arc<Brand>,
        own: Option<Bytes>,
        templates: Vec<Bytes>,
    ) -> Result<Arc<Brand>, ServiceError> {
        if own.is_none() && templates.is_empty() {
            return Ok(furnished);
        }
        // A brand that comes alone brings no files; those that it names are the library's.
        let own = match own {
            Some(bytes) => {
                let text = furnish::utf8(bytes.to_vec(), "the brand")?;
                let file = BrandFile::read(&text).map_err(Error::from)?;
                Some((text, self.assets_of(caller, &file).await?))
            }
            None => None,
        };
        let made = move || -> Result<Brand, Error> {
            let brand = match own {
                Some((text, assets)) => {
                    furnish::brand(&text, |name, _| Ok(assets.get(name).cloned().unwrap_or_default()))?
                }
                None => Brand::clone(&furnished),
            };
            let mut named = Templates::default();
            for bytes in &templates {
                named.add(bytes, None).map_err(|error| furnish::template_error("the template", &error))?;
            }
            Ok(furnish::with_templates(brand, &named))
        };
        Ok(Arc::new(self.dossier.step("brand", made).await??))
    }

    /// The bytes of a stored file.
    pub(super) async fn input_bytes(&self, caller: &Caller, input: &Input) -> Result<Bytes, ServiceError> {
        let (team, run) = (TeamId::new(caller.team), RunId::new(input.run));
        let stored = input_ref(input.sha256, input.bytes);
        Ok(read_run_input(&self.storage_of(caller)?, team, run, &stored, stored.bytes).await?)
    }
}

/// A version of a profile and its number; the newest where none is asked for.
pub(super) async fn profile(
    tx: &mut TeamTx,
    id: Uuid,
    version: Option<i64>,
) -> Result<(JobProfile, i64), ServiceError> {
    let found = profiles::get(tx, id).await?.ok_or(missing("job profile"))?;
    let version = version.unwrap_or(found.version);
    let row = profiles::version(tx, id, version).await?.ok_or(missing("job profile"))?;
    let record = serde_json::from_str(row.body.as_str()).map_err(unreadable("job-profile"))?;
    Ok((record, version))
}

fn offer_file(bytes: &Bytes, is_json: bool) -> Result<OfferFile, ServiceError> {
    if is_json {
        return serde_json::from_slice(bytes).map_err(unreadable("offer"));
    }
    Ok(furnish::offer(&furnish::utf8(bytes.to_vec(), "the offer")?)?)
}

/// Offer data of a run that has a number only: the team's usual terms, under that number.
fn with_terms(own: OfferFile, usual: Option<OfferFile>) -> OfferFile {
    let number_only = OfferFile { number: own.number.clone(), ..OfferFile::default() };
    match usual {
        Some(usual) if own == number_only => OfferFile { number: own.number, ..usual },
        _ => own,
    }
}
