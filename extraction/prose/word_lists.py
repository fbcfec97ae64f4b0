"""Whole lists of words looked for in one pass."""

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation


class WordList:
    """Words, one of which a text may hold."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(tuple(words), implementation=Implementation.DFA, store_patterns=False)

    def is_in(self, text: str) -> bool:
        """True where the text holds one of the words."""
        return next(iter(self._automaton.find_matches_as_indexes(text)), None) is not None
