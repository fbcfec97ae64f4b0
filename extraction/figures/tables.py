"""Figures in tables: cells separated by tabs, bars or blanks, and cells on lines of their own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extraction.figures.lexicon import lexicon
from extraction.figures.matching import match_rule
from extraction.figures.numbers import UNIT
from extraction.figures.rules import Rule

# A cell that is a number, with its unit, the noun behind it and a remark: 37家单位, 326场(目标300场), +12.
_VALUE = re.compile(
    rf"\s*(?P<sign>[+-])?(?P<printed>\d{{1,3}}(?:[, ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<times>[万亿])?\s*(?P<unit>{UNIT})?"
    r"(?P<noun>[一-龥]{0,4})\s*(?:\([^()]*\))?\s*"
)
_GROUPS, _THREE = re.compile(r"[1-9]\d{0,2}(?: \d{3}){0,3}"), re.compile(r"\d{3}")
_CELL = re.compile(r"[^\t|]+")
_WORD = re.compile(r"\S+")
_BRACKET = re.compile(
    r"\((?:单位:?)?(万元|亿元|万件|元|件|宗|起|个|人次|人|名|次|户次|户|卷|份|条|部|项|%|场次|场|家|期)\)"
)
_TIMES = {"万": 10**4, "亿": 10**8}
_TOTAL = re.compile(r"合计|总计|总数|共计|汇总|^全[市县区省州]$")
_YEAR = re.compile(r"(20[0-4]\d)年?(?:度)?")
# Columns that hold no figure of the year.
_ASIDE = re.compile(
    r"""
    序号|单位|备注|排名
    |计划数?$|任务数?$|目标
    |上一?年(?!度?(?:结转|结存|转入|未结|遗留))|去年(?!结转)|同期
    |增减|增幅|同比|增长|变化|占比
    """,
    re.VERBOSE,
)
_RULE = re.compile(r"[\s|:\-—]+")
_SENTENCE_MARK = re.compile(r"[。;!]|,(?!\d{3})|[一-龥],")
_UNIT_CELL = re.compile(rf"\s*(?:{UNIT}|万元|亿元)\s*")
_LONGEST_LINE = 30
# A line of heads that each end in their unit, however long: 行政许可(件) 行政处罚(件) 行政检查(次)
_HEADS = re.compile(rf"\s*(?:[^\s()]{{2,16}}{_BRACKET.pattern}\s+)+[^\s()]{{2,16}}{_BRACKET.pattern}\s*")
_TITLE = re.compile(r"[^()]*(?:表|情况|统计|数据|概况|汇总)")
_FEWEST_STACKED = 3

Row = list[tuple[int, str]]  # offset and text of each cell


class Cell(NamedTuple):
    """A figure in a cell: offsets of what is printed, its value and unit, the rule that its labels meet, its
    row."""

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
        lines.append((at, line.rstrip("\r")))
        at += len(line) + 1
    begin = 0
    while begin < len(lines):
        stop = begin
        while stop < len(lines) and _is_row(lines[stop][1]):
            stop += 1
        block = lines[begin:stop]
        if (len(block) > 1 or (block and block[0][1].count("\t") > 2)) and any(
            _holds_cells(line) for _, line in block
        ):
            yield block[0][0], block[-1][0] + len(block[-1][1])
        begin = max(stop, begin + 1)


def _is_head(row: Row, following: Sequence[Row]) -> bool:
    """True for a header row: three or more names, or two names with two numbers in the row below."""
    below = bool(following) and len(following[0]) == 2 == len(_figures(following[0]))
    return (len(row) > 2 or (len(row) == 2 and below)) and not _figures(row)


def _stages(head: Row, columns: set[int]) -> bool:
    """True for a header of stages and results alone: 受理, 办结, 维持."""
    return not any(_classes(cell) & lexicon().topic for at, (_, cell) in enumerate(head) if at in columns)


def read_table(text: str, start: int, end: int, report_year: int | None) -> list[Cell]:
    """The figures of a table text[start:end]."""
    rows = _unstacked(_with_thousands(text, [row for row in _rows(text, start, end) if row]))
    head = next((at for at, row in enumerate(rows) if _is_head(row, rows[at + 1 : at + 2])), None)
    if head is None:
        return list(_labelled(rows))
    below = rows[head + 1 :]
    columns = _columns(rows[head], report_year)
    first = rows[head][0][1]
    if below and all(_value(row[0][1]) for row in below) and _classes(first) and not _ASIDE.search(first):
        columns.add(0)  # no column of names: 收到 | 受理 | 审结
    named = sum(bool(_classes(cell)) for at, (_, cell) in enumerate(rows[head]) if at in columns)
    topics = _said(rows[:head])
    if named > 1 and not any(_YEAR.search(cell) for _, cell in rows[head]) and _stages(rows[head], columns):
        things = [row for row in below if _figures(row)]
        if things and all(_named_row(row) for row in things):  # 行政复议 | 受理 | 办结
            return [
                cell for row in things for cell in _crossed(rows[head], columns, [row], topics, report_year)
            ]
    if named and any(_figures(row) for row in below) and not any(_named_row(row) for row in below):
        return list(_crossed(rows[head], columns, below, topics, report_year))
    return list(_labelled([*rows[:head], *below], columns, len(rows[head])))


def _with_thousands(text: str, rows: list[Row]) -> list[Row]:
    """The rows, with 42 118 as one cell where that gives a row as many cells as the others have."""
    whole = [_grouped(text, row) for row in rows]
    widths = [len(row) for row, joined in zip(rows, whole, strict=True) if row == joined]
    width = max(set(widths), key=widths.count, default=0)
    pairs = zip(rows, whole, strict=True)
    return [joined if len(joined) == width < len(row) else row for row, joined in pairs]


def _grouped(text: str, row: Row) -> Row:
    """A row with its groups of three digits joined to the one to three digits a blank in front of them."""
    found: Row = []
    for at, cell in row:
        last, before = found[-1] if found else (0, "")
        if _THREE.fullmatch(cell) and _GROUPS.fullmatch(before) and text[last + len(before) : at] == " ":
            found[-1] = (last, f"{before} {cell}")
        else:
            found.append((at, cell))
    return found


def _unstacked(rows: list[Row]) -> list[Row]:
    """The rows, with heads on lines of their own and their values on the lines below them paired: head,
    value, head, value. Where they are not as many as the values, neither stays: nothing says which belongs to
    which."""
    found: list[Row] = []
    begin = 0
    while begin < len(rows):
        middle = _run_of(rows, begin, False)
        stop = _run_of(rows, middle, True)
        heads, values = rows[begin:middle], rows[middle:stop]
        if len(heads) == len(values) + 1 and _TITLE.fullmatch(heads[0][0][1].strip()):
            found.append(heads.pop(0))
        if heads and len(heads) == len(values) and (len(heads) >= _FEWEST_STACKED or _with_units(heads)):
            found += [row for pair in zip(heads, values, strict=True) for row in pair]
        elif min(len(heads), len(values)) < _FEWEST_STACKED and not _two_stages(heads, values):
            found += rows[begin : max(stop, begin + 1)]
        begin = max(stop, begin + 1)
    return found


def _with_units(heads: Sequence[Row]) -> bool:
    return all(_BRACKET.search(head[0][1]) for head in heads)


def _two_stages(heads: Sequence[Row], values: Sequence[Row]) -> bool:
    """True for two heads that each name a stage, above two values: 收到, 受理, 120, 110."""
    verb = lexicon().verb
    return len(heads) == len(values) == 2 and all(_classes(head[0][1]) & verb for head in heads)


def _run_of(rows: list[Row], begin: int, values: bool) -> int:
    """Where a run of lines of one cell ends: of values, or of names."""
    stop = begin
    while stop < len(rows) and len(rows[stop]) == 1 and (_value(rows[stop][0][1]) is not None) == values:
        stop += 1
    return stop


def _is_row(line: str) -> bool:
    if "\t" in line or line.count("|") > 1:
        return True
    if 0 < len(line.strip()) <= _LONGEST_LINE:
        return not _SENTENCE_MARK.search(line)
    return "(" in line and _HEADS.fullmatch(line) is not None


def _holds_cells(line: str) -> bool:
    if "\t" in line or "|" in line or _VALUE.fullmatch(line):
        return True
    words = line.split()
    return len(words) > 1 and any(_VALUE.fullmatch(word) for word in words[1:])


def _rows(text: str, start: int, end: int) -> Iterator[Row]:
    at = start
    for line in text[start:end].split("\n"):
        if not _RULE.fullmatch(line):
            blanks = "\t" not in line and "|" not in line
            cells = (_WORD if blanks else _CELL).finditer(line)
            yield [(at + cell.start(), cell[0]) for cell in cells if cell[0].strip()]
        at += len(line) + 1


def _columns(head: Row, report_year: int | None) -> set[int]:
    """The columns that hold the year's figures: none of another year, no change, no serial number."""
    years = {at: int(year[1]) for at, (_, cell) in enumerate(head) if (year := _YEAR.search(cell))}
    wanted = report_year if report_year in years.values() else max(years.values(), default=None)
    return {
        at
        for at, (_, cell) in enumerate(head)
        if at and not _ASIDE.search(cell) and (at not in years or years[at] == wanted)
    }


