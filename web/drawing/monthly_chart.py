"""The events of each month as lines, one per kind, for the latest months.

x is in per cent, y in pixels, so that text keeps its size.
"""

from collections.abc import Sequence

from storage.lookup.published import Row
from web.drawing.trend import Mark, short

MOST = 24
HEIGHT, TOP, BOTTOM = 196, 16, 164
LEFT, RIGHT = 7.0, 99.0
LABELS = 8
KINDS = (("edits", "line"), ("numbers", "line second"), ("removed", "line third"))


def every_month(found: Sequence[Row]) -> list[Row]:
    """The months from the first to the last, including those without an event; the newest MOST of them."""
    known = {row["month"]: row for row in found}
    if not known:
        return []
    year, month = map(int, min(known).split("-"))
    months = []
    while (name := f"{year:04}-{month:02}") <= max(known):
        months.append(known.get(name) or {"month": name, "numbers": 0, "edits": 0, "removed": 0})
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months[-MOST:]


def lines(months: Sequence[Row]) -> list[Mark]:
    """The picture; nothing if there is only one month."""
    if len(months) < 2:
        return []
    top = max(4, *(row[name] for row in months for name, _ in KINDS))
    step = (RIGHT - LEFT) / (len(months) - 1)

    def x(at: int) -> str:
        return f"{LEFT + step * at:.2f}%"

    def y(value: float) -> str:
        return f"{BOTTOM - (BOTTOM - TOP) * value / top:.1f}"

    marks: list[Mark] = []
    for part in range(3):
        level = top * part / 2
        grid = {"x1": f"{LEFT}%", "x2": "100%", "y1": y(level), "y2": y(level)}
        marks.append(Mark("line", "grid", grid))
        marks.append(
            Mark("text", "end", {"x": f"{LEFT - 1}%", "y": f"{float(y(level)) + 4:.1f}"}, short(level))
        )
    for name, style in KINDS:
        for at, (one, next_one) in enumerate(zip(months, months[1:], strict=False)):
            ends = {"x1": x(at), "x2": x(at + 1), "y1": y(one[name]), "y2": y(next_one[name])}
            marks.append(Mark("line", style, ends))
    every = -(-len(months) // LABELS)
    for at in range(len(months) - 1, -1, -every):
        style = "end" if at == len(months) - 1 else "mid"
        marks.append(Mark("text", style, {"x": x(at), "y": f"{HEIGHT - 8}"}, months[at]["month"]))
    return marks
