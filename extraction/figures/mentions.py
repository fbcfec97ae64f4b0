"""From what was bound in a sentence, or found in a table, to figures with scope, period, change and
characters."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from extraction.figures.binding import bind
from extraction.figures.excluded import is_excluded, is_last_year, is_plan
from extraction.figures.numbers import Number
from extraction.figures.phrases import Sentence
from extraction.figures.surroundings import Surroundings, period_of, read_surroundings, scope_of
from extraction.figures.tables import read_table
from extraction.figures.whole import read_whole
from records import Figure, figure_codes

# 同比增长20%, 较上年减少12件, behind a number and its unit.
_CHANGE = re.compile(
    r"[,(]?((?:同比|环比|(?:较|比|与)(?:上年|去年|上一年|20\d\d年)(?:度|同期)?)[^,;()。]{0,10}?"
    r"(?:增|升|降|减|长|多|少|提高|持平|上涨|下滑|翻)[^,;()。]{0,4}?(?:[\d.]+(?:%|个百分点|倍|[件起宗人次]+)?|一番)?)"
)
_CHANGES = frozenset(",(同环较比与")  # their first characters
_IN_FORCE = re.compile("现行")
_AND = ("、", "和", "与", "及")
# How sure a figure is by what names it: its own words, the clause before, the sentence before; a table; a
# word for all.
SURE = {"own": 0.98, "carried": 0.93, "table": 0.95, "whole": 0.93}


# What is counted on a day: 现有 says so of them, and of nothing that happens in a year.
STOCKS = frozenset(
    [
        "officers",
        "mediators",
        "mediation_orgs",
        "public_lawyers",
        "legal_advisers",
        "pls_sites",
        "norm_kept",
        "demo_villages",
        "adviser_coverage",
        "power_items",
        "affairs_items",
        "licence_items",
        "promise_items",
        "no_penalty_items",
    ]
)


class Text(NamedTuple):
    """What a report is read with: its characters, the same in half width, the year reported on, its places'
    names."""

    printed: str
    plain: str
    year: int | None
    places: tuple[str, ...]
    breaks: list[int]  # where its lines end


class Setting(NamedTuple):
    """Where a figure stands: the text, the sentence, what surrounds it there, the sentence as it is
    printed."""

    text: Text
    sentence: Sentence
    around: Surroundings
    printed: str


def _setting(text: Text, sentence: Sentence) -> Setting:
    end = sentence.start + len(sentence.text) + len(sentence.joins)
    around = read_surroundings(sentence.text, text.year, text.places)
    return Setting(text, sentence, around, text.printed[sentence.start : end].strip())


def of_sentence(sentence: Sentence, text: Text, topics: int) -> list[Figure]:
    """The figures of a sentence in order. topics: what the sentence before is about, in bits."""
    bound = bind(sentence, topics) if sentence.numbers else []
    whole = read_whole(sentence, topics)
    if not bound and not whole:
        return []
    setting = _setting(text, sentence)
    around = setting.around
    found: list[Figure] = []
    passed = -2  # the number that was last year's
    for one in bound:
        number = sentence.numbers[one.at]
        if one.at == passed + 1 and sentence.text[sentence.numbers[passed].stop : number.start] in _AND:
            passed = one.at  # 2021年、2022年分别为150件、180件
            continue
        if is_plan(around.plans, sentence.text, number.start) or is_excluded(
            "figure", sentence, one.at, one.edge, one.rule
        ):
            continue
        if one.rule.code != "recon_carried" and is_last_year(
            sentence.text, one.edge, number.start, text.year
        ):
            _quote(found, one.rule.code, number.value)
            passed = one.at
            continue
        found.append(_figure(
            setting, one.rule.code, number.start, number.end, number.unit, number.value,
            "stated" if number.value else "zero_stated", one.rule.name, SURE["own" if one.named else "carried"],
            value_high=number.high, qualifier=number.qualifier,
            change=_change(sentence.text, number), previous=one.was,
            period="asof" if one.rule.code == "norm_kept" and _IN_FORCE.search(sentence.text, one.edge, number.start)
            else "",
        ))  # fmt: skip
    for all_or_none in whole:
        if not is_plan(around.plans, sentence.text, all_or_none.start):
            found.append(_figure(
                setting, all_or_none.code, all_or_none.start, all_or_none.end, all_or_none.unit,
                all_or_none.value, all_or_none.semantics, all_or_none.rule, SURE["whole"],
            ))  # fmt: skip
    return sorted(found, key=attrgetter("char_from")) if whole else found


def of_table(text: Text, start: int, end: int) -> Iterator[Figure]:
    """The figures of a table, the span start to end of the text."""
    for cell in read_table(text.plain, start, end, text.year):
        row = Sentence(cell.row[0], text.plain[cell.row[0] : cell.row[1]], [], [], [], [], [], 0)
        at = cell.start - row.start
        semantics = "stated" if cell.value else "zero_stated"
        yield _figure(
            _setting(text, row), cell.rule.code, at, cell.end - row.start, cell.unit, cell.value, semantics,
            cell.rule.name, SURE["table"], period="year",
        )  # fmt: skip


def _figure(
    setting: Setting, code: str, start: int, end: int, unit: str,
    value: float, semantics: str, rule: str, confidence: float, *,
    value_high: float | None = None, qualifier: str = "exact", period: str = "", change: str = "",
    previous: float | None = None,
) -> Figure:  # fmt: skip
    text, sentence, around, printed = setting
    first, last = sentence.place(start), sentence.place(end - 1) + 1
    return Figure(
        code, value, value_high, unit or figure_codes()[code].unit, qualifier,
        scope_of(around, sentence.text, start),
        period or period_of(around, sentence.text, start, text.year, code in STOCKS),
        semantics, change, previous, text.printed[first:last],
        printed, bisect_left(text.breaks, first) + 1, first, last, rule, confidence,
    )  # fmt: skip


def _change(text: str, number: Number) -> str:
    if text[number.stop : number.stop + 1] not in _CHANGES:
        return ""
    said = _CHANGE.match(text, number.stop)
    return said[1] if said else ""


def _quote(found: list[Figure], code: str, value: float) -> None:
    """Keeps last year's value with this year's figure of the same code."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].code == code and found[at].previous is None:
            found[at] = found[at]._replace(previous=value)
            return
