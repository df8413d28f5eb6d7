"""Layouts set by LaTeX: pdfLaTeX with fonts of the T1 and OT1 encodings, XeLaTeX and LuaLaTeX with system fonts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache, partial
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from .base import Layout, Person, run
from .html_kit import ACCENT, DARK, Sheet
from .typeset_kit import PAGE_WORDS, TEMPLATES, order, sections

BABEL = {"de": "ngerman", "en": "english", "fr": "french"}
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "`": "'",
}
# Letters that neither T1 nor OT1 can set: Vietnamese ones, and Romanian ones with a comma.
BEYOND_T1 = re.compile("[\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1ea0-\u1eff]")
# What the PostScript fonts lack in T1, and what Computer Modern lacks in OT1.
BEYOND_LATIN1 = re.compile("[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c]")
BEYOND_OT1 = re.compile("[ĐđĄąĘęŢţ€²³°§£«»„“”‚‘’•]")
SYSTEM_FONTS = (
    "Carlito",
    "Lato",
    "Open Sans",
    "Roboto",
    "Inter",
    "Linux Libertine O",
    "Liberation Serif",
    "DejaVu Serif",
)
POSTSCRIPT = (
    r"\usepackage{lmodern}",
    r"\usepackage{charter}",
    r"\usepackage{mathpazo}",
    r"\usepackage{mathptmx}",
    r"\usepackage[scaled=.92]{helvet}\renewcommand\familydefault{\sfdefault}",
    r"\usepackage{lmodern}\renewcommand\familydefault{\sfdefault}",
    r"\usepackage{utopia}",
)


# ---------------------------------------------------------------- programs and fonts


@cache
def installed(name: str) -> bool:
    """Whether TeX finds a class or package."""
    done = subprocess.run(["kpsewhich", name], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def need(engine: str, *files: str) -> None:
    """An error that leaves the layout out where a program, class or package is missing."""
    if not shutil.which(engine):
        raise FileNotFoundError(f"{engine} is not installed")
    for name in files:
        if not installed(name):
            raise FileNotFoundError(f"LaTeX has no {name}")


def compile_tex(engine: str, source: str, out: Path, runs: int = 2) -> str:
    """Sets a document and returns the log of the last run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cv.tex").write_text(source, encoding="utf-8")
        log = folder / "cv.log"
        for _ in range(runs):
            try:
                run([engine, "-interaction=batchmode", "-halt-on-error", "cv.tex"], 180, folder)
            except RuntimeError as error:
                said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
                raise RuntimeError(f"{engine} failed: {said[said.find(chr(10) + '!') :][:400]}") from error
        shutil.copyfile(folder / "cv.pdf", out)
        return log.read_text(encoding="utf-8", errors="replace")


def fill(template: str, **values: Any) -> str:
    """A template with its <<names>> replaced."""
    values["parts"] = (TEMPLATES / "tex_parts.tex").read_text(encoding="utf-8")
    text = (TEMPLATES / f"tex_{template}.tex").read_text(encoding="utf-8")
    return re.sub(r"<<(\w+)>>", lambda found: str(values[found.group(1)]), text)


def t1_fonts(choice: str) -> str:
    """Fonts of the T1 encoding."""
    return rf"\usepackage[T1]{{fontenc}}{choice}"


def engine_for(s: Sheet, fonts: str) -> tuple[str, str]:
    """(program, fonts): pdfLaTeX, or LuaLaTeX with Latin Modern for letters that T1 and OT1 lack."""
    if BEYOND_T1.search(json.dumps(s.v, ensure_ascii=False)):
        return "lualatex", r"\usepackage{fontspec}"
    return "pdflatex", fonts


def system_fonts(main: str, sans: bool = False) -> str:
    """A system font, or Latin Modern where it is missing."""
    both = rf"\setmainfont{{{main}}}\setsansfont{{{main}}}"
    family = r"\renewcommand\familydefault{\sfdefault}" if sans else ""
    return rf"\usepackage{{fontspec}}\IfFontExistsTF{{{main}}}{{{both}}}{{}}{family}"


