"""`fazhi status`: the size of the archive, and the sites that cannot be read, since when and why.

From the published archive, read-only.
"""

from collections.abc import Sequence
from datetime import datetime

from flows.operation.disk import disk, megabytes
from flows.rendering.tables import print_table
from flows.rendering.terminal import Terminal
from storage.paths import DataDir
from storage.publishing.audit_results import audit_lines
from storage.publishing.query import Row, open_published, site_rows, status

SITE = ("site_id", "government", "verdict", "broken_since", "healthy_at", "reports", "cause", "next_try_at")


def show_status(data: DataDir) -> None:
    """Prints the totals, the sites by verdict, the worst of them, and the issues that wait for a person."""
    with open_published(data) as connection:
        found = status(connection)
        audited = audit_lines(connection)
    totals = found.totals
    Terminal(highlight=False, soft_wrap=True).print(
        f"{totals['live_reports']} live reports, {totals['removed_reports']} removed, {totals['versions']}"
        f" versions; {totals['captures']} captures ({totals['revisits']} revisits) of {totals['crawls']}"
        f" crawls; last crawl {totals['last_crawl_at']} UTC",
    )
    _print(found.verdicts, "Sites")
    _print([{name: row[name] for name in SITE} for row in found.worst], "Not healthy, most reports first")
    _print(found.issues, "Issues of the last crawls")
    for line in audited:
        print(line)


def show_disk(data: DataDir) -> None:
    """Prints the size of each folder, what a night adds, and for how many nights there is room."""
    found = disk(data)
    rows = [[f"{place}/", megabytes(size)] for place, size in found.places.items()]
    print_table(["place", "takes"], rows, str(data.root))
    print(
        f"free: {megabytes(found.free)}; a night adds {megabytes(found.a_night)} and needs"
        f" {megabytes(found.needed)}"
    )
    if found.days_left is not None:
        print(f"room for {found.days_left} nights like the last ones")


def show_sites(data: DataDir, verdict: str) -> None:
    """Prints one line per site; verdict is one of site_health, or the beginning of one (blocked)."""
    with open_published(data) as connection:
        rows = site_rows(connection, verdict)
    _print([{name: row[name] for name in SITE} for row in rows], f"{len(rows)} sites")


def _print(rows: Sequence[Row], title: str) -> None:
    if rows:
        table = [[_words(name, value) for name, value in row.items()] for row in rows]
        print_table(list(rows[0]), table, title)


def _words(name: str, value: object) -> object:
    if name == "next_try_at" and value is not None:
        return f"backing off until {value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else value
