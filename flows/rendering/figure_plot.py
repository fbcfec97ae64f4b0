"""Pictures of figures as SVG: lines per government, small pictures per province, the spread of a year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from statistics import median
from textwrap import wrap
from typing import Any, NamedTuple

from records import figure_codes

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 300, 76, 44, 150, 34
SMALL = (170, 110)
ACROSS = 4
INK, QUIET, MARK, BREAK = "#1f2933", "#b8c4ce", "#b3261e", "#8a6d3b"
MOST_LINES = 60
LINE = 15
ACROSS_ZH, ACROSS_EN = 64, 116  # characters per line of reasons


class Series(NamedTuple):
    """A code with its cells (rows of the panel) and its breaks."""

    code: str
    rows: list[dict[str, Any]]
    breaks: list[dict[str, Any]]


class Frame(NamedTuple):
    """The position of values in a picture: its corner, its size, the first and last year, the highest
    value."""

    left: float
    top: float
    width: float
    height: float
    years: tuple[int, int]
    most: float

    def x(self, year: float) -> float:
        first, last = self.years
        return self.left + self.width * ((year - first) / (last - first) if last > first else 0.5)

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - value / self.most)


def draw(series: Sequence[Series], kind: str, marked: Sequence[str] = ()) -> str:
    """One picture per code, one below the other. marked are division codes drawn on top."""
    parts, top = [], 0.0
    for one in series:
        told = [row for row in one.rows if row["value"] is not None]
        picture, height = _PICTURES[kind](one, told, marked, top)
        parts += picture
        top += height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0f}" width="{WIDTH}" height="{top:.0f}"'
        ' font-family="sans-serif" font-size="11" fill="none">\n'
        f'<rect width="{WIDTH}" height="{top:.0f}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _lines(
    series: Series, told: list[dict[str, Any]], marked: Sequence[str], top: float
) -> tuple[list[str], float]:
    frame = _frame(told, LEFT, top + TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)
    parts = [_title(series.code, top), *_axes(frame), *_breaks(series, frame)]
    paths = _by(told, "adcode")
    shown = sorted(paths, key=lambda adcode: (adcode in marked, len(paths[adcode])), reverse=True)[
        :MOST_LINES
    ]
    for adcode in reversed(shown):
        in_front = adcode in marked or len(shown) == 1
        parts += _path(paths[adcode], frame, MARK if in_front else QUIET, 2 if in_front else 1)
        if in_front:
            last = paths[adcode][-1]
            parts.append(
                _text(frame.x(last["report_year"]) + 6, frame.y(last["value"]) + 4, last["government"], MARK)
            )
    if len(shown) > 1:
        parts += _path(_medians(told), frame, INK, 2)
        parts.append(_text(WIDTH - RIGHT + 6, top + TOP - 8, f"中位数 median, n = {len(paths)}", INK))
    if len(paths) > len(shown):
        parts.append(_text(WIDTH - RIGHT + 6, top + TOP + 8, f"{len(paths) - len(shown)} not drawn", INK))
    reasons = list(_reasons(series, frame, top + HEIGHT))
    return [*parts, *reasons], HEIGHT + LINE * len(reasons) + (6 if reasons else 0)


def _provinces(
    series: Series, told: list[dict[str, Any]], marked: Sequence[str], top: float
) -> tuple[list[str], float]:
    groups = sorted(_by(told, "province").items())
    parts = [_title(series.code, top)]
    width, height = SMALL
    whole = _frame([row for _, rows in groups for row in _medians(rows)] or told, 0, 0, 1, 1)
    for at, (province, rows) in enumerate(groups):
        left = 10 + (at % ACROSS) * (width + 6)
        above = top + TOP + (at // ACROSS) * (height + 24)
        frame = Frame(left, above + 14, width - 8, height - 14, whole.years, whole.most)
        parts.append(_text(left, above + 8, f"{province} ({len({row['adcode'] for row in rows})})", INK))
        parts.append(
            f'<rect x="{left}" y="{above + 14:.1f}" width="{width - 8}" height="{height - 14}" stroke="{QUIET}"/>'
        )
        parts += [*_breaks(series, frame), *_path(_medians(rows), frame, INK, 1.5)]
    count = -(-len(groups) // ACROSS)
    span = f"{whole.years[0]}–{whole.years[1]}, 0–{_short(whole.most)}: 各省中位数 medians"
    below = TOP + count * (height + 24) + 8
    parts.append(_text(10, top + below, span, INK))
    reasons = list(_reasons(series, whole, top + below + LINE + 4))
    return [*parts, *reasons], below + 18 + LINE * len(reasons)


def _spread(
    series: Series, told: list[dict[str, Any]], marked: Sequence[str], top: float
) -> tuple[list[str], float]:
    year = max(row["report_year"] for row in told)
    rows = sorted((row for row in told if row["report_year"] == year), key=lambda row: row["value"])
    most = max(1e-9, rows[-1]["value"])
    parts = [_title(series.code, top, f"{year}, n = {len(rows)}")]
    line = top + TOP + 60
    width = WIDTH - LEFT - RIGHT
    parts.append(f'<path d="M{LEFT} {line}H{LEFT + width}" stroke="{QUIET}"/>')
    for row in rows:
        x = LEFT + width * row["value"] / most
        is_marked = row["adcode"] in marked
        colour, reach = (MARK, 26) if is_marked else (INK, 10)
        parts.append(
            f'<path d="M{x:.1f} {line - reach}V{line + reach}" stroke="{colour}" opacity="{1 if is_marked else 0.35}"/>'
        )
        if is_marked:
            rank = 1 + sum(other["value"] > row["value"] for other in rows)
            parts.append(
                _text(x + 4, line - 30, f"{row['government']} {_short(row['value'])} (#{rank})", MARK)
            )
    for value in (0, most / 2, most):
        parts.append(_text(LEFT + width * value / most - 8, line + 30, _short(value), INK))
    return parts, TOP + 110


_PICTURES = {"lines": _lines, "provinces": _provinces, "spread": _spread}


def _frame(rows: Sequence[dict[str, Any]], left: float, top: float, width: float, height: float) -> Frame:
    years = [row["report_year"] for row in rows]
    most = max([row["value"] for row in rows], default=1) or 1
    return Frame(left, top, width, height, (min(years, default=0), max(years, default=0)), most * 1.05)


def _title(code: str, top: float, more: str = "") -> str:
    meaning = figure_codes()[code]
    words = f"{meaning.name_zh} {meaning.name_en}{f' ({meaning.unit})' if meaning.unit else ''} {more}"
    return f'<text x="10" y="{top + 20:.0f}" font-size="14" fill="{INK}">{escape(words)}</text>'


def _axes(frame: Frame) -> Iterable[str]:
    for step in range(5):
        value = frame.most / 1.05 * step / 4
        yield f'<path d="M{frame.left} {frame.y(value):.1f}h{frame.width}" stroke="{QUIET}" stroke-width="0.5"/>'
        yield f'<text x="{frame.left - 6}" y="{frame.y(value) + 4:.1f}" fill="{INK}" text-anchor="end">{_short(value)}</text>'
    for year in range(frame.years[0], frame.years[1] + 1):
        yield f'<text x="{frame.x(year):.1f}" y="{frame.top + frame.height + 16:.0f}" fill="{INK}" text-anchor="middle">{year}</text>'


def _breaks(series: Series, frame: Frame) -> Iterable[str]:
    """A line between the last year of the old definition and the first of the new one, with its number."""
    for number, one in _within(series, frame):
        x = frame.x(one["report_year"] - 0.5)
        yield f'<path d="M{x:.1f} {frame.top:.1f}v{frame.height:.1f}" stroke="{BREAK}" stroke-dasharray="4 3"/>'
        yield _text(x + 3, frame.top + 10, number, BREAK)


def _reasons(series: Series, frame: Frame, top: float) -> Iterable[str]:
    """The legend of the numbered breaks: what is counted differently from that year on."""
    lines = []
    for number, one in _within(series, frame):
        lines.append(f"{number} {one['report_year']} 口径变化 change of definition")
        lines += [*wrap(one["reason_zh"], ACROSS_ZH), *wrap(one["reason_en"], ACROSS_EN)]
    for at, line in enumerate(lines):
        yield _text(10, top + at * LINE, line, BREAK)


def _within(series: Series, frame: Frame) -> list[tuple[str, dict[str, Any]]]:
    """The breaks between the first and the last year of a picture, numbered ①, ② …"""
    first, last = frame.years
    breaks = sorted(
        (one for one in series.breaks if first < one["report_year"] <= last),
        key=lambda one: one["report_year"],
    )
    return [(chr(ord("①") + at), one) for at, one in enumerate(breaks)]


def _path(rows: Sequence[dict[str, Any]], frame: Frame, colour: str, width: float) -> list[str]:
    """A line with one point per year; years with a gap between them are not joined."""
    parts, steps, before = [], "", None
    for row in rows:
        x, y = frame.x(row["report_year"]), frame.y(row["value"])
        steps += f"{'L' if before == row['report_year'] - 1 else 'M'}{x:.1f} {y:.1f}"
        before = row["report_year"]
        told = escape(f"{row.get('government', '')} {row['report_year']}: {_short(row['value'])}")
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{width + 0.5}" fill="{colour}"><title>{told}</title></circle>'
        )
    return [f'<path d="{steps}" stroke="{colour}" stroke-width="{width}"/>', *parts] if steps else []


def _medians(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    years: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        years[row["report_year"]].append(row["value"])
    return [{"report_year": year, "value": median(values)} for year, values in sorted(years.items())]


def _by(rows: Sequence[dict[str, Any]], name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row["report_year"])):
        found[row[name]].append(row)
    return dict(found)


def _text(x: float, y: float, words: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{escape(words)}</text>'


def _short(value: float) -> str:
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:,.1f}{word}"
    return f"{value:,.0f}" if float(value).is_integer() or value >= 100 else f"{value:.1f}"
