"""From a homepage to the columns of reports with no one pointing, and back to known columns the next
night."""

import json

import pytest

from crawlers.spec import KnownColumn
from crawlers.walk.discovery import SEARCH_BUDGET
from records import SiteOutcome
from records.jsonlines import to_json
from tests.crawlers.web import HTML, Answer, Crawled, Web, crawl, link, page, serving, site

REPORTS = [
    link(f"t{year + 1}0301_{year}.html", f"某区{year}年法治政府建设年度报告", f"{year + 1}-03-01")
    for year in (2023, 2022, 2021, 2020, 2019)
]
NOTICES = [link(f"t2024010{n}_9{n}.html", f"关于第{n}号事项的通知", f"2024-01-0{n}") for n in range(1, 6)]
TEXT = (
    "<p>2023年，我区推进法治政府建设，现将2023年法治政府建设情况报告如下。</p>"
    + "<p>一、主要举措和成效</p><p>坚持依法行政，法治政府建设有进展。</p>" * 2
    + "<p>二、存在的问题和不足</p><p>法治政府建设仍有差距。</p><p>三、下一步工作安排</p><p>继续推进法治政府建设。</p>"
)


# Whole sites, each with one way to be found or lost.


def root(host: str, *parts: str) -> dict[str, Answer]:
    return {f"http://{host}/": page(*parts)}


def column(host: str, path: str, *items: str) -> dict[str, Answer]:
    own = {f"http://{host}{path}t{y + 1}0301_{y}.html": page(TEXT) for y in (2023, 2022, 2021, 2020, 2019)}
    return {f"http://{host}{path}": page("<ul>", *(items or REPORTS), "</ul>"), **own}


HOME = link("/zwgk/", "政务公开")
SITES: dict[str, dict[str, Answer]] = {
    # 政务公开 > 信息公开目录 > 法定主动公开内容 > 其他; elsewhere 其他 leads to nothing.
    "www.deep.gov.cn": root("www.deep.gov.cn", HOME, link("/qt/", "其他"))
    | {
        "http://www.deep.gov.cn/zwgk/": page(link("/ml/", "政府信息公开目录")),
        "http://www.deep.gov.cn/ml/": page("<ul><li><a href='/fd/'>法定主动公开内容</a><ul>", link("/fd/qt/", "其他"), "</ul></li></ul>"),
        "http://www.deep.gov.cn/qt/": page(*NOTICES),
    }
    | column("www.deep.gov.cn", "/fd/qt/"),
    # Two columns, one for the government and one for its departments.
    "www.two.gov.cn": root("www.two.gov.cn", link("/fz/", "法治政府建设"))
    | {"http://www.two.gov.cn/fz/": page(link("/fz/qzf/", "区政府"), link("/fz/bm/", "区直部门"))}
    | column("www.two.gov.cn", "/fz/qzf/")
    | column("www.two.gov.cn", "/fz/bm/", *(item.replace("某区", "某区民政局").replace("_20", "_30") for item in REPORTS)),
    # The report stands on the third page of a list of documents.
    "www.late.gov.cn": root("www.late.gov.cn", link("/zfwj/", "区政府文件"))
    | {f"http://www.late.gov.cn/zfwj/{name}": page(*(item.replace("t2024", f"t{year}") for item in NOTICES), "<script>createPageHTML(3,0,'index','html')</script>")
       for name, year in (("", 2024), ("index_1.html", 2023))}
    | {"http://www.late.gov.cn/zfwj/index_2.html": page(*REPORTS[:1]), "http://www.late.gov.cn/zfwj/t20240301_2023.html": page(TEXT)},
    # A column's link leads to the one report itself, at an address that tells nothing.
    "www.single.gov.cn": root("www.single.gov.cn", link("/fzbg2023", "法治政府建设年度报告"))
    | {"http://www.single.gov.cn/fzbg2023": page("<h1>某区2023年法治政府建设年度报告</h1>", TEXT)},
    # Columns have numbers for names, as articles have on other platforms; the first only leads on.
    "www.numbered.gov.cn": root("www.numbered.gov.cn", link("/lm/52940.html", "法治政府建设年度报告"))
    | {"http://www.numbered.gov.cn/lm/52940.html": page(link("/lm/52941.html", "区政府"), link("/lm/52942.html", "区直部门"))}
    | {"http://www.numbered.gov.cn/lm/52942.html": page(*NOTICES)}
    | column("www.numbered.gov.cn", "/lm/")
    | {"http://www.numbered.gov.cn/lm/52941.html": page("<ul>", *REPORTS, "</ul>")},
    "www.frame.gov.cn": root("www.frame.gov.cn", '<iframe src="/portal/index.html"></iframe>')
    | {"http://www.frame.gov.cn/portal/index.html": page(link("/fz/", "法治政府建设"))}
    | column("www.frame.gov.cn", "/fz/"),
    "www.moved.gov.cn": {"http://www.moved.gov.cn/": Answer(b"", 302, HTML | {"Location": "http://www.newplace.gov.cn/"})}
    | root("www.newplace.gov.cn", link("/fz/", "法治政府建设"))
    | column("www.newplace.gov.cn", "/fz/"),
    "www.script.gov.cn": root("www.script.gov.cn", link("/fz/", "法治政府建设年度报告"))
    | {"http://www.script.gov.cn/fz/": page("<div id=list></div><script>$.post('/was5/web/search?channelid=9')</script>")},
    "www.search.gov.cn": root("www.search.gov.cn", '<form action="/search/index.jsp"><input name="q"><input type="hidden" name="siteId" value="7"></form>')
    | {"http://www.search.gov.cn/search/index.jsp?siteId=7&q=%E6%B3%95%E6%B2%BB%E6%94%BF%E5%BA%9C%E5%BB%BA%E8%AE%BE": page(*(item.replace('href="t', 'href="/x/t') for item in REPORTS))}
    | {f"http://www.search.gov.cn/x/t{y + 1}0301_{y}.html": page(TEXT) for y in (2023, 2022, 2021, 2020, 2019)},
    "www.waf.gov.cn": {"http://www.waf.gov.cn/": Answer(b"<html>denied</html>", 412)},
    "www.none.gov.cn": root("www.none.gov.cn", HOME) | {"http://www.none.gov.cn/zwgk/": page(*NOTICES)},
}  # fmt: skip

