"""A government: its names, the reports of it and of the units below it, its sites and neighbours."""

import duckdb

from storage.lookup.published import Row, first, rows

GOVERNMENT = """
SELECT adcode, full_name AS government, level, province, prefecture, homepage, abolished, successor
FROM government WHERE adcode = ?
"""
REPORTS = """
SELECT * EXCLUDE (body_text) FROM reports WHERE adcode = ?
ORDER BY report_year DESC, published_on, report_id
"""
# The government's own, not a department's.
OF_YEAR = """
SELECT report_id FROM reports
WHERE adcode = ? AND report_year = ? AND issuer_level IN ('province', 'prefecture', 'county')
ORDER BY status = 'removed', report_id LIMIT 1
"""
SITES = "SELECT * FROM site_health WHERE adcode = ? ORDER BY site_id"
COLUMNS = "SELECT * FROM columns WHERE adcode = ? ORDER BY url"
# Of the same prefecture, of the same province where there is none; those with reports first.
NEIGHBOURS = """
SELECT other.adcode, other.full_name AS government, count(report.report_id) AS reports
FROM government AS own
JOIN government AS other
    ON other.province = own.province AND other.prefecture = own.prefecture AND other.level = own.level
    AND other.adcode <> own.adcode AND other.abolished IS NULL
LEFT JOIN report ON report.adcode = other.adcode
WHERE own.adcode = ? GROUP BY ALL ORDER BY reports DESC, other.adcode LIMIT 12
"""
NEAR = """
SELECT adcode, full_name AS government, province FROM government
WHERE starts_with(adcode, $asked) OR contains(full_name, $asked) OR contains(province || prefecture || full_name, $asked)
ORDER BY full_name <> $asked, length(adcode), adcode LIMIT 12
"""


def government(cursor: duckdb.DuckDBPyConnection, adcode: str) -> Row | None:
    return first(cursor, GOVERNMENT, [adcode])


def reports_of(cursor: duckdb.DuckDBPyConnection, adcode: str) -> list[Row]:
    """The rows of `reports` of this government and its departments and townships, newest year first."""
    return rows(cursor, REPORTS, [adcode])


def report_of_year(cursor: duckdb.DuckDBPyConnection, adcode: str, year: int) -> str | None:
    """The id of a government's own report on a year."""
    found = first(cursor, OF_YEAR, [adcode, year])
    return str(found["report_id"]) if found else None


def sites_of(cursor: duckdb.DuckDBPyConnection, adcode: str) -> list[Row]:
    return rows(cursor, SITES, [adcode])


def columns_of(cursor: duckdb.DuckDBPyConnection, adcode: str) -> list[Row]:
    return rows(cursor, COLUMNS, [adcode])


def neighbours(cursor: duckdb.DuckDBPyConnection, adcode: str) -> list[Row]:
    return rows(cursor, NEIGHBOURS, [adcode])


def near_governments(cursor: duckdb.DuckDBPyConnection, asked: str) -> list[Row]:
    """Those whose code begins so or whose name has these characters."""
    return rows(cursor, NEAR, {"asked": asked})


def government_codes(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The division codes of all governments that the ledger knows, in their order."""
    return [row["adcode"] for row in rows(cursor, "SELECT DISTINCT adcode FROM ledger ORDER BY adcode")]
