"""Pages that their process does not survive: it stands still, or its memory is spent."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from crawlers.walk.page_reading import read_response
from crawlers.walk.reader import Reader
from crawlers.walk.reader_watch import LOOKS, stands_still
from crawlers.walk.reading_process import GIGABYTE, Limits
from tests.conftest import PATIENCE, ROOT, wait_until
from tests.crawlers.test_reader import LISTS, all_of, arrived, pages_of_two, started
from tests.crawlers.test_run import wait_for_captures
from tests.crawlers.web import serving


def test_a_process_that_stands_still_is_replaced_and_no_page_lost() -> None:
    pages = [arrived(path.read_bytes()) for path in LISTS[:9]]
    reader = Reader(Limits(still_seconds=1))
    reader.start()
    stop(reader)
    assert all_of(reader, *pages) == list(map(read_response, pages))


def test_a_page_over_which_two_processes_stand_still_is_not_read() -> None:
    pages = [arrived(path.read_bytes()) for path in LISTS[:2]]
    reader = Reader(Limits(still_seconds=1))
    reader.start()
    first = stop(reader)

    async def stop_the_next() -> None:
        while reader.pid in (first, None):
            await asyncio.sleep(0.001)
        stop(reader)

    unread, after = all_of(reader, *pages, meanwhile=stop_the_next)
    assert unread.outcome.word == "other"
    assert unread.outcome.detail == "the page cannot be read: its process stood still for 1 s, 2 times"
    assert after == read_response(pages[1])


@pytest.mark.parametrize("code", ["import time; time.sleep(999)", "while True: pass"])
def test_only_a_process_that_neither_works_nor_could_stands_still(code: str) -> None:
    looks, busy = 0, "while" in code

    def turn() -> int:
        nonlocal looks
        looks += 1
        if looks > 3 * LOOKS:
            raise TimeoutError
        return 0

    with subprocess.Popen([sys.executable, "-c", code]) as child:
        try:
            wait_until(lambda: is_asleep(child.pid) != busy, "the start of a process")
            with pytest.raises(TimeoutError) if busy else nullcontext():
                asyncio.run(stands_still(child.pid, 0.2, turn))
        finally:
            child.kill()
    # The first look only says where it begins.
    assert busy or looks >= LOOKS + 1


@pytest.mark.parametrize("at", [None, count().__next__], ids=["nobody waits", "it answers"])
def test_a_stopped_process_does_no_harm_while(at: Callable[[], int] | None) -> None:
    looks = 0

    def turn() -> int | None:
        nonlocal looks
        looks += 1
        if looks > 3 * LOOKS:
            raise TimeoutError
        return at() if at else None

    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(999)"]) as child:
        os.kill(child.pid, signal.SIGSTOP)
        try:
            with pytest.raises(TimeoutError):
                asyncio.run(stands_still(child.pid, 0.2, turn))
        finally:
            child.kill()


def test_a_page_that_needs_too_much_memory_is_not_read() -> None:
    light = arrived(LISTS[0].read_bytes())
    # One character beyond the first 65,536 makes the text four times its bytes.
    vast = arrived(b"<html><body>" + b"<p>a text</p>" * 9_000_000 + "𠮷</body></html>".encode())
    reader = Reader(Limits(memory_bytes=GIGABYTE))
    reader.start("spawn")
    before, unread = all_of(reader, light, vast)
    assert before == read_response(light)
    assert unread.outcome.word == "other"
    assert unread.outcome.detail == "the page cannot be read: it takes more than 1 GB of memory"


SHORT_OF_MEMORY = """
import gc, resource
from pathlib import Path
from extraction.markup.page import read_page

body = b"<html><body>" + "<p>法治政府建设</p>".encode() * 50_000
whole = len(read_page(body, "http://www.one.gov.cn/").tree.findall("body/p"))
gc.collect()
sizes = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
now = int(sizes["VmSize"].split()[0]) * 1024
spent = 0
for more in range(0, 60_000_000, 3_000_000):
    resource.setrlimit(resource.RLIMIT_AS, (now + more, resource.RLIM_INFINITY))
    try:
        found = len(read_page(body, "http://www.one.gov.cn/").tree.findall("body/p"))
        assert found == whole, found
    except MemoryError:
        spent += 1
    found = None
assert spent, "there was enough memory each time"
"""


def test_a_page_for_which_memory_does_not_suffice_is_not_read_in_part() -> None:
    """libxml2 calls it an error of the document, and keeps what it has."""
    run = subprocess.run(
        [sys.executable, "-c", SHORT_OF_MEMORY], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


STOPPED = """
import os, signal, sys
from pathlib import Path
from crawlers.run import crawl
from crawlers.settings import crawl_settings
from crawlers.spec import CrawlSpec
from crawlers.walk.reader import Reader
from crawlers.walk.reader_watch import LOOKS, stands_still
from crawlers.walk.reading_process import GIGABYTE, Limits

if __name__ == "__main__":
    spec = CrawlSpec.from_json(Path(sys.argv[1]).read_text("utf-8"))
    with Reader(Limits(still_seconds=4)) as reader:
        reader.start()
        os.kill(reader.pid, signal.SIGSTOP)
        sys.exit(crawl(spec, crawl_settings(spec), reader))
"""


@pytest.mark.nightly
@pytest.mark.parametrize(("ends_by", "code"), [("signal", 3), ("window", 4)])
def test_a_crawl_whose_reader_stands_still_ends_when_it_must(tmp_path: Path, ends_by: str, code: int) -> None:
    closes_at = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=2) if ends_by == "window" else None
    program = tmp_path / "stopped.py"
    program.write_text(STOPPED, encoding="utf-8")
    with serving(pages_of_two()) as web:
        child, crawled = started(tmp_path, web, str(program), closes_at=closes_at)
        with child:
            if ends_by == "signal":
                wait_for_captures(crawled, child, 4)
                child.send_signal(signal.SIGTERM)
            _, stderr = child.communicate(timeout=PATIENCE)
    assert (child.returncode, stderr) == (code, "")
    assert crawled.failures == []
    assert crawled.summary.callback_exceptions == 0


def stop(reader: Reader) -> int:
    """Stops the process that reads now; its id."""
    assert reader.pid
    os.kill(reader.pid, signal.SIGSTOP)
    return reader.pid


def is_asleep(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"
