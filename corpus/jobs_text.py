"""Draws job profiles as DOCX, PDF and TXT in varied wordings and arrangements.

The arrangements: two bullet lists under headings; one table with a column that says must or should; two numbered
tables; one list under a profile heading with lead-ins; one list in which each line carries its mark.
"""

from __future__ import annotations

import html
import tempfile
import textwrap
from pathlib import Path
from random import Random
from typing import Any

from layouts.base import TO, html_to_pdf, office_to_pdf

Profile = dict[str, Any]

WORDS: dict[str, dict[str, list[str]]] = {
    "de": {
        "tasks": [
            "Ihre Aufgaben",
            "Aufgaben",
            "Hauptaufgaben",
            "Das erwartet Sie",
            "Tätigkeiten",
            "Aufgabengebiet",
            "Deine Aufgaben",
        ],
        "must": [
            "Muss-Kriterien",
            "Anforderungen",
            "Zwingende Anforderungen",
            "Muss-Anforderungen",
            "Das bringen Sie mit",
            "Voraussetzungen",
            "Ihr Profil",
        ],
        "should": [
            "Soll-Kriterien",
            "Von Vorteil",
            "Wünschenswert",
            "Soll-Anforderungen",
            "Idealerweise bringen Sie mit",
            "Das wäre ein Plus",
            "Kann-Kriterien",
        ],
        "profile": ["Anforderungsprofil", "Ihr Profil", "Profil", "Anforderungen"],
        "must-lead": ["Zwingend:", "Das bringen Sie zwingend mit:", "Muss:", "Unabdingbar sind:"],
        "should-lead": ["Von Vorteil:", "Von Vorteil sind:", "Wünschenswert:", "Soll:"],
        "must-mark": ["Muss", "M", "zwingend", "MUSS"],
        "should-mark": ["Soll", "S", "wünschenswert", "SOLL"],
        "criterion": ["Kriterium", "Anforderung", "Beschreibung"],
        "kind": ["Typ", "Muss/Soll", "M/S", "Gewichtung"],
        "company": ["Kunde", "Auftraggeber", "Unternehmen", "Firma", "Arbeitgeber"],
        "location": ["Arbeitsort", "Ort", "Einsatzort", "Standort"],
        "start": ["Beginn", "Eintritt", "Start", "Einsatzbeginn", "Stellenantritt"],
        "workload": ["Pensum", "Beschäftigungsgrad", "Auslastung"],
        "duration": ["Dauer", "Einsatzdauer", "Befristung", "Laufzeit"],
        "id": ["Referenz", "Profil-Nr.", "Ref.-Nr.", "Kennung"],
        "unit": ["Bereich", "Abteilung", "Organisationseinheit"],
        "offer": ["Wir bieten", "Unser Angebot", "Das bieten wir Ihnen"],
        "kind-of-paper": ["Stellenprofil", "Anforderungsprofil", "Stellenausschreibung", "Einsatzprofil"],
        "facts": ["Rahmenbedingungen", "Eckdaten", "Auf einen Blick"],
        "full": ["Vollzeit"],
    },
    "en": {
        "tasks": [
            "Your responsibilities",
            "Responsibilities",
            "Key duties",
            "What you will do",
            "The role",
            "Main tasks",
        ],
        "must": [
            "Must-have",
            "Requirements",
            "Essential criteria",
            "Must-have requirements",
            "What you bring",
            "Essential",
        ],
        "should": [
            "Nice to have",
            "Desirable",
            "Desirable criteria",
            "Nice-to-have",
            "It would be a plus if you have",
            "Advantageous",
        ],
        "profile": ["Person specification", "Your profile", "Candidate profile", "Skills and experience"],
        "must-lead": ["You must have:", "Essential:", "Required:", "Must have:"],
        "should-lead": ["Desirable:", "Nice to have:", "An advantage:", "Ideally you also have:"],
        "must-mark": ["Must", "M", "Essential", "Required"],
        "should-mark": ["Should", "S", "Desirable", "Nice to have"],
        "criterion": ["Criterion", "Requirement", "Description"],
        "kind": ["Type", "Must/Should", "M/S", "Priority"],
        "company": ["Client", "Company", "Employer", "Organisation"],
        "location": ["Location", "Place of work", "Based in", "Site"],
        "start": ["Start", "Start date", "Starting"],
        "workload": ["Workload", "Hours", "FTE"],
        "duration": ["Duration", "Term", "Contract length"],
        "id": ["Reference", "Job ID", "Ref."],
        "unit": ["Department", "Unit", "Team"],
        "offer": ["We offer", "Benefits", "What we offer"],
        "kind-of-paper": ["Job profile", "Role description", "Job description", "Assignment profile"],
        "facts": ["Key facts", "At a glance", "Terms"],
        "full": ["Full-time", "full time"],
    },
    "fr": {
        "tasks": [
            "Vos missions",
            "Missions",
            "Tâches principales",
            "Vos responsabilités",
            "Activités",
            "Votre mission",
        ],
        "must": [
            "Exigences",
            "Critères obligatoires",
            "Profil recherché",
            "Exigé",
            "Critères impératifs",
            "Votre profil",
        ],
        "should": ["Souhaité", "Atouts", "Critères souhaités", "Seraient un plus", "Un atout", "Souhaitable"],
        "profile": ["Profil recherché", "Votre profil", "Profil", "Compétences attendues"],
        "must-lead": ["Indispensable :", "Exigé :", "Vous avez impérativement :", "Obligatoire :"],
        "should-lead": ["Souhaité :", "Constituent un atout :", "Serait un plus :", "Un atout :"],
        "must-mark": ["Obligatoire", "O", "Exigé", "Impératif"],
        "should-mark": ["Souhaité", "S", "Atout", "Souhaité"],
        "criterion": ["Critère", "Exigence", "Description"],
        "kind": ["Type", "Obligatoire / souhaité", "O/S", "Priorité"],
        "company": ["Client", "Entreprise", "Mandant", "Employeur"],
        "location": ["Lieu", "Lieu de travail", "Site"],
        "start": ["Début", "Entrée en fonction", "Date de début", "Prise de poste"],
        "workload": ["Taux", "Taux d'activité", "Temps de travail"],
        "duration": ["Durée", "Type de contrat", "Durée de la mission"],
        "id": ["Référence", "Réf.", "N° de profil"],
        "unit": ["Service", "Unité", "Département"],
        "offer": ["Nous offrons", "Ce que nous proposons", "Nos prestations"],
        "kind-of-paper": ["Profil de poste", "Fiche de poste", "Annonce", "Descriptif de mission"],
        "facts": ["Conditions", "En bref", "Cadre"],
        "full": ["Temps plein", "temps plein"],
    },
}
INTROS = {
    "de": [
        "{company} beschäftigt rund {n} Mitarbeitende. Für unser Team suchen wir eine engagierte Person.",
        "Zur Verstärkung suchen wir am Standort {place} eine Fachperson mit Freude am Handwerk.",
        "Seit über {n} Jahren steht {company} für Verlässlichkeit. Wachsen Sie mit uns.",
    ],
    "en": [
        "{company} employs about {n} people. We are looking for a committed colleague.",
        "We are growing in {place} and would like to hear from you.",
        "For more than {n} years {company} has stood for careful work. Come and join us.",
    ],
    "fr": [
        "{company} emploie environ {n} personnes. Pour compléter l'équipe, nous cherchons une personne motivée.",
        "Nous renforçons notre équipe de {place}.",
        "Depuis plus de {n} ans, {company} mise sur la qualité. Rejoignez-nous.",
    ],
}
OFFERS = {
    "de": [
        "Fünf Wochen Ferien",
        "Gleitende Arbeitszeit",
        "Weiterbildung und Fachtagungen",
        "Vergünstigtes Personalrestaurant",
        "Ein motiviertes Team",
    ],
    "en": ["25 days of holiday", "Flexible hours", "Training budget", "Pension scheme", "A friendly team"],
    "fr": [
        "Cinq semaines de vacances",
        "Horaire flexible",
        "Formation continue",
        "Restaurant d'entreprise",
        "Une équipe soudée",
    ],
}
CLOSINGS = {
    "de": [
        "Wir freuen uns auf Ihre Unterlagen.",
        "Auskunft gibt Ihnen gern unser Personaldienst.",
        "Bitte senden Sie uns Lebenslauf und Zeugnisse als PDF.",
    ],
    "en": [
        "We look forward to your application.",
        "Please send your CV as one PDF.",
        "Questions? Our recruitment team will gladly help.",
    ],
    "fr": [
        "Nous attendons votre dossier avec intérêt.",
        "Merci d'envoyer votre CV en un seul fichier PDF.",
        "Renseignements auprès du service du personnel.",
    ],
}
ARRANGEMENTS = ("lists", "marked-table", "two-tables", "lead-ins", "marked-list", "lists")


