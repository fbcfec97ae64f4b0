"""Epoint EWB: the catalogue's lists come as JSON from getgovinfolist, all other lists are static.

A catalogue page is one govInfoPub.html for all columns, distinguished by categorynum. The name of the project
and the site's id, which the JSON call needs, are in /js/webBuilderCommon.js.
"""

import json
from functools import partial
from typing import Any

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.dialects.identity import uuid
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, escape, json_reply, page

PROJECT = "EpointWebBuilder_zwgk"
CALL = f"/{PROJECT}/rest/lightfrontaction/getgovinfolist"
SCRIPT = "/js/webBuilderCommon.js"
CATALOGUE = "/xxgk/govInfoPub.html"


class Epoint(Dialect):
    """The Epoint platform; the catalogue is what is below 政府信息公开."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        if "zfxxgk" in parent or parent.startswith(CATALOGUE):
            return f"{CATALOGUE}?{number % 1000:03d}{number // 1000 % 1000:03d}{number % 997:03d}"
        return f"{parent or '/'}{slug}/"

    def _in_catalogue(self, column: Column) -> bool:
        return column.path.startswith(CATALOGUE)

    def _category(self, path: str) -> str:
        return path.partition("?")[2]

    def column_path(self, column: Column) -> str:
        if self._in_catalogue(column):
            return f"{CATALOGUE}?categorynum={self._category(column.path)}&deptcode="
        return f"{column.path}moreinfo.html"

    def document_path(self, document: Document) -> str:
        category = self._category(document.column)
        below = f"/{category[:3]}/{category[:6]}/" if category else document.column
        return f"{below}{document.listed_on:%Y%m%d}/{uuid(self.site.host, document.number)}.html"

    def file_link(self, document: Document) -> str:
        return f"/uploadfile/{document.listed_on:%Y%m}/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        if self._in_catalogue(column):
            return {self.column_path(column): partial(self._shell_page, column)}
        return self.paged(column, lambda number: column.path + _page_name(number), self._list)

    def routes(self) -> Routes:
        by_path = {path: answer for path, answer in super().routes().items() if "?" not in path}
        return by_path | {CATALOGUE: self._catalogue_page, SCRIPT: self._script, CALL: self._call}

    def _catalogue_page(self, request: Request) -> Response:
        asked = request.query.get("categorynum", "")
        column = self.columns.get(f"{CATALOGUE}?{asked}")
        if column is None:
            return page(self.shell("政府信息公开", f"<ul>{self.menu()}</ul>", None))
        return self._shell_page(column, request) if self.listed(column) else self._catalogue(column, request)

    def _shell_page(self, column: Column, request: Request) -> Response:
        items = (
            '<ul class="ewb-list" id="govinfolist"></ul>\n<div class="m-pagination" id="pager"></div>\n'
            f'<script src="{SCRIPT}"></script><script src="/js/govInfoPub.js"></script>'
        )
        return page(self.shell(column.name, frame.listing(self, column, items, ""), column))

    def _script(self, request: Request) -> Response:
        text = f'var siteInfo = {{projectName: "{PROJECT}", siteGuid: "{uuid(self.site.host)}"}};\n'
        return Response(200, text.encode(), "application/javascript")

    def _call(self, request: Request) -> Response:
        asked = _json(request.body)
        column = self.columns.get(f"{CATALOGUE}?{asked.get('categorynum', '')}")
        found = self.listed(column) if column and asked.get("siteGuid") == uuid(self.site.host) else []
        number, size = int(asked.get("pageIndex", 0)), int(asked.get("pageSize", 50))
        data = [
            {
                "infourl": self.document_path(document),
                "title": document.list_title,
                "realtitle": document.list_title,
                "infodate": document.listed_on.isoformat(),
            }
            for document in found[number * size : (number + 1) * size]
        ]
        return json_reply({"custom": {"data": data, "total": len(found)}, "status": {"code": 1}})

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        items = "".join(
            f'<li class="ewb-list-node clearfix"><a class="ewb-list-name" href="{self.document_path(document)}" '
            f'title="{escape(document.list_title)}">{escape(document.list_title)}</a>'
            f'<span class="ewb-list-date">{document.listed_on.strftime(self.site.look.day)}</span></li>\n'
            for document in documents
        )
        following = f'<li><a href="{_page_name(number + 1)}">下一页</a></li>' if number < count else ""
        pager = f'<ul class="m-pagination-page"><li class="active">{number}/{count}</li>{following}</ul>'
        return self.shell(
            column.name, frame.listing(self, column, f'<ul class="ewb-list">{items}</ul>', pager), column
        )

    def document_page(self, document: Document) -> str:
        table = frame.metadata(document, "<table>", "<tr><td>{label}</td><td>{value}</td></tr>", "</table>")
        main = frame.article(self, document, '<div class="epoint-article-content">', "</div>", above=table)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document, head="<!-- EWB-FRONT -->")


def _page_name(number: int) -> str:
    return "moreinfo.html" if number == 1 else f"{number}.html"


def _json(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError:
        return {}
    # The platform's own pages wrap what they ask for in params.
    return dict(asked.get("params", asked)) if isinstance(asked, dict) else {}
