"""What differs between two texts of one report, and what kind of difference it is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple, Protocol

from extraction.prose.sentences import changed_numbers, frame, kinship, sentences, without_punctuation
from records import Change

# Below this share of common letter pairs two sentences are two sentences, not one that was edited.
KIN = 0.5
# How many sentences ahead an edited sentence is looked for.
REACH = 20


class Document(Protocol):
    """What is compared: an Extraction is one, a row of the archive another."""

    @property
    def title(self) -> str | None: ...
    @property
    def body_text(self) -> str: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def signed_on(self) -> date | None: ...


def compare_documents(old: Document, new: Document) -> tuple[Change, ...]:
    """Title, dates and text: every difference, the head of the document first."""
    changes = list(_head_changes(old, new))
    changes += compare(old.body_text, new.body_text)
    return tuple(changes)


def compare(old_text: str, new_text: str) -> tuple[Change, ...]:
    """The differences of two texts in the order of the new one; empty when only white space differs."""
    old, new = _located(old_text), _located(new_text)
    if "".join(s.text for s in old) == "".join(s.text for s in new):
        return ()
    found: list[_Found] = []
    matcher = SequenceMatcher(None, [s.text for s in old], [s.text for s in new], autojunk=False)
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag != "equal":
            found.extend(_block_changes(old[i:j], new[m:n]))
    gone = _whole(found, old, lambda one: one.old if not one.new else None)
    come = _whole(found, new, lambda one: one.new if not one.old else None)
    return tuple(_by_paragraph(found, gone, come))


def _head_changes(old: Document, new: Document) -> Iterator[Change]:
    was, now = old.title or "", new.title or ""
    if "".join(was.split()) != "".join(now.split()):
        yield Change("title_changed", was, now)
    for before, after in ((old.published_on, new.published_on), (old.signed_on, new.signed_on)):
        if before != after:
            yield Change("date_changed", str(before or ""), str(after or ""))


class _Sentence(NamedTuple):
    """A sentence and the number of its line."""

    text: str
    line: int


class _Found(NamedTuple):
    """A difference before paragraphs are looked at: the sentences it stands for, None where there is none."""

    change: Change
    old: _Sentence | None
    new: _Sentence | None


def _located(text: str) -> list[_Sentence]:
    return [_Sentence(s, number) for number, line in enumerate(text.split("\n")) for s in sentences(line)]


def _block_changes(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[_Found]:
    was, now = "".join(s.text for s in old), "".join(s.text for s in new)
    if old and new and without_punctuation(was) == without_punctuation(now):
        if was != now:
            yield _Found(Change("punctuation_only", was, now), old[0], new[0])
        return
    for before, after in _aligned(old, new):
        if before and after:
            for change in _sentence_changes(before.text, after.text):
                yield _Found(change, before, after)
        elif before:
            yield _Found(Change("wording", old=before.text), before, None)
        elif after:
            yield _Found(Change("wording", new=after.text), None, after)


def _aligned(
    old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence | None, _Sentence | None]]:
    """Pairs of an old sentence and what became of it; None where there is no counterpart."""
    taken = 0
    for before in old:
        ahead = new[taken : taken + REACH]
        best = max(range(len(ahead)), key=lambda at: kinship(before.text, ahead[at].text), default=None)
        if best is None or kinship(before.text, ahead[best].text) < KIN:
            yield before, None
            continue
        yield from ((None, added) for added in ahead[:best])
        yield before, ahead[best]
        taken += best + 1
    yield from ((None, added) for added in new[taken:])


def _sentence_changes(before: str, after: str) -> Iterator[Change]:
    if frame(before) != frame(after):
        yield Change("wording", before, after)
        return
    changed = changed_numbers(before, after)
    if not changed:
        yield Change("punctuation_only", before, after)
    for was, now in changed:
        yield Change("number_changed", before, after, was, now)


def _whole(found: Sequence[_Found], text: Sequence[_Sentence], lost: "_Lost") -> dict[int, str]:
    """The lines of which every sentence is lost (from the old text) or fresh (in the new one)."""
    size = Counter(sentence.line for sentence in text)
    alone = Counter(one.line for each in found if (one := lost(each)))
    return {
        line: "".join(sentence.text for sentence in text if sentence.line == line)
        for line, count in alone.items()
        if count == size[line]
    }


class _Lost(Protocol):
    def __call__(self, found: _Found, /) -> _Sentence | None: ...


def _by_paragraph(found: Sequence[_Found], gone: dict[int, str], come: dict[int, str]) -> Iterator[Change]:
    """Reports whole paragraphs as one change each: moved, removed or added."""
    unmatched: dict[str, list[str]] = defaultdict(list)
    for paragraph in gone.values():
        unmatched[without_punctuation(paragraph)].append(paragraph)
    # The new line of each paragraph that has moved, and how it was written before.
    moved = {
        line: was.pop(0)
        for line, paragraph in come.items()
        if (was := unmatched[without_punctuation(paragraph)])
    }
    arrived = Counter(without_punctuation(come[line]) for line in moved)
    told: set[tuple[str, int]] = set()
    for change, old, new in found:
        if old and not new and old.line in gone:
            place, paragraph = ("old", old.line), gone[old.line]
            if place not in told and not _take(arrived, without_punctuation(paragraph)):
                yield Change("paragraph_removed", old=paragraph)
        elif new and not old and new.line in come:
            place, paragraph = ("new", new.line), come[new.line]
            if place not in told and new.line in moved:
                yield Change("paragraph_moved", moved[new.line], paragraph)
            elif place not in told:
                yield Change("paragraph_added", new=paragraph)
        else:
            yield change
            continue
        told.add(place)


def _take(stock: Counter[str], paragraph: str) -> bool:
    """Takes one from the stock; False when there is none."""
    stock[paragraph] -= 1
    return stock[paragraph] >= 0
