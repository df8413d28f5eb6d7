"""What every layout shares: the Layout record, helpers for the visible truth, word tables and date printing.

A layout draws one person into one file and returns the truth as that file shows it. Nothing here knows a
particular layout or a particular person.
"""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

Person = dict[str, Any]

FAMILIES = (
    "one-column",
    "two-column",
    "label-column",
    "date-column",
    "table",
    "docx",
    "txt",
    "timeline",
    "europass",
    "linkedin",
)
SECTIONS = (
    "summary",
    "work",
    "projects",
    "education",
    "skills",
    "languages",
    "certificates",
    "volunteer",
    "interests",
    "references",
    "personal",
    "contact",
)
DATED = ("work", "education", "projects", "volunteer", "certificates")


@dataclass(frozen=True)
class Layout:
    """One way to draw a person; `render(person, path, rng)` writes the file and returns the visible truth."""

    name: str
    format: str
    family: str
    renderer: str
    render: Callable[[Person, Path, Random], Person]


# ---------------------------------------------------------------- visible truth


def visible(person: Person) -> Person:
    """A deep copy to be cut down to what the file shows; the optional lists are always present."""
    v = copy.deepcopy(person)
    v.pop("$schema", None)
    for key in ("work", "education", "skills", "languages", "certificates", "projects", "volunteer", "interests"):
        v.setdefault(key, [])
    return v


def drop(v: Person, *paths: str) -> Person:
    """Removes what the file does not print.

    'basics.phone', 'basics.location', 'x.nationality' remove one value; 'work.location' or 'work.highlights'
    remove it from every entry of the list; 'certificates' empties the list.
    """
    for path in paths:
        _drop(v, path.split("."))
    return v


def _drop(node: Any, keys: list[str]) -> None:
    if isinstance(node, list):
        for item in node:
            _drop(item, keys)
    elif isinstance(node, dict) and keys[0] in node:
        if len(keys) > 1:
            _drop(node[keys[0]], keys[1:])
        elif isinstance(node[keys[0]], list) and keys[0] in SECTIONS:
            node[keys[0]] = []
        else:
            del node[keys[0]]


def years_only(v: Person, *sections: str) -> Person:
    """Cuts dates to the year in the given lists (all dated lists if none is named)."""
    for section in sections or DATED:
        for entry in v.get(section, []):
            for key in ("startDate", "endDate", "date"):
                if entry.get(key):
                    entry[key] = entry[key][:4]
    return v


def end_only(v: Person, *sections: str) -> Person:
    """For layouts that print only the end (or, for a running entry, only the start) of a period."""
    for section in sections or ("education",):
        for entry in v.get(section, []):
            if entry.get("endDate"):
                entry.pop("startDate", None)
    return v


def limit(v: Person, path: str, count: int) -> Person:
    """Keeps the first `count` items of a list: 'work' (entries), 'work.highlights' (per entry), 'interests'."""
    head, _, tail = path.partition(".")
    if not tail:
        v[head] = v.get(head, [])[:count]
    for entry in v.get(head, []) if tail else []:
        if tail in entry:
            entry[tail] = entry[tail][:count]
    return v


def cefr_levels(v: Person) -> Person:
    """The file prints A1 to C2; mother tongues keep their words."""
    for entry in v["languages"]:
        if entry.get("x_level") and entry["x_level"] != "native":
            entry["fluency"] = entry["x_level"]
    return v


def word_levels(v: Person, rng: Random | None = None) -> Person:
    """The file prints levels in words of the person's language."""
    lang = v["x"]["lang"]
    for entry in v["languages"]:
        if entry.get("x_level"):
            entry["fluency"] = spell(level_words(entry["x_level"], lang, rng), v)
    return v


