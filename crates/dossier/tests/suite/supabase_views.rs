//! Users of a Supabase project who read the papers with their own tokens: the storage's policies decide too, also where our own
//! filter would let somebody pass.

use crate::accounts_desk::{OWNER, PASSWORD, code, owner, with_accounts};
use crate::service_support::Desk;
use dossier::core::formats::read::pdf::PreviewSize;
use dossier::service::accounts::supabase::SupabaseAuth;
use dossier::service::accounts::{LoginRequest, NewInvitation};
use dossier::service::runs::{RunOptions, Selection};
use dossier::service::{Caller, Office, ServiceSettings, Vault, Via};
use dossier::workspace::testing::open;
use dossier::workspace::{Credentials, Secret, Storage};
use dossier::{CpuPool, Dossier, Env, Pack, ReaderHost};
use dossier_db::queue::Outcome;
use dossier_db::rows::Role;
use dossier_db::{Birth, Db, DbConfig, LookupKey, Personal, audit};
use dossier_stand_ins::jwt::{self, SigningKey};
use dossier_stand_ins::supabase::{PROJECT, Supabase};
use serde_json::json;
use uuid::Uuid;

const ISSUER: &str = "https://project.example.org";

fn settings(storage: bool) -> ServiceSettings {
    let secret = String::from_utf8(jwt::SECRET.to_vec()).expect("text");
    let auth = SupabaseAuth { url: ISSUER.to_owned(), jwt_secret: Some(Personal::from(secret)) };
    ServiceSettings { supabase_auth: Some(auth), supabase_storage: storage, ..with_accounts() }
}

/// A team on a Supabase storage with a done run and a member from the project; users' tokens are handed on.
struct Case {
    _service: Supabase,
    desk: Desk,
    run: Uuid,
}

impl Case {
    async fn new(door: &str) -> Self {
        let service = Supabase::start(false).await;
        service.bucket("papers");
        let keys = Credentials {
            access_key_id: Some(Secret::new(dossier_stand_ins::s3::ACCESS_KEY)),
            secret_access_key: Some(Secret::new(dossier_stand_ins::s3::SECRET_KEY)),
            service_key: Some(Secret::new(&jwt::service_key())),
            anon_key: Some(Secret::new(&jwt::anon_key())),
            ..Credentials::default()
        };
        let url = format!("supabase://{}/papers?tls=off&door={door}&project={PROJECT}", service.host());
        let storage = open(&url, &keys).await;
        let office = office(storage, settings(true)).await;
        office.check_storage().expect("it has users");
        let link = office.first_start().await.expect("started").expect("a link");
        office.claim_owner(link.secret.as_str(), &owner()).await.expect("claimed");
        let (email, password) = (OWNER.into(), PASSWORD.into());
        let request = LoginRequest { email, password, network: "192.0.2.0/24".into(), team: None };
        let session = office.login(&request).await.expect("logged in");
        let owner = office.caller_of_session(session.secret.as_str(), None).await.expect("a session");
        let desk = Desk { service: office, editor: owner.clone(), stranger: owner };
        let run = desk.start(RunOptions::default()).await;
        assert_eq!(desk.work().await, [Outcome::Done]);
        let case = Self { _service: service, desk, run };
        let new = NewInvitation { email: Some("anna@example.org".into()), role: Role::Admin };
        let (_, secret) = case.desk.service.invite(&case.desk.editor, &new).await.expect("invited");
        case.desk.service.supabase_join(&case.token(&[]), secret.as_str()).await.expect("joined");
        case
    }

    fn team(&self) -> Uuid {
        self.desk.editor.team
    }

    /// The member's token, which names these teams to the storage.
    fn token(&self, teams: &[Uuid]) -> String {
        let now = self.desk.service.now() / 1_000_000;
        SigningKey::hs256(jwt::SECRET).sign(&json!({
            "iss": format!("{ISSUER}/auth/v1"), "aud": "authenticated", "exp": now + 3_600, "iat": now,
            "sub": "b5b0b0f0-0000-4000-8000-000000000001", "role": "authenticated",
            "session_id": Uuid::from_u128(0x5e55).to_string(), "email": "anna@example.org", "is_anonymous": false,
            "app_metadata": { "teams": teams },
        }))
    }

    async fn caller(&self, teams: &[Uuid]) -> Caller {
        self.desk.service.caller_of_supabase(&self.token(teams), None).await.expect("a member").0
    }
}

