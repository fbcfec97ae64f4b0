"""OLE compound files, and the two old office formats inside them: Word 97 (DOC, WPS) and Excel 97 (XLS)."""

import itertools
import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
# Streams from this size on are in sectors of their own; all are filled up to it, so that none is smaller.
_LEAST = 4096


def write_ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) of these streams, all below its root."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    contents = [_filled(streams[name]) for name in names]
    sizes = [len(content) // SECTOR for content in contents]
    directories = -(-(len(names) + 1) // 4)
    fats = 1
    while fats * (SECTOR // 4) < fats + directories + sum(sizes):
        fats += 1
    starts = list(itertools.accumulate(sizes, initial=fats + directories))
    chains = [_FAT] * fats + _chain(fats, directories)
    for start, size in zip(starts, sizes, strict=False):
        chains += _chain(start, size)
    chains += [_FREE] * (fats * SECTOR // 4 - len(chains))
    header = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fats, fats, 0, _LEAST, _END, 0, _END, 0,
    )  # fmt: skip
    difat = [*range(fats), *[_FREE] * (109 - fats)]
    entries = [_entry("Root Entry", 5, 1 if names else _FREE, _FREE, _END, 0)]
    for at, name in enumerate(names):
        following = at + 2 if at + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, _FREE, following, starts[at], len(contents[at])))
    directory = b"".join(entries).ljust(directories * SECTOR, b"\x00")
    table = struct.pack(f"<{len(chains)}I", *chains)
    return header + struct.pack("<109I", *difat) + table + directory + b"".join(contents)


def report_doc(title: Sequence[str], lines: Sequence[str]) -> bytes:
    """A report as a Word 97 document."""
    return write_doc("".join(f"{line}\r" for line in (*title, *lines)))


def write_doc(text: str, flags: int = 0x0200) -> bytes:
    """A Word 97 document ([MS-DOC]) of this text: pieces of one byte a character where it is ASCII, of two
    where it is not, as Word saves them."""
    stream = bytearray(2048)
    ends, places = [0], []
    for is_ascii, run in itertools.groupby(text, key=str.isascii):
        piece = "".join(run)
        places.append(len(stream) * 2 | 0x40000000 if is_ascii else len(stream))
        stream += piece.encode("ascii" if is_ascii else "utf-16-le")
        stream += b"\x00" * (len(stream) % 2)
        ends.append(ends[-1] + len(piece))
    plc = struct.pack(f"<{len(ends)}I", *ends)
    plc += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, flags)
    struct.pack_into("<H", stream, 0x20, 14)
    struct.pack_into("<H", stream, 0x3E, 22)
    struct.pack_into("<I", stream, 0x4C, len(text))
    struct.pack_into("<H", stream, 0x98, 0x5D)
    struct.pack_into("<II", stream, 0x01A2, 0, len(clx))
    return write_ole({"WordDocument": bytes(stream), "1Table": clx})


def report_xls(title: Sequence[str], lines: Sequence[str]) -> bytes:
    """A report typed into the first column of a sheet."""
    return write_xls([[line] for line in (*title, *lines)])


def write_xls(rows: Sequence[Sequence[str | float]]) -> bytes:
    """An Excel 97 workbook ([MS-XLS]) of one sheet. Cells of numbers are shown as a percentage."""
    percent = struct.pack("<2H", 0, 10) + b"\x00" * 16  # font 0, the built-in format 0.00%
    plain = b"\x00" * 20
    font = struct.pack("<HHHHHBBBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial"
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                body += _record(
                    0x0204,
                    struct.pack("<HHHHB", number, column, 0, len(value), 1) + value.encode("utf-16-le"),
                )
            else:
                body += _record(0x0203, struct.pack("<HHHd", number, column, 1, value))
    body += _record(0x000A, b"")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x0042, b"\xb0\x04")
    head += _record(0x0031, font) * 4 + _record(0x00E0, plain) + _record(0x00E0, percent)
    sheet = b"\x00\x00\x06\x00Sheet1"
    place = len(head) + 4 + 4 + len(sheet) + 4
    head += _record(0x0085, struct.pack("<I", place) + sheet) + _record(0x000A, b"")
    return write_ole({"Workbook": head + body})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _filled(content: bytes) -> bytes:
    size = max(_LEAST, -(-len(content) // SECTOR) * SECTOR)
    return content.ljust(size, b"\x00")


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), _END]


def _entry(name: str, kind: int, child: int, following: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I36xIQ", encoded, len(encoded) + 2, kind, 1, _FREE, following, child, start, size
    )
