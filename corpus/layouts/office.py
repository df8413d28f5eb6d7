"""Layouts written as Word files with python-docx, some of them converted to PDF by LibreOffice.

Every draw function fills a document; the same function serves the DOCX layout and, where listed, its PDF twin.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from functools import partial
from multiprocessing import util as mp_util
from pathlib import Path
from random import Random
from typing import Any, Callable, Sequence

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from . import base
from .base import Layout, Person
from .html_kit import Item, Sheet

FONTS = ("Calibri", "Arial", "Cambria", "Times New Roman", "Open Sans", "DejaVu Sans", "Liberation Sans", "Lato")
COLOURS = ("1F3864", "7B1E1E", "2E5E4E", "000000", "44546A", "5B3A76", "8A4B08", "005F73")
FIXED = datetime.datetime(2025, 1, 1, 9, 0, 0)
Run = tuple[str, str]


# ---------------------------------------------------------------- writing paragraphs


class Paper:
    """A document in the making with the few operations that the layouts need."""

    def __init__(self, s: Sheet, margins: tuple[float, float, float, float] = (20, 20, 18, 18)) -> None:
        self.s = s
        self.doc = Document()
        self.font, self.size = s.pick(*FONTS), s.pick(10, 10.5, 11)
        self.colour = s.pick(*COLOURS)
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (Mm(m) for m in margins)
        self.width = 210 - margins[0] - margins[1]
        normal = self.doc.styles["Normal"]
        normal.font.size = Pt(self.size)
        normal.paragraph_format.space_after = Pt(2)
        normal.paragraph_format.space_before = Pt(0)
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Subtitle"):
            self._typeface(self.doc.styles[name])
        for name, size in (("Title", 22), ("Heading 1", 13), ("Heading 2", self.size + 0.5)):
            self.doc.styles[name].font.size = Pt(size)
            self.doc.styles[name].font.color.rgb = RGBColor.from_string(self.colour)
        self.doc.styles["Heading 1"].paragraph_format.space_before = Pt(10)
        self.doc.styles["Heading 1"].paragraph_format.space_after = Pt(3)
        self.doc.styles["Heading 2"].paragraph_format.space_before = Pt(4)
        self.doc.styles["Heading 2"].paragraph_format.space_after = Pt(0)
        languages = {"de": "de-CH" if s.swiss else "de-DE", "fr": "fr-CH" if s.swiss else "fr-FR", "en": "en-GB"}
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), languages[s.lang])
        normal.element.get_or_add_rPr().append(lang)

    def _typeface(self, style: Any) -> None:
        style.font.name = self.font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(key), self.font)

    def para(
        self,
        *runs: str | Run,
        style: str | None = None,
        where: Any = None,
        after: float | None = None,
        keep: bool = False,
        align: str = "",
    ) -> Any:
        """A paragraph of runs; a run is text or (text, marks) with marks b, i, s(mall), c(olour), w(hite), L(arge).

        A newline in a run is a line break. `where` is a cell, header or the document.
        """
        paragraph = (where or self.doc).add_paragraph(style=style)
        fill(paragraph, runs, self)
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if align:
            paragraph.alignment = {
                "center": WD_ALIGN_PARAGRAPH.CENTER,
                "right": WD_ALIGN_PARAGRAPH.RIGHT,
                "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
            }[align]
        return paragraph

    def heading(self, text: str, where: Any = None, level: int = 1) -> Any:
        """A heading by style."""
        return self.para(text, style=f"Heading {level}", where=where)

    def bullets(self, lines: Sequence[str], where: Any = None, mark: str = "") -> None:
        """A bullet list by style, or with a typed mark."""
        for line in lines:
            if mark:
                paragraph = self.para(f"{mark}{line}", where=where, after=0)
                paragraph.paragraph_format.left_indent = Mm(4)
                paragraph.paragraph_format.first_line_indent = Mm(-4)
            else:
                self.para(line, style="List Bullet", where=where, after=0)

    def table(self, widths: Sequence[float], borders: bool = False) -> Any:
        """An empty table of fixed column widths in millimetres."""
        table = self.doc.add_table(rows=0, cols=len(widths))
        if borders:
            table.style = "Table Grid"
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(table.columns, widths):
            column.width = Mm(width)
        return table

    def row(self, table: Any, *cells: Sequence[str | Run] | str, bold_first: bool = False) -> list[Any]:
        """A row; every cell takes one paragraph (text or runs)."""
        row = table.add_row()
        no_split = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(no_split)
        for number, (cell, content) in enumerate(zip(row.cells, cells)):
            cell.width = table.columns[number].width
            runs = [content] if isinstance(content, str) else list(content)
            if number == 0 and bold_first:
                runs = [(run, "b") if isinstance(run, str) else run for run in runs]
            fill(cell.paragraphs[0], runs, self)
            cell.paragraphs[0].paragraph_format.space_before = Pt(1.5)
        return list(row.cells)

    def field(self, paragraph: Any, code: str) -> None:
        """A field such as PAGE."""
        for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
            run = paragraph.add_run()
            run.font.size = Pt(self.size - 1.5)
            if kind:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
            elif text == code:
                element = OxmlElement("w:instrText")
                element.text = f" {code} "
            else:
                element = OxmlElement("w:t")
                element.text = text
            run._r.append(element)

    def page_numbers(self, text: str = "") -> None:
        """'Name – Seite 1 / 2' in the footer."""
        paragraph = self.doc.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        fill(paragraph, [(f"{text}{self.s.l['page']} ", "s")], self)
        self.field(paragraph, "PAGE")
        fill(paragraph, [(" / ", "s")], self)
        self.field(paragraph, "NUMPAGES")


def fill(paragraph: Any, runs: Sequence[str | Run], paper: Paper) -> None:
    """Adds runs to a paragraph."""
    for entry in runs:
        text, marks = (entry, "") if isinstance(entry, str) else entry
        for number, line in enumerate(text.split("\n")):
            run = paragraph.add_run()
            if number:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
            run.bold = True if "b" in marks else None
            run.italic = True if "i" in marks else None
            if "s" in marks:
                run.font.size = Pt(paper.size - 1.5)
            if "L" in marks:
                run.font.size = Pt(20)
            if "c" in marks:
                run.font.color.rgb = RGBColor.from_string(paper.colour)
            if "w" in marks:
                run.font.color.rgb = RGBColor(255, 255, 255)


def shade(cell: Any, colour: str) -> None:
    """A background for a table cell."""
    element = OxmlElement("w:shd")
    element.set(qn("w:val"), "clear")
    element.set(qn("w:color"), "auto")
    element.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(element)


def rule(paragraph: Any, colour: str) -> None:
    """A line below a paragraph."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", colour)):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def portrait(rng: Random) -> io.BytesIO:
    """A drawn placeholder for a photograph as PNG."""
    width, height = 102, 126
    back, shirt, skin, hair = (
        rng.choice(options)
        for options in (
            ((207, 216, 220), (215, 204, 200), (200, 214, 197)),
            ((31, 58, 95), (55, 71, 79), (74, 44, 64)),
            ((224, 184, 153), (198, 142, 101), (141, 90, 59)),
            ((59, 42, 32), (107, 74, 43), (138, 138, 138)),
        )
    )

    def inside(x: int, y: int, cx: float, cy: float, rx: float, ry: float) -> bool:
        return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1

    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            colour = back
            if inside(x, y, 51, 126, 42, 42):
                colour = shirt
            if 43 <= x <= 59 and 66 <= y <= 90:
                colour = skin
            if inside(x, y, 51, 44, 24, 26):
                colour = hair
            if inside(x, y, 51, 52, 20, 25):
                colour = skin
            rows += bytes(colour)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
        + chunk(b"IEND", b"")
    )


