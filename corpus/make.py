#!/usr/bin/env python3
"""Draws the invented persons and job profiles into files with their truth.

    python corpus/make.py --out DIR [--people 100] [--jobs 30] [--seed 1] [--layouts a,b] [--per-layout N] [--files N]
                          [--workers 2] [--check]

Needs Python 3.11, poppler's pdftotext and pdfinfo, and whatever the chosen layouts need (a layout whose program is
missing is left out with a notice). The same seed and options give the same persons, files and truth.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import shutil
import sys
import traceback
import unicodedata
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import jobs_text
import people as persons
from layouts import all_layouts
from layouts.base import Layout, Person, program, run

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = "skipped: "
FIXED_TIME = (2025, 12, 1, 0, 0, 0)
PACKAGES = {"python-docx": "docx", "rendercv": "rendercv", "typst": "typst"}
NEEDS_NOTHING = {"text", "jsonresume"}


def main() -> int:
    """Command line."""
    options = arguments()
    out = Path(options.out)
    layouts, notices = chosen_layouts(options.layouts)
    crowd = persons.people(options.seed, options.people)
    if options.langs:
        crowd = [person for person in crowd if person["x"]["lang"] in options.langs.split(",")]
    for folder in ("files", "visible", "truth", "text", "jobs"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for person in crowd:
        write_json(out / "truth" / f"{person['x']['id']}.json", person)
    tasks = [
        (person, layout.name, str(out), options.seed)
        for layout in layouts
        for person in sitters(crowd, layout, options.per_layout, options.seed)
    ]
    if options.files:
        # Every layout once before any twice, so that few files still show all of them.
        turns: dict[str, int] = {}
        ranked = []
        for at, task in enumerate(tasks):
            turns[task[1]] = turns.get(task[1], 0) + 1
            ranked.append((turns[task[1]], at))
        tasks = [tasks[at] for at in sorted(at for _, at in sorted(ranked)[: options.files])]
    rows, failures = [], []
    with ProcessPoolExecutor(max_workers=options.workers) as pool:
        for done, (row, failure) in enumerate(pool.map(draw, tasks, chunksize=1), 1):
            rows += [row] if row else []
            if failure and failure.startswith(SKIPPED):
                notices += [] if failure[len(SKIPPED) :] in notices else [failure[len(SKIPPED) :]]
            elif failure:
                failures.append(failure)
            if done % 50 == 0 or done == len(tasks):
                print(f"{done}/{len(tasks)} files", file=sys.stderr, flush=True)
    write_json(out / "manifest.json", rows)
    job_rows = draw_jobs(out, options.seed, options.jobs, notices)
    for line in notices + failures:
        print(line, file=sys.stderr)
    print(f"{len(crowd)} persons, {len(layouts)} layouts, {len(rows)} files, {job_rows} job profiles in {out}")
    if options.check:
        report(out, rows)
    return 1 if failures else 0


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, help="folder to write")
    parser.add_argument("--people", type=int, default=100, help="number of persons")
    parser.add_argument("--files", type=int, default=0, help="number of CV files at most; default: all")
    parser.add_argument("--jobs", type=int, default=30, help="number of job profiles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layouts", default="", help="names, or beginnings of names ending in *, separated by commas")
    parser.add_argument("--langs", default="", help="only persons of these languages (de,en,fr)")
    parser.add_argument(
        "--per-layout", type=int, default=0, help="persons per layout; 0 draws everybody in every layout"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="report visible values that the text of the file lacks")
    return parser.parse_args()


# ---------------------------------------------------------------- choosing


def chosen_layouts(wanted: str) -> tuple[list[Layout], list[str]]:
    """The layouts asked for whose programs are here, with notices about the others."""
    layouts, notices = all_layouts()
    if wanted:
        patterns = [name.strip() for name in wanted.split(",") if name.strip()]
        layouts = [layout for layout in layouts if any(fits(layout.name, pattern) for pattern in patterns)]
    ready = []
    for layout in layouts:
        if drawable(layout.renderer):
            ready.append(layout)
        else:
            notices.append(f"layout {layout.name} left out: {layout.renderer} is not installed")
    return ready, notices


def fits(name: str, pattern: str) -> bool:
    """Equal, or the beginning where the pattern ends in a star."""
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def drawable(renderer: str) -> bool:
    """Whether the program or Python package of a renderer is installed; some layouts can tell only when they draw."""
    package = PACKAGES.get(renderer)
    if renderer in NEEDS_NOTHING or (package and importlib.util.find_spec(package)):
        return True
    return program(renderer) is not None


def sitters(crowd: list[Person], layout: Layout, count: int, seed: int) -> list[Person]:
    """`count` persons for a layout, the languages in turn, each layout with persons of its own choice."""
    if not count or count >= len(crowd):
        return crowd
    rng = Random(f"{seed}/sitters/{layout.name}")
    by_lang: dict[str, list[Person]] = {}
    for person in crowd:
        by_lang.setdefault(person["x"]["lang"], []).append(person)
    queues = [rng.sample(group, len(group)) for _, group in sorted(by_lang.items())]
    offset, chosen = rng.randrange(len(queues)), []
    while len(chosen) < count and any(queues):
        queue = queues[offset % len(queues)]
        chosen += [queue.pop()] if queue else []
        offset += 1
    return sorted(chosen, key=lambda person: person["x"]["id"])


# ---------------------------------------------------------------- drawing


def draw(task: tuple[Person, str, str, int]) -> tuple[dict[str, Any] | None, str | None]:
    """One file; (manifest row, None) or (None, what went wrong)."""
    person, layout_name, out_name, seed = task
    out = Path(out_name)
    layout = next(layout for layout in all_layouts()[0] if layout.name == layout_name)
    stem = f"{person['x']['id']}-{layout.name}"
    path = out / "files" / f"{stem}.{layout.format}"
    try:
        shown = layout.render(person, path, Random(f"{seed}/{stem}"))
        settle(path)
        text, pages = text_of(path), pages_of(path)
    except (ImportError, FileNotFoundError) as error:
        path.unlink(missing_ok=True)
        return None, f"{SKIPPED}layout {layout.name} left out: {error}"
    except Exception:
        path.unlink(missing_ok=True)
        return None, f"{stem} failed:\n{traceback.format_exc(limit=-4)}"
    write_json(out / "visible" / f"{stem}.json", shown)
    (out / "text" / f"{stem}.txt").write_text(text, encoding="utf-8")
    return {
        "stem": stem,
        "file": path.name,
        "cv": person["x"]["id"],
        "lang": person["x"]["lang"],
        "format": layout.format,
        "layout": layout.family,
        "renderer": layout.name,
        "pages": pages,
        "ocr": False,
        "public_sample": None,
        "hidden": {},
        "family": layout.family,
        "program": layout.renderer,
    }, None


def draw_jobs(out: Path, seed: int, count: int, notices: list[str]) -> int:
    """The job profiles with their truth; how many were written."""
    written = 0
    for profile in persons.jobs(seed, count):
        target = out / "jobs" / profile["files"][0]
        try:
            truth = jobs_text.render(profile, target, Random(f"{seed}/{profile['id']}"))
        except (ImportError, FileNotFoundError, RuntimeError) as error:
            notices.append(f"job {profile['id']} left out: {error}")
            continue
        settle(target)
        write_json(out / "jobs" / f"{profile['id']}.truth.json", truth)
        written += 1
    return written


def write_json(path: Path, value: Any) -> None:
    """Readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def settle(path: Path) -> None:
    """Takes the time of making out of a file, so that equal input gives equal bytes as far as the program allows."""
    if path.suffix == ".pdf":
        data = path.read_bytes()
        data = re.sub(rb"\(D:\d{14}", b"(D:20251201000000", data)
        data = re.sub(
            rb"/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*\]",
            lambda found: re.sub(rb"[0-9A-Fa-f](?=[0-9A-Fa-f]*>)", b"0", found.group(0)),
            data,
        )
        data = re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, data)
        path.write_bytes(data)
    elif path.suffix == ".docx":
        settle_zip(path)


