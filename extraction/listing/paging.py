"""What a list page prints about its further pages: counts, pager calls, the link to the next one."""

import re
from dataclasses import dataclass
from typing import Any

from extraction.markup.page import Page, elements_of_class, label_of
from extraction.markup.watched_words import watched
from extraction.scripts.script_data import with_query

# createPageHTML(12, 0, "index", "html") and createPage(…): pages, current from 0, stem, extension.
_CALL = re.compile(
    r"""
    createPage(?:HTML)?\(\s{0,9}(\d{1,6})\s{0,9}  # how many pages
    ,\s{0,9}(\d{1,6})\s{0,9}  # the current one
    ,\s{0,9}[\"']([^\"']{1,80})[\"']\s{0,9}  # stem
    ,\s{0,9}[\"'](\w{1,6})[\"']  # extension
    """,
    re.VERBOSE,
)
# createPageHTML('page_div',10, 1,'zwgklist','shtml',200): element, pages, current from 1, stem,
# extension, items (Kaipu, seen on a Gansu department in 2025).
_CALL_WITH_ELEMENT = re.compile(
    r"""
    createPageHTML\(\s{0,9}[\"'][^\"']{1,80}[\"']\s{0,9}  # the element
    ,\s{0,9}(\d{1,6})\s{0,9}  # how many pages
    ,\s{0,9}(\d{1,6})\s{0,9}  # the current one
    ,\s{0,9}[\"']([^\"']{1,80})[\"']\s{0,9}  # stem
    ,\s{0,9}[\"'](\w{1,6})[\"']\s{0,9}  # extension
    (?:,\s{0,9}(\d{1,9}))?  # how many items
    """,
    re.VERBOSE,
)
_COUNT_PAGE = re.compile(r"\bcountPage\s{0,9}=\s{0,9}(\d{1,6})\b")
_CURRENT_PAGE = re.compile(r"\bcurrentPage\s{0,9}=\s{0,9}(\d{1,6})\b")
# The pager of that dialect writes its links itself: "index" + "_" + nextPage + "." + "shtml". What comes
# before the underscore is looked for from there backwards.
_WRITTEN_LINK = re.compile(
    r"""
    _\\?[\"']\s{0,9}\+\s{0,9}\(?  # the stem's underscore, +
    (?:nextPage|i|countPage|currentPage\s?\+\s?1)\b  # the number
    [^<>;\n]{0,40}?\.(?:[\"']\s{0,9}\+\s{0,9}[\"'])?(s?html?)\b  # extension, in one string or in two
    """,
    re.VERBOSE,
)
_STEM = re.compile(r"(?<![\w-])([\w-]{1,120}+)(?:\\?[\"']\s{0,9}\+\s{0,9}\\?[\"'])?$")
_PAGES = re.compile(r"共\s{0,9}(\d{1,6})\s{0,9}页")
_ITEMS = re.compile(r"共(?:有)?\s{0,9}(\d{1,9})\s{0,9}[条篇]")
_FRACTION = re.compile(
    r"^\s{0,99}(?:第\s?)?([1-9]\d{0,5})\s?页?\s?/\s?(?:共\s?)?([1-9]\d{0,5})\s?页?\s{0,99}$"
)
_PROSE = re.compile(r"[，。；《]")
_LONGEST_PAGER = 120
_PAGER_CALLS = watched(("createPage", "countPage"))
_EPOINT_TOTAL = watched(("default_pgTotalPage",))
# More pages than any column has: a number like this is a defect or an attack, not a promise.
MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class PagerCall:
    """A pager written by script: how many pages, which one this is (from 0), and how they are named."""

    pages: int
    current: int
    stem: str
    extension: str
    items: int | None = None


