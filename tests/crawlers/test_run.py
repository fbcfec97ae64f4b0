"""The child process: how it ends, and what it leaves when it does not end well."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.spec import CrawlSpec, ExtraRequest
from records.jsonlines import to_json
from storage.evidence.warc import check_file, read_payload
from tests.conftest import PATIENCE, refusing, wait_until
from tests.crawlers.web import (
    ROOT,
    Answer,
    Crawled,
    Web,
    crawl,
    link,
    page,
    serving,
    site,
    start,
    write_spec,
)

HOST = "http://www.one.gov.cn"
COLUMN = f"{HOST}/fz/"


def reports(count: int, seconds: float = 0) -> dict[str, Answer]:
    """A column with this many reports, each with a text that does not compress."""
    names = [f"/fz/t20240101_{number}.html" for number in range(count)]
    column = page(*(link(name, "某区2023年法治政府建设年度报告", "2024-01-01") for name in names))
    details = {HOST + name: Answer(os.urandom(60_000).hex().encode(), seconds=seconds) for name in names}
    return {f"{HOST}/": page(link("/fz/", "法治政府建设")), COLUMN: column} | details


def wait_for_captures(crawled: Crawled, child: "subprocess.Popen[str]", count: int) -> None:
    path = crawled.data.crawl(crawled.crawl_id) / "captures.jsonl"
    wait_until(
        lambda: child.poll() is not None or (path.exists() and path.read_bytes().count(b"\n") >= count),
        f"{count} captures",
    )
    assert child.poll() is None, "the crawl ended before it could be disturbed"


def started(tmp_path: Path, web: Web) -> tuple["subprocess.Popen[str]", Crawled]:
    spec = CrawlSpec("c1", str(tmp_path / "data"), (site("www.one.gov.cn"),), via=web.address, delay=0.005)
    return start(tmp_path, spec), Crawled(spec.data, "c1", 0, "")


def test_sigterm_writes_down_what_is_under_way_and_a_summary(tmp_path: Path) -> None:
    with serving(reports(150, seconds=0.02)) as web:
        child, crawled = started(tmp_path, web)
        with child:
            wait_for_captures(crawled, child, 10)
            child.terminate()
            child.communicate(timeout=PATIENCE)
    assert child.returncode == 3
    assert crawled.summary.finish_reason == "shutdown"
    assert 10 <= len(crawled.captures) < 150
    assert crawled.summary.captures == len(crawled.captures)
    assert [problem for path in crawled.warcs for problem in check_file(path)] == []
    assert all(read_payload(crawled.data, capture) for capture in crawled.captures if capture.status == 200)


def test_kill_leaves_every_logged_capture_readable(tmp_path: Path) -> None:
    with serving(reports(150, seconds=0.02)) as web:
        child, crawled = started(tmp_path, web)
        with child:
            wait_for_captures(crawled, child, 10)
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate(timeout=PATIENCE)
    assert not (crawled.data.crawl("c1") / "summary.json").exists()
    log = (crawled.data.crawl("c1") / "captures.jsonl").read_text(encoding="utf-8")
    assert log.endswith("\n")
    assert len(crawled.captures) >= 10
    for capture in crawled.captures:
        assert read_payload(crawled.data, capture) == web.answers.get(capture.url, Answer(b"not here")).body
    problems = [problem for path in crawled.warcs for problem in check_file(path)]
    assert [problem for problem in problems if problem.kind != "truncated_tail"] == []


def test_a_callback_that_raises_makes_the_crawl_fail(tmp_path: Path) -> None:
    """The fault is put into the child: no page we know of makes a callback raise."""
    with serving(reports(3)) as web:
        sites = (site("www.one.gov.cn"),)
        spec = CrawlSpec("c1", str(tmp_path / "data"), sites, via=web.address, delay=0.005)
        script = """
import sys, crawlers.run, crawlers.spiders.reports as reports
def may_be_report(link, telling):
    if link.url.endswith("_0.html"): return True
    if "报告" in link.title: raise RuntimeError("cannot judge " + link.title + "\\x1b[2J")
