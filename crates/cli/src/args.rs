//! Options and help. A contract: scripts rely on names and meanings.

use crate::choices::ChoiceArgs;
use crate::delivery::DeliveryArgs;
use crate::operating::{
    BackupArgs, CopyArgs, DoctorArgs, HealthcheckArgs, MigrateArgs, RestoreArgs, SweepArgs, TeamsArgs, UsersArgs,
};
use crate::serving::ServeArgs;
use crate::shortlist::ShortlistArgs;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use dossier::Pack;
use dossier::core::generate::{DOCUMENTS, DocumentKind};
use dossier::core::locale::Locale;
use dossier::core::records::matching::Weights;
use dossier::core::time::Day;
use dossier::workspace::{LOCAL_TEAM, TeamId};
use std::path::PathBuf;
use uuid::Uuid;

/// From a CV and a job profile to five documents, each claim with its quote.
#[derive(Debug, Parser)]
#[command(name = "dossier", version, about, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    /// Print machine-readable JSON on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  dossier run cv.pdf --job profile.docx --out pack.zip
  dossier run cv.docx --job profile.pdf --locale fr-CH --brand brand.toml --offer offer.toml --out papers/
  dossier run cv.pdf --job profile.pdf --anonymous K-0417 --out client.zip
  dossier read cv.pdf --kind cv > cv.json
  dossier match --cv cv.json --job job.json --date 2026-01-27
  dossier verify pack.zip

Exit codes: 0 done, 1 internal or not found, 2 usage, 3 unreadable file, 4 done with open points, 5 storage, 6 limit";

/// Verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make all documents from a CV and perhaps a profile.
    #[command(
        after_help = "Examples:\n  dossier run cv.pdf --job profile.docx --out pack.zip\n  dossier run cv.pdf --job profile.pdf --pack client --offer offer.toml --out client.zip\n  cat cv.txt | dossier run - --out -  > pack.zip"
    )]
    Run(Box<RunArgs>),
    /// Read a file and print its record as JSON.
    #[command(
        after_help = "Examples:\n  dossier read cv.pdf --kind cv > cv.json\n  dossier read cv.docx --kind cv --explain explain.html"
    )]
    Read(ReadArgs),
    /// Judge a CV record against a profile record and print the match as JSON.
    #[command(after_help = "Examples:\n  dossier match --cv cv.json --job job.json --date 2026-01-27")]
    Match(MatchArgs),
    /// Correct values of a run, or set a person's verdict before the rules' own: a new revision.
    #[command(
        after_help = "Examples:\n  dossier correct RUN --set w1/endDate=2024-03 --storage file:///data\n  dossier correct RUN --verdict M3=met --reason 'Certificate seen on 3 May' --by 'R. Muster' --storage file:///data"
    )]
    Correct(CorrectArgs),
    /// Print a run's questions to the candidate as a form, or merge a filled-in form back: a new revision.
    #[command(
        after_help = "Examples:\n  dossier answer RUN --storage file:///data > questions.toml\n  dossier answer RUN questions.toml --storage file:///data"
    )]
    Answer(AnswerArgs),
    /// Rank many CVs on one profile.
    #[command(after_help = "Examples:\n  dossier batch cvs/ --job profile.docx --out ranking/")]
    Batch(BatchArgs),
    /// Make CVs of several candidates and one offer with a row for each.
    #[command(
        after_help = "Examples:\n  dossier shortlist a.pdf b.docx c.pdf --job profile.docx --offer offer.toml --out pack.zip\n  dossier shortlist *.pdf --job profile.pdf --offer offer.toml --anonymous-prefix K- --rank --out client.zip"
    )]
    Shortlist(Box<ShortlistArgs>),
    /// Check what the rules must not do.
    #[command(after_help = "Examples:\n  dossier audit fairness cvs/ --job profile.docx --job other.pdf")]
    Audit(AuditArgs),
    /// Make one document again from an earlier run.
    #[command(
        after_help = "Examples:\n  dossier render cv --run pack.zip --locale en --out cv-en.docx\n  dossier render offer --run RUN --storage file:///data --offer offer.toml\n  dossier render cv --run pack.zip --formats png --out pages/"
    )]
    Render(Box<RenderArgs>),
    /// Check a bundle: layout, checksums, hashes, manifest.
    Verify(VerifyArgs),
    /// List the runs of a storage, or take some over.
    #[command(
        after_help = "Examples:\n  dossier runs --storage file:///data\n  dossier runs --storage s3://bucket --adopt --from-team TEAM"
    )]
    Runs(RunsArgs),
    /// Write the bundle of a run.
    #[command(after_help = "Examples:\n  dossier bundle RUN --storage file:///data --pack client --out client.zip")]
    Bundle(BundleArgs),
    /// Delete what nobody will finish or keep.
    #[command(after_help = "Examples:\n  dossier sweep --storage file:///data --dry-run")]
    Sweep(SweepArgs),
    /// Copy a run with all its revisions to another storage, verifying what arrives.
    #[command(after_help = "Examples:\n  dossier copy RUN --from file:///data --to supabase://abc.supabase.co/dossier")]
    Copy(CopyArgs),
    /// Erase a run and print a receipt of what was there, as JSON.
    #[command(after_help = "Examples:\n  dossier erase --run RUN --storage file:///data > receipt.json")]
    Erase(EraseArgs),
    /// Try on a storage what runs rely on, or look at a deployed service, and say how to cure what fails.
    #[command(
        after_help = "Examples:\n  dossier doctor --storage 's3://bucket?endpoint=https://s3.example.com&region=eu'\n  dossier doctor --url https://dossier.example"
    )]
    Doctor(DoctorArgs),
    /// Make a lexicon file of a published classification.
    #[command(
        after_help = "Examples:\n  dossier lexicon import esco esco-csv/ --out esco.txt\n  dossier run cv.pdf --job profile.docx --lexicon esco.txt --out pack.zip"
    )]
    Lexicon(LexiconArgs),
    /// Check a template of your own, or write one to begin from.
    #[command(
        after_help = "Examples:\n  dossier template init cv.docx --locale de-CH\n  dossier template init offer offer.docx --locale de-CH\n  dossier template check offer.docx\n  dossier run cv.pdf --job job.pdf --template cv.docx --template offer.docx --out pack.zip"
    )]
    Template(TemplateArgs),
    /// Serve many users: runs that last, teams, history, an API.
    #[command(
        after_help = "Examples:\n  dossier serve\n  dossier serve --data /var/lib/dossier --listen 0.0.0.0:8080 --public-url https://dossier.example\n  dossier serve --database postgres://host/dossier --storage s3://bucket"
    )]
    Serve(Box<ServeArgs>),
    /// Copy database and storage together to another storage, verifying what arrives.
    #[command(
        after_help = "Examples:\n  dossier backup --data /var/lib/dossier --to file:///mnt/backup/2026-01-27\n  dossier backup --database postgres://host/dossier --storage s3://bucket --to s3://vault/2026-01-27\n  dossier backup --data /var/lib/dossier --erasures erased.jsonl"
    )]
    Backup(BackupArgs),
    /// Fill an empty database and an empty storage from a backup, or only look through it.
    #[command(
        after_help = "Examples:\n  dossier restore --from file:///mnt/backup/2026-01-27 --verify\n  dossier restore --from file:///mnt/backup/2026-01-27 --data /var/lib/dossier --erasures erased.jsonl"
    )]
    Restore(RestoreArgs),
    /// Let a user of the service in again who has lost the password.
    #[command(after_help = "Examples:\n  dossier users reset rosa@example.org --data /var/lib/dossier")]
    Users(UsersArgs),
    /// List the teams of the service, or bring an archived one back.
    #[command(
        after_help = "Examples:\n  dossier teams list --data /var/lib/dossier\n  dossier teams unarchive TEAM --data /var/lib/dossier"
    )]
    Teams(TeamsArgs),
    /// Bring the schema of the database up to date.
    #[command(after_help = "Examples:\n  dossier migrate --database postgres://owner@host/dossier")]
    Migrate(MigrateArgs),
    /// Ask the service on this machine whether it is ready; ends with 0 or 1.
    #[command(after_help = "Examples:\n  dossier healthcheck --port 8080")]
    Healthcheck(HealthcheckArgs),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write manual pages into a folder, one a command.
    Manual {
        /// The folder; made where it is missing.
        folder: PathBuf,
    },
    /// A verb of the contract that this version does not have.
    #[command(external_subcommand)]
    Later(Vec<String>),
}

