"""What the other side sees: one request at a time per host, and never a host that was not meant."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from crawlers.courtesy_proof import prove, requests_of
from crawlers.spec import CrawlSpec
from tests.conftest import PATIENCE, ROOT
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site, write_spec

TITLE = "某区2023年法治政府建设年度报告"


def overlaps(web: Web, host: str) -> int:
    """How often a request to the host began before its last one had ended."""
    running = found = 0
    for event, asked, _, _ in web.asked:
        if asked == host:
            running += 1 if event == "start" else -1
            found += running > 1
    return found


def slow_site(host: str, pages: int) -> dict[str, Answer]:
    names = [f"/fz/t20240101_{number}.html" for number in range(pages)]
    column = page(*(link(name, TITLE, "2024-01-01") for name in names))
    details = {f"http://{host}{name}": Answer(b"<p>text</p>", seconds=0.03) for name in names}
    return {f"http://{host}/": page(link("/fz/", "法治政府建设")), f"http://{host}/fz/": column} | details


def test_one_request_at_a_time_per_host_also_behind_redirects(tmp_path: Path) -> None:
    """Every report of the second site is asked for a second time, by a redirect from the first."""
    one, two = "www.one.gov.cn", "www.two.gov.cn"
    answers = slow_site(one, 12) | slow_site(two, 12)
    for number in range(12):
        path = f"/fz/t20240101_{number}.html"
        answers[f"http://{one}{path}"] = Answer(b"", 302, HTML | {"Location": f"http://{two}{path}"})
    with serving(answers) as web:
        crawled = crawl(tmp_path, web, site(one), site(two))
    assert crawled.exit_code == 0
    assert Counter(host for event, host, _, _ in web.asked if event == "start")[two] == 27
    assert (overlaps(web, one), overlaps(web, two)) == (0, 0)


STANDS_STILL = """
import sys, time, scrapy.core.downloader as downloader, crawlers.run
looks = iter(range(10**9))
downloader.monotonic = lambda: time.monotonic() + 10 * next(looks)
sys.exit(crawlers.run.main(sys.argv[1:]))
"""


def test_one_request_at_a_time_where_the_process_stood_still_between_two_looks_at_the_clock(
    tmp_path: Path,
) -> None:
    """Scrapy's slots hand out all that waits then: to them ten seconds pass with each look."""
    host = "www.one.gov.cn"
    with serving(slow_site(host, 12)) as web:
        spec = CrawlSpec("c1", str(tmp_path / "data"), (site(host),), via=web.address, delay=0.01)
        path = write_spec(tmp_path, spec)
        spec.data.crawl("c1").mkdir(parents=True)
        (spec.data.crawl("c1") / "spec.json").write_text(spec.to_json(), encoding="utf-8")
        command = [sys.executable, "-c", STANDS_STILL, str(path)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert run.returncode == 0, run.stderr
    (proof,) = prove(requests_of(spec.data.crawl("c1")))
    assert (proof.requests, proof.violations, overlaps(web, host)) == (15, (), 0)


@pytest.fixture(scope="module")
def odd_sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Web, Crawled]:
    """A site that forbids us, a host that somebody vouched for, and one behind a firewall that redirects
    every page to itself and sets a cookie, as that of the Ministry of Justice."""
    answers = slow_site("www.one.gov.cn", 3)
    answers["http://www.one.gov.cn/robots.txt"] = Answer(b"User-agent: fazhi\nDisallow: /\n")
    column = link("/fz/", "法治政府建设") + link("http://www.other.org/fz/", "法治政府建设")
    answers["http://www.two.org/"] = page(column)
    answers["http://www.two.org/fz/"] = page(link(ELSEWHERE, TITLE, "2024-01-01"))
    answers[LOOP] = Answer(b"", 302, HTML | {"Location": LOOP, "Set-Cookie": "CT6TS=1; Path=/"})
    hosts = ("www.one.gov.cn", "www.two.org", "www.three.gov.cn")
    with serving(answers) as web:
        return web, crawl(tmp_path_factory.mktemp("odd"), web, *map(site, hosts))


ELSEWHERE, LOOP = "http://www.other.org/fz/t20240101_1.html", "http://www.three.gov.cn/"


def asked_of(web: Web, host: str) -> list[str]:
    return [path for event, asked, path, _ in web.asked if event == "start" and asked == host]


def test_robots_txt_is_asked_for_first_and_obeyed(odd_sites: tuple[Web, Crawled]) -> None:
    web, crawled = odd_sites
    assert asked_of(web, "www.one.gov.cn") == ["/robots.txt"]
    assert [(f.url, f.kind) for f in crawled.failures if f.site_id == "one"] == [
        ("http://www.one.gov.cn/", "robots")
    ]
    assert crawled.summary.sites[0].problems == (
        "homepage http://www.one.gov.cn/: robots: Forbidden by robots.txt",
    )


def test_a_vouched_for_host_is_asked_and_its_neighbours_are_not(odd_sites: tuple[Web, Crawled]) -> None:
    web, crawled = odd_sites
    assert asked_of(web, "www.two.org") == ["/robots.txt", "/", "/fz/"]
    assert asked_of(web, "www.other.org") == []
    assert [(f.url, f.kind) for f in crawled.failures if f.site_id == "two"] == [(ELSEWHERE, "off_domain")]


def test_a_redirect_to_itself_is_followed_but_not_for_ever(odd_sites: tuple[Web, Crawled]) -> None:
    web, crawled = odd_sites
    assert Counter(asked_of(web, "www.three.gov.cn"))["/"] == 3
    assert [f.kind for f in crawled.failures if f.site_id == "three"] == ["blocked:cookie_loop"]
    assert crawled.summary.sites[2].problems == (
        f"www.three.gov.cn is not contacted again in this crawl: blocked:cookie_loop: redirects to itself: {LOOP}",
        f"homepage {LOOP}: blocked:cookie_loop: redirects to itself: {LOOP}",
    )
