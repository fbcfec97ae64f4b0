"""Maintains the table site_state: the state of each site, and since when. Each ingested crawl updates it;
recomputing it from all crawls gives the same rows."""

from collections.abc import Iterable

import duckdb

from storage.database.rows import json_list

# A crawl of one address reads no list and says nothing about the site; nor does an interrupted crawl, or a
# list that the end of the window left unread.
OUTCOMES = """
CREATE OR REPLACE TEMP TABLE outcome_now AS
SELECT site_id, crawl_id, started_at, listing_healthy,
    CASE WHEN verdict = 'ok' AND NOT listing_healthy THEN 'degraded' ELSE verdict END AS told
FROM site_outcome JOIN crawl USING (crawl_id)
WHERE (list_pages > 0 OR len(problems) > 0 OR verdict <> 'ok') AND NOT internal.cut_short(finish_reason)
    AND NOT (finish_reason = 'window_closed' AND told = 'degraded') AND {those}
"""
OF_CRAWL = "crawl_id = $crawl"
OF_SITES = "site_id IN (SELECT unnest($sites::JSON::VARCHAR[]))"
LATE = """
SELECT site_id FROM outcome_now JOIN site_state USING (site_id)
WHERE (outcome_now.started_at, outcome_now.crawl_id) <= (site_state.started_at, site_state.crawl_id)
"""
# One more crawl, later than all known ones.
NEXT = """
CREATE OR REPLACE TEMP TABLE state_now AS
SELECT new.site_id, new.crawl_id, new.started_at, new.told AS verdict,
    CASE WHEN new.told = before.verdict THEN before.verdict_since ELSE new.started_at END AS verdict_since,
    CASE WHEN new.listing_healthy THEN new.started_at ELSE before.healthy_at END AS healthy_at,
    CASE WHEN NOT new.listing_healthy THEN coalesce(before.broken_since, new.started_at) END AS broken_since
FROM outcome_now AS new LEFT JOIN site_state AS before USING (site_id)
"""
WHOLE = """
CREATE OR REPLACE TEMP TABLE state_now AS
WITH last AS (
    SELECT * FROM outcome_now
    QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY started_at DESC, crawl_id DESC) = 1
), past AS (
    SELECT outcome.site_id, max(outcome.started_at) FILTER (outcome.listing_healthy) AS healthy_at,
        max(outcome.started_at) FILTER (outcome.told <> last.told) AS other_at
    FROM outcome_now AS outcome JOIN last USING (site_id) GROUP BY outcome.site_id
)
SELECT last.site_id, last.crawl_id, last.started_at, last.told AS verdict,
    min(outcome.started_at) FILTER (other_at IS NULL OR outcome.started_at > other_at) AS verdict_since, healthy_at,
    min(outcome.started_at) FILTER (healthy_at IS NULL OR outcome.started_at > healthy_at) AS broken_since
FROM last JOIN past USING (site_id) JOIN outcome_now AS outcome USING (site_id) GROUP BY ALL
"""


def write_states(connection: duckdb.DuckDBPyConnection, crawl_id: str, known: Iterable[str]) -> None:
    """Adds the site outcomes of this crawl. known are the sites for which the archive already had an outcome
    of this crawl: their state is computed from all crawls, as it is after a crawl older than the last one."""
    connection.execute(OUTCOMES.format(those=OF_CRAWL), {"crawl": crawl_id})
    anew = {*known, *(site_id for (site_id,) in connection.execute(LATE).fetchall())}
    connection.execute(NEXT)
    _put(connection)
    if anew:
        connection.execute(OUTCOMES.format(those=OF_SITES), {"sites": json_list(anew)})
        connection.execute(f"DELETE FROM site_state WHERE {OF_SITES}", {"sites": json_list(anew)})
        connection.execute(WHOLE)
        _put(connection)
    for table in ("outcome_now", "state_now"):
        connection.execute(f"DROP TABLE {table}")


def _put(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DELETE FROM site_state WHERE site_id IN (SELECT site_id FROM state_now)")
    connection.execute("INSERT INTO site_state BY NAME FROM state_now")