/// Options that several verbs share.
#[derive(Clone, Debug, Args)]
pub struct PaperArgs {
    /// Locale of the documents: de-CH, de-DE, de-AT, en, fr-CH or fr-FR. Default: the language of the profile, else of the
    /// CV, in the brand's country.
    #[arg(long, value_name = "LOCALE")]
    pub locale: Option<Locale>,
    /// Brand file (TOML). Default: a neutral brand.
    #[arg(long, value_name = "FILE", env = "DOSSIER_BRAND")]
    pub brand: Option<PathBuf>,
    /// Offer file (TOML) with number, recipient, rate and terms.
    #[arg(long, value_name = "FILE")]
    pub offer: Option<PathBuf>,
    /// Code to stand for the candidate's name, or codes joined by commas for those of a shortlist; makes a client pack.
    #[arg(long, value_name = "CODE")]
    pub anonymous: Option<String>,
    /// Ordinary words that belong to the candidate's identity and may stand in anonymous papers, joined by commas: words, or
    /// kinds such as name or initials. What is certain is never allowed; see docs/privacy.md.
    #[arg(long, value_name = "KIND|WORD,..", value_delimiter = ',')]
    pub allow_words: Vec<String>,
    /// Show a photo in the CV: the one in the CV file, or that of a file (PNG, JPEG). Never in anonymous papers.
    #[arg(long, value_name = "FILE", require_equals = true)]
    pub photo: Option<Option<PathBuf>>,
    /// Which documents go out: everything, or CV and offer for the client.
    #[arg(long, value_enum)]
    pub pack: Option<PackArg>,
    /// Date of the documents and of the evaluation. Default: today in the brand's time zone.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Day>,
    /// Formats, joined by commas: docx, html, pdf; `render` also draws the pages of one as png. Default: docx,html.
    #[arg(long, value_name = "LIST")]
    pub formats: Option<String>,
    /// Make PDF files that also keep PDF/A-2a, for archives.
    #[arg(long)]
    pub archive: bool,
    #[command(flatten)]
    pub choices: ChoiceArgs,
    /// Template of your own (docx) for a document; several times for several documents. The file says which document it is
    /// for (else the CV), or the option does, such as offer=FILE. See docs/templates.md.
    #[arg(long, value_name = "[DOCUMENT=]FILE")]
    pub template: Vec<PathBuf>,
    /// File with further concepts; see docs/lexicon.md.
    #[arg(long, value_name = "FILE", env = "DOSSIER_LEXICON")]
    pub lexicon: Option<PathBuf>,
    /// Read scans by the program tesseract (deu, fra, eng).
    #[arg(long)]
    pub ocr: bool,
}

