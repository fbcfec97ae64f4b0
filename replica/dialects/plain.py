"""Static pages of the many small platforms: lists in the HTML, paged by links, in five shapes of address.

A shape is chosen by the site's adcode. Two columns never share a folder, so that a list's further pages stand
beside the first.
"""

from typing import NamedTuple

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.dialects.identity import hexadecimal
from replica.holdings import Document
from replica.site import Column
from replica.web import Routes


class Shape(NamedTuple):
    """first and further are the names of a list's pages within the column's folder, article of a document."""

    first: str
    further: str
    article: str


SHAPES = (
    Shape("index.htm", "index_{n}.htm", "content_{number}.html"),
    Shape("index.html", "index_{n}.html", "{day:%Y%m%d}/{hexadecimal}.html"),
    Shape("index.jhtml", "index_{n}.jhtml", "{number}.jhtml"),
    Shape("list-1.html", "list-{n}.html", "show-{number}.html"),
    Shape("", "page/{n}/", "{day:%Y-%m}/{day:%d}/c{number}.html"),
)


class Plain(Dialect):
    """Any small platform."""

    @property
    def _shape(self) -> Shape:
        return SHAPES[int(self.site.adcode) % len(SHAPES)]

    def column_path(self, column: Column) -> str:
        return column.path + self._shape.first

    def document_path(self, document: Document) -> str:
        name = self._shape.article.format(
            number=document.number,
            day=document.listed_on,
            hexadecimal=hexadecimal(self.site.host, document.number),
        )
        return document.column + name

    def file_link(self, document: Document) -> str:
        return f"/uploadfiles/{document.listed_on:%Y%m}/{document.number}.{document.file}"

    def _page_path(self, column: Column, number: int) -> str:
        shape = self._shape
        return column.path + (shape.first if number == 1 else shape.further.format(n=number))

    def list_pages(self, column: Column) -> Routes:
        return self.paged(column, lambda number: self._page_path(column, number), self._list)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        pager = frame.pager(number, count, lambda n: self._page_path(column, n), len(self.listed(column)))
        main = frame.listing(self, column, frame.rows(self, documents, self.document_path), pager)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        box = ("article_content", "content", "TRS_Editor", "main-text")[self.site.look.skin]
        main = frame.article(self, document, f'<div class="{box}">', "</div>")
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)