async fn office(storage: Storage, settings: ServiceSettings) -> Office {
    let env = Env::system();
    let birth = Birth { instance: env.id(), now: env.now().as_microsecond() };
    let db = Db::open(&DbConfig::memory(), LookupKey::new(&[7; 32]), birth).await.expect("a database");
    let dossier = Dossier::new(env, storage, ReaderHost::InProcess, CpuPool::new(2));
    Office::new(dossier, db, Vault::new(&[7; 32]), settings)
}

/// Codes of everything that a caller can read of a run's papers.
async fn reads(office: &Office, caller: &Caller, run: Uuid) -> Vec<&'static str> {
    let view = office.run(caller, run).await.expect("rows are there for every member");
    let revision = view.run.current_revision.expect("a revision");
    let cv = view.documents.iter().find(|one| one.slug == "01-cv.docx").expect("a CV");
    let pack = office.download(caller, run, None, Selection::Pack(Pack::Full)).await;
    let paper = office.download(caller, run, None, Selection::Document(cv.id)).await;
    let size = PreviewSize::new(300, 1).expect("a size");
    let pages = office.preview(caller, run, None, ("cv", size)).await;
    let compared = office.compare(caller, run, revision, revision).await;
    vec![
        if view.warnings.is_some() { "fine" } else { "hidden" },
        code(&pack),
        code(&paper),
        code(&pages),
        code(&compared),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_storage_refuses_whom_its_policies_do_not_name() {
    for door in ["rest", "s3"] {
        let case = Case::new(door).await;
        let office = &case.desk.service;
        let named = case.caller(&[case.team()]).await;
        assert!(matches!(&named.via, Via::Supabase(session, _) if *session == Uuid::from_u128(0x5e55)));
        assert_eq!(reads(office, &named, case.run).await, ["fine"; 5], "{door}");

        // A member here, as far as our own rows know, whom the storage does not know as one.
        let elsewhere = case.caller(&[Uuid::from_u128(7)]).await;
        assert_eq!((elsewhere.team, elsewhere.role), (case.team(), Role::Admin));
        let refused = ["hidden", "not_found", "not_found", "not_found", "not_found"];
        assert_eq!(reads(office, &elsewhere, case.run).await, refused, "{door}");
        // Another user's token, as if our filter had let it pass.
        let slipped = Via::Supabase(Uuid::from_u128(8), Secret::new(&jwt::user(&["another-team"])));
        let slipped = Caller { via: slipped, ..case.desk.editor.clone() };
        assert_eq!(reads(office, &slipped, case.run).await, refused, "{door}");
        let person = office.run(&named, case.run).await.expect("a run").run.person;
        let whole = office.export_person(&named, person).await.expect("planned");
        let nothing = office.export_person(&elsewhere, person).await.expect("planned");
        assert!(whole.left.is_empty() && nothing.left.iter().any(|left| left.revision.is_some()), "{door}");
        // The owner's session here has no token of the project.
        assert_eq!(reads(office, &case.desk.editor, case.run).await, ["fine"; 5], "{door}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_setting_nothing_changes() {
    let case = Case::new("rest").await;
    let old = &case.desk.service;
    let plain = Office::new(old.dossier().clone(), old.db().clone(), Vault::new(&[7; 32]), settings(false));
    let (caller, _) = plain.caller_of_supabase(&case.token(&[]), None).await.expect("a member");
    assert_eq!(caller.via, Via::Session(Uuid::from_u128(0x5e55)));
    assert_eq!(reads(&plain, &caller, case.run).await, ["fine"; 5], "read with the service's key");
    plain.check_storage().expect("nothing is needed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_neither_kept_nor_shown() {
    let case = Case::new("rest").await;
    let office = &case.desk.service;
    let token = case.token(&[case.team()]);
    let (caller, _) = office.caller_of_supabase(&token, None).await.expect("a member");
    let order = Selection::Pack(Pack::Full);
    office.download(&caller, case.run, None, order).await.expect("a pack");
    let signature = token.rsplit('.').next().expect("a signature");
    assert!(!format!("{caller:?} {:?}", caller.via).contains(signature));
    let mut tx = office.db().read(&caller.ctx()).await.expect("begun");
    let log = audit::after(&mut tx, 0).await.expect("listed");
    assert!(log.iter().any(|entry| format!("{entry:?}").contains("document.downloaded")));
    assert!(!format!("{log:?}").contains(signature));
}

#[tokio::test]
async fn a_storage_without_users_is_told_at_the_start() {
    let office = office(Storage::memory(), settings(true)).await;
    assert_eq!(code(&office.check_storage()), "storage.not_supported");
}
