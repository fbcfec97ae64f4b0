"""The cookbook's answers are those of the demo's archive.

python -m tests.test_cookbook data/demo     writes them into docs/cookbook.md
"""

import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from storage.database.connection import connect
from tests.conftest import ROOT, Demo

PAGE = ROOT / "docs" / "cookbook.md"
RECIPE = re.compile(
    r"^## (\d+)\. ([^\n]+)\n.*?^```sql\n(.*?)^```\n\n```result\n(.*?)^```$", re.DOTALL | re.MULTILINE
)


def answer(archive: duckdb.DuckDBPyConnection, query: str) -> str:
    """The rows as `fazhi sql --format csv` prints them."""
    found = archive.execute(query)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([column[0] for column in found.description or []])
    writer.writerows(found.fetchall())
    return lines.getvalue()


@pytest.fixture(scope="module")
def archive(demo: Demo) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(demo.data.published, read_only=True) as connection:
        yield connection


def test_the_questions_are_counted_right() -> None:
    text = PAGE.read_text("utf-8")
    numbers = [int(number) for number, *_ in RECIPE.findall(text)]
    assert numbers == list(range(1, text.count("\n## ") + 1))
    assert text.startswith(f"# Cookbook: {len(numbers)} questions\n")


@pytest.mark.parametrize("recipe", RECIPE.findall(PAGE.read_text("utf-8")), ids=lambda recipe: recipe[1])
def test_the_answer_is_the_printed_one(
    recipe: tuple[str, str, str, str], archive: duckdb.DuckDBPyConnection
) -> None:
    _, _, query, printed = recipe
    assert answer(archive, query) == printed
    assert printed.count("\n") > 1


def test_what_is_unknown_or_missing_is_null_to_readers(archive: duckdb.DuckDBPyConnection) -> None:
    columns = archive.execute(
        "SELECT table_name, column_name FROM duckdb_columns()"
        " WHERE schema_name = 'main' AND data_type = 'VARCHAR' AND table_name <> 'figure_panel'"
    ).fetchall()
    # The panel has millions of rows: two governments do.
    panel = "(SELECT * FROM figure_panel WHERE adcode IN ('330282', '110000'))"
    columns += [(panel, column) for column in ("prefecture", "unit", "qualifier", "sentence")]
    empty = {(view, column): f"SELECT count(*) FROM {view} WHERE {column} = ''" for view, column in columns}
    assert len(columns) > 100
    assert [at for at, query in empty.items() if archive.execute(query).fetchone() != (0,)] == []


def test_an_empty_string_in_a_table_is_one_that_its_column_explains(
    archive: duckdb.DuckDBPyConnection,
) -> None:
    columns = archive.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'internal'"
        " AND data_type = 'VARCHAR' AND table_name IN (SELECT table_name FROM duckdb_tables())"
    ).fetchall()
    holding = [
        (table, column, comment)
        for table, column, comment in columns
        if archive.execute(f"SELECT 1 FROM internal.{table} WHERE {column} = '' LIMIT 1").fetchone()
    ]
    assert ("capture", "revisit_of") in {(table, column) for table, column, _ in holding}
    unexplained = [one for one in holding if "empty" not in (one[2] or "")]
    assert unexplained == [], unexplained


def write(data: Path) -> None:
    with connect(data / "archive.duckdb", read_only=True) as archive:
        page = RECIPE.sub(
            lambda recipe: recipe[0].removesuffix(f"{recipe[4]}```") + answer(archive, recipe[3]) + "```",
            PAGE.read_text("utf-8"),
        )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
