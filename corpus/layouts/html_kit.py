"""Shared parts of the HTML and office layouts: one browser per process, the sheet (a person's visible truth with the
wording and date style of one document) and small HTML fragments.

Fonts named here come from the Debian packages fonts-lato, fonts-open-sans, fonts-roboto-unhinted, fonts-roboto-slab,
fonts-inter, fonts-cantarell, fonts-cabin, fonts-ebgaramond, fonts-linuxlibertine, fonts-crosextra-carlito,
fonts-crosextra-caladea, fonts-liberation, fonts-dejavu, fonts-font-awesome and fonts-symbola; a missing font falls
back to another one.
"""

from __future__ import annotations

import atexit
import base64
import fcntl
import html
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import util as mp_util
from pathlib import Path
from random import Random
from string import Template
from typing import Any, Callable, Sequence

from . import base
from .base import Layout, Person

AS_OF = (2025, 12)
SANS = ("Lato", "Open Sans", "Roboto", "Inter", "Cantarell", "Carlito", "Liberation Sans", "DejaVu Sans", "Cabin")
SERIF = ("EB Garamond", "Caladea", "Linux Libertine O", "Liberation Serif", "DejaVu Serif", "Roboto Slab")
DARK = ("#22333b", "#1f3a5f", "#2d4739", "#4a2c40", "#37474f", "#3b2f2f", "#0b525b", "#2b2d42")
ACCENT = ("#0077b6", "#9b2226", "#2a7f62", "#6a4c93", "#b5651d", "#005f73", "#444444", "#c1121f", "#00695c")
PALE = ("#eef2f5", "#f3efe7", "#e8f0ea", "#f1eef6", "#ececec")


# ---------------------------------------------------------------- the browser

_LAUNCH = (
    "import fcntl,os,sys;r,w=(fcntl.fcntl(int(a),fcntl.F_DUPFD,20) for a in sys.argv[1:3]);"
    "os.dup2(r,3);os.dup2(w,4);os.execvp(sys.argv[3],sys.argv[3:])"
)


