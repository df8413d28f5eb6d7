"""The layouts: every module of this folder but `base` offers a list LAYOUTS."""

from __future__ import annotations

import importlib
import pkgutil

from .base import Layout


def all_layouts() -> tuple[list[Layout], list[str]]:
    """(layouts by module name and in module order, notices about modules that could not be loaded)."""
    found: list[Layout] = []
    notices: list[str] = []
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name):
        if info.name == "base":
            continue
        try:
            module = importlib.import_module(f"{__name__}.{info.name}")
        except ImportError as error:
            notices.append(f"layout module {info.name} left out: {error}")
            continue
        found += list(getattr(module, "LAYOUTS", []))
    names = [layout.name for layout in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"layout names used twice: {', '.join(doubled)}")
    return found, notices
