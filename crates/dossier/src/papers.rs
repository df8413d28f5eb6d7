//! Finished client papers are read back and searched for what must not be in them.

use crate::error::Error;
use crate::request::Pack;
use dossier_core::generate::{DocumentKind, Options, Output};
use dossier_core::privacy;
use dossier_core::records::Cv;
use dossier_core::records::matching::Match;

/// In anonymous papers quotes carry the code as well.
pub(crate) fn hide_quotes(matching: &Match, cv: &Cv, options: &Options) -> Match {
    match &options.anonymous {
        Some(code) => privacy::replace_names(matching, cv, code),
        None => matching.clone(),
    }
}

/// Reads the finished papers back and searches them for what must not be in them. Fails closed.
pub(crate) fn check_papers(outputs: &[Output], cv: &Cv, pack: Pack, options: &Options) -> Result<(), Error> {
    for output in outputs.iter().filter(|output| output.kind.is_client_paper()) {
        let text = dossier_core::formats::write::docx::plain_text(&output.bytes);
        let searched = format!("{text}\n{}", if options.anonymous.is_some() { output.file_name.as_str() } else { "" });
        let leaks = if options.anonymous.is_some() {
            privacy::identity_leaks(&searched, cv)
        } else {
            privacy::client_leaks(&searched, cv)
        };
        if !leaks.is_empty() && (pack == Pack::Client || options.anonymous.is_some() || output.kind == DocumentKind::Cv)
        {
            let kinds = leaks.iter().map(|leak| leak.kind).collect::<Vec<_>>().join(", ");
            return Err(Error::Leak { document: output.kind.name(), kinds });
        }
    }
    Ok(())
}
