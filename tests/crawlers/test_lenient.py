"""Answers that break a rule and that browsers read: the pages are read, and what is refused is named
rightly."""

import pytest

from storage.evidence.warc import read_payload
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site

TITLE = "某区2023年法治政府建设年度报告"
HOME = page(link("/fz/", "法治政府建设年度报告"))
REPORT = page("<p>办理行政复议案件205件。</p>" * 40)
LONG_ROBOTS = b"User-agent: *\nDisallow: /fz/secret\n" + b"# nothing\n" * 1_000_000

HEADERS = {
    "utf8": {"Content-Encoding": "UTF-8"},
    "none": {"Content-Encoding": "none"},
    "charset": {"Content-Encoding": "gb2312"},
    "quoted": {"\xe2\x80\x98access-control-allow-origin\xe2\x80\x98": "*"},
    "longhead": {"Content-Security-Policy": "a" * 20_000},
    "spaced": {"X Powered By": "CMS"},
}


def web_of(
    name: str, headers: dict[str, str], promised: int | None = None
) -> dict[str, Answer | list[Answer]]:
    whole = HTML | headers
    report = Answer(REPORT.body, headers=whole, promised=promised)
    host = f"http://www.{name}.gov.cn"
    column = page(link("/fz/t20240101_1.html", TITLE, "2024-01-01")).body
    return {
        f"{host}/": Answer(HOME.body, headers=whole),
        f"{host}/fz/": Answer(column, headers=whole),
        f"{host}/fz/t20240101_1.html": report,
    }


@pytest.fixture(scope="module")
def lenient(tmp_path_factory: pytest.TempPathFactory) -> tuple[Web, Crawled]:
    answers = {url: answer for name, head in HEADERS.items() for url, answer in web_of(name, head).items()}
    answers |= web_of("letters", {"Connection": "close"}, promised=len(REPORT.body.decode()))
    answers |= web_of("short", {"Connection": "close"}, promised=len(REPORT.body) + 9)
    answers |= web_of("brotli", {"Content-Encoding": "br"})
    answers |= web_of("longrobots", {})
    answers["http://www.longrobots.gov.cn/robots.txt"] = Answer(
        LONG_ROBOTS, headers={"Content-Type": "text/plain"}
    )
    answers |= web_of("dotted", {})
    answers["http://www.dotted.gov.cn/"] = page(link("http://www.dotted.gov.cn./fz/", "法治政府建设年度报告"))
    names = [*HEADERS, "letters", "short", "brotli", "longrobots", "dotted"]
    with serving(answers) as web:
        crawled = crawl(
            tmp_path_factory.mktemp("lenient"), web, *(site(f"www.{name}.gov.cn") for name in names)
        )
    assert (crawled.exit_code, crawled.stderr) == (0, "")
    return web, crawled


@pytest.mark.parametrize("name", [*HEADERS, "letters", "longrobots", "dotted"])
def test_the_report_is_read_whole(lenient: tuple[Web, Crawled], name: str) -> None:
    _, crawled = lenient
    found = [one for one in crawled.captures if one.site_id == name and one.role == "detail"]
    assert [read_payload(crawled.data, one) for one in found] == [REPORT.body]


def test_what_breaks_off_or_is_packed_as_nobody_asked_is_named(lenient: tuple[Web, Crawled]) -> None:
    _, crawled = lenient
    kinds = {one.site_id: one.kind for one in crawled.failures}
    assert kinds == {"short": "truncated", "brotli": "wrong_type"}


def test_the_beginning_of_an_endless_robots_txt_is_evidence(lenient: tuple[Web, Crawled]) -> None:
    _, crawled = lenient
    assert all(one.role != "robots" for one in crawled.captures if one.site_id == "longrobots")
    held = b"".join(path.read_bytes() for path in crawled.warcs)
    assert len(held) < 5_000_000
