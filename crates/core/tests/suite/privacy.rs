//! Who a candidate is: replaced before papers are made, and found again in whatever a finished paper holds.

use dossier_core::brand::{Assets, Brand, BrandFile, ContactFile};
use dossier_core::formats::read::{Inside, Layer, inside};
use dossier_core::formats::{Place, Span};
use dossier_core::generate::Options;
use dossier_core::generate::choices::{Choices, Employers, Pronouns};
use dossier_core::locale::Locale;
use dossier_core::privacy::{Identity, KINDS, Known, Paper, Search, State, Veil, search};
use dossier_core::records::Cv;
use dossier_core::records::cv::{Basics, Certificate, Location, TextLine, Work};
use dossier_core::sample::{CV_TXT, documents, pdfs, sample};
use dossier_core::time::Day;

const TODAY: Day = Day::constant(2026, 1, 27);

fn line(section: &str, text: &str) -> TextLine {
    let place = Place::Part { part: "text".into(), paragraph: 0, offset: 0 };
    TextLine { span: Span::new(0, 1), place, text: text.into(), section: section.into(), entry: None }
}

fn cv() -> Cv {
    let mut cv = Cv {
        basics: Basics {
            name: Some("Zoë Kestenmair-Brugg".into()),
            email: Some("zkest86@kestenmair-it.example".into()),
            phone: Some("+41 79 555 11 22".into()),
            url: Some("https://www.linkedin.com/in/zoe-kest".into()),
            location: Some(Location { address: Some("Lindenweg 12".into()), ..Location::default() }),
            ..Basics::default()
        },
        work: vec![
            Work { name: Some("Kestenmair Consulting GmbH".into()), ..Work::default() },
            Work { name: Some("Mittelland Telekom Dienste AG".into()), ..Work::default() },
        ],
        certificates: vec![Certificate { name: Some("PMP, Nr. PX7654321".into()), ..Certificate::default() }],
        ..Cv::default()
    };
    cv.x.birth_date = "1986-09-04".parse().ok();
    cv.x.text = vec![line("references", "Urs Zurbriggen, Leiter Netze, +41 31 555 77 88, urs@netze.example")];
    cv
}

fn anonymous() -> Options {
    Options { anonymous: Some("K-07".into()), ..Options::default() }
}

fn veil(cv: &Cv, options: &Options) -> Veil {
    Veil::of(cv, options, Locale::DeCh, TODAY).expect("an anonymous run")
}

/// Kinds found in a text of a layer, with states and numbers of places.
fn found(layer: Layer, text: &str, cv: &Cv, options: &Options) -> Vec<String> {
    let inside = Inside { layers: vec![(layer, text.to_owned())] };
    let code = options.anonymous.as_deref();
    let paper = Paper { inside: &inside, file_name: "Lebenslauf.docx", label: "", code, is_cv: true };
    let identities = [Identity::of_run(cv, options, TODAY)];
    search(&paper, &identities, &Known::default(), &options.allow_words)
        .iter()
        .map(|one| format!("{:?} {} {}", one.state, one.kind.name(), one.places))
        .collect()
}

#[test]
fn names_accounts_and_own_firms_are_replaced_as_whole_words() {
    let mut cv = cv();
    let text = "Frau Zoë Kestenmair leitet Teams; Z. Kestenmair schreibt als zkest86, Kestenmairer Weg bleibt.";
    cv.basics.summary = Some(text.into());
    cv.work[0].highlights =
        vec!["Aufbau: Kestenmair Consulting".into(), "Mail an zkest86@kestenmair-it.example".into()];
    cv.basics.extra.insert("image".into(), "photo.jpg".into());
    let copy = veil(&cv, &anonymous()).cv(&cv);
    let summary = copy.basics.summary.as_deref();
    assert_eq!(summary, Some("K-07 leitet Teams; K-07 schreibt als K-07, Kestenmairer Weg bleibt."));
    assert_eq!(copy.work[0].name.as_deref(), Some("Eigene Firma"));
    assert_eq!(copy.work[0].highlights, ["Aufbau: Eigene Firma", "Mail an […]"]);
    assert_eq!(copy.work[1].name.as_deref(), Some("Mittelland Telekom Dienste AG"));
    assert_eq!(copy.certificates[0].name.as_deref(), Some("PMP, Nr. […]"));
    assert!(copy.basics.name.is_none() && copy.basics.phone.is_none() && copy.x.birth_date.is_none());
    assert!(copy.basics.extra.is_empty() && !anonymous().may_show_photo(), "no photo in an anonymous paper");
}

