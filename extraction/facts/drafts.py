"""Whether a text is a draft: by its title, by the column that the page names, by what the text asks of its
readers.

A draft of a report is no report, whatever its parts. What a list calls it decides nothing: titles of lists
run together. Imports prose.
"""

import re
from collections.abc import Iterable

from extraction.prose.text import bare, half_width

# Lookbehinds that exclude final versions: 定稿, 终稿, 正式稿, 公开稿, 发布稿, 通稿, 来稿, 投稿, 供稿, 新闻稿,
# 讲话稿.
_FINAL = r"(?<![定终])(?<!正式)(?<!公开)(?<!发布)(?<!通)(?<!来)(?<!投)(?<!供)(?<!新闻)(?<!讲话)"
_TITLE = re.compile(
    rf"""
    # What a draft is called by: 征求意见稿, 送审稿.
    (?:征求意见|征集意见|意见征集|送审|送审修改|报审|报批|讨论|审议|审核|审定|审查|上会|代拟|拟|修改|修订|初|草|样|未定)稿
    |草案|初稿|草稿
    # Any other 稿 in brackets that is not the final one.
    |[(\[【〔][^)\]】〕]{{0,12}}{_FINAL}稿[)\]】〕]
    # (公开征求意见)
    |[(\[【〔](?:公开)?(?:征求|征集|听取)意见[^)\]】〕]{{0,6}}[)\]】〕]
    # A title that ends in the request: 公开征求《…》意见的公告.
    |(?:公开|向社会)?(?:征求|征集|听取)(?=.{{4,97}}+$).{{2,90}}(?:意见|建议)(?:建议)?(?:的?(?:公告|公示|通知|通告|启事|函|说明))?$
    """,
    re.VERBOSE,
)
_COLUMN = re.compile(
    r"(?:[>›»/→|-]|^)(?:网上|在线|民意|公众|决策)?(?:民意|意见)?(?:征集|征求|征询)(?:调查|意见|公示|公告|平台)?(?:[>›»/→|-]|$)"
)
# A gap may not contain another start word: matching from the last start word is enough.
_ASKS = re.compile(
    r"""
    # 现…向社会公开征求意见
    现[^。;:现]{0,80}(?:公开|向社会|向公众|广泛)[^。;:]{0,16}(?:征求|征集)[^。;:]{0,16}(?:意见|建议)
    # 现就…征求各单位意见
    |现(?:就|将|对)?[^。;:现]{0,60}征求
        (?:社会|公众|各界|各方|广大|有关|全社会|你们?|贵|各|群众|市民|单位|部门){1,4}[^。;:]{0,10}意见
    """,
    re.VERBOSE,
)
_UNTIL = re.compile(
    r"""
    # 请反馈意见; 意见请发送至…
    (?:(?:反馈|提出|发送|报送|提交|书面)[^。;:]{0,40}|寄[^。;:寄]{0,40})(?:意见|建议)
    |(?:意见|建议)[^。;:]{0,40}(?:反馈|发送|寄至|寄送|报送|提交|传真|邮箱|邮件)
    # 截止时间: 3月1日
    |(?:截止|截至|为期|期限|征[求集]时间)[^。;:]{0,30}\d
    """,
    re.VERBOSE,
)
# Lines of a text that introduce it or close it.
_FIRST, _LAST = 3, 6
_LONGEST = 800


def draft_sign(title: str | None, body_text: str, columns: Iterable[str] = ()) -> str:
    """What shows that a document is a draft: "title", "column" or "text"; "" for nothing. columns: the names
    of the column that the page is in."""
    if _TITLE.search(bare(half_width(title or ""))):
        return "title"
    if any(_COLUMN.search(bare(half_width(name))) for name in columns):
        return "column"
    lines = [line for line in half_width(body_text).split("\n") if line.strip()]
    edge = [bare(line)[:_LONGEST] for line in (*lines[:_FIRST], *lines[-_LAST:])]
    return "text" if any(map(_ASKS.search, edge)) and any(map(_UNTIL.search, edge)) else ""
