"""What stands elsewhere in a sentence and says something of a number: topics, acts, lists, and earlier phrases."""

import re
from bisect import bisect_left

from extraction.figures.lexicon import Lexicon
from extraction.figures.phrases import Sentence, Side, left_edge

_BASES = {"disputes_screened", "mediation_cases"}
_LAWS = {"local_laws", "gov_rules"}
_LAWMAKING = re.compile(r"立法项目|(?:全年|年内|共|完成|推进)立法")
_KINDS = re.compile(
    r"[个类项大]{0,2}(?:领域|方面|行业|部门|大类|类别|类|系统|单位)[,、]?(?:共计?|合计|计|的)?"
)
_KINDS_LONGEST = 9
# 处罚451起、许可2.3万宗: the kinds of enforcement in a row, without the word 行政.
_FOURFOLD_NAMES = re.compile("行政(?:处罚|许可|强制|检查)[、和](?:处罚|许可|强制|检查)")
_LAW_STUDY = re.compile("(?:常务会|党组会|政府)[^,;]{0,16}学法|学法[^,;]{0,10}(?:常务会|党组会)")
_FOURFOLD = re.compile(r"(处罚|许可|强制|检查)(?:类|案件|事项|决定)*(?:共计?|总数|约|近)?\d")


def union(side: Side) -> int:
    """The classes of all words of a side."""
    classes = 0
    for word in side.words:
        classes |= word.classes
    return classes


def topic_ahead(sentence: Sentence, stop: int, words: Lexicon) -> int:
    """What a later clause is about, where none before names it: 以调解方式结案16件，行政复议…"""
    end = sentence.text.find(";", stop)
    for word in sentence.words:
        if stop <= word.start and (end < 0 or word.end <= end) and word.classes & words.topic:
            return word.classes & words.topic & words.bits["recon"]
    return 0


def inherited_acts(sentence: Sentence, at: int, edge: int, left: Side, right: Side, words: Lexicon) -> int:
    """What is done with the first thing of a list is done with all: 审核规范性文件18件、政府合同52件."""
    if not at or not left.near or sentence.text[edge - 1 : edge] not in ("、", "和", "及"):
        return 0
    acts = words.acts
    if (union(left) | union(right)) & (acts | words.others | words.verb):
        return 0
    position = bisect_left(sentence.breaks, sentence.numbers[at].start)
    clause = sentence.breaks[position - 1] + 1 if position else 0
    first = next((number.start for number in sentence.numbers if number.start >= clause), clause)
    classes = 0
    for word in sentence.words:
        if clause <= word.start and word.end <= first:
            classes |= word.classes
    return classes & acts


def context_of_all(sentence: Sentence, words: Lexicon) -> int:
    """What the sentence adds to each of its numbers: that the kinds of enforcement stand in a row."""
    if "处罚" not in sentence.text and "许可" not in sentence.text and "检查" not in sentence.text:
        return 0
    kinds = set(_FOURFOLD.findall(sentence.text))
    return words.bits["fourfold"] if len(kinds) > 1 or _FOURFOLD_NAMES.search(sentence.text) else 0


def context_of(sentence: Sentence, at: int, codes: list[str], words: Lexicon) -> int:
    """What the rest of the sentence adds: that the ones who did come are told apart, that a base was named."""
    context = 0
    stop = sentence.numbers[at].stop
    real = sentence.text.find("实际", stop)
    if real >= 0 and "出庭" in sentence.text[real : real + 16]:
        context |= words.bits["needed"]
    if sentence.classes & words.sticky:
        for start, _, classes in sentence.words:
            if start >= stop:
                break
            context |= classes & words.sticky
    if "学法" in sentence.text and _LAW_STUDY.search(sentence.text, 0, stop):
        context |= words.bits["lawstudy"]
    if "norm_issued" in codes:
        context |= words.bits["issued"]
    if _LAWS.intersection(codes) or ("立法" in sentence.text and _LAWMAKING.search(sentence.text, 0, stop)):
        context |= words.bits["drafted"]
    if _BASES.intersection(codes):
        context |= words.bits["based"]
    return context


def spread_over(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Where the words of 涵盖15个领域186项 stand: before the number that says over how many kinds."""
    if not at:
        return None
    begin, end = sentence.numbers[at - 1].end, sentence.numbers[at].start
    if end - begin > _KINDS_LONGEST or not _KINDS.fullmatch(sentence.text, begin, end):
        return None
    return left_edge(sentence, at - 1), sentence.numbers[at - 1].start


def phrase_before(sentence: Sentence, at: int, edge: int, anchor: int) -> tuple[int, int]:
    """Where the words stand that a number without any shares: those of the number before it in the list, or of the
    clause before its own."""
    earlier = [position for position in sentence.breaks if position < edge - 1]
    if sentence.text[edge - 1] == "(":  # 新收(176件)、受理(159件)
        anchor = edge - 1
        listed = sentence.text.rfind("、", 0, anchor)
        start = max([0, listed + 1, *(position + 1 for position in earlier)])
        if at and sentence.numbers[at - 1].stop > start:
            return left_edge(sentence, at - 1), sentence.numbers[at - 1].start
        return start, anchor
    if edge > 1 and sentence.text[edge - 2] == ")":  # a remark between: 清单(2023年版),共286项
        opening = sentence.text.rfind("(", 0, edge)
        earlier = [position for position in earlier if position < opening]
        anchor = min(anchor, max(opening, 0))
    start = earlier[-1] + 1 if earlier else 0
    if at and sentence.numbers[at - 1].stop > start:
        return left_edge(sentence, at - 1), sentence.numbers[at - 1].start
    return start, anchor
