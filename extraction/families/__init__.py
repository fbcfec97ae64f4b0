"""The families: one file per CMS. A new one is a file and a name in FAMILIES.

Recognition goes by the page, not by the site: sites move from one CMS to the next column by column.
"""

from extraction.families.base import Family
from extraction.families.generic import GENERIC
from extraction.families.gkmlpt import GKMLPT
from extraction.families.hanweb_jpage import HANWEB_JPAGE
from extraction.families.nfcms import NFCMS
from extraction.families.numeric_shtml import NUMERIC_SHTML
from extraction.families.trs import TRS
from extraction.families.ucap import UCAP
from extraction.families.urls_pc import URLS_PC
from extraction.page import Page

# The first match wins. The weaker a family's marks, the later it stands: TRS pager calls also occur on
# Kaipu and Guangdong pages, Hanweb addresses on urls_pc pages that moved from there.
FAMILIES: tuple[Family, ...] = (GKMLPT, NFCMS, URLS_PC, HANWEB_JPAGE, UCAP, NUMERIC_SHTML, TRS, GENERIC)


def recognise(page: Page) -> Family:
    """The family that made this page, by its address and its HTML; GENERIC when no other fits."""
    return next(family for family in FAMILIES if family.matches(page))


def family(name: str) -> Family:
    """The family with this name. Raises KeyError naming the known ones."""
    for candidate in FAMILIES:
        if candidate.name == name:
            return candidate
    known = ", ".join(candidate.name for candidate in FAMILIES)
    raise KeyError(f"no family named {name!r}; known: {known}")


__all__ = ["FAMILIES", "GENERIC", "Family", "family", "recognise"]
