"""Tells a report's figures in varying words: chooses among wordings and keeps what is where."""

import re
from collections import defaultdict
from dataclasses import replace
from random import Random

from replica.prose.telling import ALL_WORDS, Sentence, Teller, Year
from replica.prose.text import HALF_WIDTH, Figure, Mention, Other, Text, Writer
from replica.prose.wordings import Slot, Statement, Wording, statements

# So often a statement of the stock is left out, and so often one that follows it is told.
LEFT_OUT, TOLD_AFTER = 0.06, 0.7
# From this value on a number is told as 近 or 余.
ROUND_FROM = 100


class VariedWriter(Writer):
    """Replaces the stock's sentences with figures by one of many wordings, and tells more after some."""

    def __init__(
        self, words: dict[str, object], year: Year, half_width: bool, rng: Random, wordings: str, scope: str
    ) -> None:
        super().__init__(words, {}, half_width)
        self._year, self._rng = year, rng
        self._teller = Teller(words, year, scope, rng)
        told = statements(wordings)
        self._by_slots = {s.replaces or frozenset({s.name}): s for s in told}
        self._after: dict[str, list[Statement]] = defaultdict(list)
        for statement in told:
            self._after[statement.follows].append(statement)
        self._line: list[Sentence] = []
        self._mentions: list[Mention] = []
        self._others: list[Other] = []

    def fill(self, template: str) -> str:
        """The template with its slots filled, sentences with figures in other words."""
        filled = ""
        for sentence in re.findall(r"[^。]*。|[^。]+$", template):
            slots = frozenset(re.findall(r"\{(\w+)\}", sentence)).difference(self.words)
            if not slots:
                written = sentence.format_map(self.words)
                filled += written.translate(HALF_WIDTH) if self.half_width else written
                continue
            for told in self._wordings(self._by_slots[slots]):
                told.move(len(filled))
                self._line.append(told)
                filled += told.text
        return filled

    def line(self, template: str) -> None:
        start = sum(len(line) + 1 for line in self.lines)
        super().line(template)
        for told in self._line:
            told.move(start)
            self._mentions += told.mentions
            self._others += told.others
        self._line = []

    def more(self, part: str) -> str:
        """A template of what is added at the end of a part."""
        return "".join(f"{{{statement.name}}}。" for statement in self._after[part])

    def text(self) -> Text:
        figures = tuple(Figure(m.code, m.value, m.sentence) for m in self._mentions)
        mentions, others = tuple(self._mentions), tuple(self._others)
        return replace(super().text(), figures=figures, mentions=mentions, others=others)

    def _wordings(self, statement: Statement) -> list[Sentence]:
        """The sentence of a statement and those that follow it."""
        told = []
        if statement.codes & self._year.required or self._rng.random() >= LEFT_OUT:
            told.append(self._tell(statement))
        for further in self._after[statement.name]:
            if further.codes & self._year.required or self._rng.random() < TOLD_AFTER:
                told.append(self._tell(further))
        return told

    def _tell(self, statement: Statement) -> Sentence:
        needed = statement.codes & self._year.required
        by_word = {slot.code for wording in statement.wordings for slot in wording.slots if _says_none(slot)}
        fitting = [w for w in statement.wordings if needed <= w.codes and self._fits(w, by_word)]
        return self._teller.tell(self._rng.choice(fitting), self.half_width)

    def _fits(self, wording: Wording, by_word: set[str]) -> bool:
        """Whether the year's values can be told so; by_word are the codes whose 0 is written as a word."""
        now, last = self._year.now, self._year.last
        if not wording.codes <= now.keys() or wording.looks_back & self._year.plain:
            return False
        if any(not last.get(code) for code in wording.looks_back):
            return False
        for slot in wording.slots:
            value = now.get(slot.code, 0)
            if slot.kind == "says" and value != (100 if slot.unit in ALL_WORDS else 0):
                return False
            if slot.kind == "figure" and not value and slot.code in by_word:
                return False
            if slot.kind in ("over", "near") and (value < ROUND_FROM or value % 10 == 0):
                return False
        return True


def _says_none(slot: Slot) -> bool:
    return slot.kind == "says" and slot.unit not in ALL_WORDS