# ---------------------------------------------------------------- text


class Tex:
    """Writes the values of a sheet as TeX; words with letters that the fonts lack are set in Latin Modern."""

    def __init__(self, s: Sheet, alien: re.Pattern[str] | None = None, unicode: bool = False) -> None:
        self.s, self.alien, self.unicode = s, alien, unicode
        self.joiner = s.pick(", ", ", ", " / ", r" \textperiodcentered{} ")

    def esc(self, text: str) -> str:
        """Text with the signs of TeX escaped."""
        words = []
        for word in re.split(r"(\s+)", text):
            safe = "".join(SPECIAL.get(sign, sign) for sign in word).replace("--", "-{}-")
            if not self.unicode and self.alien and self.alien.search(word):
                safe = rf"\CvAlien{{{safe}}}"
            words.append(safe)
        return "".join(words)

    def call(self, macro: str, *values: str) -> str:
        """A macro with escaped arguments."""
        return f"\\Cv{macro}" + "".join(f"{{{self.esc(value)}}}" for value in values)

    def entry_body(self, entry: dict[str, Any]) -> str:
        """What stands under the first lines of an entry."""
        labels, parts = self.s.l, []
        if entry["role"]:
            parts.append(self.call("Fact", labels["role"], entry["role"]))
        if entry["text"]:
            parts.append(self.call("Note", entry["text"]))
        if entry["points"]:
            items = "".join(f"\\item {self.esc(point)}\n" for point in entry["points"])
            parts.append(f"\\begin{{itemize}}\n{items}\\end{{itemize}}")
        if entry["tools"]:
            parts.append(self.call("Tools", labels["tools"], ", ".join(entry["tools"])))
        return "\n".join(parts)

    def title(self, entry: dict[str, Any]) -> str:
        """The title with the workload."""
        return f"{entry['title']} ({entry['workload']})" if entry["workload"] else entry["title"]

    def entry(self, entry: dict[str, Any]) -> str:
        """A dated entry; an entry without a title has its organisation in its place."""
        title, org = self.title(entry), entry["org"]
        if not title:
            title, org = org, ""
        head = self.call("Entry", entry["period"], title, org, entry["place"])
        return f"{head}{{{self.entry_body(entry)}}}"

    def rows(self, part: dict[str, Any]) -> list[str]:
        """The content of a section, a macro call a row."""
        kind, content = part["kind"], part["content"]
        if kind == "text":
            return [self.call("Text", content)]
        if kind == "entries":
            return [self.entry(entry) for entry in content]
        if kind == "groups":
            return [
                rf"\CvGroup{{{self.esc(g['name'])}}}"
                "{" + r"\CvSep ".join(self.call("Word", word) for word in g["keywords"]) + "}"
                for g in content
            ]
        if kind == "languages":
            return [self.call("Language", e["name"], e["level"], str(e["dots"])) for e in content]
        if kind == "certificates":
            return [self.call("Certificate", e["date"], e["name"], e["issuer"]) for e in content]
        if kind == "pairs":
            return [self.call("Pair", name, value) for name, value in content]
        if part["key"] == "interests":
            return [rf"\CvLine{{{self.joiner.join(self.esc(line) for line in content)}}}"]
        return [self.call("Line", line) for line in content]

    def sections(self, keys: list[str]) -> str:
        """Sections with heading and rows."""
        out = []
        for part in sections(self.s, keys):
            out += [self.call("Head", part["heading"]), *self.rows(part), r"\CvEndSection", ""]
        return "\n".join(out)

    def name_parts(self) -> tuple[str, str]:
        """First and last name."""
        first, _, last = self.s.b("name").rpartition(" ")
        return self.esc(first), self.esc(last)

    def common(self) -> dict[str, str]:
        """Values that every template takes."""
        return {"babel": BABEL[self.s.lang], "name": self.esc(self.s.b("name")), "label": self.esc(self.s.b("label"))}


