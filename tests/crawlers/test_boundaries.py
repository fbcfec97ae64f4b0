"""Each number and each word by which a crawl decides, tried on both of its sides."""

import ipaddress
from datetime import datetime, timedelta

import pytest
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from crawlers.courtesy_proof import Asked, prove
from crawlers.errors import BadSpec, CrawlError, ImpoliteDelay, UnknownSite, UrlNotAllowed
from crawlers.middlewares.conditional import ASKED_IF_KEY, WHOLE_KEY, ask_if_modified, unmodified
from crawlers.middlewares.redirects import redirect_target
from crawlers.middlewares.refusals import RefusalMiddleware, retry_after
from crawlers.middlewares.url_filter import UrlFilterMiddleware
from crawlers.settings import MAX_FILE_BYTES, MAX_PAGE_BYTES
from crawlers.transport.addresses import is_public
from crawlers.walk.capture_log import _header, _redirect_to, content_type
from crawlers.walk.courtesy import MOST_SILENCES, Courtesy
from crawlers.walk.failures import NotFetched, Stopped, TlsFailed, detail_of, kind_of
from extraction.response.response_head import OK, Outcome
from storage.evidence.warc_writer import KnownCapture
from tests.crawlers.walks import HOST, URL, Spiders, request

NIGHT = datetime.fromisoformat("2026-03-01T17:30")


def response(status: int = 200, body: bytes = b"", url: str = URL, **headers: str) -> Response:
    return Response(url, status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


# What a server says.


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (503, "120", 120.0),
        (429, "0", 0.0),
        (503, "1234567890", 123_456_789.0),
        (500, "120", None),
        (503, "", None),
        (503, "1.5", None),
        (503, "²", None),
        (503, "Fri, 01 Jan 2016 00:00:00 GMT", 0.0),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", 999_999_999.0),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(status: int, value: str, seconds: float | None) -> None:
    assert retry_after(response(status, Retry_After=value)) == seconds


KNOWN = KnownCapture(URL, "x", "sha1:A", NIGHT, warc_file="a.warc.gz")


@pytest.mark.parametrize(
    ("etag", "modified", "sent"),
    [
        ('"a"', "", {b"If-None-Match"}),
        ("", "Sun, 01 Mar 2026 00:00:00 GMT", {b"If-Modified-Since"}),
        ('"a"', "Sun, 01 Mar 2026 00:00:00 GMT", {b"If-None-Match", b"If-Modified-Since"}),
        ("", "", set()),
    ],
)
def test_a_server_is_asked_by_the_validators_it_named(etag: str, modified: str, sent: set[bytes]) -> None:
    known = KnownCapture(URL, "x", "sha1:A", NIGHT, etag, modified, warc_file="a.warc.gz")
    asked = request()
    ask_if_modified(asked, known)
    assert set(asked.headers) == sent
    assert asked.meta.get(ASKED_IF_KEY) == (known if sent else None)
    assert unmodified(asked, response(304)) == (known if sent else None)
    assert unmodified(asked, response(200)) is None


def test_what_must_be_whole_or_has_no_record_is_asked_for_whole() -> None:
    known = KnownCapture(URL, "x", "sha1:A", NIGHT, '"a"', warc_file="a.warc.gz")
    posted = request().replace(method="POST")
    for asked, capture in (
        (request(), None),
        (posted, known),
        (request(**{WHOLE_KEY: True}), known),
        (request(), KnownCapture(URL, "x", "sha1:A", NIGHT, '"a"')),
    ):
        ask_if_modified(asked, capture)
        assert not asked.headers and ASKED_IF_KEY not in asked.meta


@pytest.mark.parametrize(("length", "kept"), [(500, True), (501, False)])
def test_a_validator_is_short_and_ascii(length: int, kept: bool) -> None:
    assert bool(_header(response(ETag="a" * length), "ETag")) is kept
    assert _header(response(ETag="“a”"), "ETag") == ""


def test_the_media_type_and_the_charset_are_those_of_the_header() -> None:
    assert content_type(response(Content_Type="Text/HTML; boundary=x; Charset='GBK'")) == ("text/html", "gbk")
    assert content_type(response(Content_Type="text/html")) == ("text/html", "")
    assert content_type(response()) == ("", "")


@pytest.mark.parametrize(
    ("status", "in_the_log", "followed"),
    [(299, False, False), (300, True, False), (301, True, True), (302, True, True), (303, True, True),
     (304, True, False), (307, True, True), (308, True, True), (399, True, False), (400, False, False)],
)  # fmt: skip
def test_which_answers_send_on(status: int, in_the_log: bool, followed: bool) -> None:
    answer = response(status, Location="/b/")
    assert _redirect_to(request(), answer) == (f"{HOST}/b/" if in_the_log else "")
    assert redirect_target(request(), answer) == (f"{HOST}/b/" if followed else "")
    assert redirect_target(request(), response(302)) == ""


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("64:ff9b::808:808", True),
        ("64:ff9b::a00:1", False),
        ("2400:3200::1", True),
        ("2400:3200::7f00:1", True),
        ("2001::1", False),
        ("fec0::1", False),
        ("::ffff:8.8.8.8", True),
        ("::ffff:10.0.0.1", False),
        ("::8.8.8.8", False),
        ("::200.8.8.8", False),
        ("2002:808:808::", True),
        ("2002:a00:1::", False),
        ("ff02::1", False),
    ],
)
def test_an_address_inside_another_one_decides(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


# Courtesy.


def test_the_first_pause_is_the_delay_and_the_sixth_silence_one_too_many() -> None:
    courtesy = Courtesy(0.5)
    assert courtesy.pause_after("a", 0) == 0.5
    assert [courtesy.was_silent("a") for _ in range(MOST_SILENCES)] == [False] * 5 + [True]
    courtesy.answered("a", "list", OK)
    assert not courtesy.was_silent("a")


def test_a_millisecond_too_early_is_tolerated_and_two_are_not() -> None:
    for early, violations in ((0.0009, 0), (0.0011, 1)):
        second = NIGHT + timedelta(seconds=2 - early)
        (host,) = prove([Asked(URL, NIGHT, 0.0, 2), Asked(URL, second, 0.0, 2)])
        assert (len(host.violations), host.requests) == (violations, 2)


def test_a_refused_host_is_stopped_and_its_site_says_so(spider: Spiders) -> None:
    one = spider()
    listener = RefusalMiddleware(one)
    listener.record_outcome(request(f"{HOST}/a.html", "detail"), OK)
    one.courtesy.check("www.one.gov.cn")
    listener.record_outcome(request(f"{HOST}/a.html", "detail"), Outcome("http_error"), seconds=600)
    with pytest.raises(Stopped):
        one.courtesy.check("www.one.gov.cn")
    (problem,) = one.walks["one"].outcome().problems[:1]
    assert "is not contacted again in this crawl" in problem
    assert one.walks["one"].ask_again_at is not None


def test_a_host_that_is_stopped_by_a_block_may_be_asked_the_next_night(spider: Spiders) -> None:
    one = spider()
    RefusalMiddleware(one).record_outcome(request(), Outcome("blocked", "waf_403"))
    with pytest.raises(Stopped):
        one.courtesy.check("www.one.gov.cn")
    assert one.walks["one"].ask_again_at is None


@pytest.mark.parametrize(
    ("url", "role", "most"),
    [
        (URL, "list", MAX_PAGE_BYTES),
        (f"{HOST}/a.pdf", "detail", MAX_FILE_BYTES),
        (f"{HOST}/download?id=1", "attachment", MAX_FILE_BYTES),
        (f"{HOST}/robots.txt", "robots", 0),
    ],
)
def test_files_may_be_larger_than_pages(spider: Spiders, url: str, role: str, most: int) -> None:
    asked = request(url, role)
    UrlFilterMiddleware(spider()).process_request(asked)
    assert asked.meta["download_maxsize"] == most
    assert (asked.meta["download_slot"], "proxy" in asked.meta) == ("www.one.gov.cn", False)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (f"{HOST}/".ljust(2000, "a"), ""),
        (f"{HOST}/".ljust(2001, "a"), "too_large"),
        ("http://www.two.gov.cn/", ""),
        ("http://www.two.com/", "off_domain"),
        (f"{HOST}:80/", ""),
        (f"{HOST}:8080/", "off_domain"),
        ("ftp://www.one.gov.cn/", "off_domain"),
        ("http://127.0.0.1/", "private_address"),
    ],
)
def test_which_addresses_may_be_asked(spider: Spiders, url: str, kind: str) -> None:
    gate = UrlFilterMiddleware(spider())
    if not kind:
        gate.process_request(request(url))
        return
    with pytest.raises(NotFetched) as caught:
        gate.process_request(request(url))
    assert caught.value.kind == kind


