"""Layouts of the published RenderCV themes, set by Typst."""

from __future__ import annotations

import importlib
import os
import tempfile
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from . import base
from .base import Layout, Person
from .html_kit import ACCENT, DARK, Item, Sheet
from .typeset_kit import AS_OF_SECONDS, PAGE_WORDS, TEMPLATES, Worker, order

UPDATED = {
    "de": ("Stand: TODAY", "Zuletzt aktualisiert: TODAY"),
    "en": ("Last updated in TODAY", "Updated TODAY"),
    "fr": ("Mis à jour : TODAY", "Dernière mise à jour : TODAY"),
}
SPANS = {
    "de": ("Monat", "Monate", "Jahr", "Jahre"),
    "en": ("month", "months", "year", "years"),
    "fr": ("mois", "mois", "an", "ans"),
}
DATE_TEMPLATES = (
    "MONTH_ABBREVIATION YEAR",
    "MONTH_ABBREVIATION YEAR",
    "FULL_MONTH_NAME YEAR",
    "MONTH_IN_TWO_DIGITS/YEAR",
    "MONTH_IN_TWO_DIGITS.YEAR",
)
ICONS = """#let fa-icon(name, size: 1em, ..rest) = text(font: "Font Awesome 7 Free", weight: 900, size: size, (
  "location-dot": "\\u{f3c5}", "envelope": "\\u{f0e0}", "phone": "\\u{f095}", "link": "\\u{f0c1}",
).at(name, default: "\\u{f111}"))"""


# ---------------------------------------------------------------- contents


def plain(text: str) -> str:
    """Text without the signs that RenderCV reads as Markdown."""
    return text.replace("*", "∗")


def dates_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Dates as RenderCV wants them."""
    start, end = entry.get("startDate"), "present" if entry.get("x_current") else entry.get("endDate")
    if start and end and start != end:
        return {"start_date": _year_as_number(start), "end_date": _year_as_number(end)}
    return {"date": _year_as_number(end or start)} if end or start else {}


def _year_as_number(value: str) -> str | int:
    return int(value) if value.isdigit() else value


def work_entry(s: Sheet, item: Item) -> dict[str, Any]:
    """A station."""
    position = f"{item.title} ({item.workload})" if item.workload else item.title
    row = {"company": item.org, "position": position, **dates_of(item.entry)}
    if item.place:
        row["location"] = item.place
    text = item.entry.get("summary") or item.entry.get("description")
    if text:
        row["summary"] = text
    if item.entry.get("highlights"):
        row["highlights"] = list(item.entry["highlights"])
    return row


def project_entry(s: Sheet, item: Item, client_in_name: bool) -> dict[str, Any]:
    """A project: its client stands in the name or in the first bullet."""
    name = f"{item.title} ({item.org})" if client_in_name and item.org else item.title
    lines = [] if client_in_name or not item.org else [f"{s.l['client']}: {item.org}"]
    lines += [f"{s.l['role']}: {item.role}"] if item.role else []
    lines += list(item.entry.get("highlights", []))
    lines += [f"{s.l['tools']}: {', '.join(item.tools)}"] if item.tools else []
    row = {"name": name, **dates_of(item.entry), "highlights": lines}
    if item.entry.get("description"):
        row["summary"] = item.entry["description"]
    return row


def education_entry(item: Item, split: bool) -> dict[str, Any]:
    """A school; RenderCV requires a field, so a degree without one, or not to be split off, stands as the field."""
    e = item.entry
    row = {"institution": item.org, "area": item.title, **dates_of(e)}
    if split and e.get("area") and e.get("studyType"):
        row |= {"area": e["area"], "degree": e["studyType"]}
    if item.place:
        row["location"] = item.place
    return row


def contents(s: Sheet, keys: list[str], split: bool) -> dict[str, list[Any]]:
    """The sections with their headings in the person's language."""
    out: dict[str, list[Any]] = {}
    client_in_name, cert_form = s.chance(0.5), s.pick("entries", "bullets", "lines")
    flat_languages, pairs = s.chance(0.4), s.chance(0.5)
    for key in keys:
        rows: list[Any] = []
        if key == "summary":
            rows = [s.b("summary")] if s.b("summary") else []
        elif key in ("work", "volunteer"):
            rows = [work_entry(s, item) for item in s.items(key)]
        elif key == "projects":
            rows = [project_entry(s, item, client_in_name) for item in s.items(key)]
        elif key == "education":
            rows = [education_entry(item, split) for item in s.items(key)]
        elif key == "skills":
            rows = skill_rows(s)
        elif key == "languages" and flat_languages:
            parts = [e["language"] + (f" ({e['fluency']})" if e.get("fluency") else "") for e in s.v["languages"]]
            rows = [", ".join(parts)] if parts else []
        elif key == "languages":
            rows = [{"label": e["language"], "details": e.get("fluency") or "–"} for e in s.v["languages"]]
        elif key == "certificates":
            rows = [certificate_row(s, e, cert_form) for e in s.v["certificates"]]
        elif key == "personal":
            facts = s.facts()
            rows = [{"label": name, "details": value} for name, value in facts]
            rows = rows if pairs else [{"bullet": f"{name}: {value}"} for name, value in facts]
        elif key == "interests":
            rows = [", ".join(s.interests())] if s.v["interests"] else []
        elif key == "references":
            rows = [{"bullet": line} for line in s.references()]
        if rows:
            out[s.h[key]] = rows
    return _cleaned(out)


