"""From a home page towards the columns of reports."""

from pathlib import Path

import pytest

from extraction.listing.column_scoring import lead_score
from extraction.markup.page import Page, read_page
from extraction.navigation import survey
from records import PageRequest

LISTS = Path(__file__).parent / "pages" / "lists"


def page_of(case: str, url: str) -> Page:
    return read_page((LISTS / case).read_bytes(), url)


def links(markup: str, url: str = "http://www.county.gov.cn/zwgk/") -> list[str]:
    return [request.url for request in requests(read_page(markup.encode(), url))]


def requests(page: Page) -> tuple[PageRequest, ...]:
    return tuple(lead.request for lead in survey(page).leads)


def test_a_home_page_leads_to_columns_of_its_own_site_best_first() -> None:
    assert requests(page_of("generic/home.html", "http://www.county.gov.cn/")) == (
        PageRequest("http://www.county.gov.cn/zwgk/fzzfjs/", "list"),
        PageRequest("http://www.county.gov.cn/zwgk/zfgzbg/", "list"),
        PageRequest("http://sub.county.gov.cn/fz/", "list"),
        PageRequest("http://www.county.gov.cn/qt/fzzfjsndbg/", "list"),
        PageRequest("http://www.county.gov.cn/tree/index.html", "catalogue"),
        PageRequest("http://www.county.gov.cn/xxgk/", "catalogue"),
        PageRequest("http://www.county.gov.cn/zwgk/", "catalogue"),
    )


def test_a_column_tree_inside_a_script_gives_its_list_calls() -> None:
    page = page_of("gkmlpt/application.html", "http://www.example.gov.cn/sfj/gkmlpt/index")
    assert [(request.url, request.role) for request in requests(page)] == [
        ("http://www.example.gov.cn/sfj/gkmlpt/api/all/5?page=1&sid=755001", "list"),
        ("http://www.example.gov.cn/sfj/gkmlpt/api/all/7?page=1&sid=755001", "list"),
    ]


def test_a_column_tree_without_a_column_of_reports_is_read_whole() -> None:
    markup = (
        (LISTS / "gkmlpt" / "application.html").read_text("utf-8").replace("法治政府建设年度报告", "机构设置")
    )
    urls = links(markup, "http://www.example.gov.cn/sfj/gkmlpt/index")
    assert urls[-1] == "http://www.example.gov.cn/sfj/gkmlpt/api/all/0?page=1&sid=755001"


def test_a_redirect_stub_leads_to_its_target() -> None:
    page = page_of("generic/redirect_stub.html", "http://www.example.gov.cn/zwgk/")
    assert requests(page) == (PageRequest("http://www.example.gov.cn/zwgk/fzzfjs/index.html", "catalogue"),)
    assert links("<script>window.location.href = '/xxgk/list.html';</script>") == [
        "http://www.county.gov.cn/xxgk/list.html"
    ]


def test_a_whole_page_is_no_redirect_stub_though_its_search_box_leads_elsewhere() -> None:
    assert links("<script>location.href = '/so/list.html';</script>" + "<p>正文</p>" * 600) == []


@pytest.mark.parametrize(
    "anchor",
    [
        "<a href='http://www.other.gov.cn/fzzf/'>法治政府建设</a>",
        "<a href='http://www.county.gov.cn.example.com/fzzf/'>法治政府建设</a>",
        "<a href='https://weixin.example.com/'>政务公开</a>",
        "<a href='javascript:open()'>法治政府建设</a>",
        "<a href='#fzzf'>法治政府建设</a>",
        "<a href='/zwgk/'>法治政府建设</a>",  # this page itself
        "<a href='/zfxxgknb/'>政府信息公开年报</a>",
        "<a href='/zfxxgk/zn/'>政府信息公开指南</a>",
        "<a href='/xxgk/ysqgk/'>依申请公开</a>",
        "<a href='/fzzf/202403/t20240301_1.html'>法治政府建设报告</a>",
        "<a href='/fzzf/bg.pdf'>法治政府建设报告</a>",
        "<a href='/fzzf/index_3.html'>3</a>",
        "<a href='/fzzf/index_1.html'>下一页</a>",
        "<a href='/a/'>某县召开法治政府建设工作推进会议并对下一阶段任务作出部署</a>",
        "<a href='/lyly/'>旅游览胜</a>",
    ],
)
def test_not_followed(anchor: str) -> None:
    assert links(anchor) == []


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("<a href='/1/'>法治政府建设年度报告</a>", "<a href='/2/'>政府工作报告</a>"),
        ("<a href='/1/'>依 法 行 政</a>", "<a href='/2/'>政府信息公开目录</a>"),
        ("<a href='/1/'>法定主动公开内容</a>", "<a href='/2/'>政务公开</a>"),
        ("<a href='/1/'>区政府文件</a>", "<a href='/2/'>信息公开</a>"),
        ("<a href='/1/fzzfjsnb/'>更多</a>", "<a href='/2/xxgk/'>更多</a>"),
        ("<a href='/1/' title='法治政府建设'>法治…</a>", "<a href='/2/'>信息公开目录</a>"),
    ],
)
def test_the_nearer_column_comes_first_wherever_it_stands(better: str, worse: str) -> None:
    assert links(better + worse) == links(worse + better)
    assert "/1/" in links(worse + better)[0]


