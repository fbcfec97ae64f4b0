"""Which rules of rules.csv the words on the two sides of a number name."""

from functools import lru_cache
from typing import NamedTuple

from extraction.figures.context import union
from extraction.figures.lexicon import Lexicon, Word, lexicon
from extraction.figures.lists import list_goes_on
from extraction.figures.phrases import NOTHING, Sentence, Side, only_plain, right_edge, right_side
from extraction.figures.rules import Rule, rules

# How many characters that are no word may stand beside a number whose topic another clause names.
_SLACK = 2
# With these a new predicate begins behind a number: 制定文件9件并报送备案.
_GOES_ON = "并且均全已中经由被予同较比占"


class Around(NamedTuple):
    """What decides which rules fit a number: words on both sides, topics and context in bits, unit."""

    left: Side
    right: Side
    topics: int
    context: int
    unit: str

    def rules(self, left: Side, right: Side, words: Lexicon) -> list[Rule]:
        return rules_beside(left, right, self.topics, self.context, self.unit, words)


def by_sides(sentence: Sentence, at: int, edge: int, around: Around, words: Lexicon) -> list[Rule]:
    """The rules by the words in front, by those behind, or by both: the first that fit."""
    number, left, right = sentence.numbers[at], around.left, around.right
    in_front = sentence.text[number.start - 1]
    if left.near and right.near and in_front == "的":
        chosen = _of_what_is_said(sentence, at, around, words)
        if chosen:
            return chosen
    agents = right.words and right.words[0].classes & words.bits["medorg"]
    if (
        agents
        and not left.near
        and number.unit in ("个", "家")
        and sentence.text[number.stop] not in "村社镇乡"
    ):
        return around.rules(NOTHING, _first_thing(right, words), words)  # 1165个调解组织调解纠纷
    if left.near and right.near & words.topic and sentence.text[number.stop] not in _GOES_ON:
        chosen = around.rules(left, right, words)
        if chosen:
            return chosen
    if left.near and not (right.near and in_front in "仅有中"):
        chosen = around.rules(left, NOTHING, words)
        if chosen:
            return chosen
    if (
        not right.near and not union(right) and list_goes_on(sentence, at)
    ):  # 1个区级、8个街道级、96个村级工作站
        shared = _of_last(sentence, at)
        if union(shared) & words.topic:
            return around.rules(NOTHING, shared, words)
    if not (right.near or (left.near and not right.residue)):
        return []
    chosen = around.rules(left, right, words)
    if not chosen and right.near & words.topic:
        chosen = around.rules(left, _first_thing(right, words), words)
    if not chosen and list_goes_on(sentence, at):
        right = right_side(sentence, number.stop, right_edge(sentence, _last_of_list(sentence, at)))
        return around.rules(NOTHING if only_plain(left) or in_front == "对" else left, right, words)
    behind_another = at and edge == sentence.numbers[at - 1].stop
    if not chosen and right.near and (behind_another or in_front == "对"):
        return around.rules(NOTHING, right, words)
    return chosen


def _of_last(sentence: Sentence, at: int) -> Side:
    """The words behind the last number of a list."""
    at = _last_of_list(sentence, at)
    return right_side(sentence, sentence.numbers[at].stop, right_edge(sentence, at))


def _last_of_list(sentence: Sentence, at: int) -> int:
    while list_goes_on(sentence, at):
        at += 1
    return at


def _of_what_is_said(sentence: Sentence, at: int, around: Around, words: Lexicon) -> list[Rule]:
    """开庭审理的15件案件需负责人出庭: what is said of the things behind 的, before what the things are."""
    end = right_edge(sentence, at)
    if sentence.text[end : end + 1] not in ("", ",", ";"):
        return []
    if any(word.classes & words.stop for word in around.right.words):
        return []
    topics = around.topics | union(around.left) & words.topic
    if not _says_verb(around.right, words):
        return []
    return around._replace(topics=topics).rules(NOTHING, around.right, words)


