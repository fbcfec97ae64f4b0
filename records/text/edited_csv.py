"""CSV files that people edit, as spreadsheet programs save them: UTF-8 with or without a mark, UTF-16, GBK;
commas, semicolons or tabs; short rows; empty columns and rows at the end."""

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[int, dict[str, str]]
_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS = ",\t;"
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Edited:
    """The rows of a file with their line numbers, cells stripped and without control characters, and the
    faults of the file, one line each (where and what)."""

    rows: tuple[Row, ...]
    faults: tuple[str, ...]


def read_edited(content: bytes, columns: Sequence[str]) -> Edited:
    """The rows of a file that has these columns, in any order."""
    text = decoded(content)
    if text is None:
        return Edited((), ("is neither UTF-8 nor GBK: save it as CSV UTF-8",))
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names: list[str] = []
    rows: list[Row] = []
    faults: list[str] = []
    try:
        names = [name.strip() for name in next(lines, [])]
        while names and not names[-1]:
            names.pop()
        if sorted(names) != sorted(columns):
            return Edited((), (f"line 1: the first line must be {','.join(columns)}",))
        for cells in lines:
            values = [cell.replace("\x00", "").strip() for cell in cells]
            if any(values[len(names) :]):
                faults.append(
                    f"line {lines.line_num}: {len(values)} cells, there are {len(names)} columns: put text"
                    " with a"
                    " comma in quotation marks"
                )
            elif any(values):
                whole = values + [""] * (len(names) - len(values))
                rows.append((lines.line_num, dict(zip(names, whole, strict=False))))
    except csv.Error as error:
        faults.append(f"line {lines.line_num}: {error}: a quotation mark may be missing")
    return Edited(tuple(rows), tuple(faults))


def decoded(content: bytes) -> str | None:
    """The text of such a file; None if it is in none of these encodings."""
    if len(content) > _MOST_BYTES:
        return None
    for mark, codec in _MARKED:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
