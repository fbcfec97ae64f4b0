"""Kaipu UCAP: .shtml pages; lists are static, JSON from /common/search/<channel>, or fragments from there.

By skin: 0 and 1 static (page 2 is `_2`), 2 JSON, 3 HTML fragments without a count. JSON items have
protocol-relative addresses and carry the whole text.
"""

from datetime import datetime, timedelta, timezone

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.dialects.identity import hexadecimal
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, escape, json_reply, page

STEMS = ("common_list", "xxgk_list", "list", "zfxxgk_list")
CHINA = timezone(timedelta(hours=8))


class Kaipu(Dialect):
    """The UCAP platform."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        # The first folder is the site's own code; columns stand side by side below it.
        return f"/zfwz/c{number}/" if number % 2 else f"/zfwz/{slug}{number % 100}/"

    @property
    def _static(self) -> bool:
        return self.site.look.skin < 2

    def column_path(self, column: Column) -> str:
        return column.path + self._page_name(1)

    def _page_name(self, number: int) -> str:
        further = f"_{number}" if number > 1 else ""
        return f"{STEMS[self.site.look.skin]}{further}.shtml"

    def document_path(self, document: Document) -> str:
        name = (
            hexadecimal(self.site.host, document.number)
            if self.site.look.skin % 2
            else f"c01_{document.number}"
        )
        return f"{document.column}{document.listed_on:%Y%m}/{name}.shtml"

    def file_link(self, document: Document) -> str:
        return f"{hexadecimal(document.number)}/files/{hexadecimal(document.file_name)}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        if self._static:
            return self.paged(column, lambda n: column.path + self._page_name(n), self._list)

        def shell(request: Request) -> Response:
            return page(self._shell_page(column))

        def search(request: Request) -> Response:
            return self._search(column, request)

        return {self.column_path(column): shell, f"/common/search/{self._channel(column)}": search}

    def _channel(self, column: Column) -> str:
        return hexadecimal(self.site.host, column.path)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        pager = frame.pager(number, count, self._page_name, len(self.listed(column)))
        main = frame.listing(self, column, frame.rows(self, documents, self.document_path), pager)
        return self.shell(column.name, main, column)

    def _shell_page(self, column: Column) -> str:
        as_json = "true" if self.site.look.skin == 2 else "false"
        call = (
            f"/common/search/{self._channel(column)}?_isAgg=true&_isJson={as_json}&_pageSize={column.rows}"
            "&_template=index&_rangeTimeGte=&_channelName=&page=1"
        )
        items = f'<div id="list" data-url="{escape(call)}"></div>'
        script = f'<script>$(function(){{ loadList("{call}"); }});</script>'
        return self.shell(column.name, frame.listing(self, column, items, script), column)

    def _search(self, column: Column, request: Request) -> Response:
        asked = request.query.get("page", "1")
        number = max(int(asked), 1) if asked.isdecimal() else 1
        size = request.query.get("_pageSize", "")
        rows = min(int(size), 100) if size.isdecimal() and int(size) else column.rows
        found = self.listed(column)
        shown = found[(number - 1) * rows : number * rows]
        if request.query.get("_isJson") == "false":
            items = "".join(
                f'<li><div class="title"><a href="{self._protocol_relative(document)}">{escape(document.list_title)}'
                f'</a></div><div class="date">{document.listed_on}</div></li>'
                for document in shown
            )
            return page(f'<ul id="body">{items}</ul>')
        results = [self._result(column, document) for document in shown]
        data = {"page": number, "rows": rows, "total": len(found), "channelId": self._channel(column)}
        return json_reply({"data": {**data, "results": results}})

    def _protocol_relative(self, document: Document) -> str:
        return f"//{self.site.host}{self.document_path(document)}"

    def _result(self, column: Column, document: Document) -> dict[str, object]:
        document = document.written()
        published = document.published_at or datetime.combine(document.listed_on, datetime.min.time())
        values = (
            ("indexnumber", "索引号", document.index_number or ""),
            ("refno", "文号", document.doc_number or ""),
            ("pubdate", "发布日期", document.listed_on.isoformat()),
        )
        metadata = [{"key": key, "name": name, "value": value} for key, name, value in values]
        return {
            "title": document.list_title,
            "subTitle": "",
            "url": self._protocol_relative(document),
            "publishedTime": int(published.replace(tzinfo=CHINA).timestamp()) * 1000,
            "publishedTimeStr": f"{published:%Y-%m-%d %H:%M:%S}",
            "channelName": column.name,
            "manuscriptId": hexadecimal(document.number),
            "content": "".join(document.lines),
            "contentHtml": "".join(f"<p>{escape(line)}</p>" for line in document.lines),
            "memo": "",
            "resList": [],
            "domainMetaList": [{"resultList": metadata}],
        }

    def document_page(self, document: Document) -> str:
        published = f"{document.published_at:%Y-%m-%d %H:%M}" if document.published_at else ""
        info = (
            f'<div class="info">来源：{escape(document.source or "")} 发布日期：<PUBLISHTIME>{published}</PUBLISHTIME>'
            " 浏览次数： 字体：【大 中 小】</div>"
        )
        values = frame.metadata(
            document, '<ul class="xxgkml">', "<li>{label}：</li>\n<li>{value}</li>\n", "</ul>"
        )
        body = '<div class="article-content" id="zoomcon"><UCAPCONTENT>'
        main = frame.article(
            self, document, body, "</UCAPCONTENT></div>", values, info, "<UCAPTITLE>{}</UCAPTITLE>"
        )
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        meta = f'<meta name="channelId" content="{self._channel(column)}">' if column else ""
        return frame.frame(self, title, main, column, document, head=meta)
