"""Which sites there are, what is known of one in a crawl, and how a crawl and an answer end: each rule on
both sides; no crawl is needed."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from OpenSSL import SSL
from scrapy.exceptions import DownloadFailedError
from twisted.internet.task import Clock
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed
from twisted.web.http import _DataLoss

from crawlers.errors import BadSpec, CrawlError, ImpoliteDelay, UnknownSite, UrlNotAllowed
from crawlers.extensions.orphan import OrphanWatch
from crawlers.host_sharding import shard_of
from crawlers.lease_file import ShardLease
from crawlers.middlewares.url_filter import UrlFilterMiddleware
from crawlers.registry import all_sites, sites
from crawlers.sites_csv import COLUMNS, read_sites
from crawlers.transport.download import _is_handshake
from crawlers.transport.lenient_http import _ToTheEnd
from crawlers.walk.failures import NotFetched
from crawlers.walk.page_reading import Arrived, read_response
from crawlers.walk.reading_process import Limits
from crawlers.walk.request_context import page_key
from crawlers.walk.wire_timing import WireTiming
from records import PageRequest
from tests.crawlers.test_boundaries_of_answers import NIGHT
from tests.crawlers.walks import HOST, TITLE, URL, Spiders, known, request, step, walk

# Which sites there are.


@pytest.mark.parametrize("words", [["浙江"], ["浙江省"], ["33"], ["330000"], ["浙江", "33"]])
def test_a_province_is_named_as_people_name_it(words: list[str]) -> None:
    found = all_sites(words)
    assert {one.adcode[:2] for one in found} == {"33"} and len(found) > 50
    assert sites()["330282-cixi"] in found


def test_without_a_province_the_whole_country_is_meant() -> None:
    everywhere = all_sites()
    assert set(sites().values()) <= set(everywhere) and all(one.homepage for one in everywhere)
    assert len({one.adcode[:2] for one in everywhere}) == 32
    two = all_sites(["黑龙", "北京"])
    assert {one.adcode[:2] for one in two} == {"11", "23"}
    for word in ("慈溪", "330282", "浙", "3", ""):
        with pytest.raises(UnknownSite):
            all_sites([word])


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("http://www.cixi.gov.cn:1/", True),
        ("https://www.cixi.gov.cn/", True),
        ("http://www.cixi.gov.cn:0/", False),
        ("http://www.cixi.gov.cn:99999/", False),
        ("http://[broken/", False),
        ("ftp://www.cixi.gov.cn/", False),
        ("http:///a", False),
        ("http://:80/", False),
        ("www.cixi.gov.cn", False),
    ],
)
def test_a_seed_is_an_address_of_the_web(address: str, is_one: bool) -> None:
    row = f"330282-cixi,330282,http://www.cixi.gov.cn/,www.cixi.gov.cn,{address},1,"
    table = f"{','.join(COLUMNS)}\n{row}\n".encode()
    if is_one:
        assert read_sites(table)["330282-cixi"].seeds[1] == address
    else:
        with pytest.raises(BadSpec, match="is not a web address"):
            read_sites(table)


# The account of the site.


def test_what_was_asked_for_now_or_earlier_was_asked_for() -> None:
    one = walk(known=known(1))
    one.is_new(page_key(PageRequest(URL, "")))
    asked = [one.was_asked(url) for url in (URL, f"{HOST}/fz/0.html", f"{HOST}/fz/1.html")]
    assert asked == [True, True, False]


def test_sitemaps_are_asked_for_where_the_search_has_ended_without_a_column() -> None:
    one = walk()
    one.sitemaps.name([f"{HOST}/1.xml", f"{HOST}/2.xml"])
    assert one.next_sitemap() is None, "the search has not begun"
    one.homepage()
    taken_map = one.next_sitemap()
    assert taken_map is not None
    asked, its_step = taken_map
    assert (asked.role, its_step.is_search, one.search.under_way) == ("sitemap", True, True)
    assert one.next_sitemap() is None, "one at a time"
    one.search.under_way = False
    one.open_list(step(), "trs")
    assert one.next_sitemap() is None, "a column is there"


# What a page says to the walk.


def test_a_report_found_by_its_list_is_called_as_its_page_says() -> None:
    text = "<p>一年来，我区深入推进依法行政，法治政府建设取得新进展。</p>" * 30
    page = f'<html><head><meta name="ArticleTitle" content="甲"></head><body><div>{text}</div></body></html>'
    asked_as = step(trail=(TITLE.format(2024),), score=80)
    reading = read_response(Arrived(asked_as, URL, 200, "text/html", "utf-8", page.encode()))
    assert (reading.is_report, reading.title) == (True, "甲")


# The wire.


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Twisted's own clock in place of a reactor, which one process can have only one of."""
    made = Clock()
    monkeypatch.setitem(sys.modules, "twisted.internet.reactor", made)
    monkeypatch.setattr("twisted.internet.reactor", made, raising=False)
    return made


