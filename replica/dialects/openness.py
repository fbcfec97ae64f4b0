"""OpennessContent: lists /OpennessContent/showList/<dept>/<category>/page_1.html, news under /News/."""

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import Routes

DEPARTMENT = 31


class Openness(Dialect):
    """The OpennessContent platform; columns on top and of news are /News/, all others the catalogue's."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        # What is below the home page and below news is no part of the catalogue.
        if not parent or parent.startswith("/News/"):
            kind = "News" if slug in ("xwzx", "mlfc", "hdjl") or parent.startswith("/News/") else "Special"
            return f"/{kind}/showList/{number}/"
        return f"/OpennessContent/showList/{DEPARTMENT}/{number}/"

    def column_path(self, column: Column) -> str:
        return f"{column.path}page_1.html"

    def document_path(self, document: Document) -> str:
        kind = document.column.split("/")[1]
        return f"/{kind}/show/{document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"/file_{self.site.adcode}/2/{document.listed_on:%Y%m}/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        return self.paged(column, lambda number: f"{column.path}page_{number}.html", self._list)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        pager = frame.pager(number, count, "page_{}.html".format, len(self.listed(column)))
        main = frame.listing(self, column, frame.rows(self, documents, self.document_path), pager)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        table = frame.metadata(
            document, '<div class="xxgk_head">', "<p><b>{label}：</b>{value}</p>", "</div>"
        )
        main = frame.article(self, document, '<div class="article_content">', "</div>", above=table)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)
