"""Reads the trade blocks of `data_de`, `data_en` and `data_fr` into records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from random import Random

import data_de
import data_en
import data_fr

SOURCES = {"de": data_de.TRADES, "en": data_en.TRADES, "fr": data_fr.TRADES}


@dataclass
class Trade:
    """What a trade is made of; texts keep their marks ({a-b} numbers, [terms], masculine|feminine)."""

    name: str
    sectors: list[str]
    functions: dict[str, list[str]] = field(default_factory=dict)
    degrees: dict[str, list[str]] = field(default_factory=dict)
    kind: str = "bus"
    areas: list[str] = field(default_factory=list)
    paths: dict[str, int] = field(default_factory=dict)
    summaries: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    skills: list[tuple[str, list[str]]] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)


@cache
def trades(lang: str) -> dict[str, Trade]:
    """All trades of a language in the order of the file."""
    blocks = re.split(r"^== ", SOURCES[lang], flags=re.M)[1:]
    return {trade.name: trade for trade in map(parse, blocks)}


def parse(block: str) -> Trade:
    """One block; lines that begin with blanks go on from the line before."""
    head, *lines = re.sub(r"\n +", " ", block.strip()).split("\n")
    name, _, sectors = head.partition("|")
    trade = Trade(name.strip(), sectors.split())
    for line in lines:
        mark, _, rest = line.partition(" ")
        if mark in "ajms":
            trade.functions[mark] = listed(rest)
        elif mark in "vhw":
            trade.degrees[mark] = listed(rest)
        elif mark == "f":
            trade.kind, _, areas = rest.partition(" ")
            trade.areas = listed(areas)
        elif mark == "p":
            trade.paths = {key: int(weight) for key, weight in (part.split("=") for part in rest.split())}
        elif mark == "b":
            trade.summaries.append(rest)
        elif mark == "-":
            trade.tasks.append(rest)
        elif mark == "k":
            group, _, words = rest.partition(": ")
            trade.skills.append((group, listed(words)))
        elif mark == "c":
            trade.certificates = listed(rest)
        else:
            raise ValueError(f"unknown mark {mark!r} in trade {trade.name}")
    return trade


def listed(text: str) -> list[str]:
    """'a; b' as a list."""
    return [part.strip() for part in text.split(";") if part.strip()]


def for_country(options: list[str], country: str) -> list[str]:
    """Options without a country mark, or marked with this one ('ch:', 'de:', 'gb:', 'xx:' ...)."""
    chosen = []
    for option in options:
        mark = re.match(r"([a-z]{2}):(.*)", option)
        if not mark:
            chosen.append(option)
        elif mark.group(1) == country.lower():
            chosen.append(mark.group(2))
    return chosen


def gendered(text: str, female: bool) -> str:
    """'Koch|Köchin' by gender."""
    first, _, second = text.partition("|")
    return second if female and second else first


def filled(text: str, rng: Random) -> tuple[str, list[str]]:
    """A text with its {a-b} numbers drawn and its [marks] taken off, and the marked terms."""

    def number(match: re.Match[str]) -> str:
        low, high = int(match.group(1)), int(match.group(2))
        low = 2 if low == 1 and match.string[match.end() : match.end() + 1] == " " else low
        value = rng.randint(low, high)
        return str(value // 50 * 50 if low >= 100 and value >= 150 and high - low > 150 else value)

    text = re.sub(r"\{(\d+)-(\d+)\}", number, text)
    terms = re.findall(r"\[([^\]]+)\]", text)
    return re.sub(r"[\[\]]", "", text), terms
