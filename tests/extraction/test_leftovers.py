"""What says on a list page that there is more to it, in the markups that sites write; and what does not."""

from datetime import date

import pytest

from extraction.listing.items import list_items
from extraction.listing.leftovers import left_over
from extraction.markup.page import Page, read_page
from records import LeftOver

URL = "http://www.example.gov.cn/zwgk/bg/"
TITLE = "示例县{}年法治政府建设年度报告"
ITEMS = "".join(
    f'<li><a href="{year}/0301/c{year}.html">{TITLE.format(year)}</a><span>{year + 1}-03-01</span></li>'
    for year in (2023, 2022)
)


def page_of(markup: str, url: str = URL, items: str = ITEMS) -> Page:
    body = (
        f"<html><head><title>法治政府建设年度报告</title></head><body><ul>{items}</ul>{markup}</body></html>"
    )
    return read_page(body.encode(), url)


def left(markup: str, url: str = URL, items: str = ITEMS, telling: bool = True) -> list[LeftOver]:
    page = page_of(markup, url, items)
    return list(left_over(page, list_items(page), telling))


def of_kind(kind: str, markup: str, **more: str) -> list[LeftOver]:
    return [one for one in left(markup, **more) if one.kind == kind]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<p>本栏目公开本县法治政府建设情况，欢迎监督。</p>",
        '<a href="../gsgg/">更多</a>',
        '<div class="foot"><a href="/sitemap.html">网站地图</a> 1/2 屏</div>',
        '<div class="swiper"><a class="swiper-next" href="#">&gt;</a><li>1</li><li>2</li><li>3</li></div>',
        '<table class="calendar"><tr><td><a href="#">1</a></td><td><a href="#">2</a></td></tr></table>',
        '<a href="next/article.html">下一篇</a>',
        '<div class="page"><span class="disabled">下一页</span></div>',
        '<a href="./" class="on">2023年</a>',
        "<script>$.get('/tools/visit.jsp?id=3',function(d){})</script>",
        "<script>var pageTitle='列表';</script>",
        '<select name="year"><option>全部</option><option>2023年</option><option>2022年</option></select>',
    ],
)
def test_nothing_is_left_on(markup: str) -> None:
    assert left(markup) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="index_1.html">下一页</a>',
        '<a href="javascript:;" class="nxt">下页</a>',
        "<span>下一页</span>",
        '<a href="#" onclick="goPage(2)">后一页</a>',
        '<div class="pagination"><a href="javascript:void(0)">&gt;</a></div>',
        '<div class="fenye"><a href="#">»</a></div>',
        '<a href="list_2.html">›</a>',
        '<a href="index_2.html"><img src="/i/r.png"></a>',
        '<div class="pager"><a href="#"><img src="/i/next.gif"></a></div>',
        '<div class="pager"><a class="btn-next" href="#"></a></div>',
        '<button data-page="2">更多</button>',
        "<button>加载更多</button>",
        '<div onclick="loadMore()">点击加载更多</div>',
        "<a href=\"javascript:__doPostBack('ctl00$AspNetPager1','2')\">Next</a>",
        '<input type="button" value="下一页" onclick="f(2)">',
        '<a href="#" onclick="toPage(2)">查看</a>',
        '<div id="pages">PGEgaHJlZj0iL2EvMi5odG1sIj4yPC9hPiA8YSBocmVmPSIvYS8zLmh0bWwiPjM8L2E+</div>',
    ],
)
def test_a_control_that_shows_more(markup: str) -> None:
    assert len(of_kind("next", markup)) == 1


@pytest.mark.parametrize(
    ("markup", "highest"),
    [
        ('<div><b>1</b> <a href="b2.html">2</a> <a href="b3.html">3</a></div>', 3),
        ('<ul class="pages"><li class="cur">1</li><li><a href="#">2</a></li></ul>', 2),
        ('<span>1</span><a onclick="p(2)">[2]</a>', 2),
        ('<div class="pagination"><a href="?p=2">第2页</a></div>', 2),
        ('<select onchange="go(this.value)"><option>1</option><option>2</option></select>', 2),
        ('<select onchange="location=this.value"><option value="a1.html">第1页</option>'
         '<option value="a2.html">第2页</option></select>', 2),
    ],
)  # fmt: skip
def test_page_numbers(markup: str, highest: int) -> None:
    assert [one.number for one in of_kind("numbers", markup)] == [highest]


