"""Hanweb xxgk, the disclosure catalogue: a shell with a tree in a frame, rows by POST from search.jsp.

What search.jsp gives is filtered by infotypeId only; without one it gives every column's rows.
"""

from functools import partial

from replica.dialects import frame, furniture
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, escape, page

TREE = "/module/xxgk/tree.jsp"
SEARCH = "/module/xxgk/search.jsp"
WEB_ID = "103"
AREA = "11330000"


class Xxgk(Dialect):
    """The xxgk platform."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        return f"/col/col{100000 + number}/index.html"

    def _id(self, path: str) -> str:
        return path.split("/")[2].removeprefix("col")

    def _type(self, column: Column) -> str:
        """The catalogue's own number of a column: A02 and its place among all."""
        return f"A02{list(self.columns).index(column.path) + 1:03d}"

    def document_path(self, document: Document) -> str:
        day = document.listed_on
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self._id(document.column)}_{document.number}.html"

    def file_link(self, document: Document) -> str:
        return f"/attach/0/{document.number}.{document.file}"

    def list_pages(self, column: Column) -> Routes:
        return {column.path: partial(self._shell_page, column)}

    def routes(self) -> Routes:
        return super().routes() | {TREE: self._tree, SEARCH: self._search}

    def _shell_page(self, column: Column, request: Request) -> Response:
        unit = self._id(column.path)
        query = (
            f"{SEARCH}?standardXxgk=1&isAllList=1&texttype=0&fbtime=-1&vc_all=&vc_filenumber=&vc_title=&vc_number="
            "&currpage=1&sortfield=,createdatetime:0,orderid:0"
        )
        main = (
            f'<div class="position">{self.breadcrumb(column)}</div>\n'
            f'<iframe id="tree" src="{TREE}?area={AREA}&amp;divid=div{unit}" width="220" frameborder="0"></iframe>\n'
            f'<div id="div{unit}" class="xxgk_list"></div>\n<script src="/module/xxgk/dynamic.js"></script>\n'
            f"<script>loadDynamic('{query}', {{infotypeId:'{self._type(column)}', jdid:'{WEB_ID}', area:'{AREA}', "
            f"divid:'div{unit}'}});</script>"
        )
        return page(self.shell(column.name, main, column))

    def _tree(self, request: Request) -> Response:
        """All columns with rows, as the frame shows them."""
        nodes = "".join(
            f'<div class="node" id="{self._type(column)}"><a href="{column.path}" target="_parent">{column.name}</a></div>'
            for column in self.site.columns
            if column.parent
        )
        return page(f"<html><head><meta charset='utf-8'></head><body>{nodes}</body></html>")

    def _search(self, request: Request) -> Response:
        asked = request.query | request.form
        wanted = asked.get("infotypeId", "")
        found = [
            document
            for column in self.site.columns
            if wanted in ("", self._type(column))
            for document in self.listed(column)
        ]
        rows = self.site.columns[0].rows
        number = int(asked["currpage"]) if asked.get("currpage", "").isdecimal() else 1
        count = max(1, -(-len(found) // rows))
        shown = found[(max(number, 1) - 1) * rows : max(number, 1) * rows]
        lines = "".join(
            f'<tr class="tr_main_value_{"odd" if i % 2 else "even"}"><td>{i + 1}</td><td><a href="{self.document_path(d)}" '
            f'title="{escape(d.list_title)}" target="_blank">{escape(furniture.short(d.list_title))}</a></td>'
            f"<td>{d.listed_on}</td></tr>\n"
            for i, d in enumerate(shown)
        )
        return page(
            f'<table class="xxgk_main">{lines}</table><div class="fy">共&nbsp;{count}&nbsp;页 '
            f"共&nbsp;{len(found)}&nbsp;条</div>"
        )

    def document_page(self, document: Document) -> str:
        table = frame.metadata(
            document, '<table class="xxgk_table">', "<tr><td>{label}</td><td>{value}</td></tr>", "</table>"
        )
        body = '<table id="article"><tr><td class="bt_content"><div id="zoom">'
        main = frame.article(self, document, body, "</div></td></tr></table>", above=table)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        script = '<script src="/module/xxgk/js/jquery.js"></script>'
        return frame.frame(self, title, main, column, document, head=script)
