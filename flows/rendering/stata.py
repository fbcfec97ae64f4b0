"""Rows as a Stata file (format 118, from Stata 14 on): whole numbers as long, days and instants as Stata's
own, other numbers as doubles, everything else as text; each variable with its label."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from records import figure_codes
from storage.publishing.companions.codebook_zh import meaning

_DOUBLE, _LONG = 65526, 65528
_MISSING = {
    _DOUBLE: b"\x00\x00\x00\x00\x00\x00\xe0\x7f",
    _LONG: struct.pack("<i", 2_147_483_621),
}
_PACKED = {_DOUBLE: "<d", _LONG: "<i"}
_GREATEST_LONG = 2_147_483_620
"""Greater values are Stata's missing values."""
_LONGEST = 2045
_LABEL_BYTES = 320
_LABEL = 80
"""Maximum characters of a label."""
_EPOCH = date(1960, 1, 1)
_MIDNIGHT = datetime(1960, 1, 1)  # noqa: DTZ001 - counted in UTC, as the naive instants of the archive
# Words that Stata reserves.
_RESERVED = {"if", "in", "using", "with", "str", "int", "byte", "long", "float", "double"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A variable: its type, its display format, and its cells as numbers (None is missing) or as bytes."""

    kind: int
    shown: str
    cells: list[Any]


def write_stata(
    path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]], labels: Mapping[str, str] | None = None
) -> None:
    """Writes the rows; names are cut at 32 characters, text at 2,045 bytes.

    Instants keep their milliseconds and stay in UTC.
    """
    columns = [_column([row[at] for row in rows]) for at in range(len(names))]
    told = labels or {}
    parts = [
        (b"<stata_dta>", b""),
        (b"<map>", b"\0" * 112 + b"</map>"),
        (b"<variable_types>", struct.pack(f"<{len(columns)}H", *[one.kind for one in columns]) + b"</variable_types>"),
        (b"<varnames>", b"".join(_fixed(_name(name), 129) for name in names) + b"</varnames>"),
        (b"<sortlist>", b"\0\0" * (len(names) + 1) + b"</sortlist>"),
        (b"<formats>", b"".join(_fixed(one.shown, 57) for one in columns) + b"</formats>"),
        (b"<value_label_names>", b"\0" * 129 * len(names) + b"</value_label_names>"),
        (b"<variable_labels>", b"".join(_label(told.get(name, "")) for name in names) + b"</variable_labels>"),
        (b"<characteristics>", b"</characteristics>"),
        (b"<data>", b"".join(_row(at, columns) for at in range(len(rows))) + b"</data>"),
        (b"<strls>", b"</strls>"),
        (b"<value_labels>", b"</value_labels>"),
        (b"</stata_dta>", b""),
    ]  # fmt: skip
    path.write_bytes(_joined(parts, len(names), len(rows)))


def labels_of(view: str, names: Sequence[str]) -> dict[str, str]:
    """The meaning of each column of a view, from the Chinese codebook; for a code its name with its unit."""
    codes = figure_codes()
    return {
        name: f"{codes[name].name_zh}（{codes[name].unit}）" if name in codes else meaning(view, name, None)
        for name in names
    }


def _column(values: list[Any]) -> _Column:
    there = [value for value in values if value is not None]
    if there and all(isinstance(value, datetime) for value in there):
        cells = [_each(value, lambda at: (at - _MIDNIGHT) / timedelta(milliseconds=1)) for value in values]
        return _Column(_DOUBLE, "%tcCCYY-NN-DD_HH:MM:SS", cells)
    if there and all(type(value) is date for value in there):
        return _Column(
            _LONG, "%tdCCYY-NN-DD", [_each(value, lambda on: (on - _EPOCH).days) for value in values]
        )
    if all(isinstance(value, int) and abs(value) <= _GREATEST_LONG for value in there) and there:
        return _Column(_LONG, "%12.0g", values)
    if all(isinstance(value, (int, float)) for value in there):
        return _Column(_DOUBLE, "%10.0g", values)
    texts = [_bytes(value) for value in values]
    kind = max([1, *map(len, texts)])
    return _Column(kind, f"%{min(kind, 244)}s", texts)


def _each(value: Any, change: Any) -> Any:
    return None if value is None else change(value)


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


def _row(at: int, columns: list[_Column]) -> bytes:
    cells = []
    for column in columns:
        value = column.cells[at]
        if column.kind not in _PACKED:
            cells.append(value.ljust(column.kind, b"\0"))
        elif value is None:
            cells.append(_MISSING[column.kind])
        else:
            cells.append(struct.pack(_PACKED[column.kind], value))
    return b"".join(cells)


def _bytes(value: Any) -> bytes:
    text = "" if value is None else str(value)
    cut = text.encode()[:_LONGEST]
    return cut.decode(errors="ignore").encode()  # not half a character


def _label(text: str) -> bytes:
    """A label with its final NUL, cut if it is too long."""
    cut = text[: _LABEL - 1] + "…" if len(text) > _LABEL else text
    return _fixed(cut.encode()[:_LABEL_BYTES].decode(errors="ignore"), _LABEL_BYTES + 1)


def _fixed(text: str, size: int) -> bytes:
    return text.encode().ljust(size, b"\0")


def _name(name: str) -> str:
    return f"{name}_" if name in _RESERVED else name[:32]
