//! Client assignments: labels (`Kunde:`, `Rolle:`), `Client: Name` heads, or a plain name with a role.

use super::entries::Raw;
use super::fold::label;
use super::lexicon;
use super::piece::Piece;

/// A project as found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub name: Option<Piece>,
    pub entity: Option<Piece>,
    pub roles: Vec<Piece>,
}

const CLIENT: [&str; 9] =
    ["kunde", "client", "auftraggeber", "customer", "firma", "mandant", "kundin", "branche", "entreprise"];
const ROLE: [&str; 7] = ["rolle", "role", "funktion", "function", "fonction", "position", "poste"];
const NAME: [&str; 6] = ["projekt", "project", "projet", "titel", "title", "mission"];

pub(crate) fn project(raw: &Raw) -> (Found, Vec<Piece>) {
    let mut found = Found::default();
    let mut rest = Vec::new();
    if !raw.given.is_empty() {
        found.entity.clone_from(&raw.given.organisation);
        found.name.clone_from(&raw.given.project);
        found.roles.extend(raw.given.subject.clone());
        return (found, raw.body.clone());
    }
    let mut heads = Vec::new();
    for part in &raw.head {
        match labelled(&part.piece) {
            Some((kind, value)) => take(&mut found, kind, &value, &mut rest),
            None => heads.push(part.piece.clone()),
        }
    }
    for unit in &raw.body {
        match labelled(unit) {
            Some((kind, value)) => take(&mut found, kind, &value, &mut rest),
            None => rest.push(unit.clone()),
        }
    }
    for head in heads {
        let parts = head.split_signs(&['|', '\t']);
        for part in if parts.is_empty() { vec![head.clone()] } else { parts } {
            place(&mut found, &part);
        }
    }
    (found, rest)
}

#[derive(Clone, Copy)]
enum Label {
    Client,
    Role,
    Name,
}

fn labelled(unit: &Piece) -> Option<(Label, Piece)> {
    let at = unit.text.find(':')?;
    let name = label(&unit.text[..at]);
    let value = unit.sub(at + 1, unit.text.len());
    let kind = match name.as_str() {
        name if CLIENT.contains(&name) => Label::Client,
        name if ROLE.contains(&name) => Label::Role,
        name if NAME.contains(&name) => Label::Name,
        _ => return None,
    };
    (!value.is_empty()).then_some((kind, value))
}

fn take(found: &mut Found, kind: Label, value: &Piece, rest: &mut Vec<Piece>) {
    match kind {
        Label::Client => found.entity = found.entity.take().or_else(|| Some(value.clone())),
        Label::Name => found.name = found.name.take().or_else(|| Some(value.clone())),
        Label::Role => {
            // "Rolle: Entwickler. Übergabe von Rechnungen ..." holds the description too.
            match value.text.find(". ") {
                Some(at) => {
                    found.roles.push(value.sub(0, at));
                    rest.insert(0, value.sub(at + 2, value.text.len()));
                }
                None => found.roles.push(value.trim(&['.'])),
            }
        }
    }
}

fn place(found: &mut Found, part: &Piece) {
    if let Some(at) = part.text.find(": ") {
        let (entity, name) = (part.sub(0, at), part.sub(at + 2, part.text.len()));
        if found.entity.is_none() && found.name.is_none() {
            found.entity = Some(entity);
            found.name = Some(name);
            return;
        }
    }
    let (role, organisation) = (lexicon::role_score(&part.text), lexicon::organisation_score(&part.text));
    if role > organisation && found.roles.is_empty() && (found.name.is_some() || found.entity.is_some()) {
        found.roles.push(part.clone());
    } else if organisation > 0 && found.entity.is_none() {
        let pieces = part.split_signs(&[',']);
        match pieces.as_slice() {
            [first, second]
                if lexicon::organisation_score(&first.text) == 0
                    && lexicon::organisation_score(&second.text) > 0
                    && found.name.is_none() =>
            {
                found.name = Some(first.clone());
                found.entity = Some(second.clone());
            }
            _ => found.entity = Some(part.clone()),
        }
    } else if found.name.is_none() {
        found.name = Some(part.clone());
    } else if found.roles.is_empty() {
        found.roles.push(part.clone());
    }
}