def test_each_address_comes_once_under_its_best_name() -> None:
    markup = "<a href='/x/'>政务公开</a><a href='/x/#top'>法治政府建设</a><a href='/x/'>更多</a>"
    assert requests(read_page(markup.encode(), "http://www.county.gov.cn/")) == (
        PageRequest("http://www.county.gov.cn/x/", "list"),
    )


@pytest.mark.parametrize(
    ("url", "markup", "role"),
    [
        ("http://www.a.gov.cn/", "<p>x", "home"),
        ("http://www.a.gov.cn", "<p>x", "home"),
        ("http://www.a.gov.cn/index.shtml", "<a href='index_1.html'>下一页</a>", "home"),
        ("http://www.a.gov.cn/zwgk/202403/t20240301_1.html", "<ul><li><a href='/b'>相关文章一</a>2024-01-01</ul>", "detail"),
        ("http://www.a.gov.cn/x.html", "<meta name=articletitle content='某县报告'>", "detail"),
        ("http://www.a.gov.cn/x/", "<ul><li><a href='/b'>相关文章一</a>2024-01-01</ul>", "list"),
        ("http://www.a.gov.cn/x/", "<script>createPageHTML(2,0,'index','html')</script>", "list"),
        ("http://www.a.gov.cn/x/", "<a href='/fzzf/'>法治政府建设</a>", "catalogue"),
    ],
)  # fmt: skip
def test_the_role_of_a_page(url: str, markup: str, role: str) -> None:
    assert survey(read_page(markup.encode(), url)).role == role


@pytest.mark.parametrize(
    ("name", "trail", "score"),
    [
        ("法治政府建设年度报告", (), 100),
        ("其他", (), 0),
        ("其他", ("政务公开", "法定主动公开内容"), 55),
        ("2023年", ("法治政府建设",), 90),
        ("市司法局", ("法治政府建设年度报告",), 95),
        ("水务局", ("法治政府建设年度报告",), 95),
        # Every department has a part of the catalogue, and hardly any of them holds reports.
        ("水务局", ("法定主动公开内容",), 0),
        ("旅游览胜", ("法治政府建设",), 0),
        ("政府信息公开指南", ("法治政府建设",), 0),
        # The menu of the whole site stands on the page of every column.
        ("新闻中心", ("法治政府建设",), 0),
        ("部门动态", ("法治政府建设",), 0),
        ("公共企事业单位", ("法治政府建设",), 0),
        ("便民服务中心", ("法治政府建设",), 90),
    ],
)
def test_a_name_is_worth_what_it_stands_under(name: str, trail: tuple[str, ...], score: int) -> None:
    assert lead_score(name, "", trail) == score


@pytest.mark.parametrize(
    "menu",
    [
        "<ul><li><a href='/fd/'>法定主动公开内容</a><ul><li><a href='/x/'>其他</a></li></ul></li></ul>",
        "<dl><dt>法定主动公开内容</dt><dd><a href='/x/'>其他</a></dd></dl>",
        "<div><h3>法定主动公开内容</h3><div><p><a href='/x/'>其他</a></p></div></div>",
    ],
)
def test_the_heading_of_a_menu_counts(menu: str) -> None:
    assert "http://www.county.gov.cn/x/" in links(menu)
    assert links("<a href='/x/'>其他</a>" + menu.replace("'/x/'", "'/y/'"))[-1].endswith("/y/")


def test_a_neighbour_in_the_menu_is_no_heading() -> None:
    assert links("<ul><li><a href='/fd/'>法定主动公开内容</a></li><li><a href='/x/'>其他</a></li></ul>") == [
        "http://www.county.gov.cn/fd/"
    ]


def test_the_search_form_of_a_homepage_comes_last() -> None:
    form = "<form action='/search/s.jsp'><input name=q><input type=hidden name=site value=7></form>"
    found = links(form + "<a href='/zwgk/'>政务公开</a>", "http://www.county.gov.cn/")
    assert found[0] == "http://www.county.gov.cn/zwgk/"
    assert found[1].startswith("http://www.county.gov.cn/search/s.jsp?site=7&q=%E6%B3%95")
    assert links(form.replace("<form", "<form method=post"), "http://www.county.gov.cn/") == []