#[test]
fn forms_of_a_name_are_the_name() {
    let cv = cv();
    for (text, expected) in [
        ("Kestenmairs Methode", "K-07 Methode"),
        ("Die Kestenmairsche Regel", "Die K-07 Regel"),
        ("KestenmairConsulting und Kestenmair87", "K-07 und K-07"),
        ("Kestenmairer Weg", "Kestenmairer Weg"),
    ] {
        assert_eq!(veil(&cv, &anonymous()).text(text), expected);
    }
    let koch = Cv { basics: Basics { name: Some("Rosa Koch".into()), ..Basics::default() }, ..Cv::default() };
    for (text, expected) in [
        ("Kochs Rezepte", vec!["Undecided name 1"]),
        ("KochDigital", vec!["Undecided name 1"]),
        ("Rosa Kochs Rezepte", vec!["Leak name 2"]),
        ("Kochen und Kochsalz", vec![]),
    ] {
        assert_eq!(found(Layer::Text, text, &koch, &anonymous()), expected, "{text}");
    }
}

#[test]
fn accounts_are_known_without_signs_and_with_numbers() {
    let mut cv = Cv { basics: Basics { name: Some("Anna Berg".into()), ..Basics::default() }, ..Cv::default() };
    cv.basics.email = Some("anna.kestenmair87@gmx.ch".into());
    for (text, expected) in [
        ("auf GitHub: aberg87", vec!["Leak handle 1"]),
        ("berganna2", vec!["Leak handle 1"]),
        ("a_berg87", vec!["Leak handle 1"]),
        ("annakestenmair", vec!["Leak handle 1"]),
        ("anna-kestenmair2", vec!["Leak handle 1"]),
        ("aberg1234567", vec![]),
        ("abergen 87", vec![]),
    ] {
        assert_eq!(found(Layer::Text, text, &cv, &anonymous()), expected, "{text}");
    }
}

#[test]
fn firms_of_an_ordinary_surname_are_certain() {
    let mut cv = Cv { basics: Basics { name: Some("Anna Berg".into()), ..Basics::default() }, ..Cv::default() };
    cv.work = vec![Work {
        name: Some("Berg Digital Werkstatt GmbH".into()),
        position: Some("Beraterin".into()),
        highlights: vec!["Gründerin und Geschäftsführerin".into()],
        ..Work::default()
    }];
    let options = Options { allow_words: vec!["berg".into(), "own-firm".into(), "name".into()], ..anonymous() };
    assert_eq!(found(Layer::Text, "Berg Digital Werkstatt GmbH", &cv, &options), ["Leak own-firm 1"]);
    assert_eq!(found(Layer::Text, "siehe bergdigitalwerkstatt.ch", &cv, &options), ["Leak domain 1"]);
    assert_eq!(found(Layer::Text, "Hütte am Berg", &cv, &options), ["Allowed name 1"]);
    let copy = veil(&cv, &anonymous()).cv(&cv);
    assert_eq!(copy.work[0].name.as_deref(), Some("Eigene Firma"));
}

#[test]
fn referees_are_known_however_they_are_listed() {
    for listed in [
        "Dr. Urs Zurbriggen, CIO", "Herr Urs Zurbriggen, CIO", "Urs Zurbriggen - CIO - Bau AG",
        "Urs Zurbriggen CIO Bau AG", "Urs Zurbriggen (CIO der Bau AG)",
    ] {
        let mut cv = cv();
        cv.x.text = vec![line("references", listed)];
        let text = "Mit Urs Zurbriggen geplant, mit Herrn Zurbriggen gebaut, am Zurbriggen vorbei";
        let shown = "Mit […] geplant, mit Herrn […] gebaut, am Zurbriggen vorbei";
        assert_eq!(veil(&cv, &anonymous()).text(text), shown, "{listed}");
    }
    let mut cv = cv();
    cv.x.text = vec![line("references", "Rosa Koch, Leiterin")];
    assert_eq!(found(Layer::Text, "Rosa Koch", &cv, &anonymous()), ["Leak referee 1"]);
    assert_eq!(found(Layer::Text, "Frau Koch", &cv, &anonymous()), ["Undecided referee 1"]);
    assert!(found(Layer::Text, "Koch und Kellner", &cv, &anonymous()).is_empty());
}

