//! Forms, tables and light markup: entries whose parts stand behind labels, below column heads, or in signs.

use crate::support::work;
use dossier_core::formats::{ReadLimits, read};
use dossier_core::records::Cv;
use dossier_core::understand::{Lexicon, cv};

fn record(text: &str) -> Cv {
    cv(&read(text.as_bytes(), None, &ReadLimits::default()).expect("readable"), &Lexicon::builtin())
}

#[test]
fn a_form_says_what_is_what() {
    let found = record(
        "Lebenslauf\n\nName: Ada Beispiel\nE-Mail: ada@example.org\n\nBerufserfahrung\n\nZeitraum: 03/2019 - heute\n\
         Arbeitgeber: Quux, Olten\nFunktion: Fizzbuzzerin\nTätigkeiten: Fizz und Buzz\n\nZeitraum: 02/2015 - 02/2019\n\
         Arbeitgeber: Garply\nFunktion: Foobarin\n",
    );
    assert_eq!(work(&found), ["Fizzbuzzerin | Quux | 2019-03 | ", "Foobarin | Garply | 2015-02 | 2019-02"]);
    assert_eq!(found.work[0].location.as_deref(), Some("Olten"));
    assert_eq!(found.work[0].highlights, ["Fizz und Buzz"]);
    assert_eq!(found.basics.name.as_deref(), Some("Ada Beispiel"));
}

#[test]
fn the_heads_of_a_table_say_what_its_cells_are() {
    let found = record(
        "Ada Beispiel\nada@example.org\n\nBerufserfahrung\nvon–bis\tArbeitgeber\tFunktion\n03.2019–heute\tQuux\tFizzbuzzerin\n\
         02.2015–02.2019\tGarply\tFoobarin\n",
    );
    assert_eq!(work(&found), ["Fizzbuzzerin | Quux | 2019-03 | ", "Foobarin | Garply | 2015-02 | 2019-02"]);
}

#[test]
fn light_markup_is_a_look_and_no_text() {
    let found = record(
        "# Ada Beispiel\n\nada@example.org\n\n## Experience\n\n### Fizz engineer\n\n**Quux Ltd, Bristol**  \n*Mar 2019–present*\n\n\
         - Wrote **fizz** for buzz\n\n### Foo analyst\n\n**Garply plc, Bath**  \n*Feb 2015–Feb 2019*\n\n## Skills\n\n- Rust\n- SQL\n",
    );
    assert_eq!(work(&found), ["Fizz engineer | Quux Ltd | 2019-03 | ", "Foo analyst | Garply plc | 2015-02 | 2019-02"]);
    assert_eq!(found.work[0].highlights, ["Wrote fizz for buzz"]);
    assert_eq!(found.basics.name.as_deref(), Some("Ada Beispiel"));
}

#[test]
fn an_employer_above_several_functions_belongs_to_each() {
    let found = record(
        "Ada Beispiel\nada@example.org\n\nExperience\n\nQuux Ltd\nSenior engineer\nMar 2019 - Present\nEngineer\nFeb 2015 - Feb 2019\n",
    );
    assert_eq!(work(&found), ["Senior engineer | Quux Ltd | 2019-03 | ", "Engineer | Quux Ltd | 2015-02 | 2019-02"]);
}

#[test]
fn a_desks_own_concepts_are_used() {
    let own = "quuxing | task | | Quuxen | Quuxing | Quuxage |";
    let lexicon = Lexicon::builtin().extended(own).expect("well-formed");
    assert_eq!(lexicon.concept_count(), Lexicon::builtin().concept_count() + 1);
    assert!(lexicon.digest().is_some() && Lexicon::builtin().digest().is_none());
    assert!(Lexicon::builtin().concept_count() > 4_000);
}
