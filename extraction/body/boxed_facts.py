"""Names and values in boxes beside each other, which only a style sheet parts:
<p><i>索引号</i><i>文号</i></p><p><i>QB5-2025</i><i>闵府〔2025〕14号</i></p>, <p><b>索引号</b>QB5-2025<b>文号</b>…</p>.
"""

from collections.abc import Iterable, Iterator, Sequence

from extraction.markup.lines import Line
from extraction.markup.visible import BREAK, LINK_MARKS
from extraction.prose.labels import is_label, is_label_row, may_be_names
from extraction.prose.text import squeeze

_APART = "\x1f"  # white space
_FEWEST = 2  # names in one row


def facts_apart(lines: Sequence[Line], pieces: Iterable[str]) -> list[Line]:
    """The lines that these pieces of the visible text make, with names and values apart: as cells, where a row of
    names stands above a row of as many values; on lines of their own, where a row has names and values in turn."""
    if not any(map(may_be_names, lines)):
        return list(lines)
    runs = _APART.join(piece for piece in pieces if piece not in LINK_MARKS).split(BREAK)
    rows = [cells for run in runs if (cells := tuple(filter(None, map(squeeze, run.split(_APART)))))]
    if len(rows) != len(lines):
        return list(lines)
    found: list[Line] = []
    heads = [
        False,
        *(is_label_row(line.printed(line.text, cells)) for line, cells in zip(lines, rows, strict=True)),
    ]
    for at, (line, cells) in enumerate(zip(lines, rows, strict=True)):
        beside = rows[at + 1 : at + 2] if heads[at + 1] else rows[at - 1 : at] if heads[at] else []
        if beside and len(beside[0]) == len(cells):
            found.append(line.printed(" ".join(cells), cells))
        elif not line.linked and sum(map(is_label, cells)) >= _FEWEST and not heads[at + 1]:
            found.extend(map(line.printed, _in_turn(cells)))
        else:
            found.append(line)
    return found


def _in_turn(cells: Sequence[str]) -> Iterator[str]:
    """Each name, and what stands before the next one."""
    value: list[str] = []
    for cell in cells:
        if is_label(cell):
            yield from [" ".join(value)] if value else []
            yield cell
            value = []
        else:
            value.append(cell)
    yield from [" ".join(value)] if value else []
