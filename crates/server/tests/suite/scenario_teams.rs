//! The scenario's beginning: two teams with their people, clients and files.

use crate::api_desk::{OWNER, PASSWORD, cookie};
use crate::api_work::{FormPart, id};
use crate::scenario::{Life, Who};
use dossier::core::generate::DocumentKind;
use dossier::core::generate::template::starter;
use dossier::core::locale::Locale;
use serde_json::json;

/// Address of the second team's owner.
pub const BRUNO: &str = "bruno@example.org";

const BRAND: &[u8] = include_bytes!("../../../../examples/brand.toml");
const LOGO: &[u8] = include_bytes!("../../../../examples/logo.png");

/// Somebody new comes into the team by an invitation.
async fn invited(life: &mut Life, who: Who, email: &str, name: &str, role: &str) {
    let made = life.send("an invitation", Who::Rosa, "POST /invitations", &json!({ "role": role }), 201).await;
    let account = json!({ "email": email, "name": name, "password": PASSWORD });
    let body = json!({ "secret": id(&made, "/secret"), "account": account });
    let joined = life.send("it is accepted", Who::Stranger, "POST /invitations/accept", &body, 201).await;
    life.known(who, cookie(&joined));
    life.send("it works once", Who::Stranger, "POST /invitations/accept", &body, 410).await;
    life.ask("who came", who, "GET /me", 200).await;
}

/// The link of the set-up, invitations, a second team of another owner, in which the first one is an admin.
pub async fn two_teams_come_to_be(life: &mut Life) {
    let made = life.api.set_up().await;
    assert_eq!(made.status, 201, "{}", made.text());
    life.known(Who::Rosa, cookie(&made));
    let me = life.ask("the owner", Who::Rosa, "GET /me", 200).await;
    assert_eq!(me.json()["user"]["email"], OWNER);
    let team = life.ask("the first team", Who::Rosa, "GET /team", 200).await;
    life.keep("A", id(&team, "/id"));
    let again = json!({ "secret": "x", "team": "C", "email": OWNER, "name": "R", "password": PASSWORD });
    life.send("nobody sets up again", Who::Stranger, "POST /setup", &again, 410).await;

    invited(life, Who::Eva, "eva@example.org", "Eva Lindqvist", "editor").await;
    invited(life, Who::Viktor, "viktor@example.org", "Viktor Szabó", "viewer").await;
    invited(life, Who::Bruno, BRUNO, "Bruno Vautravers", "admin").await;

    let made = life.send("the second team", Who::Bruno, "POST /teams", &json!({ "name": "Atelier Jura" }), 201).await;
    let other = id(&made, "/id");
    life.keep("B", other.clone());
    let there =
        life.send("its owner goes there", Who::Bruno, "POST /session/team", &json!({ "team": other }), 200).await;
    life.known(Who::Bruno, cookie(&there));
    let me = life.look(Who::Bruno, "/me").await;
    let bruno = id(&me, "/user/id");
    life.ask("he leaves the first team", Who::Rosa, &format!("DELETE /members/{bruno}"), 204).await;
    let first = life.id("A");
    life.send("there is no way back", Who::Bruno, "POST /session/team", &json!({ "team": first }), 404).await;
    life.ask("members of the first team", Who::Viktor, "GET /members", 200).await;

    let made = life.send("an invitation to B", Who::Bruno, "POST /invitations", &json!({ "role": "admin" }), 201).await;
    let secret = json!({ "secret": id(&made, "/secret") });
    life.send("the first owner helps out", Who::Rosa, "POST /invitations/accept", &secret, 200).await;
    life.ask("her teams", Who::Rosa, "GET /teams", 200).await;
    life.ask("members of the second team", Who::Bruno, "GET /members", 200).await;
}

/// A file for the library of the first team.
async fn shelved(life: &mut Life, thing: &'static str, (kind, name, is_default): (&str, &str, bool), content: &[u8]) {
    let about = json!({ "kind": kind, "name": name, "is_default": is_default }).to_string();
    let parts: [FormPart<'_>; 2] = [("about", None, about.as_bytes()), ("file", Some(name), content)];
    life.upload("an editor does not change the library", (Who::Eva, ""), "/files", &parts, 403).await;
    let added = life.upload(thing, (Who::Rosa, ""), "/files", &parts, 201).await;
    life.keep(thing, id(&added, "/id"));
    let path = format!("/files/{}/content", id(&added, "/id"));
    assert_eq!(life.look(Who::Viktor, &path).await.body, content, "{thing}");
}

/// Clients that are edited as they were seen; a brand with its logo, a template, a word list.
pub async fn a_team_gets_its_clients_and_files(life: &mut Life) {
    let name = json!({ "name": "Bundesamt für Muster" });
    let made = life.send("a client", Who::Eva, "POST /clients", &name, 201).await;
    let client = id(&made, "/id");
    life.keep("client", client.clone());
    let seen = life.ask("it is seen", Who::Eva, &format!("GET /clients/{client}"), 200).await;
    let tag = format!("If-Match: {}\r\n", seen.header("etag").expect("a version"));
    let (edit, name) = (format!("PATCH /clients/{client}"), json!({ "name": "Bundesamt für Musterwesen" }));
    life.send("an edit names a version", Who::Eva, &edit, &name, 428).await;
    life.send_with("it is renamed", (Who::Eva, &tag), &edit, &name, 200).await;
    life.send_with("by nobody who has not seen it", (Who::Rosa, &tag), &edit, &name, 412).await;
    life.ask("clients", Who::Viktor, "GET /clients?q=muster", 200).await;
    let name = json!({ "name": "Fiduciaire du Pont" });
    let made = life.send("a client of B", Who::Bruno, "POST /clients", &name, 201).await;
    life.keep("client of B", id(&made, "/id"));

    shelved(life, "logo", ("logo", "logo.png", false), LOGO).await;
    shelved(life, "brand", ("brand", "brand.toml", true), BRAND).await;
    shelved(life, "lexicon", ("lexicon", "words.txt", false), b"# none yet\n").await;
    let template = starter(DocumentKind::Cv, Locale::En);
    shelved(life, "template", ("template", "cv.docx", false), &template).await;
    life.ask("the library", Who::Viktor, "GET /files", 200).await;
    life.ask("its brands", Who::Viktor, "GET /files?kind=brand", 200).await;
    life.ask("the other one is empty", Who::Bruno, "GET /files", 200).await;
}
