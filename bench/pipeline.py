"""A plain Python pipeline that does by python-docx and zipfile what such desks write for themselves, for bench/beside.py alone.

    python bench/pipeline.py CV.docx PROFILE.docx OUT.zip

It reads paragraphs and tables of both files, finds sections by their headings and stations by their years, compares words of the
profile with those of the CV, writes three documents (CV, comparison, questions) and zips them. It is honest work of its kind, made
quick where that is easy, but it neither understands (no lexicon, no dates beyond years, one language), nor checks, nor reads
behind a wall, nor knows PDF: what `dossier run` does beyond that is in its time.
"""

import io
import re
import sys
import zipfile

from docx import Document
from docx.shared import Pt

HEADINGS = {
    "experience": ("work experience", "experience", "berufserfahrung", "expérience professionnelle", "employment"),
    "education": ("education", "ausbildung", "formation", "training", "weiterbildung"),
    "skills": ("skills", "kenntnisse", "compétences", "fähigkeiten"),
    "languages": ("languages", "sprachen", "langues"),
}
YEARS = re.compile(r"\b(19|20)\d\d\b")
WORD = re.compile(r"[\w+#.]{3,}")


def lines(path):
    document = Document(path)
    found = [paragraph.text.strip() for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            found.append("\t".join(cell.text.strip() for cell in row.cells))
    return [line for line in found if line]


def sections(text):
    found, now = {"head": []}, "head"
    for line in text:
        plain = line.lower().strip(" :")
        now = next((name for name, words in HEADINGS.items() if plain in words), now)
        found.setdefault(now, []).append(line)
    return found


def stations(text):
    found = []
    for line in text:
        if YEARS.search(line) or not found:
            found.append([line])
        else:
            found[-1].append(line)
    return found


def document(title, blocks):
    made = Document()
    made.styles["Normal"].font.size = Pt(10)
    made.add_heading(title, 0)
    for heading, rows in blocks:
        made.add_heading(heading, 1)
        for row in rows:
            if isinstance(row, tuple):
                table = made.add_table(rows=1, cols=len(row))
                for cell, text in zip(table.rows[0].cells, row):
                    cell.text = text
            else:
                made.add_paragraph(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def main():
    cv, job = lines(sys.argv[1]), lines(sys.argv[2])
    parts = sections(cv)
    known = {word.lower() for line in cv for word in WORD.findall(line)}
    criteria = [line for line in job if 10 < len(line) < 200][:14]
    verdicts = []
    for line in criteria:
        words = {word.lower() for word in WORD.findall(line)}
        share = len(words & known) / max(len(words), 1)
        verdicts.append((line, "met" if share > 0.5 else "partly" if share > 0.2 else "open", f"{share:.0%}"))
    papers = {
        "01-cv.docx": document("Curriculum vitae", [
            ("Person", parts["head"][:8]),
            *[(name.title(), [(block[0], " ".join(block[1:])) for block in stations(rows)]) for name, rows in parts.items() if name != "head"],
        ]),
        "02-comparison.docx": document("Comparison", [("Criteria", verdicts)]),
        "03-questions.docx": document("Questions", [("Open points", [f"Please tell us about: {line}" for line, word, _ in verdicts if word != "met"])]),
    }
    with zipfile.ZipFile(sys.argv[3], "w", zipfile.ZIP_STORED) as pack:
        for name, content in papers.items():
            pack.writestr(name, content)


main()
