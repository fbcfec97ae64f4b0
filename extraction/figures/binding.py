"""Which code a number is a figure of: the words around it against the rules."""

import re
from bisect import bisect_left
from functools import reduce
from operator import or_
from typing import NamedTuple

from extraction.figures.context import (
    context_of,
    context_of_all,
    from_to,
    goes_on,
    inherited_acts,
    is_milestone,
    of_outcomes,
    phrase_before,
    spread_over,
    topic_ahead,
    union,
    was_before,
)
from extraction.figures.excluded import is_excluded
from extraction.figures.lexicon import Lexicon, Word, lexicon
from extraction.figures.lists import list_begins, listed
from extraction.figures.matching import Around, by_sides, first_rule
from extraction.figures.phrases import (
    NOTHING,
    Sentence,
    Side,
    carried,
    left_edge,
    left_side,
    only_plain,
    right_edge,
    right_side,
)
from extraction.figures.rules import Rule, first_words, naming

_GROWN = re.compile(
    r"(?:20\d\d年)?(?:扩面|扩大|增加|上升|增长|提升|提高|下降|降|减少|升|增|攀升|跃升|回落)(?:至|到|为)|20\d\d年为?|"
    r"实际(?:共|全年)?(?:举办|开展|完成|组织|达到|评查|检查|审查|培训|制发)了?"
)
# 败诉9件，占审结案件的7.5%: the share of what was counted before is a rate with a code of its own.
_SHARES = {
    "lit_lost": "lit_lost_rate",
    "recon_mediated": "recon_settle_rate",
    "recon_corrected": "recon_corr_rate",
    "mediation_success": "mediation_rate",
    "appear_count": "appear_rate",
}
_SHARED = {"lost": "lit_lost_rate", "correct": "recon_corr_rate", "succeed": "mediation_rate"}
_SHARE = re.compile(r"占(?:比|总数|全部|办结|审结|已审结|结案|受理|应)?[^,;%占]{0,24}$")


_SUM = re.compile("(?:合计|共计|总计|总共|一共|共)为?$")
_PROPOSALS = {"npc_proposals", "cppcc_proposals"}
_SPREADS = re.compile("(?:共|全面)?(?:涉及|覆盖|涵盖|包含|包括|囊括)")
_COUNTED_NEW = {"demo_villages", "public_lawyers"}
_NEW = re.compile(
    "(?:其中)?(?:当年|本年|今年|年内|全年|本年度|20\\d\\d年)?(?:共)?(?:新增|新创建|新创|新命名|净增|新获评|新招录|新注册)了?"
)
_PHRASES_BACK = 6  # 分别处罚412件、186件、21件,合计619件


class Bound(NamedTuple):
    """A number of a sentence (its place among them) and its rule. edge: where the words begin that name it;
    named: whether they stand beside it; was: the A of 由A扩大到B."""

    at: int
    rule: Rule
    edge: int
    named: bool = True
    was: float | None = None


def bind(sentence: Sentence, before: int) -> list[Bound]:
    """The numbers of a sentence that are figures, in order. before: topics of the sentence in front, in
    bits."""
    words = lexicon()
    if not sentence.classes & naming():
        return []
    everywhere = context_of_all(sentence, words)
    found: list[Bound] = []
    codes: list[str] = []
    shared = listed(sentence)
    grows = "由" in sentence.text or "从" in sentence.text
    first = -1  # the A of 由A扩大到B, and its value
    was: float | None = None
    for at, number in enumerate(sentence.numbers):
        if at in shared:
            edge = left_edge(sentence, at)
            chosen = _of_list(sentence, at, shared[at], before, codes, words, everywhere)
        elif (is_earlier := grows and was_before(sentence, at) >= 0) or is_milestone(sentence, at):
            first = at if first < 0 else first
            was = number.value if is_earlier else was
            continue
        else:
            edge, chosen = _of_words(sentence, at, first, before, codes, words, everywhere)
        if chosen and found:
            chosen = _without_sum(sentence, at, chosen, found)
        if chosen:
            accepted = _accepted(sentence, at, edge, chosen, was, words)
            found += accepted
            codes += [bound.rule.code for bound in accepted]
        first, was = -1, None
    return found