def _crossed(
    head: Row, columns: set[int], rows: Sequence[Row], topics: int, report_year: int | None
) -> Iterator[Cell]:
    """Header × row. Of several rows only that of the report's year, or the total."""
    numbered = [row for row in rows if _figures(row)]
    years = [int(year[1]) for row in numbered if (year := _YEAR.fullmatch(row[0][1].strip()))]
    wanted = report_year if report_year in years else max(years, default=None)
    chosen = [row for row in numbered if len(numbered) == 1 or _counts(row, wanted)]
    for row in chosen:
        shift = len(head) - len(row)
        label = row[0][1] if _value(row[0][1]) is None else ""
        for at, (offset, cell) in enumerate(row):
            value = _value(cell)
            if value and at + shift in columns:
                yield from _cell(offset, value, f"{head[at + shift][1]} {label}", topics, row)


def _labelled(rows: Sequence[Row], columns: set[int] | None = None, width: int = 0) -> Iterator[Cell]:
    """Label and number, in one row or on lines that follow each other."""
    topics, heading, label, unit = 0, 0, "", ""
    alone = False
    for row in rows:
        shift = width - len(row) if columns else 0
        for at, (offset, cell) in enumerate(row):
            value = _value(cell)
            if value is None and _UNIT_CELL.fullmatch(cell):
                unit = cell.strip()
            elif value is None:
                if label and alone:  # a line without a number of its own heads those below
                    heading = _said([[(0, label)]])
                label, unit, alone = cell, "", len(row) == 1
                said = _said([[(0, cell)]])
                topics = said if said & lexicon().topic else topics | said
            elif label and not _YEAR.fullmatch(cell.strip()) and (not columns or at + shift in columns):
                named = f"{label}({unit})" if unit else label
                yield from _cell(offset, value, named, topics, row, heading)
                label = ""


