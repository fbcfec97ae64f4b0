"""What a walk proves of each year: the ends of its lists, the columns they are, and why a year stays
unknown."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from records import COLUMN_OF_REPORTS, ColumnSeen, Site, governments
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from tests.storage.nights import ENDED, Night, report, take_in

OPEN = replace(ENDED, open_end=True, ordered=True, oldest_on=date(2022, 9, 30), url="http://open.gov.cn/")
NEWS = replace(ENDED, score=COLUMN_OF_REPORTS - 1, url="http://news.gov.cn/", report_years=())
# Each walk, and what it says of 2021, 2022 and 2023.
WALKS: dict[str, tuple[tuple[ColumnSeen, ...], str, str, str]] = {
    "a list with an end": ((ENDED,), "not_found", "not_found", "not_found"),
    "an open one, the newest first": ((OPEN,), "open_end", "not_found", "not_found"),
    "whose oldest item is a day younger": (
        (replace(OPEN, oldest_on=date(2022, 10, 1)),), "open_end", "open_end", "not_found",
    ),
    "in no order": ((replace(OPEN, ordered=False),), "open_end", "open_end", "open_end"),
    "without days": ((replace(OPEN, oldest_on=None),), "open_end", "open_end", "open_end"),
    "beside a list with an end": ((ENDED, OPEN), "open_end", "not_found", "not_found"),
    "of two open ones the shorter decides": (
        (OPEN, replace(OPEN, url="http://b.gov.cn/", oldest_on=date(2023, 3, 1))), "open_end", "open_end", "not_found",
    ),
    "a list without any end": ((replace(ENDED, ended_by=""),), *["lists_not_whole"] * 3),
    "no list": ((), *["lists_not_whole"] * 3),
    "no column of reports": ((NEWS,), "no_column", "no_column", "no_column"),
    "one report in the news": ((replace(NEWS, report_years=(2024,)),), "no_column", "no_column", "no_column"),
    "reports of two years in the news": ((replace(NEWS, report_years=(2015, 2024)),), "not_found", "not_found", "not_found"),
    "news beside a column": ((NEWS, ENDED), "not_found", "not_found", "not_found"),
    "a report of no known year": ((ENDED,), "item_unread", "item_unread", "item_unread"),
    "a site that was never crawled": ((ENDED,), "not_crawled", "not_crawled", "not_crawled"),
}  # fmt: skip
CODES = dict(
    zip(
        WALKS,
        (code for code in governments() if code.startswith("3702") or code.startswith("3701")),
        strict=False,
    )
)


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory, empty_archive: Path
) -> Iterator[dict[tuple[str, int], str]]:
    """By code and year the reason why it is unknown, else the status."""
    data_dir = DataDir(tmp_path_factory.mktemp("ends"))
    data_dir.work.mkdir(parents=True)
    shutil.copy(empty_archive, data_dir.work_archive)
    sites = {
        name: Site(name, code, f"http://{code}.gov.cn/", (), (f"{code}.gov.cn",))
        for name, code in CODES.items()
    }
    crawled = [site for name, site in sites.items() if "never" not in name]
    night = Night(data_dir, 1)
    for site in crawled:
        night.series(site)
    strange = sites["a report of no known year"]
    night.page(
        f"{strange.homepage}a.html", report("甲", year=None, adcode=strange.adcode), site_id=strange.site_id
    )
    with Archive.open(data_dir) as archive:
        archive.save_sites(sites.values())
        take_in(
            archive, data_dir, night.end(sites=crawled, columns={name: one[0] for name, one in WALKS.items()})
        )
    with connect(data_dir.work_archive, read_only=True) as connection:
        rows = connection.execute(
            "SELECT adcode, report_year, coalesce(unknown_because, status) FROM ledger WHERE report_year < 2025"
        ).fetchall()
        strays = connection.execute(
            "SELECT * FROM ledger WHERE (status = 'unknown') <> (unknown_because IS NOT NULL)"
        ).fetchall()
    assert strays == []
    yield {(adcode, year): says for adcode, year, says in rows}


@pytest.mark.parametrize("name", WALKS)
def test_what_a_walk_proves(told: dict[tuple[str, int], str], name: str) -> None:
    assert tuple(told[CODES[name], year] for year in (2021, 2022, 2023)) == WALKS[name][1:]


def test_every_government_without_a_site_is_not_crawled(told: dict[tuple[str, int], str]) -> None:
    assert told["110000", 2023] == "not_crawled"


def test_an_absence_stays_proved_by_the_walk_that_proved_it(data_dir: DataDir) -> None:
    """A list that has lost its total proves nothing new: the proof is the list that had it."""
    site = Site("one", "330282", "http://www.cixi.gov.cn/", (), ("www.cixi.gov.cn",))
    shown = []
    with Archive.open(data_dir) as archive:
        archive.save_sites([site])
        for number, column in ((1, OPEN), (2, ENDED), (3, OPEN)):
            night = Night(data_dir, number)
            night.series(site)
            shown.append(night.page(ENDED.url, b"list", role="list", site_id="one"))
            take_in(archive, data_dir, night.end(sites=[site], columns=(column,)))
        rows = archive._connection.execute(
            "SELECT report_year, proof_captures, status_since::DATE, checked_at::DATE FROM ledger"
            " WHERE adcode = '330282' AND report_year IN (2020, 2023) AND status = 'not_found' ORDER BY 1"
        ).fetchall()
    assert rows == [
        (2020, [shown[1].capture_id], date(2026, 3, 3), date(2026, 3, 3)),
        (2023, [shown[2].capture_id], date(2026, 3, 2), date(2026, 3, 4)),
    ]
