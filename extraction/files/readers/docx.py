"""DOCX (also inside .wps): paragraphs and tables in document order, automatic numbers written out.

Read from the XML itself: text stands also in content controls, fields, hyperlinks, tracked insertions and
text boxes, wherever Word puts a <w:t>.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from extraction.files.blocks import Block, text_and_tables
from extraction.files.limits import READER_VERSION, Unreadable
from extraction.files.readers.numbering import Numbering
from extraction.files.readers.packages import Package
from extraction.prose.text import squeeze
from records import FileReading, Issue

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Text that is deleted, stands in its older form, or is drawn a second time for older programs.
_UNSEEN = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}delText",
    f"{W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


def read_docx(payload: bytes) -> FileReading:
    """Paragraphs as lines, a table's row as one line. Raises Unreadable."""
    package = Package(payload)
    main = _main_part(package)
    folder = posixpath.dirname(main)
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise Unreadable("damaged", f"{main} has no body")
    numbering = Numbering(
        *(
            package.xml(f"{folder}/{name}") if f"{folder}/{name}" in package else None
            for name in ("numbering.xml", "styles.xml")
        )
    )
    blocks: list[Block] = []
    for element in _blocks(body):
        if element.tag == f"{W}p":
            blocks += ((line,) for line in _paragraph(element, numbering))
        else:
            blocks += _rows(element, numbering)
    text, tables = text_and_tables(blocks)
    issues = () if text else (Issue("no_text", "nothing in the document reads as text"),)
    return FileReading(READER_VERSION, "docx", text, tables, issues=issues)


def _main_part(package: Package) -> str:
    """The part that the package names as its document: word/document.xml, or document2.xml."""
    for relation in package.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise Unreadable("damaged", "the file names no document")


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif isinstance(element.tag, str) and element.tag not in _UNSEEN:
            yield from _blocks(element)


def _paragraph(paragraph: Any, numbering: Numbering) -> list[str]:
    """The lines of a paragraph, the first with its number; paragraphs of its text boxes follow."""
    pieces: list[str] = []
    boxes: list[Any] = []
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
        else:
            stack.extend(reversed(element))
    lines = [squeeze(line) for line in "".join(pieces).split("\n")]
    lines = [line for line in lines if line]
    if lines:
        lines[0] = numbering.label(paragraph) + lines[0]
    for box in boxes:
        for inner in _blocks(box):
            if inner.tag == f"{W}p":
                lines += _paragraph(inner, numbering)
            else:
                lines += ["\t".join(filter(None, row)) for row in _rows(inner, numbering)]
    return lines


def _rows(table: Any, numbering: Numbering) -> Iterator[Block]:
    """The rows of a table; a table inside a cell is part of the cell's text."""
    for row in table.iter(f"{W}tr"):
        if _table_of(row) is table:
            cells = (cell for cell in row.iter(f"{W}tc") if _table_of(cell) is table)
            yield tuple(" ".join(_cell(cell, numbering)) for cell in cells)


def _cell(cell: Any, numbering: Numbering) -> Iterator[str]:
    for block in _blocks(cell):
        if block.tag == f"{W}p":
            yield from _paragraph(block, numbering)
        else:
            yield from (" ".join(filter(None, row)) for row in _rows(block, numbering))


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(f"{W}tbl"), None)
