"""The size of an archive, and its newest changes."""

import duckdb

from storage.lookup.published import Row, first, rows
from storage.publishing.query import near_reports

__all__ = ["last_changes", "near_reports", "report_ids", "totals"]
TOTALS = """
SELECT
    (SELECT count(*) FROM report) AS reports,
    (SELECT count(*) FROM report WHERE status = 'removed') AS removed,
    (SELECT count(*) FROM report_version) AS versions,
    (SELECT count(*) FROM capture) AS captures,
    (SELECT count(DISTINCT adcode) FROM ledger_entry) AS governments,
    (SELECT count(*) FROM change WHERE kind = 'number_changed') AS numbers_changed,
    (SELECT max(coalesce(finished_at, started_at)) FROM crawl) AS last_crawl_at
"""
IDS = "SELECT report_id FROM report WHERE $division = '' OR starts_with(adcode, $division) ORDER BY report_id"
SITEMAP = """
SELECT report_id, coalesce(last_changed_at, first_seen_at) AS changed_at FROM report ORDER BY report_id
"""
YEARS = "SELECT DISTINCT report_year FROM ledger_entry ORDER BY report_year"


def totals(cursor: duckdb.DuckDBPyConnection) -> Row:
    """The numbers of reports, versions, captures and governments, and the end of the last crawl."""
    return first(cursor, TOTALS) or {}


def report_ids(cursor: duckdb.DuckDBPyConnection, division: str = "") -> list[str]:
    """The ids of all reports, or of those whose division code begins with this, in order."""
    return [row["report_id"] for row in rows(cursor, IDS, {"division": division})]


def last_changes(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every report and when its text last changed (changed_at), by id."""
    return rows(cursor, SITEMAP)