# ---------------------------------------------------------------- texts used by several layouts


def joined(separator: str, *parts: str) -> str:
    """The non-empty parts."""
    return separator.join(part for part in parts if part)


def organisation(s: Sheet, item: Item) -> str:
    """The organisation; the client of a project with its label."""
    return f"{s.l['client']}: {item.org}" if item.kind == "projects" and item.org else item.org


def skill_lines(s: Sheet, separator: str = ", ") -> list[list[str | Run]]:
    """A line of runs for each group."""
    return [
        ([(f"{group['name']}: ", "b")] if group.get("name") else []) + [separator.join(group.get("keywords", []))]
        for group in s.v["skills"]
    ]


def language_lines(s: Sheet, form: str = "{}: {}") -> list[str]:
    """'Deutsch: Muttersprache'."""
    return [form.format(e["language"], e["fluency"]) if e.get("fluency") else e["language"] for e in s.v["languages"]]


def facts(s: Sheet) -> list[str]:
    """'Nationalität: Schweiz'."""
    return [f"{name}: {value}" for name, value in s.facts()]


def details(p: Paper, item: Item, where: Any = None, mark: str = "") -> None:
    """Role, tasks and tools below an entry."""
    s = p.s
    if item.role:
        p.para(f"{s.l['role']}: {item.role}", where=where, after=0)
    if item.kind in ("projects", "volunteer") and len(item.body) == 1:
        p.para(item.body[0], where=where, after=0)
    else:
        p.bullets(item.body, where, mark)
    if item.tools:
        p.para(f"{s.l['tools']}: {', '.join(item.tools)}", where=where)


def plain_tail(p: Paper, heading: Callable[[str], Any], skip: Sequence[str] = ()) -> None:
    """Skills, languages, certificates, facts, interests and references as plain paragraphs."""
    s = p.s
    separator, form = s.pick(", ", " · ", " | "), s.pick("comma", "paren", " – ")
    parts: dict[str, list[Any]] = {
        "skills": skill_lines(s, separator),
        "languages": [[line] for line in language_lines(s, s.pick("{}: {}", "{} – {}", "{} ({})", "{}\t{}"))],
        "certificates": [[s.cert(e, form)] for e in s.v["certificates"]],
        "personal": [[line] for line in facts(s)],
        "interests": [[", ".join(s.interests())]] if s.v["interests"] else [],
        "references": [[line] for line in s.references()],
    }
    for key, lines in parts.items():
        if lines and key not in skip:
            heading(s.h[key])
            for runs in lines:
                p.para(*runs, after=1).paragraph_format.tab_stops.add_tab_stop(Mm(40))


# ---------------------------------------------------------------- the layouts


