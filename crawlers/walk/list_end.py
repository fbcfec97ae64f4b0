"""Whether a list was read to its end, and by what evidence: compares its stated length with what was read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from records import LeftOver, Link, UnreadItem

EMPTY_PART = "its page says that it is empty"
_SHOWN = 60
_LAST = re.compile(r"[尾末]\s?[页頁]|最[后後末]一?[页頁]|\blast\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page of a list: its leftovers, its items, whether it named further pages that were requested
    (goes_on), and how many sub-lists it opened (parts)."""

    left: tuple[LeftOver, ...]
    links: tuple[Link, ...]
    goes_on: bool
    parts: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """by: why the list ends here, in words; problem: why it may continue. One of them is empty.

    is_open: the list only stops; nothing on its pages shows that this is all.
    """

    by: str = ""
    problem: str = ""
    is_open: bool = False


def end_of(
    pages: Sequence[PageSeen],
    items: int,
    promised_pages: int,
    promised_items: int,
    was_asked: Callable[[str], bool],
) -> End:
    """The end of a list whose pages are all read. promised_*: the totals its platform states, 0 for none.
    was_asked: True for an address that was requested in this or an earlier crawl."""
    if len(pages) == 1 and states_empty(pages[0].links, pages[0].left):
        return End(by=EMPTY_PART)
    read = sum(bool(page.links) for page in pages)
    all_pages = max([promised_pages, *_numbers(pages, "pages")])
    all_items = max([promised_items, *_numbers(pages, "items")])
    shown = max([0, *_numbers(pages, "numbers")])
    if read < max(all_pages, shown):
        return End(problem=f"{read} of {max(all_pages, shown)} pages seen")
    if items < all_items and not all_pages:
        # Where pages are counted they decide: some lists count items they only link elsewhere.
        return End(problem=f"{items} of {all_items} items seen")
    is_counted = bool(all_pages) or bool(all_items)
    titles = {_short(link.title) for page in pages for link in page.links}
    for number, page in enumerate(pages):
        is_last = number == len(pages) - 1
        for one in page.left:
            if _is_left(one, page, is_last, is_counted, bool(shown), titles, was_asked):
                return End(problem=f"not read to its end: {_words(one)}")
    if not is_counted and not shown and any(map(_skips_to_last, pages[:-1])):
        return End(problem="only its last page is linked; the pages between are not reachable")
    if all_pages:
        return End(by=f"{read} of {all_pages} pages seen")
    if all_items:
        return End(by=f"{items} of {all_items} items seen")
    return _own_end(pages, read, bool(shown))


def states_empty(links: Sequence[Link], left: Sequence[LeftOver]) -> bool:
    """True for an empty part of a list (one year) that says so (共0条, 暂无数据), links the other parts and
    has no script that could load items."""
    says = any(one.kind == "empty" or (one.kind == "items" and not one.number) for one in left)
    is_part = any(one.kind == "part" for one in left)
    return says and is_part and not links and all(map(_is_of_empty_list, left))


def _is_of_empty_list(one: LeftOver) -> bool:
    match one.kind:
        case "empty":
            return True
        case "items":
            return one.number == 0
        case "pages" | "numbers":
            return one.number <= 1
        case "part":
            return bool(one.url)
    return False


def _own_end(pages: Sequence[PageSeen], read: int, is_numbered: bool) -> End:
    """The evidence for the end of a list without a total: the highest number of its pager was read, each page
    but the last linked the next one, or the last page was empty. Without such evidence the end is open."""
    leads_on = [any(one.kind == "next" for one in page.left) for page in pages[:-1]]
    if len(pages) > 1 and not pages[-1].links and not is_numbered:
        return End(by=f"its page {len(pages)} is empty")
    if is_numbered or (leads_on and all(leads_on)):
        return End(by=f"its pager ends at page {read}")
    return End(by="no pager, and nothing left over", is_open=True)


def _skips_to_last(page: PageSeen) -> bool:
    """True for a page whose only control that leads on leads to the last page."""
    controls = [one.text for one in page.left if one.kind == "next"]
    return bool(controls) and all(map(_LAST.search, controls))


def unread_items(
    pages: Sequence[PageSeen], list_url: str, was_asked: Callable[[str], bool]
) -> list[UnreadItem]:
    """The titles of what may be reports that no item of these pages opens."""
    titles = {_short(link.title) for page in pages for link in page.links}
    rows = [one for page in pages for one in page.left if one.kind == "row"]
    return [
        UnreadItem(one.text, list_url, "was not opened" if one.url else "has no address that can be read")
        for one in rows
        if not (was_asked(one.url) if one.url else _short(one.text) in titles)
    ]


def _numbers(pages: Sequence[PageSeen], kind: str) -> list[int]:
    return [one.number for page in pages for one in page.left if one.kind == kind]


def _is_left(
    one: LeftOver,
    page: PageSeen,
    is_last: bool,
    is_counted: bool,
    is_numbered: bool,
    titles: set[str],
    was_asked: Callable[[str], bool],
) -> bool:
    match one.kind:
        case "next":
            if one.url:
                return not is_counted and not was_asked(one.url)
            return is_last and not is_counted and not is_numbered
        case "part":
            return not was_asked(one.url) if one.url else not (_opens_all(page) or _shows_all_years(page))
        case "row":
            return not was_asked(one.url) if one.url else _short(one.text) not in titles
        case "call":
            return is_last and not page.goes_on and not is_counted
        case "text" | "cut":
            return True
    return False


def _opens_all(page: PageSeen) -> bool:
    """True if each sub-list was opened, except the one that the page itself shows."""
    return page.parts >= sum(one.kind == "part" for one in page.left) - 1 > 0


def _shows_all_years(page: PageSeen) -> bool:
    """True if the page has items of every year its sub-lists are named after: a script only hides them."""
    years = {one.number for one in page.left if one.kind == "part"}
    return years <= {link.listed_on.year for link in page.links if link.listed_on}


def _words(one: LeftOver) -> str:
    shown = one.text[:_SHOWN]
    where = f" ({one.url})" if one.url else ""
    return {
        "next": f"“{shown}” leads on and was not followed{where}",
        "part": f"part “{shown}” was not opened{where}",
        "row": f"“{shown}” is in no item{where}",
        "call": f"list is filled by script: {shown}",
        "text": f"text stands on the list's own page: {shown}",
        "cut": f"the page breaks off at {shown}",
    }.get(one.kind, shown)


def _short(title: str) -> str:
    return "".join(title.split())[:40]
