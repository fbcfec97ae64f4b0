"""TRS WCM: what all its templates share, addresses and paging.

Lists are `index.html` (or the bare folder), then `index_1.html`, `index_2.html`; how many there are stands
in a script only. Details are `<column>/YYYYMM/tYYYYMMDD_<id>.html`.
"""

from replica.dialects.base import Dialect, WriteList
from replica.holdings import Document
from replica.site import Column
from replica.web import Routes, escape


def document_path(document: Document) -> str:
    """A document without a date has an address without one: the truth knows no more than the page tells."""
    day = document.listed_on
    stem = f"t{day:%Y%m%d}" if document.published_at else "content"
    return f"{document.column}{day:%Y%m}/{stem}_{document.number}.html"


def relative(column: Column, document: Document) -> str:
    """The link as TRS writes it: ./YYYYMM/… within the column's own folder."""
    path = document_path(document)
    return f"./{path.removeprefix(column.path)}" if path.startswith(column.path) else path


def file_link(document: Document) -> str:
    """A file lies beside its article, under a name of the platform's own: P0, the day, a number."""
    return f"./P0{document.listed_on:%Y%m%d}{document.number * 7919 % 10**12:012d}.{document.file}"


def file_anchor(document: Document) -> str:
    """The link as the editor's button for files writes it, with the real name in attributes."""
    name = escape(document.file_name)
    return (
        '<p class="insertfileTag"><img src="/images/icon.gif" alt="">'
        f'<a appendix="true" needdownload="true" href="{file_link(document)}" download="{name}" title="{name}" '
        f'OLDSRC="/protect/P0{document.listed_on:%Y%m}/P0{document.listed_on:%Y%m%d}/">{name}</a></p>'
    )


def list_pages(dialect: Dialect, column: Column, write: WriteList) -> Routes:
    """All pages of a list."""

    def address(number: int) -> str:
        return column.path if number == 1 else f"{column.path}index_{number - 1}.html"

    return dialect.paged(column, address, write)
