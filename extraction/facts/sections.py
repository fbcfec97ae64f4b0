"""The outline of a text: headings as written and the spans they open."""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from extraction.prose.outline import LINE_START, MAY_RUN_ON, RUN_IN, RUN_ON, number_of, numbering
from extraction.prose.prescribed_parts import announced_parts
from extraction.prose.text import half_width
from records import Section

# A line this short is a heading as a whole; in a longer one the heading runs into its paragraph.
_WHOLE = 60
_RUN_IN_LIMIT = 80
_SHORTEST = 4
_DEEPEST = max(LINE_START)
_STOP = re.compile(r"[。:;!]")
_PAUSE = re.compile(r"[,、\s]")
# 一、主要举措和成效2023年,… and 一、主要举措 2023年,…: no stop between heading and text.
_JOINT = re.compile(
    r"(?<=[效况题因划排措法施绩足作路算])(?=\s?(?:20\d\d年|今年|一年来|我[省市县区局镇乡委]|全[省市县区]))|\s"
)
_EDGES = " \t。：:；;，,"
_UNNUMBERED_LIMIT = 30


class _Start(NamedTuple):
    """Where a section begins: offset, level, the numbering and the heading as written."""

    at: int
    level: int
    number: str
    heading: str


def read_sections(body_text: str) -> tuple[Section, ...]:
    """The sections of a text in order. `heading` is what follows the numbering, up to the full stop
    where it runs into its paragraph, without that stop; `number` is the numbering as written, "" for the
    headings without one that some reports set over their （一）, （二）."""
    starts = _nested(_with_unnumbered(body_text, list(_starts(body_text))))
    sections: list[Section] = []
    ends = dict.fromkeys(LINE_START, len(body_text))
    for start in reversed(starts):
        parts = announced_parts(start.level, start.heading)
        sections.append(Section(start.level, start.number, start.heading, start.at, ends[start.level], parts))
        for deeper in range(start.level, _DEEPEST + 1):
            ends[deeper] = start.at
    return tuple(reversed(sections))


def _starts(body_text: str) -> Iterator[_Start]:
    offset = 0
    last = dict.fromkeys(LINE_START, 0)  # the number each level has come to
    for line in half_width(body_text).split("\n"):
        numbers = _numbers(line, last)
        for at, (level, start, end) in enumerate(numbers):
            limit = numbers[at + 1][1] if at + 1 < len(numbers) else len(line)
            stop = end + _heading_length(line[end:limit])
            number = body_text[offset + start : offset + end].strip()
            heading = body_text[offset + end : offset + stop].strip(_EDGES)
            yield _Start(offset + start, level, number, heading)
        offset += len(line) + 1


def _numbers(line: str, last: dict[int, int]) -> list[tuple[int, int, int]]:
    """Level, start and end of each numbering in a line: at its beginning, after the end of a sentence
    where it counts on (the next number, or a first one below), and 一是 anywhere."""
    found: list[tuple[int, int, int]] = []
    first = numbering(line)
    if first and (level := first.lastindex):
        found.append((level, 0, first.end()))
        last[level] = number_of(first[0])
        last.update((deeper, 0) for deeper in (2, 3) if deeper > level)
    after = found[0][2] - 1 if found else 0  # the mark in front of the next one may end the first
    for level, pattern in RUN_ON.items() if MAY_RUN_ON.search(line, after) else ():
        for match in pattern.finditer(line, after):
            if number_of(match[1]) == last[level] + 1:
                found.append((level, match.start(1), match.end()))
                last[level] += 1
                last.update((deeper, 0) for deeper in (2, 3) if deeper > level)
            elif level > 1 and number_of(match[1]) == 1:
                found.append((level, match.start(1), match.end()))
                last[level] = 1
    if "是" in line:
        found.extend((4, match.start(1), match.end()) for match in RUN_IN.finditer(line, after))
    return sorted(found, key=itemgetter(1))


def _heading_length(rest: str) -> int:
    """How much of what follows the numbering is its heading."""
    near = rest[: _RUN_IN_LIMIT + 1]
    stop = _STOP.search(near)
    if stop is None and len(rest) <= _WHOLE:
        return len(rest)
    joint = _JOINT.search(near, _SHORTEST)
    first_stop = stop.start() if stop is not None else len(rest)
    # A sentence follows the joint, and none has begun before it.
    if joint is not None and "," in rest[joint.start() :] and "," not in near[: joint.start()]:
        return min(joint.start(), first_stop)
    if stop is not None:
        return first_stop
    pause = _PAUSE.search(near)
    return pause.start() if pause is not None and pause.start() <= _WHOLE else _WHOLE // 2


def _with_unnumbered(body_text: str, starts: list[_Start]) -> list[_Start]:
    """With the short lines right above （一） as headings of level 1, in a text that numbers none."""
    if any(start.level == 1 for start in starts):
        return starts
    taken = {start.at for start in starts}
    added = []
    for start in starts:
        if (
            start.level != 2
            or number_of(half_width(start.number)) != 1
            or body_text[start.at - 1 : start.at] != "\n"
        ):
            continue
        begin = body_text.rfind("\n", 0, start.at - 1) + 1
        line = body_text[begin : start.at - 1]
        heading = line.strip(_EDGES)
        short = heading and len(line) <= _UNNUMBERED_LIMIT and not _STOP.search(half_width(heading))
        if short and line.startswith(heading) and begin not in taken:
            added.append(_Start(begin, 1, "", heading))
    return sorted([*starts, *added], key=lambda start: start.at)


def _nested(starts: Sequence[_Start]) -> list[_Start]:
    """With the inner of two series 一、二、 … at level 2, where one repeats itself below the other."""
    series = [number_of(half_width(start.number)) for start in starts if start.level == 1]
    if not any(one == 1 for one in series[1:]) or series[:1] != [1]:
        return list(starts)
    outer, inner, before = 0, 0, ""
    nested = []
    for start in starts:
        number = number_of(half_width(start.number))
        if start.level == 1 and start.number:
            repeated = start.heading == before  # a converter printed the heading twice
            before = start.heading
            if outer and not repeated and (number == 1 or (inner and number == inner + 1)):
                inner = number
                start = start._replace(level=2)
            else:
                outer, inner = number, 0
        nested.append(start)
    return nested
