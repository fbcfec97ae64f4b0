"""The ledger as people look at it: by province, by government, one cell with its proof."""

from collections.abc import Sequence

import duckdb

from storage.history.ledger import Share, as_of, ledger_shares
from storage.history.removal_rule import removal_rule
from storage.lookup.published import Row, first, rows, rows_of
from storage.lookup.reports import captures_of, decisions_of

CELL_COLUMNS = """adcode, government, province, prefecture, level, report_year, status, days_late, due_on,
    published_on, published_basis, first_seen_at, status_since, checked_at, report_id, title, url, sources"""
CELLS = f"""
SELECT {CELL_COLUMNS}
FROM ledger
WHERE ($province = '' OR starts_with(province, $province)) AND ($prefecture = '' OR starts_with(prefecture, $prefecture))
    AND ($level = '' OR level = $level) AND ($status = '' OR status = $status)
    AND ($year IS NULL OR report_year = $year) AND ($late = false OR days_late > 0)
    AND ($adcode = '' OR starts_with(adcode, $adcode))
ORDER BY adcode, report_year
"""
CELLS_OF = f"SELECT {CELL_COLUMNS} FROM ledger WHERE adcode IN {{ids}} ORDER BY adcode, report_year"
CELL = "SELECT * FROM ledger WHERE adcode = ? AND report_year = ?"
TOLD = """
SELECT * FROM ledger WHERE adcode IN {ids} AND status NOT IN ('unknown', 'not_due') ORDER BY adcode, report_year
"""
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

__all__ = [
    "Share",
    "as_of",
    "late_cells",
    "ledger_cell",
    "ledger_cells",
    "ledger_cells_of",
    "ledger_shares",
    "provinces",
    "removal_rule",
    "told_cells",
]


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
    """The rows of the ledger that meet all conditions, by division code and year. Names may be shortened."""
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
    """One row of the ledger with the captures that prove it (proof: rows of `captures`), oldest first, and
    people's decisions about its report's pages (decisions)."""
    cell = first(cursor, CELL, [adcode, year])
    return _with_proof(cursor, [cell])[0] if cell else None


def ledger_cells_of(cursor: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> list[Row]:
    """The rows of these governments, by division code and year, as ledger_cells returns them."""
    return rows_of(cursor, CELLS_OF, codes)


def told_cells(cursor: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> list[Row]:
    """The rows of these governments with a known status (neither unknown nor not_yet_due), as ledger_cell
    returns them."""
    return _with_proof(cursor, rows_of(cursor, TOLD, codes))


def _with_proof(cursor: duckdb.DuckDBPyConnection, cells: list[Row]) -> list[Row]:
    captures = captures_of(cursor, (one for cell in cells for one in cell["proof_captures"] or []))
    proofs = (
        [captures[one] for one in dict.fromkeys(cell["proof_captures"] or ()) if one in captures]
        for cell in cells
    )
    decided = decisions_of(cursor, sorted({cell["report_id"] for cell in cells if cell["report_id"]}))
    return [
        cell
        | {
            "proof": sorted(proof, key=lambda one: (one["captured_at"], one["url"])),
            "decisions": [one for one in decided if one["report_id"] == cell["report_id"]],
        }
        for cell, proof in zip(cells, proofs, strict=True)
    ]


def provinces(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """The provinces (province, code: the first two digits), by division code."""
    return rows(cursor, PROVINCES)


def late_cells(cursor: duckdb.DuckDBPyConnection, province: str = "", year: int | None = None) -> list[Row]:
    """The late rows of the ledger, whatever their status is now; latest first."""
    return rows(cursor, LATE, {"province": province, "year": year})
