"""Starts the service in a folder of its own, fills a team with a little of everything, and lets schemathesis try the API.

`cargo xtask api` runs this in the environment that it has installed. DOSSIER_PROGRAM is the program; DOSSIER_TRIAL_DATABASE,
where it is set, the URL of an empty database to try instead of a file. Ends with 0 when there is no finding; what was tried stands in
target/schemathesis.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLES = ROOT / "examples"

V1 = "/api/v1"

# How long the service may take to start, to make a run's papers, and to stop.
PATIENCE_S = 60

# Bound of the trial, which takes a minute or two on two cores. It sends the same everywhere, so a slow machine takes longer.
TRIAL_S = 900

# How many are made of things that operations end.
SEVERAL = 4

# Limits that would keep the trial from what lies behind them; that they hold is tested elsewhere.
WIDE_OPEN = ["--runs-per-minute", "1000000", "--visits-per-minute", "1000000", "--private-webhooks"]

# Beginnings of variables that the service reads.
FOREIGN = ("AWS_", "DATABASE_URL", "DOSSIER_", "PORT")

# States of a run in which nothing happens by itself.
AT_REST = ("review", "sealed", "failed", "cancelled")

PASSWORD = "a password of the trial only"


class Api:
    """The service as an owner sees it."""

    def __init__(self, base):
        self.base = base
        self.headers = {}

    def send(self, method, path, body=None, headers=None):
        """Sends JSON, or bytes with a type of their own, and gives the answer's JSON and headers; ends the trial unless it is 2xx."""
        sent = dict(self.headers)
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        request = urllib.request.Request(self.base + path, body, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                told, text = answer.headers, answer.read()
        except urllib.error.HTTPError as failure:
            text = failure.read().decode(errors="replace")
            sys.exit(f"api: {method} {path} is answered by {failure.code}: {text}")
        is_json = "json" in told.get("Content-Type", "")
        return (json.loads(text) if is_json and text else text), told

    def upload(self, path, parts):
        """Sends files: name, file name, media type, bytes."""
        boundary = uuid.uuid4().hex
        body = b""
        for name, file_name, media_type, content in parts:
            file = f'; filename="{file_name}"' if file_name else ""
            body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n'.encode()
            body += f"Content-Type: {media_type}\r\n\r\n".encode() + content + b"\r\n"
        body += f"--{boundary}--\r\n".encode()
        return self.send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})


class Service:
    """The program, serving; ended by its own id."""

    def __init__(self, folder):
        self.log = folder / "log.jsonl"
        args = [os.environ["DOSSIER_PROGRAM"], "serve", "--json", "--access", "accounts", "--data", folder / "data"]
        args += ["--listen", "127.0.0.1:0", *WIDE_OPEN]
        if database := os.environ.get("DOSSIER_TRIAL_DATABASE"):
            args += ["--database", database]
        # Nothing that somebody has set for a service of their own.
        env = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(args, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def lines(self):
        """The log as far as it is written in whole lines."""
        for line in self.log.read_text(errors="replace").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                pass

    def set_up_link(self):
        """Address and secret of the link that makes the first owner."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self.child.poll() is None:
            for line in self.lines():
                if line.get("event") == "setup":
                    return line["link"].split("/setup#")
            time.sleep(0.05)
        sys.exit(f"api: the service does not start: {self.log.read_text(errors='replace')[-2000:]}")

    def stop(self):
        """Asks it to end; whether it did."""
        self.child.send_signal(signal.SIGTERM)
        try:
            return self.child.wait(PATIENCE_S) == 0
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            return False


def owner(base, secret):
    """The first owner by the link, with a token of all scopes; and the ids of both, which must be spared."""
    api = Api(base)
    who = {"secret": secret, "team": "Trial", "email": "owner@desk.example", "name": "Owner", "password": PASSWORD}
    cookie = api.send("POST", f"{V1}/setup", who)[1]["Set-Cookie"].split(";")[0]
    wish = {"name": "trial", "scopes": ["read", "write", "admin"], "days": 1}
    made, _ = api.send("POST", f"{V1}/tokens", wish, {"Cookie": cookie})
    api.headers["Authorization"] = f"Bearer {made['token']}"
    members, _ = api.send("GET", f"{V1}/members")
    return api, {"tokens": made["info"]["id"], "members": members["items"][0]["user"]}


def finished_run(api, cv, options):
    """A run of an example, at rest, and what its list entry says."""
    parts = [
        ("options", None, "application/json", json.dumps(options).encode()),
        ("cv", Path(cv).name, "application/octet-stream", (EXAMPLES / cv).read_bytes()),
        ("job", "job.pdf", "application/pdf", (EXAMPLES / "en/job.pdf").read_bytes()),
    ]
    run = api.upload(f"{V1}/runs", parts)[0]["runs"][0]
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        seen = api.send("GET", f"{V1}/runs/{run}")[0]["run"]
        if seen["state"] in AT_REST:
            return run, seen
        time.sleep(0.2)
    sys.exit("api: the run does not come to rest")


def furnish(api, spared):
    """One of everything that paths name, by the names that paths have for it; several where one is soon gone."""

    def several(path, body, name=None):
        made = [api.send("POST", path, body)[0] for _ in range(SEVERAL)]
        return [(one[name] if name else one)["id"] for one in made]

    client = api.send("POST", f"{V1}/clients", {"name": "Muster AG"})[0]["id"]
    run, seen = finished_run(api, "en/cv.docx", {"client": client})
    person, revision, here = seen["person"], seen["current_revision"], f"{V1}/runs/{run}"
    # What is held is not erased, so that there is something to try until the end.
    spared["holds"] = api.send("POST", f"{V1}/persons/{person}/holds", {"reason": "the trial"})[0]["id"]
    other, _ = finished_run(api, "fr/cv.pdf", {"anonymous": "K-1"})
    soon = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 7 * 86_400))
    share = {"what": {"pack": "full"}, "expires_at": soon}
    shares = [api.send("POST", f"{here}/shares", share)[0] for _ in range(SEVERAL)]
    documents = api.send("GET", f"{here}/revisions/{revision}/documents")[0]["items"]
    criterion = api.send("GET", f"{here}/records/job")[0]["body"]["criteria"][0]["id"]
    submission = {"person": person, "client": client}
    parts = [
        ("about", None, "application/json", json.dumps({"kind": "logo"}).encode()),
        ("file", "logo.png", "image/png", (EXAMPLES / "logo.png").read_bytes()),
    ]
    # The port of nobody: what is sent there fails at once.
    webhook = {"url": "https://127.0.0.1:9/", "events": ["run.finished"]}
    decision = {"criterion": criterion, "verdict": "met", "reason": "said so by telephone"}
    return {
        "client": client,
        "comment": several(f"{here}/comments", {"text": "Call her"}),
        "consent": several(f"{V1}/persons/{person}/consents", {"scope": "keep-for-later"}),
        "decision": several(f"{here}/decisions", decision),
        "erasure": api.send("DELETE", f"{V1}/runs/{other}?reason=mistake")[0]["id"],
        "file": [api.upload(f"{V1}/files", parts)[0]["id"]],
        "hold": several(f"{V1}/persons/{person}/holds", {"reason": "a claim"}),
        "kind": ["cv", "job"],
        "person": person,
        "profile": api.send("POST", f"{V1}/profiles", {"run": run})[0]["id"],
        "revision": revision,
        "run": run,
        "secret": [one["secret"] for one in shares],
        "share": [one["share"]["id"] for one in shares],
        "slug": [one["slug"] for one in documents],
        "submission": api.send("POST", f"{here}/submissions", submission)[0]["submission"]["id"],
        "user": api.send("GET", f"{V1}/me")[0]["user"]["id"],
        "version": "*",
        "webhook": several(f"{V1}/webhooks", webhook, "webhook"),
    }


def config(folder, made):
    """The settings, with what was made as dictionaries."""
    lists = {name: ids if isinstance(ids, list) else [ids] for name, ids in made.items()}
    dictionaries = "".join(f"\n[dictionaries.{name}]\nvalues = {json.dumps(ids)}\n" for name, ids in lists.items())
    path = folder / "schemathesis.toml"
    path.write_text((HERE / "schemathesis.toml").read_text() + dictionaries)
    return path


def trial(folder, api, made, spared):
    """Runs schemathesis; its exit code."""
    report = ROOT / "target/schemathesis"
    report.mkdir(parents=True, exist_ok=True)
    env = dict(os.environ)
    env["DOSSIER_TRIAL_TOKEN"] = api.headers["Authorization"].split()[1]
    env["DOSSIER_TRIAL_SPARED"] = json.dumps(spared)
    env["PYTHONPATH"] = str(HERE)
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    env["SCHEMATHESIS_HOOKS"] = "hooks"
    program = Path(sys.executable).parent / "st"
    args = [program, "--config-file", config(folder, made), "run", f"{api.base}{V1}/openapi.json", "--url", api.base]
    args += ["--no-color", "--report", "junit", "--report-junit-path", report / "junit.xml", *sys.argv[1:]]
    return subprocess.run(args, env=env, cwd=folder, timeout=TRIAL_S).returncode


def main():
    # Whoever ends this ends the service, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("api: ended from outside"))
    with tempfile.TemporaryDirectory(prefix="dossier-api-") as name:
        folder = Path(name)
        service = Service(folder)
        try:
            api, spared = owner(*service.set_up_link())
            found = trial(folder, api, furnish(api, spared), spared)
            # Without its token or its service the trial would have tried little.
            api.send("GET", f"{V1}/me")
        finally:
            ended = service.stop()
        faults = [line for line in service.lines() if line.get("status", 0) >= 500 or line.get("event") == "panic"]
    for line in faults[:20]:
        print(f"api: {json.dumps(line)}")
    if not ended:
        print("api: the service did not end in an orderly way")
    sys.exit(0 if found == 0 and ended and not faults else 1)


if __name__ == "__main__":
    main()