#[test]
fn certificates_lose_links_and_numbers_without_a_label() {
    let mut cv = cv();
    let named = |name: &str| Certificate { name: Some(name.into()), ..Certificate::default() };
    cv.certificates =
        vec![named("Credly: credly.com/badges/1234-5678"), named("CKA LF-a1b2c3d4e5"), named("CISA ISO-27001")];
    let copy = veil(&cv, &anonymous()).cv(&cv);
    let names: Vec<&str> = copy.certificates.iter().filter_map(|one| one.name.as_deref()).collect();
    assert_eq!(names, ["Credly: […]", "CKA […]", "CISA ISO-27001"]);
}

#[test]
fn lone_initials_and_years_of_birth_go_with_the_name() {
    let cv = cv();
    for (text, expected) in [
        ("Zoë K. leitete", "K-07 leitete"),
        ("Kestenmair, Z. (2021)", "K-07 (2021)"),
        ("Kestenmair, B. Muster", "K-07, B. Muster"),
        ("Zoë M. leitete", "K-07 M. leitete"),
        ("Jahrgang 1986, Baujahr 1986", "[…], Baujahr 1986"),
    ] {
        assert_eq!(veil(&cv, &anonymous()).text(text), expected);
    }
    assert_eq!(found(Layer::Text, "Jg. 1986", &cv, &Options::default()), ["Leak birth-date 1"]);
}

#[test]
fn titles_stay_where_gender_is_kept() {
    let mut cv = cv();
    cv.basics.summary = Some("Frau Kestenmair leitet".into());
    let choices = Choices { pronouns: Some(Pronouns::Kept), ..Choices::default() };
    let copy = veil(&cv, &Options { choices, ..anonymous() }).cv(&cv);
    assert_eq!(copy.basics.summary.as_deref(), Some("Frau K-07 leitet"));
}

#[test]
fn hidden_employers_are_replaced_in_running_text_and_found() {
    let mut cv = cv();
    cv.work[1].highlights = vec!["Netze der Mittelland Telekom Dienste erneuert".into()];
    let choices = Choices { employers: Employers::Hidden, ..Choices::default() };
    let options = Options { choices, ..anonymous() };
    let copy = veil(&cv, &options).cv(&cv);
    assert_eq!(copy.work[1].highlights, ["Netze der Arbeitgeber auf Anfrage erneuert"]);
    assert_eq!(found(Layer::Text, "Mittelland Telekom Dienste AG", &cv, &options), ["Leak employer 1"]);
    assert!(found(Layer::Text, "Mittelland Telekom Dienste AG", &cv, &anonymous()).is_empty());
}

#[test]
fn ordinary_words_wait_for_a_person() {
    let cv = Cv { basics: Basics { name: Some("Rosa Koch".into()), ..Basics::default() }, ..Cv::default() };
    let text = "Koch und Konditor. Rosa Koch leitet, Frau Koch backt, St. Rosa bleibt.";
    let shown = veil(&cv, &anonymous()).text(text);
    assert_eq!(shown, "Koch und Konditor. K-07 leitet, K-07 backt, St. Rosa bleibt.");
    assert_eq!(found(Layer::Text, &shown, &cv, &anonymous()), ["Undecided name 2"]);
    let allowed =
        |words: &[&str]| Options { allow_words: words.iter().map(|word| (*word).to_owned()).collect(), ..anonymous() };
    assert_eq!(found(Layer::Text, &shown, &cv, &allowed(&["koch"])), ["Undecided name 1", "Allowed name 1"]);
    assert_eq!(found(Layer::Text, &shown, &cv, &allowed(&["name"])), ["Allowed name 2"]);
    assert_eq!(found(Layer::Text, "Rosa Koch", &cv, &allowed(&["name"])), ["Leak name 2"], "what is certain stays out");
    for layer in [Layer::Person, Layer::Link, Layer::AltText] {
        assert_eq!(found(layer, "Koch", &cv, &allowed(&["name"])), ["Leak name 1"], "{layer:?} is no running text");
    }
}

