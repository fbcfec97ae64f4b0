"""The conditions for publishing an archive."""

import re
from importlib.resources import files

import duckdb

# Only crawled sites: a first night over some sites says nothing about the others.
BELOW_FLOOR = """
SELECT site_id, min_reports, count(report_id) AS live
FROM site
LEFT JOIN (SELECT report_id, page.site_id FROM report JOIN page USING (report_id)
           WHERE is_primary AND status = 'live') USING (site_id)
WHERE site_id IN (SELECT site_id FROM site_outcome)
GROUP BY site_id, min_reports
HAVING live < min_reports
ORDER BY site_id
"""
# A crawl that was published late may have begun two days before.
SINCE = "SELECT max(published_at) - INTERVAL 2 DAY FROM publication"
FRESH = "SELECT * FROM capture WHERE captured_at > TIMESTAMP '{since}'"
WEEK_OVER = """
SELECT 1 FROM (SELECT max(started_at) AS now FROM crawl) LEFT JOIN meta ON key = 'checked_whole_at'
WHERE coalesce(now >= value::TIMESTAMP + INTERVAL 7 DAY, true)
"""
CHECKED = """
INSERT OR REPLACE INTO meta SELECT 'checked_whole_at', max(started_at)::VARCHAR FROM crawl HAVING max(started_at) IS NOT NULL
"""
EXAMPLES = 3
BUG = "; this is a bug: report this line (docs/operations.md, *When publishing is refused*)"


def failed_checks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The failed checks of the working archive, one line each; empty if it may be published.

    Once a week, by the day of the last crawl, the whole archive is checked; otherwise what is new since the
    last publication.
    """
    whole = connection.execute(WEEK_OVER).fetchone() is not None
    failed = [*broken_promises(connection, whole=whole), *_below_floor(connection)]
    if whole and not failed:
        connection.execute(CHECKED)
    return failed


def named_checks(*, whole: bool = True) -> dict[str, str]:
    """The queries of checks.sql by message; with whole also the weekly ones."""
    text = files("storage.publishing").joinpath("checks.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- (weekly )?check: (.+)$", text, flags=re.MULTILINE)[1:]
    return {
        saying: query.strip()
        for weekly, saying, query in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        if whole or not weekly
    }


def broken_promises(connection: duckdb.DuckDBPyConnection, *, whole: bool = True) -> list[str]:
    """The queries of checks.sql that returned rows, with the first of them."""
    row = connection.execute(SINCE).fetchone()
    # A constant, with which DuckDB skips older row groups.
    since = row[0] if row and row[0] and not whole else "0001-01-01"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW fresh_capture AS {FRESH.format(since=since)}")
    failures = []
    for saying, query in named_checks(whole=whole).items():
        found = connection.execute(query).fetchall()
        if found:
            cure = "" if "`fazhi" in saying else BUG
            failures.append(f"{saying}: {len(found)}, {_some([str(row[0]) for row in found])}{cure}")
    connection.execute("DROP VIEW fresh_capture")
    return failures


def _below_floor(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        f"site {site_id} has {live} live reports, at least {floor} are expected: check its last crawl,"
        " or lower min_reports when the site really has fewer"
        for site_id, floor, live in connection.execute(BELOW_FLOOR).fetchall()
    ]


def _some(names: list[str]) -> str:
    more = f" and {len(names) - EXAMPLES} more" if len(names) > EXAMPLES else ""
    return "such as " + ", ".join(names[:EXAMPLES]) + more
