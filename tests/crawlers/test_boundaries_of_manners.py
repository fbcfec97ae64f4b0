"""What hosts are owed: pauses, silence, robots.txt, sitemaps. Each number on both of its sides; no crawl is
needed."""

import pytest

from crawlers.middlewares.robots import MAX_ROBOTS_BYTES, read_robots
from crawlers.settings import crawl_settings
from crawlers.spec import CrawlSpec, KnownColumn
from crawlers.walk.courtesy import Courtesy
from crawlers.walk.failures import NotFetched, Stopped
from crawlers.walk.request_context import PRIORITIES, RequestContext, page_key
from crawlers.walk.sitemaps import Sitemaps
from extraction.response.response_head import Outcome
from records import PageRequest
from tests.crawlers.web import site

HOST = "www.yunxi.gov.cn"
HOME = f"http://{HOST}/"
BLOCKED, WELL = Outcome("blocked", "waf", "a firewall"), Outcome("ok", "", "")


@pytest.mark.parametrize(
    ("delay", "asked", "took", "pause"),
    [(2.0, None, 0.1, 2.0), (2.0, None, 0.5, 2.5), (2.0, 7.0, 0.1, 7.0), (2.0, 30.0, 0.1, 30.0), (2.0, 31.0, 0.1, 30.0)],
)  # fmt: skip
def test_a_pause_is_the_longest_that_anybody_asks_for(
    delay: float, asked: float | None, took: float, pause: float
) -> None:
    courtesy = Courtesy(delay)
    if asked:
        courtesy.slow_down(HOST, asked)
    assert courtesy.pause_after(HOST, took) == pause
    assert courtesy.pause_after("other", 0.0) == delay