class Browser:
    """A headless Chromium spoken to over its debugging pipe; one page is reused for every print."""

    def __init__(self, program: str) -> None:
        self._folder = tempfile.mkdtemp(prefix="layout-browser-")
        read_end, self._write = os.pipe()
        self._read, write_end = os.pipe()
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--remote-debugging-pipe",
            f"--user-data-dir={self._folder}/profile",
            "about:blank",
        ]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, str(read_end), str(write_end), program, *flags],
            pass_fds=(read_end, write_end),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(read_end)
        os.close(write_end)
        for end in (self._read, self._write):
            fcntl.fcntl(end, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        self._buffer, self._last = b"", 0
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self._call("Page.enable", page=True)
        self._frame = self._call("Page.getFrameTree", page=True)["frameTree"]["frame"]["id"]

    def _call(self, method: str, params: dict[str, Any] | None = None, page: bool = False) -> dict[str, Any]:
        self._last += 1
        message = {"id": self._last, "method": method, "params": params or {}}
        if page:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = self._receive()
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]

    def _receive(self, timeout_s: float = 60.0) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], timeout_s)
            chunk = os.read(self._read, 1 << 20) if ready else b""
            if not chunk:
                raise RuntimeError("the browser does not answer")
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(line)

    def pdf(self, text: str) -> bytes:
        """The page as PDF."""
        self._call("Page.setDocumentContent", {"frameId": self._frame, "html": text}, page=True)
        self._call(
            "Runtime.evaluate", {"expression": "document.fonts.ready.then(() => 1)", "awaitPromise": True}, page=True
        )
        answer = self._call("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True}, page=True)
        return _repeatable(base64.b64decode(answer["data"]))

    def close(self) -> None:
        """Ends the browser and removes its folder."""
        for end in (self._read, self._write):
            try:
                os.close(end)
            except OSError:
                pass
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def _repeatable(data: bytes) -> bytes:
    """A fixed date and node names counted from 1, all of the same length, so that equal pages give equal bytes."""
    data = re.sub(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}", rb"\g<1>20250101000000", data)
    seen: dict[bytes, int] = {}
    return re.sub(rb"\(node(\d{8})\)", lambda m: b"(node%08d)" % _number(seen, m.group(1)), data)


def _number(seen: dict[bytes, int], key: bytes) -> int:
    return seen.setdefault(key, len(seen) + 1)


_browsers: dict[int, Browser] = {}
_lock = threading.Lock()


def _close_browser() -> None:
    browser = _browsers.pop(os.getpid(), None)
    if browser:
        browser.close()


def print_pdf(text: str, out: Path) -> None:
    """Prints a page with this process's browser; a browser that fails is replaced once."""
    with _lock:
        for attempt in (1, 2):
            try:
                browser = _browsers.get(os.getpid())
                if browser is None:
                    browser = _browsers[os.getpid()] = Browser(base.program("chromium") or "chromium")
                    mp_util.Finalize(None, _close_browser, exitpriority=10)
                    atexit.register(_close_browser)
                out.write_bytes(browser.pdf(text))
                return
            except (RuntimeError, OSError):
                _close_browser()
                if attempt == 2:
                    raise


# ---------------------------------------------------------------- the sheet

KEEP = {
    "basics": ("name", "label", "email", "phone", "url", "summary", "location"),
    "work": (
        "name",
        "position",
        "location",
        "startDate",
        "endDate",
        "x_current",
        "x_workload",
        "summary",
        "highlights",
    ),
    "education": ("institution", "area", "studyType", "startDate", "endDate", "x_current", "location"),
    "projects": (
        "name",
        "entity",
        "roles",
        "description",
        "startDate",
        "endDate",
        "x_current",
        "keywords",
        "highlights",
    ),
    "volunteer": ("organization", "position", "startDate", "endDate", "x_current", "location", "summary", "highlights"),
    "skills": ("name", "keywords"),
    "languages": ("language", "fluency", "x_level"),
    "certificates": ("name", "date", "issuer"),
    "interests": ("name", "keywords"),
    "references": ("name", "reference"),
    "x": (
        "id",
        "lang",
        "country",
        "trade",
        "neutralSkills",
        "nationality",
        "dateOfBirth",
        "civilStatus",
        "permit",
        "drivingLicence",
        "availability",
    ),
}
FACTS = ("dateOfBirth", "nationality", "civilStatus", "permit", "drivingLicence", "availability")
COMMON_DATES = ("long", "short", "slash", "dot")


@dataclass
class Item:
    """A dated entry of any kind, its values as printed; empty where the entry has none."""

    kind: str
    period: str
    title: str
    org: str
    place: str
    role: str
    body: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    workload: str = ""
    entry: dict[str, Any] = field(default_factory=dict)


class Sheet:
    """One document in the making: what stays in `v` is what the layout must print."""

    def __init__(self, person: Person, rng: Random) -> None:
        self.rng = rng
        self.v = _known_only(base.visible(person))
        self.lang: str = self.v["x"]["lang"]
        self.swiss = self.v["x"].get("country", self.v["basics"].get("location", {}).get("countryCode")) == "CH"
        self.h = base.headings(self.lang, rng)
        self.l = self._labels(base.labels(self.lang, rng))
        self.style, self.dash, self.present, self.since = "long", " – ", base.PRESENT[self.lang][0], ""
        self.degree_joiner = rng.choice((", ", ", ", " – ", " "))
        self.dates()

    def _labels(self, words: dict[str, str]) -> dict[str, str]:
        words["availability"] = base.label("availability", self.lang)
        if self.lang == "de":
            german = {"drivingLicence": "Führerschein", "civilStatus": "Familienstand"}
            words.update({"drivingLicence": "Führerausweis", "civilStatus": "Zivilstand"} if self.swiss else german)
            if not self.swiss and words["phone"] == "Natel":
                words["phone"] = "Mobil"
        return words

    # -- wording and dates

    def dates(
        self,
        styles: Sequence[str] = COMMON_DATES,
        dashes: Sequence[str] = (" – ", "–", " - ", " — "),
        since: float = 0.3,
        words: Sequence[str] = (),
    ) -> None:
        """Chooses the date style, dash and the words for running entries of this document."""
        rng, lang = self.rng, self.lang
        self.style = rng.choice(list(styles))
        self.dash = rng.choice(list(dashes))
        if self.style in ("long", "short", "iso") and self.dash.strip() == self.dash:
            self.dash = f" {self.dash} "
        if self.style in ("long", "short") and rng.random() < 0.2:
            self.dash = f" {base.TO[lang]} "
        self.present = rng.choice(list(words) or base.PRESENT[lang])
        self.since = rng.choice(base.SINCE[lang]) if rng.random() < since else ""

    def period(self, entry: dict[str, Any]) -> str:
        """A period as printed; '– bis heute' loses the dash."""
        dash, to = self.dash, base.TO[self.lang]
        if entry.get("x_current") and self.present.startswith(to + " "):
            dash = " "
        return base.format_period(entry, self.lang, self.style, dash, self.present, self.since or None)

    def month(self, value: str) -> str:
        """A single date as printed."""
        return base.format_month(value, self.lang, self.style)

    def pick(self, *choices: Any) -> Any:
        """One of the choices."""
        return self.rng.choice(list(choices))

    def chance(self, share: float) -> bool:
        """True in this share of the documents."""
        return self.rng.random() < share

    # -- cutting the truth

    def drop(self, *paths: str) -> None:
        """Removes what is not printed."""
        base.drop(self.v, *paths)

    def maybe_drop(self, share: float, *paths: str) -> None:
        """Removes the values in a share of the documents."""
        if self.chance(share):
            self.drop(*paths)

    def trim(self, most: int = 4) -> None:
        """The usual differences between documents: fewer bullets, no towns, no summary, no street."""
        base.limit(self.v, "work.highlights", self.rng.randint(max(1, most - 2), most))
        self.maybe_drop(0.2, "work.location")
        self.maybe_drop(0.15, "basics.summary")
        self.maybe_drop(0.3, "basics.url")
        self.maybe_drop(0.25, "basics.location.address", "basics.location.postalCode")
        self.maybe_drop(0.3, "interests")
        self.maybe_drop(0.5, "references")
        self.maybe_drop(0.4, "work.x_workload")
        self.maybe_drop(0.3, "x.civilStatus")
        self.maybe_drop(0.2, "x.dateOfBirth")

    def years_only(self, *sections: str) -> None:
        """Cuts the dates of the sections (all of them if none is named) to the year."""
        base.years_only(self.v, *sections)

    def flat_skills(self) -> list[str]:
        """The skills without their groups, in the truth as well."""
        words = base.keywords(self.v)
        self.v["skills"] = [{"name": "", "keywords": words}] if words else []
        return words

    def levels(self, mode: str) -> str:
        """Language levels as printed: 'asis', 'words', 'cefr', 'both', 'dots', 'drawn' (shapes, no text), 'none'."""
        if mode == "words":
            base.word_levels(self.v, self.rng)
        elif mode == "cefr":
            base.cefr_levels(self.v)
        elif mode == "both":
            for entry in self.v["languages"]:
                level = entry.get("x_level")
                if level and level != "native":
                    entry["fluency"] = f"{level} – {base.level_words(level, self.lang, self.rng)}"
        elif mode in ("dots", "drawn"):
            base.dot_levels(self.v)
            if mode == "drawn":
                for entry in self.v["languages"]:
                    if not entry.get("fluency"):
                        entry.pop("x_level", None)
        elif mode == "none":
            base.no_levels(self.v)
        return mode

    # -- reading the truth

    def b(self, key: str) -> str:
        """A value of `basics`, or nothing."""
        return str(self.v["basics"].get(key) or "")

    def items(self, kind: str) -> list[Item]:
        """The dated entries of a section."""
        return [self._item(kind, entry) for entry in self.v.get(kind, [])]

    def _item(self, kind: str, e: dict[str, Any]) -> Item:
        if kind == "work":
            title, org, role = e.get("position", ""), e.get("name", ""), ""
        elif kind == "education":
            title, org, role = base.degree_line(e, self.degree_joiner), e.get("institution", ""), ""
        elif kind == "projects":
            title, org, role = e.get("name", ""), e.get("entity", ""), ", ".join(e.get("roles", []))
        else:
            title, org, role = e.get("position", ""), e.get("organization", ""), ""
        body = [text for text in (e.get("description") or e.get("summary"),) if text] + list(e.get("highlights", []))
        workload = f"{e['x_workload']}{'%' if self.lang == 'en' else ' %'}" if e.get("x_workload") else ""
        return Item(
            kind,
            self.period(e),
            title,
            org,
            e.get("location", ""),
            role,
            body,
            list(e.get("keywords", [])),
            workload,
            e,
        )

    def street_and_town(self) -> tuple[str, str]:
        """'Dorfstrasse 3' and '5000 Aarau'; either may be empty."""
        location = self.v["basics"].get("location") or {}
        return location.get("address", ""), base.address_line(location, ("postalCode", "city"))

    def contact(self, *order: str) -> list[tuple[str, str]]:
        """(key, text) of the contact data: address, phone, email, url."""
        values = {
            "address": ", ".join(part for part in self.street_and_town() if part),
            "phone": self.b("phone"),
            "email": self.b("email"),
            "url": re.sub(r"^https?://", "", self.b("url")),
        }
        return [(key, values[key]) for key in order or ("address", "phone", "email", "url") if values[key]]

    def contact_label(self, key: str) -> str:
        """The printed label of a contact value; a bare town is not called an address."""
        if key == "address" and not self.street_and_town()[0]:
            return self.l["city"]
        return self.l[key]

    def facts(self, day_style: str | None = None) -> list[tuple[str, str]]:
        """(label, value) of the personal facts."""
        style = day_style or self.pick("dot", "long") if self.lang != "en" else day_style or "long"
        return base.personal_facts(self.v, self.lang, self.l, style)

    def cert(self, entry: dict[str, Any], form: str = "comma") -> str:
        """A certificate in one line: 'Name, Issuer, May 2022' or 'Name (Issuer, May 2022)' or 'Name – Issuer'."""
        date = self.month(entry["date"]) if entry.get("date") else ""
        rest = [part for part in (entry.get("issuer", ""), date) if part]
        if form == "paren":
            return entry["name"] + (f" ({', '.join(rest)})" if rest else "")
        return (", " if form == "comma" else form).join([entry["name"], *rest])

    def interests(self) -> list[str]:
        """The interests, with their details in parentheses."""
        return [
            entry["name"] + (f" ({', '.join(entry['keywords'])})" if entry.get("keywords") else "")
            for entry in self.v["interests"]
        ]

    def references(self) -> list[str]:
        """The referees in one line each."""
        return [
            ", ".join(part for part in (entry.get("name"), entry.get("reference")) if part)
            for entry in self.v.get("references", [])
        ]


def _known_only(v: Person) -> Person:
    """Keeps the values that layouts know how to print."""
    out: Person = {}
    for key, names in KEEP.items():
        value = v.get(key)
        if isinstance(value, list):
            out[key] = [{name: entry[name] for name in names if name in entry} for entry in value]
        elif isinstance(value, dict):
            out[key] = {name: value[name] for name in names if name in value}
    return out


# ---------------------------------------------------------------- fragments


def esc(text: str) -> str:
    """Text for HTML."""
    return html.escape(text, quote=False)


def glue(separator: str, *parts: str) -> str:
    """The non-empty parts, escaped and joined."""
    return esc(separator).join(esc(part) for part in parts if part)


def tag(name: str, inner: str, cls: str = "") -> str:
    """An element, or nothing for an empty content."""
    return f"<{name}{f' class={chr(34)}{cls}{chr(34)}' if cls else ''}>{inner}</{name}>" if inner else ""


def ul(lines: Sequence[str], cls: str = "") -> str:
    """A list of escaped lines."""
    return tag("ul", "".join(f"<li>{esc(line)}</li>" for line in lines), cls)


def section(heading: str, inner: str, cls: str = "") -> str:
    """A section with a heading, or nothing for an empty content."""
    return f'<section class="{cls}"><h2>{esc(heading)}</h2>{inner}</section>' if inner else ""


def spaced(text: str) -> str:
    """'BERUF PRAXIS' with literal spaces between the letters and wider gaps between the words."""
    return " \u00a0 ".join(" ".join(word) for word in text.split())


def css(text: str, **values: Any) -> str:
    """A style sheet with $names filled in."""
    return Template(text).substitute(values)


def page(s: Sheet, style: str, body: str, title: str = "") -> str:
    """The whole document."""
    common = (
        "*{box-sizing:border-box}body{margin:0;-webkit-print-color-adjust:exact}h1,h2,h3,p,ul{margin:0;padding:0}"
        "h2,h3:not(:last-child),.keep:not(:last-child){break-after:avoid}li{break-inside:avoid}a{color:inherit}"
    )
    return (
        f'<!DOCTYPE html><html lang="{s.lang}"><head><meta charset="utf-8"><title>{esc(title or s.b("name"))}</title>'
        f"<style>@page{{size:A4;margin:0}}{common}{style}</style></head><body>{body}</body></html>"
    )


_ICONS = {
    "email": '<rect x="2" y="5" width="20" height="14" rx="2"/><path d="M2 7l10 7 10-7"/>',
    "phone": '<path d="M5 3h4l2 5-3 2c1 3 3 5 6 6l2-3 5 2v4c0 1-1 2-2 2C10 20 4 14 3 5c0-1 1-2 2-2z"/>',
    "address": '<path d="M12 22s7-7 7-13a7 7 0 0 0-14 0c0 6 7 13 7 13z"/><circle cx="12" cy="9" r="2.5"/>',
    "url": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
    "work": '<rect x="3" y="7" width="18" height="13" rx="2"/><path d="M9 7V4h6v3"/>',
    "education": '<path d="M2 9l10-5 10 5-10 5z"/><path d="M6 12v5c3 3 9 3 12 0v-5"/>',
    "summary": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-8 15-8 16 0"/>',
    "skills": '<path d="M4 18l7-7 3 3 6-8"/>',
    "languages": '<path d="M3 4h18v12H10l-5 5v-5H3z"/>',
    "certificates": '<circle cx="12" cy="9" r="6"/><path d="M8 14l-1 8 5-3 5 3-1-8"/>',
}
GLYPHS = {"email": "✉", "phone": "☎", "address": "⌂", "url": "➚"}
AWESOME = {
    "email": "\uf0e0",
    "phone": "\uf095",
    "address": "\uf041",
    "url": "\uf0ac",
    "work": "\uf0b1",
    "education": "\uf19d",
    "summary": "\uf007",
    "skills": "\uf0ad",
    "languages": "\uf1ab",
    "certificates": "\uf0a3",
    "projects": "\uf0ae",
    "interests": "\uf004",
    "volunteer": "\uf0c0",
    "personal": "\uf2bb",
    "references": "\uf10d",
}


def icon(key: str, size: str = "1em") -> str:
    """A line icon as inline SVG: a shape without text."""
    return (
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" style="vertical-align:-.15em">{_ICONS.get(key, _ICONS["skills"])}</svg>'
    )


def photo(s: Sheet, width: str = "34mm", height: str = "42mm", radius: str = "0") -> str:
    """A drawn placeholder for a photograph."""
    back, shirt = s.pick("#cfd8dc", "#d7ccc8", "#c8d6c5", "#d3cfe0"), s.pick(*DARK)
    skin, hair = s.pick("#e0b899", "#c68e65", "#8d5a3b", "#f0cfb5"), s.pick("#3b2a20", "#6b4a2b", "#1e1e1e", "#8a8a8a")
    return (
        f'<svg class="photo" style="width:{width};height:{height};border-radius:{radius};display:block" '
        f'viewBox="0 0 68 84" preserveAspectRatio="xMidYMid slice"><rect width="68" height="84" fill="{back}"/>'
        f'<path d="M6 84c2-24 16-28 28-28s26 4 28 28z" fill="{shirt}"/><rect x="28" y="46" width="12" height="14" '
        f'fill="{skin}"/><ellipse cx="34" cy="34" rx="14" ry="17" fill="{skin}"/><path d="M19 34c-3-26 33-26 30 0'
        f'c-2-10-8-13-15-13s-13 3-15 13z" fill="{hair}"/></svg>'
    )


def text_dots(entry: dict[str, Any], full: str = "●", empty: str = "○", gap: str = "") -> str:
    """Dots as text from `x_dots`."""
    if "x_dots" not in entry:
        return ""
    filled = int(entry["x_dots"][0])
    return gap.join([full] * filled + [empty] * (5 - filled))


def drawn_dots(entry: dict[str, Any], full: str, empty: str) -> str:
    """Dots as shapes from `x_dots`."""
    filled = int(entry.get("x_dots", "0")[0])
    dots = "".join(f'<circle cx="{6 + 13 * i}" cy="6" r="5" fill="{full if i < filled else empty}"/>' for i in range(5))
    return f'<svg width="17mm" height="3mm" viewBox="0 0 66 12">{dots}</svg>' if "x_dots" in entry else ""


def bar(percent: int, full: str, empty: str) -> str:
    """A level bar as shapes."""
    inner = f'<div style="height:100%;width:{percent}%;background:{full}"></div>'
    return f'<div style="height:1.6mm;background:{empty}">{inner}</div>'


def level_percent(entry: dict[str, Any]) -> int:
    """The length of a language bar."""
    return {"native": 100, "C2": 95, "C1": 85, "B2": 70, "B1": 52, "A2": 33, "A1": 18}.get(entry.get("x_level", ""), 50)


def soft_hyphens(text: str) -> str:
    """Escaped text with soft hyphens in long words, between a consonant group's letters after a vowel."""

    def split(match: re.Match[str]) -> str:
        return re.sub(
            r"(?i)(?<=[a-zäöüéèà]{3})([aeiouyäöüéè][bcdfghklmnprstvwz]?)"
            r"([bdfgklmnprstvwz][aeiouyäöüéè])"
            r"(?=[a-zäöüéèàß]{2})",
            "\\1\u00ad\\2",
            match.group(0),
        )

    return esc(re.sub(r"[^\W\d_]{10,}", split, text))


# ---------------------------------------------------------------- registration

Draw = Callable[[Sheet], str]


def render_html(draw: Draw, person: Person, path: Path, rng: Random) -> Person:
    """Draws the person, prints the page and returns the visible truth."""
    s = Sheet(person, rng)
    print_pdf(draw(s), path)
    return s.v


def html_layout(name: str, family: str, draw: Draw) -> Layout:
    """A layout printed by Chromium."""
    return Layout(name, "pdf", family, "chromium", partial(render_html, draw))
