"""What the title of an item of a list says before anybody has read its page."""

import re
import unicodedata
from typing import NamedTuple

from extraction.facts.issuer import attribute
from extraction.facts.kinds import may_title_a_report, title_kind
from extraction.facts.places import Hints
from extraction.facts.public_bodies import title_issuer
from extraction.facts.years import report_year
from records import present_code

_YEAR = re.compile(r"20\d\d|二[〇○零]")
# 2023年, 2023年度, 年度报告(全文), 2025年法建报告, 关于2025年度工作情况的报告.
_SHORT = re.compile(r"^\W{0,2}(?:20\d\d|二[〇○零]..)年?度?\W{0,2}$|报告|年报|总结|工作情况|全文")
_CUT = re.compile(r"(?:…|\.\.|⋯)\s*$")
_LONGEST_SHORT = 30


def is_short_title(title: str) -> bool:
    """True for the rest of a title that the name of its column begins: 2023年度, 年度报告(全文),
    2025年法建报告."""
    text = "".join(unicodedata.normalize("NFKC", title).split())
    if len(text) > _LONGEST_SHORT or title_kind(text) not in ("", "report"):
        return False
    return _SHORT.search(text) is not None


class Listed(NamedTuple):
    """What the title of an item says. may_be_report: it may be a government's own. report_year: None where
    the title names none. adcode: the division code of the issuer, else of the site; None where neither is
    known."""

    may_be_report: bool
    report_year: int | None = None
    adcode: str | None = None


def read_listed_title(title: str, site_adcode: str) -> Listed:
    """Reads a title that is listed on the site of this government ("" for no government's). A title without
    an issuer, or with an unknown one, may be the site's own government's; a department's or a town's is
    not."""
    is_part = is_short_title(title) or (
        _CUT.search(title) is not None and title_kind(title) in ("", "report")
    )
    if not may_title_a_report(title) and not (is_part and _YEAR.search(title)):
        return Listed(False)
    year, _, _ = report_year(title, "", None)
    own = present_code(site_adcode) if site_adcode else None
    hints = Hints({own: "the site's host"} if own else {}, year)
    who = attribute(title, "", [], hints)
    if who.issuer_level in ("department", "township"):
        return Listed(False, year)
    return Listed(True, year, who.adcode if title_issuer(title) and who.adcode else own)