class CellTex(Tex):
    """Entries in the cells of a table, where a list would leave an empty line."""

    bullet = "--"

    def entry_body(self, entry: dict[str, Any]) -> str:
        """Paragraphs; those with a bullet hang."""
        labels = self.s.l
        lines = [self.esc(f"{labels['role']}: {entry['role']}")] if entry["role"] else []
        lines += [self.esc(entry["text"])] if entry["text"] else []
        lines += [
            rf"\hangindent=1em\hangafter=1\makebox[1em][l]{{{self.bullet}}}{self.esc(point)}"
            for point in entry["points"]
        ]
        lines += [self.esc(f"{labels['tools']}: {', '.join(entry['tools'])}")] if entry["tools"] else []
        return r"\par ".join(lines)


def colour(value: str) -> str:
    """A colour as xcolor's HTML model wants it."""
    return value.lstrip("#").upper()


# ---------------------------------------------------------------- moderncv


def moderncv_contact(tex: Tex) -> str:
    """Address, phone, e-mail and site in moderncv's commands."""
    s, lines = tex.s, []
    street, town = s.street_and_town()
    if street or town:
        first, second = (street, town) if street else (town, "")
        lines.append(rf"\address{{{tex.esc(first)}}}{{{tex.esc(second)}}}")
    if s.b("phone"):
        lines.append(rf"\phone[mobile]{{{tex.esc(s.b('phone'))}}}")
    if s.b("email"):
        lines.append(rf"\email{{{tex.esc(s.b('email'))}}}")
    if s.b("url"):
        lines.append(rf"\homepage{{{tex.esc(re.sub('^https?://', '', s.b('url')))}}}")
    return "\n".join(lines)


def longest_label(s: Sheet) -> int:
    """The length of the longest word or period that stands in a label column."""
    periods = [s.period(entry) for key in ("work", "projects", "education", "volunteer") for entry in s.v.get(key, [])]
    periods = periods if s.dash.strip() == s.dash or s.style in ("slash", "dot") else []
    words = [word for label, _ in s.facts() for word in label.split()]
    return max((len(text) for text in periods + words), default=0)


def moderncv(style: str, engine: str, s: Sheet, path: Path) -> None:
    """The moderncv class in one of its styles."""
    need(engine, "moderncv.cls", "marvosym.sty")
    s.trim(4)
    s.dates(("short", "slash", "long", "dot") if style == "banking" else ("slash", "dot", "slash", "short"))
    s.levels(s.pick("words", "asis", "both", "cefr"))
    own, sans = engine != "pdflatex", s.chance(0.6)
    if own:
        fonts = system_fonts(s.pick(*SYSTEM_FONTS))
    else:
        engine, fonts = engine_for(s, t1_fonts(r"\usepackage{lmodern}"))
    tex = Tex(s, unicode=own)
    wide = longest_label(s)
    entry = r"\cventry{#1}{#2}{#3}{#4}{}{#5}"
    language = s.pick(r"\cvitem{#1}{#2}", r"\cvitemwithcomment{#1}{#2}{}")
    certificate = r"\cvitem{#1}{#2\ifstrempty{#3}{}{, #3}}"
    settings = [r"\setlength{\footskip}{40pt}"]
    if style == "banking":
        entry = (
            r"\ifboolexpr{test {\ifstrempty{#3}} and test {\ifstrempty{#4}}}{}{\CvSplit{\textbf{#3}}{\textbf{#4}}}%"
            "\n"
            r"  \CvSplit{\textit{#2}}{\textit{#1}}\ifstrempty{#5}{}{{\small #5\par}}\addvspace{.4em}"
        )
        certificate = r"\CvSplit{#2\ifstrempty{#3}{}{, \textit{#3}}}{#1}"
        language = r"\cvitem{#1}{#2}"
    else:
        settings.append(rf"\setlength{{\hintscolumnwidth}}{{{'3.9cm' if wide > 18 else '2.9cm'}}}")
    if s.chance(0.3):
        settings.append(r"\nopagenumbers{}")
    first, last = tex.name_parts()
    source = fill(
        "moderncv",
        **tex.common(),
        size=s.pick("10pt", "11pt"),
        family="sans" if sans else "roman",
        style=style,
        colour=s.pick("blue", "orange", "green", "red", "purple", "grey", "black", "burgundy"),
        fonts=fonts,
        icons=s.pick(r"\let\marvosymbol\relax\moderncvicons{marvosym}", ""),
        scale=s.pick("0.75", "0.8", "0.82"),
        settings="\n".join(settings),
        first=first,
        last=last,
        contact=moderncv_contact(tex),
        language=language,
        certificate=certificate,
        entry=entry,
        body=tex.sections(order(s)),
    )
    compile_tex(engine, source, path)


