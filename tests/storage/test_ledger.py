"""The ledger: every status from captures and outcomes that bring it about, what proves it, and what it never
says."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extraction.works.lineage import histories
from records import Capture, ColumnSeen, Issue, Site, governments
from storage.archive import Archive
from storage.database.connection import connect
from storage.history.ledger import Share, ledger_shares
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.checks import broken_promises
from tests.storage.nights import CIXI, ENDED, FEIXIANG, PAGE, Night, nights, report, take_in

HOME = "http://www.cixi.gov.cn/art/"
LISTED = "http://www.cixi.gov.cn/col/col1/index.html"
SILENT, BROKEN, UNREAD = (
    Site(f"{code}-x", code, f"http://x{code}.gov.cn/", (), (f"x{code}.gov.cn",))
    for code in ("330211", "330212", "330213")
)
SITES = (CIXI, FEIXIANG, SILENT, BROKEN, UNREAD)
VERDICTS = {FEIXIANG.site_id: "blocked:waf_403", SILENT.site_id: "dns", BROKEN.site_id: "degraded"}
SHOWS_ANOTHER = f"{HOME}2018.html"
# What Cixi's pages say, by report year; 2016 and 2025 have none.
PAGES: dict[int, dict[str, Any]] = {
    2024: {"published_on": "2025-03-31", "parts": ("plan", "measures")},
    2023: {"published_on": "2024-04-15"},
    2022: {"published_on": None},
    2021: {"published_on": "2019-01-01"},
    2020: {"published_on": "2021-03-31", "files": (f"{HOME}2020.pdf",)},
    2019: {"published_on": "2020-03-31"},
    2018: {"published_on": "2019-05-31"},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Told"]:
    """Four nights of March 2026 over five sites: one report goes, one gives way to another, a copy
    appears."""
    data_dir = DataDir(tmp_path_factory.mktemp("ledger"))
    data_dir.work.mkdir(parents=True)
    shown: dict[str, Capture] = {}
    with Archive.open(data_dir) as archive:
        archive.save_sites(SITES)
        archive.save_removal_rule(RemovalRule(nights=2, days=1))
        for number in (1, 2, 3):
            night = Night(data_dir, number)
            night.series(years=[2015])
            shown[f"list {number}"] = night.page(LISTED, b"list", role="list")
            for year, says in PAGES.items():
                url = f"{HOME}{year}.html"
                if number > 1 and year == 2019:
                    shown[f"missing {number}"] = night.page(url, status=404)
                elif number > 1 and year == 2018:
                    shown[f"another {number}"] = night.page(url, report("十七", year=2017))
                else:
                    shown[f"{year} {number}"] = night.page(url, report(f"{year}年", year=year, **says))
            night.page(f"{HOME}copy.html", report("2024年", year=2024, **PAGES[2024]))
            refused = night.page(FEIXIANG.homepage, b"no", status=403, site_id=FEIXIANG.site_id, role="home")
            night.failed(FEIXIANG.homepage, "blocked:waf_403", refused.capture_id, FEIXIANG.site_id)
            shown[f"refused {number}"] = refused
            night.failed(SILENT.homepage, "dns", site_id=SILENT.site_id)
            night.failed(f"{UNREAD.homepage}report.html", "timeout", site_id=UNREAD.site_id)
            take_in(archive, data_dir, night.end(sites=SITES, verdicts=VERDICTS))
        assert broken_promises(archive._connection) == []
    with connect(data_dir.work_archive, read_only=True) as connection:
        yield Told(connection, shown)


class Told:
    """The archive after these nights, and their captures by name."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, shown: dict[str, Capture]) -> None:
        self.connection = connection
        self.shown = shown

    def row(self, year: int, adcode: str = CIXI.adcode) -> dict[str, Any]:
        asked = "SELECT * FROM ledger WHERE adcode = ? AND report_year = ?"
        found = self.connection.execute(asked, [adcode, year])
        names = [column[0] for column in found.description or []]
        return dict(zip(names, found.fetchall()[0], strict=True))

    def ids(self, *names: str) -> list[str]:
        return [self.shown[name].capture_id for name in names]