def render(profile: Profile, path: Path, rng: Random) -> Profile:
    """Writes the file; the truth of it."""
    arrangement = rng.choice(ARRANGEMENTS)
    paper = Paper(profile, rng, arrangement)
    if path.suffix == ".txt":
        paper.write_text(path)
    elif path.suffix == ".docx":
        paper.write_docx(path)
    elif rng.random() < 0.5:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "job.docx"
            paper.write_docx(source)
            office_to_pdf(source, path)
    else:
        html_to_pdf(paper.html(), path)
    order = (
        "id",
        "lang",
        "title",
        "company",
        "location",
        "start",
        "start_iso",
        "workload",
        "duration",
        "must",
        "should",
        "tasks",
        "languages",
        "files",
    )
    return {key: profile[key] for key in order if key in profile}


class Paper:
    """A profile with its wording chosen, ready for each format."""

    def __init__(self, profile: Profile, rng: Random, arrangement: str) -> None:
        self.p, self.rng, self.arrangement = profile, rng, arrangement
        self.lang = profile["lang"]
        self.words = {key: rng.choice(options) for key, options in WORDS[self.lang].items()}
        mark = rng.randrange(4)
        self.must_mark, self.should_mark = WORDS[self.lang]["must-mark"][mark], WORDS[self.lang]["should-mark"][mark]
        self.musts = [row["text"] for row in profile["must"]]
        self.shoulds = [row["text"] for row in profile["should"]]
        self.facts = self.fact_rows()
        self.intro = rng.choice(INTROS[self.lang]).format(
            company=profile["company"], place=profile["location"], n=rng.choice([20, 40, 60, 120, 350])
        )
        self.offer = rng.sample(OFFERS[self.lang], 3) if rng.random() < 0.5 else []
        self.closing = rng.choice(CLOSINGS[self.lang])
        self.head = self.words["kind-of-paper"] if rng.random() < 0.4 else ""

    def fact_rows(self) -> list[tuple[str, str]]:
        """(label, value) of the facts; company and place always, id and unit now and then."""
        p, rng, w = self.p, self.rng, self.words
        low, high = p["workload"]["min"], p["workload"]["max"]
        percent = "%" if self.lang == "en" else " %"
        load = (
            f"{low}{percent}"
            if low == high
            else rng.choice(
                [
                    f"{low}–{high}{percent}",
                    f"{low} - {high}{percent}",
                    f"{low}{percent} {TO[self.lang]} {high}{percent}",
                ]
            )
        )
        if low == high == 100 and rng.random() < 0.3:
            load = w["full"] if rng.random() < 0.5 else f"{w['full']} (100{percent})"
        rows = [(w["company"], p["company"])]
        if rng.random() < 0.45:
            rows.append((w["unit"], p["print"]["unit"]))
        rows += [
            (w["location"], p["location"]),
            (w["start"], p["start"]),
            (w["workload"], load),
            (w["duration"], p["duration"]),
        ]
        if rng.random() < 0.5:
            rows.insert(0, (w["id"], p["print"]["reference"]))
        return rows

    # ------------------------------------------------------------ text

    def write_text(self, path: Path) -> None:
        """Plain text in one of three dresses."""
        dress = self.rng.choice(["underlined", "markdown", "capitals"])
        bullet = self.rng.choice(["- ", "* ", "• ", "-   "])
        lines: list[str] = []

        def title(text: str, top: bool = False) -> None:
            if dress == "underlined":
                lines.extend(["", text, ("=" if top else "-") * len(text), ""])
            elif dress == "markdown":
                lines.extend(["", ("# " if top else "## ") + text, ""])
            else:
                lines.extend(["", text.upper() if not top else text, ""])

        def bullets(rows: list[str]) -> None:
            for row in rows:
                lines.extend(textwrap.wrap(row, 86, initial_indent=bullet, subsequent_indent=" " * len(bullet)))

        lines += [self.head] if self.head else []
        title(self.p["title"], top=True)
        colon = " :" if self.lang == "fr" else ":"
        lines += [f"{name}{colon} {value}" for name, value in self.facts] + ["", *textwrap.wrap(self.intro, 90)]
        title(self.words["tasks"])
        bullets(self.p["tasks"])
        if self.arrangement == "lead-ins":
            title(self.words["profile"])
            lines.append(self.words["must-lead"])
            bullets(self.musts)
            lines.append(self.words["should-lead"])
            bullets(self.shoulds)
        elif self.arrangement in ("marked-table", "marked-list"):
            title(self.words["profile"])
            table = self.arrangement == "marked-table"
            rows = [(text, self.must_mark) for text in self.musts] + [(text, self.should_mark) for text in self.shoulds]
            width = max(len(text) for text, _ in rows) + 2
            if table:
                lines.append(f"{self.words['criterion']:<{width}}{self.words['kind']}")
                lines += [f"{text:<{width}}{mark}" for text, mark in rows]
            else:
                bullets([f"{text} ({mark})" for text, mark in rows])
        else:
            numbered = self.arrangement == "two-tables"
            for key, rows, letter in (("must", self.musts, "M"), ("should", self.shoulds, "S")):
                title(self.words[key])
                if numbered:
                    lines += [f"{letter}{number}  {text}" for number, text in enumerate(rows, 1)]
                else:
                    bullets(rows)
        if self.offer:
            title(self.words["offer"])
            bullets(self.offer)
        lines += ["", self.closing]
        path.write_text("\n".join(lines).lstrip("\n") + "\n", encoding=self.rng.choice(["utf-8", "utf-8", "utf-8-sig"]))

    # ------------------------------------------------------------ docx

    def write_docx(self, path: Path) -> None:
        """A Word file with headings, bullet lists and tables."""
        import docx
        from docx.shared import Pt

        document = docx.Document()
        style = document.styles["Normal"]
        style.font.name, style.font.size = (
            self.rng.choice(["Calibri", "Arial", "Cambria"]),
            Pt(self.rng.choice([10, 10.5, 11])),
        )
        plain_heads = self.rng.random() < 0.3
        if self.head:
            document.add_paragraph(self.head)
        document.add_heading(self.p["title"], 0)
        if self.rng.random() < 0.5:
            table = document.add_table(rows=0, cols=2)
            if self.rng.random() < 0.5:
                table.style = "Table Grid"
            for name, value in self.facts:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = name, value
        else:
            colon = " : " if self.lang == "fr" else ": "
            for name, value in self.facts:
                paragraph = document.add_paragraph()
                paragraph.add_run(name + colon).bold = True
                paragraph.add_run(value)
        document.add_paragraph()
        document.add_paragraph(self.intro)

        def heading(text: str) -> None:
            if plain_heads:
                document.add_paragraph().add_run(text).bold = True
            else:
                document.add_heading(text, 1)

        def bullets(rows: list[str]) -> None:
            for row in rows:
                document.add_paragraph(row, style="List Bullet")

        def table_of(head: list[str], rows: list[list[str]]) -> None:
            table = document.add_table(rows=1, cols=len(head))
            table.style = "Table Grid" if self.rng.random() < 0.6 else "Light List Accent 1"
            for cell, text in zip(table.rows[0].cells, head, strict=True):
                cell.text = text
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text

        heading(self.words["tasks"])
        bullets(self.p["tasks"])
        self.criteria(heading, bullets, table_of, lambda text: document.add_paragraph(text))
        if self.offer:
            heading(self.words["offer"])
            bullets(self.offer)
        document.add_paragraph()
        document.add_paragraph(self.closing)
        document.core_properties.author = ""
        document.core_properties.comments = ""
        document.save(str(path))

    def criteria(self, heading: Any, bullets: Any, table_of: Any, paragraph: Any) -> None:
        """The criteria in the chosen arrangement, drawn with the given strokes."""
        w = self.words
        if self.arrangement == "lists":
            heading(w["must"])
            bullets(self.musts)
            heading(w["should"])
            bullets(self.shoulds)
        elif self.arrangement == "lead-ins":
            heading(w["profile"])
            paragraph(w["must-lead"])
            bullets(self.musts)
            paragraph(w["should-lead"])
            bullets(self.shoulds)
        elif self.arrangement == "marked-list":
            heading(w["profile"])
            bullets(
                [f"{text} ({self.must_mark})" for text in self.musts]
                + [f"{text} ({self.should_mark})" for text in self.shoulds]
            )
        elif self.arrangement == "two-tables":
            for key, rows, letter in (("must", self.musts, "M"), ("should", self.shoulds, "S")):
                heading(w[key])
                table_of(
                    ["Nr." if self.lang == "de" else "No." if self.lang == "en" else "N°", w["criterion"]],
                    [[f"{letter}{number}", text] for number, text in enumerate(rows, 1)],
                )
        else:
            heading(w["profile"])
            rows = [[text, self.must_mark] for text in self.musts] + [[text, self.should_mark] for text in self.shoulds]
            if self.rng.random() < 0.5:
                table_of(["#", w["criterion"], w["kind"]], [[str(number), *row] for number, row in enumerate(rows, 1)])
            else:
                table_of([w["kind"], w["criterion"]], [[mark, text] for text, mark in rows])

    # ------------------------------------------------------------ html

    def html(self) -> str:
        """A page for printing."""
        out: list[str] = []
        e = html.escape

        def heading(text: str) -> None:
            out.append(f"<h2>{e(text)}</h2>")

        def bullets(rows: list[str]) -> None:
            out.append("<ul>" + "".join(f"<li>{e(row)}</li>" for row in rows) + "</ul>")

        def table_of(head: list[str], rows: list[list[str]]) -> None:
            out.append("<table class='grid'><tr>" + "".join(f"<th>{e(text)}</th>" for text in head) + "</tr>")
            out.extend("<tr>" + "".join(f"<td>{e(text)}</td>" for text in row) + "</tr>" for row in rows)
            out.append("</table>")

        def paragraph(text: str) -> None:
            out.append(f"<p>{e(text)}</p>")

        if self.head:
            paragraph(self.head)
        out.append(f"<h1>{e(self.p['title'])}</h1>")
        if self.rng.random() < 0.4:
            out.append("<p class='line'>" + " · ".join(e(value) for _, value in self.facts[:3]) + "</p>")
            self.facts = self.facts[3:] if self.facts[0][0] != self.words["id"] else self.facts
        colon = " :" if self.lang == "fr" else ":"
        out.append(
            "<table>"
            + "".join(f"<tr><td>{e(name)}{colon}</td><td>{e(value)}</td></tr>" for name, value in self.facts)
            + "</table>"
        )
        paragraph(self.intro)
        heading(self.words["tasks"])
        bullets(self.p["tasks"])
        self.criteria(heading, bullets, table_of, paragraph)
        if self.offer:
            heading(self.words["offer"])
            bullets(self.offer)
        paragraph(self.closing)
        colour = self.rng.choice(["#1f4e79", "#333", "#7a1f1f", "#2d5d3a"])
        font = self.rng.choice(["Arial, sans-serif", "Georgia, serif", "'DejaVu Sans', sans-serif"])
        return (
            f"<!doctype html><html lang='{self.lang}'><meta charset='utf-8'><style>@page{{size:A4;margin:20mm}}"
            f"body{{font:10.5pt/1.4 {font}}}h1,h2{{color:{colour}}}h2{{font-size:12.5pt;margin-bottom:2mm}}"
            "td,th{text-align:left;vertical-align:top;padding:1mm 4mm 1mm 0}"
            ".grid td,.grid th{border:1px solid #999;padding:1mm 2mm}.grid{border-collapse:collapse}</style>"
            f"<body>{''.join(out)}</body></html>"
        )
