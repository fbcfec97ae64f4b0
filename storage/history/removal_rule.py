"""When a page counts as removed: after enough nights over enough days.

A night counts if its crawl read all lists of the site to their ends, found them healthy, and the page
answered that it does not exist. A blocked, failed or unhealthy crawl does not count and cancels nothing. A
successful answer restarts the count.
"""

from dataclasses import dataclass

import duckdb

# The days between the first and the last such night are those of the calendar in China: a site has no fixed
# place within the night. A 404 does not count if the page also answered well in the same crawl.
MISSING_NIGHTS = """
INSERT INTO missing_night BY NAME
WITH whole_walk AS (
    SELECT site_id, crawl_id, started_at, main.china_day(started_at) AS started_on
    FROM site_outcome JOIN crawl USING (crawl_id) WHERE whole AND listing_healthy
), told AS (
    SELECT *,
        count(*) FILTER (is_good) OVER (PARTITION BY canonical_url ORDER BY captured_at, capture_id) AS good_before,
        bool_or(is_good) OVER (PARTITION BY canonical_url, crawl_id) AS was_there
    FROM answer WHERE canonical_url IN (SELECT canonical_url FROM answer WHERE is_missing)
), night AS (
    SELECT
        canonical_url, good_before, crawl_id, started_at, started_on,
        max_by(capture_id, (captured_at, capture_id)) AS capture_id, max(captured_at) AS observed_at
    FROM told JOIN whole_walk USING (site_id, crawl_id)
    WHERE is_missing AND NOT was_there
    GROUP BY ALL
)
SELECT
    canonical_url, crawl_id, capture_id, observed_at,
    row_number() OVER in_a_row AS night_no,
    night_no >= $nights AND started_on - min(started_on) OVER in_a_row >= $days AS decides
FROM night
WINDOW in_a_row AS (PARTITION BY canonical_url, good_before ORDER BY started_at, crawl_id)
ORDER BY canonical_url, observed_at, night_no
"""


@dataclass(frozen=True, slots=True)
class RemovalRule:
    """How many nights, and over how many days from the first to the last of them, prove that a page is
    gone."""

    nights: int = 3
    days: int = 7


def removal_rule(connection: duckdb.DuckDBPyConnection) -> RemovalRule:
    """The rule of this archive: the one in meta, else the default."""
    told = connection.execute(
        "SELECT key, value::INTEGER FROM meta WHERE key IN ('removal_nights', 'removal_days')"
    ).fetchall()
    return RemovalRule(**{key.removeprefix("removal_"): value for key, value in told})


def save_removal_rule(connection: duckdb.DuckDBPyConnection, rule: RemovalRule) -> None:
    """Stores the rule in meta; the next fold applies it. Raises ValueError for less than one night or
    negative days."""
    if rule.nights < 1 or rule.days < 0:
        raise ValueError(f"{rule}: at least one night and 0 or more days")
    connection.execute(
        "INSERT OR REPLACE INTO meta VALUES ('removal_nights', ?), ('removal_days', ?)",
        [str(rule.nights), str(rule.days)],
    )


def write_missing_nights(connection: duckdb.DuckDBPyConnection) -> None:
    """Rewrites the rows of missing_night for the pages that are folded completely, from the temporary tables
    asked and answer (storage.history.sightings), in the caller's transaction."""
    rule = removal_rule(connection)
    connection.execute(
        "DELETE FROM missing_night WHERE canonical_url IN (SELECT canonical_url FROM asked WHERE whole)"
    )
    connection.execute(MISSING_NIGHTS, {"nights": rule.nights, "days": rule.days})
