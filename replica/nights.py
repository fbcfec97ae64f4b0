"""What happens between the nights: night 2 differs from night 1 by exactly these changes."""

from dataclasses import dataclass, replace

from replica.holdings import Document, figures_of, other_documents, report, year_of
from replica.prose import Figure, Year
from replica.prose.figures import Figures
from replica.site import Filing, Site

NIGHTS = (1, 2)


@dataclass(frozen=True, slots=True)
class NumberChanged:
    """One figure of one report takes another value; nothing says so."""

    adcode: str
    year: int
    figure: str
    by: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A report is taken down: 404, and no list has it any more."""

    adcode: str
    year: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A report gets a new address in another column; the old one is 404."""

    adcode: str
    year: int
    number: int
    column: str


@dataclass(frozen=True, slots=True)
class Appeared:
    """A report that was not there on night 1."""

    adcode: str
    year: int


@dataclass(frozen=True, slots=True)
class FurnitureOnly:
    """A report whose page gets new furniture around the same words."""

    adcode: str
    year: int


NUMBER_CHANGED = NumberChanged("130407", 2022, "penalties", by=-37)
REMOVED = Removed("510402", 2019)
MOVED = Moved("330282", 2021, 3950816, "/col/col1229818496/index.html")
APPEARED = Appeared("640104", 2024)
FURNITURE_ONLY = FurnitureOnly("440881", 2022)


def documents(site: Site, night: int) -> tuple[Document, ...]:
    """Everything one site holds on one night."""
    made = [_report(site, filing, night) for filing in site.filings]
    return (*(document for document in made if document), *other_documents(site))


def _is(
    change: NumberChanged | Removed | Moved | Appeared | FurnitureOnly, site: Site, filing: Filing
) -> bool:
    return not filing.issuer and (change.adcode, change.year) == (site.adcode, filing.year)


def _report(site: Site, filing: Filing, night: int) -> Document | None:
    if _is(NUMBER_CHANGED, site, filing):
        return report(site, filing, _figures(site, filing, NUMBER_CHANGED.by if night == 2 else 0))
    if night == 1:
        return None if _is(APPEARED, site, filing) else report(site, filing)
    if _is(REMOVED, site, filing):
        return None
    if _is(MOVED, site, filing):
        filing = replace(filing, number=MOVED.number, column=MOVED.column)
    document = report(site, filing)
    return replace(document, furniture=2) if _is(FURNITURE_ONLY, site, filing) else document


def _figures(site: Site, filing: Filing, by: int) -> Figures | Year:
    """The figures of the report in which one changes; it is told both nights, and nothing else follows from
    it."""
    code = NUMBER_CHANGED.figure
    if not site.style.varied:
        figures = figures_of(site, filing)
        return figures | {code: figures[code] + by}
    year = year_of(site, filing)
    now = year.now | {code: year.now[code] + by}
    return replace(year, now=now, required=frozenset({code}), plain=frozenset({code}))


def changed_sentences(site: Site) -> tuple[Figure, Figure]:
    """The changed figure as it was on night 1 and as it is on night 2."""
    filing = next(f for f in site.filings if _is(NUMBER_CHANGED, site, f))
    both = [_report(site, filing, night) for night in NIGHTS]
    old, new = (
        next(figure for figure in document.figures if figure.name == NUMBER_CHANGED.figure)
        for document in both
        if document
    )
    return old, new
