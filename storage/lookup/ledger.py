"""The ledger as people look at it: by province, by government, one cell with its proof."""

import duckdb

from storage.history.ledger import Share, as_of, ledger_shares
from storage.lookup.published import Row, first, rows
from storage.lookup.reports import captures_of

CELLS = """
SELECT adcode, government, province, prefecture, level, report_year, status, days_late, due_on, published_on,
    published_basis, first_seen_at, status_since, checked_at, report_id, title, url, sources
FROM ledger
WHERE ($province = '' OR starts_with(province, $province)) AND ($prefecture = '' OR starts_with(prefecture, $prefecture))
    AND ($level = '' OR level = $level) AND ($status = '' OR status = $status)
    AND ($year IS NULL OR report_year = $year) AND ($late = false OR days_late > 0)
    AND ($adcode = '' OR starts_with(adcode, $adcode))
ORDER BY adcode, report_year
"""
CELL = "SELECT * FROM ledger WHERE adcode = ? AND report_year = ?"
PROVINCES = """
SELECT province, min(adcode[:2]) AS code FROM government WHERE level = 'province' GROUP BY 1 ORDER BY 2
"""
# Lateness and what happened later are two facts.
LATE = """
SELECT adcode, government, province, prefecture, level, report_year, days_late, due_on, published_on,
    published_basis, status, report_id, title, url, first_seen_at
FROM ledger
WHERE days_late > 0 AND starts_with(province, $province) AND ($year IS NULL OR report_year = $year)
ORDER BY days_late DESC, adcode, report_year
"""

__all__ = ["Share", "as_of", "late_cells", "ledger_cell", "ledger_cells", "ledger_shares", "provinces"]


def ledger_cells(
    cursor: duckdb.DuckDBPyConnection,
    *,
    province: str = "",
    prefecture: str = "",
    level: str = "",
    status: str = "",
    year: int | None = None,
    late: bool = False,
    adcode: str = "",
) -> list[Row]:
    """The rows of the ledger that meet all conditions, by division code and year. Names may be cut short."""
    asked = {
        "province": province,
        "prefecture": prefecture,
        "level": level,
        "status": status,
        "year": year,
        "late": late,
        "adcode": adcode,
    }
    return rows(cursor, CELLS, asked)


def ledger_cell(cursor: duckdb.DuckDBPyConnection, adcode: str, year: int) -> Row | None:
    """One row of the ledger with the captures that prove it (proof: rows of `captures`), oldest first."""
    cell = first(cursor, CELL, [adcode, year])
    if cell is None:
        return None
    found = captures_of(cursor, cell["proof_captures"] or [])
    return cell | {"proof": sorted(found.values(), key=lambda one: (one["captured_at"], one["url"]))}


def provinces(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """The provinces (province, code: the first two digits), by division code."""
    return rows(cursor, PROVINCES)


def late_cells(cursor: duckdb.DuckDBPyConnection, province: str = "", year: int | None = None) -> list[Row]:
    """The rows of the ledger that were late, whatever their status is now; the latest first."""
    return rows(cursor, LATE, {"province": province, "year": year})


def told_cells(cursor: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """Government and year of all rows that say something: neither unknown nor not due."""
    query = "SELECT adcode, report_year FROM ledger WHERE status NOT IN ('unknown', 'not_due') ORDER BY ALL"
    return cursor.execute(query).fetchall()
