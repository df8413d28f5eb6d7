"""Layouts of published JSON Resume themes: the theme renders HTML, Chromium prints it.

The themes are npm packages in a folder of their own: JSONRESUME_THEMES names it, else `jsonresume` in the temporary
folder (`npm install --prefix DIR jsonresume-theme-even ...`). Most of them keep English headings and months whatever
the person's language, which is how such CVs look in practice.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from .base import Layout, Person, drop, program, years_only
from .html_kit import FACTS, Sheet, print_pdf
from .typeset_kit import TEMPLATES, Worker, only_printed, pdf_text


@dataclass(frozen=True)
class Theme:
    """What a theme hides and how it prints dates, found by printing every field once."""

    family: str
    hides: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    invents_months: bool = False
    needs_start: bool = False
    needs_end: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    margin: str = "0"
    size: str = "A4"
    css: str = ""


PLACES = ("work.location", "certificates", "projects")
THEMES: dict[str, Theme] = {
    "caffeine": Theme("two-column", PLACES, invents_months=True, needs_start=True),
    "eloquent": Theme(
        "one-column", PLACES, years=("education",), invents_months=True, needs_start=True, margin="12mm 0"
    ),
    "even": Theme("label-column", (), invents_months=True, needs_start=True, margin="12mm 0"),
    "macchiato": Theme("two-column", ("work.location", "certificates"), invents_months=True, needs_start=True),
    "onepage": Theme("label-column", (*PLACES, "references", "basics.url"), needs_start=True),
    "paper": Theme(
        "label-column",
        (*PLACES, "references", "volunteer.position", "basics.summary"),
        needs_start=True,
        needs_end=("education", "volunteer"),
        margin="12mm 0",
    ),
    "short": Theme("one-column", (*PLACES, "basics.location", "basics.label"), invents_months=True, margin="10mm"),
    "stackoverflow": Theme("one-column", (), invents_months=True, needs_start=True, margin="10mm 0"),
}


def themes_folder() -> Path:
    """The folder that holds `node_modules` with the themes."""
    folder = Path(os.environ.get("JSONRESUME_THEMES") or Path(tempfile.gettempdir()) / "jsonresume")
    if not shutil.which("node") or not (folder / "node_modules").is_dir():
        raise FileNotFoundError("no node, or no folder with JSON Resume themes (set JSONRESUME_THEMES)")
    return folder


def resume(v: Person, rng: Random) -> dict[str, Any]:
    """The visible truth as a JSON Resume with the names of both old and new versions of the format."""
    basics = {key: v["basics"].get(key, "") for key in ("name", "label", "email", "phone", "summary")}
    basics |= {"location": dict(v["basics"].get("location") or {}), "profiles": []}
    if v["basics"].get("url"):
        basics |= {"url": v["basics"]["url"], "website": v["basics"]["url"]}
    work = [{**_plain(e), "company": e["name"], "highlights": list(e.get("highlights", []))} for e in v["work"]]
    skills: list[dict[str, Any]] = []
    single = rng.random() < 0.5
    for group in v["skills"]:
        words = list(group.get("keywords", []))
        if group.get("name"):
            skills.append({"name": group["name"], "keywords": words})
        elif single:
            skills += [{"name": word, "keywords": []} for word in words]
        else:
            skills.append({"name": "Skills", "keywords": words})
    out: dict[str, Any] = {"basics": basics, "work": work, "skills": skills}
    for section in ("education", "languages", "certificates", "interests", "references", "projects", "volunteer"):
        out[section] = [_plain(entry) for entry in v.get(section, [])]
    for entry in out["education"]:
        entry.setdefault("courses", [])
    for entry in out["interests"]:
        entry.setdefault("keywords", [])
    for entry in out["volunteer"] + out["projects"]:
        entry.setdefault("highlights", [])
    return out


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if not key.startswith("x_")}


def as_dated(v: Person, theme: Theme) -> None:
    """Dates as the theme prints them."""
    years_only(v, *theme.years) if theme.years else None
    for section in ("work", "education", "volunteer", "projects"):
        for entry in v.get(section, []):
            if section in theme.undated:
                for key in ("startDate", "endDate", "x_current"):
                    entry.pop(key, None)
            if section in theme.needs_end and not entry.get("endDate"):
                entry.pop("startDate", None)
                entry.pop("x_current", None)
            if theme.needs_start and not entry.get("startDate"):
                entry.pop("endDate", None)
    if theme.invents_months:
        for section in ("work", "education", "volunteer", "projects", "certificates"):
            for entry in v.get(section, []) if section not in theme.years else []:
                for key in ("startDate", "endDate", "date"):
                    if len(entry.get(key, "")) == 4:
                        entry[key] += "-01"


def for_print(html: str, theme: Theme) -> str:
    """Pages of the theme's size, and nothing that would be loaded from the network."""
    html = re.sub(r"<link\b[^>]*href=[\"']?(https?:)?//[^>]*>", "", html)
    html = re.sub(r"<script\b[^>]*src=[\"']?(https?:)?//[^>]*>\s*</script>", "", html)
    html = re.sub(r"@import\s+(url\()?[\"']?(https?:)?//[^;]*;", "", html)
    html = re.sub(r"url\([\"']?(https?:)?//[^)]*\)", "url()", html)
    html = re.sub(r"<img\b[^>]*>", "", html)
    style = (
        f"<style>@page{{size:{theme.size};margin:{theme.margin}}}p,li,h2,h3,h4{{break-inside:avoid}}{theme.css}</style>"
    )
    return re.sub(r"(<head\b[^>]*>)", lambda m: m.group(1) + style, html, count=1, flags=re.IGNORECASE)


def render(name: str, person: Person, path: Path, rng: Random) -> Person:
    """Draws one person and returns the visible truth."""
    folder = themes_folder()
    if not (folder / "node_modules" / f"jsonresume-theme-{name}").is_dir():
        raise FileNotFoundError(f"the theme {name} is not in the folder of themes")
    if not program("chromium"):
        raise FileNotFoundError("chromium is not installed")
    theme = THEMES[name]
    s = Sheet(person, rng)
    s.trim(4)
    s.levels(s.pick("asis", "asis", "words", "cefr"))
    s.drop("work.x_workload", *(f"x.{key}" for key in FACTS))
    v = s.v
    worker = Worker.get("jsonresume", ["node", str(TEMPLATES / "jsonresume_worker.js"), str(folder)], {"TZ": "UTC"})
    html = worker.ask({"theme": name, "resume": resume(v, rng)})["html"]
    print_pdf(for_print(html, theme), path)
    drop(v, *theme.hides)
    as_dated(v, theme)
    return only_printed(v, pdf_text(path))


JSONRESUME = [
    Layout(f"jr-{name}", "pdf", theme.family, "jsonresume", partial(render, name)) for name, theme in THEMES.items()
]
