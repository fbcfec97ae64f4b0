"""The platform of 平顶山 and 昭通: /channels/<id>.html, /channels/<id>_2.html, /contents/<channel>/<id>.html."""

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Routes


class Channels(Dialect):
    """The channels and contents platform."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"/channels/{number}.html"

    def _id(self, path: str) -> str:
        return path.removeprefix("/channels/").removesuffix(".html")

    def document_path(self, document: Document) -> str:
        return f"/contents/{self._id(document.column)}/{document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"/upload/resources/file/{document.listed_on:%Y/%m/%d}/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        return self.paged(column, lambda number: f"/channels/{self._page_name(column, number)}", self._list)

    def _page_name(self, column: Column, number: int) -> str:
        return f"{self._id(column.path)}{f'_{number}' if number > 1 else ''}.html"

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        pager = frame.pager(number, count, lambda n: self._page_name(column, n))
        main = frame.listing(self, column, frame.rows(self, documents, self.document_path), pager)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        published = f"{document.published_at:%Y-%m-%d}" if document.published_at else ""
        info = f'<div class="xx">发布日期:{published} 浏览次数:{VIEWS}</div>'
        values = frame.metadata(document, "<ul>", "<li>{label}：{value}</li>", "</ul>")
        main = frame.article(self, document, '<div class="content_txt">', "</div>", above=values, info=info)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)