def _of_list(
    sentence: Sentence,
    at: int,
    shared: tuple[int, int],
    before: int,
    codes: list[str],
    words: Lexicon,
    everywhere: int,
) -> list[Rule]:
    """The rule of a number in a list. shared: the classes and the topics that the list gives it, in bits."""
    mask, topics = shared
    far = 0 if mask & words.topic else before
    context = everywhere | context_of(sentence, at, codes, words)
    matched = first_rule(mask, topics or far, sentence.numbers[at].unit, 0, 0, context)
    return [matched] if matched else []


def _of_words(
    sentence: Sentence, at: int, first: int, before: int, codes: list[str], words: Lexicon, everywhere: int
) -> tuple[int, list[Rule]]:
    """Where the words of a number begin, and its rules. first: the number with which 由A扩大到B begins, or -1."""
    number = sentence.numbers[at]
    edge = left_edge(sentence, first if first >= 0 else at)
    anchor = from_to(sentence, edge, number.start)
    if first >= 0 and anchor == number.start:
        anchor = sentence.numbers[first].start
    chosen = _share(sentence, at, codes) or _added(sentence, at, edge, codes)
    if not chosen and sentence.classes & first_words(number.unit):
        start = first if first >= 0 else at
        chosen = _choose(sentence, at, edge, anchor, before, codes, words, start, everywhere)
    return edge, chosen


def _accepted(
    sentence: Sentence, at: int, edge: int, chosen: list[Rule], was: float | None, words: Lexicon
) -> list[Bound]:
    """The rules that the words beside the number do not rule out, each bound to the number."""
    said = _said(sentence, at, edge)
    begin = max(edge, sentence.numbers[at - 1].stop if at else 0)
    accepted: list[Bound] = []
    for rule in chosen:
        if rule.code == "recon_carried" and not said & words.bits["carry"]:
            continue  # 新收291件,上年结转21件,共312件
        if is_excluded("code", sentence, at, edge, rule):
            continue
        accepted.append(Bound(at, rule, begin, all([said & need for need in rule.needs]), was))
    return accepted


def _without_sum(sentence: Sentence, at: int, chosen: list[Rule], found: list[Bound]) -> list[Rule]:
    """The rules of a number but those it only sums up: 建议126件、提案159件,合计285件 is of neither code."""
    number = sentence.numbers[at]
    if len(found) < 2 or not _SUM.search(sentence.text, max(0, number.start - 6), number.start):
        return chosen
    parts = found[-2:]
    codes = [part.rule.code for part in parts]
    if codes[0] == codes[1] or sum(sentence.numbers[part.at].value for part in parts) != number.value:
        return chosen
    if set(codes) == _PROPOSALS:
        return [Rule(0, "proposals_total", (), 0, 0, frozenset(), "proposals_total:sum")]
    return [rule for rule in chosen if rule.code not in codes]


def _said(sentence: Sentence, at: int, edge: int) -> int:
    """The classes of the words beside the number."""
    low, high = bisect_left(sentence.starts, edge), bisect_left(sentence.starts, right_edge(sentence, at))
    return reduce(or_, [word[2] for word in sentence.words[low:high]], 0)


def _added(sentence: Sentence, at: int, edge: int, codes: list[str]) -> list[Rule]:
    """示范村达到14个,当年新增3个: what came new has the code of the whole."""
    code = codes[-1] if codes else ""
    if code not in _COUNTED_NEW or not _NEW.fullmatch(sentence.text, edge, sentence.numbers[at].start):
        return []
    same = at and sentence.numbers[at].unit == sentence.numbers[at - 1].unit
    return [Rule(0, code, (), 0, 0, frozenset(), f"{code}:added")] if same else []


def _share(sentence: Sentence, at: int, codes: list[str]) -> list[Rule]:
    number = sentence.numbers[at]
    if number.unit != "%":
        return []
    share = _SHARE.search(sentence.text, max(0, number.start - 30), number.start)
    if share is None:
        return []
    counted = [
        word.classes for word in sentence.words if left_edge(sentence, at) <= word.start < share.start()
    ]
    code = next(
        (rate for name, rate in _SHARED.items() if any(c & lexicon().bits[name] for c in counted)), None
    )
    if code is None:
        code = _SHARES.get(codes[-1] if codes else "") or _SHARES.get(codes[-2] if len(codes) > 1 else "")
    return [Rule(0, code, (), 0, 0, frozenset(), f"{code}:share")] if code else []


