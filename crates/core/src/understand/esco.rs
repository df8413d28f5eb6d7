//! The CSV files of the ESCO classification as a lexicon file. ESCO is published by the European Commission; nothing of it is
//! built in, a desk imports the release it has downloaded.
//! Source: the files `skills_xx.csv`, `occupations_xx.csv` and `broaderRelations*Pillar_xx.csv` of ESCO 1.1 and 1.2.

use super::concepts::{ConceptKind, Lexicon};
use super::fold::fold;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A file of an ESCO release.
#[derive(Clone, Copy, Debug)]
pub struct EscoFile<'a> {
    /// Its name, such as `skills_de.csv`.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Why a release cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EscoError {
    /// None of the files is one of a release.
    #[error("no file is named skills_xx.csv or occupations_xx.csv with xx one of de, en, fr")]
    NoFiles,
    /// A file without a column that is needed.
    #[error("{file} has no column {column}")]
    Column {
        /// File name.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// A row that is no CSV.
    #[error("row {row} of {file} is not CSV")]
    Row {
        /// File name.
        file: String,
        /// Row number from 1, the heads included.
        row: u64,
    },
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscoImport {
    /// The lexicon file.
    pub lexicon: String,
    /// Concepts in it.
    pub concepts: usize,
    /// Concepts of it that extend a concept of the built-in lexicon.
    pub joined: usize,
}

/// Names of a concept in one language.
#[derive(Clone, Debug, Default)]
struct Names {
    preferred: String,
    others: Vec<String>,
}

#[derive(Clone, Debug)]
struct Entry {
    kind: ConceptKind,
    names: [Names; 3],
    broader: Vec<String>,
}

/// Position of a language among the columns of a lexicon, from a file name `…_xx.csv`.
fn language(name: &str) -> Option<usize> {
    let stem = name.strip_suffix(".csv")?;
    ["de", "en", "fr"].iter().position(|code| stem.ends_with(&format!("_{code}")))
}

/// Makes a lexicon file of an ESCO release. A concept whose preferred label is a name of the built-in lexicon extends that
/// one; the others get the id `esco-` with the last part of their URI.
///
/// # Errors
/// [`EscoError`] when a file is missing or not what its name says.
pub fn import_esco(files: &[EscoFile<'_>], lexicon: &Lexicon) -> Result<EscoImport, EscoError> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for file in files {
        let Some(language) = language(file.name) else { continue };
        if file.name.starts_with("skills_") {
            concepts(file, language, None, &mut entries)?;
        } else if file.name.starts_with("occupations_") {
            concepts(file, language, Some(ConceptKind::Function), &mut entries)?;
        }
    }
    if entries.is_empty() {
        return Err(EscoError::NoFiles);
    }
    for file in files.iter().filter(|file| file.name.starts_with("broaderRelations")) {
        let (columns, rows) = table(file)?;
        let (narrow, broad) = (column(file, &columns, "conceptUri")?, column(file, &columns, "broaderUri")?);
        for row in rows {
            let (narrow, broad) = (last_part(row.get(narrow)), last_part(row.get(broad)));
            if let Some(broad) = broad.filter(|broad| entries.contains_key(broad))
                && let Some(entry) = narrow.and_then(|narrow| entries.get_mut(&narrow))
                && !entry.broader.contains(&broad)
            {
                entry.broader.push(broad);
            }
        }
    }
    Ok(written(&entries, lexicon))
}

fn concepts(
    file: &EscoFile<'_>,
    language: usize,
    kind: Option<ConceptKind>,
    entries: &mut BTreeMap<String, Entry>,
) -> Result<(), EscoError> {
    let (columns, rows) = table(file)?;
    let (uri, preferred) = (column(file, &columns, "conceptUri")?, column(file, &columns, "preferredLabel")?);
    let at = |name: &str| columns.iter().position(|found| found == name);
    let (others, hidden, skill_type) = (at("altLabels"), at("hiddenLabels"), at("skillType"));
    for row in rows {
        let (Some(id), Some(label)) = (last_part(row.get(uri)), row.get(preferred).map(name).filter(|n| !n.is_empty()))
        else {
            continue;
        };
        let skill_kind = match skill_type.and_then(|at| row.get(at)) {
            Some("knowledge") => ConceptKind::Topic,
            _ => ConceptKind::Task,
        };
        let names = [others, hidden].into_iter().flatten().filter_map(|at| row.get(at));
        let others: Vec<String> = names.flat_map(|list| list.lines()).map(name).filter(|n| !n.is_empty()).collect();
        let entry = entries.entry(id).or_insert_with(|| Entry {
            kind: kind.unwrap_or(skill_kind),
            names: Default::default(),
            broader: Vec::new(),
        });
        entry.names[language] = Names { preferred: label, others };
    }
    Ok(())
}

type Rows = Vec<csv::StringRecord>;

fn table(file: &EscoFile<'_>) -> Result<(Vec<String>, Rows), EscoError> {
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file.bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let row = |error: &csv::Error| EscoError::Row {
        file: file.name.to_owned(),
        row: error.position().map_or(1, csv::Position::record) + 1,
    };
    let columns = reader.headers().map_err(|error| row(&error))?.iter().map(str::to_owned).collect();
    let rows = reader.records().collect::<Result<Rows, _>>().map_err(|error| row(&error))?;
    Ok((columns, rows))
}

fn column(file: &EscoFile<'_>, columns: &[String], name: &'static str) -> Result<usize, EscoError> {
    let missing = || EscoError::Column { file: file.name.to_owned(), column: name };
    columns.iter().position(|column| column == name).ok_or_else(missing)
}

/// The last part of a URI, in the signs that ids have.
fn last_part(uri: Option<&str>) -> Option<String> {
    let last = uri?.trim().rsplit('/').next()?.to_lowercase();
    let sound = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    sound.then_some(last)
}

/// A name without the signs that separate columns and names.
fn name(text: &str) -> String {
    let text = text.replace(['|', ';'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches(['=', '#']).to_owned()
}

/// `Java (computer programming)` is also printed as `Java`; short words count in lists only.
fn spellings(name: &str) -> Vec<String> {
    let bare = name.split_once(" (").map(|(bare, _)| bare.trim().to_owned()).filter(|bare| !bare.is_empty());
    let printed = |name: String| if name.chars().count() < 4 { format!("={name}") } else { name };
    [Some(name.to_owned()), bare.map(|bare| format!("={}", bare.trim_start_matches('=')))]
        .into_iter()
        .flatten()
        .map(|name| if name.starts_with('=') { name } else { printed(name) })
        .collect()
}

fn written(entries: &BTreeMap<String, Entry>, lexicon: &Lexicon) -> EscoImport {
    let known = |entry: &Entry| {
        let names = entry.names.iter().map(|names| fold(&names.preferred)).filter(|name| !name.is_empty());
        names.into_iter().find_map(|name| lexicon.concept(&name)).filter(|known| known.kind == entry.kind)
    };
    let ids: BTreeMap<&String, String> = entries
        .iter()
        .map(|(uuid, entry)| (uuid, known(entry).map_or_else(|| format!("esco-{uuid}"), |known| known.id.clone())))
        .collect();
    let mut out = "# Imported from ESCO. Ids that begin with esco- end with the last part of the concept's URI.\n# id | kind | broader | de | en | fr | aliases\n".to_owned();
    let mut joined = 0;
    for (uuid, entry) in entries {
        let id = &ids[uuid];
        let own = id.starts_with("esco-");
        joined += usize::from(!own);
        let broader: Vec<&str> =
            entry.broader.iter().map(|broad| ids[broad].as_str()).filter(|broad| own && *broad != id).collect();
        let labels = entry.names.each_ref().map(|names| {
            let mut labels = if names.preferred.is_empty() { Vec::new() } else { spellings(&names.preferred) };
            labels.truncate(1);
            labels.join("; ")
        });
        let mut aliases: Vec<String> = Vec::new();
        for names in &entry.names {
            let preferred = spellings(&names.preferred).into_iter().skip(1);
            for alias in preferred.chain(names.others.iter().flat_map(|name| spellings(name))) {
                if !aliases.contains(&alias) {
                    aliases.push(alias);
                }
            }
        }
        let [de, en, fr] = labels;
        let (kind, broader, aliases) = (entry.kind.name(), broader.join(", "), aliases.join("; "));
        let _ = writeln!(out, "{id} | {kind} | {broader} | {de} | {en} | {fr} | {aliases}");
    }
    EscoImport { lexicon: out, concepts: entries.len(), joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKILLS_DE: &str = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels\n\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-1,knowledge,cross-sector,Imkerei (Tierhaltung),\"Bienenhaltung\nBienenzucht\",\n\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-2,skill/competence,cross-sector,Waben schleudern,,\n";
    const SKILLS_EN: &str = "conceptType,conceptUri,skillType,preferredLabel,altLabels\n\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-1,knowledge,beekeeping,apiculture\n";
    const RELATIONS: &str = "conceptType,conceptUri,broaderType,broaderUri\n\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-2,KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-1\n\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-2,SkillGroup,http://data.europa.eu/esco/skill/S1\n";

    fn file<'a>(name: &'a str, text: &'a str) -> EscoFile<'a> {
        EscoFile { name, bytes: text.as_bytes() }
    }

    #[test]
    fn a_release_becomes_a_lexicon() {
        let lexicon = Lexicon::builtin();
        let files = [
            file("skills_de.csv", SKILLS_DE),
            file("skills_en.csv", SKILLS_EN),
            file("broaderRelationsSkillPillar_en.csv", RELATIONS),
            file(
                "occupations_en.csv",
                "conceptUri,preferredLabel\nhttp://data.europa.eu/esco/occupation/bbbb,beekeeper; honey\n",
            ),
            file("readme.txt", "x"),
        ];
        let made = import_esco(&files, &lexicon).expect("a release");
        assert_eq!(made.concepts, 3);
        let extended = lexicon.extended(&made.lexicon).expect("a lexicon file");
        let id = |name: &str| extended.concept(&fold(name)).map(|concept| concept.id.clone());
        assert_eq!(id("Bienenzucht"), id("apiculture"));
        assert_eq!(id("beekeeping").as_deref(), Some("esco-aaaa-1"));
        assert_eq!(extended.item("Imkerei").map(|concept| concept.id.as_str()), Some("esco-aaaa-1"));
        let narrow = extended.concept("waben schleudern").expect("known");
        assert_eq!((narrow.kind, narrow.broader.as_slice()), (ConceptKind::Task, &["esco-aaaa-1".to_owned()][..]));
        assert!(extended.is_function("beekeeper honey"));
    }

    #[test]
    fn what_is_no_release_is_refused() {
        let lexicon = Lexicon::builtin();
        assert_eq!(import_esco(&[file("x.csv", "a,b\n")], &lexicon), Err(EscoError::NoFiles));
        let refused = import_esco(&[file("skills_de.csv", "a,b\n1,2\n")], &lexicon);
        assert!(matches!(refused, Err(EscoError::Column { column: "conceptUri", .. })), "{refused:?}");
        let bad = EscoFile { name: "skills_de.csv", bytes: b"conceptUri,preferredLabel\nx,\xff\xfe\n" };
        assert!(matches!(import_esco(&[bad], &lexicon), Err(EscoError::Row { row: 2, .. })));
    }
}
