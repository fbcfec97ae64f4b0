"""A second night over pages that have not changed: the server says so, and the walk goes on as if they had
come."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from records.jsonlines import to_json
from storage.archive import Archive
from storage.evidence.warc import read_payload
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site, zipped

HOST = "http://www.one.gov.cn"
TITLE = "某区2023年法治政府建设年度报告"
REPORTS = [f"{HOST}/fz/t2024010{number}_{number}.html" for number in range(1, 5)]
SAME, CHANGED, DAMAGED, PLAIN = REPORTS


def tagged(answer: Answer, etag: str) -> Answer:
    return Answer(answer.body, headers=answer.headers | {"ETag": etag})


@dataclass
class Nights:
    web: Web
    first: Crawled
    second: Crawled
    problems: list[str]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    folder = tmp_path_factory.mktemp("nights")
    answers: dict[str, Answer | list[Answer]] = {
        f"{HOST}/": tagged(zipped(page(link("/fz/", "法治政府建设年度报告"))), '"home-1"'),
        f"{HOST}/fz/": tagged(page(*(link(url, TITLE, "2024-01-01") for url in REPORTS)), 'W/"list-1"'),
        SAME: tagged(Answer("<p>甲</p>".encode("gb18030"), headers=HTML | {"Content-Type": GBK}), '"same"'),
        CHANGED: tagged(page("before"), '"before"'),
        DAMAGED: tagged(page("damaged"), '"damaged"'),
        PLAIN: page("plain"),
    }
    one = site("www.one.gov.cn")
    with serving(answers) as web:
        first = crawl(folder, web, one, crawl_id="c1")
        with Archive.open(first.data) as archive:
            archive.save_sites([one])
            archive.ingest(first.data.crawl("c1"))
            known = [to_json(capture) for capture in archive.known(["one"])]
        for line in known:
            if line["url"] == DAMAGED:
                line["warc_offset"] += 1
        path = folder / "known.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in known), encoding="utf-8")
        web.answers[CHANGED] = tagged(page("after"), '"after"')
        web.asked.clear()
        second = crawl(folder, web, one, crawl_id="c2", known=str(path))
    with Archive.open(first.data) as archive:
        archive.ingest(second.data.crawl("c2"))
        problems = archive.check()
    return Nights(web, first, second, problems)


GBK = "text/html; charset=gbk"


def test_what_is_the_same_is_not_sent_and_still_walked(nights: Nights) -> None:
    assert nights.second.exit_code == 0
    statuses = {(c.url, c.status) for c in nights.second.captures if c.role != "robots"}
    assert statuses == {
        (f"{HOST}/", 304),
        (f"{HOST}/fz/", 304),
        (SAME, 304),
        (CHANGED, 200),
        (DAMAGED, 304),
        (DAMAGED, 200),
        (PLAIN, 200),
    }
    (before,), (after,) = nights.first.summary.sites, nights.second.summary.sites
    assert (after.listing_healthy, after.list_pages, after.links_found, after.details) == (
        before.listing_healthy,
        before.list_pages,
        before.links_found,
        before.details,
    )


def test_what_cannot_be_read_from_the_archive_is_asked_for_whole(nights: Nights) -> None:
    asked = [path for event, _, path, _ in nights.web.asked if event == "start"]
    assert asked.count(DAMAGED.removeprefix(HOST)) == 2
    assert asked.count(SAME.removeprefix(HOST)) == 1


def test_an_unmodified_capture_says_what_it_stands_for(nights: Nights) -> None:
    originals = {c.capture_id: c for c in nights.first.captures}
    unmodified = [c for c in nights.second.captures if c.status == 304]
    for capture in unmodified:
        original = originals[capture.revisit_of]
        assert capture.url == original.url
        assert read_payload(nights.second.data, capture, original) == read_payload(
            nights.first.data, original
        )
        for name in ("payload_digest", "payload_bytes", "media_type", "charset", "etag"):
            assert getattr(capture, name) == getattr(original, name)
    assert (SAME, "gbk") in {(c.url, c.charset) for c in unmodified}
    assert nights.problems == []


def test_its_record_is_a_revisit_by_the_word_of_the_server(nights: Nights) -> None:
    (path,) = nights.second.warcs
    command = [str(Path(sys.executable).with_name("warcio")), "check", "-v", str(path)]
    check = subprocess.run(command, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout
    with path.open("rb") as file:
        revisits = [
            (record.rec_headers, record.http_headers.statusline)
            for record in ArchiveIterator(file)
            if record.rec_type == "revisit"
        ]
    by_word = [headers for headers, status in revisits if status == "304 Not Modified"]
    assert {headers.get_header("WARC-Profile") for headers in by_word} == {
        "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    }
    originals = {c.capture_id: c.url for c in nights.first.captures}
    for headers in by_word:
        assert originals[headers.get_header("WARC-Refers-To").strip("<>")] == headers.get_header(
            "WARC-Target-URI"
        )
    assert len(by_word) == 4
