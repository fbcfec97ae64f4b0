"""Titles of reports that a list page shows and that no item bears; text of reports outside links.

Imports facts, markup and prose.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extraction.facts.kinds import title_kind
from extraction.listing.candidates import is_report_like
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, is_home
from extraction.markup.visible import lines_of
from extraction.prose.text import bare, half_width
from records import LeftOver, Link

_LONGEST_TITLE = 90
_DAY = re.compile(r"[\[(【]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[\])】]?")
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_SHORT = re.compile(r"(?:20\d\d|二[〇○零]..)(?:年度?|-|至).{0,24}(?:报告|年报|总结|情况)")
_ATTRIBUTES = ("title", "alt", "data-title", "data-name", "aria-label")
_TITLE_WORD = re.compile("法治政府|依法行政|法治建设")
_BEFORE_WORD = 60
_ENDS = "\"'<>\n\\{}=;"
_IN_SCRIPT = re.compile(r"[^\"'<>\n\\{}=;]{0,60}(?:法治政府|依法行政|法治建设)[^\"'<>\n\\{}=;]{0,40}")
_LONGEST_SCRIPT = 400_000
# Sentences of the column's own: a short introduction is no report.
_SENTENCE = re.compile(r"[，。；]")
_LEAST_TEXT = 300
_TOPIC = re.compile(r"法治政府|依法行政|法治建设")
# The beginning of an article under its link.
_TEASER = re.compile(r"(?:…|\.{2,}|⋯|详[细情]|全文|更多)[\]】)）>\s]{0,3}$")
# A heading of a text.
_HEADING = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")
_SHORTEST = 6
# The menus and the foot of a site are the same on each of its pages.
_RECENT = 8_000


def unread_rows(page: Page, links: Iterable[Link], telling: bool) -> Iterator[LeftOver]:
    """Titles of possible reports on the page that are no item's. telling: the column's name shows that short
    titles (2023年度报告) are reports."""
    read = [bare(half_width(link.title)).rstrip(".…") for link in links]
    urls = {link.url for link in links}
    for title, url in _linked(page):
        if (
            url not in urls
            and not is_home(url)
            and url != page.url
            and _is_title(title, telling)
            and not _is_read(title, read)
        ):
            read.append(bare(half_width(title)))
            yield LeftOver("row", title[:80], 0, url)
    for title in _printed(page):
        if _is_title(title, telling) and not _is_read(title, read):
            read.append(bare(half_width(title)))
            yield LeftOver("row", title[:80])


def text_outside(page: Page) -> Iterator[LeftOver]:
    """Text on a list page, outside links, that reads like reports."""
    lines = [line for line, is_linked in lines_of(page.visible.pieces) if not is_linked]
    told = [line for line in lines if len(line) > 20 and _SENTENCE.search(line) and not _TEASER.search(line)]
    if sum(map(len, told)) >= _LEAST_TEXT and any(_TOPIC.search(line) for line in lines):
        yield LeftOver("text", told[0][:80], sum(map(len, told)))


def _linked(page: Page) -> Iterator[tuple[str, str]]:
    for element in page.tree.iter("a", "area"):
        url = absolute_url(page.base, element.get("href", ""))
        if not url:
            continue
        shown = " ".join("".join(element.itertext())[:400].split())
        for title in dict.fromkeys((element.get("title", ""), shown)):
            if _SHORTEST <= len(title) <= _LONGEST_TITLE:
                yield title, url


def _printed(page: Page) -> Iterator[str]:
    for name in _ATTRIBUTES:  # whole where what is shown is cut
        yield from (
            str(value)
            for value in page.tree.xpath(f"//body//@{name}")
            if _SHORTEST <= len(value) <= _LONGEST_TITLE
        )
    for line, _ in lines_of(page.visible.pieces):
        if _SHORTEST <= len(line) <= _LONGEST_TITLE + 30:
            yield from re.split(r"\s{2,}|\t|\|", line)
    for script in page.tree.iter("script", "template", "textarea"):
        text = script.text or ""
        if len(text) <= _LONGEST_SCRIPT and ("法" in text or "依" in text):
            yield from _named_in_script(text)


def _named_in_script(text: str) -> Iterator[str]:
    """The string around each title word in a script, up to the nearest quotation mark or similar
    delimiter."""
    at = 0
    while word := _TITLE_WORD.search(text, at):
        first = max(at, word.start() - _BEFORE_WORD)
        first = max(first, *(text.rfind(end, first, word.start()) + 1 for end in _ENDS))
        if not (found := _IN_SCRIPT.match(text, first)):
            return
        yield found[0]
        at = found.end()


@lru_cache(maxsize=_RECENT)
def _is_title(text: str, telling: bool) -> bool:
    narrow = bare(half_width(text))
    narrow = _DAY.sub("", narrow)
    if not _SHORTEST <= len(narrow) <= _LONGEST_TITLE or _SENTENCE.search(text) or _HEADING.match(narrow):
        return False
    if is_report_like(Link("", narrow)):
        return True
    return telling and _SHORT.search(narrow) is not None and title_kind(narrow) == ""


def _is_read(title: str, read: list[str]) -> bool:
    narrow = _DAY.sub("", bare(half_width(title))).rstrip(".…")
    return any(narrow in one or (len(one) > 5 and one in narrow) for one in read)
