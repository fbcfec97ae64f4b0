"""Finds the report or place that is meant: codes, former ids, and names with a year all work."""

import re
from collections.abc import Sequence

import duckdb

from flows.errors import AnswerFailed
from storage.paths import DataDir
from storage.publishing.former_names import present_name
from storage.publishing.query import no_such_report, open_published

YEAR = re.compile(r"(19|20)\d\d")
IDS = "SELECT report_id FROM reports WHERE report_id = ?"
BY_NAME = """
SELECT report_id FROM reports
WHERE report_year = $year AND (adcode = $name OR government = $name OR issuer = $name OR contains(government, $name))
ORDER BY government IS DISTINCT FROM $name, issuer_level IN ('department', 'township'), report_id
"""
PROVINCES = "SELECT DISTINCT province FROM ledger WHERE starts_with(province, ?)"
NEAR_PLACES = """
SELECT name FROM (SELECT DISTINCT province AS name FROM ledger UNION SELECT DISTINCT government FROM ledger)
ORDER BY jaro_winkler_similarity(name, ?) DESC, name LIMIT 4
"""
NEAR_PROVINCES = """
SELECT province FROM (SELECT DISTINCT province FROM ledger)
ORDER BY jaro_winkler_similarity(province, ?) DESC, province LIMIT 4
"""
CODES = """
SELECT DISTINCT adcode, government FROM ledger WHERE contains(government, $asked)
ORDER BY adcode
"""
YEARS = "SELECT min(report_year), max(report_year) FROM ledger"


def report_id(connection: duckdb.DuckDBPyConnection, words: Sequence[str]) -> str:
    """The report that is meant by an id, a former id, or a government (name or code) and a year.

    Raises AnswerFailed if several are meant, NotPublished with near matches if none is.
    """
    asked = " ".join(words)
    if len(words) == 1:
        present, _ = present_name(connection, asked)
        if found := connection.execute(IDS, [present]).fetchone():
            return str(found[0])
    years = [word for word in words if YEAR.fullmatch(word)]
    names = [word for word in words if word not in years]
    if len(years) == 1 and len(names) == 1:
        values = {"year": int(years[0]), "name": names[0]}
        rows = [row[0] for row in connection.execute(BY_NAME, values).fetchall()]
        own = [one for one in rows if re.fullmatch(r"\d{6}-\d{4}", one)]
        if len(own) == 1 or len(rows) == 1:
            return str((own or rows)[0])
        if rows:
            raise AnswerFailed(
                f"{asked} is ambiguous: {', '.join(rows[:8])}{' …' if len(rows) > 8 else ''}; use the"
                " report_id"
            )
    raise no_such_report(connection, asked)


def check_place(connection: duckdb.DuckDBPyConnection, province: str, year: int | None) -> None:
    """Raises AnswerFailed if the ledger has no such province or year, with those it has."""
    if province and not connection.execute(PROVINCES, [province]).fetchone():
        near = ", ".join(name for (name,) in connection.execute(NEAR_PROVINCES, [province]).fetchall())
        raise AnswerFailed(f"no province begins with {province!r}; near: {near}")
    if year is not None:
        first, last = connection.execute(YEARS).fetchone() or (None, None)
        if first is None or not first <= year <= last:
            raise AnswerFailed(f"the ledger has the years {first} to {last}, not {year}")


def near_places(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    """The most similar names, as a list for people."""
    return ", ".join(name for (name,) in connection.execute(NEAR_PLACES, [asked]).fetchall())


def government_code(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    """The division code of a government given by name, part of the name, or code. Raises AnswerFailed."""
    if asked.isdecimal():
        return asked
    found = connection.execute(CODES, {"asked": asked}).fetchall()
    if len(exact := [code for code, name in found if name == asked]) == 1 or len(found) == 1:
        return str((exact or [found[0][0]])[0])
    if found:
        raise AnswerFailed(
            f"{asked} is ambiguous: {', '.join(f'{name} ({code})' for code, name in found[:8])}; use the"
            " division code"
        )
    raise AnswerFailed(f"no government is called {asked!r}; near: {near_places(connection, asked)}")


def two_reports(data: DataDir, words: Sequence[str]) -> tuple[str, str] | None:
    """Two reports, given by their ids (R S), by a government and two years, or by two governments each with a
    year; None if the words name one report and its versions."""
    if len(words) == 2 and not words[1].isdecimal():
        return words[0], words[1]
    if len(words) == 4 and all(YEAR.fullmatch(words[at]) for at in (1, 3)):
        return one_report(data, words[:2]), one_report(data, words[2:])
    if len(words) == 3 and all(YEAR.fullmatch(word) for word in words[1:]):
        return one_report(data, words[:2]), one_report(data, (words[0], words[2]))
    return None


def whole_province(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    """The full name of the province that begins with this text. Raises AnswerFailed if none does."""
    check_place(connection, asked, None)
    found = connection.execute(PROVINCES, [asked]).fetchone() if asked else None
    return str(found[0]) if found else ""


def one_report(data: DataDir, words: Sequence[str]) -> str:
    """report_id from the published archive; a single word is passed on unchanged, because the caller knows
    former ids too."""
    if len(words) == 1:
        return words[0]
    with open_published(data) as connection:
        return report_id(connection, words)
