"""Static pages named by snowflake ids: lists <column>/1.html, 2.html, articles <19 digits>.html."""

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.dialects.identity import snowflake
from replica.holdings import Document
from replica.site import Column
from replica.web import Routes


class Snowflake(Dialect):
    """The platform of 渭南 and 延安."""

    def column_path(self, column: Column) -> str:
        return f"{column.path}1.html"

    def document_path(self, document: Document) -> str:
        return f"{document.column}{snowflake(document.listed_on, document.number)}.html"

    def file_link(self, document: Document) -> str:
        return f"/upload/{document.listed_on:%Y/%m}/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        return self.paged(column, lambda number: f"{column.path}{number}.html", self._list)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        pager = frame.pager(number, count, "{}.html".format)
        main = frame.listing(self, column, frame.rows(self, documents, self.document_path), pager)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        main = frame.article(self, document, '<div class="article-content" id="content">', "</div>")
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)
