"""What differs between two texts, sentence by sentence, and which numbers changed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

# A sentence ends at its closing mark (with the quote or bracket behind it) or at the end of its line.
SENTENCE = re.compile(r"[^\n。！？；]*(?:[。！？；]+[”’」』）)]*|\n|$)")
NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[十百千]?[万亿]*)(?P<rate>[%％‰]?)"
)
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
RATES = {"％": "%"}
# Below this share of common letter pairs two sentences are two sentences, not one that was edited.
KIN = 0.5
# How many sentences ahead an edited sentence is looked for.
REACH = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. kind is number_changed (one per number, with the whole sentences), sentence_changed,
    sentence_added, sentence_removed or punctuation_only; old and new are sentences as written."""

    kind: str
    old: str = ""
    new: str = ""
    old_number: str = ""
    new_number: str = ""


def compare(old_text: str, new_text: str) -> tuple[Change, ...]:
    """The differences in the order of the new text; empty when only white space differs."""
    old, new = sentences(old_text), sentences(new_text)
    changes: list[Change] = []
    if "".join(old) == "".join(new):
        return ()
    for tag, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            changes.extend(_block_changes(old[i:j], new[m:n]))
    return tuple(changes)


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without the white space around them."""
    return [found for match in SENTENCE.finditer(text) if (found := match.group().strip())]


def _block_changes(old: list[str], new: list[str]) -> Iterator[Change]:
    if old and new and _bare("".join(old)) == _bare("".join(new)):
        if "".join(old) != "".join(new):
            yield Change("punctuation_only", "".join(old), "".join(new))
        return
    for before, after in _aligned(old, new):
        if not after:
            yield Change("sentence_removed", old=before)
        elif not before:
            yield Change("sentence_added", new=after)
        else:
            yield from _sentence_changes(before, after)


def _aligned(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of an old sentence and what became of it; an empty string where there is no counterpart."""
    taken = 0
    for before in old:
        ahead = new[taken : taken + REACH]
        best = max(range(len(ahead)), key=lambda at: _kinship(before, ahead[at]), default=None)
        if best is None or _kinship(before, ahead[best]) < KIN:
            yield before, ""
            continue
        yield from (("", added) for added in ahead[:best])
        yield before, ahead[best]
        taken += best + 1
    yield from (("", added) for added in new[taken:])


def _sentence_changes(before: str, after: str) -> Iterator[Change]:
    if _frame(before) != _frame(after):
        yield Change("sentence_changed", before, after)
        return
    pairs = zip(NUMBER.finditer(before), NUMBER.finditer(after), strict=True)
    changed = [(was.group(), now.group()) for was, now in pairs if _value(was) != _value(now)]
    if not changed:
        yield Change("punctuation_only", before, after)
    for was, now in changed:
        yield Change("number_changed", before, after, was, now)


def _frame(sentence: str) -> str:
    """The sentence with a mark for each number and without punctuation."""
    return "".join(c for c in NUMBER.sub("\0", sentence) if c.isalnum() or c == "\0")


def _bare(text: str) -> str:
    """The text's letters, figures and numbers' values: what remains when only punctuation differs."""
    return "".join(c for c in NUMBER.sub(_plain, text) if c.isalnum() or c in "\0.%‰")


def _plain(number: re.Match[str]) -> str:
    value, rate = _value(number)
    return f"\0{value:f}{rate}\0"


def _value(number: re.Match[str]) -> tuple[Decimal, str]:
    value = Decimal(re.sub("[,，]", "", number["digits"]))
    for unit in number["unit"]:
        value *= UNITS[unit]
    return value.normalize(), RATES.get(number["rate"], number["rate"])


def _kinship(one: str, other: str) -> float:
    """The share of letter pairs two sentences have in common, 0 to 1."""
    pairs, others = _pairs(one), _pairs(other)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 1.0


def _pairs(sentence: str) -> Counter[str]:
    letters = NUMBER.sub("0", sentence)
    return Counter(letters[at : at + 2] for at in range(len(letters) - 1))
