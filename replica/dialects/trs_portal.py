"""TRS as most provinces run it: lists of links, pager calls in a script, .html, .shtml or .htm."""

from replica.dialects import frame, trs
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, page

# By skin: the pages' ending, the pager call, the class of the article's body.
EXTENSIONS = ("html", "html", "shtml", "htm")
PAGERS = (
    '<script>createPageHTML({count}, {current}, "index", "{ext}");</script>',
    '<script>createPage({count}, {current}, "index", "{ext}");</script>',
    '<script language="javascript">createPageHTML({count},{current},"index","{ext}");</script>',
    '<script>\nvar countPage = {count}; var currentPage = {current};\nif(countPage>1){{document.write("<a href=\\"index_"+'
    '(currentPage+1)+".{ext}\\">下一页</a>");}}\n</script>',
)
BODIES = ("TRS_Editor", "TRS_UEDITOR", "trs_editor_view TRS_UEDITOR trs_paper_default trs_web", "TRS_Editor")
# The page after the last is a stub that comes with 200.
STUB = "<html><head><title></title></head><body></body></html>"


class TrsPortal(Dialect):
    """The usual TRS template."""

    @staticmethod
    def folder(parent: str, slug: str, number: int) -> str:
        # A folder whose name was taken already carries the channel's number.
        suffix = f"_{number}" if number % 3 == 0 else ""
        return f"{parent or '/'}{slug}{suffix}/"

    @property
    def _extension(self) -> str:
        return EXTENSIONS[self.site.look.skin]

    def document_path(self, document: Document) -> str:
        return f"{trs.document_path(document).removesuffix('.html')}.{self._extension}"

    def file_link(self, document: Document) -> str:
        return trs.file_link(document)

    def file_anchor(self, document: Document) -> str:
        return trs.file_anchor(document)

    def list_pages(self, column: Column) -> Routes:
        return self.paged(column, lambda number: column.path + self._page_name(number), self._list)

    def _page_name(self, number: int) -> str:
        return "" if number == 1 else f"index_{number - 1}.{self._extension}"

    def routes(self) -> Routes:
        stubs: Routes = {
            column.path + self._page_name(len(screens) + 1): _stub
            for column in self.site.columns
            if (screens := self.screens(column))
        }
        return stubs | super().routes()

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        def link(document: Document) -> str:
            path = self.document_path(document)
            return f"./{path.removeprefix(column.path)}" if path.startswith(column.path) else path

        call = PAGERS[self.site.look.skin].format(count=count, current=number - 1, ext=self._extension)
        main = frame.listing(self, column, frame.rows(self, documents, link), call)
        return self.shell(column.name, main, column)

    def document_page(self, document: Document) -> str:
        body = f'<div class="view {BODIES[self.site.look.skin]}">'
        table = frame.metadata(
            document, '<table class="xxgk_table">', "<tr><td>{label}：</td><td>{value}</td></tr>", "</table>"
        )
        main = frame.article(self, document, body, "</div>", above=table)
        return self.shell("".join(document.title), main, self.columns[document.column], document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        script = '<script src="/images/createPage.js"></script>'
        return frame.frame(self, title, main, column, document, head=script)


def _stub(request: Request) -> Response:
    return page(STUB)
