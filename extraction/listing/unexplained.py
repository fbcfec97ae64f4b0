"""Unexplained signs of more items: controls below the first item without address or usual wording, frames,
and totals or addresses in attributes. Imports markup."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extraction.listing.control_elements import (
    ELSEWHERE,
    context_of,
    control_label,
    is_innermost,
    is_off,
    target_of,
)
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, canonical_url, host_of, path_of
from records import LeftOver, Link

_TAGS = (
    "a",
    "button",
    "input",
    "img",
    "span",
    "li",
    "div",
    "em",
    "i",
    "p",
    "td",
    "b",
    "strong",
    "label",
    "section",
)
_CLICKS = re.compile(r"(?:on|ng-|@|v-on:|data-on)?click|ontouchend|onmousedown", re.IGNORECASE)
_MORE_NAME = re.compile(
    r"""
    (?:^|[\s_-])
    (?:
        load-?more|more-?(?:btn|button)|btn-?more
        |(?:go-?|page-?)?next(?:-?page)?
        |get-?more|show-?more
        |pull-?up|infinite  # loads more where the list ends
    )
    (?:$|[\s_-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What such controls do on every page: nothing to the list.
_HARMLESS = re.compile(
    r"""
    打印|关闭|分享|收藏|返回|回到|顶部|置顶  # of a page
    |搜索|检索|查询|登录|注册  # of a site
    |首\s?页|第一页|上\s?一?\s?页|前\s?一?\s?页  # back in the list
    |字[号体]|微[信博]|繁体|简体|无障碍|长者|适老|英文|EN  # another form of the page
    |刷新|重置|提交|确定|跳转|转到|GO  # of forms
    |查看|详[细情]|阅读|全文|预览  # of one item
    |订阅|RSS|纠错|评论|关注|扫|设为|网站|地图|邮箱|投诉|咨询|留言|智能|机器人|客服|下载|导出
    |全选|排序|日期|标题|时间|收起|升序|降序  # the same items in another order
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TRIFLE = re.compile(r"[大中小繁简]|\d{1,4}|(?:19|20)\d\d年?度?|[<‹«＜|×xX]{1,3}")
_LONGEST = 12
_QUIET = re.compile(
    r"""
    visit|count|stat  # counters
    |jiucuo|weather|tianqi|share|login|player|map|video  # what stands beside a list
    |about:blank|javascript:  # nothing
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ITEMS = re.compile(
    r"""
    data-
    (?:
        total|total-?(?:count|num|items|records?|rows?)  # data-total-count
        |(?:record|row|item)s?-?(?:count|total)  # data-record-count
        |all-?count
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAGES = re.compile(
    r"data-(?:total-?pages?|page-?(?:total|count)|pages|max-?pages?|last-?page)", re.IGNORECASE
)
_FIGURE = re.compile(r"\d{1,6}")
_AROUND, _BEHIND = 3, 6


def unexplained(page: Page, links: Sequence[Link], telling: bool) -> Iterator[LeftOver]:
    """Signs of further items that the listing does not explain. telling: the column is named like reports, so
    its frames may hold more of the list."""
    items = _items(page, links)
    if items:
        region = _common(items)
        yield from _counts(region)
        yield from _controls(page, region, items)
        yield from _areas(page, links)
    if telling:
        yield from _frames(page)


def _areas(page: Page, links: Sequence[Link]) -> Iterator[LeftOver]:
    """Areas of a picture that lead to pages below this list which are no items of it."""
    known = {canonical_url(link.url) for link in links} | {canonical_url(page.url)}
    folder = path_of(page.url).rpartition("/")[0] + "/"
    for element in page.tree.iter("area"):
        url = absolute_url(page.base, element.get("href", ""))
        is_below = host_of(url) == host_of(page.url) and len(folder) > 1 and path_of(url).startswith(folder)
        if url and is_below and canonical_url(url) not in known:
            yield LeftOver("part", element.get("alt") or element.get("title") or "area of a picture", 0, url)


def _items(page: Page, links: Sequence[Link]) -> list[Any]:
    urls = {canonical_url(link.url) for link in links}
    found = []
    for element in page.tree.iter("a"):
        url = absolute_url(page.base, element.get("href", ""))
        if url and canonical_url(url) in urls:
            found.append(element)
    return found


def _common(items: Sequence[Any]) -> Any:
    """The smallest element around all items; of a single one the element around its row."""
    first, last = items[0], items[-1]
    around = set(last.iterancestors())
    common = next((one for one in first.iterancestors() if one in around), first)
    if len(items) == 1:
        common = next(
            (one for one in first.iterancestors() if one.tag in ("ul", "ol", "table", "div", "section")),
            common,
        )
    return common


def _counts(region: Any) -> Iterator[LeftOver]:
    """Totals in attributes of the list, of what is around it and behind it."""
    near = [region, *list(region.iterancestors())[:_AROUND]]
    after = region.getnext()
    while after is not None and len(near) < _AROUND + _BEHIND:
        near.append(after)
        after = after.getnext()
    for element in near:
        for name, value in element.attrib.items():
            if isinstance(name, str) and _FIGURE.fullmatch(value):
                kind = "pages" if _PAGES.fullmatch(name) else "items" if _ITEMS.fullmatch(name) else ""
                if kind:
                    yield LeftOver(kind, f"{name}={value}", int(value))


def _controls(page: Page, region: Any, items: Sequence[Any]) -> Iterator[LeftOver]:
    above = region.getparent()
    root = above if above is not None and above.tag not in ("body", "html") else region
    own, begun = set(items), False
    for element in root.iter():
        begun = begun or element in own
        if not begun or element.tag not in _TAGS or element in own or not _is_live(page, element, own):
            continue
        label = control_label(element)
        if len(label) > _LONGEST or not is_innermost(element, label):
            continue
        if _HARMLESS.search(label) or _TRIFLE.fullmatch(label):
            continue
        if not is_off(element) and not ELSEWHERE.search(context_of(element)):
            yield LeftOver(
                "next", (label or element.get("class", "") or element.get("src", "") or element.tag)[:80]
            )


def _is_live(page: Page, element: Any, own: set[Any]) -> bool:
    """True for a control without an address that is no part of an item."""
    if any(around in own for around in element.iterancestors()) or any(
        child in own for child in element.iter("a")
    ):
        return False
    code = "".join(
        value for name, value in element.attrib.items() if isinstance(name, str) and _CLICKS.fullmatch(name)
    )
    href = element.get("href", "").strip()
    is_empty = (
        element.tag == "a"
        and (not href or href == "#" or href[:11].lower() == "javascript:")
        and (bool(href) or bool(code) or len(element.attrib) > 0)
    )
    is_button = element.tag == "button" or (
        element.tag == "input" and element.get("type", "").lower() in ("button", "image")
    )
    named = (
        _MORE_NAME.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
        and len(element) < 3
    )
    if not (is_empty or is_button or code or named) or not _own_address(page, element):
        return False
    # An element with an address of its own opens an item or is handled by further_pages.
    return not re.search(r"[/.]\w", f"{code} {href[11:]}")


def _own_address(page: Page, element: Any) -> bool:
    """True for # and other ways to lead to the page itself."""
    url = target_of(page, element)
    return not url or canonical_url(url) == canonical_url(page.url)


def _frames(page: Page) -> Iterator[LeftOver]:
    for element in page.tree.iter("iframe", "frame"):
        url = absolute_url(page.base, element.get("src", ""))
        is_hidden = element.get("width", "") in ("0", "1") or element.get("height", "") in ("0", "1")
        if url and not is_hidden and "none" not in element.get("style", "") and not _QUIET.search(url):
            yield LeftOver("next", "frame", 0, url)
