"""Layouts drawn by typesetting programs and by published CV themes: Typst, RenderCV, JSON Resume and LaTeX."""

from __future__ import annotations

from .typeset_jsonresume import JSONRESUME
from .typeset_latex import LATEX
from .typeset_rendercv import RENDERCV
from .typeset_typst import TYPST

LAYOUTS = [*TYPST, *RENDERCV, *JSONRESUME, *LATEX]
