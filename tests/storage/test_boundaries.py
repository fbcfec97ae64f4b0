"""Each number of the archive that decides something, tried on both of its sides."""

import pytest

from records import Site
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from tests.storage.nights import CIXI, PAGE, Night, nights, report, take_in


def test_a_page_that_failed_twice_in_one_crawl_failed_in_one_crawl(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    for number, failures in ((2, 1), (3, 2)):
        night = Night(data_dir, number)
        night.failed(PAGE)
        night.failed(PAGE, "refused")
        with Archive.open(data_dir) as archive:
            archive.save_sites([CIXI])
            take_in(archive, data_dir, night.end())
        with connect(data_dir.work_archive, read_only=True) as connection:
            found = connection.execute("SELECT failures FROM frontier WHERE url = ?", [PAGE]).fetchall()
        assert found == [(failures,)]


@pytest.mark.parametrize(("stated", "believed"), [("2024-10-01", True), ("2024-09-30", False)])
def test_a_report_is_not_published_before_october_of_its_own_year(
    data_dir: DataDir, stated: str, believed: bool
) -> None:
    nights(data_dir, {PAGE: report("甲", published_on=stated)})
    with connect(data_dir.work_archive, read_only=True) as connection:
        ((published_on, basis),) = connection.execute(
            "SELECT published_on, published_basis FROM ledger WHERE report_id = '330282-2024'"
        ).fetchall()
    assert (str(published_on) if published_on else None) == (stated if believed else None)
    assert (basis == "first_seen") is not believed


@pytest.mark.usefixtures("one_night")
def test_of_a_small_archive_one_report_may_go_in_a_night_and_not_two(data_dir: DataDir) -> None:
    pages = [f"{PAGE}?{year}" for year in (2020, 2021, 2022, 2023)]
    live: dict[str, bytes | int] = {url: report(url, year=int(url[-4:])) for url in pages}
    nights(data_dir, live)
    with Archive.open(data_dir) as archive:
        archive.publish()
    nights(data_dir, live | {pages[0]: 404})
    with Archive.open(data_dir) as archive:
        assert not any("live reports are gone" in line for line in archive.shrinking())
    nights(data_dir, live | {pages[0]: 404, pages[1]: 404})
    with Archive.open(data_dir) as archive:
        assert any(line.startswith("2 of 4 live reports are gone") for line in archive.shrinking())


def test_of_a_few_sites_one_may_break_in_a_night_and_not_two(data_dir: DataDir) -> None:
    sites = [
        Site(
            f"33020{at}-x", f"33020{at}", f"http://{at}.gov.cn/", (f"http://{at}.gov.cn/",), (f"{at}.gov.cn",)
        )
        for at in range(3)
    ]
    for number, broken in ((1, 0), (2, 1), (3, 2)):
        night = Night(data_dir, number)
        for site in sites:
            page = report(site.site_id, adcode=site.adcode)
            night.page(f"{site.homepage}a.html", page, site_id=site.site_id)
        folder = night.end(sites=sites)
        summary = folder / "summary.json"
        text = summary.read_text()
        for site in sites[:broken]:
            healthy = f'"{site.site_id}", "listing_healthy": '
            assert f"{healthy}true" in text
            text = text.replace(f"{healthy}true", f"{healthy}false")
        summary.write_text(text)
        with Archive.open(data_dir) as archive:
            archive.save_sites(sites)
            take_in(archive, data_dir, folder)
            refused = [line for line in archive.shrinking() if "are broken now" in line]
            assert bool(refused) == (broken == 2)
            if number == 1:
                archive.publish()
