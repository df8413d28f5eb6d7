"""Shared by the typeset layouts: a Sheet as plain data for templates, and a check of optional values against the
printed text."""

from __future__ import annotations

import atexit
import json
import os
import re
import select
import subprocess
import unicodedata
from collections.abc import Sequence
from multiprocessing import util as mp_util
from pathlib import Path
from typing import Any, ClassVar

from . import base
from .base import Person
from .html_kit import Sheet, level_percent

TEMPLATES = Path(__file__).parent / "templates"
AS_OF_SECONDS = 1764547200
PAGE_WORDS = {"de": ("Seite", "von"), "en": ("Page", "of"), "fr": ("Page", "sur")}


def entry_data(s: Sheet, kind: str) -> list[dict[str, Any]]:
    """The dated entries of a section; `text` is a running text, `points` are bullets."""
    rows = []
    for item in s.items(kind):
        text = str(item.entry.get("description") or item.entry.get("summary") or "")
        rows.append(
            {
                "period": item.period,
                "title": item.title,
                "org": item.org,
                "place": item.place,
                "role": item.role,
                "workload": item.workload,
                "text": text,
                "points": list(item.entry.get("highlights", [])),
                "tools": item.tools,
            }
        )
    return rows


def sections(s: Sheet, order: Sequence[str], day_style: str | None = None) -> list[dict[str, Any]]:
    """The sections that hold something, in the given order, each with its heading and the kind of its content."""
    out: list[dict[str, Any]] = []
    for key in order:
        content: Any
        if key == "summary":
            kind, content = "text", s.b("summary")
        elif key in ("work", "projects", "education", "volunteer"):
            kind, content = "entries", entry_data(s, key)
        elif key == "skills":
            kind = "groups"
            content = [{"name": g.get("name", ""), "keywords": list(g.get("keywords", []))} for g in s.v["skills"]]
        elif key == "languages":
            kind = "languages"
            content = [
                {
                    "name": e["language"],
                    "level": e.get("fluency", ""),
                    "dots": int(e.get("x_dots", "0")[0]),
                    "percent": level_percent(e),
                }
                for e in s.v["languages"]
            ]
        elif key == "certificates":
            kind = "certificates"
            content = [
                {
                    "name": e["name"],
                    "issuer": e.get("issuer", ""),
                    "date": s.month(e["date"]) if e.get("date") else "",
                }
                for e in s.v["certificates"]
            ]
        elif key == "personal":
            kind, content = "pairs", [list(pair) for pair in s.facts(day_style)]
        elif key == "interests":
            kind, content = "list", s.interests()
        elif key == "references":
            kind, content = "list", s.references()
        else:
            raise ValueError(f"unknown section {key}")
        if content:
            out.append({"key": key, "heading": s.h[key], "kind": kind, "content": content})
    return out


def data(s: Sheet, order: Sequence[str], contact: Sequence[str] = (), **style: Any) -> dict[str, Any]:
    """Everything a template needs: person, contact, sections, labels and style choices."""
    page, of = PAGE_WORDS[s.lang]
    street, town = s.street_and_town()
    return {
        "lang": s.lang,
        "name": s.b("name"),
        "label": s.b("label"),
        "street": street,
        "town": town,
        "contact": [{"key": key, "label": s.contact_label(key), "text": text} for key, text in s.contact(*contact)],
        "sections": sections(s, order),
        "labels": {key: s.l[key] for key in ("tools", "role", "client", "workload", "email", "phone")},
        "headings": s.h,
        "page": page,
        "of": of,
        "style": style,
    }


ORDERS = (
    ("summary", "work", "projects", "education", "certificates", "skills", "languages", "volunteer"),
    ("summary", "skills", "work", "projects", "education", "certificates", "languages", "volunteer"),
    ("summary", "education", "work", "projects", "skills", "languages", "certificates", "volunteer"),
    ("summary", "languages", "work", "projects", "volunteer", "education", "certificates", "skills"),
)


def order(s: Sheet) -> list[str]:
    """An order of the sections; personal facts first or last, interests and references at the end."""
    rows = list(s.pick(*ORDERS[:2], *ORDERS))
    rows.insert(s.pick(0, 1, len(rows), len(rows)), "personal")
    return [*rows, "interests", "references"]


