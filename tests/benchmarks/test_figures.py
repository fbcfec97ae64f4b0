"""The published quality of the figures is what the program reaches, and published numbers are loaded
whole."""

from pathlib import Path

import duckdb
import pytest

from benchmarks.figures.quality import HEADS, PAGES, QUALITY, quality_rows, renewed, sentences
from benchmarks.official.compare import FOLDER, agreements, correlation, published

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("path", "head"), list(zip(PAGES, HEADS, strict=True)), ids=str)
def test_the_table_of_codes_is_that_of_the_rules(path: Path, head: str) -> None:
    page = (ROOT / path).read_text("utf-8")
    assert renewed(page, head) == page, "run: python -m benchmarks.figures.quality"


def test_the_published_provinces_add_up() -> None:
    rows = published(FOLDER / "provinces.csv")
    assert (len(rows), sum(row.value for row in rows)) == (32, 183_489)


def test_ranks_agree_fully_in_reverse_or_not_at_all() -> None:
    wanted = {"a": 1.0, "b": 2.0, "c": 3.0}
    assert correlation({"a": 10, "b": 20, "c": 30}, wanted) == pytest.approx(1)
    assert correlation({"a": 3, "b": 2, "c": 1}, wanted) == pytest.approx(-1)
    assert correlation({"a": 3}, wanted) is None


def test_a_panel_is_held_against_published_numbers() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE figure_panel AS SELECT * FROM (VALUES ('recon_accepted', 2019, '广东省', 'province', 31392::DOUBLE),"
            " ('recon_accepted', 2019, '上海市', 'province', 14847.0), ('recon_accepted', 2019, '西藏自治区', 'province', 42.0),"
            " ('recon_accepted', 2019, '广东省', 'county', 100.0)) AS told(code, report_year, province, level, value)"
        )
        (one,) = agreements(connection, published(FOLDER / "provinces.csv"))
    assert (one.coverage, one.ratio, one.ranks) == (3 / 32, pytest.approx(1), pytest.approx(1))


def test_what_the_pages_show_of_the_quality_is_that_of_the_rules() -> None:
    assert (ROOT / QUALITY).read_text("utf-8") == quality_rows(sentences()), (
        "run: python -m benchmarks.figures.quality"
    )
