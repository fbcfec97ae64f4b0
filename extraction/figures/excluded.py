"""Which numbers are not meant: the lines of exclusions.csv held against what stands around a number."""

import re
from functools import cache
from typing import NamedTuple

from extraction.figures import exclusions
from extraction.figures.exclusions import Exclusion, joined, unless
from extraction.figures.lexicon import lexicon
from extraction.figures.phrases import Sentence
from extraction.figures.rules import Rule

# These take more than their words: plans_in, is_last_year.
_OF_TIME = (("figure", "plan"), ("figure", "other year"))
_BODIES = ("个", "家", "处")
_YEAR = re.compile(r"(20[0-4]\d)年")
_ANY_YEAR = re.compile(r"(20\d\d)年")
# 今年收到318件，2021年收到275件: a clause of another year.
_THIS_YEAR = re.compile(r"(?:今年|本年度?)(?!以?来|初)[^。\d]{0,30}\d")
_OTHER_YEAR = re.compile(r"[,;(](?P<year>20\d\d)年度?(?!以来|底|至|末|\d|起)[^,;()]{0,20}$")
# 同期行政复议新收208件: of the same time, but another matter.
_OTHER_MATTER = re.compile(
    r"(?:[全我本][市县区州])?(行政复议|行政诉讼|行政应诉|法律援助|人民调解|行政处罚|行政许可|行政强制|行政检查|信息公开)"
)
_COMPARED = re.compile(r"度?(?:[、和与]20\d\d年度?)*(?:同期)?(?:分别)?(?:仅|只|的|是)?(?:有|为)?")
_SUMMED = re.compile(r"以来|累计|结转|结存|截[至止]|转入|至20|底")
# 由2023年的10.2%下降到2024年的7.8%: no plan.
_REACHED = re.compile(r"[降升加高低少长]到20\d\d年度?的")
_BEGINS_YEAR = re.compile(r"20\d\d年(?:\d|底|1月)")


class Spot(NamedTuple):
    """Where something stands in a sentence: where its words begin, its first offset, the one behind it."""

    edge: int
    start: int
    stop: int


class _Group(NamedTuple):
    """Lines of the table whose first words stand in one place, asked for together. lines: those that want a
    second look; none where the words alone decide."""

    place: str
    words: re.Pattern[str]
    lines: tuple[Exclusion, ...]


def is_excluded(kind: str, sentence: Sentence, at: int, edge: int, rule: Rule) -> bool:
    """True where a number is not what the rule says that names it. kind: code (it is not of that code), or
    figure (it is the size of a change or an example of what is wanting). edge: where its words begin."""
    number, text = sentence.numbers[at], sentence.text
    bodies = number.unit in _BODIES and not rule.together & lexicon().bits["body"]
    groups = _groups(kind, rule.code, number.unit, number.qualifier, bodies)
    return _meets_any(groups, text, Spot(edge, number.start, number.stop)) or (
        kind == "code" and _of_another_year(text, number.start)
    )


def is_not_meant(kind: str, text: str, spot: Spot) -> bool:
    """True where what is said without a numeral is not meant. kind: all, none or award."""
    return _meets_any(_groups(kind, "", "", "exact", False), text, spot)


@cache
def _groups(kind: str, code: str, unit: str, qualifier: str, bodies: bool) -> tuple[_Group, ...]:
    """What is asked of the numbers of a code that have this unit and qualifier, the quick looks first."""
    met = {
        "": True,
        "%": unit == "%",
        "inexact": qualifier != "exact",
        "under": qualifier == "under",
        "bare": not unit,
        "bodies": bodies,
    }
    places: dict[tuple[bool, str], list[Exclusion]] = {}
    for line in exclusions.EXCLUSIONS:
        asked = line.rules_out == kind and (code in line.codes or not code) and met[line.numbers]
        if asked and (kind, line.reason) not in _OF_TIME:
            second = line.unless is not None or len(line.places) > 1
            places.setdefault((second, line.places[0].replace("before", "ahead")), []).append(line)
    return tuple(
        _Group(
            place,
            re.compile("|".join(line.words[0].pattern for line in lines)),
            tuple(lines if second else ()),
        )
        for (second, place), lines in sorted(places.items())
    )