def skill_rows(s: Sheet) -> list[Any]:
    """Groups as labelled lines; skills without groups as one line."""
    groups = s.v["skills"]
    if all(group.get("name") for group in groups):
        return [{"label": g["name"], "details": ", ".join(g.get("keywords", []))} for g in groups]
    return [", ".join(word for g in groups for word in g.get("keywords", []))]


def certificate_row(s: Sheet, e: dict[str, Any], form: str) -> dict[str, Any]:
    """A certificate as dated entry, bullet or labelled line."""
    name = ", ".join(part for part in (e["name"], e.get("issuer", "")) if part)
    if form == "entries":
        return {"name": name, **({"date": _year_as_number(e["date"])} if e.get("date") else {})}
    return {"bullet": s.cert(e, "paren" if form == "bullets" else "comma")}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return plain(value) if isinstance(value, str) else value


def connections(s: Sheet) -> list[dict[str, str | None]]:
    """The contact line, phone and address as printed."""
    orders = (
        ("address", "email", "phone", "url"),
        ("email", "phone", "address", "url"),
        ("phone", "email", "url", "address"),
    )
    icons = {"address": "location-dot", "email": "envelope", "phone": "phone", "url": "link"}
    rows: list[dict[str, str | None]] = []
    for key, text in s.contact(*s.pick(*orders)):
        url = {"email": f"mailto:{text}", "url": f"https://{text}"}.get(key)
        rows.append({"typst_icon": icons[key], "url": url, "clean_url": text, "placeholder": text})
    return rows


# ---------------------------------------------------------------- design


def complete_degrees(s: Sheet) -> bool:
    """Whether every school has a degree and a field."""
    return all(e.get("area") and e.get("studyType") for e in s.v["education"])


def wide_dates(words: dict[str, Any]) -> bool:
    """Whether the dates need more than the usual column: long months or a word between them."""
    return "FULL_MONTH" in words["date_template"] or len(words["to"]) > 1