# Ninety names that promise everything and lead to nothing.
SITES["www.maze.gov.cn"] = root(
    "www.maze.gov.cn", *(link(f"/a{n}/", f"法治政府建设{n}") for n in range(90))
) | {f"http://www.maze.gov.cn/a{n}/": page("nothing here") for n in range(90)}


def outcomes(crawled: Crawled) -> dict[str, SiteOutcome]:
    return {one.site_id: one for one in crawled.summary.sites}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawled, Web]:
    answers = {url: answer for pages in SITES.values() for url, answer in pages.items()}
    with serving(answers) as web:
        return crawl(tmp_path_factory.mktemp("found"), web, *map(site, SITES)), web


def details(crawled: Crawled, name: str) -> set[str]:
    return {c.url for c in crawled.captures if c.site_id == name and c.role == "detail" and c.status == 200}


@pytest.mark.parametrize(
    ("name", "columns", "reports"),
    [
        ("deep", {"/fd/qt/": ("政务公开", "政府信息公开目录", "其他")}, 5),
        ("two", {"/fz/qzf/": ("法治政府建设", "区政府"), "/fz/bm/": ("法治政府建设", "区直部门")}, 5),
        ("late", {"/zfwj/": ("区政府文件",)}, 1),
        ("numbered", {"/lm/52941.html": ("法治政府建设年度报告", "区政府")}, 5),
        ("frame", {"/fz/": ("法治政府建设",)}, 5),
    ],
)
def test_columns_are_found_with_the_trail_that_led_there(
    found: tuple[Crawled, Web], name: str, columns: dict[str, tuple[str, ...]], reports: int
) -> None:
    one = outcomes(found[0])[name]
    assert {c.url.removeprefix(f"http://www.{name}.gov.cn"): c.trail for c in one.columns} == columns
    assert len([url for url in details(found[0], name) if "/t20" in url]) == reports
    assert (one.verdict, one.listing_healthy, one.whole) == ("ok", True, True)


def test_a_weak_name_counts_where_it_stands_under_a_strong_one(found: tuple[Crawled, Web]) -> None:
    asked = [url for url in found[1].urls() if "deep" in url and "/t20" not in url]
    assert asked.index("http://www.deep.gov.cn/fd/qt/") == len(asked) - 1
    assert "http://www.deep.gov.cn/qt/" not in asked


def test_a_column_that_is_a_report_is_captured_as_one(found: tuple[Crawled, Web]) -> None:
    (report,) = [c for c in found[0].captures if c.site_id == "single" and c.role == "detail"]
    assert (report.url, report.link_title) == ("http://www.single.gov.cn/fzbg2023", "法治政府建设年度报告")


def test_the_sites_own_search_is_the_last_resort(found: tuple[Crawled, Web]) -> None:
    assert len(details(found[0], "search")) == 5


@pytest.mark.parametrize(
    ("name", "verdict", "problem"),
    [
        ("moved", "moved", "homepage http://www.moved.gov.cn/: moved: leads to http://www.newplace.gov.cn/"),
        ("script", "degraded", "list http://www.script.gov.cn/fz/: stub page"),
        ("waf", "blocked:ruishu_412", "homepage http://www.waf.gov.cn/: blocked:ruishu_412: status 412"),
        (
            "none",
            "degraded",
            "no list was found: the column may have moved, or its platform is not known yet",
        ),
    ],
)
def test_a_site_that_cannot_be_read_says_why(
    found: tuple[Crawled, Web], name: str, verdict: str, problem: str
) -> None:
    one = outcomes(found[0])[name]
    assert (one.verdict, one.listing_healthy) == (verdict, False)
    assert problem in one.problems


