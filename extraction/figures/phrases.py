"""A sentence split into clauses, with the words on both sides of each number."""

import re
from bisect import bisect_left
from functools import reduce
from operator import or_
from typing import NamedTuple

from extraction.figures.lexicon import Word, lexicon
from extraction.figures.numbers import Number, read_numbers, spans_of_names
from extraction.figures.sections import SOFT

_BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}批次?")
_JOINED = re.compile(r"(?:和|与|及)(?:另有|另)?$")
_AMONG = re.compile(r"(?<=[件案起宗])[中里]")
# 同比下降2.3个百分点至6.1%: the change says nothing, and what follows is the level.
_CHANGED_TO = re.compile(
    r"""
    (?:(?:同比|环比|(?:较|比)(?:上年|去年|上一年)(?:度|同期)?)[^,;\d]{0,4})?  # 较上年同期
    (?:增长|下降|上升|提高|降低|减少|增加|回落|提升)(?:了|约)?
    \d+(?:\.\d+)?(?:个百分点|%),?
    (?=[至到达为])
    """,
    re.VERBOSE,
)
_CHANGED = re.compile("增长|下降|上升|提高|降低|减少|增加|回落|提升")
# 行政处罚(含简易程序)9640件
_REMARK = re.compile(
    r"\((?:(?:不?含|不?包括|包含)[^()\d]{1,14}|20\d\d年?(?:年?版|修订版?|本|度版))\)(?=[共计约近为]?\d)"
)
# 调解婚姻、邻里、土地等民间纠纷: the kinds of what is counted all together.
_KINDS = "婚姻家庭|家庭婚姻|婚姻|家庭|邻里|邻里关系|土地|山林|山林土地|宅基地|劳资|劳动争议|劳动|物业|医疗|交通事故|债务|赡养|损害赔偿|征地拆迁|消费|合同|房产|林地|水利|生产经营|经济"
_ALL_KINDS = re.compile(
    rf"""
    (?:{_KINDS})(?:纠纷)?(?:[、,](?:{_KINDS})(?:纠纷)?){{1,12}}等(?:方面|领域|类型)?的?  # 婚姻家庭、邻里等各类纠纷
    (?=(?:各类|各种|民间|社会|矛盾|基层){{1,3}}纠纷)
    |(?<=调解|调处|处理|化解)(?:[一-龥]{{2,5}}、){{2,10}}[一-龥]{{2,5}}等(?=(?:矛盾)?纠纷)  # kinds of any name
    """,
    re.VERBOSE,
)
# 对3件与上位法不一致的规范性文件予以废止: why, before what was abolished.
SUCH = re.compile(
    r"(?:与|同|跟|和|不|已|违反|存在|明显|超过|缺乏|依据)[^,;、\d的]{1,20}的"
    r"(?=(?:现行|行政|政府|部门|市政府|县政府)*(?:规范性文件|规章|地方性法规|法规|文件)[^,;]{0,8}(?:废止|失效|修改|修订|停止执行))"
)
_SUCH_BEGINS = frozenset("与同跟和不已违存明超缺依")
_TITLES = re.compile(r"《[^《》]*》")
_COUNTED_TITLE = re.compile(r"《[^《》]{2,14}(?:意见书|建议书|通知书|决定书|督办函)》")
# 88次双随机抽查覆盖主要监管领域: what the counted reach is not what is counted.
_OVER = re.compile("(?:覆盖|贯穿|聚焦)(?!率|面)[^的]*$")
# 33人全年提供法律意见325条: what they did has a number of its own.
_PREDICATE = re.compile(
    "(?:全年|年内|一年来|今年以来)共?(?:参与|提供|提出|开展|办理|审查|出具|接待|解答|调解)"
)
_MASK = "\x01"  # stands for a title: says nothing, and separates nothing
_BREAK = re.compile(r"[,;:()。\t\n]| /(?= )")
_QUOTED = re.compile(r"“[^“”]{1,16}”|\([^()]*\)")
_DATED = re.compile(r"20[0-4]\d年度?")
# 出台的9件规范性文件已向市政府备案: what is counted was made; what became of it is said behind.
_MADE = re.compile(r"(?:制定|制发|出台|印发|发布)的?$")
_THEN_FILED = re.compile(r"(?:行政)?规范性文件(?=[^,;]{0,24}(?:备案|报备|合法性审[查核]|公开|公布)$)")
_SILENT = frozenset("-/ \x01,、“”\"'")
_REASON = re.compile(r"因[^,;]{2,20}?(?=不予受理|未予受理|决定不予|终止|撤|驳回|被)")


