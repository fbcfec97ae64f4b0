"""All parts, put into their catalogues by being imported."""

from replica.strange import (
    addresses,
    beside,
    columns,
    details,
    details_unread,
    doors,
    encodings,
    furniture,
    held_out,
    items,
    items_unread,
    nights,
    pagers_linked,
    pagers_posted,
    pagers_scripted,
    pagers_silent,
    pagers_years,
    strangers,
    titles,
)
from replica.strange.parts import FIRST, HELD_OUT

MODULES = (
    addresses,
    beside,
    columns,
    details,
    details_unread,
    doors,
    encodings,
    furniture,
    held_out,
    items,
    items_unread,
    nights,
    pagers_linked,
    pagers_posted,
    pagers_scripted,
    pagers_silent,
    pagers_years,
    strangers,
    titles,
)

__all__ = ["FIRST", "HELD_OUT", "MODULES"]
