"""What an editor does to the words of a report after it was published: one function a kind.

Each takes the lines and a source of chance and gives the lines afterwards with what is to be said about the
change, or None where the text has nothing of the kind.
"""

import re
from collections.abc import Callable
from random import Random

Lines = tuple[str, ...]
Altered = tuple[Lines, dict[str, str]] | None
Alter = Callable[[Lines, Random], Altered]

COUNTED = re.compile(r"(?<![\d.])([1-9]\d{1,4})(?=[件次场人名个条项起])")
WORDS = (
    ("持续", "不断"),
    ("推进", "推动"),
    ("加强", "强化"),
    ("健全", "完善"),
    ("深入", "扎实"),
    ("落实", "执行"),
)
COMMAS = {"，": "；", ",": ";"}
# No heading, no date, no signature is as long.
PARAGRAPH = 40
ADDED = (
    "开展行政执法突出问题整治，逐条核对群众反映线索，督促责任单位限期办结并向社会反馈，整改情况纳入年度评议。",
    "推广行政裁决和仲裁衔接，设立联合接待窗口，引导当事人选择成本低、时间短的方式解决争议，减少程序空转。",
    "组织行政机关负责人旁听庭审并撰写心得，把个案反映的共性问题写入培训讲义，促进同类案件不再发生。",
    "清理妨碍统一市场的规定和做法，公布清理结果，接受经营主体监督，对新出台文件逐件开展公平竞争审查。",
)


def number_changed(lines: Lines, rng: Random) -> Altered:
    """One counted number takes another value; nothing says so."""
    found = [(i, match) for i, line in enumerate(lines) for match in COUNTED.finditer(line)]
    if not found:
        return None
    i, match = rng.choice(found)
    new = str(int(match[1]) + rng.randint(1, 9))
    line = lines[i][: match.start()] + new + lines[i][match.end() :]
    return _with(lines, i, line), {"old": match[1], "new": new}


def wording(lines: Lines, rng: Random) -> Altered:
    """One word gives way to another of the same meaning."""
    found = [(i, old, new) for i in _paragraphs(lines) for old, new in WORDS if old in lines[i]]
    if not found:
        return None
    i, old, new = rng.choice(found)
    return _with(lines, i, lines[i].replace(old, new, 1)), {"old": old, "new": new}


def punctuation(lines: Lines, rng: Random) -> Altered:
    """One comma becomes a semicolon."""
    found = [(i, match) for i in _paragraphs(lines) for match in re.finditer("[，,]", lines[i])]
    if not found:
        return None
    i, match = rng.choice(found)
    new = COMMAS[match[0]]
    return _with(lines, i, lines[i][: match.start()] + new + lines[i][match.end() :]), {
        "old": match[0],
        "new": new,
    }


def paragraph_added(lines: Lines, rng: Random) -> Altered:
    """A paragraph more, after another one."""
    unused = [text for text in ADDED if text not in lines]
    places = _paragraphs(lines)
    if not unused or not places:
        return None
    place, text = rng.choice(places) + 1, rng.choice(unused)
    return (*lines[:place], text, *lines[place:]), {"new": text}


def paragraph_removed(lines: Lines, rng: Random) -> Altered:
    """A paragraph less; the first one, which says what the text is, stays."""
    places = _paragraphs(lines)[1:]
    if len(places) < 3:
        return None
    place = rng.choice(places)
    return (*lines[:place], *lines[place + 1 :]), {"old": lines[place]}


def paragraph_moved(lines: Lines, rng: Random) -> Altered:
    """A paragraph is after another one than before."""
    places = _paragraphs(lines)[1:]
    if len(places) < 4:
        return None
    start, goal = rng.sample(range(len(places)), 2)
    if abs(start - goal) == 1 and abs(places[start] - places[goal]) == 1:
        # Neighbours that change places: which of the two moved, nobody can say.
        return None
    line = lines[places[start]]
    left = [*lines[: places[start]], *lines[places[start] + 1 :]]
    left.insert(places[goal], line)
    return tuple(left), {"moved": line}


# By kind, as the truth names them.
ALTERATIONS: dict[str, Alter] = {
    "number_changed": number_changed,
    "wording": wording,
    "punctuation": punctuation,
    "paragraph_added": paragraph_added,
    "paragraph_removed": paragraph_removed,
    "paragraph_moved": paragraph_moved,
}


def _paragraphs(lines: Lines) -> list[int]:
    """Where the text's paragraphs are, headings and signatures left out."""
    return [i for i, line in enumerate(lines) if len(line) >= PARAGRAPH]


def _with(lines: Lines, i: int, line: str) -> Lines:
    return (*lines[:i], line, *lines[i + 1 :])