/// Where revisions live.
#[derive(Clone, Debug, Args)]
pub struct StorageArgs {
    /// Storage: memory:, temp:, file:///dir, s3://bucket or supabase://host/bucket; see docs/storage.md. Keys come from the
    /// environment.
    #[arg(long, value_name = "URL", env = "DOSSIER_STORAGE")]
    pub storage: Option<String>,
    /// Create a storage directory that does not exist.
    #[arg(long)]
    pub init: bool,
    /// Instance that must own the storage; with it, an empty storage in the place of a vanished one is refused.
    #[arg(long, value_name = "ID", env = "DOSSIER_INSTANCE")]
    pub instance: Option<Uuid>,
    /// Team that owns the runs. Default: the one team of a storage without a database.
    #[arg(long, value_name = "ID", env = "DOSSIER_TEAM")]
    pub team: Option<TeamId>,
}

impl StorageArgs {
    /// The storage that is named.
    pub fn url(&self) -> Option<&str> {
        self.storage.as_deref()
    }

    /// The team that owns the runs.
    pub fn team(&self) -> TeamId {
        self.team.unwrap_or(LOCAL_TEAM)
    }
}

/// Options of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The CV: PDF, DOCX or text; - for standard input.
    pub cv: PathBuf,
    /// The job profile: PDF, DOCX or text.
    #[arg(long, value_name = "FILE")]
    pub job: Option<PathBuf>,
    #[command(flatten)]
    pub paper: PaperArgs,
    #[command(flatten)]
    pub storage: StorageArgs,
    #[command(flatten)]
    pub delivery: DeliveryArgs,
}

/// Options of `read`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// The file; - for standard input.
    pub file: PathBuf,
    /// What it is.
    #[arg(long, value_enum)]
    pub kind: KindArg,
    /// Also write an HTML page that shows each value at its place on the page or in the text.
    #[arg(long, value_name = "FILE")]
    pub explain: Option<PathBuf>,
    /// Read a scan or a picture by the program tesseract (deu, fra, eng).
    #[arg(long)]
    pub ocr: bool,
    /// Print the text in reading order instead of the record.
    #[arg(long)]
    pub text: bool,
    /// Print a profile as JobPosting of schema.org (JSON-LD) instead of the record.
    #[arg(long, conflicts_with = "text")]
    pub posting: bool,
    /// File with further concepts; see docs/lexicon.md.
    #[arg(long, value_name = "FILE", env = "DOSSIER_LEXICON")]
    pub lexicon: Option<PathBuf>,
}

/// Options of `lexicon`.
#[derive(Debug, Args)]
pub struct LexiconArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: LexiconAction,
}

/// What `lexicon` does.
#[derive(Debug, Subcommand)]
pub enum LexiconAction {
    /// Import a classification.
    Import {
        /// Which one.
        source: LexiconSource,
        /// Directory with its files.
        directory: PathBuf,
        /// The lexicon file. Default: standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Classifications that can be imported.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LexiconSource {
    /// European Skills, Competences, Qualifications and Occupations, as CSV.
    Esco,
}

/// Options of `template`.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: TemplateAction,
}

/// What `template` does. With a document's name before the file: cv, offer, matchmaking, feedback or letter.
#[derive(Debug, Subcommand)]
pub enum TemplateAction {
    /// Name unknown tags, broken loops and lists printed as texts with their places and what may have been meant, and fields that
    /// are never used.
    #[command(override_usage = "dossier template check [OPTIONS] [DOCUMENT] <FILE>")]
    Check {
        /// The template (docx). A document's name before it goes before what the file says it is for.
        #[arg(value_name = "[DOCUMENT] FILE", required = true, num_args = 1..=2)]
        of: Vec<PathBuf>,
    },
    /// Write a template with the document's fields and remarks on how tags work; one remark names the fields that it does not
    /// show.
    #[command(override_usage = "dossier template init [OPTIONS] [DOCUMENT] <FILE>")]
    Init {
        /// The file to write. Before it the document: cv (default), offer, matchmaking, feedback or letter.
        #[arg(value_name = "[DOCUMENT] FILE", required = true, num_args = 1..=2)]
        of: Vec<PathBuf>,
        /// Locale of its remarks.
        #[arg(long, value_name = "LOCALE", default_value = "en")]
        locale: Locale,
    },
}

