"""Furniture as real pages print it, above and below a text: it goes, and nothing else does."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extraction.markup.page import read_page
from extraction.markup.visible import lines_of
from extraction.prose.boilerplate import _ANY, _may_match, _unspaced
from extraction.prose.text import Words
from extraction.reading import extract
from records import Extraction

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TITLE = "云溪县人民政府关于2024年度法治政府建设情况的报告"
TEXT = [
    "2024年，云溪县坚持把法治政府建设摆在突出位置，各项任务有序落实。现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）健全制度机制。全年召开专题会议6次，研究解决问题31个。一是抓学习。二是抓考核。",
    "二、存在的问题和不足",
    "基层执法力量仍显不足，个别单位对程序规定理解不深。",
    "三、2025年工作安排",
    "继续推进重点领域执法规范化，确保各项措施落到实处。",
    "云溪县人民政府",
    "2025年3月6日",
]

ABOVE = """
当前位置:首页>政务公开>法治政府建设年度报告
当前位置 : 首页 > 法治政府建设 > 正文
您当前的位置：首页 >> 信息公开 >> 年度报告
您现在所在的位置：首页 > 工作动态 > 正文
您所在的位置: 网站首页 > 计划规划
当前位置:首页--法治
7首页 > 政务公开 > 规划计划 > 详情
【打印】
【打印内容】
打印 打印
【字体:
【字号：大 中 小】
[字体: ]
字体:[] [] []
字体【      】
【字体:【大 中 小】
[大][中][小]
【字体大小:大中小】
字号: 默认 超大 | 打印 |
分享到：
分享:
| | | |
我要投稿
浏览次数:
浏览次数：-
浏览量:1
点击率
访问次数: 82
阅读人次: -
阅读量:485次
4874268
来源:
稿件来源:云溪县司法局
作者: ahjgbzw
发布者:管理员
责任编辑:王某某
主题分类: 法治建设 有效性:
公开方式:主动公开 公开范围:面向全社会
[ 主题分类 ] 综合政务
无障碍浏览 长者模式
网站无障碍 | 简体 | 繁体
简体| 繁体
登录 注册
今天是:2019年10月31日 星期三 农历十月初七
天津市静海区人民政府 2019年12月3日星期二
欢迎光临云溪县人民政府网站
扫一扫下载云溪发布APP
视力保护色:
智能问答
热门搜索
www.yunxi.gov.cn
云溪县人民政府门户网站
首页 政务公开 政务服务 互动交流
""".strip().split("\n")
BELOW = """
扫一扫在手机打开当前页
扫一扫在手机上查看当前页面
【打印】【关闭窗口】
【返回顶部】【关闭本页】
打印 关闭
分享到：微信 微博 QQ空间
X分享到 - 微信
上一篇：云溪县2023年法治政府建设年度报告
下一篇: 无
相关链接
相关新闻：
关联稿件：
责任编辑：李某
[责任编辑:张三]
我要纠错
纠错 纠错
版权声明：本站内容未经许可不得转载
主办：云溪县人民政府办公室 承办：云溪县大数据中心
渝ICP备05000000号-1
政府网站标识码：5001180002 渝公网安备 50011800000000号
""".strip().split("\n")


def read(lines: list[str]) -> Extraction:
    return extract("\n".join(lines).encode(), now=NOW)


@pytest.mark.parametrize("line", ABOVE)
@pytest.mark.parametrize("between", [False, True], ids=["above the title", "below the title"])
def test_head(line: str, between: bool) -> None:
    found = read([TITLE, line, *TEXT] if between else [line, TITLE, *TEXT])
    assert found.body_text.split("\n") == TEXT
    assert found.title == TITLE
    assert found.published_on is None
    assert found.issuer == "云溪县人民政府"


@pytest.mark.parametrize("line", BELOW)
def test_tail(line: str) -> None:
    found = read([TITLE, *TEXT, line, "首页", "某个栏目"])
    assert found.body_text.split("\n") == TEXT
    assert found.signed_on == date(2025, 3, 6)


DATES = {
    "发布时间：2025-03-28 09:18": (2025, 3, 28),
    "发布日期:2021-04-12 09:35:00 浏览次数：": (2021, 4, 12),
    "时间: 2021/03/29 11:30:01": (2021, 3, 29),
    "发布时间2025年09月05日": (2025, 9, 5),
    "发布时间：2023年03月30日 09时24分 来源：县司法局": (2023, 3, 30),
    "日期：25.02.2016  10:00": (2016, 2, 25),
    "发布日期：2022- 04- 27": (2022, 4, 27),
    "发布日期：2018年11月 12 日": (2018, 11, 12),
    "发布时间：2024-03-15 42:18": (2024, 3, 15),
    "时间:2022年02月15日来源:市司法局": (2022, 2, 15),
    "来源:县司法局阅读:发布时间:2023-01-09 15:19:00字体【": (2023, 1, 9),
    "【信息时间：2024-01-11】": (2024, 1, 11),
    "2024-03-28 09:18 县司法局": (2024, 3, 28),
    "2024-03-28 | 来源：县司法局": (2024, 3, 28),
    "更新时间：2021/03/29 11:30:01": (2021, 3, 29),
    "发布时间：２０２４年３月２８日": (2024, 3, 28),
}


@pytest.mark.parametrize("line", DATES)
def test_date_lines(line: str) -> None:
    found = read([TITLE, line, *TEXT])
    assert found.published_on == date(*DATES[line])
    assert found.body_text.split("\n") == TEXT
    assert found.source in (None, "县司法局", "市司法局")


def test_widget_within_the_text_goes_alone() -> None:
    found = read([TITLE, *TEXT[:4], "【打印】【字体：大 中 小】", *TEXT[4:]])
    assert found.body_text.split("\n") == TEXT


def test_words_of_furniture_in_a_sentence_stay() -> None:
    line = "推进政府网站无障碍改造，设置扫一扫、打印等功能，页面字号可调，浏览次数逐年上升。"
    assert line in read([TITLE, *TEXT[:4], line, *TEXT[4:]]).body_text.split("\n")


def test_salutation_and_number_line_stay() -> None:
    head = ["云溪府〔2025〕9号", "县人大常委会："]
    found = read([TITLE, "发布日期：2025-03-10", *head, *TEXT])
    assert found.body_text.split("\n") == [*head, *TEXT]
    assert found.doc_number == head[0]


def test_share_bar_between_summary_and_text_goes_alone() -> None:
    long = [
        f"全年办理第{number}批行政复议案件，认真审查，依法作出决定，回应群众关切。" for number in range(6)
    ]
    assert read([TITLE, TEXT[0], "分享到：微信 微博", *long]).body_text.split("\n") == [TEXT[0], *long]


def test_no_line_matches_without_a_sign() -> None:
    """The pass over the list of signs must let through whatever a pattern matches."""
    folders = [Path(__file__).parent / "pages", Path(__file__).parents[2] / "benchmarks" / "gold"]
    pages = [read_page(path.read_bytes()) for folder in folders for path in folder.rglob("*.html")]
    lines = {text for page in pages for text, _ in lines_of(page.visible.pieces)}
    matching = [Words(text) for text in lines if len(text) <= 400 and _ANY.fullmatch(_unspaced(Words(text)))]
    assert len(matching) > 100
    assert [line.text for line in matching if not _may_match(line)] == []
