"""The lines of exclusions.csv: which words around a number, or around 均, 零 and 示范市, say that it is not
meant."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from records import figure_codes

_FILE = Path(__file__).with_name("exclusions.csv")
# Why a number is not meant: the column reason.
REASONS = {
    "part": "a part of what the code counts: of one field, campaign, cause or kind",
    "several": "several matters together, only one of which the code counts",
    "base": "the things of which a part or a share follows",
    "outcome": "what became of some of the things",
    "other thing": "something else whose words are the same",
    "other body": "what another body, a company, a court or a larger place did",
    "bodies": "the bodies or places that did it, not what they did",
    "unfinished": "what is planned, applied for or not finished",
    "undone": "what was not done, or not done well",
    "measure": "a target, a threshold or a part of a whole, and no level",
    "average": "how many for each person or body",
    "change": "how much it grew or fell",
    "other year": "another year's",
    "plan": "what shall be",
    "weakness": "an example of what is still wanting",
}
# What a line rules out: the column rules_out.
RULED_OUT = {
    "code": "that the number is of one of the codes: its words do not name the numbers behind it either",
    "figure": "the number as a figure; its words still name the numbers behind it",
    "section": "every number of a section or of the rest of a paragraph",
    "all": "a rate of 100 that 均, 全部 says",
    "none": "a 0 that 零, 无, 未发生 says",
    "award": "an award that is named",
}
# Where the words stand: the column place.
PLACES = {
    "heading": "in the heading of the section",
    "paragraph": "in front of it in the paragraph",
    "earlier": "anywhere in front of it in the sentence",
    "ahead": "in front of it, behind the last semicolon",
    "before": "right in front of it",
    "phrase": "among the words of its own clause that name it ($: right in front of it)",
    "behind": "right behind it and its unit",
    "later": "anywhere behind it in the sentence",
    "number": "from its first digit on",
}
# Which numbers are meant: the column numbers; empty for all.
NUMBERS = {
    "%": "percentages",
    "inexact": "with 超过, 不足, 约, 余 …",
    "under": "with 不足, 不到 …",
    "bare": "without unit",
    "bodies": "in 个, 家, 处, where the rule counts no bodies itself",
}
# What several lines say: {name} in their words.
_SHARED = {
    "body": r"[一-龥]{0,6}?(?:乡镇|镇街|街道|部门|单位|村|社区|镇|乡|县|区|市|局)(?:\([^()\d]{1,8}\))?",
    "place": r"(?:点|站|室|窗口|中心|基地|平台|[^诊场]所|法庭|岗位?|委员会|机构|组织|团队|队伍|专班|小组|品牌|网点)",
    "done": r"实际(?!上)|(?<=[,;、(])(?:现已|已经|已)(?=完成|举办|开展|培训|评查|实现|达)",
    "aim": r"(?:计划|目标)[^,;。]{0,20}(?=,[^;。]{0,6}(?:实际|已|现已))",
    "least": r"[^,;]{0,12}(?:不少于|不低于|不得少于|至少)",
    "hold": r"[把将][^,;。\d]{1,16}(?:控制|降|提|升|保持|压|稳|维持)",
    "more": r"[^,;]{0,12}(?:多|少|增|降|减|升)",
    "seen": r"(?:必须|应当?|要|需)?(?:清醒地?)?(?:看到|认识到)[^。\n]{0,40}",
}
_NAME = re.compile(r"\{([a-z]+)\}")
_NOTHING = "(?!)"
_BESIDE = " … "  # between two places, and between the words of each


class Exclusion(NamedTuple):
    """One line of the table. All words must stand in their places, and unless not between them and the
    number."""

    rules_out: str
    reason: str
    codes: frozenset[str]
    numbers: str
    places: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None


def rows() -> list[dict[str, str]]:
    """The lines of exclusions.csv as they are written, examples too."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def exclusion(row: dict[str, str]) -> Exclusion:
    """A line of the table with its patterns. Raises KeyError for a reason, place, number or name there is
    not."""
    places = tuple(row["place"].split(_BESIDE))
    words = row["words"].split(_BESIDE)
    for names, known in (
        ([row["rules_out"]], RULED_OUT),
        ([row["reason"]], REASONS),
        (places, PLACES),
        (filter(None, [row["numbers"]]), NUMBERS),
    ):
        for name in names:
            known[name]
    return Exclusion(
        row["rules_out"],
        row["reason"],
        _codes(row["codes"]),
        row["numbers"],
        places,
        tuple(_pattern(said, place) for said, place in zip(words, places, strict=True)),
        _pattern(row["unless"], "") if row["unless"] else None,
    )


def _codes(selectors: str) -> frozenset[str]:
    """The codes that the column codes names: *, *_rate, unit:件 and unit:!个家户 stand for many."""
    known = figure_codes()
    found: set[str] = set()
    for selector in selectors.split():
        if selector.startswith("unit:!"):
            found.update(code for code in known if known[code].unit not in tuple(selector[6:]))
        elif selector.startswith("unit:"):
            found.update(code for code in known if known[code].unit == selector[5:])
        elif selector.startswith("*"):
            found.update(code for code in known if code.endswith(selector[1:]))
        else:
            found.add(known[selector].code)
    return frozenset(found)


def _pattern(words: str, place: str) -> re.Pattern[str]:
    spelt = _NAME.sub(lambda name: _SHARED[name[1]], words)
    return re.compile(f"(?:{spelt})$" if place == "before" else spelt)


EXCLUSIONS = [exclusion(row) for row in rows()]


@cache
def joined(rules_out: str, reason: str, place: str) -> re.Pattern[str]:
    """The words of all lines of a kind as one pattern."""
    words = [line.words[0].pattern for line in _of_kind(rules_out, reason, place)]
    return re.compile("|".join(words or [_NOTHING]))


@cache
def unless(rules_out: str, reason: str, place: str) -> re.Pattern[str]:
    """What lifts the lines of a kind again."""
    lifts = {line.unless.pattern for line in _of_kind(rules_out, reason, place) if line.unless}
    return re.compile("|".join(sorted(lifts) or [_NOTHING]))


def _of_kind(rules_out: str, reason: str, place: str) -> list[Exclusion]:
    kind = (rules_out, reason, (place,), "")
    return [line for line in EXCLUSIONS if (line.rules_out, line.reason, line.places, line.numbers) == kind]