def pager_call(page: Page) -> PagerCall | None:
    """The pager call of TRS (also one commented out beside countPage=…) or Kaipu; None without one."""
    text = page.text
    if not page.holds(_PAGER_CALLS):  # as on nearly every page
        return None
    match = _CALL_WITH_ELEMENT.search(text)
    if match:
        items = int(match[5]) if match[5] else None
        return PagerCall(int(match[1]), max(int(match[2]) - 1, 0), match[3], match[4], items)
    if call := _CALL.search(text):
        return PagerCall(int(call[1]), int(call[2]), call[3], call[4])
    if "countPage" in text and (count := _COUNT_PAGE.search(text)):
        current = _CURRENT_PAGE.search(text)
        stem, extension = _written_link(text, count.start())
        return PagerCall(int(count[1]), int(current[1]) if current else 0, stem, extension)
    return None


def _written_link(text: str, start: int) -> tuple[str, str]:
    """Stem and extension of the links that a pager writes; those of index_1.html where it writes none."""
    for written in _WRITTEN_LINK.finditer(text, start):
        if stem := _STEM.search(text[max(written.start() - 120, 0) : written.start()]):
            return stem[1], written[1]
    return "index", "html"


def printed_counts(page: Page) -> tuple[int | None, int | None]:
    """(pages, items) as the pager prints them for people: 共12页, 共52条, 1/11; None for what it does not."""
    pages = items = None
    fractions = set()
    for run in page.tree.xpath("//body//text()[contains(., '共') or contains(., '/')]"):
        fraction = _FRACTION.match(run)
        if fraction and int(fraction[1]) <= int(fraction[2]):
            fractions.add(int(fraction[2]))
        if "共" in run:
            around = _around(run.getparent())
            found = _PAGES.search(around), _ITEMS.search(around)
            pages = int(found[0][1]) if found[0] and pages is None else pages
            items = int(found[1][1]) if found[1] and items is None else items
    if pages is None and page.holds(_EPOINT_TOTAL):
        labels = [e.text or "" for e in elements_of_class(page.tree, "default_pgTotalPage")]
        pages = int(labels[0][:6]) if labels and labels[0].isdecimal() else None
    # Fractions that differ are a column of dates (3/5, 3/12), not a place in a row of pages.
    if pages is None and len(fractions) == 1:
        pages = fractions.pop()
    return pages, items


def _around(element: Any) -> str:
    """The text of the pager that this element is a part of, 共<b>5</b>页; "" inside links and prose, where
    such a count belongs to a title or a sentence."""
    if not isinstance(element.tag, str):  # the text after a comment
        element = element.getparent()
    if element.tag in ("a", "script", "style"):
        return ""
    parent = element.getparent()
    texts = [label_of(e) for e in (element, parent) if e is not None and e.tag not in ("html", "body")]
    short = [text for text in texts if len(text) <= _LONGEST_PAGER and not _PROSE.search(text)]
    return max(short, key=len, default="")


def guessed_pages(url: str, pages: int) -> tuple[tuple[str, ...], ...]:
    """Where the second to last page of a list may be that prints its pages' number and no addresses: one
    series of addresses for each way static platforms number their pages, likeliest first."""
    path, _, query = url.partition("?")
    folder, slash, file = path.rpartition("/")
    stem, _, extension = (file or "index.html").rpartition(".")
    numbers = range(2, pages + 1)
    if query or not stem:
        return (tuple(with_query(url, page=str(n)) for n in numbers),)
    at = f"{folder}{slash}{stem}"
    series = [
        [f"{at}_{n - 1}.{extension}" for n in numbers],
        [f"{at}_{n}.{extension}" for n in numbers],
        [with_query(url, page=str(n)) for n in numbers],
        [f"{folder}{slash}list_{n}.{extension}" for n in numbers],
        [f"{folder}{slash}page_{n}.{extension}" for n in numbers],
    ]
    if stem.isdecimal():
        series.insert(0, [f"{folder}{slash}{int(stem) + n - 1}.{extension}" for n in numbers])
    return tuple(tuple(one) for one in series)
