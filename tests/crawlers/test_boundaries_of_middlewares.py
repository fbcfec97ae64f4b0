"""What the middlewares make of one answer, between the wire and the spider: each rule on both sides; no crawl
is needed."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from warcio.archiveiterator import ArchiveIterator

from crawlers.middlewares.capture import CaptureMiddleware
from crawlers.middlewares.conditional import ASKED_IF_KEY, NOT_MODIFIED, WHOLE_KEY, ask_if_modified
from crawlers.middlewares.redirects import BoundedRedirectMiddleware, BoundedRefreshMiddleware
from crawlers.middlewares.refusals import RefusalMiddleware
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.failures import NotFetched, Stopped
from crawlers.walk.request_context import CAPTURE_KEY
from storage.evidence.warc_writer import KnownCapture
from tests.crawlers.test_boundaries_of_answers import NIGHT, lines, response
from tests.crawlers.walks import HOST, URL, Spiders, request, step

SETTINGS = Settings({"RETRY_TIMES": 2, "REDIRECT_MAX_TIMES": 2})


def scrapys(one: ReportsSpider, slots: dict[str, Any] | None = None) -> ReportsSpider:
    """The spider with as much of Scrapy's crawler as middlewares look at."""
    one.crawler = SimpleNamespace(  # type: ignore[assignment]
        settings=SETTINGS,
        stats=SimpleNamespace(inc_value=lambda name: None),
        engine=SimpleNamespace(downloader=SimpleNamespace(slots=slots or {})),
    )
    return one


# Evidence.


@pytest.mark.parametrize(
    ("length", "said"), [({"Content_Length": "9"}, "3 of 9 bytes"), ({}, "3 of unknown bytes")]
)
def test_an_answer_that_breaks_off_is_asked_for_again_and_then_given_up(
    spider: Spiders, length: dict[str, str], said: str
) -> None:
    middle = CaptureMiddleware(scrapys(spider()))
    asked: Request | Response = request()
    for _ in range(2):
        assert isinstance(asked, Request)
        asked = middle.process_response(asked, response(200, b"abc", ("dataloss",), **length))
    assert isinstance(asked, Request) and asked.meta["retry_times"] == 2
    with pytest.raises(ResponseDataLossError, match=f"broke off after {said}"):
        middle.process_response(asked, response(200, b"abc", ("dataloss",), **length))


@pytest.mark.parametrize(("coding", "kind"), [("zstd", "wrong_type"), ("", "")])
def test_an_answer_that_cannot_be_unpacked_is_kept_and_given_up(
    spider: Spiders, coding: str, kind: str
) -> None:
    one, asked = spider(), request()
    answer = response(200, b"no gzip at all", Content_Encoding=coding)
    if not kind:
        assert CaptureMiddleware(one).process_response(asked, answer) is answer
        return
    with pytest.raises(NotFetched) as refused:
        CaptureMiddleware(one).process_response(asked, answer)
    assert (refused.value.kind, refused.value.capture_id) == (kind, asked.meta[CAPTURE_KEY])
    assert [line["capture_id"] for line in lines(one)] == [asked.meta[CAPTURE_KEY]]


@pytest.mark.parametrize(
    ("address", "via", "is_said"),
    [("192.0.2.7", "", True), ("192.0.2.7", "127.0.0.1:9", False), ("", "", False)],
)
def test_the_address_of_a_host_is_evidence_unless_it_is_the_proxys(
    spider: Spiders, address: str, via: str, is_said: bool
) -> None:
    one = spider(via=via)
    answer = HtmlResponse(URL, 200, body=b"x", ip_address=address or None)  # type: ignore[arg-type]  # as text is enough
    one.capture_log.save(step(URL), request(), answer)
    one.capture_log.close()
    (file,) = one.spec.data.warc_of("c1").iterdir()
    with file.open("rb") as stream:
        said = [record.rec_headers.get_header("WARC-IP-Address") for record in ArchiveIterator(stream)]
    assert [one for one in said if one] == ([address] if is_said else [])


@pytest.mark.parametrize("charset", ["gbk", ""])
def test_an_unmodified_page_comes_out_of_the_archive_or_is_asked_for_whole(
    spider: Spiders, charset: str
) -> None:
    one = scrapys(spider())
    middle, asked = CaptureMiddleware(one), request()
    middle.process_response(asked, response(200, b"<p>before</p>", Content_Type="text/html"))
    (line,) = lines(one)
    places = {name: line[name] for name in ("warc_file", "warc_offset", "warc_length")}
    known = KnownCapture(
        URL, line["capture_id"], line["payload_digest"], NIGHT, '"a"', "", "text/html", charset, 13, **places
    )
    asked.meta[ASKED_IF_KEY] = known
    answer = middle.process_response(asked, HtmlResponse(URL, 304, request=asked))
    assert isinstance(answer, Response)
    assert (answer.status, answer.body, answer.flags) == (200, b"<p>before</p>", [NOT_MODIFIED])
    assert answer.headers["Content-Type"] == f"text/html{charset and '; charset='}{charset}".encode()
    for file in one.spec.data.warc_of("c1").iterdir():
        file.write_bytes(b"")
    again = middle.process_response(asked, HtmlResponse(URL, 304, request=asked))
    assert isinstance(again, Request) and again.meta[WHOLE_KEY] is True
    ask_if_modified(again, known)
    assert "If-None-Match" not in again.headers


