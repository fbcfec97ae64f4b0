"""What makes a page a list, or more than a list: its name, and what is left over on it."""

from collections.abc import Sequence

from crawlers.walk.request_context import RequestContext
from records import COLUMN_OF_REPORTS, LeftOver

# Leftovers that make a page without items an unreadable list.
_SIGNS_OF_A_LIST = ("row", "call", "text", "part", "next", "numbers")


def is_called_a_column(step: RequestContext) -> bool:
    """True for a page whose link is named like a column of reports."""
    return step.score >= COLUMN_OF_REPORTS


def open_report(left: Sequence[LeftOver]) -> LeftOver | None:
    """The title of the one report whose text is on the page of a list; None for none and for several."""
    titles = [one for one in left if one.kind == "row" and not one.url]
    return titles[0] if len(titles) == 1 and any(one.kind == "text" for one in left) else None


def holds_more(left: Sequence[LeftOver]) -> bool:
    """True for a page without items on which titles of reports, text or a script's list are left over all the
    same."""
    return any(one.kind in _SIGNS_OF_A_LIST for one in left)
