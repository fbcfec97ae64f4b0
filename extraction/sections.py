"""The outline of a text: headings as written and the spans they open."""

import re
from collections.abc import Iterator

from extraction.outline import LINE_START, RUN_IN
from extraction.text import half_width
from records import Section

# A line this short is a heading as a whole; in a longer one the heading runs into its paragraph.
_WHOLE = 60
_RUN_IN_LIMIT = 80
_STOP = re.compile(r"[。:;!]")
_PAUSE = re.compile(r"[,、\s]")
_EDGES = " \t。：:；;，,"


def read_sections(body_text: str) -> tuple[Section, ...]:
    """The sections of a text in order. `heading` is what follows the numbering, up to the full stop
    where it runs into its paragraph, without that stop; `number` is the numbering as written."""
    narrow = half_width(body_text)
    starts: list[tuple[int, int, str, str]] = []  # start, level, number, heading
    offset = 0
    for line in narrow.split("\n"):
        starts.extend(_line_starts(line, offset, body_text))
        offset += len(line) + 1
    sections: list[Section] = []
    ends = dict.fromkeys(LINE_START, len(body_text))
    for start, level, number, heading in reversed(starts):
        sections.append(Section(level, number, heading, start, ends[level]))
        ends.update((deeper, start) for deeper in LINE_START if deeper >= level)
    return tuple(reversed(sections))


def _line_starts(line: str, offset: int, body_text: str) -> Iterator[tuple[int, int, str, str]]:
    numbers: list[tuple[int, int, int]] = []  # level, start, end of the numbering
    for level, pattern in LINE_START.items():
        if match := pattern.match(line):
            numbers.append((level, 0, match.end()))
            break
    after = numbers[0][2] if numbers else 0
    numbers.extend((4, match.start(1), match.end()) for match in RUN_IN.finditer(line, after))
    for at, (level, start, end) in enumerate(numbers):
        limit = numbers[at + 1][1] if at + 1 < len(numbers) else len(line)
        stop = end + _heading_length(line[end : min(limit, end + _RUN_IN_LIMIT + 1)])
        number = body_text[offset + start : offset + end].strip()
        yield offset + start, level, number, body_text[offset + end : offset + stop].strip(_EDGES)


def _heading_length(rest: str) -> int:
    """How much of what follows the numbering is its heading."""
    stop = _STOP.search(rest)
    if stop is not None and stop.start() <= _RUN_IN_LIMIT:
        return stop.start()
    if len(rest) <= _WHOLE:
        return len(rest)
    pause = _PAUSE.search(rest)
    return pause.start() if pause is not None and pause.start() <= _WHOLE else _WHOLE // 2