# ---------------------------------------------------------------- the other classes


EUROPASS = {
    "de": {
        "period": "Zeitraum",
        "work": ("Beruf oder Funktion", "Name und Adresse des Arbeitgebers", "Wichtigste Tätigkeiten"),
        "projects": ("Projekt", "Auftraggeber", "Beschreibung"),
        "volunteer": ("Funktion", "Organisation", "Wichtigste Tätigkeiten"),
        "education": (
            "Bezeichnung der erworbenen Qualifikation",
            "Name und Art der Bildungseinrichtung",
            "Schwerpunkte",
        ),
    },
    "en": {
        "period": "Dates",
        "work": ("Occupation or position held", "Name and address of employer", "Main activities"),
        "projects": ("Project", "Client", "Description"),
        "volunteer": ("Role", "Organisation", "Main activities"),
        "education": ("Title of qualification awarded", "Name and type of organisation", "Principal subjects"),
    },
    "fr": {
        "period": "Dates",
        "work": ("Fonction ou poste occupé", "Nom et adresse de l'employeur", "Principales activités"),
        "projects": ("Projet", "Client", "Description"),
        "volunteer": ("Fonction", "Organisation", "Principales activités"),
        "education": ("Intitulé du diplôme délivré", "Nom de l'établissement", "Matières principales"),
    },
}


class EuropassTex(CellTex):
    """Entries as labelled rows."""

    kind, bullet = "work", r"\ecvbullet"

    def rows(self, part: dict[str, Any]) -> list[str]:
        """The content of a section; the labels depend on it."""
        self.kind = part["key"]
        return super().rows(part)

    def entry(self, entry: dict[str, Any]) -> str:
        """A row a value."""
        words = EUROPASS[self.s.lang]
        title, org, tasks = words[self.kind]
        values = [
            (words["period"], self.esc(entry["period"])),
            (title, self.esc(self.title(entry))),
            (org, self.esc(", ".join(part for part in (entry["org"], entry["place"]) if part))),
            (tasks, self.entry_body(entry)),
        ]
        rows = [(name, value) for name, value in values if value]
        last = len(rows) - 1
        return "\n".join(
            rf"\ecvitem[{'8pt' if at == last else '2pt'}]{{{self.esc(name)}}}{{{value}}}"
            for at, (name, value) in enumerate(rows)
        )


def europecv(s: Sheet, path: Path) -> None:
    """The europecv class: the older Europass form."""
    need("pdflatex", "europecv.cls")
    s.trim(4)
    s.dates(("slash", "dot", "long", "short"))
    s.levels(s.pick("cefr", "words", "both", "asis"))
    options = s.pick("helvetica,totpages", "helvetica", "nologo,helvetica", "totpages", "nologo")
    serif = s.pick(r"\usepackage{charter}", r"\usepackage{mathptmx}", r"\usepackage{mathpazo}")
    engine, fonts = engine_for(s, t1_fonts("" if "helvetica" in options else serif))
    tex = EuropassTex(s, BEYOND_LATIN1, engine != "pdflatex")
    street, town = s.street_and_town()
    contact = [
        rf"\ecvaddress{{{tex.esc(', '.join(part for part in (street, town) if part))}}}" if street or town else "",
        rf"\ecvtelephone{{{tex.esc(s.b('phone'))}}}" if s.b("phone") else "",
        rf"\ecvemail{{{tex.esc(s.b('email'))}}}" if s.b("email") else "",
        rf"\ecvhomepage{{{tex.esc(re.sub('^https?://', '', s.b('url')))}}}" if s.b("url") else "",
    ]
    body = tex.sections(["summary", "work", "projects", "education", "volunteer", *tail(s)])
    if s.b("label"):
        head = {"de": "Angestrebte Funktion", "en": "Desired employment", "fr": "Emploi recherché"}[s.lang]
        label = rf"\ecvitem[6pt]{{\large\textbf{{{tex.esc(head)}}}}}{{\large\textbf{{{tex.esc(s.b('label'))}}}}}"
        body = f"{label}\n{body}"
    facts = "\n".join(tex.call("Pair", name, value) for name, value in s.facts())
    body = f"{facts}\n{body}"
    source = fill(
        "europecv",
        **tex.common(),
        lang={"de": "german", "en": "english", "fr": "french"}[s.lang],
        options=options,
        fonts=fonts,
        width=s.pick("45mm", "50mm", "55mm"),
        contact="\n".join(line for line in contact if line),
        body=body,
    )
    compile_tex(engine, source, path, 3)


