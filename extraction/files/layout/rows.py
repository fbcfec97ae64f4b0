"""Words at places on a page → the rows a reader sees, from top to bottom.

Coordinates are points from the lower left corner of the page as it is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CELL_GAP = 2.0  # in characters: a wider gap within a row parts cells
_SAME_ROW = 0.5
_OVER = 0.2  # characters: as far apart, or less, are two prints of one
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text on one baseline; em is the width of a Chinese character in it."""

    text: str
    left: float
    right: float
    baseline: float
    em: float


@dataclass(frozen=True, slots=True)
class Row:
    """The cells at one height of a page, from left to right. page counts from 0."""

    cells: tuple[str, ...]
    left: float
    right: float
    baseline: float
    em: float
    page: int = 0

    @property
    def text(self) -> str:
        return "\t".join(self.cells)


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page, top first, and the page's size."""

    rows: list[Row]
    width: float
    height: float


def rows_of(words: Iterable[Words], page: int = 0) -> list[Row]:
    """The rows of one page, top first. Words on (nearly) the same height form a row."""
    rows: list[list[Words]] = []
    for word in _once(sorted((word for word in words if word.text.strip()), key=lambda word: -word.baseline)):
        if rows and abs(rows[-1][0].baseline - word.baseline) < _SAME_ROW * min(rows[-1][0].em, word.em):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_row(sorted(row, key=lambda word: word.left), page) for row in rows]


def _once(words: Iterable[Words]) -> Iterator[Words]:
    """The words without those printed a second time over themselves, which is how some programs draw bold."""
    printed: dict[str, list[Words]] = {}
    for word in words:
        before = printed.setdefault(word.text, [])
        if not any(
            abs(one.left - word.left) < _OVER * word.em
            and abs(one.baseline - word.baseline) < _OVER * word.em
            for one in before[-_NEAR:]
        ):
            before.append(word)
            yield word


def _row(words: list[Words], page: int) -> Row:
    cells = [words[0].text]
    for before, word in zip(words, words[1:], strict=False):
        if word.left - before.right > CELL_GAP * before.em:
            cells.append(word.text)
        else:
            cells[-1] = joined(cells[-1], word.text)
    return Row(
        cells=tuple(cell.strip() for cell in cells),
        left=words[0].left,
        right=max(word.right for word in words),
        baseline=words[0].baseline,
        em=max(word.em for word in words),
        page=page,
    )


def joined(before: str, after: str) -> str:
    """Two pieces of one line. Latin words are parted by a space; a number broken over two lines is not."""
    parted = before[-1:].isascii() and after[:1].isascii() and (before[-1:].isalpha() or after[:1].isalpha())
    return f"{before} {after}" if parted and before and after else before + after
