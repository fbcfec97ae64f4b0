"""The five parts that the rules on annual reports prescribe, told by the words of a heading.

督察工作规定 (2019), art. 24: measures and results; shortcomings and their causes; how the heads of Party and
government did their duty as first person responsible; the plan for the next year; other matters.
"""

import re
from functools import lru_cache

from extraction.prose.text import bare, half_width

PARTS = ("measures", "problems", "first_responsible", "plan", "other")

_FIRST_RESPONSIBLE = re.compile(
    r"第一责任人|主要负责(?:人|同志).{0,16}(?:履行|履职|职责|述法)|党政主要负责|履行.{0,4}法治(?:政府)?建设.{0,6}职责"
)
_PLAN = re.compile(
    r"""
    下一?步|下一?(?:年|个?阶段)|明年|来年|今后  # time to come
    |20\d\d年度?(?:(?!20\d\d).){0,14}?(?:打算|思路|安排|计划|谋划|重点工作(?!.{0,4}情况)|工作要点|工作重点)  # 2024年工作安排
    |工作(?:打算|思路|安排|计划|设想)|(?:主要|重点)(?:安排|打算|计划)  # plans
    |努力方向|改进(?:的?措施|方向|举措)|整改(?:措施|方向)|展望  # aims
    """,
    re.VERBOSE,
)
_PROBLEMS = re.compile(
    r"""
    (?:存在|面临).{0,8}(?:问题|不足|短板|困难|差距|困境|弱项)  # 存在的主要问题
    |不足|短板|薄弱环节
    |(?:主要|突出|^)问题
    |问题(?:和|及|与)(?:原因|困难)|原因分析|差距
    """,
    re.VERBOSE,
)
_MEASURES = re.compile(
    r"""
    举措|成效|成绩
    |主要(?:做法|措施|工作)|(?:经验|特色)?做法
    |工作.{0,6}(?:情况|总结|回顾|措施|亮点)  # 重点工作推进情况
    |(?:开展|推进|进展|落实|完成|总体|基本)情况
    """,
    re.VERBOSE,
)
_OTHER = re.compile(
    r"""
    其[他它].{0,12}(?:情况|事项|工作|问题)
    |需要(?:报告|说明).{0,6}(?:情况|事项)  # 需要报告的其他情况
    |(?:意见|对策)(?:和|与|及)?建议|^其[他它]$
    """,
    re.VERBOSE,
)
# Reports that leave out the heading 主要举措 name the chapters of the 纲要 instead.
_CHAPTER = re.compile(
    r"""
    习近平法治思想|职能|营商环境  # study, and the duties of government
    |制度体系|立法|规范性文件|决策|执法  # rules, decisions, enforcement
    |突发事件|应急|矛盾|纠纷|行政复议|监督|制约|权力  # emergencies, disputes, supervision
    |数字|科技|政务公开|组织领导|党的领导|统筹  # digital government, leadership
    |法治(?:思维|观念|意识|宣传|保障|素养)|依法治|普法|公共法律服务|放管服|依法行政|履行  # the rule of law in general
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=256)  # reports share most of their headings
def announced_parts(level: int, heading: str) -> tuple[str, ...]:
    """The prescribed parts that a heading of this level announces, in the order of its words; one heading
    may announce two (存在的问题及下一步工作思路). Below level 2 none is looked for, and at level 2 the
    measures are not: every second heading there speaks of them."""
    if level > 2:
        return ()
    words = bare(half_width(heading))
    starts: dict[str, int] = {}
    for part, pattern in (
        ("first_responsible", _FIRST_RESPONSIBLE), ("plan", _PLAN), ("problems", _PROBLEMS), ("other", _OTHER)
    ):  # fmt: skip
        if found := pattern.search(words):
            starts[part] = found.start()
    if level == 1 and not {"first_responsible", "other"} & set(starts):
        done = _MEASURES.search(words)
        # 下一步主要举措 is a plan; 主要举措和下一步打算 is both.
        if done and done.start() < min(starts.values(), default=len(words)):
            starts["measures"] = done.start()
        elif not starts and _CHAPTER.search(words):
            starts["measures"] = 0
    return tuple(sorted(starts, key=starts.__getitem__))