def plain(s: Sheet) -> Paper:
    """Headings by style (or only bold paragraphs), dates at a right tab stop."""
    s.trim()
    s.dates()
    s.levels(s.pick("asis", "words", "cefr"))
    p = Paper(s)
    styled, lined = s.chance(0.7), s.chance(0.5)
    one_paragraph = s.chance(0.3)
    org_first = s.chance(0.4)
    mark = s.pick("", "", "– ", "• ")

    def heading(text: str) -> Any:
        paragraph = p.heading(text) if styled else p.para((text.upper(), "bc"), after=3, keep=True)
        if not styled:
            paragraph.paragraph_format.space_before = Pt(10)
        if lined:
            rule(paragraph, p.colour)
        return paragraph

    def entry(i: Item) -> None:
        org = joined(", ", organisation(s, i), i.place)
        top, low = (org, i.title) if org_first and org and i.kind == "work" else (i.title, org)
        low = joined(", ", low, i.workload)
        if one_paragraph:
            paragraph = p.para((top, "b"), f"\t{i.period}" + (f"\n{low}" if low else ""), after=1, keep=bool(i.body))
        else:
            paragraph = p.para((top, "b"), f"\t{i.period}", after=0, keep=bool(low))
            if low:
                p.para((low, "i"), after=1, keep=bool(i.body))
        paragraph.paragraph_format.space_before = Pt(4)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(p.width), WD_TAB_ALIGNMENT.RIGHT)
        details(p, i, mark=mark)

    p.para(s.b("name"), style="Title") if styled else p.para((s.b("name"), "bL"))
    if s.b("label"):
        p.para((s.b("label"), "c"))
    contact = s.contact()
    if s.chance(0.5):
        p.para(s.pick(" | ", " · ", " – ").join(text for _, text in contact))
    else:
        for key, text in contact:
            p.para(f"{s.contact_label(key)}:\t{text}", after=0).paragraph_format.tab_stops.add_tab_stop(Mm(30))
    if s.b("summary"):
        heading(s.h["summary"])
        p.para(s.b("summary"))
    kinds = s.pick(("work", "projects", "education", "volunteer"), ("education", "work", "projects", "volunteer"))
    for kind in kinds:
        items = s.items(kind)
        if items:
            heading(s.h[kind])
            for i in items:
                entry(i)
    plain_tail(p, heading)
    if s.chance(0.4):
        p.page_numbers()
    return p


def tabs(s: Sheet) -> Paper:
    """Dates on the left, text at a tab stop with a hanging indent."""
    s.trim(3)
    s.dates(("dot", "slash", "yy", "short"), ("–", " – ", "-", " - "))
    s.levels(s.pick("asis", "words"))
    p = Paper(s, (25, 20, 20, 18))
    stop = s.pick(44, 47, 50)
    mark = s.pick("– ", "- ", "• ")
    separator = s.pick(", ", " / ", " – ")
    employer_first = s.chance(0.5)

    def line(left: str, *runs: str | Run, after: float = 2) -> None:
        paragraph = p.para(f"{left}\t", *runs, after=after)
        paragraph.paragraph_format.left_indent = Mm(stop)
        paragraph.paragraph_format.first_line_indent = Mm(-stop)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(stop))

    def entry(i: Item) -> None:
        org = joined(separator, organisation(s, i), i.place)
        first, second = (org, i.title) if employer_first and org else (i.title, org)
        second = joined(separator, second, i.workload)
        lines = [second] if second else []
        lines += [f"{s.l['role']}: {i.role}"] if i.role else []
        lines += [f"{mark}{text}" for text in i.body] + ([f"{s.l['tools']}: {', '.join(i.tools)}"] if i.tools else [])
        if broken:
            line(i.period, (first, "b"), "".join(f"\n{text}" for text in lines), after=5)
            return
        line(i.period, (first, "b"), after=0)
        for number, text in enumerate(lines):
            line("", text, after=5 if number + 1 == len(lines) else 0)

    broken = s.chance(0.5)
    p.para((s.h["title"], "bL"), after=6)
    if s.chance(0.5):
        p.heading(s.h["personal"])
    line(s.l["name"], (s.b("name"), "b"))
    for key, text in s.contact():
        line(s.contact_label(key), text)
    for name, value in s.facts():
        line(name, value)
    if s.b("label"):
        line({"de": "Beruf", "en": "Occupation", "fr": "Profession"}[s.lang], s.b("label"))
    if s.b("summary"):
        p.heading(s.h["summary"])
        p.para(s.b("summary"))
    for kind in ("work", "projects", "education", "volunteer"):
        items = s.items(kind)
        if items:
            p.heading(s.h[kind])
            for i in items:
                entry(i)
    if s.v["certificates"]:
        p.heading(s.h["certificates"])
        for e in s.v["certificates"]:
            line(s.month(e["date"]) if e.get("date") else "", joined(separator, e["name"], e.get("issuer", "")))
    if s.v["languages"]:
        p.heading(s.h["languages"])
        for e in s.v["languages"]:
            line(e["language"], e.get("fluency") or "–")
    if s.v["skills"]:
        p.heading(s.h["skills"])
        for group in s.v["skills"]:
            line(group.get("name", ""), ", ".join(group.get("keywords", [])))
    plain_tail(p, p.heading, ("skills", "languages", "certificates", "personal"))
    return p


