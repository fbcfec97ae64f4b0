"""Which words of two texts differ: a change in pieces, for people who look at both sides."""

from difflib import SequenceMatcher

from extraction.prose.sentences import tokens

LONGEST = 1500
"""Tokens a side that are compared one by one; the time grows with the product of both."""

Piece = tuple[str, bool]
"""Some words, and whether the other side lacks them."""


def marked(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those marked that the other one lacks. Numbers stay whole."""
    if old == new:
        return _whole(old, False), _whole(new, False)
    olds, news = tokens(old), tokens(new)
    if not old or not new or max(len(olds), len(news)) > LONGEST:
        return _whole(old, True), _whole(new, True)
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, i, j, m, n in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if i < j:
            before.append(("".join(olds[i:j]), tag != "equal"))
        if m < n:
            after.append(("".join(news[m:n]), tag != "equal"))
    return before, after


def merged(old: str, new: str) -> list[tuple[str, str]]:
    """One reading of both: pieces ("=", words), ("-", only old), ("+", only new), in order."""
    olds, news = tokens(old), tokens(new)
    if not old or not new or max(len(olds), len(news)) > LONGEST:
        return [(sign, words) for sign, words in (("-", old), ("+", new)) if words]
    pieces: list[tuple[str, str]] = []
    for tag, i, j, m, n in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("=", "".join(olds[i:j])))
            continue
        pieces += [
            (sign, words) for sign, words in (("-", "".join(olds[i:j])), ("+", "".join(news[m:n]))) if words
        ]
    return pieces


def _whole(text: str, lacking: bool) -> list[Piece]:
    return [(text, lacking)] if text else []
