"""A crawl among many machines: it asks its own hosts alone, and nobody once its lease is over."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawlers.courtesy_proof import prove, requests_of
from crawlers.host_sharding import shard_of
from crawlers.lease_file import ENDED, ShardLease, boot_seconds, write_lease
from crawlers.spec import CrawlSpec
from tests.conftest import PATIENCE
from tests.crawlers.test_run import reports, wait_for_captures
from tests.crawlers.web import Crawled, Web, crawl, link, page, serving, site, start

SECONDS = 10.0
"""How long the lease of the crawl that is stopped lasts: longer than a busy machine keeps its renewal
waiting."""
OWN, OTHER = "www.one.gov.cn", "www.two.gov.cn"


def fence(tmp_path: Path, seconds: float = 600) -> tuple[ShardLease, Path]:
    """That of the shard of OWN, of so many that OTHER is in another one."""
    shards = next(count for count in range(2, 99) if shard_of(OWN, count, {}) != shard_of(OTHER, count, {}))
    lease = tmp_path / "lease"
    write_lease(lease, 3, boot_seconds() + seconds)
    return ShardLease("night", shard_of(OWN, shards, {}), shards, 3, ((str(lease), 3),)), lease


def fenced(tmp_path: Path, web: Web, own: ShardLease):
    spec = CrawlSpec("c1", str(tmp_path / "data"), (site(OWN),), via=web.address, delay=0.005, fence=own)
    spec.data.crawl("c1").mkdir(parents=True)
    (spec.data.crawl("c1") / "spec.json").write_text(spec.to_json(), encoding="utf-8")
    return start(tmp_path, spec), Crawled(spec.data, "c1", 0, "")


@contextmanager
def renewed(lease: Path, seconds: float) -> Iterator[None]:
    """Another process's work: the lease is renewed while the block lasts."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(seconds / 20):
            write_lease(lease, 3, boot_seconds() + seconds)

    thread = threading.Thread(target=renew)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.mark.nightly
def test_a_crawl_that_was_stopped_beyond_its_lease_asks_nobody_any_more(tmp_path: Path) -> None:
    own, lease = fence(tmp_path, SECONDS)
    with serving(reports(400, seconds=0.02)) as web:
        with renewed(lease, SECONDS):
            child, crawled = fenced(tmp_path, web, own)
            wait_for_captures(crawled, child, 10)
            os.kill(child.pid, signal.SIGSTOP)
        time.sleep(SECONDS + 0.1)
        asked = len(web.urls())
        with child:
            os.kill(child.pid, signal.SIGCONT)
            _, stderr = child.communicate(timeout=PATIENCE)
    assert child.returncode == ENDED
    assert len(web.urls()) == asked < 400
    assert "ended: stopped before the next request" in stderr
    assert not (crawled.data.crawl("c1") / "summary.json").exists()


def test_a_lease_that_runs_out_ends_the_crawl_before_its_next_request(tmp_path: Path) -> None:
    own, _ = fence(tmp_path, seconds=0)
    with serving(reports(5)) as web:
        child, crawled = fenced(tmp_path, web, own)
        with child:
            _, stderr = child.communicate(timeout=PATIENCE)
    assert child.returncode == ENDED
    assert web.urls() == []
    assert "(epoch 3) ended: stopped before the next request; another worker continues" in stderr
    assert not (crawled.data.crawl("c1") / "summary.json").exists()


def test_a_lease_that_is_renewed_lets_the_crawl_go_on(tmp_path: Path) -> None:
    own, lease = fence(tmp_path, seconds=60)
    with serving(reports(40, seconds=0.01)) as web:
        child, crawled = fenced(tmp_path, web, own)
        with child:
            wait_for_captures(crawled, child, 3)
            write_lease(lease, 3, boot_seconds() + 600)
            child.communicate(timeout=PATIENCE)
    assert child.returncode == 0
    assert sum(capture.role == "detail" for capture in crawled.captures) == 40


def test_hosts_of_another_shard_are_left_and_named(tmp_path: Path) -> None:
    own, _ = fence(tmp_path)
    elsewhere = f"http://{OTHER}/fz/t20240101_1.html"
    column = page(
        link("/fz/t20240101_0.html", "某区2023年法治政府建设年度报告", "2024-01-01"),
        link(elsewhere, "某区2022年法治政府建设年度报告", "2023-01-01"),
    )
    answers = {f"http://{OWN}/": page(link("/fz/", "法治政府建设")), f"http://{OWN}/fz/": column}
    answers |= {f"http://{OWN}/fz/t20240101_0.html": page("text"), elsewhere: page("text")}
    with serving(answers) as web:
        crawled = crawl(tmp_path, web, site(OWN), fence=own)
    assert {url for url in web.urls() if OTHER in url} == set()
    left = [failure for failure in crawled.failures if failure.kind == "other_shard"]
    assert [failure.url for failure in left] == [elsewhere]
    assert left[0].detail.startswith(f"{OTHER} belongs to another shard of this night")
    with serving(answers) as web:
        again = crawl(tmp_path, web, site(OWN), crawl_id="c2")
    assert elsewhere in web.urls() and again.exit_code == 0


def test_what_was_under_way_when_the_lease_ended_is_in_the_proof_of_courtesy(tmp_path: Path) -> None:
    own, _ = fence(tmp_path, seconds=6)
    slow = reports(150, seconds=0.05)
    with serving(slow) as web:
        child, crawled = fenced(tmp_path, web, own)
        with child:
            child.communicate(timeout=PATIENCE)
    if child.returncode == 0:  # on a fast machine the walk is done before
        return
    logged = {asked.url for asked in requests_of(crawled.data.crawl("c1"))}
    assert set(web.urls()) <= logged
    assert not any(proof.violations for proof in prove(requests_of(crawled.data.crawl("c1"))))