def _meets_any(groups: tuple[_Group, ...], text: str, spot: Spot) -> bool:
    for place, words, lines in groups:
        if _find(place, words, text, spot) and (not lines or any(_meets(line, text, spot) for line in lines)):
            return True
    return False


def _meets(line: Exclusion, text: str, spot: Spot) -> bool:
    """True where the words of a line stand in their places, and nothing that lifts it."""
    found = None
    for place, words in zip(line.places, line.words, strict=True):
        found = _find(place, words, text, spot)
        if found is None:
            return False
    if line.unless is None or found is None:
        return True
    begin = spot.edge if line.places[-1] == "phrase" else found.end()
    return line.unless.search(text, begin, spot.start) is None


def _find(place: str, words: re.Pattern[str], text: str, spot: Spot) -> re.Match[str] | None:
    """Where words stand in a place; of several in the sentence the last."""
    edge, start, stop = spot
    if place == "phrase":
        return words.search(text, edge, start)
    if place == "behind":
        return words.match(text, stop)
    if place == "later":
        return words.search(text, stop)
    if place == "number":
        return words.match(text, start)
    if place == "earlier":
        return next(reversed(list(words.finditer(text, 0, start))), None)
    return words.search(text, text.rfind(";", 0, start) + 1, start)  # before has its $ in the pattern


def _of_another_year(text: str, at: int) -> bool:
    """True for a number of a clause that begins with a year, where a later one or this year is named
    before."""
    if "20" not in text:
        return False
    other = _OTHER_YEAR.search(text, max(0, at - 30), at)
    if other is None:
        return False
    named = [int(year[1]) for year in _ANY_YEAR.finditer(text, 0, other.start())]
    return (
        any(year > int(other["year"]) for year in named)
        or _THIS_YEAR.search(text, 0, other.start()) is not None
    )


def plans_in(text: str, years: list[tuple[int, int]], report_year: int | None) -> list[int]:
    """From where on a sentence speaks of what shall be. years: those it names, with their offsets."""
    plans = joined("figure", "plan", "earlier")
    starts = [match.start() for match in plans.finditer(text) if not _REACHED.match(text, match.start() - 1)]
    if report_year:
        starts += [at for at, year in years if year > report_year and not _BEGINS_YEAR.match(text, at)]
    return starts


def is_plan(plans: list[int], text: str, at: int) -> bool:
    """True for what shall be: behind a word of planning, and in front of what was done (计划10期,实际举办12期)."""
    if not plans:
        return False
    done = unless("figure", "plan", "earlier")
    return any([start < at and not done.search(text, start, at) for start in plans])


def is_last_year(text: str, edge: int, at: int, report_year: int | None) -> bool:
    """True for the value of a year before, quoted for comparison: 去年同期为41件, （2022年为1012件）."""
    last = joined("figure", "other year", "phrase").search(text, edge, at)
    if last and not (last[0] == "同期" and _same_time(text, last)):
        return True
    match = _YEAR.search(text, edge, at)
    if match is not None and report_year is None:  # 审查合同51件,2022年为46件
        said = _COMPARED.fullmatch(text, match.end(), at)
        return said is not None and text[match.start() - 1 : match.start()] in (",", "(")
    if match is None or report_year is None or int(match[1]) >= report_year:
        return False
    if text[match.end() : match.end() + 2] == "以来" or text[max(0, match.start() - 1)] == "自":
        return False
    if report_year in {int(year) for year in _YEAR.findall(text, at)} and not _SUMMED.search(text, edge, at):
        return True  # 2022年受理180件,2023年受理210件
    return text[edge - 1 : edge] == "(" or _COMPARED.fullmatch(text, match.end(), at) is not None


def _same_time(text: str, match: re.Match[str]) -> bool:
    """True for a 同期 that begins a clause about another matter: 法院新收诉讼65件,同期行政复议新收208件."""
    other = _OTHER_MATTER.match(text, match.end())
    return other is not None and text[match.start() - 1] in ",;" and text.find(other[1], 0, match.start()) < 0
