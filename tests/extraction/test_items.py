"""Items of lists: where their addresses and titles stand."""

from datetime import date

import pytest

from extraction.listing.items import list_items
from extraction.markup.page import read_page

URL = "http://www.example.gov.cn/gk/bg/"
TITLE = "示例县2023年法治政府建设年度报告"


def item(markup: str, charset: str = "utf-8") -> tuple[str, str, str | None] | None:
    page = read_page(f"<html><body>{markup}</body></html>".encode(charset), URL, charset)
    found = list_items(page)
    if len(found) != 1:
        return None
    link = found[0]
    return link.title, link.url.removeprefix(URL), link.listed_on.isoformat() if link.listed_on else None


@pytest.mark.parametrize(
    "markup",
    [
        f'<li><a href="a/1.html">{TITLE}</a><span>2024-03-05</span></li>',
        f"<li><a href=\"javascript:openIt('a/1.html')\">{TITLE}</a><span>2024-03-05</span></li>",
        f"<li onclick=\"window.open('a/1.html')\">{TITLE}<em>2024-03-05</em></li>",
        f"<table><tr onclick=\"go('a/1.html')\"><td>1</td><td>{TITLE}</td><td>2024-03-05</td></tr></table>",
        f'<div class="c" data-url="a/1.html"><h4>{TITLE}</h4><p>2024-03-05</p></div>',
        f'<div>{TITLE} <i>2024-03-05</i><input type="button" value="阅读" onclick="location=\'a/1.html\'"></div>',
        f'<table><tr><td>{TITLE}</td><td>2024-03-05</td><td><a href="a/1.html">查看</a></td></tr></table>',
        f'<dl><dt>{TITLE}</dt><dd>2024-03-05 <a href="a/1.html">[详细]</a></dd></dl>',
        f'<table><tr><td><a href="a/1.html"><img src="/v.gif"></a></td><td>{TITLE}</td><td>2024-03-05</td></tr></table>',
        f'<table><tr><td><a href="a/1.html">7</a></td><td>{TITLE}</td><td>2024-03-05</td></tr></table>',
        f'<li><a href="a/1.html" title="{TITLE}">示例县2023年法治…</a><span>2024-03-05</span></li>',
        f'<div><a href="a/1.html"><img src="/p.jpg" alt="{TITLE}"></a><br>2024-03-05</div>',
        f'<div><a href="a/1.html" aria-label="{TITLE}"><span></span></a><b>2024-03-05</b></div>',
        f'<a class="w" href="a/1.html"><h3>{TITLE}</h3><p>点击查看全文内容</p><span>2024-03-05</span></a>',
        f'<li><a href="a/1.html"><font>[置顶]</font>{TITLE}</a><span>[2024-03-05]</span></li>',
        f'<p><span>2024-03-05</span><a href="a/1.html">1、{TITLE}</a></p>',
        f'<li><a href="a/1.html">{TITLE}</a><a href="a/1.html">查看详情</a><span>2024-03-05</span></li>',
        f'<li><a href="a/1.html"><span>示例县2023年法治</span><span style="display:none">{TITLE}</span></a>2024-03-05</li>',
        f'<li><a href="a\\1.html">{TITLE}</a><span>2024-03-05</span></li>',
        f'<li><a href="\n a/\t1.html ">{TITLE}</a><span>2024-03-05</span></li>',
        f"<li><a href=\"javascript:view('a','1.html')\">{TITLE}</a>2024-03-05</li><script>function view(d,f){{open(d+'/'+f)}}</script>",
    ],
)  # fmt: skip
def test_an_item(markup: str) -> None:
    assert item(markup) == (TITLE, "a/1.html", "2024-03-05")


@pytest.mark.parametrize(
    "address",
    ["/2188837/index.html", "ItemDetail.html?docId=7&itemId=9", "t18993630.shtml", "/2024/03-05/77", "show.php?4733", "art,7.html"],
)  # fmt: skip
def test_an_undated_report_at_any_address(address: str) -> None:
    found = item(f'<ul><li><a href="{address}">{TITLE}</a></li></ul>')
    assert found is not None and found[0] == TITLE and found[2] is None


@pytest.mark.parametrize(
    "markup",
    [
        f'<li><a href="javascript:view(9022)">{TITLE}</a></li>',
        f"<li>{TITLE}</li>",
        '<a href="/zwgk/">政务公开</a>',
        '<div onclick="toggle(3)">展开导航菜单</div>',
        '<div class="nav"><a href="./">法治政府建设年度报告</a> 2024-03-05</div>',
        "<p>2024-03-05 <a href='a.html'>查看</a></p>",
    ],
)
def test_no_item(markup: str) -> None:
    assert item(markup) is None


def test_a_link_that_is_never_closed_ends_where_the_next_begins() -> None:
    rows = "".join(
        f'<li><a href="/fz/t{year}0301_{year}.html">清水县{year}年法治政府建设工作总结及{year + 1}年工作计划<span>{year + 1}-03-01'
        for year in (2023, 2022, 2021)
    )
    found = list_items(read_page(f"<html><body><ul>{rows}".encode(), "http://www.a.gov.cn/fz/", "utf-8"))
    assert [(link.title, link.listed_on) for link in found] == [
        (f"清水县{year}年法治政府建设工作总结及{year + 1}年工作计划", date(year + 1, 3, 1))
        for year in (2023, 2022, 2021)
    ]
