//! The team's library: what is brought is checked, and a run takes what was chosen, else its client's, else the team's.

use crate::ops_desk::{Desk, OWNER, TEAM, caller};
use dossier::core::generate::DocumentKind;
use dossier::core::generate::template::starter;
use dossier::core::locale::Locale;
use dossier::core::sample::PORTRAIT_JPG;
use dossier::db::rows::{Client, FileKind, Role, TeamFile};
use dossier::db::{audit, clients};
use dossier::service::ServiceError;
use dossier::service::library::{Furnishing, NewTeamFile};
use uuid::Uuid;

const CLIENT: Uuid = Uuid::from_u128(0xc1);

const FONT: &[u8] = include_bytes!("../../../formats/fonts/Caladea-Regular.ttf");

fn new(kind: FileKind, name: &str, content: &[u8]) -> NewTeamFile {
    NewTeamFile {
        kind,
        name: name.to_owned(),
        client: None,
        document: None,
        make_default: false,
        content: content.to_vec(),
    }
}

async fn added(desk: &Desk, file: NewTeamFile) -> Result<TeamFile, ServiceError> {
    desk.service.add_team_file(&caller(Role::Owner), file).await
}

async fn refused(desk: &Desk, file: NewTeamFile) -> &'static str {
    added(desk, file).await.expect_err("it is refused").code()
}

async fn desk_with_a_client() -> Desk {
    let desk = Desk::memory().await;
    let mut tx = desk.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
    let client = Client {
        id: CLIENT,
        name: "Müller & Söhne AG".to_owned(),
        folded: String::new(),
        settings: "{}".to_owned(),
        created_at: desk.now(),
        updated_at: desk.now(),
        archived_at: None,
    };
    clients::create(&mut tx, &client).await.expect("made");
    tx.commit().await.expect("kept");
    desk
}

#[tokio::test]
async fn a_run_takes_what_was_chosen_else_the_clients_else_the_teams() {
    let desk = desk_with_a_client().await;
    let owner = caller(Role::Owner);
    let nothing = desk.service.furnish(&owner, &Furnishing::default(), None).await.expect("furnished");
    assert!(nothing.files.is_empty() && nothing.brand.file.name.is_empty() && nothing.offer.is_none());

    added(&desk, new(FileKind::Logo, "logo.jpg", PORTRAIT_JPG)).await.expect("a logo");
    let text = b"name = \"Nordlicht AG\"\n[style]\nlogo = \"logo.jpg\"\n";
    let brand = NewTeamFile { make_default: true, ..new(FileKind::Brand, "brand.toml", text) };
    let brand = added(&desk, brand).await.expect("a brand");
    let of_client = NewTeamFile {
        make_default: true,
        client: Some(CLIENT),
        ..new(FileKind::Brand, "mueller.toml", b"name = \"Nordlicht fuer Mueller\"")
    };
    let of_client = added(&desk, of_client).await.expect("a brand");
    let offer = NewTeamFile { make_default: true, ..new(FileKind::Offer, "offer.toml", b"fee_tenths = 200") };
    added(&desk, offer).await.expect("an offer");
    let template = starter(DocumentKind::Offer, Locale::En);
    let template = added(&desk, new(FileKind::Template, "offer.docx", &template)).await.expect("a template");
    assert_eq!(template.document.as_deref(), Some("offer"));

    let team = desk.service.furnish(&owner, &Furnishing::default(), None).await.expect("furnished");
    assert_eq!(team.brand.file.name, "Nordlicht AG");
    assert!(team.brand.logo.is_some() && team.brand.templates.get(DocumentKind::Offer).is_none());
    assert_eq!(team.offer.and_then(|offer| offer.fee_tenths), Some(200));
    let client = desk.service.furnish(&owner, &Furnishing::default(), Some(CLIENT)).await.expect("furnished");
    assert_eq!(client.brand.file.name, "Nordlicht fuer Mueller");
    let chosen = Furnishing { brand: Some(brand.id), templates: vec![template.id], ..Furnishing::default() };
    let chosen = desk.service.furnish(&owner, &chosen, Some(CLIENT)).await.expect("furnished");
    assert_eq!(chosen.brand.file.name, "Nordlicht AG");
    assert!(chosen.brand.templates.get(DocumentKind::Offer).is_some());
    let taken: Vec<&str> = chosen.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(taken, ["brand.toml", "logo.jpg", "offer.docx", "offer.toml"]);

    desk.service.archive_team_file(&owner, of_client.id).await.expect("archived");
    let client = desk.service.furnish(&owner, &Furnishing::default(), Some(CLIENT)).await.expect("furnished");
    assert_eq!(client.brand.file.name, "Nordlicht AG", "an archived default is none");
    let kept = Furnishing { brand: Some(of_client.id), ..Furnishing::default() };
    let kept = desk.service.furnish(&owner, &kept, None).await.expect("furnished");
    assert_eq!(kept.brand.file.name, "Nordlicht fuer Mueller", "a run may be made again with what it had");
}

