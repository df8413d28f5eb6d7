//! Webhooks against a receiver on this machine: signed, repeated, given up, switched off by the other side, and never sent where
//! they must not go.

use crate::ops_desk::{Desk, MINUTE, SECOND, TEAM, caller, database};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dossier::db::rows::{DeliveryState, Role, RunState};
use dossier::db::{DbConfig, Micros, Personal, audit, jobs, webhooks};
use dossier::service::webhooks::{Delivered, JOB, WebhookEvent, WebhookSettings, WebhookView};
use dossier::service::{Office, ServiceError, ServiceSettings};
use dossier::workspace::Storage;
use dossier_stand_ins::receiver::{Received, Receiver};
use ring::hmac;
use uuid::Uuid;

fn settings(url: &str) -> WebhookSettings {
    WebhookSettings {
        url: Personal::from(url),
        events: vec![WebhookEvent::RunFinished, WebhookEvent::RunFailed],
        active: true,
    }
}

async fn registered(desk: &Desk, url: &str) -> (WebhookView, Personal) {
    desk.service.register_webhook(&caller(Role::Owner), settings(url)).await.expect("registered")
}

/// Announces a run's event and tells the deliveries that wait.
async fn announced(desk: &Desk, run: Uuid, event: WebhookEvent) -> Vec<Uuid> {
    let ctx = caller(Role::Owner).ctx();
    let mut tx = desk.service.db().write(&ctx).await.expect("begun");
    desk.service.announce_to_webhooks(&mut tx, (run, None), event).await.expect("announced");
    tx.commit().await.expect("kept");
    let mut tx = desk.service.db().read(&ctx).await.expect("begun");
    let mut found = Vec::new();
    for webhook in webhooks::all(&mut tx).await.expect("asked") {
        let all = webhooks::deliveries(&mut tx, webhook.id).await.expect("asked");
        found.extend(all.into_iter().filter(|one| one.state == DeliveryState::Waiting).map(|one| one.id));
    }
    found
}

/// Announces that a run has finished to the one webhook there is.
async fn announced_once(desk: &Desk, run: Uuid) -> Uuid {
    let waiting = announced(desk, run, WebhookEvent::RunFinished).await;
    assert_eq!(waiting.len(), 1);
    waiting[0]
}

/// Signatures of what was received, made anew with a secret as Standard Webhooks says.
fn is_signed(received: &Received, secret: &Personal) -> bool {
    let key = STANDARD.decode(secret.as_str().strip_prefix("whsec_").expect("a secret")).expect("base64");
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let text = format!("{}.{}.{}", received.header("webhook-id"), received.header("webhook-timestamp"), received.body);
    let wanted = format!("v1,{}", STANDARD.encode(hmac::sign(&key, text.as_bytes())));
    received.header("webhook-signature").split(' ').any(|signature| signature == wanted)
}

#[tokio::test]
async fn an_event_is_signed_and_taken() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[]).await);
    let (webhook, secret) = registered(&desk, &receiver.url()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Sealed).await;
    let delivery = announced_once(&desk, run).await;
    let mut tx = desk.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
    let job = jobs::get(&mut tx, delivery).await.expect("asked").expect("a job with the delivery's id");
    assert_eq!((job.kind.as_str(), job.run), (JOB, Some(run)));
    drop(tx);

    assert_eq!(desk.service.deliver_webhook(TEAM, delivery).await.expect("sent"), Delivered::Done);
    let all = receiver.received();
    let [received] = &all[..] else { panic!("one request") };
    assert!(is_signed(received, &secret));
    assert_eq!(received.header("webhook-id"), delivery.to_string());
    assert_eq!(received.header("webhook-timestamp"), (desk.now() / SECOND).to_string());
    let body: serde_json::Value = serde_json::from_str(&received.body).expect("JSON");
    assert_eq!(body["type"], "run.finished");
    assert_eq!(body["data"]["run"], run.to_string());
    assert!(!received.body.contains("Rosa"), "ids only");
    assert_eq!(desk.service.deliver_webhook(TEAM, delivery).await.expect("looked"), Delivered::Nothing);
    let done = desk.service.webhook_deliveries(&caller(Role::Admin), webhook.id).await.expect("listed");
    assert_eq!((done[0].state, done[0].attempts, done[0].last_status), (DeliveryState::Done, 1, Some(204)));
}

