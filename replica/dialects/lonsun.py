"""龙讯 Lonsun: /public/column/<organ>, the list as an HTML fragment from site/label/8888."""

from functools import partial
from urllib.parse import quote

from replica.dialects import frame
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Request, Response, Routes, escape, page

LABEL = "/site/label/8888"
EMPTY = "暂无相关信息"
# By skin: where the list's template lies, and the class of the article's text.
TEMPLATES = (
    "/xxgk/publicInfoList_newest2020",
    "/xxgk/publicInfoList_newest",
    "/xxgk/publicInfoList2022",
    "/c1/publicInfoList_newest2020",
)
BODIES = (
    "wzcon j-fontContent",
    "j-fontContent newscontnet minh300",
    "wenzhang_main j-fontContent",
    "ls-article-info j-fontContent",
)


class Lonsun(Dialect):
    """The Lonsun platform: columns of the home page are folders, all others belong to the catalogue."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"/public/column/{number}" if parent else f"/{slug}/"

    @property
    def _organ(self) -> str:
        return f"66{self.site.adcode[:5]}"

    def _category(self, column: Column) -> str:
        return column.path.rstrip("/").rsplit("/", 1)[1]

    def _asked(self, category: str) -> Column | None:
        return next((it for it in self.columns.values() if self._category(it) == category), None)

    def column_path(self, column: Column) -> str:
        if not column.parent:
            return column.path
        return f"/public/column/{self._organ}?type=4&action=list&nav=3&sub=&catId={self._category(column)}"

    def document_path(self, document: Document) -> str:
        return f"/public/{self._organ}/{document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"/group6/M00/0A/1B/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        return {self.column_path(column): partial(self._shell_page, column)}

    def routes(self) -> Routes:
        by_path = {path: answer for path, answer in super().routes().items() if "?" not in path}
        return by_path | {f"/public/column/{self._organ}": self._column, LABEL: self._label}

    def _column(self, request: Request) -> Response:
        category = request.query.get("catId", "")
        column = self._asked(category)
        if column is None:
            return page(self.shell("政府信息公开", f"<ul>{self.menu()}</ul>", None))
        return self._shell_page(column, request) if self.listed(column) else self._catalogue(column, request)

    def _shell_page(self, column: Column, request: Request) -> Response:
        count = len(self.screens(column))
        call = (
            f"{LABEL}?IsAjax=1&dataType=html&labelName=publicInfoList&siteId={self.site.site_code}"
            f"&pageSize={column.rows}&pageIndex=1&action=list&fuzzySearch=false&fromCode=title&keyWords=&sortType=1"
            f"&isDate=true&dateFormat=yyyy-MM-dd&length=80&organId={self._organ}&type=4"
            f"&catId={self._category(column)}&catIds=&cId=&result={quote(EMPTY)}"
            f"&file={quote(TEMPLATES[self.site.look.skin], safe='')}"
        )
        items = (
            f'<div id="publicInfoList" class="xxgk_listbox"></div>\n<script>\n$("#publicInfoList").load("{call}");\n'
            f'Ls.pagination("#page_public_info", function(i){{}}, {{pageCount:{count}, pageIndex:1}});\n</script>'
        )
        main = frame.listing(self, column, items, '<div id="page_public_info"></div>')
        return page(self.shell(column.name, main, column))

    def _label(self, request: Request) -> Response:
        asked = request.query | request.form
        column = self._asked(asked.get("catId", ""))
        right = asked.get("organId") == self._organ and asked.get("file") == TEMPLATES[self.site.look.skin]
        found = self.listed(column) if column and right else []
        number = _number(asked.get("pageIndex", ""), 1)
        size = _number(asked.get("pageSize", ""), 15)
        shown = found[(number - 1) * size : number * size]
        return page("".join(map(self._item, shown)) or EMPTY)

    def _item(self, document: Document) -> str:
        title = escape(document.list_title)
        link = f'<a href="{self.absolute(self.document_path(document))}" title="{title}" target="_blank">{title}</a>'
        date = f'<span class="date">{document.listed_on}</span>'
        if self.site.look.skin % 2:
            return f'<ul class="clearfix xxgk_nav_list"><li class="mc">{link}</li><li class="rq">{date}</li></ul>\n'
        return (
            f'<div class="xxgk_navli"><ul><li class="mc">{link}</li><li class="rq">{date}</li></ul></div>\n'
        )

    def document_page(self, document: Document) -> str:
        published = f"{document.published_at:%Y-%m-%d %H:%M}" if document.published_at else ""
        info = (
            f'<div class="wzfbxx"><span class="fbsj">发布时间：{published}</span>'
            f'<span class="res">信息来源：{escape(document.source or "")}</span>浏览次数：{VIEWS}</div>'
        )
        table = frame.metadata(
            document, '<table class="xxgk_table">', "<tr><th>{label}：</th><td>{value}</td></tr>", "</table>"
        )
        main = frame.article(
            self, document, f'<div class="{BODIES[self.site.look.skin]}">', "</div>", above=table, info=info
        )
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        meta = f'<meta name="SiteId" content="{self.site.site_code}">'
        return frame.frame(self, title, main, column, document, head=meta)


def _number(text: str, otherwise: int) -> int:
    return max(int(text), 1) if text.isdecimal() else otherwise