@pytest.mark.parametrize(
    ("markup", "pages", "items"),
    [
        ("<div>共 5 条，每页 2 条，第 1 页，共 3 页</div>", 3, 5),
        ("<div>总共4页</div>", 4, None),
        ("<div>总页数：4</div>", 4, None),
        ("<div>总记录数：42</div>", None, 42),
        ("<div><a>首页</a> <a>共42条</a></div>", None, 42),
        ("<div><span>上一页</span> 共<b>6</b>页</div>", 6, None),
        ("<div>第1页/共4页</div>", 4, None),
        ("<div>1/4</div>", 4, None),
        ("<div>页次：1/4</div>", 4, None),
        ("<div>共45条记录</div>", None, 45),
        ("<div>共有 45 篇文章</div>", None, 45),
        ("<div>1 of 7</div>", 7, None),
        ("<div>共三页</div>", 3, None),
        ("<div>1-2 / 5</div>", None, 5),
        ("<script>createPage('p', 3, 1, 'list', 'html')</script>", 3, None),
        ("<script>var pageCount = 12;</script>", 12, None),
        ("<script>laypage.render({elem:'x',count:31,limit:15})</script>", 3, 31),
        ("<div>今年共收到建议42条，办结41条。</div>", None, None),
        ("<div>3/5</div><div>3/12</div>", None, None),
        ("<p>2024/3/12</p>", None, None),
        ("<p>第42条</p>", None, None),
    ],
)
def test_totals_in_every_wording(markup: str, pages: int | None, items: int | None) -> None:
    found = left(markup)
    assert max((one.number for one in found if one.kind == "pages"), default=None) == pages
    assert max((one.number for one in found if one.kind == "items"), default=None) == items


@pytest.mark.parametrize(
    "markup",
    [
        "<li>示例县2021年法治政府建设年度报告<span>2022-03-01</span></li>",
        "<li><a href=\"javascript:view('77')\">示例县2021年法治政府建设年度报告</a></li>",
        "<tr><td>示例县2021年法治政府建设年度报告</td><td>查看</td></tr>",
        '<li><a href="#" title="示例县2021年法治政府建设年度报告">示例县2021年…</a></li>',
        '<img alt="示例县2021年法治政府建设年度报告" src="/a.png" onclick="o(3)">',
        "<script>document.write('<li>示例县2021年法治政府建设年度报告</li>')</script>",
        '<script>var d=[{"t":"示例县2021年法治政府建设年度报告","i":5}]</script>',
        "<li>2021年度报告</li>",
    ],
)
def test_a_title_that_no_item_bears(markup: str) -> None:
    assert len(of_kind("row", markup)) == 1


def test_a_short_title_counts_below_a_telling_name_only() -> None:
    assert left("<li>2021年度报告</li>", telling=False) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<ul><li onclick="load(2021)">2021</li><li onclick="load(2020)">2020</li></ul>',
        '<div><a data-year="2021">2021年</a> <a data-year="2020">2020年</a></div>',
        '<form><select name="year"><option selected>2023</option><option>2021</option>'
        "<option>2020</option></select></form>",
        '<p><a href="/zwgk/bg2021/">2021年度</a> <a href="/zwgk/bg2020/">2020年度</a></p>',
    ],
)
def test_parts_by_year(markup: str) -> None:
    assert [one.number for one in of_kind("part", markup)] == [2021, 2020]


