"""Hanweb jpage: the list is XML in a script element, further groups come from dataproxy.jsp.

One group is 45 records, three screens of 15. The proxy page takes POST (form) and GET (query), by
startrecord and endrecord or by page, counted from 0. Details are `/art/Y/M/D/art_<column>_<id>.html`.
"""

import re
from functools import partial
from hashlib import sha256
from urllib.parse import quote, urlencode

from replica.dialects import furniture
from replica.dialects.base import Dialect, send_file
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Request, Response, Routes, escape, page, redirect

PROXY = "/module/web/jpage/dataproxy.jsp"
WEB_ID = "152"
PER_PAGE = 15
GROUP = 45


DOWNLOAD = "/module/download/downfile.jsp"


def column_id(path: str) -> str:
    """`1229038468` of `/col/col1229038468/index.html`."""
    return path.split("/")[2].removeprefix("col")


def unit_id(path: str) -> str:
    """The id of the unit that shows this column's list."""
    return str(int(column_id(path)) % 1_000_000)


class Jpage(Dialect):
    """The jpage platform."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"/col/col{1229000000 + number}/index.html"

    def document_path(self, document: Document) -> str:
        day = document.listed_on
        column = column_id(document.column)
        return f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"{DOWNLOAD}?classid=0&filename={_stored_name(document)}"

    def file_routes(self, document: Document) -> Routes:
        return {f"/attach/0/{_stored_name(document)}": partial(send_file, document), DOWNLOAD: _download}

    def list_pages(self, column: Column) -> Routes:
        def answer(request: Request) -> Response:
            return page(self._list(column))

        return {column.path: answer}

    def routes(self) -> Routes:
        return super().routes() | {PROXY: self._proxy}

    def list_addresses(self, column: Column) -> list[str]:
        further = range(1, -(-len(self.listed(column)) // GROUP))
        return [self.absolute(column.path)] + [self.absolute(self._group_link(column, n)) for n in further]

    def _group_link(self, column: Column, group: int) -> str:
        query = {
            "page": group,
            "webid": WEB_ID,
            "path": "/",
            "columnid": column_id(column.path),
            "unitid": unit_id(column.path),
            "webname": f"{self.site.place}人民政府",
            "permissiontype": 0,
        }
        return f"{PROXY}?{urlencode(query, safe='/', quote_via=quote)}"

    def _datastore(self, column: Column, first: int, last: int) -> str:
        """Records first to last, counted from 1."""
        found = self.listed(column)
        records = "\n".join(self._record(document) for document in found[first - 1 : last])
        more = last < len(found)
        link = f'<a href="{self._group_link(column, last // GROUP)}"></a>' if more else ""
        return (
            f"<datastore>\n<nextgroup><![CDATA[{link}]]></nextgroup>\n"
            f"<recordset>\n{records}\n</recordset>\n</datastore>"
        )

    def _record(self, document: Document) -> str:
        return (
            f'<record><![CDATA[<li><a href="{self.document_path(document)}" '
            f'title="{escape(document.list_title)}" target="_blank">{escape(furniture.short(document.list_title))}'
            f"</a><span>{document.listed_on.isoformat()}</span></li>]]></record>"
        )

    def _proxy(self, request: Request) -> Response:
        asked = request.query | request.form
        column = self.columns.get(f"/col/col{asked.get('columnid', '')}/index.html")
        empty = Response(200, b"<datastore><recordset></recordset></datastore>", "text/xml;charset=UTF-8")
        if column is None or asked.get("unitid") != unit_id(column.path) or asked.get("webid") != WEB_ID:
            return empty
        try:
            if "startrecord" in asked:
                first, last = int(asked["startrecord"]), int(asked["endrecord"])
            else:
                first = int(asked.get("page", "0")) * GROUP + 1
                last = first + GROUP - 1
        except (KeyError, ValueError):
            return empty
        text = self._datastore(column, max(first, 1), last)
        return Response(
            200, f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode(), "text/xml;charset=UTF-8"
        )

    def _list(self, column: Column) -> str:
        unit = unit_id(column.path)
        main = (
            f'<div class="position">{self.breadcrumb(column)}</div>\n<div id="{unit}">'
            f'<script type="text/xml">{self._datastore(column, 1, GROUP)}</script></div>\n'
            '<script src="/script/jpage.js"></script><script type="text/javascript">'
            f"jpage('{unit}', {{proxyUrl: '{PROXY}', perPage: {PER_PAGE}, totalRecord: {len(self.listed(column))}, "
            f"dataBefore: '<ul>', params: {{columnid: {column_id(column.path)}, unitid: {unit}, webid: {WEB_ID}, "
            f"webname: '{self.site.place}人民政府', path: '/', sourceContentType: 1, permissiontype: 0}}}});</script>"
        )
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        column = self.columns[document.column]
        lines = self.body(document, lambda line: f"<p>　　{_pasted(line)}</p>")
        main = (
            f'<div class="position">{self.breadcrumb(column)}</div>\n'
            f'<div class="main-txt"><h1>{furniture.title_html(document)}</h1>\n{self._info_line(document)}'
            f'<div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart">\n{lines}\n'
            '<meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div>\n'
            f"{furniture.share_bar()}{furniture.qr_code()}{self.around(document)}</div>"
        )
        return self.shell("".join(document.title), main, column, document)

    def _info_line(self, document: Document) -> str:
        published = document.published_at
        if not published:
            return ""
        shown = f"{published:%Y-%m-%d %H:%M}" if document.timed else f"{published:%Y-%m-%d}"
        source = f"　信息来源：{escape(document.source)}" if document.source else ""
        return (
            f'<p class="info">发布日期：{shown}{source}　<span>浏览次数：{VIEWS}</span>　'
            f'{furniture.font_size_buttons("字号：[")}　<a href="javascript:window.print()">打印本页</a></p>\n'
        )

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        site = self.site
        name = f"{site.place}人民政府"
        ids = f'<meta name="i_columnid" content="{column_id(column.path)}">' if column else ""
        if document:
            ids += f'\n<meta name="i_articleid" content="{document.number}">'
        leaf = f"{name} {column.name} {title}" if column else name
        edition = document.furniture if document else 1
        return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{escape(leaf)}</title>
{furniture.meta_tags(site, column, document)}
{ids}
<link rel="stylesheet" href="/images/152/global.css">
<script src="/script/jquery.min.js"></script>
</head>
<body>
{furniture.accessibility_bar()}
<div class="head"><a href="/">{name}</a></div>
<div class="menu"><ul><li><a href="/">首页</a></li>{self.menu()}</ul></div>
{main}
{furniture.footer(site, edition)}
<!-- Produced By 大汉网络 大汉版通发布系统 -->
</body>
</html>
"""


def _stored_name(document: Document) -> str:
    """The file's name on the server: 32 hexadecimal digits."""
    return f"{sha256(document.file_name.encode()).hexdigest()[:32]}.{document.file}"


def _download(request: Request) -> Response:
    return redirect(f"/attach/0/{request.query.get('filename', '')}")


def _pasted(line: str) -> str:
    """A line as Word pastes it: numbers in spans of their own."""
    return re.sub(r"\d+(\.\d+)?%?", r'<span lang="EN-US">\g<0></span>', escape(line))
