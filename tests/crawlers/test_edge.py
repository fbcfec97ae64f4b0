"""What hosts may do to a crawl, each on a host of its own, all in one crawl: it ends in its right word, and
the host gets no request more than it has earned."""

import gzip
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.courtesy_proof import prove, requests_of
from storage.evidence.warc import read_payload
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site

TITLE = "某区2023年法治政府建设年度报告"
GZIP = HTML | {"Content-Encoding": "gzip"}


def host(name: str) -> str:
    return f"http://www.{name}.gov.cn"


def site_with(name: str, *details: Answer, robots: str = "") -> dict[str, Answer | list[Answer]]:
    """A homepage, a column and its reports."""
    names = [f"/fz/t20240101_{number}.html" for number in range(len(details))]
    column = page(*(link(name, TITLE, "2024-01-01") for name in names))
    whole: dict[str, Answer | list[Answer]] = {
        f"{host(name)}/": page(link("/fz/", "法治政府建设年度报告")),
        f"{host(name)}/fz/": column,
    }
    if robots:
        whole[f"{host(name)}/robots.txt"] = Answer(robots.encode(), headers={"Content-Type": "text/plain"})
    return whole | {host(name) + path: answer for path, answer in zip(names, details, strict=True)}


def sends_to(url: str) -> Answer:
    return Answer(b"", 302, HTML | {"Location": url})


def retry_after(status: int, value: str) -> Answer:
    return Answer(b"busy", status, HTML | {"Retry-After": value})


REFUSED = Answer("<p>访问被拦截</p>".encode(), 403)
ROBOTS = "User-agent: *\nDisallow: /secret/\n"
ANSWERS: dict[str, Answer | list[Answer]] = {
    **site_with("ruishu"),
    f"{host('ruishu')}/": Answer(b"<script>$_ts={}</script>", 412),
    **site_with("captcha"),
    f"{host('captcha')}/fz/": Answer("<p>请输入验证码</p>".encode()),
    **site_with("waf", *[REFUSED] * 8),
    **site_with("mixed", REFUSED, *[page("text")] * 3),
    **site_with("soon", page("text")),
    f"{host('soon')}/": [retry_after(503, "1"), page(link("/fz/", "法治政府建设年度报告"))],
    **site_with("hiccup", page("text")),
    f"{host('hiccup')}/": [Answer(b"busy", 503), page(link("/fz/", "法治政府建设年度报告"))],
    **site_with("later", page("text")),
    f"{host('later')}/fz/": retry_after(429, "86400"),
    **site_with("robots500"),
    f"{host('robots500')}/robots.txt": Answer(b"", 500),
    **site_with("robots403", page("text")),
    f"{host('robots403')}/robots.txt": Answer(b"", 403),
    **site_with("robots302", page("text")),
    f"{host('robots302')}/robots.txt": sends_to("/r/robots.txt"),
    f"{host('robots302')}/r/robots.txt": Answer(b"User-agent: fazhi\nDisallow: /fz/t\n"),
    **site_with("target", page("text"), robots="User-agent: *\nDisallow: /\n"),
    **site_with("crossing", sends_to(f"{host('target')}/a.html")),
    **site_with("patient", page("text"), robots="User-agent: *\nCrawl-delay: 0.4\n"),
    **site_with("bomb"),
    f"{host('bomb')}/": Answer(gzip.compress(bytes(30_000_000)), headers=GZIP),
    **site_with("cut", Answer(gzip.compress(b"<p>text</p>" * 3000)[:-40], headers=GZIP)),
    **site_with("odd", Answer(gzip.compress(b"<html>text</html>\n")[:-8], headers=GZIP)),
    **site_with("inside", sends_to("http://127.0.0.1:9/admin"), sends_to("http://[::ffff:10.0.0.1]/")),
    **site_with("long", sends_to(f"/{'a' * 2500}")),
    **site_with("nowhere"),
    f"{host('nowhere')}/": Answer(b"no such host", 502, {"X-Proxy-Error": "dns"}),
    **site_with("gateway"),
    f"{host('gateway')}/": Answer(b"bad gateway", 502),
}
NAMES = sorted({url.split(".")[1] for url in ANSWERS} - {"0", "target"})


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> tuple[Web, Crawled]:
    sites = [site(f"www.{name}.gov.cn") for name in NAMES]
    with serving(dict(ANSWERS)) as web:
        crawled = crawl(tmp_path_factory.mktemp("edge"), web, *sites)
    assert (crawled.exit_code, crawled.stderr) == (0, "")
    return web, crawled


def paths(web: Web, name: str) -> list[str]:
    """What was asked of a host, robots.txt apart."""
    asked = [
        path for event, netloc, path, _ in web.asked if event == "start" and name == netloc.split(".")[1]
    ]
    return [path for path in asked if path != "/robots.txt"]


def failures(crawled: Crawled, name: str) -> set[tuple[str, str]]:
    return {(f.kind, f.url.removeprefix(host(name))) for f in crawled.failures if f.site_id == name}


def problems(crawled: Crawled, name: str) -> str:
    return "\n".join(next(one.problems for one in crawled.summary.sites if one.site_id == name))


