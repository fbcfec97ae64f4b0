"""The title of a list item: the text of its link, an attribute, or the row that contains the link.

Imports markup.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from extraction.listing.candidates import is_candidate
from extraction.markup.page import label_of, runs_within

SHORTEST_TITLE = 4
# The menus of a site are the same on each of its pages.
_RECENT = 8_000
_LONGEST_ROW = 300
_REACH = 5
_DATE = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)日?"
_DATE_AT_END = re.compile(_DATE + r"[\s\])）】]{0,9}$")
_OPENING_AT_END = re.compile(r"[\s\[(（【]{1,9}$")
_NO_TITLE = re.compile(
    rf"""
    [\s\[(（【]{{0,9}}
    (?:
        {_DATE}(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?  # 2024-03-01 10:20
        |\d{{1,4}}(?:[-/.月]\d{{1,2}}日?)?  # 03-01, 12
        |20\d\d[-年]\d{{1,2}}月?  # 2024年3月
    )
    [\s\])）】]{{0,9}}
    """,
    re.VERBOSE,
)
# Words of a link that is an item's, and no title.
_SIDE = re.compile(
    r"""
    [\[【(（<>›»\s]{0,9}
    (?:
        更多|详情|详细|详见|查看|查阅|阅读|浏览|点击|下载|打开|进入|全文|原文|正文|预览|了解
        |more|view|read|detail
        |下一页|上一页|尾页|首页|末页  # of a pager
    )
    .{0,6}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAGER = re.compile(r"[<>›»\s]{0,9}(?:[上下首尾末前后]\s?一?\s?页|第.{1,4}页|最[前后]一?页)[<>›»\s]{0,9}")
_IN_BRACKETS = re.compile(r"[\[【(（].{0,8}[\])】）]")
_MARK = re.compile(
    r"""
    ^(?:
        [\[【(（](?:置顶|热门?|新|荐|推荐|头条|图文?|精华|最新|公开|法治)[\]】)）]  # [置顶]
        |[·•●◆■▪>»\s]
        |\d{1,3}[、.．]\s?(?!\d)  # 3、
    )+
    """,
    re.VERBOSE,
)
_CUT = ("…", "...", "..", "⋯")


@lru_cache(maxsize=_RECENT)
def is_side_label(text: str) -> bool:
    """True for the words of a link that say nothing of what it leads to: 查看, [详细], 3, nothing."""
    bare = text.strip()
    return (
        len(bare) < SHORTEST_TITLE
        or _SIDE.fullmatch(bare) is not None
        or _IN_BRACKETS.fullmatch(bare) is not None
    )


def title_of(element: Any) -> str:
    """The full title: an attribute or a part of the link where what is shown is cut to the column's width or
    has more in it, such as the day; from the row where the link has no words of its own; "" for none."""
    said = [_clean(text) for text in _said(element)]
    title = _best([text for text in said if text and not is_side_label(text)])
    return title or _of_row(element)


def _said(element: Any) -> Iterator[str]:
    yield element.get("title", "")
    shown = label_of(element)
    if len(element):
        runs = [" ".join(run.split()) for run in islice(runs_within(element), 40)]
        runs = [run for run in runs if run]
        longest = max((run for run in runs if not _NO_TITLE.fullmatch(run)), key=len, default="")
        # Blocks within a link: heading, summary, day; a title cut and whole.
        if (
            element.tag != "a"
            or _has_blocks(element)
            or any(longest != run and longest.startswith(run.rstrip(".…")) and len(run) > 5 for run in runs)
        ):
            first = next((run for run in runs if is_candidate(run)), longest)
            yield longest if longest.startswith(first.rstrip(".…")) else first
    yield shown
    yield element.get("aria-label", "")
    for image in islice(element.iter("img"), 3) if len(element) else ():
        yield image.get("alt", "")
        yield image.get("title", "")


def _has_blocks(element: Any) -> bool:
    return any(child.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "dl", "ul") for child in element)


@lru_cache(maxsize=_RECENT)
def _clean(text: str) -> str:
    """The text without the day at its end and without marks before it."""
    title = " ".join(text.split())
    if found := _DATE_AT_END.search(title):
        title = _OPENING_AT_END.sub("", title[: found.start()]) or title
    return _MARK.sub("", title) or title


def _best(titles: list[str]) -> str:
    return next((title for title in titles if not title.endswith(_CUT)), titles[0] if titles else "")


def _of_row(element: Any) -> str:
    """The longest words of the smallest row around a link that has any, where the row is this link's
    alone."""
    if _PAGER.fullmatch(label_of(element)):
        return ""
    targets = {element.get("href"), element.get("onclick")}
    row = element
    for _ in range(_REACH):
        row = row.getparent()
        if row is None or row.tag in ("body", "html", "table", "ul", "ol", "tbody"):
            return ""
        others = [
            a
            for a in row.iter("a")
            if a is not element and not {a.get("href"), a.get("onclick")} & (targets - {None})
        ]
        if any(not is_side_label(label_of(other)) for other in others) or len(others) > 4:
            return ""
        if any(other is not element and _opens_another(other, targets) for other in row.iter()):
            return ""
        runs = [_clean(run) for run in islice(_shown(row), 60) if run.strip()]
        if sum(map(len, runs)) > _LONGEST_ROW:
            return ""
        words = [run for run in runs if not _NO_TITLE.fullmatch(run) and not is_side_label(run)]
        if words:
            return max(words, key=lambda run: (is_candidate(run), len(run)))
    return ""


def _opens_another(element: Any, targets: set[Any]) -> bool:
    """True for a row or cell that a script opens by itself."""
    if element.tag == "a" or not isinstance(element.tag, str):
        return False
    opens = [
        v for k, v in element.attrib.items() if k == "onclick" or k in ("data-url", "data-href", "data-link")
    ]
    return any(value not in targets for value in opens)


def _shown(element: Any) -> Iterator[str]:
    """The runs of text below an element, without those of scripts."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in ("script", "style", "noscript"):
            yield one.text or ""
        if one is not element:
            yield one.tail or ""