# ---------------------------------------------------------------- programs that stay open


class Worker:
    """A program that answers one line of JSON with one line of JSON; each process of the driver has its own."""

    _open: ClassVar[dict[tuple[int, str], Worker]] = {}

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **env},
        )

    def ask(self, request: dict[str, Any], timeout_s: float = 90.0) -> dict[str, Any]:
        """Sends a request and waits for its answer; an answer with `error` raises."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], timeout_s)
        line = self._process.stdout.readline() if ready else b""
        if not line:
            self.close()
            raise RuntimeError("the drawing program does not answer")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(str(answer["error"]))
        return answer

    def close(self) -> None:
        """Ends the program."""
        if self._process.stdin:
            try:
                self._process.stdin.close()
            except OSError:
                pass
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def alive(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    @classmethod
    def get(cls, key: str, command: Sequence[str], env: dict[str, str]) -> Worker:
        """The open worker of this process under this key, started if need be."""
        place = (os.getpid(), key)
        worker = cls._open.get(place)
        if worker is None or not worker.alive:
            if not any(pid == os.getpid() for pid, _ in cls._open):
                mp_util.Finalize(None, cls.close_all, exitpriority=10)
                atexit.register(cls.close_all)
            worker = cls._open[place] = cls(command, env)
        return worker

    @classmethod
    def close_all(cls) -> None:
        """Ends the workers of this process."""
        for place in [place for place in cls._open if place[0] == os.getpid()]:
            cls._open.pop(place).close()


# ---------------------------------------------------------------- what a foreign theme printed


def folded(text: str) -> str:
    """Letters and digits of a text in lower case, accents and ligatures dissolved."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in text if not unicodedata.combining(c)))


def printed(value: str, text: str) -> bool:
    """Whether a value occurs in the folded text; a web address also without its scheme."""
    value = re.sub(r"^https?://(www\.)?", "", value).rstrip("/")
    return folded(value) in text


OPTIONAL = (
    ("basics", ("label", "phone", "url", "summary")),
    ("work", ("location", "summary")),
    ("education", ("studyType", "area", "location")),
    ("projects", ("entity", "description")),
    ("volunteer", ("position", "summary")),
    ("certificates", ("issuer",)),
    ("languages", ("fluency",)),
    ("skills", ("name",)),
)
LISTS = (
    ("certificates", "name"),
    ("interests", "name"),
    ("references", "name"),
    ("languages", "language"),
    ("projects", "name"),
    ("volunteer", "organization"),
)


def only_printed(v: Person, raw: str) -> Person:
    """Removes optional values that the printed text lacks; name, e-mail, employers and positions always stay."""
    text = folded(re.sub(r"[-\u00ad]\n\s*", "", raw)) + folded(raw)
    digits = re.sub(r"\D", "", raw)
    for section, keys in OPTIONAL:
        entries = [v[section]] if section == "basics" else v.get(section, [])
        for entry in entries:
            for key in keys:
                value = entry.get(key)
                if not value:
                    continue
                kept = re.sub(r"\D", "", value)[-8:] in digits if key == "phone" else printed(value, text)
                if not kept:
                    entry.pop(key)
                    if key == "fluency":
                        entry.pop("x_level", None)
    location = v["basics"].get("location") or {}
    for key in ("address", "postalCode", "city"):
        if location.get(key) and not printed(location[key], text):
            location.pop(key)
    for section, key in LISTS:
        v[section] = [entry for entry in v.get(section, []) if printed(entry.get(key, ""), text)]
    for section in ("work", "projects", "volunteer"):
        for entry in v.get(section, []):
            for key in ("highlights", "keywords"):
                if entry.get(key):
                    entry[key] = [line for line in entry[key] if printed(line, text)]
    for group in v.get("skills", []):
        group["keywords"] = [word for word in group.get("keywords", []) if printed(word, text)]
    v["skills"] = [group for group in v.get("skills", []) if group["keywords"]]
    return v


def pdf_text(path: Path) -> str:
    """The text of a PDF in reading order of its lines."""
    return base.run(["pdftotext", "-layout", str(path), "-"])
