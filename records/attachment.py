"""The reading of one file that is not a web page: a report or an annex."""

import hashlib
import json
from dataclasses import dataclass

from records.report import Issue, Removed, Table


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file, read. A pure function of (bytes, reader version, whether OCR is installed).

    kind is recognised by the bytes (extraction.files.KINDS). text is lines joined by a newline, a table's row
    one line with its filled cells joined by a tab; tables are spans of it. pages counts pages,
    sheets or members, 0 where the kind has none. scanned says that (most of) the pages are images
    without a text; ocr is then the mean confidence (0 to 1) of the text read from them, None where no
    text comes from OCR. removed are receipts for page numbers, repeated headers and the like. members
    are the files of a ZIP, each with its name. An issue says why there is no text, or what is odd.
    """

    reader_version: str
    kind: str
    text: str = ""
    tables: tuple[Table, ...] = ()
    pages: int = 0
    scanned: bool = False
    ocr: float | None = None
    name: str = ""
    members: tuple["FileReading", ...] = ()
    removed: tuple[Removed, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.text) or any(member.has_text for member in self.members)

    @property
    def digest(self) -> str:
        """`sha256:<hex>` over everything that a report can take from the file: if digests are equal, the page
        need not be combined again."""
        odd = [(issue.code, issue.detail) for issue in self.issues]
        members = [(member.name, member.digest) for member in self.members]
        said = (self.kind, self.text, self.ocr, odd, members)
        return "sha256:" + hashlib.sha256(json.dumps(said).encode()).hexdigest()