def swiss_form(s: Sheet) -> Paper:
    """The Swiss Word form: photo, label and value, then tables with visible borders for every period."""
    s.trim(3)
    s.dates(("dot", "slash", "year", "yy"), ("–", " – ", " - "))
    if s.style == "year":
        s.years_only()
    s.levels(s.pick("words", "asis", "cefr"))
    p = Paper(s, (22, 18, 18, 16))
    two_dates, borders, photo = s.chance(0.4), s.chance(0.6), s.chance(0.7)
    words = {
        "de": ("von", "bis", "von–bis", "Arbeitgeber", "Funktion", "Schule", "Abschluss", "Sprache", "Stufe"),
        "en": ("from", "to", "from–to", "Employer", "Function", "School", "Qualification", "Language", "Level"),
        "fr": ("de", "à", "de–à", "Employeur", "Fonction", "École", "Titre obtenu", "Langue", "Niveau"),
    }[s.lang]
    shading = s.pick("D9E2F3", "E7E6E6", "E2EFD9", "FFFFFF")

    def bold_heading(text: str) -> Any:
        paragraph = p.para((text, "b"), after=3, keep=True)
        paragraph.paragraph_format.space_before = Pt(9)
        return paragraph

    head = s.pick(p.heading, bold_heading)
    p.para((s.h["title"], "bL"), after=4)
    if photo:
        p.doc.add_picture(portrait(s.rng), width=Mm(32))
        if s.chance(0.6):
            p.doc.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head(s.h["personal"])
    street, town = s.street_and_town()
    data = p.table((48, p.width - 48), borders)
    rows = [
        (s.l["name"], s.b("name")),
        (s.contact_label("address"), joined("\n", street, town)),
        (s.l["phone"], s.b("phone")),
        (s.l["email"], s.b("email")),
        (s.l["url"], s.b("url")),
        *s.facts("dot" if s.lang != "en" else "long"),
    ]
    for name, value in rows:
        if value:
            p.row(data, name, value, bold_first=borders)
    if s.b("label") or s.b("summary"):
        head(s.h["summary"])
        if s.b("label"):
            p.para((s.b("label"), "b"), after=1)
        if s.b("summary"):
            p.para(s.b("summary"))

    mark = s.pick("– ", "- ", "• ")
    now = s.present if not s.present.startswith((f"{base.TO[s.lang]} ", "bis ")) else base.PRESENT[s.lang][0]

    def dated(kind: str, second: str, third: str, flip: bool) -> None:
        items = s.items(kind)
        if not items:
            return
        head(s.h[kind])
        dates = (20.0, 20.0) if two_dates else (36.0,)
        rest = p.width - sum(dates)
        table = p.table((*dates, rest * 0.45, rest * 0.55), True)
        for cell in p.row(table, *(words[:2] if two_dates else words[2:3]), second, third):
            shade(cell, shading)
            for run in cell.paragraphs[0].runs:
                run.bold = True
        for i in items:
            e = i.entry
            start = s.month(e["startDate"]) if e.get("startDate") else ""
            end = now if e.get("x_current") else s.month(e["endDate"]) if e.get("endDate") else ""
            left = (start, end) if two_dates else (i.period,)
            org, title = joined("\n", organisation(s, i), i.place), joined(", ", i.title, i.workload)
            cells = p.row(table, *left, *((org, [(title, "b")]) if not flip else ([(title, "b")], org)))
            details(p, i, cells[-2] if flip else cells[-1], mark)

    dated("work", words[3], words[4], False)
    dated("projects", s.l["client"], {"de": "Projekt", "en": "Project", "fr": "Projet"}[s.lang], False)
    if s.chance(0.5):
        dated("education", words[5], words[6], False)
    else:
        dated("education", words[6], words[5], True)
    dated("volunteer", {"de": "Organisation", "en": "Organisation", "fr": "Organisme"}[s.lang], words[4], False)
    if s.v["languages"]:
        head(s.h["languages"])
        table = p.table((60, p.width - 60), True)
        for e in s.v["languages"]:
            p.row(table, e["language"], e.get("fluency") or "–")
    if s.v["skills"]:
        head(s.h["skills"])
        table = p.table((60, p.width - 60), True)
        for group in s.v["skills"]:
            p.row(table, group.get("name", ""), ", ".join(group.get("keywords", [])))
    if s.v["certificates"]:
        head(s.h["certificates"])
        table = p.table((36, p.width - 36), True)
        for e in s.v["certificates"]:
            p.row(table, s.month(e["date"]) if e.get("date") else "", joined(", ", e["name"], e.get("issuer", "")))
    plain_tail(p, head, ("skills", "languages", "certificates", "personal"))
    return p


def side_content(p: Paper, where: Any, heading: Callable[[str], Any], light: str) -> None:
    """Contact, facts, skills, languages and interests in a narrow cell."""
    s = p.s
    heading(s.h["contact"])
    for key, text in s.contact():
        lines = joined("\n", *s.street_and_town()) if key == "address" else text
        p.para((f"{s.contact_label(key)}: " if labelled(s) else "", light), (lines, light), where=where, after=1)
    rows = s.facts()
    if rows:
        heading(s.h["personal"])
        for name, value in rows:
            p.para((f"{name}: ", "b" + light), (value, light), where=where, after=1)
    if s.v["languages"]:
        heading(s.h["languages"])
        for e in s.v["languages"]:
            if "x_dots" in e:
                filled = int(e["x_dots"][0])
                p.para(
                    (f"{joined(' ', e['language'], e.get('fluency', ''))}\n", light),
                    ("█" * (2 * filled) + "░" * (10 - 2 * filled), light),
                    where=where,
                    after=1,
                )
            else:
                p.para((joined(" – ", e["language"], e.get("fluency", "")), light), where=where, after=1)
    if s.v["skills"]:
        heading(s.h["skills"])
        for group in s.v["skills"]:
            if group.get("name"):
                p.para((group["name"], "b" + light), where=where, after=0)
            p.para((", ".join(group.get("keywords", [])), light), where=where)
    if s.v["interests"]:
        heading(s.h["interests"])
        p.para((", ".join(s.interests()), light), where=where)


