"""Literal words that tell systems apart, all looked for in one pass over a page's address and HTML."""

import re
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

# The words of a CSS selector that stand in a page as they are: ids, classes, values of attributes.
_VALUES = re.compile(r"[#.]([\w-]+)|=[\"']?([\w-]+)")


def selector_words(selector: str) -> list[str]:
    """The words without which a page holds nothing that the selector finds."""
    return [name or value for name, value in _VALUES.findall(selector)]


def words_in(text: bytes, words: tuple[str, ...]) -> frozenset[str]:
    """Those of the words that a text in UTF-8 holds."""
    found = _automaton(words).find_matches_as_indexes(text, overlapping=True)
    return frozenset(words[number] for number, _, _ in found)


@lru_cache(maxsize=4)
def _automaton(words: tuple[str, ...]) -> BytesAhoCorasick:
    return BytesAhoCorasick([word.encode() for word in words], implementation=Implementation.DFA)