#[test]
fn places_are_entries_and_fields_and_never_words() {
    let mut cv = Cv { basics: Basics { name: Some("Rosa Koch".into()), ..Basics::default() }, ..Cv::default() };
    cv.basics.summary = Some("Arbeitet gern als Koch".into());
    cv.work = vec![Work { id: "koch".into(), position: Some("Koch".into()), ..Work::default() }];
    let tasks = vec!["Einkauf".to_owned(), "Koch der Brigade".to_owned(), "Team von Rosa Koch".to_owned()];
    cv.work.push(Work { id: "w7".into(), highlights: tasks, ..Work::default() });
    cv.extra.insert("kochbuch".into(), "Koch".into());
    let shown = veil(&cv, &anonymous()).cv(&cv);
    let options = anonymous();
    let inside = Inside::default();
    let paper = Paper { inside: &inside, file_name: "", label: "", code: options.anonymous.as_deref(), is_cv: true };
    let (identities, known) = ([Identity::of(&cv)], Known::default());
    let search = Search { paper: &paper, identities: &identities, known: &known, allowed: &[] };
    let told: Vec<(State, String)> = search.places(&shown).into_iter().map(|spot| (spot.state, spot.at)).collect();
    let expected = ["summary", "work 1, position", "work w7, task 2"].map(|at| (State::Undecided, at.to_owned()));
    assert_eq!(told, expected, "what is replaced is told no more, and foreign ids and members are not printed");
    let allowed = ["koch".to_owned()];
    let decided = Search { allowed: &allowed, ..search }.places(&shown);
    let names = decided.iter().filter(|spot| spot.state == State::Allowed && spot.kind.name() == "name");
    assert_eq!((names.count(), decided.len()), (3, 3));
}

#[test]
fn every_kind_of_token_is_found_in_anonymous_papers() {
    for (text, expected) in [
        ("K-07 leitet Teams in Zürich", vec![]),
        ("KESTENMAIR", vec!["Leak name 1"]),
        ("Kesten-\nmair", vec!["Leak name 1"]),
        ("zoekestenmair", vec!["Leak handle 1"]),
        ("zoebrugg", vec!["Leak handle 1"]),
        ("github.com/zkest86", vec!["Leak handle 1"]),
        ("www.kestenmair-it.example", vec!["Leak domain 1"]),
        ("zkest86@kestenmair-it.example", vec!["Leak email 1"]),
        ("bei Kestenmair Consulting", vec!["Leak own-firm 1"]),
        ("Nummer PX7654321", vec!["Leak certificate-number 1"]),
        ("Auskunft: Urs Zurbriggen", vec!["Leak referee 1"]),
        ("gezeichnet Z. K. B.", vec!["Leak initials 1"]),
        ("Netze, Z. B. in Filialen", vec!["Undecided initials 1"]),
        ("mail an zb@post.example", vec!["Leak initials 1"]),
        ("Wohnt in Brugg", vec!["Undecided name 1"]),
    ] {
        assert_eq!(found(Layer::Text, text, &cv(), &anonymous()), expected, "{text}");
    }
    let coded = Options { anonymous: Some("ZB-1".into()), ..Options::default() };
    assert_eq!(found(Layer::Text, "ZB-1", &cv(), &coded), ["Leak initials 1"], "a code must not be the initials");
}

#[test]
fn client_papers_have_a_list_of_their_own() {
    for (text, expected) in [
        ("Zoë Kestenmair-Brugg, Zürich, zkest86", vec![]),
        ("zkest86@kestenmair-it.example", vec!["Leak email 1"]),
        ("Tel. 0041 79 555 11 22", vec!["Leak phone 1"]),
        ("079/555.11.22", vec!["Leak phone 1"]),
        ("Lindenweg 12", vec!["Leak street 1"]),
        ("geboren am 4. September 1986", vec!["Leak birth-date 1"]),
        ("04.09.1986", vec!["Leak birth-date 1"]),
        ("siehe linkedin.com/in/zoe-kest", vec!["Leak link 1"]),
        ("Referenz: 031 555 77 88", vec!["Leak referee-contact 1"]),
        ("AHV 756.9217.0769.85", vec!["Leak social-security 1"]),
        ("Zivilstand: ledig", vec!["Leak civil-status 1"]),
        ("Lohnvorstellung: CHF 120'000", vec!["Leak asking-rate 1"]),
        ("09/2014 – 04/2016, 555 11 22", vec![]),
    ] {
        assert_eq!(found(Layer::Text, text, &cv(), &Options::default()), expected, "{text}");
    }
}

#[test]
fn rates_are_told_without_a_colon() {
    for (text, expected) in [
        ("Stundensatz: CHF 140", 1),
        ("Stundensatz CHF 140", 1),
        ("• Stundensatz von Fr. 140.– pro Stunde", 1),
        ("Verfügbar ab sofort. Tagessatz ab 1'200 CHF", 1),
        ("Hourly rate CHF 140", 1),
        ("Available now, day rate of EUR 1,200", 1),
        ("Taux horaire CHF 140", 1),
        ("Disponible de suite, TJM 650 €", 1),
        ("Taux journalier environ 800 euros", 1),
        ("Kalkulation mit einem Stundensatz CHF 140", 0),
        ("Stundensatz für 12 Rollen eingeführt", 0),
        ("Day rate of 20 consultants lowered", 0),
        ("Salaire et paie de 120 personnes", 0),
    ] {
        let rates = if expected == 0 { Vec::new() } else { vec![format!("Leak asking-rate {expected}")] };
        assert_eq!(found(Layer::Text, text, &cv(), &Options::default()), rates, "{text}");
        assert_eq!(found(Layer::Text, text, &cv(), &anonymous()), rates, "{text}");
    }
}