def _cell(
    offset: int, value: re.Match[str], label: str, topics: int, row: Row, heading: int = 0
) -> Iterator[Cell]:
    bracket = _BRACKET.search(label)
    unit = value["unit"] or (bracket[1] if bracket else "")
    amount = float(re.sub("[, ]", "", value["printed"]))
    for sign in (value["times"] or "") + (unit[0] if unit[:1] in _TIMES and not value["unit"] else ""):
        amount *= _TIMES[sign]
    unit = unit.lstrip("万亿")
    mask = _classes(_BRACKET.sub("", label) + " " + value["noun"])
    acts = heading & lexicon().bits["review"]  # 合法性审查情况: 规范性文件 11件
    rule = match_rule(mask | acts, topics, unit) or match_rule(mask, topics | heading, unit)
    if rule and not value["sign"]:
        start = offset + value.start("printed")
        stop = offset + value.end("times" if value["times"] else "printed")
        whole = (row[0][0], row[-1][0] + len(row[-1][1]))
        yield Cell(start, stop, int(amount) if amount.is_integer() else amount, unit, rule, whole)


def _said(rows: Sequence[Row]) -> int:
    """What labels say for those that follow: their topics, and what holds once said."""
    words = lexicon()
    return _classes(" ".join(cell for row in rows for _, cell in row)) & (words.topic | words.sticky)


def _classes(label: str) -> int:
    mask = 0
    for word in lexicon().cut(label):
        mask |= word.classes
    return mask


def _value(cell: str) -> re.Match[str] | None:
    return _VALUE.fullmatch(cell)


def _figures(row: Row) -> list[str]:
    return [cell for _, cell in row if _VALUE.fullmatch(cell) and not _YEAR.fullmatch(cell.strip())]


def _named_row(row: Row) -> bool:
    """True for a row that a label of the rules begins: the rows are things, not places or years."""
    names = ~(lexicon().bits["body"] | lexicon().bits["quantity"] | lexicon().bits["place"])
    return any(_value(cell) is None and _classes(cell) & names for _, cell in row[:2]) and not _TOTAL.search(
        row[0][1]
    )


def _counts(row: Row, wanted: int | None) -> bool:
    label = row[0][1].strip()
    year = _YEAR.fullmatch(label)
    return int(year[1]) == wanted if year else bool(_TOTAL.search(label))
