"""Requests for pages that differ in one number: from one page of a list to the others. Imports records
only."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from records import PageRequest

# More pages than a walk reads of one list.
MOST = 200

_PLACE = re.compile(
    r"""
    (?:
        (?<![^?&])(?P<offset>start|offset|from|skip|first|begin|start_?(?:row|index|record|num)|row)=  # ?start=40
        |(?<![^?&])(?:p|pn|pg|page|cur|paged|page_?(?:no|num|index|number)|cur_?page|current_?page|no|n)=  # ?page=3
        |/(?:index|default|list)_  # /index_2.html
        |/(?P<named>page[/_-]?|p|(?:list|index)-)  # page/3/, p3.html, list-3.html: the first has the number 1
    )
    (?P<number>\d{1,5})(?=$|[&/\#]|\.\w{3,5}$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Where the number of a second page appears: behind such a word, or alone.
_NUMBER = re.compile(r"(?<![\d%])(\d{1,5})(?!\d)")
_PAGE_WORD = re.compile(r"(?:p(?:age|n)?\w{0,8}[=/_-]|cur\w{0,8}=)(?<!size=)$", re.IGNORECASE)
_OFFSET_WORD = re.compile(r"[?&/](?:start|offset|skip|from)\w{0,6}=$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The pages of one list; head and tail are the parts around the number in their address, or in the body
    of what is posted."""

    request: PageRequest
    head: str
    tail: str

    def pages(self, numbers: Iterable[int]) -> tuple[PageRequest, ...]:
        """The pages with these numbers, at most MOST."""
        made = (f"{self.head}{number}{self.tail}" for number, _ in zip(numbers, range(MOST), strict=False))
        if self.request.method == "POST":
            return tuple(replace(self.request, body=text) for text in made)
        return tuple(replace(self.request, url=text) for text in made)

    def numbers_of(self, texts: Iterable[str]) -> Iterator[int]:
        """The numbers of those addresses that are pages of this list."""
        for text in texts:
            middle = text[len(self.head) : len(text) - len(self.tail)]
            if text == f"{self.head}{middle}{self.tail}" and middle.isdecimal() and len(middle) < 6:
                yield int(middle)


@dataclass(frozen=True, slots=True)
class Span:
    """The pages behind the first one; count is how many pages there are with it, items how many items there
    are at least, 0 for unknown."""

    pages: tuple[PageRequest, ...]
    count: int = 0
    items: int = 0


def up_to_last(last: PageRequest, known: Collection[str], items: int) -> Span | None:
    """Every page behind the first one, where only the last one is known; None where its address does not tell
    those between. known are the addresses that lead to the
    first page; items is how many that one holds."""
    text = _text(last)
    found = _PLACE.search(text)
    if found is None:
        return None
    pages = Numbered(last, text[: found.start("number")], text[found.end("number") :])
    number = int(found["number"])
    if found["offset"]:
        # ?start=40 behind a page of 20 items: 20, 40. Some count the items from 1: 21, 41.
        base = number % items if items else -1
        if number < items or base not in (0, 1):
            return None
        numbers = range(items + base, number + 1, items)
        return Span(pages.pages(numbers), 0, number + 1 - base) if len(numbers) < MOST else None
    if not 0 < number < MOST:
        return None
    named = set(pages.numbers_of(known))
    if 0 in named or not (found["named"] or 1 in named):
        # The second page has the number 1; where nothing tells, it is asked for, and may be the first once
        # more.
        return Span(pages.pages(range(1, number + 1)), number + 1)
    return Span(pages.pages(range(2, number + 1)), number)


def one_after_the_other(second: PageRequest, items: int, last: int = MOST) -> tuple[PageRequest, ...]:
    """The pages of a list from the second to the last, in order. Where the address of the second holds no
    number, only that one. items: how many the first page lists."""
    text = _text(second)
    numbers = [(int(found[1]), found) for found in _NUMBER.finditer(text)]
    rows = [m for n, m in numbers if n == items and _OFFSET_WORD.search(text[: m.start()])]
    named = [m for n, m in numbers if n in (1, 2) and _PAGE_WORD.search(text[: m.start()])]
    places = rows or named or [m for n, m in numbers if n == 2]
    if not places:
        return (second,)
    at = places[-1]
    first, step = int(at[1]), items if rows else 1
    pages = Numbered(second, text[: at.start()], text[at.end() :])
    return pages.pages(range(first, first + step * (min(last, MOST) - 1), step))


def asks_for_first(request: PageRequest) -> bool:
    """True for a request that names the number 1: in some lists that is their first page, in others the
    second."""
    found = _PLACE.search(_text(request))
    return found is not None and not found["offset"] and int(found["number"]) == 1


def _text(request: PageRequest) -> str:
    return request.body if request.method == "POST" else request.url
