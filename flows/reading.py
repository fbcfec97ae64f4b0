"""`fazhi extract`: read one saved page or text and show what was understood."""

import atexit
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rich.console import Console
from rich.table import Table

from extraction import extract
from extraction.combine import extract_file
from extraction.errors import ExtractionFailed, NotAPage
from extraction.files import DOCUMENTS, file_kind
from extraction.files.limits import MAX_BYTES
from records import Extraction

if TYPE_CHECKING:
    from flows.files import FileReader

FIELDS = (
    "kind",
    "report_year",
    "issuer",
    "issuer_level",
    "adcode",
    "published_on",
    "signed_on",
    "doc_number",
    "index_number",
    "source",
)


def read_file(file: BinaryIO, url: str = "") -> Extraction:
    """Extract one open file: a page, a text, or a document (PDF, Word, …), told by its bytes.

    A document that cannot be read is an Extraction with an issue; ExtractionFailed (one line naming the
    file) when the bytes are nothing that fazhi reads.
    """
    name = str(getattr(file, "name", "-"))
    now = datetime.now(UTC).replace(tzinfo=None)
    payload = file.read(MAX_BYTES + 1)
    try:
        if file_kind(payload) in DOCUMENTS:
            shown = Path(name).name
            return extract_file(_file_reader().read(payload, shown), shown, url=url, now=now)
        if len(payload) > MAX_BYTES:
            raise NotAPage(f"more than {MAX_BYTES:,} bytes, which is no page")
        return extract(payload, url, now=now)
    except ExtractionFailed as error:
        raise ExtractionFailed(f"{Path(name).name}: {error}") from error


@lru_cache(maxsize=1)
def _file_reader() -> "FileReader":
    """One reading process for all files of a command."""
    from flows.files import FileReader

    reader = FileReader()
    atexit.register(reader.close)
    return reader


def show(extraction: Extraction, name: str) -> None:
    """The fields with what each was read from, the outline, and the receipts, for a person."""
    console = Console()
    console.print(f"[bold]{extraction.title or '(no title)'}[/bold]  [dim]{name}[/dim]")
    console.print(_fields(extraction))
    console.print("[bold]Outline[/bold]")
    for section in extraction.sections:
        if section.level <= 2:
            console.print(f"{'  ' * section.level}{section.heading}", markup=False, highlight=False)
    lines = extraction.body_text.splitlines()
    console.print(f"[bold]Body[/bold] {len(extraction.body_text)} characters, {len(lines)} lines")
    for line in (lines[:1] + ["…"] + lines[-1:]) if len(lines) > 2 else lines:
        console.print("  " + line[:100], markup=False, highlight=False)
    console.print(f"[bold]Removed[/bold] {len(extraction.removed)} pieces of page furniture")
    for piece in extraction.removed:
        console.print(f"  {piece.rule}: {' '.join(piece.text.split())[:80]}", markup=False, highlight=False)
    for issue in extraction.issues:
        console.print(f"issue {issue.code}: {issue.detail}", style="yellow", markup=False)


def _fields(extraction: Extraction) -> Table:
    table = Table(show_header=False, box=None, pad_edge=True)
    for name in FIELDS:
        value = getattr(extraction, name)
        table.add_row(name, "–" if value is None else str(value), _why(extraction, name))
    return table


def _why(extraction: Extraction, name: str) -> str:
    evidence = extraction.evidence.get(name)
    return f"{evidence.confidence:.0%}  {evidence.basis}" if evidence else ""
