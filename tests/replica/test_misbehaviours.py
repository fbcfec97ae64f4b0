"""Each misbehaviour does on the wire what its name says."""

import gzip
import http.client
import re
import ssl
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

import replica
from replica.misbehaviours import MISBEHAVIOURS
from replica.zoo import Zoo
from tests.replica.browser import Answer, Browser
from tests.replica.reader import read_site

Json = dict[str, Any]
# One host for every way, and a client that waits half a second.
ZOO = Zoo(hosts=3 * len(MISBEHAVIOURS), misbehaving=1 / 3, patience=0.2)
NIGHT = 2


@cache
def _truth(night: int) -> list[Json]:
    governments: list[Json] = replica.truth(night, zoo=ZOO)["governments"]
    return governments


def _host(name: str) -> Json:
    return next(g for g in _truth(NIGHT) if g["misbehaviour"] == name)


def _names(**facts: object) -> list[str]:
    return [name for name, m in MISBEHAVIOURS.items() if all(getattr(m, k) == v for k, v in facts.items())]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with replica.running(NIGHT, zoo=ZOO) as running:
        yield running.address


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    browser = Browser(address)
    yield browser
    browser.close()


def _report(browser: Browser, name: str) -> Answer:
    return browser.ask(_host(name)["reports"][0]["url"])


def _home(browser: Browser, name: str) -> Answer:
    return browser.ask(_host(name)["homepage"])


def test_the_documentation_says_of_each_way_what_it_says_of_itself() -> None:
    page = (Path(replica.__file__).parents[1] / "docs/replica.md").read_text(encoding="utf-8")
    told = {}
    for row in re.findall(r"^\| `\w+`.* \| (?:yes|no).*$", page, re.MULTILINE):
        names, conclusion, found = (cell.strip() for cell in row.strip("| ").split("|"))
        for name, star in re.findall(r"`(\w+)`(\*?)", names):
            told[name] = (star == "*", re.split("[:;,]", conclusion)[0], found.startswith("yes"))
    assert told == {n: (m.first_night == 2, m.expected, m.findable) for n, m in MISBEHAVIOURS.items()}


def test_every_way_has_its_host() -> None:
    assert {g["misbehaviour"] for g in _truth(NIGHT)} == {None, *MISBEHAVIOURS}


@pytest.mark.parametrize("name", [name for name in _names(findable=True) if name != "old_tls"])
def test_findable_reports_are_found(browser: Browser, name: str) -> None:
    host = _host(name)
    seen = read_site(browser, host)
    assert not {report["url"] for report in host["reports"]} - seen


@pytest.mark.parametrize(
    ("name", "status", "mark"),
    [
        ("blocked_412", 412, "$_ts"),
        ("blocked_521", 521, "clearance_s"),
        ("blocked_403", 403, "事件ID"),
        ("blocked_405", 405, "事件ID"),
        ("blocked_418", 418, "事件ID"),
        ("captcha_200", 200, "验证码"),
        ("refused", 502, ""),
        ("no_such_name", 504, ""),
    ],
)
def test_nobody_is_let_in(browser: Browser, name: str, status: int, mark: str) -> None:
    host = _host(name)
    for url in (host["homepage"], host["reports"][0]["url"]):
        if status > 500 and url.startswith("https:") and not mark:
            with pytest.raises(OSError, match=str(status)):
                browser.ask(url)
            continue
        answer = _followed(browser, url)
        assert answer.status == status
        assert mark in answer.text


def _followed(browser: Browser, url: str) -> Answer:
    """The answer behind the redirect to https."""
    answer = browser.ask(url)
    return browser.ask(answer.headers["Location"]) if answer.status == 301 else answer


def test_cookie_loop(browser: Browser) -> None:
    first = _home(browser, "cookie_loop")
    second = browser.ask(first.headers["Location"])
    assert first.status == second.status == 302
    assert first.headers["Location"] == second.headers["Location"] == _host("cookie_loop")["homepage"]
    assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]


