"""What a visitor could press on a list page, and nobody knows what for, forbids to call the list whole."""

import pytest

from extraction.listing.items import list_items
from extraction.listing.unexplained import unexplained
from extraction.markup.page import read_page

URL = "http://www.a.gov.cn/zwgk/fzzf/"
ROWS = "".join(
    f'<li><a href="t{year}0301_{year}.html">清水县{year}年法治政府建设年度报告</a><span>{year + 1}-03-01</span></li>'
    for year in (2023, 2022)
)


def left(markup: str, telling: bool = True) -> list[tuple[str, str, int]]:
    page = read_page(f"<html><body>{markup}</body></html>".encode(), URL, "utf-8")
    return [(one.kind, one.text, one.number) for one in unexplained(page, list_items(page), telling)]


@pytest.mark.parametrize(
    ("control", "text"),
    [
        ('<a href="javascript:;" class="b">看看以前的</a>', "看看以前的"),
        ('<button type="button">其余年份</button>', "其余年份"),
        ('<span onclick="fn()">再来一屏</span>', "再来一屏"),
        ('<img src="x.png" onclick="go(1)">', "x.png"),
        ('<div class="load-more">↓↓↓</div>', "↓↓↓"),
        ('<a href="#" data-k="2">其他</a>', "其他"),
    ],
)
def test_a_control_that_nothing_explains(control: str, text: str) -> None:
    assert ("next", text, 0) in left(f"<div><ul>{ROWS}</ul><p>{control}</p></div>")


@pytest.mark.parametrize(
    "control",
    [
        '<a href="javascript:window.print()">打印本页</a>',
        '<a href="#">返回顶部</a>',
        '<button>搜索</button>',
        '<a href="javascript:;">上一页</a>',
        '<a href="/zwgk/">政务公开</a>',
        '<a href="#" class="on">1</a>',
        "<span>共2条</span>",
    ],
)  # fmt: skip
def test_what_every_page_has(control: str) -> None:
    assert left(f"<div><ul>{ROWS}</ul><p>{control}</p></div>") == []


def test_a_menu_above_the_list_is_none_of_it() -> None:
    menu = '<ul><li><a href="javascript:;">机构职能</a></li></ul>'
    assert left(f"<div>{menu}<div><ul>{ROWS}</ul></div></div>") == []


@pytest.mark.parametrize(
    ("attribute", "kind", "number"),
    [
        ("data-total=42", "items", 42),
        ("data-total-page=3", "pages", 3),
        ("data-record-count=42", "items", 42),
    ],
)
def test_totals_in_attributes(attribute: str, kind: str, number: int) -> None:
    assert (kind, number) in [(k, n) for k, _, n in left(f"<div {attribute}><ul>{ROWS}</ul></div>")]
    assert (kind, number) in [
        (k, n) for k, _, n in left(f"<div><ul>{ROWS}</ul><div {attribute}></div></div>")
    ]


def test_a_frame_of_a_column_called_like_reports() -> None:
    frame = '<iframe src="/inner/list.html" width="100%"></iframe>'
    assert left(f"<ul>{ROWS}</ul>{frame}") == [("next", "frame", 0)]
    assert left(f"<ul>{ROWS}</ul>{frame}", telling=False) == []
    assert left(f'<ul>{ROWS}</ul><iframe src="/visitcount/visit.jsp" width="0"></iframe>') == []
