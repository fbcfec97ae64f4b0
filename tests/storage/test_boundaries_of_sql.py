"""Numbers that decide in SQL, each on both of its sides. The statements run on bare tables with the columns
that they look at."""

import re
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from storage.publishing.checks import SINCE, WEEK_OVER

TABLES = """
CREATE SCHEMA internal;
CREATE TABLE internal.figure_cell (report_id VARCHAR, code VARCHAR, value DOUBLE, scope VARCHAR, sentence VARCHAR);
CREATE TABLE internal.figure_code AS FROM (VALUES
    ('lit_lost', 'count'), ('lit_closed', 'count'), ('lit_lost_rate', 'rate'), ('mediation_success', 'count'),
    ('mediation_cases', 'count'), ('mediation_rate', 'rate'), ('recon_received', 'count'), ('recon_accepted', 'count'),
    ('recon_closed', 'count'), ('recon_carried', 'count'), ('norm_cleaned', 'count'), ('norm_repealed', 'count'),
    ('fines', 'money'), ('trained', 'persons')) AS t(code, kind);
CREATE TABLE internal.report AS FROM (VALUES ('this', '330282', 2024), ('before', '330282', 2023),
    ('older', '330282', 2022)) AS t(report_id, adcode, report_year);
CREATE TABLE internal.ledger_entry AS SELECT report_id FROM internal.report;
CREATE TABLE internal.government AS SELECT '330282' AS adcode, '慈溪市' AS full_name, '浙江省' AS province;
"""


def view(file: str, name: str) -> str:
    """The statement that makes this view."""
    text = Path(str(files("storage.database"))).joinpath("views", file).read_text(encoding="utf-8")
    found = re.search(rf"CREATE OR REPLACE VIEW main\.{name} AS.*?;\n", text, re.DOTALL)
    assert found is not None
    return found[0]


def checks(*cells: tuple[str, str, float, str]) -> list[str]:
    """The names of what contradicts itself in these cells: report, code, value, scope."""
    with duckdb.connect() as one:
        one.execute(TABLES)
        for report_id, code, value, scope in cells:
            one.execute(
                "INSERT INTO internal.figure_cell VALUES (?, ?, ?, ?, '')", [report_id, code, value, scope]
            )
        one.execute(view("6_figure_checks.sql", "figure_checks"))
        return [name for (name,) in one.execute("SELECT name FROM figure_checks ORDER BY 1").fetchall()]


def of_one(scope: str = "own", **values: float) -> list[str]:
    return checks(*(("this", code, value, scope) for code, value in values.items()))


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"lit_lost": 5, "lit_closed": 100, "lit_lost_rate": 6.0}, []),
        ({"lit_lost": 5, "lit_closed": 100, "lit_lost_rate": 4.0}, []),
        ({"lit_lost": 5, "lit_closed": 100, "lit_lost_rate": 6.01}, ["lost_rate"]),
        ({"lit_lost": 5, "lit_closed": 100, "lit_lost_rate": 3.99}, ["lost_rate"]),
        ({"lit_lost": 5, "lit_closed": 0, "lit_lost_rate": 50}, []),
        ({"mediation_success": 90, "mediation_cases": 100, "mediation_rate": 93.0}, []),
        ({"mediation_success": 90, "mediation_cases": 100, "mediation_rate": 93.01}, ["success_rate"]),
        ({"mediation_success": 90, "mediation_cases": 100, "mediation_rate": 86.99}, ["success_rate"]),
        ({"recon_closed": 11, "recon_accepted": 9, "recon_carried": 2}, []),
        ({"recon_closed": 12, "recon_accepted": 9, "recon_carried": 2}, ["closed_beyond_accepted"]),
        ({"recon_closed": 12, "recon_accepted": 9}, []),
        ({"recon_accepted": 9, "recon_received": 9}, []),
        ({"recon_accepted": 10, "recon_received": 9}, ["accepted_beyond_received"]),
        ({"norm_repealed": 9, "norm_cleaned": 9}, []),
        ({"norm_repealed": 10, "norm_cleaned": 9}, ["repealed_beyond_cleaned"]),
        ({"lit_lost_rate": 100}, []),
        ({"lit_lost_rate": 100.1}, ["rate_above_100"]),
        ({"trained": 101}, []),
    ],
)
def test_figures_of_one_report_that_contradict_each_other(values: dict[str, float], names: list[str]) -> None:
    assert of_one(**values) == names


