"""DOC, Word 97 to 2003 (and .wps, which WPS Office writes in the same format).

An OLE file. The stream WordDocument begins with the FIB, which says where in the table stream the piece
table appears; the pieces say where the characters are. Format: [MS-DOC], sections 2.4.1 and 2.8.35.
Automatic numbers are not in the text and are not written out: reports of that time type theirs.
"""

import io
import re
import struct
from collections.abc import Iterator

import olefile

from extraction.files.blocks import Block, text_and_tables
from extraction.files.limits import MAX_CHARS, READER_VERSION, Unreadable, at_most
from extraction.prose.text import squeeze
from records import FileReading, Issue

_MAGIC = 0xA5EC
_WORD_97 = 0xC1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CCP_TEXT = 0x4C  # characters of the main text, without footnotes and headers
_FC_CLX = 0x01A2
_COMPRESSED = 0x40000000
_CHARACTERS = str.maketrans(
    {
        "\n": " ",
        "\x0b": "\r",
        "\x0c": "\r",
        "\x0e": "\r",
        "\x1e": "-",
        "\x1f": "",
        "\xa0": " ",
        "\u2028": "\r",
    }
    | dict.fromkeys("\x00\x01\x02\x03\x04\x05\x06\x08", "")
)


def read_doc(payload: bytes) -> FileReading:
    """Paragraphs as lines, a table's row as one line. Raises Unreadable."""
    try:
        with olefile.OleFileIO(io.BytesIO(payload)) as ole:
            raw = _main_text(ole)
    except (OSError, struct.error, IndexError) as error:
        raise Unreadable("truncated", "the document is cut off, or its tables are broken") from error
    text, tables = text_and_tables(_blocks(_without_fields(raw).translate(_CHARACTERS)))
    issues = () if text else (Issue("no_text", "nothing in the document reads as text"),)
    return FileReading(READER_VERSION, "doc", text, tables, issues=issues)


def _main_text(ole: olefile.OleFileIO) -> str:
    fib = ole.openstream("WordDocument").read()
    magic, version = struct.unpack_from("<HH", fib)
    flags = struct.unpack_from("<H", fib, 0x0A)[0]
    if magic != _MAGIC or version < _WORD_97:
        raise Unreadable("unsupported", "a Word document older than Word 97")
    if flags & _ENCRYPTED:
        raise Unreadable("encrypted", "the document needs a password")
    table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    start, length = struct.unpack_from("<II", fib, _FC_CLX)
    count = struct.unpack_from("<I", fib, _CCP_TEXT)[0]
    at_most(count, MAX_CHARS, "characters")
    return "".join(_pieces(fib, table[start : start + length]))[:count]


def _pieces(stream: bytes, clx: bytes) -> Iterator[str]:
    """The runs of characters in the order of the text."""
    at = 0
    while clx[at] == 1:  # formatting for fast saves, of no interest here
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise Unreadable("damaged", "the document has no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        length = ends[number + 1] - ends[number]
        if not 0 <= length <= MAX_CHARS:
            raise Unreadable("damaged", "the piece table is not in order")
        if place & _COMPRESSED:
            begin = (place & ~_COMPRESSED) // 2
            yield stream[begin : begin + length].decode("cp1252", "replace")
        else:
            yield stream[place : place + 2 * length].decode("utf-16-le", "replace")


def _without_fields(text: str) -> str:
    """The text with the results of fields (page references, links) in place of their instructions."""
    shown: list[str] = []
    fields: list[bool] = []  # for each field around the character: whether its result is reached
    for character in text:
        if character == "\x13":
            fields.append(False)
        elif character == "\x14" and fields:
            fields[-1] = True
        elif character == "\x15" and fields:
            fields.pop()
        elif all(fields):
            shown.append(character)
    return "".join(shown)


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs and rows. A row ends with a cell mark of its own; an empty cell looks the same and parts a
    row in two, which loses nothing."""
    cells: list[str] = []
    waiting: list[str] = []
    for paragraph, mark in re.findall(r"([^\r\x07]*)([\r\x07]|$)", text):
        line = squeeze(paragraph)
        if mark == "\x07" and not line and not waiting:
            if cells:
                yield tuple(cells)
            cells = []
        elif mark == "\x07":
            if not cells:
                # Text before the first cell is above the table.
                yield from ((one,) for one in waiting)
                waiting = []
            cells.append(" ".join(filter(None, [*waiting, line])))
            waiting = []
        elif cells:
            waiting.append(line)
        else:
            yield (line,)
    yield from ((one,) for one in [*cells, *waiting])
