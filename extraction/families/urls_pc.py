"""The platform with /pc/list.html addresses (江西 and others): the list is a JSON array in a script."""

from typing import Any

from extraction.families.base import Family, ladder
from extraction.families.static import EMPTY_LIST, WRITTEN_BY_SCRIPT, is_article
from extraction.items import first_date
from extraction.page import Page
from extraction.replies import json_after, json_value, mapping, mappings, words
from extraction.urls import absolute_url
from records import Link, Listing

_ARRAY = "articleList"


class UrlsPc(Family):
    name = "urls_pc"
    containers = ladder("div.article-content-body")
    marks = (_ARRAY, "/pc/content/content_")

    def matches(self, page: Page) -> bool:
        return json_after(page.text, _ARRAY, "[") is not None or "/pc/content/content_" in page.url

    def read_listing(self, page: Page) -> Listing:
        if is_article(page):
            return Listing(links=())
        articles = json_after(page.text, _ARRAY, "[")
        if articles is None:
            return Listing(links=(), problem=WRITTEN_BY_SCRIPT)
        links = tuple(link for item in mappings(articles) for link in _link(item, page.url))
        return Listing(links, problem="" if links else EMPTY_LIST)


def _link(item: dict[str, Any], page_url: str) -> list[Link]:
    # `urls` is JSON inside a JSON string.
    addresses = mapping(json_value(words(item.get("urls"))))
    url = absolute_url(page_url, words(addresses.get("pc")))
    return [Link(url, words(item.get("title")), first_date(words(item.get("pubDate"))))] if url else []


URLS_PC = UrlsPc()
