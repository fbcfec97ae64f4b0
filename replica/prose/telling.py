"""Writes one wording out: words, numerals, and where each number is."""

import re
from dataclasses import dataclass, field, replace
from random import Random

from replica.prose.figures import Figures
from replica.prose.numerals import hand_of, print_number
from replica.prose.text import HALF_WIDTH, Mention, Other
from replica.prose.wordings import SCOPES, Slot, Wording

# Words in the wordings themselves that say whose number follows.
EVERYBODY = re.compile("各部门|各乡镇")
ALL_WORDS = ("均", "全部")
WHY = {"last": "last year's value", "growth": "a change", "diff": "a change", "any": "no code"}


@dataclass(frozen=True, slots=True)
class Year:
    """What a varied report has to tell: this year's values and last year's (empty: they are not known).

    Codes that are required are told, together where they belong to one statement; of plain ones
    nothing is told that compares them with the year before.
    """

    now: Figures
    last: Figures
    required: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()


@dataclass(slots=True)
class Sentence:
    """A sentence, what is in it and its markers of scope by position; positions count from its start."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    markers: list[tuple[int, str]] = field(default_factory=list)

    def finish(self, half_width: bool) -> None:
        """Gives the mentions their scope and sentence."""
        scopes = [self._scope_at(mention.char_from) for mention in self.mentions]
        if half_width:
            self.text = self.text.translate(HALF_WIDTH)
        self.mentions = [
            replace(mention, scope=scope, sentence=self.text)
            for mention, scope in zip(self.mentions, scopes, strict=True)
        ]

    def _scope_at(self, at: int) -> str:
        """The nearest marker before the place, else the next one before a semicolon."""
        before = [scope for place, scope in self.markers if place < at]
        semicolon = self.text.find("；", at)
        end = semicolon if semicolon >= 0 else len(self.text)
        after = [scope for place, scope in self.markers if at < place < end]
        return before[-1] if before else after[0] if after else "unknown"

    def move(self, by: int) -> None:
        """Counts positions from a place so far before the sentence."""
        self.mentions = [
            replace(m, char_from=m.char_from + by, char_to=m.char_to + by) for m in self.mentions
        ]
        self.others = [replace(o, char_from=o.char_from + by, char_to=o.char_to + by) for o in self.others]


class Teller:
    """Writes the wordings of one report; scope is whose the numbers behind {ours} are."""

    def __init__(self, words: dict[str, object], year: Year, scope: str, rng: Random) -> None:
        self._words, self._year, self._rng = words, year, rng
        self._scopes = SCOPES | {"ours": scope}
        self._hand = hand_of(rng)

    def tell(self, wording: Wording, half_width: bool) -> Sentence:
        """The wording as a sentence."""
        told = Sentence()
        for piece in wording.pieces:
            if isinstance(piece, str):
                told.markers += [(len(told.text) + m.start(), "area") for m in EVERYBODY.finditer(piece)]
                told.text += piece
            elif piece.kind == "word":
                if piece.code in self._scopes:
                    told.markers.append((len(told.text), self._scopes[piece.code]))
                told.text += self._word(piece.code)
            elif piece.kind in WHY:
                self._other(told, piece)
            else:
                self._figure(told, piece)
        told.finish(half_width)
        return told

    def _word(self, name: str) -> str:
        seat = self._words.get("seat")
        if name == "all":
            return f"{self._rng.choice('全我')}{seat}"
        if name == "own":
            return f"{seat}政府"
        return str(self._words["our" if name == "ours" else name])

    def _figure(self, told: Sentence, slot: Slot) -> None:
        value, qualifier, unit, more = self._year.now[slot.code], "exact", slot.unit, ""
        semantics = "stated" if value else "zero_stated"
        if slot.kind == "says":
            semantics = "all_stated" if slot.unit in ALL_WORDS else "zero_stated"
            printed, tail, unit = slot.unit, "", "%" if value else "件"
        else:
            if slot.kind == "over":
                value, qualifier, more = value // 10 * 10, "over", "余"
            elif slot.kind == "near":
                value, qualifier = (value // 10 + 1) * 10, "about"
            printed, tail = print_number(value, unit, self._hand, self._rng)
        start = len(told.text)
        end = start + len(printed)
        told.mentions.append(
            Mention(
                *(slot.code, value, unit, qualifier, "", slot.period, semantics, printed, ""),
                char_from=start,
                char_to=end,
            )
        )
        told.text += printed + more + tail

    def _other(self, told: Sentence, slot: Slot) -> None:
        before, unit = "", slot.unit
        if slot.kind == "any":
            low, high = slot.code.split("-")
            value: int | float = self._rng.randint(int(low), int(high))
        elif slot.kind == "last":
            value = self._year.last[slot.code]
        else:
            now, last = self._year.now[slot.code], self._year.last[slot.code]
            value = abs(now - last)
            before = f"较上年{'增加' if now > last else '减少'}"
            if slot.kind == "growth":
                value, unit = round(value / last * 100, 1), "%"
                before = f"同比{'增长' if now > last else '下降'}"
        if before and not value:
            told.text += "与上年持平"
            return
        printed, tail = print_number(value, unit, self._hand, self._rng)
        start = len(told.text) + len(before)
        looks_like = "" if slot.kind == "any" else slot.code
        told.others.append(Other(printed, value, looks_like, WHY[slot.kind], start, start + len(printed)))
        told.text += before + printed + tail
