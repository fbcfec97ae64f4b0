"""Sites: the result of the last crawl of each, and what a person should check."""

import duckdb

from storage.lookup.published import Row, rows

SITES = """
SELECT site_health.*, site.homepage FROM site_health LEFT JOIN internal.site USING (site_id)
WHERE ($province = '' OR starts_with(province, $province))
    AND ($verdict = '' OR starts_with(coalesce(verdict, 'never_crawled'), $verdict))
ORDER BY healthy, site_id
"""
VERDICTS = """
SELECT coalesce(verdict, 'never_crawled') AS verdict, count(*) AS sites, sum(reports)::BIGINT AS reports,
    min(verdict_since) AS since
FROM site_health GROUP BY 1 ORDER BY any_value(coalesce(verdict, 'never_crawled')) <> 'ok', sites DESC, 1
"""


def sites(cursor: duckdb.DuckDBPyConnection, province: str = "", verdict: str = "") -> list[Row]:
    """The rows of `site_health` for this province and verdict, unhealthy ones first."""
    return rows(cursor, SITES, {"province": province, "verdict": verdict})


def verdicts(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """The number of sites by verdict, and since when."""
    return rows(cursor, VERDICTS)
