"""博达 VSB: .htm pages; the pages of a list count down, so that of 11 pages the second is `<list>/10.htm`.

Links are relative to the page they are on. A file is only handed out to who names the article as referrer.
"""

from collections.abc import Callable
from functools import partial
from posixpath import dirname, relpath

from replica.dialects import frame, furniture
from replica.dialects.base import Dialect, send_file
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, escape, page

DOWNLOAD = "/system/_content/download.jsp"
NO_REFERRER = "<html><head><title>系统提示</title></head><body>请从正常的页面点击下载！</body></html>"


class Vsb(Dialect):
    """The Visual SiteBuilder platform."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"{parent}/{slug}"

    def column_path(self, column: Column) -> str:
        return f"{column.path}.htm"

    def _tree_id(self, path: str) -> int:
        return 1001 + list(self.columns).index(path)

    def document_path(self, document: Document) -> str:
        return f"/info/{self._tree_id(document.column)}/{document.number}.htm"

    def file_link(self, document: Document) -> str:
        return f"{DOWNLOAD}?urltype=news.DownloadAttachUrl&owner=1615111502&wbfileid={document.number + 7}"

    def file_routes(self, document: Document) -> Routes:
        return {DOWNLOAD: self._download}

    def _download(self, request: Request) -> Response:
        asked = request.query.get("wbfileid", "")
        found = [one for one in self.files if str(one.number + 7) == asked]
        if not found or "referer" not in request.headers:
            return page(NO_REFERRER)
        return send_file(found[0], request)

    def list_pages(self, column: Column) -> Routes:
        count = len(self.screens(column))
        return self.paged(column, partial(_address, column.path, count), self._list)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        here = dirname(_address(column.path, count, number))

        def relative(path: str) -> str:
            return relpath(path, here)

        items = "".join(
            f'<li id="line_u5_{i}"><a href="{relative(self.document_path(document))}" '
            f'title="{escape(document.list_title)}">{escape(furniture.short(document.list_title))}</a>'
            f"<span>{document.listed_on.strftime(self.site.look.day)}</span></li>\n"
            for i, document in enumerate(documents)
        )
        total = len(self.listed(column))
        pager = _pager(number, count, total, lambda n: relative(_address(column.path, count, n)))
        main = frame.listing(self, column, f'<ul class="list">{items}</ul>', pager)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        table = frame.metadata(document, '<ul class="ov">', '<li class="fl">{label}：{value}</li>', "</ul>")
        body = '<div id="vsb_content"><div class="v_news_content">'
        main = frame.article(self, document, body, "</div></div>", above=table)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def file_anchor(self, document: Document) -> str:
        name = escape(document.file_name)
        return (
            f'附件【<a href="{escape(self.file_link(document))}">{name}</a>】已下载'
            f'<span id="nattach{document.number}"></span>次'
        )

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        head = '<link rel="stylesheet" href="/system/resource/style/component/news/content.css">'
        clicks = (
            f'<script>_showDynClicks("wbnews", 1615111502, {document.number})</script>' if document else ""
        )
        return frame.frame(self, title, main, column, document, head=head, foot=clicks)


def _address(path: str, count: int, number: int) -> str:
    """The page with this number from the front."""
    return f"{path}.htm" if number == 1 else f"{path}/{count - number + 1}.htm"


def _pager(number: int, count: int, total: int, link: Callable[[int], str]) -> str:
    def button(kind: str, words: str, target: int, works: bool) -> str:
        if not works:
            return f'<span class="p_{kind}_d p_fun_d">{words}</span>'
        return f'<span class="p_{kind} p_fun"><a href="{link(target)}">{words}</a></span>'

    numbers = "".join(
        f'<span class="p_no_d">{n}</span>'
        if n == number
        else f'<span class="p_no"><a href="{link(n)}">{n}</a></span>'
        for n in range(1, min(count, 5) + 1)
    )
    buttons = (
        button("first", "首页", 1, number > 1)
        + button("prev", "上页", number - 1, number > 1)
        + numbers
        + button("next", "下页", number + 1, number < count)
        + button("last", "尾页", count, number < count)
    )
    return (
        f'<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_t">共{total}条</span>'
        f'<span class="p_pages">{buttons}</span><span class="p_t">{number}/{count}</span></div>'
    )
