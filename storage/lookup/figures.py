"""Questions about figures: those of a report, the panel of some codes, near names for an unknown one."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import duckdb

from records import figure_codes
from storage.errors import NotPublished

Rows = tuple[list[str], list[tuple[Any, ...]]]

OF_REPORT = """
SELECT code, name, value, value_high, unit, qualifier, scope, period, semantics, change, previous, printed, sentence,
    line, char_from, char_to, rule, confidence, decision
FROM figures WHERE report_id = $report_id AND is_current ORDER BY char_from, code
"""
# One code at a time: for several codes DuckDB would join the table of all cells before filtering it.
PANEL = """
SELECT adcode, government, province, report_year, code, name, value, state, unit, qualifier, scope, period, basis,
    mentions, agree, ledger_status, sentence, report_id
FROM figure_panel
WHERE code = $code AND (len($provinces) = 0 OR province IN (SELECT unnest($provinces::VARCHAR[])))
    AND report_year BETWEEN $first AND $last
ORDER BY adcode, report_year
"""
WIDE = """
SELECT * FROM figure_wide
WHERE (len($provinces) = 0 OR province IN (SELECT unnest($provinces::VARCHAR[]))) AND report_year BETWEEN $first AND $last
ORDER BY adcode, report_year
"""
BREAKS = "SELECT code, report_year, reason_zh, reason_en FROM internal.figure_break WHERE code = ? ORDER BY report_year"
EVER = (1900, 2200)


def figures_of(connection: duckdb.DuckDBPyConnection, report_id: str) -> Rows:
    """The figures of a report's current text, in the order of the text."""
    return _rows(connection, OF_REPORT, {"report_id": report_id})


def panel(
    connection: duckdb.DuckDBPyConnection,
    codes: Sequence[str],
    provinces_named: Sequence[str] = (),
    years: tuple[int, int] = EVER,
) -> Rows:
    """The cells of these codes, by government and year. Raises NotPublished, with similar names, for an
    unknown code or province."""
    wanted = [checked_code(code) for code in codes]
    asked = _asked(connection, provinces_named, years)
    columns: list[str] = []
    found: list[tuple[Any, ...]] = []
    for code in sorted(set(wanted)) or [""]:
        columns, cells = _rows(connection, PANEL, {"code": code, **asked})
        found += cells
    return columns, found


def wide(
    connection: duckdb.DuckDBPyConnection, provinces_named: Sequence[str] = (), years: tuple[int, int] = EVER
) -> Rows:
    """One row per government and year, one column per code."""
    return _rows(connection, WIDE, _asked(connection, provinces_named, years))


def breaks(connection: duckdb.DuckDBPyConnection, code: str) -> Rows:
    """The years from which on the code counts something different, with the reasons."""
    return _rows(connection, BREAKS, [code])


def checked_code(asked: str) -> str:
    """The code for a code or Chinese name that a person entered."""
    codes = figure_codes()
    if asked in codes:
        return asked
    by_name = {code.name_zh: code.code for code in codes.values()}
    if asked in by_name:
        return by_name[asked]
    near = get_close_matches(asked, codes, 3, 0.5)
    near += [
        code for name, code in by_name.items() if len(set(asked) & set(name)) >= max(2, len(asked) // 2)
    ][:3]
    meant = ", ".join(f"{code} ({codes[code].name_zh})" for code in dict.fromkeys(near))
    raise NotPublished(f"no code {asked!r}; near: {meant or 'none'}; docs/figures.md has them all")


def _asked(
    connection: duckdb.DuckDBPyConnection, provinces_named: Sequence[str], years: tuple[int, int]
) -> dict[str, Any]:
    known = [
        name for (name,) in connection.execute("SELECT DISTINCT province FROM internal.government").fetchall()
    ]
    found = [_province(asked, known) for asked in provinces_named]
    return {"provinces": found, "first": years[0], "last": years[1]}


def _province(asked: str, known: Sequence[str]) -> str:
    meant = [name for name in known if name and name.startswith(asked)]
    if len(meant) == 1:
        return meant[0]
    near = meant or get_close_matches(asked, known, 3, 0.3)
    raise NotPublished(
        f"no province {asked!r}; near: {', '.join(near) or ', '.join(sorted(filter(None, known)))}"
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str, asked: Any) -> Rows:
    answer = connection.execute(query, asked)
    return [column[0] for column in answer.description or []], answer.fetchall()
