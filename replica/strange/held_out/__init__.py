"""Parts in other words and markups, kept apart: whoever makes readers better does not read them."""

from replica.strange.held_out import (
    addresses,
    details,
    details_unread,
    doors,
    items,
    nights,
    pagers_linked,
    pagers_other,
    pagers_scripted,
    rest,
)

MODULES = (
    addresses,
    details,
    details_unread,
    doors,
    items,
    nights,
    pagers_linked,
    pagers_other,
    pagers_scripted,
    rest,
)
