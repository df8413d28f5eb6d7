//! The concept lexicon: skills, tasks, functions, industries and credentials with their names in three languages and what
//! they imply. Built in from `lexicon/concepts/`; a desk's own file extends it. The form is in docs/lexicon.md.

use super::fold::fold;
use crate::hash::sha256_hex;
use crate::locale::Language;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

const BUILTIN: [&str; 11] = [
    include_str!("lexicon/concepts/general.txt"),
    include_str!("lexicon/concepts/building.txt"),
    include_str!("lexicon/concepts/care.txt"),
    include_str!("lexicon/concepts/engineering.txt"),
    include_str!("lexicon/concepts/erp.txt"),
    include_str!("lexicon/concepts/finance.txt"),
    include_str!("lexicon/concepts/hr.txt"),
    include_str!("lexicon/concepts/it.txt"),
    include_str!("lexicon/concepts/logistics.txt"),
    include_str!("lexicon/concepts/project.txt"),
    include_str!("lexicon/concepts/public.txt"),
];

/// Size of a desk's own file.
pub const LEXICON_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What a concept is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConceptKind {
    /// A product, a language, a norm.
    Tool,
    /// Something that is done.
    Task,
    /// A job title.
    Function,
    /// A branch of the economy.
    Industry,
    /// A degree, certificate or licence.
    Credential,
    /// A way of working.
    Method,
    /// A field of knowledge.
    Topic,
}

impl ConceptKind {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "tool" => Self::Tool,
            "task" => Self::Task,
            "function" => Self::Function,
            "industry" => Self::Industry,
            "credential" => Self::Credential,
            "method" => Self::Method,
            "topic" => Self::Topic,
            _ => return None,
        })
    }

    /// Its name in records and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Task => "task",
            Self::Function => "function",
            Self::Industry => "industry",
            Self::Credential => "credential",
            Self::Method => "method",
            Self::Topic => "topic",
        }
    }
}

/// A concept of the lexicon.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    /// Stable name.
    pub id: String,
    pub kind: ConceptKind,
    /// Folded names in all languages that count wherever they stand.
    pub names: Vec<String>,
    /// Names that are ordinary words too: they count only as an item of a list, in exact case.
    pub exact: Vec<String>,
    /// Usual names in German, English and French, as printed; forms of one gender stand at one place.
    pub labels: [Vec<String>; 3],
    /// Concepts that this one implies: who knows this knows something of them.
    pub broader: Vec<String>,
}

impl Concept {
    /// Its usual name in a language (ISO 639-1), else in any.
    pub(crate) fn label(&self, language: Option<&str>) -> &str {
        let at = match language {
            Some("de") => 0,
            Some("fr") => 2,
            _ => 1,
        };
        let named = self.labels[at].first().or_else(|| self.labels.iter().flatten().next());
        named.or_else(|| self.names.first()).map_or(self.id.as_str(), String::as_str)
    }
}

/// A line of a lexicon file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the lexicon {reason}")]
pub struct LexiconError {
    /// Line number from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// All concepts, ready for look-up. Clones share them; the built-in ones are loaded at their first use.
#[derive(Clone, Debug, Default)]
pub struct Lexicon(Option<Arc<Table>>);

#[derive(Clone, Debug, Default)]
struct Table {
    /// SHA-256 of what a desk added.
    digest: Option<String>,
    concepts: Vec<Concept>,
    by_id: BTreeMap<String, usize>,
    /// Folded names, sorted.
    by_name: Vec<(String, usize)>,
    by_exact: BTreeMap<String, usize>,
    /// By number: what a concept implies directly, and what implies it.
    parents: Vec<Vec<usize>>,
    children: Vec<Vec<usize>>,
}

static BUILTIN_TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for text in BUILTIN {
        table.read(text).expect("the built-in lexicon is well-formed, as a test proves");
    }
    table.index();
    table
});

impl Lexicon {
    /// The built-in lexicon.
    pub fn builtin() -> Self {
        Self(None)
    }

    fn table(&self) -> &Table {
        self.0.as_deref().unwrap_or_else(|| &BUILTIN_TABLE)
    }

    /// The lexicon with the concepts of a desk's own file. A known id gets further names and relations; the label of a new
    /// concept wins over a built-in name of the same spelling.
    ///
    /// # Errors
    /// [`LexiconError`] with the line that cannot be used.
    pub fn extended(&self, text: &str) -> Result<Self, LexiconError> {
        let mut table = self.table().clone();
        if text.len() > LEXICON_BYTES_MAX {
            return Err(LexiconError { line: 1, reason: "belongs to a file of more than 64 MB" });
        }
        table.read(text)?;
        table.index();
        table.digest = Some(sha256_hex(format!("{}{text}", table.digest.unwrap_or_default()).as_bytes()));
        Ok(Self(Some(Arc::new(table))))
    }

