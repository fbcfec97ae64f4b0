"""A report's title without what a page prints around it: labels, sites' names, marks and notes.

Each is taken away only where the title of a report is left.
"""

import re

from extraction.facts.kinds import is_report_title
from extraction.facts.places import find_places
from extraction.prose.text import bare

_LABEL = re.compile(
    r"""
    ^[\[【]?\s?(?:文章|文件|信息|公文|报告|文稿|材料|公开|政策|新闻|正文|主|大)?
    (?:标\s{0,6}题|题\s{0,6}目|题\s{0,6}名|名\s{0,6}称|主\s{0,6}题|文件名)
    \s?(?:[\]】]\s?[:：]?|[:：])\s?
    """,
    re.VERBOSE,
)
_MARK_BEFORE = re.compile(r"^[\s★☆▶►◆◇●○■□·•※→>»✦✿]{1,4}(?=\S{8})")
# A word before a mark that parts: a site's name, a column's, 重磅！
_NAME_BEFORE = re.compile(
    r"""
    ^(?P<name>[^\W\d_丨][\w\s·]{1,19}?)
    (?:\s?[:：|｜_丨·»>！!]|\s?[-–—]{1,2})\s?(?=\S{8})
    """,
    re.VERBOSE,
)
_TAG_BEFORE = re.compile(r"^[\[【（(](?P<name>[^\]】）)\d]{1,14})[\]】）)]\s?(?=\S{8})")
# Words that describe the document itself; a site does not add them.
_MEANS = re.compile(
    r"解读|图解|读懂|意见|草案|草稿|初稿|讨论|送审|审议|样本|模板|范文|摘要|节选|概要|通知|法治政府|法治建设|依法行政|年(?!度?报)"
)
_NOTE_BEHIND = re.compile(
    r"""
    \s?[\[【（(](?=[^\]】）)]{1,12}[\]】）)]$)[^\]】）)]*?
    (?:附|全文|原文|正文|图|文字|公开版|正式版|PDF|Word|OFD|下载|转载|转发|置顶|归档|已阅|链接|最新|NEW|HOT)
    [^\]】）)]*[\]】）)]$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME_BEHIND = re.compile(
    r"(?<=报告|情况|总结|汇报)\s?(?:[|｜_丨»]|[-–—]{1,2})\s?(?P<name>[^\d《》。]{2,24})$"
)
_WORD_BEHIND = re.compile(
    r"(?:(?<=报告|情况|总结|汇报)|(?<=》))\s?(?:[.…。]{1,6}|(?:\s?(?:打印|关闭|收藏|下载|分享|全文|NEW|HOT)){1,6}|\s[顶热荐])$",
    re.IGNORECASE,
)
_QUOTES = (
    ("《", "》"),
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ('"', '"'),
    ("〈", "〉"),
    ("【", "】"),
    ("〔", "〕"),
)
_ISSUER = re.compile(
    r"(?:中共)?.{2,40}(?:政府|委员会|局|厅|委|办公室|办事处|中心)(?:关于)?|.{2,12}(?:[省市区县旗州盟镇乡]|街道)"
)


def names_issuer(line: str) -> bool:
    """True for a body's name, or the name of a place, alone on its line (without white space)."""
    if _ISSUER.fullmatch(line):
        return True
    places = find_places(line)
    return bool(places) and places[0].start == 0 and places[-1].end == len(line)


def plain_title(title: str) -> str:
    """The title without a label, a tag or the name of a site before it, marks around all of it, and a note or
    the name of a site behind it; as it is where no report's title is left."""
    for pattern in (_MARK_BEFORE, _LABEL, _TAG_BEFORE, _NAME_BEFORE, _TAG_BEFORE):
        found = pattern.match(title)
        if found and _is_added(found, title[found.end() :]):
            title = title[found.end() :]
    for pattern in (_WORD_BEHIND, _NOTE_BEHIND, _NAME_BEHIND, _NOTE_BEHIND):
        found = pattern.search(title)
        if found and _is_added(found, title[: found.start()]):
            title = title[: found.start()]
    for opening, closing in _QUOTES:
        inside = title[1:-1]
        if title[:1] == opening and title[-1:] == closing and not {opening, closing} & set(inside):
            return inside if len(inside) >= 4 and (opening == "《" or is_report_title(inside)) else title
    return title


def _is_added(found: re.Match[str], rest: str) -> bool:
    """True where the rest is a report's title without what was found, which says nothing of the document:
    云溪县司法局： 2023年… names the issuer."""
    name = found.groupdict().get("name") or ""
    if not is_report_title(rest) or _MEANS.search(name):
        return False
    begins = re.match(r"关于|20\d\d|二[〇○零]", rest) is not None
    return not (begins and found.start() == 0 and names_issuer(bare(name)))
