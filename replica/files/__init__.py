"""Files that hold a report, written by hand: small, equal from run to run, and readable by any reader."""

from collections.abc import Callable, Sequence

from replica.files.pdf import report_pdf
from replica.holdings import Document

Write = Callable[[Sequence[str], Sequence[str]], bytes]

WRITERS: dict[str, Write] = {"pdf": report_pdf}
MEDIA_TYPES = {
    "pdf": "application/pdf",
}


def file_of(document: Document) -> bytes:
    """The file that holds this document's title and text."""
    return WRITERS[document.file](document.title, document.lines)
