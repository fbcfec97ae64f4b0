"""What is made of an answer between the wire and the walk, and how a crawl ends: each rule on both sides; no
crawl is needed."""

import gzip
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import StopDownload
from scrapy.http import HtmlResponse, Response

from crawlers.middlewares.capture import CaptureMiddleware, _decoded, _proxy_error
from crawlers.middlewares.replay import REPLAYED, ReplayMiddleware
from crawlers.middlewares.robots import _RECEIVED, Robots, RobotsMiddleware, read_robots
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.failures import BudgetSpent, NotFetched
from crawlers.walk.page_reading import Arrived, read_head, read_response
from crawlers.walk.request_context import CAPTURE_KEY
from crawlers.walk.wire_timing import WIRE_TIMING_KEY, WireTiming
from storage.evidence.warc_writer import KnownCapture
from tests.crawlers.walks import HOST, URL, Spiders, request, step

NIGHT = datetime.fromisoformat("2026-03-01T17:30")
PAGE = "<html><body><h1>慈溪市2025年法治政府建设年度报告</h1><p>一年来，我市依法行政。</p></body></html>".encode()


def response(status: int = 200, body: bytes = b"", flags: tuple[str, ...] = (), **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(URL, status, named, body, flags=list(flags))


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def lines(one: ReportsSpider, name: str = "captures") -> list[dict[str, Any]]:
    text = (one.spec.data.crawl("c1") / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


# Evidence.


def test_what_is_known_of_an_unmodified_page_is_in_its_line(spider: Spiders) -> None:
    one = spider()
    known = KnownCapture(URL, "x", "sha1:A", NIGHT, '"a"', "", "text/html", "gbk", 7, "a.warc.gz", 1, 2)
    log = one.capture_log
    log.save(step(URL), request(), response(304, Content_Type="text/plain; charset=utf-8", ETag='"b"'), known)
    log.save(
        step(URL), request(), response(200, b"12345", Content_Type="text/plain; charset=utf-8", ETag='"b"')
    )
    asked = request(**{WIRE_TIMING_KEY: WireTiming(NIGHT, 1.5, "TLSv1")})
    log.save(replace(step(URL), link_title="慈溪"), asked, response(200, b""))
    first, second, third = lines(one)
    kept = ("media_type", "charset", "payload_bytes", "etag", "took", "requested_at", "tls")
    assert [first[name] for name in kept] == ["text/html", "gbk", 7, '"b"', 0.0, None, ""]
    assert [second[name] for name in kept] == ["text/plain", "utf-8", 5, '"b"', 0.0, None, ""]
    assert [third[name] for name in kept] == ["", "", 0, "", 1.5, "2026-03-01T17:30:00", "TLSv1"]
    assert log.captures == 3
    text = (one.spec.data.crawl("c1") / "captures.jsonl").read_text(encoding="utf-8")
    assert "慈溪" in text, "people read these lines"
    assert "浙" in replace(one.spec, sites=(replace(one.spec.sites[0], site_id="浙"),)).to_json()


def test_the_budget_is_spent_by_requests_that_are_not_of_robots(spider: Spiders) -> None:
    one = spider(page_budget=1)
    middle = CaptureMiddleware(one)
    middle.process_request(request(role="robots", **{CAPTURE_KEY: "old"}))
    asked = request(**{CAPTURE_KEY: "old"})
    middle.process_request(asked)
    assert CAPTURE_KEY not in asked.meta
    with pytest.raises(BudgetSpent):
        middle.process_request(request())


def test_what_came_from_evidence_or_was_ended_is_no_new_capture(spider: Spiders) -> None:
    one = spider()
    middle = CaptureMiddleware(one)
    for flag in (REPLAYED, "download_stopped"):
        answer = response(200, b"x", (flag,))
        assert middle.process_response(request(), answer) is answer
    assert one.capture_log.captures == 0
    answer = middle.process_response(request(), response(504, b"", X_Proxy_Error="dns"))
    assert isinstance(answer, Response) and one.capture_log.captures == 1, (
        "without a proxy it is the site's word"
    )


@pytest.mark.parametrize(
    ("status", "word", "is_one"),
    [(502, "dns", True), (504, "Timeout ", True), (503, "dns", False), (200, "dns", False), (502, "", False), (504, "no", False)],
)  # fmt: skip
def test_a_proxy_is_believed_about_the_way_only(status: int, word: str, is_one: bool) -> None:
    assert (_proxy_error(response(status, X_Proxy_Error=word)) is not None) is is_one


@pytest.mark.parametrize(
    ("body", "coding", "flags", "whole"),
    [
        (b"abc", "", (), True),
        (b"abc", "", ("dataloss",), False),
        (packed(b"abc"), "gzip", (), True),
        (packed(b"abc"), "gzip", ("dataloss",), False),
        (packed(b"abc" * 999)[:-9], "gzip", (), False),
        (packed(b"abc</html>" + b" " * 25)[:-8], "gzip", (), True),
        (packed(b"abc</HTML>" + b" " * 26)[:-8], "gzip", (), False),
    ],
)
def test_whether_an_answer_is_whole(body: bytes, coding: str, flags: tuple[str, ...], whole: bool) -> None:
    answer = response(200, body, flags, **({"Content_Encoding": coding} if coding else {}))
    assert _decoded(request(), answer)[1] is whole


def test_an_answer_that_unpacks_to_too_much_is_refused() -> None:
    long = response(200, packed(b"a" * 101), Content_Encoding="gzip")
    for limit, refused in ((100, True), (101, False)):
        assert isinstance(_decoded(request(download_maxsize=limit), long)[0], NotFetched) is refused


@pytest.mark.parametrize(
    ("role", "status", "looked_into"),
    [("list", 200, True), ("detail", 200, True), ("detail_page", 200, False), ("attachment", 200, False)],
)
def test_pages_that_may_lead_on_are_looked_into(role: str, status: int, looked_into: bool) -> None:
    read = read_response(Arrived.of(step(URL, role), response(status, PAGE, Content_Type="text/html")))
    assert read.outcome.is_page and (read.listing is not None or bool(read.role) or read.is_report) is (
        looked_into and role != "detail"
    )
    assert read_head(Arrived.of(step(URL, "sitemap"), response(404))) is None


@pytest.mark.parametrize(("status", "pages"), [(200, 1), (404, 0)])
def test_a_sitemap_is_one_only_where_it_came(status: int, pages: int) -> None:
    body = f"<urlset><url><loc>{HOST}/fz/2024/fzzfjs/list.html</loc></url></urlset>".encode()
    read = read_response(Arrived.of(step(URL, "sitemap"), response(status, body)))
    assert (len(read.leads), read.maps, read.outcome.kind) == (pages, (), "ok")


def test_robots_txt_is_listened_to_as_far_as_it_is_read() -> None:
    asked = request(**{_RECEIVED: 511_000})
    listener = RobotsMiddleware(SimpleNamespace(), SimpleNamespace())  # type: ignore[arg-type]  # neither is asked
    listener.received(b"a" * 1000, asked)
    with pytest.raises(StopDownload):
        listener.received(b"a", asked)
    listener.received(b"a" * 999_999, request())
    Robots().check(URL)
    with pytest.raises(NotFetched, match="cannot be read: why"):
        Robots(kind="timeout", detail="why").check(URL)
    assert read_robots(URL, 404, b"User-agent: *\nDisallow: /").rules is None


# Going on with a crawl that died.


def test_a_crawl_that_died_answers_each_request_once(spider: Spiders, tmp_path: Path) -> None:
    one = spider()
    middle = CaptureMiddleware(one)
    middle.process_response(
        request(), response(200, PAGE, Content_Type="text/html", Content_Length="9", X="1")
    )
    posted = request().replace(method="POST", body=b"a=1")
    middle.process_response(posted, response(404, b"none"))
    first = lines(one)[0]
    known = KnownCapture(
        URL, first["capture_id"], first["payload_digest"], NIGHT, '"a"', warc_file=first["warc_file"],
        warc_offset=first["warc_offset"], warc_length=first["warc_length"],
    )  # fmt: skip
    one.capture_log.save(step(URL), request(), response(304, Content_Type="text/html"), known)
    one.capture_log.close()
    with (one.spec.data.crawl("c1") / "captures.jsonl").open("a") as log:
        log.write('{"cut off')
    again = ReplayMiddleware(replace(one.spec, crawl_id="c2", resume=("c1", "c0")))
    asked = request()
    answer = again.process_request(asked)
    assert answer is not None and (answer.status, answer.body, answer.flags) == (200, PAGE, [REPLAYED])
    assert dict(answer.headers) == {b"Content-Type": [b"text/html"], b"X": [b"1"]}
    assert asked.meta[CAPTURE_KEY] == first["capture_id"]
    answer = again.process_request(request())
    assert answer is not None and (answer.status, answer.body) == (200, PAGE), (
        "an unmodified page reads as the page"
    )
    assert again.process_request(request()) is None
    assert again.process_request(posted.replace(body=b"a=2")) is None
    answer = again.process_request(posted)
    assert answer is not None and answer.status == 404
