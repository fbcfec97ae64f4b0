"""gkmlpt, Guangdong's disclosure catalogue: a script application over one JSON list call a column."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from extraction.families.base import Family, ladder
from extraction.families.static import EMPTY_LIST, NOT_THE_REPLY, TOO_MANY_PAGES, list_pages
from extraction.listing.column_scoring import LIST_COLUMN, lead_score
from extraction.listing.items import first_date
from extraction.listing.paging import MOST_PAGES
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, host_of, is_gov_host, path_of
from extraction.scripts.script_data import (
    count,
    day_of,
    json_after,
    json_reply,
    mapping,
    mappings,
    query_of,
    with_query,
    words,
)
from records import COLUMN_OF_REPORTS, Lead, Link, Listing, PageRequest

_PER_PAGE = 100
_SID = re.compile(r"[\"']?\bSID[\"']?\s{0,9}[:=]\s{0,9}[\"']?(\w{1,40})")
_UNIT = re.compile(r"^(.{0,200}?/gkmlpt/)")
# A column tree deeper than this is not a tree of columns.
_DEEPEST = 40


class Gkmlpt(Family):
    name = "gkmlpt"
    containers = ladder(".article-content")
    json_mark = re.compile(r"\bDETAIL\b[\"']?\s{0,9}[:=]")
    json_labels = {
        "display_publish_time": "发布日期",
        "source": "来源",
        "publisher": "发布机构",
        "identifier": "索引号",
        "document_number": "文号",
    }
    marks = ("/gkmlpt/", "window._CONFIG")

    def matches(self, page: Page) -> bool:
        return "/gkmlpt/" in path_of(page.url) or (
            "window._CONFIG" in page.text and _SID.search(page.text) is not None
        )

    def read_listing(self, page: Page) -> Listing:
        if "/gkmlpt/api/" not in path_of(page.url):
            return Listing(links=())  # the application itself; its lists are columns()
        reply = mapping(json_reply(page))
        if "articles" not in reply:
            return Listing(links=(), problem=NOT_THE_REPLY)
        total = count(mapping(reply.get("classify")).get("post_count"))
        total = count(reply.get("total")) if total is None else total
        links = tuple(link for item in mappings(reply["articles"]) for link in _link(item, page.url))
        pages = None if total is None else math.ceil(total / _PER_PAGE)
        if pages and pages > MOST_PAGES:
            return Listing(links, problem=TOO_MANY_PAGES)
        # Page 0 and page 1 are the same hundred items; the next hundred are page 2.
        is_first = query_of(page.url).get("page", "") in ("", "0", "1")
        further = range(2, (pages or 0) + 1) if is_first else range(0)
        problem = EMPTY_LIST if not reply["articles"] and total != 0 else ""
        return Listing(
            links,
            list_pages(with_query(page.url, page=str(number)) for number in further),
            pages,
            total,
            problem,
        )

    def columns(self, page: Page, trail: Sequence[str] = ()) -> tuple[Lead, ...]:
        """The list call of every column whose name may hold reports; of the column 0 (all) where no name
        speaks of 法治政府."""
        unit, sid, path = _UNIT.match(page.url), _SID.search(page.text), path_of(page.url)
        if not unit or not sid or "/content/" in path or "/api/" in path:
            return ()
        found: dict[str, tuple[int, str]] = {}
        for node, above in _lists(json_after(page.text, "TREE", "[")):
            name, column = words(node.get("name")), words(str(node.get("id", "")))
            score = lead_score(name, "", (*trail, *above))
            if score and column.isdecimal():
                found[column] = (score, name)
        if max((score for score, _ in found.values()), default=0) < COLUMN_OF_REPORTS:
            found["0"] = (LIST_COLUMN, "全部")
        return tuple(
            Lead(PageRequest(f"{unit[1]}api/all/{column}?page=1&sid={sid[1]}", "list"), name, score)
            for column, (score, name) in sorted(found.items(), key=lambda one: -one[1][0])
        )


def _lists(tree: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """The nodes of the column tree that are lists, with the names above them: its leaves, without those
    that link elsewhere."""
    for node in mappings(tree):
        below = mappings(node.get("children"))
        if below and len(above) < _DEEPEST:
            yield from _lists(below, (*above, words(node.get("name"))))
        elif not node.get("jump_url"):
            yield node, above


def _link(item: dict[str, Any], page_url: str) -> list[Link]:
    """The item's link; none for articles published elsewhere (微信, 新华社)."""
    for key in ("url", "post_url"):
        url = absolute_url(page_url, words(item.get(key)))
        host = host_of(url)
        if url and (is_gov_host(host) or host == host_of(page_url)):
            days = (day_of(item.get(name)) for name in ("display_publish_time", "first_publish_time"))
            day = next((day for day in days if day), None) or first_date(words(item.get("created_at")))
            return [Link(url, words(item.get("title")), day)]
    return []


GKMLPT = Gkmlpt()
