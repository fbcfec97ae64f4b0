"""What a pager prints."""

import pytest

from extraction.listing.further_pages import further_pages
from extraction.listing.paging import guessed_pages, printed_counts
from extraction.markup.page import read_page


@pytest.mark.parametrize(
    ("markup", "counts"),
    [
        ("<div>共12页</div>", (12, None)),
        ("<div>共<b>5</b>页 <span>共有 52 条</span></div>", (5, 52)),
        ("<div><span>共 52 条记录</span><span>1/11</span></div>", (11, 52)),
        ("<span>第1页/共3页</span>", (3, None)),
        ("<span class='default_pgTotalPage'>7</span>", (7, None)),
        ("<li><a href=x>某县九件实事共12条意见</a></li>", (None, None)),
        ("<p>办法分为六章，共35条。</p>", (None, None)),
        ("<li><a>某事项</a><span>3/5</span></li><li><a>某事</a><span>3/12</span></li>", (None, None)),
        ("<span>03/05</span>", (None, None)),
        ("<script>document.write('共'+12+'页 共9页')</script>", (None, None)),
    ],
)
def test_printed_counts(markup: str, counts: tuple[int | None, int | None]) -> None:
    assert printed_counts(read_page(markup.encode())) == counts


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<a href='index_2.html'>下一页</a>", "http://www.a.gov.cn/x/index_2.html"),
        ("<a href='?page=2'> 下页 &gt;</a>", "http://www.a.gov.cn/x/?page=2"),
        ("<a href='2.html'><span>后一页</span></a>", "http://www.a.gov.cn/x/2.html"),
        ("<a href='2.html'>下一篇</a>", ""),
        ("<a href='2.html'>下一页：某县召开会议</a>", ""),
        ("<a href='http://www.b.gov.cn/2.html'>下一页</a>", ""),
        ("<a href='./'>下一页</a>", ""),
        ("<a href='javascript:next()'>下一页</a>", ""),
        ("<a>下一页</a>", ""),
    ],
)
def test_next_page(markup: str, url: str) -> None:
    found = further_pages(read_page(markup.encode(), "http://www.a.gov.cn/x/"), ()).pages
    assert [request.url for request in found] == [url] * bool(url)


def test_pages_that_nothing_names_are_guessed_from_the_first() -> None:
    series = guessed_pages("http://www.a.gov.cn/fz/", 3)
    assert series[0] == ("http://www.a.gov.cn/fz/index_1.html", "http://www.a.gov.cn/fz/index_2.html")
    assert ("http://www.a.gov.cn/fz/?page=2", "http://www.a.gov.cn/fz/?page=3") in series
    assert guessed_pages("http://www.a.gov.cn/fz/1.html", 2)[0] == ("http://www.a.gov.cn/fz/2.html",)
    assert guessed_pages("http://www.a.gov.cn/l.jsp?id=7", 2) == (("http://www.a.gov.cn/l.jsp?id=7&page=2",),)


def test_a_count_may_follow_a_comment() -> None:
    page = read_page("<div><!-- pager -->共12页</div>".encode(), "http://www.a.gov.cn/x/")
    assert printed_counts(page) == (12, None)
