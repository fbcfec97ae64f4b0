"""Ends that come before the walk is done: the window closes, or a server never stops talking."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server, socket

from storage.evidence.warc import check_file
from tests.crawlers.web import Answer, Web, crawl, link, page, serving, site

TITLE = "某区2023年法治政府建设年度报告"


def slow_site(name: str, reports: int) -> "dict[str, Answer | list[Answer]]":
    host = f"http://www.{name}.gov.cn"
    names = [f"/fz/t20240101_{number}.html" for number in range(reports)]
    return {
        f"{host}/": page(link("/fz/", "法治政府建设年度报告")),
        f"{host}/fz/": page(*(link(path, TITLE, "2024-01-01") for path in names)),
    } | {host + path: Answer(b"<p>text</p>", seconds=0.1) for path in names}


def test_a_window_that_closes_ends_the_crawl_in_good_order(tmp_path: Path) -> None:
    sites = [site("www.one.gov.cn"), site("www.two.gov.cn")]
    closes_at = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=3)
    with serving(slow_site("one", 80) | slow_site("two", 80)) as web:
        crawled = crawl(tmp_path, web, *sites, closes_at=closes_at)
    assert (crawled.exit_code, crawled.stderr) == (4, "")
    assert crawled.summary.finish_reason == "window_closed"
    for outcome in crawled.summary.sites:
        assert not outcome.listing_healthy
        assert [problem for problem in outcome.problems if "the crawl's window closed before" in problem]
    assert crawled.failures == []
    written = crawled.data.warc.rglob("*.warc.gz")
    assert [problem for path in written for problem in check_file(path)] == []


@contextmanager
def talking(head: bytes, more: bytes) -> Iterator[Web]:
    """A proxy that answers everything with head and then more, for as long as somebody listens."""
    web = Web({})

    def talk(connection: socket) -> None:
        with connection:
            connection.recv(65536)
            try:
                connection.sendall(head)
                while True:
                    connection.sendall(more)
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=talk, args=(connection,)))
            threads[-1].start()

    threads: list[threading.Thread] = []
    server = create_server(("127.0.0.1", 0))
    web.address = f"127.0.0.1:{server.getsockname()[1]}"
    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield web
    finally:
        server.shutdown(2)
        server.close()
        accepting.join()
        for thread in threads:
            thread.join()


def test_headers_without_an_end_are_not_listened_to(tmp_path: Path) -> None:
    with talking(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n" * 1000) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    assert crawled.exit_code == 0
    assert {failure.kind for failure in crawled.failures} == {"too_large"}


def test_a_body_without_an_end_is_cut(tmp_path: Path) -> None:
    with talking(b"HTTP/1.1 200 OK\r\n\r\n", b"<p>and more</p>\n" * 4000) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    assert crawled.exit_code == 0
    assert {failure.kind for failure in crawled.failures} == {"too_large"}