def tail(s: Sheet) -> list[str]:
    """Skills, languages and certificates in some order, then interests and references."""
    keys = ["skills", "languages", "certificates"]
    s.rng.shuffle(keys)
    return [*keys, "interests", "references"]


def dates(s: Sheet, path: Path) -> None:
    """An `article` with tables: dates left, content right."""
    need("pdflatex", "longtable.sty")
    s.trim(4)
    s.dates(("slash", "dot", "short", "year"))
    if s.style == "year":
        s.years_only()
    s.levels(s.pick("words", "cefr", "asis", "both"))
    engine, fonts = engine_for(s, t1_fonts(s.pick(*POSTSCRIPT)))
    tex = CellTex(s, BEYOND_LATIN1, engine != "pdflatex")
    tex.bullet = s.pick("--", r"\textbullet", r"\textperiodcentered")
    page, of = PAGE_WORDS[s.lang]
    contact = s.contact(*s.pick(("address", "phone", "email", "url"), ("phone", "email", "url", "address")))
    title = tex.esc(s.b("name"))
    label = rf"{{\large {tex.esc(s.b('label'))}\par}}" if s.b("label") else ""
    if s.chance(0.5):
        rows = "".join(
            rf"{tex.esc(s.contact_label(key))} & {tex.esc(text)}\tabularnewline " + "\n" for key, text in contact
        )
        table = rf"\begin{{tabular}}{{@{{}}p{{\CvLeft}}@{{\hspace{{4mm}}}}l@{{}}}}{rows}\end{{tabular}}\par"
        head = rf"{{\huge\bfseries\color{{accent}}{title}\par}}\vspace{{4pt}}{label}\vspace{{6pt}}{table}"
    else:
        line = r" \textbar{} ".join(rf"\mbox{{{tex.esc(text)}}}" for _, text in contact)
        head = rf"{{\centering{{\LARGE\bfseries {title}\par}}\vspace{{3pt}}{label}\vspace{{3pt}}{{\small {line}\par}}}}"
    source = fill(
        "dates",
        **tex.common(),
        size=s.pick("10pt", "11pt"),
        fonts=fonts,
        margin=s.pick("2cm", "2.3cm"),
        accent=colour(s.pick("#000000", *DARK, *ACCENT)),
        footer=s.pick("", rf"\cfoot{{\small {page} \thepage{{}} {of} \pageref{{LastPage}}}}", r"\cfoot{\thepage}"),
        raggedness=s.pick("", r"\hyphenpenalty=10000\exhyphenpenalty=10000"),
        width="4.3cm" if s.style == "short" or longest_label(s) > 18 else "2.9cm" if s.style == "year" else "3.7cm",
        case=s.pick("", "", r"\MakeUppercase "),
        rule=s.pick("", r"\vspace{-7pt}\rule{\linewidth}{.5pt}\par"),
        entry=s.pick(
            r"\textbf{#2}\ifstrempty{#3}{}{\newline #3}\ifstrempty{#4}{}{, #4}",
            r"\textbf{#2}\ifstrempty{#3}{}{, #3}\ifstrempty{#4}{}{, #4}",
            r"\ifstrempty{#3}{\textbf{#2}}{\textbf{#3}\ifstrempty{#4}{}{, #4}\newline\textit{#2}}",
        ),
        head=head,
        body=tex.sections(order(s)),
    )
    compile_tex(engine, source, path, 3)


