"""What must hold before an archive is shown to people."""

import re
from importlib.resources import files

import duckdb

# Only sites that were crawled: a first night over some sites says nothing about the others.
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
EXAMPLES = 3


def failed_checks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The failed checks of the working archive, one line each; empty if it may be published."""
    return [*broken_promises(connection), *_below_floor(connection)]


def named_checks() -> dict[str, str]:
    """The queries of checks.sql, by the message printed when they return rows."""
    text = files("storage.publishing").joinpath("checks.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- check: (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (query.strip() for query in parts[1::2]), strict=True))


def broken_promises(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The questions of checks.sql that have an answer, with the first rows of it."""
    failures = []
    for saying, query in named_checks().items():
        found = connection.execute(query).fetchall()
        if found:
            failures.append(f"{saying}: {len(found)}, {_some([str(row[0]) for row in found])}")
    return failures


def _below_floor(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        f"site {site_id} has {live} live reports, at least {floor} are expected: look at its last crawl,"
        " or lower min_reports when the site really has fewer"
        for site_id, floor, live in connection.execute(BELOW_FLOOR).fetchall()
    ]


def _some(names: list[str]) -> str:
    more = f" and {len(names) - EXAMPLES} more" if len(names) > EXAMPLES else ""
    return "such as " + ", ".join(names[:EXAMPLES]) + more
