"""What is left over on a list page when its items and further pages have been read.

A list is read to its end for a reason only: the total is reached, its pager says so, or nothing on its pages
says that there is more. This looks for what says so, by itself: controls, totals, rows, scripts, text. It shares
no code with what reads items and follows pagers. Imports markup.
"""

import re
from collections.abc import Iterator, Sequence

from extraction.listing.controls import controls
from extraction.listing.script_calls import calls
from extraction.listing.totals import totals
from extraction.listing.unexplained import unexplained
from extraction.listing.unread_rows import text_outside, unread_rows
from extraction.markup.page import Page
from records import LeftOver, Link

_OPENS = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:html|body)\s{0,99}>", re.IGNORECASE)


def left_over(page: Page, links: Sequence[Link], telling: bool = False) -> tuple[LeftOver, ...]:
    """Everything on this page that says there is more to its list than these items, and every total; what the
    walk of the list has seen since decides which of them is left. telling says that the column is called like
    reports. Nothing for replies that are no pages."""
    if not page.is_html or page.has_too_many_tags:
        return ()
    return tuple(dict.fromkeys(_all(page, links, telling)))


def _all(page: Page, links: Sequence[Link], telling: bool) -> Iterator[LeftOver]:
    yield from totals(page)
    yield from controls(page)
    yield from unexplained(page, links, telling)
    yield from unread_rows(page, links, telling)
    yield from calls(page)
    yield from text_outside(page)
    if _OPENS.search(page.text) and not _CLOSES.search(page.text):
        yield LeftOver("cut", " ".join(page.text[-60:].split()))