reports.may_be_report = may_be_report
sys.exit(crawlers.run.main(sys.argv[1:]))
"""
        run = subprocess.run(
            [sys.executable, "-c", script, str(write_spec(tmp_path, spec))],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
    crawled = Crawled(spec.data, "c1", run.returncode, run.stderr)
    assert run.returncode == 1
    assert crawled.summary.finish_reason == "finished"
    assert crawled.summary.callback_exceptions == 1
    assert crawled.summary.first_error == (
        f"{COLUMN}: RuntimeError: cannot judge 某区2023年法治政府建设年度报告\x1b[2J"
    )
    log = (spec.data.crawl("c1") / "crawl.log").read_text(encoding="utf-8")
    assert "cannot judge 某区2023年法治政府建设年度报告␛[2J" in log and "\x1b" not in log
    captured = [capture.url for capture in crawled.captures]
    assert COLUMN in captured, "captured before it was understood"
    assert captured[-1].endswith("_0.html"), "what was asked for before it raised is asked"


def test_a_disk_that_refuses_ends_the_crawl(tmp_path: Path) -> None:
    """The limit on file size stands in for a full disk."""
    with serving(reports(20)) as web:
        spec = CrawlSpec(
            "c1", str(tmp_path / "data"), (site("www.one.gov.cn"),), via=web.address, delay=0.005
        )
        run = subprocess.run(
            [sys.executable, "-m", "crawlers.run", str(write_spec(tmp_path, spec))],
            cwd=ROOT,
            check=False,
            timeout=PATIENCE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
        )
    crawled = Crawled(spec.data, "c1", run.returncode, "")
    assert run.returncode == 1
    assert crawled.summary.finish_reason == "capture_failed"
    assert 0 < len(crawled.captures) < 20
    assert all(read_payload(crawled.data, capture) for capture in crawled.captures)
    assert [problem for path in crawled.warcs for problem in check_file(path)] == []


def test_the_page_budget_ends_the_walk_and_is_reported(tmp_path: Path) -> None:
    with serving(reports(30)) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"), page_budget=12)
    urls = [url for url in web.urls() if not url.endswith("/robots.txt")]
    assert len(urls) == 12
    (outcome,) = crawled.summary.sites
    assert (outcome.budget_spent, outcome.listing_healthy) == (True, False)
    assert outcome.problems == ("page budget of 12 requests spent before the walk was done",)
    assert (crawled.exit_code, crawled.failures) == (0, [])


@pytest.fixture(scope="module")
def two_crawls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawled, Crawled]:
    """The same site twice; the second time one page has changed, and three pages are asked for by name."""
    folder = tmp_path_factory.mktemp("two")
    with serving(reports(3)) as web:
        first = crawl(folder, web, site("www.one.gov.cn"), crawl_id="c1")
        known = folder / "known.jsonl"
        fields = ("url", "capture_id", "payload_digest", "captured_at")
        lines = [{name: to_json(capture)[name] for name in fields} for capture in first.captures]
        known.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        web.answers[CHANGED] = Answer(b"<p>another number</p>")
        web.answers[HIDDEN] = page(
            link("/hidden/t20230101_9.html", "某区2022年法治政府建设年度报告", "2023-01-01")
        )
        web.answers[f"{HIDDEN}t20230101_9.html"] = page("text")
        extra = tuple(ExtraRequest("one", url) for url in (GONE, CHANGED, HIDDEN))
        options = {"crawl_id": "c2", "known": str(known), "extra": extra}
        return first, crawl(folder, web, site("www.one.gov.cn"), **options)


CHANGED, GONE, HIDDEN = f"{HOST}/fz/t20240101_1.html", f"{HOST}/gone.html", f"{HOST}/hidden/"


def test_a_second_crawl_pays_for_known_pages_with_revisits(two_crawls: tuple[Crawled, Crawled]) -> None:
    first, second = two_crawls
    originals = {capture.capture_id: capture for capture in first.captures}
    revisits = {capture.url: capture for capture in second.captures if capture.revisit_of}
    assert revisits.keys() == {capture.url for capture in first.captures} - {CHANGED}
    for url, capture in revisits.items():
        original = originals[capture.revisit_of]
        assert original.url == url
        assert read_payload(second.data, capture, original) == read_payload(second.data, original)
    size = {crawled.crawl_id: sum(path.stat().st_size for path in crawled.warcs) for crawled in two_crawls}
    assert size["c2"] * 10 < size["c1"]
    check = [str(Path(sys.executable).with_name("warcio")), "check", *map(str, second.warcs)]
    assert subprocess.run(check, check=False).returncode == 0


def test_pages_asked_for_by_name_are_looked_at_once(two_crawls: tuple[Crawled, Crawled]) -> None:
    _, second = two_crawls
    seen = [(capture.url, capture.role, capture.status) for capture in second.captures]
    assert seen.count((CHANGED, "detail", 200)) == 1
    assert seen.count((GONE, "detail", 404)) == 1
    assert second.summary.sites[0].listing_healthy, "a page that is gone says nothing about the lists"


def test_a_list_asked_for_as_a_report_is_walked_as_a_list(two_crawls: tuple[Crawled, Crawled]) -> None:
    _, second = two_crawls
    found = next(capture for capture in second.captures if capture.url == f"{HIDDEN}t20230101_9.html")
    assert (found.role, found.found_on) == ("detail", HIDDEN)


def test_an_unreachable_homepage_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    """Nobody listens at the proxy's address: the connection is refused, three times."""
    with refusing() as nobody:
        crawled = crawl(tmp_path, Web({}), site("www.one.gov.cn"), via=nobody)
    assert crawled.exit_code == 0
    (outcome,) = crawled.summary.sites
    assert not outcome.listing_healthy
    assert outcome.problems[0].startswith(f"homepage {HOST}/: refused: ")
    assert {(failure.url, failure.kind) for failure in crawled.failures} == {
        (f"{HOST}/", "refused"),
        (f"{HOST}/robots.txt", "refused"),
    }


def test_a_bad_specification_is_one_line_and_code_2(tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text('{"crawl_id": "c1"}', encoding="utf-8")
    command = [sys.executable, "-m", "crawlers.run", str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_a_crawl_never_writes_into_an_earlier_one(tmp_path: Path) -> None:
    """Also not into one that left nothing but an empty log."""
    log = tmp_path / "data" / "crawls" / "c1" / "captures.jsonl"
    log.parent.mkdir(parents=True)
    log.touch()
    with serving({}) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    assert (crawled.exit_code, len(crawled.stderr.splitlines())) == (2, 1)
    assert "c1 was already started (" in crawled.stderr
    assert web.urls() == []
    assert not crawled.data.warc.exists()


def test_the_crawling_process_knows_no_database_and_no_prefect() -> None:
    script = (
        "import sys, crawlers.run, crawlers.registry, crawlers.middlewares.url_filter, crawlers.middlewares.capture, crawlers.extensions.summary; "
        "print([name for name in sys.modules if name.partition('.')[0] in ('duckdb', 'prefect', 'flows')])"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
