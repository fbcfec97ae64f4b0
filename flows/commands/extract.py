"""`fazhi extract`: read saved pages or texts and print the extraction; one file, or a folder on all cores."""

import atexit
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from extraction.combine import extract_file
from extraction.explain import explain
from extraction.files import DOCUMENTS, file_kind, is_file_name
from extraction.files.limits import MAX_BYTES
from extraction.markup.errors import ExtractionFailed, NotAPage
from extraction.markup.page import read_page
from extraction.reading import extract
from flows.pipeline.parallel import in_batches, map_batches
from flows.rendering.console import errors, print_json
from flows.rendering.explain import as_html, findings, show_explained
from flows.rendering.terminal import Terminal
from records import Extraction, Issue, clock
from records.jsonlines import to_json
from records.text.printable import printable_json

if TYPE_CHECKING:
    from flows.pipeline.file_reading import FileReader

STANDARD_INPUT = Path("-")
# Small enough for the first lines to come at once, large enough to make handing over cheap.
_BATCH = 16


def read_one(path: Path, url: str, *, as_json: bool, explained: bool, html: Path | None) -> None:
    """Shows one file. Raises ExtractionFailed (one line naming it) if it cannot be read."""
    payload = _payload(path)
    try:
        extraction = _read(payload, path, url, clock.now())
    except ExtractionFailed as error:
        raise ExtractionFailed(f"{path.name}: {error}") from error
    if (explained or html) and file_kind(payload) in DOCUMENTS:
        raise ExtractionFailed(f"{path.name}: --explain needs a web page, and this is a document")
    if explained or html:
        blocks = explain(read_page(payload, url), extraction)
        if html:
            html.write_text(as_html(extraction, blocks, path.name, url), encoding="utf-8")
            errors.print(f"wrote {html}")
        if explained:
            show_explained(extraction, blocks, path.name)
    elif as_json:
        print_json(extraction, compact=False)
    else:
        show(extraction, str(path))


def read_many(paths: Iterable[Path]) -> None:
    """Prints one JSON line per file on stdout, in order, with its name in `file`; a file that cannot be read
    has `error` in place of an extraction. Prints on stderr how many those were."""
    read = failed = 0
    for lines in map_batches(partial(_lines, now=clock.now()), in_batches(files_below(paths), _BATCH)):
        for line, is_error in lines:
            sys.stdout.write(line + "\n")
            read += 1
            failed += is_error
        sys.stdout.flush()
    errors.print(f"{read} files, {failed} could not be read" if failed else f"{read} files", style="dim")


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves and those in folders, at any depth, sorted; without hidden files."""
    for path in paths:
        if path.is_dir():
            yield from files_below(
                sorted(inner for inner in path.iterdir() if not inner.name.startswith("."))
            )
        else:
            yield path


def _lines(paths: list[Path], now: datetime) -> list[tuple[str, bool]]:
    return [_line(path, now) for path in paths]


def _line(path: Path, now: datetime) -> tuple[str, bool]:
    """The JSON line of one file, and whether it is an error."""
    found: dict[str, object] = {"file": str(path)}
    try:
        found |= to_json(_read(_payload(path), path, "", now))
    except ExtractionFailed as error:
        found["error"] = str(error)
    except Exception as error:  # a bug; the other files are still read
        found["error"] = f"{type(error).__name__}: {error}"
    return printable_json(json.dumps(found, ensure_ascii=False)), "error" in found


def _read(payload: bytes, path: Path, url: str, now: datetime) -> Extraction:
    """A page, a text, or a document (PDF, Word, …), recognised by its bytes.

    A document that cannot be read is an Extraction with an issue. Raises ExtractionFailed if neither bytes
    nor name are of a kind that fazhi reads.
    """
    kind, named_as_file = file_kind(payload), is_file_name(path.name)
    if kind in DOCUMENTS or (named_as_file and kind != "html"):
        return extract_file(_file_reader().read(payload, path.name), path.name, url=url, now=now)
    if len(payload) > MAX_BYTES:
        raise NotAPage(f"more than {MAX_BYTES:,} bytes: too large for a web page")
    extraction = extract(payload, url, now=now)
    if not named_as_file:
        return extraction
    odd = Issue("wrong_extension", f"{path.name} is a web page")
    return replace(extraction, issues=(*extraction.issues, odd))


def _payload(path: Path) -> bytes:
    """At most one byte more than a file may have, so that a larger file is not loaded into memory."""
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ExtractionFailed(f"{path}: {error.strerror}") from error


@lru_cache(maxsize=1)
def _file_reader() -> "FileReader":
    """One reading process for all files of a command."""
    from flows.pipeline.file_reading import FileReader

    reader = FileReader()
    atexit.register(reader.close)
    return reader


def show(extraction: Extraction, name: str) -> None:
    """Prints the fields with their sources, the outline, and the receipts, for a person."""
    console = Terminal()
    console.print(f"{extraction.title or '(no title)'}  ({name})", style="bold")
    table = Table(show_header=False, box=None, pad_edge=True)
    for row in list(findings(extraction))[1:]:  # the title is above
        table.add_row(*row)
    console.print(table)
    console.print("Outline", style="bold")
    for section in extraction.sections:
        if section.level <= 2:
            console.print(f"{'  ' * section.level}{section.heading}", highlight=False)
    lines = extraction.body_text.splitlines()
    console.print(f"Body {len(extraction.body_text)} characters, {len(lines)} lines", style="bold")
    for line in (lines[:1] + ["…"] + lines[-1:]) if len(lines) > 2 else lines:
        console.print("  " + line[:100], highlight=False)
    console.print(f"Removed {len(extraction.removed)} pieces of page furniture", style="bold")
    for piece in extraction.removed:
        console.print(f"  {piece.rule}: {' '.join(piece.text.split())[:80]}", highlight=False)
    for issue in extraction.issues:
        console.print(f"issue {issue.code}: {issue.detail}", style="yellow")
