"""The kind of a page, from its title and its text.

A title whose words cannot be a report's (解读, 政府工作报告, 上半年) decides. If its last words are another
document's but occur in reports too (…总结及2023年工作计划, …情况的通报, 自查报告), the text decides: one with
the parts of a report is a report. Without a title, or with one that shows no kind, the text decides too: a
report mentions 法治政府 throughout, has the outline of a report and reports on a year. If title and text
contradict each other the page is a candidate, for a person to judge. A text called a draft, or one that asks
for opinions, is a draft (extraction.facts.drafts).
"""

import re
from collections.abc import Iterator, Sequence

from extraction.facts.confidence import DOUBT, Witness, best, evidence_for
from extraction.prose.dates import is_date_line
from extraction.prose.outline import LINE_START
from extraction.prose.prescribed_parts import announced_parts
from extraction.prose.shapes import is_list, looks_emptied
from extraction.prose.text import Words, bare, half_width
from records import Evidence

KINDS = (
    "report",
    "candidate",
    "draft",
    "policy_explanation",
    "work_plan",
    "government_work_report",
    "other_annual_report",
    "news",
    "notice",
    "template",
    "error_page",
    "blocked_page",
    "other",
)

_TOPIC = re.compile(r"法治政府|依法行政|法治建设")
_ACCOUNT = re.compile(r"报告|情况|总结")
# In this order; the first that fits decides. Searched in the title without 《…》, brackets and white space.
_TITLE_KINDS = (
    ("template", re.compile(r"某[省市县区镇乡局]|[Xx×*]{2}[省市县区镇乡局]|20[Xx×*]{2}|范文|模板|\(样本\)")),
    ("policy_explanation", re.compile(r"解读|图解|一图读懂|一图看懂|答记者问")),
    (
        "other",
        re.compile(
            r"""
            (?: (?:目录|清单|试题|答案|指南|(?<!工作)指引|须知|手册)
              | (?:编写|编制|撰写|起草|写作|填报|报送)(?:内容|工作)?[的和]?  # how a report is to be written
                (?:说明|要求|提纲|大纲|格式|规范|参考|样式|体例|框架|样本|要点|标准)
            )(?:\(.{1,20}\))?$
            """,
            re.VERBOSE,
        ),
    ),
    ("government_work_report", re.compile(r"(?<!法治)政府工作报告")),
    (
        "work_plan",
        re.compile(r"(?:要点|安排|方案|计划|规划|任务分解|工作指引|任务清单)(?:的?通知)?(?:\(.{1,20}\))?$"),
    ),
    (
        "other_annual_report",
        re.compile(
            r"""
            # Reports on another subject.
            信息公开.{0,8}(?:年报|报告|报表)|网站.{0,8}(?:年报|报表|报告)|白皮书|中期评估
            # On more than a year, or less.
            |(?<![〇○零一二\d])[三四五]年.{0,12}(?:总结|报告)|(?:上半年|季度).{0,30}(?:总结|报告|情况)
            |20\d\d年?[-—–~至]+20\d\d年
            # On what one person, or a check, did.
            |第一责任人|述职|述法|示范创建|整改|自查|考核
            """,
            re.VERBOSE,
        ),
    ),
    (
        "notice",
        re.compile(r"(?:通知|公告|通告|公示|通报|函|决定|批复|意见|办法|规定)(?:\(.{1,20}\))?$|命名|公示"),
    ),
    (
        "news",
        re.compile(
            r"发布|听取|审议|召开|举行|举办|取得|荣获|印发|公布|部署|推进会|强调|出席|调研|督察|开班|培训班|走在|再上|迈出|新成效|新进展|获评|入选"
        ),
    ),
)
_TITLE_KINDS_BY_NAME = dict(_TITLE_KINDS)
# Kinds that a title's last words name although the document may be a report.
_SOFT = ("work_plan", "notice", "news")
# Notices that ask others for their reports.
_ASKS = re.compile(r"(?:报送|上报|做好|编制|编写|撰写|公开).{0,40}通知")
_OTHERWISE = re.compile(r"自查|考核|整改")
# Parts (extraction.prose.prescribed_parts) that make a text a report's, whatever its title ends in.
_TELLING = {"measures", "problems", "plan"}
_OTHER_SUBJECT = re.compile(r"[预决]算|统计公报|绩效|述职|审计|普法|检察院|法院|环境状况|环境质量")
_ERROR = re.compile(
    r"""
    # The page is not there.
    页面不存在|页面没有找到|页面未找到|找不到(?:该|您|指定)?.{0,8}页面
    |您(?:访问|查看|要找|浏览)的.{0,12}(?:不存在|已删除|已被删除|已失效)
    |(?:内容|文章|信息|页面|文件)(?:不存在|已(?:被)?删除|已下线)
    |404(?:notfound|错误|error)|notfound
    # The server does not show it.
    |系统(?:繁忙|错误|维护)|拒绝访问|访问被拒绝
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CUES = re.compile(
    r"""
    # What was done.
    主要(?:举措|做法|工作|成效|措施|情况)|举措和成效|工作(?:开展|推进|完成)?情况
    # What is wanting.
    |存在的?(?:主要)?(?:问题|不足|困难|短板)|不足(?:和|及|与)
    # What comes next.
    |下一步|下一年|工作(?:打算|思路|安排|计划|重点)
    # The duty of the first person responsible, and the subject itself.
    |第一责任人|主要安排|依法(?:全面)?履行|法治(?:思维|观念)|依法行政|行政(?:执法|决策|权力)
    """,
    re.VERBOSE,
)
_FORMULA = re.compile(
    r"""
    # 现将2023年法治政府建设情况报告如下
    现将(?:[^现\n]|现(?!将)){0,80}(?:法治政府|依法行政|法治建设).{0,60}(?:报告|汇报|总结|通报)如下
    # 现将有关情况报告如下
    |现将(?:有关|全年|年度|本年度|主要|具体|相关)?(?:工作)?情况(?:报告|汇报|总结|通报)如下
    # 具体情况如下:
    |(?:具体|有关|主要)?情况(?:报告|汇报|总结|通报)?如下[:。]
    """,
    re.VERBOSE,
)
# Agency and paper reports begin so; a government's own report does not.
_NEWS_LEAD = re.compile(
    r"""
    (?:本报|本网)?.{0,10}(?:讯|电)[(\s:]
    |(?:本报|本网)?记者|.{0,30}(?:本报讯|通讯员)
    |(?:近日|日前|连日来),|\d{1,2}月\d{1,2}日(?:上午|下午)?,  # the day of what is told
    """,
    re.VERBOSE,
)
_ADDRESSEE = re.compile(r"(?:中共)?.{0,30}(?:委|委员会|政府|人大常委会|办公室|主任|委员).{0,20}:")
_ANY_LENGTH = 300
_HEADING = 40
_REPORT_LENGTH = 1500
_SECTIONS = 3


def title_kind(title: str) -> str:
    """The kind a title names; "report" for the title of a report, "" where it says nothing."""
    whole = re.fullmatch(r"《([^》]{1,200})》", bare(half_width(title)))
    outside = whole[1] if whole else re.sub(r"《[^》]{0,200}》", "", bare(half_width(title)))
    tagged = re.sub(r"^[\[【(][^\]】)]{1,12}[\]】)]", "", outside)
    issued = re.search(r"印发《([^》]{1,200})》的?通知$", bare(half_width(title)))
    if issued and _TITLE_KINDS_BY_NAME["work_plan"].search(issued[1]):
        return "work_plan"
    for kind, pattern in _TITLE_KINDS:
        if pattern.search(outside):
            return kind
    if is_report_title(tagged):
        return "report"
    return "other_annual_report" if _OTHER_SUBJECT.search(outside) else ""


def may_title_a_report(title: str) -> bool:
    """True for the title of a report, and for one with its words that ends like another document's: the text
    decides."""
    named = title_kind(title)
    if named == "report":
        return True
    words = bare(half_width(title))
    is_soft = (named in _SOFT and not _ASKS.search(words)) or (
        named == "other_annual_report" and _is_only_otherwise(words)
    )
    return is_soft and is_report_title(title)


def _is_only_otherwise(words: str) -> bool:
    """True for a title that is another annual report's for one of the words alone that a report may have."""
    pattern = _TITLE_KINDS_BY_NAME["other_annual_report"]
    return _OTHERWISE.search(words) is not None and not pattern.search(_OTHERWISE.sub("", words))


def is_report_title(title: str) -> bool:
    """True for a title of the shape issuer – year – 法治政府建设 – 报告, with 报告 or 年 alone also enough
    (浙江省2021年法治政府建设情况; 关于法治政府建设情况的报告)."""
    narrow = bare(half_width(title))
    return len(narrow) <= 90 and _TOPIC.search(narrow) is not None and _ACCOUNT.search(narrow) is not None


def judge(title: str | None, body_text: str) -> tuple[str, Evidence, str]:
    """The kind of the page, what it was read from, and what contradicts it ("" for nothing)."""
    narrow = half_width(body_text)
    if len(body_text) < 400 and _ERROR.search(bare(narrow) + bare(half_width(title or ""))):
        return "error_page", evidence_for("error_page", [Witness("error_page", "text")]), ""
    named = title_kind(title or "")
    if named == "report" and looks_emptied(narrow):
        return "template", evidence_for("template", [Witness("template", "text")]), ""
    if is_list(narrow):  # a column that is called like the reports in it
        return "other", evidence_for("other", [Witness("other", "text is a list")]), ""
    witnesses = [*_said_by_title(named, title or ""), *_said_by_text(narrow, named)]
    if named not in ("", "report"):
        return _by_soft_title(named, title or "", narrow, witnesses)
    kind, evidence = best(witnesses) or ("other", evidence_for("other", [Witness("other", "text")]))
    against = [one for one in witnesses if one.value != kind and one.strength >= DOUBT]
    contrary = ", ".join(f"{one.basis} says {one.value}" for one in against)
    if kind == "report" and against:
        return "candidate", evidence, contrary
    return kind, evidence, contrary


def _by_soft_title(
    named: str, title: str, narrow: str, witnesses: Sequence[Witness[str]]
) -> tuple[str, Evidence, str]:
    """The words of a report are what near-misses are made of: such a page is what its title's last words say,
    but for a text that has the parts of a report."""
    own = [one for one in witnesses if one.value == named]
    for_text = [one for one in witnesses if one.value == "report"]
    if not may_title_a_report(title) or not any(one.basis == "text" for one in for_text):
        return named, evidence_for(named, own), ""
    kind = "report" if _has_all_parts(narrow) else "candidate"
    return kind, evidence_for("report", [*for_text, *own]), f"title says {named}"


def _has_all_parts(narrow: str) -> bool:
    """True for a text whose headings announce measures, problems and a plan, and that a date signs or a lead
    with the formula of a report opens."""
    lines = [line for line in narrow.split("\n") if line]
    announced = {
        part
        for line in lines
        for level in (1, 2)
        if (number := LINE_START[level].match(line))
        for part in announced_parts(level, line[number.end() :][:_HEADING])
    }
    shape = set(_shape(lines, 0))
    return announced >= _TELLING and bool(shape & {"formula", "addressee", "sign-off"})


def _said_by_title(named: str, title: str) -> Iterator[Witness[str]]:
    if named == "report" and not re.search(r"20\d\d|二[〇○零]", half_width(title)):
        yield Witness("report", "title without a year")
    elif named:
        yield Witness(named, "title")


def _said_by_text(narrow: str, named: str) -> Iterator[Witness[str]]:
    lines = [line for line in narrow.split("\n") if line]
    cued = _cued(lines)
    like_report = _is_like_report(narrow, cued)
    if like_report:
        yield Witness("report", "text")
    if named == "report" or like_report:
        yield from (Witness("report", basis) for basis in _shape(lines, cued))
    if cued < 2 and lines and _NEWS_LEAD.match(bare("".join(lines[:2]))):
        yield Witness("news", "news lead")
        return
    off_topic = not like_report and len(narrow) > _ANY_LENGTH and not _TOPIC.search(narrow)
    if off_topic and not (named == "report" and _accounts_for_a_year(lines)):
        yield Witness("other", "text")


def _accounts_for_a_year(lines: list[str]) -> bool:
    """True for a text whose lead names a year and that has _SECTIONS headings 一、二、三: below the title of
    a report it need not say 法治政府 once more."""
    lead = bare("".join(lines[:3]))[:400]
    headings = sum(LINE_START[1].match(line) is not None for line in lines)
    return re.search(r"(?:20\d\d|二[〇○零]..)年", lead) is not None and headings >= _SECTIONS


def _shape(lines: list[str], cued: int) -> Iterator[str]:
    """What the form of the text adds: outline, closing formula, addressee, sign-off, length."""
    lead = bare("".join(lines[:6]))[:800]
    if cued >= 2:
        yield "outline"
    if _FORMULA.search(lead):
        yield "formula"
    if any(_ADDRESSEE.fullmatch(bare(line)) for line in lines[:3]):
        yield "addressee"
    if any(is_date_line(Words(line)) for line in lines[-4:]):
        yield "sign-off"
    if sum(map(len, lines)) >= _REPORT_LENGTH:
        yield "length"


def _cued(lines: list[str]) -> int:
    return sum(1 for line in lines if LINE_START[1].match(line) and _CUES.search(line[:80]))


def reads_like_report(narrow: str) -> bool:
    """True for a text (half-width) with the subject, the outline and the year of a report."""
    return _is_like_report(narrow, _cued(narrow.split("\n")))


def _is_like_report(narrow: str, cued: int) -> bool:
    about = len(_TOPIC.findall(narrow))
    lead = bare("".join(narrow.split("\n", 6)[:6]))[:800]
    year = re.search(r"(?:20\d\d|二[〇○零]..)年", lead) is not None
    return year and about >= 3 and (cued >= 2 or (cued >= 1 and _FORMULA.search(lead) is not None))
