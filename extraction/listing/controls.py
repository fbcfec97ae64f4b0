"""The controls of a list page that show more of the list: pagers, 加载更多, parts by year.

Every control counts, with or without an address. Independent of the code that follows pagers, so that both do
not fail together. Imports markup.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from extraction.listing.control_elements import (
    ELSEWHERE,
    PAGER,
    calls_a_page,
    context_of,
    control_label,
    is_innermost,
    is_off,
    is_pressable,
    is_sibling_page,
    row_of,
    target_of,
)
from extraction.listing.parts import YEAR, choices, year_boxes, year_parts
from extraction.markup.page import Page, label_of
from extraction.markup.urls import canonical_url, is_detail_url, path_of
from records import LeftOver

_TAGS = (
    "a",
    "button",
    "input",
    "li",
    "span",
    "div",
    "em",
    "strong",
    "b",
    "i",
    "td",
    "p",
    "label",
    "area",
    "font",
    "u",
)
_LONGEST = 24
_NEXT = re.compile(
    r"""
    [\[【(（<>›»→▶＞\s]*(?:  # arrows and brackets around the words
    下\s?一?\s?[页頁]|第[二三四五六七八九十]{1,3}[页頁]|下\s?一\s?版|[后後]\s?一?\s?[页頁]  # 下一页, 第二页
    |向?[后下]翻页?|翻页  # 向后翻页
    |[尾末]\s?[页頁]|最[后末]一?[页頁]|[后后]\d{1,3}页  # 末页, 后10页
    |next(?:\s?page)?|last(?:\s?page)?  # in English
    )[\]】)）>›»→▶＞\s]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ARROW = re.compile(r"(?:>|＞|›|»|→|▶|▷|►|≫|❯|⟩|&gt;|\uffeb){1,3}\|?")
