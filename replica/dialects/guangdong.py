"""广东: the NFCMS portal and the gkmlpt disclosure catalogues, two systems on one host.

Portal lists are `index.html`, `index_2.html`, …; details `<column>content/post_<id>.html`. Columns whose
path holds /gkmlpt/ belong to a catalogue and are written by replica.dialects.gkmlpt.
"""

from functools import partial

from replica.dialects import furniture, gkmlpt
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Request, Response, Routes, escape, page

NFCMS_SITE_ID = 759023


class Guangdong(Dialect):
    """The two platforms of a 广东 county."""

    separator = " &gt; "
    here = "当前位置："

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        # The disclosure catalogue is the other system; its columns have numbers only.
        if slug == "zfxxgk":
            return "/gkmlpt/index"
        return f"/gkmlpt/{number}" if parent.startswith("/gkmlpt/") else f"{parent or '/'}{slug}/"

    def document_path(self, document: Document) -> str:
        if gkmlpt.is_catalogue(document.column):
            return gkmlpt.document_path(document)
        return f"{document.column}content/post_{document.number}.html"

    def file_link(self, document: Document) -> str:
        file_id = document.number // 3
        folders = f"{file_id // 1_000_000}/{file_id // 1000}/{file_id}"
        return self.absolute(f"/attachment/{folders}/{document.number}.{document.file}")

    def list_pages(self, column: Column) -> Routes:
        if gkmlpt.is_catalogue(column.path):
            return gkmlpt.list_pages(self, column)
        screens = self.screens(column)
        routes: Routes = {}
        for number, documents in enumerate(screens, start=1):
            answer = partial(self._list, column, documents, number, len(screens))
            routes[column.path if number == 1 else column.path + _page_name(number)] = answer
        return routes

    def list_addresses(self, column: Column) -> list[str]:
        if gkmlpt.is_catalogue(column.path):
            return [self.absolute(link) for link in gkmlpt.list_links(self, column)]
        return super().list_addresses(column)

    def column_path(self, column: Column) -> str:
        # The columns of a catalogue have no page of their own.
        return gkmlpt.index_path(column.path) if gkmlpt.is_catalogue(column.path) else column.path

    def routes(self) -> Routes:
        table = super().routes()
        for column in self.site.columns:
            if column.path.endswith("/gkmlpt/index"):
                table |= gkmlpt.unit_pages(self, column)
        return table

    def menu(self, parent: str = "") -> str:
        # A catalogue's own columns are drawn by its script.
        return "" if parent.endswith("/gkmlpt/index") else super().menu(parent)

    def _list(
        self, column: Column, documents: list[Document], number: int, count: int, request: Request
    ) -> Response:
        items = "".join(
            f'<li><a href="{self.absolute(self.document_path(document))}" title="{escape(document.list_title)}" '
            f'target="_blank">{escape(furniture.short(document.list_title, 30))}</a>'
            f"<span>{document.listed_on.isoformat()}</span></li>\n"
            for document in documents
        )
        pages = "".join(
            f'<a class="current">{n}</a>' if n == number else f'<a href="{_page_name(n)}">{n}</a>'
            for n in range(1, count + 1)
        )
        following = f'<a href="{_page_name(number + 1)}" class="next">下一页</a>' if number < count else ""
        main = (
            f'<div class="position">{self.breadcrumb(column)}</div>\n<ul class="news_list">\n{items}</ul>\n'
            f'<div class="page">{pages}{following}<span>共{count}页</span></div>'
        )
        return page(self.shell(column.name, main, column))

    def document_page(self, document: Document) -> str:
        if gkmlpt.is_catalogue(document.column):
            return gkmlpt.document_page(self, document)
        column = self.columns[document.column]
        lines = self.body(document, lambda line: f'<p style="text-indent: 2em;">{escape(line)}</p>')
        published = f"{document.published_at:%Y-%m-%d %H:%M:%S}" if document.published_at else ""
        source = escape(document.source or "")
        main = (
            f'<div class="position">{self.breadcrumb(column)} &gt; 正文</div>\n'
            f'<h1 class="content_title">{furniture.title_html(document)}</h1>\n'
            f'<div class="content_date"><span>时间：{published}</span><span>来源：{source}</span>'
            f"<span>浏览次数：{VIEWS}</span>{furniture.font_size_buttons('【字体：')}</div>\n"
            f'<div class="article-content">\n{lines}\n</div>\n'
            f"{furniture.share_bar()}{furniture.qr_code()}{self.around(document)}"
        )
        return self.shell("".join(document.title), main, column, document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        site = self.site
        name = f"{site.place}人民政府"
        article = f'<meta name="ArticleId" content="{document.number}">' if document else ""
        post = f"window.NFCMS_POST_ID = {document.number};" if document else ""
        edition = document.furniture if document else 1
        return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{escape(f"{title}_{name}门户网站" if title else f"{name}门户网站")}</title>
{furniture.meta_tags(site, column, document)}
{article}
<script>window.NFCMS_SITE_ID = {NFCMS_SITE_ID}; {post}</script>
<link rel="stylesheet" href="/static/css/main.css">
</head>
<body>
{furniture.accessibility_bar()}
<div class="header"><a href="/">{name}</a></div>
<ul class="nav"><li><a href="/">首页</a></li>{self.menu()}</ul>
{main}
{furniture.footer(site, edition)}
<script src="http://statistics.gd.gov.cn/visit/{NFCMS_SITE_ID}.js"></script>
</body>
</html>
"""


def _page_name(number: int) -> str:
    return "index.html" if number == 1 else f"index_{number}.html"
