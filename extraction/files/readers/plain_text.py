"""Plain text in UTF-8, UTF-16 with a byte order mark, or GBK. Other bytes are recognised because they do not
decode to text."""

import codecs

from extraction.files.blocks import text_and_tables
from extraction.files.limits import READER_VERSION
from extraction.prose.text import squeeze
from records import FileReading, Issue

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(map(chr, {*range(0x20), *range(0x7F, 0xA0)} - {*b"\t\n\v\f\r\x1a"}))
_FEWEST = 40
"""Chinese characters: with fewer, text cannot be told from chance."""
_SAMPLE = 65_536


def plain_text(payload: bytes) -> str:
    """The text in these bytes, "" where they are no Chinese text."""
    for mark, codec in _MARKED:
        if payload.startswith(mark):
            return _if_chinese(payload[len(mark) :].decode(codec, "replace"))
    if b"\x00" in payload[:_SAMPLE]:
        return ""
    for codec in ("utf-8", "gb18030"):
        try:
            return _if_chinese(payload.decode(codec))
        except UnicodeDecodeError:
            continue
    return ""


def read_text(payload: bytes) -> FileReading:
    """The lines of a text."""
    text, tables = text_and_tables((squeeze(line),) for line in plain_text(payload).splitlines())
    issues = () if text else (Issue("no_text", "nothing in the file reads as text"),)
    return FileReading(READER_VERSION, "text", text, tables, issues=issues)


def _if_chinese(text: str) -> str:
    head = text[:_SAMPLE]
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in head)
    is_data = head.lstrip()[:1] in ("{", "[", "<")
    return "" if is_data or chinese < _FEWEST or not _CONTROLS.isdisjoint(head) else text
