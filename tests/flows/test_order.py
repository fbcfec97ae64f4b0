"""From an order to crawls: turns, windows, and what each crawl is asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.registry import all_sites, find_sites, sites
from flows.errors import BadWindow
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder, check_window, window_end
from storage.archive import Archive
from tests.conftest import fresh
from tests.storage.nights import CIXI, PAGE, Night, nights, report, take_in
from tests.storage.test_frontier import changed, column


def china(clock: str) -> datetime:
    """A moment of the 21st by China's clock, as naive UTC."""
    return datetime.fromisoformat(f"2026-11-21T{clock}") - timedelta(hours=8)


@pytest.mark.parametrize(
    ("window", "now", "end"),
    [
        ("01:00-06:00", "01:00:03", "06:00"),
        ("01:00-06:00", "05:59:59", "06:00"),
        ("01:00-06:00", "06:00", None),
        ("01:00-06:00", "00:30", None),
        ("22:00-02:00", "01:30", "02:00"),
        ("22:00-02:00", "12:00", None),
    ],
)
def test_a_window_is_open_until_it_closes(window: str, now: str, end: str | None) -> None:
    assert window_end(window, china(now)) == (china(end) if end else None)


def test_a_window_over_midnight_closes_the_next_day() -> None:
    assert window_end("22:00-02:00", china("23:00")) == china("02:00") + timedelta(days=1)


@pytest.mark.parametrize("window", ["1-6", "01:00", "25:00-26:00", "night"])
def test_what_is_no_window_is_refused(window: str) -> None:
    with pytest.raises(BadWindow, match="HH:MM-HH:MM"):
        check_window(window)


def test_the_country_is_every_government_with_a_homepage() -> None:
    everywhere = all_sites()
    assert len(everywhere) > 3200
    assert {site.site_id for site in sites().values()} <= {site.site_id for site in everywhere}
    here = all_sites(["浙江"])
    assert here == all_sites(["330000"]) and {site.adcode[:2] for site in here} == {"33"}


def test_turns_are_taken_by_who_waited_longest_and_refusers_wait(tmp_path, empty_archive) -> None:
    data, wanted = fresh(tmp_path, empty_archive), find_sites(["330282", "130407", "640104", "510402"])
    nights(data, {PAGE: report("甲")})
    with Archive.open(data) as archive:
        refused = Night(data, 2).end(sites=[wanted[1]])
        take_in(archive, data, changed(refused, verdict="blocked:rate", ask_again_at="2027-01-01T00:00:00"))
    order = CrawlOrder(wanted, sites_per_crawl=2, recheck="due")

    def turns(order: CrawlOrder) -> list[list[str]]:
        return [[site.adcode for site in part.sites] for part in stages.shards(data, order)]

    assert turns(order) == [["640104", "510402"], ["330282"]]
    assert turns(replace(order, recheck="all")) == [["640104", "510402"], ["330282", "130407"]]


def test_a_site_whose_columns_are_known_is_read_from_them(tmp_path, empty_archive) -> None:
    data = fresh(tmp_path, empty_archive)
    order = CrawlOrder((CIXI,), recheck="due")
    with Archive.open(data) as archive:
        night = Night(data, 1)
        night.page(PAGE, report("甲"))
        night.page(CIXI.homepage, b"home", role="home", captured_at=datetime.now(UTC).replace(tzinfo=None))
        folder = night.end()
        archive.save_sites([CIXI])
        take_in(archive, data, changed(folder, columns=(column(7),)))
    spec = stages.plan(data, order)
    assert spec.sites[0].seeds == ()
    assert [(one.url, one.expected) for one in spec.columns] == [(column(7).url, 7)]
    assert spec.columns[0].whole  # the last whole walk was months ago
    assert [page.url for page in spec.extra] == [PAGE]  # and so was the last look at the page
    with Archive.open(data) as archive:
        for _ in range(2):
            number = len(list(data.crawls.glob("night-*"))) + 1
            dead = (column(0, "nothing in it"),)
            take_in(archive, data, changed(Night(data, number).end(["nothing in it"]), columns=dead))
    assert stages.plan(data, order).sites[0].seeds == CIXI.seeds
