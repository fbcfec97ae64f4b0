"""How promising a column is, by its name and by its address.

The words are the columns that reports were found in, from the one of their own (法治政府建设年度报告) over
the ones they are filed under (政府工作报告, 区政府文件) to the ones that lead there (政务公开). A higher
score is nearer to the reports; 0 is no column of interest.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from records import COLUMN_OF_REPORTS

LIST_COLUMN = 45


class _Rule(NamedTuple):
    score: int
    pattern: re.Pattern[str]


def _rules(*rows: tuple[int, str]) -> tuple[_Rule, ...]:
    return tuple(_Rule(score, re.compile(pattern)) for score, pattern in rows)


_BY_NAME = _rules(
    (100, r"法[治制]政府.{0,8}(?:报告|年报|情况)"),
    (95, r"法[治制]政府"),
    (90, r"依法行政"),
    (85, r"法[治制](?:建设|报告|工作)|依法治[市县区旗省]"),
    (70, r"^(?:政府)?工作报告$|政府工作报告"),
    (65, r"^(?:年度)?(?:工作)?(?:报告|年报)$|年度报告|工作总结"),
    (60, r"其[他它]法定|法定主动公开内容|法定公开内容|^主动公开"),
    (58, r"履职依据"),
    (55, r"(?:[省市州盟县区旗]|人民)?政府(?:办公室)?文件|规划计划|计划总结"),
    (50, r"司法局"),
    (45, r"(?:政府)?信息公开目录|公开目录"),
    (40, r"政府信息公开|信息公开"),
    (35, r"政务公开"),
    (30, r"^(?:部门|镇街|乡镇|镇乡|街道|乡镇街道|镇\(街道\)|部门乡镇|区直部门|县直部门|市直部门).{0,8}$"),
    (25, r"^政务$|^公开$|^政策$|^政策文件$|通知公告"),
    (24, r"^专题专栏$|^(?:热点)?专题$|^专题集锦$|重点领域(?:信息)?公开"),
    (22, r"^(?:网站|站点)(?:地图|导航)$"),
)
# Parts of a path, as in /zwgk/fzzfjsnb/qzf_63478/.
_BY_SLUG = _rules(
    (95, r"^(?:nd|zj|q)?fzzfjs"),
    (92, r"^(?:fzzfndbg|fzzfj|fzzfgzbg|ndfzjsqkbg|fzzf\w{0,8})$"),
    (85, r"^(?:fzjs|fzbg|yfxz)\w{0,6}$"),
    (65, r"^(?:zf)?gzbg\w{0,4}$"),
    (60, r"^gkmlpt$"),
    (55, r"^(?:cszhzf|qtfdgkxx\d{0,2}|qtfdgk\w{0,6}|ndbg\w{0,4}|q?x?s?zfwj\d?)$"),
    (50, r"^(?:fdzdgk\w{0,6}|lzyj)$"),
    (40, r"^(?:zfxxgk|xxgk)(?:ml|pt)?$|^gkml\w{0,4}$|^gkmn$"),
    (30, r"^(?:zwgk|zw)$"),
)
# Columns whose names hold the same words and never the reports.
_NEVER = re.compile(
    r"""
    # disclosure itself: its annual reports, guides and rules
      信息公开(?:工作)?(?:年度报告|年报|指南|制度|规定)
    | 公开(?:指南|制度|规定|指引|标准) | 依申请
    # explanations
    | 解读
    # letters, complaints and consultations
    | 意见征集 | 征集 | 留言 | 信箱 | 投诉 | 举报
    # the site's own functions
    | 登录 | 注册 | 检索 | 搜索 | 热线 | (?<!网站)(?<!站点)地图 | 统计 | 问卷 | English | 无障碍 | 长者
    | 适老
    # money
    | 预决算 | 财政资金
    # more of disclosure and of the site
    | 政府信息公开(?:监督|申请) | 网站工作年度报表
    # education in law
    | 普法 | 法治宣传
    # news
    | ^(?:新闻|要闻|企事业单位|公共企事业单位)
    # what units do
    | ^(?:部门|镇街|乡镇|街道|单位|基层|区县|县区|市县).{0,2}动态$
    """,
    re.VERBOSE,
)
# Links inside one list: its pages, its own home.
_PAGER = re.compile(
    r"^(?:\d{1,5}|第\d{1,4}页|\d{1,4}/\d{1,4}页?|网?站?首页|[上下]一?页|[尾末]页|最后一?页|[<>«»‹›]{1,2}|跳转|GO)$"
)
# What a part of a column is called: nothing by itself, as much as its column when it appears in one.
_REST = re.compile(
    r"^(?:20\d\d年?度?|其[他它].{0,6}|更多.{0,4}|[Mm]ore.{0,2}|查看(?:更多|全部)|全部|列表|本级|.{0,10}政府(?:本级)?)$"
)
# Units have a part in every column of a site, and only those of one about reports are worth it.
_UNIT = re.compile(
    r"^(?:.{0,8}(?:部门|镇街|乡镇|镇乡|街道|单位).{0,4}|.{1,14}(?:局|委|办|办公室|中心|镇|乡|街道|办事处|管委会))$"
)
# A part is a little less than the whole: of two columns found, the one of their own comes first.
_LESS = 5
# The menus of a site appear on each of its pages, and most of their names on every site.
_NAMES = 20_000
_COLLISION = re.compile(r"_\d{1,12}$")


@lru_cache(maxsize=_NAMES)
def leads_elsewhere(name: str) -> bool:
    """True for the name of a column or a button that never leads to reports."""
    text = "".join(name.split())
    return _NEVER.search(text) is not None or _PAGER.search(text) is not None


@lru_cache(maxsize=_NAMES)
def column_score(name: str) -> int:
    """The score of a column's name, white space ignored; 0 for names that say nothing or lead elsewhere."""
    text = "".join(name.split())
    if leads_elsewhere(text):
        return 0
    return next((rule.score for rule in _BY_NAME if rule.pattern.search(text)), 0)


@lru_cache(maxsize=_NAMES)
def is_part(name: str) -> bool:
    """True for a name that means nothing without its parent: 其他, 2023年, 司法局."""
    text = "".join(name.split())
    return _REST.search(text) is not None or _UNIT.search(text) is not None


def lead_score(name: str, path: str, trail: Sequence[str] = ()) -> int:
    """The score of a link by its name, its address and the names it appears under, outermost first.

    A part (其他, 2023年, 司法局) of a promising column is worth nearly as much as the column; elsewhere its
    own words decide. An address alone counts less than a name: a folder's neighbours share it.
    """
    if leads_elsewhere(name):
        return 0
    own = column_score(name) or slug_score(path) // 2
    if not trail or not is_part(name):
        return own
    above = max(column_score(step) for step in trail[-2:])
    text = "".join(name.split())
    counts = (above >= LIST_COLUMN and _REST.search(text) is not None) or (
        above >= COLUMN_OF_REPORTS and _UNIT.search(text) is not None
    )
    return max(own, above - _LESS) if counts else own


@lru_cache(maxsize=_NAMES)
def slug_score(path: str) -> int:
    """The best score of any folder in the path; TRS's collision suffixes (qzf_63478) do not matter."""
    folders = [_COLLISION.sub("", folder.lower()) for folder in path.split("/") if folder]
    return max((rule.score for rule in _BY_SLUG for f in folders[-8:] if rule.pattern.search(f)), default=0)
