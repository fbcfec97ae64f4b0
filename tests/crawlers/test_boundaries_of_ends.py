"""How a crawl ends, how polite it must be, and what its walk hands on. Each rule on both sides; no crawl is
needed."""

import json
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.utils import log as scrapy_log

from crawlers import lease_file
from crawlers.courtesy_proof import Asked, prove, requests_of
from crawlers.extensions.plain_log import PlainLog
from crawlers.extensions.window_extension import WindowExtension
from crawlers.lease_file import LeaseLost, LeaseWatch, ShardLease, write_lease
from crawlers.run import exit_code, main
from crawlers.settings import is_loopback, proxy_host, seconds_between_requests, user_agent
from crawlers.spec import check_via
from crawlers.walk.detail_account import DetailAccount
from crawlers.walk.failures import CrawlEnds
from crawlers.walk.request_context import further_step, part_step, request_for, step_to
from records import Lead, PageRequest
from records.text.printable import PlainFormatter
from tests.crawlers.walks import HOST, URL, Spiders, request, spec, step

NIGHT = datetime.fromisoformat("2026-03-01T17:30")


# The end of a crawl.


@pytest.mark.parametrize(
    ("summary", "code"),
    [
        (None, 1),
        ({"callback_exceptions": 0, "finish_reason": "finished"}, 0),
        ({"callback_exceptions": 1, "finish_reason": "finished"}, 1),
        ({"callback_exceptions": 0, "finish_reason": "shutdown"}, 3),
        ({"callback_exceptions": 0, "finish_reason": "window_closed"}, 4),
        ({"callback_exceptions": 0, "finish_reason": "cancelled"}, 1),
    ],
)
def test_a_crawl_ends_with_the_code_of_its_summary(
    summary: dict[str, Any] | None, code: int, tmp_path: Path
) -> None:
    one = spec(tmp_path)
    if summary:
        one.data.crawl("c1").mkdir(parents=True)
        (one.data.crawl("c1") / "summary.json").write_text(json.dumps(summary))
    assert exit_code(one) == code
    assert lease_file.ENDED == 5


@pytest.mark.parametrize("arguments", [[], ["a.json", "b.json"], ["no such file.json"]])
def test_a_crawl_without_its_specification_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_log_is_plain_where_there_is_one() -> None:
    plain = PlainLog("%(message)s", "")
    assert scrapy_log.get_scrapy_root_handler() is None
    plain.spider_opened()
    scrapy_log.install_scrapy_root_handler(Settings())
    try:
        plain.spider_opened()
        handler = scrapy_log.get_scrapy_root_handler()
        assert handler is not None and isinstance(handler.formatter, PlainFormatter)
    finally:
        scrapy_log._uninstall_scrapy_root_handler()


class Waiting:
    """An answer that somebody waits for."""

    failure: object = None

    def errback(self, failure: object) -> None:
        self.failure = failure


@pytest.mark.parametrize(
    ("closing", "running", "ends"), [(None, True, False), (object(), True, True), (None, False, True)]
)
def test_nobody_waits_for_a_turn_that_will_not_come(
    spider: Spiders, closing: object, running: bool, ends: bool
) -> None:
    one, answer = spider(), Waiting()
    slots = {"www.one.gov.cn": SimpleNamespace(queue=deque([(request(), answer)]))}
    engine = SimpleNamespace(
        _slot=SimpleNamespace(closing=closing), running=running, downloader=SimpleNamespace(slots=slots)
    )
    for early in (None, SimpleNamespace(_slot=None), engine):
        WindowExtension(SimpleNamespace(engine=early), one)._look()  # type: ignore[arg-type]  # as much of it as is looked at
    assert isinstance(answer.failure, CrawlEnds) is ends


def test_a_lease_ends_with_its_last_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, file = [99.0], tmp_path / "lease"
    monkeypatch.setattr(lease_file, "boot_seconds", lambda: now[0])
    write_lease(file, 1, 100.0)
    watch = LeaseWatch(ShardLease("n", 0, 1, 1, ((str(file), 1),)))
    watch.check()
    file.unlink()
    now[0] = 99.999
    watch.check()  # what it said holds until then
    now[0] = 100.0
    with pytest.raises(LeaseLost):
        watch.check()
    write_lease(file, 1, 100.0)
    with pytest.raises(LeaseLost):
        LeaseWatch(ShardLease("n", 0, 1, 1, ((str(file), 1),))).check()


# Settings.


