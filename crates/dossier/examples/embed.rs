//! Another program makes a run in memory and reads the documents back through the facade alone.
//!
//! `cargo run --release -p dossier --example embed`

use bytes::Bytes;
use dossier::core::formats::write::docx;
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::core::time::Day;
use dossier::workspace::Storage;
use dossier::{Cancel, CpuPool, Dossier, Env, InputFile, Pack, ReaderHost, RunRequest, in_pack, verify};
use std::io::Write;

#[tokio::main]
async fn main() -> Result<(), dossier::Error> {
    // InProcess reads files without a wall: right for files of one's own, wrong for files from the world.
    let dossier = Dossier::new(Env::system(), Storage::memory(), ReaderHost::InProcess, CpuPool::of_machine());
    let file = |bytes: &'static [u8]| InputFile { extension: Some("txt".into()), bytes: Bytes::from_static(bytes) };
    let mut request = RunRequest::new(file(CV_TXT));
    request.job = Some(file(JOB_TXT));
    request.date = Day::new(2026, 1, 27).ok();
    let outcome = dossier.run(request, &Cancel::default(), |_| {}).await?;

    let mut lines = Vec::new();
    if let Some(matching) = &outcome.matching {
        lines.push(format!("score {:?}: {}", matching.score.total, matching.score.arithmetic));
    }
    for entry in &outcome.revision.commit().entries {
        lines.push(format!("{:>7} bytes  {}/{}", entry.bytes, entry.area.folder(), entry.name));
    }
    let cv = outcome.revision.get_primary("01-cv.docx", 1 << 20).await?.expect("a run makes a CV");
    let words: Vec<String> = docx::plain_text(&cv).split_whitespace().take(6).map(str::to_owned).collect();
    lines.push(format!("the CV begins: {}", words.join(" ")));
    let bundle = outcome.revision.bundle(|entry| in_pack(Pack::Full, entry)).await?;
    let sound = verify(&bundle.to_bytes(1 << 24).await?)?;
    lines.push(format!("a bundle of {} bytes with {} members is sound", bundle.bytes(), sound.paths.len()));
    let _ = writeln!(std::io::stdout(), "{}", lines.join("\n"));
    Ok(())
}
