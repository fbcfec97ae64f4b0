"""The outline of Chinese official prose: 一、 → （一） → 1. → 一是, as patterns over half-width text."""

import re
from functools import lru_cache

from extraction.prose.text import Words, once

_NUMERALS = "一二三四五六七八九十"
# Level → numbering at the start of a line. 1.5 is a figure, not a number; (1) belongs to level 3 too.
# Converters lose the opening bracket: 一)健全….
LINE_START = {
    1: re.compile(rf"[{_NUMERALS}]{{1,3}}\s?(?:、|\.(?!\d))"),
    2: re.compile(rf"(?:\([{_NUMERALS}]{{1,3}}\)|[{_NUMERALS}]{{1,3}}\))\s?、?"),
    3: re.compile(r"(?:\d{1,2}\s?[.、](?!\d)|\(\d{1,2}\))"),
    4: re.compile(rf"[{_NUMERALS}]是"),
}
_ANY_START = re.compile("|".join(f"({pattern.pattern})" for pattern in LINE_START.values()))
# The same after the end of a sentence, in texts that came as one line. The mark is part of what is found: a
# search that begins with given characters is ten times faster than one that looks back from every character.
RUN_ON = {
    1: re.compile(rf"[。;:!]\s?([{_NUMERALS}]{{1,3}})、"),
    2: re.compile(rf"[。;:!]\s?(\([{_NUMERALS}]{{1,3}}\))\s?、?"),
    3: re.compile(r"[。;:!]\s?(\d{1,2})\s?[.、](?!\d)"),
}
MAY_RUN_ON = re.compile(rf"[。;:!]\s?[(\d{_NUMERALS}]")
# Run-in numbering inside a paragraph: 。一是… ；二是…
RUN_IN = re.compile(rf"[。;:,!、]\s?([{_NUMERALS}]是)")


def numbering(line: str) -> re.Match[str] | None:
    """The numbering that a half-width line starts with; the group that matched, its lastindex, is the
    level."""
    return _ANY_START.match(line)


@once
def heading_level(line: Words) -> int:
    """The level of the numbering a line starts with; 0 where it starts with none."""
    found = _ANY_START.match(line.narrow, 0, 20)
    return found.lastindex or 0 if found else 0


@lru_cache(maxsize=256)
def number_of(numbering: str) -> int:
    """What a numbering counts: 一、 → 1, （十二） → 12, 3. → 3; 0 for none."""
    digits = re.search(r"\d{1,2}", numbering)
    if digits:
        return int(digits[0])
    numerals = "".join(character for character in numbering if character in _NUMERALS)
    tens, ten, ones = numerals.partition("十")
    return (10 * (_value(tens) or 1) if ten else 0) + _value(ones if ten else tens)


def _value(numeral: str) -> int:
    return _NUMERALS.find(numeral[:1]) + 1 if numeral else 0
