"""Counters: lines that say how often a page was read, whatever their wording."""

import re

_LONGEST = 48
_READ = "浏览|阅读|阅览|访问|点击|查看|查阅|点赞|转发|收藏|评论|下载|访客|读者|人气|热度|围观|看过|读过|流量|PV|UV|VV|hits|views|visits|reads|clicks|阅|览"
_READING = re.compile(_READ, re.IGNORECASE)
_UNITS = "人次|次|人|位|个|遍|度|回|℃"
# Several counters in one line: 点赞(411)收藏(5), 浏览:411 评论:3.
_PRESSED = re.compile(rf"{_READ}|赞|踩|喜欢|分享|在看|在线|关注|粉丝|弹幕|打赏|推荐")
_SEVERAL = re.compile(
    rf"(?:{_PRESSED.pattern}|{_UNITS}|次数|人数|总|共|已|被|有|的|者|数|量|率|[\[(【<>】)\]|/、·;:]|\0)+"
)
_MOST_OF_THEM = 8
_THIS = "(?:本|此|该|这)?(?:篇|条)?(?:文章|文|信息|页面|网页|页|站|稿件|稿|新闻|内容|栏目)?"
# One number that is no decimal, no share and no large round figure.
_NUMBER = re.compile(
    r"(?<![\d.,])[\[(【]?(?:\d{1,3}(?:,?\d{3}){0,3}|\d{1,4}(?:\.\d{1,2})?[万wW]\+?)[\])】]?(?![\d.,%万])"
)
_AROUND = re.compile(
    rf"""
    # In front of the number: 本文已被您是第
    [\[(【<]?{_THIS}(?:已经|已|共|累计|总共|总|的|被|有|约|至今|目前|一共|合计){{0,4}}(?:您|你)?是?{_THIS}的?第?
    # The label: 浏览次数为:
    (?:(?:{_READ})?(?:者|数|量|率|次数|人数|人次|总数|总量|统计|记录)?(?:为|是|共|有|:|约){{0,3}}){{1,2}}
    # The number.
    \u0000
    # Behind it: 次阅读过本文
    (?:{_UNITS})?的?已?(?:{_READ}|网友|用户|数|量|者|过|了|次|人|的|{_THIS[:-1]}){{0,4}}[\])】>]?[。.!]?
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_counter(line: str) -> bool:
    """True for a line (half-width, without white space) that is a counter: one number with counting words around it,
    or several with one each, and nothing else."""
    if len(line) > _LONGEST or not _READING.search(line):
        return False
    around, numbers = _NUMBER.subn("\0", line)
    if numbers == 1:
        return _AROUND.fullmatch(around) is not None
    counted = len(_PRESSED.findall(around))
    return 1 < numbers <= min(counted, _MOST_OF_THEM) and _SEVERAL.fullmatch(around) is not None