def test_a_homepage_that_moved_is_followed(found: tuple[Crawled, Web]) -> None:
    assert len(details(found[0], "moved")) == 5
    failures = [f for f in found[0].failures if f.site_id == "moved"]
    assert [(f.kind, f.role) for f in failures] == [("moved", "home")]
    assert failures[0].capture_id in {c.capture_id for c in found[0].captures}


# The night after.

NIGHT = "www.night.gov.cn"
PATHS = ("/kept/", "/gone/", "/swapped/")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawled, Crawled, Crawled, Web]:
    """A site with three columns: found, looked at again unchanged, and again after two of them are lost."""
    folder = tmp_path_factory.mktemp("nights")
    answers = root(NIGHT, *(link(path, f"法治政府建设{n}") for n, path in enumerate(PATHS)))
    for n, path in enumerate(PATHS):
        pager = "<script>createPageHTML(2,0,'index','html')</script>" if path == "/kept/" else ""
        items = [item.replace("_20", f"_{n}0") for item in REPORTS]
        answers |= {f"http://{NIGHT}{path}": page(*items, pager)}
        answers |= {
            f"http://{NIGHT}{path}t{y + 1}0301_{n}0{y % 100}.html": page(TEXT) for y in range(2019, 2024)
        }
    answers[f"http://{NIGHT}/kept/index_1.html"] = page(
        *(item.replace("法治政府", "依法行政") for item in NOTICES)
    )
    with serving(answers) as web:
        first = crawl(folder, web, site(NIGHT), crawl_id="c1")
        known = folder / "known.jsonl"
        fields = ("url", "capture_id", "payload_digest", "captured_at")
        lines = ({name: to_json(c)[name] for name in fields} for c in first.captures if c.status == 200)
        known.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        (outcome,) = first.summary.sites
        columns = tuple(
            KnownColumn("night", c.url, c.candidates, whole=False, trail=c.trail) for c in outcome.columns
        )
        options = {"columns": columns, "known": str(known)}
        alone = site(NIGHT)
        alone = type(alone)(alone.site_id, "", alone.homepage, (), alone.hosts)
        second = crawl(folder, web, alone, crawl_id="c2", **options)
        web.answers[f"http://{NIGHT}/gone/"] = Answer(b"<p>no", 404)
        web.answers[f"http://{NIGHT}/swapped/"] = page(*NOTICES)
        web.answers[f"http://{NIGHT}/"] = page(
            link("/kept/", "法治政府建设"), link("/new/", "法治政府建设年度报告")
        )
        web.answers |= {
            url.replace("two.gov.cn/fz/qzf", "night.gov.cn/new"): answer
            for url, answer in SITES["www.two.gov.cn"].items()
            if "qzf" in url
        }
        third = crawl(folder, web, alone, crawl_id="c3", **options)
    return first, second, third, web


def test_a_healthy_unchanged_night_costs_the_first_page_of_each_column(
    nights: tuple[Crawled, Crawled, Crawled, Web],
) -> None:
    first, second, _, _ = nights
    assert {c.url for c in first.summary.sites[0].columns} == {f"http://{NIGHT}{path}" for path in PATHS}
    urls = sorted(c.url.removeprefix(f"http://{NIGHT}") for c in second.captures)
    assert urls == sorted([*PATHS, "/robots.txt"])
    (outcome,) = second.summary.sites
    assert (outcome.listing_healthy, outcome.verdict, outcome.problems) == (True, "ok", ())
    assert not outcome.whole, "the second page of one column was not looked at"
    assert [c.trail for c in outcome.columns] == [c.trail for c in first.summary.sites[0].columns]


def test_a_lost_column_is_named_and_the_site_searched_again(
    nights: tuple[Crawled, Crawled, Crawled, Web],
) -> None:
    _, _, third, _ = nights
    (outcome,) = third.summary.sites
    assert (outcome.listing_healthy, outcome.verdict) == (False, "degraded")
    assert sorted(outcome.problems) == [
        f"list http://{NIGHT}/gone/: held 5 reports, now http_error: redesigned?",
        f"list http://{NIGHT}/swapped/: held 5 reports, now 0: redesigned?",
    ]
    assert f"http://{NIGHT}/new/" in {c.url for c in outcome.columns if not c.problem}
    fresh = [c.url for c in third.captures if c.role == "detail"]
    assert len(fresh) == 5
    assert all("/new/" in url for url in fresh)
    assert len(third.captures) <= 20


def test_a_search_for_nothing_ends_with_its_budget(found: tuple[Crawled, Web]) -> None:
    asked = [c for c in found[0].captures if c.site_id == "maze" and c.role != "robots"]
    assert len(asked) == SEARCH_BUDGET
