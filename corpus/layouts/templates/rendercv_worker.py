"""Draws CVs with a RenderCV of version 2.8 or later: one JSON request a line in, one JSON answer a line out."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import rendercv
import rendercv_fonts
import typst
from rendercv.renderer.templater.templater import render_full_template
from rendercv.schema.rendercv_model_builder import build_rendercv_model_from_commented_map

ICONS = """#let fa-icon(name, size: 1em, ..rest) = text(font: "Font Awesome 7 Free", weight: 900, size: size, (
  "location-dot": "\\u{f3c5}", "envelope": "\\u{f0e0}", "phone": "\\u{f095}", "link": "\\u{f0c1}",
).at(name, default: "\\u{f111}"))
"""


def packages(folder: Path) -> Path:
    """The Typst package that RenderCV brings, and a small one in place of the icon package it would download."""
    source = Path(rendercv.__file__).parent / "renderer" / "rendercv_typst"
    lines = (source / "typst.toml").read_text(encoding="utf-8").splitlines()
    version = next(line.split('"')[1] for line in lines if line.startswith("version"))
    shutil.copytree(source, folder / "preview" / "rendercv" / version)
    wanted = next(
        line.split("fontawesome:")[1].split('"')[0]
        for line in (source / "lib.typ").read_text(encoding="utf-8").splitlines()
        if "@preview/fontawesome:" in line
    )
    icons = folder / "preview" / "fontawesome" / wanted
    icons.mkdir(parents=True)
    (icons / "lib.typ").write_text(ICONS, encoding="utf-8")
    (icons / "typst.toml").write_text(
        f'[package]\nname = "fontawesome"\nversion = "{wanted}"\nentrypoint = "lib.typ"\n', encoding="utf-8"
    )
    return folder


def main() -> None:
    """Answers requests until the input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory(prefix="rendercv-packages-") as name:
        folder = packages(Path(name))
        for line in sys.stdin:
            request = json.loads(line)
            try:
                model = build_rendercv_model_from_commented_map(request["input"])
                source = render_full_template(model, "typst")
                source = source.replace("datetime.today()", "datetime(year: 2025, month: 12, day: 1)")
                pdf = typst.Compiler(
                    source.encode(), font_paths=list(rendercv_fonts.paths_to_font_folders), package_path=folder
                ).compile(format="pdf", timestamp=request["timestamp"])
                Path(request["out"]).write_bytes(pdf)
                answer = {"ok": True}
            except Exception as error:
                details = getattr(error, "validation_errors", "") or getattr(error, "diagnostic", "")
                answer = {"error": f"{type(error).__name__}: {error} {details}"[:2000]}
            print(json.dumps(answer), file=answers, flush=True)


main()
