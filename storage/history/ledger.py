"""The ledger: what every government should have published, and what the archive knows about it
(docs/ledger.md)."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

import duckdb

from records import COLUMN_OF_REPORTS

FIRST_YEAR = 2016
RULE_YEAR = 2019
"""The first report year to which 督察工作规定 第二十四条 (in force since 15 April 2019) applies."""

STATUSES = (
    "published",
    "published_late",
    "attachment_only",
    "attachment_unread",
    "published_then_removed",
    "replaced",
    "unconfirmed",
    "not_due",
    "listed_unreadable",
    "not_found",
    "blocked",
    "unreachable",
    "unknown",
)

ENTRIES = """
SELECT * FROM ledger
WHERE report_year = coalesce($year, report_year) AND starts_with(province, $province)
    AND ($status = '' OR status = $status)
ORDER BY adcode, report_year
"""
COUNTS = "PIVOT ledger_entry ON status USING count(*) GROUP BY report_year ORDER BY report_year"
AS_OF = "SELECT max(started_at) FROM crawl"
# A text in an attached file counts as published. A report that appears early counts only from its deadline
# on: otherwise the first few reports of a year would make a share of 100 %.
SHARES = """
SELECT province, report_year, count(*) FILTER (status IS NOT NULL) AS due,
    count(*) FILTER (is_public AND days_late = 0) AS in_time,
    count(*) FILTER (is_public AND days_late > 0) AS late,
    count(*) FILTER (is_public AND days_late IS NULL) AS public,
    count(*) FILTER (status IN ('published_then_removed', 'replaced')) AS gone,
    count(*) FILTER (status = 'not_found') AS not_found,
    count(*) FILTER (status IN ('attachment_unread', 'unconfirmed', 'listed_unreadable', 'blocked', 'unreachable', 'unknown')) AS unread
FROM (
    SELECT province, adcode, report_year, days_late,
        CASE WHEN due_on IS NULL OR due_on < as_of_on THEN ledger.status END AS status,
        coalesce(status IN ('published', 'published_late', 'attachment_only'), false) AS is_public
    FROM ledger, (SELECT main.china_day(max(started_at)) AS as_of_on FROM crawl)
)
WHERE starts_with(province, $province)
GROUP BY province, report_year ORDER BY min(adcode[:2]), report_year
"""


@dataclass(frozen=True, slots=True)
class Share:
    """The governments of a province in one report year: how many had to report by now; of these, how many
    published in time, late, or on an unknown day, and how many reports are removed, not found, or could not
    be looked for."""

    province: str
    report_year: int
    due: int
    in_time: int
    late: int
    public: int
    gone: int
    not_found: int
    unread: int


def write_ledger(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Rewrites the table ledger_entry from all other tables, in the caller's transaction.

    Equal tables give equal rows: the time is that of the last crawl, never the clock's.
    """
    connection.execute("DELETE FROM ledger_entry")
    asked = {
        "version": extractor_version,
        "first_year": FIRST_YEAR,
        "rule_year": RULE_YEAR,
        "column_score": COLUMN_OF_REPORTS,
    }
    connection.execute(files("storage.history").joinpath("ledger.sql").read_text(encoding="utf-8"), asked)


def ledger_entries(
    connection: duckdb.DuckDBPyConnection, year: int | None = None, province: str = "", status: str = ""
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of the view ledger for one year, provinces by the beginning of their names, and
    one status."""
    found = connection.execute(ENTRIES, {"year": year, "province": province, "status": status})
    return [column[0] for column in found.description or []], found.fetchall()


def ledger_counts(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The number of rows by status, one row per report year."""
    found = connection.execute(COUNTS)
    return [column[0] for column in found.description or []], found.fetchall()


def ledger_shares(connection: duckdb.DuckDBPyConnection, province: str = "") -> list[Share]:
    """One Share per province and report year, ordered by division code."""
    return [Share(*row) for row in connection.execute(SHARES, {"province": province}).fetchall()]


def as_of(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """The start of the last crawl (UTC), the moment that the ledger describes; None before the first."""
    row = connection.execute(AS_OF).fetchone()
    return row[0] if row else None
