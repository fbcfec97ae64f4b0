"""What the parts give: pagers, items, addresses, pages of documents, doors, a second night."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from replica.web import Request, Response


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a column. kind is report, or what else it is (draft, department, notice, foreign);
    title is printed on its page, list_title in the list; year is the year reported on, 0 for others.
    readable is False where only this one cannot be read."""

    kind: str
    number: int
    title: str
    list_title: str
    lines: tuple[str, ...]
    day: date
    year: int = 0
    issuer: str = ""
    adcode: str = ""
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document is: target as a browser asks for it (path and query), written as it stands in an href
    (HTML already), head for the page that links to it."""

    target: str
    written: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A document as a list shows it."""

    entry: Entry
    title: str
    href: str
    target: str

    @property
    def day(self) -> str:
        return self.entry.day.isoformat()


@dataclass(frozen=True, slots=True)
class Pager:
    """How a list is divided. html is what stands below the list of page n (from 1), number which page a
    request asks for (None: none), chunks how the rows are divided (None: evenly). After the first, pages
    are whole, or with bare only their rows. shows: what stands in place of the rows. ask is how page n is
    asked for (method, target, body), None where nobody can without a browser."""

    html: Callable[[int, int], str]
    number: Callable[[Request], int | None]
    chunks: Callable[[Sequence[Row]], list[list[Row]]] | None = None
    bare: bool = False
    head: Callable[[int, int], str] = lambda n, pages: ""
    above: Callable[[int, int], str] = lambda n, pages: ""
    shows: Callable[[Sequence[Row]], str] | None = None
    ask: Callable[[int], tuple[str, str, bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """The page of a document: what stands in place of its text (HTML), or a whole answer; other answers of
    the site by path."""

    body: str = ""
    whole: Response | None = None
    page: str = ""
    files: Mapping[str, Callable[[], Response]] = field(default_factory=dict)
    about: bool = True


@dataclass(frozen=True, slots=True)
class Door:
    """The way to the column: pages by path (HTML of their inner part, or whole answers), and whether the home
    page names the column."""

    pages: Mapping[str, Callable[[int], str | Response]]
    robots: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around a document's text: above the page, below the title, within the text's element below
    the text, after the text, at the foot of the page."""

    top: str = ""
    info: str = ""
    within: str = ""
    after: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """What is different on the second night: the lines of a document, the HTML of a line, or an answer.
    edited names the years whose text was really changed."""

    lines: Callable[[Entry, tuple[str, ...]], tuple[str, ...]] = lambda entry, lines: lines
    html: Callable[[str], str] = lambda html: html
    answer: Callable[[Entry | None, Response], Response] = lambda entry, response: response
    href: Callable[[str], str] = lambda href: href
    info: Callable[[str], str] = lambda info: info
    edited: tuple[int, ...] = ()
