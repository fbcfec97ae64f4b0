"""What the title of an item of a list says before anybody has read its page."""

from typing import NamedTuple

from extraction.facts.issuer import attribute
from extraction.facts.kinds import may_title_a_report
from extraction.facts.places import Hints
from extraction.facts.public_bodies import title_issuer
from extraction.facts.years import report_year
from records import present_code


class Listed(NamedTuple):
    """Whether an item may be a government's own report, of which year (None where the title names none) and whose
    (division code, None for nobody's)."""

    may_be_report: bool
    report_year: int | None = None
    adcode: str | None = None


def read_listed_title(title: str, site_adcode: str) -> Listed:
    """What a title says that is listed on the site of this government ("" for none's). One that names no issuer, or
    one that nobody knows, may be the site's own government's; a department's or a town's is none."""
    if not may_title_a_report(title):
        return Listed(False)
    year, _, _ = report_year(title, "", None)
    own = present_code(site_adcode) if site_adcode else None
    hints = Hints({own: "the site's host"} if own else {}, year)
    who = attribute(title, "", [], hints)
    if who.issuer_level in ("department", "township"):
        return Listed(False, year)
    return Listed(True, year, who.adcode if title_issuer(title) and who.adcode else own)
