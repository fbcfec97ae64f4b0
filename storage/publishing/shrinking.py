"""What the working archive would lose compared with the published one. Large losses stop the publication.

The thresholds come from the sites' own history. A night that exceeds one is kept but not published until a
person has checked it.
"""

from dataclasses import dataclass

import duckdb

from storage.database.connection import connect
from storage.paths import DataDir

SITES_AT_MOST = 0.20
"""Share of the sites that were healthy in the published archive: more of them broken hold publishing back."""
REPORTS_AT_MOST = 0.02
"""Share of the live reports that may go in a night, with a removal that explains each."""
SITE_REPORTS_AT_MOST = 0.20
"""Share of the live reports of one site: with more gone it counts as broken."""
GROWTH_AT_MOST = 2.0
"""A site that has more than so many times its live reports (and ten more) is looked at."""

LIVE = "SELECT count(*) FROM report WHERE status = 'live'"
SITES = "SELECT site_id, healthy, reports FROM site_health"


@dataclass(frozen=True, slots=True)
class _Standing:
    live: int
    sites: dict[str, tuple[bool | None, int]]


def shrinking(connection: duckdb.DuckDBPyConnection, data_dir: DataDir) -> list[str]:
    """What a person must have seen before the working archive is published, one line each."""
    before, now = _published(data_dir), _standing(connection)
    if before is None:
        return []
    found = []
    healthy = {site_id: reports for site_id, (is_healthy, reports) in before.sites.items() if is_healthy}
    worse = [
        site_id
        for site_id, reports in healthy.items()
        if _is_broken(now.sites.get(site_id, (False, 0)), reports)
    ]
    if len(worse) > max(1, SITES_AT_MOST * len(healthy)):
        found.append(
            f"{len(worse)} of {len(healthy)} sites that were healthy are broken now, such as"
            f" {', '.join(sorted(worse)[:3])}: see `fazhi status`; if it is so: fazhi publish --accept-shrink"
        )
    gone = before.live - now.live
    if gone > max(1, REPORTS_AT_MOST * before.live):
        found.append(
            f"{gone} of {before.live} live reports are gone at once: look at the last removals in `events`;"
            " if they are right: fazhi publish --accept-shrink"
        )
    return found


def growing(connection: duckdb.DuckDBPyConnection, data_dir: DataDir) -> list[str]:
    """Sites that suddenly have far more reports than before, one line each: worth a look, no more."""
    before, now = _published(data_dir), _standing(connection)
    if before is None:
        return []
    return [
        f"site {site_id} has {reports} live reports and had {had}: is one page told as many?"
        for site_id, (_, reports) in sorted(now.sites.items())
        if (had := before.sites.get(site_id, (None, 0))[1]) and reports > max(GROWTH_AT_MOST * had, had + 10)
    ]


def _is_broken(now: tuple[bool | None, int], had: int) -> bool:
    is_healthy, reports = now
    return is_healthy is False or had - reports > max(1, SITE_REPORTS_AT_MOST * had)


def _published(data_dir: DataDir) -> _Standing | None:
    if not data_dir.published.exists():
        return None
    with connect(data_dir.published, read_only=True) as published:
        return _standing(published)


def _standing(connection: duckdb.DuckDBPyConnection) -> _Standing:
    (live,) = connection.execute(LIVE).fetchall()[0]
    sites = {row[0]: (row[1], row[2]) for row in connection.execute(SITES).fetchall()}
    return _Standing(live, sites)
