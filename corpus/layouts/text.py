"""Plain text files: markdown-like, underlined headings with labels, and an old-fashioned one in another encoding."""

from __future__ import annotations

import textwrap
from pathlib import Path
from random import Random

from .base import (
    PRESENT,
    SINCE,
    TO,
    Layout,
    Person,
    address_line,
    cefr_levels,
    degree_line,
    drop,
    format_month,
    format_period,
    group_roles,
    headings,
    keywords,
    labels,
    personal_facts,
    visible,
    word_levels,
    years_only,
)

WIDTH = 92


def wrap(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """Lines of at most WIDTH characters."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def join(*parts: str | None, by: str = ", ") -> str:
    """The parts that are there."""
    return by.join(part for part in parts if part)


def cert_line(entry: dict, lang: str, style: str) -> str:
    """'Name, Issuer (Mai 2022)'."""
    date = f" ({format_month(entry['date'], lang, style)})" if entry.get("date") else ""
    return join(entry["name"], entry.get("issuer")) + date


# ---------------------------------------------------------------- markdown-like


def markdown(person: Person, path: Path, rng: Random) -> Person:
    """'# Name', '## Section', '### Position' and dashes."""
    v = visible(person)
    lang = v["x"]["lang"]
    head, name = headings(lang, rng), labels(lang, rng)
    style = rng.choice(["long", "short", "slash"])
    dash, present = rng.choice([" – ", " - ", "–"]), rng.choice(PRESENT[lang][:2])
    word_levels(v, rng) if rng.random() < 0.5 else cefr_levels(v)
    drop(v, "references", "x.civilStatus")
    if rng.random() < 0.5:
        drop(v, "basics.location.address")
    b, lines = v["basics"], []
    lines += [f"# {b['name']}", "", *([b["label"], ""] if b.get("label") else [])]
    lines += [
        " | ".join(part for part in (address_line(b["location"]), b.get("phone"), b["email"], b.get("url")) if part),
        "",
    ]
    if b.get("summary"):
        lines += [f"## {head['summary']}", "", b["summary"], ""]
    lines += [f"## {head['work']}", ""]
    for entry in v["work"]:
        lines += [
            f"### {entry['position']}",
            "",
            "**" + join(entry["name"], entry.get("location")) + "**  ",
            "*" + format_period(entry, lang, style, dash, present) + "*",
            "",
        ]
        lines += [entry["summary"], ""] if entry.get("summary") else []
        lines += [f"- {line}" for line in entry.get("highlights", [])] + ([""] if entry.get("highlights") else [])
    if v["projects"]:
        lines += [f"## {head['projects']}", ""]
        for entry in v["projects"]:
            lines += [
                f"### {entry['name']} ({entry['entity']})",
                "",
                join(format_period(entry, lang, style, dash, present), *entry["roles"], by=" · "),
                "",
                entry["description"],
                "",
                f"{name['tools']}: {', '.join(entry['keywords'])}",
                "",
            ]
    lines += [f"## {head['education']}", ""]
    for entry in v["education"]:
        lines += [
            f"- **{degree_line(entry)}**, {entry['institution']}, {format_period(entry, lang, style, dash, present)}"
        ]
    lines += ["", f"## {head['skills']}", ""]
    for group in v["skills"]:
        lines += [
            f"- {group['name']}: {', '.join(group['keywords'])}"
            if group.get("name")
            else "\n".join(f"- {word}" for word in group["keywords"])
        ]
    lines += ["", f"## {head['languages']}", ""]
    lines += [f"- {entry['language']}: {entry['fluency']}" for entry in v["languages"]]
    if v["certificates"]:
        lines += ["", f"## {head['certificates']}", ""]
        lines += [f"- {cert_line(entry, lang, style)}" for entry in v["certificates"]]
    if v["volunteer"]:
        lines += ["", f"## {head['volunteer']}", ""]
        lines += [
            f"- {entry['position']}, {entry['organization']} ({format_period(entry, lang, style, dash, present)})"
            for entry in v["volunteer"]
        ]
    facts = personal_facts(v, lang, name)
    if facts:
        lines += ["", f"## {head['personal']}", "", *(f"- {key}: {value}" for key, value in facts)]
    if v["interests"]:
        lines += ["", f"## {head['interests']}", "", ", ".join(item["name"] for item in v["interests"])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return v


# ---------------------------------------------------------------- underlined headings, labels


def labelled(person: Person, path: Path, rng: Random) -> Person:
    """Headings underlined with = or -, 'label: value' lines for the person and for each job."""
    v = visible(person)
    lang = v["x"]["lang"]
    head, name = headings(lang, rng), labels(lang, rng)
    style, rule = rng.choice(["slash", "dot", "short"]), rng.choice("=-")
    upper = rng.random() < 0.4
    present = rng.choice(PRESENT[lang][:3])
    cefr_levels(v)
    drop(v, "volunteer", "basics.url")
    employer = {"de": "Arbeitgeber", "en": "Employer", "fr": "Employeur"}[lang]
    b, lines = v["basics"], []

    def title(text: str) -> list[str]:
        text = text.upper() if upper else text
        return ["", text, rule * len(text), ""]

    lines += title(head["title"])[1:] + title(head["personal"])
    rows = [
        (name["name"], b["name"]),
        (name["address"], address_line(b["location"])),
        (name["phone"], b.get("phone", "")),
        (name["email"], b["email"]),
        *personal_facts(v, lang, name),
    ]
    pad = max(len(key) for key, _ in rows) + 2
    lines += [f"{key + ':':<{pad}}{value}" for key, value in rows if value]
    if b.get("label") or b.get("summary"):
        lines += title(head["summary"]) + ([b["label"]] if b.get("label") else [])
        lines += wrap(b.get("summary", ""))
    lines += title(head["work"])
    for entry in v["work"]:
        lines += [
            f"{name['period']}: {format_period(entry, lang, style, ' - ', present)}",
            f"{employer}: {join(entry['name'], entry.get('location'))}",
            f"{name['role']}: {entry['position']}",
        ]
        if entry.get("x_workload"):
            lines += [f"{name['workload']}: {entry['x_workload']} %"]
        detail = [entry["summary"]] if entry.get("summary") else []
        detail += entry.get("highlights", [])
        if detail:
            lines += [f"{name['tasks']}:"]
            for line in detail:
                lines += wrap(line, "    ", "  * ")
        lines += [""]
    if v["projects"]:
        lines += title(head["projects"])
        for entry in v["projects"]:
            lines += [
                f"{name['client']}: {entry['entity']}",
                f"{name['period']}: {format_period(entry, lang, style, ' - ', present)}",
                f"{name['role']}: {', '.join(entry['roles'])}",
                *wrap(f"{entry['name']}: {entry['description']}"),
                f"{name['tools']}: {', '.join(entry['keywords'])}",
                "",
            ]
    lines += title(head["education"])
    for entry in v["education"]:
        lines += [
            f"{format_period(entry, lang, style, ' - ', present)}: {degree_line(entry, ' ')}",
            f"  {entry['institution']}",
        ]
    lines += title(head["languages"]) + [f"{entry['language']}: {entry['fluency']}" for entry in v["languages"]]
    lines += title(head["skills"])
    for group in v["skills"]:
        lines += wrap((f"{group['name']}: " if group.get("name") else "") + "; ".join(group["keywords"]), "  ", "")
    if v["certificates"]:
        lines += title(head["certificates"]) + [cert_line(entry, lang, style) for entry in v["certificates"]]
    if v["interests"]:
        lines += title(head["interests"]) + [", ".join(item["name"] for item in v["interests"])]
    if v.get("references"):
        lines += title(head["references"]) + [f"{item['name']}, {item['reference']}" for item in v["references"]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return v


# ---------------------------------------------------------------- dates first, other encodings


def dated(person: Person, path: Path, rng: Random) -> Person:
    """Dates before each entry, dashes as bullets, Windows-1252 (where the person fits into it) or UTF-16."""
    v = visible(person)
    lang = v["x"]["lang"]
    head, name = headings(lang, rng), labels(lang, rng)
    style = rng.choice(["yy", "slash", "dot", "year"])
    since = SINCE[lang][0] if rng.random() < 0.5 else None
    dash = rng.choice(["-", " - ", f" {TO[lang]} "])
    if style == "year":
        years_only(v, "work", "education", "volunteer", "certificates")
    word_levels(v, rng)
    drop(v, "projects", "references", "x.civilStatus", "basics.url")
    grouped = rng.random() < 0.5
    if not any(group.get("name") for group in v["skills"]) or rng.random() < 0.4:
        v["skills"] = [{"name": "", "keywords": keywords(v)}]
    b, lines = v["basics"], []
    where = b["location"]
    lines += [
        b["name"],
        where.get("address", ""),
        address_line(where, ("postalCode", "city")),
        f"{name['phone']} {b.get('phone', '')}",
        b["email"],
    ]
    lines += [f"{key} {value}" if len(key) < 8 else f"{key}: {value}" for key, value in personal_facts(v, lang, name)]
    lines += ["", head["title"].upper(), ""]
    if b.get("label"):
        lines += [b["label"], ""]
    lines += [*wrap(b["summary"]), ""] if b.get("summary") else []

    def period(entry: dict) -> str:
        return format_period(entry, lang, style, dash, since=since)

    lines += [head["work"].upper()]
    for employer, entries in group_roles(v["work"]) if grouped else [(e["name"], [e]) for e in v["work"]]:
        if len(entries) > 1:
            lines += ["", join(employer, entries[0].get("location"))]
            for entry in entries:
                entry.pop("location", None) if entry.get("location") != entries[0].get("location") else None
        for entry in entries:
            where_line = (
                entry["position"] if len(entries) > 1 else join(entry["position"], employer, entry.get("location"))
            )
            lines += ["", *wrap(f"{period(entry)}  {where_line}", "    ", "")]
            for line in ([entry["summary"]] if entry.get("summary") else []) + entry.get("highlights", []):
                lines += wrap(line, "    ", "  - ")
    lines += ["", head["education"].upper(), ""]
    for entry in v["education"]:
        lines += wrap(f"{period(entry)}  {join(degree_line(entry, ' '), entry['institution'])}", "    ", "")
    if v["volunteer"]:
        lines += ["", head["volunteer"].upper(), ""]
        for entry in v["volunteer"]:
            lines += wrap(f"{period(entry)}  {entry['position']}, {entry['organization']}", "    ", "")
    if v["certificates"]:
        lines += ["", head["certificates"].upper(), ""]
        for entry in v["certificates"]:
            date = f"{format_month(entry['date'], lang, style)}  " if entry.get("date") else ""
            lines += wrap(date + join(entry["name"], entry.get("issuer")), "    ", "")
    lines += ["", head["languages"].upper(), "", *(f"- {e['language']} ({e['fluency']})" for e in v["languages"])]
    lines += ["", head["skills"].upper(), ""]
    for group in v["skills"]:
        if group.get("name"):
            lines += wrap(f"{group['name']}: {', '.join(group['keywords'])}", "  ", "- ")
        else:
            lines += [f"- {word}" for word in group["keywords"]]
    if v["interests"]:
        lines += ["", f"{head['interests'].upper()}: {', '.join(item['name'] for item in v['interests'])}"]
    text = "\r\n".join(line.rstrip() for line in lines) + "\r\n"
    try:
        data = text.encode("cp1252") if rng.random() < 0.7 else text.encode("utf-16")
    except UnicodeEncodeError:
        data = text.encode("utf-16")
    path.write_bytes(data)
    return v


LAYOUTS = [
    Layout("txt-markdown", "txt", "txt", "text", markdown),
    Layout("txt-labels", "txt", "txt", "text", labelled),
    Layout("txt-dated", "txt", "txt", "text", dated),
]
