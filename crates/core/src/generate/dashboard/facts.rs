//! Key facts of the candidate and of the position, as labels with values. It leaves out what is not known.

use crate::generate::tongue::Tongue;
use crate::generate::{Inputs, words};
use crate::i18n::{Key, Messages, key};
use crate::records::cv::Workload;

type Facts = Vec<(String, String)>;

/// `role` is the headline as the page prints it.
pub(super) fn candidate(inputs: &Inputs<'_>, messages: &Messages, tongue: &Tongue<'_>, role: &str) -> Facts {
    let cv = inputs.cv;
    let fact = |pointer: &str, text: &Option<String>| text.as_ref().map(|text| tongue.fact(pointer, text));
    let nationality = cv.x.nationality.as_ref().map(|text| tongue.name("/x-dossier/nationality", text));
    let months = u32::try_from(crate::assess::employment_months(cv, inputs.date)).unwrap_or(0);
    let languages: Vec<String> = cv
        .languages
        .iter()
        .filter_map(|spoken| {
            let name = words::language_name(messages, spoken.language.as_deref()?);
            Some(match spoken.fluency.as_deref() {
                Some(level) => format!("{name}{} {}", words::colon(messages), words::level(messages, level)),
                None => name,
            })
        })
        .collect();
    known(
        messages,
        [
            (key::CV_ROLE, Some(role.to_owned())),
            (key::CV_EXPERIENCE_TOTAL, (months > 0).then(|| words::months(messages, months))),
            (key::CV_RESIDENCE, cv.basics.location.as_ref().and_then(|location| location.city.clone())),
            (key::CV_NATIONALITY, nationality),
            (key::CV_PERMIT, fact("/x-dossier/permit", &cv.x.permit)),
            (key::CV_AVAILABILITY, fact("/x-dossier/availability", &cv.x.availability)),
            (key::CV_WORKLOAD, cv.x.workload.map(|range| workload(messages, range))),
            (key::CV_DRIVING, Some(cv.x.driving_licence.join(", "))),
            (key::CV_LANGUAGES, Some(languages.join(", "))),
        ],
    )
}

pub(super) fn job(inputs: &Inputs<'_>, messages: &Messages) -> Facts {
    let Some(job) = inputs.job else { return Vec::new() };
    known(
        messages,
        [
            (key::DASHBOARD_CLIENT, job.client.clone()),
            (key::MATCH_PROFILE_ID, job.id.clone()),
            (key::DASHBOARD_PLACE, Some(job.places.join(", "))),
            (key::OFFER_WORKLOAD, job.workload.map(|range| workload(messages, range))),
            (key::OFFER_START, job.start.as_deref().map(|start| words::start_text(messages, start))),
            (key::OFFER_DURATION, job.duration.clone()),
        ],
    )
}

fn known<const N: usize>(messages: &Messages, rows: [(Key, Option<String>); N]) -> Facts {
    rows.into_iter()
        .filter_map(|(label, value)| Some((messages.get(label), value.filter(|value| !value.is_empty())?)))
        .collect()
}

/// `80–100 %`.
fn workload(messages: &Messages, range: Workload) -> String {
    let most = messages.locale.percent(i64::from(range.max) * 10);
    if range.min == range.max { most } else { format!("{}–{most}", range.min) }
}