def design(s: Sheet, theme: str, split: bool, wide: bool) -> dict[str, Any]:
    """The theme with the settings people change: paper, colour, icons, time spans and order of the first line."""
    column = theme in ("classic", "engineeringclassic") and s.chance(0.7)
    education: dict[str, Any] = {"date_and_location_column_template": "DATE", "degree_column_template": None}
    if split and column:
        education["degree_column_template"] = "**DEGREE**"
        education["degree_column_width"] = s.pick("2.6cm", "3.2cm")
        education["main_column_first_row_template"] = "**INSTITUTION**, AREA"
    elif split:
        joiner = " in " if s.lang == "en" else ", "
        first = s.pick(f"**INSTITUTION**, DEGREE{joiner}AREA", f"**DEGREE{joiner}AREA**, INSTITUTION")
        education["main_column_first_row_template"] = first
    else:
        education["main_column_first_row_template"] = s.pick("**INSTITUTION**, AREA", "**AREA**, INSTITUTION")
    out: dict[str, Any] = {
        "theme": theme,
        "page": {
            "size": "a4",
            "show_last_updated_date": s.chance(0.3),
            "show_page_numbering": s.chance(0.5),
        },
        "header": {"use_icons_for_connections": s.chance(0.5)},
        "entry_types": {"education_entry": education},
        "entries": {
            "show_time_spans_in": [s.h["work"]] if s.chance(0.25) else [],
            **({"date_and_location_width": "5.8cm"} if wide and theme != "moderncv" else {}),
        },
    }
    if theme in ("classic", "moderncv", "sb2nov") and s.chance(0.5):
        colour = s.pick(*ACCENT, *DARK)
        out["colors"] = {"name": colour, "section_titles": colour}
    if theme in ("classic", "sb2nov") and s.chance(0.3):
        out["entry_types"]["experience_entry"] = {"main_column_first_row_template": "**POSITION**, COMPANY"}
    if not out["header"]["use_icons_for_connections"] and theme != "moderncv":
        out["header"]["separator_between_connections"] = s.pick("|", "•", "")
    return out


def locale(s: Sheet) -> dict[str, Any]:
    """Month names and the words of a language."""
    month, months, year, years = SPANS[s.lang]
    page, of = PAGE_WORDS[s.lang]
    return {
        "language": s.lang,
        "date_template": s.pick(*DATE_TEMPLATES),
        "full_names_of_months": base.MONTHS_LONG[s.lang],
        "abbreviations_for_months": base.MONTHS_SHORT[s.lang],
        "present": s.present,
        "to": s.pick("–", "–", base.TO[s.lang], "-"),
        "month": month,
        "months": months,
        "year": year,
        "years": years,
        "page_numbering_template": f"NAME - {page} PAGE_NUMBER {of} TOTAL_PAGES",
        "last_updated_date_template": s.pick(*UPDATED[s.lang]),
    }


# ---------------------------------------------------------------- drawing


def sheet(person: Person, rng: Random) -> Sheet:
    """The person with the usual cuts; the words for running entries are not joined to the dash."""
    s = Sheet(person, rng)
    s.trim(4)
    s.dates(("long", "short", "slash"))
    if s.present.startswith(base.TO[s.lang] + " "):
        s.present = base.PRESENT[s.lang][0]
    s.levels(s.pick("asis", "words", "cefr", "both"))
    return s


def render(theme: str, person: Person, path: Path, rng: Random) -> Person:
    """Draws one person with RenderCV 2.3, which runs in the driver's own Python, and returns the visible truth."""
    import typst

    models = importlib.import_module("rendercv.data")
    renderer = importlib.import_module("rendercv.renderer")
    fonts = importlib.import_module("rendercv_fonts")
    s = sheet(person, rng)
    s.drop("basics.label")
    split = complete_degrees(s) and s.chance(0.7)
    words = locale(s)
    wanted = {
        "cv": {"name": s.b("name"), "sections": contents(s, order(s), split)},
        "design": design(s, theme, split, wide_dates(words)),
        "locale": words,
        "rendercv_settings": {"date": "2025-12-01"},
    }
    model = models.validate_input_dictionary_and_return_the_data_model(wanted)
    model.cv.__dict__["connections"] = connections(s)
    source = renderer.create_contents_of_a_typst_file(model)
    source = source.replace('#import "@preview/fontawesome:0.5.0": fa-icon', ICONS)
    source = source.replace("datetime.today()", "datetime(year: 2025, month: 12, day: 1)")
    path.write_bytes(
        typst.compile(source.encode(), font_paths=list(fonts.paths_to_font_folders), timestamp=AS_OF_SECONDS)
    )
    return s.v


# ---------------------------------------------------------------- later versions


LANGUAGES = {"de": "german", "en": "english", "fr": "french"}


def later_python() -> str:
    """The Python of a virtual environment with RenderCV 2.8: RENDERCV_PYTHON, or `rendercv` in the temporary folder."""
    named = os.environ.get("RENDERCV_PYTHON")
    python = Path(named) if named else Path(tempfile.gettempdir()) / "rendercv" / "bin" / "python"
    if not python.exists():
        raise FileNotFoundError("no environment with RenderCV 2.8 (set RENDERCV_PYTHON)")
    return str(python)