#[test]
fn nothing_stays_of_a_web_address() {
    let cv = cv();
    for (text, expected) in [
        ("siehe https://www.linkedin.com/in/zoe-kest/details.", "siehe […]."),
        ("see www.kestenmair-it.example for more", "see […] for more"),
        ("voir http://kestenmair.example/blog/zkest86, puis", "voir […], puis"),
        ("siehe https://example.org/tools", "siehe https://example.org/tools"),
        ("Zoë K. auf www.kestenmair.example", "K-07 auf […]"),
    ] {
        assert_eq!(veil(&cv, &anonymous()).text(text), expected);
    }
    let named = Veil::of_named(&cv, &Options::default(), Locale::DeCh, TODAY).expect("a named run");
    assert_eq!(named.text("siehe https://linkedin.com/in/zoe-kest, Zoë"), "siehe […], Zoë");
}

/// The desk's contact may have the candidate's given name.
#[test]
fn what_the_desk_prints_of_itself_is_no_hit() {
    let contact =
        ContactFile { name: "Zoë Amstutz".into(), email: "zoe@desk.example".into(), ..ContactFile::default() };
    let brand = Brand::new(BrandFile { contact, ..BrandFile::default() }, &Assets::new()).expect("a sound brand");
    let known = Known::of(&brand, None, None);
    let places = |text: &str| {
        let inside = Inside { layers: vec![(Layer::Text, text.to_owned())] };
        let paper = Paper { inside: &inside, file_name: "", label: "", code: Some("K-07"), is_cv: true };
        search(&paper, &[Identity::of(&cv())], &known, &[]).iter().map(|one| one.places).sum::<u32>()
    };
    assert_eq!(places("Zoë Amstutz, zoe@desk.example"), 0);
    assert_eq!(places("Zoë Amstutz, Zoë"), 1);
}

/// Papers of an anonymous candidate hold nothing, papers of a named one are seen through in every place.
#[test]
fn finished_papers_are_searched_in_text_and_properties() {
    let named = sample(CV_TXT, Locale::DeCh);
    let options = anonymous();
    let veil = veil(&named.cv, &options);
    let mut hidden = named.clone();
    hidden.cv = veil.cv(&named.cv);
    hidden.matching = veil.record(&named.matching);
    let known = Known::of(&named.brand, Some(&named.job), Some(&named.offer));
    let identities = [Identity::of_run(&named.cv, &options, named.date)];
    let leaks = |bytes: &[u8], layers: &[Layer]| {
        let mut inside = inside(bytes).expect("a paper can be read back");
        inside.layers.retain(|(layer, _)| layers.contains(layer));
        let paper = Paper { inside: &inside, file_name: "", label: "", code: Some("K-07"), is_cv: true };
        let found = search(&paper, &identities, &known, &[]);
        assert!(found.iter().all(|one| one.state == State::Leak), "{found:?}");
        found.iter().map(|one| one.kind.name()).collect::<Vec<_>>()
    };
    let all = [Layer::Text, Layer::Property, Layer::Person, Layer::AltText, Layer::Link];
    for make in [documents, pdfs] {
        let papers = make(&hidden, Locale::DeCh, &options);
        for paper in papers.iter().filter(|paper| paper.kind.is_client_paper()) {
            assert_eq!(leaks(&paper.bytes, &all), Vec::<&str>::new(), "{}", paper.file_name);
        }
        let papers = make(&named, Locale::DeCh, &Options::default());
        let cv = papers.first().expect("a CV");
        assert!(leaks(&cv.bytes, &[Layer::Text]).contains(&"name"), "{}", cv.file_name);
        assert!(leaks(&cv.bytes, &[Layer::Property]).contains(&"name"), "the title of {}", cv.file_name);
    }
}

#[test]
fn kinds_have_names_of_their_own() {
    let names: std::collections::BTreeSet<&str> = KINDS.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), KINDS.len());
    assert!(KINDS.iter().any(|kind| kind.is_client_forbidden()) && !KINDS[0].is_client_forbidden());
}
