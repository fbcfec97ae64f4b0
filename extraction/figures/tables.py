"""Figures in tables: rows whose cells are kept apart by tabs, and cells that a converter put on lines of their own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extraction.figures.binding import match_rule
from extraction.figures.lexicon import lexicon
from extraction.figures.numbers import UNIT
from extraction.figures.rules import Rule

_VALUE = re.compile(
    rf"\s*(?P<printed>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<times>[万亿])?\s*(?P<unit>{UNIT})?\s*"
)
_BRACKET = re.compile(r"\((?:单位[:：]?)?(万元|亿元|万件|元|件|宗|起|个|人次|人|名|次|户次|户|卷|份|条|部|项|%|场次|场|家)\)")
_TIMES = {"万": 10**4, "亿": 10**8}
_TOTAL = re.compile(r"合计|总计|总数|共计|小计")
_YEAR = re.compile(r"20[0-4]\d年?(?:度)?")
_SENTENCE_MARK = re.compile(r"[。;,!]")
_UNIT_CELL = re.compile(rf"\s*(?:{UNIT}|万元|亿元)\s*")
_LONGEST_CELL = 30


class Cell(NamedTuple):
    """A figure in a cell: offsets of what is printed, its value and unit, and the rule that its labels meet."""

    start: int
    end: int
    value: float
    unit: str
    rule: Rule
    row: tuple[int, int]


def table_spans(text: str) -> Iterator[tuple[int, int]]:
    """The runs of lines of a half-width text that are tables."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    begin = 0
    while begin < len(lines):
        stop = begin
        while stop < len(lines) and _is_cell(lines[stop][1]):
            stop += 1
        block = lines[begin:stop]
        tabbed = sum("\t" in line for _, line in block)
        alone = sum(bool(_VALUE.fullmatch(line)) for _, line in block)
        if len(block) > 1 and (tabbed or alone):
            yield block[0][0], block[-1][0] + len(block[-1][1])
        begin = max(stop, begin + 1)


def read_table(text: str, start: int, end: int, report_year: int | None) -> list[Cell]:
    """The figures of a table text[start:end]."""
    rows = _rows(text, start, end)
    wide = [row for row in rows if len(row) > 1]
    if len(wide) > 1 and not any(_value(cell) for _, cell in wide[0]) and len(wide[0]) > 2:
        head = rows.index(wide[0])
        topics = _classes(" ".join(cell for row in rows[:head] for _, cell in row)) & lexicon().topic
        if any(len(_values(row)) > 1 for row in rows[head + 1 :]):
            return list(_crossed(wide[0], rows[head + 1 :], topics, report_year))
    return list(_labelled(rows))


def _is_cell(line: str) -> bool:
    if "\t" in line:
        return True
    return 0 < len(line.strip()) <= _LONGEST_CELL and not _SENTENCE_MARK.search(line.replace(",", "", 1) if _VALUE.fullmatch(line) else line)


def _rows(text: str, start: int, end: int) -> list[list[tuple[int, str]]]:
    rows, at = [], start
    for line in text[start:end].split("\n"):
        row, offset = [], at
        for cell in line.split("\t"):
            if cell.strip():
                row.append((offset, cell))
            offset += len(cell) + 1
        if row:
            rows.append(row)
        at += len(line) + 1
    return rows


def _crossed(
    head: list[tuple[int, str]], rows: list[list[tuple[int, str]]], topics: int, report_year: int | None
) -> Iterator[Cell]:
    """Header × row. Of several rows only that of the report's year, or the total."""
    numbered = [row for row in rows if _values(row)]
    chosen = numbered if len(numbered) == 1 else [row for row in numbered if _counts(row, report_year)]
    for row in chosen or ([] if len(numbered) > 1 and _same_kind(numbered) else numbered):
        shift = len(head) - len(row)
        label = row[0][1] if not _value(row[0][1]) else ""
        for at, (offset, cell) in enumerate(row):
            value = _value(cell)
            if value and (at or shift) and 0 <= at + shift < len(head) and not _YEAR.fullmatch(cell.strip()):
                yield from _cell(offset, value, f"{head[at + shift][1]} {label}", topics, (row[0][0], row[-1][0] + len(row[-1][1])))


def _labelled(rows: list[list[tuple[int, str]]]) -> Iterator[Cell]:
    """Label and number, in one row or on lines that follow each other."""
    topics, label, unit = 0, "", ""
    for row in rows:
        for offset, cell in row:
            value = _value(cell)
            if value is None and _UNIT_CELL.fullmatch(cell):
                unit = cell.strip()
            elif value is None:
                label, unit = cell, ""
                topics = (_classes(cell) & lexicon().topic) or topics
            elif label and not _YEAR.fullmatch(cell.strip()):
                text = f"{label}({unit})" if unit else label
                yield from _cell(offset, value, text, topics, (row[0][0], row[-1][0] + len(row[-1][1])))
                label = ""


def _cell(offset: int, value: re.Match[str], label: str, topics: int, row: tuple[int, int]) -> Iterator[Cell]:
    bracket = _BRACKET.search(label)
    unit = value["unit"] or (bracket[1] if bracket else "")
    amount = float(value["printed"].replace(",", ""))
    for sign in (value["times"] or "") + (unit[0] if unit[:1] in _TIMES and not value["unit"] else ""):
        amount *= _TIMES[sign]
    unit = unit.lstrip("万亿")
    rule = match_rule(_classes(_BRACKET.sub("", label)), topics, unit)
    if rule:
        start = offset + value.start("printed")
        stop = offset + value.end("times" if value["times"] else "printed")
        yield Cell(start, stop, int(amount) if amount.is_integer() else amount, unit, rule, row)


def _classes(label: str) -> int:
    mask = 0
    for word in lexicon().cut(label):
        mask |= word.classes
    return mask


def _value(cell: str) -> re.Match[str] | None:
    return _VALUE.fullmatch(cell)


def _values(row: list[tuple[int, str]]) -> list[str]:
    return [cell for _, cell in row if _VALUE.fullmatch(cell) and not _YEAR.fullmatch(cell.strip())]


def _counts(row: list[tuple[int, str]], report_year: int | None) -> bool:
    label = row[0][1]
    year = _YEAR.search(label)
    if year:
        return report_year is None or int(year[0][:4]) == report_year
    return bool(_TOTAL.search(label))


def _same_kind(rows: list[list[tuple[int, str]]]) -> bool:
    """True for rows of places or years, of which only a total counts; not for rows of things."""
    return not any(_classes(row[0][1]) & lexicon().topic for row in rows)
