"""A text before its sentences: lines joined, the year it reports on, whose it is, the sections that are not
meant."""

import re
from collections import Counter

from extraction.figures.exclusions import joined, unless

SOFT = "\x02"  # stands for a line break inside a sentence
_SOFT_BREAK = re.compile(
    r"""
    \n(?<=[一-龥]\n)(?<=[^\n。!?;:|\t]{10}\n)  # behind ten characters without a mark
    (?=
        (?![一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]|附件|来源|发布|作者)  # no heading
        [一-龥][^\n|\t]{3,}[。,;]
    )
    """,
    re.VERBOSE,
)
_TITLES = re.compile(r"《[^《》\n]*》")
_TITLE_YEAR = re.compile(
    r"(20[0-4]\d)年?(?:度)?(?:依法行政|法治|推进|全面|落实|[^,。\n]{0,12}(?:法治政府建设|依法行政))"
)
_YEAR = re.compile(r"(20[0-4]\d)年")
_HEADING = re.compile(
    r"""
    (?:^|\n)[ \t\r]*
    (?P<number>[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六]部分)?
    (?P<text>[^\n。]{2,60})
    """,
    re.VERBOSE,
)
_WANTING_ENDS = re.compile(r"\n|下一步|下步|来年|明年|(?<=[。;])20\d\d年|[一二三四五六]、")
_CUT = re.compile("[,;:]")
_SHORT = 400
_LONGEST = 25  # characters of a heading without a number
# What follows a year that a passage does not report on.
_NOT_THE_YEAR = re.compile(r"\D{0,6}(?:力争|拟|计划|将)|(?:\d{1,2}月)?[^,;。\d]{0,14}以来|至今|以前|底前")
# ,2022年为46件: a year named to compare with.
_QUOTED = re.compile(r"(?:度|同期)?(?:仅|只)?[为是]?\d")


def joined_lines(text: str) -> str:
    """The text with SOFT for each line break that a converter put inside a sentence: behind a long line that
    ends in no mark, where the next one goes on in words."""
    return _SOFT_BREAK.sub(SOFT, text)


def year_of(text: str) -> int | None:
    """The year a half-width text reports on: that of its title, else of its first date; for a passage the
    latest."""
    head = _TITLES.sub("", text[:1500])
    title = _TITLE_YEAR.search(head)
    if title:
        return int(title[1])
    years = [int(year) for year in _YEAR.findall(head)]
    if not years:
        return None
    if len(text) > _SHORT:
        return Counter(years).most_common(1)[0][0]
    past = [
        int(match[1])
        for match in _YEAR.finditer(head)
        if not _NOT_THE_YEAR.match(head, match.end())
        and not (_QUOTED.match(head, match.end()) and head[match.start() - 1 : match.start()] in (",", "("))
    ]
    return max(past, default=None)


_PLACE = re.compile(
    r"(?<![一-龥])([一-龥]{2,9}?(?:省|市|县|区|州|盟|旗|镇|乡|街道))(?:人民政府|20\d\d年|司法局|关于)"
)
_LAST_PART = re.compile(r"[省市州盟县](?=[一-龥]{1,6}(?:市|县|区|州|旗|镇|乡|街道)$)")


def places_of(text: str) -> tuple[str, ...]:
    """The names of the places whose report a half-width text is, as its first lines and its signature print
    them."""
    found = []
    for match in _PLACE.finditer(text[:1500] + "\n" + text[-200:]):
        name = _LAST_PART.split(match[1])[-1]
        if len(name) > 2 and name not in found and name[0] not in "全我各本":
            found.append(name)
    return tuple(found[:3])


def weaknesses_in(text: str) -> list[tuple[int, int]]:
    """The spans of a half-width text that speak of what is still wanting: a section, or the rest of a
    paragraph."""
    spans: list[tuple[int, int]] = []
    wanting, not_wanting = _heads("weakness")
    for match in _HEADING.finditer(text):
        heading = _heading(match) if match["number"] else ""
        if heading and wanting.search(heading) and not not_wanting.search(heading):
            following = next(
                (
                    other.start()
                    for other in _HEADING.finditer(text, match.end())
                    if other["number"] and not other["number"].startswith("(")
                ),
                len(text),
            )
            spans.append((match.start(), following))
    for match in joined("section", "weakness", "paragraph").finditer(text):
        end = _WANTING_ENDS.search(text, match.end())
        spans.append((match.start(), end.start() if end else len(text)))
    return spans


def _heads(reason: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the heading of a section that is not meant says, and what lifts it."""
    return joined("section", reason, "heading"), unless("section", reason, "heading")


def _heading(line: re.Match[str]) -> str:
    """The words of a heading up to its first mark."""
    words = line["text"][:40]
    mark = _CUT.search(words)
    return words[: mark.start()] if mark else words


def planned_from(text: str) -> list[tuple[int, int]]:
    """The spans of the sections about the next year, in a half-width text."""
    spans: list[tuple[int, int]] = []
    plans, no_plans = _heads("plan")
    opened, depth = -1, 0
    for match in _HEADING.finditer(text):
        number, text_of = match["number"] or "", match["text"]
        if not number and len(text_of) > _LONGEST:
            continue
        if opened < 0 and not plans.search(text_of):
            continue
        heading = _heading(match)
        if not number and heading != text_of.strip():
            continue
        level = 2 if number.startswith("(") else 1
        ahead = plans.search(heading) is not None and not no_plans.search(heading)
        if opened >= 0 and number and level <= depth and not ahead:
            spans.append((opened, match.start()))
            opened = -1
        if ahead and opened < 0:
            opened, depth = match.start(), level
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans
