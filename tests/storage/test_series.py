"""Of which years an absence can be proved: those between the reports of a column, and the next one if it was
due last."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from records import COLUMN_OF_REPORTS, ColumnSeen, Site, governments
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from tests.storage.nights import CIXI, ENDED, FIRST_NIGHT, PAGE, Night, report, series_page, take_in


def column(*years: int, **changes: Any) -> ColumnSeen:
    """A column of reports, read to its end, whose titles name reports on these years."""
    return replace(ENDED, url=f"http://list.gov.cn/{years}", report_years=years, years=len(years), **changes)


def part(name: str, *years: int, of: str = "法治政府建设") -> ColumnSeen:
    return column(*years, title=name, trail=("首页", of, name))


def opening(names: tuple[int, ...], *opens: int) -> Callable[[Site], ColumnSeen]:
    """A column whose titles name reports on these years, and whose items open the site's reports on those."""

    def of(site: Site) -> ColumnSeen:
        urls = tuple(series_page(site, year) for year in opens)
        return replace(column(*names), report_urls=urls or ("http://elsewhere.gov.cn/",))

    return of


# The years of the reports that were read, the columns, and the years of which an absence is proved.
CASES: dict[str, tuple[tuple[int, ...], tuple[ColumnSeen | Callable[[Site], ColumnSeen], ...], set[int]]] = {
    "between two reports": ((2018, 2021), (column(2018, 2021),), {2019, 2020}),
    "after the last, the year last due": ((2022, 2023), (column(2022, 2023),), {2024}),
    "after a single report, the year last due": ((2023,), (column(2023),), {2024}),
    "the last two years that were due": ((2020, 2022), (column(2020, 2022),), {2021}),
    "no report": ((), (column(),), set()),
    "an older one that is listed and was not read": ((2018, 2020), (column(2016, 2018, 2020),), {2019}),
    "an older one that was read elsewhere": ((2016, 2018, 2020), (column(2018, 2020),), {2019}),
    "a later one that was read elsewhere": ((2018, 2020, 2022), (column(2018, 2020),), {2019}),
    "an old column beside a new one": (
        (2016, 2018, 2021, 2023), (column(2016, 2018), column(2021, 2023)), {2017, 2022, 2024},
    ),
    "years that two columns share": ((2016, 2019, 2021), (column(2016, 2019), column(2019, 2021)), {2017, 2018, 2020}),
    "parts called after years": ((2016, 2018), (part("2016年", 2016), part("2018年度", 2018)), {2017}),
    "parts called otherwise": ((2016, 2018), (part("文件", 2016), part("报告", 2018)), set()),
    "parts of two columns": ((2016, 2018), (part("2016年", 2016), part("2018年", 2018, of="公报")), set()),
    "a list of news with one report": ((2021, 2023), (column(2021), column(2023, score=COLUMN_OF_REPORTS - 1)), set()),
    "a title's year whose report was read elsewhere": ((2018, 2020, 2022), (opening((2018, 2020, 2022), 2020, 2022),), {2021}),
    "titles that name no year": ((2018, 2020), (opening((), 2018, 2020),), {2019}),
    "titles whose reports were all read elsewhere": ((2018, 2020), (opening((2018, 2020)),), set()),
    "a crawl of before the years were kept": ((2018, 2020), (replace(ENDED, report_years=()),), set()),
}  # fmt: skip
CODES = dict(zip(CASES, (code for code in governments() if code.startswith("37")), strict=False))


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, set[int]]]:
    """By division code the years that are not found; each other year without a report is outside a series."""
    data_dir = DataDir(tmp_path_factory.mktemp("series"))
    data_dir.work.mkdir(parents=True)
    sites = {name: Site(name, code, f"http://{code}.gov.cn/", (), ()) for name, code in CODES.items()}
    night = Night(data_dir, 1)
    for name, site in sites.items():
        night.series(site, CASES[name][0])
    with Archive.open(data_dir) as archive:
        archive.save_sites(sites.values())
        columns = {
            site.site_id: tuple(one(site) if callable(one) else one for one in CASES[name][1])
            for name, site in sites.items()
        }
        take_in(archive, data_dir, night.end(sites=sites.values(), columns=columns))
    with connect(data_dir.work_archive, read_only=True) as connection:
        rows = connection.execute(
            "SELECT adcode, report_year, coalesce(unknown_because, status) FROM ledger"
            " WHERE report_id IS NULL AND report_year < 2025"
        ).fetchall()
    told = {(code, year): says for code, year, says in rows if code in CODES.values()}
    assert set(told.values()) == {"not_found", "outside_series"}
    yield {
        code: {year for (other, year), says in told.items() if other == code and says == "not_found"}
        for code in CODES.values()
    }


@pytest.mark.parametrize("name", CASES)
def test_an_absence_is_proved_inside_a_series_only(proved: dict[str, set[int]], name: str) -> None:
    assert proved[CODES[name]] == CASES[name][2]


@pytest.mark.parametrize(
    ("nights", "says"),
    [((29,), ("not_found", 29)), ((30,), ("unknown", None)), ((29, 30), ("not_found", 29))],
    ids=["on the last day before another is due", "a day later", "proved before"],
)
def test_one_missing_report_is_an_absence_and_two_are_a_column_out_of_use(
    data_dir: DataDir, nights: tuple[int, ...], says: tuple[str, int | None]
) -> None:
    """Night 29 is 31 March 2026 in China: the report on 2025 is due. That on 2023 is the last there is."""
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        for number in nights:
            night = Night(data_dir, number)
            night.series(years=(2022, 2023))
            take_in(archive, data_dir, night.end())
        found = archive._connection.execute(
            "SELECT status, checked_at FROM ledger WHERE adcode = '330282' AND report_year = 2024"
        ).fetchall()
    status, checked = found[0]
    assert (status, (checked - FIRST_NIGHT).days if checked else None) == says


@pytest.mark.parametrize(
    ("title", "unread"),
    [
        ("2019年度、2020年度法治政府建设情况的报告", {2020}),
        ("2019年和2021年法治政府建设情况的报告", {2020}),
        ("2019—2022年度法治政府建设情况的报告", {2020, 2022}),
        ("2019年法治政府建设情况和2020年工作安排的报告", set()),
        ("2019年法治政府建设情况的报告", set()),
    ],
)
def test_a_report_that_names_several_years_may_be_the_one_on_each(
    data_dir: DataDir, title: str, unread: set[int]
) -> None:
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        night = Night(data_dir, 1)
        night.series(years=(2016, 2021, 2023))
        night.page(PAGE, report("甲", year=2019, title=title))
        take_in(archive, data_dir, night.end())
        rows = archive._connection.execute(
            "SELECT report_year, unknown_because FROM ledger WHERE adcode = '330282' AND report_id IS NULL"
            " AND report_year BETWEEN 2017 AND 2024"
        ).fetchall()
    assert {year: because for year, because in rows} == {
        year: "item_unread" if year in unread else None for year in (2017, 2018, 2020, 2022, 2024)
    }
