"""Lists and calendars that go wrong: endless, repeating, empty, filled by script, ordered otherwise every
night."""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin

import pytest

import replica
from replica.zoo import Zoo
from tests.replica.browser import Browser
from tests.replica.misbehaviours.hosts import ZOO, Json, host_of, report_of
from tests.replica.reader import read_site


def test_endless_calendar(browser: Browser) -> None:
    url = urljoin(host_of("endless_calendar")["reports"][0]["url"], "/rili/2026/12.html")
    for _ in range(30):
        answer = browser.ask(url)
        assert answer.status == 200
        url = urljoin(url, re.search(r'href="([^"]+)">下一月', answer.text)[1])  # type: ignore[index]
    assert "/2029/6.html" in url


def _list_pages(browser: Browser, host: Json, most: int) -> list[list[str]]:
    """The links of the pages of a column of reports, page by page as each leads to the next."""
    url, found = host["column_urls"][0], []
    while url and len(found) < most:
        text = browser.ask(url).text
        listed = text.partition('class="right_con"')[2].partition('class="page"')
        found.append(re.findall(r'href="([^"]+)"', listed[0]))
        following = re.search(r'<a href="([^"]+)" class="next">', listed[2])
        url = urljoin(url, following[1]) if following else ""
    return found


@pytest.fixture(scope="module")
def lists() -> Iterator[tuple[Browser, dict[str, Json]]]:
    """Hosts whose lists go wrong, one for a way, all on platforms that show a link to the next page."""
    zoo = Zoo(hosts=150, misbehaving=0.6, only=("endless_pagination", "ignores_page", "edge_duplicates"))
    hosts = {
        g["misbehaviour"]: g
        for g in replica.truth(1, zoo=zoo)["governments"]
        if g["dialect"] in ("plain", "snowflake", "openness", "channels", "cms_html")
    }
    with replica.running(1, zoo=zoo) as running:
        browser = Browser(running.address)
        yield browser, hosts
        browser.close()


def test_endless_pagination(lists: tuple[Browser, dict[str, Json]]) -> None:
    browser, hosts = lists
    pages = _list_pages(browser, hosts["endless_pagination"], 30)
    assert len(pages) == 30
    assert pages[-1] == pages[-2] != []


def test_ignores_page(lists: tuple[Browser, dict[str, Json]]) -> None:
    browser, hosts = lists
    pages = _list_pages(browser, hosts["ignores_page"], 4)
    assert len(pages) == 4 and pages[0] == pages[1] == pages[2] != []


def test_edge_duplicates(lists: tuple[Browser, dict[str, Json]]) -> None:
    browser, hosts = lists
    pages = _list_pages(browser, hosts["edge_duplicates"], 20)
    assert len(pages) > 2
    assert all(before[-1] == after[0] for before, after in pairwise(pages))
    items = [link for page in pages for link in page]
    assert len(set(items)) == len(items) - (len(pages) - 1)


def test_empty_list(browser: Browser) -> None:
    host = host_of("empty_list")
    for url in host["column_urls"]:
        assert "暂无相关信息" in browser.ask(url).text
    assert report_of(browser, "empty_list").status == 200


def test_js_only_list(browser: Browser) -> None:
    host = host_of("js_only_list")
    names = {report["url"].rsplit("/", 1)[1] for report in host["reports"]}
    for url in host["column_urls"]:
        answer = browser.ask(url)
        assert answer.status == 200 and "app.7c1e90.js" in answer.text
        assert not any(name in answer.text for name in names)


@pytest.mark.parametrize("name", ["redesign_overnight", "column_moved"])
def test_another_order_than_the_night_before(browser: Browser, name: str) -> None:
    before = next(
        g for g in replica.truth(1, zoo=ZOO)["governments"] if g["adcode"] == host_of(name)["adcode"]
    )
    after = host_of(name)
    assert before["misbehaviour"] is None and before["findable"]
    assert {r["title"] for r in before["reports"]} == {r["title"] for r in after["reports"]}
    assert not set(before["column_urls"]) & set(after["column_urls"])
    for url in before["column_urls"]:
        assert browser.ask(url).status == 404
    assert not {r["url"] for r in after["reports"]} - read_site(browser, after)


def test_bodies_elsewhere(browser: Browser) -> None:
    for name, mark in (
        ("body_in_iframe", r'<iframe src="(/frames/[^"]+)"'),
        ("body_in_json", r'getJSON\("([^"]+)"'),
    ):
        url = host_of(name)["reports"][0]["url"]
        answer = browser.ask(url)
        place = re.search(mark, answer.text)
        assert place and "第一责任人" not in answer.text
        assert "行政" in browser.ask(urljoin(url, place[1])).text
    assert host_of("body_pdf_only")["reports"][0]["file"].endswith(".pdf")
