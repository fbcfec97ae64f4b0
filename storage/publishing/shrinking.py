"""What the working archive would lose compared with the published one. Large losses stop the publication.

The thresholds come from the sites' own history. A night that exceeds one is kept but not published until a
person has checked it.
"""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass

import duckdb

from storage.database.connection import connect
from storage.paths import DataDir
from storage.publishing.manifest import published_files

SITES_AT_MOST = 0.20
"""Share of the sites that were healthy in the published archive: if more of them are broken, nothing is
published."""
REPORTS_AT_MOST = 0.02
"""Share of the live reports that may disappear in a night, even if a removal explains each."""
SITE_REPORTS_AT_MOST = 0.20
"""Share of the live reports of one site: if more are gone, the site counts as broken."""
GROWTH_AT_MOST = 2.0
"""A site with more than this many times its live reports (and ten more) causes a warning."""

LIVE = """
SELECT report.report_id, coalesce(page.site_id, '') AS site_id, report.report_year
FROM report LEFT JOIN page ON page.canonical_url = report.page_url WHERE report.status = 'live'
"""
REMOVED = "SELECT report_id FROM event WHERE kind = 'removed'"
RENAMED = "SELECT report_id FROM alias"
# A report that only has a new id is not lost.
CARRIED_ON = (
    "SELECT alias.report_id FROM alias JOIN report ON report.report_id = became WHERE status = 'live'"
)
HEALTH = "SELECT site_id, healthy FROM site_health"
NAMED = 8
"""Reports named in one line."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """The live reports, each with the site of its page and its year, and which sites are healthy."""

    live: dict[str, tuple[str, int | None]]
    healthy: dict[str, bool | None]

    def of_sites(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {site_id: set() for site_id in self.healthy}
        for report_id, (site_id, _) in self.live.items():
            found.setdefault(site_id, set()).add(report_id)
        return found


def shrinking(connection: duckdb.DuckDBPyConnection, data_dir: DataDir) -> list[str]:
    """The losses that a person must accept before publishing, one line each. Reports are compared by id: a
    new report does not compensate for a lost one."""
    before, now = _published(data_dir)[0], _standing(connection)
    if before is None:
        return []
    carried_on = {report_id for (report_id,) in connection.execute(CARRIED_ON).fetchall()}
    gone = before.live.keys() - now.live.keys() - carried_on
    found = list(_unexplained(connection, before, gone))
    healthy = [site_id for site_id, is_healthy in before.healthy.items() if is_healthy]
    had = before.of_sites()
    worse = [site for site in healthy if now.healthy.get(site, False) is False or _loses(had[site], gone)]
    if len(worse) > max(1, SITES_AT_MOST * len(healthy)):
        found.append(
            f"{len(worse)} of {len(healthy)} sites that were healthy are broken now, such as"
            f" {', '.join(sorted(worse)[:3])}: see `fazhi status`; if this is right: fazhi publish"
            " --accept-shrink"
        )
    if len(gone) > max(1, REPORTS_AT_MOST * len(before.live)):
        found.append(
            f"{len(gone)} of {len(before.live)} live reports are gone at once, {_some(gone)}: check them"
            " (FROM events WHERE kind = 'removed' ORDER BY observed_at DESC); if they are right:"
            " fazhi publish --accept-shrink"
        )
    return found


def _unexplained(connection: duckdb.DuckDBPyConnection, before: _Standing, gone: Set[str]) -> Iterator[str]:
    """For each site and year the reports that were lost without a removal or a new id that explains it."""
    told = {
        report_id for query in (REMOVED, RENAMED) for (report_id,) in connection.execute(query).fetchall()
    }
    places: dict[tuple[str, int], set[str]] = defaultdict(set)
    for report_id in gone - told:
        site_id, year = before.live[report_id]
        places[site_id, year or 0].add(report_id)
    for (site_id, year), lost in sorted(places.items()):
        yield (
            f"site {site_id or 'unknown'}, {year or 'no year'}: {_some(lost)} would disappear without a"
            " removal event: see `fazhi history`; if this is right: fazhi publish --accept-shrink"
        )


def _some(reports: Set[str]) -> str:
    more = f" and {len(reports) - NAMED} more" if len(reports) > NAMED else ""
    return ", ".join(sorted(reports)[:NAMED]) + more


def _loses(had: Set[str], gone: Set[str]) -> bool:
    return len(had & gone) > max(1, SITE_REPORTS_AT_MOST * len(had))


def growing(connection: duckdb.DuckDBPyConnection, data_dir: DataDir) -> list[str]:
    """Warnings, one line each: sites with suddenly far more reports, and a published file that could not be
    compared."""
    (before, damaged), now = _published(data_dir), _standing(connection)
    if before is None:
        return damaged
    had = {site_id: len(reports) for site_id, reports in before.of_sites().items()}
    return damaged + [
        f"site {site_id} now has {len(reports)} live reports instead of {had[site_id]}: check whether one"
        " page was read as many reports"
        for site_id, reports in sorted(now.of_sites().items())
        if had.get(site_id) and len(reports) > max(GROWTH_AT_MOST * had[site_id], had[site_id] + 10)
    ]


def _published(data_dir: DataDir) -> tuple[_Standing | None, list[str]]:
    """The state of the published file or, if that is damaged, of the newest set that can be read; and a line
    for each that cannot."""
    damaged: list[str] = []
    for place in published_files(data_dir):
        try:
            with connect(place, read_only=True) as published:
                return _standing(published), damaged
        except (duckdb.Error, UnicodeDecodeError) as error:
            damaged.append(
                f"{place} cannot be read ({str(error).splitlines()[0]}): it is replaced, and losses since"
                " then are not noticed unless an older set is there"
            )
    return None, damaged


def _standing(connection: duckdb.DuckDBPyConnection) -> _Standing:
    live = {row[0]: (row[1], row[2]) for row in connection.execute(LIVE).fetchall()}
    return _Standing(live, dict(connection.execute(HEALTH).fetchall()))
