"""Days and times of the visit: lines that a server writes anew for every reader (打印日期：, 本页于…访问)."""

import re
from datetime import date, timedelta

from extraction.prose.dates import find_date
from extraction.prose.text import Words

_LONGEST = 48
_DATE = (
    r"(?:(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}[日号])|\d{1,2}/\d{1,2}/(?:19|20)\d\d)"
)
_TIME = r"(?:\d{1,2}[:时点]\d{2}(?:[:分]\d{2}秒?|分)?)"
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_MOMENT = rf"(?:[ T]?(?:{_DATE}|{_TIME}|[(]?{_WEEKDAY}[)]?|[上下]午|北京时间)){{1,5}}"
_IS_MOMENT = re.compile(_MOMENT)
# Verbs for what a visitor does with a page, or the server for the visitor.
_VISIT = "打印|浏览|访问|查看|查阅|阅读|阅览|下载|导出|检索|查询|搜索|抓取|复制|保存|分享|登录"
_NOW = "当前|现在|此刻|今天|今日|系统|服务器|本机|本地|页面|网页|本页|缓存"
_LABELLED = re.compile(
    rf"""
    [\[(【]?(?:(?:本|该|此)(?:页面?|网页|文|信息|文章)?)?
    # 打印日期:, 当前时间:
    (?:(?:{_VISIT}|{_NOW})(?:的)?(?:于|日期|时间|时刻|时钟|日|在|为|是)
    # 今天是
    |(?:今天|现在|今日)是?)
    :?{_MOMENT}[\])】]?[。.]?
    """,
    re.VERBOSE,
)
_SAID = re.compile(
    rf"""
    # 您上次于
    [\[(【]?(?:(?:您|你|用户|读者)?(?:本|该|此)?(?:页面?|网页|文|信息|文章)?(?:最[后近]|上次)?(?:由|于|在)){{1,2}}
    # 2024年3月1日 10:20
    {_MOMENT}
    # 访问了本页
    (?:被|由)?(?:用户|读者|您)?(?:{_VISIT}|生成|刷新|缓存)(?:了|的)?(?:本|该|此)?(?:页面?|网页|文|信息|文章)?[\])】]?[。.]?
    """,
    re.VERBOSE,
)
_OTHER_LABEL = re.compile(rf"[\[(【]?(?P<label>[^\d:,。;、()\[\]]{{2,12}}):{_MOMENT}[\])】]?[。.]?")
# Labels whose date may rightly be today: a page can be captured on the day of its publication.
_FOR_GOOD = re.compile(
    r"发布|公布|公开|成文|印发|制发|发文|签|落款|刊|登|审|核|校|撰|写|稿|施行|生效|实施|废止|截|至|期限|有效|制|录入|上传|来源"
)
_BARE_LABELS = ("日期", "时间", "年月日", "发布", "落款")
# The clocks of a server and of a capture may be a day apart.
_NEAR = timedelta(days=1)


def is_of_visit(line: Words, today: date) -> bool:
    """True for a line that shows the day of reading: by its words where they are clear, by the date today
    where its label is not one of publication. today: the day of the capture in China."""
    key = line.key
    if len(key) > _LONGEST or not _IS_MOMENT.search(key):
        return False
    if _LABELLED.fullmatch(key) or _SAID.fullmatch(key):
        return True
    other = _OTHER_LABEL.fullmatch(key)
    if other is None or other["label"] in _BARE_LABELS or _FOR_GOOD.search(other["label"]):
        return False
    day = find_date(key)
    return day is not None and abs(day - today) <= _NEAR
