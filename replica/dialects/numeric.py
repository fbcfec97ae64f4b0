"""The numeric .shtml platform of 攀枝花: lists in groups of five, titles over two lines, a metadata list.

How the real pager asks for page 2 is not known; here its links are `index_2.shtml`, `index_3.shtml`.
"""

from datetime import date
from functools import partial

from replica.dialects import furniture
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Request, Response, Routes, escape

# Every district's page names the city's host in its info line.
CITY_HOST = "www.panzhihua.gov.cn"
GROUP = 5


class Numeric(Dialect):
    """The numeric .shtml platform."""

    separator = " &gt;&gt; "
    here = "您的位置："

    def document_path(self, document: Document) -> str:
        return f"{document.column}{document.number}.shtml"

    def file_link(self, document: Document) -> str:
        return f"/uploadfiles/{document.listed_on:%Y%m}/{document.listed_on:%d}/{document.number}.{document.file}"

    def column_path(self, column: Column) -> str:
        return f"{column.path}index.shtml"

    def list_pages(self, column: Column) -> Routes:
        routes: Routes = {}
        screens = self.screens(column)
        for number, documents in enumerate(screens, start=1):
            answer = partial(self._list, column, documents, number, len(screens))
            routes[column.path + _page_name(number)] = answer
        return routes

    def _list(
        self, column: Column, documents: list[Document], number: int, count: int, request: Request
    ) -> Response:
        groups = [documents[i : i + GROUP] for i in range(0, len(documents), GROUP)]
        lists = "\n".join(f"<ul>{''.join(map(self._item, group))}</ul>" for group in groups)
        following = f'href="{_page_name(number + 1)}"' if number < count else 'class="default_pgNextDisabled"'
        main = (
            f'<div class="wz">{self.breadcrumb(column)}</div>\n<div class="boxPzh15_con">\n{lists}\n</div>\n'
            '<div class="default_pgContainer"><div class="default_pgPanel">'
            f'<span class="default_pgCurrentPage">{number}</span>/<span class="default_pgTotalPage">{count}</span>'
            f'<a class="default_pgBtn default_pgNext" {following}>下页</a></div></div>'
        )
        return _shtml(self.shell(column.name, main, column))

    def _item(self, document: Document) -> str:
        return (
            f'<li><a href="{self.document_path(document)}" title="{escape(document.list_title)}">'
            f"{escape(furniture.short(document.list_title, 30))}</a><em>[{document.listed_on.isoformat()}]</em></li>"
        )

    def _document(self, document: Document, request: Request) -> Response:
        return _shtml(self.document_page(document.written()))

    def document_page(self, document: Document) -> str:
        column = self.columns[document.column]
        lines = self.body(
            document, lambda line: f'<p style="text-indent:32pt;line-height:28pt">{escape(line)}</p>'
        )
        main = (
            f'<div class="wz">{self.breadcrumb(column)}</div>\n'
            f'<div class="xl_tit">{furniture.title_html(document)}</div>\n{self._info_line(document)}'
            f'{self._metadata(document)}<div id="zoom" class="xl_con">\n{lines}\n</div>\n'
            f"{furniture.share_bar()}{furniture.qr_code()}{self.around(document)}"
        )
        return self.shell("".join(document.title), main, column, document)

    def _info_line(self, document: Document) -> str:
        published = document.published_at
        return (
            f'<div class="xl_info"><span>{CITY_HOST}</span>　<span>发布时间：{_day(published)}</span>　'
            f"<span>来源：{escape(document.source or '')}</span>　"
            f"<span>选择阅读字号：[ <a>大</a> <a>中</a> <a>小</a> ]</span>　<span>阅读次数：{VIEWS}</span></div>\n"
        )

    def _metadata(self, document: Document) -> str:
        if document.kind != "report":
            return ""
        rows = (
            ("索&nbsp;引&nbsp;号&nbsp;", document.index_number or ""),
            ("公文种类", ""),
            ("发布机构", document.publisher or ""),
            ("成文日期", _day(document.signed_on)),
            ("发布日期", _day(document.published_at)),
            ("文　　号", document.doc_number or ""),
        )
        items = "".join(f"<li><b>{label}：</b><span>{escape(value)}</span></li>" for label, value in rows)
        return f'<ul class="xl_meta">{items}</ul>\n'

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        site = self.site
        name = f"{site.name}人民政府"
        edition = document.furniture if document else 1
        early_end = "</body></html>" if document and "two_html_ends" in document.defects else ""
        return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{escape(f"{title}-{name}" if title else name)}</title>
{furniture.meta_tags(site, column, document)}
<link rel="stylesheet" href="/template/pzh15/style.css">
<script>var siteId = 14; var searchHost = "bot.panzhihua.gov.cn";</script>
</head>
<body>
{furniture.accessibility_bar()}
<div class="top"><a href="/">{name}</a></div>
<ul class="nav"><li><a href="/">网站首页</a></li>{self.menu()}</ul>
{early_end}
{main}
{furniture.footer(site, edition)}
</body>
</html>
"""


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _page_name(number: int) -> str:
    return "index.shtml" if number == 1 else f"index_{number}.shtml"


def _shtml(text: str) -> Response:
    # The header names no charset: only the page's own meta tag does.
    return Response(200, text.encode(), "text/html")
