"""Names and values in boxes beside each other, separated only by a style sheet:
<p><i>索引号</i><i>文号</i></p><p><i>QB5-2025</i><i>闵府〔2025〕14号</i></p>,
<p><b>索引号</b>QB5-2025<b>文号</b>…</p>.
"""

from collections.abc import Iterable, Iterator, Sequence

from extraction.markup.lines import Line
from extraction.markup.visible import BREAK, LINK_MARKS
from extraction.prose.labels import is_label, is_label_row, may_be_names
from extraction.prose.text import squeeze

_APART = "\x1f"  # white space
_FEWEST = 2  # names in one row


def facts_apart(lines: Sequence[Line], pieces: Iterable[str]) -> list[Line]:
    """The lines of these pieces of the visible text, with names and values separated: as cells if a row of
    names is above a row of as many values; on lines of their own if a row has names and values in turn."""
    wanted = [at for at, line in enumerate(lines) if may_be_names(line)]
    if not wanted:
        return list(lines)
    runs = _APART.join(piece for piece in pieces if piece not in LINK_MARKS).split(BREAK)
    rows = [run for run in runs if run and not run.isspace()]
    if len(rows) != len(lines):  # one has only invisible characters
        return list(lines)
    found = {at: [line] for at, line in enumerate(lines)}
    for at in wanted:
        line, cells, below = lines[at], _cells(rows[at]), _cells(rows[at + 1]) if at + 1 < len(rows) else ()
        if is_label_row(line.printed(line.text, cells)):
            if len(below) == len(cells):
                found[at] = [line.printed(" ".join(cells), cells)]
                found[at + 1] = [lines[at + 1].printed(" ".join(below), below)]
        elif not line.linked and sum(map(is_label, cells)) >= _FEWEST and not line.cells:
            found[at] = list(map(line.printed, _in_turn(cells)))
    return [line for lines_of_row in found.values() for line in lines_of_row]


def _cells(run: str) -> tuple[str, ...]:
    return tuple(filter(None, map(squeeze, run.split(_APART))))


def _in_turn(cells: Sequence[str]) -> Iterator[str]:
    """Each name, and the text before the next one."""
    value: list[str] = []
    for cell in cells:
        if is_label(cell):
            yield from [" ".join(value)] if value else []
            yield cell
            value = []
        else:
            value.append(cell)
    yield from [" ".join(value)] if value else []