def labelled(s: Sheet) -> bool:
    """Whether this document labels its contact data; the same answer through one document."""
    return len(s.h["contact"]) % 2 == 0


def sidebar_cells(s: Sheet) -> Paper:
    """A table of one row: a shaded cell with contact, skills and languages beside a cell with the stations."""
    s.trim(3)
    s.dates()
    s.levels(s.pick("dots", "words", "asis"))
    p = Paper(s, (12, 12, 12, 12))
    dark = s.chance(0.5)
    right = s.chance(0.3)
    light = "w" if dark else ""
    side_width = s.pick(58, 62)
    separator = s.pick(" | ", ", ", " – ")
    table = p.table((p.width - side_width, side_width) if right else (side_width, p.width - side_width))
    row = table.add_row()
    row.height = Mm(262)
    for cell, column in zip(row.cells, table.columns):
        cell.width = column.width
    side, main = (row.cells[1], row.cells[0]) if right else (row.cells[0], row.cells[1])
    shade(side, p.colour if dark and p.colour != "000000" else "333333" if dark else "EDEDED")

    def side_heading(text: str) -> Any:
        paragraph = p.para((text.upper() if caps else text, "b" + (light or "c")), where=side, after=2, keep=True)
        paragraph.paragraph_format.space_before = Pt(8)
        return paragraph

    caps = s.chance(0.5)
    first = side if s.chance(0.5) else main
    holder = first.paragraphs[0]
    fill(holder, [(s.b("name"), "bL" + (light if first is side else "c"))], p)
    if s.b("label"):
        p.para((s.b("label"), light if first is side else ""), where=first)
    side_content(p, side, side_heading, light)
    mark = s.pick("– ", "• ")
    main_heading = partial(p.heading, where=main)
    if s.b("summary"):
        main_heading(s.h["summary"])
        p.para(s.b("summary"), where=main)
    for kind in ("work", "projects", "education", "volunteer"):
        items = s.items(kind)
        if items:
            main_heading(s.h[kind])
        for i in items:
            p.para((joined(separator, i.title, organisation(s, i), i.place), "b"), where=main, after=0, keep=True)
            p.para((joined(separator, i.period, i.workload), "i"), where=main, after=1, keep=bool(i.body))
            details(p, i, main, mark)
            main.paragraphs[-1].paragraph_format.space_after = Pt(5)
    if s.v["certificates"]:
        main_heading(s.h["certificates"])
        for e in s.v["certificates"]:
            p.para(s.cert(e, "paren"), where=main, after=1)
    if s.v.get("references"):
        main_heading(s.h["references"])
        for text in s.references():
            p.para(text, where=main, after=1)
    p.para(("", "s"), after=0)
    for cell in (side, main):
        if cell is not first:
            empty = cell.paragraphs[0]._p
            empty.getparent().remove(empty)
    return p


_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def text_box(
    paragraph: Any, content: str, number: int, box: tuple[float, float, float, float], fill_colour: str
) -> None:
    """A text box at (x, y, width, height) millimetres of the page, written as Word writes it, with its older twin."""
    x, y, width, height = (int(value * 36000) for value in box)
    points = [value * 72 / 25.4 for value in box]
    paragraph.add_run()._r.append(parse_xml(f"""<mc:AlternateContent {_NS}><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="{251659264 + number}"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/>
<wp:docPr id="{number}" name="Text Box {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{fill_colour}"/></a:solidFill>
<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>
<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="108000" tIns="72000" rIns="108000" bIns="72000"
 anchor="t"><a:noAutofit/>
</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="position:absolute;margin-left:{points[0]:.1f}pt;margin-top:{points[1]:.1f}pt;width:{points[2]:.1f}pt;\
height:{points[3]:.1f}pt;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
 fillcolor="#{fill_colour}" stroked="f"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>
</v:shape></w:pict>
</mc:Fallback></mc:AlternateContent>"""))


def text_boxes(s: Sheet) -> Paper:
    """Name and side bar in text boxes, the stations in the body."""
    s.trim(3)
    s.dates()
    s.levels(s.pick("words", "asis", "cefr"))
    two = s.chance(0.4)
    p = Paper(s, (78, 16, 48 if two else 20, 16))
    separator = s.pick(", ", " | ", " · ")
    scratch = p.doc.add_table(rows=1, cols=2)
    top, side = scratch.rows[0].cells

    def heading(text: str) -> Any:
        paragraph = p.para((text, "bc"), where=side, after=2)
        paragraph.paragraph_format.space_before = Pt(7)
        return paragraph

    name_cell = top if two else side
    fill(name_cell.paragraphs[0], [(s.b("name"), "bLc")], p)
    if s.b("label"):
        p.para(s.b("label"), where=name_cell)
    side_content(p, side, heading, "")
    if two:
        side._tc.remove(side.paragraphs[0]._p)
    contents = ["".join(element.xml for element in cell._tc if element.tag == qn("w:p")) for cell in (top, side)]
    scratch._tbl.getparent().remove(scratch._tbl)
    anchor = p.para(after=0)
    if two:
        text_box(anchor, _bare(contents[0]), 1, (12, 12, 186, 30), s.pick("FFFFFF", "F2F2F2", "DEEAF6"))
    text_box(
        anchor,
        _bare(contents[1]),
        2,
        (12, 46, 58, 238) if two else (12, 14, 58, 268),
        s.pick("F2F2F2", "E7EEF5", "F6EFE4"),
    )
    if s.b("summary"):
        p.heading(s.h["summary"])
        p.para(s.b("summary"))
    for kind in ("work", "projects", "education", "volunteer"):
        items = s.items(kind)
        if items:
            p.heading(s.h[kind])
        for i in items:
            p.para((i.title, "b"), after=0, keep=True)
            p.para(joined(separator, organisation(s, i), i.place, i.workload), after=0, keep=True)
            p.para((i.period, "ic"), after=1, keep=bool(i.body))
            details(p, i)
    if s.v["certificates"]:
        p.heading(s.h["certificates"])
        p.bullets([s.cert(e) for e in s.v["certificates"]])
    if s.v.get("references"):
        p.heading(s.h["references"])
        p.bullets(s.references())
    return p


def _bare(xml: str) -> str:
    """Paragraph XML without the name space declarations that the surrounding element has."""
    return re.sub(r' xmlns:\w+="[^"]*"', "", re.sub(r"<\?xml[^>]*\?>", "", xml))


def restarted_list(p: Paper, lines: Sequence[str]) -> None:
    """A numbered list that starts at 1."""
    numbering = p.doc.part.numbering_part.element
    abstract = p.doc.styles["List Number"].element.pPr.numPr.numId.val
    source = next(num for num in numbering.num_lst if num.numId == abstract)
    num = numbering.add_num(source.abstractNumId.val)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    for line in lines:
        paragraph = p.para(line, style="List Number", after=0)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = num.numId


def header_footer(s: Sheet) -> Paper:
    """Name and contact data only in header and footer; tasks as list paragraphs."""
    s.trim(4)
    s.dates()
    s.levels(s.pick("asis", "words", "both"))
    p = Paper(s, (22, 20, 38, 24))
    numbered = s.chance(0.35)
    split = s.chance(0.5)
    separator = s.pick(", ", " – ", " | ")
    part = p.doc.sections[0]
    paragraph = part.header.paragraphs[0]
    fill(paragraph, [(s.b("name"), "bLc")], p)
    if s.b("label"):
        p.para(s.b("label"), where=part.header)
    contact = [text for _, text in s.contact()]
    line = s.pick(" | ", " · ", "   ").join(contact)
    if split:
        p.para((line, "s"), where=part.footer, align="center")
    else:
        rule(p.para((line, "s"), where=part.header), p.colour)
    p.page_numbers()
    if s.b("summary"):
        p.heading(s.h["summary"])
        p.para(s.b("summary"), align="both")
    p_skills = [
        [(f"{g['name']}: ", "b") if g.get("name") else "", ", ".join(g.get("keywords", []))] for g in s.v["skills"]
    ]
    if p_skills:
        p.heading(s.h["skills"])
        for runs in p_skills:
            p.para(*runs, style="List Bullet", after=0)
    for kind in ("work", "projects", "education", "volunteer"):
        items = s.items(kind)
        if items:
            p.heading(s.h[kind])
        for i in items:
            p.heading(joined(separator, i.period, i.title), level=2)
            org = joined(", ", organisation(s, i), i.place, i.workload)
            if org:
                p.para((org, "i"), after=1, keep=bool(i.body))
            if numbered and i.kind == "work" and len(i.body) > 1:
                restarted_list(p, i.body)
            else:
                details(p, i)
    plain_tail(p, p.heading, ("skills",))
    return p


EUROPASS = {
    "de": {
        "title": "Europass-Lebenslauf",
        "person": "Angaben zur Person",
        "name": "Nachname(n) / Vorname(n)",
        "address": "Adresse(n)",
        "phone": "Telefon",
        "email": "E-Mail",
        "url": "Website",
        "nationality": "Staatsangehörigkeit",
        "dateOfBirth": "Geburtsdatum",
        "label": "Gewünschte Beschäftigung / Gewünschtes Berufsfeld",
        "work": "Berufserfahrung",
        "period": "Zeitraum",
        "position": "Beruf oder Funktion",
        "tasks": "Wichtigste Tätigkeiten und Zuständigkeiten",
        "employer": "Name und Adresse des Arbeitgebers",
        "education": "Schul- und Berufsbildung",
        "degree": "Bezeichnung der erworbenen Qualifikation",
        "area": "Hauptfächer / berufliche Fähigkeiten",
        "school": "Name und Art der Bildungs- oder Ausbildungseinrichtung",
        "personal": "Persönliche Fähigkeiten und Kompetenzen",
        "mother": "Muttersprache(n)",
        "other": "Sonstige Sprache(n)",
        "self": "Selbstbeurteilung",
        "kinds": ("Hören", "Lesen", "An Gesprächen teilnehmen", "Zusammenhängendes Sprechen", "Schreiben"),
        "skills": "Technische Fähigkeiten und Kompetenzen",
        "interests": "Sonstige Fähigkeiten und Interessen",
        "licence": "Führerschein(e)",
        "extra": "Zusätzliche Angaben",
        "permit": "Aufenthaltsstatus",
        "availability": "Verfügbarkeit",
        "certificates": "Zertifikate",
        "projects": "Projekte",
        "volunteer": "Ehrenamtliche Tätigkeit",
        "project": "Projekt",
        "client": "Auftraggeber",
        "tools": "Eingesetzte Mittel",
        "role": "Funktion",
        "organisation": "Name der Organisation",
        "summary": "Kurzprofil",
        "references": "Referenzen",
    },
    "en": {
        "title": "Europass Curriculum Vitae",
        "person": "Personal information",
        "name": "Surname(s) / First name(s)",
        "address": "Address(es)",
        "phone": "Telephone(s)",
        "email": "E-mail",
        "url": "Website",
        "nationality": "Nationality",
        "dateOfBirth": "Date of birth",
        "label": "Desired employment / Occupational field",
        "work": "Work experience",
        "period": "Dates",
        "position": "Occupation or position held",
        "tasks": "Main activities and responsibilities",
        "employer": "Name and address of employer",
        "education": "Education and training",
        "degree": "Title of qualification awarded",
        "area": "Principal subjects / occupational skills covered",
        "school": "Name and type of organisation providing education and training",
        "personal": "Personal skills and competences",
        "mother": "Mother tongue(s)",
        "other": "Other language(s)",
        "self": "Self-assessment",
        "kinds": ("Listening", "Reading", "Spoken interaction", "Spoken production", "Writing"),
        "skills": "Technical skills and competences",
        "interests": "Other skills and interests",
        "licence": "Driving licence(s)",
        "extra": "Additional information",
        "permit": "Work permit",
        "availability": "Availability",
        "certificates": "Certificates",
        "projects": "Projects",
        "volunteer": "Voluntary work",
        "project": "Project",
        "client": "Client",
        "tools": "Means used",
        "role": "Function",
        "organisation": "Name of organisation",
        "summary": "Profile",
        "references": "References",
    },
    "fr": {
        "title": "Curriculum vitae Europass",
        "person": "Informations personnelles",
        "name": "Nom(s) / Prénom(s)",
        "address": "Adresse(s)",
        "phone": "Téléphone(s)",
        "email": "Courrier électronique",
        "url": "Site web",
        "nationality": "Nationalité",
        "dateOfBirth": "Date de naissance",
        "label": "Emploi recherché / Domaine de compétence",
        "work": "Expérience professionnelle",
        "period": "Dates",
        "position": "Fonction ou poste occupé",
        "tasks": "Principales activités et responsabilités",
        "employer": "Nom et adresse de l'employeur",
        "education": "Éducation et formation",
        "degree": "Intitulé du certificat ou diplôme délivré",
        "area": "Principales matières / compétences professionnelles couvertes",
        "school": "Nom et type d'établissement d'enseignement ou de formation",
        "personal": "Aptitudes et compétences personnelles",
        "mother": "Langue(s) maternelle(s)",
        "other": "Autre(s) langue(s)",
        "self": "Autoévaluation",
        "kinds": ("Écouter", "Lire", "Prendre part à une conversation", "S'exprimer oralement en continu", "Écrire"),
        "skills": "Aptitudes et compétences techniques",
        "interests": "Autres aptitudes et centres d'intérêt",
        "licence": "Permis de conduire",
        "extra": "Information complémentaire",
        "permit": "Permis de séjour",
        "availability": "Disponibilité",
        "certificates": "Certificats",
        "projects": "Projets",
        "volunteer": "Bénévolat",
        "project": "Projet",
        "client": "Client",
        "tools": "Moyens utilisés",
        "role": "Fonction",
        "organisation": "Nom de l'organisme",
        "summary": "Profil",
        "references": "Références",
    },
}
_PARTICLES = (
    "de",
    "von",
    "van",
    "der",
    "den",
    "di",
    "da",
    "du",
    "del",
    "della",
    "le",
    "la",
    "zu",
    "al",
    "el",
    "ben",
    "ter",
    "dos",
)


def surname_first(name: str) -> str:
    """'Kerguélen' names with their particles in front: 'de Kerguélen Jean-Baptiste'."""
    words = name.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return " ".join(words[cut:] + words[:cut])


