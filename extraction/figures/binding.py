"""Which code a number is a figure of: the words around it against the rules."""

import re
from bisect import bisect_left
from functools import reduce
from operator import or_
from typing import NamedTuple

from extraction.figures.context import (
    context_of,
    context_of_all,
    inherited_acts,
    phrase_before,
    spread_over,
    topic_ahead,
    union,
)
from extraction.figures.lexicon import Lexicon, Word, lexicon
from extraction.figures.lists import listed
from extraction.figures.matching import first_rule, rules_beside
from extraction.figures.phrases import (
    NOTHING,
    Sentence,
    Side,
    carried,
    from_to,
    left_edge,
    left_side,
    list_begins,
    list_goes_on,
    only_plain,
    right_edge,
    right_side,
    was_before,
)
from extraction.figures.rules import Rule, naming

# With these a new predicate begins behind a number: 制定文件9件并报送备案.
_GOES_ON = "并且均全已中经由被予同较比占"
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


class Bound(NamedTuple):
    """A number of a sentence (its place among them) and its rule. edge: where the words begin that name it; named:
    whether they stand beside it; was: the A of 由A扩大到B."""

    at: int
    rule: Rule
    edge: int
    named: bool = True
    was: float | None = None


def bind(sentence: Sentence, before: int) -> list[Bound]:
    """The numbers of a sentence that are figures, in order. before: topics of the sentence in front, in bits."""
    words = lexicon()
    was: float | None
    first_needs = naming()
    if not sentence.classes & first_needs:
        return []
    everywhere = context_of_all(sentence, words)
    found: list[Bound] = []
    codes: list[str] = []
    shared = listed(sentence)
    first, was = -1, None  # the A of 由A扩大到B, and its value
    for at, number in enumerate(sentence.numbers):
        edge = left_edge(sentence, at)
        if at in shared:
            mask, topics = shared[at]
            far = 0 if mask & words.topic else before
            matched = first_rule(
                mask, topics or far, number.unit, 0, 0, everywhere | context_of(sentence, at, codes, words)
            )
            chosen = [matched] if matched else []
        else:
            if was_before(sentence, at) >= 0:
                first, was = (at if first < 0 else first), number.value
                continue
            if first >= 0:
                edge = left_edge(sentence, first)
            anchor = from_to(sentence, edge, number.start)
            chosen = _share(sentence, at, codes) or _choose(
                sentence, at, edge, anchor, before, codes, words, first if first >= 0 else at, everywhere
            )
        said = _said(sentence, at, edge) if chosen else 0
        for rule in chosen:
            if rule.code == "recon_carried" and not said & words.bits["carry"]:
                continue  # 新收291件,上年结转21件,共312件
            codes.append(rule.code)
            begin = max(edge, sentence.numbers[at - 1].stop if at else 0)
            is_named = all([said & need for need in rule.needs])
            found.append(Bound(at, rule, begin, is_named, was))
        first, was = -1, None
    return found


def _said(sentence: Sentence, at: int, edge: int) -> int:
    """The classes of the words beside the number."""
    low, high = bisect_left(sentence.starts, edge), bisect_left(sentence.starts, right_edge(sentence, at))
    return reduce(or_, [word[2] for word in sentence.words[low:high]], 0)


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
    number = sentence.numbers[at]
    left = left_side(sentence, edge, anchor)
    end = right_edge(sentence, at)
    right = NOTHING if list_begins(sentence, number.stop) else right_side(sentence, number.stop, end)
    added = left.words
    topics = carried(sentence, edge, words.topic)
    if spread := spread_over(sentence, at):
        edge, anchor = spread
        left = _without(left_side(sentence, edge, anchor), words.bits["involve"])
        added = left.words
    if (
        _says_nothing(sentence, edge, anchor, left)
        and not (topics & words.bits["recon"] and any(w.classes & words.bits["receive"] for w in left.words))
        and not union(right)
        and edge
        and sentence.text[edge - 1] in ",、:("
    ):
        for _ in range(3):
            edge, anchor = phrase_before(sentence, first, edge, anchor)
            left = left_side(sentence, edge, anchor)
            if not first or not edge or not only_plain(left):
                break
            first -= 1  # 上半年410件，下半年386件，全年796件
        near = next((word.classes for word in left.words if word.classes), 0)
        left = Side([*left.words, *(word for word in added if word.classes)], near, 0)
    if not number.unit:
        if right.residue + len(right.words) > 0:
            return []
        if sentence.text[number.end - 1] in "万亿" and union(left) & _money(words):
            number = number._replace(unit="元")  # 挽回损失412万
    if inherited := inherited_acts(sentence, at, edge, left, right, words):
        left = Side([*left.words, Word(edge, edge, inherited)], left.near, left.residue)
    context = everywhere | context_of(sentence, at, codes, words)
    if not topics:
        if not before:
            context |= words.bits["alone"]
        topics, context = before or topic_ahead(sentence, number.stop, words), context | words.bits["far"]
    if (
        left.near
        and right.near
        and sentence.text[number.start - 1] == "的"
        and sentence.text[end : end + 1] in ("", ",", ";")
        and not any(word.classes & words.stop for word in right.words)
    ):  # 开庭审理的15件案件需负责人出庭: what is said of them, before what they are
        chosen = rules_beside(NOTHING, right, topics | union(left) & words.topic, context, number.unit, words)
        if chosen and _says_verb(right, words):
            return chosen
    if left.near and right.near & words.topic and sentence.text[number.stop] not in _GOES_ON:
        chosen = rules_beside(left, right, topics, context, number.unit, words)
        if chosen:
            return chosen
    if left.near and not (right.near and sentence.text[number.start - 1] in "仅有中"):
        chosen = rules_beside(left, NOTHING, topics, context, number.unit, words)
        if chosen:
            return chosen
    if right.near or (left.near and not right.residue):
        chosen = rules_beside(left, right, topics, context, number.unit, words)
        if not chosen and right.near & words.topic:
            chosen = rules_beside(left, _first_thing(right, words), topics, context, number.unit, words)
        if not chosen and list_goes_on(sentence, at):
            right = right_side(sentence, number.stop, right_edge(sentence, at + 1))
            return rules_beside(
                NOTHING if only_plain(left) else left, right, topics, context, number.unit, words
            )
        if not chosen and right.near and at and edge == sentence.numbers[at - 1].stop:
            return rules_beside(NOTHING, right, topics, context, number.unit, words)
        return chosen
    return []


def _without(side: Side, classes: int) -> Side:
    words = [word for word in side.words if not word.classes & classes]
    return Side(words, next((word.classes for word in words if word.classes), 0), side.residue)


def _money(words: Lexicon) -> int:
    return words.bits["fine"] | words.bits["lossback"] | words.bits["amount"]


def _says_verb(side: Side, words: Lexicon) -> bool:
    return bool(union(side) & (words.verb | words.bits["must"] | words.bits["actual"]))


def _first_thing(right: Side, words: Lexicon) -> Side:
    """The words behind a number up to the first thing: 27名法律顾问, whatever they do."""
    if any(
        word.classes & (words.stop | words.bits["affairspart"] | words.bits["honoured"])
        for word in right.words
    ):
        return NOTHING
    first = next(at for at, word in enumerate(right.words) if word.classes & words.topic)
    return Side(right.words[: first + 1], right.near, 0)


def _says_nothing(sentence: Sentence, edge: int, anchor: int, left: Side) -> bool:
    """True for a number whose name stands in an earlier clause: ，共45件; ，2023年扩面至450卷."""
    return only_plain(left) or _GROWN.fullmatch(sentence.text, edge, anchor) is not None