@pytest.mark.parametrize(
    ("adcode", "year", "status"),
    [
        (CIXI.adcode, 2025, "not_due"),
        (CIXI.adcode, 2024, "published"),
        (CIXI.adcode, 2023, "published_late"),
        (CIXI.adcode, 2022, "published"),
        (CIXI.adcode, 2020, "attachment_only"),
        (CIXI.adcode, 2019, "published_then_removed"),
        (CIXI.adcode, 2018, "replaced"),
        (CIXI.adcode, 2017, "published"),
        (CIXI.adcode, 2016, "not_found"),
        (FEIXIANG.adcode, 2024, "blocked"),
        (FEIXIANG.adcode, 2025, "not_due"),
        (SILENT.adcode, 2024, "unreachable"),
        # Lists that could not be read whole; an article that never answered; a government nobody crawled.
        (BROKEN.adcode, 2024, "unknown"),
        (UNREAD.adcode, 2024, "unknown"),
        ("110000", 2024, "unknown"),
    ],
)
def test_each_status(told: Told, adcode: str, year: int, status: str) -> None:
    assert told.row(year, adcode)["status"] == status


@pytest.mark.parametrize(
    ("year", "due", "published", "basis", "late"),
    [
        (2024, date(2025, 3, 31), date(2025, 3, 31), "label 发布日期", 0),
        (2023, date(2024, 3, 31), date(2024, 4, 15), "label 发布日期", 15),
        # No day, and one before the year was over: seen in 2026, which bounds nothing.
        (2022, date(2023, 3, 31), None, "first_seen", None),
        (2021, date(2022, 3, 31), None, "first_seen", None),
        # Before the rule.
        (2018, None, date(2019, 5, 31), "label 发布日期", None),
        (2016, None, None, None, None),
    ],
)
def test_days_late_is_known_or_null(
    told: Told, year: int, due: date | None, published: date | None, basis: str | None, late: int | None
) -> None:
    row = told.row(year)
    assert (row["due_on"], row["published_on"], row["published_basis"], row["days_late"]) == (
        due, published, basis, late
    )  # fmt: skip


@pytest.mark.parametrize(
    ("adcode", "year", "proofs", "since"),
    [
        (CIXI.adcode, 2024, ["2024 1"], "2024 1"),
        (CIXI.adcode, 2019, ["2019 1", "missing 2", "missing 3"], "missing 3"),
        (CIXI.adcode, 2018, ["2018 1", "another 2"], "another 2"),
        (CIXI.adcode, 2016, ["list 3"], None),
        (FEIXIANG.adcode, 2024, ["refused 3"], None),
        (SILENT.adcode, 2024, [], None),
        (CIXI.adcode, 2025, [], None),
    ],
)
def test_every_status_has_its_proof(
    told: Told, adcode: str, year: int, proofs: list[str], since: str | None
) -> None:
    row = told.row(year, adcode)
    assert row["proof_captures"] == told.ids(*proofs)
    if since:
        assert row["status_since"] == told.shown[since].captured_at


def test_parts_and_sources_are_those_of_the_report(told: Told) -> None:
    assert [(told.row(year)["parts"], told.row(year)["sources"]) for year in (2024, 2023, 2019, 2016)] == [
        (["measures", "plan"], 2),
        ([], 1),
        ([], 0),
        (None, 0),
    ]


def test_every_government_has_every_year_and_an_abolished_one_those_up_to_its_end(told: Told) -> None:
    rows = told.connection.execute(
        "SELECT adcode, min(report_year), max(report_year), count(*) FROM ledger GROUP BY adcode"
    ).fetchall()
    years = {adcode: (first, last) for adcode, first, last, n in rows if n == last - first + 1}
    assert years.pop(CIXI.adcode) == (2015, 2025)  # of which it has a report
    assert {years[adcode] for adcode in governments() if adcode != CIXI.adcode} == {(2016, 2025)}
    # 下城区 was abolished in 2021.
    assert years["330103"] == (2016, 2020)


