"""The platform with /pc/list.html addresses: the list is an array in a script, further pages by queryList."""

import json
from functools import partial

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, escape, json_reply, page

QUERY = "/queryList"
SITE = "xxrmzf"


class UrlsPc(Dialect):
    """The urls.pc platform; skins 0 and 1 have the whole list in the page, 2 and 3 its first page."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"/{SITE}/c{number % 100_000:05d}/pc/list.html"

    def _channel(self, path: str) -> str:
        return path.split("/")[2]

    def document_path(self, document: Document) -> str:
        return f"/{SITE}/{self._channel(document.column)}/pc/content/content_{1_790_000_000 + document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"/upload/{document.listed_on:%Y%m}/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        return {column.path: partial(self._list, column)}

    def routes(self) -> Routes:
        return super().routes() | {QUERY: self._query}

    def _list(self, column: Column, request: Request) -> Response:
        found = self.listed(column)
        shown = found if self.site.look.skin < 2 else found[: column.rows]
        articles = json.dumps([self._article(document) for document in shown], ensure_ascii=False)
        settings = (
            f"total:{len(found)},pageSize:{column.rows},webSiteCode:'{SITE}',"
            f"channelCode:'{self._channel(column.path)}',queryUrl:'{QUERY}'"
        )
        script = f"<script>\nvar listPage = {{{settings},\narticleList:{articles}}};\n</script>"
        main = frame.listing(
            self, column, f'<div id="articleList"></div>\n{script}', '<div id="pagination"></div>'
        )
        return page(self.shell(column.name, main, column))

    def _article(self, document: Document) -> dict[str, object]:
        return {
            "id": str(1_790_000_000 + document.number),
            "title": document.list_title,
            "pubDate": f"{document.listed_on} 09:00:00",
            "urls": json.dumps({"pc": self.document_path(document)}),
            "articleFiles": [],
        }

    def _query(self, request: Request) -> Response:
        asked = request.query | request.form
        column = self.columns.get(f"/{SITE}/{asked.get('channelCode[]', '')}/pc/list.html")
        found = self.listed(column) if column and asked.get("webSiteCode[]") == SITE else []
        number = int(asked["current"]) if asked.get("current", "").isdecimal() else 1
        size = int(asked["pageSize"]) if asked.get("pageSize", "").isdecimal() else 15
        results = [
            {
                "source": {
                    **self._article(document),
                    "showTitle": document.list_title,
                    "content": "",
                    "images": "",
                }
            }
            for document in found[(max(number, 1) - 1) * size : max(number, 1) * size]
        ]
        return json_reply({"data": {"results": results, "total": len(found)}})

    def document_page(self, document: Document) -> str:
        main = frame.article(self, document, '<div class="article-content-body">', "</div>")
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def file_anchor(self, document: Document) -> str:
        return (
            f'<div class="fj-a"><a href="{self.file_link(document)}">{escape(document.file_name)}</a></div>'
        )

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)
