"""DOCX (also inside .wps): paragraphs and tables in document order, automatic numbers written out.

Read from the XML itself: text appears also in content controls, fields, hyperlinks, tracked insertions and
text boxes, wherever Word puts a <w:t>. Parts in other formats (altChunk) are read by the readers of those.
"""

import posixpath
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from extraction.files.blocks import Block, blocks_of, text_and_tables
from extraction.files.limits import READER_VERSION, Unreadable
from extraction.files.readers.hidden_runs import Hidden
from extraction.files.readers.numbering import Numbering
from extraction.files.readers.packages import Package
from extraction.prose.text import squeeze
from records import FileReading, Issue

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Text that is deleted, in its older form, or drawn a second time for older programs.
_UNSEEN = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}delText",
    f"{W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


Read = Callable[[bytes, str], FileReading]


class Parts(Protocol):
    """What a document is made of: parts by name."""

    def xml(self, name: str) -> Any: ...
    def read(self, name: str) -> bytes: ...
    def __contains__(self, name: str) -> bool: ...


class Labels(Protocol):
    """Automatic numbers, asked paragraph by paragraph in document order."""

    def label(self, paragraph: Any) -> str: ...


def read_docx(payload: bytes, read: Read) -> FileReading:
    """Paragraphs as lines, a table's row as one line; read reads a part in another format. Raises
    Unreadable."""
    return read_parts(Package(payload), read)


def read_parts(package: Parts, read: Read) -> FileReading:
    """The document in these parts. Raises Unreadable."""
    main = _main_part(package)
    folder = posixpath.dirname(main)
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise Unreadable("damaged", f"{main} has no body")
    numbering, styles = (
        package.xml(f"{folder}/{name}") if f"{folder}/{name}" in package else None
        for name in ("numbering.xml", "styles.xml")
    )
    chunks = _Chunks(package, main, read)
    return reading_of(body, "docx", Numbering(numbering, styles), Hidden(styles), chunks)


def reading_of(
    body: Any, kind: str, numbering: Labels, hidden: Hidden, chunk: Callable[[Any], Iterator[Block]]
) -> FileReading:
    """The reading of a body; chunk gives the blocks of an altChunk element."""
    document = _Document(numbering, hidden)
    blocks: list[Block] = []
    for element in _blocks(body):
        if element.tag == f"{W}p":
            blocks += ((line,) for line in document.paragraph(element))
        elif element.tag == f"{W}tbl":
            blocks += document.rows(element)
        else:
            blocks += chunk(element)
    text, tables = text_and_tables(blocks)
    issues = () if text else (Issue("no_text", "nothing in the document reads as text"),)
    return FileReading(READER_VERSION, kind, text, tables, removed=hidden.receipts(), issues=issues)


def _main_part(package: Parts) -> str:
    """The part that the package names as its document: word/document.xml, or document2.xml."""
    for relation in package.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise Unreadable("damaged", "the file names no document")


class _Chunks:
    """The parts in other formats that a document takes in."""

    def __init__(self, package: Parts, main: str, read: Read) -> None:
        self._package, self._main, self._read = package, main, read

    def __call__(self, element: Any) -> Iterator[Block]:
        """The content of the part that an altChunk names. Raises Unreadable if it cannot be read."""
        folder, name = posixpath.split(self._main)
        identity = next((value for key, value in element.items() if key.endswith("}id")), "")
        for relation in self._package.xml(f"{folder}/_rels/{name}.rels"):
            if relation.get("Id") == identity:
                target = str(relation.get("Target", ""))
                part = posixpath.normpath(target if target.startswith("/") else f"{folder}/{target}")
                reading = self._read(self._package.read(part), posixpath.basename(part))
                if not reading.text and reading.issues:
                    raise Unreadable(reading.issues[0].code, f"{part}: {reading.issues[0].detail}")
                yield from blocks_of(reading)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs, tables and chunks in order, also those inside content controls."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield element
        elif isinstance(element.tag, str) and element.tag not in _UNSEEN:
            yield from _blocks(element)


class _Document:
    """The paragraphs and rows of one document, in their order."""

    def __init__(self, numbering: Labels, hidden: Hidden) -> None:
        self._numbering, self._hidden = numbering, hidden

    def paragraph(self, paragraph: Any) -> list[str]:
        """The lines of a paragraph, the first with its number; paragraphs of its text boxes follow."""
        pieces: list[str] = []
        boxes: list[Any] = []
        style = self._hidden.style_of(paragraph)
        stack = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            if element.tag in _UNSEEN or not isinstance(element.tag, str):
                continue
            if element.tag == f"{W}txbxContent":
                boxes.append(element)
            elif element.tag == f"{W}t":
                pieces.append(element.text or "")
            elif element.tag in _BREAKS:
                pieces.append(_BREAKS[element.tag])
            elif element.tag != f"{W}r" or not self._hidden.hides(element, style):
                stack.extend(reversed(element))
        lines = [squeeze(line) for line in "".join(pieces).split("\n")]
        lines = [line for line in lines if line]
        if lines:
            lines[0] = self._numbering.label(paragraph) + lines[0]
        for box in boxes:
            for inner in _blocks(box):
                if inner.tag == f"{W}p":
                    lines += self.paragraph(inner)
                else:
                    lines += ["\t".join(filter(None, row)) for row in self.rows(inner)]
        return lines

    def rows(self, table: Any) -> Iterator[Block]:
        """The rows of a table; a table inside a cell is part of the cell's text."""
        for row in table.iter(f"{W}tr"):
            if _table_of(row) is table:
                cells = (cell for cell in row.iter(f"{W}tc") if _table_of(cell) is table)
                yield tuple(" ".join(self._cell(cell)) for cell in cells)

    def _cell(self, cell: Any) -> Iterator[str]:
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                yield from self.paragraph(block)
            else:
                yield from (" ".join(filter(None, row)) for row in self.rows(block))


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(f"{W}tbl"), None)
