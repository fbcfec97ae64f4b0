"""How robots.txt is asked for, how a window closes, how headers end, and what makes a page a list: each rule
on both sides; no crawl is needed."""

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request as WireRequest
from twisted.web.client import ResponseFailed
from twisted.web.http_headers import Headers

from crawlers.extensions import window_extension
from crawlers.extensions.window_extension import WindowExtension
from crawlers.middlewares.robots import _RECEIVED, RobotsMiddleware
from crawlers.run import crawl
from crawlers.spec import WINDOW_CLOSED
from crawlers.spiders.reports import ReportsSpider
from crawlers.transport.lenient_http import MAX_HEAD_BYTES, LenientFactory, _Parser, _ToTheEnd
from crawlers.walk.failures import NotFetched, Stopped
from crawlers.walk.list_signs import holds_more, open_report
from crawlers.walk.page_reading import _may_be_asked_for
from crawlers.walk.reader import Reader
from records import LeftOver, Link, Listing, PageRequest
from tests.crawlers.test_boundaries_of_answers import lines
from tests.crawlers.walks import HOST, URL, Spiders, request
from tests.crawlers.web import site

RULES = b"User-agent: *\nDisallow: /secret/\n"


class Downloads:
    """Answers in place of the engine."""

    def __init__(self, answer: bytes | Exception, delay: float = 2.0) -> None:
        self.answer = answer
        self.asked: list[Request] = []
        self.downloader = SimpleNamespace(slots={"www.one.gov.cn": SimpleNamespace(delay=delay)})

    async def download_async(self, asked: Request) -> Response:
        self.asked.append(asked)
        if isinstance(self.answer, Exception):
            raise self.answer
        return Response(asked.url, 200, body=self.answer)


def obeyed(one: ReportsSpider, engine: Downloads, *asked: Request) -> list[str]:
    """The kinds of what these requests are refused for, "" for none."""
    middle = RobotsMiddleware(SimpleNamespace(engine=engine), one)  # type: ignore[arg-type]  # as much as is looked at

    async def ask() -> list[str]:
        found = []
        for each in asked:
            try:
                await middle.process_request(each)
                found.append("")
            except NotFetched as error:
                found.append(error.kind)
        return found

    return asyncio.run(ask())


def test_robots_txt_is_asked_for_once_an_origin_and_not_for_itself(spider: Spiders) -> None:
    engine = Downloads(RULES)
    secret, plain = request(f"{HOST}/secret/a.html"), request()
    assert obeyed(spider(), engine, secret, plain, request("https://www.one.gov.cn/"), plain) == [
        "robots",
        "",
        "",
        "",
    ]
    assert [one.url for one in engine.asked] == [f"{HOST}/robots.txt", "https://www.one.gov.cn/robots.txt"]
    meta = {name: engine.asked[0].meta[name] for name in ("redirect_ttl", "max_retry_times", _RECEIVED)}
    assert meta == {"redirect_ttl": 5, "max_retry_times": 1, _RECEIVED: 0}
    engine.asked.clear()
    assert obeyed(SimpleNamespace(), engine, request(f"{HOST}/robots.txt", "robots")) == [""]  # type: ignore[arg-type]
    assert engine.asked == []


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (NotFetched("off_domain", "elsewhere"), "", ["off_domain"]),
        (NotFetched("private_address", "10.0.0.1"), "", ["private_address"]),
        (NotFetched("http_error", "redirects"), "", ["http_error"]),
        (NotFetched("blocked:cookie_loop", "loop"), "", ["blocked:cookie_loop"]),
        (NotFetched("timeout", "late"), "timeout", ["timeout"]),
        (NotFetched("blocked:rate", "429"), "blocked:rate", ["blocked:rate"]),
        (Stopped("blocked:waf_403", "no more"), "blocked:waf_403", []),
    ],
)
def test_what_did_not_bring_robots_txt_allows_all_or_nothing(
    spider: Spiders, error: Exception, kind: str, said: list[str]
) -> None:
    one = spider()
    assert obeyed(one, Downloads(error), request()) == [kind]
    assert [line["kind"] for line in lines(one, "failures")] == said


@pytest.mark.parametrize(
    ("rules", "pause"), [(RULES, 2.0), (RULES + b"Crawl-delay: 7\n", 7.0), (b"<html>none</html>", 2.0)]
)
def test_the_pause_that_robots_txt_wishes_begins_at_once(spider: Spiders, rules: bytes, pause: float) -> None:
    one, engine = spider(), Downloads(rules)
    obeyed(one, engine, request())
    assert one.courtesy.pause_after("www.one.gov.cn", 0.1) == pause
    assert engine.downloader.slots["www.one.gov.cn"].delay == pause


def test_sitemaps_that_robots_txt_names_are_known(spider: Spiders) -> None:
    one = spider()
    obeyed(one, Downloads(RULES + f"Sitemap: {HOST}/s.xml\n".encode()), request())
    found = one.walks["one"].sitemaps.take(lambda key: True)
    assert found is not None and found.url == f"{HOST}/s.xml"


# The window of a crawl.