#[tokio::test]
async fn what_is_not_kept_and_what_is_not_wanted_is_not_told() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[]).await);
    registered(&desk, &receiver.url()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Failed).await;
    let mut tx = desk.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
    let told = desk.service.announce_to_webhooks(&mut tx, (run, None), WebhookEvent::RunFailed).await;
    assert_eq!(told.expect("announced"), 1);
    drop(tx);
    assert_eq!(announced(&desk, run, WebhookEvent::RunCancelled).await, Vec::<Uuid>::new());
}

#[tokio::test]
async fn a_refused_delivery_is_repeated_and_a_redirect_is_not_followed() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[500, 302]).await);
    let (webhook, _) = registered(&desk, &receiver.url()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Sealed).await;
    let delivery = announced_once(&desk, run).await;
    for (count, wait) in [(1, 5 * SECOND), (2, 5 * MINUTE)] {
        let now = desk.now();
        let Delivered::Again { at } = desk.service.deliver_webhook(TEAM, delivery).await.expect("sent") else {
            panic!("it is to be repeated")
        };
        assert!((now + wait..=now + wait + wait / 5 + SECOND).contains(&at), "{count}");
        assert_eq!(receiver.received().len(), count);
        desk.wait(at - now);
    }
    assert_eq!(desk.service.deliver_webhook(TEAM, delivery).await.expect("sent"), Delivered::Done);
    let ids: Vec<String> = receiver.received().iter().map(|one| one.header("webhook-id").to_owned()).collect();
    assert_eq!(ids, vec![delivery.to_string(); 3], "the same id in every try");
    let done = desk.service.webhook_deliveries(&caller(Role::Admin), webhook.id).await.expect("listed");
    assert_eq!((done[0].attempts, done[0].last_status), (3, Some(204)));
}

#[tokio::test]
async fn after_the_last_try_it_is_shown_as_failing_until_something_gets_through() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[503; 10]).await);
    let (webhook, _) = registered(&desk, &receiver.url()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Sealed).await;
    let delivery = announced_once(&desk, run).await;
    let mut waited: Micros = 0;
    loop {
        match desk.service.deliver_webhook(TEAM, delivery).await.expect("sent") {
            Delivered::Again { at } => {
                waited += at - desk.now();
                desk.wait(at - desk.now());
            }
            ended => {
                assert_eq!(ended, Delivered::GivenUp);
                break;
            }
        }
    }
    assert_eq!(receiver.received().len(), 10);
    assert!(waited > 3 * 24 * 60 * MINUTE, "it is tried for days");
    let shown = |all: Vec<WebhookView>| all[0].failing_since;
    let owner = caller(Role::Owner);
    assert_eq!(shown(desk.service.webhooks(&owner).await.expect("listed")), Some(desk.now()));
    let next = announced(&desk, run, WebhookEvent::RunFailed).await;
    assert_eq!(desk.service.deliver_webhook(TEAM, next[0]).await.expect("sent"), Delivered::Done);
    assert_eq!(shown(desk.service.webhooks(&owner).await.expect("listed")), None);
    assert_eq!(webhook.failing_since, None);
}

#[tokio::test]
async fn a_receiver_that_is_gone_switches_its_webhook_off() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[410]).await);
    registered(&desk, &receiver.url()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Sealed).await;
    let delivery = announced_once(&desk, run).await;
    assert_eq!(desk.service.deliver_webhook(TEAM, delivery).await.expect("sent"), Delivered::GivenUp);
    let all = desk.service.webhooks(&caller(Role::Owner)).await.expect("listed");
    assert!(!all[0].settings.active && all[0].disabled_at.is_some());
    assert_eq!(announced(&desk, run, WebhookEvent::RunFinished).await, Vec::<Uuid>::new());
    let mut tx = desk.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
    let log = audit::about(&mut tx, all[0].id).await.expect("asked");
    assert_eq!(log.last().map(|entry| entry.action.as_str()), Some("webhook.gone"));
}

