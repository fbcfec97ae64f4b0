"""The governments, and the government's own report for a year."""

import duckdb

from storage.lookup.published import Row, first, rows

# The government's own, not a department's.
OF_YEAR = """
SELECT report_id FROM reports
WHERE adcode = ? AND report_year = ? AND issuer_level IN ('province', 'prefecture', 'county')
ORDER BY status = 'removed', report_id LIMIT 1
"""
NEAR = """
SELECT adcode, full_name AS government, province FROM government
WHERE starts_with(adcode, $asked) OR contains(full_name, $asked) OR contains(province || prefecture || full_name, $asked)
ORDER BY full_name <> $asked, length(adcode), adcode LIMIT 12
"""


def report_of_year(cursor: duckdb.DuckDBPyConnection, adcode: str, year: int) -> str | None:
    """The id of a government's own report on a year."""
    found = first(cursor, OF_YEAR, [adcode, year])
    return str(found["report_id"]) if found else None


def near_governments(cursor: duckdb.DuckDBPyConnection, asked: str) -> list[Row]:
    """Governments whose code begins with this text or whose name contains it."""
    return rows(cursor, NEAR, {"asked": asked})


def government_codes(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The division codes of all governments in the ledger, in their order."""
    return [row["adcode"] for row in rows(cursor, "SELECT DISTINCT adcode FROM ledger ORDER BY adcode")]
