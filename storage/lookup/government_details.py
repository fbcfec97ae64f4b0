"""A government, or many at once: the reports of it and of the units below it, its events, sites and
neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from storage.lookup.events import news_of
from storage.lookup.ledger import ledger_cells_of
from storage.lookup.published import Row, rows_of
from storage.lookup.reports import decisions_of

GOVERNMENT = """
SELECT adcode, full_name AS government, level, province, prefecture, homepage, abolished, successor
FROM government WHERE adcode IN {ids}
"""
REPORTS = """
SELECT * EXCLUDE (body_text) FROM reports WHERE adcode IN {ids}
ORDER BY report_year DESC, published_on, report_id
"""
SITES = "SELECT * FROM site_health WHERE adcode IN {ids} ORDER BY site_id"
COLUMNS = "SELECT * FROM columns WHERE adcode IN {ids} ORDER BY url"
# Neighbours: of the same prefecture, or of the same province if it has none; those with reports first.
NEIGHBOURS = """
SELECT own.adcode AS of_adcode, other.adcode, other.full_name AS government, count(report.report_id) AS reports
FROM government AS own
JOIN government AS other
    ON other.province = own.province AND other.prefecture = own.prefecture AND other.level = own.level
    AND other.adcode <> own.adcode AND other.abolished IS NULL
LEFT JOIN report ON report.adcode = other.adcode
WHERE own.adcode IN {ids} GROUP BY own.adcode, other.adcode, other.full_name
QUALIFY row_number() OVER (PARTITION BY own.adcode ORDER BY reports DESC, other.adcode) <= 12
ORDER BY of_adcode, reports DESC, other.adcode
"""


@dataclass(frozen=True, slots=True)
class GovernmentDetails:
    """A government with everything that its page shows; rows are those of the views of the same names,
    without texts.

    cells are its years in the ledger, oldest first; reports are its own and those of its departments and
    townships, newest year first; news its newest events, up to the requested number; decisions are people's
    decisions about pages of its reports, as in ReportDetails.
    """

    government: Row
    cells: list[Row]
    reports: list[Row]
    news: list[Row]
    sites: list[Row]
    columns: list[Row]
    neighbours: list[Row]
    decisions: list[Row]


def government_details(
    cursor: duckdb.DuckDBPyConnection, codes: Sequence[str], most_news: int
) -> dict[str, GovernmentDetails]:
    """The details of these governments by code, without unknown codes. A hundred cost little more than
    one."""
    found = {row["adcode"]: row for row in rows_of(cursor, GOVERNMENT, codes)}
    there = list(found)
    cells = _grouped(ledger_cells_of(cursor, there))
    reports = _grouped(rows_of(cursor, REPORTS, there))
    whose = {row["report_id"]: code for code, some in reports.items() for row in some}
    decided = decisions_of(cursor, list(whose))
    decisions = _grouped([row | {"adcode": whose[row["report_id"]]} for row in decided])
    news = _grouped(news_of(cursor, there, most_news))
    sites = _grouped(rows_of(cursor, SITES, there))
    columns = _grouped(rows_of(cursor, COLUMNS, there))
    near = _grouped(rows_of(cursor, NEIGHBOURS, there), "of_adcode")
    return {
        code: GovernmentDetails(
            found[code],
            *(many.get(code, []) for many in (cells, reports, news, sites, columns, near, decisions)),
        )
        for code in codes
        if code in found
    }


def _grouped(found: list[Row], by: str = "adcode") -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row[by], []).append(row)
    return grouped