def later_design(s: Sheet, theme: str) -> dict[str, Any]:
    """The theme with the settings people change, in the form of version 2.8."""
    templates: dict[str, Any] = {"single_date": s.pick(*DATE_TEMPLATES).replace("FULL_MONTH", "MONTH")}
    to = s.pick("–", "–", base.TO[s.lang])
    templates["date_range"] = f"START_DATE {to} END_DATE"
    star = "*" if complete_degrees(s) else ""
    if theme in ("classic", "harvard"):
        first = "**INSTITUTION**, DEGREE_WITH_AREA"
    elif theme == "sb2nov":
        first = f"**INSTITUTION**\n{star}DEGREE_WITH_AREA{star}"
    else:
        first = f"**INSTITUTION** -- LOCATION\n{star}DEGREE_WITH_AREA{star}" if theme in ("ember", "ink") else ""
    if first:
        templates["education_entry"] = {"main_column": f"{first}\nSUMMARY\nHIGHLIGHTS", "degree_column": None}
    out: dict[str, Any] = {
        "theme": theme,
        "page": {"size": "a4", "show_footer": s.chance(0.5), "show_top_note": s.chance(0.3)},
        "sections": {
            "show_time_spans_in": [s.h["work"]] if s.chance(0.25) and theme not in ("harvard", "sb2nov") else []
        },
        "templates": templates,
    }
    if s.chance(0.4):
        icons = s.chance(0.5)
        out["header"] = {"connections": {"show_icons": icons, "separator": "" if icons else s.pick("|", "•", "·")}}
    if s.chance(0.4):
        colour = s.pick(*ACCENT, *DARK)
        out["colors"] = {"name": colour, "section_titles": colour}
    return out


def later_locale(s: Sheet) -> dict[str, Any]:
    """The built-in language, or our own words and names of months."""
    out: dict[str, Any] = {"language": LANGUAGES[s.lang]}
    if s.chance(0.6):
        out["present"] = s.present
        out["month_abbreviations"] = base.MONTHS_SHORT[s.lang]
        out["month_names"] = base.MONTHS_LONG[s.lang]
        out["phrases"] = {"degree_with_area": "DEGREE, AREA"}
        out["last_updated"] = UPDATED[s.lang][-1].replace("TODAY", "").strip(" :")
    return out


def render_later(theme: str, person: Person, path: Path, rng: Random) -> Person:
    """Draws one person with RenderCV 2.8 in a Python of its own and returns the visible truth."""
    python = later_python()
    s = sheet(person, rng)
    cv: dict[str, Any] = {"name": s.b("name")}
    if s.b("label"):
        cv["headline"] = plain(s.b("label"))
    cv["custom_connections"] = [
        {"fontawesome_icon": row["typst_icon"], "placeholder": row["placeholder"], "url": None}
        for row in connections(s)
    ]
    cv["sections"] = contents(s, order(s), True)
    wanted = {
        "cv": cv,
        "design": later_design(s, theme),
        "locale": later_locale(s),
        "settings": {"current_date": "2025-12-01"},
    }
    worker = Worker.get("rendercv", [python, str(TEMPLATES / "rendercv_worker.py")], {})
    worker.ask({"input": wanted, "out": str(path.resolve()), "timestamp": AS_OF_SECONDS})
    return s.v


def _layout(theme: str, family: str) -> Layout:
    return Layout(f"rcv-{theme}", "pdf", family, "rendercv", partial(render, theme))


def _later(theme: str, family: str) -> Layout:
    return Layout(f"rcv8-{theme}", "pdf", family, "rendercv", partial(render_later, theme))


RENDERCV = [
    _layout("classic", "one-column"),
    _layout("engineeringclassic", "one-column"),
    _layout("engineeringresumes", "one-column"),
    _layout("moderncv", "date-column"),
    _layout("sb2nov", "one-column"),
    _later("classic", "one-column"),
    _later("ember", "one-column"),
    _later("harvard", "one-column"),
    _later("ink", "one-column"),
    _later("moderncv", "date-column"),
    _later("opal", "one-column"),
    _later("sb2nov", "one-column"),
]
