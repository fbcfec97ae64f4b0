"""What every platform has: a home page, catalogues, lists, document pages, robots.txt."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from itertools import chain
from urllib.parse import urljoin, urlsplit

from replica.dialects import furniture, loose, portal
from replica.files import MEDIA_TYPES, file_of
from replica.holdings import Document
from replica.site import Column, Site
from replica.web import Request, Response, Routes, escape, page

# Writes one page of a list: the column, the page's documents, its number (from 1), how many pages there are.
WriteList = Callable[[Column, list[Document], int, int], str]

# So many pages has a list without end: more than anybody asks for.
ENDLESS = 500

ROBOTS = "User-agent: *\nDisallow: /search/\nDisallow: /admin/\n"


class Dialect(ABC):
    """One site's pages, built from its documents. Subclasses say how addresses and pages look."""

    separator = " &gt; "
    here = "当前位置："

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        """The path that a column gets on this platform; the number is its own on the site."""
        return f"{parent or '/'}{slug}/"

    def __init__(self, site: Site, documents: tuple[Document, ...]) -> None:
        self.site: Site = site
        self.documents = documents
        self.columns = {column.path: column for column in site.columns}

    # What a dialect must say.

    @abstractmethod
    def document_path(self, document: Document) -> str:
        """The path of a document's page."""

    @abstractmethod
    def list_pages(self, column: Column) -> Routes:
        """The pages of one column's list, by path, the first one first."""

    @abstractmethod
    def document_page(self, document: Document) -> str:
        """A document's page."""

    @abstractmethod
    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        """A whole page around its main part."""

    @abstractmethod
    def file_link(self, document: Document) -> str:
        """The address of a document's file as its page has it, absolute or relative."""

    # What they share.

    def body(self, document: Document, paragraph: Callable[[str], str]) -> str:
        """What is in the article's place: the text, or the link to the file that holds it."""
        if document.file:
            return f"<p>{self.file_anchor(document)}</p>"
        if document.kind == "report" and self.site.look.texts != "page":
            return loose.holder(self, document)
        lines = [paragraph(line) for line in document.lines]
        if document.annex:
            lines.append(f"<p>{self.file_anchor(document.annex)}</p>")
        return "\n".join(lines)

    def file_anchor(self, document: Document) -> str:
        """The link to a document's file as the platform's editor writes it."""
        return (
            f'<a href="{escape(self.file_link(document))}" target="_blank">{escape(document.file_name)}</a>'
        )

    def file_routes(self, document: Document) -> Routes:
        """Where the file is, by path."""
        return {urlsplit(self.file_address(document)).path: partial(send_file, document)}

    @cached_property
    def files(self) -> list[Document]:
        """Everything that comes as a file: the texts that do, and what is beside texts."""
        return [one for d in self.documents for one in (d, d.annex) if one and one.file]

    def file_address(self, document: Document) -> str:
        return urljoin(self.absolute(self.document_path(document)), self.file_link(document))

    def list_addresses(self, column: Column) -> list[str]:
        """The absolute addresses of all pages of a column's list that GET can ask for."""
        return [self.absolute(path) for path in self.list_pages(column)]

    def column_address(self, column: Column) -> str:
        """The absolute address at which a reader of the site finds this column."""
        return self.absolute(self.column_path(column))

    def column_path(self, column: Column) -> str:
        return column.path

    def absolute(self, path: str) -> str:
        return f"{self.site.scheme}://{self.site.host}{path}"

    def routes(self) -> Routes:
        """All pages of the site, by path."""
        table: Routes = {"/": self._home, "/robots.txt": _robots}
        for column in self.site.columns:
            if self.listed(column):
                table |= self.list_pages(column)
            else:
                table[self.column_path(column)] = partial(self._catalogue, column)
        for document in self.documents:
            table[self.document_path(document)] = partial(self._document, document)
            if document.kind == "report":
                table |= loose.routes(self, document)
        for document in self.files:
            table |= self.file_routes(document)
        return table

    def children(self, path: str) -> list[Column]:
        return [column for column in self.site.columns if column.parent == path]

    def listed(self, column: Column) -> list[Document]:
        """The documents of a column's list, newest first."""
        if not column.gathers:
            return self._by_column.get(column.path, [])
        below = [self._by_column.get(child.path, []) for child in self.children(column.path)]
        return sorted(chain(self._by_column.get(column.path, []), *below), key=_age, reverse=True)

    @cached_property
    def _by_column(self) -> dict[str, list[Document]]:
        """Every column's own documents, newest first."""
        found: dict[str, list[Document]] = {}
        for document in sorted(self.documents, key=_age, reverse=True):
            found.setdefault(document.column, []).append(document)
        reports = {document.column for document in self.documents if document.kind == "report"}
        if self.site.look.lists == "empty":
            return {path: listed for path, listed in found.items() if path not in reports}
        if self.site.look.lists == "overlapping":
            return {path: _overlapping(listed, self.columns[path].rows) for path, listed in found.items()}
        return found

    @cached_property
    def _everyday(self) -> list[Document]:
        """All everyday documents, oldest first."""
        return sorted((d for d in self.documents if d.kind == "everyday"), key=_age)

    def screens(self, column: Column) -> list[list[Document]]:
        """The documents of a column's list, cut into pages."""
        found = self.listed(column)
        return [found[i : i + column.rows] for i in range(0, len(found), column.rows)]

    def paged(self, column: Column, address: Callable[[int], str], write: WriteList) -> Routes:
        """The pages of a list whose addresses hold the page's number, counted from 1."""
        screens = self.screens(column)
        if self.site.look.lists == "endless" and screens:
            screens += [screens[-1]] * ENDLESS
        return {
            address(number): partial(
                _list_page, write, column, documents, number, self._promised(number, screens)
            )
            for number, documents in enumerate(screens, start=1)
        }

    def _promised(self, number: int, screens: list[list[Document]]) -> int:
        """How many pages a page of a list says there are; an endless one says two more each time."""
        return number + 2 if self.site.look.lists == "endless" else len(screens)

    def breadcrumb(self, column: Column | None) -> str:
        links: list[str] = []
        while column:
            links.insert(0, f'<a href="{self.column_path(column)}" class="CurrChnlCls">{column.name}</a>')
            column = self.columns.get(column.parent)
        links.insert(0, '<a href="/" class="CurrChnlCls">首页</a>')
        return f"{self.here}{self.separator.join(links)}"

    def menu(self, parent: str = "") -> str:
        """Links to the columns below one column; below the home page without a parent."""
        if not parent and self.site.look.portal:
            return portal.navigation(self)
        return "".join(
            f'<li><a href="{self.column_path(column)}">{column.name}</a></li>'
            for column in self.children(parent)
        )

    def around(self, document: Document) -> str:
        """Previous, next and related documents; never a report, so that a report that comes or goes
        changes no other page."""
        others = [d for d in self._everyday if d.number != document.number]
        place = bisect_right(others, document.listed_on, key=lambda d: d.listed_on)
        older, newer = others[:place], others[place:]
        start = document.furniture - 1
        return furniture.neighbours(
            self._link(older[-1]) if older else None, self._link(newer[0]) if newer else None
        ) + furniture.related([self._link(d) for d in others[start : start + 4]])

    def _link(self, document: Document) -> tuple[str, str]:
        return self.document_path(document), document.list_title

    def _home(self, request: Request) -> Response:
        if self.site.look.portal:
            return page(self.shell("", portal.home(self), None))
        news = [document for document in self.documents if document.kind == "everyday"][:8]
        items = "".join(
            f'<li><a href="{self.document_path(d)}">{escape(d.list_title)}</a></li>' for d in news
        )
        main = f'<div class="syxw"><h3>通知公告</h3><ul>{items}</ul></div>'
        return page(self.shell("", main, None))

    def _catalogue(self, column: Column, request: Request) -> Response:
        links = self.menu(column.path) or "<li>暂无相关信息</li>"
        main = f'<div class="wz">{self.breadcrumb(column)}</div><div class="ml"><ul>{links}</ul></div>'
        return page(self.shell(column.name, main, column))

    def _document(self, document: Document, request: Request) -> Response:
        text = self.document_page(document.written())
        if "gbk_declared_gb2312" in document.defects:
            text = text.replace('charset="utf-8"', 'charset="gb2312"')
            return Response(200, text.encode("gbk", "xmlcharrefreplace"), "text/html")
        return page(text)


def _age(document: Document) -> tuple[date, int]:
    return document.listed_on, document.number


def _overlapping(listed: list[Document], rows: int) -> list[Document]:
    """The list with one item at each edge of two pages shown twice, in the place of another, never a
    report."""
    shown = list(listed)
    for edge in range(rows, len(listed), rows):
        if shown[edge].kind != "report":
            shown[edge] = shown[edge - 1]
        elif shown[edge - 1].kind != "report":
            shown[edge - 1] = shown[edge]
    return shown


def _list_page(
    write: WriteList, column: Column, documents: list[Document], number: int, count: int, request: Request
) -> Response:
    return page(write(column, documents, number, count))


def send_file(document: Document, request: Request) -> Response:
    """The answer to a request for a document's file."""
    return Response(200, file_of(document.written()), MEDIA_TYPES[document.file])


def _robots(request: Request) -> Response:
    return Response(200, ROBOTS.encode(), "text/plain")