def dot_levels(v: Person) -> Person:
    """The file draws levels as dots or bars of five: the words go, `x_dots` says how many of five are filled.

    Only a mother tongue keeps its words; the layout prints them beside the five dots.
    """
    for entry in v["languages"]:
        level = entry.get("x_level")
        if level:
            entry["x_dots"] = f"{DOTS[level]}/5"
            if level != "native":
                entry.pop("fluency", None)
    return v


def no_levels(v: Person) -> Person:
    """The file prints languages without levels."""
    return drop(v, "languages.fluency", "languages.x_level")


def group_roles(work: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Neighbouring entries of one employer as (employer, entries), for layouts that print the employer once."""
    groups: list[tuple[str, list[dict[str, Any]]]] = []
    for entry in work:
        if groups and groups[-1][0] == entry["name"]:
            groups[-1][1].append(entry)
        else:
            groups.append((entry["name"], [entry]))
    return groups


# ---------------------------------------------------------------- word tables

HEADINGS: dict[str, dict[str, list[str]]] = {
    "de": {
        "summary": ["Profil", "Kurzprofil", "Über mich", "Zusammenfassung", "Zur Person", "Kurzporträt"],
        "work": [
            "Berufserfahrung",
            "Beruflicher Werdegang",
            "Berufspraxis",
            "Werdegang",
            "Berufliche Stationen",
            "Praktische Erfahrung",
            "Arbeitserfahrung",
            "Berufliche Tätigkeiten",
        ],
        "projects": ["Projekte", "Mandate", "Projekterfahrung", "Ausgewählte Projekte", "Referenzprojekte"],
        "education": [
            "Ausbildung",
            "Aus- und Weiterbildung",
            "Bildungsweg",
            "Schul- und Berufsbildung",
            "Ausbildung und Studium",
            "Bildung",
        ],
        "skills": [
            "Kenntnisse",
            "Fähigkeiten",
            "Fachkenntnisse",
            "Kompetenzen",
            "IT-Kenntnisse und Fachwissen",
            "Kernkompetenzen",
            "Besondere Kenntnisse",
            "Fertigkeiten",
        ],
        "languages": ["Sprachen", "Sprachkenntnisse", "Fremdsprachen", "Sprachkompetenzen"],
        "certificates": [
            "Zertifikate",
            "Weiterbildungen und Zertifikate",
            "Kurse und Zertifikate",
            "Zertifizierungen",
            "Fortbildungen",
        ],
        "volunteer": ["Ehrenamt", "Freiwilligenarbeit", "Ehrenamtliches Engagement", "Engagement"],
        "interests": ["Interessen", "Hobbys", "Freizeit", "Persönliche Interessen", "Hobbys und Interessen"],
        "references": ["Referenzen", "Referenzpersonen"],
        "personal": [
            "Persönliche Angaben",
            "Persönliche Daten",
            "Personalien",
            "Angaben zur Person",
            "Weitere Angaben",
        ],
        "contact": ["Kontakt", "Kontaktdaten", "Kontaktangaben", "Adresse"],
        "title": ["Lebenslauf", "Curriculum Vitae", "LEBENSLAUF", "Tabellarischer Lebenslauf", "CV"],
    },
    "en": {
        "summary": ["Profile", "Summary", "About me", "Personal statement", "Professional summary", "Personal profile"],
        "work": [
            "Experience",
            "Work experience",
            "Employment history",
            "Professional experience",
            "Career history",
            "Employment",
            "Work history",
            "Positions held",
        ],
        "projects": ["Projects", "Selected projects", "Client assignments", "Project experience", "Engagements"],
        "education": [
            "Education",
            "Education and training",
            "Academic background",
            "Qualifications",
            "Education & qualifications",
            "Training and education",
        ],
        "skills": [
            "Skills",
            "Key skills",
            "Core competencies",
            "Technical skills",
            "Areas of expertise",
            "Skills & tools",
            "Expertise",
        ],
        "languages": ["Languages", "Language skills", "Languages spoken"],
        "certificates": [
            "Certificates",
            "Certifications",
            "Professional development",
            "Courses and certificates",
            "Licences & certifications",
            "Training and certification",
        ],
        "volunteer": ["Volunteering", "Voluntary work", "Volunteer experience", "Community involvement"],
        "interests": ["Interests", "Hobbies", "Interests and hobbies", "Outside work", "Personal interests"],
        "references": ["References", "Referees"],
        "personal": ["Personal details", "Personal information", "Additional information", "Further information"],
        "contact": ["Contact", "Contact details", "Get in touch", "Address"],
        "title": ["Curriculum Vitae", "CV", "Résumé", "CURRICULUM VITAE", "Resume"],
    },
    "fr": {
        "summary": ["Profil", "À propos", "Présentation", "Résumé", "Profil professionnel", "En bref"],
        "work": [
            "Expérience professionnelle",
            "Expériences professionnelles",
            "Parcours professionnel",
            "Expériences",
            "Expérience",
            "Activités professionnelles",
            "Emplois occupés",
        ],
        "projects": ["Projets", "Missions", "Projets réalisés", "Missions principales", "Références de projets"],
        "education": [
            "Formation",
            "Formations",
            "Formation et diplômes",
            "Diplômes",
            "Études et formation",
            "Parcours scolaire",
            "Formation initiale et continue",
        ],
        "skills": [
            "Compétences",
            "Compétences clés",
            "Savoir-faire",
            "Connaissances",
            "Compétences techniques",
            "Domaines de compétence",
            "Compétences professionnelles",
        ],
        "languages": ["Langues", "Compétences linguistiques", "Connaissances linguistiques", "Langues parlées"],
        "certificates": [
            "Certificats",
            "Certifications",
            "Formations continues",
            "Attestations",
            "Certifications et habilitations",
            "Perfectionnement",
        ],
        "volunteer": ["Bénévolat", "Engagement associatif", "Vie associative", "Activités bénévoles"],
        "interests": ["Centres d'intérêt", "Loisirs", "Intérêts", "Intérêts personnels", "Hobbies"],
        "references": ["Références", "Personnes de référence"],
        "personal": [
            "Informations personnelles",
            "Données personnelles",
            "État civil",
            "Renseignements personnels",
            "Informations complémentaires",
            "Divers",
        ],
        "contact": ["Contact", "Coordonnées", "Me contacter", "Adresse"],
        "title": ["Curriculum vitae", "CV", "CURRICULUM VITAE", "Curriculum Vitæ"],
    },
}

MONTHS_LONG: dict[str, list[str]] = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
MONTHS_SHORT: dict[str, list[str]] = {
    "de": ["Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
}
PRESENT: dict[str, list[str]] = {
    "de": ["heute", "bis heute", "dato", "aktuell", "laufend", "jetzt"],
    "en": ["present", "Present", "now", "current", "to date", "today"],
    "fr": ["aujourd'hui", "à ce jour", "présent", "en cours", "actuellement"],
}
SINCE: dict[str, list[str]] = {"de": ["seit", "ab"], "en": ["since", "from"], "fr": ["depuis", "dès"]}
TO: dict[str, str] = {"de": "bis", "en": "to", "fr": "à"}

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
LEVEL_WORDS: dict[str, dict[str, list[str]]] = {
    "de": {
        "native": ["Muttersprache", "Muttersprachlich", "Erstsprache"],
        "C2": ["verhandlungssicher", "stilsicher", "ausgezeichnet"],
        "C1": ["verhandlungssicher", "fliessend", "sehr gut", "sehr gute Kenntnisse"],
        "B2": ["gut", "gute Kenntnisse", "gut in Wort und Schrift"],
        "B1": ["Konversation", "konversationssicher", "mittlere Kenntnisse"],
        "A2": ["Grundkenntnisse", "Schulkenntnisse", "Basiskenntnisse"],
        "A1": ["Anfänger", "erste Kenntnisse", "Grundkenntnisse"],
    },
    "en": {
        "native": ["Native", "Mother tongue", "Native speaker"],
        "C2": ["Fluent", "Full professional", "Excellent"],
        "C1": ["Fluent", "Very good", "Business fluent"],
        "B2": ["Good", "Upper intermediate", "Professional working proficiency"],
        "B1": ["Conversational", "Intermediate", "Limited working proficiency"],
        "A2": ["Basic", "Elementary", "Basic knowledge"],
        "A1": ["Beginner", "Basic", "Elementary"],
    },
    "fr": {
        "native": ["Langue maternelle", "Maternelle", "Bilingue"],
        "C2": ["Courant", "Excellent", "Parfaitement courant"],
        "C1": ["Courant", "Très bon niveau", "Très bonnes connaissances"],
        "B2": ["Bon niveau", "Bonnes connaissances", "Avancé"],
        "B1": ["Niveau intermédiaire", "Intermédiaire", "Conversation"],
        "A2": ["Notions", "Niveau scolaire", "Connaissances de base"],
        "A1": ["Débutant", "Notions", "Scolaire"],
    },
}
DOTS = {"native": 5, "C2": 5, "C1": 4, "B2": 3, "B1": 3, "A2": 2, "A1": 1}

LABELS: dict[str, dict[str, list[str]]] = {
    "de": {
        "name": ["Name", "Vor- und Nachname"],
        "phone": ["Telefon", "Tel.", "Mobil", "Natel", "Handy"],
        "email": ["E-Mail", "Mail", "E-Mail-Adresse"],
        "address": ["Adresse", "Anschrift", "Wohnort"],
        "city": ["Wohnort", "Ort"],
        "url": ["Web", "Website", "Internet"],
        "dateOfBirth": ["Geburtsdatum", "Geboren am", "geb."],
        "nationality": ["Nationalität", "Staatsangehörigkeit", "Staatsbürgerschaft"],
        "permit": ["Bewilligung", "Aufenthaltsbewilligung", "Aufenthaltsstatus"],
        "civilStatus": ["Zivilstand", "Familienstand"],
        "drivingLicence": ["Führerausweis", "Führerschein", "Fahrausweis Kat."],
        "availability": ["Verfügbarkeit", "Verfügbar", "Eintritt"],
        "tools": ["Technologien", "Eingesetzte Technologien", "Werkzeuge", "Technik", "Umgebung"],
        "role": ["Rolle", "Funktion"],
        "client": ["Kunde", "Auftraggeber"],
        "period": ["Zeitraum", "Dauer"],
        "tasks": ["Aufgaben", "Tätigkeiten", "Hauptaufgaben"],
        "workload": ["Pensum"],
        "page": ["Seite"],
    },
    "en": {
        "name": ["Name", "Full name"],
        "phone": ["Phone", "Tel", "Mobile", "Telephone"],
        "email": ["E-mail", "Email"],
        "address": ["Address", "Home address"],
        "city": ["Location", "Based in"],
        "url": ["Web", "Website"],
        "dateOfBirth": ["Date of birth", "Born", "DOB"],
        "nationality": ["Nationality", "Citizenship"],
        "permit": ["Work permit", "Permit", "Right to work"],
        "civilStatus": ["Marital status"],
        "drivingLicence": ["Driving licence", "Licence"],
        "availability": ["Availability", "Available"],
        "tools": ["Technologies", "Tools", "Environment", "Tech stack"],
        "role": ["Role"],
        "client": ["Client"],
        "period": ["Period", "Dates"],
        "tasks": ["Responsibilities", "Duties", "Key tasks"],
        "workload": ["Workload"],
        "page": ["Page"],
    },
    "fr": {
        "name": ["Nom", "Nom et prénom"],
        "phone": ["Téléphone", "Tél.", "Mobile", "Portable"],
        "email": ["E-mail", "Courriel", "Mail"],
        "address": ["Adresse", "Domicile"],
        "city": ["Domicile", "Lieu de résidence"],
        "url": ["Site", "Site web"],
        "dateOfBirth": ["Date de naissance", "Né(e) le", "Naissance"],
        "nationality": ["Nationalité"],
        "permit": ["Permis de séjour", "Permis de travail", "Autorisation"],
        "civilStatus": ["État civil", "Situation familiale"],
        "drivingLicence": ["Permis de conduire", "Permis"],
        "availability": ["Disponibilité", "Disponible"],
        "tools": ["Technologies", "Outils", "Environnement technique"],
        "role": ["Rôle", "Fonction"],
        "client": ["Client", "Mandant"],
        "period": ["Période", "Durée"],
        "tasks": ["Tâches", "Missions", "Responsabilités"],
        "workload": ["Taux d'activité"],
        "page": ["Page"],
    },
}
COUNTRIES: dict[str, dict[str, str]] = {
    "de": {
        "CH": "Schweiz",
        "DE": "Deutschland",
        "AT": "Österreich",
        "FR": "Frankreich",
        "GB": "Grossbritannien",
        "IE": "Irland",
    },
    "en": {
        "CH": "Switzerland",
        "DE": "Germany",
        "AT": "Austria",
        "FR": "France",
        "GB": "United Kingdom",
        "IE": "Ireland",
    },
    "fr": {"CH": "Suisse", "DE": "Allemagne", "AT": "Autriche", "FR": "France", "GB": "Royaume-Uni", "IE": "Irlande"},
}


def headings(lang: str, rng: Random) -> dict[str, str]:
    """One wording for each section, to be used through one document. The 'contact' and 'personal' wordings differ."""
    return {section: rng.choice(words) for section, words in HEADINGS[lang].items()}


def labels(lang: str, rng: Random) -> dict[str, str]:
    """One wording for each label."""
    return {key: rng.choice(words) for key, words in LABELS[lang].items()}


def label(key: str, lang: str) -> str:
    """The usual wording of a label."""
    return LABELS[lang][key][0]


def level_words(level: str, lang: str, rng: Random | None = None) -> str:
    """A level in words."""
    words = LEVEL_WORDS[lang][level]
    return rng.choice(words) if rng else words[0]


def spell(text: str, person: Person) -> str:
    """The tables use Swiss spelling; Germany and Austria get their sharp s."""
    if person["x"]["lang"] == "de" and person["x"].get("country") in ("DE", "AT"):
        text = text.replace("fliessend", "fließend").replace("Grossbritannien", "Großbritannien")
    return text


# ---------------------------------------------------------------- dates and values as printed

DATE_STYLES = ("long", "short", "slash", "dot", "iso", "yy", "year", "apostrophe")


def format_month(value: str, lang: str, style: str = "long") -> str:
    """'2019-03' as 'März 2019' (long), 'mars 2019' (short), '03/2019' (slash), '03.2019' (dot), '2019-03' (iso),
    '03/19' (yy), '2019' (year), 'Mar '19' (apostrophe). A value without a month stays a year."""
    year, _, month = value[:7].partition("-")
    if not month or style == "year":
        return year
    index = int(month) - 1
    if style == "long":
        return f"{MONTHS_LONG[lang][index]} {year}"
    if style == "short":
        return f"{MONTHS_SHORT[lang][index]} {year}"
    if style == "apostrophe":
        return f"{MONTHS_SHORT[lang][index]} '{year[2:]}"
    if style == "slash":
        return f"{month}/{year}"
    if style == "dot":
        return f"{month}.{year}"
    if style == "yy":
        return f"{month}/{year[2:]}"
    if style == "iso":
        return f"{year}-{month}"
    raise ValueError(f"unknown date style {style}")


def format_period(
    entry: dict[str, Any],
    lang: str,
    style: str = "long",
    dash: str = " – ",
    present: str | None = None,
    since: str | None = None,
) -> str:
    """A period as printed. `since` ('seit') replaces the dash form for running entries; equal ends are printed once."""
    start, end = entry.get("startDate"), entry.get("endDate")
    if entry.get("x_current"):
        if start and since:
            return f"{since} {format_month(start, lang, style)}"
        word = present or PRESENT[lang][0]
        return f"{format_month(start, lang, style)}{dash}{word}" if start else word
    first = format_month(start, lang, style) if start else ""
    last = format_month(end, lang, style) if end else ""
    return first if first == last or not last else f"{first}{dash}{last}" if first else last


def format_day(value: str, lang: str, style: str = "dot") -> str:
    """'1985-05-08' as '08.05.1985' (dot), '8. Mai 1985' (long), '08/05/1985' (slash)."""
    year, month, day = value.split("-")
    if style == "long":
        name = MONTHS_LONG[lang][int(month) - 1]
        if lang == "de":
            return f"{int(day)}. {name} {year}"
        return f"{'1er' if lang == 'fr' and int(day) == 1 else int(day)} {name} {year}"
    return f"{day}/{month}/{year}" if style == "slash" else f"{day}.{month}.{year}"


def address_line(location: dict[str, str], parts: Iterable[str] = ("address", "postalCode", "city")) -> str:
    """'Dorfstrasse 3, 5000 Aarau'; British and Irish post codes follow the town."""
    wanted = {key: location.get(key, "") for key in parts}
    code, city = wanted.get("postalCode", ""), wanted.get("city", "")
    town = f"{city} {code}" if location.get("countryCode") in ("GB", "IE") else f"{code} {city}"
    return ", ".join(text for text in (wanted.get("address", ""), town.strip()) if text)


def degree_line(entry: dict[str, Any], joiner: str = ", ") -> str:
    """'Informatiker EFZ, Systemtechnik' from studyType and area."""
    return joiner.join(text for text in (entry.get("studyType"), entry.get("area")) if text)


def keywords(v: Person) -> list[str]:
    """All skills in printed order, without their groups."""
    return [word for group in v.get("skills", []) for word in group.get("keywords", [])]


def personal_facts(
    v: Person, lang: str, names: dict[str, str] | None = None, day_style: str = "dot"
) -> list[tuple[str, str]]:
    """(label, value) of the facts in `x` that are still visible, values as printed."""
    x, rows = v["x"], []
    for key in ("dateOfBirth", "nationality", "civilStatus", "permit", "drivingLicence", "availability"):
        if x.get(key):
            value = format_day(x[key], lang, day_style) if key == "dateOfBirth" else str(x[key])
            rows.append(((names or {}).get(key) or label(key, lang), value))
    return rows


# ---------------------------------------------------------------- programs

PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "libreoffice": ("soffice", "libreoffice"),
    "latex": ("xelatex", "lualatex", "pdflatex", "tectonic"),
}


def program(renderer: str) -> str | None:
    """The path of a program on this machine, or None."""
    return next((found for name in PROGRAMS.get(renderer, (renderer,)) if (found := shutil.which(name))), None)


def html_to_pdf(html: str, out: Path) -> None:
    """Prints a page to PDF with headless Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        run(
            [
                program("chromium") or "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={pdf}",
                page.as_uri(),
            ]
        )
        shutil.copyfile(pdf, out)


def office_to_pdf(source: Path, out: Path) -> None:
    """Converts a DOCX or ODT to PDF with LibreOffice, in a profile of its own so that several can run at once."""
    with tempfile.TemporaryDirectory() as folder:
        run(
            [
                program("libreoffice") or "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(source),
            ]
        )
        shutil.copyfile(Path(folder) / (source.stem + ".pdf"), out)


def run(command: list[str], timeout_s: int = 120, cwd: Path | None = None) -> str:
    """Runs a program with a fixed date for files it makes; its standard output, or an error with what it said."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1764547200"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, cwd=cwd, env=env, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()[-400:] or done.stdout.strip()[-400:]}")
    return done.stdout
