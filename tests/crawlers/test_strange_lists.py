"""Sites whose lists go on, open and hide in other ways than by links; what their crawl finds and what it
admits."""

import json

import pytest

from records import SiteOutcome
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site

YEARS = (2023, 2022, 2021, 2020)
REPORTS = {
    year: link(f"/fz/t{year + 1}0301_{year}.html", f"某区{year}年法治政府建设年度报告", f"{year + 1}-03-01")
    for year in YEARS
}
TEXT = (
    "<p>2023年，我区推进法治政府建设，现将2023年法治政府建设情况报告如下。</p>"
    + "<p>一、主要举措和成效</p><p>坚持依法行政，法治政府建设有进展，全年办结行政复议案件一百二十件。</p>" * 8
    + "<p>二、存在的问题和不足</p><p>法治政府建设仍有差距。</p><p>三、下一步工作安排</p><p>继续推进法治政府建设。</p>"
)
COLUMN = link("/fz/", "法治政府建设年度报告")
NAMES = ["away", "called", "deaf", "more", "parts", "open", "row", "sitemap", "splash", "next", "stopped"]
OLDER = "".join(REPORTS[year] for year in YEARS[1:])


def rows(*years: int) -> str:
    return "".join(REPORTS[year] for year in years)


def records(total: int | None, *years: int) -> Answer:
    """A reply of a back end nobody listed."""
    found = [
        {"docTitle": f"某区{y}年法治政府建设年度报告", "docUrl": f"/fz/t{y + 1}0301_{y}.html", "pubTime": f"{y + 1}-03-01"}
        for y in years
    ]  # fmt: skip
    counted = {} if total is None else {"total": total}
    return Answer(
        json.dumps({"data": counted | {"list": found}}).encode(), headers={"Content-Type": "application/json"}
    )


def answers_of(name: str) -> dict[str, Answer]:
    """What a site answers by path; its column of reports stands at /fz/."""
    first = rows(2023, 2022)
    script = "<script>var p=1;function more(){p++;$.get('/fz/rows?page='+p,add)}</script>"
    tabs = '<a href="/fz/nd/2024/">2024年</a> <a href="/fz/nd/2022/">2022年</a>'
    call = "$.ajax({url:'/irs/front/search',type:'post',data:{code:'c8',pageNo:p,pageSize:2},success:draw})"
    called = page("<ul id='list'></ul>", f"<script>var p=1;function load(){{{call}}}</script>")
    reply = "/irs/front/search?code=c8&pageNo={}&pageSize=2"
    away = link("https://mp.weixin.qq.com/s/q2022", "某区2022年法治政府建设年度报告", "2023-03-01")
    made = {
        "away": {"/fz/": page(rows(2023, 2021, 2020), away)},
        "called": {
            "/fz/": called,
            reply.format(1): records(4, 2023, 2022),
            reply.format(2): records(4, 2021, 2020),
        },
        "deaf": {"/fz/": called} | {reply.format(n): records(None, 2023, 2022) for n in (1, 2, 3)},
        "more": {
            "/fz/": page(first, '<div onclick="more()">加载更多</div>', script),
            "/fz/rows?page=2": Answer(rows(2021).encode()),
            "/fz/rows?page=3": Answer(rows(2020).encode()),
            "/fz/rows?page=4": Answer(b"<div></div>"),
        },
        "parts": {
            "/fz/": page(tabs, first),
            "/fz/nd/2024/": page(tabs, first),
            "/fz/nd/2022/": page(tabs, rows(2021, 2020)),
        },
        "open": {"/fz/": page("<h1>某区2023年法治政府建设年度报告</h1>", TEXT, "<ul>", OLDER, "</ul>")},
        "row": {"/fz/": page(OLDER, "<li><a href=\"javascript:view(7)\">某区2023年法治政府建设年度报告</a></li>")},
        "sitemap": {
            "/": page("本站"),
            "/robots.txt": Answer(b"Sitemap: http://www.sitemap.gov.cn/s.xml", headers={"Content-Type": "text/plain"}),
            "/s.xml": Answer(b"<urlset><url><loc>http://www.sitemap.gov.cn/fz/fzzfjsbg/</loc></url></urlset>"),
            "/fz/fzzfjsbg/": page(rows(*YEARS)),
        },
        "splash": {
            "/": page('<a href="/web/main.html"><img src="/enter.jpg"></a>'),
            "/web/main.html": page(COLUMN),
            "/fz/": page(rows(*YEARS)),
        },
        "next": {"/fz/": page(first, '<a href="index_9.html">下一页</a>')},
        "stopped": {"/fz/": page(first, '<a href="javascript:;" class="n">下一页</a>')},
    }[name]  # fmt: skip
    texts = {f"/fz/t{year + 1}0301_{year}.html": page(TEXT) for year in YEARS}
    return {"/": page(COLUMN)} | texts | made


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Web, Crawled]:
    answers: dict[str, Answer | list[Answer]] = {
        f"http://www.{name}.gov.cn{path}": answer
        for name in NAMES
        for path, answer in answers_of(name).items()
    }
    assert HTML
    with serving(answers) as web:
        return web, crawl(
            tmp_path_factory.mktemp("strange"), web, *(site(f"www.{name}.gov.cn") for name in NAMES)
        )