def test_a_delay_is_polite_or_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (seconds_between_requests(None, ""), seconds_between_requests(None, "127.0.0.1:9")) == (2.0, 0.02)
    assert (seconds_between_requests(2.0, ""), seconds_between_requests(0.001, "[::1]:9")) == (2.0, 0.001)
    for delay, via in ((1.999, ""), (0.0, "127.0.0.1:9"), (-1.0, ""), (0.0, "")):
        with pytest.raises(Exception, match="is refused"):
            seconds_between_requests(delay, via)
    assert [proxy_host(via) for via in ("", "a.b:1", "[::1]:9")] == ["", "a.b", "::1"]
    assert [is_loopback(via) for via in ("", "a.b:1", "[::1]:9", "127.3.2.1:9")] == [False, False, True, True]
    monkeypatch.setenv("FAZHI_CONTACT", "a@b.cn")
    assert user_agent().endswith("(+a@b.cn)")
    monkeypatch.setenv("FAZHI_CONTACT", "")
    assert "(+http" in user_agent()
    for via in ("", "a.b:1", "[::1]:9"):
        check_via(via)
    for via in ("a.b", "a.b:123456", "http://a.b:1"):
        with pytest.raises(Exception, match="HOST:PORT"):
            check_via(via)


# The walk's small change.


def test_a_request_carries_its_step_and_where_it_was_found() -> None:
    page = PageRequest(f"{HOST}/a.html", "detail", "POST", "a=1", (("X", "1"),))
    made = request_for(page, step(found_on=URL), print, print)
    assert (made.dont_filter, made.priority, made.method, made.body) == (True, 300, "POST", b"a=1")
    assert (made.headers["Referer"], made.headers["X"]) == (URL.encode(), b"1")
    assert request_for(replace(page, role="sitemap"), step(), print, print).priority == 0
    assert "Referer" not in request_for(page, step(), print, print).headers
    further = further_step(step(is_search=True), page, is_guess=True, is_search=False)
    assert (further.is_guess, further.is_search, further.found_on) == (True, False, URL)
    part = part_step(step(is_search=True, trail=("a",)), page, "b", HOST)
    assert (part.is_search, part.trail, part.found_on, part.role) == (False, ("a", "b"), HOST, "list")
    for name, trail in (("b", ("a", "b")), ("", ("a",))):
        followed = step_to(Lead(page, name, 5), step(trail=("a",)), URL)
        assert (followed.is_search, followed.trail, followed.score) == (True, trail, 5)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ([], "ok"),
        (["http_error"] * 2, "ok"),
        (["http_error"] * 3, "http_error"),
        (["http_error"] * 3 + ["ok"] * 3, "ok"),
        (["http_error"] * 4 + ["ok"] * 3, "http_error"),
        (["a"] * 3 + ["b", "c"], "a"),
        (["a"] * 3 + ["b", "c", "d"], "ok"),
    ],
)
def test_what_most_reports_of_a_site_ended_in(words: list[str], verdict: str) -> None:
    account = DetailAccount()
    for word in words:
        account.failed(step(), word, "") if word != "ok" else account.read(step())
    for _ in range(9):
        account.failed(step(link_title="关于放假的通知"), "notice", "")
    assert account.verdict() == verdict
    assert account.arrived == words.count("ok") and account.unopened == []


def test_items_that_are_never_asked_for_are_named() -> None:
    account = DetailAccount()
    for word in ("off_domain", "private_address", "too_large", "robots", "http_error"):
        account.failed(step(link_title="报告", found_on=URL), word, "why")
    account.failed(step(), "robots", "no item of a list")
    assert [item.reason for item in account.unopened] == [
        "off_domain: why", "private_address: why", "too_large: why", "robots: why",
    ]  # fmt: skip


# The proof of courtesy.


def test_the_narrowest_gap_is_the_one_with_least_to_spare(tmp_path: Path) -> None:
    times = [(0, 0.1), (3, 1.0), (9, 0.0), (12, 0.0)]
    (host,) = prove(Asked(URL, NIGHT + timedelta(seconds=at), took, 2.0) for at, took in times)
    assert host.narrowest is not None
    assert (host.narrowest.seconds, host.narrowest.demanded, host.violations) == (5.0, 5.0, ())
    (early,) = prove([Asked(URL, NIGHT, 1.0, 2.0), Asked(URL, NIGHT + timedelta(seconds=5.9), 0.0, 2.0)])
    assert [round(gap.seconds, 3) for gap in early.violations] == [4.9]
    one = spec(tmp_path)
    folder = one.data.crawl("c1")
    folder.mkdir(parents=True)
    (folder / "spec.json").write_text(one.to_json())
    rows = [
        {"url": URL, "requested_at": "2026-03-01T17:30:00", "took": 1.5},
        {"url": URL, "requested_at": "2026-03-01T17:31:00"},
        {"url": URL, "requested_at": None},
        {"url": URL},
    ]
    (folder / "captures.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"url"')
    (folder / "failures.jsonl").write_text(json.dumps(rows[1]) + "\n")
    assert list(requests_of(folder)) == [
        Asked(URL, NIGHT, 1.5, 2.0), Asked(URL, NIGHT + timedelta(minutes=1), 0.0, 2.0),
    ]  # fmt: skip
