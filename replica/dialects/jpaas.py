"""Hanweb jpaas: a list page is a shell; its rows come from build/unit, which pages by paramJson alone.

The page has two units, navigation and list. `bulidstatic` is how the platform itself spells it.
"""

import json

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.dialects.identity import hexadecimal
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Request, Response, Routes, escape, json_reply, page

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
# By skin: how the platform's version spells its parse type, and the name of the list's tag.
SPELLINGS = ("bulidstatic", "buildstatic", "bulidstatic", "bulidstatic")
TAGS = ("列表", "当前栏目list", "右侧内容", "内容1")


class Jpaas(Dialect):
    """The jpaas platform."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"/col/col{1229000000 + number}/index.html"

    def _page_id(self, column: Column) -> str:
        return column.path.split("/")[2].removeprefix("col")

    def document_path(self, document: Document) -> str:
        name = hexadecimal(self.site.host, document.number)
        column = document.column.removesuffix("/index.html")
        return f"{column}/art/{document.listed_on.year}/art_{name}.html"

    def file_link(self, document: Document) -> str:
        return f"/cms_files/filemanager/attach/{hexadecimal(document.file_name)}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        def shell(request: Request) -> Response:
            return page(self._shell_page(column))

        return {column.path: shell}

    def routes(self) -> Routes:
        return super().routes() | {UNIT: self._unit}

    def _shell_page(self, column: Column) -> str:
        units = self._script(column, "通用导航") + self._script(column, TAGS[self.site.look.skin])
        main = frame.listing(self, column, f'<div class="clist_con">{units}</div>', "")
        return self.shell(column.name, main, column)

    def _script(self, column: Column, tag: str) -> str:
        spelling = SPELLINGS[self.site.look.skin]
        query = {
            "parseType": spelling,
            "webId": hexadecimal(self.site.host, "web"),
            "tplSetId": hexadecimal(self.site.host, "template"),
            "pageType": "column",
            "tagId": tag,
            "editType": "null",
            "pageId": self._page_id(column),
        }
        data = "{" + ",".join(f"'{name}':'{value}'" for name, value in query.items()) + "}"
        return (
            '<script src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3" '
            f'webId="{query["webId"]}" parseType="{spelling}" url="{UNIT}" queryData="{data}"></script>\n'
        )

    def _unit(self, request: Request) -> Response:
        asked = request.query
        column = self.columns.get(f"/col/col{asked.get('pageId', '')}/index.html")
        right = asked.get("parseType") == SPELLINGS[self.site.look.skin]
        if column is None or not right or asked.get("webId") != hexadecimal(self.site.host, "web"):
            return json_reply({"success": False, "data": {}})
        if asked.get("tagId") == "通用导航":
            return _built(f"<ul>{self.menu()}</ul>", 0)
        if asked.get("tagId") != TAGS[self.site.look.skin]:
            return json_reply({"success": False, "data": {}})
        number, size = _page_asked(asked.get("paramJson", ""), column.rows)
        found = self.listed(column)
        shown = found[(number - 1) * size : number * size]
        return _built(self._html(shown, number, size, len(found)) if shown else "", len(found))

    def _html(self, documents: list[Document], number: int, size: int, total: int) -> str:
        items = "".join(
            f"<li class='cf'><a class='fl' href='{self.document_path(document)}' "
            f"title='{escape(document.list_title)}' target='_blank'><i></i>{escape(document.list_title)}</a>"
            f"<span class='fr'>{document.listed_on}</span></li>"
            for document in documents
        )
        pages = f'<script>oLayPageRender(\'p\',{{rows:"{size}",count:"{total}",pageNo:"{number}"}})</script>'
        return f"<div class='page-content'><ul>{items}</ul></div><div class='pages'>{pages}</div>"

    def document_page(self, document: Document) -> str:
        moment = f"{document.published_at:%Y年%m月%d日 %H:%M}" if document.published_at else ""
        info = (
            f'<div class="info"><span>发布时间：{moment}</span><span>来源：{escape(document.source or "")}</span>'
            f"<span>浏览次数：{VIEWS}</span></div>"
        )
        body = '<div id="zoom" ergodic="article">'
        main = frame.article(self, document, body, "</div>", info=info)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        return frame.frame(self, title, main, column, document)


def _page_asked(parameters: str, rows: int) -> tuple[int, int]:
    """Number and size of the page that paramJson asks for; the first one where it is nothing of the kind."""
    try:
        asked = json.loads(parameters)
        return max(int(asked["pageNo"]), 1), max(int(asked.get("pageSize", rows)), 1)
    except (ValueError, KeyError, TypeError):
        return 1, rows


def _built(html: str, count: int) -> Response:
    data = {"html": html, "count": str(count)}
    return json_reply({"success": True, "code": "200", "data": data})