class Sentence(NamedTuple):
    """A sentence: its offset in the text, its characters (titles masked), numbers, words and breaks."""

    start: int
    text: str
    joins: list[int]  # where a line break inside it was left out, as offsets in text
    numbers: list[Number]
    words: list[Word]
    starts: list[int]
    breaks: list[int]
    classes: int  # of all its words

    def place(self, at: int) -> int:
        """The offset in the whole text of an offset in this sentence."""
        if not self.joins:
            return self.start + at
        return self.start + at + sum(join <= at for join in self.joins)


class Side(NamedTuple):
    """The words on one side of a number, the nearest first. near: the first that is not plain stands next to
    the number, with plain words between; residue: how many characters are no word at all."""

    words: list[Word]
    near: int
    residue: int


# Of what is said before a verb, nothing counts: 其中依据上位法修订3件.
_ADVERB = re.compile(r"(?:其中|另)?,?(?:依据|根据|按照|依照|鉴于|由于|对照|针对)[^,;]{2,18}")
_ADVERBS = frozenset("其另,依根按鉴由对针")  # their first characters
_SLACK = 2  # 88份XX合同
NOTHING = Side([], 0, 0)


def read_sentence(text: str, start: int, end: int) -> Sentence:
    """The sentence text[start:end] of a half-width text."""
    own, joins = text[start:end], []
    if SOFT in own:
        parts = own.split(SOFT)
        own = "".join(parts)
        joins = [sum(map(len, parts[:at])) for at in range(1, len(parts))]
    if "《" in own:
        own = _TITLES.sub(_masked, own)
    if "含" in own or "包括" in own or ("(20" in own and _REMARK.search(own)):
        own = _REMARK.sub(_silenced, own)
    if "等" in own and "纠纷" in own:
        own = _ALL_KINDS.sub(_silenced, own)
    if "第" in own:
        own = _BATCH.sub(_silenced, own)
    if ("%" in own or "百分点" in own) and _CHANGED.search(own):
        own = _CHANGED_TO.sub(_silenced, own)
    numbers = read_numbers(own, list(spans_of_names(own)))
    words = lexicon().cut(own)
    breaks = [match.start() for match in _BREAK.finditer(own)]
    for number in numbers:
        if "," in own[number.start : number.end]:
            breaks = [at for at in breaks if not number.start <= at < number.end]
    if "(" in own:
        held = {at for word in words if word.end - word.start > 1 for at in range(word.start, word.end)}
        breaks = [at for at in breaks if at not in held]
    classes = reduce(or_, [word[2] for word in words], 0)
    return Sentence(start, own, joins, numbers, words, [word[0] for word in words], breaks, classes)


def _masked(title: re.Match[str]) -> str:
    """《行政复议意见书》 names a kind of document that is counted; any other title says nothing."""
    return f"{_MASK}{title[0][1:-1]}{_MASK}" if _COUNTED_TITLE.fullmatch(title[0]) else _MASK * len(title[0])


def _silenced(part: re.Match[str]) -> str:
    """A part that says nothing of what is counted."""
    return _MASK * len(part[0])


def left_edge(sentence: Sentence, at: int) -> int:
    """Where the phrase before a number begins: behind the last break, or the number before it."""
    number = sentence.numbers[at]
    position = bisect_left(sentence.breaks, number.start)
    edge = sentence.breaks[position - 1] + 1 if position else 0
    if edge and sentence.text[edge - 1] == ")" and not _is_statement(sentence, edge - 1):
        opened = bisect_left(sentence.breaks, sentence.text.rfind("(", 0, edge))
        edge = sentence.breaks[opened - 1] + 1 if opened else 0
    if at and sentence.numbers[at - 1].stop > edge:
        edge = sentence.numbers[at - 1].stop
        listed = _last_item(sentence, edge, number.start)
        if listed >= 0:
            edge = listed + 1
        if sentence.text[number.start - 1] in "和与及有" and _JOINED.search(
            sentence.text, edge, number.start
        ):  # 137件建议和136件提案
            edge = number.start
    return edge


def _last_item(sentence: Sentence, begin: int, end: int) -> int:
    """The offset of the last 、 between two offsets that separates list items; -1 for none."""
    mark = sentence.text.rfind("、", begin, end)
    while mark >= 0:
        word = sentence.words[bisect_left(sentence.starts, mark) - 1] if sentence.words else None
        if word is None or not word.start < mark < word.end - 1:
            return mark
        mark = sentence.text.rfind("、", begin, mark)
    return -1


def _is_statement(sentence: Sentence, closing: int) -> bool:
    """True where a bracket that closes holds a number, or was never opened: it is no mere remark."""
    opening = sentence.text.rfind("(", 0, closing)
    return opening < 0 or any(opening < number.start < closing for number in sentence.numbers)