    /// SHA-256 of what extends the built-in lexicon, if anything does.
    pub fn digest(&self) -> Option<&str> {
        self.table().digest.as_deref()
    }

    /// Number of concepts.
    pub fn concept_count(&self) -> usize {
        self.table().concepts.len()
    }

    pub(crate) fn concepts(&self) -> &[Concept] {
        &self.table().concepts
    }

    /// The concept of a name, whatever its case; not of names that are ordinary words.
    pub(crate) fn concept(&self, folded: &str) -> Option<&Concept> {
        let names = &self.table().by_name;
        let at = names.binary_search_by(|(name, _)| name.as_str().cmp(folded)).ok()?;
        Some(&self.table().concepts[names[at].1])
    }

    /// The concept of an item as printed in a list of skills or demands, where ordinary words in exact case count too.
    pub(crate) fn item(&self, printed: &str) -> Option<&Concept> {
        let exact = self.table().by_exact.get(printed.trim()).map(|at| &self.table().concepts[*at]);
        exact.or_else(|| self.concept(&fold(printed.trim())))
    }

    /// A usual name of a concept in another language; `None` for what is no such name. The form of the same gender where
    /// both languages have one.
    pub(crate) fn translate(&self, printed: &str, language: Language) -> Option<&str> {
        let concept = self.item(printed)?;
        let folded = fold(printed.trim());
        let at = concept.labels.iter().find_map(|names| names.iter().position(|name| fold(name) == folded))?;
        let to = match language {
            Language::De => &concept.labels[0],
            Language::En => &concept.labels[1],
            Language::Fr => &concept.labels[2],
        };
        to.get(at).or_else(|| to.first()).map(String::as_str)
    }

    #[cfg(test)]
    fn by_id(&self, id: &str) -> Option<&Concept> {
        self.table().by_id.get(id).map(|at| &self.table().concepts[*at])
    }

    /// The longest name that a text begins with and that ends at a word border there: its length and concept.
    fn longest(&self, text: &str, inside: impl Fn(char) -> bool) -> Option<(usize, usize)> {
        let names = &self.table().by_name;
        let mut best = None;
        // Names that begin alike stand together: each sign of the text narrows them down.
        let (mut from, mut to) = (0, names.len());
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let start = &text[..end];
            from += names[from..to].partition_point(|(name, _)| name.as_str() < start);
            to = from + names[from..to].partition_point(|(name, _)| name.starts_with(start));
            if from == to {
                break;
            }
            if names[from].0.len() == end && !text[end..].chars().next().is_some_and(&inside) {
                best = Some((end, names[from].1));
            }
        }
        best
    }

    /// Whether a text is a job title that the lexicon knows.
    pub(crate) fn is_function(&self, printed: &str) -> bool {
        self.item(printed).is_some_and(|concept| concept.kind == ConceptKind::Function)
    }

    /// Concepts named in a folded text at word borders, the longest name at each place: concept, start, end in bytes.
    pub(crate) fn concepts_in(&self, folded: &str) -> Vec<(&Concept, usize, usize)> {
        self.numbers_in(folded).into_iter().map(|(at, start, end)| (&self.table().concepts[at], start, end)).collect()
    }

    /// The number of a concept, by which [`Self::concepts`] holds it.
    pub(crate) fn number(&self, concept: &Concept) -> usize {
        self.table().by_id.get(&concept.id).copied().unwrap_or(usize::MAX)
    }

    /// The numbers of the concepts that a concept implies directly.
    pub(crate) fn broader(&self, number: usize) -> &[usize] {
        self.table().parents.get(number).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the concepts that imply a concept directly.
    pub(crate) fn narrower(&self, number: usize) -> &[usize] {
        self.table().children.get(number).map_or(&[], Vec::as_slice)
    }

    /// [`Self::concepts_in`] with numbers.
    pub(crate) fn numbers_in(&self, folded: &str) -> Vec<(usize, usize, usize)> {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
        let mut found = Vec::new();
        let mut before: Option<char> = None;
        let mut skip_to = 0;
        for (at, c) in folded.char_indices() {
            let border = !before.is_some_and(inside);
            before = Some(c);
            if !border || at < skip_to || c == ' ' {
                continue;
            }
            if let Some((length, concept)) = self.longest(&folded[at..], inside) {
                found.push((concept, at, at + length));
                skip_to = at + length;
            }
        }
        found
    }
}

