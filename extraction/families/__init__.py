"""The families: one file per CMS. A new one is a file and a name in FAMILIES.

Recognition goes by the page, not by the site: sites move from one CMS to the next column by column.
"""

from functools import lru_cache

from extraction.families.base import Family
from extraction.families.epoint import EPOINT
from extraction.families.generic import GENERIC
from extraction.families.gkmlpt import GKMLPT
from extraction.families.hanweb_jpaas import HANWEB_JPAAS
from extraction.families.hanweb_jpage import HANWEB_JPAGE
from extraction.families.hanweb_xxgk import HANWEB_XXGK
from extraction.families.lonsun import LONSUN
from extraction.families.marks import selector_words
from extraction.families.nfcms import NFCMS
from extraction.families.numeric_shtml import NUMERIC_SHTML
from extraction.families.rows import ROWS
from extraction.families.trs import TRS
from extraction.families.truecms import TRUECMS
from extraction.families.ucap import UCAP
from extraction.families.urls_pc import URLS_PC
from extraction.families.vsb import VSB
from extraction.markup.page import Page
from extraction.markup.watched_words import watched, watched_words_in

# The first match wins. The weaker a family's marks, the later its place: TRS pager calls also occur on
# Kaipu and Guangdong pages, Hanweb addresses on urls_pc pages that moved from there and on jpaas pages.
FAMILIES: tuple[Family, ...] = (
    GKMLPT,
    NFCMS,
    URLS_PC,
    HANWEB_JPAAS,
    HANWEB_XXGK,
    HANWEB_JPAGE,
    TRUECMS,
    UCAP,
    LONSUN,
    EPOINT,
    VSB,
    *ROWS,
    NUMERIC_SHTML,
    TRS,
    GENERIC,
)


# Pages move between platforms with their markup.
FILE_ATTRIBUTES = tuple(dict.fromkeys(name for family in FAMILIES for name in family.file_attributes))
watched(FILE_ATTRIBUTES)

_MARKS = watched(
    {mark for family in FAMILIES for mark in family.marks}.union(
        *(selector_words(selector) for family in FAMILIES for selector in family.containers)
    )
)


@lru_cache(maxsize=2)  # cached: called for the list, the article, its files and its further pages
def recognise(page: Page) -> Family:
    """The family that made this page, by its address and its HTML; GENERIC when no other fits."""
    held = marks_of(page)
    return next(
        family
        for family in FAMILIES
        if not (family.marks and held.isdisjoint(family.marks)) and family.matches(page)
    )


@lru_cache(maxsize=2)
def marks_of(page: Page) -> frozenset[str]:
    """The families' marks, and the words of their containers' selectors, that stand in a page's address or
    HTML."""
    return _MARKS & (page.words | watched_words_in(page.url.encode("utf-8", "replace")))


def family(name: str) -> Family:
    """The family with this name. Raises KeyError naming the known ones."""
    for candidate in FAMILIES:
        if candidate.name == name:
            return candidate
    known = ", ".join(candidate.name for candidate in FAMILIES)
    raise KeyError(f"no family named {name!r}; known: {known}")


__all__ = ["FAMILIES", "FILE_ATTRIBUTES", "GENERIC", "Family", "family", "marks_of", "recognise"]
