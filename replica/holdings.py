"""What one site holds: its documents, made from the site's definition, or from given texts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from random import Random

from replica.notices import Notice, near_misses, notices
from replica.prose import (
    Figure,
    Mention,
    Text,
    Year,
    compose,
    compose_department,
    department_figures,
    department_values,
    government_figures,
    government_values,
)
from replica.prose.figures import Figures
from replica.site import Filing, Site


@dataclass(frozen=True, slots=True)
class Document:
    """One page of a site.

    kind is report, one of the near-miss kinds of replica.notices or everyday. title is the lines that the
    page prints (none for a text without title); list_title is what lists show. lines are the body, as a
    perfect cleaner keeps it; where file names a kind of file, they are in one of that kind and not on the
    page. Fields are None where the page does not say. furniture counts the editions of the furniture around
    the text; annex is a file that is below it. With write set, lines, headings and figures are empty until
    written() is asked for.
    """

    kind: str
    number: int
    column: str
    title: tuple[str, ...]
    list_title: str
    lines: tuple[str, ...]
    listed_on: date
    published_at: datetime | None = None
    timed: bool = True
    report_year: int | None = None
    issuer: str | None = None
    level: str | None = None
    signed_on: date | None = None
    doc_number: str | None = None
    index_number: str | None = None
    source: str | None = None
    publisher: str | None = None
    headings: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    defects: tuple[str, ...] = ()
    file: str = ""
    furniture: int = 1
    annex: "Document | None" = None
    write: Callable[[], Text] | None = None

    def written(self) -> "Document":
        """The document with its text."""
        if self.write is None:
            return self
        text = self.write()
        return replace(
            self,
            lines=text.lines,
            headings=text.headings,
            figures=text.figures,
            mentions=text.mentions,
            write=None,
        )

    @property
    def file_name(self) -> str:
        """The name under which readers of the page see the file."""
        return f"{self.list_title}.{self.file}"


def figures_of(site: Site, filing: Filing) -> Figures:
    """The figures that this report states."""
    rng = Random(f"{site.adcode} {filing.issuer} {filing.year} figures")
    return department_figures(rng) if filing.issuer else government_figures(rng)


def year_of(site: Site, filing: Filing) -> Year:
    """What a varied report tells: the figures of its year and of the year before."""
    key, before = f"{site.adcode} {filing.issuer}", filing.year - 1
    if filing.issuer:
        return Year(department_values(key, filing.year), department_values(key, before))
    level = filing.level
    return Year(government_values(key, level, filing.year), government_values(key, level, before))


def text_of(site: Site, filing: Filing, figures: Figures | Year | None = None) -> Text:
    """The text of one report; figures take the place of its own."""
    own = year_of if site.style.varied else figures_of
    return (compose_department if filing.issuer else compose)(site, filing, figures or own(site, filing))


def report(site: Site, filing: Filing, figures: Figures | Year | None = None) -> Document:
    """The document of one report; figures take the place of its own."""
    return report_page(site, filing, partial(text_of, site, filing, figures)).written()


def report_page(site: Site, filing: Filing, write: Callable[[], Text]) -> Document:
    """The document of one report, its text not written yet."""
    published_at = datetime.fromisoformat(filing.published)
    title = tuple(filing.title.split("\n"))
    return Document(
        kind="report",
        number=filing.number,
        column=filing.column,
        title=title,
        list_title="".join(title),
        lines=(),
        listed_on=published_at.date(),
        published_at=published_at,
        report_year=filing.year,
        issuer=filing.issuer or site.issuer,
        level=filing.level,
        signed_on=date.fromisoformat(filing.signed) if filing.signed else None,
        doc_number=filing.doc_number or None,
        index_number=filing.index_number or None,
        source=filing.source or None,
        publisher=filing.publisher or None,
        defects=filing.defects,
        file=filing.file,
        write=write,
    )


def other_documents(site: Site) -> list[Document]:
    """Everything that is no report: near-misses and everyday notices."""
    return [notice_page(notice) for notice in (*near_misses(site), *notices(site))]


def notice_page(notice: Notice) -> Document:
    """The document of one notice."""
    return Document(
        kind=notice.kind,
        number=notice.number,
        column=notice.column,
        title=(notice.title,),
        list_title=notice.title,
        lines=notice.lines,
        listed_on=notice.published_at.date(),
        published_at=notice.published_at,
    )