def test_through_a_proxy_of_this_machine_any_port_may_be_asked(spider: Spiders) -> None:
    asked = request(f"{HOST}:8080/")
    UrlFilterMiddleware(spider(via="127.0.0.1:9")).process_request(asked)
    assert asked.meta["proxy"] == "http://127.0.0.1:9"


def caused_by(error: Exception) -> Exception:
    """As Scrapy wraps what its transport raises."""
    try:
        raise OSError("wrapped") from error
    except OSError as wrapped:
        return wrapped


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotFetched("robots", "x"), "robots"),
        (Stopped("blocked:captcha", "x"), "blocked:captcha"),
        (TlsFailed("x"), "tls"),
        (DownloadTimeoutError("x"), "timeout"),
        (TunnelError("Could not open CONNECT tunnel: 504 DNS failed"), "dns"),
        (TunnelError("Could not open CONNECT tunnel: 504 Timeout"), "timeout"),
        (TunnelError("Could not open CONNECT tunnel: 502"), "refused"),
        (caused_by(ResponseFailed([])), "truncated"),
        (caused_by(ResponseNeverReceived([])), "other"),
        (ValueError("x"), "other"),
    ],
)
def test_how_a_request_failed_has_one_name(error: Exception, kind: str) -> None:
    assert kind_of(error) == kind


def test_a_failure_is_one_line_of_three_hundred_characters() -> None:
    assert detail_of(ValueError("a\n b" + "c" * 400)) == ("a b" + "c" * 400)[:300]
    assert detail_of(ValueError()) == "ValueError"


def test_what_cannot_be_crawled_is_an_error_of_the_input() -> None:
    assert {
        error("x").exit_code for error in (CrawlError, UnknownSite, UrlNotAllowed, BadSpec, ImpoliteDelay)
    } == {2}
