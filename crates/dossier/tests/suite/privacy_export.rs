//! The export of one person: a ZIP with all rows and files about the person, and nothing about anybody else.

use crate::sharing_desk::{Desk, OLE, ROSA, TEAM_B, admin, code, member, of, pack_of, text_of};
use dossier::service::sharing::{ConsentScope, NewConsent, Recipients};
use dossier_db::rows::Role;

/// The members of a ZIP whose members are stored as they are, and all of its bytes as text.
async fn zip_of(desk: &Desk, person: uuid::Uuid) -> (Vec<String>, String) {
    let exported = desk.service.export_person(&admin(), person).await.expect("planned");
    assert!(exported.left.is_empty(), "{:?}", exported.left);
    let bundle = exported.bundle;
    let paths = bundle.members().iter().map(|member| member.path.clone()).collect();
    (paths, text_of(bundle.stream(0..bundle.bytes()).expect("whole")).await)
}

#[tokio::test]
async fn an_export_holds_all_about_one_person() {
    let desk = Desk::new().await;
    let rosa = desk.case(ROSA, None).await;
    let second = desk.run_about(admin().team, &[(rosa.person, ROSA)], Some("K-0417")).await;
    let ole = desk.case(OLE, None).await;
    for case in [rosa, ole] {
        let body = if case.person == rosa.person { "prefers mornings" } else { "prefers evenings" };
        desk.service.comment(&admin(), case.run, body.into()).await.expect("written");
    }
    let new = NewConsent {
        person: rosa.person,
        scope: ConsentScope::NamedPack,
        recipients: Recipients::All,
        evidence: Some("signed on paper".into()),
        given_at: desk.now(),
        expires_at: None,
    };
    desk.service.give_consent(&admin(), new).await.expect("given");
    let made = desk.service.create_share(&admin(), pack_of(&desk, rosa.run)).await.expect("made");
    let (paths, text) = zip_of(&desk, rosa.person).await;
    let expected = |run: uuid::Uuid, revision: uuid::Uuid, name: &str| {
        vec![
            format!("runs/{run}/inputs/Lebenslauf Rosa Kestenmair.pdf"),
            format!("runs/{run}/{revision}/primary_outputs/{name}"),
            format!("runs/{run}/{revision}/primary_outputs/Offer.docx"),
            format!("runs/{run}/{revision}/primary_outputs/Report.docx"),
            format!("runs/{run}/{revision}/artifacts/cv.json"),
            format!("runs/{run}/{revision}/artifacts/manifest.json"),
        ]
    };
    let mut all = vec!["person/data.json".to_owned()];
    all.extend(expected(rosa.run, rosa.revision, "CV Rosa Kestenmair.docx"));
    all.extend(expected(second.run, second.revision, "CV K-0417.docx"));
    all.sort();
    assert_eq!(paths, all);
    for told in
        ["paper about Rosa", "prefers mornings", "signed on paper", "rosa.kestenmair@example.org", "\"birthDate\""]
    {
        assert!(text.contains(told), "{told}");
    }
    for foreign in ["Quittenbaum", "prefers evenings", "the client's own profile", made.secret.as_str()] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    assert!(desk.log().await.contains("person.exported"));
}

#[tokio::test]
async fn of_a_shortlist_only_what_is_ones_own() {
    let desk = Desk::new().await;
    let people = [(desk.person(admin().team, ROSA).await, ROSA), (desk.person(admin().team, OLE).await, OLE)];
    let case = desk.run_about(admin().team, &people, None).await;
    desk.service.comment(&admin(), case.run, "Kestenmair before Quittenbaum".into()).await.expect("written");
    for (number, (person, candidate)) in (1..).zip(people) {
        let (paths, text) = zip_of(&desk, person).await;
        let (run, revision) = (case.run, case.revision);
        let mut all = vec![
            "person/data.json".to_owned(),
            format!("runs/{run}/inputs/Lebenslauf {}.pdf", candidate.name),
            format!("runs/{run}/{revision}/primary_outputs/CV {}.docx", candidate.name),
            format!("runs/{run}/{revision}/artifacts/cv-{number:02}.json"),
        ];
        all.sort();
        assert_eq!(paths, all);
        for (_, other) in people.iter().filter(|(other, _)| *other != person) {
            for trace in [other.name, other.email, other.phone] {
                assert!(!text.contains(trace), "{trace} in the export of {}", candidate.name);
            }
        }
        assert!(text.contains(&format!("paper about {}", candidate.name)));
    }
}

#[tokio::test]
async fn exports_are_for_admins_of_the_team() {
    let desk = Desk::new().await;
    let rosa = desk.case(ROSA, None).await;
    assert_eq!(code(&desk.service.export_person(&member(Role::Editor), rosa.person).await), "auth.forbidden");
    assert_eq!(code(&desk.service.export_person(&of(TEAM_B), rosa.person).await), "not_found");
}
