"""The year a report is about: rarely the year it is published in."""

import re
from collections.abc import Iterator
from datetime import date

from extraction.facts.confidence import Witness, best
from extraction.prose.text import bare, half_width
from records import Evidence

# A range (2021—2025年), a number in brackets (〔2024〕17号) and a plan's name say nothing about the year.
_NOT_THE_YEAR = re.compile(
    r"""
    《[^》]{0,200}》
    |[(〔\[]\s?(?:19|20)\d\d\s?[)〕\]]\s?\d  # 〔2024〕17号
    |(?:19|20)\d\d年?\s?[-—–～~至到]{1,3}\s?(?:19|20)\d\d年?度?  # 2021—2025年
    |(?:19|20)\d\d年?第\d{1,3}期|(?:19|20)\d\d卷  # an issue of a gazette
    |(?:19|20)\d\d-\d\d-\d\d
    |自(?:19|20)\d\d年.{0,6}以来|(?:19|20)\d\d年以[来來]
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?(?=年|度|[\u4e00-\u9fff])(?!年?\d{1,2}月)")
_NUMERAL_YEAR = re.compile(r"二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_LEAD = re.compile(r"(20\d\d)年(?:度|来)?(?:以来)?[,，:：]|(20\d\d)年度?(?!\d{1,2}月)")
# Cheap test first: one of the phrase's last words must follow soon; most sentences that start like this
# continue differently.
_FORMULA = re.compile(
    r"""
    现(?:就|将|把)(?=[^告报结布明\n]{0,160}+[告报结布明])
    .{0,40}?(20\d\d)年度?
    .{0,60}?(?:法治|依法行政|情况|工作)
    .{0,40}?(?:(?:报告|汇报|总结|通报|公布|公告|说明)(?:如下|于后)?|如下(?:报告|汇报|说明))
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"^[一二三]、(20\d\d)年度?(?!.{0,20}(?:打算|安排|计划|思路|谋划|要点|目标|展望))")
_RELATIVE = re.compile(r"上一?年度?(?:推进|法治)|去年|过去一年")


def report_year(
    title: str | None, body: str, published_on: date | None
) -> tuple[int | None, Evidence | None, str]:
    """The report's year, what it was read from, and what contradicts it ("" for nothing).

    Witnesses: the title, the closing formula of the lead (现将…YYYY年…报告如下), the lead's first words, the
    first headings; last, 上一年度 and a publication date. The publication year alone is never taken.
    """
    lines = [line for line in body.split("\n") if line]
    lead = [_readable(line) for line in lines[:8]]
    witnesses = list(_from_body(lead, lines))
    if title and (years := _YEAR.findall(_readable(title))):
        witnesses.insert(0, Witness(int(years[0]), "title"))
    if published_on and not witnesses and any(_RELATIVE.search(line) for line in (bare(title or ""), *lead)):
        witnesses.append(Witness(published_on.year - 1, "上年度 and the publication date"))
    disagreement = ", ".join(f"{one.basis} {one.value}" for one in witnesses)
    if len({one.value for one in witnesses}) < 2:
        disagreement = ""
    if published_on and any(one.value == published_on.year - 1 for one in witnesses):
        witnesses.append(Witness(published_on.year - 1, "year before the publication"))
    year, evidence = best(witnesses) or (None, None)
    return year, evidence, disagreement


def _from_body(lead: list[str], lines: list[str]) -> Iterator[Witness[int]]:
    formula = next(filter(None, (_FORMULA.search(line[:1500]) for line in lead)), None)
    if formula:
        yield Witness(int(formula[1]), "closing formula of the lead")
    opening = next(filter(None, map(_LEAD.match, lead)), None)
    if opening and not formula:
        yield Witness(int(opening[1] or opening[2]), "lead")
    if formula or opening:
        return
    headings = (_HEADING.match(_readable(line)) for line in lines if line[:1] in "一二三")
    if heading := next(filter(None, headings), None):
        yield Witness(int(heading[1]), "heading")


def _readable(line: str) -> str:
    narrow = _NUMERAL_YEAR.sub(_arabic, bare(half_width(line)))
    return _NOT_THE_YEAR.sub("", narrow)


def _arabic(found: re.Match[str]) -> str:
    digits = {
        **dict(zip("〇○零", "000", strict=True)),
        **dict(zip("一二三四五六七八九", "123456789", strict=True)),
    }
    return f"20{digits[found[1]]}{digits[found[2]]}年"
