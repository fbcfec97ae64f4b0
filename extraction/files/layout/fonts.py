"""A font for PDFs that bring none: every character is the same box.

A PDF need not contain the fonts it names. PDFium measures text by its glyphs, and a machine without Chinese
fonts has none for 仿宋_GB2312: it then drops repeated rows (taking them for shadows) and single characters
(seen with PDFium 159). A box for a glyph is enough, since only places matter.
"""

import ctypes
import struct
from typing import Any

from pypdfium2 import raw

_UNITS = 1000
_EAST_ASIAN = frozenset({128, 129, 134, 136})  # Shift JIS, Hangul, GB 2312, Big5
_HANDLE = 1
_kept: list[Any] = []


def use_box_font() -> None:
    """Lets PDFium of this process use the box for East Asian fonts that a PDF does not contain."""
    if _kept:
        return
    font = box_font()
    info = raw.FPDF_SYSFONTINFO()
    fields = dict(info._fields_)

    def map_font(this: Any, weight: int, italic: int, charset: int, *rest: Any) -> int:
        return _HANDLE if charset in _EAST_ASIAN else 0

    def font_data(this: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
        if table:  # PDFium asks for the parts of collections first
            return 0
        if size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    info.version = 1
    callbacks = {
        "Release": lambda this: None,
        "EnumFonts": lambda this, mapper: None,
        "MapFont": map_font,
        "GetFont": lambda this, face: 0,
        "GetFontData": font_data,
        "GetFaceName": lambda this, handle, buffer, size: 0,
        "GetFontCharset": lambda this, handle: 134,
        "DeleteFont": lambda this, handle: None,
    }
    for name, function in callbacks.items():
        setattr(info, name, fields[name](function))
    _kept.append(info)
    raw.FPDF_SetSystemFontInfo(info)


def box_font() -> bytes:
    """A TrueType font of two glyphs, both a box, the second for every character there is."""
    outline = struct.pack(">hhhhh", 1, 0, -120, 1000, 880)
    outline += struct.pack(">HH", 3, 0) + b"\x01" * 4
    outline += struct.pack(">4h", 0, 1000, 0, -1000) + struct.pack(">4h", -120, 0, 1000, 0)
    outline += b"\x00" * (-len(outline) % 4)
    # Format 13: one glyph for a range of characters.
    subtable = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable,
        b"glyf": outline * 2,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            0,
            _UNITS,
            0,
            0,
            0,
            -120,
            1000,
            880,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, *[0] * 7, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 0),
        b"loca": struct.pack(">III", 0, len(outline), 2 * len(outline)),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    place = 12 + 16 * len(tables)
    head, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48), b""
    for tag, content in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, 0, place + len(body), len(content))
        body += content + b"\x00" * (-len(content) % 4)
    return head + body
