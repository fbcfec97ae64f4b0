"""ODT, the text document of OpenDocument (ISO 26300), also as a single XML file (.fodt).

Read from the XML itself: paragraphs, headings, lists and tables in their order. Of tracked changes the
deleted text is in a part of its own, which is left out, as are notes and hidden text.
"""

from collections.abc import Iterator
from typing import Any

from extraction.files.blocks import Block, text_and_tables
from extraction.files.limits import READER_VERSION, Unreadable
from extraction.files.readers.packages import Package, parse_xml
from extraction.prose.text import squeeze
from records import FileReading, Issue

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, FORMAT = (
    _NAMES % name for name in ("office", "text", "table", "style", "xsl-fo-compatible")
)
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_UNSEEN = {
    f"{TEXT}tracked-changes",
    f"{TEXT}note",
    f"{TEXT}sequence-decls",
    f"{OFFICE}annotation",
    f"{OFFICE}forms",
    f"{TEXT}hidden-text",
}
_MOST_SPACES = 100


def read_odt(payload: bytes) -> FileReading:
    """Paragraphs as lines, a table's row as one line. Raises Unreadable."""
    if payload.startswith(b"PK"):
        package = Package(payload)
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unreadable("encrypted", "the document needs a password")
        root = package.xml("content.xml")
    else:
        root = parse_xml(payload, "the document")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable("unsupported", "an OpenDocument file, but not a text document")
    text, tables = text_and_tables(_blocks(body, _hidden_styles(root)))
    issues = () if text else (Issue("no_text", "nothing in the document reads as text"),)
    return FileReading(READER_VERSION, "odt", text, tables, issues=issues)


def _hidden_styles(root: Any) -> frozenset[str]:
    """The names of styles whose text is not shown."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}text-properties")
        if properties.get(f"{TEXT}display") == "none"
    )


def _blocks(parent: Any, hidden: frozenset[str]) -> Iterator[Block]:
    for element in parent:
        if element.tag in _UNSEEN or not isinstance(element.tag, str):
            continue
        if element.tag in _PARAGRAPHS:
            yield from ((line,) for line in _paragraph(element, hidden))
        elif element.tag == f"{TABLE}table":
            yield from _rows(element, hidden)
        else:
            yield from _blocks(element, hidden)


def _paragraph(paragraph: Any, hidden: frozenset[str]) -> list[str]:
    """The lines of a paragraph; text in frames and boxes inside it follows."""
    pieces: list[str] = []
    boxes: list[Any] = []
    _inline(paragraph, hidden, pieces, boxes)
    lines = [squeeze(line) for line in "".join(pieces).split("\n")]
    for box in boxes:
        lines += ["\t".join(filter(None, cells)) for cells in _blocks(box, hidden)]
    return [line for line in lines if line]


def _inline(element: Any, hidden: frozenset[str], pieces: list[str], boxes: list[Any]) -> None:
    if element.get(f"{TEXT}style-name") not in hidden:
        pieces.append(element.text or "")
        for child in element:
            if child.tag == f"{TEXT}line-break":
                pieces.append("\n")
            elif child.tag == f"{TEXT}tab":
                pieces.append(" ")
            elif child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c", "1")
                pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
            elif isinstance(child.tag, str) and child.tag.endswith("}text-box"):
                boxes.append(child)
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                _inline(child, hidden, pieces, boxes)
            pieces.append(child.tail or "")


def _rows(table: Any, hidden: frozenset[str]) -> Iterator[Block]:
    """The rows of a table; a table inside a cell is part of the cell's text. Of merged cells the covered
    ones are empty."""
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table"), None) is table:
            yield tuple(
                " ".join(" ".join(filter(None, block)) for block in _blocks(cell, hidden))
                for cell in row
                if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
            )
