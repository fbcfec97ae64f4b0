"""Literal words that tell whether a page can hold a thing, all looked for in one pass over its markup."""

from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

_WATCHED: dict[str, None] = {}


def watched(words: Iterable[str]) -> frozenset[str]:
    """These words, which every page is looked through for: rare ones, asked for when a module is loaded."""
    asked = frozenset(words)
    _WATCHED.update(dict.fromkeys(sorted(asked)))
    return asked


def watched_words_in(markup: bytes) -> frozenset[str]:
    """Those of all watched words that a text in UTF-8 holds."""
    words, automaton = _automaton(len(_WATCHED))
    found = automaton.find_matches_as_indexes(markup, overlapping=True)
    return frozenset([words[number] for number in {number for number, _, _ in found}])


@lru_cache(maxsize=1)  # words are only ever added
def _automaton(count: int) -> tuple[tuple[str, ...], BytesAhoCorasick]:
    words = tuple(_WATCHED)[:count]
    return words, BytesAhoCorasick([word.encode() for word in words], implementation=Implementation.DFA)