def _says_verb(side: Side, words: Lexicon) -> bool:
    return bool(union(side) & (words.verb | words.bits["must"] | words.bits["actual"]))


def _first_thing(right: Side, words: Lexicon) -> Side:
    """The words behind a number up to the first thing: 27名法律顾问, whatever they do."""
    if any(
        word.classes
        & (words.stop | words.bits["affairspart"] | words.bits["honoured"] | words.bits["evaluate"])
        for word in right.words
    ):
        return NOTHING
    first = next(at for at, word in enumerate(right.words) if word.classes & words.topic)
    return Side(right.words[: first + 1], right.near, 0)


def match_rule(mask: int, topics: int, unit: str) -> Rule | None:
    """The first rule that the classes of a label meet; topics: those its surroundings add."""
    local = 0 if mask & lexicon().topic else topics
    return first_rule(mask, local, unit, 0, 0) or first_rule(mask, topics, unit, 0, 0)


def rules_beside(left: Side, right: Side, topics: int, context: int, unit: str, words: Lexicon) -> list[Rule]:
    """The rules that fit; two where the words say two things: 受理并办结45件."""
    mask = 0
    for word in left.words:
        mask |= word[2]
    for word in right.words:
        mask |= word[2]
    rates = _nearest(left, right, words.rate) if mask & words.rate else 0
    verbs = _nearest_verbs(left, right, words.verb) if mask & words.verb else []
    mask = mask & ~(words.verb | words.rate | words.aside) | rates
    near = left.near if left.near and not right.words else left.near | right.near
    if near & words.aside:
        return []
    residue = (left.residue if left.near else 0) + right.residue
    chosen: list[Rule] = []
    for verb in verbs or [0]:
        local = mask | verb
        rule = first_rule(local, 0 if local & words.topic else topics, unit, near, residue, context)
        if rule is None and local & words.topic:
            rule = first_rule(local, topics, unit, near, residue, context)
        if rule and rule not in chosen:
            chosen.append(rule)
    return chosen


@lru_cache(maxsize=1 << 14)
def first_rule(own: int, topics: int, unit: str, near: int, residue: int, context: int = 0) -> Rule | None:
    """The first rule of the file that is met: own words, topics of other clauses, and what the sentence
    adds."""
    mask = own | context
    both = mask | topics
    words = lexicon()
    best: Rule | None = None
    far, other = mask & words.bits["far"], ~words.topic
    table = rules().get(unit, {})
    rest = own
    while rest:
        bit = rest & -rest
        rest ^= bit
        for rule in table.get(bit, ()):
            if best is not None and rule.number >= best.number:
                break
            if (
                mask & rule.without
                or not own & rule.needs[0]
                or (near and not near & (rule.together | other))
            ):
                continue
            if _meets(mask, rule.needs) or (
                residue <= (0 if far else _SLACK)
                and _meets(both, rule.needs)
                and not (far and rule.needs[0] & words.verb)
            ):
                best = rule
                break
    return best


def _meets(mask: int, needs: tuple[int, ...]) -> bool:
    return all([mask & need for need in needs])


def _nearest(left: Side, right: Side, group: int) -> int:
    for word in (*left.words, *right.words):
        if word.classes & group:
            return word.classes & group
    return 0


def _nearest_verbs(left: Side, right: Side, group: int) -> list[int]:
    """The verb nearest to the number, with the one it is joined to: 受理并办结."""
    for words in (left.words, right.words):
        verbs = [word for word in words if word[2] & group]
        if verbs:
            joined = [verbs[0]]
            for one in verbs[1:]:
                if _joined(one, joined[-1], words):
                    joined.append(one)
            return [word.classes & group for word in reversed(joined)]
    return []


def _joined(one: Word, other: Word, words: list[Word]) -> bool:
    first, second = sorted((one, other))
    between = [word for word in words if first.end <= word.start and word.end <= second.start]
    gap = second.start - first.end
    return (
        0 < gap <= 4
        and sum(word.end - word.start for word in between) == gap
        and not any(word.classes for word in between)
    )
