"""A figure over the years, and the distribution of one year.

x is in per cent, y in pixels, so that text keeps its size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from storage.lookup.published import Row

HEIGHT, TOP, BOTTOM = 296, 26, 264
LEFT, RIGHT = 9.0, 97.0
BINS = 24
SPREAD_TOP, SPREAD_BOTTOM = 20, 100
LONG_TAIL = 3
TAIL_FROM = 0.95


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a picture. kind is line, rect, circle or text; at has its numbers as SVG expects them."""

    kind: str
    style: str
    at: Mapping[str, str]
    words: str = ""


def trend(years: Sequence[Row], chosen: Mapping[int, float], breaks: Sequence[tuple[int, str]]) -> list[Mark]:
    """Median, quartiles and deciles of each year; the chosen government's line over them.

    Breaks are drawn before the year that they begin with. Points are not joined over a year without a value.
    """
    all_years = [*(int(one["report_year"]) for one in years), *chosen]
    if not all_years:
        return []
    first, last = min(all_years), max(all_years)
    step = (RIGHT - LEFT) / (last - first + 1)
    top = _round_up(max([float(one["high"]) for one in years] + list(chosen.values())))

    def x(year: float) -> float:
        return LEFT + step * (year - first + 0.5)

    def y(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * max(0.0, value) / top

    marks = [mark for part in range(5) for mark in _level(top * part / 4, y(top * part / 4))]
    marks += [_text("mid", x(year), HEIGHT - 8, str(year)) for year in range(first, last + 1)]
    for year, _ in breaks:
        if first < year <= last:
            marks.append(_line("break", x(year - 0.5), x(year - 0.5), TOP - 10, BOTTOM))
            marks.append(_text("start", x(year - 0.5) + 0.5, TOP - 14, f"◇ {year}"))
    for one in years:
        middle = x(one["report_year"])
        marks.append(_line("axis", middle, middle, y(one["high"]), y(one["low"])))
        marks.append(_bar("bar-soft", middle - step / 8, step / 4, y(one["upper"]), y(one["lower"])))
        half = step / 5
        marks.append(_line("median", middle - half, middle + half, y(one["median"]), y(one["median"])))
    for year, value in sorted(chosen.items()):
        if year + 1 in chosen:
            marks.append(_line("line", x(year), x(year + 1), y(value), y(chosen[year + 1])))
    marks += [
        Mark("circle", "point", {"cx": f"{x(year):.2f}%", "cy": f"{y(value):.1f}", "r": "5"})
        for year, value in sorted(chosen.items())
    ]
    return marks


def spread(values: Sequence[float], marked: float | None) -> tuple[list[Mark], float | None]:
    """How many governments state how much, as bars; the marked value as a line.

    If few values are far above the others, the last bar has all from a value on, which is returned; else
    None.
    """
    if not values:
        return [], None
    ordered = sorted(values)
    most, tail = ordered[-1], ordered[floor(TAIL_FROM * (len(ordered) - 1))]
    cut = tail if tail > 0 and most > LONG_TAIL * tail else None
    top = cut or most or 1.0
    counts = [0] * BINS
    for value in ordered:
        counts[_bin(value, top)] += 1
    wide = (RIGHT - LEFT) / BINS
    unit = (SPREAD_BOTTOM - SPREAD_TOP) / max(counts)
    marks = [
        _bar("bar-soft", LEFT + at * wide, wide * 0.9, SPREAD_BOTTOM - count * unit, SPREAD_BOTTOM)
        for at, count in enumerate(counts)
        if count
    ]
    marks.append(_line("axis", LEFT, RIGHT, SPREAD_BOTTOM, SPREAD_BOTTOM))
    marks += [_text("mid", LEFT, 118, "0"), _text("end", RIGHT, 118, ("≥ " if cut else "") + short(top))]
    if marked is not None:
        at = LEFT + wide * (_bin(marked, top) + 0.45)
        marks += [_line("line", at, at, SPREAD_TOP - 8, SPREAD_BOTTOM), _text("mid", at, 8, short(marked))]
    return marks, cut


def short(value: float | None) -> str:
    """A value for people: whole, or with at most two decimals."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def _bin(value: float, top: float) -> int:
    return min(BINS - 1, max(0, int(BINS * value / top)))


def _round_up(value: float) -> float:
    """The next greater round value, for an axis that begins with 0."""
    if value <= 0:
        return 1.0
    size = 10.0 ** (floor(log10(value)) - 1)
    return float(ceil(value / size / 4) * size * 4)


def _level(value: float, y: float) -> list[Mark]:
    return [_line("grid", LEFT, 100, y, y), _text("end", LEFT - 1, y + 4, short(value))]


def _line(style: str, x1: float, x2: float, y1: float, y2: float) -> Mark:
    at = {"x1": f"{x1:.2f}%", "x2": f"{x2:.2f}%", "y1": f"{y1:.1f}", "y2": f"{y2:.1f}"}
    return Mark("line", style, at)


def _bar(style: str, x: float, width: float, top: float, bottom: float) -> Mark:
    at = {
        "x": f"{x:.2f}%",
        "width": f"{width:.2f}%",
        "y": f"{top:.1f}",
        "height": f"{max(1, bottom - top):.1f}",
    }
    return Mark("rect", style, at)


def _text(style: str, x: float, y: float, words: str) -> Mark:
    return Mark("text", style, {"x": f"{x:.2f}%", "y": f"{y:.1f}"}, words)