_MORE = re.compile(
    r"""
    (?:点击|下拉|上拉|滚动)?(?:加载|载入|显示|查看|浏览|展开|获取)(?:更多|余下|剩余|其余)  # 点击加载更多
    (?:内容|信息|数据|文章|条目)?[>›»＞…+↓\s]*
    |(?:点击|下拉|上拉)(?:加载|查看)?更多.{0,4}  # 下拉更多
    |更多(?:内容|信息|数据|文章|报告|条目)[>›»＞…+↓\s]*  # 更多文章
    |(?:load|show|view)\s?more  # in English
    |(?:查看)?往[期年].{0,6}|(?:查看)?历史(?:报告|文件|信息)|全部(?:报告|年份)  # 往年, 历史报告
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LOADS = re.compile(r"(?:加载|载入)更多|(?:下拉|上拉|滚动|滑动).{0,4}(?:加载|更多)")
_PLAIN_MORE = re.compile(r"[\[【(（+\s]{0,3}(?:更多|more)[\]】)）>›»＞…+↓\s]{0,6}", re.IGNORECASE)
_NUMBER = re.compile(r"[\[【(（第\s]*(\d{1,4})[页\]】)）\s]*")
_NEXT_PICTURE = re.compile(
    r"next|xia_?ye|xia_?yi_?ye|xyy|pg_?dn|page_?down|right|arrow|jiantou|forward|last", re.IGNORECASE
)
_BACK = re.compile(
    r"""
    [<‹«＜\s]*
    (?:
        首页|第一页|上\s?一?\s?页|前\s?一?\s?页|prev(?:ious)?|first|[<‹«＜|]{1,3}  # back in the list
        |go|跳转|确定|转到|刷新  # to any page, or to none
    )[\s]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CALLS_BACK = re.compile(r"prev|first|left|back|shang", re.IGNORECASE)
_JUMP = re.compile(r"转到|跳转|跳至|到第|前往|GO\b|go\b")
_JUMP_NAME = re.compile(
    r"(?:jump|goto|turn|to)_?page|page_?(?:num|no|input|jump|index)|\bpn\b", re.IGNORECASE
)
_COMPONENT = re.compile(r"page|pager|pagination|[a-z]{1,12}-(?:pagination|pager|page)[a-z-]{0,12}")
_OPAQUE = re.compile(r"[\w+/=%.!*'()-]+")
_SHORTEST_CODE = 40


def controls(page: Page) -> Iterator[LeftOver]:
    """The controls of this page that are live: neither the current page nor switched off."""
    numbers: dict[Any, list[tuple[int, Any]]] = defaultdict(list)
    years: dict[Any, list[tuple[int, Any]]] = defaultdict(list)
    for element in page.tree.iter(*_TAGS):
        if len(element) > 3:
            continue
        label = control_label(element)
        if len(label) > _LONGEST:
            continue
        if (found := YEAR.fullmatch(label)) and is_innermost(element, label):
            years[row_of(element, label)].append((int(found[1]), element))
        elif (found := _NUMBER.fullmatch(label)) and not _holds_numbers(element):
            numbers[row_of(element, label)].append((int(found[1]), element))
        elif more := _shows_more(page, element, label):
            yield more
    pagers = list(numbers.values())
    beside = [group for group in pagers if not _is_elsewhere(page, group)]
    for group in beside or pagers:
        yield from _pager(page, group)
    for group in years.values():
        yield from year_parts(page, group)
    for select in page.tree.iter("select"):
        yield from choices(page, select)
    yield from year_boxes(page)
    yield from _opaque(page)
    yield from _jumps(page)
    for element in page.tree.iter():
        # Components that a framework draws: <el-pagination :total="42">.
        if isinstance(element.tag, str) and _COMPONENT.fullmatch(element.tag):
            yield LeftOver("next", f"<{element.tag}>"[:80])
    if any("next" in (link.get("rel") or "").split() for link in page.tree.iter("link")):
        link = next(link for link in page.tree.iter("link") if "next" in (link.get("rel") or "").split())
        yield LeftOver("next", "rel=next", 0, page.absolute(link.get("href", "")))


def _holds_numbers(element: Any) -> bool:
    """True for what holds a number, or several without a space between them (123)."""
    return any(isinstance(child.tag, str) and _NUMBER.fullmatch(control_label(child)) for child in element)


def _jumps(page: Page) -> Iterator[LeftOver]:
    """The boxes for a page's number: 转到 [ ] 页 GO."""
    for field in page.tree.iter("input"):
        if field.get("type", "text").lower() not in ("text", "number", "tel"):
            continue
        words = " ".join([field.get("name", ""), field.get("id", ""), field.get("class", "")])
        before, after = label_of(field.getparent())[:60], (field.tail or "").strip()[:4]
        if _JUMP_NAME.search(words) or (_JUMP.search(before) and (after.startswith("页") or "页" in before)):
            yield LeftOver("next", f"{before} {after}".strip()[:80] or words[:80])


def _opaque(page: Page) -> Iterator[LeftOver]:
    """The pagers whose markup a script unpacks (Base64, percent signs)."""
    for element in page.tree.iter("div", "p", "span", "ul", "td", "textarea", "input"):
        coded = [value for name, value in element.attrib.items() if name.startswith("data-")]
        for text in ((element.text or element.get("value", "")).strip(), *coded):
            if (
                len(text) >= _SHORTEST_CODE
                and _OPAQUE.fullmatch(text[:4000])
                and PAGER.search(context_of(element))
            ):
                yield LeftOver("next", text[:40])


def _shows_more(page: Page, element: Any, label: str) -> LeftOver | None:
    title = " ".join(element.get("title", "").split())
    picture = next((c for c in element.iter("img")), None) if len(element) else None
    says = [label, title, element.get("aria-label", "")]
    if picture is not None:
        says += [picture.get("alt", ""), picture.get("title", "")]
    if (
        not _is_more(page, element, label, says, picture)
        or is_off(element)
        or ELSEWHERE.search(context_of(element))
    ):
        return None
    url = target_of(page, element)
    if url and canonical_url(url) == canonical_url(page.url):
        return None
    shown = (
        label
        or title
        or (picture.get("src", "") if picture is not None else "")
        or element.get("class", "")
        or element.tag
    )
    return LeftOver("next", shown[:80], 0, url)


def _is_more(page: Page, element: Any, label: str, says: list[str], picture: Any) -> bool:
    """True for what shows more of the list, by its words, its mark or its picture. says: all that is written on it."""
    if any(_NEXT.fullmatch(word.strip()) for word in says if word):
        return is_innermost(element, label) or not label
    if _LOADS.search(label):
        return is_innermost(element, label)
    if _PLAIN_MORE.fullmatch(label):
        url = target_of(page, element)
        return (
            is_pressable(element) and is_innermost(element, label) and (_is_below(page, url) if url else True)
        )
    if any(_MORE.fullmatch(word.strip()) for word in says if word):
        return is_pressable(element) and is_innermost(element, label) and not _leads_away(page, element)
    if label and _ARROW.fullmatch(label):
        return is_pressable(element) and (
            calls_a_page(element)
            or PAGER.search(context_of(element)) is not None
            or is_sibling_page(page, target_of(page, element))
        )
    if (
        not label
        and element.tag in ("a", "button", "input", "area", "span", "li", "div")
        and is_pressable(element)
    ):
        return _is_picture_of_next(page, element, picture)
    if label and element.tag in ("a", "button", "input", "span", "li", "div", "p", "em"):
        return is_pressable(element) and calls_a_page(element) and len(label) <= 8 and not _goes_back(label)
    return False


def _is_elsewhere(page: Page, group: list[tuple[int, Any]]) -> bool:
    """True for a row of numbers that all lead out of the list's folder: the pager of another list on the
    page."""
    urls = [url for _, element in group if (url := target_of(page, element))]
    return bool(urls) and not any(_is_below(page, url) or is_sibling_page(page, url) for url in urls)


def _is_below(page: Page, url: str) -> bool:
    """True for an address in the folder of the list: 更多 of a box leads to another column."""
    folder = path_of(page.url).rpartition("/")[0] + "/"
    return len(folder) > 1 and path_of(url).startswith(folder)


def _leads_away(page: Page, element: Any) -> bool:
    """True for 更多 with the address of another column: that is a lead, not more of this list."""
    url = target_of(page, element)
    return bool(url) and not is_sibling_page(page, url)


def _goes_back(label: str) -> bool:
    return _BACK.fullmatch(label) is not None


def _is_picture_of_next(page: Page, element: Any, picture: Any) -> bool:
    url = target_of(page, element)
    words = " ".join(
        [
            element.get("class", ""),
            element.get("id", ""),
            picture.get("src", "") if picture is not None else "",
        ]
    )
    if url:
        return is_sibling_page(page, url) and not is_detail_url(url)
    if _CALLS_BACK.search(words):
        return False
    return calls_a_page(element) or (
        _NEXT_PICTURE.search(words) is not None and PAGER.search(context_of(element)) is not None
    )


def _pager(page: Page, group: list[tuple[int, Any]]) -> Iterator[LeftOver]:
    """The highest number of a row of page numbers."""
    numbers = [number for number, _ in group]
    first = group[0][1]
    context = context_of(first)
    # Some count their pages backwards: 3 2 1.
    is_falling = len(numbers) > 1 and numbers == sorted(numbers, reverse=True)
    if ELSEWHERE.search(context) or len(numbers) > 27 or not (is_falling or sorted(numbers) == numbers):
        return
    pressable = [(n, e) for n, e in group if is_pressable(e)]
    if not pressable or not _looks_like_pages(page, numbers, pressable, context, first):
        return
    number, element = max(pressable, key=lambda pair: pair[0])
    text = " ".join(map(str, numbers))[:80]
    yield LeftOver("numbers", text, max(numbers))
    url = target_of(page, element)
    if url and not is_off(element) and canonical_url(url) != canonical_url(page.url):
        yield LeftOver("next", str(number), number, url)


def _looks_like_pages(
    page: Page, numbers: list[int], pressable: list[tuple[int, Any]], context: str, first: Any
) -> bool:
    follows = any(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    if follows and numbers[0] <= max(1, numbers[-1]):
        return True
    if PAGER.search(context) or any(calls_a_page(e) for _, e in pressable):
        return True
    around = label_of(first.getparent())
    return (
        any(is_sibling_page(page, target_of(page, e)) for _, e in pressable)
        or re.search(r"[上下]一?页|[首尾末]页", around) is not None
    )