def plain(s: Sheet, path: Path) -> None:
    """An `article` in Computer Modern of the OT1 encoding: accents are signs of their own, ligatures everywhere."""
    need("pdflatex", "enumitem.sty")
    s.trim(4)
    s.dates(("long", "short", "slash"))
    s.levels(s.pick("words", "asis", "cefr"))
    engine, fonts = engine_for(s, r"\usepackage[T1,OT1]{fontenc}")
    tex = Tex(s, BEYOND_OT1, engine != "pdflatex")
    line = r" $\cdot$ ".join(rf"\mbox{{{tex.esc(text)}}}" for _, text in s.contact())
    label = rf"\vspace{{2pt}}{{\large\itshape {tex.esc(s.b('label'))}\par}}" if s.b("label") else ""
    name = s.pick(r"\Huge", r"\huge\scshape", r"\LARGE\bfseries")
    position_first = s.chance(0.6)
    source = fill(
        "plain",
        **tex.common(),
        size=s.pick("10pt", "11pt"),
        fonts=fonts,
        margin=s.pick("2cm", "2.2cm", "2.5cm"),
        pagestyle=s.pick("plain", "empty"),
        bullet=s.pick("", r",label=$\bullet$", ",label=--"),
        heading=s.pick(r"\scshape", r"\bfseries", r"\sffamily"),
        first=r"\textbf{#2}" if position_first else r"\ifstrempty{#3}{\textbf{#2}}{\textbf{#3}\ifstrempty{#4}{}{, #4}}",
        right=s.pick(r"#1", r"\textit{#1}"),
        second=r"\ifstrempty{#3}{#4\par}{\textit{#3}\ifstrempty{#4}{}{, #4}\par}\nopagebreak "
        if position_first
        else r"\ifstrempty{#3}{}{\textit{#2}\par}\nopagebreak ",
        head=rf"\begin{{center}}{{{name} {tex.esc(s.b('name'))}\par}}{label}\vspace{{4pt}}{{\small {line}\par}}"
        r"\end{center}",
        body=tex.sections(order(s)),
    )
    compile_tex(engine, source, path, 1)


# ---------------------------------------------------------------- two columns


def pieces(tex: Tex, keys: list[str], width: int) -> list[tuple[float, str]]:
    """(estimated lines, TeX) of the rows; a heading is one with its first row."""
    out: list[tuple[float, str]] = []
    for part in sections(tex.s, keys):
        rows = tex.rows(part)
        heights = []
        for row in rows:
            bare = re.sub(r"\\[A-Za-z]+", "", row)
            lines = sum(ceil(len(line) / width) for line in bare.split("\n") if len(line) > 2)
            heights.append(lines + (1.6 if part["kind"] == "entries" else 0.2))
        heights[0] += 2.2
        rows[0] = tex.call("Head", part["heading"]) + "\n" + rows[0]
        out += zip(heights, rows, strict=True)
    return out


def pages(rows: list[tuple[float, str]], first: float, other: float) -> list[str]:
    """The rows cut into pages of so many lines."""
    out, left = [""], first
    for height, row in rows:
        if height > left and out[-1]:
            out.append("")
            left = other
        out[-1] += row + "\n"
        left -= height
    return out


def column(width: float, text: str) -> str:
    """A minipage of a share of the line."""
    return rf"\begin{{minipage}}[t]{{{width:.2f}\linewidth}}\vspace{{0pt}}{text}\mbox{{}}\end{{minipage}}"