@pytest.mark.parametrize(
    ("one", "other", "are_compared"),
    [("own", "own", True), ("own", "unknown", True), ("unknown", "city", True), ("own", "city", False)],
)
def test_only_figures_of_one_scope_are_compared(one: str, other: str, are_compared: bool) -> None:
    found = checks(("this", "recon_accepted", 10, one), ("this", "recon_received", 9, other))
    assert found == (["accepted_beyond_received"] if are_compared else [])


@pytest.mark.parametrize(
    ("code", "now", "then", "names"),
    [
        ("trained", 1000, 1000, ["same_as_last_year"]),
        ("trained", 999, 999, []),
        ("trained", 1000, 1001, []),
        ("fines", 1000, 1000, []),
        ("fines", 2000, 1, ["ten_thousandfold"]),
        ("fines", 1999, 1, []),
        ("fines", 50000, 1, ["ten_thousandfold"]),
        ("fines", 50001, 1, []),
        ("fines", 1, 2000, ["ten_thousandfold"]),
        ("fines", 1, 1999, []),
        ("fines", 1, 50001, []),
        ("fines", 0, 2000, []),
        ("fines", 2000, 0, []),
        ("lit_lost_rate", 100, 0.01, []),
    ],
)
def test_figures_of_two_years_that_hardly_go_together(
    code: str, now: float, then: float, names: list[str]
) -> None:
    assert checks(("this", code, now, "own"), ("before", code, then, "own")) == names
    assert checks(("this", code, now, "own"), ("older", code, then, "own")) == [], "two years before"


@pytest.mark.parametrize(("chars", "state"), [(199, "not_read"), (200, "not_mentioned"), (None, "not_read")])
def test_a_report_of_so_few_characters_was_not_read(chars: int | None, state: str) -> None:
    with duckdb.connect() as one:
        one.execute(
            """
            CREATE SCHEMA internal;
            CREATE TABLE internal.panel_report (adcode VARCHAR, government VARCHAR, province VARCHAR, prefecture VARCHAR,
                level VARCHAR, report_year INTEGER, status VARCHAR, chars INTEGER, report_id VARCHAR);
            CREATE TABLE internal.figure_code (code VARCHAR, name_zh VARCHAR, unit VARCHAR);
            CREATE TABLE internal.panel_cell (adcode VARCHAR, report_year INTEGER, code VARCHAR, value DOUBLE,
                semantics VARCHAR, unit VARCHAR, qualifier VARCHAR, scope VARCHAR, period VARCHAR, basis VARCHAR,
                mentions INTEGER, agree INTEGER, printed VARCHAR, sentence VARCHAR, line INTEGER, char_from INTEGER,
                char_to INTEGER, confidence DOUBLE);
            INSERT INTO internal.figure_code VALUES ('lit_lost', '败诉', '件');
            """
        )
        one.execute(
            "INSERT INTO internal.panel_report VALUES ('330282', '慈溪市', '', '', '', 2024, '', ?, 'r')",
            [chars],
        )
        one.execute(view("5_figures.sql", "figure_panel"))
        assert one.execute("SELECT state FROM figure_panel").fetchall() == [(state,)]


@pytest.mark.parametrize(
    ("checked", "last", "is_over"),
    [
        ("2026-03-01 17:30:00", "2026-03-08 17:29:59", False),
        ("2026-03-01 17:30:00", "2026-03-08 17:30:00", True),
        (None, "2026-03-01 17:30:00", True),
        (None, None, True),
    ],
)
def test_once_a_week_all_is_checked(checked: str | None, last: str | None, is_over: bool) -> None:
    with duckdb.connect() as one:
        one.execute(
            "CREATE TABLE crawl (started_at TIMESTAMP); CREATE TABLE meta (key VARCHAR, value VARCHAR)"
        )
        if last:
            one.execute("INSERT INTO crawl VALUES (?)", [last])
        if checked:
            one.execute("INSERT INTO meta VALUES ('checked_whole_at', ?)", [checked])
        assert bool(one.execute(WEEK_OVER).fetchone()) is is_over


def test_what_came_two_days_before_the_last_publication_is_checked_again() -> None:
    with duckdb.connect() as one:
        one.execute("CREATE TABLE publication (published_at TIMESTAMP)")
        one.execute("INSERT INTO publication VALUES ('2026-03-01 20:00:00'), ('2026-03-05 20:00:00')")
        assert str(one.execute(SINCE).fetchall()[0][0]) == "2026-03-03 20:00:00"
