"""One crawl of a site that does everything a site can do: nothing of it may be missing from the evidence."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from storage.evidence.warc import read_payload
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site, zipped

HOST = "http://www.one.gov.cn"
TITLE = "某区人民政府{}年法治政府建设年度报告"
GBK_REPORT = "<html><p>某区人民政府法治政府建设年度报告：朱镕基、喆</p></html>".encode("gb18030")


def report(name: str, year: int) -> str:
    return link(f"{HOST}/fz/{name}.html", TITLE.format(year), f"{year + 1}-03-01")


ANSWERS = {
    f"{HOST}/robots.txt": Answer(
        b"User-agent: *\nDisallow: /secret/\n", headers={"Content-Type": "text/plain"}
    ),
    f"{HOST}/": zipped(page(link("/fz/", "法治政府建设年度报告"))),
    f"{HOST}/fz/": page(
        report("t20240301_1", 2023),
        report("t20230301_2", 2022),
        report("t20220301_3", 2021),
        report("t20210301_4", 2020),
        report("t20200301_5", 2019),
        report("t20190301_6", 2018),
        report("t20180301_7", 2017),
        link(f"{HOST}/secret/t20170301_8.html", TITLE.format(2016), "2017-03-01"),
        link("https://mp.weixin.qq.com/s/9", TITLE.format(2015), "2016-03-01"),
        link("/fz/t20250101_10.html", "关于春节放假的通知", "2025-01-01"),
    ),
    f"{HOST}/fz/t20240301_1.html": Answer(GBK_REPORT, headers={"Content-Type": "text/html; charset=GB2312"}),
    f"{HOST}/fz/t20230301_2.html": Answer(b"moved", 302, HTML | {"Location": "/fz/new.html?a=1"}),
    f"{HOST}/fz/new.html?a=1": page("found"),
    f"{HOST}/fz/t20220301_3.html": Answer(b"<p>gone</p>", 404),
    f"{HOST}/fz/t20210301_4.html": Answer(b"<p>busy</p>", 503),
    f"{HOST}/fz/t20200301_5.html": Answer(b"<p>only the beg", promised=5000),
    f"{HOST}/fz/t20190301_6.html": Answer(b"", 301, HTML | {"Location": "http://www.elsewhere.com/6.html"}),
    f"{HOST}/fz/t20180301_7.html": Answer(
        b"<p>not compressed</p>", headers=HTML | {"Content-Encoding": "gzip"}
    ),
}


@dataclass
class Night:
    web: Web
    crawled: Crawled


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with serving(ANSWERS) as web:
        yield Night(web, crawl(tmp_path_factory.mktemp("crawl"), web, site("www.one.gov.cn")))


def test_the_crawl_ends_well(night: Night) -> None:
    assert (night.crawled.exit_code, night.crawled.stderr) == (0, "")
    assert night.crawled.summary.finish_reason == "finished"


def test_every_response_has_a_line_and_a_record(night: Night) -> None:
    """The broken-off answers have records only; everything else both, in the order it was asked for."""
    broken = f"{HOST}/fz/t20200301_5.html"
    asked = night.web.urls()
    assert sorted(c.url for c in night.crawled.captures) == sorted(url for url in asked if url != broken)
    assert asked.count(broken) == 3
    records = _records(night.crawled.warcs)
    for kind in ("response", "request"):
        urls = [record["WARC-Target-URI"] for record, _ in records if record["WARC-Type"] == kind]
        assert sorted(urls) == sorted(asked)
    assert night.crawled.summary.captures == len(night.crawled.captures)


def test_every_line_says_when_the_page_was_asked_for_and_came(night: Night) -> None:
    for capture in night.crawled.captures:
        assert capture.requested_at is not None
        assert capture.requested_at <= capture.captured_at and capture.took >= 0


def test_warcio_agrees_with_every_digest(night: Night) -> None:
    command = [str(Path(sys.executable).with_name("warcio")), "check", "-v", *map(str, night.crawled.warcs)]
    check = subprocess.run(command, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout
    assert check.stdout.count("digest pass") == 1 + 2 * len(night.web.urls())


def test_payloads_are_the_bytes_on_the_wire_and_read_back_plain(night: Night) -> None:
    home = next(c for c in night.crawled.captures if c.url == f"{HOST}/")
    assert home.payload_bytes == len(ANSWERS[f"{HOST}/"].body)
    assert _body(night.crawled.warcs, home.capture_id) == ANSWERS[f"{HOST}/"].body
    assert read_payload(night.crawled.data, home).startswith(b"<html><body><li>")
    for capture in night.crawled.captures:
        answer = night.web.answers.get(capture.url)
        if answer and not answer.body.startswith(b"\x1f\x8b"):
            assert read_payload(night.crawled.data, capture) == answer.body


def test_a_line_says_what_led_to_the_page(night: Night) -> None:
    captures = {c.url: c for c in night.crawled.captures}
    gbk = captures[f"{HOST}/fz/t20240301_1.html"]
    assert (gbk.role, gbk.site_id, gbk.status) == ("detail", "one", 200)
    assert (gbk.media_type, gbk.charset) == ("text/html", "gb2312")
    assert (gbk.found_on, gbk.link_title) == (f"{HOST}/fz/", TITLE.format(2023))
    assert captures[f"{HOST}/robots.txt"].role == "robots"
    assert captures[f"{HOST}/"].role == "home"
    assert captures[f"{HOST}/fz/"].role == "list"


def test_a_redirect_is_two_captures_of_one_page(night: Night) -> None:
    captures = {c.url: c for c in night.crawled.captures}
    first, second = captures[f"{HOST}/fz/t20230301_2.html"], captures[f"{HOST}/fz/new.html?a=1"]
    assert (first.status, first.redirect_to) == (302, second.url)
    assert (second.status, second.page_url) == (200, first.url)
    assert second.link_title == TITLE.format(2022)


def test_what_did_not_come_is_logged_with_its_kind(night: Night) -> None:
    kinds = {failure.url: failure.kind for failure in night.crawled.failures}
    assert kinds == {
        f"{HOST}/secret/t20170301_8.html": "robots",
        "https://mp.weixin.qq.com/s/9": "off_domain",
        "http://www.elsewhere.com/6.html": "off_domain",
        f"{HOST}/fz/t20220301_3.html": "http_error",
        f"{HOST}/fz/t20210301_4.html": "http_error",
        f"{HOST}/fz/t20200301_5.html": "truncated",
    }
    shown = {failure.url: failure.capture_id for failure in night.crawled.failures if failure.capture_id}
    assert shown == {c.url: c.capture_id for c in night.crawled.captures if c.status in (404, 503)}
    assert not [url for url in night.web.urls() if "secret" in url or "gov.cn" not in url]


def test_a_broken_off_answer_is_kept_and_marked(night: Night) -> None:
    cut = [record for record, _ in _records(night.crawled.warcs) if record.get("WARC-Truncated")]
    assert [record["WARC-Truncated"] for record in cut] == ["disconnect"] * 3
    assert _body(night.crawled.warcs, cut[0]["WARC-Record-ID"].strip("<>")) == b"<p>only the beg"


def test_the_site_is_accounted_for(night: Night) -> None:
    (outcome,) = night.crawled.summary.sites
    assert outcome.site_id == "one"
    assert (outcome.list_pages, outcome.links_found) == (1, 10)
    # Whole pages: the GBK report, the redirected one, and the one that is only labelled gzip.
    assert (outcome.details, outcome.http_errors, outcome.failed_fetches) == (3, 2, 4)
    assert (outcome.listing_healthy, outcome.problems) == (True, ())


def test_request_records_name_us(night: Night) -> None:
    request = next(
        record for record, _ in _records(night.crawled.warcs, "request") if record["url"] == f"{HOST}/fz/"
    )
    assert request["first"] == "GET /fz/ HTTP/1.1"
    assert request["Host"] == "www.one.gov.cn"
    assert request["User-Agent"].startswith("fazhi/")
    assert request["Accept-Encoding"] == "gzip, deflate"


def _records(files: list[Path], http_headers_of: str = "") -> list[tuple[dict[str, str], bytes]]:
    """(WARC headers, block body) of all records; with http_headers_of the HTTP headers of that type."""
    found = []
    for path in files:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                headers = dict(record.rec_headers.headers)
                if http_headers_of == record.rec_type:
                    http = record.http_headers
                    first = {"first": f"{http.protocol} {http.statusline}"}
                    found.append((dict(http.headers) | first | {"url": headers["WARC-Target-URI"]}, b""))
                elif not http_headers_of:
                    found.append((headers, record.raw_stream.read()))
    return found


def _body(files: list[Path], record_id: str) -> bytes:
    return next(body for record, body in _records(files) if record["WARC-Record-ID"] == f"<{record_id}>")
