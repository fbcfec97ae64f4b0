"""The words of lexicon.txt: classes as bits, and texts cut into the words they hold."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extraction.figures.numbers import plain_text

_FILE = Path(__file__).with_name("lexicon.txt")
_BRACES = re.compile(r"([{|}])")
GROUPS = ("topic", "verb", "mark", "stop", "aside", "plain")
# Made from what stands around a number, not from a word (extraction.figures.features).
CONTEXT = (
    "needed",
    "based",
    "issued",
    "drafted",
    "far",
    "fourfold",
    "alone",
    "lawstudy",
    "below",
    "attended",
)
# Said once, they hold for the rest of the sentence.
STICKY = (
    "cause",
    "govmeet",
    "enforce",
    "onefield",
    "foisaid",
    "evaluate",
    "vetting",
    "bureau",
    "cleaning",
    "majorenf",
    "adv",
    "civil",
    "assessing",
    "eachown",
    "lawoffice",
)


# What is done with the first thing of a list is done with the others too.
ACTS = ("examine", "review", "make", "draft", "clean", "repeal", "amend")

OTHER_ACTS = ("keep", "lapse", "study", "train")


class Word(NamedTuple):
    """An occurrence of a word: its offsets, and its classes as bits of Lexicon.bits."""

    start: int
    end: int
    classes: int


_made = tuple.__new__  # a word without the call of its class: a text has hundreds


class Lexicon(NamedTuple):
    """All words. bits is class → bit; the other fields are the bits of a group together."""

    automaton: AhoCorasick
    classes: list[int]
    bits: dict[str, int]
    topic: int
    verb: int
    rate: int
    stop: int
    aside: int
    sticky: int
    acts: int
    others: int
    says: int  # all but what adds nothing to a number: 新, 收到

    def cut(self, text: str) -> list[Word]:
        """The words in a text in order, the longest at each place; plain ones have classes 0."""
        classes = self.classes
        found = self.automaton.find_matches_as_indexes(text)
        return [_made(Word, (start, end, classes[number])) for number, start, end in found]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    bits = {name: 1 << at for at, name in enumerate(CONTEXT)}
    of_group = dict.fromkeys(GROUPS, 0)
    words: dict[str, int] = {}
    for group, names, surfaces in _lines():
        mask = 0
        for at, name in enumerate(names if group != "plain" else ()):
            bit = bits.setdefault(name, 1 << len(bits))
            mask |= bit
            if not at:  # the further classes of a line belong to where they stand first
                of_group[group] |= bit
        for surface in surfaces:
            words[surface] = words.get(surface, 0) | mask
    words.pop("", None)
    automaton = AhoCorasick(
        list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    rate = sum(bit for name, bit in bits.items() if name.startswith("r_"))
    sticky = sum(bits[name] for name in STICKY)
    return Lexicon(
        automaton,
        list(words.values()),
        bits,
        of_group["topic"],
        of_group["verb"],
        rate,
        of_group["stop"],
        of_group["aside"],
        sticky,
        sum(bits[name] for name in ACTS),
        sum(bits[name] for name in OTHER_ACTS),
        ~(bits["newly"] | bits["receive"]),
    )


def expand(word: str) -> list[str]:
    """All spellings of a word with braces, nested ones too: {行政|}复议 → 行政复议, 复议."""
    outside: list[tuple[list[str], list[str]]] = []
    choices, current = list[str](), [""]
    for piece in _BRACES.split(word):
        if piece == "{":
            outside.append((choices, current))
            choices, current = [], [""]
        elif piece == "|":
            choices += current
            current = [""]
        elif piece == "}":
            ends = choices + current
            choices, beginnings = outside.pop()
            current = [beginning + end for beginning in beginnings for end in ends]
        elif piece:
            current = [beginning + piece for beginning in current]
    return current


def _lines() -> Iterator[tuple[str, list[str], list[str]]]:
    for line in plain_text(_FILE.read_text("utf-8")).splitlines():
        if line and not line.startswith("#"):
            head, _, tail = line.partition(": ")
            group, *names = head.split()
            yield group, names, [spelling for word in tail.split() for spelling in expand(word)]