def settle_zip(path: Path) -> None:
    """Rewrites a ZIP with fixed times, and fixed dates in the document properties."""
    with zipfile.ZipFile(path) as source:
        parts = [(info.filename, source.read(info.filename)) for info in source.infolist() if not info.is_dir()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", b"2025-12-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)


def text_of(path: Path) -> str:
    """The text a person would copy out of the file."""
    if path.suffix == ".pdf":
        return run(["pdftotext", "-layout", str(path), "-"])
    if path.suffix == ".docx":
        return docx_text(path)
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def docx_text(path: Path) -> str:
    """Paragraphs of headers, body and footers, one a line, text boxes and tables included."""
    lines: list[str] = []
    with zipfile.ZipFile(path) as package:
        names = sorted(package.namelist())
        order = [
            name
            for part in ("header", "document", "footer")
            for name in names
            if re.fullmatch(rf"word/{part}\d*\.xml", name)
        ]
        for name in order:
            root = ElementTree.fromstring(package.read(name))
            for branch in list(root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")):
                branch.clear()
            for paragraph in root.iter(f"{WORD}p"):
                lines.append("".join(run_text(node) for node in paragraph.iter()))
    return "\n".join(lines) + "\n"


def run_text(node: ElementTree.Element) -> str:
    """Text, tab or line break of one element of a run."""
    if node.tag == f"{WORD}t":
        return node.text or ""
    return {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}.get(node.tag, "")


def pages_of(path: Path) -> int | None:
    """Pages of a PDF; None for other formats."""
    if path.suffix != ".pdf" or not shutil.which("pdfinfo"):
        return None
    found = re.search(r"^Pages:\s+(\d+)", run(["pdfinfo", str(path)]), re.M)
    return int(found.group(1)) if found else None


# ---------------------------------------------------------------- checking


def report(out: Path, rows: list[dict[str, Any]]) -> None:
    """Per layout, the visible values whose words the text of the file lacks."""
    missing: dict[str, list[str]] = {}
    for row in rows:
        shown = json.loads((out / "visible" / f"{row['stem']}.json").read_text(encoding="utf-8"))
        text = (out / "text" / f"{row['stem']}.txt").read_text(encoding="utf-8")
        missing.setdefault(row["renderer"], []).extend(f"{row['cv']}: {gap}" for gap in gaps(shown, text))
    for name, found in sorted(missing.items()):
        print(f"{name}: {len(found)} values not in the text" + "".join(f"\n    {gap}" for gap in found[:6]))


def gaps(shown: Person, text: str) -> list[str]:
    """'field: value' for each visible value that the text does not hold."""
    packed = squash(text)
    bare = squash(text.replace("-\n", ""))
    letters = set(re.findall(r"\w+", fold(text)))
    digits = re.sub(r"\D", "", text)
    result = []
    for field, value in values(shown):
        if field == "phone":
            kept = re.sub(r"\D", "", value.replace("(0)", ""))[-8:] in digits
        else:
            kept = squash(value) in packed or squash(value) in bare
            kept = kept or all(word in letters or word in packed for word in re.findall(r"\w+", fold(value)))
        if not kept:
            result.append(f"{field}: {value}")
    return result


def values(shown: Person) -> list[tuple[str, str]]:
    """The values the scorer looks at, with years of dates."""
    basics, found = shown["basics"], []
    found += [(key, basics[key]) for key in ("name", "email", "phone", "label", "summary") if basics.get(key)]
    found += [("city", (basics.get("location") or {}).get("city", ""))]
    for section, keys in (
        ("work", ("name", "position", "location", "summary")),
        ("certificates", ("name", "issuer")),
        ("education", ("institution", "studyType", "area")),
        ("languages", ("language", "fluency")),
        ("projects", ("name", "entity", "description")),
        ("volunteer", ("organization", "position")),
        ("interests", ("name",)),
    ):
        for entry in shown.get(section, []):
            found += [(f"{section}.{key}", entry[key]) for key in keys if entry.get(key)]
            found += [
                (f"{section}.{key}", entry[key][2:4]) for key in ("startDate", "endDate", "date") if entry.get(key)
            ]
            found += [(f"{section}.highlights", line) for line in entry.get("highlights", [])]
    found += [("skills", word) for group in shown.get("skills", []) for word in group.get("keywords", [])]
    found += [
        (f"x.{key}", shown["x"][key])
        for key in ("nationality", "availability", "permit", "drivingLicence")
        if shown["x"].get(key)
    ]
    return [(field, value) for field, value in found if value]


def fold(text: str) -> str:
    """Lower case without ligatures."""
    return unicodedata.normalize("NFKC", text).casefold()


def squash(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", fold(text))


if __name__ == "__main__":
    sys.exit(main())