impl Table {
    fn read(&mut self, text: &str) -> Result<(), LexiconError> {
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            self.line(line).map_err(|reason| LexiconError { line: number + 1, reason })?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [id, kind, broader, de, en, fr, rest @ ..] = columns.as_slice() else {
            return Err("has fewer than six columns");
        };
        if rest.len() > 1 {
            return Err("has more than seven columns");
        }
        let sound = |id: &str| {
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let kind = ConceptKind::parse(kind).ok_or("has an unknown kind")?;
        let broader: Vec<String> =
            broader.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        if !sound(id) || !broader.iter().all(|id| sound(id)) {
            return Err("has an id with other signs than small letters, digits and hyphens");
        }
        let list = |column: &str| -> Vec<String> {
            column.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        let labels = [list(de), list(en), list(fr)];
        let names: Vec<String> =
            labels.iter().flatten().cloned().chain(rest.iter().flat_map(|rest| list(rest))).collect();
        let shown = labels.map(|names| names.iter().map(|name| name.trim_start_matches('=').to_owned()).collect());
        if names.is_empty() {
            return Err("names nothing");
        }
        let at = match self.by_id.get(*id) {
            Some(at) => *at,
            None => {
                let at = self.concepts.len();
                self.by_id.insert((*id).to_owned(), at);
                let (names, exact) = (Vec::new(), Vec::new());
                self.concepts.push(Concept {
                    id: (*id).to_owned(),
                    kind,
                    names,
                    exact,
                    labels: shown,
                    broader: Vec::new(),
                });
                at
            }
        };
        let concept = &mut self.concepts[at];
        for id in broader {
            if !concept.broader.contains(&id) {
                concept.broader.push(id);
            }
        }
        for name in names {
            match name.strip_prefix('=') {
                Some(exact) if !concept.exact.iter().any(|known| known == exact) => {
                    concept.exact.push(exact.to_owned());
                }
                Some(_) => {}
                None => {
                    let folded = fold(&name);
                    if !concept.names.contains(&folded) {
                        concept.names.push(folded);
                    }
                }
            }
        }
        Ok(())
    }

    fn index(&mut self) {
        (self.by_name, self.by_exact) = Default::default();
        for (at, concept) in self.concepts.iter().enumerate() {
            self.by_name.extend(concept.names.iter().map(|name| (name.clone(), at)));
            for name in &concept.exact {
                self.by_exact.insert(name.clone(), at);
            }
        }
        (self.parents, self.children) = (vec![Vec::new(); self.concepts.len()], vec![Vec::new(); self.concepts.len()]);
        for (at, concept) in self.concepts.iter().enumerate() {
            for parent in concept.broader.iter().filter_map(|id| self.by_id.get(id).copied()) {
                self.parents[at].push(parent);
                self.children[parent].push(at);
            }
        }
        // Later concepts are a desk's own: of equal names theirs stays.
        self.by_name.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        self.by_name.dedup_by(|later, kept| later.0 == kept.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_word_borders_the_longest_first() {
        let lexicon = Lexicon::builtin();
        let found = |text: &str| -> Vec<String> {
            lexicon.concepts_in(&fold(text)).into_iter().map(|(concept, ..)| concept.id.clone()).collect()
        };
        assert_eq!(found("Java und JavaScript"), ["java", "javascript"]);
        assert_eq!(found("Google, Javanesisch"), Vec::<String>::new());
        assert_eq!(found("C++, C# und .NET"), ["cpp", "csharp", "dotnet"]);
        assert_eq!(lexicon.item("Go").map(|concept| concept.id.as_str()), Some("go"));
        assert!(lexicon.item("go").is_none() && found("on the go").is_empty());
    }

    #[test]
    fn a_desk_adds_concepts_and_names() {
        let lexicon = Lexicon::builtin();
        let own = "# own\nhouse-tool | tool | java | Hauswerkzeug | House tool | Outil maison | HWZ\njava | tool | | Java | Java | Java | Bohne";
        let extended = lexicon.extended(own).expect("well-formed");
        assert_eq!(extended.concept_count(), lexicon.concept_count() + 1);
        assert_eq!(extended.concept("bohne").map(|concept| concept.id.as_str()), Some("java"));
        assert_eq!(extended.concept("hwz").map(|concept| concept.broader.clone()), Some(vec!["java".to_owned()]));
        for (line, reason) in [
            ("x | tool | | X", "fewer"),
            ("x | toy | | X | X | X |", "kind"),
            ("X Y | tool | | X | X | X |", "id"),
            ("x | tool | | | | |", "names nothing"),
        ] {
            let error = lexicon.extended(line).expect_err(line);
            assert!(error.reason.contains(reason) && error.line == 1, "{error}");
        }
    }

    #[test]
    fn relations_name_concepts_and_run_in_no_circle() {
        let lexicon = Lexicon::builtin();
        for concept in lexicon.concepts() {
            let mut above: Vec<&str> = vec![&concept.id];
            let mut next = 0;
            while let Some(id) = above.get(next).copied() {
                let known =
                    lexicon.by_id(id).unwrap_or_else(|| panic!("{} implies {id}, which is unknown", concept.id));
                for broader in &known.broader {
                    assert!(broader != &concept.id, "{} implies itself", concept.id);
                    if !above.contains(&broader.as_str()) {
                        above.push(broader);
                    }
                }
                next += 1;
            }
        }
    }
}
