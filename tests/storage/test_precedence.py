"""Which status the ledger gives where two could apply: every boundary from captures that bring it about."""

from collections.abc import Callable
from typing import Any

import pytest

from records import Capture, UnreadItem
from storage.archive import Archive
from storage.database.connection import connect
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.checks import broken_promises
from tests.storage.nights import CIXI, FEIXIANG, Night, report, take_in

LIST = "http://www.cixi.gov.cn/col/list.html"
ITEM = "http://www.cixi.gov.cn/art/2021.html"
FOREIGN = "https://www.fxq.gov.cn/cixi-2021.html"
TITLE = "慈溪市2021年法治政府建设情况报告"
BY_SCRIPT = UnreadItem(TITLE, LIST, "javascript:view(9022)")

Visit = Callable[[Night], Any]


def listed(status: int = 200, payload: bytes = b"gone", title: str = TITLE) -> Visit:
    def visit(night: Night) -> Capture:
        return night.page(ITEM, payload, status, found_on=LIST, link_title=title)

    return visit


def read_as(kind: str = "other", **says: Any) -> bytes:
    return report("网页", is_report=kind == "report", kind=kind, **says)


def play(
    data_dir: DataDir, *visits: Visit | UnreadItem | None, **end: Any
) -> dict[int, tuple[str, list[str]]]:
    """One night for each visit (None: only the list is read); status and proof of each year of Cixi."""
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI, FEIXIANG])
        archive.save_removal_rule(RemovalRule(nights=1, days=0))
        for number, visit in enumerate(visits, start=1):
            night = Night(data_dir, number)
            night.page(LIST, b"list", role="list")
            night.series()
            night.series(FEIXIANG)
            if callable(visit):
                visit(night)
            unread = [visit] if isinstance(visit, UnreadItem) else []
            take_in(archive, data_dir, night.end(sites=[CIXI, FEIXIANG], unread=unread, **end))
        assert broken_promises(archive._connection) == []
    with connect(data_dir.work_archive, read_only=True) as connection:
        rows = connection.execute(
            "SELECT report_year, status, proof_captures FROM ledger WHERE adcode = ?", [CIXI.adcode]
        ).fetchall()
    return {year: (status, proof) for year, status, proof in rows}


@pytest.mark.parametrize(
    "visit",
    [listed(404), listed(410), listed(payload=read_as("error_page")), listed(payload=read_as("other"))],
)
def test_a_listed_title_without_a_readable_page_beats_absence(data_dir: DataDir, visit: Visit) -> None:
    told = play(data_dir, visit)
    status, proof = told[2021]
    assert status == "listed_unreadable" and len(proof) == 2
    assert told[2020][0] == "not_found" and told[2020][1][0] == proof[0]


def test_a_page_that_is_read_at_last_is_published(data_dir: DataDir) -> None:
    told = play(data_dir, listed(404), listed(payload=report("正文", year=2021, published_on="2022-02-01")))
    assert told[2021][0] == "published"


def test_an_item_that_nobody_could_open_is_listed_until_a_list_does_not_name_it(data_dir: DataDir) -> None:
    assert play(data_dir, BY_SCRIPT, None)[2021][0] == "not_found"


def test_the_last_crawl_tells_which_items_are_unread(data_dir: DataDir) -> None:
    told = play(data_dir, BY_SCRIPT, listed(payload=report("正文", year=2022)), BY_SCRIPT)
    assert told[2021][0] == "listed_unreadable"


@pytest.mark.parametrize(
    ("title", "status"),
    [
        (TITLE, "listed_unreadable"),
        ("2021年法治政府建设年度报告", "listed_unreadable"),
        ("法治政府建设情况报告", "unknown"),
        ("慈溪市水务局2021年法治政府建设情况报告", "not_found"),
        ("慈溪市2021年法治政府建设工作要点", "not_found"),
        ("宁波市2021年法治政府建设情况报告", "not_found"),
    ],
)
def test_whose_title_it_is_decides(data_dir: DataDir, title: str, status: str) -> None:
    assert play(data_dir, listed(404, title=title))[2021][0] == status


@pytest.mark.parametrize(
    ("says", "of_2021", "of_2020"),
    [
        ({"kind": "candidate", "year": 2021}, "unknown", "not_found"),
        ({"kind": "candidate", "year": None}, "unknown", "unknown"),
        ({"kind": "report", "year": 2021, "adcode": None, "level": None}, "unknown", "not_found"),
        ({"kind": "report", "year": None}, "unknown", "unknown"),
    ],
)
def test_what_may_be_the_report_forbids_absence(
    data_dir: DataDir, says: dict[str, Any], of_2021: str, of_2020: str
) -> None:
    told = play(data_dir, listed(payload=read_as(**says), title="动态"))
    assert (told[2021][0], told[2020][0]) == (of_2021, of_2020)


def test_what_nobody_reads_forbids_absence(data_dir: DataDir) -> None:
    told = play(data_dir, lambda night: night.page(ITEM, b"\x00\x01", media_type="video/mp4"))
    assert told[2021][0] == "unknown"


def test_not_due_comes_before_what_is_listed(data_dir: DataDir) -> None:
    told = play(data_dir, listed(404, title=TITLE.replace("2021", "2025")))
    assert told[2025][0] == "not_due"


def test_what_is_listed_comes_before_a_refusal(data_dir: DataDir) -> None:
    told = play(data_dir, listed(404), verdicts={CIXI.site_id: "blocked:waf_403"})
    assert (told[2021][0], told[2020][0]) == ("listed_unreadable", "blocked")


def test_a_foreign_page_is_no_absence_and_no_publication(data_dir: DataDir) -> None:
    text = report("正文", year=2021)
    assert play(data_dir, lambda night: night.page(FOREIGN, text))[2021][0] == "unconfirmed"


def test_what_a_foreign_page_had_says_nothing(data_dir: DataDir) -> None:
    text = report("正文", year=2021)
    told = play(
        data_dir, lambda night: night.page(FOREIGN, text), lambda night: night.page(FOREIGN, status=404)
    )
    assert told[2021][0] == "not_found"


def test_a_foreign_copy_does_not_hide_a_removal(data_dir: DataDir) -> None:
    text = report("正文", year=2021)

    def both(night: Night) -> None:
        night.page(ITEM, text)
        night.page(FOREIGN, text)

    def gone(night: Night) -> None:
        night.page(ITEM, status=404)
        night.page(FOREIGN, text)

    assert play(data_dir, both, gone)[2021][0] == "published_then_removed"


@pytest.mark.parametrize(("letters", "status"), [(499, "attachment_unread"), (500, "published")])
def test_a_stub_beside_a_file_that_nobody_could_read_is_no_published_report(
    data_dir: DataDir, letters: int, status: str
) -> None:
    page = report("附" * letters, year=2021, published_on="2022-02-01", issues=("file_unread",))
    assert play(data_dir, listed(payload=page))[2021][0] == status
