"""What people see: coverage, the health of sites, and the evidence behind each text."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from records import Site
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from tests.storage.nights import CIXI, FEIXIANG, PAGE, Night, nights, report, take_in

OLDER = "http://www.cixi.gov.cn/art/2023/report.html"


def ask(data_dir: DataDir, query: str) -> list[tuple[Any, ...]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return connection.execute(query).fetchall()


def coverage(data_dir: DataDir) -> dict[tuple[str, int], str]:
    return {
        (adcode, year): told
        for adcode, year, told in ask(data_dir, "SELECT adcode, report_year, status FROM coverage")
    }


@pytest.mark.parametrize(("problems", "absent"), [((), "not_found"), (("list page x: 503",), "unknown")])
def test_absence_is_told_only_of_healthy_lists(
    data_dir: DataDir, problems: Iterable[str], absent: str
) -> None:
    nights(data_dir, {PAGE: report("甲"), OLDER: report("乙", year=2022)}, problems=problems)
    assert coverage(data_dir) == {
        ("330282", 2022): "published_late",
        ("330282", 2023): absent,
        ("330282", 2024): "published",
    }


@pytest.mark.usefixtures("one_night")
def test_a_removed_report_is_neither_published_nor_missing(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")}, {PAGE: 404})
    row = ask(data_dir, "SELECT status, report_id, title, url, published_on FROM coverage")
    assert row == [
        ("published_then_removed", "330282-2024", "2024年法治政府建设情况报告", PAGE, date(2025, 2, 28))
    ]


def test_coverage_has_every_crawled_government_and_no_department(data_dir: DataDir) -> None:
    bureau = report("丙", year=2019, level="department", issuer="慈溪市司法局")
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI, FEIXIANG])
        night = Night(data_dir, 1)
        night.page(PAGE, report("甲"))
        night.page(OLDER, bureau)
        night.series(FEIXIANG, [2023])
        take_in(archive, data_dir, night.end(sites=[CIXI, FEIXIANG]))
    assert coverage(data_dir) == {
        ("130407", 2023): "published_late",
        ("130407", 2024): "not_found",
        ("330282", 2023): "unknown",
        ("330282", 2024): "published",
    }
    named = ask(data_dir, "SELECT DISTINCT government, level, province FROM coverage ORDER BY 1")
    assert named == [("慈溪市", "county", "浙江省"), ("邯郸市肥乡区", "county", "河北省")]


def test_a_site_never_crawled_is_unknown(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        archive.save_sites([FEIXIANG])
    assert coverage(data_dir)["130407", 2024] == "unknown"
    assert ask(data_dir, "SELECT healthy, reports FROM site_health WHERE adcode = '130407'") == [(None, 0)]


def test_since_when_a_site_is_broken(data_dir: DataDir) -> None:
    for problems in ([], ["503"], [], ["list page a: 412", "list page b: 412"], ["list page a: 412"]):
        nights(data_dir, {PAGE: report("甲")}, problems=problems)
    fourth = ask(data_dir, "SELECT started_at FROM crawl WHERE crawl_id = 'night-4'")[0][0]
    asked = "SELECT healthy, broken_since, problems, crawl_id, reports FROM site_health"
    assert ask(data_dir, asked) == [(False, fourth, ["list page a: 412"], "night-5", 1)]
    nights(data_dir, {PAGE: report("甲")})
    assert ask(data_dir, asked) == [(True, None, [], "night-6", 1)]


def test_looking_at_one_address_says_nothing_about_the_site(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 2)
        night.page(PAGE, report("甲"))
        summary = night.end(problems=["x"]) / "summary.json"
        # As the crawler writes it for a crawl without seeds: no list was read, and none was to be read.
        summary.write_text(
            summary.read_text().replace('"list_pages": 3', '"list_pages": 0').replace('["x"]', "[]")
        )
        take_in(archive, data_dir, night.folder)
    assert ask(data_dir, "SELECT healthy, crawl_id FROM site_health") == [(True, "night-1")]


def test_a_report_with_all_its_fields(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("一、主要做法")})
    with connect(data_dir.work_archive, read_only=True) as connection:
        answer = connection.execute("SELECT * FROM reports")
        names = [column[0] for column in answer.description or []]
        row = dict(zip(names, answer.fetchall()[0], strict=True))
    seen = {name: row.pop(name) for name in ("first_seen_at", "last_seen_at", "capture_id")}
    assert seen["first_seen_at"] == seen["last_seen_at"]
    assert row == {
        "report_id": "330282-2024",
        "adcode": "330282",
        "government": "慈溪市",
        "province": "浙江省",
        "prefecture": "宁波市",
        "report_year": 2024,
        "title": "2024年法治政府建设情况报告",
        "issuer": "市人民政府",
        "issuer_level": "county",
        "published_on": date(2025, 2, 28),
        "signed_on": None,
        "doc_number": "〔2025〕9号",
        "index_number": None,
        "source": "市司法局",
        "url": PAGE,
        "status": "live",
        "unconfirmed": False,
        "versions": 1,
        "last_changed_at": None,
        "first_seen_on": date(2026, 3, 3),
        "last_seen_on": date(2026, 3, 3),
        "last_changed_on": None,
        "chars": 6,
        "body_text": "一、主要做法",
    }


def test_an_issue_of_a_page_is_listed_with_its_address(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲", issues=["two_dates"])}, {PAGE: report("乙", issues=["no_issuer"])})
    listed = ask(data_dir, "SELECT stage, crawl_id, code, url FROM issues ORDER BY crawl_id")
    assert listed == [
        ("extraction", "night-1", "two_dates", PAGE),
        ("extraction", "night-2", "no_issuer", PAGE),
    ]


def test_a_site_without_a_government_is_no_part_of_coverage(data_dir: DataDir) -> None:
    stranger = Site("www.nbjz.gov.cn", "", "http://www.nbjz.gov.cn/", (), ("www.nbjz.gov.cn",))
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        archive.save_sites([stranger])
    assert set(coverage(data_dir)) == {("330282", 2024)}
