"""Layouts set by Typst from the templates beside this module."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from .base import Layout, Person
from .html_kit import ACCENT, DARK, PALE, Sheet
from .typeset_kit import AS_OF_SECONDS, TEMPLATES, data, order, sections

SANS = ("Lato", "Open Sans", "Roboto", "Inter", "Carlito", "Cabin", "DejaVu Sans")
SERIF = ("Libertinus Serif", "New Computer Modern", "EB Garamond", "Caladea", "Liberation Serif", "Roboto Slab")
COLUMNS = {
    "de": {
        "work": ("Zeitraum", "Arbeitgeber", "Funktion und Aufgaben"),
        "projects": ("Zeitraum", "Auftraggeber", "Projekt"),
        "education": ("Zeitraum", "Institution", "Abschluss"),
        "volunteer": ("Zeitraum", "Organisation", "Aufgabe"),
    },
    "en": {
        "work": ("Dates", "Employer", "Position and duties"),
        "projects": ("Dates", "Client", "Project"),
        "education": ("Dates", "Institution", "Qualification"),
        "volunteer": ("Dates", "Organisation", "Role"),
    },
    "fr": {
        "work": ("Période", "Employeur", "Poste et missions"),
        "projects": ("Période", "Client", "Projet"),
        "education": ("Période", "Établissement", "Diplôme"),
        "volunteer": ("Période", "Association", "Fonction"),
    },
}


def compile_typst(template: str, content: dict[str, Any], out: Path) -> None:
    """Sets one template with its data; the template reads them from `sys.inputs.data`."""
    import typst

    out.write_bytes(
        typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
            timestamp=AS_OF_SECONDS,
        )
    )


def line(s: Sheet) -> dict[str, Any]:
    """One column, period at the right end of the line."""
    s.trim(4)
    s.dates(("long", "short", "slash"))
    s.levels(s.pick("words", "asis", "both"))
    return data(
        s,
        order(s),
        font=s.pick(*SERIF),
        accent=s.pick("#000000", "#333333", *DARK),
        justify=s.chance(0.4),
        centre=s.chance(0.6),
        bar=s.chance(0.5),
        paren=s.chance(0.5),
        footer=s.chance(0.4),
        **{"org-first": s.chance(0.4)},
    )


def dates(s: Sheet) -> dict[str, Any]:
    """Periods in a narrow column at the left."""
    s.trim(4)
    s.dates(("slash", "dot", "short", "year"), (" – ", "–", " - "))
    if s.style == "year":
        s.years_only()
    s.levels(s.pick("words", "cefr", "asis", "dots"))
    return data(
        s,
        order(s),
        s.pick(("address", "phone", "email", "url"), ("phone", "email", "address", "url")),
        font=s.pick(*SANS),
        accent=s.pick(*ACCENT),
        grey=s.chance(0.5),
        band=s.chance(0.4),
        upper=s.chance(0.3),
        title=s.chance(0.4),
        dots=s.chance(0.3),
        footer=s.chance(0.5),
        **{"one-line": s.chance(0.4)},
    )


def bar(s: Sheet) -> dict[str, Any]:
    """A coloured bar at the right."""
    s.trim(3)
    s.dates(("short", "slash", "long", "dot"))
    mode = s.levels(s.pick("dots", "words", "cefr"))
    side = ["skills", "languages", "personal", "interests"]
    if len(s.v["certificates"]) <= 3 and s.chance(0.5):
        side.append("certificates")
    if s.b("summary") and s.chance(0.3):
        side.append("summary")
    dark = s.chance(0.5)
    return data(
        s,
        ("summary", "work", "projects", "education", "skills", "languages", "certificates", "volunteer", "personal")
        + ("interests", "references"),
        s.pick(("phone", "email", "address", "url"), ("address", "phone", "email", "url")),
        font=s.pick(*SANS),
        accent=s.pick(*(DARK if dark else ACCENT)),
        back=s.pick(*DARK) if dark else s.pick(*PALE),
        dark=dark,
        side=side,
        upper=s.chance(0.4),
        lines=len(s.flat_skills() if s.chance(0.3) else [w for g in s.v["skills"] for w in g["keywords"]]) <= 12,
        bars=mode != "dots" and s.chance(0.5),
        marks=s.chance(0.6),
        fit=s.chance(0.75),
        **{"date-own-line": s.chance(0.5)},
    )


def label(s: Sheet) -> dict[str, Any]:
    """Letter-spaced headings in a label column, two pages."""
    s.trim(5)
    s.dates(("long", "short", "slash"))
    s.levels(s.pick("words", "asis", "both", "cefr"))
    return data(
        s,
        order(s),
        font=s.pick(*SANS[:6], "Caladea"),
        accent=s.pick(*ACCENT, "#000000"),
        tracking=s.pick(0.14, 0.2, 0.3),
        rule=s.chance(0.5),
        paren=s.chance(0.5),
    )


def ruled(s: Sheet) -> dict[str, Any]:
    """Tables with rules."""
    s.trim(3)
    s.dates(("slash", "dot", "short"), (" – ", "–", " - "))
    s.levels(s.pick("words", "cefr", "asis"))
    return data(
        s,
        order(s),
        font=s.pick("Liberation Sans", "Carlito", "Caladea", "Liberation Serif", "DejaVu Sans"),
        accent=s.pick(*DARK),
        all=s.chance(0.6),
        three=s.chance(0.6),
        heads={key: list(words) for key, words in COLUMNS[s.lang].items()},
    )


def pair(s: Sheet) -> dict[str, Any]:
    """Two columns of running text."""
    s.trim(3)
    s.dates(("short", "slash", "long"))
    s.levels(s.pick("words", "dots", "cefr"))
    keys = order(s)
    return data(
        s,
        keys,
        font=s.pick(*SANS, *SERIF[:3]),
        accent=s.pick(*ACCENT),
        turn=middle(s, keys),
        upper=s.chance(0.3),
        justify=s.chance(0.5),
        labels=s.chance(0.3),
        **{"date-first": s.chance(0.5)},
    )


def middle(s: Sheet, keys: list[str]) -> str:
    """The section at which about half of the lines have gone by."""
    heights = []
    for part in sections(s, keys):
        rows = part["content"] if isinstance(part["content"], list) else [part["content"]]
        lines = sum(4 + len(r["points"]) + 2 * len(r["tools"][:1]) if part["kind"] == "entries" else 1.3 for r in rows)
        heights.append((part["key"], lines + 2))
    gone, total = 0.0, sum(height for _, height in heights)
    for key, height in heights:
        if gone + height / 2 >= total / 2:
            return key
        gone += height
    return ""


def render(template: str, choose: Callable[[Sheet], dict[str, Any]], person: Person, path: Path, rng: Random) -> Person:
    """Draws one person and returns the visible truth."""
    s = Sheet(person, rng)
    compile_typst(template, choose(s), path)
    return s.v


def _layout(name: str, family: str, template: str, choose: Callable[[Sheet], dict[str, Any]]) -> Layout:
    return Layout(name, "pdf", family, "typst", partial(render, template, choose))


TYPST = [
    _layout("typ-line", "one-column", "line", line),
    _layout("typ-dates", "date-column", "dates", dates),
    _layout("typ-bar", "two-column", "bar", bar),
    _layout("typ-label", "label-column", "label", label),
    _layout("typ-ruled", "table", "ruled", ruled),
    _layout("typ-pair", "two-column", "pair", pair),
]