#[tokio::test]
async fn both_secrets_sign_after_a_change() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[]).await);
    let (webhook, first) = registered(&desk, &receiver.url()).await;
    let second = desk.service.rotate_webhook_secret(&caller(Role::Owner), webhook.id).await.expect("changed");
    assert_ne!(first, second);
    let trial = desk.service.test_webhook(&caller(Role::Owner), webhook.id).await.expect("tried");
    assert_eq!((trial.status, trial.code), (Some(204), None));
    desk.wait(25 * 60 * MINUTE);
    desk.service.test_webhook(&caller(Role::Owner), webhook.id).await.expect("tried");
    let received = receiver.received();
    assert!(is_signed(&received[0], &first) && is_signed(&received[0], &second));
    assert!(!is_signed(&received[1], &first) && is_signed(&received[1], &second));
    let stored = {
        let mut tx = desk.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
        webhooks::get(&mut tx, webhook.id).await.expect("asked").expect("there").secret
    };
    assert!(!stored.as_str().contains(second.as_str()), "the database has it sealed");
}

#[tokio::test]
async fn private_addresses_are_refused_when_they_are_registered_and_when_something_is_sent() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[]).await);
    registered(&desk, &receiver.url()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Sealed).await;
    let delivery = announced_once(&desk, run).await;
    // The same database under an operator who does not allow it any more.
    let strict = Desk::over(desk.service.db().clone(), Storage::memory(), ServiceSettings::default());
    for (url, code) in [
        ("https://127.0.0.1/", "webhook.private"),
        ("https://[::ffff:10.0.0.1]/", "webhook.private"),
        ("https://localhost/", "webhook.private"),
        ("http://example.org/", "webhook.scheme"),
        ("https://example.org:8443/", "webhook.port"),
    ] {
        let refused = strict.service.register_webhook(&caller(Role::Owner), settings(url)).await;
        assert_eq!(refused.err().map(|error| error.code()), Some(code), "{url}");
    }
    let sent = strict.service.deliver_webhook(TEAM, delivery).await.expect("looked");
    assert!(matches!(sent, Delivered::Again { .. }));
    assert!(receiver.received().is_empty(), "nothing went out");
}

#[tokio::test]
async fn only_admins_of_the_team_see_its_webhooks() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[]).await);
    let (webhook, _) = registered(&desk, &receiver.url()).await;
    let code = |result: Result<(), ServiceError>| result.err().map(|error| error.code());
    for role in [Role::Viewer, Role::Editor] {
        let refused = desk.service.webhooks(&caller(role)).await.map(|_| ());
        assert_eq!(code(refused), Some("auth.forbidden"), "{role:?}");
    }
    let mut other = caller(Role::Owner);
    other.team = Uuid::from_u128(0xb);
    assert_eq!(code(desk.service.delete_webhook(&other, webhook.id).await), Some("not_found"));
    assert_eq!(code(desk.service.webhook_deliveries(&other, webhook.id).await.map(|_| ())), Some("not_found"));
    desk.service.delete_webhook(&caller(Role::Admin), webhook.id).await.expect("deleted");
    assert_eq!(code(desk.service.test_webhook(&caller(Role::Admin), webhook.id).await.map(|_| ())), Some("not_found"));
}

#[tokio::test]
async fn a_secret_that_another_key_has_sealed_is_not_used() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let config = DbConfig::file(&folder.path().join("dossier.db"));
    let private = ServiceSettings { private_webhooks: true, ..ServiceSettings::default() };
    let desk = Desk::over(database(&config).await, Storage::memory(), private.clone());
    desk.found_team().await;
    let receiver = Receiver::start(&[]).await;
    let (webhook, _) = registered(&desk, &receiver.url()).await;
    let other = Office::new(
        desk.service.dossier().clone(),
        desk.service.db().clone(),
        dossier::service::Vault::new(&[9; 32]),
        private,
    );
    let trial = other.test_webhook(&caller(Role::Owner), webhook.id).await.expect("tried");
    assert_eq!((trial.status, trial.code), (None, Some("webhook.secret")));
    assert!(receiver.received().is_empty());
}
