"""`fazhi figures` and `fazhi plot`: answers from the published archive."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from subprocess import SubprocessError, run
from typing import Any

import duckdb

from flows.errors import AnswerFailed
from flows.queries.names import government_code
from flows.rendering.console import errors
from flows.rendering.figure_plot import Series, draw
from flows.rendering.sheets import FILES, write_rows
from flows.rendering.tables import print_rows
from storage.lookup.figures import breaks, checked_code, figures_of, panel, wide
from storage.paths import DataDir
from storage.publishing.query import no_such_report, open_published

Rows = Sequence[Sequence[Any]]
_SHOWN = (
    "government",
    "report_year",
    "code",
    "value",
    "state",
    "unit",
    "scope",
    "period",
    "agree",
    "mentions",
    "sentence",
)
FONT = ("fc-match", "--format=%{family[0]}", "sans-serif:lang=zh-cn")
_OF_REPORT = ("code", "name", "value", "unit", "qualifier", "scope", "period", "semantics", "sentence")


def show_report(data: DataDir, report: str, form: str, target: Path | None) -> None:
    """Prints the figures of a report, or that its text states none, or that it has no text."""
    with open_published(data) as connection:
        names, rows = figures_of(connection, report)
        if not rows:
            found = connection.execute("SELECT chars FROM reports WHERE report_id = ?", [report]).fetchone()
            if found is None:
                raise no_such_report(connection, report)
            why = "its text was read and states no figure" if found[0] else "it has no text that can be read"
            errors.print(f"{report}: {why}", markup=False)
            return
    _give(names, rows, form, target, _OF_REPORT)


def show_panel(
    data: DataDir, codes: Sequence[str], asked: Sequence[str], provinces: Sequence[str], years: tuple[int, int],
    form: str, target: Path | None,
) -> None:  # fmt: skip
    """Prints the cells of these codes, for all governments or the named ones."""
    with open_published(data) as connection:
        names, rows = panel(connection, codes, provinces, years)
        rows = _of_governments(connection, asked, names, rows)
    _give(names, rows, form, target, _SHOWN)


def show_wide(
    data: DataDir, asked: Sequence[str], provinces: Sequence[str], years: tuple[int, int], form: str, target: Path | None
) -> None:  # fmt: skip
    """Prints one column per code."""
    with open_published(data) as connection:
        names, rows = wide(connection, provinces, years)
        rows = _of_governments(connection, asked, names, rows)
    _give(names, rows, form, target, names[:8])


def _of_governments(
    connection: duckdb.DuckDBPyConnection, asked: Sequence[str], names: Sequence[str], rows: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:  # fmt: skip
    """The rows of the named governments (names or codes); all rows if none is named. Raises AnswerFailed for
    a government without a row."""
    at = names.index("adcode")
    there = {row[at] for row in rows}
    wanted = {one: government_code(connection, one) for one in asked}
    for name, code in wanted.items():
        if code not in there:
            raise AnswerFailed(
                f"{name} has no such figure in these years: see `fazhi ledger --government {name}` for its"
                " reports"
            )
    return [row for row in rows if row[at] in wanted.values()] if wanted else rows


def show_plot(
    data: DataDir, codes: Sequence[str], asked: Sequence[str], provinces: Sequence[str], years: tuple[int, int],
    kind: str, target: Path,
) -> None:  # fmt: skip
    """Writes the picture. Raises AnswerFailed if there is nothing to draw, or the form is unknown."""
    if target.suffix not in (".svg", ".png"):
        raise AnswerFailed(f"{target.name}: a picture is FILE.svg, or FILE.png")
    with open_published(data) as connection:
        series: list[Series] = []
        marked = [government_code(connection, one) for one in asked]
        for code in map(checked_code, codes):
            names, rows = panel(connection, [code], provinces, years)
            _of_governments(connection, asked, names, rows)
            told = [dict(zip(names, row, strict=True)) for row in rows]
            series.append(
                Series(
                    code, told, [dict(zip(*pair, strict=True)) for pair in _pairs(breaks(connection, code))]
                )
            )
    if not any(row["value"] is not None for one in series for row in one.rows):
        raise AnswerFailed(
            f"no report states {', '.join(codes)} for these governments and years: nothing to draw"
        )
    svg = draw(series, kind, marked)
    if target.suffix == ".svg":
        target.write_text(svg, encoding="utf-8")
    else:
        _as_png(svg, target)
    errors.print(f"wrote {target}", markup=False)


def _pairs(rows: tuple[list[str], list[tuple[Any, ...]]]) -> list[tuple[list[str], tuple[Any, ...]]]:
    return [(rows[0], row) for row in rows[1]]


def _as_png(svg: str, target: Path) -> None:
    try:
        from cairosvg import svg2png
    except ImportError:
        raise AnswerFailed('a PNG needs the extra: pip install "fazhi[png]"; or write FILE.svg') from None
    # The renderer takes one font family and does not substitute missing characters.
    svg = svg.replace('font-family="sans-serif"', f'font-family="{_chinese_font()}"', 1)
    svg2png(bytestring=svg.encode(), write_to=str(target), output_width=1800)


def _chinese_font() -> str:
    """A Chinese font family of this machine; a usual one if the machine does not name any."""
    try:
        told = run(FONT, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, SubprocessError):
        told = ""
    return escape(told.strip() or "Noto Sans CJK SC", quote=True)


def _give(names: Sequence[str], rows: Rows, form: str, target: Path | None, shown: Sequence[str]) -> None:
    """Prints the rows, or writes them to the file; a table on the screen has only the columns `shown`."""
    if target:
        form = target.suffix.lstrip(".") if form == "table" else form
        if form not in FILES:
            raise AnswerFailed(f"{target.name}: a file is one of {', '.join(FILES)}; or say --format")
        write_rows(target, names, rows, form)
        with_report = ""
        if "report_id" in names:
            number = sum(row[names.index("report_id")] is not None for row in rows)
            with_report = f"; {number:,} of them have a report (report_id)" if number < len(rows) else ""
        errors.print(f"wrote {len(rows):,} rows to {target}{with_report}", markup=False)
    elif form == "table":
        at = [names.index(name) for name in shown]
        print_rows(shown, [[row[one] for one in at] for row in rows], form)
        errors.print(f"{len(rows):,} rows; --format csv has all columns", style="dim")
    elif form in ("csv", "json"):
        print_rows(names, rows, form)
    else:
        raise AnswerFailed(f"--format {form} is a file: name it with --to FILE.{form}")