def test_a_body_goes_on_until_it_is_quiet_behind_its_promised_length(clock: Clock) -> None:
    came: list[bytes] = []
    ends: list[bytes] = []
    body = _ToTheEnd(3, came.append, ends.append)
    body.dataReceived(b"ab")
    assert not clock.getDelayedCalls(), "one byte is missing"
    body.dataReceived(b"c")
    clock.advance(0.9)
    body.dataReceived(b"d")
    clock.advance(0.9)
    assert ends == []
    clock.advance(0.1)
    assert (came, ends) == ([b"ab", b"c", b"d"], [b""])
    body.dataReceived(b"e")
    body.noMoreData()
    assert (len(came), ends) == (3, [b""])


@pytest.mark.parametrize(("body", "is_whole"), [(b"ab", False), (b"abc", True), (b"abcd", True)])
def test_a_connection_that_closes_early_loses_the_body(clock: Clock, body: bytes, is_whole: bool) -> None:
    one = _ToTheEnd(3, lambda data: None, lambda data: None)
    one.dataReceived(body)
    if is_whole:
        one.noMoreData()
    else:
        with pytest.raises(_DataLoss):
            one.noMoreData()
    assert not clock.getDelayedCalls()


@pytest.mark.parametrize(
    ("cause", "is_one"),
    [
        (ResponseFailed([Failure(SSL.Error())], response=object()), True),
        (ResponseFailed([Failure(OSError())]), True),
        (ResponseFailed([Failure(OSError())], response=object()), False),
        (OSError(), False),
        (None, False),
    ],
)
def test_a_handshake_fails_before_anything_is_answered(cause: Exception | None, is_one: bool) -> None:
    error = DownloadFailedError()
    error.__cause__ = cause
    assert _is_handshake(error) is is_one


def test_a_request_takes_no_time_until_its_response_is_whole() -> None:
    assert WireTiming(NIGHT) == WireTiming(NIGHT, 0.0, "")


# A crawl without a parent.


@pytest.fixture
def signals() -> Iterator[list[int]]:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    yield heard
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_crawl_ends_when_its_parent_is_gone(signals: list[int], is_there: bool) -> None:
    watch = OrphanWatch(os.getppid() + (not is_there))
    watch._watch.clock = Clock()
    watch.spider_opened()
    assert (signals, watch._watch.running) == ([] if is_there else [signal.SIGTERM], is_there)
    watch.spider_closed()
    assert not watch._watch.running


# What ends a command, and whose host it is.


def test_what_is_wrong_with_a_command_ends_it_with_two() -> None:
    assert {kind.exit_code for kind in (CrawlError, UnknownSite, UrlNotAllowed, BadSpec, ImpoliteDelay)} == {
        2
    }


@pytest.mark.parametrize(
    ("shard", "changes", "kind"),
    [
        (0, {}, ""),
        (1, {}, "other_shard"),
        (1, {"joint": True}, ""),
        (1, {"moved": True}, ""),
        (0, {"moved": True}, "other_shard"),
    ],
)
def test_a_host_of_another_shard_is_left_to_it(
    spider: Spiders, shard: int, changes: dict[str, bool], kind: str
) -> None:
    """shard counts from that of the host's own hash."""
    own = shard_of("www.one.gov.cn", 2, {})
    moved = (("one.gov.cn", 1 - own),) if changes.get("moved") else ()
    lease = ShardLease("n", own if not shard else 1 - own, 2, 1, moved=moved, joint="joint" in changes)
    middle = UrlFilterMiddleware(spider(fence=lease))
    if not kind:
        middle.process_request(request())
        return
    with pytest.raises(NotFetched, match="belongs to another shard") as refused:
        middle.process_request(request())
    assert refused.value.kind == kind


def test_a_page_may_be_read_for_a_minute_and_stand_still_for_half_a_minute() -> None:
    limits = Limits()
    assert (limits.memory_bytes, limits.seconds, limits.still_seconds) == (4_294_967_296, 60, 30)
