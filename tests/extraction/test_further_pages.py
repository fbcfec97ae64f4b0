"""Where lists go on: by the addresses of their controls, by what their scripts say, in code."""

from base64 import b64encode
from urllib.parse import quote

import pytest

from extraction.listing.further_pages import Further, further_pages, is_beside
from extraction.listing.items import list_items
from extraction.markup.page import read_page

URL = "http://www.example.gov.cn/gk/bg/"
ITEMS = "".join(
    f'<li><a href="c{n}.html">示例县{n}年法治政府建设年度报告</a><i>{n + 1}-03-01</i></li>'
    for n in (2023, 2022)
)


def further(markup: str, url: str = URL) -> Further:
    page = read_page(f"<html><body><ul>{ITEMS}</ul>{markup}</body></html>".encode(), url)
    return further_pages(page, list_items(page))


def names(requests: object) -> list[str]:
    assert isinstance(requests, tuple)
    return [
        request.url.removeprefix(URL) + (f" {request.body}" if request.body else "") for request in requests
    ]


@pytest.mark.parametrize(
    ("markup", "pages"),
    [
        ("", []),
        ('<b>1</b> <a href="p2.html">2</a> <a href="p3.html">3</a>', ["p2.html", "p3.html"]),
        ('[<a href="?page=1">1</a>] [<a href="?page=2">2</a>]', ["?page=2"]),
        ('<a href="index_1.html">后一页</a>', ["index_1.html"]),
        ('<a href="index_1.html">更早的报告</a>', ["index_1.html"]),
        ('<a href="index_2.htm"><img src="/n.gif"></a>', ["index_2.htm"]),
        ('<a href="page/2/"></a>', ["page/2/"]),
        ('<a href="/news/2.html">2</a>', []),
        ('<a href="a/article.html">下一篇</a>', []),
        ('<a href="/gk/">上一页</a>', []),
        ('<a href="c2021.html">2021年</a>', []),
        ('<a href="old2.html">历史信息</a>', ["old2.html"]),
        ('<input type="button" value="下一页" onclick="location=\'l.asp?page=2\'">', ["l.asp?page=2"]),
        ('<select onchange="location=this.value"><option value="a_1.html">第1页<option value="a_2.html">第2页</select>', ["a_2.html"]),
        ("<select onchange=\"location.href='a_'+this.value+'.html'\"><option>1<option>2</select>", ["a_2.html"]),
        ('<a onclick="to(2)">2</a><script>function to(n){location.href="i_"+(n-1)+".html"}</script>', ["i_1.html"]),
        (
            "<script>laypage.render({elem:'p',count:5,limit:2,jump:function(o,f){if(!f){location.href='i_'+o.curr+'.html'}}})</script>",
            ["i_2.html", "i_3.html"],
        ),
        (
            "<script>$('#p').pagination(5,{items_per_page:2,link_to:'?z=__id__'})</script>",
            ["?z=1", "?z=2"],
        ),
        (
            "<script>showPager({pageCount:2,url:'l_{page}.html'})</script>",
            ["l_2.html"],
        ),
        (
            "<script>kk.pager({pno:1,total:3,mode:'l',hrefFormer:'l_',hrefLatter:'.htm',getLink:function(n){return this.hrefFormer+n+this.hrefLatter}})</script>",
            [],
        ),
        (
            "<script>kk.pager({pno:1,totalPages:3,hrefFormer:'l_',hrefLatter:'.htm',getLink:function(n){return this.hrefFormer+n+this.hrefLatter}})</script>",
            ["l_2.htm", "l_3.htm"],
        ),
        (
            f"<div id=f>{b64encode(quote('<a href=2.html>2</a><a href=3.html>3</a>' * 2).encode()).decode()}</div>",
            ["2.html", "3.html"],
        ),
        (f"<script>document.write(unescape('{quote('<a href=2.html>2</a> ' * 3)}'))</script>", ["2.html"]),
        (
            "<a href='#' onclick='goPage(3);return false'>3</a>"
            "<script>function goPage(n){var u=n<=1?'index.html':'index_'+(n-1)+'.html';window.location.href=u;}</script>",
            ["index_2.html"],
        ),
        ("<div data-total-page=3 data-current=1 data-url='list-{page}.html'></div>", ["list-2.html", "list-3.html"]),
        ("<nav data-total=42 data-size=20 data-href='?pn=#page#'></nav>", ["?pn=2", "?pn=3"]),
        (
            "<form name=f method=post action=l.do><input type=hidden name=no></form><a href='javascript:t(2)'>下一页</a>"
            "<script>function t(n){document.f.no.value=n;f.submit()}</script>",
            ["l.do no=2"],
        ),
    ],
)  # fmt: skip
def test_pages(markup: str, pages: list[str]) -> None:
    assert names(further(markup).pages) == pages


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="nd/2021/">2021年</a>',
        '<li onclick="load(2021)">2021</li><script>function load(y){location.href="nd/"+y+"/"}</script>',
        "<select onchange=\"location='nd/'+this.value+'/'\"><option selected>2022<option>2021</select>",
    ],
)
def test_parts_by_year(markup: str) -> None:
    found = further(markup)
    assert names(tuple(request for _, request in found.parts)) == ["nd/2021/"]
    assert found.pages == ()


def test_more_that_a_button_brings() -> None:
    script = '<script>var n=1;function more(){n++;$.get("rows.do?pageNo="+n+"&size=2",f)}</script>'
    found = further(f'<div onclick="more()">加载更多</div>{script}')
    assert names(found.series)[:2] == ["rows.do?pageNo=2&size=2", "rows.do?pageNo=3&size=2"]
    assert len(found.series) == 199
    known = further(f'<button data-max="3" onclick="more()">加载更多</button>{script}')
    assert names(known.series) == ["rows.do?pageNo=2&size=2", "rows.do?pageNo=3&size=2"]


@pytest.mark.parametrize(
    ("there", "beside"),
    [
        ("index_2.html", True),
        ("p2.html", True),
        ("list-2.shtml", True),
        ("2.html", True),
        ("page/2/", True),
        ("?p=2", True),
        ("index.html?p=2", True),
        ("12345.html", False),
        ("c2021x.html", False),
        ("../xw/index_2.html", False),
    ],
)
def test_what_is_beside_a_list(there: str, beside: bool) -> None:
    page = read_page(b"<html></html>", URL)
    assert is_beside(URL, page.absolute(there)) is beside
