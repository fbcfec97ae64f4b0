"""The outline of Chinese official prose: 一、 → （一） → 1. → 一是, as patterns over half-width text."""

import re

_NUMERALS = "一二三四五六七八九十"
# Level → numbering at the start of a line. 1.5 is a figure, not a number; (1) belongs to level 3 too.
LINE_START = {
    1: re.compile(rf"[{_NUMERALS}]{{1,3}}\s?、"),
    2: re.compile(rf"\([{_NUMERALS}]{{1,3}}\)\s?、?"),
    3: re.compile(r"(?:\d{1,2}\s?[.、](?!\d)|\(\d{1,2}\))"),
    4: re.compile(rf"[{_NUMERALS}]是"),
}
# Run-in numbering inside a paragraph: 。一是… ；二是…
RUN_IN = re.compile(rf"(?<=[。;:,!、])\s?([{_NUMERALS}]是)")


def heading_level(line: str) -> int:
    """The level of the numbering a half-width line starts with; 0 where it starts with none."""
    for level, pattern in LINE_START.items():
        if pattern.match(line):
            return level
    return 0
