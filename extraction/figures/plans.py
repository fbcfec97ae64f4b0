"""Which year a text reports on, and which of its sections speak of what shall be done."""

import re
from collections import Counter

_TITLES = re.compile(r"《[^《》\n]*》")
_TITLE_YEAR = re.compile(
    r"(20[0-4]\d)年?(?:度)?(?:依法行政|法治|推进|全面|落实|[^,。\n]{0,12}(?:法治政府建设|依法行政))"
)
_YEAR = re.compile(r"(20[0-4]\d)年")
_HEADING = re.compile(
    r"(?:^|\n)[ \t\r]*(?P<number>[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六]部分)?(?P<text>[^\n。]{2,60})"
)
_AHEAD = re.compile(
    r"下一步|下步|工作思路|工作打算|工作安排|工作计划|工作重点|努力方向|今后|明年|下一年度|下年度|主要打算|改进措施|重点工作安排|工作设想|主要安排"
)
_WANTING_SECTION = re.compile(
    r"(?:存在|面临)[^。]{0,8}(?:问题|不足|短板|差距)|不足和原因|不足及原因|问题[和与及](?:不足|困难|短板|原因)"
)
# 履职情况及存在不足: what was done first, what is wanting behind its own words.
_BOTH = re.compile(r"(?:情况|成效|做法|工作)[及和与、]{1,2}(?:存在|面临)")
_SEEN = r"(?:必须|应当?|要|需)?(?:清醒地?)?(?:看到|认识到)[^。\n]{0,40}"
_WANTING = re.compile(  # each begins with its own character: so it is found fast
    r"存在的?(?:主要)?(?:问题|不足|短板)(?:是|有|表现在|主要)?[:,。]|仍有(?:不小)?差距[:,]|"
    rf"同时{_SEEN}|但{_SEEN}|也{_SEEN}|但也{_SEEN}|还{_SEEN}|不足之处[:,是]"
)
_WANTING_ENDS = re.compile(r"\n|下一步|下步|来年|明年|(?<=[。;])20\d\d年|[一二三四五六]、")
_CUT = re.compile("[,;:]")
_BACK = re.compile(r"总结|成效|完成情况|开展情况|工作情况|主要做法|举措和|存在")
_SHORT = 400
_LONGEST = 25  # characters of a heading without a number
# What follows a year that a passage does not report on.
_NOT_THE_YEAR = re.compile(r"\D{0,6}(?:力争|拟|计划|将)|(?:\d{1,2}月)?[^,;。\d]{0,14}以来|至今|以前|底前")
# ,2022年为46件: a year named to compare with.
_QUOTED = re.compile(r"(?:度|同期)?(?:仅|只)?[为是]?\d")


def year_of(text: str) -> int | None:
    """The year a half-width text reports on: that of its title, else of its first date; for a passage the latest."""
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
    """The names of the places whose report a half-width text is, as its first lines and its signature print them."""
    found = []
    for match in _PLACE.finditer(text[:1500] + "\n" + text[-200:]):
        name = _LAST_PART.split(match[1])[-1]
        if len(name) > 2 and name not in found and name[0] not in "全我各本":
            found.append(name)
    return tuple(found[:3])


def weaknesses_in(text: str) -> list[tuple[int, int]]:
    """The spans of a half-width text that speak of what is still wanting: a section, or the rest of a paragraph."""
    spans: list[tuple[int, int]] = []
    for match in _HEADING.finditer(text):
        heading = _heading(match) if match["number"] else ""
        if heading and _WANTING_SECTION.search(heading) and not _BOTH.search(heading):
            following = next(
                (
                    other.start()
                    for other in _HEADING.finditer(text, match.end())
                    if other["number"] and not other["number"].startswith("(")
                ),
                len(text),
            )
            spans.append((match.start(), following))
    for match in _WANTING.finditer(text):
        end = _WANTING_ENDS.search(text, match.end())
        spans.append((match.start(), end.start() if end else len(text)))
    return spans


def _heading(line: re.Match[str]) -> str:
    """The words of a heading up to its first mark."""
    words = line["text"][:40]
    mark = _CUT.search(words)
    return words[: mark.start()] if mark else words


def planned_from(text: str) -> list[tuple[int, int]]:
    """The spans of the sections about the next year, in a half-width text."""
    spans: list[tuple[int, int]] = []
    opened, depth = -1, 0
    for match in _HEADING.finditer(text):
        number, text_of = match["number"] or "", match["text"]
        if not number and len(text_of) > _LONGEST:
            continue
        if opened < 0 and not _AHEAD.search(text_of):
            continue
        heading = _heading(match)
        if not number and heading != text_of.strip():
            continue
        level = 2 if number.startswith("(") else 1
        ahead = _AHEAD.search(heading) is not None and not _BACK.search(heading)
        if opened >= 0 and number and level <= depth and not ahead:
            spans.append((opened, match.start()))
            opened = -1
        if ahead and opened < 0:
            opened, depth = match.start(), level
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans
