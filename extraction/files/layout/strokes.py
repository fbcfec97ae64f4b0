"""The straight lines that a PDF's page draws, through PDFium."""

import ctypes
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from pypdfium2 import raw

from extraction.files.layout.grids import Stroke

_THIN = 2.0  # points: a rectangle as thin as this is a line
_SHORTEST = 5.0  # points
_MOST_PATHS, _MOST_SEGMENTS = 3000, 2000
_Point = tuple[float, float]


def strokes_of(page: Any, turned: Callable[[float, float], _Point]) -> list[Stroke]:
    """The lines of a page that run across or down, as it is shown: turned gives the place of a point of the
    file. Rectangles are lines where they are thin, else their four sides. None of a drawing of thousands."""
    drawn = list(islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=2), _MOST_PATHS + 1))
    if len(drawn) > _MOST_PATHS:
        return []
    return [stroke for one in drawn for stroke in _strokes(one, turned)]


def _strokes(drawn: Any, turned: Callable[[float, float], _Point]) -> Iterator[Stroke]:
    left, bottom, right, top = drawn.get_bounds()
    if min(right - left, top - bottom) <= _THIN:
        lines = [((left, (bottom + top) / 2), (right, (bottom + top) / 2))]
        if top - bottom > right - left:
            lines = [(((left + right) / 2, bottom), ((left + right) / 2, top))]
    else:
        lines = list(_sides(drawn))
    for start, end in lines:
        (x, y), (x2, y2) = turned(*start), turned(*end)
        if abs(y - y2) <= 1 and abs(x - x2) >= _SHORTEST:
            yield Stroke(True, (y + y2) / 2, min(x, x2), max(x, x2))
        elif abs(x - x2) <= 1 and abs(y - y2) >= _SHORTEST:
            yield Stroke(False, (x + x2) / 2, min(y, y2), max(y, y2))


def _sides(drawn: Any) -> Iterator[tuple[_Point, _Point]]:
    """The straight parts of a path."""
    count = raw.FPDFPath_CountSegments(drawn.raw)
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for at in range(count if count <= _MOST_SEGMENTS else 0):
        segment = raw.FPDFPath_GetPathSegment(drawn.raw, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, first
        before = here
