"""The data of the figure pages: how many reports state each code, a code by year, a code by government."""

from collections.abc import Collection

import duckdb

from storage.database.connection import literals
from storage.lookup.published import Row, rows

STATED = "SELECT code, reports FROM internal.figure_stated"
IN_VERSION = """
SELECT DISTINCT figure_code.name_zh AS name, mention.printed, mention.sentence
FROM internal.version_reading AS reading JOIN internal.figure_mention AS mention USING (reading_id)
JOIN internal.figure_code ON figure_code.code = mention.code
WHERE reading.report_id = ? AND reading.version_no = ?
    AND mention.figures_version = (SELECT value FROM internal.meta WHERE key = 'figures_version')
ORDER BY ALL
"""
YEARS = """
SELECT report_year, count(value) AS governments, count(report_id) AS reports, median(value) AS median,
    quantile_disc(value, 0.1) AS low, quantile_disc(value, 0.25) AS lower,
    quantile_disc(value, 0.75) AS upper, quantile_disc(value, 0.9) AS high
FROM figure_panel WHERE code = $code GROUP BY report_year HAVING governments > 0 ORDER BY report_year
"""
VALUES = """
SELECT adcode, government, value FROM figure_panel
WHERE code = $code AND report_year = $year AND value IS NOT NULL ORDER BY value, adcode
"""
GOVERNMENTS = """
SELECT adcode, any_value(government) AS government, any_value(province) AS province, count(*) OVER () AS total
FROM figure_panel WHERE code = $code AND report_id IS NOT NULL AND ($province = '' OR province = $province)
GROUP BY adcode ORDER BY adcode LIMIT $most OFFSET $skipped
"""
CELLS = """
SELECT adcode, government, province, report_year, code, name, value, state, ledger_status, unit, qualifier, scope,
    period, basis, mentions, agree, printed, sentence, char_from, char_to, line, report_id
FROM figure_panel WHERE code = $code AND adcode IN ({adcodes}) ORDER BY adcode, report_year
"""


def stated(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many reports state each code; codes that no report states are left out."""
    return {row["code"]: row["reports"] for row in rows(cursor, STATED)}


def by_year(cursor: duckdb.DuckDBPyConnection, code: str) -> list[Row]:
    """The years in which any government states the code: median, quartiles and deciles over governments.
    Except for the median they are values that some government states."""
    return rows(cursor, YEARS, {"code": code})


def values_of(cursor: duckdb.DuckDBPyConnection, code: str, year: int) -> list[Row]:
    """The value of each government for a year, the smallest first."""
    return rows(cursor, VALUES, {"code": code, "year": year})


def governments_read(
    cursor: duckdb.DuckDBPyConnection, code: str, most: int, skipped: int = 0, province: str = ""
) -> tuple[list[Row], int]:
    """The number of governments with a report, by division code, and the number of all."""
    asked = {"code": code, "province": province, "most": most, "skipped": skipped}
    found = rows(cursor, GOVERNMENTS, asked)
    return found, found[0]["total"] if found else 0


def cells_of(cursor: duckdb.DuckDBPyConnection, code: str, adcodes: list[str]) -> list[Row]:
    """The cells of these governments, with the line of the text that each value is in."""
    if not adcodes:
        return []
    return rows(cursor, CELLS.format(adcodes=literals(adcodes)), {"code": code})


def total_of(years: list[Row]) -> int:
    """The number of values in all years."""
    return sum(int(year["governments"]) for year in years)


def figures_in(cursor: duckdb.DuckDBPyConnection, report_id: str, version_no: int) -> list[Row]:
    """What the numbers in one text of a report count: name, printed, sentence."""
    return rows(cursor, IN_VERSION, [report_id, version_no])


def has_figures(views: Collection[str]) -> bool:
    """Whether the published set has figures, in the tables that this module reads."""
    return {"figure_panel", "figure_stated", "panel_cell"} <= set(views)
