"""A figure that a report states, the codebook of what is counted, and the years in which a definition
changed."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from records.jsonlines import from_json

_DEFINITIONS = Path(__file__).with_name("figure_definitions.csv")
_CODES = Path(__file__).with_name("figure_codes.csv")
_QUALITY = Path(__file__).with_name("figure_quality.csv")
_BREAKS = Path(__file__).with_name("figure_breaks.csv")


class Figure(NamedTuple):
    """One mention: one printed number and one code.

    value is in unit (rates in percent, money in 元); value_high is the upper end of a range, else None.
    qualifier: exact, over, under or about. scope: own, area, system, dept or unknown. period: year,
    cumulative, asof or other. semantics: stated, zero_stated or all_stated. change is the stated difference
    to the year before, as printed, else ""; previous the quoted value of the year before, else None.
    char_from and char_to are offsets into the text that was read: text[char_from:char_to] == printed; line
    counts from 1. rule is the rule that matched, confidence 0 to 1.
    """

    code: str
    value: float
    value_high: float | None
    unit: str
    qualifier: str
    scope: str
    period: str
    semantics: str
    change: str
    previous: float | None
    printed: str
    sentence: str
    line: int
    char_from: int
    char_to: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FigureCode:
    """One code of the codebook. kind: count, rate, persons, money or flag. tier: 1 and 2 are the core, 3 are
    parts and side figures. related: the codes it is read beside, separated by spaces."""

    code: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    tier: int
    theme: str
    official_term: str
    related: str


@dataclass(frozen=True, slots=True)
class FigureQuality:
    """How well a code is read in the hand-coded sentences: the figures in them, how many of those were found,
    how many were read in all; and examples of missed ones, as passages with the number in 【】."""

    code: str
    figures: int
    right: int
    read: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureBreak:
    """A year from which on a code counts something different, and why."""

    code: str
    report_year: int
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """What a code counts, and what near it does not count, in both languages; parts of a list end in a
    semicolon."""

    code: str
    counts_zh: str
    counts_en: str
    not_zh: str
    not_en: str


@cache
def figure_definitions() -> dict[str, FigureDefinition]:
    """The rows of figure_definitions.csv by code; every code has one."""
    with _DEFINITIONS.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: from_json(FigureDefinition, row) for row in csv.DictReader(lines)}


@cache
def figure_quality() -> dict[str, FigureQuality]:
    """The rows of figure_quality.csv by code; `python -m benchmarks.figures.quality` writes the file."""
    with _QUALITY.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: FigureQuality(
                row["code"], int(row["figures"]), int(row["right"]), int(row["read"]), tuple(filter(None, row["missed"].split("\n")))
            )
            for row in csv.DictReader(lines)
        }  # fmt: skip


@cache
def figure_codes() -> dict[str, FigureCode]:
    """All codes by name, in the order of the codebook."""
    with _CODES.open(encoding="utf-8", newline="") as lines:
        rows = [from_json(FigureCode, {**row, "tier": int(row["tier"])}) for row in csv.DictReader(lines)]
    return {row.code: row for row in rows}


@cache
def figure_breaks() -> tuple[FigureBreak, ...]:
    """All breaks, by code and year."""
    with _BREAKS.open(encoding="utf-8", newline="") as lines:
        rows = [
            from_json(FigureBreak, {**row, "report_year": int(row["report_year"])})
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda row: (row.code, row.report_year)))
