"""What happens to the reports of one host from night to night: an endless plan that follows from the seed.

On every night from the second on, a host has one edit or none, or those of its story (replica.zoo.story).
What was done stays done, so that a night is the outcome of all edits up to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from replica.dialects import Dialect
from replica.holdings import Document, report_page, text_of
from replica.prose import Text, with_lines
from replica.site import Filing, Site
from replica.web import Routes
from replica.zoo.alterations import ALTERATIONS, Lines
from replica.zoo.beside import ANSWERS, annex_of, not_found
from replica.zoo.story import Planned

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
    """The state of one report: its filing now, its lines where they differ from the composed ones, the lines
    before the last edit, the edition of its annex, the night on which its page is not found, and for each
    address that it has left, by number, how it answers."""

    filing: Filing
    first: Filing
    appears_on: int
    present: bool
    lines: Lines | None = None
    before: Lines | None = None
    furniture: int = 1
    annex: int = 1
    missing_on: int = 0
    left: dict[int, str] = field(default_factory=dict)


class EditedSite:
    """The reports of one host on one night, and everything that happened to them until then.

    rate is how many edits a host has a night, planned those of its story; without both, everything stays as
    it is.
    """

    def __init__(
        self, site: Site, night: int, seed: int, rate: float, planned: Sequence[Planned] = ()
    ) -> None:
        self.site = site
        self.night = night
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
        for one in planned:
            if one.kind == "appeared":
                self._reports[one.report].present = False
        for one in planned:
            if one.night <= night:
                self.edits += self._do_planned(one)

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

    def _do_planned(self, one: Planned) -> Iterator[Edit]:
        """The edit of a story, unless the report has nothing of the kind."""
        report, kind = self._reports[one.report], one.kind
        number = report.filing.number
        rng = Random(f"{self._name} {one.report} planned {one.night}")
        facts: dict[str, str] | None = {}
        if kind in ("appeared", "back"):
            report.present = True
        elif kind == "away":
            report.present = False
        elif kind == "missing_once":
            report.missing_on = one.night
        elif kind == "undone":
            kind, report.lines = self._last_kind(one.report), report.before
        elif kind == "attachment_replaced":
            report.annex += 1
        elif kind == "replaced":
            report.lines = _another_text(self.site, report.first)
        else:
            facts = self._do(kind, report, one.night, rng)
        if facts is None:
            return
        if one.answer:
            report.left[number] = one.answer
            facts = facts | {"answer": one.answer}
        yield Edit(one.night, kind, one.report, report.filing.number, facts)

    def _last_kind(self, i: int) -> str:
        return next((edit.kind for edit in reversed(self.edits) if edit.report == i), "furniture_only")

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
        report.before, report.lines = report.lines, altered[0]
        return altered[1]

    def documents(self) -> list[Document]:
        """The reports that are there."""
        return [self.document(i) for i, report in enumerate(self._reports) if report.present]

    def instead(self, dialect: Dialect) -> Routes:
        """What is at addresses of reports in the place of a report, by path: how those answer that were
        left, and that one is not found tonight."""
        routes: Routes = {}
        for i, report in enumerate(self._reports):
            document = self.document(i)
            path = dialect.document_path(document)
            if report.missing_on == self.night:
                routes[path] = not_found
            for number, answer in report.left.items():
                old = dialect.document_path(replace(document, number=number))
                if old == path and report.present:
                    continue
                routes[old] = partial(ANSWERS[answer], dialect.absolute(path))
        return routes

    def document(self, i: int) -> Document:
        """One report as it is, or as it last was."""
        report = self._reports[i]
        write = partial(_text, self.site, report.first, report.lines)
        document = report_page(self.site, report.filing, write)
        # The list and the address keep the day on which the page was first filed.
        filed_on = datetime.fromisoformat(report.first.published).date()
        document = replace(document, furniture=report.furniture, listed_on=filed_on)
        return (
            replace(document, annex=annex_of(self.site, document, report.filing.annex, report.annex))
            if report.filing.annex
            else document
        )


def _text(site: Site, filing: Filing, lines: Lines | None) -> Text:
    text = text_of(site, filing)
    return text if lines is None else with_lines(text, lines)


def _another_text(site: Site, filing: Filing) -> Lines:
    """A report on the same year in other words, with other figures."""
    return text_of(replace(site, adcode=f"{site.adcode} anew"), filing).lines


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
    """The printed day of publishing is another one; address and list keep the old. Whether a report came
    before April stays as it was."""
    old = datetime.fromisoformat(report.filing.published)
    days = timedelta(days=rng.randint(1, 9))
    new = old - days if (old + days).month == 4 and old.month == 3 else old + days
    report.filing = replace(report.filing, published=f"{new:%Y-%m-%d %H:%M}")
    return {"old": f"{old:%Y-%m-%d}", "new": f"{new:%Y-%m-%d}"}
