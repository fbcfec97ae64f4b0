"""Which rules the words on the two sides of a number name."""

from typing import NamedTuple

from extraction.figures.context import union
from extraction.figures.lexicon import Lexicon
from extraction.figures.lists import list_goes_on
from extraction.figures.matching import rules_beside
from extraction.figures.phrases import NOTHING, Sentence, Side, only_plain, right_edge, right_side
from extraction.figures.rules import Rule

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
