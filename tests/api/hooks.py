"""What schemathesis does not know of this API: which refusals no schema can tell beforehand, and what it must leave alone."""

import json
import os
import uuid

import schemathesis

# Codes of refusals of requests that are right by the document. Each stands for a rule about the time, about other things that
# are there, about the content of a file or a text, or about the request before. Every other code is a finding: the document is
# too loose, or the server too strict.
BEYOND_DOCUMENT = {
    "account.email": "formats allow more addresses than anybody has",
    "account.name": "one line, not blank",
    "answers.form": "TOML with ids of the run's questions",
    "comment.text": "not blank",
    "consent.ended": "not before it was given",
    "consent.future": "not after now",
    "consent.recipients": "an interest names its clients",
    "correct.refused": "fields and entries are those of the record",
    "cursor.invalid": "of the page before, with the same filters",
    "db.invalid": "text without NUL",
    "decision.reason": "not blank",
    "hold.reason": "not blank",
    "idempotency.reused": "the same request",
    "library.default": "another file takes its place",
    "move.person_missing": "those of the run",
    "move.same_team": "another team",
    "options.code": "one line without blanks around it",
    "options.profile_twice": "one of two",
    "options.shared": "what a shortlist can have",
    "options.word": "a kind of data",
    "password.common": "not on the list of common passwords",
    "password.long": "counted in bytes",
    "persons.query": "something to look for",
    "persons.same": "two different persons",
    "profile.origin": "one of two",
    "record.version": "one that is not the newest",
    "render.no_such_format": "not every document has pages",
    "retention.country": "one whose clock is known",
    "retention.months": "one of two",
    "retention.reason": "not blank where it is asked for",
    "settings.form": "not too long as a whole",
    "share.expired": "not before now",
    "share.lives_too_long": "not long after now",
    "share.password": "counted in bytes",
    "share.password_needed": "some links ask for one",
    "share.password_wrong": "that of the link",
    "shortlist.codes": "as many as runs",
    "shortlist.naming": "one of two",
    "submission.other_person": "one that the run is about",
    "submission.text": "not blank",
    "team.settings": "not too long as a whole, without NUL",
    "text.length": "one line, not blank",
    "webhook.unresolved": "a name that resolves",
    "webhook.url": "an address",
}

# Fields whose inside has a schema of its own in `schemas`.
RECORDS = ("/record", "/options/offer", "/offer")


def is_whole_float(case, pointer):
    """JSON Schema takes 3.0 for an integer; this API, like most of Rust, does not."""
    value = case.body
    for part in pointer.split("/")[1:]:
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, TypeError, ValueError):
            return False
    return isinstance(value, float) and value.is_integer()


@schemathesis.check
def refusal_is_beyond_document(context, response, case):
    """A request that is right by the document is refused for something only that no document can tell."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 422):
        return
    told = response.json()
    code, fields = told["code"], [fault["pointer"] for fault in told.get("errors", [])]
    # What is in a file is told by many codes; that the parts are those of the document is told by `body`.
    if case.media_type == "multipart/form-data" and not code.startswith("body."):
        return
    if code in BEYOND_DOCUMENT or (code, fields) == ("query.invalid", ["state"]):
        return
    excused = [is_whole_float(case, pointer) or pointer.startswith(RECORDS) for pointer in fields]
    if code == "body.invalid" and excused and all(excused):
        return
    raise AssertionError(f"refused by {response.status_code} {code} {fields}, though it is right by the document")


SPARED = json.loads(os.environ["DOSSIER_TRIAL_SPARED"])


@schemathesis.hook
def before_call(context, case, kwargs):
    """Spares what the trial lives on, whose ids lists tell: its owner and token, and the hold that keeps its run."""
    for path, name in [("/tokens/{id}", "tokens"), ("/members/{user}", "members"), ("/holds/{hold}/release", "holds")]:
        if path in case.operation.path:
            for key, value in case.path_parameters.items():
                if value == SPARED[name]:
                    case.path_parameters[key] = str(uuid.UUID(int=0))