ORDER = {
    "crawlers.middlewares.url_filter.UrlFilterMiddleware": 50,
    "crawlers.middlewares.robots.RobotsMiddleware": 100,
    "crawlers.middlewares.refusals.RefusalMiddleware": 560,
    "crawlers.middlewares.redirects.BoundedRefreshMiddleware": 580,
    "crawlers.middlewares.redirects.BoundedRedirectMiddleware": 600,
    "crawlers.middlewares.capture.CaptureMiddleware": 960,
    "crawlers.middlewares.replay.ReplayMiddleware": 965,
}
"""Between Scrapy's own: RetryMiddleware is at 550, HttpCompression at 590, CookiesMiddleware at 700."""
PROMISES = {
    "ROBOTSTXT_OBEY": False,  # ours hears robots.txt
    "CONCURRENT_ITEMS": 1,
    "WARN_ON_GENERATOR_RETURN_VALUE": False,
    "DOWNLOAD_MAXSIZE": 67_108_864,
    "DOWNLOAD_WARNSIZE": 0,
    "REACTOR_THREADPOOL_MAXSIZE": 32,
    "RETRY_TIMES": 2,
    "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
    "REDIRECT_MAX_TIMES": 6,
    "COOKIES_ENABLED": True,
    "COMPRESSION_ENABLED": False,
    "DOWNLOAD_FAIL_ON_DATALOSS": False,
    "HTTPPROXY_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


EXTENSIONS = {
    "crawlers.extensions.plain_log.PlainLog": 400,
    "crawlers.extensions.summary.SummaryWriter": 500,
    "crawlers.extensions.orphan.OrphanWatch": 500,
    "crawlers.extensions.window_extension.WindowExtension": 500,
}


def test_a_crawl_keeps_its_promises_to_hosts() -> None:
    """What operators of sites are told (docs/operations.md) changes on purpose or not at all."""
    settings = crawl_settings(CrawlSpec("c1", "data", (site("www.one.gov.cn"),)))
    assert {name: settings[name] for name in PROMISES} == PROMISES
    assert {name: at for name, at in settings["EXTENSIONS"].items() if at} == EXTENSIONS
    assert {name: at for name, at in settings["DOWNLOADER_MIDDLEWARES"].items() if at} == ORDER


@pytest.mark.parametrize(("sites", "at_once"), [(1, 2), (255, 510), (256, 512), (257, 512)])
def test_so_many_requests_are_under_way(sites: int, at_once: int) -> None:
    spec = CrawlSpec("c1", "data", tuple(site(f"www.s{n}.gov.cn") for n in range(sites)))
    assert crawl_settings(spec)["CONCURRENT_REQUESTS"] == at_once


def test_what_is_wanted_most_is_asked_for_first() -> None:
    roles = ["detail", "detail_page", "home", "list", "attachment", "catalogue", "sitemap"]
    assert [PRIORITIES.get(role, 0) for role in roles] == [300, 290, 250, 200, 150, 100, 0]


@pytest.mark.parametrize(("length", "is_kept"), [(80, True), (81, False)])
def test_a_long_field_of_a_form_does_not_make_another_page(length: int, is_kept: bool) -> None:
    field = "state=".ljust(length, "x")
    key = page_key(PageRequest(HOME, "list", "POST", f"page=2&{field}"))
    assert key == f"POST {HOME} page=2" + (f"&{field}" if is_kept else "")


def test_a_specification_has_the_defaults_that_are_documented() -> None:
    plain = CrawlSpec("c1", "data", (site("www.one.gov.cn"),))
    assert (plain.timeout, plain.page_budget, plain.rotate_bytes) == (60.0, 200, 1_000_000_000)
    assert KnownColumn("s", HOME) == KnownColumn("s", HOME, 0, True, (), 0, None)
    assert RequestContext("s", "list", HOME) == RequestContext(
        "s", "list", HOME, "", "", "", (), 0, "", False, False
    )


def test_six_silences_in_a_row_are_enough() -> None:
    courtesy = Courtesy(1.0)
    assert [courtesy.was_silent(HOST) for _ in range(5)] == [False] * 5
    courtesy.answered(HOST, "detail", WELL)
    assert [courtesy.was_silent(HOST) for _ in range(6)] == [False] * 5 + [True]
    assert not courtesy.was_silent("other")


def test_the_second_block_in_a_row_is_enough_and_the_first_of_a_list() -> None:
    courtesy = Courtesy(1.0)
    said = [courtesy.answered(HOST, "detail", outcome) for outcome in (BLOCKED, WELL, BLOCKED, BLOCKED)]
    assert said == [False, False, False, True]
    assert all(Courtesy(1.0).answered(HOST, role, BLOCKED) for role in ("home", "list", "catalogue"))


def test_a_host_that_was_stopped_is_not_asked_again() -> None:
    courtesy = Courtesy(1.0)
    courtesy.check(HOST)
    courtesy.stop_host(HOST, BLOCKED)
    courtesy.stop_host(HOST, WELL)
    with pytest.raises(Stopped) as stopped:
        courtesy.check(HOST)
    assert "a firewall" in str(stopped.value)


def test_four_sitemaps_of_the_own_site_are_asked_for_each_once() -> None:
    maps = Sitemaps(HOME)
    maps.name([f"{HOME}{n}.xml" for n in (1, 1, 2, 3, 4, 5)] + ["http://www.elsewhere.gov.cn/s.xml"])
    seen: set[str] = set()

    def is_new(key: str) -> bool:
        known = key in seen
        seen.add(key)
        return not known

    asked = [maps.take(is_new) for _ in range(6)]
    assert [request and request.url[-5:] for request in asked] == [
        "1.xml",
        "2.xml",
        "3.xml",
        "4.xml",
        None,
        None,
    ]
    assert {request.role for request in asked if request} == {"sitemap"}


@pytest.mark.parametrize(
    ("status", "kind", "allows"),
    [(200, "", False), (404, "", True), (403, "", True), (428, "", True), (429, "*", False), (430, "", True), (499, "", True), (500, "robots", False), (503, "robots", False)],
)  # fmt: skip
def test_what_an_answer_to_robots_allows(status: int, kind: str, allows: bool) -> None:
    robots = read_robots(f"{HOME}robots.txt", status, b"User-agent: *\nDisallow: /")
    assert robots.kind == kind or (kind == "*" and robots.kind)
    if allows:
        robots.check(HOME)
    else:
        with pytest.raises(NotFetched):
            robots.check(HOME)


@pytest.mark.parametrize("beyond", [0, 1])
def test_rules_are_read_to_500_kilobytes(beyond: int) -> None:
    assert MAX_ROBOTS_BYTES == 512_000
    rule = b"User-agent: *\nDisallow: /a"
    file = b"#" * (MAX_ROBOTS_BYTES - len(rule) - 1 + beyond) + b"\n" + rule
    robots = read_robots(f"{HOME}robots.txt", 200, file)
    if beyond:
        with pytest.raises(NotFetched):  # the rule is cut to Disallow: /
            robots.check(f"{HOME}b")
    else:
        robots.check(f"{HOME}b")
        with pytest.raises(NotFetched):
            robots.check(f"{HOME}a")