def minipage(s: Sheet, path: Path) -> None:
    """Two minipages a page: a narrow one with contact and skills, a wide one with the career."""
    need("xelatex", "fontspec.sty")
    s.trim(3)
    s.dates(("short", "slash", "long", "dot"))
    s.levels(s.pick("words", "cefr", "both"))
    tex = Tex(s, unicode=True)
    side_keys = ["personal", "skills", "languages", "interests"]
    if s.chance(0.5) or not s.v["work"]:
        side_keys.insert(3, "certificates")
    main_keys = [key for key in order(s) if key not in side_keys]
    contact = [(key, tex.esc(text)) for key, text in s.contact(*s.pick(("phone", "email", "address", "url"), ()))]
    label = rf"{{\large {tex.esc(s.b('label'))}\par}}" if s.b("label") else ""
    in_side = s.chance(0.6)
    name = rf"{{\huge\bfseries\color{{accent}}{tex.esc(s.b('name'))}\par}}\vspace{{3pt}}{label}"
    side_head = tex.call("Head", s.h["contact"]) + "".join(rf"\CvContact{{{text}}}" for _, text in contact)
    line = r"\quad ".join(rf"\mbox{{{text}}}" for _, text in contact)
    head = name + ("" if in_side else rf"\vspace{{2pt}}{{\small {line}\par}}") + r"\vspace{4pt}\hrule\vspace{2pt}"
    hyphens = s.pick("50", "10000")
    ragged = r"\raggedright " if hyphens == "10000" or s.chance(0.5) else ""
    left, swap, size = s.pick(0.29, 0.31, 0.33), s.chance(0.3), s.pick("10pt", "11pt")
    values = {
        "size": size,
        "fonts": system_fonts(s.pick(*SYSTEM_FONTS)),
        "accent": colour(s.pick(*DARK, *ACCENT)),
        "bullet": s.pick(r"--", r"\textbullet", r"\textperiodcentered"),
        "hyphens": hyphens,
        "case": s.pick("", r"\MakeUppercase "),
        "rule": s.pick("", r"\vspace{-7pt}{\color{accent}\rule{\linewidth}{.6pt}}\par"),
        "entry": s.pick(
            r"\CvSplit{\textbf{#2}}{\small #1}\ifstrempty{#3}{\ifstrempty{#4}{}{#4\par}}"
            r"{\textit{#3}\ifstrempty{#4}{}{, #4}\par}",
            r"{\small\color{accent}#1\par}\textbf{#2}\par\ifstrempty{#3}{\ifstrempty{#4}{}{#4\par}}"
            r"{#3\ifstrempty{#4}{}{, #4}\par}",
        ),
        "head": head,
    }
    lines = 84.0 if size == "10pt" else 74.0
    side_rows = pieces(tex, side_keys, 26)
    if in_side:
        side_rows.insert(0, (3.0 + len(contact), side_head))
    main_rows = pieces(tex, main_keys, 64 if size == "10pt" else 58)
    for _ in range(16):
        sides, mains = pages(side_rows, lines - 6, lines), pages(main_rows, lines - 6, lines)
        body = []
        for at in range(max(len(sides), len(mains))):
            narrow = column(left, r"\raggedright " + (sides[at] if at < len(sides) else ""))
            wide = column(0.96 - left, ragged + (mains[at] if at < len(mains) else ""))
            pair = (wide, narrow) if swap else (narrow, wide)
            body.append(rf"\noindent{pair[0]}\hfill{pair[1]}\par")
        source = fill("minipage", **tex.common(), **values, body="\n\\newpage\n".join(body))
        log = compile_tex("xelatex", source, path, 1)
        if not re.search(r"Overfull \\vbox", log) and page_count(log) == len(body):
            return
        lines *= 0.94
    raise RuntimeError("the minipages do not fit the pages")


def page_count(log: str) -> int:
    """How many pages TeX wrote."""
    found = re.search(r"Output written on \S+ \((\d+) page", log)
    return int(found.group(1)) if found else 0


AWESOME_ICONS = {"address": "F041", "email": "F0E0", "phone": "F095", "url": "F0AC", "date": "F073"}


