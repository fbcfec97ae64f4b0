"""What a composed text is, and the writer that fills the stock's slots."""

import re
from dataclasses import dataclass, replace

from replica.prose.figures import Figures

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
HALF_WIDTH = str.maketrans("，：；（）", ",:;()")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the text states it: value as a number, sentence as written with its full stop."""

    name: str
    value: int | float
    sentence: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as a varied text states it: code, value and how it is told.

    printed is the numeral with its 万 or 亿, or the word 均, 全部, 无 …; char_from and char_to count
    characters in the lines, joined by a newline.
    """

    code: str
    value: int | float
    unit: str
    qualifier: str
    scope: str
    period: str
    semantics: str
    printed: str
    sentence: str
    char_from: int
    char_to: int


@dataclass(frozen=True, slots=True)
class Other:
    """A number in a varied text that is no figure of the year, and why; looks_like is the code of the figure
    of which it tells last year's value or a change, else empty."""

    printed: str
    value: int | float
    looks_like: str
    why: str
    char_from: int
    char_to: int


@dataclass(frozen=True, slots=True)
class Text:
    """A composed text: its lines, its level-1 headings as written, the figures it states.

    mentions and others are told of varied texts only.
    """

    lines: tuple[str, ...]
    headings: tuple[str, ...]
    figures: tuple[Figure, ...]
    mentions: tuple[Mention, ...] = ()
    others: tuple[Other, ...] = ()


def with_lines(text: Text, lines: tuple[str, ...]) -> Text:
    """The text with other lines; mentions whose sentence is not there any more are left out."""
    before, after = "\n".join(text.lines), "\n".join(lines)
    mentions = []
    for mention in text.mentions:
        at = after.find(mention.sentence)
        by = at - before.rfind(mention.sentence, 0, mention.char_from + len(mention.sentence))
        if at >= 0:
            mentions.append(replace(mention, char_from=mention.char_from + by, char_to=mention.char_to + by))
    return replace(text, lines=lines, mentions=tuple(mentions), others=())


class Writer:
    """Fills slots, keeps the lines in order and notes headings and figures."""

    def __init__(self, words: dict[str, object], figures: Figures, half_width: bool) -> None:
        self.words, self.values, self.half_width = words, figures, half_width
        self.lines: list[str] = []
        self.headings: list[str] = []
        self.figures: list[Figure] = []

    def fill(self, template: str) -> str:
        """The template with its slots filled; sentences that state figures are noted."""
        written = []
        for sentence in re.findall(r"[^。]*。|[^。]+$", template):
            slots = re.findall(r"\{(\w+)\}", sentence)
            filled = sentence.format_map({**self.words, **self.values})
            filled = filled.translate(HALF_WIDTH) if self.half_width else filled
            written.append(filled)
            for slot in slots:
                if slot in self.values:
                    self.figures.append(Figure(slot, self.values[slot], filled))
        return "".join(written)

    def line(self, template: str) -> None:
        self.lines.append(self.fill(template))

    def heading(self, template: str) -> None:
        self.line(f"{NUMERALS[len(self.headings)]}、{template}")
        self.headings.append(self.lines[-1])

    def more(self, part: str) -> str:
        """A template of what is added at the end of a part of the report; here nothing."""
        return ""

    def text(self) -> Text:
        return Text(tuple(self.lines), tuple(self.headings), tuple(self.figures))