#[tokio::test]
async fn a_brand_brings_its_fonts_from_the_library() {
    let desk = Desk::memory().await;
    let text = b"[style]\nbody_font = \"Caladea\"\nfonts = [\"house.ttf\"]\n";
    let brand = || NewTeamFile { make_default: true, ..new(FileKind::Brand, "brand.toml", text) };
    assert_eq!(refused(&desk, brand()).await, "library.missing", "the font comes first");
    let font = added(&desk, new(FileKind::Font, "house.ttf", FONT)).await.expect("a font");
    assert_eq!((font.kind, font.media_type.as_str()), (FileKind::Font, "font/ttf"));
    added(&desk, brand()).await.expect("a brand");
    let made = desk.service.furnish(&caller(Role::Owner), &Furnishing::default(), None).await.expect("furnished");
    assert_eq!(made.brand.fonts, [FONT.to_vec()]);
    let taken: Vec<&str> = made.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(taken, ["brand.toml", "house.ttf"]);
    let another = NewTeamFile { content: b"name = \"x\"".to_vec(), ..brand() };
    let plain = added(&desk, another).await.expect("a brand");
    let chosen = Furnishing { brand: Some(plain.id), ..Furnishing::default() };
    let plain = desk.service.furnish(&caller(Role::Owner), &chosen, None).await.expect("furnished");
    assert_ne!(plain.brand.digest, made.brand.digest);
}

#[tokio::test]
async fn a_word_list_extends_the_lexicon() {
    let desk = Desk::memory().await;
    let owner = caller(Role::Owner);
    let list = NewTeamFile { make_default: true, ..new(FileKind::Lexicon, "words.txt", b"# none yet\n") };
    added(&desk, list).await.expect("a word list");
    for _ in 0..2 {
        let found = desk.service.furnish(&owner, &Furnishing::default(), None).await.expect("furnished");
        assert!(found.lexicon.digest().is_some());
    }
}

#[tokio::test]
async fn what_a_run_would_stumble_over_is_refused() {
    let desk = Desk::memory().await;
    let seventeen = format!("[style]\nfonts = [{}]", "\"a.ttf\", ".repeat(17));
    for (file, code) in [
        (new(FileKind::Brand, "a.toml", b"nmae = \"x\""), "brand.syntax"),
        (new(FileKind::Brand, "a.toml", b"country = \"Schweiz\""), "brand.value"),
        (new(FileKind::Brand, "a.toml", b"[style]\nlogo = \"none.png\""), "library.missing"),
        (new(FileKind::Brand, "a.toml", b"[style]\nfonts = [\"a.ttf\"]"), "library.missing"),
        (new(FileKind::Brand, "a.toml", seventeen.as_bytes()), "library.fonts"),
        (new(FileKind::Font, "a.ttf", b"nothing"), "library.font"),
        (new(FileKind::Brand, "a.toml", &[0xff, 0xfe]), "cli.not_text"),
        (new(FileKind::Brand, "a.toml", &b"#".repeat(300 * 1024)), "library.size"),
        (new(FileKind::Brand, "a/b.toml", b""), "library.name"),
        (new(FileKind::Offer, "a.toml", b""), "library.size"),
        (new(FileKind::Offer, "a.toml", b"fee_tenths = 5000"), "offer.value"),
        (NewTeamFile { client: Some(CLIENT), ..new(FileKind::Offer, "a.toml", b"fee_tenths = 5") }, "not_found"),
    ] {
        assert_eq!(refused(&desk, file).await, code);
    }
    for kind in [FileKind::Logo, FileKind::Template] {
        assert!(added(&desk, new(kind, "a", b"nothing")).await.is_err(), "{kind:?}");
    }
    assert!(desk.service.team_files(&caller(Role::Viewer), None).await.expect("listed").is_empty());
}

#[tokio::test]
async fn the_library_is_changed_by_admins_and_seen_by_its_team() {
    let desk = Desk::memory().await;
    let file = || new(FileKind::Brand, "brand.toml", b"name = \"Nordlicht AG\"");
    let editor = desk.service.add_team_file(&caller(Role::Editor), file()).await;
    assert_eq!(editor.expect_err("refused").code(), "auth.forbidden");
    let brand = added(&desk, file()).await.expect("added");
    assert_eq!((brand.created_by, brand.is_default), (Some(OWNER), false));
    let (_, bytes) = desk.service.team_file(&caller(Role::Viewer), brand.id).await.expect("read");
    assert_eq!(bytes, b"name = \"Nordlicht AG\"");
    desk.service.make_team_file_default(&caller(Role::Admin), brand.id).await.expect("chosen");
    let listed = desk.service.team_files(&caller(Role::Viewer), Some(FileKind::Brand)).await.expect("listed");
    assert!(listed[0].is_default);
    let mut other = caller(Role::Owner);
    other.team = Uuid::from_u128(0xb);
    assert_eq!(desk.service.team_file(&other, brand.id).await.expect_err("refused").code(), "not_found");
    let chosen = Furnishing { brand: Some(brand.id), ..Furnishing::default() };
    assert_eq!(desk.service.furnish(&other, &chosen, None).await.expect_err("refused").code(), "not_found");
    assert_eq!(desk.service.archive_team_file(&other, brand.id).await.expect_err("refused").code(), "not_found");
    let mut tx = desk.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
    assert_eq!(tx.team(), TEAM);
    let log = audit::about(&mut tx, brand.id).await.expect("asked");
    let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["library.added", "library.default"]);
}