def test_a_fold_again_gives_the_same_rows(told: Told, tmp_path: Path) -> None:
    (source,) = told.connection.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    data_dir = DataDir(tmp_path)
    data_dir.work.mkdir(parents=True)
    shutil.copy(source[0], data_dir.work_archive)
    with Archive.open(data_dir) as archive:
        archive.fold("1", histories)
        again = archive._connection.execute("SELECT * FROM ledger_entry").fetchall()
    assert again == told.connection.execute("SELECT * FROM ledger_entry").fetchall()


def test_shares_count_what_was_due(told: Told) -> None:
    shares = {one.report_year: one for one in ledger_shares(told.connection, "浙江")}
    total = sum(one.province == "浙江省" for one in governments().values())
    assert shares[2025] == Share("浙江省", 2025, 0, 0, 0, 0, 0, 0, 0)
    assert shares[2024] == Share("浙江省", 2024, total, 1, 0, 0, 0, 0, total - 1)
    assert (shares[2023].late, shares[2022].public, shares[2019].gone, shares[2016].not_found) == (1, 1, 1, 1)


def test_absence_is_proved_by_a_walk_after_the_day_it_was_due_and_stays_proved(data_dir: DataDir) -> None:
    """The nights begin at half past one in China; night 30 is 1 April."""
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        for number, problems, expected in (
            (29, [], ("not_due", None)),
            (30, ["list page x: 503"], ("unknown", None)),
            (31, [], ("not_found", 31)),
            (32, ["list page x: 503"], ("not_found", 31)),
        ):
            night = Night(data_dir, number)
            night.series()
            take_in(archive, data_dir, night.end(problems))
            status, checked = archive._connection.execute(
                "SELECT status, checked_at FROM ledger WHERE adcode = '330282' AND report_year = 2025"
            ).fetchall()[0]
            day = (checked - datetime.fromisoformat("2026-03-01T17:30")).days if checked else None
            assert (status, day) == expected


@pytest.mark.parametrize(
    "columns",
    [
        (),
        (replace(ENDED, ended_by=""),),
        (ENDED, replace(ENDED, url="http://www.cixi.gov.cn/b/", ended_by="")),
    ],
    ids=["no column", "a column without an end", "one of two without an end"],
)
def test_absence_needs_an_end_of_every_column(data_dir: DataDir, columns: tuple[ColumnSeen, ...]) -> None:
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        take_in(archive, data_dir, Night(data_dir, 31).end(columns=columns))
    assert missing_status(data_dir) == "unknown"


def test_a_day_of_publication_that_is_dated_back_later_is_not_believed(data_dir: DataDir) -> None:
    nights(
        data_dir,
        {PAGE: report("甲", published_on="2025-05-10")},
        {PAGE: report("乙", published_on="2025-03-10")},
    )
    with connect(data_dir.work_archive, read_only=True) as connection:
        rows = connection.execute(
            "SELECT status, published_on, days_late, len(proof_captures) FROM ledger WHERE report_id IS NOT NULL"
        ).fetchall()
    assert rows == [("published_late", date(2025, 5, 10), 40, 2)]


def test_a_report_of_no_known_year_may_be_the_missing_one(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲", year=None, title="法治政府建设情况报告")})
    assert missing_status(data_dir) == "unknown"


def test_an_article_that_could_not_be_read_may_be_the_missing_one(data_dir: DataDir) -> None:
    night = Night(data_dir, 1)
    capture = night.page(PAGE, b"\x00")
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        archive.ingest(night.end())
        archive.save_unread([(capture, Issue("not_text", "neither HTML nor text"))])
        archive.fold("1", histories)
    assert missing_status(data_dir) == "unknown"


def missing_status(data_dir: DataDir) -> str:
    """What the ledger says of a year of which the archive has no report."""
    with connect(data_dir.work_archive, read_only=True) as connection:
        asked = "SELECT status FROM ledger WHERE adcode = '330282' AND report_year = 2024"
        ((status,),) = connection.execute(asked).fetchall()
    return str(status)
