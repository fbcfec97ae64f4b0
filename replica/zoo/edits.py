"""What happens to the reports of one host from night to night: an endless plan that follows from the seed.

On every night from the second on, a host has one edit or none. What was done stays done, so that a night is
the outcome of all edits up to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from replica.holdings import Document, report_page, text_of
from replica.prose import Text
from replica.site import Filing, Site
from replica.zoo.alterations import ALTERATIONS, Lines

# Kinds of edits and how often each is tried; one that cannot be done gives way to the next.
KINDS = (
    *("number_changed",) * 4,
    *("wording",) * 3,
    *("punctuation",) * 2,
    *("paragraph_added",) * 2,
    *("paragraph_removed",) * 2,
    *("paragraph_moved",) * 2,
    *("furniture_only",) * 3,
    *("removed",) * 2,
    *("restored",) * 3,
    *("moved",) * 2,
    "title_changed",
    "date_changed",
)
# A report that is late appears on one of these nights; so often is one late for every edit a night.
LATE = (2, 30)
LATENESS = 2.0
# By so much grows the number of a report that is filed anew.
NEW_NUMBER = 3_000_000


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the night, the kind, which report (its place in Site.filings), its number after the
    change, and what else is to be said, mostly old and new."""

    night: int
    kind: str
    report: int
    number: int
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Report:
    """The state of one report: its filing now, its lines where they differ from the composed ones."""

    filing: Filing
    first: Filing
    appears_on: int
    present: bool
    lines: Lines | None = None
    furniture: int = 1


class EditedSite:
    """The reports of one host on one night, and everything that happened to them until then.

    rate is how many edits a host has a night; 0 leaves everything as it is.
    """

    def __init__(self, site: Site, night: int, seed: int, rate: float) -> None:
        self.site = site
        self.edits: list[Edit] = []
        self._name = f"{seed} {site.adcode}"
        self._reports = [self._begin(filing, i, rate) for i, filing in enumerate(site.filings)]
        for now in range(2, night + 1) if rate else ():
            for i, report in enumerate(self._reports):
                if report.appears_on == now:
                    report.present = True
                    self.edits.append(Edit(now, "appeared", i, report.filing.number))
            rng = Random(f"{self._name} edit {now}")
            if rng.random() < rate:
                self.edits += self._edit(now, rng)

    def _begin(self, filing: Filing, i: int, rate: float) -> _Report:
        if not rate:
            return _Report(filing, filing, appears_on=1, present=True)
        rng = Random(f"{self._name} {i} late")
        late = rng.random() < rate * LATENESS
        appears_on = rng.randint(*LATE) if late else 1
        return _Report(filing, filing, appears_on, present=not late)

    def _edit(self, night: int, rng: Random) -> Iterator[Edit]:
        """The one edit of a night, the first that can be done."""
        i = rng.randrange(len(self._reports))
        report = self._reports[i]
        for kind in rng.sample(KINDS, len(KINDS)):
            facts = self._do(kind, report, night, rng)
            if facts is not None:
                in_file = report.filing.file and kind in ALTERATIONS
                told = "attachment_replaced" if in_file else kind
                yield Edit(night, told, i, report.filing.number, facts)
                return

    def _do(self, kind: str, report: _Report, night: int, rng: Random) -> dict[str, str] | None:
        """Does one edit and says what of it; None where it cannot be done."""
        if night <= report.appears_on or report.present is (kind == "restored"):
            return None
        if kind in ("removed", "restored"):
            report.present = kind == "restored"
            return {}
        if kind == "furniture_only":
            report.furniture += 1
            return {}
        if kind == "moved":
            old = str(report.filing.number)
            report.filing = replace(report.filing, number=report.filing.number + NEW_NUMBER)
            return {"old": old, "new": str(report.filing.number)}
        if kind == "title_changed":
            return _retitle(report)
        if kind == "date_changed":
            return _redate(report, rng)
        lines = report.lines or text_of(self.site, report.first).lines
        altered = ALTERATIONS[kind](lines, rng)
        if altered is None:
            return None
        report.lines = altered[0]
        return altered[1]

    def documents(self) -> list[Document]:
        """The reports that are there."""
        return [self.document(i) for i, report in enumerate(self._reports) if report.present]

    def document(self, i: int) -> Document:
        """One report as it stands, or as it last stood."""
        report = self._reports[i]
        write = partial(_text, self.site, report.first, report.lines)
        document = report_page(self.site, report.filing, write)
        # The list and the address keep the day on which the page was first filed.
        filed_on = datetime.fromisoformat(report.first.published).date()
        return replace(document, furniture=report.furniture, listed_on=filed_on)


def _text(site: Site, filing: Filing, lines: Lines | None) -> Text:
    text = text_of(site, filing)
    return text if lines is None else replace(text, lines=lines)


def _retitle(report: _Report) -> dict[str, str] | None:
    """年 becomes 年度 after the year, or the other way."""
    old, year = report.filing.title, report.filing.year
    long, short = f"{year}年度", f"{year}年"
    new = old.replace(long, short, 1) if long in old else old.replace(short, long, 1)
    if new == old:
        return None
    report.filing = replace(report.filing, title=new)
    return {"old": old, "new": new}


def _redate(report: _Report, rng: Random) -> dict[str, str]:
    """The printed day of publishing is another one; address and list keep the old."""
    old = datetime.fromisoformat(report.filing.published)
    new = old + timedelta(days=rng.randint(1, 9))
    report.filing = replace(report.filing, published=f"{new:%Y-%m-%d %H:%M}")
    return {"old": f"{old:%Y-%m-%d}", "new": f"{new:%Y-%m-%d}"}
