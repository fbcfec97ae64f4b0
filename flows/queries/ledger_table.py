"""`fazhi ledger`: what should exist and whether it does, as rows, counts or a picture."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import duckdb
from rich.table import Table
from rich.text import Text

from flows.errors import AnswerFailed
from flows.queries.names import check_place
from flows.rendering.heatmap import draw, is_known, number, published_percent, with_country
from flows.rendering.tables import RAW_CSV, print_rows, print_table
from flows.rendering.terminal import Terminal
from storage.history.ledger import STATUSES, Share, as_of, ledger_counts, ledger_entries, ledger_shares
from storage.paths import DataDir
from storage.publishing.query import open_published

SHOWN = (
    *("adcode", "government", "report_year", "status", "due_on", "published_on", "days_late", "report_id"),
    *("sources", "checked_at"),
)


def show_ledger(data: DataDir, year: int | None, province: str, status: str, form: str) -> None:
    """Prints the selected rows; without a selection, the number of each status. A table has the columns for
    people, CSV and JSON have all.

    Raises AnswerFailed for an unknown status.
    """
    if status and status not in STATUSES:
        raise AnswerFailed(f"unknown status {status!r}: choose from {', '.join(STATUSES)}")
    with _published(data) as connection:
        check_place(connection, province, year)
        if form == "table" and year is None and not province and not status:
            names, rows = ledger_counts(connection)
            print_table(names, rows, "Governments by report year and status")
            return
        names, rows = ledger_entries(connection, year, province, status)
    if form == "table":
        places = [names.index(name) for name in SHOWN]
        print_rows(SHOWN, [[row[place] for place in places] for row in rows], form)
        print(f"{len(rows)} rows")
        return
    print_rows(names, [_flat(row) for row in rows] if form in ("csv", RAW_CSV) else rows, form)


@contextmanager
def _published(data: DataDir) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published archive. Raises AnswerFailed if it was published before there was a ledger."""
    with open_published(data) as connection:
        try:
            yield connection
        except duckdb.CatalogException as error:
            raise AnswerFailed(
                f"{data.published} was published before there was a ledger: run `fazhi publish`"
            ) from error


def _flat(row: Sequence[Any]) -> list[Any]:
    """Lists as words separated by spaces, because a CSV has no lists."""
    return [" ".join(value) if isinstance(value, list) else value for value in row]


def show_map(data: DataDir, province: str, picture: str) -> None:
    """Writes the country by province and year as SVG into the named file, or for `-` as cells to the
    terminal.

    Raises AnswerFailed if the ledger has no such province, or the file is not named .svg.
    """
    with _published(data) as connection:
        shares, moment = ledger_shares(connection, province), as_of(connection)
    if not shares or moment is None:
        raise AnswerFailed(f"no province in the ledger begins with {province!r}")
    shares = with_country(shares) if not province else shares
    if picture == "-":
        _print_map(shares, f"{moment:%Y-%m-%d}")
        return
    if not picture.endswith(".svg"):
        raise AnswerFailed(f"{picture}: the picture is written as SVG: use a name such as --map country.svg")
    Path(picture).write_text(draw(shares, moment), encoding="utf-8")
    click.echo(f"{picture}: {len({one.province for one in shares})} rows as of {moment:%Y-%m-%d %H:%M} UTC")


def _print_map(shares: Sequence[Share], day: str) -> None:
    years = sorted({one.report_year for one in shares})
    table = Table(
        title=f"Governments with a report online, percent of those that could be checked, as of {day}",
        caption="(in brackets: fewer than half could be checked; – none could)",
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("")
    for year in years:
        table.add_column(str(year), justify="right")
    for province in dict.fromkeys(one.province for one in shares):
        cells = {one.report_year: _cell(one) for one in shares if one.province == province}
        table.add_row(province, *(cells.get(year, Text()) for year in years))
    console = Terminal()
    (console if console.is_terminal else Terminal(width=200)).print(table)


def _cell(share: Share) -> Text:
    percent = published_percent(share)
    if percent is None or not is_known(share):
        return Text(number(share), style="dim")
    return Text(number(share), "bold green" if percent >= 90 else "yellow" if percent >= 50 else "red")
