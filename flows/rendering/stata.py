"""Rows as a Stata file (format 118, from Stata 14 on): numbers as doubles, everything else as text."""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_DOUBLE = 65526
_MISSING = struct.unpack("<d", b"\x00\x00\x00\x00\x00\x00\xe0\x7f")[0]
_LONGEST = 2045
# Stata keeps words of its own to itself.
_RESERVED = {"if", "in", "using", "with", "str", "int", "byte", "long", "float", "double"}


def write_stata(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Writes the rows; names longer than 32 characters are cut, text longer than 2,045 bytes too."""
    columns = [[row[at] for row in rows] for at in range(len(names))]
    numeric = [
        all(isinstance(value, (int, float)) or value is None for value in column) for column in columns
    ]
    texts = [
        [] if is_number else [_bytes(value) for value in column]
        for is_number, column in zip(numeric, columns, strict=True)
    ]
    kinds = [
        _DOUBLE if is_number else max([1, *map(len, text)])
        for is_number, text in zip(numeric, texts, strict=True)
    ]
    variables = b"".join(_fixed(_name(name), 129) for name in names)
    formats = b"".join(_fixed("%10.0g" if kind == _DOUBLE else f"%{min(kind, 244)}s", 57) for kind in kinds)
    data = b"".join(_row(at, columns, texts, kinds) for at in range(len(rows)))
    parts = [
        (b"<stata_dta>", b""),
        (b"<map>", b"\0" * 112 + b"</map>"),
        (b"<variable_types>", struct.pack(f"<{len(kinds)}H", *kinds) + b"</variable_types>"),
        (b"<varnames>", variables + b"</varnames>"),
        (b"<sortlist>", b"\0\0" * (len(names) + 1) + b"</sortlist>"),
        (b"<formats>", formats + b"</formats>"),
        (b"<value_label_names>", b"\0" * 129 * len(names) + b"</value_label_names>"),
        (b"<variable_labels>", b"\0" * 321 * len(names) + b"</variable_labels>"),
        (b"<characteristics>", b"</characteristics>"),
        (b"<data>", data + b"</data>"),
        (b"<strls>", b"</strls>"),
        (b"<value_labels>", b"</value_labels>"),
        (b"</stata_dta>", b""),
    ]
    path.write_bytes(_joined(parts, len(names), len(rows)))


def _joined(parts: list[tuple[bytes, bytes]], variables: int, rows: int) -> bytes:
    header = (
        b"<header><release>118</release><byteorder>LSF</byteorder><K>" + struct.pack("<H", variables)
        + b"</K><N>" + struct.pack("<Q", rows) + b"</N><label>\0\0</label><timestamp>\0</timestamp></header>"
    )  # fmt: skip
    parts = [(parts[0][0] + header, b""), *parts[1:]]
    places, at = [0], 0
    for opening, rest in parts:
        if at:
            places.append(at)
        at += len(opening) + len(rest)
    places.append(at)
    whole = b"".join(opening + rest for opening, rest in parts)
    begin = whole.index(b"<map>") + len(b"<map>")
    return whole[:begin] + struct.pack("<14Q", *places) + whole[begin + 112 :]


def _row(at: int, columns: list[list[Any]], texts: list[list[bytes]], kinds: list[int]) -> bytes:
    cells = []
    for column, text, kind in zip(columns, texts, kinds, strict=True):
        if kind == _DOUBLE:
            cells.append(struct.pack("<d", _MISSING if column[at] is None else float(column[at])))
        else:
            cells.append(text[at].ljust(kind, b"\0"))
    return b"".join(cells)


def _bytes(value: Any) -> bytes:
    text = "" if value is None else str(value)
    cut = text.encode()[:_LONGEST]
    return cut.decode(errors="ignore").encode()  # no half character


def _fixed(text: str, size: int) -> bytes:
    return text.encode().ljust(size, b"\0")


def _name(name: str) -> str:
    return f"{name}_" if name in _RESERVED else name[:32]
