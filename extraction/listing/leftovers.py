"""Signs of more items on a list page beyond the items and pages already read.

A list counts as complete only if its total is reached, its pager ends, or no sign of more is left. This
module looks for such signs: controls, totals, rows, scripts, text. It shares no code with the modules that
read items and follow pagers. Imports markup.
"""

import re
from collections.abc import Iterator, Sequence

from extraction.listing.controls import controls
from extraction.listing.script_calls import calls
from extraction.listing.totals import stated_emptiness, totals
from extraction.listing.unexplained import unexplained
from extraction.listing.unread_rows import text_outside, unread_rows
from extraction.markup.page import Page
from records import LeftOver, Link

_OPENS = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:html|body)\s{0,99}>", re.IGNORECASE)


def left_over(page: Page, links: Sequence[Link], telling: bool = False) -> tuple[LeftOver, ...]:
    """Every sign on this page of more items than these, and every total. Which of them are still open is
    decided at the end of the list's walk. telling: the column is named like reports. Nothing for responses
    that are no HTML pages."""
    if not page.is_html or page.has_too_many_tags:
        return ()
    return tuple(dict.fromkeys(_all(page, links, telling)))


def _all(page: Page, links: Sequence[Link], telling: bool) -> Iterator[LeftOver]:
    yield from totals(page)
    if not links:
        yield from stated_emptiness(page)
    yield from controls(page)
    yield from unexplained(page, links, telling)
    yield from unread_rows(page, links, telling)
    yield from calls(page)
    yield from text_outside(page)
    if _OPENS.search(page.text) and not _CLOSES.search(page.text):
        yield LeftOver("cut", " ".join(page.text[-60:].split()))
