"""TRS as Ningxia runs it: createPageHTML paging, a frozen clock in the banner, Word paragraphs."""

from replica.dialects import furniture, trs
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Request, Response, Routes, escape, page

# The page after the last one is a stub that comes with 200, as on several TRS sites.
STUB = "<html><head><title></title></head><body><!-- 栏目暂无更多内容 --></body></html>"


class TrsNingxia(Dialect):
    """The Ningxia template."""

    separator = " &gt; "
    here = "您当前所在位置："

    def document_path(self, document: Document) -> str:
        return trs.document_path(document)

    def file_link(self, document: Document) -> str:
        return trs.file_link(document)

    def file_anchor(self, document: Document) -> str:
        return trs.file_anchor(document)

    def list_pages(self, column: Column) -> Routes:
        return trs.list_pages(self, column, self._list)

    def routes(self) -> Routes:
        stubs: Routes = {
            f"{column.path}index_{len(screens)}.html": _stub
            for column in self.site.columns
            if (screens := self.screens(column))
        }
        return stubs | super().routes()

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        items = "".join(
            f'<li><a href="{trs.relative(column, document)}" title="{escape(document.list_title)}">'
            f"{escape(furniture.short(document.list_title))}</a><span>{document.listed_on.isoformat()}</span></li>\n"
            for document in documents
        )
        main = (
            f'<div class="position">{self.breadcrumb(column)}</div>\n'
            f'<div class="left_menu"><ul>{self.menu(column.path)}</ul></div>\n'
            f'<ul class="newsList">\n{items}</ul>\n'
            f'<div class="page"><script>createPageHTML({count}, {number - 1}, "index", "html");</script></div>'
        )
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        column = self.columns[document.column]
        lines = self.body(document, _paragraph)
        title = f'<h1 class="title">{furniture.title_html(document)}</h1>\n' if document.title else ""
        main = (
            f'<div class="position">{self.breadcrumb(column)}</div>\n{title}{self._info_line(document)}'
            f'<div class="view TRS_UEDITOR trs_paper_default trs_word trs_key4format">\n{lines}\n</div>\n'
            f"{furniture.qr_code()}{furniture.share_bar()}{self.around(document)}"
        )
        return self.shell("".join(document.title), main, column, document)

    def _info_line(self, document: Document) -> str:
        published = document.published_at
        if not published:
            return ""
        source = f"来源：{escape(document.source)}" if document.source else ""
        return (
            f'<div class="info"><span>发布时间：{published:%Y-%m-%d %H:%M}</span> <span>{source}</span> '
            f'<span>浏览量：{VIEWS}</span> {furniture.font_size_buttons()} <a href="javascript:window.print()">'
            "打印</a></div>\n"
        )

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        site = self.site
        name = f"{site.name}人民政府"
        leaf = f"{title}_" if title else f"{column.name}_" if document and column else ""
        edition = document.furniture if document else 1
        return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{escape(leaf)}{name}</title>
{furniture.meta_tags(site, column, document)}
<link rel="stylesheet" href="/images/common.css">
<script src="/images/createPage.js"></script>
</head>
<body>
{furniture.accessibility_bar()}
<div class="banner"><span>今天是：2019年10月31日 星期四 农历十月初四</span><span>欢迎访问{name}网站</span></div>
<div class="nav"><ul><li><a href="/">首页</a></li>{self.menu()}</ul></div>
{main}
<div class="bottom_nav"><p>首页</p><p>政府信息公开</p><p>新闻中心</p><p>政务服务</p><p>互动交流</p><p>魅力{site.place}</p></div>
{furniture.footer(site, edition)}
</body>
</html>
"""


def _paragraph(line: str) -> str:
    return (
        '<p style="text-indent: 2em; text-align: justify;"><span style="font-family: 仿宋_GB2312; '
        f'font-size: 16pt;">{escape(line)}</span></p>'
    )


def _stub(request: Request) -> Response:
    return page(STUB)