@pytest.mark.parametrize(
    "script",
    [
        '$.getJSON("/api/list?page=2",function(d){})',
        "$.ajax({url:'/l.do',data:{pageNo:n,pageSize:15},success:f})",
        "fetch(`/api/news?offset=${n}`).then(f)",
        "axios.post('/q',{current:1,size:10})",
        "var x=new XMLHttpRequest();x.open('GET','/list.jsp?pageIndex='+i);x.send()",
    ],
)
def test_a_script_that_asks_for_pages(script: str) -> None:
    assert len(of_kind("call", f"<script>{script}</script>")) == 1


def test_text_of_reports_on_the_page_itself() -> None:
    text = "".join(
        f"<p>{n}、推进法治政府建设。全县依法履行职能，办结行政复议案件一百二十件，开展培训十八场。</p>" * 4
        for n in "一二三"
    )
    assert len(of_kind("text", f"<div>{text}</div>")) == 1
    linked = "".join(
        f"<p>2023年法治政府建设情况，全县依法行政，办结案件一百二十件，开展培训{n}场…</p>" for n in range(20)
    )
    assert of_kind("text", f"<div>{linked}</div>") == []


def test_a_page_that_breaks_off() -> None:
    page = read_page(f"<html><body><ul>{ITEMS}".encode(), URL)
    assert [one.kind for one in left_over(page, list_items(page))] == ["cut"]
    piece = read_page(f"<ul>{ITEMS}</ul>".encode(), URL)
    assert left_over(piece, list_items(piece)) == ()


def test_the_column_itself_is_no_item() -> None:
    page = page_of(
        f'<div>当前位置：<a href="/zwgk/bg/index.html">法治政府建设年度报告</a> {date(2024, 3, 1)}</div>'
    )
    assert [link.title for link in list_items(page)] == [TITLE.format(2023), TITLE.format(2022)]


@pytest.mark.parametrize(
    ("numbers", "highest"),
    [("321", 3), ("21", 2), ("123", 3), ("132", None), ("3", 3)],
)
def test_pages_that_count_backwards_are_counted(numbers: str, highest: int | None) -> None:
    """The page that is shown, and links to the others."""
    pager = "".join(f'<a href="index_{number}.html">{number}</a>' for number in numbers[1:])
    found = of_kind("numbers", f'<div class="page"><span>{numbers[0]}</span>{pager}</div>')
    assert [one.number for one in found] == ([highest] if highest and pager else [])


BOX = '<div class="acc"><h4>{year}年</h4>{box}</div>'


def boxes(*contents: str) -> str:
    return "".join(BOX.format(year=2024 - at, box=box) for at, box in enumerate(contents))


ITEM = '<ul><li><a href="a.html">示例县法治政府建设年度报告</a></li></ul>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (boxes(ITEM, "<ul></ul>", ITEM), ["2023年: nothing below"]),
        (boxes(ITEM, "<ul><li>暂无</li></ul>", ITEM), []),
        (boxes(ITEM, ITEM), []),
        (boxes("<ul></ul>", "<ul></ul>"), []),
        ("<ul><li>2024年</li><li>2023年</li></ul><div class=clear></div>" + ITEM, []),
    ],
)
def test_headings_of_years_with_nothing_below(markup: str, expected: list[str]) -> None:
    page = read_page(f"<html><body>{markup}</body></html>".encode(), "http://www.example.gov.cn/gk/")
    found = [one.text for one in left_over(page, ()) if one.kind == "next"]
    assert found == expected


@pytest.mark.parametrize(("box", "parts"), [(ITEM, []), ("<p>暂无</p>", []), ("", ["2023年"])])
def test_tabs_of_years_that_open_boxes_of_the_page(box: str, parts: list[str]) -> None:
    tabs = (
        '<ul class=tab><li class=on><a href="#y2024">2024年</a></li><li><a href="#y2023">2023年</a></li></ul>'
    )
    markup = f'{tabs}<div id="y2024">{ITEM}</div><div id="y2023">{box}</div>'
    page = read_page(f"<html><body>{markup}</body></html>".encode(), "http://www.example.gov.cn/gk/")
    assert [one.text for one in left_over(page, ()) if one.kind == "part"] == parts
