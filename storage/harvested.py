"""What one crawl brought, site by site: for the person who looks in the morning."""

from dataclasses import dataclass

import duckdb

# An event belongs to the crawl and the site of the capture that showed it.
BROUGHT = """
WITH happened AS (
    SELECT site_id, kind, count(*) AS n FROM event JOIN capture USING (capture_id)
    WHERE crawl_id = $crawl_id GROUP BY ALL
), carried AS (
    SELECT site_id, count(DISTINCT report_id) AS reports
    FROM page JOIN report USING (report_id) WHERE status = 'live' AND is_primary GROUP BY ALL
)
SELECT
    outcome.site_id, coalesce(site.adcode, '') AS adcode, coalesce(full_name, '') AS government,
    CASE WHEN list_pages > 0 OR len(problems) > 0 THEN listing_healthy END AS healthy,
    (SELECT count(*) FROM capture WHERE crawl_id = $crawl_id AND capture.site_id = outcome.site_id) AS captures,
    details, coalesce(reports, 0) AS reports,
    coalesce((SELECT sum(n) FROM happened WHERE happened.site_id = outcome.site_id AND kind = 'appeared'), 0),
    coalesce((SELECT sum(n) FROM happened WHERE happened.site_id = outcome.site_id AND kind = 'changed'), 0),
    coalesce((SELECT sum(n) FROM happened WHERE happened.site_id = outcome.site_id AND kind = 'moved'), 0),
    coalesce((SELECT sum(n) FROM happened WHERE happened.site_id = outcome.site_id AND kind = 'removed'), 0),
    http_errors + failed_fetches AS failed,
    array_to_string(problems, '; ') AS why
FROM site_outcome AS outcome
LEFT JOIN site USING (site_id)
LEFT JOIN government ON government.adcode = site.adcode
LEFT JOIN carried USING (site_id)
WHERE crawl_id = $crawl_id
ORDER BY outcome.site_id
"""


@dataclass(frozen=True, slots=True)
class SiteHarvest:
    """One site in one crawl. healthy is None where only single pages were asked for, which says nothing
    about the site. details counts the article pages that were read, reports the live ones the site
    carries; new, changed, moved and removed are what this crawl showed of them; failed counts requests
    that brought an error or nothing."""

    site_id: str
    adcode: str
    government: str
    healthy: bool | None
    captures: int
    details: int
    reports: int
    new: int
    changed: int
    moved: int
    removed: int
    failed: int
    why: str


def site_harvests(connection: duckdb.DuckDBPyConnection, crawl_id: str) -> list[SiteHarvest]:
    """The sites of one crawl, by site_id; none for a crawl that left no summary."""
    rows = connection.execute(BROUGHT, {"crawl_id": crawl_id}).fetchall()
    return [SiteHarvest(*row) for row in rows]
