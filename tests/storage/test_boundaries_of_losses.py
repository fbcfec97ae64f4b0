"""What holds a publication back or is worth a look: how many reports may go or come in a night, on both
sides."""

from pathlib import Path

import duckdb
import pytest

from storage.paths import DataDir
from storage.publishing.shrinking import _loses, _some, growing, shrinking


def test_of_many_reports_eight_are_named() -> None:
    names = {f"{at:02}" for at in range(10)}
    assert _some(names - {"00", "01"}) == "02, 03, 04, 05, 06, 07, 08, 09"
    assert _some(names - {"00"}) == "01, 02, 03, 04, 05, 06, 07, 08 and 1 more"
    assert _some(names).endswith("07 and 2 more")


@pytest.mark.parametrize(
    ("had", "gone", "loses"),
    [(1, 1, False), (2, 2, True), (9, 2, True), (10, 2, False), (11, 3, True), (20, 4, False), (20, 5, True)],
)
def test_a_site_may_lose_a_fifth_of_its_reports_and_always_one(had: int, gone: int, loses: bool) -> None:
    names = [str(at) for at in range(had)]
    assert _loses(set(names), {*names[:gone], "another"}) is loses


STANDING = """
CREATE TABLE report (report_id VARCHAR, page_url VARCHAR, report_year INTEGER, status VARCHAR);
CREATE TABLE page (canonical_url VARCHAR, site_id VARCHAR);
CREATE TABLE event (report_id VARCHAR, kind VARCHAR);
CREATE TABLE alias (report_id VARCHAR, became VARCHAR);
CREATE TABLE site_health (site_id VARCHAR, healthy BOOLEAN);
INSERT INTO page SELECT format('p{}', n), 's' FROM range(200) AS r(n);
"""


def standing(place: Path | str, reports: int, of: str = "s", year: str = "2024") -> duckdb.DuckDBPyConnection:
    """An archive with so many live reports, as far as these rules look at it."""
    file = duckdb.connect(place)
    file.execute(STANDING)
    page = "'p' || n" if of else "'x'"
    file.execute(
        f"INSERT INTO report SELECT format('r{{:03}}', n), {page}, {year}, 'live' FROM range({reports}) AS r(n)"
    )
    file.execute("INSERT INTO site_health VALUES ('s', true)")
    return file


def beside(place: Path, *published: int | str) -> DataDir:
    """A data folder in which this is published."""
    data = DataDir(place)
    standing(data.published, *published).close()
    return data


@pytest.mark.parametrize(("before", "limit"), [(1, 11), (9, 19), (10, 20), (11, 22), (20, 40)])
def test_a_site_with_twice_its_reports_and_ten_more_is_looked_at(
    before: int, limit: int, tmp_path: Path
) -> None:
    data = beside(tmp_path, before)
    assert growing(standing(":memory:", limit), data) == []
    told = f"site s now has {limit + 1} live reports instead of {before}: check whether one page was read as many reports"
    assert growing(standing(":memory:", limit + 1), data) == [told]


def test_a_site_that_had_no_reports_may_have_as_many_as_it_likes(tmp_path: Path) -> None:
    assert growing(standing(":memory:", 30), beside(tmp_path, 0)) == []


@pytest.mark.parametrize(("before", "may_go"), [(49, 1), (100, 2), (149, 2), (150, 3)])
def test_two_in_a_hundred_reports_may_go(before: int, may_go: int, tmp_path: Path) -> None:
    data = beside(tmp_path, before)
    for gone in (may_go, may_go + 1):
        archive = standing(":memory:", before - gone)
        archive.execute("INSERT INTO event SELECT format('r{:03}', n), 'removed' FROM range(200) AS r(n)")
        found = shrinking(archive, data)
        assert [line.partition(",")[0] for line in found] == (
            [f"{gone} of {before} live reports are gone at once"] if gone > may_go else []
        )


@pytest.mark.parametrize(
    ("of", "year", "says"),
    [
        ("s", "2024", "site s, 2024: r000 would disappear"),
        ("s", "NULL", "site s, no year: r000 would disappear"),
        ("", "2024", "site unknown, 2024: r000 would disappear"),
    ],
)
def test_a_report_that_would_go_without_a_reason_is_named(
    of: str, year: str, says: str, tmp_path: Path
) -> None:
    data, archive = beside(tmp_path, 1, of, year), standing(":memory:", 0, of, year)
    (line,) = shrinking(archive, data)
    assert line.startswith(says)
    archive.execute("INSERT INTO alias VALUES ('r000', 'other')")
    assert shrinking(archive, data) == []