def _choose(
    sentence: Sentence,
    at: int,
    edge: int,
    anchor: int,
    before: int,
    codes: list[str],
    words: Lexicon,
    first: int,
    everywhere: int,
) -> list[Rule]:
    """The rules of a number that the words around it name, [] where none does."""
    number = sentence.numbers[at]
    right = NOTHING
    if not list_begins(sentence, number.stop):
        right = right_side(sentence, number.stop, right_edge(sentence, at))
    topics = carried(sentence, edge, words.topic)
    if not topics and not before:
        topics = of_outcomes(sentence, words)
    edge, left = _words_before(sentence, at, edge, anchor, right, topics, first, words)
    unit = number.unit
    if not unit:
        if right.residue + len(right.words) > 0:
            return []
        if sentence.text[number.end - 1] in "万亿" and union(left) & _money(words):
            unit = "元"  # 挽回损失412万
    if inherited := inherited_acts(sentence, at, edge, left, right, words):
        left = Side([*left.words, Word(edge, edge, inherited)], left.near, left.residue)
    context = everywhere | context_of(sentence, at, codes, words)
    if not topics:
        if not before and not sentence.classes & words.bits["othersuit"]:
            context |= words.bits["alone"]
        topics = before or topic_ahead(sentence, number.stop, words)
        if not before or not goes_on(sentence, before, words):
            context |= words.bits["far"]
    return by_sides(sentence, at, edge, Around(left, right, topics, context, unit), words)


def _words_before(
    sentence: Sentence, at: int, edge: int, anchor: int, right: Side, topics: int, first: int, words: Lexicon
) -> tuple[int, Side]:
    """Where the words in front of a number begin, and these words: those of earlier clauses where its own has
    none."""
    left = left_side(sentence, edge, anchor)
    added = left.words
    if spread := spread_over(sentence, at):
        edge, anchor = spread
        left = _without(left_side(sentence, edge, anchor), words.bits["involve"])
        added = left.words
        if edge and (
            not added or _SPREADS.fullmatch(sentence.text, edge, anchor)
        ):  # 制定免罚清单,涉及16个领域224项
            first, anchor, left = first - 1, edge - 1, NOTHING
    if (
        not _says_nothing(sentence, edge, anchor, left)
        or (topics & words.bits["recon"] and any(w.classes & words.bits["receive"] for w in left.words))
        or union(right)
        or not edge
        or (sentence.text[edge - 1] not in ",、:(" and not _directly_behind(sentence, at, edge))
    ):
        return edge, left
    for _ in range(_PHRASES_BACK):
        edge, anchor = phrase_before(sentence, first, edge, anchor)
        left = left_side(sentence, edge, anchor)
        if not first or not edge or not only_plain(left):
            break
        first -= 1  # 上半年410件，下半年386件，全年796件
    near = next((word.classes for word in left.words if word.classes), 0)
    return edge, Side([*left.words, *(word for word in added if word.classes)], near, 0)


def _directly_behind(sentence: Sentence, at: int, edge: int) -> bool:
    """True for a number that follows another with nothing between: 培训8场312人次."""
    return bool(at) and edge == sentence.numbers[at].start == sentence.numbers[at - 1].stop


def _without(side: Side, classes: int) -> Side:
    words = [word for word in side.words if not word.classes & classes]
    return Side(words, next((word.classes for word in words if word.classes), 0), side.residue)


def _money(words: Lexicon) -> int:
    return words.bits["fine"] | words.bits["lossback"] | words.bits["amount"]


def _says_nothing(sentence: Sentence, edge: int, anchor: int, left: Side) -> bool:
    """True for a number whose name stands in an earlier clause: ，共45件; ，2023年扩面至450卷."""
    return only_plain(left) or _GROWN.fullmatch(sentence.text, edge, anchor) is not None
