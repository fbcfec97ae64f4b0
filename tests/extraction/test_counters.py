"""Counters in any wording; the figures of a report are none."""

import pytest

from extraction.prose.boilerplate import widget
from extraction.prose.counters import is_counter
from extraction.prose.text import Words

COUNTERS = (
    "本文已被浏览411次 已阅读411次 此文章共有411人阅读 您是第411位浏览者 共有411人次浏览 （点击数：411） 浏览次数：411 阅读量：1,234"
    " 本文共被阅读411次 [浏览：411] 点击：411 访问量411 该信息已被411人查看 已有411人阅读 本页累计访问411人次 浏览411 411次浏览"
    " 点赞（411）收藏（3） 点赞411收藏5转发12 阅读:411|评论:2 赞(411)踩(0)收藏(3) 浏览411次/下载3次"
    " PV：411 围观：411次 411人看过 hits:411 views:411"
    " 第411位读者 您是本文第411位读者 阅读(411) 累计点击量：411次 本文的阅读人数为411人 人气：411 已被411人浏览。 您是第411位访客"
)
FIGURES = (
    "全年受理行政复议案件411件 2024年3月10日 411 全市公共法律服务平台访问量411万次 组织执法培训18场 阅读 2023年阅读活动411次"
    " 网站点击量达411次,同比增长5% 开展普法讲座411次 法治宣传阅读量411万 发布普法信息411条 公众号阅读量411次,转发3次"
)


@pytest.mark.parametrize("line", COUNTERS.split())
def test_a_counter(line: str) -> None:
    assert widget(Words(line)) == "counter"


@pytest.mark.parametrize("line", FIGURES.split())
def test_a_figure_is_no_counter(line: str) -> None:
    assert not is_counter(line)


def test_spaces_within() -> None:
    assert widget(Words("已阅读 411 次")) == "counter"


def test_a_hostile_line_takes_no_time() -> None:
    assert not is_counter("阅读浏览" * 10 + "411")
    assert not is_counter("本文" * 12 + "的" * 20 + "411次")