@pytest.mark.parametrize(("name", "status"), [("retry_after_503", 503), ("retry_after_429", 429)])
def test_too_many_requests(browser: Browser, name: str, status: int) -> None:
    statuses = [_home(browser, name).status for _ in range(6)]
    assert statuses[0] in (200, 301) and statuses[-1] == status
    assert int(_home(browser, name).headers["Retry-After"]) > 0


def test_robots(browser: Browser) -> None:
    forbidden = browser.ask(urljoin(_host("robots_disallow")["homepage"], "/robots.txt"))
    assert (forbidden.status, "Disallow: /\n" in forbidden.text) == (200, True)
    assert browser.ask(urljoin(_host("robots_500")["homepage"], "/robots.txt")).status == 500


@pytest.mark.parametrize("name", ["homepage_moved", "homepage_moved_by_meta"])
def test_the_home_page_moved_to_another_government_host(browser: Browser, name: str) -> None:
    host = _host(name)
    answer = _home(browser, name)
    refresh = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)
    target = answer.headers.get("Location") or (refresh and refresh[1])
    assert urlsplit(str(target)).hostname in host["further_hosts"]
    assert str(target).partition("/")[2] and urlsplit(str(target)).hostname != host["host"]
    assert all(urlsplit(r["url"]).hostname in host["further_hosts"] for r in host["reports"])


@pytest.mark.parametrize("name", ["off_domain", "mirrored"])
def test_a_stranger_holds_a_copy(browser: Browser, name: str) -> None:
    host = _host(name)
    stranger = host["foreign_hosts"][0]
    assert not stranger.endswith(".gov.cn")
    home = _followed(browser, host["homepage"])
    assert stranger in (home.headers.get("Location") or home.text)
    report = host["reports"][0]["url"]
    path = report.partition(host["host"])[2]
    copy = browser.ask(f"http://{stranger}{path}")
    assert copy.status == 200 and host["host"] not in copy.text and stranger in copy.text


@pytest.mark.parametrize(
    ("name", "target"), [("redirected_home", r"/$"), ("private_redirect", r"http://(127|169\.254)\.")]
)
def test_reports_redirect_to_where_they_are_not(browser: Browser, name: str, target: str) -> None:
    answer = _report(browser, name)
    assert answer.status == 302
    assert re.match(target, answer.headers["Location"])


def test_soft_404(browser: Browser) -> None:
    unknown = urljoin(_host("soft_404")["reports"][0]["url"], "/nothing/1.html")
    for answer in (_report(browser, "soft_404"), browser.ask(unknown)):
        assert answer.status == 200 and "页面不存在" in answer.text


def test_http_only(browser: Browser) -> None:
    host = _host("http_only")
    assert host["homepage"].startswith("https:") and host["reports"][0]["url"].startswith("http:")
    try:
        assert browser.ask(host["homepage"]).status == 410
    except OSError as refusal:
        assert "502" in str(refusal)


def test_dead_https(browser: Browser) -> None:
    with pytest.raises((ConnectionResetError, ssl.SSLError)):
        _home(browser, "dead_https")


def test_old_tls(browser: Browser) -> None:
    with pytest.raises(ssl.SSLError, match="(?i)version|protocol|alert"):
        _home(browser, "old_tls")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with closing(Browser(browser.proxy.netloc, old)) as old_browser:
        host = _host("old_tls")
        assert not {report["url"] for report in host["reports"]} - read_site(old_browser, host)


def test_the_certificate_is_for_another_host(browser: Browser) -> None:
    for name, fits in (("wrong_host_cert", False), ("robots_disallow", True)):
        certificate = browser.certificate(_host(name)["host"]) if _host(name)["homepage"][4] == "s" else b""
        assert not certificate or (_host(name)["host"].encode() in certificate) is fits
    assert _host("wrong_host_cert")["homepage"].startswith("https:")


def test_timeout(browser: Browser) -> None:
    browser.timeout = ZOO.patience
    with pytest.raises(TimeoutError):
        _report(browser, "timeout")


def test_slow_drip(browser: Browser) -> None:
    url = _host("slow_drip")["reports"][0]["url"]
    with browser.opened(url) as response:
        assert int(response.headers["Content-Length"]) > 1000
        assert len(response.read1(1000)) < 100


