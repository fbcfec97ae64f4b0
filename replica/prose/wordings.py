"""The wordings of statements, read from wordings.txt: that file says what they look like."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

# Slots that are words; the first three say whose number follows.
SCOPES = {"all": "area", "own": "own", "ours": "dept"}
TOLD_OF_LAST_YEAR = ("last", "growth", "diff")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a wording. kind is word, figure, over, near, says, last, growth, diff or any; code is the
    figure's or the word's name, unit what is written after the number (after = for says)."""

    kind: str
    code: str
    unit: str = ""
    period: str = "year"


@dataclass(frozen=True)
class Wording:
    """One wording: text and slots in turn."""

    pieces: tuple[str | Slot, ...]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the figures it states."""
        return frozenset(slot.code for slot in self.slots if slot.kind in ("figure", "over", "near", "says"))

    @cached_property
    def looks_back(self) -> frozenset[str]:
        """The codes of which it tells something of the year before."""
        return frozenset(slot.code for slot in self.slots if slot.kind in TOLD_OF_LAST_YEAR)


@dataclass(frozen=True)
class Statement:
    """What is told in one sentence: the stock's slots that it replaces, or the statement that it follows."""

    name: str
    replaces: frozenset[str]
    follows: str
    wordings: tuple[Wording, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset[str]().union(*(wording.codes for wording in self.wordings))


@lru_cache
def statements(name: str) -> tuple[Statement, ...]:
    """The statements of `<name>.txt`."""
    found: list[tuple[str, list[Wording]]] = []
    for line in files("replica.prose").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "##":
            found.append((text, []))
        elif mark == "*":
            found[-1][1].append(_wording(text))
    return tuple(_statement(head, tuple(wordings)) for head, wordings in found)


def codes_of(name: str) -> frozenset[str]:
    """All codes that the statements of `<name>.txt` can state."""
    return frozenset[str]().union(*(statement.codes for statement in statements(name)))


def _statement(head: str, wordings: tuple[Wording, ...]) -> Statement:
    if ">" in head:
        name, follows = head.split(" > ")
        return Statement(name, frozenset(), follows, wordings)
    name, slots = head.split(": ")
    return Statement(name, frozenset(slots.split()), "", wordings)


def _wording(text: str) -> Wording:
    pieces = re.split(r"\{([^{}]*)\}", text)
    return Wording(tuple(_slot(piece) if i % 2 else piece for i, piece in enumerate(pieces) if piece))


def _slot(text: str) -> Slot:
    text, _, period = text.partition("@")
    period = period or "year"
    if "=" in text:
        code, word = text.split("=")
        return Slot("says", code, word, period)
    kind, *rest = text.split(":")
    if not rest:
        return Slot("word", kind)
    if kind in ("over", "near", "any", *TOLD_OF_LAST_YEAR):
        return Slot(kind, rest[0], rest[1] if len(rest) > 1 else "", period)
    return Slot("figure", kind, rest[0], period)
