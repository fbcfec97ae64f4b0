"""The platform of 漳州 and 南平: everything is below /cms/html/<site>/."""

from replica.dialects import frame
from replica.dialects.base import Dialect, send_file
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, page

SITE = "/cms/html/zxrmzf/"
FILES = "/cms/siteresource/article.shtml"


class CmsHtml(Dialect):
    """The cms/html platform: channels side by side, articles in a folder a day."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"{SITE}{slug}{number % 1000}/"

    def column_path(self, column: Column) -> str:
        return f"{column.path}index.html"

    def document_path(self, document: Document) -> str:
        return f"{SITE}{document.listed_on}/{document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"{FILES}?id={document.number}&file={document.number}.{document.file}"

    def file_routes(self, document: Document) -> Routes:
        return {FILES: self._file}

    def _file(self, request: Request) -> Response:
        found = [one for one in self.files if str(one.number) == request.query.get("id")]
        return send_file(found[0], request) if found else page("<html><body>404</body></html>", 404)

    def list_pages(self, column: Column) -> Routes:
        return self.paged(column, lambda number: column.path + _page_name(number), self._list)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        pager = frame.pager(number, count, _page_name)
        main = frame.listing(self, column, frame.rows(self, documents, self.document_path), pager)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        main = frame.article(self, document, '<div class="xl_con" id="zoom">', "</div>")
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)


def _page_name(number: int) -> str:
    return "index.html" if number == 1 else f"index_{number}.html"
