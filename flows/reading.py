"""`fazhi extract`: read one saved page or text and show what was understood."""

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.table import Table

from extraction import extract
from extraction.errors import ExtractionFailed
from records import Extraction

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
    """Extract one open file; ExtractionFailed (one line naming the file) when it is not HTML or text."""
    name = str(getattr(file, "name", "-"))
    try:
        return extract(file.read(), url, now=datetime.now(UTC).replace(tzinfo=None))
    except ExtractionFailed as error:
        raise ExtractionFailed(f"{Path(name).name}: {error}") from error


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
