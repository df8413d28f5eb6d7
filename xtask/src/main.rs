//! The house's own tools: `cargo xtask <verb>`. Never part of the product.

mod api;
mod browser;
mod chroot;
mod container;
mod fence;
mod fuzz;
mod gallery;
mod office;
mod papers;
mod policies;
mod release;
mod sandbox;
mod sbom;
mod setup;
mod shell;
mod suite;
mod tidy;

use anyhow::{Result, bail};

const HELP: &str = "cargo xtask <verb>

  test        everything that must be green: set-up, format, clippy, tidy, fences, tests, papers, browser, API, empty root
  setup       install what the tests need (Debian packages; needs root when some are missing)
  tidy        headers, words, file lengths, links of ARCHITECTURE.md, schemas
  fence       arrows between crates, and what pure crates must not name
  accuracy    score reading on a corpus, by field, language, format, layout
  matching    score verdicts and order on labelled pairs of people and profiles
  roundtrip   print CVs in every look and format, read them again and compare all values
  fuzz        fuzz the readers and understanding; targets and --minutes narrow it
  golden      write golden texts and schemas anew
  gallery     draw every paper in every look and language into docs/gallery
  proof       read the pages of all papers and name what a desk would be ashamed of
  papers      make all documents, check them and open them with an office program
  browser     open the pages that the program makes in Chromium and check them; `pictures` draws them to look at
  api         try every operation of the running service by its document; further words go to schemathesis
  chroot      run the generators' golden tests in an empty root without network
  container   size and start of the program, and its life in a sandbox as in a container; --release for the tests' build
  policies    try the policies for Supabase on a PostgreSQL
  release     the program as it is shipped, with manual pages, completions, components and checksums, below target/shipped
  sbom        the list of components (CycloneDX), to a file or standard output
  storage     print which promise holds on which storage; further storages by their URLs
  examples    make the office files in examples/ anew from their sources";

fn main() -> Result<()> {
    let verb = std::env::args().nth(1).unwrap_or_default();
    match verb.as_str() {
        "test" => suite::all(),
        "setup" => setup::install(),
        "tidy" => tidy::check(&shell::root()),
        "fence" => fence::check(),
        verb @ ("accuracy" | "matching" | "roundtrip") => measure(verb, std::env::args().skip(2)),
        "golden" => golden(),
        "fuzz" => fuzz::fuzz(std::env::args().skip(2)),
        "papers" => papers::check(),
        "gallery" => gallery::gallery(),
        "proof" => gallery::proof(),
        "browser" => match std::env::args().nth(2).as_deref() {
            None => browser::check(),
            Some("pictures") => browser::pictures(),
            Some(other) => bail!("browser knows no {other}; it takes nothing or `pictures`"),
        },
        "api" => api::check(std::env::args().skip(2)),
        "chroot" => chroot::run(),
        "container" => container::prove(container::Build::of(std::env::args().skip(2))?),
        "policies" => policies::check(),
        "release" => release::make(),
        "sbom" => sbom::write(std::env::args().nth(2).as_deref()),
        "storage" => storage(std::env::args().skip(2)),
        "examples" => papers::examples(),
        "help" | "--help" | "" => {
            shell::say(HELP);
            Ok(())
        }
        other => bail!("there is no verb {other}; see `cargo xtask help`"),
    }
}

/// Runs what needs the core.
fn measure(verb: &str, arguments: impl Iterator<Item = String>) -> Result<()> {
    let program = shell::program("measure")?.display().to_string();
    let arguments: Vec<String> = std::iter::once(verb.to_owned()).chain(arguments).collect();
    shell::run(&program, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Writes what is compared with the code: golden texts and schemas, and the API document, which only the server knows.
fn golden() -> Result<()> {
    measure("golden", std::iter::empty())?;
    let document = shell::capture(
        "cargo",
        &["run", "--release", "--quiet", "--package", "dossier-server", "--example", "openapi"],
    )?;
    std::fs::write(shell::root().join("schemas/openapi.json"), document)?;
    Ok(())
}

/// The matrix is an example of the workspace crate, so that it is built with what it tests.
fn storage(urls: impl Iterator<Item = String>) -> Result<()> {
    setup::install()?;
    let mut args: Vec<String> =
        ["run", "--release", "--quiet", "--package", "dossier-workspace", "--example", "matrix", "--"]
            .map(str::to_owned)
            .to_vec();
    args.extend(urls);
    shell::run("cargo", &args.iter().map(String::as_str).collect::<Vec<_>>())
}
