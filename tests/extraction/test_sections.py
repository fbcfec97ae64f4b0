"""Outlines as reports write them and as converters damage them, and the parts their headings announce."""

import pytest

from extraction.facts.sections import read_sections
from extraction.prose.outline import number_of
from extraction.prose.prescribed_parts import PARTS, announced_parts

# name of the structure → text, its sections as (level, number, heading)
OUTLINES = {
    "heading ends in a full stop and runs into its paragraph": (
        "一、健全机制。全年召开会议4次。\n二、规范执法。评查案卷2次。",
        [(1, "一、", "健全机制"), (1, "二、", "规范执法")],
    ),
    "no punctuation between heading and text": (
        "一、主要举措和成效2023年，全区坚持以习近平法治思想为指导，深入贯彻落实上级部署，扎实推进各项工作，成效明显。\n"
        "二、存在的不足 我区法治政府建设虽有进展，仍有差距，主要是基层执法力量薄弱，培训不够，装备不足，经费保障水平还不高。",
        [(1, "一、", "主要举措和成效"), (1, "二、", "存在的不足")],
    ),
    "the whole text in one line": (
        "现将情况报告如下：一、主要举措。（一）健全机制。审查32份。（二）规范执法。评查2次。二、存在的不足。力量薄弱。"
        "三、下一步安排。加强培训。",
        [
            (1, "一、", "主要举措"),
            (2, "（一）", "健全机制"),
            (2, "（二）", "规范执法"),
            (1, "二、", "存在的不足"),
            (1, "三、", "下一步安排"),
        ],
    ),
    "a list in a sentence does not count on": ("全区统筹推进。五、六月份开展评查。", []),
    "Arabic numbers run across": (
        "一、举措\n（一）甲\n1.子一\n（二）乙\n2.子二",
        [(1, "一、", "举措"), (2, "（一）", "甲"), (3, "1.", "子一"), (2, "（二）", "乙"), (3, "2.", "子二")],
    ),
    "一是 as second level": (
        "一、举措\n一是抓学习。\n二是抓考核。",
        [(1, "一、", "举措"), (4, "一是", "抓学习"), (4, "二是", "抓考核")],
    ),
    "unnumbered over numbered": (
        "主要举措和成效\n（一）健全机制\n正文。\n（二）规范执法\n正文。\n存在问题\n（一）力量薄弱\n正文。",
        [
            (1, "", "主要举措和成效"),
            (2, "（一）", "健全机制"),
            (2, "（二）", "规范执法"),
            (1, "", "存在问题"),
            (2, "（一）", "力量薄弱"),
        ],
    ),
    "the same numbers at two levels": (
        "一、主要工作\n一、健全机制\n甲。\n二、规范执法\n乙。\n三、强化监督\n丙。\n二、存在问题\n丁。",
        [
            (1, "一、", "主要工作"),
            (2, "一、", "健全机制"),
            (2, "二、", "规范执法"),
            (2, "三、", "强化监督"),
            (1, "二、", "存在问题"),
        ],
    ),
    "first heading printed twice": (
        "一、主要工作\n一、主要工作\n甲。\n二、存在问题\n乙。",
        [(1, "一、", "主要工作"), (1, "一、", "主要工作"), (1, "二、", "存在问题")],
    ),
    "first heading lost": (
        "二、存在问题\n甲。\n三、打算\n乙。",
        [(1, "二、", "存在问题"), (1, "三、", "打算")],
    ),
    "opening brackets lost": (
        "一、举措\n一)健全机制\n二)规范执法\n",
        [(1, "一、", "举措"), (2, "一)", "健全机制"), (2, "二)", "规范执法")],
    ),
    "figures are no numbers": ("罚没15.5万元。1.5倍。\n1.5亿元", []),
}


@pytest.mark.parametrize("structure", OUTLINES)
def test_outline(structure: str) -> None:
    text, expected = OUTLINES[structure]
    sections = read_sections(text)
    assert [(section.level, section.number, section.heading) for section in sections] == expected
    for section in sections:
        assert text.startswith(section.number + section.heading, section.start)


HEADINGS = {
    "2023年度推进法治政府建设的主要举措和成效": ("measures",),
    "主要工作开展情况": ("measures",),
    "工作推进情况": ("measures",),
    "取得的成绩": ("measures",),
    "全面履行政府职能，持续优化营商环境": ("measures",),
    "强化行政权力制约和监督": ("measures",),
    "存在的不足和原因": ("problems",),
    "存在的主要问题": ("problems",),
    "短板弱项": ("problems",),
    "问题": ("problems",),
    "存在的问题及下一步工作思路": ("problems", "plan"),
    "2023年工作情况及2024年工作打算": ("measures", "plan"),
    "主要成效、存在问题和下一步打算": ("measures", "problems", "plan"),
    "下一步主要举措": ("plan",),
    "2024年重点工作": ("plan",),
    "下一年度推进法治政府建设的主要安排": ("plan",),
    "明年工作计划": ("plan",),
    "努力方向": ("plan",),
    "党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况": ("first_responsible",),
    "主要负责同志履职情况": ("first_responsible",),
    "其他需要报告的情况": ("other",),
    "意见和建议": ("other",),
    "附则": (),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_parts_of_a_heading(heading: str) -> None:
    assert announced_parts(1, heading) == HEADINGS[heading]
    assert set(HEADINGS[heading]) <= set(PARTS)


def test_parts_below_the_first_level() -> None:
    assert announced_parts(2, "存在的不足") == ("problems",)
    assert announced_parts(2, "主要成效") == ()
    assert announced_parts(3, "存在的不足") == ()


def test_numbers() -> None:
    numbers = {
        "一、": 1,
        "（十）": 10,
        "十二、": 12,
        "二十、": 20,
        "二十三、": 23,
        "3.": 3,
        "(11)": 11,
        "": 0,
    }
    assert {numbering: number_of(numbering) for numbering in numbers} == numbers
