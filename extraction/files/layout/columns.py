"""Two columns of prose side by side: found by the gutter between them, and read one after the other."""

from collections.abc import Sequence
from itertools import groupby

from extraction.files.layout.rows import Row, Words, rows_of

_MIDDLE = (0.3, 0.7)  # of the page's width: where the gutter is looked for
_NARROWEST = 3  # points or millimetres
_CROSSING = 0.2  # of the rows: headings over both columns
_FEWEST_ROWS = 5  # in each column
_FILLED = 0.5  # of a column's rows go from edge to edge: that is prose, cells of a table are shorter
_WIDE = 0.75  # of a column


def rows_in_order(words: Sequence[Words], width: float, page: int = 0) -> list[Row]:
    """The rows of one page in reading order. A row across both columns ends the columns above it."""
    rows = rows_of(words, page)
    gutter = _gutter(words, width) if len(rows) >= _FEWEST_ROWS else None
    if gutter is None:
        return rows
    left = [word for word in words if word.right <= gutter]
    right = [word for word in words if word.left >= gutter]
    if not (_is_prose(rows_of(left), width) and _is_prose(rows_of(right), width)):
        return rows
    crossing = sorted((word for word in words if word.left < gutter < word.right), key=_height)
    ordered: list[Row] = []
    tops = [-word.baseline for word in crossing]
    for band, group in groupby(sorted(words, key=_height), key=lambda word: _band(word, gutter, tops)):
        inside = list(group)
        if band % 1:
            ordered += rows_of(inside, page)
        else:
            ordered += rows_of([word for word in inside if word.right <= gutter], page)
            ordered += rows_of([word for word in inside if word.left >= gutter], page)
    return ordered


def _height(word: Words) -> float:
    return -word.baseline


def _band(word: Words, gutter: float, tops: Sequence[float]) -> float:
    """The number of rows over both columns above a word; a half for one of these rows, with all on its
    height."""
    above = sum(top < -word.baseline - word.em / 2 for top in tops)
    beside = any(abs(top + word.baseline) <= word.em / 2 for top in tops)
    return above + 0.5 if beside else float(above)


def _gutter(words: Sequence[Words], width: float) -> float | None:
    """The middle of the widest strip in the middle of the page that few words cross."""
    low, high = (int(width * share) for share in _MIDDLE)
    crossed = [0] * (high + 2)
    for word in words:
        for at in range(max(int(word.left), low), min(int(word.right), high) + 1):
            crossed[at] += 1
    most = _CROSSING * len(rows_of(words))
    best: tuple[int, int] = (0, 0)
    for is_free, run in groupby(range(low, high + 1), key=lambda at: crossed[at] <= most):
        strip = list(run)
        # A strip that reaches the edge of the middle is a margin, as beside a list of short lines.
        inside = strip[0] > low and strip[-1] < high
        if is_free and inside and len(strip) > max(best[0], _NARROWEST):
            best = (len(strip), (strip[0] + strip[-1]) // 2)
    return best[1] + 0.5 if best[0] else None


def _is_prose(rows: Sequence[Row], width: float) -> bool:
    if len(rows) < _FEWEST_ROWS:
        return False
    extent = max(row.right for row in rows) - min(row.left for row in rows)
    filled = sum(row.right - row.left >= _WIDE * extent and len(row.cells) == 1 for row in rows)
    return extent >= 0.25 * width and filled >= _FILLED * len(rows)
