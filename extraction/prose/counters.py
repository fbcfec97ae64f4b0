"""Counters: lines that say how often a page was read, whatever their wording."""

import re

_LONGEST = 48
_READ = "浏览|阅读|阅览|访问|点击|查看|查阅|点赞|转发|收藏|评论|下载|访客|读者|人气|热度|围观|看过|读过|流量|PV|UV|VV|hits|views|visits|reads|clicks|阅|览"
_UNITS = "人次|次|人|位|个|遍|度|回|℃"
_MOST_OF_THEM = 8
# What readers do with a page and say of it.
_DONE = re.compile(
    rf"{_READ}|赞|踩|喜欢|分享|在看|在线|关注|粉丝|弹幕|打赏|推荐|收听|播放|满意(?![度率])|有用|没用|[好中差]评",
    re.IGNORECASE,
)
# Words that have a number of their own beside them.
_LABEL = re.compile(rf"{_DONE.pattern}|一般|今[日天]|本日|昨[日天]|历史|累计|总计?|合计|共计?", re.IGNORECASE)
# These words with numbers and words of counting between them, in any order, and nothing else. The longer come
# first: no word is read in two ways.
_ANY_ORDER = re.compile(
    rf"""
    (?: {_DONE.pattern}
      | 今[日天]|本日|昨[日天]|历史|累计|合计|总计|共计|总共|一共|当前|目前|现在|至今|一般|比较|非常|基本  # when, how
      | 文章|[本此该这]文|[本此该这]?(?:页面|网页|信息|稿件|新闻|内容|栏目)|[本此该这][篇条页站稿]?  # what
      | [您你我]们?|网友|用户|游客|大家|对|给|由|于  # who
      | 统计|评价|记录|次数|人数|人次|数量|总数|总量|[数量率值次人位个遍回总共℃]  # how often
      | 已经|超过|成为|[不第已曾被有的了过是为约者]
      | [\[(【<>】)\]|/、·;:+。.!-] | \0
    )++
    """,
    re.IGNORECASE | re.VERBOSE,
)
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
    """True for a line (half-width, without white space) that is a counter: numbers with counting words around
    them, no more numbers than such words, and nothing else."""
    if len(line) > _LONGEST or not _DONE.search(line):
        return False
    around, numbers = _NUMBER.subn("\0", line)
    if numbers == 1 and _AROUND.fullmatch(around):
        return True
    counted = len(_LABEL.findall(around))
    return 0 < numbers <= min(counted, _MOST_OF_THEM) and _ANY_ORDER.fullmatch(around) is not None
