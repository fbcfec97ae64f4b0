"""Files that hold a report, written by hand: small, equal from run to run, and readable by any reader.

Each writer gets a title (its lines) and the lines of a text. WRITERS names them by the ending of the file.
"""

from collections.abc import Callable, Sequence

from replica.files.ofd import report_ofd
from replica.files.ole import report_doc, report_xls
from replica.files.ooxml import report_docx, report_xlsx
from replica.files.pdf import report_pdf
from replica.files.zip import write_zip
from replica.holdings import Document

Write = Callable[[Sequence[str], Sequence[str]], bytes]


def report_zip(title: Sequence[str], lines: Sequence[str]) -> bytes:
    """A ZIP with the report as a Word document, its name in GBK."""
    return write_zip([(f"{''.join(title)}.docx".encode("gbk"), report_docx(title, lines))])


WRITERS: dict[str, Write] = {
    "pdf": report_pdf,
    "docx": report_docx,
    "doc": report_doc,
    "wps": report_doc,
    "ofd": report_ofd,
    "xlsx": report_xlsx,
    "xls": report_xls,
    "zip": report_zip,
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    # Servers know neither of the two.
    "wps": "application/octet-stream",
    "ofd": "application/octet-stream",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "zip": "application/x-zip-compressed",
}


def file_of(document: Document) -> bytes:
    """The file that holds this document's title and text."""
    return WRITERS[document.file](document.title, document.lines)