def tags(s: Sheet, path: Path) -> None:
    """Coloured headings, icons, words in boxes and levels as dots, in two columns that flow over the pages."""
    engine = s.pick("lualatex", "pdflatex")
    if BEYOND_T1.search(json.dumps(s.v, ensure_ascii=False)):
        engine = "lualatex"
    need(engine, "paracol.sty", "tikz.sty", "marvosym.sty")
    s.trim(3)
    s.dates(("short", "slash", "long"))
    mode = s.levels(s.pick("drawn", "drawn", "words", "cefr"))
    own = engine == "lualatex"
    fonts = system_fonts(s.pick(*SYSTEM_FONTS)) if own else t1_fonts(s.pick(*POSTSCRIPT))
    tex = Tex(s, BEYOND_LATIN1, unicode=own)
    side_keys = ["skills", "languages", "certificates", "personal", "interests", "references"]
    if s.chance(0.4):
        side_keys.insert(0, "education")
    if s.b("summary") and s.chance(0.4):
        side_keys.insert(0, "summary")
    main_keys = [k for k in ("summary", "work", "projects", "education", "volunteer") if k not in side_keys]
    glyphs = {"address": r"\textbullet", "email": r"\Letter", "phone": r"\Telefon", "url": r"\Mundus", "date": ""}
    plain_icons = r"\usepackage{marvosym}" + icon_macros(glyphs)
    icons = plain_icons
    if own:
        awesome = icon_macros(
            {key: rf"{{\CvAwesome\symbol{{\string\"{code}}}}}" for key, code in AWESOME_ICONS.items()}
        )
        icons = (
            r"\IfFontExistsTF{FontAwesome}{\newfontfamily\CvAwesome{FontAwesome}"
            + awesome.replace("#", "##").replace(r"\string", "")
            + "}{"
            + plain_icons.replace("#", "##")
            + "}"
        )
    source = fill(
        "tags",
        **{**tex.common(), "label": rf"{{\large\bfseries\color{{accent}}{tex.esc(s.b('label'))}\par}}\vspace{{4pt}}"}
        if s.b("label")
        else tex.common(),
        size=s.pick("10pt", "11pt"),
        fonts=fonts,
        accent=colour(s.pick(*ACCENT)),
        strong=colour(s.pick(*DARK)),
        hyphens=s.pick("50", "10000"),
        icons=icons,
        case=s.pick(r"\MakeUppercase ", ""),
        level=r"#2\ifnum#3>0 \ifstrempty{#2}{}{\ }\CvDots{#3}\fi" if mode == "drawn" else "#2",
        divider=s.pick("", r"{\color{black!30}\hrule}\vspace{4pt}"),
        ratio=s.pick("0.6", "0.63", "0.66"),
        contact="".join(
            rf"\CvContact{{{key}}}{{{tex.esc(text)}}}" for key, text in s.contact("email", "phone", "address", "url")
        ),
        main=tex.sections(main_keys),
        side=tex.sections(side_keys),
    )
    compile_tex(engine, source, path)


def icon_macros(glyphs: dict[str, str]) -> str:
    """\\CvIcon{key}: the glyph and a space."""
    rows = "".join(
        rf"\ifstrequal{{#1}}{{{key}}}{{{{\color{{accent}}{glyph}}}\enspace}}{{}}"
        for key, glyph in glyphs.items()
        if glyph
    )
    return rf"\newcommand\CvIcon[1]{{{rows}}}"


# ---------------------------------------------------------------- registration


def render(draw: Callable[[Sheet, Path], None], person: Person, path: Path, rng: Random) -> Person:
    """Draws one person and returns the visible truth."""
    s = Sheet(person, rng)
    draw(s, path)
    return s.v


def _layout(name: str, family: str, draw: Callable[[Sheet, Path], None]) -> Layout:
    return Layout(f"tex-{name}", "pdf", family, "latex", partial(render, draw))


LATEX = [
    _layout("moderncv-classic", "date-column", partial(moderncv, "classic", "pdflatex")),
    _layout("moderncv-banking", "one-column", partial(moderncv, "banking", "xelatex")),
    _layout("moderncv-casual", "date-column", partial(moderncv, "casual", "lualatex")),
    _layout("europecv", "europass", europecv),
    _layout("dates", "date-column", dates),
    _layout("plain", "one-column", plain),
    _layout("minipage", "two-column", minipage),
    _layout("tags", "two-column", tags),
]