/// Options of `match`.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// CV record (JSON Resume, with or without x-dossier).
    #[arg(long, value_name = "FILE")]
    pub cv: PathBuf,
    /// Job profile record.
    #[arg(long, value_name = "FILE")]
    pub job: PathBuf,
    /// Day to which open stations count. Default: today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Day>,
    /// Weights of must and should criteria. Default: 90:10.
    #[arg(long, value_name = "MUST:SHOULD", value_parser = weights)]
    pub weights: Option<Weights>,
    /// Print the verdicts with reasons and quotes as a tree for people instead of the record.
    #[arg(long)]
    pub tree: bool,
    /// Locale of the tree. Default: the profile's language.
    #[arg(long, value_name = "LOCALE", requires = "tree")]
    pub locale: Option<Locale>,
    /// File with further concepts; see docs/lexicon.md.
    #[arg(long, value_name = "FILE", env = "DOSSIER_LEXICON")]
    pub lexicon: Option<PathBuf>,
}

/// Weights of must and should criteria in percent, such as `90:10`.
fn weights(text: &str) -> Result<Weights, String> {
    let (must, should) = text.split_once(':').ok_or("write MUST:SHOULD, such as 90:10")?;
    match (must.parse::<u8>(), should.parse::<u8>()) {
        (Ok(must), Ok(should)) if u16::from(must) + u16::from(should) == 100 => Ok(Weights { must, should }),
        _ => Err("the two weights must add up to 100".to_owned()),
    }
}

/// Options of verbs that make a new revision.
#[derive(Debug, Args)]
pub struct ReviseArgs {
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Brand file (TOML). Default: a neutral brand.
    #[arg(long, value_name = "FILE", env = "DOSSIER_BRAND")]
    pub brand: Option<PathBuf>,
    /// Offer file (TOML). Default: the run's offer.
    #[arg(long, value_name = "FILE")]
    pub offer: Option<PathBuf>,
    /// Locale of the documents. Default: the run's.
    #[arg(long, value_name = "LOCALE")]
    pub locale: Option<Locale>,
    /// Date of the documents and of the evaluation. Default: the run's.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Day>,
    /// File with further concepts; see docs/lexicon.md.
    #[arg(long, value_name = "FILE", env = "DOSSIER_LEXICON")]
    pub lexicon: Option<PathBuf>,
}

/// Options of `correct`.
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// Id of the run.
    pub run: String,
    /// A value for a field; several times for several fields. An empty value removes what is there.
    #[arg(long, value_name = "ENTRY/FIELD=VALUE")]
    pub set: Vec<String>,
    /// A person's verdict on a criterion: met, partly-met, potentially-met, not-met, not-stated or needs-review.
    #[arg(long, value_name = "CRITERION=VERDICT")]
    pub verdict: Vec<String>,
    /// Why; needed with --verdict.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Who decides; needed with --verdict.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    #[command(flatten)]
    pub revise: ReviseArgs,
}

/// Options of `answer`.
#[derive(Debug, Args)]
pub struct AnswerArgs {
    /// Id of the run.
    pub run: String,
    /// The filled-in form (TOML); without it the form is printed.
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub revise: ReviseArgs,
}

/// Options of `batch`.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Directory with CVs.
    pub directory: PathBuf,
    /// The job profile.
    #[arg(long, value_name = "FILE")]
    pub job: PathBuf,
    /// Directory for ranking.json, ranking.csv and ranking.html.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Locale of the page. Default: the profile's language.
    #[arg(long, value_name = "LOCALE")]
    pub locale: Option<Locale>,
    /// Day to which open stations count. Default: today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Day>,
    /// Weights of must and should criteria. Default: 90:10.
    #[arg(long, value_name = "MUST:SHOULD", value_parser = weights)]
    pub weights: Option<Weights>,
    /// File with further concepts; see docs/lexicon.md.
    #[arg(long, value_name = "FILE", env = "DOSSIER_LEXICON")]
    pub lexicon: Option<PathBuf>,
    /// Read scans by the program tesseract (deu, fra, eng).
    #[arg(long)]
    pub ocr: bool,
}

