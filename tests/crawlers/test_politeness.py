"""What the other side sees: one request at a time per host, and never a host that was not meant."""

from collections import Counter
from pathlib import Path

from tests.crawlers.web import HTML, Answer, Web, crawl, link, page, serving, site

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


def test_robots_txt_is_asked_for_first_and_obeyed(tmp_path: Path) -> None:
    answers = slow_site("www.one.gov.cn", 3)
    answers["http://www.one.gov.cn/robots.txt"] = Answer(b"User-agent: fazhi\nDisallow: /\n")
    with serving(answers) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    assert web.urls() == ["http://www.one.gov.cn/robots.txt"]
    assert [failure.kind for failure in crawled.failures] == ["robots"]
    (outcome,) = crawled.summary.sites
    assert outcome.problems == ("homepage http://www.one.gov.cn/: robots: Forbidden by robots.txt",)


def test_a_vouched_for_host_is_asked_and_its_neighbours_are_not(tmp_path: Path) -> None:
    answers = {
        "http://www.one.org/": page(
            link("/fz/", "法治政府建设"), link("http://www.two.org/fz/", "法治政府建设")
        ),
        "http://www.one.org/fz/": page(link("http://www.two.org/fz/t20240101_1.html", TITLE, "2024-01-01")),
    }
    with serving(answers) as web:
        crawled = crawl(tmp_path, web, site("www.one.org"))
    assert {url.split("/")[2] for url in web.urls()} == {"www.one.org"}
    assert [(f.url, f.kind) for f in crawled.failures] == [
        ("http://www.two.org/fz/t20240101_1.html", "off_domain")
    ]


def test_a_redirect_to_itself_that_sets_a_cookie_is_followed(tmp_path: Path) -> None:
    """As the firewall of the Ministry of Justice does it: without the cookie the page stays a redirect."""
    answers = slow_site("www.one.gov.cn", 1)
    home = "http://www.one.gov.cn/"
    answers[home] = Answer(b"", 302, HTML | {"Location": home, "Set-Cookie": "CT6TS=1; Path=/"})
    with serving(answers) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    asked = Counter(web.urls())[home]
    assert asked == 7, "the limit on redirects ends it"
    assert crawled.summary.sites[0].problems == (f"homepage {home}: other: max redirections reached",)