def outcome(crawled: tuple[Web, Crawled], name: str) -> SiteOutcome:
    return next(one for one in crawled[1].summary.sites if one.site_id == name)


def asked(crawled: tuple[Web, Crawled], name: str) -> list[str]:
    begin = f"http://www.{name}.gov.cn"
    return [url.removeprefix(begin) for url in crawled[0].urls() if url.startswith(begin)]


@pytest.mark.parametrize("name", ["called", "more", "parts", "open", "sitemap", "splash"])
def test_all_reports_are_asked_for_and_the_end_is_proved(crawled: tuple[Web, Crawled], name: str) -> None:
    found = outcome(crawled, name)
    assert (found.problems, found.verdict) == ((), "ok")
    assert all(column.ended_by for column in found.columns)
    texts = {f"/fz/t{year + 1}0301_{year}.html" for year in YEARS}
    if name == "open":
        texts.remove("/fz/t20240301_2023.html")
        assert [c.role for c in crawled[1].captures if c.url == "http://www.open.gov.cn/fz/"] == [
            "list",
            "detail",
        ]
    assert texts <= set(asked(crawled, name))


def test_more_is_asked_for_until_a_page_is_empty(crawled: tuple[Web, Crawled]) -> None:
    assert [url for url in asked(crawled, "more") if "page=" in url] == [
        f"/fz/rows?page={n}" for n in (2, 3, 4)
    ]


def test_a_call_is_made_until_its_total_is_reached(crawled: tuple[Web, Crawled]) -> None:
    assert len([url for url in asked(crawled, "called") if "irs/front" in url]) == 2
    assert outcome(crawled, "called").columns[0].ended_by == "4 of 4 items seen"


def test_a_back_end_that_ignores_the_number_proves_nothing(crawled: tuple[Web, Crawled]) -> None:
    assert "the server ignores which page is asked for" in outcome(crawled, "deaf").problems[0]


def test_an_item_that_no_address_opens_is_named(crawled: tuple[Web, Crawled]) -> None:
    found = outcome(crawled, "row")
    assert [(item.title, item.list_url) for item in found.unread_items] == [
        ("某区2023年法治政府建设年度报告", "http://www.row.gov.cn/fz/")
    ]
    assert found.verdict == "degraded" and "is in no item" in found.problems[0]


def test_an_item_that_leads_to_another_host_is_named(crawled: tuple[Web, Crawled]) -> None:
    (item,) = outcome(crawled, "away").unread_items
    assert (item.title, item.list_url) == ("某区2022年法治政府建设年度报告", "http://www.away.gov.cn/fz/")
    assert item.reason.startswith("off_domain")


def test_what_leads_on_and_leads_nowhere_is_a_problem(crawled: tuple[Web, Crawled]) -> None:
    assert "index_9.html" in outcome(crawled, "next").problems[0]
    assert "“下一页” leads on and was not followed" in outcome(crawled, "stopped").problems[0]
    assert outcome(crawled, "stopped").columns[0].ended_by == ""
