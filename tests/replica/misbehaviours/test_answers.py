"""Answers that keep a reader out or lead elsewhere: blocks, redirects, strangers, sessions, clocks."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

import replica
from replica.misbehaviours import MISBEHAVIOURS
from tests.replica.browser import Browser
from tests.replica.misbehaviours.hosts import NIGHT, followed, home_of, host_of, names, report_of, truth
from tests.replica.reader import read_site


def test_the_documentation_says_of_each_way_what_it_says_of_itself() -> None:
    page = (Path(replica.__file__).parents[1] / "docs/replica.md").read_text(encoding="utf-8")
    told = {}
    for row in re.findall(r"^\| `\w+`.* \| (?:yes|no).*$", page, re.MULTILINE):
        names, conclusion, found = (cell.strip() for cell in row.strip("| ").split("|"))
        for name, star in re.findall(r"`(\w+)`(\*?)", names):
            told[name] = (star == "*", re.split("[:;,]", conclusion)[0], found.startswith("yes"))
    assert told == {n: (m.first_night == 2, m.expected, m.findable) for n, m in MISBEHAVIOURS.items()}


def test_every_way_has_itshost_of() -> None:
    assert {g["misbehaviour"] for g in truth(NIGHT)} == {None, *MISBEHAVIOURS}


@pytest.mark.parametrize("name", [name for name in names(findable=True) if name != "old_tls"])
def test_findable_reports_are_found(browser: Browser, name: str) -> None:
    host = host_of(name)
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
    host = host_of(name)
    for url in (host["homepage"], host["reports"][0]["url"]):
        if status > 500 and url.startswith("https:") and not mark:
            with pytest.raises(OSError, match=str(status)):
                browser.ask(url)
            continue
        answer = followed(browser, url)
        assert answer.status == status
        assert mark in answer.text


def test_cookie_loop(browser: Browser) -> None:
    first = home_of(browser, "cookie_loop")
    second = browser.ask(first.headers["Location"])
    assert first.status == second.status == 302
    assert first.headers["Location"] == second.headers["Location"] == host_of("cookie_loop")["homepage"]
    assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]


@pytest.mark.parametrize(("name", "status"), [("retry_after_503", 503), ("retry_after_429", 429)])
def test_too_many_requests(browser: Browser, name: str, status: int) -> None:
    statuses = [home_of(browser, name).status for _ in range(6)]
    assert statuses[0] in (200, 301) and statuses[-1] == status
    assert int(home_of(browser, name).headers["Retry-After"]) > 0


def test_robots(browser: Browser) -> None:
    forbidden = browser.ask(urljoin(host_of("robots_disallow")["homepage"], "/robots.txt"))
    assert (forbidden.status, "Disallow: /\n" in forbidden.text) == (200, True)
    assert browser.ask(urljoin(host_of("robots_500")["homepage"], "/robots.txt")).status == 500


@pytest.mark.parametrize("name", ["homepage_moved", "homepage_moved_by_meta"])
def test_the_home_page_moved_to_another_governmenthost_of(browser: Browser, name: str) -> None:
    host = host_of(name)
    answer = home_of(browser, name)
    refresh = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)
    target = answer.headers.get("Location") or (refresh and refresh[1])
    assert urlsplit(str(target)).hostname in host["further_hosts"]
    assert str(target).partition("/")[2] and urlsplit(str(target)).hostname != host["host"]
    assert all(urlsplit(r["url"]).hostname in host["further_hosts"] for r in host["reports"])


@pytest.mark.parametrize("name", ["off_domain", "mirrored"])
def test_a_stranger_holds_a_copy(browser: Browser, name: str) -> None:
    host = host_of(name)
    stranger = host["foreign_hosts"][0]
    assert not stranger.endswith(".gov.cn")
    home = followed(browser, host["homepage"])
    assert stranger in (home.headers.get("Location") or home.text)
    report = host["reports"][0]["url"]
    path = report.partition(host["host"])[2]
    copy = browser.ask(f"http://{stranger}{path}")
    assert copy.status == 200 and host["host"] not in copy.text and stranger in copy.text


@pytest.mark.parametrize(
    ("name", "target"), [("redirected_home", r"/$"), ("private_redirect", r"http://(127|169\.254)\.")]
)
def test_reports_redirect_to_where_they_are_not(browser: Browser, name: str, target: str) -> None:
    answer = report_of(browser, name)
    assert answer.status == 302
    assert re.match(target, answer.headers["Location"])


def test_soft_404(browser: Browser) -> None:
    unknown = urljoin(host_of("soft_404")["reports"][0]["url"], "/nothing/1.html")
    for answer in (report_of(browser, "soft_404"), browser.ask(unknown)):
        assert answer.status == 200 and "页面不存在" in answer.text


@pytest.mark.parametrize(
    ("name", "mark"), [("session_in_path", ";jsessionid="), ("session_in_query", "?sid=")]
)
def test_sessions_in_links(browser: Browser, name: str, mark: str) -> None:
    first, second = (followed(browser, host_of(name)["homepage"]).text for _ in range(2))
    sessions = re.escape(mark) + r"\w{32}"
    assert first.count(mark) > 20
    assert not set(re.findall(sessions, first)) & set(re.findall(sessions, second))
    assert re.sub(sessions, "", first).count("<a") == re.sub(sessions, "", second).count("<a")


def test_banner_clock(browser: Browser) -> None:
    first, second = (report_of(browser, "banner_clock").text for _ in range(2))
    assert first != second
    clock = re.compile(r'<div class="clock">.*?</div><div class="hot">.*?</div>|(浏览次数：)\d*')
    assert clock.sub("", first) == clock.sub("", second)