@pytest.mark.parametrize(
    ("name", "asked", "kind"),
    [
        ("ruishu", ["/"], "blocked:ruishu_412"),
        ("captcha", ["/", "/fz/"], "blocked:captcha"),
        ("later", ["/", "/fz/"], "blocked:rate"),
    ],
)
def test_a_host_that_refuses_its_lists_is_left_alone(
    edge: tuple[Web, Crawled], name: str, asked: list[str], kind: str
) -> None:
    web, crawled = edge
    assert paths(web, name) == asked
    assert f"www.{name}.gov.cn is not contacted again in this crawl: {kind}" in problems(crawled, name)


def test_the_second_refusal_in_a_row_is_enough(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    assert len([path for path in paths(web, "waf") if "/t" in path]) == 2
    assert len([path for path in paths(web, "mixed") if "/t" in path]) == 4
    assert "not contacted again" not in problems(crawled, "mixed")


def test_a_server_that_says_when_is_asked_again_then(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    assert paths(web, "soon") == ["/", "/", "/fz/", "/fz/t20240101_0.html"]
    first, second = (c.requested_at for c in crawled.captures if c.url == f"{host('soon')}/")
    assert first and second and (second - first).total_seconds() >= 1
    outcome = next(one for one in crawled.summary.sites if one.site_id == "later")
    assert outcome.ask_again_at
    assert outcome.ask_again_at - datetime.now(UTC).replace(tzinfo=None) > timedelta(hours=23)


def test_the_second_answer_is_judged_by_what_it_holds(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    assert paths(web, "hiccup") == ["/", "/", "/fz/", "/fz/t20240101_0.html"]
    assert next(one for one in crawled.summary.sites if one.site_id == "hiccup").verdict == "ok"


def test_robots_txt_that_cannot_be_read_forbids_and_a_missing_one_allows(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    assert paths(web, "robots500") == []
    assert failures(crawled, "robots500") == {("robots", "/")}
    assert "robots.txt cannot be read: status 500" in problems(crawled, "robots500")
    assert "/fz/t20240101_0.html" in paths(web, "robots403")


def test_robots_txt_is_followed_where_it_went_and_asked_for_where_a_redirect_goes(
    edge: tuple[Web, Crawled],
) -> None:
    web, crawled = edge
    assert paths(web, "robots302") == ["/r/robots.txt", "/", "/fz/"]
    assert ("robots", "/fz/t20240101_0.html") in failures(crawled, "robots302")
    assert paths(web, "target") == []
    assert Counter(web.urls())[f"{host('target')}/robots.txt"] == 1
    assert ("robots", f"{host('target')}/a.html") in failures(crawled, "crossing")


def test_crawl_delay_is_waited(edge: tuple[Web, Crawled]) -> None:
    _, crawled = edge
    asked = [c for c in crawled.captures if c.site_id == "patient"]
    assert len(asked) == 4
    for first, second in zip(asked, asked[1:], strict=False):
        assert first.requested_at and second.requested_at
        assert (second.requested_at - first.requested_at).total_seconds() >= 0.4 - 0.001


def test_what_unpacks_to_too_much_is_kept_and_not_read(edge: tuple[Web, Crawled]) -> None:
    _, crawled = edge
    (failure,) = [f for f in crawled.failures if f.site_id == "bomb"]
    assert (failure.kind, failure.url) == ("too_large", f"{host('bomb')}/")
    (capture,) = [c for c in crawled.captures if c.capture_id == failure.capture_id]
    assert capture.payload_bytes < 100_000


def test_a_coded_body_that_breaks_off_is_no_page(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    url = "/fz/t20240101_0.html"
    assert Counter(paths(web, "cut"))[url] == 3
    assert failures(crawled, "cut") == {("truncated", url)}
    assert host("cut") + url not in {c.url for c in crawled.captures}
    (odd,) = [c for c in crawled.captures if c.url == host("odd") + url]
    assert read_payload(crawled.data, odd) == b"<html>text</html>\n"


def test_nothing_leads_into_this_machine(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    assert {kind for kind, _ in failures(crawled, "inside")} == {"private_address"}
    assert not [url for url in web.urls() if "127.0.0.1" in url or "ffff" in url]
    assert {kind for kind, _ in failures(crawled, "long")} == {"too_large"}


def test_what_the_proxy_says_is_not_the_site_s_word(edge: tuple[Web, Crawled]) -> None:
    _, crawled = edge
    assert {kind for kind, _ in failures(crawled, "nowhere")} == {"dns"}
    assert [c.url for c in crawled.captures if c.site_id == "nowhere" and c.role != "robots"] == []
    assert [c.status for c in crawled.captures if c.url == f"{host('gateway')}/"] == [502] * 3


def test_every_request_is_in_the_logs_and_none_came_too_early(edge: tuple[Web, Crawled]) -> None:
    web, crawled = edge
    folder = crawled.data.crawl(crawled.crawl_id)
    logged = list(requests_of(folder))
    assert Counter(one.url for one in logged) == Counter(web.urls())
    assert [gap for proof in prove(logged) for gap in proof.violations] == []