def europass(s: Sheet) -> Paper:
    """The older European form: a label column for everything, a block of labels for every station."""
    w = EUROPASS[s.lang]
    s.drop("x.civilStatus", "work.x_workload")
    s.trim(4)
    s.maybe_drop(0.5, "work.highlights")
    s.dates(("long", "slash", "short"), (" – ", " - "))
    s.levels("cefr")
    p = Paper(s, (16, 16, 16, 16))
    if s.chance(0.6):
        p.font = "Arial Narrow"
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            p._typeface(p.doc.styles[name])
    x, left = s.v["x"], 58.0
    table = p.table((left, p.width - left))

    def row(name: str, *runs: str | Run) -> None:
        content = [run for run in runs if (run if isinstance(run, str) else run[0])]
        if content:
            cells = p.row(table, name, content)
            cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def group(name: str) -> None:
        cells = p.row(table, [(name, "bc")], "")
        cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        cells[0].paragraphs[0].paragraph_format.space_before = Pt(9)

    group(w["title"])
    group(w["person"])
    row(w["name"], (surname_first(s.b("name")) if s.chance(0.6) else s.b("name"), "b"))
    street, town = s.street_and_town()
    row(w["address"], joined(", ", street, town))
    row(w["phone"], s.b("phone"))
    row(w["email"], s.b("email"))
    row(w["url"], s.b("url"))
    row(w["nationality"], x.get("nationality", ""))
    row(
        w["dateOfBirth"],
        base.format_day(x["dateOfBirth"], s.lang, "dot" if s.lang == "de" else "long") if x.get("dateOfBirth") else "",
    )
    row(w["label"], (s.b("label"), "b"))
    row(w["summary"], s.b("summary"))
    for kind, names in (
        ("work", ("position", "employer")),
        ("projects", ("project", "client")),
        ("education", ("degree", "school")),
        ("volunteer", ("position", "organisation")),
    ):
        items = s.items(kind)
        if items:
            group(w[kind])
        for i in items:
            row(w["period"], i.period)
            if kind == "education":
                row(w["degree"], (i.entry.get("studyType") or i.entry.get("area", ""), "b"))
                row(w["area"], i.entry.get("area", "") if i.entry.get("studyType") else "")
            else:
                row(w[names[0]], (i.title, "b"))
            row(w["role"], i.role)
            row(w["tasks"], "\n".join(i.body))
            row(w["tools"], ", ".join(i.tools))
            row(w[names[1]], joined(", ", i.org, i.place))
            row("", " ")
    group(w["personal"])
    mother = [e for e in s.v["languages"] if e.get("x_level") == "native"]
    other = [e for e in s.v["languages"] if e.get("x_level") != "native"]
    for e in mother:
        e["fluency"] = w["mother"]
    row(w["mother"], (", ".join(e["language"] for e in mother), "b"))
    if other:
        row(w["other"], (", ".join(e["language"] for e in other), "b"))
        sub = p.table((left - 20, *((p.width - left + 20) / 5,) * 5), False)
        p.row(sub, w["self"], *([(kind, "s")] for kind in w["kinds"]))
        for e in other:
            p.row(sub, e["language"], *(e.get("fluency") or "–",) * 5, bold_first=True)
        p.para("", after=0)
        table = p.table((left, p.width - left))
    for number, runs in enumerate(skill_lines(s)):
        row(w["skills"] if not number else "", *runs)
    for number, e in enumerate(s.v["certificates"]):
        row(w["certificates"] if not number else "", s.cert(e))
    row(w["interests"], ", ".join(s.interests()))
    row(w["licence"], x.get("drivingLicence", ""))
    row(w["extra"], "\n".join(f"{w[key]}: {x[key]}" for key in ("permit", "availability") if x.get(key)))
    row(w["references"], "\n".join(s.references()))
    if s.chance(0.6):
        p.page_numbers(joined("", w["title"], " – ", s.b("name"), " – "))
    return p


# ---------------------------------------------------------------- files


def save(p: Paper, path: Path) -> None:
    """Writes the document; equal documents give equal bytes."""
    core = p.doc.core_properties
    core.author = core.last_modified_by = p.s.b("name")
    core.title, core.comments, core.created, core.modified = p.s.h["title"], "", FIXED, FIXED
    raw = io.BytesIO()
    p.doc.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))


_profiles: dict[int, str] = {}


def _drop_profile() -> None:
    shutil.rmtree(_profiles.pop(os.getpid(), ""), ignore_errors=True)


def convert(source: Path, out: Path) -> None:
    """DOCX to PDF with LibreOffice; the profile is kept for this process's next file."""
    if os.getpid() not in _profiles:
        _profiles[os.getpid()] = tempfile.mkdtemp(prefix="layout-office-")
        mp_util.Finalize(None, _drop_profile, exitpriority=10)
    profile = Path(_profiles[os.getpid()]) / "profile"
    base.run(
        [
            base.program("libreoffice") or "soffice",
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(source.parent),
            str(source),
        ]
    )
    data = source.with_suffix(".pdf").read_bytes()
    out.write_bytes(_undated(data))


def _undated(data: bytes) -> bytes:
    """A fixed date and blank checksums of the same length, so that equal documents give equal bytes."""
    data = re.sub(rb"(/(?:CreationDate|ModDate)\s?\(D:)\d{14}", rb"\g<1>20250101090000", data)
    return re.sub(rb"(?<=[</])[0-9A-F]{32}(?=[>\n])", b"0" * 32, data)


Draw = Callable[[Sheet], Paper]


def render_docx(draw: Draw, person: Person, path: Path, rng: Random) -> Person:
    """Writes the DOCX and returns the visible truth."""
    s = Sheet(person, rng)
    save(draw(s), path)
    return s.v


def render_pdf(draw: Draw, person: Person, path: Path, rng: Random) -> Person:
    """Writes the document as PDF and returns the visible truth."""
    s = Sheet(person, rng)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.docx"
        save(draw(s), source)
        convert(source, path)
    return s.v


def _docx(name: str, draw: Draw) -> Layout:
    return Layout(name, "docx", "docx", "python-docx", partial(render_docx, draw))


def _pdf(name: str, family: str, draw: Draw) -> Layout:
    return Layout(name, "pdf", family, "libreoffice", partial(render_pdf, draw))


LAYOUTS = [
    _docx("docx-plain", plain),
    _docx("docx-tabs", tabs),
    _docx("docx-form", swiss_form),
    _docx("docx-sidebar", sidebar_cells),
    _docx("docx-textbox", text_boxes),
    _docx("docx-header", header_footer),
    _docx("docx-europass", europass),
    _pdf("office-plain", "one-column", plain),
    _pdf("office-tabs", "date-column", tabs),
    _pdf("office-form", "table", swiss_form),
    _pdf("office-sidebar", "two-column", sidebar_cells),
    _pdf("office-textbox", "two-column", text_boxes),
    _pdf("office-header", "one-column", header_footer),
    _pdf("office-europass", "europass", europass),
]