# Redirects.


class Listener:
    """Hears what the middleware of refusals hears."""

    def __init__(self) -> None:
        self.heard_of: list[str] = []

    def record_outcome(self, request: Request, outcome: Any) -> None:
        self.heard_of.append(outcome.word)


def following(listener: Listener | None = None) -> BoundedRedirectMiddleware:
    made = BoundedRedirectMiddleware(SETTINGS)
    made.crawler = SimpleNamespace(  # type: ignore[assignment]
        spider=None, get_downloader_middleware=lambda kind: listener
    )
    return made


@pytest.mark.parametrize(("role", "heard"), [("list", ["blocked:cookie_loop"]), ("robots", [])])
def test_the_third_redirect_to_the_same_address_is_a_loop(role: str, heard: list[str]) -> None:
    listener = Listener()
    middle, asked = following(listener), request(role=role)
    for _ in range(2):
        answer = middle.process_response(asked, response(302, Location=URL))
        assert isinstance(answer, Request)
        asked = answer
    with pytest.raises(NotFetched, match="redirects to itself"):
        middle.process_response(asked, response(302, Location=URL))
    assert listener.heard_of == heard
    with pytest.raises(NotFetched):
        following().process_response(asked, response(302, Location=URL))


def test_so_many_redirects_are_followed_and_no_more() -> None:
    middle, asked = following(), request()
    for number in range(2):
        answer = middle.process_response(asked, response(302, Location=f"{URL}{number}."))
        assert isinstance(answer, Request) and answer.meta["redirect_times"] == number + 1
        asked = answer
    with pytest.raises(NotFetched, match="more than 2 redirects"):
        middle.process_response(asked, response(302, Location=f"{URL}9"))
    whole = response(200, Location=URL)
    assert middle.process_response(asked, whole) is whole


def test_a_host_with_a_final_dot_is_asked_without_it() -> None:
    answer = following().process_response(request(), response(301, Location="http://www.one.gov.cn./a"))
    assert answer.url == "http://www.one.gov.cn/a"


@pytest.mark.parametrize(
    ("target", "length", "is_followed"),
    [(f"{HOST}/other/", 4096, True), (f"{HOST}/other/", 4097, False), (URL, 200, False)],
)
def test_only_a_short_page_sends_on_and_none_to_itself(target: str, length: int, is_followed: bool) -> None:
    head = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head>'.encode()
    middle = BoundedRefreshMiddleware(SETTINGS)
    middle.crawler = SimpleNamespace(spider=None)  # type: ignore[assignment]
    page = response(200, head.ljust(length))
    answer = middle.process_response(request(), page)
    assert (answer.url == target and answer is not page) if is_followed else answer is page


# What hosts answer when they have had enough.


@pytest.mark.parametrize(
    ("header", "is_retried", "is_stopped"), [("120", True, False), ("121", False, True), ("", False, False)]
)
def test_two_minutes_are_waited_for_and_no_more(
    spider: Spiders, header: str, is_retried: bool, is_stopped: bool
) -> None:
    slots = {"www.one.gov.cn": SimpleNamespace(delay=2.0)}
    one = scrapys(spider(), slots)
    answer = RefusalMiddleware(one).process_response(request(), response(503, Retry_After=header))
    assert isinstance(answer, Request) is is_retried
    assert slots["www.one.gov.cn"].delay == (120.0 if is_retried else 2.0)
    if is_stopped:
        with pytest.raises(Stopped):
            one.courtesy.check("www.one.gov.cn")
    else:
        one.courtesy.check("www.one.gov.cn")
    assert bool(one.walks["one"].ask_again_at) is is_stopped


@pytest.mark.parametrize(
    ("role", "header", "is_stopped"), [("list", "", True), ("robots", "", False), ("robots", "999", True)]
)
def test_a_refusal_of_robots_txt_alone_stops_nothing(
    spider: Spiders, role: str, header: str, is_stopped: bool
) -> None:
    one = scrapys(spider())
    RefusalMiddleware(one).process_response(request(role=role), response(429, Retry_After=header))
    assert ("is not contacted again" in str(one.walks["one"].outcome().problems)) is is_stopped


def test_a_host_that_waits_longer_already_is_not_asked_sooner(spider: Spiders) -> None:
    slots = {"www.one.gov.cn": SimpleNamespace(delay=200.0)}
    RefusalMiddleware(scrapys(spider(), slots)).process_response(request(), response(429, Retry_After="60"))
    assert slots["www.one.gov.cn"].delay == 200.0


def test_six_requests_without_an_answer_stop_a_host(spider: Spiders) -> None:
    one = spider()
    middle = RefusalMiddleware(one)
    for error in (*[NotFetched("timeout", "late")] * 5, NotFetched("robots", "closed")):
        middle.process_exception(request(), error)
        one.courtesy.check("www.one.gov.cn")
    middle.process_exception(request(), NotFetched("timeout", "late"))
    with pytest.raises(Stopped, match="late"):
        one.courtesy.check("www.one.gov.cn")
