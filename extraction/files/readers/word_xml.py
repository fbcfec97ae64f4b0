"""Word documents in a single XML file, under the name .doc or .xml: Word 2003's own, and flat OPC, a DOCX
whose parts follow one another."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from extraction.files.blocks import Block
from extraction.files.limits import Unreadable
from extraction.files.readers.docx import Read, W, read_parts, reading_of
from extraction.files.readers.hidden_runs import Hidden
from extraction.files.readers.packages import parse_xml
from records import FileReading

WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = f"{{{FLAT.decode()}}}"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"


def read_word_xml(payload: bytes, read: Read) -> FileReading:
    """Paragraphs and tables as in a DOCX. Raises Unreadable."""
    if FLAT in payload[:65536]:
        return replace(read_parts(_FlatParts(parse_xml(payload, "the document")), read), kind="word_xml")
    # The elements are those of DOCX under an older name.
    root = parse_xml(payload.replace(WORD_2003, W[1:-1].encode()), "the document")
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable("damaged", "the document has no body")
    return reading_of(body, "word_xml", _WrittenLabels(), Hidden(root), _no_chunk)


class _WrittenLabels:
    """Word 2003 writes each automatic number beside its paragraph."""

    def label(self, paragraph: Any) -> str:
        written = paragraph.find(f"{W}pPr/{W}listPr/{_HINT}t")
        label = "" if written is None else str(written.get(f"{_HINT}val", "")).strip()
        is_number = label[-1:].isalnum() or label[-1:] in "、.．)）"
        return label if label and is_number else ""


def _no_chunk(element: Any) -> Iterator[Block]:
    return iter(())


class _FlatParts:
    """The parts of a flat package by their names."""

    def __init__(self, root: Any) -> None:
        self._parts = {
            str(part.get(f"{_PKG}name", "")).lstrip("/"): part for part in root.iter(f"{_PKG}part")
        }

    def xml(self, name: str) -> Any:
        data = self._part(name).find(f"{_PKG}xmlData")
        if data is None or not len(data):
            raise Unreadable("damaged", f"{name} has no content")
        return data[0]

    def read(self, name: str) -> bytes:
        part = self._part(name)
        binary = part.find(f"{_PKG}binaryData")
        if binary is not None:
            return base64.b64decode(binary.text or "")
        return bytes(etree.tostring(self.xml(name), encoding="utf-8"))

    def _part(self, name: str) -> Any:
        part = self._parts.get(name.lstrip("/"))
        if part is None:
            raise Unreadable("damaged", f"{name} is missing in the file")
        return part

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/") in self._parts