@pytest.mark.parametrize(("late", "is_closed"), [(-1, False), (0, True), (1, True)])
def test_a_window_closes_on_time_and_names_what_was_not_done(
    spider: Spiders, late: int, is_closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    closes_at = datetime.fromisoformat("2026-03-01T21:00")
    monkeypatch.setattr(window_extension.clock, "now", lambda: closes_at + timedelta(seconds=late))
    monkeypatch.setattr(window_extension, "deferred_from_coro", lambda coroutine: asyncio.run(coroutine))
    hosts = ("www.one.gov.cn", "www.two.gov.cn", "www.three.gov.cn", "www.four.gov.cn")
    one = spider(sites=tuple(map(site, hosts)), closes_at=closes_at)
    scheduled, closed = [request()], list[str]()
    waiting = request(f"{HOST}/b")
    waiting.meta["fazhi_step"] = SimpleNamespace(site_id="two")

    async def close(reason: str) -> None:
        closed.append(reason)

    engine = SimpleNamespace(
        _slot=SimpleNamespace(
            closing=None,
            scheduler=SimpleNamespace(next_request=lambda: scheduled.pop() if scheduled else None),
        ),
        running=True,
        close_spider_async=close,
        downloader=SimpleNamespace(slots={"a": SimpleNamespace(queue=[(waiting, None)])}),
    )
    ending = WindowExtension(SimpleNamespace(engine=engine), one)  # type: ignore[arg-type]  # as much of it as is looked at
    for site_id in ("one", "two", "three"):
        begun = request()
        begun.meta["fazhi_step"] = SimpleNamespace(site_id=site_id)
        ending.request_scheduled(begun)
    for _ in range(2):
        ending._look()
    assert closed == ([WINDOW_CLOSED] if is_closed else [])
    noted = {name: [*walk._problems] for name, walk in one.walks.items()}
    done, turn = (
        "the crawl's window closed before the walk was done",
        "the crawl's window closed before the site's turn came",
    )
    assert noted == (
        {"one": [done], "two": [done], "three": [], "four": [turn]}
        if is_closed
        else {"one": [], "two": [], "three": [], "four": []}
    )
    ending.request_scheduled(begun)
    assert [*one.walks["three"]._problems] == ([done] if is_closed else [])


def test_a_crawl_that_was_already_started_is_not_started_again(
    spider: Spiders, capsys: pytest.CaptureFixture[str]
) -> None:
    one = spider()
    assert crawl(one.spec, {"USER_AGENT": "fazhi"}, Reader()) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


# Headers.


@pytest.mark.parametrize(
    ("head", "is_open"),
    [
        (b"Connection: close\r\nContent-Length: 3", True),
        (b"Connection: Keep-Alive, CLOSE\r\nContent-Length: 3", True),
        (b"Connection: keep-alive\r\nContent-Length: 3", False),
        (b"Content-Length: 3", False),
        (b"Connection: close", False),
        (b"Connection: close\r\nTransfer-Encoding: chunked", False),
    ],
)
def test_a_body_may_be_longer_than_promised_where_the_connection_closes(head: bytes, is_open: bool) -> None:
    parser = _Parser(WireRequest(b"GET", b"/", Headers({b"host": [b"a"]}), None), lambda rest: None)
    parser.makeConnection(StringTransport())
    parser.dataReceived(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n")
    assert isinstance(parser.bodyDecoder, _ToTheEnd) is is_open


@pytest.mark.parametrize(("length", "is_heard"), [(MAX_HEAD_BYTES, True), (MAX_HEAD_BYTES + 1, False)])
def test_headers_end_somewhere(length: int, is_heard: bool) -> None:
    assert MAX_HEAD_BYTES == 131_072
    protocol = LenientFactory(lambda one: None, "").buildProtocol(None)
    protocol.makeConnection(StringTransport())
    ends: list[Any] = []
    waiting = protocol.request(WireRequest(b"GET", b"/", Headers({b"host": [b"a"]}), None))
    waiting.addBoth(ends.append)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nA: "
    protocol.dataReceived(head + b"x" * (length - len(head) - 4))
    protocol.dataReceived(b"\r\n\r\n")
    (end,) = ends
    assert getattr(end, "code", None) == (200 if is_heard else None)
    if not is_heard:
        assert isinstance(end.value, ResponseFailed) and "headers" in str(end.value.reasons[0].value)


# What makes a page a list.


@pytest.mark.parametrize(
    ("kind", "is_sign"),
    [("row", True), ("call", True), ("text", True), ("part", True), ("next", True), ("numbers", True), ("pages", False), ("empty", False)],
)  # fmt: skip
def test_what_is_left_over_may_be_a_list(kind: str, is_sign: bool) -> None:
    assert holds_more((LeftOver("cut", ""), LeftOver(kind, "x"))) is is_sign


@pytest.mark.parametrize(
    ("left", "title"),
    [
        ((("row", ""), ("text", "")), "a"),
        ((("row", ""),), None),
        ((("row", ""), ("row", ""), ("text", "")), None),
        ((("row", URL), ("text", "")), None),
        ((("row", ""), ("row", URL), ("text", "")), "a"),
        ((("text", ""),), None),
    ],
)
def test_one_title_without_an_address_beside_text_is_an_open_report(
    left: tuple[tuple[str, str], ...], title: str | None
) -> None:
    found = open_report([LeftOver(kind, "a", url=url) for kind, url in left])
    assert (found and found.text) == title


NOTICE, REPORT = (
    Link(f"{HOST}/n.html", "关于放假的通知"),
    Link(f"{HOST}/r.html", "某区2024年法治政府建设年度报告"),
)
FURTHER = PageRequest(f"{URL}2.html", "list")


@pytest.mark.parametrize(
    ("page", "may_be"),
    [
        (Listing((NOTICE,)), False),
        (Listing((NOTICE, REPORT)), True),
        (Listing((NOTICE,), (FURTHER,)), True),
        (Listing((NOTICE,), series=(FURTHER,)), True),
        (Listing((NOTICE,), guesses=((FURTHER,),)), True),
        (Listing((NOTICE,), problem="no reply"), True),
    ],
)
def test_a_list_of_other_things_that_ends_on_its_page_is_left(page: Listing, may_be: bool) -> None:
    assert _may_be_asked_for(page) is may_be
