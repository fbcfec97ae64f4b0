"""The five sites as the replica plays them: from their rows in sites.csv to every report."""

from pathlib import Path
from typing import Any

import pytest

import replica
from crawlers.registry import sites
from crawlers.spec import ExtraRequest
from storage.evidence.warc import check_file, read_payload
from tests.crawlers.web import Crawled, crawl

NIGHTS = (1, 2)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Crawled]:
    """Both nights crawled; on the second the reports of the first are looked at again."""
    folder = tmp_path_factory.mktemp("nights")
    known = tuple(ExtraRequest(site_id, url) for site_id, url in reports(1))
    return {night: one_night(folder, night, known if night > 1 else ()) for night in NIGHTS}


def one_night(folder: Path, night: int, extra: tuple[ExtraRequest, ...]) -> Crawled:
    with replica.running(night=night) as web:
        return crawl(folder, web, *sites().values(), crawl_id=f"night{night}", delay=None, extra=extra)


def reports(night: int) -> list[tuple[str, str]]:
    governments: list[dict[str, Any]] = replica.truth(night)["governments"]
    return [(unit["site_id"], report["url"]) for unit in governments for report in unit["reports"]]


@pytest.mark.parametrize("night", NIGHTS)
def test_every_report_is_found_and_every_listing_is_healthy(nights: dict[int, Crawled], night: int) -> None:
    crawled = nights[night]
    assert (crawled.exit_code, crawled.stderr, crawled.summary.first_error) == (0, "", "")
    assert {site.site_id: site.problems for site in crawled.summary.sites} == dict.fromkeys(sites(), ())
    assert all(site.listing_healthy and not site.budget_spent for site in crawled.summary.sites)
    whole = {(c.site_id, c.url) for c in crawled.captures if c.role == "detail" and c.status == 200}
    assert set(reports(night)) - whole == set()
    assert {failure.kind for failure in crawled.failures} <= {"http_error"}


def test_what_left_its_address_between_the_nights_is_seen_to_be_gone(nights: dict[int, Crawled]) -> None:
    gone = {
        capture.url for capture in nights[2].captures if capture.status == 404 and capture.role == "detail"
    }
    assert gone == {url for _, url in set(reports(1)) - set(reports(2))}
    assert len(gone) == 2


def test_the_evidence_of_both_nights_is_sound(nights: dict[int, Crawled]) -> None:
    for crawled in nights.values():
        assert [problem for path in crawled.warcs for problem in check_file(path)] == []
        assert all(
            read_payload(crawled.data, capture) for capture in crawled.captures if capture.status == 200
        )