/// Options of `audit`.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// What to check.
    #[command(subcommand)]
    pub action: AuditAction,
}

/// What `audit` checks.
#[derive(Debug, Subcommand)]
pub enum AuditAction {
    /// Swap name, gender words, birth date, nationality and photo of each candidate; no verdict and no score may move,
    /// unless the profile asks for citizenship or a permit.
    Fairness {
        /// Directory with CVs.
        directory: PathBuf,
        /// A job profile; several times for several.
        #[arg(long, value_name = "FILE", required = true)]
        job: Vec<PathBuf>,
        /// Day to which open stations count. Default: today.
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<Day>,
        /// File with further concepts; see docs/lexicon.md.
        #[arg(long, value_name = "FILE", env = "DOSSIER_LEXICON")]
        lexicon: Option<PathBuf>,
    },
}

/// Options of `render`.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Which document.
    #[arg(value_parser = document_parser())]
    pub document: DocumentKind,
    /// The run: an id in the storage, a bundle, or a directory that `run` wrote.
    #[arg(long, value_name = "RUN|DIR|ZIP")]
    pub run: String,
    #[command(flatten)]
    pub paper: PaperArgs,
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Where the document goes; - for standard output. With --formats png a directory, which gets a picture of each page, or
    /// a .png file for a single page. Default: its own name in this directory.
    #[arg(long, value_name = "FILE|DIR|-")]
    pub out: Option<PathBuf>,
    /// Width of the pictures of --formats png, in pixels.
    #[arg(long, value_name = "PIXELS", default_value_t = 900, value_parser = clap::value_parser!(u16).range(200..=2_000))]
    pub preview_width: u16,
    /// Pages that --formats png draws at the most.
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub preview_pages: u8,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The bundle; - for standard input.
    pub file: PathBuf,
}

/// Options of `runs`.
#[derive(Debug, Args)]
pub struct RunsArgs {
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Take over: mark a storage whose marker is lost, and with --from-team copy another team's sealed runs to one's own.
    /// Without --from-team, list the runs of other teams.
    #[arg(long)]
    pub adopt: bool,
    /// Team whose runs are taken over.
    #[arg(long, value_name = "ID", requires = "adopt")]
    pub from_team: Option<TeamId>,
}

/// Options of `erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// Id of the run.
    #[arg(long, value_name = "RUN", required_unless_present = "person")]
    pub run: Option<String>,
    #[arg(long, hide = true)]
    pub person: Option<String>,
    #[command(flatten)]
    pub storage: StorageArgs,
}

/// Options of `bundle`.
#[derive(Debug, Args)]
pub struct BundleArgs {
    /// Id of the run.
    pub run: String,
    /// Which documents.
    #[arg(long, value_enum, default_value = "full")]
    pub pack: PackArg,
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Where the bundle goes; - for standard output.
    #[arg(long, value_name = "FILE|-")]
    pub out: PathBuf,
}

/// Packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PackArg {
    /// Everything.
    Full,
    /// CV and offer.
    Client,
}

impl From<PackArg> for Pack {
    fn from(pack: PackArg) -> Self {
        match pack {
            PackArg::Full => Self::Full,
            PackArg::Client => Self::Client,
        }
    }
}

/// Kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// A CV.
    Cv,
    /// A job profile.
    Job,
}

/// Names of documents come from the core's own list, so that a new one is known here at once.
fn document_parser() -> impl TypedValueParser<Value = DocumentKind> {
    PossibleValuesParser::new(DOCUMENTS.map(DocumentKind::name)).map(|name| {
        DOCUMENTS.into_iter().find(|kind| kind.name() == name).expect("the parser accepts names of the list only")
    })
}
