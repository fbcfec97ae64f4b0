"""The process that reads: what it says, how it dies, and who goes on meanwhile."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from crawlers.spec import CrawlSpec, ExtraRequest
from crawlers.walk.page_reading import Arrived, Reading, read_head, read_response
from crawlers.walk.reader import Reader
from crawlers.walk.reading_process import Limits
from crawlers.walk.request_context import RequestContext, page_key
from records import PageRequest
from tests.conftest import PATIENCE, wait_until
from tests.crawlers.test_run import wait_for_captures
from tests.crawlers.walks import Spiders, request
from tests.crawlers.web import Answer, Crawled, Web, page, serving, site, start

LISTS = sorted((Path(__file__).parents[1] / "extraction" / "pages" / "lists").glob("*/*.html"))
HOST = "http://www.one.gov.cn"
PAGES = 120


def arrived(body: bytes, role: str = "list", url: str = f"{HOST}/fz/", **step: object) -> Arrived:
    asked = RequestContext("one", role, url, page_key(PageRequest(url, role)), **step)  # type: ignore[arg-type]  # fields of several types
    return Arrived(asked, url, 200, "text/html", "utf-8", body)


def heavy() -> Arrived:
    """A page of some seconds: every link may be a column, an item, a report, and is looked at by all."""
    row = '<li><a href="/fz/{0}/">{1}法治政府建设年度报告</a><span>2024-01-01</span>{2}</li>'
    rows = (row.format(number, chr(0x4E00 + number), "某区人民政府办公室" * 20) for number in range(14_000))
    return arrived(f"<html><body><ul>{''.join(rows)}</ul></body></html>".encode(), is_search=True)


def all_of(
    reader: Reader, *pages: Arrived, meanwhile: Callable[[], Awaitable[None]] | None = None
) -> list[Reading]:
    async def read() -> list[Reading]:
        with reader:
            under_way = asyncio.gather(*map(reader.read, pages))
            if meanwhile:
                await asyncio.sleep(0)
                await meanwhile()
            return await under_way

    return asyncio.run(read())


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_another_process_says_what_this_one_says(method: str) -> None:
    pages = [arrived(path.read_bytes(), role) for path in LISTS for role in ("list", "home", "detail")]
    reader = Reader()
    reader.start(method)
    assert all_of(reader, *pages) == list(map(read_response, pages))


def test_a_killed_process_costs_no_reading() -> None:
    pages = [arrived(path.read_bytes()) for path in LISTS[:9]]
    reader = Reader()
    reader.start()
    first = reader.pid
    assert first
    os.kill(first, signal.SIGSTOP)

    async def kill() -> None:
        while not reader._sent:
            await asyncio.sleep(0)
        os.kill(first, signal.SIGKILL)

    assert all_of(reader, *pages, meanwhile=kill) == list(map(read_response, pages))


def test_a_process_killed_while_idle_is_replaced() -> None:
    one = arrived(LISTS[0].read_bytes())

    async def read_twice() -> None:
        with Reader() as reader:
            assert await reader.read(one) == read_response(one)
            assert (pid := reader.pid)
            os.kill(pid, signal.SIGKILL)
            assert await reader.read(one) == read_response(one)
            assert reader.pid != pid

    asyncio.run(read_twice())


def test_a_page_that_no_process_survives_is_tried_twice_and_the_others_are_read() -> None:
    light = arrived(LISTS[0].read_bytes())
    before, unread, after = all_of(Reader(Limits(seconds=0.1)), light, heavy(), light)
    assert before == after == read_response(light)
    assert unread.outcome.word == "other"
    assert unread.outcome.detail == "the page cannot be read: it takes more than 0.1 s"


def test_the_crawl_goes_on_while_a_heavy_page_is_read() -> None:
    turns: list[int] = []

    async def go_on() -> None:
        for number in range(1000):
            await asyncio.sleep(0)
            turns.append(number)

    reader = Reader()
    reader.start()

    async def read() -> Reading:
        with reader:
            under_way = asyncio.ensure_future(reader.read(heavy()))
            await go_on()
            assert not under_way.done()
            return await under_way

    found = asyncio.run(read())
    assert found.outcome.is_page
    assert len(turns) == 1000


def test_what_reading_raises_is_raised_here_and_the_process_lives() -> None:
    broken = arrived(None)  # type: ignore[arg-type]  # what makes reading raise

    async def read() -> None:
        with Reader() as reader:
            with pytest.raises((TypeError, AttributeError)):
                await reader.read(broken)
            pid = reader.pid
            await reader.read(arrived(LISTS[0].read_bytes()))
            assert reader.pid == pid

    asyncio.run(read())


@pytest.mark.parametrize(
    ("role", "status", "body", "is_light"),
    [
        ("list", 404, b"not here", True),
        ("list", 200, b"", True),
        ("list", 200, b"<html><body>a page</body></html>", False),
        ("attachment", 200, b"%PDF-1.4 a file", True),
        ("detail", 200, b"%PDF-1.4 a file", False),
        ("detail_page", 200, b"<html><body>a page</body></html>", False),
    ],
)
def test_what_its_head_decides_is_not_sent(role: str, status: int, body: bytes, is_light: bool) -> None:
    step = RequestContext("one", role, f"{HOST}/fz/")
    one = Arrived(step, step.page_url, status, "", "", body)
    assert (read_head(one) is not None) == is_light
    assert not is_light or read_head(one) == read_response(one)


def test_hosts_go_on_while_a_page_is_read_and_a_killed_process_costs_nothing(tmp_path: Path) -> None:
    with serving(pages_of_two()) as web:
        child, crawled = started(tmp_path, web)
        with child:
            wait_for_captures(crawled, child, 4)
            reader = child_of(child.pid)
            os.kill(reader, signal.SIGSTOP)
            wait_for_captures(crawled, child, 40)
            os.kill(reader, signal.SIGKILL)
            child.communicate(timeout=PATIENCE)
    assert child.returncode == 0
    assert [outcome.details for outcome in crawled.summary.sites] == [PAGES, PAGES]
    assert crawled.failures == []


def test_the_process_ends_with_a_crawl_that_is_killed(tmp_path: Path) -> None:
    with serving(pages_of_two()) as web:
        child, crawled = started(tmp_path, web)
        with child:
            wait_for_captures(crawled, child, 4)
            reader = child_of(child.pid)
            child.kill()
    wait_until(lambda: not is_running(reader), "the end of the process that reads")


def test_the_pages_of_a_site_are_taken_in_as_they_came(spider: Spiders) -> None:
    """A page is read by the process; one that is not there is known by its head and would overtake it."""
    one, order = spider(), list[int]()

    async def take_in(status: int, url: str) -> None:
        await one.read(HtmlResponse(url, status=status, body=page("法治政府").body, request=request(url)))
        order.append(status)

    async def both() -> None:
        with one.reader:
            await asyncio.gather(take_in(200, f"{HOST}/fz/"), take_in(404, f"{HOST}/fz/2.html"))

    asyncio.run(both())
    assert order == [200, 404]


def child_of(parent: int) -> int:
    """The one process that this one began."""
    (child,) = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return int(child)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def known(name: str) -> list[str]:
    return [f"http://www.{name}.gov.cn/{number}.html" for number in range(PAGES)]


def pages_of_two() -> dict[str, Answer | list[Answer]]:
    """Two sites of known pages: none has to be read for the next to be asked for."""
    answer = page("某区2023年法治政府建设年度报告" * 9)
    answer.seconds = 0.02
    homes: dict[str, Answer | list[Answer]] = {
        f"http://www.{name}.gov.cn/": page("a site") for name in ("one", "two")
    }
    homes |= {url: answer for name in ("one", "two") for url in known(name)}
    return homes


def started(
    tmp_path: Path, web: Web, *program: str, closes_at: datetime | None = None
) -> tuple["subprocess.Popen[str]", Crawled]:
    spec = CrawlSpec(
        "c1",
        str(tmp_path / "data"),
        (site("www.one.gov.cn"), site("www.two.gov.cn")),
        tuple(ExtraRequest(name, url) for name in ("one", "two") for url in known(name)),
        via=web.address,
        delay=0.005,
        closes_at=closes_at,
    )
    return start(tmp_path, spec, *program), Crawled(spec.data, "c1", 0, "")