def test_reset_mid_body(browser: Browser) -> None:
    with pytest.raises(ConnectionError):
        _report(browser, "reset_mid_body")


def test_truncated_gzip(browser: Browser) -> None:
    answer = _report(browser, "truncated_gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(answer.body)


def test_gzip_bomb(browser: Browser) -> None:
    answer = _report(browser, "gzip_bomb")
    assert len(answer.body) < 1_000_000
    assert len(gzip.decompress(answer.body)) > 100_000_000


@pytest.mark.parametrize("name", ["too_large", "too_large_in_chunks"])
def test_too_large(browser: Browser, name: str) -> None:
    answer = _report(browser, name)
    assert len(answer.body) > 40_000_000
    assert ("Content-Length" in answer.headers) is (name == "too_large")


def test_a_tunnel_carries_what_is_large_to_its_end_and_says_whom_nobody_knows() -> None:
    zoo = Zoo(hosts=6, misbehaving=1.0, only=("too_large_in_chunks", "no_such_name"))
    told = replica.truth(1, zoo=zoo)["governments"]
    by_https = {g["misbehaviour"]: g for g in told if g["homepage"].startswith("https:")}
    with replica.running(1, zoo=zoo) as running, closing(Browser(running.address)) as browser:
        assert len(browser.ask(by_https["too_large_in_chunks"]["reports"][0]["url"]).body) > 40_000_000
        with pytest.raises(OSError, match="504 DNS"):
            browser.ask(by_https["no_such_name"]["homepage"])
        for _ in range(60):
            _leave_early(running.address, by_https["too_large_in_chunks"]["reports"][0]["url"], browser)
        # It still answers, and has stopped sending to those who have left.
        assert browser.ask(by_https["too_large_in_chunks"]["homepage"]).status == 200


def _leave_early(proxy: str, url: str, browser: Browser) -> None:
    """Asks for a page and is gone after its first bytes, as a client that has had enough."""
    name, port = proxy.split(":")
    there = urlsplit(url)
    leaving = http.client.HTTPSConnection(name, int(port), context=browser.context, timeout=10)
    leaving.set_tunnel(there.netloc, 443)
    leaving.request("GET", there.path)
    leaving.sock.recv(1)
    leaving.close()


def test_wrong_type(browser: Browser) -> None:
    answer = _report(browser, "wrong_type")
    assert answer.status == 200 and "html" not in answer.headers["Content-Type"]
    assert answer.body.startswith(b"\xff\xd8")


def test_wrong_charset(browser: Browser) -> None:
    answer = _report(browser, "wrong_charset")
    assert "utf-8" in answer.headers["Content-Type"].lower()
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    assert "法治政府建设" in answer.body.decode("gb18030")


@pytest.mark.parametrize(
    ("name", "mark"), [("session_in_path", ";jsessionid="), ("session_in_query", "?sid=")]
)
def test_sessions_in_links(browser: Browser, name: str, mark: str) -> None:
    first, second = (_followed(browser, _host(name)["homepage"]).text for _ in range(2))
    sessions = re.escape(mark) + r"\w{32}"
    assert first.count(mark) > 20
    assert not set(re.findall(sessions, first)) & set(re.findall(sessions, second))
    assert re.sub(sessions, "", first).count("<a") == re.sub(sessions, "", second).count("<a")


def test_banner_clock(browser: Browser) -> None:
    first, second = (_report(browser, "banner_clock").text for _ in range(2))
    assert first != second
    clock = re.compile(r'<div class="clock">.*?</div><div class="hot">.*?</div>|(浏览次数：)\d*')
    assert clock.sub("", first) == clock.sub("", second)


def test_endless_calendar(browser: Browser) -> None:
    url = urljoin(_host("endless_calendar")["reports"][0]["url"], "/rili/2026/12.html")
    for _ in range(30):
        answer = browser.ask(url)
        assert answer.status == 200
        url = urljoin(url, re.search(r'href="([^"]+)">下一月', answer.text)[1])  # type: ignore[index]
    assert "/2029/6.html" in url


def _list_pages(browser: Browser, host: Json, most: int) -> list[list[str]]:
    """The links of the pages of a column of reports, page by page as each leads to the next."""
    url, found = host["column_urls"][0], []
    while url and len(found) < most:
        text = browser.ask(url).text
        listed = text.partition('class="right_con"')[2].partition('class="page"')
        found.append(re.findall(r'href="([^"]+)"', listed[0]))
        following = re.search(r'<a href="([^"]+)" class="next">', listed[2])
        url = urljoin(url, following[1]) if following else ""
    return found


@pytest.fixture(scope="module")
def lists() -> Iterator[tuple[Browser, dict[str, Json]]]:
    """Hosts whose lists go wrong, one for a way, all on platforms that show a link to the next page."""
    zoo = Zoo(hosts=150, misbehaving=0.6, only=("endless_pagination", "ignores_page", "edge_duplicates"))
    hosts = {
        g["misbehaviour"]: g
        for g in replica.truth(1, zoo=zoo)["governments"]
        if g["dialect"] in ("plain", "snowflake", "openness", "channels", "cms_html")
    }
    with replica.running(1, zoo=zoo) as running:
        browser = Browser(running.address)
        yield browser, hosts
        browser.close()


def test_endless_pagination(lists: tuple[Browser, dict[str, Json]]) -> None:
    browser, hosts = lists
    pages = _list_pages(browser, hosts["endless_pagination"], 30)
    assert len(pages) == 30
    assert pages[-1] == pages[-2] != []


def test_ignores_page(lists: tuple[Browser, dict[str, Json]]) -> None:
    browser, hosts = lists
    pages = _list_pages(browser, hosts["ignores_page"], 4)
    assert len(pages) == 4 and pages[0] == pages[1] == pages[2] != []


def test_edge_duplicates(lists: tuple[Browser, dict[str, Json]]) -> None:
    browser, hosts = lists
    pages = _list_pages(browser, hosts["edge_duplicates"], 20)
    assert len(pages) > 2
    assert all(before[-1] == after[0] for before, after in pairwise(pages))
    items = [link for page in pages for link in page]
    assert len(set(items)) == len(items) - (len(pages) - 1)


def test_empty_list(browser: Browser) -> None:
    host = _host("empty_list")
    for url in host["column_urls"]:
        assert "暂无相关信息" in browser.ask(url).text
    assert _report(browser, "empty_list").status == 200


def test_js_only_list(browser: Browser) -> None:
    host = _host("js_only_list")
    names = {report["url"].rsplit("/", 1)[1] for report in host["reports"]}
    for url in host["column_urls"]:
        answer = browser.ask(url)
        assert answer.status == 200 and "app.7c1e90.js" in answer.text
        assert not any(name in answer.text for name in names)


@pytest.mark.parametrize("name", ["redesign_overnight", "column_moved"])
def test_another_order_than_the_night_before(browser: Browser, name: str) -> None:
    before = next(g for g in replica.truth(1, zoo=ZOO)["governments"] if g["adcode"] == _host(name)["adcode"])
    after = _host(name)
    assert before["misbehaviour"] is None and before["findable"]
    assert {r["title"] for r in before["reports"]} == {r["title"] for r in after["reports"]}
    assert not set(before["column_urls"]) & set(after["column_urls"])
    for url in before["column_urls"]:
        assert browser.ask(url).status == 404
    assert not {r["url"] for r in after["reports"]} - read_site(browser, after)


def test_bodies_elsewhere(browser: Browser) -> None:
    for name, mark in (
        ("body_in_iframe", r'<iframe src="(/frames/[^"]+)"'),
        ("body_in_json", r'getJSON\("([^"]+)"'),
    ):
        url = _host(name)["reports"][0]["url"]
        answer = browser.ask(url)
        place = re.search(mark, answer.text)
        assert place and "第一责任人" not in answer.text
        assert "行政" in browser.ask(urljoin(url, place[1])).text
    assert _host("body_pdf_only")["reports"][0]["file"].endswith(".pdf")
