//! `dossier render`.

use super::{RECORD_BYTES_MAX, branded, check_paper, lexicon, look_at, offer, run_id};
use crate::args::RenderArgs;
use crate::{host, output};
use bytes::Bytes;
use dossier::core::formats::ReadLimits;
use dossier::core::formats::read::pdf::PreviewSize;
use dossier::core::generate::{Format, Output};
use dossier::core::{Brand, photo};
use dossier::workspace::{Area, current_revision};
use dossier::{CpuPool, Env, Error, Records, RenderOptions, previews, render as render_document, verify};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

pub async fn render(mut args: Box<RenderArgs>) -> Result<ExitCode, Error> {
    let drawn = drawn(&args)?;
    if drawn {
        args.paper.formats = Some("pdf".to_owned());
    }
    let (pack, formats) = check_paper(&args.paper)?;
    let format = args.paper.formats.as_ref().and(formats.first().copied());
    let brand = branded(&args.paper)?;
    let mut records = records(&args).await?;
    if let Some(Some(path)) = &args.paper.photo {
        let limits = ReadLimits::default();
        let bytes = Bytes::from(output::read_file(path, limits.file_bytes_max)?);
        let found = host::reader(1, None).portrait(bytes.clone(), &limits, &CpuPool::of_machine()).await;
        let jpeg = found.ok().flatten().ok_or_else(|| Error::no_photo(&bytes, limits.file_bytes_max))?;
        photo::attach(&mut records.cv, &jpeg);
    }
    let chosen = args.paper.choices.any() || args.paper.photo.is_some();
    let mut choices = args.paper.choices.over(&records.choices());
    choices.photo |= args.paper.photo.is_some();
    let options = RenderOptions {
        locale: args.paper.locale,
        offer: offer(args.paper.offer.as_deref())?,
        anonymous: args.paper.anonymous.clone(),
        allow_words: args.paper.allow_words.clone(),
        date: args.paper.date,
        pack,
        format,
        choices: chosen.then_some(choices),
        archive: args.paper.archive,
        lexicon: lexicon(args.paper.lexicon.as_deref())?,
    };
    let made = if drawn {
        draw(&args, &records, &brand, &options)?
    } else {
        let made = render_document(args.document, &records, &brand, &options)?;
        let path = args.out.clone().unwrap_or_else(|| made.file_name.clone().into());
        output::write_file(&path, &made.bytes)?;
        if !output::is_stdout(&path) {
            output::line(format_args!("written to {}", path.display()))?;
        }
        made
    };
    output::warnings(&brand.warnings);
    output::warnings(&made.warnings);
    let marked = options.pack == dossier::Pack::Client || options.anonymous.is_some();
    Ok(output::outcome(marked && made.warnings.iter().any(|warning| warning.code.ends_with(".marked"))))
}

/// Whether pictures of pages are wanted, which are drawn of the PDF. One document is made, in one format.
fn drawn(args: &RenderArgs) -> Result<bool, Error> {
    let Some(formats) = args.paper.formats.as_deref() else { return Ok(false) };
    if formats.contains(',') {
        return Err(Error::Usage {
            code: "cli.one_format",
            message: "`dossier render` makes one document in one format".into(),
            hint: "give each format a command of its own; png are pictures of the PDF's pages",
        });
    }
    if formats.trim() != "png" {
        return Ok(false);
    }
    if !args.document.formats().contains(&Format::Pdf) {
        return Err(Error::Usage {
            code: "render.no_such_format",
            message: format!("the {} has no pages to draw as png", args.document.name()),
            hint: "leave --formats out: it comes as html, which a browser shows and prints",
        });
    }
    if let Some(ending) = args.out.as_deref().and_then(output::file_ending).filter(|ending| ending != "png") {
        return Err(Error::Usage {
            code: "cli.out_ending",
            message: format!("pictures of pages are not written as a .{ending} file"),
            hint: "name a directory with --out, or a .png file for a single page",
        });
    }
    Ok(true)
}

/// Writes a picture of each page to a directory, or of a single page to a file; returns the document that was drawn.
fn draw(args: &RenderArgs, records: &Records, brand: &Brand, options: &RenderOptions) -> Result<Output, Error> {
    if args.out.as_deref().is_some_and(output::is_stdout) {
        return Err(Error::Usage {
            code: "cli.previews_folder",
            message: "pictures of pages are several files".into(),
            hint: "name a directory with --out",
        });
    }
    let size = PreviewSize::new(args.preview_width, args.preview_pages).ok_or(Error::Usage {
        code: "cli.preview_size",
        message: "pictures of that size are not drawn".into(),
        hint: "choose a width from 200 to 2000 pixels and 1 to 20 pages",
    })?;
    let (made, pages) = previews(args.document, records, brand, options, size)?;
    if let Some(path) = args.out.as_deref().filter(|path| output::file_ending(path).is_some()) {
        let [page] = pages.as_slice() else {
            return Err(Error::Usage {
                code: "cli.previews_folder",
                message: format!("{} pages do not fit into one picture", pages.len()),
                hint: "name a directory with --out, or draw the first page alone with --preview-pages 1",
            });
        };
        output::write_file(path, page)?;
        output::line(format_args!("1 page drawn to {}", path.display()))?;
        return Ok(made);
    }
    let folder = args.out.clone().unwrap_or_else(|| Path::new(&made.file_name).with_extension(""));
    output::make_folder(&folder)?;
    for (number, page) in (1..).zip(&pages) {
        output::write_file(&folder.join(format!("page-{number:02}.png")), page)?;
    }
    let counted = if pages.len() == 1 { "1 page".to_owned() } else { format!("{} pages", pages.len()) };
    output::line(format_args!("{counted} drawn to {}", folder.display()))?;
    Ok(made)
}

/// Records from a directory, a bundle or a run in a storage.
async fn records(args: &RenderArgs) -> Result<Records, Error> {
    let path = Path::new(&args.run);
    if path.is_dir() {
        let folder = if path.join("artifacts").is_dir() { path.join("artifacts") } else { path.to_owned() };
        return Records::load(|name| output::read_file(&folder.join(name), RECORD_BYTES_MAX).ok());
    }
    if path.is_file() {
        let zip = output::read_file(path, RECORD_BYTES_MAX * 4)?;
        verify(&zip)?;
        let mut members: BTreeMap<String, Vec<u8>> =
            dossier::workspace::verify_zip(&zip)?.into_iter().map(|member| (member.path, member.content)).collect();
        return Records::load(|name| members.remove(&format!("artifacts/{name}")));
    }
    let env = Env::system();
    let run = run_id(&args.run)?;
    let storage = look_at(&args.storage, &env).await?;
    let revision = current_revision(&storage, args.storage.team(), run).await?.ok_or(Error::NoRun)?;
    let mut found = BTreeMap::new();
    for name in ["cv.json", "job-profile.json", "match.json", "offer.json", "manifest.json"] {
        if let Some(bytes) = revision.get_artifact(name, RECORD_BYTES_MAX).await? {
            found.insert(name.to_owned(), bytes.to_vec());
        }
    }
    if !found.contains_key("cv.json") {
        // A shortlist has a record for each candidate; their names alone tell what the run is.
        let entries = revision.commit().entries.iter().filter(|entry| entry.area == Area::Artifacts);
        let listed = entries.filter(|entry| entry.key.starts_with("cv-"));
        found.extend(listed.map(|entry| (entry.key.clone(), Vec::new())));
    }
    Records::load(|name| found.remove(name))
}
