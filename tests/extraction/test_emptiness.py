"""Words that say that a list is empty."""

import pytest

from extraction.listing.leftovers import left_over
from extraction.markup.page import read_page

URL = "http://www.example.gov.cn/gk/bg/2023/"


def empty(markup: str) -> list[str]:
    page = read_page(f"<html><body>{markup}</body></html>".encode(), URL)
    return [one.text for one in left_over(page, ()) if one.kind == "empty"]


@pytest.mark.parametrize(
    "words",
    [
        "暂无数据",
        "暂无相关信息！",
        "该栏目暂无内容",
        "没有找到相关内容",
        "抱歉，没有找到您要的信息。",
        "未查询到符合条件的数据",
        "没有相关记录",
        "本年度暂未发布报告",
        "无数据",
        "列表为空",
        "No data found.",
    ],
)
def test_words_of_an_empty_list(words: str) -> None:
    assert empty(f"<ul class=list></ul><p class=none>{words}</p>") == [words]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>没有更多了</p>",
        "<p>没有更多数据</p>",
        "<p>正在加载数据</p>",
        "<p style='display:none'>暂无数据</p>",
        "<script>box.html('暂无数据')</script>",
        "<p><a href=x.html>暂无数据</a></p>",
        "<p>全年无行政复议案件被撤销的记录，暂无数据可以比较，特此说明有关情况。</p>",
        "<p>暂无障碍</p>",
    ],
)
def test_other_words(markup: str) -> None:
    assert empty(markup) == []
