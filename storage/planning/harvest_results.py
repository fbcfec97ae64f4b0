"""The results of the crawls of one harvest, site by site, for people."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

# An event counts for the crawl and the site of the capture that showed it.
BROUGHT = """
WITH happened AS (
    SELECT site_id, kind, count(*) AS n FROM event JOIN capture USING (capture_id)
    WHERE list_contains($crawls, crawl_id) GROUP BY ALL
), carried AS (
    SELECT site_id, count(DISTINCT report_id) AS reports
    FROM page JOIN report USING (report_id) WHERE status = 'live' AND is_primary GROUP BY ALL
), fetched AS (
    SELECT site_id, count(*) AS captures FROM capture WHERE list_contains($crawls, crawl_id) GROUP BY ALL
)
SELECT
    outcome.site_id, coalesce(site.adcode, '') AS adcode, coalesce(full_name, '') AS government,
    CASE WHEN verdict = 'degraded' AND finish_reason = 'window_closed' THEN NULL
         WHEN list_pages > 0 OR len(problems) > 0 THEN listing_healthy END AS healthy,
    CASE WHEN healthy IS NULL AND verdict = 'degraded' THEN 'window closed'
         WHEN verdict = 'ok' AND NOT healthy THEN 'degraded' ELSE verdict END,
    coalesce(fetched.captures, 0), details, coalesce(reports, 0),
    coalesce(sum(n) FILTER (happened.kind = 'appeared'), 0), coalesce(sum(n) FILTER (happened.kind = 'changed'), 0),
    coalesce(sum(n) FILTER (happened.kind = 'moved'), 0), coalesce(sum(n) FILTER (happened.kind = 'removed'), 0),
    http_errors + failed_fetches AS failed,
    array_to_string(problems, '; ') AS why
FROM site_outcome AS outcome
JOIN crawl USING (crawl_id)
LEFT JOIN site USING (site_id)
LEFT JOIN government ON government.adcode = site.adcode
LEFT JOIN carried ON carried.site_id = outcome.site_id
LEFT JOIN fetched ON fetched.site_id = outcome.site_id
LEFT JOIN happened ON happened.site_id = outcome.site_id
WHERE list_contains($crawls, outcome.crawl_id)
GROUP BY ALL
ORDER BY outcome.site_id
"""


@dataclass(frozen=True, slots=True)
class SiteHarvest:
    """One site in the crawls of one harvest.

    healthy is None if only single pages were requested or the window closed before its turn: that says
    nothing about the site. verdict as in SiteOutcome. details counts the article pages read, reports the live
    ones the site carries; new, changed, moved and removed are what this crawl showed of them; failed counts
    requests that returned an error or nothing.
    """

    site_id: str
    adcode: str
    government: str
    healthy: bool | None
    verdict: str
    captures: int
    details: int
    reports: int
    new: int
    changed: int
    moved: int
    removed: int
    failed: int
    why: str


def site_harvests(connection: duckdb.DuckDBPyConnection, crawl_ids: Sequence[str]) -> list[SiteHarvest]:
    """The sites of these crawls, by site_id; none for a crawl without a summary."""
    rows = connection.execute(BROUGHT, {"crawls": list(crawl_ids)}).fetchall()
    return [SiteHarvest(*row) for row in rows]