def right_edge(sentence: Sentence, at: int) -> int:
    """Where the phrase behind a number ends."""
    number = sentence.numbers[at]
    position = bisect_left(sentence.breaks, number.stop)
    edge = sentence.breaks[position] if position < len(sentence.breaks) else len(sentence.text)
    if at + 1 < len(sentence.numbers) and sentence.numbers[at + 1].start < edge:
        edge = sentence.numbers[at + 1].start
        listed = _last_item(sentence, number.stop, edge)
        among = _AMONG.search(sentence.text, number.stop, edge)
        if listed >= 0 or among:
            edge = min(listed if listed >= 0 else edge, among.start() if among else edge)
    if (
        sentence.text[number.start - 1] in "定发台印布的"
        and _MADE.search(sentence.text, max(0, number.start - 4), number.start)
        and (filed := _THEN_FILED.match(sentence.text, number.stop, edge))
    ):
        edge = filed.end()
    return edge


def left_side(sentence: Sentence, begin: int, end: int) -> Side:
    """The words between two offsets, read backwards from the second."""
    if begin >= end:
        return NOTHING
    low, high = bisect_left(sentence.starts, begin), bisect_left(sentence.starts, end)
    words = [word for word in sentence.words[low:high] if word[1] <= end]
    words.reverse()
    position, near, met = end, 0, False
    residue = 0
    text = sentence.text
    adverb = _ADVERB.match(text, begin, end) if begin < end and text[begin] in _ADVERBS else None
    for word in words:
        start, stop, classes = word
        if met and adverb and start < adverb.end():
            return Side(words, near, residue)
        gap = _gap(text, stop, position) if stop < position else 0
        residue += gap
        if not met:
            if classes and not gap:
                near = classes
            met = bool(gap or classes)
        position = start
    if position > begin and not (met and adverb):
        residue += _gap(text, begin, position)
    return Side(words, near, residue)


def right_side(sentence: Sentence, begin: int, end: int) -> Side:
    """The words between two offsets, in order."""
    if begin < end and sentence.text[begin] == "因" and (reason := _REASON.match(sentence.text, begin, end)):
        begin = reason.end()
    elif (
        begin < end
        and sentence.text[begin] in _SUCH_BEGINS
        and (such := SUCH.match(sentence.text, begin, end))
    ):
        begin = such.end()
    if begin >= end or (sentence.text[begin] in "全年一今" and _PREDICATE.match(sentence.text, begin, end)):
        return NOTHING
    if "年" in sentence.text[begin:end] and (said := _PREDICATE.search(sentence.text, begin + 1, end)):
        end = said.start()
    if object_of := _OVER.search(sentence.text, begin + 1, end):
        end = object_of.start()
    low, high = bisect_left(sentence.starts, begin), bisect_left(sentence.starts, end)
    words = sentence.words[low:high]
    position, near, met = begin, 0, False
    residue = 0
    topic = lexicon().topic
    for start, stop, classes in words:
        gap = _gap(sentence.text, position, start) if position < start else 0
        residue += gap
        if not met:
            if classes and (not gap or (residue <= _SLACK and classes & topic)):
                near = classes
            met = bool(residue > _SLACK or classes)
        position = stop
    return Side(words, near, residue)


def only_plain(side: Side) -> bool:
    """True where the words of a side say nothing of their own, and there is nothing but words."""
    if side.residue or not side.words:
        return not side.residue
    says = lexicon().says
    return not any([word[2] & says for word in side.words])


def carried(sentence: Sentence, edge: int, topic: int) -> int:
    """The topics of the nearest clause before an offset that names any; bracketed words are skipped."""
    if not sentence.classes & topic:
        return 0
    mask, last = 0, -1
    breaks = sentence.breaks
    words, in_brackets = sentence.words, ")" in sentence.text
    for at in range(bisect_left(sentence.starts, edge) - 1, -1, -1):
        start, _, classes = words[at]
        found = classes & topic
        if not found or (in_brackets and bracketed(sentence.text, start, edge)):
            continue
        here = bisect_left(breaks, start)
        if last < 0:
            last = here
        elif here != last:
            break
        mask |= found
    return mask


def bracketed(text: str, at: int, edge: int) -> bool:
    """True for a word in brackets that close before an offset."""
    closing = text.find(")", at, edge)
    return closing >= 0 and 0 <= text.rfind("(", 0, closing) < at


def _gap(text: str, begin: int, end: int) -> int:
    """How many characters between two offsets mean something."""
    part = text[begin:end]
    if "“" in part or "(" in part:
        part = _QUOTED.sub("", part)
    if "20" in part:
        part = _DATED.sub("", part)
    return len([character for character in part if character not in _SILENT])
